"""Errors keep all that they say when they are copied and when another process sends them."""

from __future__ import annotations

import pickle
from copy import copy
from types import SimpleNamespace
from typing import cast

import pytest

from reportgen.content.table import TableContent
from reportgen.errors import FitError, Problems, ReportgenError, SourceError, Where
from reportgen.layout.tables.width_bounds import TooWide

WHERE = Where("june.yaml", 3, 5, "sections[0]")
ERRORS: list[ReportgenError] = [
    SourceError("no date", WHERE, "write it as 2026-06-30"),
    FitError("too long", WHERE, "shorten it", over=42.0, template="text"),
    TooWide(cast("TableContent", SimpleNamespace(where=WHERE)), 300.0, 9.0, 200.0),
    Problems([SourceError("one", WHERE), SourceError("two", WHERE)]),
]


@pytest.mark.parametrize("error", ERRORS, ids=lambda error: type(error).__name__)
@pytest.mark.parametrize("way", ["copied", "sent"])
def test_an_error_keeps_what_it_says(error: ReportgenError, way: str) -> None:
    made = copy(error) if way == "copied" else pickle.loads(pickle.dumps(error))
    assert type(made) is type(error)
    assert str(made) == str(error)
    assert vars(made).keys() == vars(error).keys()
    assert made.where == error.where
    assert made.hint == error.hint
    if isinstance(made, FitError) and isinstance(error, FitError):
        assert (made.over, made.template) == (error.over, error.template)


def test_a_copy_has_no_traceback() -> None:
    try:
        raise FitError("too long", WHERE)
    except FitError as error:
        assert copy(error).__traceback__ is None
