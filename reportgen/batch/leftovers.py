"""Files of earlier runs that no record has become in this one: it fails now, is gone, or has another name."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from contextlib import suppress

from reportgen.batch.journal import Journal, JournalEntry
from reportgen.batch.output_folder import Place


def lying(entry: JournalEntry | None, place: Place) -> dict[str, str]:
    """What an item had become before and what lies there still, with the SHA-256 that it was written with."""
    if entry is None:
        return {}
    return {name: digest for name, digest in {**entry.stale, **entry.files}.items() if place.digest(name)}


def gone(journal: Journal, of: str, names: Collection[str], kept: Collection[str], place: Place) -> dict[str, str]:
    """The files of items that the data has no more, with the SHA-256 that they were written with.

    Args:
        journal: what is known of earlier runs.
        of: what they were made `of` (see `Job`): files of other sources and formats in the same folder are not meant.
        names: the names of the items of all records.
        kept: files that records of this run have.
        place: where they lie.
    """
    found: dict[str, str] = {}
    for name, entry in {**journal.earlier, **journal.own}.items():
        if name and name not in names and entry.of == of:
            found |= {file: digest for file, digest in lying(entry, place).items() if file not in kept}
    return found


def removed(files: Mapping[str, str], place: Place) -> Iterable[str]:
    """Take files away, unless somebody has changed them since they were written; those that are taken away."""
    for name, digest in files.items():
        if place.digest(name) == digest:
            with suppress(OSError):  # a file that stays is told as one that lies there
                place.remove(name)
                yield name
