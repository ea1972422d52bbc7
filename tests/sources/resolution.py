"""Holds resolved speakers against gold: what fullest name or description each quote should have."""

from __future__ import annotations

import json
import re
from collections import Counter
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import Any, NamedTuple

from mediacorpus import Article, Block, Quote, Span, annotate, languages
from mediacorpus.sources import resolve
from mediacorpus.text.folding import fold

Gold = dict[str, Any]


class Verdict(NamedTuple):
    """A quote that was looked at: what kind of mention speaks, who it should be and who it is."""

    kind: str
    right: bool
    mention: str
    wanted: Sequence[str]
    found: str | None


def article(text: str) -> Article:
    """An English article of these paragraphs."""
    blocks = (Block(kind="paragraph", text=one) for one in text.split("\n\n") if one.strip())
    return Article(id="a", language="en", body=tuple(blocks))


def of_gold_quotes(text: str, quotes: Iterable[Gold]) -> list[Verdict]:
    """Every speaker of the gold, resolved where the words of the quotes are given."""
    one = article(text)
    given = [
        Quote(
            id=f"q-{number:016x}",
            article_id="a",
            kind="indirect",
            content=(content := tuple(_span(place) for place in gold["content"])),
            text=" ".join(span.of(text) for span in content),
            cue=_span(gold["cue"][0]) if gold["cue"] else None,
            cue_text=_span(gold["cue"][0]).of(text) if gold["cue"] else None,
            speaker=_span(gold["source"][0]),
            speaker_text=_span(gold["source"][0]).of(text),
            confidence=1.0,
            rule="gold",
        )
        for number, gold in enumerate(quotes)
    ]
    found, sources = resolve(one, given, languages.pack("en"))
    names = {source.id: source.name for source in sources}
    return [_verdict(gold, quote, names, text) for gold, quote in zip(quotes, found, strict=True)]


def of_found_quotes(text: str, quotes: Iterable[Gold]) -> list[Verdict]:
    """The speakers of those quotes that are found: with more than 0.3 of the gold's content."""
    entry = annotate(article(text), engine="rules")
    names = {source.id: source.name for source in entry.sources}
    free = [(quote, _letters((s.start, s.end) for s in quote.content)) for quote in entry.quotes]
    verdicts = []
    for gold in quotes:
        wanted = _letters(gold["content"])
        best = max(free, key=lambda one: len(one[1] & wanted), default=None)
        if best and len(best[1] & wanted) > 0.3 * len(wanted):
            free.remove(best)
            verdicts.append(_verdict(gold, best[0], names, text))
    return verdicts


def _verdict(gold: Gold, quote: Quote, names: dict[str, str], text: str) -> Verdict:
    # an unnamed single person is no source of its own; its words stand in the quote
    found = names[quote.source_id] if quote.source_id else quote.speaker_text
    mention = " ".join(text[start:end] for start, end in gold["source"])
    wanted = [text[start:end] for start, end in gold["resolved"]]
    right = found is not None and any(is_same(found, one) for one in wanted)
    return Verdict(kind_of_mention(mention, wanted[0]), right, mention, wanted, found)


def _span(place: Sequence[int]) -> Span:
    return Span(start=place[0], end=place[1])


def _letters(places: Iterable[Sequence[int]]) -> set[int]:
    return {letter for start, end in places for letter in range(start, end)}


def is_same(found: str, wanted: str) -> bool:
    """Whether two names are one, but for titles before a full name and an article; or two
    descriptions, of which one may go on where the other ends."""
    one, other = _bare(found), _bare(wanted)
    if one == other:
        return True
    if _is_name(wanted):
        return len(other) > 1 and (
            one[-len(other) :] == other or (other[-len(one) :] == one and len(one) > 1)
        )
    short, long = sorted((one, other), key=len)
    return bool(short) and long[: len(short)] == short


def _bare(name: str) -> list[str]:
    words = re.findall(r"\w+", fold(name))
    return words[1:] if words and words[0] in ("the", "a", "an") else words


def _is_name(words: str) -> bool:
    return all(
        word[0].isupper() or not word[0].isalpha() or len(word) <= 3 for word in words.split()
    )


def kind_of_mention(mention: str, resolved: str) -> str:
    """How somebody is mentioned who has this fullest name or description."""
    if fold(mention) in _PRONOUNS:
        return "pronoun"
    if not _is_name(resolved.removeprefix("the ")):
        return "unnamed"
    if resolved in mention:
        return "full name"
    shared = set(_bare(mention)) & set(_bare(resolved))
    initials = "".join(word[0] for word in resolved.split() if word[0].isupper())
    if any(word[0].isupper() and fold(word).strip(".,") in shared for word in mention.split()):
        return "short name"
    return "short name" if initials in mention.split() else "description"


_PRONOUNS = frozenset("he she they it i who one both a q".split())


def shares(verdicts: Iterable[Verdict]) -> dict[str, tuple[int, int]]:
    """By kind of mention, and of all, how many are right and how many there are."""
    right: Counter[str] = Counter()
    count: Counter[str] = Counter()
    for one in verdicts:
        for kind in (one.kind, "all"):
            right[kind] += one.right
            count[kind] += 1
    return {kind: (right[kind], count[kind]) for kind in sorted(count)}


def lines(path: Path) -> list[dict[str, Any]]:
    """The records of a JSONL file."""
    return [json.loads(line) for line in path.read_text("utf-8").splitlines()]
