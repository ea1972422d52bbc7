"""What an export of Factiva says of an article, by its codes -> the article."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

import attrs

from mediacorpus import languages
from mediacorpus.readers import Reader, domain
from mediacorpus.readers.archive_bylines import authors_in
from mediacorpus.readers.archive_dates import date_in, unclear_date
from mediacorpus.readers.datelines import dateline_in
from mediacorpus.readers.factiva_words import count_in, words
from mediacorpus.readers.marked_items import Marked
from mediacorpus.readers.page_facts import future
from mediacorpus.readers.page_lines import is_agency
from mediacorpus.records import Article, Basis, Block, Entry, Evidence, Notice, Rejection

if TYPE_CHECKING:
    from mediacorpus.newsdate import NewsDate

__all__ = ["NUMBER", "Said", "entry_of"]

NUMBER = re.compile(r"(?<![A-Za-z0-9])[A-Z][A-Z0-9]{3,9}\d{8}[-a-z0-9]{4,12}\Z", re.ASCII)
"""An accession number at the end of a line, behind a word in any language: the source's code, the
day, and a code of the day's items."""


@attrs.define
class Said:
    """What an item says: its values by code, where each stands (an XPath), which codes were told by
    their place alone, the paragraphs, and the language of the article, if it is named."""

    values: dict[str, list[str]] = attrs.field(factory=dict)
    places: dict[str, str] = attrs.field(factory=dict)
    guessed: set[str] = attrs.field(factory=set)
    body: list[Block] = attrs.field(factory=list)
    language: str | None = None
    notices: list[Notice] = attrs.field(factory=list)

    def add(
        self, code: str, value: str, place: str | None = None, *, guessed: bool = False
    ) -> None:
        """Keep a value of a field."""
        if value:
            self.values.setdefault(code, []).append(value)
            if place:
                self.places.setdefault(code, place)
            if guessed:
                self.guessed.add(code)


def entry_of(reader: Reader, item: Marked, said: Said) -> Entry | Rejection:
    """The article that an item is; a rejection where it has neither a headline nor a text."""
    if not said.body and "HD" not in said.values:
        return item.context.rejection(
            reader,
            "no-article",
            "neither a headline nor a text was found in this item: export it again, as the full "
            "article",
            item.raw,
            item.place,
        )
    return _Making(reader, item, said).entry()


class _Making:
    """The article of an item, while it is made."""

    def __init__(self, reader: Reader, item: Marked, said: Said) -> None:
        self.reader = reader
        self.item = item
        self.context = item.context
        self.said = said
        self.left = {code: tuple(values) for code, values in said.values.items()}
        self.evidence: list[Evidence] = []
        self.notices = [*said.notices]

    def entry(self) -> Entry:
        codes, context = words().codes, self.context
        number = self._number()
        fields: dict[str, Any] = {
            field: self._take(code, field) for code, field in words().fields.items()
        }
        if context.publisher:
            self.left["SN"] = tuple(self.said.values.get("SN", ()))
            fields["publisher_name"] = context.publisher
            self.evidence = [one for one in self.evidence if one.field != "publisher_name"]
            self.evidence.append(Evidence(field="publisher_name", basis="caller"))
        published = self._published()
        count = self._count()
        language = self._language()
        subjects = self.left.get(codes["subjects"], ())
        body = (*self.said.body, *self._captions())
        opening = next((one.text for one in body if one.kind == "paragraph" and one.text), "")
        dateline = dateline_in(opening)
        credits = self.left.get(codes["credit"], ())
        agencies = [one for one in credits if is_agency(one)]
        if agencies and len(agencies) == len(credits):
            self._take(codes["credit"], "info_sources")
        if dateline and dateline.agency:
            agencies.append(dateline.agency)
        if not any(block.kind == "paragraph" for block in body):
            message = "there is no text: the item was exported without it, or the archive has none"
            self.notices.append(Notice(code="no-body", message=message))
        if not fields["headline"]:
            self.notices.append(Notice(code="no-headline", message="the headline is missing"))
        byline = fields["byline"]
        article = Article(
            id=context.article_id(self.item.raw, number),
            **fields,
            authors=authors_in(byline, language),
            dateline=dateline and dateline.printed,
            located=dateline and dateline.located,
            info_sources=tuple(dict.fromkeys(agencies)),
            published=published,
            retrieved=context.retrieved,
            language=language,
            domain=domain(context.url),
            url=context.url,
            word_count=count,
            subjects=tuple(dict.fromkeys(map(_name, subjects))),
            body=body,
            alt_ids={"factiva": number} if number else {},
            extra={code: values for code, values in self.left.items() if values},
            evidence=tuple(self.evidence),
            provenance=context.provenance(self.reader, self.item.decoded, self.item.place),
        )
        return Entry(article=article, notices=(*self.item.notices, *self.notices))

    def _take(self, code: str, field: str | None = None) -> str | None:
        """The value of a field, which is not left over then; several make one line."""
        values = self.left.pop(code, ())
        if values and field:
            self._rests(field, code)
        return " ".join(values) or None

    def _rests(self, field: str, code: str) -> None:
        basis: Basis = "inferred" if code in self.said.guessed else "printed"
        self.evidence.append(Evidence(field=field, basis=basis, xpath=self.said.places.get(code)))

    def _number(self) -> str | None:
        """The accession number, without the word before it."""
        code = words().codes["number"]
        printed = " ".join(self.left.get(code, ()))
        if number := NUMBER.search(printed):
            self.left.pop(code)
            return number[0]
        message = "there is no accession number, which ends each item: the item may be cut"
        self.notices.append(Notice(code="no-number", message=message, excerpt=printed or None))
        return None

    def _published(self) -> NewsDate | None:
        """The day, with the time if there is one."""
        codes = words().codes
        day = " ".join(self.left.get(codes["day"], ()))
        time = " ".join(self.left.get(codes["time"], ()))
        if not day:
            self.notices.append(Notice(code="no-date", message="the item has no date"))
            return None
        count = count_in(" ".join(self.said.values.get(codes["words"], ())))
        tried = (count and count[1], self.said.language)
        for line in filter(None, (time and f"{day} {time}", day)):
            read = date_in(line, tried, self.context.order)
            if not read.printed:
                continue
            if read.date is None:
                break
            self._take(codes["day"], "published")
            if line != day:
                self._take(codes["time"])
            if late := future("published", read.date, self.context.retrieved):
                self.notices.append(late)
            return read.date
        self.notices.append(unclear_date(day, read.why))
        return None

    def _count(self) -> int | None:
        code = words().codes["words"]
        printed = " ".join(self.left.get(code, ()))
        if printed.isdecimal() and len(printed) < 10:
            self._take(code)
            return int(printed)
        found = count_in(printed)
        if not found:
            return None
        self._take(code, "word_count")
        return found[0]

    def _language(self) -> str | None:
        """The caller's, else that of the article's class, else that which the text is in."""
        if self.context.language:
            self.evidence.append(Evidence(field="language", basis="caller"))
            return self.context.language
        if self.said.language:
            self._take(words().codes["language"])
            self.evidence.append(Evidence(field="language", basis="meta"))
            return self.said.language
        text = " ".join(one.text or "" for one in self.said.body)
        return languages.identify(text) if text else None

    def _captions(self) -> Iterator[Block]:
        for text in self.left.pop(words().codes["caption"], ()):
            yield Block(kind="caption", text=text)


def _name(subject: str) -> str:
    """The name of a subject, of "gpol : Domestic Politics"."""
    _, colon, name = subject.partition(" : ")
    return name if colon and name else subject
