"""The main headings of a page, and the name of the site above them."""

from __future__ import annotations

import lxml.html
import pytest
from hypothesis import given
from hypothesis import strategies as st

from mediacorpus import parse
from mediacorpus.readers.html_blocks import blocks_of
from mediacorpus.readers.html_headings import main_headings, site_names
from tests.readers.test_html_kind import page, text

URL = "https://www.dailyexample.org/gates"
LOGO = '<header><h1><a href="/">The Daily Example</a></h1></header>'
ARTICLE = f"<article><h2>Gates fail within an hour</h2>{text(4)}</article>"


def headline(body: str, head: str = "", title: str = "Gates") -> str | None:
    (entry,) = parse(page(body, head, title), url=URL, quotes=False, format="html")
    assert [block.kind for block in entry.article.body] == ["paragraph"] * 4
    return entry.article.headline


@pytest.mark.parametrize(
    "logo",
    [
        LOGO,
        LOGO.replace('"/"', '"https://dailyexample.org/"'),
        '<a href="https://www.dailyexample.org"><h1>The news of the day</h1></a>',
        "<h1>dailyexample.org</h1>",
        "<h1>Daily Example</h1>",
    ],
)
def test_the_name_of_the_site_is_no_headline(logo: str) -> None:
    assert headline(logo + ARTICLE) == "Gates fail within an hour"
    assert headline(logo + ARTICLE.replace("h2", "h1")) == "Gates fail within an hour"


@pytest.mark.parametrize(
    ("head", "title"),
    [
        ('<meta property="og:site_name" content="The Example">', "Gates"),
        ("", "Gates fail within an hour | The Example"),
    ],
)
def test_a_page_says_what_its_site_is_called(head: str, title: str) -> None:
    assert headline("<h1>The Example</h1>" + ARTICLE, head, title) == "Gates fail within an hour"
    assert headline("<h1>An example</h1>" + text(4), head, title) == "An example"


@pytest.mark.parametrize(
    "body",
    [
        "<h1>Flood in Arnmouth</h1>" + ARTICLE,
        '<h1><a href="/floods">Flood in Arnmouth</a></h1>' + ARTICLE,
        '<h1><a href="https://example.com/">Flood in Arnmouth</a></h1>' + ARTICLE,
        '<article><h1><a href="/">Flood in Arnmouth</a></h1>' + text(4) + "</article>",
    ],
)
def test_other_headings_of_the_first_level_are_headlines(body: str) -> None:
    (entry,) = parse(page(body), url=URL, quotes=False, format="html")
    assert entry.article.headline == "Flood in Arnmouth"


def test_a_heading_among_the_paragraphs_is_no_headline() -> None:
    said = '<meta property="og:title" content="Gates fail within an hour">'
    body = f"{LOGO}<article>{text(2)}<h2>Three years ago</h2>{text(2)}</article>"
    (entry,) = parse(page(body, said), url=URL, quotes=False, format="html")
    assert entry.article.headline == "Gates fail within an hour"
    assert "Three years ago" in [block.text for block in entry.article.body]


def test_no_link_breaks_it() -> None:
    for link in ("https://[x/", "", "#", "?", "//"):
        body = f'<body><h1><a href="{link}">Gates fail</a></h1></body>'
        blocks = blocks_of(lxml.html.document_fromstring(body).find("body"))
        assert main_headings(blocks, [True], (), (), URL) == {0}


@given(st.text(), st.text())
def test_any_title_and_name_may_be_said(name: str, title: str) -> None:
    assert "" not in site_names([name], title, [], URL)


@pytest.mark.parametrize(
    ("title", "body"),
    [
        ("Gates fail in an hour – The Post", f"<h2>Gates fail in an hour</h2>{text(4)}"),
        ("The Post » Gates fail in an hour", f"<h3>Gates fail in an hour</h3>{text(4)}"),
        ("Gates fail in an hour | News | The Post", text(4)),
        ("Gates fail in an hour - Xyzzy", f"<p class='t'>Gates fail in an hour</p>{text(4)}"),
        ("Gates fail in an hour - Xyzzy", f"<h1>News</h1><h2>Gates fail in an hour</h2>{text(4)}"),
        ("Gates fail in an hour - Xyzzy", f"{LOGO}<h2>Gates fail in an hour</h2>{text(4)}"),
        ("Gates fail in an hour - Daily Example", text(4)),
    ],
)
def test_the_headline_is_what_the_page_shows_of_its_title(title: str, body: str) -> None:
    assert headline(f"<div>{body}</div>", title=title) == "Gates fail in an hour"
    claimed = f'<meta property="og:title" content="{title}">'
    if "News" not in title:
        assert headline(f"<div>{body}</div>", claimed, title) == "Gates fail in an hour"


def test_a_dash_within_a_headline_stays() -> None:
    title = "Gates fail – what we know"
    assert headline(text(4), title=title) == title
    body = f"<h2>{title}</h2><p>Gates fail</p>{text(4)}"
    assert headline(f"<div>{body}</div>", title=f"{title} – The Post") == title
