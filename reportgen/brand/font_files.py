"""A font file that a brand names → the faces that can be set of it, or all that is wrong with it.

TrueType and OpenType with outlines of either kind are read as they are, faces of collections by their index, and fonts
of web sites (WOFF, WOFF2) are unpacked. The axes of a variable font follow the weight and the slant that are asked for.
"""

from __future__ import annotations

import io
from collections.abc import Callable, Iterator

import uharfbuzz as hb

from reportgen.brand.as_written import FontFile
from reportgen.brand.font_tables import embedding
from reportgen.errors import FontError, ReportgenError, Where, raise_all
from reportgen.files import HeldFile, Readable
from reportgen.frames import Face

_SIGNATURES = (b"\x00\x01\x00\x00", b"OTTO", b"ttcf", b"true")

_WEB = {b"wOFF": "WOFF", b"wOF2": "WOFF2"}
"""What fonts of web sites begin with (WOFF File Format 1.0 and 2.0, W3C)."""

_OUTLINES = {"glyf", "CFF ", "CFF2"}

_TRIED = 24
"""Characters of a colour font that are looked at for outlines of their own."""

Places = Callable[..., Where]
"""Where a key of the file's entry stands in `brand.yaml`."""


def faces_of(family: str, written: FontFile, file: Readable, at: Places) -> list[Face]:
    """The faces of a file: one, or of a variable font for which no weight is written one for each hundred of its range.

    Raises:
        FontError: it is no font, has no outlines, or has not what is asked of it; `Problems` where it is several.
    """
    file = unpacked(file, written.file, at("file"))
    font = _opened(written, file, at)
    raise_all([*_wrong_axes(written, font, at), *_wrong_styles(written, font, at)])
    pinned = _pinned(written, font)
    weights = _weights(written, font) if "wght" not in pinned else []
    slant = " italic" if written.italic else ""
    licence = embedding(file, written.index)
    return [
        Face(
            f"{family} {weight}{slant}",
            family,
            weight,
            written.italic,
            file,
            written.index,
            tuple(sorted({**pinned, **({"wght": float(weight)} if weights else {})}.items())),
            licence,
            at("file"),
        )
        for weight in weights or [written.weight]
    ]


def unpacked(file: Readable, name: str, where: Where) -> Readable:
    """The file, or the font that is packed in it for web sites.

    Raises:
        FontError: it is neither, or cannot be unpacked.
    """
    with file.open("rb") as stream:
        signature = stream.read(4)
    if signature in _SIGNATURES:
        return file
    if signature not in _WEB:
        raise FontError(f'"{name}" is not a font', where, "use a TrueType or OpenType file")
    kind = _WEB[signature]
    try:
        from fontTools.ttLib import TTFont  # an extra, and only fonts of web sites need it

        font = TTFont(file.open("rb"), recalcTimestamp=False)
        font.flavor = None
        made = io.BytesIO()
        font.save(made, reorderTables=False)
    except ImportError as error:
        raise FontError(
            f'"{name}" is a web font ({kind}), which needs the extra "webfonts"',
            where,
            'pip install "reportgen[webfonts]", or convert the file to TrueType or OpenType',
        ) from error
    except Exception as error:
        raise FontError(
            f'"{name}" is a web font ({kind}) that cannot be unpacked: {error}',
            where,
            "use a TrueType or OpenType file",
        ) from error
    return HeldFile(file.name, made.getvalue())


def _opened(written: FontFile, file: Readable, at: Places) -> hb.Face:
    """The face of a file, which has characters and outlines."""
    try:
        font = hb.Face(file.read_bytes(), written.index)
        count = font.count
    except Exception as error:
        message = f'cannot read the font "{written.file}": {error}'
        raise FontError(message, at("file"), "use a TrueType or OpenType file") from error
    if written.index >= max(1, count):
        has = f"{count} faces, with the indices 0 to {count - 1}" if count > 1 else "one face, with the index 0"
        raise FontError(f'"{written.file}" has no face {written.index}: it has {has}', at("index"), "name one of these")
    if not font.unicodes:
        raise FontError(f'"{written.file}" has no characters', at("file"), "use a TrueType or OpenType file")
    tables = set(font.table_tags)
    if not tables & _OUTLINES:
        raise FontError(
            f'"{written.file}" has no outlines, only pictures of its characters', at("file"), "use a font with outlines"
        )
    if _is_in_colour(font) and not _is_drawn(font):
        raise FontError(
            f'"{written.file}" is a colour font without outlines of its own, which cannot be set',
            at("file"),
            "use the family's plain font",
        )
    return font


def _is_in_colour(font: hb.Face) -> bool:
    return bool(font.has_color_layers or font.has_color_paint or font.has_color_png or font.has_color_svg)


def _is_drawn(font: hb.Face) -> bool:
    """Whether characters of a colour font have outlines of their own, which are set in the colour of the text."""
    shaped = hb.Font(font)
    drawn: list[str] = []
    functions = hb.DrawFuncs()
    functions.set_move_to_func(lambda x, y, out: out.append(""))
    letters = [code for code in font.unicodes if chr(code).isalnum()] or [*font.unicodes]
    for code in letters[:_TRIED]:
        shaped.draw_glyph(shaped.get_nominal_glyph(code), functions, drawn)
    return bool(drawn)


# --- variable fonts


def _wrong_axes(written: FontFile, font: hb.Face, at: Places) -> Iterator[ReportgenError]:
    """Axes that the font has not, and places that are beyond their ends."""
    axes = {axis.tag: axis for axis in font.axis_infos}
    known = ", ".join(f"{tag} from {axis.min_value:g} to {axis.max_value:g}" for tag, axis in axes.items())
    has = f"its axes are {known}" if axes else "it is no variable font"
    for tag, value in written.variations.items():
        axis = axes.get(tag)
        if axis is None:
            yield FontError(f'"{written.file}" has no axis "{tag}"', at("variations", tag), has)
        elif not axis.min_value <= value <= axis.max_value:
            reach = f"goes from {axis.min_value:g} to {axis.max_value:g}"
            message = f'the axis "{tag}" of "{written.file}" {reach}, not to {value:g}'
            yield FontError(message, at("variations", tag), has)


def _wrong_styles(written: FontFile, font: hb.Face, at: Places) -> Iterator[ReportgenError]:
    """An instance that the font does not name, and a weight that is out of its range."""
    names = _instances(font)
    if written.instance and written.instance not in names:
        hint = f"known: {', '.join(names)}" if names else "it has none that are named"
        yield FontError(f'"{written.file}" has no instance "{written.instance}"', at("instance"), hint)
        return
    weight = next((axis for axis in font.axis_infos if axis.tag == "wght"), None)
    if weight is None or "weight" not in written.model_fields_set or "wght" in _pinned(written, font):
        return
    if not weight.min_value <= written.weight <= weight.max_value:
        reach = f"from {weight.min_value:g} to {weight.max_value:g}"
        message = f'"{written.file}" has weights {reach}, not {written.weight}'
        yield FontError(message, at("weight"), "name a weight in this range")


def _pinned(written: FontFile, font: hb.Face) -> dict[str, float]:
    """The places on the axes that are written, or follow from what is."""
    instance = _instances(font)[written.instance] if written.instance else {}
    slanted = _slanted({axis.tag: axis for axis in font.axis_infos}) if written.italic else {}
    return {**slanted, **instance, **written.variations}


def _weights(written: FontFile, font: hb.Face) -> list[int]:
    """The weights that the axis for them is to be set to; none where there is no such axis."""
    axis = next((one for one in font.axis_infos if one.tag == "wght"), None)
    if axis is None:
        return []
    if "weight" in written.model_fields_set:
        return [written.weight]
    return [weight for weight in range(100, 1000, 100) if axis.min_value <= weight <= axis.max_value]


def _instances(font: hb.Face) -> dict[str, dict[str, float]]:
    """The named instances of a variable font, with the places on its axes."""
    tags = [axis.tag for axis in font.axis_infos]
    return {
        font.get_name(one.subfamily_name_id) or "": dict(zip(tags, one.design_coords, strict=True))
        for one in font.named_instances
    }


def _slanted(axes: dict[str, hb.OTVarAxisInfo]) -> dict[str, float]:
    """The axes that make a variable font italic: `ital` at its end, or `slnt` as far to the right as it goes."""
    if "ital" in axes:
        return {"ital": axes["ital"].max_value}
    return {"slnt": axes["slnt"].min_value} if "slnt" in axes else {}
