"""Any text in any field, in both formats: written, or refused with an error that says where."""

from __future__ import annotations

import io
import zipfile
from typing import Any

import pikepdf
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st

from reportgen import compose, load, render
from reportgen.errors import ReportgenError

NASTY = st.sampled_from(
    [
        "=cmd|' /C calc'!A0",
        "<b>&amp;</b>",
        "{{ x }} {% y %}",
        "\u202eright to left\u202c",
        "مرحبا بالعالم",
        "नमस्ते",
        "a\u0301e\u0308 ﬁ ﬀ",
        "👩\u200d👩\u200d👧 👍🏽",
        "_x000B_ _x0007_",
        "\x07\x0b\r\n\t end",
        "\ufffe\uffff \ud7ff",
        "数据，中心。（西部）“计算”——",
        "ＦＵＬＬ ｗｉｄｔｈ",
        "a" * 400,
        "https://example.com/" + "long/" * 60,
        "** [x]( ^y^ `z",
        "- \n- \n1. \n> ",
        "]]> <![CDATA[ -->",
        "\u00ad\u200b\u2060\ufeff",
        " ",
        "٣٫١٤ ½ ² №",
    ]
)
TEXT = st.one_of(NASTY, st.text(min_size=1, max_size=80), st.text(st.characters(max_codepoint=255), min_size=1))


@st.composite
def documents(draw: st.DrawFn) -> dict[str, Any]:
    sections: list[dict[str, Any]] = [
        {"type": "cover", "masthead": draw(TEXT), "title": draw(TEXT)},
        {
            "type": "story",
            "headline": draw(TEXT),
            "kicker": draw(TEXT),
            "body": draw(TEXT),
            "points": [draw(TEXT)],
            "stats": [{"value": draw(TEXT), "label": draw(TEXT)}],
            "notes": draw(TEXT),
            "source": draw(TEXT),
        },
        {
            "type": "table",
            "headline": draw(TEXT),
            "table": {
                "columns": [draw(TEXT), {"name": draw(TEXT), "type": "number"}],
                "rows": [[draw(TEXT), 1.5], {"group": draw(TEXT)}, {"total": [draw(TEXT), None]}],
                "caption": draw(TEXT),
                "notes": [draw(TEXT)],
            },
        },
        {"type": "quote", "quote": draw(TEXT), "attribution": draw(TEXT)},
    ]
    kept = draw(st.lists(st.sampled_from(sections), min_size=1, max_size=4, unique_by=id))
    return {"title": draw(TEXT), "authors": [draw(TEXT)], "issue": draw(TEXT), "sections": kept}


@settings(
    max_examples=25,
    deadline=None,
    phases=[Phase.generate],
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large],
)
@given(documents())
def test_any_text_in_any_field(data: dict[str, Any]) -> None:
    for kind in ("newsletter", "deck"):
        try:
            publication = compose(load(data), kind)
            pdf, pptx = render(publication, "pdf"), render(publication, "pptx")
            render(publication, "json")
        except ReportgenError as error:
            assert str(error)
            continue
        with pikepdf.open(io.BytesIO(pdf)) as opened:
            assert opened.check_pdf_syntax() == []
        assert zipfile.ZipFile(io.BytesIO(pptx)).testzip() is None
