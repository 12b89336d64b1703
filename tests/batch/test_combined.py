"""Letters put together: each as it was, fonts shared, tags and labels whole, sheets counted."""

from __future__ import annotations

import csv
import io
import itertools
import subprocess
import sys
import zipfile
from pathlib import Path

import page
import pikepdf
import pypdfium2
import pytest

from reportgen.backends.pdf.joining import Part, joined
from reportgen.batch import Batch

LETTER = """title: "Letter to {{ name }}"
language: "{{ language }}"
sections:
  - {type: contents}
  - type: story
    headline: "Dear {{ name }}"
    body: |
      Few words to {{ name }}, with a [link](https://example.org) and a note.[^1]

      [^1]: What the note says to {{ name }}.
  - {type: story, headline: "The second", body: "{{ text }}"}
"""
PEOPLE = [
    {"id": "a", "name": "Zoë Ångström", "language": "en", "region": "north", "text": "Short."},
    {"id": "b", "name": "Bo-Nguyễn 字", "language": "de", "region": "south", "text": "Long words. " * 900},
    {"id": "c", "name": "Ćwikła", "language": "fr", "region": "north", "text": "Few–many «words»."},
]


@pytest.fixture(scope="module")
def letters(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("letters")
    (folder / "letter.yaml").write_text(LETTER)
    summary = Batch(folder / "letter.yaml", PEOPLE, f"{folder}/out/{{id}}.pdf").run()
    assert summary.count("made") == 3, summary.failed
    return folder


def pages(file: bytes) -> list[tuple[str, bytes]]:
    """The text and the picture of each page."""
    with pypdfium2.PdfDocument(file) as document:
        return [
            (sheet.get_textpage().get_text_range(), sheet.render(scale=0.7).to_pil().tobytes()) for sheet in document
        ]


def parts(folder: Path) -> list[bytes]:
    return [(folder / f"out/{one['id']}.pdf").read_bytes() for one in PEOPLE]


def test_each_page_is_as_it_was(letters: Path, tmp_path: Path) -> None:
    made, counts = joined([Part(one, f"Letter {at}") for at, one in enumerate(parts(letters))], "All")
    apart = [sheet for one in parts(letters) for sheet in pages(one)]
    assert sum(counts) == len(apart)
    assert pages(made) == apart
    (tmp_path / "all.pdf").write_bytes(made)
    for profile in (page.ValidationProfile.PDF_UA_1, page.ValidationProfile.PDF_A_2B):
        report = page.validate_pdf(str(tmp_path / "all.pdf"), profile=profile)
        rules = {str(one.rule_id) for one in report.failures}  # of metadata that are not compressed it is wrong
        assert not {rule for rule in rules if "METADATA-FILTER" not in rule}


def test_fonts_are_shared_and_everything_leads_where_it_led(letters: Path) -> None:
    made, counts = joined([Part(one, f"Letter {at}") for at, one in enumerate(parts(letters))], "All")
    assert len(made) < sum(map(len, parts(letters))) * 0.7
    starts = list(itertools.accumulate(counts, initial=0))
    with pikepdf.open(io.BytesIO(made)) as pdf:
        programs = [one for one in pdf.objects if isinstance(one, pikepdf.Stream) and "/Length1" in one]
        names = {str(font.BaseFont) for sheet in pdf.pages for font in sheet.Resources.Font.values()}
        assert len(programs) == len(names) == len({name.partition("+")[2] for name in names})
        with pdf.open_outline() as outline:
            assert [one.title for one in outline.root] == ["Letter 0", "Letter 1", "Letter 2"]
            targets = [one.destination for one in outline.root]
            at = [pdf.pages.index(pikepdf.Page(one[0])) for one in targets if isinstance(one, pikepdf.Array)]
        assert at == starts[:3]
        assert [sheet.label for sheet in pdf.pages] == [str(n + 1) for size in counts for n in range(size)]
        root = pdf.Root.StructTreeRoot
        (whole,) = root.K
        assert [str(one.Lang) for one in whole.K] == ["en", "de", "fr"]
        marks = [bytes(one) for one in list(root.IDTree.Names)[::2]]
        assert len(set(marks)) == len(marks) == 3
        numbers = list(root.ParentTree.Nums)[::2]
        assert numbers == sorted(set(numbers))
        assert numbers[-1] < root.ParentTreeNextKey
        for sheet in pdf.pages:
            assert int(sheet.StructParents) in numbers
        inner = [
            (first, pdf.pages.index(pikepdf.Page(one.Dest[0])))
            for first, last in itertools.pairwise(starts)
            for sheet in pdf.pages[first:last]
            for one in sheet.obj.get("/Annots", ())
            if "/Dest" in one
        ]
        assert {first for first, _ in inner} == set(starts[:3])
        assert all(first <= to < starts[starts.index(first) + 1] for first, to in inner)


def run(folder: Path, *more: str) -> subprocess.CompletedProcess[str]:
    rows = "".join(f"{','.join(one[key] for key in PEOPLE[0])}\n" for one in PEOPLE)
    (folder / "people.csv").write_text(f"{','.join(PEOPLE[0])}\n{rows}")
    command = [sys.executable, "-m", "reportgen", "batch", "letter.yaml", "--data", "people.csv", "-j", "1"]
    return subprocess.run(
        [*command, "-o", "out/{id}.pdf", *more], cwd=folder, capture_output=True, text=True, timeout=120, check=False
    )


def manifest(file: Path) -> list[dict[str, str]]:
    with file.open(encoding="utf-8-sig", newline="") as table:
        return list(csv.DictReader(table))


def test_by_group_in_order_with_separators_and_blank_backs(letters: Path) -> None:
    sheet = 'title: S\nsections: [{type: statement, statement: "{{ letter }} of {{ letters }}: {{ name }}"}]\n'
    (letters / "sheet.yaml").write_text(sheet)
    more = ("--combine", "all/{region}.pdf", "--order=-name", "--duplex", "--separator", "sheet.yaml")
    done = run(letters, *more, "--zip", "all/all.zip")
    assert done.returncode == 0, done.stderr
    assert "all/north.pdf: 2 letters, 8 pages, 4 sheets" in done.stdout
    rows = manifest(letters / "all/north.csv")
    assert [(row["file"], row["first page"], row["pages"], row["sheets"]) for row in rows] == [
        ("a.pdf", "3", "1", "1"),
        ("c.pdf", "7", "1", "1"),
    ]
    texts = [text for text, _ in pages((letters / "all/north.pdf").read_bytes())]
    assert "1 of 2: Zoë" in texts[0]
    assert [bool(text) for text in texts] == [True, False] * 4
    with zipfile.ZipFile(letters / "all/all.zip") as package:
        assert sorted(package.namelist()) == ["a.pdf", "b.pdf", "batch.csv", "c.pdf"]
        assert package.read("b.pdf") == (letters / "out/b.pdf").read_bytes()


def test_what_cannot_be_combined_is_told_before_anything_is_made(letters: Path) -> None:
    done = run(letters, "--combine", "all/{regoin}.pdf", "--order", "nam")
    assert done.returncode == 2
    assert 'no column "regoin" (did you mean "region"?)' in done.stderr
    assert 'no column "nam" (did you mean "name"?)' in done.stderr
    assert run(letters, "--duplex").returncode == 2
