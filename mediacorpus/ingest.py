"""Many raw inputs -> a corpus, with a report for every item.

An input is known by the hash of its bytes.  What was read is committed together with its receipt,
so an ingest that was killed goes on behind its last commit, and one that is run again adds nothing.
"""

from __future__ import annotations

import contextlib
import itertools
import os
import time
from collections import Counter, deque
from collections.abc import Callable, Iterator, Sequence
from typing import TYPE_CHECKING, Any

import attrs

from mediacorpus.corpus.disk import Line, Receipt
from mediacorpus.errors import Interrupted, ValidationError
from mediacorpus.fields import FrozenDict, Offset, evolve, record
from mediacorpus.languages import packs
from mediacorpus.options import Options
from mediacorpus.pipeline import inputs
from mediacorpus.readers.files import RawFile
from mediacorpus.readers.zipped import Scratch
from mediacorpus.reading import UNKNOWN, Outcome, Unit, may_retry, sha256_of
from mediacorpus.records import Rejection
from mediacorpus.text.folding import fold_space
from mediacorpus.views import clean, counted
from mediacorpus.worker import UnitReader, reading

if TYPE_CHECKING:
    from mediacorpus.corpus import Corpus

__all__ = ["IngestReport", "ingest"]

COMMIT_ITEMS = 512
COMMIT_SECONDS = 5.0
"""A commit is made when so many items were read, or so much time has passed."""

MOST_JOBS = 256

AHEAD = 32
"""So many files each process has to read while what came of another is taken down."""

MOST_UNPACKED = 2**30
"""So many bytes of what is unpacked from archives lie on disk at a time."""


@record
class IngestReport:
    """What became of every input.

    - ``files``: how many files there were; ``known`` of them were read before and passed over,
      ``known_otherwise`` of these with other options than are asked for now.
    - ``new``, ``updated``, ``unchanged``: the articles that are new, a newer version of one that
      was there, or there already; ``removed``: those that were left out, because they have been
      removed from the corpus; ``same_text``: those of the new ones that have the very text of
      another article.
    - ``rejected``: the items that could not be read, each with its reason; ``known_rejected``: how
      many files were rejected before in the same way.
    - ``commits``: the numbers of the commits that were made.
    - ``undated``, ``without_quotes``: how many of the articles that were read have no date, and in
      how many no quote was found; none are counted where quotes were not asked for.
    - ``prose_left_out``: of how many prose was left out that stands apart from the article, another
      article perhaps that was copied below it.
    - ``without_pack``: in how many of these none was looked for, because there is no pack for the
      language, by its tag; "und" is one that was not recognised.
    """

    files: Offset = 0
    known: Offset = 0
    known_otherwise: Offset = 0
    new: Offset = 0
    updated: Offset = 0
    unchanged: Offset = 0
    removed: Offset = 0
    same_text: Offset = 0
    rejected: tuple[Rejection, ...] = ()
    known_rejected: Offset = 0
    commits: tuple[Offset, ...] = ()
    undated: Offset = 0
    without_quotes: Offset = 0
    prose_left_out: Offset = 0
    without_pack: dict[str, Offset] = attrs.field(default=FrozenDict(), hash=False)

    def __repr__(self) -> str:
        return str(self)

    def __str__(self) -> str:
        lines = list(_told(self.rejected))
        facts = [counted(self.files, "file")]
        facts += [f"{self.known} read before"] if self.known else []
        facts += [counted(self.new, "new article")]
        facts += [f"{self.updated} updated"] if self.updated else []
        facts += [f"{self.unchanged} already there"] if self.unchanged else []
        facts += [f"{self.removed} removed before"] if self.removed else []
        facts += [f"{len(self.rejected)} rejected"] if self.rejected else []
        facts += [f"{self.known_rejected} rejected before"] if self.known_rejected else []
        nothing_new = not (self.new or self.updated or self.rejected)
        lines += [", ".join(facts) + (": nothing new" if nothing_new else "")]
        if self.known_otherwise:
            lines.append(
                f"{self.known_otherwise} read before with other options: --again (again=True) "
                "reads them with these"
            )
        if self.same_text:
            lines.append(
                f"{self.same_text} with the very text of another article: Corpus.same_texts names "
                "them"
            )
        lines += [f"{self.undated} undated: since and until pass over them"] if self.undated else []
        if self.prose_left_out:
            lines.append(
                f"{self.prose_left_out} of which prose was left out, another article perhaps: the "
                "notice prose-left-out says where"
            )
        if others := self.without_quotes - sum(self.without_pack.values()):
            lines.append(f"{others} without quotes")
        lines += [
            f"{count} without quotes: none are looked for in {_language(tag)} "
            f"(but in: {', '.join(pack.code for pack in packs() if pack.cues)})"
            for tag, count in self.without_pack.items()
        ]
        return "\n".join(lines)


MOST_ALIKE = 3
"""So many items of one file are told that were rejected for one reason, one after the other."""


def _told(rejections: Sequence[Rejection]) -> Iterator[str]:
    """Each rejection in a line; of many that are alike, the first."""
    for (path, code), alike in itertools.groupby(rejections, lambda one: (one.path, one.code)):
        first, *others = alike
        yield f"rejected: {fold_space(clean(str(first)))}"
        if path is None or len(others) < MOST_ALIKE:
            yield from (f"rejected: {fold_space(clean(str(one)))}" for one in others)
        else:
            yield f"rejected: {fold_space(clean(path))}: {len(others)} more items: {code}"


def _language(tag: str) -> str:
    return "a language that was not recognised" if tag == UNKNOWN else repr(tag)


def ingest(
    corpus: Corpus,
    paths: Sequence[str | os.PathLike[str]],
    options: Options,
    *,
    again: bool = False,
    jobs: int = 1,
    client: Any = None,
    on_file: Callable[[str], None] | None = None,
) -> IngestReport:
    """Read files and folders into a corpus in so many processes, or on the cluster of a Dask
    client, those that were read before too if `again`; `on_file` is told the name of each file that
    is done.

    Raises `InputError` before anything is read for a path that does not exist, or for several files
    with an option that is true of one, and `CorpusError` for a corpus of which a shard is missing
    or cut; `Interrupted`, after a commit, on Ctrl-C.
    """
    _check_jobs(jobs)
    if client is not None and jobs > 1:
        raise ValidationError("jobs", "goes without a client: the cluster has its own processes")
    with Scratch() as scratch:
        files = inputs(paths, options, scratch)
        corpus.check_shards()
        with _reading(options, jobs, client) as (reader, ahead):
            run = _Run(corpus, options, reader, again=again, ahead=ahead, on_file=on_file)
            try:
                for file in files:
                    run.take(file)
                run.finish()
            except KeyboardInterrupt:
                run.commit()
                raise Interrupted(run.report) from None
            return run.report


@contextlib.contextmanager
def _reading(options: Options, jobs: int, client: Any) -> Iterator[tuple[UnitReader, int]]:
    """What reads the files, and how many of them are to be underway."""
    if client is None:
        with reading(options.limits.seconds, jobs) as reader:
            yield reader, AHEAD * jobs
    else:
        from mediacorpus.cluster import Cluster

        cluster = Cluster(client)
        yield cluster, cluster.ahead


def _check_jobs(jobs: object) -> None:
    if isinstance(jobs, bool) or not isinstance(jobs, int) or not 1 <= jobs <= MOST_JOBS:
        raise ValidationError("jobs", f"{jobs!r} is no number of processes: pass 1 to {MOST_JOBS}")


class _Run:
    """An ingest that is under way: what was read and is not committed yet, and what was counted."""

    def __init__(
        self,
        corpus: Corpus,
        options: Options,
        reader: UnitReader,
        *,
        again: bool,
        ahead: int,
        on_file: Callable[[str], None] | None,
    ) -> None:
        self.corpus = corpus
        self.options = options
        self.reader = reader
        self.again = again
        self.ahead = ahead
        self.on_file = on_file
        self.waiting: deque[_Waiting] = deque()
        self.unpacked = 0  # bytes of files in archives that wait
        self.underway: set[str] = set()  # the inputs that are being read
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
        """Have a file read, unless it was read before; what came of it is taken down later."""
        self.waiting.append(self.look_at(file))
        self.unpacked += self.waiting[-1].unpacked
        while len(self.waiting) > self.ahead or self.unpacked > MOST_UNPACKED:
            self.settle(self.waiting.popleft())

    def look_at(self, file: RawFile | Rejection) -> _Waiting:
        """What is to be done about a file; if it is to be read, that begins."""
        if isinstance(file, Rejection):
            return _Waiting(file.path, rejection=file)
        try:
            with file.open() as stream:
                unit = Unit(file, sha256_of(stream), self.options)
                known = self.corpus.receipt(unit.sha256)
                if unit.sha256 in self.seen or unit.sha256 in self.underway:
                    known = None  # it is known when its turn has come
                elif (
                    not known
                    or self.again
                    or self.is_untold(known, file.name)
                    or may_retry(known, stream, file.name, self.options)
                ):
                    known = None
                    self.begin(unit)
        except OSError as error:
            return _Waiting(file.name, file, rejection=file.rejection(error))
        return _Waiting(file.name, file, unit, known)

    def is_untold(self, known: Receipt, name: str) -> bool:
        """Whether nothing came of these bytes before, and that under other names alone."""
        return not (known.items or self.corpus.was_told(known.sha256, name))

    def begin(self, unit: Unit) -> None:
        """Have a file read that was not read in this run."""
        self.underway.add(unit.sha256)
        self.reader.begin(unit)

    def settle(self, file: _Waiting) -> None:
        """Take down what came of a file."""
        if file.rejection:
            self.reject([file.rejection])
        elif file.known:
            self.counts["known" if file.known.items else "known_rejected"] += 1
            self.counts["known_otherwise"] += (
                file.known.items > 0 and file.known.options != self.options.told
            )
        elif file.unit and file.unit.sha256 in self.seen:
            rejections = self.seen[file.unit.sha256]
            self.reject([evolve(one, path=file.name) for one in rejections])
            self.counts["known"] += not rejections
        elif file.unit:
            if file.unit.sha256 not in self.underway:  # what was the same was dropped
                self.begin(file.unit)
            self.put_down(file.unit, self.reader.outcome())
        if file.file:
            self.unpacked -= file.unpacked
            file.file.forget()
        self.counts["files"] += 1
        if self.on_file is not None:
            self.on_file(file.name or "")
        if (
            len(self.lines) + len(self.uncommitted) >= COMMIT_ITEMS
            or time.monotonic() - self.since >= COMMIT_SECONDS
        ):
            self.commit()

    def put_down(self, unit: Unit, found: Outcome) -> None:
        """Put what was read on record, with its receipt."""
        self.underway.remove(unit.sha256)
        if found.dropped:
            self.reject([found.dropped])
            return
        self.lines += found.lines
        self.counts += found.counts
        self.without_pack += found.without_pack
        self.reject(found.rejections)
        # The receipt comes last: with Ctrl-C in between, the input is only read once more.
        if found.final:
            self.receipts.append(found.receipt(unit))
        self.seen[unit.sha256] = found.rejections

    def finish(self) -> None:
        """Take down what is still to come."""
        while self.waiting:
            self.settle(self.waiting.popleft())
        self.commit()

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
        self.counts.update(
            new=added.new,
            updated=added.updated,
            unchanged=added.unchanged,
            removed=added.removed,
            same_text=added.same_text,
        )
        if added.commit is not None:
            self.commits.append(added.commit)
        self.lines, self.receipts, self.uncommitted = [], [], []
        self.since = time.monotonic()


@attrs.frozen
class _Waiting:
    """A file whose turn has not come: why it cannot be read, or what is known of it, or else what
    it is; it is being read, or equal to one that is."""

    name: str | None
    file: RawFile | None = None
    unit: Unit | None = None
    known: Receipt | None = None
    rejection: Rejection | None = None

    @property
    def unpacked(self) -> int:
        """How many bytes of disk it takes until its turn has come."""
        return self.file.path.stat().st_size if self.file and self.file.is_copy else 0
