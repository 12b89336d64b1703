"""`cta`: what the reader is asked to do: a sentence, a button that leads somewhere, a QR code of the same address."""

from typing import Annotated, Any, ClassVar, Literal

from reportgen.content.button import Button, QrField
from reportgen.content.reading import Slot
from reportgen.sections.base import Headline, Prose, SectionModel, Text, Traits


class CallToAction(SectionModel):
    traits: ClassVar[Traits] = Traits(listed=False, rail=True, concludes=True)

    type: Literal["cta"] = "cta"
    kicker: Text | None = None
    headline: Headline
    body: Prose | None = None
    button: Annotated[Button, Slot("link")]
    qr: Annotated[QrField, Slot("picture")] = True
    """Whether the button's address stands beside it as a QR code as well."""

    @classmethod
    def sample(cls) -> dict[str, Any]:
        return {"button": {"text": "Reserve a place", "url": "https://example.com/forum"}}
