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
from io import BufferedReader
from typing import TYPE_CHECKING

from mediacorpus import readers
from mediacorpus.corpus.disk import Line, Receipt
from mediacorpus.corpus.index import line_of
from mediacorpus.errors import Interrupted
from mediacorpus.fields import Offset, evolve, record
from mediacorpus.pipeline import Options, inputs, read_stream
from mediacorpus.readers.files import RawFile
from mediacorpus.records import Entry, Rejection
from mediacorpus.text.folding import fold_space
from mediacorpus.views import clean, counted

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
      many files were rejected before in the same way.
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
        lines = [f"rejected: {fold_space(clean(str(rejection)))}" for rejection in self.rejected]
        facts = [counted(self.files, "file")]
        facts += [f"{self.known} read before"] if self.known else []
        facts += [counted(self.new, "new article")]
        facts += [f"{self.updated} updated"] if self.updated else []
        facts += [f"{self.unchanged} already there"] if self.unchanged else []
        facts += [f"{len(self.rejected)} rejected"] if self.rejected else []
        facts += [f"{self.known_rejected} rejected before"] if self.known_rejected else []
        nothing_new = not (self.new or self.updated or self.rejected)
        return "\n".join([*lines, ", ".join(facts) + (": nothing new" if nothing_new else "")])


def ingest(
    corpus: Corpus,
    paths: Sequence[str | os.PathLike[str]],
    options: Options,
    *,
    again: bool = False,
    on_file: Callable[[str], None] | None = None,
) -> IngestReport:
    """Read files and folders into a corpus, those that were read before too if `again`; `on_file`
    is told the name of each file that is done.

    Raises `InputError` before anything is read for a path that does not exist, or for several files
    with an option that is true of one, and `CorpusError` for a corpus of which a shard is missing
    or cut; `Interrupted`, after a commit, on Ctrl-C.
    """
    files = inputs(paths, options)
    corpus.check_shards()
    run = _Run(corpus, options, again)
    try:
        for file in files:
            run.take(file)
            if on_file is not None:
                on_file((file.path if isinstance(file, Rejection) else file.name) or "")
        run.commit()
    except KeyboardInterrupt:
        run.commit()
        raise Interrupted(run.report) from None
    return run.report


class _Run:
    """An ingest that is under way: what was read and is not committed yet, and what was counted."""

    def __init__(self, corpus: Corpus, options: Options, again: bool) -> None:
        self.corpus = corpus
        self.options = options
        self.again = again
        self.counts: Counter[str] = Counter()
        self.rejected: list[Rejection] = []
        self.commits: list[int] = []
        self.lines: list[Line] = []
        self.receipts: list[Receipt] = []
        self.uncommitted: list[Rejection] = []
        self.seen: dict[str, list[Rejection]] = {}  # inputs of this run, and what was rejected
        self.since = time.monotonic()

    @property
    def report(self) -> IngestReport:
        """What came of it so far."""
        return IngestReport(
            **self.counts, rejected=tuple(self.rejected), commits=tuple(self.commits)
        )

    def take(self, file: RawFile | Rejection) -> None:
        """Read a file, unless it was read before."""
        if isinstance(file, Rejection):
            self.reject([file])
        else:
            try:
                with file.open() as stream:
                    self.take_stream(file, stream)
            except OSError as error:
                self.reject([file.rejection(error)])
        self.counts["files"] += 1
        if (
            len(self.lines) + len(self.uncommitted) >= COMMIT_ITEMS
            or time.monotonic() - self.since >= COMMIT_SECONDS
        ):
            self.commit()

    def take_stream(self, file: RawFile, stream: BufferedReader) -> None:
        """Read an open file, unless its bytes are on record."""
        sha256 = _sha256(stream)
        if sha256 in self.seen:
            rejections = self.seen[sha256]
            self.reject([evolve(one, path=file.name) for one in rejections])
            self.counts["known"] += not rejections
            return
        known = self.corpus.receipt(sha256)
        if known and not self.again and not self.may_retry(known, stream, file.name):
            self.counts["known" if known.items else "known_rejected"] += 1
            return
        lines, rejections, reader = self.read(file, stream, sha256)
        if _sha256(stream) != sha256:
            reason = "the file changed while it was read: it is read the next time"
            self.reject([Rejection(code="changed", reason=reason, path=file.name)])
            return
        self.lines += lines
        self.reject(rejections)
        # The receipt comes last: with Ctrl-C in between, the input is only read once more.
        self.receipts.append(
            Receipt(
                sha256=sha256,
                path=file.name,
                reader=reader[0],
                reader_version=reader[1],
                items=len(lines),
                rejected=len(rejections),
            )
        )
        self.seen[sha256] = rejections

    def may_retry(self, known: Receipt, stream: BufferedReader, name: str) -> bool:
        """Whether what was rejected can be read by a newer reader now."""
        if not known.rejected:
            return False
        if self.options.format:
            reader = readers.reader(self.options.format)
        else:
            stream.seek(0)
            found = readers.choose(stream.read(readers.HEAD), name)
            if found is None:
                return False
            reader = found
        return (reader.name, reader.version) != (known.reader, known.reader_version)

    def read(
        self, file: RawFile, stream: BufferedReader, sha256: str
    ) -> tuple[list[Line], list[Rejection], tuple[str | None, str | None]]:
        """The items of a file, and by which reader; a fault of that costs the rest of the file, not
        the run."""
        lines: list[Line] = []
        rejections: list[Rejection] = []
        reader: tuple[str | None, str | None] = (None, None)
        try:
            for item in read_stream(stream, sha256, self.options, name=file.name):
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
        except OSError:
            raise  # no fault of the reader's: the file is read the next time
        except Exception as error:  # noqa: BLE001 - told as a rejection, with its place
            rejections.append(_failure(file, sha256, error))
        return lines, rejections, reader

    def reject(self, rejections: Sequence[Rejection]) -> None:
        """Put what could not be read on record; what is there already is counted, and not told
        again."""
        new = [one for one in rejections if not self.corpus.has_rejection(one)]
        self.uncommitted += new
        self.rejected += new
        if rejections and not new:
            self.counts["known_rejected"] += 1

    def commit(self) -> None:
        """Append what was read."""
        added = self.corpus.append(self.lines, self.receipts, self.uncommitted)
        self.counts.update(new=added.new, updated=added.updated, unchanged=added.unchanged)
        if added.commit is not None:
            self.commits.append(added.commit)
        self.lines, self.receipts, self.uncommitted = [], [], []
        self.since = time.monotonic()


def _sha256(stream: BufferedReader) -> str:
    stream.seek(0)
    return hashlib.file_digest(stream, "sha256").hexdigest()


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
