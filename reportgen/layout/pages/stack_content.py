"""What a stack shows, and the texts of it that are fitted once for many heights."""

from __future__ import annotations

from dataclasses import dataclass

from reportgen.document import LoadedSection
from reportgen.layout.components.regions import ENDLESS, Placer
from reportgen.layout.fit import Fitted, fit
from reportgen.layout.fragments import Copy, Slots
from reportgen.layout.styles import TextSetter
from reportgen.templates import Region


class FittedTexts:
    """Texts that stay in one piece, each fitted once for all the heights in which its module is laid."""

    def __init__(self, setter: TextSetter) -> None:
        self.setter = setter
        self._known: dict[tuple[object, ...], tuple[Region, list[Copy], Fitted]] = {}
        """What was fitted, with the region and the copy, which are held so that their identities, by which it is found,
        are not given to others.
        """

    def fitted(self, region: Region, copies: list[Copy], ground: str, width: float) -> Fitted:
        """The copy fitted to a region `width` points wide and as high as it needs.

        Raises:
            FitError: it does not fit.
        """
        key = (id(region), *map(id, copies), ground, width)
        known = self._known.get(key)
        if known is None:
            made = fit(self.setter, region, copies, ground, width, ENDLESS, may_continue=False)
            known = self._known[key] = (region, copies, made)
        return known[2]


@dataclass(frozen=True, slots=True)
class StackContent:
    """What a stack shows, a section's slots, and what places them."""

    section: LoadedSection
    slots: Slots
    placer: Placer
    texts: FittedTexts
