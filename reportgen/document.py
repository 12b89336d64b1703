"""A source (YAML, JSON, Markdown with front matter, or Python data) → `Document`."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field, replace
from pathlib import Path
from types import MappingProxyType
from typing import TYPE_CHECKING, Annotated, Any, Literal, get_args

from pydantic import AfterValidator, BeforeValidator, Field

from reportgen.backends.formats import FormatName, format_names, main_format
from reportgen.content.chart.source import Chart, chart_content
from reportgen.content.dates import date_of
from reportgen.content.markdown import read_inline, read_markdown
from reportgen.content.offer import Content, Offer
from reportgen.content.readentries import button_content, entries_content, picture_entries, turns_content
from reportgen.content.readpictures import picture_content, qr_content
from reportgen.content.stats import Stat, StatsContent
from reportgen.content.table.source import Table, table_content
from reportgen.content.text import Block, TextContent
from reportgen.errors import ReportgenError, SourceError, Where, raise_all
from reportgen.sections import Section
from reportgen.sections.base import Number, PictureModel, SectionModel, StatModel, Strict, Text
from reportgen.sections.cta import Button
from reportgen.sections.entries import EntryModel, Turn
from reportgen.sections.figures import ChartFigure, PictureFigure, TableFigure
from reportgen.source.characters import clean
from reportgen.source.fields import Kept, Template, first_field, has_fields
from reportgen.source.project import Project, find_project
from reportgen.source.tree import Place, Tree, load_yaml, path_of
from reportgen.source.validation import validate

Kind = Literal["newsletter", "deck"]


@dataclass(frozen=True, slots=True)
class Wanted:
    """An output that a source names: ``newsletter.pdf``."""

    kind: Kind
    format: FormatName


_MAIN_OUTPUTS = tuple(Wanted(kind, main_format(kind).name) for kind in get_args(Kind))
"""What is made where neither the source nor its project says what: each publication in its main form."""


@dataclass(frozen=True, slots=True)
class LoadedSection:
    """A section, read: what it offers to slots, its speaker notes (paragraphs), its place in the file."""

    type: str
    index: int
    offer: Offer
    notes: tuple[str, ...]
    layout: Mapping[str, str]
    """Template names by publication; `any` is one for whichever knows it."""
    layout_where: Where = field(compare=False)
    only: Kind | None
    title: str
    omit: Mapping[str, tuple[str, ...]]
    """Slots that the author leaves out of a publication."""
    where: Where = field(compare=False)
    footnotes: tuple[Block, ...] = ()
    """Notes to its texts, each with its number: at the foot of a story, and in a deck among the speaker notes."""
    float: bool = False
    """Whether it may move on to the next page of a newsletter, past what follows it."""


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
    where: Callable[[Place], Where] = field(default=lambda place: Where(path=path_of(place)), compare=False)


def _one_or_many(value: object) -> object:
    return [value] if isinstance(value, str) else value


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
    subtitle: Text | None = None
    issue: Number | None = None
    date: Number | None = None
    language: Annotated[str, AfterValidator(_language)] | None = None
    authors: Annotated[list[Text], BeforeValidator(_one_or_many, json_schema_input_type=list[str] | str)] = []
    brand: Text | None = None
    outputs: (
        Annotated[
            list[OutputName],
            BeforeValidator(_one_or_many, json_schema_input_type=list[OutputName] | OutputName),
            Field(min_length=1),
        ]
        | None
    ) = None
    pages: Annotated[tuple[int, int | None], BeforeValidator(_page_range, json_schema_input_type=int | str)] | None = (
        None
    )
    sections: Annotated[list[Section], Field(min_length=1)]


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
        return personal_document(Template(tree), record, home, stem)
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
        tree = read_front_matter(source, "text") if source.startswith("---\n") else load_yaml(source, "text")
        return tree, home, "document"
    path = Path(source)
    shown = path.name
    try:
        text = path.read_bytes().decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = path.read_bytes()[: error.start].count(b"\n") + 1
        raise SourceError("the file is not UTF-8 text", Where(shown, line), "save it as UTF-8") from error
    except FileNotFoundError as error:
        raise SourceError(f'there is no source "{source}"', hint="look at the spelling and the folder") from error
    except OSError as error:
        raise SourceError(f'cannot read "{source}": {error.strerror}') from error
    tree = read_front_matter(text, shown) if path.suffix.lower() in (".md", ".markdown") else load_yaml(text, shown)
    return tree, path.resolve().parent, path.stem


def _plain(value: object) -> Any:
    if isinstance(value, Mapping):
        return {str(key): _plain(inner) for key, inner in value.items()}
    if isinstance(value, list | tuple):
        return [_plain(inner) for inner in value]
    return str(value) if isinstance(value, Path) else value


_HEADING = re.compile(r"^#[ \t]+(.+?)[ \t]*#*$")


def read_front_matter(text: str, file: str) -> Tree:
    """Markdown with front matter as a tree: each level-1 heading begins a section, a story unless it says other.

    The front matter holds the document's keys, and `cover` for a cover section. Directly under a heading, a block
    between two lines of ``---`` sets the section's other keys.

    Raises:
        SourceError: the front matter is not there, not closed, or broken.
    """
    lines = clean(text).split("\n")
    if not lines or lines[0].strip() != "---":
        raise SourceError("the front matter is missing", Where(file, 1), "begin with a line ---, then title: …")
    end = _closing(lines, 1, file)
    front = load_yaml("\n".join(lines[1:end]), file, first_line=2)
    if not isinstance(front.value, dict):
        raise SourceError("the front matter must be keys with values", Where(file, 2), "for example title: June")
    value = dict(front.value)
    spots = dict(front.spots)
    sections: list[dict[str, Any]] = list(value.pop("sections", None) or [])
    problems: list[ReportgenError] = []
    cover = value.pop("cover", None)
    if cover is not None:
        sections.insert(0, {"type": "cover", **cover} if isinstance(cover, dict) else {"type": "cover"})
        _move(spots, ("cover",), ("sections", 0))
    at = end + 1
    fenced = False
    starts: list[int] = []
    for number in range(at, len(lines)):
        if lines[number].lstrip().startswith(("```", "~~~")):
            fenced = not fenced
        if not fenced and _HEADING.match(lines[number]):
            starts.append(number)
    before = "\n".join(lines[at : starts[0] if starts else len(lines)]).strip()
    if before:
        problems.append(
            SourceError("text before the first heading belongs to no section", Where(file, at + 1), "begin with # …")
        )
    for start, stop in zip(starts, [*starts[1:], len(lines)], strict=True):
        index = len(sections)
        section, own = _section_of(lines, start, stop, file, index)
        sections.append(section)
        spots.update(own)
    raise_all(problems)
    value["sections"] = sections
    return Tree(value, file, spots)


def _closing(lines: list[str], first: int, file: str) -> int:
    for number in range(first, len(lines)):
        if lines[number].strip() == "---":
            return number
    raise SourceError("the front matter is not closed", Where(file, first), "end it with a line ---")


def _move(spots: dict[Place, Any], old: Place, new: Place) -> None:
    for place in [place for place in spots if place[: len(old)] == old]:
        spots[(*new, *place[len(old) :])] = spots.pop(place)


def _section_of(lines: list[str], start: int, stop: int, file: str, index: int) -> tuple[dict[str, Any], Any]:
    from reportgen.source.tree import Spot

    match = _HEADING.match(lines[start])
    assert match is not None
    place: Place = ("sections", index)
    spots: dict[Place, Spot] = {place: Spot(start + 1, 1, start + 1)}
    own: dict[str, Any] = {}
    body_start = start + 1
    first = start + 1
    while first < stop and not lines[first].strip():
        first += 1
    if first < stop and lines[first].strip() == "---":
        end = _closing(lines[:stop], first + 1, file)
        tree = load_yaml("\n".join(lines[first + 1 : end]) or "{}", file, first_line=first + 2)
        own = tree.value if isinstance(tree.value, dict) else {}
        spots.update({(*place, *inner): spot for inner, spot in tree.spots.items() if inner})
        body_start = end + 1
    kind = own.get("type", "story")
    name = {"spotlight": "name", "cover": "masthead", "quote": "quote"}.get(kind, "headline")
    section: dict[str, Any] = {"type": kind, name: match[1], **own}
    spots.setdefault((*place, name), Spot(start + 1, 3, start + 1))
    body = "\n".join(lines[body_start:stop])
    if body.strip():
        section["body"] = body
        spots[(*place, "body")] = Spot(body_start + 1, 1, body_start + 1)
    return section, spots


def _document(
    tree: Tree, base: Path, stem: str, kept: Kept | None = None, fixed: Mapping[int, int] | None = None
) -> Document:
    """Sections that are `fixed` (number here → number in the source) are kept, and taken from what was kept."""
    project = (kept.project if kept is not None else None) or find_project(base)
    model = validate(DocumentModel, tree)
    problems: list[ReportgenError] = []
    language = model.language or str(project.settings.get("language", "en"))
    known = kept.sections if kept is not None else {}
    numbers = fixed or {}
    sections = tuple(
        known.get((at, numbers.get(at, -1))) or _section(section, at, tree, project, base, language, problems)
        for at, section in enumerate(model.sections)
    )
    raise_all(sorted(problems, key=lambda e: (e.where.line or 0, e.where.column or 0)))
    if kept is not None:
        kept.project = project
        for at, number in numbers.items():
            kept.models[number] = model.sections[at]
            kept.sections[(at, number)] = sections[at]
    date_text, created = date_of(model.date, language, tree.where(("date",)))
    outputs: Iterable[str] = model.outputs or project.settings.get("outputs", ())
    for name in outputs:
        if name not in _OUTPUTS:
            raise SourceError(f'unknown output "{name}"', Where("reportgen.toml"), f"known: {', '.join(_OUTPUTS)}")
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
        outputs=tuple(Wanted(*name.split(".")) for name in outputs) or _MAIN_OUTPUTS,  # type: ignore[arg-type]
        where=tree.where,
    )


def _plain_text(text: str) -> str:
    return clean(text).strip()


def _section(
    model: SectionModel,
    index: int,
    tree: Tree,
    project: Project,
    base: Path,
    language: str,
    problems: list[ReportgenError],
) -> LoadedSection:
    place: Place = ("sections", index)
    offer: dict[str, Content] = {}
    footnotes: list[Block] = []
    for name, value in model.filled().items():
        inner = (*place, name)
        where = tree.where(inner)
        content: Content | None
        match value:
            case PictureModel():
                content = picture_content(value, tree, inner, project, base, problems)
            case PictureFigure():
                content = picture_content(value.picture, tree, (*inner, "picture"), project, base, problems)
            case Chart():
                content = chart_content(value, tree, inner, project, base, problems)
            case ChartFigure():
                content = chart_content(value.chart, tree, (*inner, "chart"), project, base, problems)
            case [EntryModel(), *_]:
                content = entries_content(value, tree, inner, project, base, language, problems)
            case [PictureModel(), *_]:
                content = picture_entries(value, tree, inner, project, base, problems)
            case [Turn(), *_]:
                content = turns_content(value, tree, inner, problems)
            case Button():
                content = button_content(value, tree, inner, problems)
            case bool():
                address = model.button.url if value else ""  # type: ignore[attr-defined]
                content = qr_content(address, where) if address else None
            case TableFigure():
                content = table_content(value.table, tree, (*inner, "table"), project, base, problems)
            case Table():
                content = table_content(value, tree, inner, project, base, problems)
            case [StatModel(), *_]:
                stats = tuple(
                    Stat(
                        clean(stat.value),
                        read_inline(stat.label, tree.where((*inner, n)), problems),
                        tree.where((*inner, n)),
                    )
                    for n, stat in enumerate(value)
                )
                content = StatsContent(stats, where)
            case _:
                blocks = _blocks(model, name, value, tree, inner, problems, footnotes)
                short = model.short.get(name)
                short_place = (*place, "short", name)
                shorter = _blocks(model, name, short, tree, short_place, problems) if short is not None else None
                content = TextContent(blocks, shorter, where) if blocks else None
        if content is not None:
            offer[model.slots.get(name, name)] = content
    notes: tuple[str, ...] = ()
    if model.notes is not None:
        blocks = tuple(read_markdown(model.notes, tree.where((*place, "notes")), problems))
        notes = tuple(block.text for block in blocks)
    notes += tuple(block.text for block in footnotes)
    heading = getattr(model, model.heading, None) or getattr(model, "kicker", None) or model.type.capitalize()  # type: ignore[attr-defined]
    title = "".join(span.text for span in read_inline(str(heading), tree.where(place), []))
    return LoadedSection(
        type=model.type,  # type: ignore[attr-defined]
        index=index,
        offer=MappingProxyType(offer),
        notes=notes,
        layout=MappingProxyType({str(kind): name for kind, name in model.layout.items()}),
        layout_where=tree.where((*place, "layout")),
        only=model.only,
        omit=MappingProxyType({str(k): tuple(model.slots.get(n, n) for n in names) for k, names in model.omit.items()}),
        title=title,
        where=tree.where(place),
        footnotes=tuple(footnotes),
        float=model.float,
    )


def _blocks(
    model: SectionModel,
    name: str,
    value: object,
    tree: Tree,
    place: Place,
    problems: list[ReportgenError],
    footnotes: list[Block] | None = None,
) -> tuple[Block, ...]:
    where = tree.where(place)
    if isinstance(value, list):
        kind: Literal["item"] = "item"
        return tuple(
            Block(kind, read_inline(str(item), tree.where((*place, number)), problems), tree.where((*place, number)))
            for number, item in enumerate(value)
        )
    text = str(value)
    if name in model.markdown:
        line = tree.text_line(place) if tree.spots else None
        return tuple(read_markdown(text, where, problems, line, footnotes))
    spans = read_inline(text, where, problems)
    return (Block("paragraph", spans, where),) if spans else ()
