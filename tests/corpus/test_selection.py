"""What a corpus answers is found anew each time, and shown as far as a screen holds."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from mediacorpus import Article, Corpus, Entry, ValidationError
from mediacorpus.corpus import Selection
from mediacorpus.corpus.selection import SHOWN


def entries(count: int) -> list[Entry]:
    return [Entry(article=Article(id=f"a{n}", headline=f"Number {n}")) for n in range(count)]


def test_a_selection_is_gone_through_again_and_sees_what_came() -> None:
    there = entries(1)
    selection = Selection(lambda: ((one, one) for one in there))
    assert list(selection) == list(selection) == entries(1)
    there += entries(2)[1:]
    assert list(selection) == entries(2)
    assert list(selection.with_entries()) == [(one, one) for one in entries(2)]


def test_a_selection_shows_its_beginning_and_looks_for_no_more() -> None:
    looked_at: list[Entry] = []

    def find() -> Iterator[tuple[Entry, Entry]]:
        for one in entries(1000):
            looked_at.append(one)
            yield one, one

    shown = repr(Selection(find)).splitlines()
    assert shown == [*map(repr, entries(SHOWN)), "…"]
    assert len(looked_at) == SHOWN + 1
    assert f"Number {SHOWN - 1}" in Selection(find)._repr_html_()
    assert f"Number {SHOWN}" not in Selection(find)._repr_html_()


def test_a_selection_of_as_many_as_are_shown_is_whole() -> None:
    selection = Selection(lambda: ((one, one) for one in entries(SHOWN)))
    assert repr(selection).splitlines() == [repr(one) for one in entries(SHOWN)]
    assert repr(Selection(lambda: iter(()))) == "nothing found"


@pytest.mark.parametrize("ask", [Corpus.entries, Corpus.quotes, Corpus.sources])
def test_what_can_fit_nothing_is_refused(tmp_path: Path, ask: Callable[..., object]) -> None:
    corpus = Corpus.create(tmp_path / "corpus")
    with pytest.raises(ValidationError, match=r"since: 2025 lies behind until \(2024-12-31\)"):
        ask(corpus, since="2025", until="2024-12-31")
    ask(corpus, since="2024-05", until="2024")
    with pytest.raises(ValidationError, match="publisher: 5 is no text"):
        ask(corpus, publisher=5)


def test_a_corpus_is_opened_and_not_made_of_its_path() -> None:
    with pytest.raises(ValidationError, match=r"Corpus: use Corpus\.open\(path\)"):
        Corpus("corpus")  # type: ignore[arg-type]


def test_quotes_with_their_entries_are_gone_through_again_and_shown() -> None:
    there = entries(30)
    pairs = Selection(lambda: ((one, one) for one in there)).with_entries()
    assert list(pairs) == list(pairs) == [(one, one) for one in there]
    assert repr(pairs).count("\n") == SHOWN
    assert "Number 3" in pairs._repr_html_()
