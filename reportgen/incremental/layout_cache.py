"""What the layout of one document leaves for the next one of the same brand, templates, language and kind."""

from __future__ import annotations

from collections.abc import Callable, Hashable, Iterable, Mapping
from copy import copy
from types import MappingProxyType
from typing import Any, ClassVar, Protocol, TypeVar

from reportgen.brand import Brand
from reportgen.deadlines import checkpoint
from reportgen.document import LoadedSection
from reportgen.drawings import DrawingFonts
from reportgen.errors import FitError
from reportgen.files import stamp_of
from reportgen.frames import Item, Picture, PicturePage
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
    pictures: tuple[PicturePage | Picture, ...]

    @classmethod
    def of(cls, make: Callable[[], object], pictures: Taker, given: object = None) -> Entry:
        """What a step gives, or why something does not fit. The error is kept without its traceback, whose frames would
        hold all that the step knew.
        """
        start = len(pictures.taken)
        value: object
        try:
            value = make()
        except FitError as error:
            value = copy(error)
        return cls(value, given, tuple(dict.fromkeys(pictures.taken[start:])))

    def taken_again(self, pictures: Taker) -> None:
        """Have the pictures of the step noted for a document that asks for it again."""
        for picture in self.pictures:
            pictures.take(picture)

    def opened(self) -> Any:
        """What the step made.

        Raises:
            FitError: what the step raised.
        """
        if isinstance(self.value, FitError):
            raise copy(self.value)
        return self.value


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


class _Asked:
    """What one owner has in a pass: the entries that were kept for it, and those that it asks for.

    `lasting` and `passing` were kept; `made` are lasting entries that this pass makes, `asked` all passing ones that it
    asks for. One look finds an owner's record, because an owner's hash is a call of its own.
    """

    __slots__ = ("asked", "lasting", "made", "passing")

    def __init__(self, lasting: Mapping[LayoutKey, Entry], passing: Mapping[LayoutKey, Entry]) -> None:
        self.lasting = lasting
        self.passing = passing
        self.made: _Entries = {}
        self.asked: _Entries = {}


class Taker(Protocol):
    """What notes the pictures that a document takes: a picture, or the file that becomes one."""

    taken: list[PicturePage | Picture]

    def take(self, picture: PicturePage | Picture) -> None:
        """Take a picture that was taken before."""


class LayoutCache:
    """Fonts that were read, texts that were set, sections that were laid and sheets that were made up.

    An entry is found by its owner (a section, by its content; a sheet or its plan, by identity) and its key. A document
    is the same with a cache and without. Nothing is kept of a document that had problems, because these must be told
    again.
    """

    def __init__(self, brand: Brand) -> None:
        self.typesetter = Typesetter(brand.faces, brand.fallback, brand.reserve, brand.measure)
        self.drawing_fonts = DrawingFonts(brand.families[brand.page_type.body.font], tuple(sorted(brand.font_files)))
        """The brand's fonts as the text of drawings takes them."""
        self.pictures: dict[tuple[PicturePage, int, int], Picture] = {}
        """Pictures as they were read, by file, time of change (nanoseconds) and size (bytes)."""
        self.decided: dict[int, Any] = {}
        """What was decided for the last document, by the number of the pass; see `layout/pages/reused_decisions`."""
        self._lasting: dict[Hashable, Mapping[LayoutKey, Entry]] = {}
        self._passing: dict[Hashable, _Entries] = {}
        self._now: dict[Hashable, _Asked] = {}
        """What this pass has asked for, by owner."""
        self._asked_before: dict[int, dict[Hashable, _Entries]] = {}
        """The passing entries that the last document asked for in each of its passes, by owner."""
        self._moved: dict[tuple[Same, float, float], Item] = {}
        self._new_moved: dict[tuple[Same, float, float], Item] = {}

    def begin(self) -> None:
        """Begin a pass over a document. Where a picture's file has changed, all entries are forgotten."""
        if any(not _is_as_it_was(*kept) for kept in self.pictures):
            self.pictures.clear()
            self.decided.clear()
            self._lasting, self._passing, self._asked_before, self._moved = {}, {}, {}, {}
        self._now, self._new_moved = {}, {}
        if self.typesetter.kept > MOST_TEXTS:
            self.typesetter.forget()
        if len(self.pictures) > MOST_PICTURES:
            self.pictures.clear()

    def end(self, sections: Iterable[LoadedSection], turn: int = 0) -> None:
        """End a pass without problems over a document of these sections.

        Kept are its entries, and those that the last document asked for in passes that this one may still make.
        """
        now = self._now
        for section in sections:
            self._asked_of(section)  # What lasts of a section is kept, asked for or not.
        self._asked_before[turn] = {owner: of.asked for owner, of in now.items()}
        self._passing = self._asked_of_document()
        lasting: dict[Hashable, Mapping[LayoutKey, Entry]] = {}
        for owner in self._passing:
            of = now.get(owner)
            kept = self._lasting.get(owner, _NONE) if of is None else of.lasting
            if of is not None and of.made:
                kept = {**kept, **of.made}
            if kept:
                lasting[owner] = kept
        self._lasting = lasting
        self._now, self._moved = {}, self._new_moved

    def _asked_of(self, owner: Hashable) -> _Asked:
        """What this pass has asked of an owner."""
        of = self._now.get(owner)
        if of is None:
            of = self._now[owner] = _Asked(self._lasting.get(owner, _NONE), self._passing.get(owner, _NONE))
        return of

    def _asked_of_document(self) -> dict[Hashable, _Entries]:
        """The passing entries that the last document has asked for in any of its passes, by owner."""
        passes = iter(self._asked_before.values())
        asked = next(passes)
        for of_pass in passes:
            # New dictionaries where two passes have asked: those of one pass must not grow by those of others.
            asked = asked | {owner: asked.get(owner, {}) | entries for owner, entries in of_pass.items()}
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
        self._asked_of(section).made[key] = entry

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
        of = self._asked_of(owner)
        kept, new = (of.lasting, of.made) if key.lasting else (of.passing, of.asked)
        entry = kept.get(key) or new.get(key)
        if entry is None:
            checkpoint()
            entry = new[key] = Entry.of(make, pictures, given)
        else:
            if not key.lasting:
                new[key] = entry
            entry.taken_again(pictures)
        return entry.opened()  # type: ignore[no-any-return]

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


def _is_as_it_was(page: PicturePage, changed: int, size: int) -> bool:
    """Whether a file has the time of change (nanoseconds) and the size (bytes) that it had."""
    try:
        return stamp_of(page.path) == (changed, size)
    except OSError:
        return False
