"""What all kinds of content share: the content that the layout gets, and the model of what people write.

A kind of content is one file (or one folder) beside this one: a frozen class of `Content`, the model of what stands in
the source, and the reader that makes the one of the other. A package of its own can bring another kind in the file of
its section type.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import TYPE_CHECKING, Any, ClassVar

from reportgen.content.values import Strict
from reportgen.errors import Where

if TYPE_CHECKING:
    from reportgen.content.picture import PictureContent
    from reportgen.content.reading import ReadContext
    from reportgen.content.text import Block


class Content:
    """What a section gives to a slot of a template: read, checked and frozen.

    A kind of content is a frozen dataclass under this class. Two of the same words are equal wherever they stand, so
    `where`, the place in the source, takes no part in comparing.
    """

    __slots__ = ()

    where: Where

    component: ClassVar[Any] = None
    """What shows it: a class under the layout's `Component`, or the name of a kind of region. The kinds that ship leave
    it empty, because they do not know the layout, which names them itself."""

    def texts(self) -> Iterator[Block]:
        """The texts that people read in it, for the checks of words, links and spelling."""
        return iter(())

    def pictures(self) -> Iterator[PictureContent]:
        """The pictures in it, for the checks of alternative texts."""
        return iter(())


def content_kinds() -> tuple[type[Content], ...]:
    """Every kind of content whose file was imported: those of other packages are when their section types are."""
    found: dict[type[Content], None] = {}
    kinds: list[type[Content]] = [Content]
    while kinds:
        below = kinds.pop().__subclasses__()
        found.update(dict.fromkeys(below))
        kinds += below
    return tuple(found)


class ContentModel(Strict):
    """A kind of content as people write it in a source."""

    figure_key: ClassVar[str] = ""
    """The key under which it stands where a picture could; a picture needs none."""

    def read(self, at: ReadContext) -> Content | None:
        """The content that the layout gets; None where there is none, or where a fault was kept in `at.problems`."""
        raise NotImplementedError


Offer = Mapping[str, Content]
"""What a section offers to templates: content by the name of its slot, only what is there."""
