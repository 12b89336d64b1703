"""Pictures as files → pictures as frames hold them: checked, upright, in sRGB, as fine as they are shown; and how they
are cropped."""

from __future__ import annotations

import hashlib
import io
import re
import warnings
from collections.abc import Iterable, Mapping
from functools import lru_cache
from pathlib import Path
from typing import Any

from reportgen.drawings import read_drawing
from reportgen.errors import NOWHERE, AssetError, Where
from reportgen.frames import ImageItem, Item, Picture

MOST_PIXELS = 40_000_000
MOST_BYTES = 64_000_000
FLATTEST = 1000
"""How often the shorter side of a picture may go into the longer one."""

FINER = 1.25
"""How much finer than the brand's resolution a picture may be before it is made coarser."""

QUALITY = 88
"""Of JPEG, for what has to be compressed again."""

_SUFFIXES = {
    ".png": "PNG",
    ".jpg": "JPEG",
    ".jpeg": "JPEG",
    ".gif": "GIF",
    ".webp": "WEBP",
    ".svg": "SVG",
    ".tif": "TIFF",
    ".tiff": "TIFF",
    ".bmp": "BMP",
    ".avif": "AVIF",
    ".heic": "HEIF",
    ".heif": "HEIF",
}


class Pictures:
    """The pictures of one publication, each read once."""

    def __init__(self, kept: dict[tuple[Path, int, int], Picture] | None = None) -> None:
        self._by_path: dict[Path, Picture] = {}
        self._kept = kept if kept is not None else {}
        self.taken: list[Path | Picture] = []
        """What was read or drawn, in order, each time that it was."""

    @property
    def used(self) -> dict[str, Picture]:
        return {picture.key: picture for picture in sorted(self._by_path.values(), key=lambda p: p.key)}

    def finished(self, widths: Mapping[str, float], resolution: float) -> dict[str, Picture]:
        """The pictures of which `widths` gives the greatest width (points), none much finer than `resolution` (pixels
        to the inch) there.

        A picture keeps its key: the items that name it stay as they are.
        """
        return {
            key: _coarser(picture, widths[key] * resolution / 72) for key, picture in self.used.items() if key in widths
        }

    def add_vector(self, svg: bytes, where: Where = NOWHERE) -> Picture:
        """A picture drawn here, as SVG."""
        picture = _vector(svg, "the drawing", where)
        self._add(picture)
        return picture

    def _add(self, drawn: Picture) -> None:
        self.taken.append(drawn)
        self._by_path[Path(drawn.key)] = drawn

    def take(self, again: Path | Picture) -> None:
        """What an earlier publication read or drew is part of this one too."""
        if isinstance(again, Picture):
            self._add(again)
        else:
            self.read(again)

    def read(self, path: Path, where: Where = NOWHERE) -> Picture:
        """The picture in a PNG, JPEG, WEBP, GIF (its first frame), TIFF, BMP, AVIF, HEIC or SVG file.

        Raises:
            AssetError: the file cannot be read, is no such picture, is of another type than its name says, or has
                more than 40 megapixels, or far longer on one side than on the other.
        """
        self.taken.append(path)
        if path not in self._by_path:
            try:
                state = path.stat()
                if state.st_size > MOST_BYTES:
                    raise AssetError(
                        f"{path.name} is larger than {MOST_BYTES // 1_000_000} MB", where, "make it smaller"
                    )
                key = (path, state.st_mtime_ns, state.st_size)
                known = self._kept.get(key)
                if known is None:
                    blob = path.read_bytes()
            except OSError as error:
                raise AssetError(f"cannot read the picture {path.name}: {error.strerror}", where) from error
            if known is None:
                known = self._kept[key] = _checked(blob, path.name, where)
            self._by_path[path] = known
        return self._by_path[path]


def widths_of(items: Iterable[Item]) -> dict[str, float]:
    """The greatest width of each picture among the items, in points, as if it were not cropped."""
    widths: dict[str, float] = {}
    for item in items:
        if isinstance(item, ImageItem):
            left, _, right, _ = item.crop
            widths[item.picture] = max(widths.get(item.picture, 0.0), item.box.width / (1 - left - right))
    return widths


def _checked(blob: bytes, name: str, where: Where) -> Picture:
    kind = kind_of(blob)
    if kind is None:
        raise _unreadable(blob, name, where)
    suffix = Path(name).suffix.lower()
    if _SUFFIXES.get(suffix, kind) != kind:
        ending = next(ending for ending, known in _SUFFIXES.items() if known == kind)
        raise AssetError(f"{name} is in truth a {kind} picture", where, f"rename it to {Path(name).stem}{ending}")
    if kind == "SVG":
        return _vector(blob, name, where)
    return _raster(blob, kind, name, where)


def kind_of(blob: bytes) -> str | None:
    """The type of a picture by its first bytes.

    >>> kind_of(b"GIF89a..."), kind_of(b"%PDF-1.7")
    ('GIF', None)
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
    return "SVG" if b"<svg" in blob[:4096] else None


_HEIF_BRANDS = (b"heic", b"heix", b"hevc", b"heim", b"heis", b"mif1", b"msf1")

_ELSEWHERE = (
    (b"%!PS", "an EPS or PostScript file", "open it in a drawing program and save it as SVG, or as PNG at 300 dpi"),
    (b"\xc5\xd0\xd3\xc6", "an EPS file", "open it in a drawing program and save it as SVG, or as PNG at 300 dpi"),
    (b"%PDF", "a PDF file", "save the page that it shows as SVG, or as PNG at 300 dpi"),
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
        f"{name} is not a PNG, JPEG, WEBP, GIF, TIFF, BMP, AVIF or SVG picture", where, "save it as PNG or JPEG"
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


def _raster(blob: bytes, kind: str, name: str, where: Where) -> Picture:
    from PIL import Image

    _with_decoder(kind, name, where)
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore", Image.DecompressionBombWarning)
            with Image.open(io.BytesIO(blob), formats=(kind,)) as image:
                if image.width * image.height > MOST_PIXELS:
                    raise _too_large(name, f"{image.width * image.height / 1e6:.0f} megapixels", where)
                if max(image.size) > FLATTEST * min(image.size):
                    raise _too_flat(name, image.size, where)
                image.load()
                key = hashlib.sha256(blob).hexdigest()
                if _plain(image, kind):
                    data = _without_notes(blob) if kind == "JPEG" else blob
                    media = "image/jpeg" if kind == "JPEG" else "image/png"
                    return _picture(key, media, data, image.width, image.height)
                upright = _normal(image)
    except AssetError:
        raise
    except Image.DecompressionBombError as error:
        raise _too_large(name, "far too many pixels", where) from error
    except Exception as error:
        reason = re.sub(r"\s*<[^>]*>", "", str(error))  # an object's address says nothing
        raise AssetError(f"{name} is broken: {reason}", where, "save the picture again") from error
    lossy = kind in ("JPEG", "HEIF", "AVIF") or (kind == "WEBP" and b"VP8 " in blob[:64])
    return _written(key, upright, lossy)


def _too_large(name: str, size: str, where: Where) -> AssetError:
    return AssetError(f"{name} has {size}; the most is {MOST_PIXELS // 1_000_000}", where, "make it smaller")


def _too_flat(name: str, size: tuple[int, int], where: Where) -> AssetError:
    shape = "wide for its height" if size[0] > size[1] else "high for its width"
    return AssetError(f"{name} is {size[0]} × {size[1]} pixels, far too {shape}", where, "crop it")


def _picture(key: str, media: str, data: bytes, width: int, height: int) -> Picture:
    return Picture(key, media, data, float(width), float(height))  # type: ignore[arg-type]


def _plain(image: Any, kind: str) -> bool:
    """Whether the file can go into both formats as it is."""
    if image.getexif().get(0x0112, 1) != 1 or _profile(image) is not None:
        return False
    if kind == "JPEG":
        return image.mode in ("RGB", "L")
    return kind == "PNG" and image.mode in ("RGB", "L", "RGBA", "LA", "P")


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


def _normal(image: Any) -> Any:
    """The picture upright, in sRGB, as RGB or L, with alpha where it is not everywhere opaque."""
    from PIL import ImageCms, ImageOps

    profile = _profile(image)
    image = ImageOps.exif_transpose(image)
    if image.mode.startswith("I"):  # 16 bits of grey
        image = image.convert("I").point(lambda value: value * (1 / 256)).convert("L")
    alpha = None
    if image.mode in ("RGBA", "LA", "PA", "RGBa", "La") or "transparency" in image.info:
        whole = image.convert("RGBA")
        channel = whole.getchannel("A")
        alpha = channel if channel.getextrema() != (255, 255) else None
        image = whole.convert("RGB") if image.mode != "LA" else image.convert("L")
    if profile is not None and image.mode in ("RGB", "L", "CMYK", "LAB"):
        try:
            made = ImageCms.profileToProfile(image, profile, ImageCms.createProfile("sRGB"), outputMode="RGB")
            image = made if made is not None else image
        except ImageCms.PyCMSError:
            pass  # a profile of another colour space than the picture's says nothing about it
    if image.mode not in ("RGB", "L"):
        image = image.convert("L" if image.mode == "1" else "RGB")
    if alpha is not None:
        image.putalpha(alpha)
    return image


def _written(key: str, image: Any, lossy: bool) -> Picture:
    """The picture compressed: photographs as JPEG, all else without loss as PNG."""
    buffer = io.BytesIO()
    image.info.clear()
    if lossy and image.mode in ("RGB", "L"):
        image.save(buffer, "JPEG", quality=QUALITY, optimize=True, icc_profile=None, exif=b"")
        return _picture(key, "image/jpeg", buffer.getvalue(), image.width, image.height)
    image.save(buffer, "PNG", optimize=False, compress_level=7, icc_profile=None)
    return _picture(key, "image/png", buffer.getvalue(), image.width, image.height)


@lru_cache(maxsize=16)
def _coarser(picture: Picture, width: float) -> Picture:
    """The picture with `width` pixels across, if it has many more."""
    if picture.media == "image/svg+xml" or picture.width <= FINER * width or width < 1:
        return picture
    from PIL import Image

    scale = width / picture.width
    size = (max(1, round(picture.width * scale)), max(1, round(picture.height * scale)))
    with Image.open(io.BytesIO(picture.data)) as image:
        lossy = picture.media == "image/jpeg"
        if lossy:
            image.draft(image.mode, (size[0] * 2, size[1] * 2))
        small = _normal(image).resize(size, Image.Resampling.LANCZOS)
    made = _written(picture.key, small, lossy)
    return made if len(made.data) < len(picture.data) else picture


def _without_notes(blob: bytes) -> bytes:
    """A JPEG without what it says of camera, place and owner: its APP1 to APP13, APP15 and comment segments."""
    kept = [blob[:2]]
    at = 2
    while at + 4 <= len(blob) and blob[at] == 0xFF:
        marker = blob[at + 1]
        if marker == 0xDA:
            return b"".join(kept) + blob[at:]
        if marker == 0xFF:  # filling
            at += 1
            continue
        length = int.from_bytes(blob[at + 2 : at + 4], "big") + 2
        if not (0xE1 <= marker <= 0xED or marker in (0xEF, 0xFE)):
            kept.append(blob[at : at + length])
        at += length
    return blob


# --- vectors ---------------------------------------------------------------------------------------------------------


def _vector(blob: bytes, name: str, where: Where) -> Picture:
    drawing = read_drawing(blob, name, where)
    return Picture(hashlib.sha256(blob).hexdigest(), "image/svg+xml", drawing.data, drawing.width, drawing.height)


# --- placing ---------------------------------------------------------------------------------------------------------


def cover_crop(
    picture: Picture, width: float, height: float, focus: tuple[float, float]
) -> tuple[float, float, float, float]:
    """What to cut from left, top, right and bottom so that the picture covers `width` × `height`, `focus` kept.

    >>> from reportgen.frames import Picture
    >>> cover_crop(Picture("", "image/png", b"", 200, 100), 100, 100, (0.0, 0.5))
    (0.0, 0.0, 0.5, 0.0)
    """
    wanted, given = width / height, picture.width / picture.height
    if given > wanted:
        keep = wanted / given
        left = min(max(focus[0] - keep / 2, 0.0), 1 - keep)
        return (round(left, 6), 0.0, round(1 - keep - left, 6), 0.0)
    keep = given / wanted
    top = min(max(focus[1] - keep / 2, 0.0), 1 - keep)
    return (0.0, round(top, 6), 0.0, round(1 - keep - top, 6))


def contained(picture: Picture, width: float, height: float) -> tuple[float, float]:
    """The largest size of the whole picture inside `width` × `height`.

    >>> from reportgen.frames import Picture
    >>> contained(Picture("", "image/png", b"", 200, 100), 100, 100)
    (100.0, 50.0)
    """
    scale = min(width / picture.width, height / picture.height)
    return picture.width * scale, picture.height * scale


__all__: list[str] = ["Pictures", "contained", "cover_crop", "kind_of"]
