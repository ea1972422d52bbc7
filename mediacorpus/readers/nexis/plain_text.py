"""Front end for text files: one line is one line, read as they come."""

from __future__ import annotations

import codecs
from collections.abc import Iterator
from typing import BinaryIO

from mediacorpus.readers.encoding import Decoded, decode
from mediacorpus.readers.nexis.lines import Line
from mediacorpus.text.folding import fold_space

__all__ = ["PlainText"]

SAMPLE = 2**20
"""So many bytes tell the encoding of a file."""
MOST_BLANK = 1000
"""More blank lines in a row are not kept among the bytes of an item."""
INDENT = 8
"""A line with so much room before it is centred; that of paragraphs is less."""


class PlainText:
    """A text file; its encoding is told by how it begins."""

    announced: int | None = None

    def __init__(self, stream: BinaryIO, most: int) -> None:
        self._stream = stream
        self._most = most
        head = stream.read(SAMPLE)
        more = len(head) == SAMPLE
        whole = head[: head.rfind(b"\n") + 1] or head if more else head
        self._known = decode(whole)
        self._rest = head
        self._codec = self._known.encoding
        if self._codec == "utf-8" and head.startswith(codecs.BOM_UTF8):
            self._codec = "utf-8-sig"

    def decoded(self, raw: bytes) -> Decoded:
        """An item, decoded as the file is."""
        codec = "utf-8" if self._codec == "utf-8-sig" else self._wide or self._codec
        text = raw.removeprefix(codecs.BOM_UTF8).decode(codec, "replace")
        return Decoded(
            text=text,
            encoding=self._known.encoding,
            declared=self._known.declared,
            detected=self._known.detected,
            replaced=text.count("\ufffd") if self._known.replaced or "\ufffd" in text else 0,
        )

    @property
    def _wide(self) -> str | None:
        """The codec of a file whose line ends are several bytes, without its byte order mark."""
        if not self._codec.startswith(("utf-16", "utf-32")):
            return None
        if self._codec in ("utf-16", "utf-32"):
            big = self._rest.startswith((codecs.BOM_UTF16_BE, codecs.BOM_UTF32_BE))
            return self._codec + ("-be" if big else "-le")
        return self._codec

    def lines(self) -> Iterator[Line]:
        """The lines of the file."""
        start = first = 0
        before: list[bytes] = []
        apart = True
        wide = self._wide
        for raw in self._wide_lines(wide) if wide else self._byte_lines():
            text = raw.decode(wide or self._codec if wide or start == 0 else self._plain, "replace")
            printed = text.strip().lstrip("\ufeff")
            end, last = start + len(raw), first + len(text)
            if printed:
                shift = text.find(printed)
                above = b"".join(before)
                indent = len(text[:shift].encode(wide or self._plain, "replace"))
                if start == 0 and raw.startswith(codecs.BOM_UTF8):
                    indent += len(codecs.BOM_UTF8)
                yield Line(
                    text=printed,
                    words=fold_space(printed),
                    apart=apart,
                    raw=above + raw,
                    start=start + indent,
                    end=end,
                    lead=len(above) + indent,
                    first=first + shift,
                    last=first + shift + len(printed),
                    centred=shift >= INDENT,
                    wrapped=True,
                    page="\x0c" in text[:shift],
                )
                before, apart = [], False
            else:
                apart = True
                if len(before) < MOST_BLANK:
                    before.append(raw)
            start, first = end, last

    @property
    def _plain(self) -> str:
        return "utf-8" if self._codec == "utf-8-sig" else self._codec

    def _byte_lines(self) -> Iterator[bytes]:
        """Lines by their bytes; of one that is too long, pieces."""
        rest = self._rest
        position = 0
        while True:
            cut = rest.find(b"\n", position)
            if cut >= 0:
                yield from _by_return(rest[position : cut + 1])
                position = cut + 1
                continue
            tail = rest[position:]
            if len(tail) > self._most:
                yield tail
                tail = b""
            more = self._stream.read(SAMPLE)
            if not more:
                if tail:
                    yield from _by_return(tail)
                return
            rest, position = tail + more, 0

    def _wide_lines(self, codec: str) -> Iterator[bytes]:
        """Lines of a file in which a character is two bytes or four."""
        mark = next(
            (one for one in (*_WIDE_MARKS,) if self._rest.startswith(one)),
            b"",
        )
        decoder = codecs.getincrementaldecoder(codec)("surrogatepass")
        text = decoder.decode(self._rest[len(mark) :], False)
        if mark:
            yield mark
        while True:
            *whole, tail = text.split("\n")
            for line in whole:
                yield (line + "\n").encode(codec, "surrogatepass")
            if len(tail) * 2 > self._most:
                yield tail.encode(codec, "surrogatepass")
                tail = ""
            more = self._stream.read(SAMPLE)
            if not more:
                rest = tail + decoder.decode(b"", False)
                if rest:
                    yield rest.encode(codec, "surrogatepass")
                return
            text = tail + decoder.decode(more, False)


_WIDE_MARKS = (
    codecs.BOM_UTF32_LE,
    codecs.BOM_UTF32_BE,
    codecs.BOM_UTF16_LE,
    codecs.BOM_UTF16_BE,
)


def _by_return(line: bytes) -> Iterator[bytes]:
    """Lines of an old Macintosh, which end with a carriage return alone."""
    if b"\r" not in line[:-2]:
        yield line
    else:
        yield from line.splitlines(keepends=True)
