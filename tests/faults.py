"""A disk that fails, and a process that is killed, at the n-th thing that is done to files."""

from __future__ import annotations

import builtins
import contextlib
import errno
import io
import os
import signal
from collections.abc import Callable, Iterator
from typing import Any
from unittest import mock

ERRORS = (errno.ENOSPC, errno.EIO, errno.EACCES)


class Calls:
    """Counts what is done to files: opening to write, writing, syncing, renaming, linking, taking
    away, making folders.  `at` is called before the one with that number, with what is half done of
    a write."""

    def __init__(self, number: int, at: Callable[[], None]) -> None:
        self.number = number
        self.at = at
        self.count = 0

    def step(self, half: Callable[[], object] = lambda: None) -> None:
        self.count += 1
        if self.count == self.number:
            half()
            self.at()


class _Stream:
    """A file that is written to, each write a step."""

    def __init__(self, stream: Any, calls: Calls) -> None:
        self._stream = stream
        self._calls = calls

    def write(self, data: bytes) -> int:
        def half() -> None:
            self._stream.write(data[: len(data) // 2])
            self._stream.flush()

        self._calls.step(half)
        return int(self._stream.write(data))

    def __getattr__(self, name: str) -> Any:
        return getattr(self._stream, name)

    def __enter__(self) -> _Stream:
        return self

    def __exit__(self, *_: object) -> None:
        self._stream.close()


@contextlib.contextmanager
def counted(number: int, at: Callable[[], None]) -> Iterator[Calls]:
    """Have `at` called before the step with that number."""
    calls = Calls(number, at)

    def opener(real: Any) -> Any:
        def open_(file: Any, mode: str = "r", *args: Any, **kwargs: Any) -> Any:
            if not set(mode) & set("wxa+"):
                return real(file, mode, *args, **kwargs)
            calls.step()
            return _Stream(real(file, mode, *args, **kwargs), calls)

        return open_

    def stepping(real: Any) -> Any:
        def call(*args: Any, **kwargs: Any) -> Any:
            calls.step()
            return real(*args, **kwargs)

        return call

    with contextlib.ExitStack() as stack:
        for name in ("fsync", "replace", "rename", "link", "unlink", "mkdir"):
            stack.enter_context(mock.patch.object(os, name, stepping(getattr(os, name))))
        for module in (builtins, io):
            stack.enter_context(mock.patch.object(module, "open", opener(module.open)))
        yield calls


def steps(work: Callable[[], object]) -> int:
    """How many steps some work takes."""
    with counted(0, lambda: None) as calls:
        work()
    return calls.count


def killed(number: int, work: Callable[[], object]) -> bool:
    """Do some work in a process that is killed before the step with that number; whether it was."""

    def kill() -> None:
        os.kill(os.getpid(), signal.SIGKILL)

    child = os.fork()
    if not child:
        try:
            with counted(number, kill):
                work()
        finally:
            os._exit(0)
    _, status = os.waitpid(child, 0)
    return os.WIFSIGNALED(status)


def failing(number: int, code: int, work: Callable[[], object]) -> None:
    """Do some work on a disk that fails at the step with that number."""

    def fail() -> None:
        raise OSError(code, os.strerror(code), "a file")

    with counted(number, fail):
        work()
