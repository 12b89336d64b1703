"""`Publication` → bytes. A backend is a package here and a line in `render`, and in `Press` where it can copy."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

from reportgen.errors import BackendError
from reportgen.frames import Publication
from reportgen.plugins import Format, formats, loaded, wrong


def render(publication: Publication, to: Format) -> bytes:
    """Write a publication as PDF, PPTX, frames JSON, or in the format of another package's backend.

    Raises:
        BackendError: the format is unknown, or the frames cannot be written.

    >>> from reportgen import compose, load
    >>> document = load({"title": "June", "sections": [{"type": "quote", "quote": "Few words."}]})
    >>> render(compose(document, "newsletter"), "pdf")[:5], render(compose(document, "deck"), "pptx")[:2]
    (b'%PDF-', b'PK')
    """
    match to:
        case "pdf":
            from reportgen.backends.pdf import render_pdf

            return render_pdf(publication)
        case "pptx":
            from reportgen.backends.pptx import render_pptx

            return render_pptx(publication)
        case "json":
            from reportgen.backends.json import render_json

            return render_json(publication)
        case _ if to in formats():
            return _by_package(to, publication)
        case _:
            raise unknown(to)


def unknown(to: Format) -> BackendError:
    """The error of a format that nobody writes."""
    return BackendError(f'unknown format "{to}"', hint=f"known formats: {', '.join(formats())}")


def _by_package(name: str, publication: Publication) -> bytes:
    """What another package's backend makes.

    Raises:
        PluginError: it is no function, or gives no bytes.
    """
    write = loaded("reportgen.backends")[name]
    if not callable(write):
        raise wrong("reportgen.backends", name, "function")
    blob = write(publication)
    if not isinstance(blob, bytes):
        raise wrong("reportgen.backends", name, "function that gives bytes")
    return blob


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
