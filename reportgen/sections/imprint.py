"""`imprint`: who publishes the issue, and the small print."""

from typing import ClassVar, Literal

from reportgen.content.points import Points
from reportgen.sections.base import Headline, Prose, SectionModel, Traits


class Imprint(SectionModel):
    traits: ClassVar[Traits] = Traits(listed=False, rail=True, concludes=True)

    type: Literal["imprint"] = "imprint"
    headline: Headline
    body: Prose | None = None
    points: Points | None = None
