"""What a check finds, and how it is told: to people, to tools (JSON), to code hosts (SARIF 2.1.0)."""

from __future__ import annotations

import json
from collections.abc import Iterable
from importlib.metadata import version
from typing import Any, Literal

from reportgen.errors import NOWHERE, Where
from reportgen.structs import Struct

Severity = Literal["error", "warning", "note"]
SEVERITIES: tuple[Severity, ...] = ("error", "warning", "note")
"""The gravest first."""

SCHEMA = "https://json.schemastore.org/sarif-2.1.0.json"


class Finding(Struct, frozen=True):
    """One thing that a person should look at: the rule that found it, how grave it is, where, and what to do."""

    rule: str
    severity: Severity
    message: str
    where: Where = NOWHERE
    hint: str = ""

    def __str__(self) -> str:
        place = f"{self.where}: " if str(self.where) else ""
        hint = f" ({self.hint})" if self.hint else ""
        return f"{place}{self.severity}: {self.message}{hint} [{self.rule}]"


def in_order(findings: Iterable[Finding]) -> tuple[Finding, ...]:
    """Each finding once, in the order of files and lines."""
    once = {str(finding): finding for finding in findings}
    return tuple(
        sorted(
            once.values(),
            key=lambda one: (
                one.where.file or "",
                one.where.line or 0,
                one.where.column or 0,
                SEVERITIES.index(one.severity),
                one.rule,
                one.message,
            ),
        )
    )


def as_text(findings: Iterable[Finding]) -> str:
    """A line for each, and how many there are."""
    found = list(findings)
    counts = [
        f"{count} {severity}{'s' if count != 1 else ''}"
        for severity in SEVERITIES
        if (count := sum(one.severity == severity for one in found))
    ]
    return "".join(f"{one}\n" for one in found) + (", ".join(counts) or "nothing to mend") + "\n"


def as_json(findings: Iterable[Finding]) -> str:
    """A list of objects."""
    made = [
        {
            "rule": one.rule,
            "severity": one.severity,
            "message": one.message,
            "hint": one.hint,
            "file": one.where.file,
            "line": one.where.line,
            "column": one.where.column,
            "path": one.where.path,
        }
        for one in findings
    ]
    return json.dumps(made, ensure_ascii=False, indent=2) + "\n"


def as_sarif(findings: Iterable[Finding], abouts: dict[str, str]) -> str:
    """A log of the Static Analysis Results Interchange Format, by which code hosts show findings at their lines."""
    found = list(findings)
    names = sorted({*abouts, *(one.rule for one in found)})
    rules = [{"id": rule, "shortDescription": {"text": abouts.get(rule, rule)}} for rule in names]
    driver = {"name": "reportgen", "version": version("reportgen"), "rules": rules}
    run = {"tool": {"driver": driver}, "results": [_result(one) for one in found]}
    return json.dumps({"$schema": SCHEMA, "version": "2.1.0", "runs": [run]}, ensure_ascii=False, indent=2) + "\n"


def _result(finding: Finding) -> dict[str, Any]:
    text = finding.message + (f" ({finding.hint})" if finding.hint else "")
    made: dict[str, Any] = {"ruleId": finding.rule, "level": finding.severity, "message": {"text": text}}
    where = finding.where
    if where.file:
        physical: dict[str, Any] = {"artifactLocation": {"uri": where.file}}
        if where.line:
            physical["region"] = {"startLine": where.line}
            if where.column:
                physical["region"]["startColumn"] = where.column
        made["locations"] = [{"physicalLocation": physical}]
    return made
