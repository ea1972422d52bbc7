"""Quotation marks: which stretches of a text stand within them.

Straight and curly, low and high, guillemets in either direction, corner brackets, doubled single
marks and backquotes; nested, left open, taken up again at each paragraph.  Apostrophes and primes
are no marks.  An odd mark never shifts the others: a pair is looked for within its paragraph.
"""

from __future__ import annotations

import functools
import re
from typing import NamedTuple

from mediacorpus import languages

__all__ = ["SEEN", "Paragraph", "Quotation", "paragraphs", "quotations"]


class Paragraph(NamedTuple):
    """Where a paragraph stands in its text, without white space at its edges."""

    start: int
    end: int


class Quotation(NamedTuple):
    """A stretch within quotation marks, the marks included.

    `closed` is False where the closing mark is missing: the stretch then ends with its paragraph.
    """

    start: int
    end: int
    closed: bool = True


_BREAK = re.compile(r"\n[^\S\n]*(?:\n\s*)+")


def paragraphs(text: str) -> list[Paragraph]:
    """The paragraphs of a text: set apart by empty lines or, if there is none, by line ends.  Where
    nothing can be seen there is none.

    >>> [text[p.start:p.end] for text in ["One.\\n\\nTwo\\nlines."] for p in paragraphs(text)]
    ['One.', 'Two\\nlines.']
    """
    pattern = _BREAK if _BREAK.search(text) else _LINE_END
    found, start = [], 0
    for match in pattern.finditer(text):
        found.append(_stripped(text, start, match.start()))
        start = match.end()
    found.append(_stripped(text, start, len(text)))
    return [one for one in found if _SEEN.search(text, one.start, one.end)]


SEEN = r"[^\s\xad\u200b-\u200f\ufeff]"
"""A character that can be seen, as a regular expression: each is in a token, and in a paragraph."""

_SEEN = re.compile(SEEN)
_LINE_END = re.compile(r"\n")


def _stripped(text: str, start: int, end: int) -> Paragraph:
    piece = text[start:end]
    return Paragraph(start + len(piece) - len(piece.lstrip()), start + len(piece.rstrip()))


# An opening mark, and what can close it.
_CLOSERS: dict[str, tuple[str, ...]] = {
    '"': ('"', "”"),
    "“": ("”", '"', "“", "''"),
    "„": ("“", "”", '"'),
    "‟": ("”",),
    "”": ("”", "“"),
    "«": ("»",),
    "»": ("«", "»"),
    "‹": ("›",),
    "›": ("‹",),
    "「": ("」",),
    "『": ("』",),
    "''": ("''",),
    "``": ("''",),
    "‘‘": ("’’", "”", '"'),
    "'": ("'", "’"),
    "‘": ("’", "'"),
    "‚": ("‘", "’", "'"),
    "`": ("'",),
    "´": ("´", "'", "’"),
}
_MARK = re.compile(
    r"[\"“”„‟«»‹›「」『』'’‘‚`´]"
    r"(?:(?<=')'|(?<=`)`|(?<=‘)‘|(?<=[^‘’]’)’(?!’))?"  # doubled
    r"(?<![a-zA-Z]['’´](?=[a-zA-Z]))"  # but no apostrophe within a word
)
_WORD = re.compile(r"[^\W_]")
_BEHIND_CLOSING = frozenset(",;:)")
_ENDING = frozenset(".!?…")
_CURLY = frozenset(("“", "‘‘"))
_MAY_BE_SPACED = frozenset(('"', "“", "„", "‟", "‘‘"))
_SPACES = frozenset(" \xa0\u202f\u2009")
_SINGLE = frozenset("'‘‚`´’")
_OPENS_AFTER = frozenset(" \t\n\r\xa0\u202f([{—–-/…:;,.\u2009¿¡")


@functools.cache
def _elision() -> re.Pattern[str]:
    """A word whose first letters an apostrophe stands for, in any language, or a decade."""
    words = frozenset().union(*(pack.sentences.elisions for pack in languages.packs()))
    return re.compile(rf"['’](?:\d0s|{'|'.join(sorted(map(re.escape, words)))})\b", re.IGNORECASE)


def quotations(text: str, start: int = 0, end: int | None = None) -> list[Quotation]:
    """The outermost quotations of one paragraph, in order.

    >>> [q[:2] for q in quotations("'It's fine,' he said.")]
    [(0, 12)]
    """
    end = len(text) if end is None else end
    marks = [_Mark(m.start(), m.end(), m[0]) for m in _MARK.finditer(text, start, end)]
    if not marks:
        return []
    double = [mark for mark in marks if mark.sign not in _SINGLE]
    reopened = _reopened(text, end) if len(double) < len(marks) else ""
    found: list[Quotation] = []
    behind = start
    word = start  # where the next word begins
    seen = 0
    for number, mark in enumerate(marks):
        seen += mark.sign not in _SINGLE
        if mark.start < behind or mark.sign not in _CLOSERS:
            continue
        spaced = text[mark.end : mark.end + 1] in _SPACES and _is_spaced(text, mark, start, end)
        if not spaced and not _may_open(text, mark, start, end):
            if not found and seen == 1 and _ends_unopened(text, mark, end):
                found.append(Quotation(start, mark.end))
                behind = mark.end
            continue
        rest = marks[number + 1 : number + 1 + NEAR]
        if mark.sign not in _SINGLE:
            rest = double[seen : seen + NEAR]  # apostrophes within do not count
        close = _closing(text, mark, rest, end)
        again = mark.sign == reopened and _begins_words(text, mark, start)
        if again and close and not _is_punctuated(text, close, end):
            close = None
        if spaced and (close is None or (mark.sign == '"' and text[close.start - 1] != " ")):
            continue
        if close is None and mark.sign in _CURLY:
            close = _single_closing(text, marks[number + 1 : number + 1 + NEAR], end)
        if close is not None:
            stop = close.end
        elif not again and (
            mark.sign in _SINGLE or mark.sign in "»›«" or any(m.sign == mark.sign for m in rest[:2])
        ):
            continue  # an apostrophe, or a slip: it opens again
        else:
            stop = end
        if word < mark.end:
            next_word = _WORD.search(text, mark.end, end)
            word = next_word.start() if next_word else end
        if word < stop:
            found.append(Quotation(mark.start, stop, closed=close is not None))
            behind = stop
            if close is None:
                break
        elif close is not None:
            behind = stop
    return found


class _Mark(NamedTuple):
    start: int
    end: int
    sign: str


NEAR = 80
"""A closing mark is looked for among so many marks behind the opening one."""


SHORT = 3
"""Words at most within single marks that may as well end with an owner's apostrophe."""


def _reopened(text: str, end: int) -> str:
    """The single mark with which the paragraph behind the one that ends there begins, if that one
    ends with a sentence: words of several paragraphs go on."""
    following = _NEXT_PARAGRAPH.match(text, end) if text[end - 1 : end] in _ENDING else None
    at = following.end() if following else len(text)
    opens = text[at : at + 1] in _SINGLE and text[at + 1 : at + 2].isalnum()
    return text[at] if opens and not _elision().match(text, at) else ""


_NEXT_PARAGRAPH = re.compile(r"[^\S\n]*\n\s*")


def _begins_words(text: str, mark: _Mark, start: int) -> bool:
    """Whether a mark begins a sentence, or stands behind a colon or a comma."""
    before = text[max(start, mark.start - 2) : mark.start].rstrip()[-1:]
    return not before or before in ":,.?!…"


def _is_punctuated(text: str, mark: _Mark, end: int) -> bool:
    """Whether punctuation stands before a single mark or behind it, as where words end."""
    before, behind = text[mark.start - 1], text[mark.end : mark.end + 1]
    return before in ",.?!…;:—–-" or mark.end >= end or behind in ",.?!;:)—–"


def _is_spaced(text: str, mark: _Mark, start: int, end: int) -> bool:
    """Whether a double mark stands between two spaces, or a space and a bracket: “ It is over ”."""
    if mark.sign not in _MAY_BE_SPACED or mark.end + 1 >= end:
        return False
    begins = mark.start == start or text[mark.start - 1] in " \xa0\u202f\n(["
    return begins and not text[mark.end + 1].isspace() and text[mark.end + 1] not in ",;:)–—-"


def _ends_unopened(text: str, mark: _Mark, end: int) -> bool:
    """Whether the first double mark of a paragraph ends words in front of it that no mark opens:
    behind a comma, and before a space."""
    behind = mark.end >= end or text[mark.end].isspace()
    return mark.sign in '"”' and text[mark.start - 1 : mark.start] == "," and behind


def _single_closing(text: str, rest: list[_Mark], end: int) -> _Mark | None:
    """The single mark that closes a double one, "“It is over,’ he said", where no other does: the
    first behind punctuation and before a space, unless a mark opens before it."""
    for mark in rest:
        before = text[mark.start - 1]
        if before.isspace() or mark.sign not in "'’":
            return None
        if before in ",.?!" and (mark.end == end or text[mark.end].isspace()):
            return mark
    return None


def _may_open(text: str, mark: _Mark, start: int, end: int) -> bool:
    """Whether a mark can open: with a word behind it, after a space, a bracket or another mark."""
    if mark.end >= end or (text[mark.end].isspace() and mark.sign != "«"):
        return False
    if text[mark.end] in ",;:)":
        return False
    if mark.sign in "'’" and _elision().match(text, mark.start):
        return False
    if mark.start == start or text[mark.start - 1] in _OPENS_AFTER or mark.sign in "“„«「『":
        return True
    before = text[mark.start - 1]
    return before in _CLOSERS or "\u2e80" <= before <= "\uffef"  # scripts without spaces


def _closing(text: str, opener: _Mark, rest: list[_Mark], end: int) -> _Mark | None:
    """The mark among the `rest` that closes `opener`; nested quotations are passed over."""
    closers = _CLOSERS[opener.sign]
    straight = opener.sign in ('"', "''")
    fallback = owner = None
    depth = 0
    again = False  # whether one like it begins a sentence
    for mark in rest:
        before = text[mark.start - 1]
        following = text[mark.end] if mark.end < end else " "
        opens = (before.isspace() or before in "([{—–") and not (
            following.isspace() or following in _BEHIND_CLOSING
        )
        if (
            opener.sign in _SINGLE
            and mark.sign in _SINGLE
            and opens
            and (fallback or owner)
            and following.isalnum()
            and not _elision().match(text, mark.start)
        ):
            return fallback or owner  # the next one begins
        if mark.sign not in closers or (mark.sign == opener.sign and opens and not straight):
            if mark.sign == opener.sign and opener.sign not in _SINGLE:
                depth += 1
                ended = text[mark.start - 2] in _ENDING
                again = again or (ended and "\n" not in text[opener.end : mark.start])
        elif opener.sign in _SINGLE:
            if following.isalnum() or before.isspace() or mark.start == opener.end:
                continue  # an apostrophe within a word, or before one
            if _is_punctuated(text, mark, end):
                return mark
            if before in "sS" and following == " ":
                owner = owner or mark  # "the fighters' salaries"
            elif fallback is None:
                fallback = mark  # it may close here, unless one with punctuation follows
        elif straight and opens and mark.start - 1 > opener.end:
            continue  # a straight mark that opens a nested or a new quotation
        elif mark.sign == opener.sign == "»" and before.isspace():
            continue  # a bullet
        elif depth:
            depth -= 1
            fallback = mark if again and not depth else fallback  # "“We left. “We lost.”"
        else:
            return mark
    if fallback is None and owner and text.count(" ", opener.end, owner.start) < SHORT:
        return owner  # "'Spies' arrested"
    return fallback
