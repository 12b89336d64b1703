"""Where outputs go: a folder, or any file system that fsspec knows."""

from __future__ import annotations

import hashlib
from contextlib import suppress
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import Any

from reportgen.errors import SourceError

_OBJECT_STORES = ("s3://", "s3a://", "gs://", "gcs://", "az://", "abfs://", "abfss://", "oss://")
"""Addresses of stores that have no folders: to make one there would make a bucket, for a misspelled name, too."""


@dataclass(frozen=True)
class Place:
    """A root for outputs. Files appear whole: a name is there with all its bytes, or not at all."""

    root: str

    @property
    def remote(self) -> bool:
        return "://" in self.root

    @property
    def shared(self) -> bool:
        """Whether other processes see what this one writes."""
        return not self.root.startswith("memory://")

    @cached_property
    def _folders(self) -> set[Path]:
        """Folders that are known to be there."""
        return set()

    @cached_property
    def _system(self) -> tuple[Any, str]:
        try:
            import fsspec
        except ImportError as error:
            raise SourceError(f'"{self.root}" needs fsspec', hint="pip install 'reportgen[remote]'") from error
        try:
            system, path = fsspec.core.url_to_fs(self.root)
        except (ImportError, ValueError) as error:
            raise SourceError(f'cannot write to "{self.root}": {error}', hint="install its fsspec driver") from error
        return system, path.rstrip("/")

    def write(self, name: str, blob: bytes) -> None:
        """Write a file whole.

        Raises:
            OSError: it cannot be written.
        """
        if self.remote:
            system, path = self._system
            if not self.root.startswith(_OBJECT_STORES):
                system.makedirs(f"{path}/{name}".rpartition("/")[0], exist_ok=True)
            system.pipe_file(f"{path}/{name}", blob)
            return
        file = Path(self.root) / name
        if file.parent not in self._folders:
            file.parent.mkdir(parents=True, exist_ok=True)
            self._folders.add(file.parent)
        part = file.with_name(f".{hashlib.sha256(file.name.encode()).hexdigest()[:24]}.part")
        try:
            part.write_bytes(blob)
            part.replace(file)  # not synced one by one: a resumed run compares the digest
        except OSError:
            with suppress(OSError):
                part.unlink()
            raise

    def read(self, name: str) -> bytes:
        """What a file holds.

        Raises:
            OSError: it cannot be read.
        """
        if self.remote:
            system, path = self._system
            content: bytes = system.cat_file(f"{path}/{name}")
            return content
        return (Path(self.root) / name).read_bytes()

    def digest(self, name: str) -> str:
        """The SHA-256 of a file, or nothing where there is none."""
        try:
            return hashlib.sha256(self.read(name)).hexdigest()
        except OSError:
            return ""

    def remove(self, name: str) -> None:
        """Take a file away.

        Raises:
            OSError: it cannot be taken away.
        """
        if self.remote:
            system, path = self._system
            system.rm_file(f"{path}/{name}")
        else:
            (Path(self.root) / name).unlink()

    def check_inside(self, name: str) -> None:
        """Pass a name whose folders do not lead out of the root by links.

        Raises:
            SourceError: they do.
        """
        if self.remote:
            return
        root = Path(self.root).resolve()
        if not (root / name).resolve().is_relative_to(root):
            raise SourceError(f'"{name}" leads out of {self.root} by a link')
