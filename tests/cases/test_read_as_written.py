"""The sentences of whole documents are read in the order in which they were written, and programs find their words."""

from __future__ import annotations

import importlib.util
import re
import subprocess
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pypdfium2
import pytest
import yaml

from reportgen import compose, load, parse
from reportgen.backends import render

ROOT = Path(__file__).parents[2]
EXAMPLES = [
    ROOT / f"examples/{name}/{name}.yaml" for name in ("cirrus-dispatch", "meridian-review", "northfield-letter")
]
PROSE = {"headline", "standfirst", "byline", "body", "points", "turns", "question", "answer", "steps", "title", "text"}
FIELDS = PROSE | {
    "moments",
    "events",
    "options",
    "people",
    "name",
    "role",
    "stats",
    "label",
    "statement",
    "attribution",
}


def spoken(blob: bytes) -> Any:
    """The reader of structures of the small cases."""
    spec = importlib.util.spec_from_file_location("pdf_cases", Path(__file__).with_name("test_pdf_cases.py"))
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module.spoken(blob)


def texts(value: Any) -> Iterator[str]:
    """What an author wrote to be read, in order."""
    if isinstance(value, dict):
        for key, inner in value.items():
            if key in FIELDS:
                yield from texts(inner)
    elif isinstance(value, list):
        for inner in value:
            yield from texts(inner)
    elif isinstance(value, str):
        yield value


def sentences(text: str) -> list[str]:
    """The sentences of Markdown, without its signs and its notes."""
    text = re.sub(r"(?m)^\s*\[\^\w+\]:.*(\n\s{2,}.*)*", "", text)
    text = re.sub(r"\[\^\w+\]", " ", text)
    text = re.sub(r"\[([^\]]*)\]\([^)]*\)", r"\1", text)
    text = re.sub(r"(?m)^\s*(#{1,6}|[-*]|\d+\.|>)\s+", "\n\n", text).replace("*", "").replace("`", "")
    blocks = (" ".join(block.split()) for block in re.split(r"\n\s*\n", text))
    return [one for block in blocks for one in re.split(r"(?<=[.!?])\s+", block) if len(letters(one)) > 8]


def letters(text: str) -> str:
    return re.sub(r"[\W_]", "", text).casefold()


@pytest.fixture(scope="module", params=EXAMPLES, ids=lambda file: file.stem)
def made(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> tuple[list[str], Path]:
    """The sentences of an example, and its newsletter as PDF."""
    file = tmp_path_factory.mktemp("read") / "letter.pdf"
    file.write_bytes(render(compose(load(request.param), "newsletter"), "pdf"))
    source = yaml.safe_load(request.param.read_text("utf-8"))
    sections = [one for one in source["sections"] if one["type"] != "cover" and one.get("only") != "deck"]
    return [one for text in texts(sections) for one in sentences(text)], file


def test_every_sentence_is_read_in_order(made: tuple[list[str], Path]) -> None:
    wanted, file = made
    assert len(wanted) > 100
    said = spoken(file.read_bytes()).said
    read, at = letters(said), 0
    for sentence in wanted:
        found = read.find(letters(sentence), at)
        assert found >= 0, sentence
        at = found + len(letters(sentence))


@pytest.mark.parametrize("file", EXAMPLES, ids=lambda file: file.stem)
def test_every_sentence_of_a_deck_is_read_in_order_or_stands_in_the_notes(file: Path) -> None:
    deck = compose(load(file), "deck")
    noted = letters(" ".join(note for sheet in deck.sheets for note in sheet.notes))
    read, at = letters(spoken(render(deck, "pdf")).said), 0
    sections = [
        one
        for one in yaml.safe_load(file.read_text("utf-8"))["sections"]
        if one["type"] not in ("cover", "contents") and one.get("only") != "newsletter"
    ]
    wanted = [one for text in texts(sections) for one in sentences(text)]
    spoken_alone = [one for one in wanted if letters(one) not in noted]
    assert len(wanted) > len(spoken_alone) > 40
    for sentence in spoken_alone:
        found = read.find(letters(sentence), at)
        assert found >= 0, sentence
        at = found + len(letters(sentence))


TABLE = "| Run | Time |\n|---|--:|\n| cold | 240 ms |\n| warm | 31 ms |\n"


@pytest.mark.parametrize("kind", ["newsletter", "deck"])
@pytest.mark.parametrize("table_first", [True, False])
def test_a_table_is_read_where_its_author_wrote_it(kind: Any, table_first: bool) -> None:
    text = "Both were measured on the same machine.\n"
    body = "\n".join([TABLE, text] if table_first else [text, TABLE])
    said = spoken(
        render(
            compose(
                parse(f"---\ntitle: Speed\nbrand: meridian\n---\n\n# Speed\n\n{body}", "markdown", folder=ROOT), kind
            ),
            "pdf",
        )
    )
    tags = [one.tag for one in said.every("Table", "P") if one.tag == "Table" or "same machine" in one.said]
    assert tags == (["Table", "P"] if table_first else ["P", "Table"])


@pytest.mark.parametrize("program", ["pdftotext", "pdfium"])
def test_every_word_is_found_by_itself(made: tuple[list[str], Path], program: str) -> None:
    wanted, file = made
    if program == "pdfium":
        with pypdfium2.PdfDocument(file) as pdf:
            text = "\n".join(page.get_textpage().get_text_range() for page in pdf)
    else:
        text = subprocess.run(["pdftotext", str(file), "-"], capture_output=True, text=True, check=True).stdout
    # What is broken between syllables is two words, the first with a soft hyphen, which pdfium gives as U+FFFE or U+0002.
    text = re.sub("[\ufffe\x02]", "\u00ad", text).casefold()
    whole = set(re.findall(r"\w+", text)) | set(re.findall(r"\w+", re.sub("\u00ad\\s*", "", text)))
    begun = set(re.findall("(\\w+)\u00ad", text))
    words = {word for sentence in wanted for word in re.findall(r"\w+", sentence.casefold())}
    lost = [
        word
        for word in words - whole
        if not any(word[:at] in begun and word[at:] in whole for at in range(1, len(word)))
    ]
    assert lost == []
