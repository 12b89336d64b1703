"""What packages that extend reportgen import: all of it is public, and is changed by a minor release at the earliest.

A section type is a class under `SectionModel` with a literal `type`; its fields say by annotations what they are::

    from typing import ClassVar, Literal
    from reportgen import ext

    class Pamphlet(ext.SectionModel):
        type: Literal["pamphlet"] = "pamphlet"
        traits: ClassVar[ext.Traits] = ext.Traits(rail=True)
        headline: ext.Headline
        loud: Annotated[bool, ext.SETTING] = False    # an option, which fills no slot

Entry points lead to what a package brings: `reportgen.sections`, `reportgen.templates`, `reportgen.components`,
`reportgen.backends`, `reportgen.checks`. They are loaded when a document first needs them.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from reportgen.backends.formats import File, Format
    from reportgen.backends.options import Options
    from reportgen.charts.style import ChartStyle
    from reportgen.content.base import Content, ContentModel
    from reportgen.content.chart.as_written import Chart
    from reportgen.content.entries import (
        ENTRIES,
        Body,
        BodyLines,
        Bullets,
        DateLabel,
        EntryModel,
        Label,
        Portrait,
        Title,
    )
    from reportgen.content.figure_kinds import FigureField
    from reportgen.content.markdown import read_inline, read_markdown
    from reportgen.content.picture import PictureContent, PictureField
    from reportgen.content.reading import ReadContext, Reads, Slot
    from reportgen.content.stats import Stats
    from reportgen.content.table.as_written import TableField
    from reportgen.content.text import Block, Headline, Prose, Span, Text, TextContent, Texts
    from reportgen.content.values import Number, Plain, Strict
    from reportgen.document import Document
    from reportgen.errors import FitError, PluginError, ReportgenError, SourceError, Where
    from reportgen.frames import Publication
    from reportgen.geometry import Rect, Size
    from reportgen.layout.components.component import Component, Placed, Site
    from reportgen.layout.fragments import Fragment
    from reportgen.layout.styles import TextStyle
    from reportgen.preflight.finding import Finding
    from reportgen.sections.base import SectionModel, Traits
    from reportgen.source.model_annotations import NUMERIC, SETTING

_HOMES = {
    "Block": "content.text",
    "Body": "content.entries",
    "BodyLines": "content.entries",
    "Bullets": "content.entries",
    "Chart": "content.chart.as_written",
    "ChartStyle": "charts.style",
    "Component": "layout.components.component",
    "Content": "content.base",
    "ContentModel": "content.base",
    "DateLabel": "content.entries",
    "Document": "document",
    "ENTRIES": "content.entries",
    "EntryModel": "content.entries",
    "FigureField": "content.figure_kinds",
    "File": "backends.formats",
    "Finding": "preflight.finding",
    "FitError": "errors",
    "Format": "backends.formats",
    "Fragment": "layout.fragments",
    "Headline": "content.text",
    "Label": "content.entries",
    "NUMERIC": "source.model_annotations",
    "Number": "content.values",
    "Options": "backends.options",
    "PictureContent": "content.picture",
    "PictureField": "content.picture",
    "Placed": "layout.components.component",
    "Plain": "content.values",
    "PluginError": "errors",
    "Portrait": "content.entries",
    "Prose": "content.text",
    "Publication": "frames",
    "ReadContext": "content.reading",
    "Reads": "content.reading",
    "Rect": "geometry",
    "ReportgenError": "errors",
    "SETTING": "source.model_annotations",
    "SectionModel": "sections.base",
    "Site": "layout.components.component",
    "Size": "geometry",
    "Slot": "content.reading",
    "SourceError": "errors",
    "Span": "content.text",
    "Stats": "content.stats",
    "Strict": "content.values",
    "TableField": "content.table.as_written",
    "Text": "content.text",
    "TextContent": "content.text",
    "TextStyle": "layout.styles",
    "Texts": "content.text",
    "Title": "content.entries",
    "Traits": "sections.base",
    "Where": "errors",
    "read_inline": "content.markdown",
    "read_markdown": "content.markdown",
}


def __getattr__(name: str) -> Any:
    if name in _HOMES:
        from importlib import import_module

        return getattr(import_module(f"reportgen.{_HOMES[name]}"), name)
    raise AttributeError(f"module 'reportgen.ext' has no attribute {name!r}")


__all__ = [
    "ENTRIES",
    "NUMERIC",
    "SETTING",
    "Block",
    "Body",
    "BodyLines",
    "Bullets",
    "Chart",
    "ChartStyle",
    "Component",
    "Content",
    "ContentModel",
    "DateLabel",
    "Document",
    "EntryModel",
    "FigureField",
    "File",
    "Finding",
    "FitError",
    "Format",
    "Fragment",
    "Headline",
    "Label",
    "Number",
    "Options",
    "PictureContent",
    "PictureField",
    "Placed",
    "Plain",
    "PluginError",
    "Portrait",
    "Prose",
    "Publication",
    "ReadContext",
    "Reads",
    "Rect",
    "ReportgenError",
    "SectionModel",
    "Site",
    "Size",
    "Slot",
    "SourceError",
    "Span",
    "Stats",
    "Strict",
    "TableField",
    "Text",
    "TextContent",
    "TextStyle",
    "Texts",
    "Title",
    "Traits",
    "Where",
    "read_inline",
    "read_markdown",
]
