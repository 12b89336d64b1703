"""What documents of one brand, language and kind hand on to each other, so that what does not vary is set once."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, replace
from pathlib import Path
from types import MappingProxyType
from typing import Any, Protocol, TypeVar, cast

from reportgen.brand import Brand
from reportgen.document import LoadedSection
from reportgen.errors import FitError
from reportgen.frames import Item, Picture
from reportgen.text import Typesetter

MOST = 4_000
"""Settings of paragraphs and words kept; then all are forgotten, so that a long batch does not grow."""

LASTING = ("lay", "continuation", "slides")
"""What is kept as long as its section is there, whether the last document asked for it or not: what decisions are made
of. All else is kept while it is asked for, since its keys have the document's own titles in them.
"""

_Store = dict[int, dict[tuple[object, ...], "Known"]]
"""By owner, and by what it was asked by."""

_Made = TypeVar("_Made")


@dataclass(frozen=True, slots=True)
class Known:
    """What was made for an owner (held, so that its identity is not given to another) with arguments, or the error;
    and the pictures that it took.
    """

    owner: object
    value: object
    args: tuple[Any, ...]
    pictures: tuple[Path | Picture, ...]


_NOTHING: Mapping[tuple[object, ...], Known] = MappingProxyType({})


class Taker(Protocol):
    """What notes the pictures that a document takes: a picture, or the file that becomes one."""

    taken: list[Path | Picture]

    def take(self, picture: Path | Picture) -> None:
        """Take a picture that was taken before."""


class LayoutCache:
    """Fonts that are read, text that is set, sections that are laid, sheets that are made up.

    What is kept is found by the identity of its owner (a section, a sheet's plan), so only a loader that gives the
    same section again gains by it; text is found by its content. A document is the same with cache and without.
    Nothing is kept of a document that had problems, because they must be told again.
    """

    def __init__(self, brand: Brand) -> None:
        self.typesetter = Typesetter(brand.faces, brand.fallback)
        self.pictures: dict[tuple[Path, int, int], Picture] = {}
        self.decided: dict[int, Any] = {}
        """What was decided for the last document, by the number of the pass; see `replay`."""
        self._lasting: _Store = {}
        self._passing: _Store = {}
        self._fresh_lasting: _Store = {}
        self._fresh_passing: _Store = {}
        self._touched: dict[int, set[tuple[object, ...]]] = {}
        """What the pass has asked for, by owner."""
        self._used: dict[int, dict[int, set[tuple[object, ...]]]] = {}
        """What the last document asked for in each of its passes."""
        self._moved: dict[tuple[int, float, float], tuple[Item, Item]] = {}
        self._moved_now: dict[tuple[int, float, float], tuple[Item, Item]] = {}

    def begin(self) -> None:
        """Before a document. Where a picture's file has changed, nothing is known of what was made with it."""
        if any(not _is_as_it_was(*kept) for kept in self.pictures):
            self.pictures.clear()
            self.decided.clear()
            self._lasting, self._passing, self._used, self._moved = {}, {}, {}, {}
        self._fresh_lasting = {}
        self._fresh_passing = {}
        self._touched = {}
        self._moved_now = {}
        if self.typesetter.kept > MOST:
            self.typesetter.forget()
        if len(self.pictures) > 64:
            self.pictures.clear()

    def end(self, sections: Iterable[LoadedSection], turn: int = 0) -> None:
        """After a pass over a document without problems: what was made for its sections is kept, and what else it
        used; of the passes that the last document took after this one, too.
        """
        self._used[turn] = {id(section): set() for section in sections} | self._touched
        now: dict[int, set[tuple[object, ...]]] = {}
        for used in self._used.values():
            for owner, keys in used.items():
                now[owner] = now[owner] | keys if owner in now else keys
        self._lasting = {
            owner: self._lasting.get(owner, {}) | self._fresh_lasting.get(owner, {})
            for owner in now
            if owner in self._lasting or owner in self._fresh_lasting
        }
        passing: _Store = {}
        for owner, keys in now.items():
            known = self._passing.get(owner, {})
            passing[owner] = {key: known[key] for key in keys if key in known} | self._fresh_passing.get(owner, {})
        self._passing = passing
        self._fresh_lasting, self._fresh_passing, self._moved = {}, {}, self._moved_now

    def close(self, turns: int) -> None:
        """After a document that took so many passes."""
        for turn in [turn for turn in self._used if turn >= turns]:
            del self._used[turn]
            self.decided.pop(turn, None)

    @property
    def kept(self) -> list[Mapping[tuple[object, ...], Known]]:
        """All that is kept, by owner."""
        return [*self._lasting.values(), *self._passing.values()]

    def known_of(self, section: LoadedSection) -> dict[tuple[object, ...], Known]:
        """What decisions on a section of the last document were made of, by what it was asked by."""
        return self._lasting.get(id(section), {})

    def adopt(self, section: LoadedSection, key: tuple[object, ...], known: Known) -> None:
        """What was made for another section is right for this one too."""
        self._fresh_lasting.setdefault(id(section), {})[key] = replace(known, owner=section)

    def remember(
        self,
        owner: object,
        key: tuple[object, ...],
        pictures: Taker,
        make: Callable[[], _Made],
        args: tuple[Any, ...] = (),
    ) -> _Made:
        """What `make` gives for a section (or a plan), or what it gave; the pictures that it took are taken in either
        case. `args` are what `make` was given, as it was given.

        Raises:
            FitError: what `make` raised.
        """
        at = id(owner)
        if key[0] in LASTING:
            store, fresh = self._lasting, self._fresh_lasting
        else:
            store, fresh = self._passing, self._fresh_passing
            self._touched.setdefault(at, set()).add(key)
        known = store.get(at, _NOTHING).get(key) or fresh.get(at, _NOTHING).get(key)
        if known is None:
            start = len(pictures.taken)
            value: object
            try:
                value = make()
            except FitError as error:
                value = error
            known = Known(owner, value, args, tuple(pictures.taken[start:]))
            fresh.setdefault(at, {})[key] = known
        else:
            for picture in known.pictures:
                pictures.take(picture)
        if isinstance(known.value, FitError):
            raise known.value
        return cast(_Made, known.value)

    def moved(self, item: Item, dx: float, dy: float) -> Item:
        """The same item elsewhere; the same object as for the last document, where it was moved alike."""
        key = (id(item), dx, dy)
        known = self._moved.get(key) or self._moved_now.get(key)
        if known is None:
            known = (item, replace(item, box=item.box.moved(dx, dy)))
        self._moved_now[key] = known
        return known[1]


def _is_as_it_was(path: Path, changed: int, size: int) -> bool:
    try:
        state = path.stat()
    except OSError:
        return False
    return (state.st_mtime_ns, state.st_size) == (changed, size)
