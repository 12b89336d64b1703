"""A page on this machine that shows a source's newsletter and deck side by side while somebody writes.

`studio` keeps the publications, `drawing` makes sheets into SVG, `server` is the only module that knows starlette.
"""

from reportgen.preview.studio import Studio

__all__ = ["Studio"]
