"""Text as outlines: for wordmarks that need no font to be shown."""

from __future__ import annotations

from pathlib import Path

import uharfbuzz as hb


def outlines(
    text: str, font_file: Path, size: float, x: float, baseline: float, tracking: float = 0.0
) -> tuple[str, float]:
    """SVG path data of a line of text that begins at `x` on `baseline`, and the x of its end; lengths in points."""
    font = hb.Font(hb.Face(font_file.read_bytes()))
    buffer = hb.Buffer()
    buffer.add_str(text)
    buffer.guess_segment_properties()
    hb.shape(font, buffer)
    scale = size / font.face.upem
    parts: list[str] = []
    for info, position in zip(buffer.glyph_infos, buffer.glyph_positions, strict=True):
        pen: list[str] = []

        def at(px: float, py: float, left: float = x) -> str:
            return f"{left + px * scale:.2f} {baseline - py * scale:.2f}"

        functions = hb.DrawFuncs()
        functions.set_move_to_func(lambda px, py, out: out.append(f"M{at(px, py)}"))
        functions.set_line_to_func(lambda px, py, out: out.append(f"L{at(px, py)}"))
        functions.set_quadratic_to_func(lambda a, b, c, d, out: out.append(f"Q{at(a, b)} {at(c, d)}"))
        functions.set_cubic_to_func(lambda a, b, c, d, e, f, out: out.append(f"C{at(a, b)} {at(c, d)} {at(e, f)}"))
        functions.set_close_path_func(lambda out: out.append("Z"))
        font.draw_glyph(info.codepoint, functions, pen)
        parts += pen
        x += position.x_advance * scale + tracking
    return "".join(parts), x
