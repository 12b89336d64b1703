"""Files of a project that change while somebody works on it."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

WATCHED = {
    ".yaml", ".yml", ".md", ".markdown", ".json", ".toml", ".csv", ".tsv", ".xlsx", ".ods", ".png", ".jpg", ".jpeg",
    ".webp", ".gif", ".tif", ".tiff", ".bmp", ".avif", ".heic", ".heif", ".svg", ".ttf", ".otf",
}  # fmt: skip
"""Files that a document may be made of."""


def state_of(root: Path, without: Iterable[Path] = ()) -> dict[Path, int]:
    """When each file of a folder was changed (nanoseconds), hidden ones and those `without` left out."""
    found: dict[Path, int] = {}
    left_out = set(without)
    for path in root.rglob("*"):
        hidden = any(part.startswith(".") for part in path.relative_to(root).parts)
        if not hidden and path not in left_out and path.suffix.lower() in WATCHED:
            try:
                found[path] = path.stat().st_mtime_ns
            except OSError:  # it has just been moved away
                continue
    return found
