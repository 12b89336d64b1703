"""`cta`: what the reader is asked to do: a sentence, a button that leads somewhere, a QR code of the same address."""

from typing import Any, ClassVar, Literal

from reportgen.content.values import Strict
from reportgen.sections.base import SectionModel, Text


class Button(Strict):
    """A button: its words and its address (https, http, mailto or tel)."""

    text: Text
    url: Text


class CallToAction(SectionModel):
    type: Literal["cta"]
    kicker: Text | None = None
    headline: Text
    body: Text | None = None
    button: Button
    qr: bool = True

    slots: ClassVar[dict[str, str]] = {"button": "link", "qr": "picture"}

    @classmethod
    def sample(cls) -> dict[str, Any]:
        return {"button": {"text": "Reserve a place", "url": "https://example.com/forum"}}
