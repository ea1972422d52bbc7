"""What microdata say of the article of a page."""

from __future__ import annotations

import lxml.html
import pytest

from mediacorpus import parse
from mediacorpus.readers.html_microdata import properties

LONG = "The gates that were built to keep the river out failed within an hour on Tuesday."


def said(body: str, title: str = "") -> list[tuple[str, str]]:
    tree = lxml.html.document_fromstring(f"<html><body>{body}</body></html>")
    return [(name, words) for name, words, _ in properties(tree, {title})]


def item(kind: str, inner: str) -> str:
    return f'<div itemscope itemtype="https://schema.org/{kind}">{inner}</div>'


PERSON = 'itemprop="author" itemscope itemtype="https://schema.org/Person"'


@pytest.mark.parametrize(
    "author",
    [
        '<span itemprop="author">Jane Smith</span>',
        f'<p {PERSON}><span itemprop="name">Jane Smith</span>, who writes of rivers</p>',
        f'<p {PERSON}><meta itemprop="name" content="Jane Smith"></p>',
        f'<p {PERSON}><b itemprop="givenName">Jane</b> <b itemprop="familyName">Smith</b> (40)</p>',
        '<meta itemprop="author" content="Jane Smith">',
    ],
    ids=["text", "a person", "a person in meta", "the parts of a name", "meta"],
)
def test_an_author_in_every_form(author: str) -> None:
    page = f"<h1>Gates fail</h1>{item('NewsArticle', author)}<p>{LONG}</p><p>{LONG}!</p>"
    assert ("author", "Jane Smith") in said(page)
    (entry,) = parse(f"<html><body>{page}", format="html", quotes=False)
    assert entry.article.authors == ("Jane Smith",)


def test_what_is_said_of_something_else_is_not_said_of_the_article() -> None:
    comment = '<i itemprop="author">Al Roe</i><i itemprop="datePublished">2020-01-01</i>'
    picture = '<div itemprop="image" itemscope itemtype="https://schema.org/ImageObject">'
    picture += '<i itemprop="author">Ann Lee</i></div>'
    inner = f'<b itemprop="author">Jane Smith</b>{picture}{item("Comment", comment)}'
    assert said(item("NewsArticle", inner)) == [("author", "Jane Smith"), ("image", "Ann Lee")]


def test_of_several_articles_the_one_with_the_title_of_the_page_counts() -> None:
    other = '<b itemprop="headline">Rain</b><i itemprop="author">Al Roe</i><i itemprop="x">y</i>'
    own = '<b itemprop="headline">Gates fail</b><i itemprop="author">Jane Smith</i>'
    page = item("BlogPosting", other) + item("BlogPosting", own)
    assert ("author", "Jane Smith") in said(page, "gates fail")
    assert ("author", "Al Roe") not in said(page, "gates fail")
    assert ("author", "Al Roe") in said(page)  # it says most


def test_what_is_said_of_the_page_comes_behind() -> None:
    page = '<i itemprop="inLanguage">en</i>' + item("NewsArticle", '<i itemprop="a">1</i>')
    assert said(item("WebPage", page)) == [("a", "1"), ("inLanguage", "en")]


def test_section_keywords_and_publisher() -> None:
    outlet = 'itemprop="publisher" itemscope itemtype="https://schema.org/Organization"'
    inner = (
        '<meta itemprop="articleSection" content="Rivers">'
        '<meta itemprop="keywords" content="floods, Arnmouth">'
        f'<div {outlet}><img itemprop="logo" src="a.png"><meta itemprop="name" content="The Daily">'
        f"</div><h1>Gates fail</h1><p>{LONG}</p><p>{LONG}!</p>"
    )
    page = f"<html><body>{item('NewsArticle', inner)}"
    article = parse(page, format="html", quotes=False)[0].article
    assert (article.section, article.keywords) == ("Rivers", ("floods", "Arnmouth"))
    assert article.publisher_name == "The Daily"
    assert {one.basis for one in article.evidence if one.field == "section"} == {"microdata"}


@pytest.mark.parametrize(
    ("said", "byline", "authors"),
    [
        ("desk1", "", ()),
        ("山田太郎", "", ("山田太郎",)),
        ("Jane Smith", "<p class='byline'>By Al Roe</p>", ("Al Roe",)),
    ],
    ids=["an account", "a name without a space", "what is printed"],
)
def test_who_is_no_author_by_microdata(said: str, byline: str, authors: tuple[str, ...]) -> None:
    inner = f'<meta itemprop="author" content="{said}"><h1>Gates fail</h1>{byline}'
    page = f"<html><body>{item('NewsArticle', f'{inner}<p>{LONG}</p><p>{LONG}!</p>')}"
    assert parse(page, format="html", quotes=False)[0].article.authors == authors


def test_an_item_without_words_says_nothing() -> None:
    assert said(item("NewsArticle", f'<p {PERSON}><meta itemprop="name" content=""></p>')) == []
