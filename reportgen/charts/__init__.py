"""Chart contents → charts as frames hold them: scales, ticks, number formats, marks, labels that do not collide.

Pure: it knows colours, letters and boxes, and no template, sheet or backend.
"""

from reportgen.charts.chart import chart, natural_height
from reportgen.charts.look import Look
from reportgen.charts.texts import Letters

__all__ = ["Letters", "Look", "chart", "natural_height"]
