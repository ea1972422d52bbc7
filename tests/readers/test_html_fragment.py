"""Pieces of HTML that are all article."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mediacorpus.readers.html_fragment import fragment_of, has_markup, in_words


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("Gates <b>fail</b>", "Gates fail"),
        ("Gates fail &amp; rise", "Gates fail & rise"),
        ("1 < 2 and 3 > 2", "1 < 2 and 3 > 2"),
        ("<script>x()</script>Gates<style>p {}</style>", "Gates"),
        ("<p hidden>no</p><p style='display:none'>no</p>Gates", "Gates"),
        ("a<br/>b", "a b"),
        ("AT&T", "AT&T"),
        ("", ""),
    ],
)
def test_words_have_no_markup(text: str, said: str) -> None:
    assert in_words(text) == said


def test_blocks_pictures_and_captions_stand_in_their_order() -> None:
    found = fragment_of(
        "One<br><br>Two<p><img src='a.jpg' alt='A'></p><h3>Head</h3><ol><li>Item</li></ol>"
        "<div class='wp-caption'><img src='b.jpg'><p class='wp-caption-text'>A gate. (Photo: Jo Fuchs)</p></div>"
        "<p>Three <img src='data:image/png;base64,AA'></p>",
        "https://example.org/x/",
    )
    assert [(one.kind, one.text, one.url) for one in found.blocks] == [
        ("paragraph", "One", None),
        ("paragraph", "Two", None),
        ("image", None, "https://example.org/x/a.jpg"),
        ("subheading", "Head", None),
        ("list_item", "Item", None),
        ("caption", "A gate.", "https://example.org/x/b.jpg"),
        ("paragraph", "Three", None),
    ]
    assert found.blocks[5].credit == "Jo Fuchs"


@pytest.mark.parametrize(
    "behind",
    [
        "The post <a href='/1'>Gates</a> appeared first on <a href='/'>The Example</a>.",
        "Der Beitrag <a href='/1'>Tore</a> erschien zuerst auf <a href='/'>Beispiel</a>.",
        "<a href='/1'>Continue reading…</a>",
        "<a href='/1'>Lire la suite</a>",
    ],
)
def test_what_programs_put_behind_a_text_is_left_out_and_told(behind: str) -> None:
    found = fragment_of(f"<p>It rained.</p><p>{behind}</p>")
    assert found.text == "It rained."
    assert [one.code for one in found.notices] == ["furniture"]
    assert fragment_of("<p>They said: continue reading.</p>").text == "They said: continue reading."


def test_what_cannot_be_read_is_told() -> None:
    assert [one.code for one in fragment_of("<div>" * 100_000).notices] == ["text-left-out"]
    assert [one.code for one in fragment_of("<a " + "b=1 " * 5_000 + ">").notices] == [
        "text-left-out"
    ]
    assert [one.code for one in fragment_of("<p>It rained. <!-- ").notices] == ["markup-unclosed"]


@given(st.text(alphabet=st.sampled_from("<>&;ab /=\"'!-p#x0\n"), max_size=80))
def test_any_text_is_read(text: str) -> None:
    fragment_of(text, "https://example.org/")
    fragment_of(text, None, is_html=True)
    assert has_markup(text) or in_words(text) == " ".join(text.split())
