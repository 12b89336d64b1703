"""The frames of whole documents: nothing lost, nothing on top of another, nothing off its sheet."""

from __future__ import annotations

import random
import re
from collections.abc import Callable
from pathlib import Path
from typing import Any, Literal

import pytest
from PIL import Image

from reportgen import Publication, compose, load, parse
from reportgen.document import Document
from reportgen.errors import ReportgenError
from reportgen.frames import ImageItem, TextItem
from reportgen.geometry import Rect

ROOT = Path(__file__).parents[2]
EXAMPLE = ROOT / "examples/capital-markets-in-china/capital-markets-in-china.yaml"
KINDS: tuple[Literal["newsletter", "deck"], ...] = ("newsletter", "deck")
WORDS = [
    "the",
    "data",
    "centre",
    "plan",
    "moves",
    "computing",
    "west",
    "where",
    "land",
    "and",
    "renewable",
    "energy",
    "are",
    "plentiful",
    "while",
    "eastern",
    "cities",
    "keep",
    "growing",
    "and",
    "every",
    "hub",
    "needs",
    "power",
    "water",
    "fibre",
    "people",
    "and",
    "patience",
    "数据",
    "中心",
    "西部",
    "计算",
    "8.8",
    "US$62.9",
    "billion",
]


def content(publication: Publication) -> list[tuple[int, TextItem]]:
    return [
        (number, item)
        for number, sheet in enumerate(publication.sheets)
        for item in sheet.items
        if isinstance(item, TextItem) and not item.artifact
    ]


def parts(publication: Publication) -> dict[str, str]:
    """The text of each logical paragraph, its parts put together."""
    found: dict[str, str] = {}
    for _, item in content(publication):
        for paragraph in item.paragraphs:
            if paragraph.continued:
                found[paragraph.key] += paragraph.text
            else:
                found.setdefault(paragraph.key, paragraph.text)
    return found


def check_frames(publication: Publication) -> None:
    sheet_box = Rect(0, 0, publication.size.width, publication.size.height)
    for sheet in publication.sheets:
        boxes: list[Rect] = []
        for item in sheet.items:
            assert sheet_box.contains(item.box, 0.5), item
            if isinstance(item, TextItem) and item.lines:
                top = item.box.y + item.lines[0].baseline - item.paragraphs[0].leading * 0.8
                bottom = item.box.y + item.lines[-1].baseline
                ink = Rect(item.box.x, top, max(line.x + line.width for line in item.lines), bottom - top)
                ink = item.box if item.turned else ink
                assert all(line.x + line.width <= item.measure + 0.1 for line in item.lines)
                boxes.append(ink)
            elif isinstance(item, ImageItem) and not item.artifact:
                boxes.append(item.box)
        for number, one in enumerate(boxes):
            for other in boxes[number + 1 :]:
                assert not one.overlaps(other, 0.6), (one, other)
    for _, item in content(publication):
        for number, paragraph in enumerate(item.paragraphs):
            lines = [line for line in item.lines if line.paragraph == number]
            assert [line.start for line in lines] == [0, *(line.end for line in lines[:-1])]
            assert lines[-1].end == len(paragraph.text)


def source_of(data: dict[str, Any]) -> set[str]:
    """The texts of a source's mapping that must be found again."""
    texts: set[str] = set()
    for section in data["sections"]:
        for key in ("headline", "standfirst", "quote", "masthead", "name", "statement"):
            if key in section:
                texts.add(section[key])
        texts.update(part for part in section.get("body", "").split("\n\n") if part)
        texts.update(section.get("points", []))
        texts.update(turn[key] for turn in section.get("turns", []) for key in ("question", "answer"))
        for name in ("moments", "events", "steps", "options", "fields", "people"):
            for entry in section.get(name, []):
                values = [entry[key] for key in ("title", "text", "name", "role") if key in entry]
                texts.update(text for value in values for text in (value if isinstance(value, list) else [value]))
    return texts


def squeezed(text: str) -> str:
    """A text with single spaces, without the "(2/3)" of a slide's title."""
    return re.sub(r" \(\d+/\d+\)$", "", " ".join(text.split()))


@pytest.mark.parametrize("kind", KINDS)
def test_example(kind: Literal["newsletter", "deck"]) -> None:
    check_frames(compose(load(EXAMPLE), kind))


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize("times", [0, 3])
def test_example_longer_and_shorter(kind: Literal["newsletter", "deck"], times: int) -> None:
    """Every paragraph tripled, or cut to its first sentence: composed with nothing lost and no edit."""
    text = EXAMPLE.read_text("utf-8")

    def change(match: re.Match[str]) -> str:
        words = match[2]
        if not times:
            words = re.split(r"(?<=\w\.) ", words)[0]
        return match[1] + " ".join([words] * max(times, 1)) + match[3]

    text = re.sub(r'(      - ")(\*\*.*)(")', change, text)
    text = re.sub(r"(\n      )((?:Driving|The eastern).*)(\n)", change, text)
    document = load(text, base=EXAMPLE.parent)
    publication = compose(document, kind)
    check_frames(publication)
    notes = [note for sheet in publication.sheets for note in sheet.notes]  # a long text is shown in part
    found = " ".join([*parts(publication).values(), *notes])
    assert found.count("renewable energy") == (3 if times else 0)
    assert found.count("was ambitious to get a piece") >= max(times, 1)  # slides show a part, notes have all
    assert found.count("privacy computing becomes") >= max(times, 1)


def entries(rng: random.Random, words: Callable[[int, int], str]) -> dict[str, Any]:
    """A section of like parts, of any type that has them."""
    count = rng.randint(2, 9)

    def title() -> str:
        return words(1, 6)

    def text() -> str:
        return words(2, 18)

    match rng.choice(("timeline", "events", "process", "comparison", "matrix", "people")):
        case "timeline":
            made = {"moments": [{"at": str(1990 + n), "title": title(), "text": text()} for n in range(count)]}
            return {"type": "timeline", "headline": words(1, 7), **made}
        case "events":
            days = [{"date": f"2026-0{n % 9 + 1}-1{n % 9}", "title": title(), "text": text()} for n in range(count)]
            return {"type": "events", "headline": words(1, 7), "events": days}
        case "process":
            return {"type": "process", "headline": words(1, 7), "steps": [{"title": title()} for _ in range(count)]}
        case "comparison":
            options = [{"title": title(), "text": [text(), text()]} for _ in range(rng.randint(2, 4))]
            return {"type": "comparison", "headline": words(1, 7), "options": options}
        case "matrix":
            return {"type": "matrix", "headline": words(1, 7), "fields": [{"title": title()} for _ in range(4)]}
        case _:
            people = [{"name": words(1, 3), "role": words(1, 4)} for _ in range(count)]
            return {"type": "people", "headline": words(1, 7), "people": people}


def random_document(seed: int) -> dict[str, Any]:
    rng = random.Random(seed)

    def words(least: int, most: int) -> str:
        return " ".join(rng.choice(WORDS) for _ in range(rng.randint(least, most)))

    sections: list[dict[str, Any]] = []
    if rng.random() < 0.7:
        sections.append({"type": "cover", "masthead": words(1, 5)})
    for _ in range(rng.randint(1, 6)):
        kinds = (
            "story",
            "story",
            "brief",
            "spotlight",
            "stats",
            "quote",
            "entries",
            "interview",
            "sidebar",
            "statement",
        )
        match rng.choice(kinds):
            case "entries":
                sections.append(entries(rng, words))
            case "interview":
                turns = [{"question": words(2, 15), "answer": words(5, 90)} for _ in range(rng.randint(1, 8))]
                sections.append({"type": "interview", "headline": words(1, 8), "turns": turns})
            case "sidebar":
                sections.append({"type": "sidebar", "headline": words(1, 6), "body": words(5, 60)})
            case "statement":
                sections.append({"type": "statement", "statement": words(3, 14)})
            case "story":
                paragraphs = rng.choice((3, 25, 50) if rng.random() < 0.1 else (3, 25))
                body = "\n\n".join(words(1, 120) for _ in range(rng.randint(1, paragraphs)))
                sections.append({"type": "story", "headline": words(1, 9), "body": body})
                if rng.random() < 0.4:
                    sections[-1]["points"] = [words(2, 20) for _ in range(rng.randint(1, 6))]
            case "brief":
                points = [words(1, 45) for _ in range(rng.randint(1, 9))]
                sections.append({"type": "brief", "headline": words(1, 6), "points": points})
            case "spotlight":
                points = [words(3, 40) for _ in range(rng.randint(1, 5))]
                sections.append({"type": "spotlight", "name": words(1, 3), "points": points})
            case "stats":
                stats = [{"value": f"{rng.randint(1, 99)} %", "label": words(1, 6)} for _ in range(rng.randint(1, 6))]
                sections.append({"type": "stats", "headline": words(1, 6), "stats": stats})
            case "quote":
                sections.append({"type": "quote", "quote": words(3, 30), "attribution": words(1, 4)})
    # All of the text is laid: what a deck leaves to its notes is tested in test_digest.
    return {"title": "Random", "brand": "meridian", "deck": "full", "sections": sections}


def made(document: Document, kind: Literal["newsletter", "deck"]) -> Publication | None:
    """A publication in which nothing is amiss; None where it was refused for its length."""
    try:
        publication = compose(document, kind)
    except ReportgenError as error:
        assert "characters too long" in str(error), error
        return None
    check_frames(publication)
    return publication


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize("seed", range(100))
def test_random_documents(kind: Literal["newsletter", "deck"], seed: int) -> None:
    data = random_document(seed)
    publication = made(load(data, base=ROOT / "examples"), kind)
    if publication is None:
        return
    texts = {squeezed(text) for text in parts(publication).values()}
    missing = {text for text in source_of(data) if squeezed(text) not in texts}
    assert not missing


def rich_document(seed: int) -> dict[str, Any]:
    """A random document with figures, numbers, quotations, notes and sources, in any of the brands."""
    data = random_document(seed)
    rng = random.Random(7 * seed + 1)

    def words(least: int, most: int) -> str:
        return " ".join(rng.choice(WORDS) for _ in range(rng.randint(least, most)))

    def chart() -> dict[str, Any]:
        count = rng.randint(1, 7)
        series = [
            {"name": f"Series {n}", "values": rng.choices(range(1, 99), k=count)} for n in range(rng.randint(1, 3))
        ]
        kind = rng.choice(("bar", "column", "line", "area", "stacked"))
        return {"kind": kind, "categories": [f"{words(1, 2)} {n}" for n in range(count)], "series": series}

    def table() -> dict[str, Any]:
        count = rng.randint(2, 5)
        rows = [[words(1, 4), *rng.choices(range(1, 9_999), k=count - 1)] for _ in range(rng.randint(1, 40))]
        return {"columns": [f"{words(1, 2)} {n}" for n in range(count)], "rows": rows}

    picture = {"file": "sample.png", "alt": "A picture"}
    sections: list[dict[str, Any]] = []
    for section in data["sections"]:
        if section["type"] == "story":
            figures = (picture, {**picture, "caption": words(2, 12)}, {"chart": chart()}, {"table": table()})
            stats = [{"value": str(rng.randint(1, 999)), "label": words(1, 4)} for _ in range(rng.randint(1, 4))]
            more: dict[str, Any] = {
                "figure": rng.choice(figures),
                "pull": words(4, 14),
                "source": words(2, 10),
                "stats": stats,
            }
            more |= {"standfirst": words(5, 25), "byline": words(1, 3), "float": True}
            section |= {key: value for key, value in more.items() if rng.random() < 0.3}
            paragraphs = section["body"].split("\n\n")
            noted = [number for number in range(len(paragraphs)) if rng.random() < 0.15]
            for number in noted:
                paragraphs[number] += f"[^n{number}]"
            section["body"] = "\n\n".join([*paragraphs, *(f"[^n{number}]: {words(2, 40)}" for number in noted)])
        if section["type"] == "spotlight" and rng.random() < 0.6:
            section["portrait"] = picture
        sections.append(section)
        if rng.random() < 0.35:
            button = {"text": words(1, 3), "url": "https://example.com"}
            others: tuple[dict[str, Any], ...] = (
                {"type": "chart", "chart": chart(), "body": words(5, 80)},
                {"type": "table", "table": table()},
                {
                    "type": "gallery",
                    "pictures": [{**picture, "caption": words(1, 8)} for _ in range(rng.randint(2, 6))],
                },
                {"type": "divider"},
                {"type": "cta", "body": words(3, 40), "button": button, "qr": True},
                {"type": "imprint", "body": words(10, 60)},
                {"type": "closing", "body": words(1, 20)},
            )
            sections.append({"headline": words(1, 6), **rng.choice(others)})
    return data | {"sections": sections, "brand": rng.choice(("meridian", "cirrus", "northfield"))}


@pytest.fixture(scope="module")
def pictured(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("pictured")
    Image.new("RGB", (1200, 800), "#335577").save(folder / "sample.png")
    (folder / "brands").symlink_to(ROOT / "examples/brands")
    return folder


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize("seed", range(60))
def test_rich_documents(kind: Literal["newsletter", "deck"], seed: int, pictured: Path) -> None:
    document = load(rich_document(seed), base=pictured)
    publication = made(document, kind)
    if publication is not None and kind == "newsletter":
        told = {note.text for section in document.sections for note in section.footnotes}
        assert told <= set(parts(publication).values())


def test_reading_order_is_the_authors() -> None:
    for kind in KINDS:
        sections = [item.section for _, item in content(compose(load(EXAMPLE), kind))]
        assert sections == sorted(sections, key=lambda number: number or 0)


def test_explicit_template(tmp_path: Path) -> None:
    data = {
        "title": "T",
        "brand": "cirrus",
        "sections": [{"type": "brief", "headline": "H", "points": ["a", "b"], "layout": "cards"}],
    }
    deck = compose(parse(data, folder=tmp_path), "deck")
    assert [sheet.master.partition("+")[0] for sheet in deck.sheets] == ["cards"]
    compose(parse(data, folder=tmp_path), "newsletter")


def test_short_text_is_taken_where_the_long_one_does_not_fit(tmp_path: Path) -> None:
    section = {"type": "quote", "quote": "word " * 400, "short": {"quote": "Few words."}}
    deck = compose(parse({"title": "T", "sections": [section]}, folder=tmp_path), "deck")
    assert "Few words." in parts(deck).values()


def test_a_new_template_is_one_file(tmp_path: Path) -> None:
    layouts = tmp_path / "layouts/slides"
    layouts.mkdir(parents=True)
    (layouts / "shout.yaml").write_text(
        "kind: slide\ndescription: One line.\naccepts: [quote]\nground: accent2\nregions:\n"
        "  - {slots: [quote], at: {columns: 1-12, rows: 4-20}, style: display, role: quote, required: true, "
        "placeholder: title, fit: [shrink: 0.5, error]}\n"
    )
    data = {"title": "T", "sections": [{"type": "quote", "quote": "Now.", "layout": {"deck": "shout"}}]}
    deck = compose(parse(data, folder=tmp_path), "deck")
    assert [sheet.master for sheet in deck.sheets] == ["shout"]


def test_a_wrong_template_is_named_with_its_line(tmp_path: Path) -> None:
    layouts = tmp_path / "layouts/slides"
    layouts.mkdir(parents=True)
    (layouts / "bad.yaml").write_text("kind: slide\ndescription: x\naccepts: [quote]\nregins: []\nregions: []\n")
    data = {"title": "T", "sections": [{"type": "quote", "quote": "Now."}]}
    with pytest.raises(ReportgenError) as caught:
        compose(parse(data, folder=tmp_path), "deck")
    assert str(caught.value) == ('layouts/slides/bad.yaml:4:1 regins: unknown key "regins" (did you mean "regions"?)')


@pytest.mark.parametrize("seed", range(100))
def test_no_page_begins_with_a_widow(seed: int) -> None:
    data = random_document(seed)
    for section in data["sections"]:
        if section["type"] == "story":
            section["body"] += "\n\n" + section["body"]
    try:
        newsletter = compose(load(data, base=ROOT / "examples"), "newsletter")
    except ReportgenError:
        return
    for sheet in newsletter.sheets[1:]:
        first = next(item for item in sheet.items if isinstance(item, TextItem) and not item.artifact)
        if first.paragraphs[0].continued:
            lines = [line for line in first.lines if line.paragraph == 0]
            assert len(lines) >= 2 or (len(first.lines) == 1 == len(lines) and first.paragraphs[0].continues)


def test_a_section_of_too_many_slides_is_refused(tmp_path: Path) -> None:
    body = "\n\n".join("word " * 150 for _ in range(90))
    data = {"title": "T", "deck": "full", "sections": [{"type": "story", "headline": "Long", "body": body}]}
    with pytest.raises(ReportgenError, match="needs 96 slides or more; the most is 60"):
        compose(parse(data, folder=tmp_path), "deck")
