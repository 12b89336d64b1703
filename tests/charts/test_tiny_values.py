"""Values so small that their scale is dust are refused at their chart; small ones are drawn."""

from __future__ import annotations

from pathlib import Path

import pytest

from reportgen import build
from reportgen.errors import FitError, ReportgenError

CASE = Path(__file__).parents[1] / "cases/hostile/smallest-number-in-a-chart/source.yaml"


@pytest.mark.parametrize("value", ["5.0e-324", "1.0e-200", "-3.0e-15"])
@pytest.mark.parametrize("kind", ["line", "column", "bar"])
def test_values_of_dust_are_refused_at_their_line(tmp_path: Path, value: str, kind: str) -> None:
    file = tmp_path / "source.yaml"
    file.write_text(CASE.read_text().replace("5.0e-324", value).replace("kind: line", f"kind: {kind}"))
    with pytest.raises(ReportgenError, match=r"source\.yaml:4.*too small to be drawn") as caught:
        build(file, tmp_path / "out", kinds=["deck"], formats=["pdf"])
    assert all(isinstance(one, FitError) for one in caught.value.each)


def test_small_values_are_drawn(tmp_path: Path) -> None:
    file = tmp_path / "source.yaml"
    file.write_text(CASE.read_text().replace("5.0e-324", "1.0e-9"))
    (output,) = build(file, tmp_path / "out", kinds=["deck"], formats=["pdf"])
    assert output.sheets == 1
