"""Thousands of damaged documents: each is made, or refused in words; nothing hangs, crashes or leaves half a file.

python tests/bench/fuzz.py [COUNT] [FIRST SEED] [--keep FOLDER]

An input is a document of the random author (`tests/documents/author.py`), or one of tables, charts and pictures from files,
as YAML, JSON or Markdown; up to three mutations change its text, its values, its data or its pictures, mostly so that it still
builds. It is built in a process of its own, as pages or as slides, into PDF and PPTX. Found is: an exception that is not ours
(`traceback`), no end within ten seconds of work (`hang`), the end of the process (`crash`), files beside a refusal or parts of files
(`half`), a message that speaks of Python (`words`), and a file that pikepdf, lxml, python-pptx or the quick judge of Open XML
refuse (`judge`). The same seed makes the same input; exit 1 if anything is found.
"""

from __future__ import annotations

import argparse
import csv
import importlib.util
import io
import json
import multiprocessing
import os
import re
import shutil
import sys
import tempfile
import time
import traceback
import zipfile
from collections import Counter
from multiprocessing.connection import Connection
from pathlib import Path
from random import Random
from types import ModuleType
from typing import Any, NamedTuple

ROOT = Path(__file__).parents[2]
LIMIT = 10.0
"""Seconds of the processor for one input, of which the judges are no part."""

PYTHON = re.compile(r"Traceback|NoneType|object has no|index out of range|unhashable|KeyError|\bself\b|codec can't")
ODD_TEXTS = (
    "", " ", "0", "-0", "1e999", "NaN", "null", "=1+1", "12,5 %", "1.234,56", "2026-02-30", "{{ x }}", "{% raw %}", "\x07",
    "\u202eabc", "שלום", "👩‍👩‍👧", "a" * 300, "ab " * 200, "$x^2$", "| a | b |\n|---|---|\n| 1 | 2 |", "```\ncode\n```", "<br>", "<!-- -->",
    "![](square.png)", "[x](#y)", "[^1]", "\ufeff", "# head", "---", "- a\n  - b\n    - c\n", "~~gone~~", "H~2~O", "&nbsp;&lt;", "&#0;", "日本語",
)  # fmt: skip
ODD_VALUES: tuple[Any, ...] = (
    None, True, 0, -1, 1e-9, 1e12, 1e300, 3.0000000001, float("inf"), float("nan"), [], {}, [[]], [None], 10**30, "x", -0.0,
)  # fmt: skip
SIZES = ((1, 1), (2, 900), (900, 2), (3, 3), (64, 64), (400, 300), (30, 90))


def _author() -> ModuleType:
    spec = importlib.util.spec_from_file_location("author", ROOT / "tests/documents/author.py")
    assert spec is not None and spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


class Found(NamedTuple):
    kind: str
    said: str


class Maker:
    """Makes the input of a seed in a folder."""

    def __init__(self, seed: int, folder: Path) -> None:
        self.random = Random(seed)
        self.folder = folder
        self.author = _author()

    def make(self) -> Path:
        """Write the input; its source."""
        self.author.draw_pictures(self.folder)
        (self.folder / "reportgen.toml").touch()
        source = self.author.Author(self.random, self.folder).document(most=3)
        if self.random.random() < 0.4:
            source["sections"] += [self._section() for _ in range(self.random.randint(1, 3))]
        mutations = self.random.choices((0, 1, 2, 3), (1, 5, 3, 1))[0]
        kinds = [self.random.choice(("value", "value", "text", "data", "picture")) for _ in range(mutations)]
        for _ in range(kinds.count("value")):
            self._change(source)
        path = self._written(source)
        for kind in kinds:
            if kind == "text":
                path.write_bytes(self._changed(path.read_bytes()))
            elif kind in ("data", "picture"):
                self._damage(kind)
        return path

    # --- sections that read files

    def _section(self) -> dict[str, Any]:
        made: dict[str, Any] = {"type": "story", "headline": "From files", "body": "Some text beside it."}
        match self.random.choice(("table", "chart", "picture", "picture")):
            case "table":
                return {"type": "table", "headline": "From files", "table": {"data": self._data_file()}}
            case "chart":
                chart = {
                    "kind": self.random.choice(self.author.CHART_KINDS[:8]),
                    "data": self._data_file(),
                    "alt": "A chart",
                }
                return made | {"figure": {"chart": chart}}
            case _:
                return made | {"figure": {"file": self._picture_file(), "alt": "A picture", "fit": "contain"}}

    def _rows(self) -> list[list[Any]]:
        head = ["Place", "2024", "2025", "Share"][: self.random.randint(1, 4)]
        cells = (lambda: round(self.random.uniform(-50, 900), 1), lambda: self.random.choice(ODD_TEXTS), lambda: "007")
        rows: list[list[Any]] = [list(head)]
        for number in range(self.random.randint(0, 9)):
            odd = self.random.random() < 0.15
            values = [self.random.choice(cells)() if odd else cells[0]() for _ in head[1:]]
            rows.append([self.author.PLACES[number], *values])
        return rows

    def _data_file(self) -> str:
        kind, rows = self.random.choice(("csv", "xlsx", "ods", "json")), self._rows()
        path = self.folder / f"data.{kind}"
        if kind == "csv":
            separator = self.random.choice(",;\t|")
            with path.open("w", encoding=self.random.choice(("utf-8", "utf-8-sig", "utf-16")), newline="") as file:
                csv.writer(file, delimiter=separator).writerows(rows)
        elif kind == "json":
            path.write_text(json.dumps([dict(zip(rows[0], row, strict=True)) for row in rows[1:]]), "utf-8")
        elif kind == "xlsx":
            self._workbook(path, rows)
        else:
            path.write_bytes(_ods(rows))
        return path.name

    def _workbook(self, path: Path, rows: list[list[Any]]) -> None:
        import xlsxwriter

        with xlsxwriter.Workbook(str(path), {"nan_inf_to_errors": True}) as book:
            sheet = book.add_worksheet()
            form = book.add_format(
                {"num_format": self.random.choice(("0.0%", "#,##0 €", "yyyy-mm-dd", "[h]:mm", "@", "0;-0;;"))}
            )
            for y, row in enumerate(rows):
                for x, value in enumerate(row):
                    sheet.write(y, x, value, form if self.random.random() < 0.2 else None)
            if self.random.random() < 0.3:
                sheet.merge_range(1, 0, 2, 1, "merged")
            if self.random.random() < 0.3:
                sheet.set_row(2, None, None, {"hidden": True})

    def _picture_file(self) -> str:
        from PIL import Image

        kind = self.random.choice(("png", "jpg", "svg", "gif", "tif", "webp", "bmp"))
        path = self.folder / f"drawn.{kind}"
        if kind == "svg":
            path.write_text(self._drawing(), "utf-8")
            return path.name
        mode = self.random.choice(("RGB", "L", "P", "RGBA", "1", "CMYK", "I;16", "LA"))
        image = Image.effect_noise(self.random.choice(SIZES), 90).convert("RGB")
        allowed = {
            "jpg": ("RGB", "L", "CMYK"),
            "png": ("RGB", "L", "P", "RGBA", "1", "I;16", "LA"),
            "bmp": ("RGB", "L", "1", "P"),
        }
        mode = mode if mode in allowed.get(kind, ("RGB", "L")) else "RGB"
        image = Image.new("I;16", image.size, 3000) if mode == "I;16" else image.convert(mode)
        image.save(path)
        return path.name

    def _drawing(self) -> str:
        parts = (
            '<rect x="{}" y="{}" width="{}" height="{}" fill="#c33"/>', '<circle cx="{}" cy="{}" r="{}" opacity="0.{}"/>',
            '<path d="M{} {}L{} {}z" stroke="blue" stroke-width="3"/>', '<text x="{}" y="{}" font-size="{}">Text {}</text>',
            '<g transform="rotate({})"><use href="#a" x="{}" y="{}" width="{}"/></g>', '<rect id="a" width="{}%" height="{}" rx="{}" ry="{}"/>',
            '<filter id="f{}"><feGaussianBlur stdDeviation="{}"/><feMorphology radius="{}"/><feOffset dx="{}"/></filter>',
            '<linearGradient id="g{}" x1="{}" x2="{}"><stop offset="0.{}"/></linearGradient>', '<polygon points="{} {} {} {}"/>',
        )  # fmt: skip
        inner = "".join(
            self.random.choice(parts).format(*(self.random.choice((0, 1, 5, 20, 40, -7, 99)) for _ in range(4)))
            for _ in range(self.random.randint(1, 12))
        )
        size = self.random.choice(
            ('viewBox="0 0 100 60"', 'width="80" height="50"', 'viewBox="0 0 9 9" width="100%"', "")
        )
        return f'<svg xmlns="http://www.w3.org/2000/svg" {size}>{inner}</svg>'

    # --- mutations

    def _spots(self, value: Any) -> list[tuple[Any, Any]]:
        """Each container of a tree with each of its keys."""
        if not isinstance(value, dict | list):
            return []
        keys = list(value) if isinstance(value, dict) else list(range(len(value)))
        return [(value, key) for key in keys] + [spot for key in keys for spot in self._spots(value[key])]

    def _change(self, source: dict[str, Any]) -> None:
        """Change one value of a tree: to an odd one, to another's, to nothing; or write it twice."""
        spots = self._spots(source)
        owner, key = self.random.choice(spots)
        match self.random.randrange(6):
            case 0:
                owner[key] = self.random.choice(ODD_VALUES)
            case 1 | 2:
                owner[key] = self.random.choice(ODD_TEXTS)
            case 3:
                other, there = self.random.choice(spots)
                owner[key] = json.loads(json.dumps(other[there]))
            case 4:
                del owner[key]
            case _:
                if isinstance(owner, list):
                    owner.insert(key, owner[key])
                elif isinstance(owner[key], str):
                    owner[key] = f"{owner[key]} {self.random.choice(ODD_TEXTS)}"

    def _written(self, source: dict[str, Any]) -> Path:
        """The source as YAML, as JSON, or as Markdown where its sections are text."""
        import yaml

        kind = self.random.choice(("yaml", "yaml", "json", "md"))
        sections = source.get("sections")
        if kind == "md" and isinstance(sections, list):
            texts = [(str(s.get("headline", "")), str(s.get("body", ""))) for s in sections if isinstance(s, dict)]
            body = "\n\n".join(f"# {headline}\n\n{body}" for headline, body in texts)
            front = {key: value for key, value in source.items() if key != "sections"}
            text = f"---\n{yaml.safe_dump(front, allow_unicode=True)}---\n\n{body}\n"
        elif kind == "json":
            text = json.dumps(source, ensure_ascii=False, indent=1)
        else:
            kind, text = "yaml", yaml.safe_dump(source, allow_unicode=True, sort_keys=False)
        path = self.folder / f"source.{kind}"
        path.write_text(text, "utf-8", errors="replace")
        return path

    def _changed(self, blob: bytes) -> bytes:
        """Bytes with a piece changed, taken away, written twice or put in."""
        if not blob:
            return b"?"
        at = self.random.randrange(len(blob))
        size = self.random.choice((1, 1, 2, 8, 40))
        odd = self.random.choice(ODD_TEXTS).encode()
        return self.random.choice(
            (
                blob[:at] + bytes([self.random.randrange(256)]) + blob[at + 1 :],
                blob[:at] + blob[at + size :],
                blob[: at + size] + blob[at : at + size] + blob[at + size :],
                blob[:at] + odd + blob[at:],
                blob[:at] if self.random.random() < 0.2 else blob,
            )
        )

    def _damage(self, kind: str) -> None:
        endings = (
            (".csv", ".xlsx", ".ods", ".json")
            if kind == "data"
            else (".png", ".jpg", ".svg", ".gif", ".tif", ".webp", ".bmp")
        )
        files = [
            file
            for file in sorted(self.folder.iterdir())
            if file.suffix in endings and not file.name.startswith("source")
        ]
        if files:
            file = self.random.choice(files)
            file.write_bytes(self._changed(file.read_bytes()))


def _ods(rows: list[list[Any]]) -> bytes:
    """A spreadsheet in OpenDocument format (ISO/IEC 26300-1) with these rows."""
    from xml.sax.saxutils import escape

    def cell(value: Any) -> str:
        text = escape("".join(char for char in str(value) if char >= " "))
        kind = (
            f'office:value-type="float" office:value="{value}"'
            if isinstance(value, float)
            else 'office:value-type="string"'
        )
        return f"<table:table-cell {kind}><text:p>{text}</text:p></table:table-cell>"

    names = "".join(
        f' xmlns:{name}="urn:oasis:names:tc:opendocument:xmlns:{name}:1.0"' for name in ("office", "table", "text")
    )
    lines = "".join(f"<table:table-row>{''.join(map(cell, row))}</table:table-row>" for row in rows)
    content = (
        f'<?xml version="1.0" encoding="UTF-8"?><office:document-content{names} office:version="1.2"><office:body><office:spreadsheet>'
        f'<table:table table:name="One">{lines}</table:table></office:spreadsheet></office:body></office:document-content>'
    )
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w") as package:
        package.writestr("mimetype", "application/vnd.oasis.opendocument.spreadsheet")
        package.writestr("content.xml", content)
    return buffer.getvalue()


# --- building and judging


def built(source: Path, seed: int) -> tuple[str, list[Found]]:
    """What became of an input: `made` or `refused`, and what is wrong with it."""
    from reportgen import build
    from reportgen.api import Kind
    from reportgen.errors import ReportgenError
    from reportgen.faults import InternalFault

    out = source.parent / "out"
    kind: Kind = "deck" if seed % 2 else "newsletter"
    try:
        build(source, out, kinds=[kind], formats=["pdf", "pptx"])
    except InternalFault as error:
        return "refused", [Found("traceback", _last_lines(error.__cause__ or error))]
    except ReportgenError as error:
        left = sorted(str(file.relative_to(out)) for file in out.rglob("*") if file.is_file()) if out.exists() else []
        found = [Found("half", f"files beside a refusal: {left}")] if left else []
        if not str(error).strip() or PYTHON.search(str(error)):
            found.append(Found("words", str(error)))
        return "refused", found
    except Exception as error:
        return "refused", [Found("traceback", _last_lines(error))]
    return "made", []


def _last_lines(error: BaseException) -> str:
    frames = [frame for frame in traceback.extract_tb(error.__traceback__) if "reportgen" in frame.filename]
    place = f"{Path(frames[-1].filename).name}:{frames[-1].lineno} {frames[-1].name}" if frames else "?"
    return f"{type(error).__name__} at {place}: {error}"


def judged(out: Path) -> list[Found]:
    """What the quick judges say of the files of a folder."""
    found = [Found("half", file.name) for file in out.rglob("*") if file.name.endswith(".part")]
    for file in sorted(out.glob("*.p*")):
        try:
            wrong = _pdf_faults(file) if file.suffix == ".pdf" else _deck_faults(file)
        except Exception as error:  # a judge that cannot read a file refuses it
            wrong = [f"{type(error).__name__}: {error}"]
        found += [Found("judge", f"{file.suffix}: {fault}") for fault in wrong]
    return found


def _pdf_faults(file: Path) -> list[str]:
    import pikepdf

    with pikepdf.open(file) as pdf:
        return [str(one) for one in pdf.check_pdf_syntax()]


def _deck_faults(file: Path) -> list[str]:
    from lxml import etree
    from openxml_audit import OpenXmlValidator
    from pptx import Presentation

    with zipfile.ZipFile(file) as package:
        if bad := package.testzip():
            return [f"{bad} is damaged"]
        for name in package.namelist():
            if name.endswith((".xml", ".rels")):
                etree.fromstring(package.read(name))
    for slide in Presentation(str(file)).slides:
        assert list(slide.shapes) is not None
    return [str(error) for error in OpenXmlValidator().validate(str(file)).errors[:3]]


def _work(pipe: Connection) -> None:
    """Build what is asked for until nothing more is."""
    while (job := pipe.recv()) is not None:
        pipe.send(built(*job))


class Builder:
    """Builds inputs in a process of its own, which is replaced where it hangs or crashes."""

    def __init__(self) -> None:
        self._start()

    def _start(self) -> None:
        context = multiprocessing.get_context("spawn")
        self._pipe, theirs = context.Pipe()
        self._process = context.Process(target=_work, args=(theirs,), daemon=False)
        self._process.start()
        theirs.close()

    def build(self, source: Path, seed: int) -> tuple[str, list[Found]]:
        """What became of an input; one that does not end is tried again, because the machine may have been busy."""
        made = self._built(source, seed)
        if [one.kind for one in made[1]] != ["hang"]:
            return made
        shutil.rmtree(source.parent / "out", ignore_errors=True)
        return self._built(source, seed)

    def _built(self, source: Path, seed: int) -> tuple[str, list[Found]]:
        self._pipe.send((source, seed))
        try:
            if self._answered():
                made: tuple[str, list[Found]] = self._pipe.recv()
                return made
            found = [Found("hang", f"no end within {LIMIT:.0f} seconds")]
            self._process.kill()
        except EOFError:
            found = [Found("crash", "the process ended")]
        self._process.join()
        self._start()
        return "ended", found

    def _answered(self) -> bool:
        """Whether an answer has come before the process has worked for too long: others may be at work on the machine.
        One that only waits has six times as long.
        """
        began, worked = time.monotonic(), self._worked()
        while not self._pipe.poll(0.5):
            if self._worked() - worked > LIMIT or time.monotonic() - began > 6 * LIMIT:
                return False
        return True

    def _worked(self) -> float:
        """Seconds of the processor that the process has had; where the system does not say it, those that went by."""
        try:
            fields = Path(f"/proc/{self._process.pid}/stat").read_text().rpartition(")")[2].split()
        except OSError:
            return time.monotonic()
        return (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")

    def close(self) -> None:
        self._pipe.send(None)
        self._process.join(timeout=20)


def run(count: int, first: int, keep: Path | None = None) -> tuple[Counter[str], dict[int, list[Found]]]:
    """How many inputs were made and refused, and what was found, by seed."""
    counts: Counter[str] = Counter()
    found: dict[int, list[Found]] = {}
    builder = Builder()
    for seed in range(first, first + count):
        with tempfile.TemporaryDirectory() as place:
            folder = Path(place)
            became, wrong = builder.build(Maker(seed, folder).make(), seed)
            wrong = wrong + judged(folder / "out")
            counts[became] += 1
            if wrong:
                found[seed] = wrong
                if keep is not None:
                    shutil.copytree(folder, keep / str(seed), dirs_exist_ok=True)
        for one in wrong:
            print(f"{seed}: {one.kind}: {one.said[:400]}", flush=True)
    builder.close()
    return counts, found


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("count", nargs="?", type=int, default=300)
    parser.add_argument("first", nargs="?", type=int, default=1)
    parser.add_argument("--keep", type=Path, help="a folder for the inputs that something is wrong with")
    options = parser.parse_args()
    began = time.perf_counter()
    counts, found = run(options.count, options.first, options.keep)
    kinds = Counter(one.kind for wrong in found.values() for one in wrong)
    print(
        f"{options.count} inputs in {time.perf_counter() - began:.0f} s: {dict(counts)}; found: {dict(kinds) or 'nothing'}"
    )
    sys.exit(bool(found))


if __name__ == "__main__":
    main()
