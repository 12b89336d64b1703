"""What a font file says of itself: its family, styles, version and licence (OpenType 1.9.1, tables `name` and OS/2)."""

from __future__ import annotations

import uharfbuzz as hb

from reportgen.structs import Struct

_COPYRIGHT, _FAMILY, _VERSION, _LICENCE, _LICENCE_URL, _TYPOGRAPHIC_FAMILY = 0, 1, 5, 13, 14, 16
"""Numbers of names (OpenType 1.9.1, table `name`)."""


class NamedFace(Struct, frozen=True):
    """One face of a font file by what it says of itself; `weights` is the range of its axis for weight, if any."""

    family: str
    weight: int
    italic: bool
    index: int
    weights: tuple[float, float] | None = None
    version: str = ""
    copyright: str = ""
    licence: str = ""


def named_faces(blob: hb.Blob) -> list[NamedFace]:
    """The faces of a font file, one or those of a collection; of a face that gives no name, the family is empty.

    Raises:
        Exception: what HarfBuzz says of a file that it cannot read.
    """
    found: list[NamedFace] = []
    for index in range(hb.Face(blob, 0).count):
        face = hb.Face(blob, index)
        table = bytes(face.reference_table("OS/2").data)
        axis = next((one for one in face.axis_infos if one.tag == "wght"), None)
        found.append(
            NamedFace(
                family=_said(face, _TYPOGRAPHIC_FAMILY) or _said(face, _FAMILY),
                weight=int.from_bytes(table[4:6], "big"),
                italic=bool(table[63] & 1),
                index=index,
                weights=(axis.min_value, axis.max_value) if axis else None,
                version=_said(face, _VERSION).removeprefix("Version "),
                copyright=_said(face, _COPYRIGHT),
                licence=_said(face, _LICENCE) or _said(face, _LICENCE_URL),
            )
        )
    return found


def _said(face: hb.Face, number: int) -> str:
    return " ".join((face.get_name(number) or "").split())
