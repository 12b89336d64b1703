"""The plates of the three long examples, as Ghostscript makes them: black text on black alone, a spot ink on its own,
nothing over the limit of ink; and all of them are PDF/X-4.
"""

from __future__ import annotations

import io
import re
import shutil
import subprocess
from collections.abc import Mapping
from pathlib import Path

import numpy as np
import pikepdf
import pytest
from PIL import Image

from reportgen import PdfOptions, Publication, compose, load, load_brand, render
from reportgen.frames import PAPER, TextItem
from reportgen.preflight.pdf_press import press_faults
from reportgen.structs import replace

X4 = PdfOptions(profile="x4")
SPOT = "House colour"
LIMIT = 300

needs_ghostscript = pytest.mark.skipif(
    shutil.which("gs") is None, reason="Ghostscript draws the plates: apt-get install ghostscript"
)


@pytest.fixture(scope="module", params=["meridian-review", "cirrus-dispatch", "northfield-letter"])
def printed(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Publication:
    """An example in its brand with a bleed and an ink of its own for the primary colour."""
    root = Path(__file__).parents[3] / "examples"
    document = load(root / request.param / f"{request.param}.yaml")
    brand = tmp_path_factory.mktemp("brand") / "brand"
    shutil.copytree(root / "brands" / str(document.brand), brand)
    file = brand / "brand.yaml"
    said = re.sub(r'accent1: ("#\w+")', rf'accent1: {{rgb: \1, spot: "{SPOT}"}}', file.read_text("utf-8"))
    file.write_text(re.sub(r"(?m)^page:$", "page:\n  bleed: 3mm", said), "utf-8")
    return compose(document, "newsletter", brand=load_brand(file))


def only_text(publication: Publication, role: str) -> Publication:
    """The texts of which every letter has a colour of the role, and nothing else."""
    sheets = [
        replace(
            sheet,
            items=tuple(
                item
                for item in sheet.items
                if isinstance(item, TextItem)
                and all(run.colour.role == role for line in item.lines for run in line.runs)
            ),
        )
        for sheet in publication.sheets
    ]
    masters = [replace(master, items=(), background=PAPER) for master in publication.masters]
    return replace(publication, sheets=tuple(sheets), masters=tuple(masters))


def plates(publication: Publication, folder: Path) -> Mapping[str, list[np.ndarray]]:
    """The parts of ink (0..1) on each plate, page by page."""
    file = folder / "made.pdf"
    file.write_bytes(render(publication, "pdf", X4))
    command = ["gs", "-q", "-dNOPAUSE", "-dBATCH", "-sDEVICE=tiffsep", "-r36", f"-sOutputFile={folder}/%02d.tif"]
    subprocess.run([*command, str(file)], check=True)
    found: dict[str, list[np.ndarray]] = {}
    for plate in sorted(folder.glob("*(*).tif")):
        ink = plate.stem.partition("(")[2].removesuffix(")")
        found.setdefault(ink, []).append(1 - np.asarray(Image.open(plate).convert("L")) / 255)
    return found


@needs_ghostscript
def test_nothing_is_over_the_limit_of_ink(printed: Publication, tmp_path: Path) -> None:
    found = plates(printed, tmp_path)
    assert set(found) == {"Cyan", "Magenta", "Yellow", "Black", SPOT}
    assert 100 * max(float(np.sum(page, axis=0).max()) for page in zip(*found.values(), strict=True)) <= LIMIT


@needs_ghostscript
@pytest.mark.parametrize(("role", "ink"), [("ink", "Black"), ("accent1", SPOT)])
def test_text_is_on_the_plate_of_its_ink_alone(printed: Publication, tmp_path: Path, role: str, ink: str) -> None:
    found = plates(only_text(printed, role), tmp_path)
    inked = {name for name, pages in found.items() if max(float(page.max()) for page in pages) > 0.01}
    assert ink in inked
    assert inked <= {ink, "Black"}  # what is darker than the ink alone has black over it


def test_it_is_as_the_standard_asks(printed: Publication) -> None:
    with pikepdf.open(io.BytesIO(render(printed, "pdf", X4))) as pdf:
        assert pdf.check_pdf_syntax() == []
        found = list(press_faults(pdf))
    assert [one for one in found if one[0] != "pdf-inks"] == []
