"""The rules by which any PDF is looked at, apart from what reads the files."""

from __future__ import annotations

PDF_RULES: dict[str, str] = {
    "pdf-tags": "A PDF has no structure, or marks on it are neither tagged nor artifacts.",
    "pdf-language": "A PDF does not say its language or its title.",
    "pdf-headings": "Levels of headings are jumped over, or there is not one title.",
    "pdf-words": "Words of neighbouring lines are read as one.",
    "pdf-lists": "A list lacks its parts.",
    "pdf-notes": "A note cannot be found, or does not lead back.",
    "pdf-figures": "A picture has no alternative text, or a caption stands apart.",
    "pdf-links": "A link does not say where it leads.",
    "pdf-tables": "A table has no headings, or they have no scope.",
    "pdf-artifacts": "An artifact does not say what it is, or where.",
    "pdf-fonts": "A font is not in the file.",
    "pdf-press": "A press could not take the file as it is.",
    "pdf-inks": "Inks with names, which a press must have.",
    "pdf-x4": "A file says that it is PDF/X-4, and is not (ISO 15930-7).",
}
"""The rules, and what they find."""
