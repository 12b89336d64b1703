"""What a cover and a running foot say, they say once."""

from __future__ import annotations

import pytest

from reportgen import compose, parse
from reportgen.frames import TextItem
from reportgen.layout.furniture import Variables


@pytest.mark.parametrize(
    ("issue", "date", "said"),
    [
        ("Autumn 2026", "October 2026", "Autumn 2026 · October 2026"),
        ("October 2026", "October 2026", "October 2026"),
        ("Issue 4, October 2026", "October 2026", "Issue 4, October 2026"),
        ("October", "October 2026", "October 2026"),
        ("", "October 2026", "October 2026"),
        ("2026年第2期", "2026年2月", "2026年第2期 · 2026年2月"),
    ],
)
def test_a_part_that_says_nothing_new_is_left_out(issue: str, date: str, said: str) -> None:
    assert Variables("T", issue=issue, date=date).fill("{issue} · {date}") == said


def test_an_issue_that_the_title_names_is_not_repeated_in_the_foot() -> None:
    variables = Variables("Annual Report 2025", issue="Annual Report", date="March 2026")
    assert variables.fill("{title} · {issue} · {date}") == "Annual Report 2025 · March 2026"


@pytest.mark.parametrize(
    ("title", "date"), [("Results for October 2026", []), ("Results for the autumn", ["October 2026"])]
)
def test_a_cover_does_not_say_the_month_twice(title: str, date: list[str]) -> None:
    cover = {"type": "cover", "masthead": "The Review", "title": title}
    story = {"type": "brief", "headline": "In short", "points": ["One thing", "Another thing", "A third"]}
    source = {"title": "The Review", "date": "2026-10", "language": "en-GB", "sections": [cover, story]}
    deck = compose(parse(source), "deck")
    texts = [[item for item in sheet.items if isinstance(item, TextItem)] for sheet in deck.sheets]
    assert [item.paragraphs[0].text for item in texts[0] if item.field == "date"] == date
    assert [item.paragraphs[0].text for item in texts[1] if item.field == "footer"] == ["The Review · October 2026"]
