"""Entries in a box: rows under each other, or cells side by side; timelines, steps, teams, galleries, agendas."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import suppress
from itertools import product
from math import ceil

from reportgen.brand.as_written import step_of
from reportgen.content.entries import EntriesContent
from reportgen.content.text import Block, Span
from reportgen.errors import FitError, Where, counted
from reportgen.layout.components.component import NOTHING, Component, Placed, Site
from reportgen.layout.components.entry_arrangement import Arrangement, EntryCell, has_pictures, have_icons
from reportgen.layout.components.entry_grid import Album, Grid
from reportgen.layout.components.entry_rows import Rows
from reportgen.layout.components.grid import even_rows
from reportgen.layout.components.looks import Looks
from reportgen.layout.components.picture import PictureComponent
from reportgen.layout.components.placer import Placer
from reportgen.layout.fit import floor_of
from reportgen.layout.fragments import EntriesCopy, Fragment, Slot
from reportgen.layout.styles import TextStyle
from reportgen.structs import replace
from reportgen.templates import EntriesLook, Region
from reportgen.text.sentences import word_count

PICTURE_STEPS = (0.8, 0.65)
"""Parts of their natural height that are tried for pictures, before the least that the brand lets them have."""

PICTURES_HIGHER = ((1.0, 1.35), (1.0, 1.2), (1.0, 1.1))
"""Parts of the natural size of text and of the height of rectangular pictures on slides that are tried first."""

NARROW = 8.0
"""The least width of cells in parts of the size of type that has grown."""

LINE = 60
"""Characters that a line counts as, where faults are compared by how much is too long."""

STEP = 0.05
"""By how much text is made smaller at a time, in parts of its natural size."""

SHRUNK, PICTURES_SHRUNK = 8, 2
"""Cost of text, and of pictures, of no size at all; of what is a tenth smaller, a tenth of it."""

UNUSED, UNUSED_FREE = 3.0, 0.4
"""Cost of the part of its width that a list on a page leaves empty beside its texts, beyond the second of these."""

SET = 1.1
"""The most words of entries that stand together on a slide, in parts of those that a text may have there."""

COLUMN, PICTURED = 5, 2
"""How many rows a column has at least before others are begun beside it, on average; of rows with marks or pictures."""

_ROWS = EntriesLook()
"""The arrangement of entries for which a template asks for none."""


class EntriesComponent(Component):
    """Entries, or what is left of them; as many as the box holds, smaller first where the region lets text shrink."""

    kind = "entries"
    takes = (EntriesCopy,)
    stacked = "parts"

    def __init__(self, placer: Placer) -> None:
        super().__init__(placer)
        self.pictures = placer.component(PictureComponent)
        self.cells: dict[tuple[object, ...], EntryCell] = {}
        """The cells that were set, by all that they depend on: the searches for pages and slides ask many times."""
        self.looks = Looks()
        self._fragments: dict[str, tuple[object, Fragment]] = {}

    @classmethod
    def begin(cls, content: object, section: int, slot: str, title: str) -> Slot:
        assert isinstance(content, EntriesContent)
        return EntriesCopy(content, f"{section}.{slot}")

    def place(self, site: Site) -> Placed:
        """The entries at the top of the site.

        Raises:
            FitError: an entry does not fit, or entries are left over that may not go on elsewhere.
        """
        if few := _shared(site):
            return self._going_on(site, few)
        whole = self._whole(site)
        if whole is not None:
            return whole
        first = self._arranged(site, 1.0)
        may_widen = first.across > 1  # fewer beside each other are wider, and so lower
        if may_widen and any(cell.torn for cell in first.cells()):
            return self.place(_fewer(site, first.across))
        largest = self._largest(site)
        if not largest.rest or (site.goes_on and largest.items):
            return largest
        if may_widen:
            return self.place(_with_small_pictures(_fewer(site, first.across), first.across))
        raise self._too_tall(site)

    def fragment(self, key: str, text: tuple[Span, ...] | Block, where: Where) -> Fragment:
        """A text of an entry: the same object each time, by which the paragraphs that were made of it are found."""
        known = self._fragments.get(key)
        if known is None or known[0] is not text:
            block = text if isinstance(text, Block) else Block("paragraph", text, where)
            known = self._fragments[key] = (text, Fragment(block, key))
        return known[1]

    def _going_on(self, site: Site, end: int) -> Placed:
        """The entries before number `end`, as if they were all; the others go on elsewhere."""
        copy = site.content(EntriesCopy)
        some = replace(copy.content, entries=copy.content.entries[:end])
        placed = self.place(replace(site, contents={site.name: replace(copy, content=some)}, words=None))
        left = placed.rest.get(site.name)
        start = left.start if isinstance(left, EntriesCopy) else end
        return replace(placed, rest={site.name: replace(copy, start=start, region=site.region)})

    def _whole(self, site: Site) -> Placed | None:
        """All entries of a slide in the even grid in which they are largest; None where they find no room in any, or
        stand in no grid.
        """
        look, copy = site.region.entries or _ROWS, site.content(EntriesCopy)
        if site.endless or copy.start or look.arrange != "grid" or not self.setter.medium.fixed_places:
            return None
        grids = even_rows(len(copy.content.entries), site.region.across)
        if (look.picture == "circle" or look.dates) and step_of(site.region.style):
            grids = grids[:1]  # faces and large dates in one row are seen before type that is larger
        higher = PICTURES_HIGHER if look.picture == "rect" else ()
        for (factor, ratio), across in product([*higher, *self._sizes(site.region)], grids):
            region = site.region.model_copy(update={"across": across})
            placed = self._untorn(replace(site, region=region, factor=factor), ratio)
            if placed is not None:
                return _sized(placed, factor, ratio)
        return None

    def _untorn(self, site: Site, ratio: float) -> Placed | None:
        """All entries in the grid of a site, at its size; None where they have no room or a word would be torn."""
        with suppress(FitError):
            arranged = self._arranged(site, ratio)
            if step_of(site.region.style) and arranged.columns.width < NARROW * arranged.size:
                return None
            if arranged.across != site.region.across or any(cell.torn for cell in arranged.cells()):
                return None
            if arranged.has_room():
                placed = arranged.placed()
                return placed if not placed.rest else None
        return None

    def _too_tall(self, site: Site) -> FitError:
        """The error of entries of which not even one finds room, at the smallest size that they may have."""
        *_, (factor, ratio) = self._sizes(site.region)
        arranged = self._arranged(replace(site, factor=factor), ratio)
        cell = arranged.cells()[0]
        over = arranged.height_of(cell) - site.inner.height
        lines = max(1, ceil(over / arranged.leading))
        return FitError(
            f'an entry of "{site.slot}" is {counted(lines, "line")} too high for its place', cell.entry.where,
            f"shorten it by {counted(lines, 'line')}", over=lines * LINE,
        )  # fmt: skip

    def _largest(self, site: Site) -> Placed:
        """All entries at the largest size at which they find room; else some, at the largest at which any do."""
        start = site.content(EntriesCopy).start
        last, size = NOTHING, (0.0, 0.0)
        for now, columns in self._ways(site):
            if start and last.items and size != now:
                break  # The parts of one list are of one size.
            found = self._in_columns(site, now, columns)
            if found is None:
                continue
            if not found.rest:
                return found
            # As large as can be, so that some stand here, and in as many columns as takes the fewest slides.
            if not last.items or (size == now and _places_for(found, start) < _places_for(last, start)):
                last, size = replace(found, steps=(*found.steps, "continue")), now
        return last

    def _in_columns(self, site: Site, size: tuple[float, float], columns: int) -> Placed | None:
        """What stands of the entries at a size, in so many columns; None where a word would be torn in several."""
        factor, ratio = size
        arranged = self._arranged(replace(site, factor=factor), ratio, columns)
        placed = _sized(
            arranged.placed() if columns == 1 else arranged.in_full_columns(), factor, ratio, arranged.unused()
        )
        if columns > 1 and any(cell.torn for cell in arranged.cells()):
            return None
        return arranged.evened(placed) if placed.rest else placed

    def _arranged(self, site: Site, ratio: float, columns: int = 1) -> Arrangement:
        look = site.region.entries or _ROWS
        return _ARRANGEMENTS[look.arrange](self, site, look, ratio, columns)

    def _ways(self, site: Site) -> Iterator[tuple[tuple[float, float], int]]:
        """The sizes that are tried, each with the numbers of columns that rows may stand in."""
        copy = site.content(EntriesCopy)
        most = site.region.entries.columns if site.region.entries and not site.endless else 1
        look = site.region.entries or _ROWS
        pictured = look.picture != "none" or look.mark == "number" or have_icons(copy.content.entries)
        most = min(most, ceil((len(copy.content.entries) - copy.start) / (PICTURED if pictured else COLUMN)))
        for size in self._sizes(site.region):
            for columns in range(1, most + 1):
                yield size, columns

    def _sizes(self, region: Region) -> Iterator[tuple[float, float]]:
        """Parts of the natural size of text and of the natural height of pictures, the largest first."""
        floor = max(floor_of(region), self.setter.least_factor(TextStyle(region.style)))
        least = self.setter.brand.look.entries.picture_least
        yield 1.0, 1.0
        for ratio in (*PICTURE_STEPS, least) if has_pictures(region.entries or _ROWS) else ():
            yield 1.0, ratio
        factor = 1.0 - STEP
        while factor >= floor - 0.001:
            yield factor, least
            factor = round(factor - STEP, 2)


def _places_for(placed: Placed, start: int) -> int:
    """How many places a list takes from its entry `start` on, of which this one has been placed."""
    (left,) = placed.rest.values()
    assert isinstance(left, EntriesCopy)
    return ceil((len(left.content.entries) - start) / max(1, left.start - start))


def _shared(site: Site) -> int:
    """The number of the first entry that goes on elsewhere, where entries have more words than they may have together
    and are shared evenly, two at least on a slide; 0 where they stand together.
    """
    copy = site.content(EntriesCopy)
    entries = copy.content.entries[copy.start :]
    if site.words is None or not site.may_continue:
        return 0
    words = sum(word_count(block.text) for block in replace(copy.content, entries=entries).texts())
    slides = ceil(words / (SET * site.words))
    return copy.start + ceil(len(entries) / slides) if 1 < slides <= len(entries) // 2 else 0


def _sized(placed: Placed, factor: float, ratio: float, unused: float = 0.0) -> Placed:
    """Entries with what it cost to make their text and their pictures smaller, and that so much of the width of their
    texts is left empty.
    """
    cost = SHRUNK * (1 - factor) + PICTURES_SHRUNK * max(0.0, 1 - ratio) + UNUSED * max(0.0, unused - UNUSED_FREE)
    return replace(placed, cost=cost, steps=(f"shrink to {factor:g}",) if factor < 1 else ())


def _fewer(site: Site, across: int) -> Site:
    """The site with about half as many entries beside each other."""
    return replace(site, region=site.region.model_copy(update={"across": (across + 1) // 2}))


def _with_small_pictures(site: Site, across: int) -> Site:
    """The site with pictures no larger than they were with more entries beside each other."""
    look = site.region.entries
    if look is None or look.picture == "none":
        return site
    width = look.picture_width * site.region.across / across
    return replace(
        site, region=site.region.model_copy(update={"entries": look.model_copy(update={"picture_width": width})})
    )


_ARRANGEMENTS = {"rows": Rows, "grid": Grid, "album": Album}
