"""Three readings of a table → one: cell by cell, whatever rows and columns came, went or moved."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from copy import deepcopy
from difflib import SequenceMatcher
from typing import Any

from reportgen.backends.pptx.open_deck import A
from reportgen.backends.pptx.updating.three_ways import ThreeWays
from reportgen.backends.pptx.updating.words import texts_of

TABLE, CELL = f"{{{A}}}tbl", f"{{{A}}}tc"
_ROW, _GRID, _COLUMN = f"{{{A}}}tr", f"{{{A}}}tblGrid", f"{{{A}}}gridCol"
_SPANS = ("gridSpan", "rowSpan", "hMerge", "vMerge")


class Grid:
    """A table's rows and cells. `rows` and `columns` are numbers that say which one of the others' each is."""

    def __init__(self, table: Any) -> None:
        self.table = table
        self.trs = table.findall(_ROW)
        self.cells = [row.findall(CELL) for row in self.trs]
        self.widths = table.findall(f"{_GRID}/{_COLUMN}")
        self.texts = [["\n".join(texts_of(cell.find(f"{{{A}}}txBody"))) for cell in row] for row in self.cells]
        self.rows = list(range(len(self.trs)))
        self.columns = list(range(len(self.widths)))

    @property
    def has_spans(self) -> bool:
        """Whether cells are joined."""
        return any(cell.get(span) not in (None, "1", "0") for row in self.cells for cell in row for span in _SPANS)

    def is_like(self, base: Grid) -> None:
        """Number rows and columns as those of the base; new ones from where that one's numbers end."""
        self.rows = numbered((_labels(base.texts), base.texts), (_labels(self.texts), self.texts))
        turned = [_turned(grid.texts) for grid in (base, self)]
        self.columns = numbered(*((_labels(texts), texts) for texts in turned))

    def cell(self, row: int, column: int) -> Any:
        """A cell by the numbers of its row and its column."""
        return self.cells[self.rows.index(row)][self.columns.index(column)]


def _turned(rows: list[list[str]]) -> list[list[str]]:
    return [list(column) for column in zip(*rows, strict=False)]


def _labels(rows: list[list[str]]) -> list[str]:
    return [row[0] if row else "" for row in rows]


Lines = tuple[list[str], list[list[str]]]
"""The labels of rows, and all of their texts."""


def numbered(known: Lines, those: Lines) -> list[int]:
    """Which of the known rows each of those is: by its label, wherever it moved to, then by where it stands between
    others that are known. New ones have numbers of their own.
    """
    (base, whole), (side, own) = known, those
    found = _by_labels(base, side)
    one = [at for at in range(len(base)) if at not in found.values()]
    other = [at for at in range(len(side)) if at not in found]
    in_place = len(one) == len(other) and len(base) == len(side)
    pairs = zip(other, one, strict=True) if in_place else _by_texts((one, whole), (other, own))
    found.update(pairs)
    new = iter(range(len(base), len(base) + len(side)))
    return [found[at] if at in found else next(new) for at in range(len(side))]


def _by_labels(base: list[str], side: list[str]) -> dict[int, int]:
    """The known rows by those that have the same label, which no other one has."""
    alone = [label for label in base if label and base.count(label) == side.count(label) == 1]
    return {side.index(label): base.index(label) for label in alone}


Some = tuple[list[int], list[list[str]]]
"""The numbers of some rows, and the texts of all."""


def _by_texts(base: Some, side: Some) -> Iterable[tuple[int, int]]:
    """Pairs of rows with the same texts, in order: the number of the side's first."""
    whole = [[" ".join(texts[at]) for at in numbers] for numbers, texts in (base, side)]
    for block in SequenceMatcher(None, whole[0], whole[1], autojunk=False).get_matching_blocks():
        for at in range(block.size):
            yield side[0][block.b + at], base[0][block.a + at]


class Tables:
    """The three readings of a table, which becomes one."""

    def __init__(self, ways: ThreeWays, judge: Callable[[str, str, str, str], bool]) -> None:
        """`judge` is told of a place and its three readings, and says whether the source's is taken."""
        self._ways = ways
        self._judge = judge

    def merged(self, base: Any, deck: Any, source: Any) -> Any:
        """The deck's table with what is new in the source's."""
        if base is None:
            return deck
        was, now, new = Grid(base), Grid(deck), Grid(source)
        now.is_like(was)
        new.is_like(was)
        _apart(now, new, was)
        moved = any((one.rows, one.columns) != (was.rows, was.columns) for one in (now, new))
        if moved and any(grid.has_spans for grid in (was, now, new)):
            return self._whole(was, now, new)
        self._ways.children(base, deck, source, frozenset((_ROW, _GRID)))
        rows = self._lines(was, now, new, "rows")
        columns = self._lines(was, now, new, "columns")
        grids = (was, now, new)
        made = [[self._cell(row, column, was, now, new) for column in columns] for row in rows]
        trs = self._elements(rows, grids, "rows", "trs")
        widths = self._elements(columns, grids, "columns", "widths")
        for row, cells in zip(trs, made, strict=True):
            _refill(row, CELL, cells)
        _refill(deck.find(_GRID), _COLUMN, widths)
        _refill(deck, _ROW, trs)
        return deck

    def _whole(self, was: Grid, now: Grid, new: Grid) -> Any:
        """A table with joined cells whose rows changed: the source's, or the deck's where a person changed its words."""
        if was.texts != now.texts and not self._judge("the table", _told(was), _told(now), _told(new)):
            return now.table
        made = deepcopy(new.table)
        looks, own = now.table.find(f"{{{A}}}tblPr"), made.find(f"{{{A}}}tblPr")
        if looks is not None and own is not None:
            made.replace(own, deepcopy(looks))
        return made

    def _lines(self, was: Grid, now: Grid, new: Grid, axis: str) -> list[int]:
        """The rows or columns of the merged table, in order: the source's, unless only a person changed that."""
        before, deck, source = (getattr(grid, axis) for grid in (was, now, new))
        gone = [one for one in before if one not in source and one in deck and not self._edited(one, was, now, axis)]
        stands = [one for one in source if one in before] == [one for one in before if one in source]
        order, other = (deck, source) if stands else (source, deck)
        made = [one for one in order if one not in gone and (one in deck or one not in before)]
        for one in other:
            if one not in made and one not in gone and (one in deck or one not in before):
                made.insert(_after(one, other, made), one)
        return made

    def _edited(self, number: int, was: Grid, now: Grid, axis: str) -> bool:
        """Whether a person changed words of a row or column that the source has no longer, and it stays."""
        at, there = getattr(now, axis).index(number), getattr(was, axis).index(number)
        texts, before = (now.texts, was.texts) if axis == "rows" else (_turned(now.texts), _turned(was.texts))
        if texts[at] == before[there]:
            return False
        return not self._judge(f"the {axis[:-1]}", " | ".join(before[there]), " | ".join(texts[at]), "")

    def _elements(self, numbers: list[int], grids: tuple[Grid, Grid, Grid], axis: str, of: str) -> list[Any]:
        """The elements of rows or columns."""
        made = []
        for number in numbers:
            at = [getattr(grid, axis).index(number) if number in getattr(grid, axis) else None for grid in grids]
            found = [None if one is None else getattr(grid, of)[one] for grid, one in zip(grids, at, strict=True)]
            made.append(self._line(*found))
        return made

    def _line(self, base: Any, deck: Any, source: Any) -> Any:
        """The element of a row or a column."""
        if deck is None:
            return deepcopy(source)
        if base is not None and source is not None:
            self._ways.attributes(base, deck, source)
        return deck

    def _cell(self, row: int, column: int, was: Grid, now: Grid, new: Grid) -> Any:
        """A cell of the merged table; where neither side has it, one like the deck's nearest, without words."""
        base, deck, source = (_at(grid, row, column) for grid in (was, now, new))
        if deck is not None and source is not None:
            return self._ways.merged(base, deck, source)
        if deck is not None or source is not None:
            return deck if deck is not None else deepcopy(source)
        return _bare(next(iter(now.cells[-1]), None))


def _apart(now: Grid, new: Grid, was: Grid) -> None:
    """Give rows and columns that are new in the deck other numbers than those that are new in the source."""
    for axis in ("rows", "columns"):
        least, more = len(getattr(was, axis)), len(getattr(new, axis))
        setattr(now, axis, [one + more if one >= least else one for one in getattr(now, axis)])


def _at(grid: Grid, row: int, column: int) -> Any:
    return grid.cell(row, column) if row in grid.rows and column in grid.columns else None


def _after(one: int, side: list[int], made: list[int]) -> int:
    """Where something of a side stands in a merged order: after what it follows there."""
    for before in reversed(side[: side.index(one)]):
        if before in made:
            return made.index(before) + 1
    return 0


def _bare(cell: Any) -> Any:
    made = deepcopy(cell)
    for run in list(made.iter(f"{{{A}}}r", f"{{{A}}}br", f"{{{A}}}fld")):
        run.getparent().remove(run)
    return made


def _refill(parent: Any, tag: str, children: list[Any]) -> None:
    """Have these children of a tag, where the first of them stood; nothing is touched where they are there already."""
    there = parent.findall(tag)
    if there == children:
        return
    at = parent.index(there[0]) if there else 0
    for one in there:
        parent.remove(one)
    for number, one in enumerate(children):
        parent.insert(at + number, one)


def _told(grid: Grid) -> str:
    return " / ".join(" | ".join(row) for row in grid.texts)
