"""Drawings (SVG): read and checked, as pixels, and which of them every backend can draw as paths.

What is not known to be drawn right as paths is drawn by resvg, in a process of its own with limits of time and memory.
"""

from reportgen.drawings.fonts import SHIPPED, DrawingFonts
from reportgen.drawings.paths_or_pixels import is_drawable, is_embeddable, plain_tree
from reportgen.drawings.pdf_pages import page_pixels
from reportgen.drawings.pixels import svg_pixels, trial_width
from reportgen.drawings.reading import Drawing, read_drawing

__all__ = [
    "SHIPPED",
    "Drawing",
    "DrawingFonts",
    "is_drawable",
    "is_embeddable",
    "page_pixels",
    "plain_tree",
    "read_drawing",
    "svg_pixels",
    "trial_width",
]
