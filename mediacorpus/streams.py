"""Bytes in files and streams: read line by line, plain or compressed; written whole or not at all.

gzip and Zstandard are told by their first bytes when reading, by the ending of the name when
writing.
"""

from __future__ import annotations

import contextlib
import gzip
import io
import os
import secrets
import stat
import zlib
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import IO, BinaryIO, Protocol, cast

from mediacorpus.errors import DecodeError, EncodeError, InputError

__all__ = [
    "GZIP",
    "atomic_file",
    "check_is_file",
    "gzip_chunks",
    "lines",
    "sync_folder",
    "write_all",
    "written_file",
]

LONGEST_LINE = 256 * 2**20
"""A line may have at most so many bytes: a file without line ends must not fill the memory."""


# -- reading --------------------------------------------------------------------------------

GZIP = b"\x1f\x8b"
"""How gzip begins."""

CHUNK = 2**16
SLICE = 2**10
"""Compressed data is unpacked so many bytes at a time.  What comes out has at most 32 MiB (a block
of Zstandard has four bytes at least, and 128 KiB at most), however large the whole would be."""


def check_is_file(path: str | os.PathLike[str]) -> None:
    """Raise `InputError` where there is no file to read under a name."""
    if os.path.isdir(path):  # noqa: PTH112 - Path.is_dir raises for what can be no name
        hint = "a corpus is opened with Corpus.open, raw material is read with read"
        raise InputError(f"{os.fspath(path)}: this is a folder and no file of records: {hint}")
    if not os.path.lexists(path):
        raise InputError(f"{os.fspath(path)}: there is no such file: look at its name")


def lines(stream: IO[bytes], name: str | None = None) -> Iterator[bytes]:
    """The lines of a stream, unpacked, without their ends and a byte order mark.

    `name` says whether data was to be compressed, where there is none.

    Raises `DecodeError` for a line that is longer than `LONGEST_LINE`, and for data that is cut,
    damaged, or of another kind.
    """
    return _lines(_chunks(stream, Path(name).suffix if name else ""))


def _lines(chunks: Iterator[bytes]) -> Iterator[bytes]:
    r"""Lines ended by b"\n" and by nothing else; U+2028 may well stand within a string."""
    rest = bytearray()
    for chunk in chunks:
        start = 0
        while (end := chunk.find(b"\n", start)) >= 0:
            _check_length(len(rest) + end - start)
            yield bytes(rest + chunk[start:end]) if rest else chunk[start:end]
            rest.clear()
            start = end + 1
        _check_length(len(rest) + len(chunk) - start)
        rest += chunk[start:]
    if rest:
        yield bytes(rest)


def _check_length(size: int) -> None:
    if size > LONGEST_LINE:
        raise DecodeError(f"the line is longer than {LONGEST_LINE} bytes")


_KINDS = {
    b"PK\x03\x04": "a zip archive: unpack it first",
    b"BZh": "a bzip2 file: unpack it first",
    b"\xfd7zXZ": "an xz file: unpack it first",
    b"7z\xbc\xaf": "a 7z archive: unpack it first",
    b"%PDF": "a PDF document",
    b"{\\rtf": "an RTF document",
    b"PAR1": "a Parquet file",
    b"SQLite": "an SQLite database",
    b"\x89PNG": "a PNG image",
    b"\xff\xd8\xff": "a JPEG image",
    b"\xff\xfe": "text in UTF-16: save it as UTF-8",
    b"\xfe\xff": "text in UTF-16: save it as UTF-8",
    b"<": "HTML or XML",
}
"""What a file that is no JSONL may be, by its first bytes."""

_HEAD = max(map(len, _KINDS))


def _chunks(stream: IO[bytes], suffix: str) -> Iterator[bytes]:
    head = b""
    while len(head) < _HEAD and (more := _read(stream, SLICE)):
        head += more
    if head.startswith(GZIP):
        return gzip_chunks(stream, head)
    if head.startswith(b"\x28\xb5\x2f\xfd"):
        return _zstd_chunks(stream, head)
    if not head and suffix in (".gz", ".zst"):
        raise DecodeError(f"the {suffix} file is cut: there is nothing in it")
    for start, kind in _KINDS.items():
        if head.startswith(start):
            raise DecodeError(f"no JSONL: this is {kind}")
    return _plain_chunks(stream, head.removeprefix(b"\xef\xbb\xbf"))


def _read(stream: IO[bytes], size: int) -> bytes:
    data: object = stream.read(size)
    if isinstance(data, bytes):
        return data
    if data is None:
        raise DecodeError("the stream has no bytes now: it must not be non-blocking")
    raise DecodeError(f"the stream gives {type(data).__name__}, not bytes: open it with mode 'rb'")


def _plain_chunks(stream: IO[bytes], head: bytes) -> Iterator[bytes]:
    yield head
    while chunk := _read(stream, CHUNK):
        yield chunk


class _Decompressor(Protocol):
    """What zlib's and Zstandard's decompressors of one member or frame have in common."""

    @property
    def eof(self) -> bool: ...

    @property
    def unused_data(self) -> bytes: ...

    def decompress(self, data: bytes, /) -> bytes: ...


def gzip_chunks(stream: IO[bytes], head: bytes = b"") -> Iterator[bytes]:
    """What is packed in a stream of gzip, of which `head` was read already, piece by piece; of all
    members, one after the other.

    Raises `DecodeError` where it is cut or damaged, or other bytes follow.
    """

    def member() -> _Decompressor:
        return zlib.decompressobj(wbits=31)

    return _unpacked(stream, head or _read(stream, SLICE), member, "gzip member", zlib.error)


def _zstd_chunks(stream: IO[bytes], head: bytes) -> Iterator[bytes]:
    import zstandard

    # Not `stream_reader`, which takes a frame that is cut for the end of the file.
    def frame() -> _Decompressor:
        return zstandard.ZstdDecompressor(max_window_size=2**27).decompressobj()

    return _unpacked(stream, head, frame, "Zstandard frame", zstandard.ZstdError)


def _unpacked(
    stream: IO[bytes],
    data: bytes,
    make: Callable[[], _Decompressor],
    what: str,
    fault: type[Exception],
) -> Iterator[bytes]:
    """The contents of one compressed piece after the other; one that is cut is an error, and so is
    what follows the last one, unless it is NULs, with which tapes are filled up."""
    magic = data[:2]
    while data:
        if not magic.startswith(data[:2]):
            raise DecodeError(f"other bytes follow the last {what}")
        piece = make()
        ended = False
        while not ended:
            if not data:
                raise DecodeError(f"the {what} is cut: the file ends in the middle of it")
            try:
                yield piece.decompress(data)
            except fault as error:
                raise DecodeError(f"the {what} is damaged: {error}") from None
            ended = piece.eof
            data = (piece.unused_data if ended else b"") or _read(stream, SLICE)
        while data and not (data := data.lstrip(b"\0")):
            data = _read(stream, SLICE)


# -- writing --------------------------------------------------------------------------------


@contextlib.contextmanager
def written_file(path: Path) -> Iterator[IO[bytes]]:
    """A file to write to, compressed if its name ends in ``.gz`` or ``.zst``.

    It appears whole or not at all; a link is followed, and a file that was there keeps its mode.
    Pipes and devices, and what standard output goes to, are written straight.

    Raises `InputError` for a folder, and for a file in one that does not exist.
    """
    if path.is_dir():
        raise InputError(f"{path}: this is a folder: name a file in it")
    straight = _straight(path)
    file = straight or atomic_file(Path(os.path.realpath(path)))
    with file as raw, _compressed(raw, path.suffix) as stream:
        yield stream


def _straight(path: Path) -> BinaryIO | None:
    """What to write to where a path is no file of its own; None for a file, there or not."""
    try:
        there = path.stat()
    except FileNotFoundError:
        return None
    for output in (1, 2):
        with contextlib.suppress(OSError):  # a process may well have none
            if os.path.samestat(there, os.fstat(output)):
                # not opened again: then each would write over what the other wrote
                return open(os.dup(output), "wb")
    return None if stat.S_ISREG(there.st_mode) else open(path, "wb")


@contextlib.contextmanager
def atomic_file(path: Path) -> Iterator[BinaryIO]:
    """A binary file that appears under its name only when it is whole and on the disk."""
    if not path.parent.is_dir():
        raise InputError(f"{path.parent}: there is no such folder: make it first")
    temporary = path.parent / f".{secrets.token_hex(8)}.tmp"
    try:
        with _new_file(temporary, path) as stream:
            with contextlib.suppress(FileNotFoundError):
                temporary.chmod(stat.S_IMODE(path.stat().st_mode))
            yield stream
            stream.flush()
            os.fsync(stream.fileno())
        os.replace(temporary, path)
    except BaseException:
        temporary.unlink(missing_ok=True)
        raise
    sync_folder(path.parent)


def _new_file(temporary: Path, path: Path) -> BinaryIO:
    """A new file; where it cannot be made, that is told by the name that it is to get."""
    try:
        return open(temporary, "xb")
    except OSError as error:
        raise OSError(error.errno, error.strerror, str(path)) from None


def sync_folder(folder: Path) -> None:
    """Make the names in a folder durable, where the system can do that."""
    if os.name == "posix":
        descriptor = os.open(folder, os.O_RDONLY)
        try:
            os.fsync(descriptor)
        finally:
            os.close(descriptor)


@contextlib.contextmanager
def _compressed(raw: BinaryIO, suffix: str) -> Iterator[IO[bytes]]:
    if suffix == ".gz":
        # no name and no time in the header: the same records give the same bytes
        with gzip.GzipFile(filename="", mode="wb", fileobj=raw, mtime=0) as stream:
            yield cast("IO[bytes]", stream)
    elif suffix == ".zst":
        import zstandard

        compressor = zstandard.ZstdCompressor(write_checksum=True)
        with compressor.stream_writer(raw, closefd=False) as writer:
            yield cast("IO[bytes]", writer)
    else:
        yield raw


def write_all(stream: IO[bytes], data: bytes) -> None:
    """Write all the bytes, however few an unbuffered stream takes at a time."""
    if isinstance(stream, io.TextIOBase):
        raise EncodeError("the stream takes text, not bytes: open it with mode 'wb'")
    written = stream.write(data)
    while isinstance(stream, io.RawIOBase) and written != len(data):
        if written is None:
            raise EncodeError("the stream takes no bytes now: it must not be non-blocking")
        data = data[written:]
        written = stream.write(data)
