"""Pages that are no article, and articles of which only the beginning is there."""

from __future__ import annotations

import pytest

from mediacorpus import Entry, ParseError, parse
from tests.readers.test_html import PAGE

SENTENCES = (
    "The gates that were built to keep the river out failed within an hour on Tuesday.",
    "The council denied that it had received the letters, and said that it looked for them.",
    "Residents were told to leave at two in the morning, when the water stood in the streets.",
    "An inquiry into what went wrong will hear the first of forty witnesses in the autumn.",
)


def text(count: int) -> str:
    """So many paragraphs, none like another."""
    return "".join(
        f"<p>{SENTENCES[n % len(SENTENCES)]} That was {n} days later.</p>" for n in range(count)
    )


TEASERS = "".join(
    f'<div class="item"><h2><a href="/news/{n}">What happened in the town of Arnmouth, part {n}</a>'
    f"</h2><p>{SENTENCES[n % len(SENTENCES)]} That was {n} days later.</p></div>"
    for n in range(12)
)


LINKS = "".join(
    f"<li><a href='/news/{n}'>What happened in the town in year {n}</a></li>" for n in range(20)
)


def page(body: str, head: str = "", title: str = "The Daily Example") -> str:
    return (
        f"<!DOCTYPE html><html><head><title>{title}</title>{head}</head><body>{body}</body></html>"
    )


def code(markup: str, url: str | None = None) -> str:
    with pytest.raises(ParseError) as caught:
        parse(markup, format="html", url=url, quotes=False)
    (rejection,) = caught.value.rejections
    assert len(rejection.reason) > 20
    return rejection.code


def read(markup: str) -> Entry:
    (entry,) = parse(markup, format="html", quotes=False)
    return entry


OG_ARTICLE = '<meta property="og:type" content="article">'
COLLECTION = '<script type="application/ld+json">{"@type": "CollectionPage"}</script>'
FEW = TEASERS.partition("part 3")[0] + "</a></h2></div>"


@pytest.mark.parametrize(
    ("markup", "url"),
    [
        (page(f"<main>{TEASERS}</main>"), None),
        (page(f"<main>{FEW}</main>", COLLECTION), None),
        (page(f"<main>{FEW}</main>"), "https://example.org/"),
        (page("<ul>" + TEASERS.replace("div", "li") + "</ul>"), None),
        (page(LINKS + "<footer></footer><div>" + text(1) + "</div>"), None),
        (page(TEASERS.replace("<p>", "<p><a href='/x'>").replace("</p>", "</a></p>")), None),
    ],
    ids=["shape", "says so", "address", "list", "imprint below", "all linked"],
)
def test_a_page_that_lists_articles_is_none(markup: str, url: str | None) -> None:
    assert code(markup, url) == "front-page"


def teasers(form: str, count: int = 5) -> str:
    """Teasers in a form, each with its number and a paragraph of its own."""
    lines = (SENTENCES[n % len(SENTENCES)] for n in range(count))
    return "".join(
        form.format(n=n, text=f"{line} That was {n} days later.") for n, line in enumerate(lines)
    )


@pytest.mark.parametrize(
    ("form", "count"),
    [
        ("<div><a href='/{n}'><h2>Part {n}</h2></a><p>{text}</p></div>", 4),
        ("<div><h3>Part {n}</h3><p>{text} <a href='/{n}'>more</a></p></div>", 5),
        ("<div><h3>Part {n}</h3><p>{text}</p><a href='/{n}'>Read more</a></div>", 5),
        (
            """<article><h2><a href='/{n}'>Part {n}</a></h2><time>Aug 30, 2023</time>
<p>{text} <a href='/{n}'>Continue reading</a></p></article>""",
            3,
        ),
    ],
    ids=["short titles", "more, behind the text", "more, below", "a blog"],
)
def test_a_list_of_short_teasers_is_no_article(form: str, count: int) -> None:
    assert code(page(f"<main><h1>News</h1>{teasers(form, count)}</main>")) == "front-page"


def test_links_that_stay_on_the_page_make_no_list() -> None:
    form = "<h2>Part {n}</h2><p>{text} <a href='#{n}'>Note</a></p>"
    assert len(read(page(f"<article><h1>Gates</h1>{teasers(form)}</article>")).article.body) == 10


def test_an_article_with_links_between_its_paragraphs_is_one() -> None:
    linked = "".join(f"<h3><a href='/{n}'>What happened in the year {n}</a></h3>" for n in range(9))
    assert read(
        page(f"<article><h1>Gates fail</h1>{text(4)}{linked}{text(4)}</article>")
    ).article.body
    # what says that it is an article is one, however it looks
    assert read(page(f"<main>{TEASERS}</main>", OG_ARTICLE)).article.body


@pytest.mark.parametrize(
    ("title", "heading"),
    [
        ("404 | The Daily Example", "Oh no"),
        ("The Daily Example", "Seite nicht gefunden"),
        ("Page introuvable", ""),
        ("The Daily Example", "451: Unavailable due to legal reasons"),
        ("الصفحة غير موجودة", ""),
    ],
)
def test_a_page_that_is_not_there(title: str, heading: str) -> None:
    words = "What you looked for is not here any more; perhaps it never was, or it has moved away."
    assert code(page(f"<h1>{heading}</h1><p>{words}</p>", title=title)) == "error-page"


def test_an_article_on_pages_that_are_not_there_is_one() -> None:
    title = "How “page not found” became a joke"
    assert read(page(f"<h1>{title}</h1>{text(4)}", OG_ARTICLE, title)).article.body
    assert read(page(f"<h1>{title}</h1>{text(20)}", "", title)).article.body


@pytest.mark.parametrize(
    "words",
    [
        "We and our partners use cookies to store what you read. You can accept all or say no.",
        "Wir und unsere 148 Partner verarbeiten personenbezogene Daten, um Werbung zu zeigen.",
        "Besuchen Sie uns wie gewohnt mit Werbung und Tracking oder ohne Werbetracking für 3 Euro.",
        "Nous et nos partenaires utilisons des cookies pour vous montrer de la publicité.",
    ],
)
def test_a_notice_of_consent_is_no_article(words: str) -> None:
    assert code(page(f"<div><h1>Your choice</h1><p>{words}</p><p>{words} Or not.</p></div>")) == (
        "consent-wall"
    )
    # nor is one that stands where the article was, or that is named as what it is
    assert code(page(f"<p>{words}</p>", OG_ARTICLE)) == "consent-wall"
    assert code(page(f"<div class='consent-layer'><p>{words}</p></div>")) == "consent-wall"
    assert read(
        PAGE.replace("<main>", f"<div class='cookie'><p>{words}</p></div><main>")
    ).article.body


def test_an_article_about_cookies_is_one() -> None:
    assert read(
        page(f"<h1>Court bans cookies</h1><p>“We use cookies,” they said.</p>{text(4)}")
    ).article.body


STORY = (
    "<p>A third of the sites still ask for your consent in a way that misleads, the regulator said "
    "on Tuesday, and will have to pay for it.</p><p>Most of them show a button “Accept all” in a "
    "bright colour, and hide the one to refuse behind two more pages, the report says.</p>"
)
BANNER = "<div><p>We use cookies.</p><button>OK, accept</button></div>"


@pytest.mark.parametrize(
    ("body", "head"),
    [
        (f"<h1>Sites mislead</h1>{STORY}", '<meta property="og:title" content="Sites mislead">'),
        (f"<h1>Sites mislead</h1>{STORY}", OG_ARTICLE),
        (f"<article><h1>Sites mislead</h1>{STORY}</article>", ""),
        (f"<main><article><h1>Sites mislead</h1>{STORY}</article></main>{BANNER}", ""),
    ],
    ids=["claimed", "title", "article", "with a banner of its own"],
)
def test_a_short_story_of_consent_below_its_headline_is_one(body: str, head: str) -> None:
    entry = read(page(body, head, "Sites mislead | The Daily Example"))
    assert (entry.article.headline, len(entry.article.body)) == ("Sites mislead", 2)


@pytest.mark.parametrize(
    ("head", "button"),
    [
        ("", "<button>I agree</button>"),
        (OG_ARTICLE, '<input type="submit" value="Alle akzeptieren">'),
        ('<meta property="og:title" content="Gates fail">', "<a role='button'>Manage</a>"),
    ],
)
def test_a_notice_that_asks_for_an_answer_is_none(head: str, button: str) -> None:
    notice = f"<div>{STORY}<p>{button}</p></div>"
    assert code(page(f"<h1>Gates fail</h1>{notice}", head, "Gates fail")) == "consent-wall"
    assert code(page(f"<article><h1>Gates fail</h1>{notice}</article>", head)) == "consent-wall"


def test_a_page_that_asks_for_money_and_shows_nothing() -> None:
    asked = "<h1>Gates fail</h1><div class='paywall'><p>Subscribe to continue reading.</p></div>"
    assert code(page(asked, OG_ARTICLE)) == "paywall"


def free(value: str, count: int | None = None) -> str:
    said = {"isAccessibleForFree": value, **({"wordCount": count} if count else {})}
    pairs = ", ".join(f'"{key}": {one}' for key, one in said.items())
    return (
        f'<script type="application/ld+json">{{"@type": "NewsArticle", "headline": "Gates fail", '
        f"{pairs}}}</script>"
    )


ASKED = "<div class='box'><p>Subscribe to continue reading.</p></div>"


@pytest.mark.parametrize(
    ("head", "paragraphs", "below", "is_stub", "is_free"),
    [
        (free("false"), 2, "", True, False),
        (free('"http://schema.org/False"', 900), 6, "", True, False),
        (free("false"), 9, "", False, False),
        (free("false", 150), 9, "", False, False),
        (OG_ARTICLE, 3, ASKED, True, False),
        (OG_ARTICLE, 3, "", False, None),
        (OG_ARTICLE, 36, ASKED, False, None),
        (free("true"), 3, ASKED, False, True),
        ('<meta name="article:content_tier" content="locked">' + OG_ARTICLE, 2, "", True, False),
        ('<meta name="article:content_tier" content="free">' + OG_ARTICLE, 2, "", False, True),
    ],
)
def test_the_beginning_of_an_article_is_told_to_be_one(
    head: str, paragraphs: int, below: str, is_stub: bool, is_free: bool | None
) -> None:
    entry = read(page(f"<article><h1>Gates fail</h1>{text(paragraphs)}{below}</article>", head))
    assert ("paywall-stub" in {one.code for one in entry.notices}) is is_stub
    assert entry.article.is_accessible_for_free is is_free
    basis = {one.basis for one in entry.article.evidence if one.field == "is_accessible_for_free"}
    assert bool(basis) is (is_free is not None)
    assert "Subscribe" not in entry.article.text


def test_the_line_that_asks_is_left_out() -> None:
    asks = "<p>Subscribe to continue reading this and everything else that we write.</p>"
    entry = read(page(f"<article><h1>Gates fail</h1>{text(3)}{asks}</article>", OG_ARTICLE))
    assert len(entry.article.body) == 3
    assert any("Subscribe" in (one.excerpt or "") for one in entry.notices)


@pytest.mark.parametrize(
    "headline",
    [
        "Court hears 404 complaints",
        "Not found: the lost gates of Arnmouth",
        "Access denied to the old gates",
    ],
)
def test_an_article_may_speak_of_what_is_not_found(headline: str) -> None:
    found = parse(page(f"<h1>{headline}</h1>{text(5)}"), format="html", quotes=False)
    assert found[0].article.headline == headline


@pytest.mark.parametrize("title", ["404", "404 | The Daily Example", "Error 404: page not found"])
def test_a_page_that_says_that_there_is_none(title: str) -> None:
    assert code(page(f"<h1>Sorry</h1>{text(2)}", title=title)) == "error-page"
