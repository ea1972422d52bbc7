"""The items of a list in a JSON document, bit by bit: the bytes of each, and where they stand."""

from __future__ import annotations

import codecs
import json
import re
from collections import Counter
from collections.abc import Iterator
from typing import Any, BinaryIO

import attrs

from mediacorpus.readers import Place

__all__ = ["JsonItem", "JsonItems", "value_of"]

CHUNK = 2**16
LARGEST_HEAD = 2**20
"""In bytes, what is kept of a document beside the list."""

_LONGEST_NAME = 200
_SIGN = re.compile(rb'["\\{}\[\]]')


@attrs.frozen
class JsonItem:
    """One item: its bytes, its place, and whether the document ends within it.

    Of an item that is too large, the bytes are one more than it may have.
    """

    raw: bytes
    place: Place
    is_cut: bool


class JsonItems:
    """The items of the list that an object in a stream has under a `name`, one after the other.

    `largest` is how many bytes one may have.  `beside` is the document without what is in the list,
    as far as it was read; `is_whole` says, once all were read, whether it comes to its end.
    """

    def __init__(self, stream: BinaryIO, name: str, largest: int) -> None:
        self.name = name
        self.largest = largest
        self.beside = bytearray()
        self.is_whole = False
        self._stream = stream
        self._window = stream.read(CHUNK)
        self._at = self._offset = 0
        if self._window.startswith(codecs.BOM_UTF8):
            self._at = self._offset = len(codecs.BOM_UTF8)
        self._item: bytearray | None = None
        self._behind = b""

    def __iter__(self) -> Iterator[JsonItem]:
        number = start = depth = 0
        in_list = in_string = False
        named = re.compile(rb'"' + re.escape(self.name.encode()) + rb'"\s*:\s*\Z')
        while (at := self._next()) is not None:
            sign = self._window[at : at + 1]
            if in_string:
                self._pass(at + (2 if sign == b"\\" else 1))
                in_string = sign != b'"'
                continue
            if sign in b"{[" and in_list and depth == 2:
                self._pass(at)
                number, start, self._item = number + 1, self._offset, bytearray()
            self._pass(at)
            is_list = sign == b"[" and depth == 1 and bool(named.search(self._behind))
            self._pass(at + 1)
            if sign == b'"':
                in_string = True
            elif sign in b"{[":
                depth += 1
                in_list = in_list or is_list
            elif sign in b"}]":
                depth -= 1
                if in_list and depth == 2:
                    raw, self._item = bytes(self._item or b""), None
                    yield JsonItem(raw, Place(number, start, self._offset), is_cut=False)
                in_list = in_list and depth >= 2
                if depth <= 0:
                    self.is_whole = True
                    break
        if self._item is not None:
            raw, self._item = bytes(self._item), None
            yield JsonItem(raw, Place(number, start, self._offset), is_cut=True)

    def _next(self) -> int | None:
        """Where the next sign is, with the byte behind it; None at the end."""
        while True:
            match = _SIGN.search(self._window, self._at)
            if match and match.end() < len(self._window):
                return match.start()
            self._pass(match.start() if match else len(self._window))
            chunk = self._stream.read(CHUNK)
            self._window, self._at = self._window[self._at :] + chunk, 0
            if not chunk:
                if match and self._window:
                    return 0
                return None

    def _pass(self, end: int) -> None:
        part = self._window[self._at : end]
        if self._item is not None:
            self._item += part[: self.largest + 1 - len(self._item)]
        else:
            self._behind = (self._behind + part[-_LONGEST_NAME:])[-_LONGEST_NAME:]
            self.beside += part[: max(0, LARGEST_HEAD - len(self.beside))]
        self._at += len(part)
        self._offset += len(part)


def value_of(text: str) -> tuple[Any, tuple[str, ...]]:
    """The value of a JSON text, its numbers as they stand, and the names that one object in it has
    twice, of which the last holds.

    Raises `ValueError`, which says what is wrong.

    >>> value_of('{"id": 1e999, "id": 7}')
    ({'id': '7'}, ('id',))
    """
    twice: list[str] = []

    def made(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
        pairs = [(_whole(name), value) for name, value in pairs]
        found = dict(pairs)
        if len(found) < len(pairs):
            counts = Counter(name for name, _ in pairs)
            twice.extend(name for name in found if counts[name] > 1)
        return found

    try:
        value = json.loads(
            text,
            strict=False,
            object_pairs_hook=made,
            parse_int=str,
            parse_float=str,
            parse_constant=str,
        )
    except RecursionError:
        raise ValueError("it is nested deeper than anything that is meant to be read") from None
    return value, tuple(dict.fromkeys(twice))


def _whole(name: str) -> str:
    """A name without the surrogates that no text can hold."""
    if name.isascii():
        return name
    return name.encode("utf-16", "surrogatepass").decode("utf-16", "replace")
