"""A button, which becomes a link, and the QR code of the same address."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

from pydantic import Field

from reportgen.content.base import ContentModel
from reportgen.content.picture import PictureContent
from reportgen.content.reading import ReadContext, Reads
from reportgen.content.text import Block, Span, Text, TextContent
from reportgen.content.values import Address
from reportgen.errors import Where
from reportgen.source.characters import LINKS, clean


class Button(ContentModel):
    """A button: its words and its address (https, http, mailto or tel)."""

    text: Text = Field(kw_only=False)
    """What the button says."""
    url: Address = Field(kw_only=False)
    """The address that it leads to."""

    def read(self, at: ReadContext) -> TextContent:
        """The words as a link."""
        where = at.where("url")
        address = clean(self.url).strip()
        if not address.lower().startswith(LINKS):
            at.fault(f'"{address}" is no link that can be followed', where, "use https, http, mailto or tel")
        span = Span(clean(self.text).strip(), strong=True, link=address)
        return TextContent((Block("paragraph", (span,), where),), None, where)


def qr_alt(data: str) -> str:
    """What a reader who does not see the code is told."""
    return f"QR code: {data}"


def qr_content(address: str, where: Where) -> PictureContent:
    """A QR code of an address, to be drawn in the place of a picture."""
    return PictureContent(
        Path("qr.svg"),
        qr_alt(address),
        False,
        (0.0, 0.0),
        (),
        "",
        where,
        fit="contain",
        qr=clean(address).strip(),
    )


def _read_qr(wanted: bool, at: ReadContext) -> PictureContent | None:
    """The QR code of the button beside the field."""
    button = getattr(at.owner, "button", None)
    return qr_content(button.url, at.where()) if wanted and isinstance(button, Button) else None


QrField = Annotated[bool, Reads(_read_qr)]
"""Whether the address of the section's `button` is shown as a QR code, too."""
