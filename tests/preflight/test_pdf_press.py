"""What a press asks of any PDF is told, and PDF/X-4 is what ISO 15930-7 asks."""

from __future__ import annotations

import io
from collections.abc import Callable
from pathlib import Path

import pikepdf
import pytest
from PIL import Image

from reportgen import PdfOptions, Publication, render
from reportgen.frames import Ink, Press
from reportgen.preflight.pdf_files import check_pdf
from reportgen.preflight.pdf_press import press_faults
from reportgen.structs import replace

SPOT = Press(8.504, {"accent1": Ink((1.0, 0.7, 0.1, 0.4), "PANTONE 541 C")})


@pytest.fixture
def printed(publication: Publication) -> bytes:
    return render(replace(publication, press=SPOT), "pdf", PdfOptions(profile="x4", marks=True))


def told(data: bytes) -> list[str]:
    with pikepdf.open(io.BytesIO(data)) as pdf:
        return [f"{rule}: {said}" for rule, said, _ in press_faults(pdf)]


def spoilt(data: bytes, spoil: Callable[[pikepdf.Pdf], object]) -> list[str]:
    buffer = io.BytesIO()
    with pikepdf.open(io.BytesIO(data)) as pdf:
        spoil(pdf)
        pdf.save(buffer)
    return told(buffer.getvalue())


def drawn(operators: str) -> bytes:
    """A page of an inch by two with these operators, and a picture of 72 pixels."""
    pdf = pikepdf.new()
    page = pdf.add_blank_page(page_size=(72, 144))
    image = Image.new("CMYK", (72, 72), (255, 255, 255, 40))
    stream = pikepdf.Stream(pdf, image.tobytes())
    stream.Type, stream.Subtype = pikepdf.Name.XObject, pikepdf.Name.Image
    stream.Width = stream.Height = 72
    stream.ColorSpace, stream.BitsPerComponent = pikepdf.Name.DeviceCMYK, 8
    page.Resources = pikepdf.Dictionary(XObject=pikepdf.Dictionary(I=stream))
    page.Contents = pikepdf.Stream(pdf, operators.encode())
    buffer = io.BytesIO()
    pdf.save(buffer)
    return buffer.getvalue()


def test_a_file_for_a_press_has_no_faults_but_names_its_inks(printed: bytes) -> None:
    coarse = [f"pdf-press: page {number}: a picture has 24 pixels to the inch" for number in (1, 2)]
    assert told(printed) == [*coarse, "pdf-inks: inks of their own: PANTONE 541 C"]


@pytest.mark.parametrize(
    ("operators", "said"),
    [
        ("1 0 0 rg 0 0 9 9 re f", "has colours in RGB"),
        ("0.1 w 0 0 m 9 9 l S", "a line is 0.10 pt thin"),
        ("0.5 0 0 0.5 0 0 cm 0.4 w 0 0 m 9 9 l S", "a line is 0.20 pt thin"),
        ("0 0 50 0.2 re f", "a line is 0.20 pt thin"),
        ("0 0 0 0 k BT /F 5 Tf (x) Tj ET", "white type of 5.0 pt"),
        ("1 1 0.9 0.9 k 0 0 9 9 re f", "380 % of ink"),
        ("q 72 0 0 72 0 0 cm /I Do Q", "a picture has 72 pixels to the inch"),
        ("q 72 0 0 72 0 0 cm /I Do Q", "316 % of ink"),
    ],
)
def test_what_a_press_would_ask_is_told(operators: str, said: str) -> None:
    assert any(said in one for one in told(drawn(operators)))


@pytest.mark.parametrize(
    ("spoil", "clause"),
    [
        (lambda pdf: pdf.pages[0].__delitem__("/TrimBox"), "6.11"),
        (lambda pdf: pdf.pages[0].__setitem__("/BleedBox", pikepdf.Array([9, 9, 99, 99])), "6.11"),
        (lambda pdf: pdf.Root.__delitem__("/OutputIntents"), "6.2.2"),
        (lambda pdf: pdf.Root.OutputIntents[0].__delitem__("/DestOutputProfile"), "6.2.2"),
        (lambda pdf: pdf.pages[0].Group.__setitem__("/CS", pikepdf.Name.DeviceRGB), "6.2"),
        (lambda pdf: pdf.Root.__setitem__("/AA", pikepdf.Dictionary()), "6.18"),
        (lambda pdf: pdf.docinfo.__setitem__("/Trapped", pikepdf.Name.TRUE), "6.16"),
        (
            lambda pdf: pdf.pages[0].__setitem__(
                "/Annots", pikepdf.Array([pikepdf.Dictionary(Subtype=pikepdf.Name.Link, Rect=[5, 5, 50, 50])])
            ),
            "6.17",
        ),
        (lambda pdf: pdf.pages[0].Contents.write(b"1 0 0 rg 0 0 9 9 re f"), "6.2.4"),
    ],
)
def test_each_fault_of_the_standard_is_told(
    printed: bytes, spoil: Callable[[pikepdf.Pdf], object], clause: str
) -> None:
    assert any(one.startswith("pdf-x4") and f"({clause}" in one for one in spoilt(printed, spoil))


def test_nobody_has_a_file_for_a_press_read_aloud(printed: bytes, tmp_path: Path) -> None:
    file = tmp_path / "x4.pdf"
    file.write_bytes(printed)
    assert {one.rule for one in check_pdf(file, press=True)} == {"pdf-inks", "pdf-press"}
    assert "pdf-tags" in {one.rule for one in check_pdf(file)}
