"""Pictures that Python hands over are those of a file with the same content."""

from __future__ import annotations

import io
from typing import Any

import pytest
from PIL import Image

from reportgen import ReportgenError, compose, parse, render
from reportgen.files import HeldFile
from reportgen.frames import ImageItem, Picture


def image(mode: str = "RGB") -> Image.Image:
    return Image.new(mode, (60, 40), 120 if len(mode) == 1 else None)


def saved(form: str = "PNG") -> bytes:
    stream = io.BytesIO()
    image().save(stream, form)
    return stream.getvalue()


def figure() -> Any:
    from matplotlib.figure import Figure

    made = Figure(figsize=(4, 3))
    axes = made.subplots()
    axes.plot([1, 2, 3], [2.5, 1.5, 4], label="Sales")
    axes.fill_between([1, 2, 3], [0, 0, 0], [2.5, 1.5, 4], alpha=0.3, hatch="//")
    axes.set_title("Sales, €")
    axes.legend()
    return made


def deck_of(picture: object, **more: object) -> Any:
    story = {"type": "story", "headline": "H", "figure": {"picture": {"file": picture, "alt": "A", **more}}}
    return compose(parse({"title": "T", "sections": [story]}), "deck")


def picture_of(given: object) -> Picture:
    deck = deck_of(given)
    (key,) = {item.picture for sheet in deck.sheets for item in sheet.items if isinstance(item, ImageItem)}
    return deck.pictures[key]  # type: ignore[no-any-return]


@pytest.mark.parametrize(
    "given",
    [saved(), bytearray(saved()), memoryview(saved()), io.BytesIO(saved()), image(), HeldFile("a.png", saved())],
    ids=lambda given: type(given).__name__,
)
def test_a_picture_is_that_of_its_bytes(given: object) -> None:
    picture = picture_of(given)
    assert (picture.width, picture.height) == (60, 40)
    assert picture.data == picture_of(saved()).data


def test_a_jpeg_is_kept_as_it_was_compressed() -> None:
    opened = Image.open(io.BytesIO(saved("JPEG")))
    assert picture_of(opened).media == "image/jpeg"


@pytest.mark.parametrize("mode", ["CMYK", "F", "HSV", "1", "L", "P"])
def test_images_of_all_modes(mode: str) -> None:
    assert deck_of(Image.new(mode, (60, 40))).pictures


def test_a_figure_of_matplotlib_is_a_drawing() -> None:
    one, other = picture_of(figure()), picture_of(figure())
    sheet = deck_of(figure()).sheets[0]
    assert {item.crop for item in sheet.items if isinstance(item, ImageItem)} == {(0, 0, 0, 0)}  # its labels are shown
    assert one.media == "image/svg+xml" and one.data == other.data and not one.notes
    assert render(deck_of(figure()), "pptx") and render(deck_of(figure()), "pdf")


def test_a_picture_may_stand_for_itself() -> None:
    pictures = [{"file": saved(), "alt": str(number)} for number in range(2)]
    gallery = {"type": "gallery", "headline": "H", "pictures": pictures}
    assert len(parse({"title": "T", "sections": [gallery]}).sections[0].offer) == 2
    with pytest.raises(ReportgenError, match='the picture needs "alt"'):
        parse({"title": "T", "sections": [{"type": "story", "headline": "H", "figure": saved()}]})


@pytest.mark.parametrize(
    ("given", "said"),
    [
        (io.StringIO("text"), "got a stream of text"),
        (b"no picture", "picture"),
        (b"", "picture"),
        (7, "expected a str"),
    ],
)
def test_what_is_no_picture_is_told_at_its_place(given: object, said: str) -> None:
    with pytest.raises(ReportgenError) as told:
        deck_of(given)
    assert said in str(told.value) and told.value.where.path == "sections[0].figure.picture.file"
