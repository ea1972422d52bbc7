"""Several corpora become one, and stay as they are."""

from __future__ import annotations

import hashlib
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from mediacorpus import Corpus, CorpusError, ValidationError
from mediacorpus.corpus import commits
from tests.corpus.test_corpus import ids, made
from tests.test_ingest import pages


def hashes(corpus: Corpus) -> dict[str, str]:
    return {
        str(path.relative_to(corpus.path)): hashlib.sha256(path.read_bytes()).hexdigest()
        for path in corpus.path.rglob("*")
        if path.is_file() and ".index" not in path.parts
    }


@pytest.fixture
def one(tmp_path: Path) -> Corpus:
    corpus = Corpus.create(tmp_path / "one")
    corpus.ingest(pages(tmp_path / "in", 3), quotes=False)
    corpus.add([made(1), made(2)])
    return corpus


@pytest.fixture
def other(tmp_path: Path) -> Corpus:
    corpus = Corpus.create(tmp_path / "other")
    corpus.add([made(2), made(3)])
    return corpus


def test_all_that_they_have_is_in_the_new_one(one: Corpus, other: Corpus, tmp_path: Path) -> None:
    before = hashes(one), hashes(other)
    report = Corpus.merge(tmp_path / "new", one, tmp_path / "other")
    assert str(report) == "6 articles, 3 inputs, 1 in several corpora, the same"
    with Corpus.open(tmp_path / "new") as new:
        assert sorted(ids(new)) == sorted({*ids(one), *ids(other)})
        assert all(new[id] == (one if id in one else other)[id] for id in ids(new))
        assert new.verify().ok
        assert new.ingest(tmp_path / "in", quotes=False).known == 3
    assert (hashes(one), hashes(other)) == before


@pytest.fixture
def differing(one: Corpus, other: Corpus, monkeypatch: pytest.MonkeyPatch) -> None:
    """Article 1 is newer in the other corpus, and 2 in this one."""
    late = ["2030-01-01T00:00:00+00:00", "2031-01-01T00:00:00+00:00"]
    monkeypatch.setattr(commits, "now", lambda: late.pop(0))
    other.add([made(1, headline="Later")])
    one.add([made(2, headline="Later still")])
    monkeypatch.undo()


def headlines(corpus: Corpus, id: str) -> list[str | None]:
    return [entry.article.headline for entry in corpus.versions(id)]


@pytest.mark.usefixtures("differing")
@pytest.mark.parametrize("turned", [False, True])
def test_of_two_versions_the_newest_is_kept_or_both(
    one: Corpus, other: Corpus, tmp_path: Path, turned: bool
) -> None:
    corpora = (other, one) if turned else (one, other)
    assert Corpus.merge(tmp_path / "new", *corpora).differing == 2
    with Corpus.open(tmp_path / "new") as new:
        assert headlines(new, "a1") == ["Later"]
        assert headlines(new, "a2") == ["Headline 2", "Later still"]
    Corpus.merge(tmp_path / "both", *corpora, if_duplicate="keep-both")
    with Corpus.open(tmp_path / "both") as both:
        assert headlines(both, "a1") == ["Headline 1", "Later"]
        assert headlines(both, "a2")[-1] == "Later still"


@pytest.mark.usefixtures("differing")
def test_two_versions_may_be_an_error_and_nothing_is_left(
    one: Corpus, other: Corpus, tmp_path: Path
) -> None:
    with pytest.raises(CorpusError, match=r"'a[12]' is in several corpora in different versions"):
        Corpus.merge(tmp_path / "new", one, other, if_duplicate="error")
    with pytest.raises(ValidationError, match="if_duplicate: 'newest' is none"):
        Corpus.merge(tmp_path / "new", one, other, if_duplicate="newest")  # type: ignore[arg-type]
    assert not [path for path in tmp_path.iterdir() if "new" in path.name]


def test_what_one_has_removed_is_in_the_new_one_neither(
    one: Corpus, other: Corpus, tmp_path: Path
) -> None:
    one.remove("a2", reason="withdrawn")
    assert Corpus.merge(tmp_path / "new", one, other).removed == 1
    with Corpus.open(tmp_path / "new") as new:
        assert "a2" not in new
        assert new.removed == {"a2": "withdrawn"}
        assert new.add([made(2)]).removed == 1
        assert new.restore("a2")
        assert "a2" not in new  # its text did not come along


def test_a_folder_with_something_in_it_is_left_alone(
    one: Corpus, other: Corpus, tmp_path: Path
) -> None:
    with pytest.raises(CorpusError, match="other is not empty"):
        Corpus.merge(tmp_path / "other", one)
    (tmp_path / "empty").mkdir()
    assert Corpus.merge(tmp_path / "empty", one, other).articles == 6


def test_a_damaged_corpus_is_not_merged(one: Corpus, other: Corpus, tmp_path: Path) -> None:
    file = next((tmp_path / "other" / "entries").iterdir())
    file.write_bytes(file.read_bytes()[:-5])
    with pytest.raises(CorpusError, match=file.name):
        Corpus.merge(tmp_path / "new", one, other)
    assert not [path for path in tmp_path.iterdir() if "new" in path.name]


@settings(max_examples=20, deadline=None)
@given(
    adds=st.lists(st.lists(st.tuples(st.integers(0, 4), st.integers(0, 3)), max_size=5), max_size=5)
)
def test_merged_with_nothing_a_corpus_is_as_it_was(
    tmp_path_factory: pytest.TempPathFactory, adds: list[list[tuple[int, int]]]
) -> None:
    folder = tmp_path_factory.mktemp("merge")
    with Corpus.create(folder / "one") as corpus:
        for add in adds:
            corpus.add([made(number, headline=f"Version {v}") for number, v in add])
        Corpus.merge(folder / "new", corpus)
        with Corpus.open(folder / "new") as new:
            assert list(new) == list(corpus)
            for id in ids(corpus):
                assert new.versions(id) == corpus.versions(id)
