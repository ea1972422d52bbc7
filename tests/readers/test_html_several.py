"""Pages with more than one text: live blogs, and articles one below the other."""

from __future__ import annotations

import json

import pytest

from mediacorpus import Entry, ParseError, parse
from tests.readers.test_html_kind import OG_ARTICLE, page, text


def read(markup: str) -> Entry:
    (entry,) = parse(markup, format="html", quotes=False)
    return entry


def entry_of(hour: int, heading: str = "h3", time: str = "<time>{}</time>") -> str:
    shown = time.format(f"{hour}:05")
    return (
        f'<div class="entry" id="e{hour}"><div class="timestamp">{shown}</div>'
        f'<{heading}><a href="#e{hour}">Gate {hour} fails</a></{heading}>'
        f"<p>Gate {hour} of the river failed, and the water stood in the streets below it.</p></div>"
    )


ENTRIES = "".join(map(entry_of, range(14, 8, -1)))
LIVE = page(f"<main><h1>Flood in Arnmouth: live</h1>{ENTRIES}</main>", OG_ARTICLE)


def test_the_entries_of_a_live_blog_keep_their_times_and_headings() -> None:
    entry = read(LIVE)
    assert [(block.kind, block.text) for block in entry.article.body[:6]] == [
        ("subheading", "14:05"),
        ("subheading", "Gate 14 fails"),
        ("paragraph", "Gate 14 of the river failed, and the water stood in the streets below it."),
        ("subheading", "13:05"),
        ("subheading", "Gate 13 fails"),
        ("paragraph", "Gate 13 of the river failed, and the water stood in the streets below it."),
    ]
    assert len(entry.article.body) == 18
    assert "live-blog" in {one.code for one in entry.notices}


def test_the_time_may_stand_below_the_heading_and_without_an_element() -> None:
    turned = "".join(
        f"<section><h3>Gate {hour} fails</h3><span>{hour}.05 Uhr</span>"
        f"<p>Gate {hour} of the river failed, and the water stood in the streets.</p></section>"
        for hour in range(14, 8, -1)
    )
    entry = read(page(f"<main><h1>Flood in Arnmouth</h1>{turned}</main>", OG_ARTICLE))
    assert [block.text for block in entry.article.body[:2]] == ["Gate 14 fails", "14.05 Uhr"]


def test_times_without_headings_make_no_live_blog() -> None:
    comments = "".join(
        f"<div><span>{hour}:05</span><p>I wrote to the council about gate {hour}, too.</p></div>"
        for hour in range(14, 8, -1)
    )
    entry = read(page(f"<article><h1>Gates fail</h1>{text(6)}{comments}</article>", OG_ARTICLE))
    assert "live-blog" not in {one.code for one in entry.notices}
    assert "14:05" not in entry.article.text


def test_a_live_blog_that_a_script_shows_is_read_from_what_it_says() -> None:
    updates = [
        {
            "@type": "BlogPosting",
            "headline": f"Gate {hour} fails",
            "datePublished": f"2019-03-12T{hour}:05:00+00:00",
            "articleBody": f"Gate {hour} of the river failed.<br>Water stood in the streets.",
        }
        for hour in (14, 13)
    ]
    said = {"@type": "LiveBlogPosting", "headline": "Flood: live", "liveBlogUpdate": updates}
    script = f'<script type="application/ld+json">{json.dumps(said)}</script>'
    entry = read(page("<h1>Flood: live</h1><div id='app'></div>", script))
    assert [(block.kind, block.text) for block in entry.article.body[:4]] == [
        ("subheading", "2019-03-12T14:05:00+00:00"),
        ("subheading", "Gate 14 fails"),
        ("paragraph", "Gate 14 of the river failed."),
        ("paragraph", "Water stood in the streets."),
    ]
    assert {"live-blog", "body-from-json-ld"} <= {one.code for one in entry.notices}


def whole(number: int, level: str = "h1") -> str:
    paragraphs = text(8).replace(" days later", f" days after the flood of 19{number}")
    return f"<article><{level}>The flood of 19{number} in Arnmouth</{level}>{paragraphs}</article>"


TITLE = '<meta property="og:title" content="The flood of 19{} in Arnmouth | The Daily Example">'


@pytest.mark.parametrize("number", [51, 53, 55])
@pytest.mark.parametrize(
    ("head", "title"),
    [
        (TITLE, "The Daily Example"),
        ("", "The flood of 19{} in Arnmouth | The Daily Example"),
        ("", "The flood of 19{} in Arnmouth"),
    ],
    ids=["og:title", "title", "title without the site"],
)
def test_of_several_articles_the_one_with_the_title_is_read(
    head: str, title: str, number: int
) -> None:
    articles = "".join(map(whole, (51, 52, 53, 54, 55)))
    markup = page(articles, head.format(number) + OG_ARTICLE, title.format(number))
    entry = read(markup)
    assert entry.article.headline == f"The flood of 19{number} in Arnmouth"
    assert len(entry.article.body) == 8
    assert all(f"19{number}" in (block.text or "") for block in entry.article.body)
    (notice,) = (one for one in entry.notices if one.code == "other-articles")
    assert notice.excerpt is not None
    assert notice.excerpt.count("The flood of 19") == 4
    assert f"19{number}" not in notice.excerpt


def test_what_says_of_itself_which_article_it_is_goes_with_the_title() -> None:
    said = [
        {"@type": "NewsArticle", "headline": f"The flood of 19{number} in Arnmouth",
         "datePublished": f"20{number}-01-01", **more}
        for number, more in ((52, {"description": "x", "image": "y"}), (51, {}))
    ]  # fmt: skip
    script = f'<script type="application/ld+json">{json.dumps(said)}</script>'
    title = TITLE.format(51).replace(" | The Daily Example", "")
    entry = read(page(whole(51) + whole(52), title + script))
    assert entry.article.published is not None
    assert entry.article.published.value == "2051-01-01"


def test_parts_below_a_common_headline_are_one_article() -> None:
    parts = "".join(whole(number, "h2") for number in (51, 52, 53))
    title = '<meta property="og:title" content="Three floods that nobody forgets">'
    entry = read(page(f"<main><h1>Three floods that nobody forgets</h1>{parts}</main>", title))
    assert len([block for block in entry.article.body if block.kind == "paragraph"]) == 24
    assert "other-articles" not in {one.code for one in entry.notices}


def test_a_title_that_names_the_site_tells_nothing() -> None:
    logo = "<header><h1>The Daily Example</h1></header>"
    markup = logo + whole(51, "h2") + whole(52, "h2")
    with pytest.raises(ParseError, match="nothing tells which"):
        read(page(markup, '<meta property="og:site_name" content="The Daily Example">'))


def test_several_articles_of_which_none_is_the_one_are_rejected() -> None:
    markup = page("".join(whole(number, "h2") for number in (51, 52, 53)))
    with pytest.raises(ParseError, match="The flood of 1951 in Arnmouth; The flood") as caught:
        read(markup)
    assert [one.code for one in caught.value.rejections] == ["several-articles"]


def brief(number: int, heading: str = "The flood of 19{}") -> str:
    return (
        f"<article><h2>{heading.format(number)}</h2><p>The river rose within an hour on the night "
        f"of 12 March 19{number}, and four people died.</p><p>The council asked for new gates, and "
        f"was told to wait for 19{number + 1}, a clerk wrote.</p></article>"
    )


def test_short_articles_are_several_as_well() -> None:
    markup = page(brief(51) + brief(52))
    with pytest.raises(ParseError, match="The flood of 1951; The flood of 1952"):
        read(markup)
    entry = read(page(brief(51) + brief(52), TITLE.format(52).replace(" in Arnmouth", "")))
    assert (entry.article.headline or "").startswith("The flood of 1952")
    assert all(
        "1952" in (block.text or "") or "1953" in (block.text or "") for block in entry.article.body
    )
    assert "other-articles" in {one.code for one in entry.notices}


@pytest.mark.parametrize(
    "others",
    [
        brief(51, '<a href="/51">The flood of 19{}</a>')
        + brief(52, '<a href="/52">The flood of 19{}</a>'),
        brief(51).replace("h2", "b") + brief(52).replace("h2", "b"),
        brief(51),
    ],
    ids=["teasers", "comments", "a box"],
)
def test_what_is_short_below_a_whole_article_is_none(others: str) -> None:
    entry = read(page(whole(49) + others, OG_ARTICLE))
    assert "other-articles" not in {one.code for one in entry.notices}


def test_a_teaser_in_an_article_element_is_no_article() -> None:
    teaser = "<article><h2>The flood of 1952</h2><p>It was the worst of the century.</p></article>"
    entry = read(page(whole(51) + teaser, OG_ARTICLE))
    assert "other-articles" not in {one.code for one in entry.notices}
