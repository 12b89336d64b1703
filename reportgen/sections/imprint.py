"""`imprint`: who publishes the issue, and the small print."""

from typing import Literal

from reportgen.sections.base import SectionModel, Text, Texts


class Imprint(SectionModel):
    type: Literal["imprint"]
    headline: Text
    body: Text | None = None
    points: Texts | None = None
