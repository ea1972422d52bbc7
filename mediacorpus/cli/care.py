"""The commands that look after a corpus: verify, repair, remove, restore, compact, merge, bag."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import Any

import click
import msgspec

import mediacorpus
from mediacorpus.views import clean, counted

__all__ = ["COMMANDS"]

_corpus = click.argument("corpus", type=click.Path())
_as_json = click.option("--json", "as_json", is_flag=True, help="Print the report as JSON.")


def _tell(report: object, *, as_json: bool) -> None:
    click.echo(msgspec.json.encode(report) if as_json else str(report))


@click.command()
@_corpus
@_as_json
def verify(corpus: str, as_json: bool) -> None:
    """Read a whole corpus, compare it with its hashes, and say what is wrong."""
    from mediacorpus.corpus.disk import Folder
    from mediacorpus.corpus.verify import verify as run

    folder = Folder(corpus)
    if not folder.exists():
        folder.open()  # which says what is missing
    report = run(folder)
    _tell(report, as_json=as_json)
    if not report.ok:
        sys.exit(1)


@click.command()
@_corpus
@click.option("--apply", is_flag=True, help="Do it; without, it is only said.")
@_as_json
def repair(corpus: str, apply: bool, as_json: bool) -> None:
    """Say what is wrong with a corpus and what can be done; with --apply, do it."""
    report = mediacorpus.Corpus.repair(corpus, apply=apply)
    _tell(report, as_json=as_json)
    if report.steps and not report.done:
        sys.exit(1)


@click.command()
@_corpus
@click.argument("article_ids", nargs=-1, required=True)
@click.option("--reason", required=True, help="Why, for those who look for the article.")
def remove(corpus: str, article_ids: tuple[str, ...], reason: str) -> None:
    """Take articles out: no question is answered with them any more.

    Their text is in the folder until `compact --purge`.
    """
    with mediacorpus.Corpus.open(corpus) as opened:
        before = len(opened.removed)
        try:
            opened.remove(*article_ids, reason=reason)
        except KeyError as error:
            raise mediacorpus.InputError(
                f"there is no article with the id {error}: nothing was removed.  mediacorpus show "
                f"{clean(corpus)} names them"
            ) from None
        click.echo(f"{counted(len(opened.removed) - before, 'article')} removed")


@click.command()
@_corpus
@click.argument("article_ids", nargs=-1, required=True)
def restore(corpus: str, article_ids: tuple[str, ...]) -> None:
    """Bring back articles that were removed."""
    with mediacorpus.Corpus.open(corpus) as opened:
        before = len(opened.removed)
        opened.restore(*article_ids)
        click.echo(f"{counted(before - len(opened.removed), 'article')} restored")


@click.command()
@_corpus
@click.option("--purge", is_flag=True, help="Erase what was removed for good.")
@_as_json
def compact(corpus: str, purge: bool, as_json: bool) -> None:
    """Put few large files in the place of many small ones, and sweep up."""
    with mediacorpus.Corpus.open(corpus) as opened:
        _tell(opened.compact(purge=purge), as_json=as_json)


@click.command()
@click.argument("target", type=click.Path())
@click.argument("corpora", nargs=-1, required=True, type=click.Path())
@click.option(
    "--if-duplicate",
    type=click.Choice(["keep-newest", "keep-both", "error"]),
    default="keep-newest",
    help="What to do about an article that two corpora have in different versions.",
)
@_as_json
def merge(target: str, corpora: tuple[str, ...], if_duplicate: Any, as_json: bool) -> None:
    """Make a new corpus TARGET of all that several have, which stay as they are."""
    report = mediacorpus.Corpus.merge(target, *corpora, if_duplicate=if_duplicate)
    _tell(report, as_json=as_json)


@click.command()
@_corpus
@click.argument("target", type=click.Path(), required=False)
@click.option("--info", multiple=True, metavar="NAME=VALUE", help="A line for bag-info.txt.")
def bag(corpus: str, target: str | None, info: tuple[str, ...]) -> None:
    """Copy a corpus into a new bag TARGET (BagIt), for an archive; or, without TARGET, check the
    bag that CORPUS is."""
    if target is None:
        with mediacorpus.Corpus.open_bag(Path(corpus)) as opened:
            click.echo(f"the bag is as it was packed: {counted(len(opened), 'article')}")
        return
    wrong = [line for line in info if "=" not in line]
    if wrong:
        raise mediacorpus.InputError(f"--info: {wrong[0]!r} is no NAME=VALUE")
    with mediacorpus.Corpus.open(corpus) as opened:
        opened.write_bag(target, info=dict(line.split("=", 1) for line in info))
        click.echo(f"{clean(target)} is a bag of {counted(len(opened), 'article')}")


COMMANDS = (verify, repair, remove, restore, compact, merge, bag)
