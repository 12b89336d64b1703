"""Charts of odd amounts: nothing over the labels of axes, one value in the middle, names that are left out are told."""

from __future__ import annotations

from typing import Any, Literal, get_args

import pytest

from reportgen import Publication, compose, parse
from reportgen.frames import ChartDots, ChartItem, ChartKind, TextItem
from reportgen.remarks import source_remarks

TOWNS = [
    "Berlin",
    "Bremen",
    "Dresden",
    "Essen",
    "Fulda",
    "Gera",
    "Hagen",
    "Jena",
    "Kassel",
    "Leipzig",
    "Mainz",
    "Minden",
    "Passau",
    "Rostock",
    "Speyer",
    "Trier",
]


def made(chart: dict[str, Any]) -> tuple[Publication, ChartItem]:
    source = {"title": "A", "language": "en", "sections": [{"type": "chart", "headline": "A", "chart": chart}]}
    publication = compose(parse(source), "deck")
    (item,) = (item for sheet in publication.sheets for item in sheet.items if isinstance(item, ChartItem))
    return publication, item


def columns(names: list[str], kind: str = "column") -> dict[str, Any]:
    return {
        "kind": kind,
        "categories": names,
        "series": [{"name": "A", "values": [n % 7 + 1 for n in range(len(names))]}],
    }


@pytest.mark.parametrize("values", [[1e-9, 1.0, 1e12], [100000.01, 100000.02, 100000.03], [42.0], [0.0, 0.0]])
def test_bubbles_stand_inside_their_axes(values: list[float]) -> None:
    x = [float(n) for n in range(len(values))]
    _, item = made({"kind": "bubble", "series": [{"name": "A", "x": x, "values": values, "sizes": [9.0] * len(x)}]})
    dots = [mark for mark in item.marks if isinstance(mark, ChartDots)]
    assert len(dots) == len(values)
    for dot in dots:
        (place,) = dot.points
        assert item.plot.x <= place[0] - dot.diameter / 2 and place[0] + dot.diameter / 2 <= item.plot.right
        assert item.plot.y <= place[1] - dot.diameter / 2 and place[1] + dot.diameter / 2 <= item.plot.bottom


def test_names_that_cannot_be_guessed_are_all_shown_or_told() -> None:
    _, item = made(columns(TOWNS))
    assert item.categories is not None and item.categories.every == 1
    publication, _ = made(columns([f"{town} {word}" for town in TOWNS for word in TOWNS[:4]], "line"))
    assert any("names is shown in the chart" in str(remark) for remark in publication.remarks)


@pytest.mark.parametrize(
    "names", [[str(year) for year in range(1950, 2011)], [f"Q{n % 4 + 1} {n // 4}" for n in range(48)]]
)
def test_years_and_quarters_are_left_out_without_a_word(names: list[str]) -> None:
    publication, _ = made(columns(names))
    assert not [remark for remark in publication.remarks if "names is shown" in str(remark)]


def test_an_area_of_one_value_is_told() -> None:
    publication, _ = made(columns(["Berlin"], "area"))
    assert any("an area of one value" in str(remark) for remark in publication.remarks)


def test_two_long_names_under_a_slope_do_not_meet() -> None:
    names = ["Before the reform of the municipal water works", "After the reform of the municipal water works"]
    source = {
        "title": "A",
        "language": "en",
        "sections": [{"type": "chart", "headline": "A", "chart": columns(names, "slope")}],
    }
    for sheet in compose(parse(source), "newsletter").sheets:
        for item in sheet.items:
            if isinstance(item, ChartItem):
                first, second = (
                    next(
                        text
                        for text in item.texts
                        if "".join(run.text for run in text.paragraphs[0].runs).startswith(name)
                    )
                    for name in ("Before", "After")
                )
                assert first.box.right <= second.box.x + 0.01 or first.box.bottom <= second.box.y


@pytest.mark.parametrize("kind", get_args(ChartKind))
@pytest.mark.parametrize("output", ["newsletter", "deck"])
@pytest.mark.parametrize("language", ["en", "de"])
def test_a_chart_without_values_says_so(kind: ChartKind, output: Literal["newsletter", "deck"], language: str) -> None:
    chart: dict[str, Any] = {"kind": kind, "title": "Boats", "source": "The harbour", "series": [{"name": "A"}]}
    if kind in ("scatter", "bubble"):
        chart["series"] = [{"name": "A", "values": [], "x": []}]
    else:
        chart |= {"categories": ["a", "b"], "series": [{"name": "A", "values": [None, None]}]}
    section = {"type": "chart", "headline": "A", "chart": chart}
    document = parse({"title": "A", "language": language, "sections": [section]})
    texts = [
        paragraph.text
        for sheet in compose(document, output).sheets
        for item in sheet.items
        if isinstance(item, TextItem)
        for paragraph in item.paragraphs
    ]
    assert ("Keine Einträge" if language == "de" else "No entries") in texts
    assert {"Boats", "The harbour"} <= set(texts)
    (remark,) = source_remarks(document)
    assert remark.message == "the chart has no values: its place says so"


@pytest.mark.parametrize("kind", ["column", "line", "stacked", "stacked-100", "area", "sparkline", "slope", "combo"])
def test_a_series_without_values_is_left_out_and_told(kind: str) -> None:
    chart = columns(["a", "b"], kind)
    chart["series"] += [{"name": "B", "values": [None, None]}, {"name": "C", "values": [2, 3]}]
    if kind == "combo":
        chart["series"][2]["show"] = "line"
    _, item = made(chart)
    assert [series.name for series in item.series] == ["A", "C"]
    document = parse({"title": "A", "sections": [{"type": "chart", "headline": "A", "chart": chart}]})
    (remark,) = source_remarks(document)
    assert remark.message == 'the series "B" has no values: it is not in the chart'
