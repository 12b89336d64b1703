"""What all sections share: the keys that every section may have, and how a section reads itself."""

from __future__ import annotations

from functools import cache, lru_cache
from math import inf
from types import MappingProxyType
from typing import TYPE_CHECKING, Annotated, Any, ClassVar, Literal, get_args

from pydantic import BeforeValidator, Field, model_validator

from reportgen.content.base import Content
from reportgen.content.markdown import read_inline, read_markdown
from reportgen.content.picture import PictureField as PictureField
from reportgen.content.reading import ContentField, ReadContext, content_fields
from reportgen.content.stats import Stats as Stats
from reportgen.content.text import Block, TextContent
from reportgen.content.text import Headline as Headline
from reportgen.content.text import Prose as Prose
from reportgen.content.text import Text as Text
from reportgen.content.text import Texts as Texts
from reportgen.content.typography import language_of_typography
from reportgen.content.values import Plain, Strict, one_or_many
from reportgen.errors import NOWHERE, ReportgenError, SourceRemark
from reportgen.frames import Build, Showing, Transition
from reportgen.sections.loaded_section import DeckMode, LoadedSection
from reportgen.source.model_annotations import NUMERIC, PROSE, SETTING
from reportgen.structs import Struct, replace


def _layout(value: object) -> object:
    """A layout by name is one for both publications; a blank one, as of a record that has none, is none."""
    named = {"any": value} if isinstance(value, str) else value
    return {kind: name for kind, name in named.items() if name != ""} if isinstance(named, dict) else named


_Shorter = Annotated[str, PROSE]


class Traits(Struct, frozen=True):
    """How a section type stands among others: on the pages of a newsletter, and where a file is read aloud."""

    listed: bool = True
    """Whether tables of contents name such sections."""
    reading: Literal["length", "glance", ""] = ""
    """Whether it is read at `length`, as stories are, of which the first leads a newsletter and contents name them
    before all others; or at a `glance`, as what stands with a story, which they name after all others."""
    rail: bool = False
    """Whether it belongs into a narrow column beside others."""
    sentence: bool = False
    """Whether its headline is a sentence that stands alone, and no heading of what follows it."""
    concludes: bool = False
    """Whether it speaks for the whole document where it ends it, and not for the last part of that."""


class SectionModel(Strict):
    """The part that all sections share.

    A section type is a class under this one with a literal `type`. Each of its fields is one part of the section, and
    says by its annotation what it is: `Text` a line, `Headline` the line that names the section, `Prose` running text,
    `Texts` the items of a list, `Stats`, `PictureField`, `Chart` … those kinds of content; `Slot("picture")` beside it
    names the slot that it fills where that is not called as the field is.
    """

    traits: ClassVar[Traits] = Traits()

    notes: Text | None = None
    """What the speaker says: the deck's notes."""
    source: Text | None = None
    """Where the facts are from, at the foot."""
    short: dict[str, _Shorter | list[_Shorter]] = {}
    """Shorter texts by the name of their field, taken where the long ones do not fit."""
    layout: Annotated[
        dict[Literal["newsletter", "deck", "any"], str],
        BeforeValidator(_layout, json_schema_input_type=dict[Literal["newsletter", "deck", "any"], str] | str),
        SETTING,
    ] = {}
    """A template by name, instead of the one that would be chosen; `{newsletter: …, deck: …}` names one for each."""
    only: Literal["newsletter", "deck"] | None = None
    """The one publication that the section is for."""
    omit: Annotated[
        dict[
            Literal["newsletter", "deck"],
            Annotated[list[str], BeforeValidator(one_or_many, json_schema_input_type=list[str] | str)],
        ],
        SETTING,
    ] = {}
    """Fields that one of the publications leaves out: `{newsletter: picture}`."""
    deck: DeckMode | None = None
    """How much of a long text the deck shows: `digest`, the sentences that carry it; `full`, all of it on as many
    slides as it takes; `notes`, the heads alone. What is not shown is in the speaker notes."""
    slides: Annotated[int, Field(ge=1, le=60), SETTING, NUMERIC] | None = None
    """The most slides that the section may become in a deck."""
    float: bool = False
    """Whether the section may move on to the next page, past what follows it."""
    key: Plain | None = None
    """A name by which slides of the section keep their identity in PowerPoint when its headline changes."""
    hidden: bool = False
    """Whether a presentation passes over the section's slides; they are in the file."""
    build: Annotated[Build, SETTING] | None = None
    """How the section's slides come up in a presentation: `by-point`, one point at a click, or `none`."""
    transition: Annotated[Transition, SETTING] | None = None
    """How the section's slides follow those before them in a presentation: `fade`, `push`, `wipe` or `none`."""
    if TYPE_CHECKING:
        type: Any  # which a type narrows to its own name
    else:
        type: Plain

    @model_validator(mode="after")
    def _short_of_fields(self) -> SectionModel:
        texts = [field.name for field in own_fields(type(self)) if field.text] if self.short else []
        for key in self.short:
            if key not in texts:
                raise ValueError(f'"short" names "{key}", which is no text of this section | texts: {", ".join(texts)}')
        return self

    @model_validator(mode="after")
    def _omit_fields(self) -> SectionModel:
        parts = [field.name for field in own_fields(type(self))] if self.omit else []
        for name in (name for names in self.omit.values() for name in names):
            if name not in parts:
                raise ValueError(f'"omit" names "{name}", which is no part of this section | parts: {", ".join(parts)}')
        return self

    def as_written(self) -> dict[str, Any]:
        names = get_args(type(self).model_fields["type"].annotation)
        return {"type": names[0]} | super().as_written() if names else super().as_written()

    @classmethod
    def sample(cls) -> dict[str, Any]:
        """Sample content of fields that are this type's own, for previews of templates."""
        return {}

    def read(self, at: ReadContext) -> LoadedSection:
        """The section at a place of a source, read by asking each of its fields; faults are kept in `at`."""
        footnotes: list[Block] = []
        offer: dict[str, Content] = {}
        before = len(at.problems)
        fields = own_fields(type(self))
        written = self._written(at)
        order = {key: number for number, key in enumerate(written)}
        own = sorted(fields, key=lambda field: order.get(field.name, len(order)))
        for field in (*own, *_SOURCE):
            content = self._content(field, at, footnotes)
            if content is not None:
                offer[field.slot] = content
        at.tell_of_removed(written)
        slots = {field.name: field.slot for field in fields}
        notes = (*self._notes(at), *(block.text for block in footnotes))
        return LoadedSection(
            type=self.type,
            index=int(at.place[-1]),
            offer=MappingProxyType(offer),
            notes=notes,
            layout=MappingProxyType({str(kind): name for kind, name in self.layout.items()}),
            layout_where=at.where("layout"),
            only=self.only,
            omit=MappingProxyType({str(k): tuple(slots[name] for name in names) for k, names in self.omit.items()}),
            title=self._title(at),
            where=at.where(),
            footnotes=tuple(footnotes),
            float=self.float,
            continues=getattr(self, "continues", False),  # of types that may have text and a figure
            repeated=getattr(self, "repeated", False),  # of lists of the publication's own sections
            key=self.key or "",
            showing=Showing(self.build, self.transition, self.hidden),
            deck=self.deck,
            slides=self.slides,
            remarks=taken_remarks(at.problems, before),
        )

    def _content(self, field: ContentField, at: ReadContext, footnotes: list[Block]) -> Content | None:
        """What a field offers, with the author's shorter text; its footnotes are added to those of the section."""
        value = getattr(self, field.name)
        if value is None:
            return None
        inner = at.inner(field.name)
        inner.owner = self
        inner.footnotes = footnotes
        content = field.read(value, inner)
        if field.name in self.short and isinstance(content, TextContent):
            shorter = field.read(self.short[field.name], at.inner("short", field.name))
            return replace(content, short=shorter.blocks if isinstance(shorter, TextContent) else ())
        return content

    def _written(self, at: ReadContext) -> Any:
        """The section as its author wrote it, in whose order its parts are read."""
        value: Any = at.tree.value
        for part in at.place:
            value = value[part]
        return value

    def _notes(self, at: ReadContext) -> tuple[str, ...]:
        """The paragraphs of the speaker notes."""
        if self.notes is None:
            return ()
        notes = _sound_notes(self.notes, language_of_typography())
        if notes is None:
            notes = tuple(block.text for block in read_markdown(self.notes, at.where("notes"), at.problems))
        return notes

    def _title(self, at: ReadContext) -> str:
        """What the section is called in outlines: its heading, else what stands over it, else its type."""
        heading = heading_field(type(self))
        named = getattr(self, heading.name) if heading is not None else None
        text = named or getattr(self, "kicker", None) or self.type.capitalize()
        spans = read_inline(str(text), at.where(), [], most=inf)  # its faults are told once
        title = "".join(span.text for span in spans).replace("\n", " ").strip()
        if heading is not None and named and not title:
            at.fault("it shows nothing", at.where(heading.name), "write something, or leave it out")
        return title or self.type.capitalize()


@lru_cache(maxsize=128)
def _sound_notes(text: str, language: str) -> tuple[str, ...] | None:
    """The paragraphs of notes; None where there is a fault, to be told at its place.

    The notes of a section are mostly the same in all records of a batch; they are set by the rules of the `language`.
    """
    problems: list[ReportgenError] = []
    paragraphs = tuple(block.text for block in read_markdown(text, NOWHERE, problems))
    return None if problems else paragraphs


def taken_remarks(problems: list[ReportgenError], first: int) -> tuple[SourceRemark, ...]:
    """The remarks among the problems from the number `first` on, which are problems no more."""
    found = tuple(one for one in problems[first:] if isinstance(one, SourceRemark))
    problems[first:] = [one for one in problems[first:] if not isinstance(one, SourceRemark)]
    return found


@cache
def own_fields(model: type[SectionModel]) -> tuple[ContentField, ...]:
    """The fields that are a type's own: its parts, in their order. All others are shared by all types."""
    return content_fields(model, (name for name in model.model_fields if name not in SectionModel.model_fields))


def heading_field(model: type[SectionModel]) -> ContentField | None:
    """The field that names a section, and that a heading of a Markdown file fills."""
    return next((field for field in own_fields(model) if field.heading), None)


def running_field(model: type[SectionModel]) -> ContentField | None:
    """The field of running text, which what stands under a heading of a Markdown file fills."""
    return next((field for field in own_fields(model) if field.running), None)


def slot_of(model: type[SectionModel], name: str) -> str:
    """The slot that a field of a section type fills."""
    return next((field.slot for field in own_fields(model) if field.name == name), name)


_SOURCE = content_fields(SectionModel, ("source",))
"""Where a section's facts come from is offered by all, after the parts of their own."""
