"""`stats`: big numbers with labels."""

from typing import ClassVar, Literal

from reportgen.sections.base import Headline, SectionModel, Stats, Text, Traits


class StatsSection(SectionModel):
    traits: ClassVar[Traits] = Traits(listed=False, rail=True)

    type: Literal["stats"] = "stats"
    kicker: Text | None = None
    headline: Headline | None = None
    stats: Stats
