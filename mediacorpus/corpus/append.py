"""Entries written behind those that are there, in one commit, without what is there already."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from mediacorpus.corpus.commits import commit
from mediacorpus.corpus.disk import Line, Receipt
from mediacorpus.corpus.index import Index, digest, text_digest
from mediacorpus.fields import Offset, evolve, record

__all__ = ["AddReport", "append"]


@record
class AddReport:
    """What an append did: how many articles are new, a newer version of one that was there, or
    there already; how many were left out, because they have been removed; how many of the new ones
    have the very text of another article; and the number of the commit (None where there was
    nothing to write)."""

    new: Offset = 0
    updated: Offset = 0
    unchanged: Offset = 0
    removed: Offset = 0
    same_text: Offset = 0
    commit: Offset | None = None


def append(
    index: Index,
    lines: Sequence[Line] = (),
    receipts: Sequence[Receipt] = (),
    refused: Sequence[bytes] = (),
) -> AddReport:
    """Append encoded entries, receipts and encoded rejections that are not there already.

    Raises `CorpusError` where the folder cannot be written.
    """
    folder, report = index.folder, AddReport()

    def make(number: int) -> dict[str, Any] | None:
        nonlocal report
        fresh, report = _fresh(index, lines)
        news = [one for one in receipts if index.receipt(one.sha256) != evolve(one, path=None)]
        unknown = [line for line in refused if not index.has_rejection(line)]
        if not (fresh or news or unknown):
            return None
        return {
            "shards": tuple(folder.write_shards(number, fresh, index.next_position())),
            "receipts": tuple(news),
            "rejected": folder.write_rejected(number, unknown) if unknown else None,
        }

    number = commit(index, make)
    return evolve(report, commit=number)


def _fresh(index: Index, lines: Sequence[Line]) -> tuple[list[Line], AddReport]:
    """The lines that say something new, and how many are what."""
    fresh: list[Line] = []
    newest: dict[str, bytes | None] = {}
    texts: set[bytes] = set()
    new = updated = removed = same = 0
    removals = index.removals()
    for line in lines:
        if line.id in removals:
            removed += 1
            continue
        if line.id not in newest:
            newest[line.id] = index.digest_of(line.id)
        known, own = newest[line.id], digest(line.data)
        if known == own:
            continue
        if known is None:
            text = text_digest(line.data)
            same += text in texts or index.has_text(text, line.id)
            texts.add(text)
        new += known is None
        updated += known is not None
        newest[line.id] = own
        fresh.append(line)
    return fresh, AddReport(
        new=new,
        updated=updated,
        unchanged=len(lines) - len(fresh) - removed,
        removed=removed,
        same_text=same,
    )
