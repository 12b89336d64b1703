"""`chart`: one or two charts under the sentence that says what they show."""

from typing import ClassVar, Literal

from reportgen.content.chart.as_written import Chart
from reportgen.content.points import Points
from reportgen.sections.base import Headline, Prose, SectionModel, Text, Traits


class ChartSection(SectionModel):
    traits: ClassVar[Traits] = Traits(reading="glance")

    type: Literal["chart"] = "chart"
    kicker: Text | None = None
    headline: Headline
    standfirst: Text | None = None
    chart: Chart
    second: Chart | None = None
    body: Prose | None = None
    points: Points | None = None
