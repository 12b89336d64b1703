"""Styled paragraphs → shaped, broken lines."""

from __future__ import annotations

import unicodedata
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from enum import Enum

from icu4py.breakers import CharacterBreaker

from reportgen.errors import FontError
from reportgen.frames import Face, GlyphRun, Line, Paragraph, Run
from reportgen.frames.items import SUPERSCRIPT_RISE, SUPERSCRIPT_SIZE
from reportgen.text.breaking import Piece, greedy, opportunities, penalty, segments, total_fit
from reportgen.text.faces import CJK_LANGUAGES, FALLBACK_SCALE, FontSet, is_han

OFFICE_MEASURE = 0.997
"""Part of a box's width that office text is set to, so that it never overflows in the client."""

CJK_SPACE = 0.24
"""Space that office applications put between CJK and Latin, in em."""

ASCENT = 0.2
"""A first baseline stands a line's pitch less this part of the size below the top, with exact line spacing."""

_TRAILING = " \n\u3000"
"""What takes no room at the end of a line."""

DOUBTFUL = 0.1
"""Ems before the end of the measure from which on a line is measured as it is set, not by its parts."""

_BALANCED = ("title", "subtitle", "heading1", "heading2", "heading3", "quote", "number", "label")


class Profile(Enum):
    """How text is set: print as HarfBuzz and total fit have it, office as PowerPoint and Impress do."""

    PRINT = "print"
    OFFICE = "office"


class SetParagraph:
    """A broken paragraph: which characters each line holds, its leading in points, and whether a line is wider than the
    measure (`overfull`). The lines themselves are made when they are asked for: many settings are only weighed.
    """

    __slots__ = ("_lines", "_make", "breaks", "leading", "overfull")

    def __init__(
        self,
        breaks: tuple[tuple[int, int], ...],
        leading: float,
        overfull: bool,
        make: Callable[[], tuple[Line, ...]],
    ) -> None:
        self.breaks = breaks
        self.leading = leading
        self.overfull = overfull
        self._make: Callable[[], tuple[Line, ...]] | None = make
        self._lines: tuple[Line, ...] = ()

    @property
    def lines(self) -> tuple[Line, ...]:
        """The lines, relative to the paragraph's own top left corner."""
        if self._make is not None:
            self._lines = self._make()
            self._make = None
        return self._lines

    @property
    def height(self) -> float:
        return len(self.breaks) * self.leading


@dataclass(frozen=True, slots=True)
class _Stretch:
    """Characters start..end of the paragraph, in one run and one face, drawn at `size`."""

    start: int
    end: int
    run: Run
    face: str
    size: float
    rise: float


class Typesetter:
    """Shapes and breaks paragraphs; keeps what it has set, so that the same text is never set twice."""

    def __init__(self, faces: Mapping[str, Face], fallback: Sequence[str] = ()) -> None:
        self._fonts = FontSet(faces, fallback)
        self._set: dict[tuple[object, ...], SetParagraph] = {}
        self._pieces_of: dict[tuple[object, ...], tuple[list[Piece], list[_Stretch], str]] = {}
        self._widths: dict[tuple[object, ...], dict[str, float]] = {}
        """Widths of words (points), by how they are drawn."""

    @property
    def kept(self) -> int:
        """How many settings and shapes are kept."""
        return len(self._set) + len(self._pieces_of) + self._fonts.kept + sum(map(len, self._widths.values()))

    def forget(self) -> None:
        """Keep the fonts, and nothing that was set with them."""
        self._set.clear()
        self._pieces_of.clear()
        self._widths.clear()
        self._fonts.forget()

    def set(self, paragraph: Paragraph, width: float, profile: Profile) -> SetParagraph:
        """The paragraph's lines at a measure of `width` points.

        Raises:
            FontError: a run names an unknown family, or a font cannot be read.
        """
        key = (*_identity(paragraph), width, profile)
        known = self._set.get(key)
        if known is None:
            known = self._set[key] = self._lay(paragraph, width, profile)
        return known

    def natural_width(self, paragraph: Paragraph, profile: Profile) -> float:
        """Width in points of the paragraph on one line, indent included."""
        pieces, _, _ = self._pieces(paragraph, profile)
        return (
            paragraph.indent
            + paragraph.first_indent
            + sum(p.width for p in pieces[:-1])
            + (pieces[-1].inked if pieces else 0.0)
        )

    def least_width(self, paragraph: Paragraph, profile: Profile) -> float:
        """Width in points of the widest part that no line may break, indent included."""
        pieces, _, _ = self._pieces(paragraph, profile)
        return paragraph.indent + max((piece.inked for piece in pieces), default=0.0)

    def count_lines(self, paragraph: Paragraph, width: float, profile: Profile) -> int:
        """The fewest lines that the paragraph takes at a measure of `width` points."""
        pieces, _, _ = self._pieces(paragraph, profile)
        return len(greedy(pieces, width - paragraph.indent, paragraph.first_indent))

    def single(self, paragraph: Paragraph, profile: Profile) -> Line:
        """The paragraph on one line from x = 0, however wide: for the many short texts of a table."""
        text = paragraph.text.replace("\t", " ")
        inked = len(text.rstrip(_TRAILING))
        runs = self._runs(text, 0, inked, self._stretches(paragraph, profile), 0, paragraph, profile)
        size = max((run.size for run in paragraph.runs), default=0.0)
        baseline = round(paragraph.leading - ASCENT * size, 4)
        return Line(0.0, baseline, sum(run.width for run in runs), 0, 0, len(paragraph.text), tuple(runs))

    def cap_height(self, run: Run) -> float:
        """The height of a run's capitals, in parts of its size.

        Raises:
            FontError: the run names an unknown family.
        """
        face = self._fonts.loaded(self._fonts.pick(run.family, run.weight, run.italic))
        return float(face.cap_height / face.units)

    def missing(self, paragraph: Paragraph) -> list[FontError]:
        """An error for each character that no font of the chain has."""
        found: dict[str, FontError] = {}
        for run in paragraph.runs:
            for start, end, face in self._fonts.spans(run, paragraph.language):
                if face is not None:
                    continue
                for char in run.text[start:end]:
                    name = unicodedata.name(char, "unnamed character")
                    found.setdefault(
                        char,
                        FontError(
                            f'no font has "{char}" (U+{ord(char):04X} {name})',
                            paragraph.where,
                            "replace it, or add a font that has it to the brand's fallback",
                        ),
                    )
        return list(found.values())

    def _stretches(self, paragraph: Paragraph, profile: Profile) -> list[_Stretch]:
        native = paragraph.language.partition("-")[0] in CJK_LANGUAGES
        found: list[_Stretch] = []
        at = 0
        for run in paragraph.runs:
            main = self._fonts.pick(run.family, run.weight, run.italic)
            for start, end, face in self._fonts.spans(run, paragraph.language):
                size = run.size
                if face not in (None, main) and profile is Profile.PRINT and not native:
                    size *= FALLBACK_SCALE
                rise = 0.0
                if run.superscript:
                    rise = run.size * SUPERSCRIPT_RISE
                    size *= SUPERSCRIPT_SIZE
                found.append(_Stretch(at + start, at + end, run, face or main, size, rise))
            at += len(run.text)
        return found

    def _pieces(self, paragraph: Paragraph, profile: Profile) -> tuple[list[Piece], list[_Stretch], str]:
        key = (*_identity(paragraph)[:2], profile)
        known = self._pieces_of.get(key)
        if known is not None:
            return known
        text = paragraph.text.replace("\t", " ")
        stretches = self._stretches(paragraph, profile)
        office = profile is Profile.OFFICE
        cuts = opportunities(text, paragraph.language, office) if text else []
        if len(stretches) == 1 and not office:
            pieces = self._even_pieces(cuts, text, stretches, paragraph, profile)
        else:
            pieces = []
            first = 0
            for start, end in cuts:
                inked_end = start + len(text[start:end].rstrip(_TRAILING))
                while first < len(stretches) and stretches[first].end <= start:
                    first += 1
                inked = self._width(text, start, inked_end, stretches, first, paragraph, profile)
                space = 0.0
                if inked_end < end:
                    space = self._width(text, inked_end, end, stretches, first, paragraph, profile)
                cost = 0.0 if office else penalty(text, end)
                pieces.append(Piece(start, end, inked + space, inked, cost, text[end - 1] == "\n"))
        known = self._pieces_of[key] = (pieces, stretches, text)
        return known

    def _even_pieces(
        self,
        cuts: list[tuple[int, int]],
        text: str,
        stretches: list[_Stretch],
        paragraph: Paragraph,
        profile: Profile,
    ) -> list[Piece]:
        """The pieces of a text in one face: a part is as wide as its characters are, wherever it stands."""
        (stretch,) = stretches
        run = stretch.run
        face = (stretch.face, stretch.size, run.tracking, run.tabular, paragraph.language)
        widths = self._widths.setdefault(face, {})
        pieces: list[Piece] = []
        for start, end in cuts:
            part = text[start:end]
            bare = part.rstrip(_TRAILING)
            known = widths.get(part)
            inked = widths.get(bare)
            if known is None or inked is None:
                middle = start + len(bare)
                inked = widths[bare] = self._width(text, start, middle, stretches, 0, paragraph, profile)
                space = self._width(text, middle, end, stretches, 0, paragraph, profile) if middle < end else 0.0
                known = widths[part] = inked + space
            pieces.append(Piece(start, end, known, inked, penalty(text, end), part.endswith("\n")))
        return pieces

    def _width(
        self,
        text: str,
        start: int,
        end: int,
        stretches: list[_Stretch],
        first: int,
        paragraph: Paragraph,
        profile: Profile,
    ) -> float:
        if profile is Profile.OFFICE and not text.isascii():  # CJK has spaces beside it, which depend on neighbours
            return sum(run.width for run in self._runs(text, start, end, stretches, first, paragraph, profile))
        width = 0.0
        kern = profile is Profile.PRINT
        for stretch in stretches[first:]:
            if stretch.start >= end:
                break
            part = text[max(start, stretch.start) : min(end, stretch.end)].translate(_UNSEEN)
            face = self._fonts.loaded(stretch.face)
            for word in _words(part):
                shaped = face.shape(word, kern, paragraph.language, kern and stretch.run.tabular)
                width += shaped.total * stretch.size / face.units
                if stretch.run.tracking:
                    width += stretch.run.tracking * len(set(shaped.clusters))
        return width

    def _runs(
        self,
        text: str,
        start: int,
        end: int,
        stretches: list[_Stretch],
        first: int,
        paragraph: Paragraph,
        profile: Profile,
    ) -> list[GlyphRun]:
        """Glyph runs of characters start..end, side by side from x = 0."""
        runs: list[GlyphRun] = []
        x = 0.0
        for stretch in stretches[first:]:
            if stretch.start >= end:
                break
            low, high = max(start, stretch.start), min(end, stretch.end)
            if low >= high:
                continue
            part = text[low:high].translate(_UNSEEN)
            if not part:
                continue
            run = self._shape(part, stretch, paragraph.language, profile, text, high, x)
            x += run.width
            if runs and _joins(runs[-1], run):
                runs[-1] = _joined(runs[-1], run)
            else:
                runs.append(run)
        return runs

    def _shape(
        self, part: str, stretch: _Stretch, language: str, profile: Profile, text: str, after: int, x: float = 0.0
    ) -> GlyphRun:
        face = self._fonts.loaded(stretch.face)
        kern = profile is Profile.PRINT
        glyphs: list[int] = []
        advances: list[float] = []
        clusters: list[int] = []
        offsets: list[tuple[float, float]] = []
        scale = stretch.size / face.units
        tracking = stretch.run.tracking
        at = 0
        for word in _words(part):
            shaped = face.shape(word, kern, language, kern and stretch.run.tabular)
            glyphs += shaped.glyphs
            clusters += [at + cluster for cluster in shaped.clusters]
            if tracking:
                tail = (*shaped.clusters[1:], -1)
                advances += [
                    a * scale + (tracking if c != n else 0.0)
                    for a, c, n in zip(shaped.advances, shaped.clusters, tail, strict=True)
                ]
            else:
                advances += [advance * scale for advance in shaped.advances]
            if shaped.offsets:
                offsets += [(0.0, 0.0)] * (len(glyphs) - len(shaped.glyphs) - len(offsets))
                offsets += [(x * scale, y * scale) for x, y in shaped.offsets]
            at += len(word)
        if profile is Profile.OFFICE and advances:
            self._space_cjk(part, clusters, advances, stretch.size, text, after)
        if offsets:
            offsets += [(0.0, 0.0)] * (len(glyphs) - len(offsets))
        run = stretch.run
        return GlyphRun(
            face=stretch.face,
            size=stretch.size,
            x=x,
            colour=run.colour,
            text=part,
            glyphs=tuple(glyphs),
            advances=tuple([round(advance, 5) for advance in advances]),
            clusters=tuple(clusters),
            offsets=tuple(offsets),
            rise=stretch.rise,
            link=run.link,
        )

    def _space_cjk(
        self, part: str, clusters: list[int], advances: list[float], size: float, text: str, after: int
    ) -> None:
        """The space that office applications put between CJK and a Latin letter or digit."""
        following = part[1:] + (text[after : after + 1] or " ")
        for index, cluster in enumerate(clusters):
            one, two = part[cluster], following[cluster]
            if (is_han(one) and one.isalpha() and two.isascii() and two.isalnum()) or (
                one.isascii() and one.isalnum() and is_han(two) and two.isalpha()
            ):
                advances[index] += CJK_SPACE * size

    def _lay(self, paragraph: Paragraph, width: float, profile: Profile) -> SetParagraph:
        pieces, stretches, text = self._pieces(paragraph, profile)
        measure = width - paragraph.indent
        allowed = measure * OFFICE_MEASURE if profile is Profile.OFFICE else measure
        pieces = self._split_wide(pieces, stretches, text, allowed, paragraph, profile)
        if profile is Profile.OFFICE:
            ends = greedy(pieces, allowed, paragraph.first_indent)
        else:
            ends = total_fit(pieces, allowed, balanced=paragraph.role in _BALANCED, first=paragraph.first_indent)
        first = paragraph.first_indent
        starts = [0, *(end + 1 for end in ends)][: len(ends)]
        breaks = tuple((pieces[start].start, pieces[end].end) for start, end in zip(starts, ends, strict=True))
        size = max((run.size for run in paragraph.runs), default=0.0)
        exact = profile is Profile.OFFICE and not text.isascii()  # spaces beside CJK depend on what stands next to it
        overfull = False
        for number, (start, end) in enumerate(zip(starts, ends, strict=True)):
            indent = first if number == 0 else 0.0
            inked = indent + sum([piece.width for piece in pieces[start:end]]) + pieces[end].inked
            if exact or inked > allowed - DOUBTFUL * size:
                runs = self._line_runs(breaks[number], stretches, text, paragraph, profile)
                overfull = overfull or indent + sum(run.width for run in runs) > allowed + 0.05

        def make() -> tuple[Line, ...]:
            return self._lines_of(breaks, stretches, text, measure, size, paragraph, profile)

        return SetParagraph(breaks, paragraph.leading, overfull, make)

    def _lines_of(
        self,
        breaks: tuple[tuple[int, int], ...],
        stretches: list[_Stretch],
        text: str,
        measure: float,
        size: float,
        paragraph: Paragraph,
        profile: Profile,
    ) -> tuple[Line, ...]:
        lines: list[Line] = []
        for number, (low, high) in enumerate(breaks):
            runs = self._line_runs((low, high), stretches, text, paragraph, profile)
            line_width = sum(run.width for run in runs)
            first = paragraph.first_indent if number == 0 else 0.0
            spare = measure - first - line_width
            shift = {"left": 0.0, "center": spare / 2, "right": spare}[paragraph.align]
            if number == 0 and paragraph.bullet is not None and not paragraph.continued and paragraph.runs:
                runs = [self._mark(paragraph, profile), *runs]
            baseline = round(paragraph.leading * (number + 1) - ASCENT * size, 4)
            lines.append(Line(paragraph.indent + first + shift, baseline, line_width, 0, low, high, tuple(runs)))
        return tuple(lines)

    def _line_runs(
        self,
        characters: tuple[int, int],
        stretches: list[_Stretch],
        text: str,
        paragraph: Paragraph,
        profile: Profile,
    ) -> list[GlyphRun]:
        """The runs of a line, without the space at its end."""
        low, high = characters
        inked = low + len(text[low:high].rstrip(_TRAILING))
        return self._runs(text, low, inked, stretches, 0, paragraph, profile)

    def _mark(self, paragraph: Paragraph, profile: Profile) -> GlyphRun:
        assert paragraph.bullet is not None
        first = paragraph.runs[0]
        bare = replace(first, text=paragraph.bullet.text, colour=paragraph.bullet.colour, link=None, superscript=False)
        bare = replace(bare, italic=False)
        spans = self._fonts.spans(bare, paragraph.language)
        face = spans[0][2] or self._fonts.pick(bare.family, bare.weight, False)
        stretch = _Stretch(0, len(bare.text), bare, face, bare.size, 0.0)
        run = self._shape(bare.text, stretch, paragraph.language, profile, bare.text, len(bare.text))
        return replace(run, x=-paragraph.indent, mark=True)

    def _split_wide(
        self,
        pieces: list[Piece],
        stretches: list[_Stretch],
        text: str,
        width: float,
        paragraph: Paragraph,
        profile: Profile,
    ) -> list[Piece]:
        """Pieces wider than the measure, cut between characters as people see them."""
        if all(piece.inked <= width + 1e-6 for piece in pieces):
            return pieces
        cut: list[Piece] = []
        for piece in pieces:
            if piece.inked <= width + 1e-6:
                cut.append(piece)
                continue
            if piece.end - piece.start > LONGEST_WORD:
                raise FontError(
                    f"a word of {piece.end - piece.start} characters is too long to set",
                    paragraph.where,
                    "put spaces into it",
                )
            word = text[piece.start : piece.end]
            start = piece.start
            used = 0.0
            for low, high in segments(CharacterBreaker(word, "en"), word):
                at, end = piece.start + low, piece.start + high
                inked = self._width(text, at, end, stretches, 0, paragraph, profile)
                if used and used + inked > 0.97 * width:  # shaped together, characters may be wider than apart
                    whole = self._width(text, start, at, stretches, 0, paragraph, profile)
                    cut.append(Piece(start, at, whole, whole))
                    start, used = at, 0.0
                used += inked
            trail = piece.width - piece.inked
            stop = piece.start + len(word.rstrip(" \n"))
            whole = self._width(text, start, stop, stretches, 0, paragraph, profile)
            cut.append(Piece(start, piece.end, whole + trail, whole, piece.penalty, piece.forced))
        return cut


LONGEST_WORD = 20_000
"""Characters without a break opportunity that are still set."""

_UNSEEN = {0x00AD: None, 0x000A: None, 0x200B: None, 0x2060: None, 0xFEFF: None}


def _identity(paragraph: Paragraph) -> tuple[object, ...]:
    """What of a paragraph decides its lines."""
    return (
        paragraph.runs,
        paragraph.language,
        paragraph.leading,
        paragraph.align,
        paragraph.indent,
        paragraph.first_indent,
        paragraph.bullet,
        paragraph.continued,
        paragraph.role in _BALANCED,
    )


def _words(part: str) -> list[str]:
    """The text cut after each space, so that words are shaped once and found again."""
    if " " not in part:
        return [part] if part else []
    found: list[str] = []
    start = 0
    while start < len(part):
        at = part.find(" ", start)
        end = len(part) if at < 0 else at + 1
        found.append(part[start:end])
        start = end
    return found


def _joins(one: GlyphRun, two: GlyphRun) -> bool:
    return (one.face, one.size, one.colour, one.rise, one.link) == (two.face, two.size, two.colour, two.rise, two.link)


def _joined(one: GlyphRun, two: GlyphRun) -> GlyphRun:
    offsets: tuple[tuple[float, float], ...] = ()
    if one.offsets or two.offsets:
        offsets = (one.offsets or ((0.0, 0.0),) * len(one.glyphs)) + (two.offsets or ((0.0, 0.0),) * len(two.glyphs))
    shift = len(one.text)
    return replace(
        one,
        text=one.text + two.text,
        glyphs=one.glyphs + two.glyphs,
        advances=one.advances + two.advances,
        clusters=one.clusters + tuple(cluster + shift for cluster in two.clusters),
        offsets=offsets,
    )
