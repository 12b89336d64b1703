"""The pictures of a publication: each read once, as fine as it is shown."""

from __future__ import annotations

import io
import warnings
from collections.abc import Iterable, Mapping
from functools import lru_cache
from pathlib import Path

from reportgen.drawings import SHIPPED, DrawingFonts
from reportgen.errors import NOWHERE, AssetError, Where
from reportgen.files import Readable, stamp_of
from reportgen.frames import ImageItem, Item, Picture, PicturePage
from reportgen.layout.picture_files import normal, read_picture, read_vector, written

MOST_BYTES = 64_000_000

FINER = 1.25
"""How much finer than the brand's resolution a picture may be before it is made coarser."""


class Pictures:
    """The pictures of one publication, each read once."""

    def __init__(
        self, kept: dict[tuple[PicturePage, int, int], Picture] | None = None, fonts: DrawingFonts = SHIPPED
    ) -> None:
        self._by_page: dict[PicturePage, Picture] = {}
        self._kept = kept if kept is not None else {}
        self._fonts = fonts
        self.taken: list[PicturePage | Picture] = []
        """What was read or drawn, in order, each time that it was."""

    @property
    def used(self) -> dict[str, Picture]:
        return {picture.key: picture for picture in sorted(self._by_page.values(), key=lambda p: p.key)}

    def finished(self, widths: Mapping[str, float], resolution: float) -> dict[str, Picture]:
        """The pictures of which `widths` gives the greatest width (points), none much finer than `resolution` (pixels
        to the inch) there.

        A picture keeps its key: the items that name it stay as they are.
        """
        return {
            key: _coarser(picture, widths[key] * resolution / 72) for key, picture in self.used.items() if key in widths
        }

    def add_vector(self, svg: bytes, where: Where = NOWHERE) -> Picture:
        """A picture drawn here, as SVG."""
        picture = read_vector(svg, "the drawing", where)
        self._add(picture)
        return picture

    def _add(self, drawn: Picture) -> None:
        self.taken.append(drawn)
        self._by_page[PicturePage(Path(drawn.key))] = drawn

    def take(self, again: PicturePage | Picture) -> None:
        """What an earlier publication read or drew is part of this one too."""
        if isinstance(again, Picture):
            self._add(again)
        elif again in self._by_page:
            self.taken.append(again)
        else:
            self.read(again.path, page=again.page)

    def read(self, path: Readable, where: Where = NOWHERE, page: int | None = None) -> Picture:
        """The picture in a PNG, JPEG, WEBP, GIF, TIFF, BMP, AVIF, HEIC or SVG file, or the `page` (from 1) of a PDF.

        Of several pictures in a file the first is taken where no page is named.

        Raises:
            AssetError: the file cannot be read, or as `read_picture`.
        """
        wanted = PicturePage(path, page)
        self.taken.append(wanted)
        if wanted not in self._by_page:
            try:
                state = stamp_of(path)
                if state[1] > MOST_BYTES:
                    raise AssetError(
                        f"{path.name} is larger than {MOST_BYTES // 1_000_000} MB", where, "make it smaller"
                    )
                key = (wanted, *state)
                known = self._kept.get(key)
                if known is None:
                    blob = path.read_bytes()
            except OSError as error:
                raise AssetError(f"cannot read the picture {path.name}: {error.strerror}", where) from error
            if known is None:
                known = self._kept[key] = read_picture(blob, path.name, where, page, self._fonts)
            self._by_page[wanted] = known
        return self._by_page[wanted]


def widths_of(items: Iterable[Item]) -> dict[str, float]:
    """The greatest width of each picture among the items, in points, as if it were not cropped."""
    widths: dict[str, float] = {}
    for item in items:
        if isinstance(item, ImageItem):
            left, _, right, _ = item.crop
            widths[item.picture] = max(widths.get(item.picture, 0.0), item.box.width / (1 - left - right))
    return widths


@lru_cache(maxsize=16)
def _coarser(picture: Picture, width: float) -> Picture:
    """The picture with `width` pixels across, if it has many more."""
    if picture.media == "image/svg+xml" or picture.width <= FINER * width or width < 1:
        return picture
    from PIL import Image

    scale = width / picture.width
    size = (max(1, round(picture.width * scale)), max(1, round(picture.height * scale)))
    with warnings.catch_warnings(), Image.open(io.BytesIO(picture.data)) as image:
        warnings.simplefilter("ignore")
        lossy = picture.media == "image/jpeg"
        if lossy:
            image.draft(image.mode, (size[0] * 2, size[1] * 2))
        small = normal(image).resize(size, Image.Resampling.LANCZOS)
    made = written(picture.key, small, lossy, picture.notes)
    return made if len(made.data) < len(picture.data) else picture
