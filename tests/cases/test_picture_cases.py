"""Pictures that people bring: placed right in both outputs, or refused at their line."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from reportgen import Publication, compose, load
from reportgen.backends import render
from reportgen.errors import ReportgenError
from reportgen.frames import ImageItem, TextItem
from reportgen.remarks import remarks

CASES = Path(__file__).parent / "pictures"
SHIPPED = Path(__file__).parents[2] / "fonts"
KINDS = ("newsletter", "deck")


def made(case: str, folder: Path, kind: str) -> Publication:
    shutil.copytree(CASES / case, folder, dirs_exist_ok=True)
    return compose(load(folder / "source.yaml"), kind)  # type: ignore[arg-type]


def pixels(publication: Publication, sheet: int = 0) -> list[list[tuple[int, ...]]]:
    """A sheet as pdfium draws it at 144 pixels to the inch, row by row."""
    import pypdfium2

    image = pypdfium2.PdfDocument(render(publication, "pdf"))[sheet].render(scale=2).to_pil().convert("RGB")
    flat = image.tobytes()
    rows = [flat[at : at + 3 * image.width] for at in range(0, len(flat), 3 * image.width)]
    return [[tuple(row[at : at + 3]) for at in range(0, len(row), 3)] for row in rows]


def extent(rows: list[list[tuple[int, ...]]], colour: tuple[int, int, int]) -> tuple[int, int]:
    """Width and height of what has nearly the colour."""
    found = [
        (x, y)
        for y, row in enumerate(rows)
        for x, pixel in enumerate(row)
        if all(abs(a - b) < 60 for a, b in zip(pixel, colour, strict=True))
    ]
    across, down = zip(*found, strict=True)
    return max(across) - min(across) + 1, max(down) - min(down) + 1


@pytest.mark.parametrize("kind", KINDS)
def test_caption_and_credit_are_told_apart(tmp_path: Path, kind: str) -> None:
    publication = made("caption-and-credit", tmp_path, kind)
    texts = [item for sheet in publication.sheets for item in sheet.items if isinstance(item, TextItem)]
    assert [p.text for item in texts for p in item.paragraphs if "March" in p.text] == [
        "The crane in March. Photograph: the harbour office"
    ]


@pytest.mark.parametrize("kind", KINDS)
def test_a_portrait_is_upright_with_the_face_whole(tmp_path: Path, kind: str) -> None:
    publication = made("portrait-upright", tmp_path, kind)
    (sheet, item), *_ = [
        (number, item)
        for number, sheet in enumerate(publication.sheets)
        for item in sheet.items
        if isinstance(item, ImageItem) and item.alt == "The warden"
    ]
    assert 1 / 2 <= item.box.width / item.box.height <= 1.45
    width, height = extent(pixels(publication, sheet), (255, 0, 255))
    assert width == pytest.approx(height, rel=0.05)


@pytest.mark.parametrize("case", ["very-wide", "very-flat-drawing"])
def test_what_is_far_too_wide_is_refused_at_its_line(tmp_path: Path, case: str) -> None:
    with pytest.raises(ReportgenError, match=r"source\.yaml:4.*line\.(png|svg).*far too wide"):
        made(case, tmp_path, "deck")


def with_logo(folder: Path, family: str) -> Publication:
    """The case's deck with a logo whose text asks for a family, beside the font of the brand."""
    shutil.copytree(CASES / "logo-with-text", folder, dirs_exist_ok=True)
    own = folder / "brands" / "own"
    shutil.copy(SHIPPED / "SourceSerif4-Bold.ttf", own / "own.ttf")
    for name in ("logo-on-light.svg", "logo-on-dark.svg"):
        (own / name).write_text((own / name).read_text().replace("Case Own", family))
    return compose(load(folder / "source.yaml"), "deck")


def test_a_logo_has_the_fonts_of_the_brand_or_says_which_is_missing(tmp_path: Path) -> None:
    ours, theirs = (with_logo(tmp_path / name, name) for name in ("Source Serif 4", "Case Own"))
    assert not [one for one in remarks(ours) if "logo" in one.message]
    told = [one for one in remarks(theirs) if "logo-on-" in one.message]
    assert told and all('asks for "Case Own"' in one.message and "outlines" in one.hint for one in told)


def test_the_fonts_of_the_brand_are_found_beside_it(tmp_path: Path) -> None:
    """A font that only the brand has: its name, which no other file has, is written into a copy of one that ships."""
    from reportgen.drawings import DrawingFonts, svg_pixels

    name = "Inter".encode("utf-16-be")
    file = tmp_path / "own.ttf"
    file.write_bytes((SHIPPED / "Inter-Bold.ttf").read_bytes().replace(name, "Owned".encode("utf-16-be")))
    svg = (CASES / "logo-with-text/brands/own/logo-on-light.svg").read_bytes().replace(b"Case Own", b"Owned")
    drawn = svg_pixels(svg, 480, fonts=DrawingFonts("Owned", (file,)))
    inter = svg_pixels(svg.replace(b"Owned", b"Inter"), 480)
    serif = svg_pixels(svg.replace(b"Owned", b"'Source Serif 4'"), 480)
    assert drawn == inter != serif
