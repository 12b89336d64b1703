"""The plain values of all models: names, and numbers that are texts."""

from __future__ import annotations

import re
from decimal import Decimal
from typing import TYPE_CHECKING, Annotated

from pydantic import BeforeValidator, ConfigDict

from reportgen.source import validation
from reportgen.source.model_annotations import ADDRESS, PROSE, SETTING
from reportgen.source.tree import Spelled, SpelledFloat


class Strict(validation.Strict):
    """A model of what a source says: no value is taken for one of another type."""

    model_config = ConfigDict(strict=True)


LONGEST_WORD = 20_000
"""Letters without a space, between which no script allows a break, that are still set."""

_ENDLESS = re.compile(rf"[^\s\u2e80-\uffff]{{{LONGEST_WORD + 1},}}")


def not_empty(value: object) -> object:
    """The value, unless it is a text of nothing but spaces, or has a word without an end.

    Raises:
        ValueError: it is, or has.
    """
    if isinstance(value, str):
        if not value.strip():
            raise ValueError("it is empty | write something, or leave the key out")
        if len(value) > LONGEST_WORD and (endless := _ENDLESS.search(value)):
            length = len(endless[0])
            raise ValueError(f"a word of {length} characters is too long to set | put spaces into it, or shorten it")
    return value


def blank_as_none(value: object) -> object:
    """None for a text of nothing but spaces, where a text may be left out."""
    return None if isinstance(value, str) and not value.strip() else value


def spelled(value: object) -> object:
    """Numbers as their author wrote them, where a text may look like one."""
    if isinstance(value, Spelled | SpelledFloat):
        return value.spelling
    if isinstance(value, int | float) and not isinstance(value, bool):
        return str(value)
    return value


def order_of_dates(value: str) -> str:
    """The order of day, month and year in dates, checked.

    Raises:
        ValueError: it is none.
    """
    if sorted(char for char in value if char.isalpha()) != ["d", "m", "y"]:
        raise ValueError(f'"{value}" is no order of day, month and year | write it as d.m.y or m/d/y')
    return value


def one_or_many(value: object) -> object:
    """A list, of one text where one stands alone."""
    return [value] if isinstance(value, str) else value


Plain = Annotated[str, BeforeValidator(not_empty), SETTING]
"""A name, a file or an address, not empty; it is no Markdown."""

Address = Annotated[str, BeforeValidator(not_empty), ADDRESS]
"""The address of a link, not empty."""

if TYPE_CHECKING:
    Number = str | float | Decimal
else:
    Number = Annotated[
        str, BeforeValidator(not_empty), BeforeValidator(spelled, json_schema_input_type=str | int | float), PROSE
    ]
"""A text that may be written as a number, and is shown as it is written."""
