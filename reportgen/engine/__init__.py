"""`Document` + `Brand` + templates → `Publication`. Does not know that PDF or PPTX exist."""

from reportgen.engine.compose import Warmth, compose

__all__ = ["Warmth", "compose"]
