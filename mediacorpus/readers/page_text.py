"""The text of a news page, as somebody gets it who saves or copies it: reader ``page-text``.

There is no markup, so lines are known by what they are.  A line that is a sentence is prose; a
date, a reading time, a byline and a credit have a shape; what the packs list is furniture; the rest
is short and without a verb.  The article's body is the stretch of lines with most prose in it, its
headline stands above.  What is cut is kept as a notice, with its place.
"""

from __future__ import annotations

import datetime
import functools
import re
from collections import Counter
from collections.abc import Iterator
from typing import BinaryIO

import attrs

from mediacorpus import languages
from mediacorpus.languages import any_of
from mediacorpus.readers import HEAD, Context, Place, domain
from mediacorpus.readers.datelines import dateline_in
from mediacorpus.readers.encoding import Decoded, byte_places, damage, decode, looks_binary
from mediacorpus.readers.inline_breaks import rejoined
from mediacorpus.readers.looks import looks_like, why_not_read
from mediacorpus.readers.page_facts import (
    Fact,
    authors_of,
    differ,
    facts_of,
    future,
)
from mediacorpus.readers.page_layout import LONGEST_CAPTION, WORDS, PageLayout
from mediacorpus.readers.page_lines import (
    is_bulleted,
    is_caption_label,
    is_item,
    is_whole,
    source_of,
    split_credit,
    without_bullet,
    without_label,
    without_site,
)
from mediacorpus.readers.page_split import Dumps, dumps_of, without_title_label
from mediacorpus.readers.pull_quotes import with_pull_quotes
from mediacorpus.records import (
    Article,
    Basis,
    Block,
    BlockKind,
    Entry,
    Evidence,
    Notice,
    Provenance,
    RawSpan,
    Rejection,
)
from mediacorpus.text.folding import fold
from mediacorpus.text.lines import Line, lines, printed_lines, unwrapped

__all__ = ["PageTextReader"]

MUCH_PROSE = 3
"""So many whole sentences in a row of lines that are left out may be of an article …"""
MUCH_OF_BODY = 0.5
"""… if they are more than such a share of its body."""


@attrs.frozen
class PageTextReader:
    """The reader of text dumps of news pages."""

    name: str = "page-text"
    version: str = "1"

    def sniff(self, head: bytes, name: str | None) -> float:
        """Anything but markup and JSON; never sure, so any other reader goes first.

        Binary data is taken too, to be rejected for good with what it looks like.
        """
        return 0.1 if looks_binary(head) or looks_like(head) is None else 0.0

    def open(self, stream: BinaryIO, context: Context) -> PageTextReading:
        """One document is one article, or several that are plainly parted."""
        return PageTextReading(self, stream, context)


@attrs.define
class PageTextReading:
    """A file of one dump or of several: for each its article, or the reason why there is none.

    `announced` is told once the file has been read: one, else what headers say ("Article 3 of 12").
    """

    reader: PageTextReader
    stream: BinaryIO
    context: Context
    announced: int | None = 1

    def __iter__(self) -> Iterator[Entry | Rejection]:
        raw = self.context.whole(self.stream)
        if too_large := self.context.too_large(self.reader, raw):
            yield too_large
        elif not raw:
            yield self.context.rejection(self.reader, "empty", "the file is empty", raw)
        elif looks_binary(raw):
            yield self.context.rejection(self.reader, "binary", why_not_read(raw[:HEAD]), raw)
        else:
            decoded = decode(raw)
            printed = printed_lines(decoded.text)
            dumps = dumps_of(decoded.text, printed)
            several = len(dumps.parts) > 1
            if several and not (self.context.id or self.context.url):
                self.announced = dumps.announced
                yield from self._read_parts(raw, decoded, dumps)
            elif not self.context.passed:
                notices = _uncut(dumps) if several else ()
                yield self._read(raw, decoded, printed, dumps, notices)

    def _read(
        self,
        raw: bytes,
        decoded: Decoded,
        printed: list[Line],
        dumps: Dumps,
        notices: tuple[Notice, ...] = (),
    ) -> Entry | Rejection:
        body = dumps.parts[0].body if dumps.parts and not dumps.cover else 0
        above = sum(line.end <= body for line in printed)
        header, found = _header(printed[:above], self.context)
        found += rejoined(decoded.text, unwrapped(decoded.text, printed[above:]))
        if not found:
            return self.context.rejection(
                self.reader, "empty", "there is nothing but white space in the file", raw
            )
        provenance = self.context.provenance(self.reader, decoded)
        id = self.context.article_id(raw)
        return self._entry(found, decoded, id, provenance, (*notices, *header))

    def _read_parts(
        self, raw: bytes, decoded: Decoded, dumps: Dumps
    ) -> Iterator[Entry | Rejection]:
        """The dumps of a file, each known by its own bytes; one that is there twice, by which of
        them it is, too."""
        edges = byte_places(raw, decoded, [edge for part in dumps.parts for edge in part[:2]])
        seen: Counter[str] = Counter()
        notices = () if self.context.passed else _above(decoded.text, dumps)
        for number, part in enumerate(dumps.parts, start=1):
            place = Place(number, *edges[2 * number - 2 : 2 * number])
            item = raw[place.start : place.end]
            id = self.context.article_id(item)
            seen[id] += 1
            if number <= self.context.passed:
                continue
            text = decoded.text[part.start : part.end]
            header, found = _header(_lines(decoded.text, part.start, part.body), self.context)
            found += _lines(decoded.text, part.body, part.end)
            replaced = text.count("\ufffd") if decoded.replaced else 0
            own = attrs.evolve(decoded, text=text, replaced=replaced)
            id += f"-{seen[id]}" if seen[id] > 1 else ""
            provenance = self.context.provenance(self.reader, own, place)
            entry = found and self._entry(found, own, id, provenance, (*notices, *header))
            if entry and any(block.kind == "paragraph" for block in entry.article.body):
                yield entry
                notices = ()
            else:
                yield self.context.rejection(
                    self.reader,
                    "no-article",
                    "there is no paragraph between what parts the articles of this file",
                    text.encode(),
                    place,
                )

    def _entry(
        self,
        found: list[Line],
        decoded: Decoded,
        id: str,
        provenance: Provenance,
        notices: tuple[Notice, ...],
    ) -> Entry:
        page = _Page(PageLayout(without_title_label(found), self.context))
        article = page.article(self.context, id, provenance)
        return Entry(article=article, notices=(*damage(decoded), *notices, *page.notices))


def _uncut(dumps: Dumps) -> tuple[Notice, ...]:
    """That a file was not cut."""
    message = (
        f"the file looks like {len(dumps.parts)} articles; it was read as one, because the id or "
        "the url that was given is that of one: leave it out, or split the file"
    )
    return (Notice(code="several-dumps", message=message),)


def _lines(text: str, start: int, end: int) -> list[Line]:
    """The lines of a part of a text, with their places in it."""
    found = lines(text[start:end])
    found = rejoined(text[start:end], found)
    return [Line(line.words, line.start + start, line.end + start) for line in found]


def _header(found: list[Line], context: Context) -> tuple[tuple[Notice, ...], list[Line]]:
    """Of a dump's header, notices of the lines that are left out, and those that are read: the
    headline behind its label, and facts."""
    read, notices = [], []
    for line in found:
        (bare,) = without_title_label([line])
        if bare != line or facts_of(line.words, context.retrieved, context.order):
            read.append(line)
        else:
            place = RawSpan(start=line.start, end=line.end)
            message = "1 line of the header left out"
            excerpt = line.words[:200]
            notices.append(Notice(code="furniture", message=message, raw=place, excerpt=excerpt))
    return tuple(notices), read


def _above(text: str, dumps: Dumps) -> tuple[Notice, ...]:
    """What stands above the first of several dumps."""
    if dumps.cover is None:
        return ()
    start, end = dumps.cover
    place = RawSpan(start=start, end=end)
    message = "what stands above the first article of the file was left out"
    excerpt = " / ".join(line.words for line in lines(text[start:end]))[:200]
    return (Notice(code="furniture", message=message, raw=place, excerpt=excerpt),)


# -- the page ------------------------------------------------------------------------------


_Known = dict[str, Fact]
"""What was found out, by field."""


class _Page:
    """The article of a dump, made of its lines; `notices` are what was cut or is in doubt."""

    def __init__(self, layout: PageLayout) -> None:
        self.layout = layout
        self.lines = layout.lines
        self.notices: list[Notice] = []
        self.headline: str | None = None
        self._used = {*layout.standfirst, *(n for n in range(layout.start) if layout.facts[n])}
        if layout.headline is not None:
            words = self.lines[layout.headline].words
            self.headline = without_site(words, layout.domain)
            self._used.add(layout.headline)
            if site := words.removeprefix(self.headline).strip():
                self._note("furniture", f"{site!r} was left out", layout.headline)

    def article(self, context: Context, id: str, provenance: Provenance) -> Article:
        """The article, made of the lines; what is left over goes to `notices`."""
        known, evidence = self._read_facts(context.retrieved)
        placed = [*self._body()]
        said = [self.layout.said[number] for number, _ in placed]
        body = with_pull_quotes([block for _, block in placed], said)
        self._note_cuts(sum(len(block.text or "") for block in body))
        text = " ".join(block.text for block in body if block.text)
        language = self.layout.language or languages.identify(text or self.lines[0].words)
        standfirst = [self.lines[number] for number in self.layout.standfirst]
        if standfirst:
            place = RawSpan(start=standfirst[0].start, end=standfirst[-1].end)
            evidence.insert(0, Evidence(field="standfirst", basis="printed", raw=place))
        if self.layout.headline is not None:
            evidence.insert(0, self._evidence("headline", self.layout.headline))
        if not any(block.kind == "paragraph" for block in body):
            self.notices.append(
                Notice(code="no-body", message="no paragraph was found: only short lines")
            )
        if self.headline is None:
            self.notices.append(Notice(code="no-headline", message="no headline was found"))
        publisher = context.publisher
        if publisher:
            evidence.append(Evidence(field="publisher_name", basis="caller"))
        elif not context.url and (asked := _asking_outlet(body)):
            publisher, block, words = asked
            evidence.append(Evidence(field="publisher_name", basis="inferred", raw=block.raw))
            self.notices.append(
                Notice(
                    code="publisher-inferred",
                    message=f"{publisher!r} is taken for the publisher because of its reporter: "
                    "nothing else on the page names the outlet",
                    raw=block.raw,
                    excerpt=words,
                )
            )
        opening = next((block for block in body if block.kind == "paragraph"), None)
        dateline = dateline_in((opening and opening.text) or "")
        if dateline and opening:
            for field in dateline.fields():
                evidence.append(Evidence(field=field, basis="printed", raw=opening.raw))
        byline, published, modified, minutes, section = map(
            known.get, ("byline", "published", "modified", "reading_time_minutes", "section")
        )
        return Article(
            id=id,
            headline=self.headline,
            standfirst=" ".join(without_bullet(line.words) for line in standfirst) or None,
            byline=byline and byline.text,
            authors=self._authors(),
            dateline=dateline and dateline.printed,
            located=dateline and dateline.located,
            info_sources=(dateline.agency,) if dateline and dateline.agency else (),
            published=published and published.date,
            modified=modified and modified.date,
            reading_time_minutes=minutes and minutes.minutes,
            section=section and section.text,
            retrieved=context.retrieved,
            language=language,
            publisher_name=publisher,
            domain=domain(context.url),
            url=context.url,
            body=body,
            evidence=tuple(evidence),
            provenance=provenance,
        )

    def _authors(self) -> tuple[str, ...]:
        """The names in the first byline, and in those on the lines right below it."""
        found: list[str] = []
        last: int | None = None
        for number, fact in self._facts_in_order():
            if fact.field == "byline" and (last is None or number - last == 1):
                found += authors_of(fact.text, self.layout.pack)
                last = number
        return tuple(dict.fromkeys(found))

    def _read_facts(self, retrieved: datetime.datetime | None) -> tuple[_Known, list[Evidence]]:
        """What the lines say of the article: the first to say something holds, and a notice tells
        what differs from it, was left out or cannot be."""
        known: _Known = {}
        evidence: list[Evidence] = []
        for number, fact in self._facts_in_order():
            first = known.setdefault(fact.field, fact)
            if fact.field == "other":
                self._note("furniture", f"{fact.text!r} was left out", number)
            elif fact.field == "unclear":
                self._note("date-unclear", f"the date was left out: {fact.text}", number)
            elif fact is first:
                certain = fact.labelled or fact.field not in ("byline", "section")
                basis: Basis = "printed" if certain else "inferred"
                evidence.append(self._evidence(fact.field, number, basis))
            elif differ(fact, first):
                message = f"{fact.text!r} stands here; {first.text!r} was kept"
                self._note(f"second-{fact.field.split('_')[0]}", message, number)
            self._used.add(number)
        if "modified" in known and "published" not in known:
            known["published"] = known["modified"]
            place = next(one.raw for one in evidence if one.field == "modified")
            evidence.append(Evidence(field="published", basis="inferred", raw=place))
            message = "the page says only when it was updated: that day is taken for both"
            self.notices.append(Notice(code="published-inferred", message=message, raw=place))
        elif self.layout.dateline and "published" not in known:
            known["published"] = self.layout.dateline
            evidence.append(self._evidence("published", self.layout.start, "inferred"))
            message = "the page has no date: that of the dateline is taken"
            self._note("published-inferred", message, self.layout.start)
        for one in evidence:
            if notice := future(one.field, known[one.field].date, retrieved, one.raw):
                self.notices.append(notice)
        return known, evidence

    def _facts_in_order(self) -> Iterator[tuple[int, Fact]]:
        """The facts of the lines from the headline to the body; then of those before; then, of
        those behind the body, the signature and the dates that have a label."""
        headline = self.layout.headline or 0
        for number in [*range(headline, self.layout.start), *range(headline)]:
            for fact in self.layout.facts[number]:
                if number != self.layout.headline or fact.field not in WORDS:
                    yield number, fact
        for number in range(self.layout.end, len(self.lines)):
            for fact in self.layout.facts[number]:
                if number == self.layout.signature or (fact.date and fact.labelled):
                    yield number, fact

    def _body(self) -> Iterator[tuple[int, Block]]:
        """The blocks of the body and their lines, in the order of the page; captions above it come
        along."""
        first = 0 if self.layout.headline is None else self.layout.headline + 1
        number = first
        source: int | None = None  # the line above a caption that credits it
        while number < self.layout.end:
            line, role = self.lines[number].words, self.layout.roles[number]
            following = self.layout.roles[number + 1] if number + 1 < self.layout.end else None
            if role == "caption" and source_of(line):
                source = number
            elif role == "caption" and is_caption_label(line):
                self._used.add(number)
            elif role == "caption":
                caption, credit = split_credit(line) or (line, "")
                if source is not None and not credit:
                    credit = source_of(self.lines[source].words) or ""
                    self._used.add(source)
                    source = None
                yield number, self._block("caption", number, caption, credit or None)
            elif (
                self.layout.is_credited(number)
                and self.layout.credit_below(number) < self.layout.end
                and role in ("short", "sentence", "prose")
                and len(line) < LONGEST_CAPTION
                and (" " in line and line[-1] != ":")
            ):
                below = self.layout.credit_below(number)
                credit = without_label(self.lines[below].words)
                yield number, self._block("caption", number, line, credit)
                number = below
                self._used.add(number)
            elif number < self.layout.start:
                pass
            elif role in ("prose", "sentence"):
                kind: BlockKind = "list_item" if is_bulleted(line) else "paragraph"
                yield number, self._block(kind, number, line)
            elif role == "short" and is_item(line):
                yield number, self._block("list_item", number, line)
            elif (
                role == "short"
                and following in ("prose", "sentence")
                and self._stands_alone(number)
            ):
                yield number, self._block("subheading", number, line)
            number += 1

    def _stands_alone(self, number: int) -> bool:
        """Whether a short line has no other short line before it, and no bar in it, as links to
        other articles have ("WATCH | The gates reopen")."""
        first = number == self.layout.start or self.layout.roles[number - 1] != "short"
        return first and " | " not in self.lines[number].words

    def _block(self, kind: BlockKind, number: int, text: str, credit: str | None = None) -> Block:
        self._used.add(number)
        return Block(kind=kind, text=text, credit=credit, raw=self._raw(number))

    def _note_cuts(self, kept: int) -> None:
        """A notice for each run of lines that went into no part of the article; one of its own code
        where that is prose which is much beside the `kept` letters of the body."""
        cuts = [number for number in range(len(self.lines)) if number not in self._used]
        headline = fold(self.headline or "")
        for first, last in _stretches(cuts):
            if first == last and fold(self.lines[first].words) == headline:
                self._note("headline-repeated", "the headline stands here once more", first)
                continue
            count = last - first + 1
            words = [line.words for line in self.lines[first : min(last, first + 5) + 1]]
            message = f"{count} {'line' if count == 1 else 'lines'} of the page left out"
            prose = self._prose_of(first, last)
            lost = sum(map(len, prose))
            much = len(prose) >= MUCH_PROSE and lost > kept * MUCH_OF_BODY
            if much:
                said = sum(len(one.split()) for one in prose)
                message += f", among them {len(prose)} of prose with {said} words"
            self.notices.append(
                Notice(
                    code="prose-left-out" if much else "furniture",
                    message=message,
                    raw=RawSpan(start=self.lines[first].start, end=self.lines[last].end),
                    excerpt=" / ".join(words)[:200],
                )
            )

    def _prose_of(self, first: int, last: int) -> list[str]:
        """The lines of a stretch that are whole sentences, as those of an article are."""
        roles = ("prose", "repeated")
        numbers = (n for n in range(first, last + 1) if self.layout.roles[n] in roles)
        return [self.lines[n].words for n in numbers if is_whole(self.lines[n].words)]

    def _evidence(self, field: str, number: int, basis: Basis = "printed") -> Evidence:
        return Evidence(field=field, basis=basis, raw=self._raw(number))

    def _note(self, code: str, message: str, number: int) -> None:
        excerpt = self.lines[number].words[:200]
        notice = Notice(code=code, message=message, raw=self._raw(number), excerpt=excerpt)
        self.notices.append(notice)

    def _raw(self, number: int) -> RawSpan:
        line = self.lines[number]
        return RawSpan(start=line.start, end=line.end)


def _stretches(numbers: list[int]) -> Iterator[tuple[int, int]]:
    """Runs of consecutive numbers, as first and last."""
    first = None
    for number, following in zip(numbers, [*numbers[1:], None], strict=False):
        first = number if first is None else first
        if following != number + 1:
            yield first, number
            first = None


def _asking_outlet(body: tuple[Block, ...]) -> tuple[str, Block, str] | None:
    """The outlet whose reporter was told something: "told The New Arab's Iraq correspondent"."""
    for block in body:
        match = _told_reporter().search(block.text or "")
        if match and all(word[0].isupper() for word in match["name"].split()):
            return match["name"], block, match[0]
    return None


@functools.cache
def _told_reporter() -> re.Pattern[str]:
    """Words that tell to whose reporter something was said."""
    packs = languages.packs()
    told = any_of({word for pack in packs for word in pack.page.told})
    staff = any_of({word for pack in packs for word in pack.page.own_reporters})
    of = "|".join(pack.sources.possessive for pack in packs)
    return re.compile(
        rf"\b(?:{told}) (?P<name>[^\W\d_][\w&.-]*(?: [^\W\d_][\w&.-]*){{0,4}})(?:{of}) "
        rf"(?:[\w-]+ ){{0,3}}(?:{staff})\b"
    )
