"""Regions and the content of their slots → components in their sites, for one publication."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TypeVar, cast

from reportgen.frames import ShapeItem, TextItem
from reportgen.geometry import Rect
from reportgen.layout.components.component import NOTHING, Component, Placed, Site, inset, within
from reportgen.layout.components.registry import component_of, component_of_kind
from reportgen.layout.fragments import Slot
from reportgen.layout.publication_pictures import Pictures
from reportgen.layout.text_setter import TextSetter, TypesetText
from reportgen.templates import Region, TableInPicture

OUTLINE = 0.75
"""Weight of the line round a panel that has the colour of its ground, in points."""

_Component = TypeVar("_Component", bound=Component)


def taken(region: Region, slots: Mapping[str, Slot]) -> list[str]:
    """The region's slots that have content of the region's kind."""
    present = [name for name in region.slots if name in slots]
    if not present:
        return present  # The component of a kind that no content needs is not imported.
    component = component_of_kind(region.kind)
    return [name for name in present if component.suits(region, slots[name])]


class Placer:
    """Places regions for one publication."""

    def __init__(self, setter: TextSetter, pictures: Pictures, table_in_picture: TableInPicture) -> None:
        self.setter = setter
        self.pictures = pictures
        self.table_in_picture = table_in_picture
        self._components: dict[type[Component], Component] = {}

    def component(self, kind: type[_Component]) -> _Component:
        """The publication's one component of a class."""
        known = self._components.get(kind)
        if known is None:
            known = self._components[kind] = kind(self)
        return cast(_Component, known)

    def forget(self) -> None:
        """Let go of the components: they and the placer hold each other, and would stay until Python looks for cycles.
        One that is asked for later is made again.
        """
        self._components.clear()

    def of_kind(self, kind: str) -> Component:
        """The publication's component of a kind of region."""
        return self.component(component_of_kind(kind))

    def settled(
        self,
        region: Region,
        slots: Mapping[str, Slot],
        box: Rect,
        ground: str,
        section: int,
        *,
        may_continue: bool = True,
    ) -> tuple[Component, Site] | None:
        """What the region takes of `slots` at its site, and the component that shows it; None where it takes nothing.

        The place of a picture may have a guest, a chart or a table, which its own component shows.
        """
        names = taken(region, slots)
        if not names:
            return None
        kind = component_of_kind(region.kind)
        if kind.hosts:
            kind = component_of(slots[names[0]])
            region = kind.as_guest(region, self)
        if kind.keeps_margins:
            bleeds = region.at is not None and region.at.bleed
            box = inset(within(box, self.setter.grid.area) if bleeds else box, region.inset)
        contents = {name: slots[name] for name in names}
        return self.component(kind), Site(
            box, region, region.ground or ground, section, contents, may_continue=may_continue
        )

    def place(
        self,
        region: Region,
        slots: Mapping[str, Slot],
        box: Rect,
        ground: str,
        section: int,
        *,
        may_continue: bool = True,
    ) -> Placed:
        """Place what the region takes of `slots` into `box`.

        Raises:
            FitError: the content does not fit, and the region's contract ends in error.
        """
        found = self.settled(region, slots, box, ground, section, may_continue=may_continue)
        if found is None:
            return NOTHING
        component, site = found
        return component.place(site)

    def panel(self, ground: str, box: Rect, section: int | None, under: str = "paper") -> ShapeItem:
        """A coloured box that content stands on, with an outline where it has the colour of the ground `under` it."""
        colours = self.setter.brand.colours
        line = colours.outline(ground, under)
        width = OUTLINE if line is not None else 0.0
        radius = self.setter.panel_radius(box)
        return ShapeItem(box, "rect", colours.fill(ground), line, width, radius, name="panel", section=section)

    def text_item(self, text: TypesetText, box: Rect, region: Region, section: int, give: float = 0.0) -> TextItem:
        """Set text as an item whose lines stand at the region's anchor; `give` is by how much an editor's text box may
        be wider."""
        spare = box.height - text.height
        drop = {"top": 0.0, "middle": spare / 2, "bottom": spare}[region.anchor]
        return TextItem(
            box=box,
            paragraphs=text.paragraphs,
            lines=text.lowered(max(drop, 0.0)),
            slot=region.slot,
            anchor=region.anchor,
            give=give,
            section=section,
            where=text.where,
        )
