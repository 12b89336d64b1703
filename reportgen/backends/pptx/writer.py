"""`Publication` → PPTX bytes: python-pptx's package, the brand's theme, master and layouts, slides that inherit."""

from __future__ import annotations

import io
import re
from collections.abc import Mapping
from typing import Any, Literal
from xml.sax.saxutils import quoteattr

from pptx import Presentation
from pptx.opc.constants import CONTENT_TYPE as CT
from pptx.opc.constants import RELATIONSHIP_TYPE as RT
from pptx.opc.package import Part
from pptx.opc.packuri import PackURI
from pptx.oxml import parse_xml
from pptx.parts.slide import SlidePart

from reportgen.backends.pptx.animation import motion_xml
from reportgen.backends.pptx.arrangements import Panels, arranged, panels_of
from reportgen.backends.pptx.as_written import (
    DECK_NAME,
    LAYOUT_TAG,
    SECTION_TAG,
    CustomerData,
    deck_part,
    tags_of_relationships,
)
from reportgen.backends.pptx.as_written import TYPE as KEPT_TYPE
from reportgen.backends.pptx.bare_deck import BareDecks, furnish, let_go, skeleton
from reportgen.backends.pptx.embedded_fonts import embed
from reportgen.backends.pptx.languages import spoken
from reportgen.backends.pptx.layouts import Base, Holders, menu_order
from reportgen.backends.pptx.lint import lint_parts
from reportgen.backends.pptx.newsletter_pages import Group, Page, groups_of, page_of
from reportgen.backends.pptx.package import Package
from reportgen.backends.pptx.parts_in_memory import parts_of
from reportgen.backends.pptx.properties import APP, CORE, EPOCH, Extent, app_properties, extent_of, inform
from reportgen.backends.pptx.rails import connect
from reportgen.backends.pptx.shapes import Media, Sheetwright
from reportgen.backends.pptx.stable_ids import (
    TAGS_TYPE,
    Labels,
    creation_id,
    guid,
    item_key,
    slide_ids,
    slide_keys,
    tags_part,
)
from reportgen.backends.pptx.xml import GROUP_END, NS, grouped, text_runs, tree, unescaped
from reportgen.errors import BackendError
from reportgen.frames import Publication, Sheet, TextItem
from reportgen.structs import Struct, field

_SECTIONS = "{521415D9-36F7-43E2-AB2F-B90AF26B5E84}"
"""The extension of a presentation that lists the sections ([MS-PPTX] 2.6.5)."""


def render_pptx(publication: Publication, *, prune_layouts: bool = False, add_layouts: bool = False) -> bytes:
    """Write a publication as a native PowerPoint deck; a newsletter becomes a deck of editable pages. A deck on a
    company's own template keeps all of its layouts, or, with `prune_layouts`, those that its slides stand on; with
    `add_layouts` what the template has no layout for becomes one.

    Raises:
        BackendError: frames that cannot be written, or a package that PowerPoint would offer to repair.
    """
    writer = writer_of(publication, add_layouts=add_layouts)
    try:
        if prune_layouts:
            writer.prune_layouts()
        return writer.write()
    finally:
        writer.close()


def writer_of(publication: Publication, *, add_layouts: bool = False) -> DeckWriter:
    """What writes a publication: into the company's own file, where there is one, and with layouts that are added there.

    Raises:
        BackendError: that file cannot be read.
    """
    if publication.office_file is None:
        return DeckWriter(publication)
    from reportgen.backends.pptx.company_deck import CompanyDeckWriter

    return CompanyDeckWriter(publication, add_layouts=add_layouts)


class Shown(Struct):
    """A slide as it was written: the XML of its title and of each item, and what the writer stood at before each
    (the last shape's number, the placeholders that were filled).
    """

    sheet: Sheet
    part: Any
    holders: Holders
    """The placeholders of its layout."""
    panels: Panels
    page: Page
    """What is written of the sheet."""
    key: str
    tags: Any
    """The part with the slide's tags."""
    labels: dict[str, str] = field(default_factory=dict)
    """The keys of its shapes by their ids."""
    title: str = ""
    shapes: list[str] = field(default_factory=list)
    extent: Extent = Extent(0, 0)
    before: list[tuple[int, frozenset[str]]] = field(default_factory=list)
    groups: tuple[Group, ...] = ()
    """The groups that its shapes stand in."""
    kept: CustomerData | None = None
    """What its shapes are compared with when the deck is brought up to date."""
    said: dict[str, str] = field(default_factory=dict)
    """What its tags say besides keys."""


class DeckWriter:
    """Writes one publication."""

    prefix = ""
    """What the names of tags begin with."""
    adds_layouts = False
    """Whether layouts come to those of a company's template."""

    def __init__(self, publication: Publication, bare_decks: BareDecks | None = None) -> None:
        """`bare_decks` are those of the publications that were written before."""
        self.publication = publication
        self.arranged = arranged(publication)
        self.base = Base.of(publication)
        self.layouts = menu_order(self.arranged.layouts, self.base.master, publication.size)
        self.bare_decks = bare_decks
        self.bare = bare_decks.of(publication, self.layouts) if bare_decks is not None else None
        self.deck = Presentation(io.BytesIO(self.bare.file)) if self.bare else skeleton(publication, self.layouts)
        self.holders = (
            self.bare.holders
            if self.bare
            else {master.name: Holders(master, publication, self.base) for master in self.layouts}
        )
        self.media = Media(publication, self.deck.part.package)
        self.shown: list[Shown] = []
        self.package = Package(self.bare.members if self.bare else {})
        self.names: list[str] = []
        """The names of the parts that python-pptx wrote."""

    def write(self) -> bytes:
        """The file.

        Raises:
            BackendError: frames that cannot be written, or an unsound package.
        """
        deck, publication, media = self.deck, self.publication, self.media
        layouts = self.furnished()
        media.slides = [_blank(deck, number) for number in range(1, len(publication.sheets) + 1)]
        keys = slide_keys(publication.sheets)
        ids = slide_ids(keys)
        for number, sheet in enumerate(publication.sheets, 1):
            if sheet.master not in layouts:
                raise BackendError(f'the publication has no master "{sheet.master}"')
            part = media.slides[number - 1]
            layout = self.arranged.of_sheets[number - 1]
            part.relate_to(layouts[layout], RT.SLIDE_LAYOUT)
            self.shown.append(self._slide(sheet, part, self.holders[layout], keys[number - 1]))
            relationship = deck.part.relate_to(part, RT.SLIDE)
            slide = f'<p:sldId {NS} id="{ids[number - 1]}" r:id="{relationship}"/>'
            deck.slides._sldIdLst.append(parse_xml(slide))
            if sheet.notes:
                note(part, sheet, publication.language)
                self._notes_kept(self.shown[-1])
        sections(deck, publication)
        embed(deck, publication.embedded)
        _notes_master(deck)
        inform(deck, publication)
        kept = PackURI(f"/{self.deck_part}")
        if publication.kind == "deck":
            written = deck_part(publication, adds_layouts=self.adds_layouts)
            deck.part.relate_to(Part(kept, KEPT_TYPE, deck.part.package, written), RT.CUSTOM_XML)
        parts = parts_of(deck)
        self.names = [*parts]
        copies = set(self.package.copies.values())
        parts = {name: self.put(name, data) for name, data in parts.items() if name not in copies}
        parts |= {copy: parts[name] for name, copy in self.package.copies.items() if name in parts}
        parts[APP] = self.put(APP, app_properties(publication, [shown.extent for shown in self.shown]))
        self.check(parts)
        if self.bare is not None:
            self.bare.members.update(self.package.made)
            self.bare.digests.update(self.media.digests_in("/ppt/slideLayouts/"))
        return self.package.file()

    def prune_layouts(self) -> None:
        """Take out what no slide stands on: a deck of ours has nothing more than a person needs to go on with it."""

    def close(self) -> None:
        """Let go of python-pptx's package: nothing can be written any more."""
        let_go(self.deck)

    @property
    def deck_part(self) -> str:
        """The name of the part that says what the deck was."""
        return DECK_NAME.format(prefix=self.prefix)

    def furnished(self) -> dict[str, Any]:
        """The parts of the layouts by the names of masters, with all that stands on them."""
        deck, publication = self.deck, self.publication
        parts = [layout.part for layout in deck.slide_layouts]
        layouts = {master.name: part for master, part in zip(self.layouts, parts, strict=True)}
        if self.bare is not None:
            self.bare.opened(self.media, deck.part.package)
            return layouts
        furnish(publication, self.base, self.holders, layouts, self.media)
        if self.bare_decks is not None:
            self.bare = self.bare_decks.keep(publication, self.holders, deck, self.media)
            self.package.known = self.bare.members if self.bare else {}
        return layouts

    def check(self, parts: Mapping[str, bytes]) -> None:
        """Pass a sound deck, by its parts.

        Raises:
            BackendError: it is not.
        """
        lint_parts(parts, sound={name: one.data for name, one in self.package.known.items()})

    def put(self, name: str, data: bytes) -> bytes:
        """Write a part of the package, and give what was written: the times in it are the publication's, not the
        clock's."""
        if name == CORE:
            stamp = (self.publication.created or EPOCH).encode()
            data = re.sub(rb">\d{4}-\d\d-\d\dT[\d:]+Z<", b">" + stamp + b"<", data)
        self.package.put(name, data)
        return data

    def panels(self, sheet: Sheet) -> Panels:
        """The panels of a sheet by what becomes of them."""
        return panels_of(sheet.items if self.publication.kind == "deck" else ())

    def _slide(self, sheet: Sheet, part: Any, holders: Holders, key: str) -> Shown:
        tags = Part(
            PackURI(f"/ppt/tags/{self.prefix}tag{len(self.shown) + 1}.xml"), TAGS_TYPE, self.deck.part.package, b""
        )
        page = written(sheet, self.publication.kind)
        panels = self.panels(sheet)
        shown = Shown(sheet, part, holders, panels, page, key, tags)
        wright = Sheetwright(self.publication, part, self.media, holders.theme, holders)
        slot = holders.title.name if holders.title else None
        titled = slot is not None and any(isinstance(item, TextItem) and item.slot == slot for item in sheet.items)
        titled = titled or page.title is not None or not holders.may_hide_title
        shown.title = "" if titled else wright.title(sheet.title)
        for number in range(len(page.items)):
            shown.before.append((wright.number, frozenset(wright.filled)))
            shown.shapes.append(shape(shown, wright, number))
        numbers, language = iter(wright.next, 0), self.publication.language
        connect(panels.rails, sheet.items, shown.shapes, numbers, holders.theme, language)
        if self.publication.kind == "newsletter":
            shown.groups = tuple(groups_of(page, wright.number))
        if self.publication.kind == "deck":
            shown.kept = CustomerData(part, sheet, self.prefix)
            self.package.copies.update(shown.kept.copies)
        fill(shown, media=self.media)
        return shown

    def _notes_kept(self, shown: Shown) -> None:
        if shown.kept is not None:
            shown.kept.notes_are(shown.part.notes_slide.part.partname.membername)
            self.package.copies.update(shown.kept.copies)


def written(sheet: Sheet, kind: Literal["newsletter", "deck"]) -> Page:
    """What is written of a sheet: all that is on a slide, and of a page with its columns joined."""
    return page_of(sheet) if kind == "newsletter" else Page(sheet.items)


def shape(shown: Shown, wright: Sheetwright, number: int) -> str:
    """The shape of a sheet's item by its number; nothing where it is part of another one."""
    if wright.publication.kind == "newsletter":
        return wright.on_page(shown.page, number)
    taken = number in shown.panels.taken
    return "" if taken else wright.item(shown.page.items[number], shown.panels.under.get(number))


def fill(shown: Shown, media: Media, *, same_relationships: bool = False) -> None:
    """Put a slide's shapes into its part, each with a name and an id of its own; with the `same_relationships` and
    section as it had before, or others.
    """
    sheet = shown.sheet
    shown.extent = extent_of(sheet)
    labels = Labels(shown.key)
    title = labels.label(shown.title, "title")
    pairs = zip(shown.page.items, shown.shapes, strict=True)
    shapes = [labels.label(shape, item_key(item)) for item, shape in pairs]
    for group in shown.groups:
        inner = "".join(shapes[group.first : group.end])
        opening, closing, _ = labels.label(grouped(group.number, group.name, group.box, ""), "group").rpartition(
            GROUP_END
        )
        shapes[group.first : group.end] = [opening + inner + closing, *[""] * (group.end - group.first - 1)]
    said = shown.said if same_relationships else _said(shown, media)
    if labels.shapes != shown.labels or said != shown.said:
        shown.labels, shown.said, shown.tags._blob = labels.shapes, said, tags_part(shown.key, labels.shapes, said)
    kept = shown.kept.listed if shown.kept is not None else ""
    tags = f'<p:custDataLst>{kept}<p:tags r:id="{shown.part.relate_to(shown.tags, RT.TAGS)}"/></p:custDataLst>'
    own = sheet.showing.among(media.publication.showing)
    hidden = ' show="0"' if own.hidden else ""
    shown.part._element = parse_xml(
        f"<p:sld {NS}{hidden}><p:cSld>{tree(title + ''.join(shapes))}{tags}{creation_id(shown.key)}</p:cSld>{shown.holders.mapping}"
        f"{motion_xml(shown.page.items, shown.shapes, own)}</p:sld>"
    )


def _said(shown: Shown, media: Media) -> dict[str, str]:
    """What a slide's tags say besides keys; nothing of a newsletter's page, which is not brought up to date."""
    if shown.kept is None:
        return {}
    layout = shown.part.part_related_by(RT.SLIDE_LAYOUT)
    named = f"{media.digest(layout)} {layout._element.cSld.name}"
    return {LAYOUT_TAG: named, SECTION_TAG: shown.sheet.section or "", **dict(tags_of_relationships(shown.part, media))}


def note(part: Any, sheet: Sheet, language: str) -> None:
    """Write a slide's speaker notes, in the language of the publication."""
    frame = part.notes_slide.notes_text_frame
    assert frame is not None
    texts = [text for note in sheet.notes for text in note.split("\n")]
    lines = "".join(f"<a:p>{text_runs(f'<a:rPr{spoken(text, language)}/>', text)}</a:p>" for text in texts)
    body = frame._txBody
    for paragraph in body.findall("{*}p"):
        body.remove(paragraph)
    body.extend(parse_xml(f"<a:txBody {NS}>{lines}</a:txBody>"))


def _blank(deck: Any, number: int) -> Any:
    element = parse_xml(f"<p:sld {NS}><p:cSld>{tree('')}</p:cSld></p:sld>")
    return SlidePart(PackURI(f"/ppt/slides/slide{number}.xml"), CT.PML_SLIDE, deck.part.package, element)


def sections(deck: Any, publication: Publication) -> None:
    """`p14:sectionLst`: consecutive slides of one section, each slide once; and the numbers of the slides."""
    groups: dict[tuple[str, str], list[int]] = {}
    keys = slide_keys(publication.sheets)
    numbers = slide_ids(keys)
    for element, number in zip(deck.slides._sldIdLst, numbers, strict=True):
        element.set("id", str(number))
    for sheet, key, number in zip(publication.sheets, keys, numbers, strict=True):
        if not sheet.section:
            return
        groups.setdefault((key.rpartition("/")[0] if sheet.key else sheet.section, sheet.section), []).append(number)
    parts = ""
    for (group, name), ids in groups.items():
        key = guid("section", group)
        slides = "".join(f'<p14:sldId id="{number}"/>' for number in ids)
        parts += f'<p14:section name={quoteattr(unescaped(name))} id="{key}"><p14:sldIdLst>{slides}</p14:sldIdLst></p14:section>'
    xml = (
        f'<p:extLst {NS}><p:ext uri="{_SECTIONS}"><p14:sectionLst '
        f'xmlns:p14="http://schemas.microsoft.com/office/powerpoint/2010/main">{parts}</p14:sectionLst></p:ext></p:extLst>'
    )
    root = deck.element
    made = parse_xml(xml)
    for old in root.findall("{*}extLst"):
        made.extend(_companys(old, publication))
        root.remove(old)
    root.append(made)


def _companys(extensions: Any, publication: Publication) -> list[Any]:
    """The extensions of a company's presentation that stay, such as guides; those of ours are written anew."""
    if publication.office_file is None:
        return []
    return [one for one in extensions if one.get("uri") != _SECTIONS]


def _notes_master(deck: Any) -> None:
    """python-pptx relates the notes master but does not list it."""
    rels = [key for key, rel in deck.part.rels.items() if rel.reltype == RT.NOTES_MASTER]
    if rels and deck.element.find("{*}notesMasterIdLst") is None:
        listed = parse_xml(f'<p:notesMasterIdLst {NS}><p:notesMasterId r:id="{rels[0]}"/></p:notesMasterIdLst>')
        deck.element.find("{*}sldMasterIdLst").addnext(listed)
