"""Pictures: every kind of file, brought to what both formats show; and what is refused."""

from __future__ import annotations

import io
import struct
import zlib
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from PIL import Image, ImageCms

from reportgen import Publication, compose, parse
from reportgen.backends import render
from reportgen.errors import ReportgenError
from reportgen.frames import ImageItem, Picture, TextItem
from reportgen.layout.publication_pictures import Pictures

SVG = '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 40 20">{}</svg>'


def saved(image: Image.Image, kind: str, **options: Any) -> bytes:
    buffer = io.BytesIO()
    image.save(buffer, kind, **options)
    return buffer.getvalue()


def opened(picture: Picture) -> Image.Image:
    image = Image.open(io.BytesIO(picture.data))
    image.load()
    return image


@pytest.fixture
def read(tmp_path: Path) -> Callable[[str, bytes], Picture]:
    def one(name: str, data: bytes) -> Picture:
        (tmp_path / name).write_bytes(data)
        return Pictures().read(tmp_path / name)

    return one


def near(one: tuple[int, ...], other: tuple[int, ...], most: int = 6) -> bool:
    return all(abs(a - b) <= most for a, b in zip(one, other, strict=True))


def test_kinds_become_png_or_jpeg(read: Callable[[str, bytes], Picture]) -> None:
    red = Image.new("RGB", (40, 20), (200, 30, 40))
    lossy = read("a.webp", saved(red, "WEBP", quality=90))
    assert (lossy.media, lossy.width, lossy.height) == ("image/jpeg", 40, 20)
    assert near(opened(lossy).convert("RGB").getpixel((20, 10)), (200, 30, 40))  # type: ignore[arg-type]
    exact = read("b.webp", saved(red, "WEBP", lossless=True))
    assert exact.media == "image/png"
    assert opened(exact).getpixel((3, 3)) == (200, 30, 40)
    moving = saved(red, "GIF", save_all=True, append_images=[Image.new("RGB", (40, 20), (0, 0, 255))])
    first = read("c.gif", moving)
    assert first.media == "image/png"
    assert near(opened(first).convert("RGB").getpixel((3, 3)), (200, 30, 40), 12)  # type: ignore[arg-type]


def test_colours_become_srgb(read: Callable[[str, bytes], Picture]) -> None:
    cmyk = read("a.jpg", saved(Image.new("CMYK", (8, 8), (0, 255, 255, 0)), "JPEG", quality=95))
    assert opened(cmyk).mode == "RGB"
    assert near(opened(cmyk).getpixel((4, 4)), (255, 0, 0), 12)  # type: ignore[arg-type]
    deep = Image.new("I;16", (8, 8))
    deep.putdata([40000] * 64)
    grey = read("b.png", saved(deep, "PNG"))
    assert (opened(grey).mode, opened(grey).getpixel((4, 4))) == ("L", 156)
    lab = ImageCms.ImageCmsProfile(ImageCms.createProfile("XYZ")).tobytes()
    odd = read("c.png", saved(Image.new("RGB", (8, 8), (10, 200, 30)), "PNG", icc_profile=lab))
    assert "icc_profile" not in opened(odd).info
    bits = read("d.png", saved(Image.new("1", (8, 8), 1), "PNG"))
    assert (opened(bits).mode, opened(bits).getpixel((1, 1))) == ("L", 255)


def test_a_profile_is_applied(read: Callable[[str, bytes], Picture]) -> None:
    """A profile whose red and blue are exchanged shows that it is used, and alpha survives."""
    blob = bytearray(ImageCms.ImageCmsProfile(ImageCms.createProfile("sRGB")).tobytes())
    count = struct.unpack(">I", blob[128:132])[0]
    for number in range(count):
        at = 132 + 12 * number
        tag = bytes(blob[at : at + 4])
        if tag in (b"rXYZ", b"bXYZ"):
            blob[at : at + 4] = b"bXYZ" if tag == b"rXYZ" else b"rXYZ"
        if tag == b"desc":
            offset, size = struct.unpack(">II", blob[at + 4 : at + 12])
            blob[offset : offset + size] = (
                bytes(blob[offset : offset + size]).replace(b"s\x00R\x00G", b"o\x00d\x00d").replace(b"sRGB", b"oddd")
            )
    data = saved(Image.new("RGBA", (8, 8), (200, 10, 30, 128)), "PNG", icc_profile=bytes(blob))
    pixel = opened(read("a.png", data)).getpixel((4, 4))
    assert isinstance(pixel, tuple)
    assert pixel[3] == 128
    assert pixel[2] > 150 > 60 > pixel[0]


def test_plain_files_stay_as_they_are(read: Callable[[str, bytes], Picture]) -> None:
    png = saved(Image.new("RGB", (8, 8), (10, 200, 30)).quantize(4), "PNG")
    assert read("a.png", png).data == png
    jpeg = saved(Image.new("RGB", (8, 8), (10, 200, 30)), "JPEG")
    assert read("a.jpg", jpeg).data == jpeg


def test_notes_of_the_camera_are_left_out(read: Callable[[str, bytes], Picture]) -> None:
    exif = Image.Exif()
    exif[0x010E] = "taken at a secret place"
    image = Image.effect_noise((64, 64), 80)
    plain, noted = saved(image, "JPEG"), saved(image, "JPEG", exif=exif, comment=b"secret")
    found = read("a.jpg", noted)
    assert b"secret" in noted
    assert b"secret" not in found.data
    assert opened(found).tobytes() == Image.open(io.BytesIO(plain)).convert("L").tobytes()


def test_turned_pictures_are_upright(read: Callable[[str, bytes], Picture]) -> None:
    exif = Image.Exif()
    exif[0x0112] = 6
    image = Image.new("RGB", (40, 20), (0, 0, 0))
    image.paste((255, 255, 255), (0, 0, 20, 20))
    found = read("a.jpg", saved(image, "JPEG", exif=exif, quality=95))
    assert (found.width, found.height) == (20, 40)
    assert near(opened(found).getpixel((10, 5)), (255, 255, 255))  # type: ignore[arg-type]


def png_of(width: int, height: int) -> bytes:
    """A PNG that says that it is large, and is not."""

    def chunk(kind: bytes, data: bytes) -> bytes:
        return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))

    head = struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0)
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", head) + chunk(b"IDAT", zlib.compress(b"")) + chunk(b"IEND", b"")


@pytest.mark.parametrize(
    ("name", "data", "message"),
    [
        ("a.png", png_of(20000, 10000), "a.png has far too many megapixels; the most of PNG is 40"),
        ("a.png", png_of(10000, 10000), "a.png has 100 megapixels; the most of PNG is 40"),
        ("a.png", png_of(100, 100), "a.png is broken"),
        ("a.jpg", saved(Image.new("RGB", (900, 900)), "JPEG")[:400], "a.jpg is broken"),
        ("a.webp", b"RIFF\x10\x00\x00\x00WEBPVP8 ", "a.webp is broken"),
        ("a.gif", b"GIF89a", "a.gif is broken"),
        ("a.jpg", b"what", "is not a PNG, JPEG, WEBP, GIF, TIFF, BMP, AVIF, SVG or PDF picture"),
        ("a.jpg", b"", "a.jpg is empty"),
        ("a.pdf", b"%PDF-1.7", "a.pdf: it is broken, no PDF that can be read (save the page as SVG"),
        ("a.eps", b"%!PS-Adobe-3.0 EPSF-3.0", "a.eps is an EPS or PostScript file, which cannot be placed (open it"),
        ("a.png", b"version https://git-lfs.github.com/spec/v1", "git lfs pull"),
        ("a.png", b"<!DOCTYPE html><html>", "a.png is a web page"),
        ("a.heic", b"\0\0\0\x18ftypheic", "a.heic is "),
        (
            "a.png",
            saved(Image.new("RGB", (20_000, 1)), "PNG"),
            "a.png is 20000 × 1 pixels, far too wide for its height",
        ),
        ("a.png", saved(Image.new("RGB", (2, 9_000)), "PNG"), "a.png is 2 × 9000 pixels, far too high for its width"),
        ("a.svg", b'<svg viewBox="0 0 999999 0.001"/>', "a.svg: its size of 999999 × 0.001 is far too wide"),
        ("a.svg", b'<svg viewBox="0 0 40"/>', 'a.svg: its viewBox "0 0 40" must be four numbers'),
        ("a.svg", b'<svg viewBox="0 0 a b"/>', 'a.svg: its viewBox "0 0 a b" must be four numbers'),
        ("a.svg", b'<svg width="0" height="4"/>', 'a.svg: its size "0" is no size'),
        ("a.svg", b'<svg width="wide" height="4"/>', 'a.svg: its size "wide" is no length'),
        ("a.svg", SVG.format("<script>alert(1)</script>").encode(), "a.svg contains <script>"),
        ("a.svg", SVG.format('<rect onload="x()"/>').encode(), "a.svg contains onload=…"),
        ("a.svg", SVG.format('<image href="file:///etc/passwd"/>').encode(), 'a.svg refers to "file:///etc/passwd"'),
        ("a.svg", SVG.format("<g/>" * 60000).encode(), "a.svg has more than 50000 elements"),
        ("a.svg", b"<svg", "a.svg is not a readable SVG"),
        ("a.svg", b'<svg viewBox="0 0 0 9"/>', 'a.svg: its viewBox "0 0 0 9" has no size'),
        ("a.svg", b'<!DOCTYPE svg [<!ENTITY x "y">]><svg viewBox="0 0 9 9">&x;</svg>', "a.svg defines entities"),
    ],
)
def test_refused(read: Callable[[str, bytes], Picture], name: str, data: bytes, message: str) -> None:
    with pytest.raises(ReportgenError) as caught:
        read(name, data)
    assert message in str(caught.value)


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(kind=st.sampled_from(["PNG", "JPEG", "GIF", "WEBP"]), at=st.integers(0, 2000), value=st.integers(0, 255))
def test_a_damaged_file_is_read_or_refused(kind: str, at: int, value: int, tmp_path: Path) -> None:
    data = bytearray(saved(Image.effect_noise((24, 24), 60), kind))
    data[at % len(data)] = value
    (tmp_path / "x").write_bytes(data)
    try:
        picture = Pictures().read(tmp_path / "x")
    except ReportgenError:
        return
    assert opened(picture).size == (picture.width, picture.height) or picture.media == "image/svg+xml"


# --- in documents


def made(folder: Path, picture: dict[str, Any], kind: str = "deck") -> Publication:
    section = {
        "type": "story",
        "headline": "H",
        "body": "Some text.",
        "figure": {"file": "p.jpg", "alt": "x", **picture},
    }
    return compose(parse({"title": "T", "brand": "meridian", "sections": [section]}, folder=folder), kind)  # type: ignore[arg-type]


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    Image.effect_noise((3000, 2000), 50).convert("RGB").save(tmp_path / "p.jpg", quality=80)
    return tmp_path


def images(publication: Publication) -> list[ImageItem]:
    return [
        i for s in publication.sheets for i in s.items if isinstance(i, ImageItem) and i.picture in publication.pictures
    ]


@pytest.mark.parametrize("kind", ["newsletter", "deck"])
def test_no_finer_than_the_brand_asks(folder: Path, kind: str) -> None:
    publication = made(folder, {}, kind)
    (item,) = images(publication)
    picture = publication.pictures[item.picture]
    left, _, right, _ = item.crop
    inches = item.box.width / (1 - left - right) / 72
    assert picture.width == pytest.approx(3000 if 1.25 * 220 * inches >= 3000 else 220 * inches, abs=1)
    assert picture.width < 3000 or kind == "deck"
    assert opened(picture).size == (picture.width, picture.height)
    assert picture.width / picture.height == pytest.approx(1.5, abs=0.01)


def test_once_a_document(folder: Path) -> None:
    figure = {"file": "p.jpg", "alt": "x"}
    sections = [{"type": "story", "headline": f"H{n}", "body": "Text.", "figure": figure} for n in range(4)]
    publication = compose(parse({"title": "T", "brand": "meridian", "sections": sections}, folder=folder), "deck")
    pdf, pptx = render(publication, "pdf"), render(publication, "pptx")
    import zipfile

    import pikepdf

    with pikepdf.open(io.BytesIO(pdf)) as opened_pdf:
        streams = [o for o in opened_pdf.objects if isinstance(o, pikepdf.Stream) and o.get("/Filter") == "/DCTDecode"]
        assert len(streams) == 1
    names = zipfile.ZipFile(io.BytesIO(pptx)).namelist()
    assert sum(name.endswith(".jpg") for name in names) == 1


@pytest.mark.parametrize("kind", ["newsletter", "deck"])
def test_contained_pictures_are_whole(folder: Path, kind: str) -> None:
    (item,) = images(made(folder, {"fit": "contain"}, kind))
    assert not any(item.crop)
    assert item.box.width / item.box.height == pytest.approx(1.5)
    (cover,) = images(made(folder, {}, kind))
    assert any(cover.crop)


def test_rounded_corners_and_caption(folder: Path) -> None:
    publication = made(folder, {"shape": "rounded", "caption": "Noise.", "credit": "By dice"})
    (item,) = images(publication)
    assert item.shape == "rounded"
    assert item.radius == pytest.approx(0.06 * min(item.box.width, item.box.height))
    texts = [i for s in publication.sheets for i in s.items if isinstance(i, TextItem)]
    (caption,) = [t for t in texts if t.paragraphs[0].text == "Noise. By dice"]
    assert caption.box.y >= item.box.bottom
    assert caption.box.bottom <= publication.size.height
    assert b'prst="roundRect"' in b"".join(_slides(render(publication, "pptx")))


def _slides(pptx: bytes) -> list[bytes]:
    import zipfile

    with zipfile.ZipFile(io.BytesIO(pptx)) as package:
        return [package.read(name) for name in package.namelist() if name.startswith("ppt/slides/slide")]


def test_an_svg_with_more_than_paths_is_the_same_in_both(tmp_path: Path) -> None:
    gradient = (
        '<defs><linearGradient id="g"><stop offset="0" stop-color="#f00"/><stop offset="1" stop-color="#00f"/>'
        '</linearGradient></defs><rect width="40" height="20" fill="url(#g)"/>'
    )
    (tmp_path / "g.svg").write_text(SVG.format(gradient))
    publication = made(tmp_path, {"file": "g.svg", "fit": "contain"})
    pdf = render(publication, "pdf")
    import pypdfium2

    page = pypdfium2.PdfDocument(pdf)[0].render(scale=1).to_pil().convert("RGB")
    (item,) = images(publication)
    y = round(item.box.y + item.box.height / 2)
    left, right = page.getpixel((round(item.box.x) + 4, y)), page.getpixel((round(item.box.right) - 4, y))
    assert isinstance(left, tuple)
    assert isinstance(right, tuple)
    assert left[0] > 200 > 60 > left[2]
    assert right[2] > 200 > 60 > right[0]
    assert b"svgBlip" in b"".join(_slides(render(publication, "pptx")))


# --- pages of PDFs, and what cameras, phones and drawing programs write


def pdf_of(*pages: tuple[float, float], password: str = "") -> bytes:
    """A PDF whose pages are red, green and blue in turn."""
    from reportlab.pdfgen.canvas import Canvas

    buffer = io.BytesIO()
    canvas = Canvas(buffer, encrypt=password or None)
    for number, (width, height) in enumerate(pages):
        canvas.setPageSize((width, height))
        canvas.setFillColorRGB(*[(1, 0, 0), (0, 1, 0), (0, 0, 1)][number % 3])
        canvas.rect(0, 0, width, height, stroke=0, fill=1)
        canvas.showPage()
    canvas.save()
    return buffer.getvalue()


@pytest.mark.parametrize(
    ("figure", "colour"),
    [
        ({"file": "plan.pdf"}, (255, 0, 0)),
        ({"file": "plan.pdf#2"}, (0, 255, 0)),
        ({"file": "plan.pdf#page=2"}, (0, 255, 0)),
        ({"file": "plan.pdf", "page": 3}, (0, 0, 255)),
    ],
)
def test_a_page_of_a_pdf_is_a_picture(tmp_path: Path, figure: dict[str, Any], colour: tuple[int, ...]) -> None:
    (tmp_path / "plan.pdf").write_bytes(pdf_of((300, 200), (200, 300), (400, 300)))
    publication = made(tmp_path, figure)
    (item,) = images(publication)
    picture = opened(publication.pictures[item.picture])
    assert near(picture.convert("RGB").getpixel((5, 5)), colour)  # type: ignore[arg-type]
    shown = item.box.width / (1 - item.crop[0] - item.crop[2]) / 72
    assert picture.width / shown <= 1.25 * 220 + 1  # no finer than the brand asks
    assert render(publication, "pdf").startswith(b"%PDF")


def test_two_pages_of_one_pdf_are_two_pictures(tmp_path: Path) -> None:
    (tmp_path / "plan.pdf").write_bytes(pdf_of((300, 200), (300, 200)))
    figures = [{"file": f"plan.pdf#{page}", "alt": "x"} for page in (1, 2)]
    sections = [{"type": "story", "headline": "H", "body": "Text.", "figure": figure} for figure in figures]
    publication = compose(parse({"title": "T", "sections": sections}, folder=tmp_path), "deck")
    assert len({item.picture for item in images(publication)}) == 2


@pytest.mark.parametrize(
    ("figure", "data", "message"),
    [
        ({"file": "a.pdf#4"}, pdf_of((300, 200)), "a.pdf: it has 1 pages, and no page 4"),
        ({"file": "a.pdf"}, pdf_of((300, 200), password="secret"), "a.pdf: it is locked by a password"),
        ({"file": "a.pdf"}, pdf_of((300, 200))[:200], "a.pdf: it is broken"),
        ({"file": "a.pdf"}, pdf_of((14_000, 0.5)), "points has no shape that can be placed"),
        ({"file": "a.ai"}, pdf_of((300, 200)), "a.ai is an Illustrator file, which cannot be placed (save it as SVG"),
        ({"file": "a.png", "page": 2}, saved(Image.new("RGB", (9, 9)), "PNG"), "a.png has no page 2"),
        ({"file": "a.svg", "page": 2}, SVG.format("").encode(), "a.svg has no page 2"),
    ],
)
def test_no_such_page(tmp_path: Path, figure: dict[str, Any], data: bytes, message: str) -> None:
    (tmp_path / figure["file"].partition("#")[0]).write_bytes(data)
    with pytest.raises(ReportgenError) as caught:
        made(tmp_path, figure)
    assert message in str(caught.value)


def several(kind: str, **options: Any) -> bytes:
    frames = [Image.new("RGB", (40, 20), colour) for colour in ((200, 30, 40), (20, 40, 220))]
    return saved(frames[0], kind, save_all=True, append_images=frames[1:], **options)


@pytest.mark.parametrize(
    ("name", "kind", "told"),
    [
        ("a.gif", "GIF", "moves: its first picture is shown"),
        ("a.webp", "WEBP", "moves: its first picture is shown"),
        ("a.png", "PNG", "moves: its first picture is shown"),
        ("a.avif", "AVIF", "moves: its first picture is shown"),
        ("a.tif", "TIFF", "has several pages: the first is shown"),
    ],
)
def test_the_first_of_several_pictures_is_shown_and_told(tmp_path: Path, name: str, kind: str, told: str) -> None:
    from reportgen.remarks import remarks

    (tmp_path / name).write_bytes(several(kind))
    publication = made(tmp_path, {"file": name})
    (item,) = images(publication)
    picture = publication.pictures[item.picture]
    assert b"acTL" not in picture.data
    assert near(opened(picture).convert("RGB").getpixel((5, 5)), (200, 30, 40), 14)  # type: ignore[arg-type]
    (remark,) = [str(one) for one in remarks(publication) if told in one.message]
    assert name in remark
    second = made(tmp_path, {"file": name, "page": 2})
    (item,) = images(second)
    shown = opened(second.pictures[item.picture]).convert("RGB").getpixel((5, 5))
    assert near(shown, (20, 40, 220), 14)  # type: ignore[arg-type]
    assert not [one for one in remarks(second) if "first" in one.message]


@pytest.mark.parametrize("kind", ["JPEG", "PNG", "WEBP", "TIFF", "AVIF", "HEIF"])
def test_every_kind_is_upright(read: Callable[[str, bytes], Picture], kind: str) -> None:
    from pillow_heif import register_heif_opener

    register_heif_opener()
    exif = Image.Exif()
    exif[0x0112] = 6
    image = Image.new("RGB", (64, 32), (0, 0, 0))
    image.paste((255, 255, 255), (0, 0, 32, 32))
    options = {"exif": exif} if kind != "HEIF" else {"exif": exif.tobytes()}
    found = read("a", saved(image, kind, quality=95, **options))
    assert (found.width, found.height) == (32, 64)
    assert near(opened(found).convert("RGB").getpixel((16, 8)), (255, 255, 255), 20)  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("name", "kind", "mode"),
    [
        ("a.bmp", "BMP", "RGB"),
        ("a.tiff", "TIFF", "RGB"),
        ("a.tif", "TIFF", "CMYK"),
        ("a.avif", "AVIF", "RGB"),
        ("a.heic", "HEIF", "RGB"),
        ("a.webp", "WEBP", "RGBA"),
    ],
)
def test_more_kinds_are_read(read: Callable[[str, bytes], Picture], name: str, kind: str, mode: str) -> None:
    from pillow_heif import register_heif_opener

    register_heif_opener()
    found = read(name, saved(Image.new("RGB", (64, 32), (200, 30, 40)).convert(mode), kind))
    assert found.media in ("image/png", "image/jpeg")
    assert near(opened(found).convert("RGB").getpixel((9, 9)), (200, 30, 40), 20)  # type: ignore[arg-type]


def test_a_palette_with_a_transparent_colour(read: Callable[[str, bytes], Picture]) -> None:
    image = Image.new("P", (8, 8), 0)
    image.putpalette([255, 0, 0, 0, 0, 255])
    image.putpixel((3, 3), 1)
    found = opened(read("a.gif", saved(image, "GIF", transparency=0))).convert("RGBA")
    assert found.getpixel((0, 0))[3] == 0  # type: ignore[index]
    assert found.getpixel((3, 3)) == (0, 0, 255, 255)


def display_p3() -> bytes:
    """A profile with the primaries of Display P3 (SMPTE EG 432-1) under the transfer curve of sRGB's file."""
    profile = bytearray(ImageCms.ImageCmsProfile(ImageCms.createProfile("sRGB")).tobytes())
    wide = {
        b"rXYZ": (0.51512, 0.24120, -0.00105),
        b"gXYZ": (0.29198, 0.69225, 0.04189),
        b"bXYZ": (0.15710, 0.06657, 0.78407),
    }
    count = struct.unpack(">I", profile[128:132])[0]
    for number in range(count):
        tag, offset, _ = struct.unpack(">4sII", profile[132 + 12 * number : 144 + 12 * number])
        if tag in wide:
            struct.pack_into(">3i", profile, offset + 8, *(round(value * 65536) for value in wide[tag]))
    return bytes(profile).replace("sRGB".encode("utf-16-be"), "P3.0".encode("utf-16-be")).replace(b"sRGB", b"P3.0")


@pytest.mark.parametrize("kind", ["PNG", "JPEG", "WEBP", "TIFF"])
def test_a_wide_gamut_is_brought_to_srgb(read: Callable[[str, bytes], Picture], kind: str) -> None:
    image = Image.new("RGB", (16, 16), (200, 100, 80))
    found = opened(read("a", saved(image, kind, icc_profile=display_p3(), quality=98))).convert("RGB")
    red, green, _ = found.getpixel((8, 8))  # type: ignore[misc]
    assert red > 208 and green < 100  # the same colour has more red where the primaries are narrower
    palette = opened(read("b.png", saved(image.quantize(4), "PNG", icc_profile=display_p3()))).convert("RGB")
    assert palette.getpixel((8, 8))[0] > 208  # type: ignore[index]


@pytest.mark.parametrize("part", [0.1, 0.5, 0.99])
@pytest.mark.parametrize("kind", ["PNG", "JPEG"])
def test_a_truncated_photograph_is_shown_as_far_as_it_goes(
    read: Callable[[str, bytes], Picture], kind: str, part: float
) -> None:
    noise = Image.effect_noise((200, 200), 60).convert("RGB")
    for more in ({}, {"progressive": True}) if kind == "JPEG" else ({},):
        whole = saved(noise, kind, **more)
        found = read(f"{part}{more}", whole[: int(len(whole) * part)])
        assert opened(found).size == (200, 200)
        (note,) = found.notes
        assert "shown as far as it goes" in note[0] or "part of it may be missing" in note[0]


@pytest.mark.parametrize(
    "image",
    [Image.new("1", (9, 9), 1), Image.new("LA", (9, 9), (9, 99)), Image.linear_gradient("L").quantize(9)],
    ids=lambda image: image.mode,
)
def test_a_truncated_png_of_any_colours_is_completed(read: Callable[[str, bytes], Picture], image: Image.Image) -> None:
    whole = saved(image, "PNG")
    found = read("a", whole[: whole.index(b"IEND") - 10])
    assert opened(found).size == image.size and len(found.notes) == 1


@pytest.mark.parametrize("kind", ["PNG", "JPEG"])
def test_a_photograph_without_any_pixels_is_broken(read: Callable[[str, bytes], Picture], kind: str) -> None:
    whole = saved(Image.effect_noise((200, 200), 60).convert("RGB"), kind)
    with pytest.raises(ReportgenError, match=r"broken|not a PNG"):
        read("a", whole[:60])


@pytest.mark.parametrize("kind", ["GIF", "WEBP", "TIFF", "BMP", "AVIF", "HEIF"])
def test_a_truncated_file_is_told(read: Callable[[str, bytes], Picture], kind: str) -> None:
    from pillow_heif import register_heif_opener

    register_heif_opener()
    whole = saved(Image.effect_noise((200, 200), 60).convert("RGB"), kind)
    with pytest.raises(ReportgenError, match="broken"):
        read("a", whole[: len(whole) // 2])


def test_a_compressed_drawing_is_read(read: Callable[[str, bytes], Picture]) -> None:
    import gzip

    found = read("a.svgz", gzip.compress(SVG.format('<rect width="9" height="9"/>').encode()))
    assert (found.media, found.width) == ("image/svg+xml", 40)
    with pytest.raises(ReportgenError, match="unpacks to more than 20 MB"):
        read("b.svgz", gzip.compress(b"<svg>" + b" " * 30_000_000))


def test_very_many_pixels_of_a_photograph_are_decoded_coarser(read: Callable[[str, bytes], Picture]) -> None:
    """Beside it: what is refused by its header alone."""
    found = read("a.jpg", saved(Image.new("L", (9000, 6000), 90), "JPEG"))
    assert (found.width, found.height) == (4500, 3000)
    with pytest.raises(ReportgenError, match="30 megapixels; the most of TIFF"):
        read("b", saved(Image.new("L", (6000, 5000)), "TIFF"))


def test_measurements_are_no_colours(read: Callable[[str, bytes], Picture]) -> None:
    with pytest.raises(ReportgenError, match="measurements, not colours"):
        read("a.tif", saved(Image.new("F", (8, 8), 0.5), "TIFF"))


@pytest.mark.parametrize("encoding", ["iso-8859-1", "utf-16"])
def test_drawings_in_other_encodings_are_read(read: Callable[[str, bytes], Picture], encoding: str) -> None:
    text = f'<?xml version="1.0" encoding="{encoding}"?>' + SVG.format("<title>Größe</title><g/>")
    assert "Größe" in read("a.svg", text.encode(encoding)).data.decode()


@pytest.mark.parametrize(
    ("name", "data"),
    [
        ("a.png", saved(Image.new("RGB", (9, 9), "teal"), "JPEG")),
        ("a.jpg", saved(Image.new("RGB", (9, 9), "teal"), "PNG")),
        ("a.jpeg", saved(Image.new("RGB", (9, 9), "teal"), "WEBP")),
        ("a.gif", SVG.format("").encode()),
        ("a", saved(Image.new("RGB", (9, 9), "teal"), "BMP")),
    ],
)
def test_a_picture_is_what_its_bytes_are_whatever_it_is_called(
    read: Callable[[str, bytes], Picture], name: str, data: bytes
) -> None:
    assert read(name, data).width > 0
