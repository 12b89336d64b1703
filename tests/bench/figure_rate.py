"""Large figures, from the source to the file, beside python-pptx alone with as much data (seconds).

python tests/bench/figure_rate.py
"""

from __future__ import annotations

import io
import tempfile
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

from pptx import Presentation
from pptx.chart.data import CategoryChartData
from pptx.enum.chart import XL_CHART_TYPE
from pptx.util import Inches

from reportgen import compose, load, render
from reportgen.api import Kind
from reportgen.backends.formats import FormatName
from reportgen.errors import ReportgenError

ROOT = Path(__file__).parents[2]


def timed(name: str, make: Callable[[], object]) -> None:
    began = time.perf_counter()
    try:
        said = make()
    except ReportgenError as error:
        said = f"refused: {str(error).splitlines()[0][:110]}"
    print(f"{name:44} {time.perf_counter() - began:6.2f} s  {said}")


def ours(source: Path, kind: Kind, to: FormatName) -> str:
    publication = compose(load(source), kind)
    return f"{len(render(publication, to)) // 1024} KB, {len(publication.sheets)} sheets"


def theirs_chart(points: int) -> str:
    data: Any = CategoryChartData()  # type: ignore[no-untyped-call]
    data.categories = [f"c{number}" for number in range(points)]
    data.add_series("s", [number % 97 for number in range(points)])
    deck = Presentation()
    slide = deck.slides.add_slide(deck.slide_layouts[5])
    slide.shapes.add_chart(XL_CHART_TYPE.LINE, Inches(1), Inches(1), Inches(8), Inches(4), data)
    out = io.BytesIO()
    deck.save(out)
    return f"{len(out.getvalue()) // 1024} KB"


def theirs_table(rows: int, columns: int) -> str:
    deck = Presentation()
    slide = deck.slides.add_slide(deck.slide_layouts[5])
    table = slide.shapes.add_table(rows, columns, Inches(1), Inches(1), Inches(8), Inches(4)).table
    for row in range(rows):
        for column in range(columns):
            table.cell(row, column).text = str(row * column)
    out = io.BytesIO()
    deck.save(out)
    return f"{len(out.getvalue()) // 1024} KB"


def main() -> None:
    with tempfile.TemporaryDirectory() as work:
        folder = Path(work)
        for rows in (5000, 2500, 400):
            lines = "".join(f"Item {n},{n},{n * 7 % 91},{n * 3},{n % 9}.5,{n * 11},x{n},{n}\n" for n in range(rows))
            (folder / f"t{rows}.csv").write_text("a,b,c,d,e,f,g,h\n" + lines, "utf-8")
            body = f"    table: {{data: t{rows}.csv}}\n"
            (folder / f"t{rows}.yaml").write_text(f"title: T\nsections:\n  - type: table\n    headline: H\n{body}")
        values = ", ".join(str(number % 97) for number in range(10_000))
        names = ", ".join(f"c{number}" for number in range(10_000))
        chart = f"kind: line\n      categories: [{names}]\n      series: [{{name: S, values: [{values}]}}]\n"
        head = "title: T\nsections:\n  - type: chart\n    headline: H\n    chart:\n      "
        (folder / "chart.yaml").write_text(head + chart, "utf-8")
        outputs: list[tuple[Kind, FormatName]] = [("newsletter", "pdf"), ("deck", "pptx")]
        for name in ("chart", "t5000", "t2500", "t400"):
            for kind, to in outputs:
                timed(f"{name} as {to}", lambda n=name, k=kind, t=to: ours(folder / f"{n}.yaml", k, t))  # type: ignore[misc]
    timed("python-pptx: a chart of 10,000 categories", lambda: theirs_chart(10_000))
    timed("python-pptx: a table of 2,000 × 5", lambda: theirs_table(2000, 5))


if __name__ == "__main__":
    main()
