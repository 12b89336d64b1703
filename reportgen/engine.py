"""An engine for services: brands by name, limits, deadlines; a document in, a result in memory out."""

from __future__ import annotations

import asyncio
import logging
import pickle
from collections.abc import Iterable, Mapping
from concurrent.futures import Executor
from functools import cached_property, partial
from io import BytesIO
from pathlib import Path
from time import perf_counter
from types import MappingProxyType
from typing import TYPE_CHECKING, Any, Self, TypedDict, Unpack

from reportgen import process
from reportgen.api import brand_of, compose
from reportgen.backends import render
from reportgen.backends.formats import FormatName, format_named, main_format
from reportgen.brand import Brand, load_brand
from reportgen.deadlines import Cancel, Deadline, until
from reportgen.document import Document, Kind
from reportgen.errors import BackendError, BrandError, LimitError, ReportgenError, Where, counted, raise_all
from reportgen.frames import Publication
from reportgen.frames.layout_decisions import MakeUp, Remark
from reportgen.pickles import packed
from reportgen.preflight import Finding, findings_of
from reportgen.structs import Struct

if TYPE_CHECKING:
    from reportgen.backends.pptx.updating import Take, Update

LOG = logging.getLogger("reportgen")


class Limits(Struct, frozen=True):
    """The most that a service takes of a document; None is as much as reportgen takes at all.

    `cells` are those of all tables together, `pixels` those of each picture, `pages` the pages or slides that come out,
    and `seconds` is what a build may take that names no deadline.
    """

    sections: int | None = None
    cells: int | None = None
    pixels: int | None = None
    pages: int | None = None
    seconds: float | None = None

    def check(self, document: Document) -> None:
        """See that a document is within the limits, before anything is laid.

        Raises:
            LimitError: it is not; `Problems` with all that is too much.
        """
        from reportgen.preflight.amounts import cells_of, pixels_of

        problems = [self._over(len(document.sections), self.sections, "section", document.where(("sections",)))]
        cells = list(cells_of(document))
        if cells:
            problems.append(self._over(sum(count for count, _ in cells), self.cells, "cell of tables", cells[-1][1]))
        if self.pixels is not None:
            problems += [self._over(count, self.pixels, "pixel", where) for count, where in pixels_of(document)]
        raise_all(problem for problem in problems if problem is not None)

    def check_pages(self, publication: Publication) -> None:
        """See that there are not too many pages.

        Raises:
            LimitError: there are.
        """
        raise_all(filter(None, [self._over(len(publication.sheets), self.pages, "page or slide", Where())]))

    def _over(self, count: int, most: int | None, thing: str, where: Where) -> LimitError | None:
        if most is None or count <= most:
            return None
        noun, _, rest = thing.partition(" ")
        told = counted(count, noun) + (f" {rest}" if rest and rest != "or slide" else "")
        return LimitError(f"there are {told}; the most is {most}", where, "leave some out")


class How(TypedDict, total=False):
    """What may be said of a build; see `Engine.build`."""

    to: FormatName | None
    brand: str | Brand | None
    deadline: float | None
    cancel: Cancel | None


class Result:
    """A document in a format, in memory: `data`, and what a person should know of it."""

    def __init__(self, document: Document, brand: Brand, publication: Publication, to: FormatName, data: bytes) -> None:
        self.data = data
        """The file."""
        self.publication = publication
        self.format = to
        self._document = document
        self._brand = brand

    def __repr__(self) -> str:
        count = counted(self.pages, "page" if self.publication.kind == "newsletter" else "slide")
        return f"Result({self.publication.kind}.{self.format}, {count}, {len(self.data)} bytes)"

    def __reduce__(self) -> Any:
        parts = (self._document, self._brand, self.publication, self.format, self.data)
        return _unpacked, (Result, *map(packed, parts))

    @property
    def media_type(self) -> str:
        """What a server says of the file."""
        return format_named(self.format).media

    @property
    def pages(self) -> int:
        """The number of pages or slides."""
        return len(self.publication.sheets)

    @property
    def remarks(self) -> tuple[Remark, ...]:
        """What a person should look at."""
        return self.publication.remarks

    @property
    def makeup(self) -> MakeUp:
        """What the layout engine decided."""
        return self.publication.makeup

    @cached_property
    def findings(self) -> tuple[Finding, ...]:
        """What `check` finds, looked for when first asked."""
        return findings_of(self._document, self._brand, {self.publication.kind: self.publication})

    def appended_to(self, file: bytes) -> bytes:
        """The caller's PDF or presentation, with these pages or slides after its own.

        A PDF keeps its pages, forms and attachments, and has our tags, bookmarks and page labels after its own; it goes
        on conforming to the standards to which both files do. A presentation keeps its parts byte for byte; the slides
        bring their masters, layouts and themes. Numbers that a list of contents says count from what is added.

        Raises:
            ReportgenError: the format is another; the file is none of that, or is signed; its slides have another size.
        """
        if self.format == "pptx":
            from reportgen.backends.pptx.appending import appended
        elif self.format == "pdf":
            from reportgen.backends.pdf.appending import appended
        else:
            raise BackendError(f"nothing can be appended to a file of {self.format}", hint='build with to="pdf"')
        return appended(file, self.data)

    def updated(self, file: bytes, *, take: Take = "ask") -> Update:
        """A deck that was built from the same source earlier, with what is new in this one; what people have done to it
        since stays.

        Args:
            file: the deck, as it is now.
            take: whose words stand where both changed them: ``"deck"`` or ``"source"``; with ``"ask"`` the deck's do,
                and the conflict is told again the next time.

        Raises:
            ReportgenError: the format is another; the file is no deck, or carries nothing to compare with.
        """
        if self.format != "pptx":
            raise BackendError(
                f"a file of {self.format} cannot be brought up to date", hint='build a deck with to="pptx"'
            )
        from reportgen.backends import PptxOptions, render
        from reportgen.backends.pptx.updating import adds_layouts, updated

        added = adds_layouts(file)
        made = render(self.publication, "pptx", PptxOptions(add_layouts=True)) if added else self.data
        return updated(file, made, self.publication, take)

    def page_png(self, number: int, dpi: int = 110) -> bytes:
        """A page or slide, counted from 1, as a PNG of so many pixels to the inch.

        Raises:
            ReportgenError: there is no such page; pypdfium2 is missing; the picture would be too large.
        """
        from reportgen.backends.pixels.pages import page_image

        stream = BytesIO()
        page_image(self.publication, number, dpi).save(stream, "PNG")
        return stream.getvalue()

    def _repr_png_(self) -> bytes:
        """The first page, as notebooks show it."""
        return self.page_png(1, dpi=60)


class Engine:
    """Builds documents for a service: once made and warm, for many documents, in many threads at a time.

    Nothing that one document says is kept for another. What is kept in a process are fonts, templates and the shapes of
    words, in caches of a fixed size.

    Args:
        brands: by their names, each what `Brand.from_dict` or `load_brand` gave, or the file of one.
        layouts: folders of templates beyond those that ship and those beside the brands.
        limits: what is taken of a document.

    Raises:
        ReportgenError: a brand is wrong.
    """

    def __init__(
        self,
        *,
        brands: Mapping[str, Brand | Path] = MappingProxyType({}),
        layouts: Iterable[Path] = (),
        limits: Limits | None = None,
    ) -> None:
        self.brands = {name: load_brand(one) if isinstance(one, Path) else one for name, one in brands.items()}
        self.layouts = tuple(layouts)
        self.limits = limits or Limits()

    def __reduce__(self) -> Any:
        return _engine, (packed((self.brands, self.layouts, self.limits)),)

    def warm_up(self, *, settle: bool = False) -> Self:
        """Do now what the first document of a process would have to wait for: imports, fonts, templates.

        It takes some seconds, and needs some 100 MB.

        Args:
            settle: whether Python's garbage collector is to pass over what there is now, and to look for cycles more
                rarely. It halts all threads while it looks, among the objects of a very large table for half a second,
                which no deadline can cut short. This is a setting of the whole process.
        """
        from reportgen.template_gallery import sample_document

        began = perf_counter()
        sample = sample_document()
        for brand in self.brands.values() or [brand_of(sample)]:
            render(compose(sample, "newsletter", brand=brand, layouts=self.layouts), "pdf")
            render(compose(sample, "deck", brand=brand, layouts=self.layouts), "pptx")
        if settle:
            process.settle()
        LOG.info("warm after %.2f s", perf_counter() - began)
        return self

    def build(
        self,
        document: Document,
        kind: Kind = "newsletter",
        *,
        to: FormatName | None = None,
        brand: str | Brand | None = None,
        deadline: float | None = None,
        cancel: Cancel | None = None,
    ) -> Result:
        """Lay a document out and write it, in memory.

        Args:
            document: what `parse`, `load` or `Document` gave.
            kind: ``"newsletter"`` or ``"deck"``.
            to: the format; the kind's main one, PDF or PPTX, if None.
            brand: one of the engine's brands by name, or a brand, instead of the one that the document names.
            deadline: the seconds after which the build ends, instead of those of the limits.
            cancel: what calls it off from another thread or process.

        Raises:
            LimitError: there is more than the limits allow.
            DeadlineError: the time is over; the build ends within a tenth of a second of the machine's time.
            CancelledError: it was called off.
            ReportgenError: what is wrong with the document; `Problems` with all of it.
        """
        began = perf_counter()
        form = to or (main_format(kind).name if kind in ("newsletter", "deck") else "pdf")
        try:
            with until(Deadline(self.limits.seconds if deadline is None else deadline, cancel)):
                result = self._built(document, kind, form, brand=self._brand(document, brand))
        except ReportgenError as error:
            LOG.info("%s as %s refused after %.3f s: %s", kind, form, perf_counter() - began, error.code)
            raise
        seconds = perf_counter() - began
        LOG.info("%s as %s: %d pages, %d bytes in %.3f s", kind, form, result.pages, len(result.data), seconds)
        return result

    async def build_in(
        self, executor: Executor | None, document: Document, kind: Kind = "newsletter", **how: Unpack[How]
    ) -> Result:
        """What `build` gives, made in a pool of the caller's, of threads or of processes; None is the loop's own.

        A build ends when its task is cancelled, in a thread as in another process.

        Raises:
            ReportgenError: as `build`.
        """
        cancel = how.get("cancel") or Cancel()
        how["cancel"] = cancel
        loop = asyncio.get_running_loop()
        try:
            return await loop.run_in_executor(executor, partial(self.build, document, kind, **how))
        except asyncio.CancelledError:
            cancel.now()
            raise

    def _brand(self, document: Document, brand: str | Brand | None) -> Brand:
        """The brand of a build: one of the engine's where it has the name.

        Raises:
            ReportgenError: none has the name.
        """
        if isinstance(brand, Brand):
            return brand
        name = brand or document.brand
        if name in self.brands:
            return self.brands[name]
        if brand is not None:
            known = ", ".join(self.brands) or "none"
            raise BrandError(f'the engine has no brand "{brand}"', hint=f"known: {known}")
        if name is None and len(self.brands) == 1:
            return next(iter(self.brands.values()))
        return brand_of(document)

    def _built(self, document: Document, kind: Kind, to: FormatName, brand: Brand) -> Result:
        self.limits.check(document)
        began = perf_counter()
        laid = compose(document, kind, brand=brand, layouts=self.layouts)
        self.limits.check_pages(laid)
        sections, sheets = len(document.sections), len(laid.sheets)
        LOG.debug("%s laid: %d sections, %d sheets, %.3f s", kind, sections, sheets, perf_counter() - began)
        began = perf_counter()
        data = render(laid, to)
        LOG.debug("%s written: %d bytes, %.3f s", to, len(data), perf_counter() - began)
        return Result(document, brand, laid, to, data)


# --- for pools of processes ------------------------------------------------------------------------------------------


def _unpacked(kind: Any, *parts: bytes) -> Any:
    return kind(*map(pickle.loads, parts))


def _engine(parts: bytes) -> Engine:
    brands, layouts, limits = pickle.loads(parts)
    return Engine(brands=brands, layouts=layouts, limits=limits)


__all__ = ["Cancel", "Engine", "Limits", "Result"]
