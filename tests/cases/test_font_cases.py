"""Fonts of every kind that people bring: the cases of `fonts`, and further members of each kind."""

from __future__ import annotations

import importlib.util
import io
import re
import shutil
import sys
from pathlib import Path
from typing import Any

import numpy as np
import pikepdf
import pypdfium2 as pdfium
import pytest

from reportgen import ReportgenError, build

CASES = Path(__file__).parent / "fonts"
ENTRY = re.compile(r"files: \[.*\]\}")


def _maker() -> Any:
    spec = importlib.util.spec_from_file_location("case_fonts", Path(__file__).with_name("case_fonts.py"))
    assert spec is not None and spec.loader is not None
    made = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(made)
    return made


MAKER = _maker()


def case(name: str, to: Path, *, files: str = "", make: dict[str, str] | None = None) -> Path:
    """The source of a case in a folder of its own, with its fonts; or with other entries of `files`, and other fonts."""
    folder = to / name
    shutil.copytree(CASES / name, folder)
    if files:
        brand = folder / "brands/own/brand.yaml"
        brand.write_text(ENTRY.sub(f"files: [{files}]}}", brand.read_text("utf-8")), "utf-8")
    if make is None:
        MAKER.make_fonts(folder)
    for file, recipe in (make or {}).items():
        MAKER.make_font(folder / "brands/own" / file, recipe, "Case Own")
    return folder / "source.yaml"


def written(source: Path) -> bytes:
    (result,) = build(source, source.parent / "out")
    return result.path.read_bytes()


def refused(source: Path) -> str:
    with pytest.raises(ReportgenError) as caught:
        build(source, source.parent / "out")
    return "\n".join(str(one) for one in caught.value.each)


def drawn(pdf: bytes) -> Any:
    return np.asarray(pdfium.PdfDocument(pdf)[0].render(scale=2, grayscale=True).to_numpy()).astype(int)


def words(pdf: bytes) -> str:
    return " ".join(pdfium.PdfDocument(pdf)[0].get_textpage().get_text_range().split())


def ink_of_bold(pdf: bytes) -> float:
    """How much darker the words of `one-weight` are where they are bold."""
    page = pdfium.PdfDocument(pdf)[0]
    text, picture = page.get_textpage(), drawn(pdf)
    said = text.get_text_range()
    found = []
    for start in (said.index("rdinary words"), said.rindex("rdinary words")):
        boxes = [text.get_charbox(at) for at in range(start, start + 13)]
        low, high = (
            2 * (page.get_height() - max(b[3] for b in boxes)),
            2 * (page.get_height() - min(b[1] for b in boxes)),
        )
        left, right = 2 * min(b[0] for b in boxes), 2 * max(b[2] for b in boxes)
        found.append(float((255 - picture[int(low) : int(high) + 1, int(left) : int(right) + 1]).sum()))
    return found[1] / found[0]


def test_cid_keyed_outlines_are_drawn_as_they_are(tmp_path: Path) -> None:
    own = written(case("cid-keyed", tmp_path))
    plain = written(
        case(
            "cid-keyed",
            tmp_path / "plain",
            files="{file: own.ttf, weight: 400}",
            make={"own.ttf": "copy Inter-Regular"},
        )
    )
    assert (abs(drawn(own) - drawn(plain)) > 128).mean() < 0.001
    assert words(own) == words(plain)
    assert "Officially the first affair of the year." in words(own)


def test_a_cid_keyed_font_is_cut_to_its_glyphs(tmp_path: Path) -> None:
    pdf = pikepdf.open(io.BytesIO(written(case("cid-keyed", tmp_path))))
    (font,) = [one for one in pdf.objects if isinstance(one, pikepdf.Dictionary) and "/FontFile3" in one]
    assert len(font.FontFile3.read_bytes()) < 8_000


@pytest.mark.parametrize("kind", ["woff", "woff2"])
def test_web_fonts_are_read(kind: str, tmp_path: Path) -> None:
    source = case(
        "web-font", tmp_path, files=f"{{file: own.{kind}, weight: 400}}", make={f"own.{kind}": f"{kind} Inter-Regular"}
    )
    assert "Harbour fair" in words(written(source))


def test_web_fonts_without_the_extra(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    source = case("web-font", tmp_path)
    monkeypatch.setitem(sys.modules, "fontTools.ttLib", None)
    message = refused(source)
    assert message.startswith('brands/own/brand.yaml:22:43 fonts.sans.files[0].file: "own.woff" is a web font (WOFF)')
    assert "reportgen[webfonts]" in message and "convert" in message


def test_a_face_that_a_collection_has_not(tmp_path: Path) -> None:
    message = refused(case("collection-index", tmp_path))
    assert message.startswith("brands/own/brand.yaml:22:")
    assert '"own.ttc" has no face 9: it has 2 faces, with the indices 0 to 1' in message


def test_faces_of_a_collection(tmp_path: Path) -> None:
    source = case(
        "one-weight",
        tmp_path,
        files="{file: own.ttc, weight: 400}, {file: own.ttc, weight: 700, index: 1}",
        make={"own.ttc": "collection Inter-Regular Inter-Bold"},
    )
    assert ink_of_bold(written(source)) > 1.16


@pytest.mark.parametrize(
    ("recipe", "says"),
    [("colour Inter-Regular", "is a colour font"), ("bitmaps Inter-Regular", "has no outlines")],
)
def test_fonts_without_outlines(recipe: str, says: str, tmp_path: Path) -> None:
    message = refused(case("colour-font", tmp_path, make={"own.ttf": recipe}))
    assert message.startswith("brands/own/brand.yaml:22:43") and '"own.ttf"' in message and says in message


def test_axes_out_of_their_range(tmp_path: Path) -> None:
    message = refused(case("unknown-axis", tmp_path))
    assert '"own.ttf" has no axis "wdth" (its axes are wght from 400 to 700)' in message
    assert 'the axis "wght" of "own.ttf" goes from 400 to 700, not to 5000' in message


@pytest.mark.parametrize(
    ("files", "says"),
    [
        ("{file: own.ttf, weight: 900}", '"own.ttf" has weights from 400 to 700, not 900'),
        ("{file: own.ttf, instance: Black}", '"own.ttf" has no instance "Black"'),
    ],
)
def test_weights_and_instances_that_a_font_has_not(files: str, says: str, tmp_path: Path) -> None:
    source = case("unknown-axis", tmp_path, files=files, make={"own.ttf": "variable Inter-Regular Inter-Bold"})
    assert says in refused(source)


@pytest.mark.parametrize(
    "files", ["{file: own.ttf, weight: 400}, {file: own.ttf, weight: 700}", "{file: own.ttf}"], ids=["named", "all"]
)
def test_the_weight_of_a_variable_font_follows(files: str, tmp_path: Path) -> None:
    source = case("variable-weights", tmp_path, files=files, make={"own.ttf": "variable Inter-Regular Inter-Bold"})
    (built,) = build(source, tmp_path / "out")
    assert not built.remarks
    assert ink_of_bold(built.path.read_bytes()) > 1.16


def test_a_weight_that_the_family_lacks_is_told(tmp_path: Path) -> None:
    (built,) = build(case("one-weight", tmp_path), tmp_path / "out")
    (warning,) = built.remarks
    assert "Case Own has no weight 600, no bold: the newsletter has regular for it" in str(warning)
    assert "brands/own/brand.yaml:22" in str(warning)


@pytest.mark.parametrize("licence", ["2", "512"])
def test_fonts_that_may_not_be_embedded(licence: str, tmp_path: Path) -> None:
    source = case("restricted", tmp_path, make={"own.ttf": f"restricted Inter-Regular {licence}"})
    message = refused(source)
    assert message.startswith("brands/own/brand.yaml:22:43") and "own.ttf" in message and "forbids to embed" in message
    text = source.read_text("utf-8").replace("newsletter.pdf", "deck.pptx")
    source.write_text(text, "utf-8")
    assert build(source, tmp_path / "deck"), "a deck names its fonts, and carries none"


def test_fonts_that_may_not_be_cut(tmp_path: Path) -> None:
    sizes = {}
    for licence in (0, 256):
        source = case("restricted", tmp_path / str(licence), make={"own.ttf": f"restricted Inter-Regular {licence}"})
        pdf = pikepdf.open(io.BytesIO(written(source)))
        (font,) = [one for one in pdf.objects if isinstance(one, pikepdf.Dictionary) and "/FontFile2" in one]
        sizes[licence] = len(font.FontFile2.read_bytes())
    assert sizes[256] > 1.5 * sizes[0]
