"""`Document` + `Brand` + templates → `Publication`. Does not know that PDF or PPTX exist."""

from reportgen.engine.compose import compose
from reportgen.engine.suiting import suiting
from reportgen.engine.warmth import Warmth

__all__ = ["Warmth", "compose", "suiting"]
