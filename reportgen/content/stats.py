"""Numbers that are looked at, with what they count."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Annotated

from pydantic import Field

from reportgen.content.base import Content
from reportgen.content.reading import ReadContext, Reads
from reportgen.content.text import Span, Text
from reportgen.content.values import Number, Strict
from reportgen.errors import Where
from reportgen.source.characters import clean


@dataclass(frozen=True, slots=True)
class Stat:
    """A number as its author wrote it, and what it counts."""

    value: str
    label: tuple[Span, ...]
    where: Where = field(compare=False)


@dataclass(frozen=True, slots=True)
class StatsContent(Content):
    """Numbers in the author's order."""

    stats: tuple[Stat, ...]
    where: Where = field(compare=False)


class StatModel(Strict):
    """A number and what it counts."""

    value: Number = Field(kw_only=False)
    """The number, as it is to be read: 62.9 bn."""
    label: Text = Field(kw_only=False)
    """What the number counts."""


def _read(models: list[StatModel], at: ReadContext) -> StatsContent:
    from reportgen.content.markdown import read_inline

    places = [at.where(number) for number in range(len(models))]
    stats = (
        Stat(clean(str(model.value)), read_inline(model.label, where, at.problems), where)
        for model, where in zip(models, places, strict=True)
    )
    return StatsContent(tuple(stats), at.where())


Stats = Annotated[list[StatModel], Field(min_length=1, max_length=8), Reads(_read)]
"""One to eight numbers with their labels."""
