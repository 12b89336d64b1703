"""What the file says of itself: `docProps/core.xml` and `docProps/app.xml` (ECMA-376 Part 1, 15.2.12)."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from functools import lru_cache
from typing import Any
from xml.sax.saxutils import escape

from reportgen.backends.pptx.xml import unescaped
from reportgen.frames import CHARACTER_BOXES, ChartItem, Paragraph, Publication, Sheet, TableItem, TextItem
from reportgen.geometry import INCH, MM, Size
from reportgen.structs import Struct

CORE, APP = "docProps/core.xml", "docProps/app.xml"
EPOCH = "2000-01-01T00:00:00Z"
"""The time of a publication that has no date: no clock is asked."""

_FORMATS = (
    (Size(13 * INCH + 24, 7.5 * INCH), "Widescreen"),
    (Size(10 * INCH, 7.5 * INCH), "On-screen Show (4:3)"),
    (Size(10 * INCH, 5.625 * INCH), "On-screen Show (16:9)"),
    (Size(210 * MM, 297 * MM), "A4 Paper (210x297 mm)"),
    (Size(8.5 * INCH, 11 * INCH), "Letter Paper (8.5x11 in)"),
)
"""Sizes of sheets by the names that PowerPoint has for them."""


class Extent(Struct, frozen=True):
    """How much text a sheet has, tables included."""

    words: int
    paragraphs: int


def extent_of(sheet: Sheet) -> Extent:
    """The words and paragraphs on a sheet that readers see as text."""
    texts = [paragraph.text for item in sheet.items for paragraph in _paragraphs(item)]
    return Extent(sum(len(text.split()) for text in texts), sum(bool(text) for text in texts))


def _paragraphs(item: object) -> Sequence[Paragraph]:
    if isinstance(item, TextItem):
        return item.paragraphs
    if isinstance(item, TableItem):
        return [paragraph for cell in item.cells for paragraph in cell.paragraphs]
    return [paragraph for text in item.texts for paragraph in text.paragraphs] if isinstance(item, ChartItem) else ()


def inform(deck: Any, publication: Publication) -> None:
    """Write the core properties of the file."""
    properties = deck.core_properties
    when = datetime.strptime(publication.created or EPOCH, "%Y-%m-%dT%H:%M:%SZ")
    properties.title = unescaped(publication.title)[:255]
    properties.subject = unescaped(publication.subtitle)[:255]
    properties.author = unescaped(", ".join(publication.authors))[:255]
    properties.language = publication.language
    properties.last_modified_by = "reportgen"
    properties.comments = ""  # python-pptx's template names python-pptx here
    properties.created = properties.modified = when
    properties.revision = 1


def app_properties(publication: Publication, extents: Sequence[Extent]) -> bytes:
    """`docProps/app.xml`: the program, the amounts, and the titles of parts. `extents` are those of the sheets."""
    sheets = publication.sheets
    fonts = sorted({face.family for key, face in publication.faces.items() if key != CHARACTER_BOXES})
    groups = (
        ("Fonts Used", fonts),
        ("Theme", [publication.theme.name]),
        ("Slide Titles", [sheet.title for sheet in sheets]),
    )
    counts = "".join(
        f"<vt:variant><vt:lpstr>{name}</vt:lpstr></vt:variant><vt:variant><vt:i4>{len(titles)}</vt:i4></vt:variant>"
        for name, titles in groups
    )
    titles = [_title(title) for _, group in groups for title in group]
    amounts = _amounts(sheets, extents)
    return (
        '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
        '<Properties xmlns="http://schemas.openxmlformats.org/officeDocument/2006/extended-properties" '
        'xmlns:vt="http://schemas.openxmlformats.org/officeDocument/2006/docPropsVTypes"><TotalTime>0</TotalTime>'
        f"{amounts['Words']}<Application>reportgen</Application>"
        f"<PresentationFormat>{_format(publication.size)}</PresentationFormat>{amounts['Paragraphs']}"
        f"{amounts['Slides']}{amounts['Notes']}{amounts['HiddenSlides']}<MMClips>0</MMClips>"
        f'<ScaleCrop>false</ScaleCrop><HeadingPairs><vt:vector size="{2 * len(groups)}" baseType="variant">{counts}'
        f'</vt:vector></HeadingPairs><TitlesOfParts><vt:vector size="{len(titles)}" baseType="lpstr">{"".join(titles)}'
        "</vt:vector></TitlesOfParts><LinksUpToDate>false</LinksUpToDate><SharedDoc>false</SharedDoc>"
        "<HyperlinksChanged>false</HyperlinksChanged></Properties>"
    ).encode()


@lru_cache(maxsize=4096)
def _title(text: str) -> str:
    """A title of a part; those of a batch are mostly the same in all of its files."""
    return f"<vt:lpstr>{escape(unescaped(text))}</vt:lpstr>"


def _amounts(sheets: Sequence[Sheet], extents: Sequence[Extent]) -> dict[str, str]:
    """The elements that say how much there is, by their names."""
    numbers = {
        "Words": sum([extent.words for extent in extents]),
        "Paragraphs": sum([extent.paragraphs for extent in extents]),
        "Slides": len(sheets),
        "Notes": sum([bool(sheet.notes) for sheet in sheets]),
        "HiddenSlides": sum([sheet.showing.hidden for sheet in sheets]),
    }
    return {name: f"<{name}>{number}</{name}>" for name, number in numbers.items()}


def _format(size: Size) -> str:
    near = (name for one, name in _FORMATS if abs(one.width - size.width) < 1 and abs(one.height - size.height) < 1)
    return next(near, "Custom")
