"""The reader of exports: which form a file has, and one reading of all of them."""

from __future__ import annotations

import io
import re
import zlib
from collections import Counter
from collections.abc import Iterator
from typing import BinaryIO

import attrs

from mediacorpus.fields import evolve
from mediacorpus.readers import HEAD, Context, Place
from mediacorpus.readers.encoding import decode, looks_binary
from mediacorpus.readers.items import Item, read_each
from mediacorpus.readers.looks import looks_like, why_not_read
from mediacorpus.readers.nexis.article import ItemReader
from mediacorpus.readers.nexis.docx import Docx, NotReadError, is_word
from mediacorpus.readers.nexis.labels import Words, words
from mediacorpus.readers.nexis.lines import Form
from mediacorpus.readers.nexis.plain_text import PlainText
from mediacorpus.readers.nexis.rtf import Rtf
from mediacorpus.readers.nexis.saved_html import SavedHtml, is_export
from mediacorpus.readers.nexis.splitting import Part, parts
from mediacorpus.records import Entry, Notice, Rejection

__all__ = ["NexisReader"]

SURE = 0.95
LIKELY = 0.9
PERHAPS = 0.3
"""How sure one can be of a Word document whose text does not stand among the first bytes: no other
reader takes it."""

MOST_ANNOUNCED = 20_000
"""No export holds more; a larger number is a mistake."""

RTF = b"{\\rtf"
_OF_NEXIS = re.compile(
    rb"LXNComment|DOC_ID_\d|\d (?:of|von|de|van) \d+ DOC|urn:contentItem:|advance\.lexis\.com"
    rb"|LADeliveryID|UserPermID"
)
_OF_NEXIS_UNI = re.compile(
    rb"Load-Date|End of Document|Job Number|Search Terms|Client/Matter|Narrowed by|LexisNexis"
)


@attrs.frozen
class NexisReader:
    """The reader of exports of Nexis, LexisNexis and Lexis Advance."""

    name: str = "nexis"
    version: str = "1"

    def sniff(self, head: bytes, name: str | None) -> float:
        """By the marks that Nexis leaves: numbers above items, covers, its labels, comments in HTML
        and RTF, addresses of its documents in DOCX."""
        if head.startswith(RTF):
            if _OF_NEXIS.search(head):
                return SURE
            return LIKELY if len(set(_OF_NEXIS_UNI.findall(head))) > 1 else 0.0
        if head.startswith(b"PK\x03\x04"):
            return _sureness_of_zip(head) if is_word(head) else 0.0
        looks = looks_like(head)
        if looks == "HTML":
            return SURE if is_export(head) else 0.0
        if looks is not None or looks_binary(head):
            return 0.0
        return _sureness_of_text(decode(head).text)

    def open(self, stream: BinaryIO, context: Context) -> NexisReading:
        """One document is one export, of one item or of hundreds."""
        return NexisReading(self, stream, context)


def _sureness_of_zip(head: bytes) -> float:
    """How sure it is that a Word document is an export, by what is in its first members."""
    size = 0
    for match in re.finditer(rb"PK\x03\x04", head):
        start = match.start()
        name = int.from_bytes(head[start + 26 : start + 28], "little")
        extra = int.from_bytes(head[start + 28 : start + 30], "little")
        packed = head[start + 30 + name + extra :]
        unpacker = zlib.decompressobj(-15)
        try:
            text = unpacker.decompress(packed, 2 * HEAD)
        except zlib.error:
            continue  # it is stored as it is, or the mark stands within another member
        size += len(text)
        if _OF_NEXIS.search(text) or len(set(_OF_NEXIS_UNI.findall(text))) > 1:
            return SURE
        if size > 16 * HEAD:
            break
    return PERHAPS


def _sureness_of_text(text: str) -> float:
    """How sure it is that a text is an export, by its covers, numbers and labels."""
    known = words()
    numbered = cover = ends = False
    sure: set[str] = set()
    others: set[str] = set()
    for printed in text.splitlines():
        line = printed.strip()
        if not line:
            continue
        if known.number(line):
            numbered = True
        elif line in known.ends:
            ends = True
        elif known.ranges.match(line):
            cover = True
        elif (found := known.labelled(line)) and found.label:
            (sure if known.ends_body(found) else others).add(found.label.name)
    if numbered and (sure or len(others) > 1 or cover):
        return SURE
    if ends and (sure or len(others) > 1):
        return SURE
    if cover and (sure or others):
        return LIKELY
    dated = {"Load-Date", "Length"} & sure
    if len(dated) > 1 and len(sure | others) > 2 and _is_capital(text, known):
        return LIKELY
    return SURE if cover and numbered else 0.0


def _is_capital(text: str, known: Words) -> bool:
    """Whether labels are in capitals, or have a no-break space behind them."""
    return any(
        found.label and (found.printed.isupper() or "\u00a0" in line)
        for line in text.splitlines()
        if (found := known.labelled(line.strip()))
    )


@attrs.define
class NexisReading:
    """An export: its items, one for one.

    `announced` is what the cover says, else the numbers above the items; known once the first item
    has been read, and never less than came out.
    """

    reader: NexisReader
    stream: BinaryIO
    context: Context
    announced: int | None = None
    _count: int = 0
    _seen: set[int] = attrs.field(factory=set)
    _first: Part | None = None

    def __iter__(self) -> Iterator[Entry | Rejection]:
        form = self._form()
        if isinstance(form, Rejection):
            self.announced = 1
            if not self.context.passed:
                yield form
            return
        yield from self._read(form)
        yield from self._missing()

    def _form(self) -> Form | Rejection:
        """The front end for the form that the file has."""
        stream, limits = self.stream, self.context.limits
        head = stream.read(HEAD)
        whole = _Again(head, stream)
        if not head.strip():
            return self._rejection("empty", "the file is empty", head)
        if head.startswith(b"PK\x03\x04"):
            if stream.seekable():
                return Docx(stream, limits)
            return Docx(whole, limits)
        if head.startswith(RTF):
            return Rtf(whole, limits.decoded_bytes)
        looks = looks_like(head)
        if looks == "HTML":
            return SavedHtml(whole, limits.decoded_bytes)
        if looks_binary(head):
            return self._rejection("binary", why_not_read(head), head)
        return PlainText(whole, limits.decoded_bytes)

    def _rejection(self, code: str, reason: str, raw: bytes) -> Rejection:
        return self.context.rejection(self.reader, code, reason, raw)

    def _read(self, form: Form) -> Iterator[Entry | Rejection]:
        """The items of a file, and its faults."""
        waiting: dict[int, tuple[Part, str]] = {}
        ids: Counter[str] = Counter()
        context = self.context
        notices: tuple[Notice, ...] = ()
        found = self._parts(form)
        failed: NotReadError | None = None

        def items(first: list[Part]) -> Iterator[Item]:
            nonlocal failed
            try:
                for part in _chain(first, found):
                    self._count += 1
                    if part.number is not None:
                        self._seen.add(part.number)
                    item = _item(part, self._count)
                    id = makes.id_of(item, part)
                    ids[id] += 1
                    waiting.clear()
                    waiting[self._count] = part, f"{id}-{ids[id]}" if ids[id] > 1 else id
                    yield item
            except NotReadError as error:
                failed = error

        first: list[Part] = []
        try:
            for part in found:
                first.append(part)
                if len(first) == 2:
                    break
        except NotReadError as error:
            failed = error
        if len(first) > 1 and (context.id or context.url):
            notices = (_not_used(context),)
            context = attrs.evolve(context, id=None, url=None)
        makes = ItemReader(self.reader, context, form)

        def read(item: Item) -> Entry | Rejection:
            nonlocal notices
            made = makes.read(item, *waiting[item.place.item])
            if isinstance(made, Entry):
                made = evolve(made, notices=(*notices, *made.notices)) if notices else made
                notices = ()
            return made

        yield from read_each(self.reader, context, items(first), read)
        if failed is not None:
            self._count += 1
            if self._first is None:
                self.announced = 1
            if self._count > self.context.passed:
                place = Place(self._count, 0, 0)
                yield self.context.rejection(self.reader, failed.code, failed.reason, b"", place)
        elif not self._count:
            self._count = self.announced = 1
            if not self.context.passed:
                yield self._rejection(
                    "no-article",
                    "there is no article in this file: it is no export of Nexis, or only its "
                    "cover; save the articles with their text",
                    b"",
                )

    def _parts(self, form: Form) -> Iterator[Part]:
        """The items of a file; what its covers say is noted."""
        known = words()
        cover: int | None = None
        order = self.context.order
        for part in parts(form.lines(), self.context.limits.decoded_bytes, order):
            if part.is_cover:
                cover = cover or known.announced([line.words for line in part.lines])
                continue
            if self._first is None:
                self._first = part
                self.announced = _announced(cover, form.announced, part)
            yield part

    def _missing(self) -> Iterator[Rejection]:
        """A rejection for each item that the file says it holds, and that is not in it."""
        if self.announced is None:
            return
        if self.announced <= self._count:
            self.announced = self._count
            return
        least = self._first.number if self._first and self._first.number else 1
        wanted = (n for n in range(least, least + self.announced) if n not in self._seen)
        for item in range(self._count + 1, self.announced + 1):
            number = next(wanted, item)
            if item > self.context.passed:
                yield self.context.rejection(
                    self.reader,
                    "item-missing",
                    f"the file says that it holds {self.announced} items, and number {number} is "
                    "not in it: download it again, if it is wanted",
                    b"",
                    Place(item, 0, 0),
                )
        self._count = self.announced


def _announced(cover: int | None, form: int | None, first: Part) -> int | None:
    """How many items a file says that it holds: on its cover, in its head, or above its first
    item."""
    said = cover or form
    if said and (first.of is None or said <= first.of or form == said):
        return said if said <= MOST_ANNOUNCED else None
    if first.number == 1 and first.of and first.of <= MOST_ANNOUNCED:
        return first.of
    return None


def _chain(first: list[Part], rest: Iterator[Part]) -> Iterator[Part]:
    """Parts that were read already, then the others; none is kept."""
    while first:
        yield first.pop(0)
    yield from rest


def _item(part: Part, number: int) -> Item:
    """The bytes of an item, and its place."""
    lines = part.lines
    raw = b"".join([lines[0].raw[lines[0].lead :], *(line.raw for line in lines[1:])])
    return Item(Place(number, lines[0].start, lines[-1].end), raw)


def _not_used(context: Context) -> Notice:
    given = " and ".join(name for name in ("id", "url") if getattr(context, name))
    return Notice(
        code="several-articles",
        message=f"the {given} that was given is that of one article, and there are several in this "
        "file: it was not used",
    )


class _Again(io.BytesIO):
    """A stream with the bytes that were read of it already."""

    def __init__(self, head: bytes, stream: BinaryIO) -> None:
        super().__init__()
        self._head = head
        self._stream = stream

    def seekable(self) -> bool:
        """It is read from front to back."""
        return False

    def read(self, size: int | None = -1) -> bytes:
        """The next bytes, as many as were asked for, but at the end."""
        if size is None or size < 0:
            head, self._head = self._head, b""
            return head + self._stream.read()
        parts = [self._head[:size]]
        self._head = self._head[size:]
        missing = size - len(parts[0])
        while missing and (part := self._stream.read(missing)):
            parts.append(part)
            missing -= len(part)
        return b"".join(parts)
