"""The hand-built publication, as a fixture for all backends."""

from __future__ import annotations

import importlib.util
from pathlib import Path

import pytest

from reportgen import Publication

_SPEC = importlib.util.spec_from_file_location("handmade", Path(__file__).parent / "handmade.py")
assert _SPEC is not None and _SPEC.loader is not None
_HANDMADE = importlib.util.module_from_spec(_SPEC)
_SPEC.loader.exec_module(_HANDMADE)


@pytest.fixture
def publication() -> Publication:
    made: Publication = _HANDMADE.publication()
    return made
