"""Pictures in their places: the brand's tone, and what is laid over them."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest
from PIL import Image

from reportgen import Publication, compose, load
from reportgen.brand import Brand
from reportgen.brand.colour import READABLE, blend, contrast
from reportgen.brand.load import load_brand
from reportgen.errors import ReportgenError
from reportgen.frames import ImageItem, ShapeItem
from reportgen.preflight.pages import low_contrast
from reportgen.structs import replace

ROOT = Path(__file__).parents[2]
SVG = '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 40 20"><path d="M0 0H40V20Z"/></svg>'


@pytest.fixture
def project(meridian: Path) -> Path:
    Image.new("RGB", (2400, 1600), "#FFFFFF").save(meridian / "white.png")
    (meridian / "drawing.svg").write_text(SVG)
    return meridian


def branded(project: Path, more: str) -> None:
    """The brand's file with another look of its pictures."""
    file = project / "brands/meridian/brand.yaml"
    file.write_text(file.read_text("utf-8").partition("\npictures:")[0] + f"\n{more}", "utf-8")


def story(project: Path, picture: str, kind: str = "newsletter") -> Publication:
    head = "title: T\nbrand: meridian\nsections:\n  - type: story\n    headline: Power\n    body: A plan that works.\n"
    (project / "june.yaml").write_text(f"{head}    figure: {{{picture}, alt: A wide plain}}\n")
    return compose(load(project / "june.yaml"), kind)  # type: ignore[arg-type]


def images(publication: Publication) -> list[ImageItem]:
    items = [item for sheet in publication.sheets for item in sheet.items]
    return [item for item in items if isinstance(item, ImageItem) and not item.artifact]


def overlays(publication: Publication) -> list[ShapeItem]:
    items = [item for sheet in publication.sheets for item in sheet.items]
    return [item for item in items if isinstance(item, ShapeItem) and item.name == "overlay"]


@pytest.mark.parametrize("kind", ["newsletter", "deck"])
def test_a_picture_takes_the_tone_that_its_author_gives_it(project: Path, kind: str) -> None:
    [plain] = images(story(project, "file: white.png", kind))
    assert plain.tone is None
    [grey] = images(story(project, "file: white.png, tone: grey", kind))
    assert grey.tone is not None
    assert [colour.rgb for colour in grey.tone] == ["000000", "FFFFFF"]
    branded(project, "pictures:\n  duotone: [accent1, surface]\n")
    [two] = images(story(project, "file: white.png, tone: duotone", kind))
    assert two.tone is not None
    assert [colour.role for colour in two.tone] == ["accent1", "surface"]


def test_a_brand_gives_all_photographs_its_tone_and_leaves_drawings_alone(project: Path) -> None:
    branded(project, "pictures:\n  tone: duotone\n")
    assert images(story(project, "file: white.png"))[0].tone is not None
    assert images(story(project, "file: white.png, tone: plain"))[0].tone is None
    assert images(story(project, "file: drawing.svg"))[0].tone is None
    logos = [item for master in story(project, "file: white.png").masters for item in master.items]
    assert all(item.tone is None for item in logos if isinstance(item, ImageItem))


def test_a_drawing_that_is_to_have_a_tone_is_refused_at_its_line(project: Path) -> None:
    with pytest.raises(ReportgenError, match=r"drawing\.svg is a drawing") as caught:
        story(project, "file: drawing.svg, tone: duotone")
    assert caught.value.where.line == 7


@pytest.mark.parametrize(
    ("key", "value", "said"),
    [("tone", "sepia", "plain"), ("duotone", "[ink, gold]", "accent1"), ("overlay", "2", "0.95")],
)
def test_a_wrong_look_is_told_at_its_line(project: Path, key: str, value: str, said: str) -> None:
    lines = (project / "brands/meridian/brand.yaml").read_text("utf-8").partition("\npictures:")[0].count("\n") + 1
    branded(project, f"pictures:\n  {key}: {value}\n")
    with pytest.raises(ReportgenError, match=said) as caught:
        load_brand(project / "brands/meridian/brand.yaml")
    assert caught.value.where.line == lines + 2


def test_an_overlay_has_the_place_and_shape_of_its_picture(project: Path) -> None:
    assert overlays(story(project, "file: white.png")) == []
    branded(project, "pictures:\n  overlay: 0.4\n")
    for shape, kind in (("rect", "rect"), ("rounded", "rect"), ("circle", "ellipse")):
        made = story(project, f"file: white.png, overlay: true, shape: {shape}")
        [image], [over] = images(made), overlays(made)
        assert (over.box, over.kind, over.radius, over.opacity) == (image.box, kind, image.radius, 0.4)
        [sheet] = made.sheets
        assert sheet.items.index(over) == sheet.items.index(image) + 1


def brands() -> list[Brand]:
    return [load_brand(path) for path in sorted((ROOT / "examples/brands").glob("*/brand.yaml"))]


@pytest.mark.parametrize("brand", brands(), ids=lambda brand: brand.name)
def test_text_on_a_veil_can_be_read_whatever_the_picture_shows(brand: Brand) -> None:
    for ground in ("ink", "paper", "accent1"):
        text, fill = brand.text("text", ground).rgb, brand.fill(ground).rgb
        for under in ("000000", "FFFFFF", "808080"):
            assert contrast(text, blend(fill, under, brand.veil(ground))) >= READABLE


@pytest.mark.parametrize("brand", sorted(path.parent.name for path in (ROOT / "examples/brands").glob("*/brand.yaml")))
@pytest.mark.parametrize("layout", ["title-full", "quote-full"])
def test_slides_with_text_on_a_picture_pass_the_check_of_contrast(project: Path, brand: str, layout: str) -> None:
    shutil.copytree(ROOT / "examples/brands", project / "brands", dirs_exist_ok=True)
    part = {"title-full": "type: cover\n    masthead: Power\n    standfirst: A plan that works"}.get(
        layout, "type: quote\n    quote: A plan that works\n    attribution: The planner"
    )
    text = f"title: T\nbrand: {brand}\nsections:\n  - {part}\n    layout: {layout}\n    picture: {{file: white.png, alt: White}}\n"
    (project / "june.yaml").write_text(text)
    made = compose(load(project / "june.yaml"), "deck")
    assert len(overlays(made)) == 1
    assert list(low_contrast(made)) == []
    without = [
        item if not isinstance(item, ShapeItem) or item.name != "overlay" else
        ShapeItem(item.box, fill=item.fill, name="overlay", opacity=0.1)
        for item in made.sheets[0].items
    ]  # fmt: skip
    thin = replace(made, sheets=(replace(made.sheets[0], items=tuple(without)),))
    assert list(low_contrast(thin))
