"""Tables → items: a size is found at which a table fits its place; what does not fit goes on elsewhere."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from math import ceil, floor, inf

from reportgen.content.table import TableContent
from reportgen.content.table.format import Formats
from reportgen.errors import FitError
from reportgen.geometry import Rect
from reportgen.layout.components.component import Site
from reportgen.layout.fragments import TableCopy
from reportgen.layout.publication_pictures import Pictures
from reportgen.layout.styles import TextStyle
from reportgen.layout.tables.broken_words import WordBreaker
from reportgen.layout.tables.cells import CellWriter, TableDraft, TableMetrics
from reportgen.layout.tables.column_parts import notes_of, parted
from reportgen.layout.tables.cutting import CONTINUED, check_parts, too_tall
from reportgen.layout.tables.placed_part import LaidTable, TablePart
from reportgen.layout.tables.rows import SolvedTable, solve
from reportgen.layout.tables.width_bounds import TooWide, WidthBounds
from reportgen.layout.text_setter import TextSetter
from reportgen.structs import replace
from reportgen.templates import Region, Shrink

STEP = 0.05
"""How much smaller each size is that is tried, in parts of the region's type."""

SPLIT_AT = 0.7
"""The largest size on slides of a table that goes on over several."""

SPLIT_LEAST = 0.55
"""The smallest size on slides that is taken so that it goes on over fewer."""

HIGHEST = 3.0
"""How high rows of single lines on a slide may become where there is room, in parts of the size of their type."""

MOST_TABLES = 6
"""Tables over which the columns of one are shared."""

LEAST_COLUMNS = 2
"""Columns beside the first that each of them has."""

PART_GAP = 1.0
"""Space between them, in lines."""

PARTED = 5.0
"""Cost of each of them but the first."""

SHRUNK = 4.0
"""Cost of shrinking a table to nothing; of each part of that, the part."""


class Tables:
    """Lays tables for one publication; keeps what it has solved, so that parts of one table cost little."""

    def __init__(self, setter: TextSetter, pictures: Pictures) -> None:
        self.setter = setter
        self.pictures = pictures
        self.look = setter.brand.look.tables
        self.formats = Formats(setter.language)
        self.breaker = WordBreaker(setter)
        self._drafts: dict[tuple[object, ...], TableDraft] = {}
        self._solved: dict[tuple[object, ...], SolvedTable | FitError] = {}
        self._bounds = WidthBounds()

    def place(self, copy: TableCopy, site: Site) -> LaidTable:
        """As much of the table as the box holds, at its top.

        Raises:
            FitError: it is too wide at the smallest size allowed, or a row is taller than the box.
        """
        if copy.factor is not None:
            return self._part(copy, copy.factor, site)
        factors = self._factors(site.region)
        self._refuse_endless(copy, site, factors[-1])
        failure: FitError | None = None
        begun: LaidTable | None = None
        for way in self._ways(copy, site.region):
            try:
                laid, size = self._first(way, factors, site)
            except FitError as error:
                failure = failure or error
                continue
            if laid.rest is None or self._may_end(replace(way, factor=size), size, site):
                return laid
            begun = begun or laid
        if begun is not None:
            return begun
        assert failure is not None
        raise failure

    def _may_end(self, copy: TableCopy, factor: float, site: Site) -> bool:
        """Whether each row of a table that goes on has room on a slide: no later one has more than this."""
        if not self.setter.medium.equal_parts:
            return True
        following: TableCopy | None = copy
        while following is not None:
            solved = self._solve(following, factor, self._column_width(site), site)
            tallest = sum(solved.heights[: solved.head]) + max(solved.heights[solved.head :], default=0.0)
            if tallest + CONTINUED * solved.draft.metrics.leading > site.box.height:
                return False
            following = following.after(len(following.content.rows))
        return True

    def _ways(self, copy: TableCopy, region: Region) -> Iterator[TableCopy]:
        """The table as it is; with broken words; in ever more tables of some of its columns, where it may be parted."""
        yield copy
        if "break" in region.fit:
            copy = replace(copy, breaks=True)
            yield copy
        if "part" in region.fit:
            most = min(MOST_TABLES, (len(copy.content.columns) - 1) // LEAST_COLUMNS)
            for count in range(2, most + 1):
                first, *others = parted(copy.content, count)
                yield replace(copy, content=first, beside=tuple(others), marked=notes_of(copy.content))

    def _first(self, copy: TableCopy, factors: Sequence[float], site: Site) -> tuple[LaidTable, float]:
        """The table at the first of the sizes at which it fits, whole or as far as it may go on; and that size.

        Raises:
            FitError: it fits at none.
        """
        failure: FitError | None = None
        for factor, whole in self._attempts(copy, factors, site):
            sized = replace(copy, factor=factor)
            try:
                laid = self._stacked(sized, factor, site)
            except FitError as error:
                failure = error
                continue
            if laid.rest is None or not whole:
                return _stepped(self._aired(sized, laid, site), factor, factors[0]), factor
        assert failure is not None
        raise failure

    def _aired(self, copy: TableCopy, laid: LaidTable, site: Site) -> LaidTable:
        """A table; one that does not fill its slide with higher rows, and on a page with what that has for them."""
        air = self._air(copy, laid, site) if laid.rest is None and not copy.beside else 0.0
        try:
            aired = self._stacked(replace(copy, air=air), copy.factor or 1.0, site) if air else laid
        except FitError:
            return laid
        return laid if aired.rest is not None else aired

    def _air(self, copy: TableCopy, laid: LaidTable, site: Site) -> float:
        """What rows have more over and under their text, in points: whole ones on a slide that they are to fill."""
        rows = _rows(copy, site)
        if not self.setter.medium.fixed_places:
            return floor(50 * site.spread / rows) / 100
        metrics = self._metrics(site.region, copy.factor or 1.0, copy.content)
        room = 0.0 if site.endless else site.box.height - laid.height
        return floor(max(0.0, min(room / rows, HIGHEST * metrics.size - metrics.row) / 2))

    def most_air(self, copy: TableCopy, site: Site) -> float:
        """How many points the rows of a whole table on a page may be higher, all of them together."""
        if copy.begun or copy.beside or self.setter.medium.fixed_places:
            return 0.0
        size = self.setter.scale.role(site.region.style).size
        return 2 * self.look.row_stretch * size * _rows(copy, site)

    def _stacked(self, copy: TableCopy, factor: float, site: Site) -> LaidTable:
        """A table, and under it those with its other columns, as far as the place holds them whole.

        Raises:
            FitError: one of them is too wide, or has no room where nothing may go on elsewhere.
        """
        width = self._column_width(site)
        following = copy
        while (after := following.after(len(following.content.rows))) is not None:
            following = after
            self._solve(following, factor, width, site)  # one that is too wide is so wherever it stands
        laid = self._part(copy, factor, site)
        gap = PART_GAP * self._metrics(site.region, factor, copy.content).leading
        while laid.rest is not None and laid.rest.part and not laid.rest.start:
            box, used = site.box, laid.height + gap
            below = Rect(box.x, box.y + used, box.width, box.height - used)
            try:
                more = self._part(laid.rest, factor, site.at(below))
            except FitError:
                if not site.goes_on:
                    raise
                break
            if more.rest is not None and more.rest.start and site.goes_on:
                break  # it goes on elsewhere as a whole
            laid = LaidTable(
                (*laid.items, *more.items), used + more.height, more.rest, laid.cost + PARTED, (*laid.steps, "part")
            )
        return laid

    # --- sizes

    def _factors(self, region: Region) -> list[float]:
        """The sizes that may be tried, as parts of the region's type, from the largest on."""
        floor = min((step.shrink for step in region.fit if isinstance(step, Shrink)), default=1.0)
        largest = self.setter.medium.pick(self.look.size)
        smallest = self.setter.medium.pick(self.look.least_size)
        count = int((largest - smallest) / STEP + 0.001)
        ladder = [round(largest - STEP * step, 4) for step in range(count + 1)]
        return [factor for factor in ladder if factor >= floor - 0.001] or ladder[:1]

    def _attempts(self, copy: TableCopy, factors: Sequence[float], site: Site) -> Iterator[tuple[float, bool]]:
        """The sizes in the order in which they are tried, and whether the table has to fit whole at each.

        On a page, a table goes on at the size at which it begins to fit. On slides, it is shrunk so that it stays on
        one; only then it goes on, over as few as can be, at the largest size for that.
        """
        if not self.setter.medium.equal_parts:
            yield from ((factor, False) for factor in factors)
            return
        yield from ((factor, True) for factor in factors if self._may_be_whole(copy, factor, site))
        split = [factor for factor in factors if factor <= SPLIT_AT] or [factors[-1]]
        yield from ((factor, False) for factor in self._fewest_first(copy, split, site))

    def _fewest_first(self, copy: TableCopy, factors: Sequence[float], site: Site) -> Iterator[float]:
        """Sizes, those first at which a table goes on over the fewest slides, of these the largest; very small ones
        come last.

        The others are measured once the first has failed: to set hundreds of rows at a size takes long.
        """
        parts: dict[float, float] = {}
        fewest = inf
        for factor in sorted(factor for factor in factors if factor >= SPLIT_LEAST):
            if self._least_parts(copy, factor, site) <= fewest:
                parts[factor] = self._parts(copy, factor, site)
                fewest = min(fewest, parts[factor])
        first = max((factor for factor, count in parts.items() if count == fewest), default=factors[0])
        if fewest < inf:
            yield first
        others = [factor for factor in factors if fewest == inf or factor != first]
        measured = {factor: self._parts(copy, factor, site) for factor in others if factor >= SPLIT_LEAST}
        yield from sorted(others, key=lambda factor: (measured.get(factor, inf), -factor))

    def _parts(self, copy: TableCopy, factor: float, site: Site) -> float:
        """About how many slides a table takes at a size."""
        try:
            solved = self._solve(replace(copy, factor=factor), factor, self._column_width(site), site)
        except FitError:
            return inf
        metrics = solved.draft.metrics
        room = site.box.height - sum(solved.heights[: solved.head]) - 2 * metrics.leading
        return ceil(solved.height(0, len(copy.content.rows)) / max(room, metrics.row) / site.region.columns)

    def _least_parts(self, copy: TableCopy, factor: float, site: Site) -> float:
        """How many slides a table takes at a size if each row is a single line."""
        metrics = self._metrics(site.region, factor, copy.content)
        room = site.box.height - metrics.row - 2 * metrics.leading  # Its columns have headings of a line or more.
        return ceil(self._least_height(copy, factor, site) / max(room, metrics.row))

    def _refuse_endless(self, copy: TableCopy, site: Site, smallest: float) -> None:
        """Say at once that a table is too long, where single lines at the smallest size already are."""
        least = self._least_height(copy, smallest, site)
        highest = min(site.box.height, self.setter.grid.size.height)
        if self.setter.medium.equal_parts and site.goes_on:
            check_parts(copy, ceil(least / site.box.height))
        elif not site.goes_on and least > highest:
            raise too_tall(copy, least - highest)

    def _may_be_whole(self, copy: TableCopy, factor: float, site: Site) -> bool:
        """Whether all rows have room at a size if each is a single line; to set hundreds of rows tells no more."""
        return copy.begun or self._least_height(copy, factor, site) <= site.box.height

    def _least_height(self, copy: TableCopy, factor: float, site: Site) -> float:
        """The height of the rows of a table without its headings, each of them a single line."""
        return len(copy.content.rows) * self._metrics(site.region, factor, copy.content).row / site.region.columns

    def _metrics(self, region: Region, factor: float, content: TableContent) -> TableMetrics:
        size, leading = self.setter.size(self.setter.scale.role(region.style), factor)
        across, down = self.look.padding, self.setter.medium.pick(self.look.row_padding)
        style = content.style or self.setter.brand.tables
        return TableMetrics(
            size,
            leading,
            round(across * size, 1),
            round(down * size, 1),
            self.look.graphic_gap * size,
            style,
            content.stresses,
        )

    # --- one size

    def _part(self, copy: TableCopy, factor: float, site: Site) -> LaidTable:
        width = self._column_width(site)
        solved = self._solve(copy, factor, width, site)
        return TablePart(self.setter, self.pictures, solved, replace(copy, factor=factor), site).lay(width)

    def _column_width(self, site: Site) -> float:
        columns = site.region.columns
        return (site.box.width - self.setter.grid.gutter * (columns - 1)) / columns

    def _solve(self, copy: TableCopy, factor: float, width: float, site: Site) -> SolvedTable:
        """The table at a size and a width, or the error that was met when it was asked for first.

        Raises:
            FitError: it is too wide.
        """
        key = (*_known(copy), factor, round(width, 2), site.region.style, site.ground)
        known = self._solved.get(key)
        if known is None:
            known = self._solved[key] = self._too_wide(copy, factor, width, site) or self._tried(
                copy, factor, width, site
            )
        if isinstance(known, FitError):
            raise known
        return known

    def _tried(self, copy: TableCopy, factor: float, width: float, site: Site) -> SolvedTable | FitError:
        """The table at a size and a width, or why there is none."""
        draft, breaker = self._draft(copy, factor, site), self.breaker if copy.breaks else None
        try:
            return solve(self.setter, draft, copy.content, width, breaker)
        except TooWide as error:
            self._bounds.learn(_whole(copy, site), copy.content.columns, error, code=_has_code(draft))
            return error
        except FitError as error:
            return error

    def _too_wide(self, copy: TableCopy, factor: float, width: float, site: Site) -> TooWide | None:
        """That a table is too wide, where it is so by what its columns needed at other sizes and in other tables. The
        whole table at its smallest size is tried: what it needs is told.
        """
        if not copy.breaks and not copy.beside and factor == self._factors(site.region)[-1]:
            return None
        metrics = self._metrics(site.region, factor, copy.content)
        least = self._bounds.least(_whole(copy, site), copy.content.columns, metrics.size, metrics.across)
        return TooWide(copy.content, least, metrics.size, width) if least > width else None

    def _draft(self, copy: TableCopy, factor: float, site: Site) -> TableDraft:
        key = (*_known(copy), factor, site.region.style, site.ground)
        known = self._drafts.get(key)
        if known is None:
            known = self._drafts[key] = self._written(copy, factor, site)
        return known

    def _written(self, copy: TableCopy, factor: float, site: Site) -> TableDraft:
        """The cells of a table at a size; higher rows have the same."""
        if copy.air:
            draft = self._draft(replace(copy, air=0.0), factor, site)
            return replace(draft, metrics=replace(draft.metrics, down=draft.metrics.down + copy.air))
        metrics = self._metrics(site.region, factor, copy.content)
        text_style = TextStyle.of(site.region, site.ground)
        writer = CellWriter(self.setter, self.formats, metrics, text_style, copy.name)
        zebra = self.setter.brand.colours.zebra(site.ground) if metrics.style == "zebra" else None
        return writer.table(copy.content, zebra)


def _has_code(draft: TableDraft) -> bool:
    """Whether there is code in a table."""
    texts = (cell.text for row in (*draft.head, *draft.rows) for cell in row.cells)
    return any(run.code for text in texts if text is not None for run in text.paragraph.runs)


def _rows(copy: TableCopy, site: Site) -> int:
    """How many rows of a table stand under each other, with its headings."""
    return ceil(len(copy.content.rows) / site.region.columns) + 1


def _whole(copy: TableCopy, site: Site) -> tuple[object, ...]:
    """What is the same of a table at all sizes, and of all tables of some of its columns."""
    return copy.key, copy.breaks, site.region.style, site.ground


def _known(copy: TableCopy) -> tuple[object, ...]:
    """What of a table the widths of its columns depend on."""
    return copy.key, copy.part, len(copy.beside), copy.breaks, copy.air


def _stepped(laid: LaidTable, factor: float, natural: float) -> LaidTable:
    """The part of a table with the step that it took where it was shrunk from its natural size, and what that costs."""
    if factor == natural:
        return laid
    return replace(laid, cost=laid.cost + SHRUNK * (natural - factor), steps=(f"shrink to {factor:g}", *laid.steps))
