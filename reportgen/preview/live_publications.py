"""What the preview shows: a source's publications as they are now, made again when a file changes."""

from __future__ import annotations

import hashlib
import threading
import time
from collections.abc import Mapping
from pathlib import Path
from types import MappingProxyType
from typing import Any

from reportgen.api import Kind, brand_of, file_name, library_of, whole_document
from reportgen.api import compose as compose_anew
from reportgen.backends import FormatName, render
from reportgen.backends.duotone import toned
from reportgen.backends.formats import offered
from reportgen.backends.svg import Glyphs, draw
from reportgen.brand import Brand
from reportgen.document import Document, LoadedSection, load_parts
from reportgen.errors import ReportgenError
from reportgen.faults import as_ours
from reportgen.frames import Publication, Sheet
from reportgen.incremental.build_cache import BuildCache
from reportgen.incremental.moved_lines import MovedLines
from reportgen.layout.compose import compose
from reportgen.layout.suitability import suiting
from reportgen.remarks import Remark, remarks, source_remarks
from reportgen.source.project import project_root
from reportgen.structs import Struct, field, replace
from reportgen.templates import Library
from reportgen.watching import state_of

KINDS: tuple[Kind, ...] = ("newsletter", "deck")
QUICKEST: tuple[Kind, ...] = ("deck", "newsletter")
PREFIX = "\ufdd0"
"""Stands in a drawing for the beginning of its ids, which are made of its digest: a noncharacter, which no text has."""

AROUND = 2
"""Lines of the source that are shown before and after the one that is wrong."""

_Override = tuple[Kind, int]


class Shown(Struct, frozen=True):
    """A publication as it is shown: its sheets as SVG, each found by a digest of itself."""

    publication: Publication
    digests: tuple[str, ...]


class _Made(Struct):
    """What one look at the files gave."""

    document: Document | None = None
    shown: dict[Kind, Shown] = field(default_factory=dict)
    problems: list[ReportgenError] = field(default_factory=list)
    remarks: list[Remark] = field(default_factory=list)
    chosen: frozenset[_Override] = frozenset()
    """Sections that stand on a template chosen here."""
    seconds: float = 0.0
    lines: MovedLines = field(default_factory=MovedLines)

    def digests(self) -> set[str]:
        """Those of all sheets that are shown."""
        return {digest for one in self.shown.values() for digest in one.digests}


class Studio:
    """Keeps the publications of one source up to date. All methods may be called from any thread.

    A publication that cannot be made leaves the last one that could in its place, beside the reasons.
    """

    def __init__(
        self, source: Path, brand: str | Path | None = None, record: Mapping[str, object] | None = None
    ) -> None:
        self.source = source
        self._brand_name = brand
        self._record = record
        self._root = project_root(source.resolve().parent)
        self._work = threading.RLock()
        """Held while something is made: one at a time."""
        self._lock = threading.Lock()
        """Held while what is shown is read or changed, which takes no time."""
        self._files: dict[Path, int] = {}
        self._glyphs = Glyphs()
        self._cache = BuildCache()
        self._brand: tuple[Brand, Library] | None = None
        self._overrides: dict[_Override, str] = {}
        self._svgs: dict[str, str] = {}
        self._drawn: dict[int, tuple[Sheet, str]] = {}
        self._made = _Made()
        self.listing = 0.0
        """How long it took to look for files that have changed, in seconds."""
        self.version = 0
        """Counts what was shown: a higher number is something new."""

    # --- keeping up

    def look(self) -> bool:
        """Make everything again if a file has changed; whether one has."""
        with self._work:
            began = time.perf_counter()
            files = state_of(self._root)
            self.listing = time.perf_counter() - began
            if files == self._files and self.version:
                return False
            self._files = files
            self._make()
            return True

    def step(self, kind: Kind, section: int, by: int) -> str:
        """Show a section on the next template that takes it (`by` 1), or the one before (-1).

        Returns:
            The template's name; nothing where no other takes the section.
        """
        with self._work:
            if kind not in self._made.shown:
                return ""
            found = [one for one in self._made.shown[kind].publication.makeup.sections if one.index == section]
            if not found:
                return ""
            names = self._suiting(kind, section, self._made)
            now = found[0].templates[0]
            at = names.index(now) if now in names else 0
            before = dict(self._overrides)
            for number in range(1, len(names)):
                name = names[(at + by * number) % len(names)]
                self._overrides[(kind, section)] = name
                made = _Made()
                if self._publish(kind, made):
                    self._make()
                    return name
            self._overrides = before
            return ""

    def reset(self, kind: Kind, section: int) -> None:
        """Leave the choice of a section's template to the engine, or to the source, again."""
        with self._work:
            self._overrides.pop((kind, section), None)
            self._make()

    def _suiting(self, kind: Kind, index: int, made: _Made) -> list[str]:
        """The templates that take a section, by its index."""
        sections = made.document.sections if made.document else ()
        section = next((one for one in sections if one.index == index), None)
        if not (section and made.document and self._brand):
            return []
        return suiting(section, self._brand[1], kind, made.document.language)

    def _make(self) -> None:
        began = time.perf_counter()
        made = _Made(shown=dict(self._made.shown))
        try:
            document = whole_document(load_parts(self.source, record=self._record), None, self._laid)
            brand = brand_of(document, self._brand_name)
            self._brand = self._cache.kept_brand(brand, library_of(document, brand))
            made.document = self._cache.with_kept_sections(document)
            made.lines = self._cache.lines
            wanted = {output.kind for output in document.outputs}
            made.shown = {kind: one for kind, one in made.shown.items() if kind in wanted}
            for kind in (one for one in QUICKEST if one in wanted):
                self._publish(kind, made)
                made.seconds = time.perf_counter() - began
                self._tell(made)
        except Exception as error:  # the preview outlives whatever it is
            made.problems += as_ours(error).each
            made.document, made.lines = self._made.document, self._made.lines
            made.seconds = time.perf_counter() - began
            self._tell(made)

    def _laid(self, document: Document, kind: Kind) -> Publication:
        """A publication of a source with faults, which is laid for what does not fit in it, and not shown."""
        return compose_anew(document, kind, brand=self._brand_name)

    def _tell(self, made: _Made) -> None:
        """Show what there is, though there may be more to come."""
        problems = list({str(problem): problem for problem in made.problems}.values())
        sheets = {id(sheet) for one in made.shown.values() for sheet in one.publication.sheets}
        self._drawn = {key: drawn for key, drawn in self._drawn.items() if key in sheets}
        with self._lock:
            kept = self._made.digests() | made.digests()  # a page that is open still asks for what was shown before
            self._svgs = {digest: svg for digest, svg in self._svgs.items() if digest in kept}
            self._made = replace(
                made,
                shown=dict(made.shown),
                problems=problems,
                remarks=list(made.remarks),
                chosen=frozenset(self._overrides),
            )
            self.version += 1

    def _publish(self, kind: Kind, made: _Made) -> bool:
        """Lay out and draw one publication; what is wrong with it is kept as problems."""
        document = made.document or self._made.document
        assert document is not None and self._brand is not None
        cache = self._cache.layout(kind, document.language)
        chosen = replace(document, sections=tuple(self._overridden(kind, section) for section in document.sections))
        try:
            publication = compose(chosen, *self._brand, kind, cache)
            told = (*source_remarks(document), *remarks(publication))
            found = [remark.moved(made.lines.now) for remark in told]
            drawn = tuple(self._draw(kind, publication, one) for one in publication.sheets)
        except Exception as error:  # the other publication may still be shown
            made.problems += made.lines.of(as_ours(error))
            return False
        noted = {str(remark) for remark in made.remarks}
        made.remarks += [remark for remark in found if str(remark) not in noted]
        made.shown[kind] = Shown(publication, drawn)
        return True

    def _overridden(self, kind: Kind, section: LoadedSection) -> LoadedSection:
        name = self._overrides.get((kind, section.index))
        if name is None:
            return section
        return replace(section, layout=MappingProxyType({**section.layout, kind: name}))

    def _draw(self, kind: Kind, publication: Publication, sheet: Sheet) -> str:
        known = self._drawn.get(id(sheet))
        if known is not None:
            return known[1]
        svg = draw(publication, sheet, PREFIX, self._glyphs)
        digest = hashlib.sha256(svg.encode()).hexdigest()[:16]
        named = svg.replace(PREFIX, f"{kind[0]}{digest}")
        with self._lock:
            self._svgs[digest] = named
        self._drawn[id(sheet)] = (sheet, digest)
        return digest

    # --- showing

    def state(self) -> dict[str, Any]:
        """All that the page needs to know, as JSON."""
        with self._lock:
            made, version = self._made, self.version
        return {
            "version": version,
            "source": self.source.name,
            "title": made.document.title if made.document else self.source.name,
            "seconds": round(made.seconds, 3),
            "problems": [self._problem(problem) for problem in made.problems],
            "remarks": [str(remark) for remark in made.remarks],
            "kinds": {kind: self._kind(kind, made) for kind in KINDS if kind in made.shown},
        }

    def svg(self, digest: str) -> str | None:
        """A sheet by its digest."""
        with self._lock:
            return self._svgs.get(digest)

    def picture(self, key: str, tone: str = "") -> tuple[bytes, str] | None:
        """A picture and its media type; `tone` is two colours, ``12355B,FFFFFF``."""
        with self._lock:
            made = self._made
        for shown in made.shown.values():
            picture = shown.publication.pictures.get(key)
            if picture is not None:
                dark, _, light = tone.partition(",")
                return toned(picture.data, dark, light) if light else picture.data, picture.media
        return None

    def file(self, kind: Kind, to: FormatName) -> tuple[bytes, str] | None:
        """A publication as a file, and its name.

        Raises:
            ReportgenError: it cannot be written.
        """
        with self._lock:
            shown, document = self._made.shown.get(kind), self._made.document
        if shown is None or document is None:
            return None
        return render(shown.publication, to), file_name(document.stem, kind, to)

    def _kind(self, kind: Kind, made: _Made) -> dict[str, Any]:
        shown = made.shown[kind]
        size = shown.publication.size
        sheets: list[dict[str, Any]] = [
            {"digest": digest, "title": sheet.title, "sections": []}
            for digest, sheet in zip(shown.digests, shown.publication.sheets, strict=True)
        ]
        for section in shown.publication.makeup.sections:
            about = {
                "index": section.index,
                "type": section.type,
                "title": section.title,
                "template": section.templates[0],
                "line": made.lines.now(section.where).line,
                "chosen": (kind, section.index) in made.chosen,
                "others": len(self._suiting(kind, section.index, made)) - 1,
            }
            sheets[section.sheets[0] - 1]["sections"].append(about)
        return {"ratio": size.width / size.height, "sheets": sheets, "formats": [form.name for form in offered(kind)]}

    def _problem(self, problem: ReportgenError) -> dict[str, Any]:
        where = problem.where
        lines: list[dict[str, Any]] = []
        if where.line is not None and where.file == self.source.name:
            try:
                text = self.source.read_text("utf-8", "replace").splitlines()
            except OSError:
                text = []
            first = max(1, where.line - AROUND)
            lines = [
                {"number": number, "text": text[number - 1], "wrong": number == where.line}
                for number in range(first, min(len(text), where.line + AROUND) + 1)
            ]
        return {"message": problem.message, "hint": problem.hint, "where": str(where), "lines": lines}
