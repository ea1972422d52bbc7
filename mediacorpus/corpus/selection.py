"""What a corpus answers: a selection that can be gone through again, and that a notebook shows; and
the conditions that one can ask by."""

from __future__ import annotations

import itertools
from collections.abc import Callable, Iterator
from typing import Generic, TypeVar, get_args

from mediacorpus.errors import ValidationError
from mediacorpus.newsdate import DateLike, NewsDate
from mediacorpus.records import Article, Entry, Quote, QuoteKind, Source
from mediacorpus.text.folding import fold

__all__ = ["Selection", "WithEntries", "article_condition", "quote_condition"]

T = TypeVar("T", Entry, Quote, Source)

SHOWN = 20
"""So many records are shown where a selection is looked at."""


class Selection(Generic[T]):
    """Entries, quotes or sources of a corpus, read anew each time they are gone through."""

    def __init__(self, find: Callable[[], Iterator[tuple[Entry, T]]]) -> None:
        self._find: Callable[[], Iterator[tuple[Entry, T]]] = find

    def __iter__(self) -> Iterator[T]:
        return (one for _, one in self._find())

    def with_entries(self) -> WithEntries[T]:
        """Each record with the entry that it stands in, read anew each time as well."""
        return WithEntries(self._find)

    def __repr__(self) -> str:
        shown = [repr(one) for one in itertools.islice(self, SHOWN + 1)]
        if len(shown) > SHOWN:
            shown[-1] = "…"
        return "\n".join(shown) or "nothing found"

    def _repr_html_(self) -> str:
        from mediacorpus.views import html

        return html.selection(list(itertools.islice(self._find(), SHOWN + 1)), SHOWN)


class WithEntries(Generic[T]):
    """The records of a selection, each with the entry that it stands in."""

    def __init__(self, find: Callable[[], Iterator[tuple[Entry, T]]]) -> None:
        self._find: Callable[[], Iterator[tuple[Entry, T]]] = find

    def __iter__(self) -> Iterator[tuple[Entry, T]]:
        return self._find()

    def __repr__(self) -> str:
        return repr(Selection(self._find))

    def _repr_html_(self) -> str:
        return Selection(self._find)._repr_html_()


def article_condition(
    *,
    since: DateLike | None = None,
    until: DateLike | None = None,
    publisher: str | None = None,
) -> Callable[[Article], bool]:
    """Whether an article fits, as `Corpus.entries` has it."""
    first = NewsDate.of(since) if since is not None else None
    last = NewsDate.of(until) if until is not None else None
    if first is not None and last is not None and not last.overlaps(since=first):
        raise ValidationError("since", f"{first} lies behind until ({last}): nothing can fit")
    outlet = folded_words("publisher", publisher)

    def fits(article: Article) -> bool:
        date = article.published
        if (first or last) and not (date and date.overlaps(first, last)):
            return False
        return (
            outlet is None
            or f" {outlet} " in f" {fold(article.publisher_name or '')} "
            or outlet == fold(article.domain or "")
        )

    return fits


def quote_condition(
    *,
    speaker: str | None = None,
    text: str | None = None,
    kind: QuoteKind | None = None,
    min_confidence: float | None = None,
) -> Callable[[Entry, Quote], bool]:
    """Whether a quote fits, as `Corpus.quotes` has it."""
    wanted = folded_words("speaker", speaker)
    said = folded_words("text", text)
    if kind is not None and kind not in (kinds := get_args(QuoteKind)):
        raise ValidationError("kind", f"{kind!r} is none of {', '.join(kinds)}")
    if min_confidence is not None and not 0 <= min_confidence <= 1:
        raise ValidationError("min_confidence", f"{min_confidence!r} is not from 0 to 1")

    def fits(entry: Entry, quote: Quote) -> bool:
        if kind is not None and quote.kind != kind:
            return False
        if min_confidence is not None and (quote.confidence or 0) < min_confidence:
            return False
        if said is not None and f" {said} " not in f" {fold(quote.text)} ":
            return False
        return wanted is None or f" {wanted} " in folded_names(quote, entry.source_of(quote))

    return fits


def folded_words(field: str, asked: str | None) -> str | None:
    """What is asked for, folded.  Raises `ValidationError` where no word is left of it."""
    if asked is None:
        return None
    if not isinstance(asked, str):
        raise ValidationError(field, f"{asked!r} is no text: pass words to look for")
    folded = fold(asked)
    if not folded:
        raise ValidationError(
            field, f"{asked!r} has no word to look for; leave it out to ask for all"
        )
    return folded


def folded_names(quote: Quote | None, source: Source | None) -> str:
    """The folded names under which a speaker can be asked for, each between spaces."""
    if source is not None:
        return "".join(f" {fold(name)} " for name in (source.name, *source.aliases))
    return f" {fold(quote.speaker_text or '')} " if quote else ""
