"""How well quotes are found."""

from __future__ import annotations

import importlib.util
import itertools
import json
from typing import Any

import pytest

from mediacorpus import Article, Entry, Source, Span, ValidationError, evolve, extract_quotes
from mediacorpus.gold import find, read_gold
from mediacorpus.quotes.scoring import (
    AnnotatedArticle,
    AnnotatedQuote,
    Part,
    Score,
    Tally,
    annotated,
    score,
)
from tests.conftest import reference

TEXT = "“We are done,” Jane Smith said. She denied that it was her plan. The plan is “a joke”."


def at(words: str) -> tuple[Span, ...]:
    start = TEXT.index(words)
    return (Span(start=start, end=start + len(words)),)


DIRECT = AnnotatedQuote(content=at("“We are done,”"), source=at("Jane Smith"), cue=at("said"))
INDIRECT = AnnotatedQuote(content=at("that it was her plan"), source=at("She"), cue=at("denied"))


def article(*quotes: AnnotatedQuote, id: str = "a") -> AnnotatedArticle:
    return AnnotatedArticle(id=id, text=TEXT, quotes=quotes)


def scored(gold: AnnotatedQuote, found: AnnotatedQuote) -> Part:
    return score([article(gold)], [article(found)]).all


def test_what_is_the_same_is_right_in_everything() -> None:
    both = article(DIRECT, INDIRECT)
    one = score([both], [both])
    assert (one.articles, one.all.found) == (1, Tally(right=2, found=2, gold=2))
    for name in ("most", "content", "source", "cue", "source_overlaps", "cue_overlaps"):
        assert getattr(one.all, name) == Tally(right=2, found=2, gold=2), name
    assert one.quoted.found == Tally(right=1, found=1, gold=1)
    assert one.speech.found.recall == 1
    assert one.all.kinds == {
        "direct": Tally(right=1, gold=1),
        "indirect": Tally(right=1, gold=1),
    }


def test_nothing_found_is_all_missed() -> None:
    one = score([article(DIRECT)], [])
    assert (one.all.found, one.all.found.f1) == (Tally(gold=1), 0)
    assert score([], []).all.found.precision == 0


@pytest.mark.parametrize(
    ("words", "found", "most", "exact"),
    [
        ("“We are done,”", 1, 1, 1),
        ("We are done", 1, 0, 1),  # the same letters, without the marks
        ("“We are done,” Jane", 1, 1, 0),
        ("We a", 0, 0, 0),
        ("We are", 1, 0, 0),
    ],
)
def test_more_than_a_share_of_the_content(words: str, found: int, most: int, exact: int) -> None:
    part = scored(DIRECT, AnnotatedQuote(content=at(words)))
    rights = (part.found.right, part.most.right, part.content.right)
    assert rights == (found, most, exact)


def test_each_found_quote_is_taken_once_by_the_first_that_it_covers_most_of() -> None:
    half = AnnotatedQuote(content=at("“We are"))
    one = score([article(DIRECT, half)], [article(half)]).all
    assert one.found == Tally(right=1, found=1, gold=2)


def test_a_source_is_right_where_it_overlaps() -> None:
    part = scored(DIRECT, evolve(DIRECT, source=at("Smith said"), cue=()))
    assert part.source_overlaps == Tally(right=1, found=1, gold=1)
    assert part.cue_overlaps == Tally(right=0, found=0, gold=1)
    assert (part.source.right, part.cue.found) == (0, 0)


def test_quoted_is_what_has_marks_in_or_around_it() -> None:
    found = AnnotatedQuote(content=at("a joke"))
    assert score([article(DIRECT)], [article(found)]).quoted.found == Tally(found=1, gold=1)


def test_speech_is_indirect_with_a_verb_of_speech() -> None:
    thought = evolve(INDIRECT, cue=at("plan."))
    one = score([article(INDIRECT, thought)], [article(INDIRECT)])
    assert one.speech.found == Tally(right=1, found=1, gold=1)


@pytest.mark.parametrize(("name", "right"), [("Jané smith", 1), ("Smith", 1), ("Jones", 0)])
def test_a_source_is_resolved_by_its_name_or_an_alias_folded(name: str, right: int) -> None:
    gold = evolve(DIRECT, names=(name,))
    part = scored(gold, evolve(DIRECT, names=("Jane Smith", "Smith")))
    assert part.resolved == Tally(right=right, found=1, gold=1)
    assert scored(gold, DIRECT).resolved == Tally(gold=1)
    assert scored(DIRECT, gold).resolved == Tally()


def test_how_often_a_rule_is_right_and_a_confidence() -> None:
    found = [
        evolve(DIRECT, rule="one", confidence=1.0),
        evolve(INDIRECT, rule="one", confidence=0.95),
        evolve(INDIRECT, content=at("The plan"), rule="two", confidence=0.3),
    ]
    one: Score = score([article(DIRECT)], [article(*found)])
    assert one.rules == {"one": Tally(right=1, found=2), "two": Tally(right=0, found=1)}
    assert one.confidence[9] == Tally(right=1, found=2)
    assert one.confidence[3] == Tally(right=0, found=1)
    assert sum(tally.found for tally in one.confidence) == 3


def test_an_entry_is_scored_with_its_sources(seed: bytes) -> None:
    from mediacorpus import parse

    (entry,) = parse(seed)
    gold = annotated(entry)
    one = score([gold], [gold])
    assert one.all.found.f1 == 1
    assert one.all.resolved.recall == 1
    assert one.all.resolved.gold == sum(quote.source_id is not None for quote in entry.quotes)
    unresolved = evolve(entry, quotes=tuple(evolve(q, source_id=None) for q in entry.quotes))
    assert score([gold], [annotated(unresolved)]).all.resolved.right == 0


def test_what_cannot_be_compared_is_refused() -> None:
    with pytest.raises(ValidationError, match="text: that of the article 'a' is not the gold's"):
        score([article()], [AnnotatedArticle(id="a", text="x")])
    with pytest.raises(ValidationError, match="two articles of the gold have the id 'a'"):
        score([article(), article()], [])
    with pytest.raises(ValidationError, match=r"quotes\[0\]\.cue: 8 lies beyond the text of 'a'"):
        AnnotatedArticle(
            id="a", text="x", quotes=(AnnotatedQuote(content=(), cue=(Span(start=0, end=8),)),)
        )


def test_the_figures_are_those_of_the_reference_scorer() -> None:
    gold_file = reference("polnear-train.jsonl")
    script = gold_file.parents[1] / "tools" / "score_quotes.py"
    if not script.exists():
        pytest.skip("the reference scorer is not here")
    spec = importlib.util.spec_from_file_location("score_quotes", script)
    assert spec is not None
    assert spec.loader is not None
    theirs = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(theirs)
    gold = list(itertools.islice(read_gold(gold_file), 12))
    with open(gold_file, encoding="utf-8") as lines:
        articles = [json.loads(line) for line in itertools.islice(lines, 12)]
    found = [
        AnnotatedArticle(id=one.id, text=one.text, quotes=tuple(_found(one.text))) for one in gold
    ]
    given = {one.id: [_plain(quote) for quote in one.quotes] for one in found}
    ours = score(gold, found)
    for name in ("all", "quoted", "speech"):
        part: Part = getattr(ours, name)
        figures = theirs.score(articles, given, name)
        assert figures["gold"] == part.found.gold
        assert figures["source|match"] == _percent(part.source_overlaps.recall)
        assert figures["cue|match"] == _percent(part.cue_overlaps.recall)
        if name == "speech":
            assert figures[">0.3 recall"] == _percent(part.found.recall)
            assert figures[">0.8 recall"] == _percent(part.most.recall)
        else:
            assert figures["pred"] == part.found.found
            assert figures[">0.3"] == _shares(part.found)
            assert figures[">0.8"] == _shares(part.most)
            assert figures["exact"] == _shares(part.content)
            roles = {role: _percent(getattr(part, role).f1) for role in figures["role F1"]}
            assert figures["role F1"] == roles
            kinds = {kind: _percent(tally.recall) for kind, tally in part.kinds.items()}
            assert figures["recall by type"] == kinds


def _found(text: str) -> list[AnnotatedQuote]:
    return [
        AnnotatedQuote(
            content=quote.content,
            source=(quote.speaker,) if quote.speaker else (),
            cue=(quote.cue,) if quote.cue else (),
        )
        for quote in extract_quotes(text, language="en", engine="rules")
    ]


def _plain(quote: AnnotatedQuote) -> dict[str, Any]:
    return {
        role: [[span.start, span.end] for span in getattr(quote, role)]
        for role in ("content", "source", "cue")
    }


def _percent(share: float) -> float:
    return round(100 * share, 1)


def _shares(tally: Tally) -> dict[str, float]:
    return {
        "p": _percent(tally.precision), "r": _percent(tally.recall), "f1": _percent(tally.f1),
    }  # fmt: skip


def test_an_engine_is_run_on_the_texts_of_the_gold() -> None:
    (entry,) = find([article(DIRECT)], language="en", engine="rules")
    assert isinstance(entry, Entry)
    assert (entry.article.id, entry.article.text) == ("a", TEXT)
    assert any(isinstance(source, Source) for source in entry.sources)
    assert score([article(DIRECT)], [annotated(entry)]).quoted.found.recall == 1


def test_an_article_is_the_one_with_the_id_or_else_with_the_text() -> None:
    said = (AnnotatedQuote(content=(Span(start=0, end=4),)),)
    gold = [AnnotatedArticle(id=id, text=f"Text {id}", quotes=said) for id in "abc"]
    given = [
        AnnotatedArticle(id="a", text="Text a", quotes=said),
        AnnotatedArticle(id="x", text="Text b", quotes=said),
        AnnotatedArticle(id="y", text="Text y", quotes=said),
    ]
    result = score(gold, given)
    assert (result.articles, result.absent) == (3, 1)
    assert result.all.found == Tally(right=2, found=2, gold=3)


def test_entries_are_annotated_before_they_are_scored() -> None:
    entry = Entry(article=Article(id="a"))
    with pytest.raises(ValidationError, match="found: Entry is no AnnotatedArticle: annotated"):
        score([], [entry])  # type: ignore[list-item]
