"""reportgen: structured sections in, a branded PDF newsletter and a native PowerPoint deck out.

Three calls make a document::

    from reportgen import compose, load, render

    document = load("june.yaml")
    deck = compose(document, "deck")
    blob = render(deck, "pptx")

`build` does all of it and writes the files. Everything here is loaded when it is first used.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from reportgen.backends import render
    from reportgen.batch import Batch, read_records
    from reportgen.brand import Brand, load_brand
    from reportgen.document import Document, load
    from reportgen.errors import Problems, ReportgenError
    from reportgen.frames import Publication
    from reportgen.pipeline import Output, build, compose

__all__ = [
    "Batch",
    "Brand",
    "Document",
    "Output",
    "Problems",
    "Publication",
    "ReportgenError",
    "build",
    "compose",
    "load",
    "load_brand",
    "read_records",
    "render",
]

_HOMES = {
    "Batch": "reportgen.batch",
    "Brand": "reportgen.brand",
    "Document": "reportgen.document",
    "Output": "reportgen.pipeline",
    "Problems": "reportgen.errors",
    "Publication": "reportgen.frames",
    "ReportgenError": "reportgen.errors",
    "build": "reportgen.pipeline",
    "compose": "reportgen.pipeline",
    "load": "reportgen.document",
    "load_brand": "reportgen.brand",
    "read_records": "reportgen.batch",
    "render": "reportgen.backends",
}


def __getattr__(name: str) -> Any:
    if name in _HOMES:
        from importlib import import_module

        return getattr(import_module(_HOMES[name]), name)
    raise AttributeError(f"module 'reportgen' has no attribute {name!r}")
