"""The programs on the page for other tools do what they say."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

PAGE = (Path(__file__).parents[2] / "docs/library.md").read_text("utf-8")


def test_the_programs_run() -> None:
    names: dict[str, Any] = {}
    for program in re.findall(r"```python\n(.*?)```", PAGE, re.DOTALL):
        exec(program.replace("settle=True", "settle=False"), names)  # the tests' process is not the service's own
    assert names["result"].format == "pptx" and names["result"].pages > 1
    assert "By region" in names["document"].to_yaml()
