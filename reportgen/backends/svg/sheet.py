"""A sheet of frames as an SVG drawing: the lines as set, glyph by glyph, so that it looks as the PDF does."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from html import escape
from typing import assert_never

from reportgen.backends.svg.glyphs import Glyphs
from reportgen.backends.svg.marks import hex_of, mark_of, rect, rule, shape
from reportgen.frames import (
    BOXES,
    STRIKE,
    STROKE,
    UNDERLINE,
    ChartItem,
    GlyphRun,
    ImageItem,
    Item,
    Line,
    Publication,
    ShapeItem,
    Sheet,
    TableCell,
    TableItem,
    TextItem,
)
from reportgen.geometry import Rect


def draw(publication: Publication, sheet: Sheet, prefix: str, glyphs: Glyphs) -> str:
    """A sheet on its master, as an `svg` element for a page that shows many: `prefix` begins its ids.

    Pictures are left to the page, which serves them as ``/picture/KEY``, in two colours as
    ``/picture/KEY?tone=DARK,LIGHT``.
    """
    return Drawing(publication, glyphs, prefix).sheet(sheet)


class Drawing:
    """What the drawings of a publication's sheets have in common."""

    def __init__(self, publication: Publication, glyphs: Glyphs, prefix: str) -> None:
        self.publication = publication
        self.prefix = prefix
        self.glyphs = glyphs
        self.clips: list[str] = []
        """The clips that pictures of the sheet refer to by id."""

    def sheet(self, sheet: Sheet) -> str:
        """The whole drawing of a sheet, its master's items under its own."""
        self.clips = []
        size = self.publication.size
        master = self.publication.master(sheet.master)
        body = "".join(self._item(item) for item in (*master.items, *sheet.items))
        ground = f'<rect width="{size.width:g}" height="{size.height:g}" fill="{hex_of(master.background)}"/>'
        return f"{self._head(sheet)}<defs>{''.join(self.clips)}</defs>{ground}{body}</svg>"

    def _head(self, sheet: Sheet) -> str:
        """The opening tag: on a page of many sheets, each is one picture that has the sheet's title."""
        size = self.publication.size
        return (
            f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {size.width:g} {size.height:g}" role="img" '
            f'aria-label="{escape(sheet.title)}">'
        )

    def _item(self, item: Item) -> str:
        match item:
            case TextItem():
                return self._text(item)
            case ImageItem():
                return self._image(item)
            case ShapeItem():
                return shape(item)
            case TableItem():
                return self._table(item)
            case ChartItem():
                return self._chart(item)
            case _:
                assert_never(item)

    # --- text

    def _text(self, item: TextItem) -> str:
        if item.turned:
            turned = self._outlines(Rect(0.0, 0.0, item.box.height, item.box.width), item.lines)
            return f'<g transform="translate({item.box.x:.3f} {item.box.bottom:.3f}) rotate(-90)">{turned}</g>'
        return self._outlines(item.box, item.lines)

    def _outlines(self, box: Rect, lines: Iterable[Line]) -> str:
        """Lines of text as paths, one for each run of glyphs in one font and colour."""
        return "".join(self._run(box, line, run) for line in lines for run in line.runs)

    def _run(self, box: Rect, line: Line, run: GlyphRun) -> str:
        face = self.publication.faces[run.face]
        scale = run.size / self.glyphs.upem(face)
        outlines: list[str] = []
        at = 0.0
        offsets = run.offsets or ((0.0, 0.0),) * len(run.glyphs)
        for glyph, advance, (dx, dy) in zip(run.glyphs, run.advances, offsets, strict=True):
            outline = self.glyphs.path(face, glyph)
            if outline:
                outlines.append(f"M{(at + dx) / scale:.0f} {dy / scale:.0f}{outline}")
            at += advance
        x, y = box.x + line.x + run.x, box.y + line.baseline - run.rise
        if run.text in BOXES and not run.glyphs:
            return _task_box(run, x, y)
        if not outlines:
            return ""
        place = f"translate({x:.3f} {y:.3f}) scale({scale:.6f} -{scale:.6f})"  # fonts have y up
        lines = "".join(
            f'<rect x="{x:.3f}" y="{y - (height + STROKE / 2) * run.size:.3f}" width="{run.width:.3f}" '
            f'height="{STROKE * run.size:.3f}" fill="{hex_of(run.colour)}"/>'
            for drawn, height in ((run.strike, STRIKE), (run.underline, UNDERLINE))
            if drawn
        )
        return f'<path fill="{hex_of(run.colour)}" transform="{place}" d="{"".join(outlines)}"/>{lines}'

    # --- pictures, tables, charts

    def _image(self, item: ImageItem) -> str:
        left, top, right, bottom = item.crop
        box = item.box
        width, height = box.width / (1 - left - right), box.height / (1 - top - bottom)
        x, y = box.x - left * width, box.y - top * height
        name = f"{self.prefix}c{len(self.clips)}"
        radius = box.width / 2 if item.shape == "circle" else item.radius
        self.clips.append(f'<clipPath id="{name}">{rect(box, "#000", radius)}</clipPath>')
        return (
            f'<image href="{self._href(item)}" x="{x:.3f}" y="{y:.3f}" width="{width:.3f}" height="{height:.3f}" '
            f'preserveAspectRatio="none" clip-path="url(#{name})"{self._about(item)}/>'
        )

    def _href(self, item: ImageItem) -> str:
        """Where the picture's bytes are."""
        tone = f"?tone={','.join(colour.rgb for colour in item.tone)}" if item.tone else ""
        return f"/picture/{item.picture}{tone}"

    def _about(self, item: ImageItem) -> str:
        """The attributes that say what a picture shows; none within a sheet that is one picture itself."""
        del item
        return ""

    def _table(self, item: TableItem) -> str:
        boxes = [(cell, item.cell_box(cell)) for cell in item.cells]
        grounds = [rect(box, hex_of(cell.fill)) for cell, box in boxes if cell.fill is not None]
        rules = [one for cell, box in boxes for one in _rules(cell, box)]
        return f"{''.join(grounds)}{''.join(rules)}{self._cells(item, boxes)}"

    def _cells(self, item: TableItem, boxes: Iterable[tuple[TableCell, Rect]]) -> str:
        """The texts of a table."""
        del item
        return "".join(self._outlines(box, cell.lines) for cell, box in boxes)

    def _chart(self, item: ChartItem) -> str:
        marks = "".join(map(mark_of, item.marks))
        texts = "".join(self._of_chart(text, number in item.upright) for number, text in enumerate(item.texts))
        return f'<g transform="translate({item.box.x:.3f} {item.box.y:.3f})">{marks}{texts}</g>'

    def _of_chart(self, text: TextItem, upright: bool) -> str:
        """A text of a chart; `upright` ones are turned about the top left corner of their box."""
        box = text.box
        if not upright:
            return self._outlines(box, text.lines)
        level = self._outlines(Rect(0.0, 0.0, box.width, box.height), text.lines)
        return f'<g transform="translate({box.x:.3f} {box.y:.3f}) rotate(-90)">{level}</g>'


def _rules(cell: TableCell, box: Rect) -> Iterator[str]:
    """The rules of a cell; a rule between two rows is that below the upper one."""
    if cell.bottom is not None:
        yield rule(box, box.bottom, cell.bottom.colour, cell.bottom.width)
    if cell.top is not None and cell.row == 0:
        yield rule(box, box.y, cell.top.colour, cell.top.width)


def _task_box(run: GlyphRun, x: float, y: float) -> str:
    """The box before a task, with a tick where the task is done."""
    side = 0.62 * run.size
    tick = f"M{x + 0.2 * side:.3f} {y - 0.5 * side:.3f}"
    tick += f"l{0.22 * side:.3f} {0.25 * side:.3f} {0.4 * side:.3f} {-0.53 * side:.3f}"
    path = f"M{x:.3f} {y:.3f}v{-side:.3f}h{side:.3f}v{side:.3f}z{tick if run.text == BOXES[1] else ''}"
    return f'<path fill="none" stroke="{hex_of(run.colour)}" stroke-width="{0.07 * run.size:.3f}" d="{path}"/>'
