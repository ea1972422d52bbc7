"""Ingest: every input once, whatever happens in between."""

from __future__ import annotations

import datetime
import hashlib
import json
import os
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from io import BufferedReader
from pathlib import Path

import msgspec
import pytest

from mediacorpus import (
    Corpus,
    CorpusError,
    EngineError,
    Entry,
    FormatError,
    IngestReport,
    InputError,
    Limits,
    Rejection,
    ValidationError,
    pipeline,
    readers,
    reading,
)
from mediacorpus import ingest as ingest_module
from mediacorpus.errors import Interrupted
from mediacorpus.readers.page_text import PageTextReader, PageTextReading

HERE = Limits(seconds=None)
"""Reading in this process, where a test can change how it is done."""

PAGE = (
    "Talks number {n} fail in Oslo\n\n{day} October 2016\n\n"
    "“We are done with number {n},” Jane Smith told reporters in Oslo.\n\n"
    "The talks had begun on Monday, and nobody had expected them to last for long this time.\n"
)


def pages(folder: Path, count: int) -> Path:
    folder.mkdir(exist_ok=True)
    for n in range(count):
        (folder / f"{n:04}.txt").write_text(PAGE.format(n=n, day=n % 28 + 1))
    return folder


@pytest.fixture
def corpus(tmp_path: Path) -> Iterator[Corpus]:
    with Corpus.create(tmp_path / "corpus") as made:
        yield made


def test_a_folder_goes_in_once(corpus: Corpus, tmp_path: Path) -> None:
    folder = pages(tmp_path / "in", 5)
    report = corpus.ingest(folder)
    assert (report.files, report.new, report.known, report.rejected) == (5, 5, 0, ())
    assert report.commits == (1,)
    again = corpus.ingest(folder)
    assert (again.files, again.new, again.known, again.commits) == (5, 0, 5, ())
    assert str(again) == "5 files, 5 read before, 0 new articles: nothing new"
    assert len(corpus) == 5


def test_only_what_is_new_is_added(corpus: Corpus, tmp_path: Path) -> None:
    corpus.ingest(pages(tmp_path / "in", 3))
    report = corpus.ingest(pages(tmp_path / "in", 5))
    assert (report.new, report.known) == (2, 3)
    assert repr(report) == str(report) == "5 files, 3 read before, 2 new articles"


def test_the_same_bytes_under_another_name_are_the_same_input(
    corpus: Corpus, tmp_path: Path
) -> None:
    folder = pages(tmp_path / "in", 1)
    (folder / "copy.txt").write_bytes((folder / "0000.txt").read_bytes())
    report = corpus.ingest(folder)
    assert (report.files, report.new, report.known) == (2, 1, 1)


def test_entries_say_where_they_come_from(corpus: Corpus, tmp_path: Path) -> None:
    corpus.ingest(pages(tmp_path / "in", 1), publisher="The Daily", language="en-GB")
    (entry,) = corpus
    assert entry.article.provenance is not None
    assert entry.article.provenance.path == "0000.txt"
    assert (entry.article.publisher_name, entry.article.language) == ("The Daily", "en-GB")


def test_what_cannot_be_read_is_told_kept_and_costs_nothing_else(
    corpus: Corpus, tmp_path: Path
) -> None:
    folder = pages(tmp_path / "in", 3)
    (folder / "0000.txt").write_bytes(b"")
    (folder / "0001.txt").write_bytes(b"\x89PNG\0\0\0\0")
    (folder / "broken").symlink_to(folder / "nowhere")
    report = corpus.ingest(folder)
    assert report.new == 1
    assert [(r.path, r.code) for r in report.rejected] == [
        ("0000.txt", "empty"), ("0001.txt", "binary"), ("broken", "broken-link"),
    ]  # fmt: skip
    assert "rejected: 0001.txt, byte 0: this looks like a picture, " in str(report)
    (file,) = (corpus.path / "rejected").iterdir()
    kept = [Rejection(**json.loads(line)) for line in _without_schema(file)]
    assert tuple(kept) == report.rejected


def _without_schema(file: Path) -> list[str]:
    lines = file.read_text().splitlines()
    return [json.dumps({k: v for k, v in json.loads(x).items() if k != "schema"}) for x in lines]


def test_what_was_rejected_is_not_tried_again_but_by_a_newer_reader(
    corpus: Corpus, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    folder = pages(tmp_path / "in", 1)
    (folder / "0000.txt").write_bytes(b"")
    (folder / "broken").symlink_to(folder / "nowhere")
    corpus.ingest(folder, limits=HERE)
    again = corpus.ingest(folder, limits=HERE)
    assert (again.known_rejected, again.rejected, again.commits) == (2, (), ())
    assert str(again) == "2 files, 0 new articles, 2 rejected before: nothing new"
    (tmp_path / "in" / "nowhere").write_text(PAGE.format(n=1, day=1))
    assert corpus.ingest(folder, limits=HERE).new == 1  # the link leads somewhere today
    (tmp_path / "in" / "nowhere").unlink()
    monkeypatch.setattr(readers, "reader", lambda _: PageTextReader(version="2"))
    newer = corpus.ingest(folder, limits=HERE)
    assert [r.code for r in newer.rejected] == ["empty"]
    assert (newer.known_rejected, newer.commits) == (1, (3,))


def test_two_files_with_the_same_bytes_are_both_named(corpus: Corpus, tmp_path: Path) -> None:
    folder = tmp_path / "in"
    folder.mkdir()
    for name in ("a.txt", "b.txt"):
        (folder / name).write_bytes(b"")
    report = corpus.ingest(folder)
    assert [(r.path, r.code) for r in report.rejected] == [("a.txt", "empty"), ("b.txt", "empty")]
    assert (report.known_rejected, corpus.ingest(folder).known_rejected) == (0, 2)


def test_of_two_files_with_the_same_bytes_an_article_is_read_once(
    corpus: Corpus, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Else the second would be a newer version, because it comes from another file."""
    folder = pages(tmp_path / "in", 1)
    (folder / "copy.txt").write_bytes((folder / "0000.txt").read_bytes())
    monkeypatch.setattr(
        PageTextReader,
        "open",
        lambda reader, stream, known: PageTextReading(reader, stream, known, 2),
    )
    report = corpus.ingest(folder, limits=HERE)
    assert [(r.path, r.code) for r in report.rejected] == [
        ("0000.txt", "items-missing"),
        ("copy.txt", "items-missing"),
    ]
    assert (report.new, report.updated) == (1, 0)


def test_read_again_an_article_that_is_read_otherwise_gets_a_newer_version(
    corpus: Corpus, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    folder = pages(tmp_path / "in", 3)
    (folder / "copy.txt").write_bytes((folder / "0001.txt").read_bytes())
    (folder / "empty.txt").write_bytes(b"")
    corpus.ingest(folder, limits=HERE)
    same = corpus.ingest(folder, again=True, limits=HERE)
    assert (same.unchanged, same.known, same.known_rejected, same.commits) == (3, 1, 1, ())
    with monkeypatch.context() as patched:
        patched.setattr(readers, "reader", lambda _: PageTextReader(version="2"))
        newer = corpus.ingest(folder, again=True, limits=HERE)
    assert (newer.new, newer.updated, len(corpus)) == (0, 3, 3)
    for entry in corpus:
        assert [
            version.article.provenance.reader_version  # type: ignore[union-attr]
            for version in corpus.versions(entry.article.id)
        ] == ["1", "2"]


def test_a_file_that_changes_while_it_is_read_is_left_for_the_next_time(
    corpus: Corpus, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    folder = pages(tmp_path / "in", 2)
    read = pipeline.read_stream

    def growing(
        stream: BufferedReader, *rest: object, name: str, **known: object
    ) -> Iterator[Entry | Rejection]:
        if name == "0000.txt":
            with (folder / name).open("a") as file:
                file.write("\nA sentence more, which came while the file was read.\n")
        return read(stream, *rest, name=name, **known)  # type: ignore[arg-type]

    with monkeypatch.context() as patched:
        patched.setattr(reading, "read_stream", growing)
        report = corpus.ingest(folder, limits=HERE)
    assert [(r.path, r.code) for r in report.rejected] == [("0000.txt", "changed")]
    assert corpus.ingest(folder, limits=HERE).new == 1
    assert numbers(corpus) == [0, 1]
    (entry,) = [one for one in corpus if "sentence more" in one.article.text]
    assert entry.article.provenance is not None
    whole = hashlib.sha256((folder / "0000.txt").read_bytes()).hexdigest()
    assert entry.article.provenance.sha256 == whole


def fail_at(broken: str, failure: BaseException, patched: pytest.MonkeyPatch) -> None:
    """Let the reading of one file fail."""
    read = pipeline.read_stream

    def failing(*given: object, name: str, **known: object) -> Iterator[Entry | Rejection]:
        if name == broken:
            raise failure
        return read(*given, name=name, **known)  # type: ignore[arg-type]

    patched.setattr(reading, "read_stream", failing)


def test_a_disk_that_fails_while_a_file_is_read_costs_no_article(
    corpus: Corpus, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    folder = pages(tmp_path / "in", 2)
    with monkeypatch.context() as patched:
        fail_at("0000.txt", OSError(5, "Input/output error"), patched)
        assert [r.code for r in corpus.ingest(folder, limits=HERE).rejected] == ["unreadable"]
    assert corpus.ingest(folder, limits=HERE).new == 1


def test_a_corpus_among_the_raw_material_is_passed_over(tmp_path: Path) -> None:
    pages(tmp_path / "in", 3)
    corpus = Corpus.create(tmp_path / "in" / "corpus")
    assert [corpus.ingest(tmp_path / "in").files for _ in range(2)] == [3, 3]
    with pytest.raises(InputError, match="this is a corpus, no raw material"):
        corpus.ingest(corpus.path)


def test_names_that_are_no_utf_8_or_full_of_escapes_are_told_cleanly(
    corpus: Corpus, tmp_path: Path
) -> None:
    folder = pages(tmp_path / "in", 0)
    for name in (b"\xff.txt", b"a\x1b[31m\nb.txt"):
        Path(os.fsdecode(bytes(folder) + b"/" + name)).write_bytes(b"")
    (folder / os.fsdecode(b"sub\xff")).mkdir()
    pages(folder / os.fsdecode(b"sub\xff"), 1)
    report = corpus.ingest(folder)
    assert report.new == 1
    assert str(report).splitlines()[:2] == [
        r"rejected: a\x1b[31m\nb.txt, byte 0: the file is empty",
        "rejected: \ufffd.txt, byte 0: the file is empty",
    ]
    assert b"rejected" in msgspec.json.encode(report)


def test_ctrl_c_commits_what_was_read_and_says_so(
    corpus: Corpus, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    folder = pages(tmp_path / "in", 5)
    with monkeypatch.context() as patched:
        fail_at("0003.txt", KeyboardInterrupt(), patched)
        with pytest.raises(Interrupted, match=r"stopped; .*\n3 files, 3 new articles") as caught:
            corpus.ingest(folder, limits=HERE)
    assert (caught.value.report.new, caught.value.report.commits) == (3, (1,))
    assert numbers(corpus) == [0, 1, 2]
    assert corpus.ingest(folder, limits=HERE).new == 2


def test_a_fault_of_a_reader_costs_one_file(
    corpus: Corpus, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    folder = pages(tmp_path / "in", 3)
    fail_at("0001.txt", ZeroDivisionError("a fault"), monkeypatch)
    report = corpus.ingest(folder, limits=HERE)
    assert report.new == 2
    (rejection,) = report.rejected
    assert rejection.code == "reader-failed"
    assert "ZeroDivisionError: a fault (test_ingest.py, line" in rejection.reason


def test_what_cannot_work_is_told_before_anything_is_read(corpus: Corpus, tmp_path: Path) -> None:
    folder = pages(tmp_path / "in", 1)
    with pytest.raises(InputError, match="there is no such file or folder"):
        corpus.ingest(folder, tmp_path / "no")
    with pytest.raises(FormatError, match="docx"):
        corpus.ingest(folder, format="docx")
    with pytest.raises(EngineError, match="magic"):
        corpus.ingest(folder, engine="magic")
    with pytest.raises(ValidationError, match="language: 'English'"):
        corpus.ingest(folder, language="English")
    with pytest.raises(InputError, match="several files"):
        corpus.ingest(folder, tmp_path / "in" / "0000.txt", url="https://example.org/a")
    assert len(corpus) == 0


def test_what_is_wanting_in_the_articles_is_counted(corpus: Corpus, tmp_path: Path) -> None:
    folder = pages(tmp_path / "in", 2)
    (folder / "a.txt").write_text("Talks fail\n\nThey met in Oslo, and they left after an hour.\n")
    (folder / "b.txt").write_text("Rozmowy zerwane\n\nSpotkali się, nikt nie został długo.\n")
    report = corpus.ingest(folder)
    assert (report.undated, report.without_quotes, report.without_pack) == (2, 2, {"pl": 1})
    assert str(report).splitlines() == [
        "4 files, 4 new articles",
        "2 undated: since and until pass over them",
        "1 without quotes",
        "1 without quotes: none are looked for in 'pl' (but in: ar, de, en, es, fr)",
    ]
    assert msgspec.json.decode(msgspec.json.encode(report))["undated"] == 2
    none = corpus.ingest(folder, language="xx", again=True)
    assert (none.updated, none.without_quotes, none.without_pack) == (4, 4, {"xx": 4})
    assert str(none).endswith(
        "4 without quotes: none are looked for in 'xx' (but in: ar, de, en, es, fr)"
    )
    again = corpus.ingest(folder, language="xx")
    assert str(again) == "4 files, 4 read before, 0 new articles: nothing new"


def test_what_was_read_with_other_options_is_told(corpus: Corpus, tmp_path: Path) -> None:
    folder = pages(tmp_path / "in", 3)
    corpus.ingest(folder, language="fr", quotes=False)
    moment = datetime.datetime(2016, 10, 20, tzinfo=datetime.UTC)
    same = corpus.ingest(folder, language="fr", quotes=False, retrieved=moment)
    assert same.known_otherwise == 0
    other = corpus.ingest(folder, language="en", quotes=False)
    assert (other.known, other.known_otherwise) == (3, 3)
    assert str(other).splitlines()[1] == (
        "3 read before with other options: --again (again=True) reads them with these"
    )
    assert corpus.ingest(folder, language="en", quotes=False, again=True).updated == 3
    assert corpus.ingest(folder, language="en", quotes=False).known_otherwise == 0


def test_articles_with_one_text_are_told(corpus: Corpus, tmp_path: Path) -> None:
    """A page that was saved under two names, once with the line ends of another system."""
    folder = pages(tmp_path / "in", 2)
    text = (folder / "0000.txt").read_bytes()
    (folder / "again.txt").write_bytes(text.replace(b"\n", b"\r\n"))
    report = corpus.ingest(folder)
    assert (report.new, report.same_text) == (3, 1)
    assert "1 with the very text of another article: Corpus.same_texts names them" in str(report)
    (same,) = corpus.same_texts()
    assert [corpus[id].article.provenance.path for id in same] == ["0000.txt", "again.txt"]  # type: ignore[union-attr]


def test_prose_that_is_left_out_is_counted(corpus: Corpus, tmp_path: Path) -> None:
    folder = pages(tmp_path / "in", 2)
    one, other = ((folder / f"000{n}.txt").read_text() for n in range(2))
    menu = "Home\nWorld\nPolitics\nSport\nCulture\nTravel\nWeather\nJobs\nShop\nContact\n"
    more = "Those who live beside the river were told to leave their houses at two.\n\n" * 3
    (folder / "pasted.txt").write_text(one + menu + other + more)
    report = corpus.ingest(folder, quotes=False)
    assert report.prose_left_out == 1
    assert "1 of which prose was left out, another article perhaps" in str(report)


def test_a_file_that_was_rejected_is_told_under_each_name_once(
    corpus: Corpus, tmp_path: Path
) -> None:
    """A download that fails each day gives the same bytes each day."""
    folder = tmp_path / "in"
    folder.mkdir()
    (folder / "monday.txt").write_bytes(b"")
    assert [one.path for one in corpus.ingest(folder).rejected] == ["monday.txt"]
    (folder / "tuesday.txt").write_bytes(b"")
    report = corpus.ingest(folder)
    assert [one.path for one in report.rejected] == ["tuesday.txt"]
    assert report.known_rejected == 1
    assert corpus.ingest(folder).known_rejected == 2


def test_articles_that_were_read_alone_get_their_quotes_when_these_are_asked_for(
    corpus: Corpus, tmp_path: Path
) -> None:
    folder = pages(tmp_path / "in", 2)
    alone = corpus.ingest(folder, quotes=False)
    assert str(alone) == "2 files, 2 new articles"  # and no word of quotes that were not found
    assert [entry.quotes for entry in corpus] == [(), ()]
    assert corpus.ingest(folder, quotes=False).known == 2
    whole = corpus.ingest(folder)
    assert (whole.updated, whole.known) == (2, 0)
    assert all(entry.quotes for entry in corpus)
    for quotes in (True, False):  # to have them is no reason to read again
        assert corpus.ingest(folder, quotes=quotes).known == 2
    corpus.ingest(folder, quotes=False, again=True)
    assert [entry.quotes for entry in corpus] == [(), ()]


def test_an_empty_folder_is_no_error(corpus: Corpus, tmp_path: Path) -> None:
    (tmp_path / "in").mkdir()
    assert str(corpus.ingest(tmp_path / "in")) == "0 files, 0 new articles: nothing new"


def test_commits_are_made_on_the_way(
    corpus: Corpus, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(ingest_module, "COMMIT_ITEMS", 4)
    report = corpus.ingest(pages(tmp_path / "in", 10))
    assert report.commits == (1, 2, 3)
    assert len(corpus) == 10


# -- processes that are killed, and processes side by side ---------------------------------

INGEST = """
import sys
from mediacorpus import Corpus
from mediacorpus import ingest
ingest.COMMIT_ITEMS = 8
corpus = Corpus.open(sys.argv[1])
append = Corpus.append
def tell(self, lines, *rest):
    report = append(self, lines, *rest)
    print("committed", *(line.id for line in lines), flush=True)
    return report
Corpus.append = tell
print("ready", flush=True)
print(corpus.ingest(sys.argv[2]), flush=True)
"""


def start(corpus: Path, folder: Path) -> subprocess.Popen[str]:
    process = subprocess.Popen(
        [sys.executable, "-c", INGEST, str(corpus), str(folder)], stdout=subprocess.PIPE, text=True
    )
    assert process.stdout is not None
    assert process.stdout.readline() == "ready\n"
    return process


def finish(process: subprocess.Popen[str]) -> str:
    out, _ = process.communicate(timeout=60)
    assert process.returncode == 0
    return out


def numbers(corpus: Corpus) -> list[int]:
    """The number in the headline of every entry."""
    return sorted(int((entry.article.headline or "").split()[2]) for entry in corpus)


@pytest.mark.skipif(os.name != "posix", reason="there is no SIGKILL")
def test_killed_at_some_moments_and_run_again_every_entry_is_there_once(tmp_path: Path) -> None:
    folder = pages(tmp_path / "in", 200)
    corpus = Corpus.create(tmp_path / "corpus")
    killed = 0
    committed: set[str] = set()
    for moment in range(5):
        process = start(corpus.path, folder)
        assert process.stdout is not None
        told = [process.stdout.readline() for _ in range(moment % 3)]  # so many commits were made
        time.sleep(moment % 7 / 100)
        process.send_signal(signal.SIGKILL)
        rest, _ = process.communicate(timeout=60)
        killed += process.returncode == -signal.SIGKILL
        for line in [*told, *rest.splitlines(keepends=True)]:
            if line.startswith("committed") and line.endswith("\n"):
                committed.update(line.split()[1:])
        assert corpus.verify().problems == ()
        there = [entry.article.id for entry in corpus]
        assert len(there) == len(set(there)) == len(corpus)
        assert committed <= set(there)
    assert killed >= 2
    assert committed
    finish(start(corpus.path, folder))
    assert numbers(corpus) == list(range(200))
    report = corpus.verify()
    assert report.problems == ()
    assert report.entries == 200
    assert "nothing new" in finish(start(corpus.path, folder))


def test_two_processes_at_the_same_time_lose_and_double_nothing(tmp_path: Path) -> None:
    folder = pages(tmp_path / "in", 200)
    corpus = Corpus.create(tmp_path / "corpus")
    half = pages(tmp_path / "half", 120)
    running = [start(corpus.path, one) for one in (folder, half)]
    for process in running:
        finish(process)
    assert numbers(corpus) == list(range(200))
    report = corpus.verify()
    assert report.ok
    assert report.entries == 200
    assert report.leftovers == ()


@pytest.mark.parametrize("again", [False, True])
def test_a_corpus_that_lost_a_shard_says_so_and_not_that_nothing_is_new(
    corpus: Corpus, tmp_path: Path, again: bool
) -> None:
    folder = pages(tmp_path / "in", 2)
    corpus.ingest(folder)
    assert len(corpus) == 2
    (shard,) = (corpus.path / "entries").iterdir()
    shard.unlink()
    with pytest.raises(CorpusError, match=f"{shard.name} cannot be read: No such file"):
        corpus.ingest(folder, again=again)


def test_a_damaged_corpus_is_not_added_to(corpus: Corpus, tmp_path: Path) -> None:
    corpus.ingest(pages(tmp_path / "in", 2))
    corpus.close()
    (corpus.path / "corpus.json").write_bytes(b"{}\n")
    with pytest.raises(CorpusError, match="does not match its checksum"):
        Corpus.open(corpus.path)


def test_many_items_of_a_file_that_are_rejected_alike_are_told_in_a_line() -> None:
    many = [
        Rejection(code="item-missing", reason="gone", path="a.txt", item=n) for n in range(1, 9)
    ]
    others = [Rejection(code="empty", reason="nothing", path=f"{n}.txt") for n in (1, 2)]
    assert str(IngestReport(rejected=(*many, *others))).splitlines()[:-1] == [
        f"rejected: {many[0]}",
        "rejected: a.txt: 7 more items: item-missing",
        f"rejected: {others[0]}",
        f"rejected: {others[1]}",
    ]
