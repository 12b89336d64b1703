"""How fields become content: what a field says of itself, and all that a reader needs to know."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from pathlib import Path
from typing import TYPE_CHECKING, Any

from reportgen.content.base import Content, ContentModel
from reportgen.errors import ReportgenError, SourceError, SourceRemark, Where
from reportgen.source.characters import removed
from reportgen.source.model_annotations import Mark, marks_of
from reportgen.source.project import Project
from reportgen.source.tree import Place, Tree
from reportgen.structs import replace

if TYPE_CHECKING:
    from pydantic import BaseModel

    from reportgen.content.text import Block


class ReadContext:
    """The place in a source that is being read, and what is known around it.

    Readers raise nothing: a fault is added to `problems`, so that all of a source's faults are told at once.
    """

    __slots__ = ("base", "footnotes", "language", "owner", "place", "problems", "project", "tree")

    def __init__(
        self, tree: Tree, project: Project, base: Path, language: str, problems: list[ReportgenError] | None = None
    ) -> None:
        self.tree = tree
        self.place: Place = ()
        self.project = project
        """The folder that all files must lie in."""
        self.base = base
        """The folder that paths start from."""
        self.language = language
        self.problems: list[ReportgenError] = problems if problems is not None else []
        self.owner: BaseModel | None = None
        """The model whose field is being read, for a field that depends on the one beside it."""
        self.footnotes: list[Block] | None = None
        """Where the footnotes of running text are collected and counted; None where none may stand."""

    def inner(self, *parts: str | int) -> ReadContext:
        """The same for what lies under keys and numbers of this place; without footnotes."""
        # without __init__, because this is called for every field of every section
        made = ReadContext.__new__(ReadContext)
        made.tree = self.tree
        made.place = (*self.place, *parts)
        made.project = self.project
        made.base = self.base
        made.language = self.language
        made.problems = self.problems
        made.owner = self.owner
        made.footnotes = None
        return made

    def allows(self, count: int, most: int, thing: str) -> bool:
        """Whether a list or a text is no longer than can be laid in seconds; if it is, that is a problem."""
        if count <= most:
            return True
        self.problems.append(
            SourceError(
                f"{count} {thing} are too many for one section; the most is {most}",
                self.where(),
                "make several sections of it, or leave some out",
            )
        )
        return False

    def where(self, *parts: str | int) -> Where:
        """The file, line and path of this place, or of what lies under it."""
        return self.tree.where((*self.place, *parts))

    def text_line(self, *parts: str | int) -> int | None:
        """The line on which the text of a value begins; None in data that came from no file."""
        return self.tree.text_line((*self.place, *parts)) if self.tree.spots else None

    def fault(self, message: str, where: Where | None = None, hint: str = "") -> None:
        """Keep a fault of the source, at this place where no other is named."""
        self.problems.append(SourceError(message, where if where is not None else self.where(), hint))

    def remark(self, message: str, where: Where | None = None, hint: str = "") -> None:
        """Keep a remark on what is not shown as it was written; the document is built all the same."""
        self.problems.append(SourceRemark(message, where if where is not None else self.where(), hint))

    def tell_of_removed(self, value: object) -> None:
        """Remark on the control characters in what stands at this place, which no text keeps."""
        for one in removed(value):
            where, line = self.where(*one.place), self.text_line(*one.place)
            if one.line and line is not None:
                where = replace(where, line=line + one.line, column=None)
            self.remark(one.told, where, one.remedy)

    @property
    def faults(self) -> int:
        """How many of the problems are faults, and no mere remarks."""
        return sum(not isinstance(one, SourceRemark) for one in self.problems)

    def keep(self, error: ReportgenError) -> None:
        """Keep an error that was raised while a value was read."""
        self.problems.append(error)


Reader = Callable[[Any, ReadContext], Content | None]
"""Makes content of a field's value, as checked; None where there is none, or where a fault was kept."""


class Reads(Mark):
    """Says which reader makes content of a field; a field of a `ContentModel` needs none."""

    __slots__ = ("read", "running", "text")

    def __init__(self, read: Reader, *, text: bool = False, running: bool = False, prose: bool | None = None) -> None:
        """`text` is for a field that may have a shorter text under `short`; `running` for one that takes what stands
        under a heading of a Markdown file.
        """
        super().__init__(prose=prose)
        self.read = read
        self.text = text
        self.running = running


class Slot(Mark):
    """Says which slot of a template a field goes to, where that is not called as the field is."""

    __slots__ = ("name",)

    def __init__(self, name: str) -> None:
        super().__init__()
        self.name = name


class _Heading(Mark):
    __slots__ = ()


HEADING = _Heading()
"""Says that a field names its section: in outlines and contents, and as the heading of a Markdown file."""


class ContentField:
    """What a field of a section says of itself."""

    __slots__ = ("heading", "name", "read", "running", "slot", "text")

    def __init__(self, name: str, marks: Iterable[Any]) -> None:
        self.name = name
        self.slot = name
        self.heading = False
        self.read: Reader = read_model
        self.text = False
        self.running = False
        for mark in marks:
            if isinstance(mark, Reads):
                self.read, self.text, self.running = mark.read, mark.text, mark.running
            elif isinstance(mark, Slot):
                self.slot = mark.name
            elif mark is HEADING:
                self.heading = True


def read_model(value: Any, at: ReadContext) -> Content | None:
    """The content of a value that reads itself; None of a setting."""
    return value.read(at) if isinstance(value, ContentModel) else None


def content_fields(model: type[BaseModel], names: Iterable[str]) -> tuple[ContentField, ...]:
    """What the named fields of a model say of themselves."""
    infos = ((name, model.model_fields[name]) for name in names)
    return tuple(ContentField(name, marks_of(info.annotation, info.metadata)) for name, info in infos)
