"""Digests of files that begin alike."""

from __future__ import annotations

import hashlib
import random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from reportgen.batch import digests
from reportgen.batch.digests import OutputDigests


def _file(seed: int, size: int) -> bytes:
    return random.Random(seed).randbytes(size)


@given(st.lists(st.tuples(st.integers(0, 40_000), st.integers(0, 2), st.integers(0, 40_000)), max_size=8))
@settings(deadline=None, max_examples=60)
def test_a_digest_is_that_of_the_file_alone(files: list[tuple[int, int, int]]) -> None:
    """Whatever came before: files that begin as others, shorter and longer ones, and none at all."""
    kept = OutputDigests()
    common = _file(9, 40_000)
    for same, seed, size in files:
        data = common[:same] + _file(seed, size)
        assert kept.of(data) == hashlib.sha256(data).hexdigest()


def test_a_file_larger_than_what_is_kept(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(digests, "_KEPT", 3)
    kept = OutputDigests()
    data = _file(1, 100_000)
    for one in (data, data[:-1], data + b"x", data[:20_000] + b"y" + data[20_001:]):
        assert kept.of(one) == hashlib.sha256(one).hexdigest()
        assert len(kept._blocks) == 3
