"""A corpus: entries in a folder to which scripts add, and which opens in a notebook."""

from __future__ import annotations

import datetime
import os
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Unpack

from mediacorpus.checks import check_language
from mediacorpus.corpus.disk import Commit, Folder, Line, Receipt
from mediacorpus.corpus.index import Index, Place, days_of, digest, line_of
from mediacorpus.corpus.selection import (
    Selection,
    article_condition,
    folded_names,
    folded_words,
    quote_condition,
)
from mediacorpus.corpus.verify import VerifyReport, verify
from mediacorpus.errors import CorpusError, DecodeError, ValidationError
from mediacorpus.fields import Offset, evolve, record
from mediacorpus.jsonl import decode, dumps
from mediacorpus.newsdate import DateLike, NewsDate
from mediacorpus.options import Options, ReadingOptions, with_options
from mediacorpus.records import Entry, Quote, QuoteKind, Rejection, Source

if TYPE_CHECKING:
    from mediacorpus.ingest import IngestReport

__all__ = ["AddReport", "Corpus", "Selection", "VerifyReport"]


@record
class AddReport:
    """What an append did: how many articles are new, a newer version of one that was there, or
    there already, and the number of the commit (None where there was nothing to write)."""

    new: Offset = 0
    updated: Offset = 0
    unchanged: Offset = 0
    commit: Offset | None = None


class Corpus:
    """A folder of entries.

    >>> import tempfile, mediacorpus
    >>> corpus = mediacorpus.Corpus.create(tempfile.mkdtemp() + "/corpus")
    >>> corpus.add(mediacorpus.parse("Talks fail\\n\\n“We are done,” Jane Smith said in Oslo.")).new
    1
    >>> [quote.speaker_text for quote in corpus.quotes(speaker="Smith")]
    ['Jane Smith']

    Several processes may add to one corpus at the same time, and read it meanwhile; so may several
    threads, with one `Corpus` object or more.  Each question is answered from what is there when it
    is asked: every article in its newest version, in the order in which these were added.
    """

    def __init__(self, folder: Folder) -> None:
        if not isinstance(folder, Folder):
            raise ValidationError("Corpus", "use Corpus.open(path), or Corpus.create(path)")
        self._folder = folder
        self._index = Index(folder)
        self._is_checked = False

    @classmethod
    def create(cls, path: str | os.PathLike[str], *, exist_ok: bool = False) -> Corpus:
        """Make a new corpus in a folder that is empty or does not exist.

        With ``exist_ok=True`` a corpus that is there is opened.  Several processes may do that at
        the same time.

        Raises `CorpusError` where there is something already.
        """
        folder = Folder(path)
        folder.create(exist_ok=exist_ok)
        return cls(folder)

    @classmethod
    def open(cls, path: str | os.PathLike[str]) -> Corpus:
        """Open the corpus in a folder.

        Raises `CorpusError` where the folder is none, or is damaged.
        """
        folder = Folder(path)
        folder.open()
        return cls(folder)

    @property
    def path(self) -> Path:
        """The folder."""
        return self._folder.path

    def close(self) -> None:
        """Let go of the index; it is opened again when it is wanted."""
        self._index.close()

    def __reduce__(self) -> tuple[type[Corpus], tuple[Folder]]:
        """For another process, the same folder."""
        return Corpus, (self._folder,)

    def __enter__(self) -> Corpus:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    # -- adding ----------------------------------------------------------------------------

    def add(self, entries: Iterable[Entry]) -> AddReport:
        """Append entries, all in one commit.

        An entry that is there already is left out; another one with the same id is a newer version.

        Raises `CorpusError` where the folder cannot be written: the corpus is then as before,
        unless the message says that the entries were added.  To add them again is safe either way.
        Raises it as well, before anything is written, where a shard is missing or cut; and
        `ValidationError` for what is no entry, such as a rejection that `read` gave.
        """
        if not isinstance(entries, Iterable):
            raise ValidationError(
                "entries", f"{type(entries).__name__} is no list of them: pass [entry] for one"
            )
        lines = []
        for number, entry in enumerate(entries):
            if not isinstance(entry, Entry):
                raise ValidationError(f"entries[{number}]", f"{entry!r} is no Entry: leave it out")
            lines.append(line_of(entry))
        return self.append(lines)

    def append(
        self,
        lines: Sequence[Line],
        receipts: Sequence[Receipt] = (),
        rejections: Sequence[Rejection] = (),
    ) -> AddReport:
        """Append encoded entries, with the receipts of the inputs that they came from and what was
        rejected, all in one commit; what is on record already is left out.

        Where another writer is faster, what it has written is taken into account, and the append is
        tried again behind it.
        """
        if not self._is_checked:  # an index that knows an article is no proof that it is there
            self.check_shards()
        refused = [dumps(rejection) for rejection in rejections]
        while True:
            number, sha256 = self._index.head()
            fresh, report = self._fresh(lines)
            news = [
                one for one in receipts if self._index.receipt(one.sha256) != evolve(one, path=None)
            ]
            unknown = [line for line in refused if not self._index.has_rejection(line)]
            if not (fresh or news or unknown):
                return report
            commit = Commit(
                number=number + 1,
                parent=sha256 or None,
                time=datetime.datetime.now(datetime.UTC).isoformat(timespec="seconds"),
                written_by=_written_by(),
                shards=tuple(self._folder.write_shards(number + 1, fresh)),
                receipts=tuple(news),
                rejected=self._folder.write_rejected(number + 1, unknown) if unknown else None,
            )
            if self._folder.publish(commit):
                return AddReport(
                    new=report.new,
                    updated=report.updated,
                    unchanged=report.unchanged,
                    commit=commit.number,
                )
            self._folder.discard(commit)

    def _fresh(self, lines: Sequence[Line]) -> tuple[list[Line], AddReport]:
        """The lines that say something new, and how many are what."""
        fresh: list[Line] = []
        newest: dict[str, bytes | None] = {}
        new = updated = 0
        for line in lines:
            if line.id not in newest:
                newest[line.id] = self._index.digest_of(line.id)
            known, own = newest[line.id], digest(line.data)
            if known == own:
                continue
            new += known is None
            updated += known is not None
            newest[line.id] = own
            fresh.append(line)
        return fresh, AddReport(new=new, updated=updated, unchanged=len(lines) - len(fresh))

    @with_options
    def ingest(
        self,
        *paths: str | os.PathLike[str],
        again: bool = False,
        **options: Unpack[ReadingOptions],
    ) -> IngestReport:
        """Read files and folders into the corpus; the options are those of `mediacorpus.parse`.

        Inputs that were read before are passed over, so the same call can be made every day; with
        ``again=True`` they are read once more, and an article that a newer reader reads otherwise
        gets a newer version.  So does one that was read with ``quotes=False`` as soon as quotes are
        asked for.  What is read is committed every few seconds; after an interruption the same call
        goes on.

        The files are read in a process of their own, which is ended where one item takes longer
        than ``limits.seconds``; with ``Limits(seconds=None)`` they are read in this one.  What the
        limits cost is read once more as soon as they are others.

        Raises `InputError`, before anything is read, for a path that does not exist, and for a
        `url` with several files, and `CorpusError` where a shard is missing or cut; on Ctrl-C
        `Interrupted`, with a report, after a commit.
        """
        from mediacorpus.ingest import ingest

        return ingest(self, paths, Options(**options), again=again)

    def receipt(self, sha256: str) -> Receipt | None:
        """What is on record of an input with these bytes; None where it was not read yet."""
        self._index.head()
        return self._index.receipt(sha256)

    def has_rejection(self, rejection: Rejection) -> bool:
        """Whether this very rejection is on record."""
        self._index.head()
        return self._index.has_rejection(dumps(rejection))

    # -- reading ---------------------------------------------------------------------------

    def __len__(self) -> int:
        """How many articles there are."""
        self._index.head()
        return self._index.count()

    def __contains__(self, article_id: object) -> bool:
        self._index.head()
        return isinstance(article_id, str) and self._index.digest_of(article_id) is not None

    def __getitem__(self, article_id: str) -> Entry:
        """The newest version of an article's entry.  Raises KeyError where there is none."""
        return self.versions(article_id)[-1]

    def ids(self, start: str = "", *, limit: int = 20) -> list[str]:
        """The ids of articles that begin with `start`, in alphabetical order, at most `limit`."""
        self._index.head()
        return self._index.ids(start, limit)

    def versions(self, article_id: str) -> list[Entry]:
        """All versions of an article's entry, the oldest first.

        Raises KeyError where there is none.
        """
        self._index.head()
        places = self._index.places_of(article_id)
        if not places:
            raise KeyError(article_id)
        return [entry for place in places for entry in self._entries_at(place)]

    def __iter__(self) -> Iterator[Entry]:
        return iter(self.entries())

    def entries(
        self,
        *,
        since: DateLike | None = None,
        until: DateLike | None = None,
        publisher: str | None = None,
        language: str | None = None,
    ) -> Selection[Entry]:
        """The entries that fit.

        `since` and `until` are included, and an article fits if some moment that its date can mean
        lies between them; one without a date does not.  `publisher` is looked for, word by word and
        folded, in the outlet's name, or is its domain.  `language` is a BCP 47 tag; "en" takes
        "en-GB" in.

        Raises `ValidationError` for conditions that cannot be, as a `since` behind `until`.
        """
        first = NewsDate.of(since) if since is not None else None
        last = NewsDate.of(until) if until is not None else None
        fits = article_condition(since=first, until=last, publisher=publisher)
        if language is not None:
            check_language("language", language)

        def find() -> Iterator[tuple[Entry, Entry]]:
            self._index.head()
            days = days_of(first), days_of(last)
            for place in self._index.places(
                days[0][0] if days[0] else None, days[1][1] if days[1] else None, language
            ):
                for entry in self._entries_at(place):
                    if fits(entry.article):
                        yield entry, entry

        return Selection(find)

    def quotes(
        self,
        *,
        speaker: str | None = None,
        since: DateLike | None = None,
        until: DateLike | None = None,
        publisher: str | None = None,
        language: str | None = None,
        kind: QuoteKind | None = None,
        min_confidence: float | None = None,
    ) -> Selection[Quote]:
        """The quotes that fit.

        `speaker` is looked for, word by word and folded, in the names and aliases of the source
        that the quote's speaker resolves to; where it resolves to none, in the speaker's own words.
        `min_confidence`, from 0 to 1, leaves out quotes of less and of unknown confidence.  The
        other conditions are those of `entries`.
        """
        entries = self.entries(since=since, until=until, publisher=publisher, language=language)
        fits = quote_condition(speaker=speaker, kind=kind, min_confidence=min_confidence)

        def find() -> Iterator[tuple[Entry, Quote]]:
            for entry in entries:
                for quote in entry.quotes:
                    if fits(entry, quote):
                        yield entry, quote

        return Selection(find)

    def sources(
        self,
        *,
        name: str | None = None,
        since: DateLike | None = None,
        until: DateLike | None = None,
        publisher: str | None = None,
        language: str | None = None,
    ) -> Selection[Source]:
        """The sources that fit, article by article: two of one name may be two people.

        `name` is looked for, word by word and folded, in names and aliases.
        """
        entries = self.entries(since=since, until=until, publisher=publisher, language=language)
        wanted = folded_words("name", name)

        def find() -> Iterator[tuple[Entry, Source]]:
            for entry in entries:
                for source in entry.sources:
                    if wanted is None or f" {wanted} " in folded_names(None, source):
                        yield entry, source

        return Selection(find)

    def _entries_at(self, place: Place) -> Iterator[Entry]:
        lines = self._folder.read_frame(place.shard, place.offset, place.length)
        where = f"{self._folder.entries / place.shard}, frame at byte {place.offset}, line "
        for number, article_id in place.lines:
            if number >= len(lines):
                entry = None
            else:
                try:
                    entry = decode(lines[number], Entry)
                except DecodeError as error:
                    raise CorpusError(f"{where}{number + 1}: {error}") from None
            if entry is None or entry.article.id != article_id:
                self._index.discard()
                raise CorpusError(
                    f"{where}{number + 1} does not hold the article {article_id!r}: the index was "
                    "wrong, and is built again.  Ask once more"
                )
            yield entry

    # -- care ------------------------------------------------------------------------------

    def check_shards(self) -> None:
        """Look whether every shard is there with its size, which takes microseconds for each;
        `verify` reads them.

        Raises `CorpusError` for the first that is not.
        """
        self._index.head()
        for name, size in self._index.shards():
            self._folder.check_shard(name, size)
        self._is_checked = True

    def verify(self) -> VerifyReport:
        """Read everything, compare it with its hash, and say what is wrong."""
        return verify(self._folder, self._index)

    def __repr__(self) -> str:
        return f"<Corpus {str(self.path)!r}: {len(self)} articles>"

    def _repr_html_(self) -> str:
        from mediacorpus.views import html

        return html.corpus(self)


def _written_by() -> str:
    import mediacorpus

    return f"mediacorpus {mediacorpus.__version__}"
