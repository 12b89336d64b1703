"""Pictures as files → pictures as frames hold them: checked, measured, upright; and how they are cropped."""

from __future__ import annotations

import hashlib
import io
from pathlib import Path

from reportgen.errors import NOWHERE, AssetError, Where
from reportgen.frames import Picture

MOST_PIXELS = 40_000_000


class Pictures:
    """The pictures of one publication, each read once."""

    def __init__(self, kept: dict[tuple[Path, int, int], Picture] | None = None) -> None:
        self._by_path: dict[Path, Picture] = {}
        self._kept = kept if kept is not None else {}
        self.read_so_far: list[Path] = []

    @property
    def used(self) -> dict[str, Picture]:
        return {picture.key: picture for picture in sorted(self._by_path.values(), key=lambda p: p.key)}

    def read(self, path: Path, where: Where = NOWHERE) -> Picture:
        """The picture in a PNG, JPEG or SVG file.

        Raises:
            AssetError: the file cannot be read, is no such picture, or has more than 40 megapixels.
        """
        self.read_so_far.append(path)
        if path not in self._by_path:
            try:
                state = path.stat()
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


def _checked(blob: bytes, name: str, where: Where) -> Picture:
    if blob.startswith((b"\x89PNG\r\n\x1a\n", b"\xff\xd8\xff")):
        return _raster(blob, name, where)
    if b"<svg" in blob[:4096]:
        return _vector(blob, name, where)
    raise AssetError(f"{name} is not a PNG, JPEG or SVG picture", where, "save it as PNG or JPEG")


def _raster(blob: bytes, name: str, where: Where) -> Picture:
    from PIL import Image, ImageOps

    try:
        with Image.open(io.BytesIO(blob), formats=("PNG", "JPEG")) as image:
            kind = image.format or "PNG"
            if image.width * image.height > MOST_PIXELS:
                size = f"{image.width * image.height / 1e6:.0f} megapixels"
                raise AssetError(f"{name} has {size}; the most is 40", where, "make it smaller")
            image.load()
            turned = image.getexif().get(0x0112, 1) != 1
            plain = image.mode in ("RGB", "L") or (kind == "PNG" and image.mode in ("RGBA", "P", "LA"))
            width, height = image.width, image.height
            if turned or not plain:
                upright = ImageOps.exif_transpose(image).convert("RGB")
                buffer = io.BytesIO()
                upright.save(buffer, kind, quality=90)
                blob, width, height = buffer.getvalue(), upright.width, upright.height
    except AssetError:
        raise
    except Exception as error:
        raise AssetError(f"{name} is broken: {error}", where, "save the picture again") from error
    media = "image/png" if kind == "PNG" else "image/jpeg"
    return Picture(hashlib.sha256(blob).hexdigest(), media, blob, float(width), float(height))  # type: ignore[arg-type]


def _vector(blob: bytes, name: str, where: Where) -> Picture:
    from lxml import etree

    parser = etree.XMLParser(resolve_entities=False, no_network=True, huge_tree=False)
    try:
        root = etree.fromstring(blob, parser)
        box = [float(part) for part in (root.get("viewBox") or "").replace(",", " ").split()]
        width = box[2] if len(box) == 4 else float((root.get("width") or "").removesuffix("px"))
        height = box[3] if len(box) == 4 else float((root.get("height") or "").removesuffix("px"))
    except (etree.XMLSyntaxError, ValueError) as error:
        raise AssetError(f"{name} is not a readable SVG: {error}", where, "give it a viewBox") from error
    if width <= 0 or height <= 0:
        raise AssetError(f"{name} has no size", where, "give it a viewBox")
    return Picture(hashlib.sha256(blob).hexdigest(), "image/svg+xml", blob, width, height)


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
