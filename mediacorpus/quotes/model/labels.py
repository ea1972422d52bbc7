"""Attributions as the labels of windows: those that people annotated, from which the model learns,
and those that the rules find, which it is told.
"""

from __future__ import annotations

import bisect
from collections.abc import Iterable, Iterator, Sequence
from typing import NamedTuple

from mediacorpus.quotes.constructions import Attribution
from mediacorpus.quotes.model.decoding import ROLES, TAGS, Place
from mediacorpus.quotes.model.windows import Window

__all__ = ["Annotated", "Labels", "labelled", "tell"]

Spans = Sequence[tuple[int, int]]
"""Code points, half open."""


class Annotated(NamedTuple):
    """An attribution that a person marked."""

    content: Spans
    cue: Spans
    source: Spans


class Labels(NamedTuple):
    """What is right for a window: a tag for each word, the spans by role, and for each content its
    cue and for each cue its source; None where it has none, nothing where that is not known."""

    tags: list[int]
    spans: dict[str, list[Place]]
    cue_of: dict[Place, Place | None]
    source_of: dict[Place, Place | None]


def tell(windows: Sequence[Window], ruled: Iterable[Attribution]) -> None:
    """Give the pieces of windows the tags of what the rules find in their text."""
    told = [Annotated(one.content, _spans(one.cue), _spans(one.speaker)) for one in ruled]
    for window, labels in zip(windows, labelled(windows, told), strict=True):
        behind = [*window.firsts[1:], len(window.pieces)]
        for first, end, tag in zip(window.firsts, behind, labels.tags, strict=True):
            window.ruled[first:end] = [tag] * (end - first)


def _spans(place: Place | None) -> Spans:
    return [place] if place else []


class _Located(NamedTuple):
    window: int
    place: Place


def labelled(windows: Sequence[Window], annotated: Iterable[Annotated]) -> list[Labels]:
    """The labels of each window.  A word has one tag: of attributions that overlap, the one with
    the longer content is kept."""
    labels = [
        Labels([0] * len(one.starts), {role: [] for role in ROLES}, {}, {}) for one in windows
    ]
    taken: list[list[tuple[str, Place] | None]] = [[None] * len(one.starts) for one in windows]

    ends = [one.ends[-1] for one in windows]

    def located(place: Spans) -> list[_Located]:
        return [one for start, end in place for one in _located(windows, ends, start, end)]

    def fits(role: str, at: _Located) -> bool:
        first, last = at.place
        return all(one in (None, (role, at.place)) for one in taken[at.window][first : last + 1])

    def put(role: str, at: _Located) -> bool:
        first, last = at.place
        if not fits(role, at):
            return False
        if taken[at.window][first] is None:
            taken[at.window][first : last + 1] = [(role, at.place)] * (last + 1 - first)
            _tag(labels[at.window].tags, role, at.place)
            labels[at.window].spans[role].append(at.place)
        return True

    for one in sorted(annotated, key=lambda one: -sum(end - start for start, end in one.content)):
        contents, cue, source = located(one.content), located(one.cue)[:1], located(one.source)[:1]
        if not contents or not all(fits("content", at) for at in contents):
            continue
        if cue and not fits("cue", cue[0]):
            continue
        for at in contents:
            put("content", at)
        cue = [at for at in cue if put("cue", at)]
        for at in contents:
            here = [c.place for c in cue if c.window == at.window]
            labels[at.window].cue_of[at.place] = here[0] if here else None
        for at in cue:
            sources = labels[at.window].source_of
            if not source:
                sources.setdefault(at.place, None)
            elif source[0].window == at.window and put("source", source[0]):
                sources[at.place] = source[0].place
    return labels


def _located(
    windows: Sequence[Window], ends: Sequence[int], start: int, end: int
) -> Iterator[_Located]:
    for number in range(bisect.bisect_right(ends, start), len(windows)):
        window = windows[number]
        if window.starts[0] >= end:
            break
        first = bisect.bisect_right(window.ends, start)
        last = bisect.bisect_left(window.starts, end) - 1
        if first <= last:
            yield _Located(number, (first, last))


def _tag(tags: list[int], role: str, place: Place) -> None:
    first, last = place
    if first == last:
        tags[first] = TAGS.index(f"S-{role}")
        return
    inside = TAGS.index(f"I-{role}")
    tags[first : last + 1] = [inside] * (last + 1 - first)
    tags[first], tags[last] = TAGS.index(f"B-{role}"), TAGS.index(f"E-{role}")
