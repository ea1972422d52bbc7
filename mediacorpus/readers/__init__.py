"""Readers: raw material -> articles, a module for each family of formats.

A reader looks at content, never at a file's name alone.  It streams: an item that cannot be read is
a `Rejection`, and the next one follows.  Readers know nothing of quotes, of sources or of a corpus:
the entries that they make hold an article and the notices of reading it.
"""

from __future__ import annotations

import datetime
import functools
import hashlib
import importlib
import urllib.parse
from collections.abc import Iterator
from typing import TYPE_CHECKING, BinaryIO, NamedTuple, Protocol

import attrs

from mediacorpus.errors import FormatError
from mediacorpus.limits import DEFAULT, Limits
from mediacorpus.newsdate import Order
from mediacorpus.records import Entry, Provenance, Rejection
from mediacorpus.text.folding import fold_space

if TYPE_CHECKING:
    from mediacorpus.readers.encoding import Decoded
    from mediacorpus.readers.mapped.mapping import Mapping

__all__ = [
    "FORMATS", "Context", "Place", "Reader", "Reading", "choose", "choose_with", "domain",
    "excerpt", "normal_url", "reader",
]  # fmt: skip

HEAD = 64 * 1024
"""How many bytes of a file `sniff` is shown."""

FORMATS = {
    "page-text": "mediacorpus.readers.page_text:PageTextReader",
    "html": "mediacorpus.readers.html:HtmlReader",
    "nexis": "mediacorpus.readers.nexis:NexisReader",
    "factiva": "mediacorpus.readers.factiva:FactivaReader",
    "europresse": "mediacorpus.readers.europresse:EuropresseReader",
    "proquest": "mediacorpus.readers.proquest:ProquestReader",
    "ninjs": "mediacorpus.readers.agency.ninjs:NinjsReader",
    "newsml-g2": "mediacorpus.readers.agency.newsml_g2:NewsmlG2Reader",
    "newsml1": "mediacorpus.readers.agency.newsml1:Newsml1Reader",
    "nitf": "mediacorpus.readers.agency.nitf:NitfReader",
    "iptc7901": "mediacorpus.readers.agency.iptc7901:Iptc7901Reader",
    "dpa": "mediacorpus.readers.agency.dpa:DpaReader",
    "ap": "mediacorpus.readers.agency.ap:ApReader",
    "feed": "mediacorpus.readers.feeds.xml_feed:FeedReader",
    "json-feed": "mediacorpus.readers.feeds.json_feed:JsonFeedReader",
    "sitemap": "mediacorpus.readers.feeds.sitemaps:SitemapReader",
    "mail": "mediacorpus.readers.mail.reader:MailReader",
    "mapped": "mediacorpus.readers.mapped:MappedReader",
    "mediacorpus-jsonl": "mediacorpus.readers.own_lines:OwnLinesReader",
}
"""The formats, and where the reader of each stands; it is imported when it is first wanted."""


class Place(NamedTuple):
    """Where an item is in its file: its number, from 1, and its bytes there."""

    item: int
    start: int
    end: int


@attrs.frozen(kw_only=True)
class Context:
    """What is known of raw material besides its bytes.

    `path` is where it lies, relative to what was ingested; `sha256` the digest of the file.  What
    the caller says (`id`, `url`, `language`, `publisher`, `retrieved`) goes before what is found;
    `order` says how dates of numbers alone are to be read, `limits` how much an item may cost.
    `passed` is how many of the document's first items are to be passed over, because they were read
    before.
    """

    sha256: str
    path: str | None = None
    id: str | None = None
    url: str | None = None
    language: str | None = None
    publisher: str | None = None
    retrieved: datetime.datetime | None = None
    order: Order | None = None
    limits: Limits = DEFAULT
    passed: int = 0

    def article_id(self, item: bytes, number: str | None = None) -> str:
        """The id of an article: the caller's, else the archive's own number, else the URL, else
        the digest of the item's bytes.

        Never the canonical link of a page, which can point to another outlet.  Parsing the same
        item again, with a better reader, gives the same id.
        """
        if self.id:
            return self.id
        if number:
            return number
        if self.url:
            return normal_url(self.url)
        return "sha256:" + hashlib.sha256(item).hexdigest()

    def provenance(
        self, reader: Reader, decoded: Decoded, place: Place | None = None
    ) -> Provenance:
        """Where an article comes from, and how its bytes became text; `place` is that of one of
        several items."""
        return Provenance(
            format=reader.name,
            reader=reader.name,
            reader_version=reader.version,
            path=self.path,
            sha256=self.sha256,
            encoding=decoded.encoding,
            encoding_declared=decoded.declared,
            encoding_detected=decoded.detected,
            replaced_characters=decoded.replaced,
            **(place._asdict() if place else {}),
        )

    def rejection(
        self, reader: Reader, code: str, reason: str, item: bytes, place: Place | None = None
    ) -> Rejection:
        """The record of a file that is no article, or of one of its items, with how it begins."""
        return Rejection(
            code=code,
            reason=reason,
            path=self.path,
            sha256=self.sha256,
            item=place and place.item,
            start=place.start if place else 0,
            excerpt=excerpt(item),
            reader=reader.name,
            reader_version=reader.version,
        )

    def whole(self, stream: BinaryIO, room: int = 0) -> bytes:
        """An item that is all of a stream; of one that is too large, one byte more than it may
        have.  It is read bit by bit, because a high limit must not take the memory at once.

        `room` are the bytes that it may have in any case, because not all of them are text.
        """
        parts: list[bytes] = []
        missing = max(self.limits.decoded_bytes, room) + 1
        while missing and (part := stream.read(min(missing, 2**20))):
            parts.append(part)
            missing -= len(part)
        return b"".join(parts)

    def too_large(
        self, reader: Reader, item: bytes, room: int = 0, place: Place | None = None
    ) -> Rejection | None:
        """The record of an item that has more bytes than one may have; None for any other."""
        if len(item) <= max(self.limits.decoded_bytes, room):
            return None
        return self.rejection(
            reader,
            "too-large",
            f"more than {self.limits.size} is no page of one article: if there are several in it, "
            "split the file; if not, raise the limit (decoded_bytes)",
            item,
            place,
        )


class Reading(Protocol):
    """An opened document: how many items it says it holds, and the items."""

    @property
    def announced(self) -> int | None:
        """How many items the document says it holds; None where it does not say."""
        ...

    def __iter__(self) -> Iterator[Entry | Rejection]: ...


class Reader(Protocol):
    """One format: `sniff` says how sure it is of a file's first bytes, from 0 to 1."""

    @property
    def name(self) -> str:
        """The name of the format."""
        ...

    @property
    def version(self) -> str:
        """Another one where the reader finds something else in the same bytes."""
        ...

    def sniff(self, head: bytes, name: str | None) -> float:
        """How sure the reader is that it reads a file that begins so, from 0 to 1."""
        ...

    def open(self, stream: BinaryIO, context: Context) -> Reading:
        """Begin to read a document."""
        ...


@functools.cache
def reader(format: str) -> Reader:
    """The reader of a format.

    Raises `FormatError`, which names the formats that there are.
    """
    if format not in FORMATS:
        raise FormatError(f"no reader for format {format!r}; there is: {', '.join(FORMATS)}")
    module, _, name = FORMATS[format].partition(":")
    made: Reader = getattr(importlib.import_module(module), name)()
    return made


def choose(head: bytes, name: str | None = None) -> Reader | None:
    """The reader that is surest of a file's first bytes; None where none reads them."""
    surest = max((reader(format) for format in FORMATS), key=lambda one: one.sniff(head, name))
    return surest if surest.sniff(head, name) > 0 else None


def choose_with(
    mapping: Mapping, head: bytes, name: str | None = None, format: str | None = None
) -> Reader | None:
    """The reader of a file where the caller says which of its columns is what: that of rows, unless
    the file is none of the mapping's and another reads it."""
    from mediacorpus.readers.mapped import MappedReader, form_of

    mapped = MappedReader(mapping=mapping)
    if format == mapped.name or mapped.sniff(head, name) > 0:
        return mapped
    other = choose(head, name)
    return mapped if other is None and form_of(head) in mapping.forms else other


_TRACKING = ("utm_", "fbclid", "gclid", "mc_cid", "mc_eid")


def normal_url(url: str) -> str:
    """A URL as an id: scheme and host in lower case, no tracking parameters, and no fragment but
    one that a script takes for an address ("#/article/1").

    >>> normal_url("HTTPS://Example.org:443/a?utm_source=x&id=3#top")
    'https://example.org/a?id=3'
    """
    parts = urllib.parse.urlsplit(url.strip())
    host = (parts.hostname or "").lower()
    port = {"http": 80, "https": 443}.get(parts.scheme)
    if parts.port and parts.port != port:
        host += f":{parts.port}"
    fragment = parts.fragment if parts.fragment.startswith(("/", "!/")) else ""
    query = "&".join(
        pair for pair in parts.query.split("&") if pair and not pair.startswith(_TRACKING)
    )
    return urllib.parse.quote(
        urllib.parse.urlunsplit((parts.scheme, host, parts.path or "/", query, fragment)),
        safe="%/:?=&;@+,!$'()*[]~#",
    )


def excerpt(raw: bytes) -> str | None:
    """How raw material begins, as a rejection shows it; None where there is nothing to see."""
    return fold_space(raw[:200].decode("utf-8", "replace"))[:80] or None


def domain(url: str | None) -> str | None:
    """The host of a URL, without "www.".

    >>> domain("https://www.example.org/a")
    'example.org'
    """
    host = urllib.parse.urlsplit(url).hostname if url else None
    return (host or "").removeprefix("www.") or None
