"""The copyfit contract: the steps that a region allows, in its order, until its text fits."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from functools import partial
from itertools import chain
from typing import ClassVar

from reportgen.brand.as_written import step_of
from reportgen.errors import NOWHERE, FitError, counted
from reportgen.frames import OFFICE_SHRINKS
from reportgen.frames.layout_decisions import SlotFit
from reportgen.layout.components.component import Site
from reportgen.layout.fragments import Copy, Fragment
from reportgen.layout.styles import TextStyle
from reportgen.layout.text_setter import TextSetter, TypesetText
from reportgen.structs import Struct, replace
from reportgen.templates import Region, Shrink

NARROWEST = 0.2
"""Ems that a character takes at the very least."""

FULL_LINE = 0.985
"""How much of its width a line takes that has grown to fill it."""

ROOMY = 0.98
"""The part of its width that the longest word of a title takes at most where it may be smaller: office programs set it
a little wider, and would tear it."""

TIGHTEST = 10.0
"""Most tracking that `tighten` takes away, in thousandths of an em."""


class Fitted(Struct, frozen=True):
    """Text that fits: as set, the copy that goes on elsewhere, and the steps that were needed."""

    text: TypesetText
    rest: tuple[Fragment, ...]
    text_style: TextStyle
    steps: tuple[str, ...]

    def report(self, slot: str, height: float | None = None) -> SlotFit:
        """The fit of a slot in a place of so many points of height, where it has a height of its own."""
        leading = self.text.leading
        fill = free = None
        if height and leading:
            fill = round(min(1.0, self.text.height / height), 3)
            free = int((height - self.text.height + 0.01) // leading)
        return SlotFit(slot, self.text.count, fill, free, self.steps, self.text.where)

    @property
    def cost(self) -> float:
        """0 as authored; a shrink costs most."""
        return (
            8 * max(0.0, 1 - self.text_style.factor) + 0.2 * ("tighten" in self.steps) + 0.5 * ("short" in self.steps)
        )


def fit(setter: TextSetter, site: Site) -> Fitted:
    """Fit the text of a site into its box, without the region's inset, by the region's contract.

    Raises:
        FitError: the last step was `error`; it names the slot, the characters over and the steps tried.
    """
    return _Fitting(setter, site).fitted()


class _Fitting:
    """One text on its way through the steps of its contract."""

    def __init__(self, setter: TextSetter, site: Site) -> None:
        self.setter = setter
        self.site = site
        self.region = site.region
        inner = site.inner
        self.width, self.height = inner.width, inner.height
        self.copies = [copy for copy in site.contents.values() if isinstance(copy, Copy)]
        self.fragments = tuple(fragment for copy in self.copies for fragment in copy.fragments)
        self.natural = TextStyle.of(site.region, site.inside)
        self.style = self.natural
        """The style that the steps have come to."""
        self.tried: list[str] = []
        self.hopeless = False
        """Whether the text is too long for any size, so that none needs to be tried."""

    def fitted(self) -> Fitted:
        """The text as the first step that makes it fit leaves it."""
        self.hopeless = self._holds_never()
        if self.hopeless and not self.site.goes_on:
            raise self._far_too_long()
        return self._as_dense() or self._by_contract()

    def _as_dense(self) -> Fitted | None:
        """A part of the text, where it goes on elsewhere even if all of it would fit."""
        if self.site.dense and self.site.goes_on:
            head, rest = self._cut()
            if head and rest:
                return self._part(head, rest, ())
        return None

    def _as_wide(self) -> list[TextStyle]:
        """The style in which a text of one line fills its width, where it may be larger."""
        if self.region.widest <= 1 or self.hopeless:
            return []
        text = self.setter.set(self.setter.paragraphs(self.fragments, self.style), self.width)
        factor = min(self.region.widest, FULL_LINE * self.width / max(1.0, text.width))
        return [replace(self.style, factor=factor)] if text.count == 1 and factor > 1 else []

    def _by_contract(self) -> Fitted:
        made = None if self.hopeless else self._first([*self._as_wide(), self.style])
        for step in self.region.fit:
            if made is not None or step == "error":
                break
            made = self._shrink(step.shrink) if isinstance(step, Shrink) else self._steps[step](self)
        if made is None:
            raise self._too_long()
        return made

    def _characters(self, each: float, factor: float) -> float:
        """How many characters the place holds at a part of the natural size, each so many ems wide."""
        size, leading = self.setter.size(self.setter.scale.role(self.natural.style), factor)
        height = min(self.height, self.setter.grid.size.height)
        if self.region.lines is not None:
            height = min(height, self.region.lines * leading)
        return self.width / (each * size) * (height / leading)

    def _holds_never(self) -> bool:
        """Whether the text is so long that no size has to be tried."""
        if any(copy.short for copy in self.copies):
            return False
        return sum(fragment.length for fragment in self.fragments) > self._most()

    def _most(self) -> float:
        """More characters than the place holds at any size."""
        return self._characters(NARROWEST, max(floor_of(self.region), 0.3))

    def _far_too_long(self) -> FitError:
        """The error of a text of which only the beginning is set, because it is so long."""
        length = sum(fragment.length for fragment in self.fragments)
        left = int(self._most())
        begun: list[Fragment] = []
        for fragment in self.fragments:
            begun.append(fragment if fragment.length <= left else fragment.cut(left)[0])
            left -= begun[-1].length
            if left <= 0:
                break
        over = self._over(begun) + length - sum(fragment.length for fragment in begun)
        # Where the text makes the height of its place, as on pages, other content has to stand on the sheet, too.
        is_open = self.region.lines is None and self.height > self.setter.grid.size.height
        least = "at least " if is_open else ""
        return FitError(
            f'"{self.site.name}" has {length} characters, its place holds about {length - over}',
            self.fragments[0].block.where,
            f"shorten it by {least}{over} characters",
            over=over,
        )

    def _over(self, fragments: Iterable[Fragment]) -> int:
        """How many characters of a text are too many at the smallest size that it may have."""
        smallest = replace(self.natural, factor=floor_of(self.region))
        text = self.setter.set(self.setter.paragraphs(fragments, smallest), self.width)
        height = min(self.height, self.setter.grid.size.height)
        return max(text.over(height, self.region.lines), 1)

    # --- steps: each gives the text if it fits then

    def _shrink(self, floor: float) -> Fitted | None:
        self.tried.append(f"shrink to {round(floor, 2):g}")
        return None if self.hopeless else self._first(self._smaller(floor))

    def _tighten(self) -> Fitted | None:
        if self.setter.medium.styles_alone:
            return None
        self.style = replace(self.style, tighten=TIGHTEST)
        self.tried.append("tighten")
        return None if self.hopeless else self._first([self.style])

    def _shorten(self) -> Fitted | None:
        if not any(copy.short for copy in self.copies):
            return None
        self.fragments = tuple(fragment for copy in self.copies for fragment in (copy.short or copy.fragments))
        self.tried.append("short")
        return self._first(chain([self.style], self._smaller(floor_of(self.region))))

    def _continue(self) -> Fitted | None:
        if not self.site.may_continue:
            return None
        self.style = self.natural  # what goes on elsewhere is neither smaller nor tighter than what is there
        self.tried.append("continue")
        head, rest = self._cut()
        return self._part(head, rest, tuple(self.tried)) if head else None

    def _of_tables(self) -> Fitted | None:
        """Nothing: texts are not broken and parted as tables are."""
        return None

    _steps: ClassVar[Mapping[str, Callable[[_Fitting], Fitted | None]]] = {
        "tighten": _tighten,
        "short": _shorten,
        "continue": _continue,
        "break": _of_tables,
        "part": _of_tables,
    }

    # --- trying

    def _first(self, styles: Iterable[TextStyle]) -> Fitted | None:
        """The text in the first of the styles in which it fits."""
        for style in styles:
            text = self.setter.set(self.setter.paragraphs(self.fragments, style), self.width)
            in_lines = self.region.lines is None or text.count <= self.region.lines
            if text.height <= self.height + 0.01 and in_lines and not text.overfull and not self._is_torn(text, style):
                if style.factor < 1 and self.tried[-1].startswith("shrink"):
                    self.tried[-1] = f"shrink to {style.factor:.2f}"  # what it took, not what it might have taken
                return Fitted(text, (), style, tuple(self.tried))
        return None

    def _is_torn(self, text: TypesetText, style: TextStyle) -> bool:
        """Whether type that has grown tears a word, or that of a title does which may be smaller yet."""
        smallest = floor_of(self.region) if self.region.placeholder == "title" else 1.0
        may_be_smaller = style.factor > max(smallest, self.setter.least_factor(style)) + 0.001
        if step_of(style.style) > 0:
            return self.setter.tears(text.paragraphs, self.width)
        return may_be_smaller and self.setter.tears(text.paragraphs, ROOMY * self.width)

    def _smaller(self, floor: float) -> Iterator[TextStyle]:
        """The style in ever smaller sizes, each once, down to `floor` parts of its natural size."""
        role = self.setter.scale.role(self.style.style)
        floor = max(floor, self.setter.least_factor(self.style))
        seen = {self.setter.size(role, self.style.factor)[0]}
        for factor in self._factors(floor, role.size):
            size = self.setter.size(role, factor)[0]
            if size not in seen:
                seen.add(size)
                yield replace(self.style, factor=factor)

    def _factors(self, floor: float, size: float) -> Iterator[float]:
        """Parts of a size (points) that are tried, the largest first: those that an office program would take where it
        sets the text again, and the smallest that may be; else all in quarters of a point."""
        if self.setter.medium.whole_points:
            yield from (
                whole / size for whole in (int(size * part + 0.5) for part in OFFICE_SHRINKS) if whole >= floor * size
            )
            yield floor
            return
        for step in range(1, int((1 - floor) * size * 4) + 2):
            yield max(floor, 1 - step / (4 * size))

    def _cut(self) -> tuple[tuple[Fragment, ...], tuple[Fragment, ...]]:
        """The copy for this place and the rest: what fits, or what comes nearest to the target where there is one."""
        cut = partial(self.setter.cut, self.fragments, self.style, self.width)
        full, target = cut(self.height), self.site.target
        if target is None or target >= self.height:
            return full
        even = cut(target)
        if not even[0]:
            return full
        over = self.setter.height(full[0], self.style, self.width) - target
        under = target - self.setter.height(even[0], self.style, self.width)
        return even if under <= over else full

    def _part(self, head: tuple[Fragment, ...], rest: tuple[Fragment, ...], steps: tuple[str, ...]) -> Fitted:
        text = self.setter.set(self.setter.paragraphs(head, self.style), self.width)
        return Fitted(text, rest, self.style, steps or ("continue",))

    def _too_long(self) -> FitError:
        over = self._over(self.fragments)
        slot = self.site.slot
        steps = f" after {', '.join(self.tried)}" if self.tried else ""
        where = self.fragments[0].block.where if self.fragments else NOWHERE
        much = counted(over, "character")
        hint = f"shorten it by {much}, or give a shorter text under short: {{{slot}: …}}"
        return FitError(f'"{slot}" is {much} too long for its place{steps}', where, hint, over=over)


def floor_of(region: Region) -> float:
    """The smallest part of its natural size that a region lets its text have."""
    return min((step.shrink for step in region.fit if isinstance(step, Shrink)), default=1.0)
