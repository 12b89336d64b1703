"""The parts of python-pptx's packages as bytes: what its own saving compresses, to be read and compressed anew here."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Mapping
from typing import Any

from pptx.opc.serialized import PackageWriter


class _Sink:
    """What python-pptx writes parts to."""

    def __init__(self) -> None:
        self.parts: dict[str, bytes] = {}

    def write(self, name: Any, blob: bytes) -> None:
        self.parts[name.membername] = blob


def parts_of(deck: Any) -> dict[str, bytes]:
    """The parts of a presentation by the names of their members, as python-pptx writes them into a file."""
    package = deck.part.package
    writer, sink = PackageWriter(io.BytesIO(), package._rels, tuple(package.iter_parts())), _Sink()
    write_to: Any = sink
    writer._write_content_types_stream(write_to)
    writer._write_pkg_rels(write_to)
    writer._write_parts(write_to)
    return sink.parts


def plain_package(parts: Mapping[str, bytes]) -> bytes:
    """A package that is read again soon: nothing in it is compressed."""
    raw = io.BytesIO()
    with zipfile.ZipFile(raw, "w") as package:
        for name, data in parts.items():
            package.writestr(name, data)
    return raw.getvalue()
