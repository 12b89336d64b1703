"""A publication made by hand: what backends are given, without the engine."""

from __future__ import annotations

import hashlib
import io
from pathlib import Path

import uharfbuzz as hb
from PIL import Image

from reportgen.frames import (
    Bullet,
    Colour,
    Face,
    GlyphRun,
    ImageItem,
    Line,
    Master,
    OutlineEntry,
    Paragraph,
    ParagraphRole,
    Picture,
    Placeholder,
    Publication,
    Run,
    ShapeItem,
    Sheet,
    TextItem,
    Theme,
)
from reportgen.geometry import Rect, Size
from reportgen.structs import replace

FONTS = Path(__file__).parents[2] / "fonts"
INK = Colour("ink", "1B2430")
PRIMARY = Colour("accent1", "12355B")
FACES = {
    "sans": Face("sans", "Inter", 400, False, FONTS / "Inter-Regular.ttf"),
    "serif": Face("serif", "Source Serif 4", 600, False, FONTS / "SourceSerif4-SemiBold.ttf"),
    "han": Face("han", "Noto Sans SC", 400, False, FONTS / "NotoSansSC-Regular.ttf"),
}
SVG = b'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 40 20"><path fill="#E4472E" d="M0 0H40V20Z"/></svg>'


def glyph_run(text: str, face: str, size: float, x: float = 0.0, link: str | None = None) -> GlyphRun:
    font = hb.Font(hb.Face(FACES[face].path.read_bytes()))
    buffer = hb.Buffer()
    buffer.add_str(text)
    buffer.guess_segment_properties()
    hb.shape(font, buffer)
    scale = size / font.face.upem
    return GlyphRun(
        face,
        size,
        x,
        INK,
        text,
        tuple(info.codepoint for info in buffer.glyph_infos),
        tuple(position.x_advance * scale for position in buffer.glyph_positions),
        tuple(info.cluster for info in buffer.glyph_infos),
        link=link,
    )


def paragraph(text: str, role: ParagraphRole, key: str, face: str = "sans", size: float = 12.0) -> Paragraph:
    run = Run(text, FACES[face].family, FACES[face].weight, size, INK)
    return Paragraph((run,), role, key, size * 1.4)


def text_item(box: Rect, *paragraphs: Paragraph, slot: str | None = None, face: str = "sans") -> TextItem:
    """Each paragraph on a line of its own."""
    lines = []
    y = 0.0
    for number, one in enumerate(paragraphs):
        y += one.leading
        run = glyph_run(one.text, face, one.runs[0].size, link=one.runs[0].link)
        runs: tuple[GlyphRun, ...] = (run,)
        if one.bullet and not one.continued:
            mark = replace(glyph_run(one.bullet.text, face, one.runs[0].size, -one.indent), mark=True)
            runs = (mark, run)
        lines.append(Line(one.indent, y - 0.2 * one.runs[0].size, run.width, number, 0, len(one.text), runs))
    return TextItem(box, paragraphs, tuple(lines), slot=slot, section=0)


def picture(kind: str) -> Picture:
    if kind == "svg":
        return Picture(hashlib.sha256(SVG).hexdigest(), "image/svg+xml", SVG, 40, 20)
    buffer = io.BytesIO()
    mode, colour = ("RGBA", (228, 71, 46, 128)) if kind == "png" else ("RGB", (18, 53, 91))
    Image.new(mode, (40, 30), colour).save(buffer, kind)
    data = buffer.getvalue()
    return Picture(hashlib.sha256(data).hexdigest(), f"image/{kind}", data, 40, 30)  # type: ignore[arg-type]


def publication() -> Publication:
    """Two sheets: title, list, link, a paragraph over both, pictures of all kinds, Chinese."""
    png, jpeg, svg = picture("png"), picture("jpeg"), picture("svg")
    title = text_item(Rect(40, 40, 500, 40), paragraph("Office affairs", "title", "t", "serif", 26), slot="title")
    title = replace(title, lines=text_item(title.box, *title.paragraphs, face="serif").lines)
    item = replace(paragraph("First point", "item", "i1"), indent=14.0, bullet=Bullet("•", PRIMARY))
    other = replace(paragraph("Second point", "item", "i2"), indent=14.0, bullet=Bullet("•", PRIMARY))
    body = text_item(Rect(40, 100, 300, 120), item, other, slot="body")
    linked = paragraph("our site", "body", "l")
    linked = replace(linked, runs=(replace(linked.runs[0], link="https://example.com/"),))
    links = text_item(Rect(40, 240, 300, 20), linked)
    head = replace(paragraph("It begins here ", "body", "c"), continues=True)
    tail = replace(paragraph("and ends there.", "body", "c"), continued=True)
    chinese = text_item(Rect(40, 160, 200, 20), paragraph("数据中心", "body", "z", "han"), face="han")
    folio = replace(
        text_item(Rect(500, 500, 60, 16), paragraph("1", "furniture", "f")), slot="folio", field="folio", artifact=True
    )
    style = replace(paragraph("", "body", ""), leading=16.8)
    master = Master(
        "plain",
        Colour("paper", "FFFFFF"),
        (
            ShapeItem(Rect(0, 0, 600, 8), fill=PRIMARY, name="band"),
            ImageItem(Rect(540, 20, 40, 20), svg.key, "Logo", artifact=True),
        ),
        (
            Placeholder("title", "title", Rect(40, 40, 500, 40), (paragraph("", "title", "", "serif", 26),)),
            Placeholder("body", "body", Rect(40, 100, 300, 120), (style,)),
            Placeholder("picture", "picture", Rect(380, 100, 120, 60)),
            Placeholder("folio", "folio", Rect(500, 500, 60, 16), (style,)),
        ),
    )
    dark = Master("dark", PRIMARY)
    first = (
        title,
        body,
        links,
        text_item(Rect(40, 280, 300, 20), head),
        ImageItem(Rect(380, 100, 120, 60), jpeg.key, "A blue field", (0.0, 0.2, 0.0, 0.2), slot="picture"),
        ImageItem(Rect(380, 200, 60, 60), png.key, "A red disc", shape="circle"),
        folio,
    )
    second = (
        text_item(Rect(40, 100, 300, 20), tail),
        chinese,
        ImageItem(Rect(380, 100, 120, 90), jpeg.key, "", artifact=True),
        ShapeItem(Rect(40, 60, 200, 0), kind="line", stroke=PRIMARY, stroke_width=1.0),
        ShapeItem(Rect(40, 300, 80, 40), fill=Colour("positive", "1E7F4F"), radius=6.0),
    )
    colours = {f"accent{number}": "12355B" if number == 1 else f"{number}0A0B0" for number in range(1, 7)}
    colours |= {"ink": "1B2430", "paper": "FFFFFF", "surface": "EEF1F5", "link": "B5381F"}
    return Publication(
        kind="deck",
        title="Office affairs & <more>",
        language="en",
        size=Size(600, 540),
        theme=Theme("Handmade", "Source Serif 4", "Inter", "Noto Sans SC", colours),
        masters=(dark, master),
        sheets=(
            Sheet("plain", "Office affairs", first, ("Say hello.", "Then go on."), "Part one"),
            Sheet("dark", "The other side", second, (), "Part two"),
        ),
        faces=FACES,
        pictures={p.key: p for p in (png, jpeg, svg)},
        authors=("A. Author",),
        created="2022-03-01T00:00:00Z",
        outline=(OutlineEntry("Office affairs", 1, 0, 40),),
    )
