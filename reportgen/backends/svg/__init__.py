"""A sheet of frames → SVG: the lines as set, glyph by glyph, so that a browser shows what the files will."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import replace
from html import escape
from math import cos, pi, radians, sin
from typing import assert_never

import uharfbuzz as hb

from reportgen.frames import (
    ChartBar,
    ChartDots,
    ChartItem,
    ChartLine,
    ChartMark,
    ChartWedge,
    Colour,
    Face,
    ImageItem,
    Item,
    Line,
    Publication,
    ShapeItem,
    Sheet,
    TableItem,
    TextItem,
)
from reportgen.geometry import Rect


class Glyphs:
    """Outlines of glyphs, each drawn once."""

    def __init__(self) -> None:
        self._fonts: dict[Face, hb.Font] = {}
        self._paths: dict[tuple[Face, int], str] = {}

    def path(self, face: Face, glyph: int) -> str:
        """SVG path data in font units, y up, relative to the glyph's origin: it goes wherever the pen stands."""
        key = (face, glyph)
        if key not in self._paths:
            pen = _Outline()
            self._font(face).draw_glyph(glyph, _FUNCTIONS, pen)
            self._paths[key] = "".join(pen.parts)
        return self._paths[key]

    def upem(self, face: Face) -> int:
        """Font units to the em."""
        upem: int = self._font(face).face.upem
        return upem

    def _font(self, face: Face) -> hb.Font:
        if face not in self._fonts:
            font = hb.Font(hb.Face(face.path.read_bytes(), face.index))
            if face.variations:
                font.set_variations(dict(face.variations))
            self._fonts[face] = font
        return self._fonts[face]


class _Outline:
    """A glyph's outline as relative commands."""

    def __init__(self) -> None:
        self.parts: list[str] = []
        self.x = self.y = self.begun_x = self.begun_y = 0.0

    def add(self, command: str, *points: float) -> None:
        """A command and its points (x, y, …), the last of which is where it ends."""
        shown = [f"{at - (self.x, self.y)[number % 2]:g}" for number, at in enumerate(points)]
        self.parts.append(f"{command}{' '.join(shown)}")
        self.x, self.y = points[-2:]
        if command == "m":
            self.begun_x, self.begun_y = self.x, self.y

    def close(self) -> None:
        """Back to where the contour has begun."""
        self.parts.append("z")
        self.x, self.y = self.begun_x, self.begun_y


def _functions() -> hb.DrawFuncs:
    made = hb.DrawFuncs()
    made.set_move_to_func(lambda x, y, out: out.add("m", x, y))
    made.set_line_to_func(lambda x, y, out: out.add("l", x, y))
    made.set_quadratic_to_func(lambda a, b, c, d, out: out.add("q", a, b, c, d))
    made.set_cubic_to_func(lambda a, b, c, d, e, f, out: out.add("c", a, b, c, d, e, f))
    made.set_close_path_func(lambda out: out.close())
    return made


_FUNCTIONS = _functions()


def draw(publication: Publication, sheet: Sheet, prefix: str, glyphs: Glyphs) -> str:
    """A sheet on its master, as an `svg` element. `prefix` begins its ids, which are unique on a page that shows many.

    Pictures are named ``/picture/KEY``, those in two colours ``/picture/KEY?tone=DARK,LIGHT``.
    """
    return _Drawing(publication, prefix, glyphs).sheet(sheet)


class _Drawing:
    def __init__(self, publication: Publication, prefix: str, glyphs: Glyphs) -> None:
        self.publication = publication
        self.prefix = prefix
        self.glyphs = glyphs
        self.defs: dict[str, str] = {}
        self.faces: Mapping[str, Face] = publication.faces

    def sheet(self, sheet: Sheet) -> str:
        size = self.publication.size
        master = self.publication.master(sheet.master)
        ground = f'<rect width="{size.width:g}" height="{size.height:g}" fill="{_hex(master.background)}"/>'
        body = "".join(self._item(item) for item in (*master.items, *sheet.items))
        return (
            f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {size.width:g} {size.height:g}" role="img" '
            f'aria-label="{escape(sheet.title)}"><defs>{"".join(self.defs.values())}</defs>{ground}{body}</svg>'
        )

    def _item(self, item: Item) -> str:
        match item:
            case TextItem():
                return self._lines(item.box, item.lines)
            case ImageItem():
                return self._image(item)
            case ShapeItem():
                return _shape(item)
            case TableItem():
                return self._table(item)
            case ChartItem():
                marks = "".join(_mark(mark) for mark in item.marks)
                texts = "".join(self._lines(text.box, text.lines) for text in item.texts)
                return f'<g transform="translate({item.box.x:.3f} {item.box.y:.3f})">{marks}{texts}</g>'
            case _:
                assert_never(item)

    def _lines(self, box: Rect, lines: Iterable[Line]) -> str:
        made: list[str] = []
        for line in lines:
            for run in line.runs:
                face = self.faces[run.face]
                upem = self.glyphs.upem(face)
                scale = run.size / upem
                x, y = box.x + line.x + run.x, box.y + line.baseline - run.rise
                outlines: list[str] = []
                at = 0.0
                offsets = run.offsets or ((0.0, 0.0),) * len(run.glyphs)
                for glyph, advance, (dx, dy) in zip(run.glyphs, run.advances, offsets, strict=True):
                    outline = self.glyphs.path(face, glyph)
                    if outline:
                        outlines.append(f"M{(at + dx) / scale:.0f} {dy / scale:.0f}{outline}")
                    at += advance
                if outlines:
                    place = f"translate({x:.3f} {y:.3f}) scale({scale:.6f} -{scale:.6f})"
                    made.append(f'<path fill="{_hex(run.colour)}" transform="{place}" d="{"".join(outlines)}"/>')
        return "".join(made)

    def _image(self, item: ImageItem) -> str:
        left, top, right, bottom = item.crop
        width, height = item.box.width / (1 - left - right), item.box.height / (1 - top - bottom)
        x, y = item.box.x - left * width, item.box.y - top * height
        name = f"{self.prefix}c{len(self.defs)}"
        box = item.box
        radius = box.width / 2 if item.shape == "circle" else item.radius
        self.defs[name] = f'<clipPath id="{name}">{_rect(box, "#000", radius)}</clipPath>'
        tone = f"?tone={','.join(colour.rgb for colour in item.tone)}" if item.tone else ""
        return (
            f'<image href="/picture/{item.picture}{tone}" x="{x:.3f}" y="{y:.3f}" width="{width:.3f}" '
            f'height="{height:.3f}" preserveAspectRatio="none" clip-path="url(#{name})"/>'
        )

    def _table(self, item: TableItem) -> str:
        boxes = [(cell, item.cell_box(cell)) for cell in item.cells]
        made = [_rect(box, _hex(cell.fill)) for cell, box in boxes if cell.fill is not None]
        for cell, box in boxes:
            if cell.bottom is not None:
                made.append(_rule(box, box.bottom, cell.bottom.colour, cell.bottom.width))
            if cell.top is not None and cell.row == 0:
                made.append(_rule(box, box.y, cell.top.colour, cell.top.width))
        return "".join(made) + "".join(self._lines(box, cell.lines) for cell, box in boxes)


def _hex(colour: Colour) -> str:
    return f"#{colour.rgb}"


def _rect(box: Rect, fill: str, radius: float = 0.0, more: str = "") -> str:
    round_ = f' rx="{radius:.3f}"' if radius else ""
    return (
        f'<rect x="{box.x:.3f}" y="{box.y:.3f}" width="{max(0.0, box.width):.3f}" height="{max(0.0, box.height):.3f}"'
        f'{round_} fill="{fill}"{more}/>'
    )


def _rule(box: Rect, y: float, colour: Colour, width: float) -> str:
    return _rect(Rect(box.x, y - width / 2, box.width, width), _hex(colour))


def _shape(item: ShapeItem) -> str:
    box = item.box
    more = f' fill-opacity="{item.opacity:g}"' if item.opacity < 1.0 else ""
    if item.stroke is not None:
        more += f' stroke="{_hex(item.stroke)}" stroke-width="{item.stroke_width:g}"'
    if item.kind == "line":
        return f'<path d="M{box.x:.3f} {box.y:.3f}L{box.right:.3f} {box.bottom:.3f}"{more}/>'
    fill = _hex(item.fill) if item.fill is not None else "none"
    if item.kind == "ellipse":
        rx, ry = box.width / 2, box.height / 2
        return f'<ellipse cx="{box.x + rx:.3f}" cy="{box.y + ry:.3f}" rx="{rx:.3f}" ry="{ry:.3f}" fill="{fill}"{more}/>'
    return _rect(box, fill, item.radius, more)


def _mark(mark: ChartMark) -> str:
    match mark:
        case ChartBar():
            return _rect(mark.box, _hex(mark.fill))
        case ChartLine():
            path = "".join(f"{'L' if number else 'M'}{x:.3f} {y:.3f}" for number, (x, y) in enumerate(mark.points))
            fill = _hex(mark.fill) if mark.fill is not None else "none"
            stroke = f' stroke="{_hex(mark.stroke)}" stroke-width="{mark.width:g}"' if mark.stroke is not None else ""
            dash = ' stroke-dasharray="3 2"' if mark.dashed else ""
            return f'<path d="{path}" fill="{fill}"{stroke}{dash} stroke-linejoin="round"/>'
        case ChartWedge():
            return _wedge(mark)
        case ChartDots():
            edge = f' stroke="{_hex(mark.edge)}" stroke-width="{mark.edge_width:g}"' if mark.edge is not None else ""
            dots = "".join(f'<circle cx="{x:.3f}" cy="{y:.3f}" r="{mark.diameter / 2:.3f}"/>' for x, y in mark.points)
            return f'<g fill="{_hex(mark.fill)}"{edge}>{dots}</g>'
        case _:
            assert_never(mark)


def _wedge(mark: ChartWedge) -> str:
    """A slice by two arcs; a whole turn in two halves, since an arc to its own beginning is none."""
    if mark.end - mark.start > 359.999:
        half = replace(mark, end=mark.start + 180)
        return _wedge(half) + _wedge(replace(mark, start=mark.start + 180, end=mark.start + 359.99))

    def at(radius: float, angle: float) -> str:
        turn = radians(angle) - pi / 2
        return f"{mark.x + radius * cos(turn):.3f} {mark.y + radius * sin(turn):.3f}"

    far = int(mark.end - mark.start > 180)
    outer = f"M{at(mark.radius, mark.start)}A{mark.radius:.3f} {mark.radius:.3f} 0 {far} 1 {at(mark.radius, mark.end)}"
    inner = f"L{mark.x:.3f} {mark.y:.3f}Z"
    if mark.inner:
        back = f"A{mark.inner:.3f} {mark.inner:.3f} 0 {far} 0 {at(mark.inner, mark.start)}Z"
        inner = f"L{at(mark.inner, mark.end)}{back}"
    edge = f'stroke="{_hex(mark.edge)}" stroke-width="{mark.edge_width:g}" stroke-linejoin="round"'
    return f'<path d="{outer}{inner}" fill="{_hex(mark.fill)}" {edge}/>'
