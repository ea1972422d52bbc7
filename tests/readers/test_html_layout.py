"""Which blocks of a page are its article's."""

from __future__ import annotations

import lxml.html
import pytest

from mediacorpus.readers.html_layout import Layout

LONG = "The gates that were built to keep the river out failed within an hour on Tuesday."


def layout(markup: str, *titles: str) -> Layout:
    tree = lxml.html.document_fromstring(f"<html><body>{markup}</body></html>")
    return Layout(tree.find("body"), titles, None)


def kinds(markup: str) -> list[tuple[str, str]]:
    found = layout(markup)
    return [(kind, found.blocks[number].text) for number, kind in found.kinds.items()]


def story(inner: str) -> str:
    return f"<div class='story'><p>{LONG} 1</p>{inner}<p>{LONG} 2</p><p>{LONG} 3</p></div>"


@pytest.mark.parametrize(
    ("inner", "kind"),
    [
        ("<h2>What went wrong</h2>", "subheading"),
        ("<ul><li>It rained for a week.</li></ul>", "list_item"),
        ("<p>It rained.</p>", "paragraph"),
        (f"<p><a href='#'>{LONG}</a></p>", "paragraph"),
        ("<p><a href='#'>Five towns that moved uphill</a></p>", None),
        (f"<aside><p>{LONG} 4</p></aside>", None),
        (f"<div class='related-box'><p>{LONG} 4</p></div>", None),
        ("<div class='offer'><p>Sign up and read all of it on any day.</p></div>", None),
        ("<figure><figcaption>A gate in Arnmouth, on a day of rain.</figcaption></figure>", None),
        ("<div class='caption'>A gate in Arnmouth, on a day of rain.</div>", None),
        (f"<article><h3><a href='/x'>Five towns</a></h3><p>{LONG} 4</p></article>", None),
        (f"<article><a href='/x'><h3>Five towns</h3></a><p>{LONG} 4</p></article>", None),
        ("<p>Share</p>", None),
        ("<p>12 March 2019, 14:05</p>", None),
    ],
)
def test_what_stands_between_paragraphs(inner: str, kind: str | None) -> None:
    between = [found for found, text in kinds(story(inner)) if text[-1] not in "123"]
    assert between == ([kind] if kind else [])


@pytest.mark.parametrize(
    ("line", "kind"),
    [
        ("<p><strong>A warning that nobody heard</strong></p>", "subheading"),
        ("<p class='ladillo'>A warning that nobody heard</p>", "subheading"),
        ("<p><b>Who knew of it, and since when?</b></p>", "paragraph"),
        ("<p><b>It rained.</b></p>", "paragraph"),
        ("<p><b>Anna Muster</b></p>", "paragraph"),
        ("<p><b>A warning</b> that nobody heard</p>", "paragraph"),
    ],
)
def test_a_line_in_bold_between_paragraphs_is_a_subheading(line: str, kind: str) -> None:
    assert kinds(story(line))[1][0] == kind
    at_the_end = kinds(f"<div><p>{LONG} 1</p><p>{LONG} 2</p>{line}</div>")
    assert [found for found, _ in at_the_end] == ["paragraph"] * 3


def test_a_name_of_furniture_does_not_hide_the_article() -> None:
    inner = "".join(f"<div class='paywall'><p>{LONG} {n}</p></div>" for n in range(5))
    assert len(kinds(f"<div>{inner}</div>")) == 5


def test_what_stands_there_three_times_is_no_part_of_it() -> None:
    found = kinds(story("<h2>Article</h2><p>One.</p><h2>Article</h2><p>Two.</p><h2>Article</h2>"))
    assert [text for _, text in found[1:-2]] == ["One.", "Two."]


def test_of_two_articles_the_one_with_the_headline() -> None:
    two = "".join(
        f"<article><h1>{title}</h1><div><p>{LONG} {title}</p></div></article>"
        for title in ("Gates fail", "Towns move")
    )
    found = layout(two, "towns move")
    assert [found.blocks[number].text for number in found.kinds] == [f"{LONG} Towns move"]


@pytest.mark.parametrize(
    ("markup", "standfirst"),
    [
        ("<h1>Gates fail</h1><p>It rained for a week in Arnmouth and beyond.</p>{}", True),
        ("<h1>Gates fail</h1><p class='lead'>It rained in Arnmouth.</p>{}", True),
        ("<div><h1>Gates fail</h1><div class='dek'><span>It rained in Arnmouth.</span></div></div>{}",
         True),
        ("<h1>Gates fail</h1><p>5 May 2019</p>{}", False),
        ("<h1>Gates fail</h1><p>Share</p>{}", False),
    ],
)  # fmt: skip
def test_the_standfirst(markup: str, standfirst: bool) -> None:
    found = layout(markup.format(story("")))
    words = [found.blocks[number].text[:9] for number in found.take_standfirst(())]
    assert words == (["It rained"] if standfirst else [])


def test_what_the_page_says_describes_it_is_the_standfirst() -> None:
    found = layout(f"<h1>Gates fail</h1><div><p>It rained for a week.</p>{story('')}</div>")
    (number,) = found.take_standfirst({"it rained for a week"})
    assert found.blocks[number].text == "It rained for a week."
    assert number not in found.kinds


SHORT = "".join(
    f"<p>{text}</p>"
    for text in (
        "The gates failed within an hour, an inquiry heard on Monday.",
        "“We wrote to the council,” said Anna Muster, who ran the station.",
        "The council denied it had received the letters.",
    )
)
DEK = "The council knew of the danger for three years, letters seen by this newspaper show, and did nothing."


@pytest.mark.parametrize(
    "page",
    [
        f"<header><h1>Gates fail</h1><p>{DEK}</p></header><div class='text'>{SHORT}</div>",
        f"<div class='top'><h1>Gates fail</h1><p class='dek'>{DEK}</p></div><section>{SHORT}</section>",
        f"""<header><h1>Gates fail</h1><div class='intro'><p>{DEK}</p></div>
<p>Published 22 August 2023 at 07:00, updated 23 August 2023 at 09:41</p></header>
<section><article>{SHORT}</article></section>""",
    ],
)
def test_a_standfirst_beside_the_headline_may_be_half_of_a_short_text(page: str) -> None:
    found = layout(f"<main>{page}</main>")
    assert [found.blocks[n].text for n in found.take_standfirst(())] == [DEK]
    assert list(found.kinds.values()) == ["paragraph"] * 3


def test_one_paragraph_is_an_article_where_nothing_but_comments_follow() -> None:
    comments = "".join(f"<p>{LONG} {n}</p>" for n in range(2))
    found = kinds(
        f"<article><h1>Gates fail</h1><p>{DEK}</p></article><div class='comments'>{comments}</div>"
    )
    assert found == [("paragraph", DEK)]


def test_short_lines_between_empty_lines() -> None:
    found = kinds(f"""<div>{LONG}<br><br>“No,” he said.<br><br><b>Nobody listened</b><br><br>
{LONG} It rained.<br><br><a href='/x'>READ MORE: Fares to rise</a><br><br>Talks go on.<br><br>A table</div>""")
    assert found[1:] == [
        ("paragraph", "“No,” he said."),
        ("subheading", "Nobody listened"),
        ("paragraph", f"{LONG} It rained."),
        ("paragraph", "Talks go on."),
    ]
