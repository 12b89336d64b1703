"""`table`: figures or texts in rows and columns."""

from typing import ClassVar, Literal

from reportgen.content.table.as_written import TableField
from reportgen.sections.base import Headline, SectionModel, Text, Traits


class TableSection(SectionModel):
    traits: ClassVar[Traits] = Traits(reading="glance")

    type: Literal["table"] = "table"
    kicker: Text | None = None
    headline: Headline
    standfirst: Text | None = None
    table: TableField
