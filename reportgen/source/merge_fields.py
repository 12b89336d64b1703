"""Fields: a source written once, and a record for each reader.

Expressions belong to the author and are evaluated within single texts of the tree, never on the file. Values are data:
what an expression gives is put aside (`escaping`), so that no value can be markup, a field or YAML, whatever it holds.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import TYPE_CHECKING, Any, NamedTuple

from pydantic import BaseModel

from reportgen.errors import ReportgenError, SourceError, Where, raise_all
from reportgen.source.escaping import RESERVED, Secrets
from reportgen.source.expressions import (
    LANGUAGE,
    VALUES,
    Guard,
    compile_expression,
    compile_text,
    is_true,
    line_in,
    needed_names,
    spellings,
    written,
)
from reportgen.source.markdown_headings import without_code
from reportgen.source.model_annotations import Manner, manner_at
from reportgen.source.project import Project
from reportgen.source.tree import Place, Spot, Tree
from reportgen.source.written import meant
from reportgen.structs import Struct, field, replace

if TYPE_CHECKING:
    from jinja2 import Template as Compiled

Record = Mapping[str, Any]
Context = Mapping[str, Any]
"""What the names in expressions mean: the record's fields, and what `repeat` binds."""

_FIELD = re.compile(r"\{\{.*?\}\}|\{%.*?%\}", re.DOTALL)
_ALONE = re.compile(r"\s*\{\{((?:(?!\}\}|\{\{).)*)\}\}\s*", re.DOTALL)
_REPEAT = re.compile(r"\s*([A-Za-z_]\w*)\s+in\s+(.+)", re.DOTALL)
_NUMBER = re.compile(r"[-+]?(?:0|[1-9]\d*)(?:\.\d+)?(?:[eE][-+]?\d+)?")
_MARKS = ("when", "repeat")
FIELDS = "fields"
"""The key of a source under which it names columns of the data."""


def has_fields(tree: Tree) -> bool:
    """Whether a source is written for records: it has a `{{ field }}` outside of code, `when` or `repeat`."""
    return next(_marks(tree.value, ()), None) is not None


def first_field(tree: Tree) -> tuple[str, Where]:
    """The first field of a source, as written, and its place."""
    place, text = next(_marks(tree.value, ()))
    return text, tree.where(place)


def _marks(value: Any, place: Place) -> Iterator[tuple[Place, str]]:
    if isinstance(value, dict):
        for key, inner in value.items():
            if key in _MARKS:
                yield (*place, key), f"{key}: {inner}"
            else:
                yield from _marks(inner, (*place, key))
    elif isinstance(value, list):
        for number, inner in enumerate(value):
            yield from _marks(inner, (*place, number))
    elif isinstance(value, str) and "{" in value:
        found = _FIELD.search(value) and _FIELD.search(without_code(value))
        if found:
            yield place, found[0]


class Form(Struct):
    """A section as it is written for a record, tokens standing for values: many records have the same.

    `origin` is its number in the source, `moved` says where lists in it have shifted.
    """

    origin: int
    written: Any
    moved: tuple[tuple[Place, Place], ...]
    model: Any = None
    """The section as it was checked, once a record has had it."""
    loaded: dict[object, Any] = field(default_factory=dict)
    """The section as it was read, by what else the reading depends on."""

    def is_written(self, other: Form) -> bool:
        """Whether the other is written the same way, at the same lines."""
        return self.origin == other.origin and self.moved == other.moved and bool(self.written == other.written)


class Personal(Struct, frozen=True):
    """A record's own tree, and the values that its tokens stand for."""

    tree: Tree
    secrets: Secrets
    fixed: frozenset[int]
    """The numbers of sections that no record changes."""
    forms: tuple[Form, ...]
    """Those of its sections, in order."""
    met: frozenset[tuple[Place, bool]] = frozenset()
    """The conditions that were asked for, and whether they hold."""


class Kept:
    """What was read of sections that records have in common, so that it is read once for all of them."""

    def __init__(self, project: Project | None = None) -> None:
        self.project = project
        self._forms: dict[int, list[Form]] = {}
        """Forms of the sections of records by their number, the last one that came first."""

    def known(self, number: int, form: Form) -> Form:
        """The form of a record's section as it came before, if it did."""
        for one in self._forms.get(number, ()):
            if one is form or one.is_written(form):
                return one
        return form

    def keep(self, forms: Sequence[Form]) -> None:
        """Know the forms of a record's sections again."""
        for number, form in enumerate(forms):
            before = self._forms.get(number)
            if before is None or before[0] is not form:
                self._forms[number] = [form, *[one for one in before or () if one is not form]][:FORMS]


FORMS = 8
"""How many forms of a section are kept: conditions in it give it some, numbers one for each record."""


class Template:
    """A source with fields, its expressions compiled. `model` checks the trees that come of it."""

    def __init__(self, tree: Tree, model: type[BaseModel]) -> None:
        compiler = _Compiler(tree)
        self.columns = compiler.columns()
        """The columns of the data that the source calls by names of its own, by these names."""
        compiler.take(tree.value, (), _Scope(frozenset(), False))
        raise_all(compiler.problems)
        self.tree = tree
        own = {column: tree.where((FIELDS, name)) for name, column in self.columns.items()}
        self.needed: Mapping[str, Where] = {
            **{name: where for name, where in compiler.needed.items() if name not in self.columns},
            **own,
        }
        """Fields that a record must have, and where they are used first."""
        self.kept = Kept()
        self.expressions = compiler.expressions
        places = self.expressions.places()
        self.varies: frozenset[Place] = frozenset(place[:size] for place in places for size in range(len(place) + 1))
        """The places in which something depends on the record, and all around them."""
        self.only_sections = all(place[:1] in ((), ("sections",)) for place in self.varies)
        """Whether nothing varies but what stands in sections."""
        self._model = model
        self._manners: dict[Place, Manner] = {}

    def expand(self, record: Record) -> Personal:
        """The tree for a record.

        Raises:
            ReportgenError: a field that it lacks, a value that a filter cannot take; `Problems` when several.
        """
        return _Expansion(self, self.named(record)).personal()

    def named(self, record: Record) -> Record:
        """A record with the names that the source has for its columns."""
        if not self.columns:
            return record
        return {**record, **{name: record[column] for name, column in self.columns.items() if column in record}}

    def manner(self, place: Place) -> Manner:
        """How the value of a record enters a place of the source; what lies in a value may be asked for, too."""
        found = self._manners.get(place)
        if found is None:
            found = self._manners[place] = manner_at(self._model, place, self.tree.value)
        return found


# --- once for a source -----------------------------------------------------------------------------------------------


class _Scope(NamedTuple):
    """What holds at a place: the names that `repeat` has bound, and whether a `when` stands around it."""

    bound: frozenset[str]
    guarded: bool


class _Expressions:
    """The compiled expressions of a source by their places."""

    def __init__(self) -> None:
        self.texts: dict[Place, Compiled] = {}
        self.alone: dict[Place, Callable[..., Any]] = {}
        """Fields that are all of their text: what they give may be a list or a number."""
        self.conditions: dict[Place, Callable[..., Any]] = {}
        self.lists: dict[Place, tuple[str, Callable[..., Any]]] = {}
        """What `repeat` goes over, with the name of each member."""

    def places(self) -> Iterator[Place]:
        yield from self.texts
        yield from self.alone
        yield from self.conditions
        yield from self.lists


class _Compiler:
    """Compiles the expressions of a tree; faults are kept."""

    def __init__(self, tree: Tree) -> None:
        self.tree = tree
        self.problems: list[ReportgenError] = []
        self.needed: dict[str, Where] = {}
        self.expressions = _Expressions()

    def columns(self) -> Mapping[str, str]:
        """The source's own names for columns of the data, each with its column."""
        written = self.tree.value.get(FIELDS) if isinstance(self.tree.value, dict) else None
        found: dict[str, str] = {}
        for name, column in written.items() if isinstance(written, dict) else ():
            if not isinstance(column, str):
                self._fault("expected the name of a column", (FIELDS, name), "for example name: First name")
            elif not str(name).isidentifier():
                hint = "take letters, digits and _, and no digit first"
                self._fault(f'"{name}" is no name that expressions can spell', (FIELDS, name), hint)
            else:
                found[str(name)] = column
        return found

    def take(self, value: Any, place: Place, scope: _Scope) -> None:
        """Compile what lies in a value."""
        if place == (FIELDS,):
            return  # They are names of columns, whatever signs they hold.
        if isinstance(value, dict):
            scope = self._marked(value, place, scope)
            for key, inner in value.items():
                if key not in _MARKS:
                    self.take(inner, (*place, key), scope)
        elif isinstance(value, list):
            for number, inner in enumerate(value):
                self.take(inner, (*place, number), scope)
        elif isinstance(value, str) and "{" in value and _FIELD.search(value):
            self._text(value, place, scope)

    def _marked(self, value: dict[str, Any], place: Place, scope: _Scope) -> _Scope:
        """What holds within keys of which `repeat` and `when` may be two."""
        if "repeat" in value:
            name = self._repeat(value["repeat"], (*place, "repeat"), scope)
            scope = scope._replace(bound=scope.bound | {name, "loop"})
        if "when" in value:
            self._when(value["when"], (*place, "when"), scope)
            scope = scope._replace(guarded=True)
        return scope

    def _text(self, value: str, place: Place, scope: _Scope) -> None:
        if RESERVED.search(value):
            self._fault("the text has a noncharacter (U+FDD0 to U+FDEF)", place, "")
            return
        alone = _ALONE.fullmatch(value)
        if alone:
            expression = self._expression(alone[1], place, scope)
            if expression is not None:
                self.expressions.alone[place] = expression
            return
        with Guard(self.tree, place, self.problems):
            self._note(value, place, scope)
            self.expressions.texts[place] = compile_text(value)

    def _when(self, value: Any, place: Place, scope: _Scope) -> None:
        if isinstance(value, bool):
            self.expressions.conditions[place] = lambda _: value
        elif isinstance(value, str):
            bare = _ALONE.fullmatch(value)
            made = self._expression(bare[1] if bare else value, place, scope)
            if made is not None:
                self.expressions.conditions[place] = made
        else:
            self._fault("expected a condition", place, 'for example when: region == "north"')

    def _repeat(self, value: Any, place: Place, scope: _Scope) -> str:
        match = _REPEAT.fullmatch(value) if isinstance(value, str) else None
        if match is None:
            self._fault("expected a name and a list", place, "for example repeat: person in team")
            return "loop"
        made = self._expression(match[2], place, scope)
        if made is not None:
            self.expressions.lists[place] = (match[1], made)
        return match[1]

    def _expression(self, text: str, place: Place, scope: _Scope) -> Callable[..., Any] | None:
        with Guard(self.tree, place, self.problems):
            self._note("{{" + text + "}}", place, scope)
            return compile_expression(text)
        return None

    def _note(self, text: str, place: Place, scope: _Scope) -> None:
        """Remember the fields that a text cannot do without."""
        for name, line in needed_names(text, scope.bound):
            if not scope.guarded:
                self.needed.setdefault(name, line_in(self.tree, place, line))

    def _fault(self, message: str, place: Place, hint: str) -> None:
        self.problems.append(SourceError(message, self.tree.where(place), hint))


# --- for each record -------------------------------------------------------------------------------------------------


class _Spots(Mapping[Place, Spot]):
    """The places of a record's tree, by those of the source: `moved` says where lists have shifted."""

    def __init__(self, source: Mapping[Place, Spot]) -> None:
        self._source = source
        self.moved: dict[Place, Place] = {}

    def __getitem__(self, place: Place) -> Spot:
        if self.moved:
            for size in range(len(place), 0, -1):
                old = self.moved.get(place[:size])
                if old is not None:
                    return self._source[(*old, *place[size:])]
        return self._source[place]

    def __iter__(self) -> Iterator[Place]:
        return iter(self._source)

    def __len__(self) -> int:
        return len(self._source)


class _Expansion:
    """Makes the tree of one record. Places are those of the source (`old`) and those of the new tree (`new`)."""

    def __init__(self, template: Template, record: Record) -> None:
        self._template = template
        self._tree = template.tree
        self._expressions = template.expressions
        self._varies = template.varies
        self._record = record
        self._secrets = Secrets()
        self._problems: list[ReportgenError] = []
        self._spots = _Spots(template.tree.spots)
        self._fixed: set[int] = set()
        self._forms: list[Form] = []
        self._met: set[tuple[Place, bool]] = set()

    def personal(self) -> Personal:
        own = self._record
        spelled = {spelling: own[name] for spelling, name in spellings(tuple(own)).items()}
        context = {**spelled, **own, "record": self._record, VALUES: self._secrets, LANGUAGE: "en"}
        root = self._tree.value if isinstance(self._tree.value, dict) else {}
        language = root.get("language")
        if isinstance(language, str):
            told = self._leaf(language, ("language",), context)
            self._problems.clear()  # what is wrong with it is found again where the tree is made
            context[LANGUAGE] = told if isinstance(told, str) else "en"
        value = self._grow(self._tree.value, (), (), context)
        raise_all(self._problems)
        return Personal(
            replace(self._tree, value=value, spots=self._spots),
            self._secrets,
            frozenset(self._fixed),
            tuple(self._forms),
            frozenset(self._met),
        )

    def _grow(self, value: Any, old: Place, new: Place, context: Context) -> Any:
        """What a value of the source is for the record."""
        if old not in self._varies:
            return value
        if isinstance(value, dict):
            return self._keys(value, old, new, context)
        if isinstance(value, list):
            return self._items(value, old, new, context)
        return self._leaf(value, old, context) if isinstance(value, str) else value

    def _keys(self, value: dict[str, Any], old: Place, new: Place, context: Context) -> dict[str, Any]:
        made: dict[str, Any] = {}
        for key, inner in value.items():
            if key in _MARKS:
                continue
            here = (*old, key)
            if isinstance(inner, dict) and "repeat" in inner:
                message, where = '"repeat" stands in an entry of a list', self._tree.where((*here, "repeat"))
                self._problems.append(SourceError(message, where, "begin it with -"))
            elif self._wanted(inner, here, context):
                made[key] = _bare(inner, self._grow(inner, here, (*new, key), context))
        return made

    def _items(self, value: list[Any], old: Place, new: Place, context: Context) -> list[Any]:
        many: list[Any] = []
        for number, inner in enumerate(value):
            here = (*old, number)
            varies = here in self._varies
            for around in self._rounds(inner, here, context) if varies else (context,):
                if varies and not self._wanted(inner, here, around):
                    continue
                there = (*new, len(many))
                if there != here:
                    self._spots.moved[there] = here
                if old == ("sections",):
                    many.append(self._section(inner, here, there, around))
                else:
                    many.append(_bare(inner, self._grow(inner, here, there, around)))
        return many

    def _section(self, value: Any, old: Place, new: Place, context: Context) -> Any:
        """A section as it was checked, where a record had it before, but for what its tokens stand for."""
        number, moved = len(self._forms), len(self._spots.moved)
        grown = value
        if old in self._varies:
            grown = _bare(value, self._grow(value, old, new, context))
        else:
            self._fixed.add(number)
        shifted = tuple(self._spots.moved.items())[moved:] if len(self._spots.moved) > moved else ()
        form = Form(int(old[-1]), grown, shifted)
        self._forms.append(self._template.kept.known(number, form))
        model = self._forms[-1].model
        return grown if model is None else model

    def _rounds(self, value: Any, place: Place, context: Context) -> list[Context]:
        """The contexts in which a value stands: one, or one for each member of the list that it is repeated over."""
        if not isinstance(value, dict) or "repeat" not in value:
            return [context]
        name, expression = self._expressions.lists[(*place, "repeat")]
        with Guard(self._tree, (*place, "repeat"), self._problems, context):
            found = expression(context)
            if isinstance(found, str | Mapping) or not hasattr(found, "__iter__"):
                _ = str(found)  # an undefined value says what it lacks
                raise SourceError(f'"{value["repeat"]}" goes over no list', self._tree.where((*place, "repeat")))
            members = list(found)
            last = len(members)
            return [
                {**context, name: member, "loop": {"index": at, "first": at == 1, "last": at == last}}
                for at, member in enumerate(members, 1)
            ]
        return []

    def _wanted(self, value: Any, place: Place, context: Context) -> bool:
        """Whether the condition of a value holds, if it has one."""
        if not isinstance(value, dict):
            return True
        condition = self._expressions.conditions.get((*place, "when"))
        if condition is None:
            return True
        with Guard(self._tree, (*place, "when"), self._problems, context):
            holds = is_true(condition(context))
            self._met.add(((*place, "when"), holds))
            return holds
        return False

    def _leaf(self, value: str, place: Place, context: Context) -> Any:
        alone = self._expressions.alone.get(place)
        text = self._expressions.texts.get(place)
        if alone is None and text is None:
            return value
        with Guard(self._tree, place, self._problems, context):
            if alone is not None:
                return self._given(alone(context), place, context)
            assert text is not None
            return self._filled(text.render(context), self._template.manner(place))
        return value

    def _filled(self, text: str, manner: Manner) -> str:
        """A text with tokens in it as the field takes it: with the values, unless it is read as Markdown yet."""
        if manner.address:
            return self._secrets.quoted(text)
        shown = self._secrets.text(text)
        return self._secrets.linked(text) if manner.prose and shown.strip() else shown

    def _given(self, value: Any, place: Place, context: Context) -> Any:
        """What a field that stands alone gives: lists stay lists, numbers are numbers where numbers are asked for."""
        if isinstance(value, Mapping):
            return {str(key): self._given(inner, (*place, str(key)), context) for key, inner in value.items()}
        if isinstance(value, list | tuple):
            return [self._given(inner, (*place, 0), context) for inner in value]  # items are alike in their manner
        prose, numeric, _ = self._template.manner(place)
        value = meant(value) if numeric else value
        if numeric and isinstance(value, bool | int | float):
            return value
        text = written(value, context)
        if numeric and _NUMBER.fullmatch(text.strip()):
            return float(text) if re.search("[.eE]", text) else int(text)
        return self._secrets.hide(text) if prose and text.strip() else text


def _bare(old: Any, new: Any) -> Any:
    """`{when: …, text: …}` is the text."""
    marked = isinstance(old, dict) and ("when" in old or "repeat" in old)
    return new["text"] if marked and isinstance(new, dict) and set(new) == {"text"} else new
