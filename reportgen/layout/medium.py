"""What pages and slides differ in: one record for each, which all that lays out is given instead of asking."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType
from typing import Literal

from reportgen.brand.as_written import TypeRole
from reportgen.brand.look import PerMedium
from reportgen.structs import Struct
from reportgen.text import OFFICE_MEASURE, Profile

Kind = Literal["newsletter", "deck"]

WORDS_OF_SLIDE = 75
"""Words that can be taken in on a slide while somebody speaks."""


class Medium(Struct, frozen=True):
    """The pages of a newsletter or the slides of a deck, as the layout sees them.

    A page is read close by, is typeset by us to the last letter, and gives a story as much room as it needs. A slide is
    read from afar, is set again by the program that opens it, and has places of a fixed size.
    """

    kind: Kind
    profile: Profile
    """How lines are broken and measured."""
    size_steps: int
    """Into how many steps a point is divided where text is shrunk: 4 is quarters of a point."""
    whole_points: bool
    """Whether spaces are whole points and leadings whole percentages, as people expect who open a deck."""
    keeps_least_size: bool
    """Whether the brand's least size of text (`density.size`) holds."""
    styles_alone: bool
    """Whether text looks as the styles of its place say, but for emphasis, links and a smaller size. What else is its
    own goes when a slide is reset to its layout, so on slides no beginning has a colour of its own, letters are not set
    closer, and smaller text keeps the spaces of its style."""
    baseline_grid: bool
    """Whether running text stands on a baseline grid."""
    fixed_places: bool
    """Whether a template gives places their height. A page's stack is as high as what stands in it."""
    equal_parts: bool
    """Whether what takes several places is shared evenly among them. A page is shared with other stories, so there the
    room decides; slides that belong together are to look alike."""
    whole_paragraphs: bool
    """Whether text that goes on elsewhere is cut between paragraphs, not inside them."""
    footnotes: bool
    """Whether footnotes stand at the foot. A deck has them in the speaker's notes."""
    repeats_title: bool
    """Whether what goes on in another place has the section's title over it anyway."""
    listing: Literal["contents", "agenda"]
    """What a list of the publication's own sections is called."""
    lists_dividers: bool
    """Whether such a list names the dividers alone, where there are several."""
    stat_label: TypeRole
    """The style of what stands under a number."""
    stat_rule: Literal["accent", "hairline"]
    """The colour of the rule over a number: the contrast colour, or one that is hardly seen."""
    chart_title: TypeRole
    """The style of a chart's title."""
    bold: int
    """The weight of what is bold in tables. A family in an office program has only the one bold."""
    measure: float
    """The part of a line's width that is filled, because the program that sets it again measures a little wider."""
    editor_give: float
    """How much wider an editor may set text that is broken here, in parts of its measure: editors do not kern. On
    slides text is measured as an editor does, so nothing is given."""

    def pick(self, value: PerMedium) -> float:
        """The one of two measures of a brand's look that is this medium's."""
        return value.page if self is PAGES else value.slide


PAGES = Medium(
    kind="newsletter",
    profile=Profile.PRINT,
    size_steps=4,
    whole_points=False,
    keeps_least_size=False,
    styles_alone=False,
    baseline_grid=True,
    fixed_places=False,
    equal_parts=False,
    whole_paragraphs=False,
    footnotes=True,
    repeats_title=False,
    listing="contents",
    lists_dividers=False,
    stat_label="caption",
    stat_rule="hairline",
    chart_title="heading3",
    bold=600,
    measure=1.0,
    editor_give=0.058,
)

SLIDES = Medium(
    kind="deck",
    profile=Profile.OFFICE,
    size_steps=1,
    whole_points=True,
    keeps_least_size=True,
    styles_alone=True,
    baseline_grid=False,
    fixed_places=True,
    equal_parts=True,
    whole_paragraphs=True,
    footnotes=False,
    repeats_title=True,
    listing="agenda",
    lists_dividers=True,
    stat_label="body",
    stat_rule="accent",
    chart_title="label",
    bold=700,
    measure=OFFICE_MEASURE,
    editor_give=0.0,
)

MEDIA: Mapping[str, Medium] = MappingProxyType({medium.kind: medium for medium in (PAGES, SLIDES)})
"""The media by the kind of publication."""
