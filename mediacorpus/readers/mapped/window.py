"""A stream of bytes seen through a window that moves forward: what lies in it, and where in the
file that is.

Rows are cut out of it one by one, so that a file may be larger than memory.  What is in UTF-16 or
UTF-32 is turned into UTF-8 on its way in, because a comma or a bracket is then one byte; places are
those in the file all the same.
"""

from __future__ import annotations

import codecs
import re
from collections.abc import Iterator
from typing import BinaryIO, NamedTuple

import attrs

from mediacorpus.readers import HEAD, Place
from mediacorpus.readers.encoding import Decoded, decode

__all__ = ["Piece", "Window"]

LARGEST_STEP = 2**22
"""The most bytes that are read at once."""


class Piece(NamedTuple):
    """One row as it lies in the file: its place, its bytes, and the number of its first line.

    `fault` is the code of a rejection, and the reason, where it can be no row; `group` what the
    list is called that it stands in.
    """

    place: Place
    raw: bytes
    line: int
    fault: tuple[str, str] | None = None
    group: str | None = None


class Window:
    """What of a stream is in memory: `data` from `at` on was not taken yet; `head` is how the file
    begins.

    `most` is how many bytes a row may have; of one that is larger, one byte more is kept.
    """

    def __init__(self, stream: BinaryIO, most: int) -> None:
        self.most = most
        self.at = 0
        self.head = self.data = stream.read(HEAD)
        self.line = 1
        self.taken = 0
        self._stream = stream
        self._head = decode(self.data, declared=_declared(self.data))
        self._other: str | None = None
        self._wide = self._head.encoding if _WIDE.match(self._head.encoding) else None
        self._before = 0  # how many bytes of the file lie before the window
        if self._wide:
            self._decoder = codecs.getincrementaldecoder(self._wide)("replace")
            self.data = self._narrowed(self.data)
            if self._head.declared:  # Python's codec takes the mark off
                self._before = 2 if self._wide == "utf-16" else 4
        elif self.data.startswith(codecs.BOM_UTF8):
            self._before = len(codecs.BOM_UTF8)
            self.data = self.data[self._before :]

    def more(self) -> bool:
        """Let more of the stream in; False at its end.  What was taken is let go."""
        left = len(self.data) - self.at
        part = self._stream.read(min(max(HEAD, left), LARGEST_STEP))
        if not part:
            return False
        if self._wide:
            part = self._narrowed(part)
        self._before += self._width(self.data[: self.at])
        self.data = self.data[self.at :] + part
        self.at = 0
        return True

    def skip(self, length: int) -> None:
        """Pass over so many bytes."""
        end = min(self.at + length, len(self.data))
        self.line += self.data.count(b"\n", self.at, end)
        self.at = end

    def take(
        self, length: int, fault: tuple[str, str] | None = None, group: str | None = None
    ) -> Piece:
        """The next bytes as a row, and go on behind them."""
        end = min(self.at + length, len(self.data))
        raw = self.data[self.at : min(end, self.at + self.most + 1)]
        start = self._place(self.at)
        stop = start + self._width(self.data[self.at : end])
        self.taken += 1
        piece = Piece(Place(self.taken, start, stop), raw, self.line, fault, group)
        self.skip(length)
        return piece

    def lines(self, end: bytes = b"\n") -> Iterator[int]:
        """How many bytes the next line has, with its end; whoever asks takes or skips them.

        Of a line that is too large, the part that is kept is told, and the rest passed over.
        """
        while True:
            seen = 0
            while (found := self.data.find(end, self.at + seen)) < 0:
                seen = len(self.data) - self.at
                if seen > self.most or not self.more():
                    break
            if found >= 0:
                yield found + len(end) - self.at
            elif seen > self.most:
                yield seen
                self._pass_to(end)
            elif seen:
                yield seen
            else:
                return

    def _pass_to(self, end: bytes) -> None:
        """Go on behind the next line end."""
        while (found := self.data.find(end, self.at)) < 0:
            self.skip(len(self.data) - self.at)
            if not self.more():
                return
        self.skip(found + len(end) - self.at)

    def decode(self, raw: bytes) -> Decoded:
        """The text of a row, in the encoding of the file; where it is not in that, in its own."""
        head = self._head
        codec = self._other or ("utf-8" if self._wide else _narrow(head.encoding))
        for one in dict.fromkeys(("utf-8", codec)):
            try:
                text = raw.decode(one)
            except UnicodeDecodeError:
                continue
            if one == codec or raw.isascii():
                return attrs.evolve(head, text=text, replaced=0)
            return Decoded(text=text, encoding="utf-8")
        if codec != "utf-8":
            text = raw.decode(codec, "replace")
            return attrs.evolve(head, text=text, replaced=text.count("\ufffd"))
        found = decode(raw)
        if found.encoding != "utf-8":
            self._other = found.encoding
            self._head = attrs.evolve(found, text="", replaced=0)
        return found

    def _place(self, position: int) -> int:
        return self._before + self._width(self.data[:position])

    def _width(self, data: bytes) -> int:
        """How many bytes of the file became these."""
        if not self._wide:
            return len(data)
        leads = len(data.translate(None, _CONTINUE))
        if self._wide.startswith("utf-32"):
            return 4 * leads
        return 2 * (leads + len(data) - len(data.translate(None, _OF_FOUR)))

    def _narrowed(self, part: bytes) -> bytes:
        return self._decoder.decode(part).encode("utf-8", "replace")


_WIDE = re.compile("utf-(?:16|32)")
_CONTINUE = bytes(range(0x80, 0xC0))
_OF_FOUR = bytes(range(0xF0, 0xF8))
_DECLARED = re.compile(rb"\s*<\?xml[^>]{0,200}?encoding\s*=\s*[\"']([A-Za-z0-9_.:-]{2,40})")


def _declared(head: bytes) -> str | None:
    """The encoding that an XML document says it has."""
    match = _DECLARED.match(head)
    return match[1].decode("ascii") if match else None


def _narrow(encoding: str) -> str:
    """The codec of an encoding in which what is cut out of a file begins with no mark."""
    return "utf-8" if encoding in ("utf-8-sig", "ascii") else encoding
