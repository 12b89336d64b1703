"""The parts of a deck, which the furniture of its slides may name and count."""

from __future__ import annotations

from collections.abc import Sequence

from reportgen.document import LoadedSection
from reportgen.layout.table_of_contents import kicker_of
from reportgen.structs import Struct

MOST = 24
"""Parts that are counted at most: pills for more would be dots."""


class Part(Struct, frozen=True):
    """The part that a section is in: its name, which is empty before the first, and its number from 1."""

    name: str = ""
    number: int = 0


def parts_of(sections: Sequence[LoadedSection]) -> tuple[list[Part], tuple[str, ...]]:
    """The part that each section is in, and what the parts are called, in their order.

    Two dividers and more make parts; in a deck without them, each run of sections with one kicker is one. It has no
    name of its own, since its slides say their kicker.
    """
    heads = [section.title if section.begins_part else None for section in sections]
    if len(heads) - heads.count(None) > 1:
        return _counted(heads)
    kickers = [kicker_of(section) for section in sections]
    found, names = _counted(
        [now if now != before else None for before, now in zip(["", *kickers], kickers, strict=False)]
    )
    if not 2 <= len(names) <= MOST:
        return [Part()] * len(sections), ()
    return [Part("", part.number) for part in found], names


def _counted(begun: Sequence[str | None]) -> tuple[list[Part], tuple[str, ...]]:
    """The parts of sections, of which those with a name begin one, and these names."""
    found: list[Part] = []
    last = Part()
    for name in begun:
        last = Part(name, last.number + 1) if name else last
        found.append(last)
    return found, tuple(name for name in begun if name)
