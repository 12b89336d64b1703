"""The picture of a masthead that shows none: it stands with the lead, where that has nothing else to be looked at."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from contextlib import suppress
from dataclasses import replace
from functools import partial
from types import MappingProxyType

from reportgen.content.base import Content
from reportgen.document import LoadedSection
from reportgen.errors import TemplateError
from reportgen.incremental.layout_cache import LayoutCache, LayoutKey
from reportgen.layout.fragments import PICTURE
from reportgen.layout.pages.template_fit import regions_of
from reportgen.layout.publication_pictures import Pictures
from reportgen.sections import traits_of
from reportgen.templates import Library

LOOKED_AT = {PICTURE, "points", "stats"}
"""What makes a lead one that needs no picture of another: its own, or a panel of numbers and points."""


class LentPictureKey(LayoutKey, frozen=True):
    """The input of a section that lends or borrows a picture, besides itself: the picture that it has then."""

    picture: Content | None


class PictureLender:
    """Gives the lead of a newsletter the picture of its cover, where the brand's masthead shows none."""

    def __init__(self, cache: LayoutCache, library: Library, pictures: Pictures) -> None:
        self.cache = cache
        self.library = library
        self.pictures = pictures
        self.changed: list[LoadedSection] = []
        """The sections that stand in the place of those of the document."""

    def sections(self, sections: list[LoadedSection]) -> list[LoadedSection]:
        """The sections, of which the lead has the picture of the cover where that lends it."""
        given = self._given(sections)
        found = [self._with(one, given[one.index]) if one.index in given else one for one in sections]
        self.changed = [one for one in found if one.index in given]
        return found

    def _given(self, sections: Sequence[LoadedSection]) -> Mapping[int, Content | None]:
        """The picture that the cover and the lead have, by their indices; nothing where none is lent."""
        if not sections or not self._lends(sections[0]):
            return {}
        lead = next((one for one in sections if traits_of(one.type).reading == "length" and "body" in one.offer), None)
        if lead is None or LOOKED_AT & lead.offer.keys() or not self._has_place(lead):
            return {}
        return {sections[0].index: None, lead.index: sections[0].offer[PICTURE]}

    def _has_place(self, lead: LoadedSection) -> bool:
        """Whether the template that the author names for the lead, if any, has a place for a picture. One that is not
        known is told where templates are chosen.
        """
        named = None
        with suppress(TemplateError):
            named = self.library.chosen_page(lead.layout, lead.layout_where)
        return named is None or any(PICTURE in region.slots for region in regions_of(self.library.pages[named]))

    def _lends(self, cover: LoadedSection) -> bool:
        """Whether a section is a cover with a picture that the brand's masthead does not show."""
        if cover.type != "cover" or PICTURE not in cover.offer or PICTURE in cover.omit.get("newsletter", ()):
            return False
        return not cover.layout and any(one.lends and cover.type in one.accepts for one in self.library.pages.values())

    def _with(self, section: LoadedSection, picture: Content | None) -> LoadedSection:
        key = LentPictureKey(picture)
        return self.cache.remember(section, key, self.pictures, partial(_with_picture, section, picture))


def _with_picture(section: LoadedSection, picture: Content | None) -> LoadedSection:
    """The section with a picture, or without one."""
    offer = {name: content for name, content in section.offer.items() if name != PICTURE}
    if picture is not None:
        offer[PICTURE] = picture
    return replace(section, offer=MappingProxyType(offer))
