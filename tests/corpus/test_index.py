"""The index is derived: whatever becomes of it, the answers are those of the commits."""

from __future__ import annotations

import pickle
import shutil
import sqlite3
import threading
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from mediacorpus import Corpus, CorpusError
from mediacorpus.corpus import index
from tests.corpus.test_corpus import ids, made


@pytest.fixture
def corpus(tmp_path: Path) -> Corpus:
    return Corpus.create(tmp_path / "corpus")


def test_the_index_is_derived(corpus: Corpus) -> None:
    corpus.add([made(1), made(2)])
    corpus.close()
    shutil.rmtree(corpus.path / ".index")
    assert ids(corpus) == ["a1", "a2"]


@pytest.mark.parametrize("damage", ["garbage", "cut", "old", "empty"])
def test_an_index_that_is_damaged_or_old_is_built_again(corpus: Corpus, damage: str) -> None:
    corpus.add([made(n) for n in range(50)])
    corpus.close()
    file = corpus.path / ".index" / "index.sqlite"
    if damage == "garbage":
        file.write_bytes(b"no database at all" * 1000)
    elif damage == "cut":
        file.write_bytes(file.read_bytes()[:5000])
    elif damage == "old":
        with sqlite3.connect(file) as database:
            database.execute("pragma user_version = 1")
        database.close()
    else:
        file.write_bytes(b"")
    assert len(corpus) == 50
    assert corpus["a49"] == made(49)


def test_an_index_of_another_corpus_is_built_again(corpus: Corpus, tmp_path: Path) -> None:
    other = Corpus.create(tmp_path / "other")
    other.add([made(7)])
    corpus.add([made(1)])
    for one in (corpus, other):
        one.close()
    shutil.copy(other.path / ".index" / "index.sqlite", corpus.path / ".index" / "index.sqlite")
    assert ids(corpus) == ["a1"]


def test_a_corpus_that_cannot_be_written_is_read_with_an_index_elsewhere(
    corpus: Corpus, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    corpus.add([made(1)])
    corpus.close()
    shutil.rmtree(corpus.path / ".index")
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "cache"))
    (corpus.path / ".index").write_text("a file where a folder should be")
    assert ids(Corpus.open(corpus.path)) == ["a1"]
    assert list((tmp_path / "cache").rglob("index.sqlite"))


def test_an_index_is_damaged_while_it_is_open(corpus: Corpus) -> None:
    corpus.add([made(n) for n in range(300)])
    assert len(corpus) == 300
    file = corpus.path / ".index" / "index.sqlite"
    whole = file.read_bytes()
    file.write_bytes(whole[:4096] + b"\xff" * (len(whole) - 4096))
    assert ids(corpus) == [f"a{n}" for n in range(300)]
    corpus.add([made(300)])
    assert len(corpus) == 301


@pytest.mark.parametrize("how", ["a table is gone", "the state is gone", "the file is gone"])
def test_an_index_of_which_a_part_is_gone_is_built_again(corpus: Corpus, how: str) -> None:
    corpus.add([made(1)])
    assert len(corpus) == 1
    file = corpus.path / ".index" / "index.sqlite"
    if how == "the file is gone":
        shutil.rmtree(file.parent)
    else:
        statement = "drop table entry" if how == "a table is gone" else "delete from state"
        with sqlite3.connect(file) as database:
            database.execute(statement)
        database.close()
    corpus.add([made(2)])
    assert ids(corpus) == ["a1", "a2"]
    assert corpus["a2"] == made(2)


def test_an_index_that_promises_another_entry_is_not_believed(corpus: Corpus) -> None:
    corpus.add([made(1), made(2)])
    for conditions in ({"since": "2016"}, {"language": "en"}):
        assert ids(corpus.entries(**conditions)) == ["a1", "a2"]
        with sqlite3.connect(corpus.path / ".index" / "index.sqlite") as database:
            database.execute("update entry set line = 2 - line")  # 0 and 1 become 2 and 1 ...
            database.execute("update entry set line = line - 1")
        database.close()
        with pytest.raises(CorpusError, match=r"line 1 does not hold the article 'a2': the index"):
            ids(corpus.entries(**conditions))
        assert ids(corpus.entries(**conditions)) == ["a1", "a2"]


def test_an_index_that_is_in_use_for_long_is_told(
    corpus: Corpus, monkeypatch: pytest.MonkeyPatch
) -> None:
    corpus.add([made(1)])
    corpus.close()
    monkeypatch.setattr(index, "WAIT", 0.01)
    with sqlite3.connect(corpus.path / ".index" / "index.sqlite") as other:
        other.execute("begin exclusive")
        with pytest.raises(CorpusError, match=r"in use by another program .* try again"):
            len(corpus)
        other.execute("rollback")
    other.close()
    assert len(corpus) == 1


def test_a_folder_that_cannot_be_written_any_more_is_read_with_an_index_elsewhere(
    corpus: Corpus, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The index there can be read, lacks the newest commit, and cannot take it in."""
    corpus.add([made(1)])
    late = Corpus.open(corpus.path)
    assert len(late) == 1
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "cache"))
    connect = sqlite3.connect

    def read_only(file: Path, **options: object) -> sqlite3.Connection:
        if Path(file).is_relative_to(corpus.path):
            return connect(f"file:{file}?mode=ro", uri=True, **options)  # type: ignore[call-overload, no-any-return]
        return connect(file, **options)  # type: ignore[call-overload, no-any-return]

    monkeypatch.setattr(sqlite3, "connect", read_only)
    writer = Corpus.open(corpus.path)
    writer.add([made(2)])
    late.close()
    assert ids(late) == ids(writer) == ["a1", "a2"]
    (tmp_path / "cache").rename(tmp_path / "old")
    (tmp_path / "cache").write_text("no folder")  # and the cache cannot be written either
    assert ids(Corpus.open(corpus.path)) == ["a1", "a2"]


# -- threads -------------------------------------------------------------------------------


def test_threads_share_one_corpus(corpus: Corpus) -> None:
    numbers = range(24)

    def work(thread: int) -> None:
        for number in numbers:
            corpus.add([made(number), made(100 * thread + number)])
            assert made(number).article.id in ids(corpus)
            if number % 8 == thread:
                corpus.close()

    with ThreadPoolExecutor() as pool:
        for done in [pool.submit(work, number) for number in range(1, 5)]:
            done.result()
    assert len(corpus) == 5 * len(numbers)
    assert corpus.verify().ok


def test_one_thread_asks_while_another_takes_commits_in(
    corpus: Corpus, monkeypatch: pytest.MonkeyPatch
) -> None:
    Corpus.open(corpus.path).add([made(1)])
    within, asked = threading.Event(), threading.Event()
    take_in = index._take_in_frame

    def slowly(*arguments: object) -> None:
        within.set()
        asked.wait(0.5)  # the other thread is kept out for as long as this one is within
        take_in(*arguments)  # type: ignore[arg-type]

    monkeypatch.setattr(index, "_take_in_frame", slowly)
    found: list[list[str]] = []

    def ask() -> None:
        found.append(ids(corpus))
        asked.set()

    first = threading.Thread(target=ask)
    first.start()
    assert within.wait(10)
    assert ids(corpus) == ["a1"]
    first.join()
    assert found == [["a1"]]


def test_a_corpus_in_use_goes_to_another_process(corpus: Corpus) -> None:
    corpus.add([made(1)])
    assert ids(pickle.loads(pickle.dumps(corpus))) == ids(corpus) == ["a1"]


# -- a folder that goes back to an older state ---------------------------------------------


def test_a_folder_is_restored_from_a_copy_under_an_open_corpus(
    corpus: Corpus, tmp_path: Path
) -> None:
    corpus.add([made(1)])
    shutil.copytree(corpus.path, tmp_path / "copy", ignore=shutil.ignore_patterns(".index"))
    corpus.add([made(2)])
    corpus.add([made(3)])
    assert len(corpus) == 3
    for part in ("commits", "entries"):
        shutil.rmtree(corpus.path / part)
        shutil.copytree(tmp_path / "copy" / part, corpus.path / part)
    assert ids(corpus) == ["a1"]
    assert "a3" not in corpus
    corpus.add([made(3)])
    assert ids(corpus) == ids(Corpus.open(corpus.path)) == ["a1", "a3"]
    assert corpus.verify().ok


def test_an_index_is_newer_than_the_folder(corpus: Corpus) -> None:
    corpus.add([made(1)])
    corpus.add([made(2)])
    assert len(corpus) == 2
    corpus.close()
    (corpus.path / "commits" / "00000002.json").unlink()
    assert ids(Corpus.open(corpus.path)) == ["a1"]


def test_an_error_at_which_sqlite_gave_up_the_transaction_itself_is_the_one_that_is_told() -> None:
    database = sqlite3.connect(":memory:", isolation_level=None)

    def fail() -> None:
        with index._transaction(database):
            database.execute("rollback")
            raise OSError("the disk is full")

    with pytest.raises(OSError, match="the disk is full"):
        fail()
    database.close()
