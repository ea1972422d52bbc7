"""A damaged corpus made whole again, as far as it goes: every sound frame stays, the rest is set
aside.

A damaged shard gives way to one of its sound entries, by a commit that says so.  A commit that is
lost or damaged is made anew of the shards that were written for it, and those behind it are linked
to it; what else it said (which inputs were read, what was removed) is lost with it.
"""

from __future__ import annotations

import contextlib
import hashlib
import itertools
import os
import re
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path

import zstandard

from mediacorpus.corpus import disk
from mediacorpus.corpus.commits import now, written_by
from mediacorpus.corpus.disk import Commit, Folder, Line, Rejected, Replacement, Shard, unpack
from mediacorpus.corpus.index import line_in
from mediacorpus.errors import CorpusError, DecodeError
from mediacorpus.fields import Offset, Text, evolve, record
from mediacorpus.jsonl import loads
from mediacorpus.records import Entry, Rejection
from mediacorpus.views import counted

__all__ = ["RepairReport", "repair"]


@record
class RepairReport:
    """What is wrong and what is done about it, a sentence each in `steps`.

    `lost` entries could not be saved, as far as the commits tell how many there were; `forgotten`
    inputs are read again by the next ingest, because some of their entries are lost.  `done` is
    whether it was done, or only looked for.
    """

    steps: tuple[Text, ...] = ()
    lost: Offset = 0
    forgotten: Offset = 0
    done: bool = False

    def __str__(self) -> str:
        if not self.steps:
            return "nothing is wrong: there is nothing to repair"
        lines = [*self.steps]
        if self.lost:
            lines.append(f"{counted(self.lost, 'entry', 'entries')} lost")
        if self.forgotten:
            lines.append(
                f"{counted(self.forgotten, 'input')} to be read again: ingest the raw files once "
                "more"
            )
        lines.append("done" if self.done else "nothing was changed yet")
        return "\n".join(lines)


def repair(folder: Folder, *, apply: bool) -> RepairReport:
    """Look what is wrong, and mend it if `apply`.

    Raises `CorpusError` where the folder is no corpus, or cannot be written; what was done until
    then stays, and the next call goes on.
    """
    if not (folder.exists() or folder.numbers()):
        raise CorpusError(f"{folder.path} is no corpus: it has neither corpus.json nor commits")
    run = _Repair(folder, apply=apply)
    run.settings()
    commits = run.chain()
    run.shards(commits)
    run.finish()
    return RepairReport(
        steps=tuple(run.steps),
        lost=run.lost,
        forgotten=run.forgotten,
        done=apply and bool(run.steps),
    )


class _Repair:
    """A repair that is under way: what was found, and what was lost."""

    def __init__(self, folder: Folder, *, apply: bool) -> None:
        self.folder = folder
        self.apply = apply
        self.steps: list[str] = []
        self.lost = 0
        self.forgotten = 0
        self.damaged: list[Path] = []

    def settings(self) -> None:
        """Write corpus.json anew where it is damaged."""
        try:
            self.folder.read_settings()
        except CorpusError:
            self.steps.append(f"{self.folder.settings_file} is lost or damaged: written anew")
            if self.apply:
                self._keep_aside(self.folder.settings_file)
                self.folder.write_settings()
        else:
            self.folder.open()  # of a newer version this one keeps its hands

    # -- commits ---------------------------------------------------------------------------

    def chain(self) -> list[Commit]:
        """The commits, each following the one before it."""
        numbers = self.folder.numbers()
        parent: str | None = None
        position = 0
        commits: list[Commit] = []
        for number in range(1, max(numbers, default=0) + 1):
            file = self.folder.commit_file(number)
            try:
                commit, sha256 = self.folder.read_commit(number)
            except CorpusError:
                commit, sha256 = self._made_anew(number, position), ""
                self.steps.append(
                    f"{file} is lost or damaged: made anew of the "
                    f"{counted(len(commit.shards), 'shard')} written for it; which inputs were "
                    "read is lost with it, and so is what was removed or restored"
                )
            sound = self._with_rejected(commit)
            if sound.parent != parent:
                if sha256:
                    self.steps.append(f"{file} does not follow the commit before it: linked anew")
                sound = evolve(sound, parent=parent)
            if not sha256 or sound != commit:
                sha256 = self._rewritten(file, sound)
            commits.append(sound)
            parent = sha256
            position = _behind(sound.shards, position)
        return commits

    def _rewritten(self, file: Path, commit: Commit) -> str:
        """The hash of a commit's file, after writing it."""
        data = disk.sealed(commit)
        if self.apply:
            self._keep_aside(file)
            disk.write(file, data)
        return hashlib.sha256(data).hexdigest()

    def _made_anew(self, number: int, position: int) -> Commit:
        """A commit, of the files that were written for it; its shards begin at that position."""
        shards: dict[str, Shard] = {}  # an earlier repair may have been ended in between
        for path in sorted(self.folder.entries.glob(f"{number}-*.jsonl.zst")):
            raw = path.read_bytes()
            frames = list(_frames(raw))
            lines = [line for frame, _ in frames for line in _sound(frame)]
            whole = sum(length for _, length in frames) == len(raw)
            if whole and _named(path, raw):
                lengths = tuple(length for _, length in frames)
                days = [line.days for line in lines]
                shards[path.name] = disk.shard_of(path.name, raw, lengths, days, position)
            elif lines:
                self._tell(path, len(lines))
                if self.apply:
                    new = self.folder.write_shards(number, lines, position)
                    shards |= {shard.name: shard for shard in new}
                    self.damaged.append(path)
            position = _behind(shards.values(), position)
        files = sorted(self.folder.rejected.glob(f"{number}-*.jsonl"))
        rejected = None
        if files:
            raw = files[-1].read_bytes()
            sha256 = hashlib.sha256(raw).hexdigest()
            rejected = Rejected(name=files[-1].name, sha256=sha256, items=raw.count(b"\n"))
        return Commit(
            number=number,
            parent=None,
            time=now(),
            written_by=written_by(),
            shards=tuple(shards.values()),
            rejected=rejected,
        )

    def _with_rejected(self, commit: Commit) -> Commit:
        """A commit with what is sound of its rejections."""
        if not commit.rejected:
            return commit
        path = self.folder.rejected / commit.rejected.name
        raw = _bytes_of(path)
        if hashlib.sha256(raw).hexdigest() == commit.rejected.sha256:
            return commit
        lines = [line + b"\n" for line in raw.split(b"\n") if _is_sound(line, Rejection)]
        self.steps.append(
            f"{path} is lost or damaged: {len(lines)} of {commit.rejected.items} rejections kept"
        )
        if not self.apply:
            return commit
        self.damaged.append(path)
        rejected = self.folder.write_rejected(commit.number, lines) if lines else None
        return evolve(commit, rejected=rejected)

    # -- shards ----------------------------------------------------------------------------

    def shards(self, commits: Sequence[Commit]) -> None:
        """Put what is sound of damaged shards in their place, and forget the inputs that came in
        them."""
        live = {shard.name: shard for commit in commits for shard in commit.written}
        for name in (name for commit in commits for one in commit.replaced for name in one.old):
            live.pop(name, None)
        number = len(commits) + 1
        replaced: list[Replacement] = []
        read: Counter[str] = Counter()
        for shard in live.values():
            path = self.folder.entries / shard.name
            raw = _bytes_of(path)
            lines = list(_saved(shard, raw, path))
            read.update(filter(None, (_input(line.data) for line in lines)))
            if hashlib.sha256(raw).hexdigest() == shard.sha256 and len(lines) == shard.entries:
                continue
            self._tell(path, len(lines), shard.entries)
            self.lost += max(0, shard.entries - len(lines))
            new = self.folder.write_shards(number, lines, shard.position) if self.apply else []
            replaced.append(Replacement(old=(shard.name,), new=tuple(new)))
        if not replaced:
            return
        forgotten = tuple(_lost_inputs(commits, read)) if self.lost else ()
        self.forgotten = len(forgotten)
        if self.apply:
            made = Commit(
                number=number,
                parent=self.folder.read_commit(number - 1)[1],
                time=now(),
                written_by=written_by(),
                replaced=tuple(replaced),
                forgotten=forgotten,
            )
            if not self.folder.publish(made):
                raise CorpusError(
                    f"{self.folder.path} was added to meanwhile: end the other program, and repair "
                    "once more"
                )
            self.damaged += [self.folder.entries / one.old[0] for one in replaced]

    def _tell(self, path: Path, saved: int, of: int | None = None) -> None:
        known = f" of {of}" if of is not None else ""
        self.steps.append(f"{path} is lost or damaged: {saved}{known} entries kept")

    def _keep_aside(self, path: Path) -> None:
        """Have a file stand where nothing reads it as well, under a name that is free."""
        if not path.exists():
            return
        with disk.writing(self.folder.aside):
            self.folder.aside.mkdir(exist_ok=True)
            for number in itertools.count(1):
                target = self.folder.aside / (path.name if number == 1 else f"{path.name}.{number}")
                with contextlib.suppress(FileExistsError):
                    os.link(path, target)
                    return

    def finish(self) -> None:
        """Move aside what no commit names any more."""
        for path in self.damaged:
            self._keep_aside(path)
            with disk.writing(path):
                path.unlink(missing_ok=True)


# -- what is sound -------------------------------------------------------------------------


def _bytes_of(path: Path) -> bytes:
    """What is in a file; nothing where it is lost."""
    with contextlib.suppress(FileNotFoundError):
        return path.read_bytes()
    return b""


def _is_sound(line: bytes, kind: type) -> bool:
    try:
        loads(line, kind)
    except DecodeError:
        return False
    return True


def _sound(lines: Sequence[bytes]) -> Iterator[Line]:
    for line in lines:
        if _is_sound(line, Entry):
            yield line_in(line + b"\n")


def _saved(shard: Shard, raw: bytes, path: Path) -> Iterator[Line]:
    """The sound entries of a shard, of which the commit says where each frame stands."""
    offset = 0
    for length in shard.frames:
        with contextlib.suppress(CorpusError):
            yield from _sound(unpack(raw[offset : offset + length], length, path, offset))
        offset += length


_MAGIC = re.compile(rb"\x28\xb5\x2f\xfd")


def _frames(raw: bytes) -> Iterator[tuple[list[bytes], int]]:
    """The lines of each sound frame that some bytes hold, and how many bytes it has."""
    end = 0
    for match in _MAGIC.finditer(raw):
        if match.start() < end:
            continue
        unpacker = zstandard.ZstdDecompressor().decompressobj()
        try:
            text = unpacker.decompress(raw[match.start() :])
        except zstandard.ZstdError:
            continue
        if unpacker.eof:
            length = len(raw) - match.start() - len(unpacker.unused_data)
            end = match.start() + length
            yield text.split(b"\n")[:-1], length


def _named(path: Path, raw: bytes) -> bool:
    """Whether a shard has the hash that its name says."""
    return path.name.endswith(f"-{hashlib.sha256(raw).hexdigest()[:16]}.jsonl.zst")


def _behind(shards: Iterable[Shard], position: int) -> int:
    """The position behind some shards, that is not before another one."""
    return max([position, *(shard.position + len(shard.frames) for shard in shards)])


def _input(line: bytes) -> str | None:
    """The input that an entry came from."""
    provenance = loads(line).article.provenance
    return provenance.sha256 if provenance else None


def _lost_inputs(commits: Sequence[Commit], read: Counter[str]) -> Iterator[str]:
    """The inputs of which more came out than is there."""
    receipts = {one.sha256: one for commit in commits for one in commit.receipts}
    for sha256, receipt in receipts.items():
        if receipt.items > read[sha256]:
            yield sha256
