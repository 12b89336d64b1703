"""What the structure of any PDF says, and where a person who hears it is told something else than one who sees it."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from itertools import pairwise

from reportgen.frames.passages import passages
from reportgen.preflight.pdf_elements import Element, shortened

Found = Iterator[tuple[str, str, str]]
"""Rules, messages and remedies."""

_UNSPACED = re.compile("[\u0e00-\u0fff\u1000-\u109f\u1780-\u17ff\u3040-\u30ff\u3400-\u9fff\uf900-\ufaff\uff00-\uffef]")
_BULLET = re.compile(r"[•‣▪●◦–·]\s")
_LEAST_CONTENTS = 4
"""Links to places in the file under one element, from which on they are contents."""


def faults_of_meaning(root: Element) -> Found:
    """What all rules find in a tree."""
    for look in _LOOKS:
        yield from look(root)


def _headings(root: Element) -> Found:
    found = [one for one in root.every() if one.level]
    titles = sum(one.level == 1 for one in found)
    if titles != 1:
        hint = "give the title, and it alone, the first level"
        yield "pdf-headings", f"{titles} headings are of the first level", hint
    for before, after in pairwise(found):
        if after.level > before.level + 1:
            said = f"{after.place}{after.named} has level {after.level} after level {before.level}"
            yield "pdf-headings", said, "leave out no level"
    yield from _misplaced_headings(found)


def _misplaced_headings(found: list[Element]) -> Found:
    """Headings that fall under one of a section that has ended (14.8.4.2)."""
    over: list[Element] = []
    for one in found:
        over = [outer for outer in over if outer.level < one.level]
        if over and over[-1].level > 1 and over[-1].section not in [*one.above()]:
            said = f"{one.place}{one.named} falls under {over[-1].named}, whose section has ended"
            yield "pdf-headings", said, "give the headings of sections the level that their sections have"
        over.append(one)


def _contents(root: Element) -> Found:
    for one in root.every():
        if one.tag == "TOCI" and not [*one.every("Reference", "Link")]:
            yield "pdf-contents", f"{one.place}the line of contents {one.named} leads nowhere", "link it"
        elif one.level and (links := [kid.text for kid in one.below if kid.leads_inside]):
            if " ".join(links) == one.text:
                yield "pdf-contents", f"{one.place}{one.named} is a line of contents, and no heading", "tag it as TOCI"
        elif one.tag != "TOC" and not one.is_in("TOC") and (leads := _leads(one)) >= _LEAST_CONTENTS:
            yield "pdf-contents", f"{one.place}{leads} links into the file are no contents", "tag them as TOC"


def _leads(one: Element) -> int:
    """How many links into the file stand in it, those of sections in it not counted."""
    inner = [kid for below in one.below for kid in (below, *(below.below if below.tag != "Sect" else ()))]
    return sum(kid.leads_inside for kid in inner)


def _words(root: Element) -> Found:
    for one in root.every():
        if one.is_inline or one.is_pictured:
            continue
        for before, after in pairwise(one.breath()):
            if before and after and _runs_together(before[-1], after[0]):
                said = f'{one.place}"{before[-16:]}" and "{after[:16]}" are read as one word'
                yield "pdf-words", said, "put a space at the end of the line"


def _runs_together(before: str, after: str) -> bool:
    return before.isalnum() and after.isalnum() and not (_UNSPACED.match(before) or _UNSPACED.match(after))


def _passages(root: Element) -> Found:
    """Words in letters that the language in effect is not written in; one Greek letter is a symbol."""
    for one in root.every():
        if not one.language or one.is_pictured:
            continue
        for text, spoken in _foreign(one)[:1]:
            said = f'{one.place}"{shortened(text)}" is read as if it were written in {one.language}'
            yield "pdf-language", said, f"tag it with its language, {spoken}"


def _foreign(one: Element) -> list[tuple[str, str]]:
    """Passages of its own words in other letters, each with what is written in them."""
    own = [kid for kid in one.kids if isinstance(kid, str)]
    parts = [(text[begin:end], spoken) for text in own for begin, end, spoken in passages(text, one.language)]
    return [(text, spoken) for text, spoken in parts if spoken]


def _lists(root: Element) -> Found:
    for one in root.every("L"):
        items = [kid for kid in one.below if kid.tag == "LI"]
        if not all(_first(item, "LBody") for item in items):
            yield "pdf-lists", f"{one.place}the list {one.named} has items without LBody", "tag the text of each"
        labels = [_first(item, "Lbl") for item in items]
        yield from _labels(one, [label.text if label is not None else None for label in labels])
    for one in root.every("P"):
        if _BULLET.match(one.text) and not one.is_in("LI"):
            yield "pdf-lists", f"{one.place}the point {one.named} is in no list", "tag it as LI"


def _first(one: Element, tag: str) -> Element | None:
    return next((kid for kid in one.below if kid.tag == tag), None)


def _labels(one: Element, labels: list[str | None]) -> Found:
    """What the labels of a list lack."""
    known = [label for label in labels if label is not None]
    if known and one.attribute("/ListNumbering") is None:
        yield "pdf-lists", f"{one.place}the list {one.named} has no ListNumbering", "say how it is counted"
    if known and len(known) < len(labels):
        yield "pdf-lists", f"{one.place}the list {one.named} has items without label beside others", "label all"
    if len({bool(re.search(r"\w", label)) for label in known}) > 1:
        yield "pdf-lists", f"{one.place}the list {one.named} has bullets and numbers", "make two lists of it"


def _quotations(root: Element) -> Found:
    for one in root.every():
        for before, after in pairwise(one.below):
            if before.tag == after.tag == "BlockQuote":
                said = f"{after.place}{after.named} is a quotation of its own after {before.named}"
                yield "pdf-quotations", said, "put the paragraphs of one quotation into one BlockQuote"


def _figures(root: Element) -> Found:
    for one in root.every("Figure", "Formula"):
        if not str(one.raw.get("/Alt", "")).strip() and "/ActualText" not in one.raw:
            hint = "say what it shows, or make it an artifact"
            yield "pdf-figures", f"{one.place}a picture has no alternative text", hint
    for one in root.every("Caption"):
        if not one.is_in("Figure", "Table", "L", "TOC", "Formula"):
            said = f"{one.place}the caption {one.named} stands apart from what it is the caption of"
            yield "pdf-figures", said, "put it into the figure or the table"


def _order(root: Element) -> Found:
    """Pictures that are read before the heading of their section."""
    before: dict[int, Element] = {}
    headed: set[int] = set()
    for one in root.every():
        section = id(one.section)
        if one.is_figure and section not in headed:
            before.setdefault(section, one)
        elif one.level and section not in headed:
            headed.add(section)
            if section in before:
                said = f"{before[section].place}a picture is read before the heading of its section, {one.named}"
                yield "pdf-figures", said, "put the heading first"


def _links(root: Element) -> Found:
    for one in root.every():
        for before, after in pairwise(one.below):
            if before.tag == after.tag == "Link" and before.target == after.target != "":
                said = f"{after.place}{after.named} is a link of its own after {before.named}, which leads there, too"
                yield "pdf-links", said, "make one link of what leads to one place"
        if one.tag == "Link":
            yield from _link(one)


def _link(one: Element) -> Found:
    if not one.annotations:
        yield "pdf-links", f"{one.place}the link {one.named} has no annotation", "let it lead somewhere"
    elif not one.text:
        yield "pdf-links", f"{one.place}a link has no words", "say where it leads"
    for annotation in one.annotations:
        said = str(annotation.get("/Contents", ""))
        if not said or re.match("(https?|mailto):", said):
            what = f"announces {said}" if said else "announces nothing"
            yield "pdf-links", f"{one.place}the link {one.named} {what}", "give it words as Contents"


def _tables(root: Element) -> Found:
    for one in root.every("Table"):
        heads = list(one.every("TH"))
        if not heads:
            yield "pdf-tables", f"{one.place}the table {one.named} has no headings", "tag them as TH"
        elif any(head.attribute("/Scope") is None for head in heads) and not any(
            cell.attribute("/Headers") for cell in one.every("TD")
        ):
            yield "pdf-tables", f"{one.place}headings of the table {one.named} have no scope", "give them one"


_LOOKS: tuple[Callable[[Element], Found], ...] = (
    *(_headings, _contents, _words, _passages, _lists, _quotations, _figures, _order, _links, _tables),
)
