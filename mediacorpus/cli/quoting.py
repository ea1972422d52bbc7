"""`mediacorpus quotes`: quotes found, exported and scored."""

from __future__ import annotations

import itertools
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import click
import msgspec
from click.core import ParameterSource

import mediacorpus
from mediacorpus.cli.common import entries_of, overlay, progress, reviewed, with_reviews
from mediacorpus.records import Entry, Quote

__all__ = ["quotes"]

_FORMS = {".csv": "csv", ".jsonl": "jsonl", ".ndjson": "jsonl"}


@click.command()
@click.argument("paths", nargs=-1, type=click.Path())
@click.option("--speaker", metavar="NAME", help="Words of the speaker's name.")
@click.option("--text", metavar="WORDS", help="Words that are quoted.")
@click.option("--since", metavar="DATE", help="2016, 2016-10 or 2016-10-10; included.")
@click.option("--until", metavar="DATE", help="2016, 2016-10 or 2016-10-10; included.")
@click.option("--publisher", metavar="NAME", help="Words of the outlet's name, or its domain.")
@click.option("--kind", type=click.Choice(["direct", "mixed", "indirect"], case_sensitive=False))
@click.option(
    "--min-confidence", metavar="SHARE", type=click.FloatRange(0, 1), help="From 0 to 1: 0.8."
)
@with_reviews
@click.option("--rules", is_flag=True, help="Name each quote's rule, confidence and id.")
@click.option("--csv", "as_csv", is_flag=True, help="A table for a spreadsheet.")
@click.option("--jsonl", "as_jsonl", is_flag=True, help="A line of JSON for each row of it.")
@click.option(
    "-o", "--output", metavar="FILE", type=click.Path(), help="Write there: .csv or .jsonl."
)
@click.option(
    "--context",
    metavar="N",
    type=click.IntRange(min=0),
    default=200,
    show_default=True,
    help="Characters of text before and after, in a table.",
)
@click.option("--excel", is_flag=True, help="Begin a table with the mark by which Excel knows it.")
@click.option("--json", "as_json", is_flag=True, help="Print the records as JSONL.")
@click.option(
    "--score",
    "gold",
    metavar="GOLD",
    type=click.Path(),
    help="Score an engine on annotations: JSONL, or a folder of brat's .txt and .ann.",
)
@click.option("--engine", metavar="NAME", help="The engine that is scored.")
@click.option("--language", metavar="TAG", help="The language of the texts that are scored.")
@click.option("--annotator", metavar="NAME", help="Whose annotations; else the first by name.")
@click.pass_context
def quotes(
    asked: click.Context,
    paths: tuple[str, ...],
    speaker: str | None,
    text: str | None,
    since: str | None,
    until: str | None,
    publisher: str | None,
    kind: Any,
    min_confidence: float | None,
    reviews: str | None,
    no_reviews: bool,
    rules: bool,
    as_csv: bool,
    as_jsonl: bool,
    output: str | None,
    context: int,
    excel: bool,
    as_json: bool,
    gold: str | None,
    engine: str | None,
    language: str | None,
    annotator: str | None,
) -> None:
    """Find quotes in corpora and files of entries, export them, or score an engine on GOLD.

    With --score and without PATHS the engine is run on the texts of GOLD; with PATHS, the quotes
    that stand there are scored, as they were extracted, or with --reviews FILE.
    """
    _check_goes_together(asked)
    # What is scored is the extraction, and not what people made of it, unless that is asked for.
    none = no_reviews or (gold is not None and reviews is None)
    places = entries_of(paths, since=since, until=until, publisher=publisher)
    entries = itertools.chain.from_iterable(
        reviewed(found, overlay(path, reviews, none=none)) for path, found in places
    )
    if gold is not None:
        _score(gold, entries if paths else None, engine, language, annotator, as_json=as_json)
        return
    if not paths:
        raise click.UsageError("name a corpus or a file of entries, or use --score GOLD")
    from mediacorpus.corpus.selection import quote_condition
    from mediacorpus.views import terminal

    fits = quote_condition(speaker=speaker, text=text, kind=kind, min_confidence=min_confidence)
    found = ((one, quote) for one in entries for quote in one.quotes if fits(one, quote))
    form = "csv" if as_csv else "jsonl" if as_jsonl else output and _form_of(output)
    if output and form != (_form_of(output, known=form)):
        raise click.UsageError(f"{output} does not end as --{form} does: choose one")
    if form:
        _export(found, form, output, context, excel=excel)
    elif as_json:
        for _, quote in found:
            click.echo(mediacorpus.dumps(quote), nl=False)
    else:
        terminal.console().print(terminal.quotes(found, rules=rules))


_FOR_SCORE = ("engine", "language", "annotator")
_WITH_SCORE = ("paths", "gold", "as_json", "reviews", "no_reviews", *_FOR_SCORE)


def _check_goes_together(asked: click.Context) -> None:
    """Hold the command to one thing that it prints, and to options that say something of that:
    what is passed over in silence would be taken for an answer."""
    given = {
        one.name: one.opts[-1]
        for one in asked.command.params
        if asked.get_parameter_source(one.name or "") is ParameterSource.COMMANDLINE
    }
    table = [given[one] for one in ("as_csv", "as_jsonl") if one in given]
    export = table or [given[one] for one in ("output",) if one in given]
    for one in (table, [*export[:1], *(given[one] for one in ("as_json",) if one in given)]):
        if len(one) > 1:
            raise click.UsageError(f"{one[0]} and {one[1]} do not go together: choose one")
    for name, option in given.items():
        if "gold" in given and name not in _WITH_SCORE:
            raise click.UsageError(
                f"{option} and --score do not go together: all quotes of the gold are counted"
            )
        if "gold" not in given and name in _FOR_SCORE:
            raise click.UsageError(f"{option} goes with --score only")
        if "gold" in given and "paths" in given and name in ("engine", "language"):
            raise click.UsageError(
                f"{option} does not go with paths: what stands there is scored, and no engine is "
                "run"
            )
        if "gold" in given and "paths" not in given and name in ("reviews", "no_reviews"):
            raise click.UsageError(f"{option} goes with paths: say what it is laid over")


def _form_of(output: str, *, known: str | None = None) -> str:
    """The form that the ending of a file says; where it says none, the one that is known."""
    endings = [ending for ending in map(str.lower, Path(output).suffixes) if ending in _FORMS]
    if endings:
        return _FORMS[endings[-1]]
    if known is None:
        raise click.UsageError(f"{output}: is that to be --csv or --jsonl?")
    return known


def _export(
    found: Iterator[tuple[Entry, Quote]],
    form: str,
    output: str | None,
    context: int,
    *,
    excel: bool,
) -> None:
    from mediacorpus.export import write_csv, write_jsonl
    from mediacorpus.views import clean, counted

    target: Any = output or sys.stdout.buffer
    if form == "csv":
        count = write_csv(found, target, context=context, excel=excel)
    else:
        count = write_jsonl(found, target, context=context)
    if output:
        click.echo(f"{counted(count, 'quote')} in {clean(output)}")


def _score(
    gold: str,
    found: Iterator[Entry] | None,
    engine: str | None,
    language: str | None,
    annotator: str | None,
    *,
    as_json: bool,
) -> None:
    from mediacorpus.gold import find, read_gold
    from mediacorpus.quotes import known_engine
    from mediacorpus.quotes.scoring import annotated, score
    from mediacorpus.views import counted, terminal

    known_engine(engine)
    wanted = list(read_gold(gold, annotator=annotator))
    ids, texts = {one.id for one in wanted}, {one.text for one in wanted}
    given = []
    unread = 0
    is_read = found is not None
    with progress("finding quotes") as step:
        if found is None:
            found = find(wanted, engine=engine, language=language)
        for entry in found:
            if entry.article.id in ids or entry.article.text in texts:
                given.append(annotated(entry))
                unread += any(notice.code == "no-language-pack" for notice in entry.notices)
            if step:
                step(entry.article.id)
    result = score(wanted, given)
    if as_json:
        click.echo(msgspec.json.encode(result))
    else:
        terminal.console().print(terminal.score(result))
    if result.absent:
        click.echo(
            f"{result.absent} of {counted(result.articles, 'article')} of the gold "
            f"{'is' if result.absent == 1 else 'are'} not there, by id or by text: all quotes in "
            "them count as missed",
            err=True,
        )
    if unread:
        where = "in an ingest" if is_read else "here"
        click.echo(
            f"in {counted(unread, 'article')} of the gold no quotes were looked for, because there "
            f"is no language pack: say with --language, {where}, what language it is",
            err=True,
        )
    if result.absent or unread:
        sys.exit(1)
