"""What an operator looks at before and after a run: proofs, one record of many, files that nobody has any more."""

from __future__ import annotations

import csv
import json
import subprocess
import sys
from pathlib import Path

import pytest
from PIL import Image

from reportgen.batch import Batch, read_records
from reportgen.batch.records import Record, Records
from reportgen.errors import ReportgenError

LETTER = """title: "For {{ name }}"
language: "{{ language }}"
sections:
  - {type: story, headline: "Dear {{ name|default('reader') }}", body: "In {{ region }}, {{ language|language }}."}
  - {type: story, when: orders|length > 1, headline: "Many", body: "{{ orders|length }} orders."}
"""
PEOPLE = "id,name,region,language\n" + "".join(
    f"{n:03},{'Zoë the longest of all names' if n == 7 else f'Ann {n}'},{'north' if n % 2 else 'south'},"
    f"{('EN', 'en', 'de_AT')[0 if n < 18 else n % 3]}\n"
    for n in range(1, 21)
)
ORDERS = "id,what\n" + "005,Oak\n005,Elm\n009,Ash\n" * 2


@pytest.fixture
def project(tmp_path: Path) -> Path:
    for name, text in {"letter.yaml": LETTER, "people.csv": PEOPLE, "orders.csv": ORDERS}.items():
        (tmp_path / name).write_text(text, "utf-8")
    return tmp_path


def run(project: Path, *arguments: str) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-m", "reportgen", *arguments]
    return subprocess.run(command, cwd=project, capture_output=True, text=True, timeout=120, check=False)


def batch(project: Path, *more: str) -> subprocess.CompletedProcess[str]:
    rows = ("--data", "people.csv", "--with", "orders=orders.csv", "--by", "id", "-j", "1")
    return run(project, "batch", "letter.yaml", *rows, "-o", "out/{region}/{id}.pdf", *more)


def letters(project: Path) -> list[str]:
    return sorted(file.stem for file in project.glob("out/*/*.pdf"))


def test_proofs_show_what_can_differ(project: Path) -> None:
    done = batch(project, "--proof", "6")
    assert done.returncode == 0, done.stderr
    assert len(letters(project)) == 6
    assert {"001", "005", "007", "020"} <= set(letters(project))
    with (project / "out/proof.csv").open(encoding="utf-8-sig", newline="") as table:
        shown = {row["line"]: row["shows"] for row in csv.DictReader(table)}
    assert "the first" in shown["2"]
    assert "the longest text" in shown["8"]
    assert "sections[1] when orders|length > 1" in shown["6"]
    assert any("language de-AT" in one for one in shown.values())
    with Image.open(project / "out/proof.png") as sheet:
        assert sheet.width > 800
    assert json.loads((project / "out/batch-sample.json").read_text())["made"] == 6
    assert "do not show" in batch(project, "--proof", "2").stderr
    assert "14 made, 6 unchanged" in batch(project).stdout


def test_one_record_of_many_is_built_and_checked(project: Path) -> None:
    assert batch(project).returncode == 0
    rows = ("--with", "orders=orders.csv", "--by", "id")
    for named in ("people.csv#6", "people.csv#id=005"):
        done = run(project, "build", "letter.yaml", "--record", named, *rows, "-o", "one", "--to", "pdf")
        assert done.returncode == 0, done.stderr
        assert (project / "one/letter.pdf").read_bytes() == (project / "out/north/005.pdf").read_bytes()
    assert run(project, "check", "letter.yaml", "--record", "people.csv#6", *rows).returncode == 0
    for named, told in {
        "people.csv": "write people.csv#12",
        "people.csv#40": "its records stand on lines 2 to 21",
        "people.csv#region=north": "several records: lines 2, 4",
    }.items():
        done = run(project, "build", "letter.yaml", "--record", named, *rows)
        assert done.returncode == 2
        assert told in done.stderr


def test_files_of_records_that_are_gone_are_told_and_taken_away(project: Path) -> None:
    batch(project)
    lines = PEOPLE.splitlines(keepends=True)
    lines[3] = lines[3].replace("north", "east")  # 003 has moved
    (project / "people.csv").write_text("".join([*lines[:5], *lines[7:]]), "utf-8")  # 005 and 006 have left
    (project / "out/north/005.pdf").write_bytes(b"somebody's own")
    done = batch(project)
    assert "3 files of records that are gone or have other names" in done.stderr
    assert json.loads((project / "out/batch.json").read_text())["gone"] == [
        *("north/003.pdf", "north/005.pdf", "south/006.pdf"),
    ]
    done = batch(project, "--prune", "--operator", "Ada")
    assert "2 files taken away" in done.stdout
    told = json.loads((project / "out/batch.json").read_text())
    assert told["pruned"] == ["north/003.pdf", "south/006.pdf"]
    assert told["gone"] == ["north/005.pdf"]
    assert (project / "out/north/005.pdf").read_bytes() == b"somebody's own"


def test_nothing_is_taken_away_while_a_record_has_no_name(project: Path) -> None:
    batch(project)
    (project / "people.csv").write_text(PEOPLE.replace("003,", ","), "utf-8")
    done = batch(project, "--prune")
    assert done.returncode == 1
    assert "003" in letters(project)


def test_two_records_with_one_name(project: Path) -> None:
    rows = [{"id": "a", "name": "A"}, {"id": "a-2", "name": "B"}, {"id": "A", "name": "C"}, {"id": "a", "name": "D"}]
    full = [{**row, "region": "r", "language": "en", "orders": []} for row in rows]
    source, out = project / "letter.yaml", f"{project}/out/{{id}}.pdf"
    with pytest.raises(ReportgenError, match="would both be"):
        Batch(source, full, out).plan()
    failed = Batch(source, full, out, same_names="fail").plan()
    assert [one.line for one in failed.faults] == [1, 3, 4]
    assert [item.names for item in failed.items] == [("a-2.pdf",)]
    numbered = Batch(source, full, out, same_names="suffix").plan()
    assert [item.name for item in numbered.items] == ["a.pdf", "a-2.pdf", "A-3.pdf", "a-4.pdf"]


def test_languages_in_any_spelling_and_blanks(project: Path) -> None:
    records = read_records(project / "people.csv")
    made = Batch(project / "letter.yaml", _with_orders(records), f"{project}/out/{{id}}.pdf").rehearse()
    assert not made.faults
    blank = [{"id": "1", "name": " ", "region": "x", "language": "zh-hans-CN", "orders": []}]
    assert not Batch(project / "letter.yaml", blank, f"{project}/out/{{id}}.pdf").rehearse().faults


def _with_orders(records: Records) -> list[Record]:
    return [Record(one.line, {**one.values, "orders": []}) for one in records]


def test_a_scheduler_is_told_by_events_and_a_log_file(project: Path) -> None:
    (project / "people.csv").write_text(PEOPLE.replace("de_AT", "Deutsch"), "utf-8")
    done = batch(project, "--json", "--log", "logs/night.log", "--zip", "all.zip")
    events = [json.loads(line) for line in done.stdout.splitlines()]
    assert [one["event"] for one in events] == ["record"] * 20 + ["end"]
    assert events[-1]["failed"] == sum(one.get("status") == "failed" for one in events) == done.returncode == 1
    log = (project / "logs/night.log").read_text("utf-8")
    assert '"Deutsch" is no language tag' in log
    assert "20/20" in log


def test_what_is_wrong_with_many_records_is_told_once(project: Path) -> None:
    (project / "letter.yaml").write_text(LETTER.replace('body: "{{ orders', 'boddy: "{{ orders'), "utf-8")
    (project / "orders.csv").write_text("id,what\n" + "".join(f"{n:03},Oak\n" * 2 for n in range(1, 21)), "utf-8")
    done = batch(project)
    assert done.returncode == 1
    assert done.stderr.count("unknown key") == 1
    assert "records 2, 3, 4 and 17 more: letter.yaml:5" in done.stderr


def test_a_line_a_minute_where_there_is_no_terminal(capsys: pytest.CaptureFixture[str]) -> None:
    from reportgen.batch import Progress
    from reportgen.cli.batch_progress import each_minute

    each_minute(0.0)(Progress(10, 40, 1, 2.0, 10))
    assert capsys.readouterr().err == "10/40  5.0/s  0:06 left  1 failed\n"


# --- columns by names of the source's own, and rehearsals in full ---------------------------------------------------

CLIENTS = "Full name,Site,Layout\nAnn Lee,https://a.example,\nBo Ek,https://b.example,feature\n"
NAMED = """title: "For {{ who }}"
fields: {who: Full name, site: Site}
sections:
  - type: story
    layout: "{{ Layout }}"
    headline: "Dear {{ who }}"
    body: "See [your page]({{ site }})."
"""


@pytest.fixture
def clients(tmp_path: Path) -> Path:
    for name, text in {"letter.yaml": NAMED, "clients.csv": CLIENTS}.items():
        (tmp_path / name).write_text(text, "utf-8")
    return tmp_path


def clients_batch(clients: Path, *more: str) -> subprocess.CompletedProcess[str]:
    return run(clients, "batch", "letter.yaml", "--data", "clients.csv", "-o", "out/{who:slug}.pdf", "-j", "1", *more)


def test_a_source_names_columns_of_the_data(clients: Path) -> None:
    """In its texts and in the names of files; also for one record by itself, and a blank layout is none."""
    done = clients_batch(clients, "--dry-run")
    assert (done.returncode, done.stdout.splitlines()[:2]) == (0, ["record 2: ann-lee.pdf", "record 3: bo-ek.pdf"])
    one = run(clients, "build", "letter.yaml", "--record", "clients.csv#2", "--as", "newsletter", "--to", "pdf")
    assert one.returncode == 0, one.stderr
    assert (clients / "letter.pdf").exists()


@pytest.mark.parametrize(
    ("fields", "told"),
    [
        ("{who: Ful name, site: Site}", 'letter.yaml:2:15 fields.who: the data has no column "Ful name" (did you mean'),
        ("{who: Full name, 2nd: Site}", '"2nd" is no name that expressions can spell (take letters, digits and _'),
        ("{who: [1]}", "letter.yaml:2:15 fields.who: expected the name of a column"),
    ],
)
def test_a_column_that_is_not_there_is_told_at_its_name(clients: Path, fields: str, told: str) -> None:
    (clients / "letter.yaml").write_text(NAMED.replace("{who: Full name, site: Site}", fields), "utf-8")
    done = clients_batch(clients)
    assert done.returncode
    assert told in done.stderr


def test_a_full_rehearsal_lays_every_record_out(clients: Path) -> None:
    done = clients_batch(clients, "--dry-run=full")
    assert done.returncode == 1
    assert done.stdout.startswith("record 2: ann-lee.pdf\n1 would be made, 1 cannot be")
    told = 'clients.csv:3 record 3: letter.yaml:5:13 sections[0].layout: the page template "feature" needs points'
    assert told in done.stderr
    assert clients_batch(clients, "--full").returncode == 2
    account = json.loads((clients / "out/batch-dry-run.json").read_text("utf-8"))
    assert [account[count] for count in ("planned", "made", "unchanged", "failed")] == [1, 0, 0, 1]
    first, second = account["items"]
    assert (first["status"], first["files"], second["status"]) == ("planned", ["ann-lee.pdf"], "failed")
    assert 'the page template "feature" needs points' in second["reason"]
    rows = (clients / "out/batch-dry-run.csv").read_text("utf-8-sig").splitlines()
    assert [row.split(",")[:3] for row in rows[1:]] == [["2", "ann-lee.pdf", "planned"], ["3", "bo-ek.pdf", "failed"]]
    assert not list((clients / "out").glob("*.pdf"))
    made = clients_batch(clients)
    assert {file.name for file in (clients / "out").glob("batch*.json")} == {"batch.json", "batch-dry-run.json"}
    run = json.loads((clients / "out/batch.json").read_text("utf-8"))
    assert [one["key"] for one in run["items"]] == [first["key"], *(one["key"] for one in run["items"][1:])], (
        made.stderr
    )


def test_a_rehearsal_warns_as_a_run_does(clients: Path) -> None:
    source = NAMED.replace("[your page]({{ site }})", "[further down](#nowhere)").replace("{{ Layout }}", "")
    (clients / "letter.yaml").write_text(source.replace(", site: Site", ""), "utf-8")
    warnings = [line for line in clients_batch(clients, "--dry-run=full").stderr.splitlines() if "#nowhere" in line]
    made = [line for line in clients_batch(clients).stderr.splitlines() if "#nowhere" in line]
    assert warnings == made
    assert len(made) == 1
    dry, run = (json.loads((clients / f"out/{name}.json").read_text("utf-8")) for name in ("batch-dry-run", "batch"))
    assert [one["warnings"] for one in dry["items"]] == [one["warnings"] for one in run["items"]]
