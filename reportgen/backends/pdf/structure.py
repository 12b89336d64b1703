"""The structure tree (ISO 32000-1, 14.7): what each mark on a sheet means."""

from __future__ import annotations

from typing import Any

from reportlab.pdfbase import pdfdoc

from reportgen.frames import Paragraph, TableCell, TableItem


class Element:
    """A structure element; its kids are elements, marked contents and annotations, in reading order."""

    def __init__(self, document: pdfdoc.PDFDocument, tag: str, parent: Element | None, **attributes: Any) -> None:
        self.tag = tag
        self.parent = parent
        self.attributes = attributes
        self.kids: list[Element | pdfdoc.PDFDictionary] = []
        self._dictionary = pdfdoc.PDFDictionary({})
        self.reference = document.Reference(self._dictionary)
        if parent is not None:
            parent.kids.append(self)

    def add_content(self, page: Any, number: int) -> None:
        """Marked content `number` of a page (MCR)."""
        self.kids.append(pdfdoc.PDFDictionary({"Type": pdfdoc.PDFName("MCR"), "Pg": page, "MCID": number}))

    def add_annotation(self, page: Any, annotation: Any) -> None:
        self.kids.append(pdfdoc.PDFDictionary({"Type": pdfdoc.PDFName("OBJR"), "Pg": page, "Obj": annotation}))

    def finish(self, parent: Any) -> None:
        """Write the element and all below it into their dictionaries."""
        stack: list[tuple[Element, Any]] = [(self, parent)]
        while stack:
            element, above = stack.pop()
            own = element._dictionary
            own["Type"] = pdfdoc.PDFName("StructElem")
            own["S"] = pdfdoc.PDFName(element.tag)
            own["P"] = above
            own["K"] = pdfdoc.PDFArray([k.reference if isinstance(k, Element) else k for k in element.kids])
            for key, value in element.attributes.items():
                own[key] = value
            stack += [(kid, element.reference) for kid in element.kids if isinstance(kid, Element)]


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
        self._list: tuple[Element, Element] | None = None
        self._levels: list[int] = []

    def _above(self, section: int | None) -> Element:
        if section is None:
            return self.root
        if section not in self._sections:
            self._sections[section] = Element(self._document, "Sect", self.root)
        return self._sections[section]

    def figure(self, section: int | None, alt: str, box: tuple[float, float, float, float]) -> Element:
        """A picture with its alternative text; `box` in PDF coordinates (14.8.5.4.3)."""
        self._list = None
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
        self._list = None
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
            self._list = None
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
            if self._list is None or self._list[1] is not above:
                numbering = pdfdoc.PDFDictionary(
                    {
                        "O": pdfdoc.PDFName("List"),
                        "ListNumbering": pdfdoc.PDFName(
                            "Decimal" if paragraph.bullet and paragraph.bullet.text[:1].isdigit() else "Disc"
                        ),
                    }
                )
                self._list = (Element(self._document, "L", above, A=numbering), above)
            item = Element(self._document, "LI", self._list[0])
            return Element(self._document, "LBody", item, **language)
        self._list = None
        if paragraph.role in _RANKS:
            return Element(self._document, f"H{self._level(_RANKS[paragraph.role])}", above, **language)
        if paragraph.role == "note":  # ISO 14289-1, 7.9: with an identifier of its own
            return Element(self._document, "Note", above, ID=pdfdoc.PDFString(paragraph.key), **language)
        if paragraph.role == "quote":
            above = Element(self._document, "BlockQuote", above)
        return Element(self._document, _TAGS.get(paragraph.role, "P"), above, **language)

    def _level(self, rank: int) -> int:
        """Heading levels begin at 1 and never skip one (ISO 14289-1, 7.4.2)."""
        while self._levels and self._levels[-1] >= rank:
            self._levels.pop()
        self._levels.append(rank)
        return len(self._levels)
