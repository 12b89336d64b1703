"""Small pieces of DrawingML and PresentationML: colours, boxes, text, shapes (ECMA-376 Part 1, 19 to 21)."""

from __future__ import annotations

import re
from xml.sax.saxutils import escape, quoteattr

from reportgen.backends.pptx.languages import spoken
from reportgen.errors import BackendError
from reportgen.frames import Bullet, Colour, Paragraph, Run, TextItem, Theme
from reportgen.geometry import Rect
from reportgen.structs import Struct

NS = (
    'xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main" '
    'xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships" '
    'xmlns:p="http://schemas.openxmlformats.org/presentationml/2006/main"'
)
LINKS = ("https://", "http://", "mailto:", "tel:")
SCHEME = {"ink": "tx1", "paper": "bg1", "surface": "bg2", "link": "hlink"} | {
    f"accent{number}": f"accent{number}" for number in range(1, 7)
}
BOLD = 600
"""Weights from here on are written as bold: office documents know two weights of a family."""

_ILLEGAL = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x84\x86-\x9f\ufffe\uffff\ud800-\udfff]")
_ESCAPE = re.compile("_(?=x[0-9A-Fa-f]{4}_)")
"""The beginning of what looks like the escape of a character."""

_DECORATIVE = (
    '<a:extLst><a:ext uri="{C183D7F6-B498-43B3-948B-1728B52AA6E4}"><adec:decorative '
    'xmlns:adec="http://schemas.microsoft.com/office/drawing/2017/decorative" val="1"/></a:ext></a:extLst>'
)


def emu(points: float) -> int:
    """English Metric Units: 12,700 to the point."""
    return round(points * 12700)


def clean(text: str) -> str:
    """Text without the characters that XML 1.0 forbids."""
    return _ILLEGAL.sub("", text)


def unescaped(text: str) -> str:
    """Clean text for an attribute or a value of one piece, in which nothing looks like the escape of a character.

    Office programs read ``_x000D_`` as one character in some places and as what it says in others (`ST_Xstring`,
    ECMA-376 Part 1, 22.9.2.19). With a word joiner in it, which nobody sees, it reads the same in all.
    """
    return _ESCAPE.sub("_\u2060", clean(text))


def text_runs(properties: str, text: str) -> str:
    """`a:r` of a text, whose `a:rPr` are the same. What looks like the escape of a character is parted between two
    runs, so that every program reads it as it stands.
    """
    parts = _ESCAPE.split(clean(text))
    runs = (part + "_" * (number < len(parts)) for number, part in enumerate(parts, 1))
    return "".join(f"<a:r>{properties}<a:t>{escape(run)}</a:t></a:r>" for run in runs if run)


def solid(colour: Colour, theme: Theme, opacity: float = 1.0) -> str:
    """`a:solidFill` of a colour, opaque or not."""
    return f"<a:solidFill>{colour_xml(colour, theme, opacity)}</a:solidFill>"


def colour_xml(colour: Colour, theme: Theme, opacity: float = 1.0) -> str:
    """A colour by theme colour; roles that a theme has no place for are written as values."""
    change = ""
    alpha = f'<a:alpha val="{round(opacity * 100000)}"/>' if opacity < 1.0 else ""
    if colour.mod != 1.0:
        change += f'<a:lumMod val="{round(colour.mod * 100000)}"/>'
    if colour.off != 0.0:
        change += f'<a:lumOff val="{round(colour.off * 100000)}"/>'
    name = SCHEME.get(colour.role)
    if name is None:
        same = [role for role in SCHEME if theme.colours.get(role) == colour.rgb]
        name, change = (SCHEME[same[0]], "") if same else (None, "")
    if name is None:
        return f'<a:srgbClr val="{colour.rgb}">{alpha}</a:srgbClr>' if alpha else f'<a:srgbClr val="{colour.rgb}"/>'
    return f'<a:schemeClr val="{name}">{change}{alpha}</a:schemeClr>'


def place(box: Rect) -> str:
    """`a:xfrm` of a box; extents are at least one unit."""
    return (
        f'<a:xfrm><a:off x="{emu(box.x)}" y="{emu(box.y)}"/>'
        f'<a:ext cx="{max(emu(box.width), 0)}" cy="{max(emu(box.height), 0)}"/></a:xfrm>'
    )


def identity(number: int, name: str, alt: str = "", decorative: bool = False) -> str:
    """`p:cNvPr` with its alternative text, or marked as decoration."""
    described = f" descr={quoteattr(unescaped(alt))}" if alt and not decorative else ""
    inner = _DECORATIVE if decorative else ""
    return f'<p:cNvPr id="{number}" name={quoteattr(unescaped(name))}{described}>{inner}</p:cNvPr>'


class Style(Struct, frozen=True):
    """What text inherits from its placeholder: nothing where there is none."""

    paragraph: Paragraph | None = None

    @property
    def run(self) -> Run | None:
        return self.paragraph.runs[0] if self.paragraph is not None else None


def faces(family: str, theme: Theme) -> str:
    """`a:latin`, `a:ea`, `a:cs`: the theme's where the family is one of them."""
    for name, short in ((theme.body, "mn"), (theme.heading, "mj")):
        if family == name:
            return "".join(
                f'<a:{tag} typeface="+{short}-{end}"/>' for tag, end in (("latin", "lt"), ("ea", "ea"), ("cs", "cs"))
            )
    east = theme.east_asian or family
    return (
        f"<a:latin typeface={quoteattr(family)}/><a:ea typeface={quoteattr(east)}/><a:cs typeface={quoteattr(family)}/>"
    )


def _faces_of(run: Run, theme: Theme) -> str:
    """The typefaces of a run: one that stands in is named for every script, because its text was measured in it."""
    if run.instead_of in ("", run.family):
        made = faces(run.family, theme)
    else:
        made = "".join(f"<a:{tag} typeface={quoteattr(run.family)}/>" for tag in ("latin", "ea", "cs"))
    # Fixed pitch, modern (ECMA-376 Part 1, 21.1.2.3.7): a client without the family takes another monospace.
    return made.replace("/>", ' pitchFamily="49" charset="0"/>', 1) if run.code else made


def run_properties(
    run: Run, theme: Theme, style: Style, link: str | None = None, tag: str = "a:rPr", language: str = ""
) -> str:
    """A run's properties (`a:rPr`, ECMA-376 Part 1, 21.1.2.3.9), without what it inherits; `language` is the attributes
    that say in which it is.
    """
    base = style.run
    attributes = language
    attributes += _run_attributes(run, base)
    if run.superscript:
        attributes += ' baseline="30000"'
    if run.subscript:
        attributes += ' baseline="-25000"'
    if run.strike:
        attributes += ' strike="sngStrike"'
    if run.underline:
        attributes += ' u="sng"'
    if tag == "a:defRPr":
        attributes += ' kern="0"'
    if (base.tracking if base else 0.0) != run.tracking:
        attributes += f' spc="{round(run.tracking * 100)}"'
    inner = "" if base is not None and base.colour == run.colour else solid(run.colour, theme)
    inner += "" if base is not None and base.family == run.family else _faces_of(run, theme)
    if link is not None:
        jump = ' action="ppaction://hlinksldjump"' if run.link and run.link.startswith("#") else ""
        inner += f'<a:hlinkClick r:id="{link}"{jump}/>'
    return f"<{tag}{attributes}>{inner}</{tag}>"


def _run_attributes(run: Run, base: Run | None) -> str:
    """Size in hundredths of a point, bold and italic, where they differ from those of `base`."""
    made = ""
    if base is None or base.size != run.size:
        made += f' sz="{round(run.size * 100)}"'
    if base is None or (base.weight >= BOLD) != (run.weight >= BOLD):
        made += f' b="{int(run.weight >= BOLD)}"'
    if base is None or base.italic != run.italic:
        made += f' i="{int(run.italic)}"'
    return made


def paragraph_properties(
    paragraph: Paragraph, theme: Theme, style: Style, first: bool, tag: str = "a:pPr", inner_run: str = ""
) -> str:
    """A paragraph's properties (`a:pPr`, 21.1.2.2.7), without what it inherits. Line pitch is exact (`a:spcPts`)."""
    base = style.paragraph
    inner = ""
    if base is None or base.leading != paragraph.leading:
        inner += f'<a:lnSpc><a:spcPts val="{round(paragraph.leading * 100)}"/></a:lnSpc>'
    before = 0.0 if first else paragraph.space_before
    if base is None or before:
        inner += f'<a:spcBef><a:spcPts val="{round(before * 100)}"/></a:spcBef>'
    if base is None:
        inner += '<a:spcAft><a:spcPts val="0"/></a:spcAft>'
    if paragraph.bullet and not paragraph.continued:
        inner += _bullet(paragraph.bullet, theme)
    elif base is None:
        inner += "<a:buNone/>"
    return f"<{tag}{_paragraph_attributes(paragraph, base)}>{inner}{inner_run}</{tag}>"


def _paragraph_attributes(paragraph: Paragraph, base: Paragraph | None) -> str:
    """Indents in EMU and alignment, where they differ from those of `base`; a bullet hangs in the indent."""
    made = ""
    if paragraph.indent or paragraph.first_indent or base is None:
        indent = emu(paragraph.indent)
        hanging = (
            -emu(paragraph.hang or paragraph.indent)
            if paragraph.bullet and not paragraph.continued
            else emu(paragraph.first_indent)
        )
        made += f' marL="{indent}" indent="{hanging}"'
    if base is None or base.align != paragraph.align:
        made += f' algn="{_ALIGN[paragraph.align]}"'
    if base is None:
        made += ' eaLnBrk="1" latinLnBrk="0" hangingPunct="0"'
    return made


def _bullet(bullet: Bullet, theme: Theme) -> str:
    """A bullet in its colour; a number counts by itself (`a:buAutoNum`), so that items can be put between."""
    mark = f"<a:buChar char={quoteattr(bullet.text)}/>"
    ordinal = re.fullmatch(r"(\d+)\.", bullet.text)
    if ordinal:
        mark = f'<a:buAutoNum type="arabicPeriod" startAt="{int(ordinal[1])}"/>'
    return f'<a:buClr>{colour_xml(bullet.colour, theme)}</a:buClr><a:buFont typeface="+mn-lt"/>{mark}'


_ALIGN = {"left": "l", "center": "ctr", "right": "r"}


def list_style(style: Paragraph, theme: Theme) -> str:
    """`a:lstStyle` of a placeholder: its first level, which slides inherit."""
    run = run_properties(style.runs[0], theme, Style(), tag="a:defRPr")
    return f"<a:lstStyle>{paragraph_properties(style, theme, Style(), True, 'a:lvl1pPr', run)}</a:lstStyle>"


def body_properties(anchor: str, fit: bool) -> str:
    """`a:bodyPr`: no insets; a placeholder may be shrunk by the client when people edit it."""
    where = {"top": "t", "middle": "ctr", "bottom": "b"}[anchor]
    autofit = "<a:normAutofit/>" if fit else "<a:noAutofit/>"
    return (
        f'<a:bodyPr wrap="square" lIns="0" tIns="0" rIns="0" bIns="0" anchor="{where}" rtlCol="0">{autofit}</a:bodyPr>'
    )


def text_body(item: TextItem, theme: Theme, style: Style, links: dict[str, str], fit: bool) -> str:
    """`p:txBody` of natural, editable paragraphs. `links` gives the relationship of each address."""
    paragraphs = "".join(
        _paragraph(paragraph, theme, style, links, number == 0, item.field)
        for number, paragraph in enumerate(item.paragraphs)
    )
    return f"<p:txBody>{body_properties(item.anchor, fit)}<a:lstStyle/>{paragraphs}</p:txBody>"


def cell_paragraph(paragraph: Paragraph, theme: Theme, links: dict[str, str]) -> str:
    """`a:p` of a table's cell; an empty one keeps its size, or the row would grow to that of the default."""
    if not paragraph.text:
        end = run_properties(
            paragraph.runs[0], theme, Style(), tag="a:endParaRPr", language=spoken("", paragraph.language)
        )
        return f"<a:p>{paragraph_properties(paragraph, theme, Style(), True)}{end}</a:p>"
    return _paragraph(paragraph, theme, Style(), links, True, None)


def _paragraph(
    paragraph: Paragraph, theme: Theme, style: Style, links: dict[str, str], first: bool, field: str | None
) -> str:
    properties = paragraph_properties(paragraph, theme, style, first)
    runs, text = "", paragraph.text
    for run in paragraph.runs:
        link = links.get(run.link) if run.link else None
        language = spoken(run.text, paragraph.language, text)
        about = run_properties(run, theme, style, link, language=language)
        if field == "folio":
            runs += f'<a:fld id="{{B6F15528-21DE-4FAA-801E-634DDDAF4B2B}}" type="slidenum">{about}<a:t>{escape(clean(run.text))}</a:t></a:fld>'
            continue
        for number, part in enumerate(run.text.split("\n")):
            if number:
                runs += f"<a:br>{about}</a:br>"
            if part:
                shown = part.replace("\u00a0", " ") if run.code else part
                runs += text_runs(about, shown)
    return f"<a:p>{properties}{runs}</a:p>"


def check_link(url: str) -> str:
    """The address, proven to be one that may be followed.

    Raises:
        BackendError: it is not https, http, mailto or tel.
    """
    if not url.lower().startswith(LINKS):
        raise BackendError(f'the link "{url}" is not allowed', hint="use https, http, mailto or tel")
    return url


def tree(shapes: str) -> str:
    """`p:spTree` around shapes."""
    return (
        '<p:spTree><p:nvGrpSpPr><p:cNvPr id="1" name=""/><p:cNvGrpSpPr/><p:nvPr/></p:nvGrpSpPr><p:grpSpPr><a:xfrm>'
        '<a:off x="0" y="0"/><a:ext cx="0" cy="0"/><a:chOff x="0" y="0"/><a:chExt cx="0" cy="0"/></a:xfrm></p:grpSpPr>'
        f"{shapes}</p:spTree>"
    )
