"""Copy that is cut keeps its words, its styles and its identity."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from reportgen.content.text import Block, Span
from reportgen.errors import NOWHERE
from reportgen.layout.fragments import Fragment

SPANS = st.lists(st.builds(Span, st.text(min_size=1, max_size=20), st.booleans()), min_size=1, max_size=5)


@given(SPANS, st.integers(0, 120))
def test_cut_loses_nothing(spans: list[Span], offset: int) -> None:
    whole = Fragment(Block("item", tuple(spans), NOWHERE), "key")
    head, tail = whole.cut(offset)
    assert head.block.text + tail.block.text == whole.block.text
    assert head.length == min(offset, whole.length)
    assert (head.key, head.continues, tail.continued) == ("key", True, True)
    styles = [(char, span.strong) for span in spans for char in span.text]
    assert styles == [(c, span.strong) for part in (head, tail) for span in part.block.spans for c in span.text]
