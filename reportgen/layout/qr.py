"""QR codes (ISO/IEC 18004) as vectors."""

from __future__ import annotations

from functools import lru_cache

from reportgen.errors import NOWHERE, FitError, Where

QUIET = 4
"""Modules of white that the standard asks for on every side."""


def qr_svg(data: str, where: Where = NOWHERE, *, dark: str = "000000") -> bytes:
    """The QR code of a text or address as an SVG of filled squares, its quiet zone included; always the same.

    `dark` is six hex digits. The level of error correction is the highest that takes no more modules than the
    lowest.

    >>> qr_svg("https://example.com/")[:60]
    b'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 33 33">'

    Raises:
        FitError: the text is empty, or longer than a code holds (about 2,950 letters).
    """
    if not data:
        raise FitError("a QR code needs a text or an address", where, "write the address it leads to")
    try:
        return _drawn(data, dark)
    except UnicodeEncodeError as error:
        raise FitError("the text of the QR code cannot be encoded", where, "leave strange characters out") from error
    except OverflowError as error:
        raise FitError(f"{len(data)} characters are too many for a QR code", where, "shorten the address") from error


@lru_cache(maxsize=64)
def _drawn(data: str, dark: str) -> bytes:
    """The code as SVG: the search for pages asks for the same many times."""
    import segno

    try:
        if data.isascii():
            code = segno.make_qr(data, error="l", boost_error=True)
        else:  # segno takes some Latin letters for kanji
            code = segno.make_qr(data, error="l", boost_error=True, mode="byte", encoding="utf-8")
    except segno.DataOverflowError as error:
        raise OverflowError(data) from error
    matrix = [[bool(module) for module in row] for row in code.matrix]
    side = len(matrix) + 2 * QUIET
    parts: list[str] = []
    for y, row in enumerate(matrix):
        x = 0
        while x < len(row):
            end = x
            while end < len(row) and row[end]:
                end += 1
            if end > x:
                parts.append(f"M{x + QUIET} {y + QUIET}h{end - x}v1h-{end - x}z")
            x = max(end, x + 1)
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {side} {side}">'
        f'<rect width="{side}" height="{side}" fill="#FFFFFF"/>'
        f'<path fill="#{dark}" d="{"".join(parts)}"/></svg>'
    ).encode()
