"""Filled lines: both edges level, spaces even, letters hardly moved, and the text as it was written."""

from __future__ import annotations

import json
import subprocess
from itertools import pairwise
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from reportgen import api
from reportgen.brand import load_brand
from reportgen.frames import Colour, Line, Paragraph, Run
from reportgen.structs import replace
from reportgen.text import Profile, SetParagraph, Typesetter

ROOT = Path(__file__).parents[2]
BRAND = load_brand(ROOT / "examples/brands/meridian/brand.yaml")
SETTER = Typesetter(BRAND.faces, BRAND.fallback)
INK = Colour("ink", "1B2430")
DECLARATION: dict[str, str] = json.loads(Path(__file__).with_name("declaration.json").read_text("utf-8"))
"""The proclamation of the Universal Declaration of Human Rights in each language."""

MEASURE, SPACE = 216.0, 2.13
"""Points: the measure, and a space of Source Serif at 9 points."""

TYPST = {"en": 5.10, "de": 5.30, "fi": 6.50, "fr": 5.58, "pl": 4.55}
"""Points of the widest spaces that Typst 0.15 has in a line of these, justified and hyphenated
(`tests/bench/level_lines.py` measures it)."""


def paragraph(text: str, language: str = "en", **changes: object) -> Paragraph:
    run = Run(text, "Source Serif 4", 400, 9.0, INK)
    made = Paragraph((run,), "body", "k", 12.0, language=language, justified=True)
    return replace(made, **changes)  # type: ignore[arg-type]


def spaces(line: Line) -> list[float]:
    return [
        advance
        for run in line.runs
        for advance, cluster in zip(run.advances, run.clusters, strict=True)
        if run.text[cluster] == " "
    ]


def looseness(done: SetParagraph) -> list[float]:
    """The mean space of each line but the last."""
    return [sum(own) / len(own) for own in map(spaces, done.lines[:-1]) if own]


@pytest.mark.parametrize("language", TYPST)
def test_the_loosest_line_is_no_looser_than_typst_has_it(language: str) -> None:
    done = SETTER.set(paragraph(DECLARATION[language], language), MEASURE, Profile.PRINT)
    assert max(looseness(done)) <= TYPST[language]
    assert min(looseness(done)) >= 0.75 * SPACE - 0.01
    assert all(line.width == pytest.approx(MEASURE, abs=0.02) for line in done.lines[:-1])
    assert spaces(done.lines[-1]) == pytest.approx([SPACE] * len(spaces(done.lines[-1])), abs=0.02)


@pytest.mark.parametrize("language", TYPST)
def test_no_three_lines_in_a_row_end_with_a_hyphen_and_none_before_the_last(language: str) -> None:
    lines = SETTER.set(paragraph(DECLARATION[language], language), MEASURE, Profile.PRINT).lines
    hyphens = "".join("-" if line.runs[-1].text == "\u00ad" else "." for line in lines)
    assert "---" not in hyphens and not hyphens.endswith("-.")


@pytest.mark.parametrize("language", TYPST)
def test_letters_are_moved_by_a_fiftieth_at_most_and_only_in_loose_or_tight_lines(language: str) -> None:
    text = DECLARATION[language]
    filled = SETTER.set(paragraph(text, language), MEASURE, Profile.PRINT)
    for line in filled.lines[:-1]:
        part = text[line.start : line.end].rstrip()
        broken = line.runs[-1].text == "\u00ad"
        natural = SETTER.single(paragraph(part, language, justified=False, continues=broken), Profile.PRINT)
        letters, own = (one.width - sum(spaces(one)) for one in (line, natural))
        assert abs(letters - own) <= 0.02 * own + 0.05
        if 0.76 * SPACE < sum(spaces(line)) / len(spaces(line)) < 1.49 * SPACE:
            assert letters == pytest.approx(own, abs=0.02)


@settings(max_examples=60)
@given(text=st.text(st.characters(codec="latin-1", exclude_categories=["Cc"]), min_size=1, max_size=300))
def test_filled_lines_hold_all_text_within_the_measure(text: str) -> None:
    for profile in Profile:
        done = SETTER.set(paragraph(text), MEASURE, profile)
        assert not done.overfull
        assert all(one.end == two.start for one, two in pairwise(done.lines))
        assert done.lines[-1].end == len(text)
        assert all(line.width <= MEASURE + 0.06 for line in done.lines)


def test_a_narrow_measure_is_ragged() -> None:
    filled = SETTER.set(paragraph(DECLARATION["en"]), 100, Profile.PRINT)
    ragged = SETTER.set(paragraph(DECLARATION["en"], justified=False), 100, Profile.PRINT)
    assert not filled.level
    assert filled.breaks == ragged.breaks


def test_a_part_that_goes_on_keeps_its_lines_and_its_last_one_is_filled() -> None:
    text = DECLARATION["fr"]
    whole = SETTER.set(paragraph(text, "fr"), MEASURE, Profile.PRINT)
    head = paragraph(text[: whole.breaks[3][1]], "fr", continues=True)
    part = SETTER.set(head, MEASURE, Profile.PRINT)
    assert part.breaks == whole.breaks[:4]
    assert part.lines[-1].width == pytest.approx(MEASURE, abs=0.02)


def test_lines_that_their_author_ends_stay_as_they_are() -> None:
    done = SETTER.set(paragraph("One line of a verse,\nand the next one of it"), MEASURE, Profile.PRINT)
    assert [spaces(line)[0] for line in done.lines] == pytest.approx([SPACE, SPACE], abs=0.02)


def test_office_programs_fill_with_spaces_alone() -> None:
    text = DECLARATION["en"]
    done = SETTER.set(paragraph(text), MEASURE, Profile.OFFICE)
    ragged = SETTER.set(paragraph(text, justified=False), MEASURE, Profile.OFFICE)
    assert done.breaks == ragged.breaks
    for one, two in zip(done.lines[:-1], ragged.lines[:-1], strict=True):
        assert one.width == pytest.approx(MEASURE, abs=0.02)
        assert one.width - sum(spaces(one)) == pytest.approx(two.width - sum(spaces(two)), abs=0.02)


def test_arabic_lines_are_level_on_both_sides_and_their_letters_stay_joined() -> None:
    words = "يولد جميع الناس أحراراً متساوين في الكرامة والحقوق وقد وهبوا عقلاً وضميراً"
    made = paragraph(f"{words}، {words} 1948، {words}", "ar", rtl=True, align="right")
    lines = SETTER.set(SETTER.with_stand_ins(made), MEASURE, Profile.PRINT).lines
    assert sum(line.width == pytest.approx(MEASURE, abs=0.02) for line in lines[:-1]) > len(lines) / 2
    assert all(line.x == pytest.approx(MEASURE - line.width, abs=0.02) for line in lines)
    for line in lines:
        places = sorted((run.x, run.x + run.width) for run in line.runs)
        assert all(end == pytest.approx(begin, abs=0.02) for (_, end), (begin, _) in pairwise(places))


# --- a brand that justifies


@pytest.fixture(scope="module")
def project(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A project whose brand fills the lines of its running text, on pages and on slides."""
    root = tmp_path_factory.mktemp("level")
    source = ROOT / "examples/brands/meridian"
    target = root / "brands/meridian"
    target.mkdir(parents=True)
    for file in source.rglob("*"):
        if file.is_file():
            copy = target / file.relative_to(source)
            copy.parent.mkdir(parents=True, exist_ok=True)
            copy.write_bytes(file.read_bytes())
    brand = target / "brand.yaml"
    lines = brand.read_text("utf-8").splitlines()
    brand.write_text("\n".join(_filled_body(line) for line in lines), "utf-8")
    (root / "letter.md").write_text(
        "---\ntitle: Rights\nbrand: brands/meridian\nlanguage: en\n---\n\n# Rights\n\n"
        + "\n\n".join([DECLARATION["en"]] * 2),
        "utf-8",
    )
    return root


def _filled_body(line: str) -> str:
    return line.replace("}", ", justify: true}") if line.strip().startswith("body:") else line


def test_a_brand_fills_its_running_text_which_is_found_as_it_was_written(project: Path) -> None:
    api.build(project / "letter.md", project / "out", formats=["pdf"], kinds=["newsletter"])
    (file,) = (project / "out").glob("*.pdf")
    found = subprocess.run(["pdftotext", file, "-"], capture_output=True, text=True, check=True).stdout
    words = " ".join(found.replace("-\n", "").split())
    assert DECLARATION["en"].split()[:12] == words[words.index("Proclaims") :].split()[:12]


def test_slides_say_that_text_is_justified(project: Path) -> None:
    document = api.load(project / "letter.md")
    publication = api.compose(document, "deck")
    texts = [one for sheet in publication.sheets for item in sheet.items for one in getattr(item, "paragraphs", ())]
    assert any(one.justified and one.role == "body" for one in texts)
    assert not any(one.justified for one in texts if one.role.startswith(("heading", "title")))
