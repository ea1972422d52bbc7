"""Datelines: where an article was written, and which agency it is from, before its first words."""

from __future__ import annotations

import functools
import re
from typing import NamedTuple

from mediacorpus import languages
from mediacorpus.text.folding import fold

__all__ = ["Dateline", "dateline_in"]


class Dateline(NamedTuple):
    """What stands before a text: all of it as printed, the place, and the agency in brackets."""

    printed: str
    located: str | None
    agency: str | None

    def fields(self) -> list[str]:
        """The fields of an article that rest on it."""
        said = {"dateline": self.printed, "located": self.located, "info_sources": self.agency}
        return [field for field, words in said.items() if words]


MOST_WORDS = 5
"""A place has no more words."""

_DATELINE = re.compile(
    r"(?P<printed>(?P<place>[^\W\d_][^()\n:–—-]{1,40}(?:-[^()\n:–—,-]{2,20})?)?"
    r"(?:\s*(?:--|[–—])?\s*\((?P<agency>[^()]{2,30})\))?(?:\.?\s*(?P<mark>--?|[–—:])|(?<=\))))"
    r"(?:\s+|(?<=\)--)|(?<=\)[–—]))(?P<then>\S)"
)


def dateline_in(paragraph: str) -> Dateline | None:
    """The dateline that a first paragraph begins with: a place in capitals before a dash, with or
    without a day and an agency, or any place before a known agency in brackets; before a colon only
    a place that is known.

    >>> dateline_in("LA CROSSE, Wis. (AP) — The river rose on Tuesday.")
    Dateline(printed='LA CROSSE, Wis. (AP) —', located='LA CROSSE, Wis.', agency='AP')
    >>> dateline_in("PARIS, Jan. 8 -- The river rose.").located
    'PARIS'
    >>> dateline_in("Berlin (dpa) - Der Fluss stieg.").agency
    'dpa'
    >>> dateline_in("(New York) – The river rose.").located
    'New York'
    >>> dateline_in("The river - a wide one - rose.")
    """
    match = _DATELINE.match(paragraph)
    if not match:
        return None
    agency = _agency_of(match["agency"])
    if match["agency"] and not agency:
        return _bracketed(match)
    if not match["place"]:
        return Dateline(match["printed"], None, agency) if agency and match["mark"] else None
    parts = [part.strip() for part in match["place"].split(",")]
    dated = any(map(str.isdigit, match["place"]))
    known = fold(parts[0]) in _places()
    capitals = parts[0].isupper() and len(parts[0]) > 2
    begins = known and not match["then"].islower()
    if not (agency or capitals or begins) or len(parts[0].split()) > MOST_WORDS:
        return None
    if not match["mark"] and not dated:  # "The Associated Press (AP) reported"
        return None
    unsure = match["mark"] == ":" or parts[0].endswith(".")  # "READ MORE: …", "U.S. - China talks"
    if unsure and not agency and not known:
        return None
    located = _undated(parts)
    return Dateline(match["printed"], located, agency) if located else None


def _bracketed(match: re.Match[str]) -> Dateline | None:
    """A place alone in brackets, as some organisations print it: one that is known, or two words
    with capitals."""
    place = match["agency"]
    words = place.partition(",")[0].split()
    named = 1 < len(words) <= MOST_WORDS and all(word[0].isupper() for word in words)
    if (
        match["place"]
        or match["mark"] in (None, ":")
        or not (named or fold(place.partition(",")[0]) in _places())
    ):
        return None
    return Dateline(match["printed"], _undated(place.split(", ")), None)


def _undated(parts: list[str]) -> str:
    """The parts of a place without those of a day."""
    return ", ".join(part for part in parts if part and not any(map(str.isdigit, part)))


@functools.cache
def _agencies() -> frozenset[str]:
    return frozenset(map(str.casefold, languages.names().agencies))


@functools.cache
def _places() -> frozenset[str]:
    return frozenset().union(*(pack.sources.places for pack in languages.packs()))


def _agency_of(words: str | None) -> str | None:
    """The agency that words in brackets are, or that they begin with: "dpa/bb"."""
    parts = (words, *re.split(r"[/ ]", words, maxsplit=1)[:1]) if words else ()
    return next((part for part in parts if part.casefold() in _agencies()), None)
