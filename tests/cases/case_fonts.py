"""Makes the fonts that cases name in `fonts.json` of those that ship: one of every kind that people bring."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

from fontTools import subset, varLib
from fontTools.cffLib import FDArrayIndex, FDSelect, FontDict
from fontTools.colorLib.builder import buildCOLR, buildCPAL
from fontTools.designspaceLib import AxisDescriptor, DesignSpaceDocument, SourceDescriptor
from fontTools.fontBuilder import FontBuilder
from fontTools.pens.qu2cuPen import Qu2CuPen
from fontTools.pens.recordingPen import DecomposingRecordingPen
from fontTools.pens.t2CharStringPen import T2CharStringPen
from fontTools.pens.ttGlyphPen import TTGlyphPen
from fontTools.ttLib import TTCollection, TTFont

SHIPPED = Path(__file__).parents[2] / "fonts"
LATIN = {*range(0x20, 0x7F), *map(ord, "é–—‘’“”•…")}


def cut(name: str, family: str, *, layout: bool = True) -> Any:
    """A font that ships, with few characters and under another name."""
    font = TTFont(SHIPPED / f"{name}.ttf", recalcTimestamp=False)
    features = ["*"] if layout else []
    options = subset.Options(name_IDs=["*"], notdef_outline=True, layout_features=features, hinting=False)
    if not layout:
        options.drop_tables += ["GSUB", "GPOS", "GDEF", "kern", "STAT"]
    made = subset.Subsetter(options)
    made.populate(unicodes=LATIN)
    made.subset(font)
    for record in font["name"].names:
        if record.nameID in (1, 16):
            record.string = family
    return font


def cid_keyed(font: Any, family: str) -> Any:
    """The same outlines as a CID-keyed CFF font, whose CIDs are not its glyphs' numbers."""
    order, glyphs = font.getGlyphOrder(), font.getGlyphSet()
    cids = {name: ".notdef" if not number else f"cid{number * 3 + 700:05d}" for number, name in enumerate(order)}
    strings = {}
    for name in order:
        pen, recording = T2CharStringPen(glyphs[name].width, glyphs), DecomposingRecordingPen(glyphs)
        glyphs[name].draw(recording)
        recording.replay(Qu2CuPen(pen, max_err=1.0, all_cubic=True))
        strings[cids[name]] = pen.getCharString()
    made = FontBuilder(font["head"].unitsPerEm, isTTF=False)
    made.setupGlyphOrder([cids[name] for name in order])
    made.setupCharacterMap({code: cids[name] for code, name in font.getBestCmap().items()})
    made.setupCFF(family.replace(" ", ""), {"FamilyName": family}, strings, {})
    _finished(made, font, family, {cids[name]: (glyphs[name].width, 0) for name in order})
    cff = made.font["CFF "].cff
    top, dictionary, array, select = cff.topDictIndex[0], FontDict(), FDArrayIndex(), FDSelect()
    dictionary.setCFF2(False)
    dictionary.FontName, dictionary.Private = "Case-0", top.Private
    array.strings, array.GlobalSubrs = None, cff.GlobalSubrs
    array.append(dictionary)
    select.format = 3
    for _ in order:
        select.append(0)
    top.ROS, top.CIDCount, top.FDArray, top.FDSelect = ("Adobe", "Identity", 0), 65535, array, select
    top.CharStrings.fdArray, top.CharStrings.fdSelect, top.CharStrings.private = array, select, None
    for string in top.CharStrings.values():
        string.private = dictionary.Private
    for gone in ("Private", "Encoding"):
        top.rawDict.pop(gone, None)
        if hasattr(top, gone):
            delattr(top, gone)
    return made.font


def colour(font: Any, family: str) -> Any:
    """The same letters as a colour font: its own outlines are empty, what is seen are coloured layers."""
    order, cmap, glyphs = font.getGlyphOrder(), font.getBestCmap(), font.getGlyphSet()
    layers = {name: f"layer.{name}" for name in sorted(set(cmap.values())) if name != "space"}
    made = FontBuilder(font["head"].unitsPerEm, isTTF=True)
    made.setupGlyphOrder([*order, *layers.values()])
    made.setupCharacterMap(cmap)
    outlines, widths = {}, {}
    for name in order:
        pen, recording = TTGlyphPen(None), DecomposingRecordingPen(glyphs)
        glyphs[name].draw(recording)
        recording.replay(pen)
        outlines[layers.get(name, name)] = pen.glyph()
        if name in layers:
            outlines[name] = TTGlyphPen(None).glyph()
            widths[layers[name]] = (glyphs[name].width, 0)
        widths[name] = (glyphs[name].width, 0)
    made.setupGlyf(outlines)
    _finished(made, font, family, widths)
    made.font["COLR"] = buildCOLR({name: [(layer, 0)] for name, layer in layers.items()}, version=0)
    made.font["CPAL"] = buildCPAL([[(0.9, 0.1, 0.1, 1.0)]])
    return made.font


def _finished(made: Any, font: Any, family: str, widths: dict[str, tuple[int, int]]) -> None:
    made.setupHorizontalMetrics(widths)
    made.setupHorizontalHeader(ascent=font["hhea"].ascent, descent=font["hhea"].descent)
    made.setupNameTable({"familyName": family, "styleName": "Regular"})
    made.setupOS2(fsType=0, sCapHeight=700, sxHeight=500)
    made.setupPost()


def variable(regular: Any, bold: Any, family: str) -> Any:
    """A font whose axis `wght` goes from the one, at 400, to the other, at 700."""
    space = DesignSpaceDocument()
    space.addAxis(AxisDescriptor(tag="wght", name="Weight", minimum=400, default=400, maximum=700))
    for font, at in ((regular, 400), (bold, 700)):
        space.addSource(SourceDescriptor(font=font, location={"Weight": at}, familyName=family))
    return varLib.build(space)[0]


def make_fonts(folder: Path) -> None:
    """All fonts of a case, beside its `fonts.json`."""
    for file, recipe in json.loads((folder / "fonts.json").read_text("utf-8")).items():
        make_font(folder / file, recipe["make"], recipe["family"])


def make_font(to: Path, recipe: str, family: str) -> None:
    """A font of a kind, as a recipe of a case says it: ``copy Inter-Regular``, ``restricted Inter-Regular 2``."""
    kind, *names = recipe.split()
    font = cut(names[0], family, layout=kind not in ("cid", "colour", "variable"))
    match kind:
        case "cid":
            font = cid_keyed(font, family)
        case "colour":
            font = colour(font, family)
        case "variable":
            font = variable(font, cut(names[1], family, layout=False), family)
        case "restricted":
            font["OS/2"].fsType = int(names[1])
        case "woff" | "woff2":
            font.flavor = kind
        case "bitmaps":
            del font["glyf"], font["loca"]
        case "collection":
            both = TTCollection()
            both.fonts = [font, cut(names[1], family)]
            both.save(to)
            return
    font.save(to)
