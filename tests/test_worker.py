"""The process that reads: what it reads, how it ends, and what is said of that."""

from __future__ import annotations

import logging
import os
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from mediacorpus import (
    Corpus,
    IngestReport,
    Limits,
    MediacorpusError,
    ValidationError,
    worker,
)
from mediacorpus.errors import Interrupted
from mediacorpus.options import Options
from mediacorpus.readers.files import RawFile
from mediacorpus.reading import Unit, sha256_of
from mediacorpus.worker import Here, UnitReader, Worker, reading
from tests.test_ingest import PAGE

# What a file does to the process that reads it, by its name.
ODD = """
import logging, os, re, signal, sys, time, warnings
sys.path[:] = __import__("json").loads(sys.argv[1])
from mediacorpus import worker

def odd(unit, clock):
    name = unit.file.name.partition(".")[0]
    def items():
        if unit.passed:
            yield from worker.read(unit)
            return
        if name.endswith("-late"):
            yield from worker.read(unit)
        if name.startswith("slow"):
            re.match("(a|a)+$", "a" * 40 + "b")  # in native code, for days
        elif name.startswith("killed"):
            os.kill(os.getpid(), signal.SIGKILL)
        elif name.startswith("left"):
            os._exit(3)
        elif name.startswith("talks"):
            print("printed")
            os.system("echo said by another program")
            warnings.warn("warned", UserWarning, stacklevel=1)
            logging.getLogger("odd").warning("logged %s", "twice")
            print(repr(sys.stdin.read()))
        yield from worker.read(unit)
    return clock(items())

def greedy(stream, *rest, **options):
    if options["name"].startswith("greedy"):
        bytearray(200 * 2**20)
    return read_stream(stream, *rest, **options)

from mediacorpus.readers.page_text import PageTextReading
def entry(self, found, *rest):
    text = " ".join(line.words for line in found)
    if "dies here" in text:
        os.kill(os.getpid(), signal.SIGKILL)
    if "hangs here" in text:
        re.match("(a|a)+$", "a" * 40 + "b")
    return entry_of(self, found, *rest)

entry_of, PageTextReading._entry = PageTextReading._entry, entry

from mediacorpus import reading
read_stream, reading.read_stream = reading.read_stream, greedy
worker.read, worker.read_unit = worker.read_unit, odd
worker.main(int(sys.argv[2]))
"""


@pytest.fixture
def corpus(tmp_path: Path) -> Iterator[Corpus]:
    with Corpus.create(tmp_path / "corpus") as made:
        yield made


@pytest.fixture
def odd(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """Workers to which files do what their names say."""
    monkeypatch.setattr(worker, "_idle", [])
    monkeypatch.setattr(worker, "_BOOT", ODD)
    yield
    worker._close_idle()


def pages(folder: Path, *names: str) -> Path:
    folder.mkdir(exist_ok=True)
    for n, name in enumerate(names):
        (folder / name).write_text(PAGE.format(n=n, day=n % 28 + 1))
    return folder


def told(report: IngestReport) -> list[tuple[str | None, str]]:
    return [(one.path, one.code) for one in report.rejected]


def unit(path: Path, name: str = "", seconds: float | None = 5.0) -> Unit:
    file = RawFile(path, name or path.name)
    return Unit(file, "0" * 64, Options(quotes=False, limits=Limits(seconds=seconds)))


def dumps(*what: str) -> str:
    """A file of so many articles, each with something in its text."""
    return "".join(
        f"Article {n} of {len(what)}\n\nTalks fail\n\nThey met {one} in Oslo, and left at {n}.\n\n"
        for n, one in enumerate(what, start=1)
    )


# -- files that end it ---------------------------------------------------------------------


@pytest.mark.usefixtures("odd")
def test_an_item_that_ends_the_process_costs_itself_alone(corpus: Corpus, tmp_path: Path) -> None:
    folder = pages(tmp_path / "in", "z.txt")
    many = dumps("again", "who dies here", "who hangs here", "at last")
    (folder / "a.txt").write_text(many)
    report = corpus.ingest(folder, limits=Limits(seconds=1))
    rejected = [(one.path, one.item, one.code) for one in report.rejected]
    assert rejected == [("a.txt", 2, "reader-died"), ("a.txt", 3, "too-slow")]
    assert (report.files, report.new) == (2, 3)
    again = corpus.ingest(folder, limits=Limits(seconds=1))  # what died is tried again
    assert (again.new, again.unchanged, again.known, again.commits) == (0, 2, 1, ())


@pytest.mark.usefixtures("odd")
def test_where_no_item_comes_between_the_rest_of_the_file_is_given_up(
    corpus: Corpus, tmp_path: Path
) -> None:
    folder = pages(tmp_path / "in", "z.txt")
    (folder / "a.txt").write_text(dumps("again", *["who dies here"] * 5, "at last"))
    report = corpus.ingest(folder)
    (only,) = report.rejected
    assert (only.path, only.item, only.code, report.new) == ("a.txt", 2, "reader-died", 2)
    assert only.reason.endswith(
        "So it went 3 times in a row, and all from this item on was given up"
    )


@pytest.mark.usefixtures("odd")
def test_a_file_that_takes_too_long_costs_itself_alone(corpus: Corpus, tmp_path: Path) -> None:
    folder = pages(tmp_path / "in", "a.txt", "slow.txt", "z.txt")
    started = time.monotonic()
    report = corpus.ingest(folder, limits=Limits(seconds=2))
    assert time.monotonic() - started < 30
    assert (report.files, report.new, told(report)) == (3, 2, [("slow.txt", "too-slow")])
    assert report.rejected[0].reason == (
        "to read it took more than 2 s, so it was given up; if the file is worth more time, "
        "raise the limit (seconds)"
    )
    again = corpus.ingest(folder, limits=Limits(seconds=2))
    assert (again.known, again.known_rejected, again.commits) == (2, 1, ())
    longer = corpus.ingest(folder, limits=Limits(seconds=2.5))  # it is tried again
    assert told(longer) == [("slow.txt", "too-slow")]


@pytest.mark.usefixtures("odd")
@pytest.mark.skipif(os.name != "posix", reason="there are no signals")
def test_a_process_that_is_ended_costs_the_file_that_it_read(
    corpus: Corpus, tmp_path: Path
) -> None:
    folder = pages(tmp_path / "in", "a.txt", "killed.txt", "left.txt", "m.txt", "z.txt")
    report = corpus.ingest(folder)
    assert told(report) == [("killed.txt", "reader-died"), ("left.txt", "reader-died")]
    assert report.new == 3
    assert [one.reason for one in report.rejected] == [
        f"the process that read it was ended {how}; it is tried again the next time"
        for how in ("by SIGKILL", "with status 3")
    ]
    again = corpus.ingest(folder)
    assert (again.known, again.known_rejected, again.rejected) == (3, 2, ())


@pytest.mark.usefixtures("odd")
@pytest.mark.skipif(not sys.platform.startswith("linux"), reason="memory is limited on Linux")
def test_a_file_that_wants_too_much_memory_costs_itself_alone(
    corpus: Corpus, tmp_path: Path
) -> None:
    folder = pages(tmp_path / "in", "a.txt", "greedy.txt", "z.txt")
    little = Limits(memory=50 * 2**20)
    report = corpus.ingest(folder, limits=little, quotes=False)
    assert (report.new, told(report)) == (2, [("greedy.txt", "too-much-memory")])
    assert corpus.ingest(folder, limits=little, quotes=False).known_rejected == 1
    more = corpus.ingest(folder, quotes=False)  # it is tried again
    assert (more.new, told(more)) == (1, [])


@pytest.mark.usefixtures("odd")
@pytest.mark.skipif(os.name != "posix", reason="there are no signals")
def test_several_processes_give_the_same_in_the_same_order(corpus: Corpus, tmp_path: Path) -> None:
    names = [f"{number:02}.txt" for number in range(20)]
    folder = pages(tmp_path / "in", *names, "killed.txt", "slow.txt", "zz.txt")
    report = corpus.ingest(folder, jobs=3, limits=Limits(seconds=2), quotes=False)
    assert (report.files, report.new) == (23, 21)
    assert told(report) == [("killed.txt", "reader-died"), ("slow.txt", "too-slow")]
    there = [entry.article.provenance.path for entry in corpus if entry.article.provenance]
    assert there == [*names, "zz.txt"]
    assert len(worker._idle) == 3
    again = corpus.ingest(folder, jobs=2, limits=Limits(seconds=2), quotes=False)
    assert (again.known, again.known_rejected) == (21, 2)
    assert len(worker._idle) == 2


@pytest.mark.parametrize("jobs", [0, -1, 1.5, "2", True, 1000])
def test_what_is_no_number_of_processes_is_told(corpus: Corpus, tmp_path: Path, jobs: Any) -> None:
    with pytest.raises(ValidationError, match=r"jobs: .* is no number of processes"):
        corpus.ingest(tmp_path, jobs=jobs)


@pytest.mark.usefixtures("odd")
def test_what_came_out_before_is_kept(corpus: Corpus, tmp_path: Path) -> None:
    report = corpus.ingest(pages(tmp_path / "in", "slow-late.txt"), limits=Limits(seconds=2))
    assert (report.new, told(report)) == (1, [("slow-late.txt", "too-slow")])
    assert len(corpus) == 1


def test_the_limit_is_for_reading_and_not_for_finding_quotes(
    corpus: Corpus, tmp_path: Path
) -> None:
    folder = pages(tmp_path / "in", "a.txt")
    quoted = "“We are done,” Jane Smith told reporters in Oslo on Monday, number {}.\n\n"
    with (folder / "long.txt").open("a") as file:
        file.writelines(quoted.format(n) for n in range(1200))
    started = time.monotonic()
    report = corpus.ingest(folder, limits=Limits(seconds=0.8))
    assert (report.new, report.rejected) == (2, ())
    assert len(list(corpus.quotes())) > 1200
    assert time.monotonic() - started > 0.8


def test_a_limit_that_every_page_goes_over(corpus: Corpus, tmp_path: Path) -> None:
    folder = pages(tmp_path / "in", "a.txt")
    with (folder / "a.txt").open("a") as file:
        file.writelines(
            f"They met for the {n}th time, and left after an hour.\n" for n in range(1000)
        )
    assert told(corpus.ingest(folder, limits=Limits(seconds=0.01))) == [("a.txt", "too-slow")]
    assert corpus.ingest(folder, limits=Limits(seconds=120)).new == 1


# -- what it says --------------------------------------------------------------------------


@pytest.mark.usefixtures("odd")
def test_what_it_says_is_not_lost_and_disturbs_nothing(
    corpus: Corpus,
    tmp_path: Path,
    caplog: pytest.LogCaptureFixture,
    capfd: pytest.CaptureFixture[str],
) -> None:
    folder = pages(tmp_path / "in", "talks.txt")
    with pytest.warns(UserWarning, match="warned"):
        assert corpus.ingest(folder).new == 1
    assert ("odd", logging.WARNING, "logged twice") in caplog.record_tuples
    (said,) = [text for name, _, text in caplog.record_tuples if name == "mediacorpus.worker"]
    assert "printed" in said
    assert "said by another program" in said
    assert said.endswith("''")  # it read nothing of what is meant for the caller
    assert capfd.readouterr() == ("", "")


def test_a_process_that_does_not_start_says_why(
    corpus: Corpus, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(worker, "_idle", [])
    monkeypatch.setattr(worker, "_BOOT", "raise SystemExit('there is no room')")
    folder = pages(tmp_path / "in", "a.txt")
    with pytest.raises(MediacorpusError, match="did not start: there is no room"):
        corpus.ingest(folder)
    monkeypatch.setattr(sys, "executable", "")
    with pytest.raises(MediacorpusError, match=r"no Python to start .* Limits\(seconds=None\)"):
        corpus.ingest(folder)
    assert corpus.ingest(folder, limits=Limits(seconds=None)).new == 1


def test_a_process_that_cannot_be_started_costs_no_file(
    corpus: Corpus, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    folder = pages(tmp_path / "in", "a.txt", "b.txt", "c.txt")
    worker._close_idle()
    with monkeypatch.context() as patch:

        def no_room(*_: object, **__: object) -> None:
            raise BlockingIOError("no room for another process")

        patch.setattr(subprocess, "Popen", no_room)
        with pytest.raises(MediacorpusError, match=r"cannot be started .*no room for another"):
            corpus.ingest(folder)
    report = corpus.ingest(folder)
    assert (report.new, report.rejected) == (3, ())


def test_a_log_of_everything_holds_nothing_up(
    corpus: Corpus, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    worker._close_idle()
    monkeypatch.setattr(logging.root, "level", logging.DEBUG)
    assert corpus.ingest(pages(tmp_path / "in", "a.txt")).new == 1
    worker._close_idle()


# -- its life ------------------------------------------------------------------------------


def pid(reader: UnitReader) -> int:
    assert isinstance(reader, Worker)
    assert reader._process is not None
    return reader._process.pid


def test_a_worker_is_kept_for_the_next_time(tmp_path: Path) -> None:
    path = pages(tmp_path, "a.txt") / "a.txt"
    pids = []
    for _ in range(2):
        with reading(5) as reader:
            reader.begin(unit(path))
            assert [one.code for one in (reader.outcome().dropped,) if one] == ["changed"]
            pids.append(pid(reader))
    assert pids[0] == pids[1]
    with reading(5) as one, reading(5) as other:  # as two threads would
        for reader in (one, other):
            reader.begin(unit(path))
            reader.outcome()
        assert pid(one) != pid(other)
    assert len(worker._idle) == 1


@pytest.mark.skipif(os.name != "posix", reason="there are no signals")
def test_a_worker_that_was_ended_while_it_was_idle_costs_no_file(
    corpus: Corpus, tmp_path: Path
) -> None:
    corpus.ingest(pages(tmp_path / "in", "a.txt"))
    process = worker._idle[0]._process
    assert process is not None
    process.kill()
    process.wait()
    report = corpus.ingest(pages(tmp_path / "in", "a.txt", "b.txt"))
    assert (report.known, report.new, report.rejected) == (1, 1, ())


def test_something_that_goes_wrong_here_ends_the_worker(tmp_path: Path) -> None:
    path = pages(tmp_path, "a.txt") / "a.txt"

    def fail() -> None:
        with reading(5) as reader:
            reader.begin(unit(path))
            raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        fail()
    with reading(5) as reader:  # it does not answer what was asked before
        reader.begin(unit(path, "b.txt"))
        dropped = reader.outcome().dropped
        assert dropped is not None
        assert dropped.path == "b.txt"


def test_several_threads_read_at_the_same_time(tmp_path: Path) -> None:
    reports: list[IngestReport] = []

    def one(number: int) -> None:
        with Corpus.create(tmp_path / f"corpus{number}") as corpus:
            names = [f"{number}-{n}.txt" for n in range(20)]
            reports.append(corpus.ingest(pages(tmp_path / f"in{number}", *names)))

    threads = [threading.Thread(target=one, args=(number,)) for number in range(2)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert [(report.new, report.rejected) for report in reports] == [(20, ()), (20, ())]


SCRIPT = """
import os, sys
from mediacorpus import Corpus, worker
corpus = Corpus.create(sys.argv[1])
print(corpus.ingest(sys.argv[2]).new, worker._idle[0]._process.pid, flush=True)
sys.stdin.read()
"""


@pytest.mark.skipif(os.name != "posix", reason="there are no signals")
@pytest.mark.parametrize("end", ["exit", "kill"])
def test_it_ends_with_its_parent(tmp_path: Path, end: str) -> None:
    """A script without a main guard, which would not do with `multiprocessing`."""
    folder = pages(tmp_path / "in", "a.txt")
    (tmp_path / "script.py").write_text(SCRIPT)
    with subprocess.Popen(
        [sys.executable, tmp_path / "script.py", tmp_path / "corpus", folder],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        env={**os.environ, "PYTHONPATH": str(Path(worker.__file__).parents[1])},
        text=True,
    ) as process:
        assert process.stdout
        new, child = map(int, process.stdout.readline().split())
        assert new == 1
        os.kill(child, 0)  # it is there
        if end == "kill":
            process.send_signal(signal.SIGKILL)
        _, errors = process.communicate(timeout=30)
        assert errors == ""
    for _ in range(100):
        try:
            os.kill(child, 0)
        except ProcessLookupError:
            return
        if b") Z " in Path(f"/proc/{child}/stat").read_bytes():
            return  # nobody took note of its end yet
        time.sleep(0.1)
    pytest.fail("it lives on")


@pytest.mark.skipif(os.name != "posix", reason="there are no signals")
def test_ctrl_c_in_the_terminal_is_the_parents_alone(tmp_path: Path) -> None:
    path = pages(tmp_path, "a.txt") / "a.txt"
    with reading(5) as reader:
        reader.begin(unit(path))
        reader.outcome()
        assert os.getpgid(pid(reader)) != os.getpgrp()


@pytest.mark.usefixtures("odd")
@pytest.mark.skipif(os.name != "posix", reason="there are no signals")
def test_ctrl_c_while_it_reads_commits_what_was_read(corpus: Corpus, tmp_path: Path) -> None:
    folder = pages(tmp_path / "in", "a.txt", "slow.txt", "z.txt")
    timer = threading.Timer(3, lambda: os.kill(os.getpid(), signal.SIGINT))
    timer.start()
    with pytest.raises(Interrupted) as caught:
        corpus.ingest(folder, limits=Limits(seconds=600))
    assert (caught.value.report.files, caught.value.report.new, len(corpus)) == (1, 1, 1)
    assert worker._idle == []  # what it read is of no use any more


def test_here_and_there_give_the_same(tmp_path: Path) -> None:
    path = pages(tmp_path, "a.txt") / "a.txt"
    with path.open("rb") as stream:
        digest = sha256_of(stream)
    wanted = Unit(RawFile(path, "a.txt"), digest, Options())
    outcomes = []
    for seconds in (None, 5.0):
        with reading(seconds) as reader:
            assert isinstance(reader, Here) == (seconds is None)
            reader.begin(wanted)
            outcomes.append(reader.outcome())
    assert outcomes[0] == outcomes[1]
    assert len(outcomes[0].lines) == 1
