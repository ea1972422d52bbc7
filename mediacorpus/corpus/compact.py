"""Many small shards made into few, and what was removed erased."""

from __future__ import annotations

import itertools
import time
from collections.abc import Collection, Iterator, Sequence
from pathlib import Path
from typing import Any

from mediacorpus.corpus import disk
from mediacorpus.corpus.commits import commit
from mediacorpus.corpus.disk import Replacement
from mediacorpus.corpus.index import Index
from mediacorpus.errors import CorpusError
from mediacorpus.fields import Offset, Text, record
from mediacorpus.views import counted

__all__ = ["CompactReport", "compact"]

LEFT_BEHIND = 24 * 3600.0
"""A file of no commit that is so many seconds old is that of a writer that was ended."""


@record
class CompactReport:
    """What became of the shards.

    `shards` were there before, `shards_now` are there; `purged` entries were erased, versions of
    removed articles; `swept` are the files that were taken away: shards in whose place others
    stand, and what writers that were ended left behind.  `commit` is the number of the commit, None
    where nothing was written.
    """

    shards: Offset = 0
    shards_now: Offset = 0
    purged: Offset = 0
    swept: tuple[Text, ...] = ()
    commit: Offset | None = None

    def __str__(self) -> str:
        facts = [f"{counted(self.shards, 'shard')} before, {self.shards_now} now"]
        facts += [f"{counted(self.purged, 'entry', 'entries')} purged"] if self.purged else []
        facts += [f"{counted(len(self.swept), 'file')} taken away"] if self.swept else []
        return ", ".join(facts)


def compact(index: Index, *, purge: bool = False) -> CompactReport:
    """Put large shards in the place of small ones that stand next to each other, and take away the
    files that are not wanted any more; with `purge` what was removed is left out.

    Raises `CorpusError` where a shard is damaged: nothing is changed then.
    """
    folder = index.folder
    if purge and any(folder.aside.glob("*")):
        raise CorpusError(
            f"{folder.aside} holds damaged files, in which purged text may stand: take them away "
            "first"
        )
    before = purged = 0

    def make(number: int) -> dict[str, Any] | None:
        nonlocal before, purged
        shards = index.shards()
        before, purged = len(shards), 0
        removed = index.removals() if purge else {}
        touched = index.shards_with_removed() if purge else set()
        replaced = []
        for run in _runs(shards, touched):
            lines = (line for name in run for line in index.lines_of(name))
            kept = (line for line in lines if line.id not in removed)
            new = folder.write_shards(number, kept, min(index.positions(run)))
            replaced.append(Replacement(old=tuple(run), new=tuple(new)))
        purged = sum(map(index.entries_in, itertools.chain(*(one.old for one in replaced)))) - sum(
            shard.entries for one in replaced for shard in one.new
        )
        return {"replaced": tuple(replaced)} if replaced else None

    number = commit(index, make)
    swept = tuple(_sweep(index))
    return CompactReport(
        shards=before, shards_now=len(index.shards()), purged=purged, swept=swept, commit=number
    )


def _runs(shards: Sequence[tuple[str, int]], touched: Collection[str]) -> Iterator[list[str]]:
    """The shards that are to be written anew, those that stand next to each other together."""

    def is_wanted(shard: tuple[str, int]) -> bool:
        name, size = shard
        return size < disk.SHARD_BYTES // 2 or name in touched

    for wanted, run in itertools.groupby(shards, is_wanted):
        names = [name for name, _ in run]
        if wanted and (len(names) > 1 or names[0] in touched):
            yield names


def _sweep(index: Index) -> Iterator[str]:
    """Take away the files that no commit wants, and name them; not those that another process may
    be writing."""
    folder, (last, _) = index.folder, index.head()
    for path in folder.strangers(set(index.files())):
        written_for, _, _ = path.name.partition("-")
        is_past = written_for.isdecimal() and int(written_for) <= last
        if is_past or _is_left_behind(path):
            try:
                path.unlink(missing_ok=True)
            except OSError as error:
                raise CorpusError(
                    f"{path} cannot be taken away ({error.strerror}); nothing refers to it any "
                    "more.  Look after the disk, and compact once more"
                ) from error
            yield str(path.relative_to(folder.path))


def _is_left_behind(path: Path) -> bool:
    try:
        return time.time() - path.stat().st_mtime > LEFT_BEHIND
    except FileNotFoundError:
        return False
