"""Words that are long for their lines are broken between syllables, with a hyphen that is seen and is no text."""

from __future__ import annotations

import pytest

from reportgen.brand.load import load_brand
from reportgen.frames import Colour, Line, Paragraph, Run
from reportgen.shipped import shipped
from reportgen.structs import replace
from reportgen.text import Profile, Typesetter

BRAND = load_brand(shipped("brands") / "meridian" / "brand.yaml")
SETTER = Typesetter(BRAND.faces, BRAND.fallback, BRAND.reserve)
LONG = "Das Planungsbeschleunigungsgesetz gilt."


def paragraph(text: str, language: str = "de") -> Paragraph:
    run = Run(text, "Source Serif 4", 400, 9.0, Colour("ink", "000000"))
    return Paragraph((run,), "body", "key", 12.0, language=language)


def seen(line: Line) -> str:
    return "".join(run.text for run in line.runs)


def lines(text: str, width: float, language: str = "de", profile: Profile = Profile.PRINT) -> list[str]:
    return [seen(line) for line in SETTER.set(paragraph(text, language), width, profile).lines]


def test_between_syllables() -> None:
    first, *rest = lines(LONG, 140)
    assert first == "Das Planungsbeschleunigungs\u00ad" and rest == ["gesetz gilt."]


def test_the_hyphen_has_a_glyph_and_a_width() -> None:
    line = SETTER.set(paragraph(LONG), 140, Profile.PRINT).lines[0]
    hyphen = line.runs[-1]
    assert hyphen.text == "\u00ad" and hyphen.width > 1 and len(hyphen.glyphs) == 1
    assert line.width <= 140 + 1e-6


@pytest.mark.parametrize("width", [40, 55, 70, 90])
def test_no_line_is_wider_than_its_measure(width: float) -> None:
    done = SETTER.set(
        paragraph("Rindfleischetikettierungsüberwachungsaufgabenübertragungsgesetz"), width, Profile.PRINT
    )
    assert not done.overfull
    assert all(line.width <= width + 0.01 for line in done.lines)
    assert all(seen(line).endswith("\u00ad") for line in done.lines[:-1])


@pytest.mark.parametrize(
    ("text", "language"),
    [("https://example.org/a/very/long/address", "en"), ("云帆港十年前就应该这样做现在还不晚", "zh"), ("x" * 10, "xx")],
)
def test_where_no_hyphen_belongs(text: str, language: str) -> None:
    wide = 300 if text.startswith("x") else 60
    assert not any("\u00ad" in line for line in lines(text, wide, language))


def test_headings_are_spared_and_office_programs_break_by_themselves() -> None:
    heading = replace(paragraph(LONG), role="heading1")
    done = SETTER.set(heading, 170, Profile.PRINT)
    assert not any("\u00ad" in seen(line) for line in done.lines)
    assert not any("\u00ad" in line for line in lines(LONG, 170, profile=Profile.OFFICE))


def test_the_author_says_where() -> None:
    assert lines("Zwischen Donau\u00addampf\u00adschiff fahren", 80)[0] == "Zwischen Donau\u00ad"
    assert lines("Donau\u00addampf", 200) == ["Donaudampf"], "a soft hyphen within a line is not seen"


def test_a_part_that_ends_in_a_word() -> None:
    part = replace(paragraph("Das Planungsbeschleuni"), continues=True)
    assert seen(SETTER.set(part, 200, Profile.PRINT).lines[-1]).endswith("\u00ad")
    initial = replace(paragraph("D"), continues=True, initial="D")
    assert seen(SETTER.set(initial, 200, Profile.PRINT).lines[-1]) == "D"
