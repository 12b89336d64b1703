"""Preflight of content and output together: rules that look at a document and at what is made of it, and at any PDF.

What looks at documents knows the whole house; it is imported when it is asked for, because a PDF needs none of that.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from reportgen.preflight.finding import Finding as Finding
from reportgen.preflight.finding import as_json as as_json
from reportgen.preflight.finding import as_sarif as as_sarif
from reportgen.preflight.finding import as_text as as_text

if TYPE_CHECKING:
    from reportgen.preflight.rules import RULES as RULES
    from reportgen.preflight.rules import check as check
    from reportgen.preflight.rules import findings_of as findings_of


def __getattr__(name: str) -> Any:
    if name in ("RULES", "check", "findings_of"):
        from reportgen.preflight import rules

        return getattr(rules, name)
    raise AttributeError(f"module 'reportgen.preflight' has no attribute {name!r}")
