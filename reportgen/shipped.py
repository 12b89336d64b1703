"""The folders that ship with reportgen."""

from __future__ import annotations

from pathlib import Path

SERIES = "layouts/series"
"""The folder of the series of masters that ship: in each, layout files that lie over those of `layouts`."""


def shipped(folder: str) -> Path:
    """A folder that ships: `layouts` or one in it, `fonts`, `profiles` or `brands`; in the wheel or the checkout."""
    here = Path(__file__).parent
    packed = here / "_shipped" / folder
    if packed.is_dir():
        return packed
    return here.parent / ("examples/brands" if folder == "brands" else folder)
