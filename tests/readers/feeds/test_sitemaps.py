"""Sitemaps: where pages are, and in those of news what they are called and of which day."""

from __future__ import annotations

import gzip
from typing import Any

from mediacorpus import Entry, Rejection, parse
from tests.readers.feeds.test_feeds import codes, only, read
from tests.samples import sample

BEGIN = (
    '<?xml version="1.0" encoding="UTF-8"?>\n'
    '<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9" '
    'xmlns:n="http://www.google.com/schemas/sitemap-news/0.9" '
    'xmlns:image="http://www.google.com/schemas/sitemap-image/1.1">'
)
NEWS = """<url><loc>https://example.org/1</loc><lastmod>2019-03-13</lastmod>
<n:news><n:publication><n:name>The Example</n:name><n:language>en</n:language></n:publication>
<n:publication_date>2019-03-12T10:30+01:00</n:publication_date><n:title>Gates fail</n:title>
<n:keywords>Flood, River</n:keywords><n:genres>Opinion</n:genres>
<n:stock_tickers>LSE:X</n:stock_tickers></n:news>
<image:image><image:loc>https://example.org/g.jpg</image:loc><image:caption>A gate</image:caption>
</image:image></url>"""
PLAIN = "<url><loc>https://example.org/2</loc><lastmod>2019-03-13</lastmod><priority>0.5</priority></url>"


def sitemap(*pages: str) -> str:
    return BEGIN + "".join(pages) + "</urlset>"


def test_a_page_of_news_has_a_title_and_a_day() -> None:
    entry = only(sitemap(NEWS), "sitemap")
    article = entry.article
    assert (article.headline, article.publisher_name) == ("Gates fail", "The Example")
    assert (article.published and article.published.value) == "2019-03-12T10:30+01:00"
    assert (article.modified and article.modified.value) == "2019-03-13"
    assert (article.language, article.genre) == ("en", "Opinion")
    assert article.keywords == ("Flood", "River")
    assert article.extra == {"news:stock_tickers": ("LSE:X",)}
    (picture,) = article.body
    assert (picture.text, picture.url) == ("A gate", "https://example.org/g.jpg")
    assert article.id == "feed:https://example.org/1"
    assert codes(entry) == ["pointer"]


def test_when_a_page_was_changed_is_not_when_it_was_published() -> None:
    entry = only(sitemap(PLAIN), "sitemap")
    assert entry.article.published is None
    assert (entry.article.modified and entry.article.modified.value) == "2019-03-13"
    assert entry.article.extra == {"priority": ("0.5",)}
    assert codes(entry) == ["pointer", "no-headline"]


def test_a_page_without_an_address_costs_itself_alone() -> None:
    found = read(sitemap(NEWS, "<url><lastmod>2019</lastmod></url>", PLAIN), "sitemap")
    assert [codes(one)[0] for one in found] == ["pointer", "no-address", "pointer"]


def test_an_index_leads_to_other_sitemaps() -> None:
    (found,) = read(
        "<sitemapindex><sitemap><loc>https://example.org/s.xml</loc></sitemap></sitemapindex>",
        "sitemap",
    )
    assert isinstance(found, Rejection)
    assert found.code == "sitemap-index"
    assert "https://example.org/s.xml" in found.reason


def test_what_is_gzipped_is_unpacked() -> None:
    (entry,) = parse(gzip.compress(sitemap(NEWS).encode()))
    assert entry.article.headline == "Gates fail"


def test_real_sitemaps_are_read_whole() -> None:
    counts: dict[str, Any] = {}
    for name in ("sitemap.xml", "sitemap-hreflang.xml", "sitemap2.xml", "sitemap.xml.gz"):
        raw = sample("feeds", name).read_bytes()
        raw = gzip.decompress(raw) if name.endswith(".gz") else raw
        found = read(raw, "sitemap")
        said = raw.count(b"<url>") + raw.count(b"<sitemap>")
        counts[name] = (len(found), said)
        for one in found:
            assert isinstance(one, Entry) or one.code == "sitemap-index"
    assert all(one == other for one, other in counts.values()), counts
