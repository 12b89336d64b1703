"""Marks that only other programs for Markdown know: what says nothing is left out, what is printed is told."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import TYPE_CHECKING

from reportgen.errors import SourceRemark, Where
from reportgen.source.markdown_headings import block_parser

if TYPE_CHECKING:
    from markdown_it.token import Token

_ATTRIBUTES = re.compile(
    r"^[ \t]*\{:[^{}]*\}[ \t]*$"  # a block's (kramdown)
    r"|(?<=[)\]*_`])\{:[^{}]*\}"  # those of a link, a picture, words (kramdown)
    r"|(?P<kept>\]\([^()]*\))\{[#.\w][^{}]*\}"  # those of a link or a picture (Pandoc, markdown-it)
    r"|(?<=\S)[ \t]+\{[#.:][^{}]*\}[ \t]*$"  # a heading's
)
_CONTENTS = re.compile(r"^[ \t]*(\[TOC\]|\[\[_?TOC_?\]\])[ \t]*$", re.IGNORECASE)
_BOX = re.compile(r"^[ \t]*:{3,}.*$")
_PAGE = re.compile(r"^[ \t]*\\(newpage|pagebreak)[ \t]*$")
_ADMONITION = re.compile(r"^(!!!|\?\?\?\+?)[ \t]+\w")
_EMOJI = re.compile(r"(?<![\w:/]):[a-z][a-z0-9_+-]*[a-z0-9]:(?![\w:/])")
_GRID = re.compile(r"^[ \t]*\+(?:[-=:]{2,}\+)+[ \t]*$")
_RULED = re.compile(r"^[ \t]*(?=.*\|)\|?[ \t]*:?-+:?[ \t]*(?:\|[ \t]*:?-+:?[ \t]*)*\|?[ \t]*$")
"""The line under the headings of a table, which parts nothing where it has not as many cells as these."""
_STRESSED = re.compile(r"(?<!=)==(?=[^\s=])[^=\n]+(?<=[^\s=])==(?!=)")
_SITE = re.compile(
    r"\{%-?[ \t]*(?:include\w*|seo|feed_meta|gist|youtube|vimeo|asset)\b.*?%\}"  # Jekyll, Eleventy
    r"|\{\{<.*?>\}\}|\{\{%.*?%\}\}"  # Hugo
)
"""What a program for web sites fills in. Fields never begin so."""
_HIGHLIGHT = re.compile(
    r"^[ \t]*(?:\{%-?|\{\{[<%])[ \t]*(end|/[ \t]*)?highlight\b[ \t]*([\w+#-]*).*(?:%\}|>\}\})[ \t]*$"
)
"""Where a block of code begins or ends for Jekyll and Hugo."""
_ABBREVIATION = re.compile(r"^\*\[[^\]\[]+\]:[ \t]+\S.*$")
_WIKI = re.compile(r"!?\[\[[^\[\]\n]+\]\](?![(\[])")
_HIDDEN = re.compile(r"%%[^%\n]+%%")
_EDITED = re.compile(
    r"\{(\+\+|--|~~|>>)(?=\S)[^{}\n]+(\+\+|--|~~|<<)\}|(?<![\w+])\+\+(?=[^\s+])[^+\n]+(?<=\S)\+\+(?![\w+])"
)
_LISTED = re.compile(r"^[ \t]*(?:[*+-]|\d+[.)])[ \t]+\S.*$")
"""The item of a list that kramdown takes for the contents, where ``{:toc}`` stands under it."""
_CODE = re.compile(r"(`+).+?\1")
_LEFT_OUT: tuple[tuple[re.Pattern[str], str, str], ...] = (
    (_CONTENTS, "a mark for a list of contents is left out", "a section of type contents lists the sections"),
    (_SITE, "marks for a web site's program are left out", "take them out, and write what they would have shown"),
    (_ABBREVIATION, "what an abbreviation means is left out", "write it where the abbreviation first stands"),
    (_BOX, "marks of a box are left out, and its text is set as the rest", "begin its lines with > to tell it apart"),
    (_PAGE, "a mark for a new page is left out", "pages are made up from the whole"),
    (_ATTRIBUTES, "attributes for other programs are left out", "take them out if nothing else reads them"),
)  # fmt: skip
_PRINTED: tuple[tuple[re.Pattern[str], str, str], ...] = (
    (_ADMONITION, "the mark of a box is printed as it stands", "begin its lines with > instead"),
    (_EMOJI, "names of emoji are printed as they stand", "write the characters themselves"),
    (_WIKI, "the marks [[ ]] are printed as they stand", "write [words](https://…), or ![words](file.png)"),
    (_HIDDEN, "the marks %% are printed as they stand", "write <!-- words --> for what nobody is to read"),
    (_EDITED, "marks of changes are printed as they stand", "write ~~words~~ and <u>words</u>, or take them out"),
    (_GRID, "a table drawn with + and - is printed as it stands", "draw it with | alone: | a | b |"),
    (_RULED, "a table is printed as it stands", "write one |---| for each of its headings, in the line under these"),
    (_STRESSED, "the marks == are printed as they stand", "write <mark>words</mark>"),
)  # fmt: skip


def with_fences(lines: list[str]) -> list[str]:
    """The lines of a text, in which blocks of code that Jekyll and Hugo would set are fenced as in Markdown.

    >>> with_fences(["{% highlight swift %}", "print(1)", "{% endhighlight %}"])
    ['```swift', 'print(1)', '```']
    """
    found = [(number, match) for number, line in enumerate(lines) if (match := _HIGHLIGHT.match(line))]
    if not found or any(bool(match[1]) == (at % 2 == 0) for at, (_, match) in enumerate(found)) or len(found) % 2:
        return lines
    fences = {number: "```" + ("" if match[1] else match[2]) for number, match in found}
    return [fences.get(number, line) for number, line in enumerate(lines)]


def without_marks(lines: list[str], text: str, file: str) -> list[SourceRemark]:
    """Empty what is left out of the lines of a file; what is to be told of that, and of what is not known.

    `text` has the same lines, and empty ones for what is no Markdown: the keys of the document and its sections.
    """
    texts = _lines_with_marks(text)
    remarks = []
    for pattern, message, hint in _LEFT_OUT:
        remarks += _told([number for number in texts if _cut(lines, number, pattern)], message, hint, file)
    for pattern, message, hint in _PRINTED:
        found = [number for number in texts if pattern.search(_CODE.sub("", lines[number]))]
        remarks += _told(found, message, hint, file)
    return remarks


def _lines_with_marks(text: str) -> list[int]:
    """The numbers of the lines in which a mark may stand, those of code left out."""
    patterns = [pattern for pattern, _, _ in (*_LEFT_OUT, *_PRINTED)]
    found = {number for number, line in enumerate(text.split("\n")) if any(one.search(line) for one in patterns)}
    for token in block_parser().parse(text, {}) if found else ():
        found.difference_update(_without_meaning(token))
    return sorted(found)


def _without_meaning(token: Token) -> range:
    """The lines of a block in which nothing is a mark: those of code, and that under the headings of a table."""
    if token.map and token.type in ("fence", "code_block"):
        return range(*token.map)
    return range(token.map[0] + 1, token.map[0] + 2) if token.map and token.type == "table_open" else range(0)


def _cut(lines: list[str], number: int, pattern: re.Pattern[str]) -> bool:
    """Take a mark out of a line; whether it was there. Code in the line stays as it is."""
    line = lines[number]
    code = [match.span() for match in _CODE.finditer(line)]

    def without(match: re.Match[str]) -> str:
        if any(start < match.end() and match.start() < end for start, end in code):
            return match[0]
        return match.groupdict().get("kept") or ""

    cut = pattern.sub(without, line)
    if cut == line:
        return False
    if "{:toc" in line and number and _LISTED.match(lines[number - 1]):
        lines[number - 1] = ""
    lines[number] = cut.rstrip()
    return True


def _told(numbers: Sequence[int], message: str, hint: str, file: str) -> list[SourceRemark]:
    """One remark on what stands on some lines."""
    if not numbers:
        return []
    others = ", ".join(str(number + 1) for number in numbers[1:7])
    more = f"; also on lines {others}{' …' if len(numbers) > 7 else ''}" if others else ""
    return [SourceRemark(f"{message}{more}", Where(file, numbers[0] + 1), hint)]
