"""`reportgen doctor`: seeded defects are found at their part, good files are passed, and mendings mend."""

from __future__ import annotations

import io
import json
import re
import subprocess
import sys
import zipfile
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from PIL import Image
from pptx import Presentation
from pptx.chart.data import CategoryChartData
from pptx.enum.chart import XL_CHART_TYPE
from pptx.util import Pt

from reportgen.backends.pptx.doctor import diagnosed, mended

SLIDE = "ppt/slides/slide1.xml"
TYPES = "[Content_Types].xml"
RELS = "ppt/slides/_rels/slide1.xml.rels"
Edit = Callable[[bytes], bytes]


@pytest.fixture(scope="module")
def good() -> bytes:
    """A deck with a text, a picture, a table, a chart and notes, as python-pptx writes it."""
    deck: Any = Presentation()
    slide = deck.slides.add_slide(deck.slide_layouts[1])
    slide.shapes.title.text = "A title"
    slide.placeholders[1].text = "Words"
    picture = io.BytesIO()
    Image.new("RGB", (4, 4), "red").save(picture, "PNG")
    slide.shapes.add_picture(picture, Pt(10), Pt(10))
    slide.shapes.add_table(2, 2, Pt(10), Pt(10), Pt(100), Pt(50))
    data: Any = CategoryChartData()  # type: ignore[no-untyped-call]
    data.categories = ["a", "b"]
    data.add_series("Loans", (1, 2))
    slide.shapes.add_chart(XL_CHART_TYPE.COLUMN_CLUSTERED, Pt(10), Pt(10), Pt(200), Pt(100), data)
    slide.notes_slide.notes_text_frame.text = "Notes"
    deck.slides.add_slide(deck.slide_layouts[5]).shapes.title.text = "Another"
    raw = io.BytesIO()
    deck.save(raw)
    return raw.getvalue()


def changed(data: bytes, part: str, edit: Edit | None = None, add: tuple[str, bytes] | None = None) -> bytes:
    """A file with a part that an edit has changed; without it where there is none; with another one."""
    raw = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as source, zipfile.ZipFile(raw, "w") as target:
        found = False
        for name in source.namelist():
            if re.fullmatch(part, name):
                found = True
                if edit is not None:
                    was = source.read(name)
                    now = edit(was)
                    assert now != was or add is not None
                    target.writestr(name, now)
            else:
                target.writestr(name, source.read(name))
        assert found
        if add is not None:
            target.writestr(*add)
    return raw.getvalue()


def swap(old: bytes, new: bytes, times: int = 1) -> Edit:
    return lambda data: data.replace(old, new, times)


def pattern(old: bytes, new: bytes) -> Edit:
    return lambda data: re.sub(old, new, data, count=1, flags=re.DOTALL)


def same(data: bytes) -> bytes:
    return data


ROW = rb"<a:tc>.*?</a:tc>"
SEEDS: dict[str, tuple[str, str, Edit | None, tuple[str, bytes] | None]] = {
    "override of an absent part": ("type-without-part", re.escape(TYPES), swap(b"</Types>", b'<Override PartName="/ppt/none.xml" ContentType="a/b"/></Types>'), None),
    "a part without a type": ("part-without-type", re.escape(SLIDE), same, ("ppt/fonts/font1.fntdata", b"x")),
    "no content types": ("no-content-types", re.escape(TYPES), None, None),
    "a relationship to nothing": ("relationship-to-nothing", RELS, swap(b"</Relationships>", b'<Relationship Id="rId99" Type="http://x/image" Target="../media/none.png"/></Relationships>'), None),
    "a relationship twice": ("twice", RELS, pattern(rb"(<Relationship [^>]+/>)", rb"\1\1"), None),
    "relationships of nothing": ("relationships-of-nothing", re.escape(SLIDE), same, ("ppt/slides/_rels/slide9.xml.rels", b'<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"/>')),
    "a reference to nothing": ("reference-to-nothing", re.escape(SLIDE), pattern(rb'r:embed="rId\d+"', b'r:embed="rId77"'), None),
    "an external picture": ("external-picture", RELS, swap(b"</Relationships>", b'<Relationship Id="rId98" Type="http://x/image" Target="http://a.example/p.png" TargetMode="External"/></Relationships>'), None),
    "two layouts": ("several-layouts", RELS, swap(b"</Relationships>", b'<Relationship Id="rId97" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/slideLayout" Target="../slideLayouts/slideLayout1.xml"/></Relationships>'), None),
    "broken XML": ("broken-xml", re.escape(SLIDE), lambda data: data[: len(data) // 2], None),
    "a shape id twice": ("shape-id-twice", re.escape(SLIDE), pattern(rb'<p:cNvPr id="3"', b'<p:cNvPr id="2"'), None),
    "a shape id out of range": ("shape-id-range", re.escape(SLIDE), pattern(rb'<p:cNvPr id="3"', b'<p:cNvPr id="4294967296"'), None),
    "no text body": ("no-text-body", re.escape(SLIDE), pattern(rb"<p:txBody>.*?</p:txBody>", b""), None),
    "two properties": ("two-properties", re.escape(SLIDE), swap(b"<a:p>", b"<a:p><a:pPr/><a:pPr/>"), None),
    "a fraction of a unit": ("length", re.escape(SLIDE), pattern(rb'cx="(\d+)"', rb'cx="\1.5"'), None),
    "a negative size": ("length", re.escape(SLIDE), pattern(rb'cy="(\d\d+)"', rb'cy="-\1"'), None),
    "a colour of three digits": ("colour", "ppt/theme/theme1.xml", pattern(rb'srgbClr val="[0-9A-F]{6}"', b'srgbClr val="F00"'), None),
    "ids of layouts that collide": ("sheet-id-twice", "ppt/slideMasters/slideMaster1.xml", pattern(rb'(sldLayoutId id=")(\d+)(.*?sldLayoutId id=")\d+', rb"\g<1>\g<2>\g<3>\g<2>"), None),
    "an id of a layout that is too small": ("sheet-id-range", "ppt/slideMasters/slideMaster1.xml", pattern(rb'sldLayoutId id="\d+"', b'sldLayoutId id="300"'), None),
    "a footer that the layout lacks": ("footer-without-layout", re.escape(SLIDE), swap(b'type="title"', b'type="ftr" idx="77"'), None),
    "a header on a slide": ("notes-placeholder", re.escape(SLIDE), swap(b'type="title"', b'type="hdr"'), None),
    "two fills in a theme": ("theme-styles", "ppt/theme/theme1.xml", pattern(rb"<a:fillStyleLst>(.*?</a:solidFill>).*?</a:fillStyleLst>", rb"<a:fillStyleLst>\1</a:fillStyleLst>"), None),
    "a series named by a list": ("literal-name", r"ppt/charts/chart\d+\.xml", pattern(rb"<c:tx>.*?</c:tx>", b'<c:tx><c:strLit><c:ptCount val="0"/></c:strLit></c:tx>'), None),
    "a row with a cell too few": ("table-cells", re.escape(SLIDE), pattern(ROW, b""), None),
    "not a number": ("not-a-number", r"ppt/charts/chart\d+\.xml", pattern(rb"<c:v>1(?:\.0)?</c:v>", b"<c:v>NaN</c:v>"), None),
    "a control character as words": ("control-character", re.escape(SLIDE), swap(b"Words", b"Wo_x000B_rds"), None),
    "a broken picture": ("broken-picture", r"ppt/media/image\d+\.png", lambda data: b"garbage" + data, None),
    "a broken workbook": ("broken-workbook", r"ppt/embeddings/.*\.xlsx", lambda data: b"garbage", None),
    "a slide of no deck": ("orphan-slide", re.escape(SLIDE), same, ("ppt/slides/slide9.xml", b'<p:sld xmlns:p="http://schemas.openxmlformats.org/presentationml/2006/main"/>')),
}  # fmt: skip
"""Defects by what they are: the rule that finds each, the part, and how it is made wrong."""

MENDED = ("override of an absent part", "a relationship to nothing", "relationships of nothing", "a shape id twice",
          "a shape id out of range", "no text body", "two properties", "a fraction of a unit", "two fills in a theme",
          "a control character as words")  # fmt: skip


def test_good_files_have_no_fault(good: bytes) -> None:
    assert diagnosed(good) == []


@pytest.mark.parametrize("seed", SEEDS)
def test_each_seeded_defect_is_found(good: bytes, seed: str) -> None:
    rule, part, edit, add = SEEDS[seed]
    found = diagnosed(changed(good, part, edit, add))
    (fault, *_) = [one for one in found if one.rule == rule]
    assert fault.remedy
    assert fault.severity in ("ignores", "repairs", "refuses")
    assert "other" not in {one.rule for one in found}


@pytest.mark.parametrize("seed", MENDED)
def test_what_has_one_right_mending_is_mended(good: bytes, seed: str) -> None:
    rule, part, edit, add = SEEDS[seed]
    blob, told = mended(changed(good, part, edit, add))
    assert [one.mended for one in told if one.rule == rule] == [True]
    assert rule not in {one.rule for one in diagnosed(blob)}
    assert len(Presentation(io.BytesIO(blob)).slides) == 2


def test_folders_and_what_was_thrown_away_are_no_parts(good: bytes) -> None:
    raw = io.BytesIO(good)
    with zipfile.ZipFile(raw, "a") as package:
        for name in ("ppt/", "ppt/slides/", "ppt/slides/_rels/", "docProps/", "[trash]/0000.dat"):
            package.writestr(name, b"")
    assert diagnosed(raw.getvalue()) == []
    assert mended(raw.getvalue())[1] == []


def test_what_was_not_wrong_stays_byte_for_byte(good: bytes) -> None:
    rule, part, edit, add = SEEDS["a shape id twice"]
    wrong = changed(good, part, edit, add)
    blob, _ = mended(wrong)
    with zipfile.ZipFile(io.BytesIO(wrong)) as before, zipfile.ZipFile(io.BytesIO(blob)) as now:
        assert [name for name in before.namelist() if before.read(name) != now.read(name)] == [SLIDE]
    assert rule == "shape-id-twice"


def test_faults_of_elements_have_a_path(good: bytes) -> None:
    _, part, edit, add = SEEDS["a shape id twice"]
    (fault,) = diagnosed(changed(good, part, edit, add))
    assert fault.part == SLIDE
    assert fault.path.startswith("/p:sld/p:cSld/p:spTree/p:sp")


def test_what_is_no_package_is_refused() -> None:
    assert [one.severity for one in diagnosed(b"no zip")] == ["refuses"]


def run(*words: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-m", "reportgen", "doctor", *words], capture_output=True, text=True, check=False
    )


def test_the_command(good: bytes, tmp_path: Path) -> None:
    (tmp_path / "good.pptx").write_bytes(good)
    assert run(str(tmp_path / "good.pptx")).returncode == 0
    _, part, edit, add = SEEDS["a shape id twice"]
    (tmp_path / "bad.pptx").write_bytes(changed(good, part, edit, add))
    told = run(str(tmp_path / "bad.pptx"))
    assert told.returncode == 4
    assert "PowerPoint repairs [shape-id-twice]" in told.stdout
    sarif = json.loads(run(str(tmp_path / "bad.pptx"), "--format", "sarif").stdout)
    assert [one["ruleId"] for one in sarif["runs"][0]["results"]] == ["shape-id-twice"]
    assert json.loads(run(str(tmp_path / "bad.pptx"), "--format", "json").stdout)[0]["severity"] == "repairs"
    assert run(str(tmp_path / "bad.pptx"), "--fix").returncode == 0
    assert run(str(tmp_path / "bad-mended.pptx")).returncode == 0
