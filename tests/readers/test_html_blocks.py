"""Markup as blocks of text."""

from __future__ import annotations

import lxml.html
import pytest
from hypothesis import given
from hypothesis import strategies as st
from lxml.html import HtmlElement

from mediacorpus.readers.html_blocks import address, blocks_of, chain, path_of, words_of


def tree(markup: str) -> HtmlElement:
    return lxml.html.document_fromstring(f"<html><body>{markup}</body></html>").find("body")


@pytest.mark.parametrize(
    ("markup", "texts"),
    [
        ("<p>One <b>and</b> the <a href='#'>same</a>.</p>", ["One and the same."]),
        ("<p>One.</p><p>Two.</p>", ["One.", "Two."]),
        ("<div>One.<p>Two.</p>Three.</div>", ["One.", "Two.", "Three."]),
        ("<p>One<br>line</p>", ["One line"]),
        (
            "<div>One<br>line.<br> <br/>Two.<br><br><br>Three.</div>",
            ["One line.", "Two.", "Three."],
        ),
        ("<p>One<br><br>paragraph</p>", ["One paragraph"]),
        ("<ul><li>One</li><li>Two</li></ul>", ["One", "Two"]),
        ("<p>One<script>var a;</script><!-- Two --><button>Three</button></p>", ["One"]),
        ("<p hidden>One</p><p style='display: none'>Two</p><p class='d-none'>Three</p>", []),
        ("<p class='hidden md:block'>One</p>", ["One"]),
        ("<p>soft\xadhyphen\u200b</p>", ["softhyphen"]),
    ],
)
def test_a_block_is_what_stands_on_lines_of_its_own(markup: str, texts: list[str]) -> None:
    assert [block.text for block in blocks_of(tree(markup))] == texts


def test_how_much_of_a_block_is_linked() -> None:
    (block,) = blocks_of(tree("<p>Read <a href='#'>more</a></p>"))
    assert block.linked == pytest.approx(4 / 9)


def test_deep_markup_is_walked() -> None:
    (block,) = blocks_of(tree("<i>" * 200 + "One" + "</i>" * 200))
    assert block.text == "One"


def test_words_of_classes_and_what_an_element_stands_in() -> None:
    element = tree("<div class='Article__shareBox x-12' id='top'><p>One</p></div>")[0]
    assert words_of(element) == {"article", "share", "box", "x", "top"}
    assert [one.tag for one in chain(element[0], levels=2)] == ["p", "div"]
    assert [one.tag for one in chain(element[0])] == ["p", "div", "body", "html"]


@given(
    st.lists(st.sampled_from(["<p>", "</p>", "<b>", "</b>", "<div>", "</div>", "word ", "<br>"]))
)
def test_no_word_is_lost_or_doubled(parts: list[str]) -> None:
    found = blocks_of(tree("".join(parts)))
    assert " ".join(block.text for block in found).split() == ["word"] * parts.count("word ")


def test_an_element_that_html_does_not_know_has_its_name() -> None:
    (element,) = tree("<amp-ad class='box'>x</amp-ad>")
    assert words_of(element) == {"amp", "ad", "box"}


@pytest.mark.parametrize(
    ("link", "url"),
    [
        ("javascript:alert(1)", None),
        (" /a ", "https://example.org/a"),
        ("//other.example/a", "https://other.example/a"),
        ("", None),
        ("https://[x/", None),
    ],
)
def test_where_a_link_leads(link: str, url: str | None) -> None:
    assert address("https://example.org/b", link) == url


@given(
    st.lists(st.sampled_from(["<p>", "</p>", "<fb:like>", "<!-- a -->", "<a.b>", "<x$y>", "One"]))
)
def test_a_path_finds_its_element(parts: list[str]) -> None:
    body = tree("".join(parts))
    for element in body.iter("*"):
        assert body.getroottree().xpath(path_of(element)) == [element]


def test_a_path_has_names_where_it_can() -> None:
    body = tree("<div><p>One</p><p>Two</p><o:p>Three</o:p></div>")
    assert [path_of(one) for one in body[0]] == [
        "/html/body/div/p[1]",
        "/html/body/div/p[2]",
        "/*[1]/*[1]/*[1]/*[3]",
    ]
