"""What a press asks of any PDF: bleed, inks, fine lines, small type, pictures; of PDF/X-4 what ISO 15930-7 asks."""

from __future__ import annotations

import io
from collections.abc import Iterable, Iterator
from typing import Any

import pikepdf

from reportgen.frames.press import MOST_INK
from reportgen.preflight.pdf_marks import PageMarks, Shown, marks_of_page
from reportgen.preflight.pdf_x4 import claims_x4, x4_faults

LEAST_RESOLUTION = 250
"""Pixels to the inch that a photograph has in print."""
LEAST_LINE_ART = 600
"""Pixels to the inch of drawings of one colour, whose steps would be seen."""
HAIRLINE = 0.25
"""Points below which a line may not be seen in print."""
LEAST_REVERSED = 6.0
"""Points below which white type fills with ink."""
_GIVE = 5.0
"""Percent over the limit of ink that the rounding of a few pixels may be."""

_Found = Iterator[tuple[str, str, str]]


def press_faults(pdf: pikepdf.Pdf, most_ink: float = MOST_INK) -> _Found:
    """What a press would ask: rules, messages and remedies. `most_ink` is percent of all inks together."""
    pages = [marks_of_page(page, number) for number, page in enumerate(pdf.pages, 1)]
    sheets = [page.obj for page in pdf.pages]
    if any("/TrimBox" not in sheet and "/ArtBox" not in sheet for sheet in sheets):
        yield "pdf-press", "pages do not say where they are trimmed", "give each a TrimBox"
    if not all(_bleeds(sheet) for sheet in sheets):
        hint = "give the brand's page a bleed: 3mm, or ask the press whether it needs one"
        yield "pdf-press", "pages have no bleed", hint
    for page in pages:
        yield from _faults_of(page, most_ink)
    spots = sorted({name for page in pages for name in page.spots})
    if spots:
        yield "pdf-inks", f"inks of their own: {', '.join(spots)}", "ask the press whether it has them by these names"
    if claims_x4(pdf):
        yield from (("pdf-x4", said, hint) for said, hint in x4_faults(pdf, pages))


def _faults_of(page: PageMarks, most_ink: float) -> _Found:
    """What a press would ask of a page."""
    at = f"page {page.number}"
    if page.spaces & {"DeviceRGB", "CalRGB", "Lab", "ICCBased RGB"}:
        yield "pdf-press", f"{at} has colours in RGB", "write it with --pdf-profile x4"
    if page.thinnest is not None and page.thinnest < HAIRLINE - 0.005:
        yield "pdf-press", f"{at}: a line is {page.thinnest:.2f} pt thin", f"draw it at {HAIRLINE} pt"
    if page.reversed is not None and page.reversed < LEAST_REVERSED - 0.05:
        said = f"{at}: white type of {page.reversed:.1f} pt fills with ink"
        yield "pdf-press", said, f"set it in {LEAST_REVERSED:g} pt at least"
    yield from _coarse(page, at)
    inks = max([page.inks, *(most_ink_of(one.picture) for one in _once(page.pictures))])
    if inks > most_ink + _GIVE:
        said = f"{at}: {inks:.0f} % of ink lie on each other, {most_ink:.0f} % dry"
        yield "pdf-press", said, "choose a lighter mixture, or a profile for that paper"


def _coarse(page: PageMarks, at: str) -> _Found:
    """The coarsest photograph and the coarsest drawing of a page, where they are too coarse."""
    for line_art, least in ((False, LEAST_RESOLUTION), (True, LEAST_LINE_ART)):
        found = [one.resolution for one in page.pictures if _is_line_art(one.picture) == line_art]
        if found and min(found) < least - 0.5:
            what = "a drawing" if line_art else "a picture"
            said = f"{at}: {what} has {min(found):.0f} pixels to the inch"
            yield "pdf-press", said, f"use one of at least {least}"


def _is_line_art(picture: Any) -> bool:
    """Whether a picture is ink or none, and nothing between."""
    return bool(picture.get("/ImageMask", False)) or int(picture.get("/BitsPerComponent", 8)) == 1


def _once(shown: Iterable[Shown]) -> Iterator[Shown]:
    """Each picture once, wherever it stands."""
    return iter({one.picture.objgen: one for one in shown}.values())


def most_ink_of(picture: Any) -> float:
    """The most ink of a picture in process inks (percent), but for one pixel in a thousand; 0 of any other."""
    if str(picture.get("/ColorSpace", "")) != "/DeviceCMYK":
        return 0.0
    from PIL import Image

    lossy = "/DCTDecode" in str(picture.get("/Filter", ""))
    if lossy:
        image: Image.Image = Image.open(io.BytesIO(picture.read_raw_bytes()))
    else:
        image = Image.frombytes("CMYK", (int(picture.Width), int(picture.Height)), picture.read_bytes())
    image.thumbnail((600, 600), Image.Resampling.BOX)
    total: Any = Image.new("I", image.size)
    for band in image.split():
        total = _added(total, band)
    counts = sorted(total.get_flattened_data())
    return float(counts[int(0.999 * (len(counts) - 1))] / 2.55)


def _added(total: Any, band: Any) -> Any:
    from PIL import ImageMath

    return ImageMath.lambda_eval(lambda given: given["one"] + given["other"], one=total, other=band.convert("I"))


def _bleeds(sheet: Any) -> bool:
    """Whether a page has paint beyond its trim."""
    if "/BleedBox" not in sheet or "/TrimBox" not in sheet:
        return False
    return [float(side) for side in sheet.BleedBox] != [float(side) for side in sheet.TrimBox]
