"""Text → operators: glyph runs as they are drawn, in stretches that mean one thing each (ISO 32000-1, 9.4)."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from functools import lru_cache

from reportgen.backends.pdf.charts import rgb
from reportgen.backends.pdf.fonts import EmbeddedFont
from reportgen.frames import BOXES, STRIKE, STROKE, UNDERLINE, Face, GlyphRun, Line, TextItem
from reportgen.geometry import Rect
from reportgen.structs import Struct


class Piece(Struct, frozen=True):
    """Marks of a line that mean one thing: a list item's mark, a link, or words of a paragraph.

    `paragraph` is an index into the item's; `ends` is a link's box on the page (left, bottom, right, top), `about`
    its words.
    """

    paragraph: int
    mark: bool
    operators: str
    link: str | None = None
    ends: tuple[float, float, float, float] | None = None
    about: str = ""

    @property
    def meaning(self) -> tuple[object, ...]:
        """What two pieces have alike that differ in their words alone, or in the address that they lead to."""
        inside = self.link is not None and self.link.startswith("#")
        return self.paragraph, self.mark, self.link if inside else self.link is not None


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

    def __init__(self, fonts: Mapping[str, EmbeddedFont], height: float, shown: Shown) -> None:
        self.fonts = fonts
        self.height = height
        self.shown = shown

    def pieces(self, item: TextItem) -> list[Piece]:
        """All marks of a text."""
        made: list[Piece] = []
        for line in item.lines:
            marks = [run for run in line.runs if run.mark]
            words = [run for run in line.runs if not run.mark]
            if marks:
                made.append(Piece(line.paragraph, True, self.runs(item.box, line, marks)))
            made += self.words(item.box, line, words)
        return made

    def words(self, box: Rect, line: Line, words: list[GlyphRun]) -> list[Piece]:
        """A line's runs, those of a link by themselves."""
        made: list[Piece] = []
        for link, runs in _by_link(words):
            operators = self.runs(box, line, runs)
            if link is None:
                made.append(Piece(line.paragraph, False, operators))
                continue
            x = box.x + line.x + runs[0].x
            top = box.y + line.baseline - runs[0].size * 0.9
            bottom = box.y + line.baseline + runs[0].size * 0.25
            right = box.x + line.x + runs[-1].x + runs[-1].width
            ends = (x, self.height - bottom, right, self.height - top)
            made.append(Piece(line.paragraph, False, operators, link, ends, "".join(run.text for run in runs)))
        return made

    def lines(self, box: Rect, lines: Iterable[Line]) -> str:
        """Lines of a box, whatever they mean."""
        return "\n".join(self.runs(box, line, line.runs) for line in lines)

    def runs(self, box: Rect, line: Line, runs: Iterable[GlyphRun]) -> str:
        """Runs of a line in a box."""
        return "\n".join(
            self._run(run, box.x + line.x + run.x, self.height - (box.y + line.baseline) + run.rise)
            for run in runs
            if run.glyphs or run.text in BOXES
        )

    def _run(self, run: GlyphRun, x: float, y: float) -> str:
        if not run.glyphs:
            return _box(run, x, y)
        font = self.fonts[run.face]
        shown = self.shown.of(run, font)
        text = f"BT /{font.name} {run.size:g} Tf {rgb(run.colour)} rg 1 0 0 1 {x:.3f} {y:.3f} Tm [{shown}] TJ ET"
        if not font.says(run):
            actual = run.text.encode("utf-16-be").hex().upper()
            text = f"/Span <</ActualText <FEFF{actual}>>> BDC {text} EMC"
        for drawn, height in ((run.strike, STRIKE), (run.underline, UNDERLINE)):
            if drawn:
                low = y + (height - STROKE / 2) * run.size
                text += f" {x:.3f} {low:.3f} {run.width:.3f} {STROKE * run.size:.3f} re f"
        return text


def _box(run: GlyphRun, x: float, y: float) -> str:
    """The box before a task, with a tick where the task is done; readers hear it as its character."""
    side, ends = 0.62 * run.size, run.text.encode("utf-16-be").hex().upper()
    path = f"{x:.3f} {y:.3f} {side:.3f} {side:.3f} re"
    if run.text == BOXES[1]:
        points = [(x + across * side, y + up * side) for across, up in ((0.2, 0.5), (0.42, 0.25), (0.82, 0.78))]
        path += "".join(f" {px:.3f} {py:.3f} {'l' if number else 'm'}" for number, (px, py) in enumerate(points))
    drawn = f"q {rgb(run.colour)} RG {0.07 * run.size:.3f} w {path} S Q"
    return f"/Span <</ActualText <FEFF{ends}>>> BDC {drawn} EMC"


MOST = 5_000
"""Runs of which the operators are kept."""

LEAST = 0.05
"""Thousandths of an em by which glyphs may stand beside their places."""


def _shown(run: GlyphRun, font: EmbeddedFont) -> str:
    """The glyphs of a run for TJ, with what their advances differ from the font's; some stand aside or over."""
    per_em = 1000 / run.size
    parts: list[str] = []
    shown = ""
    pending = 0.0
    offsets = run.offsets or ((0.0, 0.0),) * len(run.glyphs)
    for glyph, advance, (dx, dy) in zip(run.glyphs, run.advances, offsets, strict=True):
        before = pending - dx * per_em
        if abs(before) >= LEAST:
            parts += [f"<{shown}>" if shown else "", f"{before:.2f}".rstrip("0").rstrip(".")]
            shown = ""
            pending = 0.0
        elif dx:
            pending = 0.0
        if dy:
            parts += [f"<{shown}>" if shown else "", f"] TJ {dy:.3f} Ts [<{_code(glyph)}>] TJ 0 Ts ["]
            shown = ""
        else:
            shown += _code(glyph)
        pending = (pending if abs(before) < LEAST else 0.0) + font.width(glyph) - advance * per_em + dx * per_em
    parts.append(f"<{shown}>" if shown else "")
    return " ".join(part for part in parts if part)


@lru_cache(maxsize=65_536)
def _code(glyph: int) -> str:
    return f"{glyph:04X}"


def _by_link(runs: list[GlyphRun]) -> list[tuple[str | None, list[GlyphRun]]]:
    groups: list[tuple[str | None, list[GlyphRun]]] = []
    for run in runs:
        if groups and groups[-1][0] == run.link:
            groups[-1][1].append(run)
        else:
            groups.append((run.link, [run]))
    return groups
