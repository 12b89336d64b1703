"""Icons beside what people write: by name, for steps, options, fields of a matrix and points."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated

from pydantic import AfterValidator

from reportgen.content.values import Plain
from reportgen.errors import AssetError


def _known(name: str) -> str:
    """The name of an icon that ships.

    Raises:
        ValueError: there is none of this name.
    """
    from reportgen.icons import check_name  # few documents have icons

    try:
        check_name(name)
    except AssetError as error:
        raise ValueError(f"{error.message} | {error.hint}") from error
    return name


if TYPE_CHECKING:
    IconName = str
else:
    IconName = Annotated[Plain, AfterValidator(_known)]
"""The name of an icon of Lucide: truck, shield-check."""
