"""What was decided in make-up: as JSON for tools (`--report`), and as a table for people (`--explain`)."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from typing import Any

from reportgen.content.table import TableColumn, TableContent
from reportgen.document import Document
from reportgen.frames.layout_decisions import Candidate, MakeUp, SectionMakeUp, SlotFit

VERSION = 1
"""Of the JSON's shape: raised when a key changes its meaning or goes."""


def report_json(made: Mapping[str, MakeUp]) -> str:
    """The decisions for each publication (by its kind) as JSON: sections with templates, costs and slots; sheets."""
    publications = [_publication(kind, makeup) for kind, makeup in made.items()]
    return json.dumps({"version": VERSION, "publications": publications}, ensure_ascii=False, indent=2) + "\n"


def report_table(made: Mapping[str, MakeUp]) -> str:
    """The decisions as text: one row per section, and under it each slot that took a copyfit step."""
    return "\n".join(line for kind, makeup in made.items() for line in _table(kind, makeup)) + "\n"


def guesses(document: Document) -> tuple[str, ...]:
    """What the columns of each table were taken for where the author names no type, and why."""
    told: list[str] = []
    for section in document.sections:
        for content in section.offer.values():
            if isinstance(content, TableContent):
                columns = enumerate(content.columns, 1)
                shown = [f"{_name(column, at)}: {column.guess}" for at, column in columns if column.guess]
                if shown:
                    told.append(f'table "{section.title}" {content.where}: {"; ".join(shown)}')
    return tuple(told)


def _name(column: TableColumn, number: int) -> str:
    return "".join(span.text for span in column.name) or f"column {number}"


def _publication(kind: str, makeup: MakeUp) -> dict[str, Any]:
    return {
        "kind": kind,
        "cost": round(makeup.cost, 3),
        "sheets": [
            {"number": sheet.number, "cost": round(sheet.cost, 3), "fill": round(sheet.fill, 3)}
            for sheet in makeup.sheets
        ],
        "sections": [_section(section) for section in makeup.sections],
    }


def _section(section: SectionMakeUp) -> dict[str, Any]:
    return {
        "index": section.index,
        "type": section.type,
        "title": section.title,
        "at": str(section.where),
        "sheets": list(section.sheets),
        "templates": list(section.templates),
        "chosen": _candidate(section.chosen),
        "runner_up": _candidate(section.runner_up) if section.runner_up else None,
        "slots": [_slot(fit) for fit in section.slots],
    }


def _candidate(candidate: Candidate) -> dict[str, Any]:
    return {"template": candidate.template, "cost": round(candidate.cost, 3)}


def _slot(fit: SlotFit) -> dict[str, Any]:
    return {
        "slot": fit.slot,
        "lines": fit.lines,
        "fill": fit.fill,
        "free_lines": fit.free,
        "steps": list(fit.steps),
        "at": str(fit.where),
    }


def _table(kind: str, makeup: MakeUp) -> Iterable[str]:
    unit = "page" if kind == "newsletter" else "slide"
    count = len(makeup.sheets)
    fills = " ".join(f"{round(100 * sheet.fill)} %" for sheet in makeup.sheets)
    yield f"{kind}: {count} {unit}{'s' if count != 1 else ''}, cost {makeup.cost:.1f}, filled {fills}"
    head = (unit, "section", "template", "cost", "runner-up", "cost", "at")
    rows = [_row(section) for section in makeup.sections]
    widths = [max(len(row[column]) for row in [head, *rows]) for column in range(len(head))]
    yield _line(head, widths)
    for section, row in zip(makeup.sections, rows, strict=True):
        yield _line(row, widths)
        for fit in section.slots:
            if fit.steps:
                yield f"    {fit.slot}: {', '.join(fit.steps)}; {_lines(fit.lines)}{_room(fit)}  {fit.where}".rstrip()


def _row(section: SectionMakeUp) -> tuple[str, ...]:
    first, last = section.sheets[0], section.sheets[-1]
    sheets = str(first) if first == last else f"{first}-{last}"
    title = section.title if len(section.title) <= 32 else section.title[:31] + "…"
    templates = " + ".join(dict.fromkeys([section.chosen.template, *section.templates[1:]]))
    if section.chosen.template.split(" ")[0] in section.templates[1:]:
        templates = section.chosen.template
    other = section.runner_up
    return (
        sheets,
        f"{section.type}: {title}",
        templates,
        f"{section.chosen.cost:.1f}",
        other.template if other else "none",
        f"{other.cost:.1f}" if other else "",
        f"{section.where.file or ''}:{section.where.line}" if section.where.line else str(section.where),
    )


def _line(cells: tuple[str, ...], widths: list[int]) -> str:
    return "  " + "  ".join(cell.ljust(width) for cell, width in zip(cells, widths, strict=True)).rstrip()


def _lines(count: int) -> str:
    return f"{count} line{'s' if count != 1 else ''}"


def _room(fit: SlotFit) -> str:
    if fit.fill is None:
        return ""
    free = f", {_lines(fit.free)} free" if fit.free else ""
    return f", {round(100 * fit.fill)} % full{free}"
