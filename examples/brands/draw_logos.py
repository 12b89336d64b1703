"""Draws the example brands' logos: a mark, and the name as outlines, so that no font is needed to show them.

python draw_logos.py      writes <brand>/logo-on-light.svg and logo-on-dark.svg
"""

from __future__ import annotations

from pathlib import Path

from reportgen.text.text_as_paths import outlines

HERE = Path(__file__).parent
FONTS = HERE.parent.parent / "fonts"


def meridian(ink: str, accent: str) -> str:
    name, end = outlines("Meridian", FONTS / "SourceSerif4-SemiBold.ttf", 30, 42, 28.5, 0.2)
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" width="{end:.0f}" height="36" viewBox="0 0 {end:.0f} 36">'
        f'<path fill="{ink}" d="M18 3A15 15 0 0 0 18 33Z"/>'
        f'<path fill="{accent}" d="M21 3A15 15 0 0 1 21 33A22 22 0 0 0 21 3Z"/>'
        f'<path fill="{ink}" d="{name}"/></svg>\n'
    )


def cirrus(ink: str, accent: str, second: str) -> str:
    name, end = outlines("cirrus", FONTS / "Inter-Bold.ttf", 29, 48, 28, -0.6)
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" width="{end:.0f}" height="36" viewBox="0 0 {end:.0f} 36">'
        f'<path fill="{second}" d="M6 23H28A4 4 0 0 1 28 31H6A4 4 0 0 1 6 23Z"/>'
        f'<path fill="{accent}" d="M14 13H36A4 4 0 0 1 36 21H14A4 4 0 0 1 14 13Z"/>'
        f'<path fill="{ink}" d="M8 3H22A4 4 0 0 1 22 11H8A4 4 0 0 1 8 3Z"/>'
        f'<path fill="{ink}" d="{name}"/></svg>\n'
    )


def northfield(ink: str, field: str, sun: str) -> str:
    name, end = outlines("Northfield", FONTS / "Inter-Bold.ttf", 27, 44, 28, -0.5)
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" width="{end:.0f}" height="36" viewBox="0 0 {end:.0f} 36">'
        f'<circle cx="18" cy="14" r="9" fill="{sun}"/>'
        f'<path fill="{field}" d="M2 33A34 34 0 0 1 34 20V33Z"/>'
        f'<path fill="{ink}" d="{name}"/></svg>\n'
    )


if __name__ == "__main__":
    for brand, light, dark in (
        ("meridian", meridian("#12355B", "#E4472E"), meridian("#FFFFFF", "#F0715C")),
        ("northfield", northfield("#00483A", "#00483A", "#FFB81C"), northfield("#FFFFFF", "#FFFFFF", "#FFB81C")),
        ("cirrus", cirrus("#0B5F66", "#17A398", "#5B5BD6"), cirrus("#FFFFFF", "#7FD1C7", "#B9B9F2")),
    ):
        (HERE / brand / "logo-on-light.svg").write_text(light, "utf-8")
        (HERE / brand / "logo-on-dark.svg").write_text(dark, "utf-8")
        print(brand)
