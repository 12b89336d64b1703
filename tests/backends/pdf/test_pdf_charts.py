"""Charts read back from the PDF's vectors: what is drawn are the values, by the axes, of the frames."""

from __future__ import annotations

import io
from collections import defaultdict
from math import atan2, degrees
from pathlib import Path
from typing import Any

import pikepdf
import pytest

from reportgen import compose, load, render
from reportgen.frames import ChartAxis, ChartItem, ChartPlot, ChartSeries
from reportgen.geometry import Rect
from reportgen.structs import Struct, field

ROOT = Path(__file__).parents[3]
Point = tuple[float, float]


class Drawn(Struct):
    """The vectors of one chart, in points from its top left corner, by their colour."""

    bars: dict[str, list[Rect]] = field(default_factory=lambda: defaultdict(list))
    lines: dict[str, list[list[Point]]] = field(default_factory=lambda: defaultdict(list))
    areas: dict[str, list[list[Point]]] = field(default_factory=lambda: defaultdict(list))


def hex_of(operands: Any) -> str:
    return "".join(f"{round(float(part) * 255):02X}" for part in operands)


def charts_of(page: pikepdf.Page) -> list[Drawn]:
    """What stands between the turning of the page for a chart and its end."""
    found: list[Drawn] = []
    depth, turned = 0, -1
    fill = stroke = ""
    path: list[list[Point]] = []
    boxes: list[Rect] = []
    for instruction in pikepdf.parse_content_stream(page):
        operands, operator = instruction.operands, str(instruction.operator)
        values = [float(part) for part in operands] if operator in ("m", "l", "c", "re", "cm") else []
        match operator:
            case "q":
                depth += 1
            case "Q":
                depth -= 1
                turned = -1 if depth < turned else turned
            case "cm" if values[:4] == [1, 0, 0, -1]:
                turned = depth
                found.append(Drawn())
            case "rg":
                fill = hex_of(operands)
            case "RG":
                stroke = hex_of(operands)
            case "m":
                path.append([(values[0], values[1])])
            case "l":
                path[-1].append((values[0], values[1]))
            case "c":
                path[-1].append((values[4], values[5]))
            case "re":
                boxes.append(Rect(*values))
            case "f" | "S" | "B" | "n":
                if turned >= 0 and operator in ("f", "B"):
                    found[-1].bars[fill] += boxes
                    found[-1].areas[fill] += path
                elif turned >= 0 and operator == "S":
                    found[-1].lines[stroke] += path
                path, boxes = [], []
    return found


@pytest.fixture(scope="module")
def pairs() -> list[tuple[ChartItem, Drawn]]:
    publication = compose(load(ROOT / "examples/gallery/charts.yaml"), "newsletter")
    found: list[tuple[ChartItem, Drawn]] = []
    with pikepdf.open(io.BytesIO(render(publication, "pdf"))) as pdf:
        for sheet, page in zip(publication.sheets, pdf.pages, strict=True):
            items = [item for item in sheet.items if isinstance(item, ChartItem)]
            found += zip(items, charts_of(page), strict=True)
    return found


def plots(pairs: list[tuple[ChartItem, Drawn]], kind: str) -> list[tuple[ChartItem, ChartPlot, ChartAxis, Drawn]]:
    """The plots of a kind, each with the value axis that it belongs to."""
    made = [
        (item, plot, item.axes[-1 if plot.second else 0] if item.axes else ChartAxis(0, 1, 1, ()), drawn)
        for item, drawn in pairs
        for plot in item.plots
        if plot.kind == kind
    ]
    assert made, kind
    return made


def colour_of(series: ChartSeries, point: int) -> str:
    own = dict(series.points).get(point, series.colour)
    return own.rgb if own is not None else ""


def value(at: float, axis: ChartAxis, start: float, length: float) -> float:
    """The value at a place on an axis, whose low end is at `start` and whose high end lies `length` (signed) on."""
    return axis.low + (at - start) / length * (axis.high - axis.low)


def pieces(values: tuple[float | None, ...]) -> list[list[float]]:
    """The stretches between gaps; a point by itself is no line."""
    found: list[list[float]] = [[]]
    for amount in values:
        if amount is None:
            found.append([])
        else:
            found[-1].append(amount)
    return [piece for piece in found if len(piece) > 1]


def test_bars_are_as_long_as_their_values(pairs: list[tuple[ChartItem, Drawn]]) -> None:
    for item, plot, axis, drawn in plots(pairs, "bars"):
        totals = [sum(abs(s.values[n] or 0) for s in plot.series) for n in range(len(plot.series[0].values))]
        wanted: dict[str, list[float]] = defaultdict(list)
        for series in plot.series:
            for point, amount in enumerate(series.values):
                if amount and series.colour is not None:
                    part = abs(amount) / totals[point] if plot.grouping == "percent" else abs(amount)
                    wanted[colour_of(series, point)].append(part)
        across = item.plot.width if plot.horizontal else item.plot.height
        unit = (axis.high - axis.low) / across
        for colour, amounts in wanted.items():
            inside = [box for box in drawn.bars[colour] if item.plot.contains(box, 0.6)]
            lengths = [(box.width if plot.horizontal else box.height) * unit for box in inside]
            assert sorted(lengths) == pytest.approx(sorted(amounts), abs=0.02 * unit + 1e-9), (item.kind, colour)


def test_lines_go_through_their_values(pairs: list[tuple[ChartItem, Drawn]]) -> None:
    for item, plot, axis, drawn in plots(pairs, "lines"):
        for series in plot.series:
            if series.colour is None or series.width == 0:
                continue
            read = [
                [value(y, axis, item.plot.bottom, -item.plot.height) for _, y in line]
                for line in drawn.lines[series.colour.rgb]
            ]
            unit = (axis.high - axis.low) / item.plot.height
            for piece in pieces(series.values):
                assert any(line == pytest.approx(piece, abs=0.02 * unit) for line in read), (item.kind, series.name)


def test_areas_reach_up_to_their_values(pairs: list[tuple[ChartItem, Drawn]]) -> None:
    for item, plot, axis, drawn in plots(pairs, "areas"):
        sums = [0.0] * len(plot.series[0].values)
        for series in plot.series:
            assert series.colour is not None
            amounts = [amount or 0.0 for amount in series.values]
            sums = [a + b for a, b in zip(sums, amounts, strict=True)] if plot.grouping == "stacked" else amounts
            read = [
                {round(value(y, axis, item.plot.bottom, -item.plot.height), 2) for _, y in area}
                for area in drawn.areas[series.colour.rgb]
            ]
            assert any({round(one, 2) for one in sums} <= heights for heights in read), series.name


@pytest.mark.parametrize("kind", ["pie", "doughnut"])
def test_slices_are_as_wide_as_their_shares(pairs: list[tuple[ChartItem, Drawn]], kind: str) -> None:
    for item, plot, _, drawn in plots(pairs, kind):
        [series] = plot.series
        amounts = [amount or 0.0 for amount in series.values]
        for point, amount in enumerate(amounts):
            [outline] = drawn.areas[colour_of(series, point)]
            middle = (item.plot.x + item.plot.width / 2, item.plot.y + item.plot.height / 2)
            points = outline if plot.hole else outline[1:]  # a slice of a pie begins in the middle
            middle = middle if plot.hole else outline[0]
            angles = [degrees(atan2(x - middle[0], middle[1] - y)) % 360 for x, y in points]
            outer = angles[: len(angles) // 2] if plot.hole else angles
            sweep = (outer[-1] - outer[0]) % 360
            assert sweep == pytest.approx(360 * amount / sum(amounts), abs=0.1), (kind, point)


@pytest.mark.parametrize("kind", ["dots", "bubbles"])
def test_dots_lie_at_their_values(pairs: list[tuple[ChartItem, Drawn]], kind: str) -> None:
    for item, plot, axis, drawn in plots(pairs, kind):
        across = item.across
        assert across is not None
        units = ((across.high - across.low) / item.plot.width, (axis.high - axis.low) / item.plot.height)
        for series in plot.series:
            read = {
                (value(x, across, item.plot.x, item.plot.width), value(y, axis, item.plot.bottom, -item.plot.height))
                for lines in (drawn.lines[colour_of(series, point)] for point in range(len(series.values)))
                for line in lines
                for x, y in line
            }
            for x, y in zip(series.x, series.values, strict=True):
                assert y is not None
                near = [one for one in read if abs(one[0] - x) < 0.01 * units[0] + 1e-6]
                assert any(abs(one[1] - y) < 0.01 * units[1] + 1e-6 for one in near), (kind, series.name, x, y)
