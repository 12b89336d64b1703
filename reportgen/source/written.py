"""Values of records that are printed as they were written or shown, and known as what they mean: 1.234,50 is 1234.5."""

from __future__ import annotations

from typing import Any


class Printed:
    """A value that says itself how it is printed in a language."""

    __slots__ = ()

    def printed(self, language: str) -> str:
        """The text of the value."""
        raise NotImplementedError

    @property
    def plain(self) -> Any:
        """The value without its text."""
        raise NotImplementedError


class Written(str):
    """A text of a data file with the number or date that it is, as `meant`: in digits and a point, or ISO 8601.

    It is printed as it is written; filters and arithmetic take what it means.

    >>> Written("1.234,50", "1234.50"), float(Written("1.234,50", "1234.50"))
    ('1.234,50', 1234.5)
    """

    __slots__ = ("meant",)
    meant: str

    def __new__(cls, text: str, meant: str) -> Written:
        made = super().__new__(cls, text)
        made.meant = meant
        return made

    def __reduce__(self) -> Any:
        return Written, (str(self), self.meant)

    def __float__(self) -> float:
        return float(self.meant)


def meant(value: Any) -> Any:
    """What a value means, where it is written or shown otherwise."""
    if isinstance(value, Written):
        return value.meant
    return value.plain if isinstance(value, Printed) else value
