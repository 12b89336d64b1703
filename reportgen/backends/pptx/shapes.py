"""Items → shapes: placeholders that inherit, text boxes, pictures, drawn shapes."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any, assert_never

from pptx.opc.constants import CONTENT_TYPE as CT
from pptx.opc.constants import RELATIONSHIP_TYPE as RT
from pptx.opc.package import Part
from pptx.opc.packuri import PackURI

from reportgen.backends.pptx.as_written import digest
from reportgen.backends.pptx.charts import CHART_TYPE, chart_frame, chart_part, chart_workbook
from reportgen.backends.pptx.chartshapes import chart_shapes
from reportgen.backends.pptx.languages import spoken
from reportgen.backends.pptx.layouts import Holders, insets_of, outside, same_box, stroke
from reportgen.backends.pptx.looks import TURNED, body_properties
from reportgen.backends.pptx.names_for_people import place_name
from reportgen.backends.pptx.newsletter_pages import Page
from reportgen.backends.pptx.office_text import office_body
from reportgen.backends.pptx.paragraphs import loose_body, placeholder_body
from reportgen.backends.pptx.tables import table_xml
from reportgen.backends.pptx.xml import (
    SheetTheme,
    check_link,
    click,
    colour_xml,
    identity,
    place,
    text_runs,
)
from reportgen.deadlines import checkpoint
from reportgen.drawings import is_embeddable, svg_pixels, trial_width
from reportgen.errors import BackendError
from reportgen.frames import (
    ChartItem,
    ImageItem,
    Item,
    OfficeHold,
    Paragraph,
    Placeholder,
    Publication,
    ShapeItem,
    TableItem,
    TextItem,
    baseline_of,
)
from reportgen.geometry import Insets, Rect

_SHAPES = {"rect": "panel", "ellipse": "disc", "line": "line", "path": "icon"}
"""What shapes are called that have no name."""

WIDER = 0.058
"""How much wider unkerned text may run than print (measured: at most 5.8 %)."""

BOLDER = 0.05
"""How much wider bold runs than the semibold that print was set in: an office family has only the one bold."""

_SVG_EXTENSION = (
    '<a:extLst><a:ext uri="{{96DAC541-7B7A-43D3-8B79-37D633B846F1}}"><asvg:svgBlip '
    'xmlns:asvg="http://schemas.microsoft.com/office/drawing/2016/SVG/main" r:embed="{rel}"/></a:ext></a:extLst>'
)


class Media:
    """The pictures of the package, each kept once, and its charts."""

    def __init__(self, publication: Publication, package: Any, prefix: str = "") -> None:
        """`prefix` is what names of parts begin with that could be those of another file's."""
        self.publication = publication
        self._package = package
        self._prefix = prefix
        self._rasters: dict[str, Any] = {}
        self._vectors: dict[str, Any] = {}
        self._charts = 0
        self._digests: dict[str, str] = {}
        self.slides: list[Any] = []
        """The parts of the deck's slides, all made before the first is filled, so that links can lead to any."""

    @property
    def parts(self) -> dict[str, tuple[str, str]]:
        """The names of the parts of each picture: as pixels, and as a drawing, if it is one."""
        drawings = {key: str(part.partname) for key, part in self._vectors.items()}
        return {key: (str(part.partname), drawings.get(key, "")) for key, part in self._rasters.items()}

    def adopt(self, pictures: Mapping[str, tuple[Any, Any]], digests: Mapping[str, str]) -> None:
        """Take over the parts of pictures that the package has already, and the digests of its layouts."""
        self._rasters |= {key: pixels for key, (pixels, _) in pictures.items()}
        self._vectors |= {key: drawing for key, (_, drawing) in pictures.items() if drawing is not None}
        self._digests |= digests

    def digests_in(self, folder: str) -> dict[str, str]:
        """The digests of parts of a folder, as far as they have been asked for."""
        return {name: known for name, known in self._digests.items() if name.startswith(folder)}

    def chart(self, part: Any, item: ChartItem, theme: SheetTheme) -> str:
        """The relationship of a new chart part on a part."""
        self._charts += 1
        book = PackURI(f"/ppt/embeddings/{self._prefix}Microsoft_Excel_Sheet{self._charts}.xlsx")
        made = Part(PackURI(f"/ppt/charts/{self._prefix}chart{self._charts}.xml"), CHART_TYPE, self._package, b"")
        related = made.relate_to(Part(book, CT.SML_SHEET, self._package, chart_workbook(item)), RT.PACKAGE)
        carried = ""
        if item.over:
            name = PackURI(f"/ppt/drawings/{self._prefix}drawing{self._charts}.xml")
            shapes = Part(name, CT.DML_CHARTSHAPES, self._package, chart_shapes(item, theme))
            carried = made.relate_to(shapes, RT.CHART_USER_SHAPES)
        made._blob = chart_part(item, theme, related, carried)
        relationship: str = part.relate_to(made, RT.CHART)
        return relationship

    def digest(self, part: Any) -> str:
        """What a part that does not change is told from others by."""
        name = str(part.partname)
        if name not in self._digests:
            self._digests[name] = digest(part.blob)
        return self._digests[name]

    def relate(self, part: Any, key: str, item: ImageItem) -> tuple[str, str]:
        """The relationship of a picture on a part, and the extension that names its SVG."""
        if key not in self.publication.pictures:
            raise BackendError(f'the publication has no picture "{key}"', item.where)
        picture = self.publication.pictures[key]
        if key not in self._rasters:
            data = picture.data
            if picture.media == "image/svg+xml":
                data = svg_pixels(picture.data, trial_width(picture.width), item.where, picture.fonts)
                if is_embeddable(picture.data):
                    name = PackURI(f"/ppt/media/{self._prefix}vector{len(self._vectors) + 1}.svg")
                    self._vectors[key] = Part(name, "image/svg+xml", self._package, picture.data)
            media = "image/png" if picture.media == "image/svg+xml" else picture.media
            name = PackURI(
                f"/ppt/media/{self._prefix}image{len(self._rasters) + 1}.{'png' if media == 'image/png' else 'jpg'}"
            )
            self._rasters[key] = Part(name, media, self._package, data)
        relationship = part.relate_to(self._rasters[key], RT.IMAGE)
        extension = ""
        if key in self._vectors:
            extension = _SVG_EXTENSION.format(rel=part.relate_to(self._vectors[key], RT.IMAGE))
        return relationship, extension


def _inherits_its_place(holder: Placeholder, box: Rect) -> bool:
    """Whether a text stands where its layout has the placeholder. One of the company's may be less high: text ends over
    what is drawn at its foot.
    """
    if holder.office is None:
        return same_box(box, holder.box)
    return not holder.office.moved and box.height <= holder.box.height + 0.01


def _place_of(box: Rect, hold: OfficeHold | None) -> str:
    """Where a slide has a placeholder whose text has a box."""
    if hold is None:
        return place(box)
    left, top, right, bottom = hold.insets
    return place(box.inset(Insets(-top, -right, -bottom, -left)))


def _leads(item: TextItem, panel: ShapeItem | None) -> str:
    """The link that all words of an item have in common, where it is one of the shape: inside the deck, or of a button."""
    links = {run.link for paragraph in item.paragraphs for run in paragraph.runs if run.text.strip()}
    link = links.pop() if len(links) == 1 else None
    return link if link is not None and (panel is not None or link.startswith("#")) else ""


def _what(item: TextItem) -> str:
    """What a text without a slot is: by its key where it belongs to what stands beside it, such as the number of a step,
    else by its role."""
    if not item.paragraphs:
        return "text"
    first = item.paragraphs[0]
    named = first.role == "furniture" and not first.key.startswith("furniture.")
    return first.key.split(".")[1] if named else first.role


def _filling(about: str) -> str:
    """What a shape has that fills a placeholder; `about` are the attributes of its `p:ph`."""
    return f'<p:cNvSpPr><a:spLocks noGrp="1"/></p:cNvSpPr><p:nvPr><p:ph {about}/></p:nvPr>'


def _on_panel(item: TextItem, panel: ShapeItem, *, by_share: bool) -> str:
    """`a:bodyPr` of a text that is one shape with a panel.

    The text of an ellipse stands in the rectangle that is inscribed in it (`presetShapeDefinitions`), which a number on
    a disc may be larger than: it is centred there, as much higher as its line is.
    """
    if panel.kind != "ellipse" or not item.lines:
        return body_properties(item.anchor, insets=insets_of(item.box, panel.box))
    first = item.paragraphs[0]
    natural = baseline_of(first.leading, max(run.size for run in first.runs), by_share=by_share)
    higher = max(0.0, natural - item.lines[0].baseline)
    made = body_properties("middle", insets=(0.0, 0.0, 0.0, 2 * higher))
    return made.replace('wrap="square"', 'wrap="none"')


class Sheetwright:
    """Writes the items of one slide or layout as shapes, with ids of its own."""

    def __init__(
        self, publication: Publication, part: Any, media: Media, theme: SheetTheme, holders: Holders | None = None
    ) -> None:
        self.publication = publication
        self.theme = theme
        self.part = part
        self.media = media
        self.holders = holders
        self.number = 1
        self.filled: set[str] = set()

    def next(self) -> int:
        self.number += 1
        return self.number

    def _name(self, slot: str, kind: str = "body") -> str:
        return place_name(slot, kind, self.publication.language)

    def furniture(self, item: Item) -> str:
        """The shape of an item that stands on a layout or on the master."""
        return self._image(item, drawn=True) if isinstance(item, ImageItem) else self.item(item)

    def on_page(self, page: Page, at: int) -> str:
        """The shape of an item of a newsletter's page, by its number."""
        item = page.items[at]
        if not isinstance(item, TextItem):
            return self.item(item)
        columns = page.columns[at].attributes if at in page.columns else ""
        return self._text(item, None, columns, titles=at == page.title)

    def item(self, item: Item, panel: ShapeItem | None = None) -> str:
        """The shape of an item; that of a text is one with the `panel` that it stands on."""
        checkpoint()
        match item:
            case TextItem():
                return self._text(item, panel)
            case ImageItem():
                return self._image(item)
            case ShapeItem():
                return self._shape(item)
            case TableItem():
                return self._table(item)
            case ChartItem():
                return self._chart(item)
            case _:
                assert_never(item)

    def _holder(self, slot: str | None, kinds: tuple[str, ...]) -> Placeholder | None:
        if self.holders is None or slot is None or slot in self.filled:
            return None
        holder = self.holders.by_name.get(slot)
        if holder is None or not (holder.kind in kinds or (holder.office is not None and holder.office.type == "obj")):
            return None
        self.filled.add(slot)
        return holder

    def _picture_holder(self, item: ImageItem) -> Placeholder | None:
        """The placeholder of a picture. One of the company's only if the picture fills it, as it would when its slide is
        reset, and if it has a number: without one programs take it for the title."""
        holder = self._holder(item.slot, ("picture",))
        if holder is None or holder.office is None:
            return holder
        fills = same_box(item.box, holder.box) and not holder.office.moved
        return holder if fills and holder.office.index else None

    def _text(self, item: TextItem, panel: ShapeItem | None, columns: str = "", *, titles: bool = False) -> str:
        """A text as the placeholder that it fills, else as a box of its own: in `columns`, or as the slide's title."""
        holder = self._holder(item.slot, ("title", "subtitle", "body", "folio", "footer", "date"))
        links = self._links(item.paragraphs)
        name = self._name(item.slot or _what(item))
        number, whole = self.next(), ""
        leads = _leads(item, panel)
        if leads in links:  # words of a contents and of a button have their own colour: the shape leads on
            whole, links = click(links[leads], leads), {}
        if holder is not None and self.holders is not None:
            box = item.box if panel is None else panel.box
            shape = "" if _inherits_its_place(holder, box) else _place_of(box, holder.office)
            body = self._held_body(item, holder, links)
            name = self._name(holder.name, holder.kind)
            about = _filling(self.holders.attribute(holder))
        else:
            shape, properties = self._outside(item, panel, columns)
            body = loose_body(item, self.theme, links, properties)
            about = '<p:cNvSpPr txBox="1"/><p:nvPr/>' if panel is None else "<p:cNvSpPr/><p:nvPr/>"
            about = _filling('type="title"') if titles else about
        return f"<p:sp><p:nvSpPr>{identity(number, name, link=whole)}{about}</p:nvSpPr><p:spPr>{shape}</p:spPr>{body}</p:sp>"

    def _held_body(self, item: TextItem, holder: Placeholder, links: dict[str, str]) -> str:
        """The text of a placeholder: of the company's, or of one of ours."""
        if holder.office is not None:
            return office_body(item, holder.office, links)
        assert self.holders is not None
        return placeholder_body(item, self.theme, self.holders.levels[holder.name], links, holder.anchor)

    def _outside(self, item: TextItem, panel: ShapeItem | None, columns: str) -> tuple[str, str]:
        """`p:spPr` and `a:bodyPr` of a text that fills no placeholder."""
        if panel is not None:
            made = place(panel.box) + outside(panel, self.theme)
            return made, _on_panel(item, panel, by_share=not self.theme.exact)
        box = item.box
        if item.give:
            semibold = any(600 <= run.weight < 700 for one in item.paragraphs for run in one.runs)
            wider = (WIDER + BOLDER * semibold) * box.width
            more = min(item.give, wider)
            from_left = not any(one.rtl for one in item.paragraphs)
            box = Rect(box.x - (0.0 if from_left else more), box.y, box.width + more, box.height)
        shape = f'{place(box)}<a:prstGeom prst="rect"><a:avLst/></a:prstGeom><a:noFill/>'
        return shape, body_properties(item.anchor, more=columns + TURNED if item.turned else columns)

    def _links(self, paragraphs: Iterable[Paragraph]) -> dict[str, str]:
        """The relationship of each address in the paragraphs."""
        targets = self.publication.targets
        links = (run.link for paragraph in paragraphs for run in paragraph.runs if run.link)
        # one that leads nowhere was told, and its words stand without a link
        return {link: self._relation(link) for link in links if not link.startswith("#") or link in targets}

    def _relation(self, link: str) -> str:
        """The relationship of an address, or of the slide that a link inside the deck leads to."""
        spot = self.publication.targets.get(link)
        if spot is None:
            return str(self.part.relate_to(check_link(link), RT.HYPERLINK, is_external=True))
        return str(self.part.relate_to(self.media.slides[spot.sheet], RT.SLIDE))

    def _table(self, item: TableItem) -> str:
        holder = self._holder(item.slot, ("table",))
        ph = f"<p:ph {self.holders.attribute(holder)}/>" if holder is not None and self.holders else ""
        links = self._links(paragraph for cell in item.cells for paragraph in cell.paragraphs)
        about = identity(self.next(), self._name(item.slot or "table"), item.alt)
        faces = {} if self.theme.exact else self.publication.faces
        return table_xml(item, self.theme, faces, about, ph, links)

    def _chart(self, item: ChartItem) -> str:
        holder = self._holder(item.slot, ("chart",))
        ph = f"<p:ph {self.holders.attribute(holder)}/>" if holder is not None and self.holders else ""
        about = identity(self.next(), self._name(item.slot or "chart"), item.alt)
        return chart_frame(item, about, ph, self.media.chart(self.part, item, self.theme))

    def title(self, text: str) -> str:
        """A title for outlines and screen readers where the design shows none: above the sheet, where its layout has it,
        with room for as many lines as a sheet has, so that none of them comes down onto it.
        """
        paged = self.publication.kind == "newsletter"  # whose layouts have the title on the sheet, as their pages do
        hidden = self.holders is not None if paged else self.holders is None
        size = self.publication.size
        box = place(Rect(0, -size.height - 12, size.width, size.height)) if hidden else ""
        about, filling = f"<a:rPr{spoken(text, self.publication.language)}/>", _filling('type="title"')
        return (
            f"<p:sp><p:nvSpPr>{identity(self.next(), self._name('title', 'title'))}{filling}"
            f"</p:nvSpPr><p:spPr>{box}</p:spPr>"
            f"<p:txBody><a:bodyPr/><a:lstStyle/><a:p>{text_runs(about, text)}</a:p></p:txBody></p:sp>"
        )

    def _image(self, item: ImageItem, drawn: bool = False) -> str:
        relationship, extension = self.media.relate(self.part, item.picture, item)
        holder = None if drawn else self._picture_holder(item)
        ph = f"<p:ph {self.holders.attribute(holder)}/>" if holder is not None and self.holders else ""
        user = ' userDrawn="1"' if drawn else ""
        locks = '<a:picLocks noGrp="1" noChangeAspect="1"/>' if ph else '<a:picLocks noChangeAspect="1"/>'
        left, top, right, bottom = (round(part * 100000) for part in item.crop)
        crop = f'<a:srcRect l="{left}" t="{top}" r="{right}" b="{bottom}"/>' if any(item.crop) else ""
        shape = {"circle": "ellipse", "rounded": "roundRect", "rect": "rect"}[item.shape]
        adjusted = "<a:avLst/>"
        if item.shape == "rounded":
            part = round(50000 * min(1.0, 2 * item.radius / min(item.box.width, item.box.height)))
            adjusted = f'<a:avLst><a:gd name="adj" fmla="val {part}"/></a:avLst>'
        about = identity(self.next(), self._name(item.slot or "picture"), item.alt, item.artifact)
        tone = "".join(colour_xml(colour, self.theme) for colour in item.tone or ())
        effect = f"<a:duotone>{tone}</a:duotone>" if tone else ""
        return (
            f"<p:pic><p:nvPicPr>{about}<p:cNvPicPr>{locks}</p:cNvPicPr><p:nvPr{user}>{ph}</p:nvPr></p:nvPicPr>"
            f'<p:blipFill><a:blip r:embed="{relationship}">{effect}{extension}</a:blip>{crop}<a:stretch><a:fillRect/></a:stretch>'
            f'</p:blipFill><p:spPr>{place(item.box)}<a:prstGeom prst="{shape}">{adjusted}</a:prstGeom></p:spPr></p:pic>'
        )

    def _shape(self, item: ShapeItem) -> str:
        about = identity(self.next(), self._name(item.name or _SHAPES[item.kind]), decorative=True)
        if item.kind == "line":
            return (
                f"<p:cxnSp><p:nvCxnSpPr>{about}<p:cNvCxnSpPr/><p:nvPr/></p:nvCxnSpPr><p:spPr>{place(item.box)}"
                f'<a:prstGeom prst="line"><a:avLst/></a:prstGeom>{stroke(item, self.theme)}</p:spPr></p:cxnSp>'
            )
        return (
            f"<p:sp><p:nvSpPr>{about}<p:cNvSpPr/><p:nvPr/></p:nvSpPr><p:spPr>{place(item.box)}{outside(item, self.theme)}"
            f'</p:spPr><p:txBody><a:bodyPr/><a:lstStyle/><a:p><a:endParaRPr lang="{self.publication.language}"/></a:p></p:txBody></p:sp>'
        )
