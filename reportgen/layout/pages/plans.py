"""What the search for page breaks works with: how a page begins, what stands on it, and what it leaves to the next."""

from __future__ import annotations

from reportgen.layout.fragments import Slot
from reportgen.layout.pages.side_by_side import Band, Choice
from reportgen.structs import Struct

Floating = tuple[tuple[int, int], ...]
"""Sections that float: the index of each, and the last page that it may stand on."""


class CarriedOver(Struct, frozen=True):
    """What a page leaves of a section to the next one, where it stands in so many columns."""

    section: int
    slots: tuple[tuple[str, Slot], ...]
    columns: int


class PageStart(Struct, frozen=True):
    """What a page begins with: all that decides how the rest of the newsletter can be made up.

    `page` and `following` are the indices of the page and of the next section in the author's order. `facing` are the
    templates over the whole width of the other page of the spread.
    """

    page: int
    following: int
    carried: CarriedOver | None = None
    floating: Floating = ()
    facing: frozenset[str] = frozenset()

    def without(self, following: int, floating: Floating) -> PageStart:
        """The same page with other sections left; written out because the search asks for it most often."""
        return PageStart(self.page, following, self.carried, floating, self.facing)


class PagePlan(Struct, frozen=True):
    """One page: what it begins with, its bands, the section that begins on it and goes on over it, and what it leaves.

    `beside` is what stands in a rail beside the broken section. `room` is the height for content, `broken_height` the
    part of it that the broken section has; both in points.
    """

    start: PageStart
    bands: tuple[Band, ...]
    broken: Choice | None
    after: PageStart
    cost: float
    room: float
    broken_height: float = 0.0
    beside: tuple[Choice, ...] = ()

    @property
    def carried(self) -> CarriedOver | None:
        """What stands first on the page, because the page before left it."""
        return self.start.carried

    @property
    def choices(self) -> tuple[Choice, ...]:
        """All sections that begin on the page."""
        placed = tuple(choice for band in self.bands for choice in band.choices)
        return (*placed, self.broken, *self.beside) if self.broken else placed


class PageDecision(Struct, frozen=True):
    """The cheapest way to go on from the beginning of a page: the page's plan, and the cost of it and all pages after.

    `alternatives` are all plans of the page that were followed, the cheapest too, with the same cost of each.
    """

    cost: float
    plan: PagePlan
    alternatives: tuple[tuple[float, PagePlan], ...]


class PageRange(Struct, frozen=True):
    """How many pages a newsletter may have."""

    least: int = 1
    most: int | None = None
