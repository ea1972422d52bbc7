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
import urllib.parse
from collections import Counter
from collections.abc import Iterator
from typing import BinaryIO, Literal, NamedTuple

import attrs

from mediacorpus import languages
from mediacorpus.errors import DateError, UnclearDateError
from mediacorpus.newsdate import NewsDate
from mediacorpus.readers import LARGEST_ITEM, Context
from mediacorpus.readers.encoding import Decoded, decode, looks_binary
from mediacorpus.records import (
    Article,
    Block,
    BlockKind,
    Entry,
    Evidence,
    Notice,
    Provenance,
    RawSpan,
    Rejection,
)
from mediacorpus.text.folding import fold, fold_space
from mediacorpus.text.lines import Line, lines

__all__ = ["PageTextReader"]

Role = Literal["prose", "short", "facts", "caption", "credit", "furniture"]


@attrs.frozen
class PageTextReader:
    """The reader of text dumps of news pages."""

    name: str = "page-text"
    version: str = "1"

    def sniff(self, head: bytes, name: str | None) -> float:
        """Anything but markup; sure of nothing, so any other reader goes first."""
        return 0.0 if _MARKUP.match(decode(head[:4096]).text.lstrip()) else 0.1

    def open(self, stream: BinaryIO, context: Context) -> PageTextReading:
        """One document is one article."""
        return PageTextReading(self, stream, context)


_MARKUP = re.compile(
    r"<(?:!doctype|html|head|body|\?xml|rss|feed|[a-z]+:)|[{\[]\s*[\"{\[]", re.IGNORECASE
)


@attrs.frozen
class PageTextReading:
    """One dump: one article, or the reason why not."""

    reader: PageTextReader
    stream: BinaryIO
    context: Context
    announced: int | None = 1

    def __iter__(self) -> Iterator[Entry | Rejection]:
        raw = self.stream.read(LARGEST_ITEM + 1)
        if len(raw) > LARGEST_ITEM:
            yield self._reject(
                "too-large",
                f"more than {LARGEST_ITEM // 2**20} MB of text is no page of one article: "
                "split the file into its articles",
                raw,
            )
        elif not raw:
            yield self._reject("empty", "the file is empty", raw)
        elif looks_binary(raw):
            yield self._reject("binary", "this is no text but binary data", raw)
        else:
            yield self._read(raw, decode(raw))

    def _read(self, raw: bytes, decoded: Decoded) -> Entry | Rejection:
        found = lines(decoded.text)
        if not found:
            return self._reject("empty", "there is nothing but white space in the file", raw)
        provenance = Provenance(
            format=self.reader.name,
            reader=self.reader.name,
            reader_version=self.reader.version,
            path=self.context.path,
            sha256=self.context.sha256,
            encoding=decoded.encoding,
            encoding_declared=decoded.declared,
            encoding_detected=decoded.detected,
            replaced_characters=decoded.replaced,
        )
        page = _Page(found, self.context.retrieved)
        article = page.article(self.context, self.context.article_id(raw), provenance)
        return Entry(article=article, notices=(*_damage(decoded), *page.notices))

    def _reject(self, code: str, reason: str, raw: bytes) -> Rejection:
        return Rejection(
            code=code,
            reason=reason,
            path=self.context.path,
            sha256=self.context.sha256,
            start=0,
            excerpt=fold_space(raw[:200].decode("utf-8", "replace"))[:80] or None,
            reader=self.reader.name,
            reader_version=self.reader.version,
        )


def _damage(decoded: Decoded) -> Iterator[Notice]:
    """What decoding and folding took from the text."""
    lost = decoded.text.count("\ufffd")
    if lost:
        yield Notice(
            code="undecodable",
            message=f"{lost} characters are U+FFFD: what stood there was lost in decoding "
            f"({decoded.replaced} of them here, as {decoded.encoding})",
        )
    controls = len(_CONTROLS.findall(decoded.text))
    if controls:
        yield Notice(
            code="control-characters", message=f"{controls} control characters were left out"
        )


_CONTROLS = re.compile(r"[\x00-\x08\x0e-\x1b\x7f-\x84\x86-\x9f]")


# -- the page ------------------------------------------------------------------------------


class _Page:
    """The lines of a dump, and which of them are which part of the article."""

    def __init__(self, found: list[Line], reference: datetime.datetime | None) -> None:
        self.lines = found
        self.roles: list[Role] = []
        self.facts: list[_Facts | None] = []
        for line in found:
            role, facts = _role(line.words, reference)
            self.roles.append(role)
            self.facts.append(facts)
        first, self.end = _densest(self.roles, [len(line.words) for line in found])
        self.start = self._after_facts(first)
        self.notices: list[Notice] = []
        self.headline = self._headline()
        self.standfirst = self._standfirst()
        self._used = {*self.standfirst, *([] if self.headline is None else [self.headline])}
        self._used |= {n for n in range(self.start) if self.facts[n]}
        self.start = max(self.start, (self.standfirst or [-1])[-1] + 1)
        if self.headline is not None:
            self.start = max(self.start, self.headline + 1)

    def _after_facts(self, first: int) -> int:
        """Where the body begins: after the date, byline and reading time that stand at its head."""
        start, prose = first, 0
        for number in range(first, min(first + 8, self.end)):
            if self.roles[number] == "facts" and prose <= 2:
                start = number + 1
            prose += self.roles[number] == "prose"
        return start

    def _headline(self) -> int | None:
        """The line above the body that looks most like a headline; the last one of its repeats.

        A headline has some words and no full stop, and often it stands twice: alone above the
        article, and in the page's title with the name of the site or below the menu's sections.
        """
        candidates = [
            number
            for number in range(min(self.start, len(self.lines)))
            if self.roles[number] in ("short", "prose")
        ] or [n for n in range(len(self.lines))[:1] if self.roles[n] == "short"]
        candidates = candidates[:1] + candidates[1:][-60:]
        folded = {number: fold(self.lines[number].words) for number in candidates}
        counts = Counter(folded.values())
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
            score -= 1.0 * (line[-1] in ".;,:") + 1.5 * (len(line) > 140)
            score += 0.5 * (number == candidates[0])
            if score > best_score:
                best, best_score = words, score
        return next((number for number in reversed(candidates) if folded[number] == best), None)

    def _standfirst(self) -> list[int]:
        """The lines between the headline and the facts below it that say what the article says."""
        if self.headline is None:
            return []
        found = []
        for number in range(self.headline + 1, self.start):
            if self.roles[number] in ("facts", "caption", "credit", "furniture"):
                break
            if len(self.lines[number].words) < 40:
                break
            found.append(number)
        below = range((found or [self.headline])[-1] + 1, self.start)
        return found if len(found) <= 3 and below else []

    def article(self, context: Context, id: str, provenance: Provenance) -> Article:
        """The article, made of the lines; what is left over goes to `notices`."""
        facts, evidence = self._read_facts()
        body = tuple(self._body())
        self._note_cuts()
        text = " ".join(block.text for block in body if block.text)
        language = context.language or languages.identify(text or self.lines[0].words)
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
        byline = facts.byline
        return Article(
            id=id,
            headline=headline,
            standfirst=" ".join(self.lines[n].words for n in self.standfirst) or None,
            byline=byline,
            authors=_authors(_words().by.sub("", byline, count=1)) if byline else (),
            published=facts.published or facts.modified,
            modified=facts.modified if facts.published else None,
            reading_time_minutes=facts.reading_time,
            retrieved=context.retrieved,
            language=language,
            publisher_name=publisher,
            domain=_domain(context.url),
            url=context.url,
            body=body,
            evidence=tuple(evidence),
            provenance=provenance,
        )

    def _read_facts(self) -> tuple[_Facts, list[Evidence]]:
        """What the lines from the headline to the body say; then those just before and after."""
        merged, evidence = _Facts(), []
        near = [*range(self.headline or 0, self.start), *range(self.headline or 0)]
        for number in near:
            facts = self.facts[number]
            if facts is None:
                continue
            for name, known, said in zip(_Facts._fields, merged, facts, strict=True):
                if known is None and said is not None and name != "unclear":
                    field = "reading_time_minutes" if name == "reading_time" else name
                    evidence.append(self._evidence(field, number))
            if facts.unclear and merged.unclear is None:
                self.notices.append(
                    self._notice("date-unclear", f"the date was left out: {facts.unclear}", number)
                )
            merged = _merge(merged, facts)
        return merged, evidence

    def _body(self) -> Iterator[Block]:
        """The blocks of the body, in the order of the page; captions above it come along."""
        first = 0 if self.headline is None else self.headline + 1
        number = first
        while number < self.end:
            line, role = self.lines[number].words, self.roles[number]
            following = self.roles[number + 1] if number + 1 < self.end else None
            if role == "caption" and (split := _split_credit(line)):
                yield self._block("caption", number, split[0], split[1])
            elif following == "credit" and role in ("short", "prose") and len(line) < 400:
                credit = _without_label(self.lines[number + 1].words)
                yield self._block("caption", number, line, credit)
                number += 1
                self._used.add(number)
            elif number < self.start:
                pass
            elif role == "prose":
                yield self._block("paragraph", number, line)
            elif role == "short" and self._is_list_item(number):
                yield self._block("list_item", number, line)
            elif role == "short" and following == "prose" and self._stands_alone(number):
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
                self.notices.append(
                    self._notice("headline-repeated", "the headline stands here once more", first)
                )
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

    def _evidence(self, field: str, number: int) -> Evidence:
        return Evidence(field=field, basis="printed", raw=self._raw(number))

    def _notice(self, code: str, message: str, number: int) -> Notice:
        line = self.lines[number]
        return Notice(code=code, message=message, raw=self._raw(number), excerpt=line.words[:200])

    def _raw(self, number: int) -> RawSpan:
        line = self.lines[number]
        return RawSpan(start=line.start, end=line.end)


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
            weight = {"short": -1.0, "furniture": -1.5}.get(role, -0.2)
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


def _domain(url: str | None) -> str | None:
    host = urllib.parse.urlsplit(url).hostname if url else None
    return host.removeprefix("www.") if host else None


def _asking_outlet(body: tuple[Block, ...]) -> tuple[str, Block, str] | None:
    """The outlet whose reporter was told something: "told The New Arab's Iraq correspondent"."""
    pages = [pack.page for pack in languages.packs()]
    told = _any(frozenset().union(*(page.told for page in pages)))
    staff = _any(frozenset().union(*(page.own_reporters for page in pages)))
    pattern = re.compile(
        rf"\b(?:{told}) (?P<name>[^\W\d_][\w&.-]*(?: [^\W\d_][\w&.-]*){{0,4}})['’]s? "
        rf"(?:[\w-]+ ){{0,3}}(?:{staff})\b"
    )
    for block in body:
        match = pattern.search(block.text or "")
        if match and all(word[0].isupper() for word in match["name"].split()):
            return match["name"], block, match[0]
    return None


# -- one line ------------------------------------------------------------------------------


class _Facts(NamedTuple):
    """What a line between headline and body says of the article."""

    published: NewsDate | None = None
    modified: NewsDate | None = None
    unclear: str | None = None
    reading_time: int | None = None
    byline: str | None = None


class _Words:
    """The packs' words for pages, of all languages, compiled once."""

    def __init__(self) -> None:
        pages = [pack.page for pack in languages.packs()]
        names = languages.names()
        self.furniture = frozenset().union(*(page.furniture for page in pages))
        self.furniture_starts = tuple(start for page in pages for start in page.furniture_starts)
        self.credit_words = frozenset().union(*(page.credit_words for page in pages))
        self.agencies = frozenset(map(str.casefold, names.agencies | names.platforms))
        self.roles = frozenset().union(*(page.byline_roles for page in pages))
        published = frozenset().union(*(page.published for page in pages))
        modified = frozenset().union(*(page.modified for page in pages))
        self.label = re.compile(
            rf"(?:(?P<published>{_any(published)})|(?P<modified>{_any(modified)}))"
            r"(?:\s*[:–—-]\s*|\s+|(?=\d))",
            re.IGNORECASE,
        )
        by = frozenset().union(*(page.by for page in pages))
        self.by = re.compile(rf"(?:{_any(by)})(?:\s*:\s*|\s+)(?=\S)", re.IGNORECASE)
        joiners = _any(frozenset().union(*(page.joiners for page in pages)))
        self.between = re.compile(rf"\s*[,;/&|]\s*|\s+(?:{joiners})\s+", re.IGNORECASE)
        reading = (
            re.escape(one).replace(r"\{n\}", r"(\d{1,3})") for p in pages for one in p.reading_time
        )
        self.reading_time = re.compile("|".join(reading), re.IGNORECASE)
        credit = _any(frozenset(word for word in self.credit_words if len(word) > 3))
        self.credit = re.compile(
            rf"(?:©|\(c\)|(?:{credit})s?(?: (?:by|from|via))?\s*[:/©]|copyright\b)"
            r"\s*(?P<name>\S.*)",
            re.IGNORECASE,
        )


@functools.cache
def _words() -> _Words:
    return _Words()


def _any(words: frozenset[str]) -> str:
    return "|".join(re.escape(word) for word in sorted(words, key=lambda w: (-len(w), w)))


_SENTENCE_END = re.compile(r"[.!?…。！？؟۔।:;][\"'”’»«“)\]]*$")
_PROSE = 140
"""A line of so many characters is prose, whatever it ends with."""


def _role(line: str, reference: datetime.datetime | None) -> tuple[Role, _Facts | None]:
    """What a line is, by its shape alone; `reference` is when the page was fetched."""
    facts = _facts(line, reference)
    if facts:
        return "facts", facts
    words = _words()
    folded = line.casefold().strip(" .:>»›→-–|")
    if folded in words.furniture or not folded:
        return "furniture", None
    if _split_credit(line):
        return "caption", None
    if _is_credit(line):
        return "credit", None
    if len(line) < _PROSE:
        if folded.startswith(words.furniture_starts):
            return "furniture", None
        if not _SENTENCE_END.search(line) or len(line) < 40:
            return "short", None
    return "prose", None


_PARTS = re.compile(r"\s+[|•·–—]\s+|[|•·]|\s{2,}")


def _facts(line: str, reference: datetime.datetime | None) -> _Facts | None:
    """The dates, the reading time or the byline that a line is made of; None for any other line."""
    if len(line) > 200:
        return None
    facts = _fact(line, reference)
    if facts or not _PARTS.search(line):
        return facts
    merged = _Facts()
    for part in filter(str.strip, _PARTS.split(line)):
        facts = _fact(part.strip(), reference)
        if facts is None:
            return None
        merged = _merge(merged, facts)
    return merged


_PARTS = re.compile(r"\s*[|•·]\s*|\s+[–—]\s+")
_DIGIT = re.compile(r"\d")


def _fact(line: str, reference: datetime.datetime | None) -> _Facts | None:
    """A line or a part of one that is a date, a reading time or a byline."""
    words = _words()
    if _DIGIT.search(line):
        match = words.reading_time.fullmatch(line)
        if match:
            return _Facts(reading_time=int(next(filter(None, match.groups()))))
        label = words.label.match(line)
        try:
            date = NewsDate.parse(line[label.end() :] if label else line, reference=reference)
        except UnclearDateError as error:
            return _Facts(unclear=str(error))
        except DateError:
            pass
        else:
            if date.precision in ("year", "month"):
                return None
            return _Facts(modified=date) if label and label["modified"] else _Facts(published=date)
    if len(line) <= 120 and (match := words.by.match(line)) and _authors(line[match.end() :]):
        return _Facts(byline=line)
    return None


def _merge(one: _Facts, other: _Facts) -> _Facts:
    """Two lines' facts; what the first says goes before."""
    known = {name: value for name, value in one._asdict().items() if value is not None}
    return other._replace(**known)


_NAME = re.compile(r"(?:[^\W\d_]|['’.-])+(?: (?:[^\W\d_]|['’.-])+){0,4}")


def _authors(names: str) -> tuple[str, ...]:
    """The names in a byline, without roles; none where it is a sentence."""
    if names.endswith((".", "?", "!")) and not re.search(r"\b(?:[A-Z]|[JS]r)\.$", names):
        return ()
    found = []
    for number, part in enumerate(_words().between.split(names)):
        name = part.strip()
        capitals = [word != word.lower() or word == word.upper() for word in name.split()]
        if not name or not _NAME.fullmatch(name) or not capitals[0] or not capitals[-1]:
            if number == 0:
                return ()
            continue
        if {word.casefold() for word in name.split()} & _words().roles and number:
            continue
        found.append(name)
    return tuple(dict.fromkeys(found))


_BRACKETED = re.compile(
    r"(?P<caption>.*\S)\s*(?:\[(?P<square>[^][]{2,80})\]|\((?P<round>[^()]{2,100})\))\.?"
)


def _split_credit(line: str) -> tuple[str, str] | None:
    """A caption and its credit, if the line is both: "… in Iraq [YouTube]"."""
    if len(line) > 600:
        return None
    if line[-1] in "])." and (match := _BRACKETED.fullmatch(line)):
        credit = match["square"] or match["round"]
        words = credit.split()
        if match["square"]:
            fits = len(words) <= 6 and not words[0][0].islower() and words[0] != "Sic"
        else:
            fits = _is_credit(credit)
        if fits:
            return match["caption"], _without_label(credit)
    caption, mark, credit = line.rpartition("©")
    if mark and caption.strip() and credit.strip() and len(credit) <= 80:
        return caption.strip(), credit.strip()
    return None


def _without_label(credit: str) -> str:
    """Who is credited: of "Photo: Jane Smith", Jane Smith."""
    match = _words().credit.fullmatch(credit)
    return match["name"] if match else credit


def _is_credit(line: str) -> bool:
    """Whether a line says where a picture is from, and nothing else."""
    words = _words()
    if len(line) > 100:
        return False
    if line.casefold() in words.agencies:
        return True
    if match := words.credit.fullmatch(line):
        return not _SENTENCE_END.search(match["name"])
    first, _, last = line.rpartition("/")
    if first and (first.casefold() in words.agencies or last.strip().casefold() in words.agencies):
        return True
    return bool({" ".join(words_) for words_ in _runs(line)} & words.agencies) and (
        "via" in line.casefold().split() or "photo" in line.casefold()
    )


def _runs(line: str) -> Iterator[list[str]]:
    """Every word and every two words next to each other, in lower case."""
    words = re.findall(r"[\w-]+", line.casefold())
    for number, word in enumerate(words):
        yield [word]
        yield words[number : number + 2]
