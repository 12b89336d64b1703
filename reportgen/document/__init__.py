"""YAML, JSON or Markdown → `Document`: frozen, checked, each value knows its file and line."""

from reportgen.document.content import (
    Block,
    Content,
    Offer,
    PictureContent,
    Span,
    Stat,
    StatsContent,
    TableColumn,
    TableContent,
    TableEntry,
    TableRow,
    TextContent,
)
from reportgen.document.load import Document, LoadedSection, load

__all__ = [
    "Block",
    "Content",
    "Document",
    "LoadedSection",
    "Offer",
    "PictureContent",
    "Span",
    "Stat",
    "StatsContent",
    "TableColumn",
    "TableContent",
    "TableEntry",
    "TableRow",
    "TextContent",
    "load",
]
