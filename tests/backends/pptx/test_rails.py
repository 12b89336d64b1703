"""Timelines and processes in a deck: a group of marks and of lines that are glued to them."""

from __future__ import annotations

import io
import re
import zipfile
from pathlib import Path

import pytest
from openxml_audit import OpenXmlValidator

from reportgen import compose, parse
from reportgen.backends.pptx.incremental_writer import PptxPress
from reportgen.backends.pptx.writer import render_pptx
from reportgen.frames import Publication

ROOT = Path(__file__).parents[3]


def deck(kind: str, count: int, word: str = "Words", **more: object) -> Publication:
    entries = [{"title": f"Step {n}", "text": f"{word} about it."} for n in range(1, count + 1)]
    if kind == "timeline":
        entries = [{"at": f"{2000 + n}", **entry} for n, entry in enumerate(entries)]
    key = {"timeline": "moments", "process": "steps"}[kind]
    section = {"type": kind, "headline": "What happens", key: entries, **more}
    return compose(parse({"title": "T", "brand": "meridian", "sections": [section]}, folder=ROOT / "examples"), "deck")


def slides(blob: bytes) -> str:
    with zipfile.ZipFile(io.BytesIO(blob)) as package:
        return "".join(package.read(name).decode() for name in package.namelist() if name.startswith("ppt/slides/s"))


@pytest.mark.parametrize(("kind", "count"), [("timeline", 2), ("timeline", 3), ("timeline", 6)])
def test_each_line_ends_at_marks_of_its_group(kind: str, count: int, tmp_path: Path) -> None:
    blob = render_pptx(deck(kind, count))
    made = slides(blob)
    groups = re.findall("<p:grpSp>.*?</p:grpSp>", made, re.S)
    assert groups
    joined = 0
    places: dict[str, str] = {}
    for shape in re.findall("<p:sp>(?:(?!</p:sp>).)*</p:sp>", made, re.S):
        if 'prst="ellipse"' in shape or "<a:t>" in shape:
            places |= dict(re.findall('<p:cNvPr id="([0-9]+)".*?<a:off x="[0-9]+" y="([0-9]+)"', shape, re.S))
    marks: set[str] = set()
    for line in re.findall("<p:cxnSp>.*?</p:cxnSp>", made, re.S):
        ends = re.findall('<a:(?:st|end)Cxn id="([0-9]+)"', line)
        assert ends
        marks.update(ends)
        joined += len(ends) == 2
    assert len(marks) == count
    assert count - joined == (len(groups) or len({places.get(mark) for mark in marks}))
    (tmp_path / "deck.pptx").write_bytes(blob)
    assert [
        e for e in OpenXmlValidator().validate(str(tmp_path / "deck.pptx")).errors if "viewProps" not in e.description
    ] == []


def test_a_press_writes_the_same_bytes() -> None:
    press = PptxPress()
    press.print(deck("process", 4))
    again = deck("process", 4, "Other")
    assert press.print(again) == render_pptx(again)


def test_steps_come_up_one_by_one_on_a_line_that_is_there() -> None:
    made = slides(render_pptx(deck("process", 4, build="by-point")))
    groups = {re.search('id="([0-9]+)"', group)[1] for group in re.findall("<p:grpSp>.*?</p:grpSp>", made, re.S)}  # type: ignore[index]
    assert made.count('nodeType="clickEffect"') == 4
    assert not groups & set(re.findall('spid="([0-9]+)"', made))


def test_numbers_stand_in_the_middle_of_their_discs() -> None:
    """The text of an ellipse has less room than its box: it neither wraps nor stands lower for that."""
    made = slides(render_pptx(deck("process", 8, layout="process-rows")))
    discs = [shape for shape in re.findall("<p:sp>.*?</p:sp>", made, re.S) if 'prst="ellipse"' in shape]
    assert len(discs) == 8
    assert all(re.search('<a:bodyPr wrap="none"[^>]*tIns="0"[^>]*anchor="ctr"', disc) for disc in discs)
