"""Different documents of three tenants through one engine: in threads, in processes, and each alone.

    python tests/bench/engine_soak.py [500]

It says whether the bytes are those of each alone, what the memory does after the first hundred, which files were
opened, what the first build costs after `warm_up`, and when a deadline on the largest table ends.
"""

from __future__ import annotations

import hashlib
import os
import resource
import sys
import time
from collections.abc import Callable
from concurrent.futures import Executor, ProcessPoolExecutor, ThreadPoolExecutor
from functools import cache, partial
from pathlib import Path

from reportgen import Brand, Chart, Document, Engine, Limits, Picture, ReportgenError, Series, Stat, Table, load_brand
from reportgen import sections as s
from reportgen.document import Kind

BRANDS = Path(__file__).parents[2] / "examples/brands"
NAMES = ("cirrus", "meridian", "northfield")
WORDS = [
    "halls",
    "lines",
    "land",
    "power",
    "water",
    "west",
    "east",
    "years",
    "people",
    "plans",
    "costs",
    "heat",
    "wind",
    "sun",
    "rail",
    "port",
]


@cache
def engine() -> Engine:
    """One engine a process."""
    brands: dict[str, Brand | Path] = {name: load_brand(BRANDS / name / "brand.yaml") for name in NAMES}
    return Engine(brands=brands, limits=Limits(sections=60, cells=20_000, seconds=60)).warm_up(settle=True)


def picture(number: int) -> bytes:
    """A picture that no other document has."""
    blue = f"{number % 256:02x}"
    return f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 30 20"><rect width="30" height="20" fill="#3060{blue}"/></svg>'.encode()


def document(number: int) -> Document:
    """A document that differs from all others in its words, numbers, sections and brand."""
    text = [
        " ".join(WORDS[(number * 7 + at * at + at) % len(WORDS)] for at in range(60)).capitalize() + "."
        for _ in range(3)
    ]
    body = f"Number {number}. " + "\n\n".join(text[: 1 + number % 3])
    values = [(number * at) % 37 + 0.5 for at in range(1, 5)]
    chart = Chart(kind="column", categories=["a", "b", "c", "d"], series=[Series(f"S{number}", values)])
    rows = [[WORDS[(number + at) % len(WORDS)], at * number] for at in range(1 + number % 9)]
    sections = [
        s.Story(
            headline=f"Issue {number}",
            body=body,
            figure=Picture(picture(number), alt="A ground"),
            stats=[Stat(number, "of them")],
        ),
        s.Story(headline="In figures", body=body, figure=chart),
        s.Table(headline="Rows", table=Table(columns=["Word", "Count"], rows=rows)),
        s.Quote(quote=f"Few words, and {number}."),
    ]
    return Document(title=f"Letter {number}", brand=NAMES[number % 3], sections=sections[number % 2 :])


def digest(number: int) -> str:
    """What the bytes of a document are, as a newsletter or a deck."""
    kinds: tuple[Kind, ...] = ("newsletter", "deck")
    return hashlib.sha256(engine().build(document(number), kinds[number % 2]).data).hexdigest()


def memory() -> int:
    """What this process holds now (bytes)."""
    return int(Path("/proc/self/statm").read_text().split()[1]) * os.sysconf("SC_PAGE_SIZE")


def in_pool(make: Callable[[], Executor], count: int) -> list[str]:
    with make() as pool:
        return list(pool.map(digest, range(count)))


def main(count: int) -> None:
    ready = engine()
    kinds: tuple[Kind, ...] = ("newsletter", "deck")
    first = [timed(partial(ready.build, document(2), kind)) for kind in kinds]
    others = (8, 14, 20, 26, 32)  # of the same brand and shape
    later = [sorted(timed(partial(ready.build, document(at), kind)) for at in others)[2] for kind in kinds]
    print("first after warm_up over a later one:", " ".join(f"{a / b:.2f}" for a, b in zip(first, later, strict=True)))
    opened: set[str] = set()
    sys.addaudithook(lambda event, given: opened.add(str(given[0])) if event == "open" else None)
    held: list[int] = []
    alone: list[str] = []
    for number in range(count):
        alone.append(digest(number))
        if number in (99, count - 1):
            held.append(memory())
    print(f"alone: memory {held[0] / 1e6:.0f} MB after 100, {held[-1] / 1e6:.0f} MB at the end")
    own = ("/fonts/", "/layouts/", "site-packages", "/reportgen/", "/lib/python")
    print("opened elsewhere:", sorted(name for name in opened if not any(part in name for part in own)) or "nothing")
    threads = in_pool(lambda: ThreadPoolExecutor(4), count)
    print(f"four threads: same bytes {threads == alone}, memory {memory() / 1e6:.0f} MB")
    processes = in_pool(lambda: ProcessPoolExecutor(2), count)
    print(
        f"two processes: same bytes {processes == alone}; most memory {resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1e3:.0f} MB"
    )
    rows = [[f"w{row} {at}" if at % 2 else row * at + 0.5 for at in range(10)] for row in range(2000)]
    largest = Document(
        title="T", sections=[s.Table(headline="All", table=Table(columns=[f"C{at}" for at in range(10)], rows=rows))]
    )
    for deadline in (0.5, 1, 2, 4):
        took = timed(partial(stopped, ready, largest, deadline))
        print(f"deadline of {deadline} s on 20,000 cells: over after {took:.3f} s")


def stopped(ready: Engine, largest: Document, deadline: float) -> None:
    try:
        ready.build(largest, deadline=deadline)
    except ReportgenError as error:
        assert error.code == "deadline", error


def timed(make: Callable[[], object]) -> float:
    began = time.perf_counter()
    make()
    return time.perf_counter() - began


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else 500)
