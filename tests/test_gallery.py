"""The gallery of tables, pictures, charts and sections, in every brand and both formats, through the validators."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import page
import pikepdf
import pytest
from openxml_audit import OpenXmlValidator

from reportgen import build
from reportgen.api import Output

ROOT = Path(__file__).parent.parent
SOURCES = ("tables", "pictures", "charts", "sections")
BRANDS = sorted(file.parent.name for file in (ROOT / "examples/brands").glob("*/brand.yaml"))


@pytest.fixture(scope="module", params=[(name, brand) for name in SOURCES for brand in BRANDS], ids=str)
def outputs(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> list[Output]:
    name, brand = request.param
    folder = tmp_path_factory.mktemp("gallery")
    source = ROOT / "examples/gallery" / f"{name}.yaml"
    return build(source, folder, kinds=["newsletter", "deck"], formats=["pdf", "pptx"], brand=brand)


def test_pdf_passes_validators(outputs: list[Output]) -> None:
    for output in outputs:
        if output.format == "pdf":
            with pikepdf.open(output.path) as pdf:
                assert pdf.check_pdf_syntax() == []
            report = page.validate_pdf(str(output.path), profile=page.ValidationProfile.PDF_UA_1)
            assert {str(failure.rule_id) for failure in report.failures} == set()


def test_pptx_passes_validators(outputs: list[Output], pages_in_libreoffice: Callable[[Path], int]) -> None:
    for output in outputs:
        if output.format == "pptx":
            errors = OpenXmlValidator().validate(str(output.path)).errors
            assert [error for error in errors if "viewProps" not in error.description] == []
            assert pages_in_libreoffice(output.path) == output.sheets
