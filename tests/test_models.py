"""Sections and contents as the classes of Python that documents are made of."""

from __future__ import annotations

import json
from datetime import date
from decimal import Decimal

import pytest

import reportgen
from reportgen import Button, Chart, Column, Document, Picture, Problems, Row, Series, Stat, Table, parse
from reportgen import sections as s
from reportgen.document import DocumentKeys, DocumentModel
from reportgen.errors import SourceError
from reportgen.sections.base import SectionModel
from reportgen.source.validation import Strict

WHOLE = Document(
    title="Q3",
    language="de",
    date=date(2026, 9, 30),
    issue=4,
    sections=[
        s.Story(
            headline="Noon",
            body="One.\n\nTwo: three {x}.",
            points=["1.0", "1e5", "yes", "~", " led by a space", "- a dash"],
            figure=Chart(kind="column", categories=[2024, 2025], series=[Series("Racks", [1, Decimal("2.50")])]),
            stats=[Stat("62.9 bn", "yuan"), Stat(Decimal("3.10"), "racks")],
        ),
        s.Table(
            headline="Rows",
            table=Table(columns=["A", Column("B", type="number")], rows=[["x", 1.5], Row(total=["all", 2])]),
        ),
        s.Events(
            headline="Days", events=[s.Event(date=date(2026, 10, 1), title="Open", text=["at ten", "in the hall"])]
        ),
        s.CallToAction(headline="Come", button=Button("Reserve", "https://example.com")),
        {"type": "quote", "quote": "Few words."},
    ],
)


def test_a_document_of_models_is_what_its_text_says() -> None:
    assert parse(WHOLE.to_yaml(), "yaml") == WHOLE
    assert parse(WHOLE.to_dict()) == WHOLE
    assert parse(json.dumps(WHOLE.to_dict()), "json").title == "Q3"
    assert repr(WHOLE) == "Document('Q3', 5 sections)"
    assert [section.type for section in WHOLE.sections] == ["story", "table", "events", "cta", "quote"]


def test_copies_with_changes() -> None:
    story = s.Story(headline="Noon", body="It was noon.")
    night = story.replace(headline="Night")
    assert (night.headline, night.body, story.headline) == ("Night", "It was noon.", "Noon")
    assert story == s.Story(headline="Noon", body="It was noon.") != night
    assert repr(story) == "Story(headline='Noon', body='It was noon.')"
    assert repr(Stat("3", "racks")) == "Stat(value='3', label='racks')"
    other = WHOLE.replace(title="Q4", issue=None)
    assert (other.title, other.issue, other.sections == WHOLE.sections) == ("Q4", "", True)


def test_what_is_left_out_may_be_none() -> None:
    story = s.Story(headline="Noon", kicker=None, body=None, short=None)  # type: ignore[arg-type]
    assert story.to_dict() == {"type": "story", "headline": "Noon"}


def test_the_whole_tells_of_all_that_is_wrong() -> None:
    with pytest.raises(Problems) as caught:
        Document(
            title="",
            sections=[s.Story(hedline="x", points=[3]), Picture("a.png", alt="x"), None],  # type: ignore[call-arg,list-item]
        )
    told = {(one.where.pointer, one.code) for one in caught.value.each}
    assert told == {
        ("/title", "invalid-value"),
        ("/sections/0/points/0", "wrong-type"),
        ("/sections/0/hedline", "unknown-key"),
        ("/sections/1/type", "missing"),
        ("/sections/2", "wrong-type"),
    }
    with pytest.raises(SourceError, match='unknown key "titel"'):
        WHOLE.replace(titel="Q4")


def test_what_only_python_has_is_no_yaml() -> None:
    seen = [s.Story(headline="x", figure=Picture(b"bytes", alt="y")), s.Quote(quote="{{ name }}")]
    document = Document(title="T", sections=seen)
    with pytest.raises(Problems) as caught:
        document.to_yaml()
    assert [(one.where.pointer, one.message) for one in caught.value.each] == [
        ("/sections/0/figure/file", "a bytes in memory cannot be written as YAML"),
        ("/sections/1/quote", "{{ and {% begin the fields of a source in YAML"),
    ]


def test_a_record_fills_what_is_written() -> None:
    document = parse(
        'title: "For {{ name }}"\nsections: [{type: quote, quote: "*{{ name }}*."}]', "yaml", record={"name": "An_n"}
    )
    assert document.to_dict() == {"title": "For An_n", "sections": [{"type": "quote", "quote": "*An_n*."}]}


def test_every_section_type_is_a_public_class() -> None:
    classes = [getattr(s, name) for name in s.__all__ if name[0].isupper() and name != "Section"]
    types = {one.model_fields["type"].default for one in classes if issubclass(one, SectionModel)}
    assert types == set(s.shipped_types())
    assert all(issubclass(one, Strict) for one in classes)


def test_what_a_document_takes_are_the_keys_of_a_source() -> None:
    assert set(DocumentKeys.__annotations__) == set(DocumentModel.model_fields)
    assert reportgen.__version__
    assert all(getattr(reportgen, name) is not None for name in reportgen.__all__)
