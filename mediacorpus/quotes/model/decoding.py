"""From scores to spans and links: the most probable tags of the words, and what belongs together.

A word is tagged as the beginning, inside, end or whole (BIES) of a source, a cue or a content, or
as outside (O).  A linear-chain conditional random field (Lafferty et al. 2001) forbids what is no
span.  Each content then takes a cue, each cue a source or none.
"""

from __future__ import annotations

import math
from typing import Any, NamedTuple

import numpy as np
from numpy.typing import NDArray

__all__ = ["LINK", "OUTSIDE", "ROLES", "TAGS", "Chain", "Links", "Tagging", "allowed", "spans"]

ROLES = ("source", "cue", "content")
OUTSIDE = "O"
TAGS = (OUTSIDE, *(f"{letter}-{role}" for role in ROLES for letter in "BIES"))
LINK = 96
"""Numbers in the vector of a span's first or last word."""

_DISTANCES = np.array([1, 2, 3, 4, 6, 8, 12, 16, 24, 32, 48, 64, 96, 128])
BUCKETS = 2 * (len(_DISTANCES) + 1)

Floats = NDArray[np.floating[Any]]
Ints = NDArray[np.integer[Any]]
Place = tuple[int, int]
"""The first and the last word of a span."""


def allowed(tag: str | None, following: str | None) -> bool:
    """Whether one tag may follow another; None stands for the edge of the window."""
    if tag is not None and tag[0] in "BI":
        return following is not None and following[0] in "IE" and following[2:] == tag[2:]
    return following is None or following[0] in "OBS"


def _forbidden(rows: tuple[str | None, ...], columns: tuple[str | None, ...]) -> Floats:
    return np.array([[not allowed(row, column) for column in columns] for row in rows])


class Tagging(NamedTuple):
    """The best tags of the words of a window, and how probable each is in its place."""

    tags: list[int]
    probability: Floats


class Chain:
    """A linear-chain conditional random field over the tags: how well one follows another."""

    def __init__(self, transitions: Floats, start: Floats, end: Floats) -> None:
        never = -math.inf
        self.transitions = np.where(_forbidden(TAGS, TAGS), never, transitions)
        self.start = np.where(_forbidden((None,), TAGS)[0], never, start)
        self.end = np.where(_forbidden(TAGS, (None,))[:, 0], never, end)

    def taggings(self, scores: list[Floats]) -> list[Tagging]:
        """The tagging of each window from its scores, an array of words by tags; all windows go
        step by step together, the longest first."""
        order = sorted(range(len(scores)), key=lambda n: -len(scores[n]))
        lengths = [len(scores[n]) for n in order]
        padded = np.zeros((len(order), max(lengths, default=0), len(TAGS)))
        for row, n in enumerate(order):
            padded[row, : lengths[row]] = scores[n]
        active = [sum(length > t for length in lengths) for t in range(padded.shape[1])]
        tags = self._viterbi(padded, lengths, active)
        probable = self._marginals(padded, lengths, active)
        found: dict[int, Tagging] = {}
        for row, n in enumerate(order):
            length = lengths[row]
            best = tags[row, :length]
            found[n] = Tagging(best.tolist(), probable[row, np.arange(length), best])
        return [found[n] for n in range(len(scores))]

    def _viterbi(self, scores: Floats, lengths: list[int], active: list[int]) -> Ints:
        rows, longest, count = scores.shape
        back = np.zeros((longest, rows, count), np.int8)
        best = self.start + scores[:, 0]
        for t in range(1, longest):
            a = active[t]
            through = best[:a, :, None] + self.transitions
            back[t, :a] = through.argmax(1)
            best[:a] = through.max(1) + scores[:a, t]
        tags = np.zeros((rows, longest), np.int64)
        last = (best + self.end).argmax(1)
        for row, length in enumerate(lengths):
            tag = last[row]
            for t in range(length - 1, -1, -1):
                tags[row, t] = tag
                tag = back[t, row, tag]
        return tags

    def _marginals(
        self, scores: Floats, lengths: list[int], active: list[int]
    ) -> NDArray[np.float64]:
        """How probable each tag is at each word (the forward-backward algorithm, scaled)."""
        longest = scores.shape[1]
        odds = np.exp(scores - scores.max(2, keepdims=True))
        follows, end = np.exp(self.transitions), np.exp(self.end)
        forward = np.zeros_like(odds)
        now = np.exp(self.start) * odds[:, 0]
        for t in range(longest):
            a = active[t]
            if t:
                now = (forward[:a, t - 1] @ follows) * odds[:a, t]
            forward[:a, t] = now / now.sum(1, keepdims=True)
        backward = np.zeros_like(odds)
        for row, length in enumerate(lengths):
            backward[row, length - 1] = end
        for t in range(longest - 2, -1, -1):
            a = active[t + 1]
            later = (odds[:a, t + 1] * backward[:a, t + 1]) @ follows.T
            backward[:a, t] = later / later.max(1, keepdims=True)
        both = forward * backward
        total = both.sum(2, keepdims=True)
        marginals: NDArray[np.float64] = both / np.where(total > 0, total, 1)
        return marginals


def spans(tags: list[int]) -> dict[str, list[Place]]:
    """By role, the first and last words of what is tagged as such, in order."""
    found: dict[str, list[Place]] = {role: [] for role in ROLES}
    first = 0
    for number, tag in enumerate(tags):
        letter, _, role = TAGS[tag].partition("-")
        if letter in "BS":
            first = number
        if role and letter in "ES":
            found[role].append((first, number))
    return found


class Links:
    """Which cue a content has, and which source a cue: scaled dot products of vectors of the first
    and last words, with a bias for the distance between."""

    def __init__(self, bias: Floats, none: Floats) -> None:
        self.bias = bias
        self.none = none

    def choose(
        self, vectors: Floats, pair: int, asking: list[Place], offered: list[Place]
    ) -> list[tuple[int | None, float]]:
        """For each span that asks, the number of the one offered that it takes, or None, with its
        probability; `vectors` are those of the words of a window, `pair` is 0 for content and cue,
        1 for cue and source."""
        if not asking:
            return []
        scores = np.full((len(asking), len(offered) + 1), float(self.none[pair]))
        if offered:
            first, last, to_first, to_last = (
                vectors[:, at : at + LINK]
                for at in range(4 * pair * LINK, 4 * (pair + 1) * LINK, LINK)
            )
            a, b = np.array(asking), np.array(offered)
            query = first[a[:, 0]] + last[a[:, 1]]
            key = to_first[b[:, 0]] + to_last[b[:, 1]]
            scores[:, :-1] = query @ key.T / math.sqrt(LINK) + self.bias[pair][buckets(a, b)]
        odds = np.exp(scores - scores.max(1, keepdims=True))
        odds /= odds.sum(1, keepdims=True)
        best = odds.argmax(1)
        return [
            (int(n) if n < len(offered) else None, float(odds[row, n]))
            for row, n in enumerate(best)
        ]


def buckets(asking: Ints, offered: Ints) -> Ints:
    """The bucket of the distance in words from each span that asks to each that is offered, spans
    as rows of first and last word: negative distances first, and wider the further."""
    ahead = offered[None, :, 0] - asking[:, None, 1]
    behind = offered[None, :, 1] - asking[:, None, 0]
    distance = np.where(ahead > 0, ahead, np.where(behind < 0, behind, 0))
    step = np.searchsorted(_DISTANCES, np.abs(distance))
    return np.where(distance < 0, step, step + len(_DISTANCES) + 1)
