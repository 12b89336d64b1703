"""Icons that ship with reportgen: a choice of Lucide 1.62.0 (ISC, some MIT: `lucide/LICENSE`), as lines in one colour.

They come from npm's `lucide-static`, unchanged; to add one, copy its SVG into `lucide/`.
"""

from __future__ import annotations

import re
from functools import lru_cache
from pathlib import Path

from reportgen.errors import NOWHERE, AssetError, Where
from reportgen.source.validation import nearest

_HOME = Path(__file__).parent / "lucide"
_DROPPED = re.compile(r'<!--.*?-->|\s+(?:class|width|height)="[^"]*"(?=[^>]*\bstroke="currentColor")', re.S)


@lru_cache(maxsize=1)
def names() -> tuple[str, ...]:
    """The names of all icons, in the order of the alphabet."""
    return tuple(sorted(file.stem for file in _HOME.glob("*.svg")))


@lru_cache(maxsize=256)
def icon(name: str, rgb: str, where: Where = NOWHERE) -> bytes:
    """The icon as an SVG of 24 × 24 in the colour `rgb` (six hex digits).

    >>> icon("check", "12355B").count(b"#12355B")
    1

    Raises:
        AssetError: there is no such icon; the message names the nearest, or all.
    """
    if name not in names():
        close = nearest(name, names())
        hint = f'did you mean "{close}"?' if close else f"known icons: {', '.join(names())}"
        raise AssetError(f'there is no icon "{name}"', where, hint)
    svg = (_HOME / f"{name}.svg").read_text("utf-8")
    return _DROPPED.sub("", svg).replace("currentColor", f"#{rgb}").strip().encode()
