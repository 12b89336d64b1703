"""Entries: several like parts of a section, such as the points of a timeline or the people of a team."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date
from functools import cache
from typing import TYPE_CHECKING, Annotated, Any, Literal

from reportgen.content.base import Content
from reportgen.content.icons import IconName
from reportgen.content.picture import PictureContent, PictureField, PictureModel
from reportgen.content.reading import ReadContext, Reads
from reportgen.content.text import Block, Lines, Span, Text
from reportgen.content.values import Plain, Strict
from reportgen.errors import ReportgenError, Where
from reportgen.source.model_annotations import Mark, marks_of
from reportgen.structs import replace


@dataclass(frozen=True, slots=True)
class Entry:
    """One of several like parts of a section. `label` is a date, a step, a role; `text` are blocks."""

    title: tuple[Span, ...]
    label: tuple[Span, ...]
    text: tuple[Block, ...]
    picture: PictureContent | None
    where: Where = field(compare=False)
    icon: str = ""
    """The name of what is drawn over it; empty where it has none."""
    marked: bool = False
    """Whether it stands out of the others, as the part of a deck that begins."""


@dataclass(frozen=True, slots=True)
class EntriesContent(Content):
    """Entries in the author's order."""

    entries: tuple[Entry, ...]
    where: Where = field(compare=False)

    def texts(self) -> Iterator[Block]:
        for entry in self.entries:
            for spans in (entry.title, entry.label):
                if spans:
                    yield Block("paragraph", spans, entry.where)
            yield from entry.text

    def pictures(self) -> Iterator[PictureContent]:
        return (entry.picture for entry in self.entries if entry.picture)


class Part(Mark):
    """Says which part of an entry a field is."""

    __slots__ = ("bullets", "dated", "name")

    def __init__(
        self,
        name: Literal["title", "label", "text", "picture", "icon", "marked"],
        *,
        dated: bool = False,
        bullets: bool = False,
    ) -> None:
        """`dated` is for a date by ISO 8601, which readers see in their language; with `bullets`, several texts are
        the items of a list.
        """
        super().__init__()
        self.name = name
        self.dated = dated
        self.bullets = bullets


Title = Annotated[Text, Part("title")]
Label = Annotated[Text, Part("label")]
if TYPE_CHECKING:
    DateLabel = str | date
else:
    DateLabel = Annotated[Plain, Part("label", dated=True)]
"""A day, or the first and the last: `2026-06-30..2026-07-02`."""
Body = Annotated[Text, Part("text")]
BodyLines = Annotated[Lines, Part("text")]
Bullets = Annotated[Lines, Part("text", bullets=True)]
Portrait = Annotated[PictureField, Part("picture")]
if TYPE_CHECKING:
    Icon = str
else:
    Icon = Annotated[IconName, Part("icon")]
Marked = Annotated[bool, Part("marked")]
"""Whether an entry stands out of the others."""


class EntryModel(Strict):
    """One entry of a list. Each of its fields says which part of the entry it is: `Title`, `Label`, `Body` …"""


@cache
def _parts(model: type[EntryModel]) -> dict[str, tuple[str, Part]]:
    """The parts of an entry: by their names, the field and what it says of itself."""
    found: dict[str, tuple[str, Part]] = {}
    for name, info in model.model_fields.items():
        for mark in marks_of(info.annotation, info.metadata):
            if isinstance(mark, Part):
                found[mark.name] = (name, mark)
    return found


class _EntryReader:
    """Reads one entry, part by part."""

    def __init__(self, model: EntryModel, at: ReadContext) -> None:
        self._model = model
        self._at = at
        self._parts = _parts(type(model))

    def entry(self) -> Entry:
        icon, _, _ = self._part("icon")
        marked, _, _ = self._part("marked")
        texts = self._spans("title"), self._label(), self._text()
        return Entry(*texts, self._picture(), self._at.where(), icon or "", marked or False)

    def _part(self, name: str) -> tuple[Any, Where, Part | None]:
        """The value of a part, where it stands, and what its field says of itself."""
        if name not in self._parts:
            return None, self._at.where(), None
        field_name, part = self._parts[name]
        return getattr(self._model, field_name), self._at.where(field_name), part

    def _spans(self, name: str) -> tuple[Span, ...]:
        from reportgen.content.markdown import read_inline

        value, where, _ = self._part(name)
        return read_inline(value, where, self._at.problems) if value else ()

    def _label(self) -> tuple[Span, ...]:
        value, where, part = self._part("label")
        if not value or part is None or not part.dated:
            return self._spans("label")
        from reportgen.content.dates import date_range, names_days
        from reportgen.content.markdown import read_inline

        if not names_days(value):
            return self._spans("label")
        try:
            return (Span(date_range(value, self._at.language, where)),)
        except ReportgenError as error:
            self._at.keep(error)
            return read_inline(value, where, self._at.problems)

    def _text(self) -> tuple[Block, ...]:
        from reportgen.content.markdown import read_inline

        value, where, part = self._part("text")
        texts = [value] if isinstance(value, str) else value or []
        kind: Literal["item", "paragraph"] = "item" if part and part.bullets and len(texts) > 1 else "paragraph"
        return tuple(Block(kind, read_inline(text, where, self._at.problems), where) for text in texts)

    def _picture(self) -> PictureContent | None:
        value, _, _ = self._part("picture")
        return value.read(self._at.inner(self._parts["picture"][0])) if value is not None else None


MOST_ENTRIES = 1_000
"""Entries of one section."""


def _read_entries(models: list[EntryModel], at: ReadContext) -> EntriesContent:
    if not at.allows(len(models), MOST_ENTRIES, "entries"):
        models = []
    entries = (_EntryReader(model, at.inner(number)).entry() for number, model in enumerate(models))
    return EntriesContent(tuple(entries), at.where())


def _read_pictures(models: list[PictureModel], at: ReadContext) -> EntriesContent:
    """A list of pictures as entries, their captions and credits as text."""
    made: list[Entry] = []
    for number, model in enumerate(models):
        inner = at.inner(number)
        picture = model.read(inner)
        if picture is None:
            continue
        # what stands under the picture is the entry's text, so that the rows of a gallery stay even
        spans = picture.label
        text = (Block("paragraph", spans, picture.where),) if spans else ()
        made.append(Entry((), (), text, replace(picture, caption=(), credit=""), inner.where()))
    return EntriesContent(tuple(made), at.where())


ENTRIES = Reads(_read_entries)
"""Reads a list of entries: `Annotated[list[Moment], Field(min_length=2), ENTRIES]`."""

PICTURES = Reads(_read_pictures)
"""Reads a list of pictures as entries."""
