"""Markdown with front matter: every section type stands under a heading, or is told why it cannot."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from reportgen import compose, load, parse
from reportgen.errors import ReportgenError
from reportgen.sections import markdown_fields, section_model, section_types
from reportgen.sections.base import heading_field
from reportgen.template_gallery import _draw, sample

HEAD = "---\ntitle: T\n---\n"


def own_keys(kind: str) -> str:
    """What a type must have beside its heading, as the block under the heading."""
    model = section_model(kind)
    assert model is not None
    heading = heading_field(model)
    made = sample(kind, ["entries"] if kind in ("contents", "agenda") else [], 0.3) or {}
    keys = {key: value for key, value in made.items() if heading is None or key != heading.name}
    return "".join(f"{key}: {json.dumps(value)}\n" for key, value in keys.items())


@pytest.mark.parametrize("kind", section_types())
def test_a_heading_begins_a_section_of_any_type(kind: str, tmp_path: Path) -> None:
    _draw(tmp_path / "sample.png")
    source = f"{HEAD}# Few words here\n\n---\n{own_keys(kind)}---\n"
    (section,) = load(source, base=tmp_path).sections
    assert (section.type, section.title) == (kind, "Few words here")


def test_a_statement_under_a_heading_is_built() -> None:
    document = load(f"{HEAD}# The lines must follow\n\n---\ntype: statement\nkicker: Plan\n---\n")
    (sheet,) = compose(document, "deck").sheets
    assert "The lines must follow" in str(sheet)


@pytest.mark.parametrize("kind", section_types())
def test_text_under_a_heading_is_taken_or_refused_with_its_line(kind: str, tmp_path: Path) -> None:
    _draw(tmp_path / "sample.png")
    source = f"{HEAD}# Head\n\n---\n{own_keys(kind)}---\n\nSome words.\n"
    fields = markdown_fields(kind)
    assert fields is not None
    if fields.running is not None:
        (section,) = load(source, base=tmp_path).sections
        assert "Some words." in str(section.offer)
        return
    with pytest.raises(ReportgenError) as raised:
        load(source, base=tmp_path)
    line = source[: source.index("Some words.")].count("\n") + 1
    assert str(raised.value) == (
        f'text:{line}: a section of type "{kind}" has no running text '
        "(write its parts as keys between two lines --- under the heading)"
    )


def test_an_unknown_type_under_a_heading_is_named() -> None:
    with pytest.raises(ReportgenError, match='unknown section type "storey"'):
        load(f"{HEAD}# Head\n\n---\ntype: storey\n---\n\nWords.\n")


SECTIONS = "# One\n\nText.\n\n# Two\n\nText.\n\n# Three\n\nText.\n"


@pytest.mark.parametrize(
    ("front", "text", "masthead"),
    [
        ("title: Changelog", SECTIONS, "Changelog"),
        ("title: One", SECTIONS, None),  # a heading says it
        ("title: Changelog\ncover: false", SECTIONS, None),
        ("title: Changelog\ncover: {masthead: Log}", SECTIONS, "Log"),
        ("title: Changelog", f"It begins with a welcome.\n\n{SECTIONS}", "Changelog"),
        ("title: Changelog", f"{'It begins with words. ' * 20}\n\n{SECTIONS}", None),  # which stand under the title
        ("title: Changelog", f"One.\n\nTwo.\n\n{SECTIONS}", None),
        ("title: Changelog", f"- One\n- Two\n\n{SECTIONS}", None),
        ("title: Changelog", f"It refers[^1].\n\n{SECTIONS}\n[^1]: To this.\n", None),
        ("title: Changelog", "# One\n\nText.\n", None),  # a note
        (f"title: {'Long ' * 30}", SECTIONS, None),
    ],
)
def test_a_title_that_no_heading_says_stands_on_a_cover(front: str, text: str, masthead: str | None) -> None:
    document = parse(f"---\n{front}\n---\n{text}", "markdown")
    first = document.sections[0]
    assert (first.title if first.type == "cover" else None) == masthead


def test_a_welcome_stands_on_the_cover() -> None:
    document = parse(f"---\ntitle: Changelog\nsubtitle: Of May\n---\nIt begins *well*.\n\n{SECTIONS}", "markdown")
    assert [one.type for one in document.sections] == ["cover", "story", "story", "story"]
    assert {"masthead", "title", "standfirst"} <= document.sections[0].offer.keys()


NESTED = """---
title: Town notes
---

# Council

## Budget

Passed.

| a | b |
|---|---|
| 1 | 2 |

## Roads

Closed until June.

# Sport

They won, see [culture](#culture) and [the hall](#hall).

# Culture

## Hall

### Programme

| a | b |
|---|---|
| 1 | 2 |
"""


def _headed(text: str) -> list[tuple[str, ...]]:
    """The sections of a text but for the cover: the headings over each, and its own."""
    offers = [one.offer for one in parse(text, "markdown").sections if one.type != "cover"]
    return [
        tuple("".join(block.text for block in offer[name].texts()) for name in ("kicker", "headline") if name in offer)
        for offer in offers
    ]


def test_a_heading_alone_stands_over_the_sections_under_it() -> None:
    assert _headed(NESTED) == [("Council", "Budget"), ("Council", "Roads"), ("Sport",), ("Culture · Hall", "Programme")]


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("# Council\n", "# Council\n\nIt met on Monday.\n"),
        ("## Budget\n", "## Budget\n\n---\ntype: spotlight\n---\n"),
        ("# Council\n", f"# {'Council and committee ' * 5}\n"),
    ],
)
def test_a_heading_with_text_is_a_section_and_so_is_one_over_sections_of_types_or_of_great_length(
    old: str, new: str
) -> None:
    assert len(_headed(NESTED.replace(old, new, 1))) == 5


def test_a_link_leads_to_a_heading_that_stands_over_others() -> None:
    document = parse(NESTED, "markdown")
    for kind in ("newsletter", "deck"):
        made = compose(document, kind=kind)
        assert {"#culture", "#hall"} <= made.targets.keys()
