"""What is shown is clean, whole, and marked where it should be."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from hypothesis import given
from hypothesis import strategies as st
from lxml.html.builder import E

from mediacorpus import Article, Block, Entry, Quote, Source, Span, parse
from mediacorpus.views import clean, facts, html, marked, terminal
from tests.growth import growth
from tests.strategies import entries


def test_escape_sequences_are_taken_out() -> None:
    assert clean("a\x1b[31mred\x1b[0m b") == "ared b"
    assert clean("\x1b]0;title\x07x\x1b]8;;http://example.org\x1b\\link\x1b]8;;\x1b\\") == "xlink"
    assert clean("\x9b31mred") == "red"


def test_an_escape_sequence_without_an_end_takes_nothing_with_it() -> None:
    assert clean("\x1b]0;title and the rest\nof the text") == "0;title and the rest\nof the text"
    assert clean("\x1b[31") == "31"
    assert clean("\x1b") == "\ufffd"


@pytest.mark.parametrize(
    ("byline", "authors", "shown"),
    [
        (None, ("Jane Smith", "Al Roe"), ["Jane Smith, Al Roe"]),
        ("By JANE SMITH, Oslo", ("Jane Smith",), ["By JANE SMITH, Oslo"]),
        ("By Jane Smith", ("Jane Smith", "Al Roe"), ["By Jane Smith", "Al Roe"]),
        ("By Al Roeder", ("Al Roe",), ["By Al Roeder", "Al Roe"]),
        ("By the desk", (), ["By the desk"]),
        (None, (), []),
    ],
)
def test_who_wrote_an_article_is_shown_once(
    byline: str | None, authors: tuple[str, ...], shown: list[str]
) -> None:
    article = Article(id="a", domain="example.org", byline=byline, authors=authors)
    assert list(facts(article)) == ["example.org", "undated", *shown]
    entry = Entry(article=article)
    line = " · ".join(["example.org", "undated", *shown])
    assert line in str(terminal.entry(entry).renderables[0])
    assert line in html.entry(entry)


def test_what_is_no_text_is_shown_as_such() -> None:
    assert clean("nul \0 bell \x07 del \x7f c1 \x85") == "nul � bell � del � c1 �"
    assert clean("a\ufffe\uffff\ufdd0\U0001ffff\ud800b") == "a�����b"
    assert clean("line\nnext\ttab\r\nnext\rnext") == "line\nnext\ttab\nnext\nnext"


def test_marks_that_turn_the_direction_are_made_visible() -> None:
    assert clean("user\u202etxt.exe") == "user⟨U+202E⟩txt.exe"
    assert clean("سلام\u200f!") == "سلام\u200f!"


@given(st.text(st.characters() | st.sampled_from("\x1b\ufffe\uffff\x85\x9b\r\udfff[];")))
def test_any_text_is_safe_to_show(text: str) -> None:
    shown = clean(text)
    assert not set(shown) & {chr(n) for n in (*range(9), *range(11, 32), *range(127, 160))}
    shown.encode("utf-8")
    assert (E.p(shown).text or "") == shown  # libxml2 takes it


@given(entries())
def test_pieces_make_up_the_text(entry: Entry) -> None:
    shown = list(marked(entry))
    assert [segment for segment, _ in shown] == list(entry.article.segments)
    for segment, pieces in shown:
        words = "".join(piece.text for piece in pieces)
        assert words == clean(words)
        if segment.span.of(entry.article.text).isprintable():
            assert words == segment.span.of(entry.article.text)


def test_the_parts_of_a_quote_are_marked() -> None:
    (entry,) = parse("“We go,” Jane Smith told reporters, and so they all left the city of Oslo.")
    ((_, pieces),) = marked(entry)
    assert [(piece.role, piece.text) for piece in pieces if piece.role] == [
        ("content", "“We go,”"), ("speaker", "Jane Smith"), ("cue", "told"),
        ("addressee", "reporters"),
    ]  # fmt: skip


def _quoted(parts: list[str], spans: list[Span]) -> Entry:
    """An article of these paragraphs, each span of it a quote of somebody else."""
    article = Article(id="a", body=tuple(Block(kind="paragraph", text=part) for part in parts))
    return Entry(
        article=article,
        sources=tuple(
            Source(id=f"s{n}", article_id="a", name=f"A{n}", key="a") for n in range(len(spans))
        ),
        quotes=tuple(
            Quote(
                id=f"q{n}",
                article_id="a",
                kind="indirect",
                content=(span,),
                text=span.of(article.text),
                source_id=f"s{n}",
            )
            for n, span in enumerate(spans)
        ),
    )


def _nested(depth: int) -> Entry:
    return _quoted(["a" * 2 * depth], [Span(start=n, end=2 * depth - n) for n in range(depth)])


def _in_a_row(count: int) -> Entry:
    return _quoted(["a"] * count, [Span(start=3 * n, end=3 * n + 1) for n in range(count)])


def test_of_quotes_within_quotes_the_inner_one_is_shown() -> None:
    ((_, pieces),) = marked(_nested(3))
    assert [piece.quote.id for piece in pieces if piece.quote] == ["q0", "q1", "q2", "q1", "q0"]


@pytest.mark.parametrize(
    ("show", "make", "size"),
    [
        (lambda entry: list(marked(entry)), _nested, 500),
        (lambda entry: list(marked(entry)), _in_a_row, 500),
        (html.entry, _in_a_row, 50),
        (lambda entry: list(terminal.entry(entry).renderables), _in_a_row, 100),
    ],
)
def test_time_grows_with_the_entry(
    show: Callable[[Entry], object], make: Callable[[int], Entry], size: int
) -> None:
    assert growth(show, make(size), make(8 * size)) < 8 * 3
