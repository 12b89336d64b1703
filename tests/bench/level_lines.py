"""One paragraph in each of five languages with both edges level: ours, Typst's and WeasyPrint's side by side.

    python tests/bench/level_lines.py [PICTURE.png]

Prints the widest spaces of a line at a measure of 216 points in Source Serif 9 (points; 2.13 as the font has them), and
draws all columns beside each other. Those of programs that are not installed are left out: `pip install typst weasyprint`.
"""

from __future__ import annotations

import html
import json
import sys
from collections.abc import Callable
from ctypes import c_double
from importlib import import_module
from itertools import pairwise
from pathlib import Path
from typing import Any

import pypdfium2
import pypdfium2.raw as pdfium
import uharfbuzz as hb
from PIL import Image

from reportgen import compose, parse, render
from reportgen.brand import load_brand
from reportgen.frames import Colour, Master, Paragraph, Run, Sheet, TextItem
from reportgen.geometry import Rect, Size
from reportgen.structs import replace
from reportgen.text import Profile, Typesetter

ROOT = Path(__file__).parents[2]
MEASURE, SIZE, LEADING, HIGH = 216.0, 9.0, 12.0, 200.0
FONT = ROOT / "fonts/SourceSerif4-Regular.ttf"
TEXTS: dict[str, str] = json.loads((ROOT / "tests/text/declaration.json").read_text("utf-8"))
SCALE, AROUND = 2, 30
"""Pixels of the picture: to the point, and between columns."""
LEAST_SPACE = 1.2
"""Points from which on what is left between two letters is a space."""
HYPHENS = "\u00ad\u0002\ufffe"
"""What a hyphen at a line's end is to programs that extract text."""


INK, PAPER = Colour("ink", "1B2430"), Colour("paper", "FFFFFF")
BRAND = load_brand(ROOT / "examples/brands/meridian/brand.yaml")
BLANK = compose(parse({"title": "Lines", "sections": [{"type": "quote", "quote": "Few words."}]}), "newsletter")


def ours(text: str, language: str) -> bytes:
    run = Run(text, "Source Serif 4", 400, SIZE, INK)
    paragraph = Paragraph((run,), "body", "p", LEADING, language=language, justified=True)
    lines = Typesetter(BRAND.faces, BRAND.fallback).set(paragraph, MEASURE, Profile.PRINT).lines
    item = TextItem(Rect(0.0, 0.0, MEASURE, HIGH), (paragraph,), lines, section=0)
    page = replace(
        BLANK,
        size=Size(MEASURE, HIGH),
        masters=(Master("plain", PAPER),),
        sheets=(Sheet("plain", "Lines", (item,)),),
        faces=BRAND.faces,
        outline=(),
    )
    return render(page, "pdf")


def typst(text: str, language: str) -> bytes:
    program: Any = import_module("typst")
    marked = "".join(f"\\{char}" if char in "\\#$*_`<>@[]~" else char for char in text)
    source = (
        f"#set page(width: {MEASURE}pt, height: {HIGH}pt, margin: 0pt)\n"
        f'#set text(font: "Source Serif 4", size: {SIZE}pt, lang: "{language}", hyphenate: true)\n'
        f"#set par(justify: true, leading: {LEADING - 0.67 * SIZE}pt)\n{marked}\n"
    )
    return bytes(program.compile(source.encode(), font_paths=[str(FONT.parent)], ignore_system_fonts=True))


def weasyprint(text: str, language: str) -> bytes:
    program: Any = import_module("weasyprint")
    page = (
        f'<html lang="{language}"><style>@font-face {{font-family: own; src: url({FONT.as_uri()})}}'
        f"@page {{size: {MEASURE}pt {HIGH}pt; margin: 0}}"
        f"body {{margin: 0}} p {{margin: 0; font: {SIZE}pt/{LEADING}pt own; text-align: justify; hyphens: auto}}</style>"
        f"<p>{html.escape(text)}</p>"
    )
    return bytes(program.HTML(string=page).write_pdf())


PROGRAMS: dict[str, Callable[[str, str], bytes]] = {"ours": ours, "Typst": typst, "WeasyPrint": weasyprint}


def widest_space(pdf: bytes) -> float:
    """The widest of the mean spaces of a page's lines but its last, in points: what is left of the measure beside the
    letters as the font has them."""
    font = hb.Font(hb.Face(FONT.read_bytes()))
    rows: dict[float, list[tuple[float, str]]] = {}
    page = pypdfium2.PdfDocument(pdf)[0].get_textpage()
    for at in range(page.count_chars()):
        x, y = c_double(), c_double()
        pdfium.FPDFText_GetCharOrigin(page, at, x, y)
        char = chr(pdfium.FPDFText_GetUnicode(page, at))
        if not (char.isspace() or pdfium.FPDFText_IsGenerated(page, at) == 1):
            rows.setdefault(round(y.value, 1), []).append((x.value, "-" if char in HYPHENS else char))
    means = []
    for row in sorted(rows, reverse=True)[:-1]:
        letters = sorted(rows[row])
        if len({x for x, _ in letters}) < len(letters) / 2:
            continue  # its text is told in one piece, so that no letter has a place
        gaps = [two - one - _advance(font, char) for (one, char), (two, _) in pairwise(letters)]
        spaces = [gap for gap in gaps if gap > LEAST_SPACE]
        means.append(sum(spaces) / len(spaces) if spaces else 0.0)
    return max(means)


def _advance(font: hb.Font, char: str) -> float:
    glyph = font.get_nominal_glyph(ord(char))
    return float(font.get_glyph_h_advance(glyph) / font.face.upem * SIZE) if glyph else 0.0


def main() -> None:
    columns: list[list[Image.Image]] = []
    for name, make in PROGRAMS.items():
        try:
            pages = [make(text, language) for language, text in TEXTS.items()]
        except ImportError:
            print(f"{name:12}not installed")
            continue
        found = "  ".join(f"{code} {widest_space(pdf):5.2f}" for code, pdf in zip(TEXTS, pages, strict=True))
        print(f"{name:12}{found}")
        columns.append([pypdfium2.PdfDocument(pdf)[0].render(scale=SCALE).to_pil() for pdf in pages])
    if len(sys.argv) > 1:
        wide, high = (round(SCALE * length) + AROUND for length in (MEASURE, HIGH))
        picture = Image.new("RGB", (wide * len(columns) + AROUND, high * len(TEXTS) + AROUND), "white")
        for across, column in enumerate(columns):
            for down, one in enumerate(column):
                picture.paste(one, (AROUND + across * wide, AROUND + down * high))
        picture.save(sys.argv[1])


if __name__ == "__main__":
    main()
