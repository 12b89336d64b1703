"""Batches: equal to single builds, sound after crashes, itemised."""

from __future__ import annotations

import csv
import hashlib
import json
import os
import signal
import subprocess
import sys
import time
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any

import pytest

from reportgen import build
from reportgen.batch import Batch, Progress, Record, Summary, read_records
from reportgen.batch.jobs import Item
from reportgen.batch.journal import Journal, JournalEntry
from reportgen.batch.output_folder import Place
from reportgen.batch.pool import Pool
from reportgen.errors import ReportgenError

SOURCE = """title: "For {{ name }}"
sections:
  - type: story
    headline: "Dear **{{ name }}**"
    body: |
      You owe {{ total|currency("EUR") }}.

      This paragraph is the same for everybody, and {{ name }} stands in the middle of the next one.
    points:
      - {when: 'total|float > 20', text: "Much"}
      - "All the same"
  - {type: quote, quote: "Few words."}
"""


@pytest.fixture
def source(tmp_path: Path) -> Path:
    file = tmp_path / "letter.yaml"
    file.write_text(SOURCE)
    return file


def people(count: int) -> list[dict[str, Any]]:
    names = ["Ann", "Zoë", "{{ x }}", "**b**", "<i>", "=1+1", "- x", "A & B"]
    return [{"name": f"{names[n % 8]} {n}", "slug": f"p{n}", "total": str(n)} for n in range(count)]


def files(folder: Path) -> dict[str, bytes]:
    """All but the journal and the accounts, which have the time of day."""
    return {
        str(f.relative_to(folder)): f.read_bytes()
        for f in sorted(folder.rglob("*"))
        if f.is_file() and not f.name.startswith("batch")
    }


def counts(summary: Summary) -> tuple[int, int, int]:
    return summary.count("made"), summary.count("unchanged"), summary.count("failed")


def test_fifty_records_are_what_single_builds_are(source: Path, tmp_path: Path) -> None:
    rows = people(50)
    out = tmp_path / "out"
    summary = Batch(source, rows, [f"{out}/{{slug}}.pdf", f"{out}/{{slug}}.pptx"]).run(jobs=2)
    assert counts(summary) == (50, 0, 0)
    for row in rows:
        build(source, tmp_path / "one", record=row)
        for ending in ("pdf", "pptx"):
            one = (tmp_path / f"one/letter.{ending}").read_bytes()
            assert (out / f"{row['slug']}.{ending}").read_bytes() == one, row


class Bomb:
    """A value that does harm where a worker receives it."""

    def __init__(self, call: Any, *arguments: Any) -> None:
        self.what = (call, arguments)

    def __reduce__(self) -> Any:
        return self.what


def test_crash_hang_and_hunger_cost_their_item_alone(source: Path, tmp_path: Path) -> None:
    out = tmp_path / "out"
    job = Batch(source, people(1), f"{out}/{{slug}}.pdf").job
    bombs = {
        2: Bomb(os._exit, 7),
        4: Bomb(os.kill, 0, signal.SIGSEGV),
        6: Bomb(time.sleep, 60),
        8: Bomb(bytearray, 10**11),
    }
    bombs[4] = Bomb(os.abort)
    items = [
        Item(n, {**row, **({"bomb": bombs[n]} if n in bombs else {})}, (f"{row['slug']}.pdf",), "")
        for n, row in enumerate(people(10))
    ]
    ended = {item.line: result.reason for item, result in Pool(job, 2, 4.0, 2048).run(items)}
    assert len(ended) == 10
    assert {line for line, reason in ended.items() if reason} == set(bombs)
    assert "exit code 7" in ended[2]
    assert "SIGABRT" in ended[4]
    assert "longer than 4 s" in ended[6]
    assert "more memory" in ended[8]
    assert len(list(out.glob("*.pdf"))) == 6
    assert not list(out.glob(".*"))


def poisoned(count: int) -> list[Record]:
    """Records of which each twentieth cannot be made, in five ways."""
    records = []
    for n, row in enumerate(people(count)):
        if n % 20 == 19:
            match n // 20 % 4:
                case 0:
                    row["total"] = "12,50 EUR"
                case 1:
                    row["name"] += "\x02"
                case 2:
                    row["name"] = "x" * 30_000
                case _:
                    row["picture"] = "missing.png"
        records.append(Record(n + 2, {"picture": "", **row}))
    return records


PICTURE = "  - {type: closing, when: picture, headline: H, picture: {file: '{{ picture }}', alt: A}}\n"


def test_poisoned_records_are_itemised(source: Path, tmp_path: Path) -> None:
    source.write_text(SOURCE + PICTURE)
    out = tmp_path / "out"
    summary = Batch(source, poisoned(100), f"{out}/{{slug}}.pdf").run(jobs=2)
    assert counts(summary) == (95, 0, 5)
    assert [o.line for o in summary.failed] == [21, 41, 61, 81, 101]
    for outcome, reason in zip(
        summary.failed,
        ["is no number", "control character U+0002", "shorten it by", "no file", "no number"],
        strict=True,
    ):
        assert reason in outcome.reason
        assert "letter.yaml:" in outcome.reason
    told = json.loads((out / "batch.json").read_text())
    assert (told["made"], told["failed"], len(told["items"])) == (95, 5, 100)
    assert len(list(out.glob("*.pdf"))) == 95


def test_unchanged_items_are_left_alone(source: Path, tmp_path: Path) -> None:
    out = tmp_path / "out"
    rows = people(4)

    def again(**options: Any) -> tuple[int, int, int]:
        return counts(Batch(source, rows, f"{out}/{{slug}}.pdf").run(**options))

    assert again() == (4, 0, 0)
    assert again() == (0, 4, 0)
    rows[1]["name"] = "Somebody else"
    (out / "p2.pdf").unlink()
    (out / "p3.pdf").write_bytes(b"spoilt")
    assert again() == (3, 1, 0)
    source.write_text(SOURCE.replace("Few", "Other"))
    assert again() == (4, 0, 0)
    rows[0]["total"] = "x"
    assert again() == (0, 3, 1)


def test_retry_failed_takes_only_what_failed(source: Path, tmp_path: Path) -> None:
    source.write_text(SOURCE + PICTURE)
    out = tmp_path / "out"
    rows = [{**row, "picture": "p.png" if n == 1 else ""} for n, row in enumerate(people(3))]
    batch = Batch(source, rows, f"{out}/{{slug}}.pdf")
    assert counts(batch.run()) == (2, 0, 1)
    assert counts(Batch(source, rows, f"{out}/{{slug}}.pdf").run(resume=True)) == (2, 0, 1)
    from PIL import Image

    Image.new("RGB", (80, 60), "red").save(tmp_path / "p.png")
    assert counts(Batch(source, rows, f"{out}/{{slug}}.pdf").run(retry_failed=True)) == (1, 2, 0)


@pytest.mark.parametrize(
    ("rows", "message"),
    [
        ([{"nam": "x", "slug": "a", "total": 1}], r'letter.yaml:1:8 .*no column "name" \(did you mean "nam"\?\)'),
        (
            [{"name": "x", "slug": "a", "total": 1}, {"name": "y", "slug": "A", "total": 1}],
            "records 1 and 2 would both",
        ),
        ([{"name": "x", "slug": "é", "total": 1}, {"name": "y", "slug": "e\u0301", "total": 1}], "would both be"),
    ],
)
def test_nothing_is_begun_where_the_plan_is_wrong(
    source: Path, tmp_path: Path, rows: list[dict[str, Any]], message: str
) -> None:
    with pytest.raises(ReportgenError, match=message):
        Batch(source, rows, f"{tmp_path}/out/{{slug}}.pdf").run()
    assert not (tmp_path / "out").exists()


def test_a_link_in_the_folder_does_not_lead_out(source: Path, tmp_path: Path) -> None:
    (tmp_path / "out").mkdir()
    (tmp_path / "elsewhere").mkdir()
    (tmp_path / "out/p0").symlink_to(tmp_path / "elsewhere")
    summary = Batch(source, people(2), f"{tmp_path}/out/{{slug}}/x.pdf").run()
    assert counts(summary) == (1, 0, 1)
    assert "leads out" in summary.failed[0].reason
    assert not list((tmp_path / "elsewhere").iterdir())


def test_any_executor_and_the_memory_file_system(source: Path) -> None:
    with ThreadPoolExecutor(2) as threads:
        batch = Batch(source, people(4), "memory://letters/{slug}.pdf")
        summary = batch.run(executor=threads, journal=source.parent / "journal")
    assert counts(summary) == (4, 0, 0)
    build(source, source.parent / "one", record=people(1)[0])
    import fsspec

    system = fsspec.filesystem("memory")
    assert system.cat_file("/letters/p0.pdf") == (source.parent / "one/letter.pdf").read_bytes()
    assert counts(Batch(source, people(4), "memory://letters/{slug}.pdf").run(journal=source.parent / "journal")) == (
        0,
        4,
        0,
    )
    system.rm("/letters", recursive=True)
    assert counts(Batch(source, people(2), "memory://letters/{slug}.pdf").run(journal=source.parent / "journal")) == (
        2,
        0,
        0,
    )


def test_the_local_file_system_by_its_address(source: Path, tmp_path: Path) -> None:
    summary = Batch(source, people(2), f"file://{tmp_path}/far/{{slug}}.pdf").run(journal=tmp_path / "journal")
    assert counts(summary) == (2, 0, 0)
    assert len(list((tmp_path / "far").glob("*.pdf"))) == 2


def test_a_torn_journal_and_two_runs(tmp_path: Path) -> None:
    path = tmp_path / "batch.journal"
    with Journal(path, resume=False) as log:
        log.add(JournalEntry("a", "k", 1, "made", {"a": "d"}))
        with pytest.raises(ReportgenError, match="another run"):
            Journal(path, resume=True)
    with path.open("ab") as stream:
        stream.write(b'{"name": "b", "ke')
    with Journal(path, resume=True) as log:
        assert list(log.own) == ["a"]
        log.add(JournalEntry("c", "k", 1, "failed", {}, "why"))
    with Journal(path, resume=False) as log:
        assert (list(log.own), sorted(log.earlier)) == ([], ["a", "c"])


def test_killed_and_resumed_is_as_undisturbed(source: Path, tmp_path: Path) -> None:
    source.write_text(SOURCE + PICTURE)
    data = tmp_path / "people.jsonl"
    data.write_text("".join(json.dumps(dict(r.values)) + "\n" for r in poisoned(60)))
    undisturbed = tmp_path / "a"
    Batch(source, read_records(data), f"{undisturbed}/{{slug}}.pdf").run(jobs=2)
    command = [sys.executable, "-m", "reportgen", "batch", str(source), "--data", str(data), "-j", "2"]
    command += ["-o", f"{tmp_path}/b/{{slug}}.pdf", "--resume"]
    journal = tmp_path / "b/batch.journal"
    for kill in range(1, 6):
        run = subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
        until = time.monotonic() + 60
        while run.poll() is None and time.monotonic() < until:
            if journal.exists() and journal.read_bytes().count(b"\n") >= 9 * kill:
                break
            time.sleep(0.005)
        run.kill()
        run.wait()
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    assert done.returncode == 1, done.stderr
    assert "57 made, 0 unchanged, 3 failed" in done.stdout
    assert files(undisturbed) == files(tmp_path / "b")


def test_places_write_whole_files(tmp_path: Path) -> None:
    place = Place(str(tmp_path))
    place.write("a/b.pdf", b"1")
    place.write("a/b.pdf", b"2")
    assert files(tmp_path) == {"a/b.pdf": b"2"}
    assert place.digest("a/c.pdf") == ""


def test_an_unknown_brand_is_told_together_with_all_else(tmp_path: Path) -> None:
    file = tmp_path / "letter.yaml"
    file.write_text("brand: nothere\n" + SOURCE.replace("few", "Few") + "  - {type: quote, quot: x}\n")
    with pytest.raises(ReportgenError) as told:
        Batch(file, people(2), f"{tmp_path}/{{slug}}.pdf")
    first, *others = [str(one) for one in told.value.each]
    assert first.startswith('letter.yaml:1:8 brand: unknown brand "nothere"')
    assert any('unknown key "quot"' in other for other in others)
    with pytest.raises(ReportgenError) as told:
        Batch(file, [{"slug": "a", "total": "1"}], f"{tmp_path}/{{slug}}.pdf", brand="gone")
    assert ['unknown brand "gone"' in str(told.value), 'the data has no column "name"' in str(told.value)] == [True] * 2


def test_retry_failed_takes_what_failed_before_it_was_begun(source: Path, tmp_path: Path) -> None:
    """Its letter of the run before lay there, so that it was taken for made."""
    rows = people(3)
    out = f"{tmp_path}/out/{{slug}}.pdf"
    Batch(source, rows, out).run()
    right = (tmp_path / "out/p1.pdf").read_bytes()
    broken = [row if n != 1 else {**row, "total": "much"} for n, row in enumerate(rows)]
    assert counts(Batch(source, broken, out).run()) == (0, 2, 1)
    mended = [row if n != 1 else {**row, "name": "Ann again"} for n, row in enumerate(rows)]
    assert counts(Batch(source, mended, out).run(retry_failed=True)) == (1, 2, 0)
    assert (tmp_path / "out/p1.pdf").read_bytes() != right
    assert counts(Batch(source, mended, out).run(retry_failed=True)) == (0, 3, 0)


def test_retry_failed_takes_what_could_not_even_be_read(source: Path, tmp_path: Path) -> None:
    rows = people(3)
    out = f"{tmp_path}/out/{{slug}}.pdf"
    Batch(source, rows, out).run()
    unread = [Record(n, row) if n != 2 else Record(n, {}, "broken JSON") for n, row in enumerate(rows, 1)]
    assert counts(Batch(source, unread, out).run()) == (0, 2, 1)
    mended = [row if n != 1 else {**row, "total": "7"} for n, row in enumerate(rows)]
    assert counts(Batch(source, mended, out).run(retry_failed=True)) == (1, 2, 0)


def test_what_has_changed_and_is_left_alone_is_told(source: Path, tmp_path: Path) -> None:
    rows = people(2)
    out = f"{tmp_path}/out/{{slug}}.pdf"
    Batch(source, rows, out).run()
    rows[0]["total"] = "12"
    summary = Batch(source, rows, out).run(retry_failed=True)
    assert counts(summary) == (0, 2, 0)
    assert [(list(lines), "has changed since" in told) for told, lines in summary.warnings.items()] == [([1], True)]


def test_an_interrupted_run_is_accounted_for(source: Path, tmp_path: Path) -> None:
    def stop(progress: Progress) -> None:
        if progress.done == 2:
            raise KeyboardInterrupt

    batch = Batch(source, people(5), f"{tmp_path}/out/{{slug}}.pdf")
    with pytest.raises(KeyboardInterrupt):
        batch.run(progress=stop)
    told = json.loads((tmp_path / "out/batch.json").read_text())
    assert (told["state"], told["made"], told["left"], len(told["items"])) == ("stopped", 2, 3, 2)
    assert counts(batch.run(resume=True)) == (5, 0, 0)
    told = json.loads((tmp_path / "out/batch.json").read_text())
    assert (told["state"], told["made"], told["left"]) == ("complete", 5, 0)


def test_a_terminated_run_is_accounted_for(source: Path, tmp_path: Path) -> None:
    data = tmp_path / "people.jsonl"
    data.write_text("\n".join(map(json.dumps, people(400))))
    command = [sys.executable, "-m", "reportgen", "batch", str(source), "--data", str(data), "-j", "1"]
    run = subprocess.Popen([*command, "-o", f"{tmp_path}/out/{{slug}}.pdf"], stderr=subprocess.PIPE)
    journal = tmp_path / "out/batch.journal"
    while run.poll() is None and not (journal.exists() and journal.read_bytes().count(b"\n") > 3):
        time.sleep(0.01)
    run.terminate()
    run.communicate()
    assert run.returncode == 143
    told = json.loads((tmp_path / "out/batch.json").read_text())
    assert told["state"] == "stopped"
    assert told["made"] + told["left"] == 400
    assert told["made"] > 0


def test_a_sample_has_an_account_of_its_own(source: Path, tmp_path: Path) -> None:
    batch = Batch(source, people(4), f"{tmp_path}/out/{{slug}}.pdf")
    batch.run()
    batch.run(sample=2)
    assert len(json.loads((tmp_path / "out/batch.json").read_text())["items"]) == 4
    assert len(json.loads((tmp_path / "out/batch-sample.json").read_text())["items"]) == 2


def test_the_account_is_a_table_too(source: Path, tmp_path: Path) -> None:
    rows = people(3)
    rows[2]["total"] = "=much"
    Batch(source, rows, f"{tmp_path}/out/{{slug}}.pdf").run()
    with (tmp_path / "out/batch.csv").open(encoding="utf-8-sig", newline="") as file:
        told = list(csv.DictReader(file))
    assert [(one["line"], one["file"], one["status"]) for one in told] == [
        ("1", "p0.pdf", "made"),
        ("2", "p1.pdf", "made"),
        ("3", "p2.pdf", "failed"),
    ]
    assert told[0]["sha256"] == hashlib.sha256((tmp_path / "out/p0.pdf").read_bytes()).hexdigest()
    assert told[2]["reason"]


def test_columns_are_found_by_names_that_expressions_can_spell(tmp_path: Path) -> None:
    source = tmp_path / "letter.yaml"
    source.write_text("""title: "For {{ First_name }}"
sections: [{type: quote, quote: "{{ record['First name'] }} owes {{ Total_EUR }}."}]""")
    rows = [{"First name": "Ann", "Total (EUR)": 4, "id": 1}]
    summary = Batch(source, rows, f"{tmp_path}/out/{{id}}.pdf").run()
    assert counts(summary) == (1, 0, 0), summary.failed


@pytest.mark.parametrize("field", ["First_nmae", "record['First nmae']", "record['First nmae']|upper"])
def test_a_misspelt_column_is_found_before_anything_is_made(field: str, tmp_path: Path) -> None:
    source = tmp_path / "letter.yaml"
    source.write_text(f'title: "For {{{{ {field} }}}}"\nsections: [{{type: quote, quote: "Few words."}}]')
    with pytest.raises(ReportgenError, match=r'no column "First.nmae"'):
        Batch(source, [{"First name": "Ann"}], f"{tmp_path}/out/{{line}}.pdf").run()
    assert not (tmp_path / "out").exists()


def test_a_column_that_may_be_missing_is_no_fault(tmp_path: Path) -> None:
    source = tmp_path / "letter.yaml"
    source.write_text(
        """title: "For {{ record['First nmae']|default('you') }}"\nsections: [{type: quote, quote: "Few."}]"""
    )
    assert counts(Batch(source, [{"id": 1}], f"{tmp_path}/out/{{id}}.pdf").run()) == (1, 0, 0)


def test_a_rehearsal_foresees_what_a_run_refuses(source: Path, tmp_path: Path) -> None:
    source.write_text(SOURCE + PICTURE)
    batch = Batch(source, poisoned(100), f"{tmp_path}/out/{{slug}}.pdf")
    told = batch.rehearse()
    assert {file.name for file in (tmp_path / "out").iterdir()} == {"batch-dry-run.json", "batch-dry-run.csv"}
    refused = {outcome.line: outcome.reason for outcome in batch.run(jobs=2).failed}
    foreseen = {outcome.line: outcome.reason for outcome in told.faults}
    assert foreseen == {line: reason for line, reason in refused.items() if "shorten it by" not in reason}
    assert len(foreseen) == 4
