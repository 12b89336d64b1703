"""SVG as path operators: what is drawn, with which pen, and what is left to pixels."""

from __future__ import annotations

import pytest

from reportgen.backends.pdf.vector import svg_operators
from reportgen.drawings import is_drawable

SVG = '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 40 20">{}</svg>'


def test_pen() -> None:
    line = '<g transform="scale(2)"><path d="M1 1H9" stroke="#FF0000" stroke-width="2px" {}/></g>'
    plain = svg_operators(SVG.format(line.format("")).encode(), 40, 20)
    assert "1 0 0 RG 4 w" in plain
    assert "0 J 0 j [] 0 d" in plain
    style = 'stroke-linecap="round" stroke-linejoin="bevel" stroke-dasharray="3, 1.5"'
    assert "1 J 2 j [6 3] 0 d" in svg_operators(SVG.format(line.format(style)).encode(), 40, 20)
    assert "[] 0 d" in svg_operators(SVG.format(line.format('stroke-dasharray="0 0"')).encode(), 40, 20)


@pytest.mark.parametrize(
    ("inner", "drawable"),
    [
        ('<rect width="4" height="4" fill="red"/>', True),
        ('<g opacity="1"><circle r="3"/></g><title>t</title>', True),
        ('<rect width="4" height="4" opacity="0.5"/>', False),
        ('<rect width="4" height="4" style="fill-opacity:.2"/>', False),
        ('<rect width="4" height="4" fill="url(#g)"/>', False),
        ('<style>.a {opacity: 0.5}</style><rect width="4" height="4" class="a"/>', False),
        ('<rect width="4" height="4" class="a"/>', True),
        ('<rect width="4" height="4" fill="rgba(1,2,3,0.5)"/>', False),
        ("<text>x</text>", False),
        ('<g clip-path="url(#c)"/>', False),
        ('<sodipodi:x xmlns:sodipodi="http://sodipodi.sourceforge.net/DTD/sodipodi-0.dtd" class="a"/>', True),
    ],
)
def test_what_paths_can_show(inner: str, drawable: bool) -> None:
    assert is_drawable(SVG.format(inner).encode()) == drawable
