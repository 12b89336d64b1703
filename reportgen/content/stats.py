"""Numbers that are looked at, with what they count."""

from __future__ import annotations

from dataclasses import dataclass, field

from reportgen.content.text import Span
from reportgen.errors import Where


@dataclass(frozen=True, slots=True)
class Stat:
    """A number as its author wrote it, and what it counts."""

    value: str
    label: tuple[Span, ...]
    where: Where = field(compare=False)


@dataclass(frozen=True, slots=True)
class StatsContent:
    stats: tuple[Stat, ...]
    where: Where = field(compare=False)
