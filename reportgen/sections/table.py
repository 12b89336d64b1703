"""`table`: figures or texts in rows and columns."""

from typing import Literal

from reportgen.content.table.source import TableField
from reportgen.sections.base import SectionModel, Text


class TableSection(SectionModel):
    type: Literal["table"]
    kicker: Text | None = None
    headline: Text
    standfirst: Text | None = None
    table: TableField
