"""`divider`: the beginning of a part."""

from typing import Literal

from reportgen.sections.base import Headline, SectionModel, Text


class Divider(SectionModel):
    type: Literal["divider"] = "divider"
    kicker: Text | None = None
    headline: Headline
    standfirst: Text | None = None
