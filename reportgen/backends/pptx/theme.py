"""The brand as an office theme, and which of its colours are ground and text (ECMA-376 Part 1, 20.1.6)."""

from __future__ import annotations

from xml.sax.saxutils import quoteattr

from reportgen.backends.pptx.defaults_for_added_objects import object_defaults
from reportgen.backends.pptx.xml import NS, scheme_name, slot
from reportgen.frames import Colour, Theme

_ORDER = (
    ("dk1", "ink"),
    ("lt1", "paper"),
    ("dk2", "primary"),
    ("lt2", "surface"),
    *((f"accent{number}", f"accent{number}") for number in range(1, 7)),
    ("hlink", "link"),
    ("folHlink", "link"),
)


def _slots(theme: Theme) -> tuple[tuple[str, str], ...]:
    """The roles of the theme's twelve colours. Those named dark are dark in every deck: paper and ink change places
    where paper is the darker, and so does the map of colours by which the master names them.
    """
    if not theme.dark:
        return _ORDER
    turned = {"dk1": "lt1", "lt1": "dk1", "dk2": "lt2", "lt2": "dk2"}
    roles = dict(_ORDER)
    return tuple((name, roles[turned.get(name, name)]) for name, _ in _ORDER)


def colour_map(theme: Theme, tag: str = "p:clrMap") -> str:
    """`p:clrMap` (ECMA-376 Part 1, 19.3.1.6): which colours of the theme are ground and text."""
    ground, text = ("dk", "lt") if theme.dark else ("lt", "dk")
    return _map(tag, (f"{ground}1", f"{text}1", f"{ground}2", f"{text}2"), "hlink")


def reversed_map(theme: Theme, ground: Colour) -> str:
    """`a:overrideClrMapping` (19.3.1.7) of a layout whose text is reversed out of its ground: what follows the colour
    of text or of headings is that of the paper there.
    """
    text, under = slot("paper", theme), scheme_name(ground.role, theme) or ""
    below = under if under.startswith("accent") else slot("ink", theme)
    return _map("a:overrideClrMapping", (below, text, slot("primary", theme), text), text)


def _map(tag: str, names: tuple[str, str, str, str], link: str) -> str:
    accents = " ".join(f'accent{number}="accent{number}"' for number in range(1, 7))
    bg1, tx1, bg2, tx2 = names
    return (
        f'<{tag} bg1="{bg1}" tx1="{tx1}" bg2="{bg2}" tx2="{tx2}" {accents} hlink="{link}" '
        f'folHlink="{"folHlink" if link == "hlink" else link}"/>'
    )


def theme_xml(theme: Theme) -> bytes:
    """`a:theme`: twelve colours, two font pairs, three of each format (fewer make PowerPoint offer to repair)."""
    colours = {"primary": theme.colours["accent1"], **theme.colours}
    scheme = "".join(f'<a:{name}><a:srgbClr val="{colours[role]}"/></a:{name}>' for name, role in _slots(theme))

    def pair(tag: str, family: str, scripts: tuple[tuple[str, str], ...]) -> str:
        others = "".join(f'<a:font script="{script}" typeface={quoteattr(name)}/>' for script, name in scripts)
        return (
            f"<a:{tag}><a:latin typeface={quoteattr(family)}/><a:ea typeface={quoteattr(theme.east_asian)}/>"
            f"<a:cs typeface={quoteattr(theme.complex)}/>{others}</a:{tag}>"
        )

    fonts = pair("majorFont", theme.heading, theme.heading_fonts) + pair("minorFont", theme.body, theme.body_fonts)

    fill = '<a:solidFill><a:schemeClr val="phClr"/></a:solidFill>'
    line = f'<a:ln w="9525">{fill}</a:ln>'
    effect = "<a:effectStyle><a:effectLst/></a:effectStyle>"
    name = quoteattr(theme.name)
    return (
        f'<?xml version="1.0" encoding="UTF-8" standalone="yes"?><a:theme {NS} name={name}><a:themeElements>'
        f"<a:clrScheme name={name}>{scheme}</a:clrScheme>"
        f"<a:fontScheme name={name}>{fonts}</a:fontScheme>"
        f"<a:fmtScheme name={name}><a:fillStyleLst>{fill * 3}</a:fillStyleLst><a:lnStyleLst>{line * 3}</a:lnStyleLst>"
        f"<a:effectStyleLst>{effect * 3}</a:effectStyleLst><a:bgFillStyleLst>{fill * 3}</a:bgFillStyleLst>"
        f"</a:fmtScheme></a:themeElements>{object_defaults(theme)}<a:extraClrSchemeLst/></a:theme>"
    ).encode()
