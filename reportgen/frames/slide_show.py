"""How slides are shown when somebody presents them; files that nobody presents have no use for it."""

from __future__ import annotations

from typing import Literal

from reportgen.structs import Struct

Build = Literal["none", "by-point"]
Transition = Literal["none", "fade", "push", "wipe"]


class Showing(Struct, frozen=True):
    """How a slide is shown: whether its points come one by one, how it follows the slide before, whether it is passed
    over. None leaves it to the publication.
    """

    build: Build | None = None
    transition: Transition | None = None
    hidden: bool = False

    def among(self, all_: Showing) -> Showing:
        """This one, with what it leaves open as the whole publication has it."""
        return Showing(self.build or all_.build, self.transition or all_.transition, self.hidden)
