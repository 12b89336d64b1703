"""The heights of a page: where its content begins, the gaps between its bands, and what is carried in over them."""

from __future__ import annotations

from reportgen.layout.components.component import ENDLESS
from reportgen.layout.pages.plans import CarriedOver, PagePlan
from reportgen.layout.pages.side_by_side import BandMaker


class PageMeasures:
    """Heights that the search for page breaks and the making of pages agree on; all in points."""

    def __init__(self, bands: BandMaker, tops: tuple[float, float]) -> None:
        """`tops` are where the content of the first page and of the others begins, from the sheet's top."""
        self.bands = bands
        self.maker = bands.maker
        self.grid = bands.grid
        self.tops = tops
        look = bands.maker.setter.brand.look.pages
        baseline = self.grid.baseline
        self.gaps = bands.gaps
        """The gaps between bands."""
        self.jump_to = look.jump_to * baseline
        """The height of "Continued on page 5" at the foot of a part."""
        self.jump_from = look.jump_from * baseline
        """The height of "Continued from page 4" over the next part."""

    def top(self, page: int) -> float:
        """Where the content of a page begins; pages count from 0."""
        return self.tops[min(page, 1)]

    def natural(self, plan: PagePlan) -> float:
        """The height of a page's content where pictures have their natural height and gaps their natural width."""
        flowing = [band for band in plan.bands if band.bleed != "bottom"]
        total = self.carried(plan.carried)
        total += sum(band.natural for band in flowing)
        count = (plan.carried is not None) + len(flowing)
        return total + self.gaps.natural * max(0, count - 1)

    def carried(self, carried: CarriedOver | None, room: float = ENDLESS) -> float:
        """The height that what is carried in takes of a room, with the line that says where it comes from."""
        if carried is None:
            return 0.0
        section = self.bands.sections[carried.section]
        module = self.maker.continuation(section, dict(carried.slots), carried.columns, room - self.jump_from)
        return self.jump_from + module.height
