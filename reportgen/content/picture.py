"""Pictures: a file of the project, what it shows, and how it may be cropped."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Annotated, BinaryIO, Literal

from pydantic import BeforeValidator, Field, WrapValidator, model_validator

from reportgen.content.base import Content, ContentModel
from reportgen.content.handed_pictures import Drawing, Image, as_picture, is_figure, is_picture
from reportgen.content.reading import ReadContext
from reportgen.content.text import Span, Text
from reportgen.content.values import Plain, blank_as_none
from reportgen.errors import ReportgenError, Where
from reportgen.files import HeldFile, Readable
from reportgen.source.characters import clean
from reportgen.source.model_annotations import NUMERIC

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


@dataclass(frozen=True, slots=True)
class PictureContent(Content):
    """A picture: the file is there and lies in the project. `focus` is (x, y), 0..1 from the top left.

    `shape` is the template's where None. A picture to `contain` is shown whole.
    """

    path: Readable
    alt: str
    decorative: bool
    focus: tuple[float, float]
    caption: tuple[Span, ...]
    credit: str
    where: Where = field(compare=False)
    fit: Literal["cover", "contain"] = "cover"
    shape: Literal["rect", "rounded", "circle"] | None = None
    tone: Literal["plain", "grey", "duotone"] | None = None
    """Its colours; those that the brand gives to pictures where None."""
    overlay: bool | None = None
    """Whether the brand's colour is laid over it; as the template has it where None."""
    page: int | None = None
    """Which page of the file (from 1) is shown; None where nothing is said."""
    qr: str = ""
    """What a QR code that is drawn in the picture's place says; then `path` is no file."""

    @property
    def label(self) -> tuple[Span, ...]:
        """Caption and credit in one line: a full stop tells them apart where the caption ends without a mark."""
        if not self.credit:
            return self.caption
        end = "".join(span.text for span in self.caption).rstrip()[-1:]
        if "\u3040" <= end <= "\u9fff":
            between = "。"
        else:
            between = ". " if end.isalnum() or end in (")", "]", "%") else " " if end else ""
        return (*self.caption, Span(f"{between}{self.credit}"))

    def pictures(self) -> Iterator[PictureContent]:
        yield self


if TYPE_CHECKING:
    PictureFile = str | bytes | BinaryIO | Drawing | Image | HeldFile
else:
    PictureFile = Annotated[Plain, WrapValidator(as_picture)]


class PictureModel(ContentModel):
    """A picture: its file, what it shows (or `decorative: true`), and the point that must stay visible.

    `tone` shows a photograph in the brand's two colours (`duotone`), in `grey` or as it is (`plain`); `overlay` lays
    the brand's colour over it, or leaves it off. What is not said here is as the brand has it.
    """

    file: PictureFile = Field(kw_only=False)
    """A PNG, JPEG, WEBP, GIF, TIFF, BMP, AVIF, HEIC, SVG or PDF of the project, by its path from the source;
    of a PDF one page, as `plan.pdf#2`. From Python also bytes, a stream, an image of Pillow, a figure of Matplotlib."""
    page: Annotated[int | None, Field(ge=1)] = None
    """Which page of a PDF is shown, or which picture of a TIFF or GIF; the first where nothing is said."""
    alt: Text | None = None
    """What the picture shows, for those who do not see it."""
    decorative: bool = False
    """Whether the picture means nothing, and is passed over when the page is read aloud."""
    focus: Annotated[tuple[float, float], BeforeValidator(_focus, json_schema_input_type=FocusInput), NUMERIC] = (
        0.5,
        0.5,
    )
    """The point that stays visible when the picture is cropped: two parts (from the left, from the top), or a word
    such as `top`."""
    fit: Literal["cover", "contain"] = "cover"
    """Whether the picture covers its place and is cropped, or is shown whole (`contain`)."""
    shape: Literal["rect", "rounded", "circle"] | None = None
    """Corners, rounded corners or a circle; as the template has it where nothing is said."""
    tone: Literal["plain", "grey", "duotone"] | None = None
    overlay: bool | None = None
    caption: Annotated[Text | None, BeforeValidator(blank_as_none)] = None
    """What is written under the picture."""
    credit: Text | None = None
    """Who took it, after the caption."""

    @model_validator(mode="after")
    def _described(self) -> PictureModel:
        if self.alt is None and not self.decorative:
            raise ValueError('the picture needs "alt" | say what it shows, or set decorative: true')
        return self

    def read(self, at: ReadContext) -> PictureContent | None:
        """The picture, where its file lies in the project."""
        from reportgen.content.markdown import read_inline

        where = at.where("file")
        given: object = self.file
        page = self.page
        if isinstance(given, HeldFile):
            path: Readable = given
        else:
            file, page = _page_of(str(given), self.page)
            try:
                path = at.project.resolve(file, at.base, where)
            except ReportgenError as error:
                at.keep(error)
                return None
        return PictureContent(
            path=path,
            alt=clean(self.alt or ""),
            decorative=self.decorative,
            focus=self.focus,
            caption=read_inline(self.caption, at.where("caption"), at.problems) if self.caption else (),
            credit=clean(self.credit or ""),
            where=where,
            fit="contain" if is_figure(path) and "fit" not in self.model_fields_set else self.fit,
            shape=self.shape,
            tone=self.tone,
            overlay=self.overlay,
            page=page,
        )


_PAGE = re.compile(r"(.+\.(?:pdf|tiff?))#(?:page=)?([1-9]\d{0,4})", re.IGNORECASE)


def _page_of(file: str, page: int | None) -> tuple[str, int | None]:
    """A file and its page, which may stand behind a #.

    >>> _page_of("plan.pdf#2", None), _page_of("plan.pdf", None), _page_of("a#2.png", None)
    (('plan.pdf', 2), ('plan.pdf', None), ('a#2.png', None))
    """
    found = _PAGE.fullmatch(file)
    return (found[1], page or int(found[2])) if found else (file, page)


def _file(value: object) -> object:
    return {"file": value} if isinstance(value, str) or is_picture(value) else value


PictureField = Annotated[PictureModel, BeforeValidator(_file, json_schema_input_type=PictureModel | str)]
"""A picture, or its file alone."""
