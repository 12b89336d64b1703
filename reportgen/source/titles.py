"""What a text without a title is called: as its file is, or by its first words."""

from __future__ import annotations

import re
from pathlib import PurePath

from reportgen.source.markdown_headings import block_parser, plain

LONGEST = 60
"""Characters of the longest title that is made of a text's words."""

_BOX = re.compile(r"\[[ xX]\]\s+")
_SENTENCE = re.compile(r"(.+?)(?:[.!?…]+[\"'»”)]*(?:\s|$)|[。！？]|$)")
_FIELD = re.compile(r"\{[{%]")


def title_of_name(file: str) -> str:
    """The name of a file as a title: words with spaces between them, dates and numbers as they are.

    >>> title_of_name("harbour_news-june.md"), title_of_name("2026-11-27-weekly-notes.md"), title_of_name("README.md")
    ('Harbour news june', '2026-11-27 weekly notes', 'README')
    """
    stem = PurePath(file).stem.strip()
    words = re.sub(r"_+|(?<!\d)[-\s]+|[-\s]+(?!\d)", " ", stem).strip()
    return words[:1].upper() + words[1:]


def first_words(text: str) -> str:
    """The first sentence of a text in Markdown, or as many of its words as a title may have; nothing where it has none.

    >>> first_words("- [ ] *Hello* there. And more."), first_words("word " * 40)[-11:], first_words("![](a.png)")
    ('Hello there', 'word word …', '')
    """
    lines = (plain(token.content) for token in block_parser().parse(text, {}) if token.type == "inline")
    line = next((_BOX.sub("", line) for line in lines if re.search(r"\w", line)), "")
    found = _SENTENCE.match(_FIELD.split(" ".join(line.split()))[0])
    sentence = found[1].strip(" ,:;") if found else ""
    if len(sentence) <= LONGEST:
        return sentence
    whole = sentence[: LONGEST + 1].rpartition(" ")[0] or sentence[:LONGEST]
    return f"{whole} …"
