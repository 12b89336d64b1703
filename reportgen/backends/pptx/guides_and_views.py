"""How PowerPoint shows a deck to who works on it: guides at the brand's grid, properties of the show and of views."""

from __future__ import annotations

from reportgen.backends.pptx.xml import NS
from reportgen.frames import Guides

_HEAD = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'


def guides_xml(guides: Guides) -> str:
    """`p15:sldGuideLst` of a master, as PowerPoint 2013 and later read it ([MS-PPTX] 2.2.5); lengths are eighths of points."""
    colour = '<p15:clr><a:schemeClr val="accent2"/></p15:clr>'
    lines = [("", place) for place in guides.down] + [(' orient="horz"', place) for place in guides.across]
    listed = "".join(
        f'<p15:guide id="{number}"{way} pos="{round(place * 8)}" userDrawn="1">{colour}</p15:guide>'
        for number, (way, place) in enumerate(lines, 1)
    )
    return (
        f'<p:extLst {NS}><p:ext uri="{{27BBF7A9-308A-43DC-89C8-2F10F3537804}}"><p15:sldGuideLst '
        f'xmlns:p15="http://schemas.microsoft.com/office/powerpoint/2012/main">{listed}</p15:sldGuideLst></p:ext></p:extLst>'
    )


def presentation_properties() -> bytes:
    """`p:presentationPr` (ECMA-376 Part 1, 19.2.1.28): pictures keep the resolution that they have."""
    p14 = 'xmlns:p14="http://schemas.microsoft.com/office/powerpoint/2010/main"'
    return (
        f'{_HEAD}<p:presentationPr {NS}><p:extLst><p:ext uri="{{E76CE94A-603C-4142-B9EB-6D1370010A27}}">'
        f'<p14:discardImageEditData {p14} val="0"/></p:ext><p:ext uri="{{D31A062A-798A-4329-ABDD-BBA856620510}}">'
        f'<p14:defaultImageDpi {p14} val="220"/></p:ext></p:extLst></p:presentationPr>'
    ).encode()


def view_properties() -> bytes:
    """`p:viewPr` (19.2.2.18): slides beside their list; shapes snap to each other and to guides, not to a raster."""
    scale = '<p:scale><a:sx n="100" d="100"/><a:sy n="100" d="100"/></p:scale><p:origin x="0" y="0"/>'
    return (
        f'{_HEAD}<p:viewPr {NS}><p:normalViewPr><p:restoredLeft sz="15620"/><p:restoredTop sz="80000"/></p:normalViewPr>'
        f'<p:slideViewPr><p:cSldViewPr snapToGrid="0" snapToObjects="1"><p:cViewPr varScale="1">{scale}</p:cViewPr>'
        f"<p:guideLst/></p:cSldViewPr></p:slideViewPr><p:notesTextViewPr><p:cViewPr>{scale}</p:cViewPr>"
        '</p:notesTextViewPr><p:gridSpacing cx="72008" cy="72008"/></p:viewPr>'
    ).encode()
