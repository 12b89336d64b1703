"""What a deck's master, layouts and slides each say of the looks of texts."""

from __future__ import annotations

import io
import re
import zipfile
from pathlib import Path
from typing import Any

import pytest
import yaml
from pptx import Presentation

from reportgen import compose, load, parse
from reportgen.backends import render
from reportgen.backends.pptx.writer import render_pptx
from reportgen.frames import Publication

ROOT = Path(__file__).parents[3]


@pytest.fixture(scope="module")
def publication() -> Publication:
    return compose(load(ROOT / "examples/meridian-review/meridian-review.yaml"), "deck")


@pytest.fixture(scope="module")
def parts(publication: Publication) -> dict[str, str]:
    with zipfile.ZipFile(io.BytesIO(render_pptx(publication))) as package:
        return {name: package.read(name).decode() for name in package.namelist() if name.endswith(".xml")}


def of(parts: dict[str, str], folder: str) -> list[str]:
    return [text for name, text in sorted(parts.items()) if re.fullmatch(rf"ppt/{folder}/[a-zA-Z]+\d+\.xml", name)]


def test_master_has_five_levels_with_bullets_indents_and_spaces(parts: dict[str, str]) -> None:
    (master,) = of(parts, "slideMasters")
    body = re.search("<p:bodyStyle>.*</p:bodyStyle>", master)
    assert body is not None
    levels = [re.search(f"<a:lvl{n}pPr.*?</a:lvl{n}pPr>", body[0]) for n in range(1, 6)]
    assert all(level and "buChar" in level[0] and "spcPct" in level[0] and "spcBef" in level[0] for level in levels)
    indents = [int(re.findall('marL="([0-9]+)"', level[0])[0]) for level in levels if level]
    assert indents == sorted(set(indents))


def test_slides_say_nothing_that_their_layouts_say(parts: dict[str, str]) -> None:
    slides = of(parts, "slides")
    holders = [one for text in slides for one in re.findall("<p:sp>(?:(?!</p:sp>).)*<p:ph .*?</p:sp>", text, re.S)]
    said = [one for one in holders if "<a:bodyPr/>" not in one and "<a:bodyPr></a:bodyPr>" not in one]
    assert all("fontScale" in one for one in said)
    assert len(said) < 0.05 * len(holders)


def test_text_with_code_on_a_ground_is_not_shrunk_anew_by_clients() -> None:
    """The ground is a shape: it stands under the code only as long as the text keeps its sizes."""
    words = "Every hub needs power, water and fibre, and people with patience."
    parts = [f"### Part {number}\n\n{words}" for number in range(3)]
    after = "After it all comes this, which is one more paragraph of some length."
    body = "\n\n".join([*parts, "```\nif x:\n    a\nb\n```", after])
    section = {"type": "story", "headline": "Code", "body": body}
    made = compose(parse({"title": "T", "brand": "cirrus", "sections": [section]}, folder=ROOT / "examples"), "deck")
    with zipfile.ZipFile(io.BytesIO(render_pptx(made))) as package:
        slides = [package.read(name).decode() for name in package.namelist() if re.match(r"ppt/slides/s", name)]
    grounds = [slide for slide in slides if 'name="Code"' in slide]
    assert grounds
    assert not any("fontScale" in slide for slide in grounds)


def test_logo_stands_on_the_master(parts: dict[str, str]) -> None:
    (master,) = of(parts, "slideMasters")
    layouts = of(parts, "slideLayouts")
    assert "<p:pic>" in master
    assert sum("<p:pic>" in layout for layout in layouts) < 0.5 * len(layouts)


def test_titles_have_the_colour_of_the_master(parts: dict[str, str]) -> None:
    (master,) = of(parts, "slideMasters")
    assert re.search('<p:titleStyle>.*?schemeClr val="tx2"', master)
    titles = re.findall('type="title"/>.*?</p:sp>', "".join(of(parts, "slides")), re.S)
    assert titles
    assert not any("solidFill" in title for title in titles)


def test_numbers_of_placeholders_are_those_of_their_slots(parts: dict[str, str]) -> None:
    numbers: dict[str, set[str]] = {}
    for layout in of(parts, "slideLayouts"):
        for name, about in re.findall(
            'name="([^"]+)"/><p:cNvSpPr><a:spLocks noGrp="1"/></p:cNvSpPr><p:nvPr><p:ph ([^/]*)/>', layout
        ):
            for index in re.findall('idx="([0-9]+)"', about):
                numbers.setdefault(name, set()).add(index)
                kind = {"10": "dt", "11": "ftr", "12": "sldNum"}.get(index)
                assert kind is None or f'type="{kind}"' in about
    assert all(len(found) == 1 for found in numbers.values())
    assert numbers["Footer"] == {"11"}
    assert numbers["Slide number"] == {"12"}


def test_lines_keep_their_distance(parts: dict[str, str]) -> None:
    text = "".join(of(parts, "slideMasters") + of(parts, "slideLayouts") + of(parts, "slides"))
    assert not re.search("<a:lnSpc><a:spcPts", text)
    assert "<a:spcPct" in text


def test_newsletters_keep_exact_lines(publication: Publication) -> None:
    pages = compose(load(ROOT / "examples/gallery/tables.yaml"), "newsletter", brand="meridian")
    with zipfile.ZipFile(io.BytesIO(render(pages, "pptx"))) as package:
        assert b"<a:lnSpc><a:spcPts" in package.read("ppt/slides/slide1.xml")


def test_what_stands_on_slides_is_in_placeholders(parts: dict[str, str]) -> None:
    words = {True: 0, False: 0}
    for slide in of(parts, "slides"):
        for shape in re.findall("<p:sp>.*?</p:sp>", slide, re.S):
            words["<p:ph " in shape] += len(" ".join(re.findall("<a:t>(.*?)</a:t>", shape)).split())
    assert words[False] < 0.05 * sum(words.values())


def test_slides_fill_layouts_of_their_arrangement(parts: dict[str, str]) -> None:
    """Who resets a slide moves nothing: no text has a place of its own."""
    for slide in of(parts, "slides"):
        for shape in re.findall("<p:sp>(?:(?!</p:sp>).)*<p:ph .*?</p:sp>", slide, re.S):
            assert "<p:spPr></p:spPr>" in shape or "<p:spPr/>" in shape


def test_panels_are_one_shape_with_their_text(parts: dict[str, str]) -> None:
    slides = "".join(of(parts, "slides"))
    assert 'name="Panel' not in slides
    assert 'name="Dot' not in slides or "<a:t>1</a:t>" in slides


def test_what_is_shrunk_stays_so_when_a_slide_is_reset() -> None:
    """A client keeps the percentage of a placeholder whose layout or master lets it shrink."""
    headline = "A title of so many words that it is two lines long only when it is set in smaller type than others are"
    section = {"type": "story", "headline": headline, "body": "Words."}
    made = compose(parse({"title": "T", "brand": "meridian", "sections": [section]}, folder=ROOT / "examples"), "deck")
    with zipfile.ZipFile(io.BytesIO(render_pptx(made))) as package:
        parts = {name: package.read(name).decode() for name in package.namelist() if name.endswith(".xml")}
    shrunk = re.findall('type="title"/>(?:(?!</p:sp>).)*fontScale', "".join(of(parts, "slides")), re.S)
    (master,) = of(parts, "slideMasters")
    assert shrunk
    assert re.search('type="title"/>(?:(?!</p:sp>).)*<a:normAutofit/>', master, re.S)


def test_points_have_no_formatting_of_their_own(parts: dict[str, str]) -> None:
    paragraphs = re.findall('<a:pPr[^>]* lvl="[^>]*>', "".join(of(parts, "slides")))
    assert paragraphs
    assert not any("marL" in one or "indent" in one for one in paragraphs)
    assert "<a:buChar" not in "".join(of(parts, "slides"))


SHRUNK = """
title: T
brand: BRAND
sections:
  - {type: quote, quote: "So it is said.", attribution: "Somebody whose name, office and place are so long that they need two lines of the slide, and a few more words than these"}
  - {type: statement, statement: "One sentence that is long enough to be set in smaller letters than those that the brand wants, though it is the only one that stands here, and there is more of it"}
  - {type: brief, headline: Points, points: ["**First.** Words about [a place](https://example.org).", "**Second.** Words about it", "**Third.** More"]}
  - {type: story, headline: Links, body: "**Beginning.** Words [about](https://example.org) it.\\n\\n- One\\n- Two"}
"""


@pytest.mark.parametrize("brand", ["meridian", "northfield", "cirrus"])
def test_emphasis_and_links_are_all_that_a_slide_says_of_letters(brand: str) -> None:
    """All else goes when the slide is reset."""
    made = compose(load(yaml.safe_load(SHRUNK.replace("BRAND", brand)), base=ROOT / "examples"), "deck")
    with zipfile.ZipFile(io.BytesIO(render_pptx(made))) as package:
        slides = [package.read(name).decode() for name in package.namelist() if re.match(r"ppt/slides/s", name)]
    assert "fontScale" in "".join(slides)
    for shape in re.findall("<p:sp>(?:(?!</p:sp>).)*<p:ph .*?</p:sp>", "".join(slides), re.S):
        for attributes in re.findall("<a:rPr([^>]*)>", shape):
            assert set(re.findall(r" (\w+)=", attributes)) <= {"lang", "altLang", "b", "i"}
        assert not re.search("<a:(solidFill|latin|ea|cs)[ >]", shape)
        assert not re.search("<a:pPr[^>]*(marL|indent)|<a:spc(Bef|Aft)>|<a:lnSpc>", shape)


@pytest.mark.parametrize("points", [True, False])
def test_a_layout_of_cells_has_the_places_that_slides_fill_and_no_others(points: bool) -> None:
    """A grid that takes a text or points has cells by one name, whichever of them stands there."""
    words = [f"**Part {n}.** Words about it, which say what it is for." for n in range(1, 4)]
    section = {"type": "brief", "headline": "H", "points": words}
    if not points:
        section = {"type": "story", "headline": "H", "body": "\n\n".join(words)}
    made = compose(parse({"title": "T", "brand": "meridian", "sections": [section]}, folder=ROOT / "examples"), "deck")
    deck: Any = Presentation(io.BytesIO(render_pptx(made)))
    for slide in deck.slides:
        cells = [s.name for s in slide.slide_layout.placeholders if re.search(r" \d+$", s.name)]
        assert sorted(s.name for s in slide.placeholders if re.search(r" \d+$", s.name)) == sorted(cells)


@pytest.mark.parametrize("brand", ["meridian", "northfield", "cirrus"])
def test_cells_on_panels_have_room_to_write_in(brand: str) -> None:
    steps = [{"title": f"Step {n}", "text": "Few words."} for n in range(1, 5)]
    section = {"type": "process", "headline": "H", "steps": steps}
    made = compose(parse({"title": "T", "brand": brand, "sections": [section]}, folder=ROOT / "examples"), "deck")
    deck: Any = Presentation(io.BytesIO(render_pptx(made)))
    layout = deck.slides[0].slide_layout
    cells = [shape for shape in layout.placeholders if re.search(r" \d+$", shape.name)]
    assert len(cells) == 4
    assert all(cell.width * cell.height > 0.04 * deck.slide_width * deck.slide_height for cell in cells)


def test_a_link_over_two_lines_is_a_run_a_line() -> None:
    """LibreOffice makes a field of each linked run, and tears words of fields that are wider than a line."""
    link = f"[{'Write to all of us ' * 12}](https://meridian.example/)"
    source = {
        "title": "Links",
        "brand": "examples/brands/meridian/brand.yaml",
        "sections": [{"type": "story", "headline": "One", "body": f"{link} now"}],
    }
    publication = compose(parse(source, folder=ROOT), "deck")
    with zipfile.ZipFile(io.BytesIO(render_pptx(publication))) as package:
        slides = [package.read(name).decode() for name in package.namelist() if "slides/slide" in name]
    runs = [run for text in slides for run in re.findall("<a:r>.*?</a:r>", text, re.S) if "hlinkClick" in run]
    texts = [re.findall("<a:t>(.*?)</a:t>", run, re.S)[0] for run in runs]
    assert len(texts) > 1
    assert "".join(texts).split() == ("Write to all of us " * 12).split()
    assert all(text.endswith(" ") for text in texts[:-1])


def test_slides_of_text_have_it_where_the_master_has_it(publication: Publication) -> None:
    """Who moves the text on the master moves it on them; other layouts have a place of their own."""
    body = "This is one paragraph of a text that is shown as it is. " * 8
    section = {"type": "story", "headline": "One", "body": body, "layout": {"deck": "text"}}
    made = compose(parse({"title": "T", "brand": "meridian", "sections": [section]}, folder=ROOT / "examples"), "deck")
    assert made.base is not None
    master = next(one for one in made.base.placeholders if one.kind == "body")
    places = {
        one.box
        for layout in made.masters
        if layout.name.startswith("text")
        for one in layout.placeholders
        if one.kind == "body"
    }
    assert master.box in places
    layouts = Presentation(io.BytesIO(render_pptx(made))).slide_layouts
    text: Any = next(one for one in layouts if one.name.startswith("Text"))
    assert any(one._element.spPr.find("{*}xfrm") is None for one in text.placeholders if "Text" in one.name)


@pytest.mark.parametrize("brand", ["meridian", "cirrus", "northfield"])
def test_a_title_that_is_not_shown_has_all_its_lines_above_the_sheet(brand: str) -> None:
    """However many lines it takes, none of them comes down onto the slide."""
    quote = "The best question that anyone has asked in all these years was a short one. " * 3
    made = compose(parse({"title": "T", "sections": [{"type": "quote", "quote": quote}], "brand": brand},
                         folder=ROOT / "examples"), "deck")  # fmt: skip
    (slide,) = Presentation(io.BytesIO(render(made, "pptx"))).slides
    title = slide.shapes.title
    assert title.text == quote.strip()
    assert title.top + title.height < 0
    assert title.height >= made.size.height * 12_700 - 1


def test_sections_with_one_arrangement_stand_on_one_layout() -> None:
    """A panel that is part of a layout belongs to no section."""
    step = {"title": "Power", "text": "Every hub needs water, fibre and patience."}
    steps = [{"type": "process", "headline": one, "steps": [step] * 3} for one in ("How", "And how again")]
    between = {"type": "story", "headline": "Rates fell", "body": "The first cut came in March."}
    source = {"title": "T", "language": "en", "brand": "meridian", "sections": [steps[0], between, steps[1]]}
    deck: Any = Presentation(io.BytesIO(render(compose(parse(source, folder=ROOT / "examples"), "deck"), "pptx")))
    first, _, last = [slide.slide_layout.name for slide in deck.slides]
    assert first == last


@pytest.mark.parametrize(("kind", "slot", "date"), [("timeline", "moments", "at"), ("events", "events", "date")])
def test_large_dates_look_as_their_layout_says(kind: str, slot: str, date: str) -> None:
    """Reset takes away what a slide says itself: there would be space between the parts of a date."""
    entries = [{date: f"2026-11-{day:02}", "title": "Budget", "text": "What may be borrowed."} for day in (5, 18, 21)]
    section = {"type": kind, "headline": "When", slot: entries}
    source = {"title": "T", "language": "en", "brand": "meridian", "sections": [section]}
    deck: Any = Presentation(io.BytesIO(render(compose(parse(source, folder=ROOT / "examples"), "deck"), "pptx")))
    (slide,) = deck.slides
    texts = [one for one in slide.placeholders if one.has_text_frame]
    assert any(re.search(r"\b18\b", one.text_frame.text) for one in texts)
    assert not re.search("<a:spcBef>", "".join(one._element.xml for one in texts))


@pytest.mark.parametrize("brand", ["meridian", "halo"])
@pytest.mark.parametrize("count", [2, 3, 4])
def test_places_of_numbers_have_five_levels(brand: str, count: int) -> None:
    """Who presses Tab in a number comes to its label's look, not to what the master has for lists."""
    stats = [{"value": str(8 + number), "label": "hubs were built"} for number in range(count)]
    source = {
        "title": "T",
        "language": "en",
        "brand": brand,
        "sections": [{"type": "stats", "headline": "H", "stats": stats}],
    }
    deck: Any = Presentation(io.BytesIO(render(compose(parse(source, folder=ROOT / "examples"), "deck"), "pptx")))
    (slide,) = deck.slides
    places = [one for one in slide.slide_layout.placeholders if one.placeholder_format.idx >= 1000]
    styles = [one._element.find(".//{*}lstStyle") for one in places]
    numbers = [style for style in styles if style.find("./{*}lvl1pPr") is not None]
    assert numbers
    assert all(style.find("./{*}lvl5pPr") is not None for style in numbers)
