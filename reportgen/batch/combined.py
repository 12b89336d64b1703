"""The PDFs of a batch, one after another, in one file or one a group: for a printer, or for an archive.

A manifest beside it says on which pages each letter stands and how many sheets it takes.
"""

from __future__ import annotations

import csv
import io
import re
import zipfile
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path
from typing import Any

from reportgen.batch.journal import full_disk
from reportgen.batch.outcomes import Outcome, Summary, cell
from reportgen.batch.output_folder import Place
from reportgen.batch.output_names import check_name, fields_of, filled, parted, same, split_root
from reportgen.batch.records import Record
from reportgen.errors import NOWHERE, BackendError, SourceError, raise_all
from reportgen.source.expressions import missing_field
from reportgen.source.field_filters import sort_filter
from reportgen.structs import Struct

_DAY = (1980, 1, 1, 0, 0, 0)
"""When files of an archive were changed, if nobody is to be told; the first day that a ZIP knows."""


class Combination(Struct, frozen=True):
    """How letters are put together.

    `into` is the name of a file, with fields of records where there is to be one for each group: ``out/{region}.pdf``.
    `order` are columns by which letters are sorted, a minus before one that goes down; the data's order where there are
    none. `duplex` begins each letter on a sheet of its own. `separator` is a source that is made for each letter, and
    stands before it.
    """

    into: str
    order: tuple[str, ...] = ()
    duplex: bool = False
    separator: str | None = None


class Combined(Struct, frozen=True):
    """A file of many letters."""

    file: str
    letters: int
    pages: int
    sheets: int


def check(how: Combination, records: Sequence[Record], formats: Iterable[str]) -> None:
    """See that letters can be put together so, before any is made.

    Raises:
        ReportgenError: they are no PDFs, or there is no such column; all that is wrong.
    """
    faults: list[SourceError] = []
    if not how.into.endswith(".pdf") or "pdf" not in formats:
        faults.append(SourceError("PDFs alone are combined", hint="write -o 'out/{id}.pdf' --combine out/letters.pdf"))
    if re.search(r"[{}]", re.sub(r"\{[^{}]+\}", "", how.into)):
        faults.append(SourceError(f'the braces of "{how.into}" do not match', hint="write {field} or {field:slug}"))
    known = list(dict.fromkeys(key for one in records for key in one.values))
    for name in (*fields_of(how.into), *(column.removeprefix("-") for column in how.order)):
        if name not in known:
            faults.append(SourceError(f'the data has no column "{name}"', NOWHERE, missing_field(name, known)[1]))
    raise_all(faults or _faults_of_names(how.into, records))


def _faults_of_names(into: str, records: Iterable[Record]) -> list[SourceError]:
    """What is wrong with the names that records give to files of many, each once."""
    faults: dict[str, SourceError] = {}
    known: dict[str, str] = {}
    folder, pattern = parted(into)
    for record in records:
        try:
            name = filled(pattern, record.values, record.line)
            if fields_of(into):
                check_name(name)
        except SourceError as error:
            told = f"record {record.line} would be combined in a file of no safe name: {error.message}"
            faults.setdefault(error.message, SourceError(told, hint=error.hint or "write {field:slug} in --combine"))
            continue
        if (first := known.setdefault(same(name), name)) != name:
            told = f'"{first}" and "{name}" of {folder} would be one file on some systems'
            faults.setdefault(told, SourceError(told, hint="write {field:slug} in --combine"))
    return list(faults.values())


def combine(
    how: Combination, records: Iterable[Record], summary: Summary, root: str, brand: str | None = None
) -> list[Combined]:
    """Put the PDFs of a run together; those of records that failed are not among them.

    Raises:
        ReportgenError: there are none, or a file cannot be read or written.
    """
    kept = {one.line: one for one in summary.outcomes if one.status != "failed"}
    people = _ordered([one for one in records if one.line in kept], how.order)
    groups: dict[str, list[Record]] = {}
    for record in people:
        groups.setdefault(filled(how.into, record.values, record.line), []).append(record)
    if not groups:
        raise SourceError("there are no letters to be combined", hint="look at batch.csv, which says what failed")
    separators = _Separators(how.separator, brand) if how.separator else None
    return [_combined(name, people, kept, (how, root, separators)) for name, people in groups.items()]


def _ordered(records: list[Record], columns: Sequence[str]) -> list[Record]:
    """Records sorted by some of their columns, the first of which counts most."""
    for column in reversed(columns):
        name = column.removeprefix("-")
        rows = [{name: one.values.get(name), "of": at} for at, one in enumerate(records)]
        records = [records[row["of"]] for row in sort_filter(rows, name, reverse=column.startswith("-"))]
    return records


class _Separators:
    """Sheets that stand before letters, made of a source with fields."""

    def __init__(self, source: str, brand: str | None) -> None:
        from reportgen.batch.jobs import ItemMaker, Job

        self.maker = ItemMaker(Job(str(Path(source).resolve()), brand, (("newsletter", "pdf"),), ".", ""))

    def of(self, record: Record, count: int, of: int) -> bytes:
        """The sheet before a letter: its record's fields, and `letter`, its number of so many (`letters`)."""
        (files,) = self.maker.files({**record.values, "letter": count, "letters": of})
        return files[0].data


def _combined(name: str, people: Sequence[Record], kept: Mapping[int, Outcome], given: tuple[Any, ...]) -> Combined:
    """Write one file, and its manifest."""
    from pikepdf import PdfError

    from reportgen.backends.pdf.joining import Part, joined

    how, root, separators = given
    letters = [(record, file) for record in people for file in kept[record.line].names if file.endswith(".pdf")]
    parts: list[Part] = []
    for number, (record, file) in enumerate(letters, 1):
        if separators is not None:
            parts.append(Part(separators.of(record, number, len(letters)), even=how.duplex))
        parts.append(Part(_read(root, file), Path(file).stem, how.duplex))
    try:
        made, counts = joined(parts, Path(name).stem)
    except PdfError as error:
        raise BackendError(f"letters cannot be combined: {error}", hint="run the batch again") from error
    every = 1 if separators is None else 2
    rows, first, sheets = [], 1, 0
    for at, (record, file) in enumerate(letters):
        before = sum(counts[at * every : (at + 1) * every - 1])
        pages = counts[(at + 1) * every - 1]
        own = (pages + 1) // 2 if how.duplex else pages
        outcome = kept[record.line]
        rows.append((at + 1, record.line, file, first + before, outcome.facts.pages.get(file, pages), own, outcome.key))
        first += before + pages
        sheets += own + ((before + 1) // 2 if how.duplex else before)
    place, local = Place(split_root(name)[0]), split_root(name)[1]
    try:
        place.write(local, made)
        place.write(f"{local.removesuffix('.pdf')}.csv", _manifest(rows))
    except OSError as error:
        raise full_disk(place.root, error.strerror or str(error)) from error
    return Combined(name, len(letters), first - 1, sheets)


def _read(root: str, file: str) -> bytes:
    try:
        return Place(root).read(file)
    except OSError as error:
        hint = "run the batch again, which makes what is missing"
        raise BackendError(f"cannot read {file}: {error.strerror or error}", hint=hint) from error


def _manifest(rows: Iterable[Sequence[object]]) -> bytes:
    """Where each letter stands in a file of many."""
    text = io.StringIO()
    table = csv.writer(text, lineterminator="\n")
    table.writerow(("letter", "line", "file", "first page", "pages", "sheets", "key"))
    table.writerows([cell(value) for value in row] for row in rows)
    return text.getvalue().encode("utf-8-sig")


def archive(file: str, summary: Summary, root: str) -> int:
    """Put all files of a run, and its account, into a ZIP; gives how many. The same files make the same ZIP.

    Raises:
        BackendError: one cannot be read, or the ZIP cannot be written.
    """
    names = [name for one in summary.outcomes if one.status != "failed" for name in one.names]
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w") as package:
        for name in names:
            package.writestr(zipfile.ZipInfo(re.sub(r"^/+", "", name), _DAY), _read(root, name))
        account = zipfile.ZipInfo("batch.csv", _DAY)
        account.compress_type = zipfile.ZIP_DEFLATED
        package.writestr(account, summary.as_csv().encode("utf-8-sig"))
    folder, name = split_root(file)
    try:
        Place(folder).write(name, stream.getvalue())
    except OSError as error:
        raise full_disk(folder, error.strerror or str(error)) from error
    return len(names)
