"""A source (YAML, JSON, Markdown with front matter, or Python data) → `Document`."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any, Literal, get_args

from pydantic import AfterValidator, BeforeValidator, Field

from reportgen.backends.formats import FormatName, format_names, main_format
from reportgen.content.dates import date_of
from reportgen.content.reading import ReadContext
from reportgen.content.text import Text
from reportgen.content.values import Number, Plain, Strict, one_or_many
from reportgen.errors import ReportgenError, SourceError, Where, raise_all
from reportgen.frames import Build, Showing, Transition
from reportgen.sections import Section, markdown_fields
from reportgen.sections.loaded_section import Kind as Kind
from reportgen.sections.loaded_section import LoadedSection as LoadedSection
from reportgen.source.characters import clean
from reportgen.source.frontmatter import MOST_SECTIONS, read_front_matter
from reportgen.source.merge_fields import Kept, Template, first_field, has_fields
from reportgen.source.model_annotations import NUMERIC, SETTING
from reportgen.source.project import Project, find_project
from reportgen.source.tree import Place, Tree, load_yaml, path_of
from reportgen.source.validation import validate
from reportgen.structs import Struct, replace


class Wanted(Struct, frozen=True):
    """An output that a source names: ``newsletter.pdf``."""

    kind: Kind
    format: FormatName


_MAIN_OUTPUTS = tuple(Wanted(kind, main_format(kind).name) for kind in get_args(Kind))
"""What is made where neither the source nor its project says what: each publication in its main form."""


@dataclass(frozen=True, slots=True)
class PageTarget:
    """How many pages a newsletter is to have: `least`, and `most` where there is a limit."""

    least: int
    most: int | None
    where: Where = field(compare=False)


@dataclass(frozen=True, slots=True)
class Document:
    """A source, read and checked. `created` is an ISO 8601 time stamp in UTC, or empty where no date is known."""

    title: str
    sections: tuple[LoadedSection, ...]
    project: Project
    base: Path
    stem: str
    subtitle: str = ""
    issue: str = ""
    date_text: str = ""
    created: str = ""
    language: str = "en"
    authors: tuple[str, ...] = ()
    brand: str | None = None
    pages: PageTarget | None = None
    outputs: tuple[Wanted, ...] = _MAIN_OUTPUTS
    showing: Showing = field(default_factory=Showing)
    where: Callable[[Place], Where] = field(default=lambda place: Where(path=path_of(place)), compare=False)


def _language(value: str) -> str:
    if not re.fullmatch(r"[A-Za-z]{2,3}(?:-[A-Za-z0-9]{1,8})*", value):
        raise ValueError(f'"{value}" is no language tag | write one such as en, en-GB or zh-CN')
    return value


def _page_range(value: object) -> object:
    if isinstance(value, int) and not isinstance(value, bool):
        value = f"{value}..{value}"
    match = re.fullmatch(r"\s*(\d{1,4})\s*(?:\.\.\s*(\d{1,4})?\s*)?", value) if isinstance(value, str) else None
    if match is None:
        raise ValueError(f'expected a number of pages, or a range such as "4..8"; got {value!r}')
    least = int(match[1])
    most = int(match[2]) if match[2] else None if ".." in match[0] else least
    if least < 1 or (most is not None and most < least):
        raise ValueError(f'"{value}" is no range of pages | write the smaller number first, such as 4..8')
    return least, most


_OUTPUTS = tuple(f"{kind}.{to}" for kind in get_args(Kind) for to in format_names())
if TYPE_CHECKING:
    OutputName = str
else:
    OutputName = Literal[_OUTPUTS]


class DocumentModel(Strict):
    """The whole source, as written."""

    title: Text
    """The publication's title: in running heads, outlines and the files' properties."""
    subtitle: Text | None = None
    """A second line of the title."""
    issue: Number | None = None
    """The issue, as furniture shows it: Issue 4."""
    date: Annotated[Number, SETTING] | None = None
    """A day, a month or a year: 2026-06-30, 2026-06 or 2026; readers see it in their language."""
    language: Annotated[str, AfterValidator(_language)] | None = None
    """The language by its tag: en, de-CH, zh. It decides on numbers, dates and how lines break."""
    authors: Annotated[list[Text], BeforeValidator(one_or_many, json_schema_input_type=list[str] | str)] = []
    """Who wrote it, for the files' properties."""
    brand: Plain | None = None
    """A brand by name, or the path of its folder or of its `brand.yaml`."""
    outputs: (
        Annotated[
            list[OutputName],
            BeforeValidator(one_or_many, json_schema_input_type=list[OutputName] | OutputName),
            Field(min_length=1),
        ]
        | None
    ) = None
    """What `build` makes where the command line does not say: newsletter.pdf, deck.pptx …"""
    pages: (
        Annotated[
            tuple[int, int | None],
            BeforeValidator(_page_range, json_schema_input_type=int | str),
            SETTING,
            NUMERIC,
        ]
        | None
    ) = None
    """How many pages the newsletter may have: 4, or 4..8."""
    build: Annotated[Build, SETTING] | None = None
    """How slides come up in a presentation: `by-point`, one point at a click, or `none`."""
    transition: Annotated[Transition, SETTING] | None = None
    """How slides follow each other in a presentation: `fade`, `push`, `wipe` or `none`."""
    sections: Annotated[list[Section], Field(min_length=1, max_length=MOST_SECTIONS)]
    """What is published, section by section."""


def load(
    source: str | Path | Mapping[str, object],
    *,
    base: str | Path | None = None,
    record: Mapping[str, Any] | None = None,
) -> Document:
    """Read a source: a path to .yaml, .yml, .json or .md, the text of one, or Python data of the same shape.

    A string with a line break in it is text: YAML, or Markdown where it begins with ``---``. `base` is the folder
    that relative paths start from where the source is no file. `record` gives the values of the source's fields.

    Raises:
        ReportgenError: the file cannot be read, or is not what the schema allows, or has fields and there is no
            record; `Problems` with all faults.

    >>> document = load({"title": "June", "sections": [{"type": "quote", "quote": "Few words."}]})
    >>> document.title, [section.type for section in document.sections]
    ('June', ['quote'])
    >>> load("title: For {{ name }}\\nsections: [{type: quote, quote: Hello.}]", record={"name": "Ann"}).title
    'For Ann'
    """
    tree, home, stem = read_source(source, base)
    if record is not None:
        return personal_document(template_of(tree), record, home, stem)
    if not isinstance(source, Mapping) and has_fields(tree):  # Python data is data, not a template
        text, where = first_field(tree)
        raise SourceError(
            f"the source is written for records: {text}",
            where,
            "give the values with --set name=value or --record file.json, or run reportgen batch",
        )
    return _document(tree, home, stem)


def personal_document(template: Template, record: Mapping[str, Any], base: Path, stem: str) -> Document:
    """The document of one record.

    Raises:
        ReportgenError: the record lacks a field, or what it gives is not what the schema allows.
    """
    personal = template.expand(record)
    try:
        document = _document(personal.tree, base, stem, template.kept, personal.fixed)
    except ReportgenError as error:
        raise personal.secrets.reveal_error(error) from None
    reveal = personal.secrets.reveal
    sections = enumerate(document.sections)
    shown = tuple(section if at in personal.fixed else reveal(section) for at, section in sections)
    return replace(reveal(replace(document, sections=())), sections=shown)


def read_source(source: str | Path | Mapping[str, object], base: str | Path | None = None) -> tuple[Tree, Path, str]:
    """A source as a tree, the folder that its paths start from, and the stem of its outputs' names.

    Raises:
        ReportgenError: it cannot be read.
    """
    if isinstance(source, Mapping):
        home = Path(base) if base is not None else Path.cwd()
        return Tree(_plain(source), "", {}), home, "document"
    if isinstance(source, str) and "\n" in source:
        home = Path(base) if base is not None else Path.cwd()
        tree = (
            read_front_matter(source, "text", markdown_fields)
            if source.startswith("---\n")
            else load_yaml(source, "text")
        )
        return tree, home, "document"
    path = Path(source)
    text = _read_text(path, source)
    tree = (
        read_front_matter(text, path.name, markdown_fields)
        if path.suffix.lower() in (".md", ".markdown")
        else load_yaml(text, path.name)
    )
    return tree, path.resolve().parent, path.stem


def _read_text(path: Path, source: str | Path) -> str:
    """The text of a source, which messages name as its author did.

    Raises:
        SourceError: the file is not there, cannot be read, or is no UTF-8.
    """
    try:
        return path.read_bytes().decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = path.read_bytes()[: error.start].count(b"\n") + 1
        raise SourceError("the file is not UTF-8 text", Where(path.name, line), "save it as UTF-8") from error
    except FileNotFoundError as error:
        raise SourceError(f'there is no source "{source}"', hint="look at the spelling and the folder") from error
    except OSError as error:
        raise SourceError(f'cannot read "{source}": {error.strerror}') from error


def _plain(value: object) -> Any:
    if isinstance(value, Mapping):
        return {str(key): _plain(inner) for key, inner in value.items()}
    if isinstance(value, list | tuple):
        return [_plain(inner) for inner in value]
    return str(value) if isinstance(value, Path) else value


def template_of(tree: Tree) -> Template:
    """A source that is written for records, its expressions compiled.

    Raises:
        ReportgenError: an expression is broken; `Problems` with all faults.
    """
    return Template(tree, DocumentModel)


def _document(
    tree: Tree, base: Path, stem: str, kept: Kept | None = None, fixed: Mapping[int, int] | None = None
) -> Document:
    """Sections that are `fixed` (number here → number in the source) are kept, and taken from what was kept."""
    kept = kept if kept is not None else Kept()
    project = kept.project = kept.project or find_project(base)
    model = validate(DocumentModel, tree)
    language = model.language or str(project.settings.get("language", "en"))
    sections = _sections(model, ReadContext(tree, project, base, language), kept, fixed or {})
    date_text, created = date_of(model.date, language, tree.where(("date",)))
    return Document(
        title=_plain_text(model.title),
        sections=sections,
        project=project,
        base=base,
        stem=stem,
        subtitle=_plain_text(model.subtitle or ""),
        issue=clean(model.issue or ""),
        date_text=date_text,
        created=created,
        language=language,
        authors=tuple(clean(author) for author in model.authors),
        brand=model.brand or project.settings.get("brand"),
        pages=PageTarget(*model.pages, tree.where(("pages",))) if model.pages else None,
        outputs=_outputs(model, project),
        showing=Showing(model.build, model.transition),
        where=tree.where,
    )


def _sections(model: DocumentModel, at: ReadContext, kept: Kept, fixed: Mapping[int, int]) -> tuple[LoadedSection, ...]:
    """The sections, each read unless it was kept."""
    known = kept.sections
    sections = tuple(
        known.get((number, fixed.get(number, -1))) or section.read(at.inner("sections", number))
        for number, section in enumerate(model.sections)
    )
    raise_all(sorted(at.problems, key=lambda e: (e.where.line or 0, e.where.column or 0)))
    for number, original in fixed.items():
        kept.models[original] = model.sections[number]
        known[(number, original)] = sections[number]
    return sections


def _outputs(model: DocumentModel, project: Project) -> tuple[Wanted, ...]:
    """What is to be made: as the source says, else the project, else each publication in its main form."""
    names: Iterable[str] = model.outputs or project.settings.get("outputs", ())
    for name in names:
        if name not in _OUTPUTS:
            raise SourceError(f'unknown output "{name}"', Where("reportgen.toml"), f"known: {', '.join(_OUTPUTS)}")
    return tuple(Wanted(*name.split(".")) for name in names) or _MAIN_OUTPUTS  # type: ignore[arg-type]


def _plain_text(text: str) -> str:
    return clean(text).strip()
