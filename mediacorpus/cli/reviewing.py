"""`mediacorpus review`: corrections by hand, written to a file of reviews."""

from __future__ import annotations

import re
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any, get_args

import click

import mediacorpus
from mediacorpus.cli.common import REVIEWS, entries_of, is_corpus
from mediacorpus.errors import InputError
from mediacorpus.records import Entry, Review, Span, Stance

__all__ = ["review"]


@click.group()
def review() -> None:
    """Correct quotes and sources by hand.

    What you say is added to a file of reviews, by default reviews.jsonl in the corpus, which
    `show` and `quotes` lay over what was extracted.  PLACE is a corpus, or a file of
    entries; the beginning of an id is enough.
    """


def _with_options(*options: Callable[..., Any]) -> Callable[..., Any]:
    def decorate(command: Callable[..., Any]) -> Callable[..., Any]:
        for option in reversed(options):
            command = option(command)
        return command

    return decorate


_place = click.argument("place", type=click.Path())
_reviews = click.option(
    "--reviews", metavar="FILE", type=click.Path(), help="The file; else reviews.jsonl in PLACE."
)
_of_article = _with_options(
    _place,
    click.argument("article"),
    _reviews,
    click.option("--by", metavar="NAME", envvar="MEDIACORPUS_REVIEWER", help="Who says it."),
    click.option("--comment", metavar="WORDS", help="Why."),
)
_parts = _with_options(
    click.option(
        "--content", multiple=True, metavar="WORDS", help="What was said; several times for parts."
    ),
    click.option("--speaker", metavar="WORDS", help="Who said it, as it stands there."),
    click.option("--cue", metavar="WORDS", help="The words that report it."),
    click.option("--addressee", metavar="WORDS", help="Whom it was said to."),
    click.option(
        "--stance",
        type=click.Choice(get_args(Stance), case_sensitive=False),
        help="How it is said.",
    ),
    click.option("--source", metavar="NAME", help="The name of whom the speaker is."),
)


@review.command()
@_of_article
@click.argument("quote")
def confirm(place: str, article: str, quote: str, reviews: str | None, **said: Any) -> None:
    """Say that a quote is right."""
    from mediacorpus.reviews import confirm as state

    overlay = _Overlay(place, article, reviews)
    overlay.add(state(overlay.entry, overlay.quote(quote), **said))


@review.command()
@_of_article
@click.argument("quote")
def reject(place: str, article: str, quote: str, reviews: str | None, **said: Any) -> None:
    """Say that something is no quote."""
    from mediacorpus.reviews import reject as state

    overlay = _Overlay(place, article, reviews)
    overlay.add(state(overlay.entry, overlay.quote(quote), **said))


@review.command()
@_of_article
@click.argument("quote")
@_parts
def correct(
    place: str, article: str, quote: str, reviews: str | None, by: str | None,
    comment: str | None, **parts: Any,
) -> None:  # fmt: skip
    """Say what a quote is rightly, in words of the text or as START:END.

    What is not given stays; an empty word ("") takes a part away.
    """
    from mediacorpus.reviews import correct as state

    overlay = _Overlay(place, article, reviews)
    one = state(overlay.entry, overlay.quote(quote), by=by, comment=comment, **_given(parts))
    overlay.add(one)


@review.command()
@_of_article
@_parts
def add(
    place: str, article: str, reviews: str | None, by: str | None, comment: str | None,
    **parts: Any,
) -> None:  # fmt: skip
    """Say that there is a quote where none was found, in words of the text or as START:END."""
    from mediacorpus.reviews import add as state

    overlay = _Overlay(place, article, reviews)
    overlay.add(state(overlay.entry, by=by, comment=comment, **_given(parts)))


@review.command()
@_of_article
@click.argument("source")
@click.argument("name")
def rename(
    place: str, article: str, source: str, name: str, reviews: str | None, **said: Any
) -> None:
    """Say how a source is called: SOURCE is its name or id, NAME the new one."""
    from mediacorpus.reviews import rename as state

    overlay = _Overlay(place, article, reviews)
    overlay.add(state(overlay.entry, source, name, **said))


@review.command()
@_of_article
@click.argument("source")
@click.argument("into")
def merge(
    place: str, article: str, source: str, into: str, reviews: str | None, **said: Any
) -> None:
    """Say that SOURCE and INTO are one, which is called as the second."""
    from mediacorpus.reviews import merge as state

    overlay = _Overlay(place, article, reviews)
    overlay.add(state(overlay.entry, source, into, **said))


@review.command()
@_place
@click.argument("article")
@click.argument("what")
@_reviews
def undo(place: str, article: str, what: str, reviews: str | None) -> None:
    """Take back the latest review of WHAT: the id of a quote, also from before it was corrected or
    rejected, or a name of a source."""
    from mediacorpus.reviews import latest
    from mediacorpus.reviews import undo as take_back
    from mediacorpus.views import clean, counted

    overlay = _Overlay(place, article, reviews)
    one = latest(overlay.extracted, overlay.kept, what)
    take_back(overlay.path, one)
    left = counted(len(overlay.kept) - 1, "review is", "reviews are")
    by = f", by {one.by}" if one.by else ""
    click.echo(clean(f"taken back: {repr(one)[8:-1]}{by}; {left} left in {overlay.path}"))


@review.command()
@_place
@_reviews
def check(place: str, reviews: str | None) -> None:
    """Say which reviews fit no longer, because the text or the sources are others."""
    from mediacorpus.reviews import read_reviews
    from mediacorpus.reviews import review as laid_over
    from mediacorpus.views import clean, counted

    all = read_reviews(_file(place, reviews))
    unseen = {one.article_id for one in all}
    misfits = 0
    ((_, entries),) = entries_of([place], since=None, until=None, publisher=None)
    for entry in entries:
        if entry.article.id in unseen:
            unseen.remove(entry.article.id)
            for notice in laid_over(entry, all)[1]:
                misfits += 1
                excerpt = " ".join((notice.excerpt or "").split())
                click.echo(clean(f"{entry.article.id}: {notice.message}: {excerpt!r}"))
    for one in all:
        if one.article_id in unseen:
            misfits += 1
            click.echo(clean(f"{one.article_id}: there is no such article in {place}: {one!r}"))
    click.echo(f"{counted(len(all), 'review')}, {misfits} of which fit no longer")
    if misfits:
        sys.exit(1)


class _Overlay:
    """A file of reviews, and an entry as it was extracted, and as it is after them."""

    def __init__(self, place: str, article: str, reviews: str | None) -> None:
        from mediacorpus.reviews import read_reviews
        from mediacorpus.reviews import review as laid_over

        self.path = _file(place, reviews)
        self.kept = read_reviews(self.path) if self.path.exists() else []
        self.extracted = _entry(place, article)
        self.entry, _ = laid_over(self.extracted, self.kept)

    def quote(self, start: str) -> str:
        """The beginning of an id, as it was given.  Where it is that of an id from before a review,
        raise `InputError`, which says what the id is now."""
        from mediacorpus.reviews import ids_after

        begins = start if start.startswith("q-") else f"q-{start}"
        if not any(quote.id.startswith(begins) for quote in self.entry.quotes):
            for former, now in ids_after(self.extracted, self.kept).items():
                if former.startswith(begins) and now is not None:
                    raise InputError(f"{former} was corrected, and its id is {now} now")
                if former.startswith(begins):
                    raise InputError(
                        f"{former} is there no more after review: `mediacorpus review undo` takes "
                        "the latest review of it back"
                    )
        return start

    def add(self, one: Review) -> None:
        """Write it down, and say so."""
        from mediacorpus.reviews import append
        from mediacorpus.views import clean

        append(self.path, one)
        click.echo(clean(f"{repr(one)[8:-1]}; written to {self.path}"))


def _file(place: str, reviews: str | None) -> Path:
    if reviews is not None:
        return Path(reviews)
    if not is_corpus(place):
        raise InputError(f"{place} is no corpus: say with --reviews FILE where reviews are kept")
    return Path(place) / REVIEWS


def _entry(place: str, start: str) -> Entry:
    from mediacorpus.cli.common import of_corpus

    if is_corpus(place):
        found = list(of_corpus(place, start))
    else:
        starts = (start, f"sha256:{start}")
        entries = mediacorpus.load(place)
        found = [one for one in entries if one.article.id.startswith(starts)]
        found = [one for one in found if one.article.id == start] or found
    if len(found) != 1:
        number = (
            "several articles have ids that begin" if found else "no article has an id that begins"
        )
        raise InputError(f"{number} with {start!r} in {place}")
    return found[0]


def _given(parts: dict[str, Any]) -> dict[str, Any]:
    """The parts that were given, in words or as places."""
    given = {name: _part(value) for name, value in parts.items() if value not in (None, ())}
    if parts["content"]:
        given["content"] = [one for one in map(_part, parts["content"]) if one is not None]
    return given


def _part(words: Any) -> Any:
    match = re.fullmatch(r"(\d+):(\d+)", words) if isinstance(words, str) else None
    return Span(start=int(match[1]), end=int(match[2])) if match else words or None
