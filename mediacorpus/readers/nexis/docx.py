"""Front end for DOCX: the paragraphs of its main part, in order.

The file is a zip archive.  Only two of its members are read, as streams, within the limits; no name
in it is ever a path, nothing is unpacked to disk, and no entity or address is followed.
"""

from __future__ import annotations

import io
import re
import zipfile
import zlib
from collections.abc import Iterator
from typing import IO, BinaryIO

import lxml.etree

from mediacorpus.limits import Limits
from mediacorpus.readers.encoding import Decoded
from mediacorpus.readers.gzipped import HARMLESS
from mediacorpus.readers.nexis.lines import Line
from mediacorpus.text.folding import fold_space

__all__ = ["Docx", "NotReadError", "is_word"]

MOST_MEMBERS = 20_000
"""Nexis writes a header, a footer and a picture or two for each item."""
LARGEST_RELATIONS = 64 * 2**20

_W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_STRICT = "{http://purl.oclc.org/ooxml/wordprocessingml/main}"
_MAIN = "word/document.xml"
_RELATIONS = "word/_rels/document.xml.rels"


class NotReadError(Exception):
    """A file that gives no lines, or no more: the code of the rejection, and the reason."""

    def __init__(self, code: str, reason: str) -> None:
        super().__init__(reason)
        self.code = code
        self.reason = reason


def is_word(head: bytes) -> bool:
    """Whether a zip archive begins like a Word document."""
    return head.startswith(b"PK\x03\x04") and b"word/" in head


class Docx:
    """A Word document.

    Reading its lines raises `NotReadError` where it is damaged, or goes over a limit.
    """

    announced: int | None = None

    def __init__(self, stream: BinaryIO, limits: Limits) -> None:
        self._stream = stream
        self._limits = limits

    def decoded(self, raw: bytes) -> Decoded:
        """XML says its encoding, and what came out of it is text."""
        return Decoded(text=raw.decode("utf-8", "replace"), encoding="utf-8")

    def lines(self) -> Iterator[Line]:
        """The lines of the document; the place of each is its own, in the order of the lines."""
        try:
            with zipfile.ZipFile(self._seekable()) as archive:
                members = archive.infolist()
                if len(members) > MOST_MEMBERS:
                    raise NotReadError(
                        "docx-damaged", f"there are {len(members)} files in it, as in no document"
                    )
                names = {one.filename: one for one in members}
                if _MAIN not in names:
                    raise NotReadError(
                        "docx-damaged",
                        "this is a zip archive without word/document.xml: open it in Word and save "
                        "it as .docx",
                    )
                links = self._links(archive, names.get(_RELATIONS))
                with archive.open(names[_MAIN]) as part:
                    bounded = _Bounded(part, names[_MAIN].compress_size, self._limits)
                    yield from _Paragraphs(bounded, links).lines()
        except (
            zipfile.BadZipFile, zlib.error, EOFError, NotImplementedError, RuntimeError, ValueError,
        ) as error:  # fmt: skip
            raise NotReadError(
                "docx-damaged",
                f"the DOCX file cannot be unpacked ({error}): download it again, or open it in "
                "Word and save it as .docx",
            ) from None
        except lxml.etree.XMLSyntaxError as error:
            raise NotReadError(
                "docx-damaged",
                f"the text of the DOCX file breaks off ({error.msg}): download it again",
            ) from None

    def _seekable(self) -> BinaryIO:
        """The stream, or where one can only go forward in it, what is in it."""
        if self._stream.seekable():
            self._stream.seek(0)
            return self._stream
        most = self._limits.decoded_bytes
        raw = self._stream.read(most + 1)
        if len(raw) > most:
            raise NotReadError(
                "too-large", f"a DOCX file that is gzipped may have {self._limits.size}: unpack it"
            )
        return io.BytesIO(raw)

    def _links(self, archive: zipfile.ZipFile, member: zipfile.ZipInfo | None) -> dict[str, str]:
        """Where hyperlinks lead, by their ids."""
        links: dict[str, str] = {}
        if member is None or member.file_size > LARGEST_RELATIONS:
            return links
        with archive.open(member) as part:
            bounded = _Bounded(part, member.compress_size, self._limits)
            for _, element in _parsed(bounded):
                id, target = element.get("Id"), element.get("Target")
                if id and target and element.get("TargetMode") == "External":
                    links[id] = target
                element.clear()
                bounded.pause()
        return links


class _Bounded:
    """A member of an archive as it is read: not more than its ratio, and not too much between two
    pauses."""

    def __init__(self, part: IO[bytes], packed: int, limits: Limits) -> None:
        self._part = part
        self._packed = max(packed, 1)
        self._limits = limits
        self._size = 0
        self._since = 0

    def read(self, size: int = -1) -> bytes:
        chunk = self._part.read(min(size, 2**16) if size > 0 else 2**16)
        self._size += len(chunk)
        self._since += len(chunk)
        if self._size > HARMLESS and self._size > self._limits.ratio * self._packed:
            raise NotReadError(
                "docx-bomb",
                f"the DOCX file unpacks to more than {self._limits.ratio:g} times its size, as no "
                "document does; if this one may, raise the limit (ratio)",
            )
        if self._since > max(self._limits.decoded_bytes, HARMLESS):
            raise NotReadError(
                "too-large",
                f"there is a paragraph of more than {self._limits.size}: if it may be so, raise "
                "the limit (decoded_bytes)",
            )
        return chunk

    def pause(self) -> None:
        """A paragraph is over."""
        self._since = 0


def _parsed(
    source: _Bounded, events: tuple[str, ...] = ("end",)
) -> Iterator[tuple[str, lxml.etree._Element]]:
    """The elements of a member as they begin and end."""
    found: Iterator[tuple[str, lxml.etree._Element]] = lxml.etree.iterparse(
        source,
        events=events,
        resolve_entities=False,
        no_network=True,
        load_dtd=False,
        huge_tree=False,
        remove_comments=True,
        remove_pis=True,
    )
    return found


class _Paragraphs:
    """Makes lines of the elements of a document."""

    def __init__(self, source: _Bounded, links: dict[str, str]) -> None:
        self._source = source
        self._links = links
        self._page = False
        self._place = 0

    def lines(self) -> Iterator[Line]:
        """The lines of the paragraphs and of the rows of tables."""
        cells: list[str] = []
        depth = 0
        for event, element in _parsed(self._source, ("start", "end")):
            tag = element.tag
            if not isinstance(tag, str):
                continue
            name = tag.removeprefix(_W).removeprefix(_STRICT)
            if event == "start":
                if name == "tbl":
                    depth += 1
                continue
            if name == "tbl":
                depth = max(depth - 1, 0)
            elif name == "p" and _is_within(element):
                continue  # of a text box: comes with the paragraph that it stands in
            elif name == "p":
                lines, link, centred = self._read(element)
                if depth:
                    cells += [one for one in lines if fold_space(one)]
                else:
                    yield from self._made(lines, link, centred=centred)
                self._forget(element)
            elif name == "tr" and depth == 1:
                yield from self._made([" | ".join(cells)], None, centred=False)
                cells = []
                self._forget(element)
        if cells:
            yield from self._made([" | ".join(cells)], None, centred=False)

    def _forget(self, element: lxml.etree._Element) -> None:
        """Free what was read."""
        element.clear()
        parent = element.getparent()
        while parent is not None and (before := element.getprevious()) is not None:
            parent.remove(before)
        self._source.pause()

    def _made(self, lines: list[str], link: str | None, *, centred: bool) -> Iterator[Line]:
        apart = True
        for text in lines:
            printed = text.strip()
            words = fold_space(printed)
            if not words:
                continue
            raw = printed.encode("utf-8", "replace") + b"\n"
            yield Line(
                text=printed,
                words=words,
                apart=apart,
                raw=raw,
                start=self._place,
                end=self._place + len(raw),
                centred=centred,
                page=self._page,
                link=link,
            )
            self._place += len(raw)
            apart = self._page = False

    def _read(self, paragraph: lxml.etree._Element) -> tuple[list[str], str | None, bool]:
        """The lines of a paragraph, where its words lead, and whether it is centred."""
        parts: list[str] = []
        link: str | None = None
        centred = False
        for element in paragraph.iter():
            if not isinstance(element.tag, str):
                continue
            tag = element.tag
            name = tag.removeprefix(_W).removeprefix(_STRICT)
            space = _W if tag.startswith(_W) else _STRICT
            if name == tag:
                continue
            if name == "t":
                if not _is_repeated(element):
                    parts.append(element.text or "")
            elif name == "tab":
                within = element.getparent()
                if within is not None and within.tag == space + "r":
                    parts.append("\t")
            elif name in ("br", "cr"):
                if element.get(space + "type") == "page":
                    self._page = True
                parts.append("\n")
            elif name == "noBreakHyphen":
                parts.append("\u2011")
            elif name == "hyperlink":
                link = link or self._links.get(element.get(_ID) or "")
            elif name == "instrText":
                match = _LINK.search(element.text or "")
                link = link or (match and match[1])
            elif name == "jc":
                centred = element.get(space + "val") == "center"
            elif name in ("sectPr", "pageBreakBefore"):
                self._page = True
        return "".join(parts).split("\n"), link, centred


_ID = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}id"
_LINK = re.compile(r'HYPERLINK\s+"([^"\s]{1,2000})"')


def _is_within(paragraph: lxml.etree._Element) -> bool:
    """Whether a paragraph stands in another, as those of text boxes do."""
    return next(paragraph.iterancestors(_W + "p", _STRICT + "p"), None) is not None


def _is_repeated(text: lxml.etree._Element) -> bool:
    """Whether words stand there once more, for older programs."""
    return next(text.iterancestors(_FALLBACK), None) is not None


_FALLBACK = "{http://schemas.openxmlformats.org/markup-compatibility/2006}Fallback"
