"""Many publications that differ in few words: what is alike is drawn, subset and compressed once.

The file of the last publication stays; of the next one, the texts that differ are drawn anew, with the fonts whose
glyphs differ, the titles and the bookmarks; all else is copied as compressed bytes. Where more than words differ, it
is drawn from the beginning. The bytes are those of a publication that is written alone.
"""

from __future__ import annotations

from operator import attrgetter
from typing import Any

from reportlab.pdfbase import pdfdoc

from reportgen.backends.options import PdfOptions
from reportgen.backends.pdf.assembly import Packs
from reportgen.backends.pdf.canvas import lead
from reportgen.backends.pdf.fonts import EmbeddedFont, Source, Usage
from reportgen.backends.pdf.section_parts import is_read, repetitions
from reportgen.backends.pdf.text import Pen, Piece, Shown
from reportgen.backends.pdf.writer import LINKS, Kept, Printed, Used, Writer, inform
from reportgen.frames import Face, Item, Paragraph, Publication, Sheet, TextItem


class PdfPress:
    """Prints one publication after another."""

    def __init__(self) -> None:
        self._used = Used()
        self._sources: dict[Face, Source] = {}
        self._shown = Shown()
        self._packs = Packs()
        self._writer: Writer | None = None

    def print(self, publication: Publication) -> bytes:
        """The publication as PDF.

        Raises:
            BackendError: the frames cannot be written.
        """
        publication = publication.whole
        writer, self._writer = self._writer, None  # one that has failed is of no more use
        if writer is None or not _again(writer, publication):
            kept = Kept(self._used, self._source, self._shown, self._packs)
            writer = Writer(publication, kept, PdfOptions())
            blob = writer.write()
        else:
            blob = writer.file()
        self._writer = writer
        return blob

    def _source(self, face: Face) -> Source:
        if face not in self._sources:
            self._sources[face] = Source(face)
        return self._sources[face]


_Changed = dict[int, list[Any]]
"""By the number of an item on its sheet: the pieces of a text that is drawn anew, or its operators, of furniture."""

_bones = attrgetter("kind", "language", "size", "masters", "pictures", "targets", "sections", "press")
"""What two publications must have in common if they are to differ in words alone."""


def _again(writer: Writer, new: Publication) -> bool:
    """Change what was written into a new publication, if they differ in words alone; else nothing is changed."""
    if not writer.patchable or not _alike(writer.publication, new):
        return False
    fonts = _fonts(writer, new)
    if fonts is None:
        return False
    pen = Pen(fonts, writer.height, writer.pen.shown)
    drawn: list[tuple[Printed, Sheet, _Changed]] = []
    for printed, sheet in zip(writer.printed, new.sheets, strict=True):
        if printed.sheet is sheet:
            continue
        changed = _redrawn(printed, sheet, pen)
        if changed is None:
            return False
        drawn.append((printed, sheet, changed))
    texts = {sheet.items[at].section for _, sheet, changed in drawn for at in changed}
    if any(_repetitions(writer.publication, at) != _repetitions(new, at) for at in texts):
        return False
    stale: list[Any] = []
    for key, font in fonts.items():
        if font is not writer.pen.fonts[key]:
            stale += font.take_over(writer.pen.fonts[key], writer.canvas._doc)
    for printed, sheet, changed in drawn:
        stale += _taken_over(writer, printed, sheet, changed)
    writer.pen = pen
    stale += _titled(writer, new)
    writer.publication = new
    writer.assembly.rewrite(stale)
    return True


def _repetitions(publication: Publication, section: int | None) -> tuple[bool, ...]:
    """What of a section repeats its text, by which its tags stand or fall."""
    return repetitions([item for sheet in publication.sheets for item in sheet.items if item.section == section])


def _taken_over(writer: Writer, printed: Printed, sheet: Sheet, changed: _Changed) -> list[Any]:
    """Put what was drawn anew into a sheet's page; gives the objects that are to be written anew."""
    stale: list[Any] = []
    printed.sheet = sheet
    for at, pieces in changed.items():
        begin, _ = printed.spans[at]
        item = sheet.items[at]
        if isinstance(item, TextItem) and not is_read(item):
            printed.code[begin + 1] = pieces[0]
            continue
        before = printed.pieces[at] or []
        printed.pieces[at] = pieces
        for number, (old, piece) in enumerate(zip(before, pieces, strict=True)):
            printed.code[begin + 3 * number + 1] = piece.operators  # between those that begin and end its tag
            annotation = printed.links[at][number]
            if annotation is not None and piece.link is not None and _leading(piece) != _leading(old):
                lead(annotation, piece.link, piece.areas, piece.about)
                stale.append(annotation)
    if changed:
        printed.contents.parts = printed.divided(writer.canvas.preamble)
        stale.append(printed.contents)
    return stale


_leading = attrgetter("link", "areas", "about")
"""What the annotation of a link is made of."""


def _alike(old: Publication, new: Publication) -> bool:
    """Whether the publications have the same sheets, masters and pictures, and bookmarks at the same places."""
    return (
        bool(_bones(old) == _bones(new))
        and [sheet.master for sheet in old.sheets] == [sheet.master for sheet in new.sheets]
        and [(e.level, e.sheet, e.y) for e in old.outline] == [(e.level, e.sheet, e.y) for e in new.outline]
    )


def _fonts(writer: Writer, new: Publication) -> dict[str, EmbeddedFont] | None:
    """The fonts of a new publication: those that there are, where their glyphs are the same.

    None where it needs others, or where a glyph stands for another text now, so that old marks would have to change.
    """
    used = writer.used.of(new)
    fonts = writer.pen.fonts
    if used.keys() != fonts.keys() or any(new.faces[key] != writer.publication.faces[key] for key in fonts):
        return None
    made: dict[str, EmbeddedFont] = {}
    for number, key in enumerate(sorted(used), 1):
        was, now = fonts[key].asked, used[key]
        if was == now:
            made[key] = fonts[key]
        elif _spells_alike(was, now):
            made[key] = EmbeddedFont(number, now, writer.sources(new.faces[key]))
        else:
            return None
    return made


def _spells_alike(was: Usage, now: Usage) -> bool:
    """Whether glyphs that are used before and after stand for the same texts."""
    both, called = was.glyphs & now.glyphs, was.called.keys() & now.called.keys()
    if bool(was.called) != bool(now.called) or any(was.called[code] != now.called[code] for code in called):
        return False
    return list(map(was.texts.get, both)) == list(map(now.texts.get, both))


def _redrawn(printed: Printed, sheet: Sheet, pen: Pen) -> _Changed | None:
    """The texts of a sheet that differ, drawn anew; None where other things differ."""
    if len(printed.sheet.items) != len(sheet.items):
        return None
    made: _Changed = {}
    for at, (old, new) in enumerate(zip(printed.sheet.items, sheet.items, strict=True)):
        if old is new or old == new:
            continue
        pieces = _text_redrawn(old, new, printed.pieces[at] or [], pen)
        if pieces is None:
            return None
        made[at] = pieces
    return made


def _text_redrawn(old: Item, new: Item, before: list[Piece], pen: Pen) -> list[Any] | None:
    """The pieces of a text that stands in the place of another; None where one of them is no text, or means more."""
    if not isinstance(old, TextItem) or not isinstance(new, TextItem) or _structure(old) != _structure(new):
        return None
    return _pieces(new, before, pen) if is_read(new) else [pen.lines(new.box, new.lines)]


def _pieces(item: TextItem, before: list[Piece], pen: Pen) -> list[Piece] | None:
    """The pieces of a text, if they mean what those before did; a link that is not allowed is refused elsewhere, where
    all is drawn.
    """
    pieces = pen.pieces(item)
    if [piece.meaning for piece in pieces] != [piece.meaning for piece in before]:
        return None
    if any(piece.is_of_note or not _is_allowed(piece.link) for piece in pieces):
        return None
    return pieces


def _is_allowed(link: str | None) -> bool:
    return link is None or link.lower().startswith(("#", *LINKS))


def _structure(item: TextItem) -> tuple[object, ...]:
    return item.artifact and item.box, item.section, tuple(_meaning(paragraph) for paragraph in item.paragraphs)


def _meaning(paragraph: Paragraph) -> tuple[object, ...]:
    mark = paragraph.bullet.text if paragraph.bullet else None
    return paragraph.role, paragraph.key, paragraph.continued, paragraph.language, mark, paragraph.level


def _titled(writer: Writer, new: Publication) -> list[Any]:
    """Write the titles of a publication; gives the objects that are to be written anew."""
    stale: list[Any] = []
    about = writer.form.metadata(new, readable=writer.pen.readable)
    if about != writer.metadata.content:
        writer.metadata.content = about
        inform(writer.canvas, new, writer.form)
        stale += [writer.metadata, writer.canvas._doc.info]
    for entry, mark in zip(writer.entries, new.outline, strict=True):
        if entry.Title != mark.title:
            entry.Title = mark.title
            stale.append(entry)
    title = writer.canvas.structure.title
    if title is not None and new.title != writer.publication.title:
        title.attributes["ActualText"] = pdfdoc.PDFString(new.title)
        stale.append(title)
    return stale
