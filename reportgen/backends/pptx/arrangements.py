"""Which layouts a deck has: one for each arrangement of places in which its slides use a template.

Four cards stand elsewhere than three, and moments on a rail elsewhere than names in a row. Texts that say which looks
may stand in their place (`TextItem.styles`) are placeholders of a layout that has just these places, so that a slide
only fills them.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from reportgen.backends.pptx.rails import Rail, rails_of
from reportgen.frames import ImageItem, Item, Master, Placeholder, Publication, ShapeItem, Sheet, TextItem
from reportgen.structs import Struct, replace

GROUNDS = ("panel", "dot")
"""The names of shapes that content stands on."""

SLACK = 0.5
"""By how many points what stands on a panel may be outside it."""


class Panels(Struct, frozen=True):
    """The panels of a sheet by what becomes of them: one shape with the text that stands on it, or part of the layout.

    `under` maps the number of a text to its panel; `shared` are those that several texts stand on; `taken` are the
    numbers of all of them. `rails` are lines with marks on them.
    """

    under: dict[int, ShapeItem]
    shared: tuple[ShapeItem, ...]
    taken: frozenset[int]
    rails: tuple[Rail, ...]


class Arranged(Struct, frozen=True):
    """The layouts of a deck, each with a name of its own, and the name of each sheet's."""

    layouts: tuple[Master, ...]
    of_sheets: tuple[str, ...]


def panels_of(items: Sequence[Item]) -> Panels:
    """The panels of a sheet on which nothing stands but texts."""
    under: dict[int, ShapeItem] = {}
    shared: list[ShapeItem] = []
    taken: set[int] = set()
    for number, panel in reversed([*enumerate(items)]):  # a dot that lies on a panel has its text before the panel
        if not isinstance(panel, ShapeItem) or panel.name not in GROUNDS:
            continue
        on_it = [at for at, item in enumerate(items) if at > number and panel.box.contains(item.box, SLACK)]
        texts = [at for at in on_it if isinstance(items[at], TextItem) and at not in under]
        others = [items[at] for at in on_it if not isinstance(items[at], TextItem)]
        if not texts or any(not isinstance(other, ShapeItem) for other in others):
            continue
        if len(texts) == 1 and not others:
            under[texts[0]] = panel
        elif all(_is_place(items[at]) for at in texts):
            shared.insert(0, panel)
        else:
            continue
        taken.add(number)
    return Panels(under, tuple(shared), frozenset(taken), rails_of(items, under))


def arranged(publication: Publication) -> Arranged:
    """The layouts that a publication's sheets need, those of one template side by side."""
    if publication.kind == "newsletter":  # its pages are laid one by one
        return Arranged(publication.masters, tuple(sheet.master for sheet in publication.sheets))
    masters = {master.name: master for master in publication.masters}
    known: dict[str, list[Master]] = {name: [] for name in masters}
    names: list[str] = []
    for sheet in publication.sheets:
        master = masters.get(sheet.master)
        if master is None:
            names.append(sheet.master)
            continue
        wanted = _layout(sheet, master)
        made = known[master.name]
        alike = next(
            (one for one in made if (one.items, one.placeholders) == (wanted.items, wanted.placeholders)), None
        )
        if alike is None:
            alike = replace(wanted, name=f"{master.name} {len(made) + 1}" if made else master.name)
            made.append(alike)
        names.append(alike.name)
    layouts = [one for name in known for one in known[name] or [masters[name]]]
    return Arranged((*layouts, *_plain_layouts(publication)), tuple(names))


PLAIN_LAYOUTS = {"text": ("title", "body"), "title-only": ("title",)}
"""The layouts that a deck has though no slide may use them, with the kinds of the master's places that they have besides
those at its foot: who goes on working on it finds what slides with nothing but text are made of.
"""


def _plain_layouts(publication: Publication) -> list[Master]:
    """Those of them that no slide uses. They have nothing of their own, and follow the master in all."""
    base = publication.base
    if base is None or publication.office_file is not None:
        return []
    used = {master.name for master in publication.masters}
    return [
        replace(base, name=name, placeholders=_of_kinds(base, (*kinds, "footer", "folio", "date")))
        for name, kinds in PLAIN_LAYOUTS.items()
        if name not in used
    ]


def _of_kinds(base: Master, kinds: Sequence[str]) -> tuple[Placeholder, ...]:
    return tuple(one for one in base.placeholders if one.kind in kinds)


def arranged_alike(old: Publication, new: Publication) -> bool:
    """Whether two publications that have the same masters, in the same order of slides, need the same layouts: whether
    each slide that differs has its places where it had them."""
    if new.kind == "newsletter":
        return True
    masters = {master.name: master for master in new.masters}
    return all(
        was is now or _layout(was, masters[now.master]) == _layout(now, masters[now.master])
        for was, now in zip(old.sheets, new.sheets, strict=True)
        if now.master in masters
    )


def _layout(sheet: Sheet, master: Master) -> Master:
    """A master with the places that a sheet's texts stand in."""
    panels = panels_of(sheet.items)
    own = [
        _place(item, panels.under.get(number))
        for number, item in enumerate(sheet.items)
        if isinstance(item, TextItem) and _is_place(item)
    ]
    own += [_frame(item) for item in sheet.items if isinstance(item, ImageItem) and item.slot and not item.artifact]
    if not own:
        return master
    own = list({place.name: place for place in reversed(own)}.values())[::-1]  # of one name, the first is the place
    filled = {place.name for place in own}
    families = {_family(name) for name in filled if name != _family(name)}
    kept = [one for one in master.placeholders if one.name not in filled and _family(one.name) not in families]
    return replace(master, items=(*master.items, *map(_of_no_section, panels.shared)), placeholders=(*kept, *own))


def _frame(item: ImageItem) -> Placeholder:
    """The place of a picture, in its shape."""
    shape = ShapeItem(item.box, "ellipse" if item.shape == "circle" else "rect")
    return Placeholder(item.slot or "", "picture", item.box, panel=shape, inner=item.box)


def _is_place(item: Item) -> bool:
    return isinstance(item, TextItem) and bool(item.styles) and item.slot is not None


def _place(item: TextItem, panel: ShapeItem | None) -> Placeholder:
    assert item.slot is not None
    box = item.box if panel is None else panel.box
    panel = panel and _of_no_section(panel)
    return Placeholder(item.slot, "body", box, item.styles, item.anchor, panel, item.box)


def _of_no_section(panel: ShapeItem) -> ShapeItem:
    """A panel as part of a layout, which slides of several sections may have in common."""
    return replace(panel, section=None)


def _family(name: str) -> str:
    """What the places of one grid have in common in their names."""
    return re.sub(r"-\d+(-.*)?$", "", name)
