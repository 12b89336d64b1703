"""The copyfit contract: the steps that a region allows, in its order, until its text fits."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace

from reportgen.errors import NOWHERE, FitError
from reportgen.frames.makeup import SlotFit
from reportgen.layout.fragments import Copy, Fragment
from reportgen.layout.styles import SetText, TextSetter, TextStyle
from reportgen.templates import Region, Shrink

TIGHTEST = 10.0
"""Most tracking that `tighten` takes away, in thousandths of an em."""


@dataclass(frozen=True, slots=True)
class Fitted:
    """Text that fits: as set, the copy that goes on elsewhere, and the steps that were needed."""

    text: SetText
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
        return 8 * (1 - self.text_style.factor) + 0.2 * ("tighten" in self.steps) + 0.5 * ("short" in self.steps)


def fit(
    setter: TextSetter,
    region: Region,
    copies: list[Copy],
    ground: str,
    width: float,
    height: float,
    *,
    may_continue: bool = True,
    target: float | None = None,
    dense: bool = False,
) -> Fitted:
    """Fit copy into a box of `width` × `height` points by the region's contract.

    `target` is the height to which a text that goes on elsewhere is filled (balanced splits). A `dense` text goes
    on even where it would fit as it is.

    Raises:
        FitError: the last step was `error`; it names the slot, the characters over and the steps tried.
    """
    fragments = tuple(p for copy in copies for p in copy.fragments)
    text_style = TextStyle.of(region, ground)
    tried: list[str] = []
    if dense and may_continue and "continue" in region.fit:
        head, rest = _cut(setter, fragments, text_style, width, height, target)
        if head and rest:
            return Fitted(setter.styled(head, text_style, width), rest, text_style, ("continue",))
    found = _first(setter, region, fragments, [text_style], width, height)
    if found:
        return Fitted(found[0], (), found[1], ())
    for step in region.fit:
        match step:
            case "tighten":
                text_style = replace(text_style, tighten=TIGHTEST)
                candidates = [text_style]
                tried.append("tighten")
            case Shrink(shrink=floor):
                candidates = list(_smaller(setter, text_style, floor))
                tried.append(f"shrink to {floor:g}")
            case "short":
                if not any(copy.short for copy in copies):
                    continue
                fragments = tuple(p for copy in copies for p in (copy.short or copy.fragments))
                candidates = [text_style, *_smaller(setter, text_style, _floor(region))]
                tried.append("short")
            case "continue":
                if not may_continue:
                    continue
                text_style = TextStyle.of(region, ground)
                head, rest = _cut(setter, fragments, text_style, width, height, target)
                if head:
                    text = setter.set(setter.paragraphs(head, text_style), width)
                    return Fitted(text, rest, text_style, (*tried, "continue"))
                tried.append("continue")
                continue
            case "error":
                break
        found = _first(setter, region, fragments, candidates, width, height)
        if found:
            if found[1].factor < 1 and tried[-1].startswith("shrink"):
                tried[-1] = f"shrink to {found[1].factor:.2f}"  # what it took, not what it might have taken
            return Fitted(found[0], (), found[1], tuple(tried))
    raise _too_long(setter, region, fragments, ground, width, height, tried)


def _cut(
    setter: TextSetter,
    fragments: tuple[Fragment, ...],
    text_style: TextStyle,
    width: float,
    height: float,
    target: float | None,
) -> tuple[tuple[Fragment, ...], tuple[Fragment, ...]]:
    """The copy for this place and the rest: what fits, or what comes nearest to `target` where one is given."""
    whole = setter.kind == "deck"
    full = setter.cut(fragments, text_style, width, height, whole=whole)
    if target is None or target >= height:
        return full
    even = setter.cut(fragments, text_style, width, target, whole=whole)
    if not even[0]:
        return full
    over = setter.height(full[0], text_style, width) - target
    under = target - setter.height(even[0], text_style, width)
    return even if under <= over else full


def _first(
    setter: TextSetter,
    region: Region,
    fragments: tuple[Fragment, ...],
    text_styles: list[TextStyle],
    width: float,
    height: float,
) -> tuple[SetText, TextStyle] | None:
    for text_style in text_styles:
        text = setter.set(setter.paragraphs(fragments, text_style), width)
        in_lines = region.lines is None or text.count <= region.lines
        if text.height <= height + 0.01 and in_lines and not text.overfull:
            return text, text_style
    return None


def _smaller(setter: TextSetter, text_style: TextStyle, floor: float) -> Iterator[TextStyle]:
    base = setter.scale.role(text_style.style).size
    floor = max(floor, setter.least_factor(text_style))
    seen = {setter.size(setter.scale.role(text_style.style), text_style.factor)[0]}
    steps = int((1 - floor) * base * 4) + 1
    for step in range(1, steps + 1):
        factor = max(floor, 1 - step / (4 * base))
        size = setter.size(setter.scale.role(text_style.style), factor)[0]
        if size not in seen:
            seen.add(size)
            yield replace(text_style, factor=factor)


def _floor(region: Region) -> float:
    return min((step.shrink for step in region.fit if isinstance(step, Shrink)), default=1.0)


def _too_long(
    setter: TextSetter,
    region: Region,
    fragments: tuple[Fragment, ...],
    ground: str,
    width: float,
    height: float,
    tried: list[str],
) -> FitError:
    smallest = replace(TextStyle.of(region, ground), factor=_floor(region))
    text = setter.set(setter.paragraphs(fragments, smallest), width)
    room = len([line for line in text.lines if line.baseline <= height])
    room = min(room, region.lines) if region.lines is not None else room
    over = sum(line.end - line.start for line in text.lines[room:])
    slot = region.slots[0]
    steps = f" after {', '.join(tried)}" if tried else ""
    where = fragments[0].block.where if fragments else None
    hint = f"shorten it, or give a shorter text under short: {{{slot}: …}}"
    return FitError(f'"{slot}" is {max(over, 1)} characters too long for its place{steps}', where or NOWHERE, hint)
