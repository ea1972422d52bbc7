"""Entries as a person sees them: in the terminal and in a notebook.

What is shown comes from outside: it is cleaned of escape sequences and control characters, never
read as markup, and set apart from text in the other direction.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from heapq import heappop, heappush
from typing import NamedTuple

from mediacorpus.records import Article, Entry, Quote, Segment
from mediacorpus.text.folding import fold

__all__ = ["Piece", "clean", "counted", "facts", "marked"]

_ESCAPES = re.compile(
    r"(?:\x1b\[|\x9b)[0-?]*[ -/]*[@-~]"  # colours, cursor movements
    r"|\x1b[\]PX^_][^\x07\x1b\n]*(?:\x07|\x1b\\)"  # titles, links
    r"|\x1b[ -/]*[0-~]"
)
_LINE_ENDS = re.compile(r"\r\n?")
_NO_TEXT = re.compile(  # controls, half characters, and what Unicode says is no character
    "[\x00-\x08\x0b-\x1f\x7f-\x9f\ud800-\udfff\ufdd0-\ufdef"
    + "".join(chr(plane + 0xFFFE) + chr(plane + 0xFFFF) for plane in range(0, 0x110000, 0x10000))
    + "]"
)
_DIRECTIONS = re.compile("[\u202a-\u202e\u2066-\u2069]")


def clean(text: str) -> str:
    """Text from outside, safe to show: without escape sequences, with U+FFFD for what is no text;
    marks that turn the direction of writing are made visible.

    >>> clean("a\\x1b[31mb\\x00 \\u202ec")
    'ab\ufffd ⟨U+202E⟩c'
    """
    if text.isprintable():
        return text
    text = _NO_TEXT.sub("\ufffd", _LINE_ENDS.sub("\n", _ESCAPES.sub("", text)))
    return _DIRECTIONS.sub(lambda mark: f"⟨U+{ord(mark[0]):04X}⟩", text)


def counted(number: int, one: str, several: str | None = None) -> str:
    """A number with what it counts.

    >>> counted(1, "entry", "entries"), counted(2, "file")
    ('1 entry', '2 files')
    """
    return f"{number} {one if number == 1 else several or one + 's'}"


def facts(article: Article) -> Iterator[str]:
    """What stands above an article: its outlet, its day, who wrote it, how long it takes to read.

    Who wrote it is the byline as it is printed, and the authors that it does not name.

    >>> print(*facts(Article(id="a", byline="By Ann Lee in Oslo", authors=("Ann Lee", "Al Roe"))))
    undated By Ann Lee in Oslo Al Roe
    """
    byline = fold(article.byline or "")
    others = [name for name in article.authors if f" {fold(name)} " not in f" {byline} "]
    minutes = article.reading_time_minutes
    for fact in (
        article.publisher_name or article.domain,
        str(article.published or "undated"),
        article.byline,
        ", ".join(others),
        f"{minutes} minutes to read" if minutes else None,
    ):
        if fact:
            yield clean(fact)


class Piece(NamedTuple):
    """A stretch of an article's text, and the part that it plays in a quote: content, cue, speaker
    or addressee; None in none."""

    text: str
    role: str | None
    quote: Quote | None


def marked(entry: Entry) -> Iterator[tuple[Segment, list[Piece]]]:
    """Each segment of the text, cut where a part of a quote begins or ends.

    Where one quote stands within another, the inner one is shown; of the parts of a quote, speaker,
    cue and addressee go before the content.
    """
    text = entry.article.text
    parts = sorted(
        (
            _Part(part.start, part.end, role, quote)
            for quote in entry.quotes
            for role, spans in (
                ("content", quote.content),
                ("addressee", (quote.addressee,)),
                ("speaker", (quote.speaker,)),
                ("cue", (quote.cue,)),
            )
            for part in spans
            if part is not None
        ),
        key=lambda part: part.start,
    )
    cuts = sorted({place for part in parts for place in (part.start, part.end)})
    open_parts: list[tuple[bool, int, int]] = []  # a heap: the one to show first, then its number
    begun = passed = 0
    for segment in entry.article.segments:
        start, stop = segment.span.start, segment.span.end
        pieces = []
        while start < stop:
            while passed < len(cuts) and cuts[passed] <= start:
                passed += 1
            end = min(stop, cuts[passed]) if passed < len(cuts) else stop
            while begun < len(parts) and parts[begun].start <= start:
                part = parts[begun]
                heappush(open_parts, (part.role == "content", part.end - part.start, begun))
                begun += 1
            while open_parts and parts[open_parts[0][2]].end <= start:
                heappop(open_parts)
            shown = parts[open_parts[0][2]] if open_parts else None
            pieces.append(
                Piece(
                    clean(text[start:end]),
                    shown.role if shown else None,
                    shown.quote if shown else None,
                )
            )
            start = end
        yield segment, pieces


class _Part(NamedTuple):
    start: int
    end: int
    role: str
    quote: Quote
