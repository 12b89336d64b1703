"""What a section offers to templates: content by the name of its slot."""

from __future__ import annotations

from collections.abc import Mapping

from reportgen.content.chart import ChartContent
from reportgen.content.entries import EntriesContent
from reportgen.content.picture import PictureContent
from reportgen.content.stats import StatsContent
from reportgen.content.table import TableContent
from reportgen.content.text import TextContent

Content = TextContent | PictureContent | StatsContent | TableContent | ChartContent | EntriesContent

Offer = Mapping[str, Content]
"""Slot name → content; only what is there."""
