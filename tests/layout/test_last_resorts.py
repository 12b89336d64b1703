"""A template that is a last resort is taken only where the section fits no other."""

from __future__ import annotations

from reportgen import compose, parse


def masthead_of(name: str) -> str:
    """The template on which a newspaper's name stands."""
    sections = [
        {"type": "cover", "masthead": name, "title": "June"},
        {"type": "story", "headline": "A plan", "body": "It works. " * 60},
    ]
    document = parse({"title": "The Letter", "brand": "meridian", "sections": sections})
    makeup = compose(document, "newsletter").makeup
    return makeup.sections[0].templates[0]


def test_a_name_that_fits_is_a_nameplate() -> None:
    assert masthead_of("The Letter").startswith("cover-nameplate")


def test_a_name_that_is_too_long_for_one_line_stands_on_the_brands_colour() -> None:
    assert masthead_of("The Letter of the Association for Better Letters in Every Part of the Country").startswith(
        "cover-plain"
    )
