"""What is read of a publication and in which order: the structure tree's elements, found before anything is drawn.

The order is that of the document: its sections one after another, and of each what it offers in the author's order.
What stands on the sheets, and how, decides nothing but what is shown at all.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Mapping, Sequence
from typing import Any

from reportlab.pdfbase import pdfdoc

from reportgen.backends.pdf.section_parts import (
    NOWHERE,
    Part,
    SlotParts,
    by_slot,
    letters,
    parts_by_section,
    places_of_sections,
    said_by,
)
from reportgen.backends.pdf.structure_tree import Element
from reportgen.frames import (
    CALLOUT,
    ChartItem,
    ImageItem,
    Paragraph,
    Publication,
    TableCell,
    TableItem,
    heading_level,
)


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


class Structure:
    """The element of each paragraph, picture, chart and table of a publication.

    What is read is laid out before anything is drawn; the writer then asks for elements in the order of the sheets.
    """

    def __init__(self, document: pdfdoc.PDFDocument, publication: Publication) -> None:
        self._document = document
        self._publication = publication
        self.root = self._element("Document", None)
        self._paragraphs: dict[str, list[Element]] = {}
        """The elements of the paragraphs of one key: several where the publication was joined of others."""
        self._begun: Counter[str] = Counter()
        """How many paragraphs of a key were drawn, their further parts not counted."""
        self._texts: dict[str, str] = {}
        self._items: dict[int, list[Element]] = {}
        self._tables: dict[str, Element] = {}
        self._notes: dict[tuple[int | str | None, int], str] = {}
        self.identifiers: dict[str, Element] = {}
        """The notes by their identifiers (ISO 14289-1, 7.9)."""
        self._links: dict[str, str] = {}
        """Where the elements of links lead, by their names."""
        self._languages: dict[str, str] = {}
        """The languages of passages, by the names of their elements."""
        self.referred: set[str] = set()
        """The keys of the notes that something refers to."""
        self._lists: list[_OpenList] = []
        self._quotation: tuple[Element, Element] | None = None
        """The quotation that may go on, after what it stands in."""
        self._levels: list[int] = []
        self._titled: int | None = None
        """The section with the title of the document, once that is read."""
        self.title: Element | None = None
        """The title of the document, where no sheet shows it."""
        self._read()

    # --- what the writer asks

    def paragraph(self, paragraph: Paragraph) -> Element | None:
        """The element of a logical paragraph that is drawn next: the same one for all of its parts. None where it says
        again what is read elsewhere: then its marks are an artifact.
        """
        known = self._paragraphs.get(paragraph.key, ())
        self._begun[paragraph.key] += not paragraph.continued or not self._begun[paragraph.key]
        number = self._begun[paragraph.key]
        return known[number - 1] if number <= len(known) else None

    def label(self, element: Element) -> Element:
        """The element of the mark of a list's item, whose text is given, or of a note's number."""
        owner = element.parent if element.tag == "LBody" and element.parent is not None else element
        for kid in owner.kids:
            if isinstance(kid, Element) and kid.tag == "Lbl":
                return kid
        return element

    def link(self, element: Element, link: str = "") -> Element:
        """The element of a link under another: that of contents, or of one that goes on here, or a new one."""
        if element.parent is not None and element.parent.tag == "Link":
            return element.parent
        last = element.kids[-1] if element.kids else None
        if link and isinstance(last, Element) and self._links.get(last.reference.name) == link:
            return last
        made = self._element("Link", element)
        self._links[made.reference.name] = link
        return made

    def passage(self, element: Element, language: str) -> Element:
        """The element of a passage in another language under another: that of one that goes on here, or a new one."""
        last = element.kids[-1] if element.kids else None
        if isinstance(last, Element) and last.tag == "Span" and self._languages.get(last.reference.name) == language:
            return last
        made = self._element("Span", element, Lang=pdfdoc.PDFString(language))
        self._languages[made.reference.name] = language
        return made

    def figure(self, item: ImageItem | ChartItem) -> Element | None:
        """The element of a picture or a chart that is drawn next; None where nothing is said of it."""
        found = self._items.get(id(item))
        return found.pop(0) if found else None

    def table(self, item: TableItem) -> Element:
        """The element of a table: the same one for all of its parts."""
        return self._items[id(item)][0]

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
        more: dict[str, Any] = {}
        if cell.alt:
            said = " ".join(paragraph.text for paragraph in cell.paragraphs)
            more["Alt"] = pdfdoc.PDFString(f"{said}; {cell.alt}")
        if attributes:
            more["A"] = pdfdoc.PDFDictionary({**attributes, "O": pdfdoc.PDFName("Table")})
        return self._element(tag, row, **more)

    def note(self, owner: int | str | None, number: int) -> str | None:
        """The key of a note of a section, or of a table; None where it is not shown."""
        return self._notes.get((owner, number))

    # --- sections

    def _read(self) -> None:
        found = parts_by_section(self._publication)
        known = self._publication.sections
        self._title(found)
        sections: dict[int | None, Element] = {None: self.root}
        for at, within in places_of_sections(known, list(found)):
            above = sections.get(within, self.root)
            if at != NOWHERE:
                above = sections[at] = self._element("Sect", above)
            self._section(at, above, found[at])
        for at, parts in found.items():
            self.referred.update(*(self._references(at, part) for part in parts))

    def _title(self, found: Mapping[int, Sequence[Part]]) -> None:
        """The title of a document, where no sheet shows it before all other headings (ISO 14289-1, 7.4.2)."""
        sections = self._publication.sections
        ranks = (
            heading_level(part.paragraph, at, sections)
            for at in sorted(found)
            for part in found[at]
            if part.paragraph is not None
        )
        if sections and next(filter(None, ranks), 0) != 1:
            title = pdfdoc.PDFString(self._publication.title)
            self.title = self._element("H1", self.root, ActualText=title)
            self._titled = NOWHERE

    def _references(self, at: int, part: Part) -> set[str]:
        """The keys of the notes that a paragraph or a table refers to."""
        owner: int | str = at
        runs = part.paragraph.runs if part.paragraph is not None else ()
        if isinstance(part.item, TableItem):
            owner = part.item.key
            runs = tuple(run for cell in part.item.cells for one in cell.paragraphs for run in one.runs)
        return {note for run in runs if run.note and (note := self.note(owner, run.note)) is not None}

    def _section(self, at: int, above: Element, parts: Sequence[Part]) -> None:
        known = self._publication.sections.get(at)
        self._at = at
        self._headed = any(part.slot == "headline" for part in parts)
        self._said = said_by(parts) if known is not None else ""
        self._close()
        for one in by_slot(parts, known):
            fresh = [part for part in one.parts if self._is_new(part, repeats=known is not None)]
            if one.slot != "pull" or any(letters(part.text) not in self._said for part in fresh):
                self._slot(self._place_of(one.slot, above), SlotParts(one.slot, fresh, is_list=one.is_list))

    def _place_of(self, slot: str, above: Element) -> Element:
        """What a slot of a section stands in: a remark that shares its slide is a section of its own."""
        return self._element("Sect", above.parent) if slot == CALLOUT and above.parent is not None else above

    def _is_new(self, part: Part, *, repeats: bool) -> bool:
        """Whether something is read here: no further part of what is read already, and nothing said again."""
        paragraph = part.paragraph
        if paragraph is None:
            return True
        if paragraph.key not in self._texts:
            self._texts[paragraph.key] = paragraph.text
            return True
        again = part.slot == "headline" or self._texts[paragraph.key] == paragraph.text
        return not paragraph.continued and not (repeats and again)

    def _slot(self, above: Element, one: SlotParts) -> None:
        """What stands of one slot: a table with its notes, a list, pictures with their caption, or paragraphs."""
        if one.tables:
            self._table_with_notes(above, one)
        elif one.is_set and one.leads:
            self._contents(above, one)
        elif one.is_set:
            self._list_of_entries(above, one)
        elif one.pictures:
            self._figure_with_caption(above, one)
        else:
            for part, paragraph in one.paragraphs:
                self._place(paragraph, above, pulled=part.slot == "pull")

    # --- tables, lists, pictures

    def _table_with_notes(self, above: Element, one: SlotParts) -> None:
        self._close()
        for item in one.tables:
            if not (item.continued and item.key in self._tables):
                owner = pdfdoc.PDFDictionary({"O": pdfdoc.PDFName("Table"), "Summary": pdfdoc.PDFString(item.alt)})
                self._tables[item.key] = self._element("Table", above, **({"A": owner} if item.alt else {}))
            self._items[id(item)] = [self._tables[item.key]]
        for part, paragraph in one.paragraphs:
            kind = "".join(part.path[:1])
            if kind == "caption":
                self._new("Caption", self._items[id(one.tables[0])][0], paragraph)
            elif not kind.startswith("caption"):  # "(continued)" is an artifact
                self._place(paragraph, above)

    def _list_of_entries(self, above: Element, one: SlotParts) -> None:
        """Steps, dates, numbers, people: each an item of a list."""
        self._close()
        numbered = one.is_numbered
        made = self._element("L", above, **({"A": _numbering("Decimal")} if numbered else {}))
        for entry in one.entries:
            item = self._element("LI", made)
            for part, paragraph in entry.paragraphs:
                if numbered and part.is_number:
                    self._new("Lbl", item, paragraph)
            rest = [part for part in entry.parts if not (numbered and part.is_number)]
            self._slot(self._element("LBody", item), SlotParts(one.slot, rest, is_list=False))
            self._close()

    def _contents(self, above: Element, one: SlotParts) -> None:
        """Contents: of each line what it names, then the page, as one link; what a part has, as links of their own.
        Words that lead nowhere are paragraphs (14.8.4.3).
        """
        self._close()
        contents = self._element("TOC", above)
        for entry in one.entries:
            line = self._element("TOCI", contents)
            links: dict[str, Element] = {}
            for _, paragraph in sorted(entry.paragraphs, key=lambda pair: pair[0].path[-1:] == ("label",)):
                leads = next((run.link for run in paragraph.runs if run.link), "")
                if leads and leads not in links:
                    links[leads] = self._element("Link", self._element("Reference", line))
                self._new(*(("Span", links[leads]) if leads else ("P", line)), paragraph)

    def _figure_with_caption(self, above: Element, one: SlotParts) -> None:
        """Pictures or a chart, with the caption. A picture of which the text says the same is an artifact."""
        self._close()
        figures: list[Element] = []
        for item in one.pictures:
            alt = alternative(item)
            if isinstance(item, ChartItem) or letters(alt) not in self._said:
                figures.append(self._figure(above, alt, item))
                self._items.setdefault(id(item), []).append(figures[-1])
        for _, paragraph in one.paragraphs:
            if paragraph.role == "caption" and figures:
                self._new("Caption", figures[0], paragraph)
            else:
                self._place(paragraph, above)

    def _figure(self, above: Element, alt: str, item: ImageItem | ChartItem) -> Element:
        """A picture with its alternative text, and its box in PDF coordinates (14.8.5.4.3)."""
        box, height = item.box, self._publication.size.height
        sides = (box.x, height - box.bottom, box.right, height - box.y)
        layout = {
            "O": pdfdoc.PDFName("Layout"),
            "BBox": pdfdoc.PDFArray([round(side, 3) for side in sides]),
            "Placement": pdfdoc.PDFName("Block"),
        }
        return self._element("Figure", above, Alt=pdfdoc.PDFString(alt), A=pdfdoc.PDFDictionary(layout))

    # --- paragraphs

    def _element(self, tag: str, parent: Element | None, **attributes: Any) -> Element:
        return Element(self._document, tag, parent, **attributes)

    def _new(self, tag: str, above: Element, paragraph: Paragraph, **attributes: Any) -> Element:
        """An element for a paragraph."""
        if paragraph.language and paragraph.language != self._publication.language:
            attributes["Lang"] = pdfdoc.PDFString(paragraph.language)
        made = self._element(tag, above, **attributes)
        self._paragraphs.setdefault(paragraph.key, []).append(made)
        return made

    def _close(self) -> None:
        """End lists and quotations that could go on."""
        self._lists.clear()
        self._quotation = None

    def _place(self, paragraph: Paragraph, above: Element, *, pulled: bool = False) -> None:
        """A paragraph under an element, as what it is; `pulled` out of the text it is a quotation by itself."""
        if paragraph.role == "item":
            self._quotation = None
            self._list_item(paragraph, above)
            return
        self._lists.clear()
        if paragraph.role == "quote":
            self._quote(paragraph, above, pulled=pulled)
            return
        self._quotation = None
        if paragraph.role == "note" and paragraph.runs[0].superscript:
            self._note(paragraph, above)
        else:
            level = self._level(paragraph)
            self._new(f"H{level}" if level else "P", above, paragraph)

    def _quote(self, paragraph: Paragraph, above: Element, *, pulled: bool) -> None:
        """A paragraph of a quotation, which may be one of several."""
        if pulled or self._quotation is None or self._quotation[0] is not above:
            holder = self._element("Div", above) if pulled else above
            self._quotation = above, self._element("BlockQuote", holder)
        self._new("P", self._quotation[1], paragraph)

    def _note(self, paragraph: Paragraph, above: Element) -> None:
        """A note, with an identifier of its own (ISO 14289-1, 7.9) and its number as label."""
        table, _, of_table = paragraph.key.rpartition(".note")
        number = int(of_table.partition(".")[0]) if table else int(paragraph.key.rpartition(".")[2]) + 1
        owner: int | str = table or self._at
        if (owner, number) in self._notes:
            return
        self._notes[owner, number] = paragraph.key
        note = self._new("Note", above, paragraph, ID=pdfdoc.PDFString(paragraph.key))
        self.identifiers[paragraph.key] = note
        self._element("Lbl", note)

    def _list_item(self, paragraph: Paragraph, above: Element) -> None:
        """A new item of the list that is open at its level, or of a new one; an inner list is a part of an outer item.

        A list ends where its kind changes, or where its numbers do not go on.
        """
        mark = re.match(r"\d+", paragraph.bullet.text) if paragraph.bullet else None
        number = int(mark[0]) if mark else None
        self._end_lists(above, paragraph.level, number)
        if not self._lists or self._lists[-1].level < paragraph.level:
            parent = self._lists[-1].body if self._lists else above
            made = self._element("L", parent, A=_numbering("Disc" if number is None else "Decimal"))
            self._lists.append(_OpenList(above, made, paragraph.level))
        last = self._lists[-1]
        last.number = number
        item = self._element("LI", last.element)
        if paragraph.bullet is not None:
            self._element("Lbl", item)
        last.body = self._new("LBody", item, paragraph)

    def _end_lists(self, above: Element, level: int, number: int | None) -> None:
        """End the lists that an item at a level does not go on with."""
        if self._lists and self._lists[0].above is not above:
            self._lists.clear()
        while self._lists and self._lists[-1].level > level:
            self._lists.pop()
        if self._lists and self._lists[-1].level == level and not self._lists[-1].goes_on(number):
            self._lists.pop()

    def _rank_of_title(self) -> int:
        """The level of a title: the first one is that of the document, those of other sections are theirs."""
        if self._titled is None:
            self._titled = self._at
            return 1
        return 0 if self._at == self._titled or self._at not in self._publication.sections else 2

    def _level(self, paragraph: Paragraph) -> int:
        """The level of a heading, or 0. Where nothing is known of the document, levels begin at 1 and never skip one
        (ISO 14289-1, 7.4.2).
        """
        sections = self._publication.sections
        rank = heading_level(paragraph, self._at, sections, headed=self._headed)
        if rank == 1 and sections:
            rank = self._rank_of_title()
        if not rank or self._at in sections:
            return rank
        while self._levels and self._levels[-1] >= rank:
            self._levels.pop()
        self._levels.append(rank)
        return len(self._levels)


def alternative(item: ImageItem | ChartItem) -> str:
    """What is said in place of a picture or a chart, whose numbers are told, too."""
    return item.alt if isinstance(item, ImageItem) else f"{item.alt} {item.reading}".strip()


def _numbering(kind: str) -> Any:
    return pdfdoc.PDFDictionary({"O": pdfdoc.PDFName("List"), "ListNumbering": pdfdoc.PDFName(kind)})
