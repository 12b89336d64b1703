"""A process that draws what others have drawn: a crash, an endless filter or a bomb costs nothing but itself.

It is started when the first drawing needs it, and ends with the process that started it: its input is closed then.
"""

from __future__ import annotations

import atexit
import contextlib
import os
import pickle
import signal
import subprocess
import sys
import threading
from typing import IO, Any

SECONDS = 6
"""Of the processor, for one drawing (POSIX)."""

PATIENCE = 100.0 if os.name == "posix" else 25.0
"""Seconds by the clock, for one drawing: for systems without the other limit, and machines that do much else."""

MEGABYTES = 1200
"""Of address space (POSIX)."""


class TooSlow(ValueError):
    """A drawing takes longer than the limit."""


class Drawer:
    """Hands drawings to a worker process, and starts another where one has died. May be used from any thread."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._process: subprocess.Popen[bytes] | None = None
        self._owner = 0

    def draw(self, options: dict[str, Any]) -> bytes:
        """The PNG that resvg makes of its options.

        Raises:
            TooSlow: not within the limits of time.
            ValueError: it cannot, or not within that of memory.
        """
        with self._lock:
            process = self._started()
            late = threading.Event()

            def stop() -> None:
                late.set()
                process.kill()

            timer = threading.Timer(PATIENCE, stop)
            timer.daemon = True
            timer.start()
            assert process.stdin is not None and process.stdout is not None
            try:
                _send(process.stdin, options)
                answer = _receive(process.stdout)
            except (EOFError, OSError):
                self.close()
                if late.is_set() or process.returncode == _OUT_OF_TIME:
                    raise TooSlow("it takes too long") from None
                raise ValueError("it needs too much memory, or is nested too deeply") from None
            finally:
                timer.cancel()
        if isinstance(answer, str):
            raise ValueError(answer)
        return bytes(answer)

    def _started(self) -> subprocess.Popen[bytes]:
        if self._process is not None and self._process.poll() is None and self._owner == os.getpid():
            return self._process
        if self._process is None:
            atexit.register(self.close)
        command = [sys.executable, "-c", "from reportgen.drawings.worker import main; main()"]
        self._process = subprocess.Popen(
            command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL
        )
        self._owner = os.getpid()
        return self._process

    def close(self) -> None:
        """End the worker, if there is one of this process."""
        process = self._process
        if process is None or self._owner != os.getpid():
            return
        assert process.stdin is not None and process.stdout is not None
        with contextlib.suppress(OSError):
            process.stdin.close()
        try:
            process.wait(timeout=2)
        except subprocess.TimeoutExpired:
            process.kill()
            process.wait()
        process.stdout.close()


_OUT_OF_TIME = -int(getattr(signal, "SIGXCPU", 99_999))
"""What a process ends with whose time of the processor is up."""

DRAWER = Drawer()
"""The drawer of this process."""


def _send(stream: IO[bytes], thing: object) -> None:
    blob = pickle.dumps(thing, pickle.HIGHEST_PROTOCOL)
    stream.write(len(blob).to_bytes(8, "big") + blob)
    stream.flush()


def _receive(stream: IO[bytes]) -> Any:
    size = int.from_bytes(_whole(stream, 8), "big")
    return pickle.loads(_whole(stream, size))


def _whole(stream: IO[bytes], size: int) -> bytes:
    blob = stream.read(size)
    if len(blob) < size:
        raise EOFError
    return blob


def _limit_memory() -> None:
    try:
        import resource
    except ImportError:  # Windows
        return
    _, hard = resource.getrlimit(resource.RLIMIT_AS)
    most = MEGABYTES * 1024 * 1024
    resource.setrlimit(resource.RLIMIT_AS, (most if hard == resource.RLIM_INFINITY else min(most, hard), hard))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))


def _limit_time() -> None:
    try:
        import resource
    except ImportError:
        return
    used = resource.getrusage(resource.RUSAGE_SELF)
    _, hard = resource.getrlimit(resource.RLIMIT_CPU)
    resource.setrlimit(resource.RLIMIT_CPU, (int(used.ru_utime + used.ru_stime) + SECONDS, hard))


def main() -> None:
    """Draw until the input ends."""
    from reportgen.drawings.pixels import drawn

    signal.signal(signal.SIGINT, signal.SIG_IGN)
    incoming, outgoing = os.fdopen(os.dup(0), "rb"), os.fdopen(os.dup(1), "wb")
    os.dup2(2, 1)  # whatever a library prints is no picture
    _limit_memory()
    with contextlib.suppress(EOFError):
        while True:
            options = _receive(incoming)
            _limit_time()
            try:
                answer: bytes | str = drawn(options)
            except (ValueError, MemoryError) as error:
                answer = str(error) or "it needs too much memory"
            _send(outgoing, answer)
