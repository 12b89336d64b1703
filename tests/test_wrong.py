"""Wrong sources: every message names the file, the line and the remedy; the golden file holds their wording.

REPORTGEN_GOLDEN=1 writes the golden file anew, to be read before it is kept.
"""

from __future__ import annotations

import os
import re
from pathlib import Path

import pytest

from reportgen import build
from reportgen.errors import Problems, ReportgenError

ROOT = Path(__file__).parent
FOLDER = ROOT / "wrong"
GOLDEN = ROOT / "golden/wrong.txt"
SOURCES = sorted(file for file in FOLDER.iterdir() if file.suffix in (".yaml", ".md"))


def problems_of(source: Path, out: Path) -> list[ReportgenError]:
    with pytest.raises(ReportgenError) as caught:
        build(
            source,
            out,
            brand=ROOT.parent / "examples/brands/meridian/brand.yaml" if "brand" not in source.name else None,
        )
    assert list(out.iterdir()) == [] if out.exists() else True
    error = caught.value
    return list(error.problems) if isinstance(error, Problems) else [error]


@pytest.mark.parametrize("source", SOURCES, ids=lambda file: file.stem)
def test_a_wrong_source_is_told_with_file_line_and_remedy(source: Path, tmp_path: Path) -> None:
    for problem in problems_of(source, tmp_path / "out"):
        assert problem.where.file == source.name, problem
        assert problem.where.line is not None, problem
        assert problem.hint, problem
        assert not re.search(r"pydantic|Traceback|Errno|validation error", str(problem)), problem


def test_the_wording(tmp_path: Path) -> None:
    told = ""
    for source in SOURCES:
        lines = [str(problem) for problem in problems_of(source, tmp_path / source.stem)]
        told += "".join(f"{line}\n" for line in lines) + "\n"
    if os.environ.get("REPORTGEN_GOLDEN"):
        GOLDEN.write_text(told, "utf-8")
    assert told == GOLDEN.read_text("utf-8")


def test_there_are_enough() -> None:
    assert len(SOURCES) >= 25
