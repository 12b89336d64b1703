"""Tables → `a:tbl` in a graphic frame (ECMA-376 Part 1, 21.1.3), written in one go."""

from __future__ import annotations

from collections.abc import Mapping

from reportgen.backends.pptx.defaults_for_added_objects import table_style_id
from reportgen.backends.pptx.natural_lines import cell_margins
from reportgen.backends.pptx.paragraphs import cell_paragraph
from reportgen.backends.pptx.xml import SheetTheme, emu, solid
from reportgen.deadlines import checkpoint
from reportgen.frames import Face, TableCell, TableItem, TableRule
from reportgen.geometry import Insets

_ANCHOR = {"top": "t", "middle": "ctr", "bottom": "b"}
_SMALL = '<a:txBody><a:bodyPr/><a:lstStyle/><a:p><a:endParaRPr lang="en" sz="100"/></a:p></a:txBody><a:tcPr/>'
"""The inside of a covered cell: its text would still count for the height of the row."""


def table_xml(
    item: TableItem, theme: SheetTheme, faces: Mapping[str, Face], about: str, placeholder: str, links: dict[str, str]
) -> str:
    """`p:graphicFrame` of a table; `about` is its `p:cNvPr`, `placeholder` its `p:ph` where it fills one. `faces` are
    those by whose height the lines of cells may go; none where lines are a distance apart."""
    at = {(cell.row, cell.column): cell for cell in item.cells}
    covered = {
        (row, column): (column > cell.column, row > cell.row)
        for cell in item.cells
        if cell.rows > 1 or cell.columns > 1
        for row in range(cell.row, cell.row + cell.rows)
        for column in range(cell.column, cell.column + cell.columns)
        if (row, column) != (cell.row, cell.column)
    }
    edges = _Edges(item.columns, item.rows)
    grid = "".join(f'<a:gridCol w="{width}"/>' for width in edges.widths)
    rules: dict[tuple[TableRule | None, str], str] = {}
    rows: list[str] = []
    for row, height in enumerate(edges.heights):
        checkpoint()
        cells: list[str] = []
        for column in range(len(item.columns)):
            cell = at.get((row, column))
            if cell is not None:
                cells.append(_cell(cell, cell_margins(cell, faces), theme, links, rules))
                continue
            beside, below = covered.get((row, column), (False, False))
            merged = ' hMerge="1"' * beside + ' vMerge="1"' * below
            cells.append(f"<a:tc{merged}>{_SMALL}</a:tc>")
        rows.append(f'<a:tr h="{height}">{"".join(cells)}</a:tr>')
    flags = ' firstRow="1"' * (item.header_rows > 0) + ' bandRow="1"' * item.banded
    box = (
        f'<p:xfrm><a:off x="{emu(item.box.x)}" y="{emu(item.box.y)}"/>'
        f'<a:ext cx="{sum(edges.widths)}" cy="{sum(edges.heights)}"/></p:xfrm>'
    )
    return (
        f'<p:graphicFrame><p:nvGraphicFramePr>{about}<p:cNvGraphicFramePr><a:graphicFrameLocks noGrp="1"/>'
        f"</p:cNvGraphicFramePr><p:nvPr>{placeholder}</p:nvPr></p:nvGraphicFramePr>{box}"
        '<a:graphic><a:graphicData uri="http://schemas.openxmlformats.org/drawingml/2006/table">'
        f"<a:tbl><a:tblPr{flags}><a:tableStyleId>{table_style_id(theme)}</a:tableStyleId></a:tblPr>"
        f"<a:tblGrid>{grid}</a:tblGrid>{''.join(rows)}</a:tbl></a:graphicData></a:graphic></p:graphicFrame>"
    )


class _Edges:
    """Widths and heights in EMU whose sums stay true: each is the distance of two rounded edges."""

    def __init__(self, columns: tuple[float, ...], rows: tuple[float, ...]) -> None:
        self.widths = _steps(columns)
        self.heights = _steps(rows)


def _steps(lengths: tuple[float, ...]) -> list[int]:
    steps: list[int] = []
    total, reached = 0.0, 0
    for length in lengths:
        total += length
        edge = emu(total)
        steps.append(edge - reached)
        reached = edge
    return steps


def _cell(
    cell: TableCell,
    margins: Insets,
    theme: SheetTheme,
    links: dict[str, str],
    rules: dict[tuple[TableRule | None, str], str],
) -> str:
    spans = f' rowSpan="{cell.rows}"' * (cell.rows > 1) + f' gridSpan="{cell.columns}"' * (cell.columns > 1)
    paragraphs = "".join(cell_paragraph(paragraph, theme, links) for paragraph in cell.paragraphs)
    inner = _rule(cell.top, "a:lnT", theme, rules) + _rule(cell.bottom, "a:lnB", theme, rules)
    inner += solid(cell.fill, theme) if cell.fill is not None else "<a:noFill/>"
    return (
        f"<a:tc{spans}><a:txBody><a:bodyPr/><a:lstStyle/>{paragraphs or '<a:p/>'}</a:txBody>"
        f'<a:tcPr marL="{emu(margins.left)}" marR="{emu(margins.right)}" marT="{emu(margins.top)}"'
        f' marB="{emu(margins.bottom)}" anchor="{_ANCHOR[cell.anchor]}">{_NO_SIDES}{inner}</a:tcPr></a:tc>'
    )


_NO_SIDES = '<a:lnL w="0"><a:noFill/></a:lnL><a:lnR w="0"><a:noFill/></a:lnR>'


def _rule(rule: TableRule | None, tag: str, theme: SheetTheme, rules: dict[tuple[TableRule | None, str], str]) -> str:
    key = (rule, tag)
    if key not in rules:
        if rule is None:
            rules[key] = f'<{tag} w="0"><a:noFill/></{tag}>'
        else:
            rules[key] = (
                f'<{tag} w="{emu(rule.width)}" cap="flat" cmpd="sng" algn="ctr">{solid(rule.colour, theme)}'
                f'<a:prstDash val="solid"/></{tag}>'
            )
    return rules[key]
