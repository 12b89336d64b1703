"""The rest of the PPTX file: its properties, what looks like an escape, fonts and languages, what people add by hand."""

from __future__ import annotations

import re
import zipfile
from pathlib import Path
from typing import Any

import pytest
from openxml_audit import OpenXmlValidator
from pptx import Presentation

from reportgen import build, compose, load
from reportgen.frames import TextItem

CASES = Path(__file__).parent / "deck"


def made(source: Path, out: Path) -> Path:
    outputs = build(source, out, kinds=("deck",), formats=["pptx", "pdf"])
    return next(one.path for one in outputs if one.format == "pptx")


def written(text: str, folder: Path) -> Path:
    source = folder / "source.yaml"
    source.write_text(text, "utf-8")
    deck = made(source, folder / "out")
    assert [e for e in OpenXmlValidator().validate(str(deck)).errors if "viewProps" not in e.description] == []
    return deck


def part(deck: Path, name: str) -> str:
    with zipfile.ZipFile(deck) as package:
        return package.read(name).decode("utf-8")


def texts(deck: Path) -> str:
    found: list[str] = []
    for slide in Presentation(str(deck)).slides:
        found += [shape.text_frame.text for shape in slide.shapes if shape.has_text_frame]
        found += [
            cell.text for shape in slide.shapes if shape.has_table for row in shape.table.rows for cell in row.cells
        ]
        found += [slide.notes_slide.notes_text_frame.text] if slide.has_notes_slide else []
    return "\n".join(found)


def test_the_properties_tell_the_truth(tmp_path: Path) -> None:
    deck = made(CASES / "properties" / "source.yaml", tmp_path)
    app = part(deck, "docProps/app.xml")
    numbers = {name: int(value) for name, value in re.findall(r"<(\w+)>(\d+)</\1>", app)}
    assert (numbers["Slides"], numbers["Notes"], numbers["HiddenSlides"]) == (4, 0, 0)
    assert numbers["Words"] > 30
    assert "<Application>reportgen</Application>" in app
    assert "<PresentationFormat>Widescreen</PresentationFormat>" in app
    titles = re.findall(r"<vt:lpstr>([^<]*)</vt:lpstr>", app)
    assert titles[-4:] == ["Three points", "A visit", "Numbers", "Steps"]
    assert "python-pptx" not in part(deck, "docProps/core.xml")


ESCAPES = ("_x000D_", "_x000B_", "_x0041_", "_x005F_", "_xFFFF_", "_x000d_x000a_")


def test_what_looks_like_an_escape_reads_as_it_stands(tmp_path: Path) -> None:
    deck = made(CASES / "escape-like-text" / "source.yaml", tmp_path)
    assert "line_x000D_end" in texts(deck)


@pytest.mark.parametrize("escape", ESCAPES)
def test_it_reads_as_it_stands_everywhere(escape: str, tmp_path: Path) -> None:
    code = f"a{escape}b"
    deck = written(
        f"""
title: Title {code}
brand: meridian
sections:
  - {{type: story, headline: Head {code}, body: "Body {code}", notes: "Notes {code}"}}
  - {{type: table, headline: H, table: {{columns: [{code}, N], rows: [[{code}, 1]]}}}}
  - type: chart
    headline: H
    chart: {{kind: bar, categories: [{code}, c], series: [{{name: {code}, values: [1, 2]}}], alt: "Alt {code}"}}
""",
        tmp_path,
    )
    read = texts(deck)
    for text in (f"Head {code}", f"Body {code}", f"Notes {code}"):
        assert text in read
    chart = next(s.chart for slide in Presentation(str(deck)).slides for s in slide.shapes if s.has_chart)
    assert chart.plots[0].categories[0].replace("\u2060", "") == code
    with zipfile.ZipFile(deck) as package:
        inner = [data for name in package.namelist() if name.endswith(".xml") for data in [package.read(name)]]
    assert not any(re.search(rb"_x[0-9A-Fa-f]{4}_", data) for data in inner)


def test_a_run_says_the_language_of_its_script(tmp_path: Path) -> None:
    deck = written(
        "title: T\nlanguage: en-GB\nbrand: meridian\nsections:\n"
        '  - {type: brief, headline: H, points: ["東京の夏", "北京", "Plain"], notes: "東京の夏\\n\\nAffairs"}\n',
        tmp_path,
    )
    notes = part(deck, "ppt/notesSlides/notesSlide1.xml")
    slide = Presentation(str(deck)).slides[0]
    runs = [run for s in slide.shapes if s.has_text_frame for p in s.text_frame.paragraphs for run in p.runs]
    spoken = {run.text: run._r.rPr.get("lang") for run in runs if run._r.rPr.get("lang") and not run.text.isdigit()}
    assert set(spoken) >= {"北京", "Plain"}
    for text, lang in spoken.items():
        assert lang == ("zh-CN" if text == "北京" else "en-GB" if text.isascii() else "ja-JP")
    assert re.findall(r'lang="([^"]+)"', notes) == ["ja-JP", "en-GB"]


def test_the_theme_names_the_fonts_that_were_measured(tmp_path: Path) -> None:
    deck = made(CASES / "properties" / "source.yaml", tmp_path)
    theme = part(deck, "ppt/theme/theme1.xml")
    for tag in ("majorFont", "minorFont"):
        fonts = re.search(f"<a:{tag}>(.*?)</a:{tag}>", theme)
        assert fonts is not None
        assert re.findall(r'script="(\w+)" typeface="([^"]+)"', fonts[1]) == [
            ("Hans", "Noto Sans SC"),
            ("Jpan", "Noto Sans SC"),
        ]


@pytest.mark.parametrize("brand", ["meridian", "northfield", "cirrus"])
def test_what_is_added_by_hand_is_the_brands(brand: str, tmp_path: Path) -> None:
    deck = written(
        f"title: T\nbrand: {brand}\nsections:\n"
        "  - {type: table, headline: H, table: {columns: [A, B], rows: [[x, 1], [y, 2]]}}\n",
        tmp_path,
    )
    theme, styles = part(deck, "ppt/theme/theme1.xml"), part(deck, "ppt/tableStyles.xml")
    for name in ("spDef", "lnDef", "txDef"):
        assert f"<a:{name}>" in theme
    default = re.search(r'def="([^"]+)"', styles)
    assert default is not None
    assert f'styleId="{default[1]}"' in styles
    frame: Any = next(s for s in Presentation(str(deck)).slides[0].shapes if s.has_table)
    assert frame._element.find(".//{*}tableStyleId").text == default[1]


DECK = """
title: T
brand: meridian
sections:
  - {type: brief, headline: First things, points: [One point, Another point, A third point]}
  - {type: story, headline: A visit, body: "Words about the visit.\\n\\n- One\\n  - Inner\\n- Two\\n\\nAn end."}
  - {type: brief, headline: First things, points: [Again one, Again another, And a third]}
"""
MORE = "  - {type: quote, quote: Something new., attribution: Somebody}\n"


def keys_of(deck: Path) -> dict[str, tuple[str, list[str], str]]:
    """Of each slide by the words of its key: its number, the ids of its shapes, the GUID of its section."""
    xml = part(deck, "ppt/presentation.xml")
    sections = {number: guid for guid, ids in re.findall(r'<p14:section [^>]*id="([^"]+)">(.*?)</p14:section>', xml)
                for number in re.findall(r'<p14:sldId id="(\d+)"', ids)}  # fmt: skip
    found: dict[str, tuple[str, list[str], str]] = {}
    for slide in Presentation(str(deck)).slides:
        tags = next(rel.target_part for rel in slide.part.rels.values() if rel.reltype.endswith("/tags"))
        key = re.search(r'name="REPORTGEN_SLIDE" val="([^"]+)"', tags.blob.decode())
        assert key is not None
        shapes = re.findall(r'creationId [^>]*id="([^"]+)"', part(deck, str(slide.part.partname)[1:]))
        found[key[1]] = (str(slide.slide_id), shapes, sections[str(slide.slide_id)])
    return found


def test_a_section_that_comes_in_changes_no_other_ones_ids(tmp_path: Path) -> None:
    (tmp_path / "a").mkdir()
    (tmp_path / "b").mkdir()
    before = keys_of(written(DECK, tmp_path / "a"))
    head, _, tail = DECK.partition("  - {type: story")
    after = keys_of(written(head + MORE + "  - {type: story" + tail, tmp_path / "b"))
    assert len(after) == len(before) + 1
    assert {key: after[key] for key in before} == before
    assert list(before) == ["brief First things/1", "story A visit/1", "brief First things 2/1"]
    guids = [guid for _, shapes, _ in after.values() for guid in shapes]
    assert len(guids) == len(set(guids))


def test_a_key_of_the_authors_outlives_the_headline(tmp_path: Path) -> None:
    (tmp_path / "a").mkdir()
    (tmp_path / "b").mkdir()
    source = DECK.replace("headline: A visit", "key: visit, headline: A visit")
    before = keys_of(written(source, tmp_path / "a"))["visit/1"]
    assert keys_of(written(source.replace("A visit", "Two visits"), tmp_path / "b"))["visit/1"] == before


def test_shapes_have_names_of_their_own(tmp_path: Path) -> None:
    for slide in Presentation(str(written(DECK, tmp_path))).slides:
        names = [shape.name for shape in slide.shapes]
        assert len(names) == len(set(names))
        assert "Shape" not in names


def test_guides_stand_at_the_grid(tmp_path: Path) -> None:
    deck = written(DECK, tmp_path)
    guides = re.findall(
        r'<p15:guide id="\d+"( orient="horz")? pos="(\d+)"', part(deck, "ppt/slideMasters/slideMaster1.xml")
    )
    down = [int(place) / 8 for way, place in guides if not way]
    across = [int(place) / 8 for way, place in guides if way]
    assert len(down) == 24
    assert (min(down), max(down)) == pytest.approx((43.2, 916.8), abs=0.2)
    assert len(across) == 2
    assert 'pos="2880"' not in part(deck, "ppt/viewProps.xml")


def test_builds_transitions_and_hidden_slides(tmp_path: Path) -> None:
    source = DECK.replace("brand: meridian", "brand: meridian\nbuild: by-point\ntransition: fade")
    source = source.replace("- {type: story", "- {type: story, transition: none, hidden: true")
    source += "  - {type: brief, build: none, headline: Still, points: [One, Two, Three]}\n"
    deck = written(source, tmp_path)
    slides = [part(deck, f"ppt/slides/slide{number}.xml") for number in range(1, 5)]
    assert [xml.count('nodeType="clickEffect"') for xml in slides] == [3, 2, 3, 0]
    assert ["<p:fade/>" in xml for xml in slides] == [True, False, True, True]
    assert ['show="0"' in xml for xml in slides] == [False, True, False, False]
    assert "<HiddenSlides>1</HiddenSlides>" in part(deck, "docProps/app.xml")
    inner = re.findall(r'<p:pRg st="(\d+)" end="(\d+)"/>', slides[1])
    assert [int(end) - int(start) for start, end in inner] == [1, 0]  # the inner item comes with its own
    for xml in slides:
        shapes = set(re.findall(r'<p:cNvPr id="(\d+)"', xml))
        assert set(re.findall(r'spid="(\d+)"', xml)) <= shapes


def test_a_newsletter_takes_what_only_presentations_have(tmp_path: Path) -> None:
    source = tmp_path / "source.yaml"
    source.write_text(DECK.replace("brand: meridian", "brand: meridian\nbuild: by-point\ntransition: wipe"), "utf-8")
    assert build(source, tmp_path / "out", kinds=("newsletter",), formats=["pdf"])


def test_links_inside_are_shapes_and_links_outside_have_the_colour_of_the_theme(tmp_path: Path) -> None:
    deck = written(
        "title: T\nbrand: meridian\nsections:\n  - {type: agenda, headline: Plan}\n"
        "  - {type: story, headline: A visit, body: 'Words [about](https://a.example.org) it, see [more](#second).'}\n"
        "  - {type: story, headline: Second, body: Words}\n",
        tmp_path,
    )
    agenda, story, second = Presentation(str(deck)).slides
    leading = [shape for shape in agenda.shapes if shape.click_action.target_slide is not None]
    targets = [shape.click_action.target_slide.slide_id for shape in leading]  # of an entry and of its number
    assert list(dict.fromkeys(targets)) == [story.slide_id, second.slide_id]
    assert not agenda.shapes._spTree.xpath(".//a:rPr/a:hlinkClick")
    words = {run.text: run for s in story.shapes if s.has_text_frame for p in s.text_frame.paragraphs for run in p.runs}
    assert words["about"].hyperlink.address == "https://a.example.org"
    assert not words["about"]._r.xpath("./a:rPr/a:hlinkClick/*|./a:rPr/a:solidFill")
    assert words["more"]._r.xpath("./a:rPr/a:hlinkClick//*[@val='tx']")
    theme = part(deck, "ppt/theme/theme1.xml")
    assert re.search('<a:hlink><a:srgbClr val="(?!0563C1)', theme)


def test_a_link_on_a_ground_keeps_its_own_colour(tmp_path: Path) -> None:
    deck = written(
        "title: T\nbrand: meridian\nsections:\n"
        "  - {type: brief, headline: H, points: ['Words [about](https://a.example.org) it', Two things, Three]}\n",
        tmp_path,
    )
    theme = part(deck, "ppt/theme/theme1.xml")
    found = re.search('<a:hlink><a:srgbClr val="(\\w+)"', theme)
    assert found is not None
    made = compose(load(tmp_path / "source.yaml"), "deck")
    runs = [
        run for s in made.sheets for i in s.items if isinstance(i, TextItem) for p in i.paragraphs for run in p.runs
    ]
    (link,) = [run for run in runs if run.link]
    own = "".join(part(deck, f"ppt/slides/slide{n}.xml") for n in range(1, len(made.sheets) + 1)).count('val="tx"')
    assert own == (link.colour.rgb != found[1])
