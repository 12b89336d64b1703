"""Faults of reportgen itself and of what other packages bring, as messages: no exception but ours reaches a user."""

from __future__ import annotations

import os
from collections.abc import Iterable
from types import TracebackType

from reportgen.errors import NOWHERE, PluginError, ReportgenError, Where

DEBUG = "REPORTGEN_DEBUG"
"""The environment variable that shows the traceback of a fault, as `--debug` does."""

EXIT_CODE = 70
"""What the command line ends with after a fault (EX_SOFTWARE of sysexits.h)."""


class InternalFault(ReportgenError):
    """A fault of reportgen, not of the input; its `__cause__` is the exception that nobody expected."""


def release() -> str:
    """The version of reportgen that is at work."""
    from importlib.metadata import PackageNotFoundError, version

    try:
        return version("reportgen")
    except PackageNotFoundError:
        return "checkout"


def debugging() -> bool:
    """Whether the traceback of a fault is wanted."""
    return os.environ.get(DEBUG, "") not in ("", "0")


def as_ours(error: Exception) -> ReportgenError:
    """Any exception as an error of ours: itself, what the machine refused, or a fault of reportgen or another package.

    The traceback of what is not ours is logged where it is wanted, in whatever process it was caught; a program that
    has set up no logging sees it on standard error.

    >>> try:
    ...     1 / 0
    ... except ZeroDivisionError as error:
    ...     as_ours(error).message.partition(", ")[2]
    'not of the source: ZeroDivisionError: division by zero'
    """
    if isinstance(error, ReportgenError):
        return error
    where = _place(error.__traceback__)
    made: ReportgenError
    if isinstance(error, MemoryError):
        made = ReportgenError("there is not enough memory", where, "give it more, or make pictures and data smaller")
    elif isinstance(error, OSError) and error.strerror:
        about = f"{error.filename}: " if error.filename is not None else ""
        made = ReportgenError(f"{about}{error.strerror}", hint="look at the path, its permissions and the disk")
    elif whose := _brought(error.__traceback__):
        made = PluginError(
            f"a fault of {whose}, not of the source: {_said(error)}",
            where,
            "mend it, or tell its author; reportgen --debug … shows the rest",
        )
    else:
        made = InternalFault(
            f"a fault of reportgen {release()}, not of the source: {_said(error)}",
            where,
            "please report it with this line and what is at that place; reportgen --debug … shows the rest",
        )
    made.__cause__ = error
    if debugging():
        import logging

        logging.getLogger(__name__).error("%s", made, exc_info=error)
    return made


def _said(error: Exception) -> str:
    """Class and message of an exception, on one line."""
    return " ".join(f"{type(error).__name__}: {error}".split()).removesuffix(":")


def _brought(trace: TracebackType | None) -> str:
    """Where an exception was raised in what another package brings: its module and line; empty if it was elsewhere."""
    from reportgen.plugins import is_brought

    found = ""
    while trace is not None:
        module = str(trace.tb_frame.f_globals.get("__name__", ""))
        if is_brought(module):
            found = f"{module} (line {trace.tb_lineno})"
        trace = trace.tb_next
    return found


def _place(trace: TracebackType | None) -> Where:
    """The section or value at work: the innermost local variable that knows its line in a source."""
    place = NOWHERE
    while trace is not None:
        place = _known_place(trace.tb_frame.f_locals.values()) or place
        trace = trace.tb_next
    return place


def _known_place(values: Iterable[object]) -> Where | None:
    for value in values:
        where = value if isinstance(value, Where) else _where_of(value)
        if where is not None and where.line is not None:
            return where
    return None


def _where_of(value: object) -> Where | None:
    if isinstance(value, type) or not type(value).__module__.startswith("reportgen."):
        return None  # what is asked of foreign objects may run anything
    where = getattr(value, "where", None)
    return where if isinstance(where, Where) else None
