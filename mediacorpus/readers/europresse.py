"""Exports of Europresse (Eureka.cc), as HTML in both of its layouts: reader ``europresse``."""

from __future__ import annotations

import functools
import re
from collections.abc import Iterator
from typing import BinaryIO

import attrs

from mediacorpus import languages
from mediacorpus.newsdate import NewsDate, Order
from mediacorpus.readers import Context, domain
from mediacorpus.readers.archive_bylines import authors_in
from mediacorpus.readers.archive_dates import date_in, unclear_date
from mediacorpus.readers.datelines import dateline_in
from mediacorpus.readers.europresse_parts import NEWER, OLDER, Parts, parts_of, words
from mediacorpus.readers.html_blocks import folded_space
from mediacorpus.readers.html_tree import declared_encoding
from mediacorpus.readers.looks import looks_like
from mediacorpus.readers.marked_items import Marked, MarkedItems, head_text
from mediacorpus.readers.page_facts import future
from mediacorpus.records import Article, Entry, Evidence, Notice, Rejection

__all__ = ["EuropresseReader"]


@attrs.frozen
class EuropresseReader:
    """The reader of Europresse's exports."""

    name: str = "europresse"
    version: str = "1"

    def sniff(self, head: bytes, name: str | None) -> float:
        """Sure of a page that has two of the names that Europresse gives to parts of a document, in
        its elements or in its style sheet."""
        text = head_text(head)
        if "<" not in text[:1024]:
            return 0.0
        low = text.lower()
        known = sum(mark in low for mark in words()["marks"])
        return 0.95 if known > 1 and looks_like(head) == "HTML" else 0.0

    def open(self, stream: BinaryIO, context: Context) -> EuropresseReading:
        """One file holds documents, each of which begins with a mark."""
        return EuropresseReading(self, stream, context)


@attrs.frozen
class EuropresseReading:
    """A file of documents, which does not say how many there are."""

    reader: EuropresseReader
    stream: BinaryIO
    context: Context
    announced: int | None = None

    def __iter__(self) -> Iterator[Entry | Rejection]:
        items = MarkedItems(
            self.stream, self.context, marks=(NEWER, OLDER), declared=declared_encoding
        )
        count = self.context.passed
        for found in items.read(self.reader, self._read):
            count += 1
            yield found
        if not count:
            reason = "no document was found in this file of Europresse's: save the documents again"
            yield self.context.rejection(self.reader, "no-article", reason, items.opening)

    def _read(self, item: Marked) -> Entry | Rejection:
        parts, wrong = parts_of(item.decoded.text)
        if parts is None:
            code, reason = "not-parsed", wrong
        elif not parts.body and not parts.title:
            code, reason = "no-article", "neither a title nor a text was found in this document"
        else:
            return _entry(self.reader, item, parts)
        return item.context.rejection(self.reader, code, reason, item.raw, item.place)


def _entry(reader: EuropresseReader, item: Marked, parts: Parts) -> Entry:
    context = item.context
    notices = [*item.notices, *parts.notices]
    header = _header_of(parts.header, context.order)
    published = _published(header, context, notices)
    outlet, edition, issue = _outlet(parts.publication)
    text = " ".join(block.text or "" for block in parts.body if block.kind == "paragraph")
    language = context.language or languages.identify(text or " ".join(parts.title))
    byline = " ".join(parts.byline) or None
    extra = {
        "rubric": tuple(parts.rubric),
        "issue": (issue,) if issue else (),
        "header": header.rest,
        "other": tuple(parts.other),
        "republished": tuple(parts.republished),
    }
    opening = next((one.text for one in parts.body if one.kind == "paragraph" and one.text), "")
    dateline = dateline_in(opening)
    if not text:
        message = "there is no text: the archive shows this document elsewhere, or not at all"
        notices.append(Notice(code="no-body", message=message))
    if not parts.title:
        notices.append(Notice(code="no-headline", message="the title is missing"))
    if not parts.number:
        message = "there is no document number, which ends each document: it may be cut"
        notices.append(Notice(code="no-number", message=message))
    found = {"headline": parts.title, "published": published, "publisher_name": outlet}
    evidence = [
        Evidence(field=field, basis="printed", xpath=parts.places.get(field))
        for field, value in found.items()
        if value and not (field == "publisher_name" and context.publisher)
    ]
    given = {"publisher_name": context.publisher, "language": context.language}
    evidence += (Evidence(field=field, basis="caller") for field in given if given[field])
    article = Article(
        id=context.article_id(item.raw, parts.number or None),
        headline=" ".join(parts.title) or None,
        kicker=" ".join(parts.kicker) or None,
        subhead=" ".join(parts.subhead) or None,
        byline=byline,
        authors=authors_in(byline, language),
        dateline=dateline and dateline.printed,
        located=dateline and dateline.located,
        info_sources=(dateline.agency,) if dateline and dateline.agency else (),
        published=published,
        retrieved=context.retrieved,
        language=language,
        publisher_name=context.publisher or outlet or None,
        domain=domain(context.url),
        url=context.url,
        section=header.section or None,
        edition=edition or None,
        page=header.page or None,
        word_count=header.count,
        rights=" ".join(parts.rights) or None,
        body=tuple(parts.body),
        alt_ids={"europresse": parts.number} if parts.number else {},
        extra={label: values for label, values in extra.items() if values},
        evidence=tuple(evidence),
        provenance=context.provenance(reader, item.decoded, item.place),
    )
    return Entry(article=article, notices=tuple(notices))


def _published(header: _Header, context: Context, notices: list[Notice]) -> NewsDate | None:
    if header.unclear:
        notices.append(unclear_date(*header.unclear))
    elif header.date is None:
        notices.append(Notice(code="no-date", message="the document has no date"))
    elif late := future("published", header.date, context.retrieved):
        notices.append(late)
    return header.date


@attrs.frozen
class _Header:
    """What the line with the date says: "Politique, mardi 14 mars 2006, p. 12".

    `unclear` are a date that cannot be used and the reason, `rest` is what is none of all this.
    """

    section: str = ""
    date: NewsDate | None = None
    unclear: tuple[str, str] | None = None
    page: str = ""
    count: int | None = None
    rest: tuple[str, ...] = ()


def _header_of(line: str, order: Order | None) -> _Header:
    """Read the line with the date: before it is the section, behind it the page."""
    line = folded_space(line)
    page, count = "", None
    if match := _page().search(line):
        page, line = match["page"].strip(" ."), line[: match.start()]
    if match := _count().search(line):
        count = int(re.sub(r"\D", "", match["count"]))
        line = f"{line[: match.start()]} {line[match.end() :]}"
    pieces = [piece.strip() for piece in line.split(",")]
    pieces = [piece for piece in pieces if piece]
    for length in (3, 2, 1):
        for start in range(len(pieces) - length + 1):
            printed = ", ".join(pieces[start : start + length])
            read = date_in(printed, ("fr", "en"), order)
            if read.printed:
                unclear = None if read.date else (printed, read.why)
                section = ", ".join(pieces[:start])
                rest = tuple(pieces[start + length :])
                return _Header(section, read.date, unclear, page, count, rest)
    return _Header(page=page, count=count, rest=tuple(filter(None, [", ".join(pieces)])))


@functools.cache
def _page() -> re.Pattern[str]:
    labels = "|".join(map(re.escape, words()["count"]["pages"]))
    return re.compile(
        rf"(?:^|[,\s])\s*(?:{labels})\s*(?P<page>[\w(][^,]{{0,40}}(?:,\s*\w{{1,6}})*)\s*$"
    )


@functools.cache
def _count() -> re.Pattern[str]:
    units = "|".join(map(re.escape, words()["count"]["words"]))
    number = r"\d{1,3}(?:[ .,]\d{3})+|\d{1,7}"
    return re.compile(rf"(?<=\s)(?P<count>{number})\s+(?:{units})\b")


@functools.cache
def _issue() -> re.Pattern[str]:
    labels = "|".join(map(re.escape, words()["count"]["issue"]))
    return re.compile(rf",\s*(?P<issue>(?:{labels})\.?\s*\d.*)$", re.IGNORECASE)


def _outlet(printed: str) -> tuple[str, str, str]:
    """The outlet, its local edition, which is printed behind several spaces, and which issue."""
    name, _, edition = re.sub(r"\s{2,}", "\0", printed.strip()).partition("\0")
    issue = _issue().search(name)
    if issue:
        return folded_space(name[: issue.start()]), folded_space(edition), issue["issue"]
    return folded_space(name), folded_space(edition.replace("\0", " ")), ""
