"""Charts in a source: what is wrong is named with its line, in all kinds and both publications alike."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from reportgen import compose, load, parse
from reportgen.content.chart import ChartContent
from reportgen.errors import Problems, ReportgenError

ROOT = Path(__file__).parents[2]

HEAD = "title: T\nbrand: meridian\nsections:\n  - type: chart\n    headline: H\n    chart:\n"


def source(body: str) -> str:
    return HEAD + "".join(f"      {line}\n" for line in body.strip().splitlines())


def problems(text: str, base: Path = ROOT / "examples") -> list[ReportgenError]:
    with pytest.raises(ReportgenError) as caught:
        load(text, base=base)
    error = caught.value
    return list(error.problems) if isinstance(error, Problems) else [error]


COLUMNS = "kind: column\ncategories: [a, b, c]\nseries:\n  - name: s\n    values: {values}\n"

WRONG: dict[str, tuple[str, str, int]] = {
    "not a number": (COLUMNS.format(values="[1, .nan, 3]"), 'expected a number, got ".nan"', 11),
    "infinity": (COLUMNS.format(values="[1, .inf, 3]"), 'expected a number, got ".inf"', 11),
    "text in numbers": (COLUMNS.format(values="[1, two, 3]"), 'expected a number, got "two"', 11),
    "too few": (COLUMNS.format(values="[1, 2]"), 'the series "s" has 2 values, the categories are 3', 10),
    "too many": (COLUMNS.format(values="[1, 2, 3, 4]"), 'the series "s" has 4 values, the categories are 3', 10),
    "far too large": (COLUMNS.format(values="[1, 1.0e+30, 3]"), "too large", 11),
    "all zeros in a pie": (
        "kind: pie\ncategories: [a, b]\nseries:\n  - {name: s, values: [0, 0]}\n",
        "all values are 0: a pie needs one that is more",
        10,
    ),
    "a negative slice": (
        "kind: pie\ncategories: [a, b]\nseries:\n  - {name: s, values: [3, -1]}\n",
        "a pie cannot show -1, which is below 0",
        10,
    ),
    "a date that is none": (
        "kind: line\ncategories: [2025-01, 2025-02, 2025-13]\nseries:\n  - {name: s, values: [1, 2, 3]}\n",
        '"2025-13" is no date',
        8,
    ),
    "a missing column": (
        "kind: bar\ndata: gallery/clusters.csv#Cluster,Raks\n",
        'the data has no column "Raks"',
        8,
    ),
    "a missing file": ("kind: bar\ndata: gallery/none.csv\n", 'there is no file "gallery/none.csv"', 8),
    "an unknown kind": (
        "kind: pillar\ncategories: [a]\nseries: [{name: s, values: [1]}]\n",
        '"pillar" is not known here',
        7,
    ),
    "no data": ("kind: bar\n", 'the chart needs "series", "rows" or "data"', 7),
    "uneven rows": (
        "kind: bar\ncolumns: [a, b]\nrows:\n  - [x, 1]\n  - [y]\n",
        "this row has 1 values, the columns are 2",
        11,
    ),
    "two names alike": (
        "kind: column\ncategories: [a]\nseries:\n  - {name: s, values: [1]}\n  - {name: s, values: [2]}\n",
        'two series are named "s"',
        11,
    ),
    "a slope of three": (
        "kind: slope\ncategories: [a, b, c]\nseries:\n  - {name: s, values: [1, 2, 3]}\n",
        "a slope chart has 2 categories, here are 3",
        7,
    ),
    "bubbles without sizes": (
        "kind: bubble\nseries:\n  - {name: s, x: [1], values: [2]}\n",
        'the series "s" needs "sizes" in a bubble chart',
        9,
    ),
    "a bubble of nothing": (
        "kind: bubble\nseries:\n  - {name: s, x: [1], values: [2], sizes: [0]}\n",
        "the size of a bubble must be more than 0",
        9,
    ),
    "a combo of columns": (
        "kind: combo\ncategories: [a]\nseries:\n  - {name: s, values: [1]}\n  - {name: t, values: [1]}\n",
        "a combo needs columns and a line",
        7,
    ),
    "a gap in a waterfall": (
        "kind: waterfall\ncategories: [a, b]\nseries:\n  - {name: s, values: [1, null]}\n",
        "a waterfall has no gaps",
        10,
    ),
    "an axis upside down": (
        "kind: column\ncategories: [a]\nseries: [{name: s, values: [1]}]\naxis: {min: 3, max: 2}\n",
        '"min" must be less than "max"',
        10,
    ),
    "a note nowhere": (
        "kind: line\ncategories: [a, b]\nseries: [{name: s, values: [1, 2]}]\nannotations:\n  - {at: c, text: here}\n",
        '"c"',
        11,
    ),
    "a stress of nothing": (
        "kind: column\ncategories: [a]\nseries: [{name: s, values: [1]}]\nhighlight: [z]\n",
        '"z"',
        10,
    ),
    "currency without one": (
        "kind: column\ncategories: [a]\nseries: [{name: s, values: [1]}]\nformat: {style: currency}\n",
        'the format needs "currency"',
        10,
    ),
}


@pytest.mark.parametrize("name", WRONG)
def test_what_is_wrong_is_named_with_its_line(name: str) -> None:
    body, message, line = WRONG[name]
    found = problems(source(body))
    told = [problem for problem in found if message in problem.message]
    assert told, [str(problem) for problem in found]
    assert told[0].where.line == line, str(told[0])
    assert told[0].where.file == "text"


def test_every_fault_of_a_chart_is_told_at_once() -> None:
    found = problems(source(COLUMNS.format(values="[one, two, .nan]")))
    assert len(found) == 3


@pytest.mark.parametrize("points", [10_000, 20_001])
def test_ten_thousand_points_are_made_or_refused_with_a_limit(points: int) -> None:
    values = [n % 97 for n in range(points)]
    chart = {"kind": "line", "categories": [str(n) for n in range(points)], "series": [{"name": "s", "values": values}]}
    data = {"title": "T", "brand": "meridian", "sections": [{"type": "chart", "headline": "H", "chart": chart}]}
    if points > 10_000:
        with pytest.raises(ReportgenError, match=rf"the chart has {points} values; the most is \d+"):
            parse(data, folder=ROOT / "examples")
        return
    document = parse(data, folder=ROOT / "examples")
    assert compose(document, "newsletter").sheets
    assert compose(document, "deck").sheets


def test_too_many_bars_are_refused_with_a_limit() -> None:
    chart = {
        "kind": "column",
        "categories": [str(n) for n in range(900)],
        "series": [{"name": "s", "values": [1] * 900}],
    }
    with pytest.raises(ReportgenError, match="bars are too thin to be seen; the most is"):
        parse({"title": "T", "sections": [{"type": "chart", "headline": "H", "chart": chart}]})


def content(body: str, base: Path = ROOT / "examples") -> ChartContent:
    offered = load(source(body), base=base).sections[0].offer["chart"]
    assert isinstance(offered, ChartContent)
    return offered


def test_data_is_selected_sorted_and_cut_with_the_rest_summed(tmp_path: Path) -> None:
    (tmp_path / "d.csv").write_text("Name,A,B\nw,1,5\nx,4,6\ny,3,7\nz,2,8\n")
    made = content("kind: bar\ndata: d.csv\nselect: A\nsort: -A\ntop: 2\nother: The rest\n", tmp_path)
    assert made.categories == ("x", "y", "The rest")
    assert [one.name for one in made.series] == ["A"]
    assert made.series[0].values == (4, 3, 3)


def test_gaps_and_negative_values_are_kept() -> None:
    made = content(COLUMNS.format(values="[1, null, -3]"))
    assert made.series[0].values == (1, None, -3)


def test_dates_are_dates() -> None:
    made = content("kind: line\ncategories: [2025-01, 2025-03]\nseries: [{name: s, values: [1, 2]}]\n")
    assert [day.isoformat() for day in made.dates] == ["2025-01-01", "2025-03-01"]


def test_a_chart_without_words_says_what_it_shows() -> None:
    chart: dict[str, Any] = {
        "kind": "column",
        "categories": ["2024", "2025"],
        "series": [{"name": "Hubs", "values": [2, 8]}],
    }
    data = {"title": "T", "brand": "meridian", "sections": [{"type": "chart", "headline": "H", "chart": chart}]}
    publication = compose(parse(data, folder=ROOT / "examples"), "deck")
    (item,) = [item for item in publication.sheets[0].items if type(item).__name__ == "ChartItem"]
    alt = item.alt  # type: ignore[union-attr]
    assert "Column chart" in alt
    assert "2" in alt
    assert "8" in alt
