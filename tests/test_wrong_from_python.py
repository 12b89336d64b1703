"""What is wrong from Python: one error each with all faults, by its pointer and code, in words of Python.

The golden file is written anew by `python tests/test_wrong_from_python.py`; read it then.
"""

from __future__ import annotations

import io
import math
from collections.abc import Callable
from decimal import Decimal
from pathlib import Path
from typing import Any

import numpy as np
import pandas as pd
import polars as pl
import pytest

import reportgen
import reportgen.sections
from reportgen import ReportgenError, compose

s: Any = reportgen.sections
Chart: Any = reportgen.Chart
Document: Any = reportgen.Document
Picture: Any = reportgen.Picture
Series: Any = reportgen.Series
Stat: Any = reportgen.Stat
Table: Any = reportgen.Table
parse: Any = reportgen.parse
"""Without their types, because all that follows is wrong."""

GOLDEN = Path(__file__).parent / "wrong/from_python.txt"


def closed() -> io.BytesIO:
    stream = io.BytesIO(b"x")
    stream.close()
    return stream


circle: list[Any] = []
circle.append(circle)
deep: list[Any] = []
for _ in range(200):
    deep = [deep]
loop: dict[str, Any] = {"title": "T"}
loop["sections"] = [loop]


def doc(*sections: Any, **k: Any) -> Any:
    return Document(title="T", sections=list(sections), **k)


def story(**k: Any) -> Any:
    return doc(s.Story(**{"headline": "H", **k}))


def table(**k: Any) -> Any:
    return doc(s.Table(headline="H", table=Table(**k)))


def chart(**k: Any) -> Any:
    return doc(s.Chart(headline="H", chart=Chart(**k)))


WRONG: dict[str, Callable[[], object]] = {
    "a list for a source": lambda: parse([1]),
    "None for a source": lambda: parse(None),
    "a stream for a source": lambda: parse(io.BytesIO(b"title: T"), "yaml"),
    "a path for a text": lambda: parse("/etc/passwd", "yaml"),
    "a text without its format": lambda: parse("title: T"),
    "an unknown format": lambda: parse("title: T", "toml"),
    "a dict with a format": lambda: parse({"title": "T"}, "yaml"),
    "bytes that are no UTF-8": lambda: parse(b"\xff\xfe\x00", "yaml"),
    "no keys": lambda: Document(),
    "a title that is a list": lambda: Document(title=["T"], sections=[s.Quote(quote="x")]),
    "sections that are a dict": lambda: Document(title="T", sections={"a": 1}),
    "no sections": lambda: doc(),
    "a section that is a text": lambda: doc("Hello"),
    "a section that is None": lambda: doc(None),
    "a content for a section": lambda: doc(Picture("a.png", alt="x")),
    "an unknown type": lambda: doc({"type": "qoute", "quote": "x"}),
    "a type that is no text": lambda: doc({"type": 3}),
    "an unknown keyword": lambda: story(bodi="x"),
    "a missing headline": lambda: doc(s.Story(body="x")),
    "a number for a text": lambda: story(body=3),
    "a list of mixed points": lambda: story(points=["a", None, 3.5]),
    "a generator": lambda: story(points=(x for x in "ab")),
    "a set": lambda: story(points={"a", "b"}),
    "a list in itself": lambda: story(points=circle),
    "a dict in itself": lambda: parse(loop),
    "values too deep": lambda: story(points=deep),
    "NaN": lambda: chart(kind="column", categories=["a"], series=[Series("S", [math.nan])]),
    "infinity": lambda: table(columns=["A"], rows=[[math.inf]]),
    "a Decimal that is NaN": lambda: doc(s.Stats(stats=[Stat(Decimal("NaN"), "x")])),
    "NumPy's NaN": lambda: table(columns=["A"], rows=[[np.float32("nan")]]),
    "NaT": lambda: doc(s.Events(headline="H", events=[s.Event(date=pd.NaT, title="x")])),
    "an object": lambda: story(body=object()),
    "a class": lambda: story(body=int),
    "a function": lambda: story(body=print),
    "a complex number": lambda: doc(s.Stats(stats=[Stat(3 + 2j, "x")])),
    "a picture without alt": lambda: story(figure=Picture(b"x")),
    "a broken picture": lambda: compose(story(figure=Picture(b"x", alt="y")), "deck"),
    "a closed stream": lambda: story(figure=Picture(closed(), alt="y")),
    "a stream of text": lambda: story(figure=Picture(io.StringIO("x"), alt="y")),
    "a file that was not handed over": lambda: doc(
        s.Story(headline="H", figure=Picture("pictures/a.png", alt="y")), files={"pictures/b.png": b"x"}
    ),
    "a file outside": lambda: Document(title="T", sections=[s.Quote(quote="x")], files={"../a.png": b"x"}),
    "a frame without a column": lambda: doc(
        s.Table(headline="H", table=Table.from_dataframe(pl.DataFrame({"A": [1]}), columns=["B"]))
    ),
    "a chart of words": lambda: chart(kind="column", categories=["a"], series=[Series("S", ["many"])]),
    "a chart of unequal lengths": lambda: chart(kind="column", categories=["a", "b"], series=[Series("S", [1])]),
    "a chart without data": lambda: chart(kind="column"),
    "a boolean in a cell": lambda: table(columns=["A"], rows=[[True]]),
    "rows that are too long": lambda: table(columns=["A"], rows=[["x", "y"]]),
    "a date that is none": lambda: Document(title="T", date="2026-13-40", sections=[s.Quote(quote="x")]),
    "an unknown output": lambda: Document(title="T", outputs=["deck.doc"], sections=[s.Quote(quote="x")]),
    "what does not fit": lambda: compose(doc(s.Quote(quote="x"), s.Story(headline="word " * 300, body="x")), "deck"),
    "several at once": lambda: doc(
        s.Story(hedline="x", points=[1]),
        s.Table(headline="H", table=Table(columns=["A"], rows=[["x", "y"]])),
        {"type": "qoute"},
        langauge="de",
    ),
}


def told(name: str) -> str:
    try:
        WRONG[name]()
    except ReportgenError as error:
        lines = [f"  {one.code} {one.where.pointer or '/'}\n    {one.message}\n    -> {one.hint}" for one in error.each]
        return "\n".join([f"{name}:", *lines]) + "\n"
    return f"{name}: nothing is wrong\n"


def golden() -> dict[str, str]:
    parts = GOLDEN.read_text("utf-8").split("\n\n")
    return {part.partition(":")[0]: part.rstrip("\n") + "\n" for part in parts if part.strip()}


@pytest.mark.parametrize("name", WRONG)
def test_what_is_wrong_is_told(name: str) -> None:
    assert told(name) == golden()[name]


def test_there_are_forty_of_them_and_none_speaks_yaml() -> None:
    assert len(WRONG) >= 40
    assert set(golden()) == set(WRONG)
    words = ("dash", "keys with values", "in quotes", "null", "indent", "colon")
    of_python = "".join(text for name, text in golden().items() if name != "a path for a text")
    assert not [word for word in words if word in of_python]


if __name__ == "__main__":
    GOLDEN.write_text("\n".join(map(told, WRONG)), "utf-8")
