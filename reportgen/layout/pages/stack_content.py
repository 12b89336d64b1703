"""What a stack shows, and the texts of it that are fitted once for many heights."""

from __future__ import annotations

from reportgen.document import LoadedSection
from reportgen.layout.components.component import Site
from reportgen.layout.components.placer import Placer
from reportgen.layout.fit import Fitted, fit
from reportgen.layout.fragments import Slots
from reportgen.layout.text_setter import TextSetter
from reportgen.structs import Struct


class FittedTexts:
    """Texts that stay in one piece, each fitted once for all the heights in which its module is laid."""

    def __init__(self, setter: TextSetter) -> None:
        self.setter = setter
        self._known: dict[tuple[object, ...], tuple[Site, Fitted]] = {}
        """What was fitted, with its site: region and copy are held so that their identities, by which it is found, are
        not given to others.
        """

    def fitted(self, site: Site) -> Fitted:
        """The text of a site as wide as the site and as high as it needs.

        Raises:
            FitError: it does not fit.
        """
        key = (id(site.region), *map(id, site.contents.values()), site.inside, site.inner.width)
        known = self._known.get(key)
        if known is None:
            known = self._known[key] = (site, fit(self.setter, site))
        return known[1]


class StackContent(Struct, frozen=True):
    """What a stack shows, a section's slots, and what places them."""

    section: LoadedSection
    slots: Slots
    placer: Placer
    texts: FittedTexts
