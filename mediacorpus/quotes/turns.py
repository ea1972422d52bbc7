"""Turns of interviews and transcripts: paragraphs that begin with who speaks, and a colon.

"Q: Were you late?" "A: I was not."  "TAPPER: Will he win?" "FALLIN: He will."
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

from mediacorpus.languages import Pack
from mediacorpus.quotes.constructions import Attribution
from mediacorpus.text.tokens import Tokens

__all__ = ["TURN", "turns"]

TURN = "turn"
"""The name of the construction."""

FEWEST = 3
"""A text of fewer turns is no interview."""

LONGEST = 8
"""In paragraphs: where the next turn is further off, what is between is the writer's."""

SHORTEST = 3
"""In words, what is said in a turn; and a label has no more than twice as many."""


def turns(paragraphs: Sequence[Tokens], pack: Pack) -> dict[int, Attribution | None]:
    """By the number of its paragraph, what is said in each turn, together with the paragraphs
    between it and the next turn, if that is near, for which it has None; empty where the text is no
    interview: of several turns, by two or more speakers, one of whom speaks again, or of answers
    alone."""
    colons = {n: colon for n, one in enumerate(paragraphs) if (colon := _label(one, pack))}
    speakers = Counter(_speaker(paragraphs[n], colon) for n, colon in colons.items())
    several = len(speakers) > 1 or not pack.reports.answers.isdisjoint(speakers)
    if len(colons) < FEWEST or not several or max(speakers.values()) < 2:
        return {}
    found: dict[int, Attribution | None] = {}
    numbers = sorted(colons)
    for number, behind in zip(numbers, [*numbers[1:], numbers[-1] + 1], strict=True):
        tokens, colon = paragraphs[number], colons[number]
        following = behind if behind - number <= LONGEST else number + 1
        parts = [(tokens.start[colon + 1], tokens.end[-1])]
        parts += [(one.start[0], one.end[-1]) for one in paragraphs[number + 1 : following]]
        found.update(dict.fromkeys(range(number, following)))
        found[number] = Attribution(
            tuple(parts),
            (tokens.start[colon], tokens.end[colon]),
            (tokens.start[0], tokens.end[colon - 1]),
            None,
            "asks" if tokens.kind[-1] == "?" else "says",
            TURN,
        )
    return found


def _label(tokens: Tokens, pack: Pack) -> int | None:
    """The colon behind the label of a turn; None where the paragraph is none."""
    colon = tokens.kind.index(":") if ":" in tokens.kind else 0
    if not 0 < colon <= 2 * SHORTEST or len(tokens) - colon <= SHORTEST:
        return None
    named = "M" in tokens.kind[0] and set(tokens.kind[:colon]) <= set("M,.()")
    if not named and _speaker(tokens, colon) not in pack.reports.labels:
        return None
    return colon if tokens.kind[colon + 1] != "Q" and tokens.kind[-1] in ".?!…Q)-–—" else None


def _speaker(tokens: Tokens, colon: int) -> str:
    """By what the turns of one speaker are known: "tapper" for "Jake Tapper" as well."""
    return tokens.low[colon - 1]
