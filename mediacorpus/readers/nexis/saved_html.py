"""Front end for HTML files: an item stands between two comments that number it."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from typing import BinaryIO

import lxml.etree

from mediacorpus.readers.encoding import Decoded, decode
from mediacorpus.readers.nexis.lines import Line
from mediacorpus.text.folding import fold_space

__all__ = ["SavedHtml", "is_export"]

CHUNK = 2**20
OVERLAP = 400
"""A mark has fewer bytes, with the comment that it stands in."""

LONGEST_NUMBER = 100
"""The end of a mark that may go on in the next piece."""

# Nexis hides the tags of its documents in comments: "<!-- Hide XML section … <DOC NUMBER=1> … -->".
_MARK = re.compile(
    rb"(?:<!--[^<>]{0,200})?<DOC\s{1,9}NUMBER\s{0,9}=\s{0,9}\"?(\d{1,9})", re.IGNORECASE
)
_SURE = re.compile(rb"<!--\s*LXNComment|<DOCFULL>|NAME=\"?DOC_ID_\d", re.IGNORECASE)
_COUNT = re.compile(rb"<meta[^<>]{0,200}?\bdocuments\s*=\s*\"?(\d{1,9})", re.IGNORECASE)
_CHARSET = re.compile(rb"charset\s*=\s*[\"']?\s*([A-Za-z0-9_:.-]{2,40})", re.IGNORECASE)
_CENTRED = re.compile(r"\.([\w-]{1,40})\s*\{[^{}]{0,400}?text-align\s*:\s*center", re.IGNORECASE)


def is_export(head: bytes) -> bool:
    """Whether a page has the marks of Nexis."""
    return bool(_SURE.search(head) and (_MARK.search(head) or _COUNT.search(head)))


class SavedHtml:
    """An HTML file."""

    def __init__(self, stream: BinaryIO, most: int) -> None:
        self._stream = stream
        self._most = most
        self._charset: str | None = None
        self._centred: frozenset[str] = frozenset()
        self.announced: int | None = None

    def decoded(self, raw: bytes) -> Decoded:
        """An item, decoded by what the file declares, if that fits."""
        return decode(raw, declared=self._charset)

    def lines(self) -> Iterator[Line]:
        """The lines of the file; those of an item have its place."""
        for number, (start, end, raw) in enumerate(self._parts()):
            if number == 0:
                self._look_at(raw)
            yield from self._lines_of(raw, start, end, mark=number > 0)

    def _look_at(self, head: bytes) -> None:
        """What the beginning of the file says of all of it."""
        head = head[:CHUNK]
        if match := _CHARSET.search(head):
            self._charset = match[1].decode("ascii")
        if match := _COUNT.search(head):
            self.announced = int(match[1])
        self._centred = frozenset(_CENTRED.findall(head.decode("latin-1")))

    def _parts(self) -> Iterator[tuple[int, int, bytes]]:
        """What stands before the first item, then the items: place and bytes; of one that is too
        large, one byte more than it may have."""
        held = bytearray()
        start = place = 0  # of the part, and of what is held behind it
        part = bytearray()
        more = True
        while more:
            chunk = self._stream.read(CHUNK)
            more = bool(chunk)
            held += chunk
            position = 0
            while match := _MARK.search(held, position):
                if more and match.end() > len(held) - LONGEST_NUMBER:
                    break
                self._add(part, held[position : match.start()])
                cut = place + match.start()
                yield start, cut, bytes(part)
                part.clear()
                start = cut
                self._add(part, held[match.start() : match.end()])
                position = match.end()
            keep = max(position, len(held) - OVERLAP) if more else len(held)
            self._add(part, held[position:keep])
            del held[:keep]
            place += keep
        yield start, place, bytes(part)

    def _add(self, part: bytearray, more: bytearray) -> None:
        part += more[: max(self._most + 1 - len(part), 0)]

    def _lines_of(self, raw: bytes, start: int, end: int, *, mark: bool) -> Iterator[Line]:
        if len(raw) > self._most:
            found = [_Printed("…", apart=True, centred=False)]
        else:
            found = _printed(self.decoded(raw).text, self._centred)
        if not found:
            found = [_Printed("", apart=True, centred=False)] if mark else []
        for number, one in enumerate(found):
            yield Line(
                text=one.text,
                words=fold_space(one.text),
                apart=one.apart,
                raw=raw if number == 0 else b"",
                start=start,
                end=end,
                centred=one.centred,
                mark=mark and number == 0,
            )


class _Printed:
    """A line as a page shows it."""

    __slots__ = ("apart", "centred", "text")

    def __init__(self, text: str, *, apart: bool, centred: bool) -> None:
        self.text = text
        self.apart = apart
        self.centred = centred


def _printed(markup: str, centred: frozenset[str]) -> list[_Printed]:
    """The lines that markup shows, read without a tree, so that nothing can be too deep."""
    target = _Lines(centred)
    parser = lxml.etree.HTMLParser(target=target, no_network=True, huge_tree=False, recover=True)
    # What stands in a comment that was cut off at its beginning is markup of Nexis.
    text = _SPACES.sub(" ", _NUL.sub("", markup))
    try:
        parser.feed("<html><body>" + text)
        parser.close()
    except lxml.etree.XMLSyntaxError:
        target.close()  # what came until there
    return target.found


_SPACES = re.compile(r"[\r\n\t ]+")
_NUL = re.compile("[\0\ud800-\udfff]")
_BLOCKS = frozenset(
    "p div table tr li ul ol h1 h2 h3 h4 h5 h6 hr center blockquote body form pre dl dt dd".split()
)
_UNSEEN = frozenset(("script", "style", "title", "noscript"))


class _Lines:
    """Collects lines from the events of a parser."""

    def __init__(self, centred: frozenset[str]) -> None:
        self.found: list[_Printed] = []
        self._classes = centred
        self._text: list[str] = []
        self._open: list[bool] = []  # of each open division or paragraph, whether it is centred
        self._apart = True
        self._unseen = 0
        self._rows = 0  # of tables that are open: their cells make one line

    def start(self, tag: str | bytes, attrib: Mapping[str | bytes, str | bytes]) -> None:
        if tag in _UNSEEN:
            self._unseen += 1
        elif tag == "br":
            if not self._flush():
                self._apart = True
        elif tag in ("td", "th"):
            if "".join(self._text).strip():
                self._text.append(" | ")
        elif tag in _BLOCKS:
            if not self._rows:
                self._flush()
                self._apart = True
            if tag == "tr":
                self._rows += 1
            if tag in ("div", "p", "center"):
                said = attrib.get("class", "") in self._classes
                align = str(attrib.get("align", "")).lower() == "center" or tag == "center"
                self._open.append(said or align)

    def end(self, tag: str | bytes) -> None:
        if tag in _UNSEEN:
            self._unseen = max(self._unseen - 1, 0)
        elif tag == "tr":
            self._flush()
            self._apart = True
            if self._rows:
                self._rows -= 1
        elif tag in _BLOCKS:
            if not self._rows:
                self._flush()
                self._apart = True
            if tag in ("div", "p", "center") and self._open:
                self._open.pop()

    def data(self, data: str | bytes) -> None:
        if not self._unseen:
            self._text.append(str(data))

    def comment(self, text: str | bytes) -> None:
        """What is hidden in the page is not of it."""

    def close(self) -> None:
        self._flush()

    def _flush(self) -> bool:
        text = "".join(self._text).strip()
        self._text.clear()
        if text:
            self.found.append(_Printed(text, apart=self._apart, centred=any(self._open[-8:])))
            self._apart = False
        return bool(text)
