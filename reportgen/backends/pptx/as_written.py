"""Slides as they were written, in the deck itself: what it is compared with when it is brought up to date.

A slide has copies of its own XML, and of that of its charts and notes, as its customer data (`p:custData`, ECMA-376 Part
1, 19.3.1.18): custom XML parts that PowerPoint keeps through editing and saving and takes along when a slide is copied to
another deck, and that its Document Inspector takes out where a person wants nothing but what is seen. They are copies and
no digests, so that whatever a person did can be told from them, whichever program has saved the deck since; as members of
the package they are compressed once with what they copy. The tags of the slide say what its relationships lead to.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from typing import Any
from xml.sax.saxutils import quoteattr

from pptx.opc.constants import RELATIONSHIP_TYPE as RT
from pptx.opc.package import Part
from pptx.opc.packuri import PackURI

from reportgen.backends.pptx.stable_ids import slide_keys
from reportgen.backends.pptx.xml import unescaped
from reportgen.frames import Publication, Sheet

TYPE = "application/xml"
LAYOUT_TAG, SECTION_TAG, RELATIONSHIP_TAG = "REPORTGEN_LAYOUT", "REPORTGEN_SECTION", "REPORTGEN_RELATIONSHIP_"
"""Names of tags: the digest of the slide's layout, the name of its section, and before the number of a relationship what
that leads to.
"""


def digest(data: bytes) -> str:
    """What a part is told from others by."""
    return hashlib.sha256(data).hexdigest()[:16]


class CustomerData:
    """The copies that a slide has."""

    def __init__(self, part: Any, sheet: Sheet, prefix: str) -> None:
        """`part` is the slide's, with its charts; `prefix` is what names of parts begin with."""
        self.copies: dict[str, str] = {}
        """The names of the copies by those of the parts that they are made of."""
        self._references: list[str] = []
        self._part = part
        stem = f"{prefix}{part.partname.filename.removesuffix('.xml')}"
        self._copy(part.partname, stem)
        for number, chart in enumerate(_related(part, RT.CHART), 1):
            self._copy(chart.partname, f"{stem}-chart{number}")
            for shapes in _related(chart, RT.CHART_USER_SHAPES):
                self._copy(shapes.partname, f"{stem}-drawing{number}")
        if sheet.notes:  # their part is made later, with the number of the slide or another one
            self._copy("", f"{stem}-notes")

    def _copy(self, name: str, stem: str) -> None:
        copy = Part(PackURI(f"/customXml/{stem}.xml"), TYPE, self._part.package, b"")
        self.copies[name.lstrip("/")] = copy.partname.membername
        self._references.append(self._part.relate_to(copy, RT.CUSTOM_XML))

    def notes_are(self, name: str) -> None:
        """Say the name of the part with the slide's notes."""
        self.copies[name] = self.copies.pop("")

    @property
    def listed(self) -> str:
        """`p:custData` of each, as they stand in a slide's list."""
        return "".join(f'<p:custData r:id="{key}"/>' for key in self._references)


def _related(part: Any, kind: str) -> list[Any]:
    return [rel.target_part for rel in part.rels.values() if rel.reltype == kind]


def tags_of_relationships(part: Any, media: Any) -> Iterator[tuple[str, str]]:
    """What the relationships of a slide lead to, as tags: pictures by their bytes, charts by their number among those
    of the slide, slides by theirs in the deck, addresses as they are.
    """
    charts = 0
    for key, rel in part.rels.items():
        led = ""
        if rel.reltype == RT.IMAGE:
            led = f"image:{media.digest(rel.target_part)}"
        elif rel.reltype == RT.CHART:
            charts += 1
            led = f"chart:{charts}"
        elif rel.reltype == RT.HYPERLINK:
            led = f"link:{rel.target_ref}"
        elif rel.reltype == RT.SLIDE:
            led = f"slide:{media.slides.index(rel.target_part) + 1}"
        if led:
            yield RELATIONSHIP_TAG + key.removeprefix("rId"), led


DECK_NAME = "customXml/{prefix}deck.xml"
DECK_NAMESPACE = "urn:reportgen:deck:1"


ADDS_LAYOUTS = "adds-layouts"
"""The attribute of a deck whose layouts are not those of its template alone: it is brought up to date in the same way."""


def deck_part(publication: Publication, *, adds_layouts: bool = False) -> bytes:
    """What a deck was when it was written: its title, and the keys of its slides, so that those that a person takes out
    are known; and whether layouts were added to its template's. It is a custom XML part of the presentation.
    """
    slides = "".join(f"<slide key={quoteattr(unescaped(key))}/>" for key in slide_keys(publication.sheets))
    title = quoteattr(unescaped(publication.title))
    added = f' {ADDS_LAYOUTS}="1"' if adds_layouts else ""
    return (
        '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
        f'<deck xmlns="{DECK_NAMESPACE}" title={title}{added}>{slides}</deck>'
    ).encode()
