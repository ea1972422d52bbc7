"""The folder: what is made, what is missing or damaged, what cannot be written."""

from __future__ import annotations

import os
import shutil
import signal
import subprocess
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import pytest

from mediacorpus import Corpus, CorpusError, Rejection, streams
from mediacorpus.corpus import disk
from tests.corpus.test_corpus import ids, made


@pytest.fixture
def corpus(tmp_path: Path) -> Corpus:
    return Corpus.create(tmp_path / "corpus")


# -- making and opening --------------------------------------------------------------------


def test_what_is_no_corpus_is_told(tmp_path: Path, corpus: Corpus) -> None:
    with pytest.raises(CorpusError, match="is no corpus"):
        Corpus.open(tmp_path)
    with pytest.raises(CorpusError, match="is a corpus already"):
        Corpus.create(corpus.path)
    (tmp_path / "full").mkdir()
    (tmp_path / "full" / "a.txt").write_text("x")
    with pytest.raises(CorpusError, match="not an empty folder"):
        Corpus.create(tmp_path / "full")
    with pytest.raises(CorpusError, match="not an empty folder"):
        Corpus.create(tmp_path / "full" / "a.txt")


def test_settings_of_another_format_or_damaged_are_refused(corpus: Corpus) -> None:
    from mediacorpus.corpus.disk import Settings, sealed

    file = corpus.path / "corpus.json"
    whole = file.read_bytes()
    file.write_bytes(sealed(Settings(format="mediacorpus-corpus/3", schema="mediacorpus/1")))
    with pytest.raises(CorpusError, match="upgrade mediacorpus"):
        Corpus.open(corpus.path)
    file.write_bytes(sealed(Settings(format="mediacorpus-corpus/2", schema="mediacorpus/2")))
    with pytest.raises(CorpusError, match=r"the schema 'mediacorpus/2'.*upgrade mediacorpus"):
        Corpus.open(corpus.path)
    file.write_bytes(whole.replace(b"mediacorpus/1", b"mediacorpus/3"))
    with pytest.raises(CorpusError, match="does not match its checksum"):
        Corpus.open(corpus.path)


CREATE_AND_DIE = """
import signal, sys
folder, left = sys.argv[1], int(sys.argv[2])
def watch(event, arguments):
    global left
    if event in ("os.mkdir", "open", "os.link", "os.remove") and folder in str(arguments[0]):
        left -= 1
        if left < 0:
            signal.raise_signal(signal.SIGKILL)
from mediacorpus import Corpus
import mediacorpus.corpus
sys.addaudithook(watch)
Corpus.create(folder)
"""


@pytest.mark.parametrize("moment", range(9))
def test_a_creation_that_was_killed_is_gone_on_with(tmp_path: Path, moment: int) -> None:
    """A process dies before the n-th thing that it does to the folder."""
    folder = tmp_path / "corpus"
    command = [sys.executable, "-c", CREATE_AND_DIE, str(folder), str(moment)]
    assert subprocess.run(command, check=False).returncode == -signal.SIGKILL
    corpus = Corpus.create(folder, exist_ok=True)
    corpus.add([made(1)])
    assert ids(corpus) == ["a1"]
    assert corpus.verify().ok


def test_a_creation_that_was_killed_while_it_wrote_is_gone_on_with(tmp_path: Path) -> None:
    (tmp_path / ".gitignore").write_bytes(b"/.ind")
    assert len(Corpus.create(tmp_path)) == 0


def test_a_creation_looks_at_a_folder_while_another_one_fills_it(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    foreign = disk.Folder._foreign

    def raced(folder: disk.Folder) -> str | None:
        monkeypatch.setattr(disk.Folder, "_foreign", foreign)
        Corpus.create(folder.path).add([made(1)])
        return foreign(folder)

    monkeypatch.setattr(disk.Folder, "_foreign", raced)
    assert ids(Corpus.create(tmp_path / "corpus", exist_ok=True)) == ["a1"]


def test_two_processes_create_at_the_same_time(tmp_path: Path) -> None:
    code = (
        "import sys\n"
        "from mediacorpus import Corpus\n"
        "print('ready', flush=True)\n"
        "sys.stdin.readline()\n"
        "for n in range(20): Corpus.create(f'{sys.argv[1]}/{n}', exist_ok=True)\n"
    )
    running = [
        subprocess.Popen(
            [sys.executable, "-c", code, str(tmp_path)],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
        )
        for _ in range(2)
    ]
    for one in running:
        assert one.stdout is not None
        one.stdout.readline()
    for one in running:
        assert one.stdin is not None
        one.stdin.write(b"\n")
        one.stdin.flush()
    for one in running:
        one.communicate(timeout=60)
        assert one.returncode == 0
    for n in range(20):
        assert Corpus.open(tmp_path / str(n)).verify().leftovers == ()


def test_of_two_creations_that_both_want_a_new_corpus_one_is_told(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    link = os.link

    def raced(source: Path, target: Path) -> None:
        monkeypatch.setattr(os, "link", link)
        Corpus.create(target.parent).add([made(1)])
        link(source, target)

    monkeypatch.setattr(os, "link", raced)
    with pytest.raises(CorpusError, match="is a corpus already"):
        Corpus.create(tmp_path / "corpus")
    assert ids(Corpus.open(tmp_path / "corpus")) == ["a1"]


def test_a_corpus_comes_from_git_without_its_empty_folders(tmp_path: Path) -> None:
    for parts in (("commits", "entries", "rejected"), ("rejected",)):
        corpus = Corpus.create(tmp_path / "-".join(parts))
        if len(parts) == 1:
            corpus.add([made(1)])
        corpus.close()
        for part in parts:
            (corpus.path / part).rmdir()
        assert corpus.verify().ok
        again = Corpus.open(corpus.path)
        assert len(again) == (len(parts) == 1)
        again.append([], rejections=[Rejection(code="empty", reason="the file is empty")])
        again.add([made(1), made(2)])
        assert ids(again) == ["a1", "a2"]


def test_a_corpus_json_that_is_gone_is_told_by_what_it_was(corpus: Corpus, tmp_path: Path) -> None:
    corpus.add([made(1)])
    corpus.close()
    settings = corpus.path / "corpus.json"
    settings.unlink()
    for call in (Corpus.open, Corpus.create):
        with pytest.raises(
            CorpusError, match=r"corpus\.json is missing, and the commits are there"
        ):
            call(corpus.path)
    other = Corpus.create(tmp_path / "other")
    settings.write_bytes((other.path / "corpus.json").read_bytes())
    assert Corpus.open(corpus.path).verify().ok


def test_a_folder_that_is_gone_is_told(corpus: Corpus) -> None:
    corpus.add([made(1)])
    shutil.rmtree(corpus.path)
    for ask in (lambda: len(corpus), lambda: list(corpus), lambda: corpus.add([made(2)])):
        with pytest.raises(CorpusError, match="is no corpus: there is no such folder"):
            ask()
    assert not corpus.path.exists()


# -- newer versions ------------------------------------------------------------------------


def test_a_newer_schema_is_refused_and_not_half_read(
    corpus: Corpus, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Another process, of a newer version, has added to the corpus."""
    corpus.add([made(1)])
    reader = Corpus.open(corpus.path)
    with monkeypatch.context() as patched:
        patched.setattr(disk.Folder, "write_shards", _newer_shards(disk.Folder.write_shards))
        corpus.add([made(2)])
    for ask in (lambda: list(reader), lambda: reader.add([made(3)])):
        with pytest.raises(CorpusError, match=r"is newer than this version .* upgrade mediacorpus"):
            ask()


def _newer_shards(write: Any) -> Any:
    def newer(folder: object, number: int, lines: Sequence[disk.Line], position: int) -> object:
        changed = [
            line._replace(data=line.data.replace(b'"mediacorpus/1"', b'"mediacorpus/2"'))
            for line in lines
        ]
        return write(folder, number, changed, position)

    return newer


# -- damage --------------------------------------------------------------------------------


def test_reading_a_damaged_shard_raises_and_names_it(corpus: Corpus) -> None:
    corpus.add([made(1)])
    (shard,) = (corpus.path / "entries").iterdir()
    whole = shard.read_bytes()
    os.chmod(shard, 0o644)
    for damaged in (whole[:-1], whole[:30], b"", whole[:40] + b"\xff\xff" + whole[42:]):
        shard.write_bytes(damaged)
        with pytest.raises(CorpusError, match=shard.name):
            list(corpus)
    shard.unlink()
    with pytest.raises(CorpusError, match="No such file"):
        list(corpus)


@pytest.mark.parametrize("damage", ["missing", "cut"])
def test_a_corpus_that_lost_a_shard_is_not_added_to(corpus: Corpus, damage: str) -> None:
    """The index knows what stood there: to it, nothing would be new."""
    corpus.add([made(1)])
    assert "a1" in corpus
    (shard,) = (corpus.path / "entries").iterdir()
    whole = shard.read_bytes()
    shard.unlink()
    if damage == "cut":
        shard.write_bytes(whole[:-1])
    before = sorted(corpus.path.rglob("*"))
    for number in (1, 2):
        with pytest.raises(CorpusError, match=rf"{shard.name} .*if there is none, ingest the raw"):
            Corpus.open(corpus.path).add([made(number)])
    assert sorted(corpus.path.rglob("*")) == before
    shard.write_bytes(whole)
    again = Corpus.open(corpus.path)
    assert (again.add([made(1), made(2)]).new, ids(again)) == (1, ["a1", "a2"])


def test_a_commit_that_was_exchanged_is_noticed(corpus: Corpus, tmp_path: Path) -> None:
    other = Corpus.create(tmp_path / "other")
    for one, numbers in ((corpus, (1, 2)), (other, (3, 4))):
        for number in numbers:
            one.add([made(number)])
        one.close()
    shutil.copy(other.path / "commits" / "00000002.json", corpus.path / "commits" / "00000002.json")
    shutil.rmtree(corpus.path / ".index")
    with pytest.raises(CorpusError, match="does not follow the commit before it"):
        len(corpus)


@pytest.mark.parametrize("fresh", [True, False], ids=["a new index", "an index that knows it"])
def test_a_commit_that_is_missing_in_the_middle_is_told(corpus: Corpus, fresh: bool) -> None:
    for n in range(5):
        corpus.add([made(n)])
    assert len(corpus) == 5
    lost = corpus.path / "commits" / "00000003.json"
    whole = lost.read_bytes()
    if fresh:
        corpus.close()
        shutil.rmtree(corpus.path / ".index")
    lost.unlink()
    for ask in (lambda: len(corpus), lambda: list(corpus), lambda: corpus.add([made(9)])):
        with pytest.raises(
            CorpusError, match=r"00000003\.json is missing.*put back what is missing"
        ):
            ask()
    lost.write_bytes(whole)
    corpus.add([made(9)])
    assert len(corpus) == 6


def test_a_commit_far_away_is_told_and_added_to_by_nobody(corpus: Corpus) -> None:
    corpus.add([made(1)])
    stray = corpus.path / "commits" / "02000000.json"
    shutil.copy(corpus.path / "commits" / "00000001.json", stray)
    with pytest.raises(CorpusError, match=r"00000002\.json to 01999999\.json are missing"):
        corpus.add([made(2)])
    stray.unlink()
    assert corpus.add([made(2)]).commit == 2


def test_a_sync_that_fails_after_the_commit_says_that_the_entries_are_there(
    corpus: Corpus, monkeypatch: pytest.MonkeyPatch
) -> None:
    sync = streams.sync_folder

    def failing(folder: Path) -> None:
        if folder.name == "commits":
            raise OSError(5, "Input/output error")
        sync(folder)

    with monkeypatch.context() as patched:
        patched.setattr(disk, "sync_folder", failing)
        with pytest.raises(CorpusError, match=r"was added, but .* add the same again"):
            corpus.add([made(1)])
    assert corpus.add([made(1)]).unchanged == 1
    assert ids(corpus) == ["a1"]


def test_a_folder_that_cannot_be_written_leaves_the_corpus_as_it_was(
    corpus: Corpus, monkeypatch: pytest.MonkeyPatch
) -> None:
    corpus.add([made(1)])

    def full(*_: object) -> None:
        raise OSError(28, "No space left on device")

    with monkeypatch.context() as patched:
        patched.setattr(os, "fsync", full)
        with pytest.raises(CorpusError, match="No space left on device"):
            corpus.add([made(2)])
    assert ids(corpus) == ["a1"]
    assert corpus.verify().ok
    corpus.add([made(2)])
    assert ids(corpus) == ["a1", "a2"]


def test_a_file_system_without_hard_links_is_told(
    corpus: Corpus, monkeypatch: pytest.MonkeyPatch
) -> None:
    def no_links(source: str, target: str) -> None:
        raise OSError(1, "Operation not permitted", source, None, target)

    monkeypatch.setattr(os, "link", no_links)
    with pytest.raises(CorpusError, match="has no hard links"):
        corpus.add([made(1)])
