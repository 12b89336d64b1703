"""Supervised worker processes: a crash, a hang or too much memory costs the item that caused it, and nothing else."""

from __future__ import annotations

import contextlib
import queue
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Iterable, Iterator

from reportgen.batch.jobs import Item, Job, Result
from reportgen.batch.worker import receive, send
from reportgen.errors import BackendError

START_SECONDS = 120.0
"""A worker that is not ready by then will never be."""

LOOK_SECONDS = 0.1
"""How often it is looked whether a worker's time is over."""


class _Supervisor(threading.Thread):
    """A thread that keeps one worker busy, and replaces it where it dies."""

    def __init__(self, pool: Pool) -> None:
        super().__init__(daemon=True)
        self.pool = pool
        self.process: subprocess.Popen[bytes] | None = None
        self.deadline = float("inf")
        self.late = False
        self.lock = threading.Lock()

    def run(self) -> None:
        try:
            while not self.pool.stopped.is_set():
                item = self.pool.next_item()
                if item is None:
                    break
                if self.process is None and not self._start():
                    self.pool.results.put(BackendError("a worker process cannot be started", hint="look above"))
                    break
                self.pool.results.put((item, self._ask(item)))
        except BaseException as error:  # it must reach the main thread, or that would wait for ever
            self.pool.results.put(error)
        finally:
            self._end()
            self.pool.results.put(None)

    def _start(self) -> bool:
        command = [sys.executable, "-c", "from reportgen.batch.worker import main; main()"]
        self.process = subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE)
        assert self.process.stdin is not None and self.process.stdout is not None
        self._within(START_SECONDS)
        try:
            send(self.process.stdin, (self.pool.job, self.pool.memory))
            return bool(receive(self.process.stdout) == "ready")
        except (EOFError, OSError):
            self._end()
            return False
        finally:
            self._within(float("inf"))

    def _ask(self, item: Item) -> Result:
        assert self.process is not None and self.process.stdin is not None and self.process.stdout is not None
        self._within(self.pool.seconds)
        try:
            send(self.process.stdin, item)
            result: Result = receive(self.process.stdout)
        except (EOFError, OSError):
            late = self.late
            code = self._end()
            if late:
                return Result(reason=f"it took longer than {self.pool.seconds:g} s")
            return Result(reason=f"its worker died ({_death(code)})")
        finally:
            self._within(float("inf"))
        if result.spent:
            self._end()
        return result

    def _within(self, seconds: float) -> None:
        with self.lock:
            self.deadline = time.monotonic() + seconds
            self.late = False

    def check(self) -> None:
        """Kill the worker where its time is over."""
        with self.lock:
            if time.monotonic() > self.deadline and self.process is not None and not self.late:
                self.late = True
                self.process.kill()

    def _end(self) -> int:
        """Close the worker's input, so that it ends, or else kill it."""
        process, self.process = self.process, None
        if process is None:
            return 0
        assert process.stdin is not None and process.stdout is not None
        with contextlib.suppress(OSError):
            process.stdin.close()
        try:
            code = process.wait(timeout=5)
        except subprocess.TimeoutExpired:
            process.kill()
            code = process.wait()
        process.stdout.close()
        return code


def _death(code: int) -> str:
    if code < 0:
        try:
            return signal.Signals(-code).name
        except ValueError:
            return f"signal {-code}"
    return f"exit code {code}"


class Pool:
    """`jobs` workers; `seconds` for an item, `memory` MB of address space for a worker (0: no limit)."""

    def __init__(self, job: Job, jobs: int, seconds: float, memory: int) -> None:
        self.job, self.jobs, self.seconds, self.memory = job, jobs, seconds, memory
        self.results: queue.SimpleQueue[tuple[Item, Result] | BaseException | None] = queue.SimpleQueue()
        self.stopped = threading.Event()
        self._lock = threading.Lock()
        self._items: Iterator[Item] = iter(())

    def next_item(self) -> Item | None:
        with self._lock:
            return next(self._items, None)

    def run(self, items: Iterable[Item]) -> Iterator[tuple[Item, Result]]:
        """The items and how they ended, in the order in which they end.

        Raises:
            BackendError: no worker can be started.
        """
        self._items = iter(items)
        supervisors = [_Supervisor(self) for _ in range(self.jobs)]
        for supervisor in supervisors:
            supervisor.start()
        left = len(supervisors)
        try:
            while left:
                try:
                    ended = self.results.get(timeout=LOOK_SECONDS)
                except queue.Empty:
                    continue
                finally:
                    for supervisor in supervisors:
                        supervisor.check()
                if ended is None:
                    left -= 1
                elif isinstance(ended, BaseException):
                    raise ended
                else:
                    yield ended
        finally:
            self._stop(supervisors, kill=left > 0)

    def _stop(self, supervisors: list[_Supervisor], *, kill: bool) -> None:
        """Wait until all workers have ended; `kill` those that are still at work."""
        self.stopped.set()
        for supervisor in supervisors:
            process = supervisor.process
            if process is not None and kill:
                process.kill()
        for supervisor in supervisors:
            supervisor.join()
