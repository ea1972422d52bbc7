"""RSS and Atom: pointers and texts, one item at a time."""

from __future__ import annotations

import base64
import contextlib
import io
import re
import socket
import threading
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mediacorpus import Entry, Limits, Rejection, parse
from mediacorpus.readers import Context, choose, reader
from tests.samples import sample

SHA = "0" * 64
NAMES = (
    'xmlns:content="http://purl.org/rss/1.0/modules/content/" '
    'xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:media="http://search.yahoo.com/mrss/" '
    'xmlns:atom="http://www.w3.org/2005/Atom"'
)
ITEM = """
<item>
  <title>Gates fail &amp;amp; river rises</title>
  <link>/news/1?part=2</link>
  <guid isPermaLink="false">4711</guid>
  <pubDate>Tue, 12 Mar 2019 10:30:00 +0100</pubDate>
  <dc:creator><![CDATA[Jane Smith and Al Roe]]></dc:creator>
  <category domain="https://example.org/topics">Flood</category>
  <category><![CDATA[River & town]]></category>
  <description>&lt;p&gt;The gates failed within an hour.&lt;/p&gt;</description>
  <media:content url="https://example.org/gate.jpg?w=400" type="image/jpeg">
    <media:description>A gate in Arnmouth</media:description><media:credit>Jo Fuchs</media:credit>
  </media:content>
  <slash:comments xmlns:slash="http://purl.org/rss/1.0/modules/slash/">7</slash:comments>
</item>"""
TEXT = """
<item>
  <title>Gates reopen</title>
  <link>https://example.org/news/2</link>
  <pubDate>Wed, 13 Mar 2019 08:00:00 GMT</pubDate>
  <description>They opened at eight [&#8230;]</description>
  <content:encoded><![CDATA[<p>They opened at eight, and nobody was told.</p><script>x()</script>
  <figure><img src="/g.jpg"><figcaption>A gate. (Photo: Jo Fuchs)</figcaption></figure>
  <h2>Nobody was told</h2><ul><li>One&nbsp;mile</li></ul>
  <p>The post <a href="https://example.org/news/2">Gates reopen</a> appeared first on
  <a href="https://example.org">The Example</a>.</p>]]></content:encoded>
</item>"""


def feed(*items: str, head: str = "", begin: str = '<?xml version="1.0" encoding="utf-8"?>') -> str:
    return (
        f'{begin}<rss version="2.0" {NAMES}><channel><title>The Example</title>'
        "<link>https://example.org/</link><language>en-gb</language><ttl>60</ttl>"
        f"<copyright>© The Example</copyright>{head}{''.join(items)}</channel></rss>"
    )


def read(raw: bytes | str, format: str = "feed", **known: Any) -> list[Entry | Rejection]:
    """What comes of a document; as many items as it says it has, each where it says."""
    data = raw.encode() if isinstance(raw, str) else raw
    reading = reader(format).open(io.BytesIO(data), Context(sha256=SHA, **known))
    found = list(reading)
    assert reading.announced == len(found) + known.get("passed", 0)
    return found


def only(raw: bytes | str, format: str = "feed", **known: Any) -> Entry:
    (found,) = read(raw, format, **known)
    assert isinstance(found, Entry), found
    return found


def codes(one: Entry | Rejection) -> list[str]:
    return [notice.code for notice in one.notices] if isinstance(one, Entry) else [one.code]


# -- what comes of an item -----------------------------------------------------------------


def test_an_item_without_a_text_is_a_pointer() -> None:
    entry = only(feed(ITEM))
    article = entry.article
    assert article.headline == "Gates fail & river rises"
    assert article.standfirst == "The gates failed within an hour."
    assert article.url == "https://example.org/news/1?part=2"
    assert article.published is not None
    assert article.published.value == "2019-03-12T10:30:00+01:00"
    assert article.authors == ("Jane Smith", "Al Roe")
    assert article.keywords == ("Flood", "River & town")
    assert article.publisher_name == "The Example"
    assert (article.domain, article.language) == ("example.org", "en-gb")
    assert article.rights == "© The Example"
    (picture,) = article.body
    assert (picture.kind, picture.text, picture.credit) == (
        "caption",
        "A gate in Arnmouth",
        "Jo Fuchs",
    )
    assert article.id == "example.org:4711"
    assert article.alt_ids == {"guid": "4711"}
    assert article.extra == {
        "category@scheme": ("https://example.org/topics",),
        "slash:comments": ("7",),
    }
    assert codes(entry) == ["furniture", "pointer"]


def test_a_text_is_read_without_its_markup() -> None:
    entry = only(feed(TEXT))
    article = entry.article
    assert [(block.kind, block.text) for block in article.body] == [
        ("paragraph", "They opened at eight, and nobody was told."),
        ("caption", "A gate."),
        ("subheading", "Nobody was told"),
        ("list_item", "One mile"),
    ]
    assert article.body[1].url == "https://example.org/g.jpg"
    assert article.standfirst is None
    assert sorted(codes(entry)) == ["furniture", "furniture", "summary-repeated"]
    assert article.id == "feed:https://example.org/news/2"


def test_what_the_caller_knows_goes_first() -> None:
    found = read(
        feed(ITEM, TEXT), id="mine", publisher="The Other", language="de", url="https://x.org/f"
    )
    articles = [one.article for one in found if isinstance(one, Entry)]
    assert [one.id for one in articles] == ["mine-1", "mine-2"]
    assert {(one.publisher_name, one.language) for one in articles} == {("The Other", "de")}
    assert articles[0].url == "https://x.org/news/1?part=2"


def test_an_item_of_another_site_is_not_of_the_feeds_outlet() -> None:
    item = ITEM.replace("/news/1", "https://www.other.org/1")
    assert only(feed(item)).article.publisher_name is None
    sourced = item.replace(
        "<category>", '<source url="https://other.org">The Other</source><category>'
    )
    assert only(feed(sourced)).article.publisher_name == "The Other"


def test_an_alert_by_feed_leads_to_the_article() -> None:
    atom = """<feed xmlns="http://www.w3.org/2005/Atom"><title>Google Alert - flood</title>
    <link href="https://www.google.com/alerts/feeds/1/2" rel="self"/>
    <entry><id>tag:google.com,2013:googlealerts/feed:1</id>
    <title type="html">Gates &lt;b&gt;fail&lt;/b&gt;</title>
    <link href="https://www.google.com/url?rct=j&amp;sa=t&amp;url=https://example.org/1&amp;ct=ga"/>
    <published>2019-03-12T10:30:00Z</published><content type="html">It &lt;b&gt;rained&lt;/b&gt;&amp;nbsp;...</content>
    </entry></feed>"""
    entry = only(atom)
    article = entry.article
    assert (article.headline, article.url) == ("Gates fail", "https://example.org/1")
    assert (article.standfirst, article.body) == ("It rained ...", ())
    assert "pointer" in codes(entry)
    assert (article.publisher_name, article.domain) == (None, "example.org")


def test_a_summary_that_is_the_title_is_none() -> None:
    item = """<item><title>Gates fail - The Other</title><link>https://news.google.com/rss/articles/1</link>
    <guid isPermaLink="false">CBM</guid><description>&lt;a href="https://news.google.com/1"&gt;Gates fail
    &lt;/a&gt;&amp;nbsp;&lt;font color="#6f6f6f"&gt;The Other&lt;/font&gt;</description>
    <source url="https://www.other.org">The Other</source></item>"""
    entry = only(feed(item))
    article = entry.article
    assert (article.headline, article.standfirst) == ("Gates fail", None)
    assert (article.publisher_name, article.domain) == ("The Other", "other.org")
    assert "summary-repeated" in codes(entry)


def test_a_picture_in_the_place_of_a_text_is_none() -> None:
    atom = """<feed xmlns="http://www.w3.org/2005/Atom"><entry><title>Gates fail</title>
    <content type="image/png">iVBORw0KGgo=</content></entry></feed>"""
    assert only(atom).article.body == ()


def test_atom_has_bases_types_and_authors_of_its_own() -> None:
    body = base64.b64encode(b"<p>It rained.</p>").decode()
    atom = f"""<feed xmlns="http://www.w3.org/2005/Atom" xml:base="https://example.org/a/" xml:lang="fr">
    <title>Exemple</title><author><name>Jeanne Exemple</name><email>j@example.org</email></author>
    <entry xml:base="b/"><id>urn:uuid:1225c695-cfb8-4ebb-aaaa-80da344efa6a</id>
    <title type="xhtml"><div xmlns="http://www.w3.org/1999/xhtml">Les <b>portes</b></div></title>
    <link href="../c"/><link rel="enclosure" type="image/png" href="p.png"/>
    <updated>2019-03-12</updated><content mode="base64">{body}</content></entry></feed>"""
    entry = only(atom)
    article = entry.article
    assert article.headline == "Les portes"
    assert article.url == "https://example.org/a/c"
    assert article.authors == ("Jeanne Exemple",)
    assert article.language == "fr"
    assert [block.url or block.text for block in article.body] == [
        "https://example.org/a/b/p.png",
        "It rained.",
    ]
    assert article.published == article.modified
    assert "published-inferred" in codes(entry)


@pytest.mark.parametrize(
    ("said", "value"),
    [
        ("2016/6/29", "2016-06-29"),
        ("2016-06", "2016-06"),
        ("2016", "2016"),
        ("Wed, 29 Jun 16 14:05 EST", "2016-06-29T14:05"),
        ("mer., 29 juin 2016 14:05:00 +0200", "2016-06-29T14:05:00+02:00"),
        ("03/04/2016", None),
        ("Mon, 29 Jun 2016 14:05:00 GMT", None),
        ("0001-01-01T00:00:00Z", None),
        ("yesterday", None),
    ],
)
def test_no_part_of_a_date_is_invented(said: str, value: str | None) -> None:
    entry = only(feed(f"<item><title>Gates fail</title><pubDate>{said}</pubDate></item>"))
    published = entry.article.published
    assert (published.value if published else None) == value
    assert ("date-unclear" in codes(entry)) == (value is None)


@pytest.mark.parametrize(
    "encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-32", "iso-8859-1", "windows-1252"]
)
def test_encodings_are_told_and_places_are_those_of_the_file(encoding: str) -> None:
    name = encoding.removesuffix("-sig")
    text = feed(ITEM.replace("hour", "Süße"), begin=f'<?xml version="1.0" encoding="{name}"?>')
    raw = text.encode(encoding)
    entry = only(raw)
    assert entry.article.standfirst == "The gates failed within an Süße."
    place = entry.article.provenance
    assert place is not None
    assert place.start is not None
    begin = len(text[: text.index("<item>")].encode(encoding))
    assert place.start == begin


def test_a_declaration_that_is_wrong_does_no_harm() -> None:
    text = feed(ITEM.replace("hour", "Straße")).encode("cp1252")
    entry = only(text)
    assert entry.article.standfirst == "The gates failed within an Straße."
    assert "encoding-detected" in codes(entry)


# -- what is wrong costs itself alone ------------------------------------------------------


def test_what_is_no_xml_is_mended_or_told() -> None:
    bad = "<item><title>Gates &nbsp;fail & rise &amp; fall &unknown; </title></item>"
    worse = "<item><title>Gates <b>fail</title></item>"
    found = read(feed(bad, worse, ITEM))
    assert [one.article.headline for one in found if isinstance(one, Entry)] == [
        "Gates fail & rise & fall &unknown;", "Gates fail", "Gates fail & river rises",
    ]  # fmt: skip
    assert "entity-left" in codes(found[0])
    assert "not-well-formed" in codes(found[1])


def test_a_prefix_that_is_not_declared_is_taken_as_usual() -> None:
    raw = feed(ITEM).replace(' xmlns:dc="http://purl.org/dc/elements/1.1/"', "")
    assert "xmlns:dc" not in raw
    entry = only(raw)
    assert entry.article.authors == ("Jane Smith", "Al Roe")
    assert "not-well-formed" in codes(entry)


def test_an_item_without_an_end_ends_where_the_next_begins() -> None:
    found = read(feed("<item><title>Gates fail</title>", ITEM))
    assert [one.article.headline for one in found if isinstance(one, Entry)] == [
        "Gates fail",
        "Gates fail & river rises",
    ]


def test_an_item_that_is_too_large_costs_itself_alone() -> None:
    big = f"<item><title>{'x' * 300_000}</title></item>"
    found = read(feed(ITEM, big, TEXT), limits=Limits(decoded_bytes=5_000))
    assert [codes(one)[-1] for one in found] == ["pointer", "too-large", "summary-repeated"]


def test_a_feed_without_items_says_so() -> None:
    assert codes(*read(feed())) == ["no-items"]
    assert codes(*read("")) == ["empty"]


@given(st.lists(st.sampled_from((ITEM, TEXT)), min_size=1, max_size=5), st.integers(0, 10))
def test_a_file_that_is_cut_still_gives_what_stands_before(items: list[str], tenth: int) -> None:
    text = feed(*items)
    cut = text[: len(text) * tenth // 10]
    found = read(cut)
    whole = cut.count("</item>")
    assert found[:whole] == read(text)[:whole]
    if tenth < 10:
        assert codes(found[-1])[-1] in ("cut", "empty")


ELEMENTS = re.split(r"\n  (?=<[^/])", ITEM.replace("\n</item>", ""))[1:]


@given(st.permutations(ELEMENTS))
def test_the_order_of_elements_says_nothing(parts: list[str]) -> None:
    article = only(feed(f"<item>{''.join(parts)}</item>")).article
    usual = only(feed(ITEM)).article
    for field in ("id", "headline", "standfirst", "url", "published", "authors", "body", "extra"):
        assert getattr(article, field) == getattr(usual, field)
    assert set(article.keywords) == set(usual.keywords)


@given(st.binary(max_size=300))
def test_any_bytes_are_read_or_rejected(raw: bytes) -> None:
    for format in ("feed", "sitemap", "json-feed"):
        assert read(raw, format)
        for begin in (
            b"<rss><channel><item><title>",
            b"<urlset><url><loc>",
            b'{"items": [{"title": ',
        ):
            assert read(begin + raw, format)


DEEP = "<a>" * 100_000


@pytest.mark.parametrize(
    "item",
    [
        f"<item><title>{DEEP}</title></item>",
        f"<item>{DEEP}</item>",
        f"<item><description>{'&lt;div&gt;' * 100_000}</description></item>",
        "<item><title>" + "&#0;&#xD800;\0\x01\x0b" * 100 + "</title></item>",
        "<item><title>" + "<!--" * 200_000 + "</title></item>",
        "<item><title>" + "<![CDATA[" * 100_000 + "</title></item>",
        "<item " + " ".join(f'a{n}="1"' for n in range(50_000)) + "/>",
        "<item><title>" + "&x;" * 200_000 + "</title></item>",
        "<item><guid>" + "x y" * 100_000 + "</guid><link>" + "http://[" * 9_000 + "</link></item>",
        "<item><category>" + "a," * 100_000 + "</category></item>",
        "<" * 500_000,
        "<item><![CDATA[" + "]" * 500_000,
        "<!DOCTYPE a [" + "<!ENTITY a 'b'>" * 50_000,
    ],
    ids=[
        "deep title", "deep", "deep markup", "numbers", "comments", "cdata", "attributes",
        "entities", "ids", "commas", "brackets", "no end", "declarations",
    ],
)  # fmt: skip
def test_what_would_keep_a_parser_busy_costs_itself_alone(item: str) -> None:
    found = read(feed(ITEM, item))
    assert codes(found[0])[-1] == "pointer"
    assert all(isinstance(one, Entry) or one.code != "reader-failed" for one in found), found


def test_nothing_is_expanded_and_nothing_is_fetched() -> None:
    asked = []
    with socket.socket() as listening:
        listening.bind(("127.0.0.1", 0))
        listening.listen()
        listening.settimeout(0.5)
        port = listening.getsockname()[1]

        def listen() -> None:
            with contextlib.suppress(OSError):
                asked.append(listening.accept())

        waiting = threading.Thread(target=listen)
        waiting.start()
        address = f"http://127.0.0.1:{port}/x"
        kind = (
            f'<?xml version="1.0"?><?xml-stylesheet href="{address}"?><!DOCTYPE rss SYSTEM "{address}" ['
            f'<!ENTITY a "ha"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;"><!ENTITY c "&b;&b;&b;&b;&b;&b;">'
            f'<!ENTITY f SYSTEM "file:///etc/passwd"><!ENTITY u SYSTEM "{address}">'
            f'<!ENTITY % p SYSTEM "{address}"> %p; ]>'
        )
        item = "<item><title>Gates &c; &f; &u; fail</title></item>"
        outside = f'<xi:include xmlns:xi="http://www.w3.org/2001/XInclude" href="{address}"/>'
        entry = only(feed(outside, item, begin=kind))
        inner = only(feed(f'<item><!DOCTYPE a SYSTEM "{address}"><title>Gates</title></item>'))
        waiting.join()
    assert entry.article.headline == "Gates &c; &f; &u; fail"
    assert "entity-left" in codes(entry)
    assert inner.article.headline in ("Gates", None)
    assert asked == []


# -- which files are feeds -----------------------------------------------------------------


@pytest.mark.parametrize(
    ("head", "format"),
    [
        (feed(ITEM).encode(), "feed"),
        (feed(ITEM).encode("utf-16"), "feed"),
        (b"<!-- by hand -->\n<feed version='0.3' xmlns='http://purl.org/atom/ns#'>", "feed"),
        (b"<rdf:RDF xmlns:rdf='x' xmlns='http://purl.org/rss/1.0/'>", "feed"),
        (b"<urlset><url><loc>https://example.org/</loc></url></urlset>", "sitemap"),
        (b'{"version": "https://jsonfeed.org/version/1.1", "items": []}', "json-feed"),
        (b"<rdf:RDF xmlns:rdf='x'><rdf:Description/>", None),
        (b"<nitf><body/></nitf>", "nitf"),
        (b'{"version": "1.0", "items": []}', None),
        (b"<!DOCTYPE html><html><body><rss>", "html"),
        (b"Feeds and what they are\n\n<rss> is one of them.", "page-text"),
    ],
)
def test_content_decides(head: bytes, format: str | None) -> None:
    found = choose(head, "misleading.xml")
    assert (found.name if found else None) == format


def test_real_feeds_are_known_by_their_content() -> None:
    for file in sorted(sample("feeds").glob("*__*.xml")):
        found = choose(file.read_bytes())
        assert found is not None, file.name
        assert found.name == "feed", file.name


def test_parse_gives_an_entry_for_each_item() -> None:
    assert [entry.article.headline for entry in parse(feed(ITEM, TEXT))] == [
        "Gates fail & river rises",
        "Gates reopen",
    ]
    assert read(feed(ITEM, TEXT), passed=1) == read(feed(ITEM, TEXT))[1:]
