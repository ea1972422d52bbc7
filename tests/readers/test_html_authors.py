"""Bylines of pages."""

from __future__ import annotations

import lxml.html
import pytest

from mediacorpus.readers.html_authors import author_names, shown_authors
from mediacorpus.readers.html_layout import Layout

LONG = "The gates that were built to keep the river out failed within an hour on Tuesday."


@pytest.mark.parametrize(
    ("said", "names"),
    [
        (["Jane Smith"], ["Jane Smith"]),
        (["By Jane Smith and Al Roe"], ["Jane Smith", "Al Roe"]),
        (["Jane Smith, Al Roe und Ann Lee"], ["Jane Smith", "Al Roe", "Ann Lee"]),
        (["Jane Smith (jsm)", "Al Roe"], ["Jane Smith", "Al Roe"]),
        (["Jane Smith", "Jane Smith"], ["Jane Smith"]),
        (["https://example.org/jane", "jane@example.org", "105092"], []),
        (["The Daily Example"], ["The Daily Example"]),
        (["Jane Smith, correspondent"], ["Jane Smith"]),
        (["Jane Smith, Political Editor"], ["Jane Smith"]),
        (["Jane Smith, University of Arnmouth and Al Roe"], ["Jane Smith", "Al Roe"]),
    ],
)
def test_names_one_by_one(said: list[str], names: list[str]) -> None:
    assert list(author_names(said)) == names


@pytest.mark.parametrize(
    "byline",
    [
        "<p class='byline'>By Jane Smith and Al Roe</p>",
        "<div class='authors'><a>Jane Smith</a><a>Al Roe</a></div>",
        "<p>By <a rel='author'>Jane Smith</a>, <a rel='author'>Al Roe</a></p>",
        "<p>By Jane Smith and Al Roe | 12 March 2019</p>",
        "<p>Jane Smith and Al Roe</p>",
    ],
)
def test_a_byline_that_is_shown(byline: str) -> None:
    page = f"<html><body><h1>Gates fail</h1>{byline}<div><p>{LONG}</p><p>{LONG}!</p></div>"
    layout = Layout(lxml.html.document_fromstring(page).find("body"), (), None)
    assert shown_authors(layout).names == ("Jane Smith", "Al Roe")


def test_a_byline_is_kept_as_it_is_printed() -> None:
    byline = "<p class='byline'>By Jane Smith in Oslo | 12 March 2019</p>"
    page = f"<html><body><h1>Gates fail</h1>{byline}<div><p>{LONG}</p><p>{LONG}!</p></div>"
    layout = Layout(lxml.html.document_fromstring(page).find("body"), (), None)
    assert shown_authors(layout).lines == ("By Jane Smith in Oslo",)


@pytest.mark.parametrize(
    "line",
    [
        "<span>By Jane Smith</span><span>March 12, 2019</span>",
        "<span>March 12, 2019</span><span>By</span><a>Jane Smith</a>",
        "<a>Jane Smith</a><span>March 12, 2019</span><span>3 comments</span>",
        "<span>By <a>Jane Smith</a></span><span>Published</span><b>March 12, 2019</b>",
        "<span>By Jane Smith</span><time>March 12, 2019 9:30 am</time><span>2 min read</span>",
        "<a>Jane Smith</a><a>@jane</a><span>12 March 2019</span>",
    ],
)
def test_elements_that_meet_without_a_space_are_parted(line: str) -> None:
    page = f"<html><body><h1>Gates fail</h1><div>{line}</div><div><p>{LONG}</p><p>{LONG}!</p></div>"
    layout = Layout(lxml.html.document_fromstring(page).find("body"), (), None)
    assert shown_authors(layout).names == ("Jane Smith",)
    days = [fact.date.value[:10] for fact in layout.facts(1) if fact.date]
    assert days == ["2019-03-12"]


@pytest.mark.parametrize(
    ("signed", "names"), [("<p>Jane Smith</p>", ("Jane Smith",)), ("", ("The Example",))]
)
def test_the_outlet_wrote_it_where_nobody_else_is_named(
    signed: str, names: tuple[str, ...]
) -> None:
    page = f"""<html><body><h1>Gates fail</h1><p>by The Example</p>
<div>{signed}<p>{LONG}</p><p>{LONG}!</p></div>"""
    layout = Layout(lxml.html.document_fromstring(page).find("body"), (), None)
    assert shown_authors(layout, ["the example"]).names == names


@pytest.mark.parametrize(
    ("head", "names"),
    [
        ("<p class='author'>Jane Smith and Al Roe, Oslo</p>", ("Jane Smith", "Al Roe")),
        ("<p class='author'>Floods, Oslo</p>", ()),
        ("<p>Jane Smith</p>" + "<p>Share</p>" * 12, ("Jane Smith",)),
        ("<p>Copyright Jane Smith</p><p>By Al Roe</p>", ("Al Roe",)),
    ],
    ids=["with a place", "no names", "far above the body", "a credit"],
)
def test_names_between_headline_and_body(head: str, names: tuple[str, ...]) -> None:
    page = f"<html><body><h1>Gates fail</h1>{head}<div><p>{LONG}</p><p>{LONG}!</p></div>"
    layout = Layout(lxml.html.document_fromstring(page).find("body"), (), None)
    assert shown_authors(layout).names == names


def test_a_line_that_says_by_behind_the_body() -> None:
    teaser = "<p><a href='/a'>Five towns that moved uphill</a></p>"
    for behind, names in (
        ("<p>Share</p><p>Author: Jane Smith</p>", ("Jane Smith",)),
        (f"{teaser}<p>Author: Jane Smith</p>", ()),
    ):
        page = f"<html><body><h1>Gates fail</h1><div><p>{LONG}</p><p>{LONG}!</p></div>{behind}"
        layout = Layout(lxml.html.document_fromstring(page).find("body"), (), None)
        assert shown_authors(layout).names == names


def test_a_menu_is_no_byline() -> None:
    menu = "".join(f"<p>Jane Smith{letter}</p>" for letter in "abcdef")
    page = f"<html><body><h1>Gates fail</h1>{menu}<div><p>{LONG}</p><p>{LONG}!</p></div>"
    layout = Layout(lxml.html.document_fromstring(page).find("body"), (), None)
    assert shown_authors(layout).names == ()


@pytest.mark.parametrize(
    "body",
    [
        f"<p><strong>Jane Smith</strong></p><p>{LONG}</p><p>{LONG}!</p>",
        f"<p>{LONG}</p><p>Jane Smith</p><p>{LONG}!</p>",
        f"<p>{LONG}</p><p>{LONG}!</p><p>Jane Smith</p>",
        f"<p>{LONG}</p><p>{LONG}!</p></div><div class='article-author'>By Jane Smith</div><div>",
    ],
)
def test_who_signs_a_text_wrote_it(body: str) -> None:
    page = f"<html><body><h1>Gates fail</h1><div>{body}</div>"
    layout = Layout(lxml.html.document_fromstring(page).find("body"), (), None)
    assert shown_authors(layout).names == ("Jane Smith",)
    assert [layout.blocks[number].text for number in layout.kinds] == [LONG, f"{LONG}!"]


def test_a_byline_above_goes_before_one_behind() -> None:
    signed = f"<p class='byline'>By Al Roe</p><div><p>{LONG}</p><p>{LONG}!</p><p>Ann Lee</p></div>"
    page = f"<html><body><h1>Gates fail</h1>{signed}"
    layout = Layout(lxml.html.document_fromstring(page).find("body"), (), None)
    assert shown_authors(layout).names == ("Al Roe",)
