"""Markdown with front matter as a tree: each level-1 heading begins a section."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from itertools import takewhile
from typing import Any, NamedTuple

from reportgen.errors import ReportgenError, SourceError, SourceRemark, Where, raise_all
from reportgen.source.characters import BETWEEN_HEADINGS, FIGURE, composed
from reportgen.source.front_matter_forms import KEY, closing, read_front
from reportgen.source.markdown_figures import figures_of, give_notes
from reportgen.source.markdown_headings import Heading, is_blank, outline_of, plain
from reportgen.source.other_dialects import with_fences, without_marks
from reportgen.source.titles import first_words, title_of_name
from reportgen.source.tree import NAMELESS, Place, Spot, Tree, load_yaml

MOST_SECTIONS = 1_000
"""Sections of one document."""

FIGURE_FIELD = "figure"
"""The field of a picture, a table or a chart that belongs to a text, and may stand between its paragraphs."""

LONGEST_MASTHEAD = 80
"""Characters of a title that becomes a masthead where there is no cover."""

LONGEST_WELCOME = 300
"""Characters of a paragraph before the first heading that stands under the masthead: some four lines."""

LONGEST_OVER = 80
"""Characters of the headings that stand in the line over another one."""

_BEGINS_OTHERWISE = re.compile(r"[-*+>|~`#!<\[]\s?|\d+[.)]\s")
"""How a block begins that is no paragraph of words."""

FEWEST = 3
"""Headings of a text that is long enough for a cover."""

_HEADING = re.compile(r"#{1,6}[ \t]|=+[ \t]*$")
"""How a line begins, or is, that ends a heading."""
_FIXED = re.compile(r"^(type|figure|table|picture)[ \t]*:", re.MULTILINE)
"""A key that says itself what a section shows."""
_NOTE = re.compile(r"^\[\^([^\]\s]+)\]:.*(?:\n(?:[ \t]+.*|(?!\[\^)\S.*))*", re.MULTILINE)
"""A footnote's text, over the lines that go on with it."""
_NOTED = re.compile(r"\[\^([^\]\s]+)\](?!:)")


class MarkdownFields(NamedTuple):
    """The fields of a section type that a heading, the text under it, a table and a picture in that text fill; None
    where it has no such field. One called `figure` takes a table as well as a picture. `over` takes the headings that
    the section stands under and that have no text of their own.
    """

    heading: str | None
    running: str | None
    table: str | None = None
    picture: str | None = None
    over: str | None = None


_Part = tuple[Heading | None, int, int]
"""A heading, the line after it, and the line after the text under it."""

FieldsOf = Callable[[str], MarkdownFields | None]
"""The fields of a section type by its name; None where there is no such type, which is told when it is checked."""


def read_front_matter(text: str, file: str, fields_of: FieldsOf) -> Tree:
    """Markdown with front matter as a tree: each level-1 heading begins a section, a story unless it says other.

    The front matter holds the document's keys, and `cover` for a cover section; without one the title stands on a cover
    where no heading says it, unless there is `cover: false`. Directly under a heading, a block
    between two lines of ``---`` sets the section's other keys. Which of its keys the heading and the text fill, the
    section type says: `fields_of`. Where there is no level-1 heading, the next level begins sections. Text before the
    first heading is a story under the document's title; where no title is given, the first heading is the title, and
    where it is the only one of its level, no section. Where there is no heading either, the file's name is the title,
    and of a text without a file its first words, with a remark. A table or a picture between paragraphs is that of its
    section if the section has a place for one and no other. A heading with nothing but sections under it stands in the
    line over their own headings.

    Raises:
        ReportgenError: the front matter is not closed, or broken; text that no section can take.
    """
    return _FrontMatter(text, file, fields_of).tree()


class _FrontMatter:
    """Reads one file: its lines, and what was found in them."""

    def __init__(self, text: str, file: str, fields_of: FieldsOf) -> None:
        self._lines = with_fences(composed(text).split("\n"))
        self._file = file
        self._fields_of = fields_of
        self._spots: dict[Place, Spot] = {}
        self._sections: list[dict[str, Any]] = []
        self._problems: list[ReportgenError] = []
        self._remarks: list[SourceRemark] = []
        self._headings: tuple[Heading, ...] = ()
        """All headings of the text."""
        self._links: Mapping[str, str] = {}
        """The addresses that are given once for the whole text, by their labels."""
        self._notes: dict[int, list[str]] = {}
        """Footnotes that stand under another heading than the text before a line, which refers to them."""
        self._over: dict[int, tuple[Heading, ...]] = {}
        """The headings without text of their own over the heading of a line."""

    def tree(self) -> Tree:
        if nul := next((number for number, line in enumerate(self._lines, 1) if "\0" in line), None):
            raise self._error("the character NUL (U+0000) cannot stand in a source", nul, "take it out")
        front = read_front(self._lines, self._file)
        value, start = (self._front(front.keys), front.stop) if front else ({}, 0)
        self._remarks += without_marks(self._lines, self._without_keys(start), self._file)
        headings, self._links = outline_of(self._without_keys(start))
        self._headings = tuple(headings)
        if not value.get("title") and headings:
            value["title"] = plain(headings[0].text)
            self._spots[("title",)] = Spot(headings[0].line + 1, 1, headings[0].line + 1)
            if self._is_title(headings):
                start = headings.pop(0).end
        elif not value.get("title"):
            self._name(value, start)
        starts = _starts(headings)
        if len(starts) > MOST_SECTIONS:
            line = starts[MOST_SECTIONS].line + 1
            raise self._error(f"{len(starts)} sections are too many", line, f"the most is {MOST_SECTIONS}")
        parts = self._parts(start, starts)
        if self._add_cover(value, headings, parts[0][1:] if parts[0][0] is None else (start, start)):
            parts = [part for part in parts if part[0] is not None]
        parts = self._under_parents(parts)
        before: Heading | int | None = -1
        for heading, first, stop in parts:
            place = ("sections", len(self._sections))
            shared = self._shared() if heading is before else {}
            if heading is not None:
                self._sections.append(self._section(heading, first, stop, place, shared))
            elif not is_blank("\n".join(self._lines[first:stop])):
                self._sections.append({**self._introduction(first, stop, place, value), **shared})
            before = heading
        raise_all(self._problems)
        value["sections"] = self._sections
        return Tree(value, self._file, self._spots, remarks=tuple(self._remarks))

    def _shared(self) -> dict[str, Any]:
        """The keys of a section that goes on with the one before it, under the same heading."""
        first = self._sections[-1]
        fields = self._fields_of(first["type"])
        if fields is None or fields.picture != FIGURE_FIELD:
            return {}
        return {key: first[key] for key in ("type", "only", "deck", "float") if key in first} | {"continues": True}

    def _add_cover(self, value: dict[str, Any], headings: Sequence[Heading], before: tuple[int, int]) -> bool:
        """Begin with a cover under the document's title where nothing else would show it: no heading, no cover of the
        author's, and no text `before` the first heading (its lines), which stands under the title, if it is more than
        a welcome: that stands on the cover. Returns whether there is a cover.
        """
        wanted, title = "cover" not in value, value.get("title")
        introduction = "\n".join(self._lines[slice(*before)])
        welcome = is_blank(introduction) or self._is_welcome(introduction, before[1])
        if not (wanted and welcome) or self._sections or len(headings) < FEWEST or not _is_masthead(title, headings):
            return False
        said = {"masthead": title, "title": _text(value.get("subtitle")), "standfirst": introduction.strip()}
        self._sections.append({"type": "cover", **{key: text for key, text in said.items() if text}})
        line = self._first_line(before[0])
        self._spots[("sections", 0, "standfirst")] = Spot(line, 1, line)
        spot = self._spots.get(("title",))
        if spot is not None:
            self._spots[("sections", 0)] = self._spots[("sections", 0, "masthead")] = spot
        return True

    def _is_welcome(self, text: str, stop: int) -> bool:
        """Whether a text is one short paragraph of words, which refers to nothing that stands elsewhere."""
        alone = (
            len(text) <= LONGEST_WELCOME and "\n\n" not in text.strip() and not _BEGINS_OTHERWISE.match(text.strip())
        )
        return alone and not figures_of(text) and not self._definitions(text, stop)

    def _name(self, value: dict[str, Any], start: int) -> None:
        """Give the document a title where nobody has: that of its file, or else its first words."""
        if is_blank(text := "\n".join(self._lines[start:])):
            if not self._sections:
                raise self._error("there is no text", 1, "write something")
            return
        named = self._file != NAMELESS
        if title := title_of_name(self._file) if named else first_words(text):
            value["title"] = title
            line = self._first_line(start)
            self._spots[("title",)] = Spot(line, 1, line)
            taken = f"the {'name of its file' if named else 'first words of its text'}"
            told = f'the document has no title and no heading; {taken} became its title: "{title}"'
            self._remarks.append(SourceRemark(told, Where(self._file, line), "begin with # and the title"))

    def _parts(self, start: int, starts: list[Heading]) -> list[_Part]:
        """The introduction, then each heading with the lines of the text under it; footnotes where they are used."""
        stops = [*(heading.line for heading in starts), len(self._lines)]
        parts: list[_Part] = [(None, start, stops[0])]
        parts += [(heading, heading.end, stop) for heading, stop in zip(starts, stops[1:], strict=True)]
        parts = [piece for part in parts for piece in self._one_figure_each(*part)]
        stops = [stop for _, _, stop in parts]
        self._move_notes(parts, stops)
        return parts

    def _under_parents(self, parts: list[_Part]) -> list[_Part]:
        """The parts without those that are a heading alone over sections of lower levels: it stands over theirs."""
        kept: list[_Part] = []
        over: tuple[Heading, ...] = ()
        for at, (heading, first, stop) in enumerate(parts):
            if heading is not None:
                over = tuple(one for one in over if one.level < heading.level)
                self._over[heading.line] = over
                trail = (*over, heading)
                under = _under(heading, parts[at + 1 :])
                if under and is_blank("\n".join(self._lines[first:stop])) and self._may_stand_over(trail, under):
                    over = trail
                    continue
            kept.append((heading, first, stop))
        return kept

    def _may_stand_over(self, trail: tuple[Heading, ...], under: list[_Part]) -> bool:
        """Whether headings fit into the line over those of some parts, none of which says itself what it is."""
        line = BETWEEN_HEADINGS.join(plain(one.text) for one in trail)
        return len(line) <= LONGEST_OVER and all(self._own_block(first, stop) is None for _, first, stop in under)

    def _move_notes(self, parts: list[_Part], stops: list[int]) -> None:
        """Take footnotes out of the parts in which no text refers to them, for those where one does."""
        texts = ["\n".join(self._lines[first:stop]) for _, first, stop in parts]
        used = [set(_NOTED.findall(text)) for text in texts]
        for at, text in enumerate(texts):
            for note in _NOTE.finditer(text):
                wanted = next((other for other, names in enumerate(used) if note[1] in names), at)
                if note[1] not in used[at] and wanted != at:
                    self._notes.setdefault(stops[wanted], []).append(note[0])
                    first = parts[at][1] + text[: note.start()].count("\n")
                    for number in range(first, first + note[0].count("\n") + 1):
                        self._lines[number] = ""

    def _one_figure_each(self, heading: Heading | None, first: int, stop: int) -> list[_Part]:
        """The lines of a section parted so that each part has one table or picture at most, which becomes its figure.

        What stands under an inner heading with a figure becomes a part, and so do the headings of that level after it.
        Without a heading, a part begins at the second figure, under the same heading.
        """
        block = self._own_block(first, stop)
        if block is not None and _FIXED.search("\n".join(self._lines[block[0] : block[1]])):
            return [(heading, first, stop)]
        figures = figures_of("\n".join(self._lines[first:stop]))
        places = [first + one.first for one in figures if not one.nested]
        cuts = _inner([one for one in self._headings if first <= one.line < stop], places)
        ends = [*(one.line for one in cuts), stop]
        own = [place for place in places if place < ends[0]]
        begins = [first, *own[1:]]
        parts: list[_Part] = [(heading, *part) for part in zip(begins, [*begins[1:], ends[0]], strict=True)]
        for cut, end in zip(cuts, ends[1:], strict=True):
            parts += self._one_figure_each(cut, cut.end, end)
        return parts

    def _is_title(self, headings: list[Heading]) -> bool:
        """Whether the first heading stands over all others, and is no section with keys of its own."""
        first, *others = headings
        alone = bool(others) and all(other.level > first.level for other in others)
        return alone and self._own_block(first.end, others[0].line) is None

    def _without_keys(self, first: int) -> str:
        """The text with empty lines instead of the front matter and the keys of sections."""
        lines = [*[""] * first, *self._lines[first:]]
        for number in range(first, len(lines)):
            if _HEADING.match(lines[number]):
                block = self._own_block(number + 1, len(lines))
                if block is not None:
                    lines[block[0] : block[1] + 1] = [""] * (block[1] + 1 - block[0])
        return "\n".join(lines)

    def _introduction(self, first: int, stop: int, place: Place, document: dict[str, Any]) -> dict[str, Any]:
        """Text before the first heading: a story under the document's title."""
        self._spots[place] = Spot(self._first_line(first), 1, self._first_line(first))
        title = document.get("title")
        if not isinstance(title, str):
            message = "the document has no title, and its text no heading"
            self._problems.append(self._error(message, self._first_line(first), "begin with # and the title"))
            title = "-"
        section: dict[str, Any] = {"type": "story", "headline": title}
        self._fill(section, self._fields_of("story") or MarkdownFields("headline", "body"), first, stop, place)
        return section

    def _error(self, message: str, line: int, hint: str) -> SourceError:
        return SourceError(message, Where(self._file, line), hint)

    def _front(self, front: Tree) -> dict[str, Any]:
        """The document's keys; sections that they have come first, a cover before them."""
        value = dict(front.value)
        self._spots.update(front.spots)
        if "Title" in value and "title" not in value:
            value["title"] = value.pop("Title")
            self._move(("Title",), ("title",))
        self._sections += value.pop("sections", None) or []
        cover = value.pop("cover", None)
        if cover is False:
            value["cover"] = False  # asked for when it is known whether there would be one
        elif cover is not None:
            self._sections.insert(0, {"type": "cover", **(cover if isinstance(cover, dict) else {})})
            self._move(("cover",), ("sections", 0))
        return value

    def _move(self, old: Place, new: Place) -> None:
        for place in [place for place in self._spots if place[: len(old)] == old]:
            self._spots[(*new, *place[len(old) :])] = self._spots.pop(place)

    def _section(
        self, heading: Heading, first: int, stop: int, place: Place, shared: Mapping[str, Any]
    ) -> dict[str, Any]:
        """The section of a heading, with the text from the line `first` up to the line `stop`; `shared` are the keys
        that it has from the section before it, with which it goes on.
        """
        line = heading.line + 1
        self._spots[place] = Spot(line, 1, line)
        own, body_start = (dict(shared), first) if shared else self._own_keys(first, stop, place)
        type_ = str(own.get("type") or self._type_of(body_start, stop))
        section: dict[str, Any] = {"type": type_}
        fields = self._fields_of(type_) or MarkdownFields("headline", "body")
        if fields.heading is None:
            self._problems.append(
                self._error(f'a section of type "{type_}" has no heading', line, "write it under sections: at the top")
            )
        else:
            section[fields.heading] = heading.text
            column = self._lines[heading.line].find(heading.text) + 1
            self._spots.setdefault((*place, fields.heading), Spot(line, max(column, 1), line))
        section.update(own)
        if fields.over is not None and not shared and (over := self._over.get(heading.line)):
            section[fields.over] = BETWEEN_HEADINGS.join(one.text for one in over)
            self._spots[(*place, fields.over)] = Spot(over[0].line + 1, 1, over[0].line + 1)
        self._fill(section, fields, body_start, stop, place)
        return section

    def _type_of(self, first: int, stop: int) -> str:
        """What a section is that does not say it: a table where it holds nothing else, else a story."""
        figures = figures_of("\n".join(self._lines[first:stop]))
        lines = self._lines[first:stop]
        for figure in figures[:1]:
            lines[figure.first : figure.stop] = []
        return "table" if len(figures) == 1 and figures[0].kind == "table" and is_blank("\n".join(lines)) else "story"

    def _fill(self, section: dict[str, Any], fields: MarkdownFields, first: int, stop: int, place: Place) -> None:
        """Give a section its text, and the table or the picture that stands in it."""
        lines = self._lines[first:stop]
        at = self._lift_figures(section, fields, lines, first, place)
        body = "\n".join(lines)
        if is_blank(body):
            return
        if fields.running is None:
            message = f'a section of type "{section["type"]}" has no running text'
            hint = "write its parts as keys between two lines --- under the heading"
            self._problems.append(self._error(message, self._first_line(first), hint))
            return
        if at is not None:
            lines[at] = FIGURE
        section[fields.running] = "\n".join(lines) + self._definitions(body, stop)
        self._spots[(*place, fields.running)] = Spot(first + 1, 1, first + 1)
        if at is not None and not is_blank("\n".join(lines[:at])):
            section[FIGURE_FIELD] = section.pop(FIGURE_FIELD)  # slides show first what stands first

    def _lift_figures(
        self, section: dict[str, Any], fields: MarkdownFields, lines: list[str], first: int, place: Place
    ) -> int | None:
        """Take the table or the picture of a section out of its lines, which are those from the line `first` on.

        Returns the number of the line in whose place what stands between paragraphs is to stand.
        """
        at: int | None = None
        for figure in sorted(figures_of("\n".join(lines)), key=lambda one: one.nested):
            name = fields.table if figure.kind == "table" else fields.picture
            if name is None or name in section:
                continue  # it stays in the text, and is told
            if name == FIGURE_FIELD and not figure.nested:
                at = figure.first + (figure.stop - figure.first > 1)  # what stands for it is a paragraph by itself
            section[name] = figure.value if name == figure.kind else {figure.kind: figure.value}
            inner = (*place, name) if name == figure.kind else (*place, name, figure.kind)
            line = first + figure.first + 1
            self._spots[(*place, name)] = self._spots[inner] = Spot(line, 1, line)
            self._spots.update({(*inner, *part): Spot(line + row, 1, line + row) for part, row in figure.rows})
            lines[figure.first : figure.stop] = [""] * (figure.stop - figure.first)
            self._remarks += [self._crowded(first + row + 1) for row in figure.crowded]
            if figure.kind == "table":
                self._lift_notes(figure.value, lines, first + len(lines))
        return at

    def _crowded(self, line: int) -> SourceRemark:
        told = "the row has more cells than the table has columns: the last ones are left out"
        return SourceRemark(
            told, Where(self._file, line), "name the column, or write \\| for a bar that parts no cells"
        )

    def _lift_notes(self, table: dict[str, Any], lines: list[str], stop: int) -> None:
        """Take the footnotes to which a lifted table refers out of its section's lines, unless the text refers to them,
        too.
        """
        text, moved = "\n".join(lines), self._notes.get(stop, [])
        notes = [note for part in (text, *moved) for note in _NOTE.finditer(part)]
        known = {note[1]: " ".join(note[0].partition(":")[2].split()) for note in notes}
        lifted = give_notes(table, known).difference(_NOTED.findall(text))
        for note in _NOTE.finditer(text):
            if note[1] in lifted:
                first = text[: note.start()].count("\n")
                lines[first : first + note[0].count("\n") + 1] = [""] * (note[0].count("\n") + 1)
        self._notes[stop] = [one for one in moved if _names_of_notes(one).isdisjoint(lifted)]

    def _definitions(self, body: str, stop: int) -> str:
        """The addresses and the notes that a text refers to and that stand under another heading."""
        folded = " ".join(body.split()).lower().upper()
        links = [f"[{label}]: <{url}>" for label, url in self._links.items() if f"[{label}]" in folded]
        made = [*links, *self._notes.get(stop, ())]
        return "".join(f"\n\n{one}" for one in made)

    def _first_line(self, start: int) -> int:
        """The line, counted from 1, of the first text from the line `start` on."""
        return next(n for n in range(start, len(self._lines)) if self._lines[n].strip()) + 1

    def _own_block(self, first: int, stop: int) -> tuple[int, int] | None:
        """The lines of ``---`` round the keys of a heading; None where what follows it is text, or a rule.

        Raises:
            ReportgenError: keys begin and do not end.
        """
        start = next((n for n in range(first, stop) if self._lines[n].strip()), stop)
        if start == stop or self._lines[start].strip() != "---":
            return None
        inner = next((n for n in range(start + 1, stop) if self._lines[n].strip()), stop)
        if inner == stop or not (self._lines[inner].strip() == "---" or KEY.match(self._lines[inner])):
            return None
        return start, closing(self._lines, start + 1, stop, self._file)

    def _own_keys(self, first: int, stop: int, place: Place) -> tuple[dict[str, Any], int]:
        """The keys of the block under a heading, and the line on which the text begins."""
        block = self._own_block(first, stop)
        if block is None:
            return {}, first
        start, end = block
        text = "\n".join(self._lines[start + 1 : end]) or "{}"
        tree = load_yaml(text, self._file, first_line=start + 2)
        self._spots.update({(*place, *inner): spot for inner, spot in tree.spots.items() if inner})
        return (tree.value if isinstance(tree.value, dict) else {}), end + 1


def _names_of_notes(text: str) -> set[str]:
    """The names of the footnotes that a text has."""
    return {note[1] for note in _NOTE.finditer(text)}


def _text(value: object) -> str:
    """A value that is a text; no text where it is another, which is told when the document is checked."""
    return value if isinstance(value, str) else ""


def _is_masthead(title: object, headings: Sequence[Heading]) -> bool:
    """Whether a title is short enough for a cover, and no heading says it."""
    return (
        isinstance(title, str)
        and len(title) <= LONGEST_MASTHEAD
        and all(plain(one.text) != title.strip() for one in headings)
    )


def _inner(headings: list[Heading], places: list[int]) -> list[Heading]:
    """Of the highest headings the first under which a figure stands at one of these lines, and those after it."""
    top = min((heading.level for heading in headings), default=0)
    highest = [heading for heading in headings if heading.level == top]
    under = [max((one.line for one in highest if one.line < place), default=-1) for place in places]
    begin = min((line for line in under if line >= 0), default=None)
    return [] if begin is None else [heading for heading in highest if heading.line >= begin]


def _under(heading: Heading, parts: list[_Part]) -> list[_Part]:
    """The first of the parts whose headings are of lower levels than this one."""
    return [*takewhile(lambda part: part[0] is not None and part[0].level > heading.level, parts)]


def _starts(headings: list[Heading]) -> list[Heading]:
    """The headings that begin sections: those of the highest level, and what stands before the first of these."""
    if not headings:
        return []
    top = min(heading.level for heading in headings)
    before = [*takewhile(lambda heading: heading.level > top, headings)]
    return [*_starts(before), *(heading for heading in headings if heading.level == top)]
