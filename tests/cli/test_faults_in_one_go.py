"""What is wrong with a document is told in one go: what its text says, what its data and pictures are, what does not fit."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from reportgen import build
from reportgen.batch import Batch
from reportgen.errors import ReportgenError
from reportgen.preflight import check
from reportgen.preview.live_publications import Studio

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


def previewed(source: Path) -> str:
    studio = Studio(source)
    studio.look()
    return "\n".join(f"{one['where']}: {one['message']} ({one['hint']})" for one in studio.state()["problems"])


def batched(source: Path) -> str:
    """Of the one record of a batch, whose source has a field."""
    source.write_text(source.read_text().replace("title: June", "title: '{{ name }}'"))
    out = [str(source.parent / "out" / f"{{name}}.{ending}") for ending in ("pdf", "pptx")]
    try:
        summary = Batch(source, [{"name": "June"}], out).run(jobs=1)
    except ReportgenError as error:
        return str(error)
    return summary.failed[0].reason


WAYS = [built, checked, previewed, batched]

ONE_SECTION = """\
title: June
brand: meridian
sections:
  - type: gallery
    hedline: A slip of the pen
    colour: red
    pictures: [{file: missing.png, alt: x}, {file: broken.png, alt: x}]
  - type: story
    headline: A slip of the pen, and data that are not there
    body: Text.
    figure: {chart: {kind: lime, data: missing.csv}}
  - type: story
    headline: A key that nobody knows, and a cell that is no number
    body: Text.
    nonsense: 1
    figure: {table: {columns: [a, {name: b, type: number}], rows: [[x, 1], [y, hello]]}}
  - {type: table, headline: Nothing to show}
  - {type: quote, quote: A value that is not known, layout: {deck: qoute}, picture: {file: broken.png, alt: x}}
  - {type: quote, quote: Right}
"""


@pytest.mark.parametrize("told", WAYS)
def test_form_data_and_pictures_of_one_section(told: Callable[[Path], str], tmp_path: Path) -> None:
    source = tmp_path / "june.yaml"
    source.write_text(ONE_SECTION)
    (tmp_path / "broken.png").write_text("nonsense")
    lines = [(line.split(":")[1], line) for line in told(source).splitlines()]
    expected = [
        ("5", 'did you mean "headline"'),
        ("6", 'unknown key "colour"'),
        ("7", 'no file "missing.png"'),
        ("7", "broken.png is not a PNG"),
        ("11", 'did you mean "line"'),
        ("11", 'no file "missing.csv"'),
        ("15", 'unknown key "nonsense"'),
        ("16", 'expected a number, got "hello"'),
        ("17", '"table" is missing'),
        ("18", "broken.png is not a PNG"),
    ]
    for number, words in expected:
        found = [one for one in lines if one[0] == number and words in one[1]]
        assert len(found) == 1, (number, words, lines)
        lines.remove(found[0])
    assert [number for number, line in lines if "qoute" not in line] == []


@pytest.mark.parametrize("told", WAYS)
def test_schema_data_pictures_and_fit(told: Callable[[Path], str], tmp_path: Path) -> None:
    source = tmp_path / "june.yaml"
    source.write_text(SOURCE.replace("HEADLINE", "word " * 4_000))
    lines = told(source).splitlines()
    assert [line.split(":")[1] for line in lines] == ["8", "11", "15", "17", "17"]
    assert "bodi" in lines[0] and "missing.csv" in lines[1] and "missing.png" in lines[2]
    assert "in the newsletter" in lines[3] + lines[4] and "in the deck" in lines[3] + lines[4]


@pytest.mark.parametrize("told", [built, checked, previewed])
def test_the_document_and_its_brand(told: Callable[[Path], str], tmp_path: Path) -> None:
    source = tmp_path / "june.yaml"
    source.write_text(
        "title: June\nbrand: nobody\ndate: 2026-13\npages: none\nsections:\n"
        "  - {type: story, headline: H, body: Text., tone: loud}\n  - {type: story, headline: H, body: Text.}\n"
    )
    message = told(source)
    assert all(part in message for part in ("june.yaml:2", "june.yaml:3", "june.yaml:4", "june.yaml:6"))


@pytest.mark.parametrize("told", WAYS)
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


@pytest.mark.parametrize("told", WAYS)
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
