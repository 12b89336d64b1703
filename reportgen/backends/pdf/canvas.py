"""A reportlab canvas whose pages know their marked contents."""

from __future__ import annotations

import io
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from typing import Any

from reportlab.pdfbase import pdfdoc
from reportlab.pdfgen.canvas import Canvas

from reportgen.backends.pdf.assembly import Parts
from reportgen.backends.pdf.metadata import info_date
from reportgen.backends.pdf.reading_order import Structure
from reportgen.backends.pdf.structure_tree import Element
from reportgen.backends.pdf.text import Area
from reportgen.frames import Publication


def landing(link: str) -> str:
    """The name of the destination that a link inside the publication leads to."""
    return f"to{link.removeprefix('#')}"


class _Info(pdfdoc.PDFInfo):  # type: ignore[misc]
    """What the publication says of itself, and nothing that it does not."""

    created = ""

    def format(self, document: Any) -> Any:
        texts = {
            "Title": self.title,
            "Author": self.author,
            "Subject": self.subject,
            "Creator": "reportgen",
            "Producer": "reportgen",
        }
        entries = {key: pdfdoc.PDFString(text) for key, text in texts.items() if text}
        if self.created:
            entries |= {key: pdfdoc.PDFString(info_date(self.created)) for key in ("CreationDate", "ModDate")}
        return pdfdoc.PDFDictionary(entries).format(document)


class _Catalog(pdfdoc.PDFCatalog):  # type: ignore[misc]
    __NoDefault__ = [*pdfdoc.PDFCatalog.__NoDefault__, "OutputIntents"]


class _Page(pdfdoc.PDFPage):  # type: ignore[misc]
    __NoDefault__ = [
        *(key for key in pdfdoc.PDFPage.__NoDefault__ if key not in ("Trans", "Rotate")),
        "StructParents",
        "Tabs",
        "Group",
    ]


class TaggedCanvas(Canvas):  # type: ignore[misc]
    """A canvas whose pages know their marked contents."""

    def __init__(self, publication: Publication) -> None:
        self.parents: dict[int, Any] = {}
        self.next_key = 1
        self._page_key = 0
        self._page_parents: list[Any] = []
        size = (publication.size.width, publication.size.height)
        super().__init__(
            io.BytesIO(), pagesize=size, invariant=1, pageCompression=1, pdfVersion=(1, 7), lang=publication.language
        )
        self._doc.Catalog.__class__ = _Catalog
        self._doc.info.__class__ = _Info
        self.structure = Structure(self._doc, publication)

    def _make_preamble(self) -> None:
        """No font in the preamble: reportlab would put an unembedded Helvetica on every page."""
        self._preamble = "1 0 0 1 0 0 cm"

    def _startPage(self) -> None:
        super()._startPage()
        self._page_key = self.next_key
        self.next_key += 1
        self._page_parents = []

    def _setAnnotations(self, page: Any) -> None:
        super()._setAnnotations(page)
        page.__class__ = _Page
        self.contents = page.Contents = Parts([page.stream])
        page.StructParents = self._page_key
        page.TrimBox = pdfdoc.PDFArray([0, 0, *self._pagesize])
        page.Tabs = pdfdoc.PDFName("S")
        page.Group = pdfdoc.PDFDictionary(
            {
                "Type": pdfdoc.PDFName("Group"),
                "S": pdfdoc.PDFName("Transparency"),
                "CS": pdfdoc.PDFName("DeviceRGB"),
            }
        )
        self.parents[self._page_key] = pdfdoc.PDFArray(self._page_parents)

    @property
    def code(self) -> list[str]:
        """The operators of the page so far."""
        return self._code  # type: ignore[no-any-return]

    @property
    def preamble(self) -> str:
        """The operators that a page begins with."""
        return self._preamble

    def put(self, operators: str) -> None:
        self._code.append(operators)

    @contextmanager
    def tagged(self, element: Element) -> Iterator[None]:
        """Marks drawn here are the content of `element`."""
        number = len(self._page_parents)
        self.put(f"/{element.tag} <</MCID {number}>> BDC")
        element.add_content(self._doc.thisPageRef(), number)
        self._page_parents.append(element.reference)
        yield
        self.put("EMC")

    @contextmanager
    def artifact(self, kind: str, box: Area) -> Iterator[None]:
        """Marks drawn here mean nothing (ISO 32000-1, 14.8.2.2); `box` is where they are."""
        sides = " ".join(f"{side:.1f}".removesuffix(".0") for side in box)
        self.put(f"/Artifact <</Type/{kind}/BBox[{sides}]>> BDC")
        yield
        self.put("EMC")

    def link(self, url: str, areas: Sequence[Area], element: Element, about: str) -> Any:
        """Areas that lead to an address, or to a place in the publication; gives their one annotation."""
        key = self.next_key
        self.next_key += 1
        annotation = pdfdoc.PDFDictionary(
            {
                "Type": pdfdoc.PDFName("Annot"),
                "Subtype": pdfdoc.PDFName("Link"),
                "Border": pdfdoc.PDFArray((0, 0, 0)),
                "F": 4,
                "StructParent": key,
            }
        )
        lead(annotation, url, areas, about)
        if url.startswith("#"):
            annotation["Dest"] = self._bookmarkReference(landing(url))
        self._addAnnotation(annotation)
        reference = self._doc.refAnnotation(f"NUMBER{self._annotationCount}")
        element.add_annotation(self._doc.thisPageRef(), reference)
        self.parents[key] = element.reference
        return annotation

    def place_xobject(self, name: str) -> str:
        """The resource name of a picture, noted as used on this page."""
        if name not in self._formsinuse:
            self._formsinuse.append(name)
        return str(pdfdoc.xObjectName(name))


def lead(annotation: Any, url: str, areas: Sequence[Area], about: str) -> None:
    """Write into a link's annotation where it stands and what it says; of an address, where it leads, too."""
    left, bottom, right, top = (list(sides) for sides in zip(*areas, strict=True))
    annotation["Rect"] = pdfdoc.PDFArray((min(left), min(bottom), max(right), max(top)))
    if len(areas) > 1:  # ISO 32000-1, 12.5.6.5: four corners of each, as readers expect them
        corners = [(x0, y1, x1, y1, x0, y0, x1, y0) for x0, y0, x1, y1 in areas]
        annotation["QuadPoints"] = pdfdoc.PDFArray([side for one in corners for side in one])
    elif "QuadPoints" in annotation.dict:
        del annotation.dict["QuadPoints"]
    annotation["Contents"] = pdfdoc.PDFString(about)
    if not url.startswith("#"):
        action = {"Type": pdfdoc.PDFName("Action"), "S": pdfdoc.PDFName("URI"), "URI": pdfdoc.PDFString(url)}
        annotation["A"] = pdfdoc.PDFDictionary(action)
