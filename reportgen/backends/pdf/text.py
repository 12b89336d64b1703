"""Text → operators: glyph runs as they are drawn, in stretches that mean one thing each (ISO 32000-1, 9.4)."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import groupby, takewhile

from reportgen.backends.pdf.fonts import EmbeddedFont
from reportgen.backends.pdf.leftward_runs import Raised, all_raised, carriers_of, letters_of, saying_parts
from reportgen.backends.pdf.paints import SCREEN, Paints
from reportgen.frames import BOXES, STRIKE, STROKE, UNDERLINE, Face, GlyphRun, Line, Paragraph, TableCell, TextItem
from reportgen.frames.passages import foreign_language, passages
from reportgen.geometry import Rect
from reportgen.structs import Struct, replace

Area = tuple[float, float, float, float]
"""A box on a page in PDF coordinates: left, bottom, right, top."""


class Piece(Struct, frozen=True):
    """Marks of a line that mean one thing: the mark of a list's item or of a note, a link, the number of a note, or
    words of a paragraph.

    `paragraph` is an index into the item's. Of a link over several lines the first piece has its `areas` on the page
    (left, bottom, right, top: one a line) and its words; the others `go_on`. `note` is the number of the note that it
    refers to.
    """

    paragraph: int
    mark: bool
    operators: str
    link: str | None = None
    areas: tuple[Area, ...] = ()
    about: str = ""
    goes_on: bool = False
    note: int = 0
    language: str = ""
    """That of a passage in another one than its paragraph's."""

    @property
    def is_of_note(self) -> bool:
        """Whether it leads to a place on the page that may move: from a note to its number in the text, or back."""
        return bool(self.note or (self.mark and self.areas))

    @property
    def meaning(self) -> tuple[object, ...]:
        """What two pieces have alike that differ in their words alone, or in the address that they lead to."""
        inside = self.link is not None and self.link.startswith("#")
        return (
            self.paragraph,
            self.mark,
            self.link if inside else self.link is not None,
            self.goes_on,
            self.note,
            self.language,
        )


class Shown:
    """Operators of runs that were drawn before, wherever they stood."""

    def __init__(self) -> None:
        self._kept: dict[int, tuple[GlyphRun, Face, str]] = {}

    def of(self, run: GlyphRun, font: EmbeddedFont) -> str:
        """The glyphs of a run for TJ."""
        known = self._kept.get(id(run))
        if known is None or known[1] != font.face:
            if len(self._kept) >= MOST:
                self._kept.clear()
            known = self._kept[id(run)] = (run, font.face, _shown(run, font))
        return known[2]


class Pen:
    """Draws lines on pages of a height (points) with embedded fonts."""

    def __init__(self, fonts: Mapping[str, EmbeddedFont], height: float, shown: Shown, paints: Paints = SCREEN) -> None:
        self.fonts = fonts
        self.height = height
        self.shown = shown
        self.paints = paints

    @property
    def readable(self) -> bool:
        """Whether all text in its fonts is of characters that everybody knows."""
        return all(font.readable for font in self.fonts.values())

    def pieces(self, item: TextItem) -> list[Piece]:
        """All marks of a text."""
        made: list[Piece] = []
        for line in item.lines:
            made += self._line(item.box, line, item.paragraphs[line.paragraph])
        return links_together(made)

    def _line(self, box: Rect, line: Line, paragraph: Paragraph) -> list[Piece]:
        """The marks of a line of a paragraph: its mark or the number of a note, and its words."""
        if _is_initial(paragraph):
            return [Piece(line.paragraph, False, self._initial(box, line))]
        made: list[Piece] = []
        marks = [run for run in line.runs if run.mark]
        number = _number_of_note(paragraph, line)
        if marks:
            made.append(Piece(line.paragraph, True, self.runs(box, line, marks)))
        elif number:
            area, about = self.area(box, line, number), "".join(run.text for run in number)
            made.append(Piece(line.paragraph, True, self.runs(box, line, number), None, (area,), about))
        words = line.runs[len(marks or number) :]
        return made + self.words(box, line, paragraph, words, after=after_line(paragraph, line))

    def cell(self, box: Rect, cell: TableCell) -> list[Piece]:
        """All words of a table's cell, whose paragraphs are read in one breath."""
        made: list[Piece] = []
        for line in cell.lines:
            paragraph = cell.paragraphs[line.paragraph]
            ends = line.paragraph < len(cell.paragraphs) - 1 and line.end == len(paragraph.text)
            after = " " if ends else after_line(paragraph, line)
            made += self.words(box, line, paragraph, line.runs, after=after)
        return links_together(made)

    def words(
        self, box: Rect, line: Line, paragraph: Paragraph, words: Sequence[GlyphRun], *, after: str
    ) -> list[Piece]:
        """A line's runs, apart those of a link, the number of a note and a passage in another language; `after` is what
        comes after them and is not seen.
        """
        before = "" if line.start else paragraph.initial
        made: list[Piece] = []
        groups = _by_meaning(words, paragraph.language)
        for number, ((link, note, language), runs) in enumerate(groups):
            # The number of a note is no part of the word before it, whether a reader asks for spaces or for ActualText.
            ends = after if number == len(groups) - 1 else " " * bool(groups[number + 1][0][1])
            begins = " " * bool(note) if number else before
            operators = self.runs(box, line, runs, after=ends, before=begins)
            if link is None and not note:
                made.append(Piece(line.paragraph, False, operators, language=language))
                continue
            area = self.area(box, line, runs)
            about = "".join(run.text for run in runs)
            made.append(Piece(line.paragraph, False, operators, link, (area,), about, note=note, language=language))
        return made

    def area(self, box: Rect, line: Line, runs: Sequence[GlyphRun]) -> Area:
        """Where runs of a line stand on the page."""
        baseline = box.y + line.baseline - runs[0].rise
        left = box.x + line.x + min(run.x for run in runs)
        right = box.x + line.x + max(run.x + run.width for run in runs)
        return (
            left,
            self.height - (baseline + runs[0].size * 0.25),
            right,
            self.height - (baseline - runs[0].size * 0.9),
        )

    def lines(self, box: Rect, lines: Iterable[Line]) -> str:
        """Lines of a box, whatever they mean."""
        return "\n".join(self.runs(box, line, line.runs) for line in lines)

    def turned(self, item: TextItem) -> str:
        """A text that reads from the foot of its box to the top."""
        box = item.box
        flat = Rect(0.0, self.height, box.height, box.width)  # its top left corner is the origin
        return f"q 0 1 -1 0 {box.x:.3f} {self.height - box.bottom:.3f} cm\n{self.lines(flat, item.lines)}\nQ"

    def runs(self, box: Rect, line: Line, runs: Sequence[GlyphRun], *, after: str = "", before: str = "") -> str:
        """Runs of a line in a box, with what is told before and after them and is not seen."""
        shown = [run for run in runs if run.glyphs or run.text in BOXES]
        return "\n".join(
            self._run(
                run,
                box.x + line.x + run.x,
                self.height - (box.y + line.baseline) + run.rise,
                after=after if number == len(shown) else "",
                before="" if number > 1 else before,
            )
            for number, run in enumerate(shown, 1)
        )

    def _run(self, run: GlyphRun, x: float, y: float, *, after: str, before: str) -> str:
        if not run.glyphs:
            return self._box(run, x, y)
        font = self.fonts[run.face]
        shown = self.shown.of(run, font)
        unseen = _unseen(before, run, font, x, y) if before else ""
        before = "" if unseen else before
        says = not before and after in ("", " ") and font.says(run)
        if run.leftward:
            leftward, after = self._called(run, x, y) or ("" if says else self._leftwards(run, x, y)), ""
            if leftward:
                return self.paints.printed(run.colour, leftward + _lines_of(run, x, y))
        if after == " " and font.space is not None and run.text[-1:] != " ":
            shown += f"<{font.space:04X}>"
        look = f"/{font.name} {run.size:g} Tf {self.paints.words(run.colour)}{unseen}"
        text = f"[{shown}] TJ"
        if not says:
            actual = f"{before}{run.text}{after}".encode("utf-16-be").hex().upper()
            # It begins where the text stands: readers ask there for the place of what is told.
            text = f"/Span <</ActualText <FEFF{actual}>>> BDC {text} EMC"
        # Where nothing stands before it, the shift of a line is its place, in fewer letters than a matrix.
        place = f"1 0 0 1 {x:.3f} {y:.3f} Tm" if unseen else f"{x:.3f} {y:.3f} Td"
        text = f"BT {look} {place} {text} ET"
        return self.paints.printed(run.colour, text + _lines_of(run, x, y))

    def _initial(self, box: Rect, line: Line) -> str:
        """Letters that are drawn large, as shapes: as text they would be a word by themselves, whatever is told."""
        drawn: list[str] = []
        for run in line.runs:
            font, y = self.fonts[run.face], self.height - (box.y + line.baseline) + run.rise
            scale, x = font.scale * run.size, box.x + line.x + run.x
            shapes = []
            for glyph, advance in zip(run.glyphs, run.advances, strict=True):
                shapes.append(f"q {scale:.6f} 0 0 {scale:.6f} {x:.3f} {y:.3f} cm {font.outline(glyph)} f Q")
                x += advance
            drawn.append(self.paints.printed(run.colour, f"{self.paints.words(run.colour)} {' '.join(shapes)}"))
        return f"/Span <</ActualText<>>> BDC {' '.join(drawn)} EMC"

    def _leftwards(self, run: GlyphRun, x: float, y: float) -> str:
        """A run to the left whose glyphs do not give its text by themselves: characters that have to be told are told
        one by one, because readers turn round all that they are told. They take what is raised for the beginning of
        another word (poppler, pdfium): so marks and dots are drawn as shapes, and what they say is not seen.
        """
        font = self.fonts[run.face]
        carriers, raised = carriers_of(run)
        marks: list[str] = []
        for one, says in saying_parts(carriers, font.says):
            text = f"1 0 0 1 {x + one.x:.3f} {y:.3f} Tm [{_shown(one, font)}] TJ"
            if one.offsets[0][1]:
                text = f"3 Tr 1 0 0 1 {x + one.x:.3f} {y:.3f} Tm <{_CODES[one.glyphs[0]]}> Tj 0 Tr"
            told = f"/Span <</ActualText <FEFF{one.text.encode('utf-16-be').hex().upper()}>>> BDC {text} EMC"
            marks.append(text if says else told)
        look = f"/{font.name} {run.size:g} Tf {self.paints.words(run.colour)}"
        return "\n".join((f"BT {look}", *marks, "ET", *self._raised(run, raised, x, y)))

    def _called(self, run: GlyphRun, x: float, y: float) -> str:
        """A run to the left by the codes that its letters with their marks have there, shown at once: readers may put
        together what stands side by side in another order. Where letters stand over the baseline, all are shapes, and
        what is read is not seen. Nothing where the font has no such codes.
        """
        font = self.fonts[run.face]
        letters, raised = letters_of(run)
        codes = font.codes(letters)
        if codes is None:
            return ""
        hidden = any(up for _, up in letters.offsets)
        if hidden:
            letters = replace(letters, offsets=tuple([(across, 0.0) for across, _ in letters.offsets]))
            raised = all_raised(run)
        look = f"/{font.name} {run.size:g} Tf {self.paints.words(run.colour)}{' 3 Tr' * hidden}"
        text = f"BT {look} {x:.3f} {y:.3f} Td [{_shown_aside(letters, font, codes)}] TJ{' 0 Tr' * hidden} ET"
        return "\n".join((text, *self._raised(run, raised, x, y)))

    def _raised(self, run: GlyphRun, raised: Sequence[Raised], x: float, y: float) -> Iterator[str]:
        """Glyphs of a run as shapes, which are not read."""
        font = self.fonts[run.face]
        scale = font.scale * run.size
        shapes = [
            f"q {scale:.6f} 0 0 {scale:.6f} {x + at:.3f} {y + up:.3f} cm {font.outline(glyph)} f Q"
            for glyph, at, up in raised
        ]
        if shapes:
            yield f"/Span <</ActualText<>>> BDC {self.paints.words(run.colour)} {' '.join(shapes)} EMC"

    def _box(self, run: GlyphRun, x: float, y: float) -> str:
        """The box before a task, with a tick where the task is done; readers hear it as its character."""
        side, ends = 0.62 * run.size, run.text.encode("utf-16-be").hex().upper()
        path = f"{x:.3f} {y:.3f} {side:.3f} {side:.3f} re"
        if run.text == BOXES[1]:
            points = [(x + across * side, y + up * side) for across, up in ((0.2, 0.5), (0.42, 0.25), (0.82, 0.78))]
            path += "".join(f" {px:.3f} {py:.3f} {'l' if number else 'm'}" for number, (px, py) in enumerate(points))
        drawn = f"q {self.paints.stroke(run.colour)} {0.07 * run.size:.3f} w {path} S Q"
        return f"/Span <</ActualText <FEFF{ends}>>> BDC {drawn} EMC"


MOST = 5_000
"""Runs of which the operators are kept."""

LEAST = 0.5
"""Thousandths of an em by which glyphs may stand beside their places; what is moved is moved by whole ones."""


class _Codes(dict[int, str]):
    """Glyphs as they are written for TJ."""

    def __missing__(self, glyph: int) -> str:
        made = self[glyph] = f"{glyph:04X}"
        return made


_CODES = _Codes()


def _shown(run: GlyphRun, font: EmbeddedFont) -> str:
    """The glyphs of a run for TJ, with what their advances differ from the font's."""
    if run.offsets:
        return _shown_aside(run, font)
    per_em, pending = 1000 / run.size, 0.0
    parts = ["<"]
    for glyph, width, advance in zip(run.glyphs, font.widths(run.glyphs), run.advances, strict=True):
        if not -LEAST < pending < LEAST:
            whole = round(pending)
            parts.append(f">{whole}<")
            pending -= whole
        parts.append(_CODES[glyph])
        pending += width - advance * per_em
    parts.append(">")
    return "".join(parts)


def _shown_aside(run: GlyphRun, font: EmbeddedFont, codes: Sequence[int] = ()) -> str:
    """The glyphs of a run for TJ, some of which stand aside or over their places, by their numbers or their codes."""
    per_em = 1000 / run.size
    parts: list[str] = []
    shown = ""
    pending = 0.0
    widths = font.widths(run.glyphs)
    for glyph, width, advance, (dx, dy) in zip(codes or run.glyphs, widths, run.advances, run.offsets, strict=True):
        before = pending - dx * per_em
        whole = round(before)
        if whole:
            parts += [f"<{shown}>" if shown else "", f"{whole}"]
            shown = ""
        if dy:
            parts += [f"<{shown}>" if shown else "", f"] TJ {dy:.3f} Ts [<{_CODES[glyph]}>] TJ 0 Ts ["]
            shown = ""
        else:
            shown += _CODES[glyph]
        pending = before - whole + width - advance * per_em + dx * per_em
    parts.append(f"<{shown}>" if shown else "")
    return "".join(parts)


def _by_meaning(runs: Iterable[GlyphRun], language: str) -> list[tuple[tuple[str | None, int, str], list[GlyphRun]]]:
    """Neighbouring runs that lead to the same place, refer to the same note and are in one language."""
    spoken = [part for run in runs for part in _spoken(run, language)]
    groups = groupby(spoken, key=lambda part: (part[0].link, part[0].note, part[1]))
    return [(key, [run for run, _ in group]) for key, group in groups]


def _spoken(run: GlyphRun, language: str) -> list[tuple[GlyphRun, str]]:
    """A run, in parts where some of it is in another language than the rest, each with its language."""
    if run.language or run.text.isascii():
        return [(run, run.language)]
    whole = foreign_language(run.text, language)
    found = () if whole or run.leftward else passages(run.text, language)
    starts = {begin for begin, _, _ in found}
    if len(found) < 2 or not starts <= set(run.clusters) or list(run.clusters) != sorted(run.clusters):
        return [(run, whole)]
    return [(_part(run, begin, end), spoken) for begin, end, spoken in found]


def _part(run: GlyphRun, begin: int, end: int) -> GlyphRun:
    """The glyphs of some characters of a run, where they stand."""
    first, after = (bisect_left(run.clusters, at) for at in (begin, end))
    return replace(
        run,
        x=run.x + sum(run.advances[:first]),
        text=run.text[begin:end],
        glyphs=run.glyphs[first:after],
        advances=run.advances[first:after],
        clusters=tuple([cluster - begin for cluster in run.clusters[first:after]]),
        offsets=run.offsets[first:after],
    )


def _is_initial(paragraph: Paragraph) -> bool:
    """Whether it is the letters that are drawn large before a text, which is read with them."""
    return bool(paragraph.initial) and paragraph.continues and paragraph.text == paragraph.initial


def _number_of_note(paragraph: Paragraph, line: Line) -> list[GlyphRun]:
    """The raised number that a note begins with."""
    begins = paragraph.role == "note" and line.start == 0 and not paragraph.continued
    return list(takewhile(lambda run: run.rise > 0.0, line.runs)) if begins else []


def _lines_of(run: GlyphRun, x: float, y: float) -> str:
    """The lines through and under a run."""
    drawn = ""
    for wanted, height in ((run.strike, STRIKE), (run.underline, UNDERLINE)):
        if wanted:
            low = y + (height - STROKE / 2) * run.size
            drawn += f" {x:.3f} {low:.3f} {run.width:.3f} {STROKE * run.size:.3f} re f"
    return drawn


def _unseen(letters: str, run: GlyphRun, font: EmbeddedFont, x: float, y: float) -> str:
    """Letters that are drawn large elsewhere, before the run that goes on with their word: all that extracts text finds
    the word whole (ISO 32000-1, 9.3.6, mode 3). Nothing where its font has no glyphs of them, or they are none.
    """
    glyphs = [font.glyph_of(letter) for letter in letters]
    if not letters.strip() or run.leftward or None in glyphs:
        return ""
    found = [glyph for glyph in glyphs if glyph is not None]
    width = sum(font.widths(found)) * run.size / 1000
    codes = "".join([_CODES[glyph] for glyph in found])
    return f" 3 Tr {x - width:.3f} {y:.3f} Td [<{codes}>] TJ 0 Tr"


def after_line(paragraph: Paragraph, line: Line) -> str:
    """What comes after a line and is not seen: lines that are read together would else be one word. After a hyphen that
    is written it is a place where words may be broken: readers take one at a line's end for hyphenation.
    """
    text = paragraph.text
    if line.end == len(text) and not paragraph.continues:
        # A page may follow, in contents.
        return " " if any(run.link and run.link.startswith("#") for run in paragraph.runs) else ""
    last = text[line.end - 1 : line.end]
    return " " if last.isspace() else "\u200b" if last == "-" else ""


def links_together(pieces: list[Piece]) -> list[Piece]:
    """Pieces of one link that come one after another as one link: the first has the areas and words of all."""
    made: list[Piece] = []
    first = -1
    for piece in pieces:
        before = made[-1] if made else None
        if piece.link is None or before is None or (before.link, before.paragraph) != (piece.link, piece.paragraph):
            first = len(made)
            made.append(piece)
            continue
        start = made[first]
        about = f"{start.about.rstrip()} {piece.about}"
        made[first] = replace(start, areas=(*start.areas, *piece.areas), about=about)
        made.append(replace(piece, goes_on=True))
    return made
