"""Quotes for other programs."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mediacorpus import Article, Block, Corpus, Entry, ValidationError, annotate, parse
from mediacorpus.export import COLUMNS, harmless, rows, write_csv, write_jsonl
from tests.strategies import AWKWARD, entries

TEXT = "It was late. “It is over,” Jane Smith told reporters in Oslo. Then she left the room."


def entry(text: str = TEXT, **fields: str) -> Entry:
    body = (Block(kind="paragraph", text=text),)
    return annotate(Article(id="a", language="en", headline="Talks fail", body=body, **fields))  # type: ignore[arg-type]


def table(data: bytes) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(data.decode("utf-8-sig"), newline="")))


def test_a_row_says_who_said_what_and_where() -> None:
    (row,) = rows([entry(publisher_name="The Post", url="https://example.org/1")])
    assert (row.article_id, row.headline, row.outlet) == ("a", "Talks fail", "The Post")
    assert (row.source, row.speaker, row.cue, row.addressee) == (
        "Jane Smith", "Jane Smith", "told", "reporters",
    )  # fmt: skip
    assert (row.quote, row.kind, row.stance) == ("It is over,", "direct", "says")
    assert row.before == "Talks fail It was late."
    assert row.after == "Jane Smith told reporters in Oslo. Then she left the room."


@pytest.mark.parametrize(
    ("context", "before", "after"),
    [
        (0, "", ""),
        (5, "", "Jane"),
        (6, "late.", "Jane"),
        (7, "late.", "Jane"),
        (12, "was late.", "Jane Smith"),
    ],
)
def test_context_is_cut_between_words(context: int, before: str, after: str) -> None:
    (row,) = rows([entry()], context=context)
    assert (row.before, row.after) == (before, after)


def test_the_context_of_a_negative_number_is_refused() -> None:
    with pytest.raises(ValidationError, match="context: -1"):
        list(rows([entry()], context=-1))


def test_quotes_with_their_entries_are_taken_one_by_one(tmp_path: Path, seed: bytes) -> None:
    corpus = Corpus.create(tmp_path / "corpus")
    corpus.add(parse(seed, engine="rules"))
    some = corpus.quotes(speaker="Basri")
    assert write_csv(some.with_entries(), tmp_path / "some.csv") == len(list(some)) == 4
    assert write_csv(corpus, tmp_path / "all.csv") == len(list(corpus.quotes()))
    shown = table((tmp_path / "some.csv").read_bytes())
    assert {row["source"] for row in shown} == {"Hussein al-Basri"}
    assert {row["date"] for row in shown} == {"2016-10-10"}


@given(entries())
def test_every_quote_of_any_entry_is_a_row_and_a_line(one: Entry) -> None:
    out, lines = io.BytesIO(), io.BytesIO()
    assert write_csv([one], out) == write_jsonl([one], lines) == len(one.quotes)
    made = table(out.getvalue())
    loaded = [json.loads(line) for line in lines.getvalue().decode().split("\n") if line]
    for quote, row, record in zip(one.quotes, made, loaded, strict=True):
        assert record["quote"] == quote.text
        assert row["quote"] == harmless(quote.text)
        assert set(record) == set(row) == set(COLUMNS)


@pytest.mark.parametrize("start", ["=", "+", "-", "@", "\t", "\r", "\n", " =", "＝", "＠"])
def test_no_cell_begins_like_a_formula(start: str) -> None:
    evil = f'{start}HYPERLINK("https://example.org")'
    one = entry(publisher_name=evil)
    out = io.BytesIO()
    write_csv([one], out)
    assert table(out.getvalue())[0]["outlet"] == f"'{evil}"


@given(st.text(st.sampled_from("=+-@'ab 1" + AWKWARD)))
def test_what_is_harmless_is_left_alone(cell: str) -> None:
    safe = harmless(cell)
    assert safe in (cell, f"'{cell}")
    assert not safe.lstrip().startswith(("=", "+", "-", "@"))


def test_excel_is_told_that_it_is_utf_8() -> None:
    with_mark, without = io.BytesIO(), io.BytesIO()
    write_csv([entry()], with_mark, excel=True)
    write_csv([entry()], without)
    assert with_mark.getvalue() == b"\xef\xbb\xbf" + without.getvalue()


def test_columns_are_chosen_by_name() -> None:
    out = io.BytesIO()
    write_csv([entry()], out, columns=["source", "quote", "places"])
    assert out.getvalue().decode() == 'source,quote,places\r\nJane Smith,"It is over,",25-38\r\n'
    with pytest.raises(ValidationError, match="'speech' is none of article_id, headline"):
        write_csv([entry()], out, columns=["speech"])


def test_a_file_appears_whole_or_not_at_all(tmp_path: Path) -> None:
    def broken() -> Iterator[Entry]:
        yield entry()
        raise RuntimeError("stopped")

    for write in (write_csv, write_jsonl):
        with pytest.raises(RuntimeError):
            write(broken(), tmp_path / "quotes")
    assert list(tmp_path.iterdir()) == []


def test_what_has_no_entry_or_no_column_is_told(tmp_path: Path) -> None:
    quote = entry().quotes[0]
    with pytest.raises(ValidationError, match=r"found: a quote without its entry: .*with_entries"):
        write_csv([quote], tmp_path / "x.csv")  # type: ignore[list-item]
    with pytest.raises(ValidationError, match=r"found: 'corpus' is a path: pass Corpus\.open"):
        write_csv("corpus", tmp_path / "x.csv")  # type: ignore[arg-type]
    with pytest.raises(ValidationError, match="columns: there are none"):
        write_csv([entry()], tmp_path / "x.csv", columns=[])
    assert not (tmp_path / "x.csv").exists()
