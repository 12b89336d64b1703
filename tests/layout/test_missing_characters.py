"""Characters that the brand's fonts lack: another family or a box stands in, one warning tells of it."""

from __future__ import annotations

import re
import zipfile
from pathlib import Path
from typing import Any

import pikepdf
import pypdfium2
import pytest
from pptx import Presentation

from reportgen import build
from reportgen.errors import ReportgenError

COVER = (
    'title: Letter\nbrand: meridian\nsections:\n  - {type: cover, masthead: "Harbour letter %s", title: A fair year}\n'
)
STORY = 'title: Letter\nbrand: meridian\nsections:\n  - {type: story, headline: A visit, body: "%s"}\n'


def built(tmp_path: Path, source: str, **choices: Any) -> tuple[list[str], str, str]:
    """The warnings, each once, the PDF's text and the deck's."""
    (tmp_path / "source.yaml").write_text(source, "utf-8")
    outputs = build(tmp_path / "source.yaml", tmp_path, **choices)
    warnings = list(dict.fromkeys(str(remark) for output in outputs for remark in output.remarks))
    pdf = pypdfium2.PdfDocument(tmp_path / "source.pdf")
    printed = "\n".join(page.get_textpage().get_text_bounded() for page in pdf)
    deck = Presentation(str(tmp_path / "source.pptx"))
    shown = "\n".join(shape.text_frame.text for slide in deck.slides for shape in slide.shapes if shape.has_text_frame)
    return warnings, printed, shown


@pytest.mark.parametrize("char", ["🀀", "🂡", "𝄞", "𓂀"])
def test_no_font_has_it(tmp_path: Path, char: str) -> None:
    warnings, _, deck = built(tmp_path, COVER % char)
    (warning,) = warnings
    assert warning.startswith("source.yaml:4:")
    assert f'no font has "{char}" (U+{ord(char):04X}' in warning
    assert f"Harbour letter {char}" in deck


@pytest.mark.parametrize(
    ("text", "family"),
    [
        ("🎉", "Noto Emoji"), ("😀", "Noto Emoji"), ("👩\u200d💻", "Noto Emoji"), ("👍🏽", "Noto Emoji"), ("🇩🇪", "Noto Emoji"),
        ("☃", "Noto Sans Symbols 2"), ("⏱", "Noto Sans Symbols 2"), ("⚡", "Noto Sans Symbols 2"),
    ],
)  # fmt: skip
def test_emoji_and_signs_are_drawn_by_fonts_that_ship(tmp_path: Path, text: str, family: str) -> None:
    warnings, _printed, deck = built(tmp_path, COVER % text)
    (warning,) = warnings
    assert warning.startswith("source.yaml:4:") and f"set in {family}" in warning
    assert f"Harbour letter {text}" in deck
    with pikepdf.open(tmp_path / "source.pdf") as pdf:
        fonts = {str(font.BaseFont) for page in pdf.pages for font in page.resources.Font.values()}
    assert any(family.replace(" ", "") in font for font in fonts)
    assert not any("CharacterBoxes" in font for font in fonts)


def test_a_joined_emoji_stays_one_text_in_the_deck(tmp_path: Path) -> None:
    built(tmp_path, COVER % "👩\u200d💻")
    runs = [
        run.text
        for slide in Presentation(str(tmp_path / "source.pptx")).slides
        for shape in slide.shapes
        if shape.has_text_frame
        for paragraph in shape.text_frame.paragraphs
        for run in paragraph.runs
    ]
    assert "👩\u200d💻" in runs


def test_a_passage_is_one_message(tmp_path: Path) -> None:
    warnings, _, _ = built(tmp_path, STORY % "ཀ་ཁ་ག་ང་ཅ་ཆ་ཇ་ཉ་ཏ་ཐ་ད་ན་པ་ཕ་བ་མ་ and 🀀 and 🂡")
    (warning,) = warnings
    assert "17 characters of Tibetan" in warning
    assert '"🀀" (U+1F000 MAHJONG TILE EAST WIND), "🂡" (U+1F0A1 PLAYING CARD ACE OF SPADES)' in warning


def test_lines_are_named(tmp_path: Path) -> None:
    source = (
        "title: Letter\nbrand: meridian\nsections:\n  - type: story\n    headline: Visits\n"
        "    body: |\n      One ☃.\n\n      None.\n\n      Two ☃.\n"
    )
    warnings, _, _ = built(tmp_path, source)
    assert len(warnings) == 1
    assert warnings[0].startswith("source.yaml:7") and "also on line 11" in warnings[0]


def test_strict_refuses(tmp_path: Path) -> None:
    with pytest.raises(ReportgenError, match="PARTY POPPER"):
        built(tmp_path, COVER % "🎉", strict=True)


@pytest.mark.parametrize(("text", "script"), [("གསར་འགྱུར་དང་", "Tibetan"), ("ܫܠܡܐ ܫܠܡܐ ܫܠܡܐ", "Syriac")])
def test_scripts_that_no_font_has_are_told(tmp_path: Path, text: str, script: str) -> None:
    warnings, _, printed = built(tmp_path, STORY % f"Words: {text}.")
    assert any("source.yaml:4" in warning and script in warning.title() for warning in warnings)
    assert printed


def test_a_stand_in_is_named_in_the_deck(tmp_path: Path) -> None:
    """Source Serif 4, the headings' font of this brand, lacks a letter that Inter has."""
    warnings, printed, _ = built(tmp_path, (STORY % "Words.").replace("A visit", "A visit to Ŧ"))
    (warning,) = warnings
    assert warning.startswith("source.yaml:4:") and "Source Serif 4 lacks" in warning and "set in Inter" in warning
    assert "Ŧ" in printed
    xml = zipfile.ZipFile(tmp_path / "source.pptx").read("ppt/slides/slide1.xml").decode()
    (faces,) = re.findall(r"<a:rPr[^>]*>((?:(?!</a:rPr>).)*)</a:rPr><a:t>Ŧ</a:t>", xml)
    assert all(f'<a:{tag} typeface="Inter"/>' in faces for tag in ("latin", "ea", "cs"))


def test_all_broken_pictures_are_told(tmp_path: Path) -> None:
    (tmp_path / "one.png").write_bytes(b"\x89PNG\r\n\x1a\n and no more")
    (tmp_path / "two.jpg").write_bytes(b"\xff\xd8\xff\xe0 and no more")
    figures = [f"{{file: {name}, alt: It}}" for name in ("one.png", "two.jpg")]
    stories = "".join(f"  - {{type: story, headline: A, body: Words., figure: {figure}}}\n" for figure in figures)
    with pytest.raises(ReportgenError) as caught:
        built(tmp_path, f"title: Letter\nbrand: meridian\nsections:\n{stories}")
    told = [str(problem) for problem in caught.value.each]
    assert len(told) == 2
    assert told[0].startswith("source.yaml:4:") and "one.png" in told[0]
    assert told[1].startswith("source.yaml:5:") and "two.jpg" in told[1]
