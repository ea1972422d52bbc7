"""A corpus: entries added, found again, kept in versions."""

from __future__ import annotations

import datetime
import json
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mediacorpus import (
    Article,
    Block,
    Corpus,
    CorpusError,
    DateError,
    Entry,
    NewsDate,
    ValidationError,
    annotate,
    load,
    read,
)
from mediacorpus.fields import evolve
from tests.strategies import entries


def test_an_entry_in_place_of_a_list_of_them_is_told(tmp_path: Path) -> None:
    corpus = Corpus.create(tmp_path / "corpus")
    entry = Entry(article=Article(id="a"))
    with pytest.raises(ValidationError, match=r"entries: Entry is no list of them: pass \[entry\]"):
        corpus.add(entry)  # type: ignore[arg-type]


def test_what_is_no_entry_is_not_added(tmp_path: Path) -> None:
    (tmp_path / "in").mkdir()
    (tmp_path / "in" / "empty.txt").write_bytes(b"")
    corpus = Corpus.create(tmp_path / "corpus")
    with pytest.raises(ValidationError, match=r"entries\[1\]: Rejection.* is no Entry: leave it"):
        corpus.add([made(1), *read(tmp_path / "in")])  # type: ignore[list-item]
    assert len(corpus) == 0
    with pytest.raises(CorpusError, match="the path is empty"):
        Corpus.create("")


def made(number: int, **known: object) -> Entry:
    """An entry of its own, with one quote."""
    text = f"“We are number {number},” Jane Smith{number} told reporters."
    fields: dict[str, object] = {
        "id": f"a{number}",
        "language": "en",
        "headline": f"Headline {number}",
        "published": NewsDate(value=f"2016-{number % 12 + 1:02}-10"),
        "publisher_name": "The Daily",
        "body": (Block(kind="paragraph", text=text),),
    }
    return annotate(Article(**{**fields, **known}))  # type: ignore[arg-type]


@pytest.fixture
def corpus(tmp_path: Path) -> Corpus:
    return Corpus.create(tmp_path / "corpus")


def ids(found: object) -> list[str]:
    return [entry.article.id for entry in found]  # type: ignore[attr-defined]


# -- adding and finding --------------------------------------------------------------------


def test_what_was_added_is_there(corpus: Corpus) -> None:
    report = corpus.add([made(1), made(2)])
    assert (report.new, report.updated, report.unchanged, report.commit) == (2, 0, 0, 1)
    assert len(corpus) == 2
    assert list(corpus) == [made(1), made(2)]
    assert corpus["a2"] == made(2)
    assert "a2" in corpus
    assert "a3" not in corpus
    with pytest.raises(KeyError):
        corpus["a3"]


def test_the_same_again_is_nothing_new(corpus: Corpus) -> None:
    corpus.add([made(1)])
    report = corpus.add([made(1), made(1)])
    assert (report.new, report.unchanged, report.commit) == (0, 2, None)
    assert len(list((corpus.path / "commits").iterdir())) == 1


def test_another_entry_with_the_same_id_is_a_newer_version(corpus: Corpus) -> None:
    corpus.add([made(1), made(2)])
    newer = made(1, headline="Corrected")
    report = corpus.add([newer, newer])
    assert (report.new, report.updated, report.unchanged) == (0, 1, 1)
    assert len(corpus) == 2
    assert corpus["a1"] == newer
    assert corpus.versions("a1") == [made(1), newer]
    assert ids(corpus) == ["a2", "a1"]
    assert corpus.add([made(1)]).updated == 1  # back to the first: a version of its own
    assert corpus["a1"] == made(1)


def test_nothing_added_is_no_commit(corpus: Corpus) -> None:
    assert corpus.add([]).commit is None
    assert list(corpus) == []


@given(found=st.lists(entries(), max_size=6))
def test_any_entry_comes_back_as_it_was(
    found: list[Entry], tmp_path_factory: pytest.TempPathFactory
) -> None:
    corpus = Corpus.create(tmp_path_factory.mktemp("any") / "corpus")
    corpus.add(found)
    newest = {entry.article.id: entry for entry in found}
    assert {entry.article.id: entry for entry in corpus} == newest
    assert len(corpus) == len(newest)
    assert corpus.verify().ok
    corpus.close()


def test_many_entries_take_several_frames(corpus: Corpus) -> None:
    corpus.add([made(n) for n in range(150)])
    corpus.add([made(n) for n in range(150, 200)])
    assert ids(corpus) == [f"a{n}" for n in range(200)]
    assert corpus["a149"] == made(149)
    commit = json.loads((corpus.path / "commits" / "00000001.json").read_bytes())
    assert [len(shard["frames"]) for shard in commit["shards"]] == [3]


def test_a_corpus_is_read_without_us(corpus: Corpus) -> None:
    corpus.add([made(n) for n in range(70)])
    (shard,) = (corpus.path / "entries").iterdir()
    assert list(load(shard)) == [made(n) for n in range(70)]


# -- questions -----------------------------------------------------------------------------


@pytest.fixture
def mixed(corpus: Corpus) -> Corpus:
    corpus.add(
        [
            made(1, published=NewsDate(value="2016-10-10")),
            made(2, published=NewsDate(value="2016-10"), language="en-GB"),
            made(3, published=NewsDate(value="2017"), publisher_name="Another"),
            made(4, published=None, publisher_name=None, domain="daily.example"),
            made(5, published=NewsDate(value="2016-10-10T23:30-05:00"), language="eng"),
        ]
    )
    return corpus


@pytest.mark.parametrize(
    ("conditions", "expected"),
    [
        ({}, "12345"),
        ({"since": "2016-10-11"}, "23"),
        ({"until": "2016-10-10"}, "125"),
        ({"since": "2016-10-11T04:00Z", "until": "2016-10-11T05:00Z"}, "25"),
        ({"since": datetime.date(2017, 6, 1)}, "3"),
        ({"since": "2016", "until": "2016"}, "125"),
        ({"until": "9999"}, "1235"),
        ({"since": "0001"}, "1235"),
        ({"publisher": "the daily"}, "125"),
        ({"publisher": "Daily"}, "125"),
        ({"publisher": "dail"}, ""),
        ({"publisher": "daily.example"}, "4"),
        ({"publisher": "example"}, ""),
        ({"language": "en"}, "1234"),
        ({"language": "en-GB"}, "2"),
        ({"since": "2018"}, ""),
    ],
)
def test_entries_by_date_outlet_and_language(
    mixed: Corpus, conditions: dict[str, object], expected: str
) -> None:
    assert ids(mixed.entries(**conditions)) == [f"a{n}" for n in expected]  # type: ignore[arg-type]


def test_a_date_that_is_none_is_told_at_once(mixed: Corpus) -> None:
    with pytest.raises(DateError, match="no ISO date"):
        mixed.entries(since="last week")


dates = st.one_of(
    st.dates(datetime.date(2016, 12, 28), datetime.date(2017, 3, 3)).map(datetime.date.isoformat),
    st.sampled_from(["2016", "2016-12", "2017", "2017-02", "0001-01-01", "9999-12-31", "9999"]),
    st.builds(
        lambda day, clock, offset: f"2016-12-{day}T{clock}{offset}",
        st.integers(28, 31),
        st.sampled_from(["00", "00:00", "23:59", "23:59:59", "12:30"]),
        st.sampled_from(["", "Z", "+14:00", "-12:00", "+23:59", "-23:59"]),
    ),
)


def test_no_date_is_missed_at_an_edge(corpus: Corpus) -> None:
    """The index looks at days, with two to spare; the answer is that of the dates themselves."""
    known: dict[str, NewsDate] = {}

    @given(published=dates, since=st.none() | dates, until=st.none() | dates)
    def compare(published: str, since: str | None, until: str | None) -> None:
        if published not in known:
            known[published] = NewsDate(value=published)
            corpus.add([made(1, id=f"d{published}", published=known[published])])
        if since and until and not NewsDate.of(until).overlaps(since=since):
            since, until = until, since
        expected = {f"d{v}" for v, date in known.items() if date.overlaps(since, until)}
        assert set(ids(corpus.entries(since=since, until=until))) == expected

    compare()
    far = [
        ("2016-12-31T01:00+14:00", "2016-12-29T23:00-12:00"),
        ("0001-01-01T20:00-10:00", "0001-01-02T06:00Z"),
        ("9999-12-31T04:00+10:00", "9999-12-30T18:00Z"),
    ]
    for published, moment in far:
        corpus.add([made(1, id=published, published=NewsDate(value=published))])
        assert published in ids(corpus.entries(since=moment, until=moment))


@pytest.mark.parametrize(
    ("question", "conditions", "message"),
    [
        ("quotes", {"kind": "loud"}, "kind: 'loud' is none of direct, mixed, indirect"),
        ("quotes", {"speaker": ""}, "speaker: '' has no word to look for"),
        ("quotes", {"speaker": "“”"}, "speaker: '“”' has no word to look for"),
        ("sources", {"name": " "}, "name: ' ' has no word to look for"),
        ("entries", {"publisher": ""}, "publisher: '' has no word to look for"),
        ("entries", {"language": "English"}, "language: 'English' is no language tag"),
        ("quotes", {"language": ""}, "language: '' is no language tag"),
    ],
)
def test_a_condition_that_nothing_can_fit_is_refused_at_once(
    corpus: Corpus, question: str, conditions: dict[str, str], message: str
) -> None:
    with pytest.raises(ValidationError, match=message):
        getattr(corpus, question)(**conditions)


def test_quotes_by_whole_words_of_the_speakers_names(corpus: Corpus) -> None:
    body = (
        Block(kind="paragraph", text="Hussein al-Basri denied that they met. “No,” Basri said."),
        Block(kind="paragraph", text="“We were wrong,” a captive says."),
    )
    corpus.add([annotate(Article(id="a", language="en", body=body))])

    def found(**conditions: str) -> list[str]:
        return [quote.text for quote in corpus.quotes(**conditions)]  # type: ignore[arg-type]

    assert found(speaker="Basri") == ["that they met", "No,"]
    assert found(speaker="hussein AL-BASRI") == ["that they met", "No,"]
    assert found(speaker="Bas") == []
    assert found(speaker="captive") == ["We were wrong,"]
    assert found(kind="indirect") == ["that they met"]
    assert found(text="were WRONG") == ["We were wrong,"]
    assert found(text="wron") == found(text="captive") == []
    assert found(speaker="Basri", since="2016") == []
    assert [source.name for source in corpus.sources(name="basri")] == ["Hussein al-Basri"]
    assert len(list(corpus.sources())) == 1


def test_quotes_can_be_asked_for_by_how_sure_they_are(corpus: Corpus) -> None:
    (one,) = made(1).quotes
    sure = (None, 0.4, 0.8, 1.0)
    quotes = [evolve(one, id=f"q-{n}", confidence=share) for n, share in enumerate(sure)]
    corpus.add([evolve(made(1), quotes=tuple(quotes))])
    assert [q.confidence for q in corpus.quotes(min_confidence=0.8)] == [0.8, 1.0]
    assert len(list(corpus.quotes())) == 4
    with pytest.raises(ValidationError, match=r"min_confidence: 80 is not from 0 to 1"):
        corpus.quotes(min_confidence=80)


def test_an_answer_can_be_gone_through_again_and_sees_what_is_new(corpus: Corpus) -> None:
    found = corpus.entries()
    assert list(found) == []
    corpus.add([made(1)])
    assert list(found) == list(found) == [made(1)]
    assert [(entry.article.id, quote.text) for entry, quote in corpus.quotes().with_entries()] == [
        ("a1", "We are number 1,")
    ]


def test_an_answer_is_what_was_there_when_it_began(corpus: Corpus) -> None:
    """Adding to a corpus while going through it neither goes on for ever nor doubles."""
    corpus.add([made(n) for n in range(70)])
    seen = []
    for entry in corpus:
        seen.append(entry.article.id)
        corpus.add([made(100 + len(seen)), evolve_headline(entry)])
    assert seen == [f"a{n}" for n in range(70)]
    assert len(corpus) == 140


def evolve_headline(entry: Entry) -> Entry:
    return annotate(evolve(entry.article, headline="Corrected"))


def test_an_answer_shows_itself(corpus: Corpus) -> None:
    assert repr(corpus.quotes()) == "nothing found"
    corpus.add([made(n) for n in range(30)])
    assert repr(corpus.quotes()).count("\n") == 20
    assert repr(corpus.quotes()).endswith("…")
    assert repr(corpus) == f"<Corpus {str(corpus.path)!r}: 30 articles>"


# -- opening -------------------------------------------------------------------------------


def test_a_corpus_is_opened_again(corpus: Corpus) -> None:
    corpus.add([made(1)])
    corpus.close()
    with Corpus.open(corpus.path) as again:
        assert list(again) == [made(1)]
    assert list(corpus) == [made(1)]  # a closed one opens itself again


def test_two_objects_see_each_others_commits(corpus: Corpus) -> None:
    other = Corpus.open(corpus.path)
    assert len(other) == 0
    corpus.add([made(1)])
    assert len(other) == 1
    other.add([made(2)])
    assert ids(corpus) == ["a1", "a2"]


# -- writers side by side -------------------------------------------------------------------


def race(corpus: Corpus, entries: list[Entry], monkeypatch: pytest.MonkeyPatch) -> None:
    """Between looking for the next number and publishing, let another writer add entries."""
    others = [entries]
    publish = type(corpus._folder).publish

    def overtaken(folder: object, commit: object) -> bool:
        while others:
            Corpus.open(corpus.path).add(others.pop())
        return publish(folder, commit)  # type: ignore[arg-type]

    monkeypatch.setattr(type(corpus._folder), "publish", overtaken)


def test_a_writer_that_is_overtaken_goes_on_behind(
    corpus: Corpus, monkeypatch: pytest.MonkeyPatch
) -> None:
    race(corpus, [made(1), made(2)], monkeypatch)
    report = corpus.add([made(2), made(3)])
    assert (report.new, report.unchanged, report.commit) == (1, 1, 2)
    assert ids(corpus) == ["a1", "a2", "a3"]
    assert corpus.verify().leftovers == ()


def test_two_writers_with_the_same_entries_do_not_harm_each_other(
    corpus: Corpus, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The files of both have the same names: what one discards is the other's."""
    race(corpus, [made(1)], monkeypatch)
    assert corpus.add([made(1)]).unchanged == 1
    assert list(corpus) == [made(1)]
    assert corpus.verify().ok


def test_an_article_that_changed_in_place_is_not_believed(corpus: Corpus) -> None:
    changed = evolve(made(1).article, headline="Another")
    corpus.add([made(1)])
    assert corpus.add([annotate(changed)]).updated == 1
