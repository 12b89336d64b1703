"""A reportlab canvas whose pages know their marked contents."""

from __future__ import annotations

import io
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from typing import Any

from reportlab.pdfbase import pdfdoc
from reportlab.pdfgen.canvas import Canvas

from reportgen.backends.pdf.assembly import Parts
from reportgen.backends.pdf.conformance import Conformance
from reportgen.backends.pdf.metadata import info_date
from reportgen.backends.pdf.paints import Paints
from reportgen.backends.pdf.reading_order import Structure
from reportgen.backends.pdf.structure_tree import Element
from reportgen.backends.pdf.text import Area
from reportgen.frames import Publication
from reportgen.structs import Struct


def landing(link: str) -> str:
    """The name of the destination that a link inside the publication leads to."""
    return f"to{link.removeprefix('#')}"


class _Info(pdfdoc.PDFInfo):  # type: ignore[misc]
    """What the publication says of itself, and nothing that it does not."""

    created = ""
    trapped = ""
    """Whether colours were already made to overlap, which a press must be told."""

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
        if self.trapped:
            entries["Trapped"] = pdfdoc.PDFName(self.trapped)
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


class PageFrame(Struct, frozen=True):
    """What lies round the trimmed page, in points: its bleed, and how far the sheet goes beyond the trim; whether what
    is beyond the trim is seen when the file is opened.
    """

    bleed: float = 0.0
    beyond: float = 0.0
    seen: bool = False

    def boxes(self, size: tuple[float, float]) -> dict[str, list[float]]:
        """The boxes of a page (ISO 32000-1, 14.11.2), but for those that are the same as the sheet."""
        if not self.beyond:
            return {"TrimBox": [0, 0, *size]}
        boxes = {"MediaBox": _around(size, self.beyond), "TrimBox": [0, 0, *size]}
        if not self.seen:
            boxes["CropBox"] = boxes["TrimBox"]
        return {**boxes, "BleedBox": _around(size, self.bleed)}


def _around(size: tuple[float, float], distance: float) -> list[float]:
    return [round(side, 3) for side in (-distance, -distance, size[0] + distance, size[1] + distance)]


class _Nobody:
    """What structure elements are given for their document in a file without them: it names them, and no more."""

    def Reference(self, one: Any) -> Any:
        return pdfdoc.PDFObjectReference(f"element{id(one)}")


class _Spaces:
    """The colour spaces of a file for the resources of a page; more may be used after it is drawn."""

    def __init__(self, spaces: Mapping[str, Any], document: Any) -> None:
        self._spaces = spaces
        self._document = document

    def items(self) -> Iterator[tuple[str, str]]:
        """The name of each object with what operators call it."""
        for name, space in self._spaces.items():
            yield self._document.Reference(space).name, name


class TaggedCanvas(Canvas):  # type: ignore[misc]
    """A canvas whose pages know their marked contents."""

    def __init__(self, publication: Publication, form: Conformance, paints: Paints, frame: PageFrame) -> None:
        self._form = form
        self._paints = paints
        self._frame = frame
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
        self.element_owner: Any = self._doc if form.tagged else _Nobody()
        """The document that structure elements are part of."""
        self.structure = Structure(self.element_owner, publication)

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
        for name, box in self._frame.boxes(self._pagesize).items():
            setattr(page, name, pdfdoc.PDFArray(box))
        page.Group = pdfdoc.PDFDictionary(
            {
                "Type": pdfdoc.PDFName("Group"),
                "S": pdfdoc.PDFName("Transparency"),
                "CS": pdfdoc.PDFName(self._paints.group),
            }
        )
        if self._form.tagged:
            page.StructParents = self._page_key
            page.Tabs = pdfdoc.PDFName("S")
            self.parents[self._page_key] = pdfdoc.PDFArray(self._page_parents)

    def _setExtGState(self, page: Any) -> None:
        """Of the states of graphics, those of the file's colours, too."""
        super()._setExtGState(page)
        states = {name: pdfdoc.PDFDictionary(state) for name, state in self._paints.states.items()}
        if states:
            given = page.ExtGState.dict if page.ExtGState else {}
            page.ExtGState = pdfdoc.PDFDictionary({**given, **states})

    def _setColorSpace(self, page: Any) -> None:
        page._colorsUsed = _Spaces(self._paints.spaces, self._doc)

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
        if not self._form.tagged:
            yield
            return
        number = len(self._page_parents)
        self.put(f"/{element.tag} <</MCID {number}>> BDC")
        element.add_content(self._doc.thisPageRef(), number)
        self._page_parents.append(element.reference)
        yield
        self.put("EMC")

    @contextmanager
    def artifact(self, kind: str, box: Area) -> Iterator[None]:
        """Marks drawn here mean nothing (ISO 32000-1, 14.8.2.2); `box` is where they are."""
        if not self._form.tagged:
            yield
            return
        sides = " ".join(f"{side:.1f}".removesuffix(".0") for side in box)
        self.put(f"/Artifact <</Type/{kind}/BBox[{sides}]>> BDC")
        yield
        self.put("EMC")

    def link(self, url: str, areas: Sequence[Area], element: Element, about: str) -> Any:
        """Areas that lead to an address, or to a place in the publication; gives their one annotation."""
        if not self._form.linked:
            return None
        key = self.next_key
        self.next_key += 1
        annotation = pdfdoc.PDFDictionary(
            {
                "Type": pdfdoc.PDFName("Annot"),
                "Subtype": pdfdoc.PDFName("Link"),
                "Border": pdfdoc.PDFArray((0, 0, 0)),
                "F": 4,
            }
        )
        if self._form.tagged:
            annotation["StructParent"] = key
        lead(annotation, url, areas, about)
        if url.startswith("#"):
            annotation["Dest"] = self._bookmarkReference(landing(url))
        self._addAnnotation(annotation)
        reference = self._doc.refAnnotation(f"NUMBER{self._annotationCount}")
        element.add_annotation(self._doc.thisPageRef(), reference)
        if self._form.tagged:
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
