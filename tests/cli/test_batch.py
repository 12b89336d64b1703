"""`reportgen batch` and the fields of `reportgen build` as people use them."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

import pytest

SOURCE = "title: T\nsections:\n  - {type: quote, quote: 'Dear {{ name }}'}\n"


def reportgen(*arguments: str, cwd: Path, given: str = "") -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-m", "reportgen", *arguments]
    return subprocess.run(command, capture_output=True, text=True, cwd=cwd, check=False, input=given)


@pytest.fixture
def project(tmp_path: Path) -> Path:
    (tmp_path / "s.yaml").write_text(SOURCE)
    (tmp_path / "p.csv").write_text("name,id\nAnn,1\nBob,2\nCyd,3\n")
    return tmp_path


def test_a_batch_of_one_is_a_build_of_that_record(project: Path) -> None:
    done = reportgen(
        "batch", "s.yaml", "--data", "-", "-o", "out/{id}.pdf", cwd=project, given='{"name":"*A*","id":1}\n'
    )
    assert (done.returncode, done.stderr) == (0, "")
    assert done.stdout.startswith("1 made, 0 unchanged, 0 failed")
    assert reportgen("build", "s.yaml", "--set", "name=*A*", "-o", "one", cwd=project).returncode == 0
    assert (project / "out/1.pdf").read_bytes() == (project / "one/s.pdf").read_bytes()
    (project / "r.json").write_text('{"name": "wrong"}')
    done = reportgen("build", "s.yaml", "--record", "r.json", "--set", "name=*A*", "-o", "two", cwd=project)
    assert done.returncode == 0
    assert (project / "two/s.pdf").read_bytes() == (project / "one/s.pdf").read_bytes()


def test_build_without_values_says_what_to_do(project: Path) -> None:
    done = reportgen("build", "s.yaml", cwd=project)
    assert done.returncode == 2
    assert (
        "s.yaml:3:26 sections[0].quote: the source is written for records: {{ name }} (give the values" in done.stderr
    )
    for wrong, message in (("name", "sets nothing"), ("nam=x", 'no field "name" (did you mean "nam"?)')):
        done = reportgen("build", "s.yaml", "--set", wrong, cwd=project)
        assert done.returncode == 2
        assert message in done.stderr


def test_dry_run_and_sample(project: Path) -> None:
    arguments = ["batch", "s.yaml", "--data", "p.csv", "-o", "out/{name:slug}.pptx"]
    done = reportgen(*arguments, "--dry-run", cwd=project)
    assert done.returncode == 0
    assert done.stdout.splitlines()[:3] == ["record 2: ann.pptx", "record 3: bob.pptx", "record 4: cyd.pptx"]
    assert sorted(file.name for file in (project / "out").iterdir()) == ["batch-dry-run.csv", "batch-dry-run.json"]
    assert json.loads((project / "out/batch-dry-run.json").read_text())["planned"] == 3
    assert reportgen(*arguments, "--sample", "2", cwd=project).returncode == 0
    assert sorted(f.name for f in (project / "out").glob("*.pptx")) == ["ann.pptx", "cyd.pptx"]


def test_exit_codes(project: Path) -> None:
    (project / "p.csv").write_text("name,id\nAnn,1\nBob,a/b\n")
    done = reportgen("batch", "s.yaml", "--data", "p.csv", "-o", "out/{id}.pdf", cwd=project)
    assert done.returncode == 1
    assert 'record 3: "id" is "a/b"' in done.stderr
    assert json.loads((project / "out/batch.json").read_text())["failed"] == 1
    done = reportgen("batch", "s.yaml", "--data", "p.csv", "-o", "no/{idd}.pdf", cwd=project)
    assert done.returncode == 2
    assert 'no column "idd" (did you mean "id"?)' in done.stderr
    assert not (project / "no").exists()


CLUSTER = """
import subprocess, sys
from distributed import LocalCluster
if __name__ == "__main__":
    with LocalCluster(n_workers=2, threads_per_worker=1, dashboard_address=None) as cluster:
        command = [sys.executable, "-m", "reportgen", "batch", "s.yaml", "--data", "p.csv", "-o", "far/{id}.pdf"]
        sys.exit(subprocess.run([*command, "--cluster", cluster.scheduler_address]).returncode)
"""


def test_a_dask_cluster(project: Path) -> None:
    (project / "cluster.py").write_text(CLUSTER)
    done = subprocess.run(
        [sys.executable, "cluster.py"], cwd=project, capture_output=True, text=True, timeout=120, check=False
    )
    assert done.returncode == 0, done.stderr
    assert "3 made" in done.stdout
    assert reportgen("build", "s.yaml", "--set", "name=Bob", "-o", "one", cwd=project).returncode == 0
    assert (project / "far/2.pdf").read_bytes() == (project / "one/s.pdf").read_bytes()


def test_no_scheduler(project: Path) -> None:
    arguments = ["batch", "s.yaml", "--data", "p.csv", "-o", "out/{id}.pdf", "--cluster", "tcp://127.0.0.1:1"]
    done = reportgen(*arguments, cwd=project)
    assert done.returncode == 2
    assert "no scheduler answers" in done.stderr
