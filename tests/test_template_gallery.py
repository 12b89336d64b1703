"""What the gallery tells of templates, and that every template has a preview."""

from __future__ import annotations

import io
import json
import subprocess
import sys
from pathlib import Path
from typing import Literal

import pikepdf
import pytest

from reportgen import parse, render
from reportgen.brand import load_brand
from reportgen.brand.brand import Brand
from reportgen.errors import TemplateError
from reportgen.frames import TextItem
from reportgen.layout.capacity import SAMPLE
from reportgen.template_gallery import Length, described, gallery, preview, sample
from reportgen.templates import load_library

ROOT = Path(__file__).parents[1]
LIBRARY = load_library()
KINDS: list[tuple[Literal["newsletter", "deck"], str]] = [
    *(("newsletter", name) for name in LIBRARY.pages),
    *(("deck", name) for name in LIBRARY.slides),
]
LENGTHS: tuple[Length, ...] = ("short", "normal", "long")


@pytest.fixture(scope="module")
def brand() -> Brand:
    return load_brand(ROOT / "examples/brands/meridian/brand.yaml")


@pytest.mark.parametrize(("kind", "name"), KINDS)
def test_every_template_has_a_preview_of_every_length(
    kind: Literal["newsletter", "deck"], name: str, brand: Brand
) -> None:
    for length in LENGTHS:
        publication = preview(name, kind, LIBRARY, brand, length)
        templates = {template for section in publication.makeup.sections for template in section.templates}
        assert name in templates
        assert publication.title.startswith(f"{name}: ")


def test_a_long_preview_has_more_text_than_a_short_one(brand: Brand) -> None:
    def words(length: Length) -> int:
        items = [i for s in preview("standard", "newsletter", LIBRARY, brand, length).sheets for i in s.items]
        return sum(len(p.text.split()) for item in items if isinstance(item, TextItem) for p in item.paragraphs)

    assert words("short") < words("normal") < words("long")


@pytest.mark.parametrize("kind", ["newsletter", "deck"])
def test_the_gallery_shows_every_template(kind: Literal["newsletter", "deck"], brand: Brand) -> None:
    publication = gallery(kind, LIBRARY, brand)
    names = LIBRARY.pages if kind == "newsletter" else LIBRARY.slides
    tags = {
        item.paragraphs[0].text for sheet in publication.sheets for item in sheet.items if isinstance(item, TextItem)
    }
    assert set(names) <= tags
    keys = [p.key for s in publication.sheets for i in s.items if isinstance(i, TextItem) for p in i.paragraphs]
    sections = {key.partition(".")[0] for key in keys} - {"furniture"}
    assert len(sections) >= len(names)


def test_a_capacity_is_what_the_slot_takes(brand: Brand) -> None:
    """As many words of the sample as `show` tells fit the slot; a fifth more do not."""
    (found,) = described("text", LIBRARY, brand)
    body = next(place for place in found.capacities if "body" in place.slots)
    assert body.words is not None
    assert body.lines is not None
    words = (SAMPLE * 10).split()

    def slides(count: int) -> int:
        from reportgen import compose

        section = {"type": "story", "headline": "Words", "body": " ".join(words[:count]), "layout": {"deck": "text"}}
        data = {"title": "T", "language": "en", "deck": "full", "sections": [section]}
        return len(compose(parse(data, folder=ROOT / "examples"), "deck", brand=brand).sheets)

    assert slides(round(body.words * 0.97)) == 1
    assert slides(round(body.words * 1.6)) > 1


def test_an_unknown_template_is_named_with_the_nearest(brand: Brand) -> None:
    with pytest.raises(TemplateError) as caught:
        described("standrad", LIBRARY, brand)
    assert 'did you mean "standard"?' in caught.value.hint


def test_samples_are_valid_sections() -> None:
    assert sample("nothing", ["headline"]) is None
    made = sample("story", ["headline", "body", "points"], 0.5)
    assert made is not None
    assert list(made) == ["type", "headline", "body", "points"]


def reportgen(*arguments: str, cwd: Path) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-m", "reportgen", "layouts", *arguments]
    return subprocess.run(command, capture_output=True, text=True, cwd=cwd, check=False)


BRAND = ("--brand", str(ROOT / "examples/brands/meridian/brand.yaml"))


def test_the_commands(tmp_path: Path) -> None:
    listed = reportgen("list", *BRAND, cwd=tmp_path)
    assert listed.returncode == 0, listed.stderr
    assert all(name in listed.stdout for _, name in KINDS)
    shown = reportgen("show", "text", *BRAND, cwd=tmp_path)
    assert "12 lines  about" in shown.stdout
    told = json.loads(reportgen("show", "text", "--json", *BRAND, cwd=tmp_path).stdout)
    assert told[0]["kind"] == "deck"
    made = reportgen("preview", "quote", "-o", "quote.pptx", *BRAND, cwd=tmp_path)
    assert made.returncode == 0, made.stderr
    assert (tmp_path / "quote.pptx").read_bytes()[:2] == b"PK"
    wrong = reportgen("preview", "quote", "-o", "quote.doc", *BRAND, cwd=tmp_path)
    assert wrong.returncode == 2
    assert "ends in no known format" in wrong.stderr
    unknown = reportgen("show", "quotes", *BRAND, cwd=tmp_path)
    assert unknown.returncode == 2
    assert 'did you mean "quote"?' in unknown.stderr


def test_a_projects_own_template_is_found_at_once(tmp_path: Path) -> None:
    folder = tmp_path / "layouts/pages"
    folder.mkdir(parents=True)
    text = (ROOT / "layouts/pages/quote.yaml").read_text()
    (folder / "our-quote.yaml").write_text(text.replace("A pull quote", "Our own quote"))
    (tmp_path / "reportgen.toml").write_text("")
    assert "Our own quote" in reportgen("list", *BRAND, cwd=tmp_path).stdout
    made = reportgen("preview", "our-quote", *BRAND, cwd=tmp_path)
    assert made.returncode == 0, made.stderr
    assert (tmp_path / "our-quote.pdf").is_file()


@pytest.mark.parametrize("kind", ["newsletter", "deck"])
def test_the_gallery_is_read_by_the_names_of_its_templates(kind: Literal["newsletter", "deck"], brand: Brand) -> None:
    """Names are the headings and the bookmarks; what samples call headings are none."""
    publication = gallery(kind, LIBRARY, brand)
    names = LIBRARY.pages if kind == "newsletter" else LIBRARY.slides
    with pikepdf.open(io.BytesIO(render(publication, "pdf"))) as pdf, pdf.open_outline() as outline:
        assert [entry.title for entry in outline.root] == [publication.title, *names]
        tags = [str(one.S) for one in pdf.objects if isinstance(one, pikepdf.Dictionary) and "/S" in one]
    assert tags.count("/H1") == 1
    assert tags.count("/H2") == len(names)
    assert not {"/H3", "/H4"} & set(tags)
