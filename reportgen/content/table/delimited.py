"""Text files of values (CSV, TSV) → texts in rows: encoding, separator and quotes are found out."""

from __future__ import annotations

import codecs
import csv
import io
import re
from collections.abc import Iterator
from typing import NamedTuple

from reportgen.errors import SourceError, SourceRemark, Where

_SEP = re.compile(r"sep=(.)\s*", re.IGNORECASE)
_BOMS = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)


class Line(NamedTuple):
    """A record of the file: the line that it begins on, from 1, and its values; or why it cannot be read."""

    number: int
    values: list[str]
    fault: str = ""


def decoded(raw: bytes, name: str) -> tuple[str, list[SourceRemark]]:
    """The text of a file in UTF-8, UTF-16, UTF-32 or Windows-1252; of the last with a remark, since it is a guess.

    Raises:
        SourceError: it is none of these.
    """
    for bom, encoding in _BOMS:
        if raw.startswith(bom):
            return _strictly(raw, encoding, name), []
    if raw[1:2] == b"\0" or raw[:1] == b"\0":  # UTF-16 without a mark: every other byte of Latin text is nothing
        return _strictly(raw, "utf-16-le" if raw[1:2] == b"\0" else "utf-16-be", name), []
    try:
        return raw.decode(), []
    except UnicodeDecodeError as error:
        where = Where(name, raw[: error.start].count(b"\n") + 1)
        text = _strictly(raw, "cp1252", name, where)
        message = "the file is not UTF-8 text; it is read as Windows-1252"
        return text, [SourceRemark(message, where, "save it as CSV UTF-8 if letters are wrong")]


def _strictly(raw: bytes, encoding: str, name: str, where: Where | None = None) -> str:
    try:
        return raw.decode(encoding)
    except UnicodeDecodeError as error:
        place = where or Where(name)
        raise SourceError(f"the file is no {encoding.upper()} text", place, "save it as CSV UTF-8") from error


def separator_of(text: str, candidates: str = ",;\t|") -> tuple[str, int]:
    """What separates the values, and how many lines at the top only say so: ``sep=;``, as Excel has it."""
    first = text.split("\n", 1)[0]
    told = _SEP.fullmatch(first)
    if told:
        return told[1], 1
    # csv.Sniffer guesses letters, too; what separates is in line after line as often, unlike a comma before decimals
    lines = [line for line in re.sub(r'"[^"]*"', "", text[:20_000]).split("\n")[:30] if line.strip()]
    if not any(mark in line for line in lines for mark in candidates):
        return candidates[0], 0
    return max(candidates, key=lambda mark: (*_evenness([line.count(mark) for line in lines]), mark != ",")), 0


def _evenness(counts: list[int]) -> tuple[int, int]:
    """In how many lines a mark is as often as in most lines that have it, and how often that is."""
    there = [count for count in counts if count]
    usual = max(there, key=there.count, default=0)
    return there.count(usual), usual


def lines_of(text: str, separator: str, skip: int = 0) -> Iterator[Line]:
    """The records of a text; a broken one is a line with a fault, after which the next is tried."""
    stream = io.StringIO(text, newline="")
    for _ in range(skip):
        stream.readline()
    reader = csv.reader(stream, delimiter=separator, strict=True)
    csv.field_size_limit(10_000_000)
    while True:
        number = reader.line_num + 1 + skip
        try:
            values = next(reader)
        except StopIteration:
            return
        except csv.Error as error:
            yield Line(number, [], str(error))
            continue
        yield Line(number, values)
