"""`imprint`: who publishes the issue, and the small print."""

from typing import ClassVar, Literal

from reportgen.sections.base import Headline, Prose, SectionModel, Texts, Traits


class Imprint(SectionModel):
    traits: ClassVar[Traits] = Traits(listed=False, rail=True, concludes=True)

    type: Literal["imprint"] = "imprint"
    headline: Headline
    body: Prose | None = None
    points: Texts | None = None
