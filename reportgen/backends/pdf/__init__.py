"""`Publication` → PDF. The only package that knows reportlab."""

from reportgen.backends.pdf.writer import render_pdf

__all__ = ["render_pdf"]
