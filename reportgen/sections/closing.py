"""`closing`: the last word: thanks, contacts, imprint."""

from typing import ClassVar, Literal

from reportgen.content.points import Points
from reportgen.sections.base import Headline, PictureField, Prose, SectionModel, Traits


class Closing(SectionModel):
    traits: ClassVar[Traits] = Traits(listed=False, concludes=True)

    type: Literal["closing"] = "closing"
    headline: Headline
    body: Prose | None = None
    points: Points | None = None
    picture: PictureField | None = None
