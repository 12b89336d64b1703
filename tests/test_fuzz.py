"""Random documents: those that a person could have written are built, and any text in any field is set or refused in place.

`REPORTGEN_SEED=5000 pytest tests/test_fuzz.py` runs others than those of every day.
"""

from __future__ import annotations

import importlib.util
import io
import os
import zipfile
from collections.abc import Callable, Iterator
from pathlib import Path
from random import Random
from types import ModuleType
from typing import Any, get_args

import pikepdf
import pytest
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st

from reportgen import Publication, compose, load, render
from reportgen.errors import ReportgenError
from reportgen.sections import section_models

FIRST = int(os.environ.get("REPORTGEN_SEED", "1000"))
COUNT = 24
SETTINGS = {
    "type",
    "layout",
    "only",
    "omit",
    "short",
    "key",
    "hidden",
    "build",
    "transition",
    "deck",
    "slides",
    "continues",
    "repeated",
}
"""Fields that say how a section is shown; what they may say depends on the section and is tested elsewhere."""

NASTY = st.sampled_from(
    [
        "=cmd|' /C calc'!A0",
        "<b>&amp;</b>",
        "{{ x }} {% y %}",
        "\u202eright to left\u202c",
        "مرحبا بالعالم",
        "नमस्ते",
        "a\u0301e\u0308 ﬁ ﬀ",
        "👩\u200d👩\u200d👧 👍🏽",
        "_x000B_ _x0007_",
        "\x07\x0b\r\n\t end",
        "\ufffe\uffff \ud7ff",
        "数据，中心。（西部）“计算”——",
        "ＦＵＬＬ ｗｉｄｔｈ",
        "a" * 400,
        "https://example.com/" + "long/" * 60,
        "** [x]( ^y^ `z",
        "- \n- \n1. \n> ",
        "]]> <![CDATA[ -->",
        "\u00ad\u200b\u2060\ufeff",
        " ",
        "٣٫١٤ ½ ² №",
    ]
)
TEXT = st.one_of(NASTY, st.text(min_size=1, max_size=80), st.text(st.characters(max_codepoint=255), min_size=1))


def _author() -> ModuleType:
    spec = importlib.util.spec_from_file_location("author", Path(__file__).with_name("documents") / "author.py")
    assert spec is not None and spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


AUTHOR = _author()


@pytest.fixture(scope="module")
def desk(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The author's folder, with all pictures in it."""
    folder = tmp_path_factory.mktemp("desk")
    AUTHOR.draw_pictures(folder)
    return folder


Written = list[tuple[int, str, Publication | ReportgenError]]


@pytest.fixture(scope="module")
def composed(desk: Path) -> Written:
    """What became of each document, as newsletter and as deck: a publication, or a refusal."""
    found: Written = []
    for seed in range(FIRST, FIRST + COUNT):
        source = AUTHOR.Author(Random(seed), desk).document()
        for kind in ("newsletter", "deck"):
            try:
                found.append((seed, kind, compose(load(source, base=desk), kind)))
            except ReportgenError as error:
                found.append((seed, kind, error))
    return found


def test_the_author_writes_every_field(desk: Path) -> None:
    """A field that is new in a section type is to be written by the author as well."""
    wanted = {
        (str(get_args(model.model_fields["type"].annotation)[0]), field)
        for model in section_models()
        for field in model.model_fields
        if field not in SETTINGS
    }
    written = {
        (section["type"], field)
        for seed in range(400)
        for section in AUTHOR.Author(Random(seed), desk).document()["sections"]
        for field in section
    }
    assert sorted(wanted - written) == []


def test_the_author_is_repeatable(desk: Path) -> None:
    first, second = (AUTHOR.Author(Random(FIRST), desk).document() for _ in range(2))
    assert first == second


def test_what_people_write_is_built(composed: Written) -> None:
    refused = [f"{seed} as {kind}: {made}" for seed, kind, made in composed if isinstance(made, ReportgenError)]
    assert len(refused) < 0.1 * len(composed), "\n".join(refused)


def test_what_is_built_can_be_opened(composed: Written) -> None:
    whole: Iterator[Publication] = (made for _, _, made in composed if not isinstance(made, ReportgenError))
    for number, publication in enumerate(whole):
        if number % 3 == 0:  # every third: writing takes longer than composing
            with pikepdf.open(io.BytesIO(render(publication, "pdf"))) as opened:
                assert opened.check_pdf_syntax() == []
            assert zipfile.ZipFile(io.BytesIO(render(publication, "pptx"))).testzip() is None


def _somewhere(value: Any, text: Callable[[], str], random: Random) -> Any:
    """The value with a few of its texts replaced."""
    if isinstance(value, dict):
        kept = ("type", "kind", "file", "url", "show", "axis", "language", "currency")
        return {key: inner if key in kept else _somewhere(inner, text, random) for key, inner in value.items()}
    if isinstance(value, list):
        return [_somewhere(inner, text, random) for inner in value]
    return text() if isinstance(value, str) and random.random() < 0.08 else value


@settings(
    max_examples=25,
    phases=[Phase.generate],
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large, HealthCheck.function_scoped_fixture],
)
@given(st.integers(0, 10**6), st.data())
def test_any_text_in_any_field(desk: Path, seed: int, data: st.DataObject) -> None:
    source = AUTHOR.Author(Random(seed), desk).document(most=4)
    source = _somewhere(source, lambda: data.draw(TEXT), Random(seed))
    for kind in ("newsletter", "deck"):
        try:
            publication = compose(load(source, base=desk), kind)
            pdf, pptx = render(publication, "pdf"), render(publication, "pptx")
            render(publication, "json")
        except ReportgenError as error:
            assert str(error)
            continue
        with pikepdf.open(io.BytesIO(pdf)) as opened:
            assert opened.check_pdf_syntax() == []
        assert zipfile.ZipFile(io.BytesIO(pptx)).testzip() is None
