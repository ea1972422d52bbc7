"""Front end for RTF, also where a file of it is called .DOC: a strict and small reading of it.

Nothing of a document is run or fetched.  Text comes out of the main stream; pictures, headers,
fonts and whatever is marked as ignorable is passed over; of a field what it shows is text, and
where it leads is the link of its line.
"""

from __future__ import annotations

import codecs
import re
from collections.abc import Iterator
from typing import BinaryIO

import attrs

from mediacorpus.readers.encoding import Decoded
from mediacorpus.readers.nexis.lines import Line
from mediacorpus.text.folding import fold_space

__all__ = ["Rtf"]

CHUNK = 2**18
LONGEST_TOKEN = 64
DEEPEST = 500
"""Groups that stand deeper are passed over; Word writes a few dozen."""

_TOKEN = re.compile(
    rb"\\(?:'([0-9a-fA-F]{2})|([a-zA-Z]{1,32})(-?\d{1,10})?\x20?|([^a-zA-Z']|\Z))|([{}])"
    rb"|([\r\n]+)|([^\\{}\r\n]+)|\\'",
    re.DOTALL,
)

_SIGNS = {
    b"emdash": "—", b"endash": "–", b"bullet": "•", b"lquote": "‘", b"rquote": "’",
    b"ldblquote": "“", b"rdblquote": "”", b"tab": "\t", b"emspace": "\u2003",
    b"enspace": "\u2002", b"qmspace": "\u2005", b"zwj": "\u200d", b"zwnj": "\u200c",
    b"ltrmark": "\u200e", b"rtlmark": "\u200f",
}  # fmt: skip
_SYMBOLS = {b"~": "\xa0", b"_": "\u2011", b"-": "", b"{": "{", b"}": "}", b"\\": "\\"}
# Destinations whose words are no text of the page.
_SKIPPED = frozenset(
    b"fonttbl colortbl stylesheet listtable listoverridetable revtbl rsidtbl info pict header "
    b"headerf headerl headerr footer footerf footerl footerr footnote annotation themedata "
    b"colorschememapping datastore latentstyles xmlnstbl generator object objdata objclass shpinst "
    b"shprslt nonshppict bkmkstart bkmkend filetbl mmathPr pgptbl userprops template falt panose "
    b"private nonesttables pntext xe tc txe rxe".split()
)
_ENDS = frozenset((b"par", b"line", b"row", b"nestrow", b"sect", b"page"))
_SETS = {b"mac": "mac_roman", b"pc": "cp437", b"pca": "cp850"}
_CODEPAGES = {
    0: "cp1252", 2: "cp1252", 77: "mac_roman", 128: "cp932", 129: "cp949", 134: "gb18030",
    136: "big5hkscs", 161: "cp1253", 162: "cp1254", 163: "cp1258", 177: "cp1255", 178: "cp1256",
    186: "cp1257", 204: "cp1251", 222: "cp874", 238: "cp1250", 254: "cp437", 255: "cp850",
}  # fmt: skip
"""Character sets of fonts."""


@attrs.define
class _Group:
    """What holds within a group, and is forgotten at its end."""

    skipped: bool = False
    destination: bytes = b""
    unicode_skip: int = 1
    codec: str | None = None
    hidden: bool = False


class Rtf:
    """An RTF file."""

    announced: int | None = None

    def __init__(self, stream: BinaryIO, most: int) -> None:
        self._stream = stream
        self._most = most
        self._codec = "cp1252"
        self._fonts: dict[int, str] = {}
        self._font: int | None = None  # the font that the table of fonts is at
        self._page = _Page(most)
        self._groups = [_Group()]
        self._above = 0  # so many groups are passed over, because they stand too deep
        self._skip = 0  # so many characters stand for one of Unicode before them
        self._ignorable = False  # whether the next word names a group to be passed over
        self._place = 0  # behind the last token
        self._binary = 0  # so many bytes behind a control word are no markup

    def decoded(self, raw: bytes) -> Decoded:
        """How the bytes that are no markup are read: by the code page that the file names."""
        del raw
        return Decoded(text="", encoding=self._codec, declared=self._codec)

    def lines(self) -> Iterator[Line]:
        """The paragraphs of the file, and the lines in them."""
        page = self._page
        for token, end in self._tokens():
            hexed, word, number, symbol, brace, _, text = token.groups()
            group = self._groups[-1]
            page.take(token[0], kept=not (group.skipped and text is not None))
            ignorable, self._ignorable = self._ignorable, False
            if brace is not None:
                self._skip = 0
                self._brace(brace)
            elif self._above:
                continue
            elif symbol == b"*":
                self._ignorable = True
            elif word is None:
                if symbol in (b"\n", b"\r"):
                    yield from page.end(end, paragraph=True)
                else:
                    self._show(hexed, symbol, text, group)
            elif ignorable:
                group.destination = word
                group.skipped = group.skipped or word != b"fldinst"
            elif word not in _ENDS:
                self._control(word, int(number) if number else None, group)
            elif not group.skipped:
                yield from page.end(end, paragraph=word != b"line")
                if word in (b"sect", b"page"):
                    page.new_page()
        yield from page.end(self._place, paragraph=True)

    def _brace(self, brace: bytes) -> None:
        """A group begins or ends."""
        groups = self._groups
        if brace == b"{":
            if len(groups) >= DEEPEST:
                self._above += 1
            else:
                groups.append(attrs.evolve(groups[-1]))
        elif self._above:
            self._above -= 1
        elif len(groups) > 1:
            done = groups.pop()
            if done.destination == b"fldinst" and groups[-1].destination != b"fldinst":
                self._page.end_field()

    def _show(
        self, hexed: bytes | None, symbol: bytes | None, text: bytes | None, group: _Group
    ) -> None:
        """Characters of the page, but those that stand for one of Unicode before them."""
        codec = group.codec or self._codec
        if text is not None:
            dropped = min(self._skip, len(text))
            self._skip -= dropped
            if text[dropped:] and not group.skipped:
                self._page.add_raw(text[dropped:], group, codec)
        elif hexed is not None or symbol is not None:
            if self._skip:
                self._skip -= 1
            elif hexed is not None:
                self._page.add_byte(int(hexed, 16), group, codec)
            elif symbol in _SYMBOLS:
                self._page.add(_SYMBOLS[symbol], group)

    def _control(self, word: bytes, value: int | None, group: _Group) -> None:
        """What a control word changes."""
        page = self._page
        self._skip = 0
        if word == b"bin":
            self._binary = min(max(value or 0, 0), 2**31)
        elif word == b"u" and value is not None:
            page.add(_character(value), group)
            self._skip = group.unicode_skip
        elif word in (b"cell", b"nestcell"):
            page.add(" | ", group)
        elif word in _SIGNS:
            page.add(_SIGNS[word], group)
        elif word in _SKIPPED:
            group.skipped = True
            group.destination = word
        elif word == b"fldinst":
            group.destination = word
        elif word == b"fldrslt":
            group.destination = b""
        elif word == b"uc" and value is not None:
            group.unicode_skip = min(max(value, 0), 10)
        elif word == b"ansicpg" and value is not None:
            self._codec = _codec(f"cp{value}") or self._codec
            if value == 65001:
                self._codec = "utf-8"
        elif word in _SETS:
            self._codec = _SETS[word]
        elif word == b"f" and value is not None:
            if group.skipped:
                self._font = value
            else:
                group.codec = self._fonts.get(value)
        elif word == b"fcharset" and value is not None and self._font is not None:
            # The first sets are those of the code page.
            if value > 2 and value in _CODEPAGES:
                self._fonts[self._font] = _CODEPAGES[value]
        elif word == b"plain":
            group.codec = None
            group.hidden = False
        elif word == b"v":
            group.hidden = value != 0
        elif word == b"pard" and not group.skipped:
            page.plain()
        elif word == b"qc" and not group.skipped:
            page.centre()
        elif word == b"sb" and not group.skipped:
            page.room(value or 0)
        elif word == b"pagebb":
            page.new_page()

    def _tokens(self) -> Iterator[tuple[re.Match[bytes], int]]:
        """The tokens of the file, read piece by piece."""
        held = b""
        place = 0
        more = True
        while more:
            chunk = self._stream.read(CHUNK)
            more = bool(chunk)
            held += chunk
            position, safe = 0, len(held) - (LONGEST_TOKEN if more else 0)
            while position < safe:
                match = _TOKEN.match(held, position)
                if match is None:  # a backslash at the very end
                    position += 1
                    continue
                position = match.end()
                self._place = place + position
                yield match, place + position
                passed, self._binary = self._binary, 0
                while passed:
                    step = min(passed, len(held) - position)
                    position += step
                    passed -= step
                    if passed:
                        place += len(held)
                        held, position = self._stream.read(CHUNK), 0
                        if not held:
                            return
                        safe = len(held) - LONGEST_TOKEN
            held, place = held[position:], place + position


def _codec(name: str) -> str | None:
    try:
        found = codecs.lookup(name).name
        b"a".decode(found)
    except (LookupError, UnicodeError):
        return None
    return found


def _character(value: int) -> str:
    """The unit that a number stands for; above the first half it is written as negative."""
    return chr(value % 0x10000) if value < 0x110000 else "\ufffd"


_LINK = re.compile(r'HYPERLINK\s+"?([^"\s]{1,2000})')
_HALVES = re.compile("[\ud800-\udbff][\udc00-\udfff]")
_HALF = re.compile("[\ud800-\udfff]")


class _Page:
    """The paragraph that is being read, and how those before it ended."""

    def __init__(self, most: int) -> None:
        self._most = most
        self._text: list[str] = []
        self._bytes = bytearray()
        self._codec = "cp1252"
        self._size = 0
        self._raw = bytearray()
        self._lead = 0
        self._blank = True
        self._room = False
        self._centred = False
        self._is_page = False
        self._field: list[str] = []
        self._link: str | None = None

    def take(self, raw: bytes, *, kept: bool) -> None:
        """The bytes of a token."""
        if kept and len(self._raw) <= self._most:
            self._raw += raw

    def add(self, text: str, group: _Group) -> None:
        self._flush()
        if group.destination == b"fldinst":
            if len(self._field) < 200:
                self._field.append(text)
        elif not (group.skipped or group.hidden) and self._size <= self._most:
            self._text.append(text)
            self._size += len(text)

    def add_raw(self, raw: bytes, group: _Group, codec: str) -> None:
        if raw.isascii():
            self.add(raw.decode("ascii"), group)
        else:
            self._flush()
            self.add(raw.decode(codec, "replace"), group)

    def add_byte(self, byte: int, group: _Group, codec: str) -> None:
        """A byte that may be half of a character."""
        if group.skipped or group.hidden or group.destination == b"fldinst":
            return
        if self._bytes and codec != self._codec:
            self._flush()
        self._codec = codec
        self._bytes.append(byte)

    def _flush(self) -> None:
        if self._bytes:
            self._text.append(self._bytes.decode(self._codec, "replace"))
            self._size += len(self._bytes)
            self._bytes.clear()

    def end_field(self) -> None:
        """The instruction of a field is over."""
        if match := _LINK.search("".join(self._field)):
            self._link = match[1]
        self._field.clear()

    def plain(self) -> None:
        self._centred = False
        self._room = False

    def centre(self) -> None:
        self._centred = True

    def room(self, twips: int) -> None:
        self._room = twips > 0

    def new_page(self) -> None:
        self._is_page = True

    def end(self, place: int, *, paragraph: bool) -> Iterator[Line]:
        """The line that ends here, if it has words; its end in the file is `place`."""
        self._flush()
        text = "".join(self._text)
        if "\ud800" <= max(text, default="") <= "\udfff" or _HALF.search(text):
            text = _HALVES.sub(_joined, text)
            text = _HALF.sub("\ufffd", text)
        text = text.strip().removesuffix("|").rstrip()
        self._text.clear()
        self._size = 0
        words = fold_space(text)
        if words:
            yield Line(
                text=text,
                words=words,
                apart=self._blank or self._room,
                raw=bytes(self._raw),
                start=max(place - len(self._raw), 0),
                end=place,
                centred=self._centred,
                page=self._is_page,
                link=self._link,
            )
            self._raw.clear()
            self._blank = False
            self._is_page = False
            self._link = None
        else:
            self._blank = True


def _joined(match: re.Match[str]) -> str:
    return match[0].encode("utf-16", "surrogatepass").decode("utf-16")
