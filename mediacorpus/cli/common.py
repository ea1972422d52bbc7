"""What several commands share: options, and where entries come from."""

from __future__ import annotations

import contextlib
import datetime
import sys
from collections.abc import Callable, Iterable, Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

import mediacorpus
from mediacorpus.errors import DecodeError, InputError
from mediacorpus.limits import DEFAULT
from mediacorpus.records import Entry, Rejection, Review

if TYPE_CHECKING:
    from mediacorpus.readers.mapped.mapping import Mapping

__all__ = [
    "entries_of", "is_corpus", "mapping_from", "moment", "of_corpus", "of_file", "overlay",
    "progress", "reviewed", "tell", "with_reading_options", "with_reviews", "with_size_limits",
]  # fmt: skip

_reading = [
    click.option("--format", metavar="NAME", help="The format; without it the content decides."),
    click.option("--language", metavar="TAG", help="The language of the texts (BCP 47)."),
    click.option("--publisher", metavar="NAME", help="The outlet that published them."),
    click.option(
        "--order",
        type=click.Choice(["DMY", "MDY", "YMD"], case_sensitive=False),
        help="How dates of numbers are read; DMY: 03/04/2016 is 3 April.",
    ),
    click.option(
        "--mapping",
        metavar="FILE",
        help="Which column or key is what: a TOML file, or the name of a known tool.",
    ),
    click.option(
        "--map",
        "columns",
        multiple=True,
        metavar="FIELD=COLUMN",
        help="The column of one field, as in headline=Title; as often as needed.",
    ),
    click.option(
        "--retrieved", metavar="TIME", help="When they were fetched: 2016-10-11T08:00+00:00."
    ),
    click.option(
        "--engine", metavar="NAME", help="How quotes are found: model, rules, or a model file."
    ),
]


_size = click.option(
    "--decoded-bytes",
    type=int,
    default=DEFAULT.decoded_bytes,
    metavar="N",
    help="How many bytes a document may have, unpacked (10 MB).",
)
_ratio = click.option(
    "--ratio",
    type=float,
    default=DEFAULT.ratio,
    metavar="N",
    help="How many times its size a gzipped file may become (100).",
)


def with_size_limits(command: Callable[..., Any]) -> Callable[..., Any]:
    """How large a document may be."""
    return _size(_ratio(command))


def with_reading_options(command: Callable[..., Any]) -> Callable[..., Any]:
    """What a command takes that reads raw material."""
    for option in reversed(_reading):
        command = option(command)
    return command


def mapping_from(file: str | None, columns: Sequence[str]) -> Mapping | None:
    """The mapping of --mapping, with the columns of --map for some of its fields."""
    from mediacorpus.readers.mapped.mapping import mapping_of

    fields: dict[str, str] = {}
    for one in columns:
        field, sign, column = one.partition("=")
        if not (sign and field.strip() and column):
            raise click.UsageError(
                f"--map: {one!r} is no field and its column: write headline=Title"
            )
        fields[field.strip()] = column
    if file is None:
        return mapping_of(fields) if fields else None
    return mapping_of(file).with_fields(fields) if fields else mapping_of(file)


_reviews = click.option(
    "--reviews",
    metavar="FILE",
    type=click.Path(),
    help="Corrections to lay over the quotes; else reviews.jsonl in the corpus, if there is one.",
)
_no_reviews = click.option(
    "--no-reviews", is_flag=True, help="Lay no corrections over, also where the corpus has some."
)


def with_reviews(command: Callable[..., Any]) -> Callable[..., Any]:
    """Which corrections are laid over the quotes."""
    return _reviews(_no_reviews(command))


def moment(printed: str | None) -> datetime.datetime | None:
    """The time of --retrieved."""
    try:
        found = datetime.datetime.fromisoformat(printed) if printed is not None else None
    except ValueError:
        raise InputError(
            f"--retrieved: {printed!r} is no time: write it like 2016-10-11T08:00+00:00"
        ) from None
    if found and found.tzinfo is None:
        raise InputError(
            f"--retrieved: {printed!r} has no time zone: add Z for UTC, or one like +02:00"
        )
    return found


def is_corpus(path: str) -> bool:
    """Whether there is a corpus in a folder."""
    return (Path(path) / "corpus.json").exists()


REVIEWS = "reviews.jsonl"
"""The file of reviews in the folder of a corpus."""


def overlay(place: str, reviews: str | None, *, none: bool = False) -> list[Review]:
    """The reviews to lay over the entries of a place: those of the file that is named, else those
    that its corpus has, which is said on standard error."""
    if reviews is not None and none:
        raise click.UsageError("--reviews and --no-reviews do not go together: choose one")
    if none:
        return []
    from mediacorpus.reviews import read_reviews
    from mediacorpus.views import clean, counted

    if reviews is not None and Path(reviews).is_dir():
        raise InputError(f"{reviews}: this is a folder: name the file of reviews, as {REVIEWS}")
    if reviews is not None:
        return read_reviews(reviews)
    own = Path(place) / REVIEWS
    kept = read_reviews(own) if is_corpus(place) and own.exists() else []
    if kept:
        number = counted(len(kept), "review is", "reviews are")
        click.echo(clean(f"{number} laid over from {own} (--no-reviews leaves them out)"), err=True)
    return kept


def reviewed(entries: Iterable[Entry], reviews: Sequence[Review]) -> Iterator[Entry]:
    """Entries as they are after review."""
    if not reviews:
        return iter(entries)
    from mediacorpus.reviews import apply

    return apply(entries, reviews)


def entries_of(
    paths: Sequence[str], *, since: str | None, until: str | None, publisher: str | None
) -> Iterator[tuple[str, Iterator[Entry]]]:
    """Each path, of a corpus or a file of entries, with the entries in it that fit."""
    from mediacorpus.corpus.selection import article_condition

    fits = article_condition(since=since, until=until, publisher=publisher)

    def of_corpus(path: str) -> Iterator[Entry]:
        with mediacorpus.Corpus.open(path) as corpus:
            yield from corpus.entries(since=since, until=until, publisher=publisher)

    for path in paths:
        if Path(path).is_file():
            yield path, (one for one in _of_entries(path) if fits(one.article))
        else:
            yield path, of_corpus(path)


def _of_entries(path: str) -> Iterator[Entry]:
    try:
        yield from mediacorpus.load(path)
    except DecodeError as error:
        if error.line != 1:
            raise
        raise DecodeError(
            f"{error.reason.partition(': read it with')[0]}; this command takes corpora and files "
            "of entries; of raw material, `mediacorpus ingest` makes a corpus, `mediacorpus show` "
            "shows its quotes",
            path=error.path,
            line=1,
        ) from None


def of_corpus(path: str, start: str | None) -> Iterator[Entry]:
    """The entries of a corpus, or the one whose id begins like this, with or without its scheme."""
    with mediacorpus.Corpus.open(path) as corpus:
        if start is None:
            yield from corpus
            return
        ids = corpus.ids(start) or corpus.ids(f"sha256:{start}")
        if start in ids:
            ids = [start]
        if not ids:
            raise InputError(f"there is no article {start!r} in {path}")
        if len(ids) > 1:
            raise InputError(f"several ids begin with {start!r}: {', '.join(ids[:4])} …")
        yield corpus[ids[0]]


def of_file(path: str, start: str | None, rejected: list[Rejection]) -> Iterator[Entry]:
    """The entries of a raw file or folder, or those whose id begins like this."""
    none = True
    for item in mediacorpus.read(path):
        if isinstance(item, Rejection):
            rejected.append(item)
        elif start is None or item.article.id.removeprefix("sha256:").startswith(
            start.removeprefix("sha256:")
        ):
            none = False
            yield item
    if none and start is None and not rejected:
        raise InputError(
            f"{path} is no corpus, and holds no raw material: there is nothing to show"
        )
    if none and start is not None:
        raise InputError(f"there is no article {start!r} in {path}")


def tell(rejection: Rejection) -> None:
    """Say on standard error what was rejected, and why."""
    from mediacorpus.views import clean

    click.echo(f"rejected: {clean(str(rejection))}", err=True)


@contextlib.contextmanager
def progress(what: str) -> Iterator[Callable[[str], None] | None]:
    """A progress bar on standard error while that is a terminal; none in a pipe."""
    if not sys.stderr.isatty():
        yield None
        return
    from rich.console import Console
    from rich.progress import (
        MofNCompleteColumn,
        Progress,
        SpinnerColumn,
        TextColumn,
        TimeElapsedColumn,
    )

    with Progress(
        SpinnerColumn(),
        TextColumn(what),
        MofNCompleteColumn(),
        TimeElapsedColumn(),
        console=Console(stderr=True),
        transient=True,
    ) as progress:
        task = progress.add_task(what, total=None)
        yield lambda name: progress.advance(task)
