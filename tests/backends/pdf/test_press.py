"""What a press gets: boxes, bleed, marks, its own colours; and what all other files keep."""

from __future__ import annotations

import io
import re
import shutil
import subprocess
from pathlib import Path

import page
import pikepdf
import pypdfium2
import pytest
from PIL import Image

from reportgen import PdfOptions, Publication, compose, parse, render
from reportgen.backends.pdf.joining import Part, joined
from reportgen.errors import BackendError
from reportgen.frames import PAPER, Colour, Ink, Press, ShapeItem
from reportgen.geometry import Rect
from reportgen.preflight.pdf_press import press_faults
from reportgen.structs import replace

X4 = PdfOptions(profile="x4")
SPOT = Press(8.504, {"accent1": Ink((1.0, 0.7, 0.1, 0.4), "PANTONE 541 C")})


def opened(publication: Publication, options: PdfOptions | None = None) -> pikepdf.Pdf:
    return pikepdf.open(io.BytesIO(render(publication, "pdf", options)))


def with_shapes(publication: Publication, *shapes: ShapeItem) -> Publication:
    """One sheet of nothing but these."""
    sheet = replace(publication.sheets[0], items=shapes)
    masters = tuple(replace(master, items=(), background=PAPER) for master in publication.masters)
    return replace(publication, masters=masters, sheets=(sheet,), targets={}, outline=())


def boxes(publication: Publication, options: PdfOptions | None = None) -> dict[str, list[float]]:
    """The boxes of the first page."""
    with opened(publication, options) as pdf:
        page = pdf.pages[0].obj
        names = [name for name in ("/MediaBox", "/CropBox", "/BleedBox", "/TrimBox") if name in page]
        return {name: [round(float(side), 1) for side in page[name].as_list()] for name in names}


def operators(pdf: pikepdf.Pdf) -> str:
    return b"\n".join(page.Contents.read_bytes() for page in pdf.pages).decode("latin-1")


def test_boxes_lie_in_each_other(publication: Publication) -> None:
    trim = [0, 0, round(publication.size.width, 1), round(publication.size.height, 1)]
    around = [-8.5, -8.5, round(publication.size.width + 8.504, 1), round(publication.size.height + 8.504, 1)]
    bled = replace(publication, press=Press(8.504))
    assert boxes(publication) == {"/MediaBox": trim, "/TrimBox": trim}
    # on screens the page looks as it is cut
    assert boxes(bled) == {"/MediaBox": around, "/BleedBox": around, "/TrimBox": trim, "/CropBox": trim}
    assert boxes(bled, X4) == {"/MediaBox": around, "/BleedBox": around, "/TrimBox": trim}
    marked = boxes(bled, PdfOptions(profile="x4", marks=True))
    assert marked["/MediaBox"][0] < marked["/BleedBox"][0] < marked["/TrimBox"][0] == 0


def test_what_touches_the_edge_is_painted_over_it(publication: Publication) -> None:
    band = ShapeItem(Rect(0, 0, publication.size.width, 30), fill=Colour("accent2", "20A0B0"))
    made = render(with_shapes(replace(publication, press=Press(8.504)), band), "pdf", X4)
    picture = pypdfium2.PdfDocument(made)[0].render(scale=1).to_pil().convert("L")
    corners = [picture.getpixel((x, 1)) for x in (1, picture.width - 2)]
    assert all(isinstance(corner, int) and corner < 200 for corner in corners)


def test_a_file_for_a_press_has_no_colour_of_screens(publication: Publication) -> None:
    pdf = opened(replace(publication, press=SPOT), X4)
    assert not re.search(r"\b(rg|RG)\b", operators(pdf))
    spaces = {str(one.ColorSpace) for one in pdf.objects if isinstance(one, pikepdf.Stream) and "/ColorSpace" in one}
    assert spaces <= {"/DeviceCMYK", "/DeviceGray"}
    assert {str(page.Group.CS) for page in pdf.pages} == {"/DeviceCMYK"}
    assert [str(one.S) for one in pdf.Root.OutputIntents] == ["/GTS_PDFX"]
    assert "/Annots" not in pdf.pages[0].obj
    assert "/StructTreeRoot" not in pdf.Root
    assert b"PDF/X-4" in pdf.Root.Metadata.read_bytes()


def test_what_is_seen_through_is_printed(publication: Publication) -> None:
    veil = ShapeItem(Rect(0, 0, 50, 50), fill=Colour("ink", "1B2430"), opacity=0.5)
    with opened(with_shapes(publication, veil), X4) as pdf:
        assert {"/Overprint", "/gRLs0"} <= set(pdf.pages[0].Resources.ExtGState.keys())


def test_tints_of_an_ink_are_tints_of_it(publication: Publication) -> None:
    full, pale = Colour("accent1", "12355B"), Colour("accent1", "DDE6F0", 0.1, 0.9)
    dark = Colour("accent1", "091B2E", 0.5)
    shapes = [ShapeItem(Rect(10, 10, 50, 50), fill=colour) for colour in (full, pale, dark)]
    pdf = opened(with_shapes(replace(publication, press=SPOT), *shapes), X4)
    assert re.findall(r"cs ([\d.]+) scn", operators(pdf))[0] == "1"
    assert 0.05 < float(re.findall(r"cs ([\d.]+) scn", operators(pdf))[1]) < 0.2
    assert re.search(r"/Spot\d cs 1 0\.[45]\d* scn", operators(pdf))  # darker: with black over it
    [space] = [
        one for one in pdf.objects if isinstance(one, pikepdf.Array) and len(one) == 4 and one[0] == "/Separation"
    ]
    assert str(space[1]) == "/PANTONE 541 C"
    assert [float(part) for part in space[3].C1] == [1.0, 0.7, 0.1, 0.4]
    process = opened(with_shapes(replace(publication, press=Press(0, {"accent1": Ink((1, 0.5, 0, 0))})), *shapes), X4)
    mixtures = re.findall(r"([\d.]+) ([\d.]+) 0 0 k", operators(process))
    assert mixtures[0] == ("1", "0.5")
    assert float(mixtures[1][0]) == pytest.approx(2 * float(mixtures[1][1]), abs=0.002)


def test_black_text_is_black_alone_and_laid_over(publication: Publication) -> None:
    rich = Press(0, {"ink": Ink((0.6, 0.4, 0.4, 1.0))})
    ground = ShapeItem(Rect(0, 0, 40, 40), fill=Colour("ink", "1B2430"))
    text = operators(opened(replace(publication, press=rich), X4))
    assert re.search(r"/Overprint gs BT [^\n]* 0 0 0 1 k", text)
    assert "0.6 0.4 0.4 1 k" not in text
    assert "0.6 0.4 0.4 1 k" in operators(opened(with_shapes(replace(publication, press=rich), ground), X4))
    assert "0 0 0 1 k" in operators(opened(with_shapes(publication, ground), X4))


def test_plain_files_have_links_and_no_tags(publication: Publication) -> None:
    pdf, usual = opened(publication, PdfOptions(profile="plain")), opened(publication)
    assert "/StructTreeRoot" not in pdf.Root and "/OutputIntents" not in pdf.Root
    assert len(pdf.pages[0].Annots) == len(usual.pages[0].Annots) > 0
    assert "BDC" not in re.sub(r"/Span", "", operators(pdf)) or "MCID" not in operators(pdf)
    assert pdf.check_pdf_syntax() == []
    assert len(render(publication, "pdf", PdfOptions(profile="plain"))) < len(render(publication, "pdf"))


def test_archives_are_promised_level_a_where_it_holds(publication: Publication, tmp_path: Path) -> None:
    archived = PdfOptions(profile="ua1+a2a")
    file = tmp_path / "archive.pdf"
    file.write_bytes(render(publication, "pdf", archived))
    report = page.validate_pdf(str(file), profile=page.ValidationProfile.PDF_A_2A)
    assert {str(one.rule_id) for one in report.failures if "METADATA-FILTER" not in str(one.rule_id)} == set()
    private = parse({"title": "June", "sections": [{"type": "story", "headline": "Signs", "body": "One \ue123 sign."}]})
    with opened(compose(private), archived) as pdf:
        assert b"conformance>B<" in pdf.Root.Metadata.read_bytes()


def test_files_for_a_press_are_joined_without_tags(publication: Publication) -> None:
    made, counts = joined([Part(render(replace(publication, press=SPOT), "pdf", X4))] * 2, "Both")
    with pikepdf.open(io.BytesIO(made)) as pdf:
        assert len(pdf.pages) == sum(counts)
        assert "/StructTreeRoot" not in pdf.Root
        assert [str(one.S) for one in pdf.Root.OutputIntents] == ["/GTS_PDFX"]
        assert not [said for rule, said, _ in press_faults(pdf) if rule == "pdf-x4"]


def test_marks_are_no_part_of_what_is_read(publication: Publication) -> None:
    pdf = opened(replace(publication, press=SPOT), PdfOptions(marks=True))
    assert "/Artifact <</Type/Page/" in operators(pdf)
    marked = opened(with_shapes(replace(publication, press=SPOT)), PdfOptions(profile="x4", marks=True))
    assert any(isinstance(one, pikepdf.Array) and len(one) == 4 and one[1] == "/All" for one in marked.objects)


def test_an_unknown_profile_is_refused() -> None:
    with pytest.raises(BackendError, match='no PDF profile "x1a"'):
        PdfOptions(profile="x1a")  # type: ignore[arg-type]


@pytest.mark.skipif(shutil.which("gs") is None, reason="Ghostscript draws the plates: apt-get install ghostscript")
def test_each_ink_has_a_plate_of_its_own(publication: Publication, tmp_path: Path) -> None:
    ground = ShapeItem(Rect(20, 20, 100, 100), fill=Colour("accent1", "12355B"))
    file = tmp_path / "plates.pdf"
    file.write_bytes(render(with_shapes(replace(publication, press=SPOT), ground), "pdf", X4))
    command = ["gs", "-q", "-dNOPAUSE", "-dBATCH", "-sDEVICE=tiffsep", "-r36", f"-sOutputFile={tmp_path}/p.tif"]
    subprocess.run([*command, str(file)], check=True)
    plates = {plate.name[2:-5]: Image.open(plate).convert("L").getextrema() for plate in tmp_path.glob("p(*).tif")}
    assert plates["PANTONE 541 C"][0] == 0
    assert {plates[name] for name in ("Cyan", "Magenta", "Yellow", "Black")} == {(255, 255)}
