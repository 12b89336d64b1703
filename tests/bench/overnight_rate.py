"""Letters and decks a second of CPU where every record differs, on the set of `examples/overnight`, and what they take.

    python tests/bench/overnight_rate.py [CLIENTS] [--profile]

Prints, for one worker: the rate of letters as PDF and of decks as PPTX after 30 records, its memory after 200 records and
at the end (decks come on top of what the letters took); then how long it takes to combine the letters, the number of font
files in the whole, and its size as a part of the sum. Beside it: docxtemplater, which fills a slide's sentences and the
rows of its table with the same nested data (needs node, and PEERS_NODE, a folder with docxtemplater and pizzip); pikepdf,
which puts the same pages one after another without sharing anything.
"""

from __future__ import annotations

import cProfile
import importlib.util
import io
import json
import os
import pstats
import resource
import shutil
import subprocess
import sys
import tempfile
import time
from pathlib import Path
from typing import Any

import pikepdf
from pptx import Presentation
from pptx.util import Inches

from reportgen.backends.pdf.joining import Part, joined
from reportgen.batch import Batch, read_records, with_rows
from reportgen.batch.jobs import ItemMaker
from reportgen.process import settle

EXAMPLE = Path(__file__).parents[2] / "examples/overnight"
WARM, EARLY = 30, 200


def memory() -> float:
    """MB of this process, now where the system tells it, else the most there has been."""
    try:
        return int(Path("/proc/self/statm").read_text().split()[1]) * os.sysconf("SC_PAGE_SIZE") / 1e6
    except OSError:
        return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024


def measure(source: str, ending: str, count: int, profile: bool) -> None:
    """Make all records of the folder that the process is in, in this process."""
    records = with_rows(read_records("crm.xlsx#Clients"), "holdings", read_records("crm.xlsx#Holdings"), by="Client ID")
    begun = time.process_time()
    batch = Batch(source, records, f"out/{{Client ID}}.{ending}", same_names="fail")
    items = batch.plan().items[:count]
    print(f"{source}: planned {len(items)} in {time.process_time() - begun:.1f} s")
    maker = ItemMaker(batch.job)
    for item in items[:WARM]:
        maker.make(item)
    profiler = cProfile.Profile()
    if profile:
        profiler.enable()
    begun, early = time.process_time(), 0.0
    for number, item in enumerate(items[WARM:], WARM):
        result = maker.make(item)
        assert not result.reason, result.reason
        early = memory() if number == EARLY else early
    seconds = time.process_time() - begun
    if profile:
        profiler.disable()
        pstats.Stats(profiler).sort_stats("cumulative").print_stats(45)
    print(
        f"  {(len(items) - WARM) / seconds:.1f} {ending}/s of CPU; {early:.0f} MB after {EARLY}, {memory():.0f} MB at the end"
    )


def combine() -> None:
    """Put the letters together, and beside it what pikepdf alone does."""
    files = sorted(Path("out").glob("*.pdf"))
    blobs = [file.read_bytes() for file in files]
    begun = time.process_time()
    whole, _ = joined([Part(one, file.stem) for one, file in zip(blobs, files, strict=True)], "Letters")
    seconds = time.process_time() - begun
    with pikepdf.open(io.BytesIO(whole)) as pdf:
        fonts = sum("/Length1" in one for one in pdf.objects if isinstance(one, pikepdf.Stream))
    share = len(whole) / sum(map(len, blobs))
    print(f"{len(files)} letters combined in {seconds:.1f} s: {fonts} font files, {share:.0%} of the sum")
    begun = time.process_time()
    stream = io.BytesIO()
    with pikepdf.new() as plain:
        for one in blobs:
            with pikepdf.open(io.BytesIO(one)) as source:
                plain.pages.extend(source.pages)
        plain.save(stream)
    share = len(stream.getvalue()) / sum(map(len, blobs))
    print(f"pikepdf alone, without tags and bookmarks: {time.process_time() - begun:.1f} s, {share:.0%} of the sum")


FILLING = """const R = m => require(require("path").resolve(process.env.PEERS_NODE, m)), Zip = R("pizzip"), Doc = R("docxtemplater");
const fs = require("fs"), file = fs.readFileSync("filled.pptx"), data = JSON.parse(fs.readFileSync("clients.json"));
let begun = 0; data.forEach((client, number) => { if (number == 30) begun = process.cpuUsage();
  const made = new Doc(new Zip(file)); made.render(client);
  fs.writeFileSync("filled/" + number + ".pptx", made.getZip().generate({type: "nodebuffer", compression: "DEFLATE"})); });
const taken = process.cpuUsage(begun); console.log((data.length - 30) / ((taken.user + taken.system) / 1e6));"""

WORDS = ("Dear {Salutation} {Last_name}", "You held {count} securities, {sum} {Currency} in all.", "{Manager}")


def filling(count: int) -> None:
    """docxtemplater: the sentences of a slide and the rows of its table, on a file that python-pptx made."""
    if not os.environ.get("PEERS_NODE"):
        print("docxtemplater: not measured (PEERS_NODE is not set)")
        return
    deck = Presentation()
    slide = deck.slides.add_slide(deck.slide_layouts[5])
    slide.shapes.title.text = WORDS[0]
    for number, words in enumerate(WORDS[1:]):
        slide.shapes.add_textbox(Inches(1), Inches(1.5 + number / 2), Inches(8), Inches(0.5)).text_frame.text = words
    table = slide.shapes.add_table(2, 4, Inches(1), Inches(3), Inches(8), Inches(1)).table
    rows = (
        ("Security", "ISIN", "Units", "Value"),
        ("{#holdings}{Security}", "{ISIN}", "{Quantity}", "{Value}{/holdings}"),
    )
    for y, row in enumerate(rows):
        for x, words in enumerate(row):
            table.cell(y, x).text = words
    deck.save("filled.pptx")
    records = with_rows(read_records("crm.xlsx#Clients"), "holdings", read_records("crm.xlsx#Holdings"), by="Client ID")
    told: list[dict[str, Any]] = []
    for record in records[:count]:
        held: list[dict[str, Any]] = [{**row} for row in record.values["holdings"]]
        named = {key.replace(" ", "_"): str(value) for key, value in record.values.items() if key != "holdings"}
        told.append({**named, "holdings": held, "count": len(held), "sum": sum(row["Value"] or 0 for row in held)})
    Path("clients.json").write_text(json.dumps(told, default=str))
    Path("filled").mkdir()
    done = subprocess.run(["node", "-e", FILLING], capture_output=True, text=True, check=True)
    print(f"docxtemplater, three sentences and a table filled: {float(done.stdout):.1f} pptx/s of CPU")


def main() -> None:
    settle()  # as workers do
    count = int(sys.argv[1]) if len(sys.argv) > 1 and sys.argv[1].isdigit() else 3000
    spec = importlib.util.spec_from_file_location("crm_export", EXAMPLE / "crm_export.py")
    assert spec is not None and spec.loader is not None
    crm = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(crm)
    with tempfile.TemporaryDirectory() as work:
        for name in ("letter.yaml", "deck.yaml"):
            shutil.copy(EXAMPLE / name, work)
        crm.export(Path(work), count, count * crm.HOLDINGS // crm.CLIENTS)
        os.chdir(work)
        measure("letter.yaml", "pdf", count, "--profile" in sys.argv)
        measure("deck.yaml", "pptx", count, "--profile" in sys.argv)
        filling(count)
        combine()
        os.chdir("/")


if __name__ == "__main__":
    main()
