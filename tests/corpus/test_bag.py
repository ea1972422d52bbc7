"""A corpus goes to an archive as a bag, and comes out of it as it was."""

from __future__ import annotations

from pathlib import Path

import pytest

from mediacorpus import Corpus, CorpusError, Rejection, ValidationError
from tests.corpus.test_corpus import ids, made

bagit = pytest.importorskip("bagit", reason="needs the extra: pip install 'mediacorpus[bagit]'")


@pytest.fixture
def corpus(tmp_path: Path) -> Corpus:
    corpus = Corpus.create(tmp_path / "corpus")
    corpus.add([made(1), made(2)])
    corpus.append([], rejections=[Rejection(code="empty", reason="the file is empty")])
    corpus.add([made(1, headline="Another")])
    corpus.compact()
    return corpus


@pytest.fixture
def bag(corpus: Corpus, tmp_path: Path) -> Path:
    corpus.write_bag(tmp_path / "bag", info={"Source-Organization": "The Archive of Oslo"})
    return tmp_path / "bag"


def test_the_library_of_congress_reads_it(bag: Path) -> None:
    found = bagit.Bag(str(bag))
    assert found.validate()
    assert found.info["Source-Organization"] == "The Archive of Oslo"
    assert set(found.algorithms) == {"sha256", "sha512"}


def test_it_comes_out_as_it_was(corpus: Corpus, bag: Path) -> None:
    with Corpus.open_bag(bag) as found:
        assert list(found) == list(corpus)
        assert found.versions("a1") == corpus.versions("a1")
        assert found.verify().ok
        assert found.verify().leftovers == ()


def test_opening_it_changes_nothing_in_it(bag: Path) -> None:
    for _ in range(2):
        with Corpus.open_bag(bag) as found:
            assert len(ids(found)) == 2
            with pytest.raises(CorpusError, match="is in a bag, which stays as it is"):
                found.add([made(7)])
    assert bagit.Bag(str(bag)).validate()


@pytest.mark.parametrize("harm", ["altered", "lost", "added"])
def test_what_was_done_to_it_is_told(bag: Path, harm: str) -> None:
    file = next((bag / "data" / "entries").iterdir())
    if harm == "altered":
        data = bytearray(file.read_bytes())
        data[20] ^= 1
        file.write_bytes(data)
    elif harm == "lost":
        file.unlink()
    else:
        (bag / "data" / "entries" / "more.txt").write_text("?")
    with pytest.raises(CorpusError, match="is not as it was packed"):
        Corpus.open_bag(bag)


def test_what_is_no_bag_is_told(corpus: Corpus, bag: Path, tmp_path: Path) -> None:
    with pytest.raises(CorpusError, match=r"is no bag: it has no bagit\.txt"):
        Corpus.open_bag(corpus.path)
    with pytest.raises(CorpusError, match="bag is not empty"):
        corpus.write_bag(bag)
    with pytest.raises(ValidationError, match=r"info: 'A:B': 'c' is no line of bag-info\.txt"):
        corpus.write_bag(tmp_path / "new", info={"A:B": "c"})
