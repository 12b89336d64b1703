"""What is wrong with a document is told in one go: what its text says, what its data and pictures are, what does not fit."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from reportgen import build
from reportgen.errors import ReportgenError
from reportgen.preflight import check

SOURCE = """\
title: June
brand: meridian
pages: 1
sections:
  - type: contents
  - type: story
    headline: A key that nobody knows
    bodi: Text.
  - type: table
    headline: A file that is not there
    table: missing.csv
  - type: story
    headline: A picture that is not there
    body: Text.
    figure: {picture: {file: missing.png, alt: Nothing}}
  - type: story
    headline: HEADLINE
    body: Text.
  - type: story
    headline: Right
    body: Text.
"""


def built(source: Path) -> str:
    with pytest.raises(ReportgenError) as caught:
        build(source, source.parent / "out")
    assert not (source.parent / "out").exists()
    return str(caught.value)


def checked(source: Path) -> str:
    return "\n".join(str(one) for one in check(source) if one.severity == "error")


@pytest.mark.parametrize("told", [built, checked])
def test_schema_data_pictures_and_fit(told: Callable[[Path], str], tmp_path: Path) -> None:
    source = tmp_path / "june.yaml"
    source.write_text(SOURCE.replace("HEADLINE", "word " * 4_000))
    lines = told(source).splitlines()
    assert [line.split(":")[1] for line in lines] == ["8", "11", "15", "17", "17"]
    assert "bodi" in lines[0] and "missing.csv" in lines[1] and "missing.png" in lines[2]
    assert "in the newsletter" in lines[3] + lines[4] and "in the deck" in lines[3] + lines[4]


@pytest.mark.parametrize("told", [built, checked])
def test_the_document_and_its_brand(told: Callable[[Path], str], tmp_path: Path) -> None:
    source = tmp_path / "june.yaml"
    source.write_text(
        "title: June\nbrand: nobody\ndate: 2026-13\npages: none\nsections:\n"
        "  - {type: story, headline: H, body: Text., tone: loud}\n  - {type: story, headline: H, body: Text.}\n"
    )
    message = told(source)
    assert all(part in message for part in ("june.yaml:2", "june.yaml:3", "june.yaml:4", "june.yaml:6"))


@pytest.mark.parametrize("told", [built, checked])
def test_nothing_is_right(told: Callable[[Path], str], tmp_path: Path) -> None:
    source = tmp_path / "june.yaml"
    source.write_text("title: June\nsections:\n  - {type: story}\n  - {type: stroy}\n")
    lines = told(source).splitlines()
    assert len(lines) == 2 and '"headline" is missing' in lines[0] and 'did you mean "story"' in lines[1]


def test_a_section_for_one_output_alone(tmp_path: Path) -> None:
    """No second fault comes of it that nothing is left for the other."""
    source = tmp_path / "june.yaml"
    source.write_text(
        "title: June\nbrand: meridian\nsections:\n  - {type: story}\n"
        "  - {type: story, headline: H, body: Text., only: deck}\n"
    )
    assert len(built(source).splitlines()) == 1 and len(checked(source).splitlines()) == 1


@pytest.mark.parametrize("told", [built, checked])
def test_pages_are_not_counted_where_sections_are_wrong(told: Callable[[Path], str], tmp_path: Path) -> None:
    source = tmp_path / "june.yaml"
    source.write_text(
        "title: June\nbrand: meridian\npages: 7\nsections:\n  - {type: story, headline: H, body: Text.}\n"
        "  - {type: story, headline: H, body: Text., figure: {picture: {file: no.png, alt: No}}}\n"
    )
    assert len(told(source).splitlines()) == 1


def test_warnings_of_the_source_are_findings(tmp_path: Path) -> None:
    source = tmp_path / "june.yaml"
    source.write_text('title: June\nbrand: meridian\nsections:\n  - {type: story, headline: H, body: "Te\\x07xt."}\n')
    assert any("U+0007" in one.message and one.severity == "warning" for one in check(source))
