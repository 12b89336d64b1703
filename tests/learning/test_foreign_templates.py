"""Templates as other programs write them, and as they are found: low boxes, a logo over the text, no slide to open with."""

import io
import sys
import zipfile
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import pytest
import yaml
from lxml import etree
from PIL import Image
from pptx import Presentation

from reportgen import compose, parse, render
from reportgen.backends.pptx.lint import faults_of
from reportgen.errors import TemplateError
from reportgen.learning.learn import learn

LOGO = (850.0, 400.0, 90.0, 90.0)
STORY = {
    "type": "story",
    "headline": "Rates fell",
    "byline": "Ada Byron, markets",
    "body": "The first cut came in March. Two more followed.",
    "points": ["Banks lend more", "Builders wait"],
}
CHART = {
    "type": "chart",
    "headline": "Loans grew",
    "chart": {"kind": "column", "categories": ["Q1", "Q2"], "series": [{"name": "Loans", "values": [3, 4]}]},
}


def square() -> bytes:
    stream = io.BytesIO()
    Image.new("RGB", (400, 400), "#4477AA").save(stream, "PNG")
    return stream.getvalue()


PICTURES = {"square.png": square()}


def company(kit: Any, layouts: list[Any], shapes: str = "", bullets: bool = True) -> bytes:
    made: bytes = kit.made(
        kit.Company(
            (960.0, 540.0), kit.COLOURS, "Arial", "Arial", (40, 28, 880, 60), (40, 120, 880, 372), kit.foot(960, 506),
            layouts, title_size=28, shapes=shapes, bullets=bullets,
        )
    )  # fmt: skip
    return made


@pytest.fixture(scope="module")
def brands(templates: Mapping[str, bytes], tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Brands: `low`, as programs write templates; `bare`, without a slide to open with (`plain` without bullets); `stamped`, with a logo;
    `full`, with a layout for comparisons, whose headings reach a little into what they stand over.
    """
    assert templates
    kit: Any = sys.modules["corporate_templates"]
    plain = "<a:bodyPr><a:noAutofit/></a:bodyPr>"
    low = [
        kit.Plan(
            "ACME_TITLE",
            "",
            (kit.Holder("title", 0, (43, 115, 160, 200), plain), kit.Holder("body", 13, (43, 330, 720, 60))),
        ),
        kit.Plan(
            "ACME Content",
            "",
            (
                kit.Holder("title", 0, (36, 16, 700, 20), plain),
                kit.Holder("body", 13, (36, 93, 888, 22), "<a:bodyPr><a:spAutoFit/></a:bodyPr>"),
            ),
        ),
    ]
    usual = kit.usual(960, 540, 120, 500)
    bare = [one for one in usual if one.type in ("obj", "titleOnly")]
    logo = kit.shape(60, LOGO, kit.solid("accent2")) + kit.shape(61, (20, 500, 60, 30), kit.solid("accent1"))
    folder = tmp_path_factory.mktemp("foreign")
    head = '<a:bodyPr anchor="b"><a:normAutofit/></a:bodyPr>'
    sides = [
        one
        for at, x in enumerate((40, 488))
        for one in (
            kit.Holder("body", 1 + 2 * at, (x, 112, 432, 44), head),
            kit.Holder("obj", 2 + 2 * at, (x, 150, 432, 342)),
        )
    ]
    compared = kit.Plan("Comparison", "twoTxTwoObj", (kit.Holder("title", 0), *sides, *kit.footers()))
    wide = (kit.Holder("obj", 1, (40, 120, 280, 372)), kit.Holder("obj", 2, (336, 120, 584, 372)))
    aside = kit.Plan("Content with Aside", "", (kit.Holder("title", 0), *wide, *kit.footers()))
    files = {
        "full": company(kit, [*usual, compared, aside]),
        "low": company(kit, low, bullets=False),
        "bare": company(kit, bare),
        "plain": company(kit, bare, bullets=False),
        "stamped": company(kit, usual, logo),
    }
    for name, data in files.items():
        (folder / f"{name}.potx").write_bytes(data)
        learn(folder / f"{name}.potx", folder / name)
    return folder


def without_styles(data: bytes) -> bytes:
    """A template as LibreOffice writes it: what its text looks like is said on its prompts alone."""
    prompt = (
        '<a:p xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main"><a:pPr algn="ctr" indent="0"><a:buNone/>'
        '</a:pPr><a:r><a:rPr lang="en-US" sz="{}"><a:solidFill><a:srgbClr val="C00000"/></a:solidFill>'
        '<a:latin typeface="Arial"/></a:rPr><a:t>Click to edit</a:t></a:r></a:p>'
    )
    with zipfile.ZipFile(io.BytesIO(data)) as file:
        parts = {name: file.read(name) for name in file.namelist()}
    name = "ppt/slideMasters/slideMaster1.xml"
    root = etree.fromstring(parts[name])
    styles = root.find("{*}txStyles")
    styles.getparent().remove(styles)
    for shape in root.iterfind(".//{*}sp"):
        holder = shape.find(".//{*}ph")
        if holder is not None and holder.get("type") in ("title", "body"):
            body = shape.find("{*}txBody")
            for paragraph in body.findall("{*}p"):
                body.remove(paragraph)
            body.append(etree.fromstring(prompt.format({"title": 3300, "body": 2100}[holder.get("type")])))
    parts[name] = etree.tostring(root)
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w") as file:
        for part, content in parts.items():
            file.writestr(part, content)
    return stream.getvalue()


def test_text_on_a_large_sheet_is_as_much_larger(templates: Mapping[str, bytes], tmp_path: Path) -> None:
    assert templates
    kit: Any = sys.modules["corporate_templates"]
    large = kit.Company(
        (1920.0, 1080.0), kit.COLOURS, "Arial", "Arial", (80, 56, 1760, 120), (80, 240, 1760, 744), kit.foot(1920, 1012),
        kit.usual(1920, 1080, 240, 1000), title_size=56, body_sizes=(36, 32, 28, 24, 24),
    )  # fmt: skip
    (tmp_path / "large.pptx").write_bytes(kit.made(large))
    learn(tmp_path / "large.pptx", tmp_path / "large")
    said = yaml.safe_load((tmp_path / "large/brand.yaml").read_text("utf-8"))["type"]["slide"]
    assert (said["body"]["size"], said["caption"]["size"]) == ("36pt", "22pt")


def test_looks_that_only_prompts_have_are_those_of_slides(templates: Mapping[str, bytes], tmp_path: Path) -> None:
    assert templates
    kit: Any = sys.modules["corporate_templates"]
    (tmp_path / "free.pptx").write_bytes(without_styles(company(kit, kit.usual(960, 540, 120, 500))))
    learned = learn(tmp_path / "free.pptx", tmp_path / "free")
    assert [one for one in learned.told if "prompts" in one]
    (slide,) = slides_of(tmp_path / "free", {**STORY, "byline": None})
    title = slide.slide_layout.slide_master.placeholders[0]._element
    level = title.find(".//{*}lstStyle/{*}lvl1pPr")
    assert level.get("algn") == "ctr"
    assert level.find("{*}defRPr").attrib == {"sz": "3300"}
    said = yaml.safe_load((tmp_path / "free/layouts/slides/Title and Content.yaml").read_text("utf-8"))
    looks = [region["office"]["levels"][0] for region in said["regions"][:2]]
    assert [(one["size"], one["colour"], one["align"]) for one in looks] == [
        (33.0, "#C00000", "center"),
        (21.0, "#C00000", "center"),
    ]


def slides_of(folder: Path, *sections: Mapping[str, Any]) -> Any:
    source = {"title": "June", "language": "en-GB", "date": "2026-06-01", "sections": list(sections)}
    blob = render(compose(parse(source, files=PICTURES), "deck", brand=folder / "brand.yaml"), "pptx")
    assert faults_of(blob) == []
    return Presentation(io.BytesIO(blob)).slides


def holder(slide: Any, index: int) -> Any:
    return next(one for one in slide.placeholders if one.placeholder_format.idx == index)


def test_a_box_of_one_line_is_made_as_high_as_its_slide_allows(brands: Path) -> None:
    (slide,) = slides_of(brands / "low", {**STORY, "byline": None})
    assert slide.slide_layout.name == "ACME Content"
    words = holder(slide, 13)
    assert "Two more followed" in words.text_frame.text
    assert words._element.find(".//{*}xfrm") is not None
    assert words.height > 300 * 12700


def test_a_title_that_is_too_long_is_shrunk_and_not_refused(brands: Path) -> None:
    long = "Rates fell for the third time in a year, and the markets had expected more of all of them than they got"
    (slide,) = slides_of(brands / "low", {**STORY, "byline": None, "headline": long})
    assert slide.shapes.title.text_frame.text == long
    assert slide.shapes.title._element.find(".//{*}normAutofit").get("fontScale")


def test_a_quotation_stands_where_text_does_if_titles_have_no_room(brands: Path) -> None:
    section = {"type": "quote", "quote": "Few words are enough for those who want to hear.", "attribution": "Ada"}
    (slide,) = slides_of(brands / "plain", section)
    assert slide.shapes.title.text_frame.text == "June"
    assert holder(slide, 1).text_frame.text.split("\n") == [section["quote"], "Ada"]
    (slide,) = slides_of(brands / "bare", section)  # places with bullets are for lists
    assert slide.slide_layout.name == "Title Only"


def test_a_title_of_many_words_goes_down_to_what_is_under_it(brands: Path) -> None:
    long = "Rates fell for the third time in a year, and the markets had expected more of all of them than they got, "
    headline = f"{2 * long}as far as anybody can say who has read what the bank has told of them"
    (slide,) = slides_of(brands / "low", {**STORY, "byline": None, "headline": headline})
    title = slide.shapes.title
    assert title.text_frame.text == headline
    top, bottom = title.top / 12700, (title.top + title.height) / 12700
    assert top < 20
    assert 60 < bottom <= 93 - 8
    (slide,) = slides_of(brands / "low", {**STORY, "byline": None})
    assert slide.shapes.title._element.find(".//{*}xfrm") is None


def test_no_word_of_a_title_is_torn(brands: Path) -> None:
    (slide,) = slides_of(brands / "low", {"type": "divider", "headline": "Benchmarks"})
    assert slide.slide_layout.name == "ACME_TITLE"
    assert slide.shapes.title._element.find(".//{*}normAutofit").get("fontScale")


def test_names_are_no_items_of_a_list(brands: Path) -> None:
    (slide,) = slides_of(brands / "bare", STORY)
    assert "Ada Byron" not in holder(slide, 1).text_frame.text
    assert any(shape.has_text_frame and shape.text_frame.text == STORY["byline"] for shape in slide.shapes)


def test_a_template_without_an_opening_opens_with_its_title(brands: Path) -> None:
    first, last = slides_of(
        brands / "bare",
        {"type": "cover", "masthead": "Acme in June", "title": "What we did"},
        {"type": "closing", "headline": "Thank you"},
    )
    assert first.shapes.title.text_frame.text == "Acme in June"
    assert any(shape.has_text_frame and shape.text_frame.text == "What we did" for shape in first.shapes)
    assert last.shapes.title.text_frame.text == "Thank you"


@pytest.mark.parametrize(
    "section",
    [
        CHART,
        {"type": "table", "headline": "All", "table": {"columns": ["A", "B"], "rows": [["x", n] for n in range(9)]}},
        {"type": "stats", "headline": "Numbers", "stats": [{"value": str(n), "label": "hubs"} for n in range(4)]},
    ],
)
def test_nothing_hides_the_logo(brands: Path, section: Mapping[str, Any]) -> None:
    left, top, width, height = (round(12700 * one) for one in LOGO)
    for slide in slides_of(brands / "stamped", section):
        for shape in slide.shapes:
            beside = shape.left + shape.width <= left or shape.left >= left + width
            assert beside or shape.top + shape.height <= top or shape.top >= top + height, shape.name


def test_a_date_under_a_mark_is_left_empty(brands: Path) -> None:
    (slide,) = slides_of(brands / "stamped", CHART)
    assert {one.placeholder_format.idx for one in slide.placeholders} >= {11, 12}
    assert 10 not in {one.placeholder_format.idx for one in slide.placeholders}


@pytest.mark.parametrize("layout", ["stamped/Two Content", {"deck": "Stamped/two content"}])
def test_a_layout_is_taken_by_the_name_that_the_company_gave_it(brands: Path, layout: Any) -> None:
    (slide,) = slides_of(brands / "stamped", {**STORY, "byline": None, "layout": layout})
    assert slide.slide_layout.name == "Two Content"
    assert holder(slide, 2).text_frame.text == "Banks lend more\nBuilders wait"
    assert "Banks" not in holder(slide, 1).text_frame.text
    said = yaml.safe_load((brands / "stamped/deck.yaml").read_text("utf-8"))
    assert said["layouts"]["Two Content"] == ["Two Content", "Two Content (figure)", "Two Content (figure first)"]


@pytest.mark.parametrize("layout", ["full/Two Content", "full/Content with Aside"])
@pytest.mark.parametrize("kind", ["picture", "chart", "table"])
def test_what_is_looked_at_stands_in_a_place_of_the_layout_that_is_named(brands: Path, layout: str, kind: str) -> None:
    figures = {
        "picture": {"file": "square.png", "alt": "A square"},
        "chart": {"chart": CHART["chart"]},
        "table": {"table": {"columns": ["Bank", "Loans"], "rows": [["East", 3], ["West", 4]]}},
    }
    (slide,) = slides_of(brands / "full", {**STORY, "byline": None, "figure": figures[kind], "layout": layout})
    assert slide.slide_layout.name == layout.partition("/")[2]
    words, shown = holder(slide, 1), holder(slide, 2)
    if not words.has_text_frame:
        words, shown = shown, words
    assert "Banks lend more" in words.text_frame.text
    assert {"picture": hasattr(shown, "image"), "chart": shown.has_chart, "table": shown.has_table}[kind]


def test_a_layout_for_comparisons_has_each_option_in_its_place(brands: Path) -> None:
    options = [
        {"title": "Buy", "text": ["Dear at first", "Ours for good"]},
        {"title": "Rent", "label": "B", "text": ["Cheap at first"]},
    ]
    (slide,) = slides_of(brands / "full", {"type": "comparison", "headline": "Two ways", "options": options})
    assert slide.slide_layout.name == "Comparison"
    said = {index: holder(slide, index).text_frame.text for index in (1, 2, 3, 4)}
    assert said == {1: "Buy", 2: "Dear at first\nOurs for good", 3: "B\nRent", 4: "Cheap at first"}
    assert not any(holder(slide, index)._element.findall(".//{*}xfrm") for index in (1, 2, 3, 4))
    three = [*options, {"title": "Wait", "text": ["Nothing is spent"]}]
    (slide,) = slides_of(brands / "full", {"type": "comparison", "headline": "Three ways", "options": three})
    assert slide.slide_layout.name == "Title Only"


@pytest.mark.parametrize(
    ("layout", "told"),
    [
        ("stamped/Two Contents", 'unknown layout "Two Contents".*did you mean "Two Content"'),
        ("acme/Two Content", 'layout of the brand "acme".*of this deck is "stamped"'),
    ],
)
def test_a_layout_that_is_not_there_is_told(brands: Path, layout: str, told: str) -> None:
    with pytest.raises(TemplateError, match=told):
        slides_of(brands / "stamped", {**STORY, "layout": layout})


def test_a_companys_layout_leaves_the_newsletter_alone(brands: Path) -> None:
    source = {"title": "June", "sections": [{**STORY, "layout": "stamped/Two Content"}]}
    assert compose(parse(source), "newsletter", brand=brands / "stamped" / "brand.yaml").sheets
