"""The operators of a PDF's page, and of the forms on it, each given to what takes it (ISO 32000-1, 7.8.2)."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, ClassVar

import pikepdf


class OperatorReader:
    """Follows the operators of a page."""

    TAKERS: ClassVar[Mapping[str, Any]] = {}
    """By operators, the methods that take their operands; others are passed over."""

    def __init__(self, resources: Any) -> None:
        self.resources = resources

    def read(self, stream: Any, resources: Any) -> None:
        """Take the operators of a page or a form, which has resources of its own."""
        outer, self.resources = self.resources, resources
        for instruction in pikepdf.parse_content_stream(stream):
            take = self.TAKERS.get(str(instruction.operator))
            if take is not None:
                take(self, list(instruction.operands))
        self.resources = outer

    def read_form(self, form: Any) -> None:
        """Take the operators of a form; one without resources has those of what it stands on."""
        self.read(form, form.get("/Resources", self.resources))

    def named(self, operands: list[Any]) -> Any:
        """The form or picture that `Do` names; None where there is none."""
        return self.resources.get("/XObject", pikepdf.Dictionary()).get(str(operands[0]))


def resources_of(page: pikepdf.Page) -> Any:
    """The resources of a page."""
    return page.get("/Resources", pikepdf.Dictionary())
