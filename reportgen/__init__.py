"""reportgen: structured sections in, a branded PDF newsletter and a native PowerPoint deck out.

Three calls make a document::

    from reportgen import compose, load, render

    document = load("june.yaml")
    deck = compose(document, "deck")
    blob = render(deck, "pptx")

`build` does all of it and writes the files, `check` says what to look at before they go out, `Batch` makes a source
once for each of many records, and `update` puts what is new in a source into a deck that people have worked on.
Everything here is loaded when it is first used.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    __version__: str
    from reportgen.api import Output, build, compose
    from reportgen.backends import File, Format, PdfOptions, PictureOptions, PptxOptions, render, render_files
    from reportgen.batch import Batch, read_records
    from reportgen.brand import Brand, load_brand
    from reportgen.brand.adding_fonts import AddedFont, add_fonts
    from reportgen.content.button import Button
    from reportgen.content.chart.as_written import Annotation, Axis, Chart, Reference, Series
    from reportgen.content.chart.as_written import Format as NumberFormat
    from reportgen.content.picture import PictureModel as Picture
    from reportgen.content.stats import StatModel as Stat
    from reportgen.content.table.as_written import Cell, Column, Row, Table
    from reportgen.deadlines import Cancel
    from reportgen.deck_update import Update, update
    from reportgen.document import Document, Kind, load, parse
    from reportgen.engine import Engine, Limits, Result
    from reportgen.errors import Problems, ReportgenError
    from reportgen.frames import Publication
    from reportgen.frames.layout_decisions import Remark
    from reportgen.incremental.build_cache import BuildCache
    from reportgen.preflight import Finding, check
    from reportgen.preflight.font_check import FontUse, check_fonts

__all__ = [
    "AddedFont",
    "Annotation",
    "Axis",
    "Batch",
    "Brand",
    "BuildCache",
    "Button",
    "Cancel",
    "Cell",
    "Chart",
    "Column",
    "Document",
    "Engine",
    "File",
    "Finding",
    "FontUse",
    "Format",
    "Kind",
    "Limits",
    "NumberFormat",
    "Output",
    "PdfOptions",
    "Picture",
    "PictureOptions",
    "PptxOptions",
    "Problems",
    "Publication",
    "Reference",
    "Remark",
    "ReportgenError",
    "Result",
    "Row",
    "Series",
    "Stat",
    "Table",
    "Update",
    "__version__",
    "add_fonts",
    "build",
    "check",
    "check_fonts",
    "compose",
    "load",
    "load_brand",
    "parse",
    "read_records",
    "render",
    "render_files",
    "update",
]

_HOMES = {
    "AddedFont": "reportgen.brand.adding_fonts",
    "FontUse": "reportgen.preflight.font_check",
    "add_fonts": "reportgen.brand.adding_fonts",
    "check_fonts": "reportgen.preflight.font_check",
    "Kind": "reportgen.document",
    "Remark": "reportgen.frames.layout_decisions",
    "Result": "reportgen.engine",
    "Limits": "reportgen.engine",
    "Engine": "reportgen.engine",
    "Cancel": "reportgen.deadlines",
    "Annotation": "reportgen.content.chart.as_written",
    "Axis": "reportgen.content.chart.as_written",
    "Button": "reportgen.content.button",
    "Cell": "reportgen.content.table.as_written",
    "Chart": "reportgen.content.chart.as_written",
    "Column": "reportgen.content.table.as_written",
    "NumberFormat": "reportgen.content.chart.as_written",
    "Picture": "reportgen.content.picture",
    "Reference": "reportgen.content.chart.as_written",
    "Row": "reportgen.content.table.as_written",
    "Series": "reportgen.content.chart.as_written",
    "Stat": "reportgen.content.stats",
    "Table": "reportgen.content.table.as_written",
    "Batch": "reportgen.batch",
    "Brand": "reportgen.brand",
    "Document": "reportgen.document",
    "File": "reportgen.backends",
    "Finding": "reportgen.preflight",
    "Format": "reportgen.backends",
    "BuildCache": "reportgen.incremental.build_cache",
    "Output": "reportgen.api",
    "PdfOptions": "reportgen.backends",
    "PictureOptions": "reportgen.backends",
    "PptxOptions": "reportgen.backends",
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
    "Update": "reportgen.deck_update",
    "update": "reportgen.deck_update",
}


_CLASSES = {"NumberFormat": "Format", "Picture": "PictureModel", "Stat": "StatModel"}
"""What is called otherwise at home."""


def __getattr__(name: str) -> Any:
    if name in _HOMES:
        from importlib import import_module

        return getattr(import_module(_HOMES[name]), _CLASSES.get(name, name))
    if name == "__version__":
        from importlib.metadata import version

        return version("reportgen")
    raise AttributeError(f"module 'reportgen' has no attribute {name!r}")
