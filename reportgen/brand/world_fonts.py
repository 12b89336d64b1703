"""Families for the world's scripts that are on this computer: they stand in where a brand's fonts, and those that ship,
lack characters.

Packages bring them (``pip install 'reportgen[fonts]'``): those of the project fontpkg, found by the entry points that
each of them has, those of manimgx-fonts for the scripts that are left, and Noto Sans CJK. Files of any other fonts are
found in the folders that `REPORTGEN_FONTS` names.
Nothing else is looked at, such as the fonts of the system: a document looks the same wherever the same packages are.
"""

from __future__ import annotations

import json
import os
import re
from collections.abc import Iterator, Mapping
from functools import lru_cache
from importlib.util import find_spec
from pathlib import Path
from typing import Any

from reportgen.frames import Face
from reportgen.plugins import packages_of

FOLDERS = "REPORTGEN_FONTS"
"""The environment variable that names folders of fonts, with the system's separator between them."""

_CJK = {"JP": 0, "KR": 1, "SC": 2, "TC": 3, "HK": 4}
"""The faces of the collection Noto Sans CJK, by the regions whose forms they have."""

_ENDINGS = (".ttf", ".otf", ".ttc", ".otc")


@lru_cache(maxsize=1)
def world_families() -> Mapping[str, tuple[Face, ...]]:
    """The faces of each family, by name; the order is that in which they are asked for characters."""
    found: dict[str, list[Face]] = {}
    for face in (*_of_folders(), *_of_fontpkg(), *_of_noto_cjk()):
        found.setdefault(face.family, []).append(face)
    known = frozenset(found)
    for face in _of_manimgx():
        if face.family not in known:
            found.setdefault(face.family, []).append(face)
    return {name: tuple(found[name]) for name in sorted(found, key=lambda name: (not name.startswith("Noto"), name))}


def _of_fontpkg() -> Iterator[Face]:
    for folder in packages_of("fontpkg.family"):
        about = json.loads((folder / "metadata.json").read_text("utf-8"))
        for file in about["files"]:
            italic = file["style"] == "italic"
            axis = next((one for one in about["axes"] if one["tag"] == "wght"), None) if file["variable"] else None
            for weight in _weights(file, axis):
                pinned = (("wght", float(weight)),) if axis else ()
                yield _face(about["family"], weight, italic, folder / file["path"], 0, pinned)


def _weights(file: Mapping[str, Any], axis: Mapping[str, float] | None) -> list[int]:
    if axis is None:
        return [file["weight"] or 400]
    return [weight for weight in range(100, 1000, 100) if axis["min"] <= weight <= axis["max"]]


def _of_noto_cjk() -> Iterator[Face]:
    spec = find_spec("noto_cjk_sans_otc")
    if spec is not None and spec.origin is not None:
        file = Path(spec.origin).with_name("NotoSansCJK-Regular.ttc")
        for region, index in _CJK.items():
            yield _face(f"Noto Sans CJK {region}", 400, False, file, index)


def _of_manimgx() -> Iterator[Face]:
    """The upright families of the package, which say what they are by the names of their files: reading them all would
    take longer than a build begins in."""
    spec = find_spec("manimgx_fonts")
    if spec is not None and spec.origin is not None:
        for file in sorted(Path(spec.origin).parent.glob("NotoSans*[[]wght[]].ttf")):
            if "-" not in file.name:
                family = _BEGINS_WORD.sub(" ", file.name.partition("[")[0])
                yield from (_face(family, weight, False, file, 0, (("wght", float(weight)),)) for weight in _WEIGHTS)


_BEGINS_WORD, _WEIGHTS = re.compile("(?<=[a-z])(?=[A-Z])"), range(100, 1000, 100)


def _of_folders() -> Iterator[Face]:
    for folder in os.environ.get(FOLDERS, "").split(os.pathsep):
        if folder:
            files = (file for file in Path(folder).rglob("*") if file.suffix.lower() in _ENDINGS)
            for file in sorted(files):
                yield from _of_file(file)


def _of_file(file: Path) -> Iterator[Face]:
    """The faces of a file, by what it says of itself; nothing where it cannot be read."""
    import uharfbuzz as hb  # only folders that are named are looked into

    from reportgen.brand.font_names import named_faces

    try:
        blob = hb.Blob.from_file_path(str(file))
        for one in named_faces(blob):
            axes = (axis for axis in hb.Face(blob, one.index).axis_infos if axis.tag == "wght")
            axis = next(({"min": axis.min_value, "max": axis.max_value} for axis in axes), None)
            for weight in _weights({"weight": one.weight}, axis):
                pinned = (("wght", float(weight)),) if axis else ()
                yield _face(one.family or file.stem, weight, one.italic, file, one.index, pinned)
    except Exception:
        return


def _face(
    family: str, weight: int, italic: bool, file: Path, index: int, pinned: tuple[tuple[str, float], ...] = ()
) -> Face:
    return Face(f"{family} {weight}{' italic' if italic else ''}", family, weight, italic, file, index, pinned)
