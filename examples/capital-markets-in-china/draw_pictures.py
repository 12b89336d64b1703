"""Draws the pictures of this example: data flowing west, a portrait stand-in, a network of connected devices.

python draw_pictures.py      writes pictures/*.jpg, the same bytes on each run with one Pillow
"""

from __future__ import annotations

import itertools
import math
import random
from pathlib import Path

from PIL import Image, ImageChops, ImageDraw, ImageFilter

HERE = Path(__file__).parent / "pictures"
NIGHT, NAVY, STEEL, SKY, PALE, VERMILION = (
    (11, 30, 54),
    (18, 53, 91),
    (61, 126, 166),
    (143, 184, 222),
    (230, 238, 246),
    (228, 71, 46),
)
FINE = 2
"""Drawn this many times larger, then reduced."""

Point = tuple[float, float]


def mixed(one: tuple[int, int, int], other: tuple[int, int, int], part: float) -> tuple[int, int, int]:
    return tuple(round(a + (b - a) * part) for a, b in zip(one, other, strict=True))  # type: ignore[return-value]


def ground(width: int, height: int, left: tuple[int, int, int], right: tuple[int, int, int]) -> Image.Image:
    row = Image.new("RGB", (256, 1))
    for x in range(256):
        row.putpixel((x, 0), mixed(left, right, x / 255))
    return row.resize((width, height), Image.Resampling.BICUBIC)


def curve(start: Point, bend: Point, end: Point, steps: int = 160) -> list[Point]:
    points = []
    for step in range(steps + 1):
        t = step / steps
        a, b, c = (1 - t) ** 2, 2 * t * (1 - t), t * t
        points.append((a * start[0] + b * bend[0] + c * end[0], a * start[1] + b * bend[1] + c * end[1]))
    return points


def glow(image: Image.Image, layer: Image.Image, radius: float) -> Image.Image:
    return ImageChops.screen(image, layer.filter(ImageFilter.GaussianBlur(radius)))


def dot(draw: ImageDraw.ImageDraw, at: Point, radius: float, fill: tuple[int, int, int]) -> None:
    draw.ellipse((at[0] - radius, at[1] - radius, at[0] + radius, at[1] + radius), fill=fill)


def ring(draw: ImageDraw.ImageDraw, at: Point, radius: float, colour: tuple[int, int, int], width: int) -> None:
    draw.ellipse((at[0] - radius, at[1] - radius, at[0] + radius, at[1] + radius), outline=colour, width=width)


def land(x: float, y: float) -> float:
    """How much land there is at a point of the unit square: a soft, invented coast."""
    value = 1.05 - ((x - 0.53) / 0.47) ** 4 - ((y - 0.5 - 0.06 * math.sin(5 * x)) / 0.43) ** 4
    value += 0.22 * math.sin(9 * x + 1.3) * math.cos(7 * y + 0.4) + 0.14 * math.sin(17 * x - 11 * y)
    return value


def data_flowing_west() -> Image.Image:
    rng = random.Random(2022)
    width, height = 2400 * FINE, 1000 * FINE
    image = ground(width, height, NIGHT, NAVY)
    draw = ImageDraw.Draw(image)
    pitch = 17 * FINE
    for row in range(height // pitch + 1):
        for column in range(width // pitch + 1):
            x, y = column * pitch + (row % 2) * pitch / 2, row * pitch
            depth = land(x / width, y / height)
            if depth > 0.05:
                size = (1.5 + 1.9 * min(1.0, depth)) * FINE
                dot(draw, (x, y), size, mixed(NAVY, STEEL, 0.18 + 0.42 * min(1.0, depth) * (0.35 + 0.65 * x / width)))
    hubs = [
        (0.13, 0.40),
        (0.20, 0.66),
        (0.29, 0.28),
        (0.35, 0.55),
        (0.42, 0.76),
        (0.47, 0.36),
        (0.53, 0.60),
        (0.59, 0.22),
    ]
    cities = [
        (0.80, 0.20),
        (0.86, 0.30),
        (0.83, 0.42),
        (0.90, 0.50),
        (0.84, 0.60),
        (0.80, 0.72),
        (0.74, 0.82),
        (0.92, 0.40),
        (0.77, 0.52),
        (0.72, 0.32),
    ]
    light = Image.new("RGB", (width, height))
    fine = ImageDraw.Draw(light)
    for number, city in enumerate(cities):
        for hub in rng.sample(hubs, 4):
            for strand in range(3):
                start = (city[0] * width, city[1] * height + (strand - 1) * 5 * FINE)
                end = (hub[0] * width, hub[1] * height)
                lift = (0.5 - hub[1]) * 0.5 + rng.uniform(-0.20, 0.20)
                bend = ((start[0] + end[0]) / 2, (start[1] + end[1]) / 2 - lift * height)
                path = curve(start, bend, end)
                for step, (one, two) in enumerate(itertools.pairwise(path)):
                    part = step / len(path)
                    strength = 0.25 + 0.75 * part
                    fine.line(
                        (*one, *two),
                        fill=mixed((0, 0, 0), mixed(STEEL, PALE, part), 0.55 * strength),
                        width=round(1.3 * FINE),
                    )
                at = path[rng.randrange(40, 150)]
                dot(fine, at, 3.2 * FINE, mixed(SKY, (255, 255, 255), 0.5) if number % 3 else VERMILION)
    image = glow(image, light, 7 * FINE)
    image = ImageChops.screen(image, light)
    bright = Image.new("RGB", (width, height))
    lamp = ImageDraw.Draw(bright)
    for hub in hubs:
        dot(lamp, (hub[0] * width, hub[1] * height), 30 * FINE, mixed((0, 0, 0), VERMILION, 0.75))
    image = glow(image, bright, 26 * FINE)
    draw = ImageDraw.Draw(image)
    for hub in hubs:
        at = (hub[0] * width, hub[1] * height)
        dot(draw, at, 9 * FINE, VERMILION)
        dot(draw, at, 3.6 * FINE, (255, 244, 240))
        ring(draw, at, 21 * FINE, mixed(VERMILION, PALE, 0.25), round(1.6 * FINE))
    for city in cities:
        at = (city[0] * width, city[1] * height)
        ring(draw, at, 11 * FINE, PALE, round(1.8 * FINE))
        dot(draw, at, 4.2 * FINE, PALE)
    return image.resize((2400, 1000), Image.Resampling.LANCZOS)


def portrait() -> Image.Image:
    width, height = 1200 * FINE, 1600 * FINE
    image = ground(width, height, (24, 64, 106), NAVY)
    draw = ImageDraw.Draw(image)
    for number in range(90):
        y = number * 20 * FINE
        draw.line((0, y, width, y - 260 * FINE), fill=mixed(NAVY, STEEL, 0.28), width=round(1.6 * FINE))
    sun = (width * 0.60, height * 0.37)
    dot(draw, sun, 430 * FINE, VERMILION)
    centre = width * 0.5
    shape = Image.new("L", (width, height))
    cut = ImageDraw.Draw(shape)
    shoulders = [
        (centre - 560 * FINE, height),
        (centre - 520 * FINE, 1330 * FINE),
        (centre - 400 * FINE, 1215 * FINE),
        (centre - 150 * FINE, 1110 * FINE),
        (centre - 130 * FINE, 900 * FINE),
        (centre + 130 * FINE, 900 * FINE),
        (centre + 150 * FINE, 1110 * FINE),
        (centre + 400 * FINE, 1215 * FINE),
        (centre + 520 * FINE, 1330 * FINE),
        (centre + 560 * FINE, height),
    ]
    cut.polygon(shoulders, fill=255)
    cut.ellipse((centre - 235 * FINE, 380 * FINE, centre + 235 * FINE, 1000 * FINE), fill=255)
    cut.ellipse((centre - 262 * FINE, 640 * FINE, centre - 205 * FINE, 770 * FINE), fill=255)
    cut.ellipse((centre + 205 * FINE, 640 * FINE, centre + 262 * FINE, 770 * FINE), fill=255)
    shape = shape.filter(ImageFilter.GaussianBlur(9 * FINE)).point([0 if v < 128 else 255 for v in range(256)])
    skin = ground(width, height, (226, 214, 205), (168, 178, 194))
    image.paste(skin, (0, 0), shape)
    draw = ImageDraw.Draw(image)
    shade = Image.new("L", (width, height))
    side = ImageDraw.Draw(shade)
    side.ellipse((centre - 20 * FINE, 330 * FINE, centre + 520 * FINE, 1060 * FINE), fill=150)
    side.polygon(
        [
            (centre - 140 * FINE, 960 * FINE),
            (centre + 160 * FINE, 900 * FINE),
            (centre + 160 * FINE, 1130 * FINE),
            (centre - 60 * FINE, 1090 * FINE),
        ],
        fill=170,
    )
    shade = ImageChops.multiply(shade.filter(ImageFilter.GaussianBlur(16 * FINE)), shape)
    image.paste(Image.new("RGB", (width, height), (104, 126, 156)), (0, 0), shade)
    draw = ImageDraw.Draw(image)
    hair = Image.new("L", (width, height))
    top = ImageDraw.Draw(hair)
    top.ellipse((centre - 272 * FINE, 300 * FINE, centre + 272 * FINE, 860 * FINE), fill=255)
    top.ellipse((centre - 238 * FINE, 520 * FINE, centre + 300 * FINE, 1240 * FINE), fill=0)
    top.polygon(
        [
            (centre - 272 * FINE, 640 * FINE),
            (centre - 225 * FINE, 560 * FINE),
            (centre - 120 * FINE, 520 * FINE),
            (centre - 232 * FINE, 700 * FINE),
        ],
        fill=255,
    )
    top.rectangle((0, 690 * FINE, width, height), fill=0)
    hair = hair.filter(ImageFilter.GaussianBlur(6 * FINE)).point([0 if v < 128 else 255 for v in range(256)])
    image.paste(Image.new("RGB", (width, height), NIGHT), (0, 0), hair)
    draw = ImageDraw.Draw(image)
    jacket = [
        (centre - 570 * FINE, height),
        (centre - 525 * FINE, 1330 * FINE),
        (centre - 400 * FINE, 1208 * FINE),
        (centre - 165 * FINE, 1105 * FINE),
        (centre, 1420 * FINE),
        (centre + 165 * FINE, 1105 * FINE),
        (centre + 400 * FINE, 1208 * FINE),
        (centre + 525 * FINE, 1330 * FINE),
        (centre + 570 * FINE, height),
    ]
    draw.polygon(jacket, fill=NIGHT)
    draw.polygon(
        [
            (centre - 165 * FINE, 1105 * FINE),
            (centre - 95 * FINE, 1065 * FINE),
            (centre, 1215 * FINE),
            (centre + 95 * FINE, 1065 * FINE),
            (centre + 165 * FINE, 1105 * FINE),
            (centre, 1430 * FINE),
        ],
        fill=PALE,
    )
    draw.polygon(
        [
            (centre - 165 * FINE, 1105 * FINE),
            (centre - 250 * FINE, 1150 * FINE),
            (centre - 120 * FINE, 1330 * FINE),
            (centre, 1600 * FINE),
            (centre, 1425 * FINE),
        ],
        fill=mixed(NIGHT, NAVY, 0.75),
    )
    draw.polygon(
        [
            (centre + 165 * FINE, 1105 * FINE),
            (centre + 250 * FINE, 1150 * FINE),
            (centre + 120 * FINE, 1330 * FINE),
            (centre, 1600 * FINE),
            (centre, 1425 * FINE),
        ],
        fill=mixed(NIGHT, NAVY, 0.45),
    )
    return image.resize((1200, 1600), Image.Resampling.LANCZOS)


def connected_network() -> Image.Image:
    rng = random.Random(88)
    width, height = 1800 * FINE, 1200 * FINE
    image = ground(width, height, NAVY, NIGHT)
    nodes: list[tuple[float, float, int]] = []
    while len(nodes) < 64:
        x, y = rng.uniform(0.03, 0.97) * width, rng.uniform(0.05, 0.95) * height
        if all(math.dist((x, y), node[:2]) > 118 * FINE for node in nodes):
            nodes.append((x, y, rng.choices((0, 1, 2), (8, 3, 1))[0]))
    lines = Image.new("RGB", (width, height))
    draw = ImageDraw.Draw(lines)
    for one in nodes:
        near = sorted(nodes, key=lambda other: math.dist(one[:2], other[:2]))[1:4]
        for other in near:
            draw.line((*one[:2], *other[:2]), fill=mixed((0, 0, 0), STEEL, 0.75), width=round(1.8 * FINE))
    hub = (width * 0.5, height * 0.5)
    for node in nodes:
        if math.dist(node[:2], hub) < 480 * FINE:
            draw.line((*hub, *node[:2]), fill=mixed((0, 0, 0), SKY, 0.5), width=round(1.2 * FINE))
    image = ImageChops.screen(glow(image, lines, 6 * FINE), lines)
    draw = ImageDraw.Draw(image)
    for number, (x, y, kind) in enumerate(nodes):
        if math.dist((x, y), hub) < 150 * FINE:
            continue
        if kind == 0:
            dot(draw, (x, y), 8 * FINE, SKY)
        elif kind == 1:
            dot(draw, (x, y), 25 * FINE, NAVY)
            ring(draw, (x, y), 25 * FINE, PALE, round(2.4 * FINE))
            dot(draw, (x, y), 8 * FINE, VERMILION if number % 4 == 0 else PALE)
        else:
            w, h = (30, 52) if number % 2 else (54, 36)
            box = (x - w * FINE, y - h * FINE, x + w * FINE, y + h * FINE)
            draw.rounded_rectangle(box, 9 * FINE, fill=NAVY, outline=PALE, width=round(2.4 * FINE))
            inner = (box[0] + 9 * FINE, box[1] + 9 * FINE, box[2] - 9 * FINE, box[3] - 9 * FINE)
            draw.rounded_rectangle(inner, 4 * FINE, fill=mixed(NAVY, STEEL, 0.55))
    lamp = Image.new("RGB", (width, height))
    dot(ImageDraw.Draw(lamp), hub, 120 * FINE, mixed((0, 0, 0), VERMILION, 0.7))
    image = glow(image, lamp, 60 * FINE)
    draw = ImageDraw.Draw(image)
    size = 86 * FINE
    for pin in range(-3, 4):
        for dx, dy in ((1, 0), (0, 1)):
            a = (hub[0] + (pin * 22 * FINE) * dx, hub[1] + (pin * 22 * FINE) * dy)
            reach = size + 30 * FINE
            draw.line(
                (a[0] - reach * dy, a[1] - reach * dx, a[0] + reach * dy, a[1] + reach * dx), fill=PALE, width=5 * FINE
            )
    draw.rounded_rectangle((hub[0] - size, hub[1] - size, hub[0] + size, hub[1] + size), 14 * FINE, fill=VERMILION)
    inner_size = 52 * FINE
    draw.rounded_rectangle(
        (hub[0] - inner_size, hub[1] - inner_size, hub[0] + inner_size, hub[1] + inner_size),
        8 * FINE,
        outline=(255, 236, 230),
        width=4 * FINE,
    )
    return image.resize((1800, 1200), Image.Resampling.LANCZOS)


if __name__ == "__main__":
    HERE.mkdir(exist_ok=True)
    for name, draw_it in (
        ("data-flowing-west", data_flowing_west),
        ("portrait", portrait),
        ("connected-network", connected_network),
    ):
        target = HERE / f"{name}.jpg"
        draw_it().save(target, quality=88, optimize=True)
        print(target.relative_to(HERE.parent))
