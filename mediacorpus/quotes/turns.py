"""Turns of interviews and transcripts: paragraphs that begin with who speaks, and a colon.

"Q: Were you late?" "A: I was not."  "TAPPER: Will he win?" "FALLIN: He will."
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from typing import NamedTuple

from mediacorpus.languages import Pack
from mediacorpus.quotes.constructions import Attribution, Place
from mediacorpus.text.tokens import Tokens

__all__ = ["TURN", "turns"]

TURN = "turn"
"""The name of the construction."""

FEWEST = 3
"""A text of fewer turns is no interview."""

LONGEST = 8
"""In paragraphs: where the next turn is further off, what is between is the writer's."""

SHORTEST = 3
"""In words, what is said in the first turn of each; a label has no more than twice as many."""

LONGEST_LABEL = 16
"""In tokens, with what stands in brackets and the marks of emphasis."""

_EMPHASIS = "*_"
_DASHES = "-–—"


class _Label(NamedTuple):
    """Who speaks, the mark behind that, and the token with which the turn begins."""

    speaker: Place
    mark: Place
    begin: int
    name: str
    """By what the turns of one speaker are known: "tapper" for "Jake Tapper" as well."""


def turns(paragraphs: Sequence[Tokens], pack: Pack) -> dict[int, Attribution | None]:
    """By the number of its paragraph, what is said in each turn, together with the paragraphs
    between it and the next turn, if that is near, for which it has None; empty where the text is no
    interview: of several turns, by two or more speakers, one of whom speaks again, or of answers
    alone."""
    labels = {n: label for n, one in enumerate(paragraphs) if (label := _label(one, pack))}
    known = {one.name for n, one in labels.items() if _is_long(paragraphs[n], one)}
    labels = {n: one for n, one in labels.items() if one.name in known}
    speakers = Counter(one.name for one in labels.values())
    colon = all(paragraphs[0].text[slice(*one.mark)] == ":" for one in labels.values())
    several = len(speakers) > 1 or (colon and not pack.reports.answers.isdisjoint(speakers))
    if len(labels) < FEWEST or not several or max(speakers.values()) < 2:
        return {}
    found: dict[int, Attribution | None] = {}
    numbers = sorted(labels)
    for number, behind in zip(numbers, [*numbers[1:], numbers[-1] + 1], strict=True):
        tokens, label = paragraphs[number], labels[number]
        following = behind if behind - number <= LONGEST else number + 1
        parts = [(tokens.start[label.begin], tokens.end[_last(tokens) - 1])]
        parts += [(one.start[0], one.end[-1]) for one in paragraphs[number + 1 : following]]
        found.update(dict.fromkeys(range(number, following)))
        found[number] = Attribution(
            tuple(parts),
            label.mark,
            label.speaker,
            None,
            "asks" if tokens.kind[_last(tokens) - 1] == "?" else "says",
            TURN,
        )
    return found


def _is_long(tokens: Tokens, label: _Label) -> bool:
    return _last(tokens) - label.begin >= SHORTEST


def _last(tokens: Tokens) -> int:
    """Where a paragraph ends, without the marks of emphasis behind it."""
    last = len(tokens)
    while last > 1 and tokens.kind[last - 1] in _EMPHASIS:
        last -= 1
    return last


def _label(tokens: Tokens, pack: Pack) -> _Label | None:
    """The label of a turn, in marks of emphasis or without; None where the paragraph has none."""
    first = _behind_emphasis(tokens, 0) if tokens.kind[0] in _EMPHASIS else 0
    if first >= len(tokens):
        return None
    if tokens.low[first].rstrip(".") in pack.reports.labels:
        label = _short_label(tokens, first)
    elif ":" in tokens.kind and tokens.kind[first] in "MD":
        label = _name(tokens, first)
    else:
        return None
    if label is None or label.begin >= len(tokens) or tokens.kind[label.begin] == "Q":
        return None
    return label if tokens.kind[_last(tokens) - 1] in ".?!…Q)-–—" else None


def _short_label(tokens: Tokens, first: int) -> _Label | None:
    """A label of the pack: "Q:", "A.", "Question -"."""
    start, end = tokens.start[first], tokens.end[first]
    name = tokens.low[first].rstrip(".")
    mark = _behind_emphasis(tokens, first + 1)
    if mark < len(tokens) and tokens.kind[mark] in (":", ".", *_DASHES):
        place = (tokens.start[mark], tokens.end[mark])
        begin = _behind_emphasis(tokens, mark + 1)
    elif tokens.word[first].endswith("."):
        place, begin = (end - 1, end), mark
    else:
        return None
    return _Label((start, start + len(name)), place, begin, name)


def _name(tokens: Tokens, first: int) -> _Label | None:
    """A name: "LEE:", "Ann Lee (singer):", "The Sentinel:"."""
    colon = tokens.kind.index(":")
    if colon - first > LONGEST_LABEL:
        return None
    bare = [n for n in range(first, colon) if tokens.kind[n] not in _EMPHASIS]
    if not 0 < len(bare) <= 2 * SHORTEST or bare[0] != first:
        return None
    if "(" in tokens.kind[first:colon] and tokens.kind[bare[-1]] == ")":
        bare = bare[: [tokens.kind[n] for n in bare].index("(")]
    kinds = "".join(tokens.kind[n] for n in bare)
    article = kinds[:1] == "D" and tokens.word[first].istitle()
    if not kinds or kinds[-1] not in "M." or not set(kinds[article:]) <= set("M,.()"):
        return None
    if kinds[article : article + 1] != "M":
        return None
    end = max(n for n in range(first, colon) if tokens.kind[n] not in _EMPHASIS)
    return _Label(
        (tokens.start[first], tokens.end[end]),
        (tokens.start[colon], tokens.end[colon]),
        _behind_emphasis(tokens, colon + 1),
        tokens.low[bare[-1]],
    )


def _behind_emphasis(tokens: Tokens, number: int) -> int:
    while number < len(tokens) and tokens.kind[number] in _EMPHASIS:
        number += 1
    return number
