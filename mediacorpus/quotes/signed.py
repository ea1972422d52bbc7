"""Signed words: a quotation or a post, a dash, and who it is by.

"“We are done.” -Commissioner Jane Roe", "We will win! — Jane Roe (@janeroe) June 12, 2016"
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from mediacorpus.quotes.constructions import Attribution, Place
from mediacorpus.text.tokens import Tokens

__all__ = ["SIGNED", "signed"]

SIGNED = "signed"
"""The name of the construction."""

LONGEST = 20
"""In tokens, who it is by, with what tells more of them."""

_DASHES = frozenset("-–—")
_POSTED = re.compile(r"(?P<name>[^()\n]{1,60}?)[ \xa0]\(@\w{1,30}\)[^\n]{0,40}")


def signed(paragraphs: Sequence[Tokens]) -> dict[int, Attribution | None]:
    """By the number of its paragraph, what is signed there; where the signature is the paragraph
    behind, that has None."""
    found: dict[int, Attribution | None] = {}
    for number, tokens in enumerate(paragraphs):
        dash = _signature(tokens)
        if dash is None or (dash == 0 and number - 1 in found):
            continue
        by, posted = _by(tokens, dash + 1)
        said = tokens if dash else paragraphs[number - 1] if number else None
        end = dash or (len(said.kind) if said else 0)
        if said is None or not (said.kind[:end] == ["Q"] or (posted and _has_words(said, end))):
            continue
        place = (tokens.start[dash], tokens.end[dash])
        content = (said.start[0], said.end[end - 1])
        found[number] = None
        found[number if dash else number - 1] = Attribution(
            (content,), place, by, None, "says", SIGNED
        )
    return found


def _has_words(tokens: Tokens, end: int) -> bool:
    """Whether there are words and no markup, whose words would be among them."""
    said = tokens.text[tokens.start[0] : tokens.end[end - 1]]
    return said[0] != "<" and any(map(str.isalnum, said))


def _signature(tokens: Tokens) -> int | None:
    """The last dash of a paragraph, where a name stands behind it."""
    if _DASHES.isdisjoint(tokens.kind[-LONGEST:]):
        return None
    for number in range(len(tokens) - 2, max(len(tokens) - LONGEST, 0) - 1, -1):
        if tokens.kind[number] in _DASHES:
            return number if tokens.kind[number + 1] == "M" else None
    return None


def _by(tokens: Tokens, first: int) -> tuple[Place, bool]:
    """Who signs, and whether it is a post's signature, with a handle and a date."""
    start, end = tokens.start[first], tokens.end[-1]
    post = _POSTED.fullmatch(tokens.text, start, end)
    if post:
        return (start, post.end("name")), True
    last = len(tokens) - 1
    while last > first and not tokens.word[last][-1].isalnum() and tokens.kind[last] != ")":
        last -= 1
    return (start, tokens.end[last]), False
