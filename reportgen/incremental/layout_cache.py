"""What the layout of one document leaves for the next one of the same brand, templates, language and kind."""

from __future__ import annotations

from collections.abc import Callable, Hashable, Iterable, Mapping
from pathlib import Path
from types import MappingProxyType
from typing import Any, ClassVar, Protocol, TypeVar, cast

from reportgen.brand import Brand
from reportgen.document import LoadedSection
from reportgen.errors import FitError
from reportgen.frames import Item, Picture
from reportgen.structs import Struct, replace
from reportgen.text import Typesetter

MOST_TEXTS = 4_000
"""Paragraphs and words that are kept as they are set; then all are forgotten, so that a long batch does not grow."""

MOST_PICTURES = 64
"""Pictures that are kept as they were read; then all are forgotten."""


class LayoutKey(Struct, frozen=True):
    """The inputs of one step of the layout, besides the section or sheet that it is about.

    Each step declares a subclass with its inputs as fields. What a step makes must be a pure function of its owner and
    its key: whoever gives a step another input adds it as a field.
    """

    lasting: ClassVar[bool] = False
    """Whether entries are kept as long as their owner is part of the document, asked for or not. The search for page
    breaks needs this of what it weighs. Entries of other keys are kept while each document asks for them: their inputs
    include the document's own titles, so a batch would pile them up.
    """


class Entry(Struct, frozen=True):
    """What a step made, or the error that it raised, and the pictures that it took.

    `given` is what the step was given, where the key has it rounded.
    """

    value: object
    given: object
    pictures: tuple[Path | Picture, ...]


class Same:
    """An owner that is told from others by identity, since a hash of its content takes too long.

    A sheet takes 0.1 ms to hash, where a whole document of a batch is made in 3 ms. A section, which hashes by its
    place and title and compares by its content, takes 0.2 µs to hash and 2 to 5 µs to compare.
    """

    __slots__ = ("thing",)

    def __init__(self, thing: object) -> None:
        self.thing = thing

    def __hash__(self) -> int:
        return id(self.thing)

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Same) and other.thing is self.thing


EVERY_SHEET = "every sheet"
"""The owner of what is about no section and no single sheet, such as masters."""

_Entries = dict[LayoutKey, Entry]
_Made = TypeVar("_Made")
_NONE: Mapping[LayoutKey, Entry] = MappingProxyType({})


class Taker(Protocol):
    """What notes the pictures that a document takes: a picture, or the file that becomes one."""

    taken: list[Path | Picture]

    def take(self, picture: Path | Picture) -> None:
        """Take a picture that was taken before."""


class LayoutCache:
    """Fonts that were read, texts that were set, sections that were laid and sheets that were made up.

    An entry is found by its owner (a section, by its content; a sheet or its plan, by identity) and its key. A document
    is the same with a cache and without. Nothing is kept of a document that had problems, because these must be told
    again.
    """

    def __init__(self, brand: Brand) -> None:
        self.typesetter = Typesetter(brand.faces, brand.fallback, brand.reserve)
        self.pictures: dict[tuple[Path, int, int], Picture] = {}
        """Pictures as they were read, by file, time of change (nanoseconds) and size (bytes)."""
        self.decided: dict[int, Any] = {}
        """What was decided for the last document, by the number of the pass; see `layout.pages.decisions`."""
        self._lasting: dict[Hashable, _Entries] = {}
        self._passing: dict[Hashable, _Entries] = {}
        self._new_lasting: dict[Hashable, _Entries] = {}
        self._new_passing: dict[Hashable, _Entries] = {}
        self._asked: dict[Hashable, set[LayoutKey]] = {}
        """The keys that this pass has asked for, by owner."""
        self._asked_before: dict[int, dict[Hashable, set[LayoutKey]]] = {}
        """The keys that the last document asked for in each of its passes."""
        self._moved: dict[tuple[Same, float, float], Item] = {}
        self._new_moved: dict[tuple[Same, float, float], Item] = {}

    def begin(self) -> None:
        """Begin a pass over a document. Where a picture's file has changed, all entries are forgotten."""
        if any(not _is_as_it_was(*kept) for kept in self.pictures):
            self.pictures.clear()
            self.decided.clear()
            self._lasting, self._passing, self._asked_before, self._moved = {}, {}, {}, {}
        self._new_lasting, self._new_passing, self._asked, self._new_moved = {}, {}, {}, {}
        if self.typesetter.kept > MOST_TEXTS:
            self.typesetter.forget()
        if len(self.pictures) > MOST_PICTURES:
            self.pictures.clear()

    def end(self, sections: Iterable[LoadedSection], turn: int = 0) -> None:
        """End a pass without problems over a document of these sections.

        Kept are its entries, and those that the last document asked for in passes that this one may still make.
        """
        owners: dict[Hashable, set[LayoutKey]] = {section: set() for section in sections}
        self._asked_before[turn] = owners | self._asked
        asked = self._asked_of_document()
        self._lasting = {
            owner: self._lasting.get(owner, {}) | self._new_lasting.get(owner, {})
            for owner in asked
            if owner in self._lasting or owner in self._new_lasting
        }
        passing: dict[Hashable, _Entries] = {}
        for owner, keys in asked.items():
            kept = self._passing.get(owner, _NONE)
            passing[owner] = {key: kept[key] for key in keys if key in kept} | self._new_passing.get(owner, {})
        self._passing = passing
        self._new_lasting, self._new_passing, self._moved = {}, {}, self._new_moved

    def _asked_of_document(self) -> dict[Hashable, set[LayoutKey]]:
        """The keys that the last document has asked for in any of its passes, by owner."""
        asked: dict[Hashable, set[LayoutKey]] = {}
        for of_pass in self._asked_before.values():
            for owner, keys in of_pass.items():
                # A new set where two passes have asked: the sets of one pass must not grow by those of others.
                asked[owner] = asked[owner] | keys if owner in asked else keys
        return asked

    def close(self, turns: int) -> None:
        """End a document that took so many passes."""
        for turn in [turn for turn in self._asked_before if turn >= turns]:
            del self._asked_before[turn]
            self.decided.pop(turn, None)

    @property
    def size(self) -> int:
        """The number of entries."""
        return sum(map(len, (*self._lasting.values(), *self._passing.values())))

    def lasting_of(self, section: LoadedSection) -> Mapping[LayoutKey, Entry]:
        """The lasting entries of a section of the last document, by key."""
        return self._lasting.get(section, _NONE)

    def adopt(self, section: LoadedSection, key: LayoutKey, entry: Entry) -> None:
        """Keep another section's entry for this one, for which it is right, too."""
        self._new_lasting.setdefault(section, {})[key] = entry

    def remember(
        self,
        owner: Hashable,
        key: LayoutKey,
        pictures: Taker,
        make: Callable[[], _Made],
        given: object = None,
    ) -> _Made:
        """What `make` gives, or gave when the owner's key was asked for last; the pictures that it took are taken in
        either case.

        Raises:
            FitError: what `make` raises, or raised.
        """
        if key.lasting:
            store, new = self._lasting, self._new_lasting
        else:
            store, new = self._passing, self._new_passing
            self._asked.setdefault(owner, set()).add(key)
        entry = store.get(owner, _NONE).get(key) or new.get(owner, _NONE).get(key)
        if entry is None:
            start = len(pictures.taken)
            value: object
            try:
                value = make()
            except FitError as error:
                value = error
            entry = Entry(value, given, tuple(pictures.taken[start:]))
            new.setdefault(owner, {})[key] = entry
        else:
            for picture in entry.pictures:
                pictures.take(picture)
        if isinstance(entry.value, FitError):
            raise entry.value
        return cast(_Made, entry.value)

    def moved(self, item: Item, dx: float, dy: float) -> Item:
        """An item moved by `dx` and `dy` points: the same object as for the last document where it moved alike, by
        which the presses see that nothing has changed.
        """
        key = (Same(item), dx, dy)
        made = self._moved.get(key) or self._new_moved.get(key)
        if made is None:
            made = replace(item, box=item.box.moved(dx, dy))
        self._new_moved[key] = made
        return made


def _is_as_it_was(path: Path, changed: int, size: int) -> bool:
    """Whether a file has the time of change (nanoseconds) and the size (bytes) that it had."""
    try:
        state = path.stat()
    except OSError:
        return False
    return (state.st_mtime_ns, state.st_size) == (changed, size)
