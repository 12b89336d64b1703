"""Digests of all that an item is made from: where they are the same, it need not be made again."""

from __future__ import annotations

import hashlib
import json
import os
import re
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

from reportgen.brand import find_brand, load_brand
from reportgen.errors import NOWHERE, AssetError
from reportgen.faults import release
from reportgen.files import Readable
from reportgen.shipped import shipped
from reportgen.source.project import Project
from reportgen.source.tree import Tree

FILES = ("picture", "figure", "portrait", "file", "data")
"""Keys of a source under which a file stands: of a picture, or of the numbers of a table or a chart."""

_ENDING = re.compile(r"[^\n]{1,250}\.[A-Za-z0-9]{2,8}(?:#[^\n]*)?")
"""Any other value that could be the name of a file, such as one of a list of pictures."""


def fingerprint_of(
    source: Path, base: Path, project: Project, brand: str | None, choices: Iterable[Any], tree: Tree
) -> str:
    """A digest of what every item is made from: code, source, brand, templates, and `choices` (outputs and settings).

    `base` is the source's folder, `tree` what stands in it, `brand` the one that is taken instead of its own.
    """
    given = [release(), brand, tuple(choices), os.environ.get("SOURCE_DATE_EPOCH", "")]
    digest = hashlib.sha256(json.dumps(given).encode())
    found = _brand_of(tree, brand, base, project)
    if found is None:
        files = _within(shipped("layouts"), *project.folders("layouts"), *_all_brands(project))
    else:
        files = _of_brand(found, project)
    for file in (source, *project.folders("reportgen.toml"), *files):
        if file.is_file():
            digest.update(f"{file.name}\0".encode())
            digest.update(hashlib.sha256(file.read_bytes()).digest())
    return digest.hexdigest()


def _brand_of(tree: Tree, brand: str | None, base: Path, project: Project) -> Readable | None:
    """The file of the brand that all records have; None where a field says it, so that each may have another."""
    if brand and brand.endswith((".yaml", ".yml")):
        return Path(brand)
    own = tree.value.get("brand") if isinstance(tree.value, dict) else None
    named = brand or own or project.settings.get("brand")
    if isinstance(named, str) and "{" in named:
        return None
    return find_brand(named, project, base, tree.where(("brand",)) if own and not brand else NOWHERE)


def _all_brands(project: Project) -> tuple[Path, ...]:
    return shipped("brands"), shipped("fonts"), *project.folders("brands")


def _of_brand(file: Readable, project: Project) -> list[Path]:
    """The files of one brand with its fonts and logos, and all templates that may be used in it."""
    assert isinstance(file, Path)  # a batch is made of a file
    chosen = load_brand(file, project)
    fonts = sorted(chosen.font_files)
    logos = [logo for logo in chosen.logos if isinstance(logo, Path)]
    templates = _within(shipped("layouts"), *project.folders("layouts"), file.parent / "layouts")
    return [file, *logos, *fonts, *templates]


def _within(*folders: Path) -> list[Path]:
    """All files of the folders that are there."""
    return [file for folder in folders if folder.is_dir() for file in sorted(folder.rglob("*")) if file.is_file()]


class FileDigests:
    """Digests of the pictures and data that items use, each file read once."""

    def __init__(self, project: Project, base: Path) -> None:
        self._project = project
        self._base = base
        self._known: dict[str, str] = {}

    def of(self, tree: Any) -> Iterator[str]:
        """The digests of all files that a tree names, in the order of their names."""
        for name in sorted(set(_named(tree))):
            if name not in self._known:
                self._known[name] = self._digest(name)
            yield self._known[name]

    def _digest(self, name: str) -> str:
        try:
            path = self._project.resolve(name.partition("#")[0], self._base)
            return hashlib.sha256(path.read_bytes()).hexdigest()
        except (AssetError, OSError):
            return "missing"  # it will be an error of the item, which says more


def _named(value: Any) -> Iterator[str]:
    """The files that a tree names, and what may be one: a name that is no file has the same digest each time."""
    if isinstance(value, dict):
        for key, inner in value.items():
            if key in FILES and isinstance(inner, str):
                yield inner
            else:
                yield from _named(inner)
    elif isinstance(value, list):
        for inner in value:
            yield from _named(inner)
    elif isinstance(value, str) and _ENDING.fullmatch(value):
        yield value
