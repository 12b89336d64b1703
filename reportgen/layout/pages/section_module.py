"""A section set on a page template: a module of some height, with a picture as its valve, that may break."""

from __future__ import annotations

from collections.abc import Mapping
from typing import ClassVar, NamedTuple

from reportgen.document import LoadedSection
from reportgen.frames import Item
from reportgen.frames.layout_decisions import SlotFit
from reportgen.geometry import Rect
from reportgen.incremental.layout_cache import LayoutCache, LayoutKey
from reportgen.layout.components.component import ENDLESS
from reportgen.layout.components.picture import PictureComponent
from reportgen.layout.components.placer import Placer
from reportgen.layout.components.registry import is_elastic
from reportgen.layout.fragments import Copy, Slot, Slots
from reportgen.layout.pages import costs
from reportgen.layout.pages.continuation import ContinuedStack
from reportgen.layout.pages.footnotes import FOOT
from reportgen.layout.pages.lazy_items import DeferredItems, Part, moved_part
from reportgen.layout.pages.stack_content import FittedTexts, StackContent
from reportgen.layout.pages.template_fit import DATELINE, regions_of
from reportgen.layout.pages.template_stack import Stack, StackSpace
from reportgen.layout.text_setter import up_to
from reportgen.structs import Struct
from reportgen.templates import Continuation, PageTemplate, Side

LARGE = ("display", "heading1")
"""Type styles of headlines that have room round them."""


class Module(Struct, frozen=True):
    """A section, or the part of it that fits the room, laid out: all places count from its own top left corner.

    `height` is in points; `rest` is what did not fit the room, by slot; `slack` is what pictures took of the extra
    height that was asked for (points, less than 0 where they gave up some of their own). `give` and `air` are what rows
    may give up and take besides.
    """

    parts: tuple[Part, ...]
    height: float
    rest: Mapping[str, Slot]
    slack: float = 0.0
    template: str = ""
    cost: float = 0.0
    fits: tuple[SlotFit, ...] = ()
    give: float = 0.0
    air: float = 0.0

    @property
    def items(self) -> tuple[Item, ...]:
        """All items; those that were deferred are made now."""
        return tuple(
            item for part in self.parts for item in (part.items if isinstance(part, DeferredItems) else (part,))
        )


class ModuleSize(NamedTuple):
    """How large a module is asked to be.

    It is `span` columns wide; `extra` points of height go to its picture; its text is cut at `room` points where it may
    go on elsewhere. A band that runs to the sheet's edges is `mirrored` where the page's margins are changed over.
    """

    span: int
    extra: float = 0.0
    room: float = ENDLESS
    mirrored: bool = False


class ModuleKey(LayoutKey, frozen=True):
    """The inputs of a module: its template, and its size (see `ModuleSize`) to a hundredth of a point."""

    lasting: ClassVar[bool] = True
    name: str
    span: int
    extra: float
    room: float
    mirrored: bool
    dateline: Slot | None


class ContinuationKey(LayoutKey, frozen=True):
    """The inputs of what is left of a section on its next page: its slots, and a room to a hundredth of a point."""

    lasting: ClassVar[bool] = True
    slots: tuple[tuple[str, Slot], ...]
    columns: int
    room: float


class ModuleMaker:
    """Lays sections on page templates; what was laid of a section is kept in the layout cache."""

    def __init__(self, placer: Placer, cache: LayoutCache, places: Continuation) -> None:
        """`places` says where the content of a section stands on the pages over which it goes on."""
        self.placer = placer
        self.cache = cache
        self.places = places
        self.setter = placer.setter
        self.grid = placer.setter.grid
        self.texts = FittedTexts(placer, cache)

    def lay(self, name: str, template: PageTemplate, section: LoadedSection, slots: Slots, size: ModuleSize) -> Module:
        """The section on the template of that name.

        Raises:
            FitError: content does not fit, and may not go on elsewhere.
        """
        if size.extra and template.bleed != "bottom" and not any(is_elastic(slot) for slot in slots.values()):
            size = size._replace(extra=self._of_rows(name, template, section, slots, size))
        span, extra, room, mirrored = size
        # Laying is a pure function of the section and this key: an input that is added to it belongs here, too.
        key = ModuleKey(name, span, round(extra, 2), round(room, 2), mirrored, slots.get(DATELINE))
        return self.cache.remember(
            section, key, self.placer.pictures, lambda: self._lay(name, template, section, slots, size), size
        )

    def _of_rows(
        self, name: str, template: PageTemplate, section: LoadedSection, slots: Slots, size: ModuleSize
    ) -> float:
        """What the rows of a module without pictures and charts take of the extra height; nothing where it is only
        asked how high the module can be, which its `give` and `air` say.
        """
        if abs(size.extra) >= ENDLESS:
            return 0.0
        natural = self.lay(name, template, section, slots, size._replace(extra=0.0))
        return min(max(size.extra, -natural.give), natural.air)

    def _lay(self, name: str, template: PageTemplate, section: LoadedSection, slots: Slots, size: ModuleSize) -> Module:
        whole, x, width = self._across(template, size)
        content = StackContent(section, slots, self.placer, self.texts)
        below = 0.0
        for _ in range(2):
            space = StackSpace(x, width, size.extra, size.room - below)
            stack = Stack(content, template.ground, space, template.padding)
            stack.lay(template.stack)
            height = stack.y + (0.0 if stack.flush else template.padding)
            if template.bleed != "bottom":
                height = self._on_grid(height)
            if height <= size.room + 0.01:
                break
            # What stands under the text, or the padding there, finds no room, so the text gives up as much and goes on
            # over the page.
            below = height - size.room
        parts = stack.parts
        if template.bleed == "bottom":
            height, parts = self._closing(template, stack, height)
        if template.side is not None:
            left = self._left(template.side.columns[0], size.mirrored)
            height, parts = self._beside(template.side, stack, left, height)
        if template.bleed or template.ground != "paper":
            panel = self.placer.panel(template.ground, Rect(0.0, 0.0, whole, height), section.index)
            parts = [panel, *parts]
        give, air = self._slack_of_rows(stack, template)
        return Module(tuple(parts), height, stack.rest, stack.slack, name, stack.cost, tuple(stack.fits), give, air)

    def _slack_of_rows(self, stack: Stack, template: PageTemplate) -> tuple[float, float]:
        """What rows may give up and take of height, in whole lines; nothing where pictures or charts do it."""
        if stack.elastic or stack.rest or template.bleed is not None:
            return 0.0, 0.0
        pitch = self.grid.baseline
        return stack.give // pitch * pitch, stack.air // pitch * pitch

    def _closing(self, template: PageTemplate, stack: Stack, height: float) -> tuple[float, list[Part]]:
        """A band at the sheet's foot takes what is left of the last page, if it has a large headline.

        Its content stands in the middle.
        """
        large = any(region.style in LARGE for region in regions_of(template))
        most = max(height, costs.MOST_CLOSING * self.grid.sheet.height if large else 0.0)
        tall = min(max(height + stack.space.extra, height), most)
        return tall, [moved_part(part, 0.0, (tall - height) / 2) for part in stack.parts]

    def _across(self, template: PageTemplate, size: ModuleSize) -> tuple[float, float, float]:
        """The module's width, and the left edge and the width of its stack, in points."""
        margins = self.grid.margins
        if template.bleed:
            whole = self.grid.sheet.width
            left, right = (margins.right, margins.left) if size.mirrored else (margins.left, margins.right)
        else:
            whole = self.grid.width(size.span)
            left = right = template.padding if template.ground != "paper" else 0.0
        width = whole - left - right
        if template.side is not None:
            width = self._left(template.side.columns[0], size.mirrored) - self.grid.gutter - left
        return whole, left, width

    def _left(self, column: int, mirrored: bool) -> float:
        """The left edge of a column of the page, in points from the sheet's left edge."""
        margins = self.grid.margins
        return self.grid.left(column) + (margins.right - margins.left if mirrored else 0.0)

    def _beside(self, side: Side, stack: Stack, left: float, height: float) -> tuple[float, list[Part]]:
        """Put the picture of a band beside its text, which is `height` points high and then stands in the middle.

        Returns the height of the band and its parts.
        """
        least, natural, most = (max(self._on_grid(value), height) for value in side.height)
        tall = min(max(natural + stack.space.extra, least), most)
        stack.slack = tall - natural
        box = Rect(left, 0.0, self.grid.sheet.width - left, tall)
        found = self.placer.settled(side.picture, stack.slots, box, stack.ground, stack.section.index)
        assert found is not None  # The template suits the section,
        component, site = found
        assert isinstance(component, PictureComponent)  # and `suits` keeps charts off the edge.
        pictures = component.picture(site)
        drop = (tall - height) / 2
        return tall, [*(moved_part(part, 0.0, drop) for part in stack.parts), *pictures]

    def continuation(self, section: LoadedSection, slots: Slots, columns: int, room: float) -> Module:
        """What is left of a broken section (`slots`), over the width of a page in so many balanced columns.

        Raises:
            FitError: content does not fit a room of `room` points, and may not go on elsewhere.
        """
        key = ContinuationKey(tuple(slots.items()), columns, round(room, 2))
        return self.cache.remember(
            section, key, self.placer.pictures, lambda: self._continuation(section, slots, columns, room)
        )

    def _continuation(self, section: LoadedSection, slots: Slots, columns: int, room: float) -> Module:
        content = StackContent(section, slots, self.placer, self.texts)
        space = StackSpace(0.0, self.grid.width(self.grid.columns), 0.0, room)
        below = 0.0
        for _ in range(2):
            stack = ContinuedStack(content, self.places, space)
            stack.lay_rest(columns, below)
            if stack.rest and stack.y > room + 0.01:  # by notes to text over a figure that goes on
                space = space._replace(room=2 * room - stack.y)
                continue
            notes = slots.get(FOOT)
            if set(stack.rest) != {FOOT} or stack.footnotes is None or len(slots) == 1 or not isinstance(notes, Copy):
                break
            # No page may have notes alone, so the text gives up their height and goes on with them.
            below = stack.footnotes.height(notes.fragments)
        return Module(tuple(stack.parts), self._on_grid(stack.y), stack.rest)

    def _on_grid(self, y: float) -> float:
        """`y` down to the next line of the baseline grid."""
        return up_to(y, self.grid.baseline)
