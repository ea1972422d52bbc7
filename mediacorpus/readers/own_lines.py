"""Our own JSONL, as `dump` and the commands write it: reader ``mediacorpus-jsonl``.

An entry comes back as it is, with its quotes and sources; an article alone gets them anew.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import BinaryIO

import attrs

from mediacorpus import jsonl
from mediacorpus.errors import DecodeError, SchemaError
from mediacorpus.readers import Context
from mediacorpus.readers.items import Item, read_each
from mediacorpus.readers.mapped.window import Window
from mediacorpus.records import Article, Entry, Rejection

__all__ = ["OwnLinesReader", "OwnLinesReading"]

_SCHEMA = re.compile(rb'\s*\{\s*"schema"\s*:\s*"(mediacorpus(?:\.\w+)?/[^"\\]*)"')
_MARK = b"\xef\xbb\xbf"


@attrs.frozen
class OwnLinesReader:
    """The reader of lines of our own."""

    name: str = "mediacorpus-jsonl"
    version: str = "1"

    def sniff(self, head: bytes, name: str | None) -> float:
        """Sure of what begins with the mark of one of our schemas."""
        return 1.0 if _SCHEMA.match(head.removeprefix(_MARK)) else 0.0

    def open(self, stream: BinaryIO, context: Context) -> OwnLinesReading:
        """Each line is an entry or an article."""
        return OwnLinesReading(self, stream, context)


@attrs.frozen
class OwnLinesReading:
    """A file of lines: for each its entry, or the reason why there is none."""

    reader: OwnLinesReader
    stream: BinaryIO
    context: Context
    announced: int | None = None

    def __iter__(self) -> Iterator[Entry | Rejection]:
        window = Window(self.stream, self.context.limits.decoded_bytes)
        yield from read_each(self.reader, self.context, _items(window), self._read)
        if not window.taken:
            yield self.context.rejection(self.reader, "empty", "the file is empty", b"")

    def _read(self, item: Item) -> Entry | Rejection:
        said = _SCHEMA.match(item.raw)
        try:
            if said and said[1].decode("utf-8", "replace") == jsonl.SCHEMAS[Article]:
                return Entry(article=jsonl.loads(item.raw, Article))
            return jsonl.loads(item.raw, Entry)
        except SchemaError as error:
            code, reason = "unknown-schema", error.reason.partition(": read it with")[0]
        except DecodeError as error:
            code, reason = "not-an-entry", error.reason
        return self.context.rejection(self.reader, code, reason, item.raw, item.place)


def _items(window: Window) -> Iterator[Item]:
    for length in window.lines():
        if window.data[window.at : window.at + length].strip(b" \t\r\n"):
            piece = window.take(length)
            yield Item(piece.place, piece.raw)
        else:
            window.skip(length)
