"""Items a second of one worker, on a newsletter and a deck of which a recipient's name varies.

    python tests/bench/batch_rate.py DATA [COUNT] [--profile]

DATA is a folder with `newsletter.json`, `deck.json` and the pictures that they name (text, quotations and pictures are
taken; charts and tables are not). Prints the rate of the newsletter as PDF and of the deck as PPTX, written to disk,
beside the rate without warmth, and whether the bytes are equal.
"""

from __future__ import annotations

import cProfile
import json
import pstats
import sys
import tempfile
import time
from pathlib import Path
from typing import Any

from reportgen.backends import render
from reportgen.batch import Batch
from reportgen.batch.workshop import Workshop
from reportgen.engine import compose
from reportgen.pipeline import brand_of, library_of


def newsletter(data: dict[str, Any]) -> dict[str, Any]:
    sections: list[dict[str, Any]] = []
    for section in data["sections"]:
        body = "\n\n".join(paragraph["text"] for paragraph in section.get("paras", []))
        match section["kind"]:
            case "cover":
                cover = {"type": "cover", "masthead": data["meta"]["title"], "title": section["title"]}
                sections.append({**cover, "standfirst": "For {{ recipient }}: " + section["subtitle"]})
                sections.append({"type": "story", "headline": section["subtitle"], "body": body})
            case "spotlight":
                picture = {"file": section["image"], "alt": section["name"]}
                person = {"type": "spotlight", "name": section["name"], "role": section["role"]}
                sections.append({**person, "body": body, "portrait": picture})
            case "story" | "notes":
                sections.append({"type": "story", "headline": section["title"], "body": body})
    return {"title": data["meta"]["title"], "issue": data["meta"]["issue"], "sections": sections}


def deck(data: dict[str, Any]) -> dict[str, Any]:
    sections: list[dict[str, Any]] = []
    for slide in data["slides"]:
        notes = {"notes": slide["notes"]}
        match slide["kind"]:
            case "title" if not sections:
                title = {"type": "cover", "masthead": slide["title"], "title": "For {{ recipient }}"}
                sections.append({**title, **notes})
            case "title":
                sections.append({"type": "closing", "headline": slide["title"], "body": slide["subtitle"], **notes})
            case "bullets":
                points = [point if isinstance(point, str) else point["text"] for point in slide["bullets"]]
                sections.append({"type": "brief", "headline": slide["title"], "points": points, **notes})
            case "picture":
                picture = {"file": slide["image"], "alt": slide["title"]}
                sections.append({"type": "quote", "quote": slide["title"], "picture": picture, **notes})
    return {"title": data["meta"]["title"], "sections": sections}


def measure(name: str, ending: str, source: dict[str, Any], folder: Path, count: int, profile: bool) -> None:
    file = folder / f"{name}.json"
    file.write_text(json.dumps(source, ensure_ascii=False), "utf-8")
    rows = [{"recipient": f"Alexandra Example {number}", "n": number} for number in range(count)]
    batch = Batch(file, rows, f"{folder}/out/{{n}}.{ending}")
    items = batch.plan().items
    workshop = Workshop(batch.job)
    for item in items[:3]:
        result = workshop.make(item)
        assert not result.reason, result.reason
    profiler = cProfile.Profile()
    if profile:
        profiler.enable()
    begun = time.perf_counter()
    for item in items[3:]:
        workshop.make(item)
    seconds = time.perf_counter() - begun
    if profile:
        profiler.disable()
        pstats.Stats(profiler).sort_stats("cumulative").print_stats(45)
    (kind, to) = batch.job.outputs[0]
    begun = time.perf_counter()
    last = items[-1]
    document = workshop.document(last.values)
    brand = brand_of(document)
    alone = render(compose(document, brand, library_of(document, brand), kind), to)
    cold = time.perf_counter() - begun
    equal = (folder / "out" / last.name).read_bytes() == alone
    print(
        f"{name}: {(count - 3) / seconds:.1f} {ending}/s warm, {1 / cold:.1f}/s alone, {len(alone)} bytes, equal: {equal}"
    )


def main() -> None:
    data = Path(sys.argv[1])
    count = int(sys.argv[2]) if len(sys.argv) > 2 and sys.argv[2].isdigit() else 50
    with tempfile.TemporaryDirectory() as work:
        folder = Path(work)
        for picture in (*data.glob("*.jpg"), *data.glob("*.png")):
            (folder / picture.name).write_bytes(picture.read_bytes())
        for name, ending, shape in (("newsletter", "pdf", newsletter), ("deck", "pptx", deck)):
            source = shape(json.loads((data / f"{name}.json").read_text("utf-8")))
            measure(name, ending, source, folder, count, "--profile" in sys.argv)


if __name__ == "__main__":
    main()
