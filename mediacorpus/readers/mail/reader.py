"""Letters: newsletters, each an article, and alerts, which point to several: reader ``mail``."""

from __future__ import annotations

import codecs
import functools
import itertools
import quopri
import re
from collections.abc import Callable, Iterator
from typing import BinaryIO

import attrs

from mediacorpus import languages
from mediacorpus.errors import DateError
from mediacorpus.fields import ID
from mediacorpus.newsdate import NewsDate
from mediacorpus.readers import Context, Place, domain, normal_url
from mediacorpus.readers.encoding import Decoded
from mediacorpus.readers.feeds.articles import language_tag
from mediacorpus.readers.items import Item, fault, read_each
from mediacorpus.readers.mail.alerts import Alert, Pointer, alert_in
from mediacorpus.readers.mail.headers import address_of, name_of
from mediacorpus.readers.mail.letters import Letter, TooManyPartsError, letter_of
from mediacorpus.readers.mail.mboxes import RawLetter, is_mbox, letters_in
from mediacorpus.readers.mail.texts import LetterText, of_forwarded, text_of, without_marks
from mediacorpus.readers.mail.words import words
from mediacorpus.readers.mhtml import is_mhtml
from mediacorpus.readers.page_facts import future
from mediacorpus.readers.redirects import target
from mediacorpus.readers.stamps import read_stamp
from mediacorpus.records import Article, Basis, Block, Entry, Evidence, Notice, Rejection
from mediacorpus.text.folding import fold

__all__ = ["MailReader"]

LONGEST_ID = 1900
MOST_LINKS = 500
"""So many links of a letter are kept."""

_HEADERS = re.compile(rb"(?:[!-9;-~]{1,80}:[^\n]*\n(?:[ \t][^\n]*\n)*){2,}")
_HEADER = re.compile(rb"^([!-9;-~]{1,80}):", re.MULTILINE)


@attrs.frozen
class MailReader:
    """The reader of letters, one to a file or many."""

    name: str = "mail"
    version: str = "1"

    def sniff(self, head: bytes, name: str | None) -> float:
        """Sure of what begins with the headers of a letter; none of those of a saved page, and of
        letters that another reader knows."""
        text = head.removeprefix(codecs.BOM_UTF8).lstrip(b"\r\n").replace(b"\r\n", b"\n")
        several = is_mbox(text)
        if several:
            text = text.partition(b"\n")[2]
        elif is_mhtml(head):
            return 0.0
        found = _HEADERS.match(text)
        if not found:
            return 0.0
        names = {name.decode().lower() for name in _HEADER.findall(found[0])}
        known = words()
        is_letter = bool(names & known.sender and names & known.carried and names & known.said)
        if not is_letter or len(names & (known.sender | known.carried | known.said)) < 3:
            return 0.0
        if not several and not _HEADERS_OF_LETTER.search(found[0]):
            return 0.0
        shown = quopri.decodestring(text).decode("utf-8", "replace")
        return 0.0 if any(pattern.search(shown) for pattern in known.others) else 0.95

    def open(self, stream: BinaryIO, context: Context) -> MailReading:
        """A letter, or a file of them."""
        return MailReading(self, stream, context)


_HEADERS_OF_LETTER = re.compile(
    rb"^(?:received|return-path|delivered-to|message-id|mime-version|content-type|dkim-signature"
    rb"|date:[^\n]*\d\d:\d\d(?::\d\d)? (?:[+-]\d{4}|[A-Z]{2,4}))",
    re.IGNORECASE | re.MULTILINE,
)
"""What programs write and nobody types, as somebody might who copies a letter."""

_Outcome = Callable[[Item], Entry | Rejection]


@attrs.define
class MailReading:
    """The articles of a letter, or of a file of letters.

    A newsletter is one, an alert has as many as it says: `announced` is told behind the last one.
    """

    reader: MailReader
    stream: BinaryIO
    context: Context
    announced: int | None = None
    _outcome: _Outcome | None = attrs.field(init=False, default=None)
    _is_single: bool = attrs.field(init=False, default=False)

    def __iter__(self) -> Iterator[Entry | Rejection]:
        yield from read_each(self.reader, self.context, self._each(), self._read)

    def _each(self) -> Iterator[Item]:
        """The articles, each with the bytes of its letter; what comes of it is known beforehand."""
        number = 0
        raws = letters_in(self.stream, self.context.limits.decoded_bytes)
        first = next(raws, None)
        second = next(raws, None) if first else None
        for raw in itertools.chain(filter(None, (first, second)), raws):
            outcomes = self._outcomes(raw)
            self._is_single = second is None and len(outcomes) == 1
            for outcome in outcomes:
                number += 1
                self._outcome = outcome
                yield Item(Place(number, raw.start, raw.end), raw.raw)
        if not number:
            number, self._outcome = 1, self._reject("empty", "the file is empty")
            yield Item(Place(1, 0, 0), b"")
        self.announced = number

    def _read(self, item: Item) -> Entry | Rejection:
        assert self._outcome is not None
        return self._outcome(item)

    def _outcomes(self, raw: RawLetter) -> list[_Outcome]:
        """What is to be made of each article of a letter."""
        if len(raw.raw) > self.context.limits.decoded_bytes:
            return [self._reject("too-large", "the letter is too large")]
        try:
            return self._outcomes_of(letter_of(raw.raw))
        except TooManyPartsError:
            return [self._reject("too-many-parts", "no letter to be read has so many parts")]
        except (OSError, MemoryError):
            raise  # no fault of the reader's
        except Exception as error:  # noqa: BLE001 - told as a rejection, with its place
            return [self._reject("reader-failed", fault(error))]

    def _outcomes_of(self, letter: Letter) -> list[_Outcome]:
        text = text_of(letter)
        letter = of_forwarded(letter, text.said)
        if alert := alert_in(letter):
            pointers: list[Pointer | None] = [*alert.pointers]
            pointers += [None] * (alert.announced - len(pointers))
            return [
                functools.partial(self._pointed, letter, alert, pointer) for pointer in pointers
            ]
        return [functools.partial(self._newsletter, letter, text)]

    def _reject(self, code: str, reason: str) -> _Outcome:
        return lambda item: self.context.rejection(self.reader, code, reason, item.raw, item.place)

    def _newsletter(self, letter: Letter, text: LetterText, item: Item) -> Entry | Rejection:
        """The article that a letter is."""
        if not text.blocks and not letter.subject:
            reason = "there is no text in this letter, and no subject"
            return self._reject("empty", reason)(item)
        return _LetterArticle(self, letter, item).newsletter(text)

    def _pointed(
        self, letter: Letter, alert: Alert, pointer: Pointer | None, item: Item
    ) -> Entry | Rejection:
        """An article that an alert points to."""
        if pointer is None:
            reason = (
                f"the letter says that it has {alert.announced} results, and "
                f"{len(alert.pointers)} were found in it"
            )
            return self._reject("item-missing", reason)(item)
        return _LetterArticle(self, letter, item).pointer(alert, pointer)

    @property
    def is_single(self) -> bool:
        """Whether there is one article in the file: an id or a url that is given is its own."""
        return self._is_single


class _LetterArticle:
    """An article that is made of a letter."""

    def __init__(self, reading: MailReading, letter: Letter, item: Item) -> None:
        context = reading.context
        self.letter = letter
        self.item = item
        self.notices = [*letter.notices]
        self.evidence: list[Evidence] = []
        self.context = context
        if not reading.is_single:
            id = f"{context.id}-{item.place.item}" if context.id else None
            self.context = attrs.evolve(context, id=id, url=None)
        used = (letter.html or letter.plain)[:1]
        decoded = used[0].decoded if used else Decoded(text="", encoding="utf-8")
        self.provenance = context.provenance(reading.reader, decoded, item.place)
        for name in letter.attached:
            message = f"{name} is attached to the letter, and was not opened"
            self.notices.append(Notice(code="attachment", message=message))

    def newsletter(self, text: LetterText) -> Entry:
        """The letter itself as an article."""
        letter = self.letter
        self.notices += text.notices
        if not any(block.text for block in text.blocks):
            message = "there is no text in the letter; it may be in what is attached"
            self.notices.append(Notice(code="no-body", message=message))
        headline = without_marks(letter.subject)
        if headline is None:
            self.notices.append(Notice(code="no-headline", message="the letter has no subject"))
        links = [(said, target(leads)) for said, leads in text.links]
        url = self.context.url or next(
            (leads for said, leads in links if fold(said) in words().browser), None
        )
        said = " ".join(block.text for block in text.blocks if block.text) or headline or ""
        # by a link out of the list anybody could take the one who holds the letter off it
        shown = (leads for said, leads in links if leads != url and fold(said) not in words().leave)
        kept = tuple(dict.fromkeys(shown))
        if len(kept) > MOST_LINKS:
            message = f"{len(kept) - MOST_LINKS} links of the letter were left out"
            self.notices.append(Notice(code="links-left-out", message=message))
        number = f"mid:{letter.id}" if letter.id else None
        published = self._published()
        outlet = self._outlet()
        sender = address_of(letter.sender)
        article = Article(
            id=self.context.article_id(self.item.raw, _checked(number)),
            headline=self._meta("headline", headline),
            published=published,
            retrieved=self.context.retrieved,
            language=self._language(said),
            publisher_name=outlet,
            domain=domain(self.context.url) or _site_of(sender),
            url=self._rests("url", "caller" if self.context.url else "meta", url),
            body=text.blocks,
            alt_ids={"message-id": letter.id} if letter.id else {},
            extra=_kept({"from": letter.sender, "list-id": letter.list_id}, kept),
            evidence=tuple(self.evidence),
            provenance=self.provenance,
        )
        return Entry(article=article, notices=tuple(self.notices))

    def pointer(self, alert: Alert, pointer: Pointer) -> Entry:
        """An article that the letter points to."""
        message = f"the text is not there: it is at {pointer.url}; save the page to read it"
        self.notices.append(Notice(code="pointer", message=message))
        if pointer.title is None:
            self.notices.append(Notice(code="no-headline", message="the alert gives no headline"))
        outlet = self.context.publisher or pointer.outlet
        self._rests("publisher_name", "caller" if self.context.publisher else "meta", outlet)
        for field, value in (("headline", pointer.title), ("standfirst", pointer.snippet)):
            self._meta(field, value)
        picture = Block(kind="image", url=pointer.picture) if pointer.picture else None
        said = f"{pointer.title or ''} {pointer.snippet or ''}"
        article = Article(
            id=self.context.article_id(self.item.raw, _checked(f"alert:{_id_of(pointer.url)}")),
            headline=pointer.title,
            standfirst=pointer.snippet,
            retrieved=self.context.retrieved,
            language=self._language(said),
            publisher_name=outlet,
            domain=domain(pointer.url),
            url=self._meta("url", pointer.url),
            body=(picture,) if picture else (),
            extra=_kept({"alert": alert.query, "alert/date": self.letter.date}, ()),
            evidence=tuple(self.evidence),
            provenance=self.provenance,
        )
        return Entry(article=article, notices=tuple(self.notices))

    def _rests(self, field: str, basis: Basis, value: str | None) -> str | None:
        if value:
            self.evidence.append(Evidence(field=field, basis=basis))
        return value

    def _meta(self, field: str, value: str | None) -> str | None:
        return self._rests(field, "meta", value)

    def _published(self) -> NewsDate | None:
        """The day of the letter."""
        if not self.letter.date:
            return None
        try:
            date = read_stamp(self.letter.date, self.context.order, self.context.retrieved)
        except DateError as error:
            message = f"the date was left out: {error}"
            self.notices.append(Notice(code="date-unclear", message=message))
            return None
        self._rests("published", "printed" if self.letter.is_forwarded else "meta", date.value)
        if notice := future("published", date, self.context.retrieved):
            self.notices.append(notice)
        return date

    def _outlet(self) -> str | None:
        if self.context.publisher:
            return self._rests("publisher_name", "caller", self.context.publisher)
        return self._meta("publisher_name", name_of(self.letter.sender))

    def _language(self, said: str) -> str | None:
        if self.context.language:
            return self.context.language
        if tag := language_tag(self.letter.language):
            return self._meta("language", tag)
        return self._rests("language", "inferred", languages.identify(said))


def _id_of(url: str) -> str:
    try:
        return normal_url(url)
    except ValueError:
        return url


def _checked(number: str | None) -> str | None:
    """A number that can be an id; None of any other."""
    fits = number and ID.fullmatch(number) and len(number) <= LONGEST_ID
    return number if fits else None


def _site_of(sender: str | None) -> str | None:
    """The site of a sender who has one."""
    host = (sender or "").rpartition("@")[2]
    return host if host and "." in host and host not in words().anybody else None


def _kept(facts: dict[str, str | None], links: tuple[str, ...]) -> dict[str, tuple[str, ...]]:
    found: dict[str, tuple[str, ...]]
    found = {label: (value,) for label, value in facts.items() if value}
    return {**found, "link": links[:MOST_LINKS]} if links else found
