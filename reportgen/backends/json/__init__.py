"""`Publication` → JSON: the frames as a person reads them and as golden tests compare them."""

from __future__ import annotations

import json
from typing import Any, assert_never

from reportgen.backends.formats import File
from reportgen.backends.options import Options
from reportgen.frames import (
    ChartAxis,
    ChartBar,
    ChartDots,
    ChartItem,
    ChartLine,
    ChartMark,
    ChartPlot,
    ChartSeries,
    ChartWedge,
    Colour,
    ImageItem,
    Item,
    Line,
    Master,
    Paragraph,
    Publication,
    ShapeItem,
    TableCell,
    TableItem,
    TableRule,
    TextItem,
)
from reportgen.geometry import Rect


def write(publication: Publication, options: Options) -> tuple[File, ...]:
    """The publication as one file; nothing of it can be set."""
    del options
    return (File(render_json(publication)),)


def render_json(publication: Publication) -> bytes:
    """The frames as stable JSON: points to three decimals, no machine's paths, pictures by digest."""
    tree = {
        "kind": publication.kind,
        "title": publication.title,
        "subtitle": publication.subtitle,
        "language": publication.language,
        "authors": list(publication.authors),
        "date": publication.date,
        "created": publication.created,
        "size": [_number(publication.size.width), _number(publication.size.height)],
        "theme": {
            "name": publication.theme.name,
            "heading": publication.theme.heading,
            "body": publication.theme.body,
            "east_asian": publication.theme.east_asian,
            "colours": dict(sorted(publication.theme.colours.items())),
        },
        "faces": {key: face.path.name for key, face in sorted(publication.faces.items())},
        "pictures": {
            key[:16]: {"media": picture.media, "size": [_number(picture.width), _number(picture.height)]}
            for key, picture in sorted(publication.pictures.items())
        },
        "outline": [
            {"title": entry.title, "level": entry.level, "sheet": entry.sheet, "y": _number(entry.y)}
            for entry in publication.outline
        ],
        "masters": [_master(master) for master in publication.masters],
        "sheets": [
            {
                "master": sheet.master,
                "title": sheet.title,
                "section": sheet.section,
                "notes": list(sheet.notes),
                "items": [_item(item) for item in sheet.items],
            }
            for sheet in publication.sheets
        ],
    }
    return (json.dumps(tree, ensure_ascii=False, indent=1) + "\n").encode("utf-8")


def _number(value: float) -> float:
    return round(value, 3) + 0.0


def _box(box: Rect) -> list[float]:
    return [_number(side) for side in (box.x, box.y, box.width, box.height)]


def _colour(colour: Colour | None) -> str | None:
    return None if colour is None else f"{colour.role}#{colour.rgb}"


def _master(master: Master) -> dict[str, Any]:
    return {
        "name": master.name,
        "background": _colour(master.background),
        "items": [_item(item) for item in master.items],
        "placeholders": [
            {"name": holder.name, "kind": holder.kind, "box": _box(holder.box)} for holder in master.placeholders
        ],
    }


def _item(item: Item) -> dict[str, Any]:
    match item:
        case TextItem():
            return _text(item)
        case ImageItem():
            return _image(item)
        case ShapeItem():
            return _shape(item)
        case TableItem():
            return _table(item)
        case ChartItem():
            return _chart(item)
        case _:
            assert_never(item)


def _text(item: TextItem) -> dict[str, Any]:
    return {
        "text": item.slot,
        "box": _box(item.box),
        "artifact": item.artifact,
        **({"turned": True} if item.turned else {}),
        "section": item.section,
        "paragraphs": [_paragraph(paragraph) for paragraph in item.paragraphs],
        "lines": [_line(line, item.paragraphs[line.paragraph]) for line in item.lines],
    }


def _image(item: ImageItem) -> dict[str, Any]:
    return {
        "image": item.picture[:16],
        "box": _box(item.box),
        "slot": item.slot,
        "alt": item.alt,
        "artifact": item.artifact,
        "shape": item.shape,
        "crop": [_number(side) for side in item.crop],
        **({"radius": _number(item.radius)} if item.radius else {}),
        **({"tone": [_colour(colour) for colour in item.tone]} if item.tone else {}),
    }


def _shape(item: ShapeItem) -> dict[str, Any]:
    return {
        "shape": item.kind,
        "box": _box(item.box),
        "fill": _colour(item.fill),
        "stroke": _colour(item.stroke),
        "width": _number(item.stroke_width),
        **({"opacity": _number(item.opacity)} if item.opacity != 1.0 else {}),
        **({"path": item.path} if item.path else {}),
    }


def _table(item: TableItem) -> dict[str, Any]:
    return {
        "table": item.key,
        "box": _box(item.box),
        "slot": item.slot,
        "alt": item.alt,
        "continued": item.continued,
        "header_rows": item.header_rows,
        "columns": [_number(width) for width in item.columns],
        "rows": [_number(height) for height in item.rows],
        "cells": [_cell(cell) for cell in item.cells],
    }


def _chart(item: ChartItem) -> dict[str, Any]:
    made: dict[str, Any] = {
        "chart": item.kind,
        "box": _box(item.box),
        "slot": item.slot,
        "alt": item.alt,
        "reading": item.reading,
        "plot": _box(item.plot),
        "plots": [_plot(plot) for plot in item.plots],
        "axes": [_axis(axis) for axis in item.axes],
    }
    if item.across is not None:
        made["across"] = _axis(item.across)
    if item.categories is not None:
        made["categories"] = list(item.categories.labels)
        made["dates"] = [day.isoformat() for day in item.categories.dates]
        made["every"] = [item.categories.every, item.categories.tick_unit]
    if item.legend is not None:
        made["legend"] = _box(item.legend)
    made["marks"] = [_mark(mark) for mark in item.marks]
    made["texts"] = [
        [_number(text.box.x + line.x), _number(text.box.y + line.baseline), text.paragraphs[0].text]
        for text in item.texts
        for line in text.lines[:1]
    ]
    return made


def _plot(plot: ChartPlot) -> dict[str, Any]:
    return {
        "kind": plot.kind,
        "grouping": plot.grouping,
        "horizontal": plot.horizontal,
        "second": plot.second,
        "series": [_series(series) for series in plot.series],
    }


def _series(series: ChartSeries) -> dict[str, Any]:
    made: dict[str, Any] = {
        "name": series.name,
        "colour": _colour(series.colour),
        "code": series.code,
        "values": [None if value is None else _number(value) for value in series.values],
    }
    for name, values in (("x", series.x), ("sizes", series.sizes)):
        if values:
            made[name] = [_number(value) for value in values]
    if series.points:
        made["points"] = {str(at): _colour(colour) for at, colour in series.points}
    if series.labels:
        made["labels"] = {str(label.point): [label.text, label.spot] for label in series.labels}
    return made


def _axis(axis: ChartAxis) -> dict[str, Any]:
    return {
        "range": [_number(axis.low), _number(axis.high), _number(axis.step)],
        "ticks": [text for _, text in axis.ticks],
        "code": axis.code,
        "shown": axis.shown,
    }


def _mark(mark: ChartMark) -> list[Any]:
    match mark:
        case ChartBar():
            return ["bar", _box(mark.box), _colour(mark.fill)]
        case ChartLine():
            colours = [_colour(mark.stroke), _colour(mark.fill)]
            return ["line", [[_number(x), _number(y)] for x, y in mark.points], _number(mark.width), *colours]
        case ChartWedge():
            sides = [mark.x, mark.y, mark.radius, mark.inner, mark.start, mark.end]
            return ["wedge", [_number(side) for side in sides], _colour(mark.fill)]
        case ChartDots():
            places = [[_number(x), _number(y)] for x, y in mark.points]
            return ["dots", places, _number(mark.diameter), _colour(mark.fill)]
        case _:
            assert_never(mark)


def _cell(cell: TableCell) -> dict[str, Any]:
    made: dict[str, Any] = {"at": [cell.row, cell.column], "text": [one.text for one in cell.paragraphs]}
    if (cell.rows, cell.columns) != (1, 1):
        made["spans"] = [cell.rows, cell.columns]
    made["x"] = [_number(line.x) for line in cell.lines]
    made["colour"] = [_colour(one.runs[0].colour) if one.runs else None for one in cell.paragraphs]
    for name, value in (("header", cell.header), ("fill", _colour(cell.fill))):
        if value is not None:
            made[name] = value
    made["rules"] = [_rule(cell.top), _rule(cell.bottom)]
    return made


def _rule(rule: TableRule | None) -> list[Any] | None:
    return None if rule is None else [_colour(rule.colour), _number(rule.width)]


def _paragraph(paragraph: Paragraph) -> dict[str, Any]:
    first = paragraph.runs[0] if paragraph.runs else None
    extra: dict[str, Any] = {"first": _number(paragraph.first_indent)} if paragraph.first_indent else {}
    if paragraph.hang:
        extra["hang"] = _number(paragraph.hang)
    if paragraph.justified:
        extra["justified"] = True
    return {
        "role": paragraph.role,
        "key": paragraph.key,
        "size": _number(first.size) if first else None,
        "leading": _number(paragraph.leading),
        "before": _number(paragraph.space_before),
        "indent": _number(paragraph.indent),
        **extra,
        "colour": _colour(first.colour) if first else None,
        "part": ("middle" if paragraph.continues else "end")
        if paragraph.continued
        else ("start" if paragraph.continues else "whole"),
    }


def _line(line: Line, paragraph: Paragraph) -> list[Any]:
    """[paragraph, x, baseline, width, text]"""
    text = paragraph.text[line.start : line.end].rstrip()
    return [line.paragraph, _number(line.x), _number(line.baseline), _number(line.width), text]
