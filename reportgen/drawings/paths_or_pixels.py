"""Which drawings are drawn right as paths: a list of elements, attributes and values. All else is drawn as pixels."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache
from typing import Any

from reportgen.drawings.size import size_of, view_box

SVG = "http://www.w3.org/2000/svg"

_SHAPES = {
    "g": (),
    "path": ("d",),
    "rect": ("x", "y", "width", "height", "rx", "ry"),
    "circle": ("cx", "cy", "r"),
    "ellipse": ("cx", "cy", "rx", "ry"),
    "line": ("x1", "y1", "x2", "y2"),
    "polyline": ("points",),
    "polygon": ("points",),
}
"""The elements that are drawn, and the attributes of their geometry."""

_UNSEEN = ("title", "desc", "metadata")
_ROOT = ("viewBox", "width", "height", "version", "baseProfile", "preserveAspectRatio", "x", "y", "zoomAndPan")
_HARMLESS = re.compile(
    r"id|role|focusable|tabindex|lang|space|class|data-.*|aria-.*|font-.*|text-.*|line-height|letter-spacing|word-spacing"
    r"|(?:shape|color|image|text)-rendering|color-interpolation(?:-filters)?|enable-background|clip-rule|isolation"
    r"|overflow|solid-color|solid-opacity|stop-color|-inkscape-.*"
)
"""Attributes and properties that say nothing of shapes: a `class` does not where there is no style sheet."""

_NUMBER = r"[+-]?(?:\d+\.?\d*|\.\d+)(?:e[+-]?\d+)?"
_LENGTH = rf"{_NUMBER}(?:px)?"
_COLOUR = r"#[0-9a-f]{3}|#[0-9a-f]{6}|none|currentcolor|[a-z]+|rgb\(\d+, ?\d+, ?\d+\)"
_ONE = r"1(?:\.0*)?|100%"
_PROPERTIES = {
    name: re.compile(pattern)
    for name, pattern in {
        "fill": _COLOUR,
        "stroke": _COLOUR,
        "stroke-width": _LENGTH,
        "stroke-linecap": "butt|round|square",
        "stroke-linejoin": "miter|round|bevel",
        "stroke-miterlimit": _NUMBER,
        "stroke-dasharray": rf"none|{_LENGTH}(?:[\s,]+{_LENGTH})*",
        "stroke-dashoffset": r"0(?:px)?",
        "fill-rule": "nonzero|evenodd",
        "opacity": _ONE,
        "fill-opacity": _ONE,
        "stroke-opacity": _ONE,
        "visibility": "visible",
        "display": "inline|block",
        "clip-path": "none",
        "mask": "none",
        "filter": "none",
        "mix-blend-mode": "normal",
        "paint-order": "normal",
        "vector-effect": "none",
        "marker": "none",
        "marker-start": "none",
        "marker-mid": "none",
        "marker-end": "none",
    }.items()
}
_COMMAND = re.compile(r"[a-df-zA-DF-Z]")
_REFLECTS_ANOTHER = re.compile(r"(?:^|[^qt])t|(?:^|[^cs])s")
"""Smooth curves after another kind of curve or line, whose control point svgelements does not reset (SVG 2, 9.3.6)."""
_GEOMETRY = re.compile(_LENGTH)
_STEP = re.compile(
    rf"\s*,?\s*(translate|scale|rotate|matrix)\s*\(\s*({_NUMBER}(?:\s*,\s*{_NUMBER}|\s+{_NUMBER})*)\s*\)\s*"
)
DEEPEST = 60
"""Groups in groups."""

_EMBEDDED = {"linearGradient", "radialGradient", "stop", "defs", "clipPath"}
"""What a deck's client draws from the SVG itself, beside shapes."""


def parsed(svg: bytes) -> Any:
    """The tree of a drawing, which fetches nothing and resolves no entities."""
    from lxml import etree

    return etree.fromstring(svg, etree.XMLParser(resolve_entities=False, no_network=True, huge_tree=False))


def local(name: Any) -> str:
    """The name of an element or attribute without its namespace; nothing for a comment."""
    return name.rpartition("}")[2] if isinstance(name, str) else ""


@lru_cache(maxsize=64)
def is_drawable(svg: bytes) -> bool:
    """Whether every backend can draw all that an SVG shows as paths in opaque colours, and draws it right."""
    try:
        root = parsed(svg)
        return (
            local(root.tag) == "svg"
            and _is_plain_root(root)
            and all(_is_plain(child, 1) for child in root)
            and _is_understood(svg)
        )
    except (ValueError, SyntaxError):  # lxml's XMLSyntaxError is one
        return False


def _is_plain_root(root: Any) -> bool:
    """Whether a drawing fills its size once, at one scale."""
    size, box = size_of(root), view_box(root)
    if size is None or (box is not None and size != box[2:]):
        return False
    if root.get("preserveAspectRatio", "xMidYMid meet").split() not in (["xMidYMid", "meet"], ["xMidYMid"]):
        return False
    return all(_is_plain_property(key, value) for key, value in said(root) if key not in _ROOT)


def _is_plain(element: Any, depth: int) -> bool:
    if not isinstance(element.tag, str):
        return not hasattr(element, "target")  # a comment, but no processing instruction
    namespace = element.tag.rpartition("}")[0].lstrip("{")
    name = local(element.tag)
    if namespace not in ("", SVG) or name in _UNSEEN:
        return True
    if name == "defs":
        return not len(element)
    if name not in _SHAPES or depth > DEEPEST:
        return False
    own = _SHAPES[name]
    given = dict(said(element))
    if not _has_extent(name, given):
        return False
    plain = all(
        _is_plain_geometry(key, value) if key in own else _is_plain_property(key, value) for key, value in said(element)
    )
    if name != "g":
        return plain and all(not isinstance(child.tag, str) or local(child.tag) in _UNSEEN for child in element)
    return plain and all(_is_plain(child, depth + 1) for child in element)


def _has_extent(name: str, given: dict[str, str]) -> bool:
    """Whether a shape has all that makes it one, in numbers that mean the same everywhere."""
    needed = {"path": ("d",), "rect": ("width", "height"), "circle": ("r",), "ellipse": ("rx", "ry")}.get(name, ())
    if any(not given.get(key, "").strip() for key in needed):
        return False
    if name == "path":
        return True
    sizes = [float(given[key].removesuffix("px")) for key in ("width", "height", "r", "rx", "ry") if given.get(key)]
    if any(size <= 0 for size in sizes):
        return False
    if name == "rect" and ("rx" in given or "ry" in given):
        most = min(float(given[key].removesuffix("px")) for key in ("width", "height")) / 2
        return all(float(given[key].removesuffix("px")) <= most for key in ("rx", "ry") if key in given)
    return True


def _is_plain_geometry(key: str, value: str) -> bool:
    if key == "d":
        return not _REFLECTS_ANOTHER.search("".join(_COMMAND.findall(value)).lower())
    return key == "points" or _GEOMETRY.fullmatch(value.lower()) is not None


def _is_plain_property(key: str, value: str) -> bool:
    if key == "transform":
        return _keeps_shapes(value)
    if key in _PROPERTIES:
        low = value.lower()
        return _PROPERTIES[key].fullmatch(low) is not None and (key not in ("fill", "stroke") or _is_colour(low))
    return _HARMLESS.fullmatch(key) is not None


def _is_colour(value: str) -> bool:
    from PIL.ImageColor import colormap

    return not value.isalpha() or value in ("none", "currentcolor") or value in colormap


def _keeps_shapes(transform: str) -> bool:
    """Whether a transform only moves, turns and scales evenly, so that strokes keep one width."""
    at = 0
    for step in _STEP.finditer(transform.lower()):
        if step.start() != at:
            return False
        at = step.end()
        if not _keeps_shape(step[1], [float(number) for number in re.findall(_NUMBER, step[2])]):
            return False
    return at == len(transform)


def _keeps_shape(step: str, numbers: list[float]) -> bool:
    """Whether one step of a transform only moves, turns and scales evenly (SVG 2, 8.5)."""
    match step, numbers:
        case ("translate", [_] | [_, _]) | ("rotate", [_] | [_, _, _]):
            return True
        case ("scale", [a]):
            return a != 0
        case ("scale", [a, b]):
            return a != 0 and abs(a) == abs(b)
        case ("matrix", [a, b, c, d, _, _]):
            size = a * a + b * b
            turned = abs(a * c + b * d) < 1e-6 * size
            return a * d != b * c and turned and abs(size - c * c - d * d) <= 1e-6 * size
        case _:
            return False


def said(element: Any) -> Iterator[tuple[str, str]]:
    """The properties of an element: its attributes, those of other namespaces left out, then those of its `style`."""
    for key, value in element.attrib.items():
        if "}" not in key and key != "style":
            yield key, value.strip()
    for part in element.get("style", "").split(";"):
        key, _, value = part.partition(":")
        if key.strip():
            yield key.strip(), value.replace("!important", "").strip()


def _is_understood(svg: bytes) -> bool:
    """Whether svgelements reads every shape."""
    import io

    import svgelements

    try:
        drawing = svgelements.SVG.parse(io.BytesIO(plain_tree(svg)), reify=False, ppi=72, width=100, height=100)
        for element in drawing.elements():
            if isinstance(element, svgelements.Shape):
                svgelements.Path(element).reify()
    except Exception:  # whatever it stumbles over, resvg may draw
        return False
    return True


@lru_cache(maxsize=64)
def plain_tree(svg: bytes) -> bytes:
    """A drawing with its viewBox as its only size, and black for the colour that a page would give it."""
    from lxml import etree

    root = parsed(svg)
    size = size_of(root)
    if root.get("viewBox") is None and size is not None:
        root.set("viewBox", f"0 0 {size[0]:g} {size[1]:g}")
    for key in ("width", "height", "preserveAspectRatio", "x", "y"):
        root.attrib.pop(key, None)
    for element in root.iter(etree.Element):
        for key in ("fill", "stroke", "style"):
            value = element.get(key)
            if value and "currentcolor" in value.lower():
                element.set(key, re.sub("currentcolor", "#000000", value, flags=re.IGNORECASE))
    blob: bytes = etree.tostring(root)
    return blob


@lru_cache(maxsize=64)
def is_embeddable(svg: bytes) -> bool:
    """Whether a drawing may travel into a deck as it is: shapes and gradients, nothing that runs, links or moves.

    What a document type or a processing instruction names lies outside, so neither may be there.
    """
    from lxml import etree

    if re.search(rb"<!DOCTYPE|<\?(?!xml\s)|javascript:|data:|www\.w3\.org/1999/xhtml", svg, re.IGNORECASE):
        return False
    # An editor's own notes stand in its namespace: nothing draws them.
    own = (element for element in parsed(svg).iter(etree.Element) if is_svg(element))
    return all(_may_travel(element) for element in own)


def is_svg(element: Any) -> bool:
    """Whether an element is one of SVG's, and no note of an editor's own."""
    return element.tag.rpartition("}")[0].lstrip("{") in ("", SVG)


def _may_travel(element: Any) -> bool:
    """Whether an element is a shape or a gradient that refers to nothing outside of its drawing."""
    if local(element.tag) not in {"svg", *_SHAPES, *_UNSEEN, *_EMBEDDED}:
        return False
    if any("url(" in value and not re.fullmatch(r"url\(\s*['\"]?#[^)]*\)", value) for _, value in said(element)):
        return False
    return not any(local(key) == "href" and not value.startswith("#") for key, value in element.attrib.items())
