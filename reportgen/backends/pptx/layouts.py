"""The master and the layouts of a deck: which placeholders they have, and what these hand down to slides."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Mapping, Sequence
from functools import cached_property
from typing import Any
from zlib import crc32

from reportgen.backends.pptx.languages import spoken
from reportgen.backends.pptx.looks import LOOSE, TURNED, Level, Levels, body_properties, list_style
from reportgen.backends.pptx.names_for_people import place_name
from reportgen.backends.pptx.paragraphs import FOLIO_FIELD
from reportgen.backends.pptx.prompts import CUSTOM, levels_shown, prompt
from reportgen.backends.pptx.theme import reversed_map
from reportgen.backends.pptx.xml import SheetTheme, emu, identity, place, sheet_theme, solid
from reportgen.frames import Colour, Master, Paragraph, Placeholder, Publication, Run, ShapeItem, Theme, path_steps
from reportgen.geometry import Rect, Size
from reportgen.structs import Struct

KINDS = {
    "title": "title",
    "subtitle": "subTitle",
    "body": "body",
    "picture": "pic",
    "chart": "chart",
    "table": "tbl",
    "folio": "sldNum",
    "footer": "ftr",
    "date": "dt",
}
"""The types of placeholders (`ST_PlaceholderType`, ECMA-376 Part 1, 19.7.10)."""

OFFICE_INDEX = {"date": 10, "footer": 11, "folio": 12}
"""The numbers that placeholders of these kinds have on every layout that PowerPoint makes."""

MASTER_INDEX = {"body": 1, "date": 2, "footer": 3, "folio": 4}

FIRST_INDEX, INDICES = 1_000, 1_000_000
"""The numbers of all others come from their names, so that a slot has the same one on each layout of each deck: who
pastes a slide elsewhere, or gives it another layout, finds each text where it belongs.
"""

_PLAIN = '<a:lvl1pPr marL="0" indent="0"><a:buNone/></a:lvl1pPr>'
"""The prompt of a picture has no bullet."""


class Base(Struct, frozen=True):
    """The slide master: what stands on it, and what its placeholders hand down, by kind."""

    master: Master
    levels: Mapping[str, Levels]

    @classmethod
    def of(cls, publication: Publication) -> Base:
        """That of a publication; one of the theme alone for frames that have none."""
        master = publication.base or _of_theme(publication.theme, publication.size.width, publication.size.height)
        theme = seen(publication, master)
        return cls(master, {holder.kind: Levels.of(holder.styles, theme) for holder in master.placeholders})

    def holder(self, kind: str) -> Placeholder | None:
        """Its placeholder of a kind."""
        return next((holder for holder in self.master.placeholders if holder.kind == kind), None)

    def above(self, kind: str, *, reverse: bool = False) -> Levels:
        """What the layout's placeholders of a kind inherit, as a sheet sees it whose text is reversed out or not. A
        subtitle is a text for the master, which has no place for it (PowerPoint: reported; LibreOffice: tried)."""
        levels = self.levels.get("body" if kind == "subtitle" else kind, LOOSE)
        return _turned(levels) if reverse and not self.master.reverse else levels


def _turned(levels: Levels) -> Levels:
    """Levels where text is reversed out: the colours of text and of headings are that of the paper."""
    made = (
        Level(one.paragraph, {name: value.replace('"tx2"', '"tx1"') for name, value in one.run.items()}, one.size)
        for one in levels.levels
    )
    return Levels(levels.names, tuple(made))


def seen(publication: Publication, master: Master) -> SheetTheme:
    """The theme as the sheets of a master see it."""
    return sheet_theme(publication.theme, reverse=master.reverse, exact=publication.kind == "newsletter")


class Holders:
    """The placeholders of one layout, by the slot that fills them, and what they hand down."""

    def __init__(self, master: Master, publication: Publication, base: Base) -> None:
        self.master = master
        self.base = base
        self.theme = seen(publication, master)
        self.by_name = {holder.name: holder for holder in master.placeholders}
        self.index = numbers_of(master.placeholders)
        self.title = next((holder for holder in master.placeholders if holder.kind == "title"), None)
        self.levels = {
            holder.name: Levels.of(holder.styles, self.theme) if holder.styles else self.above(holder)
            for holder in master.placeholders
        }

    @property
    def may_hide_title(self) -> bool:
        """Whether slides that show no title have one above the sheet."""
        return True

    @cached_property
    def mapping(self) -> str:
        """`p:clrMapOvr` of a layout and of its slides."""
        mapping = "<a:masterClrMapping/>"
        if self.master.reverse and not self.base.master.reverse:
            mapping = reversed_map(self.theme, self.master.background)
        return f"<p:clrMapOvr>{mapping}</p:clrMapOvr>"

    def above(self, holder: Placeholder) -> Levels:
        """What a placeholder inherits from the master. LibreOffice hands footers, dates and numbers nothing down (tried)."""
        if holder.kind in OFFICE_INDEX:
            return LOOSE
        return self.base.above(holder.kind, reverse=self.master.reverse)

    def attribute(self, holder: Placeholder) -> str:
        """The attributes of `p:ph`: what ties a slide's shape to its layout's."""
        if holder.kind == "title":
            return 'type="title"'
        return f'type="{KINDS[holder.kind]}" idx="{self.index[holder.name]}"'

    def xml(self, number: int, holder: Placeholder, language: str) -> str:
        """A placeholder on the layout: what differs from that of the master."""
        above = self.base.holder(holder.kind)
        styles = (
            list_style(self.levels[holder.name], self.above(holder))
            if holder.styles
            else f"<a:lstStyle>{_PLAIN}</a:lstStyle>"
        )
        of_office = holder.kind in OFFICE_INDEX
        moved = "" if above is not None and not of_office and same_box(holder.box, above.box) else _shape(holder.box)
        insets = (0.0, 0.0, 0.0, 0.0)
        if holder.panel is not None and holder.inner is not None:
            moved, insets = place(holder.box) + outside(holder.panel, self.theme), insets_of(holder.inner, holder.box)
        body = body_properties(holder.anchor, _fit(holder), insets, TURNED if holder.turned else "")
        if above is not None and not of_office and body == body_properties(above.anchor, _fit(above)):
            body = "<a:bodyPr/>"
        custom = "" if of_office else CUSTOM
        return placeholder(
            number, holder, self.attribute(holder) + custom, (moved, body, styles, prompt(holder, language)), language
        )


def numbers_of(placeholders: Iterable[Placeholder], taken: Collection[int] = ()) -> dict[str, int]:
    """The number of each placeholder by its name; none of those that are `taken` already."""
    made: dict[str, int] = {}
    for holder in placeholders:
        index = OFFICE_INDEX.get(holder.kind) or FIRST_INDEX + crc32(holder.name.encode()) % INDICES
        while index in made.values() or index in taken:
            index += 1
        made[holder.name] = index
    return made


def free_layout_id(roots: Iterable[Any]) -> int:
    """A number for a layout that no master and no other layout has (19.7.18): `roots` are the presentation and its
    masters.
    """
    used = (one for root in roots for tag in ("{*}sldMasterId", "{*}sldLayoutId") for one in root.iter(tag))
    return max(2**31, *(int(one.get("id") or 0) for one in used)) + 1


def _fit(holder: Placeholder) -> str:
    """Whether a client shrinks text that people add. It may not where there is room for one line: LibreOffice would make
    it smaller by what the line's height is rounded.
    """
    pitch = holder.styles[0].leading if holder.styles else 0.0
    return "<a:normAutofit/>" if holder.box.height >= 1.2 * pitch else "<a:noAutofit/>"


def _shape(box: Rect) -> str:
    return f'{place(box)}<a:prstGeom prst="rect"><a:avLst/></a:prstGeom>'


def placeholder(number: int, holder: Placeholder, about: str, parts: tuple[str, str, str, str], language: str) -> str:
    """`p:sp` of a placeholder; `about` are the attributes of its `p:ph`, `parts` its shape properties, body properties,
    list style and paragraphs."""
    shape, body, styles, text = parts
    name = place_name(holder.name, holder.kind, language)
    if holder.kind == "folio":
        text = (
            f'<a:p><a:fld id="{FOLIO_FIELD}" type="slidenum"><a:rPr{spoken("", language)}/><a:t>‹#›</a:t></a:fld></a:p>'
        )
    elif holder.kind in ("footer", "date"):
        text = f"<a:p><a:endParaRPr{spoken('', language)}/></a:p>"
    return (
        f"<p:sp><p:nvSpPr>{identity(number, name)}"
        '<p:cNvSpPr><a:spLocks noGrp="1"/></p:cNvSpPr>'
        f"<p:nvPr><p:ph {about}/></p:nvPr></p:nvSpPr><p:spPr>{shape}</p:spPr>"
        f"<p:txBody>{body}{styles}{text}</p:txBody></p:sp>"
    )


def office_type(master: Master, base: Master, size: Size) -> str:
    """`type` of a layout (`ST_SlideLayoutType`, 19.7.15) where PowerPoint knows one for what it holds, else that
    of layouts of people's own, as an attribute.

    Places of less than a twenty-fifth of the sheet are taken for headings, captions and the like, unless they are
    cells of a grid.
    """
    least = 0.04 * size.width * size.height
    large = [one for one in master.placeholders if one.box.width * one.box.height >= least or _CELL.fullmatch(one.name)]
    kinds = sorted(one.kind for one in large if one.kind not in ("title", *OFFICE_INDEX))
    titles = [one for one in master.placeholders if one.kind == "title"]
    if "subtitle" in (one.kind for one in master.placeholders):
        return ' type="title"'
    if master.reverse and not base.reverse and _opens(master):
        return ' type="secHead"'
    found = _TYPES.get(tuple(kinds)) if titles else None
    return f' type="{found or "cust"}"'


def _opens(master: Master) -> bool:
    """Whether the title is the largest place of a layout, and the others are for text, none of them a cell of a grid."""
    rooms = {one.kind: one.box.width * one.box.height for one in master.placeholders if one.kind == "title"}
    others = [one for one in master.placeholders if one.kind not in ("title", *OFFICE_INDEX)]
    texts = all(
        one.kind == "body"
        and one.box.width * one.box.height < rooms.get("title", 0.0)
        and not _CELL.fullmatch(one.name)
        for one in others
    )
    return bool(rooms) and texts


_CELL = re.compile(r"[a-z]+-\d+")
"""The name of a cell among others of its kind."""

_TYPES = {
    (): "titleOnly",
    ("body",): "tx",
    ("body", "body"): "twoColTx",
    ("body", "picture"): "picTx",
    ("body", "chart"): "txAndChart",
    ("chart",): "chart",
    ("chart", "chart"): "twoObj",
    ("table",): "tbl",
    ("picture",): "obj",
}


_MENU = (
    "title",
    "tx",
    "obj",
    "secHead",
    "twoColTx",
    "twoObj",
    "titleOnly",
    "blank",
    "txAndChart",
    "chart",
    "tbl",
    "picTx",
)
"""The types of layouts in the order of Office's own menu: title, content, opener, two contents, title alone, others."""


def menu_order(layouts: Sequence[Master], base: Master, size: Size) -> tuple[Master, ...]:
    """The layouts as people look for them: in Office's order of what they are for."""

    def rank(master: Master) -> int:
        found = office_type(master, base, size)[7:-1]
        return _MENU.index(found) if found in _MENU else len(_MENU)

    return tuple(sorted(layouts, key=rank))


def master_placeholders(base: Base, first: int, language: str) -> str:
    """The placeholders of the slide master, which are numbered from `first` on."""
    made = ""
    for number, holder in enumerate(base.master.placeholders, first):
        index = f' idx="{MASTER_INDEX[holder.kind]}"' if holder.kind in MASTER_INDEX else ""
        about = f'type="{KINDS[holder.kind]}"{index}'
        styles = "<a:lstStyle/>"
        if holder.kind not in ("title", "body"):
            styles = list_style(base.levels[holder.kind], LOOSE)
        turned = TURNED if holder.turned else ""
        text = levels_shown(holder, language) if holder.kind == "body" else prompt(holder, language)
        parts = (_shape(holder.box), body_properties(holder.anchor, _fit(holder), more=turned), styles, text)
        made += placeholder(number, holder, about, parts, language)
    return made


def text_styles(base: Base) -> str:
    """`p:txStyles` (19.3.1.51): how titles and texts look whose layout says nothing else."""
    body = base.levels["body"]
    other = list_style(Levels(("",), body.levels[:1]), LOOSE, "p:otherStyle")
    return (
        f"<p:txStyles>{list_style(base.levels['title'], LOOSE, 'p:titleStyle')}"
        f"{list_style(body, LOOSE, 'p:bodyStyle')}{other}</p:txStyles>"
    )


def outside(panel: ShapeItem, theme: SheetTheme) -> str:
    """Outline and fill of a shape: `a:prstGeom`, the fill and `a:ln`."""
    geometry = '<a:prstGeom prst="rect"><a:avLst/></a:prstGeom>'
    if panel.kind == "path":
        geometry = _freeform(panel)
    elif panel.kind == "ellipse":
        geometry = '<a:prstGeom prst="ellipse"><a:avLst/></a:prstGeom>'
    elif panel.radius:
        part = round(50000 * min(1.0, 2 * panel.radius / min(panel.box.width, panel.box.height)))
        geometry = f'<a:prstGeom prst="roundRect"><a:avLst><a:gd name="adj" fmla="val {part}"/></a:avLst></a:prstGeom>'
    fill = solid(panel.fill, theme, panel.opacity) if panel.fill else "<a:noFill/>"
    return geometry + fill + stroke(panel, theme)


_FREEFORM = {"M": "moveTo", "L": "lnTo", "C": "cubicBezTo"}


def _freeform(item: ShapeItem) -> str:
    """`a:custGeom` of a path, in EMU from its box's corner (ECMA-376 Part 1, 20.1.9.8)."""
    box = item.box
    steps: list[str] = []
    for name, points in path_steps(item):
        inner = "".join(f'<a:pt x="{emu(x - box.x)}" y="{emu(y - box.y)}"/>' for x, y in points)
        steps.append(f"<a:{_FREEFORM[name]}>{inner}</a:{_FREEFORM[name]}>" if points else "<a:close/>")
    filled = "" if item.fill else ' fill="none"'
    return (
        '<a:custGeom><a:avLst/><a:gdLst/><a:ahLst/><a:cxnLst/><a:rect l="0" t="0" r="r" b="b"/><a:pathLst>'
        f'<a:path w="{emu(box.width)}" h="{emu(box.height)}"{filled}>{"".join(steps)}</a:path></a:pathLst></a:custGeom>'
    )


def stroke(item: ShapeItem, theme: SheetTheme) -> str:
    """`a:ln` of a shape."""
    if item.stroke is None:
        return "<a:ln><a:noFill/></a:ln>"
    ends, join = (' cap="rnd"', "<a:round/>") if item.kind == "path" else ("", "")
    return f'<a:ln w="{emu(item.stroke_width)}"{ends}>{solid(item.stroke, theme)}{join}</a:ln>'


def insets_of(inner: Rect, outer: Rect) -> tuple[float, float, float, float]:
    """The room between the edges of a panel and its text: left, top, right, bottom."""
    room = (inner.x - outer.x, inner.y - outer.y, outer.right - inner.right, outer.bottom - inner.bottom)
    left, top, right, bottom = (max(0.0, length) for length in room)
    return left, top, right, bottom


def same_box(one: Rect, other: Rect) -> bool:
    """Whether two boxes are the same, but for rounding."""
    pairs = ((one.x, other.x), (one.y, other.y), (one.width, other.width), (one.height, other.height))
    return all(abs(a - b) < 0.01 for a, b in pairs)


def _of_theme(theme: Theme, width: float, height: float) -> Master:
    """A master with a title and a text for frames that have none, such as the pages of a newsletter."""
    edge, inner, foot = 0.045 * width, 0.91 * width, 0.94 * height
    title = Paragraph(
        (Run("", theme.heading, 400, 28.0, Colour("primary", theme.colours.get("primary", ""))),), "title", "", 33.6
    )
    text = Paragraph((Run("", theme.body, 400, 18.0, Colour("ink", theme.colours["ink"])),), "body", "", 21.6)
    small = Paragraph((Run("", theme.body, 400, 12.0, Colour("ink", theme.colours["ink"])),), "furniture", "", 14.4)
    return Master(
        "",
        Colour("paper", theme.colours["paper"]),
        placeholders=(
            Placeholder("title", "title", Rect(edge, 0.06 * height, inner, 0.12 * height), (title,)),
            Placeholder("text", "body", Rect(edge, 0.21 * height, inner, 0.69 * height), (text,) * 5),
            Placeholder("footer", "footer", Rect(edge, foot, 0.75 * inner, 18.0), (small,)),
            Placeholder("folio", "folio", Rect(edge + 0.85 * inner, foot, 0.15 * inner, 18.0), (small,)),
        ),
    )
