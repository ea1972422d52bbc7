"""Pull quotes: what a page prints a second time, large, to be seen between the paragraphs.

A pull quote is told by what it says, because dumps have no markup and sites no common name for it:
each of its sentences stands in another block as well.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Sequence

from mediacorpus.fields import evolve
from mediacorpus.records import Block
from mediacorpus.text.folding import fold, small_words

__all__ = ["with_pull_quotes"]

LONGEST = 300
"""A pull quote has so many characters at most."""

FEWEST_WORDS = 8
"""Shorter ones may use the words of the text by chance."""

_BEGINNING = 3
"""In words: sentences are looked for where others have the same beginning."""
MOST_BLOCKS = 10
"""In so many other blocks a sentence is looked for."""

_SENTENCE_END = re.compile(r"[.!?…:;]+(?:\s+|$)")


def with_pull_quotes(
    blocks: Sequence[Block], said: Sequence[Sequence[str]] | None = None
) -> tuple[Block, ...]:
    """The blocks of a body; paragraphs that only repeat sentences of others are pull quotes.

    `said` are the `small_words` of each block, where they are known.

    >>> long = "“They knew of the gates for years and years,” she said, “and did nothing.”"
    >>> short = "“They knew of the gates for years and years”"
    >>> blocks = [Block(kind="paragraph", text=text) for text in (short, long)]
    >>> [block.kind for block in with_pull_quotes(blocks)]
    ['pull_quote', 'paragraph']
    """
    if said is None:
        said = [small_words(block.text or "") for block in blocks]
    candidates = {
        number: [*filter(None, map(fold, _SENTENCE_END.split(blocks[number].text or "")))]
        for number in _without_new_words(blocks, said)
    }
    if not candidates:
        return tuple(blocks)
    texts = [fold(one.text or "") if one.kind != "caption" else "" for one in blocks]
    sought = {_beginning(sentence) for own in candidates.values() for sentence in own}
    having: dict[tuple[str, ...], list[int]] = {}
    for number, text in enumerate(texts):
        for run in sought.intersection(_runs(text)):
            if len(numbers := having.setdefault(run, [])) <= MOST_BLOCKS:
                numbers.append(number)
    repeating: set[int] = set()

    def stands_elsewhere(sentence: str, number: int) -> bool:
        others = having.get(_beginning(sentence), ())
        return any(
            f" {sentence} " in f" {texts[one]} "
            for one in others
            if one != number and one not in repeating
        )

    # the longest first: one that is put together from two paragraphs has all the words of each
    for number in sorted(candidates, key=lambda n: (-len(texts[n]), -n)):
        if all(stands_elsewhere(one, number) for one in candidates[number]):
            repeating.add(number)
    return tuple(
        evolve(block, kind="pull_quote") if number in repeating else block
        for number, block in enumerate(blocks)
    )


def _without_new_words(blocks: Sequence[Block], said: Sequence[Sequence[str]]) -> list[int]:
    """The numbers of the paragraphs that are long and short enough, and of which all words stand in
    other blocks as well."""
    counts: Counter[str] = Counter()
    for block, own in zip(blocks, said, strict=True):
        if block.kind != "caption":
            counts.update(set(own))
    once = {word for word, count in counts.items() if count == 1}
    return [
        number
        for number, (block, own) in enumerate(zip(blocks, said, strict=True))
        if block.kind == "paragraph"
        and len(block.text or "") <= LONGEST
        and once.isdisjoint(own)
        and len(fold(block.text or "").split()) >= FEWEST_WORDS
    ]


def _beginning(sentence: str) -> tuple[str, ...]:
    """The first three words of a folded sentence; all of a shorter one."""
    return tuple(sentence.split(maxsplit=_BEGINNING)[:_BEGINNING])


def _runs(text: str) -> Iterable[tuple[str, ...]]:
    """The runs of three words in a folded text; all of a shorter one."""
    words = text.split()
    if len(words) < _BEGINNING:
        return [tuple(words)]
    return zip(*(words[first:] for first in range(_BEGINNING)), strict=False)
