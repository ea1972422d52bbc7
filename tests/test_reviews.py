"""Corrections by hand."""

from __future__ import annotations

import itertools
from collections.abc import Callable
from pathlib import Path
from typing import cast

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mediacorpus import (
    Article,
    Block,
    Corpus,
    DecodeError,
    Entry,
    Quote,
    Review,
    Source,
    Span,
    ValidationError,
    annotate,
    dumps,
    evolve,
    loads,
    parse,
)
from mediacorpus.reviews import (
    RULE,
    add,
    append,
    apply,
    confirm,
    correct,
    ids_after,
    latest,
    merge,
    read_reviews,
    reject,
    rename,
    review,
    undo,
)
from tests.strategies import entries, reviews_of

TEXT = """\
Talks failed in Oslo. “It is over,” Jane Smith told reporters, and she said the other side had \
lied. The talks, said Ali Hassan, were never meant to last.
Smith said that she was tired.""".splitlines()


def article(*paragraphs: str) -> Article:
    body = tuple(Block(kind="paragraph", text=one) for one in paragraphs)
    return Article(id="a", language="en", body=body)


@pytest.fixture
def entry() -> Entry:
    return annotate(article(*TEXT))


def of(entry: Entry, words: str) -> Quote:
    """The quote with these words."""
    (quote,) = [one for one in entry.quotes if words in one.text]
    return quote


def words(entry: Entry) -> list[tuple[str, str | None, str | None]]:
    """What is said, by which words, and by whom."""
    return [
        (one.text, one.speaker_text, source.name if (source := entry.source_of(one)) else None)
        for one in entry.quotes
    ]


# -- quotes --------------------------------------------------------------------------------


def test_a_confirmed_quote_is_certain_and_otherwise_the_same(entry: Entry) -> None:
    quote = of(entry, "It is over")
    reviewed, notices = review(entry, [confirm(entry, quote)])
    assert notices == ()
    assert of(reviewed, "It is over") == evolve(quote, rule=RULE, confidence=1.0)
    assert words(reviewed) == words(entry)


def test_a_rejected_quote_is_gone(entry: Entry) -> None:
    reviewed, notices = review(entry, [reject(entry, of(entry, "had lied"))])
    assert notices == ()
    assert set(words(entry)) - set(words(reviewed)) == {
        ("the other side had lied", "she", "Jane Smith")
    }


def test_a_quote_is_corrected_in_words_that_stand_near_it(entry: Entry) -> None:
    quote = of(entry, "had lied")
    one = correct(
        entry, quote, content="side had lied", speaker="reporters", cue="told", source="reporters"
    )
    reviewed, notices = review(entry, [one])
    assert notices == ()
    corrected = of(reviewed, "had lied")
    assert (corrected.text, corrected.speaker_text, corrected.cue_text) == (
        "side had lied", "reporters", "told",
    )  # fmt: skip
    source = reviewed.source_of(corrected)
    assert source is not None
    assert (source.name, source.mentions) == ("reporters", (corrected.speaker,))
    assert len(reviewed.quotes) == len(entry.quotes)


def test_what_is_not_corrected_stays(entry: Entry) -> None:
    quote = of(entry, "tired")
    reviewed, _ = review(entry, [correct(entry, quote, cue=None, stance="feels")])
    corrected = of(reviewed, "tired")
    assert (corrected.cue, corrected.stance, corrected.speaker) == (None, "feels", quote.speaker)
    assert (corrected.id, corrected.source_id) == (quote.id, quote.source_id)


def test_a_missed_quote_is_added_with_its_source(entry: Entry) -> None:
    bare, _ = review(entry, [reject(entry, quote) for quote in entry.quotes])
    assert bare.quotes == ()
    one = add(bare, content="The talks, said Ali Hassan, were never meant to last.", cue="said",
              speaker="Ali Hassan", source="Ali Hassan")  # fmt: skip
    reviewed, _ = review(bare, [one])
    (quote,) = reviewed.quotes
    assert (quote.speaker_text, quote.cue_text, quote.kind) == ("Ali Hassan", "said", "indirect")
    source = reviewed.source_of(quote)
    assert source is not None
    assert source.name == "Ali Hassan"


def test_a_content_in_parts(entry: Entry) -> None:
    one = add(entry, content=["were never meant to last", "The talks"], speaker="Ali Hassan")
    reviewed, _ = review(entry, [one])
    assert "The talks were never meant to last" in [quote.text for quote in reviewed.quotes]


def test_a_speaker_without_a_name_is_whom_the_extraction_took_it_for(entry: Entry) -> None:
    one = add(entry, content="she was tired", speaker="Smith", cue="said")
    reviewed, _ = review(entry, [one])
    source = reviewed.source_of(of(reviewed, "she was tired"))
    assert source is not None
    assert source.name == "Jane Smith"


@pytest.mark.parametrize(
    ("parts", "message"),
    [
        ({"content": "nobody said this"}, "does not stand in the text"),
        ({"content": "said"}, "stands 3 times"),
        ({"content": ""}, "does not stand in the text"),
        ({"content": "It is"[1:2]}, "does not stand in the text"),  # within a word
        ({"content": [Span(start=0, end=10**6)]}, "lies beyond the text"),
        ({}, "content: is missing: add needs it"),
        ({"content": "It is over", "cue": "whispered"}, "cue: 'whispered' does not stand"),
    ],
)
def test_what_cannot_be_stated_is_refused(entry: Entry, parts: object, message: str) -> None:
    with pytest.raises(ValidationError, match=message):
        add(entry, **parts)  # type: ignore[arg-type]


def test_a_later_review_goes_before_an_earlier_one(entry: Entry) -> None:
    quote = of(entry, "It is over")
    no, yes = reject(entry, quote), confirm(entry, quote)
    assert quote.text in [one.text for one in review(entry, [no, yes])[0].quotes]
    assert quote.text not in [one.text for one in review(entry, [yes, no])[0].quotes]


def verdicts(entry: Entry) -> dict[str, Review]:
    """What several people may say of one quote, who know nothing of each other."""
    quote = of(entry, "had lied")
    return {
        "right": confirm(entry, quote),
        "none": reject(entry, quote),
        "by another": correct(entry, quote, speaker="reporters"),
        "shorter": correct(entry, quote, content="other side had lied"),
        "longer": correct(entry, quote, content="said the other side had lied"),
        "elsewhere": correct(entry, quote, content="Jane Smith told reporters"),
        "added": add(entry, content="the other side had"),
    }


PAIRS = [
    pair
    for pair in itertools.product(
        ["right", "none", "by another", "shorter", "longer", "elsewhere", "added"], repeat=2
    )
    if pair != ("elsewhere", "added")  # which do not contradict each other: see below
]


@pytest.mark.parametrize(("earlier", "later"), PAIRS)
def test_of_any_two_reviews_of_a_quote_the_later_one_holds(
    entry: Entry, earlier: str, later: str
) -> None:
    """Whatever they say, and where their contents only overlap: what is stated is what the later
    one states alone."""
    said = verdicts(entry)
    alone, _ = review(entry, [said[later]])
    both, notices = review(entry, [said[earlier], said[later]])
    assert (words(both), notices) == (words(alone), ())
    assert review(both, [said[earlier], said[later]]) == (both, ())


def test_reviews_of_a_quote_that_are_put_together_give_it_once(entry: Entry) -> None:
    """Ann takes a word off the content, Bob, who has not seen that, names another speaker."""
    quote = of(entry, "had lied")
    ann = correct(entry, quote, content="other side had lied", by="Ann")
    bob = correct(entry, quote, speaker="reporters", by="Bob")
    for overlay, text in (([ann, bob], quote.text), ([bob, ann], "other side had lied")):
        reviewed, _ = review(entry, overlay)
        assert [one.text for one in reviewed.quotes if "lied" in one.text] == [text]


def test_a_quote_may_be_parted_in_two(entry: Entry) -> None:
    """What has no word in common with a correction does not contradict it."""
    quote = of(entry, "last")
    first = correct(entry, quote, content="The talks")
    then, _ = review(entry, [first])
    second = add(then, content="were never meant to last")
    reviewed, _ = review(entry, [first, second])
    stated = [one.text for one in reviewed.quotes if one.rule == RULE]
    assert stated == ["The talks", "were never meant to last"]


def test_the_latest_review_of_a_quote_or_source_is_found_by_any_of_their_names(
    entry: Entry,
) -> None:
    quote = of(entry, "had lied")
    first = correct(entry, quote, content="side had lied")
    then, _ = review(entry, [first])
    second = correct(then, of(then, "had lied"), content="had lied")
    third = rename(entry, "Ali Hassan", "Ali bin Hassan")
    added = add(entry, content="to last")
    overlay = [first, second, added, third]
    last = of(review(entry, overlay)[0], "had lied")
    for what in (quote.id, quote.id[:8], of(then, "had lied").id, last.id[2:10]):
        assert latest(entry, overlay, what) == second
    assert latest(entry, overlay[:1], quote.id) == first
    (stated,) = [one for one in review(entry, overlay)[0].quotes if one.text == "to last"]
    assert latest(entry, overlay, stated.id) == added
    for what in ("Ali Hassan", "ali bin hassan"):
        assert latest(entry, overlay, what) == third
    with pytest.raises(ValidationError, match="there is no review of 'Jane Smith'"):
        latest(entry, overlay, "Jane Smith")


def test_the_id_after_review_is_told_by_the_one_before(entry: Entry) -> None:
    lied, tired = of(entry, "had lied"), of(entry, "tired")
    first = correct(entry, lied, content="side had lied")
    then, _ = review(entry, [first])
    overlay = [first, correct(then, of(then, "had lied"), content="had lied"), reject(entry, tired)]
    reviewed, _ = review(entry, overlay)
    now = of(reviewed, "had lied").id
    assert ids_after(entry, overlay) == {
        lied.id: now, of(then, "had lied").id: now, tired.id: None,
    }  # fmt: skip


# -- another extraction --------------------------------------------------------------------


def test_reviews_hold_for_another_extraction(entry: Entry) -> None:
    """An engine that sets the edges otherwise, finds less and more, and numbers anew."""
    overlay = [
        confirm(entry, of(entry, "It is over")),
        reject(entry, of(entry, "had lied")),
        correct(entry, of(entry, "tired"), content="she was tired"),
    ]
    reviewed, _ = review(entry, overlay)
    lied, tired = of(entry, "had lied"), of(entry, "tired")
    (span,) = lied.content
    wider = evolve(span, start=span.start - 5, end=span.end + 1)
    other = evolve(
        entry,
        quotes=(
            evolve(lied, id="x1", content=(wider,), text=wider.of(entry.article.text)),
            evolve(tired, id="x2", rule="another"),
        ),
    )
    again, notices = review(other, overlay)
    assert notices == ()
    assert words(again) == [one for one in words(reviewed) if "last" not in one[0]]
    assert {quote.rule for quote in again.quotes} == {RULE}


def test_reviews_move_with_the_words(entry: Entry) -> None:
    overlay = [
        correct(entry, of(entry, "had lied"), content="side had lied"),
        reject(entry, of(entry, "tired")),
    ]
    later = annotate(article("A new first paragraph.", *TEXT))
    reviewed, notices = review(later, overlay)
    assert notices == ()
    assert "side had lied" in [quote.text for quote in reviewed.quotes]
    assert not [quote for quote in reviewed.quotes if "tired" in quote.text]


def test_a_review_of_words_that_are_gone_is_told_and_changes_nothing(entry: Entry) -> None:
    one = correct(entry, of(entry, "tired"), content="she was tired", by="Ann")
    for text in ((TEXT[0],), (*TEXT, *TEXT)):
        other = annotate(article("More.", *text))
        reviewed, (notice,) = review(other, [one])
        assert reviewed == other
        assert notice.code == "review-text-changed"
        assert "correct, by Ann, of " in notice.message
        assert f"stand {len(text) // 2} times" in notice.message.replace("stand 0", "stand 0")


def test_the_id_is_enough_for_yes_and_no_where_only_the_words_around_changed(entry: Entry) -> None:
    quote = of(entry, "tired")
    other = annotate(article(TEXT[1].replace("Smith said that", "Smith has also said that")))
    (found,) = other.quotes
    assert found.id == quote.id
    (confirmed,) = review(other, [confirm(entry, quote)])[0].quotes
    assert confirmed == evolve(found, rule=RULE, confidence=1.0)
    assert review(other, [reject(entry, quote)]) == (evolve(other, quotes=()), ())


# -- sources -------------------------------------------------------------------------------


def named(entry: Entry, name: str) -> Source:
    (source,) = [one for one in entry.sources if one.name == name]
    return source


def test_a_renamed_source_keeps_what_it_had(entry: Entry) -> None:
    before = named(entry, "Jane Smith")
    reviewed, notices = review(entry, [rename(entry, before, "Jane Q. Smith")])
    after = named(reviewed, "Jane Q. Smith")
    assert notices == ()
    assert (after.id, after.mentions, after.key) == (before.id, before.mentions, "jane q smith")
    assert "Jane Smith" in after.aliases
    assert len(reviewed.quotes_of(after)) == len(entry.quotes_of(before)) == 3


def test_quotes_and_sources_are_given_as_records_or_by_id_and_name(entry: Entry) -> None:
    quote, smith = of(entry, "tired"), named(entry, "Jane Smith")
    hassan = named(entry, "Ali Hassan")

    def same(one: Review, other: Review) -> bool:
        return evolve(one, at=None) == evolve(other, at=None)

    for id in (quote.id, quote.id[:9], quote.id.removeprefix("q-")):
        assert same(confirm(entry, id), confirm(entry, quote))
        assert same(reject(entry, id), reject(entry, quote))
        assert same(correct(entry, id, cue=None), correct(entry, quote, cue=None))
    for name in (smith.id, "Jane Smith", "jane smith"):
        assert same(rename(entry, name, "X"), rename(entry, smith, "X"))
        assert same(merge(entry, name, "Ali Hassan"), merge(entry, smith, hassan))


@pytest.mark.parametrize(
    ("call", "message"),
    [
        (lambda one: confirm(one, "q-zzz"), "quote: no quote has an id that begins with 'q-zzz'"),
        (lambda one: confirm(one, cast("str", 7)), "quote: int is none: pass a Quote or its id"),
        (lambda one: rename(one, "Nobody", "X"), "source: 'Nobody' is not the name or id of one"),
        (
            lambda one: rename(one, cast("str", 7), "X"),
            "source: int is none: pass a Source, its id or its name",
        ),
        (lambda one: rename(one, "Ali Hassan", "jane smith"), "name: another source is called"),
        (lambda one: merge(one, "Jane Smith", "jane smith"), "into: 'Jane Smith' is the same"),
        (lambda one: correct(one, one.quotes[0]), "correct: nothing is corrected: give a part"),
        (
            lambda one: apply([one], cast("list[Review]", "r.jsonl")),
            "reviews: 'r.jsonl' is no list of them: pass read_",
        ),
    ],
)
def test_reviews_that_cannot_be_meant_are_refused(
    entry: Entry, call: Callable[[Entry], object], message: str
) -> None:
    with pytest.raises(ValidationError, match=message):
        call(entry)


def test_merged_sources_are_one_with_all_that_both_had(seed: bytes) -> None:
    (entry,) = parse(seed)
    one, other = named(entry, "Rami al-Karkhi"), named(entry, "Hussein al-Basri")
    reviewed, notices = review(entry, [merge(entry, one, other)])
    both = named(reviewed, "Hussein al-Basri")
    assert notices == ()
    assert len(reviewed.sources) == len(entry.sources) - 1
    assert set(both.mentions) == {*one.mentions, *other.mentions}
    assert list(both.mentions) == sorted(both.mentions, key=lambda span: span.start)
    assert set(both.roles) == {*one.roles, *other.roles}
    assert {"Rami al-Karkhi", *one.aliases, *other.aliases} == set(both.aliases)
    assert len(reviewed.quotes_of(both)) == len(entry.quotes_of(one) + entry.quotes_of(other))


def test_the_outlet_stays_the_outlet_when_it_is_merged(seed: bytes) -> None:
    (entry,) = parse(seed)
    outlet, other = named(entry, "The New Arab"), named(entry, "Getty")
    reviewed, _ = review(entry, [merge(entry, outlet, other)])
    assert reviewed.article.publisher == other.id


def test_a_merge_names_the_source_where_it_is_one_already(entry: Entry) -> None:
    one, other = named(entry, "Ali Hassan"), named(entry, "Jane Smith")
    overlay = [merge(entry, one, other)]
    without = evolve(
        entry,
        quotes=tuple(q for q in entry.quotes if q.source_id != other.id),
        sources=tuple(s for s in entry.sources if s.id != other.id),
    )
    reviewed, notices = review(without, overlay)
    assert notices == ()
    assert named(reviewed, "Jane Smith").id == one.id
    joined, _ = review(entry, overlay)
    assert review(joined, overlay) == (joined, ())


def test_a_source_that_is_gone_is_told(entry: Entry) -> None:
    source = Source(id="s9", name="Nobody", key="nobody")
    for one in (rename(entry, source, "X"), merge(entry, source, named(entry, "Jane Smith"))):
        reviewed, (notice,) = review(entry, [one])
        assert (reviewed, notice.code) == (entry, "review-source-gone")
        assert "'Nobody'" in notice.message


def test_a_quote_by_a_source_that_is_renamed_later(entry: Entry) -> None:
    smith = named(entry, "Jane Smith")
    overlay = [confirm(entry, of(entry, "tired")), rename(entry, smith, "Dr Smith")]
    reviewed, _ = review(entry, overlay)
    again, notices = review(reviewed, overlay)
    assert (again, notices) == (reviewed, ())
    source = reviewed.source_of(of(reviewed, "tired"))
    assert source is not None
    assert source.name == "Dr Smith"


# -- laws ----------------------------------------------------------------------------------


@given(st.data(), entries())
def test_any_overlay_fits_any_entry_or_is_told(data: st.DataObject, entry: Entry) -> None:
    overlay = data.draw(st.lists(reviews_of(entry), max_size=5))
    reviewed, notices = review(entry, overlay)
    assert len(notices) <= len(overlay)
    assert loads(dumps(reviewed)) == reviewed
    for one in overlay:
        assert loads(dumps(one), Review) == one


@given(st.data(), entries())
def test_an_overlay_laid_twice_changes_nothing(data: st.DataObject, entry: Entry) -> None:
    overlay = data.draw(st.lists(reviews_of(entry), max_size=4))
    reviewed, _ = review(entry, overlay)
    assert review(reviewed, overlay)[0] == reviewed


@given(st.data(), entries())
def test_of_any_entry_a_person_can_judge_each_quote_and_source(
    data: st.DataObject, entry: Entry
) -> None:
    quotes = [one for one in entry.quotes if any(span.start < span.end for span in one.content)]
    if not quotes:
        return
    quote = data.draw(st.sampled_from(quotes))
    confirmed, notices = review(entry, [confirm(entry, quote)])
    assert notices == ()
    assert quote.content in [one.content for one in confirmed.quotes if one.rule == RULE]
    rejected, notices = review(entry, [reject(entry, quote)])
    assert notices == ()
    assert quote.content not in [one.content for one in rejected.quotes]


@given(st.data(), entries())
def test_of_any_two_reviews_the_later_one_holds(data: st.DataObject, entry: Entry) -> None:
    """What it states stands, and nothing else that shares more than half with what it is about."""
    quotes = [one for one in entry.quotes if any(span.start < span.end for span in one.content)]
    if not quotes:
        return

    def characters(content: tuple[Span, ...]) -> set[int]:
        return {place for span in content for place in range(span.start, span.end)}

    def judgement() -> Review:
        quote = data.draw(st.sampled_from(quotes))
        within = sorted(characters(quote.content))
        start, last = sorted(data.draw(st.tuples(*[st.sampled_from(within)] * 2)))
        span = Span(start=start, end=last + 1)
        said = [
            confirm(entry, quote), reject(entry, quote),
            correct(entry, quote, content=[span]), add(entry, content=[span]),
        ]  # fmt: skip
        return data.draw(st.sampled_from(said))

    earlier, later = judgement(), judgement()
    reviewed, notices = review(entry, [earlier, later])
    assert notices == ()
    stated = [one for one in reviewed.quotes if one.rule == RULE and one.content == later.content]
    assert len(stated) == bool(later.content)
    for one in reviewed.quotes:
        if one not in stated:
            for about in map(characters, (later.was, later.content)):
                own = characters(one.content)
                assert len(own & about) <= len(own | about) / 2


def test_reviews_of_other_articles_are_passed_over(entry: Entry) -> None:
    other = evolve(reject(entry, entry.quotes[0]), article_id="b")
    assert review(entry, [other]) == (entry, ())
    assert list(apply([entry], [other])) == [entry]


def test_applied_to_entries_notices_go_with_them(entry: Entry) -> None:
    gone = rename(entry, Source(id="s9", name="Nobody", key="nobody"), "X")
    (reviewed,) = apply([entry], [gone])
    assert [notice.code for notice in reviewed.notices] == ["review-source-gone"]


# -- the file ------------------------------------------------------------------------------


def test_reviews_are_kept_in_a_file_to_which_more_are_added(entry: Entry, tmp_path: Path) -> None:
    path = tmp_path / "reviews.jsonl"
    one, two = confirm(entry, entry.quotes[0], by="Ann"), reject(entry, entry.quotes[1])
    append(path, one)
    append(path, two)
    assert read_reviews(path) == [one, two]
    assert one.by == "Ann"
    assert one.at is not None


def test_a_line_that_was_cut_is_told_by_its_number_and_takes_no_other_with_it(
    entry: Entry, tmp_path: Path
) -> None:
    path = tmp_path / "reviews.jsonl"
    one, two = confirm(entry, entry.quotes[0]), reject(entry, entry.quotes[1])
    append(path, one, one)
    path.write_bytes(path.read_bytes()[:-30])
    append(path, two)
    with pytest.raises(DecodeError, match=r"reviews\.jsonl, line 2: .*delete it") as caught:
        read_reviews(path)
    assert caught.value.line == 2
    lines = path.read_bytes().splitlines(keepends=True)
    path.write_bytes(lines[0] + lines[2])
    assert read_reviews(path) == [one, two]


def test_a_review_is_taken_out_of_the_file_and_the_others_stay(
    entry: Entry, tmp_path: Path
) -> None:
    path = tmp_path / "reviews.jsonl"
    one, two = confirm(entry, entry.quotes[0]), reject(entry, entry.quotes[1])
    append(path, one, two, one)
    path.write_bytes(path.read_bytes().replace(b'","', b'", "', 1))  # spaced by another program
    before = path.read_bytes().splitlines(keepends=True)
    undo(path, one)
    assert path.read_bytes().splitlines(keepends=True) == before[:2]
    undo(path, one)
    assert path.read_bytes() == before[1]
    with pytest.raises(ValidationError, match=r"<Review confirm: .* does not stand in"):
        undo(path, one)


def test_an_overlay_beside_a_corpus_holds_after_an_ingest(tmp_path: Path, seed: bytes) -> None:
    corpus = Corpus.create(tmp_path / "corpus")
    corpus.add(parse(seed))
    (entry,) = corpus
    path = tmp_path / "corpus" / "reviews.jsonl"
    said = next(one for one in entry.quotes if one.kind == "direct")  # not in the headline
    append(path, reject(entry, said))
    corpus.add([annotate(evolve(entry.article, headline="Corrected"))])
    assert corpus.verify().ok
    (reviewed,) = apply(corpus.entries(), read_reviews(path))
    (now,) = corpus
    assert len(reviewed.quotes) == len(now.quotes) - 1


@pytest.mark.parametrize(
    ("fields", "message"),
    [
        ({"action": "confirm"}, "Review.was: is missing: confirm needs it"),
        ({"action": "rename", "source": "A"}, "Review.name: is missing"),
        ({"action": "rename", "source": "A", "name": "B", "was": (Span(start=0, end=1),)},
         "Review.was: does not go with rename"),
        ({"action": "reject", "was": (Span(start=0, end=1),), "passage": "ab"},
         "Review.passage: is not as long"),
        ({"action": "add", "content": (Span(start=0, end=1),), "passage": "a",
          "cue": Span(start=0, end=0)}, "Review.cue: is empty"),
        ({"action": "add", "content": (Span(start=2, end=3), Span(start=0, end=1)),
          "passage": "abc"}, "is out of order"),
        ({"action": "like"}, "Review.action"),
    ],
)  # fmt: skip
def test_a_review_that_cannot_be_is_refused(fields: dict[str, object], message: str) -> None:
    with pytest.raises(ValidationError, match=message):
        Review(article_id="a", **fields)  # type: ignore[arg-type]
