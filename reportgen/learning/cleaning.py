"""A template without what a deck must not carry on: macros, objects, ways out of the file, sample slides.

Parts from which nothing was taken stay byte for byte as they were.
"""

from __future__ import annotations

from collections import Counter
from typing import Any

from lxml import etree

from reportgen.backends.pptx.package import Package
from reportgen.backends.pptx.relationships import Relationship, part_of, relationships_of
from reportgen.errors import counted
from reportgen.learning.office_file import CONTENT_TYPES, NS, OfficeFile, R

MAIN = "application/vnd.openxmlformats-officedocument.presentationml.presentation.main+xml"

_DROPPED = {
    "slide": "sample slide",
    "vbaProject": "macro project",
    "printerSettings": "printer setting",
    "commentAuthors": "list of commentators",
    "authors": "list of commentators",
    "thumbnail": "thumbnail",
    "oleObject": "embedded object",
    "control": "control",
    "attachedTemplate": "link to another template",
    "userCustomization": "ribbon of its own",
    "extensibility": "ribbon of its own",
    "customShow": "custom show",
    "core-properties": "",
}
"""Kinds of relationships that are taken out, and what they lead to is called in the report; a deck has properties of
its own anyway."""

_SAFE = ("https://", "http://", "mailto:", "tel:", "#")
_SECTIONS = "{521415D9-36F7-43E2-AB2F-B90AF26B5E84}"


class Cleaned:
    """A template on its way to being clean; `file` is what it was read from."""

    def __init__(self, file: OfficeFile) -> None:
        self.file = file
        self.parts = dict(file.parts)
        self.taken: Counter[str] = Counter()
        """What was taken out, and how often."""
        self._clean_sheets()
        self._clean_presentation()
        self._prune()
        self._clean_content_types()

    @property
    def told(self) -> list[str]:
        """What was taken out, in words."""
        return [counted(count, what) for what, count in self.taken.items()]

    @property
    def data(self) -> bytes:
        """The file."""
        package = Package()
        for name, data in self.parts.items():
            package.put(name, data)
        return package.file()

    def _clean_sheets(self) -> None:
        """Take out of each part what leads to macros, objects, and out of the file."""
        for name in ("", *sorted(self.file.parts)):
            if name.endswith(".rels"):
                continue
            bad = {key: one for key, one in self.file.relationships(name).items() if self._is_bad(name, key, one)}
            if not bad:
                continue
            if name.endswith(".xml") and name != self.file.main:
                root = _copy(self.file.root(name))
                for key in bad:
                    _forget(root, key)
                self.parts[name] = part_of(root)
            self._drop(name, bad)

    def _is_bad(self, part: str, key: str, one: Relationship) -> bool:
        if one.kind in _DROPPED:
            return one.kind != "slide" or part == self.file.main
        if one.target:
            return False
        if one.kind != "hyperlink":
            self.taken["link out of the file"] += 1
            return True
        address = self._address(part, key)
        return not address.lower().startswith(_SAFE)

    def _address(self, part: str, key: str) -> str:
        root = etree.fromstring(self.file.parts[relationships_of(part)])
        return next((one.get("Target") or "" for one in root if one.get("Id") == key), "")

    def _drop(self, part: str, bad: dict[str, Relationship]) -> None:
        name = relationships_of(part)
        root = etree.fromstring(self.parts[name])
        for one in list(root):
            if one.get("Id") in bad:
                root.remove(one)
        for one in bad.values():
            if _DROPPED.get(one.kind):
                self.taken[_DROPPED[one.kind]] += 1
        self.parts[name] = part_of(root)

    def _clean_presentation(self) -> None:
        """Take the lists of slides, of custom shows and of sections out of the presentation."""
        root = _copy(self.file.root(self.file.main))
        gone = [
            *root.findall("p:sldIdLst", NS),
            *root.findall("p:custShowLst", NS),
            *root.findall("p:modifyVerifier", NS),
        ]
        gone += [ext for ext in root.findall("p:extLst/p:ext", NS) if ext.get("uri") == _SECTIONS]
        for element in gone:
            element.getparent().remove(element)
        for listed in root.findall("p:extLst", NS):
            if not len(listed):
                root.remove(listed)
        if gone:
            self.parts[self.file.main] = part_of(root)

    def _prune(self) -> None:
        """Take out what nothing leads to any more."""
        clean = OfficeFile(self.file.name, self.parts)
        reached, waiting = {CONTENT_TYPES, relationships_of("")}, [""]
        while waiting:
            part = waiting.pop()
            if (name := relationships_of(part)) in self.parts:
                reached.add(name)
            for one in clean.relationships(part).values():
                if one.target in self.parts and one.target not in reached:
                    reached.add(one.target)
                    waiting.append(one.target)
        self.parts = {name: data for name, data in self.parts.items() if name in reached}

    def _clean_content_types(self) -> None:
        """Let the content types name what is there, and a presentation where a template or a show was."""
        root = etree.fromstring(self.parts[CONTENT_TYPES])
        for one in root.findall("{*}Override"):
            name = (one.get("PartName") or "").lstrip("/")
            if name not in self.parts:
                root.remove(one)
            elif name == self.file.main:
                one.set("ContentType", MAIN)
        self.parts[CONTENT_TYPES] = part_of(root)


def _forget(root: Any, key: str) -> None:
    """Take out of a part what names a relationship: the frame of an object, a link, the address of a linked picture."""
    for element in list(root.iter()):
        names = [name for name, value in element.attrib.items() if value == key and name.startswith(R)]
        if not names:
            continue
        frame = next(element.iterancestors(f"{{{NS['p']}}}graphicFrame"), None)
        if frame is not None:
            frame = next(frame.iterancestors("{*}AlternateContent"), frame)
            frame.getparent().remove(frame)
        elif etree.QName(element).localname.startswith("hlink"):
            element.getparent().remove(element)
        else:
            for name in names:
                del element.attrib[name]


def _copy(root: Any) -> Any:
    return etree.fromstring(etree.tostring(root))
