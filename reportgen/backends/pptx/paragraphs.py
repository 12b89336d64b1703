"""Natural, editable paragraphs of text bodies and of the cells of tables (ECMA-376 Part 1, 21.1.2)."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise
from xml.sax.saxutils import escape

from reportgen.backends.pptx.languages import spoken
from reportgen.backends.pptx.looks import (
    ALONE,
    LOOSE,
    Level,
    Levels,
    at_scale,
    body_properties,
    emphasis,
    ordinal_of,
    paragraph_look,
    run_look,
    shrunk,
    written,
)
from reportgen.backends.pptx.xml import SheetTheme, clean, click, link_colour, text_runs
from reportgen.frames import Line, Paragraph, Run, TextItem
from reportgen.structs import replace

FOLIO_FIELD = "{B6F15528-21DE-4FAA-801E-634DDDAF4B2B}"
"""The id of fields that show the slide's number."""


def loose_body(item: TextItem, theme: SheetTheme, links: dict[str, str], properties: str) -> str:
    """`p:txBody` of a shape that is no placeholder, with these `a:bodyPr`. `links` gives the relationship of each
    address."""
    return f"<p:txBody>{properties}<a:lstStyle/>{_paragraphs(item, theme, LOOSE, links, 100.0)}</p:txBody>"


def placeholder_body(item: TextItem, theme: SheetTheme, levels: Levels, links: dict[str, str], anchor: str) -> str:
    """`p:txBody` of a placeholder whose layout gives these levels and this anchor: only what differs from them.

    Text that was fitted is written at its natural size, with the percentage by which PowerPoint shrinks it, where one
    of the percentages that it knows gives the same sizes. A client that shrinks text anew would leave grounds of code
    where they are, so text on them is written at the sizes that it has.
    """
    scale = 100.0 if item.grounded else shrunk(item.paragraphs, levels)
    fit = f'<a:normAutofit fontScale="{round(scale * 1000)}"/>' if scale < 100.0 else ""
    if item.anchor == anchor:
        properties = f"<a:bodyPr>{fit}</a:bodyPr>"
    else:
        properties = body_properties(item.anchor, fit or "<a:normAutofit/>")
    return f"<p:txBody>{properties}<a:lstStyle/>{_paragraphs(item, theme, levels, links, scale)}</p:txBody>"


def cell_paragraph(paragraph: Paragraph, theme: SheetTheme, links: dict[str, str]) -> str:
    """`a:p` of a table's cell; an empty one keeps its size, or the row would grow to that of the default."""
    first = replace(paragraph, space_before=0.0)
    if not paragraph.text:
        run = paragraph.runs[0]
        look = run_look(run, paragraph, theme)
        end = written("a:endParaRPr", look, {}, spoken("", paragraph.language))
        return f"<a:p>{written('a:pPr', paragraph_look(first, theme), {}, ALONE)}{end}</a:p>"
    return _paragraph(with_ties(first), theme, LOOSE, links, _Place(None))


class _Place:
    """Where a paragraph stands among those of its body, as far as its properties depend on it."""

    def __init__(self, field: str | None, scale: float = 100.0) -> None:
        self.field = field
        self.scale = scale
        self.first = True
        self.style = ""
        self.ordinal = 0
        """The number of the item before, where the items up to it count from 1."""

    def number(self, paragraph: Paragraph) -> str:
        """Where a numbered item begins to count, as an attribute; nothing where it counts on, or from 1."""
        ordinal = ordinal_of(paragraph.bullet)
        counts_on = ordinal == (self.ordinal if self.style == paragraph.style else 0) + 1
        self.ordinal = ordinal if counts_on else 0
        self.style = paragraph.style
        return "" if counts_on or not ordinal else f' startAt="{ordinal}"'


def _paragraphs(item: TextItem, theme: SheetTheme, levels: Levels, links: dict[str, str], scale: float) -> str:
    place = _Place(item.field, scale)
    made: list[str] = []
    for number, paragraph in enumerate(item.paragraphs):
        made.append(_paragraph(with_ties(links_by_line(paragraph, number, item.lines)), theme, levels, links, place))
        place.first = False
    return "".join(made)


def links_by_line(paragraph: Paragraph, number: int, lines: Sequence[Line]) -> Paragraph:
    """The paragraph of a number with each of its links cut where one of the body's `lines` ends.

    LibreOffice makes a field of each linked run, and breaks fields between any two letters (tried).
    """
    if not any(run.link for run in paragraph.runs):
        return paragraph
    ends = [line.end for line in lines if line.paragraph == number]
    runs: list[Run] = []
    at = 0
    for run in paragraph.runs:
        cuts = [end - at for end in ends if run.link and at < end < at + len(run.text)]
        runs += [replace(run, text=run.text[one:two]) for one, two in pairwise([0, *cuts, len(run.text)])]
        at += len(run.text)
    return replace(paragraph, runs=tuple(runs))


def with_ties(paragraph: Paragraph) -> Paragraph:
    """The paragraph with spaces that do not break between the words that are kept on one line."""
    if not paragraph.tied:
        return paragraph
    runs: list[Run] = []
    at = 0
    for run in paragraph.runs:
        free = max(0, paragraph.tied - at)
        at += len(run.text)
        runs.append(replace(run, text=run.text[:free] + run.text[free:].replace(" ", "\u00a0")))
    return replace(paragraph, runs=tuple(runs))


def _paragraph(paragraph: Paragraph, theme: SheetTheme, levels: Levels, links: dict[str, str], place: _Place) -> str:
    index = levels.index(paragraph.style)
    level = at_scale(levels.at(index), place.scale)
    look = paragraph_look(paragraph, theme, place.number(paragraph))
    if place.first and "spcBef" in level.paragraph:
        del look["spcBef"]  # No client leaves the space over the first paragraph of a body (measured, reported).
    alone = f' lvl="{index}"' if index else "" if level.paragraph else ALONE
    properties = written("a:pPr", look, level.paragraph, alone)
    runs = _runs(paragraph, theme, level, links, place.field)
    if properties == "<a:pPr></a:pPr>" and not place.field:  # without any, LibreOffice centres footers (tried)
        properties = ""
    return f"<a:p>{properties}{runs}</a:p>"


def _runs(paragraph: Paragraph, theme: SheetTheme, level: Level, links: dict[str, str], field: str | None) -> str:
    made = ""
    for run in paragraph.runs:
        about = _about(run, paragraph, theme, level, links)
        if field == "folio":
            made += f'<a:fld id="{FOLIO_FIELD}" type="slidenum">{about}<a:t>{escape(clean(run.text))}</a:t></a:fld>'
            continue
        for number, part in enumerate(run.text.split("\n")):
            if number:
                made += f"<a:br>{about}</a:br>"
            if part:
                made += text_runs(about, part.replace("\u00a0", " ") if run.code else part)
    return made


def _about(run: Run, paragraph: Paragraph, theme: SheetTheme, level: Level, links: dict[str, str]) -> str:
    """`a:rPr` of a run, with its link."""
    link = ""
    look = run_look(run, paragraph, theme)
    if run.link and run.link in links:
        own = run.colour.rgb != link_colour(theme)
        link = click(links[run.link], run.link, of_words=own)
        if not own:  # a link has the theme's colour by itself, also after its slide was reset
            del look["fill"]
    attributes = spoken(run.text, paragraph.language, paragraph.text) + emphasis(run)
    if not level.run and look["spc"] == "0":
        del look["spc"]
    return written("a:rPr", look, level.run, attributes, link)
