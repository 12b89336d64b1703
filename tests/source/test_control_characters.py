"""Control characters are taken out with a warning at their place, wherever they stand."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from reportgen import build, load, parse
from reportgen.errors import ReportgenError
from reportgen.remarks import source_remarks


def warned(source: Path | dict[str, Any], **choices: Any) -> list[str]:
    return [str(one) for one in source_remarks(load(source, **choices))]


def test_in_titles_of_the_document() -> None:
    source = {"title": "Ju\x07ne", "issue": "\x1b4", "sections": [{"type": "story", "headline": "H\x08", "body": "B."}]}
    told = warned(source)
    assert [line.split(":")[0] for line in told] == ["title", "issue", "sections[0].headline"]
    assert "U+0007" in told[0] and parse(source).title == "June"


@pytest.mark.parametrize("name", ["rows.csv", "rows.json"])
@pytest.mark.parametrize("section", ["table", "chart"])
def test_in_data_files(section: str, name: str, tmp_path: Path) -> None:
    if name == "rows.csv":
        (tmp_path / name).write_text("Name,Value\nA,1\nB\x07b,2\nC\x08,3\n")
    else:
        (tmp_path / name).write_text('[{"Name": "A", "Value": 1},\n {"Name": "B\\u0007b", "Value": 2}]')
    what = {"table": name} if section == "table" else {"chart": {"kind": "bar", "data": name}}
    source = tmp_path / "june.yaml"
    source.write_text(f"title: June\nsections:\n  - { ({'type': section, 'headline': 'H', **what}) }\n")
    (told,) = warned(source)
    assert told.startswith(f"{name}:{3 if name == 'rows.csv' else 2}") and "control character U+0007 taken out" in told
    assert ("1 other value" in told) == (name == "rows.csv")


def test_in_markdown_at_its_line(tmp_path: Path) -> None:
    source = tmp_path / "june.md"
    source.write_text("---\ntitle: June\nbrand: meridian\n---\n\n# A he\x08ad\n\nText.\n\nMore te\x07xt.\n")
    told = warned(source)
    assert [line.split(" ")[0] for line in told] == ["june.md:6:3", "june.md:10"]
    with pytest.raises(ReportgenError, match=r"june.md:10.*U\+0007"):
        build(source, tmp_path / "out", strict=True)


def test_nul_in_markdown(tmp_path: Path) -> None:
    source = tmp_path / "june.md"
    source.write_text("# A head\n\nTe\0xt.\n")
    with pytest.raises(ReportgenError, match=r"june.md:3: the character NUL \(U\+0000\) cannot stand"):
        load(source)
