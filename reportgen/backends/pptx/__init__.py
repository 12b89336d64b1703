"""`Publication` → PPTX. The only package that knows python-pptx."""

from reportgen.backends.pptx.writer import render_pptx

__all__ = ["render_pptx"]
