"""Markdown → spans: text without marks takes a short way, which leads to the same."""

from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reportgen.content import markdown
from reportgen.content.markdown import read_inline
from reportgen.errors import NOWHERE, ReportgenError

WORDS = st.text(st.sampled_from("ab é中 \t\n\\`*_[]()<>&;!^~#$%@:/|{}\"'.-+=1\ufdd0\u00a0"), max_size=30)


@given(WORDS)
def test_the_short_way_leads_to_the_same(text: str) -> None:
    quick: list[ReportgenError] = []
    full: list[ReportgenError] = []
    with pytest.MonkeyPatch.context() as patch:
        short = read_inline(text, NOWHERE, quick)
        patch.setattr(markdown, "_PLAIN", re.compile(r"(?!)"))
        assert short == read_inline(text, NOWHERE, full)
    assert [str(one) for one in quick] == [str(one) for one in full]
