"""The package lint: what makes PowerPoint offer to repair a file, and no schema catches. Run on every deck."""

from __future__ import annotations

import io
import posixpath
import re
import zipfile
from collections import Counter
from typing import Any

from lxml import etree

from reportgen.errors import BackendError

_MAGIC = {".png": b"\x89PNG\r\n\x1a\n", ".jpg": b"\xff\xd8\xff", ".jpeg": b"\xff\xd8\xff", ".gif": b"GIF8"}
_R = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}"
_FIRST_ID = 2147483648


def lint(blob: bytes) -> None:
    """Pass a sound package.

    Raises:
        BackendError: it has faults; the message lists all of them.
    """
    _refuse(faults_of(blob))


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
    """All faults of a package, in the order of its parts."""
    faults: list[str] = []
    with zipfile.ZipFile(io.BytesIO(blob)) as package:
        names = package.namelist()
        faults += [f"{name} is there twice" for name, count in Counter(names).items() if count > 1]
        faults += [f"{name} leads out of the package" for name in names if ".." in name or name.startswith("/")]
        parts = {name: package.read(name) for name in dict.fromkeys(names)}
    faults += _content_types(parts)
    targets = _relationships(parts, faults)
    for name, data in parts.items():
        if name.endswith((".xml", ".rels")):
            faults += _xml(name, data)
        for suffix, magic in _MAGIC.items():
            if name.endswith(suffix) and not data.startswith(magic):
                faults.append(f"{name} is no {suffix[1:]} picture")
    for name in parts:
        if re.fullmatch(r"ppt/slides/slide\d+\.xml", name) and name not in targets:
            faults.append(f"{name} belongs to no deck")
    faults += _ids(parts)
    return faults


def _parsed(data: bytes) -> Any:
    """A part's root; an empty one where it is broken, which is reported by itself."""
    try:
        return etree.fromstring(data)
    except etree.XMLSyntaxError:
        return etree.Element("broken")


def _content_types(parts: dict[str, bytes]) -> list[str]:
    if "[Content_Types].xml" not in parts:
        return ["the content types are missing"]
    faults: list[str] = []
    root = _parsed(parts["[Content_Types].xml"])
    defaults = {(e.get("Extension") or "").lower() for e in root.findall("{*}Default")}
    overrides = [(e.get("PartName") or "").lstrip("/") for e in root.findall("{*}Override")]
    faults += [f"a content type for the absent {name}" for name in overrides if name not in parts]
    for name in parts:
        if name == "[Content_Types].xml" or name in overrides:
            continue
        if name.rpartition(".")[2].lower() not in defaults:
            faults.append(f"{name} has no content type")
    return faults


def _relationships(parts: dict[str, bytes], faults: list[str]) -> set[str]:
    reached: set[str] = set()
    for name, data in parts.items():
        if not name.endswith(".rels"):
            continue
        folder, _, file = name.rpartition("/")
        owner = posixpath.join(posixpath.dirname(folder), file.removesuffix(".rels"))
        if file != ".rels" and owner not in parts:
            faults.append(f"{name} belongs to no part")
            continue
        seen: Counter[str] = Counter()
        layouts = 0
        known: set[str] = set()
        for relationship in _parsed(data):
            key, target = relationship.get("Id") or "", relationship.get("Target") or ""
            kind = (relationship.get("Type") or "").rpartition("/")[2]
            seen[key] += 1
            known.add(key)
            layouts += kind == "slideLayout"
            if relationship.get("TargetMode") == "External":
                if kind == "image":
                    faults.append(f"{name}: an external picture")
                continue
            base = "" if file == ".rels" else posixpath.dirname(owner)
            full = target.lstrip("/") if target.startswith("/") else posixpath.normpath(posixpath.join(base, target))
            reached.add(full)
            if full not in parts:
                faults.append(f"{name}: {key} leads to the absent {full}")
        faults += [f"{name}: {key} is there twice" for key, count in seen.items() if count > 1]
        if layouts > 1 and owner.startswith("ppt/slides/"):
            faults.append(f"{owner} has {layouts} layouts")
        if file != ".rels" and owner.endswith(".xml"):
            used = set(re.findall(rb'r:(?:id|embed|link)="([^"]+)"', parts[owner]))
            faults += [
                f"{owner}: the relationship {key.decode()} is missing"
                for key in sorted(used)
                if key.decode() not in known
            ]
    return reached


def _xml(name: str, data: bytes) -> list[str]:
    faults: list[str] = []
    try:
        root = etree.fromstring(data)
    except etree.XMLSyntaxError as error:
        return [f"{name} is broken XML: {error}"]
    if re.search(rb"_x00[01][0-9A-Fa-f]_", data):
        faults.append(f"{name}: a literal control-character escape")
    if b">NaN<" in data or b'"NaN"' in data:
        faults.append(f"{name}: NaN")
    if not name.startswith("ppt/"):
        return faults
    ids: Counter[str] = Counter(e.get("id") or "" for e in root.iter("{*}cNvPr"))
    faults += [f"{name}: shape id {key} is used {count} times" for key, count in ids.items() if count > 1]
    faults += [f"{name}: shape id {key} is out of range" for key in ids if not key.isdigit() or int(key) >= 2**31]
    for element in root.iter("{*}ext", "{*}off"):
        for key in ("cx", "cy", "x", "y"):
            value = element.get(key)
            if value is not None and not re.fullmatch(r"-?\d+" if key in "xy" else r"\d+", value):
                faults.append(f"{name}: {key}={value} is no length")
    for element in root.iter("{*}srgbClr"):
        if not re.fullmatch(r"[0-9A-Fa-f]{6}", element.get("val") or ""):
            faults.append(f"{name}: {element.get('val')} is no colour")
    for table in root.iter("{*}tbl"):
        columns = len(list(table.iter("{*}gridCol")))
        if any(len(row.findall("{*}tc")) != columns for row in table.iter("{*}tr")):
            faults.append(f"{name}: a table row has not {columns} cells")
    for paragraph in root.iter("{http://schemas.openxmlformats.org/drawingml/2006/main}p"):
        if len(paragraph.findall("{*}pPr")) > 1:
            faults.append(f"{name}: a paragraph has two properties")
    faults += _styles(name, root)
    if name.startswith("ppt/slides/"):
        for shape in root.iter("{http://schemas.openxmlformats.org/presentationml/2006/main}sp"):
            if shape.find("{*}txBody") is None:
                faults.append(f"{name}: a shape has no text body")
    return faults


def _styles(name: str, root: Any) -> list[str]:
    faults: list[str] = []
    for tag in ("fillStyleLst", "lnStyleLst", "effectStyleLst", "bgFillStyleLst"):
        for styles in root.iter(f"{{*}}{tag}"):
            if len(styles) < 3:
                faults.append(f"{name}: {tag} has fewer than three styles")
    return faults


def _ids(parts: dict[str, bytes]) -> list[str]:
    """Masters and layouts share one number space; footers of a slide need the layout's."""
    faults: list[str] = []
    used: Counter[int] = Counter()
    for name, data in parts.items():
        if name == "ppt/presentation.xml" or re.fullmatch(r"ppt/slideMasters/slideMaster\d+\.xml", name):
            for element in _parsed(data).iter("{*}sldMasterId", "{*}sldLayoutId"):
                number = element.get("id")
                if number is not None:
                    used[int(number)] += 1
    faults += [f"master or layout id {number} is used {count} times" for number, count in used.items() if count > 1]
    faults += [f"master or layout id {number} is too small" for number in used if number < _FIRST_ID]
    for name, data in parts.items():
        if not re.fullmatch(r"ppt/slides/slide\d+\.xml", name):
            continue
        layout = _layout_of(name, parts)
        if layout is None:
            faults.append(f"{name} has no layout")
            continue
        there = {_key(ph) for ph in _parsed(parts[layout]).iter("{*}ph")}
        for ph in _parsed(data).iter("{*}ph"):
            if _key(ph) not in there:
                faults.append(f"{name}: its layout has no placeholder {_key(ph)}")
    return faults


def _key(ph: Any) -> tuple[str, str]:
    return ph.get("type") or "obj", ph.get("idx") or "0"


def _layout_of(slide: str, parts: dict[str, bytes]) -> str | None:
    rels = parts.get(f"ppt/slides/_rels/{slide.rpartition('/')[2]}.rels")
    if rels is None:
        return None
    for relationship in _parsed(rels):
        if (relationship.get("Type") or "").endswith("/slideLayout"):
            target = posixpath.normpath(posixpath.join("ppt/slides", relationship.get("Target") or ""))
            return target if target in parts else None
    return None
