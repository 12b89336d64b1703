"""Which master a page follows, and the margins that it has: left and right pages of a bound newsletter mirror them."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial

from reportgen.brand import Brand, Grid
from reportgen.errors import TemplateError
from reportgen.frames import Master
from reportgen.geometry import Insets
from reportgen.layout.furniture import Furnisher
from reportgen.layout.grid_positions import box_of
from reportgen.structs import replace
from reportgen.templates import Library, MasterTemplate


class PageMasters:
    """Chooses the masters of one newsletter. Pages count from 0."""

    def __init__(self, brand: Brand, grid: Grid, library: Library, furnisher: Furnisher) -> None:
        self.brand = brand
        self.grid = grid
        self.library = library
        self.furnisher = furnisher

    def top(self, page: int) -> float:
        """Where the content of a page begins, in points from the sheet's top."""
        master = self.of(page)[1]
        return master.top if master.top is not None else self.grid.margins.top

    def of(self, page: int, pages: int = 0, *, banded: bool = False) -> tuple[str, MasterTemplate]:
        """The master of a page, by its name, in a newsletter of so many pages (0 where that is not known yet).

        A page that begins with a band to the sheet's edge (`banded`) is made as the first one, without a running head.

        Raises:
            TemplateError: no master is for such a page.
        """
        side = "left" if page % 2 else "right"
        wanted = ["first", side, "other"] if page == 0 or banded else [side, "other"]
        if page and page + 1 == pages:
            wanted.insert(0, "last")
        for kind in wanted:
            for name, master in self.library.masters.items():
                if master.pages == kind:
                    return name, master
        raise TemplateError(f"no master template is for the {wanted[0]} pages", hint="add one to layouts/masters")

    def mirrored(self, page: int) -> bool:
        """Whether a page has its margins changed over: the left ones of a newsletter that is bound."""
        return self.brand.mirrored and page % 2 == 1

    def grid_of(self, page: int) -> Grid:
        """The grid of a page, with the margins that it has."""
        margins = self.grid.margins
        if not self.mirrored(page):
            return self.grid
        return replace(self.grid, margins=Insets(margins.top, margins.left, margins.bottom, margins.right))

    def written_name(self, name: str, page: int) -> str:
        """The name by which a page's sheet refers to its master: with its margins changed over it is another one."""
        return f"{name}-mirrored" if self.mirrored(page) else name

    def made(self, banded: Sequence[bool]) -> tuple[Master, ...]:
        """The masters of all pages, with their constant furniture; `banded` says of each page if it begins with a band
        to the sheet's edge.
        """
        made: dict[str, Master] = {}
        for page, band in enumerate(banded):
            name, master = self.of(page, len(banded), banded=band)
            written = self.written_name(name, page)
            if written not in made:
                items = self.furnisher.constant(
                    master.furniture, partial(box_of, grid=self.grid_of(page)), master.ground
                )
                made[written] = Master(written, self.brand.fill(master.ground), tuple(items))
        return tuple(made.values())
