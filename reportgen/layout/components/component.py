"""What all kinds of region have in common: the place that they are given, what comes out of it, and their two verbs.

A kind of region is one file beside this one, with one class under `Component`. `registry.py` finds it by the name of
the kind.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, ClassVar, Literal, TypeVar

from reportgen.frames import Item, Placeholder
from reportgen.frames.layout_decisions import SlotFit
from reportgen.geometry import Insets, Rect
from reportgen.layout.fragments import Slot
from reportgen.structs import Struct, replace
from reportgen.templates import Region

if TYPE_CHECKING:
    from reportgen.layout.components.placer import Placer

ENDLESS = 1e6
"""A height in points that any content fits: that of a page's stack, which is as high as what stands in it."""

_Content = TypeVar("_Content")


class Site(Struct, frozen=True):
    """A place on a sheet, with what is to stand in it. Lengths are points.

    `contents` are the slots that the region takes, in the region's order. `factor` is the part of its natural size that
    text has. `target` is the height to which text that goes on elsewhere is filled, so that its parts are evenly full;
    `dense` text goes on even where it would fit, as does what has more than so many `words`. `give` is by how much an
    editor's text box may be wider than the text was set. `texts` are the left edge and the width of captions, where
    they are not those of the box. `spread` is what a page adds to the height of rows, or takes from it (see `Placed`).
    """

    box: Rect
    region: Region
    ground: str
    section: int
    contents: Mapping[str, Slot]
    factor: float = 1.0
    may_continue: bool = True
    target: float | None = None
    dense: bool = False
    words: int | None = None
    give: float = 0.0
    texts: tuple[float, float] | None = None
    spread: float = 0.0

    @property
    def slot(self) -> str:
        """The name that what is placed here has."""
        return self.region.slot

    @property
    def name(self) -> str:
        """The name of the first slot that has content."""
        return next(iter(self.contents))

    @property
    def inner(self) -> Rect:
        """The box without the region's inset."""
        return inner_box(self.region, self.box)

    @property
    def inside(self) -> str:
        """The ground that the content itself stands on: the region's panel, or what is under it."""
        return self.region.stands_on(self.ground)

    @property
    def goes_on(self) -> bool:
        """Whether what does not fit may go on elsewhere."""
        return self.may_continue and "continue" in self.region.fit

    @property
    def endless(self) -> bool:
        """Whether the place is as high as what will stand in it."""
        return self.box.height > ENDLESS / 2

    def content(self, kind: type[_Content]) -> _Content:
        """The one content that the region takes."""
        found = next(iter(self.contents.values()))
        assert isinstance(found, kind)
        return found

    def at(self, box: Rect) -> Site:
        """The same content in another box."""
        return replace(self, box=box)


class Placed(Struct, frozen=True):
    """A region with its content: items, the height that they take (points), and what goes on elsewhere, by slot.

    `fill` says how full the place is, 0 to 1; `cost` what it cost to make the content fit; `steps` and `fits` tell how.
    `give` is by how many points rows may be lower than this, and `air` by how many higher, all of them together.
    """

    items: tuple[Item, ...]
    height: float
    rest: Mapping[str, Slot]
    fill: float = 1.0
    cost: float = 0.0
    steps: tuple[str, ...] = ()
    fits: tuple[SlotFit, ...] = ()
    give: float = 0.0
    air: float = 0.0


NOTHING = Placed((), 0.0, {}, 0.0)
"""A region that has no content."""


class Heights(Struct, frozen=True):
    """The least, the natural and the greatest height of content at some width, in points, and what it costs to stand
    there.
    """

    least: float
    natural: float
    most: float
    cost: float = 0.0

    def nearest(self, height: float) -> float:
        """The height that it may have that is nearest to one wanted."""
        return min(max(height, self.least), self.most)


class Component:
    """One kind of region: what it takes, how high that is at some width, and how it stands in a place.

    There is one object of each kind for one publication. It may keep what it has reckoned, because laying depends on
    nothing but the content and the site.
    """

    kind: ClassVar[str]
    """The name that a template's region calls it by."""
    takes: ClassVar[tuple[type, ...]] = ()
    """The classes of content that it shows, besides those that name it as their own `component`."""
    stacked: ClassVar[Literal["whole", "elastic", "parts", "text"]] = "whole"
    """How it stands in a page's stack: as high as it is; as high as the page's free space lets it be, within what
    `measure` says; as much of it as the room holds; or as text, in columns where it may go on over the page."""
    fills: ClassVar[bool] = False
    """Whether it takes the whole height of a box that `measure` allows. It is then placed only when it is shown."""
    ordered: ClassVar[bool] = True
    """Whether readers meet it where its author has put it. Pictures and charts may stand beside any text."""
    carried: ClassVar[bool] = False
    """Whether it may stand on a later page than the one where its section begins."""
    keeps_margins: ClassVar[bool] = False
    """Whether it stays inside the sheet's margins where its place runs on to the edge."""
    hosts: ClassVar[bool] = False
    """Whether its place is lent to other kinds of content, which their own components show there."""
    empty: ClassVar[float] = 0.9
    """The part of a place on a slide that is empty where it has no content."""

    def __init__(self, placer: Placer) -> None:
        self.placer = placer
        self.setter = placer.setter

    @classmethod
    def suits(cls, region: Region, content: object) -> bool:
        """Whether a region of this kind shows a content."""
        return isinstance(content, cls.takes) or getattr(content, "component", None) is cls

    @classmethod
    def begin(cls, content: object, section: int, slot: str, title: str) -> Slot:
        """What stands in a slot of a section, called `title`, before anything of the content is placed.

        Content that can be parted becomes a `Portion`; all other stays as it is.
        """
        return content

    @classmethod
    def as_guest(cls, region: Region, placer: Placer) -> Region:
        """A region of another kind, which lends its place, as the place of this content."""
        return region

    def measure(self, site: Site) -> Heights:
        """How high the content is at the width of the site: as high as it stands in a place without an end.

        Raises:
            FitError: it cannot be so narrow.
        """
        height = self.place(self.endless(site)).height
        return Heights(height, height, height)

    def place(self, site: Site) -> Placed:
        """The content at the top of the site, or as much of it as the site holds.

        Raises:
            FitError: it does not fit, and may not go on elsewhere.
        """
        raise NotImplementedError

    @staticmethod
    def endless(site: Site) -> Site:
        """A site as wide as another, and as high as what will stand in it."""
        return site.at(Rect(site.box.x, site.box.y, site.box.width, ENDLESS))

    def aimed(self, site: Site) -> Site:
        """The site with the height that the content is filled to, where its parts are to be evenly full."""
        return site

    def emptiness(self, region: Region, box: Rect, placed: Placed) -> float:
        """The area of a slide's place that stays empty, in square points."""
        if region.repeats or region.lines is not None:  # a title is no less full for being short
            return 0.0
        return box.width * box.height * (1 - placed.fill if placed.items else self.empty)

    def placeholders(self, site: Site) -> list[Placeholder]:
        """What a slide's layout offers to people who fill it by hand. The site has no content."""
        return []

    @classmethod
    def text_box(cls, region: Region, box: Rect, gutter: float) -> Rect | None:
        """The box of one text of a place; None where it is not text that the place holds."""
        return None


def inset(box: Rect, by: float) -> Rect:
    """A box that is `by` points smaller on each side."""
    return box.inset(Insets(by, by, by, by))


def inner_box(region: Region, box: Rect) -> Rect:
    """The part of a region's box that its content takes: less its inset, or those of the placeholder that it fills."""
    if region.office is None:
        return inset(box, region.inset)
    left, top, right, bottom = region.office.insets
    return box.inset(Insets(top, right, bottom, left))


def within(box: Rect, area: Rect) -> Rect:
    """The part of a box that lies in an area."""
    x, y = max(box.x, area.x), max(box.y, area.y)
    return Rect(x, y, min(box.right, area.right) - x, min(box.bottom, area.bottom) - y)
