"""Questions and answers, which become headings and running text."""

from __future__ import annotations

from typing import Annotated

from pydantic import Field

from reportgen.content.reading import ReadContext, Reads
from reportgen.content.text import Block, Prose, Text, TextContent
from reportgen.content.values import Strict


class Turn(Strict):
    """A question and its answer."""

    question: Text
    """What is asked."""
    answer: Prose
    """What is answered."""


def _read(turns: list[Turn], at: ReadContext) -> TextContent:
    from reportgen.content.markdown import read_inline, read_markdown

    blocks: list[Block] = []
    for number, turn in enumerate(turns):
        where = at.where(number, "question")
        blocks.append(Block("heading", read_inline(turn.question, where, at.problems), where))
        line = at.text_line(number, "answer")
        blocks += read_markdown(turn.answer, at.where(number, "answer"), at.problems, line)
    return TextContent(tuple(blocks), None, at.where())


Turns = Annotated[list[Turn], Field(min_length=1), Reads(_read)]
"""The questions of an interview, each with its answer."""
