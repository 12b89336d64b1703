"""Charts as people write them, their data in the source or in a file."""

from __future__ import annotations

from typing import Annotated, Any, ClassVar, Literal

from pydantic import AfterValidator, BeforeValidator, Field, model_validator

from reportgen.content.base import ContentModel
from reportgen.content.chart import DOTTED, LARGEST, AxisContent, ChartContent, NumberStyle
from reportgen.content.reading import ReadContext
from reportgen.content.table.dataframes import Data
from reportgen.content.text import Text
from reportgen.content.values import Plain, Strict, order_of_dates, spelled
from reportgen.frames import ChartKind
from reportgen.source.characters import clean
from reportgen.source.model_annotations import NUMERIC, SETTING


def _many(value: object) -> object:
    return value if isinstance(value, list) else [value]


Label = str | int | float
Name = Annotated[Plain, BeforeValidator(spelled, json_schema_input_type=Label)]
"""The name of a column, a category or a series, which must be found again: it is no Markdown."""

Names = Annotated[list[Name], BeforeValidator(_many, json_schema_input_type=list[Label] | Label)]
Decimals = Annotated[int, Field(ge=0, le=6)]
Values = Annotated[list[Any], SETTING, NUMERIC]
"""Numbers, or the names and dates of categories; the reader proves what they are."""


class Format(Strict):
    """How numbers are written: `percent` shows 0.12 as 12 %, `currency` names it in three letters."""

    style: Literal["number", "percent", "currency"] = "number"
    """What the numbers are."""
    decimals: Decimals | None = None
    """How many decimals are shown; as many as the values need where nothing is said."""
    currency: Annotated[str, Field(pattern=r"^[A-Z]{3}$")] | None = None
    compact: bool | None = None
    """Whether large numbers are written short: 1.2 million."""

    @model_validator(mode="after")
    def _money(self) -> Format:
        if self.style == "currency" and self.currency is None:
            raise ValueError('the format needs "currency" | name it in three letters: currency: EUR')
        return self

    def content(self) -> NumberStyle:
        return NumberStyle(self.style, self.decimals, self.currency or "", self.compact)


def _format(value: object) -> object:
    return {"style": value} if isinstance(value, str) else value


FormatField = Annotated[
    Format, BeforeValidator(_format, json_schema_input_type=Format | Literal["number", "percent", "currency"])
]
Finite = Annotated[float, Field(gt=-LARGEST, lt=LARGEST, allow_inf_nan=False, strict=False)]


class Axis(Strict):
    """An axis: where it begins and ends, where the data alone would say otherwise; its title and format."""

    min: Finite | None = None
    """Where the axis begins."""
    max: Finite | None = None
    """Where the axis ends."""
    title: Text | None = None
    """What is written at the axis."""
    format: FormatField | None = None

    @model_validator(mode="after")
    def _upward(self) -> Axis:
        if self.min is not None and self.max is not None and self.min >= self.max:
            raise ValueError('"min" must be less than "max"')
        return self

    def content(self) -> AxisContent:
        return AxisContent(self.min, self.max, clean(self.title or ""), self.format.content() if self.format else None)


class Series(Strict):
    """A series: its name and its values, in the order of the categories; null leaves a gap.

    Scatter and bubble charts need `x`, bubbles `sizes`; `names` are those of their points. In a combo, `show: line`
    makes it a line, and `axis: second` gives it the axis at the right.
    """

    name: Name = Field(kw_only=False)
    """The name of the series, as the legend has it."""
    values: Values = Field(kw_only=False)
    """The values, in the order of the categories; null leaves a gap."""
    x: Values | None = None
    sizes: Values | None = None
    names: Names | None = None
    show: Literal["column", "line"] | None = None
    """In a combo: whether the series is a column or a line."""
    axis: Literal["first", "second"] | None = None
    """In a combo: the axis at the left, or the second at the right."""


class Annotation(Strict):
    """A few words at a point: the category (or the name of a dot) that it is at, and the series."""

    text: Text
    """The words of the note."""
    at: Name
    """The category, or the name of the dot, that the note is at."""
    series: Name | None = None
    """The series that the note speaks of; the first where nothing is said."""


class Reference(Strict):
    """A line across the chart at a value, with a few words at it."""

    at: Finite
    """The value that the line is at."""
    text: Text | None = None
    """What the line is: Target, last year's mean; its value where nothing is said."""


def _line(value: object) -> object:
    if isinstance(value, int | float) and not isinstance(value, bool):
        return value
    return value if isinstance(value, str) else Reference.model_validate(value)


ChartLine = Annotated[Any, BeforeValidator(_line, json_schema_input_type=Reference | str | float)]
"""A value, a value with words, or the name of a column."""


class Chart(ContentModel):
    """A chart: its kind, and its data: `categories` and `series`, or `columns` and `rows`, or `data` from a file."""

    figure_key: ClassVar[str] = "chart"

    kind: ChartKind
    """What kind of chart it is."""
    title: Text | None = None
    """A heading over the chart, where the section's own does not do."""
    unit: Name | None = None
    """What the numbers count, over the chart: Racks, thousands."""
    categories: Values | None = None
    series: list[Series] | None = None
    columns: list[Name] | None = None
    rows: Annotated[list[list[Any]], SETTING, NUMERIC] | None = None
    data: Data | None = None
    """A file with rows, or from Python a frame of pandas, polars or Arrow."""
    decimal: Literal[",", "."] | None = None
    """The mark before decimals in `data`; found from its numbers where nothing is said."""
    dates: Annotated[str, AfterValidator(order_of_dates)] | None = None
    """How dates are written in `data`: d.m.y, m/d/y."""
    header: Annotated[int, Field(ge=1)] | None = None
    """The row of `data` that has the headings, counted as in the file."""
    range: Plain | None = None
    """What of a workbook `data` is shown: a range (A3:D9, Sales!A3:D9), a sheet, or the name of a range or a table."""
    x: Name | None = None
    """The column or series that holds the categories, or the x values of dots; the first column where nothing is
    said."""
    select: Names | None = None
    """The columns or series that are shown; all where nothing is said."""
    sort: Name | None = None
    """The column or series that the categories are sorted by (`categories`: by their names); a minus before it sorts
    downwards."""
    top: Annotated[int, Field(ge=1)] | None = None
    """How many categories are shown, from the first."""
    other: bool | Plain = False
    """Whether what `top` leaves out is summed up as one more category, or the name of that category."""
    highlight: Names = []
    """Series or categories that are stressed; the others step back."""
    annotations: list[Annotation] = []
    format: FormatField = Format()
    axis: Axis = Axis()
    second: Axis = Axis()
    x_axis: Axis = Axis()
    labels: Literal["auto", "all", "none"] = "auto"
    """Whether values are written at the marks: where there is room (`auto`), at `all`, or at none."""
    legend: Literal["auto", "none"] = "auto"
    """Whether there may be a legend; `auto` writes names at lines and bars where there is room."""
    markers: bool | None = None
    """Whether lines have a dot at each value."""
    horizontal: bool = False
    """Whether a waterfall or a stack lies on its side."""
    lines: Annotated[list[ChartLine], BeforeValidator(_many), SETTING, NUMERIC] = []
    """Lines across the chart: values (`[600]`), or values with words (`[{at: 600, text: Target}]`). In a combo also the
    columns or series that are lines."""
    totals: Names = []
    """In a waterfall: the categories that are totals, and stand on the base line."""
    targets: Values | None = None
    """In a bullet chart: the target of each category."""
    ranges: Values | None = None
    """In a bullet chart: the ends of the ranges behind each bar."""
    source: Text | None = None
    """Where the numbers are from, under the chart."""
    alt: Text | None = None
    """What is read aloud for the chart; made from its data where nothing is said."""

    @model_validator(mode="after")
    def _one_source(self) -> Chart:
        given = [name for name in ("series", "rows", "data") if getattr(self, name) is not None]
        if not given:
            raise ValueError('the chart needs "series", "rows" or "data" | write series: [{name: …, values: […]}]')
        if len(given) > 1:
            raise ValueError(f'the chart has both "{given[0]}" and "{given[1]}" | leave one out')
        if self.rows is not None and self.columns is None:
            raise ValueError('"rows" need "columns" | name them: columns: [Year, Sales]')
        if self.other and self.top is None:
            raise ValueError('"other" needs "top" | say how many stand alone: top: 5')
        return self

    @model_validator(mode="after")
    def _named(self) -> Chart:
        """Series name their categories, unless one of them holds them; only a file has a spelling of its own."""
        if self.series is not None and self.categories is None and self.kind not in DOTTED and self.x is None:
            raise ValueError('the chart needs "categories" | write categories: [2024, 2025]')
        filed = next((key for key in ("decimal", "dates", "header", "range") if getattr(self, key) is not None), None)
        if filed and self.data is None:
            raise ValueError(f'"{filed}" says how a file is written | leave it out, or name the file: data: sales.csv')
        return self

    @property
    def named_lines(self) -> list[str]:
        """The names among the lines."""
        return [str(spelled(line)) for line in self.lines if not isinstance(line, Reference)]

    def read(self, at: ReadContext) -> ChartContent | None:
        """The chart, where its numbers are proven."""
        from reportgen.content.chart.reader import read_chart

        return read_chart(self, at)


class ChartFigure(ContentModel):
    """A chart that stands where a picture could."""

    chart: Chart

    def read(self, at: ReadContext) -> ChartContent | None:
        return self.chart.read(at.inner("chart"))
