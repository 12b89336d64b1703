"""Colours of a press: process inks and inks of their own, by role; pictures converted by the profile of the press.

A colour belongs to a role. What the brand says that the role is printed with is taken; else the profile gives the
mixture for the role's colour on screens, once, and what is lighter is a tint of that mixture and not another one, so
that all tints of a role are of one hue whatever the press does. What is darker has black added.
Greys are black alone, and so is text in the brand's ink, unless the brand prints its ink in a colour.
"""

from __future__ import annotations

import colorsys
import io
import re
from collections.abc import Mapping
from functools import cached_property, lru_cache
from types import MappingProxyType
from typing import Any

from reportlab.pdfbase import pdfdoc

from reportgen.backends.pdf.ink_spaces import separation, with_black
from reportgen.backends.pdf.paints import Separated
from reportgen.frames import Colour, Ink, Picture, Press, Process, Theme
from reportgen.shipped import shipped
from reportgen.structs import replace

OVERPRINT = "Overprint"
"""The graphics state in which black is laid over what is under it (ISO 32000-1, 8.6.7)."""

_PAPER: Process = (0.0, 0.0, 0.0, 0.0)
_BLACK: Process = (0.0, 0.0, 0.0, 1.0)
_ONLY_BLACK = "0 0 0 1 k"
_DARK = 0.35
"""The lightness (HSL) below which a brand's ink is black in print where the brand says nothing else."""

_NOISE = 8
"""How far the channels of a photograph in shades of grey are from each other after it was compressed (0 to 255)."""

_QUALITY = 92
"""Of JPEG, for photographs that are compressed again in process inks."""


def press_profile(press: Press) -> bytes:
    """The ICC profile of the press: the brand's, or that of sheet-fed offset on coated paper which ships."""
    profile = press.profile
    return (shipped("profiles") / "coated-fogra39.icc" if profile is None else profile).read_bytes()


def condition_of(profile: bytes) -> tuple[str, str]:
    """The identifier of a printing condition, as the registry of the ICC has it where it does, and what it is."""
    from PIL import ImageCms

    said = ImageCms.getProfileDescription(ImageCms.ImageCmsProfile(io.BytesIO(profile))).strip()
    registered = re.search(r"FOGRA\s?\d\d|CGATS TR ?\d{3}|GRACoL|SWOP|JC200\d", said)
    return (registered[0] if registered else said or "Custom"), said or "Custom"


class PressPaints:
    """The colours of one file for a press."""

    group = "DeviceCMYK"
    states: Mapping[str, Mapping[str, Any]] = MappingProxyType(
        {OVERPRINT: {"OP": pdfdoc.PDFtrue, "op": pdfdoc.PDFtrue, "OPM": 1}}
    )

    def __init__(self, press: Press, theme: Theme) -> None:
        self.profile = press_profile(press)
        self._inks: Mapping[str, Ink] = press.inks
        self._screen = theme.colours
        self._spots: dict[str, Any] = {}
        self._names: dict[tuple[str, bool], str] = {}
        """What operators call the spaces of inks, alone and with black over them."""
        self._made: dict[tuple[str, Colour], str] = {}
        """The operators of colours that were asked for before, by what they are for."""

    # --- colours

    @property
    def spaces(self) -> Mapping[str, Any]:
        return self._spots

    def fill(self, colour: Colour) -> str:
        return self._once("cs scn k", colour)

    def stroke(self, colour: Colour) -> str:
        return self._once("CS SCN K", colour)

    def words(self, colour: Colour) -> str:
        return self._once("words", colour)

    def _once(self, use: str, colour: Colour) -> str:
        key = (use, colour)
        if key not in self._made:
            made = self._of_words(colour) if use == "words" else self._operators(colour, *use.split())
            self._made[key] = made
        return self._made[key]

    def _of_words(self, colour: Colour) -> str:
        if self._is_black(colour):
            return f"{_parts(_shaded(_BLACK, self._screen['ink'], colour.rgb))} k"
        return self.fill(colour)

    def printed(self, colour: Colour, words: str) -> str:
        return f"q /{OVERPRINT} gs {words} Q" if self.words(colour) == _ONLY_BLACK else words

    def process(self, parts: Process) -> str:
        return f"{_parts(parts)} k"

    def registration(self) -> str:
        return f"/{self._space('All', (1.0, 1.0, 1.0, 1.0))} CS 1 SCN"

    def own_inks(self) -> list[str]:
        return [f"/{name} cs 1 scn" for (spot, dark), name in self._names.items() if spot != "All" and not dark]

    def _operators(self, colour: Colour, space: str, named: str, process: str) -> str:
        role = self._role(colour)
        ink = self._inks.get(role, Ink())
        base = self._base(role, ink)
        screen = self._screen.get(role, colour.rgb)
        if ink.spot and colour.rgb != "FFFFFF":
            return self._in_spot(
                ink.spot, base, (_tint(screen, colour.rgb), _shade(screen, colour.rgb)), (space, named)
            )
        return f"{_parts(_shaded(base, screen, colour.rgb))} {process}"

    def _in_spot(self, spot: str, base: Process, parts: tuple[float, float], operators: tuple[str, str]) -> str:
        """What sets a tint of an ink of its own, or that ink with a part of black over it."""
        tint, shade = parts
        space, named = operators
        if shade < 0.005:
            return f"/{self._space(spot, base)} {space} {tint:.4g} {named}"
        return f"/{self._space(spot, base, darkened=True)} {space} 1 {shade:.4g} {named}"

    def _role(self, colour: Colour) -> str:
        """The role of a colour; that of a drawing has the role of which it has the value."""
        if colour.role in self._screen and colour.role not in ("primary", "link"):
            return colour.role
        return next((role for role, ink in self._inks.items() if self._screen[role] == colour.rgb), colour.rgb)

    def _base(self, role: str, ink: Ink) -> Process:
        """What the full colour of a role is printed with; a role may be a colour of no role, as hex digits."""
        if ink.process is not None:
            return ink.process
        screen = self._screen.get(role, role)
        if role == "ink" and _lightness(screen) <= _DARK:
            return _BLACK
        return self._converted(screen)

    def _is_black(self, colour: Colour) -> bool:
        """Whether text in a colour is black or a tint of it: in the brand's ink, where that is printed as black."""
        ink = self._inks.get("ink", Ink())
        return colour.role == "ink" and not ink.spot and self._base("ink", ink)[3] == 1.0

    def _converted(self, rgb: str) -> Process:
        """What the profile gives for a colour of screens, in whole percents; greys are of black alone."""
        red, green, blue = bytes.fromhex(rgb)
        if red == green == blue:
            return (0.0, 0.0, 0.0, 1 - red / 255)
        from PIL import Image

        pixel = self._transformed(Image.new("RGB", (1, 1), (red, green, blue))).getpixel((0, 0))
        return tuple(round(part / 2.55) / 100 for part in pixel)

    def _space(self, spot: str, base: Process, *, darkened: bool = False) -> str:
        """The name of the colour space of an ink of its own, alone or with black over it."""
        key = (spot, darkened)
        if key not in self._names:
            name = self._names[key] = f"Spot{len(self._names)}"
            self._spots[name] = with_black(spot, base) if darkened else separation(spot, base)
        return self._names[key]

    # --- pictures

    @cached_property
    def _transform(self) -> Any:
        from PIL import ImageCms

        return ImageCms.buildTransform(
            ImageCms.createProfile("sRGB"),
            ImageCms.getOpenProfile(io.BytesIO(self.profile)),
            "RGB",
            "CMYK",
            ImageCms.Intent.RELATIVE_COLORIMETRIC,
            ImageCms.Flags.BLACKPOINTCOMPENSATION,
        )

    def _transformed(self, image: Any) -> Any:
        from PIL import ImageCms

        return ImageCms.applyTransform(image, self._transform)

    def pixels(self, picture: Picture) -> Picture | Separated:
        """A photograph in the inks of the press; of drawings and screenshots, greys are black alone. Pictures in shades
        of grey are printed with black.
        """
        from PIL import Image

        with Image.open(io.BytesIO(picture.data)) as image:
            if image.mode in ("L", "1", "LA", "I", "I;16"):
                return picture
            alpha = image.convert("RGBA").getchannel("A") if image.mode in ("RGBA", "P") else None
            plain = image.convert("RGB")
        colourful = _colourfulness(plain)
        if picture.media == "image/jpeg":
            grey = colourful.getextrema()[1] <= _NOISE
            data = _jpeg(plain.convert("L") if grey else self._transformed(plain))
            return replace(picture, data=data) if grey else _separated(picture, data, b"")
        seen = b"" if alpha is None or alpha.getextrema() == (255, 255) else alpha.tobytes()
        return _separated(picture, _with_black_greys(plain, self._transformed(plain), colourful).tobytes(), seen)


def _jpeg(image: Any) -> bytes:
    buffer = io.BytesIO()
    image.save(buffer, "JPEG", quality=_QUALITY, subsampling=0)
    return buffer.getvalue()


def _separated(picture: Picture, data: bytes, alpha: bytes) -> Separated:
    return Separated(picture.key, picture.media, data, picture.width, picture.height, alpha=alpha)


def _colourfulness(plain: Any) -> Any:
    """How far each pixel is from grey."""
    from PIL import ImageChops

    red, green, blue = plain.split()
    return ImageChops.lighter(ImageChops.difference(red, green), ImageChops.difference(green, blue))


def _with_black_greys(plain: Any, inked: Any, colourful: Any) -> Any:
    """A converted picture whose grey pixels are of black alone, so that small type in it is sharp."""
    from PIL import Image, ImageChops

    nothing = Image.new("L", plain.size)
    black = Image.merge("CMYK", (nothing, nothing, nothing, ImageChops.invert(plain.getchannel("G"))))
    return Image.composite(inked, black, colourful.point(lambda value: 255 if value else 0))


@lru_cache(maxsize=4096)
def _lightness(rgb: str) -> float:
    red, green, blue = bytes.fromhex(rgb)
    return colorsys.rgb_to_hls(red / 255, green / 255, blue / 255)[1]


def _tint(screen: str, rgb: str) -> float:
    """The part (0..1) of the full colour that a lighter one has of it; 1 of one that is not lighter."""
    full = _lightness(screen)
    return min(1.0, (1 - _lightness(rgb)) / (1 - full)) if full < 1 else 1.0


def _shade(screen: str, rgb: str) -> float:
    """The part (0..1) of black that makes the full colour as dark as a darker one; 0 of one that is not darker."""
    full = _lightness(screen)
    return max(0.0, 1 - _lightness(rgb) / full) if full else 0.0


def _shaded(base: Process, screen: str, rgb: str) -> Process:
    """A mixture as light or dark as a colour is beside the full one."""
    if rgb == "FFFFFF":
        return _PAPER
    tint = _tint(screen, rgb)
    if tint < 1.0:
        return tuple(part * tint for part in base)  # type: ignore[return-value]  # four parts
    return (*base[:3], base[3] + (1 - base[3]) * _shade(screen, rgb))


def _parts(parts: Process) -> str:
    return " ".join(f"{part:.3f}".rstrip("0").rstrip(".") for part in parts)
