"""`figure`: a picture, or a mapping that says what else it is: `chart` or `table`."""

from __future__ import annotations

from typing import Annotated

from pydantic import Discriminator, Tag

from reportgen.content.chart.source import Chart
from reportgen.content.table.source import TableField
from reportgen.content.values import Strict
from reportgen.sections.base import PictureField


class PictureFigure(Strict):
    """A picture under its own key."""

    picture: PictureField


class ChartFigure(Strict):
    """A chart that stands where a picture could."""

    chart: Chart


class TableFigure(Strict):
    """A table that stands where a picture could."""

    table: TableField


def _which(value: object) -> str:
    """The alternative that a value is meant for: what its only key says, else a picture.

    The names are in brackets because they stand in no file: messages leave them out.
    """
    if isinstance(value, ChartFigure) or (isinstance(value, dict) and "chart" in value):
        return "[chart]"
    if isinstance(value, TableFigure) or (isinstance(value, dict) and "table" in value):
        return "[table]"
    if isinstance(value, PictureFigure) or (isinstance(value, dict) and "picture" in value):
        return "[held]"
    return "[picture]"


FigureField = Annotated[
    Annotated[PictureField, Tag("[picture]")]
    | Annotated[PictureFigure, Tag("[held]")]
    | Annotated[ChartFigure, Tag("[chart]")]
    | Annotated[TableFigure, Tag("[table]")],
    Discriminator(_which),
]
