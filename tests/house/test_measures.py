"""The measures of the inner house: functions that can be read, templates that do not repeat each other.

Parameters (at most six) and McCabe's own count are held by ruff; see `pyproject.toml`.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

from radon.complexity import cc_visit

ROOT = Path(__file__).parents[2]
MOST_COMPLEX = 20
COMPLEX, SHARE = 10, 0.04
"""From which complexity a function counts as complex, and how many of all may be."""

MOST_REPEATED = 0.15
"""The part of the lines in `layouts/` that may stand there for the second time, or more often."""

MOST_QUESTIONS = 8
"""Questions in `layout/` whether this is a newsletter or a deck: each of them is a difference that no value carries."""

_QUESTION = re.compile(
    r"""(?:[=!]=|\bis\b|\bis not\b)\s*"(?:newsletter|deck)"|"(?:newsletter|deck)"\s*[=!]=|case "deck\""""
)


def functions() -> Iterator[tuple[str, int]]:
    """Each function with its cyclomatic complexity, boolean operators and comprehensions counted."""
    for file in sorted((ROOT / "reportgen").rglob("*.py")):
        for block in cc_visit(file.read_text("utf-8")):
            if block.letter in "FM":
                yield f"{file.relative_to(ROOT)}:{block.lineno} {block.name}", block.complexity


def test_no_function_is_too_complex() -> None:
    assert [name for name, complexity in functions() if complexity > MOST_COMPLEX] == []


def test_few_functions_are_complex() -> None:
    every = list(functions())
    complex_ = [f"{name}: {complexity}" for name, complexity in every if complexity > COMPLEX]
    assert len(complex_) <= SHARE * len(every), "\n".join(complex_)


def test_templates_do_not_repeat_each_other() -> None:
    lines = [
        line.strip() for file in (ROOT / "layouts").rglob("*.yaml") for line in file.read_text("utf-8").splitlines()
    ]
    counted = Counter(line for line in lines if line)
    again = Counter({line: count - 1 for line, count in counted.items() if count > 1})
    most = "\n".join(f"{count + 1} × {line}" for line, count in again.most_common(20))
    assert again.total() < MOST_REPEATED * counted.total(), most


def test_layout_seldom_asks_for_the_kind() -> None:
    asked = [
        f"{file.relative_to(ROOT)}:{number} {line.strip()}"
        for file in sorted((ROOT / "reportgen/layout").rglob("*.py"))
        for number, line in enumerate(file.read_text("utf-8").splitlines(), 1)
        if _QUESTION.search(line)
    ]
    assert len(asked) <= MOST_QUESTIONS, "\n".join(asked)


def test_nothing_is_left_of_merges() -> None:
    """What `patch` and merges put beside a file would be packed into the wheel."""
    folders = ("reportgen", "layouts", "tests", "docs", "examples", "fonts")
    left = [file for folder in folders for ending in ("orig", "rej") for file in (ROOT / folder).rglob(f"*.{ending}")]
    assert not [*left, *ROOT.glob("*.orig"), *ROOT.glob("*.rej")]
