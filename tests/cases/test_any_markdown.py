"""Any document of CommonMark's and GitHub's marks is built in both outputs: no mark is seen, and no word is lost."""

from __future__ import annotations

import re
from collections.abc import Iterator

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from reportgen import compose, load
from reportgen.frames import Publication, TableItem, TextItem

MARKUP = re.compile(r"\*\*|\]\(|<br|&lt;|\|-|\[\^|\[!|!\[|~~|</|^#+ |^> ", re.MULTILINE)
SETTINGS = settings(max_examples=10, deadline=None, suppress_health_check=list(HealthCheck))

words = st.text("abcdefghijkmnopqrstuvwxyz", min_size=3, max_size=9)
"""Words of letters alone: what is lost or split of them is found."""


FORMS = ("**{}**", "*{}*", "~~{}~~", "<b>{}</b>", "<sub>{}</sub>", "<mark>{}</mark>")
LINK = "[{}](https://example.org/a_b)"


def marked(inner: st.SearchStrategy[str], *more: str) -> st.SearchStrategy[str]:
    """Text with one of the inline marks round it."""
    return st.builds(str.format, st.sampled_from((*FORMS, *more)), inner)


inline = st.lists(
    st.one_of(
        words,
        words,
        marked(words, LINK),
        marked(marked(words), LINK),
        words.map("`{}`".format),
        words.map('{}&amp; "it\'s"'.format),
    ),
    min_size=1,
    max_size=8,
).map(" ".join)
paragraphs = st.lists(inline, min_size=1, max_size=3).flatmap(
    lambda lines: st.sampled_from(("\n", "\\\n", "  \n", "<br>\n")).map(lambda end: end.join(lines))
)


def indented(text: str, first: str, rest: str) -> str:
    """A block as the content of another: its first line behind a mark, the others behind spaces or the mark."""
    lines = text.split("\n")
    return "\n".join([first + lines[0], *(f"{rest}{line}" if line else rest.rstrip(" ") for line in lines[1:])])


MARKS = (("- ", "  "), ("* ", "  "), ("3. ", "   "))
TASK = ("- [x] ", "  ")


def lists(inner: st.SearchStrategy[str], *more: tuple[str, str]) -> st.SearchStrategy[str]:
    """Lists with bullets or numbers, tight or loose."""
    marks = st.sampled_from((*MARKS, *more))
    return st.tuples(marks, st.lists(inner, min_size=1, max_size=3), st.sampled_from(("\n", "\n\n"))).map(
        lambda made: made[2].join(indented(item, *made[0]) for item in made[1])
    )


tables = st.lists(inline.filter(lambda text: "|" not in text), min_size=4, max_size=4).map(
    lambda cells: "| {} | {} |\n|:---|---:|\n| {} | {} |".format(*cells)
)
codes = st.lists(words.map("  {} --> `x`".format), min_size=1, max_size=3).map(
    lambda lines: "\n".join(["```", *lines, "```"])
)
headings = st.tuples(st.sampled_from(("#", "##", "###", "######")), inline).map(" ".join)
leaves = st.one_of(
    paragraphs, paragraphs, headings, codes, tables, st.just("***"), st.just("<!-- hidden\n\nhidden -->")
)
blocks = st.recursive(
    leaves,
    lambda inner: st.one_of(
        lists(paragraphs, TASK),
        lists(st.lists(inner, min_size=1, max_size=2).map("\n\n".join)),
        inner.map(lambda text: indented(text, "> ", "> ")),
        st.tuples(words, inline).map("{0[0]}\n: {0[1]}".format),
    ),
    max_leaves=6,
)
documents = st.lists(blocks, min_size=1, max_size=6).map(lambda parts: "\n\n".join(["Opening.", *parts]))


def shown(publication: Publication) -> Iterator[tuple[str, bool]]:
    """The paragraphs on all sheets, and whether each is code."""
    for sheet in publication.sheets:
        for item in sheet.items:
            if isinstance(item, TextItem):
                yield from ((one.text, one.ground is not None) for one in item.paragraphs)
            elif isinstance(item, TableItem):
                yield from ((one.text, False) for cell in item.cells for one in cell.paragraphs)


def words_of(source: str) -> set[str]:
    """The words that a reader of the source expects to see."""
    text = re.sub(r"<!--.*?-->", "", source, flags=re.DOTALL)
    text = re.sub(r"</?[a-z]+>|https://\S+|&amp;|\[x\]", " ", text)
    return set(re.findall(r"[a-z]{3,}", text))


@SETTINGS
@given(documents)
def test_no_mark_is_seen_and_no_word_is_lost(source: str) -> None:
    document = load(f"---\ntitle: Letter\nbrand: meridian\n---\n{source}\n")
    for kind in ("newsletter", "deck"):
        publication = compose(document, kind)
        found = list(shown(publication))
        for text, code in found:
            assert code or not MARKUP.search(text), text
        said = (note for sheet in publication.sheets for note in sheet.notes)  # what slides do not show of long texts
        seen = " ".join([*(text for text, _ in found), *said])
        assert words_of(source) <= set(re.findall(r"[a-z]{3,}", seen)), source
