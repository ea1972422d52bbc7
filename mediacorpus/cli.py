"""The `mediacorpus` command: a thin coat over the library.

Exit codes: 0, all went well; 1, some items were rejected, or the folder is no corpus, or one that
is damaged or cannot be written; 2, the command was called in a way that cannot work; 130, it was
stopped with Ctrl-C; 141, nobody reads on what it prints.
"""

from __future__ import annotations

import contextlib
import datetime
import itertools
import json
import os
import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import click
import msgspec

import mediacorpus
from mediacorpus.errors import CorpusError, InputError, MediacorpusError
from mediacorpus.records import Entry, Rejection

__all__ = ["main"]


class _Command(click.Group):
    """Errors of the library are told in one line, without a traceback."""

    def invoke(self, context: click.Context) -> Any:
        from mediacorpus.views import clean

        try:
            return super().invoke(context)
        except MediacorpusError as error:
            click.echo(f"mediacorpus: {clean(str(error))}", err=True)
            context.exit(1 if isinstance(error, CorpusError) else 2)
        except BrokenPipeError:
            # What is still in the buffer goes nowhere, else Python complains when it ends.
            os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
            context.exit(141)  # as a shell has it of what SIGPIPE ends
        except OSError as error:
            where = f"{clean(str(error.filename))}: " if error.filename else ""
            click.echo(f"mediacorpus: {where}{error.strerror or error}", err=True)
            context.exit(2)
        except KeyboardInterrupt as error:
            click.echo(f"mediacorpus: {error if error.args else 'stopped'}", err=True)
            context.exit(130)


@click.group(cls=_Command, context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(mediacorpus.__version__, prog_name="mediacorpus")
def main() -> None:
    """Who said what, to whom, where and when, with the place in the text that proves it."""


_reading = [
    click.option("--format", metavar="NAME", help="The format; without it the content decides."),
    click.option("--language", metavar="TAG", help="The language of the texts (BCP 47)."),
    click.option("--publisher", metavar="NAME", help="The outlet that published them."),
    click.option(
        "--order",
        type=click.Choice(["DMY", "MDY", "YMD"]),
        help="How dates of numbers are read; DMY: 03/04/2016 is 3 April.",
    ),
    click.option(
        "--retrieved", metavar="TIME", help="When they were fetched: 2016-10-11T08:00+00:00."
    ),
]


def _with_reading_options(command: Callable[..., Any]) -> Callable[..., Any]:
    for option in reversed(_reading):
        command = option(command)
    return command


@main.command()
@click.argument("paths", nargs=-1, required=True, type=click.Path())
@click.option(
    "--corpus",
    "folder",
    required=True,
    type=click.Path(),
    help="The corpus; made if there is none.",
)
@_with_reading_options
@click.option("--again", is_flag=True, help="Read what was read before once more.")
@click.option("--json", "as_json", is_flag=True, help="Print the report as JSON.")
def ingest(
    paths: tuple[str, ...],
    folder: str,
    format: str | None,
    language: str | None,
    publisher: str | None,
    order: Any,
    retrieved: str | None,
    again: bool,
    as_json: bool,
) -> None:
    """Read files and folders into a corpus.  What was read before is passed over."""
    from mediacorpus.ingest import ingest as run
    from mediacorpus.pipeline import Options, inputs
    from mediacorpus.views import clean

    options = Options(
        format=format,
        language=language,
        publisher=publisher,
        order=order,
        retrieved=_moment(retrieved),
    )
    inputs(paths, options)  # a path that does not exist is told before a corpus is made
    new = not _is_corpus(folder)
    with (
        mediacorpus.Corpus.create(folder, exist_ok=True) as corpus,
        _progress("reading") as step,
    ):
        report = run(corpus, paths, options, again=again, on_file=step)
    if as_json:
        click.echo(msgspec.json.encode(report))
    else:
        click.echo(str(report))
        if new:
            click.echo(f"{clean(folder)} is a new corpus")
    if report.rejected:
        sys.exit(1)


@main.command()
@click.argument("file", type=click.Path())
@_with_reading_options
@click.option("--url", help="Where the document was.")
@click.option("--no-quotes", is_flag=True, help="The article alone.")
def parse(
    file: str,
    format: str | None,
    language: str | None,
    publisher: str | None,
    order: Any,
    retrieved: str | None,
    url: str | None,
    no_quotes: bool,
) -> None:
    """Print the entries of a file, or of the files of a folder, as JSONL."""
    rejected = False
    for item in mediacorpus.read(
        file,
        format=format,
        language=language,
        publisher=publisher,
        order=order,
        retrieved=_moment(retrieved),
        url=url,
        quotes=not no_quotes,
    ):
        if isinstance(item, Rejection):
            _tell(item)
            rejected = True
        else:
            click.echo(mediacorpus.dumps(item), nl=False)
    if rejected:
        sys.exit(1)


@main.command()
@click.argument("corpus", type=click.Path())
@click.argument("article_id", required=False)
@click.option("--json", "as_json", is_flag=True, help="Print the entries as JSONL.")
def show(corpus: str, article_id: str | None, as_json: bool) -> None:
    """Show an article with its quotes and sources: of a corpus, by its id, or of a raw file.

    Without an id, the only article of a corpus, or the list of its articles.  The beginning of an
    id is enough.
    """
    from mediacorpus.views import clean, terminal

    of_corpus = _is_corpus(corpus)
    rejected: list[Rejection] = []
    found = _of_corpus(corpus, article_id) if of_corpus else _of_file(corpus, article_id, rejected)
    if as_json:
        for one in found:
            click.echo(mediacorpus.dumps(one), nl=False)
    else:
        first, second = next(found, None), next(found, None)
        out = terminal.console()
        if first and second:
            out.print(terminal.entries(itertools.chain((first, second), found)))
            click.echo(f"mediacorpus show {clean(corpus)} ID shows one of them")
        elif first:
            out.print(terminal.entry(first))
        elif of_corpus:
            click.echo("there is no article in it")
    for rejection in rejected:
        _tell(rejection)
    if rejected:
        sys.exit(1)


@main.command()
@click.argument("corpus", type=click.Path())
@click.option("--speaker", metavar="NAME", help="Words of the speaker's name.")
@click.option("--since", metavar="DATE", help="2016, 2016-10 or 2016-10-10; included.")
@click.option("--until", metavar="DATE", help="2016, 2016-10 or 2016-10-10; included.")
@click.option("--publisher", metavar="NAME", help="Words of the outlet's name, or its domain.")
@click.option("--kind", type=click.Choice(["direct", "mixed", "indirect"]))
@click.option("--json", "as_json", is_flag=True, help="Print the quotes as JSONL.")
def quotes(
    corpus: str,
    speaker: str | None,
    since: str | None,
    until: str | None,
    publisher: str | None,
    kind: Any,
    as_json: bool,
) -> None:
    """Find quotes in a corpus."""
    from mediacorpus.views import terminal

    with mediacorpus.Corpus.open(corpus) as opened:
        found = opened.quotes(
            speaker=speaker, since=since, until=until, publisher=publisher, kind=kind
        )
        if as_json:
            for quote in found:
                click.echo(mediacorpus.dumps(quote), nl=False)
        else:
            terminal.console().print(terminal.quotes(found.with_entries()))


@main.command()
@click.argument("corpus", type=click.Path())
@click.option("--json", "as_json", is_flag=True, help="Print the report as JSON.")
def verify(corpus: str, as_json: bool) -> None:
    """Read a whole corpus, compare it with its hashes, and say what is wrong."""
    from mediacorpus.corpus.disk import Folder
    from mediacorpus.corpus.verify import verify as run

    folder = Folder(corpus)
    if not folder.exists():
        folder.open()  # which says what is missing
    report = run(folder)
    if as_json:
        click.echo(msgspec.json.encode(report))
    else:
        click.echo(str(report))
    if not report.ok:
        sys.exit(1)


@main.command()
@click.argument(
    "record",
    default="Entry",
    type=click.Choice(["Entry", "Article", "Quote", "Source", "Notice", "Rejection"]),
)
def schema(record: str) -> None:
    """Print the JSON Schema of a line of JSONL."""
    from mediacorpus import records

    click.echo(
        json.dumps(mediacorpus.json_schema(getattr(records, record)), indent=2, ensure_ascii=False)
    )


# -- help for the commands -----------------------------------------------------------------


def _moment(printed: str | None) -> datetime.datetime | None:
    try:
        return datetime.datetime.fromisoformat(printed) if printed is not None else None
    except ValueError:
        raise InputError(
            f"--retrieved: {printed!r} is no time: write it like 2016-10-11T08:00+00:00"
        ) from None


def _is_corpus(path: str) -> bool:
    return (Path(path) / "corpus.json").exists()


def _of_corpus(path: str, start: str | None) -> Iterator[Entry]:
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


def _of_file(path: str, start: str | None, rejected: list[Rejection]) -> Iterator[Entry]:
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


def _tell(rejection: Rejection) -> None:
    from mediacorpus.views import clean

    click.echo(f"rejected: {clean(str(rejection))}", err=True)


@contextlib.contextmanager
def _progress(what: str) -> Iterator[Callable[[str], None] | None]:
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
