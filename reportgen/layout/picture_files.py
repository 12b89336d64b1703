"""Picture files → pictures as frames hold them: checked by their headers before they are decoded, upright, in sRGB."""

from __future__ import annotations

import hashlib
import io
import math
import re
import warnings
import zlib
from pathlib import Path
from typing import Any

from reportgen.drawings import SHIPPED, DrawingFonts, page_pixels, read_drawing
from reportgen.errors import NOWHERE, AssetError, Where
from reportgen.frames import Picture
from reportgen.layout.jpeg_files import END, is_whole, plain_stream
from reportgen.layout.png_files import completed

_Notes = tuple[tuple[str, str], ...]
"""What is to be told of a picture, and what to do."""

MOST_PIXELS = {"JPEG": 175, "WEBP": 16, "AVIF": 25, "HEIF": 25, "TIFF": 25}
"""Megapixels by type: what decoding them needs differs, and none may need more than 300 MB."""

MOST_OF_OTHERS = 40
"""Megapixels of the other types."""

KEPT_PIXELS = 16_000_000
"""Of a picture that is decoded: a sheet in print resolution has 9 million. A larger picture is made coarser at once."""

MOST_DECODED = 1_000_000_000
"""Pixels times passes of a progressive JPEG: each pass goes over the whole picture."""

MOST_UNPACKED = 20_000_000
"""Bytes of a compressed drawing."""

FLATTEST = 1000
"""How often the shorter side of a picture may go into the longer one."""

QUALITY = 88
"""Of JPEG, for what has to be compressed again."""


def read_picture(
    blob: bytes, name: str, where: Where = NOWHERE, page: int | None = None, fonts: DrawingFonts = SHIPPED
) -> Picture:
    """The picture in a file, whatever it is called: pixels as PNG or JPEG, a drawing as SVG. `page` counts from 1.

    Raises:
        AssetError: the file is no such picture, has no such page, or is too large or far longer on one side than on the
            other.
    """
    if blob.startswith(b"\x1f\x8b"):
        blob = _unpacked(blob, name, where)
    kind = kind_of(blob)
    if kind is None or Path(name).suffix.lower() == ".ai":
        raise _unreadable(blob, name, where)
    if kind == "PDF":
        return _page(blob, name, where, page or 1)
    if kind == "SVG":
        if page not in (None, 1):
            raise _no_such_page(name, page, where)
        return read_vector(blob, name, where, fonts)
    return _raster(blob, kind, name, where, page)


def _unpacked(blob: bytes, name: str, where: Where) -> bytes:
    """A drawing that was compressed (SVGZ); other compressed files as they are."""
    unpacker = zlib.decompressobj(wbits=31)
    try:
        unpacked = unpacker.decompress(blob, MOST_UNPACKED)
    except zlib.error:
        return blob
    if unpacker.unconsumed_tail:
        raise AssetError(f"{name} unpacks to more than {MOST_UNPACKED // 1_000_000} MB", where, "make it smaller")
    return unpacked if kind_of(unpacked) == "SVG" else blob


def _no_such_page(name: str, page: int | None, where: Where) -> AssetError:
    return AssetError(f"{name} has no page {page}", where, "count its pages from 1, or leave the page out")


def kind_of(blob: bytes) -> str | None:
    """The type of a picture by its first bytes.

    >>> kind_of(b"GIF89a..."), kind_of(b"%PDF-1.7"), kind_of(b"%!PS")
    ('GIF', 'PDF', None)
    """
    if blob.startswith(b"\x89PNG\r\n\x1a\n"):
        return "PNG"
    if blob.startswith(b"\xff\xd8\xff"):
        return "JPEG"
    if blob.startswith((b"GIF87a", b"GIF89a")):
        return "GIF"
    if blob[:4] == b"RIFF" and blob[8:12] == b"WEBP":
        return "WEBP"
    if blob[:4] in (b"II*\x00", b"MM\x00*"):
        return "TIFF"
    if blob[:2] == b"BM" and blob[14:18] in (b"\x0c\x00\x00\x00", b"(\x00\x00\x00", b"l\x00\x00\x00", b"|\x00\x00\x00"):
        return "BMP"
    if blob[4:8] == b"ftyp":
        return {b"avif": "AVIF", b"avis": "AVIF"}.get(blob[8:12], "HEIF" if blob[8:12] in _HEIF_BRANDS else None)
    if blob.startswith(b"%PDF"):
        return "PDF"
    return "SVG" if any(tag in blob[:8192] for tag in _SVG_TAGS) else None


_SVG_TAGS = (b"<svg", b":svg ", "<svg".encode("utf-16-le"), "<svg".encode("utf-16-be"))
_HEIF_BRANDS = (b"heic", b"heix", b"hevc", b"heim", b"heis", b"mif1", b"msf1")

_ELSEWHERE = (
    (
        b"%!PS",
        "an EPS or PostScript file",
        "open it in a drawing program and save it as SVG or PDF, or as PNG at 300 dpi",
    ),
    (
        b"\xc5\xd0\xd3\xc6",
        "an EPS file",
        "open it in a drawing program and save it as SVG or PDF, or as PNG at 300 dpi",
    ),
    (b"%PDF", "an Illustrator file", "save it as SVG or PDF, or export it as PNG at 300 dpi"),
    (b"8BPS", "a Photoshop file", "export it as PNG or JPEG"),
    (b"\x1f\x8b", "a compressed file", "if it is an SVGZ drawing, unpack it and name it .svg"),
    (b"\xd7\xcd\xc6\x9a", "a Windows metafile", "save it as SVG, or as PNG at 300 dpi"),
    (b"\x01\x00\x00\x00", "a Windows metafile", "save it as SVG, or as PNG at 300 dpi"),
    (b"\x00\x00\x00\x0cjP", "a JPEG 2000 picture", "save it as PNG or JPEG"),
    (b"\x00\x00\x01\x00", "an icon file", "save it as PNG"),
    (b"version https://git-lfs", "a pointer of Git LFS, not the picture", "fetch the picture: git lfs pull"),
    (b"<!DOCTYPE html", "a web page", "save the picture itself, not the page that shows it"),
    (b"<html", "a web page", "save the picture itself, not the page that shows it"),
)
"""What is taken for a picture and cannot be read: how it begins, what it is, and what to do."""


def _unreadable(blob: bytes, name: str, where: Where) -> AssetError:
    if not blob:
        return AssetError(f"{name} is empty", where, "save the picture again")
    for start, what, remedy in _ELSEWHERE:
        if blob[: len(start)].lower() == start.lower():
            return AssetError(f"{name} is {what}, which cannot be placed", where, remedy)
    return AssetError(
        f"{name} is not a PNG, JPEG, WEBP, GIF, TIFF, BMP, AVIF, SVG or PDF picture", where, "save it as PNG or JPEG"
    )


def _with_decoder(kind: str, name: str, where: Where) -> None:
    """See that Pillow can decode a kind: HEIF needs a package that is not one of reportgen's own.

    Raises:
        AssetError: it cannot.
    """
    from PIL import Image, features

    if kind == "HEIF":
        try:
            from pillow_heif import register_heif_opener
        except ImportError as error:
            raise AssetError(
                f"{name} is a HEIC picture, which needs a package that is not installed",
                where,
                "pip install 'reportgen[heic]', or save it as JPEG",
            ) from error
        if "HEIF" not in Image.OPEN:
            register_heif_opener()
    elif kind == "AVIF" and not features.check("avif"):
        raise AssetError(f"{name} is an AVIF picture, which this Pillow cannot read", where, "save it as JPEG or PNG")


# --- rasters ---------------------------------------------------------------------------------------------------------


def _raster(blob: bytes, kind: str, name: str, where: Where, page: int | None) -> Picture:
    from PIL import Image

    _with_decoder(kind, name, where)
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            whole, notes = _completed(blob, kind, name)
            with Image.open(io.BytesIO(whole), formats=(kind,)) as image:
                _check_header(image, blob, kind, name, where)
                notes += _turned_to(image, kind, name, page, where)
                key = hashlib.sha256(blob + (b"" if page is None else b"%d" % page)).hexdigest()
                if kind == "JPEG":
                    kept, damage = (None, ()) if _drafted(image) else _as_it_is(blob, name)
                    notes += damage
                else:
                    kept = blob
                    image.load()
                if kept is not None and not notes and page is None and _plain(image, kind):
                    media = "image/jpeg" if kind == "JPEG" else "image/png"
                    return _picture(key, media, kept, image.width, image.height)
                image.load()
                _check_depth(image, name, where)
                upright = normal(image)
    except AssetError:
        raise
    except Image.DecompressionBombError as error:
        raise _too_large(name, "far too many", kind, where) from error
    except Exception as error:
        reason = re.sub(r"\s*<[^>]*>", "", str(error))  # an object's address says nothing
        raise AssetError(f"{name} is broken: {reason}", where, "save the picture again") from error
    lossy = kind in ("JPEG", "HEIF", "AVIF") or (kind == "WEBP" and b"VP8 " in blob[:64])
    return written(key, upright, lossy, notes)


def _completed(blob: bytes, kind: str, name: str) -> tuple[bytes, _Notes]:
    """A file that ends too early, as far as it goes; and what is to be told of it.

    A JPEG's decoder fills with grey what is missing before its end; `_as_it_is` tells that.
    """
    if kind == "JPEG":
        return blob if blob.endswith(END) else blob + END, ()
    rest = completed(blob, 1_000_000 * MOST_OF_OTHERS) if kind == "PNG" else None
    if rest is None:
        return blob, ()
    return rest, ((f"{name} ends too early: it is shown as far as it goes", "save the picture again"),)


def _check_header(image: Any, blob: bytes, kind: str, name: str, where: Where) -> None:
    """Refuse by its header what would need too much memory or time to decode.

    Raises:
        AssetError: it is too large, or far longer on one side than on the other.
    """
    pixels = image.width * image.height
    if pixels > 1_000_000 * MOST_PIXELS.get(kind, MOST_OF_OTHERS):
        raise _too_large(name, f"{pixels / 1e6:.0f}", kind, where)
    if max(image.size) > FLATTEST * min(image.size):
        raise _too_flat(name, image.size, where)
    if kind != "JPEG":
        return
    passes = blob.count(b"\xff\xda")
    if image.info.get("progressive") and pixels > 1_000_000 * MOST_OF_OTHERS:
        raise AssetError(
            f"{name} is a progressive JPEG of {pixels / 1e6:.0f} megapixels; the most is {MOST_OF_OTHERS}",
            where,
            "make it smaller, or save it as an ordinary JPEG",
        )
    if pixels * passes > MOST_DECODED:
        raise AssetError(f"{name} has {passes} passes over its pixels", where, "save the picture again")


def _turned_to(image: Any, kind: str, name: str, page: int | None, where: Where) -> _Notes:
    """Turn a file of several pictures to the page asked for; without one, what is to be told of it.

    Raises:
        AssetError: it has no such page.
    """
    if page is not None:
        try:
            image.seek(page - 1)
        except EOFError:
            raise _no_such_page(name, page, where) from None
        return ()
    if kind in ("HEIF", "JPEG") or not getattr(image, "is_animated", False):
        return ()  # what else telephones put into these belongs to the first picture: its preview, its brightness
    if kind == "TIFF":
        return ((f"{name} has several pages: the first is shown", "say which: page: 2"),)
    return ((f"{name} moves: its first picture is shown", "say which, as page: 3, or save it alone"),)


def _drafted(image: Any) -> bool:
    """See that a JPEG with very many pixels is decoded at a half, a quarter or an eighth of its size."""
    pixels = image.width * image.height
    scale = next((scale for scale in (1, 2, 4, 8) if pixels <= KEPT_PIXELS * scale * scale), 8)
    if scale > 1:
        image.draft(image.mode, (image.width // scale, image.height // scale))
    return scale > 1


def _as_it_is(blob: bytes, name: str) -> tuple[bytes | None, _Notes]:
    """A JPEG as it can be embedded, `None` where it has to be compressed again, and what is to be told of damage."""
    stream = plain_stream(blob)
    if is_whole(stream or blob):
        return stream, ()
    return None, ((f"{name} is damaged: part of it may be missing or wrong", "look at it, or save the picture again"),)


def _check_depth(image: Any, name: str, where: Where) -> None:
    """Refuse numbers that are no colours: a map of heights, measurements.

    Raises:
        AssetError: it holds numbers beyond 16 bits, or fractions.
    """
    if image.mode == "F" or (image.mode == "I" and image.getextrema()[1] > 65535):
        raise AssetError(f"{name} holds measurements, not colours", where, "save it as a picture of 8 or 16 bits")


def _too_large(name: str, size: str, kind: str, where: Where) -> AssetError:
    most = MOST_PIXELS.get(kind, MOST_OF_OTHERS)
    return AssetError(f"{name} has {size} megapixels; the most of {kind} is {most}", where, "make it smaller")


def _too_flat(name: str, size: tuple[int, int], where: Where) -> AssetError:
    shape = "wide for its height" if size[0] > size[1] else "high for its width"
    return AssetError(f"{name} is {size[0]} × {size[1]} pixels, far too {shape}", where, "crop it")


def _picture(key: str, media: str, data: bytes, width: int, height: int, notes: _Notes = ()) -> Picture:
    return Picture(key, media, data, float(width), float(height), notes=notes)  # type: ignore[arg-type]


def _plain(image: Any, kind: str) -> bool:
    """Whether the file can go into both formats as it is."""
    if _is_turned(image) or _profile(image) is not None:
        return False
    if kind == "JPEG":
        return image.mode in ("RGB", "L")
    return kind == "PNG" and image.mode in ("RGB", "L", "RGBA", "LA", "P")


def _is_turned(image: Any) -> bool:
    """Whether its notes say that a picture lies on its side or is mirrored (Exif 2.3, 0x0112)."""
    try:
        return bool(image.getexif().get(0x0112, 1) != 1)
    except Exception:  # notes that cannot be read say nothing
        return False


def _profile(image: Any) -> Any:
    """The picture's colour profile, where it has one that is not sRGB's."""
    from PIL import ImageCms

    blob = image.info.get("icc_profile")
    if not blob:
        return None
    try:
        profile = ImageCms.ImageCmsProfile(io.BytesIO(blob))
        described = ImageCms.getProfileDescription(profile) + str(profile.profile.model or "")
    except (ImageCms.PyCMSError, OSError):
        return None
    return None if "srgb" in described.lower() else profile


def normal(image: Any) -> Any:
    """The picture upright, in sRGB, as RGB or L, with alpha where it is not everywhere opaque.

    One that has very many pixels is made coarser first, so that what follows needs no more memory and time.
    """
    from PIL import ImageOps

    profile = _profile(image)
    turned = _is_turned(image)
    exif = image.getexif() if turned else None
    image = _in_eight_bits(image)
    pixels = image.width * image.height
    if pixels > KEPT_PIXELS:
        image = image.reduce(math.ceil(math.sqrt(pixels / KEPT_PIXELS)))
    if exif is not None:
        image.info["exif"] = exif.tobytes()
        image = ImageOps.exif_transpose(image)
    image, alpha = _without_alpha(image)
    image = _in_srgb(image, profile)
    if image.mode not in ("RGB", "L"):
        image = image.convert("RGB")
    if alpha is not None:
        image.putalpha(alpha)
    return image


def _in_eight_bits(image: Any) -> Any:
    """The picture in channels of 8 bits, without a palette."""
    from PIL import Image

    if image.mode in ("I;16", "I;16L", "I;16B"):  # the high byte of each pixel, without another copy of all of them
        high = image.tobytes()[0 if image.mode == "I;16B" else 1 :: 2]
        return Image.frombytes("L", image.size, high)
    if image.mode.startswith("I"):
        return image.point(lambda value: value * (1 / 256)).convert("L")
    if image.mode == "1":
        return image.convert("L")
    if image.mode in ("P", "PA") or "transparency" in image.info:
        made = image.convert("RGBA" if image.mode == "PA" or "transparency" in image.info else "RGB")
        made.info.pop("transparency", None)
        return made
    return image.copy() if image.readonly else image


def _without_alpha(image: Any) -> tuple[Any, Any]:
    """The picture without its alpha, and that where it is not everywhere opaque."""
    if image.mode not in ("RGBA", "LA", "RGBa", "La"):
        return image, None
    if image.mode in ("RGBa", "La"):
        image = image.convert(image.mode.upper())
    channel = image.getchannel("A")
    alpha = channel if channel.getextrema() != (255, 255) else None
    return image.convert("L" if image.mode == "LA" else "RGB"), alpha


def _in_srgb(image: Any, profile: Any) -> Any:
    """The picture in sRGB; as it is where it has no profile, or one of another colour space than its own."""
    from PIL import ImageCms

    if profile is None or image.mode not in ("RGB", "L", "CMYK", "LAB"):
        return image
    try:
        made = ImageCms.profileToProfile(image, profile, ImageCms.createProfile("sRGB"), outputMode="RGB")
    except ImageCms.PyCMSError:
        return image
    return made if made is not None else image


def written(key: str, image: Any, lossy: bool, notes: _Notes = ()) -> Picture:
    """The picture compressed: photographs as JPEG, all else without loss as PNG."""
    buffer = io.BytesIO()
    image.info.clear()
    if lossy and image.mode in ("RGB", "L"):
        image.save(buffer, "JPEG", quality=QUALITY, optimize=True, icc_profile=None, exif=b"")
        return _picture(key, "image/jpeg", buffer.getvalue(), image.width, image.height, notes)
    level = 7 if image.width * image.height < KEPT_PIXELS / 4 else 3
    image.save(buffer, "PNG", optimize=False, compress_level=level, icc_profile=None)
    return _picture(key, "image/png", buffer.getvalue(), image.width, image.height, notes)


# --- vectors, and pages of PDFs


def read_vector(blob: bytes, name: str, where: Where = NOWHERE, fonts: DrawingFonts = SHIPPED) -> Picture:
    """A drawing.

    Raises:
        AssetError: it cannot be read or drawn.
    """
    drawing = read_drawing(blob, name, where, fonts)
    return Picture(
        hashlib.sha256(blob).hexdigest(),
        "image/svg+xml",
        drawing.data,
        drawing.width,
        drawing.height,
        fonts=drawing.fonts,
        notes=drawing.notes,
    )


def _page(blob: bytes, name: str, where: Where, page: int) -> Picture:
    data = page_pixels(blob, page, name, where)
    size = (int.from_bytes(data[16:20], "big"), int.from_bytes(data[20:24], "big"))
    if max(size) > FLATTEST * min(size):
        raise _too_flat(name, size, where)
    return _picture(hashlib.sha256(blob + b"%d" % page).hexdigest(), "image/png", data, *size)
