"""Make-up from a cold start: the long examples, and newsletters of growing length (seconds, and seconds a page).

python tests/bench/makeup_rate.py
"""

from __future__ import annotations

import time
from pathlib import Path
from typing import Any

from reportgen import load, parse
from reportgen.api import brand_of, library_of
from reportgen.layout.compose import compose
from reportgen.process import settle

ROOT = Path(__file__).parents[2]
SENTENCE = "Every hub needs power, water and fibre, and people who have the patience to see it through to the end. "


def long(stories: int) -> dict[str, Any]:
    sections: list[dict[str, Any]] = []
    for number in range(stories):
        body = "\n\n".join([SENTENCE * (2 + (number + n) % 4) for n in range(4 + number % 5)])
        sections.append({"type": "story", "headline": f"Story {number}", "body": body})
        points = [SENTENCE[: 40 + 7 * (n + number % 3)].strip() for n in range(3)]
        sections.append({"type": "brief", "headline": f"Brief {number}", "points": points})
    return {"title": "Long", "language": "en", "brand": "meridian", "sections": sections}


settle()  # as the command line does


def measured(source: Any) -> tuple[int, float]:
    document = parse(source, folder=ROOT / "examples") if isinstance(source, dict) else load(source)
    brand = brand_of(document)
    library = library_of(document, brand)
    best = float("inf")
    for _ in range(3):
        began = time.perf_counter()
        publication = compose(document, brand, library, "newsletter")
        best = min(best, time.perf_counter() - began)
        if best > 5:
            break  # once is enough of what takes long
    return len(publication.sheets), best


def main() -> None:
    for name in ("meridian-review", "northfield-letter", "cirrus-dispatch"):
        pages, seconds = measured(ROOT / f"examples/{name}/{name}.yaml")
        print(f"{name:20} {pages:4} pages  {seconds:6.2f} s  {1000 * seconds / pages:6.1f} ms a page")
    for stories in (10, 60, 125, 250, 500):
        pages, seconds = measured(long(stories))
        print(f"{stories:4} stories         {pages:4} pages  {seconds:6.2f} s  {1000 * seconds / pages:6.1f} ms a page")


if __name__ == "__main__":
    main()
