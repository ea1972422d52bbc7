"""Pull quotes: what stands on a page a second time."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mediacorpus import Block, parse
from mediacorpus.readers.pull_quotes import with_pull_quotes

LONG = (
    "“We wrote to the council every spring,” said Anna Muster, who ran the station. “Nobody wrote "
    "back to us in all these years, and we never knew why that was so.”"
)


def kinds(*texts: str) -> list[str]:
    blocks = [Block(kind="paragraph", text=text) for text in texts]
    return [block.kind for block in with_pull_quotes(blocks)]


@pytest.mark.parametrize(
    "text",
    [
        "“Nobody wrote back to us in all these years”",
        "“We wrote to the council every spring. Nobody wrote back to us.”",
        "NOBODY WROTE BACK TO US IN ALL THESE YEARS",
    ],
)
def test_a_paragraph_that_repeats_words_of_another_is_a_pull_quote(text: str) -> None:
    assert kinds(text, LONG) == ["pull_quote", "paragraph"]


@pytest.mark.parametrize(
    "text",
    [
        "“Nobody wrote back to us.”",
        "Nobody wrote back to us in all these years, she told the court.",
        "They wrote to the council every spring, and it was ready for that.",
    ],
)
def test_few_words_and_new_ones_are_none(text: str) -> None:
    assert kinds(text, LONG) == ["paragraph", "paragraph"]


def test_of_two_that_are_alike_one_stays() -> None:
    assert kinds(LONG, LONG) == ["paragraph", "pull_quote"]


def test_one_that_is_put_together_from_two_paragraphs() -> None:
    parts = "“Nobody wrote back to us,” she said.", "“We wrote every spring for years,” he said."
    assert kinds("Nobody wrote back to us. We wrote every spring for years.", *parts) == [
        "pull_quote",
        "paragraph",
        "paragraph",
    ]


def test_headings_stay_headings() -> None:
    heading = Block(kind="subheading", text="“Nobody wrote back to us in all these years”")
    assert with_pull_quotes([heading, Block(kind="paragraph", text=LONG)])[0] is heading


@pytest.mark.parametrize("page", ["{0}\n\n{1}\n\n{2}\n", "<h1>{0}</h1><p>{1}</p><p>{2}</p></body>"])
def test_readers_tell_them(page: str) -> None:
    quote = "“Nobody wrote back to us in all these years.”"
    (entry,) = parse(page.format("Gates fail", LONG, quote), language="en", quotes=False)
    assert [block.kind for block in entry.article.body] == ["paragraph", "pull_quote"]


@given(st.lists(st.text(min_size=1) | st.just(LONG)))
def test_nothing_but_the_kind_changes(texts: list[str]) -> None:
    blocks = [Block(kind="paragraph", text=text) for text in texts]
    assert [block.text for block in with_pull_quotes(blocks)] == texts
