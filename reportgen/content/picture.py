"""Pictures as sections hold them."""

from __future__ import annotations

from dataclasses import dataclass, field
from pathlib import Path
from typing import Literal

from reportgen.content.text import Span
from reportgen.errors import Where


@dataclass(frozen=True, slots=True)
class PictureContent:
    """A picture: the file is there and lies in the project. `focus` is (x, y), 0..1 from the top left.

    `shape` is the template's where None. A picture to `contain` is shown whole.
    """

    path: Path
    alt: str
    decorative: bool
    focus: tuple[float, float]
    caption: tuple[Span, ...]
    credit: str
    where: Where = field(compare=False)
    fit: Literal["cover", "contain"] = "cover"
    shape: Literal["rect", "rounded", "circle"] | None = None
    tone: Literal["plain", "grey", "duotone"] | None = None
    """Its colours; those that the brand gives to pictures where None."""
    overlay: bool | None = None
    """Whether the brand's colour is laid over it; as the template has it where None."""
    qr: str = ""
    """What a QR code that is drawn in the picture's place says; then `path` is no file."""
