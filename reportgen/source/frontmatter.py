"""Markdown with front matter as a tree: each level-1 heading begins a section."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from typing import Any, NamedTuple

from reportgen.errors import ReportgenError, SourceError, Where, raise_all
from reportgen.source.characters import clean
from reportgen.source.tree import Place, Spot, Tree, load_yaml

_HEADING = re.compile(r"^#[ \t]+(.+?)[ \t]*#*$")


class MarkdownFields(NamedTuple):
    """The fields of a section type that a heading and the text under it fill; None where it has no such field."""

    heading: str | None
    running: str | None


FieldsOf = Callable[[str], MarkdownFields | None]
"""The fields of a section type by its name; None where there is no such type, which is told when it is checked."""


def read_front_matter(text: str, file: str, fields_of: FieldsOf) -> Tree:
    """Markdown with front matter as a tree: each level-1 heading begins a section, a story unless it says other.

    The front matter holds the document's keys, and `cover` for a cover section. Directly under a heading, a block
    between two lines of ``---`` sets the section's other keys. Which of its keys the heading and the text fill, the
    section type says: `fields_of`.

    Raises:
        ReportgenError: the front matter is not there, not closed, or broken; text that no section can take.
    """
    return _FrontMatter(text, file, fields_of).tree()


class _FrontMatter:
    """Reads one file: its lines, and what was found in them."""

    def __init__(self, text: str, file: str, fields_of: FieldsOf) -> None:
        self._lines = clean(text).split("\n")
        self._file = file
        self._fields_of = fields_of
        self._spots: dict[Place, Spot] = {}
        self._sections: list[dict[str, Any]] = []
        self._problems: list[ReportgenError] = []

    def tree(self) -> Tree:
        if self._lines[0].strip() != "---":
            raise self._error("the front matter is missing", 1, "begin with a line ---, then title: …")
        end = self._closing(1, len(self._lines))
        value = self._front(end)
        starts = list(self._headings(end + 1))
        self._check_before(end + 1, starts[0] if starts else len(self._lines))
        for start, stop in zip(starts, [*starts[1:], len(self._lines)], strict=True):
            self._sections.append(self._section(start, stop, ("sections", len(self._sections))))
        raise_all(self._problems)
        value["sections"] = self._sections
        return Tree(value, self._file, self._spots)

    def _error(self, message: str, line: int, hint: str) -> SourceError:
        return SourceError(message, Where(self._file, line), hint)

    def _closing(self, first: int, stop: int) -> int:
        """The line that ends what a line of ``---`` has begun."""
        for number in range(first, stop):
            if self._lines[number].strip() == "---":
                return number
        raise self._error("the front matter is not closed", first, "end it with a line ---")

    def _front(self, end: int) -> dict[str, Any]:
        """The document's keys; sections that they have come first, a cover before them."""
        front = load_yaml("\n".join(self._lines[1:end]), self._file, first_line=2)
        if not isinstance(front.value, dict):
            raise self._error("the front matter must be keys with values", 2, "for example title: June")
        value = dict(front.value)
        self._spots.update(front.spots)
        self._sections += value.pop("sections", None) or []
        cover = value.pop("cover", None)
        if cover is not None:
            self._sections.insert(0, {"type": "cover", **(cover if isinstance(cover, dict) else {})})
            self._move(("cover",), ("sections", 0))
        return value

    def _move(self, old: Place, new: Place) -> None:
        for place in [place for place in self._spots if place[: len(old)] == old]:
            self._spots[(*new, *place[len(old) :])] = self._spots.pop(place)

    def _headings(self, first: int) -> Iterator[int]:
        """The lines of level-1 headings, those in fenced code left out."""
        fenced = False
        for number in range(first, len(self._lines)):
            if self._lines[number].lstrip().startswith(("```", "~~~")):
                fenced = not fenced
            if not fenced and _HEADING.match(self._lines[number]):
                yield number

    def _check_before(self, first: int, stop: int) -> None:
        if "\n".join(self._lines[first:stop]).strip():
            message = "text before the first heading belongs to no section"
            self._problems.append(self._error(message, first + 1, "begin with # …"))

    def _section(self, start: int, stop: int, place: Place) -> dict[str, Any]:
        """The section from the heading on the line `start` up to the line `stop`."""
        heading = _HEADING.match(self._lines[start])
        assert heading is not None
        self._spots[place] = Spot(start + 1, 1, start + 1)
        own, body_start = self._own_keys(start + 1, stop, place)
        type_ = str(own.get("type", "story"))
        section: dict[str, Any] = {"type": type_}
        fields = self._fields_of(type_) or MarkdownFields("headline", "body")
        if fields.heading is None:
            self._problems.append(
                self._error(
                    f'a section of type "{type_}" has no heading', start + 1, "write it under sections: at the top"
                )
            )
        else:
            section[fields.heading] = heading[1]
            self._spots.setdefault((*place, fields.heading), Spot(start + 1, 3, start + 1))
        section.update(own)
        body = "\n".join(self._lines[body_start:stop])
        if body.strip() and fields.running is None:
            message = f'a section of type "{type_}" has no running text'
            hint = "write its parts as keys between two lines --- under the heading"
            self._problems.append(self._error(message, self._first_line(body_start), hint))
        elif body.strip() and fields.running is not None:
            section[fields.running] = body
            self._spots[(*place, fields.running)] = Spot(body_start + 1, 1, body_start + 1)
        return section

    def _first_line(self, start: int) -> int:
        """The line, counted from 1, of the first text from the line `start` on."""
        return next(n for n in range(start, len(self._lines)) if self._lines[n].strip()) + 1

    def _own_keys(self, first: int, stop: int, place: Place) -> tuple[dict[str, Any], int]:
        """The keys of the block under a heading, and the line on which the text begins."""
        start = next((n for n in range(first, stop) if self._lines[n].strip()), stop)
        if start == stop or self._lines[start].strip() != "---":
            return {}, first
        end = self._closing(start + 1, stop)
        text = "\n".join(self._lines[start + 1 : end]) or "{}"
        tree = load_yaml(text, self._file, first_line=start + 2)
        self._spots.update({(*place, *inner): spot for inner, spot in tree.spots.items() if inner})
        return (tree.value if isinstance(tree.value, dict) else {}), end + 1
