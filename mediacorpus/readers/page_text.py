"""The text of a news page, as somebody gets it who saves or copies it: reader ``page-text``.

There is no markup, so lines are known by what they are.  A line that is a sentence is prose; a
date, a reading time, a byline and a credit have a shape; what the packs list is furniture; the rest
is short and without a verb.  The article's body is the stretch of lines with most prose in it, its
headline stands above.  What is cut is kept as a notice, with its place.
"""

from __future__ import annotations

import bisect
import datetime
import itertools
import re
import urllib.parse
from collections import Counter
from collections.abc import Iterator
from typing import BinaryIO

import attrs

from mediacorpus import languages
from mediacorpus.languages import any_of
from mediacorpus.readers import HEAD, Context, Place, domain
from mediacorpus.readers.datelines import dateline_in
from mediacorpus.readers.encoding import Decoded, byte_places, damage, decode, looks_binary
from mediacorpus.readers.looks import looks_like, why_not_read
from mediacorpus.readers.page_facts import (
    DATES,
    Fact,
    authors_of,
    dateline_of,
    differ,
    facts_of,
    future,
    names_in,
    without_other_calendars,
)
from mediacorpus.readers.page_lines import (
    PROSE,
    Role,
    is_agency,
    is_caption_label,
    is_whole,
    role_of,
    source_of,
    speaker_of,
    split_credit,
    without_label,
)
from mediacorpus.readers.page_split import Dumps, dumps_of, without_title_label
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
from mediacorpus.text.lines import Line, lines

__all__ = ["PageTextReader"]


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
            dumps = dumps_of(decoded.text)
            if len(dumps.parts) < 2:
                yield self._read(raw, decoded)
            elif self.context.id or self.context.url:
                yield self._read(raw, decoded, _uncut(dumps))
            else:
                self.announced = dumps.announced
                yield from self._read_parts(raw, decoded, dumps)

    def _read(
        self, raw: bytes, decoded: Decoded, notices: tuple[Notice, ...] = ()
    ) -> Entry | Rejection:
        found = lines(decoded.text)
        if not found:
            return self.context.rejection(
                self.reader, "empty", "there is nothing but white space in the file", raw
            )
        provenance = self.context.provenance(self.reader, decoded)
        return self._entry(found, decoded, self.context.article_id(raw), provenance, notices)

    def _read_parts(
        self, raw: bytes, decoded: Decoded, dumps: Dumps
    ) -> Iterator[Entry | Rejection]:
        """The dumps of a file, each known by its own bytes; one that is there twice, by which of
        them it is, too."""
        edges = byte_places(raw, decoded, [edge for part in dumps.parts for edge in part[:2]])
        seen: Counter[str] = Counter()
        notices = _above(decoded.text, dumps)
        for number, part in enumerate(dumps.parts, start=1):
            place = Place(number, *edges[2 * number - 2 : 2 * number])
            item = raw[place.start : place.end]
            text = decoded.text[part.start : part.end]
            header, found = _header(_lines(decoded.text, part.start, part.body), self.context)
            found += _lines(decoded.text, part.body, part.end)
            replaced = text.count("\ufffd") if decoded.replaced else 0
            own = attrs.evolve(decoded, text=text, replaced=replaced)
            id = self.context.article_id(item)
            seen[id] += 1
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
        page = _Page(without_title_label(found), self.context)
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
    """The lines of a dump, and which of them are which part of the article."""

    def __init__(self, found: list[Line], context: Context) -> None:
        reference, order = context.retrieved, context.order
        self.slug = _slug_words(context.url)
        self.lines = found
        self.language = context.language or languages.identify(
            " ".join(line.words for line in found if len(line.words) > SHORTEST_STANDFIRST)
        )
        known = self.language if languages.has_pack(self.language) else None
        self.facts = without_other_calendars(
            [facts_of(line.words, reference, order, known) for line in found]
        )
        self.roles: list[Role] = [
            "facts" if facts else role_of(line.words)
            for line, facts in zip(found, self.facts, strict=True)
        ]
        self.notices: list[Notice] = []
        self._know_by_neighbours()
        first, self.end = _densest(self.roles, [len(line.words) for line in found])
        self.end = self._before_teasers(first)
        self.end = self._signed_end()
        self.end = self._reach(self.end - 1, range(self.end, len(found))) + 1
        self.start = self._lead(self._after_facts(first))
        self.headline = self._headline()
        self.standfirst = self._standfirst()
        if self.headline is not None:
            self.start = max(self.start, self.headline + 1)
        if self.standfirst:
            self.start = max(self.start, self._prose_behind(self.standfirst[-1] + 1))
        self._find_names()
        self.signature = self._signature()
        self._used = {*self.standfirst, *([] if self.headline is None else [self.headline])}
        self._used |= {n for n in range(self.start) if self.facts[n]}
        opening = found[self.start].words if self.start < self.end else ""
        self.dateline = dateline_of(opening, reference, order, known)

    def _know_by_neighbours(self) -> None:
        """What a line alone does not show: a caption stands below its label, what stands there
        three times is furniture, and where one label begins two lines ("ANNA FOX: …"), people
        speak, and what they ask is a sentence too."""
        for number, line in enumerate(self.lines[1:], start=1):
            if is_caption_label(self.lines[number - 1].words) and len(line.words) < LONGEST_CAPTION:
                self.roles[number] = "caption"
        counts = Counter(line.words for line in self.lines)
        seen: set[str] = set()
        for number, line in enumerate(self.lines):
            again = line.words in seen and self.roles[number] == "prose"
            seen.add(line.words)
            if self.roles[number] != "facts" and (again or counts[line.words] >= REPEATED):
                self.roles[number] = "repeated"
        labels = [speaker_of(line.words) for line in self.lines]
        if max(Counter(filter(None, labels)).values(), default=0) > 1:
            for number, label in enumerate(labels):
                if label and self.roles[number] == "short":
                    self.roles[number] = "sentence"

    def _lead(self, start: int) -> int:
        """Where the body begins, with the sentences between the facts and the densest prose."""
        facts = (n for n in range(start - 1, -1, -1) if self.roles[n] == "facts")
        last = next(facts, None)
        return start if last is None else self._reach(start, range(start - 1, last, -1))

    def _reach(self, edge: int, outward: range) -> int:
        """The edge of the body, moved outward to whole sentences, whatever short lines (buttons,
        other articles) stand between; never over facts, nor over many lines."""
        for number in outward:
            if self.roles[number] == "facts" or abs(number - edge) > REACH:
                break
            if self.roles[number] == "prose" and is_whole(self.lines[number].words):
                edge = number
        return edge

    def _before_teasers(self, first: int) -> int:
        """Where the body ends: before the facts of other articles (dates, bylines) behind it, if
        what prose there is behind them stands alone, one line each."""
        roles = self.roles
        prose = [number for number in range(first, self.end) if roles[number] == "prose"]
        for number in range(first, self.end):
            before = bisect.bisect_left(prose, number)
            behind = prose[before:]
            if roles[number] != "facts" or before < LONG_ENOUGH or not behind:
                continue
            if all("prose" not in (roles[n - 1], *roles[n + 1 : n + 2]) for n in behind):
                return number
        return self.end

    def _signed_end(self) -> int:
        """Where the body ends: a last paragraph that an agency signs ("… (Reuters).") is no
        caption."""
        last = self.end if self.end < len(self.lines) and self.roles[self.end] == "caption" else 0
        split = split_credit(self.lines[last].words) if last else None
        if split and is_agency(split[1]):
            self.roles[last] = "prose"
            return last + 1
        return self.end

    def _after_facts(self, first: int) -> int:
        """Where the body begins: after the date, byline and reading time that stand at its head.

        Prose above them is a standfirst, unless a date has been there before it.
        """
        start, prose = first, 0
        dated = any(fact.field in DATES for facts in self.facts[:first] for fact in facts)
        for number in range(first, min(first + 8, self.end)):
            if self.roles[number] == "facts" and prose <= (0 if dated else 2):
                start = number + 1
            prose += self.roles[number] == "prose"
        return start

    def _headline(self) -> int | None:
        """The line above the body that looks most like a headline; the last one of its repeats.

        A headline has some words and no full stop, does not go on from another line, and stands
        above the date; and often it stands twice: alone above the article, and in the page's title
        with the name of the site or below the menu's sections.
        """
        candidates = [
            number
            for number in range(min(self.start, len(self.lines)))
            if self.roles[number] in ("short", "sentence", "prose")
        ]
        if not candidates and (
            self.roles[0] == "short"
            or any(fact.field in _WORDS for fact in self.facts[0])
            or (
                self.roles[0] == "prose"
                and self.lines[0].words[-1] not in ".!…。"
                and len(self.lines[0].words) < PROSE
            )
        ):
            return 0  # a headline alone, "Mayor resigns | 2 May 2019", or a long question
        candidates = candidates[:1] + candidates[1:][-60:]
        folded = {number: fold(self.lines[number].words) for number in candidates}
        counts = Counter(folded.values())
        facts = enumerate(self.facts)
        dated = next((n for n, said in facts if any(fact.date for fact in said)), len(self.facts))
        best, best_score = "", 0.0
        for number, words in folded.items():
            line = self.lines[number].words
            score = min(words.count(" ") + 1 if " " in words else len(words) / 4, 8) / 2
            if len(words) > 12:
                longer = (other for other in counts if other != words)
                score += 2.0 * (
                    counts[words] > 1
                    or any(other.startswith(words) or other.endswith(words) for other in longer)
                )
            score -= 1.0 * (line[-1] in ".;,:") + 1.5 * (len(line) > 140) + 2.0 * (len(line) > 180)
            score -= 1.0 * (line[0] in "…." or line[0].islower())
            score -= 1.0 * (number > dated) + 3.0 * bool(_CLOCK.search(line))
            score += 0.5 * (number == candidates[0]) + (
                AT_TOP * max(TOP - number, 0) * (self.start < MENU)
            )
            score += OF_SLUG * _share(line, self.slug)
            if score > best_score:
                best, best_score = words, score
        return next((number for number in reversed(candidates) if folded[number] == best), None)

    def _find_names(self) -> None:
        """Lines of names alone are bylines where they stand between the headline and the body and
        no other line does it better: beside a date ("Jane Smith 8 May 2019"), with those above."""
        if self.headline is None:
            return
        head = range(self.headline + 1, self.start)
        bylines = [(n, fact) for n in head for fact in self.facts[n] if fact.field == "byline"]
        if any(fact.labelled for _, fact in bylines):
            return
        last = bylines[0][0] if bylines else self.start
        above = range(last - 1, self.headline, -1)
        named = itertools.takewhile(lambda n: names_in(self.lines[n].words), above)
        for number in named if bylines else head:
            words = self.lines[number].words
            if self.roles[number] == "short" and not self._is_credited(number) and names_in(words):
                self.facts[number] = (Fact("byline", words),)
                self.roles[number] = "facts"

    def _signature(self) -> int | None:
        """The line right behind the body that says who wrote it, where no line above does; bare
        names there are as often what the article is about."""
        head = range(0 if self.headline is None else self.headline, self.start)
        behind = range(self.end, min(self.end + SIGNED, len(self.lines)))
        if any(fact.field == "byline" for number in head for fact in self.facts[number]):
            return None
        signed = (n for n in behind for one in self.facts[n] if one.field == "byline")
        return next((n for n in signed if any(one.labelled for one in self.facts[n])), None)

    def _is_credited(self, number: int) -> bool:
        """Whether a credit follows a line, which then is a caption."""
        return self.roles[number + 1 : number + 2] == ["credit"]

    def _standfirst(self) -> list[int]:
        """The first prose below the headline, if it stands alone: one line between others that are
        none, or up to three above the facts.  What a credit follows is a caption; what stands below
        the date and above buttons is the first paragraph."""
        if self.headline is None:
            return []
        below = range(self.headline + 1, min(self.headline + FURTHEST, self.end))
        first = next((n for n in below if self._may_be_standfirst(n)), None)
        if first is None:
            return []
        last = first
        while last + 1 < self.end and self.roles[last + 1] in ("prose", "sentence"):
            last += 1
        behind = self.roles[last + 1] if last + 1 < len(self.roles) else None
        dated = any(self.roles[number] == "facts" for number in range(self.headline, first))
        lead = dated and behind == "furniture"  # buttons behind the first paragraph
        alone = last == first and last + 1 < self.end and not lead
        headed = last - first < 3 and behind == "facts" and first < self.start
        if alone or headed:
            return [*range(first, last + 1)]
        return [first] if last > first and self._sums_up(first) else []

    def _sums_up(self, number: int) -> bool:
        """Whether a first paragraph is several short sentences, and the next far longer."""
        words, following = (self.lines[n].words for n in (number, number + 1))
        return (
            len(words) <= LONGEST_STANDFIRST
            and len(_SENTENCE_ENDS.findall(words)) > 1
            and len(following) > LONGER * len(words)
            and not dateline_in(words)
        )

    def _prose_behind(self, first: int) -> int:
        """The first line of prose from one on, if it is not far; else that line."""
        for number in range(first, min(first + FURTHEST, self.end)):
            if self.roles[number] in ("prose", "sentence") and not self._is_credited(number):
                return number
        return first

    def _may_be_standfirst(self, number: int) -> bool:
        role, first = self.roles[number], number == (self.headline or 0) + 1
        prose = role == "prose" or (first and role in ("sentence", "short"))
        long = len(self.lines[number].words) >= SHORTEST_STANDFIRST
        return prose and long and not self._is_credited(number)

    def article(self, context: Context, id: str, provenance: Provenance) -> Article:
        """The article, made of the lines; what is left over goes to `notices`."""
        known, evidence = self._read_facts(context.retrieved)
        body = tuple(self._body())
        self._note_cuts()
        text = " ".join(block.text for block in body if block.text)
        language = self.language or languages.identify(text or self.lines[0].words)
        headline = self.lines[self.headline].words if self.headline is not None else None
        if self.standfirst:
            first, last = self.lines[self.standfirst[0]], self.lines[self.standfirst[-1]]
            place = RawSpan(start=first.start, end=last.end)
            evidence.insert(0, Evidence(field="standfirst", basis="printed", raw=place))
        if self.headline is not None:
            evidence.insert(0, self._evidence("headline", self.headline))
        if not any(block.kind == "paragraph" for block in body):
            self.notices.append(
                Notice(code="no-body", message="no paragraph was found: only short lines")
            )
        if headline is None:
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
            for field in ("dateline", "located", *(["info_sources"] if dateline.agency else [])):
                evidence.append(Evidence(field=field, basis="printed", raw=opening.raw))
        byline, published, modified, minutes, section = map(
            known.get, ("byline", "published", "modified", "reading_time_minutes", "section")
        )
        return Article(
            id=id,
            headline=headline,
            standfirst=" ".join(self.lines[n].words for n in self.standfirst) or None,
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
                found += authors_of(fact.text)
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
        elif self.dateline and "published" not in known:
            known["published"] = self.dateline
            evidence.append(self._evidence("published", self.start, "inferred"))
            message = "the page has no date: that of the dateline is taken"
            self._note("published-inferred", message, self.start)
        for one in evidence:
            if notice := future(one.field, known[one.field].date, retrieved, one.raw):
                self.notices.append(notice)
        return known, evidence

    def _facts_in_order(self) -> Iterator[tuple[int, Fact]]:
        """The facts of the lines from the headline to the body; then of those before; then, of
        those behind the body, the signature and the dates that have a label."""
        headline = self.headline or 0
        for number in [*range(headline, self.start), *range(headline)]:
            for fact in self.facts[number]:
                if number != self.headline or fact.field not in _WORDS:
                    yield number, fact
        for number in range(self.end, len(self.lines)):
            for fact in self.facts[number]:
                if number == self.signature or (fact.date and fact.labelled):
                    yield number, fact

    def _body(self) -> Iterator[Block]:
        """The blocks of the body, in the order of the page; captions above it come along."""
        first = 0 if self.headline is None else self.headline + 1
        number = first
        source: int | None = None  # the line above a caption that credits it
        while number < self.end:
            line, role = self.lines[number].words, self.roles[number]
            following = self.roles[number + 1] if number + 1 < self.end else None
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
                yield self._block("caption", number, caption, credit or None)
            elif (
                following == "credit"
                and role in ("short", "sentence", "prose")
                and len(line) < LONGEST_CAPTION
                and (" " in line and line[-1] != ":")
            ):
                credit = without_label(self.lines[number + 1].words)
                yield self._block("caption", number, line, credit)
                number += 1
                self._used.add(number)
            elif number < self.start:
                pass
            elif role in ("prose", "sentence"):
                yield self._block("paragraph", number, line)
            elif role == "short" and self._is_list_item(number):
                yield self._block("list_item", number, line)
            elif (
                role == "short"
                and following in ("prose", "sentence")
                and self._stands_alone(number)
            ):
                yield self._block("subheading", number, line)
            number += 1

    def _is_list_item(self, number: int) -> bool:
        return bool(_BULLET.match(self.lines[number].words))

    def _stands_alone(self, number: int) -> bool:
        """Whether a short line has no other short line before it."""
        return number == self.start or self.roles[number - 1] != "short"

    def _block(self, kind: BlockKind, number: int, text: str, credit: str | None = None) -> Block:
        self._used.add(number)
        return Block(kind=kind, text=text, credit=credit, raw=self._raw(number))

    def _note_cuts(self) -> None:
        """A notice for each run of lines that went into no part of the article."""
        cuts = [number for number in range(len(self.lines)) if number not in self._used]
        headline = fold(self.lines[self.headline].words) if self.headline is not None else None
        for first, last in _stretches(cuts):
            if first == last and fold(self.lines[first].words) == headline:
                self._note("headline-repeated", "the headline stands here once more", first)
                continue
            count = last - first + 1
            words = [line.words for line in self.lines[first : min(last, first + 5) + 1]]
            self.notices.append(
                Notice(
                    code="furniture",
                    message=f"{count} {'line' if count == 1 else 'lines'} of the page left out",
                    raw=RawSpan(start=self.lines[first].start, end=self.lines[last].end),
                    excerpt=" / ".join(words)[:200],
                )
            )

    def _evidence(self, field: str, number: int, basis: Basis = "printed") -> Evidence:
        return Evidence(field=field, basis=basis, raw=self._raw(number))

    def _note(self, code: str, message: str, number: int) -> None:
        excerpt = self.lines[number].words[:200]
        notice = Notice(code=code, message=message, raw=self._raw(number), excerpt=excerpt)
        self.notices.append(notice)

    def _raw(self, number: int) -> RawSpan:
        line = self.lines[number]
        return RawSpan(start=line.start, end=line.end)


_WORDS = ("section", "other")
TOP = 3
"""So many lines are the top of a page; what was copied from its headline on begins there."""
AT_TOP = 0.5
"""How much each line further up there tells."""
MENU = 20
"""More lines than that before the body are a menu, which begins with no headline."""
OF_SLUG = 4.0
"""How much it tells that the URL has all words of a line."""
LONG_ENOUGH = 5
"""So many lines of prose may be all of an article."""
REPEATED = 3
"""What a page says so often is no part of its article."""
LONGEST_CAPTION = 400
SHORTEST_STANDFIRST = 40
LONGEST_STANDFIRST = 330
LONGER = 1.25
"""So much longer than a standfirst is a paragraph behind it."""
FURTHEST = 12
"""So many lines below the headline, at most, its standfirst stands."""
SIGNED = 2
"""So many lines behind the body, its author may be named."""
REACH = 8
"""Over so many lines a sentence still belongs to the body beside it."""
_SENTENCE_ENDS = re.compile(r"[^\W\d_]{2}[.!?](?= |$)")
_CLOCK = re.compile(r"\d{4}\s?[./年-]\s?\d{1,2}\D.*\d:\d\d|\b\d{1,2}:\d\d\b.*\d{4}")
"""What no headline has: a day and a time that were not read as a date."""
_BULLET = re.compile(r"[•‣◦▪·*–—-]\s*\S|\d{1,2}[.)]\s+\S")


def _densest(roles: list[Role], lengths: list[int]) -> tuple[int, int]:
    """The stretch of lines with most prose in it: the largest sum of weights, in one pass.

    Prose weighs by its length, what else belongs into an article nothing, short lines and furniture
    weigh against it.
    """
    best, best_stretch = 0.0, (0, 0)
    total, start = 0.0, 0
    for number, (role, length) in enumerate(zip(roles, lengths, strict=True)):
        if role == "prose":
            weight = 1 + min(length, 640) / 80
        else:
            weight = {"sentence": 0.3, "short": -1.0, "furniture": -1.0}.get(role, -0.2)
        if total <= 0:
            total, start = 0.0, number
        total += weight
        if total > best:
            best, best_stretch = total, (start, number + 1)
    return best_stretch if best else (len(roles), len(roles))


def _stretches(numbers: list[int]) -> Iterator[tuple[int, int]]:
    """Runs of consecutive numbers, as first and last."""
    first = None
    for number, following in zip(numbers, [*numbers[1:], None], strict=False):
        first = number if first is None else first
        if following != number + 1:
            yield first, number
            first = None


def _slug_words(url: str | None) -> frozenset[str]:
    """The words in the last parts of a URL: "gates-fail" of example.org/news/gates-fail.html."""
    path = urllib.parse.unquote(urllib.parse.urlsplit(url).path) if url else ""
    parts = [part for part in path.split("/") if part.count("-") + part.count("_") > 1]
    return frozenset(fold(" ".join(parts)).split())


def _share(line: str, slug: frozenset[str]) -> float:
    """The share of a line's words that are in a slug, with "a" for "ä" or with "ae"."""
    if not slug:
        return 0.0
    spellings = (fold(line).split(), fold(line.lower().translate(_UMLAUTS)).split())
    return max(sum(word in slug for word in words) / max(len(words), 3) for words in spellings)


_UMLAUTS = str.maketrans(
    {"ä": "ae", "ö": "oe", "ü": "ue", "ß": "ss", "å": "aa", "æ": "ae", "ø": "oe"}
)


def _asking_outlet(body: tuple[Block, ...]) -> tuple[str, Block, str] | None:
    """The outlet whose reporter was told something: "told The New Arab's Iraq correspondent"."""
    packs = languages.packs()
    told = any_of({word for pack in packs for word in pack.page.told})
    staff = any_of({word for pack in packs for word in pack.page.own_reporters})
    of = "|".join(pack.sources.possessive for pack in packs)
    pattern = re.compile(
        rf"\b(?:{told}) (?P<name>[^\W\d_][\w&.-]*(?: [^\W\d_][\w&.-]*){{0,4}})(?:{of}) "
        rf"(?:[\w-]+ ){{0,3}}(?:{staff})\b"
    )
    for block in body:
        match = pattern.search(block.text or "")
        if match and all(word[0].isupper() for word in match["name"].split()):
            return match["name"], block, match[0]
    return None
