"""The items of an XML document, cut out of its bytes one by one.

They are found by the tags that they begin and end with, not by a parser: so one that is not
well-formed costs itself alone, each has its place in the file, and a file of any size is read.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from typing import NamedTuple

from lxml.etree import _Element as Element

from mediacorpus.readers import Context
from mediacorpus.readers.agency.raw import Raw
from mediacorpus.readers.agency.xml_text import Mended, mended, parsed
from mediacorpus.readers.items import Item

__all__ = ["XmlItems", "root_of", "tree_of"]

LONGEST_TAG = 2**16
"""In bytes: what does not end before is no tag."""
MOST_OUTSIDE = 2**16
"""So many bytes of what stands outside of the items are kept."""

_ATTRIBUTES = re.compile(rb"""[^<>"']*(?:"[^"]*"[^<>"']*|'[^']*'[^<>"']*)*>""")
_CLOSED_BY = {b"<!--": b"-->", b"<![CDATA[": b"]]>", b"<?": b"?>"}


class _Tag(NamedTuple):
    """A tag of an item: where it stands in the buffer, and whether it closes, or opens nothing."""

    start: int
    end: int
    closes: bool
    is_empty: bool


class XmlItems:
    """The elements of a document that have one of the `names`.

    They lie within each other only if they can `nest`; else one that begins within another tells
    that this has no end.  `outside` is the beginning of what stands around them.
    """

    def __init__(
        self, raw: Raw, context: Context, names: Iterable[str], *, nest: bool = False
    ) -> None:
        any_name = "|".join(map(re.escape, names)).encode()
        self.raw = raw
        self.most = context.limits.decoded_bytes + 1
        self.nest = nest
        self.outside = b""
        self._token = re.compile(
            rb"<!--|<!\[CDATA\[|<\?|<(?P<closes>/?)(?:[\w.-]+:)?(?:" + any_name + rb")(?=[\s/>])"
        )
        self._buffer = bytearray()
        self._base = self._at = 0  # where in the document the buffer begins, and how far it is read
        self._start: int | None = None  # of the item, if one has begun
        self._number = 0
        self._large: tuple[int, bytes] | None = None

    def __iter__(self) -> Iterator[Item]:
        depth = 0
        while tag := self._next_tag():
            if tag.closes:
                depth -= depth > 0
                if not depth and self._start is not None:
                    yield self._item(tag.end)
            elif depth and self.nest:
                depth += not tag.is_empty
            else:
                end = tag.end
                if self._start is not None:
                    end -= tag.start
                    yield self._item(tag.start)
                else:
                    self._leave_out(tag.start)
                    end -= tag.start
                self._start = 0
                depth = not tag.is_empty
                if tag.is_empty:
                    yield self._item(end)
        if self._start is not None:
            yield self._item(len(self._buffer))

    def _next_tag(self) -> _Tag | None:
        """The next tag of an item; None at the end.  What stands in comments is none."""
        closing = b""
        while True:
            if closing:
                end = self._buffer.find(closing, self._at)
                if end < 0:
                    self._at = max(self._at, len(self._buffer) - 2)
                    if not self._more():
                        return None
                    continue
                self._at, closing = end + len(closing), b""
            match = self._token.search(self._buffer, self._at)
            if match is None:
                self._at = max(self._at, len(self._buffer) - 64)
                if not self._more():
                    return None
            elif match["closes"] is None:
                closing, self._at = _CLOSED_BY[match[0]], match.end()
            elif rest := _ATTRIBUTES.match(self._buffer, match.end()):
                self._at = rest.end()
                closes = bool(match["closes"])
                return _Tag(match.start(), self._at, closes, rest[0].endswith(b"/>"))
            elif len(self._buffer) - match.start() < LONGEST_TAG:
                self._at = match.start()
                del match  # it holds the buffer, which is about to grow
                if not self._more():
                    return None
            else:
                self._at = match.end()

    def _more(self) -> bool:
        """Read on, and let go of what is not needed any more; False at the end."""
        if self._start is None:
            self._leave_out(self._at)
        elif self._large is None and self._at - self._start > self.most:
            self._large = self._base + self._start, bytes(self._buffer[: self.most])
        if self._large:
            self._let_go(self._at)
        data = self.raw.read()
        self._buffer += data
        return bool(data)

    def _leave_out(self, end: int) -> None:
        """Let go of what stands outside of items."""
        self.outside += bytes(self._buffer[: min(end, MOST_OUTSIDE - len(self.outside))])
        self._let_go(end)

    def _let_go(self, end: int) -> None:
        del self._buffer[:end]
        self._base += end
        self._at -= end

    def _item(self, end: int) -> Item:
        """The item that has begun, up to an end."""
        start, raw = self._large or (self._base, bytes(self._buffer[:end]))
        self._number += 1
        place = self.raw.place(self._number, start, self._base + end)
        self._let_go(end)
        self._start = self._large = None
        return Item(place, raw)


_PREFIX = re.compile(r"[<\s/]([A-Za-z_][\w.-]*):[A-Za-z_]")


def tree_of(text: str) -> tuple[Element, Mended]:
    """The tree of an item that was cut out of its document, and what had to be mended in it.

    Namespaces make no difference to what elements are called, so those that were declared outside
    are made up.

    Raises `lxml.etree.XMLSyntaxError` where it is not well-formed.
    """
    made = mended(text)
    prefixes = set(_PREFIX.findall(made.text)) - {"xml", "xmlns"}
    declared = "".join(f' xmlns:{one}="urn:prefix:{one}"' for one in sorted(prefixes))
    return parsed(f"<item{declared}>{made.text}</item>")[0], made


_ROOT = re.compile(
    r"\ufeff?\s*(?:<\?.*?\?>\s*|<!--.*?-->\s*|<!DOCTYPE[^\[<>]*(?:\[.*?\]\s*)?>\s*)*"
    r"<(?:[\w.-]+:)?(?P<name>[A-Za-z_][\w.-]*)(?P<rest>[^<>]{0,2000})",
    re.DOTALL,
)


def root_of(text: str) -> tuple[str, str] | None:
    """The name of the element that XML begins with, and its attributes; None for what is no XML.

    >>> root_of("<?xml version='1.0'?><!-- x --><n:nitf version='3'>")
    ('nitf', " version='3'")
    """
    match = _ROOT.match(text)
    return (match["name"], match["rest"]) if match else None
