"""What an export of ProQuest says of an article, by its labels -> the article."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

import attrs

from mediacorpus import languages
from mediacorpus.newsdate import NewsDate
from mediacorpus.readers import Reader, domain
from mediacorpus.readers.archive_bylines import authors_in
from mediacorpus.readers.archive_dates import date_in, unclear_date
from mediacorpus.readers.datelines import dateline_in
from mediacorpus.readers.marked_items import Marked
from mediacorpus.readers.page_facts import future, goes_with_names
from mediacorpus.readers.page_lines import is_rule
from mediacorpus.readers.proquest_words import Label, label_of, words
from mediacorpus.records import Article, Block, Entry, Evidence, Notice, RawSpan, Rejection

__all__ = ["Said", "entry_of", "number_in"]


@attrs.define
class Said:
    """What an item says: the line above all labels, the labels with their values, the text with the
    places of its paragraphs where they are known, the number in its anchor or its link, where it
    was published as it stands below the headline, and how many words it says it has."""

    headline: str = ""
    labels: list[Label] = attrs.field(factory=list)
    text: list[tuple[str, RawSpan | None]] = attrs.field(factory=list)
    number: str = ""
    info: str = ""
    count: int | None = None
    other: list[str] = attrs.field(factory=list)
    notices: list[Notice] = attrs.field(factory=list)
    _behind: list[str] = attrs.field(factory=list)

    def add(self, label: Label) -> None:
        """A label with its value."""
        self.close()
        self.labels.append(label)

    def go_on(self, line: str) -> None:
        """A line that belongs to the last label."""
        self._behind.append(line)

    def close(self) -> None:
        """That nothing more belongs to the last label."""
        if self._behind:
            last = self.labels.pop()
            lines = [last.rest, *self._behind] if last.rest else self._behind
            self.labels.append(last._replace(rest="\n".join(lines)))
            self._behind = []


_DOCVIEW = re.compile(r"/docview/(?:[a-z]+/)?(\d{4,20})")
_ANCHOR = re.compile(r"DocID_\w*?(\d{4,20})\b")
_NUMBER = re.compile(r"[A-Za-z0-9-]{3,40}")
_INFO = re.compile(
    r"(?P<outlet>[^;\[\]]{1,200}?)\s*(?:;(?P<place>[^\[\]]{0,200}))?\[[^\[\]]{0,200}\][\s.]*"
    r"(?P<date>[^:\[\]]{4,40}?)\s*(?::\s*(?P<page>[^\[\]]{1,60}?))?[\s.]*"
)
_EDITION = re.compile(r":?\s*\[([^\[\]]{3,80})\]\s*$")
_GARBAGE = re.compile(r"<?/?(?:html|head|body|text)>", re.IGNORECASE)
LANGUAGES = ("en", "fr", "de", "es", "it", "pt")
"""Of the interface, to be tried for dates in this order before all others."""


def number_in(text: str) -> str:
    """The number of a document in its anchor or in its address; nothing where there is none.

    >>> number_in('<a name="DocID_MSTAR_251439970">'), number_in("proquest.com/docview/422208782?x")
    ('251439970', '422208782')
    """
    match = _ANCHOR.search(text) or _DOCVIEW.search(text)
    return match[1] if match else ""


def entry_of(reader: Reader, item: Marked, said: Said) -> Entry | Rejection:
    """The article that an item is; a rejection where it has neither a headline nor a text."""
    said.close()
    if not said.headline and not said.text and not any(one.rest for one in said.labels):
        reason = "neither a headline nor a text was found in this item: export it again"
        return item.context.rejection(reader, "no-article", reason, item.raw, item.place)
    return _Making(reader, item, said).entry()


class _Making:
    """The article of an item, while it is made."""

    def __init__(self, reader: Reader, item: Marked, said: Said) -> None:
        self.reader = reader
        self.item = item
        self.context = item.context
        self.said = said
        self.left = [one for one in said.labels if one.rest]
        self.evidence: list[Evidence] = []
        self.notices = [*item.notices, *said.notices]

    def entry(self) -> Entry:
        context, said = self.context, self.said
        labelled = self._first("number") or ""
        if _NUMBER.fullmatch(labelled):
            self._take("number")
        number = labelled if _NUMBER.fullmatch(labelled) else said.number or None
        if not any(one.field in _ENDS for one in said.labels):
            message = "the labels that end each item are missing: it may be cut"
            self.notices.append(Notice(code="item-cut", message=message))
        body = tuple(self._body())
        info = _INFO.fullmatch(self._first("info") or said.info)
        headline, edition = self._headline()
        outlet = self._outlet(info)
        names = self._take("authors")
        credit = self._first("credit")
        byline = self._take("credit") if credit and goes_with_names(credit) else names
        language = self._language(body)
        published = self._published(info)
        opening = next((block.text for block in body if block.text), "")
        dateline = dateline_in(opening or "")
        printed_dateline = self._take("dateline")
        if not any(block.kind == "paragraph" for block in body):
            message = "there is no text: the item was exported without it, or the archive has none"
            self.notices.append(Notice(code="no-body", message=message))
        if not headline:
            self.notices.append(Notice(code="no-headline", message="the headline is missing"))
        subjects, keywords = self._list("subjects"), self._list("keywords")
        page = self._take("page") or (info["page"] if info else None)
        fields: dict[str, Any] = {
            "headline": headline,
            "subhead": self._take("subhead"),
            "byline": byline,
            "section": self._take("section"),
            "edition": self._take("edition") or edition or outlet[1],
            "page": page,
            "genre": self._take("genre"),
            "rights": self._take("rights"),
        }
        article = Article(
            id=context.article_id(self.item.raw, number),
            **fields,
            authors=tuple(_authors(names or byline or "", language)),
            dateline=printed_dateline or (dateline.printed if dateline else None),
            located=dateline and dateline.located,
            info_sources=(dateline.agency,) if dateline and dateline.agency else (),
            published=published,
            retrieved=context.retrieved,
            language=language,
            publisher_name=context.publisher or outlet[0],
            domain=domain(context.url),
            url=context.url,
            word_count=said.count,
            subjects=subjects,
            keywords=keywords,
            body=body,
            alt_ids={"proquest": number} if number else {},
            extra=self._extra(),
            evidence=tuple(self.evidence),
            provenance=context.provenance(self.reader, self.item.decoded, self.item.place),
        )
        return Entry(article=article, notices=tuple(self.notices))

    def _first(self, field: str) -> str | None:
        """The value of the first label of a field."""
        return next((" ".join(one.rest.split()) for one in self.left if one.field == field), None)

    def _take(self, field: str) -> str | None:
        """The value of the first label of a field, which is not left over then."""
        for number, one in enumerate(self.left):
            if one.field == field:
                del self.left[number]
                if field in _FIELDS:
                    self.evidence.append(Evidence(field=_FIELDS[field], basis="printed"))
                return " ".join(one.rest.split())
        return None

    def _list(self, field: str) -> tuple[str, ...]:
        """The parts of the value of a field."""
        parts = (part.strip() for part in (self._take(field) or "").split(";"))
        return tuple(dict.fromkeys(filter(None, parts)))

    def _headline(self) -> tuple[str | None, str | None]:
        """The headline, and the edition that stands in brackets behind it."""
        labelled = self._take("headline")
        headline = self.said.headline or labelled
        if not headline:
            return None, None
        if self.said.headline:
            self.evidence.append(Evidence(field="headline", basis="printed"))
        match = _EDITION.search(headline)
        if match and match.start() and _is_edition(match[1]):
            return headline[: match.start()].rstrip(), match[1].strip()
        return headline, None

    def _outlet(self, info: re.Match[str] | None) -> tuple[str | None, str | None]:
        """The outlet and its edition, without the place that is printed behind it."""
        given = self.context.publisher
        printed = None if given else self._take("publication")
        if given:
            self.evidence.append(Evidence(field="publisher_name", basis="caller"))
        elif not printed and info:
            printed = info["outlet"]
            self.evidence.append(Evidence(field="publisher_name", basis="printed"))
        name = (printed or "").partition(";")[0].strip()
        outlet, comma, edition = name.partition(", ")
        if comma and _is_edition(edition):
            return outlet or None, edition
        return name or None, None

    def _published(self, info: re.Match[str] | None) -> NewsDate | None:
        """The labelled date, else the one that stands with the outlet."""
        labelled = self._first("date")
        printed = info["date"].strip() if info else None
        if not labelled and not printed:
            self.notices.append(Notice(code="no-date", message="the item has no date"))
            return None
        found = [
            (line, date_in(line, LANGUAGES, self.context.order))
            for line in (labelled, printed)
            if line
        ]
        date = next((read.date for _, read in found if read.date), None)
        if date is None:
            line, read = found[0]
            self.notices.append(unclear_date(line, read.why))
            return None
        for line, read in found:
            if read.date and read.date.value[:10] != date.value[:10]:
                message = f"{line!r} stands with the outlet; {date.value} was kept"
                self.notices.append(Notice(code="second-published", message=message))
        if labelled and found[0][1].date:
            self._take("date")
        else:
            self.evidence.append(Evidence(field="published", basis="printed"))
        if late := future("published", date, self.context.retrieved):
            self.notices.append(late)
        return date

    def _language(self, body: tuple[Block, ...]) -> str | None:
        if self.context.language:
            self.evidence.append(Evidence(field="language", basis="caller"))
            return self.context.language
        named = re.split(r"\s*[;,]\s*", self._first("language") or "")
        known = words().languages.get(named[0].casefold())
        if known:
            self._take("language")
            return known
        text = " ".join(block.text or "" for block in body)
        return languages.identify(text) if text else None

    def _body(self) -> Iterator[Block]:
        """The paragraphs and captions; a byline behind a label is none, nor is a rule."""
        text = self.said.text
        for number, (words_, raw) in enumerate(text):
            label = label_of(words_)
            behind = label_of(text[number + 1][0]) if number + 1 < len(text) else None
            if label and label.field == "credit" and len(words_) < LONGEST_CREDIT:
                self.left.append(label)
            elif label and label.field == "caption" and label.rest:
                yield Block(kind="caption", text=label.rest, raw=raw)
            elif behind and behind.field == "caption" and words_.lower() in words().captions:
                continue
            elif is_rule(words_) or _GARBAGE.fullmatch(words_) or not words_.strip(" -–—_*."):
                message = "a line without words in the text was left out"
                self.notices.append(Notice(code="furniture", message=message, excerpt=words_[:200]))
            else:
                yield Block(kind="paragraph", text=words_, raw=raw)

    def _extra(self) -> dict[str, tuple[str, ...]]:
        extra: dict[str, list[str]] = {}
        for one in self.left:
            extra.setdefault(one.printed, []).append(one.rest)
        if self.said.other:
            extra.setdefault("other", []).extend(self.said.other)
        return {label: tuple(values) for label, values in extra.items()}


LONGEST_CREDIT = 200
_ENDS = frozenset(("publication", "date", "number", "address", "database"))
"""Labels behind a text, of which some are in each export."""
_FIELDS = {
    "publication": "publisher_name", "date": "published", "credit": "byline", "authors": "authors",
    "section": "section", "page": "page", "language": "language", "genre": "genre",
    "rights": "rights", "subjects": "subjects", "keywords": "keywords", "headline": "headline",
}  # fmt: skip
"""What the labels are called in an article, whose evidence is kept."""


def _is_edition(words_behind: str) -> bool:
    low = words_behind.casefold()
    return any(word in low for word in words().editions)


def _authors(printed: str, language: str | None) -> Iterator[str]:
    """The names of authors, which stand with the family name first: "Hsu, Tiffany; Roe, A."."""
    for part in printed.split(";"):
        family, comma, given = (one.strip() for one in part.partition(","))
        if comma and family and given and "," not in given:
            yield f"{given} {family}"
        elif not comma and len(printed.split(";")) > 1 and family:
            yield family
        else:
            yield from authors_in(part.strip(), language)
