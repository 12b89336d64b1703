"""The bundled fonts: what the manifest says is true."""

from __future__ import annotations

import hashlib
from pathlib import Path

import uharfbuzz as hb

from reportgen.errors import BrandError
from reportgen.source.tree import load_yaml

FONTS = Path(__file__).parent.parent / "fonts"
MANIFEST = load_yaml((FONTS / "manifest.yaml").read_text("utf-8"), "manifest.yaml", error=BrandError).value
FAMILIES = MANIFEST["families"]


def test_files_are_as_listed() -> None:
    listed = [face for family in FAMILIES.values() for face in family["faces"]]
    for face in listed:
        assert hashlib.sha256((FONTS / face["file"]).read_bytes()).hexdigest() == face["sha256"]
    boxes = MANIFEST["boxes"]["file"]
    assert {boxes, *(face["file"] for face in listed)} == {file.name for file in FONTS.glob("*.ttf")}


def test_licences_are_there() -> None:
    for family in FAMILIES.values():
        assert "SIL Open Font License" in (FONTS / family["licence"]).read_text("utf-8")
        assert family["origin"]


def test_coverage() -> None:
    latin = {code for code in range(0x20, 0x100) if code not in range(0x7F, 0xA0)} | set(map(ord, "“”‘’–—…•€"))
    for family in ("Inter", "Source Serif 4"):
        for face in FAMILIES[family]["faces"]:
            covered = set(hb.Face((FONTS / face["file"]).read_bytes()).unicodes)
            assert latin - {0xAD} <= covered, face["file"]
    assert ord("地") in set(hb.Face((FONTS / "NotoSansSC-Regular.ttf").read_bytes()).unicodes)
