"""What a corpus answers: a selection that can be gone through again, and that a notebook shows."""

from __future__ import annotations

import itertools
from collections.abc import Callable, Iterator
from typing import Generic, TypeVar

from mediacorpus.records import Entry, Quote, Source

__all__ = ["Selection"]

T = TypeVar("T", Entry, Quote, Source)

SHOWN = 20
"""So many records are shown where a selection is looked at."""


class Selection(Generic[T]):
    """Entries, quotes or sources of a corpus, read anew each time they are gone through."""

    def __init__(self, find: Callable[[], Iterator[tuple[Entry, T]]]) -> None:
        self._find: Callable[[], Iterator[tuple[Entry, T]]] = find

    def __iter__(self) -> Iterator[T]:
        return (one for _, one in self._find())

    def with_entries(self) -> Iterator[tuple[Entry, T]]:
        """Each record with the entry that it stands in."""
        return self._find()

    def __repr__(self) -> str:
        shown = [repr(one) for one in itertools.islice(self, SHOWN + 1)]
        if len(shown) > SHOWN:
            shown[-1] = "…"
        return "\n".join(shown) or "nothing found"

    def _repr_html_(self) -> str:
        from mediacorpus.views import html

        return html.selection(list(itertools.islice(self._find(), SHOWN + 1)), SHOWN)
