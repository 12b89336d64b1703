"""Pictures that Python hands over: bytes, streams, images of Pillow, figures of Matplotlib. Known by what they offer,
and never imported.
"""

from __future__ import annotations

import io
from collections.abc import Callable
from contextlib import AbstractContextManager, nullcontext
from typing import Any, Protocol

from reportgen.errors import ReportgenError
from reportgen.files import HeldFile, held

_PNG_MODES = frozenset({"1", "L", "LA", "P", "RGB", "RGBA", "I;16"})
"""The modes of Pillow's images that PNG has."""


_FIGURE = "figure.svg"
"""The name of what Matplotlib has drawn."""


class Drawing(Protocol):
    """What a figure of Matplotlib offers."""

    def savefig(self, fname: Any, /) -> Any: ...


class Image(Protocol):
    """What an image of Pillow offers."""

    def save(self, fp: Any, /) -> Any: ...


def as_picture(value: object, otherwise: Callable[[Any], Any]) -> Any:
    """A picture where Python hands one over; else what the usual check makes of the value.

    Raises:
        ValueError: it cannot be read.
    """
    if not is_picture(value):
        return otherwise(value)
    try:
        return _file_of(value)
    except ReportgenError as error:
        raise ValueError(f"{error.message} | {error.hint}") from error
    except Exception as error:  # whatever drawing it leads to
        raise ValueError(f"the picture cannot be taken: {error} | hand over its bytes") from error


def is_picture(value: object) -> bool:
    """Whether an object is, or draws, a picture.

    >>> is_picture(b"..."), is_picture("plan.png")
    (True, False)
    """
    if isinstance(value, type):
        return False
    return isinstance(value, HeldFile | bytes | bytearray | memoryview) or any(
        callable(getattr(value, name, None)) for name in ("savefig", "read", "save")
    )


def is_figure(file: object) -> bool:
    """Whether a picture is a drawn figure, whose edges have its labels: it is shown whole."""
    return isinstance(file, HeldFile) and file.name == _FIGURE


def _file_of(value: Any) -> HeldFile:
    if isinstance(value, HeldFile):
        return value
    if hasattr(value, "savefig"):
        return HeldFile(_FIGURE, _drawn(value))
    if hasattr(value, "save") and hasattr(value, "mode"):
        return _saved(value)
    return held("picture", value)


def _drawn(figure: Any) -> bytes:
    """A figure of Matplotlib as SVG, its letters as outlines: the same bytes each time."""
    stream = io.BytesIO()
    with _settings_of(figure):
        figure.savefig(stream, format="svg", metadata={"Date": None})
    return stream.getvalue()


def _settings_of(figure: Any) -> AbstractContextManager[Any]:
    import sys

    library = sys.modules.get("matplotlib")
    settings = {"svg.hashsalt": "reportgen", "svg.fonttype": "path"}
    made: AbstractContextManager[Any] = library.rc_context(settings) if library is not None else nullcontext()
    return made


def _saved(image: Any) -> HeldFile:
    """An image of Pillow: a JPEG that was opened as it was compressed, all others as PNG."""
    stream = io.BytesIO()
    if getattr(image, "format", None) == "JPEG":
        image.save(stream, "JPEG", quality="keep")
        return HeldFile("image.jpg", stream.getvalue())
    (image if image.mode in _PNG_MODES else image.convert("RGB")).save(stream, "PNG")
    return HeldFile("image.png", stream.getvalue())
