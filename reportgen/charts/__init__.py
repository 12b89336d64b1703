"""Chart contents → charts as frames hold them: scales, ticks, number formats, marks, labels that do not collide.

Pure: it knows colours, type, measures and boxes, and no template, sheet or backend.
"""

from reportgen.charts.draw import chart, natural_height
from reportgen.charts.lettering import Lettering
from reportgen.charts.style import ChartColours, ChartStyle
from reportgen.charts.ways import Way, ways

__all__ = ["ChartColours", "ChartStyle", "Lettering", "Way", "chart", "natural_height", "ways"]
