"""Text from right to left, in both outputs: order, sides and what can be copied."""

from __future__ import annotations

import re
import shutil
import subprocess
import zipfile
from importlib import import_module
from pathlib import Path

import pypdfium2 as pdfium
import pytest

from reportgen import build, compose, load
from reportgen.frames import Publication, TableItem, TextItem

CASE = Path(__file__).parent / "text" / "hebrew"
FONTS = {
    "he": ("fontpkg_heebo", "Heebo[wght].ttf"),
    "ar": ("fontpkg_noto_sans_arabic", "NotoSansArabic[wdth,wght].ttf"),
}
ARABIC = "يولد جميع الناس أحرارًا متساوين في الكرامة والحقوق. وقد وهبوا **عقلًا وضميرًا** في 12 مايو."


def source(to: Path, language: str, text: str = "") -> Path:
    """The case in a folder of its own, in a font of its script, with another text where one is given."""
    folder = to / "case"
    shutil.copytree(CASE, folder)
    package, file = FONTS[language]
    shutil.copy(import_module(package).ROOT / "files" / file, folder / "brands/own/own.ttf")
    if text:
        (folder / "source.yaml").write_text(text, "utf-8")
    return folder / "source.yaml"


def story(language: str, body: str) -> str:
    return f"title: Letter\nbrand: own\nlanguage: {language}\nsections:\n  - type: story\n    headline: H\n    body: |\n      {body}\n"


def texts(publication: Publication, sheet: int = 0) -> list[TextItem]:
    return [item for item in publication.sheets[sheet].items if isinstance(item, TextItem)]


def copied(pdf: Path) -> str:
    """What pdftotext copies, without the signs of direction that it adds."""
    said = subprocess.run(["pdftotext", str(pdf), "-"], capture_output=True, check=True).stdout.decode()
    return " ".join(re.sub("[\u200e\u200f\u202a-\u202e\u2066-\u2069]", " ", said).split())


def test_the_letter_in_hebrew(tmp_path: Path) -> None:
    pdf, deck = (output.path for output in build(source(tmp_path, "he"), tmp_path / "out"))
    page = pdfium.PdfDocument(pdf)[0].get_textpage()
    assert "גשם ירד 12 ימים והשוק נפתח בזמן" in page.get_text_range().replace("\r\n", " ")
    assert "גשם ירד 12 ימים והשוק נפתח בזמן" in copied(pdf)
    xml = zipfile.ZipFile(deck)
    layouts = [xml.read(name).decode() for name in xml.namelist() if "slideLayouts/slideLayout" in name]
    slide = xml.read("ppt/slides/slide1.xml").decode()
    assert any('algn="r" rtl="1"' in layout for layout in layouts) or 'rtl="1"' in slide


def test_lines_begin_at_the_right(tmp_path: Path) -> None:
    publication = compose(load(source(tmp_path, "he")), "newsletter")
    (body,) = [item for item in texts(publication) if item.paragraphs[0].role == "body"]
    (paragraph,) = body.paragraphs
    assert paragraph.rtl and paragraph.align == "right"
    line = body.lines[0]
    first, last = line.runs[0], line.runs[-1]
    assert first.x > last.x, "runs are in the order of reading, and stand from the right"
    assert line.x + line.width == pytest.approx(body.box.width, abs=0.1)
    assert [run.text for run in line.runs if run.text.isdigit()] == ["12"]


def test_marks_of_lists_stand_at_the_right(tmp_path: Path) -> None:
    publication = compose(load(source(tmp_path, "he", story("he", "- גשם ירד\n      - והשוק נפתח"))), "newsletter")
    items = [item for item in texts(publication) if any(one.bullet for one in item.paragraphs)]
    for line in items[0].lines:
        mark, *words = line.runs
        assert mark.mark and all(mark.x > run.x + run.width for run in words)


def test_a_passage_in_an_english_letter(tmp_path: Path) -> None:
    publication = compose(load(source(tmp_path, "he", story("en", "A greeting, שלום עולם, is heard."))), "newsletter")
    (body,) = [item for item in texts(publication) if item.paragraphs[0].role == "body"]
    assert not body.paragraphs[0].rtl
    leftward = [run.text.strip() for line in body.lines for run in line.runs if run.leftward]
    assert " ".join(leftward) == "שלום עולם"


def test_sheets_are_mirrored(tmp_path: Path) -> None:
    table = "\n".join(
        (
            "title: Letter\nbrand: own\nlanguage: {}\nsections:",
            "  - {{type: table, headline: H, table: {{columns: [{{name: a}}, {{name: b}}], rows: [[x, 1], [y, 23]]}}}}",
        )
    )
    there = compose(load(source(tmp_path / "he", "he", table.format("he"))), "deck")
    here = compose(load(source(tmp_path / "en", "he", table.format("en"))), "deck")
    (mirrored,), (plain,) = (
        [item for item in one.sheets[0].items if isinstance(item, TableItem)] for one in (there, here)
    )
    assert mirrored.box.right == pytest.approx(there.size.width - plain.box.x)
    assert [cell.column for cell in mirrored.cells] == [1 - cell.column for cell in plain.cells]
    assert [cell.paragraphs[0].text for cell in mirrored.cells] == [cell.paragraphs[0].text for cell in plain.cells]
    heading, other = (next(item for item in texts(one) if item.slot == "headline") for one in (there, here))
    assert heading.box.right == pytest.approx(there.size.width - other.box.x)


def test_arabic_letters_join_and_can_be_copied(tmp_path: Path) -> None:
    """The font draws letters and their dots apart, and each word is copied as it was written all the same."""
    pdf, _ = (output.path for output in build(source(tmp_path, "ar", story("ar", ARABIC)), tmp_path / "out"))
    words = re.findall(r"[^\s.*]+", ARABIC)
    assert set(words) <= set(re.findall(r"[^\s.*]+", copied(pdf)))


def test_joined_letters_are_neither_spaced_nor_dropped(tmp_path: Path) -> None:
    text = story("ar", ARABIC * 8).replace(
        "- type: story", "- type: story\n    kicker: الأخبار\n    layout: {newsletter: longread}"
    )
    publication = compose(load(source(tmp_path, "ar", text)), "newsletter")
    paragraphs = [paragraph for item in texts(publication) for paragraph in item.paragraphs]
    assert any("الأخبار" in paragraph.text for paragraph in paragraphs)
    assert all(not run.tracking for one in paragraphs for run in one.runs if "\u0600" <= run.text[:1] <= "\u06ff")
    assert not any(paragraph.initial for paragraph in paragraphs)
