"""`mediacorpus quotes`: quotes found, exported and scored."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import click
import msgspec

import mediacorpus
from mediacorpus.cli.common import entries_of, progress, reviewed, with_reviews
from mediacorpus.records import Entry, Quote

__all__ = ["quotes"]

_FORMS = {".csv": "csv", ".jsonl": "jsonl", ".ndjson": "jsonl"}


@click.command()
@click.argument("paths", nargs=-1, type=click.Path())
@click.option("--speaker", metavar="NAME", help="Words of the speaker's name.")
@click.option("--since", metavar="DATE", help="2016, 2016-10 or 2016-10-10; included.")
@click.option("--until", metavar="DATE", help="2016, 2016-10 or 2016-10-10; included.")
@click.option("--publisher", metavar="NAME", help="Words of the outlet's name, or its domain.")
@click.option("--kind", type=click.Choice(["direct", "mixed", "indirect"]))
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
def quotes(
    paths: tuple[str, ...],
    speaker: str | None,
    since: str | None,
    until: str | None,
    publisher: str | None,
    kind: Any,
    min_confidence: float | None,
    reviews: str | None,
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
    that stand there are scored.
    """
    _check_one_form(csv=as_csv, jsonl=as_jsonl, json=as_json, score=gold, output=output)
    entries = reviewed(entries_of(paths, since=since, until=until, publisher=publisher), reviews)
    if gold is not None:
        _score(gold, entries if paths else None, engine, language, annotator, as_json=as_json)
        return
    if not paths:
        raise click.UsageError("name a corpus or a file of entries, or use --score GOLD")
    from mediacorpus.corpus.selection import quote_condition
    from mediacorpus.views import terminal

    fits = quote_condition(speaker=speaker, kind=kind, min_confidence=min_confidence)
    found = ((one, quote) for one in entries for quote in one.quotes if fits(one, quote))
    form = "csv" if as_csv else "jsonl" if as_jsonl else output and _form_of(output)
    if form:
        _export(found, form, output, context, excel=excel)
    elif as_json:
        for _, quote in found:
            click.echo(mediacorpus.dumps(quote), nl=False)
    else:
        terminal.console().print(terminal.quotes(found, rules=rules))


def _check_one_form(
    *, csv: bool, jsonl: bool, json: bool, score: str | None, output: str | None
) -> None:
    """Hold the command to one thing that it prints; with --score only --json goes together."""
    table = ["--csv"] * csv + ["--jsonl"] * jsonl
    export = table or ["--output"] * (output is not None)
    other = ["--score"] if score is not None else ["--json"] * json
    for one in (table, [*export[:1], *other]):
        if len(one) > 1:
            raise click.UsageError(f"{one[0]} and {one[1]} do not go together: choose one")


def _form_of(output: str) -> str:
    endings = [ending for ending in Path(output).suffixes if ending in _FORMS]
    if not endings:
        raise click.UsageError(f"{output}: is that to be --csv or --jsonl?")
    return _FORMS[endings[-1]]


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
    given = []
    unread = 0
    with progress("finding quotes") as step:
        if found is None:
            found = find(wanted, engine=engine, language=language)
        for entry in found:
            given.append(annotated(entry))
            unread += any(notice.code == "no-language-pack" for notice in entry.notices)
            if step:
                step(entry.article.id)
    result = score(wanted, given)
    if as_json:
        click.echo(msgspec.json.encode(result))
    else:
        terminal.console().print(terminal.score(result))
    if unread:
        click.echo(
            f"in {counted(unread, 'article')} no quotes were looked for, because there is no "
            "language pack: say with --language what language it is",
            err=True,
        )
        sys.exit(1)
