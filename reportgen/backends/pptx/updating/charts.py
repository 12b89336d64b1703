"""Three readings of a chart → one: the data are merged point by point, the looks are the deck's."""

from __future__ import annotations

from collections.abc import Callable
from copy import deepcopy
from typing import Any

from reportgen.backends.pptx.updating.tables import numbered
from reportgen.backends.pptx.updating.three_ways import ThreeWays, roles_of
from reportgen.backends.pptx.workbook import Column, workbook

C = "http://schemas.openxmlformats.org/drawingml/2006/chart"
_SERIES, _AREA = f"{{{C}}}ser", f"{{{C}}}chart/{{{C}}}plotArea"
_DATA = tuple(f"{{{C}}}{name}" for name in ("tx", "cat", "val", "xVal", "yVal", "bubbleSize"))
"""The children of a series that hold its data (ECMA-376 Part 1, 21.2.2)."""
_BEFORE_SERIES = ("barDir", "grouping", "varyColors", "scatterStyle", "radarStyle", "wireframe", "ofPieType")
_BEFORE_DATA: tuple[str, ...] = (
    "idx",
    "order",
    "tx",
    "spPr",
    "invertIfNegative",
    "pictureOptions",
    "marker",
    "explosion",
    "dPt",
    "dLbls",
    "trendline",
    "errBars",
    "cat",
    "xVal",
    "val",
    "yVal",
)


def series_of(root: Any) -> list[Any]:
    """The series of a chart in the order in which its workbook has them."""
    found = list(root.iter(_SERIES))
    return sorted(found, key=lambda one: _number(one, "order"))


def _number(series: Any, name: str) -> int:
    found = series.find(f"{{{C}}}{name}")
    return int(found.get("val") or 0) if found is not None else 0


def _values(node: Any) -> dict[int, str]:
    """The points of a piece of data, as they are written."""
    if node is None:
        return {}
    return {int(point.get("idx") or 0): _plain(point.findtext(f"{{{C}}}v") or "") for point in node.iter(f"{{{C}}}pt")}


def _plain(text: str) -> str:
    """A value without the ways in which programs write the same number."""
    try:
        return repr(float(text))
    except ValueError:
        return text


def name_of(series: Any) -> str:
    return " ".join(_values(series.find(_DATA[0])).values())


def data_of(root: Any) -> list[tuple[dict[int, str], ...]]:
    """All data of a chart, to be compared."""
    return [tuple(_values(series.find(name)) for name in _DATA) for series in series_of(root)]


def told(root: Any) -> str:
    """The data of a chart as a person would say them."""
    return "; ".join(f"{name_of(one)}: {', '.join(_shown(_measures(one)).values())}" for one in series_of(root))


def _measures(series: Any) -> dict[int, str]:
    found = next((series.find(name) for name in _DATA[2:5:2] if series.find(name) is not None), None)
    return _values(found)


def _shown(values: dict[int, str]) -> dict[int, str]:
    return {at: value.removesuffix(".0") for at, value in values.items()}


class Charts:
    """The three readings of a chart, which becomes one."""

    def __init__(self, ways: ThreeWays, judge: Callable[[str, str, str, str], bool]) -> None:
        """`judge` is told of a place and its three readings, and says whether the source's is taken."""
        self._ways = ways
        self._judge = judge

    def merged(self, base: Any, deck: Any, source: Any) -> Any:
        """The deck's `c:chartSpace` with what is new in the source's."""
        own = data_of(deck) != data_of(base)
        fresh = data_of(source) != data_of(base) or self._ways.wholly
        pairs = _pairs(base, deck, source)
        homes = {**_taken_out(base), **_taken_out(deck), **_taken_out(source)}
        self._ways.children(base, deck, source)
        plots = roles_of(deck.find(_AREA))
        made: list[tuple[Any, Any]] = []
        for was, now, new in pairs:
            homely = [homes[one] for one in (now, new) if one is not None and homes[one] in plots]
            last = [role for role in plots if _is_plot(plots[role])][-1:]
            if _stays(was, now, new, own=own) and (homely or last):
                plot = plots[(homely or last)[0]]
                made.append((self._series(was, now, new, (own, fresh)), plot))
        for number, (series, plot) in enumerate(made):
            for name in ("idx", "order"):
                series.find(f"{{{C}}}{name}").set("val", str(number))
            _into(plot, series)
        return deck

    def _series(self, was: Any, now: Any, new: Any, changed: tuple[bool, bool]) -> Any:
        """A series of the merged chart."""
        own, fresh = changed
        if now is None:
            return deepcopy(new)
        if new is None or was is None:
            return now
        data = self._data(was, now, new) if own and fresh else {} if own else {name: new.find(name) for name in _DATA}
        self._ways.children(was, now, new, frozenset(_DATA))
        for name, node in data.items():
            _replace(now, name, node)
        return now

    def _data(self, was: Any, now: Any, new: Any) -> dict[str, Any]:
        """The data of a series that both changed: the source's points, but for those that a person changed."""
        made: dict[str, Any] = {}
        labels = [_values(one.find(_DATA[1])) for one in (was, now, new)]
        for name in _DATA:
            nodes = [one.find(name) for one in (was, now, new)]
            if nodes[2] is None:
                continue
            points = [_by_label(_values(node), label) for node, label in zip(nodes, labels, strict=True)]
            made[name] = self._points(name_of(now), deepcopy(nodes[2]), points, labels[2])
        return made

    def _points(self, series: str, node: Any, points: list[dict[str, str]], labels: dict[int, str]) -> Any:
        was, now, new = points
        for point in node.iter(f"{{{C}}}pt"):
            label = labels.get(int(point.get("idx") or 0), point.get("idx") or "0")
            one = (was.get(label), now.get(label), new.get(label))
            if one[1] is None or one[1] in (one[0], one[2]):
                continue
            named = f"{series}, {label}" if label in labels.values() else series
            if not self._judge(f"the chart's {named}", *map(_one, one)):
                point.find(f"{{{C}}}v").text = _one(one[1])
        return node


def _one(value: str | None) -> str:
    return (value or "").removesuffix(".0")


def _by_label(values: dict[int, str], labels: dict[int, str]) -> dict[str, str]:
    """Values by the categories that they belong to, else by their numbers."""
    return {labels.get(at, str(at)): value for at, value in values.items()}


def _stays(was: Any, now: Any, new: Any, *, own: bool) -> bool:
    """Whether a series is in the merged chart: not if one side took it away."""
    if was is None:
        return True
    return now is not None and (new is not None or own)


def _pairs(base: Any, deck: Any, source: Any) -> list[tuple[Any, Any, Any]]:
    """Series that belong together, of the base, the deck and the source; None where one has it not."""
    was, now, new = (series_of(one) for one in (base, deck, source))
    known, own, fresh = (_lines(one) for one in (was, now, new))
    ours, theirs = numbered(known, own), numbered(known, fresh)
    ours = [one + len(new) if one >= len(was) else one for one in ours]
    sides = [
        dict(zip(numbers, side, strict=True)) for numbers, side in ((range(len(was)), was), (ours, now), (theirs, new))
    ]
    both = dict.fromkeys([*theirs, *ours, *sides[0]])
    return [(sides[0].get(one), sides[1].get(one), sides[2].get(one)) for one in both]


def _lines(series: list[Any]) -> tuple[list[str], list[list[str]]]:
    """The names of series, and their values."""
    return [name_of(one) for one in series], [list(_measures(one).values()) for one in series]


def _taken_out(root: Any) -> dict[Any, str]:
    """The series of a chart, taken out of it, with the groups that they stood in."""
    groups = roles_of(root.find(_AREA))
    found = {series: role for role, group in groups.items() for series in group.findall(_SERIES)}
    for series in found:
        series.getparent().remove(series)
    return found


def _is_plot(element: Any) -> bool:
    return str(element.tag).endswith("Chart")


def _into(plot: Any, series: Any) -> None:
    """Put a series into its group, after those that are there."""
    before = [one for one in plot if one.tag == _SERIES or one.tag.rpartition("}")[2] in _BEFORE_SERIES]
    if before:
        before[-1].addnext(series)
    else:
        plot.insert(0, series)


def _replace(series: Any, name: str, node: Any) -> None:
    """Have a piece of data in a series."""
    there = series.find(name)
    if there is not None and node is not None:
        series.replace(there, deepcopy(node))
    elif node is not None:
        local = name.rpartition("}")[2]
        ahead = _BEFORE_DATA[: _BEFORE_DATA.index(local)] if local in _BEFORE_DATA else _BEFORE_DATA
        before = [one for one in series if one.tag.rpartition("}")[2] in ahead]
        before[-1].addnext(deepcopy(node))
    elif there is not None:
        series.remove(there)


def book_of(root: Any) -> bytes:
    """A workbook with the data of a chart, whose references are written anew to lead into it."""
    columns: list[Column] = []
    first = next(iter(series_of(root)), None)
    categories = first.find(_DATA[1]) if first is not None else None
    if categories is not None:
        columns.append(_column(0, "", categories))
    for series in series_of(root):
        if categories is not None and series.find(_DATA[1]) is not None:
            _refer(series.find(_DATA[1]), columns[0].body)
        for name, after in (("xVal", " (x)"), ("val", ""), ("yVal", ""), ("bubbleSize", " (size)")):
            node = series.find(f"{{{C}}}{name}")
            if node is None:
                continue
            column = _column(len(columns), name_of(series) + after, node)
            columns.append(column)
            _refer(node, column.body)
            if not after and series.find(_DATA[0]) is not None:
                _refer(series.find(_DATA[0]), column.head)
    return workbook(columns)


def _column(index: int, heading: str, node: Any) -> Column:
    values = {int(point.get("idx") or 0): point.findtext(f"{{{C}}}v") or "" for point in node.iter(f"{{{C}}}pt")}
    count = node.find(f".//{{{C}}}ptCount")
    size = max([int(count.get("val") or 0) if count is not None else 0, *(at + 1 for at in values)])
    numbers = node.find(f".//{{{C}}}numCache") is not None
    code = node.findtext(f".//{{{C}}}formatCode") or "General"
    return Column(index, heading, tuple(_cell(values.get(at), numbers) for at in range(size)), code)


def _cell(text: str | None, number: bool) -> str | float | None:
    if text is None or not number:
        return text
    try:
        return float(text)
    except ValueError:
        return text


def _refer(node: Any, to: str) -> None:
    for reference in node.iter(f"{{{C}}}f"):
        reference.text = to
