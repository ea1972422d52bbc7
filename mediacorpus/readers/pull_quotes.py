"""Pull quotes: what a page prints a second time, large, to be seen between the paragraphs.

A pull quote is told by what it says, because dumps have no markup and sites no common name for it:
each of its sentences stands in another block as well.
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

_BEGINNING = 3
"""In words: sentences are looked for where others have the same beginning."""
MOST_BLOCKS = 10
"""In so many other blocks a sentence is looked for."""

_SENTENCE_END = re.compile(r"[.!?…:;]+(?:\s+|$)")


def with_pull_quotes(blocks: Iterable[Block]) -> tuple[Block, ...]:
    """The blocks of a body; paragraphs that only repeat sentences of others are pull quotes.

    >>> long = "“They knew of the gates for years and years,” she said, “and did nothing.”"
    >>> short = "“They knew of the gates for years and years”"
    >>> blocks = [Block(kind="paragraph", text=text) for text in (short, long)]
    >>> [block.kind for block in with_pull_quotes(blocks)]
    ['pull_quote', 'paragraph']
    """
    found = list(blocks)
    texts = [fold(one.text or "") if one.kind != "caption" else "" for one in found]
    candidates = _without_new_words(found, texts)
    if not candidates:
        return tuple(found)
    having: dict[tuple[str, ...], list[int]] = {}
    for number, text in enumerate(texts):
        for run in _runs(text):
            if len(numbers := having.setdefault(run, [])) <= MOST_BLOCKS:
                numbers.append(number)
    repeating: set[int] = set()

    def stands_elsewhere(sentence: str, number: int) -> bool:
        others = having.get(next(_runs(sentence)), ())
        return any(
            f" {sentence} " in f" {texts[one]} "
            for one in others
            if one != number and one not in repeating
        )

    # the longest first: one that is put together from two paragraphs has all the words of each
    for number in sorted(candidates, key=lambda n: (-len(texts[n]), -n)):
        sentences = filter(None, map(fold, _SENTENCE_END.split(found[number].text or "")))
        if all(stands_elsewhere(one, number) for one in sentences):
            repeating.add(number)
    return tuple(
        evolve(block, kind="pull_quote") if number in repeating else block
        for number, block in enumerate(found)
    )


def _without_new_words(blocks: list[Block], texts: list[str]) -> list[int]:
    """The numbers of the paragraphs that are long and short enough, and of which all words stand in
    other blocks as well."""
    words = [text.split() for text in texts]
    counts = Counter(word for own in words for word in set(own))
    return [
        number
        for number, (block, own) in enumerate(zip(blocks, words, strict=True))
        if block.kind == "paragraph"
        and len(own) >= FEWEST_WORDS
        and len(block.text or "") <= LONGEST
        and all(counts[word] > 1 for word in own)
    ]


def _runs(text: str) -> Iterator[tuple[str, ...]]:
    """The runs of three words in a folded text; all of a shorter one."""
    words = text.split()
    for number in range(max(len(words) - _BEGINNING + 1, 1)):
        yield tuple(words[number : number + _BEGINNING])
