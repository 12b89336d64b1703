"""Masters that say what text looks like on their prompts alone, as LibreOffice writes them → styles of their places.

Slides inherit lists of styles (`a:lstStyle`, `p:txStyles`: ECMA-376 Part 1, 21.1.2.4.12, 19.3.1.52), and never what the
runs of a prompt say. So text on such a template is black and of the program's own size, whatever its designer saw.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable
from copy import deepcopy
from typing import Any

from lxml import etree

from reportgen.backends.pptx.looks import MOST_LEVELS
from reportgen.backends.pptx.relationships import part_of
from reportgen.learning.office_file import NS, OfficeFile

A = f"{{{NS['a']}}}"

_NO_LOOKS = frozenset(("lang", "altLang", "dirty", "err", "noProof", "smtClean", "smtId", "bmk"))
"""Attributes of a run that say nothing of how it looks."""

_OF_RUNS = ("hlinkClick", "hlinkMouseOver", "extLst")
_OF_PARAGRAPHS = ("defRPr", "extLst")


def with_styles_of_prompts(file: OfficeFile) -> OfficeFile:
    """The file with the looks of prompts as styles of their places, where its masters have no styles of text; the same
    file where they have.

    Raises:
        BrandError: a part of the file is missing or broken.
    """
    parts = dict(file.parts)
    for master in file.masters:
        if file.root(master).find("p:txStyles//a:defRPr", NS) is not None:
            continue
        for name in (master, *file.layouts(master)):
            root = deepcopy(file.root(name))
            if _style(root.iterfind("p:cSld/p:spTree/p:sp", NS)):
                parts[name] = part_of(root)
    return file if parts == file.parts else OfficeFile(file.name, parts)


def _style(shapes: Iterable[Any]) -> bool:
    """Give the placeholders among shapes their styles; whether any got some."""
    changed = False
    for shape in shapes:
        body = shape.find("p:txBody", NS)
        if body is None or shape.find("p:nvSpPr/p:nvPr/p:ph", NS) is None:
            continue
        styles = body.find("a:lstStyle", NS)
        if styles is not None and len(styles):
            continue
        levels = _levels(body)
        if not levels:
            continue
        if styles is None:
            styles = etree.Element(f"{A}lstStyle")
            body.insert(1, styles)  # after a:bodyPr
        styles.extend(levels[number] for number in sorted(levels))
        changed = True
    return changed


def _levels(body: Any) -> dict[int, Any]:
    """The styles of the levels that the paragraphs of a prompt are on; of several on one level, that of the first."""
    made: dict[int, Any] = {}
    for paragraph in body.iterfind("a:p", NS):
        about = paragraph.find("a:pPr", NS)
        number = 1 if about is None else int(about.get("lvl") or 0) + 1
        if number in made or number > MOST_LEVELS:
            continue
        style = etree.Element(f"{A}lvl{number}pPr")
        _take(style, about, ("lvl",), _OF_PARAGRAPHS)
        look = etree.SubElement(style, f"{A}defRPr")
        _take(look, _said(paragraph), _NO_LOOKS, _OF_RUNS)
        if not len(look) and not look.attrib:
            style.remove(look)
        if len(style) or style.attrib:
            made[number] = style
    return made


def _said(paragraph: Any) -> Any:
    """What a paragraph says of how it looks: its first run, or its end where it has none."""
    found = (paragraph.find(path, NS) for path in ("a:r/a:rPr", "a:fld/a:rPr", "a:endParaRPr"))
    return next((one for one in found if one is not None), None)


def _take(element: Any, said: Any, attributes: Collection[str], children: Collection[str]) -> None:
    """Give an element what another one says, without some attributes and children; nothing where there is none."""
    if said is None:
        return
    element.attrib.update({key: value for key, value in said.attrib.items() if key not in attributes})
    element.extend(deepcopy(one) for one in said if etree.QName(one).localname not in children)
