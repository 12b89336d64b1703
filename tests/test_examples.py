"""Whole documents, through real validators and real clients."""

from __future__ import annotations

import os
import re
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import page
import pikepdf
import pypdfium2
import pytest
from openxml_audit import OpenXmlValidator
from pptx import Presentation

from reportgen import build
from reportgen.api import Output

ROOT = Path(__file__).parent.parent
EXAMPLES = sorted(
    file
    for file in (ROOT / "examples").glob("*/*.yaml")
    if file.parent.name != "brands" and file.name == f"{file.parent.name}.yaml"
)
BRANDS = sorted(file.parent.name for file in (ROOT / "examples/brands").glob("*/brand.yaml"))
SEED = (ROOT / "tests/seed/capital-markets-in-china.txt").read_text("utf-8")


def squeezed(text: str) -> str:
    return " ".join(text.split())


def sentences(text: str) -> list[str]:
    """The sentences of the seed's paragraphs and bullets; its headings are no sentences."""
    found = []
    for line in text.splitlines():
        line = squeezed(line.strip().removeprefix("•"))
        if len(line) > 40:
            found += re.split(r"(?<=[a-z]\.) (?=[A-Z])", line)
    return found


def pdf_text(file: Path) -> str:
    with pypdfium2.PdfDocument(file) as document:
        text = " ".join(sheet.get_textpage().get_text_range() for sheet in document)
    # pdfium shows a hyphen at the end of a line as U+FFFE or U+0002, whether the word has it or is broken there
    return squeezed(re.sub("[\ufffe\x02]\\s*", "-", text))


def unhyphenated(text: str) -> str:
    """A text without its hyphens, of which those at the ends of lines may be of hyphenation; a word's own have a space
    of no width there."""
    return text.replace("-\u200b ", "").replace("-", "")


def pptx_text(file: Path) -> str:
    slides = Presentation(str(file)).slides
    shapes = [shape for slide in slides for shape in ungrouped(slide.shapes)]
    return squeezed(" ".join(shape.text_frame.text for shape in shapes if shape.has_text_frame))


def ungrouped(shapes: Any) -> list[Any]:
    """Shapes, and those in groups, in the order in which they are read."""
    return [one for shape in shapes for one in (ungrouped(shape.shapes) if hasattr(shape, "shapes") else [shape])]


def pptx_notes(file: Path) -> str:
    slides = [slide for slide in Presentation(str(file)).slides if slide.has_notes_slide]
    return squeezed(" ".join(slide.notes_slide.notes_text_frame.text for slide in slides))


SEEDED = "capital-markets-in-china"
CASES = [
    *((file, brand) for file in EXAMPLES for brand in BRANDS if file.stem == SEEDED),
    *((file, None) for file in EXAMPLES if file.stem != SEEDED),
]


@pytest.fixture(scope="module", params=CASES, ids=lambda case: f"{case[0].stem}-{case[1] or 'own'}")
def outputs(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> list[Output]:
    """All six outputs of an example: the seed in every brand, the long ones in their own."""
    file, brand = request.param
    folder = tmp_path_factory.mktemp("out")
    return build(file, folder, kinds=["newsletter", "deck"], formats=["pdf", "pptx", "json"], brand=brand)


def test_examples_exist() -> None:
    assert EXAMPLES
    assert len(BRANDS) >= 2


def test_pdf_passes_validators(outputs: list[Output]) -> None:
    for output in outputs:
        if output.format != "pdf":
            continue
        with pikepdf.open(output.path) as pdf:
            assert pdf.check_pdf_syntax() == []
            assert len(pdf.pages) == output.sheets
        report = page.validate_pdf(str(output.path), profile=page.ValidationProfile.PDF_UA_1)
        failures = {str(failure.rule_id) for failure in report.failures}
        assert failures == set()


def test_fonts_are_embedded(outputs: list[Output]) -> None:
    for output in outputs:
        if output.format != "pdf":
            continue
        with pikepdf.open(output.path) as pdf:
            fonts = [font for sheet in pdf.pages for font in sheet.Resources.Font.values()]
            assert fonts
            assert all("/FontFile2" in font.DescendantFonts[0].FontDescriptor for font in fonts)


def test_pptx_passes_validators(outputs: list[Output]) -> None:
    for output in outputs:
        if output.format != "pptx":
            continue
        errors = [e for e in OpenXmlValidator().validate(str(output.path)).errors if "viewProps" not in e.description]
        assert errors == []
        slides = Presentation(str(output.path)).slides
        assert len(slides) == output.sheets
        assert all(slide.shapes.title is not None and slide.shapes.title.text for slide in slides)


def test_libreoffice_opens_decks(outputs: list[Output], pages_in_libreoffice: Callable[[Path], int]) -> None:
    for output in outputs:
        if output.format == "pptx":
            assert pages_in_libreoffice(output.path) == output.sheets


def test_seed_is_found_again_in_order(outputs: list[Output]) -> None:
    wanted = sentences(SEED)
    assert len(wanted) > 15
    for output in outputs:
        if output.format == "json" or not output.path.name.startswith(SEEDED):
            continue
        text = pdf_text(output.path) if output.format == "pdf" else pptx_text(output.path)
        if output.kind == "newsletter":
            at = 0
            text = unhyphenated(text)
            for sentence in map(unhyphenated, wanted):
                found = text.find(sentence, at)
                assert found >= 0, f"{output.path.name}: {sentence}"
                at = found + len(sentence)
        elif output.format == "pptx":  # a deck shows what carries a text, and has all of it in its notes
            said = text + pptx_notes(output.path)
            assert not [sentence for sentence in wanted if sentence not in said]
        for heading in ("Eastern Data, Western Computing", "Capital Market in China", "Micro Spotlight"):
            assert heading in text
        assert "Capital Markets in China(地)" in text or "Capital Markets in China( 地 )" in text


def test_seed_fills_exactly_one_page(tmp_path: Path, example: Path) -> None:
    made = build(example, tmp_path, kinds=["newsletter"])
    assert [output.sheets for output in made] == [1]


def test_deck_uses_theme_colours_and_fonts(outputs: list[Output]) -> None:
    for output in outputs:
        if output.path.name.endswith("china.pptx"):
            for slide in Presentation(str(output.path)).slides:
                xml = slide.element.xml
                assert "srgbClr" not in xml
                assert set(re.findall(r'<a:latin typeface="([^"]+)"', xml)) <= {"+mj-lt", "+mn-lt"}


def test_deck_has_notes_and_inherits(outputs: list[Output]) -> None:
    for output in outputs:
        if output.path.name.endswith("china.pptx"):
            slides = list(Presentation(str(output.path)).slides)
            assert slides[0].has_notes_slide
            assert "data from the east" in slides[0].notes_slide.notes_text_frame.text
            placeholders = [shape for slide in slides for shape in slide.placeholders]
            inheriting = [shape for shape in placeholders if shape.element.find(".//{*}spPr/{*}xfrm") is None]
            assert len(inheriting) > len(slides) * 2


def run(code: str, **environment: str) -> subprocess.CompletedProcess[str]:
    kept = {key: value for key, value in os.environ.items() if key not in ("LC_ALL", "LANG", "TZ", "PYTHONHASHSEED")}
    return subprocess.run(
        [sys.executable, "-c", code], check=True, capture_output=True, text=True, env={**kept, **environment}
    )


def test_same_bytes_everywhere(tmp_path: Path, example: Path) -> None:
    """Hash seed, locale and time zone leave no trace."""
    found: list[dict[str, bytes]] = []
    for number, environment in enumerate(
        (
            {"PYTHONHASHSEED": "1", "LC_ALL": "C", "TZ": "UTC"},
            {"PYTHONHASHSEED": "2", "LC_ALL": "tr_TR.UTF-8", "TZ": "Asia/Shanghai"},
        )
    ):
        out = tmp_path / str(number)
        code = (
            "from reportgen import build\n"
            f"build({str(example)!r}, {str(out)!r}, kinds=['newsletter', 'deck'], formats=['pdf', 'pptx', 'json'])"
        )
        run(code, **environment)
        found.append({file.name: file.read_bytes() for file in sorted(out.iterdir())})
    assert len(found[0]) == 6
    assert found[0] == found[1]


def test_cold_build_imports_little(tmp_path: Path, example: Path) -> None:
    code = (
        "import sys\nfrom reportgen import build\n"
        f"build({str(example)!r}, {str(tmp_path)!r}, kinds=['newsletter'])\n"
        "print([name for name in sys.modules if 'platypus' in name or name.startswith(('fontTools', 'pptx'))])"
    )
    assert run(code).stdout.strip() == "[]"


def test_help_imports_little() -> None:
    code = (
        "import sys\nsys.argv = ['reportgen', '--help']\nfrom reportgen.cli import main\n"
        "try:\n    main()\nexcept SystemExit:\n    pass\n"
        "print([n for n in sys.modules if n.startswith(('pydantic', 'reportlab', 'pptx', 'PIL', 'lxml', 'uharfbuzz'))])"
    )
    assert run(code).stdout.strip().endswith("[]")


def test_golden_frames(tmp_path: Path, example: Path) -> None:
    """What the engine decided for the example. Made anew by REPORTGEN_GOLDEN=1 pytest tests/test_examples.py."""
    made: Any = build(example, tmp_path, kinds=["newsletter", "deck"], formats=["json"], brand="meridian")
    for output in made:
        golden = ROOT / "tests/golden" / output.path.name
        if os.environ.get("REPORTGEN_GOLDEN"):
            golden.parent.mkdir(exist_ok=True)
            golden.write_bytes(output.path.read_bytes())
        assert output.path.read_text("utf-8") == golden.read_text("utf-8")
