"""The rules by which any PDF is looked at, apart from what reads the files."""

from __future__ import annotations

PDF_RULES: dict[str, str] = {
    "pdf-tags": "A PDF has no structure, or marks on it are neither tagged nor artifacts.",
    "pdf-language": "A PDF does not say its language or its title, or a passage is in letters of another language.",
    "pdf-headings": "Levels of headings are jumped over or fall under another section, or there is not one title.",
    "pdf-contents": "Contents are not tagged as contents.",
    "pdf-words": "Words of neighbouring lines are read as one.",
    "pdf-lists": "A list lacks its parts, or a point is in none.",
    "pdf-quotations": "One quotation is read as several.",
    "pdf-notes": "A note cannot be found, or does not lead back.",
    "pdf-figures": "A picture has no alternative text or is read before its heading, or a caption stands apart.",
    "pdf-links": "A link does not say where it leads, or is several links.",
    "pdf-tables": "A table has no headings, or they have no scope.",
    "pdf-artifacts": "An artifact does not say what it is, or where.",
    "pdf-bookmarks": "A heading has no bookmark.",
    "pdf-pages": "Pages have no labels, or say what means nothing.",
    "pdf-archive": "A PDF does not promise PDF/UA or PDF/A.",
    "pdf-fonts": "A font is not in the file.",
    "pdf-press": "A press could not take the file as it is.",
    "pdf-inks": "Inks with names, which a press must have.",
    "pdf-x4": "A file says that it is PDF/X-4, and is not (ISO 15930-7).",
}
"""The rules, and what they find."""

OF_FILES = ("pdf-fonts", "pdf-pages")
"""Those of any file, tagged or not."""
_OF_PRESSES = ("pdf-press", "pdf-inks", "pdf-x4")
READ_ALOUD = tuple(rule for rule in PDF_RULES if rule not in (*OF_FILES, *_OF_PRESSES))
"""Those of what a person hears, who has a file read aloud."""
