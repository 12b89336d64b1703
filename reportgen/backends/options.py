"""What a person may set of a format when a publication is written: one record of settings a family of formats."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, fields
from typing import Literal, get_args

from reportgen.errors import BackendError

LEAST_DPI, MOST_DPI = 18, 600
"""The resolutions that pictures may have: below the first no heading can be read, above the second a page of A4 takes
more than 100 MB of memory.
"""


@dataclass(frozen=True)
class Options:
    """The settings of a format that has none; those of the other formats derive from it."""

    @property
    def one_file(self) -> bool:
        """Whether these settings make one file of a publication, where the format is a file for each sheet without."""
        return False

    @property
    def names(self) -> str:
        """The settings by name, as messages show them."""
        return " and ".join(field.name for field in fields(self))


@dataclass(frozen=True)
class PictureOptions(Options):
    """How sheets become pictures.

    Args:
        dpi: pixels to the inch of paper, or of a slide at 100 %, from 18 to 600. Left out, it is 150, and 48 for the
            sheets on a contact sheet.
        sheet: one contact sheet of all sheets, each with its number, in place of a picture for each.

    Raises:
        BackendError: the resolution is out of its limits.

    >>> PictureOptions(dpi=96).dpi
    96
    """

    dpi: int | None = None
    sheet: bool = False

    def __post_init__(self) -> None:
        if self.dpi is not None and not LEAST_DPI <= self.dpi <= MOST_DPI:
            raise BackendError(
                f"pictures cannot have {self.dpi} dpi", hint=f"choose a resolution from {LEAST_DPI} to {MOST_DPI}"
            )

    @property
    def one_file(self) -> bool:
        return self.sheet


PdfProfile = Literal["ua1+a2", "ua1+a2a", "ua2+a4", "x4", "plain"]
"""What a PDF promises: to screen readers and archives, to a press, or nothing."""


@dataclass(frozen=True)
class PdfOptions(Options):
    """What a PDF is for.

    Args:
        profile: ``ua1+a2`` is for reading and for keeping (PDF/UA-1 and PDF/A-2b), ``ua1+a2a`` the same for archives
            that ask for PDF/A-2a, ``ua2+a4`` the same as PDF 2.0 (PDF/UA-2 and PDF/A-4), ``x4`` for a press
            (PDF/X-4); ``plain`` promises nothing: no tags, and as small as can be.
        marks: crop marks, registration marks and a colour bar round each page.
        pages: those that are wanted, counted from 1, such as ``1-4, 8, 10-``; empty for all.
        spreads: two pages beside each other, as a reader sees them: a proof, which promises nothing.
        handout: so many slides of a deck (2, 3 or 6) on a page with their notes; 0 for the slides themselves. `build`
            makes it, which knows the brand that notes are set in.

    Raises:
        BackendError: there is no such profile, or no such handout; or a proof is to be for a press.

    >>> PdfOptions(profile="x4", marks=True).profile
    'x4'
    """

    profile: PdfProfile = "ua1+a2"
    marks: bool = False
    pages: str = ""
    spreads: bool = False
    handout: int = 0

    def __post_init__(self) -> None:
        if self.handout not in (0, 2, 3, 6):
            raise BackendError(f"no handout has {self.handout} slides on a page", hint="choose 2, 3 or 6")
        if (self.spreads or self.handout) and (self.profile == "x4" or self.marks):
            raise BackendError(
                "spreads and handouts are for reading, and not for a press", hint="leave the profile x4 and marks out"
            )
        if (self.spreads or self.handout) and self.profile == "ua2+a4":
            raise BackendError("spreads and handouts are no PDF 2.0", hint="leave the profile ua2+a4 out")
        if self.profile not in get_args(PdfProfile):
            known = ", ".join(get_args(PdfProfile))
            raise BackendError(f'there is no PDF profile "{self.profile}"', hint=f"known: {known}")


@dataclass(frozen=True)
class PptxOptions(Options):
    """What a deck keeps.

    Args:
        prune_layouts: whether a deck on a company's own template keeps only the layouts that its slides stand on, and
            the masters of these; by default it keeps all, so that people can go on with them.
        add_layouts: whether what a company's template has no layout for (cards, people, steps) becomes a layout of its
            own beside the company's, with placeholders that people can fill; by default it stands on the company's
            layout for titles, in boxes of its own, and the template's masters stay byte for byte as they are.

    >>> PptxOptions(prune_layouts=True).prune_layouts
    True
    """

    prune_layouts: bool = False
    add_layouts: bool = False


def chosen(kind: type[Options], given: Iterable[Options]) -> Options:
    """The settings of a family among those that were given, or the family's defaults."""
    return next((one for one in given if type(one) is kind), kind())
