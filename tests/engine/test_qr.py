"""QR codes: the squares are those of the standard, and nothing else decides them."""

from __future__ import annotations

import io

import pytest
import resvg_py
import segno
from hypothesis import given, settings
from hypothesis import strategies as st
from PIL import Image

from reportgen.backends.pdf.vector import is_drawable
from reportgen.engine.qr import QUIET, qr_alt, qr_svg
from reportgen.errors import FitError


def modules(svg: bytes) -> list[list[bool]]:
    """The drawing at a pixel to the module, dark or not."""
    side = int(svg.split(b'viewBox="0 0 ')[1].split(b" ")[0])
    image = Image.open(io.BytesIO(bytes(resvg_py.svg_to_bytes(svg_string=svg.decode(), width=side)))).convert("L")
    assert image.size == (side, side)
    return [[image.getpixel((x, y)) < 128 for x in range(side)] for y in range(side)]  # type: ignore[operator]


@settings(deadline=None, max_examples=30)
@given(st.text(st.characters(exclude_categories=["Cs"]), min_size=1, max_size=120))
def test_the_drawing_is_the_code(data: str) -> None:
    svg = qr_svg(data)
    assert svg == qr_svg(data)
    assert is_drawable(svg)
    drawn = modules(svg)
    expected = [[bool(module) for module in row] for row in segno.make_qr(data, error="l", boost_error=True).matrix]
    assert [row[QUIET:-QUIET] for row in drawn[QUIET:-QUIET]] == expected
    edge = [*drawn[:QUIET], *drawn[-QUIET:], *(row[:QUIET] + row[-QUIET:] for row in drawn)]
    assert not any(any(row) for row in edge)


def test_refused() -> None:
    with pytest.raises(FitError, match="3000 characters are too many for a QR code"):
        qr_svg("ä" * 3000)
    with pytest.raises(FitError, match="needs a text"):
        qr_svg("")
    with pytest.raises(FitError, match="cannot be encoded"):
        qr_svg("\ud800")


def test_alternative_text() -> None:
    assert qr_alt("https://example.com/") == "QR code: https://example.com/"
