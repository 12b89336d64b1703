"""How charts give way where they have too little room, and what is told of it."""

from __future__ import annotations

import io
import zipfile
from typing import Any

import pytest
from pptx import Presentation

from reportgen import Publication, compose, parse, render
from reportgen.charts.ways import grouped
from reportgen.content.chart import ChartContent
from reportgen.frames import ChartItem, TextItem
from reportgen.frames.chart_item import ChartBar
from reportgen.remarks import remarks

LONG = "Fleet: keep trucks one year longer than planned"


def deck(chart: dict[str, Any], language: str = "en") -> Publication:
    section = {"type": "chart", "headline": "H", "chart": chart}
    return compose(parse({"title": "T", "language": language, "brand": "meridian", "sections": [section]}), "deck")


def item(made: Publication) -> ChartItem:
    (found,) = (one for sheet in made.sheets for one in sheet.items if isinstance(one, ChartItem))
    return found


def texts(made: Publication) -> list[str]:
    return [one.paragraphs[0].text for sheet in made.sheets for one in sheet.items if isinstance(one, TextItem)]


def one_series(kind: str, names: list[str], values: list[float], **more: Any) -> dict[str, Any]:
    return {"kind": kind, "categories": names, "series": [{"name": "s", "values": values}], **more}


@pytest.mark.parametrize("kind", ["column", "stacked", "stacked-100", "waterfall"])
def test_bars_lie_down_for_long_names(kind: str) -> None:
    names = [f"{LONG} {number}" for number in range(12)]
    made = item(deck(one_series(kind, names, [5.0 + number for number in range(12)])))
    assert made.kind == kind
    assert all(plot.horizontal for plot in made.plots)
    assert made.categories is not None
    assert made.categories.labels == tuple(names)
    assert made.categories.every == 1


@pytest.mark.parametrize("horizontal", [False, True])
def test_a_waterfall_lies_or_stands_as_its_author_says(horizontal: bool) -> None:
    made = item(deck(one_series("waterfall", ["a", "b"], [5, -2], horizontal=horizontal)))
    assert [plot.horizontal for plot in made.plots] == [horizontal]
    labels = [label.text for series in made.series for label in series.labels]
    assert sorted(labels) == ["+5", "−2"]


def test_names_of_lines_are_turned_in_all_formats() -> None:
    names = [f"{LONG} {number}" for number in range(20)]
    publication = deck(one_series("line", names, [float(number) for number in range(20)]))
    made = item(publication)
    assert made.categories is not None
    if not made.categories.upright:  # a long course of points may leave names out, which can then be guessed
        assert made.categories.every > 1
    few = deck(one_series("bullet", names, [float(number) for number in range(1, 21)]))
    turned = item(few)
    assert turned.categories is not None
    assert turned.categories.upright
    assert len(turned.upright) == 20
    for number in turned.upright:
        text = turned.texts[number]
        assert text.box.y - text.box.width >= turned.plot.bottom  # turned about its corner, it ends under the plot
        assert text.box.y <= turned.box.height + 0.01
    (chart,) = (
        s.chart for slide in Presentation(io.BytesIO(render(few, "pptx"))).slides for s in slide.shapes if s.has_chart
    )
    assert 'rot="-5400000"' in chart._chartSpace.xml
    assert render(few, "pdf")


def test_a_pie_of_many_puts_its_smallest_together_and_tells_it() -> None:
    names = [f"Part {number}" for number in range(20)]
    publication = deck(one_series("pie", names, [float(20 - number) for number in range(20)]), "de")
    made = item(publication)
    assert made.kind == "pie"
    assert made.categories is not None
    assert made.categories.labels == (*names[:11], "Andere")
    assert made.series[0].values[-1] == sum(range(1, 10))
    assert [str(one) for one in remarks(publication) if "the 9 smallest of 20 slices" in str(one)]


def test_a_pie_of_eight_is_shown_as_it_is() -> None:
    names = [f"{LONG} {number}" for number in range(8)]
    publication = deck(one_series("pie", names, [float(number + 1) for number in range(8)]))
    assert item(publication).told == ()
    assert item(publication).categories.labels == tuple(names)  # type: ignore[union-attr]


def test_what_is_spoken_of_stands_alone() -> None:
    data = {**one_series("pie", list("abcdef"), [9, 8, 7, 6, 5, 4]), "highlight": ["f"]}
    data["annotations"] = [{"at": "e", "text": "A note"}, {"at": "d", "text": "Another"}]
    document = parse({"title": "T", "sections": [{"type": "chart", "headline": "H", "chart": data}]})
    content = document.sections[0].offer["chart"]
    assert isinstance(content, ChartContent)
    made = grouped(content, 4, "en")
    assert made.categories == ("a", "d", "e", "f", "Other")
    assert [(note.point, note.text) for note in made.notes] == [(2, "A note"), (1, "Another")]
    fewer = grouped(content, 2, "en")
    assert fewer.categories == ("d", "e", "Other")


@pytest.mark.parametrize("kind", ["line", "column", "bar", "waterfall", "stacked", "area"])
def test_all_notes_are_somewhere(kind: str) -> None:
    names = [f"P{number}" for number in range(12)]
    notes = [{"at": name, "text": f"What was to be said of the point {name}, at some length"} for name in names[:8]]
    publication = deck(one_series(kind, names, [float(20 + number % 3) for number in range(12)], annotations=notes))
    inside = [text.paragraphs[0].text for text in item(publication).texts]
    under = [
        p.text
        for sheet in publication.sheets
        for one in sheet.items
        if isinstance(one, TextItem)
        for p in one.paragraphs
    ]
    for note in notes:
        at_point = note["text"] in inside
        numbered = [text for text in under if text.endswith(note["text"])]
        assert at_point or numbered, note
        if numbered and not numbered[0].startswith(str(note["at"])):
            assert numbered[0].split("\u2002")[0] in inside  # its number stands at the point
    with zipfile.ZipFile(io.BytesIO(render(publication, "pptx"))) as package:
        written = "".join(package.read(name).decode() for name in package.namelist() if name.endswith(".xml"))
    for note in notes:
        assert note["text"] in written


def test_notes_of_a_pie_stand_under_it() -> None:
    chart = one_series("pie", ["a", "b"], [1, 2], annotations=[{"at": "b", "text": "Most of it"}])
    assert "b: Most of it" in texts(deck(chart))


@pytest.mark.parametrize("kind", ["bar", "column"])
def test_labels_of_negative_bars_stand_in_the_plot_of_native_charts(kind: str) -> None:
    """Names follow the plot's edge there, so it begins where the label does; the bars stand where they are drawn."""
    chart = item(deck(one_series(kind, ["North", "South", "West"], [12, -7, 5])))
    axis, plot = chart.axes[0], chart.plot
    assert axis.low < -7
    share = (-7 - axis.low) / (axis.high - axis.low)
    bars = [mark.box for mark in chart.marks if isinstance(mark, ChartBar)]
    if kind == "bar":
        left = min(box.x for box in bars)
        assert left == pytest.approx(plot.x + share * plot.width) and left - plot.x > 5
    else:
        foot = max(box.bottom for box in bars)
        assert foot == pytest.approx(plot.bottom - share * plot.height) and plot.bottom - foot > 5


@pytest.mark.parametrize("kind", ["line", "area", "column", "combo", "waterfall", "bar"])
@pytest.mark.parametrize("name", ["Donaudampfschifffahrtsgesellschaftskapitaensmuetzenabzeichenherstell", "w" * 70])
def test_five_names_of_one_long_word_have_room(kind: str, name: str) -> None:
    names = [f"{name}{number}" for number in range(5)]
    chart = one_series(kind, names, [3.0, 5.0, 2.0, 7.0, 4.0])
    if kind == "combo":
        chart["series"].append({"name": "t", "values": [1.0] * 5, "show": "line"})
    made = item(deck(chart))
    assert made.categories is not None
    assert made.categories.every == 1
    written = {"".join(text.paragraphs[0].text.split("\u200b")) for text in made.texts}
    assert set(names) <= written
