"""What the user is told: the cases of `messages`, and further members of each kind."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from reportgen import build, load
from reportgen.cli.explain import explain
from reportgen.errors import ReportgenError

CASES = Path(__file__).parent / "messages"
LETTER = "title: Letter\nbrand: meridian\nsections:\n"


def told(source: Path | dict[str, Any]) -> list[str]:
    with pytest.raises(ReportgenError) as caught:
        load(source)
    return [str(one) for one in caught.value.each]


def one_section(section: dict[str, Any]) -> dict[str, Any]:
    return {"title": "Letter", "sections": [section]}


def refused(source: Path, out: Path) -> list[str]:
    with pytest.raises(ReportgenError) as caught:
        build(source, out)
    assert not out.exists()
    return [str(one) for one in caught.value.each]


def test_a_caption_in_a_chart() -> None:
    (message,) = told(CASES / "same-name-suggested/source.yaml")
    assert message.startswith("source.yaml:8:86") and '"caption"' in message
    assert message.endswith('(did you mean "title"?)')


@pytest.mark.parametrize(
    ("section", "hint"),
    [
        ({"headline": "H", "figure": {"picture": "a.png", "alt": "A"}}, '"alt" stands in "picture", not beside it'),
        ({"headline": "H", "figure": {"chart": {"type": "bar"}}}, 'did you mean "kind"?'),
        ({"headline": "H", "chart": {"kind": "bar"}, "categories": ["a"]}, '"categories" stands in "chart"'),
        (
            {"headline": "H", "table": {"columns": ["A"], "rows": [["1"]], "only": "deck"}},
            '"only" stands beside "table"',
        ),
        ({"headline": "H", "figure": {"chart": {"kind": "bar", "only": "deck"}}}, '"only" stands beside "figure"'),
        (
            {"headline": "H", "table": {"columns": ["A"], "rows": [["1"]], "title": "T"}},
            '"headline" stands beside "table"',
        ),
        (
            {"headline": "H", "figure": {"chart": {"kind": "bar"}, "caption": "T"}},
            '"title" stands in "chart", not beside it',
        ),
        (
            {"headline": "H", "figure": {"picture": {"file": "a.png", "title": "T"}}},
            '"headline" stands beside "figure"',
        ),
        ({"headline": "H", "chart": {"kind": "bar", "heading": "T"}}, 'did you mean "title"?'),
        ({"title": "H", "body": "B."}, 'did you mean "headline"?'),
        ({"headline": "H", "body": "B.", "image": "a.png"}, 'did you mean "figure"?'),
        ({"headline": "H", "boddy": "B."}, 'did you mean "body"?'),
    ],
)
def test_where_a_key_belongs(section: dict[str, Any], hint: str) -> None:
    type_ = next((name for name in ("chart", "table") if name in section), "story")
    message = "\n".join(told(one_section({"type": type_, **section})))
    assert hint in message
    for name in section:
        assert f'unknown key "{name}" (did you mean "{name}"?)' not in message


@pytest.mark.parametrize(
    ("value", "hint"),
    [
        ("12,5 %", "decimals follow a point here: 12.5 %"),
        ("1.234,50", "decimals follow a point here: 1234.50"),
        ("-0,3", "decimals follow a point here: -0.3"),
        ("much", "write null where there is no number"),
    ],
)
def test_decimals_after_a_comma(value: str, hint: str) -> None:
    columns = ["Name", {"name": "Share", "type": "percent"}]
    (message,) = told(
        one_section({"type": "table", "headline": "H", "table": {"columns": columns, "rows": [["a", value]]}})
    )
    assert hint in message


def test_decimals_after_a_comma_in_a_file_and_a_chart(tmp_path: Path) -> None:
    (tmp_path / "rows.csv").write_text("Name;Share\na;12,5 %\n")
    source = tmp_path / "letter.yaml"
    source.write_text(
        LETTER + "  - type: table\n    headline: H\n    table: {data: rows.csv, decimal: '.', columns: "
        "[Name, {name: Share, type: percent}]}\n  - type: chart\n    headline: H\n"
        "    chart: {kind: bar, categories: [a], series: [{name: S, values: ['1,5']}]}\n"
    )
    file, chart = told(source)
    assert 'its decimals follow a comma: decimal: ","' in file and "decimals follow a point here: 1.5" in chart


@pytest.mark.parametrize(("mark", "name"), [(",", "commas"), (";", "semicolons"), ("\t", "tabs")])
def test_a_row_that_is_too_long_names_what_parts_values(mark: str, name: str, tmp_path: Path) -> None:
    (tmp_path / "rows.csv").write_text(f"A{mark}B\n1{mark}2\n3{mark}4{mark}5\n6{mark}7\n")
    source = tmp_path / "letter.yaml"
    source.write_text(LETTER + "  - {type: table, headline: H, table: rows.csv}\n")
    (message,) = told(source)
    assert f"look at {name}" in message


@pytest.mark.parametrize("case", ["drawing-not-named", "one-anchor-twice", "characters-one-by-one", "year-as-number"])
def test_built_without_a_word_of_python(case: str, tmp_path: Path, capfd: pytest.CaptureFixture[str]) -> None:
    made = build(CASES / case / "source.yaml", tmp_path)
    told = [str(one) for output in made[:1] for one in output.remarks]
    assert len(told) == (case == "characters-one-by-one") and capfd.readouterr() == ("", "")
    assert all("source.yaml:4" in one and "17 characters of Tibetan" in one for one in told)


def test_nul_is_told_with_its_line(tmp_path: Path) -> None:
    (message,) = refused(CASES / "no-line-for-a-nul/source.yaml", tmp_path / "out")
    assert message.startswith("source.yaml:6:23: the character NUL")


def test_two_broken_pictures(tmp_path: Path) -> None:
    first, second = refused(CASES / "two-broken-pictures/source.yaml", tmp_path / "out")
    assert first.startswith("source.yaml:4") and "one.png" in first
    assert second.startswith("source.yaml:5") and "two.jpg" in second


def test_fonts_of_a_brand_are_explained(capsys: pytest.CaptureFixture[str]) -> None:
    explain("fonts")
    told = capsys.readouterr().out
    assert "files:" in told and "weight: 700" in told and "embed: true" in told


def test_after_the_demo_one_knows_how_to_go_on() -> None:
    makefile = (Path(__file__).parents[2] / "Makefile").read_text("utf-8")
    demo = makefile.split("\ndemo:")[1].split("\n\n")[0].splitlines()
    assert "$(BIN)/reportgen build $(SOURCE) -o out" in demo[-2] and "$(BIN)/reportgen --help" in demo[-1]
