"""JSON Feed 1.0 and 1.1: reader ``json-feed``."""

from __future__ import annotations

import io
import re
from collections.abc import Iterator
from typing import BinaryIO, cast

import attrs

from mediacorpus.readers import Context, Place
from mediacorpus.readers.encoding import damage, decode
from mediacorpus.readers.feeds.articles import entry_of, item_context
from mediacorpus.readers.feeds.json_said import json_channel, json_said
from mediacorpus.readers.feeds.said import Channel
from mediacorpus.readers.feeds.xml_said import unread
from mediacorpus.readers.items import Item, read_each
from mediacorpus.readers.json_items import JsonItems, value_of
from mediacorpus.records import Entry, Notice, Rejection

__all__ = ["JsonFeedReader"]

_VERSION = re.compile(rb'"version"\s*:\s*"https?:\\?/\\?/(?:www\.)?jsonfeed\.org\\?/version\\?/')
_BEGINS = re.compile(rb"(?:\xef\xbb\xbf)?\s*\{\s*\"")


@attrs.frozen
class JsonFeedReader:
    """The reader of JSON Feed."""

    name: str = "json-feed"
    version: str = "1"

    def sniff(self, head: bytes, name: str | None) -> float:
        """Sure of an object that says that it is a JSON Feed, or has items and what only a feed
        has beside them."""
        if not _BEGINS.match(head):
            return 0.0
        if _VERSION.search(head):
            return 0.97
        of_feed = b'"home_page_url"' in head or b'"feed_url"' in head
        has_text = b'"content_html"' in head or b'"content_text"' in head
        return 0.92 if of_feed and has_text and b'"items"' in head else 0.0

    def open(self, stream: BinaryIO, context: Context) -> JsonFeedReading:
        """A document of several items; `context.url` is where the feed was."""
        return JsonFeedReading(self, stream, context)


@attrs.define
class JsonFeedReading:
    """The items of a JSON Feed.

    It does not say how many it has, so `announced` is told behind the last one.  Where the document
    is cut behind an item, one more is announced, and rejected.  What the feed says of itself behind
    its items is known to all of them, unless the document is larger than one item may be.
    """

    reader: JsonFeedReader
    stream: BinaryIO
    context: Context
    announced: int | None = None
    _channel: Channel = attrs.field(init=False, default=Channel())
    _is_cut: bool = attrs.field(init=False, default=False)
    _last: Place = attrs.field(init=False, default=Place(0, 0, 0))

    def __iter__(self) -> Iterator[Entry | Rejection]:
        largest = self.context.limits.decoded_bytes
        begin = self.context.whole(self.stream)
        if len(begin) > largest:
            items = JsonItems(cast("BinaryIO", _Joined(begin, self.stream)), "items", largest)
        else:
            items = JsonItems(io.BytesIO(begin), "items", largest)
            for _ in items:
                pass
            self._read_beside(bytes(items.beside))
            items = JsonItems(io.BytesIO(begin), "items", largest)
        yield from read_each(self.reader, self.context, self._each(items), self._read)
        self.announced = self._last.item
        if self.announced == 0 or not (items.is_whole or self._is_cut):
            self.announced += 1
            if self.announced > self.context.passed:
                yield self._nothing_more(items, begin)

    def _each(self, items: JsonItems) -> Iterator[Item]:
        for found in items:
            if not self._last.item and self._channel == Channel():
                self._read_beside(bytes(items.beside))
            self._last, self._is_cut = found.place, found.is_cut
            yield Item(found.place, found.raw)

    def _read_beside(self, beside: bytes) -> None:
        """What the feed says of itself, with the list of items taken out."""
        text = decode(beside).text.lstrip("\ufeff").rstrip(" \t\r\n,")
        for end in ("", "]}", "}"):
            try:
                facts, _ = value_of(_SPARE_COMMAS.sub(r"\1", text + end))
            except ValueError:
                continue
            if isinstance(facts, dict):
                self._channel = json_channel(facts, self.context.url)
                return

    def _read(self, item: Item) -> Entry | Rejection:
        """The article of an item, or why there is none."""
        if self._is_cut:
            reason = "the file ends within this item: fetch it again"
            return self._rejection("cut", reason, item.raw, item.place)
        decoded = decode(item.raw)
        try:
            value, twice = value_of(decoded.text)
        except ValueError as error:
            reason = f"this is no JSON: {error}"
            return self._rejection("not-parsed", reason, item.raw, item.place)
        if not isinstance(value, dict) or not value:
            return self._rejection("empty", "there is nothing in this item", item.raw, item.place)
        said = json_said(value, self._channel, self.context.url)
        said.notices[:0] = damage(decoded)
        if twice:
            message = f"{', '.join(map(repr, twice[:10]))}: said twice, and the last was kept"
            said.notices.append(Notice(code="said-twice", message=message.replace("\0", "")))
        if item.place.item == 1 and (notice := unread(self._channel)):
            said.notices.append(notice)
        provenance = self.context.provenance(self.reader, decoded, item.place)
        context = item_context(self.context, item.place)
        return entry_of(said, self._channel, context, item.raw, provenance)

    def _nothing_more(self, items: JsonItems, begin: bytes) -> Rejection:
        place = Place(self._last.item + 1, self._last.end, self._last.end)
        if not begin.strip():
            return self._rejection("empty", "there is nothing in the file", begin, place)
        if items.is_whole:
            reason = "the feed has no items: there may have been none on that day"
            return self._rejection("no-items", reason, begin, place)
        reason = (
            "the file ends before the end of the document: what followed here is missing; fetch it "
            "again"
        )
        return self._rejection("cut", reason, b"" if self._last.item else begin, place)

    def _rejection(self, code: str, reason: str, raw: bytes, place: Place) -> Rejection:
        return self.context.rejection(self.reader, code, reason, raw, place)


_SPARE_COMMAS = re.compile(r",\s*(?:,\s*)*([\]}])")


class _Joined(io.RawIOBase):
    """What was read of a stream, and what follows."""

    def __init__(self, begin: bytes, rest: BinaryIO) -> None:
        self._begin = io.BytesIO(begin)
        self._rest = rest

    def read(self, size: int = -1, /) -> bytes:
        """So many bytes at most; none at the end."""
        return self._begin.read(size) or self._rest.read(size)
