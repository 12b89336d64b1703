"""Edits by script on decks, each followed by a changed source: does every edit survive, and does every datum arrive?

    python tests/bench/deck_updates.py [COUNT] [SEED] [OUT]

COUNT edits (200) are made on ten decks: the examples in two brands, and two on companies' own templates. Each deck is
built, edited as a person would in PowerPoint (by python-pptx), and brought up to date with a source in which words, numbers, rows and
sections changed. Prints what did not survive or arrive, and the files go to OUT, for judges.
"""

from __future__ import annotations

import copy
import io
import itertools
import random
import re
import shutil
import sys
import tempfile
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from typing import Any

import yaml
from lxml import etree
from pptx import Presentation
from pptx.dml import color
from pptx.oxml import parse_xml
from pptx.util import Emu, Pt

from reportgen import load
from reportgen.backends.pptx.open_deck import A, OpenDeck
from reportgen.backends.pptx.updating import Update
from reportgen.backends.pptx.updating.charts import data_of
from reportgen.backends.pptx.updating.order import Order
from reportgen.backends.pptx.updating.slide_parts import SlidePart, about_of, created, frames_with_charts
from reportgen.backends.pptx.updating.slides import words_of
from reportgen.engine import Engine

ROOT = Path(__file__).parents[2]
EXAMPLES = ("capital-markets-in-china", "cirrus-dispatch", "meridian-review", "northfield-letter")
BRANDS = ("cirrus", "meridian", "northfield")
RGBColor: Any = color.RGBColor
MARKS = itertools.count(1)
Check = Callable[[Any], str]
"""Given the presentation in the end, what has not survived; empty where all did."""


# --- sources


def sources() -> list[tuple[Path, str]]:
    """Ten sources, each with the brand of its deck."""
    files = [ROOT / "examples" / name / f"{name}.yaml" for name in EXAMPLES]
    pairs = [(file, brand) for brand in BRANDS for file in files]
    return pairs[:10]


def on_company_templates(folder: Path) -> list[tuple[Path, Path]]:
    """Two of the sources on templates of companies, which are learned into a folder: a dark one, and one with two masters."""
    sys.path.insert(0, str(ROOT / "tests" / "learning"))
    import corporate_templates

    from reportgen.learning.learn import learn

    made = []
    for (file, _), name in zip(sources(), ("dark", "two_masters"), strict=False):
        template = folder / f"{name}.pptx"
        template.write_bytes(getattr(corporate_templates, name)())
        learn(template, folder / name, None, name)
        made.append((file, folder / name / "brand.yaml"))
    return made


def changed(document: Any, rng: random.Random) -> Any:
    """A source in which much is new: words, numbers, rows, a section that came and one that went."""
    made = copy.deepcopy(document)
    sections = made["sections"]
    for section in sections:
        for key in ("headline", "standfirst", "quote", "body", "notes"):
            if isinstance(section.get(key), str) and rng.random() < 0.3:
                section[key] = reworded(section[key], rng)
        for rows in tables_of(section):
            _rows(rows, rng)
        for chart in charts_of(section):
            for series in chart.get("series", []):
                values = series.get("values", []) if isinstance(series, dict) else []
                for at, value in enumerate(values):
                    if isinstance(value, int | float) and not isinstance(value, bool) and rng.random() < 0.5:
                        values[at] = round(value * rng.uniform(0.8, 1.3), 1)
    plain = [
        at for at, one in enumerate(sections) if one.get("type") in ("story", "quote", "brief") and "key" not in one
    ]
    if len(plain) > 2 and rng.random() < 0.6:
        del sections[rng.choice(plain[1:])]
    if rng.random() < 0.6:
        quote = {
            "type": "quote",
            "quote": f"A quotation that is new, number {rng.randrange(100)}.",
            "attribution": "Nobody",
        }
        sections.insert(rng.randrange(1, len(sections)), quote)
    return made


def reworded(text: str, rng: random.Random) -> str:
    """A text with one of its words replaced."""
    words = text.split(" ")
    at = rng.randrange(len(words))
    words[at] = words[at] + "-anew" if re.fullmatch(r"\w+", words[at]) else words[at]
    return " ".join(words)


def tables_of(section: Any) -> Iterator[list[Any]]:
    table = section.get("table")
    if isinstance(table, dict) and isinstance(table.get("rows"), list):
        yield table["rows"]


def _rows(rows: list[Any], rng: random.Random) -> None:
    """Change a figure, and repeat a row under another name."""
    lists = [row for row in rows if isinstance(row, list)]
    if not lists:
        return
    row = rng.choice(lists)
    numbers = [at for at, cell in enumerate(row) if isinstance(cell, int | float) and not isinstance(cell, bool)]
    if numbers:
        row[rng.choice(numbers)] += 1
    if rng.random() < 0.5 and isinstance(lists[-1][0], str):
        rows.append([f"{lists[-1][0]} anew", *lists[-1][1:]])


def charts_of(section: Any) -> Iterator[Any]:
    for key in ("chart", "chart2"):
        if isinstance(section.get(key), dict):
            yield section[key]


# --- edits: what a person does, and what must be true of it afterwards


def shapes(deck: Any, wanted: Callable[[Any], bool]) -> list[tuple[Any, Any]]:
    return [(slide, shape) for slide in deck.slides for shape in slide.shapes if wanted(shape)]


def mark(element: Any) -> str:
    """A name that only this shape has, which survives whatever becomes of its keys."""
    about = about_of(element)
    about.set("title", about.get("title") or f"mark {next(MARKS)}")
    return str(about.get("title"))


def found(deck: Any, title: str) -> Any:
    """The element of a shape that was marked, wherever it is now."""
    for slide in deck.slides:
        for about in slide._element.iter("{*}cNvPr"):
            if about.get("title") == title:
                return about.getparent().getparent()
    return None


def textual(shape: Any) -> bool:
    return bool(
        shape.has_text_frame
        and shape.text_frame.text.strip()
        and "slidenum" not in etree.tostring(shape._element).decode()
    )


def titled(shape: Any) -> bool:
    """Whether a shape is its slide's title, which judges miss where it is not there."""
    return bool(shape.is_placeholder and shape.placeholder_format.type in (1, 3))


def after(title: str, wrong: Callable[[Any], str]) -> Check:
    """A check of a marked shape; one whose section went is away with it."""

    def check(deck: Any) -> str:
        element = found(deck, title)
        return "" if element is None else wrong(element)

    return check


def _moved(deck: Any, rng: random.Random) -> Check:
    _, shape = rng.choice(shapes(deck, lambda shape: True))
    left, top, width, height = shape.left, shape.top, shape.width, shape.height
    shape.left, shape.top, shape.width, shape.height = Emu(left + 123456), Emu(top + 65432), width, height

    def wrong(element: Any) -> str:
        off = next(element.iter(f"{{{A}}}off"), None)
        return (
            ""
            if off is not None and (int(off.get("x")), int(off.get("y"))) == (shape.left, shape.top)
            else "not where it was moved to"
        )

    return after(mark(shape._element), wrong)


def _resized(deck: Any, rng: random.Random) -> Check:
    _, shape = rng.choice(shapes(deck, lambda shape: True))
    left, top, width, height = shape.left, shape.top, shape.width, shape.height
    shape.left, shape.top, shape.width, shape.height = left, top, Emu(max(1, width - 111111)), Emu(height + 54321)

    def wrong(element: Any) -> str:
        sizes = [(one.get("cx"), one.get("cy")) for one in element.iter(f"{{{A}}}ext") if one.get("cx")]
        return (
            ""
            if sizes and (int(sizes[0][0]), int(sizes[0][1])) == (shape.width, shape.height)
            else "not of the size that it was given"
        )

    return after(mark(shape._element), wrong)


def _recoloured(deck: Any, rng: random.Random) -> Check:
    _, shape = rng.choice(shapes(deck, textual))
    shape.fill.solid()
    shape.fill.fore_color.rgb = RGBColor(1, 2, 3)
    return after(mark(shape._element), lambda element: "" if b"010203" in etree.tostring(element) else "lost its fill")


def _restyled(deck: Any, rng: random.Random) -> Check:
    _, shape = rng.choice(shapes(deck, textual))
    for paragraph in shape.text_frame.paragraphs:
        for run in paragraph.runs:
            run.font.color.rgb, run.font.size = RGBColor(4, 5, 6), Pt(17)

    def wrong(element: Any) -> str:
        looks = [run.find(f"{{{A}}}rPr") for run in element.iter(f"{{{A}}}r")]
        plain = [
            look for look in looks if look is None or b"040506" not in etree.tostring(look) or look.get("sz") != "1700"
        ]
        return "" if not plain else f"{len(plain)} of {len(looks)} runs lost colour or size"

    return after(mark(shape._element), wrong)


def _retyped(deck: Any, rng: random.Random) -> Check:
    _, shape = rng.choice(shapes(deck, textual))
    paragraph = rng.choice([one for one in shape.text_frame.paragraphs if one.runs])
    words = f"Written by hand {rng.randrange(10**6)}"
    paragraph.runs[0].text = words
    for run in paragraph.runs[1:]:
        run._r.getparent().remove(run._r)
    return after(mark(shape._element), lambda element: "" if words in "".join(element.itertext()) else "lost its words")


def _deleted(deck: Any, rng: random.Random) -> Check:
    _, shape = rng.choice(
        shapes(deck, lambda shape: textual(shape) and not titled(shape) and bool(created(shape._element)))
    )
    title = mark(shape._element)
    shape._element.getparent().remove(shape._element)
    count = sum(title == (about.get("title") or "") for one in deck.slides for about in one._element.iter("{*}cNvPr"))
    return lambda deck: "" if count == 0 and found(deck, title) is None else "came back"


def _added(deck: Any, rng: random.Random) -> Check:
    slide = rng.choice(list(deck.slides))
    box = slide.shapes.add_textbox(Emu(10), Emu(20), Emu(300000), Emu(200000))
    words = f"Added by hand {rng.randrange(10**6)}"
    box.text_frame.text = words
    return lambda deck: "" if words in said(deck) else "an added shape is lost"


def _slide(deck: Any, rng: random.Random) -> Check:
    layouts = [one for one in deck.slide_layouts if any(map(titled, one.placeholders))]
    slide = deck.slides.add_slide(rng.choice(layouts))
    words = f"A slide by hand {rng.randrange(10**6)}"
    slide.shapes.title.text = words
    slide.shapes.add_textbox(Emu(10), Emu(20), Emu(300000), Emu(200000)).text_frame.text = words
    return lambda deck: "" if words in said(deck) else "an added slide is lost"


def said(deck: Any) -> str:
    return " ".join("".join(slide._element.itertext()) for slide in deck.slides)


def _reordered(deck: Any, rng: random.Random) -> Check:
    entries = deck.slides._sldIdLst
    ids = list(entries)
    one = rng.choice(ids[1:])
    entries.remove(one)
    entries.insert(rng.randrange(len(ids) - 1), one)

    def check(deck: Any) -> str:
        order = [entry.get("id") for entry in entries]
        now = [entry.get("id") for entry in deck.slides._sldIdLst if entry.get("id") in order]
        return "" if now == [one for one in order if one in now] else "slides stand in another order"

    return check


def _grouped(deck: Any, rng: random.Random) -> Check:
    """As PowerPoint groups: the shapes keep their places and their ids."""
    slides = [slide for slide in deck.slides if len([one for one in slide.shapes if not one.is_placeholder]) > 1]
    if not slides:
        return _moved(deck, rng)
    slide = rng.choice(slides)
    chosen = [one for one in slide.shapes if not one.is_placeholder and one.shape_type != 6][:2]
    group = slide.shapes.add_group_shape(chosen)
    title = mark(group._element)
    inside = [mark(one._element) for one in chosen]

    def check(deck: Any) -> str:
        element = found(deck, title)
        left = [one for one in inside if found(deck, one) is not None]
        apart = [one for one in left if element is None or element not in list(found(deck, one).iterancestors())]
        return f"{len(apart)} shapes left their group" if apart else ""

    return check


COMMENTS = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/comments"


def _commented(deck: Any, rng: random.Random) -> Check:
    from pptx.opc.package import Part
    from pptx.opc.packuri import PackURI

    has = [{rel.reltype for rel in one.part.rels.values()} for one in deck.slides]
    slide = rng.choice([one for one, kinds in zip(deck.slides, has, strict=True) if COMMENTS not in kinds])
    words = f"A comment {rng.randrange(10**6)}"
    xml = (
        '<?xml version="1.0" encoding="UTF-8" standalone="yes"?><p:cmLst xmlns:p="http://schemas.openxmlformats.org/presentationml/2006/main">'
        f'<p:cm authorId="0" idx="1"><p:pos x="10" y="10"/><p:text>{words}</p:text></p:cm></p:cmLst>'
    )
    kind = "application/vnd.openxmlformats-officedocument.presentationml.comments+xml"
    name = PackURI(f"/ppt/comments/comment{rng.randrange(10**6)}.xml")
    slide.part.relate_to(Part(name, kind, deck.part.package, xml.encode()), COMMENTS)

    def check(deck: Any) -> str:
        parts = [
            rel.target_part.blob for one in deck.slides for rel in one.part.rels.values() if rel.reltype == COMMENTS
        ]
        return "" if any(words.encode() in part for part in parts) else "a comment is lost"

    return check


def _transition(deck: Any, rng: random.Random) -> Check:
    slide = rng.choice(list(deck.slides))
    for old in slide._element.findall("{*}transition"):
        slide._element.remove(old)
    made = parse_xml(
        '<p:transition xmlns:p="http://schemas.openxmlformats.org/presentationml/2006/main" spd="slow"><p:wheel spokes="3"/></p:transition>'
    )
    slide._element.find("{*}clrMapOvr").addnext(made)
    number = slide.slide_id

    def check(deck: Any) -> str:
        there = [one for one in deck.slides if one.slide_id == number]
        return "" if not there or b"wheel" in etree.tostring(there[0]._element) else "a transition is lost"

    return check


def _chart(deck: Any, rng: random.Random) -> Check:
    charts = shapes(deck, lambda shape: shape.has_chart)
    if not charts:
        return _moved(deck, rng)
    _, shape = rng.choice(charts)
    chart = shape.chart
    series = next(iter(chart.plots[0].series))
    series.format.fill.solid()
    series.format.fill.fore_color.rgb = RGBColor(7, 8, 9)
    chart.font.size = Pt(9)
    title = mark(shape._element)

    def check(deck: Any) -> str:
        one = [
            shape
            for _, shape in shapes(deck, lambda shape: shape.has_chart)
            if about_of(shape._element).get("title") == title
        ]
        return "" if not one or b"070809" in etree.tostring(one[0].chart._chartSpace) else "a chart lost its colour"

    return check


EDITS: dict[str, Callable[[Any, random.Random], Check]] = {
    "move": _moved,
    "resize": _resized,
    "recolour": _recoloured,
    "restyle": _restyled,
    "retype": _retyped,
    "delete": _deleted,
    "add shape": _added,
    "add slide": _slide,
    "reorder": _reordered,
    "group": _grouped,
    "comment": _commented,
    "transition": _transition,
    "chart format": _chart,
}


# --- what must have arrived


def missing(fresh: bytes, update: Update, edits: set[str]) -> Iterator[str]:
    """What the new build says and the updated deck does not, without a conflict or an edit that explains it."""
    decks = OpenDeck(fresh), OpenDeck(update.data)
    there, here = (_slides(deck) for deck in decks)
    told = {(one.title, one.shape) for one in update.conflicts} | {(one.title, one.shape) for one in update.unmatched}
    kept = {
        (one.title, one.shape)
        for one in update.kept
        if "words" in one.what or one.what in ("deleted", "chart", "table")
    }
    for key, slide in there.items():
        if key not in here:
            if (slide.title, "") not in told:
                yield f"the slide {key} is not there"
            continue
        own = here[key].shapes()
        for name, shape in slide.shapes().items():
            pair = (slide.title, about_of(shape).get("name"))
            if pair in told or pair in kept:
                continue
            if name not in own:
                yield f"{key}: {pair[1]} is not there"
            elif _words(shape, slide) != _words(own[name], here[key]):
                yield f"{key}: {pair[1]} says {_words(own[name], here[key])!r}, not {_words(shape, slide)!r}"
        for name, chart in _charts(slide).items():
            theirs = _charts(here[key]).get(name)
            if theirs is None or data_of(theirs) != data_of(chart):
                yield f"{key}: the data of {name} did not arrive"
    del edits


def _slides(deck: OpenDeck) -> dict[str, SlidePart]:
    made: dict[str, SlidePart] = {}
    for name in Order(deck, deck).names:
        slide = SlidePart(deck, name)
        if slide.key:
            made.setdefault(slide.key, slide)
    return made


def _words(shape: Any, slide: SlidePart) -> str:
    if shape.tag.endswith("}pic"):
        return " ".join(slide.token(value) for one in shape.iter(f"{{{A}}}blip") for value in one.attrib.values())
    return words_of(shape)


def _charts(slide: SlidePart) -> dict[str, Any]:
    ids = {
        key: chart.get("{http://schemas.openxmlformats.org/officeDocument/2006/relationships}id")
        for key, chart in frames_with_charts(slide.shapes())
    }
    return {key: etree.fromstring(slide.deck.parts[slide.links[one].target]) for key, one in ids.items()}


# --- a run


def run(
    file: Path, brand: str | Path, edits: int, seed: int, out: Path | None = None
) -> tuple[list[str], Counter[str]]:
    """The faults of one deck that was edited and brought up to date."""
    rng = random.Random(seed)
    with tempfile.TemporaryDirectory() as work:
        folder = Path(work) / file.parent.name
        shutil.copytree(file.parent, folder)
        for beside in ("brands", "reportgen.toml"):
            there = file.parent.parent / beside
            if there.is_dir():
                shutil.copytree(there, Path(work) / beside)
            elif there.exists():
                shutil.copy(there, Path(work) / beside)
        engine = Engine()
        new = folder / "new.yaml"
        document = yaml.safe_load(file.read_text("utf-8"))
        new.write_text(yaml.safe_dump(changed(document, rng), allow_unicode=True, sort_keys=False), "utf-8")
        was, now = (engine.build(load(one), "deck", brand=_brand(brand, one)) for one in (folder / file.name, new))
        deck = Presentation(io.BytesIO(was.data))
        names = [rng.choice(list(EDITS)) for _ in range(edits)]
        checks = [(name, EDITS[name](deck, rng)) for name in names]
        stream = io.BytesIO()
        deck.save(stream)
        update = now.updated(stream.getvalue())
        result = Presentation(io.BytesIO(update.data))
        faults = [f"{name}: {wrong}" for name, check in checks if (wrong := check(result))]
        faults += missing(now.data, update, set(names))
        faults += [
            f"a conflict without a line: {one}"
            for one in update.conflicts
            if not one.where.line and one.source != "no such section any more"
        ]
        if now.updated(update.data).data != update.data:
            faults.append("a second update changes something")
        if out is not None:
            out.mkdir(parents=True, exist_ok=True)
            (out / f"{file.stem}-{Path(brand).parent.name or brand}-{seed}.pptx").write_bytes(update.data)
    return faults, Counter(names)


def _brand(brand: str | Path, file: Path) -> Any:
    from reportgen import load_brand
    from reportgen.api import brand_of

    return load_brand(brand) if isinstance(brand, Path) else brand_of(load(file), brand)


def main() -> None:
    count = int(sys.argv[1]) if len(sys.argv) > 1 else 200
    seed = int(sys.argv[2]) if len(sys.argv) > 2 else 1
    out = Path(sys.argv[3]) if len(sys.argv) > 3 else None
    with tempfile.TemporaryDirectory() as folder:
        _run_all([*sources()[:8], *on_company_templates(Path(folder))], count, seed, out)


def _run_all(decks: Sequence[tuple[Path, str | Path]], count: int, seed: int, out: Path | None) -> None:
    total: Counter[str] = Counter()
    wrong = 0
    for number, (file, brand) in enumerate(decks):
        faults, names = run(file, brand, count // len(decks), seed + number, out)
        total += names
        wrong += len(faults)
        print(f"{file.stem} in {brand}: {sum(names.values())} edits, {len(faults)} faults")
        for fault in faults:
            print("   ", fault)
    print(f"{sum(total.values())} edits: {dict(total)}; {wrong} faults")


if __name__ == "__main__":
    main()
