"""A process that reads files for this one, and is ended where one of them takes too long.

What parsers do in native code cannot be interrupted, so it is done in a process that can be ended.
It is started as a plain interpreter, because `multiprocessing` would import the caller's script
again or copy a process in which threads run.  Requests and answers go through its two pipes as
pickles, each with its length before it; both ends are of one version.  It ends when its parent
does: the pipe that it reads from is closed then.
"""

from __future__ import annotations

import atexit
import contextlib
import faulthandler
import io
import json
import logging
import logging.handlers
import os
import pickle
import re
import signal
import struct
import subprocess
import sys
import tempfile
import threading
import warnings
from collections import deque
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import IO, Any, Protocol, TextIO

import attrs

from mediacorpus.errors import MediacorpusError
from mediacorpus.fields import evolve
from mediacorpus.options import Options
from mediacorpus.pipeline import Clock, read_stream
from mediacorpus.quotes import ENGINES
from mediacorpus.reading import Dropped, Outcome, Piece, Unit, item_of, read_unit
from mediacorpus.records import Entry, Rejection

__all__ = ["Here", "Team", "UnitReader", "Worker", "reading"]

_log = logging.getLogger(__name__)


class UnitReader(Protocol):
    """Reads files one after the other, in the order in which they were begun."""

    def begin(self, unit: Unit) -> None:
        """Have a file read."""
        ...

    def outcome(self) -> Outcome:
        """What came out of the oldest file that was begun and not asked for yet."""
        ...


class Here:
    """Reads in this process, without a limit of time."""

    def __init__(self) -> None:
        self._units: deque[Unit] = deque()

    def begin(self, unit: Unit) -> None:
        """Remember a file."""
        self._units.append(unit)

    def outcome(self) -> Outcome:
        """Read the file."""
        outcome = Outcome()
        for piece in read_unit(self._units.popleft()):
            outcome.take(piece)
        return outcome


# -- the parent ----------------------------------------------------------------------------

_idle: list[Worker] = []
"""Workers that nobody uses, for the next ingest: as many are kept as the last one had."""

_lock = threading.Lock()


@contextlib.contextmanager
def reading(seconds: float | None, jobs: int = 1) -> Iterator[UnitReader]:
    """What reads files in so many processes, with so much time for each item; with one and without
    a limit of time, this process itself.

    A worker belongs to one thread until it is given back, and is ended if something went wrong.
    """
    if seconds is None and jobs == 1:
        yield Here()
        return
    with _lock:
        mine = [one for one in _idle if one.is_mine]
        workers = mine[-jobs:]
        _idle[:] = mine[:-jobs]
    workers += [Worker() for _ in range(jobs - len(workers))]
    try:
        yield workers[0] if jobs == 1 else Team(workers)
    except BaseException:
        for one in workers:
            one.close()
        raise
    with _lock:
        _idle.extend(workers)
        surplus = _idle[:-jobs]
        del _idle[:-jobs]
    for one in surplus:
        one.close()


class Team:
    """Several workers, each of which reads one file after the other."""

    def __init__(self, workers: Sequence[Worker]) -> None:
        self._workers = workers
        self._order: deque[Worker] = deque()

    def begin(self, unit: Unit) -> None:
        """Have a file read by the worker that has the fewest to read."""
        worker = min(self._workers, key=lambda one: one.load)
        worker.begin(unit)
        self._order.append(worker)

    def outcome(self) -> Outcome:
        """What came out of the file that was begun first."""
        worker = self._order[0]
        outcome = worker.outcome()
        self._order.popleft()
        return outcome


@atexit.register
def _close_idle() -> None:
    while _idle:
        _idle.pop().close()


PIPE_BYTES = 2**20

_BOOT = """
import sys, json
sys.path[:] = json.loads(sys.argv[1])
from mediacorpus.worker import main
main(int(sys.argv[2]))
"""
_READY = b"mediacorpus is ready to read\n"
_LENGTH = struct.Struct("!Q")
_DONE = None  # behind the last piece of a file
_ALARM = getattr(signal, "SIGALRM", None)
"""By which the system ends a process whose time is up; Windows has no such signal."""

_TIMED_OUT = re.compile(r"^Timeout \(\d+:\d\d:\d\d", re.MULTILINE)


def _process(errors: IO[bytes]) -> subprocess.Popen[bytes]:
    """A process that reads; what it prints goes to `errors`."""
    paths = [str(Path(one).absolute()) for one in sys.path]
    # A group of its own, because the terminal sends Ctrl-C to the whole of ours.
    group: dict[str, Any] = (
        {"process_group": 0}
        if os.name == "posix"
        else {"creationflags": getattr(subprocess, "CREATE_NEW_PROCESS_GROUP", 0)}
    )
    return subprocess.Popen(  # noqa: S603 - this Python, and our own code
        [sys.executable, "-P", "-c", _BOOT, json.dumps(paths), str(logging.root.level)],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=errors,
        cwd=Path(sys.executable).anchor,
        **group,
    )


class Worker:
    """A process that reads; it is started when it is first wanted, and again when it has ended."""

    def __init__(self) -> None:
        self._units: deque[Unit] = deque()
        self._process: subprocess.Popen[bytes] | None = None
        self._owner = os.getpid()

    @property
    def load(self) -> int:
        """How many files it has to read."""
        return len(self._units)

    @property
    def is_mine(self) -> bool:
        """Whether this process started it, and is no copy of the one that did."""
        return self._owner == os.getpid()

    def begin(self, unit: Unit) -> None:
        """Have a file read; its place is told in full, as the worker stands elsewhere."""
        path = unit.file.path.absolute()
        engine = unit.options.engine
        if engine and engine not in ENGINES:
            engine = str(Path(engine).absolute())
        file, options = (
            attrs.evolve(unit.file, path=path),
            attrs.evolve(unit.options, engine=engine),
        )
        if self._process and not self._units and self._process.poll() is not None:
            self._end()  # while it was idle: that is no file's fault
        if self._process is None:
            self._start()  # before the file is counted as begun: this may fail
        self._units.append(Unit(file, unit.sha256, options))
        self._send(self._units[-1])

    def outcome(self) -> Outcome:
        """What came out of the oldest file.  Where the worker ended over one of its items, a
        rejection says so, and another worker goes on behind it."""
        unit = self._units[0]
        outcome, ends = Outcome(), _Ends(unit)
        while (piece := self._receive()) is not _DONE:
            if isinstance(piece, _Warning):
                piece.repeat()
            elif isinstance(piece, logging.LogRecord):
                _repeat(piece)
            elif isinstance(piece, _Ended):
                ends.take(piece)
                outcome.final = outcome.final and piece.was_slow
                if ends.is_enough:
                    break
                self._units[0] = attrs.evolve(unit, passed=ends.passed)
                self._start()
            else:
                ends.came(piece)
                outcome.take(piece)
        for rejection in ends.rejections():
            outcome.take(rejection)
        self._tell_errors()
        self._units.popleft()
        if not self._process and self._units:
            self._start()
        return outcome

    def close(self) -> None:
        """End the process."""
        self._units.clear()
        if self._process and self.is_mine:
            self._process.kill()
            self._end()

    def _start(self) -> None:
        """Start the process, and have it read all that was begun."""
        if not sys.executable or getattr(sys, "frozen", False):
            raise MediacorpusError(f"there is no Python to start for reading: {_INSTEAD}")
        try:
            with contextlib.ExitStack() as unless_started:
                errors = unless_started.enter_context(tempfile.TemporaryFile("a+b"))
                self._process = _process(errors)
                unless_started.pop_all()
        except OSError as error:
            raise MediacorpusError(
                f"the process that reads files cannot be started ({error}): {_INSTEAD}"
            ) from error
        self._errors, self._told = errors, 0
        assert self._process.stdout
        _widen(self._process.stdout)
        if _READY not in iter(self._process.stdout.readline, b""):
            said = self._end().said
            raise MediacorpusError(
                f"the process that reads files did not start: {said or _INSTEAD}"
            )
        for unit in self._units:
            self._send(unit)

    def _send(self, unit: Unit) -> None:
        assert self._process
        assert self._process.stdin
        with contextlib.suppress(BrokenPipeError):  # that it ended is seen when it should answer
            _write(self._process.stdin, unit)

    def _receive(self) -> Any:
        """The next thing that the process says, or that it ended."""
        assert self._process
        assert self._process.stdout
        try:
            return _read(self._process.stdout)
        except EOFError:
            return self._end()

    def _end(self) -> _Ended:
        """Wait for the end of the process, and tidy up."""
        process, self._process = self._process, None
        assert process
        assert process.stdin
        assert process.stdout
        code = process.wait()
        said = self._said()
        with contextlib.suppress(OSError):
            process.stdin.close()
        process.stdout.close()
        self._errors.close()
        return _Ended(code, said)

    def _said(self) -> str:
        """What came on standard error since it was looked at."""
        if os.fstat(self._errors.fileno()).st_size == self._told:
            return ""
        self._errors.seek(self._told)
        said = self._errors.read()
        self._told += len(said)
        return said.decode("utf-8", "replace")

    def _tell_errors(self) -> None:
        if self._process and (said := self._said()):
            _log.warning("said while it was read: %s", said.strip())


_INSTEAD = "Limits(seconds=None), on the command line --seconds 0, reads without another process"


@attrs.frozen
class _Ended:
    """How a process ended that read: its exit status, and what it said on standard error."""

    code: int
    said: str

    @property
    def was_slow(self) -> bool:
        """Whether its time was up."""
        return self.code == -_ALARM if _ALARM else bool(_TIMED_OUT.search(self.said))

    def rejection(self, unit: Unit) -> Rejection:
        """The rejection of the file over which it ended."""
        if self.said:
            _log.info("%s: %s", unit.file.name, self.said.strip())
        seconds = unit.options.limits.seconds or 0.0
        if self.was_slow:
            code = "too-slow"
            reason = f"to read it took more than {seconds:g} s, so it was given up; if the file is "
            reason += "worth more time, raise the limit (seconds)"
        else:
            code = "reader-died"
            how = f"with status {self.code}"
            with contextlib.suppress(ValueError):
                how = f"by {signal.Signals(-self.code).name}"
            reason = f"the process that read it was ended {how}; it is tried again the next time"
        return Rejection(code=code, reason=reason, path=unit.file.name, sha256=unit.sha256)


MOST_IN_A_ROW = 3
"""When it ended so many times with nothing in between, it is the file and not one of its items."""


class _Ends:
    """Over which items of a file the process ended that read it."""

    def __init__(self, unit: Unit) -> None:
        self.passed = 0
        self._unit = unit
        self._several = False
        self._over: list[tuple[int, Rejection]] = []
        self._in_a_row = 0

    def came(self, piece: Piece) -> None:
        """Something came of an item."""
        if not isinstance(piece, Dropped):
            self._in_a_row = 0
            item = item_of(piece)
            self._several = self._several or item is not None
            self.passed = max(self.passed, item or self.passed + 1)

    def take(self, end: _Ended) -> None:
        """It ended, over the item behind the last of which something came."""
        self.passed += 1
        self._in_a_row += 1
        self._over.append((self.passed, end.rejection(self._unit)))

    @property
    def is_enough(self) -> bool:
        """Whether the rest of the file is given up."""
        return self._in_a_row >= MOST_IN_A_ROW

    def rejections(self) -> Iterator[Rejection]:
        """Why nothing came of these items, or of all from one on."""
        over = self._over[: len(self._over) - self._in_a_row + 1] if self.is_enough else self._over
        for item, rejection in over:
            if not self._several:
                yield rejection
            elif self.is_enough and (item, rejection) == over[-1]:
                reason = f"{rejection.reason}.  So it went {MOST_IN_A_ROW} times in a row, and all "
                yield evolve(rejection, item=item, reason=reason + "from this item on was given up")
            else:
                yield evolve(rejection, item=item)


def _widen(pipe: IO[bytes]) -> None:
    """Let a pipe hold what comes while nobody reads from it, during a commit; on Linux."""
    if sys.platform.startswith("linux"):
        import fcntl

        with contextlib.suppress(OSError):  # more than this user's pipes may hold
            fcntl.fcntl(pipe, fcntl.F_SETPIPE_SZ, PIPE_BYTES)


def _write(stream: IO[bytes], message: object) -> None:
    data = pickle.dumps(message, protocol=pickle.HIGHEST_PROTOCOL)
    stream.write(_LENGTH.pack(len(data)) + data)
    stream.flush()


def _read(stream: IO[bytes]) -> Any:
    """The next message; EOFError where there is none, or not all of it."""
    head = stream.read(_LENGTH.size)
    size = _LENGTH.unpack(head)[0] if len(head) == _LENGTH.size else 0
    data = stream.read(size)
    if not size or len(data) < size:
        raise EOFError
    return pickle.loads(data)  # noqa: S301 - of a process of our own


# -- warnings and log records --------------------------------------------------------------

_warned: dict[Any, Any] = {}
"""What was warned of once, for the filters of this process."""


@attrs.frozen
class _Warning:
    """A warning of the process that reads."""

    message: Warning
    category: type[Warning]
    filename: str
    line: int

    def repeat(self) -> None:
        """Warn of the same here."""
        warnings.warn_explicit(
            self.message, self.category, self.filename, self.line, registry=_warned
        )


def _repeat(record: logging.LogRecord) -> None:
    log = logging.getLogger(record.name)
    if log.isEnabledFor(record.levelno):
        log.handle(record)


class _Forward(logging.handlers.QueueHandler):
    """Hands log records to the parent."""

    def enqueue(self, record: logging.LogRecord) -> None:
        """Send a record, which was made fit for it."""
        _write(self.queue, record)  # type: ignore[arg-type]


# -- the process ---------------------------------------------------------------------------


def main(level: int) -> None:
    """Read what comes, until nothing can come any more; `level` is that of the parent's log."""
    requests, answers = os.fdopen(os.dup(0), "rb"), os.fdopen(os.dup(1), "wb")
    nothing = os.open(os.devnull, os.O_RDONLY)
    os.dup2(nothing, 0)
    os.dup2(2, 1)  # whatever prints must not print between the answers
    sys.stdout = sys.stderr
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    faulthandler.enable()
    if _ALARM:  # says where it was, and ends it
        signal.signal(_ALARM, signal.SIG_DFL)
        faulthandler.register(_ALARM, chain=True)

    def forward(
        message: Warning | str,
        category: type[Warning],
        filename: str,
        lineno: int,
        file: TextIO | None = None,
        line: str | None = None,
    ) -> None:
        del file, line
        told = message if isinstance(message, Warning) else category(message)
        _write(answers, _Warning(told, category, filename, lineno))

    _warm_up()
    answers.write(_READY)  # nothing is written before: the other side waits for this line
    answers.flush()
    logging.root.addHandler(_Forward(answers))  # type: ignore[arg-type]
    logging.root.setLevel(level)
    warnings.simplefilter("always")
    warnings.showwarning = forward
    with contextlib.suppress(EOFError, BrokenPipeError):
        while True:
            unit: Unit = _read(requests)
            for piece in read_unit(unit, _clock(unit)):
                _write(answers, piece)
            _write(answers, _DONE)


def _clock(unit: Unit) -> Clock:
    """Ends this process where an item takes longer than it may, and has it get no more memory than
    it may have.

    The system sees to both, so they hold in native code as well; on Windows, a thread that needs no
    interpreter sees to the time.
    """
    seconds, memory = unit.options.limits.seconds, unit.options.limits.memory

    def clock(items: Iterator[Entry | Rejection]) -> Iterator[Entry | Rejection]:
        while True:
            with _time(seconds), _memory(memory):
                item = next(items, None)
            if item is None:
                return
            yield item

    return clock


@contextlib.contextmanager
def _time(seconds: float | None) -> Iterator[None]:
    """End the process unless what is done here is done in time."""
    if seconds is None:
        yield
    elif _ALARM:
        signal.setitimer(signal.ITIMER_REAL, seconds)
        try:
            yield
        finally:
            signal.setitimer(signal.ITIMER_REAL, 0)
    else:
        faulthandler.dump_traceback_later(seconds, exit=True)
        try:
            yield
        finally:
            faulthandler.cancel_dump_traceback_later()


_DATA = Path("/proc/self/statm")
"""Its sixth number is how many pages of memory the process has that can be written to."""


@contextlib.contextmanager
def _memory(more: int | None) -> Iterator[None]:
    """Let the process have so many more bytes than it has; on Linux."""
    if more is None or not sys.platform.startswith("linux"):
        yield
        return
    import resource

    before, most = resource.getrlimit(resource.RLIMIT_DATA)
    has = int(_DATA.read_bytes().split()[5]) * resource.getpagesize()
    limit = has + more if most == resource.RLIM_INFINITY else min(has + more, most)
    resource.setrlimit(resource.RLIMIT_DATA, (limit, most))
    try:
        yield
    finally:
        resource.setrlimit(resource.RLIMIT_DATA, (before, most))


_SAMPLES = (
    "Talks fail\n\nBy Jane Smith | 10 October 2016\n\nThey met in Oslo, and left after an hour.\n",
    "<!DOCTYPE html><h1>Talks fail</h1><time>10 October 2016</time><p>They met in Oslo, and left.",
)


def _warm_up() -> None:
    """Load what reading needs, so that it is not counted into the time of the first file."""
    for sample in _SAMPLES:
        for _ in read_stream(
            io.BytesIO(sample.encode()), "0" * 64, Options(quotes=False), name=None
        ):
            pass
