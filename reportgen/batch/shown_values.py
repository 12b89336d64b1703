"""Values of a workbook's cells that are printed as the cells show them, and count as what they are."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any, SupportsIndex

from reportgen.content.table.workbook_formats import CellFormat, shown
from reportgen.source.written import Printed


class _Shown(Printed):
    """A value with the format of its cell. Each kind says what it is `plain`, and makes one of that and a format."""

    form: CellFormat

    def __reduce_ex__(self, protocol: SupportsIndex) -> Any:  # A moment has one of its own, which loses the format.
        return type(self).of, (self.plain, self.form)

    @staticmethod
    def of(value: Any, form: CellFormat) -> Any:
        """A value in a format."""
        raise NotImplementedError

    def printed(self, language: str) -> str:
        """The text of the cell."""
        return shown(self.plain, self.form, language)


class ShownNumber(_Shown, float):
    """A number with the format of its cell: 0.125 is printed as ``12.5%``.

    >>> from reportgen.content.table.workbook_formats import format_of
    >>> share = ShownNumber.of(0.125, format_of("0.0%"))
    >>> share.printed("de"), share * 2
    ('12,5%', 0.25)
    """

    @staticmethod
    def of(value: float, form: CellFormat) -> ShownNumber:
        """A number in a format."""
        made = ShownNumber(value)
        made.form = form
        return made

    @property
    def plain(self) -> float:
        """The number alone."""
        return float(self)


class ShownDay(_Shown, date):
    """A day with the format of its cell: printed as ``30.06.2026``."""

    @staticmethod
    def of(value: date, form: CellFormat) -> ShownDay:
        """A day in a format."""
        made = ShownDay(value.year, value.month, value.day)
        made.form = form
        return made

    @property
    def plain(self) -> date:
        """The day alone."""
        return date(self.year, self.month, self.day)


class ShownMoment(_Shown, datetime):
    """A day and a time with the format of their cell."""

    @staticmethod
    def of(value: datetime, form: CellFormat) -> ShownMoment:
        """A moment in a format."""
        made = ShownMoment.combine(value.date(), value.time())
        made.form = form
        return made

    @property
    def plain(self) -> datetime:
        """The moment alone."""
        return datetime.combine(self.date(), self.time())
