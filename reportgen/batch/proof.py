"""Which records to look at before a run: those that show what can differ, with a contact sheet to be approved."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Mapping, Sequence
from contextlib import suppress
from typing import Any

from reportgen.batch.jobs import Item, ItemMaker
from reportgen.batch.outcomes import cell
from reportgen.batch.output_folder import Place as Folder
from reportgen.batch.records import Record
from reportgen.errors import ReportgenError
from reportgen.source.language_tags import tag_of
from reportgen.source.merge_fields import Template
from reportgen.source.tree import Place, path_of
from reportgen.structs import Struct

SHEET, LIST = "proof.png", "proof.csv"
"""The contact sheet, and what each record on it shows."""

_ALWAYS = ("the first", "the last", "the longest text")


class Proof(Struct, frozen=True):
    """A record to look at, and what it shows that those before it do not."""

    record: Record
    shows: tuple[str, ...]


def chosen(template: Template, records: Sequence[Record], count: int) -> tuple[list[Proof], list[str]]:
    """So many records that show most: the first and the last, the longest text, the longest and the shortest list of
    each kind, each language, each brand, and each way that a `when` can turn; and what there was no room for.
    """
    sound = [one for one in records if not one.fault]
    features = {one.line: _features(template, one) for one in sound}
    _mark(features, sound)
    wanted = {feature for own in features.values() for feature in own}
    made: list[Proof] = []
    left = list(sound)
    while left and len(made) < count:
        best = max(left, key=lambda one: (_worth(features[one.line] & wanted), -one.line))
        new = features[best.line] & wanted
        if not new:  # all is shown: the rest is taken evenly
            best = left[len(left) // 2]
        wanted -= new
        left.remove(best)
        made.append(Proof(best, tuple(sorted(new))))
    return sorted(made, key=lambda one: one.record.line), sorted(wanted)


def _worth(features: set[str]) -> tuple[int, int]:
    """What nobody would leave out counts more than any number of other things."""
    return len(features.intersection(_ALWAYS)), len(features)


def _features(template: Template, record: Record) -> set[str]:
    """What a record shows by itself; nothing of one that cannot be read."""
    try:
        personal = template.expand(record.values)
    except ReportgenError:
        return {"what cannot be made"}
    root = personal.tree.value
    found = {f"brand {root['brand']}"} if isinstance(root.get("brand"), str) else set()
    with suppress(ValueError):  # what is no language is told when it is made
        found.add(f"language {tag_of(str(root.get('language') or 'en'))}")
    return found | {f"{_condition(template, place)}{'' if holds else ': no'}" for place, holds in personal.met}


def _condition(template: Template, place: Place) -> str:
    """A condition as it is written, with the number of its section."""
    value: Any = template.tree.value
    for part in place:
        value = value[part]
    return f"{path_of(place[:2])} when {value}"


def _mark(features: Mapping[int, set[str]], records: Sequence[Record]) -> None:
    """Note which records are the first of something, the longest, the shortest."""
    if not records:
        return
    lengths = {one.line: sum(map(len, filter(_is_text, one.values.values()))) for one in records}
    features[records[0].line].add("the first")
    features[records[-1].line].add("the last")
    features[max(records, key=lambda one: lengths[one.line]).line].add("the longest text")
    for name in dict.fromkeys(key for one in records for key, value in one.values.items() if isinstance(value, list)):
        rows = {one.line: len(one.values.get(name) or ()) for one in records}
        features[max(rows, key=rows.__getitem__)].add(f"the most {name}")
        features[min(rows, key=rows.__getitem__)].add(f"the fewest {name}")


def _is_text(value: object) -> bool:
    return isinstance(value, str)


def write_sheet(maker: ItemMaker, proofs: Iterable[Proof], items: Mapping[int, Item], place: Folder) -> None:
    """Write the contact sheet of all pages of the proofs, and the list of what each shows.

    Raises:
        ReportgenError: pypdfium2 is missing, or the picture would be too large.
    """
    from reportgen.backends.pixels import encoding
    from reportgen.backends.pixels.contact_sheet import CONTACT_DPI, sheet_of
    from reportgen.backends.pixels.pages import page_images

    pages, text = [], io.StringIO()
    table = csv.writer(text, lineterminator="\n")
    table.writerow(("line", "file", "shows"))
    for proof in proofs:
        item = items.get(proof.record.line)
        table.writerow(map(cell, (proof.record.line, item.name if item else "", "; ".join(proof.shows))))
        if item is None:
            continue
        try:
            laid = maker.publications(item.values)
        except ReportgenError:
            continue  # the account says why it failed
        for publication in laid.values():
            pages += [(image, str(item.line)) for image in page_images(publication, CONTACT_DPI)]
    place.write(LIST, text.getvalue().encode("utf-8-sig"))
    if pages:
        place.write(SHEET, encoding.png(sheet_of(pages), CONTACT_DPI, "Proofs"))
