"""What a screen reader is told by a PDF: the structure of small documents, as a person would say it."""

from __future__ import annotations

import io
import subprocess
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pikepdf
import pypdfium2
import pytest

from reportgen import compose, load, parse
from reportgen.backends import render

CASES = Path(__file__).parent / "pdf"


def written(case: str, kind: str = "newsletter") -> bytes:
    document = load(CASES / case / "source.yaml")
    return render(compose(document, kind), "pdf")  # type: ignore[arg-type]


class Spoken:
    """An element: its tag, the elements in it, and its words as they are marked on the pages."""

    def __init__(self, raw: Any, words: dict[tuple[tuple[int, int], int], str], page: Any = None) -> None:
        self.raw = raw
        self.tag = str(raw.S)[1:]
        page = raw.get("/Pg", page)
        self.below: list[Spoken] = []
        self.annotations: list[Any] = []
        self.said = ""
        kids = raw.get("/K", [])
        for kid in kids if isinstance(kids, pikepdf.Array) else [kids]:
            if isinstance(kid, pikepdf.Dictionary) and kid.get("/Type") == "/OBJR":
                self.annotations.append(kid.Obj)
            elif isinstance(kid, pikepdf.Dictionary) and "/S" in kid:
                self.below.append(Spoken(kid, words, page))
                self.said += self.below[-1].said
            else:
                number, on = (int(kid.MCID), kid.Pg) if isinstance(kid, pikepdf.Dictionary) else (int(kid), page)
                self.said += words.get((on.objgen, number), "")

    def every(self, *tags: str) -> Iterator[Spoken]:
        """All elements with one of the tags, in reading order."""
        if self.tag in tags:
            yield self
        for one in self.below:
            yield from one.every(*tags)


_OPENED: list[pikepdf.Pdf] = []
"""Files whose elements are looked at: an element lives no longer than its file."""


def spoken(blob: bytes) -> Spoken:
    pdf = pikepdf.open(io.BytesIO(blob))
    _OPENED.append(pdf)
    words: dict[tuple[tuple[int, int], int], str] = {}
    for page in pdf.pages:
        words |= {(page.obj.objgen, number): text for number, text in _marked(page).items()}
    return Spoken(pdf.Root.StructTreeRoot.K[0], words)


def _marked(page: pikepdf.Page) -> dict[int, str]:
    """The words of each marked content of a page, by the fonts' maps and ActualText."""
    fonts: dict[str, dict[str, str]] = {}
    found: dict[int, str] = {}
    open_: list[Any] = []
    font = ""
    for instruction in pikepdf.parse_content_stream(page):
        operands: Any = instruction.operands
        operator = instruction.operator
        if str(operator) in ("BDC", "BMC"):
            said: Any = operands[1] if len(operands) > 1 else pikepdf.Dictionary()
            open_.append(said)
            if "/ActualText" in said:
                _add(found, open_, str(said.ActualText))
        elif str(operator) == "EMC":
            open_.pop()
        elif str(operator) == "Tf":
            font = str(operands[0])
            if font not in fonts:
                fonts[font] = _map_of(page.Resources.Font[font])
        elif str(operator) == "TJ" and not any("/ActualText" in said for said in open_):
            shown = b"".join(bytes(one) for one in operands[0] if isinstance(one, pikepdf.String))
            codes = [shown[at : at + 2].hex().upper() for at in range(0, len(shown), 2)]
            _add(found, open_, "".join(fonts[font].get(code, "") for code in codes))
    return found


def _add(found: dict[int, str], open_: list[Any], text: str) -> None:
    for said in reversed(open_):
        if "/MCID" in said:
            found[int(said.MCID)] = found.get(int(said.MCID), "") + text
            return


def _map_of(font: Any) -> dict[str, str]:
    lines = font.ToUnicode.read_bytes().decode("latin-1").split("\n")
    pairs = [line.split() for line in lines if line.startswith("<") and line.count("<") == 2 and "range" not in line]
    return {a.strip("<>"): bytes.fromhex(b.strip("<>")).decode("utf-16-be") for a, b in pairs}


def test_bubbles_are_told_with_all_of_their_values() -> None:
    [figure] = spoken(written("bubbles-in-words")).every("Figure")
    told = str(figure.raw.Alt)
    assert all(word in told for word in ("Alder", "11", "2.5", "37", "Tern", "14", "4.5", "58"))


def test_contents_are_contents() -> None:
    root = spoken(written("contents-as-contents"))
    [contents] = root.every("TOC")
    lines = list(contents.every("TOCI"))
    assert [line.said.split() for line in lines] == [["First", "story", "1"], ["Second", "story", "1"]]
    assert all(list(line.every("Reference")) and list(line.every("Link")) for line in lines)
    assert [one.said for one in root.every("H1", "H2", "H3") if "First" in one.said] == ["First story"]


def test_what_the_openings_of_parts_say_is_a_paragraph_of_the_contents() -> None:
    stories = [{"type": "story", "headline": f"A story whose name is long, number {n}", "body": "W."} for n in range(9)]
    parts = [{"type": "divider", "headline": name, "standfirst": f"About {name}."} for name in ("One", "Two")]
    sections = [{"type": "agenda"}, parts[0], *stories, parts[1], *stories]
    source = {"title": "T", "brand": "meridian", "language": "en", "sections": sections}
    root = spoken(render(compose(parse(source, folder=CASES), "deck"), "pdf"))
    [first, second] = list(next(root.every("TOC")).every("TOCI"))
    assert [one.said.strip() for line in (first, second) for one in line.every("P")] == ["About One.", "About Two."]
    assert [link.said.split() for link in second.every("Link")] == [["Two", "12"]]
    assert all(link.annotations for link in root.every("Link"))


def test_what_leads_a_text_on_slides_is_read_before_the_rest() -> None:
    lead = "Skein 4.2 is a minor release with 318 commits from 41 people, and most users can upgrade at once."
    points = "\n".join(f"- Point {n} says what has changed for those who use it every day" for n in range(7))
    story = {"type": "story", "headline": "Highlights", "body": f"{lead}\n\n{points}"}
    source = {"title": "T", "brand": "cirrus", "language": "en", "sections": [story]}
    deck = compose(parse(source, folder=CASES), "deck")
    assert "standfirst" in {getattr(item, "slot", None) for sheet in deck.sheets for item in sheet.items}
    said = spoken(render(deck, "pdf")).said
    assert said.index("Highlights") < said.index("Skein 4.2") < said.index("Point 0")


def test_a_figure_follows_its_heading_with_its_caption() -> None:
    root = spoken(written("figure-after-its-heading"))
    order = [one.tag for one in root.every("H2", "Figure", "LI")]
    assert order == ["H2", "Figure", "LI", "LI"]
    [caption] = [inner for figure in root.every("Figure") for inner in figure.every("Caption")]
    assert caption.said.strip() == "The crane. Photograph: the harbour office"


def test_footnotes_lead_there_and_back() -> None:
    root = spoken(written("footnotes-as-links"))
    references, notes = list(root.every("Reference")), list(root.every("Note"))
    assert [one.said.strip() for one in references] == ["1", "2"]
    assert [next(one.every("Lbl")).said for one in notes] == ["1", "2"]
    for one in (*references, *(next(note.every("Lbl")) for note in notes)):
        [link] = one.every("Link")
        assert "/Dest" in link.annotations[0]
    with pikepdf.open(io.BytesIO(written("footnotes-as-links"))) as pdf:
        named = {str(key) for key, _ in pikepdf.NameTree(pdf.Root.StructTreeRoot.IDTree).items()}
    assert named == {str(note.raw.ID) for note in notes}
    paragraph = next(one for one in root.every("P") if "doors" in one.said)
    assert " ".join(paragraph.said.split()).startswith("The doors were painted shut 1 in 1988, and the key 2 was")


def test_footnotes_of_a_deck_follow_its_slides_in_its_pdf() -> None:
    document = load(CASES / "footnotes-of-a-deck" / "source.yaml")
    deck = compose(document, "deck")
    blob = render(deck, "pdf")
    root = spoken(blob)
    notes = list(root.every("Note"))
    assert ["minutes of May 1988" in notes[0].said, "found in 2014" in notes[1].said] == [True, True]
    assert len(list(root.every("Reference"))) == 2
    with pikepdf.open(io.BytesIO(blob)) as pdf:
        assert len(pdf.pages) == len(deck.sheets) + 1


def test_levels_of_headings_follow_the_document() -> None:
    root = spoken(written("heading-levels"))
    assert [one.said for one in root.every("H1")] == ["The quay"]
    assert [one.said for one in root.every("H2")] == ["First story", "In numbers", "Imprint"]
    assert not list(root.every("H3", "H4"))


def test_a_link_over_two_lines_is_one() -> None:
    root = spoken(written("link-over-lines"))
    [link] = root.every("Link")
    [annotation] = link.annotations
    assert str(annotation.Contents).startswith("the whole of the annual report of the harbour office with")
    assert len(annotation.QuadPoints) > 8
    assert len(annotation.QuadPoints) % 8 == 0
    assert str(annotation.Contents).split() == link.said.split()


def test_moments_are_a_list() -> None:
    root = spoken(written("moments-as-list"))
    [moments] = root.every("L")
    first, second = moments.every("LI")
    assert first.said.split() == ["2019", "Begun", "The", "first", "stall."] or "2019" in first.said
    assert "The first stall." in first.said
    assert "2022" in second.said


@pytest.mark.parametrize("kind", ["newsletter", "deck"])
def test_the_numbers_of_steps_are_their_labels(kind: str) -> None:
    steps = [{"title": title, "text": f"Find what can be {title}."} for title in ("sorted", "moved", "kept")]
    root = newsletter({"type": "process", "headline": "In three steps", "steps": steps}, kind=kind)
    [found] = root.every("L")
    assert found.raw.A.ListNumbering == "/Decimal"
    assert [one.said.strip() for one in found.every("Lbl")] == ["1", "2", "3"]
    assert "Find what can be moved." in [*found.every("LI")][1].said


def test_a_headline_that_a_section_is_lent_is_read_before_what_it_names() -> None:
    stats = {"type": "stats", "stats": [{"value": "14", "label": "halls"}, {"value": "9", "label": "lines"}]}
    story = {"type": "story", "headline": "The quay", "body": "It was closed in June."}
    root = newsletter(story, stats, kind="deck")
    section = [one for one in root.every("Sect") if "halls" in one.said][-1]
    assert [one.tag for one in section.every("H1", "H2", "L")][-2:] == ["H2", "L"]


def test_a_cover_with_points_is_read_from_its_title_on() -> None:
    """Whatever it is lent: a heading of the second level before that of the first breaks ISO 14289-1, 7.4.2."""
    cover = {"type": "cover", "masthead": "Quay", "title": "The quarter", "points": ["Rent rises", "Ships wait"]}
    numbers = {"type": "stats", "stats": [{"value": "14", "label": "halls"}, {"value": "9", "label": "lines"}]}
    story = {"type": "story", "headline": "The quay", "body": "It was closed in June."}
    for kind in ("deck", "newsletter"):
        levels = [one.tag for one in newsletter(cover, numbers, story, kind=kind).every("H1", "H2", "H3")]
        assert levels[0] == "H1", kind


@pytest.mark.parametrize("kind", ["newsletter", "deck"])
def test_notes_of_a_table_stand_with_it_and_sparklines_say_their_range(kind: str) -> None:
    columns = ["Place", {"name": "Load", "type": "number"}, {"name": "Trend", "type": "sparkline"}]
    rows = [[{"value": "North", "note": 1}, 4, [1, 5, 3]], ["South", 6, [2, 2, 9]]]
    table = {"columns": columns, "rows": rows, "notes": ["Without the islands."]}
    root = newsletter({"type": "table", "headline": "Loads", "table": table}, kind=kind)
    assert [one.tag for one in root.every("Table", "Note")] == ["Table", "Note"]
    [note] = root.every("Note")
    assert [one.said.strip() for one in note.every("Lbl")] == ["1"]
    assert list(note.every("Link"))  # back to the cell that refers to it
    assert [one.said.strip() for one in root.every("Reference")] == ["1"]
    cells = [str(one.raw.Alt) for one in root.every("TD") if "/Alt" in one.raw]
    assert len(cells) == 2
    assert all(low in said and high in said for said, low, high in zip(cells, "12", "59", strict=True))


@pytest.mark.parametrize("kind", ["newsletter", "deck"])
def test_artifacts_have_a_type_and_a_box_and_pages_say_nothing_empty(kind: str) -> None:
    document = load(Path(__file__).parents[2] / "examples/northfield-letter/northfield-letter.yaml")
    with pikepdf.open(io.BytesIO(render(compose(document, kind), "pdf"))) as pdf:  # type: ignore[arg-type]
        assert "/PageLabels" in pdf.Root
        for page in pdf.pages:
            assert "/TrimBox" in page
            assert "/Trans" not in page
            assert "/Rotate" not in page
            for instruction in pikepdf.parse_content_stream(page):
                operands: Any = instruction.operands
                if str(instruction.operator) in ("BDC", "BMC") and str(operands[0]) == "/Artifact":
                    assert "/Type" in operands[1]
                    assert "/BBox" in operands[1]


@pytest.mark.parametrize("kind", ["newsletter", "deck"])
def test_words_of_neighbouring_lines_do_not_run_together(kind: str) -> None:
    source = load(CASES / "spaces-between-lines" / "source.yaml")
    root = spoken(render(compose(source, kind), "pdf"))  # type: ignore[arg-type]
    words = set("".join(block.text for block in source.sections[0].offer["body"].texts()).split())
    for paragraph in root.every("P"):
        assert set(paragraph.said.replace("\u00ad", "").split()) <= words  # soft: where a line ends in a word


def test_a_passage_in_another_script_says_its_language() -> None:
    root = spoken(written("language-of-a-passage"))
    assert [(one.said, str(one.raw.Lang)) for one in root.every("Span") if "/Lang" in one.raw] == [("云帆港", "zh")]


def test_a_passage_says_the_language_that_its_author_gives_it() -> None:
    from reportgen import parse

    body = "They said [Bonjour à tous]{lang=fr} and [left]{.quickly} [here]."
    story = {"type": "story", "headline": "North quay", "body": body}
    document = parse({"title": "Letter", "brand": "meridian", "language": "en-GB", "sections": [story]})
    root = spoken(render(compose(document, "newsletter"), "pdf"))
    [passage] = [one for one in root.every("Span") if "/Lang" in one.raw]
    assert (passage.said, str(passage.raw.Lang)) == ("Bonjour à tous", "fr")
    assert [one.said for one in root.every("P")] == ["They said Bonjour à tous and left [here]."]
    assert [remark.message for remark in document.sections[0].remarks] == [
        "a passage in braces says no language: its text alone is set"
    ]


def test_a_passage_in_another_script_of_the_same_font_says_its_language() -> None:
    body = "He wrote to Москва, Киев and Αθήνα of an angle α = 3, and Ünal agreed."
    root = newsletter({"type": "story", "headline": "Letters", "body": body})
    told = [(one.said.strip(), str(one.raw.Lang)) for one in root.every("Span") if "/Lang" in one.raw]
    assert told == [("Москва, Киев", "und-Cyrl"), ("Αθήνα", "el")]
    assert next(one for one in root.every("P") if "angle" in one.said).said.split() == body.split()


def test_a_link_in_two_scripts_is_one() -> None:
    from reportgen import parse

    story = {"type": "story", "headline": "Names", "body": "See [the yard 云帆港 by name](https://yard.example) there."}
    document = parse({"title": "Letter", "brand": "meridian", "language": "en-GB", "sections": [story]})
    [link] = spoken(render(compose(document, "newsletter"), "pdf")).every("Link")
    assert link.said.split() == ["the", "yard", "云帆港", "by", "name"]
    assert [str(one.raw.Lang) for one in link.every("Span")] == ["zh"]
    assert len(link.annotations) == 1


def test_an_initial_is_read_with_its_word() -> None:
    text = "When the crane was put up in March, the harbour master did not look at the jib first. " * 12
    from reportgen import parse

    story = {"type": "story", "headline": "North quay", "layout": {"newsletter": "longread"}, "body": text}
    document = parse({"title": "Letter", "brand": "meridian", "sections": [story]})
    root = spoken(render(compose(document, "newsletter"), "pdf"))
    assert next(one for one in root.every("P") if "crane" in one.said).said.split()[:3] == ["When", "the", "crane"]


def newsletter(*sections: dict[str, Any], kind: str = "newsletter") -> Spoken:
    from reportgen import parse

    document = parse({"title": "Letter", "brand": "meridian", "language": "en-GB", "sections": list(sections)})
    return spoken(render(compose(document, kind), "pdf"))  # type: ignore[arg-type]


def test_a_section_is_read_in_its_authors_order() -> None:
    parts = {"byline": "By the harbour master.", "standfirst": "It was late.", "body": "The crane stood still."}
    for order in (("standfirst", "byline", "body"), ("byline", "standfirst", "body")):
        story = {"type": "story", "headline": "North quay", **{name: parts[name] for name in order}}
        root = newsletter(story)
        assert [one.said for one in root.every("P") if one.said.endswith(".")] == [parts[name] for name in order]


def test_a_portrait_is_looked_at_after_the_text_that_it_stands_beside() -> None:
    drawing = b'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 9 9"><path d="M0 0h9v9z" fill="#369"/></svg>'
    from reportgen import parse

    turns = [{"question": "Why?", "answer": "Because."}, {"question": "And now?", "answer": "Nothing."}]
    portrait = {"file": "a.svg", "alt": "The harbour master"}
    talk = {"type": "interview", "headline": "A talk", "portrait": portrait, "turns": turns}
    told = {"title": "Letter", "brand": "meridian", "sections": [talk]}
    root = spoken(render(compose(parse(told, files={"a.svg": drawing}), "newsletter"), "pdf"))
    assert [one.tag for one in root.every("H2", "H3", "Figure")] == ["H2", "H3", "H3", "Figure"]


def test_a_remark_beside_a_chart_is_a_section_of_its_own() -> None:
    chart = {"kind": "column", "alt": "Loads", "categories": ["a", "b"], "series": [{"name": "n", "values": [1, 2]}]}
    exhibit = {"type": "chart", "headline": "What was moved", "chart": chart}
    remark = {"type": "sidebar", "headline": "A remark", "body": "The second quay was closed in June."}
    root = newsletter(exhibit, remark, kind="deck")
    [first, second] = [one for one in root.every("Sect") if list(one.every("H2"))]
    assert [one.tag for one in first.every("H2", "Figure")] == ["H2", "Figure"]
    assert [one.said for one in second.every("H2", "P")] == ["A remark", "The second quay was closed in June."]


def test_what_is_told_of_glyphs_is_told_where_they_stand() -> None:
    """A hyphen that is written and one that is set have one glyph: one of the two has to be told."""
    body = "A well-known rock lies before the quay and its characteristically weather-beaten stones. " * 12
    from reportgen import parse

    sections = [{"type": "story", "headline": "Two-speed quays", "body": body}]
    document = parse({"title": "Letter", "brand": "meridian", "language": "en-GB", "sections": sections})
    with pikepdf.open(io.BytesIO(render(compose(document, "newsletter"), "pdf"))) as pdf:
        names = [str(one.operator) for page in pdf.pages for one in pikepdf.parse_content_stream(page)]
        told = [
            names[at - 1]
            for at, one in enumerate(one for page in pdf.pages for one in pikepdf.parse_content_stream(page))
            if str(one.operator) == "BDC" and "/ActualText" in one.operands[1] and str(one.operands[1].ActualText)
        ]
    assert told
    assert set(told) <= {"Td", "Tm"}


def test_programs_that_extract_text_find_the_words_that_were_written(tmp_path: Path) -> None:
    """A drop cap, hyphens at the ends of lines, numbers of notes: each ran words together somewhere."""
    from reportgen import parse

    body = (
        "Harbour masters write well-known, weather-beaten, half-forgotten and never-ending letters[^a] to the sea-going. "
        * 9
    )
    text = f"{body}\n\n[^a]: By hand."
    story = {"type": "story", "headline": "North quay", "layout": {"newsletter": "longread"}, "body": text}
    document = parse({"title": "Letter", "brand": "meridian", "language": "en-GB", "sections": [story]})
    file = tmp_path / "letter.pdf"
    file.write_bytes(render(compose(document, "newsletter"), "pdf"))
    words = {"Harbour", "well-known", "weather-beaten", "half-forgotten", "never-ending", "letters", "sea-going"}
    with pypdfium2.PdfDocument(file) as pdf:
        shown = "".join(page.get_textpage().get_text_range() for page in pdf)
    extracted = subprocess.run(["pdftotext", str(file), "-"], capture_output=True, text=True, check=True).stdout
    for found in (shown, extracted):
        # A written hyphen at a line's end stays, before a place where the line may be broken.
        said = found.replace("-\u200b\r\n", "-").replace("-\u200b\n", "-")
        assert words <= {word.strip(".,") for word in said.split()}
        assert "H" not in said.split()
        assert "letters1" not in said


def test_a_title_that_comes_late_is_a_heading_of_its_section() -> None:
    """The first heading is always the title of the document (ISO 14289-1, 7.4.2), whatever stands first."""
    closing = {"type": "story", "headline": "Before all", "body": "A word."}
    cover = {"type": "cover", "masthead": "The quay", "title": "What was done in May"}
    root = newsletter(closing, cover, {"type": "story", "headline": "After it", "body": "A word."}, kind="deck")
    assert [one.tag for one in root.every("H1", "H2", "H3")][:2] == ["H1", "H2"]
    assert [one.tag for one in root.every("H1", "H2", "H3")].count("H1") == 1
