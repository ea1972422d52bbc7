"""Sitemaps, those of news above all, and indexes of sitemaps: reader ``sitemap``."""

from __future__ import annotations

from typing import BinaryIO

import attrs

from mediacorpus.readers import Context
from mediacorpus.readers.feeds.elements import Element, by_label, leaves_of, words_in
from mediacorpus.readers.feeds.reading import XmlReading
from mediacorpus.readers.feeds.said import Channel, Said
from mediacorpus.readers.feeds.words import words
from mediacorpus.readers.feeds.xml_said import said_of
from mediacorpus.readers.html_words import words as html_words
from mediacorpus.readers.xml_items import root_of

__all__ = ["SitemapReader"]


@attrs.frozen
class SitemapReader:
    """The reader of sitemaps."""

    name: str = "sitemap"
    version: str = "1"

    def sniff(self, head: bytes, name: str | None) -> float:
        """Sure of a document whose first element is that of a sitemap or of an index of them."""
        root = root_of(head)
        return 0.97 if root and root.name.lower() in ("urlset", "sitemapindex") else 0.0

    def open(self, stream: BinaryIO, context: Context) -> XmlReading:
        """A document of several pages; `context.url` is where the sitemap was."""
        return XmlReading(self, SitemapDialect(), stream, context)


@attrs.frozen
class SitemapDialect:
    """What sitemaps call their pages, and what they say of them."""

    names: frozenset[str] = frozenset(("url", "sitemap"))

    def said(self, element: Element, channel: Channel, url: str | None) -> Said | tuple[str, str]:
        """What is said of a page: where it is, and in a sitemap of news its title and day."""
        news = next(filter(_is_news, element), None)
        said = said_of(element, channel, url)
        if not said.url:
            return "no-address", "this page of the sitemap has no address"
        if str(element.tag).rpartition("}")[2].lower() == "sitemap":
            return "sitemap-index", f"this is no page but another sitemap, {said.url}: fetch that"
        said.is_page = True
        if news is not None:
            self._say_news(said, news)
        return said

    def _say_news(self, said: Said, news: Element) -> None:
        of_news = said_of(news, Channel(), None)
        said.title, said.published = of_news.title, of_news.published
        said.keywords, said.genre = of_news.keywords, of_news.genre
        for label in [one for one in said.extra if one.startswith("news:news")]:
            del said.extra[label]
        for publication in by_label(news).get("news:publication", ()):
            within = by_label(publication)
            for label in words().fields["outlet"]:
                said.outlet = said.outlet or next(
                    filter(None, map(words_in, within.get(label, ()))), None
                )
            for one in within.get("news:language", ()):
                said.language = words_in(one) or said.language
        for label, elements in by_label(news).items():
            if label == "news:access":
                # it says "Subscription" or "Registration", and nothing of what is free
                said.is_free = html_words().free.get((words_in(elements[0]) or "").casefold())
            if label not in _OF_NEWS:
                for one in elements:
                    for leaf, value in leaves_of(one, label):
                        said.keep(leaf, value)


_OF_NEWS = (
    "news:publication", "news:title", "news:publication_date", "news:keywords", "news:genres",
)  # fmt: skip


def _is_news(element: Element) -> bool:
    return str(element.tag).rpartition("}")[2].lower() == "news"
