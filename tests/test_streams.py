"""Bytes come whole or with an error, whatever is at the other end."""

from __future__ import annotations

import gzip
import io
import os
import re
import subprocess
import sys
import threading
import tracemalloc
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
import zstandard
from hypothesis import given
from hypothesis import strategies as st

from mediacorpus import DecodeError, EncodeError, InputError, Source, dump, dumps, load, streams
from mediacorpus.streams import lines, written_file

SUFFIXES = ["", ".gz", ".zst"]


def _gzip(data: bytes) -> bytes:
    return gzip.compress(data, 1)


PACK: dict[str, Callable[[bytes], bytes]] = {"": bytes, ".gz": _gzip, ".zst": zstandard.compress}


def source(number: int = 1) -> Source:
    return Source(id=f"s{number}", name="Getty", kind="agency", key="getty")


class Slow(io.RawIOBase):
    """A stream that gives and takes a few bytes at a time, as sockets do."""

    def __init__(self, data: bytes = b"", most: int = 1) -> None:
        self.data, self.most, self.taken = data, most, b""

    def readable(self) -> bool:
        return True

    def writable(self) -> bool:
        return True

    def read(self, size: int = -1) -> bytes:
        size = min(size, self.most)
        found, self.data = self.data[:size], self.data[size:]
        return found

    def write(self, data: object) -> int:
        found = bytes(data)[: self.most]  # type: ignore[call-overload]
        self.taken += found
        return len(found)


class Blocked(io.RawIOBase):
    """A stream that has no bytes at the moment and takes none, as non-blocking pipes do."""

    def read(self, size: int = -1) -> None:
        return None

    def write(self, data: object) -> None:
        return None


# -- reading -------------------------------------------------------------------------------


@given(st.lists(st.binary(max_size=40)), st.sampled_from(SUFFIXES), st.integers(1, 5))
def test_lines_are_the_same_packed_or_not_and_in_pieces_of_any_size(
    found: list[bytes], suffix: str, most: int
) -> None:
    data = b"{\n" + b"\n".join(found)
    expected = data.split(b"\n")
    if not expected[-1]:
        expected.pop()
    stream: Any = Slow(PACK[suffix](data), most)
    assert list(lines(stream)) == expected


@pytest.mark.parametrize("suffix", [".gz", ".zst"])
@pytest.mark.parametrize("filling", [b"x", b"\n"])
def test_a_little_that_unpacks_to_very_much_does_not_fill_the_memory(
    suffix: str, filling: bytes, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(streams, "LONGEST_LINE", 1000)
    packed = PACK[suffix](b"{" + filling * 2**28)
    tracemalloc.start()
    try:
        found = lines(io.BytesIO(packed))
        if filling == b"\n":
            assert next(found) == b"{"
        else:
            with pytest.raises(DecodeError, match="longer than 1000 bytes"):
                next(found)
        assert tracemalloc.get_traced_memory()[1] < 80 * 2**20
    finally:
        tracemalloc.stop()


def test_a_line_that_is_too_long_is_told_by_file_and_number(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(streams, "LONGEST_LINE", 1000)
    path = tmp_path / "a.jsonl"
    path.write_bytes(dumps(source()) + b"x" * 1001 + b"\n")
    found = load(path, Source)
    assert next(found) == source()
    with pytest.raises(DecodeError, match=re.escape(f"{path}, line 2: the line is longer than")):
        next(found)


@pytest.mark.parametrize("suffix", SUFFIXES)
def test_an_empty_file_is_cut_if_it_should_be_compressed(suffix: str, tmp_path: Path) -> None:
    path = tmp_path / f"a.jsonl{suffix}"
    path.touch()
    if suffix:
        with pytest.raises(
            DecodeError, match=re.escape(f"{path}, line 1: the {suffix} file is cut")
        ):
            list(load(path))
    else:
        assert list(load(path)) == []
    dump([], path)
    assert list(load(path)) == []


@pytest.mark.parametrize(
    ("start", "kind"),
    [
        (b"PK\x03\x04\x14\0", "a zip archive"),
        (b"%PDF-1.7", "a PDF"),
        (b"\xff\xfe{\0", "text in UTF-16"),
        (b"<!DOCTYPE html>", "HTML"),
    ],
)
def test_a_file_of_another_kind_is_told(start: bytes, kind: str, tmp_path: Path) -> None:
    (tmp_path / "a.jsonl").write_bytes(start + bytes(range(256)))
    with pytest.raises(DecodeError, match=f"line 1: no JSONL: this is {kind}"):
        list(load(tmp_path / "a.jsonl"))


def test_a_stream_that_gives_no_bytes_is_told() -> None:
    with pytest.raises(DecodeError, match="non-blocking"):
        list(load(Blocked()))  # type: ignore[call-overload]
    with pytest.raises(DecodeError, match="mode 'rb'"):
        list(load(io.StringIO("{}")))  # type: ignore[arg-type]


def test_a_header_that_claims_more_than_there_is_memory_is_told() -> None:
    frame = b"\x28\xb5\x2f\xfd\x00\xff" + b"\0" * 8  # a window of 3.75 TiB
    with pytest.raises(DecodeError, match="damaged"):
        list(load(io.BytesIO(frame)))


# -- writing -------------------------------------------------------------------------------


def test_a_stream_that_takes_few_bytes_at_a_time_gets_them_all() -> None:
    stream: Any = Slow(most=7)
    dump([source(1), source(2)], stream)
    assert stream.taken == dumps(source(1)) + dumps(source(2))


def test_a_stream_that_takes_no_bytes_is_told() -> None:
    with pytest.raises(EncodeError, match=r"record 1: .*non-blocking"):
        dump([source()], Blocked())  # type: ignore[arg-type]
    with pytest.raises(EncodeError, match="mode 'wb'"):
        dump([source()], io.StringIO())  # type: ignore[arg-type]


@pytest.mark.skipif(os.name != "posix", reason="links and modes of POSIX")
def test_a_link_is_followed_and_a_file_keeps_its_mode(tmp_path: Path) -> None:
    target, link = tmp_path / "there" / "a.jsonl", tmp_path / "link.jsonl"
    target.parent.mkdir()
    target.touch()
    target.chmod(0o640)
    link.symlink_to(target)
    dump([source()], link)
    assert link.is_symlink()
    assert list(load(target, Source)) == [source()]
    assert target.stat().st_mode & 0o777 == 0o640


@pytest.mark.skipif(os.name != "posix", reason="modes of POSIX")
def test_a_new_file_has_the_mode_that_the_umask_gives_at_that_time(tmp_path: Path) -> None:
    before = os.umask(0o027)
    try:
        dump([source()], tmp_path / "a.jsonl")
        os.umask(0o077)
        dump([source()], tmp_path / "b.jsonl")
    finally:
        os.umask(before)
    assert [(tmp_path / f"{name}.jsonl").stat().st_mode & 0o777 for name in "ab"] == [0o640, 0o600]


def test_a_name_may_be_as_long_as_names_can_be(tmp_path: Path) -> None:
    path = tmp_path / ("a" * 249 + ".jsonl")
    dump([source()], path)
    assert list(load(path, Source)) == [source()]


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="no named pipes")
def test_a_pipe_is_written_straight(tmp_path: Path) -> None:
    pipe = tmp_path / "pipe"
    os.mkfifo(pipe)
    writer = threading.Thread(target=dump, args=([source()], pipe))
    writer.start()
    assert list(load(pipe, Source)) == [source()]
    writer.join()
    assert pipe.is_fifo()


@pytest.mark.skipif(not Path("/dev/stdout").exists(), reason="no /dev/stdout")
@pytest.mark.parametrize("into", ["a file", "a pipe"])
def test_standard_output_may_have_a_path(into: str, tmp_path: Path) -> None:
    code = (
        "import mediacorpus as m; print('before', flush=True);"
        "m.dump([m.Source(id='s1', name='Getty', kind='agency', key='getty')], '/dev/stdout');"
        "print('after')"
    )
    if into == "a file":
        with open(tmp_path / "out", "wb") as out:
            subprocess.run([sys.executable, "-c", code], stdout=out, check=True)
        shown = (tmp_path / "out").read_bytes()
    else:
        shown = subprocess.run(
            [sys.executable, "-c", code], stdout=subprocess.PIPE, check=True
        ).stdout
    assert shown == b"before\n" + dumps(source()) + b"after\n"


def test_a_folder_that_does_not_exist_is_told(tmp_path: Path) -> None:
    with pytest.raises(InputError, match="/no: there is no such folder: make it first"):
        dump([source()], tmp_path / "no" / "a.jsonl")
    with pytest.raises(InputError, match=r"no\.jsonl: there is no such file"):
        load(tmp_path / "no.jsonl")  # at once, not when the first record is asked for
    with pytest.raises(InputError, match="this is a folder and no file of records"):
        load(tmp_path)
    with pytest.raises(InputError, match="this is a folder: name a file in it"):
        dump([source()], tmp_path)
    assert issubclass(InputError, FileNotFoundError)


def test_a_file_that_cannot_be_made_is_told_by_its_own_name(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refused(path: Path, *_: object) -> None:
        raise PermissionError(13, "Permission denied", str(path))

    monkeypatch.setattr(streams, "open", refused, raising=False)
    with pytest.raises(PermissionError) as caught, written_file(tmp_path / "x.csv"):
        pass
    assert caught.value.filename == str(tmp_path / "x.csv")
