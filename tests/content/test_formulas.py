"""Formulas between dollars: those of one line are set, with letters slanted and parts raised; all others are refused."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reportgen import parse
from reportgen.content.formulas import formula_spans
from reportgen.content.text import Span, TextContent
from reportgen.errors import ReportgenError


def spelt(spans: tuple[Span, ...] | None) -> str | None:
    """Spans as text: slanted between strokes, raised after ^, lowered after _."""
    if spans is None:
        return None
    mark = {(True, False): "^", (False, True): "_"}
    found = ""
    for span in spans:
        text = f"/{span.text}/" if span.emphasis else span.text
        found += mark.get((span.superscript, span.subscript), "") + text
    return found.replace("\u00a0", " ")


@pytest.mark.parametrize(
    ("tex", "set_as"),
    [
        ("E = mc^2", "/E/ = /m//c/^2"),
        ("x_1 + x_{n-1} = -1", "/x/_1 + /x/_/n/_−_1 = −1"),
        ("a_1^2", "/a/_1^2"),
        (r"\alpha \le \Delta t \cdot 10^{-3}\,\text{kg m}^{-2}", "/α/ ≤ Δ/t/ · 10^−^3 kg m^−^2"),
        (r"f(x, y) = \sin x", "/f/(/x/, /y/) = sin /x/"),
        (r"\left(-x\right) \times (+3)", "(−/x/) × (+3)"),
        (r"20^\circ\text{C} = 68^{\circ}F", "20°C = 68°/F/"),
        ("x", "/x/"),
        ("3{,}5 < y'", "3,5 < /y/′"),
        (r"\frac{1}{2}", None),
        (r"\sqrt{2}", None),
        ("x^{y^2}", None),
        ("x^", None),
        ("^2", None),
        ("{x", None),
        ("x}", None),
        ("HOME=x", None),
        ("a & b", None),
        (r"\begin{matrix} a \end{matrix}", None),
        (r"\unknown", None),
        ("", None),
    ],
)
def test_a_formula_of_one_line_is_set_and_any_other_is_not(tex: str, set_as: str | None) -> None:
    assert spelt(formula_spans(tex)) == set_as


@given(st.text("ab12^_{}\\+-=() ,", max_size=14) | st.text(max_size=8))
def test_no_formula_loses_a_letter_or_ends_in_a_fault(tex: str) -> None:
    spans = formula_spans(tex)
    if spans is not None and "\\" not in tex:
        shown = "".join(span.text for span in spans)
        assert [char for char in shown if char.isalnum()] == [char for char in tex if char.isalnum()]


def body(text: str) -> TextContent:
    source = {"title": "T", "sections": [{"type": "story", "headline": "H", "body": text}]}
    content = parse(source).sections[0].offer["body"]
    assert isinstance(content, TextContent)
    return content


def test_formulas_stand_in_text_and_by_themselves() -> None:
    content = body("The **energy $E = mc^2$** costs $5 or $6.\n\n$$\na^2 + b^2 = c^2\n$$\n\nEnd.")
    texts = [block.text.replace("\u00a0", " ") for block in content.blocks]
    assert texts == ["The energy E = mc2 costs $5 or $6.", "a2 + b2 = c2", "End."]
    raised = [span for span in content.blocks[0].spans if span.superscript]
    assert [(span.text, span.strong) for span in raised] == [("2", True)]


@pytest.mark.parametrize("text", [r"Half is $\frac{1}{2}$.", "Text.\n\n$$\n\\sum_{i}^{n} \\frac{i}{2}\n$$\n\nMore."])
def test_other_formulas_are_refused_at_their_line(text: str) -> None:
    with pytest.raises(ReportgenError, match="formula"):
        body(text)
