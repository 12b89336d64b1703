"""Values of tables → texts in the document's language (CLDR through ICU)."""

from __future__ import annotations

from datetime import UTC, date, datetime
from functools import lru_cache

from icu4py.messageformat import MessageFormat

from reportgen.content.table import TableColumn

MINUS = "\u2212"
NOTHING = "–"
UP, DOWN = "▲", "▼"
_DAYS = {"day": "yMMMd", "month": "yMMM", "year": "y"}


class Formats:
    """Writes the values of one language."""

    def __init__(self, language: str) -> None:
        self.language = language
        self.mark = _decimal_mark(language)
        self._known: dict[tuple[object, ...], MessageFormat] = {}

    def number(self, value: float, column: TableColumn) -> str:
        """A number as its column has it: ``1,234.5``, ``12 %``, ``€1,200``; of a delta without its sign.

        >>> from reportgen.errors import NOWHERE
        >>> Formats("de").number(-1234.5, TableColumn((), "number", "right", NOWHERE, 1))
        '−1.234,5'
        """
        text = self._of(column).format({"n": round(value, 12) + 0.0})
        if value < 0:
            text = text.replace("-", MINUS, 1)
            if not any("1" <= char <= "9" for char in text):
                text = text.replace(MINUS, "", 1)  # −0.0
        return text

    def delta(self, value: float, column: TableColumn) -> tuple[str, int]:
        """A change as ``▲ 4.2%``, and its direction: 1, 0 or -1, by what is shown."""
        text = self.number(abs(value), column)
        if value == 0 or not any("1" <= char <= "9" for char in text):
            return text, 0
        return f"{UP if value > 0 else DOWN}\u00a0{text}", 1 if value > 0 else -1

    def day(self, value: date, precision: str) -> str:
        moment = datetime(value.year, value.month, value.day, 12, tzinfo=UTC)
        key = ("date", precision)
        if key not in self._known:
            self._known[key] = MessageFormat(f"{{d, date, ::{_DAYS[precision]}}}", self.language)
        return str(self._known[key].format({"d": moment}))

    def tail(self, text: str) -> int:
        """Where the part of a number begins that stands after the decimal mark, or after the last digit.

        >>> Formats("en").tail("1,234.5%"), Formats("en").tail("▲ 12%")
        (5, 4)
        """
        digits = [at for at, char in enumerate(text) if char.isdigit()]
        if not digits:
            return len(text)
        at = text.rfind(self.mark, digits[0], digits[-1])
        return at if at >= 0 else digits[-1] + 1

    def _of(self, column: TableColumn) -> MessageFormat:
        key = (column.measure, column.decimals, column.currency, column.grouped, column.formatted, column.scientific)
        if key not in self._known:
            skeleton = f".{'0' * column.decimals}" if column.decimals else "precision-integer"
            if column.measure == "percent":
                skeleton += " percent scale/100"
            elif column.measure == "currency":
                skeleton += f" currency/{column.currency} unit-width-narrow"
            if column.formatted:
                skeleton += " rounding-mode-half-up"  # as workbooks round
            if column.scientific:
                skeleton += " scientific"
            if not column.grouped:
                skeleton += " group-off"
            self._known[key] = MessageFormat(f"{{n, number, ::{skeleton}}}", self.language)
        return self._known[key]


@lru_cache(maxsize=64)
def _decimal_mark(language: str) -> str:
    shown = str(MessageFormat("{n, number, ::.0}", language).format({"n": 1.5}))
    inner = [char for char in shown if not char.isdigit() and char.isprintable()]
    return inner[0] if inner else "."
