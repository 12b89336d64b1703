"""`closing`: the last word: thanks, contacts, imprint."""

from typing import ClassVar, Literal

from reportgen.sections.base import Headline, PictureField, Prose, SectionModel, Texts, Traits


class Closing(SectionModel):
    traits: ClassVar[Traits] = Traits(listed=False, concludes=True)

    type: Literal["closing"] = "closing"
    headline: Headline
    body: Prose | None = None
    points: Texts | None = None
    picture: PictureField | None = None
