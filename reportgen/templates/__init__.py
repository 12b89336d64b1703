"""Layout files → templates: regions on a grid, slots, copyfit contracts, furniture. Knows no document's text."""

from reportgen.templates.load import Library, load_library
from reportgen.templates.model import (
    At,
    Cell,
    EntriesLook,
    Furniture,
    Inset,
    MasterTemplate,
    PageTemplate,
    Region,
    Rule,
    Shrink,
    Side,
    SlideTemplate,
    Split,
    Step,
)

__all__ = [
    "At",
    "Cell",
    "EntriesLook",
    "Furniture",
    "Inset",
    "Library",
    "MasterTemplate",
    "PageTemplate",
    "Region",
    "Rule",
    "Shrink",
    "Side",
    "SlideTemplate",
    "Split",
    "Step",
    "load_library",
]
