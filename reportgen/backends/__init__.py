"""`Publication` → bytes. A backend is a package here and a line in `render`."""

from __future__ import annotations

from typing import Literal

from reportgen.errors import BackendError
from reportgen.frames import Publication

Format = Literal["pdf", "pptx", "json"]


def render(publication: Publication, to: Format) -> bytes:
    """Write a publication as PDF, PPTX or frames JSON.

    Raises:
        BackendError: the format is unknown, or the frames cannot be written.
    """
    match to:
        case "pdf":
            from reportgen.backends.pdf import render_pdf

            return render_pdf(publication)
        case "pptx":
            from reportgen.backends.pptx import render_pptx

            return render_pptx(publication)
        case "json":
            from reportgen.backends.frames_json import render_json

            return render_json(publication)
        case _:
            raise BackendError(f'unknown format "{to}"', hint="known formats: pdf, pptx, json")
