"""What is left of a section that was cut at the foot of a page, laid over the width of the next one."""

from __future__ import annotations

from itertools import takewhile

from reportgen.content.stats import StatsContent
from reportgen.geometry import Rect
from reportgen.layout.components.regions import ENDLESS
from reportgen.layout.fragments import Copy, EntriesCopy, Slot, TableCopy
from reportgen.layout.pages.footnotes import FOOT
from reportgen.layout.pages.stack import Stack, StackSpace
from reportgen.layout.pages.stack_content import StackContent
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
            elif isinstance(slot, StatsContent):
                self._numbers(first)
            else:
                self.lay_rows(self._place_of(first, slot))
            names = names[max(1, len(running)) :]
            self.placed = True

    def _runs_on(self, name: str) -> bool:
        """Whether a slot's text runs on in the same columns as that of the slot before it."""
        return isinstance(self.slots[name], Copy) and name not in self.apart

    def _numbers(self, name: str) -> None:
        """Lay numbers, or leave them to a still later page where the room does not hold them."""
        region = self.places.stats.model_copy(update={"slots": [name]})
        space = region.space if self.placed else 0.0
        box = Rect(self.space.x, self.y + space, self.space.width, ENDLESS)
        placed = self.placer.place(region, self.slots, box, self.ground, self.section.index)
        if self.placed and box.y + placed.height > self.space.room + 0.01:
            self.rest[name] = self.slots[name]
            return
        self.parts.extend(placed.items)
        self.y = box.y + placed.height
        self.placed = True

    def _place_of(self, name: str, slot: Slot) -> Region:
        """The place of a table or of entries; entries keep the place that they began in."""
        if isinstance(slot, EntriesCopy) and slot.region is not None:
            return slot.region
        if isinstance(slot, TableCopy):
            return self.places.table.model_copy(update={"slots": [name], "columns": slot.columns})
        return self.places.entries.model_copy(update={"slots": [name]})
