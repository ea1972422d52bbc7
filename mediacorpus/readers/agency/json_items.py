"""The items of a JSON document, cut out of its bytes one by one: an object, several of them (one
on each line, or not), a list of them, or an object with a list of them in it.

They are found by their brackets, not by a parser: so one that is not JSON costs itself alone, each
has its place in the file, and a file of any size is read.
"""

from __future__ import annotations

import json
import re
from collections.abc import Collection, Iterator
from typing import Any

from mediacorpus.readers import Context
from mediacorpus.readers.agency.raw import Raw
from mediacorpus.readers.items import Item

__all__ = ["JsonItems", "Loaded", "keys_of", "load"]

MOST_OUTSIDE = 2**16
"""So many bytes of what stands outside of the items are kept."""

_STRING = re.compile(rb'"[^"\\\n]*(?:\\.[^"\\\n]*)*"', re.DOTALL)
_TOKEN = re.compile(rb'["{}\[\]]|\n(?=\{")')
_IN_STRING = re.compile(rb'\\.|"|\n(?=\{")', re.DOTALL)
_KEY = re.compile(rb'"([^"\\]{1,40})"\s*:\s*\Z')
_GOES_ON = b"[{,:"
"""Behind these signs a line break is within an object."""


class JsonItems:
    """The objects of a document; `lists` are the paths of keys to lists in which they may stand.

    `outside` is the beginning of what stands around them, and `is_one` says whether the document is
    nothing but one of them.
    """

    def __init__(self, raw: Raw, context: Context, lists: Collection[tuple[str, ...]] = ()) -> None:
        self.raw = raw
        self.most = context.limits.decoded_bytes + 1
        self.lists = lists
        self.outside = b""
        self.is_one = False
        self._buffer = bytearray()
        self._base = self._at = 0
        self._start: int | None = None
        self._number = 0
        self._large: tuple[int, bytes] | None = None
        self._opened: list[str] = []  # the keys of the brackets that are open
        self._list: int | None = None  # how many are open around an item
        self._in_string = False

    def __iter__(self) -> Iterator[Item]:
        roots = 0
        while token := self._next_token():
            sign, at = token
            if sign == "\n":
                if self._list is None and self._start is not None and self._breaks_off(at):
                    roots += 1
                    yield self._item(at)
                    self._opened, self._in_string = [], False
                continue
            if sign in "{[":
                self._open(sign, at)
            elif self._opened:
                self._opened.pop()
                depth = len(self._opened)
                if self._list is not None and depth < self._list:
                    self._list = None
                elif self._start is not None and depth == (self._list or 0):
                    roots += self._list is None
                    yield self._item(at + 1)
        if self._start is not None:
            roots += self._list is None
            yield self._item(len(self._buffer))
        self.is_one = roots == self._number == 1

    def _open(self, sign: str, at: int) -> None:
        depth = len(self._opened)
        match = _KEY.search(self._buffer, max(at - 80, 0), at) if 0 < depth < 4 else None
        key = match[1].decode("utf-8", "replace") if match else ""
        del match  # it holds the buffer
        self._opened.append(key)
        path = tuple(self._opened[1:4])
        if self._list is not None:
            if depth == self._list and self._start is None:
                self._leave_out(at)
                self._start = 0
        elif sign == "[" and (depth == 0 or path in self.lists):
            self._list = depth + 1
            self._start = self._large = None
            self._leave_out(at + 1)
        elif depth == 0:
            self._leave_out(at)
            self._start = 0

    def _breaks_off(self, at: int) -> bool:
        """Whether an object ends with a line, though its brackets are open: the next line begins
        another, and nothing says that this goes on."""
        before = bytes(self._buffer[max(at - 80, 0) : at]).rstrip()
        return bool(before) and before[-1] not in _GOES_ON

    def _next_token(self) -> tuple[str, int] | None:
        """The next bracket that is in no string, or line break before an object; None at the
        end."""
        while True:
            if self._in_string:
                match = _IN_STRING.search(self._buffer, self._at)
                if match is None:
                    # an escape, or a line break, may be cut in two
                    self._at = max(self._at, len(self._buffer) - 2)
                    if not self._more():
                        return None
                    continue
                self._at = match.end()
                if match[0] == b"\n":
                    return "\n", match.start()
                self._in_string = match[0] != b'"'
                continue
            match = _TOKEN.search(self._buffer, self._at)
            if match is None:
                self._at = max(self._at, len(self._buffer) - 2)
                del match
                if not self._more():
                    return None
            elif match[0] == b'"':
                if string := _STRING.match(self._buffer, match.start()):
                    self._at = string.end()
                else:
                    self._at, self._in_string = match.end(), True
            else:
                self._at = match.end()
                return match[0].decode(), match.start()

    def _more(self) -> bool:
        """Read on, and let go of what is not needed any more; False at the end."""
        if self._start is None:
            self._leave_out(max(self._at - 80, 0))
        elif self._large is None and self._at > self.most:
            self._large = self._base, bytes(self._buffer[: self.most])
        if self._large:
            self._let_go(max(self._at - 80, 0))
        data = self.raw.read()
        self._buffer += data
        return bool(data)

    def _leave_out(self, end: int) -> None:
        self.outside += bytes(self._buffer[: min(end, MOST_OUTSIDE - len(self.outside))])
        self._let_go(end)

    def _let_go(self, end: int) -> None:
        del self._buffer[:end]
        self._base += end
        self._at -= end

    def _item(self, end: int) -> Item:
        """The object that has begun, up to an end."""
        start, raw = self._large or (self._base, bytes(self._buffer[:end]))
        self._number += 1
        place = self.raw.place(self._number, start, self._base + end)
        self._let_go(end)
        self._start = self._large = None
        return Item(place, raw)


_SURROGATE = re.compile("[\ud800-\udfff]")
_ESCAPED_SURROGATE = re.compile(r"\\u[dD][89a-fA-F]")


class Loaded(dict[str, Any]):
    """An object of JSON, its keys in lower case; numbers are as they are written."""

    doubled: tuple[str, ...] = ()
    """Keys that are in one object twice."""


def load(text: str) -> Loaded:
    """The object that JSON is.

    Of a key that is there twice, the last value holds; half of a surrogate pair is U+FFFD.

    Raises `ValueError` where it is no JSON, or no object, or nested too deep.

    >>> load('{"pubStatus": "usable", "version": 12.50}')
    {'pubstatus': 'usable', 'version': '12.50'}
    """
    doubled: dict[str, None] = {}

    def made(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
        found = {key.lower(): value for key, value in pairs}
        if len(found) < len(pairs):
            seen: set[str] = set()
            for key, _ in pairs:
                if key in seen:
                    doubled[key] = None
                seen.add(key)
        return found

    try:
        found = json.loads(
            text, object_pairs_hook=made, parse_int=str, parse_float=str, parse_constant=str,
            strict=False,
        )  # fmt: skip
    except RecursionError:
        raise ValueError("it is nested too deep") from None
    if not isinstance(found, dict):
        raise ValueError("it is no object")  # noqa: TRY004 - of the text, not of the code
    loaded = Loaded(_without_surrogates(found) if _ESCAPED_SURROGATE.search(text) else found)
    loaded.doubled = tuple(doubled)
    return loaded


def _without_surrogates(value: Any) -> Any:
    if isinstance(value, str):
        return _SURROGATE.sub("\ufffd", value)
    if isinstance(value, list):
        return [_without_surrogates(one) for one in value]
    if isinstance(value, dict):
        return {
            _SURROGATE.sub("\ufffd", key): _without_surrogates(one) for key, one in value.items()
        }
    return value


_KEYS = re.compile(r'"([A-Za-z_$][\w.$-]{0,40})"\s*:')


def keys_of(text: str) -> set[str]:
    """The keys that a document has in its beginning, on any level, in lower case; none where it is
    no JSON.

    >>> sorted(keys_of('[{"uri": "x", "by": {"name": null}}'))
    ['by', 'name', 'uri']
    """
    if text.lstrip("\ufeff \t\r\n")[:1] not in ("{", "["):
        return set()
    return {key.lower() for key in _KEYS.findall(text)}
