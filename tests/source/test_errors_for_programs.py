"""Errors as programs read them: a code, a JSON pointer, and the file only where there is one."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from reportgen import Problems, ReportgenError, load, parse

STORY: dict[str, Any] = {"type": "story", "headline": "H", "body": "Words."}


@pytest.mark.parametrize(
    ("section", "told"),
    [
        ({**STORY, "hedline": "x"}, ("unknown-key", "/sections/0/hedline", 'did you mean "headline"?')),
        ({"type": "story"}, ("missing", "/sections/0/headline", 'give "headline"')),
        ({**STORY, "headline": 5}, ("wrong-type", "/sections/0/headline", "give a str")),
        ({**STORY, "points": {"a": 1}}, ("wrong-type", "/sections/0/points", "give a list")),
        ({**STORY, "only": "decks"}, ("unknown-value", "/sections/0/only", 'did you mean "deck"?')),
        (
            {**STORY, "figure": {"picture": {"file": "no.png", "alt": "A"}}},
            ("asset", "/sections/0/figure/picture/file", 'hand it over: files={"name": …}'),
        ),
    ],
)
def test_an_error_of_python_data(section: object, told: tuple[str, str, str]) -> None:
    with pytest.raises(ReportgenError) as caught:
        parse({"title": "T", "sections": [section]})
    made = caught.value.to_dict()
    assert (made["code"], made["pointer"], made["hint"]) == told and made["where"] is None
    assert json.loads(json.dumps(made)) == made


def test_all_errors_of_a_file(tmp_path: Path) -> None:
    (tmp_path / "june.yaml").write_text("title: T\nsections:\n  - {type: story, hedline: H}\n  - {type: quote}\n")
    with pytest.raises(Problems) as caught:
        load(tmp_path / "june.yaml")
    made = caught.value.to_dict()
    assert made["code"] == "problems" and len(made["problems"]) == len(caught.value.problems) >= 2
    assert made["problems"][0]["where"] == {"file": "june.yaml", "line": 3, "column": 19}
