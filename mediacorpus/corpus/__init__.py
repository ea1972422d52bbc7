"""A corpus: entries in a folder to which scripts add, and which opens in a notebook."""

from __future__ import annotations

import contextlib
import os
from collections.abc import Iterable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any, Unpack

from mediacorpus.checks import check_language
from mediacorpus.corpus.append import AddReport, append
from mediacorpus.corpus.commits import commit
from mediacorpus.corpus.compact import CompactReport, compact
from mediacorpus.corpus.disk import Folder, Line, Receipt, Removal
from mediacorpus.corpus.index import Index, Place, days_of, line_of
from mediacorpus.corpus.merge import Duplicates, MergeReport, merge
from mediacorpus.corpus.repair import RepairReport, repair
from mediacorpus.corpus.selection import (
    Selection,
    article_condition,
    folded_names,
    folded_words,
    quote_condition,
)
from mediacorpus.corpus.verify import VerifyReport, verify
from mediacorpus.errors import CorpusError, DecodeError, ValidationError
from mediacorpus.jsonl import decode, dumps
from mediacorpus.newsdate import DateLike, NewsDate
from mediacorpus.options import Options, ReadingOptions, with_options
from mediacorpus.records import Entry, Quote, QuoteKind, Rejection, Source

if TYPE_CHECKING:
    from mediacorpus.ingest import IngestReport

__all__ = [
    "AddReport",
    "CompactReport",
    "Corpus",
    "MergeReport",
    "RepairReport",
    "Selection",
    "VerifyReport",
]


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

    @staticmethod
    def repair(path: str | os.PathLike[str], *, apply: bool = False) -> RepairReport:
        """Say what is wrong with the corpus in a folder, and what can be done; with ``apply=True``
        do it.

        Every sound frame stays.  What is damaged is moved to ``aside/``.  Inputs of which entries
        are lost are forgotten, so that an ingest of the raw files brings them back.  To restore
        the files from a copy of the corpus is better, where there is one.  Nobody else should use
        the corpus meanwhile.

        Raises `CorpusError` where the folder is no corpus, or cannot be written.
        """
        return repair(Folder(path), apply=apply)

    @staticmethod
    def merge(
        path: str | os.PathLike[str],
        *corpora: Corpus | str | os.PathLike[str],
        if_duplicate: Duplicates = "keep-newest",
    ) -> MergeReport:
        """Make a new corpus of all that several have, which stay as they are.

        Of an article that several of them have in different versions, those of the corpus to which
        one was added last are kept, or with ``if_duplicate="keep-both"`` all of them, one behind
        the other; with "error" it is one.  An article that one of them has removed is in the new
        corpus neither, nor is its text.

        Raises `CorpusError` where the new folder is not empty, or one of the corpora is damaged;
        nothing is left of the new one then.
        """
        sources = [one if isinstance(one, Corpus) else Corpus.open(one) for one in corpora]
        target = Folder(path).path
        return merge(target, [one._index for one in sources], if_duplicate=if_duplicate)

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
        return append(self._index, lines, receipts, refused)

    def remove(self, *article_ids: str, reason: str) -> int | None:
        """Take articles out, all of them in one commit: no question is answered with them any more,
        and they are not added again, until `restore` brings them back.  Their text is still in the
        folder; ``compact(purge=True)`` erases it for good.

        Returns the number of the commit, None where all of them were removed before.  Raises
        KeyError, before anything is written, for an id that there is not, and `ValidationError`
        without a reason.

        >>> import tempfile, mediacorpus
        >>> corpus = mediacorpus.Corpus.create(tempfile.mkdtemp() + "/corpus")
        >>> entry, = mediacorpus.parse("Talks fail\\n\\nThey met in Oslo, and left.", id="oslo")
        >>> corpus.add([entry]).new, corpus.remove("oslo", reason="withdrawn by the agency")
        (1, 2)
        >>> corpus["oslo"]
        Traceback (most recent call last):
        KeyError: 'oslo was removed: withdrawn by the agency'
        >>> corpus.add([entry]).removed
        1
        """
        if not reason.strip():
            raise ValidationError("reason", "is empty: say why, for those who look for the article")

        def make(_: int) -> dict[str, Any] | None:
            removals = self._index.removals()
            fresh = [id for id in dict.fromkeys(article_ids) if id not in removals]
            for id in fresh:
                if self._index.digest_of(id) is None:
                    raise KeyError(id)
            removed = tuple(Removal(id=id, reason=reason) for id in fresh)
            return {"removed": removed} if removed else None

        return commit(self._index, make)

    def restore(self, *article_ids: str) -> int | None:
        """Bring back articles that were removed; those that were purged can be added again.

        Returns the number of the commit, None where none of them was removed.
        """

        def make(_: int) -> dict[str, Any] | None:
            removals = self._index.removals()
            back = tuple(id for id in dict.fromkeys(article_ids) if id in removals)
            return {"restored": back} if back else None

        return commit(self._index, make)

    @property
    def removed(self) -> dict[str, str]:
        """The ids of the articles that were removed, each with the reason."""
        self._index.head()
        return self._index.removals()

    @with_options
    def ingest(
        self,
        *paths: str | os.PathLike[str],
        again: bool = False,
        jobs: int = 1,
        client: Any = None,
        **options: Unpack[ReadingOptions],
    ) -> IngestReport:
        """Read files and folders into the corpus; the options are those of `mediacorpus.parse`.

        Inputs that were read before are passed over, so the same call can be made every day; with
        ``again=True`` they are read once more, and an article that a newer reader reads otherwise
        gets a newer version.  So does one that was read with ``quotes=False`` as soon as quotes are
        asked for.  What is read is committed every few seconds; after an interruption the same call
        goes on.

        The files are read in a process of their own, or in several (`jobs`), which are ended where
        one item takes longer than ``limits.seconds``; with ``Limits(seconds=None)`` and one job
        they are read in this one.  With `client`, a ``distributed.Client``, they are read on a Dask
        cluster (extra ``mediacorpus[dask]``): their bytes are sent there, and what came of them is
        committed here, so that nothing is lost or doubled whichever machine fails.  What the
        limits cost is read once more as soon as they are others.

        Raises `InputError`, before anything is read, for a path that does not exist, and for a
        `url` with several files, and `CorpusError` where a shard is missing or cut; on Ctrl-C
        `Interrupted`, with a report, after a commit.
        """
        from mediacorpus.ingest import ingest

        return ingest(self, paths, Options(**options), again=again, jobs=jobs, client=client)

    def receipt(self, sha256: str) -> Receipt | None:
        """What is on record of an input with these bytes; None where it was not read yet."""
        self._index.head()
        return self._index.receipt(sha256)

    def has_rejection(self, rejection: Rejection) -> bool:
        """Whether this very rejection is on record."""
        self._index.head()
        return self._index.has_rejection(dumps(rejection))

    def was_told(self, sha256: str, path: str) -> bool:
        """Whether a file of that name, with these bytes, is on record as rejected."""
        self._index.head()
        return self._index.was_told(sha256, path)

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

    def same_texts(self) -> list[tuple[str, ...]]:
        """The ids of the articles that have one text, to the letter: a page that was saved twice,
        or under two names.  Each group is in the order in which its articles were added."""
        self._index.head()
        return self._index.same_texts()

    def versions(self, article_id: str) -> list[Entry]:
        """All versions of an article's entry, the oldest first.

        Raises KeyError where there is none.
        """
        while True:
            self._index.head()
            places = self._index.places_of(article_id)
            if (reason := self._index.removal(article_id)) is not None:
                raise KeyError(f"{article_id} was removed: {reason}")
            if not places:
                raise KeyError(article_id)
            try:
                return [
                    entry
                    for place in places
                    for entry in self._entries_in(place, self._lines_at(place))
                ]
            except CorpusError:
                if not any(map(self._has_moved, places)):
                    raise

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
                for entry in self._newest_at(place):
                    if fits(entry.article):
                        yield entry, entry

        return Selection(find)

    def quotes(
        self,
        *,
        speaker: str | None = None,
        text: str | None = None,
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
        `text` is looked for in the same way in the words that are quoted.
        `min_confidence`, from 0 to 1, leaves out quotes of less and of unknown confidence.  The
        other conditions are those of `entries`.
        """
        entries = self.entries(since=since, until=until, publisher=publisher, language=language)
        fits = quote_condition(speaker=speaker, text=text, kind=kind, min_confidence=min_confidence)

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

    def _has_moved(self, place: Place) -> bool:
        """Whether another shard took the place of this one since it was looked up."""
        self._index.head()
        return not self._index.frames(place.shard)

    def _newest_at(self, place: Place) -> Iterator[Entry]:
        """The entries that stood there when the question was put; in their newest version, where
        another shard took the place of this one meanwhile."""
        try:
            lines = self._lines_at(place)
        except CorpusError:
            if not self._has_moved(place):
                raise
            for _, article_id in place.lines:
                with contextlib.suppress(KeyError):  # it was removed meanwhile
                    yield self[article_id]
        else:
            yield from self._entries_in(place, lines)

    def _lines_at(self, place: Place) -> list[bytes]:
        return self._folder.read_frame(place.shard, place.offset, place.length)

    def _entries_in(self, place: Place, lines: Sequence[bytes]) -> Iterator[Entry]:
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

    def compact(self, *, purge: bool = False) -> CompactReport:
        """Put few large shards in the place of many small ones, and take away what writers that
        were ended left behind.  With ``purge=True`` all versions of removed articles are left out,
        and no byte of them stays in the folder; copies of it, and the raw files, are yours to look
        after.

        Others may add and ask meanwhile.  Raises `CorpusError` where a shard is damaged, or the
        folder cannot be written: the corpus is then as before.
        """
        return compact(self._index, purge=purge)

    def write_bag(
        self, path: str | os.PathLike[str], *, info: Mapping[str, str] | None = None
    ) -> None:
        """Copy the corpus into a new bag (BagIt, RFC 8493) with SHA-256 and SHA-512 of every file,
        for an archive that takes it in.  `info` are lines for bag-info.txt, such as
        "Source-Organization".

        Needs the extra ``mediacorpus[bagit]``.  Raises `CorpusError` where there is something at
        the path, or it cannot be written; nothing is left of the bag then.
        """
        from mediacorpus.corpus.bag import write_bag

        write_bag(self._index, Folder(path).path, info=info)

    @classmethod
    def open_bag(cls, path: str | os.PathLike[str]) -> Corpus:
        """Open the corpus in a bag, after comparing every file with its checksums.

        Needs the extra ``mediacorpus[bagit]``.  Raises `CorpusError` where a file was altered, lost
        or added, or there is no bag.  To add to it, copy its folder ``data`` elsewhere.
        """
        from mediacorpus.corpus.bag import check_bag

        folder = check_bag(Folder(path).path)
        folder.open()
        return cls(folder)

    def verify(self) -> VerifyReport:
        """Read everything, compare it with its hash, and say what is wrong."""
        return verify(self._folder, self._index)

    def __repr__(self) -> str:
        return f"<Corpus {str(self.path)!r}: {len(self)} articles>"

    def _repr_html_(self) -> str:
        from mediacorpus.views import html

        return html.corpus(self)
