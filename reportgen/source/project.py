"""The project that a source lies in: its root, its settings, and the files that it may name."""

from __future__ import annotations

import posixpath
import re
import tomllib
from collections.abc import Iterable, Mapping
from pathlib import Path
from types import MappingProxyType
from typing import Any

from reportgen.errors import NOWHERE, AssetError, SourceError, Where
from reportgen.files import Given, GivenFiles, Readable
from reportgen.source.validation import nearest
from reportgen.structs import Struct, field

_SETTINGS = ("brand", "language", "outputs")


_HAND_OVER = 'hand it over: files={"name": …}'


class Project(Struct, frozen=True):
    """The folder that everything must lie in, and the defaults that its `reportgen.toml` sets.

    This is the one place where the files that a document names are found. Those that Python hands over lie in the
    same folder, and come before files on the disk; without a root, there are no others.
    """

    root: Path | None
    settings: Mapping[str, Any] = field(default_factory=lambda: MappingProxyType({}))
    files: GivenFiles = field(default_factory=GivenFiles)

    def resolve(self, name: str, base: Path, where: Where = NOWHERE) -> Readable:
        """The file `name`, relative to `base`; it must exist and lie inside the project.

        Raises:
            AssetError: it does not.
        """
        if re.match(r"[A-Za-z][A-Za-z0-9+.-]*:", name) or name.startswith(("/", "\\")) or "\x00" in name:
            hint = _HAND_OVER if self.root is None else "give a path relative to this file, with /"
            raise AssetError(f'"{name}" is not a path inside the project', where, hint)
        key = self._key(name, base)
        given = self.files.get(key)
        if given is not None:
            return given
        if self.root is None:
            folder, _, last = key.rpartition("/")
            hint = _meant(last, self.files.names_in(folder)) or _HAND_OVER
            raise AssetError(f'no file "{name}" was handed over', where, hint)
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
            there += self.files.names_in(key.rpartition("/")[0])
            hint = _meant(path.name, there) or "look at the spelling and the folder"
            raise AssetError(f'there is no file "{name}"', where, hint)
        return real

    def _key(self, name: str, base: Path) -> str:
        """The name of a file from the project's root, as files are handed over."""
        start = base.relative_to(self.root) if self.root is not None and base.is_relative_to(self.root) else base
        return posixpath.normpath((start / name.replace("\\", "/")).as_posix())

    def is_folder(self, name: str, base: Path) -> bool:
        """Whether `name`, relative to `base`, is a folder with files."""
        return self.files.has_folder(self._key(name, base)) or (self.root is not None and (base / name).is_dir())

    def folders(self, name: str) -> tuple[Path, ...]:
        """The folder of a name on the disk at the project's root: one, or none."""
        return () if self.root is None else (self.root / name,)

    def holds(self, path: Path) -> bool:
        """Whether a file on the disk lies in the project, behind whatever links."""
        return self.root is not None and path.resolve().is_relative_to(self.root.resolve())


def _meant(name: str, there: Iterable[str]) -> str:
    close = nearest(name, there)
    return f'did you mean "{close}"?' if close else ""


def project_in_memory(files: Mapping[str, Given] | None, folder: Path | None) -> Project:
    """The project of a document that no file holds: what is handed over, and the folder that is named, if one is.

    A `reportgen.toml` of that folder sets defaults; those above it mean nothing.

    Raises:
        SourceError: a name leads out of the folder; `reportgen.toml` is wrong.
    """
    given = GivenFiles(files)
    if folder is None:
        return Project(None, files=given)
    root = folder.resolve()
    return Project(root, _settings(root / "reportgen.toml"), given)


def find_project(start: Path) -> Project:
    """The project of a folder: the nearest one upward with a `reportgen.toml`, else the folder itself.

    Raises:
        SourceError: `reportgen.toml` is broken, or sets something unknown.
    """
    root = project_root(start)
    return Project(root, _settings(root / "reportgen.toml"))


def project_root(start: Path) -> Path:
    """The root of a folder's project: the nearest one upward with a `reportgen.toml`, else the folder itself."""
    start = start.resolve()
    return next((folder for folder in (start, *start.parents) if (folder / "reportgen.toml").is_file()), start)


def _settings(file: Path) -> Mapping[str, Any]:
    """What a `reportgen.toml` sets; nothing where there is none.

    Raises:
        SourceError: it is broken, or sets something unknown.
    """
    if not file.is_file():
        return MappingProxyType({})
    try:
        settings = tomllib.loads(file.read_text("utf-8"))
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise SourceError(f"reportgen.toml is broken: {error}", Where(file.name)) from error
    for key in settings:
        if key not in _SETTINGS:
            hint = _meant(key, _SETTINGS) or f"known keys: {', '.join(_SETTINGS)}"
            raise SourceError(f'unknown key "{key}"', Where(file.name), hint)
    return MappingProxyType(settings)
