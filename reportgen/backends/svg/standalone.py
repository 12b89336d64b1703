"""A sheet as an SVG file that needs nothing else: fonts as outlines, pictures in it, and its meaning beside its looks.

Outlines say nothing to a screen reader and cannot be searched. Over them lies the same text, unseen (`fill-opacity` 0),
in elements that have the role of what they are (SVG Accessibility API Mappings 1.0, WAI-ARIA 1.2).
"""

from __future__ import annotations

from base64 import b64encode
from collections.abc import Iterable
from html import escape
from itertools import groupby

from reportgen.backends.picture_pixels import pixels_of
from reportgen.backends.svg.glyphs import Glyphs
from reportgen.backends.svg.sheet import Drawing
from reportgen.frames import (
    ChartItem,
    ImageItem,
    Line,
    Paragraph,
    Publication,
    Sheet,
    TableCell,
    TableItem,
    TextItem,
)
from reportgen.geometry import Rect

_HEADINGS = {"title": 1, "heading1": 1, "heading2": 2, "heading3": 3}


class Standalone(Drawing):
    """Drawings of a publication's sheets as files."""

    def __init__(self, publication: Publication) -> None:
        super().__init__(publication, Glyphs(), "")

    def file(self, sheet: Sheet) -> bytes:
        """The sheet as an XML document in UTF-8.

        Raises:
            BackendError: a picture cannot be drawn.
        """
        return f'<?xml version="1.0" encoding="UTF-8"?>\n{self.sheet(sheet)}\n'.encode()

    def _head(self, sheet: Sheet) -> str:
        size = self.publication.size
        return (
            f'<svg xmlns="http://www.w3.org/2000/svg" width="{size.width:g}pt" height="{size.height:g}pt" '
            f'viewBox="0 0 {size.width:g} {size.height:g}" role="document" lang="{escape(self.publication.language)}">'
            f"<title>{escape(sheet.title)}</title>"
        )

    # --- text

    def _text(self, item: TextItem) -> str:
        outlines = super()._text(item)
        return outlines if item.artifact else outlines + self._words(item.box, item.lines, item.paragraphs)

    def _words(self, box: Rect, lines: Iterable[Line], paragraphs: tuple[Paragraph, ...]) -> str:
        """The text of lines, unseen, in an element for each paragraph."""
        made: list[str] = []
        for number, own in groupby(lines, key=lambda line: line.paragraph):
            paragraph = paragraphs[number]
            level = _HEADINGS.get(paragraph.role)
            role = f'role="heading" aria-level="{level}"' if level else 'role="paragraph"'
            language = (
                f' lang="{escape(paragraph.language)}"' if paragraph.language != self.publication.language else ""
            )
            made.append(f"<g {role}{language}>{''.join(_line(box, line) for line in own)}</g>")
        return "".join(made)

    # --- pictures, tables, charts

    def _href(self, item: ImageItem) -> str:
        """The picture itself. A drawing is pixels where it is of more than shapes: its text would want fonts."""
        picture = pixels_of(
            self.publication.pictures[item.picture], item.box.width, item.tone, keep_shapes=True, where=item.where
        )
        return f"data:{picture.media};base64,{b64encode(picture.data).decode()}"

    def _about(self, item: ImageItem) -> str:
        return ' aria-hidden="true"' if item.artifact else f' role="img" aria-label="{escape(item.alt)}"'

    def _cells(self, item: TableItem, boxes: Iterable[tuple[TableCell, Rect]]) -> str:
        rows: list[str] = []
        for _, cells in groupby(boxes, key=lambda pair: pair[0].row):
            rows.append(f'<g role="row">{"".join(self._cell(cell, box) for cell, box in cells)}</g>')
        return f'<g role="table" aria-label="{escape(item.alt)}">{"".join(rows)}</g>'

    def _cell(self, cell: TableCell, box: Rect) -> str:
        role = f"{cell.header}header" if cell.header else "cell"
        words = self._words(box, cell.lines, cell.paragraphs)
        return f'<g role="{role}">{self._outlines(box, cell.lines)}{words}</g>'

    def _chart(self, item: ChartItem) -> str:
        about = f"{item.alt} {item.reading}".strip()
        return f'<g role="img" aria-label="{escape(about)}">{super()._chart(item)}</g>'


def _line(box: Rect, line: Line) -> str:
    """The text of a line as it would be selected: where its outlines are, and as wide."""
    text = "".join(run.text for run in line.runs)
    if not text.strip():
        return ""
    size = max(run.size for run in line.runs)
    x, y = box.x + line.x + line.runs[0].x, box.y + line.baseline
    wide = f' textLength="{line.width:.3f}" lengthAdjust="spacingAndGlyphs"' if line.width > 0 else ""
    return (
        f'<text x="{x:.3f}" y="{y:.3f}" font-size="{size:g}"{wide} fill-opacity="0" xml:space="preserve">'
        f"{escape(text)}</text>"
    )
