"""Charts → native chart parts (ECMA-376 Part 1, 21.2), written in one go: the frames' axes, colours and labels."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from xml.sax.saxutils import escape, quoteattr

from reportgen.backends.pptx.workbook import Column, Columns, columns_of, workbook
from reportgen.backends.pptx.xml import emu, faces, solid, text_runs, unescaped
from reportgen.frames import (
    ChartAxis,
    ChartCategories,
    ChartItem,
    ChartLabel,
    ChartPlot,
    ChartSeries,
    Colour,
    Spot,
    Theme,
)
from reportgen.geometry import Rect
from reportgen.structs import Struct

CHART_TYPE = "application/vnd.openxmlformats-officedocument.drawingml.chart+xml"
_NS = (
    'xmlns:c="http://schemas.openxmlformats.org/drawingml/2006/chart" '
    'xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main" '
    'xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships"'
)
_NO_LEADERS = (
    '<c:extLst><c:ext uri="{CE6537A1-D6FC-4f65-9D91-7224C49458BB}" '
    'xmlns:c15="http://schemas.microsoft.com/office/drawing/2012/chart"><c15:showLeaderLines val="0"/></c:ext></c:extLst>'
)
"""No lines from labels to their marks ([MS-ODRAWXML] 2.24.3.57): applications of today draw them for moved labels."""

_NO_LINE = "<a:ln><a:noFill/></a:ln>"
_CATEGORY, _VALUE, _CATEGORY2, _VALUE2 = 111111101, 111111102, 111111103, 111111104
"""Ids of axes: unsigned, one set a part."""

_SPOTS: dict[str, dict[Spot, str]] = {
    "bars": {"outside": "outEnd", "centre": "ctr", "end": "inEnd"},
    "stacks": {"centre": "ctr", "end": "inEnd"},
    "pie": {"outside": "outEnd", "end": "inEnd", "centre": "ctr"},
    "points": {"above": "t", "below": "b", "left": "l", "right": "r", "centre": "ctr"},
}
"""The positions that each kind of plot knows; doughnuts and areas know none."""

_UNBROKEN, _LEVEL, _UPWARDS = ' wrap="none"', ' rot="0" vert="horz"', ' rot="-5400000" vert="horz"'
_FIELDS = ("value", "category", "series", "percent")


def chart_part(item: ChartItem, theme: Theme, relationship: str, shapes: str = "") -> bytes:
    """The chart part; `relationship` is that of its workbook, `shapes` that of the shapes that it carries."""
    return _Writer(item, theme).part(relationship, shapes).encode("utf-8")


def chart_workbook(item: ChartItem) -> bytes:
    """The workbook that the part's references name."""
    return workbook(columns_of(item).all)


def chart_frame(item: ChartItem, about: str, placeholder: str, relationship: str) -> str:
    """`p:graphicFrame` of a chart; `about` is its `p:cNvPr`, `placeholder` its `p:ph` where it fills one."""
    box = item.box
    return (
        f'<p:graphicFrame><p:nvGraphicFramePr>{about}<p:cNvGraphicFramePr><a:graphicFrameLocks noGrp="1"/>'
        f"</p:cNvGraphicFramePr><p:nvPr>{placeholder}</p:nvPr></p:nvGraphicFramePr>"
        f'<p:xfrm><a:off x="{emu(box.x)}" y="{emu(box.y)}"/><a:ext cx="{emu(box.width)}" cy="{emu(box.height)}"/>'
        '</p:xfrm><a:graphic><a:graphicData uri="http://schemas.openxmlformats.org/drawingml/2006/chart">'
        '<c:chart xmlns:c="http://schemas.openxmlformats.org/drawingml/2006/chart" '
        f'r:id="{relationship}"/></a:graphicData></a:graphic></p:graphicFrame>'
    )


class _Seat(Struct, frozen=True):
    """Where an axis of values stands: its number and that of the axis that it crosses, at which side of the plot, and
    whether categories lie between its ticks or on them.
    """

    number: int
    crossed: int
    place: str
    between: str
    at_end: bool = False
    """Whether it crosses the other axis at that one's far end."""
    hidden: bool = False


class _Writer:
    def __init__(self, item: ChartItem, theme: Theme) -> None:
        self.item = item
        self.theme = theme
        self.columns: Columns = columns_of(item)
        self.run = item.style.runs[0]
        self.order = 0

    def part(self, relationship: str, shapes: str) -> str:
        item = self.item
        carried = f'<c:userShapes r:id="{shapes}"/>' if shapes else ""
        plots = "".join(self.plot(plot) for plot in item.plots)
        chart = (
            f'<c:autoTitleDeleted val="1"/><c:plotArea>{self.layout(item.plot)}{plots}{self.axes()}'
            f"<c:spPr><a:noFill/>{_NO_LINE}</c:spPr></c:plotArea>{self.legend()}"
            '<c:plotVisOnly val="1"/><c:dispBlanksAs val="gap"/>'
        )
        return (
            '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
            f'<c:chartSpace {_NS}><c:date1904 val="0"/><c:lang val={quoteattr(item.style.language)}/>'
            f'<c:roundedCorners val="0"/><c:chart>{chart}</c:chart><c:spPr><a:noFill/>{_NO_LINE}</c:spPr>'
            f"{self.text_properties(self.run.colour)}"
            f'<c:externalData r:id="{relationship}"><c:autoUpdate val="0"/></c:externalData>{carried}</c:chartSpace>'
        )

    # --- places and texts

    def layout(self, box: Rect) -> str:
        """The inner plot area, as parts of the chart's box."""
        return f'<c:layout><c:manualLayout><c:layoutTarget val="inner"/>{self.place(box)}</c:manualLayout></c:layout>'

    def place(self, box: Rect) -> str:
        whole = self.item.box
        return (
            '<c:xMode val="edge"/><c:yMode val="edge"/>'
            f'<c:x val="{box.x / whole.width:.6f}"/><c:y val="{box.y / whole.height:.6f}"/>'
            f'<c:w val="{box.width / whole.width:.6f}"/><c:h val="{box.height / whole.height:.6f}"/>'
        )

    def text_properties(self, colour: Colour, strong: bool = False, rotation: str = "") -> str:
        return (
            f"<c:txPr><a:bodyPr{rotation}/><a:lstStyle/><a:p><a:pPr>{self.default_run(colour, strong)}</a:pPr>"
            f"<a:endParaRPr lang={quoteattr(self.item.style.language)}/></a:p></c:txPr>"
        )

    def default_run(self, colour: Colour, strong: bool, tag: str = "a:defRPr", language: str = "") -> str:
        size = round(self.run.size * 100)
        spoken = f" lang={quoteattr(language)}" if language else ""
        inner = solid(colour, self.theme) + faces(self.run.family, self.theme)
        return f'<{tag}{spoken} sz="{size}" b="{int(strong)}" i="0">{inner}</{tag}>'

    # --- plots

    def plot(self, plot: ChartPlot) -> str:
        """The group of series of a kind, with the axes that it uses (ECMA-376 Part 1, 21.2.2.145)."""
        ids = _axis_ids(plot)
        series = "".join(self.series(one, plot) for one in plot.series)
        match plot.kind:
            case "bars":
                return _bar_chart(plot, series, ids)
            case "lines":
                return (
                    f'<c:lineChart><c:grouping val="standard"/><c:varyColors val="0"/>{series}<c:marker val="1"/>{ids}'
                    "</c:lineChart>"
                )
            case "areas":
                return f'<c:areaChart><c:grouping val="stacked"/><c:varyColors val="0"/>{series}{ids}</c:areaChart>'
            case "pie":
                return f'<c:pieChart><c:varyColors val="1"/>{series}<c:firstSliceAng val="0"/></c:pieChart>'
            case "doughnut":
                return (
                    f'<c:doughnutChart><c:varyColors val="1"/>{series}<c:firstSliceAng val="0"/>'
                    f'<c:holeSize val="{round(plot.hole * 100)}"/></c:doughnutChart>'
                )
            case "dots":
                return (
                    f'<c:scatterChart><c:scatterStyle val="lineMarker"/><c:varyColors val="0"/>{series}{ids}'
                    "</c:scatterChart>"
                )
            case "bubbles":
                return (
                    f'<c:bubbleChart><c:varyColors val="0"/>{series}<c:bubbleScale val="{self.bubble_scale(plot)}"/><c:showNegBubbles val="0"/>'
                    f'<c:sizeRepresents val="area"/>{ids}</c:bubbleChart>'
                )

    def bubble_scale(self, plot: ChartPlot) -> int:
        """`c:bubbleScale`: at 100 % clients draw the largest bubble in a quarter of the plot's shorter side."""
        return round(100 * plot.largest / (0.25 * min(self.item.plot.width, self.item.plot.height)))

    def series(self, series: ChartSeries, plot: ChartPlot) -> str:
        number = self.order
        self.order += 1
        values = self.columns.values[number]
        head = (
            f'<c:idx val="{number}"/><c:order val="{number}"/><c:tx><c:strRef><c:f>{values.head}</c:f><c:strCache>'
            f'<c:ptCount val="1"/><c:pt idx="0"><c:v>{escape(unescaped(values.heading))}</c:v></c:pt></c:strCache></c:strRef></c:tx>'
        )
        labels = self.labels(series, plot)
        points = "".join(self.point(at, colour, series, plot) for at, colour in _points(series))
        categories = f"<c:cat>{_reference(self.columns.categories)}</c:cat>" if self.columns.categories else ""
        body = f"{categories}<c:val>{_reference(values)}</c:val>"
        match plot.kind:
            case "bars":
                look = f'{self.filled(series.colour)}<c:invertIfNegative val="0"/>'
                return f"<c:ser>{head}{look}{points}{labels}{body}</c:ser>"
            case "areas" | "pie" | "doughnut":
                return f"<c:ser>{head}{self.filled(series.colour)}{points}{labels}{body}</c:ser>"
            case "lines":
                look = self.line(series) + self.marker(series, series.colour)
                return f'<c:ser>{head}{look}{points}{labels}{body}<c:smooth val="0"/></c:ser>'
            case "dots" | "bubbles":
                x, sizes = self.columns.x[number], self.columns.sizes[number]
                assert x is not None
                body = f"<c:xVal>{_reference(x)}</c:xVal><c:yVal>{_reference(values)}</c:yVal>"
                if plot.kind == "dots":
                    look = "<c:spPr><a:ln><a:noFill/></a:ln></c:spPr>" + self.marker(series, series.colour)
                    return f'<c:ser>{head}{look}{points}{labels}{body}<c:smooth val="0"/></c:ser>'
                assert sizes is not None
                look = f'{self.filled(series.colour, self.item.ground)}<c:invertIfNegative val="0"/>'
                body += f'<c:bubbleSize>{_reference(sizes)}</c:bubbleSize><c:bubble3D val="0"/>'
                return f"<c:ser>{head}{look}{points}{labels}{body}</c:ser>"

    def filled(self, colour: Colour | None, edge: Colour | None = None) -> str:
        if colour is None:
            return f"<c:spPr><a:noFill/>{_NO_LINE}</c:spPr>"
        line = f'<a:ln w="{emu(self.item.edge_weight)}">{solid(edge, self.theme)}</a:ln>' if edge else _NO_LINE
        return f"<c:spPr>{solid(colour, self.theme)}{line}</c:spPr>"

    def line(self, series: ChartSeries) -> str:
        if not series.width or series.colour is None:
            return f"<c:spPr>{_NO_LINE}</c:spPr>"
        return f'<c:spPr><a:ln w="{emu(series.width)}" cap="rnd">{solid(series.colour, self.theme)}<a:round/></a:ln></c:spPr>'

    def marker(self, series: ChartSeries, colour: Colour | None, shown: bool | None = None) -> str:
        if colour is None or not (series.marker if shown is None else shown):
            return '<c:marker><c:symbol val="none"/></c:marker>'
        size = min(72, max(2, round(series.marker or series.point_marker)))
        fill = f"<c:spPr>{solid(colour, self.theme)}{_NO_LINE}</c:spPr>"
        return f'<c:marker><c:symbol val="{series.marks}"/><c:size val="{size}"/>{fill}</c:marker>'

    def point(self, at: int, colour: Colour, series: ChartSeries, plot: ChartPlot) -> str:
        """A point with a colour, or a marker, of its own."""
        head = f'<c:dPt><c:idx val="{at}"/>'
        if plot.kind in ("lines", "dots"):
            return f'{head}{self.marker(series, colour, True)}<c:bubble3D val="0"/></c:dPt>'
        edge = self.item.ground if plot.kind in ("pie", "doughnut", "bubbles") else None
        invert = '<c:invertIfNegative val="0"/>' if plot.kind in ("bars", "bubbles") else ""
        return f'{head}{invert}<c:bubble3D val="0"/>{self.filled(colour, edge)}</c:dPt>'

    # --- labels

    def labels(self, series: ChartSeries, plot: ChartPlot) -> str:
        """`c:dLbls`: what most labels have in common for the series, the others one by one."""
        if not series.labels:
            return ""
        common = _common_look(series)
        alike = next((label for label in series.labels if _look(label) == common), None)
        alone = [label for label in series.labels if _look(label) != common or _is_moved(label)]
        single = "".join(self.label(label, series, plot) for label in alone)
        tail = _NO_LEADERS if any(map(_is_moved, series.labels)) else ""
        if alike is None:
            return f"<c:dLbls>{single}{_shows(())}{tail}</c:dLbls>"
        return f"<c:dLbls>{single}{self.label_look(alike, series, plot)}{tail}</c:dLbls>"

    def label(self, label: ChartLabel, series: ChartSeries, plot: ChartPlot) -> str:
        whole = self.item.box
        layout = ""
        if _is_moved(label):
            x, y = label.shift[0] / whole.width, label.shift[1] / whole.height
            layout = f'<c:layout><c:manualLayout><c:x val="{x:.6f}"/><c:y val="{y:.6f}"/></c:manualLayout></c:layout>'
        text = ""
        if not label.shows:
            language = self.item.style.language
            about = self.default_run(label.colour, label.strong, "a:rPr", language)
            paragraphs = "".join(
                f"<a:p><a:pPr>{self.default_run(label.colour, label.strong)}</a:pPr>{text_runs(about, part)}</a:p>"
                for part in label.text.split("\n")
            )
            text = f'<c:tx><c:rich><a:bodyPr wrap="none"/><a:lstStyle/>{paragraphs}</c:rich></c:tx>'
        return f'<c:dLbl><c:idx val="{label.point}"/>{layout}{text}{self.label_look(label, series, plot)}</c:dLbl>'

    def label_look(self, label: ChartLabel, series: ChartSeries, plot: ChartPlot) -> str:
        spot = _spot(label.spot, plot)
        code = quoteattr(series.code)
        separator = "\n" if label.shows == ("category", "percent") else " "
        return (
            f'<c:numFmt formatCode={code} sourceLinked="0"/><c:spPr><a:noFill/>{_NO_LINE}</c:spPr>'
            f"{self.text_properties(label.colour, label.strong, _UNBROKEN)}"
            f"{spot}{_shows(label.shows or ('value',))}"
            + (f"<c:separator>{separator}</c:separator>" if len(label.shows) > 1 else "")
        )

    # --- axes

    def axes(self) -> str:
        """All axes: two of values for dots, else one of categories and one or two of values; none for a pie."""
        item = self.item
        if not item.axes:
            return ""
        if item.across is not None:
            across = self.value(item.across, _Seat(_CATEGORY, _VALUE, "b", "midCat"))
            return across + self.value(item.axes[0], _Seat(_VALUE, _CATEGORY, "l", "midCat"))
        assert item.categories is not None
        return self.category_axes(item.categories)

    def category_axes(self, categories: ChartCategories) -> str:
        """The axes of bars, lines and areas. Each pair is whole, so that of the second axis has unseen categories."""
        item = self.item
        horizontal = any(plot.horizontal for plot in item.plots)
        below, beside = ("l", "b") if horizontal else ("b", "l")
        between = "midCat" if categories.edge else "between"
        made = self.category(categories, _CATEGORY, _VALUE, below, horizontal)
        made += self.value(item.axes[0], _Seat(_VALUE, _CATEGORY, beside, between, at_end=horizontal))
        if any(plot.second for plot in item.plots):
            own = len(item.axes) > 1
            seat = _Seat(_VALUE2, _CATEGORY2, "r", between, at_end=True, hidden=not own)
            made += self.value(item.axes[int(own)], seat)
            made += self.category(categories, _CATEGORY2, _VALUE2, "b", horizontal, hidden=True)
        return made

    def category(
        self, categories: ChartCategories, number: int, crossed: int, place: str, reversed_: bool, hidden: bool = False
    ) -> str:
        dated = categories.code != "General"
        tag = "c:dateAx" if dated else "c:catAx"
        orientation = "maxMin" if reversed_ else "minMax"
        grid = self.grid() if categories.grid and not hidden else ""
        shown = "none" if not categories.shown else "low" if categories.low else "nextTo"
        bare = self.item.kind in ("sparkline", "slope")
        line = (
            _NO_LINE if bare else f'<a:ln w="{emu(self.item.axis_weight)}">{solid(self.item.rule, self.theme)}</a:ln>'
        )
        made = (
            f'<{tag}><c:axId val="{number}"/><c:scaling><c:orientation val="{orientation}"/></c:scaling>'
            f'<c:delete val="{int(hidden)}"/><c:axPos val="{place}"/>{grid}'
            f'<c:numFmt formatCode={quoteattr(categories.code)} sourceLinked="0"/>'
            f'<c:majorTickMark val="none"/><c:minorTickMark val="none"/><c:tickLblPos val="{shown}"/>'
            f"<c:spPr>{line}</c:spPr>"
            f"{self.text_properties(self.run.colour, rotation=_UPWARDS if categories.upright else _LEVEL)}"
            f'<c:crossAx val="{crossed}"/><c:crosses val="autoZero"/>'
        )
        if dated:
            return made + (
                f'<c:auto val="0"/><c:lblOffset val="100"/><c:baseTimeUnit val="{categories.unit}"/>'
                f'<c:majorUnit val="{categories.every}"/><c:majorTimeUnit val="{categories.tick_unit}"/></{tag}>'
            )
        return made + (
            f'<c:auto val="0"/><c:lblAlgn val="ctr"/><c:lblOffset val="100"/>'
            f'<c:tickLblSkip val="{categories.every}"/><c:tickMarkSkip val="1"/><c:noMultiLvlLbl val="1"/></{tag}>'
        )

    def title(self, axis: ChartAxis) -> str:
        """`c:title` of an axis, where the engine has set it; upright text that takes no room from the plot."""
        for text in self.item.texts:
            if axis.title and text.paragraphs and text.paragraphs[0].text == axis.title:
                break
        else:
            return ""
        whole, quiet = self.item.box, self.item.quiet
        line = text.lines[0]
        x, y = (text.box.x + line.x) / whole.width, (text.box.y - 2.5) / whole.height
        run = self.default_run(quiet, False, "a:rPr", self.item.style.language)
        return (
            '<c:title><c:tx><c:rich><a:bodyPr rot="0" vert="horz"/><a:lstStyle/>'
            f"<a:p><a:pPr>{self.default_run(quiet, False)}</a:pPr>{text_runs(run, axis.title)}</a:p>"
            '</c:rich></c:tx><c:layout><c:manualLayout><c:xMode val="edge"/><c:yMode val="edge"/>'
            f'<c:x val="{max(0.0, x):.6f}"/><c:y val="{max(0.0, y):.6f}"/></c:manualLayout></c:layout>'
            '<c:overlay val="1"/></c:title>'
        )

    def grid(self) -> str:
        line = f'<a:ln w="{emu(self.item.grid_weight)}">{solid(self.item.grid, self.theme)}</a:ln>'
        return f"<c:majorGridlines><c:spPr>{line}</c:spPr></c:majorGridlines>"

    def value(self, axis: ChartAxis, seat: _Seat) -> str:
        """`c:valAx` (21.2.2.226): its range and step are those of the drawn chart."""
        line = _NO_LINE
        if seat.place == "b" and self.item.across is not None:
            line = f'<a:ln w="{emu(self.item.axis_weight)}">{solid(self.item.rule, self.theme)}</a:ln>'
        shown = axis.shown and not seat.hidden
        crosses = "max" if seat.at_end else "min" if self.item.across else "autoZero"
        return (
            f'<c:valAx><c:axId val="{seat.number}"/><c:scaling><c:orientation val="minMax"/>'
            f'<c:max val="{axis.high!r}"/><c:min val="{axis.low!r}"/></c:scaling><c:delete val="{int(not shown)}"/>'
            f'<c:axPos val="{seat.place}"/>{self.grid() if axis.grid and shown else ""}{self.title(axis) if shown else ""}'
            f'<c:numFmt formatCode={quoteattr(axis.code)} sourceLinked="0"/><c:majorTickMark val="none"/>'
            f'<c:minorTickMark val="none"/><c:tickLblPos val="{"nextTo" if seat.at_end else "low"}"/>'
            f"<c:spPr>{line}</c:spPr>{self.text_properties(self.item.quiet)}"
            f'<c:crossAx val="{seat.crossed}"/><c:crosses val="{crosses}"/>'
            f'<c:crossBetween val="{seat.between}"/><c:majorUnit val="{axis.step!r}"/></c:valAx>'
        )

    # --- legend

    def legend(self) -> str:
        item = self.item
        if item.legend is None:
            return ""
        gone: Iterable[int] = ()
        if not any(plot.kind in ("pie", "doughnut") for plot in item.plots):
            gone = (n for n, one in enumerate(item.series) if not one.listed)
        entries = "".join(f'<c:legendEntry><c:idx val="{n}"/><c:delete val="1"/></c:legendEntry>' for n in gone)
        place = "r" if item.legend.x > item.plot.right else "t"
        return (
            f'<c:legend><c:legendPos val="{place}"/>{entries}<c:layout><c:manualLayout>{self.place(item.legend)}'
            f'</c:manualLayout></c:layout><c:overlay val="0"/>{self.text_properties(self.run.colour)}</c:legend>'
        )


def _points(series: ChartSeries) -> list[tuple[int, Colour]]:
    found = dict(series.points)
    for at in series.dotted:
        if series.colour is not None:
            found.setdefault(at, series.colour)
    return sorted(found.items())


def _axis_ids(plot: ChartPlot) -> str:
    """The axes that a plot uses: the first pair, or the second."""
    axes = (_CATEGORY2, _VALUE2) if plot.second else (_CATEGORY, _VALUE)
    return "".join(f'<c:axId val="{axis}"/>' for axis in axes)


def _bar_chart(plot: ChartPlot, series: str, ids: str) -> str:
    """`c:barChart` (21.2.2.16): bars that lie or stand, beside each other or stacked, which then overlap wholly."""
    grouping = {"percent": "percentStacked"}.get(plot.grouping, plot.grouping)
    overlap = 0 if plot.grouping == "clustered" else 100
    return (
        f'<c:barChart><c:barDir val="{"bar" if plot.horizontal else "col"}"/><c:grouping val="{grouping}"/>'
        f'<c:varyColors val="0"/>{series}<c:gapWidth val="{round(plot.gap * 100)}"/>'
        f'<c:overlap val="{overlap}"/>{ids}</c:barChart>'
    )


def _is_moved(label: ChartLabel) -> bool:
    """Whether a label stands elsewhere than its spot says."""
    return label.shift != (0.0, 0.0)


def _common_look(series: ChartSeries) -> tuple[object, ...] | None:
    """The look that most labels have which show a value where they belong; None where points have no label, because
    what holds for the series would give them one.
    """
    there = {at for at, value in enumerate(series.values) if value is not None}
    if {label.point for label in series.labels} != there:
        return None
    kinds = Counter(_look(label) for label in series.labels if label.shows and not _is_moved(label))
    return kinds.most_common(1)[0][0] if kinds else None


def _look(label: ChartLabel) -> tuple[object, ...]:
    return label.shows, label.spot, label.colour, label.strong


def _spot(spot: Spot, plot: ChartPlot) -> str:
    if plot.kind == "bars":
        known = _SPOTS["bars" if plot.grouping == "clustered" else "stacks"]
    elif plot.kind in ("lines", "dots", "bubbles"):
        known = _SPOTS["points"]
    else:
        known = _SPOTS.get(plot.kind, {})
    place = known.get(spot)
    return f'<c:dLblPos val="{place}"/>' if place else ""


def _shows(fields: tuple[str, ...]) -> str:
    value, category, series, percent = (int(field in fields) for field in _FIELDS)
    return (
        f'<c:showLegendKey val="0"/><c:showVal val="{value}"/><c:showCatName val="{category}"/>'
        f'<c:showSerName val="{series}"/><c:showPercent val="{percent}"/><c:showBubbleSize val="0"/>'
    )


def _reference(column: Column) -> str:
    """The values of a column: the reference, and what it held when the chart was written."""
    values = column.values
    if any(isinstance(value, str) for value in values):
        points = "".join(
            f'<c:pt idx="{at}"><c:v>{escape(unescaped(str(value)))}</c:v></c:pt>'
            for at, value in enumerate(values)
            if value is not None
        )
        return f'<c:strRef><c:f>{column.body}</c:f><c:strCache><c:ptCount val="{len(values)}"/>{points}</c:strCache></c:strRef>'
    points = "".join(
        f'<c:pt idx="{at}"><c:v>{_number(value)}</c:v></c:pt>' for at, value in enumerate(values) if value is not None
    )
    return (
        f"<c:numRef><c:f>{column.body}</c:f><c:numCache><c:formatCode>{escape(column.code)}</c:formatCode>"
        f'<c:ptCount val="{len(values)}"/>{points}</c:numCache></c:numRef>'
    )


def _number(value: object) -> str:
    assert isinstance(value, float | int)
    return str(int(value)) if float(value).is_integer() else repr(float(value))
