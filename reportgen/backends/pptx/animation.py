"""What moves when slides are shown: transitions (ECMA-376 Part 1, 19.3.1.50) and builds by point (19.5)."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Sequence

from reportgen.frames import Item, ShapeItem, Showing, TextItem, Transition
from reportgen.structs import Struct

_TRANSITIONS: dict[Transition, str] = {
    "none": "",
    "fade": '<p:transition spd="med"><p:fade/></p:transition>',
    "push": '<p:transition spd="med"><p:push dir="l"/></p:transition>',
    "wipe": '<p:transition spd="med"><p:wipe dir="l"/></p:transition>',
}
_CELL = re.compile(r"(.+?)-(\d+)(?:-.+)?")
"""The slot of a text or a picture that is one of several alike: points, cards, steps, people."""

_PART = re.compile(r"\d+\.(\w+)\.\D+(\d+)")
"""The key of what belongs to one of several alike without a slot of its own, such as the number of a card."""


class _Target(Struct, frozen=True):
    """What comes up: an item of the sheet, or some paragraphs of its text."""

    item: int
    paragraphs: tuple[int, int] | None = None


def motion_xml(items: Sequence[Item], shapes: Sequence[str], showing: Showing) -> str:
    """`p:transition` and `p:timing` of a slide; `shapes` is the XML of each of its items, empty where it has none."""
    made = _TRANSITIONS[showing.transition] if showing.transition else ""
    if showing.build == "by-point":
        # a panel that is one shape with its text, or stands on the layout, has no shape of its own
        shown = [[target for target in step if shapes[target.item]] for step in _steps(items)]
        steps = [step for step in shown if step]
        if len(steps) > 1:
            made += _timing(steps, shapes)
    return made


def _steps(items: Sequence[Item]) -> list[list[_Target]]:
    """What comes up at each click: an item of a list with those inside it, or all that belongs to a card, a step or a
    person. A panel or a rule comes with the text that follows it; the line of a timeline is there from the beginning.
    """
    cells = [_cell(item) for item in items]
    several = Counter(cell[0] for cell in set(cells) if cell is not None)
    steps: dict[object, list[_Target]] = {}
    waiting: list[_Target] = []
    for at, (item, cell) in enumerate(zip(items, cells, strict=True)):
        if isinstance(item, ShapeItem):
            waiting += _waits(at, item)
            continue
        if cell is not None and several[cell[0]] > 1:
            steps.setdefault(cell, []).extend([*waiting, _Target(at)])
        elif isinstance(item, TextItem):
            steps.update(((at, points), [_Target(at, points)]) for points in _points(item))
        waiting = []
    return list(steps.values())


def _waits(number: int, item: ShapeItem) -> list[_Target]:
    return [] if item.name == "rail" else [_Target(number)]


def _cell(item: Item) -> tuple[str, int] | None:
    """Which of several alike an item belongs to."""
    slot = getattr(item, "slot", None)
    if slot is not None:
        found = _CELL.fullmatch(slot)
        return (found[1], int(found[2])) if found else None
    if isinstance(item, TextItem) and item.paragraphs:
        part = _PART.match(item.paragraphs[0].key)
        return (part[1], int(part[2]) + 1) if part else None
    return None


def _points(item: TextItem) -> Iterable[tuple[int, int]]:
    """The first and the last paragraph of each item of the text's list, with what is inside that item."""
    begin: int | None = None
    for number, paragraph in enumerate(item.paragraphs):
        inside = paragraph.role == "item" and (paragraph.level > 1 or paragraph.bullet is None)
        if begin is not None and not inside:
            yield begin, number - 1
            begin = None
        if begin is None and paragraph.role == "item":
            begin = number
    if begin is not None:
        yield begin, len(item.paragraphs) - 1


# --- timing


class _Numbers:
    """Ids of time nodes, unique on a slide."""

    def __init__(self) -> None:
        self.last = 2

    def next(self) -> int:
        self.last += 1
        return self.last


def _timing(steps: Sequence[Sequence[_Target]], shapes: Sequence[str]) -> str:
    """`p:timing`: a click for each step; what is built stands in `p:bldLst` too, or PowerPoint forgets it."""
    numbers = _Numbers()
    clicks = "".join(_click(step, shapes, numbers) for step in steps)
    built: dict[int, str] = {}
    for target in (target for step in steps for target in step):
        shape = shapes[target.item]
        if shape.startswith("<p:sp>"):
            way = ' build="p"' if target.paragraphs else ' animBg="1"'
            built[target.item] = f'<p:bldP spid="{_id(shape)}" grpId="0"{way}/>'
    return (
        '<p:timing><p:tnLst><p:par><p:cTn id="1" dur="indefinite" restart="never" nodeType="tmRoot"><p:childTnLst>'
        '<p:seq concurrent="1" nextAc="seek"><p:cTn id="2" dur="indefinite" nodeType="mainSeq"><p:childTnLst>'
        f"{clicks}</p:childTnLst></p:cTn>{_edge('prev', 'onPrev')}{_edge('next', 'onNext')}</p:seq></p:childTnLst></p:cTn>"
        f"</p:par></p:tnLst><p:bldLst>{''.join(built.values())}</p:bldLst></p:timing>".replace(
            "<p:bldLst></p:bldLst>", ""
        )
    )


def _edge(name: str, event: str) -> str:
    return f'<p:{name}CondLst><p:cond evt="{event}" delay="0"><p:tgtEl><p:sldTgt/></p:tgtEl></p:cond></p:{name}CondLst>'


def _click(step: Sequence[_Target], shapes: Sequence[str], numbers: _Numbers) -> str:
    outer, inner = numbers.next(), numbers.next()
    effects = "".join(
        _appears(target, shapes[target.item], numbers, "withEffect" if number else "clickEffect")
        for number, target in enumerate(step)
    )
    return (
        f'<p:par><p:cTn id="{outer}" fill="hold"><p:stCondLst><p:cond delay="indefinite"/></p:stCondLst><p:childTnLst>'
        f'<p:par><p:cTn id="{inner}" fill="hold"><p:stCondLst><p:cond delay="0"/></p:stCondLst><p:childTnLst>{effects}'
        "</p:childTnLst></p:cTn></p:par></p:childTnLst></p:cTn></p:par>"
    )


def _appears(target: _Target, shape: str, numbers: _Numbers, begins: str) -> str:
    """The entrance "Appear", which is number 1 of PowerPoint's."""
    outer, inner = numbers.next(), numbers.next()
    group = ' grpId="0"' if shape.startswith("<p:sp>") else ""
    where = f'<p:spTgt spid="{_id(shape)}"/>'
    if target.paragraphs:
        first, last = target.paragraphs
        where = f'<p:spTgt spid="{_id(shape)}"><p:txEl><p:pRg st="{first}" end="{last}"/></p:txEl></p:spTgt>'
    start = '<p:stCondLst><p:cond delay="0"/></p:stCondLst>'
    return (
        f'<p:par><p:cTn id="{outer}" presetID="1" presetClass="entr" presetSubtype="0" fill="hold"{group} '
        f'nodeType="{begins}">{start}<p:childTnLst><p:set><p:cBhvr><p:cTn id="{inner}" dur="1" fill="hold">{start}</p:cTn>'
        f"<p:tgtEl>{where}</p:tgtEl><p:attrNameLst><p:attrName>style.visibility</p:attrName></p:attrNameLst></p:cBhvr>"
        '<p:to><p:strVal val="visible"/></p:to></p:set></p:childTnLst></p:cTn></p:par>'
    )


def _id(shape: str) -> str:
    """The number of the outermost shape in the XML of an item."""
    found = re.search(r'<p:cNvPr id="(\d+)"', shape)
    assert found is not None, "an item becomes a shape"
    return found[1]
