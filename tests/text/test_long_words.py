"""Words that are long for their lines are broken between syllables, with a hyphen that is seen and is no text."""

from __future__ import annotations

import pytest

from reportgen.brand.load import load_brand
from reportgen.frames import Colour, Line, Paragraph, ParagraphRole, Run
from reportgen.shipped import shipped
from reportgen.structs import replace
from reportgen.text import Profile, Typesetter
from reportgen.text.hyphenation import syllables

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


PROSE = {
    "en": "Nobody is spared the unsettling experience of watching an extraordinary undertaking disintegrate, although "
    "committees everywhere recommend patience, understanding and responsible administration of everything entrusted "
    "to them by generations of industrious predecessors.",
    "de": "Die Verwaltung veröffentlicht Untersuchungen, deren Ergebnisse niemanden überraschen, obwohl verschiedene "
    "Ausschüsse wiederholt gründlichere Betrachtungen gefordert und ausdrücklich angekündigt hatten, dass ohne sie "
    "keinerlei Entscheidungen getroffen werden.",
    "fi": "Jokaisella yhteiskunnan jäsenellä on oikeus sosiaaliturvaan sekä oikeus kansallisten toimenpiteiden ja "
    "kansainvälisen yhteistyön kautta nauttia yksilöllisen olemuksensa kehittymiselle välttämättömiä taloudellisia "
    "oikeuksia.",
    "fr": "Les administrations communiquent régulièrement leurs recommandations concernant les investissements "
    "indispensables, quoique personne ne puisse sérieusement contester les inconvénients occasionnés depuis plusieurs "
    "années par ces interminables consultations.",
    "pl": "Każdy człowiek, nauczyciel i pracownik administracji, powinien otrzymywać wynagrodzenie odpowiadające "
    "kwalifikacjom oraz zapewniające egzystencję uzupełnianą w razie potrzeby innymi środkami zabezpieczenia.",
}


@pytest.mark.parametrize("language", PROSE)
def test_running_text_has_few_hyphens_well_placed_and_an_even_edge(language: str) -> None:
    lacking, plain = 0.0, 0.0
    for width in range(150, 300, 6):
        done = SETTER.set(paragraph(PROSE[language], language), width, Profile.PRINT).lines
        broken = [seen(line).endswith("\u00ad") for line in done]
        assert not any(all(broken[at : at + 3]) for at in range(len(broken)))
        assert not any(broken[-2:])
        assert all(line.width <= width + 0.01 for line in done)
        whole = SETTER.set(replace(paragraph(PROSE[language], "xx"), role="caption"), width, Profile.PRINT).lines
        lacking += sum(width - line.width for line in done[:-1]) / (len(done) - 1)
        plain += sum(width - line.width for line in whole[:-1]) / (len(whole) - 1)
    assert lacking < 0.6 * plain


def test_english_of_no_country_is_broken_by_sound() -> None:
    assert syllables("freedoms", "en") == syllables("freedoms", "en-US") == ("free", "doms")
    assert syllables("freedoms", "en-GB") == ("freedoms",)


def test_a_compound_is_broken_at_its_own_hyphen() -> None:
    text = "The well-intentioned committee of decision-makers was self-congratulatory in its short-sightedness."
    found = [line for width in range(110, 220, 3) for line in lines(text, width, "en")]
    assert any(line.endswith(("well-", "short-", "self-", "decision-")) for line in found)
    assert not any("-" in line.split()[-1] for line in found if line.endswith("\u00ad"))


def test_names_and_what_belongs_to_a_number_are_whole() -> None:
    text = "There are 62 million people whom Bartholomew Featherstonehaugh of UNESCO has counted in Rotterdam since."
    for width in range(90, 300, 5):
        for line in lines(text, width, "en"):
            assert not line.endswith("\u00ad") or line.split()[-1].lower() == line.split()[-1], line
            assert not line.endswith(("mil\u00ad", "million\u00ad"))


@pytest.mark.parametrize("role", ["heading2", "quote", "caption", "label"])
def test_headings_and_captions_have_no_hyphens(role: ParagraphRole) -> None:
    for width in range(120, 300, 10):
        done = SETTER.set(replace(paragraph(PROSE["en"], "en"), role=role), width, Profile.PRINT)
        assert not any(seen(line).endswith("\u00ad") for line in done.lines)


@pytest.mark.parametrize("language", ["en", "de"])
def test_a_part_that_is_cut_at_a_line_is_as_high_as_it_was(language: str) -> None:
    for width in range(150, 260, 7):
        whole = SETTER.set(paragraph(PROSE[language], language), width, Profile.PRINT).lines
        for line in whole[1:-1]:
            head = replace(paragraph(PROSE[language][: line.end], language), continues=True)
            assert len(SETTER.set(head, width, Profile.PRINT).lines) == sum(one.end <= line.end for one in whole)
