"""Whether LibreOffice sets a deck's lines as they were measured: the same breaks, the same baselines, nothing past its box.

    python tests/bench/office_parity.py SOURCE… [--all]

Each source is laid out as a deck, written as PPTX, drawn by LibreOffice with the fonts that it was measured in, and the
letters of each paragraph are looked for on the page. Prints a line a deck, and with `--all` every line that differs. Texts
from right to left and charts are left out. Cells of tables are counted by themselves, because LibreOffice sets their lines by the
font's own height, and so are texts that were fitted by PowerPoint's shrinking, because LibreOffice fits them anew in its own steps.
"""

from __future__ import annotations

import os
import subprocess
import sys
import tempfile
import unicodedata
from collections import Counter
from collections.abc import Iterator, Sequence
from ctypes import c_double
from pathlib import Path
from xml.sax.saxutils import escape

import pypdfium2
import pypdfium2.raw as pdfium
from pptx import Presentation

from reportgen import compose, load, render
from reportgen.frames import Line, Paragraph, Publication, Sheet, TableItem, TextItem
from reportgen.frames.slide_show import Showing
from reportgen.structs import Struct, replace

NEAR = 1.0
"""How far a baseline may be from where it was measured, in points."""


class Letter(Struct, frozen=True):
    """A visible character of a page and where its baseline begins, in points from the upper left corner."""

    text: str
    x: float
    y: float


class Setting(Struct, frozen=True):
    """A paragraph as it was set: its lines of letters with their places on the sheet, and the foot of its box."""

    kind: str
    lines: tuple[tuple[str, float, float], ...]
    foot: float
    size: float


def letters_of(page: pypdfium2.PdfPage) -> list[Letter]:
    """The visible characters of a page in the order in which they were drawn."""
    text, height = page.get_textpage(), page.get_height()
    made = []
    for at in range(text.count_chars()):
        x, y = c_double(), c_double()
        pdfium.FPDFText_GetCharOrigin(text, at, x, y)
        for one in plain(chr(pdfium.FPDFText_GetUnicode(text, at))):
            made.append(Letter(one, x.value, height - y.value))
    return made


def plain(text: str) -> str:
    """What is compared of a text: its visible characters."""
    folded = unicodedata.normalize("NFKC", text)
    return "".join(
        one for one in folded if one.isprintable() and not one.isspace() and one not in "\u00ad\u2011\u2010-"
    )


def settings_of(sheet: Sheet, shrunk: str) -> Iterator[Setting]:
    """The paragraphs of a sheet's texts and tables; those in `shrunk` were fitted."""
    for item in sheet.items:
        if isinstance(item, TextItem) and not item.turned:
            starts = [(line, *item.start(line)) for line in item.lines]
            whole = plain("".join(paragraph.text for paragraph in item.paragraphs))
            kind = "fitted" if whole and whole in shrunk else "texts"
            yield from _settings(kind, item.paragraphs, starts, item.box.bottom)
        elif isinstance(item, TableItem):
            for cell in item.cells:
                box = item.cell_box(cell)
                starts = [(line, box.x + line.x, box.y + line.baseline) for line in cell.lines]
                yield from _settings("cells", cell.paragraphs, starts, box.bottom)


def _settings(
    kind: str, paragraphs: Sequence[Paragraph], starts: Sequence[tuple[Line, float, float]], foot: float
) -> Iterator[Setting]:
    for number, paragraph in enumerate(paragraphs):
        own = [one for one in starts if one[0].paragraph == number]
        lines = tuple((plain(paragraph.text[line.start : line.end]), x, y) for line, x, y in own)
        if not paragraph.rtl and any(text for text, _, _ in lines):
            yield Setting(kind, tuple(one for one in lines if one[0]), foot, max(run.size for run in paragraph.runs))


def found(setting: Setting, letters: Sequence[Letter], page: str) -> Sequence[Letter]:
    """The letters of a paragraph on the page: those nearest to where they were measured."""
    wanted, (_, x, y) = "".join(text for text, _, _ in setting.lines), setting.lines[0]
    places, at = [], page.find(wanted)
    while at >= 0:
        places.append((abs(letters[at].x - x) + abs(letters[at].y - y), at))
        at = page.find(wanted, at + 1)
    return letters[min(places)[1] :][: len(wanted)] if places else ()


def broken(letters: Sequence[Letter], size: float) -> list[list[Letter]]:
    """Letters as lines: another one begins where they go back to the left and down."""
    lines: list[list[Letter]] = []
    for letter in letters:
        if not lines or (letter.x < lines[-1][-1].x - 0.3 * size and letter.y > lines[-1][0].y + 0.4 * size):
            lines.append([])
        lines[-1].append(letter)
    return lines


def compared(setting: Setting, letters: Sequence[Letter], count: Counter[str]) -> list[str]:
    """What differs of one paragraph; `count` is added to."""
    drawn = broken(letters, setting.size)
    ends, here = set(), 0
    for line in drawn:
        ends.add(here := here + len(line))
    faults, at = [], 0
    said = " | ".join("".join(letter.text for letter in line)[-16:] for line in drawn)
    for text, _, y in setting.lines:
        first = at
        at += len(text)
        count[f"{setting.kind} lines"] += 1
        if at not in ends or (first and first not in ends):
            faults.append(f"{setting.kind}: breaks elsewhere than after {text[-24:]!r}, size {setting.size:g}: {said}")
            continue
        count[f"{setting.kind} equal"] += 1
        off = letters[first].y - y
        count[f"{setting.kind} level"] += abs(off) <= NEAR
        if abs(off) > NEAR:
            faults.append(f"{setting.kind}: {off:+.1f} pt, size {setting.size:g}: {text[:24]!r}")
    last = max(letter.y for letter in letters)
    if last > setting.foot + NEAR and last > setting.lines[-1][2] + NEAR:
        count[f"{setting.kind} over"] += 1
        faults.append(
            f"{setting.kind}: {last - setting.foot:.1f} pt past the foot of its box: {setting.lines[-1][0][:24]!r}"
        )
    return faults


def drawn_by_office(deck: Publication, work: Path) -> pypdfium2.PdfDocument:
    """The deck as LibreOffice draws it, with its fonts made known and nothing hidden."""
    shown = replace(deck, sheets=tuple(replace(sheet, showing=Showing()) for sheet in deck.sheets))
    (work / "deck.pptx").write_bytes(render(shown, "pptx"))
    folders = {str(face.path.parent) for face in deck.faces.values() if isinstance(face.path, Path)}
    dirs = "".join(f"<dir>{escape(one)}</dir>" for one in sorted(folders))
    (work / "fonts.conf").write_text(
        '<?xml version="1.0"?><!DOCTYPE fontconfig SYSTEM "fonts.dtd"><fontconfig>'
        f'<include ignore_missing="yes">/etc/fonts/fonts.conf</include>{dirs}<cachedir>{work}/cache</cachedir></fontconfig>'
    )
    profile = f"-env:UserInstallation=file://{work}/profile"
    command = ["soffice", profile, "--headless", "--convert-to", "pdf", "--outdir", str(work), str(work / "deck.pptx")]
    env = {**os.environ, "FONTCONFIG_FILE": str(work / "fonts.conf")}
    subprocess.run(command, check=True, capture_output=True, timeout=600, env=env)
    return pypdfium2.PdfDocument((work / "deck.pdf").read_bytes())


def shrunk_texts(file: Path) -> list[str]:
    """Of each slide, what stands in placeholders with a scale of PowerPoint's."""
    return [
        "\n".join(
            plain("".join(shape._element.itertext("{*}t")))
            for shape in slide.shapes
            if shape._element.xpath(".//a:normAutofit[@fontScale]")
        )
        for slide in Presentation(str(file)).slides
    ]


def measured(deck: Publication, count: Counter[str]) -> list[str]:
    """What differs of a deck's lines."""
    faults = []
    with tempfile.TemporaryDirectory() as work:
        pages = drawn_by_office(deck, Path(work))
        shrunk = shrunk_texts(Path(work) / "deck.pptx")
        for number, sheet in enumerate(deck.sheets):
            letters = letters_of(pages[number])
            letters = [one for one in letters if one.text]
            page = "".join(one.text for one in letters)
            for setting in settings_of(sheet, shrunk[number]):
                own = found(setting, letters, page)
                if own:
                    said = compared(setting, own, count)
                else:
                    count[f"{setting.kind} not found"] += len(setting.lines)
                    said = [f"{setting.kind}: not found: {setting.lines[0][0][:40]!r}"]
                faults += [f"slide {number + 1} ({sheet.master}): {one}" for one in said]
    return faults


def said_of(name: str, count: Counter[str]) -> str:
    """The figures of a deck in a line."""
    parts = []
    for kind in ("texts", "fitted", "cells"):
        lines = count[f"{kind} lines"]
        if lines:
            equal, level = 100 * count[f"{kind} equal"] / lines, 100 * count[f"{kind} level"] / lines
            over, lost = count[f"{kind} over"], count[f"{kind} not found"]
            parts.append(f"{kind} {lines}: {equal:.1f} % equal, {level:.1f} % level, {over} over, {lost} not found")
    return f"{name}: {'; '.join(parts)}"


def main(arguments: Sequence[str]) -> None:
    every, whole = "--all" in arguments, Counter[str]()
    for name in (one for one in arguments if one != "--all"):
        count = Counter[str]()
        faults = measured(compose(load(name), "deck"), count)
        whole += count
        print(said_of(Path(name).stem, count), flush=True)
        for fault in faults if every else ():
            print(f"  {fault}", flush=True)
    print(said_of("all", whole))


if __name__ == "__main__":
    main(sys.argv[1:])
