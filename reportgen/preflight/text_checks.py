"""Rules about what is written: words said twice, words that the brand avoids, links that lead nowhere."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from urllib.parse import urlsplit

from reportgen.content.text import Block
from reportgen.document import Document
from reportgen.preflight.finding import Finding
from reportgen.remarks import source_remarks

_TWICE = re.compile(r"\b([^\W\d_]{2,})\s+\1\b", re.IGNORECASE)
_MEANT_TWICE = {"that", "had", "bye", "no", "so", "very"}
_ADDRESS = re.compile(r"[^@\s]+@[^@\s]+\.[^@\s.]+")
_EMPTY_ALT = re.compile(r"(image|picture|photo|graphic|logo|img|untitled|.*\.(jpe?g|png|svg|gif|webp))", re.IGNORECASE)


def blocks_of(document: Document) -> Iterator[Block]:
    """Every text of a document."""
    for section in document.sections:
        for content in section.offer.values():
            yield from content.texts()


def taken_otherwise(document: Document) -> Iterator[Finding]:
    """What `build` warns of in the source."""
    for remark in source_remarks(document):
        yield Finding("not-as-written", "warning", remark.told, remark.where, remark.hint)


def repeated_words(document: Document) -> Iterator[Finding]:
    """A word that is written twice in a row."""
    for block in blocks_of(document):
        for match in _TWICE.finditer(block.text):
            if match[1].lower() not in _MEANT_TWICE:
                yield Finding("repeated-word", "warning", f'"{match[0]}": the word is there twice', block.where)


def avoided_words(document: Document, avoid: Mapping[str, str]) -> Iterator[Finding]:
    """A word that the brand's voice avoids."""
    for block in blocks_of(document):
        for word, better in avoid.items():
            if re.search(rf"(?<!\w){re.escape(word)}(?!\w)", block.text, re.IGNORECASE):
                hint = f'write "{better}"' if better else "leave it out"
                yield Finding("voice", "warning", f'the brand avoids "{word}"', block.where, hint)


def broken_links(document: Document) -> Iterator[Finding]:
    """A link that no reader could follow: an address without a host, or without a mailbox."""
    for block in blocks_of(document):
        for span in block.spans:
            if span.link and not span.link.startswith("#") and not _leads(span.link):
                yield Finding("link", "error", f'"{span.link}" leads nowhere', block.where, "write the whole address")


def _leads(link: str) -> bool:
    scheme, _, rest = link.partition(":")
    match scheme.lower():
        case "mailto":
            return all(_ADDRESS.fullmatch(address.strip()) for address in rest.partition("?")[0].split(","))
        case "tel":
            return sum(char.isdigit() for char in rest) >= 3
        case _:
            try:
                host = urlsplit(link).hostname or ""
            except ValueError:
                return False
            return bool(re.fullmatch(r"[\w.-]+", host)) and (host == "localhost" or "." in host.strip("."))


def poor_alternatives(document: Document) -> Iterator[Finding]:
    """An alternative text that tells those who cannot see the picture nothing."""
    for section in document.sections:
        for content in section.offer.values():
            for picture in content.pictures():
                if not picture.decorative and not picture.qr and _EMPTY_ALT.fullmatch(picture.alt.strip()):
                    yield Finding(
                        "alt-text", "warning", f'the alternative text "{picture.alt}" says nothing', picture.where,
                        "say what the picture shows",
                    )  # fmt: skip
