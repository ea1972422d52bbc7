"""A letter: what its headers say, its text, and what is attached."""

from __future__ import annotations

import email.errors
import email.policy
import email.utils
import re
from collections.abc import Iterator
from email.message import Message
from email.parser import BytesParser

import attrs

from mediacorpus.readers.encoding import Decoded, damage, decode
from mediacorpus.readers.html_fragment import in_words
from mediacorpus.readers.mail.headers import header, words_of_header
from mediacorpus.records import Notice

__all__ = ["Letter", "Text", "TooManyPartsError", "letter_of"]

MOST_PARTS = 200
DEEPEST = 20


class TooManyPartsError(Exception):
    """A letter with more parts than one that is meant to be read."""


@attrs.frozen
class Text:
    """A text of a letter, decoded; `is_flowed` are lines that go on where they end in a space, and
    `joins` those where that space is none of the text."""

    decoded: Decoded
    is_html: bool
    is_flowed: bool = False
    joins: bool = False


@attrs.frozen(kw_only=True)
class Letter:
    """A letter, or one that was sent on as a part of another.

    `html` and `plain` are its texts in these forms, in their order; `attached` are the names of
    what was not opened.
    """

    subject: str | None
    sender: str | None
    date: str | None
    id: str | None
    language: str | None
    list_id: str | None
    html: tuple[Text, ...] = ()
    plain: tuple[Text, ...] = ()
    attached: tuple[str, ...] = ()
    notices: tuple[Notice, ...] = ()
    is_forwarded: bool = False


def letter_of(raw: bytes) -> Letter:
    """A letter of its bytes.

    Raises `TooManyPartsError`.
    """
    if raw.lower().count(b"boundary") > 2 * MOST_PARTS:
        raise TooManyPartsError
    nuls = raw.count(b"\0")  # which no letter may have, and Python's parser fails on
    plain = raw.replace(b"\0", b"") if nuls else raw
    letter = _letter(BytesParser(policy=email.policy.compat32).parsebytes(plain))
    if not nuls:
        return letter
    said = f"{nuls} control characters were left out"
    notice = Notice(code="control-characters", message=said)
    return attrs.evolve(letter, notices=(notice, *letter.notices))


def _letter(message: Message) -> Letter:
    texts: list[Text] = []
    attached: list[str] = []
    notices: list[Notice] = []
    inner: Letter | None = None
    for part in _parts(message, DEEPEST):
        if part.get_content_type() == "message/rfc822":
            held = part.get_payload()
            if inner is None and isinstance(held, list) and held and isinstance(held[0], Message):
                inner = _letter(held[0])
            else:
                attached.append(_name(part))
            continue
        disposition = str(part.get("Content-Disposition", "")).strip().lower()
        is_text = part.get_content_maintype() == "text"
        if not is_text or disposition.startswith("attachment"):
            attached.append(_name(part))
        elif text := _text(part):
            texts.append(text)
    for text in texts:
        notices += damage(text.decoded)
    if any(isinstance(one, _CUT) for part in message.walk() for one in part.defects):
        text_of_notice = "the letter ends too early: what follows in it is missing"
        notices.append(Notice(code="letter-cut", message=text_of_notice))
    said = header(message, "message-id")
    letter = Letter(
        subject=header(message, "subject"),
        sender=header(message, "from") or header(message, "sender"),
        date=header(message, "date"),
        id="".join((said or "").strip("<> ").split()) or None,
        language=header(message, "content-language"),
        list_id=header(message, "list-id"),
        html=tuple(text for text in texts if text.is_html),
        plain=tuple(text for text in texts if not text.is_html),
        attached=tuple(attached),
        notices=tuple(notices),
    )
    return letter if inner is None else _sent_on(letter, inner)


_CUT = (email.errors.StartBoundaryNotFoundDefect, email.errors.CloseBoundaryNotFoundDefect)


def _sent_on(letter: Letter, inner: Letter) -> Letter:
    """The letter within another, whose own words are a notice."""
    words = " ".join(in_words(text.decoded.text) for text in letter.plain or letter.html)
    message = "the letter was sent on by somebody else; of what they wrote there is no more here"
    notice = Notice(code="forwarded", message=message, excerpt=words[:200] or None)
    return attrs.evolve(
        inner,
        id=inner.id or letter.id,
        attached=(*letter.attached, *inner.attached),
        notices=(*letter.notices, *inner.notices, notice),
        is_forwarded=True,
    )


def _parts(message: Message, deep: int) -> Iterator[Message]:
    """The parts of a letter that hold something, in their order."""
    held = message.get_payload()
    if message.is_multipart() and message.get_content_maintype() != "message" and deep:
        for part in held if isinstance(held, list) else ():
            if isinstance(part, Message):
                yield from _parts(part, deep - 1)
    else:
        yield message


def _name(part: Message) -> str:
    """The name of what is attached, and its kind."""
    kind = part.get_content_type()
    raw = part.get_param("filename", None, "content-disposition") or part.get_param("name")
    name = email.utils.collapse_rfc2231_value(raw) if raw else None
    return f"{words_of_header(str(name))} ({kind})" if name else kind


def _text(part: Message) -> Text | None:
    """The text of a part; None of an empty one."""
    payload = part.get_payload(decode=True)
    if not isinstance(payload, bytes) or not payload.strip():
        return None
    is_html = part.get_content_subtype() in ("html", "xhtml") or bool(_PAGE.match(payload))
    charset = _charset(part)
    if charset is None and is_html and (found := _META.search(payload, 0, 4096)):
        charset = found[1].decode("ascii")
    is_flowed = str(part.get_param("format", "")).lower() == "flowed"
    joins = str(part.get_param("delsp", "")).lower() == "yes"
    return Text(decode(payload, charset), is_html, is_flowed, joins)


def _charset(part: Message) -> str | None:
    said = part.get_content_charset()
    return said if said and said.isascii() else None


_PAGE = re.compile(rb"\s*<(?:!doctype html|html|head|body|table)[\s>]", re.IGNORECASE)
"""How HTML begins that is said to be plain text."""
_META = re.compile(
    rb"<meta[^>]{0,200}?charset\s*=\s*[\"']?\s*([A-Za-z0-9_:.-]{2,40})", re.IGNORECASE
)
