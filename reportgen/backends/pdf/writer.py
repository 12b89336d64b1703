"""`Publication` → PDF bytes: reportlab's document, our text, a tag or an artifact for every mark."""

from __future__ import annotations

import io
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import replace
from itertools import accumulate
from typing import Any, assert_never

import pikepdf
from reportlab.pdfbase import pdfdoc
from reportlab.pdfgen.canvas import Canvas

from reportgen.backends.pdf.charts import mark_operators
from reportgen.backends.pdf.fonts import EmbeddedFont
from reportgen.backends.pdf.metadata import author, info_date, srgb_profile, xmp
from reportgen.backends.pdf.structure import Element, Structure
from reportgen.backends.pdf.vector import is_drawable, svg_operators
from reportgen.backends.pixels import svg_pixels, toned
from reportgen.errors import BackendError, Where
from reportgen.frames import (
    ChartItem,
    Colour,
    GlyphRun,
    ImageItem,
    Item,
    Line,
    Picture,
    Publication,
    ShapeItem,
    Sheet,
    TableItem,
    TableRule,
    TextItem,
)
from reportgen.geometry import Rect

LINKS = ("https://", "http://", "mailto:", "tel:")
SVG_RESOLUTION = 300
"""Pixels to the inch of drawings that paths cannot show: gradients, text, transparency."""

_ARC = 0.5523
"""Control points of a quarter circle as a Bézier curve."""


class _Catalog(pdfdoc.PDFCatalog):  # type: ignore[misc]
    __NoDefault__ = [*pdfdoc.PDFCatalog.__NoDefault__, "OutputIntents"]


class _Page(pdfdoc.PDFPage):  # type: ignore[misc]
    __NoDefault__ = [*pdfdoc.PDFPage.__NoDefault__, "StructParents", "Tabs", "Group"]


class _TaggedCanvas(Canvas):  # type: ignore[misc]
    """A canvas whose pages know their marked contents."""

    def __init__(self, buffer: io.BytesIO, publication: Publication) -> None:
        self.parents: dict[int, Any] = {}
        self.next_key = 1
        self._page_key = 0
        self._page_parents: list[Any] = []
        size = (publication.size.width, publication.size.height)
        super().__init__(
            buffer, pagesize=size, invariant=1, pageCompression=1, pdfVersion=(1, 7), lang=publication.language
        )
        self._doc.Catalog.__class__ = _Catalog
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

    def link(self, url: str, box: tuple[float, float, float, float], element: Element, about: str) -> None:
        key = self.next_key
        self.next_key += 1
        if url.startswith("#"):
            entries = {
                "Type": pdfdoc.PDFName("Annot"),
                "Subtype": pdfdoc.PDFName("Link"),
                "Rect": pdfdoc.PDFArray(box),
                "Border": pdfdoc.PDFArray((0, 0, 0)),
                "F": 4,
                "StructParent": key,
                "Contents": pdfdoc.PDFString(about),
                "Dest": self._bookmarkReference(landing(url)),
            }
            self._addAnnotation(pdfdoc.PDFDictionary(entries))
        else:
            self.linkURL(url, box, F=4, StructParent=key, Contents=pdfdoc.PDFString(url))
        annotation = self._doc.refAnnotation(f"NUMBER{self._annotationCount}")
        element.add_annotation(self._doc.thisPageRef(), annotation)
        self.parents[key] = element.reference

    def place_xobject(self, name: str) -> str:
        """The resource name of a picture, noted as used on this page."""
        if name not in self._formsinuse:
            self._formsinuse.append(name)
        return str(pdfdoc.xObjectName(name))


def landing(link: str) -> str:
    """The name of the destination that a link inside the publication leads to."""
    return f"to{link.removeprefix('#')}"


def render_pdf(publication: Publication) -> bytes:
    """Write a publication as tagged PDF: PDF/UA-1 and PDF/A-2b in one file.

    Raises:
        BackendError: the frames name a face, master or picture that the publication lacks.
    """
    return _Writer(publication).write()


class _Writer:
    def __init__(self, publication: Publication) -> None:
        self.publication = publication
        self.height = publication.size.height
        self.buffer = io.BytesIO()
        self.canvas = _TaggedCanvas(self.buffer, publication)
        self.fonts = self._fonts()
        self.pictures: set[str] = set()

    def write(self) -> bytes:
        canvas, publication = self.canvas, self.publication
        canvas.setTitle(publication.title)
        canvas.setAuthor(author(publication))
        canvas.setSubject(publication.subtitle)
        canvas.setCreator("reportgen")
        canvas.setProducer("reportgen")
        canvas.setViewerPreference("DisplayDocTitle", "true")
        for number, sheet in enumerate(publication.sheets):
            self._sheet(sheet, number)
            canvas.showPage()
        self._finish()
        canvas._doc.SaveToFile(self.buffer, canvas)
        return self._published()

    def _fonts(self) -> dict[str, EmbeddedFont]:
        runs: dict[str, list[GlyphRun]] = {}
        for item in self._all_items():
            lines: Iterable[Line] = ()
            if isinstance(item, TextItem):
                lines = item.lines
            elif isinstance(item, TableItem):
                lines = (line for cell in item.cells for line in cell.lines)
            elif isinstance(item, ChartItem):
                lines = (line for text in item.texts for line in text.lines)
            for line in lines:
                for run in line.runs:
                    runs.setdefault(run.face, []).append(run)
        fonts: dict[str, EmbeddedFont] = {}
        for number, key in enumerate(sorted(runs), 1):
            if key not in self.publication.faces:
                raise BackendError(f'the publication has no face "{key}"')
            fonts[key] = EmbeddedFont(self.publication.faces[key], number, runs[key])
        return fonts

    def _all_items(self) -> Iterator[Item]:
        for master in self.publication.masters:
            yield from master.items
        for sheet in self.publication.sheets:
            yield from sheet.items

    def _sheet(self, sheet: Sheet, number: int) -> None:
        try:
            master = self.publication.master(sheet.master)
        except KeyError as error:
            raise BackendError(f'the publication has no master "{sheet.master}"') from error
        for entry_number, entry in enumerate(self.publication.outline):
            if entry.sheet == number:
                key = f"o{entry_number}"
                self.canvas.bookmarkHorizontal(key, 0, self.height - entry.y)
                self.canvas.addOutlineEntry(entry.title, key, entry.level - 1, closed=False)
        for link, spot in self.publication.targets.items():
            if spot.sheet == number:
                self.canvas.bookmarkHorizontal(landing(link), 0, self.height - spot.y)
        if master.background.rgb != "FFFFFF":
            size = self.publication.size
            with self.canvas.artifact("Background"):
                self._fill(Rect(0, 0, size.width, size.height), master.background)
        for item in master.items:
            self._item(item, furniture=True)
        for item in sheet.items:
            self._item(item)

    def _item(self, item: Item, furniture: bool = False) -> None:
        match item:
            case TextItem():
                if furniture or item.artifact:
                    with self.canvas.artifact("Pagination"):
                        for line in item.lines:
                            self._line(item.box, line, line.runs)
                else:
                    self._text(item)
            case ImageItem():
                self._image(item, furniture)
            case ShapeItem():
                with self.canvas.artifact("Layout"):
                    self._shape(item)
            case TableItem():
                self._table(item)
            case ChartItem():
                self._chart(item)
            case _:
                assert_never(item)

    # --- text

    def _text(self, item: TextItem) -> None:
        previous = -1
        element = self.canvas.structure.root
        for line in item.lines:
            paragraph = item.paragraphs[line.paragraph]
            if line.paragraph != previous:
                element = self.canvas.structure.paragraph(paragraph, item.section)
            previous = line.paragraph
            marks = [run for run in line.runs if run.mark]
            words = [run for run in line.runs if not run.mark]
            if marks:
                with self.canvas.tagged(self.canvas.structure.label(paragraph)):
                    self._line(item.box, line, marks)
            self._words(item.box, line, words, element, item.where)

    def _words(self, box: Rect, line: Line, words: list[GlyphRun], element: Element, where: Where) -> None:
        """A line's runs as content of `element`, those of a link as a link."""
        for link, runs in _by_link(words):
            if link is None:
                with self.canvas.tagged(element):
                    self._line(box, line, runs)
                continue
            if not link.lower().startswith(LINKS) and link not in self.publication.targets:
                raise BackendError(f'the link "{link}" is not allowed', where, "use https, http, mailto or tel")
            linked = Element(self.canvas._doc, "Link", element)
            with self.canvas.tagged(linked):
                self._line(box, line, runs)
            x = box.x + line.x + runs[0].x
            top = box.y + line.baseline - runs[0].size * 0.9
            bottom = box.y + line.baseline + runs[0].size * 0.25
            right = box.x + line.x + runs[-1].x + runs[-1].width
            about = "".join(run.text for run in runs)
            self.canvas.link(link, (x, self.height - bottom, right, self.height - top), linked, about)

    # --- tables

    def _table(self, item: TableItem) -> None:
        """Grounds and rules as artifacts, then the cells row by row; headings said again are artifacts."""
        boxes = _cell_boxes(item)
        with self.canvas.artifact("Layout"):
            for cell, box in zip(item.cells, boxes, strict=True):
                if cell.fill is not None:
                    self._fill(box, cell.fill)
            for cell, box in zip(item.cells, boxes, strict=True):
                if cell.bottom is not None:
                    self._rule(box, box.bottom, cell.bottom)
                if cell.top is not None and cell.row == 0:
                    self._rule(box, box.y, cell.top)
        structure = self.canvas.structure
        table = structure.table(item)
        at = -1
        row = table
        for cell, box in zip(item.cells, boxes, strict=True):
            if item.continued and cell.row < item.header_rows:
                with self.canvas.artifact("Pagination"):
                    for line in cell.lines:
                        self._line(box, line, line.runs)
                continue
            while at < cell.row:
                at = max(at + 1, item.header_rows if item.continued else 0)
                row = Element(self.canvas._doc, "TR", table)
            element = structure.cell(cell, row)
            for line in cell.lines:
                self._words(box, line, list(line.runs), element, item.where)

    def _chart(self, item: ChartItem) -> None:
        """A figure of vectors and texts; its alternative text tells the numbers too."""
        box = item.box
        bounds = (box.x, self.height - box.bottom, box.right, self.height - box.y)
        figure = self.canvas.structure.figure(item.section, f"{item.alt} {item.reading}".strip(), bounds)
        with self.canvas.tagged(figure):
            marks = "\n".join(mark_operators(mark) for mark in item.marks)
            self.canvas.put(f"q 1 0 0 -1 {box.x:.3f} {self.height - box.y:.3f} cm {marks} Q")
            for text in item.texts:
                for line in text.lines:
                    self._line(text.box.moved(box.x, box.y), line, line.runs)

    def _rule(self, box: Rect, y: float, rule: TableRule) -> None:
        top = y - rule.width / 2
        self._fill(Rect(box.x, top, box.width, rule.width), rule.colour)

    def _line(self, box: Rect, line: Line, runs: Any) -> None:
        for run in runs:
            if run.glyphs:
                y = self.height - (box.y + line.baseline) + run.rise
                self._run(run, box.x + line.x + run.x, y)

    def _run(self, run: GlyphRun, x: float, y: float) -> None:
        font = self.fonts[run.face]
        per_em = 1000 / run.size
        parts: list[str] = []
        shown = ""
        pending = 0.0
        offsets = run.offsets or ((0.0, 0.0),) * len(run.glyphs)
        rises = any(dy for _, dy in offsets)
        for glyph, advance, (dx, dy) in zip(run.glyphs, run.advances, offsets, strict=True):
            before = pending - dx * per_em
            if abs(before) >= 0.05:
                parts += [f"<{shown}>" if shown else "", f"{before:.2f}".rstrip("0").rstrip(".")]
                shown = ""
                pending = 0.0
            elif dx:
                pending = 0.0
            if rises and dy:
                parts += [f"<{shown}>" if shown else "", f"] TJ {dy:.3f} Ts [<{font.code(glyph):04X}>] TJ 0 Ts ["]
                shown = ""
            else:
                shown += f"{font.code(glyph):04X}"
            pending = (pending if abs(before) < 0.05 else 0.0) + font.width(glyph) - advance * per_em + dx * per_em
        parts.append(f"<{shown}>" if shown else "")
        text = f"BT /{font.name} {run.size:g} Tf {_rgb(run.colour)} rg 1 0 0 1 {x:.3f} {y:.3f} Tm"
        text = f"{text} [{' '.join(part for part in parts if part)}] TJ ET"
        if not font.says(run):
            actual = run.text.encode("utf-16-be").hex().upper()
            text = f"/Span <</ActualText <FEFF{actual}>>> BDC {text} EMC"
        self.canvas.put(text)

    # --- shapes and pictures

    def _fill(self, box: Rect, colour: Colour) -> None:
        y = self.height - box.bottom
        self.canvas.put(f"{_rgb(colour)} rg {box.x:.3f} {y:.3f} {box.width:.3f} {box.height:.3f} re f")

    def _shape(self, item: ShapeItem) -> None:
        if item.opacity < 1.0:
            self.canvas.setFillAlpha(item.opacity)
            self._drawn(item)
            self.canvas.setFillAlpha(1.0)
        else:
            self._drawn(item)

    def _drawn(self, item: ShapeItem) -> None:
        box = item.box
        y = self.height - box.bottom
        if item.kind == "line":
            if item.stroke is not None:
                start, end = f"{box.x:.3f} {self.height - box.y:.3f}", f"{box.right:.3f} {y:.3f}"
                self.canvas.put(f"{_rgb(item.stroke)} RG {item.stroke_width:g} w {start} m {end} l S")
            return
        if item.kind == "rect" and not item.radius:
            path = f"{box.x:.3f} {y:.3f} {box.width:.3f} {box.height:.3f} re"
        else:
            rx, ry = (item.radius, item.radius) if item.kind == "rect" else (box.width / 2, box.height / 2)
            path = _rounded(box.x, y, box.width, box.height, rx, ry)
        paint = "B" if item.fill and item.stroke else "f" if item.fill else "S" if item.stroke else "n"
        colours = f"{_rgb(item.fill)} rg " if item.fill else ""
        if item.stroke:
            colours += f"{_rgb(item.stroke)} RG {item.stroke_width:g} w "
        self.canvas.put(f"{colours}{path} {paint}")

    def _image(self, item: ImageItem, furniture: bool) -> None:
        if item.picture not in self.publication.pictures:
            raise BackendError(f'the publication has no picture "{item.picture}"', item.where)
        picture = self.publication.pictures[item.picture]
        drawn = picture.media == "image/svg+xml" and is_drawable(picture.data)
        operators = self._vector(item, picture) if drawn else self._raster(item, picture)
        if furniture or item.artifact:
            with self.canvas.artifact("Layout"):
                self.canvas.put(operators)
            return
        box = (item.box.x, self.height - item.box.bottom, item.box.right, self.height - item.box.y)
        with self.canvas.tagged(self.canvas.structure.figure(item.section, item.alt, box)):
            self.canvas.put(operators)

    def _whole(self, item: ImageItem) -> tuple[float, float, float, float]:
        """Where the whole picture would stand, of which the box shows a part: x, y (PDF), width, height."""
        left, top, right, bottom = item.crop
        width = item.box.width / (1 - left - right)
        height = item.box.height / (1 - top - bottom)
        x = item.box.x - left * width
        y = self.height - (item.box.y - top * height + height)
        return x, y, width, height

    def _clip(self, item: ImageItem) -> str:
        box = item.box
        y = self.height - box.bottom
        if item.shape == "circle":
            return f"{_rounded(box.x, y, box.width, box.height, box.width / 2, box.height / 2)} W n"
        if item.shape == "rounded" and item.radius:
            return f"{_rounded(box.x, y, box.width, box.height, item.radius, item.radius)} W n"
        if any(item.crop):
            return f"{box.x:.3f} {y:.3f} {box.width:.3f} {box.height:.3f} re W n"
        return ""

    def _raster(self, item: ImageItem, picture: Picture) -> str:
        name = f"im{picture.key[:16]}{''.join(colour.rgb for colour in item.tone or ())}"
        if name not in self.pictures:
            self.pictures.add(name)
            if picture.media == "image/svg+xml":
                pixels = svg_pixels(picture.data, round(item.box.width / 72 * SVG_RESOLUTION))
                picture = replace(picture, media="image/png", data=pixels)
            if item.tone is not None:
                dark, light = item.tone
                picture = replace(picture, data=toned(picture.data, dark.rgb, light.rgb))
            self.canvas._doc.addForm(name, _image_stream(self.canvas._doc, picture))
        x, y, width, height = self._whole(item)
        resource = self.canvas.place_xobject(name)
        return f"q {self._clip(item)} {width:.3f} 0 0 {height:.3f} {x:.3f} {y:.3f} cm /{resource} Do Q"

    def _vector(self, item: ImageItem, picture: Picture) -> str:
        x, y, width, height = self._whole(item)
        drawing = svg_operators(picture.data, picture.width, picture.height)
        matrix = f"{width / picture.width:.5f} 0 0 {-height / picture.height:.5f} {x:.3f} {y + height:.3f} cm"
        return f"q {self._clip(item)} {matrix} {drawing} Q"

    # --- the end

    def _finish(self) -> None:
        canvas, document = self.canvas, self.canvas._doc
        for font in self.fonts.values():
            font.write(document)
        tree = pdfdoc.PDFDictionary({})
        reference = document.Reference(tree)
        numbers: list[Any] = []
        for key in sorted(canvas.parents):
            numbers += [key, canvas.parents[key]]
        tree["Type"] = pdfdoc.PDFName("StructTreeRoot")
        tree["K"] = pdfdoc.PDFArray([canvas.structure.root.reference])
        tree["ParentTree"] = document.Reference(pdfdoc.PDFDictionary({"Nums": pdfdoc.PDFArray(numbers)}))
        tree["ParentTreeNextKey"] = canvas.next_key
        canvas.structure.root.finish(reference)
        catalog = document.Catalog
        canvas.setCatalogEntry("MarkInfo", {"Marked": pdfdoc.PDFtrue})
        catalog.StructTreeRoot = reference
        catalog.Metadata = pdfdoc.XMP(creator=lambda _: xmp(self.publication))
        profile = pdfdoc.PDFStream(content=srgb_profile(), filters=[pdfdoc.PDFZCompress])
        profile.dictionary["N"] = 3
        catalog.OutputIntents = pdfdoc.PDFArray(
            [
                pdfdoc.PDFDictionary(
                    {
                        "Type": pdfdoc.PDFName("OutputIntent"),
                        "S": pdfdoc.PDFName("GTS_PDFA1"),
                        "OutputConditionIdentifier": pdfdoc.PDFString("sRGB"),
                        "Info": pdfdoc.PDFString("sRGB IEC61966-2.1"),
                        "DestOutputProfile": document.Reference(profile),
                    }
                )
            ]
        )

    def _published(self) -> bytes:
        """Saved again by qpdf: PDF/A asks for an end of line before `endstream`, which reportlab leaves out."""
        self.buffer.seek(0)
        out = io.BytesIO()
        with pikepdf.open(self.buffer) as pdf:
            for key in ("/CreationDate", "/ModDate"):
                if self.publication.created:
                    pdf.docinfo[key] = info_date(self.publication.created)
                elif key in pdf.docinfo:
                    del pdf.docinfo[key]
            for key in ("/Trapped", "/Keywords"):
                if key in pdf.docinfo:
                    del pdf.docinfo[key]
            for key in ("/Author", "/Subject"):
                if key in pdf.docinfo and not str(pdf.docinfo[key]):
                    del pdf.docinfo[key]
            pdf.save(out, object_stream_mode=pikepdf.ObjectStreamMode.generate, deterministic_id=True)
        return out.getvalue()


def _rgb(colour: Colour) -> str:
    return " ".join(f"{int(colour.rgb[at : at + 2], 16) / 255:.4g}" for at in (0, 2, 4))


def _cell_boxes(item: TableItem) -> list[Rect]:
    """The boxes of a table's cells, in the order of the cells."""
    xs = [item.box.x, *(item.box.x + right for right in accumulate(item.columns))]
    ys = [item.box.y, *(item.box.y + bottom for bottom in accumulate(item.rows))]
    boxes: list[Rect] = []
    for cell in item.cells:
        x, y = xs[cell.column], ys[cell.row]
        boxes.append(Rect(x, y, xs[cell.column + cell.columns] - x, ys[cell.row + cell.rows] - y))
    return boxes


def _by_link(runs: list[GlyphRun]) -> list[tuple[str | None, list[GlyphRun]]]:
    groups: list[tuple[str | None, list[GlyphRun]]] = []
    for run in runs:
        if groups and groups[-1][0] == run.link:
            groups[-1][1].append(run)
        else:
            groups.append((run.link, [run]))
    return groups


def _rounded(x: float, y: float, width: float, height: float, rx: float, ry: float) -> str:
    """A rectangle with elliptic corners as a path; corners of half its size make an ellipse."""
    right, top, kx, ky = x + width, y + height, rx * (1 - _ARC), ry * (1 - _ARC)
    return (
        f"{x + rx:.3f} {y:.3f} m {right - rx:.3f} {y:.3f} l "
        f"{right - kx:.3f} {y:.3f} {right:.3f} {y + ky:.3f} {right:.3f} {y + ry:.3f} c {right:.3f} {top - ry:.3f} l "
        f"{right:.3f} {top - ky:.3f} {right - kx:.3f} {top:.3f} {right - rx:.3f} {top:.3f} c {x + rx:.3f} {top:.3f} l "
        f"{x + kx:.3f} {top:.3f} {x:.3f} {top - ky:.3f} {x:.3f} {top - ry:.3f} c {x:.3f} {y + ry:.3f} l "
        f"{x:.3f} {y + ky:.3f} {x + kx:.3f} {y:.3f} {x + rx:.3f} {y:.3f} c h"
    )


def _image_stream(document: Any, picture: Picture) -> Any:
    """A picture as an image XObject (ISO 32000-1, 8.9.5): JPEG as it is, PNG as samples with a soft mask."""
    from PIL import Image

    with Image.open(io.BytesIO(picture.data)) as image:
        width, height = image.size
        entries: dict[str, Any] = {
            "Type": pdfdoc.PDFName("XObject"),
            "Subtype": pdfdoc.PDFName("Image"),
            "Width": width,
            "Height": height,
            "BitsPerComponent": 8,
            "ColorSpace": pdfdoc.PDFName("DeviceGray" if image.mode == "L" else "DeviceRGB"),
        }
        if picture.media == "image/jpeg":
            entries["Filter"] = pdfdoc.PDFName("DCTDecode")
            return _stream(picture.data, entries, compress=False)
        alpha = image.convert("RGBA").getchannel("A") if image.mode in ("RGBA", "LA", "P") else None
        samples = image if image.mode == "L" else image.convert("RGB")
        if alpha is not None and alpha.getextrema() != (255, 255):
            mask = {**entries, "ColorSpace": pdfdoc.PDFName("DeviceGray")}
            entries["SMask"] = document.Reference(_stream(alpha.tobytes(), mask, compress=True))
        return _stream(samples.tobytes(), entries, compress=True)


def _stream(data: bytes, entries: dict[str, Any], compress: bool) -> Any:
    stream = pdfdoc.PDFStream(content=data, filters=[pdfdoc.PDFZCompress] if compress else None)
    for key, value in entries.items():
        stream.dictionary[key] = value
    return stream
