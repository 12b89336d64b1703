"""Layout files → templates: regions on a grid, slots, copyfit contracts, furniture. Knows no document's text."""

from reportgen.templates.as_written import (
    PLAIN,
    At,
    Cell,
    Continuation,
    EntriesLook,
    Furniture,
    Ground,
    Inset,
    MasterTemplate,
    PageTemplate,
    Region,
    Rule,
    Shrink,
    Side,
    SlideMaster,
    SlideTemplate,
    Split,
    Step,
    TableInPicture,
)
from reportgen.templates.deck_map import on_company_layouts
from reportgen.templates.load import Library, load_library
from reportgen.templates.office_places import OfficeLevel, OfficePlace

__all__ = [
    "PLAIN",
    "At",
    "Cell",
    "Continuation",
    "EntriesLook",
    "Furniture",
    "Ground",
    "Inset",
    "Library",
    "MasterTemplate",
    "OfficeLevel",
    "OfficePlace",
    "PageTemplate",
    "Region",
    "Rule",
    "Shrink",
    "Side",
    "SlideMaster",
    "SlideTemplate",
    "Split",
    "Step",
    "TableInPicture",
    "load_library",
    "on_company_layouts",
]
