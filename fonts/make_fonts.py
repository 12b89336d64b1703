"""Make the bundled fonts and `manifest.yaml` from the npm packages that hold the originals.

    npm install @expo-google-fonts/inter @expo-google-fonts/source-serif-4 @expo-google-fonts/noto-sans-sc \
        @expo-google-fonts/ibm-plex-mono @expo-google-fonts/noto-sans-symbols-2 @expo-google-fonts/noto-emoji
    python fonts/make_fonts.py node_modules/@expo-google-fonts

Latin fonts and the emoji of one colour are copied as they are; Noto Sans SC is cut to GB 2312, its punctuation and
full-width forms, Noto Sans Symbols 2 to arrows, shapes and dingbats, by hb-subset.
"""

from __future__ import annotations

import hashlib
import json
import shutil
import sys
from pathlib import Path

import uharfbuzz as hb

HERE = Path(__file__).parent
# The order is that in which families stand in for a character that a brand's fonts lack.
# family: (package, licence file, {file: (folder, name in it, weight, italic)})
FACES = {
    "Inter": (
        "inter",
        {
            "Regular": ("400Regular", 400, False),
            "Italic": ("400Regular_Italic", 400, True),
            "SemiBold": ("600SemiBold", 600, False),
            "Bold": ("700Bold", 700, False),
            "BoldItalic": ("700Bold_Italic", 700, True),
        },
    ),
    "Source Serif 4": (
        "source-serif-4",
        {
            "Regular": ("400Regular", 400, False),
            "Italic": ("400Regular_Italic", 400, True),
            "SemiBold": ("600SemiBold", 600, False),
            "Bold": ("700Bold", 700, False),
            "BoldItalic": ("700Bold_Italic", 700, True),
        },
    ),
    "Noto Sans SC": (
        "noto-sans-sc",
        {"Regular": ("400Regular", 400, False), "SemiBold": ("600SemiBold", 600, False)},
    ),
    "Noto Sans Symbols 2": ("noto-sans-symbols-2", {"Regular": ("400Regular", 400, False)}),
    "Noto Emoji": ("noto-emoji", {"Regular": ("400Regular", 400, False)}),
    "IBM Plex Mono": (
        "ibm-plex-mono",
        {
            "Regular": ("400Regular", 400, False),
            "Italic": ("400Regular_Italic", 400, True),
            "Bold": ("700Bold", 700, False),
        },
    ),
}

BOXES = 'boxes: {file: CharacterBoxes.ttf, licence: OFL-Inter.txt, origin: "make_boxes.py, digits of Inter"}'


def gb2312() -> set[int]:
    """All characters of GB 2312, ASCII, Latin-1, CJK punctuation and full-width forms."""
    found = {*range(0x20, 0x7F), *range(0xA0, 0x100), *range(0x2010, 0x2040), *range(0x3000, 0x3040)}
    found |= set(range(0xFF01, 0xFF5F))
    for high in range(0xA1, 0xF8):
        for low in range(0xA1, 0xFF):
            try:
                found.add(ord(bytes((high, low)).decode("gb2312")))
            except UnicodeDecodeError:
                continue
    return found


def symbols() -> set[int]:
    """Arrows, technical signs, numbers in circles, shapes, other signs and dingbats: whole blocks of Unicode."""
    blocks = ((0x2190, 0x2200), (0x2300, 0x2400), (0x2460, 0x2500), (0x25A0, 0x27C0), (0x2B00, 0x2C00))
    return {code for first, end in blocks for code in range(first, end)}


CUT = {
    "Noto Sans SC": (gb2312, "GB 2312, ASCII, Latin-1, CJK punctuation, full-width forms"),
    "Noto Sans Symbols 2": (symbols, "arrows, technical signs, enclosed numbers, shapes, signs, dingbats"),
}
"""The families of which a part ships: its characters, and what they are."""


def subset(blob: bytes, characters: set[int]) -> bytes:
    wanted = hb.SubsetInput()
    wanted.unicode_set.update(characters)
    wanted.flags = hb.SubsetFlags.NO_HINTING | hb.SubsetFlags.NAME_LEGACY
    tags = ("kern", "liga", "vert", "locl", "ccmp")
    wanted.layout_feature_tag_set.update(int.from_bytes(tag.encode(), "big") for tag in tags)
    return bytes(hb.subset(hb.Face(blob), wanted).blob.data)


def main(packages: Path) -> None:
    lines = ["# Made by make_fonts.py. All fonts: SIL Open Font License 1.1.", BOXES, "families:"]
    for family, (package, faces) in FACES.items():
        home = packages / package
        version = json.loads((home / "package.json").read_text("utf-8"))["version"]
        stem = family.replace(" ", "")
        licence = f"OFL-{stem}.txt"
        shutil.copyfile(home / "LICENSE_FONT", HERE / licence)
        lines += [
            f"  {family}:",
            f"    licence: {licence}",
            f'    origin: "npm @expo-google-fonts/{package} {version}"',
        ]
        if family in CUT:
            lines.append(f'    subset: "{CUT[family][1]}"')
        lines.append("    faces:")
        for style, (folder, weight, italic) in faces.items():
            source = next((home / folder).glob("*.ttf"))
            blob = source.read_bytes()
            if family in CUT:
                blob = subset(blob, CUT[family][0]())
            target = HERE / f"{stem}-{style}.ttf"
            target.write_bytes(blob)
            digest = hashlib.sha256(blob).hexdigest()
            flag = str(italic).lower()
            lines.append(f"      - {{file: {target.name}, weight: {weight}, italic: {flag}, sha256: {digest}}}")
    (HERE / "manifest.yaml").write_text("\n".join(lines) + "\n", "utf-8")


if __name__ == "__main__":
    main(Path(sys.argv[1]))
