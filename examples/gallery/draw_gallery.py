"""Draws the pictures of the gallery, one of each kind of file: the same bytes on each run with one Pillow."""

from __future__ import annotations

import math
from pathlib import Path

from PIL import Image, ImageDraw, ImageFilter

HERE = Path(__file__).parent / "pictures"
NAVY, STEEL, SKY, PALE, VERMILION = (18, 53, 91), (61, 126, 166), (143, 184, 222), (230, 238, 246), (228, 71, 46)


def dunes(width: int, height: int) -> Image.Image:
    """Rows of hills under a low sun."""
    image = Image.new("RGB", (width, height), PALE)
    draw = ImageDraw.Draw(image)
    radius = height * 0.16
    draw.ellipse(
        (width * 0.68 - radius, height * 0.3 - radius, width * 0.68 + radius, height * 0.3 + radius), VERMILION
    )
    for row, colour in enumerate((SKY, STEEL, NAVY)):
        base = height * (0.48 + 0.17 * row)
        points = [
            (x, base - height * 0.09 * math.sin(x / width * (5 + 2 * row) + 1.7 * row)) for x in range(0, width + 8, 8)
        ]
        draw.polygon([*points, (width, height), (0, height)], fill=colour)
    return image.filter(ImageFilter.GaussianBlur(width / 1600))


def disc(side: int) -> Image.Image:
    """A ring on nothing."""
    image = Image.new("RGBA", (side, side), (0, 0, 0, 0))
    draw = ImageDraw.Draw(image)
    draw.ellipse((side * 0.06, side * 0.06, side * 0.94, side * 0.94), fill=(*STEEL, 255))
    draw.ellipse((side * 0.3, side * 0.3, side * 0.7, side * 0.7), fill=(*VERMILION, 150))
    return image


def ramp(width: int, height: int) -> Image.Image:
    """Sixteen bits of grey."""
    image = Image.new("I;16", (width, height))
    image.putdata([int(65535 * (0.5 + 0.5 * math.sin(x / 40 + y / 90))) for y in range(height) for x in range(width)])
    return image


SVG = """<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 320 180">
<defs><linearGradient id="sky" x1="0" y1="0" x2="0" y2="1"><stop offset="0" stop-color="#12355B"/>
<stop offset="1" stop-color="#8FB8DE"/></linearGradient></defs>
<rect width="320" height="180" fill="url(#sky)"/>
<circle cx="220" cy="70" r="34" fill="#E4472E" opacity="0.8"/>
<text x="20" y="150" font-family="Inter" font-size="22" fill="#FFFFFF">Gradient and text</text></svg>
"""
LINES = """<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 320 180">
<rect width="320" height="180" fill="#EEF1F5"/>
<path d="M20 150 L100 60 L180 110 L300 30" fill="none" stroke="#12355B" stroke-width="8" stroke-linecap="round"
 stroke-linejoin="round"/>
<path d="M20 165 H300" stroke="#E4472E" stroke-width="3" stroke-dasharray="10 6"/></svg>
"""


def main() -> None:
    HERE.mkdir(exist_ok=True)
    wide = dunes(1800, 1000)
    wide.save(HERE / "dunes.jpg", quality=84)
    wide.resize((900, 500)).save(HERE / "dunes.webp", quality=80)
    wide.resize((720, 400)).convert("CMYK").save(HERE / "print.jpg", quality=84)
    frames = [dunes(360, 200), dunes(360, 200).rotate(180)]
    frames[0].save(HERE / "moving.gif", save_all=True, append_images=frames[1:])
    disc(600).save(HERE / "disc.png")
    ramp(480, 270).save(HERE / "waves.png")
    dunes(480, 270).quantize(32).save(HERE / "palette.png")
    (HERE / "gradient.svg").write_text(SVG, "utf-8")
    (HERE / "lines.svg").write_text(LINES, "utf-8")


if __name__ == "__main__":
    main()
