"""Colours → operators (ISO 32000-1, 8.6): the one place that knows in which colour space a file is painted."""

from __future__ import annotations

from collections.abc import Hashable, Mapping
from functools import lru_cache
from types import MappingProxyType
from typing import Any, Protocol

from reportgen.frames import Colour, Picture, Process


class Paints(Hashable, Protocol):
    """What sets the colours of one file, and makes its pictures fit them."""

    @property
    def group(self) -> str:
        """The device colour space that transparency is blended in."""
        ...

    @property
    def spaces(self) -> Mapping[str, Any]:
        """The colour spaces of the file's own, by the names that operators call them."""
        ...

    @property
    def states(self) -> Mapping[str, Mapping[str, Any]]:
        """The states of graphics of the file's own, by the names that operators call them."""
        ...

    def fill(self, colour: Colour) -> str:
        """What sets the colour of areas."""
        ...

    def stroke(self, colour: Colour) -> str:
        """What sets the colour of lines."""
        ...

    def words(self, colour: Colour) -> str:
        """What sets the colour of text."""
        ...

    def printed(self, colour: Colour, words: str) -> str:
        """Text as it is drawn in its colour over what is under it."""
        ...

    def process(self, parts: Process) -> str:
        """What sets the colour of areas to a mixture of inks, for a control strip."""
        ...

    def own_inks(self) -> list[str]:
        """What sets the colour of areas to each ink that was used and is no process ink, for a control strip."""
        ...

    def registration(self) -> str:
        """What sets the colour of lines to all inks."""
        ...

    def pixels(self, picture: Picture) -> Picture | Separated:
        """A picture of pixels in the colour space of the file."""
        ...


class Separated(Picture, frozen=True):
    """A picture in process inks: a CMYK JPEG with inverted values, or samples, four bytes a pixel; with its alpha."""

    mode: str = "CMYK"
    alpha: bytes = b""


class ScreenPaints:
    """Colours of screens: sRGB."""

    group = "DeviceRGB"
    spaces: Mapping[str, Any] = MappingProxyType({})
    states: Mapping[str, Mapping[str, Any]] = MappingProxyType({})

    def fill(self, colour: Colour) -> str:
        return f"{_rgb(colour.rgb)} rg"

    def stroke(self, colour: Colour) -> str:
        return f"{_rgb(colour.rgb)} RG"

    words = fill

    def printed(self, colour: Colour, words: str) -> str:
        return words

    def process(self, parts: Process) -> str:
        *cmy, black = parts
        return " ".join(f"{(1 - part) * (1 - black):.4g}" for part in cmy) + " rg"

    def own_inks(self) -> list[str]:
        return []

    def registration(self) -> str:
        return "0 0 0 RG"

    def pixels(self, picture: Picture) -> Picture:
        return picture


@lru_cache(maxsize=1024)
def _rgb(value: str) -> str:
    """The three components of a colour, 0..1."""
    return " ".join(f"{int(value[at : at + 2], 16) / 255:.4g}" for at in (0, 2, 4))


SCREEN = ScreenPaints()
