"""The engine of services: limits, deadlines, cancelling, pools; the same bytes wherever a document is built."""

from __future__ import annotations

import asyncio
import gc
import io
import logging
import sys
import threading
from collections.abc import Callable
from concurrent.futures import ProcessPoolExecutor, ThreadPoolExecutor
from itertools import count
from multiprocessing import get_context
from pathlib import Path
from typing import Literal

import pytest
from PIL import Image

from reportgen import (
    Cancel,
    Document,
    Engine,
    Limits,
    Picture,
    Problems,
    ReportgenError,
    Table,
    compose,
    load_brand,
    parse,
)
from reportgen import sections as s
from reportgen.deadlines import Deadline, Stop, checkpoint, until
from reportgen.errors import BackendError, BrandError, CancelledError, DeadlineError, LimitError

BRANDS = Path(__file__).parent.parent / "examples/brands"


def document(number: int = 0, **more: object) -> Document:
    body = f"Noon is at {number}. " * (20 + number)
    sections = [s.Story(headline=f"At {number}", body=body), s.Quote(quote="Few *words*.")]
    return parse({"title": f"Letter {number}", "sections": sections, **more})


def long_document() -> Document:
    """One that takes seconds."""
    body = "\n\n".join(f"Noon is at {number}. " * 20 for number in range(1_500))
    return parse({"title": "Long", "sections": [{"type": "story", "headline": "Long", "body": body}]})


@pytest.fixture(scope="module")
def engine() -> Engine:
    return Engine(brands={name: load_brand(BRANDS / name / "brand.yaml") for name in ("meridian", "cirrus")})


def png(width: int, height: int) -> bytes:
    stream = io.BytesIO()
    Image.new("RGB", (width, height), "navy").save(stream, "PNG")
    return stream.getvalue()


def test_a_result_has_what_a_service_needs(engine: Engine) -> None:
    result = engine.build(document(), "deck", brand="meridian")
    assert (result.data[:2], result.format, repr(result.publication)) == (
        b"PK",
        "pptx",
        "Publication(deck, 'Letter 0', 2 slides)",
    )
    assert result.media_type.endswith("presentationml.presentation")
    assert repr(result) == f"Result(deck.pptx, 2 slides, {len(result.data)} bytes)"
    assert [section.type for section in result.makeup.sections] == ["story", "quote"]
    picture = Image.open(io.BytesIO(result.page_png(2, dpi=72)))
    assert (picture.format, picture.size) == ("PNG", (960, 540))
    assert result._repr_png_()[1:4] == b"PNG"
    assert all(finding.rule for finding in result.findings)
    with pytest.raises(BackendError, match="there is no page 3"):
        result.page_png(3)


def test_brands_are_those_of_the_engine(engine: Engine) -> None:
    named = engine.build(document(brand="cirrus"))
    assert (
        named.data == engine.build(document(), brand="cirrus").data != engine.build(document(), brand="meridian").data
    )
    with pytest.raises(BrandError, match='no brand "acme"'):
        engine.build(document(), brand="acme")


def test_kinds_that_there_are_not() -> None:
    with pytest.raises(BackendError, match=r"'slides' is no kind of publication .known: newsletter, deck") as caught:
        compose(document(), "slides")  # type: ignore[arg-type]
    assert caught.value.code == "backend"
    with pytest.raises(BackendError, match="'slides' is no kind"):
        Engine().build(document(), "slides")  # type: ignore[arg-type]


def test_what_is_laid_brings_its_remarks() -> None:
    odd = parse({"title": "T", "sections": [{"type": "quote", "quote": "A \u4e00 \x07 word."}]})
    assert [remark.message for remark in compose(odd, "deck").remarks if "control" in remark.message]


def test_limits_are_told_all_at_once() -> None:
    tight = Engine(limits=Limits(sections=1, cells=3, pixels=100, pages=1))
    table = s.Table(headline="Rows", table=Table(columns=["A", "B"], rows=[["x", 1], ["y", 2]]))
    much = Document(title="T", sections=[s.Brief(headline="H", figure=Picture(png(20, 30), alt="x")), table])
    with pytest.raises(Problems) as caught:
        tight.build(much)
    assert [(one.code, one.where.pointer, one.message) for one in caught.value.each] == [
        ("limit", "/sections", "there are 2 sections; the most is 1"),
        ("limit", "/sections/1/table", "there are 4 cells of tables; the most is 3"),
        ("limit", "/sections/0/figure/file", "there are 600 pixels; the most is 100"),
    ]
    long = Document(title="T", sections=[s.Story(headline="H", body="\n\n".join(["Words of it. " * 300] * 10))])
    with pytest.raises(LimitError, match=r"there are [0-9]+ pages; the most is 1"):
        tight.build(long)


def ticking(step: float) -> Callable[[], float]:
    ticks = count()
    return lambda: next(ticks) * step


def test_work_ends_at_its_deadline() -> None:
    done: list[int] = []
    with pytest.raises(DeadlineError, match=r"longer than 0\.5 s"), until(Deadline(0.5, clock=ticking(0.1))):
        for number in range(100):
            checkpoint()
            done.append(number)
    assert len(done) == 3
    checkpoint()  # nothing is left of it
    with until(Deadline(None)):
        checkpoint()


def test_a_stop_is_no_error_of_the_work() -> None:
    """What collects errors and goes on must not collect the end of the time."""
    assert not issubclass(Stop, Exception)


@pytest.mark.parametrize("step", [0.001, 0.004, 0.02])
def test_a_build_ends_wherever_its_deadline_finds_it(
    engine: Engine, step: float, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("reportgen.engine.Deadline", lambda seconds, cancel: Deadline(seconds, cancel, ticking(step)))
    with pytest.raises(DeadlineError):
        engine.build(document(3), "deck", deadline=0.05)
    monkeypatch.undo()
    fresh = Engine(brands=engine.brands)
    again = engine.build(document(3), "deck", brand="meridian")
    assert again.data == fresh.build(document(3), "deck", brand="meridian").data


def test_a_build_is_called_off(engine: Engine) -> None:
    cancel = Cancel()
    cancel.now()
    with pytest.raises(CancelledError) as caught:
        engine.build(document(), cancel=cancel)
    assert caught.value.to_dict()["code"] == "cancelled"


def test_the_same_bytes_alone_in_threads_and_in_processes(engine: Engine) -> None:
    ready = engine.warm_up()
    opened: list[str] = []
    watching = threading.Event()
    sys.addaudithook(
        lambda event, given: opened.append(str(given[0])) if event == "open" and watching.is_set() else None
    )
    watching.set()
    alone = [ready.build(document(number), brand="meridian").data for number in range(12)]
    watching.clear()
    allowed = ("/fonts/", "/layouts/", "/brands/meridian/", ".py", "/dev/", "/dist-info/")
    assert not [name for name in opened if not any(part in name for part in allowed)]
    with ThreadPoolExecutor(4) as threads:
        assert (
            list(threads.map(lambda number: ready.build(document(number), brand="meridian").data, range(12))) == alone
        )

    async def made() -> list[bytes]:
        with ProcessPoolExecutor(1, get_context("spawn")) as pool:
            results = [await ready.build_in(pool, document(number), brand="meridian") for number in (1, 2)]
        results.append(await ready.build_in(None, document(3), brand="meridian"))
        return [result.data for result in results]

    assert asyncio.run(made()) == alone[1:4]


@pytest.mark.parametrize("kind", ["newsletter", "deck"])
def test_what_a_layout_took_is_free_when_the_next_begins(engine: Engine, kind: Literal["newsletter", "deck"]) -> None:
    """A service's memory is flat: a publication does not stay until Python looks for what holds itself."""
    engine.build(document(1), kind)
    gc.collect()
    gc.disable()
    try:
        compose(document(2), kind, brand="meridian")
        left = gc.collect()
    finally:
        gc.enable()
    assert left < 300


def test_a_task_that_is_cancelled_calls_its_thread_off(engine: Engine) -> None:
    async def cancelled() -> None:
        task = asyncio.create_task(engine.build_in(None, document(7), brand="meridian"))
        await asyncio.sleep(0)
        task.cancel()
        with pytest.raises(asyncio.CancelledError):
            await task

    asyncio.run(cancelled())


@pytest.mark.parametrize("method", ["spawn", "fork"] if sys.platform == "linux" else ["spawn"])
def test_a_build_in_another_process_is_called_off(engine: Engine, method: str) -> None:
    cancel, kept = Cancel(), Cancel()
    with ProcessPoolExecutor(1, get_context(method)) as pool:
        long = pool.submit(engine.build, long_document(), brand="meridian", cancel=cancel)
        after = pool.submit(engine.build, document(1), brand="meridian", cancel=kept)
        cancel.now()
        with pytest.raises(CancelledError):
            long.result()
        assert after.result().pages == 1


def test_a_task_that_is_cancelled_calls_its_process_off(engine: Engine) -> None:
    async def cancelled() -> int:
        with ProcessPoolExecutor(1, get_context("spawn")) as pool:
            task = asyncio.create_task(engine.build_in(pool, long_document(), brand="meridian"))
            await asyncio.sleep(0.1)
            task.cancel()
            with pytest.raises(asyncio.CancelledError):
                await task
            return (await engine.build_in(pool, document(1), brand="meridian")).pages

    assert asyncio.run(cancelled()) == 1


def test_logs_have_sizes_and_no_contents(engine: Engine, caplog: pytest.LogCaptureFixture) -> None:
    caplog.set_level(logging.DEBUG, "reportgen")
    engine.build(document(5), brand="meridian")
    with pytest.raises(ReportgenError):
        engine.build(document(5), brand="meridian", deadline=0)
    told = " ".join(record.getMessage() for record in caplog.records)
    assert "newsletter laid: 2 sections, 1 sheets" in told
    assert "refused" in told and "deadline" in told
    assert "Noon" not in told and "Letter" not in told
