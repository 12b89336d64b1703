"""Sentences: where they end, and how much there is to read."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reportgen import compose, parse
from reportgen.text.sentences import leans, sentences, word_count


@pytest.mark.parametrize(
    ("language", "text", "count"),
    [
        ("en", "Mr. Smith met Dr. Brown at 3 p.m. on Monday. It rained.", 2),
        ("en", "The price is £3.5m. No. 5 is alive. e.g. this one.", 2),
        ("en", "“Really?” he said. “Yes.” She left.", 3),
        ("de", "Am 1. Juni kam Dr. Meier, z. B. mit dem Zug nach Ulm an. Das ist § 3 Abs. 2 Nr. 1 des Gesetzes.", 2),
        ("de", "Er rief: „Komm!“ Dann ging er.", 2),
        ("fr", "M. Dupont est venu à midi. Il est reparti !", 2),
        ("zh", "这是第一句。“第二句！”他说。第三句？", 4),
        ("xx", "Here it begins. There it ends.", 2),
        ("en", "No end at all", 1),
        ("en", "", 0),
    ],
)
def test_sentences_end_where_a_reader_says_that_they_do(language: str, text: str, count: int) -> None:
    assert len(sentences(text, language)) == count


@given(st.text(max_size=200), st.sampled_from(["en", "de", "zh", "th", "ar"]))
def test_sentences_follow_each_other_and_leave_nothing_but_space_out(text: str, language: str) -> None:
    end = 0
    for first, last in sentences(text, language):
        assert text[end:first].strip() == ""
        assert first <= last
        end = last
    assert text[end:].strip() == ""


@pytest.mark.parametrize(
    ("language", "sentence", "expected"),
    [
        ("en", "This is why.", True),
        ("en", "Mills are old.", False),
        ("de-CH", "Dies ist so.", True),
        ("fi", "Se on.", False),
    ],
)
def test_a_sentence_that_leans_begins_with_a_word_that_points_back(
    language: str, sentence: str, expected: bool
) -> None:
    assert leans(sentence, language) is expected


def test_words_are_counted_in_scripts_without_spaces_too() -> None:
    assert word_count("Three short words") == 3
    assert word_count("一二三四五六七八九十") == 6
    assert word_count("— …") <= 2


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("ข้อ ๑ มนุษย์ทั้งหลายเกิดมามีอิสระและเสมอภาคกันในเกียรติศักดิ์และสิทธิ", 14),
        ("มนุษย์", 1),
        ("လူတိုင်းသည် တူညီ လွတ်လပ်သော ဂုဏ်သိက္ခာဖြင့် လည်းကောင်း၊", 7),
        ("人人生而自由，在尊严和权利上一律平等。", 11),
        ("すべての人間は、生まれながらにして自由であり", 8),
        ("用 Python 写的代码", 4),
        ("모든 인간은 태어날 때부터 자유로우며", 5),
        ("सभी मनुष्यों को गौरव और अधिकारों के मामले में", 9),
    ],
)
def test_a_reader_has_as_much_to_read_in_scripts_without_spaces(text: str, words: int) -> None:
    assert abs(word_count(text) - words) <= 2


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("en", "Everyone has the right to life, liberty and security of person."),
        ("zh-CN", "人人有权享有生命、自由和人身安全。"),
        ("th", "คนทุกคนมีสิทธิในการดำรงชีวิต เสรีภาพ และความมั่นคงแห่งตัวตน"),
    ],
)
def test_a_text_has_as_many_slides_in_a_script_without_spaces(language: str, text: str) -> None:
    section = {"type": "story", "headline": "1", "deck": "full", "body": "\n\n".join([text] * 14)}
    deck = compose(parse({"title": "1", "language": language, "sections": [section]}), "deck")
    assert len(deck.sheets) == 2
