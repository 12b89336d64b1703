"""`Publication` → PDF bytes: reportlab's document, our text, a tag or an artifact for every mark."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from contextlib import AbstractContextManager
from functools import partial
from itertools import accumulate, pairwise
from typing import Any, NamedTuple, assert_never

from reportlab.pdfbase import pdfdoc

from reportgen.backends.options import PdfOptions
from reportgen.backends.pdf.assembly import Assembly, Packs
from reportgen.backends.pdf.canvas import PageFrame, TaggedCanvas, landing, lead
from reportgen.backends.pdf.charts import mark_operators
from reportgen.backends.pdf.conformance import Conformance, conformance
from reportgen.backends.pdf.fonts import EmbeddedFont, Source, Usage, together, usage_of
from reportgen.backends.pdf.metadata import author
from reportgen.backends.pdf.outlines import rounded
from reportgen.backends.pdf.picture_streams import image_stream
from reportgen.backends.pdf.printers_marks import printers_marks, slug
from reportgen.backends.pdf.section_parts import is_read
from reportgen.backends.pdf.structure_tree import Element
from reportgen.backends.pdf.text import Area, Pen, Piece, Shown
from reportgen.backends.pdf.vector import svg_operators
from reportgen.backends.picture_pixels import pixels_of
from reportgen.deadlines import checkpoint
from reportgen.drawings import is_drawable
from reportgen.errors import BackendError
from reportgen.frames import (
    ChartItem,
    Colour,
    Face,
    GlyphRun,
    ImageItem,
    Item,
    Master,
    Paragraph,
    Picture,
    Publication,
    ShapeItem,
    Sheet,
    TableItem,
    TableRule,
    TextItem,
    path_steps,
)
from reportgen.frames.bleed import over_edges, with_bleed
from reportgen.frames.sheet_choice import sheet_numbers, with_sheets
from reportgen.geometry import Rect
from reportgen.structs import Struct, field

LINKS = ("https://", "http://", "mailto:", "tel:")


def render_pdf(publication: Publication, options: PdfOptions = PdfOptions()) -> bytes:  # noqa: B008  # it is frozen
    """Write a publication as PDF; if nothing else is said as a tagged one, PDF/UA-1 and PDF/A-2b in one file.

    Raises:
        BackendError: the frames name a face, master or picture that the publication lacks.
    """
    return Writer(publication, Kept(Used(), Source, Shown(), Packs()), options).write()


class Used:
    """What items use of each face, known of those that come again."""

    def __init__(self) -> None:
        self._kept: dict[int, tuple[object, dict[str, Usage]]] = {}

    def of(self, publication: Publication) -> dict[str, Usage]:
        """What a publication uses. What is not in it is forgotten."""
        now: dict[int, tuple[object, dict[str, Usage]]] = {}

        def known(thing: object, make: Callable[[], dict[str, Usage]]) -> dict[str, Usage]:
            entry = now[id(thing)] = self._kept.get(id(thing)) or (thing, make())
            return entry[1]

        def of_item(item: Item) -> dict[str, Usage]:
            checkpoint()
            return together([known(runs, partial(usage_of, runs)) for runs in _runs(item)])

        def of_sheet(sheet: Sheet | Master) -> dict[str, Usage]:
            return together([known(item, partial(of_item, item)) for item in sheet.items])

        sheets: tuple[Sheet | Master, ...] = (*publication.masters, *publication.sheets)
        parts = [known(sheet, partial(of_sheet, sheet)) for sheet in sheets]
        self._kept = now
        return together(parts)


def _runs(item: Item) -> Iterator[tuple[GlyphRun, ...]]:
    """The runs of each line: the same ones, where a text has only moved."""
    match item:
        case TextItem():
            for line in item.lines:
                yield line.runs
        case TableItem():
            for cell in item.cells:
                for line in cell.lines:
                    yield line.runs
        case ChartItem():
            for text in item.texts:
                yield from _runs(text)


class Printed(Struct):
    """A sheet as it was drawn: its operators in order, where those of each item stand among them (begin and end), and
    the pieces of its texts with the annotations of those that are links. `contents` is the page's stream, of which
    each section's items are a part: `ends` says where it ends among the operators.
    """

    sheet: Sheet
    code: list[str] = field(default_factory=list)
    spans: list[tuple[int, int]] = field(default_factory=list)
    pieces: list[list[Piece] | None] = field(default_factory=list)
    links: list[list[Any]] = field(default_factory=list)
    contents: Any = None
    ends: list[int] = field(default_factory=list)

    def divided(self, preamble: str) -> list[str]:
        """The operators of the page in parts."""
        starts = [0, *self.ends[:-1]]
        parts = ["\n".join([*self.code[begin:end], ""]) for begin, end in zip(starts, self.ends, strict=True)]
        parts[0] = f"{preamble}\n{parts[0]}"
        return parts


def _ends_of_parts(printed: Printed) -> list[int]:
    """Where a page's stream is parted: after each section, and after what its master draws, where that is much. A
    record of a batch changes a text or two of a page; what is compressed for it is the part that these stand in.
    """
    both = zip(printed.spans, pairwise(item.section for item in printed.sheet.items), strict=False)
    ends = [*(end for (_, end), (own, after) in both if own != after), len(printed.code)]
    begin = printed.spans[0][0] if printed.spans else 0
    return [begin, *ends] if sum(map(len, printed.code[:begin])) >= MUCH_FURNITURE else ends


MUCH_FURNITURE = 2_048
"""Operators (characters) of furniture that are compressed by themselves: pictures as outlines, as a masthead's are."""


class _Linked(NamedTuple):
    """A link as it was written: its element, the number of its page, its annotation, where it stands, its words."""

    element: Element
    page: int
    annotation: Any
    areas: tuple[Area, ...]
    about: str


class Kept(NamedTuple):
    """What is known from one publication to the next: what items use of faces, the files of faces, read; operators of
    runs; what was compressed.
    """

    used: Used
    sources: Callable[[Face], Source]
    shown: Shown
    packs: Packs


class Writer:
    """Draws one publication."""

    def __init__(self, publication: Publication, kept: Kept, options: PdfOptions) -> None:
        count = len(publication.sheets)
        self.numbers = sheet_numbers(options.pages, count) if options.pages else tuple(range(1, count + 1))
        """The numbers of the pages, from 1, as the whole publication counts them."""
        if options.pages:
            publication = with_sheets(publication, self.numbers)
        self.packs = kept.packs
        self.publication = publication
        self.used = kept.used
        self.sources = kept.sources
        self.height = publication.size.height
        self.form = conformance(options.profile)
        self.paints = self.form.paints(publication)
        self.bleed = publication.press.bleed
        self.marks = options.marks
        beyond = slug(self.bleed) if options.marks else self.bleed
        self.canvas = TaggedCanvas(
            publication, self.form, self.paints, PageFrame(self.bleed, beyond, options.marks or self.form.for_press)
        )
        self.pen = Pen(self._fonts(), self.height, kept.shown, self.paints)
        self.pictures: set[str] = set()
        self.printed: list[Printed] = []
        self.last_link: _Linked | None = None
        self.patchable = True
        """Whether each annotation is of one item alone, so that it can be changed with that."""
        self.referred: set[str] = set()
        """The landings beside numbers of notes, which notes lead back to."""
        self.annotations: list[Any] = []
        """Of the pieces of the item that is drawn: the annotation of each that is a link."""

    def write(self) -> bytes:
        """The file.

        Raises:
            BackendError: the frames name a master or picture that the publication lacks.
        """
        canvas, publication = self.canvas, self.publication
        inform(canvas, publication, self.form)
        canvas.setViewerPreference("DisplayDocTitle", "true")
        for number, sheet in enumerate(publication.sheets):
            self._sheet(sheet, number)
            canvas.showPage()
            self.printed[-1].contents = canvas.contents
            canvas.contents.parts = self.printed[-1].divided(canvas.preamble)
        self._finish()
        document = canvas._doc
        document.Reference(document.Catalog)
        document.Reference(document.info)
        document.Outlines.prepare(document, canvas)
        if document.Outlines.ready < 0:
            document.Catalog.Outlines = None
        objects = document.idToObject.values()
        self.entries = [one for one in objects if isinstance(one, pdfdoc.OutlineEntryObject)]
        fonts = [font.dictionaries for font in self.pen.fonts.values()]
        links = [[one for item in printed.links for one in item if one is not None] for printed in self.printed]
        self.assembly = Assembly(document, [[document.info, *self.entries], *fonts, *links], self.packs)
        return self.file()

    def file(self) -> bytes:
        """The file as its objects are now."""
        document = self.canvas._doc
        return self.form.finished(self.assembly.file(document.Catalog, document.info))

    def _fonts(self) -> dict[str, EmbeddedFont]:
        used = self.used.of(self.publication)
        faces = self.publication.faces
        for key in used:
            if key not in faces:
                raise BackendError(f'the publication has no face "{key}"')
        return {
            key: EmbeddedFont(number, used[key], self.sources(faces[key])) for number, key in enumerate(sorted(used), 1)
        }

    def _sheet(self, sheet: Sheet, number: int) -> None:
        try:
            master = self.publication.master(sheet.master)
        except KeyError as error:
            raise BackendError(f'the publication has no master "{sheet.master}"') from error
        self._landmarks(number)
        if master.background.rgb != "FFFFFF":
            size = self.publication.size
            sheet_box = over_edges(Rect(0, 0, size.width, size.height), size, self.bleed)
            with self._artifact("Background", sheet_box):
                self._fill(sheet_box, master.background)
        for item in master.items:
            self._item(item, furniture=True)
        printed = Printed(sheet, self.canvas.code)
        self.printed.append(printed)
        for item in sheet.items:
            begin = len(printed.code)
            self.annotations = []
            printed.pieces.append(self._item(item))
            printed.links.append(self.annotations)
            printed.spans.append((begin, len(printed.code)))
        self._printers_marks()
        printed.ends = _ends_of_parts(printed)

    def _printers_marks(self) -> None:
        """What a press wants round the page."""
        size = self.publication.size
        for box, operators in printers_marks(size, self.bleed, self.paints) if self.marks else ():
            with self._artifact("Page", box):
                self.canvas.put(operators)

    def _landmarks(self, number: int) -> None:
        """The bookmarks of a sheet, and the places on it that links lead to (ISO 32000-1, 12.3)."""
        for entry_number, entry in enumerate(self.publication.outline):
            if entry.sheet == number:
                key = f"o{entry_number}"
                self.canvas.bookmarkHorizontal(key, 0, self.height - entry.y)
                self.canvas.addOutlineEntry(entry.title, key, entry.level - 1, closed=False)
        for link, spot in self.publication.targets.items():
            if spot.sheet == number:
                self.canvas.bookmarkHorizontal(landing(link), 0, self.height - spot.y)

    def _item(self, item: Item, furniture: bool = False) -> list[Piece] | None:
        """Draw an item; gives the pieces of a text, which others can take the place of."""
        checkpoint()
        item = with_bleed(item, self.publication.size, self.bleed)
        match item:
            case TextItem():
                if not furniture and is_read(item):
                    return self._text(item)
                with self._artifact("Pagination", item.box):
                    self.canvas.put(self.pen.turned(item) if item.turned else self.pen.lines(item.box, item.lines))
                return []
            case ImageItem():
                self._image(item, furniture)
            case ShapeItem():
                with self._artifact("Layout", item.box):
                    self._shape(item)
            case TableItem():
                self._table(item)
            case ChartItem():
                self._chart(item)
            case _:
                assert_never(item)
        return None

    # --- text

    def _artifact(self, kind: str, box: Rect) -> AbstractContextManager[None]:
        """Marks that mean nothing, in a box of the sheet."""
        return self.canvas.artifact(kind, (box.x, self.height - box.bottom, box.right, self.height - box.y))

    def _text(self, item: TextItem) -> list[Piece]:
        previous = -1
        element: Element | None = None
        pieces = self.pen.pieces(item)
        for piece in pieces:
            if piece.paragraph != previous:
                element = self.canvas.structure.paragraph(item.paragraphs[piece.paragraph])
            previous = piece.paragraph
            if element is None:
                with self._artifact("Pagination", item.box):
                    self.canvas.put(piece.operators)
                self.annotations.append(None)
            elif piece.mark:
                self.annotations.append(self._mark(piece, element, item.paragraphs[piece.paragraph]))
            else:
                self.annotations.append(self._words(piece, element, item))
        return pieces

    def _mark(self, piece: Piece, element: Element, paragraph: Paragraph) -> Any:
        """The mark of a list's item; or the number of a note, which leads back to where the text refers to it."""
        label = self.canvas.structure.label(element)
        back = f"#from.{paragraph.key}"
        leads = element.tag == "Note" and paragraph.key in self.canvas.structure.referred
        if leads:
            self.canvas.bookmarkHorizontal(landing(f"#note.{paragraph.key}"), 0, piece.areas[0][3])
            label = self.canvas.structure.link(label)
        with self.canvas.tagged(label):
            self.canvas.put(piece.operators)
        return self.canvas.link(back, piece.areas, label, piece.about) if leads else None

    def _words(self, piece: Piece, element: Element, item: TextItem | TableItem) -> Any:
        """Words as content of `element`, those of a link as a link, whose annotation is given."""
        link = piece.link
        if piece.note:
            owner = item.key if isinstance(item, TableItem) else item.section
            return self._reference(piece, element, self.canvas.structure.note(owner, piece.note))
        if link is None or self._leads_nowhere(link):
            self._say(piece, element)
            return None
        if not link.lower().startswith(LINKS) and link not in self.publication.targets:
            raise BackendError(f'the link "{link}" is not allowed', item.where, "use https, http, mailto or tel")
        linked = self.canvas.structure.link(element, link)
        self._say(piece, element if linked is element.parent else linked)
        return None if piece.goes_on else self._linked(link, piece, linked)

    def _say(self, piece: Piece, element: Element) -> None:
        """Words as content of an element, those of a passage in another language as one that says so."""
        if piece.language:
            element = self.canvas.structure.passage(element, piece.language)
        with self.canvas.tagged(element):
            self.canvas.put(piece.operators)

    def _linked(self, link: str, piece: Piece, linked: Element) -> Any:
        """The annotation of a link: one for all of it that stands on a page, in whatever columns."""
        page = len(self.printed)
        before = self.last_link
        if before is not None and before.element is linked and before.page == page and not link.startswith("#"):
            areas, about = (*before.areas, *piece.areas), f"{before.about.rstrip()} {piece.about}"
            lead(before.annotation, link, areas, about)
            self.last_link = before._replace(areas=areas, about=about)
            self.patchable = False
            return None
        made = self.canvas.link(link, piece.areas, linked, piece.about)
        if made is None:
            return None
        self.last_link = _Linked(linked, page, made, piece.areas, piece.about)
        return made

    def _reference(self, piece: Piece, element: Element, note: str | None) -> Any:
        """The number of a note, which leads to it."""
        if note is None:
            with self.canvas.tagged(element):
                self.canvas.put(piece.operators)
            return None
        back = landing(f"#from.{note}")
        if back not in self.referred:
            self.referred.add(back)
            self.canvas.bookmarkHorizontal(back, 0, piece.areas[0][3])
        linked = self.canvas.structure.link(Element(self.canvas.element_owner, "Reference", element))
        with self.canvas.tagged(linked):
            self.canvas.put(piece.operators)
        return self.canvas.link(f"#note.{note}", piece.areas, linked, piece.about)

    def _leads_nowhere(self, link: str) -> bool:
        """Whether a link inside the publication has no place there, which was told; its words are drawn as words."""
        return link.startswith("#") and link not in self.publication.targets

    # --- tables

    def _table(self, item: TableItem) -> None:
        """Grounds and rules as artifacts, then the cells row by row; headings said again are artifacts."""
        boxes = _cell_boxes(item)
        with self._artifact("Layout", item.box):
            self._grounds(item, boxes)
        structure = self.canvas.structure
        table = structure.table(item)
        at = -1
        row = table
        for cell, box in zip(item.cells, boxes, strict=True):
            if item.continued and cell.row < item.header_rows:
                with self._artifact("Pagination", box):
                    self.canvas.put(self.pen.lines(box, cell.lines))
                continue
            while at < cell.row:
                at = max(at + 1, item.header_rows if item.continued else 0)
                row = Element(self.canvas.element_owner, "TR", table)
            element = structure.cell(cell, row)
            for piece in self.pen.cell(box, cell):
                self._words(piece, element, item)

    def _grounds(self, item: TableItem, boxes: list[Rect]) -> None:
        """What is behind the texts of a table: grounds of all cells, and over them rules."""
        for cell, box in zip(item.cells, boxes, strict=True):
            if cell.fill is not None:
                self._fill(box, cell.fill)
        for cell, box in zip(item.cells, boxes, strict=True):
            if cell.bottom is not None:
                self._rule(box, box.bottom, cell.bottom)
            if cell.top is not None and cell.row == 0:
                self._rule(box, box.y, cell.top)

    def _chart(self, item: ChartItem) -> None:
        """A figure of vectors and texts; its alternative text tells the numbers too."""
        box = item.box
        figure = self.canvas.structure.figure(item)
        with self._artifact("Layout", box) if figure is None else self.canvas.tagged(figure):
            marks = "\n".join(mark_operators(mark, self.paints) for mark in item.marks)
            self.canvas.put(f"q 1 0 0 -1 {box.x:.3f} {self.height - box.y:.3f} cm {marks} Q")
            for number, text in enumerate(item.texts):
                place = text.box.moved(box.x, box.y)
                if number in item.upright:
                    # about the corner of its box, at which the pen begins
                    lines = self.pen.lines(Rect(0.0, self.height, place.width, place.height), text.lines)
                    self.canvas.put(f"q 0 1 -1 0 {place.x:.3f} {self.height - place.y:.3f} cm {lines} Q")
                else:
                    self.canvas.put(self.pen.lines(place, text.lines))

    def _rule(self, box: Rect, y: float, rule: TableRule) -> None:
        top = y - rule.width / 2
        self._fill(Rect(box.x, top, box.width, rule.width), rule.colour)

    # --- shapes and pictures

    def _fill(self, box: Rect, colour: Colour) -> None:
        y = self.height - box.bottom
        self.canvas.put(f"{self.paints.fill(colour)} {box.x:.3f} {y:.3f} {box.width:.3f} {box.height:.3f} re f")

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
                self.canvas.put(f"{self.paints.stroke(item.stroke)} {item.stroke_width:g} w {start} m {end} l S")
            return
        if item.kind == "path":
            path = self._steps(item)
        elif item.kind == "rect" and not item.radius:
            path = f"{box.x:.3f} {y:.3f} {box.width:.3f} {box.height:.3f} re"
        else:
            rx, ry = (item.radius, item.radius) if item.kind == "rect" else (box.width / 2, box.height / 2)
            path = rounded(box.x, y, box.width, box.height, rx, ry)
        paint = "B" if item.fill and item.stroke else "f" if item.fill else "S" if item.stroke else "n"
        colours = f"{self.paints.fill(item.fill)} " if item.fill else ""
        if item.stroke:
            colours += f"{self.paints.stroke(item.stroke)} {item.stroke_width:g} w "
        if item.kind == "path":  # the pen's ends are round for this path alone
            self.canvas.put(f"q 1 J 1 j {colours}{path} {paint} Q")
            return
        self.canvas.put(f"{colours}{path} {paint}")

    def _steps(self, item: ShapeItem) -> str:
        """The operators of a path (ISO 32000-1, 8.5.2)."""
        operators = {"M": "m", "L": "l", "C": "c", "Z": "h"}
        return " ".join(
            " ".join([*(f"{x:.3f} {self.height - y:.3f}" for x, y in points), operators[name]])
            for name, points in path_steps(item)
        )

    def _image(self, item: ImageItem, furniture: bool) -> None:
        if item.picture not in self.publication.pictures:
            raise BackendError(f'the publication has no picture "{item.picture}"', item.where)
        picture = self.publication.pictures[item.picture]
        drawn = picture.media == "image/svg+xml" and is_drawable(picture.data)
        operators = self._vector(item, picture) if drawn else self._raster(item, picture)
        figure = None if furniture or item.artifact else self.canvas.structure.figure(item)
        with self._artifact("Layout", item.box) if figure is None else self.canvas.tagged(figure):
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
            return f"{rounded(box.x, y, box.width, box.height, box.width / 2, box.height / 2)} W n"
        if item.shape == "rounded" and item.radius:
            return f"{rounded(box.x, y, box.width, box.height, item.radius, item.radius)} W n"
        if any(item.crop):
            return f"{box.x:.3f} {y:.3f} {box.width:.3f} {box.height:.3f} re W n"
        return ""

    def _raster(self, item: ImageItem, picture: Picture) -> str:
        name = f"im{picture.key[:16]}{''.join(colour.rgb for colour in item.tone or ())}"
        if name not in self.pictures:
            self.pictures.add(name)
            shown = self.paints.pixels(pixels_of(picture, item.box.width, item.tone, where=item.where))
            self.canvas._doc.addForm(name, image_stream(self.canvas._doc, shown, self.packs.samples))
        x, y, width, height = self._whole(item)
        resource = self.canvas.place_xobject(name)
        return f"q {self._clip(item)} {width:.3f} 0 0 {height:.3f} {x:.3f} {y:.3f} cm /{resource} Do Q"

    def _vector(self, item: ImageItem, picture: Picture) -> str:
        x, y, width, height = self._whole(item)
        drawing = svg_operators(picture.data, picture.width, picture.height, self.paints)
        matrix = f"{width / picture.width:.5f} 0 0 {-height / picture.height:.5f} {x:.3f} {y + height:.3f} cm"
        return f"q {self._clip(item)} {matrix} {drawing} Q"

    # --- the end

    def _finish(self) -> None:
        canvas, document = self.canvas, self.canvas._doc
        for font in self.pen.fonts.values():
            font.write(document)
        if self.form.tagged:
            self._write_tree()
        canvas.setCatalogEntry("PageLabels", pdfdoc.PDFDictionary({"Nums": pdfdoc.PDFArray(_labels(self.numbers))}))
        about = {"Type": pdfdoc.PDFName("Metadata"), "Subtype": pdfdoc.PDFName("XML")}
        self.metadata = pdfdoc.PDFStream(
            pdfdoc.PDFDictionary(about), self.form.metadata(self.publication, readable=self.pen.readable)
        )
        catalog = document.Catalog
        catalog.Metadata = document.Reference(self.metadata)
        catalog.OutputIntents = self.form.intent(document, self.paints)

    def _write_tree(self) -> None:
        """The structure of what was drawn (ISO 32000-1, 14.7)."""
        canvas, document = self.canvas, self.canvas._doc
        tree = pdfdoc.PDFDictionary({})
        reference = document.Reference(tree)
        numbers: list[Any] = []
        for key in sorted(canvas.parents):
            numbers += [key, canvas.parents[key]]
        tree["Type"] = pdfdoc.PDFName("StructTreeRoot")
        tree["K"] = pdfdoc.PDFArray([canvas.structure.root.reference])
        tree["ParentTree"] = document.Reference(pdfdoc.PDFDictionary({"Nums": pdfdoc.PDFArray(numbers)}))
        tree["ParentTreeNextKey"] = canvas.next_key
        if canvas.structure.identifiers:
            named = sorted((key.encode(), one.reference) for key, one in canvas.structure.identifiers.items())
            names = [part for key, one in named for part in (pdfdoc.PDFString(key), one)]
            tree["IDTree"] = document.Reference(pdfdoc.PDFDictionary({"Names": pdfdoc.PDFArray(names)}))
        canvas.structure.root.prune()
        canvas.structure.root.tree = reference
        catalog = document.Catalog
        canvas.setCatalogEntry("MarkInfo", {"Marked": pdfdoc.PDFtrue})
        catalog.StructTreeRoot = reference


def _labels(numbers: Sequence[int]) -> list[Any]:
    """Page labels (ISO 32000-1, 12.4.2): where pages begin that are counted one after another, and from what."""
    made: list[Any] = []
    for at, number in enumerate(numbers):
        if at == 0 or number != numbers[at - 1] + 1:
            start = {"St": number} if number != at + 1 else {}
            made += [at, pdfdoc.PDFDictionary({"S": pdfdoc.PDFName("D"), **start})]
    return made


def inform(canvas: TaggedCanvas, publication: Publication, form: Conformance) -> None:
    """Write into Info what the publication says of itself."""
    info = canvas._doc.info
    info.title, info.author, info.subject = publication.title, author(publication), publication.subtitle
    info.created = publication.created or form.undated
    info.trapped = "False" if form.for_press else ""


def _cell_boxes(item: TableItem) -> list[Rect]:
    """The boxes of a table's cells, in the order of the cells."""
    xs = [item.box.x, *(item.box.x + right for right in accumulate(item.columns))]
    ys = [item.box.y, *(item.box.y + bottom for bottom in accumulate(item.rows))]
    boxes: list[Rect] = []
    for cell in item.cells:
        x, y = xs[cell.column], ys[cell.row]
        boxes.append(Rect(x, y, xs[cell.column + cell.columns] - x, ys[cell.row + cell.rows] - y))
    return boxes
