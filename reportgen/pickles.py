"""Values for another process: as Python pickles them, read-only mappings too."""

from __future__ import annotations

import pickle
from collections.abc import Mapping
from copyreg import dispatch_table
from io import BytesIO
from types import MappingProxyType
from typing import Any


def packed(value: object) -> bytes:
    """A value for another process; `pickle.loads` gives it again."""
    stream = BytesIO()
    _Pickler(stream, pickle.HIGHEST_PROTOCOL).dump(value)
    return stream.getvalue()


def _read_only(mapping: dict[Any, Any]) -> Mapping[Any, Any]:
    return MappingProxyType(mapping)


class _Pickler(pickle.Pickler):
    dispatch_table = {**dispatch_table, MappingProxyType: lambda one: (_read_only, (dict(one),))}
