"""Many raw inputs -> a corpus, with a report for every item.

An input is known by the hash of its bytes.  What was read is committed together with its receipt,
so an ingest that was interrupted goes on where it stopped, and one that is run again adds nothing.
"""

from __future__ import annotations

import hashlib
import os
import time
import traceback
from collections import Counter
from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING

from mediacorpus import quotes, readers
from mediacorpus.corpus.disk import Line, Receipt
from mediacorpus.corpus.index import line_of
from mediacorpus.fields import Offset, record
from mediacorpus.pipeline import Options, read_file
from mediacorpus.readers.files import RawFile, raw_files
from mediacorpus.records import Entry, Rejection

if TYPE_CHECKING:
    from mediacorpus.corpus import Corpus

__all__ = ["IngestReport", "ingest"]

COMMIT_ITEMS = 512
COMMIT_SECONDS = 5.0
"""A commit is made when so many items were read, or so much time has passed."""


@record
class IngestReport:
    """What became of every input.

    - ``files``: how many files there were; ``known`` of them were read before and passed over.
    - ``new``, ``updated``, ``unchanged``: the articles that are new, a newer version of one that
      was there, or there already.
    - ``rejected``: the items that could not be read, each with its reason; ``known_rejected``: how
      many inputs were rejected before by the same reader, and not tried again.
    - ``commits``: the numbers of the commits that were made.
    """

    files: Offset = 0
    known: Offset = 0
    new: Offset = 0
    updated: Offset = 0
    unchanged: Offset = 0
    rejected: tuple[Rejection, ...] = ()
    known_rejected: Offset = 0
    commits: tuple[Offset, ...] = ()

    def __str__(self) -> str:
        lines = [f"rejected: {rejection}" for rejection in self.rejected]
        facts = [_count(self.files, "file")]
        facts += [f"{self.known} read before"] if self.known else []
        facts += [_count(self.new, "new article")]
        facts += [f"{self.updated} updated"] if self.updated else []
        facts += [f"{self.unchanged} already there"] if self.unchanged else []
        facts += [f"{len(self.rejected)} rejected"] if self.rejected else []
        if self.known_rejected:
            facts += [f"{self.known_rejected} rejected before and not tried again"]
        nothing_new = not (self.new or self.updated or self.rejected)
        return "\n".join([*lines, ", ".join(facts) + (": nothing new" if nothing_new else "")])


def _count(number: int, what: str) -> str:
    return f"{number} {what}" if number == 1 else f"{number} {what}s"


def ingest(
    corpus: Corpus,
    paths: Sequence[str | os.PathLike[str]],
    options: Options,
    on_file: Callable[[str], None] | None = None,
) -> IngestReport:
    """Read files and folders into a corpus; `on_file` is told the name of each file that is done.

    Raises `InputError` for a path that does not exist, `FormatError` and `EngineError` for options
    that there are not, all before anything is read.
    """
    if options.format is not None:
        readers.reader(options.format)
    quotes.check_engine(options.engine)
    files = raw_files(*paths)
    run = _Run(corpus, options)
    for file in files:
        run.take(file)
        if on_file is not None:
            on_file((file.path if isinstance(file, Rejection) else file.name) or "")
    run.commit()
    return run.report


class _Run:
    """An ingest that is under way: what was read and is not committed yet, and what was counted."""

    def __init__(self, corpus: Corpus, options: Options) -> None:
        self.corpus = corpus
        self.options = options
        self.counts: Counter[str] = Counter()
        self.rejected: list[Rejection] = []
        self.commits: list[int] = []
        self.lines: list[Line] = []
        self.receipts: dict[str, Receipt] = {}
        self.uncommitted: list[Rejection] = []
        self.since = time.monotonic()

    @property
    def report(self) -> IngestReport:
        """What came of it so far."""
        return IngestReport(
            **self.counts, rejected=tuple(self.rejected), commits=tuple(self.commits)
        )

    def take(self, file: RawFile | Rejection) -> None:
        """Read a file, unless it was read before."""
        self.counts["files"] += 1
        if isinstance(file, Rejection):
            self.reject(file)
            return
        try:
            with file.open() as stream:
                sha256 = hashlib.file_digest(stream, "sha256").hexdigest()
                stream.seek(0)
                head = stream.read(readers.HEAD)
        except OSError as error:
            self.reject(file.rejection(error))
            return
        known = self.receipts.get(sha256) or self.corpus.receipt(sha256)
        if known and not self.may_retry(known, head, file.name):
            self.counts["known" if known.items else "known_rejected"] += 1
            return
        self.read(file, sha256)
        if (
            len(self.lines) + len(self.uncommitted) >= COMMIT_ITEMS
            or time.monotonic() - self.since >= COMMIT_SECONDS
        ):
            self.commit()

    def may_retry(self, known: Receipt, head: bytes, name: str) -> bool:
        """Whether what was rejected, or not read to its end, can be read by a newer reader now."""
        if not known.rejected:
            return False
        if self.options.format:
            reader = readers.reader(self.options.format)
        else:
            found = readers.choose(head, name)
            if found is None:
                return False
            reader = found
        return (reader.name, reader.version) != (known.reader, known.reader_version)

    def read(self, file: RawFile, sha256: str) -> None:
        """Read the items of a file; a fault of a reader costs the rest of the file, not the run."""
        lines: list[Line] = []
        rejections: list[Rejection] = []
        reader: tuple[str | None, str | None] = (None, None)
        try:
            for item in read_file(file, self.options, sha256):
                if isinstance(item, Entry):
                    lines.append(line_of(item))
                    if item.article.provenance:
                        reader = (
                            item.article.provenance.reader,
                            item.article.provenance.reader_version,
                        )
                else:
                    rejections.append(item)
                    reader = (item.reader, item.reader_version) if item.reader else reader
        except Exception as error:  # noqa: BLE001 - told as a rejection, with its place
            rejections.append(_failure(file, sha256, error))
        self.lines += lines
        for rejection in rejections:
            self.reject(rejection)
        self.receipts[sha256] = Receipt(
            sha256=sha256,
            path=file.name,
            reader=reader[0],
            reader_version=reader[1],
            items=len(lines),
            rejected=len(rejections),
        )

    def reject(self, rejection: Rejection) -> None:
        """Put an item that could not be read on record."""
        self.uncommitted.append(rejection)
        self.rejected.append(rejection)

    def commit(self) -> None:
        """Append what was read."""
        added = self.corpus.append(self.lines, list(self.receipts.values()), self.uncommitted)
        self.counts.update(new=added.new, updated=added.updated, unchanged=added.unchanged)
        if added.commit is not None:
            self.commits.append(added.commit)
        self.lines, self.receipts, self.uncommitted = [], {}, []
        self.since = time.monotonic()


def _failure(file: RawFile, sha256: str, error: Exception) -> Rejection:
    """The rejection of a file on which a reader failed, with the place in the code."""
    frame = traceback.extract_tb(error.__traceback__)[-1]
    return Rejection(
        code="reader-failed",
        reason=f"{type(error).__name__}: {error} ({os.path.basename(frame.filename)}, line "
        f"{frame.lineno}).  This is a fault of mediacorpus: please report it with the file",
        path=file.name,
        sha256=sha256,
    )
