"""What a template draws on its sheets — ground, shapes, pictures, words — as one drawing for each layout.

The deck as PDF and the contact sheet show it. What is not drawn is named, never left out in silence.
"""

from __future__ import annotations

import base64
import io
from functools import lru_cache
from typing import Any
from xml.sax.saxutils import escape

from lxml import etree
from PIL import Image, UnidentifiedImageError

from reportgen.brand.colour import blend
from reportgen.drawings import SHIPPED, svg_pixels
from reportgen.errors import NOWHERE
from reportgen.geometry import Rect, Size
from reportgen.learning.office_file import NS, OfficeFile, R
from reportgen.learning.outlines import freeform, preset
from reportgen.learning.placeholders import EMU
from reportgen.learning.theme_colours import SheetColours, ThemeOf, alpha_of
from reportgen.structs import Struct

SANS, SERIF = "Inter", "Source Serif 4"
"""Families that drawings may have their words in."""

MOST_PIXELS = 1600
"""Pixels that the longer side of a picture in the drawing has at most."""

_SVG_PICTURE = "{http://schemas.microsoft.com/office/drawing/2016/SVG/main}svgBlip"


class Art(Struct, frozen=True):
    """A layout's drawing, the colour of its ground (that which it has in the middle, where it is not of one colour),
    what kind of ground that is, and what could not be drawn.
    """

    svg: str
    ground: str
    kind: str
    undrawn: tuple[str, ...]
    plain: bool
    """Whether there is nothing but a ground of one colour."""


DRAWN_WIDE = 1600
"""Pixels that a drawing with pictures in it is wide: as pixels it is quick to show, and pictures are pixels anyway."""

SAMPLED = 320
"""Pixels that any other is wide to see what is under a place."""


def has_pictures(art: Art) -> bool:
    """Whether there are pictures in a layout's drawing."""
    return "<image " in art.svg


@lru_cache(maxsize=64)
def pixels_of(art: Art) -> Image.Image:
    """A layout's drawing as pixels."""
    wide = DRAWN_WIDE if has_pictures(art) else SAMPLED
    with Image.open(io.BytesIO(svg_pixels(art.svg.encode(), wide, NOWHERE, SHIPPED))) as drawn:
        return drawn.convert("RGB")


def ground_under(art: Art, box: Rect) -> str:
    """The colour that most of a layout has under a place: a panel on a picture is what text stands on."""
    if art.plain:
        return art.ground
    drawn, width = pixels_of(art), float(art.svg.partition('viewBox="0 0 ')[2].split(" ", 1)[0])
    scale = drawn.width / width
    edges = (box.x * scale, box.y * scale, box.right * scale, box.bottom * scale)
    seen = drawn.crop(tuple(round(edge) for edge in edges))  # type: ignore[arg-type]
    few = seen.quantize(8)
    counts, colours = few.getcolors() or [(1, 0)], few.getpalette() or [255, 255, 255]
    _, most = max(counts)
    assert isinstance(most, int)
    return "".join(f"{channel:02X}" for channel in colours[3 * most : 3 * most + 3])


class _View(Struct, frozen=True):
    """How the coordinates of a group become those of the sheet."""

    x: float = 0.0
    y: float = 0.0
    across: float = 1.0
    down: float = 1.0

    def box(self, frame: Any) -> Rect:
        off, ext = frame.find("a:off", NS), frame.find("a:ext", NS)
        x, y = int(off.get("x")) / EMU, int(off.get("y")) / EMU
        width, height = int(ext.get("cx")) / EMU, int(ext.get("cy")) / EMU
        return Rect(self.x + x * self.across, self.y + y * self.down, width * self.across, height * self.down)

    def inside(self, frame: Any) -> _View:
        """The view of what is in a group."""
        box = self.box(frame)
        off, ext = frame.find("a:chOff", NS), frame.find("a:chExt", NS)
        if off is None or ext is None or not int(ext.get("cx")) or not int(ext.get("cy")):
            return self
        across, down = box.width / (int(ext.get("cx")) / EMU), box.height / (int(ext.get("cy")) / EMU)
        return _View(box.x - int(off.get("x")) / EMU * across, box.y - int(off.get("y")) / EMU * down, across, down)


class _Part(Struct, frozen=True):
    """A master or a layout as it is drawn."""

    name: str
    root: Any
    colours: SheetColours


class Artist:
    """Draws the layouts of one master."""

    def __init__(self, file: OfficeFile, theme: ThemeOf, size: Size) -> None:
        self.file = file
        self.theme = theme
        self.size = size
        self.defined: list[str] = []
        self.undrawn: dict[str, None] = {}
        self._kept: dict[tuple[str, bytes], tuple[str, str] | None] = {}
        """Pictures as they were encoded, with their mean colours, by their parts and what is cut off them."""

    def art(self, master: str, layout: str, colours: SheetColours, own: SheetColours) -> Art:
        """The drawing of a layout: its master's ground and shapes under its own. `own` are the colours as it names
        them."""
        self.defined, self.undrawn = [], {}
        below = _Part(master, self.file.root(master), colours)
        above = _Part(layout, self.file.root(layout), own)
        made, ground, kind = self._ground(above, below)
        shows = above.root.get("showMasterSp") not in ("0", "false")
        shapes = (self._tree(below) if shows else "") + self._tree(above)
        defined = f"<defs>{''.join(self.defined)}</defs>" if self.defined else ""
        svg = (
            f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {self.size.width:g} {self.size.height:g}">'
            f"{defined}{made}{shapes}</svg>\n"
        )
        return Art(svg, ground, kind, tuple(self.undrawn), kind == "plain" and not shapes)

    # --- grounds

    def _ground(self, above: _Part, below: _Part) -> tuple[str, str, str]:
        """The ground as SVG, its colour, its kind."""
        sheet = Rect(0.0, 0.0, self.size.width, self.size.height)
        for part in (above, below):
            background = part.root.find("p:cSld/p:bg", NS)
            if background is None:
                continue
            fill, within = background.find("p:bgPr", NS), ""
            reference = background.find("p:bgRef", NS)
            if reference is not None:
                within = above.colours.of(reference) or ""
                fill = self._themed("bgFillStyleLst", int(reference.get("idx") or 1001) - 1001)
            seen = _Part(part.name, part.root, above.colours)
            return self._ground_of(fill, seen, sheet, within)
        return (
            f'<path d="{preset("rect", sheet, _usual)}" fill="#{above.colours.named("bg1")}"/>',
            above.colours.named("bg1"),
            "plain",
        )

    def _ground_of(self, fill: Any, part: _Part, sheet: Rect, within: str) -> tuple[str, str, str]:
        kinds = {"solidFill": "plain", "gradFill": "gradient", "blipFill": "picture", "pattFill": "pattern"}
        element = fill if fill is None or etree.QName(fill).localname in kinds else _filling(fill)
        kind = kinds.get(etree.QName(element).localname, "plain") if element is not None else "plain"
        paint = part.colours.named("bg1")
        base = f'<path d="{preset("rect", sheet, _usual)}" fill="#{paint}"/>'
        if kind == "picture":
            picture, colour = self._picture(element, part, sheet)
            return base + picture, colour or paint, kind
        made, colour = self._paint(element, part, within)
        path = preset("rect", sheet, _usual)
        made = made or f'fill="#{paint}"'
        return f'<path d="{path}" {made}/>', colour or paint, kind

    def _themed(self, which: str, number: int) -> Any:
        styles = self.theme.element.find(f"a:themeElements/a:fmtScheme/a:{which}", NS)
        return styles[number] if styles is not None and 0 <= number < len(styles) else None

    # --- shapes

    def _tree(self, part: _Part) -> str:
        return self._shapes(part.root.find("p:cSld/p:spTree", NS), part, _View())

    def _shapes(self, parent: Any, part: _Part, view: _View) -> str:
        made = ""
        for shape in parent:
            if not isinstance(shape.tag, str):
                continue
            name, about = etree.QName(shape).localname, shape.find("./*/p:cNvPr", NS)
            if about is None or about.get("hidden") in ("1", "true"):
                continue
            if name == "grpSp":
                frame = shape.find("p:grpSpPr/a:xfrm", NS)
                inner = view.inside(frame) if frame is not None and frame.find("a:off", NS) is not None else view
                made += self._shapes(shape, part, inner)
            elif name in ("sp", "cxnSp", "pic"):
                made += self._shape(shape, part, view)
            elif name in ("graphicFrame", "contentPart"):
                self._tell(f'"{about.get("name")}" (a chart, a table or an object)')
        return made

    def _tell(self, what: str) -> None:
        self.undrawn.setdefault(what)

    def _shape(self, shape: Any, part: _Part, view: _View) -> str:
        holder = shape.find("./*/p:nvPr/p:ph", NS)
        properties = shape.find("p:spPr", NS)
        frame = properties.find("a:xfrm", NS) if properties is not None else None
        if frame is None or frame.find("a:off", NS) is None:
            return ""
        box = view.box(frame)
        if holder is not None and not _is_filled_title(holder, properties):
            return ""
        if etree.QName(shape).localname == "pic":
            made = self._picture(shape.find("p:blipFill", NS), part, box)[0]
        else:
            made = self._drawn(shape, properties, part, box)
            made += self._words(shape, part, box) if holder is None else ""
        return _turned(made, frame, box)

    def _drawn(self, shape: Any, properties: Any, part: _Part, box: Rect) -> str:
        """The outline of a shape with its fill and its line."""
        path = self._path(shape, properties, box)
        fill = _filling(properties)
        if path is None:
            return ""
        if fill is not None and etree.QName(fill).localname == "blipFill":
            return self._picture(fill, part, box)[0]
        paint, _ = self._paint(fill, part, "") if fill is not None else self._styled(shape, part)
        line = self._line(shape, properties, part)
        paint = paint or 'fill="none"'
        return f'<path d="{path}" {paint}{line}/>' if line or "none" not in paint else ""

    def _path(self, shape: Any, properties: Any, box: Rect) -> str | None:
        own, known = properties.find("a:custGeom", NS), properties.find("a:prstGeom", NS)
        adjustments = {
            gd.get("name"): int(gd.get("fmla").split()[1]) / 100_000
            for gd in properties.iterfind("a:prstGeom/a:avLst/a:gd", NS)
            if (gd.get("fmla") or "").startswith("val ")
        }
        kind = known.get("prst") if known is not None else "rect"
        path = (
            freeform(own, box) if own is not None else preset(kind, box, lambda key, usual: adjustments.get(key, usual))
        )
        if path is None:
            name = shape.find("./*/p:cNvPr", NS).get("name")
            self._tell(f'"{name}" (a shape of the kind {"freeform" if own is not None else kind})')
        return path

    def _styled(self, shape: Any, part: _Part) -> tuple[str, str | None]:
        """The fill of a shape that says none: that of its style."""
        reference = shape.find("p:style/a:fillRef", NS)
        number = int(reference.get("idx") or 0) if reference is not None else 0
        if not number:
            return "", None
        within = part.colours.of(reference) or ""
        return self._paint(self._themed("fillStyleLst", number - 1), part, within)

    def _line(self, shape: Any, properties: Any, part: _Part) -> str:
        line, reference = properties.find("a:ln", NS), shape.find("p:style/a:lnRef", NS)
        colour, width = None, 9525
        if reference is not None and int(reference.get("idx") or 0):
            colour = part.colours.of(reference)
        if line is not None:
            width = int(line.get("w") or width)
            if line.find("a:noFill", NS) is not None:
                return ""
            colour = part.colours.of(line.find("a:solidFill", NS)) or colour
        return f' stroke="#{colour}" stroke-width="{width / EMU:g}"' if colour else ""

    # --- paint

    def _paint(self, fill: Any, part: _Part, within: str) -> tuple[str, str | None]:
        """The attributes of a fill, and its colour (the middle one)."""
        if fill is None:
            return "", None
        match etree.QName(fill).localname:
            case "solidFill":
                colour, opacity = part.colours.of(fill, within) or "808080", alpha_of(fill)
                return f'fill="#{colour}"' + (f' fill-opacity="{opacity:g}"' if opacity < 1 else ""), colour
            case "gradFill":
                return self._gradient(fill, part, within)
            case "pattFill":
                fore = part.colours.of(fill.find("a:fgClr", NS), within) or "808080"
                back = part.colours.of(fill.find("a:bgClr", NS), within) or "FFFFFF"
                self._tell("patterns, which are shown as one colour")
                return f'fill="#{blend(fore, back, 0.3)}"', blend(fore, back, 0.3)
        return "", None

    def _gradient(self, fill: Any, part: _Part, within: str) -> tuple[str, str | None]:
        stops = sorted(
            (int(gs.get("pos") or 0) / 1000, part.colours.of(gs, within) or "808080", alpha_of(gs))
            for gs in fill.iterfind("a:gsLst/a:gs", NS)
        )
        if not stops:
            return "", None
        name = f"g{len(self.defined) + 1}"
        inner = "".join(
            f'<stop offset="{at:g}%" stop-color="#{colour}" stop-opacity="{opacity:g}"/>'
            for at, colour, opacity in stops
        )
        self.defined.append(_shading(fill, name, inner))
        return f'fill="url(#{name})"', blend(stops[0][1], stops[-1][1], 0.5)

    # --- pictures

    def _picture(self, fill: Any, part: _Part, box: Rect) -> tuple[str, str | None]:
        """A picture that fills a box, and its mean colour."""
        blip = fill.find("a:blip", NS) if fill is not None else None
        name = self._picture_name(blip, part)
        crop = fill.find("a:srcRect", NS) if fill is not None else None
        made = self._encoded(name, crop) if name else None
        if made is None:
            self._tell(f"the picture {name.rpartition('/')[2]}" if name else "a picture that the file does not hold")
            return "", None
        data, mean = made
        opacity = fill.find("a:blip/a:alphaModFix", NS)
        faint = f' opacity="{int(opacity.get("amt") or 100_000) / 100_000:g}"' if opacity is not None else ""
        svg = (
            f'<image x="{box.x:g}" y="{box.y:g}" width="{box.width:g}" height="{box.height:g}"{faint} '
            f'preserveAspectRatio="none" href="{data}"/>'
        )
        return svg, mean

    def _encoded(self, name: str, crop: Any) -> tuple[str, str] | None:
        """A picture as the address of its own data, and its mean colour; None of a kind that is not drawn."""
        key = (name, b"" if crop is None else etree.tostring(crop))
        if key not in self._kept:
            picture = _opened(self.file.parts[name])
            self._kept[key] = None if picture is None else _encoded(_cropped(picture, crop))
        return self._kept[key]

    def _picture_name(self, blip: Any, part: _Part) -> str:
        """The part of a picture; that of a fill of the theme's by the theme's relationships."""
        key = blip.get(f"{R}embed") if blip is not None else None
        return self.file.target(part.name, key) or self.file.target(self.theme.part, key)

    # --- words

    def _words(self, shape: Any, part: _Part, box: Rect) -> str:
        """The words of a shape, a line for each paragraph, as large as they say."""
        body = shape.find("p:txBody", NS)
        paragraphs = body.xpath("a:p[.//a:t[string()]]", namespaces=NS) if body is not None else []
        if not paragraphs:
            return ""
        inside = body.find("a:bodyPr", NS)
        left, right = (int(inside.get(key) or 91440) / EMU for key in ("lIns", "rIns"))
        sizes = [_size(p) for p in paragraphs]
        height = sum(1.2 * size for size in sizes)
        spare = {"ctr": (box.height - height) / 2, "b": box.height - height - 3.6}.get(inside.get("anchor") or "t", 3.6)
        y, made = box.y + spare, ""
        for paragraph, size in zip(paragraphs, sizes, strict=True):
            y += 1.2 * size
            where = _aligned(paragraph, box, (left, right))
            about = f'{where} y="{y - 0.2 * size:g}" font-family="{SANS}" font-size="{size:g}"'
            words = escape("".join(paragraph.itertext("{*}t")))
            made += f"<text {about} {self._look(shape, paragraph, part)}>{words}</text>"
        return made

    def _look(self, shape: Any, paragraph: Any, part: _Part) -> str:
        """The colour and the weight of a paragraph's first run."""
        run, reference = paragraph.find("a:r/a:rPr", NS), shape.find("p:style/a:fontRef", NS)
        colour = part.colours.of(run.find("a:solidFill", NS)) if run is not None else None
        colour = colour or (part.colours.of(reference) if reference is not None else None)
        bold = ' font-weight="700"' if run is not None and run.get("b") == "1" else ""
        return f'fill="#{colour or part.colours.named("tx1")}"{bold}'


def _aligned(paragraph: Any, box: Rect, insets: tuple[float, float]) -> str:
    """Where the lines of a paragraph begin, end, or have their middle."""
    properties = paragraph.find("a:pPr", NS)
    left, right = insets
    places = {"ctr": (box.x + box.width / 2, "middle"), "r": (box.right - right, "end")}
    x, anchor = places.get((properties.get("algn") if properties is not None else None) or "l", (box.x + left, "start"))
    return f'x="{x:g}" text-anchor="{anchor}"'


def _opened(data: bytes) -> Image.Image | None:
    """A picture in memory; None of a kind that is not drawn, such as EMF."""
    try:
        opened = Image.open(io.BytesIO(data))
        if opened.format not in ("PNG", "JPEG", "GIF", "BMP", "TIFF"):
            return None
        return opened.convert("RGBA" if "A" in opened.getbands() or "transparency" in opened.info else "RGB")
    except (UnidentifiedImageError, OSError, ValueError, Image.DecompressionBombError):
        return None


def _encoded(picture: Image.Image) -> tuple[str, str]:
    """A picture as the address of its own data, and its mean colour."""
    picture.thumbnail((MOST_PIXELS, MOST_PIXELS))
    if picture.mode == "RGBA" and picture.getchannel("A").getextrema() == (255, 255):
        picture = picture.convert("RGB")
    mean = picture.convert("RGB").resize((1, 1), Image.Resampling.BOX).getpixel((0, 0))
    assert isinstance(mean, tuple)
    buffer, kind = io.BytesIO(), "PNG" if picture.mode == "RGBA" else "JPEG"
    picture.save(buffer, kind, **({"quality": 88} if kind == "JPEG" else {"compress_level": 1}))
    data = f"data:image/{kind.lower()};base64,{base64.b64encode(buffer.getvalue()).decode()}"
    return data, "".join(f"{int(channel):02X}" for channel in mean)


def _shading(fill: Any, name: str, stops: str) -> str:
    """The definition of a gradient with these stops."""
    linear = fill.find("a:lin", NS)
    if linear is None and fill.find("a:path", NS) is not None:
        return f'<radialGradient id="{name}" r="0.71">{stops}</radialGradient>'
    angle = int(linear.get("ang") or 0) / 60_000 if linear is not None else 0.0
    turn = f' gradientTransform="rotate({angle:g} 0.5 0.5)"' if angle else ""
    return f'<linearGradient id="{name}"{turn}>{stops}</linearGradient>'


def _is_filled_title(holder: Any, properties: Any) -> bool:
    """Whether a placeholder has a fill that all slides draw: what others are filled with, a slide may not have."""
    return holder.get("type") in ("title", "ctrTitle") and properties.find("a:solidFill", NS) is not None


def _usual(_: str, usual: float) -> float:
    return usual


def _size(paragraph: Any) -> float:
    run = paragraph.find("a:r/a:rPr", NS)
    return int((run.get("sz") if run is not None else None) or 1800) / 100


def _filling(properties: Any) -> Any:
    """The fill that an element has of its own, none among them."""
    names = ("noFill", "solidFill", "gradFill", "blipFill", "pattFill")
    return next((one for one in properties if isinstance(one.tag, str) and etree.QName(one).localname in names), None)


def _turned(svg: str, frame: Any, box: Rect) -> str:
    """A drawing turned and mirrored about the middle of its box, as its frame says."""
    angle = int(frame.get("rot") or 0) / 60_000
    across = -1 if frame.get("flipH") in ("1", "true") else 1
    down = -1 if frame.get("flipV") in ("1", "true") else 1
    if not svg or (not angle and across == down == 1):
        return svg
    x, y = box.x + box.width / 2, box.y + box.height / 2
    about = f"translate({x:g} {y:g}) rotate({angle:g}) scale({across} {down}) translate({-x:g} {-y:g})"
    return f'<g transform="{about}">{svg}</g>'


def _cropped(picture: Image.Image, crop: Any) -> Image.Image:
    if crop is None:
        return picture
    left, top, right, bottom = (max(0.0, int(crop.get(side) or 0) / 100_000) for side in "ltrb")
    width, height = picture.size
    edges = (round(left * width), round(top * height), round((1 - right) * width), round((1 - bottom) * height))
    return picture.crop(edges) if edges[0] < edges[2] and edges[1] < edges[3] else picture
