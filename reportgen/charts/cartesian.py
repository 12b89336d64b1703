"""Charts with a value axis and categories, put together: bars, lines, areas, and what is made of them."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Literal

from reportgen.charts.bars import draw_bars, label_bars, label_parts, labels_fit, may_be_labelled
from reportgen.charts.canvas import Drawing, Drawn
from reportgen.charts.categories import draw_names, names_width, with_room_for_names
from reportgen.charts.endlabels import EndLabel, draw_end_labels, end_labels
from reportgen.charts.legend import LegendEntry, Strip, Swatch, in_rows
from reportgen.charts.lines import draw_areas, draw_lines
from reportgen.charts.notes import annotate
from reportgen.charts.number_formats import NumberFormat, format_of, ticked
from reportgen.charts.plot_positions import CategoryAxis, PlotArea
from reportgen.charts.plots_by_kind import plots_of
from reportgen.charts.references import draw_across, draw_upright, height_above, reference_texts, width_beside
from reportgen.charts.scales import Calendar, Scale, beside, calendar, nice
from reportgen.charts.style import ChartStyle
from reportgen.charts.value_axis import ValueAxis, axis_format, extent
from reportgen.charts.waterfall import label_steps, steps
from reportgen.content.chart import ChartContent
from reportgen.errors import FitError
from reportgen.frames import ChartAxis, ChartPlot, ChartSeries
from reportgen.geometry import Rect, Size
from reportgen.structs import replace

FINE = 20
"""Steps of an axis that is not seen: it ends just beyond the values, so that the marks fill the plot."""

FEWEST_STEPS, MOST_STEPS = 2, 6
"""Steps of an axis that is seen; how many depends on the room for its texts."""

_DRAW = {"bars": draw_bars, "lines": draw_lines, "areas": draw_areas}

TINIEST = 1e-12
"""The largest value of a chart is at least this: sums of steps below it are dust."""


class Cartesian:
    """Draws one chart into `size`, in points.

    Raises:
        SourceError: an axis ends before its values do.
    """

    def __init__(self, content: ChartContent, size: Size, style: ChartStyle, headroom: float = 0.0) -> None:
        """`headroom` are the points that are left free over the plot, for notes."""
        self.headroom = headroom
        self.content = content
        self.size = size
        self.style = style
        plots = plots_of(content, style)
        self.horizontal = any(plot.horizontal for plot in plots)
        self.bare = content.kind in ("sparkline", "slope")
        self.percent = any(plot.grouping == "percent" for plot in plots)
        self.has_second = content.kind == "combo" and any(plot.second for plot in plots)
        self.values = self._values_written()
        self.drawing = Drawing(content, size, style, plots, format_of(content.style, self.values, style.language))
        self.references = reference_texts(self.drawing)
        self.extents = self._extents(plots)

    # --- what there is

    def _values_written(self) -> list[float]:
        """The values whose number format is that of the chart: those on the first axis."""
        if self.content.kind == "waterfall":
            return [end - start for start, end in steps(self.content)]
        return [
            value
            for one in self.content.series
            if not (self.has_second and one.line and one.second)
            for value in one.values
            if value is not None
        ]

    def _extents(self, plots: Sequence[ChartPlot]) -> list[tuple[float, float]]:
        """What each value axis has to show; one of percentages shows them from nothing to all."""
        content = self.content
        first = [plot for plot in plots if not (plot.second and self.has_second)]
        found = [(0.0, 1.0) if self.percent else extent(first, content.axis, content, bare=self.bare)]
        if self.has_second:
            second = [plot for plot in plots if plot.second]
            found.append(extent(second, content.second, content, bare=self.bare))
        return found

    # --- the chart

    def draw(self) -> Drawn:
        """The chart with direct labels where they fit, and otherwise with its axis and a legend.

        Raises:
            FitError: names of categories that no width holds, or no room for the chart at all.
        """
        drawing = self.drawing
        self._refuse_small_place()
        direct = may_be_labelled(drawing) and labels_fit(drawing, self.values, horizontal=self.horizontal)
        axes = self._axes(self._steps(direct))
        shown = not direct and not self.bare
        ends = end_labels(drawing)
        strip = in_rows([] if ends else self._legend_entries(), self.size.width, self.style.lettering)
        titles = self._titles(axes) if shown else []
        area = self._area(axes, self._height_above(strip, titled=bool(titles)), direct, ends)
        self._write_titles(titles, area)
        below_zero = self._room_below_zero(axes, direct)
        categories = draw_names(drawing, area, below_zero)
        self._draw_grid(area, categories.grid, shown)
        for plot in drawing.plots:
            _DRAW[plot.kind](drawing, area, plot)
        if not self.bare:
            self._draw_axis_line(area)
        self._draw_labels(area, direct)
        draw_end_labels(drawing, area, ends)
        self._draw_references(area, bool(ends))
        annotate(drawing, area)
        legend = strip.placed(0.0, 0.0, self.style)
        longer = below_zero / (area.box.width if self.horizontal else area.box.height)
        return Drawn(
            self._with_room(area.box, below_zero),
            drawing.finished(self._code),
            categories,
            tuple(self._framed(axis, shown, number == 0, longer) for number, axis in enumerate(axes)),
            legend.box if strip.entries else None,
            (*drawing.marks, *legend.marks),
            (*drawing.texts, *legend.texts),
            over=tuple(drawing.over),
            upright=tuple(drawing.upright),
            below=tuple(drawing.below),
            told=tuple(drawing.told),
        )

    def _with_room(self, box: Rect, below_zero: float) -> Rect:
        """The plot of a native chart: labels of negative bars stand inside it, because names follow its edge."""
        if self.horizontal:
            return Rect(box.x - below_zero, box.y, box.width + below_zero, box.height)
        return replace(box, height=box.height + below_zero)

    def _framed(self, axis: ValueAxis, shown: bool, first: bool, longer: float) -> ChartAxis:
        """A value axis as frames hold it, begun so much lower, in parts of its length, as the plot is larger there.
        What cannot be seen has no code that would be wrong of single values.
        """
        made = axis.framed(shown=shown, grid=shown and first)
        if longer:
            made = replace(made, low=made.low - longer * (made.high - made.low))
        return replace(made, code="General") if self.drawing.format.loose and not shown else made

    def _draw_references(self, area: PlotArea, labelled: bool) -> None:
        """The author's lines; `labelled` ones among the chart's own lines leave them no room at the right."""
        scale = area.values[0].scale
        if self.horizontal:
            draw_upright(self.drawing, area.box, scale, self.references)
        else:
            draw_across(self.drawing, area.box, scale, self.references, inside=labelled or self.has_second)

    def _refuse_small_place(self) -> None:
        letters = self.style.lettering
        least = 1.5 if self.content.kind == "sparkline" else 5.0
        if self.size.width < 8 * letters.size or self.size.height < least * letters.leading:
            raise FitError("the place is too small for a chart", self.content.where, "give it a larger one")

    def _draw_labels(self, area: PlotArea, direct: bool) -> None:
        """The values of bars at their ends, or inside the parts of stacks."""
        if not direct:
            if self.content.labels != "none":
                label_parts(self.drawing, area, self.values)
        elif self.content.kind == "waterfall":
            label_steps(self.drawing, area)
        else:
            label_bars(self.drawing, area)

    def _code(self, plot: ChartPlot) -> str:
        """The number format of a plot's values, for the workbook of the native chart."""
        if plot.second and self.has_second:
            values = [value for series in plot.series for value in series.values if value is not None]
            return format_of(self.content.second.style or self.content.style, values, self.style.language).code
        return self.drawing.format.code

    def _legend_entries(self) -> list[LegendEntry]:
        if self.content.legend == "none":
            return []
        return [
            LegendEntry(series.name, series.colour, _swatch(plot, series))
            for plot in self.drawing.plots
            for series in plot.series
            if series.listed and series.colour is not None
        ]

    # --- value axes

    def _steps(self, direct: bool) -> int:
        """How many steps the value axis may have."""
        if direct:
            return FINE
        letters = self.style.lettering
        width, height = self.size.width / (7 * letters.size), self.size.height / (3.4 * letters.leading)
        room = width if self.horizontal else height
        return max(FEWEST_STEPS, min(MOST_STEPS, int(room)))

    def _axes(self, parts: int) -> tuple[ValueAxis, ...]:
        """The value axes in about so many steps; the second has as many as the first, so that they share the grid."""
        content, language = self.content, self.style.language
        scale = self._first_scale(parts)
        made = [ValueAxis(scale, self._first_format(scale), content.axis.title)]
        if self.has_second:
            low, high = self.extents[1]
            second = beside(scale, low, high, least=content.second.low, most=content.second.high)
            values = [v for one in content.series if one.second for v in one.values if v is not None]
            written = axis_format(content.second, content.style, values, second, language)
            made.append(ValueAxis(second, written, content.second.title))
        return tuple(made)

    def _first_scale(self, parts: int) -> Scale:
        low, high = self.extents[0]
        if 0 < max(abs(low), abs(high)) < TINIEST:
            raise FitError(
                f"the values of the chart are too small to be drawn: {max(abs(low), abs(high)):g} is the largest",
                self.content.where,
                "give them in a smaller unit",
            )
        if self.percent:
            return Scale(low, high, 0.25 if parts < 5 else 0.2)
        if self.bare:  # nothing is read off: the line has a little air
            air = 0.06 * (high - low) or abs(high) * 0.1 or 1.0
            return Scale(low - air, high + air, high - low + 2 * air)
        return nice(low, high, parts, least=self.content.axis.low, most=self.content.axis.high)

    def _first_format(self, scale: Scale) -> NumberFormat:
        language = self.style.language
        if self.percent:
            return ticked(NumberFormat(language, "percent"), scale.step, scale.low)
        return axis_format(self.content.axis, self.content.style, self.values, scale, language)

    def _titles(self, axes: Sequence[ValueAxis]) -> list[tuple[str, Literal["left", "right"]]]:
        """What the value axes say of themselves, over their ends."""
        sides: tuple[Literal["left", "right"], ...] = ("left", "right")
        return [(axis.title, side) for axis, side in zip(axes, sides, strict=False) if axis.title]

    def _write_titles(self, titles: list[tuple[str, Literal["left", "right"]]], area: PlotArea) -> None:
        letters = self.style.lettering
        for text, align in titles:
            place = (0.0 if align == "left" else self.size.width, area.box.y - 1.6 * letters.leading)
            self.drawing.texts.append(letters.line(text, place, self.style.colours.quiet, align))

    # --- where the plot stands

    def _height_above(self, strip: Strip, *, titled: bool) -> float:
        """What the legend and the titles of the axes take above the plot."""
        leading = self.style.lettering.leading
        return self.headroom + strip.height + (0.6 * leading if strip.height else 0.0) + (leading if titled else 0.0)

    def _area(self, axes: tuple[ValueAxis, ...], top: float, direct: bool, ends: list[EndLabel]) -> PlotArea:
        """The plot area: what is left when names, ticks and labels have their room."""
        content, letters = self.content, self.style.lettering
        if self.horizontal:
            left, right, bottom = self._margins_of_bars(axes[0], direct)
            top += height_above(self.drawing, self.references)
        else:
            above, left, right, bottom = self._margins(axes, direct, ends)
            top += above
        box = Rect(left, top, self.size.width - left - right, self.size.height - top - bottom)
        area = PlotArea(box, axes, self._categories(), self.horizontal)
        if not self.horizontal and content.kind != "sparkline":
            area = with_room_for_names(self.drawing, area)
        least = 1.0 if content.kind == "sparkline" else 2.0
        if area.box.width < 4 * letters.size or area.box.height < least * letters.leading:
            raise self.drawing.too_small()
        return area

    def _margins_of_bars(self, axis: ValueAxis, direct: bool) -> tuple[float, float, float]:
        """At the left, the right and the bottom of horizontal bars."""
        letters, gap = self.style.lettering, self.style.gap
        left = names_width(self.drawing) + gap
        if direct:
            return left + self._room_below_zero((axis,), direct), self._widest_value() + gap, 0.0
        first, last = (0.5 * letters.width(axis.ticks[end][1]) for end in (0, -1))
        return max(left, first), last, letters.leading + gap

    def _margins(
        self, axes: Sequence[ValueAxis], direct: bool, ends: list[EndLabel]
    ) -> tuple[float, float, float, float]:
        """Above, at the left, the right and the bottom of a plot whose values go upwards."""
        letters, gap = self.style.lettering, self.style.gap
        above = left = right = bottom = 0.0
        if direct:
            above = letters.leading + 0.3 * gap
            bottom = self._room_below_zero(axes, direct)
        elif not self.bare:
            left = max(letters.width(text) for _, text in axes[0].ticks) + gap
            above = 0.5 * letters.leading
        for second in axes[1:]:
            right = max(letters.width(text) for _, text in second.ticks) + gap
        if self.references and not ends and not self.has_second:
            right = width_beside(self.references) + gap
        if ends:
            right = max(right, max(end.width for end in ends) + gap + 0.5 * self._largest_marker())
            left = max(left, max(end.first_width for end in ends))
        return above, left, right, bottom

    def _largest_marker(self) -> float:
        markers = [s.marker for plot in self.drawing.plots for s in plot.series if s.marks == "circle"]
        return max(markers, default=0.0)

    def _room_below_zero(self, axes: Sequence[ValueAxis], direct: bool) -> float:
        """Between the plot and the names: where the labels of negative bars stand."""
        if not direct or axes[0].scale.low >= 0:
            return 0.0
        return self._widest_value() + self.style.gap if self.horizontal else self.style.lettering.leading

    def _widest_value(self) -> float:
        """The width of the widest label at the end of a bar, signed and bold where such labels are."""
        steps_labelled = self.content.kind == "waterfall"
        written = replace(self.drawing.format, signed=steps_labelled)
        strong = steps_labelled or bool(self.content.highlight)
        return max(self.style.lettering.width(written.text(value), strong) for value in self.values)

    def _categories(self) -> CategoryAxis:
        content = self.content
        count = len(content.categories)
        edge = content.kind in ("line", "area", "slope", "sparkline") and count > 1
        return CategoryAxis(count, edge, content.dates, self._calendar())

    def _calendar(self) -> Calendar | None:
        """A true scale of dates, unless bars would become hairs on it."""
        dates = self.content.dates
        if len(dates) < 2 or self.bare or self.horizontal:
            return None
        made = calendar(dates, self.content.precision == "day")
        barred = any(plot.kind == "bars" for plot in self.drawing.plots)
        return None if barred and made.length + 1 > 2 * len(dates) else made

    # --- grid

    def _draw_grid(self, area: PlotArea, of_categories: bool, of_values: bool) -> None:
        if of_categories:
            self._draw_category_grid(area)
        if of_values:
            self._draw_value_grid(area)

    def _draw_category_grid(self, area: PlotArea) -> None:
        colour, weight = self.style.colours.grid, self.style.look.grid
        for number in range(area.categories.count):
            x = area.middle(number)
            self.drawing.rule((x, area.box.y), (x, area.box.bottom), colour, weight)

    def _draw_value_grid(self, area: PlotArea) -> None:
        """A line and a text at each tick of the first axis, a text at each of the second."""
        box, letters, gap = area.box, self.style.lettering, self.style.gap
        quiet, weight = self.style.colours.quiet, self.style.look.grid
        for tick, text in area.values[0].ticks:
            at = area.reach(tick)
            if self.horizontal:
                self.drawing.rule((at, box.y), (at, box.bottom), self.style.colours.grid, weight)
                written = letters.line(text, (at, box.bottom + gap), quiet, "center")
            else:
                self.drawing.rule((box.x, at), (box.right, at), self.style.colours.grid, weight)
                written = letters.line(text, (box.x - gap, at - letters.leading / 2), quiet, "right")
            self.drawing.texts.append(written)
        for axis in area.values[1:]:
            for tick, text in axis.ticks:
                y = area.reach(tick, True) - letters.leading / 2
                self.drawing.texts.append(letters.line(text, (box.right + gap, y), quiet))

    def _draw_axis_line(self, area: PlotArea) -> None:
        """The line that bars stand on."""
        box, at = area.box, area.origin
        start, end = ((at, box.y), (at, box.bottom)) if self.horizontal else ((box.x, at), (box.right, at))
        self.drawing.rule(start, end, self.style.colours.rule, self.style.look.axis)


def _swatch(plot: ChartPlot, series: ChartSeries) -> Swatch:
    if series.marks == "dash":
        return "dash"
    return "line" if plot.kind == "lines" else "box"
