"""`Document` + `Brand` + templates → `Publication`. Does not know that PDF or PPTX exist."""

from reportgen.engine.compose import compose

__all__ = ["compose"]
