"""The brand as office programs know one: colours, fonts for each script, and how what people add by hand looks."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING, Literal

from reportgen.brand.font_tables import font_tables, unembeddable
from reportgen.frames import (
    BOLD,
    OFFICE_BOLD,
    OFFICE_REGULAR,
    Defaults,
    EmbeddedFont,
    Face,
    TableRule,
    TableStyle,
    Theme,
)

if TYPE_CHECKING:
    from reportgen.brand.brand import Brand

_STYLES: tuple[tuple[Literal["regular", "bold", "italic", "boldItalic"], int, bool], ...] = (
    ("regular", OFFICE_REGULAR, False),
    ("bold", OFFICE_BOLD, False),
    ("italic", OFFICE_REGULAR, True),
    ("boldItalic", OFFICE_BOLD, True),
)
_EAST_ASIAN = ("Hans", "Hant", "Jpan", "Hang")
_COMPLEX = ("Arab", "Hebr", "Thai", "Deva")
_SCRIPTS = (*_EAST_ASIAN, *_COMPLEX, "Beng", "Geor", "Gujr", "Guru", "Knda", "Mlym", "Taml", "Telu")
"""Scripts for which a theme names a font of its own; Latin, Greek and Cyrillic are set in its first."""


def office_theme(brand: Brand) -> Theme:
    """The theme: headings and body in the families of the slides' type scale, and for each other script the first
    family of the brand's chain that is made for it, because the text was measured in that one.
    """
    heading = brand.families[brand.slide_type.heading1.font]
    body = brand.families[brand.slide_type.body.font]
    fonts = {family: _fonts_of(brand, family) for family in (heading, body)}
    east_asian = _first(fonts[body], _EAST_ASIAN) or (brand.fallback[0] if brand.fallback else "")
    colours = {**brand.palette, "link": brand.text("accent", "tint").rgb}
    colours["primary"] = brand.text("primary", "paper").rgb
    return Theme(
        brand.name,
        heading,
        body,
        east_asian,
        colours,
        complex=_first(fonts[body], _COMPLEX),
        heading_fonts=tuple(sorted(fonts[heading].items())),
        body_fonts=tuple(sorted(fonts[body].items())),
        defaults=_defaults(brand),
    )


def _first(fonts: dict[str, str], scripts: tuple[str, ...]) -> str:
    return next((fonts[script] for script in scripts if script in fonts), "")


def _fonts_of(brand: Brand, family: str) -> dict[str, str]:
    """The family for each script, looked for in the family itself and then in the brand's fall-back."""
    found: dict[str, str] = {}
    for name in (family, *brand.fallback):
        face = next((face for face in brand.faces.values() if face.family == name), None)
        if face is not None:
            has = font_tables(face.path, face.index).scripts
            found.update((script, name) for script in _SCRIPTS if script in has and script not in found)
    return found


def embedded_fonts(faces: Iterable[Face], families: Iterable[str]) -> tuple[EmbeddedFont, ...]:
    """The files of families by the four styles of office programs: of each the face that is nearest in weight."""
    made: list[EmbeddedFont] = []
    known = [face for face in faces if not unembeddable(face.path, bool(face.variations))]
    for family in sorted(set(families)):
        own = [face for face in known if face.family == family]
        for style, weight, italic in _STYLES:
            fitting = [face for face in own if face.italic == italic and (face.weight >= BOLD) == (weight >= BOLD)]
            if fitting:
                best = min(fitting, key=lambda face: (abs(face.weight - weight), face.weight))
                made.append(EmbeddedFont(family, style, best.path))
    return tuple(made)


def _defaults(brand: Brand) -> Defaults:
    """What people add by hand is drawn as the brand's own boxes, rules, texts and tables on slides are."""
    colours, look, body = brand.colours, brand.look.tables, brand.slide_type.body
    hair = TableRule(colours.hairline("paper"), look.hairline.slide) if brand.tables == "rules" else None
    return Defaults(
        fill=brand.fill("accent1"),
        on_fill=brand.text("text", "accent1"),
        line=TableRule(colours.frame("paper"), look.light_rule.slide),
        text=brand.text("text", "paper"),
        size=body.size,
        table=TableStyle(
            heading=brand.text("primary", "paper"),
            strong=TableRule(colours.frame("paper"), look.strong_rule.slide),
            light=TableRule(colours.frame("paper"), look.light_rule.slide),
            between=hair,
            band=colours.zebra("paper") if brand.tables == "zebra" else None,
        ),
    )
