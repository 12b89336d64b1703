"""`deck.yaml` beside a learned brand: which section types stand on which layouts of the company's own template."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Annotated

from pydantic import Field

from reportgen.errors import ReportgenError, TemplateError, Where, raise_all
from reportgen.source.tree import Tree, load_yaml
from reportgen.source.validation import Strict, nearest, validate
from reportgen.structs import replace
from reportgen.templates.as_written import PLAIN, At, Region, SlideTemplate
from reportgen.templates.load import Library

DECK_MAP = "deck.yaml"

STAND_IN, A_LITTLE = 12.0, 0.4
"""What it costs to take a template without a layout of the company's: much for what is read, which belongs into places
of the company's, little for what is looked at."""

READ = frozenset(
    ("story", "brief", "sidebar", "interview", "spotlight", "imprint", "closing", "cover", "quote", "statement", "cta")
)
"""Section types that are read."""


class MappedTemplate(Strict):
    """A template for a section type: a file in `layouts/slides`, whose layout is the company's."""

    template: str
    """The template's name."""
    layout: str = ""
    """What the layout is called in the company's template; said for the reader."""
    slots: dict[str, str] = {}
    """Which placeholder takes what; said for the reader: the template's file decides."""
    reason: str = ""
    """Why it was chosen."""
    confidence: Annotated[float, Field(ge=0, le=1)] = 1.0
    """How sure that is, 0 to 1."""
    capacity: str = ""
    """What it holds, as measured."""


class DeckMap(Strict):
    """The whole of `deck.yaml`."""

    template: str
    """The company's template that it was learned from."""
    sections: dict[str, list[MappedTemplate]]
    """By section type, the templates that it may stand on."""
    layouts: dict[str, str | list[str]] = {}
    """By what the company calls its layouts, their templates: a section takes one by `layout: FOLDER/NAME`, with the
    name of this brand's folder. Of several, it takes the one that shows its content best."""
    unused: dict[str, str] = {}
    """Layouts that no section type stands on, by their names: why, and how to take them all the same."""


def on_company_layouts(library: Library, folder: Path) -> Library:
    """The library as the `deck.yaml` of a brand's folder wants it; as it is where there is none.

    Raises:
        ReportgenError: it is wrong, or names templates that are not there; all of it at once.
    """
    path = folder / DECK_MAP
    if not path.is_file():
        return library
    tree = load_yaml(path.read_text("utf-8"), path.name, error=TemplateError)
    wanted = validate(DeckMap, tree, error=TemplateError)
    types = _types(wanted, tree, library)
    head = [region for region in library.slide_masters[PLAIN].regions if region.repeats]
    slides = {
        name: one.model_copy(update={"accepts": types[name]}) if name in types else _standing_in(one, head)
        for name, one in library.slides.items()
    }
    return replace(library, slides=slides, company=folder.resolve().name, company_layouts=_by_name(wanted))


def _by_name(wanted: DeckMap) -> dict[str, tuple[str, ...]]:
    """The templates of each layout by what the company calls it."""
    return {called: (names,) if isinstance(names, str) else tuple(names) for called, names in wanted.layouts.items()}


def _types(wanted: DeckMap, tree: Tree, library: Library) -> dict[str, list[str]]:
    """By the templates that the map names, the section types that may stand on them.

    Raises:
        ReportgenError: templates are not there; all of them at once.
    """
    problems: list[ReportgenError] = []
    types: dict[str, list[str]] = {}
    for type_, entries in wanted.sections.items():
        for number, entry in enumerate(entries):
            if entry.template not in library.slides:
                problems.append(_unknown(entry.template, tree.where(("sections", type_, number, "template")), library))
            types.setdefault(entry.template, []).append(type_)
    named = ((called, name) for called, names in _by_name(wanted).items() for name in names)
    lost = [(called, name) for called, name in named if name not in library.slides]
    raise_all([*problems, *(_unknown(name, tree.where(("layouts", called)), library) for called, name in lost)])
    return types


def _unknown(name: str, where: Where, library: Library) -> TemplateError:
    close = nearest(name, list(library.slides))
    hint = f'did you mean "{close}"?' if close else "it names a file in layouts/slides"
    return TemplateError(f'there is no slide template "{name}"', where, hint)


def _standing_in(template: SlideTemplate, head: Sequence[Region]) -> SlideTemplate:
    """A template without a layout of the company's, for what has none: dear where running text would stand in boxes of
    its own, and for nothing at all where it does not keep to the free area."""
    if not _keeps_to_free_area(template, head):
        return template.model_copy(update={"accepts": []})
    dear = STAND_IN if any(type_ in READ for type_ in template.accepts) else A_LITTLE
    return template.model_copy(update={"cost": min(20.0, template.cost + dear)})


def _keeps_to_free_area(template: SlideTemplate, head: Sequence[Region]) -> bool:
    """Whether a template has the title where the company has it, and all else in the free area, on its ground."""
    places = {region.name or region.slots[0]: region.at for region in head}
    for region in template.regions:
        own = places.get(region.name or region.slots[0], LIVE)
        if not (_is_live(region.at) if own is LIVE else _same_place(region.at, own)):
            return False
    titled = any(region.office is not None and region.placeholder == "title" for region in template.regions)
    return titled and template.ground == "paper"


LIVE = At()
"""Stands for any place in the live area."""


def _is_live(at: At | None) -> bool:
    return at is None or not (at.bleed or at.of == "sheet")


def _same_place(one: At | None, other: At | None) -> bool:
    """Whether two places are the same, both on the sheet."""
    return one is other or (one is not None and other is not None and one.model_copy(update={"of": other.of}) == other)
