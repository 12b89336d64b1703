"""Fields: expressions belong to the author, values are data."""

from __future__ import annotations

import textwrap
from pathlib import Path
from typing import Any

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from reportgen.content.chart import ChartContent
from reportgen.content.table import TableContent
from reportgen.content.text import TextContent
from reportgen.document import Document, load
from reportgen.errors import Problems, ReportgenError
from reportgen.source.characters import CONTROL, clean

VALUES = st.text(
    st.one_of(
        st.sampled_from("*_`[]()<>{}%#\\&!^-+=~|\n \t1.:/\"'"),
        st.characters(exclude_categories=["Cs", "Cc"], exclude_characters=[chr(c) for c in range(0xFDD0, 0xFDF0)]),
    ),
    min_size=1,
    max_size=40,
).filter(lambda text: bool(clean(text).strip()) and not CONTROL.search(text))


def source(text: str) -> str:
    return "title: T\nsections:\n" + textwrap.indent(textwrap.dedent(text), "  ")


def made(text: str, **record: Any) -> Document:
    return load(source(text), record=record)


def spans(document: Document, slot: str, section: int = 0) -> list[str]:
    content = document.sections[section].offer[slot]
    assert isinstance(content, TextContent)
    return ["".join(span.text for span in block.spans) for block in content.blocks]


def problems(text: str, **record: Any) -> list[str]:
    with pytest.raises(ReportgenError) as caught:
        made(text, **record)
    return [str(one) for one in (caught.value.problems if isinstance(caught.value, Problems) else [caught.value])]


EVERYWHERE = """
- type: story
  headline: "Hello **{{ v }}**!"
  kicker: "{{ v }}"
  body: |
    {{ v }}

    # A {{ v }}

    > q {{ v }}

    1. *n {{ v }}*, `{{ v }}` and [l {{ v }}](https://a.example/?q={{ v }})
  points: ["{{ v }}", "- {{ v }}"]
  stats: [{value: "{{ v }}", label: "of {{ v }}"}]
  notes: "{{ v }}"
"""


@given(VALUES)
@example("{{ secret }} {% for x in y %} {# c #}")
@example("**b** _i_ `c` [x](javascript:alert(1)) ![p](q) <b> &amp; ^s^")
@example("\n\n# heading\n\n- item\n\n---\n```")
@example("=cmd|' /C calc'!A0")
@example("- 1. > ")
@example("key: value\n? x\n- y: &a *a")
def test_any_value_comes_back_as_it_is(value: str) -> None:
    document = made(EVERYWHERE, v=value)
    value = value.replace("\r\n", "\n").replace("\r", "\n")
    assert spans(document, "headline") == [f"Hello {value}!"]
    assert spans(document, "kicker") == [value]
    assert spans(document, "body") == [value, f"A {value}", f"q {value}", f"n {value}, {value} and l {value}"]
    assert spans(document, "points") == [value, f"- {value}"]
    assert document.sections[0].notes == (value,)
    stats = document.sections[0].offer["stats"]
    assert [(s.value, s.label[0].text) for s in stats.stats] == [(value, f"of {value}")]  # type: ignore[attr-defined]
    body = document.sections[0].offer["body"]
    assert isinstance(body, TextContent)
    assert [block.kind for block in body.blocks] == ["paragraph", "heading", "quote", "item"]
    styles = {(span.strong, span.emphasis, span.code) for span in body.blocks[0].spans}
    assert styles == {(False, False, False)}
    (link,) = {span.link for span in body.blocks[3].spans if span.link}
    assert link.startswith("https://a.example/?q=") and not set(link[21:]) & set('/?#&=<>" ')


def test_markup_of_the_author_stays_markup() -> None:
    document = made('- {type: quote, quote: "*a {{ v }}* b"}', v="*x*")
    content = document.sections[0].offer["quote"]
    assert isinstance(content, TextContent)
    assert [(span.text, span.emphasis) for span in content.blocks[0].spans] == [("a *x*", True), (" b", False)]


def test_when_and_repeat() -> None:
    text = """
    - type: story
      headline: H
      kicker: {when: vip, text: "For {{ name }}"}
      points:
        - first
        - {when: not vip, text: plain}
        - {repeat: p in team, text: "{{ loop.index }} {{ p.name }}"}
    - {type: quote, when: 'vip == "yes"', quote: Q}
    - {type: quote, repeat: p in team, quote: "{{ p.name }}"}
    """
    document = made(text, vip="yes", name="A", team=[{"name": "x"}, {"name": "y"}])
    assert spans(document, "kicker") == ["For A"]
    assert spans(document, "points") == ["first", "1 x", "2 y"]
    assert [section.title for section in document.sections] == ["H", "Q", "x", "y"]
    document = made(text, vip="no", name="A", team=[])
    assert "kicker" not in document.sections[0].offer
    assert spans(document, "points") == ["first"]  # `not vip` asks whether the text is empty, which "no" is not
    assert len(document.sections) == 1


@pytest.mark.parametrize(
    ("language", "shown"),
    [("en", "June 30, 2026 1,234.5 €1,234.50 12%"), ("de", "30. Juni 2026 1.234,5 1.234,50\xa0€ 12\xa0%")],
)
def test_filters_write_as_the_language_does(language: str, shown: str) -> None:
    text = "title: T\nlanguage: " + language + '\nsections:\n  - type: quote\n    quote: "'
    text += "{{ d|date }} {{ n|number }} {{ n|currency('EUR') }} {{ s|percent }}\"\n"
    document = load(text, record={"d": "2026-06-30", "n": "1234.5", "s": 0.12})
    assert spans(document, "quote") == [shown]


def test_lists_and_settings_by_record(tmp_path: Path) -> None:
    document = made(
        '- {type: story, headline: H, points: "{{ many }}", only: "{{ kind }}"}', many=["*a*", 2], kind="deck"
    )
    assert spans(document, "points") == ["*a*", "2"]
    assert document.sections[0].only == "deck"


@pytest.mark.parametrize(
    ("text", "record", "message"),
    [
        ('- {type: quote, quote: "{{ nam }}"}', {"name": "x"}, 'no field "nam" (did you mean "name"?)'),
        ('- {type: quote, quote: "{{ a|number }}"}', {"a": "1 2"}, '"1 2" is no number'),
        ('- {type: quote, quote: "{{ a|number }}"}', {"a": "nan"}, '"nan" is no number'),
        ('- {type: quote, quote: "{{ a|date }}"}', {"a": "30.6."}, '"30.6." is no date'),
        ('- {type: quote, quote: "{{ a }}"}', {"a": "x\x01"}, 'the value of "a" has the control character U+0001'),
        ('- {type: quote, quote: "{{ a }}"}', {"a": "\ufdd0\ufdd2\ufdd1"}, "control character U+FDD0"),
        ('- {type: quote, quote: "{{ a }}"}', {"a": " "}, "it is empty"),
        ('- {type: quote, quote: "[x]({{ a }})"}', {"a": "javascript:x"}, "no link that can be followed"),
        ('- {type: quote, quote: "{{ a"}', {"a": 1}, ""),
        ('- {type: quote, quote: "{{ a + }}"}', {"a": 1}, "broken field"),
        ('- {type: quote, quote: "{{ a.__class__.__mro__ }}"}', {"a": 1}, "unsafe"),
        ("- {type: quote, repeat: a, quote: x}", {"a": 1}, "expected a name and a list"),
        ("- {type: quote, repeat: x in a, quote: x}", {"a": "abc"}, "goes over no list"),
        ('- {type: quote, quote: x, layout: "{{ a }}", only: "{{ a }}"}', {"a": "no"}, '"no" is not known here'),
    ],
)
def test_wrong_fields_are_named(text: str, record: dict[str, Any], message: str) -> None:
    if not message:
        assert spans(made(text, **record), "quote") == ["{{ a"]  # no field at all
        return
    found = problems(text, **record)
    assert any(message in one for one in found), found
    assert all("text:3" in one for one in found), found


def test_a_source_for_records_cannot_be_built_without_one(tmp_path: Path) -> None:
    with pytest.raises(ReportgenError, match=r"text:4:\d+ sections\[0\].headline: .*{{ name }}.*--set name=value"):
        load(source("- type: story\n  headline: Dear {{ name }}\n"))
    data = {"title": "{{ x }}", "sections": [{"type": "quote", "quote": "{{ y }}"}]}
    assert load(data).title == "{{ x }}"  # Python data is data


def test_errors_of_the_schema_show_values_not_tokens() -> None:
    (found,) = problems('- {type: quote, quote: "[a {{ v }}](ftp://{{ v }}/)"}', v="q")
    assert not any(0xFDD0 <= ord(char) <= 0xFDEF for char in found)
    assert '"ftp://q/" is no link' in found


def test_data_of_charts_and_tables_by_record(tmp_path: Path) -> None:
    for region, sales in (("north", "3,5"), ("south", "8,13")):
        (tmp_path / f"{region}.csv").write_text(
            "Year,Sales\n" + "\n".join(f"202{n},{v}" for n, v in enumerate(sales.split(",")))
        )
    (tmp_path / "reportgen.toml").write_text("")
    text = """\
title: T
sections:
  - type: chart
    headline: Sales
    chart: {kind: column, data: "{{ region }}.csv#Year,Sales", highlight: "{{ best }}", title: "In the {{ region }}"}
  - type: table
    headline: Sales
    table: {data: "{{ region }}.csv"}
"""
    (tmp_path / "june.yaml").write_text(text)
    for region, values in (("north", (3.0, 5.0)), ("south", (8.0, 13.0))):
        made = load(tmp_path / "june.yaml", record={"region": region, "best": "2021"})
        chart, table = made.sections[0].offer["chart"], made.sections[1].offer["table"]
        assert isinstance(chart, ChartContent)
        assert chart.series[0].values == values
        assert isinstance(table, TableContent)
        assert str(int(values[1])) in str(table.rows[1])
    with pytest.raises(ReportgenError, match=r"east\.csv") as caught:
        load(tmp_path / "june.yaml", record={"region": "east", "best": "2021"})
    assert (
        caught.value.problems[0].where.line == 5 if isinstance(caught.value, Problems) else caught.value.where.line == 5
    )
    with pytest.raises(ReportgenError, match="outside"):
        load(tmp_path / "june.yaml", record={"region": "../../etc/passwd", "best": "2021"})


OWN_MANNER = {
    "a date": ("events", "headline: H, events: [{date: '{{ v }}', title: x}]", "2026-06-30", "June 30, 2026"),
    "an address": (
        "cta",
        "headline: H, button: {text: x, url: '{{ v }}'}",
        "https://example.com/a",
        "https://example.com/a",
    ),
    "a part of an address": (
        "cta",
        "headline: H, button: {text: x, url: 'https://example.com/{{ v }}'}",
        "a b/../c",
        "https://example.com/a%20b%2F..%2Fc",
    ),
    "a title that is a number": (
        "chart",
        "headline: H, chart: {kind: column, title: '{{ v }}', categories: [a], series: [{name: s, values: [1]}]}",
        2024,
        "text='2024'",
    ),
    "a value of a chart": (
        "chart",
        "headline: H, chart: {kind: column, categories: [a], series: [{name: s, values: ['{{ v }}']}]}",
        "3.5",
        "values=(3.5,)",
    ),
    "a column that is a number": (
        "table",
        "headline: H, table: {columns: [R, '{{ v }}'], rows: [[a, 1]]}",
        2024,
        "text='2024'",
    ),
    "rows": ("table", "headline: H, table: {columns: [R, S], rows: '{{ v }}'}", [["a *b*", "1.5"]], "value=1.5"),
    "markup in rows": ("table", "headline: H, table: {columns: [R], rows: '{{ v }}'}", [["a *b*"]], "text='a *b*'"),
    "a shorter text": ("quote", "quote: Hello, short: {quote: '{{ v }}'}", "*a*", "text='*a*'"),
    "a type": ("{{ v }}", "quote: Hello", "quote", "text='Hello'"),
}
"""How the value of a record enters a field that is no running text: the section's type, its keys, the value, what is seen."""


@pytest.mark.parametrize("name", OWN_MANNER)
def test_a_value_enters_each_field_in_its_manner(name: str) -> None:
    kind, keys, value, seen = OWN_MANNER[name]
    source = f"title: T\nsections:\n  - {{type: '{kind}', {keys}}}\n"
    assert seen in str(load(source, record={"v": value}).sections[0].offer)


def test_pages_and_brand_may_be_fields() -> None:
    document = load(
        "title: T\npages: '{{ p }}'\nbrand: '{{ b }}'\nsections: [{type: quote, quote: Q}]", record={"p": "4", "b": "x"}
    )
    assert document.pages is not None and (document.pages.least, document.brand) == (4, "x")
