"""Templates as corporate designers make them: written part by part, so that each says only what its kind is about.

Run as a script, it writes all of them into a folder: `python tests/learning/corporate_templates.py out/templates`.
"""

from __future__ import annotations

import io
import sys
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any
from xml.sax.saxutils import quoteattr

from PIL import Image, ImageDraw
from pptx import Presentation
from pptx.opc.constants import CONTENT_TYPE as CT
from pptx.opc.constants import RELATIONSHIP_TYPE as RT
from pptx.opc.package import Part
from pptx.opc.packuri import PackURI
from pptx.oxml import parse_xml
from pptx.parts.slide import SlideLayoutPart

Box = tuple[float, float, float, float]
NS = (
    'xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main" '
    'xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships" '
    'xmlns:p="http://schemas.openxmlformats.org/presentationml/2006/main"'
)
LIGHT_MAP = 'bg1="lt1" tx1="dk1" bg2="lt2" tx2="dk2"'
DARK_MAP = 'bg1="dk1" tx1="lt1" bg2="dk2" tx2="lt2"'
ACCENTS = " ".join(f'accent{n}="accent{n}"' for n in range(1, 7)) + ' hlink="hlink" folHlink="folHlink"'


def emu(points: float) -> int:
    return round(points * 12700)


@dataclass(frozen=True)
class Holder:
    """A placeholder of a layout."""

    type: str
    idx: int
    box: Box | None = None
    body: str = "<a:bodyPr/>"
    styles: str = ""
    text: str = ""
    name: str = ""


@dataclass(frozen=True)
class Plan:
    """A layout: its name, its type, its placeholders, its own ground and shapes."""

    name: str
    type: str
    holders: Sequence[Holder]
    ground: str = ""
    shapes: str = ""
    shows_master: bool = True


@dataclass(frozen=True)
class Company:
    """A template: its size in points, colours, fonts, master and layouts."""

    size: tuple[float, float]
    colours: Mapping[str, str]
    heading: str
    body: str
    title: Box
    text: Box
    footers: tuple[Box, Box, Box]
    layouts: Sequence[Plan]
    title_size: int = 32
    body_sizes: Sequence[int] = (20, 18, 16, 14, 14)
    map: str = LIGHT_MAP
    ground: str = '<p:bg><p:bgPr><a:solidFill><a:schemeClr val="bg1"/></a:solidFill><a:effectLst/></p:bgPr></p:bg>'
    shapes: str = ""
    title_about: str = 'anchor="b"'
    title_bold: bool = True
    bullets: bool = True
    pictures: Mapping[str, bytes] = field(default_factory=dict)
    second: Sequence[Plan] = ()
    """The layouts of a second master, on the theme's second dark colour."""


def box_xml(box: Box | None, tag: str = "a") -> str:
    if box is None:
        return ""
    x, y, w, h = map(emu, box)
    return f'<{tag}:xfrm><a:off x="{x}" y="{y}"/><a:ext cx="{w}" cy="{h}"/></{tag}:xfrm>'


def holder_xml(number: int, one: Holder) -> str:
    kind = f'type="{one.type}" ' if one.type != "obj" else ""
    index = f'idx="{one.idx}"' if one.idx else ""
    name = one.name or f"Placeholder {number}"
    geometry = '<a:prstGeom prst="rect"><a:avLst/></a:prstGeom>' if one.box else ""
    text = f'<a:r><a:rPr lang="en-GB"/><a:t>{one.text}</a:t></a:r>' if one.text else '<a:endParaRPr lang="en-GB"/>'
    if one.type == "sldNum":
        text = '<a:fld id="{B6F15528-21DE-4FAA-801E-634DDDAF4B2B}" type="slidenum"><a:rPr lang="en-GB"/><a:t>‹#›</a:t></a:fld>'
    return (
        f'<p:sp><p:nvSpPr><p:cNvPr id="{number}" name={quoteattr(name)}/><p:cNvSpPr><a:spLocks noGrp="1"/></p:cNvSpPr>'
        f"<p:nvPr><p:ph {kind}{index}/></p:nvPr></p:nvSpPr><p:spPr>{box_xml(one.box)}{geometry}</p:spPr>"
        f"<p:txBody>{one.body}<a:lstStyle>{one.styles}</a:lstStyle><a:p>{text}</a:p></p:txBody></p:sp>"
    )


def shape(number: int, box: Box, fill: str, geometry: str = "rect", text: str = "") -> str:
    """A drawn shape; `fill` is a fill's XML."""
    words = f'<a:r><a:rPr lang="en-GB" sz="900"/><a:t>{text}</a:t></a:r>' if text else '<a:endParaRPr lang="en-GB"/>'
    return (
        f'<p:sp><p:nvSpPr><p:cNvPr id="{number}" name="Shape {number}"/><p:cNvSpPr/><p:nvPr userDrawn="1"/></p:nvSpPr>'
        f'<p:spPr>{box_xml(box)}<a:prstGeom prst="{geometry}"><a:avLst/></a:prstGeom>{fill}<a:ln><a:noFill/></a:ln>'
        f"</p:spPr><p:txBody><a:bodyPr/><a:lstStyle/><a:p>{words}</a:p></p:txBody></p:sp>"
    )


def solid(name: str) -> str:
    return f'<a:solidFill><a:schemeClr val="{name}"/></a:solidFill>'


def gradient(first: str, last: str, angle: int = 45) -> str:
    stops = "".join(f'<a:gs pos="{at}"><a:schemeClr val="{name}"/></a:gs>' for at, name in ((0, first), (100000, last)))
    return (
        f'<a:gradFill rotWithShape="1"><a:gsLst>{stops}</a:gsLst><a:lin ang="{angle * 60000}" scaled="0"/></a:gradFill>'
    )


def ground(fill: str) -> str:
    return f"<p:bg><p:bgPr>{fill}<a:effectLst/></p:bgPr></p:bg>"


def tree(shapes: str) -> str:
    return (
        '<p:spTree><p:nvGrpSpPr><p:cNvPr id="1" name=""/><p:cNvGrpSpPr/><p:nvPr/></p:nvGrpSpPr><p:grpSpPr><a:xfrm>'
        '<a:off x="0" y="0"/><a:ext cx="0" cy="0"/><a:chOff x="0" y="0"/><a:chExt cx="0" cy="0"/></a:xfrm></p:grpSpPr>'
        f"{shapes}</p:spTree>"
    )


def level(number: int, size: int, bold: bool, bullet: bool, font: str) -> str:
    indent = 16 * number if bullet else 0
    mark = '<a:buFont typeface="Arial"/><a:buChar char="•"/>' if bullet else "<a:buNone/>"
    return (
        f'<a:lvl{number}pPr marL="{emu(indent)}" indent="{-emu(16) if bullet else 0}" algn="l" rtl="0" eaLnBrk="1" '
        f'latinLnBrk="0" hangingPunct="1"><a:lnSpc><a:spcPct val="95000"/></a:lnSpc><a:spcBef><a:spcPts val="600"/>'
        f'</a:spcBef>{mark}<a:defRPr sz="{size * 100}" b="{int(bold)}" kern="1200"><a:solidFill><a:schemeClr val="tx1"/>'
        f'</a:solidFill><a:latin typeface="+{font}-lt"/><a:ea typeface="+{font}-ea"/><a:cs typeface="+{font}-cs"/>'
        f"</a:defRPr></a:lvl{number}pPr>"
    )


def theme_xml(company: Company) -> bytes:
    names = "dk1 lt1 dk2 lt2 accent1 accent2 accent3 accent4 accent5 accent6 hlink folHlink".split()  # noqa: SIM905
    scheme = "".join(f'<a:{name}><a:srgbClr val="{company.colours[name]}"/></a:{name}>' for name in names)
    fill = '<a:solidFill><a:schemeClr val="phClr"/></a:solidFill>'
    fonts = "".join(
        f'<a:{tag}><a:latin typeface={quoteattr(face)}/><a:ea typeface=""/><a:cs typeface=""/></a:{tag}>'
        for tag, face in (("majorFont", company.heading), ("minorFont", company.body))
    )
    effect = "<a:effectStyle><a:effectLst/></a:effectStyle>"
    line = f'<a:ln w="9525">{fill}</a:ln>'
    return (
        f'<?xml version="1.0" encoding="UTF-8" standalone="yes"?><a:theme {NS} name="Corporate"><a:themeElements>'
        f'<a:clrScheme name="Corporate">{scheme}</a:clrScheme><a:fontScheme name="Corporate">{fonts}</a:fontScheme>'
        f'<a:fmtScheme name="Corporate"><a:fillStyleLst>{fill * 3}</a:fillStyleLst><a:lnStyleLst>{line * 3}</a:lnStyleLst>'
        f"<a:effectStyleLst>{effect * 3}</a:effectStyleLst><a:bgFillStyleLst>{fill * 3}</a:bgFillStyleLst></a:fmtScheme>"
        "</a:themeElements><a:objectDefaults/><a:extraClrSchemeLst/></a:theme>"
    ).encode()


def made(company: Company) -> bytes:
    """The file of a template."""
    deck: Any = Presentation()
    deck.slide_width, deck.slide_height = (emu(length) for length in company.size)
    deck.element.find("{*}sldSz").attrib.pop("type", None)
    for layout in list(deck.slide_layouts):
        deck.slide_layouts.remove(layout)
    master = deck.slide_master.part
    master.part_related_by(RT.THEME)._blob = theme_xml(company)
    _fill_master(company, master, company.layouts, (company.map, company.ground), (2147483660, 1))
    if company.second:
        _add_master(company, deck)
    raw = io.BytesIO()
    deck.save(raw)
    return raw.getvalue()


def _fill_master(
    company: Company, master: Any, layouts: Sequence[Plan], look: tuple[str, str], begins: tuple[int, int]
) -> None:
    """Write a master and its layouts: `look` is its map of colours and its ground, `begins` the first id and number."""
    (names, background), (first, number) = look, begins
    related = {}
    for at, data in enumerate(company.pictures.values(), 1):
        part = Part(PackURI(f"/ppt/media/image{number}{at}.png"), "image/png", master.package, data)
        related[at] = part
    ids = []
    for at, plan in enumerate(layouts):
        name = PackURI(f"/ppt/slideLayouts/slideLayout{number + at}.xml")
        part = SlideLayoutPart(name, CT.PML_SLIDE_LAYOUT, master.package, parse_xml(f"<p:sldLayout {NS}/>"))
        part.relate_to(master, RT.SLIDE_MASTER)
        keys = {
            f"PICTURE{n}": part.relate_to(one, RT.IMAGE) for n, one in related.items() if f"PICTURE{n}" in plan.ground
        }
        own = plan.ground
        for key, value in keys.items():
            own = own.replace(key, value)
        holders = "".join(holder_xml(20 + n, one) for n, one in enumerate(plan.holders))
        hides = "" if plan.shows_master else ' showMasterSp="0"'
        kind = f' type="{plan.type}"' if plan.type else ""
        part._element = parse_xml(
            f'<p:sldLayout {NS}{kind}{hides} preserve="1"><p:cSld name={quoteattr(plan.name)}>{own}'
            f"{tree(plan.shapes + holders)}</p:cSld><p:clrMapOvr><a:masterClrMapping/></p:clrMapOvr></p:sldLayout>"
        )
        ids.append((first + at, master.relate_to(part, RT.SLIDE_LAYOUT)))
    listed = "".join(f'<p:sldLayoutId id="{key}" r:id="{rel}"/>' for key, rel in ids)
    own = background
    for n, one in related.items():
        if f"PICTURE{n}" in own:
            own = own.replace(f"PICTURE{n}", master.relate_to(one, RT.IMAGE))
    insets = 'wrap="square" lIns="91440" tIns="45720" rIns="91440" bIns="45720" rtlCol="0"'
    date, footer, folio = company.footers
    small = '<a:lvl1pPr algn="l"><a:defRPr sz="1000"><a:solidFill><a:schemeClr val="tx1"/></a:solidFill></a:defRPr></a:lvl1pPr>'
    holders = "".join(
        holder_xml(10 + n, one)
        for n, one in enumerate(
            (
                Holder(
                    "title", 0, company.title, f"<a:bodyPr {insets} {company.title_about}><a:normAutofit/></a:bodyPr>"
                ),
                Holder("body", 1, company.text, f"<a:bodyPr {insets}><a:normAutofit/></a:bodyPr>"),
                Holder("dt", 2, date, f'<a:bodyPr {insets} anchor="ctr"/>', small),
                Holder("ftr", 3, footer, f'<a:bodyPr {insets} anchor="ctr"/>', small),
                Holder("sldNum", 4, folio, f'<a:bodyPr {insets} anchor="ctr"/>', small.replace('"l"', '"r"')),
            )
        )
    )
    sizes = company.body_sizes
    text = "".join(level(n, size, False, company.bullets or n > 1, "mn") for n, size in enumerate(sizes, 1))
    other = level(1, 12, False, False, "mn")
    master._element = parse_xml(
        f"<p:sldMaster {NS}><p:cSld>{own}{tree(company.shapes + holders)}</p:cSld><p:clrMap {names} {ACCENTS}/>"
        f'<p:sldLayoutIdLst>{listed}</p:sldLayoutIdLst><p:hf hdr="0"/><p:txStyles><p:titleStyle>'
        f"{level(1, company.title_size, company.title_bold, False, 'mj')}</p:titleStyle><p:bodyStyle>{text}</p:bodyStyle>"
        f"<p:otherStyle>{other}</p:otherStyle></p:txStyles></p:sldMaster>"
    )


def _add_master(company: Company, deck: Any) -> None:
    """A second master, on a ground of the theme's second dark colour."""
    from pptx.parts.slide import SlideMasterPart

    package = deck.part.package
    name = PackURI("/ppt/slideMasters/slideMaster2.xml")
    master = SlideMasterPart(name, CT.PML_SLIDE_MASTER, package, parse_xml(f"<p:sldMaster {NS}/>"))
    master.relate_to(Part(PackURI("/ppt/theme/theme9.xml"), CT.OFC_THEME, package, theme_xml(company)), RT.THEME)
    fill = ground(solid("bg2"))
    _fill_master(company, master, company.second, (DARK_MAP, fill), (2147483700, 1 + len(company.layouts)))
    key = deck.part.relate_to(master, RT.SLIDE_MASTER)
    listed = deck.element.find("{*}sldMasterIdLst")
    listed.append(parse_xml(f'<p:sldMasterId {NS} id="2147483699" r:id="{key}"/>'))


COLOURS = {
    "dk1": "1A1A2E",
    "lt1": "FFFFFF",
    "dk2": "16324F",
    "lt2": "F1F3F6",
    "accent1": "0B6E99",
    "accent2": "E4572E",
    "accent3": "5B8E7D",
    "accent4": "F3A712",
    "accent5": "8E5572",
    "accent6": "6B7A8F",
    "hlink": "0B6E99",
    "folHlink": "5B5B7B",
}


def foot(width: float, y: float) -> tuple[Box, Box, Box]:
    return ((36, y, 120, 22), (180, y, width - 360, 22), (width - 156, y, 120, 22))


def footers(text: str = "") -> tuple[Holder, ...]:
    return (Holder("dt", 10), Holder("ftr", 11, text=text), Holder("sldNum", 12))


def usual(width: float, height: float, top: float, foot_at: float) -> list[Plan]:
    """The layouts that most templates have, on the master's places."""
    half = (width - 96) / 2
    tall = foot_at - top - 8
    both = (Holder("obj", 1, (40, top, half, tall)), Holder("obj", 2, (56 + half, top, half, tall)))
    pictured = (Holder("body", 13, (40, top, half, tall)), Holder("pic", 14, (56 + half, top, half, tall)))
    return [
        Plan(
            "Title Slide",
            "title",
            (
                Holder("ctrTitle", 0, (60, 0.3 * height, width - 120, 0.22 * height), '<a:bodyPr anchor="b"><a:normAutofit/></a:bodyPr>'),
                Holder("subTitle", 1, (60, 0.55 * height, width - 120, 0.2 * height), styles='<a:lvl1pPr marL="0" indent="0"><a:buNone/><a:defRPr sz="2000"/></a:lvl1pPr>'),
            ),
        ),
        Plan("Title and Content", "obj", (Holder("title", 0), Holder("obj", 1), *footers())),
        Plan(
            "Section Header",
            "secHead",
            (
                Holder("title", 0, (60, 0.36 * height, width - 120, 0.2 * height), '<a:bodyPr anchor="b"><a:normAutofit/></a:bodyPr>', '<a:lvl1pPr><a:defRPr sz="3600"/></a:lvl1pPr>'),
                Holder("body", 1, (60, 0.58 * height, width - 120, 0.18 * height), styles='<a:lvl1pPr marL="0" indent="0"><a:buNone/><a:defRPr sz="1800"/></a:lvl1pPr>'),
                *footers(),
            ),
        ),
        Plan("Two Content", "twoObj", (Holder("title", 0), *both, *footers())),
        Plan("Text and Picture", "", (Holder("title", 0), *pictured, *footers())),
        Plan("Title Only", "titleOnly", (Holder("title", 0), *footers())),
        Plan("Blank", "blank", footers()),
    ]  # fmt: skip


def dark() -> bytes:
    """A dark master with a gradient on the title slide."""
    w, h = 960.0, 540.0
    layouts = usual(w, h, 120, 500)
    layouts[0] = Plan(**{**layouts[0].__dict__, "ground": ground(gradient("bg2", "accent1"))})
    bar = shape(60, (0, 0, 960, 8), solid("accent2"))
    return made(
        Company((w, h), COLOURS, "Segoe UI Semibold", "Segoe UI", (40, 28, 880, 80), (40, 120, 880, 372), foot(w, 506),
                layouts, title_size=30, map=DARK_MAP, shapes=bar, title_bold=False)
    )  # fmt: skip


def pictured() -> bytes:
    """A picture as the ground of all slides, the text on a white panel of the master."""
    w, h = 960.0, 540.0
    picture = Image.new("RGB", (640, 360), "#274c77")
    pen = ImageDraw.Draw(picture)
    for at in range(0, 640, 40):
        pen.polygon([(at, 360), (at + 120, 0), (at + 140, 0), (at + 20, 360)], fill="#6096ba")
    data = io.BytesIO()
    picture.save(data, "PNG")
    fill = '<a:blipFill><a:blip r:embed="PICTURE1"/><a:stretch><a:fillRect/></a:stretch></a:blipFill>'
    panel = shape(60, (24, 20, 912, 474), solid("bg1"))
    layouts = usual(w, h, 130, 486)
    layouts[0] = Plan(
        **{**layouts[0].__dict__, "shapes": shape(60, (40, 140, 880, 290), solid("bg1")), "shows_master": False}
    )
    company = Company((w, h), COLOURS, "Georgia", "Verdana", (40, 34, 880, 84), (40, 130, 880, 350), foot(w, 506), layouts,
                      title_size=28, body_sizes=(18, 16, 14, 12, 12), ground=ground(fill), shapes=panel,
                      pictures={"ground": data.getvalue()})  # fmt: skip
    return made(company)


def narrow_title() -> bytes:
    """The title in a narrow column at the left, the content right of it."""
    w, h = 960.0, 540.0
    layouts = [
        usual(w, h, 60, 500)[0],
        Plan("Content", "obj", (Holder("title", 0), Holder("obj", 1), *footers())),
        Plan("Content, two", "twoObj", (Holder("title", 0), Holder("obj", 1, (290, 48, 305, 440)), Holder("obj", 2, (611, 48, 305, 440)), *footers())),
        Plan("Only title", "titleOnly", (Holder("title", 0), *footers())),
    ]  # fmt: skip
    column = shape(60, (0, 0, 262, 540), solid("bg2"))
    return made(
        Company((w, h), COLOURS, "Arial", "Arial", (28, 48, 210, 300), (290, 48, 626, 440), foot(w, 506), layouts,
                title_size=24, shapes=column, title_about='anchor="t"')
    )  # fmt: skip


def two_masters() -> bytes:
    """A light master and a dark one, with layouts of the same names."""
    w, h = 960.0, 540.0
    layouts = usual(w, h, 124, 500)
    return made(
        Company((w, h), COLOURS, "Cambria", "Calibri", (40, 30, 880, 84), (40, 124, 880, 368), foot(w, 506), layouts,
                second=layouts[:4])
    )  # fmt: skip


def footers_on_top() -> bytes:
    """Date, footer and number over the title, with a footer text of the company's; a freeform corner."""
    w, h = 960.0, 540.0
    layouts = [
        Plan(**{**one.__dict__, "holders": tuple(Holder("ftr", 11, text="Acme plc · Confidential") if x.type == "ftr" else x for x in one.holders)})
        for one in usual(w, h, 136, 524)
    ]  # fmt: skip
    corner = shape(60, (900, 0, 60, 60), solid("accent2"), "rtTriangle")
    rule = shape(61, (40, 36, 840, 1), solid("accent6"))
    return made(
        Company((w, h), COLOURS, "Trebuchet MS", "Trebuchet MS", (40, 44, 860, 84), (40, 136, 880, 376), foot(w, 10), layouts,
                shapes=corner + rule)
    )  # fmt: skip


def german() -> bytes:
    """4:3, eighteen layouts with German names, without types."""
    w, h = 720.0, 540.0
    body, tall = (36, 118, 648, 370), 370
    pairs = [("1/2", 316), ("1/3", 205), ("2/3", 427)]
    content = [Plan("Inhalt", "", (Holder("title", 0), Holder("obj", 1), *footers()))]
    for name, left in pairs:
        right = 648 - left - 16
        both = (Holder("obj", 13, (36, 118, left, tall)), Holder("obj", 14, (52 + left, 118, right, tall)))
        shown = (Holder("obj", 13, (36, 118, left, tall)), Holder("pic", 14, (52 + left, 118, right, tall)))
        content += [
            Plan(f"Inhalt {name}", "", (Holder("title", 0), *both, *footers())),
            Plan(f"Inhalt und Bild {name}", "", (Holder("title", 0), *shown, *footers())),
        ]
    thirds = tuple(Holder("body", 13 + n, (36 + n * 221, 118, 206, tall)) for n in range(3))
    others = [
        Plan("Titelfolie", "", (Holder("title", 0, (60, 160, 600, 130), '<a:bodyPr anchor="b"><a:normAutofit/></a:bodyPr>'), Holder("body", 13, (60, 300, 600, 80))), ground(solid("accent1"))),
        Plan("Kapitel", "", (Holder("title", 0, (60, 200, 600, 110)), Holder("body", 13, (60, 320, 600, 70)), *footers()), ground(solid("bg2"))),
        Plan("Nur Titel", "", (Holder("title", 0), *footers())),
        Plan("Drei Spalten", "", (Holder("title", 0), *thirds, *footers())),
        Plan("Diagramm", "", (Holder("title", 0), Holder("chart", 13, body), *footers())),
        Plan("Tabelle", "", (Holder("title", 0), Holder("tbl", 13, body), *footers())),
        Plan("Vollbild", "", (Holder("title", 0, (36, 440, 648, 60)), Holder("pic", 13, (0, 0, 720, 430)))),
        Plan("Zitat", "", (Holder("title", 0, (80, 120, 560, 260)), Holder("body", 13, (80, 390, 560, 50)), *footers())),
        Plan("Danke", "", (Holder("title", 0, (60, 200, 600, 110)), Holder("body", 13, (60, 320, 600, 120)))),
        Plan("Leer", "", footers()),
        Plan("Inhalt ohne Fußzeile", "", (Holder("title", 0), Holder("obj", 1))),
    ]  # fmt: skip
    return made(
        Company((w, h), COLOURS, "Arial", "Arial", (36, 28, 648, 76), body, foot(w, 504), others[:2] + content + others[2:],
                title_size=26, bullets=False)
    )  # fmt: skip


def small_text() -> bytes:
    """Text of 14 pt, and titles that may take two lines and never more."""
    w, h = 960.0, 540.0
    about = 'anchor="ctr"'
    return made(
        Company((w, h), COLOURS, "Calibri Light", "Calibri", (40, 30, 880, 66), (40, 108, 880, 384), foot(w, 506),
                usual(w, h, 108, 500), title_size=24, body_sizes=(14, 14, 12, 12, 12), title_about=about, title_bold=False)
    )  # fmt: skip


TEMPLATES: Mapping[str, Callable[[], bytes]] = {
    "dark": dark,
    "pictured": pictured,
    "narrow-title": narrow_title,
    "two-masters": two_masters,
    "footers-on-top": footers_on_top,
    "german": german,
    "small-text": small_text,
}

if __name__ == "__main__":
    folder = Path(sys.argv[1])
    folder.mkdir(parents=True, exist_ok=True)
    for name, make in TEMPLATES.items():
        (folder / f"{name}.potx").write_bytes(make())
