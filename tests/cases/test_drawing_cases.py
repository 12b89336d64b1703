"""Drawings that people bring: drawn as resvg draws them, in both outputs, or refused at their line."""

from __future__ import annotations

import io
import shutil
import zipfile
from pathlib import Path
from typing import Any

import pytest
from PIL import Image

from reportgen import build
from reportgen.backends.pdf.vector import svg_operators
from reportgen.drawings import is_drawable, is_embeddable, read_drawing, svg_pixels
from reportgen.drawings.pixels import drawn
from reportgen.drawings.worker import DRAWER, TooSlow
from reportgen.errors import AssetError, ReportgenError

CASES = Path(__file__).parent
RED, GREEN, BLUE = (255, 0, 0), (0, 255, 0), (0, 0, 255)
SVG = '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 100 60">{}</svg>'


def made(case: str, folder: Path, format_name: str) -> bytes:
    """The deck of a case as PDF or PPTX."""
    shutil.copytree(CASES / case, folder, dirs_exist_ok=True)
    (output,) = build(folder / "source.yaml", folder / "out", kinds=["deck"], formats=[format_name])
    return output.path.read_bytes()


def near(one: tuple[int, ...], other: tuple[int, ...]) -> bool:
    return all(abs(a - b) < 60 for a, b in zip(one, other, strict=False))


def pixels(picture: Image.Image) -> list[tuple[int, ...]]:
    flat = picture.tobytes()
    return [tuple(flat[at : at + 3]) for at in range(0, len(flat), 3)]


def drawing_of(pdf: bytes) -> Image.Image:
    """The part of a sheet that the drawing covers: what is red, green or blue."""
    import pypdfium2

    sheet: Image.Image = pypdfium2.PdfDocument(pdf)[0].render(scale=1.5).to_pil().convert("RGB")
    mask = Image.new("L", sheet.size)
    mask.putdata([255 if any(near(pixel, pure) for pure in (RED, GREEN, BLUE)) else 0 for pixel in pixels(sheet)])
    return sheet.crop(mask.getbbox())


@pytest.mark.parametrize(
    ("case", "size", "points"),
    [
        ("css-variable", (100, 60), [(25, 30, RED), (75, 30, BLUE)]),
        ("em-size", (24, 24), [(6, 12, RED), (18, 12, GREEN)]),
        ("empty-path", (100, 60), [(50, 30, RED), (5, 5, GREEN)]),
        ("group-transform", (100, 60), [(85, 45, RED), (14, 25, BLUE), (35, 54, GREEN)]),
        ("hidden", (100, 60), [(25, 30, GREEN), (75, 30, GREEN)]),
        ("millimetres", (210, 140), [(178, 105, RED), (42, 28, GREEN)]),
        ("nested-svg", (100, 60), [(75, 15, RED), (75, 45, GREEN), (25, 15, GREEN)]),
        ("rotated-rectangle", (100, 60), [(38, 50, RED), (70, 27, GREEN)]),
        ("size-of-another-shape", (100, 60), [(50, 30, RED), (28, 30, RED), (22, 30, GREEN), (50, 8, RED)]),
        ("size-unlike-viewbox", (24, 24), [(18, 6, RED), (6, 6, GREEN), (18, 18, GREEN)]),
        ("symbol-and-use", (100, 60), [(63, 13, RED), (87, 37, RED), (2, 2, GREEN)]),
        ("transparent-fill", (100, 60), [(25, 30, GREEN), (75, 30, GREEN)]),
        ("turned-about-its-middle", (100, 60), [(50, 55, RED), (25, 30, GREEN)]),
    ],
)
def test_a_drawing_is_what_it_shows(
    tmp_path: Path, case: str, size: tuple[int, int], points: list[tuple[float, float, tuple[int, int, int]]]
) -> None:
    shown = drawing_of(made(f"svg/{case}", tmp_path, "pdf"))
    assert shown.width / shown.height == pytest.approx(size[0] / size[1], rel=0.03)
    for x, y, colour in points:
        found = shown.getpixel((int(shown.width * x / size[0]), int(shown.height * y / size[1])))
        assert isinstance(found, tuple) and near(found, colour), (x, y, found)


@pytest.mark.parametrize("case", ["em-size", "millimetres", "empty-path"])
def test_a_drawing_is_placed_in_a_deck(tmp_path: Path, case: str) -> None:
    assert zipfile.ZipFile(io.BytesIO(made(f"svg/{case}", tmp_path, "pptx"))).testzip() is None


@pytest.mark.parametrize(
    ("case", "words"),
    [
        ("svg/viewbox-of-three-numbers", ["source.yaml:4", "drawing.svg", "four numbers"]),
        ("messages/two-broken-pictures", ["source.yaml:4", "one.png", "source.yaml:5", "two.jpg"]),
        ("pictures/very-flat-drawing", ["source.yaml:4", "line.svg", "far too wide"]),
        ("hostile/costly-filter", ["source.yaml:4", "drawing.svg", "octaves"]),
        ("hostile/long-text-in-a-drawing", ["source.yaml:4", "drawing.svg", "letters"]),
        ("hostile/multiplied-use", ["source.yaml:4", "drawing.svg", "repeats"]),
        ("hostile/nested-groups", ["source.yaml:4", "drawing.svg", "nested too deeply"]),
    ],
)
def test_a_drawing_is_refused_at_its_line(tmp_path: Path, case: str, words: list[str]) -> None:
    with pytest.raises(ReportgenError) as caught:
        made(case, tmp_path, "pdf")
    assert all(word in str(caught.value) for word in words), str(caught.value)
    assert not (tmp_path / "out").exists()


def test_a_transform_that_nobody_understands_is_drawn(tmp_path: Path) -> None:
    assert made("messages/drawing-not-named", tmp_path, "pdf").startswith(b"%PDF")


def test_nothing_that_runs_or_points_outside_travels_in_a_deck(tmp_path: Path) -> None:
    with zipfile.ZipFile(io.BytesIO(made("hostile/drawing-with-script", tmp_path, "pptx"))) as deck:
        inside = b"".join(deck.read(name) for name in deck.namelist())
        drawing = (CASES / "hostile/drawing-with-script/drawing.svg").read_bytes()
        assert drawing not in [deck.read(name) for name in deck.namelist()]
    assert b"javascript:" not in inside and b"data:text" not in inside


@pytest.mark.parametrize(
    "inner",
    [
        '<a href="https://example.org"><rect width="4" height="4"/></a>',
        '<rect width="4" height="4"><animate attributeName="x" to="9"/></rect>',
        '<rect width="4" height="4" fill="url(https://example.org/a.svg#b)"/>',
        '<style>@import "https://example.org/a.css";</style>',
        '<image href="data:image/svg+xml,x" width="4" height="4"/>',
        "<?xml-stylesheet href='a.css'?>",
    ],
)
def test_what_does_not_travel_in_a_deck(inner: str) -> None:
    assert not is_embeddable(SVG.format(inner).encode())


def test_shapes_and_gradients_travel_in_a_deck() -> None:
    gradient = '<defs><linearGradient id="g"><stop offset="0"/></linearGradient></defs>'
    assert is_embeddable(SVG.format(f'{gradient}<rect width="4" height="4" fill="url(#g)"/>').encode())
    assert not is_embeddable(b'<!DOCTYPE svg SYSTEM "http://example.org/x.dtd">' + SVG.format("").encode())


@pytest.mark.parametrize(
    "inner",
    [
        '<g transform="skewX(20)"><path d="M1 1h9v9z"/></g>',
        '<rect width="9" height="9" transform="scale(2 3)"/>',
        '<rect width="9" height="9" transform="rotate(a)"/>',
        '<rect width="9" height="9" transform-origin="5 5" transform="rotate(5)"/>',
        '<g display="none"><rect width="9" height="9"/></g>',
        '<rect width="50%" height="9"/>',
        '<rect width="9" height="9" fill="transparent"/>',
        '<rect width="9" height="9" fill="#ff000080"/>',
        '<circle r="0"/>',
        '<svg><rect width="9" height="9"/></svg>',
        '<path d="M1 1h9" marker-end="url(#m)"/>',
        '<switch><rect width="9" height="9"/></switch>',
    ],
)
def test_what_is_not_known_to_be_right_as_paths_becomes_pixels(inner: str) -> None:
    assert not is_drawable(SVG.format(inner).encode())


@pytest.mark.parametrize(
    "inner",
    [
        '<rect x="20" y="20" width="40" height="8" transform="rotate(30 40 24)" fill="#ff0000"/>',
        '<g transform="translate(50 10) scale(2)"><g transform="rotate(20)"><rect width="10" height="9"/></g></g>',
        '<g transform="matrix(0 1 -1 0 60 10)"><path d="M0 0h30v10z" fill="blue"/></g>',
        '<g transform="scale(-1 1) translate(-80 0)"><path d="M0 0h30v40z" stroke="red" stroke-width="3"/></g>',
        '<circle cx="95" cy="30" r="20"/>',
        '<g fill="none" stroke="currentColor" stroke-width="4"><path d="M10 10c20 0 40 40 60 20"/></g>',
        '<path d="M10 10h50v40h-50zM20 20h30v20h-30z" fill-rule="evenodd"/>',
        '<ellipse cx="50" cy="30" rx="30" ry="12" style="fill:#123456;stroke:none"/>',
    ],
)
def test_paths_show_what_resvg_draws(inner: str) -> None:
    """The operators of a PDF, drawn by pdfium, against resvg's pixels."""
    import pypdfium2
    from reportlab.pdfgen.canvas import Canvas

    svg = SVG.format(inner).encode()
    assert is_drawable(svg)
    buffer = io.BytesIO()
    canvas = Canvas(buffer, pagesize=(100, 60), pageCompression=0)
    canvas._code.append(f"q 1 0 0 -1 0 60 cm {svg_operators(svg, 100, 60)} Q")
    canvas.save()
    pdf = pypdfium2.PdfDocument(buffer.getvalue())[0].render(scale=3).to_pil().convert("RGB")
    with Image.open(io.BytesIO(svg_pixels(svg, 300))) as drawn:
        paper = Image.new("RGBA", drawn.size, "white")
        paper.alpha_composite(drawn.convert("RGBA"))
    pairs = zip(pixels(pdf), pixels(paper.convert("RGB")), strict=True)
    differ = sum(max(abs(a - b) for a, b in zip(one, other, strict=True)) > 90 for one, other in pairs)
    assert differ < 0.01 * 300 * 180


@pytest.mark.parametrize(
    ("inner", "words"),
    [
        ('<rect fill="var(--a)" width="9" height="9"/>', "var(--a), which has no value"),
        ("<style>.a{--a:red} .b{--a:blue} rect{fill:var(--a)}</style>", "several values"),
        ('<rect fill="oklch(0.6 0.2 30)" width="9" height="9"/>', "oklch(…)"),
        ('<rect onclick="x()" width="9" height="9"/>', "onclick"),
        ('<use href="other.svg#a"/>', "other.svg"),
    ],
)
def test_what_cannot_be_drawn_right_is_told(inner: str, words: str) -> None:
    with pytest.raises(AssetError, match=r"a\.svg") as caught:
        read_drawing(SVG.format(inner).encode(), "a.svg")
    assert words in str(caught.value)


@pytest.mark.parametrize(
    "inner", ["<title>A shadow, no color (SVG 2)</title>", "<desc>light-dark (draft)</desc>", "<!-- lab (x) -->"]
)
def test_words_of_a_title_are_no_colours(inner: str) -> None:
    assert read_drawing(SVG.format(f'{inner}<rect width="9" height="9"/>').encode(), "a.svg").width > 0


@pytest.mark.parametrize(
    "style", ["fill:oklch(0.6 0.2 30)", "fill: color-mix(in srgb, red, blue)", "fill:color(srgb 1 0 0)"]
)
def test_colours_of_a_style_that_cannot_be_drawn_are_told_beside_text_too(style: str) -> None:
    with pytest.raises(AssetError, match="which cannot be drawn"):
        read_drawing(SVG.format(f'<text>A</text><rect style="{style}" width="9" height="9"/>').encode(), "a.svg")


def test_uses_in_a_circle_end() -> None:
    inner = '<g id="a"><use href="#b"/></g><g id="b"><use href="#a"/></g><rect width="9" height="9"/>'
    with pytest.raises(AssetError, match=r"a\.svg: it cannot be drawn"):
        read_drawing(SVG.format(inner).encode(), "a.svg")


def test_a_drawing_without_a_size_has_that_of_its_contents() -> None:
    drawing = read_drawing(b'<svg xmlns="http://www.w3.org/2000/svg"><rect width="40" height="20"/></svg>', "a.svg")
    assert (drawing.width, drawing.height) == (40, 20)


@pytest.mark.parametrize(("ends_at", "widths"), [(500, (400, 400)), (1300, (1200, 1200)), (9999, (2400, 1200))])
def test_what_takes_too_long_has_fewer_pixels_in_both_outputs(
    monkeypatch: pytest.MonkeyPatch, ends_at: int, widths: tuple[int, ...]
) -> None:
    """Whether a drawing can be drawn is decided once, when it is read; then each output draws it as finely as it can."""

    def draw(options: dict[str, Any]) -> bytes:
        if options["width"] > ends_at:
            raise TooSlow("it takes too long")
        return drawn(options)

    monkeypatch.setattr(DRAWER, "draw", draw)
    blurred = f'<filter id="f"><feGaussianBlur stdDeviation="2"/></filter><rect width="{ends_at}" height="9" filter="url(#f)"/>'
    drawing = read_drawing(SVG.format(blurred).encode(), "slow.svg")
    assert ["is drawn with few pixels" in said for said, _ in drawing.notes] == [True] * (ends_at == 500)
    found = [Image.open(io.BytesIO(svg_pixels(drawing.data, width))).width for width in (2400, 1200, 300)]
    assert tuple(found) == (*widths, 300)


def test_what_takes_too_long_with_few_pixels_is_refused_when_it_is_read(monkeypatch: pytest.MonkeyPatch) -> None:
    def draw(options: dict[str, Any]) -> bytes:
        raise TooSlow("it takes too long")

    monkeypatch.setattr(DRAWER, "draw", draw)
    slow = SVG.format(
        '<filter id="f"><feGaussianBlur stdDeviation="3"/></filter><rect width="7" height="9" filter="url(#f)"/>'
    )
    with pytest.raises(AssetError, match="it cannot be drawn: it takes too long"):
        read_drawing(slow.encode(), "slow.svg")


def test_the_worker_that_draws_outlives_a_crash() -> None:
    deep = SVG.format("<g>" * 100_000 + '<rect width="9" height="9"/>' + "</g>" * 100_000)
    with pytest.raises(ValueError, match=r".+"):
        DRAWER.draw({"svg_string": deep, "width": 10})
    assert svg_pixels(SVG.format("<text y='20'>x</text>").encode(), 50).startswith(b"\x89PNG")


def test_a_filter_that_would_take_minutes_is_drawn_coarser() -> None:
    inner = '<filter id="f"><feMorphology radius="9"/></filter><rect width="90" height="50" filter="url(#f)"/>'
    assert read_drawing(SVG.format(inner).encode(), "a.svg").width == 100


@pytest.mark.parametrize(
    "inner",
    [
        '<rect width="9" height="9"><rect width="5" height="5"/></rect>',
        '<rect width="9" height="9" fill="rgb( 0 , 128 , 0 )"/>',
    ],
)
def test_more_that_is_not_known_to_be_right_as_paths(inner: str) -> None:
    assert not is_drawable(SVG.format(inner).encode())


HOSTILE = {
    "import": '<style>@import url("http://example.org/a.css");</style><text y="9">x</text>',
    "set": '<a href="#x"><set attributeName="href" to="javascript:alert(1)"/><rect width="9" height="9"/></a>',
    "animate": '<rect width="9" height="9"><animate attributeName="x" values="javascript:a;b"/></rect>',
    "nested": '<image width="9" height="9" href="data:image/svg+xml;base64,PHN2ZyB4bWxucz0iaHR0cDovL3d3dy53My5vcmcvMjAwMC9zdmciIG9ubG9hZD0iYWxlcnQoMSkiLz4="/>',
    "link": '<a href="javascript:alert(1)"><rect width="9" height="9"/></a>',
    "handler": '<rect width="9" height="9" style="fill:url(file:///etc/passwd)"/>',
}


@pytest.mark.parametrize("packed", [False, True])
@pytest.mark.parametrize("kind", HOSTILE)
def test_no_hostile_drawing_travels_in_a_deck(tmp_path: Path, kind: str, packed: bool) -> None:
    import gzip

    svg = SVG.format(HOSTILE[kind]).encode()
    name = "a.svgz" if packed else "a.svg"
    (tmp_path / name).write_bytes(gzip.compress(svg) if packed else svg)
    source = f"title: T\nsections:\n  - {{type: story, headline: H, body: B., figure: {{file: {name}, alt: x}}}}\n"
    (tmp_path / "source.yaml").write_text(source)
    (output,) = build(tmp_path / "source.yaml", tmp_path / "out", kinds=["deck"], formats=["pptx"])
    with zipfile.ZipFile(output.path) as deck:
        assert svg not in [deck.read(part) for part in deck.namelist()]
        inside = b"".join(deck.read(part) for part in deck.namelist())
    assert not any(word in inside for word in (b"javascript:", b"example.org/a.css", b"file:///", b"onload"))


@pytest.mark.parametrize(
    "inner",
    [
        '<foreignObject><p xmlns="http://www.w3.org/1999/xhtml">x</p></foreignObject>',
        '<image href="data:text/html,x"/>',
        '<image xmlns:xlink="http://www.w3.org/1999/xlink" xlink:href="file:///etc/passwd"/>',
    ],
)
def test_what_reaches_out_or_is_a_page_of_its_own_is_refused(inner: str) -> None:
    with pytest.raises(AssetError, match=r"a\.svg (contains|refers)"):
        read_drawing(SVG.format(inner).encode(), "a.svg")


@pytest.mark.parametrize(
    "d", ["M9 9T40 40", "M9 9L20 20T40 40", "M9 9Q20 20 30 9S40 40 50 9", "M9 9C1 1 2 2 3 3T40 40"]
)
def test_smooth_curves_after_another_kind_become_pixels(d: str) -> None:
    assert not is_drawable(SVG.format(f'<path d="{d}"/>').encode())
    assert is_drawable(SVG.format('<path d="M9 9C1 1 2 2 3 3S4 4 5 5s6 6 7 7M9 9Q1 1e2 2 2T4 4t5 5"/>').encode())


def test_notes_of_editors_may_refer_to_anything() -> None:
    notes = (
        '<d:test xmlns:d="http://example.org/d" xmlns:x="http://www.w3.org/1999/xlink" x:href="http://example.org"/>'
    )
    assert read_drawing(SVG.format(f'{notes}<rect width="9" height="9"/>').encode(), "a.svg").width == 100
    page = '<h:img xmlns:h="http://www.w3.org/1999/xhtml" src="http://example.org/a.png"/>'
    assert not is_embeddable(SVG.format(page).encode())
