"""The forms in which blogs and books have their front matter: read as keys, and never printed."""

from __future__ import annotations

import pytest

from reportgen import Document, parse
from reportgen.errors import ReportgenError


def read(text: str) -> Document:
    return parse(text, "markdown")


def words(document: Document) -> str:
    return "\n".join(block.text for section in document.sections for block in section.offer["body"].texts())


FORMS = [
    "---\ntitle: June\nauthor: Ann Mole\ndate: 2026-06-30\n---\n",
    "\n\n---\ntitle: June\nauthor: Ann Mole\ndate: 2026-06-30\n---\n",
    "---\ntitle: June\nauthor: Ann Mole\ndate: 2026-06-30\n...\n",
    "---yaml\ntitle: June\nauthor: Ann Mole\ndate: 2026-06-30\n---\n",
    "---\nTitle: June\nAuthor: Ann Mole\nDate: 2026-06-30\n---\n",
    '+++\ntitle = "June"\nauthor = "Ann Mole"\ndate = 2026-06-30T08:00:00Z\n+++\n',
    '---toml\ntitle = "June"\nauthor = "Ann Mole"\ndate = 2026-06-30\n---\n',
    '{\n  "title": "June",\n  "author": "Ann Mole",\n  "date": "2026-06-30"\n}\n',
    '{"title": "June", "author": "Ann Mole", "date": "2026-06-30"}\n',
    ';;;\n"title": "June",\n"author": "Ann Mole",\n"date": "2026-06-30"\n;;;\n',
    '---json\n{"title": "June", "author": "Ann Mole", "date": "2026-06-30"}\n---\n',
    "Title: June\nDate: 2026-06-30 10:20\nAuthor: Ann Mole\n\n",
    "title: June\ndate: 2026-06-30\nauthor: Ann Mole\n---\n",
    "Title: June\nAuthors: Ann Mole;\nDate: 2026-06-30\nSummary: What\n    happened.\n\n",
    ".. title: June\n.. author: Ann Mole\n.. date: 2026-06-30 08:00:00 UTC\n\n",
    "<!--\n.. title: June\n.. author: Ann Mole\n.. date: 2026-06-30\n-->\n",
    "% June\n% Ann Mole\n% 2026-06-30\n",
]


@pytest.mark.parametrize("front", FORMS)
@pytest.mark.parametrize("body", ["The depot opens at seven.\n", "## News\n\nThe depot opens at seven.\n"])
def test_a_form_of_front_matter(front: str, body: str) -> None:
    document = read(front + body)
    assert (document.title, document.authors, document.date_text) == ("June", ("Ann Mole",), "June 30, 2026")
    assert words(document) == "The depot opens at seven."
    (section,) = document.sections
    assert section.title == ("News" if body.startswith("#") else "June")


@pytest.mark.parametrize(
    "text",
    [
        "Note: the depot is closed.\n\nMore.",
        "To: all members\nFrom: the board\n\nDear members.",
        "Title of the day: rain\nand more rain.",
        "Title: this one\nis a sentence over two lines.",
        "{name} has come.",
        "---\n\nText after a rule.",
    ],
)
def test_text_is_text(text: str) -> None:
    first = text.split("\n")[0].strip("- ") or "Text after a rule."
    assert first in words(read(f"{text}\n\n# Head\n\nText.\n"))


def test_the_language_of_a_blog_is_that_of_the_document() -> None:
    document = read("Title: Juni\nLang: de_AT\nDate: 2026-06-30\n\nText.\n")
    assert (document.language, document.date_text) == ("de-AT", "30. Juni 2026")


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("---\ntitle: June\n\nText.\n", "text:1: the front matter is not closed (end it with a line ---)"),
        ('+++\ntitle = "June"\n\nText.\n', "text:1: the front matter is not closed (end it with a line +++)"),
        ("+++\ntitle: June\n+++\n\nText.\n", "text:2: the front matter is no TOML"),
        ('{\n "title": "June"\n "date": "2026"\n}\n\nText.\n', "text:3:2: the front matter is no JSON: Expecting ','"),
        ('+++\ntitle = "June"\ntitel = "July"\n+++\n\nText.\n', 'text:3:1 titel: unknown key "titel"'),
        ("Title: June\nTitel: July\nBrand: unheard\n\nText.\n", 'text:2:1 titel: unknown key "titel" (did you mean "title"?)'),
    ],
)  # fmt: skip
def test_what_is_wrong_in_it_is_told_at_its_line(text: str, told: str) -> None:
    with pytest.raises(ReportgenError) as caught:
        read(text)
    assert str(caught.value).startswith(told)


def test_keys_that_nobody_reads_are_told() -> None:
    document = read("Title: June\nSlug: june\nCategory: News\n\nText.\n")
    (told,) = [str(one) for one in document.remarks]
    assert told.startswith("text:2") and "slug, category" in told
