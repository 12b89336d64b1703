"""A source and many records → many files: checked first, made by supervised workers, accounted for."""

from reportgen.batch.outcomes import Outcome, Progress, Summary
from reportgen.batch.plan import Plan
from reportgen.batch.records import Record, read_records
from reportgen.batch.related_rows import with_rows
from reportgen.batch.run import Batch

__all__ = ["Batch", "Outcome", "Plan", "Progress", "Record", "Summary", "read_records", "with_rows"]
