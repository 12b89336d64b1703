"""Markdown as people write it: what is understood is shown right, and nothing of its marks is printed."""

from __future__ import annotations

import re
import shutil
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pikepdf
import pypdfium2
import pytest
from pptx import Presentation

from reportgen import build

HERE = Path(__file__).parent


@dataclass
class Made:
    """Both outputs of a source, and the warnings of its build."""

    pdf: Path
    pptx: Path
    warnings: list[str]

    @property
    def pdf_text(self) -> str:
        document = pypdfium2.PdfDocument(self.pdf)
        return "\n".join(page.get_textpage().get_text_range() for page in document).replace("\r\n", "\n")

    @property
    def paragraphs(self) -> list[str]:
        """The paragraphs of the deck's slides, line breaks in them as ``\\n``."""
        shapes = (shape for slide in Presentation(str(self.pptx)).slides for shape in slide.shapes)
        texts = [shape.text_frame for shape in shapes if shape.has_text_frame]
        return [paragraph.text.replace("\v", "\n") for text in texts for paragraph in text.paragraphs]

    @property
    def slides(self) -> str:
        """The slides' XML."""
        return "".join(slide.part.blob.decode() for slide in Presentation(str(self.pptx)).slides)

    @property
    def deck_links(self) -> set[str]:
        slides = Presentation(str(self.pptx)).slides
        return {rel.target_ref for slide in slides for rel in slide.part.rels.values() if rel.is_external}

    @property
    def pdf_links(self) -> set[str]:
        with pikepdf.open(self.pdf) as document:
            notes: list[Any] = [note for page in document.pages for note in page.get("/Annots", [])]
            return {str(note.A.URI) for note in notes if "/A" in note and "/URI" in note.A}

    def text_of_both(self) -> tuple[str, str]:
        """The words of the PDF and of the deck, each with single spaces."""
        one, other = (re.sub(r"\s+", " ", text) for text in (self.pdf_text, "\n".join(self.paragraphs)))
        return one, other


Make = Callable[[str], Made]


@pytest.fixture
def made(tmp_path: Path) -> Callable[[str], Made]:
    """Builds a case's folder, or the text of a Markdown source."""

    def make(case_or_text: str) -> Made:
        if "\n" in case_or_text:
            (tmp_path / "source.md").write_text(case_or_text)
        else:
            shutil.copytree(HERE / case_or_text, tmp_path, dirs_exist_ok=True)
        outputs = {one.kind: one for one in build(tmp_path / "source.md", tmp_path)}
        warnings = dict.fromkeys(str(remark) for one in outputs.values() for remark in one.remarks)
        return Made(outputs["newsletter"].path, outputs["deck"].path, list(warnings))

    return make


HEAD = "---\ntitle: Letter\nbrand: meridian\n---\n\n# The spring letter\n\n"


def test_a_comment_is_in_neither_output(made: Make) -> None:
    for text in made("markdown/html-comment").text_of_both():
        assert "opens at seven. Lorries leave at eight." in text
        assert "caretaker" not in text and "<!--" not in text


@pytest.mark.parametrize(
    "text",
    [
        "Words <!-- secret --> go on.",
        "Words\n<!-- secret\n\nof two paragraphs -->\n\ngo on.",
        "<!-- secret --> Words go on.",
        "- Words\n  <!-- secret -->\n\ngo on.",
        "Words<!--secret--> go on.\n\n<!-- secret without an end",
    ],
)
def test_comments_stand_anywhere(made: Make, text: str) -> None:
    for shown in made(HEAD + text).text_of_both():
        assert "Words go on." in shown.replace("• ", "")
        assert "secret" not in shown and "--" not in shown


def test_br_breaks_the_line(made: Make) -> None:
    case = made("markdown/br-tag")
    assert "Harbour Road 4\nNorthgate\nOpen daily" in case.pdf_text
    assert "Harbour Road 4\nNorthgate\nOpen daily" in case.paragraphs
    assert case.warnings == []


def test_tags_that_are_known_style_their_text_and_others_are_told_at_their_lines(made: Make) -> None:
    text = "One <b>bold</b>, <i>slanted</i> and &amp; &eacute;.\nTwo <span class=x>plain</span> <u>words</u>.\n\n"
    case = made(f"{HEAD}{text}<div align=center>\nThree\n</div>\n")
    for shown in case.text_of_both():
        assert "One bold, slanted and & é. Two plain words." in shown
        assert "Three" in shown and "<" not in shown
    assert [one.partition(" (")[0] for one in case.warnings] == [
        "source.md:9 sections[0].body: the tag <span> is not known, its text alone is set",
        "source.md:11 sections[0].body: the tag <div> is not known, its text alone is set",
    ]


@pytest.mark.parametrize(
    "text", ["<script>\nalert(1)\n</script>\n\nWords.", "Words <script>alert(1)</script>.", "<style>alert</style>Words"]
)
def test_scripts_and_styles_are_never_printed(made: Make, text: str) -> None:
    case = made(HEAD + text)
    for shown in case.text_of_both():
        assert "Words" in shown and "alert" not in shown
    assert len(case.warnings) == 1 and "is left out" in case.warnings[0]


def test_a_bare_address_is_a_link(made: Make) -> None:
    case = made("markdown/bare-address")
    assert "https://routes.example.org/spring" in case.pdf_links & case.deck_links


def test_addresses_without_scheme_and_of_mail_are_links(made: Make) -> None:
    case = made(f"{HEAD}See www.example.org/a_b, <https://b.example.org> or ask ann@example.org.\n")
    for links in (case.pdf_links, case.deck_links):
        assert {"http://www.example.org/a_b", "https://b.example.org", "mailto:ann@example.org"} <= links


def test_a_reference_link_is_a_link(made: Make) -> None:
    case = made("markdown/reference-link")
    assert "https://timetable.example.org/spring" in case.pdf_links & case.deck_links
    for shown in case.text_of_both():
        assert "See the timetable before you travel." in shown and "[" not in shown


def test_a_link_to_a_heading_leads_there_and_one_to_none_is_told(made: Make) -> None:
    text = "See [what breaks](#breaking-changes), [below](#small-print) and [nothing](#nowhere).\n\n"
    case = made(f"{HEAD}{text}# Breaking changes\n\nNone.\n\n## Small print\n\nNone.\n")
    for shown in case.text_of_both():
        assert "See what breaks, below and nothing." in shown
    assert case.slides.count("ppaction://hlinksldjump") == 2
    assert len(case.warnings) == 2 and all("#nowhere" in one and "source.md:8" in one for one in case.warnings)


def test_a_heading_may_be_underlined(made: Make) -> None:
    case = made(f"{HEAD}Before.\n\nSmall print\n-----------\n\nAfter.\n")
    for shown in case.text_of_both():
        assert "Before. Small print After." in shown
