"""The parts of a brand as Python has them: what the keys of a `brand.yaml` say, as classes.

    from reportgen import Brand, brands as b

    spec = b.BrandFile(
        name="Acme",
        logo=b.Logo(on_light="logo.svg", alt="Acme"),
        fonts=b.Fonts(sans=b.Family(family="Inter")),
        …
    )
    brand = Brand.from_dict(spec, files={"logo.svg": logo})

They keep what they are given, and are checked when a brand is made of them, all at once. `replace` gives a copy with
other values, `to_dict` and `to_yaml` what a file would say. All of it is public.
"""

from __future__ import annotations

from reportgen.brand.as_written import (
    BrandFile,
    Density,
    Family,
    FontFile,
    Fonts,
    InkedColour,
    Logo,
    Margins,
    OwnSize,
    Palette,
    PictureLook,
    PressFile,
    SheetGrid,
    TypeScale,
    TypeScales,
    TypeStyle,
    Voice,
)
from reportgen.brand.look import (
    CardLook,
    ChartLook,
    EntryLook,
    FlowLook,
    ListLook,
    Look,
    PageLook,
    PanelLook,
    ParagraphLook,
    PerMedium,
    PictureMeasures,
    StatLook,
    TableLook,
)

__all__ = [
    "BrandFile",
    "CardLook",
    "ChartLook",
    "Density",
    "EntryLook",
    "Family",
    "FlowLook",
    "FontFile",
    "Fonts",
    "InkedColour",
    "ListLook",
    "Logo",
    "Look",
    "Margins",
    "OwnSize",
    "PageLook",
    "Palette",
    "PanelLook",
    "ParagraphLook",
    "PerMedium",
    "PictureLook",
    "PictureMeasures",
    "PressFile",
    "SheetGrid",
    "StatLook",
    "TableLook",
    "TypeScale",
    "TypeScales",
    "TypeStyle",
    "Voice",
]
