"""Faults in the words of Python, where no file was written: of dicts, None and keywords, not of keys and quotes."""

from __future__ import annotations

import re

from reportgen.errors import ReportgenError

_WORDS = [
    (re.compile(pattern), word)
    for pattern, word in (
        (r"\b(expected|got) keys with values", r"\1 a dict"),
        (r"\b(expected|got) (?:a )?text\b(?! or)", r"\1 a str"),
        (r"\bgot nothing\b", "got None"),
        (r"\bgot the number ", "got "),
        (r"\bgot true\b", "got True"),
        (r"\bgot false\b", "got False"),
        (r"\bexpected true or false\b", "expected True or False"),
        (r"\bleave the key out\b", "leave it out"),
        (r"\bwrite null\b", "give None"),
        (r"\bnull where\b", "None where"),
        (r"\bwrite it without quotes and units, with a point before decimals\b", "give an int, a float or a Decimal"),
        (r'\bput it in quotes: "yes"', 'give a str: "yes"'),
        (r"\bset (\w+): true\b", r"give \1=True"),
        (
            r"\b(?:write|name them:|name it in three letters:|say how many stand alone:) ?(\w+): (?=[\[{\w])",
            r"give \1=",
        ),
        (r"\{name: …, values: \[…\]\}", "Series(…)"),
        (r"\bfor example focus: \[", "for example focus=["),
    )
]


def in_python(error: ReportgenError) -> ReportgenError:
    """The error, its message and hint as a program's author says it."""
    for pattern, word in _WORDS:
        error.message, error.hint = pattern.sub(word, error.message), pattern.sub(word, error.hint)
    error.args = (error.message,)
    return error
