"""An SVG file → a drawing that is safe to draw: nothing in it runs, reaches out, or multiplies beyond measure."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from reportgen.drawings.fonts import SHIPPED, DrawingFonts, lacking, quoted, wanted_families
from reportgen.drawings.paths_or_pixels import is_drawable, is_svg, local, parsed
from reportgen.drawings.pixels import HINT, is_coarse, trial_width
from reportgen.drawings.size import size_of
from reportgen.errors import NOWHERE, AssetError, BackendError, Where

MOST_NODES = 50_000
"""Elements, those that `use` repeats counted each time."""

MOST_LETTERS = 20_000
"""Of text in one drawing."""

MOST_OCTAVES = 12
"""Of a filter's turbulence: more are finer than a pixel."""

FLATTEST = 1000
"""How often the shorter side may go into the longer one."""

_DECLARATION = re.compile(rb"^(?:\xef\xbb\xbf)?\s*<\?xml[^>]*\?>\s*")
_IMPORT = re.compile(rb"@import\b|<\?xml-stylesheet\b", re.IGNORECASE)
_ACTIVE = ("script", "foreignObject", "iframe", "handler", "listener")
_FOREIGN_COLOURS = re.compile(r"[:\"'=,(]\s*(oklch|oklab|lch|lab|color-mix|light-dark|color)\(", re.IGNORECASE)
"""Functions of colours as values have them: words of a title may look alike."""
_VARIABLE = re.compile(r"(--[\w-]+)\s*:\s*([^;}\"']+)")
_USE = re.compile(r"var\(\s*(--[\w-]+)\s*(?:,\s*([^()]*(?:\([^()]*\))?[^()]*))?\)")


@dataclass(frozen=True, slots=True)
class Drawing:
    """A drawing as UTF-8, its variables filled in, and its size in units of its own."""

    data: bytes
    width: float
    height: float
    fonts: DrawingFonts = SHIPPED
    notes: tuple[tuple[str, str], ...] = ()
    """What is not drawn as it was asked for, each with a remedy."""


def read_drawing(blob: bytes, name: str, where: Where = NOWHERE, fonts: DrawingFonts = SHIPPED) -> Drawing:
    """Read and check a drawing; what is not plain is drawn once, so that both outputs can rely on it.

    Raises:
        AssetError: it cannot be read or drawn, or contains what has no place in a document.
    """
    if blob.count(b"<") - blob.count(b"</") - blob.count(b"<!") > MOST_NODES:
        raise _too_many(name, where)
    try:
        root = parsed(blob)
        blob = _in_utf8(blob, root)
    except (SyntaxError, ValueError) as error:
        reason = str(error).partition(" (<string>")[0]
        raise AssetError(f"{name} is not a readable SVG: {reason}", where, "save it again as a plain SVG") from error
    if local(root.tag) != "svg":
        raise AssetError(f"{name} is not a readable SVG: it begins with <{local(root.tag)}>", where, "save it as SVG")
    try:
        _check(root, name, where)
        data = _with_variables(blob)
        wanted = wanted_families(root)
        if wanted:
            data = _with_quotes(data, wanted)
        fonts = fonts if wanted else SHIPPED
        size = size_of(root) or _drawn_size(data)
        _check_size(size)
        coarse = not is_drawable(data) and is_coarse(data, trial_width(size[0]), fonts)
    except ValueError as error:
        raise AssetError(f"{name}: {error}", where, "look at its width, height and viewBox") from error
    except BackendError as error:
        reason = error.message.replace("an SVG picture", "it")
        raise AssetError(f"{name}: {reason}", where, error.hint) from error
    slow = ((f"{name} takes long to draw, and is drawn with few pixels", HINT),) if coarse else ()
    return Drawing(data, *size, fonts, (*_left_out(blob, name), *_substituted(wanted, fonts, name), *slow))


def _in_utf8(blob: bytes, root: Any) -> bytes:
    """A drawing in the encoding that resvg reads."""
    from lxml import etree

    try:
        blob.decode("utf-8-sig")
    except UnicodeDecodeError:
        made: bytes = etree.tostring(root.getroottree(), encoding="utf-8", xml_declaration=True)
        return made
    return _DECLARATION.sub(b"", blob, count=1)


def _with_quotes(data: bytes, wanted: tuple[tuple[str, ...], ...]) -> bytes:
    """A drawing whose text names families as CSS wants them."""
    from lxml import etree

    root = parsed(data)
    made: bytes = etree.tostring(root, encoding="utf-8") if quoted(root, wanted) else data
    return made


def _left_out(blob: bytes, name: str) -> Iterator[tuple[str, str]]:
    """What a drawing takes from elsewhere and is drawn without."""
    if _IMPORT.search(blob):
        yield f"{name} takes a style sheet from elsewhere, and is drawn without it", "put its rules into the drawing"


def _substituted(wanted: tuple[tuple[str, ...], ...], fonts: DrawingFonts, name: str) -> Iterator[tuple[str, str]]:
    """The fonts of a drawing's text that are not there."""
    missing = lacking(wanted, fonts)
    if missing:
        asked = " and ".join(f'"{family}"' for family in missing)
        yield (
            f"{name} asks for {asked}, which neither the brand nor reportgen has: its text stands in another font",
            "convert its text to outlines (paths), or name a font of the brand in it",
        )


def _check_size(size: tuple[float, float]) -> None:
    if not (0 < size[0] < 1e6 and 0 < size[1] < 1e6):
        raise ValueError("it has no size")
    if max(size) > FLATTEST * min(size):
        shape = "wide for its height" if size[0] > size[1] else "high for its width"
        raise ValueError(f"its size of {size[0]:g} × {size[1]:g} is far too {shape}")


def _drawn_size(data: bytes) -> tuple[float, float]:
    """The size of what a drawing shows that says none itself."""
    from reportgen.drawings.worker import DRAWER

    png = DRAWER.draw({"svg_string": data.decode("utf-8-sig"), "dpi": 96, "skip_system_fonts": True})
    return float(int.from_bytes(png[16:20], "big")), float(int.from_bytes(png[20:24], "big"))


def _check_octaves(octaves: str, name: str, where: Where) -> None:
    """Refuse a filter whose noise has so many octaves that drawing it does not end."""
    if not octaves.isdigit() or len(octaves) > 3 or int(octaves) > MOST_OCTAVES:
        raise AssetError(f"{name} has a filter of {octaves[:12]} octaves; the most is {MOST_OCTAVES}", where, HINT)


def _check(root: Any, name: str, where: Where) -> None:
    letters = 0
    for number, element in enumerate(root.iter()):
        if number > MOST_NODES:
            raise _too_many(name, where)
        _refuse_active(element, name, where)
        tag = local(element.tag)
        if tag in ("text", "tspan", "textPath"):
            letters += len(element.text or "")
        elif tag == "feTurbulence":
            _check_octaves(element.get("numOctaves", "1").strip(), name, where)
    if letters > MOST_LETTERS:
        raise AssetError(f"{name} has {letters} letters of text; the most is {MOST_LETTERS}", where, HINT)
    if _multiplied(root) > MOST_NODES:
        raise AssetError(f"{name} repeats its parts more than {MOST_NODES} times", where, HINT)


def _too_many(name: str, where: Where) -> AssetError:
    return AssetError(f"{name} has more than {MOST_NODES} elements", where, HINT)


def _multiplied(root: Any) -> int:
    """The elements of a drawing when every `use` is what it stands for; those in circles count once."""
    by_id = {element.get("id"): element for element in root.iter("{*}*") if element.get("id")}
    known: dict[Any, int] = {}
    under_way: set[Any] = set()

    def count(element: Any) -> int:
        if element in known:
            return known[element]
        if element in under_way:
            return 0
        under_way.add(element)
        total = 1 + sum(count(child) for child in element if isinstance(child.tag, str))
        if local(element.tag) == "use":
            href = next((value for key, value in element.attrib.items() if local(key) == "href"), "")
            target = by_id.get(href.removeprefix("#"))
            total += count(target) if target is not None else 0
        under_way.discard(element)
        known[element] = total
        return total

    try:
        return count(root)
    except RecursionError:
        return MOST_NODES + 1


def _refuse_active(element: Any, name: str, where: Where) -> None:
    """A drawing neither runs anything nor reaches for other files."""
    from lxml import etree

    if not isinstance(element.tag, str):
        if isinstance(element, etree._Entity):
            raise AssetError(f"{name} defines entities", where, "save it as a plain SVG")
        return
    tag = local(element.tag)
    if tag in _ACTIVE:
        raise AssetError(f"{name} contains <{tag}>", where, "save it as a plain SVG")
    draws = is_svg(element) and tag not in ("a", "font-face-uri", "color-profile")
    for key, value in element.attrib.items():
        attribute = local(key)
        if attribute.startswith("on"):
            raise AssetError(f"{name} contains {attribute}=…", where, "save it as a plain SVG")
        if draws and attribute == "href" and not value.strip().startswith(("#", "data:image/", "data:;base64,")):
            raise AssetError(f'{name} refers to "{value[:60]}"', where, "put the picture into the SVG")


def _variables_of(text: str) -> dict[str, str]:
    """The CSS variables of a drawing, each with its one value."""
    known: dict[str, str] = {}
    for name, value in Counter((name, value.strip()) for name, value in _VARIABLE.findall(text)):
        if name in known:
            raise ValueError(f"it gives var({name}) several values: write the colours where they are used")
        known[name] = value
    return known


def _with_variables(blob: bytes) -> bytes:
    """The drawing with what its CSS variables stand for, which resvg does not know.

    Raises:
        ValueError: a variable has no value, or several; or a colour is written in a way that cannot be drawn.
    """
    foreign = _FOREIGN_COLOURS.search(blob.decode("latin-1")) if b"(" in blob else None
    if foreign:
        raise ValueError(f"it has colours written as {foreign[1]}(…), which cannot be drawn: write them as #rrggbb")
    if b"var(" not in blob:
        return blob
    text = blob.decode("utf-8-sig")
    known = _variables_of(text)

    def filled(found: re.Match[str]) -> str:
        value = known.get(found[1], (found[2] or "").strip())
        if not value:
            raise ValueError(f"it uses var({found[1]}), which has no value: write the colour where it is used")
        return value

    for _ in range(5):  # a variable may stand for another
        text, count = _USE.subn(filled, text)
        if not count:
            break
    if "var(" in text:
        raise ValueError("it uses var(…) in a way that cannot be drawn: write the colours where they are used")
    return text.encode()
