"""Layout files woven into one: what a file says is laid over what its parents say.

A file's lists (`regions`, `stack`, `furniture`, the cells of a `split`, what text goes `around`) are lists of items
with names. An item of a child changes the parent's item of that name key by key, wherever that stands; ``null`` takes
an item or a key away; an item of a new name is added. Each value knows where it was written, so that faults are told
there.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from typing import Any, NamedTuple

from reportgen.errors import TemplateError, Where
from reportgen.source.tree import Place, Tree
from reportgen.source.validation import nearest
from reportgen.structs import Struct

LISTS = ("furniture", "regions", "stack", "split", "around")
"""The keys whose values are lists of items with names."""

SORTS: Mapping[str, tuple[str, ...]] = {
    "furniture": ("fill", "rule", "logo", "text", "progress", "breadcrumb", "art"),
    "regions": ("slots", "kind"),
    "stack": ("rule", "split", "slots", "kind"),
    "split": ("stack",),
    "around": ("region",),
}
"""By list, the keys that say what an item is. One without any of them is a change of another item."""

_PLACING = ("use", "after", "before")
"""The keys that say where an item comes from and goes to. They have done their work when the item is in its list."""

_OF_CELLS = ("span", "panel", "inset", "stack", "name", "foot", *_PLACING)
"""A cell's own keys. What stands beside them is an item of its stack."""

Origin = tuple[Tree, Place]


class Keys(dict[str, Any]):
    """Keys with values from one or several files.

    `tree` and `place` are where the whole was written; `others` are where the values were written that were not there.
    """

    __slots__ = ("others", "place", "tree")

    def __init__(self, value: Mapping[str, Any], origin: Origin, others: Mapping[str, Origin] | None = None) -> None:
        super().__init__(value)
        self.tree, self.place = origin
        self.others: dict[str, Origin] = dict(others) if others else {}

    def origin(self, key: str) -> Origin:
        """Where the value of a key was written."""
        return self.others.get(key) or (self.tree, (*self.place, key))

    def put(self, key: str, value: Any, origin: Origin) -> None:
        """Set a value that was written at `origin`."""
        self[key] = value
        self.others[key] = origin

    def drop(self, key: str) -> None:
        """Take a value away."""
        self.pop(key, None)
        self.others.pop(key, None)

    def under(self, origin: Origin) -> Keys:
        """The same keys as part of what was written at `origin`, to be changed."""
        return Keys(self, origin, {key: self.origin(key) for key in self})

    def inner(self, key: str) -> Keys | None:
        """The value of a key, if it is keys with values."""
        value = self.get(key)
        if isinstance(value, Keys):
            return value
        return Keys(value, self.origin(key)) if isinstance(value, dict) else None

    def where(self, key: str | None = None) -> Where:
        """The place of a value, or of the whole."""
        tree, place = (self.tree, self.place) if key is None else self.origin(key)
        return tree.where(place)


class Items(list[Keys]):
    """Items with names, and the names of those that were taken away."""

    __slots__ = ("gone",)

    def __init__(self, items: list[Keys] | None = None, gone: frozenset[str] = frozenset()) -> None:
        super().__init__(items or [])
        self.gone = gone

    def copied(self) -> Items:
        """The same items in lists of their own, to be changed."""
        made = Items([], self.gone)
        for item in self:
            for key in LISTS:
                nested = item.get(key)
                if isinstance(nested, Items):
                    item = Keys(item, (item.tree, item.place), item.others)
                    item[key] = nested.copied()
            made.append(item)
        return made

    def find(self, name: str | None) -> tuple[Items, int] | None:
        """The list that has the item of a name, and its number there: this list, or one inside its items."""
        if name is None:
            return None
        for number, item in enumerate(self):
            if item.get("name") == name:
                return self, number
        for nested in self._nested():
            found = nested.find(name)
            if found is not None:
                return found
        return None

    def names(self) -> Iterator[str]:
        """The names of all items, here and inside."""
        yield from (item["name"] for item in self if isinstance(item.get("name"), str))
        for nested in self._nested():
            yield from nested.names()

    def _nested(self) -> Iterator[Items]:
        return (item[key] for item in self for key in LISTS if isinstance(item.get(key), Items))


class Woven(Tree, frozen=True):
    """A tree whose values come from several files: its `value` is `Keys`."""

    def where(self, place: Place, key: bool = False) -> Where:
        """Where the value at a place of the woven tree was written, in its own file."""
        value: Any = self.value
        tree: Tree
        tree, at = value.tree, value.place
        for part in place:
            if isinstance(value, Keys):
                tree, at = value.origin(str(part))
            else:
                at = (*at, part)
            value = _inside(value, part)
            if isinstance(value, Keys):
                tree, at = value.tree, value.place
        return tree.where(at, key)


def _inside(value: Any, part: str | int) -> Any:
    if isinstance(value, dict):
        return value.get(part)
    return value[part] if isinstance(value, list) and isinstance(part, int) and part < len(value) else None


def woven(keys: Keys) -> Woven:
    """Keys as a tree of which a model can be made."""
    return Woven(keys, keys.tree.file, {})


class _Entry(NamedTuple):
    """An item as a file writes it: its name, if it has one, and its keys, or None where it is taken away."""

    name: str | None
    keys: Keys | None
    origin: Origin
    whole: bool = False
    """Whether it comes from a part, where it was made complete."""
    derived: bool = False
    """Whether it is called by its slot, because nobody gave it a name. A list may well have two such items."""

    @property
    def where(self) -> Where:
        """The place where the item was written."""
        return self.origin[0].where(self.origin[1])


class Loom(Struct, frozen=True):
    """Lays files over each other. `part` gives a named part, asked for at a place in a file, and whether it is known.

    `known` is whether who wrote the upper file could see the lower: then a change of what is not there is a fault, and
    else it is left out.
    """

    part: Callable[[str, Where], tuple[Keys, bool]]
    known: bool = True

    def over(self, below: Keys | None, above: Keys) -> Keys:
        """What `above` says, over what `below` says.

        Raises:
            TemplateError: an item changes, or stands beside, one that is not there.
        """
        origin = (above.tree, above.place)
        if below is None:
            return self._alone(above)
        made = below.under(origin)
        for key, value in above.items():
            if key not in _PLACING:
                self._set(made, key, value, above.origin(key))
        return made

    def _alone(self, above: Keys) -> Keys:
        """What stands over nothing: only its lists are to be read."""
        made = Keys(above, (above.tree, above.place), above.others)
        for key, value in above.items():
            if value is None or key in _PLACING:
                made.drop(key)
            elif key in LISTS:
                self._set(made, key, value, above.origin(key))
        return made

    def _set(self, made: Keys, key: str, value: Any, origin: Origin) -> None:
        """Lay a value over that of the same key: ``null`` takes it away, keys go over keys and items over items."""
        if value is None:
            made.drop(key)
        elif key in LISTS and isinstance(value, dict | list):
            below = made.get(key)
            made.put(key, self._items(below if isinstance(below, Items) else None, key, value, origin), origin)
        elif isinstance(value, dict) and made.inner(key) is not None:
            above = value if isinstance(value, Keys) else Keys(value, origin)
            made.put(key, self.over(made.inner(key), above), origin)
        else:
            made.put(key, value, origin)

    def _items(self, below: Items | None, key: str, value: Any, origin: Origin) -> Items:
        made = below.copied() if below else Items()
        lower = frozenset(made.names()) if below is not None else None
        for entry in _entries(key, value, origin):
            last: tuple[Items, int] | None = None
            for one in self._used(entry, key):
                last = self._enter(made, one, key, lower, last)
        return made

    def _used(self, entry: _Entry, key: str) -> Iterator[_Entry]:
        """The item itself, or that or those of the part that it uses, with what is said beside `use` laid over them."""
        keys = entry.keys
        if keys is None or keys.get("use") is None:
            yield entry
            return
        name, where = str(keys["use"]), keys.where("use")
        part, known = self.part(name, where)
        item, many = part.inner("item"), part.get(key)
        if item is not None:
            yield self._used_item(item, keys, entry, key)
        elif isinstance(many, Items):
            yield from Loom(self.part, known)._used_group(many, keys, entry, key)
        else:
            has = ", ".join(k for k in part if k in (*LISTS, "item")) or "nothing to use"
            hint = f"it has {has}; give it {key}, or an item"
            raise TemplateError(f'the part "{name}" has no "{key}"', where, hint)

    def _used_item(self, item: Keys, keys: Keys, entry: _Entry, key: str) -> _Entry:
        """A part's only item, with what is said beside `use`."""
        made = self.over(item, keys)
        for placing in ("after", "before"):
            if placing in keys:
                made.put(placing, keys[placing], keys.origin(placing))
        return _Entry(entry.name or _name_of(made, key), made, entry.origin)

    def _used_group(self, many: Items, keys: Keys, entry: _Entry, key: str) -> Iterator[_Entry]:
        """A part's items, those named beside `use` changed; the first goes to the place of the group."""
        beside = {name: value for name, value in keys.items() if name not in (*_PLACING, "name")}
        placed = {name: keys[name] for name in ("after", "before") if name in keys}
        for item in self._items(many, key, beside, (keys.tree, keys.place)):
            one = Keys({**item, **placed}, (item.tree, item.place), item.others) if placed else item
            placed = {}
            yield _Entry(one.get("name"), one, entry.origin, whole=True)

    def _enter(
        self, made: Items, entry: _Entry, key: str, lower: frozenset[str] | None, last: tuple[Items, int] | None
    ) -> tuple[Items, int] | None:
        """Take an item away, change it, or add it (after `last`, if there is one). Gives where it stands now.

        `lower` are the names that the files below have, or None where they have no such list.
        """
        found = made.find(entry.name) if not entry.derived or entry.name in (lower or ()) else None
        if entry.keys is None:
            self._take_away(made, entry, found, lower is None)
            return last
        if found is not None:
            items, number = found
            items[number] = self.over(_alike(items[number], entry.keys, key), entry.keys)
            items[number]["name"] = entry.name
            return self._moved(made, found, entry.keys)
        if lower is not None and not entry.whole and not any(sort in entry.keys for sort in SORTS[key]):
            if self.known and entry.name not in made.gone:
                raise self._unknown(made, entry, key)
            return last  # what a parent took away stays away, whatever children say of it
        items, number = self._spot(made, entry.keys) or (last and (last[0], last[1] + 1)) or (made, _end(made))
        items.insert(number, self._new(entry.keys, entry.name, key))
        return items, number

    def _new(self, keys: Keys, name: str | None, key: str) -> Keys:
        """An item that changes no other; one for content takes the slot of its own name, if it says none."""
        item = self.over(None, keys)
        if name is not None:
            item.put("name", name, (item.tree, item.place))
            if key in ("regions", "stack") and not any(sort in item for sort in ("slots", "rule", "split")):
                item.put("slots", [name], (item.tree, item.place))
        return item

    def _take_away(self, made: Items, entry: _Entry, found: tuple[Items, int] | None, free: bool) -> None:
        assert entry.name is not None
        if found is not None:
            del found[0][found[1]]
        elif self.known and not free and entry.name not in made.gone:
            raise self._unknown(made, entry, "")
        made.gone |= {entry.name}

    def _moved(self, made: Items, found: tuple[Items, int], keys: Keys) -> tuple[Items, int]:
        """An item that is there, moved to where a change of it says."""
        if "after" not in keys and "before" not in keys:
            return found
        items, number = found
        item = items.pop(number)
        items, number = self._spot(made, keys) or found
        items.insert(number, item)
        return items, number

    def _spot(self, made: Items, keys: Keys) -> tuple[Items, int] | None:
        """The place in a list that `after` or `before` names."""
        for key in ("after", "before"):
            if key in keys:
                found = made.find(str(keys[key]))
                if found is not None:
                    return found[0], found[1] + (key == "after")
                if self.known:
                    raise _no_item(str(keys[key]), "to stand beside", made, keys.where(key))
        return None

    def _unknown(self, made: Items, entry: _Entry, key: str) -> TemplateError:
        own = " or ".join(f'"{sort}"' for sort in SORTS.get(key, ()))
        return _no_item(str(entry.name), "to change", made, entry.where, f"; a new one says {own}" if own else "")


def _no_item(name: str, what_for: str, items: Items, where: Where, more: str = "") -> TemplateError:
    names = list(dict.fromkeys(items.names()))
    close = nearest(name, names)
    hint = (
        f'did you mean "{close}"?' if close else f"known names: {', '.join(names)}" if names else "nothing has a name"
    )
    return TemplateError(f'there is no "{name}" {what_for} here', where, hint + more)


def _alike(below: Keys, above: Keys, key: str) -> Keys | None:
    """What is left of an item where a child makes it one of another sort: of furniture its place, of others nothing."""
    others = [sort for sort in SORTS[key] if sort in below and sort not in above and sort != "kind"]
    if not others or not any(sort in above for sort in SORTS[key] if sort != "kind"):
        return below
    if key != "furniture":
        return None
    kept = Keys(below, (below.tree, below.place), below.others)
    for other in others:
        kept.drop(other)
    return kept


def _end(items: Items) -> int:
    """Where new items go: at the end, but before those that stay at the foot."""
    return next((number for number, item in enumerate(items) if item.get("foot") is True), len(items))


def _entries(key: str, value: Any, origin: Origin) -> Iterator[_Entry]:
    """The items of a list, or of keys that are their names."""
    if isinstance(value, Items):
        yield from (_Entry(item.get("name"), item, (item.tree, item.place), whole=True) for item in value)
        return
    for number, (name, item) in enumerate(value.items() if isinstance(value, dict) else ((None, one) for one in value)):
        own = (origin[0], (*origin[1], number if name is None else name))
        if isinstance(value, Keys) and name is not None:
            own = value.origin(name)
        keys = _keys_of(item, own, key, may_be_nothing=name is not None)
        if name is not None or keys is None:
            yield _Entry(name, keys, own)
        else:
            yield _Entry(_name_of(keys, key), keys, own, derived="name" not in keys)


def _keys_of(item: object, origin: Origin, key: str, *, may_be_nothing: bool) -> Keys | None:
    """An item as keys with values, or None where it is taken away."""
    if item is None and may_be_nothing:
        return None
    if isinstance(item, Keys):
        return item
    if not isinstance(item, dict):
        where = origin[0].where(origin[1])
        raise TemplateError("expected keys with values", where, "an item is written as keys with values")
    return _cell(Keys(item, origin)) if key == "split" else Keys(item, origin)


def _cell(keys: Keys) -> Keys:
    """A cell whose items stand beside its own keys, with these in its stack."""
    beside = {name: item for name, item in keys.items() if name not in _OF_CELLS}
    if not beside or "stack" in keys:
        return keys
    made = Keys({name: value for name, value in keys.items() if name in _OF_CELLS}, (keys.tree, keys.place))
    made.put("stack", Keys(beside, (keys.tree, keys.place)), (keys.tree, keys.place))
    return made


def _name_of(keys: Keys, key: str) -> str | None:
    """The name of an item: its own, or else its first slot; of what text goes around, the first slot of its region."""
    name = keys.get("name")
    if isinstance(name, str):
        return name
    region = keys.get("region") if key == "around" else keys
    slots = region.get("slots") if isinstance(region, dict) else None
    return str(slots[0]) if isinstance(slots, list) and slots else None
