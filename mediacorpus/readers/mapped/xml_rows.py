"""Rows of XML: the elements of one name, wherever they stand and whatever stands around them, so
that documents that were written one behind the other are read, too.

Each is cut out by its tags and parsed by itself: a broken one costs itself alone.
"""

from __future__ import annotations

import functools
import re
from collections.abc import Iterator
from typing import Any

import lxml.etree

from mediacorpus.readers.mapped.window import Piece, Window

__all__ = ["local_name", "parse_xml", "xml_rows"]

CUT = ("not-parsed", "the element is not closed: the file, or the item, is cut")
LONGEST_TAG = 64
"""In bytes; so much is kept of what was looked through, because a tag may be cut in two there."""


@functools.cache
def _tags(name: str) -> re.Pattern[bytes]:
    """What begins and ends an element, and in what no tag is one."""
    tag = rb"(?:[\w.-]+:)?" + re.escape(name.encode())
    return re.compile(
        rb"<!--(?:.*?-->|.*\Z)|<!\[CDATA\[(?:.*?\]\]>|.*\Z)"
        rb"|(?P<open><" + tag + rb"(?=[\s>/]))|(?P<close></" + tag + rb"\s*>)",
        re.DOTALL,
    )


def xml_rows(window: Window, name: str) -> Iterator[Piece]:
    """The elements of that name, each from its first tag to its last."""
    tags = _tags(name)
    while _past_others(window, tags):
        yield _element(window, tags)


def _past_others(window: Window, tags: re.Pattern[bytes]) -> bool:
    """Go on to the next element; False at the end."""
    while True:
        match = tags.search(window.data, window.at)
        if match and match["open"]:
            window.skip(match.start() - window.at)
            return True
        if match and match.end() < len(window.data):
            window.skip(match.end() - window.at)
            continue
        last = window.at if match else max(len(window.data) - LONGEST_TAG, window.at)
        if len(window.data) - last > window.most:
            last = len(window.data) - LONGEST_TAG  # a comment without an end
        window.skip(last - window.at)
        if not window.more():
            return False


def _element(window: Window, tags: re.Pattern[bytes]) -> Piece:
    position = 1
    while True:
        match = tags.search(window.data, window.at + position)
        if match and match["close"]:
            return window.take(match.end() - window.at)
        if match and match["open"]:
            return window.take(match.start() - window.at, CUT)
        if match and match.end() < len(window.data):
            position = match.end() - window.at
            continue
        if match:
            position = match.start() - window.at
        else:
            position = max(len(window.data) - window.at - LONGEST_TAG, position)
        if len(window.data) - window.at > window.most or not window.more():
            return window.take(len(window.data) - window.at, CUT)


def parse_xml(text: str) -> Any:
    """The element that a row is.

    Raises `lxml.etree.XMLSyntaxError` for what is no XML; nothing is fetched, and no entity but
    XML's own is resolved.
    """
    parser = lxml.etree.XMLParser(
        encoding="utf-8",
        resolve_entities=False,
        no_network=True,
        load_dtd=False,
        huge_tree=False,
        remove_comments=True,
        remove_pis=True,
    )
    return lxml.etree.fromstring(text.encode("utf-8", "replace"), parser)


def local_name(name: str) -> str:
    """A name without its namespace.

    >>> local_name("{http://www.tei-c.org/ns/1.0}TEI")
    'TEI'
    """
    return name.rpartition("}")[2]
