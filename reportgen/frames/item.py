"""The closed union of what stands on a sheet: backends match on it and end in `assert_never`."""

from __future__ import annotations

from reportgen.frames.charts import ChartItem
from reportgen.frames.items import ImageItem, ShapeItem, TableItem, TextItem

Item = TextItem | ImageItem | ShapeItem | TableItem | ChartItem
