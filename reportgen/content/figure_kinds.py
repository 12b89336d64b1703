"""`figure`: a picture, or a mapping that says what else it is: `chart` or `table`."""

from __future__ import annotations

from typing import Annotated, Any

from reportgen.content.base import Content, ContentModel
from reportgen.content.picture import PictureField
from reportgen.content.reading import ReadContext
from reportgen.source.model_annotations import Alternatives


class PictureFigure(ContentModel):
    """A picture under its own key."""

    picture: PictureField

    def read(self, at: ReadContext) -> Content | None:
        return self.picture.read(at.inner("picture"))


def _choose(value: Any) -> Any:
    """What a figure is: as its only key says, else a picture. Charts and tables are imported when one is met."""
    keys = value if isinstance(value, dict) else ()  # a file's name alone is a picture
    if "chart" in keys:
        from reportgen.content.chart.as_written import ChartFigure

        return ChartFigure
    if "table" in keys:
        from reportgen.content.table.as_written import TableFigure

        return TableFigure
    return PictureFigure if "picture" in keys else PictureField


def _whole() -> Any:
    from reportgen.content.chart.as_written import ChartFigure
    from reportgen.content.table.as_written import TableFigure

    return PictureField | PictureFigure | ChartFigure | TableFigure


def _key_of(model: object) -> str:
    return model.figure_key if isinstance(model, ContentModel) else ""


FigureField = Annotated[ContentModel, Alternatives(_choose, _whole, _key_of)]
"""A picture, a chart or a table, told apart by the key."""
