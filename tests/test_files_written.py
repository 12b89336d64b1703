"""The files of a build are written whole, and all of them or none."""

from __future__ import annotations

import errno
import os
from pathlib import Path

import pytest

from reportgen import build
from reportgen.errors import BackendError

SOURCE = "title: L\nbrand: meridian\nsections:\n  - {type: story, headline: One, body: Words of it.}\n"


@pytest.mark.parametrize("room", [0, 1])
def test_a_disk_that_becomes_full_keeps_what_was_there(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, room: int
) -> None:
    (tmp_path / "june.yaml").write_text(SOURCE)
    out = tmp_path / "out"
    out.mkdir()
    (out / "june.pdf").write_bytes(b"the last issue")
    synced: list[int] = []

    def fsync(number: int) -> None:
        synced.append(number)
        if len(synced) > room:
            raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))

    monkeypatch.setattr(os, "fsync", fsync)
    with pytest.raises(BackendError, match=r"cannot write to .*No space left"):
        build(tmp_path / "june.yaml", out, kinds=["newsletter", "deck"], formats=["pdf"])
    assert [path.name for path in out.iterdir()] == ["june.pdf"]
    assert (out / "june.pdf").read_bytes() == b"the last issue"


def test_files_have_the_rights_that_others_have(tmp_path: Path) -> None:
    (tmp_path / "june.yaml").write_text(SOURCE)
    (made,) = build(tmp_path / "june.yaml", tmp_path / "out", kinds=["newsletter"], formats=["pdf"])
    (tmp_path / "usual").touch()
    assert made.path.stat().st_mode == (tmp_path / "usual").stat().st_mode
