"""The folders that ship with reportgen."""

from __future__ import annotations

from pathlib import Path


def shipped(folder: str) -> Path:
    """A folder that ships with reportgen: `layouts`, `fonts` or `brands`; in the wheel, or in the checkout."""
    here = Path(__file__).parent
    packed = here / "_shipped" / folder
    if packed.is_dir():
        return packed
    return here.parent / ("examples/brands" if folder == "brands" else folder)
