"""How a commit is made: from what stands there now, and again where another writer was faster."""

from __future__ import annotations

import datetime
from collections.abc import Callable
from typing import Any

from mediacorpus.corpus.disk import Commit
from mediacorpus.corpus.index import Index
from mediacorpus.errors import CorpusError

__all__ = ["commit", "now", "written_by"]


def commit(index: Index, make: Callable[[int], dict[str, Any] | None]) -> int | None:
    """Publish what `make` gives: the fields of the commit with that number, written for what the
    index says now, or None where there is nothing to do.

    Where another writer is faster, what it wrote is taken in, and `make` is asked once more.

    Returns the commit's number.  Raises `CorpusError` where the folder cannot be written: nothing
    was changed then, unless the message says so.
    """
    folder = index.folder
    if folder.in_bag:
        raise CorpusError(f"{folder.path} is in a bag, which stays as it is: copy it elsewhere")
    while True:
        last, sha256 = index.head()
        fields = make(last + 1)
        if fields is None:
            return None
        made = Commit(
            number=last + 1,
            parent=sha256 or None,
            time=now(),
            written_by=written_by(),
            **fields,
        )
        if folder.publish(made):
            return made.number
        folder.discard(made)


def now() -> str:
    """The time that a commit says it was made at."""
    return datetime.datetime.now(datetime.UTC).isoformat(timespec="seconds")


def written_by() -> str:
    """Who writes: this version of the package."""
    import mediacorpus

    return f"mediacorpus {mediacorpus.__version__}"
