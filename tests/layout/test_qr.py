"""QR codes: the squares are those of the standard, and nothing else decides them."""

from __future__ import annotations

import io

import pytest
import resvg_py
import zxingcpp
from hypothesis import example, given, settings
from hypothesis import strategies as st
from PIL import Image

from reportgen.content.button import qr_alt
from reportgen.drawings import is_drawable
from reportgen.errors import FitError
from reportgen.layout.qr import QUIET, qr_svg


def drawn(svg: bytes, scale: int) -> Image.Image:
    """The drawing at `scale` pixels to the module."""
    side = int(svg.split(b'viewBox="0 0 ')[1].split(b" ")[0])
    image = Image.open(io.BytesIO(bytes(resvg_py.svg_to_bytes(svg_string=svg.decode(), width=side * scale))))
    assert image.size == (side * scale, side * scale)
    return image.convert("L")


@settings(max_examples=40)
@given(st.text(st.characters(exclude_categories=["Cs", "Cc"]), min_size=1, max_size=120))
@example("https://example.com/?q=1&r=2#x")
@example("ä" * 10)
@example("数据中心")
@example("0123456789")
def test_a_reader_reads_it(data: str) -> None:
    svg = qr_svg(data)
    assert svg == qr_svg(data)
    assert is_drawable(svg)
    (found,) = zxingcpp.read_barcodes(drawn(svg, 4))
    assert found.text == data


def test_quiet_zone() -> None:
    image = drawn(qr_svg("https://example.com/"), 1)
    dark = image.point(lambda value: 255 if value < 128 else 0).getbbox()
    assert dark == (QUIET, QUIET, image.width - QUIET, image.height - QUIET)


def test_refused() -> None:
    with pytest.raises(FitError, match="3000 characters are too many for a QR code"):
        qr_svg("ä" * 3000)
    with pytest.raises(FitError, match="needs a text"):
        qr_svg("")
    with pytest.raises(FitError, match="cannot be encoded"):
        qr_svg("\ud800")


def test_alternative_text() -> None:
    assert qr_alt("https://example.com/") == "QR code: https://example.com/"
