"""A document as lines that keep their place."""

from __future__ import annotations

import itertools
import re
from typing import NamedTuple

from mediacorpus.text.folding import fold_space

__all__ = ["Line", "is_apart", "lines", "printed_lines", "unwrapped"]


class Line(NamedTuple):
    """A line that has words: the words with folded space, and its place in the document."""

    words: str
    start: int
    end: int


_LINE = re.compile(r"[^\n\r\x0b\x0c\x85\u2028\u2029]+")
"""A line as it stands, without its end."""


def lines(text: str) -> list[Line]:
    """The lines of a text that have anything on them; hard-wrapped paragraphs become one line.

    >>> [line.words for line in lines("Headline\\r\\n\\r\\n A\\xa0paragraph. ")]
    ['Headline', 'A paragraph.']
    """
    return unwrapped(text, printed_lines(text))


def printed_lines(text: str) -> list[Line]:
    """The lines of a text that have anything on them, as they stand."""
    found = []
    for match in _LINE.finditer(text):
        line = match[0]
        words = fold_space(line)
        if words:
            start, end = match.span()
            if len(words) < end - start:
                start += len(line) - len(line.lstrip())
                end -= len(line) - len(line.rstrip())
            found.append(Line(words, start, end))
    return found


def is_apart(text: str, above: Line, below: Line) -> bool:
    """Whether there is a blank line between two lines."""
    return below.start - above.end > 1 and bool(_BLANK_LINE.search(text, above.end, below.start))


_WRAPPED = range(50, 101)
_BLANK_LINE = re.compile(r"\n[^\S\n]*\n")


def unwrapped(text: str, found: list[Line]) -> list[Line]:
    """The lines of a text, those of paragraphs joined that were broken at a fixed width, as mail
    and terminals do.

    A document is wrapped if nearly all of its lines that are followed by another at once are of
    that width, few end a sentence, and what follows them goes on in small letters.
    """
    follows = [not is_apart(text, one, other) for one, other in itertools.pairwise(found)]
    inner = [line for line, more in zip(found, follows, strict=False) if more]
    begun = [line for line, more in zip(found[1:], follows, strict=True) if more]
    fitting = [line for line in inner if len(line.words) in _WRAPPED]
    ended = [line for line in inner if line.words[-1] in '.!?:”"。！？」।']
    capital = [line for line in begun if line.words[0].isupper()]
    if (
        len(inner) < 4
        or len(fitting) * 10 < len(inner) * 8
        or len(ended) * 3 > len(inner)
        or len(capital) * 2 > len(inner)
    ):
        return found
    paragraphs = [found[:1]]
    for (last, line), more in zip(itertools.pairwise(found), follows, strict=True):
        if more and len(last.words) in _WRAPPED:
            paragraphs[-1].append(line)
        else:
            paragraphs.append([line])
    return [
        Line(" ".join(line.words for line in group), group[0].start, group[-1].end)
        for group in paragraphs
        if group
    ]
