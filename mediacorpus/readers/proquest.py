"""Exports of ProQuest, as HTML, as letters and as text: reader ``proquest``."""

from __future__ import annotations

import codecs
import email.policy
import io
import re
from collections.abc import Iterator
from email.message import Message
from email.parser import BytesParser
from typing import BinaryIO, NamedTuple

import attrs

from mediacorpus.readers import Context, Place
from mediacorpus.readers.encoding import Decoded, damage, decode
from mediacorpus.readers.html_tree import declared_encoding
from mediacorpus.readers.items import Item, read_each
from mediacorpus.readers.marked_items import (
    Marked,
    MarkedItems,
    head_text,
    missing,
    not_used,
    opening_of,
)
from mediacorpus.readers.proquest_article import entry_of
from mediacorpus.readers.proquest_html import ANCHOR, LABEL, WHOLE, said_in_html
from mediacorpus.readers.proquest_text import (
    RULE,
    contents_in,
    is_item,
    items_of_letter,
    said_in_text,
)
from mediacorpus.readers.proquest_words import fields_in
from mediacorpus.records import Entry, Rejection
from mediacorpus.text.lines import printed_lines

__all__ = ["ProquestReader"]

LARGEST_LETTER = 64 * 2**20
"""The most bytes that a letter may have, with the pictures in it."""
MOST_BOUNDARIES = 100
"""Of letters within letters: to read many takes time with their square."""
FEWEST_LABELS = 3
"""So many known labels make a file ProQuest's."""

_ANCHOR = re.compile(ANCHOR.pattern.decode(), re.IGNORECASE)
_RULE = re.compile(r"(?:^|\n)_{40,}[ \t]*\r?\n")
_HEADERS = re.compile(rb"(?:\xef\xbb\xbf)?(?:[A-Za-z][\w-]{1,60}:[^\n]*\n(?:[ \t][^\n]*\n)*){2}")
_BOUNDARY = re.compile(rb"(?i)\bboundary\b[*\d]{0,9}\s{0,9}=")
_OF_MAIL = re.compile(rb"(?im)^(?:mime-version|content-type|received|message-id):")


@attrs.frozen
class ProquestReader:
    """The reader of ProQuest's exports."""

    name: str = "proquest"
    version: str = "1"

    def sniff(self, head: bytes, name: str | None) -> float:
        """Sure of a page with ProQuest's anchors or with its name and labels, of a letter with such
        a page or text in it, and of text with a rule of underscores and labels."""
        if _is_letter(head):
            if b"proquest" not in head.lower() or _is_nested(head):
                return 0.0
            parts = _parts_of(head)
            return 0.95 if any(_is_html(one.text) or _has_labels(one.text) for one in parts) else 0
        text = head_text(head)
        if re.match(r"[\ufeff\xef\xbb\xbf\s]*<", text):
            return 0.95 if _is_html(text) else 0.0
        return 0.95 if _RULE.search(text) and _has_labels(_utf8(head)) else 0.0

    def open(self, stream: BinaryIO, context: Context) -> ProquestReading:
        """One file holds the items of one export."""
        return ProquestReading(self, stream, context)


def _utf8(head: bytes) -> str:
    """The first bytes of a text, whose labels may be in any script."""
    text = head_text(head)
    return text if text.startswith("\ufeff") else head.decode("utf-8", "replace")


def _is_html(text: str) -> bool:
    low = text.lower()
    if "docid_" in low and _ANCHOR.search(text):
        return True
    if "proquest" not in low:
        return False
    labels = {match[1] for match in LABEL.finditer(text)}
    return len(set(fields_in(labels))) >= FEWEST_LABELS


def _has_labels(text: str) -> bool:
    lines = (line.words.lstrip("> ") for line in printed_lines(text))
    return len(set(fields_in(lines))) >= FEWEST_LABELS


def _is_letter(head: bytes) -> bool:
    headers = _HEADERS.match(head[: 2**16].replace(b"\r\n", b"\n"))
    return bool(headers and _OF_MAIL.search(head[: 2**14]))


def _is_nested(raw: bytes) -> bool:
    """Whether there is letter within letter in a letter, as nobody writes them."""
    return len(_BOUNDARY.findall(raw)) > MOST_BOUNDARIES


class _Part(NamedTuple):
    """A part of a letter: its text, how it became that, what was decoded, whether it is HTML, and
    its bytes as they stand in the file."""

    text: str
    decoded: Decoded
    payload: bytes
    is_html: bool
    printed: bytes


def _parts_of(raw: bytes) -> list[_Part]:
    """The texts in a letter, those of HTML first."""
    found: list[_Part] = []
    for part in (
        BytesParser(policy=email.policy.compat32)
        .parsebytes(raw.removeprefix(codecs.BOM_UTF8))
        .walk()
    ):
        kind = part.get_content_type()
        payload = None if part.is_multipart() else part.get_payload(decode=True)
        if kind in ("text/html", "text/plain") and isinstance(payload, bytes):
            decoded = decode(payload, part.get_content_charset())
            printed = _printed(part)
            found.append(_Part(decoded.text, decoded, payload, kind == "text/html", printed))
    return sorted(found, key=lambda one: not one.is_html)


def _printed(part: Message) -> bytes:
    """The body of a part as it stands in the file."""
    body = part.get_payload()
    return body.encode("utf-8", "surrogateescape") if isinstance(body, str) else b""


@attrs.define
class ProquestReading:
    """A file of items; `announced` is what the list of contents of a text file says."""

    reader: ProquestReader
    stream: BinaryIO
    context: Context
    announced: int | None = None

    def __iter__(self) -> Iterator[Entry | Rejection]:
        opening = opening_of(self.stream)
        items: MarkedItems | None = None
        if _is_letter(opening):
            found = self._letter(opening + self.context.whole(self.stream, LARGEST_LETTER))
        elif re.match(r"[\ufeff\xef\xbb\xbf\s]*<", head_text(opening[:1024])):
            items = MarkedItems(
                self.stream,
                self.context,
                marks=(ANCHOR, WHOLE),
                declared=declared_encoding,
                opening=opening,
            )
            found = items.read(self.reader, self._read_html)
        else:
            items = MarkedItems(
                self.stream, self.context, marks=(RULE,), is_item=is_item, opening=opening
            )
            found = items.read(self.reader, self._read_text)
        count = self.context.passed
        for one in found:
            count += 1
            yield one
        contents = contents_in(items.cover) if items else None
        self.announced = None if contents is None else max(contents, count)
        yield from missing(self.reader, self.context, self.announced, count)
        if not count and not self.announced:
            reason = (
                "no item was found in this file of ProQuest's: export the articles with their full "
                "text"
            )
            yield self.context.rejection(self.reader, "no-article", reason, opening)

    def _read_html(self, item: Marked) -> Entry | Rejection:
        said, wrong = said_in_html(item.decoded.text)
        if said is None:
            return item.context.rejection(self.reader, "not-parsed", wrong, item.raw, item.place)
        return entry_of(self.reader, item, said)

    def _read_text(self, item: Marked) -> Entry | Rejection:
        return entry_of(self.reader, item, said_in_text(item.decoded.text))

    def _letter(self, raw: bytes) -> Iterator[Entry | Rejection]:
        """The items of a letter: those of its HTML, else those of its text."""
        too_large = self.context.too_large(self.reader, raw, LARGEST_LETTER)
        if too_large:
            yield too_large
            return
        if _is_nested(raw):
            reason = f"a letter with more than {MOST_BOUNDARIES} parts in parts is no export"
            yield self.context.rejection(self.reader, "not-parsed", reason, raw)
            return
        for part in _parts_of(raw):
            start = max(raw.find(part.printed), 0)
            edges = start, start + len(part.printed)
            if part.is_html and _is_html(part.text):
                yield from self._html_of_letter(part, edges)
                return
            if not part.is_html and _has_labels(part.text):
                yield from self._text_of_letter(part, edges)
                return

    def _html_of_letter(self, part: _Part, edges: tuple[int, int]) -> Iterator[Entry | Rejection]:
        items = MarkedItems(
            io.BytesIO(part.payload),
            self.context,
            marks=(ANCHOR, WHOLE),
            declared=lambda _: part.decoded.declared,
        )

        def read(item: Marked) -> Entry | Rejection:
            return self._read_html(item._replace(place=Place(item.place.item, *edges)))

        yield from items.read(self.reader, read)

    def _text_of_letter(self, part: _Part, edges: tuple[int, int]) -> Iterator[Entry | Rejection]:
        texts = [*items_of_letter(part.text)]
        notices = not_used(self.context) if len(texts) > 1 else ()
        context = attrs.evolve(self.context, id=None, url=None) if notices else self.context

        def read(item: Item) -> Entry | Rejection:
            own = attrs.evolve(part.decoded, text=item.raw.decode("utf-8"))
            found = (*damage(own), *(notices if item.place.item == 1 else ()))
            marked = Marked(item.place, item.raw, own, context, found)
            return entry_of(self.reader, marked, said_in_text(own.text, placed=False))

        items = (
            Item(Place(number, *edges), text.encode("utf-8", "replace"))
            for number, text in enumerate(texts, start=1)
        )
        yield from read_each(self.reader, self.context, items, read)
