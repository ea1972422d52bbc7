"""The items of an XML document, bit by bit: the bytes of each, and where they stand.

The document is cut at the tags of its items and each item is parsed by itself, within the start
tags that it stands in.  So one that is not well-formed costs itself alone, each is known by its own
bytes, and no more than one is in memory.  A document type, with all that it declares, is passed
over: nothing is ever expanded or fetched.
"""

from __future__ import annotations

import codecs
import html.entities
import re
from collections.abc import Container, Iterator
from typing import BinaryIO

import attrs
import lxml.etree

from mediacorpus.readers import Place
from mediacorpus.readers.encoding import Decoded, decode
from mediacorpus.records import Notice

__all__ = [
    "Parsed", "Root", "XmlItem", "XmlItems", "declared_encoding", "element_of", "head_element",
    "root_of",
]  # fmt: skip

CHUNK = 2**16
LARGEST_HEAD = 2**20
"""In bytes, what is kept of a document before its first item."""
LONGEST_TAG = 2**16
MOST_OPEN = 200
"""Elements within each other before an item."""


@attrs.frozen
class Root:
    """The first tag of a document: its name without a prefix, its namespace if it has one."""

    name: str
    namespace: str | None


@attrs.frozen
class XmlItem:
    """One item: its bytes, its place, and whether the document ends within it.

    Of an item that is too large, the bytes are one more than it may have.
    """

    raw: bytes
    place: Place
    is_cut: bool


# -- the beginning of a document -----------------------------------------------------------

_BEFORE_ROOT = re.compile(
    r"(?:\s|<\?(?:[^?]|\?(?!>))*+\?>|<!--(?:[^-]|-(?!->))*+-->"
    r"|<!DOCTYPE(?:[^<>\[]*+(?:\[(?:[^\]]|\](?!\s*>))*+\])?[^<>]*+)>)*+",
    re.IGNORECASE,
)
_ROOT = re.compile(r"<(?:(?P<prefix>[A-Za-z_][\w.-]*):)?(?P<name>[A-Za-z_][\w.-]*)(?P<rest>[^<>]*)")
_ENCODING = re.compile(
    rb"\s*<\?xml[^>]{0,200}?encoding\s*=\s*[\"']\s*([A-Za-z0-9_:.-]{2,40})", re.IGNORECASE
)


def root_of(head: bytes) -> Root | None:
    """The root of an XML document that begins so; None where it does not begin as one.

    >>> root_of(b'<?xml version="1.0"?><!-- made by hand --><rss version="2.0"><channel>')
    Root(name='rss', namespace=None)
    """
    if not head.lstrip(_BEFORE_MARKUP).startswith(b"<"):
        return None
    head = head.removeprefix(codecs.BOM_UTF8)
    # names are ASCII in any encoding but the wide ones; to find out which it is takes far longer
    text = decode(head).text.lstrip("\ufeff") if b"\0" in head[:200] else head.decode("latin-1")
    before = _BEFORE_ROOT.match(text)
    found = _ROOT.match(text, before.end() if before else 0)
    if not found:
        return None
    prefix = f":{found['prefix']}" if found["prefix"] else ""
    space = re.search(rf"\bxmlns{re.escape(prefix)}\s*=\s*[\"']([^\"'<>]*)", found["rest"])
    return Root(found["name"], space[1].strip() if space else None)


_BEFORE_MARKUP = b"\xef\xbb\xbf\xff\xfe\0 \t\r\n"


def declared_encoding(head: bytes) -> str | None:
    """The encoding that the XML declaration of a document names."""
    found = _ENCODING.match(head.removeprefix(codecs.BOM_UTF8), 0, 1024)
    return found[1].decode("ascii") if found else None


# -- the items of a document ---------------------------------------------------------------

_NAME = rb"[^\s<>!?/&;\[\]]{1,200}"
_OUTSIDE = re.compile(rb"<(?:!--|!\[CDATA\[|\?|!DOCTYPE|/?" + _NAME + rb")", re.IGNORECASE)
_ENDS = {b"<!--": b"-->", b"<![CDATA[": b"]]>", b"<?": b"?>"}
_DECLARED = re.compile(rb"[\[>]")
_END_OF_DECLARED = re.compile(rb"\]\s{0,200}>")
_LONGEST_MATCH = 256
_FOLLOWING = bytes(range(0x80, 0xC0))
_OF_FOUR = bytes(range(0xF0, 0xF8))
"""The bytes of UTF-8 that begin no character, and those that begin one of four bytes."""


class XmlItems:
    """The elements of some names in a stream, one after the other.

    `names` are those of the items, without a prefix and in lower case; `largest` is how many bytes
    one may have.  `head` is what stands before the first item, without the document type;
    `open_tags` are the start tags that an item stands in; `encoding` is what `decode` finds for the
    beginning of the document, whose declaration says `declared`.  `is_whole` says, once all were
    read, whether the document comes to its end.
    """

    def __init__(self, stream: BinaryIO, names: Container[str], largest: int) -> None:
        self.names = names
        self.largest = largest
        self.head = b""
        self.open_tags: list[bytes] = []
        self.is_whole = False
        self._stream = stream
        self._window = stream.read(CHUNK)
        self.declared = declared_encoding(self._window)
        self.encoding = decode(self._window, self.declared)
        self._at = self._offset = 0
        self._kept: bytearray | None = bytearray()
        self._most = LARGEST_HEAD
        self._decoder: codecs.IncrementalDecoder | None = None
        self._unit = 0
        name = self.encoding.encoding
        if name.startswith(("utf-16", "utf-32")):
            # from now on the bytes are UTF-8, and places are counted in those of the file
            self._unit = int(name[4:6]) // 8
            self._offset = 0 if name.endswith("e") else self._unit
            self._decoder = codecs.getincrementaldecoder(name)("replace")
            self._window = self._decoder.decode(self._window).encode()
        elif self._window.startswith(codecs.BOM_UTF8):
            self._at = self._offset = len(codecs.BOM_UTF8)

    def __iter__(self) -> Iterator[XmlItem]:
        number = start = 0
        name = b""
        """Of the item that is being read."""
        within = _OUTSIDE
        while match := self._next(within):
            self._pass(match.start())
            opening = match[0]
            if opening in _ENDS:
                self._pass_to(_ENDS[opening])
                continue
            if opening.startswith(b"<!"):
                self._pass_document_type()
                continue
            tag = self._tag(opening)
            closes = opening.startswith(b"</")
            if name:  # its end, or where it has none the beginning of the next
                if closes:
                    self._pass(self._at + len(tag))
                yield self._item(number, start)
                name, within = b"", _OUTSIDE
                if closes:
                    continue
            if not closes and self._is_item(opening[1:]):
                if not number:
                    self.head = bytes(self._kept or b"")
                number, start = number + 1, self._offset
                self._kept, self._most = bytearray(), self.largest + 1
                self._pass(self._at + len(tag))
                if tag.endswith(b"/>"):
                    yield self._item(number, start)
                else:
                    name = opening[1:]
                    ends = rb"/?" + re.escape(name) + rb"(?=[\s/>])"
                    within = re.compile(rb"<(?:!--|!\[CDATA\[|\?|" + ends + rb")")
            else:
                self._nest(tag, closes=closes)
                self._pass(self._at + len(tag))
        self._pass(len(self._window))
        if not number:
            self.head = bytes(self._kept or b"")
        self.is_whole = not name and not self.open_tags
        if name:
            yield self._item(number, start, is_cut=True)

    def decoded(self, raw: bytes) -> Decoded:
        """A part of the document as text, in the encoding of the document where it is not UTF-8."""
        whole = self.encoding
        if self._unit:
            text = raw.decode()
            return attrs.evolve(whole, text=text, replaced=text.count("\ufffd"))
        other = None if whole.encoding.startswith("utf-8") else whole.encoding
        found = decode(raw, self.declared or other)
        if found.declared or not whole.declared or found.encoding.startswith("utf-8"):
            found = attrs.evolve(found, declared=whole.declared)
        if found.encoding == whole.encoding:
            found = attrs.evolve(found, declared=whole.declared, detected=whole.detected)
        return found

    def opened(self) -> list[str]:
        """The start tags that the item stands in, as text."""
        return [self.decoded(tag).text for tag in self.open_tags]

    def _is_item(self, name: bytes) -> bool:
        return name.rpartition(b":")[2].decode("ascii", "replace").lower() in self.names

    def _item(self, number: int, start: int, *, is_cut: bool = False) -> XmlItem:
        raw, self._kept = bytes(self._kept or b""), None
        return XmlItem(raw, Place(number, start, self._offset), is_cut)

    def _nest(self, tag: bytes, *, closes: bool) -> None:
        """Keep which elements are open; an end closes all down to the one that it is of."""
        if not closes:
            if not tag.endswith(b"/>") and len(self.open_tags) < MOST_OPEN:
                self.open_tags.append(tag)
            return
        names = [name_of(one) for one in self.open_tags]
        if (name := name_of(tag)) in names:
            del self.open_tags[len(names) - 1 - names[::-1].index(name) :]

    # -- the bytes -------------------------------------------------------------------------

    def _next(self, pattern: re.Pattern[bytes]) -> re.Match[bytes] | None:
        """The next match, and that it goes no further; what stands well before is passed over."""
        while True:
            match = pattern.search(self._window, self._at)
            if match and match.end() < len(self._window):
                return match
            self._pass(match.start() if match else len(self._window) - _LONGEST_MATCH)
            if not self._more():
                return match and pattern.search(self._window, self._at)

    def _tag(self, opening: bytes) -> bytes:
        """The tag that begins here; as far as its name, where it is none."""
        while (end := self._window.find(b">", self._at)) < 0:
            if len(self._window) - self._at > LONGEST_TAG or not self._more():
                return opening
        tag = self._window[self._at : end + 1]
        return opening if b"<" in tag[1:] or len(tag) > LONGEST_TAG else tag

    def _pass_to(self, end: bytes) -> None:
        """Pass over a comment or the like with its end; over all, where it has none."""
        self._pass(self._at + 2)
        while (found := self._window.find(end, self._at)) < 0:
            self._pass(len(self._window) - len(end))
            if not self._more():
                self._pass(len(self._window))
                return
        self._pass(found + len(end))

    def _pass_document_type(self) -> None:
        """Pass over a document type and what it declares, which is kept nowhere."""
        kept, self._kept = self._kept, None
        match = None
        for pattern in (_DECLARED, _END_OF_DECLARED):
            while not (match := pattern.search(self._window, self._at)):
                self._pass(len(self._window) - _LONGEST_MATCH)
                if not self._more():
                    break
            self._pass(match.end() if match else len(self._window))
            if not match or match[0] == b">":
                break
        self._kept = kept

    def _pass(self, end: int) -> None:
        """Pass over the window up to a place; what there is is kept, where it is to be."""
        part = self._window[self._at : max(self._at, end)]
        if self._kept is not None and len(self._kept) < self._most:
            self._kept += part[: self._most - len(self._kept)]
        self._at += len(part)
        self._offset += self._wide(part) if self._unit else len(part)

    def _wide(self, part: bytes) -> int:
        """How many bytes of the file became these of UTF-8."""
        characters = len(part.translate(None, _FOLLOWING))
        pairs = len(part) - len(part.translate(None, _OF_FOUR)) if self._unit == 2 else 0
        return self._unit * (characters + pairs)

    def _more(self) -> bool:
        """Read on; False at the end of the stream."""
        chunk = self._stream.read(CHUNK)
        ended = not chunk
        if self._decoder:
            chunk = self._decoder.decode(chunk, final=ended).encode()
        self._window, self._at = self._window[self._at :] + chunk, 0
        return not ended or bool(chunk)


def name_of(tag: bytes) -> bytes:
    """The name in a tag, with its prefix.

    >>> name_of(b"<media:group>"), name_of(b"</item>")
    (b'media:group', b'item')
    """
    return tag.lstrip(b"</").rstrip(b"/>").split(maxsplit=1)[0]


# -- an item as a tree ---------------------------------------------------------------------


@attrs.frozen
class Parsed:
    """An element of an item, None where it could not be parsed, and what was mended or lost."""

    element: lxml.etree._Element | None
    notices: tuple[Notice, ...] = ()
    reason: str = ""


def element_of(text: str, open_tags: list[str]) -> Parsed:
    """An item as a tree, parsed within the start tags that it stands in.

    What is no XML but plain in what was meant is mended: entities of HTML, and a bare "&".  Of an
    item that is not well-formed besides, what can be made out is read, with a notice.
    """
    ends = "".join(f"</{name_of(tag.encode()).decode()}>" for tag in reversed(open_tags))
    begins = "".join(open_tags)
    if "&#" in text:
        text = _OLD_NUMBER.sub(lambda match: html.unescape(match[0]), text)
    text = _NO_XML.sub("", text)
    try:
        return Parsed(_parsed(begins, text, ends, recover=False))
    except (lxml.etree.XMLSyntaxError, ValueError):
        pass
    left: list[str] = []
    text = _AMPERSAND.sub(lambda match: _mended(match, left), text)
    notices = [
        Notice(
            code="entity-left",
            message=f"{', '.join(dict.fromkeys(left[:10]))}: what the document declares is never "
            "put in; the name of the entity stands in its place",
        )
    ][: len(left)]
    try:
        return Parsed(_parsed(begins, text, ends, recover=False), tuple(notices))
    except (lxml.etree.XMLSyntaxError, ValueError) as error:
        reason = str(error)
    try:
        element = _parsed(begins, text, ends, recover=True)
    except (lxml.etree.XMLSyntaxError, ValueError, IndexError):
        return Parsed(None, (), f"this is not well-formed XML: {reason}")
    message = f"the item is not well-formed XML ({reason}): what could be made out was read"
    notices.append(Notice(code="not-well-formed", message=message))
    return Parsed(element, tuple(notices))


def head_element(head: str, open_tags: list[str]) -> lxml.etree._Element | None:
    """What stands before the first item as a tree; None where there is nothing to be made out."""
    ends = "".join(f"</{name_of(tag.encode()).decode()}>" for tag in reversed(open_tags))
    text = _AMPERSAND.sub(lambda match: _mended(match, []), _NO_XML.sub("", head))
    try:
        return _parsed("", _DECLARATION.sub("", text), ends, recover=True)
    except (lxml.etree.XMLSyntaxError, ValueError):
        return None


_DECLARATION = re.compile(r"^\s*<\?xml[^>]*\?>")


def _parsed(begins: str, text: str, ends: str, *, recover: bool) -> lxml.etree._Element:
    parser = lxml.etree.XMLParser(
        encoding="utf-8",
        recover=recover,
        resolve_entities=False,
        no_network=True,
        load_dtd=False,
        huge_tree=False,
        remove_comments=True,
        remove_pis=True,
    )
    element = lxml.etree.fromstring((begins + text + ends).encode("utf-8", "replace"), parser)
    if element is None:
        raise ValueError("there is no element")
    lxml.etree.strip_elements(element, lxml.etree.Entity, with_tail=False)
    for _ in range(begins.count("<")):
        element = element[0]
    return element


_NO_XML = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]")
_OLD_NUMBER = re.compile(r"&#(?:0*1[2-5]\d|[xX]0*[89][0-9a-fA-F]);")
"""The number of a control character, by which windows-1252 is meant."""
_AMPERSAND = re.compile(
    r"<!\[CDATA\[(?:[^\]]++|\](?!\]>))*+(?:\]\]>|\Z)|<!--(?:[^-]++|-(?!->))*+(?:-->|\Z)"
    r"|&(?:#(?P<number>\d{1,9}|[xX][0-9a-fA-F]{1,8});|(?P<name>[A-Za-z][A-Za-z0-9._-]{0,60});)?"
)
_OF_XML = frozenset(("lt", "gt", "amp", "quot", "apos"))


def _mended(match: re.Match[str], left: list[str]) -> str:
    """An ampersand as XML has it; the names of entities that are not known go to `left`."""
    whole, number, name = match[0], match["number"], match["name"]
    if not whole.startswith("&"):
        return whole
    if number:
        code = int(number[1:], 16) if number[0] in "xX" else int(number)
        known = code in (9, 10, 13) or 0x20 <= code < 0xD800 or 0xE000 <= code < 0xFFFE
        return whole if known or 0x10000 <= code < 0x110000 else "\ufffd"
    if name in _OF_XML:
        return whole
    if name and (meant := html.entities.html5.get(name + ";")):
        return html.escape(meant)
    if name:
        left.append(whole)
    return "&amp;" + whole[1:]
