"""Many publications that differ in few words: parts that do not differ are copied compressed.

The package of the last publication stays open; of the next one, the texts that differ are written anew into their
slides, notes, sections and properties. Where more than words differ, it is written from the beginning. The bytes are
those of a publication that is written alone.
"""

from __future__ import annotations

from operator import attrgetter
from typing import Any

from reportgen.backends.pptx.arrangements import arranged_alike
from reportgen.backends.pptx.as_written import deck_part
from reportgen.backends.pptx.bare_deck import BareDecks
from reportgen.backends.pptx.lint import sound
from reportgen.backends.pptx.newsletter_pages import groups_of
from reportgen.backends.pptx.properties import APP, CORE, app_properties, inform
from reportgen.backends.pptx.shapes import Sheetwright
from reportgen.backends.pptx.stable_ids import slide_keys
from reportgen.backends.pptx.writer import DeckWriter, Shown, fill, note, render_pptx, sections, shape, written
from reportgen.backends.pptx.xml import check_link
from reportgen.frames import Publication, Sheet, TextItem


class PptxPress:
    """Writes one publication after another."""

    def __init__(self) -> None:
        self._writer: DeckWriter | None = None
        self._bare_decks = BareDecks()

    def print(self, publication: Publication) -> bytes:
        """The publication as PPTX.

        Raises:
            BackendError: the frames cannot be written.
        """
        writer, self._writer = self._writer, None  # one that has failed is of no more use
        if publication.office_file is not None:
            return render_pptx(publication)
        blob = _again(writer, publication) if writer is not None else None
        if writer is not None and blob is None:
            writer.close()
        if writer is None or blob is None:
            writer = DeckWriter(publication, self._bare_decks)
            blob = writer.write()
        self._writer = writer
        return blob


def _again(writer: DeckWriter, new: Publication) -> bytes | None:
    """What was written changed into a new publication; None where they differ in more than words."""
    old = writer.publication
    if not _alike(old, new) or not arranged_alike(old, new):
        return None
    writer.publication = new
    writer.media.publication = new
    parts: list[Any] = []
    keys = slide_keys(new.sheets)
    for shown, sheet, key in zip(writer.shown, new.sheets, keys, strict=True):
        before, tags, shown.key = shown.sheet, shown.tags.blob, key
        if before is sheet:
            continue
        if not _rewritten(writer, shown, sheet):
            return None
        parts += [shown.part] if shown.tags.blob == tags else [shown.part, shown.tags]
        if _all_links(before) != _all_links(sheet):
            writer.put(shown.part.partname.rels_uri.membername, shown.part.rels.xml)
        if before.notes != sheet.notes:
            note(shown.part, sheet, new.language)
            parts.append(shown.part.notes_slide.part)
    if [(sheet.section, sheet.key) for sheet in old.sheets] != [(sheet.section, sheet.key) for sheet in new.sheets]:
        sections(writer.deck, new)
        parts.append(writer.deck.part)
    if new.kind == "deck" and (old.title, slide_keys(old.sheets)) != (new.title, keys):
        writer.put(writer.deck_part, deck_part(new))
    for part in parts:
        data = part.blob
        sound(part.partname.membername, data)
        writer.put(part.partname.membername, data)
    if _named(old) != _named(new):
        inform(writer.deck, new)
        writer.put(CORE, writer.deck.part.core_properties.blob)
    writer.put(APP, app_properties(new, [shown.extent for shown in writer.shown]))
    return writer.package.file()


def _alike(old: Publication, new: Publication) -> bool:
    """Whether the publications have the same slides, layouts and pictures, and links lead to the same slides."""
    return bool(_bones(old) == _bones(new)) and _landings(old) == _landings(new) and _frames(old) == _frames(new)


_bones = attrgetter("kind", "language", "size", "theme", "base", "masters", "pictures", "showing", "guides", "embedded")
"""What two publications must have in common if they are to differ in words alone."""


_named = attrgetter("created", "title", "subtitle", "authors", "language")
"""What the core properties of the file say."""


def _landings(publication: Publication) -> dict[str, int]:
    """The slide that each link inside the publication leads to."""
    return {link: spot.sheet for link, spot in publication.targets.items()}


def _frames(publication: Publication) -> list[tuple[str, bool, bool]]:
    """Of each slide its layout, and whether it has notes and begins or belongs to a section: parts of their own."""
    return [(sheet.master, bool(sheet.notes), bool(sheet.section)) for sheet in publication.sheets]


def _rewritten(writer: DeckWriter, shown: Shown, sheet: Sheet) -> bool:
    """Write a slide's texts anew; False where other things differ."""
    old, new = shown.page, written(sheet, writer.publication.kind)
    if len(old.items) != len(new.items) or (old.title, old.columns) != (new.title, new.columns):
        return False
    shown.page = new
    relationships = len(shown.part.rels)
    wright = Sheetwright(writer.publication, shown.part, writer.media, shown.holders.theme, shown.holders)
    if shown.title:
        shown.title = wright.title(sheet.title)
    for at, (was, now) in enumerate(zip(old.items, new.items, strict=True)):
        if was is now or was == now:
            continue
        if not isinstance(was, TextItem) or not isinstance(now, TextItem):
            return False
        if was.slot != now.slot or not shown.shapes[at] or not _led(shown, was, now):
            return False
        wright.number, wright.filled = shown.before[at][0], set(shown.before[at][1])
        shown.shapes[at] = shape(shown, wright, at)
    before, shown.sheet = shown.sheet, sheet
    if shown.groups:
        shown.groups = tuple(groups_of(new, shown.groups[0].number - 1))
    alike = (before.section, _all_links(before)) == (sheet.section, _all_links(sheet))
    fill(shown, writer.media, same_relationships=alike)
    return len(shown.part.rels) == relationships


def _led(shown: Shown, was: TextItem, now: TextItem) -> bool:
    """Lead a text's links elsewhere; False where there are others, or where an address is another text's, too."""
    old, new = _links(was), _links(now)
    if old == new:
        return True
    all_of_slide = _all_links(shown.sheet)
    if len(old) != len(new) or len(set(new)) < len(new) or any(all_of_slide.count(link) > 1 for link in old):
        return False
    by_address = {rel.target_ref: rel for rel in shown.part.rels.values() if rel.is_external}
    for before, after in zip(old, new, strict=True):
        if before == after:
            continue
        if before not in by_address or after in by_address or after in all_of_slide or after.startswith("#"):
            return False
        rel = by_address[before]  # python-pptx caches what a relationship leads to: another takes its place
        made = type(rel)(rel._base_uri, rel.rId, rel.reltype, rel._target_mode, check_link(after))
        shown.part.rels._rels[rel.rId] = made
    return True


def _links(item: TextItem) -> list[str]:
    return [run.link for paragraph in item.paragraphs for run in paragraph.runs if run.link]


def _all_links(sheet: Sheet) -> list[str]:
    return [link for item in sheet.items if isinstance(item, TextItem) for link in _links(item)]
