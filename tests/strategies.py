"""Hypothesis strategies for every record, with any text that UTF-8 can hold."""

from __future__ import annotations

import datetime
import string
from typing import Any, get_args

from hypothesis import strategies as st

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
    Review,
    Source,
    Span,
)
from mediacorpus.newsdate import Calendar
from mediacorpus.records import QuoteKind, ReviewAction, quote_words

__all__ = [
    "articles", "blocks", "codes", "dates", "entries", "evidence", "ids", "news_texts", "notices",
    "provenances", "quotes_in", "rejections", "reviews_of", "sources_in", "spans_in", "texts",
]  # fmt: skip

# Any characters but lone surrogates; the awkward ones often enough to be met.
AWKWARD = "\0\x1b\x7f\x85\u2028\u2029\u202e\u200f\ufeff\ufffd😀𝄞\"'“”«»\\\n\r\t"
characters = st.one_of(st.characters(codec="utf-8"), st.sampled_from(AWKWARD))
texts = st.text(characters, min_size=1, max_size=60)
maybe = st.none() | texts

ids = st.text(
    st.characters(exclude_categories=("Cs", "Cc", "Zs", "Zl", "Zp")), min_size=1, max_size=40
).filter(lambda one: not any(c.isspace() for c in one))
codes = st.from_regex(r"[a-z0-9]{1,8}(-[a-z0-9]{1,8}){0,2}", fullmatch=True)
hashes = st.text("0123456789abcdef", min_size=64, max_size=64)
languages = st.sampled_from(["en", "en-GB", "ar", "pt-BR", "zh-Hans", "fil"])


@st.composite
def dates(draw: st.DrawFn) -> NewsDate:
    """A date of any precision."""
    moment = draw(st.datetimes())
    length = draw(st.sampled_from([4, 7, 10, 13, 16, 19, 26]))
    value = moment.isoformat(timespec="microseconds")[:length]
    if length > 10:
        value += draw(st.sampled_from(["", "Z", "+03:00", "-11:30"]))
    calendar: Calendar | None = draw(st.sampled_from([None, "jalali", "hijri"]))
    return NewsDate(value=value, raw=draw(maybe), zone=draw(maybe), calendar=calendar)


@st.composite
def spans(draw: st.DrawFn, kind: Any, most: int) -> Any:
    """A Span or RawSpan that ends before `most`."""
    start, end = sorted((draw(st.integers(0, most)), draw(st.integers(0, most))))
    return kind(start=start, end=end)


def spans_in(text: str) -> st.SearchStrategy[Span]:
    """A Span within a text."""
    return spans(Span, len(text))


raw_spans: st.SearchStrategy[RawSpan] = spans(RawSpan, 2**40)
evidence = st.builds(
    Evidence,
    field=texts,
    basis=st.sampled_from(["printed", "json-ld", "meta", "microdata", "url", "caller", "inferred"]),
    raw=st.none() | raw_spans,
    xpath=maybe,
)
blocks = st.one_of(
    st.builds(
        Block,
        kind=st.sampled_from(
            ["paragraph", "subheading", "caption", "list_item", "pull_quote", "note"]
        ),
        text=texts,
        credit=maybe,
        raw=st.none() | raw_spans,
    ),
    st.builds(Block, kind=st.just("image"), text=maybe, credit=maybe, url=maybe, alt=maybe),
)


@st.composite
def provenances(draw: st.DrawFn) -> Provenance:
    start, end = sorted((draw(st.integers(0, 2**50)), draw(st.integers(0, 2**50))))
    return Provenance(
        format=draw(texts),
        reader=draw(texts),
        reader_version=draw(texts),
        sha256=draw(hashes),
        path=draw(maybe),
        item=draw(st.none() | st.integers(1, 10**6)),
        start=draw(st.sampled_from([None, start])),
        end=draw(st.sampled_from([None, end])),
        encoding=draw(maybe),
        replaced_characters=draw(st.integers(0, 10**6)),
    )


def articles() -> st.SearchStrategy[Article]:
    """An article with any of its fields."""
    tuples = st.lists(texts, max_size=3).map(tuple)
    return st.builds(
        Article,
        id=ids,
        headline=maybe,
        kicker=maybe,
        subhead=maybe,
        standfirst=maybe,
        byline=maybe,
        authors=tuples,
        published=st.none() | dates(),
        modified=st.none() | dates(),
        retrieved=st.none() | st.datetimes(timezones=st.just(datetime.UTC)),
        language=st.none() | languages,
        publisher_name=maybe,
        info_sources=tuples,
        url=maybe,
        body=st.lists(blocks, max_size=4).map(tuple),
        keywords=tuples,
        is_accessible_for_free=st.none() | st.booleans(),
        word_count=st.none() | st.integers(0, 10**9),
        reading_time_minutes=st.none() | st.integers(0, 10**4),
        alt_ids=st.dictionaries(st.text(characters, max_size=8), texts, max_size=2),
        extra=st.dictionaries(
            st.text(characters, max_size=8), st.lists(st.text(characters)).map(tuple), max_size=2
        ),
        evidence=st.lists(evidence, max_size=3).map(tuple),
        provenance=st.none() | provenances(),
    )


KINDS: list[QuoteKind] = ["direct", "mixed", "indirect"]


@st.composite
def quotes_in(draw: st.DrawFn, text: str, article_id: str, source_ids: list[str]) -> Quote:
    """A quote whose spans point into a text."""
    places = sorted(draw(st.lists(st.integers(0, len(text)), min_size=2, max_size=6)))
    content = tuple(Span(start=a, end=b) for a, b in zip(places[::2], places[1::2], strict=False))
    kind: QuoteKind = draw(st.sampled_from(KINDS))
    parts: dict[str, Any] = {}
    for name in ("cue", "speaker", "addressee"):
        span = (
            draw(st.none() | spans_in(text).filter(lambda one: one.end > one.start))
            if text
            else None
        )
        parts[name] = span
        parts[f"{name}_text"] = span.of(text) if span else None
    return Quote(
        id="q",
        article_id=article_id,
        kind=kind,
        content=content,
        text=quote_words(text, content, kind),
        stance=draw(st.sampled_from([None, "says", "denies", "feels"])),
        source_id=draw(st.sampled_from([None, *source_ids])),
        confidence=draw(st.none() | st.floats(0, 1)),
        rule=draw(maybe),
        **parts,
    )


@st.composite
def sources_in(draw: st.DrawFn, text: str, article_id: str) -> Source:
    """A source whose mentions point into a text."""
    return Source(
        id="s",
        article_id=article_id,
        name=draw(texts),
        kind=draw(st.sampled_from(["person", "group", "outlet", "unknown"])),
        aliases=tuple(draw(st.lists(texts, max_size=2))),
        mentions=tuple(draw(st.lists(spans_in(text), max_size=3))),
        roles=tuple(draw(st.lists(texts, max_size=2))),
        affiliation=draw(maybe),
        named=draw(st.booleans()),
        key=draw(texts),
    )


@st.composite
def notices(draw: st.DrawFn, text: str) -> Notice:
    return Notice(
        code=draw(codes),
        message=draw(texts),
        span=draw(st.none() | spans_in(text)),
        raw=draw(st.none() | raw_spans),
        excerpt=draw(maybe),
    )


@st.composite
def entries(draw: st.DrawFn) -> Entry:
    """An article with quotes, sources and notices that fit it."""
    from mediacorpus.fields import evolve

    article = draw(articles())
    text = article.text
    sources = [
        evolve(one, id=f"s{number}")
        for number, one in enumerate(draw(st.lists(sources_in(text, article.id), max_size=3)))
    ]
    ids = [source.id for source in sources]
    quotes = [
        evolve(one, id=f"q{number}")
        for number, one in enumerate(draw(st.lists(quotes_in(text, article.id, ids), max_size=3)))
    ]
    publisher = draw(st.sampled_from([None, *ids]))
    return Entry(
        article=evolve(article, publisher=publisher),
        quotes=tuple(quotes),
        sources=tuple(sources),
        notices=tuple(draw(st.lists(notices(text), max_size=2))),
    )


rejections = st.builds(
    Rejection,
    code=codes,
    reason=texts,
    path=maybe,
    sha256=st.none() | hashes,
    item=st.none() | st.integers(1, 10**6),
    start=st.none() | st.integers(0, 2**50),
    excerpt=maybe,
    reader=maybe,
    reader_version=maybe,
)


@st.composite
def reviews_of(draw: st.DrawFn, entry: Entry) -> Review:
    """A review of an entry, or of what was there before: its text and names may be others."""
    action: ReviewAction = draw(st.sampled_from(get_args(ReviewAction)))
    known = [name for one in entry.sources for name in (one.name, *one.aliases)]
    names = st.sampled_from(["A", "b", "B", *known]) | texts
    fields: dict[str, Any] = {}
    if action in ("rename", "merge"):
        fields |= {"source": draw(names), "name": draw(names)}
    else:
        text = draw(st.sampled_from([entry.article.text, "x" + entry.article.text]) | texts) or "x"
        quote = draw(st.none() | st.sampled_from(entry.quotes)) if entry.quotes else None
        if quote is not None:
            fields["quote_id"] = quote.id
        places = sorted(draw(st.lists(st.integers(0, len(text)), min_size=4, max_size=4)))
        content = quote.content if quote and draw(st.booleans()) else None
        spans = (Span(start=places[0], end=places[1]), Span(start=places[2], end=places[3]))
        if action != "add":
            fields["was"] = content or spans[:1]
        if action != "reject":
            fields["content"] = draw(st.sampled_from([spans, spans[:1], content or spans]))
            for name in ("cue", "speaker", "addressee"):
                fields[name] = draw(
                    st.none() | spans_in(text).filter(lambda one: one.start < one.end)
                )
            fields["source"] = draw(st.sampled_from([None, "somebody new", *known]))
            fields["stance"] = draw(st.sampled_from([None, "says", "denies"]))
        parts = [*fields.get("was", ()), *fields.get("content", ())]
        parts += [fields[n] for n in ("cue", "speaker", "addressee") if fields.get(n)]
        start, end = min(one.start for one in parts), max(one.end for one in parts)
        fields["passage"] = text.ljust(end)[start:end]
        if start == end:
            fields = {"source": "A", "name": "B"}
            action = "rename"
    return Review(
        article_id=entry.article.id,
        action=action,
        by=draw(maybe),
        at=draw(st.none() | st.datetimes(timezones=st.just(datetime.UTC))),
        comment=draw(maybe),
        **fields,
    )


# Text that looks like news, put together at random: words, names, cues and marks in any order.
_PIECES = [
    '"', "“", "”", "'", "‘", "’", "''", "«", "»", "„", ",", ".", "?", "!", ":", ";", "(", ")", "—",
    "said", "told", "says", "asked", "denied", "added", "according to", "that", "who", "he", "she",
    "they", "the", "a", "Mr.", "Smith", "Jane Smith", "al-Basri", "Iraq", "the men", "officials",
    "reporters", "it's", "workers'", "on Monday", "in a statement", "and", "but", "has", "not", "to",
    "\n\n", "\n", "\xa0", "\u2028", "😀", "سلام", "日本", "1,500", "U.S.", string.ascii_letters,
]  # fmt: skip
news_texts = st.lists(st.sampled_from(_PIECES) | st.text(max_size=5), max_size=60).map(" ".join)
