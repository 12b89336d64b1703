"""The two ways of setting text, and what they differ in."""

from __future__ import annotations

from enum import Enum

OFFICE_MEASURE = 0.997
"""Part of a box's width that office text is set to, so that it never overflows in the client."""


class Profile(Enum):
    """How text is set: print as HarfBuzz and total fit have it, office as PowerPoint and Impress do."""

    PRINT = "print"
    OFFICE = "office"
