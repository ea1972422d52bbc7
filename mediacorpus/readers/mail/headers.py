"""The headers of letters: their words, whatever they are encoded in."""

from __future__ import annotations

import base64
import binascii
import email.message
import email.utils
import quopri
import re

from mediacorpus.readers.encoding import decode
from mediacorpus.text.folding import fold_space

__all__ = ["address_of", "header", "name_of", "words_of_header"]

LONGEST = 10_000
"""In characters, what is looked at of a header."""

_ENCODED = re.compile(
    r"=\?(?P<charset>[A-Za-z0-9_.:-]{1,40})(?:\*[A-Za-z-]{1,20})?\?(?P<how>[BbQq])\?(?P<said>[^?]*)\?="
)
_BETWEEN = re.compile(r"(\?=)\s+(=\?)")


def header(message: email.message.Message, name: str) -> str | None:
    """The words of a header; None where there is none."""
    for key, value in message.raw_items():
        if key.lower() == name:
            return words_of_header(str(value)) or None
    return None


def words_of_header(value: str) -> str:
    """A header as it was meant: encoded words (RFC 2047) decoded, and bytes that are no ASCII read
    as UTF-8 or whatever they are.

    Words of one encoding that follow each other are decoded as one: programs cut letters in two.

    >>> words_of_header("=?UTF-8?Q?S=C3=A3o_?= =?utf-8?b?UGF1bG8=?=: gates fail")
    'São Paulo: gates fail'
    """
    text = value[:LONGEST]
    if not text.isascii():
        text = decode(
            text.encode("ascii", "surrogateescape") if _is_escaped(text) else text.encode()
        ).text
    text = _BETWEEN.sub(r"\1\2", text)
    parts: list[str] = []
    held, charset, at = b"", "", 0
    for match in _ENCODED.finditer(text):
        between = text[at : match.start()]
        if held and (between or match["charset"].lower() != charset):
            parts.append(decode(held, charset).text)
            held = b""
        parts.append(between)
        charset, at = match["charset"].lower(), match.end()
        held += _unpacked(match["said"], match["how"].lower())
    if held:
        parts.append(decode(held, charset).text)
    return fold_space("".join((*parts, text[at:])))


def _is_escaped(text: str) -> bool:
    return all(character <= "\x7f" or "\udc80" <= character <= "\udcff" for character in text)


def _unpacked(said: str, how: str) -> bytes:
    """The bytes of an encoded word; those of one that is broken as they stand."""
    raw = said.encode("ascii", "replace")
    if how == "q":
        return quopri.decodestring(raw, header=True)
    try:
        return base64.b64decode(raw + b"=" * (-len(raw) % 4))
    except (binascii.Error, ValueError):
        return raw


def address_of(sender: str | None) -> str | None:
    """The address in a header such as "From".

    >>> address_of("The Daily Example <news@example.org>")
    'news@example.org'
    """
    found = _ADDRESS.search(sender or "")
    return found[0].lower() if found else None


_ADDRESS = re.compile(r"[^\s<>()\[\]\"',;:@]{1,64}@[A-Za-z0-9.-]{1,253}")


def name_of(sender: str | None) -> str | None:
    """The name in a header such as "From"; None where it is an address alone.

    >>> name_of('"The Daily Example" <news@example.org>'), name_of("news@example.org")
    ('The Daily Example', None)
    """
    bare = _IN_BRACKETS.sub("", _ADDRESS.sub("", sender or ""))
    return fold_space(bare.replace('"', " ").replace("\\", "")).strip(" ',;:-") or None


_IN_BRACKETS = re.compile(r"<[^<>]*>|\[mailto:[^\[\]]*\]|\(\s*\)", re.IGNORECASE)
