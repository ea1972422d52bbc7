"""The derived index of a corpus: where each entry stands, what is known of inputs.

It is made of the commits and shards alone, commit by commit, and can be deleted at any time: the
next time the corpus is opened it is built again.  Where it cannot stand beside the corpus, it
stands in the user's cache folder, or else in memory.
"""

from __future__ import annotations

import contextlib
import datetime
import hashlib
import itertools
import os
import re
import sqlite3
import threading
import weakref
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from typing import Any, NamedTuple, TypeVar

import msgspec

from mediacorpus.corpus.disk import (
    Commit,
    Folder,
    Line,
    Receipt,
    Replacement,
    Shard,
)
from mediacorpus.errors import CorpusError, DecodeError
from mediacorpus.jsonl import check_schema, dumps
from mediacorpus.newsdate import NewsDate
from mediacorpus.records import Entry

__all__ = ["Index", "Place", "days_of", "digest", "line_in", "line_of", "text_digest"]

VERSION = 5

WAIT = 60.0
"""So many seconds another process is waited for."""

_TABLES = {
    "state": ("number", "number, sha256"),
    "shard": ("name", "name, bytes, position, frames, time"),
    "frame": ("frame", "frame, shard, offset, length"),
    "entry": ("frame, line", "frame, line, id, digest, text, current, language, first, last"),
    "receipt": ("sha256", "sha256, reader, version, items, rejected, quotes, options"),
    "rejection": ("digest", "digest, sha256, path"),
    "removal": ("id", "id, reason"),
}
"""The key and the columns of each table.

Frames are numbered by the positions of their shards.  The `time` of a shard is that of its commit;
of one that stands in for others, the latest of theirs.
"""

_INDEXES = (
    "create index entry_id on entry (id)",
    "create index entry_current on entry (current) where current",
    "create index entry_text on entry (text)",
    "create index rejection_sha256 on rejection (sha256)",
)

T = TypeVar("T")


class _Article(msgspec.Struct):
    """What the index wants to know of an article."""

    id: str
    published: NewsDate | None = None
    language: str | None = None


class _Entry(msgspec.Struct):
    article: _Article


class _Rejection(msgspec.Struct):
    """What the index wants to know of a rejection."""

    sha256: str | None = None
    path: str | None = None


_decode = msgspec.json.Decoder(_Entry).decode
_decode_rejection = msgspec.json.Decoder(_Rejection).decode

_TEXT = re.compile(rb'\{"schema":"[^"]+","text_sha256":"([0-9a-f]{16})')


class Place(NamedTuple):
    """Where entries stand: the shard, the frame's bytes, and each line's number with the id of the
    article that stands there."""

    shard: str
    offset: int
    length: int
    lines: list[tuple[int, str]]


def digest(line: bytes) -> bytes:
    """What tells one line from another."""
    return hashlib.sha256(line).digest()[:16]


def text_digest(line: bytes) -> bytes:
    """What tells the text of an entry from another, of its line; nothing where that has none."""
    match = _TEXT.match(line)
    return bytes.fromhex(match[1].decode()) if match else b""


def days_of(date: NewsDate | None) -> tuple[str, str] | None:
    """The first and the last day that a date can mean, by the clock as printed."""
    if date is None:
        return None
    return date.earliest.date().isoformat(), date.latest.date().isoformat()


def line_of(entry: Entry) -> Line:
    """An entry, encoded, with what the index and the commit want to know of it."""
    return Line(entry.article.id, dumps(entry), days_of(entry.article.published))


def line_in(data: bytes) -> Line:
    """The same of an entry that is encoded already."""
    article = _decode(data).article
    return Line(article.id, data, days_of(article.published))


class Index:
    """The SQLite file, and the questions that are put to it.

    One that is damaged, or that went missing, is built again once; then `CorpusError` is raised.
    """

    def __init__(self, folder: Folder, *, in_memory: bool = False) -> None:
        self.folder = folder
        self.in_memory = in_memory
        self._database: sqlite3.Connection | None = None
        self._close: weakref.finalize[[], Index] | None = None
        self.file: Path | None = None
        self._stamp: tuple[int, ...] | None = None
        self._lock = threading.RLock()
        """Held while the connection is in use: one transaction has one thread."""

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
        with self._lock:
            if self._close is not None:
                self._close()
            self._database = self._close = self._stamp = None

    def discard(self) -> None:
        """Take the file away: it does not say what the corpus does."""
        with self._lock:
            self.close()
            if self.file is not None:
                with contextlib.suppress(OSError):  # then it stands elsewhere the next time
                    self.file.unlink()

    def _open(self) -> sqlite3.Connection:
        """The index beside the corpus; where that cannot be written, one in the cache folder, or
        in memory."""
        for file in () if self.in_memory else self._files():
            with contextlib.suppress(OSError, sqlite3.Error):
                file.parent.mkdir(parents=True, exist_ok=True)
                database = self._connect(file)
                self.file = file
                return database
        self.file = None
        return _connection(":memory:")

    def _files(self) -> Iterator[Path]:
        if not self.folder.in_bag:
            yield self.folder.path / ".index" / "index.sqlite"
        try:
            cache = Path(os.environ.get("XDG_CACHE_HOME") or Path.home() / ".cache")
        except RuntimeError:  # a user who has no home
            return
        name = hashlib.sha256(os.fsencode(self.folder.path.resolve())).hexdigest()[:16]
        yield cache / "mediacorpus" / name / "index.sqlite"

    def _connect(self, file: Path) -> sqlite3.Connection:
        """A connection to an index that can be written; one that is damaged is replaced."""
        try:
            return _connection(file)
        except sqlite3.DatabaseError as error:
            _check_not_locked(error, file)
            if not _is_damage(error):
                raise
        file.unlink()
        return _connection(file)

    def _sound(self, work: Callable[[sqlite3.Connection], T]) -> T:
        """What comes of some work on the index, if need be on one that is built again; threads do
        theirs one after the other."""
        with self._lock:
            return self._sound_alone(work)

    def _sound_alone(self, work: Callable[[sqlite3.Connection], T]) -> T:
        try:
            return work(self.database)
        except sqlite3.DatabaseError as error:
            _check_not_locked(error, self.file)
            if _is_damage(error):
                self.discard()
            else:
                self.close()
        try:
            self._catch_up(self.database)
            return work(self.database)
        except sqlite3.DatabaseError as error:
            _check_not_locked(error, self.file)
            raise CorpusError(
                f"the index of the corpus cannot be used: {self.file}: {error}.  It can be "
                "deleted; it is built again"
            ) from error

    def rows(self, query: str, values: Sequence[object] = ()) -> list[tuple[Any, ...]]:
        """What the index says."""
        return self._sound(lambda database: database.execute(query, values).fetchall())

    # -- keeping up with the commits -------------------------------------------------------

    def head(self) -> tuple[int, str]:
        """The number and the hash of the newest commit, after taking in all that is new.

        Raises `CorpusError` where the folder is gone, or a commit is missing or was exchanged.
        """
        stamp = self.folder.stamp()
        number, sha256 = self._sound(_state)
        if stamp != self._stamp or self.folder.has_commit(number + 1):
            self._sound(self._catch_up)
            self._stamp = stamp
            number, sha256 = self._sound(_state)
        return number, sha256

    def _catch_up(self, database: sqlite3.Connection) -> None:
        while True:
            last = self.folder.last_commit()
            try:
                return self._take_in_commits(database, last)
            except CorpusError:
                if not self.folder.has_commit(last + 1):  # one that put other shards in place?
                    raise

    def _take_in_commits(self, database: sqlite3.Connection, last: int) -> None:
        number, sha256 = _state(database)
        if self._stands(number, sha256) and number == last:
            return
        with _transaction(database):
            number, sha256 = _state(database)
            if not self._stands(number, sha256):  # the folder went back to an older state
                _make_tables(database)
                number, sha256 = 0, ""
            gone = self._replaced(number + 2, last)  # by commits behind the first one
            for new in range(number + 1, last + 1):
                commit, sha256_ = self.folder.read_commit(new)
                if commit.parent != (sha256 or None):
                    raise CorpusError(
                        f"{self.folder.commit_file(new)} does not follow the commit before it: one "
                        "of the two was exchanged.  Take both from one copy of the corpus"
                    )
                self._take_in(database, commit, gone)
                number, sha256 = new, sha256_
            database.execute("update state set number = ?, sha256 = ?", (number, sha256))

    def _replaced(self, first: int, last: int) -> frozenset[str]:
        """The shards that these commits put others in the place of: their files may be gone."""
        commits = (self.folder.read_commit(number)[0] for number in range(first, last + 1))
        return frozenset(name for one in commits for each in one.replaced for name in each.old)

    def _stands(self, number: int, sha256: str) -> bool:
        """Whether the last commit that the index knows is the one that stands there."""
        try:
            raw = self.folder.commit_file(number).read_bytes() if number else None
        except OSError:
            return False
        return raw is None or hashlib.sha256(raw).hexdigest() == sha256

    def _take_in(self, database: sqlite3.Connection, commit: Commit, gone: frozenset[str]) -> None:
        for shard in commit.shards:
            self._take_in_shard(database, shard, commit.time, gone)
        for replacement in commit.replaced:
            self._replace(database, replacement, gone)
        for one in commit.removed:
            database.execute("insert or replace into removal values (?, ?)", (one.id, one.reason))
            database.execute("update entry set current = 0 where id = ?", (one.id,))
        for id in commit.restored:
            database.execute("delete from removal where id = ?", (id,))
            database.execute(
                "update entry set current = 1 where (frame, line) = (select frame, line from entry "
                "where id = ? order by frame desc, line desc limit 1)",
                (id,),
            )
        database.executemany(
            "delete from receipt where sha256 = ?", [(sha256,) for sha256 in commit.forgotten]
        )
        database.executemany(
            "insert or replace into receipt values (?, ?, ?, ?, ?, ?, ?)",
            [
                (
                    *(one.sha256, one.reader, one.reader_version, one.items, one.rejected),
                    *(one.quotes, one.options),
                )
                for one in commit.receipts
            ],
        )
        if commit.rejected:
            told = [
                (digest(line), _decode_rejection(line)) for line in self.folder.rejections(commit)
            ]
            database.executemany(
                "insert or ignore into rejection values (?, ?, ?)",
                [(key, one.sha256, one.path) for key, one in told],
            )

    def _take_in_shard(
        self, database: sqlite3.Connection, shard: Shard, time: str, gone: frozenset[str]
    ) -> None:
        """Take in the entries of a shard, unless it is gone: then only its place is known."""
        database.execute(
            "insert into shard values (?, ?, ?, ?, ?)",
            (shard.name, shard.bytes, shard.position, len(shard.frames), time),
        )
        offset = 0
        lengths = () if shard.name in gone else shard.frames
        for frame, length in enumerate(lengths, start=shard.position):
            lines = self.folder.read_frame(shard.name, offset, length)
            try:
                _take_in_frame(database, frame, (shard.name, offset, length), lines)
            except (DecodeError, msgspec.DecodeError) as error:
                raise CorpusError(
                    f"{self.folder.entries / shard.name}, frame at byte {offset}: {error}"
                ) from None
            offset += length

    def _replace(
        self, database: sqlite3.Connection, replacement: Replacement, gone: frozenset[str]
    ) -> None:
        old: list[tuple[int, int, str]] = []
        for name in replacement.old:
            old += database.execute(
                "select position, frames, time from shard where name = ?", (name,)
            )
            database.execute("delete from shard where name = ?", (name,))
            database.execute(
                "delete from entry where frame in (select frame from frame where shard = ?)",
                (name,),
            )
            database.execute("delete from frame where shard = ?", (name,))
        places = {number for first, frames, _ in old for number in range(first, first + frames)}
        new = {
            number
            for shard in replacement.new
            for number in range(shard.position, shard.position + len(shard.frames))
        }
        if len(old) < len(replacement.old) or not new <= places:
            raise CorpusError(
                f"{self.folder.commits} says that shards took the place of others "
                f"({', '.join(replacement.old)}) that are not there, or are elsewhere"
            )
        time = max((time for _, _, time in old), default="")
        for shard in replacement.new:
            self._take_in_shard(database, shard, time, gone)

    # -- questions -------------------------------------------------------------------------

    def count(self) -> int:
        """How many articles there are, each in its newest version."""
        ((count,),) = self.rows("select count(*) from entry where current")
        return int(count)

    def digest_of(self, id: str) -> bytes | None:
        """What tells the newest version of an article; None where there is no such article."""
        found = self.rows("select digest from entry where id = ? and current", (id,))
        return found[0][0] if found else None

    def newest(self, id: str) -> tuple[str, bytes] | None:
        """When the newest version of an article was added, and what tells it."""
        found = self.rows(
            "select time, digest from entry join frame using (frame) "
            "join shard on shard.name = frame.shard where id = ? and current",
            (id,),
        )
        return found[0] if found else None

    def ids(self, start: str, limit: int) -> list[str]:
        """The ids that begin with `start`, in the order of the alphabet, at most `limit`."""
        found = self.rows(
            "select id from entry where current and id >= ? and substr(id, 1, ?) = ? "
            "order by id limit ?",
            (start, len(start), start, limit),
        )
        return [id for (id,) in found]

    def places_of(self, id: str) -> list[Place]:
        """Where the versions of an article stand, the oldest first."""
        return [
            Place(shard, offset, length, [(line, id)])
            for shard, offset, length, line in self.rows(
                "select shard, offset, length, line from entry join frame using (frame) "
                "where id = ? order by frame, line",
                (id,),
            )
        ]

    def removal(self, id: str) -> str | None:
        """Why an article was removed; None for any other."""
        found = self.rows("select reason from removal where id = ?", (id,))
        return found[0][0] if found else None

    def receipt(self, sha256: str) -> Receipt | None:
        """What is known of an input, its path aside; None where it was not read yet."""
        found = self.rows(
            "select reader, version, items, rejected, quotes, options from receipt "
            "where sha256 = ?",
            (sha256,),
        )
        if not found:
            return None
        reader, version, items, rejected, quotes, options = found[0]
        return Receipt(
            sha256=sha256,
            reader=reader,
            reader_version=version,
            items=items,
            rejected=rejected,
            quotes=bool(quotes),
            options=options,
        )

    def has_rejection(self, line: bytes) -> bool:
        """Whether this very rejection is on record."""
        return bool(self.rows("select 1 from rejection where digest = ?", (digest(line),)))

    def was_told(self, sha256: str, path: str) -> bool:
        """Whether a file of that name, with these bytes, is on record as rejected."""
        query = "select 1 from rejection where sha256 = ? and path = ?"
        return bool(self.rows(query, (sha256, path)))

    def has_text(self, text: bytes, id: str) -> bool:
        """Whether another article has a text, by its `text_digest`."""
        query = "select 1 from entry where text = ? and current and id != ? limit 1"
        return bool(self.rows(query, (text, id)))

    def same_texts(self) -> list[tuple[str, ...]]:
        """The ids of the articles that have one text, text by text."""
        found = self.rows(
            "select group_concat(id, ' ') from (select id, text, frame, line from entry "
            "where current and text != x'' order by frame, line) group by text "
            "having count(*) > 1 order by min(frame), min(line)"
        )
        return [tuple(ids.split(" ")) for (ids,) in found]

    def shards(self) -> list[tuple[str, int]]:
        """The name and the size of every shard, in the order of their entries."""
        return self.rows("select name, bytes from shard order by position")

    def positions(self, shards: Sequence[str]) -> list[int]:
        """The positions of some shards."""
        query = "select position from shard where name = ?"
        return [position for name in shards for (position,) in self.rows(query, (name,))]

    def next_position(self) -> int:
        """The position behind the last frame."""
        ((last,),) = self.rows("select coalesce(max(position + frames), 0) from shard")
        return int(last)

    def lines_of(self, shard: str) -> Iterator[Line]:
        """The entries of a shard, encoded, one after the other."""
        for offset, length in self.frames(shard):
            for data in self.folder.read_frame(shard, offset, length):
                yield line_in(data + b"\n")

    def files(self) -> Iterator[Path]:
        """The files of the corpus as of its newest commit."""
        last, _ = self.head()
        yield self.folder.settings_file
        yield from (self.folder.entries / name for name, _ in self.shards())
        for number in range(1, last + 1):
            yield self.folder.commit_file(number)
            if rejected := self.folder.read_commit(number)[0].rejected:
                yield self.folder.rejected / rejected.name

    def times(self) -> list[tuple[str, str]]:
        """The name and the time of every shard, in the order of their entries."""
        return self.rows("select name, time from shard order by position")

    def entries_in(self, shard: str) -> int:
        """How many entries stand in a shard."""
        query = "select count(*) from frame join entry using (frame) where shard = ?"
        ((count,),) = self.rows(query, (shard,))
        return int(count)

    def removals(self) -> dict[str, str]:
        """The articles that were removed, and why."""
        return dict(self.rows("select id, reason from removal order by id"))

    def shards_with_removed(self) -> set[str]:
        """The names of the shards in which an article stands that was removed."""
        query = "select distinct shard from removal join entry using (id) join frame using (frame)"
        return {name for (name,) in self.rows(query)}

    def frames(self, shard: str) -> list[tuple[int, int]]:
        """Where the frames of a shard begin, and their lengths."""
        return self.rows(
            "select offset, length from frame where shard = ? order by frame", (shard,)
        )

    def places(self, first: str | None, last: str | None, language: str | None) -> Iterator[Place]:
        """Where the current entries stand that may fit, frame by frame, in the order of adding, as
        of when the first is asked for.

        `first` and `last` are days; an entry whose dates lie outside by more than two days is left
        out, and so is one without a date if either is given.
        """
        conditions: list[str] = ["current"]
        values: list[object] = []
        if first is not None:
            conditions.append("last >= ?")
            values.append(_shifted(first, -2))
        if last is not None:
            conditions.append("first <= ?")
            values.append(_shifted(last, 2))
        if language is not None:
            conditions.append("(language = ? or language like ? || '-%')")
            values += [language, language]
        # All at once, a row a frame: what is added while the answer is read is no part of it.
        for shard, offset, length, lines, ids in self.rows(
            "select shard, offset, length, group_concat(line), group_concat(id, ' ') "
            "from entry join frame using (frame) "
            f"where {' and '.join(conditions)} group by frame order by frame",
            values,
        ):
            numbers = map(int, lines.split(","))
            yield Place(shard, offset, length, sorted(zip(numbers, ids.split(" "), strict=True)))

    # -- whether it is sound ---------------------------------------------------------------

    def differs_from(self, other: Index) -> list[str]:
        """The tables that do not say what those of another index say."""

        def differs(query: str) -> bool:
            pairs = itertools.zip_longest(
                self.database.execute(query), other.database.execute(query)
            )
            return any(one != another for one, another in pairs)

        return [
            name
            for name, (key, _) in _TABLES.items()
            if self._sound(lambda _: differs(f"select * from {name} order by {key}"))  # noqa: B023
        ]

    def doubled(self) -> list[str]:
        """The ids of articles that have a version equal to the one before it."""
        return [
            id
            for (id,) in self.rows(
                "select distinct id from (select id, digest = lag(digest) over "
                "(partition by id order by frame, line) as same from entry) where same order by id"
            )
        ]


def _take_in_frame(
    database: sqlite3.Connection, frame: int, place: tuple[str, int, int], lines: Sequence[bytes]
) -> None:
    """Take in the entries of a frame: each is the current one of its article if there is none
    behind it, and the article was not removed."""
    database.execute("insert into frame values (?, ?, ?, ?)", (frame, *place))
    for number, line in enumerate(lines):
        check_schema(line, Entry)
        article = _decode(line).article
        first, last = days_of(article.published) or (None, None)
        database.execute(
            "update entry set current = 0 where id = ? and current and frame <= ?",
            (article.id, frame),
        )
        database.execute(
            "insert into entry select ?, ?, ?, ?, ?, "
            "not exists (select 1 from entry where id = ? and frame > ?) "
            "and not exists (select 1 from removal where id = ?), ?, ?, ?",
            (
                *(frame, number, article.id, digest(line + b"\n"), text_digest(line)),
                *(article.id, frame, article.id),
                *(article.language, first, last),
            ),
        )


def _shifted(day: str, days: int) -> str:
    """Another day, or the end of the calendar."""
    try:
        return (datetime.date.fromisoformat(day) + datetime.timedelta(days=days)).isoformat()
    except OverflowError:
        return (datetime.date.max if days > 0 else datetime.date.min).isoformat()


# -- SQLite ------------------------------------------------------------------------------------


def _connection(file: Path | str) -> sqlite3.Connection:
    """A connection to a file that has the tables of this version, and that can be written."""
    database = sqlite3.connect(file, timeout=WAIT, isolation_level=None, check_same_thread=False)
    try:
        database.execute("pragma synchronous = normal")
        with _transaction(database):
            ((version,),) = database.execute("pragma user_version").fetchall()
            if version != VERSION:
                _make_tables(database)
            # Whether it can be written is known only after writing.
            database.execute("update state set number = number")
    except BaseException:
        database.close()
        raise
    return database


def _make_tables(database: sqlite3.Connection) -> None:
    """Empty tables, whatever stood there before."""
    for (name,) in database.execute(
        "select name from sqlite_master where type = 'table'"
    ).fetchall():
        database.execute(f'drop table "{name}"')
    for name, (key, columns) in _TABLES.items():
        database.execute(f"create table {name} ({columns}, primary key ({key})) without rowid")
    for statement in _INDEXES:
        database.execute(statement)
    database.execute("insert into state values (0, '')")
    database.execute(f"pragma user_version = {VERSION}")


def _state(database: sqlite3.Connection) -> tuple[int, str]:
    """The number and the hash of the last commit that was taken in."""
    found = database.execute("select number, sha256 from state").fetchall()
    if [list(map(type, row)) for row in found] != [[int, str]]:
        raise sqlite3.DatabaseError("the table state is damaged")
    number, sha256 = found[0]
    return number, sha256


def _check_not_locked(error: sqlite3.DatabaseError, file: Path | None) -> None:
    if _code(error) in (sqlite3.SQLITE_BUSY, sqlite3.SQLITE_LOCKED):
        raise CorpusError(
            f"{file} has been in use by another program for {WAIT:.0f} seconds: try again when it "
            "has ended.  If there is none, delete the file; it is built again"
        ) from error


def _is_damage(error: sqlite3.DatabaseError) -> bool:
    """Whether the file is to blame, and not the disk or who may write on it."""
    return _code(error) in (
        None,
        sqlite3.SQLITE_CORRUPT,
        sqlite3.SQLITE_NOTADB,
        sqlite3.SQLITE_ERROR,  # a table or a column is not there
    )


def _code(error: sqlite3.DatabaseError) -> int | None:
    """SQLite's own number of an error, without what it is extended by."""
    code: int | None = getattr(error, "sqlite_errorcode", None)
    return None if code is None else code & 0xFF


@contextlib.contextmanager
def _transaction(database: sqlite3.Connection) -> Iterator[None]:
    """All or nothing; other processes wait."""
    database.execute("begin immediate")
    try:
        yield
    except BaseException:
        if database.in_transaction:
            database.execute("rollback")
        raise
    database.execute("commit")
