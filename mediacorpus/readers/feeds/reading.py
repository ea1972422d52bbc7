"""A document of XML items that is being read: feeds and sitemaps alike."""

from __future__ import annotations

from collections.abc import Iterator
from typing import BinaryIO, Protocol

import attrs

from mediacorpus.readers import Context, Place, Reader
from mediacorpus.readers.encoding import damage
from mediacorpus.readers.feeds.articles import entry_of, item_context
from mediacorpus.readers.feeds.elements import Element
from mediacorpus.readers.feeds.said import Channel, Said
from mediacorpus.readers.feeds.xml_said import channel_of, unread
from mediacorpus.readers.items import Item, read_each
from mediacorpus.readers.xml_items import XmlItems, element_of, head_element
from mediacorpus.records import Entry, Rejection

__all__ = ["Dialect", "XmlReading"]


class Dialect(Protocol):
    """What the items of a format are called, and what they say."""

    @property
    def names(self) -> frozenset[str]:
        """The local names of the items, in lower case."""
        ...

    def said(self, element: Element, channel: Channel, url: str | None) -> Said | tuple[str, str]:
        """What an item says; or why it is no article, as a code and a reason.  `url` is where the
        document was, if that is known."""
        ...


@attrs.define
class XmlReading:
    """The items of a feed or a sitemap.

    These do not say how many they have, so `announced` is told behind the last one.  Where the
    document is cut behind an item, one more is announced, and rejected.
    """

    reader: Reader
    dialect: Dialect
    stream: BinaryIO
    context: Context
    announced: int | None = None
    _channel: Channel = attrs.field(init=False, default=Channel())
    _is_cut: bool = attrs.field(init=False, default=False)
    _last: Place = attrs.field(init=False, default=Place(0, 0, 0))

    def __iter__(self) -> Iterator[Entry | Rejection]:
        limits = self.context.limits
        items = XmlItems(self.stream, self.dialect.names, limits.decoded_bytes)
        yield from read_each(
            self.reader, self.context, self._each(items), lambda item: self._read(items, item)
        )
        self.announced = self._last.item
        if self.announced == 0 or not (items.is_whole or self._is_cut):
            self.announced += 1
            if self.announced > self.context.passed:
                yield self._nothing_more(items)

    def _each(self, items: XmlItems) -> Iterator[Item]:
        for found in items:
            if not self._last.item:
                self._read_head(items)
            self._last, self._is_cut = found.place, found.is_cut
            yield Item(found.place, found.raw)

    def _read_head(self, items: XmlItems) -> None:
        head = head_element(items.decoded(items.head).text, items.opened())
        self._channel = channel_of(head, self.context.url)

    def _read(self, items: XmlItems, item: Item) -> Entry | Rejection:
        """The article of an item, or why there is none."""
        decoded = items.decoded(item.raw)
        if self._is_cut:
            reason = "the file ends within this item: fetch it again"
            return self._rejection("cut", reason, decoded.text, item.place)
        parsed = element_of(decoded.text, items.opened())
        if parsed.element is None:
            return self._rejection("not-parsed", parsed.reason, decoded.text, item.place)
        said = self.dialect.said(parsed.element, self._channel, self.context.url)
        if not isinstance(said, Said):
            return self._rejection(*said, decoded.text, item.place)
        said.notices[:0] = (*damage(decoded), *parsed.notices)
        if item.place.item == 1 and (notice := unread(self._channel)):
            said.notices.append(notice)
        provenance = self.context.provenance(self.reader, decoded, item.place)
        context = item_context(self.context, item.place)
        return entry_of(said, self._channel, context, item.raw, provenance)

    def _nothing_more(self, items: XmlItems) -> Rejection:
        """That there is no item, or that the document is cut behind the last one."""
        place = Place(self._last.item + 1, self._last.end, self._last.end)
        head = items.decoded(items.head).text
        if not head.strip() and place.item == 1:
            return self._rejection("empty", "there is nothing in the file", head, place)
        if items.is_whole:
            reason = "the feed has no items: there may have been none on that day"
            return self._rejection("no-items", reason, head, place)
        reason = (
            "the file ends before the end of the document: what followed here is missing; fetch it "
            "again"
        )
        return self._rejection("cut", reason, "" if self._last.item else head, place)

    def _rejection(self, code: str, reason: str, text: str, place: Place) -> Rejection:
        return self.context.rejection(self.reader, code, reason, text.encode(), place)
