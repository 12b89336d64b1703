"""`table`: figures or texts in rows and columns."""

from typing import Literal

from reportgen.document.sections.base import SectionModel, Text
from reportgen.document.tables import TableField


class TableSection(SectionModel):
    type: Literal["table"]
    kicker: Text | None = None
    headline: Text
    standfirst: Text | None = None
    table: TableField
