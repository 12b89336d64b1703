"""The copyfit contract: the steps that a region allows, in its order, until its text fits."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace

from reportgen.engine.passages import Copy, Passage
from reportgen.engine.setting import Dress, Setter, SetText
from reportgen.errors import NOWHERE, FitError
from reportgen.frames.makeup import SlotFit
from reportgen.templates import Region, Shrink

TIGHTEST = 10.0
"""Most tracking that `tighten` takes away, in thousandths of an em."""


@dataclass(frozen=True, slots=True)
class Fitted:
    """Text that fits: as set, the copy that goes on elsewhere, and the steps that were needed."""

    text: SetText
    rest: tuple[Passage, ...]
    dress: Dress
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
        return 8 * (1 - self.dress.factor) + 0.2 * ("tighten" in self.steps) + 0.5 * ("short" in self.steps)


def fit(
    setter: Setter,
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
    passages = tuple(p for copy in copies for p in copy.passages)
    dress = Dress.of(region, ground)
    tried: list[str] = []
    if dense and may_continue and "continue" in region.fit:
        head, rest = _cut(setter, passages, dress, width, height, target)
        if head and rest:
            return Fitted(setter.dressed(head, dress, width), rest, dress, ("continue",))
    found = _first(setter, region, passages, [dress], width, height)
    if found:
        return Fitted(found[0], (), found[1], ())
    for step in region.fit:
        match step:
            case "tighten":
                dress = replace(dress, tighten=TIGHTEST)
                candidates = [dress]
                tried.append("tighten")
            case Shrink(shrink=floor):
                candidates = list(_smaller(setter, dress, floor))
                tried.append(f"shrink to {floor:g}")
            case "short":
                if not any(copy.short for copy in copies):
                    continue
                passages = tuple(p for copy in copies for p in (copy.short or copy.passages))
                candidates = [dress, *_smaller(setter, dress, _floor(region))]
                tried.append("short")
            case "continue":
                if not may_continue:
                    continue
                dress = Dress.of(region, ground)
                head, rest = _cut(setter, passages, dress, width, height, target)
                if head:
                    text = setter.set(setter.paragraphs(head, dress), width)
                    return Fitted(text, rest, dress, (*tried, "continue"))
                tried.append("continue")
                continue
            case "error":
                break
        found = _first(setter, region, passages, candidates, width, height)
        if found:
            if found[1].factor < 1 and tried[-1].startswith("shrink"):
                tried[-1] = f"shrink to {found[1].factor:.2f}"  # what it took, not what it might have taken
            return Fitted(found[0], (), found[1], tuple(tried))
    raise _too_long(setter, region, passages, ground, width, height, tried)


def _cut(
    setter: Setter, passages: tuple[Passage, ...], dress: Dress, width: float, height: float, target: float | None
) -> tuple[tuple[Passage, ...], tuple[Passage, ...]]:
    """The copy for this place and the rest: what fits, or what comes nearest to `target` where one is given."""
    whole = setter.kind == "deck"
    full = setter.cut(passages, dress, width, height, whole=whole)
    if target is None or target >= height:
        return full
    even = setter.cut(passages, dress, width, target, whole=whole)
    if not even[0]:
        return full
    over = setter.height(full[0], dress, width) - target
    under = target - setter.height(even[0], dress, width)
    return even if under <= over else full


def _first(
    setter: Setter, region: Region, passages: tuple[Passage, ...], dresses: list[Dress], width: float, height: float
) -> tuple[SetText, Dress] | None:
    for dress in dresses:
        text = setter.set(setter.paragraphs(passages, dress), width)
        in_lines = region.lines is None or text.count <= region.lines
        if text.height <= height + 0.01 and in_lines and not text.overfull:
            return text, dress
    return None


def _smaller(setter: Setter, dress: Dress, floor: float) -> Iterator[Dress]:
    base = setter.scale.role(dress.style).size
    floor = max(floor, setter.least_factor(dress))
    seen = {setter.size(setter.scale.role(dress.style), dress.factor)[0]}
    steps = int((1 - floor) * base * 4) + 1
    for step in range(1, steps + 1):
        factor = max(floor, 1 - step / (4 * base))
        size = setter.size(setter.scale.role(dress.style), factor)[0]
        if size not in seen:
            seen.add(size)
            yield replace(dress, factor=factor)


def _floor(region: Region) -> float:
    return min((step.shrink for step in region.fit if isinstance(step, Shrink)), default=1.0)


def _too_long(
    setter: Setter,
    region: Region,
    passages: tuple[Passage, ...],
    ground: str,
    width: float,
    height: float,
    tried: list[str],
) -> FitError:
    smallest = replace(Dress.of(region, ground), factor=_floor(region))
    text = setter.set(setter.paragraphs(passages, smallest), width)
    room = len([line for line in text.lines if line.baseline <= height])
    room = min(room, region.lines) if region.lines is not None else room
    over = sum(line.end - line.start for line in text.lines[room:])
    slot = region.slots[0]
    steps = f" after {', '.join(tried)}" if tried else ""
    where = passages[0].block.where if passages else None
    hint = f"shorten it, or give a shorter text under short: {{{slot}: …}}"
    return FitError(f'"{slot}" is {max(over, 1)} characters too long for its place{steps}', where or NOWHERE, hint)
