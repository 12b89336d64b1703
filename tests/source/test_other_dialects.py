"""Marks of kramdown, Pandoc, MkDocs and others: nothing of them is printed in silence."""

from __future__ import annotations

import pytest

from reportgen import Document, parse


def read(text: str) -> Document:
    return parse(f"# Head\n\n{text}\n", "markdown")


def words(document: Document) -> str:
    return "\n".join(block.text for section in document.sections for block in section.offer["body"].texts())


@pytest.mark.parametrize(
    ("text", "left", "line"),
    [
        ("Some text.\n{: .lead}", "Some text.", 4),
        ("A [link](https://example.org){:target=\"_blank\"} here.", "A link here.", 3),
        ("A [link](https://example.org){.btn .btn-primary} here.", "A link here.", 3),
        ("So *much*{: .big} text.", "So much text.", 3),
        ("* TOC\n{:toc}\n\nText.", "Text.", 4),
        ("[TOC]\n\nText.", "Text.", 3),
        ("[[_TOC_]]\n\nText.", "Text.", 3),
        ("::: {.note}\nMind the gap.\n:::", "Mind the gap.", 3),
        ("One.\n\n\\newpage\n\nTwo.", "One.\nTwo.", 5),
        ("One.\n\n{% include sponsor.html %}\n\nTwo.", "One.\nTwo.", 5),
        ('One.\n\n{{< figure src="x.png" >}}\n\nTwo.', "One.\nTwo.", 5),
        ("{{% notice info %}}\nMind the gap.\n{{% /notice %}}", "Mind the gap.", 3),
        ("The HTML of it.\n\n*[HTML]: Hyper Text", "The HTML of it.", 5),
    ],
)  # fmt: skip
def test_what_says_nothing_is_left_out_and_told(text: str, left: str, line: int) -> None:
    document = read(text)
    assert words(document) == left
    (told,) = [str(one) for one in document.remarks]
    assert told.startswith(f"text:{line}: ") and "left out" in told


def test_a_heading_loses_its_attributes() -> None:
    document = parse("# One {#first .wide}\n\nText.\n\n# Two\n{: .no_toc}\n\nText.\n", "markdown")
    assert [section.title for section in document.sections] == ["One", "Two"]
    (told,) = [str(one) for one in document.remarks]
    assert told.startswith("text:1: ") and "also on lines 6" in told


@pytest.mark.parametrize(
    ("text", "hint"),
    [
        ('!!! warning "Look"\n    Mind the gap.', "begin its lines with >"),
        ("We won :tada: again.", "write the characters"),
        ("+---+---+\n| a | b |\n+===+===+\n| 1 | 2 |\n+---+---+", "draw it with |"),
        ("Some ==stressed== words.", "<mark>words</mark>"),
        ("Some [[page of a wiki]] words.", "[words]("),
        ("Some %%hidden%% words.", "<!-- words -->"),
        ("Some {++added++} words.", "<u>words</u>"),
        ("Some ++added++ words.", "<u>words</u>"),
    ],
)
def test_what_is_not_known_is_told(text: str, hint: str) -> None:
    (told,) = [str(one) for one in read(text).remarks]
    assert told.startswith("text:3: ") and hint in told


@pytest.mark.parametrize(
    "text",
    [
        "Code: `{: .lead}`, `:tada:`, `==`, `[TOC]`.",
        "```\n[TOC]\n:::\n{: .lead}\n+---+---+\n```",
        "    {: .lead}",
        "At 10:30:15, a == b, std::vector, a/b:c:d, 1 + 2, {name}, f(x){y}.",
        "The words [东京]{lang=ja} are Japanese.",
    ],
)
def test_what_only_looks_like_a_mark_stays(text: str) -> None:
    document = read(text)
    assert document.remarks == ()
    for part in ("{: .lead}", "[TOC]", ":::", "f(x){y}", "a == b"):
        assert (part in text) == (part in words(document))


@pytest.mark.parametrize(
    ("begin", "end"),
    [("{% highlight ruby %}", "{% endhighlight %}"), ('{{< highlight go "linenos=table" >}}', "{{< /highlight >}}")],
)
def test_code_of_programs_for_web_sites_is_code(begin: str, end: str) -> None:
    document = read(f"Words.\n\n{begin}\na = {{{{ b }}}}\n{end}\n\nMore words.")
    assert document.remarks == () and words(document) == "Words.\na = {{ b }}\nMore words."


def test_keys_of_a_section_are_no_text() -> None:
    document = parse('# Head\n\n---\nkicker: "We :tada: [TOC]"\n---\n\nText.\n', "markdown")
    assert document.remarks == () and ":tada:" in str(document.sections[0].offer)
