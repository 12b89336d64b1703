"""What of a long text slides show, and that the speaker notes have all of it."""

from __future__ import annotations

import re
import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import msgspec
import pytest
from PIL import Image

from reportgen import Document, Publication, compose, load, parse
from reportgen.frames import Paragraph, Sheet, TextItem
from reportgen.text.sentences import sentences

ROOT = Path(__file__).parent.parent.parent
EXAMPLES = sorted(
    path for path in (ROOT / "examples").glob("*/*.yaml") if path.parent.name not in ("brands", "gallery", "overnight")
)

CORPUS = sorted(path for path in (ROOT / "tests/documents/corpus").iterdir() if path.suffix in (".yaml", ".md"))

PICTURE = re.compile(r"[^\s\"'(\[{,:][^\"'()\[\]{},:\n]*\.(?:png|jpe?g)", re.IGNORECASE)
"""The name of a picture in a source."""

GALLERIES = sorted((ROOT / "examples/gallery").glob("*.yaml"))

LONG = "\n\n".join(
    [
        "Rates fell in three cities. That was more than anyone had hoped for when the year began in the rain.",
        "The harbour had 412 ships in May. Nobody knows how many of them came for the grain and how many for the fair.",
        "Mills are old. They were built when the river was wide, and they stand where it no longer runs today.",
        "This was said by many. The last word is that of the council, which meets in autumn to decide about the dam.",
        "A fifth paragraph has nothing to add. It stands here because there is always one who writes it all the same.",
    ]
)


def deck(sections: list[dict[str, Any]], **more: Any) -> Publication:
    source = {"title": "T", "language": "en", "brand": "meridian", "sections": sections, **more}
    return compose(parse(source, folder=ROOT / "examples"), "deck")


def shown(publication: Publication) -> str:
    texts = [item for sheet in publication.sheets for item in sheet.items if isinstance(item, TextItem)]
    return "\n".join(paragraph.text for item in texts for paragraph in item.paragraphs)


def test_a_long_text_becomes_one_slide_of_whole_sentences_in_the_authors_order() -> None:
    publication = deck([{"type": "story", "headline": "Mills and rates", "body": LONG}])
    assert len(publication.sheets) == 1
    text = shown(publication)
    order = [text.index(part) for part in ("Rates fell", "The harbour had 412 ships", "The last word is")]
    assert order == sorted(order)
    assert "This was said by many" not in text  # it leans on what stands before it
    for paragraph in text.split("\n"):
        assert paragraph in LONG or len(paragraph) < 40


def test_the_notes_have_every_word() -> None:
    publication = deck(
        [{"type": "story", "headline": "Mills", "standfirst": "So it is.", "body": LONG, "notes": "Breathe."}]
    )
    notes = publication.sheets[0].notes
    assert notes[0] == "Breathe."
    assert all(paragraph in notes for paragraph in LONG.split("\n\n"))


def test_a_short_text_stays_as_it_is() -> None:
    publication = deck([{"type": "story", "headline": "Mills", "body": "Mills are old. They stand where it was wet."}])
    assert "They stand where it was wet." in shown(publication)
    assert publication.sheets[0].notes == ()


@pytest.mark.parametrize("place", ["section", "type", "document"])
def test_the_whole_text_is_shown_where_it_is_asked_for(place: str) -> None:
    section = {"type": "story", "headline": "Mills", "body": f"{LONG}\n\n{LONG}"}
    if place == "section":
        publication = deck([{**section, "deck": "full"}])
    else:
        publication = deck([section], deck="full" if place == "document" else {"story": "full"})
    assert len(publication.sheets) > 1
    text = shown(publication)
    assert all(sentence in text for sentence in re.split(r"(?<=\.)\s+", LONG))
    assert all(sheet.notes == () for sheet in publication.sheets)


def test_the_head_alone_is_shown_where_that_is_asked_for() -> None:
    publication = deck(
        [{"type": "story", "headline": "Mills", "standfirst": "So it is.", "body": LONG, "deck": "notes"}]
    )
    assert len(publication.sheets) == 1
    assert "Rates fell" not in shown(publication)
    assert any("Rates fell" in note for note in publication.sheets[0].notes)


def test_what_is_made_for_looking_stands_instead_of_the_prose() -> None:
    points = ["Rates fell", "Ships came", "Mills stand"]
    publication = deck(
        [{"type": "story", "headline": "Mills", "standfirst": "So it is.", "body": LONG, "points": points}]
    )
    text = shown(publication)
    assert len(publication.sheets) == 1
    assert all(point in text for point in points)
    assert "412" not in text


def test_each_part_under_a_heading_has_a_field() -> None:
    body = "\n\n".join(f"## Part {name}\n\n{LONG.split(chr(10))[0]} {'And so on it goes. ' * 12}" for name in "ABC")
    publication = deck([{"type": "story", "headline": "Mills", "body": body}])
    assert len(publication.sheets) == 1
    assert all(f"Part {name}" in shown(publication) for name in "ABC")


def test_explain_tells_how_many_words_went_to_the_notes() -> None:
    publication = deck([{"type": "story", "headline": "Mills", "body": LONG}])
    steps = [step for slot in publication.makeup.sections[0].slots for step in slot.steps]
    assert any("words are in the notes" in step for step in steps)


def test_more_slides_than_an_author_allows_are_refused() -> None:
    from reportgen.errors import FitError

    with pytest.raises(FitError, match="1 slide"):
        deck([{"type": "story", "headline": "Mills", "body": f"{LONG}\n\n{LONG}", "deck": "full", "slides": 1}])
    assert len(deck([{"type": "story", "headline": "Mills", "body": LONG, "slides": 1}]).sheets) == 1


def test_a_sidebar_stands_beside_the_table_that_it_follows() -> None:
    table = {
        "type": "table",
        "headline": "What paid",
        "table": {"columns": ["Asset", "Quarter"], "rows": [["Shares", 6.1], ["Gold", 8.5], ["Land", -0.8]]},
    }
    sidebar = {"type": "sidebar", "headline": "How to read it", "body": "Gold is in grams. Land is in acres."}
    publication = deck([table, sidebar])
    assert len(publication.sheets) == 1
    assert "Land is in acres." in shown(publication)
    assert [made.sheets for made in publication.makeup.sections] == [(1,), (1,)]


def test_people_and_pictures_never_leave_one_alone() -> None:
    people = [{"name": f"Person {number}", "role": "Clerk"} for number in range(5)]
    publication = deck([{"type": "people", "headline": "Who", "people": people}])
    tops = [
        item.box.y
        for item in publication.sheets[0].items
        if isinstance(item, TextItem) and (item.slot or "").startswith("entries-")
    ]
    assert min(tops.count(top) for top in tops) > 1


@pytest.mark.parametrize("source", [*EXAMPLES, *GALLERIES], ids=lambda path: path.stem)
def test_every_sentence_of_a_source_is_on_its_slides_or_in_their_notes(source: Path) -> None:
    document = load(source)
    assert not [*_lost(document, compose(document, "deck"))]


@pytest.mark.parametrize("source", CORPUS, ids=lambda path: path.stem)
def test_every_sentence_of_what_people_write_is_on_its_slides_or_in_their_notes(source: Path, tmp_path: Path) -> None:
    shutil.copytree(source.parent, tmp_path, dirs_exist_ok=True)
    for name in set(PICTURE.findall(source.read_text("utf-8"))):
        picture = tmp_path / name.strip()
        picture.parent.mkdir(parents=True, exist_ok=True)
        Image.new("RGB", (640, 480), "#7F8C99").save(picture)
    document = load(tmp_path / source.name)
    assert not [*_lost(document, compose(document, "deck"))]


def _lost(document: Document, publication: Publication) -> Iterator[str]:
    """The sentences of a document of which a deck says nothing."""
    every = (*_texts(publication.sheets), *_notes(publication), *_whole_texts(publication))
    said = "\n".join(" ".join(_words(text)) for text in every)
    for section in document.sections:
        if section.only == "newsletter":
            continue
        for name, content in section.offer.items():
            blocks = () if name in section.omit.get("deck", ()) else content.texts()
            for block in blocks:
                for start, end in sentences(block.text, document.language) or [(0, len(block.text))]:
                    if " ".join(_words(block.text[start:end])) not in said:
                        yield block.text[start:end]


def _whole_texts(publication: Publication) -> Iterator[str]:
    """The texts of a deck, in which a date may be several paragraphs: its day is set large."""
    for sheet in publication.sheets:
        for item in sheet.items:
            if isinstance(item, TextItem):
                yield " ".join(paragraph.text for paragraph in item.paragraphs)


def _notes(publication: Publication) -> Iterator[str]:
    return (note for sheet in publication.sheets for note in sheet.notes)


def _texts(thing: Any) -> Iterator[str]:
    """All that stands in frames, whatever holds it."""
    if isinstance(thing, str):
        yield thing
    elif isinstance(thing, tuple):
        for one in thing:
            yield from _texts(one)
    elif isinstance(thing, Paragraph):
        yield thing.text
    elif isinstance(thing, msgspec.Struct):
        for name in thing.__struct_fields__:
            yield from _texts(getattr(thing, name))


def _words(text: str) -> list[str]:
    return re.findall(r"\w+", text)


def test_no_word_is_torn_in_a_card() -> None:
    """Type grows in cards as far as their longest word has room."""
    words = "Versicherungsvertragsgesetz"
    body = f"The {words} is old.\n\nMills stand by the river.\n\nShips wait in the harbour."
    pull = "The numbers of ships that come for the fair are not known to anybody in the town."
    stats = [{"value": "3", "label": "mills"}, {"value": "5", "label": "ships"}]
    for more in ({}, {"stats": stats}, {"pull": pull}):
        made = deck([{"type": "story", "headline": "Mills", "body": body, **more}])
        lines = [
            line for sheet in made.sheets for item in sheet.items if isinstance(item, TextItem) for line in item.lines
        ]
        assert any(words in "".join(run.text for run in line.runs) for line in lines), more


@pytest.mark.parametrize("brand", ["meridian", "cirrus", "northfield"])
def test_text_that_grows_stays_below_its_title(brand: str) -> None:
    sections = [
        {"type": "brief", "headline": "A title", "points": ["Few words", "And few"]},
        {"type": "comparison", "headline": "A title", "options": [{"title": "One", "text": "It ran."}] * 2},
        {"type": "story", "headline": "A title", "body": "A few words."},
    ]
    source = {"title": "T", "brand": brand, "language": "en", "sections": sections}
    for sheet in compose(parse(source, folder=ROOT / "examples"), "deck").sheets:
        sizes = {item.slot: max(run.size for p in item.paragraphs for run in p.runs) for item in _set_texts(sheet)}
        title = sizes.pop("headline")
        if sheet.master.startswith("claim"):  # a few words alone are a statement
            continue
        assert sizes and max(sizes.values()) <= title


def _set_texts(sheet: Sheet) -> Iterator[TextItem]:
    return (item for item in sheet.items if isinstance(item, TextItem) and item.slot and not item.artifact)
