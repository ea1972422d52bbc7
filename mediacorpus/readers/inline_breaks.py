"""Paragraphs that were broken where a link or a word in bold begins and ends, made one line again.

Tools that take the text out of HTML piece by piece leave each link on a line of its own: "A report
by", "the ministry", "says that …".  What goes on from the line above begins with a small letter or
with what closes, or that one ends with "the" or a comma; and there is no blank line in between.
"""

from __future__ import annotations

import itertools
import re

from mediacorpus.readers.page_facts import facts_of, goes_with_names
from mediacorpus.readers.page_lines import is_small, role_of
from mediacorpus.text.lines import Line, is_apart

__all__ = ["rejoined"]

LONG = 40
"""One of two such lines has so many characters at least: it is more than an item of a menu."""

LONG_HEADLINE = 75
LONGEST_HEADLINE = 140

_CLOSES = re.compile(r"[,;.:!?)\]»”’，、。！？）」』،؛](?:[\s\"'”’»)\]]|$)|['’]s\b")
_ENDED = re.compile(r"[.!?…:;|。！？؟۔।](?:[\"'”’»)\]」』]|\s»)*$")
_OPENS = ",([„،、"
_WITHIN = re.compile("[,;“”„«»]")
"""What a sentence has in it and few headlines."""
_SENTENCE = re.compile(r"[^\W\d_]{3}[.!?][\"'”’»“]? ")


def rejoined(text: str, found: list[Line]) -> list[Line]:
    """The lines of a text, those joined that are pieces of one paragraph.

    >>> from mediacorpus.text.lines import lines
    >>> text = "The old gates of the town were closed, said\\nthe mayor\\n, who spoke on Monday."
    >>> [line.words for line in rejoined(text, lines(text))]
    ['The old gates of the town were closed, said the mayor, who spoke on Monday.']
    """
    if len(found) < 2:
        return found
    groups = [found[:1]]
    below = [*(line.words for line in found[2:]), ""]
    for (above, line), then in zip(itertools.pairwise(found), below, strict=True):
        pieces = len(groups[-1])
        if not is_apart(text, above, line) and _goes_on(above.words, line.words, then, pieces):
            groups[-1].append(line)
        else:
            groups.append([line])
    return [_joined(group) if len(group) > 1 else group[0] for group in groups]


def _joined(pieces: list[Line]) -> Line:
    words = _sentence([piece.words for piece in pieces])
    return Line(words, pieces[0].start, pieces[-1].end)


def _goes_on(above: str, words: str, then: str, pieces: int) -> bool:
    """Whether a line goes on from the one above, which has so many pieces already, and `then` from
    it."""
    if _CLOSES.match(words):
        return True
    if _ENDED.search(above) or (pieces < 2 and above[0].islower()):
        return False  # the items of a list begin with small letters, too
    linked = bool(_CLOSES.match(then)) or then[:1].islower()
    last = above.rpartition(" ")[2]
    small = is_small(last.casefold())
    prose = pieces > 1 or len(above) >= LONG_HEADLINE or bool(_WITHIN.search(above))
    if words[0].islower():
        long = prose or small or max(len(above), len(words)) >= LONG
        return long and (pieces > 1 or _is_text(words, dated=linked))
    within = linked and (small or (prose and last.islower() and last[-1].isalpha()))
    open_ended = prose and (small or above[-1] in _OPENS) and (linked or _is_long(above))
    return (within or open_ended) and _is_text(words, dated=linked)


def _is_long(words: str) -> bool:
    """Whether a line is more than a headline: long, or with a whole sentence in it."""
    return len(words) >= LONGEST_HEADLINE or bool(_SENTENCE.search(words))


def _is_text(words: str, *, dated: bool) -> bool:
    """Whether a line may be a piece of a sentence: no "by Jane Smith", "more", "jsm/dpa", and no "3
    hours ago" unless the sentence goes on behind it."""
    return not (
        words.startswith(("http:", "https:", "www.", "©"))
        or words.endswith(":")
        or ("/" in words and " " not in words)
        or goes_with_names(words)
        or (not dated and facts_of(words, None))
        or role_of(words) == "furniture"
    )


def _sentence(pieces: list[str]) -> str:
    """Pieces with a space between them, but none before what closes nor behind what opens."""
    joined = pieces[0]
    for piece in pieces[1:]:
        apart = not (_CLOSES.match(piece) or joined[-1] in "([«“„")
        joined += (" " if apart else "") + piece
    return joined
