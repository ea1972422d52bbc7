"""A damaged corpus is made whole again, as far as it goes, and says what it lost."""

from __future__ import annotations

import os
import shutil
from collections.abc import Callable
from pathlib import Path

import pytest

from mediacorpus import Corpus, CorpusError, Limits
from mediacorpus.corpus import disk
from tests.corpus.test_corpus import ids, made
from tests.corpus.test_durability import STEP, damaged, error_of, files, verified
from tests.faults import ERRORS, failing, killed, steps
from tests.test_ingest import pages


@pytest.fixture(scope="module")
def raw(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Six pages."""
    return pages(tmp_path_factory.mktemp("in"), 6)


def ingest(path: Path, raw: Path) -> list[str]:
    with Corpus.create(path, exist_ok=True) as corpus:
        corpus.ingest(raw, quotes=False, limits=Limits(seconds=None))
        return sorted(ids(corpus))


@pytest.fixture(scope="module")
def whole(tmp_path_factory: pytest.TempPathFactory, raw: Path) -> Path:
    """A corpus of three commits with two entries a frame: two ingests, one with a rejection, and
    one entry that was added by hand."""
    path = tmp_path_factory.mktemp("whole") / "corpus"
    patched = pytest.MonkeyPatch()
    patched.setattr(disk, "FRAME_ENTRIES", 2)
    some = tmp_path_factory.mktemp("some")
    (some / "empty.txt").write_bytes(b"")
    for number in range(4):
        shutil.copy(raw / f"{number:04}.txt", some)
    ingest(path, some)
    ingest(path, raw)
    with Corpus.open(path) as corpus:
        corpus.add([made(1)])
    patched.undo()
    return path


@pytest.fixture
def path(whole: Path, tmp_path: Path) -> Path:
    return shutil.copytree(whole, tmp_path / "corpus")


def shard(path: Path, number: int) -> Path:
    (found,) = (path / "entries").glob(f"{number}-*")
    return found


def spoil(file: Path, place: int) -> None:
    data = bytearray(file.read_bytes())
    data[place] ^= 1
    file.write_bytes(data)


def test_a_sound_corpus_needs_none(path: Path) -> None:
    report = Corpus.repair(path, apply=True)
    assert str(report) == "nothing is wrong: there is nothing to repair"
    assert not report.done
    assert not (path / "aside").exists()


def test_it_says_what_it_would_do_and_then_does_it(path: Path, raw: Path) -> None:
    before = ingest(path, raw)
    file = shard(path, 1)
    spoil(file, len(file.read_bytes()) - 9)  # in the second of two frames
    plan = Corpus.repair(path)
    assert str(plan).splitlines() == [
        f"{file} is lost or damaged: 2 of 4 entries kept",
        "2 entries lost",
        "2 inputs to be read again: ingest the raw files once more",
        "nothing was changed yet",
    ]
    assert not verified(path).ok
    assert str(Corpus.repair(path, apply=True)).endswith("done")
    assert verified(path).problems == ()
    assert (path / "aside" / file.name).exists()
    with Corpus.open(path) as corpus:
        assert len(corpus) == 5
    assert ingest(path, raw) == before
    assert verified(path).problems == ()


def test_a_commit_is_made_anew_of_its_shards(path: Path, raw: Path) -> None:
    before = ingest(path, raw)
    (path / "commits" / "00000001.json").unlink()
    spoil(path / "commits" / "00000002.json", 100)
    report = Corpus.repair(path, apply=True)
    assert report.lost == 0
    assert [step.partition(" is lost or damaged: ")[2][:35] for step in report.steps[:2]] == [
        "made anew of the 1 shard written fo"
    ] * 2
    assert report.steps[2].endswith(
        "00000003.json does not follow the commit before it: linked anew"
    )
    assert verified(path).problems == ()
    with Corpus.open(path) as corpus:
        assert sorted(ids(corpus)) == before
    assert ingest(path, raw) == before


def test_what_no_file_tells_any_more_is_lost_and_said(path: Path) -> None:
    shard(path, 2).unlink()
    (path / "commits" / "00000002.json").unlink()
    Corpus.repair(path, apply=True)
    assert verified(path).problems == ()
    with Corpus.open(path) as corpus:
        assert len(corpus) == 5


def test_settings_are_written_anew(path: Path) -> None:
    for spoilt in (b"", b"?"):
        (path / "corpus.json").write_bytes(spoilt)
        assert "corpus.json is lost or damaged" in str(Corpus.repair(path, apply=True))
        assert verified(path).problems == ()
    (path / "corpus.json").unlink()
    Corpus.repair(path, apply=True)
    assert verified(path).problems == ()


def test_of_a_newer_version_it_keeps_its_hands(path: Path) -> None:
    settings = disk.Settings(format="mediacorpus-corpus/9", schema="mediacorpus/1")
    (path / "corpus.json").write_bytes(disk.sealed(settings))
    with pytest.raises(CorpusError, match="upgrade mediacorpus"):
        Corpus.repair(path, apply=True)


def test_what_is_no_corpus_is_not_repaired(tmp_path: Path) -> None:
    with pytest.raises(CorpusError, match=r"neither corpus\.json nor commits"):
        Corpus.repair(tmp_path)


def test_whatever_is_damaged_the_rest_stays_and_the_raw_files_bring_it_back(
    path: Path, raw: Path
) -> None:
    before = ingest(path, raw)
    for file in files(path):
        kept = shutil.copytree(path, path.parent / "kept")
        for damage in damaged(kept / file.relative_to(path), 19 * STEP):
            work = shutil.copytree(kept, path.parent / "work")
            Corpus.repair(work, apply=True)
            assert verified(work).problems == (), damage
            with Corpus.open(work) as corpus:
                assert len(corpus) >= 3, damage
            assert set(before) - set(ingest(work, raw)) <= {"a1"}, damage
            shutil.rmtree(work)
        shutil.rmtree(kept)


def spoil_much(path: Path) -> None:
    file = shard(path, 1)
    spoil(file, len(file.read_bytes()) - 9)
    spoil(path / "commits" / "00000002.json", 100)
    (path / "corpus.json").unlink()


@pytest.mark.skipif(os.name != "posix", reason="there is no SIGKILL")
def test_killed_at_every_step_it_goes_on(path: Path, raw: Path) -> None:
    before = ingest(path, raw)
    spoil_much(path)

    def work(folder: Path) -> Callable[[], object]:
        return lambda: Corpus.repair(folder, apply=True)

    count = steps(work(shutil.copytree(path, path.parent / "counted")))
    for number in range(1, count + 1):
        folder = shutil.copytree(path, path.parent / f"killed{number}")
        assert killed(number, work(folder))
        Corpus.repair(folder, apply=True)
        assert verified(folder).problems == ()
        assert ingest(folder, raw) == before


@pytest.mark.parametrize("error", ERRORS)
def test_a_disk_that_fails_at_any_step_is_told_and_it_goes_on(
    path: Path, raw: Path, error: int
) -> None:
    before = ingest(path, raw)
    spoil_much(path)
    counted = shutil.copytree(path, path.parent / "counted")
    for number in range(1, steps(lambda: Corpus.repair(counted, apply=True)) + 1):
        folder = shutil.copytree(path, path.parent / f"failed{number}")
        told, _ = error_of(
            lambda: failing(number, error, lambda: Corpus.repair(folder, apply=True))  # noqa: B023
        )
        assert told is None or os.strerror(error) in told
        Corpus.repair(folder, apply=True)
        assert verified(folder).problems == ()
        assert ingest(folder, raw) == before
