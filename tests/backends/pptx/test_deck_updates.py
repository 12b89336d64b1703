"""Decks that people have worked on, brought up to date with what is new in their source."""

from __future__ import annotations

import copy
import io
import json
import random
import re
import subprocess
import sys
import zipfile
from pathlib import Path
from typing import Any

import pytest
import yaml
from lxml import etree
from pptx import Presentation
from pptx.dml import color
from pptx.util import Emu, Pt

from reportgen import ReportgenError, compose, load, parse, render, update
from reportgen.backends.pptx.updating import Update, updated
from reportgen.backends.pptx.updating.words import hunks
from reportgen.deck_update import backup_of
from reportgen.engine import Engine

sys.path.insert(0, str(Path(__file__).parents[2] / "bench"))
import deck_updates

RGBColor: Any = color.RGBColor

SOURCE: dict[str, Any] = {
    "title": "The Harbour Letter",
    "sections": [
        {"type": "cover", "masthead": "The Harbour Letter", "title": "A quieter year"},
        {
            "type": "story",
            "key": "routes",
            "headline": "Shorter routes, fewer lorries",
            "standfirst": "What changed when we moved the depot.",
            "points": ["**Half the distance** for every parcel", "No night shift since March", "One depot less"],
            "notes": "Tell them about the night shift.",
        },
        {
            "type": "chart",
            "key": "parcels",
            "headline": "Parcels a month",
            "chart": {
                "kind": "bar",
                "categories": ["Jan", "Feb", "Mar"],
                "series": [{"name": "Parcels", "values": [10, 12, 14]}, {"name": "Letters", "values": [8, 7, 6]}],
            },
        },
        {
            "type": "table",
            "key": "depots",
            "headline": "Depots",
            "table": {
                "columns": ["Depot", "Parcels", "Lorries"],
                "rows": [["North", 120, 4], ["South", 90, 3], ["East", 30, 1]],
            },
        },
        {"type": "quote", "key": "said", "quote": "We should have done this before.", "attribution": "The manager"},
        {"type": "closing", "headline": "Thank you"},
    ],
}


class Deck:
    """A deck that is built, edited and brought up to date."""

    def __init__(self) -> None:
        self.source = copy.deepcopy(SOURCE)
        self.file = _build(self.source)[1]
        self.edited = Presentation(io.BytesIO(self.file))

    def section(self, key: str) -> dict[str, Any]:
        return next(one for one in self.source["sections"] if one.get("key") == key)

    def slide(self, number: int) -> Any:
        return self.edited.slides[number - 1]

    def shape(self, number: int, words: str) -> Any:
        return _shape(self.edited.slides[number - 1], words)

    def updated(self, take: Any = "ask") -> tuple[Update, Any]:
        stream = io.BytesIO()
        self.edited.save(stream)
        publication, made = _build(self.source)
        done = updated(stream.getvalue(), made, publication, take)
        again = updated(done.data, made, publication, take)
        assert again.data == done.data, "a second update changes something"
        return done, Presentation(io.BytesIO(done.data))


_BUILT: dict[str, Any] = {}


def _build(source: dict[str, Any]) -> Any:
    key = json.dumps(source)
    if key not in _BUILT:
        publication = compose(parse(source), "deck")
        _BUILT[key] = publication, render(publication, "pptx")
    return _BUILT[key]


def _shape(slide: Any, words: str) -> Any:
    return next(one for one in slide.shapes if one.has_text_frame and words in one.text_frame.text)


def _table(slide: Any) -> list[list[str]]:
    table = next(one.table for one in slide.shapes if one.has_table)
    return [[cell.text for cell in row.cells] for row in table.rows]


def _chart(slide: Any) -> Any:
    return next(one.chart for one in slide.shapes if one.has_chart)


def test_nothing_new_changes_not_a_byte() -> None:
    deck = Deck()
    publication, made = _build(deck.source)
    done = updated(made, made, publication)
    assert done.data == made
    assert not (done.changed or done.kept or done.conflicts or done.unmatched)


def test_unedited_decks_become_what_the_new_source_builds() -> None:
    deck = Deck()
    deck.section("routes")["points"][1] = "No night shift since April"
    deck.section("depots")["table"]["rows"][0][1] = 125
    deck.section("parcels")["chart"]["series"][0]["values"][2] = 20
    done, result = deck.updated()
    fresh = Presentation(io.BytesIO(_build(deck.source)[1]))
    for own, new in zip(result.slides, fresh.slides, strict=True):
        trees = [re.sub(rb'r:id="rId\d+"', b"", etree.tostring(one.shapes._spTree)) for one in (own, new)]
        assert trees[0] == trees[1]
    assert list(_chart(result.slides[2]).plots[0].series[0].values) == [10, 12, 20]
    assert not done.conflicts


def test_moved_resized_and_recoloured_shapes_take_new_words() -> None:
    deck = Deck()
    shape = deck.shape(2, "What changed")
    shape.left, shape.top, shape.width, shape.height = Emu(1000), Emu(2000), Emu(3_000_000), Emu(400_000)
    shape.fill.solid()
    shape.fill.fore_color.rgb = RGBColor(1, 2, 3)
    deck.section("routes")["standfirst"] = "What was gained when we moved the depot."
    done, result = deck.updated()
    shape = _shape(result.slides[1], "What was gained")
    assert (shape.left, shape.top, shape.width, shape.height) == (1000, 2000, 3_000_000, 400_000)
    assert shape.fill.fore_color.rgb == RGBColor(1, 2, 3)
    assert [one.what for one in done.kept] == ["place or size"]


def test_restyled_words_keep_their_look_where_others_change() -> None:
    deck = Deck()
    shape = deck.shape(2, "What changed")
    for run in shape.text_frame.paragraphs[0].runs:
        run.font.color.rgb, run.font.size = RGBColor(9, 9, 9), Pt(30)
    deck.section("routes")["standfirst"] = "What changed when we sold the depot."
    _, result = deck.updated()
    (run,) = _shape(result.slides[1], "we sold the depot").text_frame.paragraphs[0].runs
    assert (run.font.color.rgb, run.font.size) == (RGBColor(9, 9, 9), Pt(30))


def test_one_word_that_a_person_coloured_stays_coloured() -> None:
    deck = Deck()
    paragraph = deck.shape(2, "What changed").text_frame.paragraphs[0]
    first = paragraph.runs[0]
    first.text = "What changed when we "
    for words in ("moved", " the depot."):
        run = paragraph.add_run()
        run.text = words
        if words == "moved":
            run.font.color.rgb = RGBColor(200, 0, 0)
    deck.section("routes")["standfirst"] = "What improved when we moved the depot."
    _, result = deck.updated()
    runs = _shape(result.slides[1], "What improved").text_frame.paragraphs[0].runs
    coloured = [run.text for run in runs if run.font.color and run.font.color.type is not None]
    assert coloured == ["moved"]


def test_words_that_both_changed_are_a_conflict_with_the_line(tmp_path: Path) -> None:
    file = tmp_path / "letter.yaml"
    file.write_text(yaml.safe_dump(SOURCE, sort_keys=False), "utf-8")
    engine = Engine()
    built = engine.build(load(file), "deck")
    edited = Presentation(io.BytesIO(built.data))
    _shape(edited.slides[1], "What changed").text_frame.paragraphs[0].runs[0].text = "My own words."
    stream = io.BytesIO()
    edited.save(stream)
    file.write_text(file.read_text("utf-8").replace("What changed when", "What happened when"), "utf-8")
    line = next(at for at, one in enumerate(file.read_text("utf-8").splitlines(), 1) if "What happened" in one)
    done = engine.build(load(file), "deck").updated(stream.getvalue())
    (conflict,) = done.conflicts
    assert (conflict.deck, conflict.source) == ("My own words.", "What happened when we moved the depot.")
    assert (Path(str(conflict.where.file)).name, conflict.where.line) == ("letter.yaml", line)
    assert "My own words." in _texts(done.data)


def test_conflicts_are_told_until_somebody_settles_them() -> None:
    deck = Deck()
    deck.shape(5, "We should").text_frame.paragraphs[0].runs[0].text = "Mine."
    deck.section("said")["quote"] = "We should have done this ten years ago."
    publication, made = _build(deck.source)
    stream = io.BytesIO()
    deck.edited.save(stream)
    first = updated(stream.getvalue(), made, publication)
    again = updated(first.data, made, publication)
    assert [one.source for one in again.conflicts] == [one.source for one in first.conflicts]
    assert len(again.conflicts) == 1
    settled = updated(again.data, made, publication, "deck")
    assert not updated(settled.data, made, publication).conflicts
    assert "Mine." in _texts(settled.data)
    taken = updated(again.data, made, publication, "source")
    assert "Mine." not in _texts(taken.data)
    assert not updated(taken.data, made, publication).conflicts


def test_paragraphs_that_one_side_changed_are_merged() -> None:
    deck = Deck()
    notes = deck.slide(2).notes_slide.notes_text_frame
    notes.paragraphs[0].runs[0].text = notes.paragraphs[0].runs[0].text + " And smile."
    deck.shape(2, "One depot less").text_frame.paragraphs[-1].runs[0].text = "A depot less, happily"
    deck.section("routes")["points"][0] = "**A third of the distance** for every parcel"
    done, result = deck.updated()
    words = " ".join(one.text_frame.text for one in result.slides[1].shapes if one.has_text_frame)
    assert "A depot less, happily" in words
    assert "A third of the distance" in words
    assert "And smile." in result.slides[1].notes_slide.notes_text_frame.text
    assert not done.conflicts


def test_tables_take_rows_cells_and_columns_but_for_edited_cells() -> None:
    deck = Deck()
    table = next(one.table for one in deck.slide(4).shapes if one.has_table)
    table.cell(2, 1).text_frame.paragraphs[0].runs[0].text = "95"
    section = deck.section("depots")["table"]
    section["columns"].append("Drivers")
    for row in section["rows"]:
        row.append(7)
    section["rows"].insert(1, ["West", 55, 2, 3])
    section["rows"][3][2] = 9
    section["rows"].reverse()
    done, result = deck.updated()
    assert _table(result.slides[3]) == [
        ["Depot", "Parcels", "Lorries", "Drivers"],
        ["East", "30", "9", "7"],
        ["South", "95", "3", "7"],
        ["West", "55", "2", "3"],
        ["North", "120", "4", "7"],
    ]
    assert not done.conflicts


def test_a_cell_that_both_changed_is_a_conflict_and_a_row_that_went_goes() -> None:
    deck = Deck()
    table = next(one.table for one in deck.slide(4).shapes if one.has_table)
    table.cell(1, 1).text_frame.paragraphs[0].runs[0].text = "999"
    rows = deck.section("depots")["table"]["rows"]
    rows[0][1] = 121
    del rows[2]
    done, result = deck.updated()
    assert [(one.deck, one.source) for one in done.conflicts] == [("999", "121")]
    assert [row[:2] for row in _table(result.slides[3])[1:]] == [["North", "999"], ["South", "90"]]


def test_charts_take_data_and_keep_formats() -> None:
    deck = Deck()
    chart = _chart(deck.slide(3))
    chart.plots[0].gap_width = 17
    chart.plots[0].series[0].format.fill.solid()
    chart.plots[0].series[0].format.fill.fore_color.rgb = RGBColor(1, 2, 3)
    written = deck.section("parcels")["chart"]
    written["categories"].append("Apr")
    for series, value in zip(written["series"], (40, 50), strict=True):
        series["values"].append(value)
    written["series"].append({"name": "Cards", "values": [1, 2, 3, 4]})
    _, result = deck.updated()
    chart = _chart(result.slides[2])
    assert {one.name: list(one.values) for one in chart.plots[0].series} == {
        "Parcels": [10, 12, 14, 40],
        "Letters": [8, 7, 6, 50],
        "Cards": [1, 2, 3, 4],
    }
    assert chart.plots[0].gap_width == 17
    assert chart.plots[0].series[0].format.fill.fore_color.rgb == RGBColor(1, 2, 3)
    assert _cells(chart)[-1] == ["Apr", 40, 50, 4]


def _cells(chart: Any) -> list[list[Any]]:
    """The rows of the workbook inside a chart."""
    name = "{http://schemas.openxmlformats.org/spreadsheetml/2006/main}"
    with zipfile.ZipFile(io.BytesIO(chart.part.chart_workbook.xlsx_part.blob)) as book:
        shared = ["".join(one.itertext()) for one in etree.fromstring(book.read("xl/sharedStrings.xml"))]
        rows = etree.fromstring(book.read("xl/worksheets/sheet1.xml")).iter(f"{name}row")
        return [[_cell(cell, shared, name) for cell in row] for row in rows]


def _cell(cell: Any, shared: list[str], name: str) -> Any:
    text = cell.findtext(f"{name}v")
    return shared[int(text)] if cell.get("t") == "s" else float(text)


def test_a_point_that_a_person_changed_stays_among_new_ones() -> None:
    from pptx.chart import data as of_charts

    deck = Deck()
    data: Any = of_charts.CategoryChartData()  # type: ignore[no-untyped-call]
    data.categories = ["Jan", "Feb", "Mar"]
    data.add_series("Parcels", (10, 12, 99))
    data.add_series("Letters", (8, 70, 6))
    _chart(deck.slide(3)).replace_data(data)
    values = deck.section("parcels")["chart"]["series"]
    values[0]["values"] = [11, 12, 15]
    done, result = deck.updated()
    chart = _chart(result.slides[2])
    assert [list(one.values) for one in chart.plots[0].series] == [[11, 12, 99], [8, 70, 6]]
    assert [(one.deck, one.source) for one in done.conflicts] == [("99", "15")]
    assert _cells(chart)[3][1:] == [99, 6]


def test_slides_come_and_go_and_the_order_is_the_persons() -> None:
    deck = Deck()
    ids = deck.edited.slides._sldIdLst
    ids.insert(1, ids[4])  # the quotation comes second
    deck.edited.slides.add_slide(deck.edited.slide_layouts[0]).shapes.add_textbox(
        0, 0, 9, 9
    ).text_frame.text = "By hand"
    sections = deck.source["sections"]
    sections.remove(deck.section("parcels"))
    sections.insert(2, {"type": "quote", "key": "new", "quote": "This one is new.", "attribution": "Nobody"})
    done, result = deck.updated()
    words = [" ".join(one.text_frame.text for one in slide.shapes if one.has_text_frame) for slide in result.slides]
    assert [
        next((at for at, text in enumerate(words) if wanted in text), None)
        for wanted in (
            "A quieter year",
            "done this before",
            "Shorter routes",
            "This one is new",
            "Depots",
            "Thank you",
            "By hand",
        )
    ] == list(range(7))
    assert not any("Parcels a month" in text for text in words)
    names = zipfile.ZipFile(io.BytesIO(done.data)).namelist()
    assert not [name for name in names if "chart" in name or "embeddings" in name]


def test_slides_with_a_persons_words_stay_when_their_section_goes() -> None:
    deck = Deck()
    deck.shape(5, "We should").text_frame.paragraphs[0].runs[0].text = "Mine."
    deck.source["sections"].remove(deck.section("said"))
    done, _ = deck.updated()
    assert "Mine." in _texts(done.data)
    assert [one.what for one in done.conflicts] == ["the slide"]


def test_deleted_shapes_and_slides_stay_away_and_are_told() -> None:
    deck = Deck()
    shape = deck.shape(2, "What changed")
    shape._element.getparent().remove(shape._element)
    ids = deck.edited.slides._sldIdLst
    deck.edited.part.drop_rel(ids[4].get("{http://schemas.openxmlformats.org/officeDocument/2006/relationships}id"))
    ids.remove(ids[4])
    deck.section("routes")["standfirst"] = "What is new."
    deck.section("said")["quote"] = "Quite another quotation."
    done, result = deck.updated()
    assert "What is new." not in _texts(done.data)
    assert len(result.slides) == 5
    assert sorted(one.what.partition(";")[0] for one in done.unmatched) == [
        "the shape was deleted",
        "the slide was deleted",
    ]


def test_a_slide_whose_headline_changed_is_the_same_slide() -> None:
    deck = Deck()
    del deck.source["sections"][1]["key"]
    deck.file = _build(deck.source)[1]
    deck.edited = Presentation(io.BytesIO(deck.file))
    deck.shape(2, "What changed").left = Emu(4321)
    deck.source["sections"][1]["headline"] = "Routes that are shorter"
    _, result = deck.updated()
    assert _shape(result.slides[1], "What changed").left == 4321
    assert _shape(result.slides[1], "Routes that are shorter")
    assert len(result.slides) == len(deck.edited.slides)


def test_pictures_are_exchanged_where_they_stand(tmp_path: Path) -> None:
    from PIL import Image

    for name, colour in (("old", "red"), ("new", "blue")):
        Image.new("RGB", (300, 200), colour).save(tmp_path / f"{name}.png")
    source = {
        "title": "T",
        "sections": [{"type": "quote", "quote": "Look.", "picture": {"file": "old.png", "alt": "A colour"}}],
    }
    file = tmp_path / "t.yaml"
    file.write_text(yaml.safe_dump(source), "utf-8")
    engine = Engine()
    built = engine.build(load(file), "deck")
    edited = Presentation(io.BytesIO(built.data))
    picture = next(one for one in edited.slides[0].shapes if one.shape_type == 13 or hasattr(one, "image"))
    picture.left, picture.width = Emu(77), Emu(777_777)
    stream = io.BytesIO()
    edited.save(stream)
    file.write_text(file.read_text("utf-8").replace("old.png", "new.png"), "utf-8")
    now = engine.build(load(file), "deck")
    done = now.updated(stream.getvalue())
    picture = next(one for one in Presentation(io.BytesIO(done.data)).slides[0].shapes if hasattr(one, "image"))
    assert (picture.left, picture.width) == (77, 777_777)
    fresh = next(one for one in Presentation(io.BytesIO(now.data)).slides[0].shapes if hasattr(one, "image"))
    assert picture.image.sha1 == fresh.image.sha1
    assert now.updated(done.data).data == done.data


@pytest.mark.parametrize(("number", "seed"), [(0, 11), (1, 12), (6, 13), (9, 14)])
def test_edits_survive_and_data_arrive(number: int, seed: int) -> None:
    file, brand = deck_updates.sources()[number]
    faults, _ = deck_updates.run(file, brand, 15, seed)
    assert faults == []


def test_every_kind_of_edit_is_there() -> None:
    wanted = {
        "move",
        "resize",
        "recolour",
        "restyle",
        "retype",
        "delete",
        "add shape",
        "add slide",
        "reorder",
        "group",
        "comment",
    }
    assert wanted <= deck_updates.EDITS.keys()
    assert random.Random(1).random() == random.Random(1).random()


def test_files_that_cannot_be_brought_up_to_date_are_refused(tmp_path: Path) -> None:
    publication, made = _build(SOURCE)
    plain = io.BytesIO()
    Presentation().save(plain)
    for file, told in ((plain.getvalue(), "nothing to compare with"), (b"no deck", "no presentation")):
        with pytest.raises(ReportgenError, match=told):
            updated(file, made, publication)
    with zipfile.ZipFile(plain) as package, zipfile.ZipFile(saved := io.BytesIO(), "w") as other:
        for name in package.namelist():
            data = package.read(name)
            other.writestr(
                name, data.replace(b"Microsoft Macintosh PowerPoint", b"LibreOffice/7.4.7.2$Linux_X86_64 LibreOffice")
            )
    with pytest.raises(ReportgenError, match="LibreOffice has saved it"):
        updated(saved.getvalue(), made, publication)
    with pytest.raises(ReportgenError, match="cannot read the deck"):
        update(tmp_path / "none.pptx", parse(SOURCE))


def test_in_place_only_on_request_and_with_a_copy(tmp_path: Path) -> None:
    file = tmp_path / "deck.pptx"
    file.write_bytes(_build(SOURCE)[1])
    source = copy.deepcopy(SOURCE)
    source["sections"][4]["quote"] = "Another quotation."
    with pytest.raises(ReportgenError, match="written over"):
        update(file, parse(source), file)
    update(file, parse(source), in_place=True)
    assert "Another quotation." in _texts(file.read_bytes())
    assert (tmp_path / "deck-before-update.pptx").read_bytes() == _build(SOURCE)[1]
    assert backup_of(file).name == "deck-before-update-2.pptx"
    before = file.read_bytes()
    update(file, parse(source), in_place=True)
    assert file.read_bytes() == before
    assert not (tmp_path / "deck-before-update-2.pptx").exists()


def test_the_command_tells_conflicts_by_its_exit_code(tmp_path: Path) -> None:
    source = tmp_path / "letter.yaml"
    source.write_text(yaml.safe_dump(SOURCE, sort_keys=False), "utf-8")
    edited = Presentation(io.BytesIO(_build(SOURCE)[1]))
    _shape(edited.slides[4], "We should").text_frame.paragraphs[0].runs[0].text = "Mine."
    edited.save(str(tmp_path / "deck.pptx"))
    source.write_text(source.read_text("utf-8").replace("done this before", "done this long before"), "utf-8")
    words = [sys.executable, "-m", "reportgen", "update", "deck.pptx", "letter.yaml"]
    done = subprocess.run([*words, "--json"], cwd=tmp_path, capture_output=True, text=True, check=False)
    assert done.returncode == 1, done.stderr
    (conflict,) = json.loads(done.stdout)["conflicts"]
    assert (conflict["deck"], conflict["source"]) == ("Mine.", "We should have done this long before.")
    assert conflict["at"].startswith("letter.yaml:")
    done = subprocess.run(
        [*words, "--take", "source", "-o", "new.pptx"], cwd=tmp_path, capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stderr
    assert "done this long before" in _texts((tmp_path / "new.pptx").read_bytes())


def test_differences_are_found_paragraph_by_paragraph() -> None:
    assert [(one.first, one.end) for one in hunks(["a", "b", "c"], ["a", "x", "c", "d"])] == [(1, 2), (3, 3)]
    assert [(one.first, one.end) for one in hunks(["one two three"], ["one two four", "five"])] == [(0, 1), (1, 1)]


def _texts(data: bytes) -> str:
    slides = Presentation(io.BytesIO(data)).slides
    return "\n".join("".join(slide._element.itertext()) for slide in slides)
