"""verify finds every fault that can be seen from inside."""

from __future__ import annotations

import os
import shutil
import sqlite3
from pathlib import Path

import msgspec
import pytest

from mediacorpus import Corpus, Rejection
from mediacorpus.corpus import VerifyReport
from mediacorpus.corpus.index import Index
from tests.corpus.test_corpus import made


@pytest.fixture
def corpus(tmp_path: Path) -> Corpus:
    corpus = Corpus.create(tmp_path / "corpus")
    corpus.add([made(1), made(2)])
    corpus.append([], rejections=[Rejection(code="empty", reason="the file is empty")])
    corpus.add([made(3)])
    return corpus


def test_a_sound_corpus(corpus: Corpus) -> None:
    report = corpus.verify()
    assert report == VerifyReport(commits=3, shards=2, entries=3)
    assert report.ok
    assert str(report).endswith("nothing is wrong")
    assert repr(report) == str(report)


def files(corpus: Corpus) -> list[Path]:
    parts = ("entries/*", "commits/*.json", "rejected/*", "corpus.json")
    return sorted(file for part in parts for file in corpus.path.glob(part))


def test_a_byte_that_flipped_is_found_in_every_file(corpus: Corpus) -> None:
    for file in files(corpus):
        whole = file.read_bytes()
        for place in range(0, len(whole), 7):
            file.write_bytes(whole[:place] + bytes([whole[place] ^ 1]) + whole[place + 1 :])
            report = corpus.verify()
            assert not report.ok
            assert any(file.name in problem for problem in report.problems), (file, place)
        file.write_bytes(whole)
    assert corpus.verify().ok


def test_a_file_that_was_cut_or_lost_is_found(corpus: Corpus) -> None:
    for file in files(corpus):
        whole = file.read_bytes()
        for length in (0, 1, len(whole) // 2, len(whole) - 1):
            file.write_bytes(whole[:length])
            assert not corpus.verify().ok, (file, length)
        file.unlink()
        if file.name != "00000003.json":  # the newest commit: nothing refers to it
            assert not corpus.verify().ok, file
        file.write_bytes(whole)
    assert corpus.verify().ok


def test_what_to_do_about_a_lost_shard_is_told(corpus: Corpus) -> None:
    next(iter((corpus.path / "entries").iterdir())).unlink()
    assert any("take it from a copy of the corpus" in one for one in corpus.verify().problems)


def test_a_hole_in_the_commits_is_found(corpus: Corpus) -> None:
    (corpus.path / "commits" / "00000002.json").unlink()
    (problem,) = corpus.verify().problems
    assert "00000002.json is missing, with 00000003.json behind" in problem


def test_a_stray_commit_is_one_problem_and_not_two_million(corpus: Corpus) -> None:
    commits = corpus.path / "commits"
    shutil.copy(commits / "00000003.json", commits / "02000000.json")
    missing, other = corpus.verify().problems
    assert "00000004.json to 01999999.json are missing, with 02000000.json behind" in missing
    assert "if 02000000.json was put there by mistake, take it away" in missing
    assert "02000000.json says that it is commit 3" in other


def test_an_index_that_says_something_else_is_found(corpus: Corpus) -> None:
    assert corpus.verify().ok
    file = corpus.path / ".index" / "index.sqlite"
    with sqlite3.connect(file) as database:
        database.execute("update entry set current = 0 where id = 'a2'")
        database.execute("insert into receipt values ('0', null, null, 1, 0, 1, null)")
    database.close()
    problems = corpus.verify().problems
    assert [
        problem.partition(" does not say what the commits say ")[2] for problem in problems
    ] == [
        "(entry): delete it; it is built again",
        "(receipt): delete it; it is built again",
    ]
    corpus.close()
    file.unlink()
    assert corpus.verify().ok


def test_an_article_that_stands_there_twice_unchanged_is_found(
    corpus: Corpus, monkeypatch: pytest.MonkeyPatch
) -> None:
    corpus.add([made(1, headline="Newer")])
    corpus.add([made(1)])  # back to the first version: that is no doubling
    assert corpus.verify().ok
    monkeypatch.setattr(Index, "digest_of", lambda *_: None)  # a writer that does not look
    corpus.add([made(2)])
    assert corpus.verify().problems == ("the article a2 stands there twice, unchanged",)


def test_file_names_that_are_no_utf_8_are_told(corpus: Corpus) -> None:
    Path(os.fsdecode(bytes(corpus.path / "entries") + b"/\xff\x1b[31m")).touch()
    report = corpus.verify()
    assert report.leftovers == ("entries/\ufffd",)
    assert b"leftovers" in msgspec.json.encode(report)


def test_counts_are_in_the_right_number(tmp_path: Path) -> None:
    corpus = Corpus.create(tmp_path / "corpus")
    corpus.add([made(1)])
    assert str(corpus.verify()) == "1 commit, 1 shard, 1 entry\nnothing is wrong"
    (corpus.path / "corpus.json").unlink()
    assert str(corpus.verify()).endswith("1 problem")


def test_what_a_killed_writer_left_is_reported_and_no_problem(corpus: Corpus) -> None:
    (corpus.path / "entries" / "4-0123456789abcdef.jsonl.zst").write_bytes(b"half")
    (corpus.path / "commits" / ".abc.tmp").write_bytes(b"half")
    report = corpus.verify()
    assert report.ok
    assert report.leftovers == ("entries/4-0123456789abcdef.jsonl.zst", "commits/.abc.tmp")
