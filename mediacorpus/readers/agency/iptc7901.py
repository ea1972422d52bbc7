"""The wire text of agencies, IPTC 7901 and ANPA 1312, one message or many: reader ``iptc7901``.

A message begins with SOH, its text with STX, and ends with ETX and EOT; programs that save it as a
text may have dropped these.  In ANPA the lines of the heading begin with "^" and paragraphs with a
tab; in IPTC 7901 the headline ends with "=", and paragraphs are parted by blank lines.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import BinaryIO

import attrs

from mediacorpus import languages
from mediacorpus.readers import Context
from mediacorpus.readers.agency.dialects import words
from mediacorpus.readers.agency.markup import Body, plain_text
from mediacorpus.readers.agency.raw import Raw
from mediacorpus.readers.agency.reading import AgencyReading, Items
from mediacorpus.readers.agency.story import Story
from mediacorpus.readers.agency.unreadable import UnreadableError
from mediacorpus.readers.items import Item
from mediacorpus.text.folding import fold_space

__all__ = ["Iptc7901Reader"]

_IPTC = re.compile(
    r"\A[\x01\x16\s]*(?P<source>[A-Za-z]{2,5})(?P<number>\d{3,5}) (?P<priority>\d)"
    r" (?P<category>[A-Za-z]{1,3}) (?P<count>\d{1,5})(?P<rest>(?: [^\n\x02]*)?)[\r\n]+"
)
_ANPA = re.compile(
    r"\A[\x01\x16\s]*(?P<source>[A-Za-z])(?P<number>\d{4})(?P<rest>[\x1f\w-]*)[\r\n]+"
    r"(?P<priority>[a-z]) (?P<category>[a-z])\s?[\x11-\x14\s]*(?P<key>[A-Za-z]{2}-[^\r\n]*?)"
    r"[ \t]+\d\d-\d\d[ \t]+(?P<count>\d{4})[ \t]*[\r\n]+"
)


@attrs.frozen
class Iptc7901Reader:
    """The reader of wire text."""

    name: str = "iptc7901"
    version: str = "1"

    def sniff(self, head: bytes, name: str | None) -> float:
        """Sure of a text that begins with the heading of a message."""
        text = head[:2048].decode("latin-1")  # a heading is ASCII, whatever stands below
        marked = "\x01" in text[:4] or "\x02" in text
        if _ANPA.match(text):
            return 0.95
        match = _IPTC.match(text)
        return (0.95 if marked else 0.9) if match and len(match["source"]) <= 5 else 0.0

    def open(self, stream: BinaryIO, context: Context) -> AgencyReading:
        """A document is one message, or several."""
        return AgencyReading(self, stream, context, _Messages, _tell, _count, signs=SIGNS)


def _count(items: Items, number: int) -> int | None:
    """The wire says of no number."""
    return 1 if number == 1 else None


@attrs.define
class _Messages:
    """The messages of a document: each from one SOH to the next."""

    raw: Raw
    context: Context

    def __iter__(self) -> Iterator[Item]:
        most = self.context.limits.decoded_bytes + 1
        buffer, base, size, number = bytearray(), 0, 0, 0
        while True:
            data = self.raw.read()
            begins = 0
            while data and (mark := data.find(b"\x01", begins)) >= 0:
                buffer += data[begins:mark][: most - len(buffer)]
                size += mark - begins
                if buffer.strip(_NOTHING):
                    number += 1
                    yield Item(self.raw.place(number, base, base + size), bytes(buffer))
                    base, size, buffer = base + size, 0, bytearray()
                buffer += b"\x01"[: most - len(buffer)]
                size, begins = size + 1, mark + 1
            buffer += data[begins:][: most - len(buffer)]
            size += len(data) - begins
            if not data:
                break
        if buffer.strip(_NOTHING):
            yield Item(self.raw.place(number + 1, base, base + size), bytes(buffer))


SIGNS = "\x01\x02\x03\x04\x08\x10\x11\x12\x13\x14\x16\x1f\x7f"
"""Control characters that say what a part of a message is."""
_NOTHING = bytes((*range(0x21), 0x7F))


def _tell(text: str) -> Story:
    story = Story()
    text = text.replace("\r\n", "\n").replace("\r", "\n")
    if anpa := _ANPA.match(text):
        _heading(anpa, story)
        story.keep("take-key", anpa["key"])
        _tell_anpa(text[anpa.end() :], story)
    elif iptc := _IPTC.match(text):
        _heading(iptc, story)
        _tell_iptc(text[iptc.end() :], story)
    else:
        raise UnreadableError(
            "not-parsed",
            "the message has no heading (source, number, priority, category, count of words): its "
            "beginning was lost",
        )
    return story


def _heading(match: re.Match[str], story: Story) -> None:
    """What the heading of a message says."""
    story.alt_ids["wire"] = match["source"] + match["number"]
    story.say("word_count", match["count"].lstrip("0"), "count")
    story.keep("priority", match["priority"])
    story.keep("category", match["category"])
    rest = fold_space(match["rest"])
    story.keep("routing", rest)
    agencies = {name.casefold(): name for name in languages.names().agencies}
    for word in re.split(r"[\s-]+", rest.casefold()):
        story.say("publisher_name", agencies.get(word), "routing")


def _ended(text: str) -> tuple[str, str]:
    """A text up to ETX, and what stands behind it."""
    text, _, behind = text.partition("\x03")
    return text, behind.strip("\x04\x7f\n ")


# -- IPTC 7901 -----------------------------------------------------------------------------

_SENT = re.compile(
    r"(?m)^\W?(?P<day>\d\d)(?P<hour>\d\d)(?P<minute>\d\d)(?: ?(?P<zone>[A-Z]{2,5}))?"
    r" (?P<month>[^\W\d_]{3,4})\.? (?P<year>\d\d(?:\d\d)?)\W*\Z"
)
FIRST_YEAR = 79
"""The standard is of 1979: two digits below are a year of this century."""


def _tell_iptc(text: str, story: Story) -> None:
    before, mark, after = text.partition("\x02")
    text, behind = _ended(after if mark else text)
    if not behind and (sent := _SENT.search(text.rstrip())):
        text, behind = text[: sent.start()], sent[0]
    _sent(behind, story)
    if mark:
        story.keep("keywords", fold_space(before).rstrip("/"))
    elif "\n" in text.lstrip("\n"):  # no control characters: the first line is the keywords'
        line, _, rest = text.lstrip("\n").partition("\n")
        if line.rstrip().endswith("/") or "=" in rest[:400]:
            story.keep("keywords", line.strip().rstrip("/"))
            text = rest
    text = _head_lines(text.lstrip("\n"), story)
    notes = words().notebook.search(text)
    stop = words().not_published.search(text)
    if notes and (not stop or notes.start() < stop.start()):
        end = stop.start() if stop else len(text)
        story.keep("notebook", text[notes.end() : end].strip(" *\n"))
    if stop:
        story.hidden += 1
        text = text[: stop.start()].rstrip("* \n") + _signed(text[stop.end() :])
    if notes:
        text = text[: notes.start()] + _signed(text[notes.end() :])
    story.body = Body(blocks=plain_text(text, broken=True))


def _head_lines(text: str, story: Story) -> str:
    """The headline, up to "=", and a byline below it; the rest comes back."""
    found: list[str] = []
    rest = text.split("\n")
    for number, line in enumerate(rest[:6]):
        if not line.strip():
            break
        found.append(line.strip())
        if line.rstrip().endswith("="):
            rest = rest[number + 1 :]
            break
    else:
        found = []
    if not found or not found[-1].endswith("="):  # no end is marked: the first line
        found, rest = [text.partition("\n")[0]], text.split("\n")[1:]
    found[-1] = found[-1].rstrip("= ")
    by = next((n for n, line in enumerate(found) if n and _BY.match(line)), len(found))
    story.say("headline", " ".join(found[:by]), "headline", "printed")
    story.say("byline", " ".join(found[by:]), "byline", "printed")
    return "\n".join(rest)


_BY = re.compile(r"(?:By|Von|Par|Por|Di|Door|Av) [A-Z]")


def _signed(text: str) -> str:
    """The initials at the end of what was left out."""
    last = text.strip().rpartition("\n")[2]
    return f"\n\n{last}" if words().sign_off.fullmatch(last) else ""


def _sent(line: str, story: Story) -> None:
    """The moment at which a message was sent: "131137 GMT Nov 13"."""
    match = _SENT.search(line.strip())
    if not match:
        return
    year = match["year"]
    if len(year) == 2:
        year = ("19" if int(year) >= FIRST_YEAR else "20") + year
    clock = f"{match['hour']}:{match['minute']} {match['zone'] or ''}".strip()
    story.date("first", f"{match['day']} {match['month']} {year} {clock}")


# -- ANPA 1312 -----------------------------------------------------------------------------

_STAMPED = re.compile(
    r"(?m)^\s*(?P<wire>[A-Z]{2}-[A-Z]{2,3})-(?P<month>\d\d)-(?P<day>\d\d)-(?P<year>\d\d)"
    r" (?P<clock>\d{4})(?P<zone>GMT|EST|EDT|[A-Z]{3,4})?<?\s*"
)
LONG = 100
"""In characters: a line of the heading that is longer, and a sentence, sums up the text."""


def _tell_anpa(text: str, story: Story) -> None:
    text, behind = _ended(text.replace("\x02", "", 1))
    for part in (behind, text):
        if match := _STAMPED.search(part):
            year = ("19" if int(match["year"]) >= FIRST_YEAR else "20") + match["year"]
            zone = "Z" if match["zone"] == "GMT" else ""
            stamp = (
                f"{year}-{match['month']}-{match['day']}T{match['clock'][:2]}:{match['clock'][2:]}"
            )
            story.date("first", stamp + zone)
            story.say("publisher_name", match["wire"][:2], "stamp")
            if part is text:
                text = text[: match.start()]
            break
    heading: list[str] = []
    body: list[str] = []
    for line in text.split("\n"):
        if line.startswith("^") and not body:
            heading.append(line.strip("^ \t").rstrip("< "))
        elif line.strip():
            body.append(line)
    _anpa_heading(heading, story)
    found = _anpa_body(body)
    story.body = Body(blocks=plain_text("\n\n".join(found)))


def _anpa_heading(heading: list[str], story: Story) -> None:
    """The lines of the heading: the key, the headline, notes, the sum of it, the byline."""
    story.keep("slug", *heading[:1])
    story.say("headline", heading[1] if len(heading) > 1 else None, "headline", "printed")
    byline = [line for line in heading[2:] if line.endswith("=")]
    for line in heading[2:]:
        if line.endswith("="):
            continue
        is_sum = len(line) > LONG and line[-1] in ".!?\"'" and not line.startswith(("Eds:", "AP "))
        story.say("standfirst" if is_sum else "extra", line, "heading", "printed")
    if byline:
        story.say("byline", byline[0].rstrip("= "), "byline", "printed")
        story.keep("byttl", *(line.rstrip("= ") for line in byline[1:]))


def _anpa_body(lines: list[str]) -> list[str]:
    """The paragraphs: each begins with a tab, and may be broken over lines; a line with "^" or a
    control character is one of its own."""
    found: list[str] = []
    for line in lines:
        begins = line.startswith(("\t", "^", "\b", "   "))
        text = line.strip("^\b \t").rstrip("< ")
        if begins or not found:
            found.append(text)
        else:
            found[-1] += f" {text}"
    return found
