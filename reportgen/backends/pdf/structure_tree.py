"""The structure tree (ISO 32000-1, 14.7): what each mark on a sheet means."""

from __future__ import annotations

from typing import Any, NamedTuple

from reportlab.pdfbase import pdfdoc


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

    def prune(self) -> None:
        """Leave out all under it that says nothing: cells of tables alone may be empty."""
        kept: list[Element | _Content | _Annotation] = []
        for kid in self.kids:
            if isinstance(kid, Element):
                kid.prune()
                if not (kid.kids or kid.attributes.get("ActualText") or kid.tag in ("TD", "TH")):
                    continue
            kept.append(kid)
        self.kids = kept

    def format(self, document: pdfdoc.PDFDocument) -> bytes:
        """The element as it is written (ISO 32000-1, 14.7.2): content of its first page by number alone."""
        numbers = document.idToObjectNumberAndVersion

        def at(name: str) -> str:
            return f"{numbers[name][0]} 0 R"

        own = ""
        kids: list[str] = []
        for kid in self.kids:
            if isinstance(kid, Element):
                kids.append(at(kid.reference.name))
            elif isinstance(kid, _Annotation):
                kids.append(f"<</Type/OBJR/Pg {at(kid.page)}/Obj {at(kid.name)}>>")
            elif kid.page == (own := own or kid.page):
                kids.append(str(kid.number))
            else:
                kids.append(f"<</Type/MCR/Pg {at(kid.page)}/MCID {kid.number}>>")
        above = self.tree if self.parent is None else self.parent.reference
        page = f"/Pg {at(own)}" if own else ""
        given = [(key.encode(), pdfdoc.format(one, document)) for key, one in self.attributes.items()]
        more = b"".join([b"/%b %b" % one for one in given])
        head = f"<</Type/StructElem/S/{self.tag}/P {at(above.name)}{page}/K[{' '.join(kids)}]"
        return b"%b%b>>" % (head.encode(), more)


class _Content(NamedTuple):
    """Marked content: the name of its page, and its number there."""

    page: str
    number: int


class _Annotation(NamedTuple):
    """An annotation: the names of its page and of itself."""

    page: str
    name: str
