"""The `mediacorpus` command: a thin coat over the library.

Exit codes: 0, all went well; 1, some items were rejected, or the folder is no corpus, or one that
is damaged or cannot be written; 2, the command was called in a way that cannot work; 130, it was
stopped with Ctrl-C; 141, nobody reads on what it prints.
"""

from __future__ import annotations

import contextlib
import io
import itertools
import json
import os
import shlex
import sys
from typing import Any

import click
import msgspec

import mediacorpus
from mediacorpus.cli.care import COMMANDS
from mediacorpus.cli.common import (
    is_corpus,
    mapping_from,
    moment,
    of_corpus,
    of_file,
    overlay,
    progress,
    reviewed,
    tell,
    with_reading_options,
    with_reviews,
    with_size_limits,
)
from mediacorpus.cli.quoting import quotes
from mediacorpus.cli.reviewing import review
from mediacorpus.errors import CorpusError, MediacorpusError
from mediacorpus.limits import DEFAULT, LARGEST_MEMORY, Limits
from mediacorpus.records import Rejection

__all__ = ["main"]


class _Command(click.Group):
    """Errors of the library are told in one line, without a traceback; what the encoding of a
    stream has no character for is escaped."""

    def main(self, *arguments: Any, **options: Any) -> Any:
        for stream in (sys.stdout, sys.stderr):
            if isinstance(stream, io.TextIOWrapper):  # which something in its place may not be
                stream.reconfigure(errors="backslashreplace")
        return super().main(*arguments, **options)

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


@main.command()
@click.argument("paths", nargs=-1, required=True, type=click.Path())
@click.option(
    "--corpus",
    "folder",
    required=True,
    type=click.Path(),
    help="The corpus; made if there is none.",
)
@with_reading_options
@click.option(
    "--seconds",
    type=click.FloatRange(min=0),
    default=DEFAULT.seconds,
    metavar="N",
    help="How long reading one document may take (5); 0: without a limit, in this process.",
)
@click.option(
    "--memory",
    type=click.FloatRange(min=0),
    default=LARGEST_MEMORY / 2**30,
    metavar="GB",
    help="How much memory that may take, on Linux (2); 0: without a limit.",
)
@with_size_limits
@click.option("--no-quotes", is_flag=True, help="The articles alone.")
@click.option(
    "--jobs", type=click.IntRange(1, 256), default=1, metavar="N", help="In so many processes (1)."
)
@click.option("--dask", metavar="ADDRESS", help="On the Dask cluster with that scheduler.")
@click.option("--again", is_flag=True, help="Read what was read before once more.")
@click.option("--json", "as_json", is_flag=True, help="Print the report as JSON.")
def ingest(
    paths: tuple[str, ...],
    folder: str,
    format: str | None,
    language: str | None,
    publisher: str | None,
    order: Any,
    mapping: str | None,
    columns: tuple[str, ...],
    retrieved: str | None,
    engine: str | None,
    seconds: float,
    memory: float,
    decoded_bytes: int,
    ratio: float,
    no_quotes: bool,
    jobs: int,
    dask: str | None,
    again: bool,
    as_json: bool,
) -> None:
    """Read files and folders into a corpus.  What was read before is passed over."""
    from mediacorpus.ingest import ingest as run
    from mediacorpus.options import Options
    from mediacorpus.pipeline import inputs
    from mediacorpus.readers.zipped import Scratch
    from mediacorpus.views import clean

    options = Options(
        format=format,
        language=language,
        publisher=publisher,
        order=order,
        mapping=mapping_from(mapping, columns),
        retrieved=moment(retrieved),
        quotes=not no_quotes,
        engine=engine,
        limits=Limits(
            seconds=seconds or None,
            decoded_bytes=decoded_bytes,
            ratio=ratio,
            memory=int(memory * 2**30) or None,
        ),
    )
    with Scratch() as scratch:  # a path that does not exist is told before a corpus is made
        inputs(paths, options, scratch)
    client = None
    if dask is not None:
        from mediacorpus.cluster import client_of

        client = client_of(dask)
    new = not is_corpus(folder)
    with (
        client or contextlib.nullcontext(),
        mediacorpus.Corpus.create(folder, exist_ok=True) as corpus,
        progress("reading") as step,
    ):
        report = run(corpus, paths, options, again=again, jobs=jobs, client=client, on_file=step)
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
@with_reading_options
@with_size_limits
@click.option("--url", help="Where the document was.")
@click.option("--no-quotes", is_flag=True, help="The article alone.")
def parse(
    file: str,
    format: str | None,
    language: str | None,
    publisher: str | None,
    order: Any,
    mapping: str | None,
    columns: tuple[str, ...],
    retrieved: str | None,
    engine: str | None,
    decoded_bytes: int,
    ratio: float,
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
        mapping=mapping_from(mapping, columns),
        retrieved=moment(retrieved),
        url=url,
        quotes=not no_quotes,
        engine=engine,
        limits=Limits(decoded_bytes=decoded_bytes, ratio=ratio),
    ):
        if isinstance(item, Rejection):
            tell(item)
            rejected = True
        else:
            click.echo(mediacorpus.dumps(item), nl=False)
    if rejected:
        sys.exit(1)


@main.command()
@click.argument("corpus", type=click.Path())
@click.argument("article_id", required=False)
@click.option("--rules", is_flag=True, help="Name each quote's rule, confidence and id.")
@with_reviews
@click.option("--json", "as_json", is_flag=True, help="Print the entries as JSONL.")
def show(
    corpus: str,
    article_id: str | None,
    rules: bool,
    reviews: str | None,
    no_reviews: bool,
    as_json: bool,
) -> None:
    """Show an article with its quotes and sources: of a corpus, by its id, or of a raw file.

    Without an id, the only article of a corpus, or the list of its articles.  The beginning of an
    id is enough.
    """
    from mediacorpus.views import clean, terminal

    rejected: list[Rejection] = []
    is_one = is_corpus(corpus)
    found = reviewed(
        of_corpus(corpus, article_id) if is_one else of_file(corpus, article_id, rejected),
        overlay(corpus, reviews, none=no_reviews),
    )
    if as_json:
        for one in found:
            click.echo(mediacorpus.dumps(one), nl=False)
    else:
        first, second = next(found, None), next(found, None)
        out = terminal.console()
        if first and second:
            out.print(terminal.entries(itertools.chain((first, second), found)))
            click.echo(f"mediacorpus show {clean(shlex.quote(corpus))} ID shows one of them")
        elif first:
            out.print(terminal.entry(first, rules=rules))
        elif is_one:
            click.echo("there is no article in it")
    for rejection in rejected:
        tell(rejection)
    if rejected:
        sys.exit(1)


@main.command()
@click.argument(
    "record",
    default="Entry",
    type=click.Choice(
        ["Entry", "Article", "Quote", "Source", "Notice", "Rejection", "Review"],
        case_sensitive=False,
    ),
)
def schema(record: str) -> None:
    """Print the JSON Schema of a line of JSONL."""
    from mediacorpus import records

    click.echo(
        json.dumps(mediacorpus.json_schema(getattr(records, record)), indent=2, ensure_ascii=False)
    )


for command in (quotes, review, *COMMANDS):
    main.add_command(command)
