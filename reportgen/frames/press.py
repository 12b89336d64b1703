"""What a press needs to know of a publication: how far what touches an edge goes on over it, and with which inks the
colours of the brand are printed.
"""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType

from reportgen.files import Readable
from reportgen.structs import Struct, field

Process = tuple[float, float, float, float]
"""Parts (0..1) of cyan, magenta, yellow and black."""

MOST_INK = 300.0
"""Percent of ink, all inks together, that coated paper of a sheet-fed press takes."""


class Ink(Struct, frozen=True):
    """What a role of the palette is printed with: the process inks, and the name of an ink of its own (`spot`), for
    which these stand in on a proof. `process` is None where the brand leaves that to the profile.
    """

    process: Process | None = None
    spot: str = ""


class Press(Struct, frozen=True):
    """How a publication is printed. `bleed` is points; `inks` are by the roles of the palette; `most_ink` is percent.

    `profile` is an ICC profile of the printing condition; None takes the one that ships.
    """

    bleed: float = 0.0
    inks: Mapping[str, Ink] = field(default_factory=lambda: MappingProxyType({}))
    profile: Readable | None = None
    most_ink: float = MOST_INK
