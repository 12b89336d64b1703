"""What is public, recorded: who changes it sees it here, and says so in CHANGELOG.

`python tests/test_public_names.py` writes the record anew.
"""

from __future__ import annotations

import inspect
from collections.abc import Iterator
from enum import Enum
from pathlib import Path
from types import ModuleType
from typing import Any

import reportgen
from reportgen import brands, ext, sections
from reportgen.source.validation import Strict

RECORD = Path(__file__).parent / "public_names.txt"


def parameters(thing: Any) -> str:
    """The parameters of a function, without their types: names, kinds, and which may be left out."""
    found = inspect.signature(thing).parameters.values()
    return ", ".join(
        one.replace(annotation=inspect.Parameter.empty).__str__().partition("=")[0]
        + "=" * (one.default is not one.empty)
        for one in found
    )


def members(thing: type) -> Iterator[str]:
    """The public methods and fields of a class of ours."""
    if issubclass(thing, Strict):
        yield "  " + ", ".join(name + "=" * (not info.is_required()) for name, info in thing.model_fields.items())
        return
    if issubclass(thing, Exception | Enum):
        return
    for name in sorted(vars(thing)):
        if not name.startswith("_"):
            value = inspect.getattr_static(thing, name)
            inner = value.__func__ if isinstance(value, classmethod | staticmethod) else value
            yield f"  {name}({parameters(inner)})" if inspect.isfunction(inner) else f"  {name}"


def told(module: ModuleType) -> Iterator[str]:
    for name in sorted(module.__all__):
        thing = getattr(module, name)
        full = f"{module.__name__}.{name}"
        if inspect.isfunction(thing):
            yield f"{full}({parameters(thing)})"
        elif isinstance(thing, type) and thing.__module__.startswith("reportgen") and module is not ext:
            yield full
            yield from members(thing)
        else:
            yield full


def record() -> str:
    return "\n".join(line for module in (reportgen, sections, brands, ext) for line in told(module)) + "\n"


def test_what_is_public_is_what_was_recorded() -> None:
    assert record() == RECORD.read_text("utf-8")


if __name__ == "__main__":
    RECORD.write_text(record(), "utf-8")
