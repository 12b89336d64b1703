"""Templates that give way further than they say: for a section that fits none of them as they are.

What a typesetter would do before going back to the author: a headline takes another line or a smaller size, and lists,
numbers and tables go on where their place ends. A section that fits a template as it is never meets these.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any, TypeVar, cast

from reportgen.layout.components.placer import taken
from reportgen.layout.fragments import Slots
from reportgen.layout.medium import Medium
from reportgen.layout.styles import ParagraphStyler, TextStyle
from reportgen.templates import Cell, PageTemplate, Region, Rule, Shrink, SlideTemplate, Split, Step

RELAXED = ", relaxed"
"""What stands after the name of a page template that gives way further than it says, in reports too."""

HEADINGS = ("title", "subtitle", "heading1", "heading2", "heading3")
"""Roles of texts that are no smaller than running text, whatever happens to them."""

READ_ON = ("body", "item", "quote")
"""Roles of texts that may go on elsewhere. What introduces or names something stands whole, beside it."""

TABULAR = ("table", "picture")
"""Kinds of region in which tables stand."""

HEADING_OVER = 1.15
"""How much larger than the smallest text on slides a headline is at the least."""

SMALLEST = 0.8
"""The part of its size to which text is shrunk that is small by itself, such as captions."""

_Template = TypeVar("_Template", PageTemplate, SlideTemplate)


class RelaxedTemplates:
    """Makes templates give way, within what the brand allows: no text gets smaller than its least size."""

    def __init__(self, styler: ParagraphStyler) -> None:
        self.styler = styler
        self.medium: Medium = styler.medium
        self._known: dict[str, PageTemplate | SlideTemplate] = {}

    def of(self, name: str, template: _Template) -> _Template:
        """The template of a name, relaxed; always the same object for one name."""
        if name not in self._known:
            self._known[name] = self._relaxed(template)
        return cast(_Template, self._known[name])

    def _relaxed(self, template: PageTemplate | SlideTemplate) -> PageTemplate | SlideTemplate:
        if isinstance(template, SlideTemplate):
            return template.model_copy(update={"regions": [self._region(one) for one in template.regions]})
        side = template.side
        if side is not None:
            side = side.model_copy(update={"picture": self._region(side.picture)})
        return template.model_copy(update={"stack": self._stack(template.stack), "side": side})

    def _stack(self, nodes: Sequence[Region | Rule | Split]) -> list[Region | Rule | Split]:
        return [
            self._region(node)
            if isinstance(node, Region)
            else node.model_copy(update={"split": [self._cell(cell) for cell in node.split]})
            if isinstance(node, Split)
            else node
            for node in nodes
        ]

    def _cell(self, cell: Cell) -> Cell:
        return cell.model_copy(update={"stack": self._stack(cell.stack)})

    def _region(self, region: Region) -> Region:
        """The region with more lines and smaller sizes, and with a way on where its content has one."""
        steps: list[Step] = [step for step in region.fit if step not in ("continue", "error")]
        least = self._least(region)
        if least < 1.0:
            steps.append(Shrink.model_construct(shrink=least))
        if region.kind in TABULAR:
            steps += ["break", "part"]
        if "continue" in region.fit or (self._reads_on(region) and not region.repeats):
            steps.append("continue")
        around = [one.model_copy(update={"region": self._region(one.region)}) for one in region.around]
        changes: dict[str, Any] = {"fit": [*steps, "error"], "lines": self._lines(region), "around": around}
        if region.kind == "text":
            changes["columns"] = 1  # the longest words have the width of all columns
        return region.model_copy(update=changes | _further_down(region))

    def _lines(self, region: Region) -> int | None:
        return None if region.lines is None or self.medium.fixed_places else 2 * region.lines

    def _reads_on(self, region: Region) -> bool:
        running = region.lines is None and region.role in READ_ON
        return region.kind != "text" or running or len(region.slots) > 1

    def _least(self, region: Region) -> float:
        """The least part of its natural size that a region's text may have."""
        scale = self.styler.scale
        size = scale.role(region.style).size
        floor = min([step.shrink for step in region.fit if isinstance(step, Shrink)] or [SMALLEST])
        allowed = self.styler.least_factor(TextStyle(region.style, region.role))
        if region.role in HEADINGS:
            return min(floor, allowed * HEADING_OVER or scale.body.size / size)
        return min(floor, allowed or scale.caption.size / size)


def _further_down(region: Region) -> dict[str, Any]:
    """The changes of a region in a place of the company's that may go further down than its layout has it."""
    if region.office is None or not region.office.reach or region.at is None or region.at.height is None:
        return {}
    return {"at": region.at.model_copy(update={"height": region.at.height + region.office.reach})}


def with_plain_texts(names: Sequence[str], templates: Mapping[str, SlideTemplate], slots: Slots) -> list[str]:
    """The slide templates of a section, and those that take any running text and nothing else.

    A standfirst that is too long for its place beside a table may so have a slide of its own.
    """
    more = [name for name, template in templates.items() if name not in names and _is_plain_text(template, slots)]
    return [*names, *more]


def _is_plain_text(template: SlideTemplate, slots: Slots) -> bool:
    met = (region for region in template.regions if not region.repeats)
    regions = [region for region in met if region.required or taken(region, slots)]
    return len(regions) == 1 and all(
        region.kind == "text" and "continue" in region.fit and taken(region, slots) for region in regions
    )
