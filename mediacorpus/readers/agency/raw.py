"""The bytes of a document, in an encoding in which markup is ASCII."""

from __future__ import annotations

import io
import re
from typing import BinaryIO

import attrs

from mediacorpus.readers import Context, Place
from mediacorpus.readers.encoding import decode

__all__ = ["Raw", "beginning", "opened"]

PIECE = 2**18
"""So many bytes are read at once."""
HEAD = 1024
"""So many tell the encoding."""

_DECLARED = re.compile(rb"""<\?xml[^<>]{0,200}?\sencoding\s*=\s*["']([\w.:-]+)["']""")


_BEFORE = b"\xef\xbb\xbf\xff\xfe\x00 \t\r\n"
"""Marks and white space, in any encoding."""


def beginning(head: bytes, signs: bytes, size: int) -> str:
    """How a document begins, as a text of so many bytes at most; "" where its first sign is none of
    these, which costs nothing.

    >>> beginning(b"<nitf>", b"<", 100), beginning(b"Prose", b"<", 100)
    ('<nitf>', '')
    """
    first = head[:64].lstrip(_BEFORE)[:1]
    return decode(head[:size]).text if first and first in signs else ""


@attrs.define
class Raw:
    """A document's bytes, and the encoding that it declares.

    What is in a `wide` encoding (UTF-16, UTF-32) is passed on in UTF-8; `place` gives the bytes in
    the file all the same, if it is asked for items in their order.  `too_large` is its beginning,
    if it is larger than one item may be.
    """

    stream: BinaryIO
    head: bytes
    declared: str | None = None
    wide: str | None = None
    too_large: bytes | None = None
    _passed: int = 0
    _in_file: int = 0
    _utf8: bytes = b""

    def read(self) -> bytes:
        """The next bytes; none at the end."""
        head, self.head = self.head, b""
        return head or self.stream.read(PIECE)

    def place(self, number: int, start: int, end: int) -> Place:
        """The place of an item in the file."""
        if not self.wide:
            return Place(number, start, end)
        return Place(number, self._byte(start), self._byte(end))

    def _byte(self, offset: int) -> int:
        assert self.wide
        text = self._utf8[self._passed : offset].decode("utf-8", "replace")
        self._in_file += len(text.encode(self.wide, "replace"))
        self._passed = offset
        return self._in_file


def opened(stream: BinaryIO, context: Context) -> Raw:
    """A document that is about to be read; one in a wide encoding is read as a whole, as far as one
    item may go."""
    head = b""
    while len(head) < HEAD and (piece := stream.read(PIECE)):
        head += piece
    match = _DECLARED.search(head[:HEAD])
    declared = match[1].decode("ascii") if match else None
    found = decode(head[:HEAD], declared).encoding
    family = found[:6]
    if family not in ("utf-16", "utf-32"):
        return Raw(stream, head, declared)
    whole = head + context.whole(stream)
    if len(whole) > context.limits.decoded_bytes:
        return Raw(stream, b"", found, found, whole)
    text = decode(whole).text
    codec = found if found != family else f"{family}-le"
    mark = max(len(whole) - len(text.encode(codec, "replace")), 0)
    utf8 = text.encode("utf-8", "replace")
    return Raw(io.BytesIO(b""), utf8, found, codec, None, 0, mark, utf8)
