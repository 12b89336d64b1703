"""`reportgen brand learn`: a template's file → the folder of a brand."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from pathlib import Path
from shutil import copyfile, rmtree
from typing import Any

from reportgen.api import write
from reportgen.brand import Brand, load_brand
from reportgen.brand.load import shipped_families
from reportgen.errors import BrandError, Where, counted
from reportgen.geometry import Rect
from reportgen.layout.capacity import slide_capacities
from reportgen.learning.brand_files import ART, TEMPLATE, BrandFiles
from reportgen.learning.cleaning import Cleaned
from reportgen.learning.contact_sheet import Shown, contact_sheet
from reportgen.learning.layout_uses import Use, Uses, uses_of
from reportgen.learning.measuring_fonts import Measured, measured_fonts
from reportgen.learning.office_file import read_office_file
from reportgen.learning.styles_of_prompts import with_styles_of_prompts
from reportgen.learning.template import Layout, Template, understood
from reportgen.source.yaml_text import yaml_text
from reportgen.structs import Struct
from reportgen.templates import Library, load_library
from reportgen.templates.deck_map import DECK_MAP

CONTACT_SHEET = "contact-sheet.pdf"

_HEAD = """\
# Which section types stand on which layouts of {template}. Learned, and yours to change: "sections" decides; an entry
# is a file in layouts/slides, where its places stand. What is said of slots, reasons and capacity is for you to read.
# Look at {sheet} first.
"""


OF_PROMPTS = (
    "its masters say what text looks like on their prompts alone, which slides do not inherit: its places have these "
    "looks as styles now"
)


class Learned(Struct, frozen=True):
    """What was made of a template: its folder, what it was understood as, and what a person should know."""

    folder: Path
    layouts: int
    masters: int
    sections: Mapping[str, str]
    """The layout that each section type stands on first."""
    told: tuple[str, ...]


def learn(
    path: Path, folder: Path, fonts: Path | None = None, name: str | None = None, *, replace: bool = False
) -> Learned:
    """Read a company's template and write a brand that builds on it.

    Args:
        fonts: a folder with files of its fonts, by which text is then measured.
        name: the brand's name, instead of the folder's.
        replace: whether a brand that is there already is learned anew; its layouts are written over.

    Raises:
        BrandError: the file is none that can be read, or has no layout with a title; the folder cannot be written.
    """
    found = read_office_file(path)
    file = with_styles_of_prompts(found)
    _make_room(folder, replace)
    template = understood(file)
    uses = uses_of(template)
    if uses is None:
        raise BrandError(
            "no layout of the template has a title", Where(str(path)), "add a title placeholder to its layouts"
        )
    cleaned = Cleaned(file)
    measured = _measured(template, fonts)
    files = BrandFiles(template, uses, name or folder.name.replace("-", " ").title(), _copied(measured, folder))
    _write_all(folder, {TEMPLATE: cleaned.data, **files.files()})
    brand = load_brand(folder / "brand.yaml")
    library = load_library([folder / "layouts"], brand.series)
    write(folder / DECK_MAP, _deck_map(path, uses, library, brand).encode())
    shown = [Shown(use.name, use.layout.name, _use_told(use, uses), _doubtful(use)) for use in uses.by_name]
    write(folder / CONTACT_SHEET, contact_sheet(brand, library, shown, f"{path.name}: layouts"))
    sections = {type_: use.layout.name for use in reversed(uses.chosen) for type_ in use.accepts}
    masters = len({layout.master for layout in template.layouts})
    told = _told(template, uses, cleaned, measured) + [OF_PROMPTS] * (file is not found)
    return Learned(folder, len(template.layouts), masters, sections, tuple(told))


def _make_room(folder: Path, replace: bool) -> None:
    """Take away what was learned before.

    Raises:
        BrandError: there is a brand, and it is not to be replaced.
    """
    if not (folder / "brand.yaml").exists():
        return
    if not replace:
        raise BrandError(
            "there is a brand already", Where(str(folder)), "choose another folder with -o, or learn it anew: --replace"
        )
    for inner in ("layouts", ART):
        rmtree(folder / inner, ignore_errors=True)


def _write_all(folder: Path, files: Mapping[str, bytes]) -> None:
    """Write files into a folder.

    Raises:
        BrandError: it takes none.
    """
    try:
        for name, data in files.items():
            target = folder / name
            target.parent.mkdir(parents=True, exist_ok=True)
            write(target, data)
    except OSError as error:
        raise BrandError(
            f"cannot write the brand: {error.strerror}", Where(str(folder)), "choose another -o"
        ) from error


def _measured(template: Template, fonts: Path | None) -> dict[str, Measured]:
    levels = (level for layout in template.layouts for place in layout.places for level in place.levels)
    families = [template.theme.fonts.body, template.theme.fonts.heading, *(level.family for level in levels)]
    return measured_fonts(families, sorted(shipped_families()), fonts)


def _copied(measured: Mapping[str, Measured], folder: Path) -> dict[str, Measured]:
    """The same with the files of fonts beside the brand, which it names from there."""
    made: dict[str, Measured] = {}
    for family, one in measured.items():
        files: list[dict[str, object]] = []
        for about in one.files:
            source = Path(str(about["file"]))
            target = folder / "fonts" / source.name
            target.parent.mkdir(parents=True, exist_ok=True)
            copyfile(source, target)
            files.append({**about, "file": f"fonts/{source.name}"})
        made[family] = Measured(family, tuple(files), one.stands_in, one.part)
    return made


# --- what is said


def _use_told(use: Use, uses: Uses) -> str:
    """What a layout is for, in a few words."""
    types = [type_ for one in uses.chosen if one.layout is use.layout for type_ in one.accepts]
    if use.layout is uses.plain:
        types.append("all that is composed")
    doubts = [place.doubtful for place in use.layout.places if place.doubtful]
    return ", ".join(dict.fromkeys(types)) or (f"by name; {doubts[0]}" if doubts else "by name")


def _doubtful(use: Use) -> tuple[Rect, ...]:
    return tuple(place.box for place in use.layout.places if place.doubtful)


def _entry(use: Use, library: Library, brand: Brand) -> dict[str, Any]:
    """What the map says of a use, with what its places hold as measured."""
    held = slide_capacities(library.slides[use.name], brand)
    texts = [one for one in held if one.words is not None and one.slots != ("source",)]
    return {
        "template": use.name,
        "layout": use.layout.name,
        "slots": {" + ".join(one.slots): one.place.name for one in use.takes},
        "reason": use.reason,
        "confidence": use.confidence,
        "capacity": "; ".join(
            f"{one.slots[0]}: {counted(one.lines or 0, 'line')}, about {one.words} words" for one in texts
        ),
    }


def _by_own_names(uses: Iterable[Use]) -> dict[str, Use]:
    """Layouts by what the company calls them; the second of two that are called alike by its template's name."""
    made: dict[str, Use] = {}
    for use in uses:
        called = " ".join(use.layout.name.split())
        made[use.name if called in made else called] = use
    return made


def _named(use: Use, uses: Uses) -> str | list[str]:
    """The template of a layout that is taken by its name; its templates, where its places take more than words."""
    sides = (one for one in uses.chosen if one.accepts == ("comparison",))
    names = [use.name, *(one.name for one in (*uses.figured, *sides) if one.layout is use.layout)]
    return names[0] if len(names) == 1 else names


def _deck_map(path: Path, uses: Uses, library: Library, brand: Brand) -> str:
    sections: dict[str, list[dict[str, Any]]] = {}
    for use in uses.chosen:
        for type_ in use.accepts:
            sections.setdefault(type_, []).append(_entry(use, library, brand))
    used = {use.layout.part for use in uses.chosen} | {uses.plain.part}
    brand_folder = brand.file.parent.resolve().name if isinstance(brand.file, Path) else ""
    layouts = _by_own_names(uses.by_name)
    unused = {
        name: f"take it by name: layout: {brand_folder}/{name}" if use.takes else "nothing can be fitted to it"
        for name, use in layouts.items()
        if use.layout.part not in used
    }
    names = {name: _named(use, uses) for name, use in layouts.items() if use.takes}
    said = {"template": path.name, "sections": sections, "layouts": names, "unused": unused}
    return _HEAD.format(template=path.name, sheet=CONTACT_SHEET) + yaml_text(said)


def _told(template: Template, uses: Uses, cleaned: Cleaned, measured: Mapping[str, Measured]) -> list[str]:
    """What a person should know of the template."""
    told = [f"taken out: {', '.join(cleaned.told)}"] if cleaned.told else []
    told += [one.told for one in measured.values() if one.told]
    told += [told for layout in template.layouts for told in _left_empty(layout)]
    told += [f"the PDF does not show {what}" for what in _undrawn(template)]
    told += ["PowerPoint shows some texts in capitals; the PDF shows them as written"] * _has_capitals(template)
    if uses.text is None:
        told.append("no layout has one large place for text: running text stands in boxes of its own")
    return told


def _has_capitals(template: Template) -> bool:
    return any(place.levels[0].capitals for layout in template.layouts for place in layout.places)


def _undrawn(template: Template) -> Iterable[str]:
    return dict.fromkeys(what for layout in template.layouts for what in layout.art.undrawn)


def _left_empty(layout: Layout) -> list[str]:
    doubtful = (place for place in layout.places if place.doubtful)
    return [f'layout "{layout.name}": "{one.name}" is left empty, because {one.doubtful}' for one in doubtful]
