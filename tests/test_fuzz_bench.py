"""A short run of the fuzzer (`tests/bench/fuzz.py`), and what its long runs have found."""

from __future__ import annotations

import importlib.util
from pathlib import Path
from types import ModuleType

import pytest

from reportgen import compose, parse, render
from reportgen.errors import ReportgenError


def _bench() -> ModuleType:
    spec = importlib.util.spec_from_file_location("fuzz", Path(__file__).with_name("bench") / "fuzz.py")
    assert spec is not None and spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


FUZZ = _bench()


def test_damaged_documents_are_made_or_refused(tmp_path: Path) -> None:
    """As the fuzzer does it, without the processes: time is not measured in tests."""
    became = set()
    for seed in range(7000, 7012):
        folder = tmp_path / str(seed)
        folder.mkdir()
        how, wrong = FUZZ.built(FUZZ.Maker(seed, folder).make(), seed)
        assert (seed, wrong + FUZZ.judged(folder / "out")) == (seed, [])
        became.add(how)
    assert "made" in became


def test_the_same_seed_makes_the_same_input(tmp_path: Path) -> None:
    texts = []
    for name in ("one", "two"):
        (tmp_path / name).mkdir()
        texts.append(FUZZ.Maker(5, tmp_path / name).make().read_bytes())
    assert texts[0] == texts[1]


@pytest.mark.parametrize("kind", ["xlsx", "ods"])
@pytest.mark.parametrize("where", ["directory", "data"])
def test_a_damaged_workbook_is_refused(tmp_path: Path, kind: str, where: str) -> None:
    path = tmp_path / f"a.{kind}"
    rows = [["Place", "Value"], ["East", 1.0]]
    if kind == "ods":
        path.write_bytes(FUZZ._ods(rows))
    else:
        FUZZ.Maker(3, tmp_path)._workbook(path, rows)
    blob = path.read_bytes()
    if where == "data":
        at = blob.index(b"content.xml" if kind == "ods" else b"sheet1.xml") + 40
        blob = blob[:at] + bytes([blob[at] ^ 255, blob[at + 1] ^ 255]) + blob[at + 2 :]
    else:
        blob = blob.replace(b"PK\x01\x02", b"PK\x01\x07", 1)
    path.write_bytes(blob)
    section = {"type": "table", "headline": "H", "table": {"data": path.name}}
    with pytest.raises(ReportgenError, match=rf"a\.{kind} is damaged"):
        parse({"title": "T", "sections": [section]}, folder=tmp_path)


@pytest.mark.parametrize(
    "source",
    [
        {
            "title": "T",
            "sections": [{"type": "story", "headline": "H", "figure": {"file": "a" * 300 + ".png", "alt": "x"}}],
        },
        {"title": "T", "sections": [{"type": "table", "headline": "H", "table": {"data": "a" * 300 + ".csv"}}]},
        {"title": "T", "brand": "a" * 300, "sections": [{"type": "story", "headline": "H"}]},
        {"title": "T", "brand": "a/" + "b" * 300, "sections": [{"type": "story", "headline": "H"}]},
    ],
)
def test_a_name_that_no_file_can_have_is_refused(tmp_path: Path, source: dict[str, object]) -> None:
    with pytest.raises(ReportgenError, match=r"cannot be the name of a file|unknown brand|there is no file"):
        compose(parse(source, folder=tmp_path), "deck")


@pytest.mark.parametrize("brand", ["meridian", "cirrus", "northfield"])
@pytest.mark.parametrize(
    "section", [{"type": "story", "headline": "H", "body": "Text."}, {"type": "statement", "statement": "Words."}]
)
def test_a_deck_of_one_section_has_the_pictures_of_its_master(
    tmp_path: Path, brand: str, section: dict[str, object]
) -> None:
    made = compose(parse({"title": "T", "brand": brand, "sections": [section]}, folder=tmp_path), "deck")
    assert render(made, "pptx").startswith(b"PK")
