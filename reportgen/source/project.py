"""The project that a source lies in: its root, its settings, and the files that it may name."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Mapping
from pathlib import Path
from types import MappingProxyType
from typing import Any

from reportgen.errors import NOWHERE, AssetError, SourceError, Where
from reportgen.source.validation import (
    nearest,
)
from reportgen.structs import Struct, field

_SETTINGS = ("brand", "language", "outputs")


class Project(Struct, frozen=True):
    """The folder that everything must lie in, and the defaults that its `reportgen.toml` sets."""

    root: Path
    settings: Mapping[str, Any] = field(default_factory=lambda: MappingProxyType({}))

    def resolve(self, name: str, base: Path, where: Where = NOWHERE) -> Path:
        """The file `name`, relative to `base`; it must exist and lie inside the project.

        Raises:
            AssetError: it does not.
        """
        if re.match(r"[A-Za-z][A-Za-z0-9+.-]*:", name) or name.startswith(("/", "\\")) or "\x00" in name:
            raise AssetError(
                f'"{name}" is not a path inside the project', where, "give a path relative to this file, with /"
            )
        path = base / name.replace("\\", "/")
        try:
            real, there_is = path.resolve(), path.is_file()
        except (OSError, RuntimeError) as error:  # a name that is too long, or links in a circle
            raise AssetError(f'"{name[:80]}" cannot be the name of a file', where, "look at the spelling") from error
        if not real.is_relative_to(self.root.resolve()):
            raise AssetError(
                f'"{name}" lies outside the project', where, "move it in, or put a reportgen.toml in a folder above"
            )
        if not there_is:
            there = [file.name for file in path.parent.iterdir()] if path.parent.is_dir() else []
            close = nearest(path.name, there)
            hint = f'did you mean "{close}"?' if close else "look at the spelling and the folder"
            raise AssetError(f'there is no file "{name}"', where, hint)
        return real


def find_project(start: Path) -> Project:
    """The project of a folder: the nearest one upward with a `reportgen.toml`, else the folder itself.

    Raises:
        SourceError: `reportgen.toml` is broken, or sets something unknown.
    """
    start = start.resolve()
    for folder in (start, *start.parents):
        file = folder / "reportgen.toml"
        if file.is_file():
            try:
                settings = tomllib.loads(file.read_text("utf-8"))
            except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
                raise SourceError(f"reportgen.toml is broken: {error}", Where(file.name)) from error
            for key in settings:
                if key not in _SETTINGS:
                    close = nearest(key, _SETTINGS)
                    hint = f'did you mean "{close}"?' if close else f"known keys: {', '.join(_SETTINGS)}"
                    raise SourceError(f'unknown key "{key}"', Where(file.name), hint)
            return Project(folder, MappingProxyType(settings))
    return Project(start)
