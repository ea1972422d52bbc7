"""RSS of all versions and Atom: reader ``feed``."""

from __future__ import annotations

from typing import BinaryIO

import attrs

from mediacorpus.readers import Context
from mediacorpus.readers.feeds.elements import Element
from mediacorpus.readers.feeds.reading import XmlReading
from mediacorpus.readers.feeds.said import Channel, Said
from mediacorpus.readers.feeds.words import words
from mediacorpus.readers.feeds.xml_said import said_of
from mediacorpus.readers.xml_items import root_of

__all__ = ["FeedReader"]


@attrs.frozen
class FeedReader:
    """The reader of RSS and Atom."""

    name: str = "feed"
    version: str = "1"

    def sniff(self, head: bytes, name: str | None) -> float:
        """Sure of a document whose first element is that of a feed."""
        root = root_of(head)
        if root is None:
            return 0.0
        kind, known = root.name.lower(), words().prefixes.get(root.namespace or "") == ""
        if kind == "rss":
            return 0.97
        if kind in ("feed", "entry") and known:
            return 0.97
        if kind == "rdf":
            return 0.97 if any(one.encode() in head for one in words().rss) else 0.0
        shown = head.replace(b"\0", b"")
        has_items = b"<item" in shown or b"<entry" in shown or b"<title" in shown
        return 0.92 if kind in ("feed", "channel") and has_items else 0.0

    def open(self, stream: BinaryIO, context: Context) -> XmlReading:
        """A document of several items; `context.url` is where the feed was."""
        return XmlReading(self, FeedDialect(), stream, context)


@attrs.frozen
class FeedDialect:
    """What RSS and Atom call their items, and what these say."""

    names: frozenset[str] = frozenset(("item", "entry"))

    def said(self, element: Element, channel: Channel, url: str | None) -> Said | tuple[str, str]:
        """What an item says; one without a word is none."""
        said = said_of(element, channel, url)
        said_nothing = Said(language=said.language)
        return said if said != said_nothing else ("empty", "there is nothing in this item")
