"""Placeholders as PowerPoint resolves them: slide layout over master over the master's text styles over defaults."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from lxml import etree

from reportgen.frames import OFFICE_PITCH
from reportgen.geometry import Rect
from reportgen.learning.office_file import NS, OfficeFile
from reportgen.learning.theme_colours import SheetColours, ThemeOf
from reportgen.structs import Struct

EMU = 12700

ADVANCE = 0.55
"""The width of a character, in parts of the size, about."""

LEVELS = 5
"""The levels that are reached by keys; the file may have nine."""

TITLES = ("title", "ctrTitle")
FOOTERS = ("dt", "ftr", "sldNum", "hdr")
_OF_MASTER = {"ctrTitle": "title", "subTitle": "body"}
"""Which of the master's placeholders a type inherits from, where that is another one; those for content from `body`."""

_ANCHORS = {"t": "top", "ctr": "middle", "b": "bottom"}
_ALIGNS = {"l": "left", "ctr": "center", "r": "right"}
_SYMBOLS = {"§": "▪", "Ø": "➢", "ü": "✓", "Ÿ": "•", "l": "•", "n": "▪", "q": "□", "v": "❖", "à": "→", "": "•"}
"""What the letters of Wingdings show that templates use as bullets."""


class LevelLook(Struct, frozen=True):
    """What text looks like on one level. Lengths are points; `line` is a part of 1.2 times the size, `pitch` exact."""

    family: str
    size: float
    colour: str
    bold: bool
    italic: bool
    capitals: bool
    tracking: float
    line: float
    pitch: float | None
    before: float
    indent: float
    first: float
    align: str
    bullet: str
    bullet_colour: str | None

    @property
    def distance(self) -> float:
        """The distance of its lines, in points."""
        return self.pitch or OFFICE_PITCH * self.line * self.size


class PlaceOfLayout(Struct, frozen=True):
    """A placeholder of a layout, resolved. `doubtful` says why text cannot be fitted to it, where that is so."""

    type: str
    index: int
    name: str
    box: Rect
    rotation: float
    insets: tuple[float, float, float, float]
    anchor: str
    autofit: str
    columns: int
    vertical: bool
    levels: tuple[LevelLook, ...]
    text: str
    """What the layout itself has in it: the words of a footer, or the prompt."""
    doubtful: str = ""
    moved: bool = False
    """Whether slides have it elsewhere than the layout: `box` is where."""
    reach: float = 0.0
    """By how many points it may go further down on a slide whose text needs it."""

    @property
    def is_title(self) -> bool:
        return self.type in TITLES

    @property
    def takes_text(self) -> bool:
        return self.type in ("body", "obj", "subTitle")

    def characters(self, factor: float) -> int:
        """About how many characters of its first level it holds, at a part of their size."""
        left, top, right, bottom = self.insets
        first = self.levels[0]
        lines = int((self.box.height - top - bottom + 0.5) / (factor * first.distance))
        return int(lines * (self.box.width - left - right) / (ADVANCE * factor * first.size))

    @property
    def takes_anything(self) -> bool:
        """Whether it takes pictures, charts and tables as well as text."""
        return self.type == "obj"

    @property
    def area(self) -> float:
        return self.box.width * self.box.height


def places_of(file: OfficeFile, theme: ThemeOf, colours: SheetColours, master: str, layout: str) -> list[PlaceOfLayout]:
    """The placeholders of a layout, in its order.

    Of several with one `idx`, PowerPoint fills the first; one without an `idx` has 0, which is the title's.
    """
    root, base = file.root(layout), file.root(master)
    above = {_kind(sp): sp for sp in base.findall(".//p:sp", NS) if sp.find("p:nvSpPr/p:nvPr/p:ph", NS) is not None}
    resolver = _Resolver(file, theme, colours, base)
    seen: set[tuple[str, int]] = set()
    made: list[PlaceOfLayout] = []
    for sp in root.iterfind("p:cSld/p:spTree//*", NS):
        if sp.find("./*/p:nvPr/p:ph", NS) is None:
            continue
        own = _kind(sp)
        content = own not in (*TITLES, *FOOTERS)
        place = resolver.place(sp, above.get(_OF_MASTER.get(own, own)) if not content else above.get("body"))
        if place is None or (key := ("", place.index) if content else (own, 0)) in seen:
            continue
        seen.add(key)
        made.append(place)
    return made


def master_places(file: OfficeFile, theme: ThemeOf, colours: SheetColours, master: str) -> list[PlaceOfLayout]:
    """The placeholders of a master itself."""
    root = file.root(master)
    resolver = _Resolver(file, theme, colours, root)
    shapes = [sp for sp in root.iterfind("p:cSld/p:spTree//p:sp", NS) if sp.find("./*/p:nvPr/p:ph", NS) is not None]
    return [place for place in (resolver.place(sp, None) for sp in shapes) if place is not None]


def _kind(sp: Any) -> str:
    return str(sp.find("./*/p:nvPr/p:ph", NS).get("type") or "obj")


class _Resolver:
    """Looks values up in a layout's shape, the master's, the text styles, and the presentation's defaults."""

    def __init__(self, file: OfficeFile, theme: ThemeOf, colours: SheetColours, master: Any) -> None:
        self.theme = theme
        self.colours = colours
        self.master = master
        self.defaults = file.root(file.main).find("p:defaultTextStyle", NS)

    def place(self, sp: Any, above: Any) -> PlaceOfLayout | None:
        """A placeholder; None where neither layout nor master say where it stands."""
        ph = sp.find("./*/p:nvPr/p:ph", NS)
        chain = [sp] if above is None else [sp, above]
        box = _box(chain)
        if box is None or box.width <= 0 or box.height <= 0:
            return None
        bodies = [one for one in (shape.find("p:txBody/a:bodyPr", NS) for shape in chain) if one is not None]
        kind = ph.get("type") or "obj"
        rotation = _rotation(chain)
        columns = int(_attribute(bodies, "numCol", "1"))
        vertical = _attribute(bodies, "vert", "horz") != "horz" or ph.get("orient") == "vert"
        name = sp.find("./*/p:cNvPr", NS).get("name") or ""
        return PlaceOfLayout(
            kind,
            int(ph.get("idx") or 0),
            name,
            box,
            rotation,
            _insets(bodies),
            _ANCHORS.get(_attribute(bodies, "anchor", "t"), "top"),
            _autofit(bodies),
            columns,
            vertical,
            self._levels(kind, chain),
            "".join(sp.itertext("{*}t")).strip(),
            _doubts(rotation, columns, vertical),
        )

    def _levels(self, kind: str, chain: Iterable[Any]) -> tuple[LevelLook, ...]:
        style = "titleStyle" if kind in TITLES else "otherStyle" if kind in FOOTERS else "bodyStyle"
        lists = [one for one in (shape.find("p:txBody/a:lstStyle", NS) for shape in chain) if one is not None]
        styles = self.master.find(f"p:txStyles/p:{style}", NS)
        lists += [one for one in (styles, self.defaults) if one is not None]
        levels = LEVELS if style == "bodyStyle" else 1
        return tuple(self._level(number, lists, style) for number in range(1, 1 + levels))

    def _level(self, number: int, lists: list[Any], kind: str) -> LevelLook:
        found = [one for one in (e.find(f"a:lvl{number}pPr", NS) for e in lists) if one is not None]
        runs = [one for one in (e.find("a:defRPr", NS) for e in found) if one is not None]
        size = _size(runs, number, kind)
        colour = self.colours.of(_child(runs, "solidFill")) or self._of_gradient(runs) or self.colours.named("tx1")
        line, pitch = _spacing(_child(found, "lnSpc"))
        before = _space(_child(found, "spcBef"), size) + _space(_child(found, "spcAft"), size)
        bullet_colour = _child(found, "buClr")
        return LevelLook(
            self.theme.fonts.named(_typeface(runs)),
            size,
            colour,
            _is_on(runs, "b"),
            _is_on(runs, "i"),
            _attribute(runs, "cap", "none") == "all",
            int(_attribute(runs, "spc", "0")) / 100,
            line,
            pitch,
            before,
            int(_attribute(found, "marL", "0")) / EMU,
            int(_attribute(found, "indent", "0")) / EMU,
            _ALIGNS.get(_attribute(found, "algn", "l"), "left"),
            _bullet(found),
            self.colours.of(bullet_colour) if bullet_colour is not None else None,
        )

    def _of_gradient(self, runs: list[Any]) -> str | None:
        gradient = _child(runs, "gradFill")
        return self.colours.of(gradient.find("a:gsLst/a:gs", NS)) if gradient is not None else None


def _doubts(rotation: float, columns: int, vertical: bool) -> str:
    if rotation:
        return "it is turned"
    if vertical:
        return "its text runs upwards"
    return "its text stands in columns" if columns > 1 else ""


def _attribute(elements: Iterable[Any], name: str, usual: str) -> str:
    return next((one.get(name) for one in elements if one.get(name) is not None), usual)


def _size(runs: list[Any], number: int, kind: str) -> float:
    """The size of a level. Where nothing says one but the whole presentation's defaults, PowerPoint takes these, and
    LibreOffice its own (tried): text is fitted to the larger."""
    said = [run for run in runs if run.getparent().getparent().tag != f"{{{NS['p']}}}defaultTextStyle"]
    found = _attribute(said, "sz", "")
    if found:
        return int(found) / 100
    usual = {"titleStyle": (44,), "bodyStyle": (32, 28, 24, 20, 20)}.get(kind, (18,))[number - 1]
    return float(max(usual, int(_attribute(runs, "sz", "1800")) / 100))


def _is_on(elements: Iterable[Any], name: str) -> bool:
    return _attribute(elements, name, "0") in ("1", "true")


def _typeface(runs: Iterable[Any]) -> str:
    latin = _child(runs, "latin")
    return (latin.get("typeface") if latin is not None else "") or "+mn-lt"


def _child(elements: Iterable[Any], name: str) -> Any:
    return next((hit for one in elements if (hit := one.find(f"a:{name}", NS)) is not None), None)


def _frames(chain: Iterable[Any]) -> Iterable[Any]:
    for shape in chain:
        frame = shape.find("p:spPr/a:xfrm", NS)
        frame = frame if frame is not None else shape.find("p:xfrm", NS)
        if frame is not None and frame.find("a:off", NS) is not None:
            yield frame


def _box(chain: Iterable[Any]) -> Rect | None:
    for frame in _frames(chain):
        off, ext = frame.find("a:off", NS), frame.find("a:ext", NS)
        x, y, width, height = (int(e.get(key)) / EMU for e, key in ((off, "x"), (off, "y"), (ext, "cx"), (ext, "cy")))
        return Rect(x, y, width, height)
    return None


def _rotation(chain: Iterable[Any]) -> float:
    return next((int(frame.get("rot") or 0) / 60_000 for frame in _frames(chain)), 0.0)


def _insets(bodies: list[Any]) -> tuple[float, float, float, float]:
    usual = {"lIns": "91440", "tIns": "45720", "rIns": "91440", "bIns": "45720"}
    left, top, right, bottom = (int(_attribute(bodies, key, value)) / EMU for key, value in usual.items())
    return left, top, right, bottom


def _autofit(bodies: list[Any]) -> str:
    for body in bodies:
        for name in ("normAutofit", "spAutoFit", "noAutofit"):
            if body.find(f"a:{name}", NS) is not None:
                return name
    return "noAutofit"


def _spacing(element: Any) -> tuple[float, float | None]:
    """The distance of lines: a part of the usual one, or in points."""
    if element is None:
        return 1.0, None
    points = element.find("a:spcPts", NS)
    if points is not None:
        return 1.0, int(points.get("val")) / 100
    share = element.find("a:spcPct", NS)
    return (_percent(share.get("val")) if share is not None else 1.0), None


def _percent(value: str) -> float:
    """A percentage, as Office writes it (thousandths), or as the standard's strict form does."""
    return float(value.removesuffix("%")) / 100 if value.endswith("%") else int(value) / 100_000


def _space(element: Any, size: float) -> float:
    if element is None:
        return 0.0
    points, share = element.find("a:spcPts", NS), element.find("a:spcPct", NS)
    if points is not None:
        return int(points.get("val")) / 100
    return _percent(share.get("val")) * 1.2 * size if share is not None else 0.0


def _bullet(found: list[Any]) -> str:
    """The character before a paragraph; a number's is that of the first."""
    for one in found:
        for element in one:
            name = etree.QName(element).localname
            if name == "buNone":
                return ""
            if name == "buChar":
                char = element.get("char") or "•"
                font = one.find("a:buFont", NS)
                face = (font.get("typeface") or "") if font is not None else ""
                symbol = face.startswith(("Wingdings", "Symbol", "Webdings"))
                return _SYMBOLS.get(char, "•") if symbol else char[:1]
            if name in ("buAutoNum", "buBlip"):
                return "•"
    return ""
