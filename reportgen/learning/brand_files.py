"""A template that was understood → the files of its brand: `brand.yaml`, layouts, drawings, a logo."""

from __future__ import annotations

import io
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any
from xml.sax.saxutils import escape

from reportgen.brand.colour import blend, contrast
from reportgen.geometry import Rect
from reportgen.layout.fragments import SIDE
from reportgen.learning.art import Art, ground_under, has_pictures, pixels_of
from reportgen.learning.furniture import CLEAR, clear_of
from reportgen.learning.layout_uses import NAMES_OF_PEOPLE, PICTURED, WORDS, Taking, Use, Uses, words_of
from reportgen.learning.measuring_fonts import Measured
from reportgen.learning.placeholders import LevelLook, PlaceOfLayout
from reportgen.learning.rooms import GAP
from reportgen.learning.template import Layout, Template
from reportgen.source.yaml_text import yaml_text
from reportgen.structs import replace

TEMPLATE = "template.pptx"
ART = "art"

CAPITALS = 1.28
"""How much wider capitals are than small letters, about."""

BOLDER = 1.09
"""How much wider the bold of a font that stands in may be, beyond its regular."""

COMPOSED = (12.0, 20.0)
"""The least and the largest size of text that is composed in the free area, in points, on a sheet of `USUAL_HEIGHT`."""

USUAL_HEIGHT = 540.0
"""The height of a wide sheet in points. On a higher one, text is as much larger, since it is shown as large."""

OWN_GROUNDS = "As slide-plain: the template has grounds of its own."

ROWS = 24
"""The rows of a sheet."""

ON_ALL_ROWS = ("slide-words", "slide-cover")
"""Masters all of which is live as they ship: what counts their rows finds as many in the free area."""

NAMES_HIGH = 16.0
"""How high a line with names under text is, in points."""

FILLED = 0.6
"""The part of a place that text keeps at least where it ends over what is drawn at its foot."""

LEAST_SIZE = {True: 14.0, False: 10.0}
"""The sizes in points to which titles, and other text, are shrunk at the most."""

PLAIN_COVER: dict[str, Any] = {
    "description": "The first slide on the layout for all else: the template has none that could open a deck.",
    "accepts": ["cover"],
    "master": "slide-plain",
    "headline": {"slots": ["masthead"], "role": "title", "repeats": None, "required": True},
    "regions": [
        {
            "name": "title",
            "slots": ["title", "standfirst"],
            "style": "standfirst",
            "role": "subtitle",
            "fit": [{"shrink": 0.75}, "short", "error"],
        }
    ],
}

PICTURE_ALONE: dict[str, Any] = {
    "description": "A picture in the free area: no layout of the template has a place that takes one.",
    "accepts": list(PICTURED),
    "master": "slide-plain",
    "regions": [{"name": "picture", "slots": ["picture"], "kind": "picture", "required": True}],
}

LEAST_REACH = 6.0
"""Points by which a title may go further down that are worth saying."""

_DATES = ("dt", "ftr", "sldNum")
_FIELDS = {"dt": ("date", "{date}"), "ftr": ("footer", "{title}"), "sldNum": ("folio", "{folio}")}


class BrandFiles:
    """Makes the texts of the files, by their names in the brand's folder."""

    def __init__(self, template: Template, uses: Uses, name: str, measured: Mapping[str, Measured]) -> None:
        self.template = template
        self.uses = uses
        self.name = name
        self.measured = measured
        self.fonts = self._font_keys()
        self.sizes = _Sizes(template, uses)
        self.paper = ground_under(uses.plain.art, uses.free)

    def files(self) -> dict[str, bytes]:
        """All of them but the template, the map and the contact sheet."""
        made = {"brand.yaml": self._brand(), "logo.svg": self._logo()}
        made |= {f"layouts/masters/{name}.yaml": text for name, text in self._masters()}
        for use in (*self.uses.by_name, *self.uses.figured, *self.uses.chosen):
            made[f"layouts/slides/{use.name}.yaml"] = yaml_text(self._slide(use))
        made |= {f"layouts/slides/{name}.yaml": yaml_text(said) for name, said in self._stand_ins()}
        drawn = {self._art_name(layout): layout.art for layout in self.template.layouts if self._is_drawn(layout)}
        return {name: text.encode() for name, text in made.items()} | {name: _drawn(art) for name, art in drawn.items()}

    def _stand_ins(self) -> Iterator[tuple[str, dict[str, Any]]]:
        """Slides in the free area for what no layout of the template takes."""
        if all(use.accepts != ("cover",) for use in self.uses.chosen):
            yield "title-plain", PLAIN_COVER
        if all(one.kind != "picture" for use in self.uses.chosen if "cover" in use.accepts for one in use.takes):
            yield "picture-alone", PICTURE_ALONE

    # --- the brand

    def _font_keys(self) -> dict[str, str]:
        """The names that the type scale calls families by."""
        fonts = self.template.theme.fonts
        keys = {fonts.body: "body"} | ({fonts.heading: "heading"} if fonts.heading != fonts.body else {})
        for layout in self.template.layouts:
            for place in layout.places:
                for level in place.levels:
                    keys.setdefault(level.family, re.sub(r"[^a-z0-9]+", "-", level.family.lower()).strip("-") or "font")
        return keys

    def _brand(self) -> str:
        palette = self._palette()
        fonts: dict[str, Any] = {}
        for family, key in self.fonts.items():
            found = self.measured[family]
            fonts[key] = {"family": family}
            if found.files:
                fonts[key]["files"] = [dict(one) for one in found.files]
            elif found.stands_in:
                fonts[key]["measured_as"] = found.stands_in
        size, grid = self.template.size, self._grid()
        brand: dict[str, Any] = {
            "name": self.name,
            "logo": {"on_light": "logo.svg", "alt": self.name},
            "palette": {role: f"#{value}" for role, value in palette.items()},
            "fonts": fonts,
            "type": {"page": self._scale(self.sizes.page()), "slide": self._scale(self.sizes.slide())},
            "page": {
                "size": "A4",
                "margins": dict.fromkeys(("top", "right", "bottom", "left"), "17mm"),
                "gutter": "5mm",
                "baseline": "12.5pt",
            },
            "slide": {"size": {"width": _pt(size.width), "height": _pt(size.height)}, **grid},
            "density": {"size": _pt(self.sizes.least)},
            "template": TEMPLATE,
        }
        part = min(one.part for one in self.measured.values())
        if part < 1:
            brand["measure"] = part
        return yaml_text(brand)

    def _scale(self, sizes: Mapping[str, tuple[str, float, float, bool]]) -> dict[str, Any]:
        return {
            role: {
                "font": self.fonts[family],
                "size": _pt(size),
                "leading": _pt(leading),
                **({"weight": 700} if bold else {}),
            }
            for role, (family, size, leading, bold) in sizes.items()
        }

    def _palette(self) -> dict[str, str]:
        """Roles of colours: the ground of the layout for all else is paper, its text is ink."""
        scheme, paper = self.template.theme.scheme, self.paper
        body = next((one for one in self.template.of_master if one.type == "body"), None)
        ink = body.levels[0].colour if body is not None else self.template.colours.named("tx1")
        if contrast(ink, paper) < 4.5:
            ink = max((self.template.colours.named("tx1"), "000000", "FFFFFF"), key=lambda one: contrast(one, paper))
        quiet = self.template.colours.named("bg2")
        surface = quiet if 1.02 < contrast(quiet, paper) < 1.7 else blend(ink, paper, 0.07)
        accents = {f"accent{number}": scheme[f"accent{number}"] for number in range(1, 7)}
        return {"ink": ink, "paper": paper, "surface": surface, **accents, "positive": "1E7F4F", "negative": "B3261E"}

    def _grid(self) -> dict[str, Any]:
        """Margins by which the sheet's rows end where the free area does; see `_rows`."""
        free, size = self.uses.free, self.template.size
        first, pitch = self._rows()
        top, bottom = free.y - (first - 1) * pitch, size.height - free.bottom - pitch
        margins = {"top": top, "right": size.width - free.right, "bottom": bottom, "left": free.x}
        return {
            "margins": {side: _pt(max(0.0, length)) for side, length in margins.items()},
            "gutter": _pt(round(free.width / 48, 1)),
            "baseline": "9pt",
        }

    def _rows(self) -> tuple[int, float]:
        """The first of the sheet's 24 rows in the free area, and how high a row is. The last row is under it."""
        free = self.uses.free
        for first in range(6, 0, -1):
            pitch = free.height / (24 - first)
            if free.y - (first - 1) * pitch >= 0 and self.template.size.height - free.bottom - pitch >= 0:
                return first, pitch
        return 1, free.height / 23

    def _logo(self) -> str:
        """The company's name as a mark: templates keep their logos among their drawings."""
        width = 8 + 11 * len(self.name)
        return (
            f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {width} 24"><text x="2" y="18" font-family="Inter" '
            f'font-weight="700" font-size="18" fill="#{self._palette()["ink"]}">{escape(self.name)}</text></svg>\n'
        )

    # --- masters

    def _masters(self) -> Iterable[tuple[str, str]]:
        """`slide-plain` is the layout for all else; those that have grounds of their own elsewhere are like it."""
        plain, first = self.uses.plain, self._rows()[0]
        title = plain.title
        assert title is not None
        free = self.uses.free.y - GAP - title.box.bottom
        reach = max(0.0, min(free, title.reach or free))
        head = self._region(Taking(replace(title, reach=reach), ("headline",)), repeats=True)
        yield (
            "slide-plain",
            yaml_text(
                {
                    "description": f'The layout "{plain.name}", in whose free area all else is composed.',
                    "layout": plain.part,
                    "live": {"rows": f"{first}-23"},
                    "rows": 17,
                    "furniture": self._furniture(plain),
                    "regions": [head, self._source(plain, self.uses.free)],
                }
            ),
        )
        few = {"slots": ["standfirst"], "at": {"rows": f"{first}-{first + 2}"}, "role": "standfirst", "lines": 3}
        few |= {"required": True, "fit": [{"shrink": 0.8}, "short", "error"], "style": "standfirst"}
        yield (
            "slide-standfirst-wide",
            yaml_text(
                {
                    "extends": "slide-plain",
                    "description": "As slide-plain, with a few words over the live area.",
                    "live": {"rows": f"{first + 3}-23"},
                    "rows": 15,
                    "regions": [{"name": "standfirst", **few}],
                }
            ),
        )
        for name in ("slide-colour", "slide-words", "slide-cover", "slide-beside"):
            said: dict[str, Any] = {"extends": "slide-plain", "description": OWN_GROUNDS}
            if name in ON_ALL_ROWS:
                said["rows"] = ROWS
            yield name, yaml_text(said)

    # --- slides

    def _slide(self, use: Use) -> dict[str, Any]:
        stays = not use.repeats_title
        takes = [_kept_clear(one, use.layout) for one in use.takes]
        named = [one for one in takes if one.slots == words_of(one.place) != WORDS]
        takes = [_over_names(one) if one in named else one for one in takes]
        regions = [self._region(one, repeats=not stays and one.place.is_title, stays=stays) for one in takes]
        regions += [self._names(one.place) for one in named[:1]]
        area = use.takes[-1].place.box if use.takes else self.template.sheet
        regions.append(self._source(use.layout, area))
        return {
            "description": use.description,
            "accepts": [],
            "layout": use.layout.part,
            "furniture": self._furniture(use.layout, quiet=not use.repeats_title),
            "regions": regions,
        }

    def _names(self, place: PlaceOfLayout) -> dict[str, Any]:
        """A line for who says it, under text whose paragraphs have bullets."""
        left, _, right, _ = place.insets
        box = Rect(place.box.x + left, place.box.bottom - NAMES_HIGH, place.box.width - left - right, NAMES_HIGH)
        return {
            "name": "byline",
            "slots": list(NAMES_OF_PEOPLE),
            "at": _at(box),
            "style": "caption",
            "role": "byline",
            "colour": "muted",
            "lines": 1,
            "fit": [{"shrink": 0.8}, "short", "error"],
        }

    def _source(self, layout: Layout, area: Rect) -> dict[str, Any]:
        """The place of sources: a line under the content, over the footers."""
        height = self.template.size.height
        feet = [one.box.y for one in layout.footers if one.box.y > height / 2]
        top = min(area.bottom, min(feet, default=height) - 14, height - 20)
        return {
            "name": "source",
            "slots": ["source"],
            "at": _at(Rect(self.uses.free.x, top, self.uses.free.width, 14)),
            "style": "caption",
            "role": "source",
            "colour": "muted",
            "repeats": True,
            "lines": 1,
            "fit": [{"shrink": 0.8}, "short", "error"],
            "foot": True,
        }

    def _region(self, taking: Taking, *, repeats: bool = False, stays: bool = False) -> dict[str, Any]:
        """A region that fills a placeholder."""
        place, title = taking.place, taking.place.is_title
        made: dict[str, Any] = {
            "slots": list(taking.slots),
            "kind": taking.kind,
            "at": _at(place.box),
            "office": self._office(place, taking.kind),
            "required": taking.required,
        }
        if taking.kind != "text":
            fits = {"table": [{"shrink": 0.5}, "break", "part", "continue", "error"]}
            holders = {"table": "table", "picture": "picture"}
            made |= {"fit": fits.get(taking.kind, ["error"])}
            return made | ({"placeholder": holders[taking.kind]} if taking.kind in holders else {})
        made |= {"placeholder": "title" if title else "body", "anchor": place.anchor}
        roles = {"masthead": "title", "quote": "quote"}
        made["role"] = roles.get(taking.slots[0], "heading1") if title else "body"
        made["style"] = "body" if not title else "display" if stays else "heading1"
        part = max(0.5 if title else 0.7, round(LEAST_SIZE[title] / place.levels[0].size, 2))
        least = [{"shrink": part}] if part < 1 else []
        goes_on = [] if title or stays or taking.slots[0].startswith(SIDE) else ["continue"]
        return made | {"fit": ["short", *goes_on, *least, "error"]} | ({"repeats": True} if repeats else {})

    def _office(self, place: PlaceOfLayout, kind: str = "text") -> dict[str, Any]:
        made: dict[str, Any] = {"type": place.type, "index": place.index, "name": place.name}
        made |= {"moved": True} if place.moved else {}
        if kind != "text":
            return made | {"insets": ["0pt"] * 4}
        left, top, right, bottom = place.insets
        first = place.levels[0]
        wider = (CAPITALS if first.capitals else 1.0) * (BOLDER if first.bold and self._stands_in(first) else 1.0)
        spare = (place.box.width - left - right) * (1 - 1 / wider)
        sides = {"left": (0.0, spare), "center": (spare / 2, spare / 2), "right": (spare, 0.0)}[first.align]
        made["insets"] = [_pt(v) for v in (left + sides[0], top, right + sides[1], bottom)]
        shows = {"shrinks": place.autofit == "normAutofit", "capitals": first.capitals, "reach": _reach(place)}
        made |= {name: shown for name, shown in shows.items() if shown}
        made["levels"] = [self._level(level) for level in place.levels]
        return made

    def _stands_in(self, level: LevelLook) -> bool:
        return self.measured[level.family].part < 1

    def _level(self, level: LevelLook) -> dict[str, Any]:
        made: dict[str, Any] = {
            "font": self.fonts[level.family],
            "size": level.size,
            "colour": f"#{level.colour}",
            "line": round(level.line, 4),
            "before": _pt(max(0.0, level.before)),
            "indent": _pt(max(0.0, level.indent)),
            "first": round(level.first, 3),
            "align": level.align,
        }
        made |= {"weight": 700} if level.bold else {}
        made |= {"italic": True} if level.italic else {}
        made |= {"tracking": level.tracking} if level.tracking else {}
        made |= {"pitch": _pt(level.pitch)} if level.pitch else {}
        made |= {"bullet": level.bullet} if level.bullet else {}
        return made | ({"bullet_colour": f"#{level.bullet_colour}"} if level.bullet and level.bullet_colour else {})

    # --- furniture

    def _is_drawn(self, layout: Layout) -> bool:
        """Whether a layout has more than the brand's paper."""
        return not layout.art.plain or layout.art.ground != self.paper

    def _art_name(self, layout: Layout) -> str:
        """The file of a layout's drawing; many layouts have the same."""
        first = next(one for one in self.template.layouts if one.art.svg == layout.art.svg)
        stem = first.part.rpartition("/")[2].removesuffix(".xml")
        return f"{ART}/{stem}.{'jpg' if has_pictures(layout.art) else 'svg'}"

    def _furniture(self, layout: Layout, *, quiet: bool = False) -> list[dict[str, Any]]:
        """The layout's drawing, and its date, footer and number; a `quiet` slide has only the drawing."""
        made: list[dict[str, Any]] = []
        if self._is_drawn(layout):
            made.append({"name": "art", "art": self._art_name(layout), "at": _at(self.template.sheet)})
        for place in () if quiet else layout.footers:
            field, text = _FIELDS[place.type]
            if place.type == "ftr" and _says_something(place.text):
                text = place.text.replace("{", "{{").replace("}", "}}")
            said = {"name": field, "at": _at(place.box), "text": text, "field": field, "style": "caption"}
            made.append({**said, "office": self._office(place), "align": place.levels[0].align})
        return made


def _reach(place: PlaceOfLayout) -> str:
    """How far a place may go further down; nothing where that is not worth saying."""
    return _pt(place.reach) if place.reach >= LEAST_REACH else ""


def _kept_clear(taking: Taking, layout: Layout) -> Taking:
    """A place whose content does not hide what the layout draws. What is looked at says so on its slide; text only ends
    earlier, in the placeholder as it is.
    """
    place = taking.place
    if place.is_title:
        return taking
    if taking.kind == "text":
        return replace(taking, place=replace(place, box=_ending_over(place, layout.furniture)))
    box = clear_of(place.box, layout.furniture)
    return taking if box == place.box else replace(taking, place=replace(place, box=box, moved=True))


def _over_names(taking: Taking) -> Taking:
    """A place for text whose text ends over a line with names."""
    box = taking.place.box
    shorter = Rect(box.x, box.y, box.width, box.height - NAMES_HIGH)
    return replace(taking, place=replace(taking.place, box=shorter))


def _ending_over(place: PlaceOfLayout, furniture: Sequence[Rect]) -> Rect:
    """The box of a place for text, which ends over what is drawn at its foot, if its text begins at the top."""
    box = place.box
    ends = [clear_of(box, [one]) for one in furniture]
    bottoms = [one.y - CLEAR for one, made in zip(furniture, ends, strict=True) if made != box]
    bottom = min((one for one in bottoms if one > box.y + FILLED * box.height), default=box.bottom)
    return Rect(box.x, box.y, box.width, bottom - box.y) if place.anchor == "top" else box


def _drawn(art: Art) -> bytes:
    """The file of a layout's drawing: as it is, or as pixels where it has pictures."""
    if not has_pictures(art):
        return art.svg.encode()
    buffer = io.BytesIO()
    pixels_of(art).save(buffer, "JPEG", quality=90)
    return buffer.getvalue()


def _first_levels(uses: Uses, template: Template) -> Iterator[LevelLook]:
    """The first levels of places for running text: that which was chosen for it, then the master's."""
    for use in uses.chosen:
        if use.layout is uses.text and len(use.takes) > 1:
            yield use.takes[1].place.levels[0]
    yield from (place.levels[0] for place in template.of_master if place.type == "body")


def _says_something(text: str) -> bool:
    """Whether a footer has words of the company's, and not the prompt that Office puts there."""
    return (
        bool(text)
        and re.search(r"footer|fußzeile|pied de page|pie de página|页脚|click|‹", text, re.IGNORECASE) is None
    )


class _Sizes:
    """The type scales of a template: those of its title and text, and what lies between."""

    def __init__(self, template: Template, uses: Uses) -> None:
        fonts = template.theme.fonts
        title = uses.plain.title
        assert title is not None
        self.title = title.levels[0]
        self.text = next(_first_levels(uses, template), self.title)
        covers = (one.takes[0].place.levels[0] for one in uses.chosen if one.accepts == ("cover",))
        self.display = next(covers, self.title)
        self.heading, self.body = fonts.heading, fonts.body
        self.scale = max(1.0, template.size.height / USUAL_HEIGHT)
        self.least = min(12.0 * self.scale, self.text.size)

    def slide(self) -> dict[str, tuple[str, float, float, bool]]:
        """Size, leading and weight of each role on slides."""
        title = self.title
        least, most = (self.scale * one for one in COMPOSED)
        body = float(round(min(max(self.text.size, least), most)))
        second = float(round(min(title.size, max(body + 2, 0.75 * title.size))))
        small = float(round(max(10.0 * self.scale, 0.6 * body)))
        sizes = {
            "display": (self.display.family, self.display.size, self.display.bold),
            "heading1": (title.family, title.size, title.bold),
            "heading2": (title.family, second, title.bold),
            "heading3": (self.body, body, True),
            "standfirst": (self.body, body, False),
            "body": (self.body, body, False),
            "caption": (self.body, small, False),
            "label": (self.body, max(small, float(round(0.75 * body))), True),
            "number": (title.family, float(round(2.2 * body)), title.bold),
            "quote": (title.family, second, False),
        }
        return {role: (family, size, round(1.2 * size, 1), bold) for role, (family, size, bold) in sizes.items()}

    def page(self) -> dict[str, tuple[str, float, float, bool]]:
        """The scale of pages in the template's fonts: newsletters are read at arm's length, whatever slides have."""
        bold = self.title.bold
        return {
            "display": (self.heading, 32.0, 36.0, bold),
            "heading1": (self.heading, 24.0, 27.0, bold),
            "heading2": (self.heading, 16.0, 18.5, bold),
            "heading3": (self.body, 9.0, 12.5, True),
            "standfirst": (self.body, 11.0, 15.0, False),
            "body": (self.body, 9.0, 12.5, False),
            "caption": (self.body, 8.0, 11.0, False),
            "label": (self.body, 8.0, 11.0, True),
        }


def _pt(length: float) -> str:
    return f"{round(length, 3):g}pt"


def _at(box: Rect) -> dict[str, str]:
    return {
        "of": "sheet",
        "left": _pt(max(0.0, box.x)),
        "top": _pt(max(0.0, box.y)),
        "width": _pt(box.width),
        "height": _pt(box.height),
    }
