"""Items a second of one worker, on a newsletter and a deck of which a recipient's name varies, beside others that fill
in one text of a finished file.

    python tests/bench/batch_rate.py DATA [COUNT] [--profile]

DATA is a folder with `newsletter.json`, `deck.json` and the pictures that they name (text, quotations and pictures are
taken; charts and tables are not). Prints the rate of the newsletter as PDF and of the deck as PPTX, written to disk,
that of a single build, and whether the bytes are equal. Beside it: pikepdf, which puts another stream into the first
page; docxtemplater, which fills a field of the deck (needs node, and PEERS_NODE, a folder with docxtemplater and
pizzip).
"""

from __future__ import annotations

import cProfile
import io
import json
import os
import pstats
import subprocess
import sys
import tempfile
import time
from pathlib import Path
from typing import Any

from reportgen import Publication, load
from reportgen.api import brand_of, library_of
from reportgen.backends import render
from reportgen.batch import Batch
from reportgen.batch.jobs import ItemMaker
from reportgen.layout.compose import compose
from reportgen.process import settle


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


FIRST = [
    "Alexandra",
    "Benedikt",
    "Chioma",
    "Dmitri",
    "Eleonora",
    "Friedrich",
    "Guadalupe",
    "Hiroshi",
    "Ingeborg",
    "Joaquín",
    "Katarzyna",
    "Lorenzo",
]
LAST = [
    "Aaltonen",
    "Bianchi",
    "Carvalho",
    "Dąbrowski",
    "Eriksen",
    "Fitzgerald",
    "García",
    "Hoffmann",
    "Ivanov",
    "Jansen",
    "Kowalczyk",
    "O'Brien",
    "Xu",
]


def name_of(number: int) -> str:
    """Names of many letters and lengths, so that fonts are subset anew as they would be; none comes twice in 4,056."""
    middle = chr(ord("A") + number // (len(FIRST) * len(LAST)) % 26)
    return f"{FIRST[number % len(FIRST)]} {middle}. {LAST[number * 7 % len(LAST)]}"


def swapping(file: bytes, count: int) -> None:
    """pikepdf: another content stream for the first page of a finished file."""
    import pikepdf

    begun = time.perf_counter()
    for number in range(count):
        with pikepdf.open(io.BytesIO(file)) as pdf:
            stream = pdf.pages[0].Contents
            stream.write(stream.read_bytes().replace(b"BT /F1", b"BT /F1", 1) + f"% {name_of(number)}".encode())
            pdf.save(io.BytesIO())
    print(f"pikepdf, one stream swapped: {count / (time.perf_counter() - begun):.1f} pdf/s")


FILLING = """const R = m => require(require("path").resolve(process.env.PEERS_NODE, m)), Zip = R("pizzip"), Doc = R("docxtemplater");
const file = require("fs").readFileSync(process.argv[2]), count = +process.argv[3]; let first = 0;
for (let i = 0; i < count + 3; i++) { if (i == 3) first = process.hrtime.bigint();
  const made = new Doc(new Zip(file)); made.render({recipient: "Reader " + i});
  made.getZip().generate({type: "nodebuffer", compression: "DEFLATE"}); }
console.log(count / (Number(process.hrtime.bigint() - first) / 1e9));"""


def filling(file: bytes, folder: Path, count: int) -> None:
    """docxtemplater: a field of a finished deck."""
    if not os.environ.get("PEERS_NODE"):
        print("docxtemplater: not measured (PEERS_NODE is not set)")
        return
    (folder / "filled.pptx").write_bytes(file)
    (folder / "fill.js").write_text(FILLING)
    command = ["node", str(folder / "fill.js"), str(folder / "filled.pptx"), str(count)]
    done = subprocess.run(command, capture_output=True, text=True, check=True)
    print(f"docxtemplater, one field filled: {float(done.stdout):.1f} pptx/s")


def measure(name: str, ending: str, source: dict[str, Any], folder: Path, count: int, profile: bool) -> bytes:
    file = folder / f"{name}.json"
    file.write_text(json.dumps(source, ensure_ascii=False), "utf-8")
    rows = [{"recipient": name_of(number), "n": number} for number in range(count)]
    batch = Batch(file, rows, f"{folder}/out/{{n}}.{ending}")
    items = batch.plan().items
    maker = ItemMaker(batch.job)
    for item in items[:3]:
        result = maker.make(item)
        assert not result.reason, result.reason
    profiler = cProfile.Profile()
    if profile:
        profiler.enable()
    begun = time.perf_counter()
    for item in items[3:]:
        maker.make(item)
    seconds = time.perf_counter() - begun
    if profile:
        profiler.disable()
        pstats.Stats(profiler).sort_stats("cumulative").print_stats(45)
    (kind, to) = batch.job.outputs[0]
    begun = time.perf_counter()
    last = items[-1]
    document = maker.document(last.values)
    brand = brand_of(document)
    alone = render(compose(document, brand, library_of(document, brand), kind), to)
    cold = time.perf_counter() - begun
    equal = (folder / "out" / last.name).read_bytes() == alone
    print(
        f"reportgen, {name}: {(count - 3) / seconds:.1f} {ending}/s warm, {1 / cold:.1f}/s alone, {len(alone)} bytes, equal: {equal}"
    )
    return alone


def compose_one(file: Path) -> Publication:
    """The deck without a field of ours."""
    document = load(file)
    brand = brand_of(document)
    return compose(document, brand, library_of(document, brand), "deck")


def main() -> None:
    settle()  # as workers do
    data = Path(sys.argv[1])
    count = int(sys.argv[2]) if len(sys.argv) > 2 and sys.argv[2].isdigit() else 50
    with tempfile.TemporaryDirectory() as work:
        folder = Path(work)
        for picture in (*data.glob("*.jpg"), *data.glob("*.png")):
            (folder / picture.name).write_bytes(picture.read_bytes())
        for name, ending, shape in (("newsletter", "pdf", newsletter), ("deck", "pptx", deck)):
            source = shape(json.loads((data / f"{name}.json").read_text("utf-8")))
            made = measure(name, ending, source, folder, count, "--profile" in sys.argv)
            if ending == "pdf":
                swapping(made, count)
            else:
                source["sections"][0]["title"] = "For {recipient}"
                (folder / "plain.json").write_text(json.dumps(source, ensure_ascii=False), "utf-8")
                filling(render(compose_one(folder / "plain.json"), "pptx"), folder, count)


if __name__ == "__main__":
    main()
