"""Shapes that a native chart carries over its plot (ECMA-376 Part 1, 21.3): lines, and the words at them."""

from __future__ import annotations

from xml.sax.saxutils import quoteattr

from reportgen.backends.pptx.xml import emu, faces, solid, text_runs
from reportgen.frames import ChartItem, ChartLine, TextItem, Theme
from reportgen.geometry import Rect

_NS = (
    'xmlns:c="http://schemas.openxmlformats.org/drawingml/2006/chart" '
    'xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main" '
    'xmlns:cdr="http://schemas.openxmlformats.org/drawingml/2006/chartDrawing"'
)
_ALIGN = {"left": "l", "center": "ctr", "right": "r"}


def chart_shapes(item: ChartItem, theme: Theme) -> bytes:
    """The part with a chart's shapes; their places are parts of the chart, so that they grow with it."""
    made = []
    for number, piece in enumerate(item.over, 2):
        if isinstance(piece, ChartLine):
            (x, y), (right, bottom) = piece.points[0], piece.points[-1]
            box = Rect(min(x, right), min(y, bottom), abs(right - x), abs(bottom - y))
            made.append(_anchored(item, box, _line(piece, box, number, theme)))
        else:
            made.append(_anchored(item, piece.box, _words(piece, number, theme)))
    head = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
    return f"{head}<c:userShapes {_NS}>{''.join(made)}</c:userShapes>".encode()


def _anchored(item: ChartItem, box: Rect, shape: str) -> str:
    """`cdr:relSizeAnchor` (21.3.2.15): from one corner to the other, in parts of the chart's sides."""
    whole = item.box

    def corner(tag: str, x: float, y: float) -> str:
        left, top = (min(max(part, 0.0), 1.0) for part in (x / whole.width, y / whole.height))
        return f"<cdr:{tag}><cdr:x>{left:.6f}</cdr:x><cdr:y>{top:.6f}</cdr:y></cdr:{tag}>"

    ends = corner("from", box.x, box.y) + corner("to", box.right, box.bottom)
    return f"<cdr:relSizeAnchor>{ends}{shape}</cdr:relSizeAnchor>"


def _geometry(box: Rect, form: str) -> str:
    return (
        f'<a:xfrm><a:off x="{emu(box.x)}" y="{emu(box.y)}"/><a:ext cx="{emu(box.width)}" cy="{emu(box.height)}"/>'
        f'</a:xfrm><a:prstGeom prst="{form}"><a:avLst/></a:prstGeom>'
    )


def _line(line: ChartLine, box: Rect, number: int, theme: Theme) -> str:
    assert line.stroke is not None  # what is laid over a chart is seen
    dash = '<a:prstDash val="dash"/>' if line.dashed else ""
    return (
        f'<cdr:cxnSp macro=""><cdr:nvCxnSpPr><cdr:cNvPr id="{number}" name="Line {number - 1}"/><cdr:cNvCxnSpPr/>'
        f"</cdr:nvCxnSpPr><cdr:spPr>{_geometry(box, 'line')}"
        f'<a:ln w="{emu(line.width)}">{solid(line.stroke, theme)}{dash}</a:ln></cdr:spPr></cdr:cxnSp>'
    )


def _words(text: TextItem, number: int, theme: Theme) -> str:
    paragraph = text.paragraphs[0]
    run, wrap = paragraph.runs[0], "none" if len(text.lines) == 1 else "square"
    look = (
        f'<a:rPr lang={quoteattr(paragraph.language)} sz="{round(run.size * 100)}" b="{int(run.weight >= 600)}" i="0">'
        f"{solid(run.colour, theme)}{faces(run.family, theme)}</a:rPr>"
    )
    return (
        f'<cdr:sp macro="" textlink=""><cdr:nvSpPr><cdr:cNvPr id="{number}" name="Text {number - 1}"/>'
        f'<cdr:cNvSpPr txBox="1"/></cdr:nvSpPr><cdr:spPr>{_geometry(text.box, "rect")}<a:noFill/></cdr:spPr>'
        f'<cdr:txBody><a:bodyPr wrap="{wrap}" lIns="0" tIns="0" rIns="0" bIns="0" anchor="ctr"/><a:lstStyle/>'
        f'<a:p><a:pPr algn="{_ALIGN[paragraph.align]}"/>{text_runs(look, paragraph.text)}</a:p>'
        "</cdr:txBody></cdr:sp>"
    )
