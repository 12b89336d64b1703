"""Examples in docstrings as code: mkdocstrings reads the doctest prompt outside an "Examples:" section as a quotation."""

from __future__ import annotations

import re
from typing import Any

import griffe

_EXAMPLE = re.compile(r"^(?P<space> *)>>> .*(?:\n(?! *\n).+)*", re.MULTILINE)


class DocstringExamples(griffe.Extension):
    """Puts each example into a fence of its own."""

    def on_instance(self, *, obj: griffe.Object, **kwargs: Any) -> None:
        if obj.docstring is not None:
            obj.docstring.value = _EXAMPLE.sub(_fenced, obj.docstring.value)


def _fenced(example: re.Match[str]) -> str:
    space = example["space"]
    return f"{space}```pycon\n{example[0]}\n{space}```"
