"""The brand's `look.charts`: each key changes what is drawn, and what the native chart is told, alike."""

from __future__ import annotations

import io
import re
import zipfile
from pathlib import Path
from typing import Any

import pytest

from reportgen import compose, parse, render
from reportgen.brand import Brand, load_brand
from reportgen.brand.look import ChartLook, Look
from reportgen.frames import ChartBar, ChartDots, ChartItem, ChartLine, ChartWedge
from reportgen.structs import replace

EXAMPLES = Path(__file__).parents[2] / "examples"
TWO = [{"name": "One", "values": [3, 1, 2, 5]}, {"name": "Two", "values": [2, 4, 3, 1]}]
FOUR = [{"name": f"Series {n}", "values": [n + 3, n + 1, n + 2, n]} for n in range(4)]
DOTS = [{"name": "One", "values": [3, 1, 2, 5], "x": [1, 2, 3, 4]}]
CHARTS: dict[str, dict[str, Any]] = {
    "column": {"kind": "column", "series": TWO[:1]},
    "axis": {"kind": "column", "series": TWO[:1], "labels": "none"},
    "groups": {"kind": "column", "series": TWO},
    "highlighted": {"kind": "column", "series": TWO, "highlight": ["Two"]},
    "titled": {"kind": "column", "series": TWO, "title": "Title", "source": "Source"},
    "stack": {"kind": "stacked", "series": TWO},
    "line": {"kind": "line", "series": TWO},
    "lines": {"kind": "line", "series": FOUR},
    "marked": {"kind": "line", "series": TWO, "markers": True},
    "noted": {"kind": "line", "series": TWO[:1], "annotations": [{"text": "Note", "at": "B"}]},
    "combo": {"kind": "combo", "series": [TWO[0], {**TWO[1], "show": "line"}]},
    "waterfall": {"kind": "waterfall", "series": [{"name": "One", "values": [3, 1, -2, 2]}], "totals": ["D"]},
    "bullet": {"kind": "bullet", "series": TWO[:1], "ranges": [2, 4, 6], "targets": [2, 2, 2, 2]},
    "pie": {"kind": "pie", "series": TWO[:1]},
    "doughnut": {"kind": "doughnut", "series": TWO[:1]},
    "scatter": {"kind": "scatter", "series": DOTS},
    "bubble": {"kind": "bubble", "series": [{**DOTS[0], "sizes": [1, 2, 3, 4]}]},
}


@pytest.fixture(scope="module")
def brand() -> Brand:
    return load_brand(EXAMPLES / "brands/meridian/brand.yaml")


def drawn(name: str, brand: Brand, **look: object) -> tuple[ChartItem, str]:
    """A chart on a slide in the brand with a look: as it is drawn, and its native part."""
    chart = CHARTS[name] if "x" in CHARTS[name]["series"][0] else {"categories": ["A", "B", "C", "D"], **CHARTS[name]}
    source = {"title": "T", "brand": "meridian", "sections": [{"type": "chart", "headline": "H", "chart": chart}]}
    dressed = replace(brand, look=Look(charts=ChartLook.model_validate(look)))
    made = compose(parse(source, folder=EXAMPLES), "deck", brand=dressed)
    (item,) = (item for sheet in made.sheets for item in sheet.items if isinstance(item, ChartItem))
    package = zipfile.ZipFile(io.BytesIO(render(made, "pptx")))
    (part,) = (name for name in package.namelist() if name.startswith("ppt/charts/chart"))
    return item, package.read(part).decode()


@pytest.mark.parametrize(
    ("key", "name", "value"),
    [
        ("line", "lines", 4.0),
        ("stressed_line", "line", 4.0),
        ("grid", "axis", 2.0),
        ("axis", "axis", 2.0),
        ("edge", "pie", 3.0),
        ("edge", "doughnut", 3.0),
        ("edge", "bubble", 3.0),
        ("dot", "scatter", 9.0),
        ("target", "bullet", 30.0),
        ("marker", "marked", 5.0),
        ("point_marker", "noted", 6.0),
        ("bar_gap", "column", 2.0),
        ("group_gap", "groups", 2.0),
        ("stack_gap", "stack", 2.0),
        ("combo_gap", "combo", 2.0),
        ("waterfall_gap", "waterfall", 2.0),
        ("bullet_gap", "bullet", 2.0),
        ("measure_gap", "bullet", 1.0),
        ("label_gap", "axis", 1.5),
        ("doughnut_hole", "doughnut", 0.3),
        ("largest_bubble", "bubble", 0.5),
        ("smallest_pie", "pie", 1.0),
        ("series", "groups", ("accent5", "accent1")),
        ("stressed", "highlighted", "accent6"),
        ("text_gap", "titled", 2.0),
        ("least_text", "column", {"page": 0.0, "slide": 16.0}),
    ],
)
def test_a_key_of_the_look_changes_the_drawing_and_the_native_chart(
    key: str, name: str, value: object, brand: Brand
) -> None:
    usual, usual_part = drawn(name, brand)
    item, part = drawn(name, brand, **{key: value})
    assert (item.marks, item.texts) != (usual.marks, usual.texts)
    assert part != usual_part


def test_every_key_of_the_look_is_tried_above() -> None:
    marks = test_a_key_of_the_look_changes_the_drawing_and_the_native_chart.pytestmark  # type: ignore[attr-defined]
    assert {row[0] for row in marks[0].args[1]} == set(ChartLook.model_fields) - {"least", "most"}


def test_how_high_a_chart_grows_on_a_page_is_a_key(brand: Brand) -> None:
    chart = {"categories": ["A", "B", "C", "D"], **CHARTS["groups"]}
    source = {"title": "T", "brand": "meridian", "sections": [{"type": "chart", "headline": "H", "chart": chart}]}

    def height(look: ChartLook) -> float:
        made = compose(parse(source, folder=EXAMPLES), "newsletter", brand=replace(brand, look=Look(charts=look)))
        (item,) = (item for sheet in made.sheets for item in sheet.items if isinstance(item, ChartItem))
        return item.box.height

    assert height(ChartLook(most=2.5)) > height(ChartLook())


def test_weights_and_diameters_are_those_that_the_native_chart_is_told(brand: Brand) -> None:
    item, part = drawn("line", brand, stressed_line=4.0)
    lines = {mark.width for mark in item.marks if isinstance(mark, ChartLine) and len(mark.points) == 4}
    assert {round(width * 12700) for width in lines} <= {int(width) for width in re.findall(r'<a:ln w="(\d+)"', part)}
    item, part = drawn("scatter", brand, dot=9.0)
    (dots,) = (mark for mark in item.marks if isinstance(mark, ChartDots))
    assert re.findall(r'<c:size val="(\d+)"', part) == [str(round(dots.diameter))]
    item, part = drawn("noted", brand, point_marker=6.0)
    (dots,) = (mark for mark in item.marks if isinstance(mark, ChartDots))
    assert str(round(dots.diameter)) in re.findall(r'<c:size val="(\d+)"', part)


def test_gaps_holes_and_bubbles_are_those_that_the_native_chart_is_told(brand: Brand) -> None:
    item, part = drawn("column", brand, bar_gap=2.0)
    bars = [mark.box for mark in item.marks if isinstance(mark, ChartBar)]
    assert '<c:gapWidth val="200"/>' in part
    assert bars[1].x - bars[0].right == pytest.approx(2 * bars[0].width)
    item, part = drawn("doughnut", brand, doughnut_hole=0.3)
    wedges = [mark for mark in item.marks if isinstance(mark, ChartWedge)]
    assert '<c:holeSize val="30"/>' in part
    assert wedges[0].inner == pytest.approx(0.3 * wedges[0].radius)
    item, part = drawn("bubble", brand, largest_bubble=0.5)
    most = max(mark.diameter for mark in item.marks if isinstance(mark, ChartDots))
    assert '<c:bubbleScale val="200"/>' in part
    assert most == pytest.approx(0.5 * min(item.plot.width, item.plot.height))


def test_grid_axis_and_edges_are_as_heavy_in_the_native_chart(brand: Brand) -> None:
    item, part = drawn("axis", brand, grid=2.0, axis=3.0)
    assert {mark.width for mark in item.marks if isinstance(mark, ChartLine)} == {2.0, 3.0}
    assert {f'<a:ln w="{weight * 12700}">' in part for weight in (2, 3)} == {True}
    item, part = drawn("pie", brand, edge=3.0)
    assert {mark.edge_width for mark in item.marks if isinstance(mark, ChartWedge)} == {3.0}
    assert f'<a:ln w="{3 * 12700}">' in part


def test_a_waterfall_of_nothing_is_drawn(brand: Brand) -> None:
    """All steps are zero: there is no bar, and no reason to refuse the chart."""
    chart = {"kind": "waterfall", "categories": ["A", "B"], "series": [{"name": "S", "values": [0, 0]}]}
    source = {"title": "T", "brand": "meridian", "sections": [{"type": "chart", "headline": "H", "chart": chart}]}
    for kind in ("newsletter", "deck"):
        made = compose(parse(source, folder=EXAMPLES), kind)
        assert render(made, "pdf" if kind == "newsletter" else "pptx")
