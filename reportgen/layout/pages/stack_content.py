"""What a stack shows, and the texts of it that are fitted once for many heights."""

from __future__ import annotations

from functools import partial

from reportgen.document import LoadedSection
from reportgen.incremental.layout_cache import LayoutCache, LayoutKey, Same
from reportgen.layout.components.component import Site
from reportgen.layout.components.placer import Placer
from reportgen.layout.fit import Fitted, fit
from reportgen.layout.fragments import Slots
from reportgen.structs import Struct


class FittedTextKey(LayoutKey, frozen=True):
    """The inputs of a text that stays in one piece, besides the text: its region, its ground and its width (points)."""

    region: Same
    inside: str
    width: float


class FittedTexts:
    """Texts that stay in one piece, each fitted once for all the heights in which its module is laid, and for the
    documents after this one that have the same text in the same place.
    """

    def __init__(self, placer: Placer, cache: LayoutCache) -> None:
        self.placer = placer
        self.cache = cache

    def fitted(self, site: Site) -> Fitted:
        """The text of a site as wide as the site and as high as it needs.

        Raises:
            FitError: it does not fit.
        """
        owner = tuple(map(Same, site.contents.values()))
        key = FittedTextKey(Same(site.region), site.inside, site.inner.width)
        return self.cache.remember(owner, key, self.placer.pictures, partial(fit, self.placer.setter, site))


class StackContent(Struct, frozen=True):
    """What a stack shows, a section's slots, and what places them."""

    section: LoadedSection
    slots: Slots
    placer: Placer
    texts: FittedTexts
