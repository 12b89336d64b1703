"""That nothing is lost between a section and the sheets: all that it offers stands on one of them, or is an error."""

from __future__ import annotations

from collections.abc import Iterable

from reportgen.content.chart import ChartContent
from reportgen.content.picture import PictureContent
from reportgen.content.stats import StatsContent
from reportgen.document import LoadedSection
from reportgen.errors import ReportgenError, TemplateError
from reportgen.frames import Item, TableItem, TextItem
from reportgen.layout.fragments import Copy, EntriesCopy, Slot, Slots, StatsCopy, TableCopy
from reportgen.structs import Struct


class Wanted(Struct, frozen=True):
    """What has to stand on the sheets of one slot: these marks, or, of a text, those of its author's shorter one."""

    slot: str
    marks: frozenset[str]
    short: frozenset[str] | None = None

    def lacking(self, shown: frozenset[str]) -> bool:
        """Whether anything of it is not among the marks of the sheets."""
        return not (self.marks <= shown or (self.short is not None and self.short <= shown))


def marks_of(item: Item) -> list[str]:
    """What an item shows: the keys of paragraphs that end in it, of rows and entries, and the slot that it fills."""
    slot = getattr(item, "slot", None)
    marks = [] if slot is None else [f"{item.section}.{slot}"]
    if isinstance(item, TextItem):
        for paragraph in item.paragraphs:
            key = paragraph.key
            # What a paragraph is of: its slot, and the entry where it is part of one (`3.entries.2.title`).
            parts = key.split(".", 3)
            marks.append(".".join(parts[:2]))
            if len(parts) > 3:
                marks.append(".".join(parts[:3]))
            if not paragraph.continues:
                marks.append(key)
    elif isinstance(item, TableItem):
        marks += [paragraph.key.rpartition(".")[0] for cell in item.cells for paragraph in cell.paragraphs]
    return marks


def wanted_of(section: LoadedSection, slots: Slots) -> tuple[Wanted, ...]:
    """What has to stand on the sheets of a section that offers this."""
    return tuple(Wanted(name, *_marks(f"{section.index}.{name}", slot)) for name, slot in slots.items())


def _marks(name: str, slot: Slot) -> tuple[frozenset[str], frozenset[str] | None]:
    """The marks of what stands in a slot; none of kinds of content that other packages bring."""
    match slot:
        case Copy():
            short = slot.short
            return _keys(slot), None if short is None else frozenset(one.key for one in short)
        case TableCopy():
            return frozenset(f"{slot.key}.{number}" for number in range(len(slot.content.rows))), None
        case EntriesCopy():
            entries = enumerate(slot.content.entries)
            return frozenset(
                f"{slot.key}.{number}" for number, one in entries if one.title or one.label or one.text
            ), None
        case StatsContent() | StatsCopy():
            stats = slot.left if isinstance(slot, StatsCopy) else slot.stats
            return frozenset(f"{name}.{number}" for number in range(len(stats))), None
        case PictureContent() | ChartContent():
            return frozenset([name]), None
    return frozenset(), None


def _keys(copy: Copy) -> frozenset[str]:
    return frozenset(fragment.key for fragment in copy.fragments)


def lost(section: LoadedSection, wanted: Iterable[Wanted], shown: frozenset[str]) -> list[ReportgenError]:
    """An error for each slot of a section of which anything stands on no sheet."""
    return [
        TemplateError(
            f'a part of "{one.slot}" finds no place, and the layout does not say why',
            section.where,
            'name another template with "layout", and report this as a fault of reportgen',
        )
        for one in wanted
        if one.lacking(shown)
    ]
