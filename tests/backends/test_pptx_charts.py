"""Native charts read back: the same values, categories, axes, formats and colours as in the frames."""

from __future__ import annotations

import io
import zipfile
from pathlib import Path
from typing import Any

import pytest
from openxml_audit import OpenXmlValidator
from pptx import Presentation
from python_calamine import load_workbook

from reportgen import Publication, compose, load, parse, render
from reportgen.frames import ChartItem, ChartLine

ROOT = Path(__file__).parents[2]
NS = {
    "c": "http://schemas.openxmlformats.org/drawingml/2006/chart",
    "a": "http://schemas.openxmlformats.org/drawingml/2006/main",
}


@pytest.fixture(scope="module")
def deck() -> Publication:
    return compose(load(ROOT / "examples/gallery/charts.yaml"), "deck")


@pytest.fixture(scope="module")
def blob(deck: Publication) -> bytes:
    return render(deck, "pptx")


@pytest.fixture(scope="module")
def pairs(deck: Publication, blob: bytes) -> list[tuple[ChartItem, Any]]:
    """Each chart of the frames with its native one."""
    found: list[tuple[ChartItem, Any]] = []
    for sheet, slide in zip(deck.sheets, Presentation(io.BytesIO(blob)).slides, strict=True):
        items = [item for item in sheet.items if isinstance(item, ChartItem)]
        shapes = [shape for shape in slide.shapes if shape.has_chart]
        assert len(items) == len(shapes)
        found += [(item, shape.chart) for item, shape in zip(items, shapes, strict=True)]
    return found


def numbers(element: Any, path: str) -> dict[int, float]:
    """The cached points under a path of a series, by index; gaps are not there."""
    points = element.findall(f"{path}//c:pt", NS)
    return {int(point.get("idx")): float(point.find("c:v", NS).text) for point in points}


def series_of(chart: Any) -> list[Any]:
    return sorted(chart._chartSpace.findall(".//c:ser", NS), key=lambda ser: int(ser.find("c:order", NS).get("val")))


def all_series(item: ChartItem) -> list[Any]:
    return [series for plot in item.plots for series in plot.series]


def test_every_kind_is_there(pairs: list[tuple[ChartItem, Any]]) -> None:
    kinds = {item.kind for item, _ in pairs}
    assert kinds >= {
        "column", "bar", "stacked", "stacked-100", "line", "area", "pie", "doughnut", "scatter", "bubble", "combo",
        "waterfall", "sparkline", "bullet", "slope",
    }  # fmt: skip


def test_values_and_names_are_those_of_the_frames(pairs: list[tuple[ChartItem, Any]]) -> None:
    for item, chart in pairs:
        native = {}
        for ser in series_of(chart):
            name = ser.find("c:tx//c:v", NS).text
            path = "c:yVal" if ser.find("c:yVal", NS) is not None else "c:val"
            native[name] = numbers(ser, path)
        for series in all_series(item):
            wanted = {at: value for at, value in enumerate(series.values) if value is not None}
            assert native[series.name] == pytest.approx(wanted), (item.kind, series.name)


def test_categories_are_those_of_the_frames(pairs: list[tuple[ChartItem, Any]]) -> None:
    for item, chart in pairs:
        if item.categories is None or item.kind in ("scatter", "bubble"):
            continue
        ser = series_of(chart)[0]
        points = [point.find("c:v", NS).text for point in ser.findall("c:cat//c:pt", NS)]
        if item.categories.code == "General":
            assert points == list(item.categories.labels), item.kind
        else:
            assert len(points) == len(item.categories.labels)
            assert all(float(point) > 40_000 for point in points)  # days, not texts


def test_axes_begin_and_end_where_the_engine_says(pairs: list[tuple[ChartItem, Any]]) -> None:
    checked = 0
    for item, chart in pairs:
        axes = chart._chartSpace.findall(".//c:valAx", NS)
        for axis in item.axes:
            found = [
                (float(one.find("c:scaling/c:min", NS).get("val")), float(one.find("c:scaling/c:max", NS).get("val")))
                for one in axes
            ]
            assert (axis.low, axis.high) in [pytest.approx(pair) for pair in found], item.kind
            steps = [float(one.find("c:majorUnit", NS).get("val")) for one in axes]
            assert any(step == pytest.approx(axis.step) for step in steps)
            codes = {one.find("c:numFmt", NS).get("formatCode") for one in axes}
            assert axis.code in codes
            checked += 1
    assert checked > 10


def test_titles_of_axes_are_native(pairs: list[tuple[ChartItem, Any]]) -> None:
    titles = {
        "".join(title.find(".//a:t", NS).text)
        for _, chart in pairs
        for title in chart._chartSpace.findall(".//c:valAx/c:title", NS)
    }
    assert {"Thousand racks", "Power use effectiveness", "Cents per kWh", "kWh per rack and day"} <= titles


def test_the_format_of_labels_is_that_of_the_cache(pairs: list[tuple[ChartItem, Any]]) -> None:
    for item, chart in pairs:
        for ser, series in zip(series_of(chart), all_series(item), strict=False):
            cache = ser.find(".//c:val//c:formatCode", NS)
            if cache is not None and ser.find("c:dLbls/c:numFmt", NS) is not None:
                assert ser.find("c:dLbls/c:numFmt", NS).get("formatCode") == cache.text == series.code


def test_colours_are_the_themes(pairs: list[tuple[ChartItem, Any]]) -> None:
    for item, chart in pairs:
        literal = chart._chartSpace.findall(".//a:srgbClr", NS)
        assert literal == [], item.kind
        assert chart._chartSpace.findall(".//a:schemeClr", NS)


def test_the_workbook_holds_the_values_and_nothing_that_lives(blob: bytes, pairs: list[tuple[ChartItem, Any]]) -> None:
    with zipfile.ZipFile(io.BytesIO(blob)) as package:
        books = sorted(name for name in package.namelist() if name.endswith(".xlsx"))
        assert len(books) == len(pairs)
        for name in books:
            data = package.read(name)
            with zipfile.ZipFile(io.BytesIO(data)) as book:
                for part in book.namelist():
                    text = book.read(part)
                    assert b"<f>" not in text, (name, part)
                    assert b'TargetMode="External"' not in text, (name, part)
            assert load_workbook(io.BytesIO(data)).sheet_names
    for item, chart in pairs:
        sheet = load_workbook(io.BytesIO(chart.part.chart_workbook.xlsx_part.blob)).get_sheet_by_index(0).to_python()
        cells = [cell for row in sheet for cell in row if isinstance(cell, int | float)]
        for series in all_series(item):
            for value in series.values:
                if value is not None and series.listed:
                    assert any(cell == pytest.approx(value) for cell in cells), (item.kind, series.name, value)


def test_the_deck_is_valid(blob: bytes, tmp_path: Path) -> None:
    (tmp_path / "charts.pptx").write_bytes(blob)
    errors = OpenXmlValidator().validate(str(tmp_path / "charts.pptx")).errors
    assert [error for error in errors if "viewProps" not in error.description] == []


def test_every_chart_says_what_it_shows(pairs: list[tuple[ChartItem, Any]]) -> None:
    for item, _ in pairs:
        assert len(item.alt) > 20, item.kind


def test_lines_across_a_chart_are_shapes_that_it_carries(tmp_path: Path) -> None:
    """They stand in both readings at the same place, in parts of the chart, and the file is valid."""
    chart: dict[str, Any] = {
        "kind": "bar",
        "categories": ["Sand", "Loam"],
        "series": [{"name": "s", "values": [0.33, 0.61]}],
        "lines": [0.36, {"at": 0.5, "text": "Goal"}],
    }
    sections = [
        {"type": "chart", "headline": "H", "chart": {**chart, "kind": kind}}
        for kind in ("bar", "column", "line", "area")
    ]
    deck = compose(parse({"title": "T", "brand": "meridian", "sections": sections}, folder=ROOT / "examples"), "deck")
    blob = render(deck, "pptx")
    items = [item for sheet in deck.sheets for item in sheet.items if isinstance(item, ChartItem)]
    with zipfile.ZipFile(io.BytesIO(blob)) as package:
        parts = sorted(name for name in package.namelist() if name.startswith("ppt/drawings/"))
        assert len(parts) == len(items) == 4
        for name, item in zip(parts, items, strict=True):
            text = package.read(name).decode()
            assert "0.36" in text
            assert "Goal" in text
            first = next(piece for piece in item.over if isinstance(piece, ChartLine))
            assert f"<cdr:x>{first.points[0][0] / item.box.width:.6f}</cdr:x>" in text
            assert first in item.marks
    test_the_deck_is_valid(blob, tmp_path)
