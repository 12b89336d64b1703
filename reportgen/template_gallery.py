"""What the templates are and what they hold: capacities, previews, and a gallery of all of them in a brand."""

from __future__ import annotations

import io
from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import chain, product
from pathlib import Path
from tempfile import TemporaryDirectory
from types import MappingProxyType
from typing import Any, Literal, TypeVar

from reportgen.brand import Brand
from reportgen.document import Document, parse
from reportgen.errors import ReportgenError, TemplateError
from reportgen.frames import DocumentSection, Item, Landing, Publication
from reportgen.layout.capacity import Capacity, name_tag, page_capacities, slide_capacities
from reportgen.layout.compose import compose
from reportgen.layout.fragments import AFTER, BODY
from reportgen.layout.pages.template_fit import regions_of
from reportgen.layout.sheet_inventory import facts_of, outline
from reportgen.layout.slides.chart_figures import FIGURES
from reportgen.layout.table_of_contents import REACHED, RUN
from reportgen.sections import section_model
from reportgen.sections.base import slot_of
from reportgen.source.characters import FIGURE
from reportgen.source.validation import nearest
from reportgen.structs import Struct, replace
from reportgen.templates import Library, PageTemplate, Region, SlideTemplate

_Key = TypeVar("_Key")
_Value = TypeVar("_Value")

Length = Literal["short", "normal", "long"]
_WORDS: Mapping[Length, float] = {"short": 0.4, "normal": 1.0, "long": 2.5}

MOST_BESIDE = 9
"""Sections that one preview may have."""

_TEXT = """
A plan that moves work to where land and energy are plentiful asks for patience. The lines between the regions must be
fast, the rules the same on both ends, and the people who run the halls must want to live there. Where all three come
together, costs fall within a few years, and what was a distant province becomes a place that others copy. Where one is
missing, the buildings stand half empty.
""".split()  # noqa: SIM905


class Described(Struct, frozen=True):
    """A template as `layouts show` tells it."""

    name: str
    kind: Literal["newsletter", "deck"]
    description: str
    accepts: tuple[str, ...]
    capacities: tuple[Capacity, ...]


def described(name: str, library: Library, brand: Brand) -> list[Described]:
    """The templates of a name (a page and a slide may share it), with what their slots hold in a brand.

    Raises:
        TemplateError: there is none; the message names the nearest.
    """
    found: list[Described] = []
    if name in library.pages:
        page = library.pages[name]
        held = page_capacities(page, brand)
        found.append(Described(name, "newsletter", page.description, tuple(page.accepts), tuple(held)))
    if name in library.slides:
        slide = library.slides[name]
        held = slide_capacities(slide, brand)
        found.append(Described(name, "deck", slide.description, tuple(slide.accepts), tuple(held)))
    if not found:
        known = sorted({*library.pages, *library.slides})
        close = nearest(name, known)
        hint = f'did you mean "{close}"?' if close else f"known templates: {', '.join(known)}"
        raise TemplateError(f'there is no template "{name}"', hint=hint)
    return found


def preview(
    name: str,
    kind: Literal["newsletter", "deck"],
    library: Library,
    brand: Brand,
    length: Length = "normal",
    *,
    number: int = 0,
) -> Publication:
    """A template filled with sample text, in a brand: the section type is the first that it accepts.

    The sections count from `number` on, so that several previews can stand in one publication.

    Raises:
        ReportgenError: the sample does not fit the template at this length.
    """
    template: PageTemplate | SlideTemplate = library.pages[name] if kind == "newsletter" else library.slides[name]
    beside = 12 // template.spans[0] if isinstance(template, PageTemplate) else 1
    with TemporaryDirectory() as folder:
        _draw(Path(folder) / "sample.png")
        problem: ReportgenError | None = None
        crowded: Publication | None = None
        wanted = _WORDS[length] * (1 / beside if kind == "newsletter" else 0.45)
        if isinstance(template, PageTemplate) and template.bleed:
            wanted /= 8
        for type_, slots, words in product(template.accepts, _tries(template), (wanted, wanted / 3, wanted / 8)):
            section = sample(type_, slots, words, many=any(one.columns > 1 for one in _regions(template)))
            if section is None:
                continue
            section |= _exhibit(template, section)
            section = _with_after(template, _with_counted(template, section))
            source = {
                "title": f"{name}: {template.description}",
                "language": "en",
                "deck": "full",
                "sections": [
                    *_placed(section, {kind: name}, template) * beside,
                    *_remarks(template),
                    *_part(template, section),
                ],
            }
            try:
                document = parse(source, folder=folder)
                sections = tuple(replace(one, index=one.index + number) for one in document.sections)
                made = _without_part(compose(replace(document, sections=sections), brand, library, kind), template)
            except ReportgenError as error:
                problem = problem or error
                continue
            if not any(one.relaxed for one in made.makeup.sections):
                return made
            crowded = crowded or made  # the template should be seen as it is
        if crowded is not None:
            return crowded
        raise problem or TemplateError(f'no section type that "{name}" accepts is known', hint="look at its accepts")


def _exhibit(template: PageTemplate | SlideTemplate, section: dict[str, Any]) -> dict[str, Any]:
    """A section's figure as a chart or a table, for a template with a place for one where others have a picture; its
    chart with a value that it speaks of, for one that shows this beside it.
    """
    if any(FIGURES in region.slots for region in _regions(template)) and "chart" in section:
        return {"chart": {**section["chart"], "highlight": section["chart"]["categories"][-1:]}}
    kinds = [region.kind for region in _regions(template) if region.slots == ["picture"] and region.kind != "picture"]
    return {"figure": {kinds[0]: _content(kinds[0], 1.0, 4)}} if kinds and "figure" in section else {}


def _with_counted(template: PageTemplate | SlideTemplate, section: dict[str, Any]) -> dict[str, Any]:
    """A section whose text is a list that counts, for a template that takes nothing else."""
    if not any(region.numbers == "counted" for region in _regions(template)):
        return section
    items = "\n".join(f"{at}. {_sentence(7, 9 * at)}" for at in (1, 2, 3))
    return {**{name: value for name, value in section.items() if name != "points"}, "body": items}


def _with_after(template: PageTemplate | SlideTemplate, section: dict[str, Any]) -> dict[str, Any]:
    """A section whose text goes on after its figure, for a slide template made for that; before it, it has text if the
    template needs some."""
    required = {slot for region in _regions(template) if region.required for slot in region.slots}
    if AFTER not in required:
        return section
    before = section.get("body", "") if BODY in required else ""
    return {**section, "body": f"{before}\n\n{FIGURE}\n\n{_sentence(12)}."}


def _remarks(template: PageTemplate | SlideTemplate) -> list[dict[str, Any]]:
    """A section that stands beside the one before it, for a template that has a place for one."""
    if not any("callout" in region.slots for region in _regions(template)):
        return []
    return [{"type": "sidebar", "headline": _sentence(3), "body": f"{_sentence(12)}."}]


def _part(template: PageTemplate | SlideTemplate, section: dict[str, Any]) -> list[dict[str, Any]]:
    """The sections that come after one, for a template with a place for a list of them: those of its part, of two
    parts where it lists all, or those with its kicker and one with another."""
    if not _lists_part(template):
        return []
    stories = [{"type": "story", "headline": _sentence(4, at), "body": f"{_sentence(8, at)}."} for at in (0, 9, 23)]
    slots = _slots(template)
    if RUN in slots:
        kickers = (section["kicker"], section["kicker"], _sentence(2, 12))
        return [{**one, "kicker": kicker} for one, kicker in zip(stories, kickers, strict=True)]
    if not slots & {"parts", REACHED}:
        return stories
    return [one for at in (0, 6) for one in ({"type": "divider", "headline": _sentence(2, at)}, *stories[:2])]


def _without_part(made: Publication, template: PageTemplate | SlideTemplate) -> Publication:
    """A preview without the slides of the parts that its first one lists, or its second one where that is the agenda
    once more.
    """
    if not _lists_part(template):
        return made
    shown = int(REACHED in _slots(template))
    targets = dict.fromkeys(made.targets, Landing(0, 0.0))
    targets |= {link: Landing(0, spot.y) for link, spot in made.targets.items() if spot.sheet == shown}
    outline = tuple(replace(entry, sheet=0) for entry in made.outline if entry.sheet == shown)
    masters = tuple(one for one in made.masters if one.name == made.sheets[shown].master)
    sheets = made.sheets[shown : shown + 1]
    return replace(made, sheets=sheets, masters=masters, targets=MappingProxyType(targets), outline=outline)


def _placed(
    section: dict[str, Any], layout: dict[str, str], template: PageTemplate | SlideTemplate
) -> list[dict[str, Any]]:
    """The section on a template by its name; as an agenda that is repeated, for one that shows it once more;
    by what comes after it, for one that lists this."""
    slots = _slots(template)
    if REACHED in slots:
        return [{**section, "repeated": True}]
    return [section if RUN in slots else {**section, "layout": layout}]


def _slots(template: PageTemplate | SlideTemplate) -> set[str]:
    return {slot for region in _regions(template) for slot in region.slots}


def _lists_part(template: PageTemplate | SlideTemplate) -> bool:
    slots = _slots(template)
    opens = "entries" in slots and template.accepts == ["divider"]
    return isinstance(template, SlideTemplate) and (opens or bool(slots & {"parts", REACHED, RUN}))


def gallery(kind: Literal["newsletter", "deck"], library: Library, brand: Brand) -> Publication:
    """Every template of a kind on its own page or slide, named in its title, in one publication.

    Raises:
        ReportgenError: a template that its sample does not fit.
    """
    names = list(library.pages if kind == "newsletter" else library.slides)
    parts: list[Publication] = []
    for number, name in enumerate(names):
        head = (MOST_BESIDE + 1) * number
        part = preview(name, kind, library, brand, number=head + 1)
        parts.append(_named(part, name, head, name_tag(name, brand, kind, section=head)))
    return _joined(parts, f"{brand.name}: {'page' if kind == 'newsletter' else 'slide'} templates")


def _named(part: Publication, name: str, head: int, tag: tuple[Item, ...]) -> Publication:
    """A preview as a part of the gallery, which its template's name begins: `head` is the number of that section. What
    its samples call headings are specimens, and none of the gallery.
    """
    within = {index: replace(one, depth=-1, within=head) for index, one in part.sections.items()}
    named = DocumentSection(head, slots=("headline",))
    return replace(
        part,
        sheets=tuple(replace(one, items=(*one.items, *tag)) for one in part.sheets),
        sections=MappingProxyType({head: named, **within}),
    )


def sample(type_: str, slots: Iterable[str], words: float = 1.0, *, many: bool = False) -> dict[str, Any] | None:
    """A section of a type with sample content for those of the slots that it has; None where the type is unknown.

    `words` is how much there is of it, 1 for a story of five paragraphs; with `many`, a table has many rows.

    >>> sample("quote", ["quote"])["quote"]
    'A plan that moves work to where land and energy are plentiful asks for patience.'
    """
    model = section_model(type_)
    if model is None:
        return None
    wanted = set(slots)
    made: dict[str, Any] = {"type": type_}
    example = model.sample()
    for field, info in model.model_fields.items():
        if field == "type":
            continue
        if info.is_required() or slot_of(model, field) in wanted:
            content = example.get(field, _content(field, words, 40 if many else 3))
            if content is not None:
                made[field] = content
    return made


def sample_document(types: Iterable[str] = ("story", "chart", "table", "stats", "quote", "people")) -> Document:
    """A document of samples, to look at and to warm up with; its picture is in memory."""
    models = {type_: section_model(type_) for type_ in types}
    sections = [sample(type_, model.model_fields) for type_, model in models.items() if model is not None]
    picture = io.BytesIO()
    _draw(picture)
    drawing = b'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 30 20"><path d="M0 0h30v20z" fill="#369"/></svg>'
    sections.append({"type": "brief", "headline": "A drawing", "figure": {"file": "sample.svg", "alt": "A triangle"}})
    told = {"title": "A sample", "language": "en", "sections": sections}
    return parse(told, files={"sample.png": picture.getvalue(), "sample.svg": drawing})


def _words(count: float, start: int = 0) -> str:
    return " ".join(_TEXT[(start + number) % len(_TEXT)] for number in range(max(1, round(count))))


def _sentence(count: float, start: int = 0) -> str:
    text = _words(count, start).rstrip(",.;")
    return text[:1].upper() + text[1:]


def _content(field: str, factor: float, rows: int) -> Any:
    """Sample content for a field by its name; None for one that has no sample."""
    whole = " ".join(_TEXT)
    paragraphs = max(1, round(5 * factor))
    numbers = (("8", "national hubs"), ("10", "clusters of halls"), ("62.9 bn", "dollars a year"), ("3 %", "of power"))
    picture = {"file": "sample.png", "alt": "A sample picture", "caption": _sentence(7, 40)}
    chart = {
        "kind": "column",
        "categories": ["2022", "2023", "2024", "2025"],
        "series": [{"name": "Hubs", "values": [2, 4, 7, 8]}],
    }
    places = ("East", "West", "North", "South", "Centre")
    table = [
        [places[row % 5] + (f" {row // 5 + 1}" if rows > 5 else ""), 3 + row * 7 % 11, 19 + row * 13 % 70]
        for row in range(rows)
    ]
    few = 4 if factor > 0.15 else 2
    made: Mapping[str, Any] = {
        "masthead": "The Sample",
        "title": _sentence(6),
        "kicker": "Sample",
        "headline": _sentence(6 * min(factor, 1.6)),
        "name": "Ada Writer",
        "role": "Editor of samples",
        "byline": "By Ada Writer",
        "attribution": "Ada Writer",
        "standfirst": _sentence(22 * factor) + ".",
        "body": "\n\n".join([whole] * paragraphs) if factor > 0.3 else _sentence(100 * factor) + ".",
        "points": [
            f"**{_sentence(3, 14 * n)}** {_words(11 * factor, 14 * n + 3)}" for n in range(4 if factor > 0.1 else 3)
        ],
        "quote": _sentence(15, 0) + ".",
        "pull": "What was a distant province becomes a place that others copy.",
        "stats": [{"value": value, "label": label} for value, label in numbers[:few]],
        "picture": picture,
        "portrait": {"file": "sample.png", "alt": "A sample portrait"},
        "figure": picture,
        "chart": {**chart, "alt": "A sample chart"},
        "second": {**chart, "kind": "line", "alt": "A second sample chart"},
        "table": {"columns": ["Region", "Hubs", "Halls"], "rows": table},
        "source": "Source: the sample's own figures",
    }
    return made.get(field)


def _regions(template: PageTemplate | SlideTemplate) -> list[Region]:
    return list(template.regions) if isinstance(template, SlideTemplate) else regions_of(template)


def _tries(template: PageTemplate | SlideTemplate) -> Iterator[list[str]]:
    """The slots to fill: all that the template takes, and then fewer, down to those that it requires."""
    regions = _regions(template)
    every = list(dict.fromkeys(slot for region in regions for slot in region.slots))
    yield every
    yield [slot for slot in every if slot not in ("source", "byline", "role")]
    needed = [slot for region in regions if region.required for slot in region.slots]
    shown = [region.slots[0] for region in regions if region.kind != "text"]
    yield [*needed, *shown]
    yield needed
    yield [region.slots[0] for region in regions if region.required]


def _draw(file: Path | io.BytesIO) -> None:
    """A neutral picture: grey hills under a pale sky."""
    from PIL import Image, ImageDraw

    image = Image.new("RGB", (1200, 800), "#DCE3EA")
    draw = ImageDraw.Draw(image)
    draw.ellipse((820, 120, 960, 260), fill="#F4F6F8")
    draw.polygon([(0, 560), (320, 300), (640, 560), (900, 380), (1200, 600), (1200, 800), (0, 800)], fill="#A9B6C3")
    draw.polygon([(0, 680), (420, 500), (820, 700), (1200, 560), (1200, 800), (0, 800)], fill="#7F8FA0")
    image.save(file, "PNG")


def _joined(parts: list[Publication], title: str) -> Publication:
    masters = {master.name: master for part in parts for master in part.masters}
    sheets = tuple(chain.from_iterable(part.sheets for part in parts))
    sections: dict[int, DocumentSection] = _together(part.sections for part in parts)
    return replace(
        parts[0],
        title=title,
        masters=tuple(masters.values()),
        sheets=sheets,
        faces=MappingProxyType(_together(part.faces for part in parts)),
        pictures=MappingProxyType(_together(part.pictures for part in parts)),
        targets=MappingProxyType(_together(_targets(parts))),
        outline=tuple(outline([facts_of(sheet) for sheet in sheets], sections, title)),
        sections=MappingProxyType(sections),
    )


def _together(mappings: Iterable[Mapping[_Key, _Value]]) -> dict[_Key, _Value]:
    made: dict[_Key, _Value] = {}
    for mapping in mappings:
        made.update(mapping)
    return made


def _targets(parts: Sequence[Publication]) -> Iterator[dict[str, Landing]]:
    """Where links of each part lead to, in the whole."""
    before = 0
    for part in parts:
        yield {link: replace(spot, sheet=spot.sheet + before) for link, spot in part.targets.items()}
        before += len(part.sheets)
