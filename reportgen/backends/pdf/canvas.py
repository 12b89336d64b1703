"""A reportlab canvas whose pages know their marked contents."""

from __future__ import annotations

import io
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from reportlab.pdfbase import pdfdoc
from reportlab.pdfgen.canvas import Canvas

from reportgen.backends.pdf.assembly import Parts
from reportgen.backends.pdf.metadata import info_date
from reportgen.backends.pdf.structure_tree import Element, Structure
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
    __NoDefault__ = [*pdfdoc.PDFPage.__NoDefault__, "StructParents", "Tabs", "Group"]


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
        self.structure = Structure(self._doc, publication.language)

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
    def artifact(self, kind: str) -> Iterator[None]:
        """Marks drawn here mean nothing (ISO 32000-1, 14.8.2.2)."""
        self.put(f"/Artifact <</Type /{kind}>> BDC")
        yield
        self.put("EMC")

    def link(self, url: str, box: tuple[float, float, float, float], element: Element, about: str) -> Any:
        """An area that leads to an address, or to a place in the publication; gives its annotation."""
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
        lead(annotation, url, box, about)
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


def lead(annotation: Any, url: str, box: tuple[float, float, float, float], about: str) -> None:
    """Write into a link's annotation where it stands and what it says; of an address, where it leads, too."""
    annotation["Rect"] = pdfdoc.PDFArray(box)
    if url.startswith("#"):
        annotation["Contents"] = pdfdoc.PDFString(about)
        return
    annotation["Contents"] = pdfdoc.PDFString(url)
    action = {"Type": pdfdoc.PDFName("Action"), "S": pdfdoc.PDFName("URI"), "URI": pdfdoc.PDFString(url)}
    annotation["A"] = pdfdoc.PDFDictionary(action)
