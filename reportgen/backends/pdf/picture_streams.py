"""Pictures of pixels → image XObjects (ISO 32000-1, 8.9.5)."""

from __future__ import annotations

import io
from collections.abc import Callable
from typing import Any, NamedTuple

from reportlab.pdfbase import pdfdoc

from reportgen.backends.pdf.paints import Separated
from reportgen.frames import Picture


class Samples(NamedTuple):
    """The content of an image XObject: `width` times `height` samples, those of its soft mask, if it has one.

    `data` is that of a JPEG as it is, if `lossy`.
    """

    width: int
    height: int
    grey: bool
    data: bytes
    alpha: bytes = b""
    lossy: bool = False


def image_stream(document: Any, picture: Picture | Separated, read: Callable[[Picture], Samples]) -> Any:
    """A picture as an image XObject (ISO 32000-1, 8.9.5): JPEG as it is, PNG as samples with a soft mask.

    `read` is `samples_of`, or what knows the samples of the publication before.
    """
    if isinstance(picture, Separated):
        return _separated(document, picture)
    samples = read(picture)
    entries: dict[str, Any] = {
        "Type": pdfdoc.PDFName("XObject"),
        "Subtype": pdfdoc.PDFName("Image"),
        "Width": samples.width,
        "Height": samples.height,
        "BitsPerComponent": 8,
        "ColorSpace": pdfdoc.PDFName("DeviceGray" if samples.grey else "DeviceRGB"),
    }
    if samples.lossy:
        entries["Filter"] = pdfdoc.PDFName("DCTDecode")
    elif samples.alpha:
        mask = {**entries, "ColorSpace": pdfdoc.PDFName("DeviceGray")}
        entries["SMask"] = document.Reference(_stream(samples.alpha, mask, compress=True))
    return _stream(samples.data, entries, compress=not samples.lossy)


def samples_of(picture: Picture) -> Samples:
    """The samples of a picture of pixels."""
    from PIL import Image

    with Image.open(io.BytesIO(picture.data)) as image:
        width, height = image.size
        grey = image.mode == "L"
        if picture.media == "image/jpeg":
            return Samples(width, height, grey, picture.data, lossy=True)
        alpha = image.convert("RGBA").getchannel("A") if image.mode in ("RGBA", "LA", "P") else None
        mask = alpha.tobytes() if alpha is not None and alpha.getextrema() != (255, 255) else b""
        return Samples(width, height, grey, (image if grey else image.convert("RGB")).tobytes(), mask)


def _stream(data: bytes, entries: dict[str, Any], compress: bool) -> Any:
    stream = pdfdoc.PDFStream(content=data, filters=[pdfdoc.PDFZCompress] if compress else None)
    for key, value in entries.items():
        stream.dictionary[key] = value
    return stream


def _separated(document: Any, picture: Separated) -> Any:
    """A picture in process inks. The values of a JPEG in these are inverted, as programs write them."""
    lossy = picture.media == "image/jpeg"
    entries: dict[str, Any] = {
        "Type": pdfdoc.PDFName("XObject"),
        "Subtype": pdfdoc.PDFName("Image"),
        "Width": round(picture.width),
        "Height": round(picture.height),
        "BitsPerComponent": 8,
        "ColorSpace": pdfdoc.PDFName("DeviceCMYK"),
    }
    if lossy:
        entries |= {"Filter": pdfdoc.PDFName("DCTDecode"), "Decode": pdfdoc.PDFArray([1, 0] * 4)}
    elif picture.alpha:
        mask = {**entries, "ColorSpace": pdfdoc.PDFName("DeviceGray")}
        entries["SMask"] = document.Reference(_stream(picture.alpha, mask, compress=True))
    return _stream(picture.data, entries, compress=not lossy)
