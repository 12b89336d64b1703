"""Values of a workbook's cells that are printed as the cells show them, and count as what they are."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any

from reportgen.content.table.workbook_formats import CellFormat, shown
from reportgen.source.written import Printed


class ShownNumber(float, Printed):
    """A number with the format of its cell: 0.125 is printed as ``12.5%``.

    >>> from reportgen.content.table.workbook_formats import format_of
    >>> share = ShownNumber(0.125, format_of("0.0%"))
    >>> share.printed("de"), share * 2
    ('12,5%', 0.25)
    """

    form: CellFormat

    def __new__(cls, number: float, form: CellFormat) -> ShownNumber:
        made = super().__new__(cls, number)
        made.form = form
        return made

    def __reduce__(self) -> Any:
        return ShownNumber, (float(self), self.form)

    def printed(self, language: str) -> str:
        """The text of the cell."""
        return shown(float(self), self.form, language)

    @property
    def plain(self) -> float:
        """The number alone."""
        return float(self)


class ShownDay(date, Printed):
    """A day with the format of its cell: printed as ``30.06.2026``."""

    form: CellFormat

    @staticmethod
    def of(value: date, form: CellFormat) -> ShownDay:
        """A day in a format."""
        made = ShownDay(value.year, value.month, value.day)
        made.form = form
        return made

    def __reduce__(self) -> Any:
        return ShownDay.of, (self.plain, self.form)

    def printed(self, language: str) -> str:
        """The text of the cell."""
        return shown(self.plain, self.form, language)

    @property
    def plain(self) -> date:
        """The day alone."""
        return date(self.year, self.month, self.day)


class ShownMoment(datetime, Printed):
    """A day and a time with the format of their cell."""

    form: CellFormat

    @staticmethod
    def of(value: datetime, form: CellFormat) -> ShownMoment:
        """A moment in a format."""
        made = ShownMoment.combine(value.date(), value.time())
        made.form = form
        return made

    def __reduce__(self) -> Any:
        return ShownMoment.of, (self.plain, self.form)

    def printed(self, language: str) -> str:
        """The text of the cell."""
        return shown(self.plain, self.form, language)

    @property
    def plain(self) -> datetime:
        """The moment alone."""
        return datetime.combine(self.date(), self.time())
