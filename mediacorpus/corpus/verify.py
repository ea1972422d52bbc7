"""Whether a corpus is whole: every commit, every shard, every line."""

from __future__ import annotations

import contextlib
import hashlib
from pathlib import Path

from mediacorpus.corpus.disk import RESTORE, Commit, Folder, Shard, unpack
from mediacorpus.corpus.index import Index
from mediacorpus.errors import CorpusError, DecodeError
from mediacorpus.fields import Offset, Text, record
from mediacorpus.jsonl import loads
from mediacorpus.records import Rejection
from mediacorpus.views import clean, counted

__all__ = ["VerifyReport", "verify"]


@record
class VerifyReport:
    """What was looked at, what is wrong, and what lies there without belonging to a commit.

    `problems` name the file and say what is wrong with it.  `leftovers` are no problem: a writer
    that was ended leaves a file behind that nothing refers to.
    """

    commits: Offset = 0
    shards: Offset = 0
    entries: Offset = 0
    problems: tuple[Text, ...] = ()
    leftovers: tuple[Text, ...] = ()

    @property
    def ok(self) -> bool:
        """Whether nothing is wrong."""
        return not self.problems

    def __repr__(self) -> str:
        return str(self)

    def __str__(self) -> str:
        counts = (
            counted(self.commits, "commit"),
            counted(self.shards, "shard"),
            counted(self.entries, "entry", "entries"),
        )
        lines = [", ".join(counts)]
        lines += [f"left over: {name}" for name in self.leftovers]
        lines += [f"WRONG: {problem}" for problem in self.problems]
        lines.append("nothing is wrong" if self.ok else counted(len(self.problems), "problem"))
        return "\n".join(lines)


def verify(folder: Folder, index: Index | None = None) -> VerifyReport:
    """Read everything and compare it with its hash, and what the index says with the commits.

    The loss of the newest commits cannot be seen from inside: nothing refers to them.
    """
    problems: list[str] = []
    entries = 0
    known = {folder.settings_file}
    try:
        folder.open()
    except CorpusError as error:
        problems.append(str(error))
    numbers = folder.numbers()
    problems += folder.holes(numbers)
    parent: str | None = None
    previous = 0
    commits = 0
    written: dict[str, Shard] = {}
    for number in numbers:
        known.add(folder.commit_file(number))
        try:
            commit, sha256 = folder.read_commit(number)
        except CorpusError as error:
            problems.append(str(error))
            previous = 0
            continue
        commits += 1
        if commit.parent != parent and previous == number - 1:
            problems.append(f"{folder.commit_file(number)} does not follow the commit before it")
        parent, previous = sha256, number
        for replacement in commit.replaced:
            for name in replacement.old:
                if written.pop(name, None) is None:
                    problems.append(
                        f"{folder.commit_file(number)} replaces {name}, which no commit has"
                    )
        written |= {shard.name: shard for shard in commit.written}
        if commit.rejected:
            known.add(folder.rejected / commit.rejected.name)
            _check_rejected(folder, commit, problems)
    for shard in written.values():
        known.add(folder.entries / shard.name)
        entries += _check_shard(folder.entries / shard.name, shard, problems)
    if not problems:
        _check_index(folder, index or Index(folder), problems)
    return VerifyReport(
        commits=commits,
        shards=len(written),
        entries=entries,
        problems=tuple(map(clean, problems)),
        leftovers=tuple(
            clean(str(path.relative_to(folder.path))) for path in folder.strangers(known)
        ),
    )


def _check_index(folder: Folder, index: Index, problems: list[str]) -> None:
    """Compare the index with one that is made anew, and look for what stands there twice."""
    with contextlib.closing(Index(folder, in_memory=True)) as anew:
        try:
            while True:
                head = anew.head()
                index.head()
                differing = index.differs_from(anew)
                if index.head() == head:
                    break  # else a writer came in between
            problems += [
                f"{index.file} does not say what the commits say ({name}): delete it; it is built "
                "again"
                for name in differing
            ]
            problems += [f"the article {id} stands there twice, unchanged" for id in anew.doubled()]
        except CorpusError as error:
            problems.append(str(error))


def _check_shard(path: Path, shard: Shard, problems: list[str]) -> int:
    """How many entries of a shard are sound; what is wrong goes to `problems`."""
    try:
        data = path.read_bytes()
    except OSError as error:
        problems.append(f"{path} cannot be read: {error.strerror}: {RESTORE}")
        return 0
    if len(data) != shard.bytes or hashlib.sha256(data).hexdigest() != shard.sha256:
        problems.append(f"{path} is not what was written: its hash differs ({len(data)} bytes)")
    count = offset = 0
    for length in shard.frames:
        try:
            lines = unpack(data[offset : offset + length], length, path, offset)
        except CorpusError as error:
            problems.append(str(error))
            lines = []
        for number, line in enumerate(lines, start=1):
            try:
                loads(line)
                count += 1
            except DecodeError as error:
                problems.append(f"{path}, frame at byte {offset}, line {number}: {error.reason}")
        offset += length
    if count != shard.entries and offset == len(data):
        problems.append(f"{path} has {count} sound entries, not {shard.entries}")
    return count


def _check_rejected(folder: Folder, commit: Commit, problems: list[str]) -> None:
    assert commit.rejected
    path = folder.rejected / commit.rejected.name
    try:
        data = path.read_bytes()
    except OSError as error:
        problems.append(f"{path} cannot be read: {error.strerror}")
        return
    if hashlib.sha256(data).hexdigest() != commit.rejected.sha256:
        problems.append(f"{path} is not what was written: its hash differs")
        return
    for number, line in enumerate(data.split(b"\n")[:-1], start=1):
        try:
            loads(line, Rejection)
        except DecodeError as error:
            problems.append(f"{path}, line {number}: {error.reason}")
