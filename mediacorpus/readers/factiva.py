"""Exports of Factiva, as HTML in both layouts and as XML: reader ``factiva``.

What an article says is first put under Factiva's own codes (HD, PD, SN …), whatever the layout and
the language of the interface, and the article is made of that.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import BinaryIO

import attrs

from mediacorpus.readers import Context
from mediacorpus.readers import factiva_html as in_html
from mediacorpus.readers import factiva_xml as in_xml
from mediacorpus.readers.factiva_article import entry_of
from mediacorpus.readers.factiva_words import words
from mediacorpus.readers.html_tree import declared_encoding
from mediacorpus.readers.marked_items import Marked, MarkedItems, head_text, missing
from mediacorpus.records import Entry, Rejection

__all__ = ["FactivaReader"]

_TITLE = re.compile(r"<title[^<>]{0,100}>([^<>]{0,60})</title>", re.IGNORECASE)
_ARTICLE = re.compile(in_html.MARK.pattern.decode())
_XML_ENCODING = re.compile(rb"<\?xml[^<>]{0,100}?\bencoding\s*=\s*[\"']([A-Za-z0-9_.:-]{2,40})")
_BEGINS_MARKUP = re.compile(r"[\ufeff\xef\xbb\xbf\s]*<")


@attrs.frozen
class FactivaReader:
    """The reader of Factiva's exports."""

    name: str = "factiva"
    version: str = "1"

    def sniff(self, head: bytes, name: str | None) -> float:
        """Sure of a page with Factiva's title and style sheet or with articles as Factiva marks
        them, and of XML with its names."""
        text = head_text(head)
        if not _BEGINS_MARKUP.match(text):
            return 0.0
        if any(mark in text[:8192] for mark in words().xml_marks):
            return 0.95
        title = _TITLE.search(text)
        if title and title[1].strip().lower() in words().titles:
            return 0.95 if any(style in text for style in words().styles) else 0.0
        article = _ARTICLE.search(text)
        if article:
            named = (f"{article['language']}{part}" for part in ("articleParagraph", "Headline"))
            return 0.95 if any(one in text for one in named) else 0.0
        return 0.0

    def open(self, stream: BinaryIO, context: Context) -> FactivaReading:
        """One document holds articles, each of which begins with a mark."""
        return FactivaReading(self, stream, context)


@attrs.define
class FactivaReading:
    """A file of articles; `announced` is what the XML says that there are, once it is read."""

    reader: FactivaReader
    stream: BinaryIO
    context: Context
    announced: int | None = None

    def __iter__(self) -> Iterator[Entry | Rejection]:
        items = MarkedItems(
            self.stream, self.context, marks=(in_xml.MARK, in_html.MARK), declared=_declared
        )
        count = self.context.passed
        for found in items.read(self.reader, self._read):
            count += 1
            yield found
        announced = in_xml.announced_in(items.cover)
        self.announced = None if announced is None else max(announced, count)
        yield from missing(self.reader, self.context, self.announced, count)
        if not count and not announced:
            reason = (
                "no article was found in this file of Factiva's: save the display of the articles "
                "(“Article format: Full article”), not the list of headlines"
            )
            yield self.context.rejection(self.reader, "no-article", reason, items.opening)

    def _read(self, item: Marked) -> Entry | Rejection:
        text = item.decoded.text
        in_pps = in_xml.MARK.match(text[:500].encode("utf-8", "replace"))
        said, wrong = in_xml.said_in_xml(text) if in_pps else in_html.said_in_html(text)
        if said is None:
            return item.context.rejection(self.reader, "not-parsed", wrong, item.raw, item.place)
        return entry_of(self.reader, item, said)


def _declared(opening: bytes) -> str | None:
    """The encoding that a page or an XML file says it has."""
    match = _XML_ENCODING.search(opening, 0, 400)
    return match[1].decode("ascii") if match else declared_encoding(opening)
