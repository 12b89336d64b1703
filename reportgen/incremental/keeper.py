"""What one look at a source leaves for the next, so that only what has changed is made again."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from copy import copy
from dataclasses import dataclass, field, replace

from reportgen.backends.formats import FormatName, Printer, format_named
from reportgen.backends.options import Options
from reportgen.brand import Brand
from reportgen.document import Document, Kind, LoadedSection
from reportgen.errors import ReportgenError, Where
from reportgen.incremental.cache import LayoutCache
from reportgen.source.tree import Place, place_of
from reportgen.templates import Library


@dataclass(frozen=True, slots=True)
class Places:
    """Where the parts of a document stand in its file now, some of which were read when they stood elsewhere.

    `origins` says where everything stood when a section (by its index) was read that has not changed since.
    """

    where: Callable[[Place], Where] | None = None
    origins: Mapping[int, Callable[[Place], Where]] = field(default_factory=dict)

    def now(self, where: Where) -> Where:
        """Where something stands now: lines above a section come and go while it stays the same."""
        place = place_of(where.path)
        index = place[1] if place[:1] == ("sections",) and len(place) > 1 else None
        origin = self.origins.get(index) if isinstance(index, int) else None
        if origin is None or self.where is None or where.line is None:
            return where
        before, after = origin(place), self.where(place)
        if before.file != where.file or before.line is None or after.line is None:
            return where
        return replace(where, line=where.line + after.line - before.line)

    def of(self, error: ReportgenError) -> list[ReportgenError]:
        """An error, or those that it stands for, where their causes stand now."""
        found: list[ReportgenError] = []
        for one in error.each:
            moved = copy(one)  # what was kept of it stays as it is
            moved.where = self.now(one.where)
            found.append(moved)
        return found


class Keeper:
    """Keeps what was read, laid and written of one source; for one thread at a time."""

    def __init__(self) -> None:
        self._brand: Brand | None = None
        self._library: Library | None = None
        self._warmth: dict[tuple[Kind, str], LayoutCache] = {}
        self._printers: dict[tuple[Kind, FormatName, tuple[Options, ...]], Printer] = {}
        self._sections: tuple[LoadedSection, ...] = ()
        self.places = Places()
        """Those of the last document."""

    def known(self, brand: Brand, library: Library) -> tuple[Brand, Library]:
        """Brand and templates: the same objects as before where nothing has changed in them."""
        if self._brand is None or self._library is None or brand != self._brand or library != self._library:
            self._brand, self._library = brand, library
            self._warmth.clear()
        return self._brand, self._library

    def same(self, document: Document) -> Document:
        """The document with the sections that are as they were as the same objects, so that what was made of them is
        known.
        """
        before = {section.index: section for section in self._sections}
        kept = {section.index for section in document.sections if before.get(section.index) == section}
        origins = {
            section.index: self.places.origins[section.index] if section.index in kept else document.where
            for section in document.sections
        }
        self.places = Places(document.where, origins)
        self._sections = tuple(
            before[section.index] if section.index in kept else section for section in document.sections
        )
        return replace(document, sections=self._sections)

    def cache(self, kind: Kind, language: str) -> LayoutCache:
        """What the engine keeps of a publication; after `known`."""
        assert self._brand is not None
        return self._warmth.setdefault((kind, language), LayoutCache(self._brand))

    def printer(self, kind: Kind, to: FormatName, options: tuple[Options, ...] = ()) -> Printer:
        """What writes a publication in a format with these settings, and keeps what the next time is not made again."""
        key = (kind, to, options)
        if key not in self._printers:
            self._printers[key] = format_named(to).printer(options)
        return self._printers[key]
