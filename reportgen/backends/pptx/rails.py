"""The line of a timeline or a process and the marks on it: connectors that are glued to the marks, in one group.

Who moves a step moves the ends of its lines with it (`a:stCxn`, `a:endCxn`, ECMA-376 Part 1, 20.1.2.2.36, 20.1.2.2.13).
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import pairwise

from reportgen.backends.pptx.names_for_people import place_name
from reportgen.backends.pptx.xml import SheetTheme, emu, grouped, identity, place, solid
from reportgen.frames import Item, ShapeItem
from reportgen.geometry import Rect, around
from reportgen.structs import Struct

_RIGHT, _LEFT, _BOTTOM, _TOP = 6, 2, 4, 0
"""The sites of an ellipse where connectors end, counted from the top against the clock (`presetShapeDefinitions`)."""

_LEAST = 0.5
"""The shortest piece of a line that is written, in points."""


class Rail(Struct, frozen=True):
    """The numbers of the items that make a rail: the line, and the shape of each mark in the order along it."""

    line: int
    marks: tuple[int, ...]
    boxes: tuple[Rect, ...]
    alone: bool
    """Whether its marks stand on the slide itself, so that they can be one group with the line. Those on panels are in
    front of these, and the line is behind."""


def rails_of(items: Sequence[Item], under: Mapping[int, ShapeItem]) -> tuple[Rail, ...]:
    """The rails of a sheet; `under` maps the number of a text to the shape that it is one with."""
    shapes = [(at, item) for at, item in enumerate(items) if isinstance(item, ShapeItem)]
    lines = _named("rail", shapes)
    if not lines:
        return ()
    shown = {id(panel): at for at, panel in under.items()}
    marks = [(shown.get(id(item), at), item.box) for at, item in _named("dot", shapes)]
    panels = [item.box for _, item in _named("panel", shapes)]
    made = (_rail(at, line.box, marks, panels) for at, line in lines)
    return tuple(rail for rail in made if len(rail.marks) > 1)


def _named(name: str, shapes: Iterable[tuple[int, ShapeItem]]) -> list[tuple[int, ShapeItem]]:
    return [(at, item) for at, item in shapes if item.name == name]


def _rail(number: int, line: Rect, marks: Iterable[tuple[int, Rect]], panels: Sequence[Rect]) -> Rail:
    """The line of a number with those of the marks that stand on it."""
    on_it = sorted((box.x + box.y, mark, box) for mark, box in marks if _stands(box, line))
    boxes = tuple(box for _, _, box in on_it)
    alone = not any(panel.contains(box, _LEAST) for panel in panels for box in boxes)
    return Rail(number, tuple(mark for _, mark, _ in on_it), boxes, alone)


def _stands(mark: Rect, line: Rect) -> bool:
    """Whether the middle of a mark is on a line, or at its very end."""
    middle = Rect(mark.x + mark.width / 2, mark.y + mark.height / 2, 0.0, 0.0)
    return line.contains(middle, max(_LEAST, min(mark.width, mark.height) / 2 + _LEAST))


def connect(
    rails: Iterable[Rail],
    items: Sequence[Item],
    shapes: list[str],
    numbers: Iterator[int],
    theme: SheetTheme,
    language: str,
) -> None:
    """Put rails into the XML of their sheet's items: connectors in the place of each line, and with them its marks
    where these can be a group. `numbers` are free for new shapes, which are named in the `language`."""
    for rail in rails:
        line = items[rail.line]
        assert isinstance(line, ShapeItem)
        group, name = next(numbers), place_name("line", "shape", language)
        ids = [_id(shapes[mark]) for mark in rail.marks]
        made = "".join(_connector(piece, line, (next(numbers), name), theme) for piece in _pieces(rail, line.box, ids))
        if rail.alone:
            made += "".join(shapes[mark] for mark in rail.marks)
            made = grouped(
                group, place_name("timeline", "shape", language), around((line.box, *rail.boxes)), made, decorative=True
            )
            for mark in rail.marks:
                shapes[mark] = ""
        shapes[rail.line] = made


class _Piece(Struct, frozen=True):
    """A piece of a line: its box, and the attributes that glue its ends."""

    box: Rect
    begins: str
    ends: str


def _pieces(rail: Rail, line: Rect, ids: Sequence[str]) -> list[_Piece]:
    """The line between each mark and the next, and what of it goes on before the first or past the last."""
    level = line.width >= line.height
    leaves, arrives = (_RIGHT, _LEFT) if level else (_BOTTOM, _TOP)
    glued = [
        _Piece(_between(one.right, one.bottom, next_one, line, level), _glue("st", first, leaves), _glue("end", second, arrives))
        for (first, one), (second, next_one) in pairwise(zip(ids, rail.boxes, strict=True))
    ]  # fmt: skip
    first, last = rail.boxes[0], rail.boxes[-1]
    before = _between(line.x, line.y, first, line, level)
    after = _between(last.right, last.bottom, Rect(line.right, line.bottom, 0.0, 0.0), line, level)
    whole = [_Piece(before, "", _glue("end", ids[0], arrives)), *glued, _Piece(after, _glue("st", ids[-1], leaves), "")]
    return [piece for piece in whole if max(piece.box.width, piece.box.height) > _LEAST]


def _between(right: float, bottom: float, onward: Rect, line: Rect, level: bool) -> Rect:
    """The middle of the line from where something ends to where the next begins."""
    if level:
        return Rect(right, line.y + line.height / 2, max(0.0, onward.x - right), 0.0)
    return Rect(line.x + line.width / 2, bottom, 0.0, max(0.0, onward.y - bottom))


def _glue(end: str, shape: str, site: int) -> str:
    return f'<a:{end}Cxn id="{shape}" idx="{site}"/>'


def _connector(piece: _Piece, line: ShapeItem, who: tuple[int, str], theme: SheetTheme) -> str:
    weight = min(line.box.width, line.box.height)
    fill = solid(line.fill, theme) if line.fill else "<a:noFill/>"
    return (
        f"<p:cxnSp><p:nvCxnSpPr>{identity(*who, decorative=True)}<p:cNvCxnSpPr>{piece.begins}{piece.ends}"
        f'</p:cNvCxnSpPr><p:nvPr/></p:nvCxnSpPr><p:spPr>{place(piece.box)}<a:prstGeom prst="straightConnector1"><a:avLst/>'
        f'</a:prstGeom><a:ln w="{emu(weight)}">{fill}</a:ln></p:spPr></p:cxnSp>'
    )


def _id(shape: str) -> str:
    found = re.search(r'<p:cNvPr id="(\d+)"', shape)
    assert found is not None, "a mark becomes a shape"
    return found[1]
