"""A source (YAML, JSON, Markdown with front matter, or Python data) → `Document`."""

from __future__ import annotations

import pickle
import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import MISSING, dataclass, field
from dataclasses import fields as dataclass_fields
from datetime import date
from functools import cache, partial
from pathlib import Path
from types import MappingProxyType
from typing import TYPE_CHECKING, Annotated, Any, Literal, Required, TypedDict, Unpack, get_args
from warnings import warn

from pydantic import AfterValidator, BeforeValidator, Field

from reportgen.backends.formats import FormatName, format_names, main_format
from reportgen.content.dates import date_of
from reportgen.content.reading import ReadContext
from reportgen.content.text import Text
from reportgen.content.typography import typography_of, well_set_text
from reportgen.content.values import Number, Plain, Strict, one_or_many
from reportgen.errors import AssetError, ReportgenError, SourceError, SourceRemark, Where, counted, raise_all
from reportgen.files import Given
from reportgen.frames import Build, Showing, Transition
from reportgen.pickles import packed
from reportgen.sections import Section, markdown_fields
from reportgen.sections.base import SectionModel, taken_remarks
from reportgen.sections.loaded_section import DeckMode
from reportgen.sections.loaded_section import Kind as Kind
from reportgen.sections.loaded_section import LoadedSection as LoadedSection
from reportgen.source.characters import clean
from reportgen.source.frontmatter import MOST_SECTIONS, read_front_matter
from reportgen.source.language_tags import tag_of
from reportgen.source.merge_fields import Form, Kept, Template, first_field, has_fields
from reportgen.source.model_annotations import NUMERIC, SETTING
from reportgen.source.project import Project, find_project, project_in_memory
from reportgen.source.python_data import data_tree
from reportgen.source.python_words import in_python
from reportgen.source.tree import NAMELESS, Place, Spot, Tree, load_yaml, path_of, place_of
from reportgen.source.validation import SLIP, checked, nearest
from reportgen.source.without_faults import without_faults
from reportgen.structs import Struct, field_names, replace

TextFormat = Literal["yaml", "json", "markdown"]
"""What a source in memory may be written in."""


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


def _nowhere(place: Place) -> Where:
    return Where(path=path_of(place))


class DocumentKeys(TypedDict, total=False):
    """What a source says; see `reportgen explain source`."""

    title: Required[str]
    sections: Required[Sequence[SectionModel | Mapping[str, object]]]
    subtitle: str | None
    issue: str | float | None
    date: str | int | date | None
    language: str | None
    authors: Sequence[str] | str
    brand: str | None
    fields: Mapping[str, str]
    outputs: Sequence[str] | str | None
    pages: int | str | None
    build: Build | None
    transition: Transition | None
    deck: DeckMode | Mapping[str, DeckMode]
    typography: Literal["usual", "plain"]
    cover: bool


@dataclass(frozen=True, slots=True, init=False, repr=False)
class Document:
    """A source, read and checked. `created` is an ISO 8601 time stamp in UTC, or empty where no date is known.

    It is made by `load`, by `parse`, or of models::

        from reportgen import Document, sections as s

        Document(title="June", sections=[s.Quote(quote="Few words.")])
    """

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
    cover: bool = True
    """Whether a newsletter without a cover begins with a masthead of its title."""
    outputs: tuple[Wanted, ...] = _MAIN_OUTPUTS
    showing: Showing = field(default_factory=Showing)
    remarks: tuple[SourceRemark, ...] = field(default=(), compare=False)
    """What is not shown as it was written of the keys that are no section's."""
    where: Callable[[Place], Where] = field(default=_nowhere, compare=False)
    written: Callable[[], Any] = field(default=dict, compare=False, repr=False)
    """What the source says, as a tree."""

    def __init__(
        self,
        *,
        files: Mapping[str, Given] | None = None,
        folder: str | Path | None = None,
        **keys: Unpack[DocumentKeys],
    ) -> None:
        """Read a source that is written as models, or as plain data; `files` and `folder` are those of `parse`.

        Args:
            files: the files that it may name.
            folder: a folder that it may name files of, too.
            keys: the keys of a source: `title`, `sections` …; None is as if it were not there.

        Raises:
            ReportgenError: it is not what the schema allows; `Problems` with all faults.

        >>> from reportgen import sections as s
        >>> june = Document(title="June", sections=[s.Quote(quote="Few words.")])
        >>> june == parse(june.to_yaml(), "yaml"), june.replace(title="July").title
        (True, 'July')
        """
        given = {name: value for name, value in keys.items() if value is not None}
        self._take(parse(given, files=files, folder=folder))

    def _take(self, other: Document, changes: Mapping[str, Any] = MappingProxyType({})) -> None:
        for name in field_names(type(self)):
            object.__setattr__(self, name, changes[name] if name in changes else getattr(other, name))

    @classmethod
    def of_fields(cls, **fields: Any) -> Document:
        """A document of its fields, as they are."""
        made = object.__new__(cls)
        for one in _document_fields():
            usual = one.default_factory() if one.default_factory is not MISSING else one.default
            object.__setattr__(made, one.name, fields.get(one.name, usual))
        return made

    def with_fields(self, **changes: Any) -> Document:
        """The document with some of its fields changed, not read again."""
        made = object.__new__(type(self))
        made._take(self, changes)
        return made

    def __reduce__(self) -> Any:
        return _unpacked, (packed({name: getattr(self, name) for name in field_names(type(self))}),)

    def __repr__(self) -> str:
        return f"Document({self.title!r}, {counted(len(self.sections), 'section')})"

    def to_dict(self) -> dict[str, Any]:
        """What the source says: plain data, and what only Python has (frames, pictures) as it is."""
        made: dict[str, Any] = data_tree(self.written()).value
        return made

    def to_yaml(self) -> str:
        """What the source says, as YAML; the files that it names are no part of it.

        Raises:
            ReportgenError: something in it only Python has, such as a picture in memory.
        """
        from reportgen.source.yaml_text import yaml_text

        return yaml_text(self.to_dict())

    def replace(self, **keys: Any) -> Document:
        """A copy of which the source says something else under some keys; None takes one away.

        Raises:
            ReportgenError: it is not what the schema allows; `Problems` with all faults.
        """
        given = {name: value for name, value in {**self.to_dict(), **keys}.items() if value is not None}
        loaded = _read_parts(_Written(data_tree(given), self.base, self.stem, self.project), None)
        return replace(loaded, problems=tuple(map(in_python, loaded.problems))).whole()


def _unpacked(fields: bytes) -> Document:
    return Document.of_fields(**pickle.loads(fields))


LONGEST_TITLE = 1_000
"""Characters of what running heads show."""


def _of_a_line(value: str) -> str:
    if len(value) > LONGEST_TITLE:
        over = len(value) - LONGEST_TITLE
        raise ValueError(f"{len(value)} characters are too many for a running head | shorten it by {over} characters")
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


class Loaded(Struct, frozen=True):
    """As much of a source as can be read: the document, its sections without what is wrong with them, and all faults.

    `document` is None where nothing can be read.
    """

    document: Document | None
    problems: tuple[ReportgenError, ...] = ()
    partial: frozenset[int] = frozenset()
    """The numbers of sections that lack what is wrong with them; they are there for what else is wrong."""

    def brought_to_light(self, error: ReportgenError) -> list[ReportgenError]:
        """Of what laying the document found, what is no matter of what its sections lack."""
        source = self.document.where(()).file if self.document is not None else None
        return [one for one in error.each if section_of(one) not in self.partial or of_a_file(one, source)]

    def whole(self) -> Document:
        """The document, which has no faults.

        Raises:
            ReportgenError: it has some; `Problems` with all of them.
        """
        raise_all(self.problems)
        assert self.document is not None
        return self.document


class DocumentModel(Strict):
    """The whole source, as written."""

    title: Annotated[Text, AfterValidator(_of_a_line)]
    """The publication's title: in running heads, outlines and the files' properties."""
    subtitle: Annotated[Text, AfterValidator(_of_a_line)] | None = None
    """A second line of the title."""
    issue: Annotated[Number, AfterValidator(_of_a_line)] | None = None
    """The issue, as furniture shows it: Issue 4."""
    date: Annotated[Number, SETTING] | None = None
    """A day, a month or a year: 2026-06-30, 2026-06 or 2026; readers see it in their language."""
    language: Annotated[str, AfterValidator(tag_of)] | None = None
    """The language by its tag: en, de-CH, zh. It decides on numbers, dates and how lines break."""
    cover: bool = True
    """Whether a newsletter of three sections or more, with a date, an issue or a subtitle, begins with a masthead of
    its title where it has no section of the type `cover`."""
    typography: Literal["usual", "plain"] = "usual"
    """How quotation marks, apostrophes, dashes, ellipses and spaces are set: by the language (`usual`), or as they
    are typed (`plain`)."""
    authors: Annotated[list[Text], BeforeValidator(one_or_many, json_schema_input_type=list[str] | str)] = []
    """Who wrote it, for the files' properties."""
    brand: Plain | None = None
    """A brand by name, or the path of its folder or of its `brand.yaml`. Without one, here or in `reportgen.toml`, the
    document has a plain look and no logo."""
    fields: dict[str, Plain] = {}
    """Names of the source's own for columns of the data that records come from: `{name: First name}`, then
    `{{ name }}`."""
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
    deck: DeckMode | dict[str, DeckMode] = {}
    """How much of long texts the deck shows, where a section does not say: `digest`, `full` or `notes`; or one for each
    section type: `{story: full}`."""
    sections: Annotated[list[Section], Field(min_length=1, max_length=MOST_SECTIONS)]
    """What is published, section by section."""


def load(
    source: str | Path | Mapping[str, object],
    *,
    base: str | Path | None = None,
    record: Mapping[str, Any] | None = None,
) -> Document:
    """Read a source by its path: .yaml, .yml, .json or .md. `record` gives the values of the source's fields.

    What the source names lies in its project: the nearest folder upward with a `reportgen.toml`, else its own folder.

    .. deprecated:: 0.2
       Texts with a line break and mappings, for which `base` is the folder that paths start from: `parse` reads these.

    Raises:
        ReportgenError: the file cannot be read, or is not what the schema allows, or has fields and there is no
            record; `Problems` with all faults.
    """
    return load_parts(source, base=base, record=record).whole()


def parse(
    source: str | bytes | Mapping[str, object],
    format: TextFormat | None = None,  # noqa: A002
    *,
    files: Mapping[str, Given] | None = None,
    folder: str | Path | None = None,
    record: Mapping[str, Any] | None = None,
) -> Document:
    """Read a source in memory. It opens no file but those that are handed over, unless a folder is named.

    Args:
        source: a text in a `format`, as `str` or as UTF-8; or Python data of the same shape.
        format: ``"yaml"``, ``"json"`` or ``"markdown"`` (with front matter); of Python data, nothing.
        files: the files that the source may name, as bytes, streams of bytes or paths, by their names: ``a/b.png``.
        folder: a folder that the source may name files of, too, and whose `brands/`, `layouts/` and `reportgen.toml`
            hold. A `reportgen.toml` above it means nothing.
        record: the values of the source's fields.

    Raises:
        ReportgenError: it is not what the schema allows, or has fields and there is no record; `Problems` with all
            faults.

    >>> document = parse({"title": "June", "sections": [{"type": "quote", "quote": "Few words."}]})
    >>> document.title, [section.type for section in document.sections]
    ('June', ['quote'])
    >>> parse("title: For {{ name }}\\nsections: [{type: quote, quote: Hello.}]", "yaml", record={"name": "Ann"}).title
    'For Ann'
    """
    project = project_in_memory(files, Path(folder) if folder is not None else None)
    home = project.root if project.root is not None else Path()
    loaded = _read_parts(_Written(_tree_in_memory(source, format), home, "document", project), record)
    if isinstance(source, Mapping):
        loaded = replace(loaded, problems=tuple(map(in_python, loaded.problems)))
    return loaded.whole()


def load_parts(
    source: str | Path | Mapping[str, object] | Document,
    *,
    base: str | Path | None = None,
    record: Mapping[str, Any] | None = None,
) -> Loaded:
    """As much of a source as can be read, and all that is wrong with it; the arguments are those of `load`.

    Raises:
        ReportgenError: the file cannot be read at all, or has fields and there is no record.
    """
    if isinstance(source, Document):
        return Loaded(source)
    if isinstance(source, Mapping) or (isinstance(source, str) and (isinstance(source, Piped) or "\n" in source)):
        if not isinstance(source, Piped):
            told = "a path is loaded; texts and mappings are read by reportgen.parse(source, format, folder=…)"
            warn(told, DeprecationWarning, stacklevel=3)
        return _read_parts(_in_folder(source, Path(base) if base is not None else Path.cwd()), record)
    return _read_parts(_Written(*read_source(source)), record)


class Piped(str):
    """The text of a source that comes through a pipe: it lies in the folder that the command runs in."""

    __slots__ = ()


class _Written(Struct, frozen=True):
    """A source as a tree, the folder that its paths start from, the stem of its outputs' names, and its project where
    that is not to be looked for.
    """

    tree: Tree
    base: Path
    stem: str
    project: Project | None = None


def _in_folder(source: str | Mapping[str, object], folder: Path) -> _Written:
    """A source without a name that lies in a folder, and in the project of that."""
    if isinstance(source, Mapping):
        return _Written(data_tree(source), folder, "document")
    return _Written(_tree_of(source, _form_of(source), NAMELESS), folder, "document")


_YAML = re.compile(
    r"""\s*(?:[{%]|["']?[a-z_]+["']?:(?:\s|$))|(?s:.*)^["']?(?:title|sections)["']?[ \t]*:""", re.MULTILINE
)
"""A text that begins with a brace, a directive or a key in small letters, or has keys of ours."""


def _form_of(text: str) -> TextFormat:
    """Whether a text that no name tells of is YAML, as which JSON is read too, or Markdown, as which prose is read."""
    if text.startswith(("---\n", "---\r\n")):
        return "markdown"
    return "yaml" if _YAML.match(text) else "markdown"


def _read_parts(written: _Written, record: Mapping[str, Any] | None) -> Loaded:
    """As much of a source as can be read, filled with a record where there is one.

    Raises:
        ReportgenError: it has fields, and there is no record.
    """
    tree, kept = written.tree, Kept(written.project)
    if record is not None:
        template = template_of(tree)
        template.kept = kept
        return personal_parts(template, record, written.base, written.stem)
    if tree.spots and has_fields(tree):  # Python data is data, not a template
        return _without_record(tree, written, kept)
    return _loaded(tree, written.base, written.stem, kept)


def _without_record(tree: Tree, written: _Written, kept: Kept) -> Loaded:
    """What can be read of a source with fields for which there are no values: of Markdown, whose fields stand in
    running text, and may be another program's, all else.

    Raises:
        SourceError: the fields may stand for anything, so that nothing can be said of the rest.
    """
    text, where = first_field(tree)
    hint = "give the values with --set name=value or --record file.json, or run reportgen batch"
    markdown = tree.file.endswith((".md", ".markdown", ".txt"))
    if markdown:
        hint += "; what another program would fill in, take out, or put into `code`"
    fault = SourceError(f"the source is written for records: {text}", where, hint)
    if not markdown:
        raise fault
    loaded = _loaded(tree, written.base, written.stem, kept)
    others = (one for one in loaded.problems if "{{" not in one.message and "{%" not in one.message)
    return replace(loaded, problems=(fault, *others))


def personal_parts(template: Template, record: Mapping[str, Any], base: Path, stem: str) -> Loaded:
    """As much of a record's document as can be read, and all that is wrong with it.

    Raises:
        ReportgenError: the record lacks a field.
    """
    personal = template.expand(record)
    try:
        made = _loaded(personal.tree, base, stem, template.kept, personal.forms)
    except ReportgenError as error:
        raise personal.secrets.reveal_error(error) from None
    problems = tuple(personal.secrets.reveal_error(one) for one in made.problems)
    document, reveal = made.document, personal.secrets.reveal
    if document is None:
        return Loaded(None, problems)
    shown = tuple(section if section.index in personal.fixed else reveal(section) for section in document.sections)
    said = partial(_revealed, document.written, personal.secrets.text)
    if template.only_sections:  # All else is as its author wrote it, but for what is told of the sections.
        whole = replace(document, sections=shown, written=said, remarks=reveal(document.remarks))
    else:
        whole = replace(reveal(replace(document, sections=())), sections=shown, written=said)
    return Loaded(whole, problems, made.partial)


def _revealed(written: Callable[[], Any], text: Callable[[str], str]) -> Any:
    """What a record's source says, with values for tokens."""

    def shown(value: Any) -> Any:
        if isinstance(value, str):
            return text(value)
        if isinstance(value, dict):
            return {key: shown(inner) for key, inner in value.items()}
        return [shown(inner) for inner in value] if isinstance(value, list) else value

    return shown(data_tree(written()).value)


def read_source(source: str | Path) -> tuple[Tree, Path, str]:
    """A source by its path, as a tree, the folder that its paths start from, and the stem of its outputs' names.

    Raises:
        ReportgenError: it cannot be read.
    """
    path = Path(source)
    text = _read_text(path, source)
    ending = path.suffix.lower()
    form: TextFormat = "markdown" if ending in (".md", ".markdown") else "yaml"
    form = _form_of(text) if ending == ".txt" else form
    return _tree_of(text, form, path.name), path.resolve().parent, path.stem


def _tree_of(text: str, form: TextFormat, name: str) -> Tree:
    """A text as a tree.

    Raises:
        ReportgenError: it is broken.
    """
    if form == "markdown":
        return _of_markdown(read_front_matter(text, name, markdown_fields))
    return load_yaml(str(text), name, json=form == "json")  # libyaml takes no kind of `str` but itself


def _tree_in_memory(source: object, form: TextFormat | None) -> Tree:
    """A text in a format, or Python data, as a tree.

    Raises:
        ReportgenError: it is broken, or of another kind than the format says.
    """
    if isinstance(source, Mapping) and form is None:
        return data_tree(source)
    if not isinstance(source, str | bytes):
        hint = "for a dict give no format" if isinstance(source, Mapping) else "give a text with its format, or a dict"
        given = "None" if source is None else f"a {type(source).__name__}"
        raise SourceError(f"a source is a text or a dict, got {given}", hint=hint)
    known = get_args(TextFormat)
    if form is None or form not in known:
        what = f"{form!r} is no format of a source" if form is not None else "a text needs its format"
        raise SourceError(what, hint=f"known: {', '.join(known)}")
    return _tree_of(_decoded(source, NAMELESS) if isinstance(source, bytes) else source, form, NAMELESS)


_OF_BLOGS = frozenset({
    "aliases", "author", "categories", "category", "comments", "cover_image", "description", "draft", "excerpt",
    "extra", "featured", "format", "image", "images", "keywords", "lang", "layout", "linktitle", "number",
    "permalink", "path", "post_type", "publishdate", "published", "series", "showdate", "slug", "summary", "tags",
    "taxonomies", "template", "thumbnail", "toc", "type", "updated", "url", "weight",
})  # fmt: skip
"""Keys that the programs of blogs read in front matter (Jekyll, Hugo, Zola, Pelican, Eleventy), in small letters."""

_NAMES_OF_BLOGS = {"author": "authors", "lang": "language"}
"""What programs of blogs call keys of ours."""


def _in_our_names(tree: Tree, known: Sequence[str]) -> tuple[dict[str, Any], dict[Place, Spot]]:
    """The values and the places of a tree, of which keys have the names that are known here."""
    value, spots = dict(tree.value), dict(tree.spots)
    for key in tree.value:
        ours = _NAMES_OF_BLOGS.get(key.lower(), key.lower())
        if ours != key and ours in known and ours not in value:
            value[ours] = value.pop(key)
            spots |= {(ours, *place[1:]): spot for place, spot in tree.spots.items() if place[:1] == (key,)}
    return value, spots


_MOMENT = re.compile(r"(\d{4}-\d\d-\d\d)[T ]\d\d?:\d\d.*")
"""A day with a time, as blogs have it."""


def _of_markdown(tree: Tree) -> Tree:
    """A Markdown source without the keys of its front matter that other programs read; ours may have capitals and the
    names that those programs have for them.

    A key that is very like one of ours stays, so that it is told as the slip of the pen that it is.
    """
    known = list(DocumentModel.model_fields)
    value, spots = _in_our_names(tree, known)
    if isinstance(value.get("date"), str):
        value["date"] = _MOMENT.sub(r"\1", value["date"])
    passed = [
        key
        for key in value
        if key not in known and (key.lower() in _OF_BLOGS or nearest(key.lower(), known, SLIP) is None)
    ]
    value = {key: one for key, one in value.items() if key not in passed}
    return replace(tree, value=value, spots=spots, passed=tuple(passed))


def _read_text(path: Path, source: str | Path) -> str:
    """The text of a source, which messages name as its author did.

    Raises:
        SourceError: the file is not there, cannot be read, or is no UTF-8.
    """
    try:
        return _decoded(path.read_bytes(), path.name)
    except FileNotFoundError as error:
        raise SourceError(f'there is no source "{source}"', hint="look at the spelling and the folder") from error
    except OSError as error:
        raise SourceError(f'cannot read "{source}": {error.strerror}') from error


def _decoded(content: bytes, name: str) -> str:
    """The text of a source's bytes.

    Raises:
        SourceError: it is no UTF-8.
    """
    try:
        return content.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = content[: error.start].count(b"\n") + 1
        raise SourceError("the file is not UTF-8 text", Where(name, line), "save it as UTF-8") from error


def template_of(tree: Tree) -> Template:
    """A source that is written for records, its expressions compiled.

    Raises:
        ReportgenError: an expression is broken; `Problems` with all faults.
    """
    return Template(tree, DocumentModel)


def _loaded(tree: Tree, base: Path, stem: str, kept: Kept | None = None, forms: Sequence[Form] = ()) -> Loaded:
    """Sections that have a form are kept, and taken from what was kept."""
    kept = kept if kept is not None else Kept()
    project = kept.project = kept.project or find_project(base)
    model, faults = checked(DocumentModel, tree)
    sound = _Sound(model, range(len(model.sections))) if model is not None else _sound_part(tree, faults)
    if sound is None:
        return Loaded(None, tuple(faults.values()))
    model = sound.model
    language = model.language or str(project.settings.get("language", "en"))
    at = ReadContext(tree, project, base, language, list(faults.values()))
    with typography_of(language if model.typography == "usual" else ""):
        sections = _sections(sound, at, kept, forms)
        title, subtitle = _plain_text(model.title), _plain_text(model.subtitle or "")
    date_text, created = _date(model, at)
    document = Document.of_fields(
        title=title,
        sections=sections,
        project=project,
        base=base,
        stem=stem,
        subtitle=subtitle,
        issue=clean(str(model.issue or "")),
        date_text=date_text,
        created=created,
        language=language,
        authors=tuple(clean(author) for author in model.authors),
        brand=model.brand or project.settings.get("brand"),
        pages=PageTarget(*model.pages, tree.where(("pages",))) if model.pages else None,
        cover=model.cover,
        outputs=_outputs(model, at),
        showing=Showing(model.build, model.transition),
        remarks=_remarks(tree, at),
        where=tree.where,
        written=partial(getattr, tree, "value"),
    )
    problems = sorted(at.problems, key=lambda e: (e.where.line or 0, e.where.column or 0))
    return Loaded(document, tuple(problems), frozenset(sound.partial))


@cache
def _document_fields() -> tuple[Any, ...]:
    """The fields of a document, which the library makes anew each time that it is asked."""
    return dataclass_fields(Document)


@dataclass(frozen=True, slots=True)
class _Sound:
    """What is right of a source: the numbers of its sections in the source; of those that lack what is wrong, the
    fields in which something is missing; and which fields (by section) are there for their names alone.
    """

    model: DocumentModel
    numbers: Sequence[int]
    partial: dict[int, set[str | int]] = field(default_factory=dict)
    empty: frozenset[tuple[int, str | int]] = frozenset()

    def brings_to_light(self, number: int, problem: ReportgenError, source: str) -> bool:
        """Whether a problem of a section is one of the source, and not of what was taken out of it."""
        place = place_of(problem.where.path)
        name = place[2] if len(place) > 2 else ""
        if (number, name) in self.empty:
            return False
        return of_a_file(problem, source) or (bool(name) and name not in self.partial.get(number, ()))


ROUNDS = 4
"""How often faults are taken out of sections, which may bring others to light, before such sections are left out."""


def _sound_part(tree: Tree, faults: Mapping[Place, ReportgenError]) -> _Sound | None:
    """What is right of a source with these faults; None where that is nothing."""
    value = tree.value
    if not isinstance(value, dict) or not isinstance(value.get("sections"), list) or ("sections",) in faults:
        return None
    keys = {place[0] for place in faults} - {"sections"}
    right = {"title": "-"} | {key: inner for key, inner in value.items() if key not in keys}
    sections = dict(enumerate(value["sections"]))
    partial: dict[int, set[str | int]] = {}
    empty: set[tuple[int, str | int]] = set()
    left = faults
    for _ in range(ROUNDS):
        for number, wrong in _by_section(left, list(sections)).items():
            section = sections.pop(number)
            partial.setdefault(number, set()).update(place[0] for place in wrong if len(place) > 1)
            if isinstance(section, dict) and (mended := without_faults(section, wrong)) is not None:
                sections[number] = mended
                empty.update((number, name) for name, one in mended.items() if one == "-" and name not in section)
        sections = dict(sorted(sections.items()))
        model, left = checked(DocumentModel, Tree(right | {"sections": list(sections.values())}, tree.file, tree.spots))
        if model is not None:
            return _Sound(model, list(sections), partial, frozenset(empty))
    whole = {number: one for number, one in sections.items() if number not in partial}
    model, _ = checked(DocumentModel, Tree(right | {"sections": list(whole.values())}, tree.file, tree.spots))
    return _Sound(model, list(whole)) if model else None


def _by_section(
    faults: Mapping[Place, ReportgenError], numbers: Sequence[int]
) -> dict[int, dict[Place, ReportgenError]]:
    """The faults of sections, by the numbers that these have in the source."""
    found: dict[int, dict[Place, ReportgenError]] = {}
    for place, fault in faults.items():
        if place[0] == "sections" and len(place) > 1 and isinstance(place[1], int):
            found.setdefault(numbers[place[1]], {})[place[2:]] = fault
    return found


def _sections(sound: _Sound, at: ReadContext, kept: Kept, forms: Sequence[Form]) -> tuple[LoadedSection, ...]:
    """The sections, each read unless its form was; those with faults of their content become partial ones."""
    model = sound.model
    # What the reading of a section depends on, and is not written in it.
    besides = (at.language, model.typography, repr(model.deck))
    right: list[LoadedSection] = []
    if forms:  # The tree of a record has sections as they were checked; they are read as they are written.
        at.tree = replace(at.tree, value={**at.tree.value, "sections": [form.written for form in forms]})
    for number, written in zip(sound.numbers, model.sections, strict=True):
        before = len(at.problems)
        section = forms[number].loaded.get(besides) if forms else None
        right.append(section or _read_section(written, at.inner("sections", number), model))
        if number in sound.partial:
            file = at.tree.file
            at.problems[before:] = [one for one in at.problems[before:] if sound.brings_to_light(number, one, file)]
        if len(at.problems) > before:  # faults, because remarks went to the section
            sound.partial.setdefault(number, set())
    if at.problems:
        return tuple(right)
    for number, form in enumerate(forms):
        form.model = model.sections[number]
        form.loaded[besides] = right[number]
    kept.keep(forms)
    return tuple(right)


def section_of(problem: ReportgenError) -> int:
    """The number of the section that a problem is of; -1 of none."""
    place = place_of(problem.where.path)
    return place[1] if place[:1] == ("sections",) and len(place) > 1 and isinstance(place[1], int) else -1


def of_a_file(problem: ReportgenError, source: str | None) -> bool:
    """Whether a problem is one of a file that a source names, which is there whatever else is wrong in the source."""
    return isinstance(problem, AssetError) or problem.where.file not in (None, source)


def _read_section(section: Section, at: ReadContext, model: DocumentModel) -> LoadedSection:
    """A section, with what the document says for all of its type."""
    loaded = section.read(at)
    usual = model.deck if isinstance(model.deck, str) else model.deck.get(loaded.type)
    return replace(loaded, deck=usual) if usual and loaded.deck is None else loaded


def _remarks(tree: Tree, at: ReadContext) -> tuple[SourceRemark, ...]:
    """The remarks on keys that are no section's."""
    before = len(at.problems)
    if tree.passed:
        names = ", ".join(tree.passed)
        message = f"keys of the front matter that other programs read are passed over: {names}"
        at.remark(message, at.where(tree.passed[0]), "take them out if nothing else reads them")
    at.tell_of_removed({key: value for key, value in tree.value.items() if key != "sections"})
    return (*tree.remarks, *taken_remarks(at.problems, before))


def _date(model: DocumentModel, at: ReadContext) -> tuple[str, str]:
    """The date as readers see it, and as a time stamp."""
    try:
        return date_of(str(model.date) if model.date is not None else None, at.language, at.where("date"))
    except ReportgenError as error:
        at.keep(error)
        return "", ""


def _outputs(model: DocumentModel, at: ReadContext) -> tuple[Wanted, ...]:
    """What is to be made: as the source says, else the project, else each publication in its main form."""
    names: Iterable[str] = model.outputs or at.project.settings.get("outputs", ())
    for name in names:
        if name not in _OUTPUTS:
            at.fault(f'unknown output "{name}"', Where("reportgen.toml"), f"known: {', '.join(_OUTPUTS)}")
    return tuple(Wanted(*name.split(".")) for name in names if name in _OUTPUTS) or _MAIN_OUTPUTS  # type: ignore[arg-type]


def _plain_text(text: str) -> str:
    return well_set_text(clean(text).strip())
