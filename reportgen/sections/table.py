"""`table`: figures or texts in rows and columns."""

from typing import Literal

from reportgen.content.table.as_written import TableField
from reportgen.sections.base import Headline, SectionModel, Text


class TableSection(SectionModel):
    type: Literal["table"] = "table"
    kicker: Text | None = None
    headline: Headline
    standfirst: Text | None = None
    table: TableField
