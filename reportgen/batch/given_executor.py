"""The items of a batch on somebody else's executor: any of `concurrent.futures`, or a cluster's."""

from __future__ import annotations

from collections.abc import Iterator
from concurrent.futures import FIRST_COMPLETED, BrokenExecutor, Executor, Future, wait

from reportgen.batch.jobs import Item, Job, Result, make
from reportgen.errors import BackendError

WINDOW = 64
"""Items that an executor is given ahead: enough to keep it busy, and few enough to be held in memory."""


def made_on(executor: Executor, job: Job, items: list[Item]) -> Iterator[tuple[Item, Result]]:
    """The items and how they ended, in the order in which they end.

    Raises:
        BackendError: the executor breaks.
    """
    pending: dict[Future[Result], Item] = {}
    waiting = iter(items)
    try:
        while True:
            while len(pending) < WINDOW and (item := next(waiting, None)) is not None:
                pending[executor.submit(make, job, item)] = item
            if not pending:
                return
            done, _ = wait(pending, return_when=FIRST_COMPLETED)
            for future in done:
                yield pending.pop(future), _result(future)
    finally:
        for future in pending:
            future.cancel()


def _result(future: Future[Result]) -> Result:
    try:
        return future.result()
    except BrokenExecutor as error:
        hint = "run the batch again with resume, or use jobs"
        raise BackendError(f"the executor broke: {error}", hint=hint) from error
    except Exception as error:  # whatever happens to an item costs that item alone
        return Result(reason=f"its worker failed: {type(error).__name__}: {error}")
