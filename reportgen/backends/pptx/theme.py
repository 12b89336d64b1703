"""The brand as an office theme and a slide master (ECMA-376 Part 1, 20.1.6 and 19.3.1.42)."""

from __future__ import annotations

from xml.sax.saxutils import quoteattr

from reportgen.backends.pptx.by_hand import object_defaults
from reportgen.backends.pptx.xml import NS, emu, place, tree
from reportgen.frames import Theme
from reportgen.geometry import Rect, Size

_ORDER = (
    ("dk1", "ink"),
    ("lt1", "paper"),
    ("dk2", "accent1"),
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
    return tuple((slot, roles[turned.get(slot, slot)]) for slot, _ in _ORDER)


def colour_map(theme: Theme) -> str:
    """`p:clrMap` (ECMA-376 Part 1, 19.3.1.6): which colours of the theme are ground and text."""
    ground, text = ("dk", "lt") if theme.dark else ("lt", "dk")
    accents = " ".join(f'accent{number}="accent{number}"' for number in range(1, 7))
    return (
        f'<p:clrMap bg1="{ground}1" tx1="{text}1" bg2="{ground}2" tx2="{text}2" {accents} hlink="hlink" '
        'folHlink="folHlink"/>'
    )


def theme_xml(theme: Theme) -> bytes:
    """`a:theme`: twelve colours, two font pairs, three of each format (fewer make PowerPoint offer to repair)."""
    scheme = "".join(f'<a:{slot}><a:srgbClr val="{theme.colours[role]}"/></a:{slot}>' for slot, role in _slots(theme))

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


def _level(number: int, size: int, colour: str, font: str, bullet: bool) -> str:
    mark = '<a:buFont typeface="+mn-lt"/><a:buChar char="•"/>' if bullet else "<a:buNone/>"
    step = emu(20)
    indent = f'marL="{step * number}" indent="{-step}"' if bullet else 'marL="0" indent="0"'
    return (
        f'<a:lvl{number}pPr {indent} algn="l" eaLnBrk="1" latinLnBrk="0" hangingPunct="0">'
        f'<a:spcBef><a:spcPts val="{600 if bullet else 0}"/></a:spcBef>{mark}'
        f'<a:defRPr sz="{size * 100}" kern="0"><a:solidFill><a:schemeClr val="{colour}"/></a:solidFill>'
        f'<a:latin typeface="+{font}-lt"/><a:ea typeface="+{font}-ea"/><a:cs typeface="+{font}-cs"/></a:defRPr>'
        f"</a:lvl{number}pPr>"
    )


def _holder(number: int, name: str, kind: str, index: int | None, box: Rect) -> str:
    about = f'type="{kind}"' + (f' idx="{index}"' if index is not None else "")
    text = '<a:r><a:rPr lang="en"/><a:t>Text</a:t></a:r>'
    if kind == "sldNum":
        text = '<a:fld id="{B6F15528-21DE-4FAA-801E-634DDDAF4B2B}" type="slidenum"><a:rPr lang="en"/><a:t>‹#›</a:t></a:fld>'
    elif kind in ("dt", "ftr"):
        text = '<a:endParaRPr lang="en"/>'
    return (
        f'<p:sp><p:nvSpPr><p:cNvPr id="{number}" name="{name}"/><p:cNvSpPr><a:spLocks noGrp="1"/></p:cNvSpPr>'
        f"<p:nvPr><p:ph {about}/></p:nvPr></p:nvSpPr><p:spPr>{place(box)}"
        '<a:prstGeom prst="rect"><a:avLst/></a:prstGeom></p:spPr>'
        '<p:txBody><a:bodyPr lIns="0" tIns="0" rIns="0" bIns="0"><a:normAutofit/></a:bodyPr><a:lstStyle/>'
        f"<a:p>{text}</a:p></p:txBody></p:sp>"
    )


def master_xml(theme: Theme, size: Size, layouts: list[tuple[int, str]]) -> bytes:
    """`p:sldMaster` with its five placeholders and text styles; `layouts` are (id, relationship) pairs."""
    edge = 0.045 * size.width
    inner = size.width - 2 * edge
    foot = size.height * 0.94
    shapes = (
        _holder(2, "Title", "title", None, Rect(edge, size.height * 0.06, inner, size.height * 0.12))
        + _holder(3, "Text", "body", 1, Rect(edge, size.height * 0.21, inner, size.height * 0.69))
        + _holder(4, "Date", "dt", 2, Rect(edge, foot, inner * 0.25, 18))
        + _holder(5, "Footer", "ftr", 3, Rect(edge + inner * 0.3, foot, inner * 0.45, 18))
        + _holder(6, "Slide number", "sldNum", 4, Rect(edge + inner * 0.85, foot, inner * 0.15, 18))
    )
    listed = "".join(f'<p:sldLayoutId id="{number}" r:id="{rel}"/>' for number, rel in layouts)
    body = "".join(_level(n, points, "tx1", "mn", True) for n, points in enumerate((20, 18, 16, 16, 16), 1))
    return (
        f'<p:sldMaster {NS}><p:cSld><p:bg><p:bgPr><a:solidFill><a:schemeClr val="bg1"/></a:solidFill><a:effectLst/>'
        f"</p:bgPr></p:bg>{tree(shapes)}</p:cSld>"
        f"{colour_map(theme)}"
        f'<p:sldLayoutIdLst>{listed}</p:sldLayoutIdLst><p:hf hdr="0"/><p:txStyles>'
        f"<p:titleStyle>{_level(1, 28, 'tx2', 'mj', False)}</p:titleStyle><p:bodyStyle>{body}</p:bodyStyle>"
        f"<p:otherStyle>{_level(1, 12, 'tx1', 'mn', False)}</p:otherStyle></p:txStyles></p:sldMaster>"
    ).encode()
