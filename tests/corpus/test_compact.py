"""Small shards become large ones; what was removed is gone for good."""

from __future__ import annotations

import os
import shutil
import time
from pathlib import Path

import pytest

from mediacorpus import Corpus, CorpusError, Entry, ValidationError
from mediacorpus.corpus import disk
from tests.corpus.test_corpus import ids, made


@pytest.fixture
def corpus(tmp_path: Path) -> Corpus:
    """Ten shards of two, and a second version of an article of the first."""
    corpus = Corpus.create(tmp_path / "corpus")
    for number in range(10):
        corpus.add([made(number), made(number + 10)])
    corpus.add([made(0, headline="Another")])
    return corpus


def told(corpus: Corpus) -> tuple[list[Entry], list[Entry], dict[str, str]]:
    return list(corpus), corpus.versions("a0"), corpus.removed


def shards(corpus: Corpus) -> list[str]:
    return sorted(path.name for path in (corpus.path / "entries").iterdir())


def test_every_answer_stays_as_it_was(corpus: Corpus) -> None:
    before = told(corpus)
    report = corpus.compact()
    assert (report.shards, report.shards_now, report.purged) == (11, 1, 0)
    assert str(report) == "11 shards before, 1 now, 11 files taken away"
    assert told(corpus) == before
    assert len(shards(corpus)) == 1
    assert corpus.verify().ok
    assert corpus.verify().leftovers == ()
    shutil.rmtree(corpus.path / ".index")
    with Corpus.open(corpus.path) as anew:
        assert told(anew) == before


def test_what_is_compact_stays_and_what_comes_later_joins_it(corpus: Corpus) -> None:
    corpus.compact()
    assert corpus.compact().commit is None
    corpus.add([made(50)])
    before = told(corpus)
    assert corpus.compact().shards_now == 1
    assert told(corpus) == before
    assert corpus.verify().ok


def test_large_shards_are_left_alone(corpus: Corpus, monkeypatch: pytest.MonkeyPatch) -> None:
    smallest = min(path.stat().st_size for path in (corpus.path / "entries").iterdir())
    monkeypatch.setattr(disk, "SHARD_BYTES", smallest)
    before = shards(corpus)
    assert corpus.compact().commit is None
    assert shards(corpus) == before


def test_shards_are_no_larger_than_they_should_be(
    corpus: Corpus, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(disk, "FRAME_ENTRIES", 2)
    largest = max(path.stat().st_size for path in (corpus.path / "entries").iterdir())
    monkeypatch.setattr(disk, "SHARD_BYTES", 2 * largest + 1)
    before = told(corpus)
    assert 1 < corpus.compact().shards_now < 11
    assert told(corpus) == before
    assert corpus.verify().ok


def test_an_answer_that_has_begun_goes_on(corpus: Corpus) -> None:
    wanted = ids(corpus)
    with Corpus.open(corpus.path) as reader:
        found = iter(reader)
        first = next(found)
        corpus.remove("a9", reason="an error")
        corpus.compact(purge=True)
        wanted.remove("a9")
        assert [first.article.id, *ids(found)] == wanted
        assert len(reader.versions("a0")) == 2


def test_a_writer_that_was_overtaken_goes_on_behind(corpus: Corpus) -> None:
    with Corpus.open(corpus.path) as other:
        assert len(other) == 20
        corpus.compact()
        assert other.add([made(60)]).new == 1
        assert other.compact().shards_now == 1
    assert len(corpus) == 21
    assert corpus.verify().ok


def test_a_damaged_shard_is_told_and_nothing_changed(corpus: Corpus) -> None:
    file = corpus.path / "entries" / shards(corpus)[3]
    file.write_bytes(file.read_bytes()[:-9])
    before = shards(corpus)
    with pytest.raises(CorpusError, match=file.name):
        corpus.compact()
    assert shards(corpus) == before


# -- removing ------------------------------------------------------------------------------


def test_a_removed_article_is_in_no_answer_and_not_added_again(corpus: Corpus) -> None:
    entry = corpus["a3"]
    assert corpus.remove("a3", "a4", reason="withdrawn") == 12
    assert corpus.remove("a3", reason="again") is None
    assert "a3" not in corpus
    assert len(corpus) == len(list(corpus)) == 18
    assert not [quote for quote in corpus.quotes() if quote.article_id == "a3"]
    assert corpus.ids("a3") == []
    with pytest.raises(KeyError, match="a3 was removed: withdrawn"):
        corpus["a3"]
    assert corpus.add([entry, made(70)]).removed == 1
    assert "a3" not in corpus
    assert corpus.removed == {"a3": "withdrawn", "a4": "withdrawn"}
    assert corpus.verify().ok


def test_a_removed_article_can_come_back(corpus: Corpus) -> None:
    before = told(corpus)
    corpus.remove("a0", reason="withdrawn")
    corpus.compact()
    assert corpus.restore("a0", "a1") is not None
    assert corpus.restore("a0") is None
    assert told(corpus) == before
    assert corpus.verify().ok


@pytest.mark.parametrize("id", ["a99", ""])
def test_what_is_not_there_cannot_be_removed(corpus: Corpus, id: str) -> None:
    with pytest.raises(KeyError):
        corpus.remove("a1", id, reason="withdrawn")
    assert "a1" in corpus
    with pytest.raises(ValidationError, match="reason: is empty"):
        corpus.remove("a1", reason=" ")


def every_byte(corpus: Corpus) -> bytes:
    """All that the files hold, unpacked."""
    import zstandard

    found = b""
    for path in corpus.path.rglob("*"):
        if path.is_file():
            raw = path.read_bytes()
            found += raw
            if path.suffix == ".zst":
                with zstandard.ZstdDecompressor().stream_reader(raw, read_across_frames=True) as on:
                    found += on.read()
    return found


def test_no_byte_of_what_was_purged_is_left(corpus: Corpus) -> None:
    words = b"Jane Smith0 told"
    assert words in every_byte(corpus)
    corpus.remove("a0", reason="protection of a source")
    corpus.compact()
    assert words in every_byte(corpus)
    before = list(corpus)
    report = corpus.compact(purge=True)
    assert report.purged == 2
    assert words not in every_byte(corpus)
    assert list(corpus) == before
    assert corpus.removed == {"a0": "protection of a source"}
    assert corpus.compact(purge=True).commit is None
    assert corpus.verify().ok
    corpus.restore("a0")
    assert "a0" not in corpus
    assert corpus.add([made(0)]).new == 1


def test_a_shard_of_nothing_but_removed_articles_is_gone(corpus: Corpus) -> None:
    corpus.compact()
    corpus.remove(*ids(corpus), reason="all of them")
    assert corpus.compact(purge=True).shards_now == 0
    assert shards(corpus) == []
    assert len(corpus) == 0
    assert corpus.add([made(100)]).new == 1
    assert corpus.verify().ok


def test_nothing_is_purged_while_damaged_files_lie_aside(corpus: Corpus) -> None:
    (corpus.path / "aside").mkdir()
    (corpus.path / "aside" / "1-abc.jsonl.zst").write_bytes(b"?")
    with pytest.raises(CorpusError, match="holds damaged files"):
        corpus.compact(purge=True)


# -- what was left behind ------------------------------------------------------------------


def test_what_a_killed_writer_left_is_taken_away_and_what_is_being_written_is_not(
    corpus: Corpus,
) -> None:
    old = time.time() - 48 * 3600
    entries = corpus.path / "entries"
    past, temporary = entries / "3-0123456789abcdef.jsonl.zst", entries / ".0123.tmp"
    coming, fresh = entries / "999-0123456789abcdef.jsonl.zst", entries / ".4567.tmp"
    for path in (past, temporary, coming, fresh):
        path.write_bytes(b"?")
    os.utime(temporary, (old, old))
    swept = corpus.compact().swept
    assert {f"entries/{path.name}" for path in (past, temporary)} <= set(swept)
    assert coming.exists()
    assert fresh.exists()
