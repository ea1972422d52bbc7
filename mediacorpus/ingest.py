"""Many raw inputs -> a corpus, with a report for every item.

An input is known by the hash of its bytes.  What was read is committed together with its receipt,
so an ingest that was killed goes on behind its last commit, and one that is run again adds nothing.
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

import attrs

from mediacorpus import readers
from mediacorpus.corpus.disk import Line, Receipt
from mediacorpus.corpus.index import line_of
from mediacorpus.errors import Interrupted
from mediacorpus.fields import FrozenDict, Offset, evolve, record
from mediacorpus.languages import packs
from mediacorpus.pipeline import Options, inputs, read_stream
from mediacorpus.readers.files import RawFile
from mediacorpus.records import Entry, Provenance, Rejection
from mediacorpus.text.folding import fold_space
from mediacorpus.views import clean, counted

if TYPE_CHECKING:
    from mediacorpus.corpus import Corpus

__all__ = ["IngestReport", "ingest"]

COMMIT_ITEMS = 512
COMMIT_SECONDS = 5.0
"""A commit is made when so many items were read, or so much time has passed."""


UNKNOWN = "und"
"""BCP 47's tag for a language that is not known."""


@record
class IngestReport:
    """What became of every input.

    - ``files``: how many files there were; ``known`` of them were read before and passed over.
    - ``new``, ``updated``, ``unchanged``: the articles that are new, a newer version of one that
      was there, or there already.
    - ``rejected``: the items that could not be read, each with its reason; ``known_rejected``: how
      many files were rejected before in the same way.
    - ``commits``: the numbers of the commits that were made.
    - ``undated``, ``without_quotes``: how many of the articles that were read have no date, and in
      how many no quote was found.
    - ``without_pack``: in how many of these none was looked for, because there is no pack for the
      language, by its tag; "und" is one that was not recognised.
    """

    files: Offset = 0
    known: Offset = 0
    new: Offset = 0
    updated: Offset = 0
    unchanged: Offset = 0
    rejected: tuple[Rejection, ...] = ()
    known_rejected: Offset = 0
    commits: tuple[Offset, ...] = ()
    undated: Offset = 0
    without_quotes: Offset = 0
    without_pack: dict[str, Offset] = attrs.field(default=FrozenDict(), hash=False)

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
        lines += [", ".join(facts) + (": nothing new" if nothing_new else "")]
        lines += [f"{self.undated} undated: since and until pass over them"] if self.undated else []
        if others := self.without_quotes - sum(self.without_pack.values()):
            lines.append(f"{others} without quotes")
        lines += [
            f"{count} without quotes: none are looked for in {_language(tag)} "
            f"(but in: {', '.join(pack.code for pack in packs() if pack.cues)})"
            for tag, count in self.without_pack.items()
        ]
        return "\n".join(lines)


def _language(tag: str) -> str:
    return "a language that was not recognised" if tag == UNKNOWN else repr(tag)


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
        self.without_pack: Counter[str] = Counter()
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
            **self.counts,
            rejected=tuple(self.rejected),
            commits=tuple(self.commits),
            without_pack=FrozenDict(self.without_pack),
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
        found = self.read(file, stream, sha256)
        if _sha256(stream) != sha256:
            reason = "the file changed while it was read: it is read the next time"
            self.reject([Rejection(code="changed", reason=reason, path=file.name)])
            return
        self.lines += found.lines
        self.counts += found.counts
        self.without_pack += found.without_pack
        self.reject(found.rejections)
        # The receipt comes last: with Ctrl-C in between, the input is only read once more.
        self.receipts.append(
            Receipt(
                sha256=sha256,
                path=file.name,
                reader=found.reader,
                reader_version=found.reader_version,
                items=len(found.lines),
                rejected=len(found.rejections),
            )
        )
        self.seen[sha256] = found.rejections

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

    def read(self, file: RawFile, stream: BufferedReader, sha256: str) -> _Found:
        """The items of a file; a fault of the reader costs the rest of the file, not the run."""
        found = _Found()
        try:
            for item in read_stream(stream, sha256, self.options, name=file.name):
                if isinstance(item, Entry):
                    found.take(item)
                else:
                    found.reject(item)
        except OSError:
            raise  # no fault of the reader's: the file is read the next time
        except Exception as error:  # noqa: BLE001 - told as a rejection, with its place
            found.reject(_failure(file, sha256, error))
        return found

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


@attrs.define
class _Found:
    """What came out of one file, by which reader, and what is wanting in its articles."""

    lines: list[Line] = attrs.field(factory=list)
    rejections: list[Rejection] = attrs.field(factory=list)
    reader: str | None = None
    reader_version: str | None = None
    counts: Counter[str] = attrs.field(factory=Counter)
    without_pack: Counter[str] = attrs.field(factory=Counter)

    def take(self, entry: Entry) -> None:
        article = entry.article
        self.lines.append(line_of(entry))
        self.read_by(article.provenance)
        self.counts["undated"] += article.published is None
        self.counts["without_quotes"] += not entry.quotes
        if any(notice.code == "no-language-pack" for notice in entry.notices):
            self.without_pack[article.language or UNKNOWN] += 1

    def reject(self, rejection: Rejection) -> None:
        self.rejections.append(rejection)
        self.read_by(rejection)

    def read_by(self, known: Provenance | Rejection | None) -> None:
        if known and known.reader:
            self.reader, self.reader_version = known.reader, known.reader_version


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
