"""The files of a corpus: settings, shards, commits, rejections.

::

    corpus/
      corpus.json                     format and schema
      entries/<n>-<sha>.jsonl.zst     immutable shards, 64 entries a Zstandard frame, checksummed
      commits/<n:08>.json             one file an append, each with the hash of the one before
      rejected/<n>-<sha>.jsonl        what could not be read
      aside/                          what `repair` found damaged; nothing reads it
      .index/                         derived; deleted, it is built again

An append writes its shards, then its commit to a temporary name, and publishes it with a hard link
to the next free number.  That link is the only atomic step: it fails if another writer was there
first, and a shard without a commit is an orphan, never an error.
"""

from __future__ import annotations

import contextlib
import errno
import hashlib
import itertools
import os
import re
import secrets
import shutil
from collections.abc import Collection, Iterable, Iterator, Sequence
from pathlib import Path
from typing import NamedTuple, TypeVar

import msgspec
import zstandard

from mediacorpus.checks import check_form
from mediacorpus.errors import CorpusError, ValidationError
from mediacorpus.fields import SHA256, Id, Offset, Sha256, Text, record
from mediacorpus.jsonl import SCHEMAS
from mediacorpus.records import Entry
from mediacorpus.streams import atomic_file, sync_folder

__all__ = [
    "RESTORE",
    "Commit",
    "Folder",
    "Line",
    "Receipt",
    "Rejected",
    "Removal",
    "Replacement",
    "Settings",
    "Shard",
    "new_folder",
    "reading",
    "sealed",
    "shard_of",
    "unpack",
    "write",
    "writing",
]

FRAME_ENTRIES = 64
"""So many entries make a Zstandard frame: small enough to read one entry, large enough to pack."""

SHARD_BYTES = 64 * 2**20
"""A shard is closed when its frames have so many bytes."""

LARGEST_FRAME = 2**31
"""No frame unpacks to more: a damaged header must not ask for all memory."""

RESTORE = (
    "take it from a copy of the corpus; if there is none, ingest the raw files into a new corpus"
)
"""What to do about a file that is lost or damaged."""


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
    entries, and the first and the last day among their dates.

    `position` is the number of its first frame, from 0: it orders the shards as their entries were
    added.
    """

    name: Text
    sha256: Sha256
    bytes: Offset
    frames: tuple[Offset, ...]
    entries: Offset
    position: Offset
    first: Text | None = None
    last: Text | None = None

    def _check(self) -> None:
        check_form("Shard.sha256", self.sha256, SHA256)


@record
class Receipt:
    """An input that was read: the hash of its bytes, by which reader, and what came of it.

    `items` were read, `rejected` could not be; where a limit is why, `reader` is "limits", and
    `reader_version` says which they were.  `quotes` is whether they were looked for, `options`
    what was asked for else.
    """

    sha256: Sha256
    path: Text | None = None
    reader: Text | None = None
    reader_version: Text | None = None
    items: Offset = 0
    rejected: Offset = 0
    quotes: bool = True
    options: Text | None = None

    def _check(self) -> None:
        check_form("Receipt.sha256", self.sha256, SHA256)


@record
class Rejected:
    """A file of rejections: its name, hash and the number of its lines."""

    name: Text
    sha256: Sha256
    items: Offset


@record
class Removal:
    """An article that was taken out, and why."""

    id: Id
    reason: Text


@record
class Replacement:
    """Shards, one behind the other, in the place of others that stood one behind the other, with no
    more frames than these."""

    old: tuple[Text, ...]
    new: tuple[Shard, ...]


@record
class Commit:
    """What was added in one step, or done to what was there, and the hash of the commit before.

    - ``removed``: the articles that were taken out; ``restored``: those that came back.
    - ``replaced``: the shards in whose place others stand.
    - ``forgotten``: the inputs whose receipts hold no more, so that they are read again.
    """

    number: Offset
    parent: Sha256 | None
    time: Text
    written_by: Text
    shards: tuple[Shard, ...] = ()
    receipts: tuple[Receipt, ...] = ()
    rejected: Rejected | None = None
    removed: tuple[Removal, ...] = ()
    restored: tuple[Id, ...] = ()
    replaced: tuple[Replacement, ...] = ()
    forgotten: tuple[Sha256, ...] = ()

    @property
    def written(self) -> tuple[Shard, ...]:
        """All shards that were written for the commit."""
        return self.shards + tuple(shard for one in self.replaced for shard in one.new)


S = TypeVar("S", Settings, Commit)

_COMMIT_NAME = re.compile(r"(?!0{8}\.)(?:[0-9]{8}|[1-9][0-9]{8,})\.json")

CORPUS_FORMAT = "mediacorpus-corpus/2"

_SETTINGS = Settings(format=CORPUS_FORMAT, schema=SCHEMAS[Entry])

_GITIGNORE = b"/.index/\n"


class Folder:
    """A corpus' folder: reads and writes its files, knows nothing of what they mean.  One that is
    `in_bag` is not written to."""

    def __init__(self, path: str | os.PathLike[str], *, in_bag: bool = False) -> None:
        if not isinstance(path, (str, os.PathLike)):
            raise ValidationError("path", f"{path!r} is none: name a folder, as text")
        if not os.fspath(path):
            raise CorpusError('the path is empty: name a folder, "." for this one')
        self.path = Path(path)
        self.in_bag = in_bag
        self.entries = self.path / "entries"
        self.commits = self.path / "commits"
        self.rejected = self.path / "rejected"
        self.aside = self.path / "aside"

    # -- settings --------------------------------------------------------------------------

    @property
    def settings_file(self) -> Path:
        """corpus.json."""
        return self.path / "corpus.json"

    def exists(self) -> bool:
        """Whether there is a corpus."""
        with reading(self.path):
            return self.settings_file.exists()

    def create(self, *, exist_ok: bool = False) -> None:
        """Make the folder a corpus; what a creation that was ended left there is gone on with.

        Raises `CorpusError` if it is one already, unless that is ok, or if it holds other files.
        """
        if not self.exists():
            foreign = self._foreign()
            with writing(self.path):
                if not foreign:
                    for folder in (self.path, self.entries, self.commits, self.rejected):
                        folder.mkdir(parents=True, exist_ok=True)
                    (self.path / ".gitignore").write_bytes(_GITIGNORE)
                    if _publish(self.settings_file, sealed(_SETTINGS)):
                        return
            if foreign and not self.exists():  # else another process was faster
                self._check_settings()
                raise CorpusError(
                    f"{self.path} is not an empty folder ({foreign}): a corpus needs one of its own"
                )
        if not exist_ok:
            raise CorpusError(f"{self.path} is a corpus already: open it with Corpus.open")
        self.open()

    def write_settings(self) -> None:
        """Write corpus.json, in the place of one that is there."""
        write(self.settings_file, sealed(_SETTINGS))

    def _foreign(self) -> str | None:
        """What is in the folder that a corpus in the making does not have."""
        parts = (self.entries, self.commits, self.rejected)
        with reading(self.path):
            try:
                inside = sorted(self.path.iterdir())
            except FileNotFoundError:
                return None
            except NotADirectoryError:
                return "it is a file"
            for file in inside:
                own = (
                    (file in parts and file.is_dir() and not any(file.iterdir()))
                    or (file.name.startswith(".corpus.json.") and file.suffix == ".tmp")
                    or (file.name == ".gitignore" and _GITIGNORE.startswith(file.read_bytes()))
                )
                if not own:
                    return f"{file.name} is there"
        return None

    def _check_settings(self) -> None:
        """Raise `CorpusError` for a corpus of which only corpus.json is missing."""
        with reading(self.commits):
            if self.commits.is_dir() and self.numbers():
                raise CorpusError(
                    f"{self.settings_file} is missing, and the commits are there: put it back from "
                    "a copy; that of any other corpus which this version made is the same"
                )

    def open(self) -> None:
        """Raise `CorpusError` where the folder is no corpus, or of a format or schema that this
        version does not know."""
        settings = self.read_settings()
        for what, found, known in (
            ("format", settings.format, CORPUS_FORMAT),
            ("schema", settings.schema, SCHEMAS[Entry]),
        ):
            if found != known:
                raise CorpusError(
                    f"{self.path} has the {what} {found!r}, which this version does not know (it "
                    f"knows {known!r}): upgrade mediacorpus to open it"
                )

    def read_settings(self) -> Settings:
        """What corpus.json says.  Raises `CorpusError` where it is missing or damaged."""
        with reading(self.settings_file):
            try:
                raw = self.settings_file.read_bytes()
            except (FileNotFoundError, NotADirectoryError):
                self._check_settings()
                why = "it has no corpus.json" if self.path.exists() else "there is no such folder"
                raise CorpusError(
                    f"{self.path} is no corpus: {why}; Corpus.create or mediacorpus ingest makes "
                    "one"
                ) from None
        return _unsealed(raw, Settings, self.settings_file)

    # -- commits ---------------------------------------------------------------------------

    def commit_file(self, number: int) -> Path:
        """Where commit `number` stands."""
        return self.commits / f"{number:08}.json"

    def has_commit(self, number: int) -> bool:
        """Whether there is a commit `number`."""
        with reading(self.commits):
            return self.commit_file(number).exists()

    def stamp(self) -> tuple[int, ...]:
        """What changes when a commit comes or goes.  Raises `CorpusError` where there is no corpus
        any more."""
        with reading(self.commits):
            try:
                found = self.commits.stat()
            except FileNotFoundError:  # a folder that was empty does not come along in git
                self.open()
                return ()
        return found.st_dev, found.st_ino, found.st_mtime_ns

    def numbers(self) -> list[int]:
        """The numbers of the commits that there are, in order."""
        with reading(self.commits):
            try:
                names = [file.name for file in self.commits.iterdir()]
            except FileNotFoundError:
                return []
        return sorted(int(name[:-5]) for name in names if _COMMIT_NAME.fullmatch(name))

    def last_commit(self) -> int:
        """The number of the newest commit, 0 where there is none.

        Raises `CorpusError` where one is missing before it.
        """
        numbers = self.numbers()
        for hole in self.holes(numbers):
            raise CorpusError(hole)
        return len(numbers)

    def holes(self, numbers: Sequence[int]) -> Iterator[str]:
        """Which commits are missing among these, and what to do."""
        for before, behind in itertools.pairwise([0, *numbers]):
            if behind == before + 1:
                continue
            missing = f"{self.commit_file(before + 1)} is"
            if behind > before + 2:
                missing = f"{self.commit_file(before + 1)} to {behind - 1:08}.json are"
            yield (
                f"{missing} missing, with {behind:08}.json behind: put back what is missing from a "
                f"copy of the corpus; if {behind:08}.json was put there by mistake, take it away"
            )

    def read_commit(self, number: int) -> tuple[Commit, str]:
        """Commit `number` and the hash of its file.

        Raises `CorpusError` where it is missing or damaged.
        """
        path = self.commit_file(number)
        with reading(path):
            raw = path.read_bytes()
        commit = _unsealed(raw, Commit, path)
        if commit.number != number:
            raise CorpusError(f"{path} says that it is commit {commit.number}")
        return commit, hashlib.sha256(raw).hexdigest()

    def publish(self, commit: Commit) -> bool:
        """Make a commit part of the corpus; False if another writer took its number first.

        Raises `CorpusError`: nothing was added, unless the message says so.
        """
        with writing(self.commits):
            self.commits.mkdir(exist_ok=True)  # as in `write`
        return _publish(self.commit_file(commit.number), sealed(commit))

    # -- shards ----------------------------------------------------------------------------

    def write_shards(self, number: int, lines: Iterable[Line], position: int) -> list[Shard]:
        """Write encoded entries as the shards of commit `number`, from that position on."""
        compressor = zstandard.ZstdCompressor(level=3, write_checksum=True)
        shards: list[Shard] = []
        frames: list[bytes] = []
        days: list[tuple[str, str] | None] = []  # of each entry in the frames
        rest = iter(lines)
        while batch := list(itertools.islice(rest, FRAME_ENTRIES)):
            frames.append(compressor.compress(b"".join(line.data for line in batch)))
            days += [line.days for line in batch]
            if sum(map(len, frames)) >= SHARD_BYTES:
                shards.append(self._write_shard(number, frames, days, position))
                position += len(frames)
                frames, days = [], []
        if frames:
            shards.append(self._write_shard(number, frames, days, position))
        return shards

    def _write_shard(
        self,
        number: int,
        frames: Sequence[bytes],
        days: Sequence[tuple[str, str] | None],
        position: int,
    ) -> Shard:
        data = b"".join(frames)
        sha256 = hashlib.sha256(data).hexdigest()
        name = f"{number}-{sha256[:16]}.jsonl.zst"
        write(self.entries / name, data)
        return shard_of(name, data, tuple(map(len, frames)), days, position)

    def check_shard(self, name: str, size: int) -> None:
        """Raise `CorpusError` where a shard is missing or has another size."""
        path = self.entries / name
        with reading(path):
            found = path.stat().st_size
        if found != size:
            raise CorpusError(f"{path} is damaged: it has {found} bytes, not {size}; {RESTORE}")

    def strangers(self, known: Collection[Path]) -> Iterator[Path]:
        """The files that are none of these, where only those of a corpus should be."""
        for pattern in (".corpus.json.*", "entries/*", "commits/*", "rejected/*"):
            yield from (path for path in sorted(self.path.glob(pattern)) if path not in known)

    def write_rejected(self, number: int, lines: Sequence[bytes]) -> Rejected:
        """Write the rejections of commit `number`."""
        data = b"".join(lines)
        sha256 = hashlib.sha256(data).hexdigest()
        name = f"{number}-{sha256[:16]}.jsonl"
        write(self.rejected / name, data)
        return Rejected(name=name, sha256=sha256, items=len(lines))

    def rejections(self, commit: Commit) -> list[bytes]:
        """The lines of the rejections of a commit.

        Raises `CorpusError` where their file is missing or damaged.
        """
        if not commit.rejected:
            return []
        path = self.rejected / commit.rejected.name
        with reading(path):
            raw = path.read_bytes()
        if hashlib.sha256(raw).hexdigest() != commit.rejected.sha256:
            raise CorpusError(f"{path} is damaged: its hash differs; {RESTORE}")
        return [line + b"\n" for line in raw.split(b"\n")[:-1]]

    def discard(self, commit: Commit) -> None:
        """Take away what was written for a commit whose number another writer took.

        Two writers with the same entries write the same files: those the other's commit names stay.
        """
        winner, _ = self.read_commit(commit.number)
        kept = {shard.name for shard in winner.written}
        for shard in commit.written:
            if shard.name not in kept:
                (self.entries / shard.name).unlink(missing_ok=True)
        if commit.rejected and commit.rejected != winner.rejected:
            (self.rejected / commit.rejected.name).unlink(missing_ok=True)

    def read_frame(self, name: str, offset: int, length: int) -> list[bytes]:
        """The lines of one frame of a shard.

        Raises `CorpusError` where the file is missing, cut or damaged.
        """
        path = self.entries / name
        with reading(path), path.open("rb") as stream:
            stream.seek(offset)
            raw = stream.read(length)
        return unpack(raw, length, path, offset)


def _publish(file: Path, data: bytes) -> bool:
    """Write a file that appears whole or not at all; False if there is one of that name."""
    temporary = file.parent / f".{file.name}.{secrets.token_hex(8)}.tmp"
    with writing(file):
        try:
            with temporary.open("xb") as stream:
                stream.write(data)
                stream.flush()
                os.fsync(stream.fileno())
            os.link(temporary, file)
        except FileExistsError:
            return False
        finally:
            with contextlib.suppress(OSError):  # a leftover, which `verify` tells
                temporary.unlink()
    try:
        sync_folder(file.parent)
    except OSError as error:
        raise CorpusError(
            f"{file} was added, but its folder could not be synced ({error.strerror}): it is lost "
            "if the machine fails now.  Look after the disk, and add the same again: what is there "
            "is not doubled"
        ) from error
    return True


def shard_of(
    name: str,
    data: bytes,
    frames: tuple[int, ...],
    days: Sequence[tuple[str, str] | None],
    position: int,
) -> Shard:
    """What a commit says of a file of entries; `days` are those of each of them."""
    dated = [one for one in days if one]
    return Shard(
        name=name,
        sha256=hashlib.sha256(data).hexdigest(),
        bytes=len(data),
        frames=frames,
        entries=len(days),
        position=position,
        first=min((first for first, _ in dated), default=None),
        last=max((last for _, last in dated), default=None),
    )


@contextlib.contextmanager
def new_folder(target: Path, what: str) -> Iterator[Path]:
    """A folder to fill that stands under its name only when it is whole; `what` it is, in words.

    Raises `CorpusError` where there is something at the target.
    """
    with writing(target):
        if target.exists() and (not target.is_dir() or any(target.iterdir())):
            raise CorpusError(f"{target} is not empty: name a new folder for {what}")
        target.parent.mkdir(parents=True, exist_ok=True)
    temporary = target.parent / f".{target.name}.{secrets.token_hex(8)}.tmp"
    try:
        yield temporary
        with writing(target):
            os.rename(temporary, target)  # noqa: PTH104 - fails where a folder has files
    except BaseException:
        shutil.rmtree(temporary, ignore_errors=True)
        raise


def write(file: Path, data: bytes) -> None:
    """Write a file that appears whole or not at all, in the place of one of that name."""
    with writing(file):
        file.parent.mkdir(exist_ok=True)  # a folder that was empty does not come along in git
        with atomic_file(file) as stream:
            stream.write(data)


def unpack(raw: bytes, length: int, path: Path, offset: int) -> list[bytes]:
    """The lines of a frame; `CorpusError` where it is cut or fails its checksum."""
    if len(raw) < length:
        raise CorpusError(f"{path} is cut: it ends within the frame at byte {offset}; {RESTORE}")
    try:
        text = zstandard.ZstdDecompressor().decompress(raw, max_output_size=LARGEST_FRAME)
    except (zstandard.ZstdError, MemoryError) as error:
        raise CorpusError(
            f"{path} is damaged in the frame at byte {offset} ({error}); {RESTORE}"
        ) from None
    return text.split(b"\n")[:-1]


# -- a small file with its own checksum -------------------------------------------------------

_SEAL = re.compile(rb'\{"checksum":"([0-9a-f]{64})",(.*)\n', re.DOTALL)


def sealed(settings: Settings | Commit) -> bytes:
    """JSON that begins with the SHA-256 of what follows: the newest commit has no child to vouch
    for it."""
    body = msgspec.json.encode(settings)[1:]
    return b'{"checksum":"%s",%s\n' % (hashlib.sha256(body).hexdigest().encode(), body)


def _unsealed(raw: bytes, kind: type[S], path: Path) -> S:
    match = _SEAL.fullmatch(raw)
    if not match or hashlib.sha256(match[2]).hexdigest().encode() != match[1]:
        raise CorpusError(f"{path} is damaged: it does not match its checksum; {RESTORE}")
    try:
        return msgspec.json.decode(b"{" + match[2], type=kind)
    except msgspec.DecodeError as error:
        raise CorpusError(f"{path} cannot be understood: {error}") from None


@contextlib.contextmanager
def reading(path: Path) -> Iterator[None]:
    """Say what could not be read, and why."""
    try:
        yield
    except OSError as error:
        raise CorpusError(
            f"{path} cannot be read: {error.strerror}.  If it is lost: {RESTORE}"
        ) from None


@contextlib.contextmanager
def writing(path: Path) -> Iterator[None]:
    """Say what could not be written, and why."""
    try:
        yield
    except OSError as error:
        hint = ""
        if error.errno in (errno.EPERM, errno.EOPNOTSUPP, errno.ENOSYS) and error.filename2:
            hint = "; its file system has no hard links, which a corpus needs"
        raise CorpusError(f"{path} cannot be written: {error.strerror}{hint}") from error
