"""Sources in memory: what `parse` takes, and that it reads no file but those that are handed over."""

from __future__ import annotations

import io
import json
import os
import sys
from collections.abc import Iterator
from datetime import date, datetime
from decimal import Decimal
from pathlib import Path
from typing import Any, BinaryIO

import pytest

from reportgen import Brand, ReportgenError, build, check, compose, load, parse, render
from reportgen.brand import load_brand
from reportgen.shipped import shipped

QUOTE = {"type": "quote", "quote": "Few words."}
STORY = {"type": "story", "headline": "H", "body": "Words."}


def png(colour: str = "#336699") -> bytes:
    from PIL import Image

    stream = io.BytesIO()
    Image.new("RGB", (60, 40), colour).save(stream, "PNG")
    return stream.getvalue()


def pictured(file: object) -> dict[str, Any]:
    return {"title": "T", "sections": [{**STORY, "figure": {"picture": {"file": file, "alt": "A"}}}]}


@pytest.mark.parametrize(
    ("source", "form"),
    [
        ("title: T\nsections: [{type: quote, quote: Few words.}]", "yaml"),
        ("{title: T, sections: [{type: quote, quote: Few words.}]}", "yaml"),
        (b"\xef\xbb\xbftitle: T\nsections: [{type: quote, quote: Few words.}]", "yaml"),
        (json.dumps({"title": "T", "sections": [QUOTE]}), "json"),
        ("---\ntitle: T\n---\n\n# Head\n\nFew words.\n", "markdown"),
    ],
)
def test_a_text_is_read_in_its_format(source: Any, form: Any) -> None:
    assert parse(source, form).title == "T"


@pytest.mark.parametrize(
    ("source", "form", "said"),
    [
        ("title: T\n", None, "a text needs its format (known: yaml, json, markdown)"),
        ("title: T\n", "yml", "'yml' is no format of a source"),
        (["a"], None, "a source is a text or a dict, got a list"),
        (None, "yaml", "a source is a text or a dict, got None"),
        ({"title": "T"}, "yaml", "for a dict give no format"),
        (b"title: \xff", "yaml", "text:1: the file is not UTF-8 text"),
        ("{title: T}", "json", "broken JSON"),
        ("secret words", "yaml", "text:1:1: expected keys with values, got a text"),
    ],
)
def test_what_is_no_source_is_told(source: Any, form: Any, said: str) -> None:
    with pytest.raises(ReportgenError) as told:
        parse(source, form)
    assert said in str(told.value) and "secret" not in str(told.value)


def test_another_file_is_not_quoted(tmp_path: Path) -> None:
    (tmp_path / "passwd").write_text("root:x:0:0:root\nbin:x:1:1:bin\n")
    with pytest.raises(ReportgenError) as told:
        load(tmp_path / "passwd")
    assert "root" not in str(told.value)


def test_texts_and_mappings_are_no_longer_loaded(tmp_path: Path) -> None:
    with pytest.deprecated_call():
        assert load({"title": "T", "sections": [QUOTE]}, base=tmp_path).base == tmp_path
    with pytest.deprecated_call():
        assert load("title: T\nsections: [{type: quote, quote: Q.}]").title == "T"


@pytest.fixture
def opened(tmp_path: Path) -> Iterator[list[str]]:
    """The names of the files that were opened, and of the folders that were listed, in a folder of the test's own."""
    found: list[str] = []
    watching = True

    def look(event: str, given: tuple[Any, ...]) -> None:
        if watching and event in ("open", "os.listdir", "os.scandir") and isinstance(given[0], str | os.PathLike):
            path = Path(os.fspath(given[0]))
            if (Path.cwd() / path).is_relative_to(tmp_path):
                found.append(path.name)

    sys.addaudithook(look)
    yield found
    watching = False


def test_no_file_is_opened_but_those_handed_over(
    opened: list[str], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "reportgen.toml").write_text('brand = "nobody"\n')
    (tmp_path / "here.png").write_bytes(png())
    (tmp_path / "brands/acme").mkdir(parents=True)
    monkeypatch.chdir(tmp_path)
    (tmp_path / "named.csv").write_text("Region,Revenue\nNorth,12.5\nSouth,7.0\n")
    opened.clear()
    source = pictured("pictures/a.png")
    source["sections"].append({"type": "table", "headline": "H", "table": {"data": "data/named.csv"}})
    source["sections"].append({"type": "table", "headline": "H", "table": {"data": "streamed.csv"}})
    files: dict[str, bytes | BinaryIO | Path] = {
        "pictures/a.png": png(),
        "data/named.csv": tmp_path / "named.csv",
        "streamed.csv": io.BytesIO(b"Town,Share\nA,1\nB,2\n"),
        "brands/acme/logo.svg": b"<svg/>",
    }
    document = parse(source, files=files)
    for kind, to in (("newsletter", "pdf"), ("deck", "pptx")):
        assert render(compose(document, kind), to)  # type: ignore[arg-type]
    assert opened == ["named.csv"]
    with pytest.raises(ReportgenError, match=r'no file "here\.png" was handed over'):
        parse(pictured("here.png"))
    with pytest.raises(ReportgenError, match=r'did you mean "a\.png"'):
        parse(pictured("pictures/b.png"), files=files)
    with pytest.raises(ReportgenError, match="unknown brand"):
        compose(parse({"title": "T", "brand": "acme", "sections": [QUOTE]}))


def test_a_folder_is_not_widened_from_above(tmp_path: Path) -> None:
    (tmp_path / "reportgen.toml").write_text('language = "de"\n')
    (tmp_path / "out.png").write_bytes(png())
    inner = tmp_path / "inner"
    inner.mkdir()
    (inner / "in.png").write_bytes(png())
    assert parse(pictured("in.png"), folder=inner).language == "en"
    with pytest.raises(ReportgenError, match="lies outside the project"):
        parse(pictured("../out.png"), folder=inner)
    both = parse(pictured("given.png"), folder=inner, files={"given.png": png()})
    assert both.base == inner.resolve()
    (inner / "reportgen.toml").write_text('language = "fr"\n')
    assert parse(pictured("in.png"), folder=inner).language == "fr"


@pytest.mark.parametrize(
    ("files", "said"),
    [
        ({"../a.png": b""}, "is no name for a file that is handed over"),
        ({"/a.png": b""}, "is no name for a file that is handed over"),
        ({"a.png": io.StringIO("text")}, "got a stream of text"),
        ({"a.png": 7}, "got a int"),
        ({"a.png": Path("/nowhere/a.png")}, 'the file "a.png" cannot be read'),
    ],
)
def test_what_is_no_file_is_told(files: Any, said: str) -> None:
    with pytest.raises(ReportgenError) as told:
        parse(pictured("a.png"), files=files)
    assert said in str(told.value)


def test_pictures_of_one_name_are_told_apart() -> None:
    one, other = (
        render(compose(parse(pictured("a.png"), files={"a.png": png(colour)}), "deck"), "pptx")
        for colour in ("#336699", "#993366")
    )
    assert one != other


@pytest.mark.parametrize(
    ("value", "shown"),
    [
        (Decimal("12.50"), "12.50"),
        (Decimal("1E+3"), "1000"),
        (date(2026, 6, 30), "2026-06-30"),
        (datetime(2026, 6, 30), "2026-06-30"),
        (datetime(2026, 6, 30, 9, 5), "2026-06-30 09:05"),
        (7, "7"),
        (7.5, "7.5"),
    ],
)
def test_values_of_python_are_what_a_person_would_write(value: object, shown: str) -> None:
    assert parse({"title": "T", "issue": value, "sections": [QUOTE]}).issue == shown


def test_values_of_numpy_are_numbers() -> None:
    import numpy

    rows = [["a", numpy.int64(3)], ["b", numpy.float32(0.1)], ["c", numpy.float64(2.5)]]
    table = {"columns": ["Name", "Value"], "rows": rows}
    as_written = {"columns": ["Name", "Value"], "rows": [["a", 3], ["b", 0.1], ["c", 2.5]]}

    def offered(given: object) -> object:
        section = {"type": "table", "headline": "H", "table": given}
        return parse({"title": "T", "sections": [section]}).sections[0].offer["table"]

    assert offered(table) == offered(as_written)
    array = numpy.array([[1, 2], [3, 4]])
    assert offered({**table, "rows": array}) == offered({**table, "rows": [[1, 2], [3, 4]]})


def test_faults_of_python_data_are_told_at_once() -> None:
    circle: list[object] = []
    circle.append(circle)
    section = {"type": "table", "headline": "H", "table": {"columns": ["A"], "rows": [[float("nan")], [float("inf")]]}}
    with pytest.raises(ReportgenError) as told:
        parse({"title": object(), "issue": {1, 2}, "sections": [section, circle, (one for one in "ab")]})
    said = [str(one) for one in told.value.each]
    assert said == [
        "title: expected plain data, got an object (give a str, a number, a list or a dict)",
        "issue: a set has no order (give a list)",
        "sections[0].table.rows[0][0]: NaN cannot be shown (give None where there is no value)",
        "sections[0].table.rows[1][0]: an infinite number cannot be shown (give None where there is no value)",
        "sections[1][0]: the data contains itself (give a copy that does not)",
        "sections[2]: expected plain data, got a generator (give a str, a number, a list or a dict)",
    ]
    deep: list[object] = []
    for _ in range(5000):
        deep = [deep]
    with pytest.raises(ReportgenError, match="the values lie too deep"):
        parse({"title": deep, "sections": [QUOTE]})


def brand_files() -> tuple[dict[str, Any], dict[str, bytes]]:
    import yaml

    folder = shipped("brands") / "meridian"
    spec = yaml.safe_load((folder / "brand.yaml").read_text("utf-8"))
    return spec, {path.name: path.read_bytes() for path in folder.glob("*.svg")}


def test_a_brand_needs_no_folder() -> None:
    spec, files = brand_files()
    made = Brand.from_dict(spec, files=files)
    document = parse({"title": "T", "sections": [STORY]})
    kept = load_brand(shipped("brands") / "meridian/brand.yaml")
    for kind, to in (("newsletter", "pdf"), ("deck", "pptx")):
        publications = [compose(document, kind, brand=brand) for brand in (made, kept)]  # type: ignore[arg-type]
        assert len({render(one, to) for one in publications}) == 1
    with pytest.raises(ReportgenError) as told:
        Brand.from_dict({**spec, "nmae": "x"}, files={})
    assert 'unknown key "nmae"' in str(told.value)
    with pytest.raises(ReportgenError, match="was handed over"):
        Brand.from_dict(spec, files={})


def test_fonts_of_a_brand_are_handed_over() -> None:
    spec, files = brand_files()
    files["Own.ttf"] = next(shipped("fonts").glob("Inter*.ttf")).read_bytes()
    key = next(iter(spec["fonts"]))
    spec["fonts"][key] = {"family": "Own", "files": [{"file": "Own.ttf", "weight": 400}]}
    brand = Brand.from_dict(spec, files=files)
    document = parse({"title": "T", "sections": [STORY]})
    assert b"%PDF" in render(compose(document, brand=brand), "pdf")
    assert render(compose(document, "deck", brand=brand), "pptx")


def test_a_brand_among_the_files() -> None:
    import yaml

    spec, files = brand_files()
    folder = {"brand.yaml": yaml.safe_dump({**spec, "name": "Acme"}).encode(), **files}
    given = {f"brands/acme/{name}": content for name, content in folder.items()}
    for name in ("acme", "brands/acme", "brands/acme/brand.yaml"):
        assert compose(parse({"title": "T", "brand": name, "sections": [QUOTE]}, files=given), "deck").sheets


def test_a_document_of_memory_is_built_and_checked(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    document = parse({"title": "T", "sections": [{**STORY, "body": "It was the the end."}]})
    assert [one.rule for one in check(document, kinds=["newsletter"])] == ["repeated-word"]
    with pytest.raises(ReportgenError, match="lies in no folder"):
        build(document)
    assert [output.path.name for output in build(document, "out", kinds=["deck"])] == ["document.pptx"]
