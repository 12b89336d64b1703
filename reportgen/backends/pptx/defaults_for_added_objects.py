"""What a person adds in PowerPoint is the brand's: `a:objectDefaults` of the theme (ECMA-376 Part 1, 20.1.6.7) and the
style of new tables (`a:tblStyleLst`, 20.1.4.2.27).
"""

from __future__ import annotations

from collections.abc import Mapping
from xml.sax.saxutils import quoteattr

from reportgen.backends.pptx.stable_ids import guid
from reportgen.backends.pptx.xml import emu, solid, unescaped
from reportgen.frames import TableRule, TableStyle, Theme

PLAIN = "{2D5ABB26-0587-4C30-8999-92F81FD0307C}"
"""PowerPoint's own style "No Style, No Grid"."""

_FONTS = '<a:latin typeface="+mn-lt"/><a:ea typeface="+mn-ea"/><a:cs typeface="+mn-cs"/>'
_Edges = Mapping[str, TableRule | None]
_NONE = "<a:ln><a:noFill/></a:ln>"


def object_defaults(theme: Theme) -> str:
    """How a shape, a line and a text box look that are drawn by hand."""
    defaults = theme.defaults
    if defaults is None:
        return "<a:objectDefaults/>"
    size = round(defaults.size * 100)

    def text(colour: str, align: str) -> str:
        return (
            f'<a:lstStyle><a:defPPr algn="{align}"><a:defRPr sz="{size}">{colour}{_FONTS}</a:defRPr></a:defPPr>'
            "</a:lstStyle>"
        )

    return (
        f"<a:objectDefaults><a:spDef><a:spPr>{solid(defaults.fill, theme)}{_NONE}</a:spPr>"
        f'<a:bodyPr rtlCol="0" anchor="ctr"/>{text(solid(defaults.on_fill, theme), "ctr")}</a:spDef>'
        f"<a:lnDef><a:spPr>{_line(defaults.line, theme)}</a:spPr><a:bodyPr/><a:lstStyle/></a:lnDef>"
        '<a:txDef><a:spPr><a:noFill/></a:spPr><a:bodyPr wrap="square" rtlCol="0"><a:spAutoFit/></a:bodyPr>'
        f"{text(solid(defaults.text, theme), 'l')}</a:txDef></a:objectDefaults>"
    )


def table_style_id(theme: Theme) -> str:
    """The style of the brand's tables, for its own and for those that are inserted by hand."""
    own: str = getattr(theme, "table_style", "")
    if own:
        return own
    return guid("table style", theme.name) if theme.defaults is not None else PLAIN


def table_styles(theme: Theme) -> bytes:
    """`ppt/tableStyles.xml`: the brand's style of tables, which new ones get."""
    style = ""
    if theme.defaults is not None:
        style = _table_style(theme.defaults.table, theme)
    return (
        '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
        '<a:tblStyleLst xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main" '
        f'def="{table_style_id(theme)}">{style}</a:tblStyleLst>'
    ).encode()


def _table_style(style: TableStyle, theme: Theme) -> str:
    """`a:tblStyle` (20.1.4.2.26): rules and grounds as the brand's own tables have them."""
    colour = theme.defaults.text if theme.defaults is not None else style.heading
    whole: _Edges = {
        "left": None,
        "right": None,
        "top": None,
        "bottom": style.light,
        "insideH": style.between,
        "insideV": None,
    }
    band = f"<a:fill>{solid(style.band, theme)}</a:fill>" if style.band is not None else ""
    name = quoteattr(unescaped(theme.name))
    parts: tuple[tuple[str, str, _Edges, str], ...] = (
        ("wholeTbl", _text(solid(colour, theme)), whole, "<a:fill><a:noFill/></a:fill>"),
        ("band1H", "", {}, band),
        ("lastCol", _text("", bold=True), {}, ""),
        ("firstCol", _text("", bold=True), {}, ""),
        ("lastRow", _text("", bold=True), {"top": style.light}, ""),
        ("firstRow", _text(solid(style.heading, theme), bold=True), {"bottom": style.strong}, ""),
    )
    inner = "".join(
        f"<a:{tag}>{text}<a:tcStyle><a:tcBdr>{_borders(edges, theme)}</a:tcBdr>{fill}</a:tcStyle></a:{tag}>"
        for tag, text, edges, fill in parts
    )
    return f'<a:tblStyle styleId="{table_style_id(theme)}" styleName={name}>{inner}</a:tblStyle>'


def _text(colour: str, bold: bool = False) -> str:
    """`a:tcTxStyle`: its colour stands there without the fill about it."""
    inner = colour.removeprefix("<a:solidFill>").removesuffix("</a:solidFill>")
    font = '<a:fontRef idx="minor"><a:prstClr val="black"/></a:fontRef>' if inner else ""
    strong = ' b="on"' if bold else ""
    return f"<a:tcTxStyle{strong}>{font}{inner}</a:tcTxStyle>"


def _borders(edges: _Edges, theme: Theme) -> str:
    return "".join(f"<a:{edge}>{_line(rule, theme)}</a:{edge}>" for edge, rule in edges.items())


def _line(rule: TableRule | None, theme: Theme) -> str:
    return _NONE if rule is None else f'<a:ln w="{emu(rule.width)}">{solid(rule.colour, theme)}</a:ln>'
