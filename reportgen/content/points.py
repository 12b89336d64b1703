"""Points: the items of a list, each a text, or a text with an icon."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Annotated, Any

from pydantic import BeforeValidator, Field

from reportgen.content.icons import IconName
from reportgen.content.reading import ReadContext, Reads
from reportgen.content.text import MOST_BLOCKS, Block, Text, TextContent
from reportgen.content.values import Strict, one_or_many
from reportgen.source.model_annotations import Alternatives


class Point(Strict):
    """A point with an icon, which stands on its card."""

    icon: IconName
    """What is drawn over the point where points stand on cards: the name of an icon of Lucide."""
    text: Text
    """What the point says."""


def _choose(value: Any) -> Any:
    return Point if isinstance(value, dict) else Text


def _whole() -> Any:
    return Text | Point


def _read(values: list[str | Point], at: ReadContext) -> TextContent | None:
    from reportgen.content.markdown import read_inline

    if not at.allows(len(values), MOST_BLOCKS, "items"):
        return None
    blocks: list[Block] = []
    for number, value in enumerate(values):
        where = at.where(number)
        if isinstance(value, Point):
            spans = read_inline(value.text, at.where(number, "text"), at.problems)
            blocks.append(Block("item", spans, where, icon=value.icon))
        else:
            blocks.append(Block("item", read_inline(value, where, at.problems), where))
    return TextContent(tuple(blocks), None, at.where()) if blocks else None


POINT = Alternatives(_choose, _whole)
"""Says of the items of a list that they are texts, or have an icon as well."""

if TYPE_CHECKING:  # what may be given, where what is read is a list
    Points = str | Sequence[str | Point]
else:
    Points = Annotated[
        list[Annotated[object, POINT]],
        BeforeValidator(one_or_many, json_schema_input_type=list[str | Point] | str),
        Field(min_length=1),
        Reads(_read, text=True, prose=True),
    ]
"""The items of a list, each with an icon or without; one may be written without the list."""
