"""Work that ends when its time is over, or when it is called off: long steps ask now and then whether to go on.

What is to end stands in a context variable, so that threads and tasks know nothing of each other. Where nobody set a
deadline, asking costs some 40 ns. To end is no error of the work, which catches such errors and goes on with what else
there is: it passes through as a `BaseException`, and becomes an error of ours where the deadline was set.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from threading import Event
from time import monotonic
from typing import TYPE_CHECKING
from weakref import finalize

from reportgen.errors import CancelledError, DeadlineError

if TYPE_CHECKING:
    from multiprocessing.shared_memory import SharedMemory


class Cancel:
    """Calls off work in another thread, or in another process, to which it goes as what work is given goes there:
    `cancel.now()`, as often as one likes.
    """

    def __init__(self) -> None:
        self._event = Event()
        self._shared: SharedMemory | None = None
        """One byte that other processes see, once one has been given this."""

    def now(self) -> None:
        """End the work within a tenth of a second, with `CancelledError`."""
        self._event.set()
        if self._shared is not None:
            _byte(self._shared)[0] = 1

    @property
    def called(self) -> bool:
        """Whether it was called off."""
        return self._event.is_set()

    def __reduce__(self) -> tuple[Callable[[str], _Elsewhere], tuple[str]]:
        if self._shared is None:
            from multiprocessing.shared_memory import SharedMemory

            self._shared = SharedMemory(create=True, size=1)
            _byte(self._shared)[0] = self.called
            finalize(self, _freed, self._shared)
        return _Elsewhere, (self._shared.name,)


def _byte(shared: SharedMemory) -> memoryview:
    assert shared.buf is not None  # It is there until it is closed.
    return shared.buf


def _freed(shared: SharedMemory) -> None:
    shared.close()
    shared.unlink()


class _Elsewhere(Cancel):
    """What calls off work from the process that has given it to this one."""

    def __init__(self, name: str) -> None:
        super().__init__()
        self._seen = _attached(name)

    @property
    def called(self) -> bool:
        return self._seen is None or bool(_byte(self._seen)[0]) or self._event.is_set()


def _attached(name: str) -> SharedMemory | None:
    """Memory of another process; None where nobody waits for the work any more, and it is gone.

    It is that process that frees it. Until Python 3.13 whoever looked at it was taken for its owner, too (bpo-38119).
    """
    from multiprocessing import resource_tracker
    from multiprocessing.shared_memory import SharedMemory

    register = resource_tracker.register
    resource_tracker.register = lambda *_: None
    try:
        return SharedMemory(name)
    except FileNotFoundError:
        return None
    finally:
        resource_tracker.register = register


class Deadline:
    """How long work may take (seconds), and what calls it off. `clock` is for tests."""

    def __init__(
        self, seconds: float | None = None, cancel: Cancel | None = None, clock: Callable[[], float] = monotonic
    ) -> None:
        self.seconds = seconds
        self._clock = clock
        self._end = clock() + seconds if seconds is not None else None
        self._cancel = cancel

    def check(self) -> None:
        """Raises:
        Stop: the time is over, or the work was called off.
        """
        if self._cancel is not None and self._cancel.called:
            raise Stop(cancelled=True)
        if self._end is not None and self._clock() >= self._end:
            raise Stop(cancelled=False)


class Stop(BaseException):
    """The work ends here; it is never seen outside of `until`."""

    def __init__(self, *, cancelled: bool) -> None:
        super().__init__()
        self.cancelled = cancelled


_current: ContextVar[Deadline | None] = ContextVar("reportgen_deadline", default=None)


def checkpoint() -> None:
    """End here if the time of the work is over, or if it was called off."""
    deadline = _current.get()
    if deadline is not None:
        deadline.check()


@contextmanager
def until(deadline: Deadline) -> Iterator[None]:
    """Work that ends at a deadline.

    Raises:
        DeadlineError: the time is over.
        CancelledError: it was called off.
    """
    token = _current.set(deadline)
    try:
        deadline.check()
        yield
        deadline.check()
    except Stop as stop:
        if stop.cancelled:
            raise CancelledError("the build was called off") from None
        hint = "allow more time, or build less at once"
        raise DeadlineError(f"the build took longer than {deadline.seconds:g} s", hint=hint) from None
    finally:
        _current.reset(token)


__all__ = ["Cancel", "Deadline", "Stop", "checkpoint", "until"]
