"""Lines: nothing is lost, nothing runs over, numbers stay with their units."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from reportgen.brand import load_brand
from reportgen.errors import FontError, Where
from reportgen.frames import CHARACTER_BOXES, Bullet, Colour, Paragraph, Run
from reportgen.structs import replace
from reportgen.text import Profile, Typesetter

ROOT = Path(__file__).parents[2]
BRAND = load_brand(ROOT / "examples/brands/meridian/brand.yaml")
INK = Colour("ink", "1B2430")
SETTER = Typesetter(BRAND.faces, BRAND.fallback)
PROSE = (
    "Driving an expectation of US$62.9 billion in annual investment, these data centers signify China’s extra step "
    "to channel more computing resources from its eastern regions to its less developed western regions."
)
LATIN = st.text(st.characters(codec="latin-1", exclude_categories=["Cc"]), min_size=1, max_size=300)


def paragraph(text: str, **changes: object) -> Paragraph:
    run = Run(text, "Source Serif 4", 400, 10.0, INK)
    return replace(Paragraph((run,), "body", "k", 14.0), **changes)  # type: ignore[arg-type]


@pytest.mark.parametrize("profile", Profile)
@pytest.mark.parametrize("width", [80.0, 240.0])
@settings(max_examples=60)
@given(text=LATIN)
def test_lines_hold_all_text_within_the_measure(profile: Profile, width: float, text: str) -> None:
    done = SETTER.set(paragraph(text), width, profile)
    assert not done.overfull
    assert [line.start for line in done.lines] == [0, *(line.end for line in done.lines[:-1])]
    assert done.lines[-1].end == len(text)
    for number, line in enumerate(done.lines):
        assert line.width <= width + 0.06
        assert line.baseline == pytest.approx(14 * (number + 1) - 0.2 * 10)
        for run in line.runs:
            assert len(run.glyphs) == len(run.advances) == len(run.clusters)


def test_number_stays_with_its_magnitude() -> None:
    for width in range(120, 400, 7):
        done = SETTER.set(paragraph(PROSE), float(width), Profile.PRINT)
        assert not any(PROSE[: line.end].endswith("62.9 ") for line in done.lines)


def test_office_does_not_kern() -> None:
    word = paragraph("AVATAR")
    assert SETTER.natural_width(word, Profile.OFFICE) > SETTER.natural_width(word, Profile.PRINT) + 0.5


@pytest.mark.parametrize(("weight", "office"), [(400, 400), (500, 400), (600, 700), (650, 700), (900, 700)])
def test_office_text_is_set_in_the_two_weights_that_office_programs_know(weight: int, office: int) -> None:
    text = replace(paragraph("Bridges"), runs=(Run("Bridges", "Source Serif 4", weight, 10.0, INK),))
    (line,) = SETTER.set(text, 240.0, Profile.OFFICE).lines
    assert [run.face for run in line.runs] == [f"Source Serif 4 {office}"]
    if weight == 600:
        assert [run.face for run in SETTER.set(text, 240.0, Profile.PRINT).lines[0].runs] == ["Source Serif 4 600"]


def test_fallback_is_lighter_smaller_and_close() -> None:
    run = Run("China(地)", "Source Serif 4", 600, 20.0, INK)
    line = SETTER.set(replace(paragraph(""), runs=(run,)), 300, Profile.PRINT).lines[0]
    assert [r.face for r in line.runs] == ["Source Serif 4 600", "Noto Sans SC 400", "Source Serif 4 600"]
    assert line.runs[1].size == pytest.approx(18.4)
    assert line.runs[1].width == pytest.approx(18.4)
    assert line.runs[2].x == pytest.approx(line.runs[1].x + 18.4, abs=0.01)


@pytest.mark.parametrize(
    "text, spaces", [("a地b", 2), ("(地)", 2), ("4%地", 1), ("4%（a", 2), ("地，a", 1), ("地—地", 0)]
)
def test_office_spaces_cjk_from_latin_and_its_marks(text: str, spaces: int) -> None:
    parts = sum(SETTER.natural_width(paragraph(char), Profile.OFFICE) for char in text)
    found = SETTER.natural_width(paragraph(text), Profile.OFFICE) - parts
    assert found == pytest.approx(spaces * 2.4, abs=0.01)


@pytest.mark.parametrize("text", ["see kite.example/yearbook now", "a rent of 44.50/m² now"])
def test_office_breaks_no_word_at_a_slash_that_fits_a_line(text: str) -> None:
    word = next(word for word in text.split() if "/" in word)
    done = SETTER.set(paragraph(text), SETTER.natural_width(paragraph(word), Profile.OFFICE) * 1.1, Profile.OFFICE)
    assert word in [text[start:end].strip() for start, end in done.breaks]


def test_office_breaks_a_word_that_fits_no_line_at_its_slashes() -> None:
    text = "kite.example/yearbook/orders"
    done = SETTER.set(
        paragraph(text), SETTER.natural_width(paragraph("kite.example/yearb"), Profile.OFFICE), Profile.OFFICE
    )
    assert [text[start:end] for start, end in done.breaks] == ["kite.example/", "yearbook/orders"]


@pytest.mark.parametrize("leading, baseline", [(13.2, 11.2), (12.0, 10.0), (10.8, 8.64), (9.0, 7.2)])
def test_office_takes_room_from_close_lines_on_both_sides_of_the_baseline(leading: float, baseline: float) -> None:
    lines = SETTER.set(replace(paragraph("one two three"), leading=leading), 50, Profile.OFFICE).lines
    assert [line.baseline for line in lines] == pytest.approx([baseline, baseline + leading])


def test_what_no_font_has_is_a_box_that_keeps_its_text() -> None:
    completed = SETTER.with_stand_ins(paragraph("a☃b", where=Where("f.yaml", 3, 4, "title")))
    family = completed.runs[0].family
    assert [(run.text, run.family, run.instead_of) for run in completed.runs] == [
        ("a", family, ""),
        ("☃", family, family),
        ("b", family, ""),
    ]
    (line,) = SETTER.set(completed, 200, Profile.PRINT).lines
    box = next(run for run in line.runs if run.text == "☃")
    assert box.face == CHARACTER_BOXES
    assert len(box.glyphs) == 5 and set(box.clusters) == {0}  # four digits and the frame
    assert sum(box.advances[:4]) == 0 and box.advances[4] == pytest.approx(0.74 * box.size)


@pytest.mark.parametrize("text", ["▼", "ń∂₂", "Ł"])
def test_a_family_that_ships_stands_in_and_is_named(text: str) -> None:
    bare = Typesetter(dict(BRAND.faces), (), ("Inter",))
    serif = replace(paragraph("x"), runs=(replace(paragraph("x").runs[0], family="Noto Sans SC", text=text),))
    made = bare.with_stand_ins(serif)
    assert made.text == text
    assert {run.family for run in made.runs if run.instead_of} == {"Inter"}
    for profile in Profile:
        assert bare.natural_width(made, profile) == pytest.approx(
            sum(bare.natural_width(replace(made, runs=(run,)), profile) for run in made.runs), abs=0.01
        )


def test_spaces_need_no_other_font() -> None:
    narrow = "1\u202f234\u2009567"
    lacking = replace(paragraph("x"), runs=(replace(paragraph("x").runs[0], family="Noto Sans SC", text=narrow),))
    bare = Typesetter(BRAND.faces, (), ())
    assert bare.with_stand_ins(lacking) == lacking
    (line,) = bare.set(lacking, 400, Profile.PRINT).lines
    assert [run.text for run in line.runs] == [narrow]
    assert line.width > bare.natural_width(
        replace(lacking, runs=(replace(lacking.runs[0], text="1234567"),)), Profile.PRINT
    )


def test_bullet_hangs() -> None:
    item = paragraph(PROSE, role="item", indent=12.0, bullet=Bullet("•", INK))
    lines = SETTER.set(item, 200, Profile.PRINT).lines
    assert lines[0].runs[0].mark and lines[0].runs[0].x == -12.0
    assert all(line.x == 12.0 for line in lines)
    assert not any(run.mark for line in lines[1:] for run in line.runs)
    continued = SETTER.set(replace(item, continued=True), 200, Profile.PRINT).lines
    assert not continued[0].runs[0].mark


def test_headings_are_balanced() -> None:
    heading = paragraph("A quieter year, and a better one than anybody had thought", role="heading1")
    lines = SETTER.set(heading, 200, Profile.PRINT).lines
    assert len(lines) == 2
    assert abs(lines[0].width - lines[1].width) < 40


def shown(one: Paragraph, width: float) -> list[str]:
    return [one.text[low:high].strip() for low, high in SETTER.set(one, width, Profile.OFFICE).breaks]


def test_the_last_line_of_a_slide_is_not_one_short_word_where_another_can_join_it() -> None:
    text = paragraph(
        "Heating, cooling and new doors for every one of the seventy rooms that have none of them as of now"
    )
    broken = [width for width in range(150, 470) if (lines := shown(text, width))[-1] == "now" and len(lines) > 1]
    assert not broken
    title = paragraph("What the board has to do about lift 3", role="title")
    for width in range(90, 180):
        lines = shown(title, width)
        assert len(lines) == SETTER.count_lines(title, width, Profile.OFFICE)
        assert len(lines) == 1 or lines[-1] != "3"


def test_words_join_the_last_line_only_where_the_lines_become_more_alike() -> None:
    assert shown(paragraph("an Unternehmensfinanzierungsgesellschaft mbH", role="title"), 215) == [
        "an Unternehmensfinanzierungsgesellschaft",
        "mbH",
    ]
    assert shown(paragraph("One line\nno", role="title"), 200) == ["One line", "no"]
    goes_on = replace(paragraph("What the board has to do about lift 3", role="title"), continues=True)
    assert shown(goes_on, SETTER.natural_width(goes_on, Profile.OFFICE) - 2)[-1] == "3"


def test_a_setting_tells_from_where_on_words_are_kept_together() -> None:
    title = paragraph("What the board has to do about lift 3", role="title")
    done = SETTER.set(title, SETTER.natural_width(title, Profile.OFFICE) - 2, Profile.OFFICE)
    assert title.text[done.tied :] == "about lift 3"
    assert done.breaks[-1] == (done.tied, len(title.text))
    assert SETTER.set(title, 400, Profile.OFFICE).tied == 0


def test_superscript_is_raised() -> None:
    runs = (Run("x", "Inter", 400, 10, INK), Run("2", "Inter", 400, 10, INK, superscript=True))
    line = SETTER.set(replace(paragraph(""), runs=runs), 100, Profile.PRINT).lines[0]
    assert (line.runs[1].size, line.runs[1].rise) == pytest.approx((6.5, 3.3))


def test_giant_word_is_refused_and_long_one_cut() -> None:
    done = SETTER.set(paragraph("x" * 3000), 200, Profile.PRINT)
    assert not done.overfull and len(done.lines) > 50
    with pytest.raises(FontError, match="too long to set"):
        SETTER.set(paragraph("x" * 100_000), 200, Profile.PRINT)


def test_unknown_family_lists_the_known() -> None:
    lost = replace(paragraph(""), runs=(Run("x", "Comic", 400, 10, INK),))
    with pytest.raises(FontError, match=r"known families: .*IBM Plex Mono, Inter"):
        SETTER.set(lost, 100, Profile.PRINT)


def test_astral_characters_do_not_shift_breaks() -> None:
    text = "a \U0001d6c0 word \U0001d6c0\U0001d6c0 and more words"
    for profile in Profile:
        done = SETTER.set(paragraph(text), 60, profile)
        assert done.lines[-1].end == len(text)
        assert all(text[line.end - 1] == " " for line in done.lines[:-1])


def test_a_heading_of_nothing_has_no_lines() -> None:
    made = SETTER.set(paragraph("", role="heading1"), 100, Profile.PRINT)
    assert made.lines == ()


HYPHENED = st.lists(
    st.sampled_from(["әлде", "өзін‐өзі", "от-то", "AV-AT", "г—у", "Τ-Ύ", "y/f-", "Р‐ъ", "’t-f"]),
    min_size=20,
    max_size=40,
)


@settings(max_examples=60)
@given(words=HYPHENED, width=st.floats(60, 260))
def test_lines_of_hyphened_words_are_as_wide_as_their_parts(words: list[str], width: float) -> None:
    """Letters are kerned beside hyphens: what breaks there may be wider in one piece."""
    done = SETTER.set(paragraph(" ".join(words)), width, Profile.PRINT)
    assert not done.overfull


def test_a_word_that_is_kerned_wider_about_its_hyphen() -> None:
    text = "әлде өзін‐өзі басқарушы емес, немесе оның егемендігі әртүрлі нысанда"
    for tenths in range(1000, 3000):
        assert not SETTER.set(paragraph(text), tenths / 10, Profile.PRINT).overfull


KOREAN = "모든 인간은 태어날 때부터 자유로우며 그 존엄과 권리에 있어 동등하다. 제1조(인권)에 따라"


@pytest.mark.parametrize("profile", Profile)
def test_words_of_korean_are_kept_whole(profile: Profile) -> None:
    """Office programs break them at spaces alone, and so does print."""
    for language in ("ko", "ko-KR"):
        for width in range(100, 300, 7):
            done = SETTER.set(paragraph(KOREAN, language=language), float(width), profile)
            assert all(KOREAN[line.end - 1] == " " for line in done.lines[:-1])


def test_office_spaces_where_cjk_changes_to_latin_whatever_stands_between() -> None:
    """The space belongs to the script before it: a comma and a space are Latin, and so is what ends at 가."""
    setting = [
        SETTER.natural_width(paragraph(text, language="ko"), Profile.OFFICE) for text in ("가, 가", "가,", " 가")
    ]
    assert setting[0] == pytest.approx(sum(setting[1:]) + 0.24 * 10, abs=0.02)
