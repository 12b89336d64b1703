"""Sections of several like parts → entries; interviews and buttons → text."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import Literal

from reportgen.content.dates import date_range
from reportgen.content.entries import EntriesContent, Entry
from reportgen.content.markdown import read_inline, read_markdown
from reportgen.content.readpictures import picture_content
from reportgen.content.text import Block, Span, TextContent
from reportgen.errors import ReportgenError, SourceError
from reportgen.sections.base import PictureModel
from reportgen.sections.cta import Button
from reportgen.sections.entries import EntryModel, Turn
from reportgen.source.characters import LINKS, clean
from reportgen.source.project import Project
from reportgen.source.tree import Place, Tree


def entries_content(
    models: list[EntryModel],
    tree: Tree,
    place: Place,
    project: Project,
    base: Path,
    language: str,
    problems: list[ReportgenError],
) -> EntriesContent:
    """A list of entries; every fault is kept."""
    made: list[Entry] = []
    for number, model in enumerate(models):
        at: Place = (*place, number)
        parts = {part: getattr(model, name) for part, name in model.parts.items()}
        spots = {part: tree.where((*at, name)) for part, name in model.parts.items()}
        label = parts.get("label") or ""
        if label and model.dates:
            try:
                label = date_range(label, language, spots["label"])
            except ReportgenError as error:
                problems.append(error)
        texts = parts.get("text") or []
        texts = [texts] if isinstance(texts, str) else texts
        kind: Literal["item", "paragraph"] = "item" if model.bullets and len(texts) > 1 else "paragraph"
        blocks = tuple(Block(kind, read_inline(text, spots["text"], problems), spots["text"]) for text in texts)
        model_of = parts.get("picture")
        picture = None
        if model_of is not None:
            picture = picture_content(model_of, tree, (*at, model.parts["picture"]), project, base, problems)
        made.append(
            Entry(
                read_inline(parts["title"], spots["title"], problems),
                read_inline(label, spots["label"], problems) if label else (),
                blocks,
                picture,
                tree.where(at),
            )
        )
    return EntriesContent(tuple(made), tree.where(place))


def picture_entries(
    models: list[PictureModel],
    tree: Tree,
    place: Place,
    project: Project,
    base: Path,
    problems: list[ReportgenError],
) -> EntriesContent:
    """A list of pictures as entries, their captions as text."""
    made: list[Entry] = []
    for number, model in enumerate(models):
        at: Place = (*place, number)
        picture = picture_content(model, tree, at, project, base, problems)
        if picture is None:
            continue
        credit = f"{' ' if picture.caption else ''}{picture.credit}"
        spans = (*picture.caption, Span(credit)) if picture.credit else picture.caption
        text = (Block("paragraph", spans, picture.where),) if spans else ()
        made.append(Entry((), (), text, replace(picture, caption=(), credit=""), tree.where(at)))
    return EntriesContent(tuple(made), tree.where(place))


def turns_content(turns: list[Turn], tree: Tree, place: Place, problems: list[ReportgenError]) -> TextContent:
    """Questions as headings, answers as running text."""
    blocks: list[Block] = []
    for number, turn in enumerate(turns):
        at: Place = (*place, number)
        where = tree.where((*at, "question"))
        blocks.append(Block("heading", read_inline(turn.question, where, problems), where))
        answer = (*at, "answer")
        line = tree.text_line(answer) if tree.spots else None
        blocks += read_markdown(turn.answer, tree.where(answer), problems, line)
    return TextContent(tuple(blocks), None, tree.where(place))


def button_content(button: Button, tree: Tree, place: Place, problems: list[ReportgenError]) -> TextContent:
    """A button's words as a link."""
    where = tree.where((*place, "url"))
    address = clean(button.url).strip()
    if not address.lower().startswith(LINKS):
        problems.append(
            SourceError(f'"{address}" is no link that can be followed', where, "use https, http, mailto or tel")
        )
    span = Span(clean(button.text).strip(), strong=True, link=address)
    return TextContent((Block("paragraph", (span,), where),), None, where)
