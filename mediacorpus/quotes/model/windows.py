"""A text as the model reads it: words cut into pieces, in windows of whole paragraphs.

The same code makes the windows for training and for use.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from typing import NamedTuple

from mediacorpus.text.marks import paragraphs, quotations

__all__ = ["FEATURES", "LONGEST", "Window", "windows"]

LONGEST = 256
"""Pieces in a window, those that mark its beginning and the ends of its paragraphs included."""

MOST_PIECES = 12
"""A word of more is cut: no word of a language has so many."""

_WORD = re.compile(r"['’]s\b|[^\W_]+(?:['’](?!s\b)[^\W_]+)*|[^\w\s]|_")
"""A possessive ending is a word of its own: it stands behind a speaker and is none of it."""

LOWER, CAPITALISED, CAPITALS, FIGURE, OTHER = range(5)
"""Shapes of words; the feature of a word is its shape, or its shape + 5 within quotation marks."""

FEATURES = 10

Pieces = Callable[[str], list[int]]
"""What the vocabulary cuts a word into; never empty."""


class Window(NamedTuple):
    """Paragraphs that the model reads at once.

    `pieces`, `features` and `ruled`, the tags that the rules give, are as long as each other;
    `firsts` says which piece begins each word, `starts` and `ends` where the words stand in the
    text.
    """

    pieces: list[int]
    features: list[int]
    ruled: list[int]
    firsts: list[int]
    starts: list[int]
    ends: list[int]


class _Word(NamedTuple):
    start: int
    end: int
    pieces: list[int]
    feature: int
    ends_sentence: bool


def windows(text: str, pieces: Pieces, begin: int, separator: int) -> list[Window]:
    """The windows of a text, in order; `begin` and `separator` are the pieces that open a window
    and close a paragraph."""
    found: list[Window] = []
    for paragraph in _paragraphs(text, pieces):
        for part in _parts(paragraph):
            length = sum(len(word.pieces) for word in part)
            if not found or len(found[-1].pieces) + length + 1 > LONGEST:
                found.append(Window([begin], [OTHER], [0], [], [], []))
            window = found[-1]
            for word in part:
                window.firsts.append(len(window.pieces))
                window.pieces.extend(word.pieces)
                window.features.extend([word.feature] * len(word.pieces))
                window.ruled.extend([0] * len(word.pieces))
                window.starts.append(word.start)
                window.ends.append(word.end)
            window.pieces.append(separator)
            window.features.append(OTHER)
            window.ruled.append(0)
    return found


def _paragraphs(text: str, pieces: Pieces) -> Iterator[list[_Word]]:
    for paragraph in paragraphs(text):
        marked = iter(quotations(text, paragraph.start, paragraph.end))
        quotation = next(marked, None)
        words = []
        for match in _WORD.finditer(text, paragraph.start, paragraph.end):
            start, word = match.start(), match[0]
            while quotation and quotation.end <= start:
                quotation = next(marked, None)
            within = quotation is not None and quotation.start <= start
            feature = _shape(word) + within * FEATURES // 2
            words.append(
                _Word(start, match.end(), pieces(word)[:MOST_PIECES], feature, word in _ENDERS)
            )
        if words:
            yield words


_ENDERS = frozenset(".!?…。！？؟")


def _shape(word: str) -> int:
    first = word[0]
    if first.isupper():
        return CAPITALS if len(word) > 1 and word.isupper() else CAPITALISED
    if first.isalpha():
        return LOWER
    return FIGURE if first.isdigit() else OTHER


def _parts(words: list[_Word]) -> Iterator[list[_Word]]:
    """A paragraph that is too long for a window is cut, behind a sentence where there is one."""
    part: list[_Word] = []
    length = sentence = 0
    for word in words:
        if length + len(word.pieces) > LONGEST - 2:
            cut = sentence if sentence > len(part) // 3 else len(part)
            yield part[:cut]
            part = part[cut:]
            length, sentence = sum(len(one.pieces) for one in part), 0
        part.append(word)
        length += len(word.pieces)
        if word.ends_sentence:
            sentence = len(part)
    if part:
        yield part
