"""`imprint`: who publishes the issue, and the small print."""

from typing import Literal

from reportgen.sections.base import Headline, Prose, SectionModel, Texts


class Imprint(SectionModel):
    type: Literal["imprint"] = "imprint"
    headline: Headline
    body: Prose | None = None
    points: Texts | None = None
