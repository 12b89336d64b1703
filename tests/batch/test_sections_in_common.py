"""What records have in common is read once, and as if each record were read alone."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reportgen.content.table import TableContent
from reportgen.document import Document, personal_parts, read_source, template_of
from reportgen.sections.loaded_section import LoadedSection

SOURCE = """
title: "For {{ name }}"
brand: meridian
language: "{{ lang }}"
deck: {story: "{{ deck }}"}
sections:
  - type: table
    headline: The same for all
    table: {columns: [Day, Amount], rows: [], empty: }
  - type: story
    headline: "Dear {{ name }}"
    body: |
      Yours are {{ count }} of *them*.

      {% if count > 2 %}Many.{% endif %}
  - type: story
    headline: Only for some
    when: count > 1
    body: "{{ name }}"
  - type: table
    headline: Yours
    table:
      columns: [Thing, Amount]
      rows:
        - {repeat: row in rows, cells: ["{{ row.name }}", "{{ row.amount }}"]}
        - ["Last", 1]
"""


def template(folder: Path) -> tuple[Any, Path]:
    (folder / "letter.yaml").write_text(SOURCE.replace(", empty: ", ""))
    tree, base, _ = read_source(folder / "letter.yaml")
    return tree, base


RECORDS = st.lists(
    st.fixed_dictionaries(
        {
            "name": st.sampled_from(["Ann", "Bo *x*", "Çelik & Söhne", "A " * 30]),
            "lang": st.sampled_from(["en", "de", "fr"]),
            "deck": st.sampled_from(["digest", "full"]),
            "count": st.integers(0, 4),
            "rows": st.lists(
                st.fixed_dictionaries({"name": st.sampled_from("ab"), "amount": st.integers(1, 2)}), max_size=2
            ),
        }
    ),
    min_size=1,
    max_size=6,
)


def said(document: Document) -> list[object]:
    """All that a document says, and where."""
    return [document.title, document.language, *[shown(section) for section in document.sections]]


def shown(section: LoadedSection) -> tuple[object, ...]:
    return section.index, section.title, section.where, section.deck, dict(section.offer), section.notes


@pytest.fixture(scope="module")
def written(tmp_path_factory: pytest.TempPathFactory) -> tuple[Any, Path]:
    return template(tmp_path_factory.mktemp("letters"))


@given(RECORDS)
def test_records_are_read_as_each_alone(written: tuple[Any, Path], records: list[dict[str, Any]]) -> None:
    tree, base = written
    together = template_of(tree)
    for record in records:
        alone = personal_parts(template_of(tree), record, base, "letter").whole()
        assert said(personal_parts(together, record, base, "letter").whole()) == said(alone)


def test_what_no_record_changes_is_read_in_the_language_of_each(written: tuple[Any, Path]) -> None:
    tree, base = written
    together = template_of(tree)
    record = {"name": "Ann", "deck": "full", "count": 0, "rows": []}
    empty = [
        personal_parts(together, {**record, "lang": lang}, base, "letter").whole().sections[0].offer["table"]
        for lang in ("en", "de", "en")
    ]
    words = [str(one.rows) for one in empty if isinstance(one, TableContent)]
    assert words[0] == words[2] != words[1]


def test_a_form_is_read_once(written: tuple[Any, Path], monkeypatch: pytest.MonkeyPatch) -> None:
    from reportgen import document

    tree, base = written
    together = template_of(tree)
    read: list[object] = []
    real = document._read_section

    def counted(section: Any, at: Any, model: Any) -> LoadedSection:
        read.append(section)
        return real(section, at, model)

    monkeypatch.setattr(document, "_read_section", counted)
    for name in ("Ann", "Bo", "Cy"):
        record: dict[str, Any] = {"name": name, "lang": "en", "deck": "full", "count": 1, "rows": []}
        made = personal_parts(together, record, base, "letter").whole()
        assert made.sections[1].title == f"Dear {name}"
    assert len(read) == 3
