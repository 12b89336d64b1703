"""What all sections share, and the small models inside them."""

from __future__ import annotations

from typing import Annotated, Any, ClassVar, Literal

from pydantic import BeforeValidator, Field, model_validator

from reportgen.content.values import Number as Number
from reportgen.content.values import Strict as Strict
from reportgen.content.values import Text as Text
from reportgen.content.values import spelled as spelled


def _one_or_many(value: object) -> object:
    return [value] if isinstance(value, str) else value


Texts = Annotated[
    list[Text],
    BeforeValidator(_one_or_many, json_schema_input_type=list[str] | str),
    Field(min_length=1),
]

_FOCUS = {
    "center": (0.5, 0.5),
    "top": (0.5, 0.0),
    "bottom": (0.5, 1.0),
    "left": (0.0, 0.5),
    "right": (1.0, 0.5),
    "top-left": (0.0, 0.0),
    "top-right": (1.0, 0.0),
    "bottom-left": (0.0, 1.0),
    "bottom-right": (1.0, 1.0),
}


def _focus(value: object) -> object:
    if isinstance(value, str) and value in _FOCUS:
        return _FOCUS[value]
    if (
        isinstance(value, list)
        and len(value) == 2
        and all(isinstance(part, int | float) and not isinstance(part, bool) and 0 <= part <= 1 for part in value)
    ):
        return float(value[0]), float(value[1])
    raise ValueError(f"expected two numbers from 0 to 1, or one of {', '.join(_FOCUS)} | for example focus: [0.5, 0.3]")


FocusInput = (
    Literal["center", "top", "bottom", "left", "right", "top-left", "top-right", "bottom-left", "bottom-right"]
    | tuple[float, float]
)


def _file(value: object) -> object:
    return {"file": value} if isinstance(value, str) else value


class PictureModel(Strict):
    """A picture: its file, what it shows (or `decorative: true`), and the point that must stay visible.

    `tone` shows a photograph in the brand's two colours (`duotone`), in `grey` or as it is (`plain`); `overlay` lays
    the brand's colour over it, or leaves it off. What is not said here is as the brand has it.
    """

    file: Text
    alt: Text | None = None
    decorative: bool = False
    focus: Annotated[tuple[float, float], BeforeValidator(_focus, json_schema_input_type=FocusInput)] = (0.5, 0.5)
    fit: Literal["cover", "contain"] = "cover"
    shape: Literal["rect", "rounded", "circle"] | None = None
    tone: Literal["plain", "grey", "duotone"] | None = None
    overlay: bool | None = None
    caption: Text | None = None
    credit: Text | None = None

    @model_validator(mode="after")
    def _described(self) -> PictureModel:
        if self.alt is None and not self.decorative:
            raise ValueError('the picture needs "alt" | say what it shows, or set decorative: true')
        return self


PictureField = Annotated[PictureModel, BeforeValidator(_file, json_schema_input_type=PictureModel | str)]


class StatModel(Strict):
    """A number and what it counts."""

    value: Number
    label: Text


Stats = Annotated[list[StatModel], Field(min_length=1, max_length=8)]


def _layout(value: object) -> object:
    return {"any": value} if isinstance(value, str) else value


class SectionModel(Strict):
    """The part that all sections share."""

    notes: Text | None = None
    source: Text | None = None
    short: dict[str, str | list[str]] = {}
    layout: Annotated[
        dict[Literal["newsletter", "deck", "any"], str],
        BeforeValidator(_layout, json_schema_input_type=dict[Literal["newsletter", "deck", "any"], str] | str),
    ] = {}
    only: Literal["newsletter", "deck"] | None = None
    omit: dict[
        Literal["newsletter", "deck"],
        Annotated[list[str], BeforeValidator(_one_or_many, json_schema_input_type=list[str] | str)],
    ] = {}
    float: bool = False
    """Whether the section may move on to the next page, past what follows it."""

    markdown: ClassVar[tuple[str, ...]] = ("body",)
    """Fields that hold running text."""

    slots: ClassVar[dict[str, str]] = {}
    """Fields whose slot has another name."""

    heading: ClassVar[str] = "headline"
    """The field that names the section in outlines."""

    @model_validator(mode="after")
    def _short_of_fields(self) -> SectionModel:
        if not self.short:
            return self
        texts = [name for name in type(self).model_fields if name not in _NOT_TEXT]
        for key in self.short:
            if key not in texts:
                raise ValueError(f'"short" names "{key}", which is no text of this section | texts: {", ".join(texts)}')
        return self

    @model_validator(mode="after")
    def _omit_fields(self) -> SectionModel:
        if not self.omit:
            return self
        parts = [name for name in type(self).model_fields if name not in _SHARED]
        for names in self.omit.values():
            for name in names:
                if name not in parts:
                    raise ValueError(
                        f'"omit" names "{name}", which is no part of this section | parts: {", ".join(parts)}'
                    )
        return self

    @classmethod
    def sample(cls) -> dict[str, Any]:
        """Sample content of fields that are this type's own, for previews of templates."""
        return {}

    def filled(self) -> dict[str, Any]:
        """The fields that offer content, by slot name, in the order of the model."""
        found: dict[str, Any] = {}
        for name in [n for n in type(self).model_fields if n not in _SHARED] + ["source"]:
            value = getattr(self, name)
            if value is not None:
                found[name] = value
        return found


_SHARED = ("type", "notes", "source", "short", "layout", "only", "omit", "float")
_NOT_TEXT = (*_SHARED, "picture", "figure", "portrait", "stats", "table", "chart", "second")
