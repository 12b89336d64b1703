"""The made pages of the documentation tell all that there is: keys, commands, public names, templates."""

from __future__ import annotations

import importlib.util
from functools import cache
from pathlib import Path
from types import ModuleType

import pytest

import reportgen
from reportgen.schema import keys
from reportgen.sections import section_types
from reportgen.templates import load_library

DOCS = Path(__file__).parents[2] / "docs"


@cache
def site_pages() -> ModuleType:
    spec = importlib.util.spec_from_file_location("site_pages", DOCS / "site_pages.py")
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def test_the_reference_has_every_key_of_a_brand_and_of_a_source() -> None:
    page = site_pages().brand_page()
    for key in keys():
        root, _, path = key.path.partition(".")
        if root == "brand" and not path.startswith("type."):
            assert f"`{path}`" in page or f"`{path.partition('.')[2]}`" in page, path
    page = site_pages().source_page()
    for key in keys():
        if key.path.startswith("source.") and key.path != "source.sections":
            assert f"`{key.path.removeprefix('source.')}`" in page


def test_the_reference_has_every_key_of_a_section() -> None:
    pages = site_pages().sections_page() + site_pages().content_page() + site_pages().source_page()
    for key in keys():
        if key.path.partition(".")[0] in section_types():
            assert f"{key.path.rpartition('.')[2]}`" in pages, key.path
    for name in section_types():
        assert f"## {name}\n" in pages


def test_the_reference_has_every_key_of_a_template() -> None:
    page = site_pages().templates_page()
    for key in keys():
        if " template." in key.path:
            assert f"{key.path.rpartition('.')[2]}`" in page, key.path


def test_commands_and_public_names() -> None:
    page = site_pages().commands_page()
    assert "## reportgen layouts gallery" in page
    assert "--watch" in page and "| `half-empty-slide` |" in page
    assert all(f"::: reportgen.{name}\n" in site_pages().api_page() for name in reportgen.__all__)


def test_the_gallery_shows_every_template(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("REPORTGEN_GALLERY", "0")
    files = dict(site_pages().gallery_page("cirrus"))
    library = load_library()
    assert {f"gallery/cirrus/newsletter-{name}.webp" for name in library.pages} <= files.keys()
    assert {f"gallery/cirrus/deck-{name}.webp" for name in library.slides} <= files.keys()
    assert all(f"**{name}**" in files["gallery/cirrus.md"] for name in (*library.pages, *library.slides))


def test_a_picture_of_the_gallery_is_small() -> None:
    picture = site_pages().picture("story" if "story" in load_library().pages else "standard", "newsletter", "meridian")
    assert picture[8:12] == b"WEBP"
    assert len(picture) < 40_000
