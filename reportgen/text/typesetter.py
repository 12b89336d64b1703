"""Styled paragraphs → shaped, broken lines."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from functools import partial

from reportgen.deadlines import checkpoint
from reportgen.frames import BOXES, Face, GlyphRun, Line, Paragraph, Run, baseline_of
from reportgen.structs import replace
from reportgen.text.breaking import Piece, balanced, greedy, with_company
from reportgen.text.faces import FontSet
from reportgen.text.justified import NARROWEST, filled, least_width, letters_give, spaces_inside
from reportgen.text.long_words import WordParts, broken_words, hyphenated
from reportgen.text.print_or_office import OFFICE_MEASURE, Profile
from reportgen.text.shaping import SOFT_HYPHEN, Stretch, StyledText, Widths, ends_broken, pieces_of
from reportgen.text.square_text import levelled
from reportgen.text.total_fit import RUNT_WIDTH, filled_fit, total_fit

DOUBTFUL = 0.1
"""Ems before the end of the measure from which on a line is measured as it is set, not by its parts."""

_BALANCED = ("title", "subtitle", "heading1", "heading2", "heading3", "quote", "number", "label")
"""Roles whose lines are as even as can be in print; those of others are as full as can be."""

_SHORT, _TOGETHER = (0.4, RUNT_WIDTH), 3
"""Parts of the measure below which the last line of a heading, and of other text, looks forgotten in office text; and
the words that it may have then."""

_RUNNING = ("body", "item")
"""Roles of running text, whose words are broken between syllables in print."""


class SetParagraph:
    """A broken paragraph: which characters each line holds, its leading in points, whether a line is wider than the
    measure (`overfull`), and whether its lines are filled (`level`); its words from character `tied` on are kept on
    one line, where that is not 0. The lines themselves are made when they are asked for: many are only weighed.
    """

    __slots__ = ("_lines", "_make", "breaks", "leading", "level", "overfull", "tied")

    def __init__(
        self,
        breaks: tuple[tuple[int, int], ...],
        leading: float,
        overfull: bool,
        make: Callable[[], tuple[Line, ...]],
        *,
        level: bool = False,
        tied: int = 0,
    ) -> None:
        self.tied = tied
        self.breaks = breaks
        self.leading = leading
        self.overfull = overfull
        self.level = level
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
        """The height of all lines in points."""
        return len(self.breaks) * self.leading


class Typesetter:
    """Shapes and breaks paragraphs; keeps what it has set, so that the same text is never set twice."""

    def __init__(
        self, faces: Mapping[str, Face], fallback: Sequence[str] = (), reserve: Sequence[str] = (), measure: float = 1.0
    ) -> None:
        """`measure` is the part of each line that office text fills, beyond what programs measure wider."""
        self._fonts = FontSet(faces, fallback, reserve)
        self._measure = OFFICE_MEASURE * measure
        self._filled = measure
        self._set: dict[tuple[object, ...], SetParagraph] = {}
        self._measured: dict[tuple[object, ...], tuple[StyledText, list[Piece]]] = {}
        self._singles: dict[tuple[object, ...], Line] = {}
        self._widths: Widths = {}
        self._hyphenated: dict[tuple[object, ...], list[Piece]] = {}
        self._word_parts: WordParts = {}

    @property
    def kept(self) -> int:
        """How many settings and shapes are kept."""
        words = sum(map(len, self._widths.values())) + sum(map(len, self._word_parts.values()))
        sets = len(self._set) + len(self._measured) + len(self._singles) + len(self._hyphenated)
        return sets + self._fonts.kept + words

    def forget(self) -> None:
        """Keep the fonts, and nothing that was set with them."""
        self._set.clear()
        self._measured.clear()
        self._singles.clear()
        self._widths.clear()
        self._hyphenated.clear()
        self._word_parts.clear()
        self._fonts.forget()

    # --- set

    def set(self, paragraph: Paragraph, width: float, profile: Profile, *, ties: bool = True) -> SetParagraph:
        """The paragraph's lines at a measure of `width` points. `ties` says whether its last words may be kept on one
        line, which office programs have to be told.

        Raises:
            FontError: a run names an unknown family, a font cannot be read, or a word has no end.
        """
        key = (*_identity(paragraph), width, profile, ties)
        known = self._set.get(key)
        if known is None:
            checkpoint()
            known = self._set[key] = self._lay(paragraph, width, profile, ties=ties)
        return known

    def single(self, paragraph: Paragraph, profile: Profile) -> Line:
        """The paragraph on one line from x = 0, however wide: for the many short texts of a table, which are set again
        for each width that the table may have.
        """
        key = (paragraph.runs, paragraph.language, profile, paragraph.rtl, ends_broken(paragraph), paragraph.leading)
        known = self._singles.get(key)
        if known is None:
            known = self._singles[key] = self._single(paragraph, profile)
        return known

    def _single(self, paragraph: Paragraph, profile: Profile) -> Line:
        checkpoint()
        text = StyledText(self._fonts, paragraph, profile)
        runs = text.line(0, len(text.text))
        baseline = round(_baseline(paragraph, profile), 4)
        return Line(0.0, baseline, sum(run.width for run in runs), 0, 0, len(paragraph.text), tuple(runs))

    # --- measured

    def box_width(self, width: float) -> float:
        """The width in points of a box that holds text of a width on one line, though the brand's fonts are not at
        hand."""
        return width / self._filled

    def natural_width(self, paragraph: Paragraph, profile: Profile) -> float:
        """Width in points of the paragraph on one line, indent included."""
        _, pieces = self._pieces(paragraph, profile)
        return (
            paragraph.indent
            + paragraph.first_indent
            + sum(p.width for p in pieces[:-1])
            + (pieces[-1].inked if pieces else 0.0)
        )

    def least_width(self, paragraph: Paragraph, profile: Profile) -> float:
        """Width in points of the widest part that no line may break, indent included."""
        checkpoint()
        _, pieces = self._pieces(paragraph, profile)
        return paragraph.indent + max((piece.inked for piece in pieces), default=0.0)

    def count_lines(self, paragraph: Paragraph, width: float, profile: Profile) -> int:
        """The fewest lines that the paragraph takes at a measure of `width` points."""
        checkpoint()
        _, pieces = self._pieces(paragraph, profile)
        return len(greedy(pieces, width - paragraph.indent, paragraph.first_indent))

    def cap_height(self, run: Run) -> float:
        """The height of a run's capitals, in parts of its size.

        Raises:
            FontError: the run names an unknown family.
        """
        face = self._fonts.loaded(self._fonts.pick(run.family, run.weight, run.italic))
        return float(face.cap_height / face.units)

    def with_stand_ins(self, paragraph: Paragraph) -> Paragraph:
        """The paragraph whose runs name the families that they are set in, where the brand's own lack characters.

        What measures a text and what an office application is told are so the same font.
        """
        others = [run for run in paragraph.runs if not self._fonts.covers(run, paragraph.language)]
        if not others:
            return paragraph
        runs = [part for run in paragraph.runs for part in self._fonts.with_stand_ins(run, paragraph.language)]
        return replace(paragraph, runs=tuple(runs)) if any(run.instead_of for run in runs) else paragraph

    def _pieces(self, paragraph: Paragraph, profile: Profile) -> tuple[StyledText, list[Piece]]:
        """The paragraph's text and the pieces that no line may break; the measure has no part in them."""
        key = (paragraph.runs, paragraph.language, profile, paragraph.rtl, ends_broken(paragraph))
        known = self._measured.get(key)
        if known is None:
            text = StyledText(self._fonts, paragraph, profile)
            pieces = pieces_of(text, self._widths)
            if text.ends_broken or SOFT_HYPHEN in text.text:
                pieces = [_with_hyphen(one, text) for one in pieces]
            known = self._measured[key] = (text, pieces)
        return known

    def _running_pieces(self, paragraph: Paragraph, *, level: bool) -> tuple[StyledText, list[Piece]]:
        """The pieces of running text, whose words are parted between syllables, too: where lines are `level`, names as
        well, where that saves a line from wide spaces."""
        text, pieces = self._pieces(paragraph, Profile.PRINT)
        key = (paragraph.runs, paragraph.language, paragraph.rtl, ends_broken(paragraph), level)
        known = self._hyphenated.get(key)
        if known is None:
            known = self._hyphenated[key] = hyphenated(pieces, text, self._word_parts, names=level)
        return text, known

    # --- lines

    def _lay(self, paragraph: Paragraph, width: float, profile: Profile, *, ties: bool) -> SetParagraph:
        level = is_justified(paragraph, width, profile)
        if profile is Profile.PRINT and (level or paragraph.role in _RUNNING):
            text, pieces = self._running_pieces(paragraph, level=level)
        else:
            text, pieces = self._pieces(paragraph, profile)
        measure = width - paragraph.indent
        allowed, first = measure, paragraph.first_indent
        if profile is Profile.OFFICE:
            allowed *= self._measure
        pieces = broken_words(pieces, allowed, text, paragraph.where)
        ends, tied = _line_ends(text, pieces, paragraph, allowed, level=level), 0
        if ties and profile is Profile.OFFICE:
            ends, tied = _tied(pieces, ends, paragraph, allowed)
        starts = [0, *(end + 1 for end in ends)][: len(ends)]
        lines = [pieces[start : end + 1] for start, end in zip(starts, ends, strict=True)]
        doubtful = allowed - DOUBTFUL * _size(paragraph)
        if text.spaced:
            doubtful = float(
                "-inf"
            )  # spaces beside CJK depend on what stands next to it: no line is known by its parts
        narrower = level and profile is Profile.PRINT
        overfull = _is_overfull(text, lines, (first, doubtful, allowed), narrower=narrower)
        breaks = tuple([(line[0].start, line[-1].end) for line in lines])
        make = partial(self._lines, text, paragraph, breaks, measure, level)
        return SetParagraph(breaks, paragraph.leading, overfull, make, level=level, tied=tied)

    def _lines(
        self, text: StyledText, paragraph: Paragraph, breaks: tuple[tuple[int, int], ...], measure: float, level: bool
    ) -> tuple[Line, ...]:
        """The lines where the breaks have them, aligned in the measure, or filled where they are to be level; the first
        with the paragraph's bullet."""
        lines: list[Line] = []
        first, base = paragraph.first_indent, _baseline(paragraph, text.profile)
        marked = paragraph.bullet is not None and not paragraph.continued and bool(paragraph.runs)
        for number, (low, high) in enumerate(breaks):
            runs = _evened(text, paragraph, (low, high), measure - first, level=level)
            line_width = sum(run.width for run in runs)
            spare = measure - first - line_width
            shift = {"left": 0.0, "center": spare / 2, "right": spare}[paragraph.align]
            if marked:
                runs = [self._mark(paragraph, text.profile, line_width), *runs]
            baseline = round(paragraph.leading * number + base, 4)
            indent = 0.0 if paragraph.rtl else paragraph.indent + first  # that of a text to the left is at the right
            lines.append(Line(indent + shift, baseline, line_width, 0, low, high, tuple(runs)))
            first, marked = 0.0, False
        return tuple(lines)

    def _mark(self, paragraph: Paragraph, profile: Profile, width: float) -> GlyphRun:
        """The bullet or the number before the first line of a `width`, in the indent."""
        bullet = paragraph.bullet
        assert bullet is not None
        bare = replace(
            paragraph.runs[0],
            text=bullet.text,
            colour=bullet.colour,
            link=None,
            superscript=False,
            italic=False,
            subscript=False,
            strike=False,
            underline=False,
            note=0,
            language="",
        )
        text = StyledText(self._fonts, replace(paragraph, runs=(bare,)), profile)
        first = text.stretches[0]
        left, right = -(paragraph.hang or paragraph.indent), width + (paragraph.hang or paragraph.indent)
        if bullet.text in BOXES:
            left = right - bare.size if paragraph.rtl else left
            return GlyphRun(first.key, bare.size, left, bare.colour, bullet.text, (), (), (), mark=True)
        stretch = Stretch(0, len(bare.text), bare, first.key, first.face, bare.size, 0.0)
        made = text.run(bare.text, stretch, len(bare.text))
        return replace(made, x=right - made.width if paragraph.rtl else left, mark=True)


def _with_hyphen(piece: Piece, text: StyledText) -> Piece:
    """A piece with the hyphen that is seen where a line ends after it."""
    wide = text.hyphen_width(piece.end)
    return piece._replace(inked=piece.inked + wide, hyphen=True) if wide else piece


def is_justified(paragraph: Paragraph, width: float, profile: Profile) -> bool:
    """Whether a paragraph's lines are filled at a measure of `width` points: in print not where that is narrow."""
    if not paragraph.justified:
        return False
    return profile is Profile.OFFICE or width - paragraph.indent >= NARROWEST * _size(paragraph)


def _line_ends(
    text: StyledText, pieces: list[Piece], paragraph: Paragraph, allowed: float, *, level: bool
) -> list[int]:
    """The pieces after which lines end that are `allowed` so many points."""
    first = paragraph.first_indent
    if text.profile is Profile.OFFICE:
        return greedy(pieces, allowed, first)
    if level and not _is_square(text):
        inside, give = spaces_inside(text, pieces), letters_give(text)
        return filled_fit(pieces, allowed, (inside, give), first=first, goes_on=paragraph.continues)
    if paragraph.role in _BALANCED and not level:
        return balanced(pieces, allowed, first)
    return total_fit(pieces, allowed, first=first, goes_on=paragraph.continues)


def _tied(pieces: list[Piece], ends: list[int], paragraph: Paragraph, allowed: float) -> tuple[list[int], int]:
    """Ends of lines as office programs have them where the last words are tied to each other, and the character from
    which on they are; 0 where the last line is long enough as it is.
    """
    if paragraph.continues or len(ends) < 2:
        return ends, 0
    heading = paragraph.role in _BALANCED
    found = with_company(pieces, ends, allowed, _SHORT[not heading], _TOGETHER)
    if found == ends or any(run.code for run in paragraph.runs):
        return ends, 0
    return found, pieces[found[-2] + 1].start


def _evened(
    text: StyledText, paragraph: Paragraph, part: tuple[int, int], measure: float, *, level: bool
) -> list[GlyphRun]:
    """The runs of the line of a part of the text, made as wide as the measure where it is to end level."""
    low, high = part
    runs = text.line(low, high)
    squares = _is_square(text) and paragraph.align == "left" and (level or paragraph.role in _RUNNING)
    if not (level or squares):
        return runs
    spare, ended = measure - sum(run.width for run in runs), text.text[high - 1] == "\n"
    if squares:
        return runs if ended or high == len(text.text) else levelled(runs, spare)
    return _filled(text, runs, spare, last=ended or (high == len(text.text) and not paragraph.continues))


def _filled(text: StyledText, runs: list[GlyphRun], spare: float, *, last: bool) -> list[GlyphRun]:
    """The runs of a line with `spare` points shared among its spaces; the last one is only made narrower, in print."""
    if text.profile is Profile.OFFICE:
        return runs if last else filled(runs, spare, 0.0, float("inf"))
    return runs if last and spare >= 0.0 else filled(runs, spare, letters_give(text))


def _is_square(text: StyledText) -> bool:
    """Whether a text is mostly of Chinese or Japanese, and in print: its characters are moved apart, not its spaces."""
    return text.air is not None and text.air.mostly and not text.levels


def _size(paragraph: Paragraph) -> float:
    """The size of the paragraph's largest run, in points."""
    return max((run.size for run in paragraph.runs), default=0.0)


def _baseline(paragraph: Paragraph, profile: Profile) -> float:
    """How far the paragraph's first baseline stands under its top, in points."""
    return baseline_of(paragraph.leading, _size(paragraph), by_share=profile is Profile.OFFICE)


def _is_overfull(
    text: StyledText, lines: list[list[Piece]], measures: tuple[float, float, float], *, narrower: bool
) -> bool:
    """Whether a line is wider than allowed, though it be made `narrower` where that may be. Only where its parts come
    near to that it is measured as it is set. `measures` are the first line's indent, the width from which on one is
    measured, and the width that is allowed."""
    indent, doubtful, allowed = measures
    for line in lines:
        inked = indent + sum([piece.width for piece in line[:-1]]) + line[-1].inked
        if inked > doubtful:
            runs = text.line(line[0].start, line[-1].end)
            wide = least_width(runs, letters_give(text)) if narrower else sum(run.width for run in runs)
            if indent + wide > allowed + 0.05:
                return True
        indent = 0.0
    return False


def _identity(paragraph: Paragraph) -> tuple[object, ...]:
    """What of a paragraph decides its lines."""
    return (
        paragraph.runs,
        paragraph.language,
        paragraph.leading,
        paragraph.align,
        paragraph.justified,
        paragraph.indent,
        paragraph.first_indent,
        paragraph.bullet,
        paragraph.hang,
        paragraph.continued,
        paragraph.role in _BALANCED,
        paragraph.role in _RUNNING,
        paragraph.continues,
        paragraph.rtl,
        ends_broken(paragraph),
    )
