"""Rows of text: a head of `name: value` between lines of three hyphens, and the text below it."""

from __future__ import annotations

import re
from collections.abc import Iterator

from mediacorpus.readers.mapped.window import Piece, Window

__all__ = ["head_and_text", "headed_rows", "names_in_head"]

LONGEST_MARK = 256
"""In bytes; so much is kept of what was looked through."""


def headed_rows(window: Window, start: str) -> Iterator[Piece]:
    """The texts of a file, each with its head, whose first name is one of the pattern `start`."""
    mark = re.compile(rb"(?m)^---[ \t]*\r?\n(?=(?:" + start.encode() + rb"): )")
    if not mark.match(window.data, window.at):
        return
    while True:
        seen = 1
        while not (match := mark.search(window.data, window.at + seen)):
            seen = max(len(window.data) - window.at - LONGEST_MARK, 1)
            if seen > window.most or not window.more():
                break
        if match:
            yield window.take(match.start() - window.at)
            continue
        if len(window.data) > window.at:
            yield window.take(len(window.data) - window.at)
        if not window.more() or not _go_on(window, mark):
            return


def _go_on(window: Window, mark: re.Pattern[bytes]) -> bool:
    """Go on to the next head, behind one text that is too large."""
    while not (match := mark.search(window.data, window.at)):
        window.skip(max(len(window.data) - window.at - LONGEST_MARK, 0))
        if not window.more():
            return False
    window.skip(match.start() - window.at)
    return True


_HEAD = re.compile(r"---[ \t]*\r?\n((?:[^\n]*\n)*?)---[ \t]*(?:\r?\n|\Z)")
_NAMED = re.compile(r"([A-Za-z][\w-]*):(?:[ \t]+(.*))?")
_QUOTED = re.compile(r"\"((?:[^\"\\]|\\.)*)\"|'((?:[^'\\]|\\.|'')*)'")
_ESCAPED = re.compile(r"\\(.)|''")


def head_and_text(row: str) -> tuple[dict[str, list[str]], str] | None:
    """What a head says, and the text below it; None where the head has no end.

    >>> head_and_text("---\\ntitle: A\\ntags: ['b', 'c']\\n---\\nText.")
    ({'title': ['A'], 'tags': ['b', 'c']}, 'Text.')
    """
    match = _HEAD.match(row)
    if not match:
        return None
    found: dict[str, list[str]] = {}
    last: list[str] = []
    for line in match[1].splitlines():
        named = _NAMED.fullmatch(line)
        if named:
            last = found.setdefault(named[1], [])
            last += _values(named[2] or "")
        elif line.strip() and last:
            last[-1] += f"\n{line.strip()}"
        elif line.strip():
            found.setdefault("", []).append(line)
    return found, row[match.end() :]


def names_in_head(head: str) -> list[str]:
    """The names in the head that a file begins with; none where it begins with no head."""
    match = _HEAD.match(head)
    named = map(_NAMED.fullmatch, match[1].splitlines()) if match else ()
    return [one[1] for one in named if one]


def _values(printed: str) -> list[str]:
    """What stands behind a name: words, words in quotation marks, or a list of such."""
    value = printed.strip()
    if value.startswith("[") and value.endswith("]"):
        inner = [_unescaped(match[1] or match[2] or "") for match in _QUOTED.finditer(value)]
        return inner or [one.strip() for one in value[1:-1].split(",")]
    match = _QUOTED.fullmatch(value)
    return [_unescaped(match[1] or match[2] or "") if match else value]


def _unescaped(text: str) -> str:
    return _ESCAPED.sub(lambda match: match[1] or "'", text)
