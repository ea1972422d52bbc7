"""MHTML: a page and what it shows in one file, as browsers save it (RFC 2557)."""

from __future__ import annotations

import codecs
import datetime
import email.errors
import email.policy
import email.utils
import itertools
import re
from collections.abc import Iterator
from email.message import Message
from email.parser import BytesHeaderParser, BytesParser

import attrs

from mediacorpus.readers.html_blocks import is_address

__all__ = ["MhtmlPage", "is_letter", "is_mhtml", "page_in"]

DEEPEST = 3
"""Parts may hold parts so deep; browsers write one level or two."""

MOST_PAGES = 500
"""The first parts of HTML that are looked at: the page, and the frames in it."""

LONGEST_HEADERS = 16 * 1024
"""In bytes, of a part."""

_HEADERS = re.compile(rb"\s*(?:[\w-]+:[^\n]*\n(?:[ \t][^\n]*\n)*){1,16}", re.ASCII)
_PAGE = re.compile(
    rb"^(?:content-type:\s*multipart/related|(?:snapshot-)?content-location:\s*\S)",
    re.IGNORECASE | re.MULTILINE,
)
_MAIL = re.compile(rb"^(?:to|cc|received|return-path|delivered-to):", re.IGNORECASE | re.MULTILINE)


@attrs.frozen(kw_only=True)
class MhtmlPage:
    """The page of an MHTML file.

    `html` are its bytes, `charset` what they are declared to be in; `url` is where the page was and
    `saved` when it was saved, as far as the file says so.  `is_cut` is a file that ends too early,
    but behind the page.
    """

    html: bytes
    charset: str | None = None
    url: str | None = None
    saved: datetime.datetime | None = None
    is_cut: bool = False


def is_mhtml(head: bytes) -> bool:
    """Whether a file begins with the headers of a saved page; those of a letter are others.

    >>> is_mhtml(b"MIME-Version: 1.0\\nContent-Type: multipart/related; boundary=x\\n\\n--x")
    True
    >>> is_mhtml(b"To: Jane\\nContent-Type: multipart/related; boundary=x\\n\\n--x")
    False
    """
    headers = _beginning(head)
    return bool(_PAGE.search(headers) and not _MAIL.search(headers))


def is_letter(head: bytes) -> bool:
    """Whether a file begins with the headers of a letter of several parts."""
    headers = _beginning(head)
    return bool(_PAGE.search(headers) and _MAIL.search(headers))


def _beginning(head: bytes) -> bytes:
    """The headers that a file begins with; nothing where it begins otherwise."""
    plain = head[:LONGEST_HEADERS].removeprefix(codecs.BOM_UTF8).replace(b"\r\n", b"\n")
    headers = _HEADERS.match(plain)
    return headers[0] if headers else b""


def page_in(raw: bytes) -> tuple[MhtmlPage | None, str]:
    """The page of an MHTML file; or None, and why there is none.

    It is the part that `start` names, else that of the snapshot's address, else the first of HTML.
    """
    raw = raw.removeprefix(codecs.BOM_UTF8).lstrip()
    file = _headers(raw)
    parts = list(itertools.islice(_pages(raw, DEEPEST), MOST_PAGES))
    root = _root(file, parts)
    if root is None:
        return None, "no part of this MHTML file is a page of HTML: save the page again"
    if not root.ended:
        return None, "this MHTML file is cut within the page: save the page again"
    # `email` takes long for what is made to keep it busy, so it is shown the page alone.
    message = BytesParser(policy=email.policy.compat32).parsebytes(root.raw)
    payload = message.get_payload(decode=True)
    if not isinstance(payload, bytes) or any(isinstance(one, _BROKEN) for one in message.defects):
        return None, "the page in this MHTML file is not encoded as its header says: save it again"
    url = _address(file, "Snapshot-Content-Location") or _address(message, "Content-Location")
    boundary = file.get_boundary()
    return MhtmlPage(
        html=payload,
        charset=message.get_content_charset(),
        url=url or _address(file, "Content-Location"),
        saved=_date(file),
        is_cut=boundary is not None and f"--{boundary}--".encode() not in raw[-1024:],
    ), ""


_BROKEN = (email.errors.InvalidBase64CharactersDefect, email.errors.InvalidBase64LengthDefect)
_HTML = ("text/html", "application/xhtml+xml")
_MAY_BE_PAGE = re.compile(
    rb"^content-type:\s*(?:multipart/|[a-z/]+html)", re.IGNORECASE | re.MULTILINE
)
_BLANK = re.compile(rb"\r?\n\r?\n")


@attrs.frozen
class _Part:
    """A part of HTML; `ended` is one behind which a boundary stands."""

    raw: bytes
    headers: Message
    ended: bool


def _headers(raw: bytes) -> Message:
    blank = _BLANK.search(raw, 0, LONGEST_HEADERS)
    end = blank.start() if blank else LONGEST_HEADERS
    return BytesHeaderParser(policy=email.policy.compat32).parsebytes(raw[:end])


def _pages(raw: bytes, deep: int, *, ended: bool = True) -> Iterator[_Part]:
    """The parts of HTML in a file or in a part of one, in their order."""
    headers = _headers(raw)
    boundary = headers.get_boundary()
    if headers.get_content_type() in _HTML:
        yield _Part(raw, headers, ended)
    if boundary is None or headers.get_content_maintype() != "multipart" or not deep:
        return
    line = re.compile(
        rb"^--" + re.escape(boundary.encode()) + rb"(?:--)?[ \t]*\r?\n?", re.MULTILINE
    )
    start, found = None, [*line.finditer(raw), None]
    for match in found:
        end = match.start() if match else len(raw)
        if start is not None and _MAY_BE_PAGE.search(raw, start, min(end, start + LONGEST_HEADERS)):
            yield from _pages(raw[start:end], deep - 1, ended=match is not None)
        start = match.end() if match else None


def _root(file: Message, parts: list[_Part]) -> _Part | None:
    start = str(file.get_param("start", ""))
    url = _address(file, "Snapshot-Content-Location")
    for part in parts:
        if start and str(part.headers.get("Content-ID", "")).strip() == start:
            return part
    for part in parts:
        if url and _address(part.headers, "Content-Location") == url:
            return part
    return parts[0] if parts else None


def _address(part: Message, header: str) -> str | None:
    """The web address in a header, which may be folded; None for any other."""
    url = "".join(str(part.get(header, "")).split())
    return url if is_address(url) else None


def _date(file: Message) -> datetime.datetime | None:
    """When the page was saved; a zone that is not told is UTC, as Chrome writes it (-0000)."""
    try:
        date = email.utils.parsedate_to_datetime(str(file.get("Date", "")))
    except (ValueError, OverflowError):
        return None
    return date if date.tzinfo else date.replace(tzinfo=datetime.UTC)
