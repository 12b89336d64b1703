"""Content in the places of slides, laid once where several templates have the same place for it."""

from __future__ import annotations

from collections.abc import Mapping

from reportgen.errors import FitError
from reportgen.frames import Picture, PicturePage
from reportgen.geometry import Rect
from reportgen.layout.components.component import NOTHING, Placed, Site
from reportgen.layout.components.placer import Placer
from reportgen.layout.fragments import Slot
from reportgen.structs import Struct, replace
from reportgen.templates import Region


class _Laid(Struct, frozen=True):
    """What was laid, or why it did not fit, and the pictures that were read for it. The site is held, so that no other
    content gets the identity of its own.
    """

    site: Site
    made: Placed | FitError
    pictures: tuple[PicturePage | Picture, ...]


class Placements:
    """What stands in the places of a section's slides.

    Most templates have their title, their kicker and much of their content in places that others have too, and a search
    comes to each template several times.
    """

    def __init__(self, placer: Placer) -> None:
        self.placer = placer
        self._laid: dict[tuple[object, ...], _Laid] = {}
        self._looks: dict[int, tuple[Region, str]] = {}

    def forget(self) -> None:
        """Let go of all that was laid: another section has other content."""
        self._laid.clear()
        self._looks.clear()

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
        key = (self._look(site.region), site.box, site.ground, section, room, *contents)
        known = self._laid.get(key)
        if known is None:
            pictures = self.placer.pictures
            start = len(pictures.taken)
            made: Placed | FitError
            try:
                made = component.place(component.aimed(site if room is None else replace(site, words=room)))
            except FitError as error:
                made = error.on(error.template)  # without its traceback, whose frames would hold all of this
            known = self._laid[key] = _Laid(site, made, tuple(pictures.taken[start:]))
        else:
            for picture in known.pictures:
                self.placer.pictures.take(picture)
        if isinstance(known.made, FitError):
            raise known.made.on(known.made.template)
        return known.made

    def _look(self, region: Region) -> str:
        """All that a region says: those of different templates are often the same."""
        known = self._looks.get(id(region))
        if known is None:
            known = self._looks[id(region)] = (region, repr(region))
        return known[1]
