"""Several corpora made into a new one; they stay as they are."""

from __future__ import annotations

import heapq
import itertools
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Literal, get_args

from mediacorpus.corpus.append import append
from mediacorpus.corpus.commits import commit
from mediacorpus.corpus.disk import Folder, Line, Receipt, Removal, new_folder
from mediacorpus.corpus.index import Index
from mediacorpus.errors import CorpusError, ValidationError
from mediacorpus.fields import Offset, record
from mediacorpus.views import counted

__all__ = ["Duplicates", "MergeReport", "merge"]

Duplicates = Literal["keep-newest", "keep-both", "error"]
"""What to do about an article that two corpora have, each in another version."""

BATCH = 4096
"""So many entries are written in one commit."""


@record
class MergeReport:
    """What the new corpus has: how many articles and inputs; `equal` of the articles were in
    several corpora in the same version, `differing` ones in several versions; `removed` ones were
    left out, because one of the corpora has removed them."""

    articles: Offset = 0
    inputs: Offset = 0
    equal: Offset = 0
    differing: Offset = 0
    removed: Offset = 0

    def __str__(self) -> str:
        facts = [counted(self.articles, "article"), counted(self.inputs, "input")]
        facts += [f"{self.equal} in several corpora, the same"] if self.equal else []
        facts += [f"{self.differing} in several versions"] if self.differing else []
        facts += [f"{self.removed} removed"] if self.removed else []
        return ", ".join(facts)


def merge(target: Path, corpora: Sequence[Index], *, if_duplicate: Duplicates) -> MergeReport:
    """Write all that several corpora have into a new one, in the order of time.

    Raises `CorpusError` where there is something at the target, where a corpus cannot be read, and,
    if that is asked for, for an article in several versions; nothing is left of the new corpus
    then.
    """
    if if_duplicate not in get_args(Duplicates):
        known = ", ".join(map(repr, get_args(Duplicates)))
        raise ValidationError("if_duplicate", f"{if_duplicate!r} is none: pass one of {known}")
    with new_folder(target, "the merged corpus") as folder:
        return _merge(Folder(folder), corpora, if_duplicate)


def _merge(folder: Folder, corpora: Sequence[Index], if_duplicate: Duplicates) -> MergeReport:
    folder.create()
    index = Index(folder)
    try:
        for one in corpora:
            one.head()
        removals = {id: why for one in corpora for id, why in one.removals().items()}
        equal: set[str] = set()
        differing: set[str] = set()

        def wanted() -> Iterator[Line]:
            for owner, line in _lines(corpora):
                if line.id in removals:
                    continue
                versions = [one.newest(line.id) for one in corpora]
                there = [(*found, number) for number, found in enumerate(versions) if found]
                tells = {found[1] for found in there}
                if len(tells) > 1:
                    differing.add(line.id)
                elif len(there) > 1:
                    equal.add(line.id)
                if len(tells) < 2 or if_duplicate == "keep-both":
                    yield line
                elif if_duplicate == "error":
                    raise CorpusError(
                        f"the article {line.id!r} is in several corpora in different versions: "
                        "merge with if_duplicate='keep-newest', or 'keep-both'"
                    )
                elif owner == max(there, key=lambda one: (one[0], one[2]))[2]:
                    yield line

        rest = wanted()
        while batch := list(itertools.islice(rest, BATCH)):
            append(index, batch)
        receipts: dict[str, Receipt] = {}
        refused: dict[bytes, None] = {}
        for one in corpora:
            _take_down(one, receipts, refused)
        append(index, receipts=list(receipts.values()), refused=list(refused))
        removed = tuple(Removal(id=id, reason=why) for id, why in removals.items())
        if removed:
            commit(index, lambda _: None if index.removals() else {"removed": removed})
        index.head()
        return MergeReport(
            articles=index.count(),
            inputs=len(receipts),
            equal=len(equal),
            differing=len(differing),
            removed=len(removed),
        )
    finally:
        index.close()


def _lines(corpora: Sequence[Index]) -> Iterator[tuple[int, Line]]:
    """All entries, each with the number of its corpus, in the order in which they were added."""

    def of(number: int, corpus: Index) -> Iterator[tuple[str, int, str]]:
        latest = ""
        for shard, time in corpus.times():
            latest = max(latest, time)  # a clock may have gone back
            yield latest, number, shard

    for _, number, shard in heapq.merge(*itertools.starmap(of, enumerate(corpora))):
        for line in corpora[number].lines_of(shard):
            yield number, line


def _take_down(corpus: Index, receipts: dict[str, Receipt], refused: dict[bytes, None]) -> None:
    """Add what the commits of a corpus say of inputs and of what was rejected."""
    last, _ = corpus.head()
    for number in range(1, last + 1):
        commit, _ = corpus.folder.read_commit(number)
        receipts |= {one.sha256: one for one in commit.receipts}
        for sha256 in commit.forgotten:
            receipts.pop(sha256, None)
        refused |= dict.fromkeys(corpus.folder.rejections(commit))
