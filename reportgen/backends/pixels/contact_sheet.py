"""A contact sheet: all sheets of a publication side by side, each with its number under it."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from math import ceil, sqrt
from typing import TYPE_CHECKING

from reportgen.backends.pixels.pages import checked, page_images, pixel_size
from reportgen.frames import Publication
from reportgen.geometry import Size
from reportgen.shipped import shipped

if TYPE_CHECKING:
    from PIL.Image import Image

CONTACT_DPI = 48
"""The resolution of the sheets on it: a slide is 640 pixels wide, headlines can be read."""

RATIO = 4 / 3
"""Width to height that the whole comes near to, because screens and papers that it is shown on are about so."""

GAP = 0.06
"""The room about each sheet, as a part of the longer side of a sheet."""

GROUND, INK = "#e4e6e9", "#3c434d"
"""Neither is a brand's: white paper and dark slides both stand out on the one, and the other is read on it."""


def columns_of(count: int, size: Size) -> int:
    """How many sheets of a size stand beside each other, so that the whole comes near to `RATIO`.

    >>> columns_of(8, Size(595, 842)), columns_of(16, Size(960, 540)), columns_of(1, Size(960, 540))
    (4, 3, 1)
    """
    return min(count, max(1, round(sqrt(count * RATIO * size.height / size.width))))


def contact_sheet(publication: Publication, dpi: int) -> Image:
    """All sheets in a grid, row by row, at a resolution of `dpi` pixels to the inch of each.

    Raises:
        BackendError: pypdfium2 is missing, or the picture would be too large.
    """
    count = len(publication.sheets)
    size = pixel_size(publication.size, dpi)
    return _grid(((page, str(number)) for number, page in enumerate(page_images(publication, dpi), 1)), count, size)


def sheet_of(pages: Sequence[tuple[Image, str]]) -> Image:
    """Pages in a grid, row by row, each with a word under it; they may be of different sizes.

    Raises:
        BackendError: the picture would be too large.
    """
    size = max(page.width for page, _ in pages), max(page.height for page, _ in pages)
    return _grid(pages, len(pages), size)


def _grid(pages: Iterable[tuple[Image, str]], count: int, size: tuple[int, int]) -> Image:
    """So many pages of at most a size in pixels."""
    from PIL import Image, ImageDraw, ImageFont

    width, height = size
    columns = columns_of(count, Size(width, height))
    rows = ceil(count / columns)
    gap = max(8, round(GAP * max(width, height)))
    across, down = width + gap, height + 2 * gap  # the second gap is the number's
    whole = checked(columns * across + gap, rows * down + gap, "the contact sheet")
    made = Image.new("RGB", whole, GROUND)
    draw = ImageDraw.Draw(made)
    font = ImageFont.truetype(shipped("fonts") / "Inter-Regular.ttf", max(8, round(gap * 0.55)))
    for number, (page, word) in enumerate(pages):
        x, y = gap + number % columns * across, gap + number // columns * down
        made.paste(page, (x, y))
        draw.text((x + width / 2, y + height + gap * 0.6), word, INK, font, anchor="mm")
    return made
