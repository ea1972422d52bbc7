"""What a page says of itself."""

from __future__ import annotations

import lxml.html
import pytest

from mediacorpus.readers.html_claims import Claims


def claims(head: str) -> Claims:
    return Claims(lxml.html.document_fromstring(f"<html><head>{head}</head><body></body></html>"))


def ld(text: str) -> Claims:
    return claims(f'<script type="application/ld+json">{text}</script>')


@pytest.mark.parametrize(
    "text",
    [
        '{"@type": "NewsArticle", "headline": "Gates fail"}',
        '[{"@type": "WebSite"}, {"@type": ["Article"], "headline": "Gates fail"}]',
        '{"@graph": [{"@type": "NewsArticle", "headline": "Gates fail"}]}',
        '{"@type": "WebPage", "mainEntity": {"@type": "NewsArticle", "headline": "Gates fail"}}',
        '{"@type": "ReportageNewsArticle", "headline": "Gates fail",}',
        '<!-- {"@type": "NewsArticle", "headline": "Gates fail"} -->',
        '//<![CDATA[\n{"@type": "NewsArticle", "headline": "Gates\tfail"}\n//]]>',
        '{"@type": "NewsArticle", "headline": "Gates fail"',
        '{"@type": "WebSite"}\n{"@type": "NewsArticle", "headline": "Gates fail"}}',
        '{"@type": "NewsArticle", "headline": "Gates &amp;#102;ail"}'.replace("&amp;", "&"),
    ],
)
def test_the_article_is_found_wherever_it_is(text: str) -> None:
    found = ld(text)
    assert [one.value for one in found.of(("json-ld headline",))] == ["Gates fail"]
    assert found.script is not None
    assert [one.element for one in found.of(("json-ld headline",))] == [found.script]
    assert not found.broken


def test_what_cannot_be_read_says_why() -> None:
    found = ld('{"@type": "NewsArticle", "headline: 1}')
    assert found.article == {}
    (reason,) = found.broken
    assert "line 1" in reason


def test_of_several_the_one_that_says_most_is_the_article() -> None:
    found = ld(
        '[{"@type": "NewsArticle", "headline": "Other"},'
        ' {"@type": "NewsArticle", "headline": "Gates fail", "datePublished": "2019-03-12"}]'
    )
    assert found.article["headline"] == "Gates fail"


@pytest.mark.parametrize(
    "page",
    [
        "<body><h1>Gates fail</h1></body>",
        "<body><h1>Arnmouth: Gates fail</h1></body>",
        "<head><title>Gates fail | Exa</title></head><body></body>",
        "<head><meta name='twitter:title' content='Gates fail - Exa'></head><body></body>",
        "<head><meta property='og:title' content='Gates fail'></head><body><h1>Bridge opens</h1></body>",
    ],
    ids=["heading", "kicker", "title", "claimed", "claimed before heading"],
)
@pytest.mark.parametrize("parting", [",", ']</script><script type="application/ld+json">['])
def test_of_several_the_one_with_the_title_of_the_page_is_the_article(
    page: str, parting: str
) -> None:
    other = '{"@type": "NewsArticle", "headline": "Bridge opens", "author": "Jo", "image": "a.jpg"}'
    own = '{"@type": "NewsArticle", "headline": "Gates fail"}'
    blank = '{"@type": "NewsArticle", "headline": " "}'
    for objects in (other, own, blank), (own, blank, other), (blank, other, own):
        script = f'<script type="application/ld+json">[{parting.join(objects)}]</script>'
        tree = lxml.html.document_fromstring(f"<html>{page.replace('<body>', f'<body>{script}')}")
        assert Claims(tree).article["headline"] == "Gates fail"


def test_names_in_every_form() -> None:
    found = ld('[{"@type": "NewsArticle"}, {"@id": "#a", "name": "Ann Lee"}]')
    said = ["Al Roe", {"name": "Jo Fox"}, {"@id": "#a"}, {"name": ["Di Orr"]}, 7, None, True]
    assert list(found.names(said)) == ["Al Roe", "Jo Fox", "Ann Lee", "Di Orr", "7"]


def test_places_are_asked_in_their_order() -> None:
    found = claims(
        '<meta property="og:title" content="A &amp; B"><meta name="Title" content="C">'
        '<span itemprop="headline alternative" content="D"></span>'
    )
    places = ("microdata headline", "meta title", "meta og:title", "json-ld headline")
    assert [
        (one.value, one.basis, getattr(one.element, "tag", None)) for one in found.of(places)
    ] == [
        ("D", "microdata", "span"),
        ("C", "meta", "meta"),
        ("A & B", "meta", "meta"),
    ]


def test_a_name_may_be_said_in_parts() -> None:
    found = ld('{"@type": "NewsArticle"}')
    person = {"@id": "#x", "givenName": "Jane", "familyName": "Smith", "jobTitle": "Editor"}
    assert list(found.names([person, {"name": "Al Roe", "familyName": "Roe"}])) == [
        "Jane Smith",
        "Al Roe",
    ]
    assert list(found.names([{"jobTitle": "Editor"}, {"name": None}])) == []
