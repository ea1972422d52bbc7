"""Pull quotes: what a page prints a second time, large, to be seen between the paragraphs.

A pull quote is told by what it says, because dumps have no markup and sites no common name for it:
all its runs of three words stand in other blocks as well.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator

from mediacorpus.fields import evolve
from mediacorpus.records import Block
from mediacorpus.text.folding import fold

__all__ = ["with_pull_quotes"]

LONGEST = 300
"""A pull quote has so many characters at most."""

FEWEST_WORDS = 8
"""Shorter ones may use the words of the text by chance."""

_RUN = 3
_PARTS = re.compile(r"[.!?…:;]+(?:\s+|$)")

_Runs = frozenset[tuple[str, ...]]


def with_pull_quotes(blocks: Iterable[Block]) -> tuple[Block, ...]:
    """The blocks of a body; paragraphs that only repeat words of others are pull quotes.

    >>> long = "“They knew of the gates for years and years,” she said, “and did nothing.”"
    >>> short = "“They knew of the gates for years and years”"
    >>> blocks = [Block(kind="paragraph", text=text) for text in (short, long)]
    >>> [block.kind for block in with_pull_quotes(blocks)]
    ['pull_quote', 'paragraph']
    """
    found = list(blocks)
    runs = [_runs(one.text or "") if one.kind != "caption" else frozenset() for one in found]
    counts = Counter(run for own in runs for run in own)
    repeating: set[int] = set()
    # the longest first: one that is put together from two paragraphs has all the words of each
    for number in sorted(range(len(found)), key=lambda n: (-len(found[n].text or ""), -n)):
        own = runs[number]
        if own and _may_repeat(found[number]) and all(counts[run] > 1 for run in own):
            repeating.add(number)
            counts.subtract(own)
    return tuple(
        evolve(block, kind="pull_quote") if number in repeating else block
        for number, block in enumerate(found)
    )


def _may_repeat(block: Block) -> bool:
    text = block.text or ""
    fits = len(text) <= LONGEST and len(text.split()) >= FEWEST_WORDS
    return fits and block.kind == "paragraph"


def _runs(text: str) -> _Runs:
    """The runs of three words in a text, none over the end of a sentence; a shorter sentence is
    one."""
    return frozenset(run for part in _PARTS.split(text) for run in _in_part(fold(part).split()))


def _in_part(words: list[str]) -> Iterator[tuple[str, ...]]:
    for number in range(max(len(words) - _RUN + 1, min(len(words), 1))):
        yield tuple(words[number : number + _RUN])
