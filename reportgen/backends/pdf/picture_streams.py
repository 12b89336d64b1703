"""Pictures of pixels → image XObjects (ISO 32000-1, 8.9.5)."""

from __future__ import annotations

import io
from typing import Any

from reportlab.pdfbase import pdfdoc

from reportgen.backends.pdf.paints import Separated
from reportgen.frames import Picture


def image_stream(document: Any, picture: Picture | Separated) -> Any:
    """A picture as an image XObject (ISO 32000-1, 8.9.5): JPEG as it is, PNG as samples with a soft mask."""
    if isinstance(picture, Separated):
        return _separated(document, picture)
    from PIL import Image

    with Image.open(io.BytesIO(picture.data)) as image:
        width, height = image.size
        entries: dict[str, Any] = {
            "Type": pdfdoc.PDFName("XObject"),
            "Subtype": pdfdoc.PDFName("Image"),
            "Width": width,
            "Height": height,
            "BitsPerComponent": 8,
            "ColorSpace": pdfdoc.PDFName("DeviceGray" if image.mode == "L" else "DeviceRGB"),
        }
        if picture.media == "image/jpeg":
            entries["Filter"] = pdfdoc.PDFName("DCTDecode")
            return _stream(picture.data, entries, compress=False)
        alpha = image.convert("RGBA").getchannel("A") if image.mode in ("RGBA", "LA", "P") else None
        samples = image if image.mode == "L" else image.convert("RGB")
        if alpha is not None and alpha.getextrema() != (255, 255):
            mask = {**entries, "ColorSpace": pdfdoc.PDFName("DeviceGray")}
            entries["SMask"] = document.Reference(_stream(alpha.tobytes(), mask, compress=True))
        return _stream(samples.tobytes(), entries, compress=True)


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
