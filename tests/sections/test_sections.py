"""Every type of section with much of it and with little is made in both publications, or refused for its length alone."""

from __future__ import annotations

from pathlib import Path
from typing import Literal

import pytest

from reportgen import compose, parse
from reportgen.errors import FitError, ReportgenError
from reportgen.sections import section_model, section_types
from reportgen.sections.base import own_fields, slot_of
from reportgen.template_gallery import _draw, sample

MIGHT = ("characters too long", "does not fit a page, and may not be split")
"""Reasons that an author can act on: what is too long."""


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    (tmp_path / "brands").symlink_to(Path(__file__).parents[2] / "examples/brands")
    _draw(tmp_path / "sample.png")
    return tmp_path


@pytest.mark.parametrize("publication", ["newsletter", "deck"])
@pytest.mark.parametrize("kind", sorted(section_types()))
def test_parts_may_be_there_or_not(kind: str, publication: Literal["newsletter", "deck"], folder: Path) -> None:
    """With all optional parts, with none, with each alone, and with all but each."""
    model = section_model(kind)
    assert model is not None
    optional = [one.name for one in own_fields(model) if not model.model_fields[one.name].is_required()]
    optional.append("source")
    choices = [[], optional, *([one] for one in optional), *([o for o in optional if o != one] for one in optional)]
    for chosen in choices:
        for words in (0.05, 1.0):
            section = sample(kind, [slot_of(model, name) for name in chosen], words)
            after = {"type": "story", "headline": "Next", "body": "Some words."}
            source = {"title": "T", "brand": "meridian", "sections": [section, after]}
            try:
                compose(parse(source, folder=folder), publication)
            except ReportgenError as error:
                assert words == 1.0, f"{chosen}: {error}"
                assert isinstance(error, FitError) and any(reason in str(error) for reason in MIGHT), (
                    f"{chosen}: {error}"
                )
