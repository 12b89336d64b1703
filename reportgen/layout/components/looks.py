"""What parts of templates say, by which those of different templates that say the same are found to be alike."""

from __future__ import annotations

from pydantic import BaseModel


class Looks:
    """The words of regions and of the looks of their entries, each told once: they take longer to tell than to find."""

    def __init__(self) -> None:
        self._told: dict[int, tuple[BaseModel, str]] = {}
        """By identity; each part is held, so that its identity stays its own."""

    def of(self, part: BaseModel) -> str:
        """All that a part of a template says."""
        known = self._told.get(id(part))
        if known is None:
            known = self._told[id(part)] = (part, repr(part))
        return known[1]

    def forget(self) -> None:
        """Let go of all parts."""
        self._told.clear()
