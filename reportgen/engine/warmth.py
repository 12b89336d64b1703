"""What documents of one brand, language and kind hand on to each other, so that what does not vary is set once."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import TypeVar, cast

from reportgen.brand import Brand
from reportgen.document import LoadedSection
from reportgen.engine.pictures import Pictures
from reportgen.errors import FitError
from reportgen.frames import Picture
from reportgen.text import Typesetter

MOST = 4_000
"""Settings of paragraphs and words kept; then all are forgotten, so that a long batch does not grow."""

_Made = TypeVar("_Made")


@dataclass(frozen=True, slots=True)
class _Known:
    section: LoadedSection  # held, so that its identity is not given to another
    value: object
    pictures: tuple[Path | Picture, ...]


class Warmth:
    """Fonts that are read, text that is set, sections that are laid.

    What is kept of a section is found by the section's identity, so only a loader that gives the same section again
    gains by it; text is found by its content. A document is the same with warmth and without. Nothing is kept of a
    document that had problems, because they must be told again.
    """

    def __init__(self, brand: Brand) -> None:
        self.typesetter = Typesetter(brand.faces, brand.fallback)
        self.pictures: dict[tuple[Path, int, int], Picture] = {}
        self._known: dict[tuple[object, ...], _Known] = {}
        self._fresh: dict[tuple[object, ...], _Known] = {}

    def begin(self) -> None:
        """Before a document."""
        self._fresh = {}
        if self.typesetter.kept > MOST:
            self.typesetter.forget()
        if len(self.pictures) > 64:
            self.pictures.clear()

    def end(self, sections: Iterable[LoadedSection]) -> None:
        """After a document without problems: what was made for its sections is kept, and nothing else."""
        now = {id(section) for section in sections}
        self._known = {key: known for key, known in (self._known | self._fresh).items() if id(known.section) in now}
        self._fresh = {}

    def remember(
        self, section: LoadedSection, key: tuple[object, ...], pictures: Pictures, make: Callable[[], _Made]
    ) -> _Made:
        """What `make` gives for a section, or what it gave; the pictures that it took are taken in either case.

        Raises:
            FitError: what `make` raised.
        """
        full = (id(section), *key)
        known = self._known.get(full) or self._fresh.get(full)
        if known is None:
            start = len(pictures.taken)
            value: object
            try:
                value = make()
            except FitError as error:
                value = error
            known = self._fresh[full] = _Known(section, value, tuple(pictures.taken[start:]))
        else:
            for picture in known.pictures:
                pictures.take(picture)
        if isinstance(known.value, FitError):
            raise known.value
        return cast(_Made, known.value)
