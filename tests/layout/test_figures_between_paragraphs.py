"""A table or a picture that a Markdown text has between paragraphs stands between them on the pages of a newsletter."""

from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import Path

import pytest
from PIL import Image

from reportgen import compose, load, render
from reportgen.content.text import TextContent
from reportgen.frames import ImageItem, Publication, TableItem, TextItem
from reportgen.geometry import Rect

TABLE = "| Boat | Length |\n|---|---|\n| Alder | 12 |\n| Tern | 8 |"
PICTURE = "![A boat](boat.png)"
WORDS = "The boats lay in the mud as if nobody had ever thought of sailing them out again that year."

Compose = Callable[[str], Publication]


@pytest.fixture
def newsletter(tmp_path: Path) -> Compose:
    """Composes the newsletter of a section's Markdown."""
    Image.new("RGB", (900, 600), "teal").save(tmp_path / "boat.png")

    def make(text: str) -> Publication:
        source = tmp_path / "source.md"
        source.write_text(f"---\ntitle: Letter\nbrand: meridian\n---\n\n# Spring\n\n{text}\n")
        return compose(load(source), kind="newsletter")

    return make


def paragraphs(name: str, count: int, words: str = WORDS) -> str:
    return "\n\n".join(f"{name}{number}. {words}" for number in range(count))


def shown(publication: Publication) -> list[str]:
    """What is read from the top of each page to its foot: the first words of paragraphs, and figures."""
    found: list[tuple[int, float, float, str]] = []
    for number, sheet in enumerate(publication.sheets):
        for item in sheet.items:
            box = item.box
            if isinstance(item, TableItem):
                found.append((number, box.y, box.x, "table"))
            elif isinstance(item, ImageItem) and item.slot and item.slot.startswith("picture"):
                found.append((number, box.y, box.x, "picture"))
            elif isinstance(item, TextItem):
                for at, paragraph in enumerate(item.paragraphs):
                    name = re.match(r"[A-Z][a-z]*\d*", "".join(run.text for run in paragraph.runs))
                    if name and not paragraph.continued:
                        found.append((number, box.y + at, box.x, name[0]))
    return [name for *_, name in sorted(found)]


def order(publication: Publication, *names: str) -> list[str]:
    return [name for name in shown(publication) if name in names]


@pytest.mark.parametrize(("figure", "kind"), [(TABLE, "table"), (PICTURE, "picture")])
def test_a_figure_between_paragraphs_stays_between_them(newsletter: Compose, figure: str, kind: str) -> None:
    made = newsletter(f"{paragraphs('P', 1)}\n\n{figure}\n\n{paragraphs('Q', 1)}")
    assert order(made, "P0", kind, "Q0") == ["P0", kind, "Q0"]


@pytest.mark.parametrize(("figure", "kind"), [(TABLE, "table"), (PICTURE, "picture")])
def test_a_figure_after_all_text_stands_under_it(newsletter: Compose, figure: str, kind: str) -> None:
    made = newsletter(f"{paragraphs('P', 2)}\n\n{figure}")
    assert order(made, "P0", "P1", kind)[-1] == kind


def test_a_table_before_all_text_stands_over_it(newsletter: Compose) -> None:
    made = newsletter(f"{TABLE}\n\n{paragraphs('Q', 1)}")
    assert order(made, "table", "Q0") == ["table", "Q0"]


def test_several_figures_stand_under_one_heading(newsletter: Compose) -> None:
    made = newsletter(f"P0 one.\n\n{TABLE}\n\nQ0 two.\n\n{PICTURE}\n\nR0 three.\n\n{TABLE}")
    assert order(made, "Spring", "P0", "table", "Q0", "picture", "R0") == [
        *("Spring", "P0", "table", "Q0", "picture", "R0", "table")
    ]
    assert [entry.title for entry in made.outline].count("Spring") == 1


def test_pictures_before_all_text_stand_under_each_other(newsletter: Compose) -> None:
    made = newsletter(f"{PICTURE}\n\n{PICTURE}\n\nQ0 two.")
    assert order(made, "picture", "Q0") == ["picture", "picture", "Q0"]


@pytest.mark.parametrize("before", [12, 30, 40, 44, 46, 48, 50, 70])
def test_a_figure_goes_on_with_its_text_over_the_page(newsletter: Compose, before: int) -> None:
    made = newsletter(f"{paragraphs('P', before)}\n\n{PICTURE}\n\n{paragraphs('Q', 40)}\n\n{TABLE}\n\nR0 end.")
    names = shown(made)
    last = max(names.index(f"P{number}") for number in range(before))
    pages = {name: sheet for sheet, page in enumerate(made.sheets) for name in _names(page.items)}
    assert pages[f"P{before - 1}"] <= pages["picture"] <= pages["Q0"] <= pages["Q39"] <= pages["table"] <= pages["R0"]
    assert last < len(names)
    foot = max(item.box.bottom for sheet in made.sheets for item in sheet.items if isinstance(item, ImageItem))
    assert foot < made.size.height


def _names(items: tuple[object, ...]) -> list[str]:
    found: list[str] = []
    for item in items:
        if isinstance(item, TableItem):
            found.append("table")
        elif isinstance(item, ImageItem) and item.slot == "picture":
            found.append("picture")
        elif isinstance(item, TextItem):
            found += [
                match[0]
                for one in item.paragraphs
                if not one.continued and (match := re.match(r"[PQR]\d+", "".join(run.text for run in one.runs)))
            ]
    return found


@pytest.mark.parametrize("before", [2, 8, 20, 40, 44, 48, 50])
def test_notes_stand_on_the_pages_that_refer_to_them(newsletter: Compose, before: int) -> None:
    text = f"""
One[^1].

{TABLE}

Two[^2].

{PICTURE}

Three[^3].

[^1]: First note.
[^2]: Second note.
[^3]: Third note.
"""
    made = newsletter(f"{paragraphs('P', before)}\n\n{text}\n\n{paragraphs('Q', 50)}")
    for sheet in made.sheets:
        said = " ".join(
            "".join(run.text for run in one.runs)
            for item in sheet.items
            if isinstance(item, TextItem)
            for one in item.paragraphs
        )
        for word, note in (("One1", "1 First note"), ("Two2", "2 Second note"), ("Three3", "3 Third note")):
            assert (word in said) == (note in said)


def test_a_list_goes_on_after_a_table(newsletter: Compose) -> None:
    made = newsletter(f"1. One\n2. Two\n\n{TABLE}\n\n3. Three\n4. Four")
    assert order(made, "One", "Two", "table", "Three", "Four") == ["One", "Two", "table", "Three", "Four"]


def test_the_structure_reads_in_the_same_order(newsletter: Compose) -> None:
    made = newsletter(f"P0 one.\n\n{TABLE}\n\nQ0 two.\n\n{PICTURE}\n\nR0 three.")
    slots = [name for name in made.sections[0].slots if name != "headline"]
    assert slots == ["body", "picture", "after", "picture-2", "after-2"]
    assert render(made, "pdf")[:5] == b"%PDF-"


def test_a_layout_with_the_picture_at_the_side_has_all_text_beside_it(newsletter: Compose) -> None:
    text = f"---\nlayout: standard-half\n---\n\n{paragraphs('P', 1)}\n\n{PICTURE}\n\n{paragraphs('Q', 1)}"
    assert {"P0", "picture", "Q0"} <= set(shown(newsletter(text)))


def test_the_blocks_before_a_figure_are_counted(tmp_path: Path) -> None:
    (tmp_path / "source.md").write_text(f"# Spring\n\nOne.\n\n- two\n- three\n\n{TABLE}\n\nFour.\n")
    body = load(tmp_path / "source.md").sections[0].offer["body"]
    assert isinstance(body, TextContent) and body.before_figure == 3 and len(body.blocks) == 4


# --- decks --------------------------------------------------------------------------------------------------------------


@pytest.fixture
def deck(tmp_path: Path) -> Compose:
    """Composes the deck of a section's Markdown."""

    Image.new("RGB", (900, 600), "teal").save(tmp_path / "boat.png")

    def make(text: str) -> Publication:
        source = tmp_path / "source.md"
        source.write_text(f"---\ntitle: Letter\nbrand: meridian\n---\n\n# Spring\n\n{text}\n")
        return compose(load(source), kind="deck")

    return make


LONG = f"{TABLE}\n" + "\n".join(f"| Boat {number} | {number} |" for number in range(30))
LIST = "\n".join(f"- Q{number} goes out with the tide in the morning" for number in range(4))


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("P0 costs:\n\n{table}\n\nQ0 half.", ["P0", "table", "Q0"]),
        ("{table}\n\nQ0 half.", ["table", "Q0"]),
        ("P0 costs.\n\n{table}", ["P0", "table"]),
        (f"P0 costs.\n\n{{table}}\n\n{LIST}", ["P0", "table", "Q0", "Q1", "Q2", "Q3"]),
        (f"P0. {WORDS} {WORDS}\n\n{{table}}\n\nQ0. {WORDS} {WORDS} {WORDS}", ["P0", "table", "Q0"]),
    ],
)
def test_slides_show_a_table_where_the_text_has_it(deck: Compose, text: str, expected: list[str]) -> None:
    made = deck(text.format(table=TABLE))
    assert order(made, "P0", "table", "Q0", "Q1", "Q2", "Q3") == expected


def test_text_after_a_long_table_follows_its_last_slide(deck: Compose) -> None:
    made = order(deck(f"P0 costs.\n\n{LONG}\n\nQ0 half."), "P0", "table", "Q0")
    assert made[0] == "P0" and made[-1] == "Q0" and set(made[1:-1]) == {"table"} and len(made) > 3


def test_a_digest_keeps_what_is_said_after_a_table_behind_it(deck: Compose) -> None:
    before, after = paragraphs("P", 4), paragraphs("Q", 4)
    made = order(deck(f"{before}\n\n{TABLE}\n\n{after}"), "P0", "P3", "table", "Q0", "Q3")
    assert "table" in made and made[0] == "P0"
    assert all(made.index(name) > made.index("table") for name in made if name.startswith("Q"))


@pytest.mark.parametrize("size", [(900, 600), (600, 900), (1600, 500)])
@pytest.mark.parametrize("before", ["P0 half.", f"P0. {WORDS} {WORDS}"])
@pytest.mark.parametrize("after", ["Q0 half.", f"Q0. {WORDS} {WORDS} {WORDS}", LIST])
def test_what_is_said_after_a_picture_follows_it_on_slides(
    deck: Compose, tmp_path: Path, size: tuple[int, int], before: str, after: str
) -> None:
    Image.new("RGB", size, "teal").save(tmp_path / "boat.png")
    made = deck(f"{before}\n\n{PICTURE}\n\n{after}")
    read = [name for sheet in made.sheets for name in _in_columns(sheet.items)]
    assert read[: read.index("Q0") + 1] == ["P0", "picture", "Q0"]


def test_the_picture_of_a_long_text_in_a_deck_follows_what_leads_to_it(deck: Compose) -> None:
    made = deck(f"{paragraphs('P', 4)}\n\n{PICTURE}\n\n{paragraphs('Q', 4)}")
    read = [name for sheet in made.sheets for name in _in_columns(sheet.items)]
    assert read[0] == "P0" and "picture" in read
    assert all(name.startswith("P") for name in read[: read.index("picture")])
    assert all(name.startswith("Q") for name in read[read.index("picture") + 1 :])


def _in_columns(items: tuple[object, ...]) -> list[str]:
    """What stands on a slide, column by column from the left."""
    found: list[tuple[float, float, str]] = []
    for item in items:
        if isinstance(item, ImageItem) and item.slot == "picture":
            found.append((item.box.x, item.box.y, "picture"))
        elif isinstance(item, TextItem):
            for at, one in enumerate(item.paragraphs):
                if not one.continued and (match := re.match(r"[PQ]\d+", "".join(run.text for run in one.runs))):
                    found.append((item.box.x, item.box.y + at, match[0]))
    return [name for *_, name in sorted(found)]


@pytest.mark.parametrize("brand", ["meridian", "northfield", "cirrus", "halo"])
def test_pictures_before_all_text_stand_under_the_headline_and_over_what_follows(tmp_path: Path, brand: str) -> None:
    Image.new("RGB", (900, 600), "teal").save(tmp_path / "boat.png")
    pictures = "\n\n".join(f'![Boat {number}](boat.png "Seen{number} at sea")' for number in (1, 2, 3))
    listed = "\n".join(f"- A{number} comes by the evening train, if there is one" for number in range(5))
    parts = [
        f"# Lead\n\n{paragraphs('P', 9)}",
        f"# Papers\n\n{listed}",
        f"# Intake\n\n{TABLE}",
        f"# Workshop\n\n{pictures}\n\nW0. {WORDS}",
        f"# Diary\n\n{listed.replace('- A', '- D')}",
        f"# Keep\n\n{paragraphs('K', 1)}",
    ]
    (tmp_path / "source.md").write_text(f"---\ntitle: Letter\nbrand: {brand}\n---\n\n" + "\n\n".join(parts))
    made = compose(load(tmp_path / "source.md"), kind="newsletter")
    read = order(made, "Workshop", "picture", "W0")
    assert read in (["Workshop", "picture", "picture", "picture", "W0"], ["Workshop", "picture", "W0"])
    for sheet in made.sheets:
        texts = [item.box for item in sheet.items if isinstance(item, TextItem)]
        over = [(a, b) for at, a in enumerate(texts) for b in texts[at + 1 :] if _covers(a, b)]
        assert not over


def _covers(one: Rect, other: Rect) -> bool:
    """Whether two boxes cover each other by more than the room over and under their letters."""
    across = min(one.right, other.right) - max(one.x, other.x)
    down = min(one.bottom, other.bottom) - max(one.y, other.y)
    return across > 2 and down > 6
