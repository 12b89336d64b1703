"""How much there is of what takes time and memory: cells of tables, pixels of pictures."""

from __future__ import annotations

from collections.abc import Iterator

from reportgen.content.table import TableContent
from reportgen.document import Document
from reportgen.errors import Where


def cells_of(document: Document) -> Iterator[tuple[int, Where]]:
    """The number of cells of each table, and where the table stands."""
    for section in document.sections:
        for content in section.offer.values():
            if isinstance(content, TableContent):
                yield len(content.rows) * len(content.columns), content.where


def pixels_of(document: Document) -> Iterator[tuple[int, Where]]:
    """The number of pixels of each picture that has some, as its file says, and where the picture stands."""
    from PIL import Image

    for section in document.sections:
        for content in section.offer.values():
            for picture in content.pictures():
                if picture.qr:
                    continue
                try:
                    with picture.path.open("rb") as stream, Image.open(stream) as image:
                        yield image.width * image.height, picture.where
                except (OSError, ValueError, SyntaxError, Image.DecompressionBombError):
                    continue  # a drawing; or what the reading of the picture tells of
