"""How many speakers are resolved to the fullest name or description that the article gives.

`gold/` holds texts that were written for the purpose, with every quote and its speaker, and the
same of news articles as offsets alone; see its README.
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterable
from pathlib import Path

import pytest

from tests.conftest import reference
from tests.sources import resolution
from tests.sources.resolution import Gold, Verdict, of_found_quotes, of_gold_quotes

GOLD = Path(__file__).parent / "gold"

Resolver = Callable[[str, Iterable[Gold]], list[Verdict]]


def share(articles: Iterable[tuple[str, list[Gold]]], resolver: Resolver) -> float:
    """In per cent, how many of the speakers are right."""
    verdicts = [one for text, quotes in articles for one in resolver(text, quotes)]
    right, count = resolution.shares(verdicts)["all"]
    return 100 * right / count


def written() -> list[tuple[str, list[Gold]]]:
    """The texts that were written for the purpose, with their quotes."""
    records = resolution.lines(GOLD / "quotes.jsonl")
    texts = [(GOLD / f"{one['id']}.txt").read_text("utf-8").strip() for one in records]
    for text, record in zip(texts, records, strict=True):
        assert hashlib.sha256(text.encode()).hexdigest() == record["sha256"], record["id"]
    return [(text, record["quotes"]) for text, record in zip(texts, records, strict=True)]


def test_speakers_of_given_quotes_are_resolved() -> None:
    assert share(written(), of_gold_quotes) >= 93


def test_speakers_of_quotes_that_the_rules_find_are_resolved() -> None:
    assert share(written(), of_found_quotes) >= 92


@pytest.mark.parametrize(("resolver", "least"), [(of_gold_quotes, 95), (of_found_quotes, 87)])
def test_speakers_in_news_articles_are_resolved(resolver: Resolver, least: float) -> None:
    texts = {}
    for name in ("dumps.jsonl", "pages.jsonl"):
        for record in resolution.lines(reference(name)):
            texts[record["id"]] = _text(record["gold"]["sections"])
    articles = []
    for record in resolution.lines(GOLD / "standoff.jsonl"):
        text = texts[record["id"]]
        assert hashlib.sha256(text.encode()).hexdigest() == record["sha256"], record["id"]
        articles.append((text, record["quotes"]))
    assert share(articles, resolver) >= least


def _text(sections: list[dict[str, list[str]]]) -> str:
    """Subheadings and paragraphs, with empty lines between."""
    lines = (line for one in sections for line in (*(one["headline"] or ()), *one["paragraphs"]))
    return "\n\n".join(lines)


@pytest.mark.parametrize(
    ("found", "wanted", "same"),
    [
        ("Jane Smith", "Jane Smith", True),
        ("Dr Jane Smith", "Jane Smith", True),
        ("Smith", "Jane Smith", False),
        ("Israel Katz", "Israel", False),
        ("The bank", "bank", True),
        ("a memo", "a memo seen by reporters", True),
        ("a letter", "a memo seen by reporters", False),
    ],
)
def test_when_two_names_are_the_same(found: str, wanted: str, same: bool) -> None:
    assert resolution.is_same(found, wanted) == same
