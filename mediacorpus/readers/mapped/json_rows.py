"""Rows of JSON: lines of it, the items of a list, objects one behind the other.

A small splitter over bytes finds where each object ends, so that a list of a million items is read
item by item; what an object says is left to `json`.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Sequence
from typing import Any, NamedTuple

from mediacorpus.readers.mapped.window import Piece, Window

__all__ = ["Number", "Parsed", "are_lines", "first_keys", "json_rows", "parse_json", "printed"]

DEEPEST = 100
"""So many objects and lists within each other at most."""
MOST_STRINGS_OUTSIDE = 10_000
"""So many of what stands around the list of rows are looked at to find it."""

_TOKEN = re.compile(rb'("[^"\\]*+(?:\\.[^"\\]*+)*+")|([\[{])|([\]}])|(")', re.DOTALL)
_BEHIND = re.compile(rb"\s*+(.)", re.DOTALL)
_SPACE = re.compile(rb"[\s,\x1e]*+")
_BARE = re.compile(rb"[^\n,\]}\[{]*+")

BROKEN = (
    "not-json",
    "this is no JSON: a quotation mark or a bracket is missing; reading went on with the next item",
)
CUT = ("not-json", "the item is cut: the file ends in the middle of it")
TOO_DEEP = (
    "too-deep",
    f"objects and lists are nested deeper than {DEEPEST} times: no article needs that",
)


def are_lines(head: bytes) -> bool:
    """Whether a file of JSON has an object on each line, and is no list of them."""
    if head.lstrip().startswith(b"["):
        return False
    lines = [line for line in head.split(b"\n")[:20] if line.strip()]
    begun = [line for line in lines if line.startswith(b"{") and line.strip() != b"{"]
    return len(begun) * 2 > len(lines)


def json_rows(window: Window, path: Sequence[str]) -> Iterator[Piece]:
    """The rows of a file; those of the list that `path` leads to, by the names of the objects'
    keys, where "*" is any name."""
    if not path and are_lines(window.data):
        for length in window.lines():
            if window.data[window.at : window.at + length].strip(b" \t\r\n\x1e"):
                yield window.take(length)
            else:
                window.skip(length)
        return
    outside = _Outside(tuple(path))
    marker: _Marker | None = None
    while _next_begins(window):
        first = window.data[window.at : window.at + 1]
        if not outside.in_rows:
            if not outside.step(window):
                return
            continue
        if first == b"{":
            marker = marker or _Marker.of(window)
            yield _item(window, marker, outside.group)
        elif first in b"[]}":
            window.skip(1)
            if path and first == b"]":
                outside.leave()
        else:
            length = _length_of_other(window)
            reason = "a row of articles is an object in curly brackets, and this is none"
            yield window.take(length, ("not-a-row", reason), outside.group)


def _next_begins(window: Window) -> bool:
    """Go on to what is no white space and no comma; False at the end."""
    while True:
        match = _SPACE.match(window.data, window.at)
        assert match
        window.skip(match.end() - window.at)
        if window.at < len(window.data):
            return True
        if not window.more():
            return False


def _length_of_other(window: Window) -> int:
    """How long something is that is no object: to the next comma or bracket."""
    while True:
        match = _TOKEN.match(window.data, window.at) or _BARE.match(window.data, window.at)
        assert match
        length = match.end() - window.at
        if match.end() < len(window.data) or length > window.most or not window.more():
            return max(length, 1)


class _Marker(NamedTuple):
    """How the items of a list begin: on a line of their own so far from its edge, where none can
    be within another; else behind a comma with the same key."""

    pattern: re.Pattern[bytes]
    line: bytes | None

    @classmethod
    def of(cls, window: Window) -> _Marker:
        """The beginning of the item that comes next."""
        edge = window.data.rfind(b"\n", 0, window.at) + 1
        line = window.data[max(edge - 1, 0) : window.at]
        if line.startswith(b"\n") and not line.strip():
            return cls(re.compile(re.escape(line) + rb"(?=\{)"), line)
        key = _FIRST_KEY.match(window.data, window.at)
        first = re.escape(key[1]) if key else b'"'
        return cls(re.compile(rb"[,\[\n]\s*(?=\{\s*+" + first + rb"\s*+:)"), None)

    def is_at(self, data: bytes, position: int) -> bool:
        """Whether a bracket is surely that of an item."""
        return self.line is not None and data.endswith(self.line, 0, position)


_FIRST_KEY = re.compile(rb'\{\s*+("[^"\\]{0,200}+")')


def _item(window: Window, marker: _Marker, group: str | None) -> Piece:
    """The object that begins here.

    What follows a string or a bracket tells at once where a quotation mark or a bracket is missing,
    so that no item is looked through to the end of the file for the sake of one before it.
    """
    position = depth = 0
    while position <= window.most:
        match = _TOKEN.search(window.data, window.at + position)
        if match is None:
            position = len(window.data) - window.at
            if not window.more():
                return _broken(window, marker, group, CUT)
            continue
        here, position = match.start() - window.at, match.end() - window.at
        behind = _BEHIND.match(window.data, match.end())
        if match[3]:
            depth -= 1
            if not depth:
                return window.take(position, group=group)
        elif match[4] or behind is None:  # it may go on in what was not read yet
            position = here
            if len(window.data) - window.at > window.most or not window.more():
                return _broken(window, marker, group, CUT)
        elif match[1]:
            if behind[1] not in b",:]}":
                return _broken(window, marker, group, BROKEN)
        elif (match[2] == b"{" and behind[1] not in b'"}') or (
            depth and marker.is_at(window.data, match.start())
        ):
            return _broken(window, marker, group, BROKEN)
        else:
            depth += 1
            if depth > DEEPEST:
                return _broken(window, marker, group, TOO_DEEP, here)
    return _broken(window, marker, group, BROKEN)


def _broken(
    window: Window, marker: _Marker, group: str | None, fault: tuple[str, str], seen: int = 1
) -> Piece:
    """What cannot be an object, up to the next that begins like the others, from `seen` on."""
    while True:
        match = marker.pattern.search(window.data, window.at + seen)
        if match:
            fault = fault if fault is TOO_DEEP else BROKEN
            return window.take(match.end() - window.at, fault, group)
        seen = max(len(window.data) - window.at - LONGEST_MARKER, seen)
        if seen > window.most:
            break
        if not window.more():
            return window.take(len(window.data) - window.at, fault, group)
    piece = window.take(len(window.data) - window.at - LONGEST_MARKER, fault, group)
    while not (match := marker.pattern.search(window.data, window.at)):
        window.skip(max(len(window.data) - window.at - LONGEST_MARKER, 0))
        if not window.more():
            window.skip(len(window.data) - window.at)
            return piece
    window.skip(match.end() - window.at)
    return piece


LONGEST_MARKER = 300
"""In bytes; so much is kept of what was looked through, because one may be cut in two there."""


class _Outside:
    """What stands around the rows, as far as it was gone through: the names that lead to here."""

    def __init__(self, path: tuple[str, ...]) -> None:
        self.path = path
        self.open: list[bytes] = []
        self.keys: list[str | None] = []
        self.last = ""
        self.in_rows = not path
        self.group: str | None = None

    def step(self, window: Window) -> bool:
        """Go on behind the next sign; False at the end."""
        match = _SIGN.match(window.data, window.at)
        while match is None or match.end() == len(window.data):
            if len(window.data) - window.at > window.most or not window.more():
                break
            match = _SIGN.match(window.data, window.at)
        if match is None:  # a string without an end
            window.skip(len(window.data) - window.at)
            return False
        sign = match[0]
        if sign.startswith(b'"'):
            self.last = _text_of(sign)
        elif sign == b":" and self.keys:
            self.keys[-1] = self.last
        elif sign in (b"{", b"["):
            self.open.append(sign)
            if sign == b"{":
                self.keys.append(None)
            elif self._leads_here():
                self.in_rows = True
                self.group = self.keys[-1] if self.keys else None
        elif sign in (b"}", b"]"):
            self.leave()
        window.skip(match.end() - window.at)
        return True

    def leave(self) -> None:
        """The end of an object or a list."""
        self.in_rows = False
        if self.open and self.open.pop() == b"{":
            self.keys.pop()

    def _leads_here(self) -> bool:
        return len(self.keys) == len(self.path) and all(
            wanted in ("*", name) for wanted, name in zip(self.path, self.keys, strict=True)
        )


_SIGN = re.compile(rb'"[^"\\]*+(?:\\.[^"\\]*+)*+"|[\[\]{}:]|[^"\[\]{}:]++', re.DOTALL)


def _text_of(sign: bytes) -> str:
    try:
        return str(json.loads(sign, strict=False))
    except ValueError:
        return sign.decode("utf-8", "replace")


def first_keys(head: bytes) -> Iterator[tuple[tuple[str, ...], list[str]]]:
    """The keys of the first object in each list at the beginning of a file, as far as they are in
    it, with the keys that lead there; those of the outermost object first, with none.

    >>> list(first_keys(b'{"articles": {"results": [{"uri": 1, "lang": {"a": 2}}, {"x": 3'))
    [((), ['articles']), (('articles', 'results'), ['uri', 'lang'])]
    """
    path: list[str] = []
    owners: list[tuple[bytes, list[str], bool]] = []  # a sign, the keys of an object, is it wanted
    found: dict[tuple[str, ...], list[str]] = {}
    last = ""
    for number, match in enumerate(_SIGN.finditer(head)):
        sign = match[0]
        if number > MOST_STRINGS_OUTSIDE:
            break
        if sign.startswith(b'"'):
            last = _text_of(sign)
        elif sign == b":" and owners and owners[-1][0] == b"{":
            owners[-1][1].append(last)
            path[-1] = last
        elif sign == b"{":
            here = tuple(path)
            new = (not owners or owners[-1][0] == b"[") and here not in found and len(here) < 4
            keys: list[str] = []
            if new:
                found[here] = keys
            owners.append((sign, keys, new))
            path.append("")
        elif sign == b"[":
            owners.append((sign, [], False))
        elif sign in (b"}", b"]") and owners:
            kind, _, _ = owners.pop()
            if kind == b"{":
                path.pop()
    yield from found.items()


# -- what an object says -------------------------------------------------------------------


class Number(str):
    """A number as it is printed, so that none is too long or rounded."""

    __slots__ = ()


class Parsed(NamedTuple):
    """An object of JSON: what it says; the keys that stand in it twice, with their other values;
    the words that are no JSON (NaN)."""

    value: Any
    repeated: list[tuple[str, Any]]
    odd: list[str]


def parse_json(text: str) -> Parsed:
    """What JSON says, numbers as they are printed.

    Raises ValueError for what is none, RecursionError for what is nested too deep.
    """
    repeated: list[tuple[str, Any]] = []
    odd: list[str] = []

    def unique(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
        found = dict(pairs)
        if len(found) < len(pairs):
            found = {}
            for key, value in pairs:
                if key not in found:
                    found[key] = value
                else:
                    repeated.append((key, value))
        return found

    value = json.loads(
        text,
        strict=False,
        object_pairs_hook=unique,
        parse_int=Number,
        parse_float=Number,
        parse_constant=odd.append,  # which gives None
    )
    return Parsed(value, repeated, odd)


def printed(value: Any, depth: int = 0) -> str:
    """A value as it stands in JSON, without white space.

    Raises RecursionError for what is nested too deep.
    """
    if depth > DEEPEST:
        raise RecursionError
    if isinstance(value, Number):
        return str(value)
    if isinstance(value, dict):
        pairs = (f"{printed(key)}:{printed(one, depth + 1)}" for key, one in value.items())
        return "{" + ",".join(pairs) + "}"
    if isinstance(value, list):
        return "[" + ",".join(printed(one, depth + 1) for one in value) + "]"
    return json.dumps(value, ensure_ascii=False)
