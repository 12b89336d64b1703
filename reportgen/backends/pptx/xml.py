"""Small pieces of DrawingML and PresentationML: colours, boxes, text, shapes (ECMA-376 Part 1, 19 to 21)."""

from __future__ import annotations

import re
from xml.sax.saxutils import escape, quoteattr

from reportgen.errors import BackendError
from reportgen.frames import Colour, Theme
from reportgen.geometry import Rect
from reportgen.structs import field_names

NS = (
    'xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main" '
    'xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships" '
    'xmlns:p="http://schemas.openxmlformats.org/presentationml/2006/main"'
)
LINKS = ("https://", "http://", "mailto:", "tel:")
_ACCENTS = {f"accent{number}": f"accent{number}" for number in range(1, 7)}
SCHEME = {"ink": "tx1", "paper": "bg1", "surface": "bg2", "primary": "tx2", "link": "hlink"} | _ACCENTS
"""The names of the theme's colours by role, as a master maps them."""

_ILLEGAL = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x84\x86-\x9f\ufffe\uffff\ud800-\udfff]")
_ESCAPE = re.compile("_(?=x[0-9A-Fa-f]{4}_)")
"""The beginning of what looks like the escape of a character."""

_OWN_COLOUR = (
    '<a:extLst><a:ext uri="{A12FA001-AC4F-418D-AE19-62706E023703}"><ahyp:hlinkClr '
    'xmlns:ahyp="http://schemas.microsoft.com/office/drawing/2018/hyperlinkcolor" val="tx"/></a:ext></a:extLst>'
)
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
    name = scheme_name(colour.role, theme)
    if name is None:
        same = [role for role in SCHEME if role != "primary" and theme.colours.get(role) == colour.rgb]
        name, change = (scheme_name(same[0], theme), "") if same else (None, "")
    if name is None:
        return f'<a:srgbClr val="{colour.rgb}">{alpha}</a:srgbClr>' if alpha else f'<a:srgbClr val="{colour.rgb}"/>'
    return f'<a:schemeClr val="{name}">{change}{alpha}</a:schemeClr>'


def scheme_name(role: str, theme: Theme) -> str | None:
    """The name of a role's colour on a sheet; None where the theme has no such colour.

    Where text is reversed out, `tx1` and `tx2` are the paper's colour, and the others go by the theme's own names.
    """
    own: tuple[tuple[str, str], ...] | None = getattr(theme, "names", None)
    if own is not None:
        return dict(own).get(role)
    if role in ("ink", "paper", "surface", "primary") and getattr(theme, "reverse", False):
        return "tx1" if role == "paper" else slot(role, theme)
    return SCHEME.get(role)


def place(box: Rect) -> str:
    """`a:xfrm` of a box; extents are at least one unit."""
    return (
        f'<a:xfrm><a:off x="{emu(box.x)}" y="{emu(box.y)}"/>'
        f'<a:ext cx="{max(emu(box.width), 0)}" cy="{max(emu(box.height), 0)}"/></a:xfrm>'
    )


def click(relationship: str, link: str, of_words: bool = False) -> str:
    """`a:hlinkClick` (21.1.2.3.5) of a shape or of words; `of_words` that keep their own colour, where it is not
    the theme's colour of links (`ahyp:hlinkClr`, [MS-ODRAWXML] 2.27).
    """
    jump = ' action="ppaction://hlinksldjump"' if link.startswith("#") else ""
    inner = _OWN_COLOUR if of_words else ""
    return f'<a:hlinkClick r:id="{relationship}"{jump}>{inner}</a:hlinkClick>'


def identity(number: int, name: str, alt: str = "", decorative: bool = False, link: str = "") -> str:
    """`p:cNvPr` with its alternative text, or marked as decoration; `link` is that of the whole shape."""
    described = f" descr={quoteattr(unescaped(alt))}" if alt and not decorative else ""
    inner = link + (_DECORATIVE if decorative else "")
    return f'<p:cNvPr id="{number}" name={quoteattr(unescaped(name))}{described}>{inner}</p:cNvPr>'


GROUP_END = "</p:grpSp>"


def grouped(number: int, name: str, box: Rect, shapes: str, *, decorative: bool = False) -> str:
    """`p:grpSp` (19.3.1.22) of shapes, which keep their places on the slide."""
    opening = place(box).replace("</a:xfrm>", "")
    inner = f'{opening}<a:chOff x="{emu(box.x)}" y="{emu(box.y)}"/><a:chExt cx="{emu(box.width)}" cy="{emu(box.height)}"/></a:xfrm>'
    return (
        f"<p:grpSp><p:nvGrpSpPr>{identity(number, name, decorative=decorative)}<p:cNvGrpSpPr/><p:nvPr/></p:nvGrpSpPr>"
        f"<p:grpSpPr>{inner}</p:grpSpPr>{shapes}{GROUP_END}"
    )


class SheetTheme(Theme, frozen=True):
    """A theme as a sheet sees it. On a `reverse` one the names of ground and text mean other colours of the theme.

    Lines have an `exact` distance on the pages of a newsletter.
    """

    reverse: bool = False
    exact: bool = False
    names: tuple[tuple[str, str], ...] | None = None
    """Which of a company's colours have the roles, by their names on its slides; all other roles are values there."""
    table_style: str = ""
    """The company's style of tables."""


def sheet_theme(theme: Theme, *, reverse: bool = False, exact: bool = False) -> SheetTheme:
    """The theme for the sheets of a master."""
    same = {name: getattr(theme, name) for name in field_names(Theme)}
    return SheetTheme(**same, reverse=reverse, exact=exact)


def slot(role: str, theme: Theme) -> str:
    """The theme's own colour for ground or text: those named dark are dark in every deck."""
    dark = (role in ("ink", "primary")) != theme.dark
    return ("dk" if dark else "lt") + ("1" if role in ("ink", "paper") else "2")


def link_colour(theme: SheetTheme) -> str:
    """The colour that links have by themselves on a sheet: where text is reversed out, that of the text."""
    return theme.colours.get("paper" if theme.reverse else "link", "")


def text_fill(colour: Colour, theme: Theme) -> str:
    """`a:solidFill` of text. That of headings has a colour of its own in the theme."""
    if colour.role != "primary" and colour.rgb == theme.colours.get("primary"):
        same = colour.role in SCHEME and colour.role not in ("ink", "paper")
        colour = Colour("primary", colour.rgb) if same else colour
    return solid(colour, theme)


def faces(family: str, theme: Theme, heading: bool = False) -> str:
    """`a:latin`, `a:ea`, `a:cs`: the theme's where the family is one of them, that of headings first for a `heading`."""
    pairs = ((theme.heading, "mj"), (theme.body, "mn"))
    for name, short in pairs if heading else reversed(pairs):
        if family == name:
            return "".join(
                f'<a:{tag} typeface="+{short}-{end}"/>' for tag, end in (("latin", "lt"), ("ea", "ea"), ("cs", "cs"))
            )
    east = theme.east_asian or family
    return (
        f"<a:latin typeface={quoteattr(family)}/><a:ea typeface={quoteattr(east)}/><a:cs typeface={quoteattr(family)}/>"
    )


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
