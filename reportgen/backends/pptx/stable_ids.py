"""Ids that come from what a thing is, not from where it stands, so that they stay when other things come or go.

A slide has the key that the layout gives it; a shape that of its first paragraph or its slot. They are written twice: as
PowerPoint's own creation ids, which it keeps through saving and moving, and as tags of the slide (`p:tagLst`, ECMA-376 Part
1, 19.3.3.1), which it keeps too and copies with a slide, so that the words of a key can be found in a deck that was edited.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterable, Mapping, Sequence
from functools import lru_cache
from xml.sax.saxutils import quoteattr

from reportgen.backends.pptx.xml import NS, unescaped
from reportgen.frames import Item, Sheet, TextItem

TAGS_TYPE = "application/vnd.openxmlformats-officedocument.presentationml.tags+xml"
SLIDE_TAG, SHAPE_TAG = "REPORTGEN_SLIDE", "REPORTGEN_SHAPE_"
"""Names of tags: the slide's key, and before the number of a shape's creation id that shape's."""

_FIRST_SLIDE, _SLIDES = 256, 2**31 - 256
"""The numbers that slides may have (`ST_SlideId`, 19.7.13)."""

_NAMED = re.compile(r'<p:cNvPr id="(\d+)" name="([^"]*)"([^>]*)>(.*?)</p:cNvPr>')
_CREATED = (
    '<a:ext uri="{{FF2B5EF4-FFF2-40B4-BE49-F238E27FC236}}"><a16:creationId '
    'xmlns:a16="http://schemas.microsoft.com/office/drawing/2014/main" id="{guid}"/></a:ext>'
)
"""`a16:creationId` of a shape ([MS-ODRAWXML] 2.15)."""


@lru_cache(8192)  # the slides of a batch are the same ones
def guid(*parts: str) -> str:
    """A GUID of words that say what it is for (RFC 9562, version 8)."""
    digest = _digest(parts).upper()
    return f"{{{digest[:8]}-{digest[8:12]}-8{digest[13:16]}-8{digest[17:20]}-{digest[20:32]}}}"


def _digest(parts: tuple[str, ...]) -> str:
    return hashlib.sha256("\0".join(parts).encode("utf-8", "surrogatepass")).hexdigest()


def slide_keys(sheets: Sequence[Sheet]) -> list[str]:
    """The key of each sheet; of a page its number, because it is made of whatever stands on it."""
    return [sheet.key or f"page/{number}" for number, sheet in enumerate(sheets, 1)]


def slide_ids(keys: Iterable[str]) -> list[int]:
    """A number for each slide (`p:sldId`, 19.2.1.33) that hangs on its key alone, unless two fall together."""
    made: dict[int, None] = {}
    for key in keys:
        for turn in range(len(made) + 1):
            number = _FIRST_SLIDE + int(_digest(("slide", key, "+" * turn))[:8], 16) % _SLIDES
            if number not in made:
                made[number] = None
                break
    return list(made)


@lru_cache(1024)
def creation_id(key: str) -> str:
    """`p14:creationId` of a slide, as extensions of its `p:cSld` ([MS-PPTX] 2.2.2)."""
    number = int(_digest(("creation", key))[:8], 16)
    return (
        '<p:extLst><p:ext uri="{BB962C8B-B14F-4D97-AF65-F5344CB8AC3E}"><p14:creationId '
        f'xmlns:p14="http://schemas.microsoft.com/office/powerpoint/2010/main" val="{number}"/></p:ext></p:extLst>'
    )


class Labels:
    """Gives the shapes of a slide names of their own and ids by their keys, when all of them are known."""

    def __init__(self, slide: str) -> None:
        self._slide = slide
        self._names: set[str] = set()
        self._keys: set[str] = set()
        self.shapes: dict[str, str] = {}
        """The key of each shape by the GUID that it was given."""

    def label(self, shape: str, key: str) -> str:
        """The XML of an item's shapes, named and numbered."""
        numbered = _free(key, self._keys)
        parts = iter((numbered, *(f"{numbered}.{number}" for number in range(1, shape.count("<p:cNvPr ")))))
        return _NAMED.sub(lambda found: self._named(found, next(parts)), shape)

    def _named(self, found: re.Match[str], key: str) -> str:
        number, name, about, inner = found.groups()
        given = guid("shape", self._slide, key)
        self.shapes[given] = key
        name = _free(name, self._names)
        before, opening, after = inner.partition("<a:extLst>")
        created = _CREATED.format(guid=given)
        ending = f"{opening}{created}{after}" if opening else f"<a:extLst>{created}</a:extLst>"
        return f'<p:cNvPr id="{number}" name="{name}"{about}>{before}{ending}</p:cNvPr>'


def _free(wanted: str, taken: set[str]) -> str:
    """The name itself, or with the first number that makes it another than those that are taken; it is taken then."""
    name, number = wanted, 1
    while name in taken:
        number += 1
        name = f"{wanted} {number}"
    taken.add(name)
    return name


def item_key(item: Item) -> str:
    """What an item of a section is: its first paragraph, without the section's number, or its slot."""
    if isinstance(item, TextItem):
        return item.paragraphs[0].key.partition(".")[2] if item.paragraphs else item.slot or "text"
    return getattr(item, "slot", None) or getattr(item, "name", "") or type(item).__name__.removesuffix("Item").lower()


def item_keys(items: Iterable[Item]) -> list[str]:
    """The keys that a slide's items have as shapes, where none is in several pieces."""
    taken = {"title"}
    return [_free(item_key(item), taken) for item in items]


def tags_part(slide: str, shapes: Mapping[str, str], more: Mapping[str, str]) -> bytes:
    """`p:tagLst`: the keys of a slide and of its shapes, these by the hexadecimal digits of their creation ids; and what
    `more` there is to say.
    """
    tags = {SLIDE_TAG: slide, **more}
    tags.update((SHAPE_TAG + given.strip("{}").replace("-", ""), key) for given, key in shapes.items())
    listed = "".join(f"<p:tag name={quoteattr(name)} val={quoteattr(unescaped(key))}/>" for name, key in tags.items())
    return f'<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n<p:tagLst {NS}>{listed}</p:tagLst>'.encode()
