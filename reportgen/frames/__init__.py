"""The meeting point of engine and backends: sheets of positioned items, and what they mean.

All lengths are points (1/72 in), origin top left of the sheet, y down. A `TextItem` has two readings: the
paragraphs as authored, for backends that write editable text, and the lines as set, for backends that draw.
The order of a sheet's items is its reading order and its z order.
"""

from reportgen.frames.charts import (
    ChartAxis,
    ChartBar,
    ChartCategories,
    ChartDots,
    ChartItem,
    ChartKind,
    ChartLabel,
    ChartLine,
    ChartMark,
    ChartPlot,
    ChartSeries,
    ChartWedge,
    Spot,
)
from reportgen.frames.colour import PAPER, Colour, Theme
from reportgen.frames.item import Item
from reportgen.frames.items import (
    LOGO_PLATE,
    Bullet,
    GlyphRun,
    ImageItem,
    Line,
    Paragraph,
    ParagraphRole,
    Run,
    ShapeItem,
    TableCell,
    TableItem,
    TableRule,
    TextItem,
)
from reportgen.frames.publication import (
    Face,
    Field,
    Landing,
    Master,
    OutlineEntry,
    Picture,
    Placeholder,
    Publication,
    Sheet,
)

__all__ = [
    "LOGO_PLATE",
    "PAPER",
    "Bullet",
    "ChartAxis",
    "ChartBar",
    "ChartCategories",
    "ChartDots",
    "ChartItem",
    "ChartKind",
    "ChartLabel",
    "ChartLine",
    "ChartMark",
    "ChartPlot",
    "ChartSeries",
    "ChartWedge",
    "Colour",
    "Face",
    "Field",
    "GlyphRun",
    "ImageItem",
    "Item",
    "Landing",
    "Line",
    "Master",
    "OutlineEntry",
    "Paragraph",
    "ParagraphRole",
    "Picture",
    "Placeholder",
    "Publication",
    "Run",
    "ShapeItem",
    "Sheet",
    "Spot",
    "TableCell",
    "TableItem",
    "TableRule",
    "TextItem",
    "Theme",
]
