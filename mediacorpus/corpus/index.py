"""The derived index of a corpus: where each entry stands, what is known of inputs.

It is made of the commits and shards alone, commit by commit, and can be deleted at any time: the
next time the corpus is opened it is built again.  Where the corpus cannot be written, it stands in
the user's cache folder.
"""

from __future__ import annotations

import contextlib
import datetime
import hashlib
import os
import sqlite3
import weakref
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

import msgspec

from mediacorpus.corpus.disk import Commit, Folder, Line, Receipt
from mediacorpus.errors import CorpusError
from mediacorpus.jsonl import dumps
from mediacorpus.newsdate import NewsDate
from mediacorpus.records import Entry

__all__ = ["Index", "Place", "days_of", "digest", "line_of"]

VERSION = 1

_TABLES = """
create table state (version integer, number integer, sha256 text);
create table frame (
    frame integer primary key, shard text, offset integer, length integer
);
create table entry (
    row integer primary key, id text, frame integer, line integer, digest blob, current integer,
    first text, last text, publisher text, domain text, language text
);
create index entry_id on entry (id);
create index entry_days on entry (first, last) where current;
create table receipt (
    sha256 text primary key, reader text, version text, items integer, rejected integer,
    complete integer
) without rowid;
create table rejection (digest blob primary key) without rowid;
"""


class _Article(msgspec.Struct):
    """What the index wants to know of an article."""

    id: str
    published: NewsDate | None = None
    publisher_name: str | None = None
    domain: str | None = None
    language: str | None = None


class _Entry(msgspec.Struct):
    article: _Article


_decode = msgspec.json.Decoder(_Entry).decode


class Place(NamedTuple):
    """Where lines of a frame stand: the shard, the frame's bytes, the numbers of the lines."""

    shard: str
    offset: int
    length: int
    lines: list[int]


def digest(line: bytes) -> bytes:
    """What tells one line from another."""
    return hashlib.sha256(line).digest()[:16]


def days_of(date: NewsDate | None) -> tuple[str, str] | None:
    """The first and the last day that a date can mean, by the clock as printed."""
    if date is None:
        return None
    return date.earliest.date().isoformat(), date.latest.date().isoformat()


def line_of(entry: Entry) -> Line:
    """An entry, encoded, with what the index and the commit want to know of it."""
    return Line(entry.article.id, dumps(entry), days_of(entry.article.published))


class Index:
    """The SQLite file, and the questions that are put to it."""

    def __init__(self, folder: Folder) -> None:
        self.folder = folder
        self._database: sqlite3.Connection | None = None
        self._close: weakref.finalize[[], Index] | None = None

    # -- the file --------------------------------------------------------------------------

    @property
    def database(self) -> sqlite3.Connection:
        """The connection, opened when it is first wanted."""
        if self._database is None:
            self._database = self._open()
            # In a notebook nobody closes a corpus.
            self._close = weakref.finalize(self, self._database.close)
        return self._database

    def close(self) -> None:
        """Let go of the file."""
        if self._close is not None:
            self._close()
        self._database = self._close = None

    def _open(self) -> sqlite3.Connection:
        """The index beside the corpus; where that cannot be written, one in the cache folder."""
        reasons = []
        for file in self._files():
            try:
                file.parent.mkdir(parents=True, exist_ok=True)
                return self._connect(file)
            except (OSError, sqlite3.OperationalError) as error:
                reasons.append(f"{file}: {error}")
        raise CorpusError("there is no place for the index of the corpus: " + "; ".join(reasons))

    def _files(self) -> Iterator[Path]:
        yield self.folder.path / ".index" / "index.sqlite"
        cache = Path(os.environ.get("XDG_CACHE_HOME") or Path.home() / ".cache")
        name = hashlib.sha256(os.fsencode(self.folder.path.resolve())).hexdigest()[:16]
        yield cache / "mediacorpus" / name / "index.sqlite"

    def _connect(self, file: Path) -> sqlite3.Connection:
        """A connection to a sound index of this version; what is anything else is replaced."""
        for attempt in range(2):
            database = sqlite3.connect(
                file, timeout=60, isolation_level=None, check_same_thread=False
            )
            try:
                database.execute("pragma synchronous = normal")
                with _transaction(database):
                    self._prepare(database)
            except sqlite3.DatabaseError as error:
                database.close()
                if attempt or isinstance(error, sqlite3.OperationalError):
                    raise
                file.unlink()  # damaged, and derived: build it again
            else:
                return database
        raise AssertionError("unreachable")

    def _prepare(self, database: sqlite3.Connection) -> None:
        """Empty tables, unless those of this version stand there and belong to this corpus."""
        tables = [
            name
            for (name,) in database.execute("select name from sqlite_master where type = 'table'")
        ]
        if "state" in tables:
            version, number, sha256 = database.execute("select * from state").fetchone() or (
                0,
                0,
                "",
            )
            if version == VERSION and (number == 0 or self._is(number, sha256)):
                return
        for name in tables:
            database.execute(f'drop table "{name}"')
        for statement in filter(str.strip, _TABLES.split(";")):
            database.execute(statement)
        database.execute("insert into state values (?, 0, '')", (VERSION,))

    def _is(self, number: int, sha256: str) -> bool:
        """Whether the last commit that the index knows is the one that stands there."""
        try:
            raw = self.folder.commit_file(number).read_bytes()
        except OSError:
            return False
        return hashlib.sha256(raw).hexdigest() == sha256

    # -- keeping up with the commits -------------------------------------------------------

    def head(self) -> tuple[int, str]:
        """The number and the hash of the newest commit, after taking in all that is new."""
        number, sha256 = self._head()
        if self.folder.has_commit(number + 1):
            with _transaction(self.database):
                number, sha256 = self._head()
                while self.folder.has_commit(number + 1):
                    commit, sha256_ = self.folder.read_commit(number + 1)
                    if commit.parent != (sha256 or None):
                        raise CorpusError(
                            f"{self.folder.commit_file(number + 1)} does not follow the commit "
                            "before it: one of the two was exchanged"
                        )
                    self._take_in(commit)
                    number, sha256 = number + 1, sha256_
                self.database.execute("update state set number = ?, sha256 = ?", (number, sha256))
        return number, sha256

    def _head(self) -> tuple[int, str]:
        number, sha256 = self.database.execute("select number, sha256 from state").fetchone()
        return number, sha256

    def _take_in(self, commit: Commit) -> None:
        for shard in commit.shards:
            offset = 0
            for length in shard.frames:
                lines = self.folder.read_frame(shard.name, offset, length)
                self._take_in_frame(shard.name, offset, length, lines)
                offset += length
        self.database.executemany(
            "insert or replace into receipt values (?, ?, ?, ?, ?, ?)",
            [
                (one.sha256, one.reader, one.reader_version, one.items, one.rejected, one.complete)
                for one in commit.receipts
            ],
        )
        if commit.rejected:
            path = self.folder.rejected / commit.rejected.name
            try:
                lines = [line + b"\n" for line in path.read_bytes().split(b"\n")[:-1]]
            except OSError as error:
                raise CorpusError(f"{path} cannot be read: {error.strerror}") from None
            self.database.executemany(
                "insert or ignore into rejection values (?)", [(digest(line),) for line in lines]
            )

    def _take_in_frame(self, shard: str, offset: int, length: int, lines: list[bytes]) -> None:
        frame = self.database.execute(
            "insert into frame (shard, offset, length) values (?, ?, ?)", (shard, offset, length)
        ).lastrowid
        for number, line in enumerate(lines):
            article = _decode(line).article
            first, last = days_of(article.published) or (None, None)
            self.database.execute(
                "update entry set current = 0 where id = ? and current", (article.id,)
            )
            self.database.execute(
                "insert into entry (id, frame, line, digest, current, first, last, publisher,"
                " domain, language) values (?, ?, ?, ?, 1, ?, ?, ?, ?, ?)",
                (
                    article.id, frame, number, digest(line + b"\n"), first, last,
                    article.publisher_name, article.domain, article.language,
                ),
            )  # fmt: skip

    # -- questions -------------------------------------------------------------------------

    def count(self) -> int:
        """How many articles there are, each in its newest version."""
        (count,) = self.database.execute("select count(*) from entry where current").fetchone()
        return int(count)

    def digest_of(self, id: str) -> bytes | None:
        """What tells the newest version of an article; None where there is no such article."""
        found = self.database.execute(
            "select digest from entry where id = ? and current", (id,)
        ).fetchone()
        return found[0] if found else None

    def places_of(self, id: str) -> list[Place]:
        """Where the versions of an article stand, the oldest first."""
        return [
            Place(shard, offset, length, [line])
            for shard, offset, length, line in self.database.execute(
                "select shard, offset, length, line from entry join frame using (frame) "
                "where id = ? order by row",
                (id,),
            )
        ]

    def receipt(self, sha256: str) -> Receipt | None:
        """What is known of an input, its path aside; None where it was not read yet."""
        found = self.database.execute(
            "select reader, version, items, rejected, complete from receipt where sha256 = ?",
            (sha256,),
        ).fetchone()
        if not found:
            return None
        reader, version, items, rejected, complete = found
        return Receipt(
            sha256=sha256,
            reader=reader,
            reader_version=version,
            items=items,
            rejected=rejected,
            complete=bool(complete),
        )

    def has_rejection(self, line: bytes) -> bool:
        """Whether this very rejection is on record."""
        found = self.database.execute(
            "select 1 from rejection where digest = ?", (digest(line),)
        ).fetchone()
        return found is not None

    def places(self, first: str | None, last: str | None, language: str | None) -> Iterator[Place]:
        """Where the current entries stand that may fit, frame by frame, in the order of adding.

        `first` and `last` are days; an entry whose dates lie outside by more than a day is left
        out, and so is one without a date if either is given.
        """
        conditions, values = ["current", "row > ?"], [0]  # type: tuple[list[str], list[object]]
        if first is not None:
            conditions.append("last >= ?")
            values.append(_shifted(first, -1))
        if last is not None:
            conditions.append("first <= ?")
            values.append(_shifted(last, 1))
        if language is not None:
            conditions.append("(language = ? or language like ? || '-%')")
            values += [language, language]
        query = (
            "select row, frame, shard, offset, length, line from entry join frame using (frame) "
            f"where {' and '.join(conditions)} order by row limit 4096"
        )
        waiting: tuple[int, Place] | None = None
        while True:
            rows = self.database.execute(query, values).fetchall()
            for row, frame, shard, offset, length, line in rows:
                values[0] = row
                if waiting and waiting[0] == frame:
                    waiting[1].lines.append(line)
                    continue
                if waiting:
                    yield waiting[1]
                waiting = (frame, Place(shard, offset, length, [line]))
            if not rows:
                break
        if waiting:
            yield waiting[1]


def _shifted(day: str, days: int) -> str:
    """Another day; the same one at the ends of the calendar."""
    try:
        return (datetime.date.fromisoformat(day) + datetime.timedelta(days=days)).isoformat()
    except OverflowError:
        return day


@contextlib.contextmanager
def _transaction(database: sqlite3.Connection) -> Iterator[None]:
    """All or nothing; other processes wait."""
    database.execute("begin immediate")
    try:
        yield
    except BaseException:
        database.execute("rollback")
        raise
    database.execute("commit")
