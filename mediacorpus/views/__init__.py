"""Entries as a person sees them: in the terminal and in a notebook.

What is shown comes from outside: it is cleaned of escape sequences and control characters, never
read as markup, and set apart from text in the other direction.
"""

from __future__ import annotations

import itertools
import re
from collections.abc import Iterator
from typing import NamedTuple

from mediacorpus.records import Entry, Quote, Span

__all__ = ["Piece", "clean", "counted", "marked"]

_ESCAPES = re.compile(
    r"\x1b\[[0-?]*[ -/]*[@-~]"  # colours, cursor movements
    r"|\x1b[\]PX^_].*?(?:\x07|\x1b\\|$)"  # titles, links
    r"|\x1b[ -/]*[0-~]"
    r"|\x9b[0-?]*[ -/]*[@-~]",
    re.DOTALL,
)
_CONTROLS = re.compile(r"[\x00-\x08\x0b-\x1f\x7f-\x9f]")
_DIRECTIONS = re.compile("[\u202a-\u202e\u2066-\u2069]")
_LONE = re.compile("[\ud800-\udfff]")


def clean(text: str) -> str:
    """Text from outside, safe to show: no escape sequences, no control characters; marks that turn
    the direction of writing are made visible.

    >>> clean("a\\x1b[31mb\\x00 \\u202ec")
    'ab ⟨U+202E⟩c'
    """
    if text.isprintable():
        return text
    text = _CONTROLS.sub("", _ESCAPES.sub("", text))
    text = _DIRECTIONS.sub(lambda mark: f"⟨U+{ord(mark[0]):04X}⟩", text)
    return _LONE.sub("\ufffd", text)


def counted(number: int, one: str, several: str | None = None) -> str:
    """A number with what it counts.

    >>> counted(1, "entry", "entries"), counted(2, "file")
    ('1 entry', '2 files')
    """
    return f"{number} {one if number == 1 else several or one + 's'}"


class Piece(NamedTuple):
    """A stretch of an article's text, and the part that it plays in a quote: content, cue, speaker
    or addressee; None in none."""

    text: str
    role: str | None
    quote: Quote | None


def marked(entry: Entry, span: Span) -> Iterator[Piece]:
    """The text of a span cut where a part of a quote begins or ends.

    Where one quote stands within another, the inner one is shown; of the parts of a quote, speaker,
    cue and addressee go before the content.
    """
    text = entry.article.text
    parts = [
        (part, role, quote)
        for quote in entry.quotes
        for role, spans in (
            ("content", quote.content),
            ("addressee", (quote.addressee,)),
            ("speaker", (quote.speaker,)),
            ("cue", (quote.cue,)),
        )
        for part in spans
        if part is not None and part.start < span.end and part.end > span.start
    ]
    cuts = sorted(
        {span.start, span.end} | {place for part, _, _ in parts for place in (part.start, part.end)}
    )
    for start, end in itertools.pairwise(cuts):
        if start < span.start or end > span.end:
            continue
        covering = [one for one in parts if one[0].start <= start and end <= one[0].end]
        role, quote = None, None
        if covering:
            _, role, quote = min(
                covering, key=lambda one: (one[1] == "content", one[0].end - one[0].start)
            )
        yield Piece(clean(text[start:end]), role, quote)
