"""Text in the placeholders of a company's own template: words, levels, emphasis, links, and nothing that they inherit."""

from __future__ import annotations

from xml.sax.saxutils import escape, quoteattr

from reportgen.backends.pptx.languages import spoken
from reportgen.backends.pptx.looks import Level, Levels, emphasis, ordinal_of, shrunk
from reportgen.backends.pptx.paragraphs import FOLIO_FIELD, links_by_line, with_ties
from reportgen.backends.pptx.xml import clean, click, text_runs
from reportgen.frames import BOLD, BOXES, OfficeHold, Paragraph, Run, TextItem

NUMBERED = '<a:buFont typeface="+mj-lt"/><a:buAutoNum type="arabicPeriod"{start}/>'


def office_body(item: TextItem, hold: OfficeHold, links: dict[str, str]) -> str:
    """`p:txBody` of a text that fills a placeholder of the company's."""
    names = tuple(f"level {number}" for number in range(len(hold.sizes)))
    levels = Levels(names, tuple(Level({}, {}, size) for size in hold.sizes))
    scale = shrunk(item.paragraphs, levels)
    fit = f'<a:normAutofit fontScale="{round(scale * 1000)}"/>' if scale < 100.0 else ""
    paragraphs = (with_ties(links_by_line(one, number, item.lines)) for number, one in enumerate(item.paragraphs))
    before = 0
    made = ""
    for paragraph in paragraphs:
        ordinal = ordinal_of(paragraph.bullet)
        made += _paragraph(paragraph, hold, links, item.field, counts_on=ordinal == before + 1)
        before = ordinal
    return f"<p:txBody><a:bodyPr>{fit}</a:bodyPr><a:lstStyle/>{made}</p:txBody>"


def _paragraph(
    paragraph: Paragraph, hold: OfficeHold, links: dict[str, str], field: str | None, *, counts_on: bool
) -> str:
    level = int(paragraph.style.removeprefix("level ") or 0)
    indent = f' lvl="{level}"' if level else ""
    bullet = _own_bullet(paragraph, counts_on)
    properties = f"<a:pPr{indent}>{bullet}</a:pPr>" if indent or bullet else ""
    runs = "".join(_run(run, paragraph, (hold, level), links, field) for run in paragraph.runs)
    return f"<a:p>{properties}{runs}</a:p>"


def _own_bullet(paragraph: Paragraph, counts_on: bool) -> str:
    """The mark of an item that the level does not give: its number, or its box."""
    ordinal = ordinal_of(paragraph.bullet)
    if ordinal:
        return NUMBERED.format(start="" if counts_on or ordinal == 1 else f' startAt="{ordinal}"')
    if paragraph.bullet is not None and paragraph.bullet.text in BOXES:
        return f"<a:buChar char={quoteattr(paragraph.bullet.text)}/>"
    return ""


def _run(run: Run, paragraph: Paragraph, at: tuple[OfficeHold, int], links: dict[str, str], field: str | None) -> str:
    hold, level = at
    attributes = spoken(run.text, paragraph.language, paragraph.text) + emphasis(run)
    if (run.weight >= BOLD) != hold.strong[level]:
        attributes += f' b="{int(run.weight >= BOLD)}"'
    if run.italic != hold.slanted[level]:
        attributes += f' i="{int(run.italic)}"'
    inside = f"<a:latin typeface={quoteattr(run.family)}/>" if run.code else ""
    inside += click(links[run.link], run.link) if run.link and run.link in links else ""
    about = f"<a:rPr{attributes}>{inside}</a:rPr>"
    if field == "folio":
        return f'<a:fld id="{FOLIO_FIELD}" type="slidenum">{about}<a:t>{escape(clean(run.text))}</a:t></a:fld>'
    made = ""
    for number, part in enumerate(run.text.split("\n")):
        made += f"<a:br>{about}</a:br>" * bool(number) + (text_runs(about, part) if part else "")
    return made
