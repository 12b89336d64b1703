"""reportgen: structured sections in, a branded PDF newsletter and a native PowerPoint deck out.

Three calls make a document::

    from reportgen import compose, load, render

    document = load("june.yaml")
    deck = compose(document, "deck")
    blob = render(deck, "pptx")

`build` does all of it and writes the files, `check` says what to look at before they go out, and `Batch` makes a source
once for each of many records. Everything here is loaded when it is first used.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from reportgen.api import Output, build, compose
    from reportgen.backends import File, Format, PictureOptions, render, render_files
    from reportgen.batch import Batch, read_records
    from reportgen.brand import Brand, load_brand
    from reportgen.document import Document, load, parse
    from reportgen.errors import Problems, ReportgenError
    from reportgen.frames import Publication
    from reportgen.incremental.build_cache import BuildCache
    from reportgen.preflight import Finding, check

__all__ = [
    "Batch",
    "Brand",
    "BuildCache",
    "Document",
    "File",
    "Finding",
    "Format",
    "Output",
    "PictureOptions",
    "Problems",
    "Publication",
    "ReportgenError",
    "build",
    "check",
    "compose",
    "load",
    "load_brand",
    "parse",
    "read_records",
    "render",
    "render_files",
]

_HOMES = {
    "Batch": "reportgen.batch",
    "Brand": "reportgen.brand",
    "Document": "reportgen.document",
    "File": "reportgen.backends",
    "Finding": "reportgen.preflight",
    "Format": "reportgen.backends",
    "BuildCache": "reportgen.incremental.build_cache",
    "Output": "reportgen.api",
    "PictureOptions": "reportgen.backends",
    "Problems": "reportgen.errors",
    "Publication": "reportgen.frames",
    "ReportgenError": "reportgen.errors",
    "build": "reportgen.api",
    "check": "reportgen.preflight",
    "compose": "reportgen.api",
    "load": "reportgen.document",
    "load_brand": "reportgen.brand",
    "parse": "reportgen.document",
    "read_records": "reportgen.batch",
    "render": "reportgen.backends",
    "render_files": "reportgen.backends",
}


def __getattr__(name: str) -> Any:
    if name in _HOMES:
        from importlib import import_module

        return getattr(import_module(_HOMES[name]), name)
    raise AttributeError(f"module 'reportgen' has no attribute {name!r}")
