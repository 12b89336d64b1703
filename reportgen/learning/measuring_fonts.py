"""By which fonts the text of a template is measured: its own, or those that ship, with a reserve.

Widths of a sample of English, in ems: Inter 0.491, Source Serif 0.493, DejaVu Sans 0.523, DejaVu Serif 0.529, Arial
0.458, Times 0.413 (measured). Office programs that lack a family often put DejaVu in its place, which
is the widest of them.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path

from PIL import ImageFont

from reportgen.structs import Struct

SANS, SERIF, MONO = "Inter", "Source Serif 4", "IBM Plex Mono"

EVERYWHERE = (
    "arial",
    "arial narrow",
    "courier new",
    "helvetica",
    "liberation sans",
    "liberation serif",
    "times new roman",
)
"""Families for which every office program has one of the same widths; all of them are narrower than what ships."""

RESERVE = 0.92
"""The part of a line that is filled where nobody knows what an office program puts in place of a family."""

_SERIFS = ("times", "georgia", "cambria", "garamond", "serif", "roman", "palatino", "constantia", "minion", "bodoni")
_MONO = ("courier", "consolas", "mono", "code")


_WEIGHTS = {"thin": 100, "extralight": 200, "light": 300, "medium": 500, "semibold": 600, "demi": 600, "bold": 700,
            "black": 900, "heavy": 900}  # fmt: skip
"""Weights by the words that names of styles have."""


class Measured(Struct, frozen=True):
    """How a family is measured: by `files` of its own (as a brand names them), or by one that `stands_in`, filling
    `part` of each line."""

    family: str
    files: tuple[Mapping[str, object], ...] = ()
    stands_in: str = ""
    part: float = 1.0

    @property
    def told(self) -> str:
        """What a person should know of it; empty where its own files are used."""
        if self.files or not self.stands_in:
            return ""
        if self.part == 1.0:
            return f"{self.family} is not at hand: measured with {self.stands_in}, whose text runs wider"
        return (
            f"{self.family} is not at hand: measured with {self.stands_in}, filling {self.part:.0%} of each line; "
            "give its files with --fonts FOLDER"
        )


def measured_fonts(families: Iterable[str], shipped: Sequence[str], folder: Path | None) -> dict[str, Measured]:
    """How each family is measured; files of a `folder` are looked through by the names in them."""
    own = _files_of(folder) if folder is not None else {}
    return {family: _measured(family, shipped, own) for family in dict.fromkeys(families)}


def _measured(family: str, shipped: Sequence[str], own: Mapping[str, list[Mapping[str, object]]]) -> Measured:
    plain = family.lower()
    if family in shipped:
        return Measured(family)
    if plain in own:
        return Measured(family, files=tuple(own[plain]))
    stands_in = SERIF if any(part in plain for part in _SERIFS) and "sans" not in plain else SANS
    stands_in = MONO if any(part in plain for part in _MONO) else stands_in
    return Measured(family, stands_in=stands_in, part=1.0 if plain in EVERYWHERE else RESERVE)


def _files_of(folder: Path) -> dict[str, list[Mapping[str, object]]]:
    """The fonts of a folder by the names of their families in small letters."""
    found: dict[str, list[Mapping[str, object]]] = {}
    for path in sorted(folder.rglob("*")):
        if path.suffix.lower() not in (".ttf", ".otf"):
            continue
        try:
            family, style = ImageFont.truetype(path, 16).getname()
        except OSError:
            continue
        plain = (style or "").lower().replace(" ", "")
        weight = next((number for word, number in _WEIGHTS.items() if word in plain), 400)
        about = {"file": path, "weight": weight, "italic": "italic" in plain or "oblique" in plain}
        found.setdefault((family or "").lower(), []).append(about)
    return found
