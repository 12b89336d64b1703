"""The structure tree (ISO 32000-1, 14.7): what each mark on a sheet means."""

from __future__ import annotations

import re
from typing import Any, NamedTuple

from reportlab.pdfbase import pdfdoc

from reportgen.frames import Paragraph, TableCell, TableItem


class Element(pdfdoc.PDFObject):  # type: ignore[misc]
    """A structure element; its kids are elements, marked contents and annotations, in reading order."""

    def __init__(self, document: pdfdoc.PDFDocument, tag: str, parent: Element | None, **attributes: Any) -> None:
        self.tag = tag
        self.parent = parent
        self.attributes = attributes
        self.kids: list[Element | _Content | _Annotation] = []
        self.tree: Any = None
        """What is above the element that has no parent."""
        self.reference = document.Reference(self)
        if parent is not None:
            parent.kids.append(self)

    def add_content(self, page: Any, number: int) -> None:
        """Marked content `number` of a page."""
        self.kids.append(_Content(page.name, number))

    def add_annotation(self, page: Any, annotation: Any) -> None:
        self.kids.append(_Annotation(page.name, annotation.name))

    def format(self, document: pdfdoc.PDFDocument) -> bytes:
        """The element as it is written (ISO 32000-1, 14.7.2): content of its first page by number alone."""
        numbers = document.idToObjectNumberAndVersion

        def at(name: str) -> str:
            return f"{numbers[name][0]} 0 R"

        own = next((kid.page for kid in self.kids if isinstance(kid, _Content)), "")
        kids: list[str] = []
        for kid in self.kids:
            if isinstance(kid, Element):
                kids.append(at(kid.reference.name))
            elif isinstance(kid, _Annotation):
                kids.append(f"<</Type/OBJR/Pg {at(kid.page)}/Obj {at(kid.name)}>>")
            elif kid.page == own:
                kids.append(str(kid.number))
            else:
                kids.append(f"<</Type/MCR/Pg {at(kid.page)}/MCID {kid.number}>>")
        above = self.tree if self.parent is None else self.parent.reference
        page = f"/Pg {at(own)}" if own else ""
        given = [(key.encode(), pdfdoc.format(one, document)) for key, one in self.attributes.items()]
        more = b"".join([b"/%b %b" % one for one in given])
        head = f"<</Type/StructElem/S/{self.tag}/P {at(above.name)}{page}/K[{' '.join(kids)}]"
        return b"%b%b>>" % (head.encode(), more)


class _OpenList:
    """A list that may go on: its element, the body and the number of its last item."""

    def __init__(self, above: Element, element: Element, level: int) -> None:
        self.above = above
        self.element = element
        self.level = level
        self.body = element
        self.number: int | None = None

    def goes_on(self, number: int | None) -> bool:
        """Whether an item with a number, or without, may be the next."""
        if number is None or self.number is None:
            return number is self.number
        return number > self.number


class _Content(NamedTuple):
    """Marked content: the name of its page, and its number there."""

    page: str
    number: int


class _Annotation(NamedTuple):
    """An annotation: the names of its page and of itself."""

    page: str
    name: str


_RANKS = {"title": 1, "heading1": 2, "heading2": 3, "heading3": 4}
_TAGS = {"quote": "P", "caption": "Caption"}


class Structure:
    """Finds or makes the element for each paragraph and picture of a publication."""

    def __init__(self, document: pdfdoc.PDFDocument, language: str) -> None:
        self._document = document
        self._language = language
        self.root = Element(document, "Document", None)
        self._sections: dict[int, Element] = {}
        self._paragraphs: dict[str, Element] = {}
        self._tables: dict[str, Element] = {}
        self._lists: list[_OpenList] = []
        self._levels: list[int] = []

    def _above(self, section: int | None) -> Element:
        if section is None:
            return self.root
        if section not in self._sections:
            self._sections[section] = Element(self._document, "Sect", self.root)
        return self._sections[section]

    def figure(self, section: int | None, alt: str, box: tuple[float, float, float, float]) -> Element:
        """A picture with its alternative text; `box` in PDF coordinates (14.8.5.4.3)."""
        self._lists.clear()
        layout = pdfdoc.PDFDictionary(
            {
                "O": pdfdoc.PDFName("Layout"),
                "BBox": pdfdoc.PDFArray([round(side, 3) for side in box]),
                "Placement": pdfdoc.PDFName("Block"),
            }
        )
        return Element(self._document, "Figure", self._above(section), Alt=pdfdoc.PDFString(alt), A=layout)

    def table(self, item: TableItem) -> Element:
        """The element of a table: the same one for all of its parts."""
        self._lists.clear()
        if item.continued and item.key in self._tables:
            return self._tables[item.key]
        owner = pdfdoc.PDFDictionary({"O": pdfdoc.PDFName("Table"), "Summary": pdfdoc.PDFString(item.alt)})
        attributes = {"A": owner} if item.alt else {}
        made = self._tables[item.key] = Element(self._document, "Table", self._above(item.section), **attributes)
        return made

    def cell(self, cell: TableCell, row: Element) -> Element:
        """The element of a table's cell, with what it covers and, of headings, their scope (14.8.5.7)."""
        attributes: dict[str, Any] = {}
        if cell.header is not None:
            attributes["Scope"] = pdfdoc.PDFName("Column" if cell.header == "column" else "Row")
        if cell.columns > 1:
            attributes["ColSpan"] = cell.columns
        if cell.rows > 1:
            attributes["RowSpan"] = cell.rows
        tag = "TH" if cell.header is not None else "TD"
        if not attributes:
            return Element(self._document, tag, row)
        attributes["O"] = pdfdoc.PDFName("Table")
        return Element(self._document, tag, row, A=pdfdoc.PDFDictionary(attributes))

    def paragraph(self, paragraph: Paragraph, section: int | None) -> Element:
        """The element of a logical paragraph: the same one for all of its parts."""
        known = self._paragraphs.get(paragraph.key) if paragraph.continued else None
        if known is None:
            known = self._paragraphs[paragraph.key] = self._new(paragraph, section)
        elif paragraph.role != "item":
            self._lists.clear()
        return known

    def label(self, paragraph: Paragraph) -> Element:
        """The element of a list item's mark."""
        body = self._paragraphs[paragraph.key]
        item = body.parent
        assert item is not None
        mark = Element(self._document, "Lbl", None)
        mark.parent = item
        item.kids.insert(0, mark)
        return mark

    def _new(self, paragraph: Paragraph, section: int | None) -> Element:
        above = self._above(section)
        language: dict[str, Any] = {}
        if paragraph.language and paragraph.language != self._language:
            language["Lang"] = pdfdoc.PDFString(paragraph.language)
        if paragraph.role == "item":
            return self._list_item(paragraph, above, language)
        self._lists.clear()
        if paragraph.role in _RANKS:
            return Element(self._document, f"H{self._level(_RANKS[paragraph.role])}", above, **language)
        if paragraph.role == "note":  # ISO 14289-1, 7.9: with an identifier of its own
            return Element(self._document, "Note", above, ID=pdfdoc.PDFString(paragraph.key), **language)
        if paragraph.role == "quote":
            above = Element(self._document, "BlockQuote", above)
        return Element(self._document, _TAGS.get(paragraph.role, "P"), above, **language)

    def _list_item(self, paragraph: Paragraph, above: Element, language: dict[str, Any]) -> Element:
        """A new item of the list that is open at its level, or of a new one; an inner list is a part of an outer item.

        A list ends where its kind changes, or where its numbers do not go on.
        """
        mark = re.match(r"\d+", paragraph.bullet.text) if paragraph.bullet else None
        number = int(mark[0]) if mark else None
        if self._lists and self._lists[0].above is not above:
            self._lists.clear()
        while self._lists and self._lists[-1].level > paragraph.level:
            self._lists.pop()
        if self._lists and self._lists[-1].level == paragraph.level and not self._lists[-1].goes_on(number):
            self._lists.pop()
        if not self._lists or self._lists[-1].level < paragraph.level:
            kind = pdfdoc.PDFName("Disc" if number is None else "Decimal")
            numbering = pdfdoc.PDFDictionary({"O": pdfdoc.PDFName("List"), "ListNumbering": kind})
            parent = self._lists[-1].body if self._lists else above
            self._lists.append(_OpenList(above, Element(self._document, "L", parent, A=numbering), paragraph.level))
        last = self._lists[-1]
        last.number = number
        last.body = Element(self._document, "LBody", Element(self._document, "LI", last.element), **language)
        return last.body

    def _level(self, rank: int) -> int:
        """Heading levels begin at 1 and never skip one (ISO 14289-1, 7.4.2)."""
        while self._levels and self._levels[-1] >= rank:
            self._levels.pop()
        self._levels.append(rank)
        return len(self._levels)
