"""Captions, their credits and their pictures."""

from __future__ import annotations

import lxml.html
import pytest

from mediacorpus import Block
from mediacorpus.readers.html_captions import captions
from mediacorpus.readers.html_layout import Layout

LONG = "The gates that were built to keep the river out failed within an hour on Tuesday."


def found(figure: str, url: str | None = None) -> list[Block]:
    page = f"<html><body><h1>Gates fail</h1><div>{figure}<p>{LONG}</p><p>{LONG}!</p></div>"
    layout = Layout(lxml.html.document_fromstring(page).find("body"), (), None)
    return [block for _, block in captions(layout, url)]


@pytest.mark.parametrize(
    ("inner", "text", "credit"),
    [
        ("A gate in Arnmouth.", "A gate in Arnmouth.", None),
        ("A gate. <span class='credit'>Al Roe/AP</span>", "A gate.", "Al Roe/AP"),
        ("A gate <small>Photo: Al Roe</small>", "A gate", "Al Roe"),
        ("A gate. <span>Al Roe</span>", "A gate.", "Al Roe"),
        ("<span>A gate. (Photo: <cite>Al Roe</cite>)</span>", "A gate.", "Al Roe"),
        ("A gate in Arnmouth. (Al Roe)", "A gate in Arnmouth.", "Al Roe"),
        ("A gate in Arnmouth. © Al Roe", "A gate in Arnmouth.", "Al Roe"),
        ("A gate - Copyright <span class='credit'>Al Roe</span>", "A gate", "Al Roe"),
        ("A gate (crédit photo : <cite>Al Roe</cite>)", "A gate", "Al Roe"),
        ("Ann Lee / Photo: Al Roe", "Ann Lee", "Al Roe"),
        ("A gate in Arnmouth / Al Roe", "A gate in Arnmouth", "Al Roe"),
        ("A gate in Arnmouth / Al Roe / Example", "A gate in Arnmouth", "Al Roe / Example"),
        ("A gate. Photo: Al Roe.", "A gate.", "Al Roe"),
        ("A gate in March (Al Roe)", "A gate in March", "Al Roe"),
        ("A gate in Arnmouth (foto Al Roe)", "A gate in Arnmouth", "Al Roe"),
        ("A gate in Arnmouth (since removed)", "A gate in Arnmouth (since removed)", None),
        ("Ann Lee (left) and Al Roe", "Ann Lee (left) and Al Roe", None),
        ("<div>A gate</div><div>Reuters</div>", "A gate", "Reuters"),
        ("<div>Al Roe/AP</div><div>A gate</div>", "A gate", "Al Roe/AP"),
        ("<div>A gate</div><div>Photo: Al Roe (AP)</div>", "A gate", "Al Roe (AP)"),
        ("Image caption: A gate.", "A gate.", None),
        ("A gate.<button>Open</button><script>x()</script>", "A gate.", None),
    ],
)
def test_a_caption_and_its_credit(inner: str, text: str, credit: str | None) -> None:
    (block,) = found(f"<figure><img src='a.jpg'><figcaption>{inner}</figcaption></figure>")
    assert (block.text, block.credit) == (text, credit)


def test_where_the_picture_is() -> None:
    image = "<img src='data:,' data-src='/a.jpg' alt='A gate'>"
    figure = f"<figure>{image}<figcaption>A gate.</figcaption></figure>"
    (block,) = found(figure, "https://example.org/news/1")
    assert (block.url, block.alt) == ("https://example.org/a.jpg", "A gate")


def test_what_is_named_a_caption_and_has_no_picture_is_none() -> None:
    assert found("<div class='text-caption'>Published by Ann Lee in Oslo</div>") == []
    assert len(found("<div><img src='a'><div class='caption'>A gate.</div></div>")) == 1


def test_a_short_text_alone_beside_a_picture_is_about_it() -> None:
    (block,) = found(
        "<div><div><img src='a'></div><div>A gate in Arnmouth</div><i>Reuters</i></div>"
    )
    assert (block.text, block.credit) == ("A gate in Arnmouth", "Reuters")
    for other in (
        LONG * 5,
        "Al Roe",
        "Read more",
        "12 March 2019",
        "<a href='b'>A new gate opens</a>",
    ):
        assert found(f"<div><img src='a'><div>{other}</div></div>") == []


def test_a_picture_without_an_element_of_its_own_has_a_caption_that_is_named_so() -> None:
    (block,) = found("<div class='image-caption'>A gate.</div>")
    assert block.text == "A gate."


@pytest.mark.parametrize(
    ("box", "text"),
    [
        ("<div class='image-widget'><img src='a'><p>Ann Lee</p></div>", "Ann Lee"),
        ("<div class='post-image'><img src='a'>A gate (Photo: Al Roe)</div>", "A gate"),
        ("<div class='foto'><p>A gate in Arnmouth, in March. Photo: Al Roe</p></div>",
         "A gate in Arnmouth, in March."),
        ("<div class='image-widget'><img src='a'><p>Subscribers only</p></div>", None),
        ("<div class='image-widget'><img src='a'><p>Reuters</p></div>", None),
        ("<div class='foto'><p>A gate in Arnmouth, in March</p></div>", None),
    ],
)  # fmt: skip
def test_what_stands_in_an_element_named_as_a_picture(box: str, text: str | None) -> None:
    assert [block.text for block in found(box)] == ([text] if text else [])


@pytest.mark.parametrize(
    "box",
    [
        "<div><img src='a'><blockquote>It rained for a week.</blockquote>Ann Lee, of Arnmouth</div>",
        "<div><img src='a'><h3><div>Five towns that moved uphill</div></h3></div>",
        "<div><img src='a'><div>Written by the desk at 18:50</div></div>",
    ],
    ids=["a quotation", "a heading", "a clock"],
)
def test_what_stands_beside_a_picture_and_is_not_about_it(box: str) -> None:
    assert found(box) == []


def test_the_same_caption_is_there_once() -> None:
    figure = "<figure><figcaption>A gate in Arnmouth.</figcaption></figure>"
    assert len(found(figure * 2)) == 1


SAVED = "<figure><img src='{}'><figcaption>A film.</figcaption></figure></div>"
SCHOOL = (
    "<figure><img src='b.jpg'><figcaption>A school in Arnmouth. Photo: Al Roe</figcaption></figure>"
)
STREET = "<figure><img src='c.jpg'><figcaption>A street under water.</figcaption></figure>"


@pytest.mark.parametrize(
    ("behind", "texts"),
    [
        (f"{SCHOOL}</div>", ["A school in Arnmouth."]),
        (f"{SCHOOL}<p>Share</p>{STREET}</div>", ["A school in Arnmouth.", "A street under water."]),
        (f"</div>{SCHOOL}{STREET}", ["A school in Arnmouth.", "A street under water."]),
        (f"</div><p>Read more</p>{SCHOOL}", []),
        (f"<div class='related'>{SCHOOL}</div></div>", []),
        (f"</div><aside>{SCHOOL}</aside>", []),
        (f"</div><div class='teaser'>{SCHOOL}</div>", []),
        (f"</div></article>{SCHOOL}", []),
        (f"<a href='/b'>{SCHOOL}</a></div>", []),
        ("<figure><video></video><figcaption>A film.</figcaption></figure></div>", []),
        (SAVED.format("data:image/png;base64,"), ["A film."]),
        (SAVED.format("Gates-Dateien/a.png"), ["A film."]),
        (SAVED.format("data:image/svg+xml,%3Csvg%3E"), []),
        ("<div><img src='d.jpg'><div>Jane Smith writes of rivers</div></div></div>", []),
        ("<div><img src='d.jpg'><div class='caption'>A gate.</div></div></div>", ["A gate."]),
    ],
    ids=[
        "within the body", "with something between", "behind the body", "behind something else",
        "in furniture", "aside", "in a teaser", "of no article", "in a link", "without a picture",
        "written into the page", "in a folder", "not loaded",
        "no caption by name", "a caption by name",
    ],
)  # fmt: skip
def test_captions_behind_the_last_paragraph(behind: str, texts: list[str]) -> None:
    body = f"<div class='text'><p>{LONG}</p><p>{LONG}!</p>{behind}"
    page = f"<html><body><article><h1>Gates fail</h1>{body}"
    layout = Layout(lxml.html.document_fromstring(page).find("body"), (), None)
    found = list(captions(layout, None))
    assert [block.text for _, block in found] == texts
    assert all(number > max(layout.kinds) for numbers, _ in found for number in numbers)
