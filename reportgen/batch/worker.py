"""A worker process: items come in by standard input, results go out by standard output, pickled, with their length.

It is started by itself, not by multiprocessing, so that no main module is imported again.
"""

from __future__ import annotations

import os
import pickle
import signal
import sys
from typing import IO, Any

from reportgen.process import settle


def send(stream: IO[bytes], thing: Any) -> None:
    blob = pickle.dumps(thing, pickle.HIGHEST_PROTOCOL)
    stream.write(len(blob).to_bytes(8, "big") + blob)
    stream.flush()


def receive(stream: IO[bytes]) -> Any:
    """The next thing.

    Raises:
        EOFError: the other side has closed, or died.
    """
    head = stream.read(8)
    if len(head) < 8:
        raise EOFError
    size = int.from_bytes(head, "big")
    blob = stream.read(size)
    if len(blob) < size:
        raise EOFError
    return pickle.loads(blob)


def limit_memory(megabytes: int) -> None:
    """No more address space than this (POSIX)."""
    try:
        import resource
    except ImportError:  # Windows
        return
    most = megabytes * 1024 * 1024
    _, hard = resource.getrlimit(resource.RLIMIT_AS)
    resource.setrlimit(resource.RLIMIT_AS, (most if hard == resource.RLIM_INFINITY else min(most, hard), hard))


def die_with_parent() -> None:
    """Linux kills this process when its parent dies: a killed batch leaves nobody behind who writes."""
    if sys.platform == "linux":
        import ctypes

        ctypes.CDLL(None).prctl(1, signal.SIGKILL)


def main() -> None:
    die_with_parent()
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    incoming = os.fdopen(os.dup(0), "rb")
    outgoing = os.fdopen(os.dup(1), "wb")
    os.dup2(2, 1)  # whatever a library prints is no result
    try:
        job, memory = receive(incoming)
        from reportgen.batch.jobs import NO_MEMORY, ItemMaker, Result

        maker = ItemMaker(job)
        settle()
        if memory:
            limit_memory(memory)
        send(outgoing, "ready")
        while True:
            try:
                result = maker.make(receive(incoming))
            except MemoryError:
                result = Result(reason=NO_MEMORY, spent=True)
            send(outgoing, result)
            if result.spent:
                return
    except EOFError:
        return
