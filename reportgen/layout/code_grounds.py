"""The grounds that blocks of code stand on: boxes under the lines of a text."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import groupby

from reportgen.frames import UNDER_BASELINE, Item, ShapeItem, TextItem
from reportgen.geometry import Rect


def with_grounds(items: Iterable[Item], padding: float) -> Iterator[Item]:
    """Items, each text with the grounds of its code under it, `padding` (parts of the leading) higher at each end."""
    for item in items:
        if isinstance(item, TextItem) and item.grounded:
            yield from _grounds(item, padding)
        yield item


def _grounds(item: TextItem, padding: float) -> Iterator[ShapeItem]:
    """One box for all lines of paragraphs that follow each other on one ground, from their indent on."""
    blocks: list[int] = []  # the number of the block that each paragraph belongs to
    for paragraph in item.paragraphs:
        begins = paragraph.ground is None or bool(paragraph.space_before)
        blocks.append((blocks[-1] if blocks else 0) + begins)
    for _, group in groupby(item.lines, lambda line: blocks[line.paragraph]):
        lines = list(group)
        paragraph = item.paragraphs[lines[0].paragraph]
        if paragraph.ground is None:
            continue
        drop = UNDER_BASELINE * max(run.size for run in paragraph.runs)
        top = lines[0].baseline + drop - (1 + padding) * paragraph.leading
        foot = lines[-1].baseline + drop + padding * paragraph.leading
        left = item.box.x + paragraph.ground_indent
        place = Rect(left, item.box.y + top, item.box.right - left, foot - top)
        yield ShapeItem(place, fill=paragraph.ground, name="code", section=item.section)
