"""Charts of many amounts in all brands and both publications: none is refused for what a typesetter would solve.

`python tests/layout/test_chart_sweep.py 300 7` tries 300 documents from seed 7 on, and tells what is refused.
"""

from __future__ import annotations

import random
import sys
from pathlib import Path
from typing import Any, Literal, get_args

import pytest

from reportgen import compose, parse
from reportgen.errors import ReportgenError
from reportgen.frames import ChartItem, ChartKind

EXAMPLES = Path(__file__).parents[2] / "examples"
BRANDS = ("meridian", "cirrus", "northfield")
SINGLE = ("pie", "doughnut", "waterfall", "bullet")
DOTTED = ("scatter", "bubble")
WORDS = "of the water and Charges services infrastructure re-bid 4.2 Donaudampfschifffahrtsgesellschaft EU Q4 parking"


def name(rng: random.Random, length: int, number: int) -> str:
    """A name of about `length` characters that no other has."""
    text = f"{number}"
    while len(text) < length:
        text += " " + rng.choice(WORDS.split())
    return text[: max(length, len(str(number)))].strip()


def value(rng: random.Random, size: float, *, negative: bool) -> float:
    made = round(rng.uniform(0, size), rng.choice((0, 1, 2)))
    return -made if negative and rng.random() < 0.3 else made


def random_chart(rng: random.Random) -> dict[str, Any]:
    kind = rng.choice(get_args(ChartKind))
    count = 2 if kind == "slope" else rng.choice((1, 2, 3, 5, 8, 12, 20, 40))
    series = 1 if kind in SINGLE else rng.choice((1, 1, 2, 3, 5, 8))
    if kind == "combo":
        series = max(2, series)
    length, size = rng.choice((1, 6, 14, 30, 50, 80)), 10 ** rng.uniform(-2, 7)
    positive = (*SINGLE[:2], "stacked-100", "area", "bubble")
    names = [name(rng, length, number) for number in range(count)]
    chart: dict[str, Any] = {"kind": kind, "categories": names, "series": []}
    for number in range(series):
        values = [value(rng, size, negative=kind not in positive) for _ in names]
        values[0] = values[0] or size
        one: dict[str, Any] = {"name": name(rng, rng.choice((1, 10, 40, 80)), number), "values": values}
        if kind in DOTTED:
            one |= {"names": names, "x": [value(rng, size, negative=False) for _ in names]}
        if kind == "bubble":
            one["sizes"] = [rng.uniform(1, 9) for _ in names]
        if kind == "combo" and number == series - 1:
            one["show"] = "line"
        chart["series"].append(one)
    if kind in DOTTED:
        del chart["categories"]
    points = list(range(count))
    rng.shuffle(points)
    chart["annotations"] = [
        {"at": names[at], "text": name(rng, rng.choice((5, 20, 60)), at)}
        for at in points[: rng.choice((0, 0, 1, 3, 8))]
    ]
    if rng.random() < 0.3 and kind not in ("pie", "doughnut"):
        chart["lines"] = [0.5 if kind == "stacked-100" else size / 2]
    chart["labels"] = rng.choice(("auto", "auto", "all", "none"))
    if kind == "waterfall":
        chart["totals"] = names[:1]
    return chart


def section(rng: random.Random) -> dict[str, Any]:
    """A chart by itself, beside text, or as the figure of a story."""
    chart = random_chart(rng)
    words = "Some words about it that are long enough to be read. " * 6
    where = rng.choice(("alone", "beside", "figure"))
    if where == "figure":
        return {"type": "story", "headline": "H", "body": words * 3, "figure": {"chart": chart}}
    return {"type": "chart", "headline": "H", "chart": chart, **({"body": words} if where == "beside" else {})}


def refused(made: dict[str, Any], brand: str, base: Path) -> str:
    """Why a section is refused, in either publication; nothing where it is not."""
    document = parse({"title": "T", "brand": brand, "sections": [made]}, folder=base)
    kinds: tuple[Literal["newsletter", "deck"], ...] = ("newsletter", "deck")
    for kind in kinds:
        try:
            sheets = compose(document, kind).sheets
        except ReportgenError as error:
            return f"{kind}: {error}"
        charts = [item for sheet in sheets for item in sheet.items if isinstance(item, ChartItem)]
        assert len(charts) == 1
        _check_bounds(charts[0])
    return ""


def _check_bounds(chart: ChartItem) -> None:
    """All that is drawn stands in the chart's box, but for what reaches a little over the edge of a sparkline."""
    for number, text in enumerate(chart.texts):
        if number in chart.upright:
            continue
        box, whole = text.box, chart.box
        told = f"{chart.kind} {text.paragraphs[0].text[:40]}: {box} in {whole.width:.0f} x {whole.height:.0f}"
        assert box.x >= -2.0, told
        assert box.right <= whole.width + 2.0, told
        assert -2.0 - text.paragraphs[0].leading / 2 <= box.y, told
        assert box.bottom <= whole.height + text.paragraphs[0].leading / 2 + 2.0, told


@pytest.mark.parametrize("seed", range(30))
def test_no_chart_is_refused_for_want_of_room(seed: int) -> None:
    rng = random.Random(seed)
    assert refused(section(rng), BRANDS[seed % len(BRANDS)], EXAMPLES) == ""


def main(count: int, first: int, brands: tuple[str, ...], base: Path) -> None:
    say, found = sys.stdout.write, 0
    for seed in range(first, first + count):
        made, brand = section(random.Random(seed)), brands[seed % len(brands)]
        try:
            why = refused(made, brand, base)
        except AssertionError as error:
            why = f"out of its box: {error}"
        if why:
            found += 1
            say(f"{seed} {brand} {made['type']}: {why[:200]}\n")
    say(f"{found} of {count} refused\n")


if __name__ == "__main__":
    folder = Path(sys.argv[3]) if len(sys.argv) > 3 else EXAMPLES
    named = tuple(sys.argv[4].split(",")) if len(sys.argv) > 4 else BRANDS
    main(int(sys.argv[1]), int(sys.argv[2]), named, folder)
