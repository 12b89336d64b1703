"""What the search for page breaks weighs, and how far it looks: all costs and limits in one place.

Costs have no unit: they only stand in proportion to each other, and a template's `cost` key counts in the same measure.
"""

from __future__ import annotations

# --- costs

PAGE = 6.0
"""Cost of each page."""

SPLIT_SECTION = 3.0
"""Cost of a section that goes on over the page."""

SHORT_PART = 2.0
"""Cost, besides, where no more than a few lines stand before the cut or after it."""

SPLIT_CONTENTS = 12.0
"""Cost, besides, of a table of contents that goes on over the page: nobody looks for the rest of it there."""

SHRUNK = 2.0
"""Cost of a page whose pictures are at their least height and whose gaps are at their narrowest."""

REPEATED_TEMPLATE = 0.3
"""Cost of the same template over the width of the page twice on one spread."""

FLOATED = 0.2
"""Cost of a section that floats to the next page."""

UNEVEN = 0.3
"""Cost of a line (of the baseline grid) by which a module stays lower than its neighbour."""

STRANDED = 40.0
"""Cost of the head of a part at the foot of a page, away from what it is the head of."""

PART_BELOW, PART_LOWER = 3.0, 180.0
"""Cost of the head of a part under something else, and what is added for each height of a page that stands over it
beyond `PART_HIGH`: it belongs to the top of a page, and never to its lower half.
"""

PART_HIGH = 0.3
"""Part of a page's height that may stand over the head of a part at no more cost."""

NO_LEAD = 40.0
"""Cost of a first page that has too little of the lead: readers meet a story there, not a list of stories."""

NUMBERS_LATER = 4.0
"""Cost of a first page that has the lead without the numbers that follow it."""

RAIL_LINE, RAIL_LINES = 0.25, 8
"""Cost of each line of running text in a rail beyond the first ones: its columns are too narrow to read at length."""

NOT_AT_FOOT, RAIL_NOT_AT_FOOT = 6.0, 3.0
"""Cost of a section that is made to close the last page, anywhere else; of one that may stand in a rail as well."""

OTHER_TYPE = 0.5
"""Cost of a section type for each that its template accepts before it: a template was made for the first."""

ALONE = 8.0
"""Cost of a page width left empty beside a module that finds no neighbour."""

WHITE_CUBED, WHITE = 120.0, 6.0
"""Costs of white space at the foot of a page, of its share cubed and of its share: a little is hardly seen, much is."""

LAST_WHITE_SQUARED, LAST_WHITE, LAST_WHITE_FREE = 30.0, 3.0, 0.1
"""The same for the last page, where some white space is expected: the square of its share is counted beyond the last
one. It may be dear, because all pages share it: a last page that is nearly empty makes the others looser.
"""

# --- limits

MOST_CLOSING = 0.3
"""Part of the sheet's height that a band at its foot takes at the most, where the last page is not full."""

MOST_AT_FOOT = 0.45
"""The same of several bands under each other."""

CLOSING_FIRST = 0.5
"""By what part of its height the foot of a page grows before gaps do."""

MOST_PLANS = 6
"""Ways to make up one page that the search follows."""

ALL_PLANS = 400
"""Ways to make up one page that are followed where the number of pages that the author asks for was missed, so that no
newsletter is refused that could have been made up.
"""

MOST_PARTIAL_PAGES = 24
"""Ways to place as many sections on one page that are followed further."""

MOST_BEGINNINGS = 16
"""Ways in which the same page may begin that the search follows: a page costs the same in a document of any length."""

ALL_BEGINNINGS = 60
"""The same where the number of pages that the author asks for was missed, or no page breaks were found."""

MOST_BANDS = 6
"""Bands of the same sections that the search weighs."""

MOST_CUT = 2
"""Bands of the same sections that are weighed besides, because a story in them may be cut."""

MOST_BESIDE = 4
"""Sections that may stand beside and under each other in one band."""

MOST_LEFT = 17
"""Twentieths of a section that may be left for the next page where something stands before it on this one: a smaller
beginning would look as if it were a mistake.
"""

LEAST_PART = 360
"""Characters, eight lines of a column, of a section that stand before a cut, and after it, at no more cost. What has
not twice as many is not cut where something else stands over it on the page.
"""

ROWS_BEFORE = 8
"""Rows of a table that stand before a cut at the least where something else stands over it on the page."""

RAIL_FILLED = 0.8
"""Part of the height of a story's beginning that the rail beside it fills at least."""

LEAD_LEAST = 800
"""Characters of the lead that a first page has at least, or all of it: a dozen lines and more."""

LEAST_BEGINNING = 6
"""Lines (of the baseline grid) that a page must have left for a section to begin there and go on over the page."""


def first_at_foot(natural: float, most: float) -> float:
    """By how much a band at the sheet's foot becomes higher before gaps do, of its natural and its greatest height."""
    return min(most - natural, CLOSING_FIRST * natural)


def white_cost(share: float, last: bool) -> float:
    """The cost of white space, as a share of the page (0 to 1), on the last page or on another."""
    if last:
        return LAST_WHITE_SQUARED * max(0.0, share - LAST_WHITE_FREE) ** 2 + LAST_WHITE * share
    return WHITE_CUBED * share**3 + WHITE * share
