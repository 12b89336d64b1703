"""Sheets as SVG look as they do in the PDF."""

from __future__ import annotations

import io
from pathlib import Path

import pypdfium2
import pytest
import resvg_py
from PIL import Image, ImageChops, ImageFilter, ImageStat

from reportgen import Publication, compose, load, render
from reportgen.backends.svg import Glyphs, draw

ROOT = Path(__file__).parents[2]
WIDTH = 700


def drawn(publication: Publication, number: int) -> Image.Image:
    """A sheet through a renderer of SVG, its pictures left out (they are fetched by the browser)."""
    svg = draw(publication, publication.sheets[number], "x", Glyphs())
    png = bytes(resvg_py.svg_to_bytes(svg_string=svg, width=WIDTH, skip_system_fonts=True))
    return Image.open(io.BytesIO(png)).convert("L")


def apart(one: Image.Image, other: Image.Image) -> float:
    """How far two pictures are apart, the edges of letters left out, which renderers smooth each in their own way."""
    soft = [image.filter(ImageFilter.GaussianBlur(2)) for image in (one, other)]
    return float(ImageStat.Stat(ImageChops.difference(*soft)).mean[0])


@pytest.mark.parametrize(("example", "kind"), [("charts", "newsletter"), ("tables", "newsletter"), ("charts", "deck")])
def test_sheets_look_as_in_the_pdf(example: str, kind: str) -> None:
    publication = compose(load(ROOT / f"examples/gallery/{example}.yaml"), kind)  # type: ignore[arg-type]
    pdf = pypdfium2.PdfDocument(render(publication, "pdf"))
    for number in range(min(4, len(publication.sheets))):
        scale = WIDTH / publication.size.width
        printed = pdf[number].render(scale=scale).to_pil().convert("L")
        shown = drawn(publication, number).resize(printed.size)
        white = Image.new("L", printed.size, 255)
        assert apart(printed, shown) < 0.3 * apart(printed, white), (example, number)


def test_ids_are_the_sheets_own() -> None:
    publication = compose(load(ROOT / "examples/gallery/pictures.yaml"), "deck")
    svg = draw(publication, publication.sheets[0], "n1", Glyphs())
    assert 'id="' in svg  # of a picture's clip
    assert svg.count('id="n1') == svg.count('id="')
    assert "/picture/" in svg
    toned = [draw(publication, sheet, "n", Glyphs()) for sheet in publication.sheets]
    assert any("?tone=12355B,EEF2F7" in one or "?tone=12355B," in one for one in toned)
