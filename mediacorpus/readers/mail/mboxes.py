"""The letters of a file, one by one, without what is attached to them."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import BinaryIO

import attrs

__all__ = ["RawLetter", "is_mbox", "letters_in"]

LONGEST_LINE = 2**16
"""In bytes: a longer line is read in pieces."""

_FROM = re.compile(rb"From \S.{0,200}\d\d:\d\d.{0,40}\r?\n?$")
"""What parts the letters of an mbox: "From jane@example.org Mon Mar  4 10:00:00 2019"."""
_QUOTED_FROM = re.compile(rb">+From ")
_KIND = re.compile(rb"content-type:\s*([a-z0-9+.-]+)/", re.IGNORECASE)
_BOUNDARY = re.compile(
    rb"\bboundary\s*=\s*(?:\"([^\"\r\n]{1,200})\"|([^\s;\"]{1,200}))", re.IGNORECASE
)
_ATTACHED = re.compile(rb"content-disposition:\s*attachment", re.IGNORECASE)
_OF_TEXT = (b"text", b"multipart", b"message")
MOST_BOUNDARIES = 200
LARGEST_HEADERS = 2**16


@attrs.frozen
class RawLetter:
    """A letter: its bytes without those of what is attached, and where it stands in its file.

    Of a letter that is too large even so, the bytes are one more than it may have.
    """

    raw: bytes
    start: int
    end: int


def is_mbox(head: bytes) -> bool:
    """Whether a file begins as an mbox does.

    >>> is_mbox(b"From jane@example.org Mon Mar  4 10:00:00 2019\\nFrom: Jane\\n")
    True
    """
    return bool(_FROM.match(head[:400].partition(b"\n")[0] + b"\n"))


def letters_in(stream: BinaryIO, largest: int) -> Iterator[RawLetter]:
    """The letters of an mbox, or the one that a file is; a line at a time is read."""
    letter = _Letter(largest)
    start = at = 0
    several = False
    blank = begins = True
    while line := stream.readline(LONGEST_LINE):
        if begins and blank and (several or not at) and _FROM.match(line):
            if several:
                yield RawLetter(bytes(letter.raw), start, at)
            several = True
            letter, start = _Letter(largest), at
        elif several and begins and line.startswith(b">") and _QUOTED_FROM.match(line):
            letter.add(line[1:], begins=True)
        else:
            letter.add(line, begins=begins)
        at += len(line)
        blank = begins and line in (b"\n", b"\r\n")
        begins = line.endswith(b"\n")
    if at:
        yield RawLetter(bytes(letter.raw), start, at)


class _Letter:
    """A letter that is read line by line; the bodies of parts that are no text are passed over."""

    def __init__(self, largest: int) -> None:
        self.raw = bytearray()
        self._most = largest + 1
        self._boundaries: set[bytes] = set()
        self._headers: bytearray | None = bytearray()
        self._passes = False

    def add(self, line: bytes, *, begins: bool) -> None:
        """One more line, or a piece of a long one."""
        if begins and line.startswith(b"--") and self._is_boundary(line):
            self._headers, self._passes = bytearray(), False
        elif self._passes:
            return
        elif self._headers is not None:
            if line.strip():
                self._headers += line[: max(0, LARGEST_HEADERS - len(self._headers))]
            else:
                self._end_headers(bytes(self._headers))
        self.raw += line[: max(0, self._most - len(self.raw))]

    def _is_boundary(self, line: bytes) -> bool:
        said = line[2:].rstrip()
        return said in self._boundaries or said.removesuffix(b"--") in self._boundaries

    def _end_headers(self, headers: bytes) -> None:
        """What the headers of a letter or of a part say of what follows."""
        self._headers = None
        for quoted, bare in _BOUNDARY.findall(headers):
            if len(self._boundaries) < MOST_BOUNDARIES:
                self._boundaries.add(quoted or bare)
        kind = _KIND.search(headers)
        is_text = not kind or kind[1].lower() in _OF_TEXT
        attached = bool(_ATTACHED.search(headers)) and not headers.lower().count(b"message/rfc822")
        self._passes = bool(self._boundaries) and (not is_text or attached)
