"""`Publication` → bytes. A backend is a package here and a line in `render`, and in `Press` where it can copy."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
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


class Press:
    """Writes one publication after another in a format: what does not vary between them is written once.

    The bytes are those that `render` gives.
    """

    def __init__(self, to: Format) -> None:
        self._to = to
        self._print: Callable[[Publication], bytes] | None = None

    def print(self, publication: Publication) -> bytes:
        """The publication as a file.

        Raises:
            BackendError: the format is unknown, or the frames cannot be written.
        """
        if self._print is None:
            match self._to:
                case "pdf":
                    from reportgen.backends.pdf.press import PdfPress

                    self._print = PdfPress().print
                case "pptx":
                    from reportgen.backends.pptx.press import PptxPress

                    self._print = PptxPress().print
                case _:
                    self._print = partial(render, to=self._to)
        return self._print(publication)
