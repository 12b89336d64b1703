"""`replace` copies structs and dataclasses alike, so that a record may become either without its users' knowing."""

from __future__ import annotations

from typing import Any

import pytest

from reportgen.structs import Struct, field, replace


class Point(Struct, frozen=True):
    x: float
    y: float = 0.0
    names: list[str] = field(default_factory=list)


class Spot(Struct, frozen=True):
    x: float
    y: float = 0.0


@pytest.mark.parametrize("kind", [Point, Spot])
def test_a_copy_has_other_fields(kind: Any) -> None:
    old = kind(1.0, 2.0)
    assert replace(old, y=3.0) == kind(1.0, 3.0)
    assert old == kind(1.0, 2.0)


@pytest.mark.parametrize("kind", [Point, Spot])
def test_a_field_that_there_is_not_is_refused(kind: Any) -> None:
    with pytest.raises(TypeError):
        replace(kind(1.0), z=2.0)


@pytest.mark.parametrize("kind", [Point, Spot])
def test_a_frozen_record_does_not_change(kind: Any) -> None:
    with pytest.raises(AttributeError):
        kind(1.0).x = 2.0
