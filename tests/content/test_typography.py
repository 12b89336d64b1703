"""Typewriter signs become a typesetter's, by the language; what is typed on purpose stays."""

from __future__ import annotations

import re
from pathlib import Path

import pypdfium2 as pdfium
import pytest
from pptx import Presentation

from reportgen import build, parse
from reportgen.content.text import Span, TextContent
from reportgen.content.typography import typography_of, well_set, well_set_text

CASES = Path(__file__).parents[1] / "cases/text"


def shown(text: str, language: str = "en") -> str:
    """A text as it is set; spaces at which no line breaks as ~, narrow ones as ^."""
    with typography_of(language):
        return well_set_text(text).replace("\u00a0", "~").replace("\u202f", "^")


@pytest.mark.parametrize(
    ("language", "typed", "seen"),
    [
        ("en", '"Come in," he said, "it\'s open."', "“Come in,” he said, “it’s open.”"),
        ("en", "\"He said 'yes'\" and the dogs' bone", "“He said ‘yes’” and the dogs’ bone"),
        ("en", "rock 'n' roll of the '90s, 'tis so", "rock ’n’ roll of the ’90s, ’tis so"),
        ("en", "('one' or \"two\")", "(‘one’ or “two”)"),
        ("de", 'Er sagte "komm \'rein".', "Er sagte „komm ’rein“."),
        ("de-CH", '"Ja"', "«Ja»"),
        ("fr", 'Il dit: "Bonjour! Ça va?" Oui; non.', "Il dit~: «^Bonjour^! Ça va^?^» Oui^; non."),
        ("fr", "« bien » et l'eau", "«^bien^» et l’eau"),
        ("fr", "à 14:30, http://x.y?z", "à 14:30, http://x.y?z"),
        ("fi", '"Hei", hän sanoi', "”Hei”, hän sanoi"),
        ("pl", "Ala i kot w domu oraz z psem, o 5 km", "Ala i~kot w~domu oraz z~psem, o~5~km"),
        ("cs", "v Praze a okolí", "v~Praze a~okolí"),
        ("en", "wait... or - so -- to speak", "wait… or – so – to speak"),
        ("en", "word--word, word---word, 1914-1918, 2025-26", "word–word, word—word, 1914–1918, 2025–26"),
        ("en", "5 km, 10 a.m., 20 % and 3 million", "5~km, 10~a.m., 20~% and 3~million"),
        ("en", "Dr. Smith, p. 12, No. 5, J. R. R. Tolkien", "Dr.~Smith, p.~12, No.~5, J.~R.~R. Tolkien"),
        ("en", "5 June 2026 and June 5, 2026", "5~June 2026 and June~5, 2026"),
        ("de", "um 10 Uhr am 5. Juni, 5 Mio. Euro", "um 10~Uhr am 5.~Juni, 5~Mio. Euro"),
        ("en", "+44 20 7946 0958 or 01632 960 400", "+44~20~7946~0958 or 01632~960~400"),
        ("en", "from 10 – 12 o'clock", "from 10~– 12 o’clock"),
    ],
)
def test_signs_of_a_language(language: str, typed: str, seen: str) -> None:
    assert shown(typed, language) == seen
    assert shown(shown(typed, language).replace("~", "\u00a0").replace("^", "\u202f"), language) == seen


@pytest.mark.parametrize(
    "text",
    [
        "“Come in,” he said – it’s open…",
        "2026-06-30, 978-3-16-148410-0, 10-12, A-12, well-known, 555-0100",
        'https://example.org/a--b?c="d" and a--b@example.org, file--name.py',
        'a 12" record, 6\'2" tall',
        "four dots.... and -5 or -x",
        "the letter a and the word I",
    ],
)
def test_what_stays(text: str) -> None:
    assert shown(text) == text


def test_code_and_passages_in_other_languages_stay() -> None:
    spans = (Span('He "said" '), Span('x = "it\'s"', code=True), Span(" and "), Span('"oui"', language="fr"))
    with typography_of("en"):
        made = well_set(spans)
    assert [span.text for span in made] == ["He “said” ", 'x = "it\'s"', " and ", '"oui"']


def test_quotations_over_emphasis() -> None:
    with typography_of("en"):
        made = well_set((Span('He said "'), Span("come", emphasis=True), Span(' in" and left')))
    assert "".join(span.text for span in made) == "He said “come in” and left"


@pytest.mark.parametrize(("more", "seen"), [({}, "It’s"), ({"typography": "plain"}, "It's")])
def test_a_source_may_have_it_plain(more: dict[str, str], seen: str) -> None:
    document = parse({"title": "It's", **more, "sections": [{"type": "story", "headline": "It's", "body": "It's so."}]})
    body = document.sections[0].offer["body"]
    assert isinstance(body, TextContent)
    assert document.title == seen and document.sections[0].title == seen and body.blocks[0].text == f"{seen} so."


def texts(case: str, to: Path) -> tuple[str, str]:
    """The text of a case's newsletter as PDF, lines as they are, and of its deck."""
    files = {output.path.suffix: output.path for output in build(CASES / case / "source.yaml", to)}
    with pdfium.PdfDocument(files[".pdf"]) as pdf:
        pages = "\n".join(page.get_textpage().get_text_range() for page in pdf)
    shapes = [shape for slide in Presentation(str(files[".pptx"])).slides for shape in slide.shapes]
    notes = [slide.notes_slide.notes_text_frame for slide in Presentation(str(files[".pptx"])).slides]
    return pages, "\n".join(
        one.text for one in [*(s.text_frame for s in shapes if s.has_text_frame), *filter(None, notes)]
    )


def test_straight_quotes(tmp_path: Path) -> None:
    for text in texts("straight-quotes", tmp_path):
        assert "“come in”" in " ".join(text.split()) and "it’s" in text
        assert '"' not in text and "'" not in text


def test_a_range_of_days(tmp_path: Path) -> None:
    for text in texts("range-of-days", tmp_path):
        assert len(re.findall(r"1–3\sJune 2026", text)) == text.count("June") == 1


def test_telephone_numbers_stand_on_one_line(tmp_path: Path) -> None:
    page, deck = texts("telephone-numbers", tmp_path)
    lines = [line.replace("\u00a0", " ") for line in page.splitlines()]
    for last in range(10):
        for number in (f"01632 960 40{last}", f"+44 20 7946 090{last}"):
            assert any(number in line for line in lines), number
            assert number.replace(" ", "\u00a0") in deck
