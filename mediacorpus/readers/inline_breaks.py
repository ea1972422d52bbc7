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

LONGEST_HEADLINE = 140

_CLOSES = re.compile(r"[,;.:!?)\]»”’，、。！？）」』،؛](?:[\s\"'”’»)\]]|$)|['’]s\b")
_ENDED = re.compile(r"[.!?…:;|。！？؟۔।][\"'”’»)\]」』]*$")
_OPENS = ",([„،、"
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
    linked = bool(_CLOSES.match(then)) or then[:1].islower()
    small = is_small(above.rpartition(" ")[2])
    long = pieces > 1 or max(len(above), len(words)) >= LONG or (small and linked)
    if _ENDED.search(above) or not long:
        return False
    within = linked or len(above) >= LONGEST_HEADLINE or bool(_SENTENCE.search(above))
    is_open = (above[-1] in _OPENS and above[0] not in _OPENS) or (small and within)
    return (words[0].islower() or is_open) and _is_text(words)


def _is_text(words: str) -> bool:
    """Whether a line may be a piece of a sentence: no "by Jane Smith", "3 hours ago", "more"."""
    return not (
        words.startswith(("http:", "https:", "www."))
        or goes_with_names(words)
        or facts_of(words, None)
        or role_of(words) == "furniture"
    )


def _sentence(pieces: list[str]) -> str:
    """Pieces with a space between them, but none before what closes nor behind what opens."""
    joined = pieces[0]
    for piece in pieces[1:]:
        apart = not (_CLOSES.match(piece) or joined[-1] in "([«“„")
        joined += (" " if apart else "") + piece
    return joined
