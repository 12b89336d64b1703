"""How many words and lines the places of a template hold in a brand."""

from __future__ import annotations

from typing import Literal

from reportgen.brand import Brand
from reportgen.frames import Item, ShapeItem, TextItem
from reportgen.geometry import Rect
from reportgen.incremental.layout_cache import LayoutCache
from reportgen.layout.components.component import inset
from reportgen.layout.components.registry import component_of_kind
from reportgen.layout.grid_positions import place_of
from reportgen.layout.styles import TextStyle
from reportgen.layout.text_columns import Columns
from reportgen.layout.text_setter import TextSetter
from reportgen.structs import Struct
from reportgen.templates import Cell, PageTemplate, Region, Rule, SlideTemplate, Split

SAMPLE = (
    "The plan moves computing to the western provinces, where land and renewable energy are plentiful, while the "
    "eastern cities keep growing and every hub needs power, water, fibre and people with patience. "
)
"""English of ordinary word length, by which capacities are told."""


class Capacity(Struct, frozen=True):
    """What a region holds: `words` of ordinary English in `lines` lines at its natural size.

    Both are None for pictures, charts and tables. `width` and `height` are points; the height is None where the text
    makes it, and then a whole page's columns are what it holds.
    """

    slots: tuple[str, ...]
    kind: str
    width: float
    height: float | None
    lines: int | None
    words: int | None
    required: bool
    steps: tuple[str, ...]


def slide_capacities(template: SlideTemplate, brand: Brand) -> list[Capacity]:
    """What the regions of a slide hold."""
    setter = _setter(brand, "deck")
    found: list[Capacity] = []
    for region in template.regions:
        box = place_of(region.at, template, setter.grid)
        inner = component_of_kind(region.kind).text_box(region, box, setter.grid.gutter) or inset(box, region.inset)
        found.append(_capacity(setter, region, region.stands_on(template.ground), inner.width, inner.height))
    return found


def page_capacities(template: PageTemplate, brand: Brand) -> list[Capacity]:
    """What the regions of a page template hold at its first span."""
    setter = _setter(brand, "newsletter")
    grid = setter.grid
    span = template.spans[0]
    width = grid.area.width if template.bleed else grid.width(min(span, grid.columns))
    if template.side is not None:
        width = grid.left(template.side.columns[0]) - grid.gutter - grid.area.x
    found = _stack(setter, list(template.stack), template.ground, width)
    if template.side is not None:
        region = template.side.picture
        found.append(Capacity(tuple(region.slots), region.kind, width, None, None, None, region.required, ()))
    return found


def name_tag(name: str, brand: Brand, kind: Literal["newsletter", "deck"], *, section: int) -> tuple[Item, ...]:
    """A template's name in the corner of its preview, on a panel that any ground lets be read: the heading of a
    section of the gallery.
    """
    setter = _setter(brand, kind)
    style = TextStyle("caption", "heading1", "text", ground="surface")
    paragraph = setter.plain(name, style, f"{section}.headline.0")
    text = setter.set((paragraph,), setter.grid.area.width)
    edge = 0.3 * paragraph.leading
    box = Rect(setter.grid.area.x, edge, text.width + 1, text.height)
    panel = Rect(box.x - edge, 0.0, box.width + 2 * edge, box.height + 2 * edge)
    line = brand.colours.outline("surface", "paper")
    return (
        ShapeItem(panel, "rect", brand.fill("surface"), line, 0.75 * bool(line), name="panel"),
        TextItem(box, text.paragraphs, text.lines, section=section),
    )


def _stack(setter: TextSetter, nodes: list[Region | Rule | Split], ground: str, width: float) -> list[Capacity]:
    found: list[Capacity] = []
    for node in nodes:
        match node:
            case Rule():
                pass
            case Split():
                for cell in node.split:
                    found += _cell(setter, cell, ground)
            case Region():
                columns = Columns(setter, width - 2 * node.inset, node.columns, setter.grid.gutter)
                found.append(_capacity(setter, node, node.stands_on(ground), columns.width, None))
                for inset in node.around:
                    wide = columns.width * (1 if inset.side == "across" else inset.width)
                    found.append(_capacity(setter, inset.region, ground, wide, None))
    return found


def _cell(setter: TextSetter, cell: Cell, ground: str) -> list[Capacity]:
    width = setter.grid.width(cell.span) - 2 * cell.inset
    return _stack(setter, list(cell.stack), cell.panel or ground, width)


def _setter(brand: Brand, kind: Literal["newsletter", "deck"]) -> TextSetter:
    return TextSetter(brand, kind, LayoutCache(brand).typesetter, "en")


def _capacity(setter: TextSetter, region: Region, ground: str, width: float, height: float | None) -> Capacity:
    steps = tuple(step if isinstance(step, str) else f"shrink to {step.shrink:g}" for step in region.fit)
    lines = words = None
    if component_of_kind(region.kind).text_box(region, setter.grid.area, setter.grid.gutter) is not None:
        per_line, leading = _measured(setter, region, ground, width)
        if height is not None:
            lines = int((height + 0.01) // leading)
        else:
            lines = int(setter.grid.area.height // leading) * region.columns
        if region.lines is not None:
            lines = min(lines, region.lines)
        words = round(lines * per_line)
    else:
        steps = ()
    return Capacity(tuple(region.slots), region.kind, width, height, lines, words, region.required, steps)


def _measured(setter: TextSetter, region: Region, ground: str, width: float) -> tuple[float, float]:
    """Words of the sample to a line, and the leading."""
    text = (SAMPLE * 6).strip()
    paragraph = setter.plain(text, TextStyle.of(region, ground), "sample")
    lines = setter.set((paragraph,), width).lines
    return len(text.split()) / len(lines), paragraph.leading
