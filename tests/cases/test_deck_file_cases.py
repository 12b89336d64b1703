"""The rest of the PPTX file: its properties, what looks like an escape, fonts and languages, what people add by hand."""

from __future__ import annotations

import re
import zipfile
from pathlib import Path
from typing import Any

import pytest
from openxml_audit import OpenXmlValidator
from pptx import Presentation

from reportgen import build

CASES = Path(__file__).parent / "deck"


def made(source: Path, out: Path) -> Path:
    outputs = build(source, out, kinds=("deck",), formats=["pptx", "pdf"])
    return next(one.path for one in outputs if one.format == "pptx")


def written(text: str, folder: Path) -> Path:
    source = folder / "source.yaml"
    source.write_text(text, "utf-8")
    deck = made(source, folder / "out")
    assert [e for e in OpenXmlValidator().validate(str(deck)).errors if "viewProps" not in e.description] == []
    return deck


def part(deck: Path, name: str) -> str:
    with zipfile.ZipFile(deck) as package:
        return package.read(name).decode("utf-8")


def texts(deck: Path) -> str:
    found: list[str] = []
    for slide in Presentation(str(deck)).slides:
        found += [shape.text_frame.text for shape in slide.shapes if shape.has_text_frame]
        found += [
            cell.text for shape in slide.shapes if shape.has_table for row in shape.table.rows for cell in row.cells
        ]
        found += [slide.notes_slide.notes_text_frame.text] if slide.has_notes_slide else []
    return "\n".join(found)


def test_the_properties_tell_the_truth(tmp_path: Path) -> None:
    deck = made(CASES / "properties" / "source.yaml", tmp_path)
    app = part(deck, "docProps/app.xml")
    numbers = {name: int(value) for name, value in re.findall(r"<(\w+)>(\d+)</\1>", app)}
    assert (numbers["Slides"], numbers["Notes"], numbers["HiddenSlides"]) == (4, 0, 0)
    assert numbers["Words"] > 30
    assert "<Application>reportgen</Application>" in app
    assert "<PresentationFormat>Widescreen</PresentationFormat>" in app
    titles = re.findall(r"<vt:lpstr>([^<]*)</vt:lpstr>", app)
    assert titles[-4:] == ["Three points", "A visit", "Numbers", "Steps"]
    assert "python-pptx" not in part(deck, "docProps/core.xml")


ESCAPES = ("_x000D_", "_x000B_", "_x0041_", "_x005F_", "_xFFFF_", "_x000d_x000a_")


def test_what_looks_like_an_escape_reads_as_it_stands(tmp_path: Path) -> None:
    deck = made(CASES / "escape-like-text" / "source.yaml", tmp_path)
    assert "line_x000D_end" in texts(deck)


@pytest.mark.parametrize("escape", ESCAPES)
def test_it_reads_as_it_stands_everywhere(escape: str, tmp_path: Path) -> None:
    code = f"a{escape}b"
    deck = written(
        f"""
title: Title {code}
brand: meridian
sections:
  - {{type: story, headline: Head {code}, body: "Body {code}", notes: "Notes {code}"}}
  - {{type: table, headline: H, table: {{columns: [{code}, N], rows: [[{code}, 1]]}}}}
  - type: chart
    headline: H
    chart: {{kind: bar, categories: [{code}, c], series: [{{name: {code}, values: [1, 2]}}], alt: "Alt {code}"}}
""",
        tmp_path,
    )
    read = texts(deck)
    for text in (f"Head {code}", f"Body {code}", f"Notes {code}"):
        assert text in read
    chart = next(s.chart for slide in Presentation(str(deck)).slides for s in slide.shapes if s.has_chart)
    assert chart.plots[0].categories[0].replace("\u2060", "") == code
    with zipfile.ZipFile(deck) as package:
        inner = [data for name in package.namelist() if name.endswith(".xml") for data in [package.read(name)]]
    assert not any(re.search(rb"_x[0-9A-Fa-f]{4}_", data) for data in inner)


def test_a_run_says_the_language_of_its_script(tmp_path: Path) -> None:
    deck = written(
        "title: T\nlanguage: en-GB\nbrand: meridian\nsections:\n"
        '  - {type: brief, headline: H, points: ["東京の夏", "北京", "Plain"], notes: "東京の夏\\n\\nAffairs"}\n',
        tmp_path,
    )
    notes = part(deck, "ppt/notesSlides/notesSlide1.xml")
    slide = Presentation(str(deck)).slides[0]
    runs = [run for s in slide.shapes if s.has_text_frame for p in s.text_frame.paragraphs for run in p.runs]
    spoken = {run.text: run._r.rPr.get("lang") for run in runs if run._r.rPr.get("lang") and not run.text.isdigit()}
    assert set(spoken) >= {"北京", "Plain"}
    for text, lang in spoken.items():
        assert lang == ("zh-CN" if text == "北京" else "en-GB" if text.isascii() else "ja-JP")
    assert re.findall(r'lang="([^"]+)"', notes) == ["ja-JP", "en-GB"]


def test_the_theme_names_the_fonts_that_were_measured(tmp_path: Path) -> None:
    deck = made(CASES / "properties" / "source.yaml", tmp_path)
    theme = part(deck, "ppt/theme/theme1.xml")
    for tag in ("majorFont", "minorFont"):
        fonts = re.search(f"<a:{tag}>(.*?)</a:{tag}>", theme)
        assert fonts is not None
        assert re.findall(r'script="(\w+)" typeface="([^"]+)"', fonts[1]) == [
            ("Hans", "Noto Sans SC"),
            ("Jpan", "Noto Sans SC"),
        ]


@pytest.mark.parametrize("brand", ["meridian", "northfield", "cirrus"])
def test_what_is_added_by_hand_is_the_brands(brand: str, tmp_path: Path) -> None:
    deck = written(
        f"title: T\nbrand: {brand}\nsections:\n"
        "  - {type: table, headline: H, table: {columns: [A, B], rows: [[x, 1], [y, 2]]}}\n",
        tmp_path,
    )
    theme, styles = part(deck, "ppt/theme/theme1.xml"), part(deck, "ppt/tableStyles.xml")
    for name in ("spDef", "lnDef", "txDef"):
        assert f"<a:{name}>" in theme
    default = re.search(r'def="([^"]+)"', styles)
    assert default is not None
    assert f'styleId="{default[1]}"' in styles
    frame: Any = next(s for s in Presentation(str(deck)).slides[0].shapes if s.has_table)
    assert frame._element.find(".//{*}tableStyleId").text == default[1]
