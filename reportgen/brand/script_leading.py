"""A brand's leadings for scripts that need more of them, so that marks of neighbouring lines do not touch."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType

from reportgen.brand.as_written import TypeScale, TypeStyle
from reportgen.brand.brand import Brand
from reportgen.structs import replace

LEAST: Mapping[str, float] = MappingProxyType(
    {
        language: least
        for languages, least in (
            ("bo dz", 1.9),
            ("my shn mnw", 1.7),
            ("km", 1.6),
            ("lo", 1.45),
            ("ar ckb fa kn ps sd te ug ur", 1.38),
            ("si", 1.35),
            ("bn gu hi mr ne pa ta th", 1.28),
        )
        for language in languages.split()
    }
)
"""Leadings in parts of the size that languages have at least. In the Universal Declaration of Human Rights, lines of
Noto need 1.75 (Tibetan), 1.54 (Burmese), 1.51 (Khmer), 1.38 (Lao), 1.36 (Arabic) and 1.33 (Kannada) where the lowest
stands over the highest; large type is set tighter.
"""


def for_language(brand: Brand, language: str) -> Brand:
    """The brand with leadings, and lines of the page's grid, that suit the script of a language; the brand itself where
    its own do, and where a company's template says them."""
    least = LEAST.get(language.partition("-")[0])
    if least is None or brand.office_file is not None:
        return brand
    baseline = max(brand.page.baseline, round(least * brand.page_type.body.size, 2))
    return replace(
        brand,
        page_type=_with_least(brand.page_type, least),
        slide_type=_with_least(brand.slide_type, least),
        page=replace(brand.page, baseline=baseline),
    )


def _with_least(scale: TypeScale, least: float) -> TypeScale:
    styles = {name: style for name in type(scale).model_fields if isinstance(style := getattr(scale, name), TypeStyle)}
    changed = {
        name: style.model_copy(update={"leading": round(least * style.size, 2)})
        for name, style in styles.items()
        if style.leading < least * style.size
    }
    return scale.model_copy(update=changed)
