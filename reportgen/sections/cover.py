"""`cover`: the masthead and what the issue is about."""

from typing import ClassVar, Literal

from reportgen.content.points import Points
from reportgen.sections.base import Headline, PictureField, SectionModel, Text, Traits


class Cover(SectionModel):
    traits: ClassVar[Traits] = Traits(listed=False)

    type: Literal["cover"] = "cover"
    masthead: Headline
    """The name of the newsletter, large."""
    title: Text | None = None
    """What the issue is about."""
    standfirst: Text | None = None
    points: Points | None = None
    picture: PictureField | None = None
