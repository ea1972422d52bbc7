"""Saved HTML pages: what the page shows and what it says of itself, put together."""

from __future__ import annotations

import datetime
import gzip
import json
from typing import Any

import lxml.html
import pytest
from hypothesis import given
from hypothesis import strategies as st

from mediacorpus import Article, Entry, Rejection, parse
from mediacorpus.readers.html import HtmlReader
from tests.conftest import reference

# A page in the true shape, with words of our own.
PAGE = """\
<!DOCTYPE html>
<html lang="en-GB"><head>
<meta charset="utf-8">
<title>Flood defences in Arnmouth failed within an hour | The Daily Example</title>
<meta property="og:title" content="Flood defences in Arnmouth failed within an hour | The Daily Example">
<meta property="og:site_name" content="The Daily Example">
<meta property="og:description" content="Engineers had asked for repairs three years before.">
<link rel="canonical" href="/news/flood">
<script type="application/ld+json">{"@context": "https://schema.org", "@graph": [
 {"@type": "WebSite", "name": "The Daily Example"},
 {"@type": "NewsArticle", "headline": "Flood defences in Arnmouth failed within an hour",
  "author": [{"@type": "Person", "name": "Mary Q. Writer"}, {"@id": "#jean"}],
  "datePublished": "2019-03-12T09:30:00+00:00", "dateModified": "2019-03-13T14:05:00+00:00",
  "publisher": {"name": "The Daily Example"}, "articleSection": "Environment",
  "keywords": "floods, Arnmouth", "isAccessibleForFree": "True", "wordCount": 120},
 {"@id": "#jean", "@type": "Person", "name": "Jean d'Exemple"}]}</script>
</head><body>
<nav><ul><li><a href="/">Home</a></li><li><a href="/world">World</a></li></ul></nav>
<div id="consent" style="display: none"><p>We and our partners store what you read on this site.</p></div>
<main><article class="story">
<h1><span class="kicker">Arnmouth inquiry:</span> Flood defences in Arnmouth failed within an hour</h1>
<p class="story__standfirst">Engineers had asked for repairs three years before.</p>
<div class="story__byline">By <a rel="author" href="/mary">Mary Q. Writer</a></div>
<figure><img src="/gate.jpg" alt="A gate">
 <figcaption>Volunteers fill sandbags in Arnmouth. <span class="credit">Example Pictures</span></figcaption>
</figure>
<div class="story__body">
<p>The gates that were built to keep the river out failed within an hour, an inquiry heard on Tuesday.</p>
<p>“We wrote to the council <a href="/letters">every spring</a>,” said Anna Muster, who ran the station.</p>
<aside class="related"><h3>Related</h3><p>Five towns that moved uphill after the great flood of 1953, and why.</p></aside>
<h2>A warning that was not heard</h2>
<p>The council denied that it had received the letters. A spokesman said nothing was found.</p>
<ul><li>In 2016, the pumps failed for a night.</li><li>In 2018, they failed for a week.</li></ul>
<div class="newsletter-box"><p>Sign up to our newsletter and never miss what happens in Arnmouth.</p></div>
<p>Residents were told to leave at two in the morning, when the water stood in the streets.</p>
</div></article></main>
<footer><p>The Daily Example is published by Example Media, which is responsible for all of it.</p></footer>
</body></html>
"""

LONG = "<p>The gates that were built to keep the river out failed within an hour on Tuesday.</p>"


def article(page: str = PAGE, **options: object) -> Article:
    (entry,) = parse(page, format="html", quotes=False, **options)  # type: ignore[arg-type]
    return entry.article


def test_a_page_in_the_order_that_it_is_read_in() -> None:
    found = article(url="https://www.example.org/news/flood?utm_source=x")
    assert found.headline == "Flood defences in Arnmouth failed within an hour"
    assert found.kicker == "Arnmouth inquiry"
    assert found.standfirst == "Engineers had asked for repairs three years before."
    assert [(block.kind, (block.text or "")[:24]) for block in found.body] == [
        ("caption", "Volunteers fill sandbags"),
        ("paragraph", "The gates that were buil"),
        ("paragraph", "“We wrote to the council"),
        ("subheading", "A warning that was not h"),
        ("paragraph", "The council denied that "),
        ("list_item", "In 2016, the pumps faile"),
        ("list_item", "In 2018, they failed for"),
        ("paragraph", "Residents were told to l"),
    ]


def test_what_the_page_says_of_itself() -> None:
    found = article(url="https://www.example.org/news/flood?utm_source=x")
    assert found.authors == ("Mary Q. Writer", "Jean d'Exemple")
    assert found.published is not None
    assert found.published.value == "2019-03-12T09:30:00+00:00"
    assert found.modified is not None
    assert found.modified.value == "2019-03-13T14:05:00+00:00"
    assert (found.publisher_name, found.domain) == ("The Daily Example", "example.org")
    assert (found.section, found.keywords) == ("Environment", ("floods", "Arnmouth"))
    assert (found.language, found.word_count) == ("en-GB", 120)
    assert found.is_accessible_for_free is True
    assert found.canonical_url == "https://www.example.org/news/flood"
    assert {(one.field, one.basis) for one in found.evidence} >= {
        ("headline", "json-ld"),
        ("standfirst", "printed"),
        ("published", "json-ld"),
        ("authors", "json-ld"),
    }


def test_what_a_field_rests_on_can_be_found_in_the_page() -> None:
    bare = PAGE[: PAGE.index("<script")] + PAGE[PAGE.index("</script>") :]
    bare = bare.replace("</h1>", "</h1><p>12 March 2019</p><p>5 min read</p>")
    for page, expected in (
        (
            PAGE.replace("The gates that", "ARNMOUTH (Reuters) - The gates that"),
            {
                "headline": "script",
                "kicker": "h1",
                "published": "script",
                "authors": "script",
                "byline": "div",
                "publisher_name": "script",
                "standfirst": "p",
                "body": "div",
                "dateline": "p",
                "word_count": "script",
                "language": "html",
                "keywords": "script",
                "canonical_url": "link",
            },
        ),
        (
            bare,
            {
                "headline": "h1",
                "published": "p",
                "authors": "div",
                "publisher_name": "meta",
                "reading_time_minutes": "p",
            },
        ),
    ):
        tree = lxml.html.document_fromstring(page)
        tags = {}
        for one in article(page).evidence:
            assert one.xpath, one
            elements: Any = tree.xpath(one.xpath)
            assert len(elements) == 1
            tags[one.field] = elements[0].tag
        assert {field: tags.get(field) for field in expected} == expected


def test_a_language_that_nobody_says_is_inferred() -> None:
    (found,) = (one for one in article(f"<html><body><h1>Gates fail</h1>{LONG}{LONG}").evidence
                if one.field == "language")  # fmt: skip
    assert (found.basis, found.xpath) == ("inferred", None)


def test_relative_links_lead_from_where_the_page_says() -> None:
    page = PAGE.replace("<head>", '<head><base href="/archive/2019/">')
    page = page.replace('"/gate.jpg"', '"gate.jpg"').replace('"/news/flood"', '"flood"')
    found = article(page, url="https://example.org/a")
    assert found.canonical_url == "https://example.org/archive/2019/flood"
    assert found.body[0].url == "https://example.org/archive/2019/gate.jpg"


def test_a_caption_has_its_credit_and_its_picture() -> None:
    caption = article(url="https://www.example.org/news/flood").body[0]
    assert caption.text == "Volunteers fill sandbags in Arnmouth."
    assert caption.credit == "Example Pictures"
    assert (caption.url, caption.alt) == ("https://www.example.org/gate.jpg", "A gate")


def test_without_json_ld_the_page_itself_is_read() -> None:
    start, end = PAGE.index("<script"), PAGE.index("</script>")
    bare = PAGE[:start] + PAGE[end:]
    found = article(bare.replace("</h1>", "</h1><time datetime='2019-03-12'>12 March</time>"))
    assert found.authors == ("Mary Q. Writer",)
    assert found.published is not None
    assert found.published.value == "2019-03-12"
    assert ("published", "printed") in {(one.field, one.basis) for one in found.evidence}


@pytest.mark.parametrize(
    ("said", "byline", "authors"),
    [
        ("Exa Arnmouth", "By Al Roe", ("Al Roe",)),
        ("Exa Arnmouth Group", "By Al Roe", ("Al Roe",)),
        ("Exa", "By Al Roe", ("Al Roe",)),
        ("Exa Arnmouth", "By Al Roe and Exa Arnmouth North", ("Al Roe",)),
        ("Exa Arnmouth", "", ("Jane Smith",)),
        ("Ann Lee", "By Al Roe", ("Ann Lee",)),
    ],
)
def test_an_outlet_wrote_it_where_nobody_else_did(
    said: str, byline: str, authors: tuple[str, ...]
) -> None:
    start, end = PAGE.index('[{"@type": "Person"'), PAGE.index(',\n  "datePublished"')
    page = f'{PAGE[:start]}{{"name": "{said}"}}{PAGE[end:]}'
    page = page.replace("The Daily Example", "Exa Arnmouth")
    page = page.replace('By <a rel="author" href="/mary">Mary Q. Writer</a>', byline)
    meta = '<meta name="author" content="Jane Smith"></head>'
    assert article(page.replace("</head>", meta)).authors == authors
    if not byline:
        assert article(page).authors == (said,)


@pytest.mark.parametrize(
    ("said", "byline", "authors"),
    [
        ("admin", "By Al Roe, staff writer", ("Al Roe",)),
        ("admin", "", ("admin",)),
        ("Ann Lee", "By Al Roe", ("Ann Lee",)),
        ("admin", "By Al Roe (Oslo, special correspondent)", ("Al Roe",)),
    ],
)
def test_the_name_of_an_account_loses_to_a_byline(
    said: str, byline: str, authors: tuple[str, ...]
) -> None:
    claimed = json.dumps({"@type": "NewsArticle", "headline": "Gates fail", "author": said})
    head = f'<head><script type="application/ld+json">{claimed}</script></head>'
    page = f"<html>{head}<body><h1>Gates fail</h1><p>{byline}</p><div>{LONG}{LONG}</div>"
    found = article(page)
    assert found.authors == authors
    assert found.byline == (byline or None)


def test_an_outlet_beside_a_person_is_no_author() -> None:
    claimed = {"@type": "NewsArticle", "publisher": "The Example"}
    claimed["author"] = ["Al Roe", "The Example"]  # type: ignore[assignment]
    head = f'<head><script type="application/ld+json">{json.dumps(claimed)}</script></head>'
    assert article(f"<html>{head}<body><h1>Gates</h1>{LONG}{LONG}").authors == ("Al Roe",)


def test_dates_that_differ_leave_a_notice() -> None:
    meta = '<meta property="article:published_time" content="2019-03-14"></head>'
    (entry,) = parse(PAGE.replace("</head>", meta), format="html", quotes=False)
    assert entry.article.published is not None
    assert entry.article.published.value == "2019-03-12T09:30:00+00:00"
    assert [one.message for one in entry.notices if one.code == "second-published"] == [
        "meta says 2019-03-14; 2019-03-12T09:30:00+00:00 was kept"
    ]
    same = meta.replace("2019-03-14", "2019-03-11T23:30:00-10:00")
    (entry,) = parse(PAGE.replace("</head>", same), format="html", quotes=False)
    assert "second-published" not in {one.code for one in entry.notices}
    early = datetime.datetime(2019, 3, 1, tzinfo=datetime.UTC)
    (entry,) = parse(PAGE, format="html", quotes=False, retrieved=early)
    assert "date-in-future" in {one.code for one in entry.notices}


@pytest.mark.parametrize(
    ("printed", "code"),
    [
        ("Published 14 March 2019", "second-published"),
        ("Thursday, 12 March 2019", "date-unclear"),
        ("03/04/2019", "date-unclear"),
    ],
    ids=["other day", "other weekday", "neither reading"],
)
def test_a_printed_date_that_contradicts_what_is_said_leaves_a_notice(
    printed: str, code: str
) -> None:
    early = PAGE.replace("2019-03-13T14:05", "2019-03-12T14:05")
    shown = early.replace('<div class="story__byline">', f"<div>{printed}</div><div>")
    (entry,) = parse(shown, format="html", quotes=False)
    assert entry.article.published is not None
    assert entry.article.published.value == "2019-03-12T09:30:00+00:00"
    assert code in {one.code for one in entry.notices}


@pytest.mark.parametrize(
    ("printed", "told"),
    [("Published 20 March 2019", True), ("20 March 2019", False), ("Updated 20 March 2019", False)],
)
def test_a_label_says_which_day_is_printed(printed: str, told: bool) -> None:
    late = PAGE.replace("2019-03-13T14:05", "2019-03-20T14:05")
    shown = late.replace('<div class="story__byline">', f"<div>{printed}</div><div>")
    (entry,) = parse(shown, format="html", quotes=False)
    assert ("second-published" in {one.code for one in entry.notices}) is told


@pytest.mark.parametrize(
    "printed",
    [
        "Tuesday, 12 March 2019",
        "12 March",
        "12/03/2019",
        "11 March 2019, 23:50",
        "Updated 13 March 2019",
    ],
)
def test_a_printed_date_that_says_the_same_leaves_none(printed: str) -> None:
    shown = PAGE.replace('<div class="story__byline">', f"<div>{printed}</div><div>")
    (entry,) = parse(shown, format="html", quotes=False)
    codes = {one.code for one in entry.notices}
    assert codes.isdisjoint({"second-published", "date-unclear"})


def test_a_weekday_that_is_not_the_days_is_told_where_nothing_else_says_the_day() -> None:
    start, end = PAGE.index("<script"), PAGE.index("</script>")
    bare = PAGE[:start] + PAGE[end:].replace("</h1>", "</h1><p>Thursday, 12 March 2019</p>")
    (entry,) = parse(bare, format="html", quotes=False)
    assert entry.article.published is None
    assert any("names a Thursday" in one.message for one in entry.notices)


def test_the_byline_and_the_time_to_read_are_as_printed() -> None:
    found = article(PAGE.replace("</h1>", "</h1><p>5 min read</p>"))
    assert (found.byline, found.reading_time_minutes) == ("By Mary Q. Writer", 5)
    assert {("byline", "printed"), ("reading_time_minutes", "printed")} <= {
        (one.field, one.basis) for one in found.evidence
    }
    told = PAGE.replace('"wordCount"', '"timeRequired": "PT1H12M", "wordCount"')
    assert article(told).reading_time_minutes == 72


@pytest.mark.parametrize(
    ("printed", "byline", "messages"),
    [
        ("By Al Roe", "By Al Roe", ["'By Al Roe' is printed; \"Mary Q. Writer, Jean d'Exemple\" was kept"]),
        ("Al Roe", "Al Roe", ["'Al Roe' is printed; \"Mary Q. Writer, Jean d'Exemple\" was kept"]),
        ("By M. Writer", "By M. Writer", []),
        ("By Al Roe and Jean d'Exemple", "By Al Roe and Jean d'Exemple", []),
        ("Floods", None, []),
    ],
    ids=["somebody else", "without by", "in short", "one of them", "no name"],
)  # fmt: skip
def test_a_byline_with_other_names_leaves_a_notice(
    printed: str, byline: str | None, messages: list[str]
) -> None:
    page = PAGE.replace('By <a rel="author" href="/mary">Mary Q. Writer</a>', printed)
    (entry,) = parse(page, format="html", quotes=False)
    assert entry.article.authors == ("Mary Q. Writer", "Jean d'Exemple")
    assert entry.article.byline == byline
    assert [one.message for one in entry.notices if one.code == "second-byline"] == messages


OWN = "Flood defences in Arnmouth failed within an hour"


@pytest.mark.parametrize(
    ("json_ld", "title", "heading", "kept", "notices"),
    [
        (OWN, OWN, OWN, OWN, []),
        ("Council knew of it", OWN, OWN, OWN, [("json-ld", "Council knew of it")]),
        (OWN, OWN, "Council knew of it", OWN, [("printed", "Council knew of it")]),
        ("Council knew of it", "", OWN, OWN, [("json-ld", "Council knew of it")]),
        (OWN, "Was it the council?", OWN, OWN, []),
        (f"{OWN}, inquiry hears", OWN, OWN, OWN, []),
        (OWN.replace("Flood defences", "Flood-def\u00ad\u00adences"), OWN, OWN, OWN, []),
        (OWN.upper(), OWN, f"Floods: {OWN}", OWN, []),
    ],
    ids=[
        "one",
        "JSON-LD",
        "printed",
        "two",
        "of other sites",
        "with more",
        "marks",
        "capitals and kicker",
    ],
)
def test_another_headline_leaves_a_notice(
    json_ld: str, title: str, heading: str, kept: str, notices: list[tuple[str, str]]
) -> None:
    page = PAGE.replace(f'"headline": "{OWN}"', f'"headline": "{json_ld}"')
    page = page.replace(f'content="{OWN} | The Daily Example"', f'content="{title}"')
    page = page.replace(f'<span class="kicker">Arnmouth inquiry:</span> {OWN}', heading)
    (entry,) = parse(page, format="html", quotes=False)
    assert entry.article.headline == kept
    messages = [one.message for one in entry.notices if one.code == "second-headline"]
    assert messages == [f"{basis} says {other!r}; {kept!r} was kept" for basis, other in notices]


@pytest.mark.parametrize(
    ("modified", "told"),
    [("2019-03-11T08:00:00+00:00", True), ("2019-03-12T08:00:00+00:00", False)],
    ids=["the day before", "an hour before"],
)
def test_what_was_modified_before_it_was_published_is_told(modified: str, told: bool) -> None:
    page = PAGE.replace("2019-03-13T14:05:00+00:00", modified)
    (entry,) = parse(page, format="html", quotes=False)
    codes = {one.code for one in entry.notices}
    assert ("modified-before-published" in codes) is told


def test_paragraphs_may_be_parted_by_empty_lines() -> None:
    lines = (
        "The gates that were built to keep the river out failed within an hour.",
        "The council denied that it had received the letters, and looked for them.",
    )
    page = f"<html><body><h1>Gates fail</h1><div>{'<br><br>'.join(lines)}</div></body></html>"
    assert tuple(block.text for block in article(page).body) == lines


def test_what_is_left_out_is_a_notice() -> None:
    (entry,) = parse(PAGE, format="html", quotes=False)
    cuts = [(one.message, one.excerpt or "") for one in entry.notices if one.code == "furniture"]
    assert [message for message, _ in cuts] == [
        "within the article, 2 lines left out",
        "within the article, 1 line left out",
        "above and below the article, 3 lines left out",
    ]
    assert "Five towns" in cuts[0][1]
    assert "newsletter" in cuts[1][1]
    assert "Home / World" in cuts[2][1]


def test_what_was_read_is_not_told_to_be_left_out() -> None:
    page = f"<header><h1>Gates fail</h1></header><div><p>By <a rel=author>Al Roe</a></p>{LONG * 2}"
    (entry,) = parse(page + "</div>", format="html", quotes=False)
    assert (entry.article.headline, entry.article.authors) == ("Gates fail", ("Al Roe",))
    assert [one.code for one in entry.notices] == []


@pytest.mark.parametrize(
    "line",
    [
        "<p>Published 12 March 2019</p><p>Updated 13 March 2019</p>",
        "<p>Updated 13 March 2019 | Published 12 March 2019</p>",
        "<time datetime='2019-03-12'>12 Mar</time><time class='updated'>13 March 2019</time>",
        "<p>Published <time datetime='2019-03-12'>12 Mar</time> Updated <time>13 March 2019</time>",
        "<p><span>Updated:</span><time>13 March 2019</time> | <time>12 March 2019</time></p>",
    ],
)
def test_the_day_of_an_update_that_is_printed(line: str) -> None:
    page = f"<html><body><article><h1>Gates fail</h1>{line}{LONG}{LONG}</article></body></html>"
    found = article(page)
    assert (str(found.published), str(found.modified)) == ("2019-03-12", "2019-03-13")


def test_a_time_in_a_line_of_credits_keeps_its_clock() -> None:
    line = "<div class='credit-line'>Al Roe | <time datetime='2019-03-12T09:30Z'>12.03.2019</time>"
    page = f"<html><body><main><h1>Gates fail</h1>{line}</div><div>{LONG}{LONG}</div></main>"
    assert str(article(page).published) == "2019-03-12T09:30Z"


@pytest.mark.parametrize("day", ["0001-01-01T00:00:00Z", "1970-01-01T00:00:00Z"])
def test_the_day_from_which_programs_count_is_none(day: str) -> None:
    said = '<meta property="article:published_time" content="{}">'
    page = "<html><head>{}</head><body><h1>Gates fail</h1><p>12 March 2019</p>{}{}"
    assert str(article(page.format(said.format(day), LONG, LONG)).published) == "2019-03-12"
    old = article(page.format(said.format("1970-01-01"), LONG, LONG))
    assert str(old.published) == "1970-01-01"


def test_a_day_in_a_caption_is_not_that_of_the_article() -> None:
    figure = (
        "<figure><img><figcaption>Audio: The Example | 24.04.2024 | Al Roe</figcaption></figure>"
    )
    page = f"<html><body><article><h1>Gates fail</h1>{figure}{LONG}{LONG}</article></body></html>"
    assert article(page).published is None


def test_a_time_beside_the_article_is_not_its_day() -> None:
    aside = "<aside><time datetime='2001-01-01'>2001</time></aside>"
    page = f"{aside}<article><h1>Gates fail</h1><p>Published: 12 March 2019</p>{LONG * 2}</article>"
    (entry,) = parse(page, format="html", quotes=False)
    assert str(entry.article.published) == "2019-03-12"


TIME = "<time datetime='2019-03-12T10:00Z'>3 days ago</time>"
OTHER = "<div class='box'><h3><a href='/b'>Bridge opens</a></h3><time datetime='2001-05-06'>May</time></div>"


@pytest.mark.parametrize(
    "name", ["meta", "byline", "post-date", "timestamp", "article__meta", "author", "x"]
)
@pytest.mark.parametrize("tag", ["div", "footer"])
@pytest.mark.parametrize("text", [TIME, f"By Al Roe {TIME}", TIME.replace("3 days ago", "")])
def test_the_day_is_that_of_the_time_near_the_headline(name: str, tag: str, text: str) -> None:
    line = f"<{tag} class='{name}'>{text}</{tag}>"
    for page in (
        f"<article><h1>Gates fail</h1>{line}{LONG * 2}</article>{OTHER}",
        f"<article><h1>Gates fail</h1>{LONG * 2}{line}<p>&copy; Exa</p></article>{OTHER}",
        f"<p>Exa</p><div>{line}<h1>Gates fail</h1>{LONG * 2}</div>{OTHER}",
    ):
        (entry,) = parse(page, format="html", quotes=False)
        assert str(entry.article.published) == "2019-03-12T10:00Z"
        assert "date-unclear" not in {one.code for one in entry.notices}


@pytest.mark.parametrize(
    "elsewhere",
    [
        OTHER,
        "<p>The last flood, <time datetime='2001-05-06'>in May</time>, took the old gates with it.</p>"
        + LONG,
        "<div class='comments'><b>Bob</b> <time datetime='2001-05-06'>in May</time></div>",
        "<div><a href='/b'>Bridge opens</a> <time datetime='2001-05-06'>May</time></div>",
        "<article><b>Bridge opens</b> <time datetime='2001-05-06'>May</time></article>",
    ],
    ids=["heading", "sentence", "comment", "link", "other article"],
)
def test_a_time_of_something_else_is_not_the_day_of_the_article(elsewhere: str) -> None:
    page = f"<h1>Gates fail</h1>{LONG * 2}{elsewhere}"
    (entry,) = parse(page, format="html", quotes=False)
    assert entry.article.published is None
    (notice,) = [one for one in entry.notices if one.code == "date-unclear"]
    assert notice.message.startswith("2001-05-06 stands on the page")
    dated = page.replace("</h1>", "</h1><p>12 March 2019</p>")
    (entry,) = parse(dated, format="html", quotes=False)
    assert str(entry.article.published) == "2019-03-12"
    assert "date-unclear" not in {one.code for one in entry.notices}


def test_a_relative_time_that_markup_settles_is_not_unclear() -> None:
    line = f"</h1><div class='meta'>{TIME}</div>"
    (entry,) = parse(PAGE.replace("</h1>", line), format="html", quotes=False)
    assert "date-unclear" not in {one.code for one in entry.notices}
    other = line.replace("2019-03-12", "2019-04-12")
    (entry,) = parse(PAGE.replace("</h1>", other), format="html", quotes=False)
    assert "date-unclear" in {one.code for one in entry.notices}


@pytest.mark.parametrize(
    "end", ["</body>", "</body></html>", "</html>", "</BODY ></Html\n><!-- a -->"]
)
def test_what_stands_behind_the_end_of_the_page_is_read(end: str) -> None:
    late = "<p>The council said on Friday that it had never been asked for any money.</p>"
    page = f"<html><body><h1>Gates fail</h1>{LONG}{LONG.replace('Tuesday', 'Monday')}"
    whole = article(f"{page}{late}</body></html>")
    assert len(whole.body) == 3
    assert article(f"{page}{end}{late}</body></html>").body == whole.body
    script = "<script>document.write('</body></html>')</script>"
    assert article(f"{page}{script}{late}").body == whole.body


@pytest.mark.parametrize("between", ["", "\n\n", "<!-- saved --> <!DOCTYPE html>"])
def test_of_two_pages_in_one_file_the_first_is_read(between: str) -> None:
    first = (
        f"<html><head><title>Gates</title></head><body><h1>Gates fail</h1>{LONG * 2}</body></html>"
    )
    second = first.replace("Gates", "Bridges").replace("gates", "bridges")
    (alone,) = parse(first, format="html", quotes=False)
    (entry,) = parse(first + between + second, format="html", quotes=False)
    assert (entry.article.headline, entry.article.body) == ("Gates fail", alone.article.body)
    (notice,) = [one for one in entry.notices if one.code == "other-pages"]
    assert f"at character {len(first)}," in notice.message
    assert "other-pages" not in {one.code for one in alone.notices}


def test_a_page_within_a_box_of_the_article_does_not_end_it() -> None:
    box = "<div class='ad'><html><head><title>Buy</title></head><body><b></b></body></html></div>"
    page = f"<html><body><h1>Gates fail</h1>{LONG}{box}{LONG.replace('Tuesday', 'Monday')}{box}"
    (entry,) = parse(page + LONG.replace("Tuesday", "May"), format="html", quotes=False)
    assert len(entry.article.body) == 3
    assert "Buy" not in str(entry.notices)


def test_a_heading_above_the_headline_is_no_subheading() -> None:
    head = "<h2>Floods</h2><h1>Gates fail</h1><p class='lead'>Nobody was warned, it was heard.</p>"
    page = f"<article>{head}<p>By <a rel='author'>Al Roe</a></p>{LONG}<p>Nobody knew of it.</p></article>"
    found = parse(page, format="html", quotes=False)[0].article
    assert (found.headline, found.standfirst) == ("Gates fail", "Nobody was warned, it was heard.")
    assert found.authors == ("Al Roe",)
    assert [block.kind for block in found.body] == ["paragraph", "paragraph"]


def test_a_signature_is_no_paragraph() -> None:
    page = f"<h1>Gates fail</h1><div>{LONG * 2}<p>Jane Smith</p></div>"
    (entry,) = parse(page, format="html", quotes=False)
    assert entry.article.authors == ("Jane Smith",)
    assert len(entry.article.body) == 2


def test_json_ld_that_cannot_be_read_is_passed_over() -> None:
    (entry,) = parse(PAGE.replace('{"@context"', '{"@context'), format="html", quotes=False)
    assert entry.article.headline == "Flood defences in Arnmouth failed within an hour"
    assert "json-ld-broken" in {one.code for one in entry.notices}


def test_text_that_a_script_would_show_is_that_of_json_ld() -> None:
    body = "The gates failed within an hour, an inquiry heard.\\n\\nThe council denied it."
    page = (
        '<html><head><script type="application/ld+json">{"@type": "NewsArticle", "headline": '
        f'"Gates fail", "articleBody": "{body}"}}</script></head><body><div id="app"></div>'
    )
    (entry,) = parse(page, format="html", quotes=False)
    assert [block.text for block in entry.article.body] == body.split("\\n\\n")
    assert "body-from-json-ld" in {one.code for one in entry.notices}


# A page for telephones, whose elements have names of their own.
AMP = """<!doctype html><html ⚡ lang="en"><head><meta charset="utf-8">
<title>Flood gates failed within an hour</title><link rel="canonical" href="https://www.example.org/news/flood">
<script async src="https://cdn.example.org/v0.js"></script>
<script type="application/ld+json">{"@type": "NewsArticle", "headline": "Flood gates failed within an hour"}</script>
</head><body>
<amp-sidebar id="menu" layout="nodisplay"><ul><li><a href="/">Home</a></li></ul><p>All that we publish about this town, in one list that is long enough.</p></amp-sidebar>
<amp-consent id="c"><div id="ui"><p>We and our partners store what you read on this site, and you can say no.</p></div></amp-consent>
<article><h1>Flood gates failed within an hour</h1>
<figure><amp-img src="/gate.jpg" width="600" height="400" layout="responsive" alt="A gate"><noscript><img src="/gate.jpg"></noscript></amp-img><figcaption>Volunteers fill sandbags. <span class="credit">Example Pictures</span></figcaption></figure>
<p>The gates that were built to keep the river out failed within an hour, an inquiry heard.</p>
<amp-ad type="x"><p>An advertisement that has as many words as a paragraph of the text has.</p></amp-ad>
<amp-carousel type="slides"><figure><amp-img src="/pump.jpg" alt="A pump"></amp-img><figcaption>A pump that failed in 2016. Photo: Ann Lee</figcaption></figure>
<figure><amp-img src="/street.jpg"></amp-img><figcaption>A street under water in March.</figcaption></figure></amp-carousel>
<p>“We wrote to the council every spring,” said Anna Muster, who ran the station until 2017.</p>
<amp-list src="/related.json"><template type="amp-mustache"><p>{{title}} is a template that nobody is meant to read on this page.</p></template></amp-list>
<amp-accordion><section><h4>How it began</h4><p>The first of the pumps failed at two in the morning, when nobody was there.</p></section></amp-accordion>
<p>Residents were told to leave at two in the morning, when the water stood in the streets.</p>
<amp-social-share type="x"></amp-social-share></article></body></html>"""


def test_a_page_for_telephones_has_its_pictures_and_no_menus() -> None:
    found = article(AMP, url="https://www.example.org/amp/news/flood")
    assert found.canonical_url == "https://www.example.org/news/flood"
    assert [(block.kind, (block.text or "")[:24], block.url) for block in found.body] == [
        ("caption", "Volunteers fill sandbags", "https://www.example.org/gate.jpg"),
        ("paragraph", "The gates that were buil", None),
        ("caption", "A pump that failed in 20", "https://www.example.org/pump.jpg"),
        ("caption", "A street under water in ", "https://www.example.org/street.jpg"),
        ("paragraph", "“We wrote to the council", None),
        ("subheading", "How it began", None),
        ("paragraph", "The first of the pumps f", None),
        ("paragraph", "Residents were told to l", None),
    ]
    assert found.body[0].alt == "A gate"


@pytest.mark.parametrize(
    ("page", "code"),
    [
        ("<!DOCTYPE html><html><body><p>Text.", "no-article"),
        ("<html><body><ul><li><a href='/a'>Mayor resigns</a></li></ul>", "no-article"),
        ("<html><!-- never closed <p>Text.", "no-article"),
        ("<html><body><p " + " ".join(f"a{n}=''" for n in range(100_000)) + ">", "not-parsed"),
        ("<html><body><p" + "".join(f"/a{n}" for n in range(100_000)) + ">", "not-parsed"),
        ("<html><body><p" + "".join(f"a{n}=''" for n in range(100_000)) + ">", "not-parsed"),
        ("<html><body>" + "<div>" * 100_000 + PAGE, "not-parsed"),
        ("<html>" + " " * (10 * 2**20), "too-large"),
    ],
    ids=["one word", "front page", "comment", "attributes", "slashes", "quotes", "depth", "size"],
)
def test_what_is_no_article_is_rejected_and_says_why(page: str, code: str) -> None:
    (found,) = _read(page.encode())
    assert isinstance(found, Rejection)
    assert found.code == code
    assert found.reason


def _read(raw: bytes) -> list[Entry | Rejection]:
    import io

    from mediacorpus.readers import Context

    return list(HtmlReader().open(io.BytesIO(raw), Context(sha256="0" * 64)))


@pytest.mark.parametrize("encoding", ["windows-1252", "iso-8859-1", "utf-8", "utf-16"])
def test_a_page_is_read_in_the_encoding_that_it_says(encoding: str) -> None:
    page = PAGE.replace('charset="utf-8"', f'charset="{encoding}"').replace("“", '"')
    page = page.replace("”", '"').replace("Jean d", "Jérôme d")
    (found,) = _read(page.encode(encoding))
    assert isinstance(found, Entry)
    assert found.article.authors[1] == "Jérôme d'Exemple"


@given(st.text())
def test_no_text_breaks_the_reader(words: str) -> None:
    page = PAGE.replace("an inquiry heard on Tuesday", words.replace("<", "&lt;"))
    (found,) = _read(page.encode("utf-8", "surrogatepass"))
    assert isinstance(found, Entry | Rejection)


@given(st.lists(st.sampled_from([*"<>/=\"' &;-!", "p", "div", "a", "script", "<p>", "</p>", "\0"])))
def test_no_markup_breaks_the_reader(parts: list[str]) -> None:
    (found,) = _read(("<html><body>" + "".join(parts)).encode())
    assert isinstance(found, Entry | Rejection)


def test_real_pages() -> None:
    """On real pages of many outlets; the figures that were reached are in docs/design.md."""
    lines = reference("pages.jsonl").read_text("utf-8").splitlines()
    same = days = paragraphs = wanted = 0
    for line in lines[::6]:
        record = json.loads(line)
        gold = record["gold"]
        raw = gzip.decompress(reference(record["file"]).read_bytes())
        (found,) = parse(raw, format="html", url=record["url"], quotes=False)
        shown = {_letters(block.text) for block in found.article.body}
        gold_paragraphs = {
            _letters(one) for section in gold["sections"] for one in section["paragraphs"]
        }
        paragraphs += len(shown & gold_paragraphs)
        wanted += len(gold_paragraphs)
        same += _letters(found.article.headline) == _letters(gold["title"])
        day = found.article.published.value[:10] if found.article.published else None
        days += day == (gold["publishing_date"] or "")[:10]
    count = len(lines[::6])
    assert paragraphs >= 0.9 * wanted
    assert same >= 0.7 * count
    assert days >= 0.9 * count


def _letters(text: str | None) -> str:
    return "".join(filter(str.isalnum, (text or "").lower()))
