"""Sections of like parts: where their entries stand, on every size of sheet, in both publications."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any, Literal

import pytest

from reportgen import Publication, compose, load, parse
from reportgen.brand import Brand, load_brand
from reportgen.errors import FitError, Problems, ReportgenError
from reportgen.frames import ImageItem, ShapeItem, TextItem
from reportgen.geometry import Rect

ROOT = Path(__file__).parents[2]
GALLERY = ROOT / "examples/gallery/sections.yaml"
MERIDIAN = ROOT / "examples/brands/meridian/brand.yaml"


def made(section: dict[str, Any], kind: Literal["newsletter", "deck"] = "newsletter", **more: Any) -> Publication:
    source = {"title": "Entries", "language": "en-GB", "brand": "meridian", "sections": [section], **more}
    return compose(parse(source, folder=ROOT / "examples"), kind)


def texts(publication: Publication) -> list[TextItem]:
    items = [item for sheet in publication.sheets for item in sheet.items]
    return [item for item in items if isinstance(item, TextItem) and not item.artifact]


def saying(publication: Publication, text: str) -> TextItem:
    (found,) = [item for item in texts(publication) if any(p.text == text for p in item.paragraphs)]
    return found


def of_size(tmp_path: Path, page: str, slide: str) -> Brand:
    """The example brand on other sheets, its slide's type in proportion to the narrower ones."""
    text = MERIDIAN.read_text().replace("size: A4", f'size: "{page}"').replace('size: "16:9"', f'size: "{slide}"')
    if page == "A5":
        text = text.replace("right: 16mm", "right: 11mm").replace("left: 16mm", "left: 11mm").replace("5mm", "4mm", 1)
    (tmp_path / "brand.yaml").write_text(text)
    for logo in MERIDIAN.parent.glob("*.svg"):
        (tmp_path / logo.name).write_bytes(logo.read_bytes())
    return load_brand(tmp_path / "brand.yaml")


@pytest.mark.parametrize(("page", "slide"), [("A4", "16:9"), ("Letter", "4:3"), ("A5", "square")])
@pytest.mark.parametrize("kind", ["newsletter", "deck"])
def test_every_type_on_every_size(kind: Literal["newsletter", "deck"], page: str, slide: str, tmp_path: Path) -> None:
    publication = compose(load(GALLERY), kind, brand=of_size(tmp_path, page, slide))
    sheet_box = Rect(0, 0, publication.size.width, publication.size.height)
    for sheet in publication.sheets:
        boxes: list[Rect] = []
        for item in sheet.items:
            assert sheet_box.contains(item.box, 0.5), item
            if isinstance(item, TextItem) and item.lines and not item.artifact:
                width = max(line.x + line.width for line in item.lines)
                assert width <= item.box.width + 0.5, item
                top = item.box.y + item.lines[0].baseline - 0.7 * item.paragraphs[0].leading
                boxes.append(Rect(item.box.x, top, width, item.box.y + item.lines[-1].baseline - top))
            elif isinstance(item, ImageItem) and not item.artifact:
                box = item.box  # text follows a circle: the square in it is what none may touch
                within = 0.15 * box.width if item.shape == "circle" else 0.0
                boxes.append(Rect(box.x + within, box.y + within, box.width - 2 * within, box.height - 2 * within))
        for number, one in enumerate(boxes):
            for other in boxes[number + 1 :]:
                assert not one.overlaps(other, 0.6), (one, other)
    shown = " ".join(p.text for item in texts(publication) for p in item.paragraphs)
    shown = " ".join([shown, *(note for sheet in publication.sheets for note in sheet.notes)])
    for words in ("Six of ten clusters", "forty counties", "Winter forum", "Petra Vogel", "Give the land in the east"):
        assert words in re.sub(r"\s+", " ", shown)


MOMENTS = [
    {"at": str(2020 + n), "title": f"Moment {n}", "text": "What happened then, in a few words."} for n in range(4)
]


def test_a_timeline_across_has_its_dots_on_one_rail() -> None:
    section = {"type": "timeline", "headline": "Time", "moments": MOMENTS, "layout": {"newsletter": "timeline-across"}}
    publication = made(section)
    shapes = [item for item in publication.sheets[0].items if isinstance(item, ShapeItem)]
    dots = [shape for shape in shapes if shape.name == "dot"]
    (rail,) = [shape for shape in shapes if shape.name == "rail"]
    assert len(dots) == 4
    assert {round(dot.box.y + dot.box.height / 2, 2) for dot in dots} == {round(rail.box.y + rail.box.height / 2, 2)}
    assert [round(dot.box.x, 2) for dot in dots] == [
        round(saying(publication, moment["title"]).box.x, 2) for moment in MOMENTS
    ]


def test_an_upright_timeline_has_labels_dots_and_texts_on_one_line() -> None:
    publication = made(
        {"type": "timeline", "headline": "Time", "moments": MOMENTS, "layout": {"newsletter": "timeline"}}
    )
    for moment in MOMENTS:
        label, title = saying(publication, moment["at"]), saying(publication, moment["title"])
        one, two = (item.box.y + item.lines[0].baseline for item in (label, title))
        assert one == pytest.approx(two, abs=0.01)
        assert label.box.right <= title.box.x


def test_cells_of_a_row_begin_on_one_height_and_rows_do_not_overlap() -> None:
    people = [{"name": f"Person {n}", "role": "Work " * (1 + n % 3)} for n in range(7)]
    publication = made({"type": "people", "headline": "Team", "people": people, "layout": {"newsletter": "people"}})
    tops = [round(saying(publication, person["name"]).box.y, 2) for person in people]
    assert len(set(tops[:4])) == len(set(tops[4:])) == 1
    assert tops[0] < tops[4]


def test_more_entries_than_a_slide_holds_go_on_over_several() -> None:
    events = [
        {"date": f"2026-01-{day:02}", "title": f"Day {day}", "text": "An event of that day"} for day in range(1, 20)
    ]
    publication = made({"type": "events", "headline": "Calendar", "events": events}, "deck")
    assert len(publication.sheets) >= 3
    found = [p.text for item in texts(publication) for p in item.paragraphs if p.role == "heading3"]
    assert found == [f"Day {day}" for day in range(1, 20)]
    headlines = [p.text for item in texts(publication) for p in item.paragraphs if p.role == "heading1"]
    assert headlines == ["Calendar"] * len(publication.sheets)  # more than two parts are counted with deck: full alone


def test_more_entries_than_a_page_holds_go_on_over_the_page() -> None:
    events = [{"date": "2026-01-02", "title": f"Day {day}", "text": "An event of that day"} for day in range(60)]
    publication = made({"type": "events", "headline": "Calendar", "events": events, "layout": {"newsletter": "events"}})
    assert len(publication.sheets) >= 2
    found = [p.text for item in texts(publication) for p in item.paragraphs if p.role == "heading3"]
    assert found == [f"Day {day}" for day in range(60)]


def test_dates_are_shown_in_the_readers_language() -> None:
    section = {
        "type": "events",
        "headline": "Kalender",
        "events": [{"date": "2026-06-30..2026-07-02", "title": "Fest"}],
    }
    assert saying(made(section, language="de"), "30. Juni – 2. Juli 2026").slot == "entries-1-label"


@pytest.mark.parametrize(
    ("date", "message"),
    [
        ("2026-02-30", '"2026-02-30" is no date'),
        ("2026-6-30", '"2026-6-30" is no date'),
        ("2026-06-30..", '"2026-06-30.." is no date'),
        ("2026-07-02..2026-06-30", "ends before it begins"),
    ],
)
def test_a_wrong_date_is_named_with_its_line(date: str, message: str) -> None:
    text = (
        f"title: T\nsections:\n  - type: events\n    headline: H\n    events:\n      - date: {date}\n        title: E\n"
    )
    with pytest.raises(ReportgenError, match=re.escape(message)) as caught:
        load(text, base=ROOT / "examples")
    assert caught.value.where.line == 6
    assert caught.value.where.path == "sections[0].events[0].date"


@pytest.mark.parametrize("date", ["Fridays, from six", "5 November", "14. Oktober, 18 Uhr", "next week"])
@pytest.mark.parametrize("kind", ["newsletter", "deck"])
def test_days_in_words_stand_as_they_were_written(kind: Literal["newsletter", "deck"], date: str) -> None:
    events = [{"date": date, "title": "A"}, {"date": "2026-06-30", "title": "B"}, {"date": "2026-07-01", "title": "C"}]
    publication = made({"type": "events", "headline": "H", "events": events}, kind)
    said = "".join(paragraph.text for item in texts(publication) for paragraph in item.paragraphs)
    assert date.replace(" ", "") in re.sub(r"\s", "", said)


def test_every_fault_of_a_list_is_told() -> None:
    events = [{"date": "2026-13-01", "title": "A"}, {"date": "2026-02-30", "title": "B"}]
    with pytest.raises(Problems) as caught:
        parse({"title": "T", "sections": [{"type": "events", "headline": "H", "events": events}]})
    assert len(caught.value.problems) == 2


@pytest.mark.parametrize(
    ("section", "path"),
    [
        ({"type": "matrix", "headline": "H", "fields": [{"title": "One"}] * 3}, "sections[0].fields"),
        ({"type": "comparison", "headline": "H", "options": [{"title": "One"}] * 5}, "sections[0].options"),
        ({"type": "process", "headline": "H", "steps": [{"title": "One"}]}, "sections[0].steps"),
        ({"type": "cta", "headline": "H", "button": {"text": "Go", "url": "javascript:x"}}, "sections[0].button.url"),
        ({"type": "timeline", "headline": "H", "moments": [{"at": "1"}, {"at": "2", "title": "b"}]}, "moments[0]"),
    ],
)
def test_a_wrong_section_is_named_with_its_path(section: dict[str, Any], path: str) -> None:
    with pytest.raises(ReportgenError) as caught:
        parse({"title": "T", "sections": [section]})
    assert path in caught.value.where.path


def test_entries_that_fit_no_template_are_an_error() -> None:
    steps = [{"title": "A step", "text": "word " * 400}] * 2
    with pytest.raises(FitError):
        made({"type": "process", "headline": "H", "steps": steps, "layout": "process"}, "deck")


def test_a_call_to_action_has_its_link_and_its_code() -> None:
    button = {"text": "Reserve", "url": "https://example.com/forum"}
    publication = made({"type": "cta", "headline": "Come", "button": button})
    (image,) = [item for item in publication.sheets[0].items if isinstance(item, ImageItem) and not item.artifact]
    assert image.alt == "QR code: https://example.com/forum"
    assert publication.pictures[image.picture].media == "image/svg+xml"
    (run,) = saying(publication, "Reserve").paragraphs[0].runs
    assert run.link == "https://example.com/forum"
    bare = made({"type": "cta", "headline": "Come", "button": button, "qr": False})
    assert not [item for item in bare.sheets[0].items if isinstance(item, ImageItem) and not item.artifact]


def listed(publication: Publication) -> dict[str, str]:
    """Titles and numbers in the contents."""
    found: dict[str, str] = {}
    for sheet in publication.sheets:
        items = [item for item in sheet.items if isinstance(item, TextItem)]
        for item in items:
            if item.slot and re.fullmatch(r"entries-\d+", item.slot) and item.paragraphs[0].runs[0].link:
                for label in (
                    one for one in items if one.slot == f"{item.slot}-label"
                ):  # openers have them in the text
                    found[item.paragraphs[0].text] = label.paragraphs[0].text
    return found


@pytest.mark.parametrize("kind", ["newsletter", "deck"])
def test_contents_name_the_sheets_on_which_sections_begin(kind: Literal["newsletter", "deck"]) -> None:
    sentence = "Every hub needs power, water and fibre, and people who have the patience to see it through. "
    stories = [{"type": "story", "headline": f"Story {n}", "body": "\n\n".join([sentence * 3] * 9)} for n in range(6)]
    source = {"title": "T", "brand": "meridian", "language": "en", "sections": [{"type": "contents"}, *stories]}
    publication = compose(parse(source, folder=ROOT / "examples"), kind)
    numbers = listed(publication)
    assert list(numbers) == [f"Story {n}" for n in range(6)]
    for section in publication.makeup.sections[1:]:
        assert numbers[section.title] == str(section.sheets[0])
    for item in texts(publication):
        for paragraph in item.paragraphs:
            for run in paragraph.runs:
                if run.link:
                    landing = publication.targets[run.link]
                    assert str(landing.sheet + 1) == numbers.get(paragraph.text, paragraph.text)
    assert numbers["Story 5"] != numbers["Story 0"]


def test_an_agenda_lists_the_parts_of_a_deck_where_there_are_some() -> None:
    publication = compose(load(GALLERY), "deck")
    agenda = next(sheet for sheet in publication.sheets if sheet.title == "Agenda")
    parts = [item for item in agenda.items if isinstance(item, TextItem) and (item.slot or "").startswith("parts-")]
    lines = [[paragraph.text.replace("\u2002", " ") for paragraph in item.paragraphs] for item in parts]
    assert lines[1] == ["7", "Choices", "8 A hall in the east, a hall in the west", "9 What to move first"]
    assert [line[1] for line in lines] == ["Time and order", "Choices", "People and pictures"]


def test_an_agenda_of_much_names_the_parts_alone_with_what_their_openings_say() -> None:
    stories = [{"type": "story", "headline": f"A story whose name is long, number {n}", "body": "W."} for n in range(9)]
    parts = [{"type": "divider", "headline": name, "standfirst": f"About {name}."} for name in ("One", "Two")]
    sections = [{"type": "agenda"}, parts[0], *stories, parts[1], *stories]
    source = {"title": "T", "brand": "meridian", "language": "en", "sections": sections}
    deck = compose(parse(source, folder=ROOT / "examples"), "deck")
    assert list(listed(deck)) == ["One", "Two"]
    assert "About Two." in [
        p.text for item in deck.sheets[0].items if isinstance(item, TextItem) for p in item.paragraphs
    ]


@pytest.mark.parametrize("kind", ["newsletter", "deck"])
def test_titles_that_are_amounts_are_set_as_numbers(kind: Literal["newsletter", "deck"]) -> None:
    def size(titles: list[str]) -> float:
        options = [{"title": title, "text": ["A desk"]} for title in titles]
        source = {
            "title": "T",
            "brand": "meridian",
            "sections": [{"type": "comparison", "headline": "H", "options": options}],
        }
        made = compose(parse(source, folder=ROOT / "examples"), kind)
        found = [p for item in texts(made) for p in item.paragraphs if p.text == titles[0]]
        return found[0].runs[0].size

    assert size(["£120", "£180"]) > 1.2 * size(["One", "Two"])
    assert size(["£120", "Two"]) == size(["One", "Two"])


@pytest.mark.parametrize("count", [5, 9])
def test_no_number_stands_alone_in_its_row(count: int) -> None:
    stats = [{"value": str(n), "label": "things"} for n in range(min(count, 8))]
    source = {"title": "T", "brand": "cirrus", "sections": [{"type": "stats", "stats": stats}]}
    page = compose(parse(source, folder=ROOT / "examples"), "newsletter")
    tops = [round(item.box.y) for item in texts(page) if (item.slot or "").startswith("stats-")]
    assert all(tops.count(top) > 1 for top in tops)


def test_two_or_three_numbers_of_a_slide_stand_in_rows_with_their_labels_beside_them() -> None:
    stats = [{"value": "1,800", "label": "at midnight"}, {"value": "6,200", "label": "at noon"}]
    source = {"title": "T", "brand": "meridian", "sections": [{"type": "stats", "headline": "H", "stats": stats}]}
    deck = compose(parse(source, folder=ROOT / "examples"), "deck")
    boxes = {item.slot: item.box for item in texts(deck) if item.slot}
    assert boxes["stats-1"].y == boxes["stats-1-label"].y < boxes["stats-2"].y
    assert boxes["stats-1"].right < boxes["stats-1-label"].x == boxes["stats-2-label"].x


def test_addresses_stay_whole_where_fewer_stand_beside_each_other() -> None:
    names = ("leader", "treasurer", "buses", "housing")
    people = [{"name": n.title(), "text": f"[{n}@northfield.example](mailto:{n}@northfield.example)"} for n in names]
    source = {"title": "T", "brand": "northfield", "sections": [{"type": "people", "headline": "H", "people": people}]}
    deck = compose(parse(source, folder=GALLERY.parent.parent), "deck")
    lines = ["".join(run.text for run in line.runs) for item in texts(deck) for line in item.lines]
    assert [line for line in lines if "@" in line] == [f"{n}@northfield.example" for n in names]


@pytest.mark.parametrize(("count", "even"), [(20, [20]), (17, [17]), (6, [6]), (45, [24, 21])])
def test_the_parts_of_a_list_are_even_and_of_one_size(count: int, even: list[int]) -> None:
    stories = [{"type": "story", "headline": f"Story {number}", "body": "Words."} for number in range(count)]
    source = {"title": "T", "brand": "cirrus", "sections": [{"type": "agenda"}, *stories]}
    deck = compose(parse(source, folder=GALLERY.parent.parent), "deck")
    parts = [
        [
            run
            for item in sheet.items
            if isinstance(item, TextItem)
            for p in item.paragraphs
            for run in p.runs
            if run.link and not run.text.isdecimal()
        ]
        for sheet in deck.sheets
    ]
    assert [len(part) for part in parts if part] == even
    assert len({run.size for part in parts for run in part}) == 1


def test_seven_people_with_addresses_share_a_slide() -> None:
    people: list[dict[str, Any]] = [
        {
            "name": f"Person {n}",
            "role": "Payroll and benefits",
            "text": f"[pay.roll{n}@kite.example](mailto:a@b.example)",
        }
        for n in range(7)
    ]
    section = {"type": "people", "headline": "People to know", "standfirst": "You will forget.", "people": people}
    publication = made(section, "deck")
    assert len(publication.sheets) == 1
    assert len({run.size for item in texts(publication) for p in item.paragraphs for run in p.runs}) <= 5
