"""ZIP archives, gone through like folders."""

from __future__ import annotations

import io
import zipfile
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mediacorpus import Corpus, Entry, Limits, read
from mediacorpus.readers.files import RawFile
from mediacorpus.readers.zipped import DEEPEST, Scratch, unzipped
from tests.test_ingest import PAGE

PAGES = {f"2016/{n}.txt": PAGE.format(n=n, day=n).encode() for n in (1, 2, 3)}


def archive(members: dict[str, bytes]) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as made:
        for name, raw in members.items():
            made.writestr(name, raw)
    return out.getvalue()


def inside(path: Path, limits: Limits | None = None) -> list[str]:
    """What is in a file: the names of the files, and the codes of what cannot be unpacked."""
    with Scratch() as scratch:
        return [
            one.name if isinstance(one, RawFile) else f"{one.path}: {one.code}"
            for one in unzipped(RawFile(path, path.name), scratch, limits or Limits())
        ]


def written(path: Path, raw: bytes) -> Path:
    path.write_bytes(raw)
    return path


def test_an_archive_is_gone_through_like_a_folder(tmp_path: Path) -> None:
    path = written(tmp_path / "a.zip", archive(PAGES | {".DS_Store": b"x", "README": b"y"}))
    found = list(read(path, quotes=False))
    assert [one.article.headline for one in found if isinstance(one, Entry)] == [
        one.article.headline
        for raw in PAGES.values()
        for one in read(written(tmp_path / "one.txt", raw), quotes=False)
        if isinstance(one, Entry)
    ]
    trails = [e.article.provenance for e in found if isinstance(e, Entry)]
    assert [trail.path for trail in trails if trail] == [f"a.zip/{name}" for name in PAGES]


def test_an_article_is_the_same_in_an_archive_and_out_of_it(tmp_path: Path) -> None:
    path = written(tmp_path / "a.zip", archive(PAGES))
    (tmp_path / "out").mkdir()
    for name, raw in PAGES.items():
        written(tmp_path / "out" / name.rpartition("/")[2], raw)
    with Corpus.create(tmp_path / "corpus") as corpus:
        assert corpus.ingest(path, quotes=False).new == 3
        report = corpus.ingest(path, tmp_path / "out", quotes=False, jobs=2)
        assert (report.files, report.known, report.new) == (6, 6, 0)


def test_archives_in_archives(tmp_path: Path) -> None:
    raw = b"Talks fail\n\nThey met in Oslo."
    for _ in range(DEEPEST):
        raw = archive({"in.zip" if raw.startswith(b"PK") else "a.txt": raw})
    path = written(tmp_path / "out.zip", raw)
    assert inside(path) == ["out.zip/in.zip/in.zip/a.txt"]
    path = written(tmp_path / "out.zip", archive({"in.zip": raw}))
    assert inside(path) == ["out.zip/in.zip/in.zip/in.zip: zip-too-deep"]


def test_names_lead_nowhere_else(tmp_path: Path) -> None:
    names = ("../../evil.txt", "/etc/evil.txt", "..\\evil.txt", "C:\\evil.txt", "a\x1b[31m.txt")
    path = written(tmp_path / "in.zip", archive(dict.fromkeys(names, b"Talks fail.")))
    assert inside(path) == [
        "in.zip/evil.txt", "in.zip/etc/evil.txt", "in.zip/evil.txt", "in.zip/C:/evil.txt",
        "in.zip/a\x1b[31m.txt",
    ]  # fmt: skip
    assert [one.name for one in tmp_path.iterdir()] == ["in.zip"]


def test_a_bomb_is_given_up_before_it_fills_the_disk(tmp_path: Path) -> None:
    bomb = archive({"a.txt": bytes(30 * 2**20), "b.txt": b"Talks fail."})
    path = written(tmp_path / "bomb.zip", bomb)
    assert inside(path) == ["bomb.zip/a.txt: zip-bomb"]
    assert inside(path, Limits(ratio=2000)) == ["bomb.zip/a.txt", "bomb.zip/b.txt"]
    nested = written(tmp_path / "in.zip", archive({f"{n}.zip": bomb for n in range(3)}))
    assert inside(nested) == ["in.zip/0.zip/a.txt: zip-bomb"]


def test_what_is_damaged_costs_itself_alone(tmp_path: Path) -> None:
    raw = bytearray(archive(PAGES))
    second = raw.index(b"2016/2.txt") + len("2016/2.txt") + 8
    raw[second] ^= 255
    path = written(tmp_path / "in.zip", bytes(raw))
    assert inside(path) == [
        "in.zip/2016/1.txt", "in.zip/2016/2.txt: zip-damaged", "in.zip/2016/3.txt"
    ]  # fmt: skip


def test_one_that_is_encrypted_says_so(tmp_path: Path) -> None:
    raw = bytearray(archive({"a.txt": b"Talks fail."}))
    raw[6] |= 1
    raw[raw.index(b"PK\x01\x02") + 8] |= 1
    assert inside(written(tmp_path / "in.zip", bytes(raw))) == ["in.zip/a.txt: zip-encrypted"]


@pytest.mark.parametrize("tenth", range(1, 10))
def test_one_that_was_cut_is_no_archive_any_more(tmp_path: Path, tenth: int) -> None:
    raw = archive(PAGES)
    path = written(tmp_path / "in.zip", raw[: len(raw) * tenth // 10])
    assert inside(path) == ["in.zip: zip-damaged"]


def test_documents_that_are_archives_are_files(tmp_path: Path) -> None:
    word = archive({"[Content_Types].xml": b"<Types/>", "word/document.xml": b"<w:document/>"})
    assert inside(written(tmp_path / "a.docx", word)) == ["a.docx"]
    assert inside(written(tmp_path / "a.txt", b"PKW is a car.")) == ["a.txt"]
    assert inside(written(tmp_path / "empty.zip", archive({}))) == []


@given(st.binary(max_size=400), st.integers(0, 400))
def test_whatever_is_in_it_nothing_crashes(
    tmp_path_factory: pytest.TempPathFactory, noise: bytes, at: int
) -> None:
    raw = bytearray(archive({"a.txt": b"Talks fail.", "b.txt": noise}))
    raw[at : at + len(noise)] = noise
    path = written(tmp_path_factory.mktemp("zip") / "in.zip", bytes(raw))
    assert all(name.startswith("in.zip") for name in inside(path))
