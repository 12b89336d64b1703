"""The job of a batch, its items, and what makes the files of one item after another."""

from __future__ import annotations

import errno
import threading
import time
from collections import defaultdict
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from reportgen.api import Kind, brand_named, brand_of, library_of, whole_document
from reportgen.backends.formats import File, FormatName
from reportgen.backends.options import Options
from reportgen.batch.digests import OutputDigests
from reportgen.batch.output_folder import Place
from reportgen.batch.output_names import part_name
from reportgen.brand import Brand
from reportgen.document import Document, personal_parts, read_source, template_of
from reportgen.errors import ReportgenError, raise_all
from reportgen.faults import as_ours
from reportgen.frames import Publication
from reportgen.incremental.build_cache import BuildCache
from reportgen.layout.compose import compose
from reportgen.remarks import KnownSheets, remarks, source_remarks
from reportgen.structs import Struct, field, replace
from reportgen.templates import Library

MOST_TEXTS = 12_000
"""Texts that a worker keeps as they were set, of all brands and languages together."""


class Job(Struct, frozen=True):
    """What all items of a batch share; it is sent to workers."""

    source: str
    brand: str | None
    outputs: tuple[tuple[Kind, FormatName], ...]
    root: str
    fingerprint: str
    options: tuple[Options, ...] = ()
    """The settings of the formats."""
    strict: bool = False
    """Whether an item of which there is something to look at is not made."""

    @property
    def of(self) -> str:
        """What its files are made of, to tell them from those of other batches in one folder."""
        return f"{Path(self.source).name} {' '.join(sorted({to for _, to in self.outputs}))}"


class Item(Struct, frozen=True):
    """A record, the name of each of the job's outputs, and the digest of all that it is of.

    An output that becomes several files adds a number to its name for each.
    """

    line: int
    values: Mapping[str, Any]
    names: tuple[str, ...]
    key: str
    data: str = ""
    """The digest of the record alone, and of the files that it names."""

    @property
    def name(self) -> str:
        return self.names[0]


class Result(Struct, frozen=True):
    """How an item ended: the SHA-256 of each file, or the reason why there is none."""

    files: Mapping[str, str] = field(default_factory=dict)
    reason: str = ""
    blobs: Mapping[str, bytes] = field(default_factory=dict)
    """The files themselves, where only the caller can write them."""
    spent: bool = False
    """The worker should not go on."""
    warnings: tuple[str, ...] = ()
    """What a person should look at."""
    sizes: Mapping[str, int] = field(default_factory=dict)
    """Bytes by name."""
    pages: Mapping[str, int] = field(default_factory=dict)
    """Pages or slides by name."""
    seconds: float = 0.0
    """How long it took."""
    full: bool = False
    """The outputs' place takes no more files, whatever is in them: the batch should not go on."""


class ItemMaker:
    """Makes the items of one job, one after another; what does not vary between them is read, laid and written once."""

    def __init__(self, job: Job) -> None:
        self.job = job
        self.place = Place(job.root)
        tree, self._base, self._stem = read_source(job.source)
        self._template = template_of(tree)
        self._caches: dict[str | None, tuple[Brand, Library, BuildCache]] = {}
        """A brand, its templates and what is kept of documents in it, by the name that a document has for it."""
        self._known: dict[Kind, KnownSheets] = {}
        self._digests: defaultdict[int, OutputDigests] = defaultdict(OutputDigests)
        """Those of the first file of each item, of the second, and so on."""

    def document(self, values: Mapping[str, Any]) -> Document:
        """The document of a record.

        Raises:
            ReportgenError: the record cannot be made; all that is wrong with it.
        """
        loaded = personal_parts(self._template, values, self._base, self._stem)
        return whole_document(loaded, [kind for kind, _ in self.job.outputs], self._publication)

    def publications(self, values: Mapping[str, Any]) -> dict[Kind, Publication]:
        """What is made of a record, laid out.

        Raises:
            ReportgenError: the record cannot be made.
        """
        return self._laid(self.document(values))[1]

    def rehearsed(self, values: Mapping[str, Any], *, full: bool) -> tuple[str, ...]:
        """What a person should look at in what a record would become: in what it says, and, in full, in how it lies.

        Raises:
            ReportgenError: the record cannot be made.
        """
        document = self.document(values)
        return self._told(document, self._laid(document)[1] if full else {})

    def files(self, values: Mapping[str, Any]) -> list[tuple[File, ...]]:
        """The files of each output, equal to what `build` writes for this record.

        Raises:
            ReportgenError: the record cannot be made.
        """
        document = self.document(values)
        return self._printed(self._laid(document))

    def _laid(self, document: Document) -> tuple[BuildCache, dict[Kind, Publication]]:
        """The publications of a document, and what is kept for its brand.

        Raises:
            ReportgenError: all that does not fit in any of them.
        """
        publications: dict[Kind, Publication] = {}
        problems: list[ReportgenError] = []
        for kind in dict.fromkeys(kind for kind, _ in self.job.outputs):
            try:
                publications[kind] = self._publication(document, kind)
            except ReportgenError as error:
                problems += error.each
        raise_all({str(problem): problem for problem in problems}.values())
        return self._kept(document)[2], publications

    def _publication(self, document: Document, kind: Kind) -> Publication:
        brand, library, cache = self._kept(document)
        self._forget_texts()
        return compose(document, brand, library, kind, cache.layout(kind, document.language))

    def _forget_texts(self) -> None:
        """Forget the texts of the brand that has most, where all brands and languages together have very many."""
        kept = [cache for _, _, cache in self._caches.values()]
        texts = [cache.texts for cache in kept]
        if sum(texts) > MOST_TEXTS:
            kept[texts.index(max(texts))].forget_texts()

    def _kept(self, document: Document) -> tuple[Brand, Library, BuildCache]:
        """A document's brand, its templates, and what is kept for it."""
        if document.brand not in self._caches:
            brand = brand_of(document, brand_named(self.job.brand))
            cache = BuildCache()
            self._caches[document.brand] = (*cache.kept_brand(brand, library_of(document, brand)), cache)
        return self._caches[document.brand]

    def _printed(self, laid: tuple[BuildCache, dict[Kind, Publication]]) -> list[tuple[File, ...]]:
        cache, publications = laid
        return [cache.printer(kind, to, self.job.options).print(publications[kind]) for kind, to in self.job.outputs]

    def _files_of(
        self, item: Item, laid: tuple[BuildCache, dict[Kind, Publication]]
    ) -> tuple[dict[str, bytes], dict[str, int]]:
        """The files of an item by name, and how many pages or slides each has."""
        blobs, pages = {}, {}
        for name, (kind, _), files in zip(item.names, self.job.outputs, self._printed(laid), strict=True):
            for file in files:
                blobs[part_name(name, file.suffix)] = file.data
                pages[part_name(name, file.suffix)] = 1 if file.suffix else len(laid[1][kind].sheets)
        return blobs, pages

    def make(self, item: Item) -> Result:
        """Make and write an item; whatever goes wrong is the result's reason."""
        try:
            begun = time.perf_counter()
            document = self.document(item.values)
            laid = self._laid(document)
            told = self._told(document, laid[1])
            if told and self.job.strict:
                return Result(reason="\n".join(told), warnings=told)
            blobs, pages = self._files_of(item, laid)
            seconds = round(time.perf_counter() - begun, 3)
            return replace(self._placed(blobs), warnings=told, pages=pages, seconds=seconds)
        except ReportgenError as error:
            return Result(reason=str(error))
        except MemoryError:
            return Result(reason=NO_MEMORY, spent=True)
        except Exception as error:  # a fault of reportgen costs this item alone
            return Result(reason=str(as_ours(error)), spent=not isinstance(error, OSError))

    def _told(self, document: Document, publications: Mapping[Kind, Publication]) -> tuple[str, ...]:
        """What a person should look at, each once."""
        found = list(source_remarks(document))
        for kind, laid in publications.items():
            found += remarks(laid, self._known.setdefault(kind, KnownSheets()))
        return tuple(dict.fromkeys(map(str, found)))

    def _placed(self, blobs: Mapping[str, bytes]) -> Result:
        """The files of an item, written where this process can write them."""
        files = {name: self._digests[at].of(blob) for at, (name, blob) in enumerate(blobs.items())}
        sizes = {name: len(blob) for name, blob in blobs.items()}
        if not self.place.shared:
            return Result(files, blobs=blobs, sizes=sizes)
        try:
            for name, blob in blobs.items():
                self.place.write(name, blob)
        except OSError as error:
            return unwritten(error, self.job.root)
        return Result(files, sizes=sizes)


def unwritten(error: OSError, root: str) -> Result:
    """That a file could not be written: a fault of the item, or of the whole place."""
    return Result(reason=f"cannot write to {root}: {error.strerror or error}", full=error.errno in _FULL)


_FULL = (errno.ENOSPC, errno.EDQUOT, errno.EROFS, errno.EFBIG, errno.EIO)
"""A disk that is full, read-only or broken; a quota, or a limit of file sizes, that is reached."""


NO_MEMORY = "it took more memory than --memory allows"
_here = threading.local()


def make(job: Job, item: Item) -> Result:
    """Make an item in whatever process or thread this is, which keeps the maker of its last job."""
    if getattr(_here, "job", None) != job:
        _here.maker = ItemMaker(job)
        _here.job = job
    maker: ItemMaker = _here.maker
    result = maker.make(item)
    if result.spent:
        _here.job = None
    return result
