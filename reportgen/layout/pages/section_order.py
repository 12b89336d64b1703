"""The order in which a newsletter's sections are laid, where that is not the author's."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import takewhile

from reportgen.document import LoadedSection
from reportgen.layout.table_of_contents import LISTS
from reportgen.sections import traits_of

SMALL_PRINT = "imprint"
"""The type of section that stands under all others."""


def in_page_order(sections: Sequence[LoadedSection]) -> list[LoadedSection]:
    """The sections, of which contents that stand under the cover come after the head of the first part.

    That head begins what stands on page one; contents before it would have the page to themselves, because nothing of
    a part may stand beside what comes before its head. After it they stand in a rail beside the part's first sections.
    Small print stands under all else that ends the newsletter.
    """
    opening = len([*takewhile(lambda one: one.type == "cover", sections)])
    found = list(sections)
    listing = found[opening : opening + 2]
    if len(listing) == 2 and listing[0].type in LISTS and listing[1].begins_part:
        found[opening : opening + 2] = reversed(listing)
    ending = len(found) - ending_with(found)
    return [*found[:ending], *sorted(found[ending:], key=lambda one: one.type == SMALL_PRINT)]


def ending_with(sections: Sequence[LoadedSection]) -> int:
    """How many sections at the end of a newsletter conclude it: they may stand in bands at its last page's foot."""
    return len([*takewhile(lambda one: traits_of(one.type).concludes, reversed(sections))])
