"""`stats`: big numbers with labels."""

from typing import Literal

from reportgen.sections.base import SectionModel, Stats, Text


class StatsSection(SectionModel):
    type: Literal["stats"]
    kicker: Text | None = None
    headline: Text | None = None
    stats: Stats
