"""The files of a corpus: settings, shards, commits, rejections.

::

    corpus/
      corpus.json                     format and schema
      entries/<n>-<sha>.jsonl.zst     immutable shards, 64 entries a Zstandard frame, checksummed
      commits/<n:08>.json             one file an append, each with the hash of the one before
      rejected/<n>-<sha>.jsonl        what could not be read
      .index/                         derived; deleted, it is built again

An append writes its shards, then its commit to a temporary name, and publishes it with a hard link
to the next free number.  That link is the only atomic step: it fails if another writer was there
first, and a shard without a commit is an orphan, never an error.
"""

from __future__ import annotations

import contextlib
import errno
import hashlib
import os
import re
import secrets
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import NamedTuple, TypeVar

import msgspec
import zstandard

from mediacorpus.errors import CorpusError
from mediacorpus.fields import SHA256, Offset, Sha256, Text, check_form, record
from mediacorpus.jsonl import SCHEMAS, atomic_file, sync_folder
from mediacorpus.records import Entry

__all__ = ["Commit", "Folder", "Line", "Receipt", "Rejected", "Settings", "Shard", "unpack"]

FRAME_ENTRIES = 64
"""So many entries make a Zstandard frame: small enough to read one entry, large enough to pack."""

SHARD_BYTES = 64 * 2**20
"""A shard is closed when its frames have so many bytes."""

LARGEST_FRAME = 2**31
"""No frame unpacks to more: a damaged header must not ask for all memory."""


class Line(NamedTuple):
    """An entry, encoded, with what an append wants to know of it: its id, and the first and the
    last day that its date can mean."""

    id: str
    data: bytes
    days: tuple[str, str] | None


@record
class Settings:
    """corpus.json: what kind of folder this is."""

    format: Text
    schema: Text


@record
class Shard:
    """A file of entries: its name, hash and size, the packed size of each frame, the number of its
    entries, and the first and the last day among their dates."""

    name: Text
    sha256: Sha256
    bytes: Offset
    frames: tuple[Offset, ...]
    entries: Offset
    first: Text | None = None
    last: Text | None = None

    def _check(self) -> None:
        check_form("Shard.sha256", self.sha256, SHA256)


@record
class Receipt:
    """An input that was read: the hash of its bytes, by which reader, and what came of it.

    `items` were read, `rejected` could not be; `complete` says that its end was reached.
    """

    sha256: Sha256
    path: Text | None = None
    reader: Text | None = None
    reader_version: Text | None = None
    items: Offset = 0
    rejected: Offset = 0
    complete: bool = True

    def _check(self) -> None:
        check_form("Receipt.sha256", self.sha256, SHA256)


@record
class Rejected:
    """A file of rejections: its name, hash and the number of its lines."""

    name: Text
    sha256: Sha256
    items: Offset


@record
class Commit:
    """One append: what it added, and the hash of the commit before."""

    number: Offset
    parent: Sha256 | None
    time: Text
    written_by: Text
    shards: tuple[Shard, ...] = ()
    receipts: tuple[Receipt, ...] = ()
    rejected: Rejected | None = None

    @property
    def entries(self) -> int:
        """How many entries the commit added."""
        return sum(shard.entries for shard in self.shards)


S = TypeVar("S", Settings, Commit)

CORPUS_FORMAT = "mediacorpus-corpus/1"


class Folder:
    """A corpus' folder: reads and writes its files, knows nothing of what they mean."""

    def __init__(self, path: str | os.PathLike[str]) -> None:
        self.path = Path(path)
        self.entries = self.path / "entries"
        self.commits = self.path / "commits"
        self.rejected = self.path / "rejected"

    # -- settings --------------------------------------------------------------------------

    @property
    def settings_file(self) -> Path:
        """corpus.json."""
        return self.path / "corpus.json"

    def create(self) -> None:
        """Make the folder a corpus.

        Raises `CorpusError` if it is one already, or holds other files.
        """
        if self.settings_file.exists():
            raise CorpusError(f"{self.path} is a corpus already: open it with Corpus.open")
        if self.path.exists() and (not self.path.is_dir() or any(self.path.iterdir())):
            raise CorpusError(f"{self.path} is not an empty folder: a corpus needs one of its own")
        with _writing(self.path):
            for folder in (self.path, self.entries, self.commits, self.rejected):
                folder.mkdir(parents=True, exist_ok=True)
            (self.path / ".gitignore").write_text("/.index/\n", encoding="ascii")
            settings = Settings(format=CORPUS_FORMAT, schema=SCHEMAS[Entry])
            with atomic_file(self.settings_file) as stream:
                stream.write(_sealed(settings))

    def open(self) -> Settings:
        """The settings.  Raises `CorpusError` where the folder is no corpus of a known format."""
        try:
            raw = self.settings_file.read_bytes()
        except FileNotFoundError:
            raise CorpusError(
                f"{self.path} is no corpus: it has no corpus.json.  Corpus.create makes one"
            ) from None
        except OSError as error:
            raise CorpusError(f"{self.settings_file} cannot be read: {error.strerror}") from None
        settings = _unsealed(raw, Settings, self.settings_file)
        if settings.format != CORPUS_FORMAT:
            raise CorpusError(
                f"{self.path} is in the format {settings.format!r}, which this version does not "
                f"know (it knows {CORPUS_FORMAT!r}): upgrade mediacorpus to open it"
            )
        return settings

    # -- commits ---------------------------------------------------------------------------

    def commit_file(self, number: int) -> Path:
        """Where commit `number` stands."""
        return self.commits / f"{number:08}.json"

    def has_commit(self, number: int) -> bool:
        """Whether there is a commit `number`."""
        return self.commit_file(number).exists()

    def read_commit(self, number: int) -> tuple[Commit, str]:
        """Commit `number` and the hash of its file.

        Raises `CorpusError` where it is missing or damaged.
        """
        path = self.commit_file(number)
        try:
            raw = path.read_bytes()
        except FileNotFoundError:
            raise CorpusError(f"{path} is missing: commits behind it build on it") from None
        except OSError as error:
            raise CorpusError(f"{path} cannot be read: {error.strerror}") from None
        commit = _unsealed(raw, Commit, path)
        if commit.number != number:
            raise CorpusError(f"{path} says that it is commit {commit.number}")
        return commit, hashlib.sha256(raw).hexdigest()

    def publish(self, commit: Commit) -> bool:
        """Make a commit part of the corpus; False if another writer took its number first."""
        temporary = self.commits / f".{secrets.token_hex(8)}.tmp"
        with _writing(self.path):
            try:
                with temporary.open("xb") as stream:
                    stream.write(_sealed(commit))
                    stream.flush()
                    os.fsync(stream.fileno())
                try:
                    os.link(temporary, self.commit_file(commit.number))
                except FileExistsError:
                    return False
            finally:
                temporary.unlink(missing_ok=True)
            sync_folder(self.commits)
        return True

    # -- shards ----------------------------------------------------------------------------

    def write_shards(self, number: int, lines: Sequence[Line]) -> list[Shard]:
        """Write encoded entries as the shards of commit `number`."""
        compressor = zstandard.ZstdCompressor(level=3, write_checksum=True)
        shards: list[Shard] = []
        frames: list[bytes] = []
        start = 0
        for begin in range(0, len(lines), FRAME_ENTRIES):
            end = min(begin + FRAME_ENTRIES, len(lines))
            frames.append(compressor.compress(b"".join(line.data for line in lines[begin:end])))
            if end == len(lines) or sum(map(len, frames)) >= SHARD_BYTES:
                shards.append(self._write_shard(number, frames, lines[start:end]))
                frames, start = [], end
        return shards

    def _write_shard(self, number: int, frames: list[bytes], lines: Sequence[Line]) -> Shard:
        data = b"".join(frames)
        sha256 = hashlib.sha256(data).hexdigest()
        name = f"{number}-{sha256[:16]}.jsonl.zst"
        _write(self.entries / name, data)
        days = [line.days for line in lines if line.days]
        return Shard(
            name=name,
            sha256=sha256,
            bytes=len(data),
            frames=tuple(map(len, frames)),
            entries=len(lines),
            first=min((first for first, _ in days), default=None),
            last=max((last for _, last in days), default=None),
        )

    def write_rejected(self, number: int, lines: Sequence[bytes]) -> Rejected:
        """Write the rejections of commit `number`."""
        data = b"".join(lines)
        sha256 = hashlib.sha256(data).hexdigest()
        name = f"{number}-{sha256[:16]}.jsonl"
        _write(self.rejected / name, data)
        return Rejected(name=name, sha256=sha256, items=len(lines))

    def discard(self, commit: Commit) -> None:
        """Take away what was written for a commit whose number another writer took.

        Two writers with the same entries write the same files: those the other's commit names stay.
        """
        winner, _ = self.read_commit(commit.number)
        kept = {shard.name for shard in winner.shards}
        for shard in commit.shards:
            if shard.name not in kept:
                (self.entries / shard.name).unlink(missing_ok=True)
        if commit.rejected and commit.rejected != winner.rejected:
            (self.rejected / commit.rejected.name).unlink(missing_ok=True)

    def read_frame(self, name: str, offset: int, length: int) -> list[bytes]:
        """The lines of one frame of a shard.

        Raises `CorpusError` where the file is missing, cut or damaged.
        """
        path = self.entries / name
        try:
            with path.open("rb") as stream:
                stream.seek(offset)
                raw = stream.read(length)
        except OSError as error:
            raise CorpusError(f"{path} cannot be read: {error.strerror}") from None
        return unpack(raw, length, path, offset)


def _write(file: Path, data: bytes) -> None:
    with _writing(file):
        file.parent.mkdir(exist_ok=True)  # a folder that was empty does not come along in git
        with atomic_file(file) as stream:
            stream.write(data)


def unpack(raw: bytes, length: int, path: Path, offset: int) -> list[bytes]:
    """The lines of a frame; `CorpusError` where it is cut or fails its checksum."""
    if len(raw) < length:
        raise CorpusError(f"{path} is cut: it ends within the frame at byte {offset}")
    try:
        text = zstandard.ZstdDecompressor().decompress(raw, max_output_size=LARGEST_FRAME)
    except (zstandard.ZstdError, MemoryError) as error:
        raise CorpusError(f"{path} is damaged in the frame at byte {offset}: {error}") from None
    return text.split(b"\n")[:-1]


# -- a small file with its own checksum -------------------------------------------------------

_SEAL = re.compile(rb'\{"checksum":"([0-9a-f]{64})",(.*)\n', re.DOTALL)


def _sealed(settings: Settings | Commit) -> bytes:
    """JSON that begins with the SHA-256 of what follows: the newest commit has no child to vouch
    for it."""
    body = msgspec.json.encode(settings)[1:]
    return b'{"checksum":"%s",%s\n' % (hashlib.sha256(body).hexdigest().encode(), body)


def _unsealed(raw: bytes, kind: type[S], path: Path) -> S:
    match = _SEAL.fullmatch(raw)
    if not match or hashlib.sha256(match[2]).hexdigest().encode() != match[1]:
        raise CorpusError(
            f"{path} is damaged: it does not match its checksum.  Take it from a copy of the corpus"
        )
    try:
        return msgspec.json.decode(b"{" + match[2], type=kind)
    except msgspec.DecodeError as error:
        raise CorpusError(f"{path} cannot be understood: {error}") from None


@contextlib.contextmanager
def _writing(path: Path) -> Iterator[None]:
    """Say what could not be written, and why."""
    try:
        yield
    except OSError as error:
        hint = ""
        if error.errno in (errno.EPERM, errno.EOPNOTSUPP, errno.ENOSYS) and error.filename2:
            hint = "; its file system has no hard links, which a corpus needs"
        raise CorpusError(f"{path} cannot be written: {error.strerror}{hint}") from error
