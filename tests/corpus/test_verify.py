"""verify finds every fault that can be seen from inside."""

from __future__ import annotations

from pathlib import Path

import pytest

from mediacorpus import Corpus, Rejection
from mediacorpus.corpus import VerifyReport
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


def test_a_hole_in_the_commits_is_found(corpus: Corpus) -> None:
    (corpus.path / "commits" / "00000002.json").unlink()
    report = corpus.verify()
    assert any("00000002.json is missing" in problem for problem in report.problems)


def test_what_a_killed_writer_left_is_reported_and_no_problem(corpus: Corpus) -> None:
    (corpus.path / "entries" / "4-0123456789abcdef.jsonl.zst").write_bytes(b"half")
    (corpus.path / "commits" / ".abc.tmp").write_bytes(b"half")
    report = corpus.verify()
    assert report.ok
    assert report.leftovers == ("entries/4-0123456789abcdef.jsonl.zst", "commits/.abc.tmp")
