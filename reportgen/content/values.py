"""The plain values of all models: texts, and numbers that are texts."""

from __future__ import annotations

from typing import Annotated

from pydantic import BeforeValidator, ConfigDict

from reportgen.source import validation
from reportgen.source.tree import Spelled, SpelledFloat


class Strict(validation.Strict):
    """A model of what a source says: no value is taken for one of another type."""

    model_config = ConfigDict(strict=True)


def _text(value: object) -> object:
    if isinstance(value, str) and not value.strip():
        raise ValueError("it is empty | write something, or leave the key out")
    return value


def spelled(value: object) -> object:
    """Numbers as their author wrote them, where a text may look like one."""
    if isinstance(value, Spelled | SpelledFloat):
        return value.spelling
    if isinstance(value, int | float) and not isinstance(value, bool):
        return str(value)
    return value


Text = Annotated[str, BeforeValidator(_text)]
"""Markdown, not empty."""

Number = Annotated[str, BeforeValidator(_text), BeforeValidator(spelled, json_schema_input_type=str | int | float)]
"""A text that may be written as a number."""
