"""A section, read: what the layout gets of it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Literal

from reportgen.content.base import Offer
from reportgen.content.text import Block
from reportgen.errors import SourceRemark, Where
from reportgen.frames import Showing

Kind = Literal["newsletter", "deck"]
"""The kind of a publication."""

DeckMode = Literal["digest", "full", "notes"]
"""How much of what was written for reading slides show: what carries it, all of it, or the heads alone. The whole text
is in the speaker notes then.
"""


@dataclass(frozen=True, slots=True)
class LoadedSection:
    """A section, read: what it offers to slots, its speaker notes (paragraphs), its place in the file."""

    type: str
    index: int
    offer: Offer
    notes: tuple[str, ...]
    layout: Mapping[str, str]
    """Template names by publication; `any` is one for whichever knows it."""
    layout_where: Where = field(compare=False)
    only: Kind | None
    title: str
    omit: Mapping[str, tuple[str, ...]]
    """Slots that the author leaves out of a publication."""
    where: Where = field(compare=False)
    footnotes: tuple[Block, ...] = ()
    """Notes to its texts, each with its number: at the foot of a story, and in a deck among the speaker notes."""
    float: bool = False
    """Whether it may move on to the next page of a newsletter, past what follows it."""
    continues: bool = False
    """Whether it is one piece with the section before it on the pages of a newsletter."""
    repeated: bool = False
    """Whether a deck shows it again before each of its parts."""
    key: str = ""
    """The author's name for it, where it has one."""
    showing: Showing = field(default_factory=Showing)
    deck: DeckMode | None = None
    """How much of its text its slides show."""
    slides: int | None = None
    """The number of slides that it may become, where its author gives one."""
    left_out: tuple[str, ...] = field(default=(), compare=False)
    """What of its text its slides leave to the speaker notes, in words; see `layout.slides.digest`."""
    remarks: tuple[SourceRemark, ...] = field(default=(), compare=False)
    """What in its source is not shown as it was written."""

    @property
    def begins_part(self) -> bool:
        """Whether it is the head of the sections that follow it, and nothing without them."""
        return self.type == "divider"

    def __hash__(self) -> int:
        return hash((self.index, self.type, self.title))  # Cheap: caches are keyed by sections, which differ in these.
