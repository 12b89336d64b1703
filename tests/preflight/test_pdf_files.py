"""Any PDF is looked at: what a screen reader is told, and what a press would ask."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pikepdf
import pytest

from reportgen import build
from reportgen.errors import AssetError
from reportgen.preflight.pdf_files import check_pdf

CASES = Path(__file__).parents[1] / "cases/pdf"


@pytest.fixture(scope="module")
def letter(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("letter")
    build(CASES / "footnotes-as-links/source.yaml", folder, kinds=["newsletter"], formats=["pdf"])
    [made] = folder.glob("*.pdf")
    return made


def spoilt(letter: Path, folder: Path, old: bytes, new: bytes) -> Path:
    """The file with a part of its structure written otherwise."""
    file = folder / "spoilt.pdf"
    with pikepdf.open(letter) as pdf:
        pdf.save(file, object_stream_mode=pikepdf.ObjectStreamMode.disable, qdf=True, static_id=True)
    said = file.read_bytes()
    assert old in said
    file.write_bytes(said.replace(old, new))
    return file


def test_what_is_written_here_has_nothing_to_mend(letter: Path) -> None:
    assert check_pdf(letter) == ()


@pytest.mark.parametrize(
    ("old", "new", "rule"),
    [
        (b"/S /H2", b"/S /H4", "pdf-headings"),
        (b"/S /H1", b"/S /P ", "pdf-headings"),
        (b"/StructTreeRoot ", b"/StructTreeGone ", "pdf-tags"),
        (b"/Lang ", b"/Gone ", "pdf-language"),
        (b"/IDTree", b"/IDGone", "pdf-notes"),
        (b"/Contents (1)", b"/Conten2s (1)", "pdf-links"),
        (b"/FontFile2", b"/FontGone2", "pdf-fonts"),
    ],
)
def test_each_fault_is_told(letter: Path, tmp_path: Path, old: bytes, new: bytes, rule: str) -> None:
    assert rule in {finding.rule for finding in check_pdf(spoilt(letter, tmp_path, old, new))}


def test_a_press_would_ask_for_bleed_and_inks(letter: Path) -> None:
    said = [finding.message for finding in check_pdf(letter, press=True)]
    assert said == ["pages have no bleed", "page 1 has colours in RGB"]


def test_what_is_no_pdf_is_refused(tmp_path: Path) -> None:
    (tmp_path / "no.pdf").write_text("no")
    with pytest.raises(AssetError, match="cannot be read as PDF"):
        check_pdf(tmp_path / "no.pdf")


def test_the_command_takes_any_pdf(letter: Path) -> None:
    command = [sys.executable, "-m", "reportgen", "check", str(letter), "--press"]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    assert done.returncode == 1
    assert "pages have no bleed" in done.stdout
