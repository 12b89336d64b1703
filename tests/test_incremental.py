"""What is kept between two builds of one source: files, reports and messages are those of a fresh build."""

from __future__ import annotations

import shutil
from pathlib import Path
from types import SimpleNamespace
from typing import Any, ClassVar

import pytest

from reportgen.api import build
from reportgen.brand import load_brand
from reportgen.errors import ReportgenError
from reportgen.incremental.build_cache import BuildCache
from reportgen.incremental.layout_cache import LayoutCache, LayoutKey

ROOT = Path(__file__).parent.parent
SOURCE = """\
title: The Letter
brand: meridian
sections:
  - type: cover
    masthead: The Letter
    title: June
    picture: {file: plain.png, alt: A plain}
  - type: contents
    headline: In this issue
  - type: story
    headline: The first
    body: |
      A plan that works, with a note[^a].

      [^a]: The note.
  - type: chart
    headline: Numbers
    chart: {kind: bar, categories: [a, b], series: [{name: s, values: [1, 2]}]}
  - type: table
    headline: Rows
    table: {columns: [Kind, Count], rows: [[One, 1], [Two, 2]]}
  - type: story
    headline: The second
    body: Another plan.
"""


@pytest.fixture
def source(tmp_path: Path) -> Path:
    from PIL import Image

    shutil.copytree(ROOT / "examples/brands", tmp_path / "brands")
    Image.new("RGB", (800, 450), "#335577").save(tmp_path / "plain.png")
    return tmp_path / "letter.yaml"


def outcome(source: Path, out: Path, cache: BuildCache | None) -> Any:
    """The files and reports, or the messages."""
    formats = ("pdf", "pptx", "json")
    try:
        made = build(source, out, kinds=("newsletter", "deck"), formats=formats, cache=cache)
    except ReportgenError as error:
        return [str(one) for one in error.each]
    return [(one.path.name, one.path.read_bytes(), one.makeup, one.remarks) for one in made]


LONG = SOURCE.replace("The second", "x" * 3_000)
"""A headline that fits nowhere."""

EDITS = [
    SOURCE,
    SOURCE.replace("works", "fails"),
    SOURCE.replace("sections:", "# one\n# two\nsections:"),
    SOURCE.replace("sections:", "# one\nsections:").replace("Another plan.", "Another plan. " * 300),
    LONG,
    LONG.replace("sections:", "# one\nsections:"),
    LONG.replace("  - type: contents\n", "\n\n  - type: contents\n"),
    SOURCE.replace("headline: The second", "hedline: The second"),
    SOURCE.replace("    headline: Rows\n", "\n    headline: Rows\n"),
    SOURCE.replace("values: [1, 2]", "values: [1, 20]").replace("[Two, 2]", "[Two, 22]"),
    SOURCE.replace("values: [1, 2]", "values: [1.0, 20.00]").replace("[Two, 2]", "[Two, 22.0]"),
    SOURCE.replace("  - type: contents\n    headline: In this issue\n", ""),
    SOURCE.replace("brand: meridian", "brand: cirrus"),
    SOURCE,
]


def test_each_build_is_as_a_fresh_one(source: Path, tmp_path: Path) -> None:
    cache = BuildCache()
    for text in EDITS:
        source.write_text(text, "utf-8")
        kept = outcome(source, tmp_path / "kept", cache)
        assert kept == outcome(source, tmp_path / "fresh", None)


def test_a_picture_that_is_replaced_is_read_again(source: Path, tmp_path: Path) -> None:
    from PIL import Image

    source.write_text(SOURCE, "utf-8")
    cache = BuildCache()
    first = outcome(source, tmp_path / "kept", cache)
    Image.new("RGB", (900, 900), "#AA3311").save(tmp_path / "plain.png")
    second = outcome(source, tmp_path / "kept", cache)
    assert second != first
    assert second == outcome(source, tmp_path / "fresh", None)


def test_what_has_not_changed_is_not_laid_again(source: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    from reportgen.layout.pages.section_module import ModuleMaker

    laid: list[int] = []
    lay: Any = ModuleMaker._lay

    def counted(self: Any, name: Any, template: Any, section: Any, *more: Any) -> Any:
        laid.append(section.index)
        return lay(self, name, template, section, *more)

    monkeypatch.setattr(ModuleMaker, "_lay", counted)
    cache = BuildCache()
    source.write_text(SOURCE, "utf-8")
    outcome(source, tmp_path / "kept", cache)
    assert set(laid) >= {0, 2, 3, 4, 5}
    laid.clear()
    source.write_text(SOURCE.replace("sections:", "# one\nsections:").replace("works", "fails"), "utf-8")
    outcome(source, tmp_path / "kept", cache)
    assert set(laid) <= {1, 2}  # the story that has changed, and the contents, which list it


class PassingKey(LayoutKey, frozen=True):
    """A step whose entries are kept while each document asks for them."""

    name: str


class LastingKey(LayoutKey, frozen=True):
    """A step whose entries are kept as long as their section is part of the document."""

    lasting: ClassVar[bool] = True
    name: str


def test_entries_are_kept_by_what_the_passes_of_the_last_document_asked_for() -> None:
    cache = LayoutCache(load_brand(ROOT / "examples/brands/meridian/brand.yaml"))
    made: list[LayoutKey] = []

    def document(sections: Any, *passes: list[LayoutKey]) -> list[LayoutKey]:
        """Lay a document of these sections in so many passes that ask for these keys: those that were made."""
        made.clear()
        for turn, keys in enumerate(passes):
            cache.begin()
            for key in keys:
                taker = SimpleNamespace(taken=[], take=lambda picture: None)
                cache.remember("section", key, taker, lambda k=key: made.append(k))  # type: ignore[misc]
            cache.end(sections, turn)
        cache.close(len(passes))
        return list(made)

    one, two, lasting = PassingKey("one"), PassingKey("two"), LastingKey("three")
    assert document(["section"], [one, one, lasting], [two]) == [one, lasting, two]
    assert document(["section"], [one], [two]) == []  # The second pass finds what only it asks for.
    assert cache.size == 3
    assert document(["section"], [two, lasting]) == []
    assert cache.size == 2  # What no pass of the last document asked for is gone, but for what lasts.
    assert document(["section"], [two]) == []
    assert document(["section"], [one, lasting]) == [one]
    assert document(["other"], []) == []
    assert cache.size == 0
    assert document(["section"], [two, lasting]) == [two, lasting]
