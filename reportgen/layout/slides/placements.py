"""Content in the places of slides, laid once where several templates have the same place for it."""

from __future__ import annotations

from collections.abc import Mapping

from reportgen.geometry import Rect
from reportgen.incremental.layout_cache import Entry
from reportgen.layout.components.component import NOTHING, Placed, Site
from reportgen.layout.components.looks import Looks
from reportgen.layout.components.placer import Placer
from reportgen.layout.fragments import Slot
from reportgen.structs import replace
from reportgen.templates import Region


class Placements:
    """What stands in the places of a section's slides.

    Most templates have their title, their kicker and much of their content in places that others have too, and a search
    comes to each template several times.
    """

    def __init__(self, placer: Placer) -> None:
        self.placer = placer
        self._laid: dict[tuple[object, ...], tuple[Site, Entry]] = {}
        """What was laid; the site is held, so that no other content gets the identity of its own."""
        self._looks = Looks()

    def forget(self) -> None:
        """Let go of all that was laid: another section has other content."""
        self._laid.clear()
        self._looks.forget()

    def place(
        self, region: Region, slots: Mapping[str, Slot], box: Rect, ground: str, section: int, room: int | None
    ) -> Placed:
        """What a region takes of `slots`, in its box; what goes on elsewhere filled as high as makes the slides that it
        needs evenly full, and with no more words than there is `room` for.

        Raises:
            FitError: the content does not fit, and the region's contract ends in error.
        """
        settled = self.placer.settled(region, slots, box, ground, section)
        if settled is None:
            return NOTHING
        component, site = settled
        contents = [part for name, content in site.contents.items() for part in (name, id(content))]
        key = (self._looks.of(site.region), site.box, site.ground, section, room, *contents)
        known = self._laid.get(key)
        if known is None:
            aimed = site if room is None else replace(site, words=room)
            entry = Entry.of(lambda: component.place(component.aimed(aimed)), self.placer.pictures)
            self._laid[key] = site, entry
        else:
            _, entry = known
            entry.taken_again(self.placer.pictures)
        placed: Placed = entry.opened()
        return placed
