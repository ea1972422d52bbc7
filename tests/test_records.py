"""Records hold only what can be: spans in their texts, words where they stand, ids that exist."""

from __future__ import annotations

import copy
import datetime
import pickle
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given

from mediacorpus import (
    Article,
    Block,
    Entry,
    Evidence,
    NewsDate,
    Notice,
    Provenance,
    Quote,
    RawSpan,
    Rejection,
    Source,
    Span,
    ValidationError,
    dumps,
    loads,
)
from mediacorpus.fields import evolve
from mediacorpus.jsonl import decode
from mediacorpus.records import quote_words
from tests.strategies import articles, entries

ARTICLE = Article(
    id="https://example.org/1",
    kicker="World",
    headline="Talks fail",
    standfirst="They met in Oslo.",
    published=NewsDate(value="2016-10-10"),
    publisher_name="The Daily",
    body=(
        Block(kind="image", url="https://example.org/1.jpg"),
        Block(kind="paragraph", text="“We are done,” Jane Smith told reporters."),
    ),
)
TEXT = "World\n\nTalks fail\n\nThey met in Oslo.\n\n“We are done,” Jane Smith told reporters."


def span(words: str) -> Span:
    return Span(start=TEXT.index(words), end=TEXT.index(words) + len(words))


def quote(**changes: Any) -> Quote:
    content = span("“We are done,”")
    known: dict[str, Any] = {
        "id": "q1",
        "article_id": ARTICLE.id,
        "kind": "direct",
        "content": (content,),
        "text": "We are done,",
        "cue": span("told"),
        "cue_text": "told",
        "speaker": span("Jane Smith"),
        "speaker_text": "Jane Smith",
        "source_id": "s1",
    }
    return Quote(**{**known, **changes})


def source(**changes: Any) -> Source:
    known: dict[str, Any] = {
        "id": "s1", "article_id": ARTICLE.id, "name": "Jane Smith", "kind": "person",
        "mentions": (span("Jane Smith"),), "roles": ("a minister",), "key": "jane smith",
    }  # fmt: skip
    return Source(**{**known, **changes})


ENTRY = Entry(article=ARTICLE, quotes=(quote(),), sources=(source(),))


def test_the_text_is_made_of_the_parts() -> None:
    assert ARTICLE.text == TEXT
    assert Article(id="a").text == ""


def test_segments_say_which_part_a_stretch_is() -> None:
    found = [(s.part, s.block, s.span.of(TEXT)) for s in ARTICLE.segments]
    assert found == [
        ("kicker", None, "World"),
        ("headline", None, "Talks fail"),
        ("standfirst", None, "They met in Oslo."),
        ("body", 1, "“We are done,” Jane Smith told reporters."),
    ]


@given(articles())
def test_segments_cover_the_text(article: Article) -> None:
    words = [segment.span.of(article.text) for segment in article.segments]
    assert "\n\n".join(words) == article.text


def test_the_words_of_a_direct_quote_are_without_their_marks() -> None:
    text = '"We came," he said. "We are in need."'
    spans = [Span(start=0, end=10), Span(start=20, end=37)]
    assert quote_words(text, spans, "direct") == "We came, We are in need."
    assert quote_words(text, spans, "mixed") == '"We came," "We are in need."'


def test_an_entry_finds_who_said_what() -> None:
    assert ENTRY.source_of(ENTRY.quotes[0]) == source()
    assert ENTRY.quotes_of(source()) == [quote()]
    assert ENTRY.source_of(quote(source_id=None)) is None


@pytest.mark.parametrize(
    ("make", "field"),
    [
        (lambda: Span(start=2, end=1), "Span.end"),
        (lambda: RawSpan(start=2, end=1), "RawSpan.end"),
        (lambda: Block(kind="paragraph"), "Block.text"),
        (lambda: Provenance(format="a", reader="a", reader_version="1", sha256="0"), "Provenance.sha256"),
        (
            lambda: Provenance(
                format="a", reader="a", reader_version="1", sha256="0" * 64, start=5, end=4
            ),
            "Provenance.end",
        ),
        (lambda: Article(id="a", language="English"), "Article.language"),
        (lambda: Article(id="a\n"), "Article.id"),
        (lambda: Article(id=""), "Article.id"),
        (lambda: Notice(code="Not A Code", message="m"), "Notice.code"),
        (lambda: Rejection(code="empty", reason="r", sha256="x"), "Rejection.sha256"),
        (lambda: Rejection(code="empty", reason="r", item=0), "Rejection.item"),
        (lambda: quote(content=()), "Quote.content"),
        (lambda: quote(content=(Span(start=5, end=9), Span(start=8, end=9))), "Quote.content[1]"),
        (lambda: quote(cue_text=None), "Quote.cue_text"),
        (lambda: quote(speaker=None), "Quote.speaker_text"),
        (lambda: quote(addressee_text="reporters"), "Quote.addressee_text"),
        (lambda: source(mentions=({"start": 3, "end": 5},)), "Source.mentions[0]"),
        (lambda: Block(kind="note", text="a", raw={"start": 3, "end": 5}),  # type: ignore[arg-type]
         "Block.raw"),
        (lambda: Article(id="a", word_count=2**63), "Article.word_count"),
        (lambda: Entry(article=ARTICLE, quotes=(quote(text="We are"),), sources=(source(),)),
         "Entry.quotes[0].text"),
        (lambda: Entry(article=ARTICLE, quotes=(quote(cue_text="tell"),), sources=(source(),)),
         "Entry.quotes[0].cue_text"),
        (lambda: Entry(article=ARTICLE, quotes=(quote(source_id="s2"),), sources=(source(),)),
         "Entry.quotes[0].source_id"),
        (lambda: Entry(article=ARTICLE, quotes=(quote(article_id="b"),), sources=(source(),)),
         "Entry.quotes[0].article_id"),
        (lambda: Entry(article=ARTICLE, quotes=(quote(), quote()), sources=(source(),)),
         "Entry.quotes"),
        (lambda: Entry(article=ARTICLE, sources=(source(), source())), "Entry.sources"),
        (lambda: Entry(article=ARTICLE, sources=(source(article_id=None),)),
         "Entry.sources[0].article_id"),
        (lambda: Entry(article=ARTICLE, sources=(source(mentions=(Span(start=0, end=999),)),)),
         "Entry.sources[0].mentions[0]"),
        (lambda: Entry(article=ARTICLE,
                       notices=(Notice(code="a", message="m", span=Span(start=0, end=999)),)),
         "Entry.notices[0].span"),
        (lambda: Entry(article=evolve(ARTICLE, publisher="s9")), "Entry.article.publisher"),
        (lambda: Entry(article=ARTICLE, sources=(source(),),
                       quotes=(quote(addressee=Span(start=TEXT.index("reporters"), end=999),
                                     addressee_text="reporters."),)),
         "Entry.quotes[0].addressee"),
        (lambda: Entry(article=ARTICLE,
                       quotes=(quote(content=(Span(start=0, end=999),)),), sources=(source(),)),
         "Entry.quotes[0].content[0]"),
    ],
)  # fmt: skip
def test_what_cannot_be_is_refused_by_the_name_of_its_field(make: Any, field: str) -> None:
    with pytest.raises(ValidationError) as caught:
        make()
    assert caught.value.field == field


def test_nothing_from_outside_moves_the_cursor() -> None:
    evil = "a\x1b[2J\nb"
    block = Block(kind="paragraph", text=evil)
    shown = [
        Article(id="a", headline=evil, publisher_name=evil, body=(block,)),
        Quote(id="q", kind="direct", content=(Span(start=0, end=1),), text=evil,
              cue=Span(start=0, end=1), cue_text=evil),
        Source(id="s", name=evil, key="k", roles=(evil,)),
        Notice(code="n", message=evil),
        Rejection(code="r", reason=evil, path=evil),
    ]  # fmt: skip
    for one in shown:
        assert repr(one).isprintable()
        assert str(one).isprintable()


@pytest.mark.parametrize(
    ("record", "shown"),
    [
        (ARTICLE, "<Article 'Talks fail', 2016-10-10, The Daily, 1 paragraphs>"),
        (quote(), "<Quote direct: 'Jane Smith' told: 'We are done,'>"),
        (source(), "<Source person: Jane Smith, a minister>"),
        (Notice(code="no-body", message="no paragraph was found"),
         "<Notice no-body: no paragraph was found>"),
        (ENTRY, "<Entry 'Talks fail', 2016-10-10, The Daily, 1 paragraphs: 1 quotes, 1 sources>"),
        (Span(start=0, end=4), "Span(start=0, end=4)"),
    ],
)  # fmt: skip
def test_a_record_shows_itself_in_a_line(record: object, shown: str) -> None:
    assert repr(record) == shown


def test_a_rejection_says_where_and_why() -> None:
    rejection = Rejection(
        code="cut", reason="it ends in the middle", path="a.zip", item=3, start=99
    )
    assert str(rejection) == "a.zip, item 3, byte 99: it ends in the middle"
    assert str(Rejection(code="empty", reason="the file is empty")) == "input: the file is empty"


@given(entries())
def test_records_are_values(entry: Entry) -> None:
    _ = entry.article.text  # kept beside the fields, it is no part of the value
    for twin in (copy.deepcopy(entry), pickle.loads(pickle.dumps(entry)), evolve(entry)):
        assert twin == entry
        assert hash(twin) == hash(entry)
    assert evolve(entry.article, headline="another").text != entry.article.text or (
        entry.article.headline == "another"
    )


def test_what_a_record_holds_does_not_change() -> None:
    given: dict[str, tuple[str, ...]] = {"Edition": ("Late",)}
    article = Article(id="a", extra=given, alt_ids={"doi": "1"})
    given["Edition"] = ()
    assert article.extra == {"Edition": ("Late",)}
    for one in (article, loads(dumps(article), Article), decode(dumps(article), Article)):
        with pytest.raises(TypeError, match="evolve"):
            one.extra["Edition"] = ()
        with pytest.raises(TypeError, match="evolve"):
            one.alt_ids.clear()
        assert pickle.loads(pickle.dumps(one)).extra == one.extra
    assert evolve(article, extra={**article.extra, "Page": ("3",)}).extra["Page"] == ("3",)


@pytest.mark.parametrize(
    ("zone", "kept"),
    [
        (ZoneInfo("Europe/Oslo"), "2016-10-10T14:05:00+02:00"),
        (datetime.timezone(-datetime.timedelta(hours=3, minutes=30)), "2016-10-10T14:05:00-03:30"),
        (datetime.timezone(datetime.timedelta(hours=1, seconds=9)), "2016-10-10T13:04:51+00:00"),
    ],
)
def test_the_moment_of_fetching_has_a_fixed_offset(zone: datetime.tzinfo, kept: str) -> None:
    moment = datetime.datetime(2016, 10, 10, 14, 5, tzinfo=zone)
    article = Article(id="a", retrieved=moment)
    assert article.retrieved is not None
    assert article.retrieved == moment
    assert article.retrieved.isoformat() == kept
    assert type(article.retrieved.tzinfo) is datetime.timezone
    assert loads(dumps(article), Article).retrieved == moment
    with pytest.raises(ValidationError, match=r"Article\.retrieved"):
        Article(id="a", retrieved=moment.replace(tzinfo=None))


def test_evidence_points_into_the_raw_item() -> None:
    assert Evidence(field="published", basis="printed", raw=RawSpan(start=0, end=4)).raw is not None


@pytest.mark.parametrize(
    ("part", "words"),
    [
        ("“We are done,”", "We are done,"),
        ("“They told me, ‘Go home.’”", "They told me, ‘Go home.’"),
        ("“‘Go home’ is what I heard”", "‘Go home’ is what I heard"),
        ("''We are done,''", "We are done,"),
        ("„Wir gehen“", "Wir gehen"),
        ("« Nous partons »", "Nous partons"),
        ("“We are done", "We are done"),
        ("we are done”", "we are done"),
        ("he said ‘no’", "he said ‘no’"),
        ("— Ya está", "Ya está"),
    ],
)
def test_the_words_of_a_quote_are_without_one_pair_of_marks(part: str, words: str) -> None:
    assert quote_words(part, [Span(start=0, end=len(part))], "direct") == words
