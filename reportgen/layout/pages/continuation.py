"""What is left of a section that was cut at the foot of a page, laid over the width of the next one."""

from __future__ import annotations

from itertools import takewhile

from reportgen.geometry import Rect
from reportgen.layout.components.component import ENDLESS, Component, Site
from reportgen.layout.components.registry import component_of
from reportgen.layout.fragments import Copy, Portion
from reportgen.layout.pages.footnotes import FOOT
from reportgen.layout.pages.stack_content import StackContent
from reportgen.layout.pages.template_stack import Stack, StackSpace
from reportgen.templates import Continuation, Region

PULL = "pull"
"""The slot of a quotation out of the text."""


class ContinuedStack(Stack):
    """A stack without a page template: the slots that are left, in their order, texts in balanced columns."""

    def __init__(self, content: StackContent, places: Continuation, space: StackSpace) -> None:
        super().__init__(content, "paper", space)
        self.places = places
        self.apart = {FOOT: places.source, PULL: places.pull}
        """The places of texts that do not run on with the others: of notes and sources, and of quotations."""

    @property
    def figure_goes_on(self) -> bool:
        """Whether the figure may stand on a later page: what is left of a section follows text of it."""
        return True

    def lay_rest(self, columns: int, below: float) -> None:
        """Lay all slots, their texts in so many columns; texts leave `below` points to what stands under them.

        Raises:
            FitError: content does not fit, and may not go on elsewhere.
        """
        slots = self.slots
        names = [name for name in slots if name != FOOT]
        if FOOT in slots:
            self.set_footnotes(self.places.source)
            names.append(FOOT)
        while names:
            if self.rest:
                self.rest.update({name: slots[name] for name in names if name != FOOT})
                if FOOT in names:
                    self.carry_over(self.places.source)
                return
            running = list(takewhile(self._runs_on, names))
            first = names[0]
            slot = slots[first]
            if running:
                region = self.places.text.model_copy(update={"slots": running, "columns": columns})
                self.run_text(region, running, self.space.room - below)
            elif first in self.apart:
                self.leave_space(self.apart[first].space)
                self.run_text(self.apart[first], [first], self.space.room)
            elif isinstance(slot, Portion):
                self.lay_rows(slot.resumed(self._place_of(first)))
            else:
                self._in_one_piece(first)
            names = names[max(1, len(running)) :]
            self.placed = True

    def _runs_on(self, name: str) -> bool:
        """Whether a slot's text runs on in the same columns as that of the slot before it."""
        return isinstance(self.slots[name], Copy) and name not in self.apart

    def _in_one_piece(self, name: str) -> None:
        """Lay what cannot be parted, such as numbers; where the room does not hold it, leave it to a later page."""
        region = self._place_of(name)
        space = region.space if self.placed else 0.0
        box = Rect(self.space.x, self.y + space, self.space.width, ENDLESS)
        found = self.placer.settled(region, self.slots, box, self.ground, self.section.index)
        assert found is not None  # the place is one of this content
        component, site = found
        if component.stacked == "elastic":
            self._figure(component, site)
            return
        placed = component.place(site)
        if self.placed and box.y + placed.height > self.space.room + 0.01:
            self.rest[name] = self.slots[name]
            return
        self._add(placed, box.y)
        self.placed = True

    def _figure(self, component: Component, site: Site) -> None:
        """Lay a picture or a chart that stands between paragraphs."""
        before, self.y = self.y, site.box.y
        self._elastic(component, site)
        if self.rest:
            self.y = before

    def _place_of(self, name: str) -> Region:
        """The place of content that is no running text."""
        component = component_of(self.slots[name])
        kind = "picture" if component.stacked == "elastic" else component.kind  # whose place is lent to charts
        place = getattr(self.places, kind, None)
        if isinstance(place, Region):
            return place.model_copy(update={"slots": [name]})
        return Region(slots=[name], kind=kind, fit=["continue", "error"])
