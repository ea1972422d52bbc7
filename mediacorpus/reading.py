"""One file of raw material in, what came out of it: the unit of work of an ingest.

The work needs nothing but the file and the options, and what comes out is plain records, so that
it can be done in another process.
"""

from __future__ import annotations

import hashlib
from collections import Counter
from collections.abc import Iterator
from io import BufferedReader

import attrs

import mediacorpus
from mediacorpus.corpus.disk import Line, Receipt
from mediacorpus.corpus.index import line_of
from mediacorpus.limits import LIMITED, Limits
from mediacorpus.options import Options
from mediacorpus.pipeline import Clock, choose_reader, read_stream
from mediacorpus.readers.files import RawFile
from mediacorpus.readers.gzipped import NotUnpackedError
from mediacorpus.readers.items import fault
from mediacorpus.records import Entry, Provenance, Rejection

__all__ = [
    "UNKNOWN", "Dropped", "Found", "Outcome", "Piece", "Unit", "item_of", "may_retry",
    "read_unit", "sha256_of",
]  # fmt: skip

UNKNOWN = "und"
"""BCP 47's tag for a language that is not known."""


@attrs.frozen
class Unit:
    """A file that is to be read: `sha256` is the digest of the bytes that it is meant to have, and
    so many of its first items are passed over."""

    file: RawFile
    sha256: str
    options: Options
    passed: int = 0


@attrs.frozen
class Found:
    """An entry, encoded; by which reader, and what is wanting in the article."""

    line: Line
    provenance: Provenance | None
    undated: bool
    without_quotes: bool
    without_pack: str | None
    prose_left_out: bool


@attrs.frozen
class Dropped:
    """Why nothing of a file counts, for no fault of its bytes: it is read the next time."""

    rejection: Rejection


Piece = Found | Rejection | Dropped


def item_of(piece: Found | Rejection) -> int | None:
    """The number of the item of which something came, from 1; None where its file has but one."""
    return piece.item if isinstance(piece, Rejection) else getattr(piece.provenance, "item", None)


def read_unit(unit: Unit, clock: Clock = iter) -> Iterator[Piece]:
    """What is in a file, piece by piece; a fault of the reader costs the rest of the file."""
    try:
        with unit.file.open() as stream:
            try:
                for item in read_stream(
                    stream,
                    unit.sha256,
                    unit.options,
                    name=unit.file.name,
                    passed=unit.passed,
                    clock=clock,
                ):
                    yield _found(item, unit.options) if isinstance(item, Entry) else item
            except OSError:
                raise  # no fault of the reader's
            except MemoryError:
                yield Rejection(
                    code="too-much-memory",
                    reason="to read it took more memory than it may have, so it was given up; if "
                    "the file is worth more, raise the limit (memory)",
                    path=unit.file.name,
                    sha256=unit.sha256,
                )
            except Exception as error:  # noqa: BLE001 - told as a rejection, with its place
                yield Rejection(
                    code="reader-failed",
                    reason=fault(error),
                    path=unit.file.name,
                    sha256=unit.sha256,
                )
            if sha256_of(stream) != unit.sha256:
                reason = "the file changed while it was read: it is read the next time"
                yield Dropped(Rejection(code="changed", reason=reason, path=unit.file.name))
    except OSError as error:
        yield Dropped(unit.file.rejection(error))


def _found(entry: Entry, options: Options) -> Found:
    article = entry.article
    codes = {notice.code for notice in entry.notices}
    return Found(
        line=line_of(entry),
        provenance=article.provenance,
        undated=article.published is None,
        without_quotes=options.quotes and not entry.quotes,
        without_pack=(article.language or UNKNOWN) if "no-language-pack" in codes else None,
        prose_left_out="prose-left-out" in codes,
    )


def sha256_of(stream: BufferedReader) -> str:
    """The digest of a stream's bytes, all of them."""
    stream.seek(0)
    return hashlib.file_digest(stream, "sha256").hexdigest()


@attrs.define
class Outcome:
    """All that came out of one file, by which reader, and what is wanting in its articles.

    `dropped` says why nothing of it counts.  Where it is `final`, the same reader finds nothing
    else in the same bytes.
    """

    lines: list[Line] = attrs.field(factory=list)
    rejections: list[Rejection] = attrs.field(factory=list)
    reader: str | None = None
    reader_version: str | None = None
    counts: Counter[str] = attrs.field(factory=Counter)
    without_pack: Counter[str] = attrs.field(factory=Counter)
    dropped: Rejection | None = None
    final: bool = True

    def take(self, piece: Piece) -> None:
        """Add what came out next."""
        if isinstance(piece, Found):
            self.lines.append(piece.line)
            if not self.rejections:  # an entry of our own was read by another reader before
                self._read_by(piece.provenance)
            self.counts["undated"] += piece.undated
            self.counts["without_quotes"] += piece.without_quotes
            self.counts["prose_left_out"] += piece.prose_left_out
            if piece.without_pack:
                self.without_pack[piece.without_pack] += 1
        elif isinstance(piece, Rejection):
            self.rejections.append(piece)
            self._read_by(piece)
        else:
            self.dropped = piece.rejection

    def _read_by(self, known: Provenance | Rejection | None) -> None:
        if known and known.reader:
            self.reader, self.reader_version = known.reader, known.reader_version

    def receipt(self, unit: Unit) -> Receipt:
        """What is to be put on record of the file."""
        limited = any(one.code in LIMITED for one in self.rejections)
        return Receipt(
            sha256=unit.sha256,
            path=unit.file.name,
            reader="limits" if limited else self.reader,
            reader_version=within(unit.options.limits) if limited else self.reader_version,
            items=len(self.lines),
            rejected=len(self.rejections),
            quotes=unit.options.quotes,
            options=unit.options.told,
        )


def within(limits: Limits) -> str:
    """Limits as the version of a reader, in a receipt: with others, a file is read once more."""
    text = f"{mediacorpus.__version__}, {limits.decoded_bytes} bytes, {limits.ratio:g}:1"
    text += "" if limits.seconds is None else f", {limits.seconds:g} s"
    return text if limits.memory is None else f"{text}, {limits.memory} bytes of memory"


def may_retry(known: Receipt, stream: BufferedReader, name: str, options: Options) -> bool:
    """Whether a file has more to give now: quotes, where none were looked for, or what was rejected
    of it, by a newer reader or within other limits."""
    if known.items and options.quotes and not known.quotes:
        return True
    if not known.rejected:
        return False
    if known.reader == "limits":
        return known.reader_version != within(options.limits)
    try:
        reader, _ = choose_reader(stream, options, name)
    except NotUnpackedError:
        return False
    return reader is not None and (reader.name, reader.version) != (
        known.reader,
        known.reader_version,
    )
