"""What a batch would make: each record with its files and a key, and the proof that no two are the same file."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from types import MappingProxyType
from typing import Literal

from reportgen.batch.jobs import Item
from reportgen.batch.outcomes import Outcome
from reportgen.batch.output_names import Pattern, part_name, same
from reportgen.batch.records import Record
from reportgen.errors import ReportgenError, SourceError, Where, raise_all
from reportgen.source.expressions import missing_field, spellings
from reportgen.structs import Struct, replace

SameNames = Literal["stop", "fail", "suffix"]
"""What becomes of records whose files would have one name: nothing is begun, they alone fail, or all but the first have
a number after their names.
"""


class Plan(Struct, frozen=True):
    """What a batch would make, and the records that cannot be made, with the names of their files where these could be
    told.
    """

    items: tuple[Item, ...]
    faults: tuple[Outcome, ...]
    names: frozenset[str] = frozenset()
    """The names by which the journal knows the items of all records."""
    sampled: bool = False
    """Whether it is of some records only."""
    warnings: Mapping[str, tuple[int, ...]] = MappingProxyType({})
    """What a rehearsal found to look at, with the lines of the records that it is about."""


class Named(Struct, frozen=True):
    """A record and the names of its files; none where its `fault` is that they cannot be told."""

    record: Record
    names: tuple[str, ...] = ()
    fault: str = ""


def sampled(records: Sequence[Named], count: int, lines: frozenset[int] = frozenset()) -> Sequence[Named]:
    """So many records, evenly taken, the first and the last among them, or those of some lines; all of them where
    nothing is said.
    """
    if lines:
        return [one for one in records if one.record.line in lines]
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


def told_apart(named: Sequence[Named], policy: SameNames) -> list[Named]:
    """Records of which no two are the same file, unless the policy is to stop for them."""
    if policy == "suffix":
        return _numbered(named)
    return _failed(named) if policy == "fail" else list(named)


def _failed(named: Sequence[Named]) -> list[Named]:
    """The records, those whose files would have the name of another's with that as their fault."""
    lines: dict[str, list[int]] = {}
    for one in named:
        for name in one.names:
            lines.setdefault(same(name), []).append(one.record.line)
    made = []
    for one in named:
        twice = next((name for name in one.names if len(lines[same(name)]) > 1), None)
        if twice is not None and not one.fault:
            others = ", ".join(str(line) for line in lines[same(twice)] if line != one.record.line)
            fault = f'"{twice}" would be the file of record {others}, too (tell them apart in the data, or by {{line}})'
            one = replace(one, fault=fault)
        made.append(one)
    return made


def _numbered(named: Sequence[Named]) -> list[Named]:
    """The records, the second of a name with -2 after it, and so on; a name that another record has is passed over."""
    taken = {same(name) for one in named for name in one.names}
    seen: set[str] = set()
    made = []
    for one in named:
        names, number = one.names, 1
        while any(same(name) in seen or (number > 1 and same(name) in taken) for name in names):
            number += 1
            names = tuple(part_name(name, f"-{number}") for name in one.names)
        seen.update(map(same, names))
        made.append(replace(one, names=names))
    return made


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
