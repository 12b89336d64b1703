"""`statement`: one sentence that stands alone."""

from typing import Annotated, Any, ClassVar, Literal

from reportgen.content.reading import Slot
from reportgen.sections.base import Headline, SectionModel, Text, Traits


class Statement(SectionModel):
    traits: ClassVar[Traits] = Traits(listed=False, rail=True, sentence=True)

    type: Literal["statement"] = "statement"
    kicker: Text | None = None
    statement: Annotated[Headline, Slot("headline")]
    """The sentence."""
    standfirst: Text | None = None

    @classmethod
    def sample(cls) -> dict[str, Any]:
        return {"statement": "The land is there, the energy is there; now the lines must follow."}
