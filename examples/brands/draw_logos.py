"""Draws the example brands' logos: a mark, and the name as outlines, so that no font is needed to show them.

python draw_logos.py      writes <brand>/logo-on-light.svg and logo-on-dark.svg
"""

from __future__ import annotations

from pathlib import Path

import uharfbuzz as hb

HERE = Path(__file__).parent
FONTS = HERE.parent.parent / "fonts"


def outlines(text: str, font_file: str, size: float, x: float, baseline: float, tracking: float) -> tuple[str, float]:
    """SVG path data of a line of text, and the x of its end."""
    font = hb.Font(hb.Face((FONTS / font_file).read_bytes()))
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


def meridian(ink: str, accent: str) -> str:
    name, end = outlines("Meridian", "SourceSerif4-SemiBold.ttf", 30, 42, 28.5, 0.2)
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" width="{end:.0f}" height="36" viewBox="0 0 {end:.0f} 36">'
        f'<path fill="{ink}" d="M18 3A15 15 0 0 0 18 33Z"/>'
        f'<path fill="{accent}" d="M21 3A15 15 0 0 1 21 33A22 22 0 0 0 21 3Z"/>'
        f'<path fill="{ink}" d="{name}"/></svg>\n'
    )


def cirrus(ink: str, accent: str, second: str) -> str:
    name, end = outlines("cirrus", "Inter-Bold.ttf", 29, 48, 28, -0.6)
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" width="{end:.0f}" height="36" viewBox="0 0 {end:.0f} 36">'
        f'<path fill="{second}" d="M6 23H28A4 4 0 0 1 28 31H6A4 4 0 0 1 6 23Z"/>'
        f'<path fill="{accent}" d="M14 13H36A4 4 0 0 1 36 21H14A4 4 0 0 1 14 13Z"/>'
        f'<path fill="{ink}" d="M8 3H22A4 4 0 0 1 22 11H8A4 4 0 0 1 8 3Z"/>'
        f'<path fill="{ink}" d="{name}"/></svg>\n'
    )


if __name__ == "__main__":
    for brand, light, dark in (
        ("meridian", meridian("#12355B", "#E4472E"), meridian("#FFFFFF", "#F0715C")),
        ("cirrus", cirrus("#0B5F66", "#17A398", "#5B5BD6"), cirrus("#FFFFFF", "#7FD1C7", "#B9B9F2")),
    ):
        (HERE / brand / "logo-on-light.svg").write_text(light, "utf-8")
        (HERE / brand / "logo-on-dark.svg").write_text(dark, "utf-8")
        print(brand)
