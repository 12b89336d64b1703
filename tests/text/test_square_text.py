"""Chinese and Japanese in print: marks of half a square, space beside Latin, lines that end level."""

from __future__ import annotations

import pytest

from reportgen.brand.load import load_brand
from reportgen.frames import Colour, Line, Paragraph, Run
from reportgen.shipped import shipped
from reportgen.structs import replace
from reportgen.text import Profile, Typesetter

BRAND = load_brand(shipped("brands") / "meridian" / "brand.yaml")
SETTER = Typesetter(BRAND.faces, BRAND.fallback, BRAND.reserve)
SIZE = 9.0
PROSE = (
    "“中国的经济增长”，他说，“主要由内需推动（包括消费和投资）。”2024年GDP增长5.2%，而OECD平均为1.7%。《人民日报》报道："
    "“改革开放以来，上海、北京、深圳等城市的发展速度惊人……”——这是事实。第二季度，公司营业收入达到120亿元。"
)


def paragraph(text: str, language: str = "zh") -> Paragraph:
    run = Run(text, "Source Serif 4", 400, SIZE, Colour("ink", "000000"))
    return Paragraph((run,), "body", "key", 12.0, language=language)


def width(text: str, language: str = "zh") -> float:
    """The width of a text on one line, in ems."""
    return round(SETTER.single(paragraph(text, language), Profile.PRINT).width / SIZE, 2)


def lines(text: str, measure: float, language: str = "zh") -> tuple[Line, ...]:
    return SETTER.set(paragraph(text, language), measure, Profile.PRINT).lines


@pytest.mark.parametrize(
    ("text", "language", "ems"),
    [
        ("中文", "zh", 2.0),
        ("中，文", "zh", 3.0),
        ("中文。", "zh", 2.5),  # at the end of a line
        ("“中”文", "zh", 3.5),  # at its beginning
        ("中。”文", "zh", 3.5),
        ("中”，“文", "zh", 4.0),
        ("中（《文", "zh", 3.5),
        ("中文。", "zh-TW", 3.0),  # a point stands in the middle
        ("中：“文", "ja", 4.0),
    ],
)
def test_marks_give_up_the_empty_half_of_their_square(text: str, language: str, ems: float) -> None:
    assert width(text, language) == ems


def test_what_opens_a_line_stands_at_its_edge() -> None:
    (run,) = lines("“中文", 100)[0].runs
    assert run.offsets[0][0] == -SIZE / 2 and run.advances[0] == SIZE / 2


def test_some_space_stands_between_characters_and_latin() -> None:
    assert width("中GDP中") == pytest.approx(2.18 + width("GDP"), abs=0.011)
    assert width("中,GDP中") == pytest.approx(2.09 + width(",GDP"), abs=0.011)
    assert width("中 GDP 中", "ko") == width("中 GDP 中")


def test_lines_end_level_and_nothing_stands_where_it_must_not() -> None:
    level, count = 0, 0
    for measure in range(130, 230, 7):
        assert not SETTER.set(paragraph(PROSE), measure, Profile.PRINT).overfull
        done = lines(PROSE, measure)
        for line in done[:-1]:
            assert line.width <= measure + 0.01
            assert line.runs[0].text[0] not in "，。、：；！？）》”" and line.runs[-1].text[-1] not in "（《“"
        level += sum(measure - line.width < 0.1 for line in done[:-1])
        count += len(done) - 1
        assert done[-1].width < measure
    assert level > 0.6 * count


def test_lines_of_latin_with_a_word_of_chinese_stay_ragged() -> None:
    text = "The reform that is called 改革开放 changed how people lived and worked in every province of the country."
    assert any(line.width < 148 for line in lines(text, 150, "en")[:-1])


def test_text_on_slides_is_as_office_programs_have_it() -> None:
    one, two = (SETTER.single(paragraph(text), Profile.OFFICE).width for text in ("中。”文", "中文文文"))
    assert one == two


def test_a_dash_of_two_squares_is_as_wide_by_itself_as_in_a_line() -> None:
    text = paragraph("中——中")
    assert SETTER.natural_width(text, Profile.PRINT) == SETTER.single(text, Profile.PRINT).width == 4 * SIZE


def test_headings_are_not_spread() -> None:
    done = SETTER.set(replace(paragraph(PROSE), role="heading1"), 150, Profile.PRINT)
    assert any(line.width < 149 for line in done.lines[:-1])
