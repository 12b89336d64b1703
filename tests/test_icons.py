"""Icons: drawn as paths in both formats, in the colour asked for."""

from __future__ import annotations

import io

import pytest
import resvg_py
from PIL import Image

from reportgen.backends.pdf.vector import svg_operators
from reportgen.drawings import is_drawable
from reportgen.errors import AssetError
from reportgen.icons import icon, names
from reportgen.layout.publication_pictures import Pictures


def test_every_icon_is_drawn() -> None:
    assert len(names()) > 60
    drawn = 0
    for name in names():
        svg = icon(name, "12355B")
        assert b"currentColor" not in svg
        if is_drawable(svg):  # others are drawn as pixels, because their arcs are not known to be drawn right as paths
            drawn += 1
            assert "0.07059 0.2078 0.3569 RG" in svg_operators(svg, 24, 24), name
        assert Pictures().add_vector(svg).width == 24
        image = Image.open(io.BytesIO(bytes(resvg_py.svg_to_bytes(svg_string=svg.decode(), width=48))))
        colours = {pixel[:3] for _, pixel in image.convert("RGBA").getcolors(4000) or [] if pixel[3] == 255}  # type: ignore[index]
        assert colours == {(18, 53, 91)}, name
    assert drawn > 0.9 * len(names())


def test_unknown_icon() -> None:
    with pytest.raises(AssetError, match=r'there is no icon "rokcet" \(did you mean "rocket"\?\)'):
        icon("rokcet", "000000")
