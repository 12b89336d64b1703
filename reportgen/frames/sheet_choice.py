"""A part of a publication: some of its sheets, with what leads to them."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence

from reportgen.errors import BackendError
from reportgen.frames.publication import OutlineEntry, Publication
from reportgen.structs import replace

_RANGE = re.compile(r"\s*(\d*)\s*(-?)\s*(\d*)\s*")


def sheet_numbers(said: str, count: int) -> tuple[int, ...]:
    """The numbers of sheets, from 1, that ranges such as ``1-4, 8, 10-`` mean of so many, in their order.

    Raises:
        BackendError: something is no range, or no such sheet is there.

    >>> sheet_numbers("1-2, 5-", 6)
    (1, 2, 5, 6)
    """
    found: dict[int, None] = {}
    for part in said.split(","):
        match = _RANGE.fullmatch(part)
        if match is None or not (match[1] or match[3]):
            raise BackendError(f'"{part.strip()}" is no range of pages', hint="write 1-4, 8, or 10- for the rest")
        first = int(match[1] or 1)
        last = int(match[3] or count) if match[2] else first
        if not 1 <= first <= last <= count:
            pages = "1 page" if count == 1 else f"{count} pages"
            raise BackendError(f'"{part.strip()}" is out of range: there are {pages}', hint=f"choose from 1 to {count}")
        found.update(dict.fromkeys(range(first, last + 1)))
    return tuple(found)


def with_sheets(publication: Publication, numbers: Sequence[int]) -> Publication:
    """The publication with these sheets alone, and the bookmarks and places to jump to that are on them."""
    places = {number - 1: at for at, number in enumerate(numbers)}
    return replace(
        publication,
        sheets=tuple(publication.sheets[number - 1] for number in numbers),
        outline=tuple(_bookmarks(publication.outline, places)),
        targets={
            link: replace(spot, sheet=places[spot.sheet])
            for link, spot in publication.targets.items()
            if spot.sheet in places
        },
    )


def _bookmarks(outline: Iterable[OutlineEntry], places: Mapping[int, int]) -> Iterator[OutlineEntry]:
    """The bookmarks of some sheets; one whose part begins elsewhere comes up to the level that is there."""
    level = 0
    for entry in outline:
        if entry.sheet in places:
            level = min(entry.level, level + 1)
            yield replace(entry, sheet=places[entry.sheet], level=level)
