"""Make `CharacterBoxes.ttf`: the parts of the boxes that stand for characters which no font has.

    pip install fonttools
    python fonts/make_boxes.py

A box holds the character's code in hexadecimal digits, on two lines: two columns for four digits, three for six. The
digits are those of Inter Regular (SIL Open Font License 1.1), small and all of one width. U+0030…U+0046 are mapped to
the digits, U+E002 and U+E003 to the frames of two and three columns.
"""

from __future__ import annotations

from pathlib import Path

from fontTools.fontBuilder import FontBuilder
from fontTools.pens.transformPen import TransformPen
from fontTools.pens.ttGlyphPen import TTGlyphPen
from fontTools.ttLib import TTFont

HERE = Path(__file__).parent
UNITS, COLUMN, MARGIN, BEARING, STROKE = 1000, 270, 60, 40, 28
BOTTOM, TOP = -160, 740
DIGIT_HEIGHT = 330
FIXED_TIME = 3_786_912_000
"""1 January 2024 in seconds since 1904, so that the file is the same bytes whenever it is made."""


def main() -> None:
    inter = TTFont(HERE / "Inter-Regular.ttf")
    outlines, names = inter.getGlyphSet(), inter.getBestCmap()
    scale = DIGIT_HEIGHT / inter["OS/2"].sCapHeight
    order, glyphs, widths, cmap = [".notdef"], {".notdef": TTGlyphPen(None).glyph()}, {".notdef": (COLUMN, 0)}, {}
    for digit in "0123456789ABCDEF":
        name = f"digit{digit}"
        pen = TTGlyphPen(None)
        left = (COLUMN - outlines[names[ord(digit)]].width * scale) / 2
        outlines[names[ord(digit)]].draw(TransformPen(pen, (scale, 0, 0, scale, left, 0)))
        order.append(name)
        glyphs[name], widths[name], cmap[ord(digit)] = pen.glyph(), (COLUMN, round(left)), name
    for columns in (2, 3):
        name, right = f"frame{columns}", BEARING + columns * COLUMN + 2 * MARGIN
        pen = TTGlyphPen(None)
        for inset in (0, STROKE):
            corners = [(BEARING + inset, BOTTOM + inset), (BEARING + inset, TOP - inset)]
            corners += [(right - inset, TOP - inset), (right - inset, BOTTOM + inset)]
            pen.moveTo(corners[0])
            for corner in corners[1:] if inset == 0 else reversed(corners[1:]):
                pen.lineTo(corner)
            pen.closePath()
        order.append(name)
        glyphs[name], widths[name], cmap[0xE000 + columns] = pen.glyph(), (right + BEARING, BEARING), name
    font = FontBuilder(UNITS)
    font.setupGlyphOrder(order)
    font.setupCharacterMap(cmap)
    font.setupGlyf(glyphs)
    font.setupHorizontalMetrics(widths)
    font.setupHorizontalHeader(ascent=TOP, descent=BOTTOM)
    font.setupNameTable({"familyName": "Character Boxes", "styleName": "Regular"})
    font.setupOS2(sTypoAscender=TOP, sTypoDescender=BOTTOM, usWinAscent=TOP, usWinDescent=-BOTTOM)
    font.setupPost()
    font.font["head"].created = font.font["head"].modified = FIXED_TIME
    font.font.recalcTimestamp = False
    font.save(HERE / "CharacterBoxes.ttf")


if __name__ == "__main__":
    main()
