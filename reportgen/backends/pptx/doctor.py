"""What is wrong with anybody's presentation, how PowerPoint takes it, and the mendings of which there is only one.

The faults are those of the lint that every deck of ours passes; here stands what each means to a person. That PowerPoint
repairs, refuses or ignores something is reported, not run: it is not at hand.
"""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Callable, Mapping
from typing import Any, Literal

from lxml import etree

from reportgen.backends.pptx.lint import Located, faults_of, is_part
from reportgen.backends.pptx.open_deck import A, P
from reportgen.backends.pptx.package import Package
from reportgen.backends.pptx.relationships import part_of, read_relationships
from reportgen.structs import Struct

Severity = Literal["ignores", "repairs", "refuses"]
"""What PowerPoint does about a fault: nothing, though others may; it offers to repair; it does not open the file."""

SEVERITIES: tuple[Severity, ...] = ("ignores", "repairs", "refuses")


class Rule(Struct, frozen=True):
    """A kind of fault: its name, what PowerPoint does, what a person can do."""

    name: str
    severity: Severity
    remedy: str


class Diagnosis(Struct, frozen=True):
    """A fault in a file: `path` is an XPath in the part, empty where it is about the whole."""

    rule: str
    severity: Severity
    part: str
    path: str
    told: str
    remedy: str
    mended: bool = False


_KINDS: tuple[tuple[str, Rule], ...] = (
    (r"the content types are missing", Rule("no-content-types", "refuses", "get the file anew from where it came")),
    (r"is broken XML", Rule("broken-xml", "refuses", "get the file anew from where it came")),
    (r"leads out of the package", Rule("name-outside", "refuses", "do not open a file that you do not trust")),
    (r"is there twice", Rule("twice", "repairs", "--fix keeps the last of parts; write relationships anew")),
    (r"a content type for the absent", Rule("type-without-part", "repairs", "--fix takes the entry away")),
    (r"has no content type", Rule("part-without-type", "refuses", "name its type in [Content_Types].xml")),
    (r"leads to the absent", Rule("relationship-to-nothing", "repairs", "--fix takes it away where nothing uses it")),
    (r"belongs to no part", Rule("relationships-of-nothing", "ignores", "--fix takes them away")),
    (
        r"the relationship \S+ is missing",
        Rule("reference-to-nothing", "repairs", "take the element away that names it"),
    ),
    (
        r"an external picture",
        Rule("external-picture", "ignores", "put the picture into the file: it tells who opens it"),
    ),
    (r"has \d+ layouts", Rule("several-layouts", "repairs", "leave one relationship to a layout")),
    (r"has no layout$", Rule("no-layout", "repairs", "relate the slide to a layout")),
    (r"placeholder \('(?:dt|ftr|sldNum)'", Rule("footer-without-layout", "repairs", "add the footer to the layout")),
    (r"its layout has no placeholder", Rule("placeholder-without-layout", "ignores", "give the slide another layout")),
    (r"placeholder for (?:hdr|sldImg)", Rule("notes-placeholder", "repairs", "take it off the slide")),
    (r"belongs to no deck", Rule("orphan-slide", "ignores", "take the slide's part out")),
    (r"is no \w+ picture", Rule("broken-picture", "repairs", "put the picture in anew")),
    (r"is no xlsx workbook", Rule("broken-workbook", "repairs", "put the chart in anew")),
    (r"control-character escape", Rule("control-character", "ignores", "--fix takes the characters away")),
    (r"NaN$", Rule("not-a-number", "repairs", "leave the point out")),
    (r"shape id \d+ is used", Rule("shape-id-twice", "repairs", "--fix numbers the later shapes anew")),
    (r"shape id .* out of range", Rule("shape-id-range", "repairs", "--fix numbers the shape anew")),
    (r"is no length", Rule("length", "repairs", "--fix makes a fraction whole; a negative size is yours to mend")),
    (r"is no colour", Rule("colour", "repairs", "write six hexadecimal digits")),
    (r"a table row has not", Rule("table-cells", "repairs", "give each row as many cells as the grid has columns")),
    (r"two properties", Rule("two-properties", "repairs", "--fix keeps the first")),
    (r"fewer than three styles", Rule("theme-styles", "repairs", "--fix repeats the last")),
    (r"has no text body", Rule("no-text-body", "repairs", "--fix gives it an empty one")),
    (r"a literal list", Rule("literal-name", "repairs", "refer to a cell, or write a value")),
    (r"id \d+ is used \d+ times", Rule("sheet-id-twice", "repairs", "give masters and layouts ids of their own")),
    (r"id \d+ is too small", Rule("sheet-id-range", "repairs", "ids of masters and layouts begin at 2147483648")),
)
"""What the lint says, by patterns, and what it means."""

UNKNOWN = Rule("other", "ignores", "look at the part")


def rule_of(told: str) -> Rule:
    """The kind of a fault."""
    return next((rule for pattern, rule in _KINDS if re.search(pattern, told)), UNKNOWN)


def diagnosed(data: bytes) -> list[Diagnosis]:
    """All that is wrong with a presentation, what is worst first."""
    try:
        faults = faults_of(data)
    except (zipfile.BadZipFile, EOFError, NotImplementedError, RuntimeError, OSError) as error:
        told = f"it is no file that can be opened: {error}"
        return [Diagnosis("no-package", "refuses", "", "", told, "get the file anew from where it came")]
    found = [_diagnosis(fault) for fault in faults]
    return sorted(found, key=lambda one: -SEVERITIES.index(one.severity))


def _diagnosis(fault: str) -> Diagnosis:
    rule = rule_of(fault)
    place = fault if isinstance(fault, Located) else Located(fault)
    part = place.part or next(iter(re.findall(r"[\w\[\]./-]+\.\w+", fault)), "")
    return Diagnosis(rule.name, rule.severity, part, place.path, str(fault), rule.remedy)


def mended(data: bytes) -> tuple[bytes, list[Diagnosis]]:
    """A presentation with all that has one right mending mended, and what was wrong before: `mended` says which is.

    Parts in which nothing was wrong stay byte for byte as they were.
    """
    before = diagnosed(data)
    if any(one.rule == "no-package" for one in before):
        return data, before
    with zipfile.ZipFile(io.BytesIO(data)) as package:
        parts = {name: package.read(name) for name in package.namelist() if is_part(name)}
    wrong = {one.part for one in before}
    for name in [name for name in parts if name in wrong and name.endswith(".xml")]:
        parts[name] = _mended_part(parts[name])
    _mend_package(parts)
    made = Package()
    for name, part in parts.items():
        made.put(name, part)
    blob = made.file()
    left = [one.told for one in diagnosed(blob)]
    told: list[Diagnosis] = []
    for one in before:
        gone = one.told not in left
        if not gone:
            left.remove(one.told)
        told.append(Diagnosis(one.rule, one.severity, one.part, one.path, one.told, one.remedy, gone))
    return blob, told


def _mended_part(data: bytes) -> bytes:
    try:
        root = etree.fromstring(data)
    except etree.XMLSyntaxError:
        return data
    changed = [mend(root) for mend in _MENDINGS.values()]
    if not any(changed):
        return data
    return part_of(root)


def _number_anew(root: Any) -> bool:
    """Give shapes whose number is another's, or none, a free one. What refers to a number means the first that has it."""
    seen: set[str] = set()
    again: list[Any] = []
    for element in root.iter("{*}cNvPr"):
        number = element.get("id") or ""
        good = number.isdigit() and int(number) < 2**31 and number not in seen
        if good:
            seen.add(number)
        else:
            again.append(element)
    free = max((int(number) for number in seen), default=0)
    for element in again:
        free += 1
        element.set("id", str(free))
    return bool(again)


def _one_property(root: Any) -> bool:
    further = [extra for p in root.iter(f"{{{A}}}p") for extra in p.findall(f"{{{A}}}pPr")[1:]]
    for extra in further:
        extra.getparent().remove(extra)
    return bool(further)


def _whole_lengths(root: Any) -> bool:
    changed = False
    for element in root.iter("{*}ext", "{*}off"):
        for key in ("x", "y", "cx", "cy"):
            value = element.get(key) or ""
            if re.fullmatch(r"-?\d+\.\d+", value):
                element.set(key, str(round(float(value))))
                changed = True
    return changed


def _three_styles(root: Any) -> bool:
    changed = False
    for tag in ("fillStyleLst", "lnStyleLst", "effectStyleLst", "bgFillStyleLst"):
        for styles in root.iter(f"{{{A}}}{tag}"):
            while 0 < len(styles) < 3:
                styles.append(etree.fromstring(etree.tostring(styles[-1])))
                changed = True
    return changed


def _text_bodies(root: Any) -> bool:
    bare = (
        [sp for sp in root.iter(f"{{{P}}}sp") if sp.find(f"{{{P}}}txBody") is None] if root.tag == f"{{{P}}}sld" else []
    )
    for sp in bare:
        body = f'<p:txBody xmlns:p="{P}" xmlns:a="{A}"><a:bodyPr/><a:lstStyle/><a:p/></p:txBody>'
        last = sp.find(f"{{{P}}}style")
        (last if last is not None else sp.find(f"{{{P}}}spPr")).addnext(etree.fromstring(body))
    return bool(bare)


def _no_escapes(root: Any) -> bool:
    changed = False
    for element in root.iter(f"{{{A}}}t"):
        plain = re.sub(r"_x00[01][0-9A-Fa-f]_", "", element.text or "")
        if plain != (element.text or ""):
            element.text, changed = plain, True
    return changed


_MENDINGS: Mapping[str, Callable[[Any], bool]] = {
    "shape-id-twice": _number_anew,
    "two-properties": _one_property,
    "length": _whole_lengths,
    "theme-styles": _three_styles,
    "no-text-body": _text_bodies,
    "control-character": _no_escapes,
}
"""What changes a part, by the rule that it mends."""


def _mend_package(parts: dict[str, bytes]) -> None:
    """Take away content types and relationships of what is not there."""
    for name in [name for name in parts if name.endswith(".rels")]:
        own = read_relationships(name, parts[name])
        if own.owner and own.owner not in parts:
            del parts[name]
            continue
        dead = {one.key for one in own.all if one.target and one.target not in parts}
        used = parts.get(own.owner, b"")
        free = {key for key in dead if f'"{key}"'.encode() not in used}
        if free:
            parts[name] = _without(parts[name], "Id", free)
    types = "[Content_Types].xml"
    if types in parts:
        named = re.findall(r'PartName="/?([^"]+)"', parts[types].decode("utf-8", "replace"))
        absent = {name for name in named if name not in parts}
        parts[types] = _without(parts[types], "PartName", absent | {f"/{name}" for name in absent})


def _without(data: bytes, attribute: str, values: set[str]) -> bytes:
    """A part without those of its elements whose attribute has one of the values."""
    root = etree.fromstring(data)
    gone = [one for one in root if one.get(attribute) in values]
    if not gone:
        return data
    for one in gone:
        root.remove(one)
    return part_of(root)
