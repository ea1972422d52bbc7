"""JSON Feed: pointers and texts, one item at a time."""

from __future__ import annotations

import json
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mediacorpus import Entry, Limits
from tests.readers.feeds.test_feeds import codes, only, read
from tests.samples import sample

ITEM = {
    "id": "4711",
    "url": "https://example.org/news/1",
    "title": "Gates fail &amp; river rises",
    "summary": "The gates failed within an hour.",
    "content_html": "<p>The gates <b>failed</b> on Tuesday.</p><p><img src='/g.jpg' alt='A gate'></p>",
    "date_published": "2019-03-12T10:30:00+01:00",
    "date_modified": "2019-03-13",
    "authors": [{"name": "Jane Smith", "url": "https://example.org/jane"}, {"name": "Al Roe"}],
    "tags": ["Flood", "River"],
    "_own": {"desk": 7},
}
POINTER = {
    "id": "https://example.org/2",
    "title": "Gates reopen",
    "summary": "They opened at eight.",
}


def feed(*items: Any, **facts: Any) -> str:
    beside = {"title": "The Example", "home_page_url": "https://example.org/", **facts}
    version = "https://jsonfeed.org/version/1.1"
    return json.dumps({"version": version, "items": items, **beside}, ensure_ascii=False)


def test_an_item_with_a_text_is_an_article() -> None:
    entry = only(feed(ITEM, language="en"), "json-feed")
    article = entry.article
    assert article.headline == "Gates fail & river rises"
    assert article.standfirst == "The gates failed within an hour."
    assert [block.text or block.url for block in article.body] == [
        "The gates failed on Tuesday.",
        "https://example.org/g.jpg",
    ]
    assert article.authors == ("Jane Smith", "Al Roe")
    assert article.keywords == ("Flood", "River")
    assert (article.published and article.published.value) == "2019-03-12T10:30:00+01:00"
    assert (article.modified and article.modified.value) == "2019-03-13"
    assert (article.publisher_name, article.language) == (
        "The Example",
        "en",
    )  # said behind the items
    assert article.id == "example.org:4711"
    assert article.extra == {"author/url": ("https://example.org/jane",), "_own/desk": ("7",)}
    assert codes(entry) == []


def test_an_item_without_one_is_a_pointer() -> None:
    entry = only(feed(POINTER), "json-feed")
    assert entry.article.url == "https://example.org/2"
    assert entry.article.id == "feed:https://example.org/2"
    assert codes(entry) == ["pointer"]


@given(st.lists(st.sampled_from((ITEM, POINTER)), min_size=1, max_size=4), st.integers(0, 10))
def test_a_file_that_is_cut_still_gives_what_stands_before(items: list[Any], tenth: int) -> None:
    raw = feed(*items).encode()
    ends = [raw.index(b"]", raw.index(b'"items"'))] if not items else []
    found = read(raw[: len(raw) * tenth // 10], "json-feed")
    whole = [one for one in read(raw, "json-feed") if isinstance(one, Entry)]
    heads = [one.article.headline for one in found if isinstance(one, Entry)]
    assert not ends
    assert heads == [one.article.headline for one in whole][: len(heads)]
    if tenth < 10:
        assert codes(found[-1])[-1] in ("cut", "empty")


def test_what_is_larger_than_an_item_may_be_is_read_bit_by_bit() -> None:
    found = read(feed(*[ITEM] * 60), "json-feed", limits=Limits(decoded_bytes=2_000))
    assert len(found) == 60
    assert all(isinstance(one, Entry) for one in found)


@pytest.mark.parametrize(
    ("item", "code"),
    [
        ('{"id": ' + "9" * 5_000 + ', "title": "x"}', None),
        ('{"id": NaN, "title": "x"}', None),
        ('{"title": "a \\ud800 b"}', None),
        ('{"title": "a", "title": "b"}', None),
        ('{"\\ud800": {"\\udc00": "\\ud83d"}, "title": "x"}', None),
        ('{"title": "a\0b"}', None),
        ('{"a": ' + "[" * 100_000 + "]" * 100_000 + "}", "not-parsed"),
        ('{"title": "a",, }', "not-parsed"),
        ("{}", "empty"),
        ("[]", "empty"),
        (
            '{"title": {"a": []}, "url": 7, "tags": 7, "authors": [7, null], "image": [], "x": null}',
            None,
        ),
    ],
)
def test_what_is_wrong_costs_itself_alone(item: str, code: str | None) -> None:
    raw = feed(POINTER, "HERE", POINTER).replace('"HERE"', item)
    first, second, third = read(raw, "json-feed")
    assert codes(first) == codes(third) == ["pointer"]
    assert isinstance(second, Entry) if code is None else codes(second) == [code]


def test_a_real_feed_is_read() -> None:
    raw = sample("feeds", "feed.json").read_bytes()
    said = json.loads(raw)["items"]
    found = [one.article for one in read(raw, "json-feed") if isinstance(one, Entry)]
    assert [one.url for one in found] == [one["url"] for one in said]
    assert [one.headline for one in found] == [" ".join(one["title"].split()) for one in said]
    assert [one.published.raw for one in found if one.published] == [
        one["date_published"] for one in said
    ]
    assert {one.publisher_name for one in found} == {"NPR"}
