"""What becomes of the records of a batch, and how far it is."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Mapping
from typing import Any, Literal

from reportgen.structs import Struct, field, field_names

Status = Literal["made", "unchanged", "failed", "planned"]
"""A record is `planned` in a dry run alone: a run would make it, or find it unchanged."""

STATUSES: tuple[Status, ...] = ("made", "unchanged", "failed")
"""What becomes of records in a run."""

State = Literal["complete", "running", "stopped"]
"""Whether a run has come to its end. A summary that says that it is running, when nothing runs, is of a run that was
killed.
"""


class Facts(Struct, frozen=True):
    """How the files of a record came to be: what an account says of them that their bytes do not."""

    data: str = ""
    """The SHA-256 of the record's values and of the files that they name."""
    template: str = ""
    """The SHA-256 of the source, the brand, the templates and the settings."""
    version: str = ""
    """Of reportgen."""
    seconds: float = 0.0
    """How long it took to make them."""
    time: str = ""
    """When that was, in UTC: the one place where the time of day is written."""
    operator: str = ""
    sizes: Mapping[str, int] = field(default_factory=dict)
    """Bytes by name."""
    pages: Mapping[str, int] = field(default_factory=dict)
    """Pages or slides by name."""


class Outcome(Struct, frozen=True):
    """What became of a record."""

    line: int
    names: tuple[str, ...]
    status: Status
    reason: str = ""
    warnings: tuple[str, ...] = ()
    digests: tuple[str, ...] = ()
    """The SHA-256 of each file, in the order of the names, where there are files."""
    stale: tuple[str, ...] = ()
    """Of what failed: files of an earlier run that lie there still."""
    key: str = ""
    """The digest of all that it was made from."""
    facts: Facts = Facts()


class Summary(Struct, frozen=True):
    """A batch, accounted for in the order of its records."""

    outcomes: tuple[Outcome, ...]
    remarks: tuple[str, ...] = ()
    """What of the data is not read as it stands there."""
    state: State = "complete"
    left: int = 0
    """Records of which nothing is known yet."""
    gone: tuple[str, ...] = ()
    """Files of records that the data has no more, or under other names, which lie there still."""
    pruned: tuple[str, ...] = ()
    """Such files that were taken away."""

    def count(self, status: Status) -> int:
        return sum(outcome.status == status for outcome in self.outcomes)

    @property
    def failed(self) -> tuple[Outcome, ...]:
        return tuple(outcome for outcome in self.outcomes if outcome.status == "failed")

    @property
    def warnings(self) -> dict[str, list[int]]:
        """What a person should look at, each warning with the lines of its records."""
        found: dict[str, list[int]] = {}
        for outcome in self.outcomes:
            for warning in outcome.warnings:
                found.setdefault(warning, []).append(outcome.line)
        return found

    def as_json(self) -> str:
        counts = {str(status): self.count(status) for status in STATUSES}
        told = {
            "state": self.state,
            **counts,
            **_there(planned=self.count("planned")),
            "left": self.left,
            **_there(warnings=list(self.remarks), gone=list(self.gone), pruned=list(self.pruned)),
            "items": [_as_item(one) for one in self.outcomes],
        }
        return json.dumps(told, ensure_ascii=False, indent=1) + "\n"

    def as_csv(self) -> str:
        """One row for each file of a record, or for a record that has none."""
        text = io.StringIO()
        table = csv.writer(text, lineterminator="\n")
        table.writerow(_COLUMNS)
        for one in self.outcomes:
            digests = (*one.digests, *("" for _ in one.names[len(one.digests) :]))
            for name, digest in zip(one.names or ("",), digests or ("",), strict=True):
                facts = one.facts
                row: list[object] = [one.line, name, one.status, digest, one.reason, "; ".join(one.warnings)]
                row += [one.key, facts.pages.get(name, ""), facts.sizes.get(name, ""), facts.seconds or ""]
                row += [facts.template, facts.data, facts.version, facts.time, facts.operator, "; ".join(one.stale)]
                table.writerow(map(cell, row))
        return text.getvalue()


_COLUMNS = (
    *("line", "file", "status", "sha256", "reason", "warnings", "key", "pages", "bytes", "seconds"),
    *("template", "data", "version", "time", "operator", "stale"),
)


def _there(**values: Any) -> dict[str, Any]:
    """Values that say something."""
    return {name: value for name, value in values.items() if value}


def _as_item(one: Outcome) -> dict[str, Any]:
    """A record as `batch.json` has it."""
    told = _there(reason=one.reason, warnings=list(one.warnings), stale=list(one.stale), key=one.key)
    facts = _there(**{name: getattr(one.facts, name) for name in field_names(Facts)})
    sha256 = dict(zip(one.names, one.digests, strict=False))
    return {"line": one.line, "files": list(one.names), "status": one.status, **told, **_there(sha256=sha256), **facts}


def cell(value: object) -> str:
    """A value that no spreadsheet takes for a formula: one is begun by these characters."""
    text = str(value)
    return f"'{text}" if text.startswith(("=", "+", "-", "@", "\t")) else text


class Progress(Struct, frozen=True):
    """How far a batch is; `rate` is items made or failed a second in this run."""

    done: int
    total: int
    failed: int
    seconds: float
    worked: int
    last: Outcome | None = None
    """What became of the item that has just ended."""

    @property
    def rate(self) -> float:
        return self.worked / self.seconds if self.seconds > 0 else 0.0

    @property
    def left(self) -> float:
        """Seconds until the end, at this rate."""
        return (self.total - self.done) / self.rate if self.rate else 0.0
