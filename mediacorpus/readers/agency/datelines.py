"""The dateline as a field of its own: what is printed, the place in it, and the agency."""

from __future__ import annotations

import functools
import re

from mediacorpus import languages
from mediacorpus.readers.datelines import Dateline
from mediacorpus.text.folding import fold_space

__all__ = ["dateline_of"]

_BRACKETS = re.compile(r"[(（]\s*([^()（）]{2,40}?)\s*[)）]")
_EDGES = " ,.:;-–—_=،"
SHORT = 4
"""A last word of so many letters, with a full stop, is cut short."""
MOST_WORDS = 8
"""A place has no more words."""


def dateline_of(field: str) -> Dateline | None:
    """What a dateline says that stands in a field of its own; None where it is a date alone.

    >>> dateline_of("نيقوسيا, 25-11-2023 (أ ف ب) -").located
    'نيقوسيا'
    >>> dateline_of("FORT WASHINGTON, Pa.").located
    'FORT WASHINGTON, Pa.'
    >>> dateline_of("4/4/2018")
    """
    printed = fold_space(field)
    brackets = _BRACKETS.search(printed)
    agency = _agency(brackets[1]) if brackets else None
    before = (printed[: brackets.start()] if brackets else printed).strip(_EDGES)
    if brackets and not before:  # "(ANSA) - Rome, October 11 -"
        before = printed[brackets.end() :].strip(_EDGES)
    parts = [_undated(part) for part in re.split("[,،]", before)]
    kept = [part for part in parts if part]
    place = ", ".join(kept)
    if place and f"{place}." in printed and len(place.split()[-1]) <= SHORT:
        place += "."  # "Pa."
    if len(place.split()) > MOST_WORDS:
        return None
    return Dateline(printed, place or None, agency) if place or agency else None


def _undated(part: str) -> str:
    """A part of a place, without the day behind it or instead of it."""
    found = part.strip(_EDGES).split()
    dated = any(any(map(str.isdigit, word)) for word in found)
    for number, word in enumerate(found):
        bare = word.strip(_EDGES).casefold()
        if any(map(str.isdigit, word)) or (bare in _weekdays()) or (dated and bare in _months()):
            return " ".join(found[:number])
    return " ".join(found)


@functools.cache
def _months() -> frozenset[str]:
    return frozenset().union(*(pack.dates.months for pack in languages.packs()))


@functools.cache
def _weekdays() -> frozenset[str]:
    """Names of weekdays in full: those cut short are words of places, too."""
    weekdays = (words for pack in languages.packs() for words in pack.dates.weekdays)
    return frozenset(word for words in weekdays for word in words if len(word) > 4)


@functools.cache
def _agencies() -> dict[str, str]:
    return {name.casefold(): name for name in languages.names().agencies}


def _agency(brackets: str) -> str:
    """The agency that words in brackets name: "dpa/lni" is dpa, and what is not known, all."""
    first = re.split("[/,]", brackets)[0].strip()
    return first if first.casefold() in _agencies() else brackets
