"""Our own JSONL as raw material."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given, settings

from mediacorpus import (
    Corpus,
    Entry,
    ParseError,
    Rejection,
    Source,
    dump,
    dumps,
    evolve,
    parse,
    read,
)
from mediacorpus.limits import Limits
from mediacorpus.readers import choose
from tests.strategies import entries

PAGE = """Gates fail within an hour

12 March 2019

“We wrote to the council every spring,” said Anna Muster, who ran the station until 2017.
"""


@pytest.fixture(scope="module")
def entry() -> Entry:
    (found,) = parse(PAGE, engine="rules")
    return found


def test_an_entry_comes_back_as_it_is(entry: Entry) -> None:
    assert parse(dumps(entry)) == [entry]
    assert parse(b"\xef\xbb\xbf" + dumps(entry) + b"\r\n\n" + dumps(entry)) == [entry, entry]


@settings(deadline=None, max_examples=40)
@given(entries())
def test_any_entry_with_quotes_comes_back(entry: Entry) -> None:
    if entry.quotes or entry.sources:
        assert parse(dumps(entry)) == [entry]


def test_an_article_gets_its_quotes_and_so_does_an_entry_without(entry: Entry) -> None:
    bare = Entry(article=evolve(entry.article, publisher=None))
    for line in (dumps(entry.article), dumps(bare)):
        (found,) = parse(line, engine="rules")
        assert [quote.text for quote in found.quotes] == [quote.text for quote in entry.quotes]


def test_an_entry_in_which_none_were_found_is_not_looked_through_again() -> None:
    (entry,) = parse("Gates fail\n\nThe gates failed within an hour of the first warning.")
    assert parse(dumps(entry)) == [entry]


def test_without_quotes_the_article_is_alone(entry: Entry) -> None:
    (found,) = parse(dumps(entry), quotes=False)
    assert (found.quotes, found.sources, found.article.publisher) == ((), (), None)
    assert found.article.text == entry.article.text


def test_a_bad_line_costs_itself_alone(entry: Entry, tmp_path: Path) -> None:
    line = dumps(entry)
    lines = [
        line,
        line.replace(b"mediacorpus/1", b"mediacorpus/9"),
        line[:200],
        line.replace(b"Gates fail", b"Gates hold"),
        dumps(Source(id="s1", name="Getty", key="getty")),
        b'{"title": "Gates"}',
        b"\xff\xfe",
        b"[" * 100_000,
        dumps(entry.article),
    ]
    path = tmp_path / "a.jsonl"
    path.write_bytes(b"\n".join(one.strip() for one in lines))
    found = list(read(path, engine="rules"))
    codes = [one.code if isinstance(one, Rejection) else "ok" for one in found]
    assert codes == [
        "ok", "unknown-schema", "not-an-entry", "not-an-entry", "unknown-schema", "unknown-schema",
        "not-an-entry", "not-an-entry", "ok",
    ]  # fmt: skip
    assert len(found) == 9
    second = found[1]
    assert isinstance(second, Rejection)
    assert "newer than this version of mediacorpus" in second.reason
    assert second.item == 2


def test_a_line_that_is_too_large_is_rejected(entry: Entry) -> None:
    with pytest.raises(ParseError, match="more than 1000 bytes"):
        parse(dumps(entry), limits=Limits(decoded_bytes=1000))


def test_ingest_takes_what_parse_wrote(entry: Entry, tmp_path: Path) -> None:
    dump([entry], tmp_path / "a.jsonl")
    corpus = Corpus.create(tmp_path / "corpus")
    report = corpus.ingest(tmp_path / "a.jsonl")
    assert (report.new, list(corpus)) == (1, [entry])
    assert corpus.ingest(tmp_path / "a.jsonl").known == 1


def test_it_is_known_by_its_schema() -> None:
    for head in (b'{"schema":"mediacorpus/1",', b' { "schema" : "mediacorpus.article/1"'):
        chosen = choose(head)
        assert chosen
        assert chosen.name == "mediacorpus-jsonl"
    assert choose(b'{"schema":"other/1","title":"a"}') is None
