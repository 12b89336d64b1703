"""The package lint: what makes PowerPoint offer to repair a file, and no schema catches. Run on every deck."""

from __future__ import annotations

import io
import re
import zipfile
from collections import Counter
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping
from types import MappingProxyType
from typing import Any

from lxml import etree

from reportgen.backends.pptx.relationships import Relationships, parsed, read_relationships
from reportgen.errors import BackendError

_MAGIC = {".png": b"\x89PNG\r\n\x1a\n", ".jpg": b"\xff\xd8\xff", ".jpeg": b"\xff\xd8\xff", ".gif": b"GIF8"}
_FIRST_ID = 2147483648
_SLIDE = re.compile(r"ppt/slides/slide\d+\.xml")


class Located(str):
    """What is wrong, with the element that it is about: an XPath in its part, empty where it is the whole part."""

    part: str = ""
    path: str = ""


def located(told: str, element: Any) -> Located:
    """What is wrong with an element."""
    made = Located(told)
    made.path = element.getroottree().getpath(element)
    return made


def _in(part: str, told: str) -> Located:
    """What is wrong with a part, or with an element of it."""
    made = Located(f"{part}: {told}")
    made.part, made.path = part, getattr(told, "path", "")
    return made


def lint(blob: bytes, known: Collection[str] = ()) -> None:
    """Pass a sound package; faults that are `known` are those of the file that it was made from.

    Raises:
        BackendError: it has faults; the message lists all of them.
    """
    _refuse([fault for fault in faults_of(blob) if fault not in known])


def lint_parts(
    parts: Mapping[str, bytes], known: Collection[str] = (), sound: Mapping[str, bytes] = MappingProxyType({})
) -> None:
    """Pass a package that is to be written of these parts; faults that are `known` are those of the file that it was
    made from, and parts that were found `sound` before are sound by themselves.

    Raises:
        BackendError: it has faults; the message lists all of them.
    """
    _refuse([fault for fault in _faults(parts, sound) if fault not in known])


def sound(name: str, data: bytes) -> None:
    """Pass a sound part, written anew into a package that was sound.

    Raises:
        BackendError: it has faults.
    """
    _refuse(_xml(name, data))


def _refuse(faults: list[str]) -> None:
    if faults:
        raise BackendError("the deck is unsound: " + "; ".join(faults), hint="this is a fault of reportgen: report it")


def faults_of(blob: bytes) -> list[str]:
    """All faults of a package: of its names, its content types, its relationships, its parts, its ids."""
    with zipfile.ZipFile(io.BytesIO(blob)) as package:
        names = [name for name in package.namelist() if is_part(name)]
        parts = {name: package.read(name) for name in dict.fromkeys(names)}
    twice = (f"{name} is there twice" for name, count in Counter(names).items() if count > 1)
    return [*twice, *_faults(parts)]


def is_part(name: str) -> bool:
    """Whether an entry of a package's file is a part. Folders are none, which PptxGenJS writes, nor is what PowerPoint
    has thrown away (`[trash]/0000.dat`): names of parts end with no stroke and have no brackets (ECMA-376 Part 2, 6.2.2).
    """
    return not name.endswith("/") and not name.startswith("[trash]/")


def _faults(parts: Mapping[str, bytes], sound: Mapping[str, bytes] = MappingProxyType({})) -> list[str]:
    """The faults of a package by its parts."""
    reached: set[str] = set()
    faults = [*_names(parts), *_content_types(parts), *_relationships(parts, reached)]
    for name, data in parts.items():
        if name.endswith((".xml", ".rels")) and sound.get(name) != data:
            faults += _xml(name, data)
        faults += _picture(name, data)
    faults += [f"{name} belongs to no deck" for name in parts if _SLIDE.fullmatch(name) and name not in reached]
    return [*faults, *_sheet_ids(parts), *_placeholders(parts)]


def _names(names: Iterable[str]) -> Iterator[str]:
    """Names of parts stay inside the package (ECMA-376 Part 2, 6.2.2)."""
    yield from (f"{name} leads out of the package" for name in names if ".." in name or name.startswith("/"))


def _picture(name: str, data: bytes) -> Iterator[str]:
    """A picture is what its ending says."""
    for suffix, magic in _MAGIC.items():
        if name.endswith(suffix) and not data.startswith(magic):
            yield f"{name} is no {suffix[1:]} picture"
    if name.endswith(".xlsx") and not data.startswith(b"PK"):
        yield f"{name} is no xlsx workbook"


def _content_types(parts: Mapping[str, bytes]) -> Iterator[str]:
    """Every part has a content type, and every type a part (ECMA-376 Part 2, 6.2.3)."""
    if "[Content_Types].xml" not in parts:
        yield "the content types are missing"
        return
    root = parsed(parts["[Content_Types].xml"])
    defaults = {(e.get("Extension") or "").lower() for e in root.findall("{*}Default")}
    overrides = [(e.get("PartName") or "").lstrip("/") for e in root.findall("{*}Override")]
    yield from (f"a content type for the absent {name}" for name in overrides if name not in parts)
    for name in parts:
        known = name == "[Content_Types].xml" or name in overrides or name.rpartition(".")[2].lower() in defaults
        if not known:
            yield f"{name} has no content type"


# --- relationships (ECMA-376 Part 2, 6.5)


def _relationships(parts: Mapping[str, bytes], reached: set[str]) -> Iterator[str]:
    """What is wrong with the relationships of all parts; the parts that they lead to are added to `reached`."""
    for name in parts:
        if not name.endswith(".rels"):
            continue
        own = read_relationships(name, parts[name])
        if own.owner and own.owner not in parts:
            yield f"{name} belongs to no part"
            continue
        reached.update(one.target for one in own.all if one.target)
        yield from _targets(own, parts)
        if own.owner:
            yield from _used_relationships(own, parts[own.owner])


def _targets(own: Relationships, parts: Mapping[str, bytes]) -> Iterator[str]:
    """Ids are unique, targets are there, and a picture is in the package."""
    for one in own.all:
        if one.kind == "image" and not one.target:
            yield f"{own.name}: an external picture"
        if one.target and one.target not in parts:
            yield f"{own.name}: {one.key} leads to the absent {one.target}"
    counts = Counter(one.key for one in own.all)
    yield from (f"{own.name}: {key} is there twice" for key, count in counts.items() if count > 1)


def _used_relationships(own: Relationships, data: bytes) -> Iterator[str]:
    """A slide has one layout, and an XML part no reference to a relationship that is not there."""
    layouts = sum(one.kind == "slideLayout" for one in own.all)
    if layouts > 1 and own.owner.startswith("ppt/slides/"):
        yield f"{own.owner} has {layouts} layouts"
    if own.owner.endswith(".xml"):
        known = {one.key for one in own.all}
        used = sorted({key.decode() for key in re.findall(rb'r:(?:id|embed|link)="([^"]+)"', data)})
        yield from (f"{own.owner}: the relationship {key} is missing" for key in used if key not in known)


# --- XML parts


def _xml(name: str, data: bytes) -> list[str]:
    """What is wrong with a part, as far as it shows in the part itself."""
    try:
        root = etree.fromstring(data)
    except etree.XMLSyntaxError as error:
        return [f"{name} is broken XML: {error}"]
    checks = [check for folder, of_folder in _CHECKS for check in of_folder if name.startswith(folder)]
    return [*_spellings(name, data), *(_in(name, fault) for check in checks for fault in check(root))]


def _spellings(name: str, data: bytes) -> Iterator[str]:
    if re.search(rb"_x00[01][0-9A-Fa-f]_", data):
        yield f"{name}: a literal control-character escape"
    if b">NaN<" in data or b'"NaN"' in data:
        yield f"{name}: NaN"


def _shape_ids(root: Any) -> Iterator[str]:
    """`p:cNvPr` and its like (ECMA-376 Part 1, 20.1.2.2.8): unique on a slide, 31 bits."""
    ids: dict[str, list[Any]] = {}
    for element in root.iter("{*}cNvPr"):
        ids.setdefault(element.get("id") or "", []).append(element)
    for key, elements in ids.items():
        if len(elements) > 1:
            yield located(f"shape id {key} is used {len(elements)} times", elements[1])
        if not key.isdigit() or int(key) >= 2**31:
            yield located(f"shape id {key} is out of range", elements[0])


def _lengths(root: Any) -> Iterator[str]:
    """`a:off` and `a:ext` (20.1.7.3, 20.1.7.4): whole EMU, sizes without a sign."""
    for element in root.iter("{*}ext", "{*}off"):
        for key, pattern in (("cx", r"\d+"), ("cy", r"\d+"), ("x", r"-?\d+"), ("y", r"-?\d+")):
            value = element.get(key)
            if value is not None and not re.fullmatch(pattern, value):
                yield located(f"{key}={value} is no length", element)


def _colours(root: Any) -> Iterator[str]:
    """`a:srgbClr` (20.1.2.3.32): six hexadecimal digits."""
    for element in root.iter("{*}srgbClr"):
        if not re.fullmatch(r"[0-9A-Fa-f]{6}", element.get("val") or ""):
            yield located(f"{element.get('val')} is no colour", element)


def _tables(root: Any) -> Iterator[str]:
    """`a:tbl` (21.1.3.13): every row has a cell for each column of the grid."""
    for table in root.iter("{*}tbl"):
        columns = len(list(table.iter("{*}gridCol")))
        if any(len(row.findall("{*}tc")) != columns for row in table.iter("{*}tr")):
            yield located(f"a table row has not {columns} cells", table)


def _paragraphs(root: Any) -> Iterator[str]:
    """`a:p` (21.1.2.2.6): one `a:pPr` at most."""
    for paragraph in root.iter("{http://schemas.openxmlformats.org/drawingml/2006/main}p"):
        if len(paragraph.findall("{*}pPr")) > 1:
            yield located("a paragraph has two properties", paragraph)


def _styles(root: Any) -> Iterator[str]:
    """`a:fmtScheme` (20.1.4.1.14): three styles of each kind, or PowerPoint repairs the theme."""
    for tag in ("fillStyleLst", "lnStyleLst", "effectStyleLst", "bgFillStyleLst"):
        for styles in root.iter(f"{{*}}{tag}"):
            if len(styles) < 3:
                yield located(f"{tag} has fewer than three styles", styles)


def _text_bodies(root: Any) -> Iterator[str]:
    """`p:sp` (19.3.1.43): PowerPoint wants a text body in each shape of a slide, though the schema does not."""
    for shape in root.iter("{http://schemas.openxmlformats.org/presentationml/2006/main}sp"):
        if shape.find("{*}txBody") is None:
            yield located("a shape has no text body", shape)


def _series_names(root: Any) -> Iterator[str]:
    """`c:tx` (21.2.2.215): a reference or a value; a literal list is what PowerPoint repairs (reported)."""
    for element in root.iter("{http://schemas.openxmlformats.org/drawingml/2006/chart}strLit"):
        if element.getparent().tag.endswith("}tx"):
            yield located("a series is named by a literal list", element)


def _not_on_slides(root: Any) -> Iterator[str]:
    """`p:ph` (19.3.1.36): headers and pictures of slides stand on notes alone."""
    for element in root.iter("{*}ph"):
        if element.get("type") in ("hdr", "sldImg"):
            yield located(f"a placeholder for {element.get('type')} on a slide", element)


_CHECKS: tuple[tuple[str, tuple[Callable[[Any], Iterator[str]], ...]], ...] = (
    ("ppt/", (_shape_ids, _lengths, _colours, _tables, _paragraphs, _styles)),
    ("ppt/slides/", (_text_bodies, _not_on_slides)),
    ("ppt/charts/", (_series_names,)),
)
"""What is checked in the parts of a folder."""


# --- ids and placeholders


def _sheet_ids(parts: Mapping[str, bytes]) -> Iterator[str]:
    """Masters and layouts share one number space, which begins at 2^31 (ECMA-376 Part 1, 19.7.18)."""
    used: Counter[int] = Counter()
    for name, data in parts.items():
        if name == "ppt/presentation.xml" or re.fullmatch(r"ppt/slideMasters/slideMaster\d+\.xml", name):
            ids = (element.get("id") for element in parsed(data).iter("{*}sldMasterId", "{*}sldLayoutId"))
            used.update(int(number) for number in ids if number is not None)
    yield from (f"master or layout id {number} is used {count} times" for number, count in used.items() if count > 1)
    yield from (f"master or layout id {number} is too small" for number in used if number < _FIRST_ID)


def _placeholders(parts: Mapping[str, bytes]) -> Iterator[str]:
    """A slide has a layout, and that has each of the slide's placeholders (19.3.1.36)."""
    for name, data in parts.items():
        if not _SLIDE.fullmatch(name):
            continue
        layout = _layout_of(name, parts)
        if layout is None:
            yield f"{name} has no layout"
            continue
        there = {_key(ph) for ph in parsed(parts[layout]).iter("{*}ph")}
        missing = (_key(ph) for ph in parsed(data).iter("{*}ph") if _key(ph) not in there)
        yield from (f"{name}: its layout has no placeholder {key}" for key in missing)


def _key(ph: Any) -> tuple[str, str]:
    return ph.get("type") or "obj", ph.get("idx") or "0"


def _layout_of(slide: str, parts: Mapping[str, bytes]) -> str | None:
    """The part of a slide's layout, where there is one."""
    name = f"ppt/slides/_rels/{slide.rpartition('/')[2]}.rels"
    own = read_relationships(name, parts[name]).all if name in parts else ()
    layout = next((one.target for one in own if one.kind == "slideLayout"), "")
    return layout if layout in parts else None
