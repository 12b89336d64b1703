"""Words that are wider than their column → words with hyphens where they break: for tables that are too wide otherwise.

The hyphens are letters of the text, set only where a line ends, so that every program breaks the words as we do.
"""

from __future__ import annotations

import itertools
import re
from collections.abc import Sequence

from reportgen.frames import Paragraph, Run
from reportgen.layout.text_setter import TextSetter
from reportgen.structs import replace
from reportgen.text.hyphenation import syllables

MOST_PARTS = 3
"""Parts into which a word is broken at most, as long as its column can be widened."""

_WORD = re.compile(r"([^\w\s]*)([^\W\d_]+)((?:[^\w\s]|[\d_])*)")
"""A word with what stands before and behind it without a space."""


class WordBreaker:
    """Breaks the words of one publication's tables, in the language of each paragraph. All widths are points."""

    def __init__(self, setter: TextSetter) -> None:
        self.setter = setter
        self._widths: dict[tuple[Run, str], float] = {}
        self._broken: dict[tuple[Paragraph, float], Paragraph] = {}

    def least_width(self, paragraph: Paragraph) -> float:
        """The least width at which no word has more than `MOST_PARTS` parts, and nothing else is cut either."""
        setter = self.setter
        bare = tuple(replace(run, text=_WORD.sub("", run.text)) if _breaks(run) else run for run in paragraph.runs)
        rest = setter.typesetter.least_width(replace(paragraph, runs=bare), setter.profile)
        needs = [rest]
        for at, run in enumerate(paragraph.runs):
            words = _WORD.finditer(run.text) if _breaks(run) else ()
            glued = self._glued(paragraph.runs[at : at + 2])
            needs += [self._least(run, _parts(word, paragraph.language)) + glued for word in words]
        return max(needs)

    def _glued(self, runs: Sequence[Run]) -> float:
        """The width of what the second of two runs puts to the last word of the first: the number of a note."""
        if len(runs) < 2 or runs[0].text[-1:].isspace() or runs[1].text[:1].isspace():
            return 0.0
        return self._wide(runs[1], runs[1].text.split()[:1], True)

    def broken(self, paragraph: Paragraph, measure: float) -> Paragraph:
        """The paragraph with hyphens in the words that are wider than a line of it."""
        key = (paragraph, round(measure, 2))
        if key not in self._broken:
            runs = tuple(
                self._fitted(run, paragraph.language, measure, self._glued(paragraph.runs[at : at + 2]))
                if _breaks(run)
                else run
                for at, run in enumerate(paragraph.runs)
            )
            self._broken[key] = replace(paragraph, runs=runs) if runs != paragraph.runs else paragraph
        return self._broken[key]

    def _least(self, run: Run, parts: Sequence[str]) -> float:
        """The least measure of a word: that of the widest of so many parts."""
        edges = itertools.combinations(range(len(parts) + 1), 2)
        candidates = sorted({self._wide(run, parts[start:end], end == len(parts)) for start, end in edges})
        return next(one for one in candidates if self._suits(run, self._lines(run, parts, one), one))

    def _suits(self, run: Run, lines: Sequence[Sequence[str]], measure: float) -> bool:
        last = len(lines) - 1
        fits = (self._wide(run, line, at == last) <= measure + 0.01 for at, line in enumerate(lines))
        return len(lines) <= MOST_PARTS and all(fits)

    def _fitted(self, run: Run, language: str, measure: float, glued: float) -> Run:
        def fitted(word: re.Match[str]) -> str:
            parts = _parts(word, language)
            room = measure - (glued if word.end() == len(run.text) else 0.0)
            if self._wide(run, parts, True) <= room:
                return word[0]
            return "-".join("".join(line) for line in self._lines(run, parts, room))

        return replace(run, text=_WORD.sub(fitted, run.text))

    def _lines(self, run: Run, parts: Sequence[str], measure: float) -> list[list[str]]:
        """The parts of a word that stand on each line: as many as fit, one at the least."""
        lines: list[list[str]] = [[parts[0]]]
        for number, part in enumerate(parts[1:], 2):
            longer = [*lines[-1], part]
            if self._wide(run, longer, number == len(parts)) <= measure + 0.01:
                lines[-1] = longer
            else:
                lines.append([part])
        return lines

    def _wide(self, run: Run, parts: Sequence[str], ends: bool) -> float:
        """The width of some parts of a word, with a hyphen unless the word ends with them."""
        text = "".join(parts) + ("" if ends else "-")
        if (run, text) not in self._widths:
            alone = Paragraph((replace(run, text=text),), "body", "", run.size)
            self._widths[run, text] = self.setter.typesetter.single(alone, self.setter.profile).width
        return self._widths[run, text]


def _breaks(run: Run) -> bool:
    """Whether words of a run may be broken: not those of code, nor the numbers of notes."""
    return not run.code and not run.superscript


def _parts(word: re.Match[str], language: str) -> list[str]:
    """The syllables of a word; what stands before and behind it belongs to the first and the last."""
    parts = list(syllables(word[2], language))
    parts[0] = word[1] + parts[0]
    parts[-1] += word[3]
    return parts
