"""Records in the terminal."""

from __future__ import annotations

import io

import pytest
from hypothesis import given
from rich.console import Console

from mediacorpus import Article, Block, Entry, Span, annotate, parse
from mediacorpus.quotes.scoring import AnnotatedArticle, AnnotatedQuote, score
from mediacorpus.views import terminal
from tests.strategies import entries


def shown(one: object, *, colour: bool = False, width: int = 100) -> str:
    out = io.StringIO()
    Console(
        file=out, width=width, force_terminal=colour, color_system="standard" if colour else None
    ).print(one)
    return out.getvalue()


def test_the_article_and_who_said_what(seed: bytes) -> None:
    (entry,) = parse(seed, engine="rules")
    text = shown(terminal.entry(entry))
    assert "The New Arab · 2016-10-10 · 3 minutes to read" in text
    assert "Video of captured Iraqi militants in Aleppo draws criticism" in text
    assert "Harakat al-Nujaba has deployed around 1,000 fighters to Aleppo [Getty]" in text
    assert "Hussein al-Basri (person; Member of the Shia Sadrist movement)" in text
    assert "saying: “Iraq is our priority. Members of the faction are not mercenaries.”" in text
    assert "Not quoted: The New Arab (outlet), YouTube (platform), Getty (agency)" in text


def test_a_speaker_has_one_colour(seed: bytes) -> None:
    (entry,) = parse(seed, engine="rules")
    text = shown(terminal.entry(entry), colour=True, width=400)
    colours = {
        line.partition("Basri")[0].rpartition("\x1b[")[2]
        for line in text.splitlines()
        if "Basri\x1b" in line and "al-Basri" not in line
    }
    assert len(colours) == 1


def test_text_from_outside_is_neither_markup_nor_control() -> None:
    evil = "[bold red]x[/] \x1b[31m :smile: \u202e"
    body = (Block(kind="paragraph", text=f"“{evil},” Jane Smith said."),)
    entry = annotate(Article(id="a", language="en", headline=evil, body=body))
    text = shown(terminal.entry(entry))
    assert "[bold red]x[/]" in text
    assert ":smile:" in text
    assert "\x1b" not in text
    assert "⟨U+202E⟩" in text


@given(entries())
def test_any_entry_is_shown(entry: Entry) -> None:
    text = shown(terminal.entry(entry)) + shown(terminal.entries([entry]))
    text += shown(terminal.quotes((entry, quote) for quote in entry.quotes))
    assert "\x1b" not in text
    assert "\0" not in text


def test_in_a_pipe_a_row_is_a_line_and_whole(
    seed: bytes, capsys: pytest.CaptureFixture[str]
) -> None:
    (entry,) = parse(seed, engine="rules")
    terminal.console().print(terminal.quotes((entry, quote) for quote in entry.quotes))
    lines = capsys.readouterr().out.splitlines()
    assert len(lines) == 1 + len(entry.quotes)
    for line, quote in zip(lines[1:], entry.quotes, strict=True):
        assert quote.text in line
        assert line.rstrip().endswith("2016-10-10")
    terminal.console().print(terminal.entry(entry))
    page = capsys.readouterr().out
    assert all(segment.span.of(entry.article.text) in page for segment in entry.article.segments)


def test_in_a_pipe_a_long_row_does_not_make_the_others_long(
    capsys: pytest.CaptureFixture[str],
) -> None:
    said = f"“{'We shall not stay in this town for one more winter, no, ' * 8}no,” Jane Smith said."
    body = (Block(kind="paragraph", text=said), Block(kind="paragraph", text="“No,” Ann Lee said."))
    entry = annotate(Article(id="a", language="en", body=body), engine="rules")
    terminal.console().print(terminal.quotes((entry, quote) for quote in entry.quotes))
    heads, long, short = capsys.readouterr().out.splitlines()
    assert heads.split("\t") == ["who", "says", "what", "where", "when"]
    assert long.split("\t")[:2] == ["Jane Smith", "said"]
    assert len(long) > 400
    assert short.split("\t") == ["Ann Lee", "said", "No,", "", ""]
    terminal.console().print(terminal.entries([entry]))
    assert capsys.readouterr().out.splitlines()[1].split("\t")[3:] == ["2", "a"]


def test_a_score_is_a_table_of_shares() -> None:
    said = AnnotatedQuote(
        content=(Span(start=0, end=4),), kind="direct", names=("A",), rule="x", confidence=1.0
    )
    one = AnnotatedArticle(id="a", text="“No” he", quotes=(said,))
    text = shown(terminal.score(score([one], [one])))
    assert "1 article; shares in per cent" in text
    assert "source resolved, given a match  100.0" in text
    assert [line.split() for line in text.splitlines() if line.startswith(("x ", "0.9"))] == [
        ["x", "1", "1", "100.0"],
        ["0.9", "to", "1.0", "1", "1", "100.0"],
    ]


def test_an_empty_answer_says_so() -> None:
    assert shown(terminal.quotes([])) == shown(terminal.entries([])) == "nothing found\n"
    assert "No quotes were found" in shown(terminal.entry(Entry(article=Article(id="a"))))


def test_in_a_pipe_no_line_ends_in_spaces(seed: bytes, capsys: pytest.CaptureFixture[str]) -> None:
    (entry,) = parse(seed, engine="rules")
    terminal.console().print(terminal.entry(entry, rules=True))
    lines = capsys.readouterr().out.splitlines()
    assert [line for line in lines if line != line.rstrip()] == []
    assert max(map(len, lines)) > 200


def test_a_score_shows_itself_as_the_table_that_the_command_prints() -> None:
    shown = repr(score([], []))
    assert shown.startswith("0 articles; shares in per cent\n\n")
    assert "quotes in the gold" in shown
    assert all(line == line.rstrip() for line in shown.splitlines())
