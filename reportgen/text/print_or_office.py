"""The two ways of setting text, and what they differ in."""

from __future__ import annotations

from enum import Enum

OFFICE_MEASURE = 0.999
"""Part of a box's width that office text is set to. LibreOffice rounds the sizes of fonts, so that its lines are up to
0.3 % narrower or wider than ours: at this part the fewest of them broke elsewhere, and none of 3,000 ran past its box.
"""


class Profile(Enum):
    """How text is set: print as HarfBuzz and total fit have it, office as PowerPoint and Impress do."""

    PRINT = "print"
    OFFICE = "office"
