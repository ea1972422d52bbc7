"""How a page was saved: what programs and archives wrote on it, and what they changed of it.

Browsers and their extensions say in a comment where a page was and when it was saved.  A web
archive puts a toolbar on it, and leads its links to copies: ".../20200102030405/https://...".
"""

from __future__ import annotations

import datetime
import email.utils
import re
from collections.abc import Iterator
from typing import NamedTuple

import attrs
from lxml.html import HtmlElement

from mediacorpus.readers.html_blocks import is_address
from mediacorpus.readers.html_words import words

__all__ = ["Saved", "how_saved", "take_off", "without_archive", "without_data"]


@attrs.frozen(kw_only=True)
class Saved:
    """Where a page was and when it was fetched, as far as that is known.

    Of the copy that a web archive has (`is_copy`), `snapshot` is the address, where that is known;
    `url` is then where the page was before, and `retrieved` when the archive fetched it.
    """

    url: str | None = None
    retrieved: datetime.datetime | None = None
    is_copy: bool = False
    snapshot: str | None = None


def how_saved(text: str, url: str | None, saved: datetime.datetime | None) -> Saved:
    """What the address of a page and what is written on it say of how it was saved; `url` and
    `saved` are what is known of it besides.

    >>> how_saved("<html>", "https://web.archive.org/web/20200102030405/https://example.org/a",
    ...           None).url
    'https://example.org/a'
    """
    for address, moment in _marks(text, words().saved):
        url, saved = url or address, saved or moment
    copy = _copy_at(url) if url else None
    if copy:
        captured = _stamped(copy.stamp) or saved
        return Saved(url=copy.url, retrieved=captured, is_copy=True, snapshot=url)
    marks = list(_marks(text, words().archived))
    url = url or next((address for address, _ in marks if address), None)
    captured = next((moment for _, moment in marks if moment), None)
    if captured is None or url is None:
        return Saved(url=url, retrieved=captured or saved, is_copy=captured is not None)
    stamp = captured.astimezone(datetime.UTC).strftime("%Y%m%d%H%M%S")
    address = words().archive.format(stamp=stamp, url=url)
    return Saved(url=url, retrieved=captured, is_copy=True, snapshot=address)


def without_archive(url: str) -> str:
    """The address of a page; of a copy in a web archive, that of the page that it copies.

    >>> without_archive("https://web.archive.org/web/20200102030405/example.org/a")
    'http://example.org/a'
    """
    copy = _copy_at(url)
    return copy.url if copy else url


class _Copy(NamedTuple):
    """What an archive's address says: where the archive is, when it fetched the page, and which."""

    archive: str
    stamp: str
    url: str


def _copy_at(address: str) -> _Copy | None:
    """The copy that an archive's address leads to; None for any other address.  Where the archive
    is a known one, the page's own address may have no scheme; it is then that of the time."""
    match = _COPY.fullmatch(address)
    if match is None:
        return None
    archive, scheme, rest = match["archive"], match["scheme"], match["rest"]
    if not scheme:
        known = words().archive.partition("{")[0].partition(":")[2]
        if archive.lower().partition(":")[2] != known or not _HOST.match(rest):
            return None
        scheme = "http"
    url = f"{scheme}://{rest}"
    return _Copy(archive, match["stamp"], url) if is_address(url) else None


_COPY = re.compile(
    r"(?P<archive>https?://[\w.:-]+(?:/[\w.-]+)*/)(?P<stamp>\d{14}|(?<=/web/)\d{4,13})(?:[a-z]{2}_)?/"
    r"(?:(?P<scheme>https?):/{1,2})?(?P<rest>[^/].*)",
    re.IGNORECASE | re.DOTALL,
)
_HOST = re.compile(r"[\w-]+(?:\.[\w-]+)+(?::\d+)?(?:[/?#]|$)")


def _marks(
    text: str, patterns: tuple[str, ...]
) -> Iterator[tuple[str | None, datetime.datetime | None]]:
    """What stands where programs write on a page: an address, a moment, or both."""
    for pattern in patterns:
        if match := re.search(pattern, text):
            said = match.groupdict()
            url = (said.get("url") or "").replace("%2D%2D", "--")  # "--" would end a comment
            moment = (
                _moment(said["date"] or "") if "date" in said else _stamped(said.get("stamp") or "")
            )
            yield (url if is_address(url) else None), moment


def _stamped(stamp: str) -> datetime.datetime | None:
    """The moment of an archive's stamp, in UTC; None for one that is not whole."""
    try:
        return datetime.datetime.strptime(stamp, "%Y%m%d%H%M%S").replace(tzinfo=datetime.UTC)
    except ValueError:
        return None


def _moment(said: str) -> datetime.datetime | None:
    """A moment as JavaScript writes it ("Tue Mar 03 2020 10:00:00 GMT+0100 (…)") or as the Wayback
    Machine does, in UTC ("10:00:00 Mar 03, 2020")."""
    match = _JAVASCRIPT.search(said) or _WAYBACK.search(said)
    if match is None:
        return None
    day = "{day} {month} {year} {clock} ".format(**match.groupdict())
    try:
        return email.utils.parsedate_to_datetime(day + (match.groupdict().get("zone") or "+0000"))
    except ValueError:
        return None


_JAVASCRIPT = re.compile(
    r"(?P<month>[A-Z][a-z]{2}) (?P<day>\d\d) (?P<year>\d{4}) (?P<clock>\d\d:\d\d:\d\d)"
    r" GMT(?P<zone>[+-]\d{4})"
)
_WAYBACK = re.compile(
    r"(?P<clock>\d{1,2}:\d\d:\d\d) (?P<month>[A-Z][a-z]{2}) (?P<day>\d{1,2}), (?P<year>\d{4})"
)


def take_off(tree: HtmlElement, snapshot: str | None) -> None:
    """Undo what a web archive did to a page: its toolbar is hidden, and links lead to where they
    led before, those within scripts as well.  `snapshot` is the address of the copy."""
    copy = _copy_at(snapshot) if snapshot else None
    archive = copy.archive if copy else words().archive.partition("{")[0]
    host, slash, path = archive.partition("//")[2].partition("/")
    at = "/".join(map(re.escape, (slash + path).split("/"))).replace("/", r"\\?/")
    link = re.compile(
        rf"(?:(?:https?:)?\\?/\\?/{re.escape(host)})?{at}\d{{4,14}}(?:[a-z]{{2}}_)?\\?/(?=[a-z]+:)"
    )
    for element in tree.iter():
        if not isinstance(element.tag, str):
            continue
        for name, value in element.items():
            if "/" in value:
                element.set(name, link.sub("", value))
        if element.tag == "script" and element.text:
            element.text = link.sub("", element.text)
        if words().toolbars.intersection([element.get("id") or ""]):
            element.set("hidden", "")


_DATA = re.compile(rb"(data:[\w.+-]+/[\w.+-]+(?:;[\w=.-]+)*;base64,)[A-Za-z0-9+/=%]{200,}")


def without_data(raw: bytes) -> bytes:
    """A page without the pictures and fonts that are written into it; their places stay."""
    return _DATA.sub(rb"\1", raw) if b";base64," in raw else raw
