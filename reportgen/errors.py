"""Every error that reportgen raises, in one tree.

::

    ReportgenError
    ├── SourceError        the document: broken YAML, unknown key, wrong type
    ├── SourceRemark       what a person should look at in a document that is built all the same
    ├── BrandError         brand.yaml and what it names
    │   └── FontError      a font that cannot be read, a glyph that no font has
    ├── TemplateError      a layout file that is wrong or unknown
    ├── AssetError         a picture that is missing, broken or outside the project
    ├── FitError           content that no copyfit step could make fit
    ├── BackendError       frames that a backend cannot write
    ├── LimitError         more than the caller of a service allows
    ├── DeadlineError      the time that was given is over
    ├── CancelledError     the caller called it off
    ├── PluginError        what another package brings cannot be used
    └── Problems           several of the above, found in one run

A message says what is wrong; `where` says at which file, line and path; `hint` says what to do.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from math import inf
from typing import Any, ClassVar

from reportgen.structs import Struct, replace


class Where(Struct, frozen=True):
    """A place in a file that a person wrote: all parts optional, lines and columns from 1."""

    file: str | None = None
    line: int | None = None
    column: int | None = None
    path: str = ""

    def __str__(self) -> str:
        place = ":".join(str(part) for part in (self.file, self.line, self.column) if part is not None)
        return " ".join(part for part in (place, self.path) if part)

    @property
    def pointer(self) -> str:
        """The value by its JSON pointer (RFC 6901): ``/sections/1/table/data``; empty for the whole, and for cells.

        >>> Where(path="sections[1].table.data").pointer
        '/sections/1/table/data'
        """
        if not re.fullmatch(r"[^.\[\]!]+(?:\.[^.\[\]!]+|\[\d+\])*", self.path):
            return ""
        parts = (one[1] or one[2] for one in re.finditer(r"\[(\d+)\]|([^.\[\]]+)", self.path))
        return "".join("/" + part.replace("~", "~0").replace("/", "~1") for part in parts)

    def at(self, path: str) -> Where:
        """The same place under another path (`sections[2].body`)."""
        return replace(self, path=path)


NOWHERE = Where()


def _made_again(kind: type[BaseException], words: tuple[object, ...], said: dict[str, object]) -> BaseException:
    """An error of a kind with all that it said, without its traceback."""
    made = kind.__new__(kind, *words)
    vars(made).update(said)
    return made


class ReportgenError(Exception):
    """An error that a person can act on: `str()` gives ``file:line:column path: message (hint)``."""

    kind: ClassVar[str] = "fault"
    code: str
    """What is wrong, for programs: the kind of error, or the fault of form (`unknown-key`, `missing` …)."""

    def __init__(self, message: str, where: Where = NOWHERE, hint: str = "") -> None:
        super().__init__(message)
        self.message = message
        self.where = where
        self.hint = hint
        self.code = self.kind

    def __reduce__(self) -> tuple[Any, ...]:
        """Errors are copied and sent to other processes by what they say, whatever their constructors take."""
        return _made_again, (type(self), self.args, vars(self))

    @property
    def each(self) -> tuple[ReportgenError, ...]:
        """The errors that this one stands for: itself, or several."""
        return (self,)

    def to_dict(self) -> dict[str, Any]:
        """The error as plain data for programs, such as forms: `where` is None where there is no file.

        >>> SourceError("it is empty", Where(path="sections[0].body"), "write").to_dict()
        {'code': 'source', 'message': 'it is empty', 'hint': 'write', 'pointer': '/sections/0/body', 'where': None}
        """
        at = self.where
        where = {"file": at.file, "line": at.line, "column": at.column} if at.file else None
        return {
            "code": self.code,
            "message": self.message,
            "hint": self.hint,
            "pointer": at.pointer,
            "where": where,
        }

    def __str__(self) -> str:
        place = str(self.where)
        hint = f" ({self.hint})" if self.hint else ""
        return f"{place}: {self.message}{hint}" if place else f"{self.message}{hint}"


class SourceError(ReportgenError):
    """The document is not what the schema allows."""

    kind = "source"


class SourceRemark(ReportgenError):
    """Something in the document is not shown as it was written. It is collected with the errors, and stops nothing."""

    kind = "remark"


class BrandError(ReportgenError):
    """`brand.yaml`, or a file that it names, is wrong."""

    kind = "brand"


class FontError(BrandError):
    """A font cannot be read, or no font of the chain has a character."""

    kind = "font"


class TemplateError(ReportgenError):
    """A layout file is wrong, or none has the name asked for."""

    kind = "template"


class AssetError(ReportgenError):
    """A picture is missing, broken, too large, or outside the project."""

    kind = "asset"


class FitError(ReportgenError):
    """Content does not fit its slot, and every step of the copyfit contract was tried.

    `over` is by how much, in characters: of several such errors the least is told. `template` is the one that the
    content was tried on.
    """

    kind = "fit"

    def __init__(
        self, message: str, where: Where = NOWHERE, hint: str = "", *, over: float = inf, template: str = ""
    ) -> None:
        super().__init__(message, where, hint)
        self.over = over
        self.template = template

    def on(self, template: str) -> FitError:
        """The same error, of content that was tried on a template."""
        return FitError(self.message, self.where, self.hint, over=self.over, template=template)

    def told(self, output: str) -> FitError:
        """The error as it is told of an output: it names the output and the template."""
        on = f', on the template "{self.template}"' if self.template else ""
        message = f"in the {output}{on}: {self.message}"
        return FitError(message, self.where, self.hint, over=self.over, template=self.template)


def least_over(errors: Sequence[FitError]) -> FitError:
    """Of the ways in which one content does not fit, that which asks its author for least; the first of equal ones."""
    return min(errors, key=lambda error: error.over)


class PluginError(ReportgenError):
    """What another package brings cannot be used."""

    kind = "plugin"


class BackendError(ReportgenError):
    """A backend was given frames that it cannot write."""

    kind = "backend"


class LimitError(ReportgenError):
    """There is more of something than the caller's `Limits` allow."""

    kind = "limit"


class DeadlineError(ReportgenError):
    """The time that the caller gave is over; nothing half-made is left."""

    kind = "deadline"


class CancelledError(ReportgenError):
    """The caller called it off; nothing half-made is left."""

    kind = "cancelled"


def counted(number: int, thing: str) -> str:
    """A number of things, in words.

    >>> counted(1, "line"), counted(3, "line")
    ('1 line', '3 lines')
    """
    return f"{number} {thing}" if number == 1 else f"{number} {thing}s"


class Problems(ReportgenError):
    """Several errors of one run, in the order of files and lines."""

    kind = "problems"

    def __init__(self, problems: Iterable[ReportgenError]) -> None:
        flat: list[ReportgenError] = []
        for problem in problems:
            flat.extend(problem.each)
        self.problems: tuple[ReportgenError, ...] = tuple(flat)
        super().__init__(f"{len(flat)} problems", flat[0].where if flat else NOWHERE)

    @property
    def each(self) -> tuple[ReportgenError, ...]:
        return self.problems

    def to_dict(self) -> dict[str, Any]:
        """All of them as plain data, under `problems`."""
        return {**super().to_dict(), "problems": [one.to_dict() for one in self.problems]}

    def __str__(self) -> str:
        return "\n".join(str(problem) for problem in self.problems)


def raise_all(problems: Iterable[ReportgenError]) -> None:
    """Raise nothing, the one, or all of `problems` together.

    Raises:
        ReportgenError: the only problem, or `Problems` with all of them.
    """
    found = list(problems)
    if len(found) == 1:
        raise found[0]
    if found:
        raise Problems(found)
