"""What is copied from one record to the next is what a build of the record alone gives: byte for byte."""

from __future__ import annotations

import textwrap
from pathlib import Path
from typing import Any

import pytest

from reportgen import build
from reportgen.backends.pdf import incremental_writer as pdf_press
from reportgen.backends.pptx import incremental_writer as pptx_press
from reportgen.batch import Batch
from reportgen.batch.jobs import ItemMaker
from reportgen.errors import ReportgenError
from reportgen.layout.pages import makeup as pages
from reportgen.structs import replace

ROOT = Path(__file__).parents[2]
SENTENCE = "Every hub needs power, water and fibre, and people who have the patience to see it through. "
OUTPUTS = ["newsletter.pdf", "deck.pptx", "newsletter.pptx", "deck.pdf"]

SOURCE = f"""\
title: "News for {{{{ name }}}}"
subtitle: The same for all
issue: "{{{{ issue }}}}"
date: 2026-03
brand: meridian
outputs: [{", ".join(OUTPUTS)}]
sections:
  - {{type: cover, masthead: The Letter, title: "For {{{{ name }}}}", standfirst: "In {{{{ place }}}}: what is new"}}
  - {{type: contents}}
  - type: story
    headline: "What {{{{ place }}}} has built"
    notes: "Say hello to {{{{ name }}}}."
    body: |
      Dear {{{{ name }}}}, {SENTENCE * 3}

      {SENTENCE * 4}
  - type: story
    headline: The same for everybody
    body: |
      {SENTENCE * 5}

      {SENTENCE * 6}
  - type: brief
    when: vip == "yes"
    headline: "For few, {{{{ name }}}}"
    points: ["One", "Two of {{{{ place }}}}"]
  - {{type: quote, quote: "{{{{ saying }}}}", attribution: The chair}}
  - type: chart
    headline: Halls
    chart: {{kind: column, categories: [2024, 2025], series: [{{name: Halls, values: [3, "{{{{ halls }}}}"]}}]}}
  - type: brief
    headline: Links
    points: ["[Your page](https://example.com/{{{{ slug }}}})", "[Ours](https://example.com/)"]
  - {{type: closing, headline: Thank you, body: "Until the next letter."}}
"""

BASE: dict[str, Any] = {
    "name": "Ann Lee",
    "place": "Ulanqab",
    "issue": "Spring",
    "vip": "no",
    "saying": "Nothing is lost.",
    "halls": "5",
    "slug": "ann",
}
CHANGES: list[dict[str, Any]] = [
    {},
    {"name": "Ann Lea"},
    {"name": "Zoë Übermut-Çelik"},
    {"name": "Bartholomew Featherstonehaugh of the Western Provinces and of the Isles"},
    {"name": "Bo"},
    {"place": "Gui'an"},
    {"place": "Zhangjiakou, Zhongwei, Qingyang, Wuhu and Shaoguan"},
    {"saying": "One line more than there was, which moves all that stands below it on the page, and on the slide too."},
    {"vip": "yes"},
    {"vip": "yes", "name": "Ann Lea"},
    {"halls": "7"},
    {"halls": "7", "name": "Quentin"},
    {"slug": "zoe"},
    {"slug": "another-reader-with-a-longer-name"},
    {"slug": "zoe", "name": "李雷"},
    {"issue": "Summer"},
    {"name": "ﬁnn waﬄe"},
    {"name": "Ann Lee", "place": "office affairs", "issue": "Autumn"},
    {"name": "x"},
    {},
]


@pytest.fixture
def source(meridian: Path) -> Path:
    file = meridian / "letter.yaml"
    file.write_text(SOURCE, "utf-8")
    return file


def maker_of(source: Path, records: list[dict[str, Any]], outputs: list[str]) -> ItemMaker:
    """An `ItemMaker` that is asked for bytes, and writes nothing."""
    job = Batch(source, records, f"{source.parent}/out/{{name}}.pdf").job
    pairs: Any = tuple(tuple(name.split(".")) for name in outputs)
    return ItemMaker(replace(job, outputs=pairs))


def alone(source: Path, record: dict[str, Any], folder: Path) -> list[bytes]:
    made = build(source, folder, record=record)
    return [output.path.read_bytes() for output in made]


def test_records_one_after_another_are_what_each_is_alone(source: Path, tmp_path: Path) -> None:
    records = [BASE | change for change in CHANGES]
    maker = maker_of(source, records, OUTPUTS)
    for number, record in enumerate(records):
        try:
            cold = alone(source, record, tmp_path / "alone")
        except ReportgenError as error:
            with pytest.raises(ReportgenError) as caught:
                maker.files(record)
            assert str(caught.value) == str(error)
            continue
        for name, one, other in zip(OUTPUTS, maker.files(record), cold, strict=True):
            assert [file.data for file in one] == [other], (number, name, CHANGES[number])


def test_words_alone_take_the_short_way(source: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The equality above would hold as well if everything were made anew each time."""
    counts = {"search": 0, "pdf": 0, "pptx": 0}

    def counted(module: Any, owner: str, name: str, key: str) -> None:
        before = getattr(getattr(module, owner), name)

        def call(self: Any, *args: Any, **kwargs: Any) -> Any:
            counts[key] += 1
            return before(self, *args, **kwargs)

        monkeypatch.setattr(getattr(module, owner), name, call)

    counted(pages, "PageMaker", "_decide", "search")
    counted(pdf_press, "Writer", "write", "pdf")
    counted(pptx_press, "DeckWriter", "write", "pptx")
    text = textwrap.dedent(
        """\
        title: T
        brand: meridian
        outputs: [newsletter.pdf, deck.pptx]
        sections:
          - {type: cover, masthead: The Letter, title: "For {{ name }}"}
          - {type: story, headline: The same, body: "A plan, [yours](https://example.com/{{ name|urlencode }}) to see."}
        """
    )
    source.write_text(text, "utf-8")
    records = [{"name": name} for name in ("Ann Lee", "Ann Lea", "Bo", "Zoë", "李雷")]
    maker = maker_of(source, records, OUTPUTS[:2])
    for record in records[:4]:
        maker.files(record)
    assert counts == {"search": 1, "pdf": 1, "pptx": 1}
    maker.files(records[4])  # another font
    assert (counts["search"], counts["pdf"]) == (1, 2)


def test_nothing_grows_with_the_number_of_records(source: Path, tmp_path: Path) -> None:
    records = [BASE | {"name": f"Reader {number}", "issue": f"No {number}"} for number in range(12)]
    maker = maker_of(source, records, OUTPUTS[:2])
    sizes: list[int] = []
    for record in records:
        maker.files(record)
        [(_, _, cache)] = maker._caches.values()
        sizes.append(cache.entries)
    assert sizes[-1] <= sizes[3]


def test_what_a_text_repeats_is_passed_over_in_the_letters_in_which_it_does(tmp_path: Path) -> None:
    """A pull quote is read aloud unless the text says the same; the title of a letter without a headline of it is said,
    too: both stand in tags that no change of words redraws.
    """
    pulled = "Nobody saw it coming at all."
    source = tmp_path / "letter.yaml"
    source.write_text(f"""\
title: "For {{{{ name }}}}"
brand: meridian
outputs: [newsletter.pdf]
sections:
  - type: story
    headline: The same for all
    pull: "{pulled}"
    body: |
      {SENTENCE * 3} {{{{ words }}}}

      {SENTENCE * 6}

      {SENTENCE * 6}
""")
    records = [
        {"name": name, "words": words}
        for name, words in [("Ann", pulled), ("Bo", "Somebody saw it coming, all."), ("Cy", pulled), ("Zoë", pulled)]
    ]
    maker = maker_of(source, records, ["newsletter.pdf"])
    for record in records:
        [[made]] = maker.files(record)
        build(source, tmp_path / "one", record=record)
        assert made.data == (tmp_path / "one/letter.pdf").read_bytes(), record
