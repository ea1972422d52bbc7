"""The items of an export that begin each where a mark stands: cut, decoded and numbered.

The file is read bit by bit, and no more of it is held than one item and the next.
"""

from __future__ import annotations

import codecs
import functools
import itertools
import re
from collections.abc import Callable, Iterator, Sequence
from typing import BinaryIO, NamedTuple

import attrs

from mediacorpus.readers import Context, Place, Reader
from mediacorpus.readers.encoding import Decoded, damage, decode
from mediacorpus.readers.items import Item, read_each
from mediacorpus.records import Entry, Notice, Rejection

__all__ = ["Marked", "MarkedItems", "head_text", "missing", "not_used", "opening_of"]

CHUNK = 2**18
OPENING = 2**20
"""So many bytes are read at a time, and so many tell the encoding and which mark it is."""
LONGEST_MARK = 4096
"""In bytes."""

_MARKUP = re.compile(rb"(?i)<(?:style|script)\b[^<]*+(?:<(?!/s)[^<]*+)*+|<[^<>]*+>?")
"""What in a file is no text, from which no language can be told."""


class Marked(NamedTuple):
    """An item: its place in the file and its bytes there, how they became text, what is known of
    it besides, and what there is to say of all that."""

    place: Place
    raw: bytes
    decoded: Decoded
    context: Context
    notices: tuple[Notice, ...]


@attrs.define
class MarkedItems:
    """The items of a stream.

    Each begins where a mark stands, the first of `marks` that is found near the file's beginning,
    and ends where the next one does.  `declared` finds what encoding the file says that it is in;
    what `is_item` is not true of is passed over, such as a legal notice behind the last.  `opening`
    are the first bytes, where they were read before; `cover` is what stands above the first item,
    once the items are gone through.
    """

    stream: BinaryIO
    context: Context
    marks: Sequence[re.Pattern[bytes]]
    declared: Callable[[bytes], str | None] | None = None
    is_item: Callable[[str], bool] | None = None
    cover: str = ""
    opening: bytes = b""
    _whole: Decoded | None = None

    def read(
        self, reader: Reader, read: Callable[[Marked], Entry | Rejection]
    ) -> Iterator[Entry | Rejection]:
        """What comes of each item."""
        items = self._items()
        first = list(itertools.islice(items, 2))
        context = self.context
        notices = not_used(context) if len(first) > 1 else ()
        if notices:
            context = attrs.evolve(context, id=None, url=None)

        def read_one(item: Item) -> Entry | Rejection:
            decoded = self._text_of(item.raw)
            found = (*damage(decoded), *(notices if item.place.item == 1 else ()))
            return read(Marked(item.place, item.raw, decoded, context, found))

        yield from read_each(reader, context, itertools.chain(first, items), read_one)

    def _items(self) -> Iterator[Item]:
        self.opening = self.opening or opening_of(self.stream)
        wide = _wide(self.opening)
        if wide:
            yield from self._wide_items(wide)
            return
        declared = self.declared and self.declared(self.opening)
        self._whole = decode(_MARKUP.sub(b" ", self.opening), declared or None)
        chunks = itertools.chain((self.opening,), iter(lambda: self.stream.read(CHUNK), b""))
        mark = self._mark(self.opening)
        yield from self._numbered(_cut(chunks, mark, self.context.limits.decoded_bytes))

    def _wide_items(self, codec: str) -> Iterator[Item]:
        """The items of a file in UTF-16 or UTF-32, which is read as a whole."""
        raw = self.opening + self.context.whole(self.stream)
        if len(raw) > self.context.limits.decoded_bytes:
            yield Item(Place(1, 0, len(raw)), raw)
            return
        self._whole = decode(raw)
        narrow = raw.decode(codec, "replace").encode("utf-8")

        def parts() -> Iterator[tuple[int, int, bytes]]:
            at = 0
            for _, _, part in _cut((narrow,), self._mark(narrow), len(narrow)):
                end = at + len(part.decode("utf-8").encode(codec))
                yield at, end, raw[at:end]
                at = end

        yield from self._numbered(parts())

    def _numbered(self, parts: Iterator[tuple[int, int, bytes]]) -> Iterator[Item]:
        """The items among the parts of a file, of which the first stands above all marks."""
        number = 0
        for order, (start, end, raw) in enumerate(parts):
            is_item = self.is_item(self._text_of(raw).text) if self.is_item else order > 0
            if is_item:
                number += 1
                yield Item(Place(number, start, end), raw)
            elif not number:
                self.cover += self._text_of(raw[:OPENING]).text

    def _mark(self, opening: bytes) -> re.Pattern[bytes]:
        return next((mark for mark in self.marks if mark.search(opening)), self.marks[0])

    def _text_of(self, raw: bytes) -> Decoded:
        """An item's text: in the encoding of the file, unless it is plainly UTF-8."""
        whole = self._whole
        assert whole is not None
        if whole.declared and whole.declared.startswith(("utf-16", "utf-32")):
            text = raw.decode(_wide(self.opening) or whole.encoding, "replace").lstrip("\ufeff")
            return attrs.evolve(whole, text=text, replaced=text.count("\ufffd"))
        if not whole.detected:
            return decode(raw, whole.declared)
        decoded = decode(raw, whole.detected)
        if decoded.encoding == "utf-8":
            return attrs.evolve(decoded, declared=whole.declared)
        encoding, declared = whole.encoding, whole.declared
        return attrs.evolve(decoded, encoding=encoding, declared=declared, detected=whole.detected)


def _cut(
    chunks: Iterator[bytes] | Sequence[bytes], mark: re.Pattern[bytes], most: int
) -> Iterator[tuple[int, int, bytes]]:
    """The parts of a file that begin at marks, before them what stands above the first: where each
    begins and ends, and its bytes, of a longer one than `most` the first and one more."""
    buffer = bytearray()
    at = start = 0  # where in the file the buffer and the part begin
    opening = b""  # of a part that is too long
    scanned = 0
    for chunk in chunks:
        buffer += chunk
        while match := mark.search(buffer, scanned):
            edge = at + match.start()
            yield start, edge, opening or bytes(buffer[start - at : match.start()][: most + 1])
            start, opening, scanned = edge, b"", match.end()
        if not opening and at + len(buffer) - start > most + LONGEST_MARK:
            opening = bytes(buffer[start - at :][: most + 1])
        kept = max(scanned, len(buffer) - LONGEST_MARK) if opening else start - at
        del buffer[:kept]
        at += kept
        scanned = max(scanned - kept, len(buffer) - LONGEST_MARK, 0)
    yield start, at + len(buffer), opening or bytes(buffer[start - at :])


def opening_of(stream: BinaryIO) -> bytes:
    """The first bytes of a stream, up to a megabyte."""
    parts: list[bytes] = []
    size = OPENING
    while size > 0 and (part := stream.read(size)):
        parts.append(part)
        size -= len(part)
    return b"".join(parts)


_WIDE = (
    (codecs.BOM_UTF32_LE, "utf-32-le"),
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)


def _wide(head: bytes) -> str | None:
    """The codec of a file whose byte order mark says that ASCII has more than one byte in it."""
    return next((codec for mark, codec in _WIDE if head.startswith(mark)), None)


@functools.lru_cache(maxsize=2)  # of a file, each reader asks
def head_text(head: bytes) -> str:
    """The first bytes of a file as text in which ASCII can be looked for.

    >>> head_text("Naïve".encode("utf-16"))[1:3], head_text(b"Na\\xc3\\xafve")[:2]
    ('Na', 'Na')
    """
    return head.decode(_wide(head) or "latin-1", "replace")


def not_used(context: Context) -> tuple[Notice, ...]:
    """That an id or a url that was given is that of one article, and not of several."""
    if not (context.id or context.url):
        return ()
    given = "id" if context.id else "url"
    notice = Notice(
        code="several-items",
        message=f"the {given} that was given is that of one article, and the file holds several: "
        "it was not used; split the file, or leave it out",
    )
    return (notice,)


def missing(
    reader: Reader, context: Context, announced: int | None, found: int
) -> Iterator[Rejection]:
    """A rejection for each item that a document says it holds, and that did not come."""
    for number in range(found + 1, (announced or 0) + 1):
        if number > context.passed:
            reason = (
                f"the file says that it holds {announced} items, and only {found} are in it: it "
                "may be cut; export or save it again"
            )
            place = Place(number, 0, 0)
            yield context.rejection(reader, "items-missing", reason, b"", place)
