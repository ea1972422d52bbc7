"""A corpus survives what happens to files and processes: at every step, in every byte."""

from __future__ import annotations

import os
import re
import shutil
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import TypeVar

import pytest

from mediacorpus import Corpus, CorpusError, Entry, Limits, Rejection
from mediacorpus.corpus import VerifyReport
from tests.corpus.test_corpus import made
from tests.faults import ERRORS, failing, killed, steps
from tests.test_ingest import pages

T = TypeVar("T")
Work = Callable[[Path], object]

STEP = int(os.environ.get("MEDIACORPUS_STEP", "7"))
"""Each so many bytes are tried: with 1 all of them are, which takes a minute."""


@pytest.fixture(scope="module")
def raw(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Three pages, and one that is rejected."""
    folder = pages(tmp_path_factory.mktemp("in"), 3)
    (folder / "empty.txt").write_bytes(b"")
    return folder


@pytest.fixture(scope="module")
def full(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A corpus with three shards, two versions of an article, a removed one, and a rejection."""
    corpus = Corpus.create(tmp_path_factory.mktemp("full") / "corpus")
    corpus.add([made(1), made(2)])
    corpus.add([made(3), made(4)])
    corpus.append([], rejections=[Rejection(code="empty", reason="the file is empty")])
    corpus.add([made(1, headline="Another")])
    corpus.remove("a2", reason="withdrawn")
    corpus.close()
    return corpus.path


def verified(path: Path) -> VerifyReport:
    with Corpus.open(path) as corpus:
        return corpus.verify()


def ids(path: Path) -> list[str]:
    with Corpus.open(path) as corpus:
        return [entry.article.id for entry in corpus]


# -- every step ----------------------------------------------------------------------------


def ingested(raw: Path) -> Work:
    def work(path: Path) -> None:
        with Corpus.create(path, exist_ok=True) as corpus:
            corpus.ingest(raw, quotes=False, limits=Limits(seconds=None))

    return work


def changed(name: str) -> Work:
    def work(path: Path) -> None:
        with Corpus.open(path) as corpus:
            if name == "remove":
                corpus.remove("a3", reason="an error")
            else:
                corpus.compact(purge=name == "purge")

    return work


@pytest.fixture(params=["ingest", "remove", "compact", "purge"])
def work(request: pytest.FixtureRequest, raw: Path) -> Work:
    return ingested(raw) if request.param == "ingest" else changed(request.param)


@pytest.fixture
def copies(
    work: Work, full: Path, tmp_path: Path, request: pytest.FixtureRequest
) -> Iterator[Path]:
    """Where the work begins, again and again: a folder that is not there, or a full corpus."""
    is_new = request.node.callspec.params["work"] == "ingest"

    def made_anew() -> Iterator[Path]:
        path = tmp_path / "corpus"
        while True:
            shutil.rmtree(path, ignore_errors=True)
            if not is_new:
                shutil.copytree(full, path)
            yield path

    return made_anew()


@pytest.mark.skipif(os.name != "posix", reason="there is no SIGKILL")
def test_killed_at_every_step_and_run_again_it_is_as_if_it_had_not_been(
    work: Work, copies: Iterator[Path]
) -> None:
    path = next(copies)
    work(path)
    wanted = ids(path)
    next(copies)
    number = 1
    while killed(number, lambda: work(path)):
        if (path / "corpus.json").exists():
            assert verified(path).problems == ()
        work(path)
        assert ids(path) == wanted
        assert verified(path).problems == ()
        number += 1
        next(copies)
    assert number > 5


@pytest.mark.parametrize("error", ERRORS)
def test_an_error_at_every_step_is_told_and_leaves_the_corpus_as_before_or_after(
    work: Work, copies: Iterator[Path], error: int
) -> None:
    path = next(copies)
    before = ids(path) if path.exists() else []
    count = steps(lambda: work(path))
    after = ids(path)
    for number in range(1, count + 1):
        next(copies)
        told, _ = error_of(lambda: failing(number, error, lambda: work(path)))  # noqa: B023
        done = not told or re.search(r"\d\.json was added|cannot be taken away", told)
        assert not told or os.strerror(error) in told
        if (path / "corpus.json").exists():
            assert ids(path) == (after if done else before)
            assert verified(path).problems == ()
        work(path)
        assert ids(path) == after
        assert verified(path).problems == ()


# -- every byte ----------------------------------------------------------------------------


def files(path: Path) -> list[Path]:
    parts = ("entries/*", "commits/*.json", "rejected/*", "corpus.json")
    return sorted(file for part in parts for file in path.glob(part))


def damaged(file: Path, step: int) -> Iterator[str]:
    """A file with each byte flipped, and cut at each length; then as it was."""
    whole = file.read_bytes()
    for place in range(0, len(whole), step):
        file.write_bytes(whole[:place] + bytes([whole[place] ^ 1]) + whole[place + 1 :])
        yield f"{file.name}, byte {place}"
    for length in range(0, len(whole), step):
        file.write_bytes(whole[:length])
        yield f"{file.name}, cut at {length}"
    file.write_bytes(whole)


def test_verify_finds_every_byte_that_flipped_and_every_cut(full: Path, tmp_path: Path) -> None:
    path = shutil.copytree(full, tmp_path / "corpus")
    with Corpus.open(path) as corpus:
        for file in files(path):
            for damage in damaged(file, STEP):
                problems = corpus.verify().problems
                assert any(file.name in problem for problem in problems), damage
        assert corpus.verify().ok


@pytest.mark.parametrize("index", ["kept", "deleted"])
def test_what_is_read_is_right_or_the_damage_is_told(
    full: Path, tmp_path: Path, index: str
) -> None:
    path = shutil.copytree(full, tmp_path / "corpus")
    wanted = read(path)
    told = 0
    for file in files(path):
        for damage in damaged(file, STEP * (2 if index == "kept" else 5)):
            if index == "deleted":
                shutil.rmtree(path / ".index", ignore_errors=True)
            error, found = error_of(lambda: read(path))
            told += error is not None
            assert str(path) in (error or "") if error else found == wanted, damage
    assert told


def read(path: Path) -> tuple[list[Entry], list[Entry]]:
    with Corpus.open(path) as corpus:
        return list(corpus), corpus.versions("a1")


def error_of(work: Callable[[], T]) -> tuple[str, None] | tuple[None, T]:
    """What a corpus says that it cannot do, or what it does."""
    try:
        return None, work()
    except CorpusError as error:
        return str(error), None
