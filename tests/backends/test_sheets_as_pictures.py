"""Sheets as SVG, PNG and WebP: each stands alone, and they show what the PDF shows."""

from __future__ import annotations

import io
import json
import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest
import resvg_py
from lxml import etree
from PIL import Image, ImageChops, ImageStat

from reportgen import Publication, build, compose, load, render
from reportgen.backends import PictureOptions, render_files
from reportgen.batch import Batch
from reportgen.drawings import svg_pixels
from reportgen.errors import BackendError

ROOT = Path(__file__).parents[2]
SVG = "{http://www.w3.org/2000/svg}"
SMALL = {"title": "June", "sections": [{"type": "statement", "statement": one} for one in ("One & only", "Two")]}


@pytest.fixture(scope="module")
def pictures() -> Publication:
    """Slides with photographs, drawings, tones, crops and circles."""
    return compose(load(ROOT / "examples/gallery/pictures.yaml"), "deck")


@pytest.fixture(scope="module")
def tables() -> Publication:
    return compose(load(ROOT / "examples/gallery/tables.yaml"), "newsletter")


def small() -> Publication:
    return compose(load(SMALL), "deck")


def apart(one: Image.Image, other: Image.Image) -> float:
    """The mean difference of two pictures of a size, of 255."""
    difference = ImageChops.difference(one.convert("RGB"), other.convert("RGB")).convert("L")
    return float(ImageStat.Stat(difference).mean[0])


def read(blob: bytes) -> Image.Image:
    return Image.open(io.BytesIO(blob))


# --- SVG


def test_a_drawing_needs_nothing_else(pictures: Publication) -> None:
    files = render_files(pictures, "svg")
    assert len(files) == len(pictures.sheets)
    assert files == render_files(pictures, "svg")
    for file in files:
        root = etree.fromstring(file.data)  # well-formed
        assert "font-family" not in file.data.decode()
        for element in root.iter(etree.Element):
            for key, value in element.attrib.items():
                if etree.QName(key).localname in ("href", "src"):
                    assert re.match(r"data:image/(png|jpeg|svg\+xml);base64,", value)
        ids = root.xpath("//@id")
        assert len(ids) == len(set(ids))
        assert set(re.findall(r"url\(#(.*?)\)", file.data.decode())) <= set(ids)


def test_a_drawing_says_what_it_shows(pictures: Publication, tables: Publication) -> None:
    root = etree.fromstring(render_files(small(), "svg")[0].data)
    assert (root.get("role"), root.get("lang")) == ("document", "en")
    assert root.findtext(f"{SVG}title") == "One & only"
    assert "One & only" in [text.text for text in root.iter(f"{SVG}text")]
    told = {
        image.get("aria-label")
        for file in render_files(pictures, "svg")
        for image in etree.fromstring(file.data).iter(f"{SVG}image")
        if image.get("aria-hidden") != "true"
    }
    assert told and all(told)
    table = etree.fromstring(render_files(tables, "svg")[0].data)
    roles = {element.get("role") for element in table.iter(f"{SVG}g")}
    assert {"heading", "paragraph", "table", "row", "cell", "columnheader"} <= roles


@pytest.mark.parametrize("number", [0, 1, 3])
def test_a_drawing_and_a_picture_show_the_same(pictures: Publication, number: int) -> None:
    """Two ways to pixels that have nothing in common but the frames: SVG by resvg, and the PDF by PDFium."""
    drawing = render_files(pictures, "svg")[number].data.decode()
    picture = read(render_files(pictures, "png", PictureOptions(dpi=96))[number].data)
    drawn = read(bytes(resvg_py.svg_to_bytes(svg_string=drawing, width=picture.width, dpi=96, skip_system_fonts=True)))
    assert drawn.size == picture.size == (1280, 720)
    assert apart(drawn, picture) < 2  # the edges of letters
    assert apart(ImageChops.offset(drawn, 3, 0), picture) > 1.5 * apart(drawn, picture)  # it would tell a shift


# --- PNG and WebP


@pytest.mark.skipif(shutil.which("pdftoppm") is None, reason="poppler is not here")
def test_pictures_look_as_another_viewer_shows_the_pdf(tables: Publication, tmp_path: Path) -> None:
    (tmp_path / "a.pdf").write_bytes(render(tables, "pdf"))
    subprocess.run(["pdftoppm", "-r", "100", "-png", "a.pdf", "p"], cwd=tmp_path, check=True)
    shown = [Image.open(path) for path in sorted(tmp_path.glob("p*.png"))]
    files = render_files(tables, "png", PictureOptions(dpi=100))
    assert [file.suffix for file in files] == ["-01", "-02", "-03", "-04"]
    for file, other in zip(files, shown, strict=True):
        mine = read(file.data)
        assert abs(mine.width - other.width) <= 1 and abs(mine.height - other.height) <= 1
        assert apart(mine, other.resize(mine.size)) < 10


def test_pictures_know_their_size_and_title() -> None:
    first, second = render_files(small(), "png")
    image = read(first.data)
    assert (image.format, image.size, image.mode) == ("PNG", (2000, 1125), "RGB")
    assert (round(image.info["dpi"][0]), image.info["Title"]) == (150, "One & only")
    assert (first, second) == render_files(small(), "png")
    coarse = read(render_files(small(), "webp", PictureOptions(dpi=36))[1].data)
    assert (coarse.format, coarse.size) == ("WEBP", (480, 270))
    assert render_files(small(), "webp") == render_files(small(), "webp")


def test_a_contact_sheet_is_one_picture_of_all_sheets(tables: Publication) -> None:
    [file] = render_files(tables, "png", PictureOptions(sheet=True))
    assert file.suffix == ""
    whole = read(file.data)
    page = read(render_files(tables, "png", PictureOptions(dpi=48))[2].data)
    gap = round(0.06 * page.height)
    third = whole.crop((3 * gap + 2 * page.width, gap, 3 * gap + 3 * page.width, gap + page.height))
    assert apart(third, page) == 0  # three beside each other, the fourth below
    number = whole.crop((3 * gap + 2 * page.width, gap + page.height, 3 * gap + 3 * page.width, 3 * gap + page.height))
    assert len(number.getcolors(1 << 16) or ()) > 2  # something is written there
    assert render(tables, "png", PictureOptions(sheet=True)) == file.data


@pytest.mark.parametrize("dpi", [0, 17, 601, -5])
def test_a_resolution_out_of_its_limits_is_told(dpi: int) -> None:
    with pytest.raises(BackendError, match=rf"cannot have {dpi} dpi \(choose a resolution from 18 to 600\)"):
        PictureOptions(dpi=dpi)


def test_a_picture_that_is_too_large_is_told(pictures: Publication) -> None:
    with pytest.raises(BackendError, match=r"the contact sheet would be \d+ × \d+ pixels, and 16383 is the most"):
        render_files(pictures, "webp", PictureOptions(dpi=600, sheet=True))


def test_what_is_missing_is_told(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "pypdfium2", None)
    with pytest.raises(BackendError, match=r"pictures need pypdfium2 \(pip install 'reportgen\[pictures\]'\)"):
        render_files(small(), "png")


def test_several_files_are_no_bytes() -> None:
    with pytest.raises(BackendError, match=r"png gives 2 files, one for each sheet \(call render_files\)"):
        render(small(), "png")


# --- in builds and batches


def test_a_source_names_them(tmp_path: Path) -> None:
    [output] = build({**SMALL, "outputs": ["deck.png"]}, tmp_path, options=[PictureOptions(dpi=24)])
    assert [path.name for path in output.paths] == ["document-deck-01.png", "document-deck-02.png"]
    assert output.path == output.paths[0]
    assert Image.open(output.path).size == (320, 180)
    [sheet] = build(SMALL, tmp_path, kinds=["deck"], formats=["webp"], options=[PictureOptions(sheet=True)])
    assert [path.name for path in sheet.paths] == ["document-deck.webp"]


def run(folder: Path, *arguments: str) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-m", "reportgen", *arguments]
    return subprocess.run(command, capture_output=True, text=True, cwd=folder, check=False)


def test_the_command_line_sets_them(tmp_path: Path) -> None:
    (tmp_path / "june.json").write_text(json.dumps(SMALL))
    command = ("build", "june.json", "--as", "deck")
    done = run(tmp_path, *command, "--to", "png", "--dpi", "36", "--to", "svg")
    assert done.returncode == 0, done.stderr
    assert done.stdout.startswith(f"{tmp_path}/june-deck-01.png … june-deck-02.png  (deck, 2 slides, ")
    assert Image.open(tmp_path / "june-deck-02.png").size == (480, 270)
    assert etree.fromstring((tmp_path / "june-deck-02.svg").read_bytes()).get("role") == "document"
    wrong = run(tmp_path, *command, "--to", "png", "--dpi", "5000")
    said = "pictures cannot have 5000 dpi (choose a resolution from 18 to 600)\n"
    assert (wrong.returncode, wrong.stderr) == (2, said)
    idle = run(tmp_path, *command, "--to", "pptx", "--sheet")
    said = "dpi and sheet cannot be set: no format that is written has them (they are for png, webp)\n"
    assert (idle.returncode, idle.stderr) == (2, said)


def test_a_batch_makes_them(tmp_path: Path) -> None:
    source = tmp_path / "june.yaml"
    source.write_text("title: June\nsections: [{type: statement, statement: 'For {{ name }}'}]\n")
    records = [{"name": "Ann"}, {"name": "Bo"}]

    def batch(*options: PictureOptions) -> Batch:
        return Batch(source, records, f"{tmp_path}/out/{{name}}.png", kind="deck", options=options)

    made = batch(PictureOptions(dpi=36)).run(jobs=1)
    assert [(one.status, one.names) for one in made.outcomes] == [("made", ("Ann-01.png",)), ("made", ("Bo-01.png",))]
    assert Image.open(tmp_path / "out/Bo-01.png").size == (480, 270)
    assert batch(PictureOptions(dpi=36)).run(jobs=1).count("unchanged") == 2
    assert batch(PictureOptions(dpi=36)).run(jobs=1, resume=True).count("made") == 0
    assert batch(PictureOptions(dpi=48)).run(jobs=1).count("made") == 2  # other settings are other files
    together = batch(PictureOptions(sheet=True)).run(jobs=1)
    assert [one.names for one in together.outcomes] == [("Ann.png",), ("Bo.png",)]


def test_a_drawing_with_a_size_on_paper_becomes_pixels() -> None:
    svg = b'<svg xmlns="http://www.w3.org/2000/svg" width="20mm" height="1cm" viewBox="0 0 2 1"><text>A</text></svg>'
    assert read(svg_pixels(svg, 100)).size == (100, 50)
