"""JPEG files: what goes into a file as it is, what is compressed again, and what is told of damage."""

from __future__ import annotations

import io
import random
import struct
from pathlib import Path
from typing import Any

import pikepdf
import pytest
from PIL import Image

from reportgen import build
from reportgen.layout.jpeg_files import is_whole, plain_stream
from reportgen.layout.picture_files import read_picture


def photograph(mode: str = "RGB", **options: Any) -> bytes:
    slope = Image.linear_gradient("L").resize((320, 240))
    round_one = Image.radial_gradient("L").resize((320, 240))
    image = Image.merge("RGB", (slope, slope.transpose(Image.Transpose.FLIP_TOP_BOTTOM), round_one)).convert(mode)
    buffer = io.BytesIO()
    image.save(buffer, "JPEG", quality=85, **options)
    return buffer.getvalue()


WHOLE = photograph()
RESTARTED = photograph(restart_marker_blocks=8)
MIDDLE = (WHOLE.index(b"\xff\xda") + len(WHOLE)) // 2


def changed(blob: bytes, at: int, to: bytes) -> bytes:
    return blob[:at] + to + blob[at + len(to) :]


def of_height(factor: float) -> bytes:
    at = WHOLE.index(b"\xff\xc0") + 5
    return changed(WHOLE, at, struct.pack(">H", int(240 * factor)))


SOUND = {
    "plain": WHOLE,
    "progressive": photograph(progressive=True),
    "restarted": RESTARTED,
    "grey": photograph("L"),
    "without its end": WHOLE[:-2],
    "a letter after its end": WHOLE + b"hello" * 40,
    "noughts after its end": WHOLE + bytes(512),
    "another picture after its end": WHOLE + photograph("L"),
    "a film after its end": WHOLE + b"\x00\x00\x00\x18ftypmp42" + bytes(range(256)) * 9,
    "a comment": WHOLE[:20] + b"\xff\xfe\x00\x08secret" + WHOLE[20:],
    "filling between its parts": WHOLE[:20] + b"\xff\xff\xff" + WHOLE[20:],
}
DAMAGED = {
    "noise": changed(WHOLE, MIDDLE, random.Random(5).randbytes(40)),
    "a stray restart": changed(WHOLE, MIDDLE, b"\xff\xd3"),
    "restarts out of order": changed(RESTARTED, RESTARTED.index(b"\xff\xd2", 600), b"\xff\xd5"),
    "letters between its parts": WHOLE[:20] + b"\x00\x00\x00" + WHOLE[20:],
    "higher than its data": of_height(2),
    "lower than its data": of_height(0.5),
}


@pytest.mark.parametrize("name", SOUND)
def test_what_is_sound_goes_in_as_it_is(name: str) -> None:
    found = read_picture(SOUND[name], "a.jpg")
    assert found.notes == ()
    assert found.data.endswith(b"\xff\xd9") and b"secret" not in found.data
    assert is_whole(found.data) and plain_stream(found.data) == found.data
    if name not in ("progressive", "restarted", "grey"):
        assert found.data == WHOLE


@pytest.mark.parametrize("name", DAMAGED)
def test_what_is_damaged_is_compressed_again_and_told(name: str) -> None:
    found = read_picture(DAMAGED[name], "a.jpg")
    assert [note for note, _ in found.notes] == ["a.jpg is damaged: part of it may be missing or wrong"]
    assert found.data != DAMAGED[name] and is_whole(found.data)
    assert read_picture(DAMAGED[name], "a.jpg") == found


def test_damage_of_colours_for_print_is_told_too() -> None:
    print_colours = photograph("CMYK")
    assert read_picture(print_colours, "a.jpg").notes == ()
    middle = (print_colours.index(b"\xff\xda") + len(print_colours)) // 2
    assert read_picture(changed(print_colours, middle, b"\xff\xd3"), "a.jpg").notes


def test_pictures_that_telephones_add_are_no_film() -> None:
    buffer = io.BytesIO()
    image = Image.open(io.BytesIO(WHOLE))
    image.save(buffer, "MPO", save_all=True, append_images=[image.resize((80, 60))], quality=85)
    found = read_picture(buffer.getvalue(), "a.jpg")
    assert found.notes == () and found.media == "image/jpeg" and len(found.data) < len(buffer.getvalue())


@pytest.mark.parametrize("kind", ["newsletter", "deck"])
@pytest.mark.parametrize("name", ["noise", "lower than its data", "noughts after its end"])
def test_no_reader_complains_of_the_file(kind: Any, name: str, tmp_path: Path) -> None:
    (tmp_path / "a.jpg").write_bytes((SOUND | DAMAGED)[name])
    (tmp_path / "s.yaml").write_text(
        "title: T\nsections:\n  - {type: story, headline: A, body: B., figure: {file: a.jpg, alt: A slope.}}\n", "utf-8"
    )
    build(tmp_path / "s.yaml", tmp_path / "out", kinds=[kind], formats=["pdf", "pptx"])
    for file in (tmp_path / "out").glob("*.pdf"):
        with pikepdf.open(file) as pdf:
            assert pdf.check_pdf_syntax() == []
