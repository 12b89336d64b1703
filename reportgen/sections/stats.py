"""`stats`: big numbers with labels."""

from typing import Literal

from reportgen.sections.base import Headline, SectionModel, Stats, Text


class StatsSection(SectionModel):
    type: Literal["stats"] = "stats"
    kicker: Text | None = None
    headline: Headline | None = None
    stats: Stats
