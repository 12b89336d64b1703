"""The studio keeps what is shown up to date, and the last good one beside what is wrong."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from starlette.testclient import TestClient

from reportgen.preview import Studio
from reportgen.preview.server import app_of

ROOT = Path(__file__).parents[2]
SOURCE = """\
title: The Letter
brand: meridian
sections:
  - {type: cover, masthead: The Letter, title: June, picture: {file: plain.png, alt: A plain}}
  - type: story
    headline: The first
    body: A plan that works.
  - type: story
    headline: The second
    body: Another plan.
"""


@pytest.fixture
def source(meridian: Path) -> Path:
    from PIL import Image

    Image.new("RGB", (1600, 900), "#335577").save(meridian / "plain.png")
    file = meridian / "letter.yaml"
    file.write_text(SOURCE, "utf-8")
    return file


@pytest.fixture
def studio(source: Path) -> Studio:
    made = Studio(source)
    assert made.look()
    return made


def test_only_what_changed_is_new(studio: Studio, source: Path) -> None:
    before = studio.state()
    assert not studio.look()
    source.write_text(SOURCE.replace("Another plan", "Quite another plan"), "utf-8")
    assert studio.look()
    after = studio.state()
    assert after["version"] > before["version"]
    olds = [sheet["digest"] for sheet in before["kinds"]["deck"]["sheets"]]
    news = [sheet["digest"] for sheet in after["kinds"]["deck"]["sheets"]]
    assert [old == new for old, new in zip(olds, news, strict=True)] == [True, True, False]
    assert all(studio.svg(digest) for digest in news)


def test_lines_that_come_and_go_leave_all_as_it_is_but_for_the_lines(studio: Studio, source: Path) -> None:
    """What stands below is not laid again; its lines, and those of what is wrong with it, are told as they are now."""
    before = studio.state()
    source.write_text(SOURCE.replace("sections:", "# one\n# two\nsections:"), "utf-8")
    assert studio.look()
    after = studio.state()
    for kind in ("newsletter", "deck"):
        old, new = before["kinds"][kind]["sheets"], after["kinds"][kind]["sheets"]
        assert [sheet["digest"] for sheet in old] == [sheet["digest"] for sheet in new]
        lines = [(one["line"], two["line"]) for a, b in zip(old, new, strict=True) for one, two in both(a, b)]
        assert lines
        assert all(new_line == old_line + 2 for old_line, new_line in lines)
    long = SOURCE.replace("headline: The second", f"headline: {'x' * 3000}")
    told = []
    for text in (long, long.replace("sections:", "# one\nsections:"), long):
        source.write_text(text, "utf-8")
        studio.look()
        [problem] = {one["where"].split(" ")[0]: one for one in studio.state()["problems"]}.values()
        [wrong] = [line["text"] for line in problem["lines"] if line["wrong"]]
        assert "xxx" in wrong
        told.append(int(problem["where"].split(":")[1]))
    assert told == [told[0], told[0] + 1, told[0]]


def test_a_picture_that_is_replaced_is_shown(studio: Studio, source: Path) -> None:
    from PIL import Image

    before = studio.state()["kinds"]
    Image.new("RGB", (900, 900), "#AA3311").save(source.parent / "plain.png")
    assert studio.look()
    after = studio.state()["kinds"]
    for kind in ("newsletter", "deck"):
        digest = after[kind]["sheets"][0]["digest"]
        assert digest != before[kind]["sheets"][0]["digest"]
        keys = set(re.findall(r"/picture/(\w+)", studio.svg(digest) or ""))
        assert keys
        assert all(studio.picture(key) for key in keys)
    assert studio.file("newsletter", "pdf")
    assert studio.file("deck", "pptx")
    (source.parent / "plain.png").unlink()
    studio.look()
    assert "plain.png" in str(studio.state()["problems"])


def both(one: dict[str, Any], two: dict[str, Any]) -> Iterator[tuple[dict[str, Any], dict[str, Any]]]:
    return zip(one["sections"], two["sections"], strict=True)


def test_only_templates_that_take_a_section_are_offered(studio: Studio) -> None:
    for kind in ("newsletter", "deck"):
        abouts = [one for sheet in studio.state()["kinds"][kind]["sheets"] for one in sheet["sections"]]
        assert abouts
        for about in abouts:
            found: set[str] = set()
            while (name := studio.step(kind, about["index"], 1)) and name not in found:
                found.add(name)
            studio.reset(kind, about["index"])
            assert len(found) == about["others"] + 1 or (not found and about["others"] == 0)


def test_what_is_wrong_is_told_beside_the_last_good_one(studio: Studio, source: Path) -> None:
    good = studio.state()
    source.write_text(SOURCE.replace("headline: The second", "hedline: The second"), "utf-8")
    studio.look()
    bad = studio.state()
    [problem] = bad["problems"]
    assert problem["where"].startswith("letter.yaml:9:5")
    assert "headline" in problem["hint"]
    assert [line["number"] for line in problem["lines"] if line["wrong"]] == [9]
    assert bad["kinds"] == good["kinds"]
    source.write_text(SOURCE, "utf-8")
    studio.look()
    assert studio.state()["problems"] == []


def test_a_source_that_never_was_right(source: Path) -> None:
    source.write_text("title: [", "utf-8")
    studio = Studio(source)
    studio.look()
    assert studio.state()["problems"]
    assert studio.state()["kinds"] == {}
    assert studio.file("deck", "pptx") is None
    source.write_text(SOURCE, "utf-8")
    studio.look()
    assert list(studio.state()["kinds"]) == ["newsletter", "deck"]


def test_templates_are_stepped_through_and_left_again(studio: Studio) -> None:
    def cover() -> dict[str, object]:
        about: dict[str, object] = studio.state()["kinds"]["deck"]["sheets"][0]["sections"][0]
        return about

    first = cover()["template"]
    seen = [first]
    while (name := studio.step("deck", 0, 1)) != first:
        assert name
        assert cover()["template"] == name
        assert cover()["chosen"]
        seen.append(name)
    assert len(seen) >= 2
    assert studio.step("deck", 0, -1) == seen[-1]
    studio.reset("deck", 0)
    assert (cover()["template"], cover()["chosen"]) == (first, False)
    assert studio.step("deck", 99, 1) == ""


def test_a_brand_that_changes_shows_at_once(studio: Studio, source: Path) -> None:
    before = studio.state()["kinds"]["deck"]["sheets"][0]["digest"]
    brand = source.parent / "brands/meridian/brand.yaml"
    brand.write_text(brand.read_text("utf-8").replace("12355B", "335B12"), "utf-8")
    assert studio.look()
    assert studio.state()["kinds"]["deck"]["sheets"][0]["digest"] != before


def test_the_page_and_what_it_asks_for(studio: Studio) -> None:
    with TestClient(app_of(studio), base_url="http://127.0.0.1") as client:
        assert "<title>" in client.get("/").text
        state = client.get("/state").json()
        digest = state["kinds"]["newsletter"]["sheets"][0]["digest"]
        svg = client.get(f"/sheet/{digest}")
        assert svg.headers["content-type"] == "image/svg+xml"
        assert client.get("/sheet/0000").status_code == 404
        picture = svg.text.partition('href="/picture/')[2].partition('"')[0]
        assert client.get(f"/picture/{picture}").content.startswith((b"\x89PNG", b"\xff\xd8", b"<svg", b"<?xml"))
        assert client.get("/picture/0").status_code == 404
        deck = client.get("/download/deck.pptx")
        assert 'filename="letter.pptx"' in deck.headers["content-disposition"]
        assert deck.content.startswith(b"PK")
        assert client.get("/download/newsletter.pdf").content.startswith(b"%PDF")
        assert client.get("/download/poster.pdf").status_code == 404
        answer = client.post("/alternative", json={"kind": "deck", "section": 0, "step": 1}).json()
        assert answer["template"]
        assert client.post("/alternative", json={"kind": "deck", "section": 0}).json() == {"template": ""}
        assert client.post("/alternative", content=b"{").status_code == 400


def test_others_on_the_network_get_nothing(studio: Studio) -> None:
    with TestClient(app_of(studio), base_url="http://evil.example") as client:
        assert client.get("/state").status_code == 400


def test_what_a_title_says_is_no_part_of_an_id(studio: Studio, source: Path) -> None:
    source.write_text(SOURCE.replace("headline: The second", 'headline: "@home, #@work"'), "utf-8")
    studio.look()
    last = studio.state()["kinds"]["deck"]["sheets"][-1]
    assert 'aria-label="@home, #@work"' in (studio.svg(last["digest"]) or "")


def test_other_origins_change_nothing(studio: Studio) -> None:
    with TestClient(app_of(studio), base_url="http://127.0.0.1:8000") as client:
        asked = {"kind": "deck", "section": 0, "step": 1}
        assert client.post("/alternative", json=asked, headers={"origin": "http://evil.example"}).status_code == 403
        assert client.post("/alternative", json=asked, headers={"origin": "null"}).status_code == 403
        own = client.post("/alternative", json=asked, headers={"origin": "http://127.0.0.1:8000"})
        assert own.json()["template"]
        assert client.post("/alternative", content=b" " * 20_000).status_code == 400


def test_the_preview_outlives_a_fault(studio: Studio, source: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Any exception is shown beside the last good sheets, and is gone when the source is mended."""

    def broken(*_: object, **__: object) -> None:
        raise ZeroDivisionError("division by zero")

    before = studio.state()["kinds"]
    with monkeypatch.context() as patch:
        patch.setattr("reportgen.preview.live_publications.compose", broken)
        source.write_text(SOURCE.replace("Another", "Some other"), "utf-8")
        assert studio.look()
        told = studio.state()
        assert "ZeroDivisionError" in told["problems"][0]["message"]
        assert told["kinds"].keys() == before.keys()
        patch.setattr("reportgen.preview.live_publications.load_parts", broken)
        source.write_text(SOURCE.replace("Another", "Yet another"), "utf-8")
        assert studio.look()
        assert "a fault of reportgen" in studio.state()["problems"][0]["message"]
    source.write_text(SOURCE.replace("Another", "One more"), "utf-8")
    assert studio.look()
    assert studio.state()["problems"] == []
