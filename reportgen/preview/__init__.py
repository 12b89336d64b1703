"""A page on this machine that shows a source's newsletter and deck side by side while somebody writes.

`live_publications` keeps what is shown, `backends/svg` draws it, `server` is the only module that knows starlette.
"""

from reportgen.preview.live_publications import Studio

__all__ = ["Studio"]
