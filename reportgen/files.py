"""Files as they are read: one on a disk by its path, or one that Python hands over in memory, by a name."""

from __future__ import annotations

import io
import posixpath
from collections.abc import Iterator, Mapping
from pathlib import Path, PurePosixPath
from threading import Lock
from typing import Any, BinaryIO

from reportgen.errors import AssetError, SourceError
from reportgen.structs import Struct


class HeldFile(Struct, frozen=True):
    """A file that is in memory. It is read as a `Path` is, and is another one where its content is another."""

    name: str
    data: bytes
    folder: str = ""
    """Where it lies among the files that are handed over with it."""

    @property
    def parent(self) -> Path:
        """The folder that it lies in."""
        return Path(self.folder)

    @property
    def suffix(self) -> str:
        """The ending of the name, with its dot."""
        return PurePosixPath(self.name).suffix

    @property
    def stem(self) -> str:
        """The name without its ending."""
        return PurePosixPath(self.name).stem

    def read_bytes(self) -> bytes:
        """The content."""
        return self.data

    def open(self, mode: str = "rb") -> BinaryIO:
        """The content as a stream of bytes."""
        return io.BytesIO(self.data)

    def __repr__(self) -> str:
        return f"HeldFile({self.name!r}, {len(self.data)} bytes)"


Readable = Path | HeldFile
"""What a document's pictures and data are read from. Both have `name`, `stem`, `suffix`, `read_bytes` and `open`."""

Given = bytes | BinaryIO | Path
"""How Python hands over a file: its bytes, a stream of bytes, or where it lies."""


def readable(file: Readable) -> str | BinaryIO:
    """What a library is given that opens files itself: a path, or a stream of what is in memory."""
    return file.open() if isinstance(file, HeldFile) else str(file)


def stamp_of(file: Readable) -> tuple[int, int]:
    """When a file was changed (nanoseconds) and its size (bytes), by which it is known to be as it was.

    Raises:
        OSError: it is not there.
    """
    if isinstance(file, HeldFile):
        return 0, len(file.data)
    state = file.stat()
    return state.st_mtime_ns, state.st_size


def held(name: str, given: Given) -> HeldFile:
    """A file that Python hands over, read whole; the name may have folders before it.

    Raises:
        SourceError: it is neither bytes nor a stream of bytes nor a path.
        AssetError: it cannot be read.
    """
    try:
        data = given.read_bytes() if isinstance(given, Path | HeldFile) else _content(given)
    except OSError as error:
        raise AssetError(f'the file "{name}" cannot be read: {error.strerror or error}') from error
    folder, _, last = name.rpartition("/")
    return HeldFile(last, data, folder)


def _content(given: object) -> bytes:
    """What bytes of another kind or a stream hold.

    Raises:
        SourceError: it is neither.
        OSError: the stream cannot be read.
    """
    if isinstance(given, bytes | bytearray | memoryview):
        return bytes(given)
    read = getattr(given, "read", None)
    content = read() if callable(read) else None
    if isinstance(content, bytes):
        return content
    kind = "a stream of text" if isinstance(content, str) else f"a {type(given).__name__}"
    raise SourceError(
        f"expected the bytes of a file, got {kind}", hint="hand over bytes, a file opened as rb, or a Path"
    )


class GivenFiles:
    """A folder of files that Python hands over: names with / → what they hold, each read when it is first asked for."""

    def __init__(self, given: Mapping[str, Given] | None = None) -> None:
        """Raises:
        SourceError: a name leads out of the folder.
        """
        self._given = {_inside(name): one for name, one in (given or {}).items()}
        self._read: dict[str, HeldFile] = {}
        self._lock = Lock()

    def __iter__(self) -> Iterator[str]:
        return iter(self._given)

    def __eq__(self, other: object) -> bool:
        return isinstance(other, GivenFiles) and self._given == other._given

    __hash__ = object.__hash__

    def __reduce__(self) -> Any:
        return GivenFiles, ({name: self.get(name) for name in self._given},)

    def get(self, name: str) -> HeldFile | None:
        """The file of a name; None where none has it.

        Raises:
            ReportgenError: it cannot be read.
        """
        with self._lock:  # a stream can be read once
            if name in self._given and name not in self._read:
                self._read[name] = held(name, self._given[name])
            return self._read.get(name)

    def names_in(self, folder: str) -> list[str]:
        """The names of the files that lie in a folder itself, without it."""
        return [name.rpartition("/")[2] for name in self._given if name.rpartition("/")[0] == folder]

    def has_folder(self, folder: str) -> bool:
        """Whether files lie under a folder."""
        return any(name.startswith(f"{folder}/") for name in self._given)


def _inside(name: str) -> str:
    inner = posixpath.normpath(str(name).replace("\\", "/"))
    if inner.startswith(("/", "..")):
        raise SourceError(f'"{name}" is no name for a file that is handed over', hint="name it from its folder, with /")
    return inner


__all__ = ["Given", "GivenFiles", "HeldFile", "Readable", "held", "readable", "stamp_of"]
