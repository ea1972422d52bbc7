"""A document of an agency that is being read: its items one by one, whatever standard it is in."""

from __future__ import annotations

import itertools
from collections.abc import Callable, Iterable, Iterator
from typing import BinaryIO, Protocol

import attrs

from mediacorpus.fields import evolve
from mediacorpus.readers import Context, Reader
from mediacorpus.readers.agency.raw import Raw, opened
from mediacorpus.readers.agency.story import Story, entry_of
from mediacorpus.readers.agency.unreadable import UnreadableError
from mediacorpus.readers.encoding import decode
from mediacorpus.readers.items import Item, read_each
from mediacorpus.records import Entry, Notice, Rejection

__all__ = ["AgencyReading", "Items", "Tell"]


class Items(Protocol):
    """The items of a document."""

    def __iter__(self) -> Iterator[Item]: ...


Tell = Callable[[str], Story]
"""What an item says of itself, from its text; raises `UnreadableError`."""


@attrs.define
class AgencyReading:
    """A document of items: for each its article, or why there is none.

    `cut` parts a document into items, and `tell` reads one.  `count` says, once all were read, how
    many there should be, from the items and their number; `missing` are those that the document
    names and does not hold.
    """

    reader: Reader
    stream: BinaryIO
    context: Context
    cut: Callable[[Raw, Context], Items]
    tell: Tell
    count: Callable[[Items, int], int | None]
    missing: Callable[[], Iterable[str]] = tuple
    signs: str = ""
    announced: int | None = None

    def __iter__(self) -> Iterator[Entry | Rejection]:
        raw = opened(self.stream, self.context)
        if raw.too_large is not None:
            self.announced = 1
            too_large = self.context.too_large(self.reader, raw.too_large)
            assert too_large
            yield too_large
            return
        if not raw.head.strip(b"\0 \t\r\n\xef\xbb\xbf"):
            yield self.context.rejection(self.reader, "empty", "the file is empty", raw.head)
            return
        head = raw.head[:200]
        items = self.cut(raw, self.context)
        parts = iter(items)
        first = list(itertools.islice(parts, 2))
        context, notices = _own_context(self.context, len(first))
        number = 0

        def counted() -> Iterator[Item]:
            nonlocal number
            for item in itertools.chain(first, parts):
                number = item.place.item
                yield item

        def read(item: Item) -> Entry | Rejection:
            nonlocal notices
            found = self._read(item, raw, context)
            if notices and isinstance(found, Entry):
                found, notices = evolve(found, notices=(*notices, *found.notices)), ()
            return found

        yield from read_each(self.reader, context, counted(), read)
        missing = list(self.missing())
        self.announced = self.count(items, number + len(missing))
        for name in missing:
            number += 1
            if number > context.passed:
                yield self._lacking(name, number)
        if not number:
            reason = "there is no item of news in the file"
            yield self.context.rejection(self.reader, "no-items", reason, head)

    def _read(self, item: Item, raw: Raw, context: Context) -> Entry | Rejection:
        decoded = decode(item.raw, raw.declared)
        if raw.wide:
            decoded = attrs.evolve(decoded, encoding=raw.wide, declared=raw.declared)
        try:
            story = self.tell(decoded.text)
        except UnreadableError as error:
            return context.rejection(self.reader, error.code, error.reason, item.raw, item.place)
        if self.signs:
            own = decoded.text.translate(dict.fromkeys(map(ord, self.signs)))
            decoded = attrs.evolve(decoded, text=own)
        return entry_of(story, self.reader, context, decoded, item)

    def _lacking(self, name: str, number: int) -> Rejection:
        reason = (
            f"a package in the file lists the item {name!r}, and it is not there: it has a file of "
            "its own, or was lost"
        )
        return Rejection(
            code="items-missing",
            reason=reason,
            path=self.context.path,
            sha256=self.context.sha256,
            item=number,
            reader=self.reader.name,
            reader_version=self.reader.version,
        )


def _own_context(context: Context, items: int) -> tuple[Context, tuple[Notice, ...]]:
    """The context of each of several items: an id or an address is that of one."""
    if items < 2 or not (context.id or context.url):
        return context, ()
    message = (
        "the id or the url that was given is that of one article, and the file holds several: it "
        "was not used; leave it out, or split the file"
    )
    notice = Notice(code="several-items", message=message)
    return attrs.evolve(context, id=None, url=None), (notice,)
