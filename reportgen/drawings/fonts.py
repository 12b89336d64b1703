"""The fonts that the text of drawings is set in: the brand's own, then those that ship."""

from __future__ import annotations

import re
from functools import lru_cache
from pathlib import Path
from typing import Any

from reportgen.shipped import shipped
from reportgen.structs import Struct

STAND_IN = "Inter"
"""What text is set in whose font is not there."""

_SERIF = "Source Serif 4"
_GENERIC = {"sans-serif", "serif", "system-ui", "ui-sans-serif", "ui-serif", "inherit", "initial", "unset"}
_DECLARED = re.compile(r"font-family\s*:\s*([^;}]+)")
_SHORT = re.compile(r"(?<![\w-])font\s*:\s*([^;}]+)")
_SIZE = re.compile(r"^.*?(?:\d[\w.%]*|(?:xx?-)?(?:small|large)|medium|larger|smaller)(?:\s*/\s*\S+)?\s+(?=\D)")


class DrawingFonts(Struct, frozen=True):
    """The families and font files of a brand; `family` is that of its running text, for text that names none."""

    family: str = STAND_IN
    files: tuple[Path, ...] = ()

    def options(self, wanted: tuple[tuple[str, ...], ...]) -> dict[str, Any]:
        """What resvg is told of fonts: none of the machine's own.

        It sets text of which no font is there in the serif one, which is therefore a serif only where one is asked for.
        """
        serif = any(name == "serif" for names in wanted for name in names)
        family = self.family if self.family in known_families(self) else STAND_IN
        return {
            "skip_system_fonts": True,
            "font_dirs": [str(shipped("fonts"))],
            "font_files": [str(file) for file in self.files],
            "font_family": family,
            "serif_family": _SERIF if serif else family,
            "sans_serif_family": family,
        }


SHIPPED = DrawingFonts()


@lru_cache(maxsize=8)
def known_families(fonts: DrawingFonts) -> frozenset[str]:
    """The names by which the fonts can be asked for, as the files say them (ISO/IEC 14496-22, `name` 16, else 1)."""
    return frozenset(
        name for file in (*sorted(shipped("fonts").glob("*.ttf")), *fonts.files) for name in _families_of(file)
    )


@lru_cache(maxsize=256)
def _families_of(file: Path) -> tuple[str, ...]:
    import uharfbuzz as hb

    try:
        blob = hb.Blob.from_file_path(str(file))
        faces = [hb.Face(blob, index) for index in range(hb.Face(blob).count)]
        return tuple(name for face in faces if (name := face.get_name(16) or face.get_name(1)))
    except (OSError, ValueError, hb.HarfBuzzError):
        return ()


def wanted_families(root: Any) -> tuple[tuple[str, ...], ...]:
    """The lists of families that a drawing with text asks for, each once; nothing where it has no text."""
    from reportgen.drawings.paths_or_pixels import local

    texts = (element for element in root.iter() if local(element.tag) in ("text", "tspan", "textPath"))
    if not any("".join(element.itertext()).strip() for element in texts):
        return ()
    found = dict.fromkeys(_names(value) for element in root.iter() for value in _asked(element))
    return tuple(names for names in found if names)


def _asked(element: Any) -> list[str]:
    """The lists of families that an element names: in its attributes, its style, or the rules of a style sheet."""
    from reportgen.drawings.paths_or_pixels import local, said

    if local(element.tag) == "style":
        css = re.sub(r"@font-face\s*\{[^}]*\}|/\*.*?\*/", "", element.text or "", flags=re.DOTALL)
        return [*_DECLARED.findall(css), *(_SIZE.sub("", value) for value in _SHORT.findall(css))]
    given = [*said(element)] if local(element.tag) else []
    short = (_SIZE.sub("", value) for key, value in given if key == "font")
    return [*(value for key, value in given if key == "font-family"), *short]


def _names(value: str) -> tuple[str, ...]:
    """The names of a list of families, without their quotes; generic ones in small letters."""
    names = (name.strip().strip("'\"").strip() for name in value.replace("!important", "").split(","))
    return tuple(name.lower() if name.lower() in _GENERIC else name for name in names if name)


def quoted(root: Any, wanted: tuple[tuple[str, ...], ...]) -> bool:
    """Put quotes round families with a part that begins with a digit, which CSS wants; whether there was any."""
    from reportgen.drawings.paths_or_pixels import local

    bare = {name for names in wanted for name in names if re.search(r"(^|\s)\d", name)}
    found = False
    for name in sorted(bare):
        unquoted = re.compile(rf"(?<![\w'\"-]){re.escape(name)}(?![\w'\"-])")
        for element in root.iter("{*}*"):
            for key in ("font-family", "font", "style"):
                if unquoted.search(element.get(key, "")):
                    element.set(key, unquoted.sub(f"'{name}'", element.get(key)))
                    found = True
            if local(element.tag) == "style" and unquoted.search(element.text or ""):
                element.text, found = unquoted.sub(f"'{name}'", element.text), True
    return found


def lacking(wanted: tuple[tuple[str, ...], ...], fonts: DrawingFonts) -> tuple[str, ...]:
    """The first family of each list of which none is there; generic names stand for the brand's own."""
    known = known_families(fonts)
    missing = [names[0] for names in wanted if names[0] not in _GENERIC and not any(name in known for name in names)]
    return tuple(dict.fromkeys(missing))
