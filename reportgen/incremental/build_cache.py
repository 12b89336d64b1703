"""What builds of one source keep from one to the next: for the preview, ``build --watch`` and a batch's workers."""

from __future__ import annotations

from reportgen.backends.formats import FormatName, Printer, format_named
from reportgen.backends.options import Options
from reportgen.brand import Brand
from reportgen.document import Document, Kind, LoadedSection
from reportgen.incremental.layout_cache import LayoutCache
from reportgen.incremental.moved_lines import MovedLines
from reportgen.structs import replace
from reportgen.templates import Library


class BuildCache:
    """Sections, brand and templates as they were read, layouts as they were made, and formats' last files.

    One is for the builds of one source, and for one thread at a time.
    """

    def __init__(self) -> None:
        self._brand: Brand | None = None
        self._library: Library | None = None
        self._layouts: dict[tuple[Kind, str], LayoutCache] = {}
        self._printers: dict[tuple[Kind, FormatName, tuple[Options, ...]], Printer] = {}
        self._sections: tuple[LoadedSection, ...] = ()
        self.lines = MovedLines()
        """Where the parts of the last document stand now."""

    def with_kept_sections(self, document: Document) -> Document:
        """The document with the sections that are as they were as the same objects.

        Sections are compared here, once, by their content: 2 to 5 µs each. All later comparisons see one object.
        """
        before = {section.index: section for section in self._sections}
        kept = {section.index for section in document.sections if before.get(section.index) == section}
        read_at = {
            section.index: self.lines.read_at[section.index] if section.index in kept else document.where
            for section in document.sections
        }
        self.lines = MovedLines(document.where, read_at)
        self._sections = tuple(
            before[section.index] if section.index in kept else section for section in document.sections
        )
        return replace(document, sections=self._sections)

    def kept_brand(self, brand: Brand, library: Library) -> tuple[Brand, Library]:
        """The brand and the templates, as the same objects as before where nothing has changed in them.

        Where something has, no layout is kept.
        """
        if self._brand is None or self._library is None or brand != self._brand or library != self._library:
            self._brand, self._library = brand, library
            self._layouts.clear()
        return self._brand, self._library

    def layout(self, kind: Kind, language: str) -> LayoutCache:
        """The cache of the layouts of a publication, with the brand that `kept_brand` was asked for last."""
        assert self._brand is not None
        key = (kind, language)
        if key not in self._layouts:
            self._layouts[key] = LayoutCache(self._brand)
        return self._layouts[key]

    def printer(self, kind: Kind, to: FormatName, options: tuple[Options, ...] = ()) -> Printer:
        """What writes a publication in a format with these settings; a press writes into its last file."""
        key = (kind, to, options)
        if key not in self._printers:
            self._printers[key] = format_named(to).printer(options)
        return self._printers[key]

    @property
    def texts(self) -> int:
        """The number of texts that are kept as they were set, in all layouts."""
        return sum(cache.typesetter.kept for cache in self._layouts.values())

    def forget_texts(self) -> None:
        """Keep the fonts, and nothing that was set with them."""
        for cache in self._layouts.values():
            cache.typesetter.forget()

    @property
    def entries(self) -> int:
        """The number of entries of all layouts."""
        return sum(cache.size for cache in self._layouts.values())
