"""What a batch would make: each record with its files and a key, and the proof that no two are the same file."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

from reportgen.batch.jobs import Item
from reportgen.batch.outcomes import Outcome
from reportgen.batch.output_names import Pattern, same
from reportgen.batch.records import Record
from reportgen.errors import ReportgenError, SourceError, Where, raise_all
from reportgen.source.expressions import missing_field, spellings
from reportgen.structs import Struct


class Plan(Struct, frozen=True):
    """What a batch would make, and the records that cannot be made, with the names of their files where these could be
    told.
    """

    items: tuple[Item, ...]
    faults: tuple[Outcome, ...]


def sampled(records: list[Record], count: int) -> list[Record]:
    """So many records, evenly taken, the first and the last among them; all of them where `count` is 0."""
    if not 0 < count < len(records):
        return records
    step = (len(records) - 1) / max(1, count - 1)
    return [records[round(number * step)] for number in range(count)]


def check_columns(records: Iterable[Record], needed: Mapping[str, Where], patterns: Iterable[Pattern]) -> None:
    """See that the data has every field that the source needs and that names of files are made of.

    Raises:
        ReportgenError: it lacks one; all that are lacking are named.
    """
    known = list(dict.fromkeys(key for record in records for key in record.values))
    spelled = spellings(tuple(known))
    asked = [*needed.items(), *((name, Where(path=pattern.name)) for pattern in patterns for name in pattern.fields)]
    raise_all(
        SourceError(f'the data has no column "{name}"', where, missing_field(name, known)[1])
        for name, where in asked
        if name not in known and name not in spelled
    )


def check_names(items: Sequence[Item]) -> None:
    """See that no two items would be the same file, and none a folder in which others lie.

    Raises:
        ReportgenError: they would be; all of them are named.
    """
    seen: dict[str, int] = {}
    problems: list[ReportgenError] = []
    for item in items:
        own = [same(name) for name in item.names]
        for name, alike in zip(item.names, own, strict=True):
            first = seen.setdefault(alike, item.line)
            if first != item.line or own.count(alike) > 1:
                problems.append(
                    SourceError(
                        f'records {first} and {item.line} would both be "{name}"',
                        hint="put a field into the pattern that tells them apart, such as {line}",
                    )
                )
    folders = {"/".join(parts[:size]) for parts in (name.split("/") for name in seen) for size in range(1, len(parts))}
    problems += [
        SourceError(f'record {line} would be a file "{name}", which is a folder of others')
        for name, line in seen.items()
        if name in folders
    ]
    raise_all(problems)
