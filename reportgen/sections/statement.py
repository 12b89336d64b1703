"""`statement`: one sentence that stands alone."""

from typing import Any, ClassVar, Literal

from reportgen.sections.base import SectionModel, Text


class Statement(SectionModel):
    type: Literal["statement"]
    kicker: Text | None = None
    statement: Text
    standfirst: Text | None = None

    slots: ClassVar[dict[str, str]] = {"statement": "headline"}
    heading: ClassVar[str] = "statement"

    @classmethod
    def sample(cls) -> dict[str, Any]:
        return {"statement": "The land is there, the energy is there; now the lines must follow."}
