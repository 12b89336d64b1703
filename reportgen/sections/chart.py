"""`chart`: one or two charts under the sentence that says what they show."""

from typing import Literal

from reportgen.content.chart.source import Chart
from reportgen.sections.base import SectionModel, Text, Texts


class ChartSection(SectionModel):
    type: Literal["chart"]
    kicker: Text | None = None
    headline: Text
    standfirst: Text | None = None
    chart: Chart
    second: Chart | None = None
    body: Text | None = None
    points: Texts | None = None
