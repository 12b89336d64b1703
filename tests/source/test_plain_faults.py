"""Slips that people make in sources: each is taken as it looks, or told at its line."""

from __future__ import annotations

import warnings
from pathlib import Path

import pytest

from reportgen import build, load, parse
from reportgen.errors import ReportgenError

HEAD = "title: Letter\nbrand: meridian\nsections:\n"


@pytest.mark.parametrize(
    ("escape", "told"),
    [("\\x07", "U+0007"), ("\\x1b[0m", "U+001B"), ("\\x07 and \\x08", "U+0007, U+0008"), ("\\x7f", "U+007F")],
)
def test_a_control_character_is_told(tmp_path: Path, escape: str, told: str) -> None:
    source = tmp_path / "source.yaml"
    source.write_text(f'{HEAD}  - type: story\n    headline: Fair\n    body: "The stalls{escape} open at nine."\n')
    (output, _) = build(source, tmp_path)
    (remark,) = map(str, output.remarks)
    assert remark.startswith("source.yaml:6:") and told in remark
    with pytest.raises(ReportgenError, match=r"source\.yaml:6"):
        build(source, tmp_path, strict=True)


@pytest.mark.parametrize(("char", "code"), [("\0", "NUL (U+0000)"), ("\x01", "U+0001"), ("\ufffe", "U+FFFE")])
def test_what_no_yaml_holds_is_refused_at_its_line_and_column(tmp_path: Path, char: str, code: str) -> None:
    source = tmp_path / "source.yaml"
    source.write_text(f"{HEAD}  - type: story\n    headline: Fair\n    body: Words {char} here.\n", "utf-8")
    with pytest.raises(ReportgenError) as caught:
        load(source)
    assert str(caught.value).startswith("source.yaml:6:17") and code in str(caught.value)


def test_an_anchor_may_be_given_again(tmp_path: Path) -> None:
    source = HEAD + "  - {type: quote, quote: &a So it was., attribution: *a, role: &a The warden}\n"
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        assert len(parse(source, "yaml").sections) == 1


@pytest.mark.parametrize("year", ["2009", "2009.5", "1998"])
def test_a_year_may_be_a_number(year: str) -> None:
    moments = f"[{{at: {year}, title: Begun, text: Here.}}, {{at: 2022, title: Moved, text: There.}}]"
    (section,) = load(f"{HEAD}  - {{type: timeline, headline: Years, moments: {moments}}}\n").sections
    assert year in repr(section.offer)


def test_an_empty_caption_is_none(tmp_path: Path) -> None:
    from PIL import Image

    Image.new("RGB", (300, 200)).save(tmp_path / "one.png")
    source = HEAD + '  - {type: story, headline: One, body: Words., figure: {file: one.png, alt: One, caption: ""}}\n'
    assert len(load(source, base=tmp_path).sections) == 1


def test_a_key_too_deep_is_told_where_it_belongs() -> None:
    chart = "{kind: column, categories: [a, b], series: [{name: n, values: [1, 2]}], kicker: What we saw}"
    with pytest.raises(ReportgenError) as caught:
        load(HEAD + f"  - type: story\n    headline: A\n    body: W.\n    figure:\n      chart: {chart}\n")
    assert 'unknown key "kicker"' in str(caught.value)
    assert '"kicker" stands beside "figure", not in it' in str(caught.value)
