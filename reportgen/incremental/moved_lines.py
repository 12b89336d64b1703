"""Where things stand in a source now, some of which were read when they stood on other lines."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from copy import copy
from types import MappingProxyType

from reportgen.errors import ReportgenError, Where
from reportgen.source.tree import Place, place_of
from reportgen.structs import Struct, replace


class MovedLines(Struct, frozen=True):
    """The lines of a source now and when each of its sections was read.

    A section that has not changed is not read again when lines above it come or go; messages about it must name the
    line on which it stands now. `now_at` says where a value stands now, `read_at` where it stood when its section, by
    index, was read.
    """

    now_at: Callable[[Place], Where] | None = None
    read_at: Mapping[int, Callable[[Place], Where]] = MappingProxyType({})

    def now(self, where: Where) -> Where:
        """The place, as it was when it was read, as it is now."""
        place = place_of(where.path)
        index = place[1] if place[:1] == ("sections",) and len(place) > 1 else None
        read_at = self.read_at.get(index) if isinstance(index, int) else None
        if read_at is None or self.now_at is None or where.line is None:
            return where
        before, after = read_at(place), self.now_at(place)
        if before.file != where.file or before.line is None or after.line is None:
            return where
        return replace(where, line=where.line + after.line - before.line)

    def of(self, error: ReportgenError) -> list[ReportgenError]:
        """An error, or each of those that it stands for, with the place as it is now."""
        found: list[ReportgenError] = []
        for one in error.each:
            moved = copy(one)  # The error itself is an entry of a cache and stays as it is.
            moved.where = self.now(one.where)
            found.append(moved)
        return found
