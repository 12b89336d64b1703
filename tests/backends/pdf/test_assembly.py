"""Objects → a file: what is compressed in parts is one stream."""

from __future__ import annotations

import re
import zlib

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reportgen import Publication, render
from reportgen.backends.pdf import assembly
from reportgen.backends.pdf.assembly import Packs, Parts, _written

PART = st.text(st.characters(max_codepoint=255), max_size=5_000)


@given(st.lists(PART, max_size=6))
def test_parts_are_one_stream(parts: list[str]) -> None:
    assert zlib.decompress(Parts(parts).compressed(Packs())) == "".join(parts).encode("latin-1")


@given(st.lists(PART, min_size=2, max_size=5), PART)
def test_a_stream_that_is_changed_is_the_stream_that_is_made_so(parts: list[str], other: str) -> None:
    stream, packs = Parts(parts), Packs()
    stream.compressed(packs)
    stream.parts = [*parts[:-1], other]
    assert stream.compressed(packs) == Parts([*parts[:-1], other]).compressed(Packs())


def test_only_what_differs_is_compressed_again() -> None:
    stream, packs = Parts(["fixed " * 400, "first"]), Packs()
    before = stream.compressed(packs)
    stream.parts = ["fixed " * 400, "other"]
    after = stream.compressed(packs)
    same = next(at for at, (one, two) in enumerate(zip(before, after, strict=False)) if one != two)
    assert same > 30  # the first part's bytes are copied
    assert zlib.decompress(after).endswith(b"other")


@pytest.mark.parametrize("last", [b"\r", b"\n", b"x"])
def test_the_length_of_every_stream_is_what_stands_there(
    publication: Publication, last: bytes, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Also where the compressed bytes end as a line does, which happens to one stream in some hundred."""
    monkeypatch.setattr(assembly, "_compressed", lambda data: zlib.compress(data) + last)
    blob = render(publication, "pdf")
    ends: list[bytes] = []
    for head in re.finditer(rb"/Length (\d+)[^>]*>>\nstream\n", blob):
        end = head.end() + int(head[1])
        ends.append(blob[end - 1 : end])
        assert blob[end : end + 12].startswith(b"\r\nendstream" if ends[-1] == b"\r" else b"\nendstream")
    assert ends[-1] == last  # the cross-reference stream


def test_a_carriage_return_of_the_content_is_no_end_of_line() -> None:
    assert _written(1, b"<<>>", b"a\r").endswith(b"a\r\r\nendstream\nendobj\n")
    assert _written(1, b"<<>>", b"a").endswith(b"a\nendstream\nendobj\n")
