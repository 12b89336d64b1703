"""Chart contents → charts as frames hold them: scales, ticks, number formats, marks, labels that do not collide.

Pure: it knows colours, letters and boxes, and no template, sheet or backend.
"""

from reportgen.figures.chart import chart, natural_height
from reportgen.figures.letters import Letters
from reportgen.figures.look import Look

__all__ = ["Letters", "Look", "chart", "natural_height"]
