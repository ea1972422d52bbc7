"""Corrections by hand: what people say of quotes and sources, kept beside a corpus and laid over
whatever an engine extracts.

A `Review` states what is right, with the words that prove its place, and not what to change.  So it
holds as well when the extraction is run again, by another engine or version: a quote that was
confirmed, corrected or added is there with the spans that a person saw, a rejected one is not.
Where a review fits no longer, because the text or the sources are others, a notice says so.

>>> import mediacorpus
>>> entry, = mediacorpus.parse("Talks fail\\n\\n“We are done,” Jane Smith told reporters in Oslo.")
>>> overlay = [rename(entry, entry.sources[0], "Jane Mary Smith")]
>>> reviewed, notices = review(entry, overlay)
>>> reviewed.source_of(reviewed.quotes[0]).name, notices
('Jane Mary Smith', ())
"""

from __future__ import annotations

import datetime
import os
import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path
from typing import Any, TypedDict, Unpack

from mediacorpus.errors import DecodeError, ValidationError
from mediacorpus.fields import evolve
from mediacorpus.jsonl import dumps, load, loads
from mediacorpus.quotes import quote_id, quote_kind
from mediacorpus.records import Entry, Notice, Quote, Review, Source, Span, quote_words
from mediacorpus.streams import sync_folder, write_all, written_file
from mediacorpus.text.folding import fold

__all__ = [
    "RULE",
    "Parts",
    "add",
    "append",
    "apply",
    "confirm",
    "correct",
    "ids_after",
    "latest",
    "merge",
    "read_reviews",
    "reject",
    "rename",
    "review",
    "undo",
]

RULE = "review"
"""The rule of a quote that a person stated."""

SAME = 0.5
"""Two contents that have more than this of their characters in common are the same quote."""


# -- what a person says --------------------------------------------------------------------


class Parts(TypedDict, total=False):
    """The parts of a quote, as spans or as words that stand in the text; `source` is a name."""

    content: Sequence[Span | str] | str
    cue: Span | str | None
    speaker: Span | str | None
    addressee: Span | str | None
    stance: str | None
    source: str | None


def confirm(
    entry: Entry, quote: Quote | str, *, by: str | None = None, comment: str | None = None
) -> Review:
    """Say that a quote, given as a record or by the beginning of its id, is right as it stands."""
    return _stated(entry, "confirm", _quote_of(entry, quote), {}, by=by, comment=comment)


def correct(
    entry: Entry,
    quote: Quote | str,
    *,
    by: str | None = None,
    comment: str | None = None,
    **parts: Unpack[Parts],
) -> Review:
    """Say what a quote, given as a record or by the beginning of its id, is rightly; the parts that
    are not given stay as they are.

    Words are looked for near the quote, whole and as they stand in the text.

    Raises `ValidationError` where they are not there, and where no part is given.
    """
    if not parts:
        raise ValidationError(
            "correct", "nothing is corrected: give a part of the quote, or confirm it as it stands"
        )
    return _stated(entry, "correct", _quote_of(entry, quote), parts, by=by, comment=comment)


def add(
    entry: Entry, *, by: str | None = None, comment: str | None = None, **parts: Unpack[Parts]
) -> Review:
    """Say that there is a quote where none was found; it needs its `content`.

    Raises `ValidationError` where words of the content are not there, or there several times.
    """
    return _stated(entry, "add", None, parts, by=by, comment=comment)


def reject(
    entry: Entry, quote: Quote | str, *, by: str | None = None, comment: str | None = None
) -> Review:
    """Say that something, given as a record or by the beginning of its id, is no quote."""
    quote = _quote_of(entry, quote)
    return _made(entry, action="reject", quote=quote, by=by, comment=comment)


def rename(
    entry: Entry,
    source: Source | str,
    name: str,
    *,
    by: str | None = None,
    comment: str | None = None,
) -> Review:
    """Say how a source, given as a record, or by its id, name or alias, is called.

    Raises `ValidationError` where another source of the article is called so.
    """
    source = _source_of(entry, source)
    for one in entry.sources:
        if one.id != source.id and _key(one.name) == _key(name):
            raise ValidationError(
                "name",
                f"another source is called {one.name!r} already: if they are one, merge them",
            )
    return _made(entry, action="rename", source=source.name, name=name, by=by, comment=comment)


def merge(
    entry: Entry,
    source: Source | str,
    into: Source | str,
    *,
    by: str | None = None,
    comment: str | None = None,
) -> Review:
    """Say that two sources, given as records, or by their ids, names or aliases, are one, which is
    called as the second.

    Raises `ValidationError` where they are one already.
    """
    source, into = _source_of(entry, source), _source_of(entry, into)
    if source.id == into.id:
        raise ValidationError("into", f"{into.name!r} is the same source: name two")
    return _made(entry, action="merge", source=source.name, name=into.name, by=by, comment=comment)


def _quote_of(entry: Entry, quote: Quote | str) -> Quote:
    """The quote that is meant: itself, or the one whose id begins like this."""
    if isinstance(quote, Quote):
        return quote
    if not isinstance(quote, str):
        raise ValidationError("quote", f"{type(quote).__name__} is none: pass a Quote or its id")
    start = quote if quote.startswith("q-") else f"q-{quote}"
    ids = [one for one in entry.quotes if one.id in (quote, start)]
    found = ids or [one for one in entry.quotes if one.id.startswith(start)]
    if len(found) != 1:
        number = "several quotes have ids that begin" if found else "no quote has an id that begins"
        raise ValidationError(
            "quote", f"{number} with {start!r}: `mediacorpus show --rules` shows the ids"
        )
    return found[0]


def _source_of(entry: Entry, source: Source | str) -> Source:
    """The source that is meant: itself, or the one with this id, name or alias."""
    if isinstance(source, Source):
        return source
    if not isinstance(source, str):
        raise ValidationError(
            "source", f"{type(source).__name__} is none: pass a Source, its id or its name"
        )
    for found in (
        [one for one in entry.sources if source in (one.id, one.name)],
        [one for one in entry.sources if fold(source) == fold(one.name)],
        [one for one in entry.sources if fold(source) in map(fold, (one.name, *one.aliases))],
    ):
        if len(found) == 1:
            return found[0]
    known = ", ".join(f"{one.id} {one.name!r}" for one in entry.sources) or "none"
    raise ValidationError(
        "source", f"{source!r} is not the name or id of one source; these are: {known}"
    )


def _stated(entry: Entry, action: str, quote: Quote | None, parts: Parts, **rest: Any) -> Review:
    text = entry.article.text
    stated: dict[str, Any] = dict.fromkeys(("cue", "speaker", "addressee", "stance", "source"))
    if quote is not None:
        source = entry.source_of(quote)
        stated = {name: getattr(quote, name) for name in stated if name != "source"}
        stated |= {"content": quote.content, "source": source.name if source else None}
    stated |= parts
    given = stated.get("content", ())
    near = quote.content if quote is not None else ()
    content = tuple(
        _located(text, "content", one, near)
        for one in ([given] if isinstance(given, str) else given)
    )
    stated["content"] = tuple(sorted(content, key=lambda span: (span.start, span.end)))
    for name in ("cue", "speaker", "addressee"):
        if stated[name] is not None:
            stated[name] = _located(text, name, stated[name], stated["content"])
    return _made(entry, action=action, quote=quote, **stated, **rest)


def _located(text: str, field: str, part: Span | str, near: Sequence[Span]) -> Span:
    """Where words stand: the place nearest to these spans; without any, the only place."""
    if isinstance(part, Span):
        return part
    words = r"\s+".join(map(re.escape, part.split()))
    if part.strip()[:1].isalnum():
        words = r"(?<!\w)" + words
    if part.strip()[-1:].isalnum():
        words += r"(?!\w)"
    matches = re.finditer(words, text) if words else ()
    found = [Span(start=match.start(), end=match.end()) for match in matches]
    if not found:
        raise ValidationError(field, f"{part!r} does not stand in the text: copy it from there")
    if len(found) > 1 and not near:
        raise ValidationError(
            field,
            f"{part!r} stands {len(found)} times in the text: give more of the words, or a Span",
        )
    return min(
        found,
        key=lambda one: min((max(one.start - s.end, s.start - one.end) for s in near), default=0),
    )


def _made(entry: Entry, *, quote: Quote | None = None, **fields: Any) -> Review:
    """A review with what is the same for all of them."""
    text = entry.article.text
    fields |= {
        "article_id": entry.article.id,
        "at": datetime.datetime.now(datetime.UTC).replace(microsecond=0),
    }
    if quote is not None:
        fields |= {"quote_id": quote.id, "was": quote.content}
    parts = (*fields.get("was", ()), *fields.get("content", ()))
    parts += tuple(fields.get(name) for name in ("cue", "speaker", "addressee"))
    spans = [part for part in parts if part is not None]
    if spans:
        start, end = min(span.start for span in spans), max(span.end for span in spans)
        if end > len(text):
            raise ValidationError("Review", f"{end} lies beyond the text, which has {len(text)}")
        fields["passage"] = text[start:end] or None
    return Review(**fields)


# -- the overlay ---------------------------------------------------------------------------


def append(path: str | os.PathLike[str], *reviews: Review) -> None:
    """Add reviews to a file of them, which is made if there is none; when this returns, they are on
    the disk."""
    path = Path(path)
    new = not path.exists()
    data = b"".join(map(dumps, reviews))
    with open(path, "ab+", buffering=0) as stream:
        if stream.seek(0, os.SEEK_END):
            stream.seek(-1, os.SEEK_END)
            if stream.read(1) != b"\n":  # a line that was cut must not take this one with it
                data = b"\n" + data
        write_all(stream, data)
        os.fsync(stream.fileno())
    if new:
        sync_folder(path.absolute().parent)


def read_reviews(path: str | os.PathLike[str]) -> list[Review]:
    """The reviews of a file, in the order in which they were made.

    Raises `DecodeError` with the number of a line that is cut or wrong: none is left out.
    """
    try:
        return list(load(path, Review))
    except DecodeError as error:
        reason = (
            f"{error.reason} (correct the line, or delete it if you can do without that review)"
        )
        raise error.__class__(reason, path=error.path, line=error.line) from None


def undo(path: str | os.PathLike[str], review: Review) -> None:
    """Take a review out of a file of them: the last line that says it.  The file is written anew,
    whole or not at all, and its other lines stay as they are.

    Raises `ValidationError` where no line says it.
    """
    read_reviews(path)  # a line that is cut or wrong is told first
    path = Path(path)
    lines = path.read_bytes().splitlines(keepends=True)
    for number in reversed(range(len(lines))):
        if lines[number].strip() and loads(lines[number].strip(), Review) == review:
            with written_file(path) as stream:
                write_all(stream, b"".join(lines[:number] + lines[number + 1 :]))
            return
    raise ValidationError("review", f"{review!r} does not stand in {path}")


# -- laying it over ------------------------------------------------------------------------


def apply(entries: Iterable[Entry], reviews: Iterable[Review]) -> Iterator[Entry]:
    """Entries as they are after review, each with notices of the reviews that fit no longer.

    Raises `ValidationError` for the path of a file in place of reviews.
    """
    if isinstance(reviews, (str, os.PathLike)):
        raise ValidationError(
            "reviews", f"{os.fspath(reviews)!r} is no list of them: pass read_reviews(path)"
        )
    return _applied(entries, reviews)


def _applied(entries: Iterable[Entry], reviews: Iterable[Review]) -> Iterator[Entry]:
    by_article: dict[str, list[Review]] = defaultdict(list)
    for one in reviews:
        by_article[one.article_id].append(one)
    for entry in entries:
        if entry.article.id in by_article:
            reviewed, notices = review(entry, by_article[entry.article.id])
            kept = (one for one in entry.notices if one.code not in CODES)
            yield evolve(reviewed, notices=(*kept, *notices))
        else:
            yield entry


def review(entry: Entry, reviews: Iterable[Review]) -> tuple[Entry, tuple[Notice, ...]]:
    """An entry as it is after review, and a notice for each review that fits no longer.

    The reviews hold in their order: of two that contradict each other, the later one.  Those of
    other articles are passed over.  To lay the same reviews over the result changes nothing.
    """
    overlaid = _laid(entry, reviews)
    return overlaid.entry(), tuple(overlaid.notices)


def ids_after(entry: Entry, reviews: Iterable[Review]) -> dict[str, str | None]:
    """By the id that a quote had when it was reviewed, the id that it has after all reviews; None
    where there is no such quote any more.

    >>> import mediacorpus
    >>> entry, = mediacorpus.parse("Talks fail\\n\\n“We are done,” Jane Smith told reporters.")
    >>> said = entry.quotes[0]
    >>> after = ids_after(entry, [correct(entry, said, content="done"), reject(entry, said)])
    >>> after == {said.id: None}
    True
    """
    overlaid = _laid(entry, reviews)
    after: dict[str, str | None] = {}
    for one, id in overlaid.outcomes:
        if one.quote_id is not None:
            after |= {former: id for former, now in after.items() if now == one.quote_id}
            after[one.quote_id] = id
    standing = {quote.id for quote in overlaid.quotes}
    return {former: id if id in standing else None for former, id in after.items()}


def latest(entry: Entry, reviews: Iterable[Review], what: str) -> Review:
    """The latest review of a quote, by the beginning of an id that it has or had, or of a source,
    by its name or an alias.

    Raises `ValidationError` where there is none.
    """
    reviews = list(reviews)
    ids = {one for one in (what, f"q-{what}") if one.startswith("q-")}
    called = [one for one in entry.sources if _key(what) in map(_key, one.aliases)]
    names = {_key(what), *(_key(one.name) for one in called)}
    found = [
        one
        for one in reviews
        if one.article_id == entry.article.id
        and one.name
        and not names.isdisjoint((_key(one.source or ""), _key(one.name)))
    ]
    for one, id in _laid(entry, reviews).outcomes:
        if any(has and has.startswith(tuple(ids)) for has in (one.quote_id, id)):
            ids |= {id} if id else set()
            found.append(one)
    if not found:
        raise ValidationError("what", f"there is no review of {what!r} in {entry.article.id!r}")
    return max(found, key=reviews.index)


def _laid(entry: Entry, reviews: Iterable[Review]) -> _Overlaid:
    overlaid = _Overlaid(entry)
    for one in reviews:
        if one.article_id == entry.article.id:
            overlaid.lay(one)
    return overlaid


class _Overlaid:
    """An entry while reviews are laid over it."""

    def __init__(self, entry: Entry) -> None:
        self.before = entry
        self.text = entry.article.text
        self.publisher = entry.article.publisher
        self.quotes = list(entry.quotes)
        self.sources = list(entry.sources)
        self.notices: list[Notice] = []
        self.stated: dict[str, tuple[str | None, Sequence[Span]]] = {}
        """By the id of a quote that a review states, the id and the content of the one reviewed."""
        self.outcomes: list[tuple[Review, str | None]] = []
        """The reviews of quotes, and the id under which the quote stood after each."""

    def entry(self) -> Entry:
        before = self.before
        if (self.quotes, self.sources) == ([*before.quotes], [*before.sources]):
            return before
        places = {one.id: [(span.start, span.end) for span in one.content] for one in self.quotes}
        return evolve(
            before,
            article=evolve(before.article, publisher=self.publisher),
            quotes=tuple(sorted(self.quotes, key=lambda one: (places[one.id], one.id))),
            sources=tuple(self.sources),
        )

    def lay(self, one: Review) -> None:
        if one.action == "rename":
            self._rename(one)
        elif one.action == "merge":
            self._merge(one)
        else:
            self._judge(one)

    # -- quotes ----------------------------------------------------------------------------

    def _judge(self, one: Review) -> None:
        """Take away the quotes that a review is about, and put there the one that it states."""
        moved = self._moved(one)
        if moved is None:
            self._judge_by_id(one)
            return
        about = self._taken(one, moved.was, moved.content)
        about.sort(key=lambda quote: quote.content != moved.content)
        # What an earlier review took away says as well who is meant, and under which id.
        about += [quote for quote in self.before.quotes if quote.content == moved.content]
        self._state(one, moved.was, self._quote(moved, about) if moved.content else None)

    def _judge_by_id(self, one: Review) -> None:
        """The place is not what it was, but the same words may be a quote all the same."""
        known = (*self.quotes, *self.before.quotes)
        same = next((quote for quote in known if quote.id == one.quote_id), None)
        if one.action == "confirm" and same is not None:
            self._taken(one, same.content)
            self._state(one, same.content, evolve(same, rule=RULE, confidence=1.0))
            return
        if one.action == "reject" and (self._taken(one, same.content if same else ()) or same):
            self._state(one, (), None)
            return
        self.outcomes.append((one, one.quote_id))
        times = self.text.count(one.passage or "")
        self.notices.append(
            Notice(
                code="review-text-changed",
                message=f"a review ({one.action}{_signed(one)}) does not fit the text any more, "
                f"in which its words stand {times} times: look at the quote again",
                excerpt=one.passage,
            )
        )

    def _taken(self, one: Review, was: Sequence[Span], content: Sequence[Span] = ()) -> list[Quote]:
        """Take away the quotes that a review is about: those of much the same content, and what was
        stated by an earlier review of the same quote."""

        def is_about(quote: Quote) -> bool:
            earlier, reviewed = self.stated.get(quote.id, (None, ()))
            return (
                _is_same(quote.content, was)
                or _is_same(quote.content, content)
                or _is_same(reviewed, was)
                or (earlier is not None and earlier == one.quote_id)
            )

        about = [quote for quote in self.quotes if is_about(quote)]
        self.quotes = [quote for quote in self.quotes if quote not in about]
        return about

    def _state(self, one: Review, was: Sequence[Span], quote: Quote | None) -> None:
        """Put the quote there that a review states, and remember what it was a review of."""
        if quote is not None:
            self.quotes.append(quote)
            self.stated[quote.id] = one.quote_id, was
        self.outcomes.append((one, quote.id if quote is not None else None))

    def _moved(self, one: Review) -> Review | None:
        """The review with its spans where the passage stands now; None where that is not clear."""
        passage, reach = one.passage or "", one.reach
        if reach.of(self.text) == passage:
            return one
        start = self.text.find(passage)
        if start < 0 or self.text.find(passage, start + 1) >= 0:
            return None
        by = start - reach.start
        changes: dict[str, Any] = {
            name: tuple(_shifted(span, by) for span in getattr(one, name))
            for name in ("was", "content")
        }
        for name in ("cue", "speaker", "addressee"):
            span = getattr(one, name)
            changes[name] = _shifted(span, by) if span else None
        return evolve(one, **changes)

    def _quote(self, one: Review, about: Sequence[Quote]) -> Quote:
        """The quote that a review states, in the place of those that it is about."""
        text, content = self.text, one.content
        kind = quote_kind(text, tuple((span.start, span.end) for span in content))
        return Quote(
            id=self._quote_id(content, about),
            article_id=self.before.article.id,
            kind=kind,
            content=content,
            text=quote_words(text, content, kind),
            cue=one.cue,
            cue_text=one.cue.of(text) if one.cue else None,
            speaker=one.speaker,
            speaker_text=one.speaker.of(text) if one.speaker else None,
            addressee=one.addressee,
            addressee_text=one.addressee.of(text) if one.addressee else None,
            stance=one.stance,
            source_id=self._source_id(one, about),
            confidence=1.0,
            rule=RULE,
        )

    def _quote_id(self, content: Sequence[Span], about: Sequence[Quote]) -> str:
        """The id of the quote with these words that was there; else the first that is free."""
        folded = _folded(self.text, content)
        taken = {quote.id for quote in self.quotes}
        for quote in about:
            if quote.id not in taken and _folded(self.text, quote.content) == folded:
                return quote.id
        number = 1
        while (id := quote_id(self.before.article.id, folded, number)) in taken:
            number += 1
        return id

    def _source_id(self, one: Review, about: Sequence[Quote]) -> str | None:
        """The source that a review names, which is made if there is none; where it names none,
        whom the extraction took the same speaker for."""
        ids = {source.id for source in self.sources}
        before = [
            quote.source_id
            for quote in about
            if quote.source_id in ids and _overlap(quote.speaker, one.speaker)
        ]
        if one.source is None:
            mentioned = (
                source.id
                for source in self.sources
                if any(_overlap(mention, one.speaker) for mention in source.mentions)
            )
            return next(iter(before), None) or next(mentioned, None)
        known = self._called(one.source) or sorted(
            self._also_called(one.source), key=lambda source: source.id not in before
        )
        if not known:
            number = next(n for n in range(1, len(ids) + 2) if f"s{n}" not in ids)
            known = [
                Source(
                    id=f"s{number}",
                    article_id=self.before.article.id,
                    name=one.source,
                    mentions=(one.speaker,) if one.speaker else (),
                    key=_key(one.source),
                )
            ]
            self.sources += known
        return known[0].id

    # -- sources ---------------------------------------------------------------------------

    def _called(self, name: str) -> list[Source]:
        return [one for one in self.sources if _key(one.name) == _key(name)]

    def _also_called(self, name: str) -> list[Source]:
        return [one for one in self.sources if _key(name) in map(_key, one.aliases)]

    def _rename(self, one: Review) -> None:
        assert one.source is not None
        assert one.name is not None
        meant = self._called(one.source)
        also = self._also_called(one.source)
        if not meant and not any(_key(source.name) == _key(one.name) for source in also):
            if len(also) != 1:
                self._miss(one)
                return
            meant = also
        for source in meant:
            self._replace(source, _renamed(source, one.name))

    def _merge(self, one: Review) -> None:
        assert one.source is not None
        assert one.name is not None
        meant = self._called(one.source)
        targets = self._called(one.name) or self._also_called(one.name)
        if not targets:
            if not meant:
                self._miss(one)
                return
            renamed = _renamed(meant[0], one.name)
            self._replace(meant[0], renamed)
            targets, meant = [renamed], meant[1:]
        target, also = targets[0], self._also_called(one.source)
        if not meant and target not in also:
            if len(also) != 1:
                self._miss(one)
                return
            meant = also
        for source in meant:
            if source.id != target.id:
                joined = _joined(target, source)
                self._replace(target, joined)
                self._leave(source, joined)
                target = joined

    def _replace(self, source: Source, by: Source) -> None:
        self.sources = [by if one.id == source.id else one for one in self.sources]

    def _leave(self, source: Source, to: Source) -> None:
        """Take a source away, and leave what it had to another."""
        self.sources = [one for one in self.sources if one.id != source.id]
        self.quotes = [
            evolve(quote, source_id=to.id) if quote.source_id == source.id else quote
            for quote in self.quotes
        ]
        if self.publisher == source.id:
            self.publisher = to.id

    def _miss(self, one: Review) -> None:
        self.notices.append(
            Notice(
                code="review-source-gone",
                message=f"a review ({one.action} {one.source!r} to {one.name!r}{_signed(one)}) "
                "fits no longer: no source, or more than one, has the name",
                excerpt=one.source,
            )
        )


CODES = frozenset({"review-text-changed", "review-source-gone"})


def _is_same(one: Sequence[Span], other: Sequence[Span]) -> bool:
    """Whether two contents are of one quote: the very same, or more than half in common."""
    return bool(one) and (one == other or _share(one, other) > SAME)


def _share(one: Sequence[Span], other: Sequence[Span]) -> float:
    """Of the characters of two contents, the share that they have in common."""
    both = sum(max(0, min(a.end, b.end) - max(a.start, b.start)) for a in one for b in other)
    return both / max(1, sum(span.end - span.start for span in (*one, *other)) - both)


def _overlap(one: Span | None, other: Span | None) -> bool:
    return (
        one is not None
        and other is not None
        and max(one.start, other.start) < min(one.end, other.end)
    )


def _shifted(span: Span, by: int) -> Span:
    return Span(start=span.start + by, end=span.end + by)


def _folded(text: str, content: Iterable[Span]) -> str:
    return fold(" ".join(span.of(text) for span in content))


def _key(name: str) -> str:
    return fold(name) or name


def _renamed(source: Source, name: str) -> Source:
    aliases = dict.fromkeys((*source.aliases, source.name))
    return evolve(
        source,
        name=name,
        key=_key(name),
        aliases=tuple(alias for alias in aliases if alias != name),
    )


def _joined(one: Source, other: Source) -> Source:
    """Two sources as one, which is called as the first."""
    names = dict.fromkeys((*one.aliases, other.name, *other.aliases))
    mentions = {(span.start, span.end): span for span in (*one.mentions, *other.mentions)}
    return evolve(
        one,
        kind=other.kind if one.kind == "unknown" else one.kind,
        aliases=tuple(name for name in names if name != one.name),
        mentions=tuple(mentions[place] for place in sorted(mentions)),
        roles=tuple(dict.fromkeys((*one.roles, *other.roles))),
        affiliation=one.affiliation or other.affiliation,
        named=one.named or other.named,
    )


def _signed(one: Review) -> str:
    parts = [f"by {one.by}" if one.by else "", f"of {one.at:%Y-%m-%d}" if one.at else ""]
    return "".join(f", {part}" for part in parts if part)
