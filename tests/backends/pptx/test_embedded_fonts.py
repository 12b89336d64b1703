"""The brand's fonts in a deck: what is embedded, and what is refused."""

from __future__ import annotations

import re
import shutil
import struct
import zipfile
from pathlib import Path

import pytest
from openxml_audit import OpenXmlValidator

from reportgen import build
from reportgen.errors import ReportgenError
from reportgen.shipped import shipped

SOURCE = "title: T\nbrand: own\nsections:\n  - {type: brief, headline: H, points: [One, '**Two**', '*Three*']}\n"


def project(folder: Path, fonts: str, font: bytes = b"") -> Path:
    """A project with a brand of its own, which is Meridian with other fonts."""
    home = folder / "brands" / "own"
    shutil.copytree(shipped("brands") / "meridian", home)
    text = (home / "brand.yaml").read_text("utf-8")
    text = re.sub(r"\nfonts:\n(?:  .*\n)+", f"\nfonts:\n{fonts}", text)
    (home / "brand.yaml").write_text(text, "utf-8")
    if font:
        (home / "own.ttf").write_bytes(font)
    (folder / "reportgen.toml").write_text("", "utf-8")
    source = folder / "source.yaml"
    source.write_text(SOURCE, "utf-8")
    return source


def licensed(licence: int) -> bytes:
    """Inter with another licence in its table OS/2."""
    data = bytearray((shipped("fonts") / "Inter-Regular.ttf").read_bytes())
    (count,) = struct.unpack_from(">4xH", data)
    entries = dict(struct.unpack_from(">4s4xI", data, 12 + 16 * number) for number in range(count))
    struct.pack_into(">H", data, entries[b"OS/2"] + 8, licence)
    return bytes(data)


SHIPPED = "  embed: true\n  serif: {family: Source Serif 4}\n  sans: {family: Inter}\n"
OWN = "  embed: true\n  serif: {family: Source Serif 4}\n  sans: {family: Own, files: [{file: own.ttf}]}\n"


def test_a_deck_carries_the_fonts_that_it_uses(tmp_path: Path) -> None:
    made = build(project(tmp_path, SHIPPED), tmp_path / "out", kinds=("deck",), formats=["pptx"])
    deck = made[0].path
    assert [e for e in OpenXmlValidator().validate(str(deck)).errors if "viewProps" not in e.description] == []
    with zipfile.ZipFile(deck) as package:
        xml = package.read("ppt/presentation.xml").decode()
        rels = package.read("ppt/_rels/presentation.xml.rels").decode()
        assert 'embedTrueTypeFonts="1"' in xml
        families = dict(re.findall(r'<p:font typeface="([^"]+)"/>(.*?)</p:embeddedFont>', xml))
        assert set(families) >= {"Inter"}
        assert re.findall(r"<p:(\w+) r:id", families["Inter"]) == ["regular", "bold", "italic", "boldItalic"]
        key = re.search(r'<p:regular r:id="(\w+)"', families["Inter"])
        assert key is not None
        target = re.search(rf'Id="{key[1]}"[^>]*Target="([^"]+)"', rels)
        assert target is not None
        data = package.read(f"ppt/{target[1]}")
    font = (shipped("fonts") / "Inter-Regular.ttf").read_bytes()
    size, inner, version, flags = struct.unpack_from("<4I", data)
    assert (size, inner, version, flags) == (len(data), len(font), 0x00020001, 0)
    assert struct.unpack_from("<H", data, 34) == (0x504C,)
    assert data.endswith(font)
    assert "Inter".encode("utf-16-le") in data[:-inner]


def test_without_the_key_no_font_is_carried(tmp_path: Path) -> None:
    source = project(tmp_path, SHIPPED.replace("  embed: true\n", ""))
    made = build(source, tmp_path / "out", kinds=("deck",), formats=["pptx"])
    with zipfile.ZipFile(made[0].path) as package:
        assert not [name for name in package.namelist() if "font" in name]


@pytest.mark.parametrize("licence", [2, 4, 0x200])
def test_a_font_whose_licence_forbids_it_is_refused(licence: int, tmp_path: Path) -> None:
    with pytest.raises(ReportgenError, match=r"own\.ttf.*cannot be embedded.*fsType") as caught:
        build(project(tmp_path, OWN, licensed(licence)), tmp_path / "out", kinds=("deck",), formats=["pptx"])
    assert caught.value.where.line is not None


@pytest.mark.parametrize("licence", [0, 8, 0x100])
def test_a_font_whose_licence_allows_it_is_carried(licence: int, tmp_path: Path) -> None:
    made = build(project(tmp_path, OWN, licensed(licence)), tmp_path / "out", kinds=("deck",), formats=["pptx"])
    with zipfile.ZipFile(made[0].path) as package:
        assert '<p:font typeface="Own"/>' in package.read("ppt/presentation.xml").decode()
