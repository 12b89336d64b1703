"""Whole documents in one call: a source, its brand and templates, and every output that it names."""

from __future__ import annotations

import errno
import os
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping
from contextlib import ExitStack
from dataclasses import dataclass, field
from itertools import product
from pathlib import Path
from tempfile import NamedTemporaryFile
from time import perf_counter
from typing import TypedDict, Unpack, get_args

from reportgen.backends import render
from reportgen.backends.formats import File, Format, FormatName, check_options, format_named, main_format
from reportgen.backends.options import Options, PdfOptions, chosen
from reportgen.brand import Brand, find_brand, load_brand, plain_brand
from reportgen.document import Document, Kind, Loaded, load, load_parts, parse, section_of
from reportgen.errors import BackendError, ReportgenError, SourceError, raise_all
from reportgen.file_names import portable
from reportgen.frames import Publication
from reportgen.frames.layout_decisions import MakeUp
from reportgen.geometry import Rect
from reportgen.incremental.build_cache import BuildCache
from reportgen.layout.compose import compose as _compose
from reportgen.layout.table_of_contents import lists_itself
from reportgen.makeup_report import guesses
from reportgen.remarks import Remark, remarks, source_remarks
from reportgen.structs import Struct, replace
from reportgen.templates import Library, load_library, on_company_layouts


@dataclass(frozen=True, slots=True)
class Output:
    """A publication in a format, and the files that it was written to: one, or one for each sheet."""

    kind: Kind
    format: FormatName
    paths: tuple[Path, ...]
    sheets: int
    makeup: MakeUp = field(default_factory=MakeUp)
    """What the layout engine decided: templates, costs, fit."""
    remarks: tuple[Remark, ...] = ()
    """What a person should look at."""
    seconds: float = field(default=0.0, compare=False)
    """The time that making it took, layout shared by formats counted once."""
    guesses: tuple[str, ...] = ()
    """What the columns of its tables were taken for where the author names no type."""

    @property
    def path(self) -> Path:
        """The file, or the first of several."""
        return self.paths[0]


class Step(Struct, frozen=True):
    """Progress: `done` of `total` steps, and what the next one makes; a callback is told before each and at the end."""

    done: int
    total: int
    what: str


def compose(
    document: Document,
    kind: Kind = "newsletter",
    *,
    brand: Brand | str | Path | None = None,
    layouts: Iterable[Path] = (),
) -> Publication:
    """Lay a document out as a newsletter of pages or a deck of slides; its `remarks` say what a person should look at.

    Args:
        document: what `load` or `parse` gave.
        kind: ``"newsletter"`` or ``"deck"``.
        brand: a brand, its name or its file, instead of the one that the document names.
        layouts: folders of templates beyond those that ship, those beside the brand and the project's own.

    Raises:
        ReportgenError: anything that is wrong with brand, templates or content; `Problems` when several are.

    >>> document = parse({"title": "June", "sections": [{"type": "quote", "quote": "Few words."}]})
    >>> deck = compose(document, "deck")
    >>> len(deck.sheets), [section.templates for section in deck.makeup.sections]
    (1, [('quote',)])
    """
    if kind not in get_args(Kind):
        raise BackendError(f"{kind!r} is no kind of publication", hint=f"known: {', '.join(get_args(Kind))}")
    chosen = brand if isinstance(brand, Brand) else brand_of(document, brand)
    laid = _compose(document, chosen, library_of(document, chosen, layouts), kind)
    return replace(laid, remarks=(*source_remarks(document), *remarks(laid)))


def handout(deck: Publication, brand: Brand, per_page: int) -> bytes:
    """A deck on paper as PDF: 2, 3 or 6 slides on a page of the brand's size, each with its notes.

    Raises:
        BackendError: the slides cannot be drawn.
    """
    from reportgen.backends.pdf import render_pdf
    from reportgen.backends.pdf.imposition import imposed
    from reportgen.backends.pdf.joining import Part, joined
    from reportgen.incremental.layout_cache import LayoutCache
    from reportgen.layout.slides.handout import handout_pages
    from reportgen.layout.text_setter import TextSetter

    setter = TextSetter(brand, "newsletter", LayoutCache(brand).typesetter, deck.language)
    pages, places = handout_pages(deck, setter, per_page)
    both, (slides, _) = joined([Part(render_pdf(deck)), Part(render_pdf(pages))], deck.title)
    whole = Rect(0.0, 0.0, pages.size.width, pages.size.height)
    sheets = [((slides + number, whole), *on) for number, on in enumerate(places)]
    return imposed(both, sheets, (pages.size.width, pages.size.height))


def brand_of(document: Document, brand: str | Path | None = None) -> Brand:
    """The brand that a document names, or another one by name or file; a plain one without a logo where none is named.

    Raises:
        ReportgenError: it is unknown, or wrong.
    """
    if isinstance(brand, Path):
        return load_brand(brand, document.project)
    name = brand or document.brand
    if name is None:
        return plain_brand()
    where = document.where(("brand",)) if not brand else SourceError("").where
    return load_brand(find_brand(name, document.project, document.base, where), document.project)


def layable(loaded: Loaded, partial: bool = True) -> Document | None:
    """What of a source can be laid out, so that what does not fit is told in one go with its faults; None of nothing.
    `partial` says whether with sections that lack what is wrong with them.

    Where there are faults, nobody can say on how many pages the whole would stand, nor what a list of it would name.
    """
    document = loaded.document
    if document is None or not loaded.problems:
        return document
    sections = tuple(
        section
        for section in document.sections
        if not lists_itself(section) and (partial or section.index not in loaded.partial)
    )
    return replace(document, sections=sections, pages=None)


Lay = Callable[[Document, Kind], object]


def whole_document(loaded: Loaded, kinds: Iterable[Kind] | None, lay: Lay) -> Document:
    """The document of a source without faults. Of another one all that is wrong is told in one go, with what does not
    fit in these kinds, or those that the source asks for.

    Raises:
        ReportgenError: all of it, in the order of lines.
    """
    if loaded.document is not None and not loaded.problems:
        return loaded.document
    problems = list(loaded.problems)
    for kind in _kinds_of(loaded.document, kinds):
        problems += layout_faults(loaded, kind, lay)
    problems.sort(key=lambda problem: problem.where.line or 0)
    raise_all({str(problem): problem for problem in problems}.values())
    raise AssertionError("a source without a document has faults")


def layout_faults(loaded: Loaded, kind: Kind, lay: Lay) -> list[ReportgenError]:
    """What is wrong with a publication of a source that has faults, beyond these: sections that lack what is wrong
    with them are laid as long as that is possible.
    """
    document = layable(loaded)
    found: list[ReportgenError] = []
    while document is not None and is_for(document, kind):
        true, passed = _tried(loaded, document, kind, lay)
        found += true
        sections = tuple(section for section in document.sections if section.index not in passed)
        if len(sections) == len(document.sections):
            break
        document = replace(document, sections=sections)
    return found


def _tried(loaded: Loaded, document: Document, kind: Kind, lay: Lay) -> tuple[list[ReportgenError], Collection[int]]:
    """What is wrong with a publication, and the sections that are to be passed over to see more."""
    try:
        lay(document, kind)
    except ReportgenError as error:
        true = loaded.brought_to_light(error)
        return true, {section_of(one) for one in error.each if one not in true}
    except Exception:  # of sections of which a part is missing, anything may be expected
        return [], loaded.partial
    return [], ()


def _kinds_of(document: Document | None, kinds: Iterable[Kind] | None) -> list[Kind]:
    """Those of the kinds, or of the kinds that a document asks for, that have any of its sections."""
    if document is None:
        return []
    wanted = kinds or dict.fromkeys(output.kind for output in document.outputs)
    return [kind for kind in wanted if is_for(document, kind)]


def is_for(document: Document, kind: Kind) -> bool:
    """Whether a publication of a kind has a section at all."""
    return any(section.only in (None, kind) for section in document.sections)


def brand_named(name: str | None) -> str | Path | None:
    """A brand as a command line names it: a file where it ends as one, from the folder that the command runs in."""
    return Path(name) if name and name.endswith((".yaml", ".yml")) else name


def library_of(document: Document, brand: Brand, layouts: Iterable[Path] = ()) -> Library:
    """The templates for a document: those that ship, with the brand's series over them, then the brand's own, the
    project's, and `layouts`.
    """
    beside = [brand.file.parent / "layouts"] if isinstance(brand.file, Path) else []
    roots = [*beside, *document.project.folders("layouts"), *layouts]
    library = load_library([root for root in dict.fromkeys(roots) if root.is_dir()], brand.series)
    if brand.office_file is None or not isinstance(brand.file, Path):
        return library
    return on_company_layouts(library, brand.file.parent)


class Choices(TypedDict, total=False):
    """What a caller of `build` may choose; see there."""

    kinds: Iterable[Kind] | None
    formats: Iterable[FormatName] | None
    options: Iterable[Options]
    brand: str | Path | None
    record: Mapping[str, object] | None
    strict: bool
    on_step: Callable[[Step], None] | None
    cache: BuildCache | None


def build(
    source: str | Path | Document | Mapping[str, object],
    out: str | Path | None = None,
    **choices: Unpack[Choices],
) -> list[Output]:
    """Load, compose, render and write what the source's `outputs` names, or what `kinds` and `formats` choose.

    Everything is made before the first file is written, and each file is moved into place whole.

    Args:
        source: a path, or what `load` or `parse` gave. Texts and mappings are deprecated: `parse` reads these.
        out: the folder for the files; made where it is missing; beside the source if None.
        choices: all that may be left out.

            - `kinds`: publications to make, instead of those in `outputs`.
            - `formats`: formats to write, instead of those in `outputs`.
            - `options`: settings of the formats, such as ``PictureOptions(dpi=300)``.
            - `brand`: a brand's name or file, instead of the one that the source names.
            - `record`: the values of the source's fields.
            - `strict`: whether remarks are errors.
            - `on_step`: told of the progress.
            - `cache`: what earlier builds of this source have kept; of this one, only what has changed is made.

    Raises:
        ReportgenError: something is wrong with the input; nothing was written.

    >>> from tempfile import TemporaryDirectory
    >>> june = parse({"title": "June", "sections": [{"type": "quote", "quote": "Few words."}]})
    >>> with TemporaryDirectory() as folder:
    ...     [(output.path.name, output.sheets) for output in build(june, folder)]
    [('document.pdf', 1), ('document.pptx', 1)]
    """
    made = _Build(source, choices)
    folder = Path(out) if out is not None else made.document.base
    if out is None and made.document.project.root is None:
        raise BackendError("a document from memory lies in no folder", hint="say where its files go: out=…")
    made.compose()
    if choices.get("strict"):
        made.refuse_remarks()
    printed = made.print()
    return made.write(printed, folder)


def _renamed(stem: str) -> Iterator[Remark]:
    """What to tell of files that cannot be named as their source is."""
    if (name := portable(stem)) != stem:
        told = f'the files are named "{name}": not every system can keep files that are named "{stem}"'
        yield Remark(told, hint="name the source otherwise")


class _Printed(Struct, frozen=True):
    """An output whose files are made, but not written yet."""

    kind: Kind
    format: Format
    files: tuple[File, ...]
    seconds: float


class _Build:
    """One build, step by step: what is wanted, the publications, their files."""

    def __init__(self, source: str | Path | Document | Mapping[str, object], choices: Choices) -> None:
        self.cache = choices.get("cache") or BuildCache()
        loaded = load_parts(source, record=choices.get("record"))
        chosen = choices.get("brand")
        document = whole_document(loaded, choices.get("kinds"), lambda part, kind: compose(part, kind, brand=chosen))
        self.document = self.cache.with_kept_sections(document)
        self.wanted = outputs_of(self.document, choices.get("kinds"), choices.get("formats"))
        self.options = tuple(choices.get("options", ()))
        check_options((to for _, to in self.wanted), self.options)
        brand = brand_of(self.document, chosen)
        self.brand, self.library = self.cache.kept_brand(brand, library_of(self.document, brand))
        self.publications: dict[Kind, Publication] = {}
        self.remarks: dict[Kind, tuple[Remark, ...]] = {}
        self.seconds: dict[Kind, float] = {}
        """What laying each publication took; the first of its outputs has it among its own seconds."""
        self.kinds = list(dict.fromkeys(kind for kind, _ in self.wanted))
        self.progress = _Progress(len(self.kinds) + len(self.wanted), choices.get("on_step"))

    def compose(self) -> None:
        """Lay out each kind of publication that is wanted.

        Raises:
            ReportgenError: all that is wrong with any of them.
        """
        lines = self.cache.lines
        problems: list[ReportgenError] = []
        for kind in self.kinds:
            self.progress.next(f"layout of the {kind}")
            began = perf_counter()
            cache = self.cache.layout(kind, self.document.language)
            try:
                laid = _compose(self.document, self.brand, self.library, kind, cache)
            except ReportgenError as error:
                problems += lines.of(error)
                continue
            self.seconds[kind] = perf_counter() - began
            self.publications[kind] = laid
            told = (*source_remarks(self.document), *_renamed(self.document.stem), *remarks(laid))
            self.remarks[kind] = tuple(one.moved(lines.now) for one in told)
        raise_all({str(problem): problem for problem in problems}.values())

    def refuse_remarks(self) -> None:
        """Take what a person should look at as an error.

        Raises:
            ReportgenError: there is something to look at.
        """
        found = {str(one): one for notes in self.remarks.values() for one in notes}
        raise_all([SourceError(one.told, one.where, one.hint) for one in found.values()])

    def print(self) -> list[_Printed]:
        """Make the files of each output.

        Raises:
            ReportgenError: a publication cannot be written in a format.
        """
        made: list[_Printed] = []
        for kind, to in self.wanted:
            self.progress.next(f"{kind} as {to.upper()}")
            began = perf_counter()
            try:
                files = self._files(kind, to)
            except ReportgenError as error:
                raise_all(self.cache.lines.of(error))
            seconds = self.seconds.pop(kind, 0.0) + perf_counter() - began
            made.append(_Printed(kind, format_named(to), files, seconds))
        self.progress.end()
        return made

    def _files(self, kind: Kind, to: FormatName) -> tuple[File, ...]:
        """The files of a publication in a format."""
        options = chosen(PdfOptions, self.options)
        assert isinstance(options, PdfOptions)
        if to == "pdf" and kind == "deck" and options.handout:
            return (File(handout(self.publications[kind], self.brand, options.handout), "-handout"),)
        return self.cache.printer(kind, to, self.options).print(self.publications[kind])

    def write(self, printed: Iterable[_Printed], folder: Path) -> list[Output]:
        """Write what was made.

        Raises:
            BackendError: the folder takes no files.
        """
        made = [(one, self._paths(one, folder)) for one in printed]
        try:
            folder.mkdir(parents=True, exist_ok=True)
            write_all((path, file.data) for one, paths in made for path, file in zip(paths, one.files, strict=True))
        except OSError as error:
            full = error.errno in (errno.ENOSPC, errno.EDQUOT)
            hint = f"{'make room, or ' if full else ''}choose another folder with -o"
            raise BackendError(f"cannot write to {folder}: {error.strerror}", hint=hint) from error
        return [self._written(one, paths) for one, paths in made]

    def _paths(self, printed: _Printed, folder: Path) -> tuple[Path, ...]:
        stem = printed.format.file_stem(self.document.stem, printed.kind)
        return tuple(folder / f"{stem}{file.suffix}.{printed.format.ending}" for file in printed.files)

    def _written(self, printed: _Printed, paths: tuple[Path, ...]) -> Output:
        kind, form = printed.kind, printed.format
        laid = self.publications[kind]
        told = laid.makeup.at(self.cache.lines.now)
        return Output(
            kind, form.name, paths, len(laid.sheets), told, self.remarks[kind], printed.seconds, guesses(self.document)
        )


class _Progress:
    """Counts steps for a callback."""

    def __init__(self, total: int, tell: Callable[[Step], None] | None) -> None:
        self.total = total
        self.done = 0
        self.tell = tell

    def next(self, what: str) -> None:
        if self.tell:
            self.tell(Step(self.done, self.total, what))
        self.done += 1

    def end(self) -> None:
        if self.tell:
            self.tell(Step(self.total, self.total, "files"))


def outputs_of(
    document: Document, kinds: Iterable[Kind] | None, formats: Iterable[FormatName] | None
) -> list[tuple[Kind, FormatName]]:
    """The publications and formats to write: `kinds` × `formats` where both are given, else the source's own.

    A kind alone is written in its formats of the source, or its main one; a format alone in every kind named.
    """
    own: list[tuple[Kind, FormatName]] = [(output.kind, output.format) for output in document.outputs]
    if kinds is None and formats is None:
        return own
    if formats is not None:
        return list(product(dict.fromkeys(kind for kind, _ in own) if kinds is None else kinds, formats))
    return [pair for kind in kinds or () for pair in _of_kind(own, kind)]


def _of_kind(outputs: list[tuple[Kind, FormatName]], kind: Kind) -> list[tuple[Kind, FormatName]]:
    """Those of a kind among outputs; its main form where there are none."""
    return [pair for pair in outputs if pair[0] == kind] or [(kind, main_format(kind).name)]


def file_name(stem: str, kind: Kind, to: FormatName) -> str:
    """The output's file name: the source's, with the kind added where the format is not its main one.

    >>> file_name("june", "deck", "pptx"), file_name("june", "deck", "pdf")
    ('june.pptx', 'june-deck.pdf')
    """
    form = format_named(to)
    return f"{form.file_stem(stem, kind)}.{form.ending}"


def write(path: Path, blob: bytes) -> None:
    """Write a file whole: under another name, synced, then moved into place."""
    write_all([(path, blob)])


def write_all(files: Iterable[tuple[Path, bytes]]) -> None:
    """Write files whole, and all of them or none: none is moved into place before all are synced under other names.

    Raises:
        OSError: a folder takes no files, or not as much.
    """
    with ExitStack() as stack:
        made = [(_synced(path, blob, stack), path) for path, blob in files]
        for temporary, path in made:
            temporary.replace(path)


def _synced(path: Path, blob: bytes, stack: ExitStack) -> Path:
    """A file beside the place of another, with what that is to have; the stack takes it away in the end."""
    with NamedTemporaryFile(dir=path.parent, prefix=f".{path.name}.", delete=False) as stream:
        temporary = Path(stream.name)
        stack.callback(temporary.unlink, missing_ok=True)
        stream.write(blob)
        stream.flush()
        os.fsync(stream.fileno())
        mask = os.umask(0)
        os.umask(mask)
        temporary.chmod(0o666 & ~mask)
    return temporary


__all__ = ["Kind", "Options", "Output", "Remark", "Step", "build", "compose", "file_name", "load", "parse", "render"]
