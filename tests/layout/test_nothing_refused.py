"""What a typesetter would just solve is solved: sections of every type, with few and many items, short and long."""

from __future__ import annotations

import os
import random
import re
import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import Any, Literal, NamedTuple

import pytest

from reportgen import load, parse
from reportgen.api import brand_of, library_of
from reportgen.brand import Brand, load_brand
from reportgen.errors import FitError, ReportgenError
from reportgen.frames import TextItem
from reportgen.layout.compose import compose
from reportgen.source.project import find_project

ROOT = Path(__file__).parents[2]
KINDS: tuple[Literal["newsletter", "deck"], ...] = ("newsletter", "deck")

DRAWN = int(os.environ.get("REPORTGEN_SWEEP", "1"))
"""Cases of each type that are drawn for each brand. REPORTGEN_SWEEP=1000 makes all of them, which takes minutes."""

WORDS = {
    "en": "the lines between the regions must be fast and the people who run the halls want to live there where energy "
    "and land are plentiful while costs fall within a few years of the first harvest",
    "de": "die Verfahrensbeschleunigung der Wärmeversorgung braucht Geduld und eine Fernwärmeübergabestation mit viel "
    "Grundstücksverkehr für jede Kundenanschlussleitung im Versorgungsgebiet der Stadtwerke bis zum Herbst",
}

LENGTHS = {"word": (1, 0, 1), "usual": (20, 80, 45), "long": (52, 260, 100), "most": (90, 520, 150)}
"""Characters of titles and labels, of running texts, and of headlines."""

VALUES = {"word": "7", "usual": "62.9 bn", "long": "€1,234,567", "most": "€1,234,567.89"}

COUNTS = {
    "stats": range(1, 9),
    "process": (2, 3, 4, 5, 7, 10),
    "timeline": (2, 3, 5, 8, 12),
    "people": (1, 2, 3, 5, 8, 12),
    "comparison": (2, 3, 4),
    "matrix": (4,),
    "events": (1, 2, 5, 9, 14),
    "contents": (2, 5, 9, 16),
    "interview": (1, 2, 5, 9),
    "story": (1, 3, 5, 8),
    "brief": (1, 3, 5, 8),
    "sidebar": (1, 3, 6, 8),
    "closing": (1, 3, 6),
    "imprint": (1, 4, 10),
    "spotlight": (1, 4, 8),
    "cover": (1, 5),
    "quote": (1,),
    "statement": (1,),
    "divider": (1,),
    "cta": (1,),
}


class Case(NamedTuple):
    """A section: its type, how many items it has, how long its texts are, and in which language."""

    kind: str
    items: int
    length: str
    language: str

    def source(self) -> dict[str, Any]:
        """A document of that section alone."""
        section = {key: value for key, value in _Maker(*self[2:]).section(self.kind, self.items).items() if value}
        return {"title": "T", "language": self.language, "sections": [{"type": self.kind, **section}]}


def every_case() -> Iterator[Case]:
    for kind, counts in COUNTS.items():
        for language in WORDS:
            for length in LENGTHS:
                for count in counts:
                    yield Case(kind, count, length, language)


class _Maker:
    def __init__(self, length: str, language: str) -> None:
        self.words = WORDS[language].split()
        self.title_size, self.text_size, self.headline_size = LENGTHS[length]
        self.value = VALUES[length]

    def words_of(self, size: int, start: int = 0) -> str:
        """Words of about so many characters, at least one."""
        made = self.words[start % len(self.words)]
        for at in range(start + 1, start + size):
            more = f"{made} {self.words[at % len(self.words)]}"
            if len(more) > size:
                break
            made = more
        return made[:1].upper() + made[1:]

    def title(self, at: int = 0) -> str:
        return self.words_of(self.title_size, 3 * at)

    def text(self, at: int = 0) -> str:
        return self.words_of(self.text_size, 5 * at) if self.text_size else ""

    def section(self, kind: str, count: int) -> dict[str, Any]:
        numbers = range(count)
        words, title, text = self.words_of, self.title, self.text
        stats = [{"value": self.value, "label": title(at)} for at in numbers]
        points = [words(max(self.title_size, self.text_size // 3), 3 * at) for at in numbers]
        named = [{"title": title(at), **({"text": text(at)} if text(at) else {})} for at in numbers]
        head = {"headline": words(self.headline_size), "source": title(4)}
        led = {**head, "kicker": words(self.title_size // 2), "standfirst": text(1)[:260]}
        body = "\n\n".join(text(at) for at in range(4)).strip()
        made: dict[str, dict[str, Any]] = {
            "stats": {**head, "stats": stats},
            "process": {**led, "steps": named},
            "timeline": {**led, "moments": [{"at": str(2001 + at), **one} for at, one in enumerate(named)]},
            "people": {**led, "people": [{"name": words(25, at), "role": title(at)} for at in numbers]},
            "comparison": {**led, "options": named},
            "matrix": {**led, "fields": named},
            "events": {**led, "events": [{"date": "2026-09-03..2026-10-04", **one} for one in named]},
            "contents": {**head, "lines": named},
            "interview": {**led, "turns": [{"question": title(at), "answer": text(at) or "Yes."} for at in numbers]},
            "story": {**led, "body": body, "points": points, "stats": stats, "pull": title(1), "byline": title(2)},
            "brief": {**head, "body": text(), "points": points, "stats": stats},
            "sidebar": {**head, "points": points, "stats": stats},
            "closing": {**head, "points": points},
            "imprint": {**head, "body": text(), "points": points},
            "spotlight": {"name": words(25), "role": title(1), "points": points},
            "cover": {"masthead": words(self.headline_size // 2), "title": title(), "standfirst": text(1)[:260]},
            "quote": {"quote": words(max(self.title_size, self.text_size)), "attribution": title(1), "role": title(2)},
            "statement": {"statement": words(self.headline_size), "standfirst": text(1)[:260]},
            "divider": {"headline": words(self.headline_size), "kicker": title(1), "standfirst": text(1)[:260]},
            "cta": {**head, "body": text() or "Come.", "button": {"text": words(40), "url": "https://example.com"}},
        }
        return made[kind]


def refusal(case: Case, brand: Brand, kind: Literal["newsletter", "deck"]) -> str:
    """Why a case is refused; nothing where it is made."""
    document = load(case.source(), base=ROOT / "examples")
    try:
        compose(document, brand, library_of(document, brand), kind)
    except ReportgenError as error:
        return str(error)
    return ""


@pytest.fixture(scope="module", params=["meridian", "cirrus", "northfield", "narrow"])
def brand(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Brand:
    """A brand that ships, or one of small pages and slides of the old format."""
    name = request.param
    if name != "narrow":
        return load_brand(ROOT / f"examples/brands/{name}/brand.yaml", find_project(ROOT / "examples"))
    folder = tmp_path_factory.mktemp("project") / "narrow"
    shutil.copytree(ROOT / "examples/brands/meridian", folder)
    file = folder / "brand.yaml"
    text = file.read_text("utf-8").replace("size: A4", "size: A5").replace('size: "16:9"', 'size: "4:3"')
    file.write_text(text.replace("right: 16mm", "right: 12mm").replace("left: 16mm", "left: 12mm"), "utf-8")
    return load_brand(file, find_project(folder))


@pytest.mark.parametrize("kind", COUNTS)
def test_a_section_of_any_size_is_made(kind: str, brand: Brand) -> None:
    cases = [case for case in every_case() if case.kind == kind and case.length != "most"]
    drawn = random.Random(f"{brand.name} {kind}").sample(cases, min(DRAWN, len(cases)))
    assert {(case, to): refusal(case, brand, to) for case in drawn for to in KINDS} == {
        (case, to): "" for case in drawn for to in KINDS
    }


@pytest.mark.parametrize("count", range(1, 9))
def test_numbers_that_need_more_than_their_place_go_on(count: int) -> None:
    case = Case("stats", count, "most", "de")
    document = parse({**case.source(), "brand": "meridian"}, folder=ROOT / "examples")
    brand = brand_of(document)
    deck = compose(document, brand, library_of(document, brand), "deck")
    shown = [
        paragraph.key
        for sheet in deck.sheets
        for item in sheet.items
        if isinstance(item, TextItem) and (item.slot or "").startswith("stats-")
        for paragraph in item.paragraphs
    ]
    assert sorted(shown) == sorted(f"0.stats.{at}.{part}" for at in range(count) for part in ("value", "label"))


def problems(*sections: dict[str, object]) -> list[ReportgenError]:
    document = parse({"title": "T", "brand": "meridian", "sections": list(sections)}, folder=ROOT / "examples")
    brand = brand_of(document)
    found: list[ReportgenError] = []
    for kind in KINDS:
        try:
            compose(document, brand, library_of(document, brand), kind)
        except ReportgenError as error:
            found += error.each
    return found


def test_what_no_typesetter_can_do_is_refused_for_all_sections_and_both_outputs() -> None:
    endless = " ".join(["word"] * 400)
    found = problems(
        {"type": "statement", "statement": endless},
        {"type": "quote", "quote": "Few words."},
        {"type": "divider", "headline": endless},
    )
    told = [(str(one).split(":")[0][:12], one.message.split(",")[0]) for one in found]
    assert told == [
        ("sections[0].", "in the newsletter"),
        ("sections[2].", "in the newsletter"),
        ("sections[0].", "in the deck"),
        ("sections[2].", "in the deck"),
    ]
    assert all(isinstance(one, FitError) and "shorten it by" in one.hint for one in found)


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize(("kept", "field"), [
    ({"type": "statement"}, "statement"),
    ({"type": "divider"}, "headline"),
    ({"type": "story", "body": "Few words."}, "headline"),
    ({"type": "cover", "masthead": "The Letter"}, "title"),
])  # fmt: skip
@pytest.mark.parametrize("brand", ["meridian", "cirrus"])
@pytest.mark.parametrize("most", [300, 2500])
def test_a_text_that_is_shortened_by_what_is_said_is_laid(
    brand: str, kept: dict[str, object], field: str, kind: Any, most: int
) -> None:
    """Each length is tried until one is too long; that which is told then is cut off."""
    chosen, words = random.Random(most), WORDS["en"].split()

    def laid(text: str) -> None:
        source = {"title": "T", "brand": brand, "sections": [{**kept, field: text}]}
        document = parse(source, folder=ROOT / "examples")
        found = brand_of(document)
        compose(document, found, library_of(document, found), kind)

    for _ in range(3):
        text = " ".join(chosen.choice(words) for _ in range(chosen.randint(most // 2, most)))
        try:
            laid(text)
        except ReportgenError as error:
            (told,) = error.each
            by = re.search(r"shorten it by (\d+) characters?", told.hint or "")
            assert by is not None, told
            laid(text[: len(text) - int(by[1])])
