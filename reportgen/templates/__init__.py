"""Layout files → templates: regions on a grid, slots, copyfit contracts, furniture. Knows no document's text."""

from reportgen.templates.load import Library, load_library
from reportgen.templates.model import (
    At,
    Cell,
    Continuation,
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
    TableInPicture,
)

__all__ = [
    "At",
    "Cell",
    "Continuation",
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
    "TableInPicture",
    "load_library",
]
