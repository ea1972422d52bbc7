"""What is written is read back the same, and what is not whole is never read as if it were."""

from __future__ import annotations

import datetime
import gzip
import io
import json
import re
from collections.abc import Callable
from pathlib import Path
from typing import Any

import jsonschema
import pytest
import zstandard
from hypothesis import given
from hypothesis import strategies as st

from mediacorpus import (
    Article,
    Block,
    DecodeError,
    EncodeError,
    Entry,
    Quote,
    Rejection,
    SchemaError,
    Source,
    Span,
    dump,
    dumps,
    json_schema,
    jsonl,
    load,
    loads,
)
from tests.strategies import articles, entries, rejections

SUFFIXES = ["", ".gz", ".zst"]


def source(number: int = 1) -> Source:
    return Source(id=f"s{number}", name="Getty", kind="agency", key="getty")


ENTRY = Entry(
    article=Article(id="a1", headline="Talks fail", body=(Block(kind="paragraph", text="“No.”"),))
)
LINE = dumps(ENTRY)
KIND = b'"kind":"paragraph"'


# -- laws ----------------------------------------------------------------------------------


@given(entries())
def test_an_entry_is_read_back_as_it_was_written(entry: Entry) -> None:
    line = dumps(entry)
    assert loads(line) == entry
    assert dumps(loads(line)) == line
    assert line.count(b"\n") == 1
    assert line.endswith(b"\n")


@given(articles())
def test_so_is_an_article(article: Article) -> None:
    line = dumps(article)
    assert loads(line, Article) == article
    assert dumps(loads(line, Article)) == line


@given(rejections)
def test_so_is_a_rejection(rejection: Rejection) -> None:
    assert loads(dumps(rejection), Rejection) == rejection


@given(entries())
def test_what_is_written_fits_the_schema(entry: Entry) -> None:
    _validator(Entry).validate(json.loads(dumps(entry)))
    for quote in entry.quotes:
        _validator(Quote).validate(json.loads(dumps(quote)))


@given(entries())
def test_spacing_and_order_of_keys_do_not_matter(entry: Entry) -> None:
    value = json.loads(dumps(entry))
    shuffled = dict(sorted(value.items(), reverse=True))
    assert loads(json.dumps(shuffled, indent=1, ensure_ascii=True)) == entry
    assert loads(json.dumps(value, ensure_ascii=False)) == entry


@given(st.binary(max_size=80) | st.text(max_size=80))
def test_any_bytes_are_a_record_or_a_decode_error(line: bytes | str) -> None:
    for kind in (Entry, Source):
        with pytest.raises(DecodeError):
            loads(line, kind)


@given(entries(), st.data())
def test_a_line_that_is_cut_is_never_read(entry: Entry, data: st.DataObject) -> None:
    line = dumps(entry)
    cut = data.draw(st.integers(0, len(line) - 2))
    with pytest.raises(DecodeError):
        loads(line[:cut])


# -- one line ------------------------------------------------------------------------------


def test_a_line_begins_with_its_schema_and_the_hash_of_its_text() -> None:
    assert LINE.startswith(b'{"schema":"mediacorpus/1","text_sha256":"')
    assert dumps(source()).startswith(b'{"schema":"mediacorpus.source/1","id":"s1",')


def test_the_same_record_gives_the_same_bytes() -> None:
    article = Article(id="a", extra={"b": ("1",), "a": ("2",)}, alt_ids={"z": "1", "y": "2"})
    again = Article(id="a", extra={"b": ("1",), "a": ("2",)}, alt_ids={"z": "1", "y": "2"})
    assert dumps(article) == dumps(again)


def _edited(change: Callable[[Any], object]) -> bytes:
    value = json.loads(LINE)
    change(value)
    return json.dumps(value).encode()


@pytest.mark.parametrize(
    ("line", "reason"),
    [
        (b"", "the line is empty"),
        (b"\0\0\0\0", r"begins with '\\x00\\x00"),
        (b"id,headline,body", "begins with 'id,headline,body'"),
        (b"[]", 'it has no "schema"'),
        (b"{}", 'it has no "schema"'),
        (LINE[:-20], "cut"),
        (LINE.replace(b'"quotes":', b'"note":1,"quotes":'), "unknown key 'note'"),
        (LINE.replace(KIND, KIND + b',"style":1'), r"\$\.article\.body\[0\]: unknown key 'style'"),
        (LINE.replace(b'"quotes":', b'"quotes":[],"quotes":'), "'quotes' stands there twice"),
        (LINE.replace(KIND, KIND + b',"kind":"note"'), "'kind' stands there twice"),
        (LINE.replace(b"Talks fail", b"Talks hold"), "the text is not the one"),
        (_edited(lambda v: v.pop("text_sha256")), "text_sha256 is missing"),
        (LINE.replace(b'"id":"a1"', b'"id":3'), r"\$\.article\.id: Expected `str`"),
        (LINE.replace(b'"id":"a1"', b'"id":"a 1"'), r"Entry\.article\.id"),
        (LINE.replace(b'"word_count":null', b'"word_count":NaN'), "not JSON"),
        (LINE.replace(b'"word_count":null', b'"word_count":1e999'), "word_count: Number out"),
        (LINE.replace(b'"word_count":null', b'"word_count":9223372036854775808'), "word_count"),
        (_edited(lambda v: v["article"].update(retrieved="2016-10-10T14:05:00.1234567Z")),
         r"\$\.article\.retrieved: '2016-10-10T14:05:00\.1234567Z' cannot be kept"),
        (LINE.replace(b"Talks fail", b"Talks \\ud800 fail"), "not JSON"),
        (LINE.replace(b"Talks fail", b"Talks \xff fail"), r"byte \d+ of the line is not UTF-8"),
        (b'{"schema":"mediacorpus/1",' + b"[" * 100_000, "not JSON|cut"),
    ],
)  # fmt: skip
def test_what_is_wrong_with_a_line_is_told(line: bytes, reason: str) -> None:
    with pytest.raises(DecodeError, match=reason):
        loads(line)


@pytest.mark.parametrize(
    ("schema", "reason"),
    [
        ("mediacorpus/2", "newer than this version"),
        ("mediacorpus/0", "no schema"),
        ("mediacorpus.source/1", "type=Source"),
        ("other/1", 'not "mediacorpus/1"'),
        ("mediacorpus/" + "9" * 5000, 'not "mediacorpus/1"'),
    ],
)
def test_another_schema_is_refused(schema: str, reason: str) -> None:
    with pytest.raises(SchemaError, match=reason):
        loads(LINE.replace(b'"mediacorpus/1"', f'"{schema}"'.encode()))


BACKWARDS = {"start": 2, "end": 1}


@pytest.mark.parametrize(
    ("change", "place"),
    [
        (lambda v: v["article"].update(published={"value": "2016-13"}), "article.published.value"),
        (lambda v: v["article"].update(modified={"value": "16"}), "article.modified.value"),
        (lambda v: v["article"]["body"][0].update(raw=BACKWARDS), "article.body[0].raw.end"),
        (
            lambda v: v["article"].update(
                evidence=[
                    {"field": "a", "basis": "url"},
                    {"field": "b", "basis": "url", "raw": BACKWARDS},
                ]
            ),
            "article.evidence[1].raw.end",
        ),
        (
            lambda v: v.update(notices=[{"code": "a", "message": "m", "raw": BACKWARDS}]),
            "notices[0].raw.end",
        ),
    ],
)
def test_what_cannot_be_is_told_by_its_place(change: Callable[[Any], object], place: str) -> None:
    with pytest.raises(DecodeError, match=re.escape(f"Entry.{place}: ")):
        loads(_edited(change))


def test_what_utf8_cannot_hold_is_refused_by_the_name_of_its_field() -> None:
    article = Article(id="a", body=(Block(kind="paragraph", text="x\ud800"),))
    with pytest.raises(EncodeError, match=r"Article\.body\[0\]\.text: character 1 .*U\+D800"):
        dumps(article)
    with pytest.raises(EncodeError, match=r"Article\.extra\['a'\]\[0\]"):
        dumps(Article(id="a", extra={"a": ("\udfff",)}))
    with pytest.raises(DecodeError, match="lone surrogate"):
        loads('{"schema":"\ud800"}')


def test_a_record_without_a_line_of_its_own_is_refused() -> None:
    with pytest.raises(EncodeError, match="Span"):
        dumps(Span(start=0, end=1))  # type: ignore[arg-type]
    with pytest.raises(SchemaError, match="Span is no record with a line of its own"):
        loads(LINE, Span)  # type: ignore[type-var]
    with pytest.raises(SchemaError, match="Span is no record with a line of its own"):
        json_schema(Span)


@pytest.mark.parametrize("written", ["2016-10-10T14:05:00+00:00", "2016-10-10t14:05:00.000z"])
def test_a_moment_may_be_written_in_any_way(written: str) -> None:
    line = _edited(lambda v: v["article"].update(retrieved=written))
    assert loads(line).article.retrieved == datetime.datetime(
        2016, 10, 10, 14, 5, tzinfo=datetime.UTC
    )


def test_a_quote_that_was_tampered_with_is_refused() -> None:
    text = ENTRY.article.text
    span = Span(start=text.index("“"), end=len(text))
    quote = Quote(id="q", article_id="a1", kind="direct", content=(span,), text="No.")
    line = dumps(Entry(article=ENTRY.article, quotes=(quote,)))
    with pytest.raises(DecodeError, match=r"Entry\.quotes\[0\]\.text"):
        loads(line.replace(b'"text":"No."', b'"text":"Yes"'))


# -- files ---------------------------------------------------------------------------------


@pytest.mark.parametrize("suffix", SUFFIXES)
@given(found=st.lists(entries(), max_size=4))
def test_a_file_is_read_back_as_it_was_written(
    suffix: str, found: list[Entry], tmp_path_factory: pytest.TempPathFactory
) -> None:
    path = tmp_path_factory.mktemp("files") / f"entries.jsonl{suffix}"
    assert dump(found, path) == len(found)
    assert list(load(path)) == found
    before = path.read_bytes()
    dump(load(path), path)
    assert path.read_bytes() == before


@pytest.mark.parametrize("suffix", SUFFIXES)
def test_files_tell_their_compression_by_their_first_bytes(suffix: str, tmp_path: Path) -> None:
    dump([source()], tmp_path / f"a.jsonl{suffix}")
    renamed = (tmp_path / f"a.jsonl{suffix}").rename(tmp_path / "renamed")
    assert list(load(renamed, Source)) == [source()]
    head = {"": b'{"schema', ".gz": b"\x1f\x8b", ".zst": b"\x28\xb5\x2f\xfd"}[suffix]
    assert renamed.read_bytes().startswith(head)


def test_streams_are_written_and_read() -> None:
    stream = io.BytesIO()
    dump([source(1), source(2)], stream)
    stream.seek(0)
    assert list(load(stream, Source)) == [source(1), source(2)]


def test_compressed_pieces_may_follow_one_another(tmp_path: Path) -> None:
    lines = [dumps(source(n)) for n in range(3)]
    (tmp_path / "a").write_bytes(b"".join(gzip.compress(line) for line in lines))
    (tmp_path / "b").write_bytes(b"".join(zstandard.compress(line) for line in lines))
    for name in "ab":
        assert [one.id for one in load(tmp_path / name, Source)] == ["s0", "s1", "s2"]


def test_line_separators_within_text_do_not_end_a_line(tmp_path: Path) -> None:
    awkward = Source(id="s1", name="a\u2028b\u2029c\x85d\re", key="k")
    dump([awkward], tmp_path / "a.jsonl")
    assert list(load(tmp_path / "a.jsonl", Source)) == [awkward]


def test_byte_order_mark_crlf_and_empty_lines_do_no_harm(tmp_path: Path) -> None:
    line = dumps(source()).rstrip(b"\n")
    (tmp_path / "a.jsonl").write_bytes(b"\xef\xbb\xbf" + line + b"\r\n\r\n" + line)
    assert list(load(tmp_path / "a.jsonl", Source)) == [source(), source()]


@pytest.mark.parametrize("suffix", SUFFIXES)
def test_a_file_that_is_cut_at_any_byte_gives_an_error(suffix: str, tmp_path: Path) -> None:
    path = tmp_path / f"a.jsonl{suffix}"
    dump([source(1), source(2), source(3)], path)
    whole = path.read_bytes()
    ends = {len(b"".join(dumps(source(n)) for n in range(1, k + 1))) for k in range(4)}
    for cut in range(1, len(whole)):
        path.write_bytes(whole[:cut])
        if not suffix and (cut in ends or cut + 1 in ends):
            continue  # between two lines, or but for the last line end: nothing is missing
        with pytest.raises(DecodeError) as caught:
            list(load(path, Source))
        assert caught.value.path == str(path)
        assert caught.value.line is not None


@pytest.mark.parametrize("suffix", [".gz", ".zst"])
def test_a_byte_that_flipped_gives_an_error_or_the_same_records(
    suffix: str, tmp_path: Path
) -> None:
    path = tmp_path / f"a.jsonl{suffix}"
    found = [source(1), source(2)]
    dump(found, path)
    whole = path.read_bytes()
    for place in range(len(whole)):
        path.write_bytes(whole[:place] + bytes([whole[place] ^ 0x10]) + whole[place + 1 :])
        try:
            # A header has bits that mean nothing: the time in gzip's, say.
            assert list(load(path, Source)) == found
        except DecodeError:
            continue


def test_an_error_names_file_and_line(tmp_path: Path) -> None:
    path = tmp_path / "a.jsonl"
    path.write_bytes(dumps(source()) + b"\n" + dumps(source())[:-9])
    found = load(path, Source)
    assert next(found) == source()
    with pytest.raises(DecodeError, match=re.escape(f"{path}, line 3: the line is cut")) as caught:
        next(found)
    assert (caught.value.path, caught.value.line) == (str(path), 3)
    path.write_bytes(dumps(source()).replace(b"source/1", b"source/2"))
    with pytest.raises(SchemaError, match="line 1"):
        list(load(path, Source))


@pytest.mark.parametrize("suffix", SUFFIXES)
def test_a_file_appears_whole_or_not_at_all(suffix: str, tmp_path: Path) -> None:
    path = tmp_path / f"a.jsonl{suffix}"
    dump([source()], path)
    before = path.read_bytes()
    wrong = Source(id="s2", name="\ud800", key="k")
    with pytest.raises(EncodeError, match=r"record 2: Source\.name"):
        dump([source(), wrong], path)
    assert path.read_bytes() == before
    assert [file.name for file in tmp_path.iterdir()] == [path.name]


# -- the schema ----------------------------------------------------------------------------

KINDS = list(jsonl.SCHEMAS)


def _validator(kind: type) -> jsonschema.Draft202012Validator:
    return jsonschema.Draft202012Validator(json_schema(kind))


@pytest.mark.parametrize("kind", KINDS, ids=lambda kind: str(kind.__name__))
def test_every_schema_is_one(kind: type) -> None:
    jsonschema.Draft202012Validator.check_schema(json_schema(kind))
    assert json_schema(kind)["title"] == jsonl.SCHEMAS[kind]


def test_the_schema_refuses_what_loads_refuses() -> None:
    value = json.loads(LINE)
    _validator(Entry).validate(value)
    for wrong in (
        {**value, "more": 1},
        {**value, "schema": "mediacorpus/2"},
        {key: part for key, part in value.items() if key != "text_sha256"},
        {**value, "article": {**value["article"], "id": "a b"}},
        {**value, "article": {**value["article"], "headline": ""}},
        {**value, "article": {**value["article"], "published": {"value": "10 October"}}},
    ):
        with pytest.raises(jsonschema.ValidationError):
            _validator(Entry).validate(wrong)
