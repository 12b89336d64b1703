"""Markdown as people write it: what is understood is shown right, and nothing of its marks is printed."""

from __future__ import annotations

import re
import shutil
from collections.abc import Callable
from dataclasses import dataclass
from itertools import pairwise
from pathlib import Path
from typing import Any, Literal

import pikepdf
import pypdfium2
import pytest
from PIL import Image
from pptx import Presentation

from reportgen import build, compose, load, parse
from reportgen.content.table import TableContent
from reportgen.content.text import Span
from reportgen.errors import ReportgenError
from reportgen.frames import ShapeItem, TextItem
from reportgen.remarks import source_remarks

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
        text = "\n".join(page.get_textpage().get_text_range() for page in document).replace("\r\n", "\n")
        return text.replace(" \n", "\n")  # words end with a space at the ends of lines, too

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


def test_a_tag_at_which_a_paragraph_ends_parts_the_words_round_it(made: Make) -> None:
    cell = "<details><summary>Notes</summary>Used.</details>"
    case = made(f"{HEAD}Words <p>One</p><p>Two</p> go on.\n\n| A | B |\n|---|---|\n| x | {cell} |\n")
    for shown in case.text_of_both():
        assert "Words One Two go on." in shown
    assert "Notes Used." in re.sub(r"\s+", " ", case.pdf_text)


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


# --- headings and what stands before them -----------------------------------------------------------------------------


def test_text_without_a_heading_is_a_story_under_the_title(made: Make) -> None:
    for shown in made("markdown/no-heading").text_of_both():
        assert "Letter The depot opens at seven." in shown


@pytest.mark.parametrize(
    ("source", "title", "sections"),
    [
        ("---\ntitle: T\n---\nHello.\n\n# One\n\nWords.\n", "T", [("T", "Hello."), ("One", "Words.")]),
        (
            "---\ntitle: T\ncover: false\n---\n## One\n\nA.\n\n### Inner\n\n## Two\n\nB.\n",
            "T",
            [("One", "A."), ("Two", "B.")],
        ),
        (
            "# June\n\nHello.\n\n## One\n\nA.\n\n## Two\n\nB.\n",
            "June",
            [("June", "Hello."), ("One", "A."), ("Two", "B.")],
        ),
        ("June\n====\n\n## One\n\nA.\n", "June", [("One", "A.")]),
        ("# One\n\nA.\n\n# *Two* more\n\nB.\n", "One", [("One", "A."), ("Two more", "B.")]),
        ("## Zero\n\nZ.\n\n# One\n\nA.\n", "Zero", [("Zero", "Z."), ("One", "A.")]),
        ("---\ntitle: T\n---\n<!-- note\n# no heading\n-->\n\n# One\n\nA.\n", "T", [("One", "A.")]),
        ("---\n# One\n\nA.\n\n---\n\n## Two\n\nB.\n", "One", [("One", "A."), ("Two", "B.")]),
        ("---\n---\n# One\n\nA.\n\n## Two\n\nB.\n", "One", [("One", "A."), ("Two", "B.")]),
        ('+++\ntitle = "T"\ndate = 2026-06-30\n+++\n# One\n\nA.\n', "T", [("One", "A.")]),
        ("\ufeff# One\r\n\r\nA.\r\n\r\n## Two\r\n\r\nB.\r\n", "One", [("One", "A."), ("Two", "B.")]),
        ("---\ntitle: T\n---\n# One\n\n---\ntype: brief\n---\n\nA.\n", "T", [("One", "A.")]),
    ],
)
def test_sections_are_as_their_author_would_expect(
    source: str, title: str, sections: list[tuple[str, str]], tmp_path: Path
) -> None:
    (tmp_path / "source.md").write_text(source)
    document = load(tmp_path / "source.md")
    assert document.title == title
    assert [section.title for section in document.sections] == [name for name, _ in sections]
    for section, (_, words) in zip(document.sections, sections, strict=True):
        assert words in str(section.offer["body"])


def test_text_without_heading_and_title_is_called_as_its_file(tmp_path: Path) -> None:
    (tmp_path / "source.md").write_text("\nWords.\n")
    document = load(tmp_path / "source.md")
    assert document.title == "Source"
    assert str(document.remarks[0]).startswith("source.md:2: the document has no title")


def test_links_and_notes_may_be_defined_under_another_heading(made: Make) -> None:
    text = (
        "See [this][x] and more[^1].\n\n# Last\n\nWords.\n\n[x]: https://x.example.org\n[^1]: A note\n  of two lines.\n"
    )
    case = made(HEAD + text)
    assert "https://x.example.org" in case.pdf_links & case.deck_links
    assert "A note of two lines." in case.text_of_both()[0]


# --- tables and pictures in the text ----------------------------------------------------------------------------------


def test_a_pipe_table_is_the_table_of_its_section(made: Make) -> None:
    case = made("markdown/pipe-table")
    for shown in case.text_of_both():
        assert "|" not in shown and "What it costs:" in shown and "Children half." in shown
    tables = [shape.table for slide in Presentation(str(case.pptx)).slides for shape in slide.shapes if shape.has_table]
    assert [[cell.text for cell in row.cells] for row in tables[0].rows] == [
        ["Seat", "Price"],
        ["Stalls", "12"],
        ["Gallery", "8"],
    ]
    said = case.pdf_text
    assert said.index("What it costs:") < said.index("Gallery") < said.index("Children half.")


def test_cells_of_a_pipe_table_stay_as_they_are_written(tmp_path: Path) -> None:
    (tmp_path / "source.md").write_text(f"{HEAD}| Id | **Note** |\n|:--|--:|\n| 007 | `a` \\| b |\n| 1E5 | |\n")
    (section,) = load(tmp_path / "source.md").sections
    table = section.offer["table"]
    assert section.type == "table" and isinstance(table, TableContent)
    assert [column.align for column in table.columns] == ["left", "right"]
    assert [[entry and entry.value for entry in row.entries] for row in table.rows] == [
        [(Span("007"),), (Span("a", code=True), Span(" | b"))],
        [(Span("1E5"),), None],
    ]


COVER = ("cover", "Letter")
"""Three headings of which none says the title begin with a cover that does."""

HEADED = [COVER, ("story", "Two"), ("table", "Three")]
"""The first heading, which has nothing under it but these, stands over theirs."""

TABLE = "| A | B |\n|---|---|\n| 1 | 2 |\n\n"


@pytest.mark.parametrize(
    ("text", "sections"),
    [
        (f"{TABLE}Words.\n\n{TABLE}", [("story", "The spring letter"), ("story", "The spring letter")]),
        (f"Words.\n\n{TABLE}## Two\n\n{TABLE}", [("story", "The spring letter"), ("table", "Two")]),
        (
            f"{TABLE}## Two\n\nWords.\n\n{TABLE}## Three\n\n{TABLE}",
            [COVER, ("table", "The spring letter"), ("story", "Two"), ("table", "Three")],
        ),
        (f"## Two\n\nWords.\n\n### Three\n\n{TABLE}", HEADED),
        (f"{TABLE}{TABLE}", [("table", "The spring letter"), ("table", "The spring letter")]),
    ],
)
def test_each_table_becomes_that_of_a_section(text: str, sections: list[tuple[str, str]]) -> None:
    document = load(HEAD + text)
    assert [(section.type, section.title) for section in document.sections] == sections
    tables = [one for section in document.sections for one in section.offer.values() if isinstance(one, TableContent)]
    assert len(tables) == text.count(TABLE)


def test_footnotes_of_a_pipe_table_are_its_notes() -> None:
    text = (
        "# Rents\n\nWords[^b] before it.\n\n| Place | Rent[^a] |\n|---|---|\n| Kiel[^b] | 12 |\n| Jena[^c] | 9[^a] |\n\n"
        "[^a]: Per square metre,\n    without heating.\n[^b]: At the sea.\n\n# Others\n\nMore.\n\n[^c]: In Thuringia.\n"
    )
    first, _ = parse(text, "markdown").sections
    table = next(one for one in first.offer.values() if isinstance(one, TableContent))
    assert ["".join(span.text for span in note) for note in table.notes] == [
        "Per square metre, without heating.",
        "At the sea.",
        "In Thuringia.",
    ]
    assert [note.text for note in first.footnotes] == ["1 At the sea."]


def test_cells_for_which_a_table_has_no_column_are_told() -> None:
    document = parse("# Rents\n\n| A | B |\n|---|---|\n| 1 | `x|y` |\n| a \\| b | 2 |\n", "markdown")
    [remark] = [one for one in source_remarks(document) if "cells" in str(one)]
    assert "5: the row has more cells than the table has columns" in str(remark)


def test_a_table_whose_rule_has_not_as_many_cells_as_its_headings_is_told() -> None:
    wrong, right = "| a | b |\n|---|\n| 1 | 2 |\n", "a | b\n:--|--:\n1 | 2\n"
    told = [str(one) for text in (wrong, right) for one in source_remarks(parse(f"# T\n\n{text}", "markdown"))]
    assert len(told) == 1
    assert "4: a table is printed as it stands" in told[0]


def test_a_footnote_is_found_where_a_table_has_parted_the_text() -> None:
    document = load(f"{HEAD}See[^1].\n\n{TABLE}More.\n\n{TABLE}And more.\n\n[^1]: The note.\n")
    assert [note.text for note in document.sections[0].footnotes] == ["1 The note."]


def test_a_table_in_a_list_is_that_of_the_section_and_another_one_is_text(made: Make) -> None:
    inner = "  | A | B |\n  |---|---|\n  | One | Two |\n"
    case = made(f"{HEAD}- Words\n\n{inner}\n- More\n\n{inner.replace('One', 'Three')}\n- Last\n")
    assert len([one for one in case.warnings if "its rows are set as text" in one]) == 1
    for shown in case.text_of_both():
        assert "Three \u00b7 Two" in shown and "|" not in shown


@pytest.mark.parametrize(
    "text", ['<p align="center">\n  <img src="a.png" alt="A field">\n</p>', "[![A field](a.png)](https://example.org)"]
)
def test_pictures_in_html_and_in_links_are_figures(made: Make, tmp_path: Path, text: str) -> None:
    Image.new("RGB", (1800, 1200), "teal").save(tmp_path / "a.png")
    case = made(f"{HEAD}Before.\n\n{text}\n\nAfter.\n")
    assert 'descr="A field"' in case.slides
    assert case.warnings == []
    if "example" in text:
        assert "https://example.org" in case.pdf_links & case.deck_links


@pytest.mark.parametrize(
    "text", ["Words ![The port](https://x.example/a.png) go on.", "![The port](//x.example/a.png)"]
)
def test_a_picture_on_the_net_is_its_words_with_one_warning(made: Make, text: str) -> None:
    case = made(HEAD + text)
    assert len(case.warnings) == 1 and "is not fetched" in case.warnings[0]
    for shown in case.text_of_both():
        assert "The port" in shown and "![" not in shown
    if "https" in text:
        assert "https://x.example/a.png" in case.pdf_links & case.deck_links


def test_a_picture_in_a_line_and_a_link_to_a_file_are_their_words(made: Make) -> None:
    case = made(f"{HEAD}Press ![the button](a.png) as [written](../other.md).\n")
    assert len(case.warnings) == 2
    for shown in case.text_of_both():
        assert "Press the button as written." in shown


def test_a_picture_in_the_text_is_the_figure_of_its_section(made: Make, tmp_path: Path) -> None:
    Image.new("RGB", (600, 400), "teal").save(tmp_path / "a field.png")
    case = made(f'{HEAD}Before.\n\n![A field](a%20field.png "The field in May")\n\nAfter.\n')
    for shown in case.text_of_both():
        assert "Before." in shown and "After." in shown and "The field in May" in shown and "![" not in shown
    assert 'descr="A field"' in case.slides


# --- marks and lists --------------------------------------------------------------------------------------------------


def test_struck_text_is_struck_in_both_outputs(made: Make) -> None:
    case = made("markdown/strike")
    for shown in case.text_of_both():
        assert "The fair has twelve nine stalls" in shown
    (run,) = re.findall(r"<a:r>(?:(?!</a:r>).)*twelve</a:t>", case.slides)
    assert 'strike="sngStrike"' in run
    assert lines_drawn(case.pdf) == 1


def lines_drawn(file: Path) -> int:
    """The thin bars on a page that stand in the text: lines through and under words."""
    with pikepdf.open(file) as document:
        code = b"\n".join(part.read_bytes() for page in document.pages for part in contents(page))
    return len(re.findall(rb" ET [\d.]+ [\d.]+ [\d.]+ [\d.]+ re f", code))


def contents(page: Any) -> list[Any]:
    streams = page.Contents
    return list(streams) if isinstance(streams, pikepdf.Array) else [streams]


def test_figures_are_low_and_raised(made: Make) -> None:
    case = made("markdown/sub-and-super")
    for shown in case.text_of_both():
        assert "H2O fills 10 m3; H2O is the same in another spelling." in shown.replace(" ;", ";")
    assert case.slides.count('baseline="-25000"') == 2
    assert case.slides.count('baseline="30000"') == 1


def test_tasks_have_boxes(made: Make) -> None:
    case = made("markdown/task-list")
    for shown in case.text_of_both():
        assert "Order the paint" in shown and "[" not in shown
    assert re.findall(r'<a:buChar char="(.)"/>', case.slides) == ["\u2610", "\u2611"]
    with pikepdf.open(case.pdf) as document:
        code = b"\n".join(part.read_bytes() for page in document.pages for part in contents(page))
    assert code.count(b"<FEFF2610>") == code.count(b"<FEFF2611>") == 1


def structure(file: Path) -> list[str]:
    """The path of each list and list item in a PDF's structure."""
    found: list[str] = []

    def walk(element: Any, path: str) -> None:
        if not isinstance(element, pikepdf.Dictionary) or "/S" not in element:
            return
        path = f"{path}/{str(element.S)[1:]}"
        if str(element.S) in ("/L", "/LI", "/BlockQuote"):
            found.append(path)
        kids: Any = element.get("/K", [])
        for kid in kids if isinstance(kids, pikepdf.Array) else [kids]:
            walk(kid, path)

    with pikepdf.open(file) as document:
        root = document.Root.StructTreeRoot.K
        walk(root[0] if isinstance(root, pikepdf.Array) else root, "")
    return [re.sub(r"^.*?(?=/L\b|/BlockQuote)", "", path) for path in found]


def test_marks_of_inner_lists_hang_at_their_own_level(made: Make) -> None:
    case = made("markdown/nested-bullets")
    publication = compose(load(f"{HEAD}- Market days\n  - Monday early\n    - Deep\n      - Deeper\n"), "newsletter")
    marks = [
        line.x + run.x
        for item in publication.sheets[0].items
        if isinstance(item, TextItem)
        for line in item.lines
        for run in line.runs
        if run.mark
    ]
    assert len(marks) == 4
    assert all(inner - outer >= 6 for outer, inner in pairwise(marks))
    # Bullets and indents come from the layout's levels: the outer items are of one level, the inner of another.
    levels = [int(level) for level in re.findall(r'<a:pPr[^>]* lvl="(\d)"', case.slides)]
    assert levels[0] == levels[3] and levels[1] == levels[2] > levels[0]
    assert structure(case.pdf) == ["/L", "/L/LI", "/L/LI/LBody/L", "/L/LI/LBody/L/LI", "/L/LI/LBody/L/LI", "/L/LI"]


def test_numbers_and_bullets_are_two_lists(made: Make) -> None:
    case = made("markdown/numbers-then-bullets")
    assert structure(case.pdf) == ["/L", "/L/LI", "/L/LI", "/L", "/L/LI", "/L/LI"]
    levels = re.findall(r'<a:pPr[^>]* lvl="(\d)"', case.slides)
    assert levels[0] == levels[1] != levels[2] == levels[3]


def test_a_quotation_is_indented(made: Make) -> None:
    case = made("markdown/quotation")
    assert structure(case.pdf) == ["/BlockQuote"]
    (quoted,) = re.findall(r"<a:p>(?:(?!</a:p>).)*never had so much", case.slides)
    assert re.findall(r' lvl="(\d)"', quoted)  # a level of the layout, which indents it


def test_what_stands_in_an_item_stands_at_its_place(made: Make) -> None:
    text = "- One\n\n  Second.\n\n  > Quoted.\n\n  ```\n  code\n  ```\n\n  3. Three\n\n     Third.\n- Two\n\nAfter.\n"
    case = made(HEAD + text)
    lefts = dict.fromkeys(("Second.", "Quoted.", "code", "Three", "Third.", "After."), 0)
    for words in lefts:
        (paragraph,) = re.findall(rf"<a:p>(?:(?!</a:p>).)*<a:t>{words}</a:t>", case.slides)
        lefts[words] = int((re.findall(r'marL="(\d+)"', paragraph) or ["0"])[0])
    assert lefts["After."] == 0 < lefts["Second."] < min(lefts["Quoted."], lefts["code"], lefts["Three"])
    assert lefts["Three"] == lefts["Third."]
    assert 'startAt="3"' in case.slides


def test_a_list_in_a_quotation_and_definitions_are_what_they_are(made: Make) -> None:
    case = made(f"{HEAD}> - One\n> - Two\n\nTerm\n: Meaning\n: Another\n\nLast\n: One more\n")
    for shown in case.text_of_both():
        assert "Term Meaning Another Last One more" in shown and ":" not in shown.partition("Term")[2]
    (term,) = re.findall(r"<a:r>(?:(?!</a:r>).)*<a:t>Term</a:t>", case.slides)
    assert 'b="1"' in term


def test_an_alert_begins_with_its_kind(made: Make) -> None:
    for shown in made(f"{HEAD}> [!NOTE]\n> Words of it.\n\nAfter.\n").text_of_both():
        assert "Note Words of it. After." in shown and "[!" not in shown


def test_a_footnote_may_have_several_parts() -> None:
    (section,) = load(f"{HEAD}See[^a].\n\n[^a]: First.\n\n    Second.\n\n    - Item\n\n        code\n").sections
    assert [note.text for note in section.footnotes] == ["1 First.", "1 Second.", "1 Item", "1 code"]


# --- code


CODE = """{HEAD}Run `a --> b != c` first:

```sh
if x:
    a  <!-- "b" -->

# no heading
{long}
```

Then go on.
"""


def code(long: str = "last") -> str:
    return CODE.format(HEAD=HEAD, long=long)


def test_code_keeps_its_lines_and_indents(made: Make) -> None:
    case = made(code())
    at = case.paragraphs.index("if x:")
    assert case.paragraphs[at : at + 5] == ["if x:", '    a  <!-- "b" -->', " ", "# no heading", "last"]
    for shown in case.text_of_both():
        assert "`" not in shown and 'if x: a <!-- "b" --> # no heading last Then go on.' in shown


def test_code_is_set_in_a_monospace_without_ligatures(made: Make) -> None:
    case = made(code())
    for part in ("a --&gt; b != c", "if x:"):
        (run,) = re.findall(rf"<a:r>(?:(?!</a:r>).)*<a:t>{part}</a:t>", case.slides)
        assert '<a:latin typeface="IBM Plex Mono" pitchFamily="49"' in run
    (item, *_) = (
        item
        for item in compose(load(code()), "newsletter").sheets[0].items
        if isinstance(item, TextItem) and any(paragraph.ground for paragraph in item.paragraphs)
    )
    runs = [run for line in item.lines for run in line.runs if run.face.startswith("IBM Plex Mono")]
    assert runs and all(len(run.glyphs) == len(run.text) for run in runs)
    assert all(round(advance, 3) == round(0.6 * run.size, 3) for run in runs for advance in run.advances)


def test_a_brand_may_have_a_font_for_code(tmp_path: Path) -> None:
    shutil.copytree(HERE.parents[1] / "examples/brands/meridian", tmp_path / "brands/typed")
    file = tmp_path / "brands/typed/brand.yaml"
    file.write_text(file.read_text().replace("fonts:", "fonts:\n  code: {family: Inter}", 1))
    (tmp_path / "source.md").write_text(code().replace("brand: meridian", "brand: typed"))
    outputs = build(tmp_path / "source.md", tmp_path, kinds=["deck"])
    slides = "".join(slide.part.blob.decode() for slide in Presentation(str(outputs[0].path)).slides)
    (run,) = re.findall(r"<a:r>(?:(?!</a:r>).)*<a:t>if x:</a:t>", slides)
    assert 'typeface="IBM Plex Mono"' not in run


@pytest.mark.parametrize("kind", ["newsletter", "deck"])
def test_a_block_of_code_stands_on_its_ground_and_never_overflows(kind: Literal["newsletter", "deck"]) -> None:
    long = f"{'word ' * 60}{'x' * 400}\n" + "    line\n" * 150
    publication = compose(load(code(long)), kind)
    for sheet in publication.sheets:
        grounds = [item.box for item in sheet.items if isinstance(item, ShapeItem) and item.name == "code"]
        for item in sheet.items:
            if not isinstance(item, TextItem):
                continue
            for line in item.lines:
                assert line.x + line.width <= item.box.width + 0.1
                if item.paragraphs[line.paragraph].ground is not None:
                    at = item.box.y + line.baseline
                    assert any(box.y < at < box.bottom and box.x <= item.box.x + line.x for box in grounds)
    assert len(publication.sheets) > 1


def test_code_in_cells_headings_and_captions_is_code_too(made: Make) -> None:
    case = made(f"{HEAD}## The `run` key\n\nSee `it`.\n\n| Key | Does |\n|---|---|\n| `go!=` | goes |\n")
    for part in ("run", "it", "go!="):
        (run,) = re.findall(rf"<a:r>(?:(?!</a:r>).)*<a:t>{part}</a:t>", case.slides)
        assert 'typeface="IBM Plex Mono"' in run


def test_a_rule_between_paragraphs_is_an_ornament_and_parts_nothing_elsewhere(made: Make) -> None:
    case = made(f"{HEAD}---\n\nBefore.\n\n---\n\nAfter.\n\n***\n\n# Last\n\nWords.\n")
    for shown in case.text_of_both():
        assert "Before. \u00b7 \u00b7 \u00b7 After." in shown
        assert shown.count("\u00b7 \u00b7 \u00b7") == 1 and "---" not in shown and "***" not in shown


# --- formulas ---------------------------------------------------------------------------------------------------------


def test_a_formula_is_set_and_prices_stay_as_they_are(made: Make) -> None:
    for text in made("markdown/formula").text_of_both():
        assert "E = mc2 as ever. It costs $5 or $6." in text.replace("\u00a0", " ")


def test_prices_stay_as_they_are(made: Make) -> None:
    for shown in made(f"{HEAD}It costs $5 or $6, US$7/CA$8, $9-$10, or \\$1 = \\$1.\n").text_of_both():
        assert "It costs $5 or $6, US$7/CA$8, $9-$10, or $1 = $1." in shown


@pytest.mark.parametrize("text", ["<!-- later -->", "&nbsp;", "<!-- a --> <!-- b -->"])
@pytest.mark.parametrize("kind", ["newsletter", "deck"])
def test_a_heading_that_shows_nothing_is_told(text: str, kind: Literal["newsletter", "deck"]) -> None:
    sections = [
        {"type": "contents"},
        {"type": "story", "headline": text, "body": "x"},
        {"type": "story", "headline": "B", "body": "x"},
    ]
    with pytest.raises(ReportgenError, match="it shows nothing"):
        compose(parse({"title": "A", "sections": sections}), kind)


def test_one_warning_for_each_unknown_tag_of_a_file(tmp_path: Path) -> None:
    lines = "\n\n".join(f"Line <span>{n}</span> and <font color='red'>red</font>." for n in range(30))
    block = "<div>\n<center>In the middle</center>\n</div>"
    (tmp_path / "one.md").write_text(f"---\ntitle: T\n---\n# A\n\n{lines}\n\n# B\n\n{lines}\n\n{block}\n")
    told = [str(one) for one in source_remarks(load(tmp_path / "one.md"))]
    assert [one.partition("tag ")[2].split(" ")[0] for one in told] == ["<span>", "<font>", "<div>", "<center>"]
    assert told[0].startswith(
        "one.md:6 sections[0].body: the tag <span> is not known, its text alone is set; also on lines 8, 10,"
    )
    assert "26 and 49 more (write Markdown's own marks" in told[0]
