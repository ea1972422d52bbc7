"""parse, read and annotate."""

from __future__ import annotations

import datetime
import inspect
import warnings
from pathlib import Path

import pytest

import mediacorpus
from mediacorpus import (
    Article,
    Block,
    EncodeError,
    EngineError,
    Entry,
    FormatError,
    InputError,
    NewsDate,
    ParseError,
    RejectedWarning,
    Rejection,
    ValidationError,
    annotate,
    parse,
    read,
)
from mediacorpus.fields import evolve
from mediacorpus.options import Options, ReadingOptions
from mediacorpus.readers.page_text import PageTextReader, PageTextReading

PAGE = (
    "Talks fail in Oslo\n\n10 October 2016\n\n“We are done,” Jane Smith told reporters in Oslo.\n"
)


def test_text_and_bytes_give_the_same_entry() -> None:
    assert parse(PAGE) == parse(PAGE.encode())
    (entry,) = parse(PAGE)
    assert entry.article.published == NewsDate(value="2016-10-10", raw="10 October 2016")
    assert [quote.speaker_text for quote in entry.quotes] == ["Jane Smith"]
    assert entry.quotes[0].article_id == entry.article.id


def test_the_article_alone_is_quicker() -> None:
    (entry,) = parse(PAGE, quotes=False)
    assert entry.quotes == ()
    assert entry.sources == ()


def test_what_the_caller_knows_is_kept() -> None:
    moment = datetime.datetime(2016, 10, 11, 12, tzinfo=datetime.UTC)
    (entry,) = parse(
        PAGE,
        id="mine",
        url="https://example.org/a",
        name="a.txt",
        publisher="The Daily",
        retrieved=moment,
    )
    article = entry.article
    assert (article.id, article.url, article.retrieved) == ("mine", "https://example.org/a", moment)
    assert article.provenance is not None
    assert article.provenance.path == "a.txt"
    publisher = next(source for source in entry.sources if source.id == article.publisher)
    assert (publisher.name, publisher.kind) == ("The Daily", "outlet")


def test_the_day_of_retrieval_settles_a_date_without_a_year() -> None:
    page = PAGE.replace("10 October 2016", "Oct. 10")
    (entry,) = parse(page, quotes=False)
    assert entry.article.published is None
    moment = datetime.datetime(2016, 10, 11, 12, tzinfo=datetime.UTC)
    (entry,) = parse(page, quotes=False, retrieved=moment)
    assert entry.article.published is not None
    assert entry.article.published.value == "2016-10-10"


def test_nothing_readable_is_an_error_that_says_why() -> None:
    with pytest.raises(ParseError, match="the file is empty") as caught:
        parse(b"", name="a.txt")
    (rejection,) = caught.value.rejections
    assert (rejection.code, rejection.path) == ("empty", "a.txt")
    with pytest.raises(ParseError, match="no paragraph of an article was found on this page"):
        parse("<!DOCTYPE html><html><body><p>Text.")
    with pytest.raises(
        ParseError, match="looks like JSON, and no tool is known that writes such rows"
    ):
        parse('{"headline": "Text."}')


def test_the_name_of_a_file_is_not_taken_for_its_text(tmp_path: Path) -> None:
    path = tmp_path / "a.txt"
    path.write_text(PAGE)
    for raw in (str(path), path):
        with pytest.raises(ParseError, match=r"is a file and not its text: use read\("):
            parse(raw)  # type: ignore[arg-type]
    for name in ("dumps/b.txt", "B.HTML", "dumps/today", "C:\\dumps\\today", Path("today")):
        with pytest.raises(ParseError, match=r"looks like the name of a file .* no such file here"):
            parse(name)  # type: ignore[arg-type]
    for folder in (str(tmp_path), tmp_path):
        with pytest.raises(ParseError, match=r"is a folder: use read\(.*, which reads its files"):
            parse(folder)  # type: ignore[arg-type]
    with pytest.raises(ParseError, match="is an address and not the text of a page: nothing is"):
        parse("https://example.org/a")
    for text in (
        "He wrote it down in notes.txt",
        "Talks about the pay of nurses/carers fail",
        "東京/大阪",
        "Talks fail\n\nnotes.txt",
        "A long line of words. " * 100,
        "A NUL \0 in it. " + "Words. " * 30,
    ):
        assert parse(text, quotes=False)[0].article.text


def test_what_is_neither_text_nor_bytes_is_told(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text(PAGE)
    with (
        open(tmp_path / "a.txt", "rb") as stream,
        pytest.raises(ValidationError, match=r"raw: BufferedReader is neither .*read\(\) gives"),
    ):
        parse(stream)  # type: ignore[arg-type]
    with pytest.raises(
        ValidationError, match=r"paths: \['a.txt'\] is none: pass each path by itself"
    ):
        read(["a.txt"])  # type: ignore[arg-type]
    with pytest.raises(ValidationError, match="article: str is none: parse reads a text"):
        annotate(PAGE)  # type: ignore[arg-type]
    with pytest.raises(ValidationError, match="text: Article is none: annotate"):
        mediacorpus.extract_quotes(Article(id="a"))  # type: ignore[arg-type]
    with pytest.raises(ValidationError, match="path: None is none: name a folder"):
        mediacorpus.Corpus.open(None)  # type: ignore[arg-type]
    with pytest.raises(EncodeError, match="Entry is no list of records"):
        mediacorpus.dump(parse(PAGE)[0], tmp_path / "out.jsonl")  # type: ignore[arg-type]
    with pytest.raises(InputError, match="neither the path of a file nor a binary stream"):
        mediacorpus.load(None)  # type: ignore[call-overload]


def test_parse_read_and_ingest_take_the_same_options() -> None:
    fields = list(inspect.signature(Options).parameters)
    assert list(ReadingOptions.__annotations__) == fields
    for function in (parse, read, mediacorpus.Corpus.ingest):
        shown = inspect.signature(function).parameters
        assert list(shown)[-len(fields) :] == fields
        assert shown["quotes"].default is True
    with pytest.raises(TypeError, match="unexpected keyword argument 'fromat'"):
        parse(PAGE, fromat="html")  # type: ignore[call-arg]


def test_a_format_that_is_named_is_not_questioned() -> None:
    (entry,) = parse('{"not": "json for us"}', format="page-text", quotes=False)
    assert entry.article.headline == '{"not": "json for us"}'
    with pytest.raises(FormatError, match="'docx'"):
        parse(PAGE, format="docx")


def test_an_engine_that_there_is_not_is_refused() -> None:
    with pytest.raises(EngineError):
        parse(PAGE, engine="magic")


@pytest.mark.parametrize(
    ("option", "value", "message"),
    [
        ("language", "English", "language: 'English' is no language tag"),
        ("publisher", " ", "publisher: is empty"),
        (
            "retrieved",
            datetime.datetime(2016, 10, 11),
            "retrieved: 2016-10-11 00:00:00 has no time",
        ),
        ("url", "example.org", "url: 'example.org' is no web address"),
        ("url", "https:///a", "url: 'https:///a' is no web address"),
    ],
)
def test_an_option_that_cannot_be_is_told_before_anything_is_read(
    option: str, value: object, message: str, tmp_path: Path
) -> None:
    with pytest.raises(ValidationError, match=message):
        parse(PAGE, **{option: value})  # type: ignore[arg-type]
    with pytest.raises(ValidationError, match=message):
        read(tmp_path, **{option: value})  # type: ignore[arg-type]


def test_a_url_is_that_of_one_file(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text(PAGE)
    (entry,) = read(tmp_path, url="https://example.org/a")
    assert isinstance(entry, Entry)
    assert entry.article.url == "https://example.org/a"
    (tmp_path / "b.txt").write_text(PAGE)
    with pytest.raises(InputError, match=r"several files \('a.txt' and 'b.txt'\)"):
        read(tmp_path, url="https://example.org/a")


def test_without_a_language_pack_there_is_a_notice_and_no_quotes() -> None:
    polish = "Rozmowy zerwane\n\n10.10.2016\n\n„To już koniec”, powiedziała Jane Smith w Oslo."
    (entry,) = parse(polish)
    assert entry.quotes == ()
    assert "no-language-pack" in {notice.code for notice in entry.notices}
    (entry,) = parse(polish, language="pl")
    assert entry.article.language == "pl"


@pytest.mark.parametrize("engine", ["model", "rules"])
@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ("The gates failed in an hour.", "no words in quotation marks and no verbs that report"),
        ("The film “Casablanca” was on.", "words in quotation marks: 1, verbs that may report: 0"),
    ],
)
def test_without_quotes_a_notice_says_why(text: str, reason: str, engine: str) -> None:
    article = Article(id="a", language="en", body=(Block(kind="paragraph", text=text),))
    entry = annotate(article, engine=engine)
    assert entry.quotes == ()
    (notice,) = entry.notices
    assert notice.code == "no-quotes"
    assert reason in notice.message


def test_an_article_in_hand_is_annotated() -> None:
    article = Article(
        id="a",
        language="en",
        publisher_name="The Daily",
        body=(Block(kind="paragraph", text="“We are done,” Jane Smith said."),),
    )
    entry = annotate(article)
    assert [quote.speaker_text for quote in entry.quotes] == ["Jane Smith"]
    assert annotate(entry.article) == entry


@pytest.mark.parametrize("language", ["en", "pl"])
def test_an_outlet_of_an_earlier_annotation_is_not_kept(language: str) -> None:
    told = PAGE + "“No,” she told The Daily Example's Paris correspondent Al Roe on Sunday.\n"
    article = parse(told)[0].article
    assert article.publisher is not None
    entry = annotate(evolve(article, language=language, publisher_name="The Weekly"))
    names = [one.name for one in entry.sources if one.id == entry.article.publisher]
    assert names == (["The Weekly"] if language == "en" else [])


def test_files_and_folders_are_read_one_item_after_the_other(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text(PAGE)
    (tmp_path / "b.txt").write_bytes(b"")
    (tmp_path / "c").mkdir()
    (tmp_path / "c" / "d.txt").write_text(PAGE)
    found = list(read(tmp_path))
    paths = [
        one.path if isinstance(one, Rejection) else getattr(one.article.provenance, "path", None)
        for one in found
    ]
    assert paths == ["a.txt", "b.txt", "c/d.txt"]
    assert [type(one) for one in found] == [Entry, Rejection, Entry]
    with pytest.raises(InputError):
        read(tmp_path / "no")


def test_items_that_were_rejected_among_others_warn(monkeypatch: pytest.MonkeyPatch) -> None:
    entry = parse(PAGE)[0]
    rejection = Rejection(code="cut", reason="the item is cut", item=2)
    monkeypatch.setattr(
        mediacorpus.pipeline, "read_stream", lambda *_, **__: iter([entry, rejection])
    )
    with pytest.warns(RejectedWarning, match="item 2: the item is cut"):
        assert parse(PAGE) == [entry]
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        assert parse(PAGE) == [entry]


def test_items_that_a_file_announces_and_that_do_not_come_are_missed(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(
        PageTextReader,
        "open",
        lambda reader, stream, known: PageTextReading(reader, stream, known, 3),
    )
    (tmp_path / "a.txt").write_text(PAGE)
    entry, rejection = read(tmp_path)
    assert isinstance(entry, Entry)
    assert isinstance(rejection, Rejection)
    assert (rejection.code, rejection.path) == ("items-missing", "a.txt")
    assert rejection.reason == "the file says that it holds 3 items, and 1 came out"


def test_a_notice_for_an_unclear_date_names_what_the_caller_can_pass() -> None:
    page = "Flood gates failed\n{}\nThe gates failed within an hour, it was heard on Monday."
    moment = datetime.datetime(2016, 4, 3, 12, tzinfo=datetime.UTC)
    for printed, name, value in (("03/04/2016", "order", "DMY"), ("3 April", "retrieved", moment)):
        (entry,) = parse(page.format(printed), quotes=False)
        assert f"{name}=" in entry.notices[0].message
        (entry,) = parse(page.format(printed), quotes=False, **{name: value})  # type: ignore[arg-type]
        assert str(entry.article.published) == "2016-04-03"
        assert not entry.notices


def test_an_order_that_a_date_does_not_fit_is_told() -> None:
    (entry,) = parse(
        "Gates failed\n21/07/2023\nThe gates failed in an hour, it was heard.",
        order="MDY",
        quotes=False,
    )
    assert [one.code for one in entry.notices] == ["date-unclear"]
    with pytest.raises(ValidationError, match="order: 'dmy' is none"):
        parse("…", order="dmy")  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("option", "value", "message"),
    [
        ("url", "https://example.org:99999/a", "Port out of range"),
        ("url", "http://[::1", "no web address"),
        ("url", "https://example.org/a b", "no spaces"),
        ("url", 5, "5 is no str"),
        ("quotes", "no", "'no' is no bool"),
        ("id", "", "write a word"),
        ("id", "two words", "write a word"),
        ("language", 5, "5 is no str"),
        ("publisher", 5, "5 is no str"),
        ("retrieved", "2019-03-12", "'2019-03-12' is no datetime"),
        ("retrieved", datetime.date(2019, 3, 12), "is no datetime"),
        (
            "retrieved",
            datetime.datetime(
                2019, 3, 12, tzinfo=datetime.timezone(datetime.timedelta(seconds=61))
            ),
            "parts of a minute",
        ),
    ],
)
def test_an_option_of_another_kind_is_named(option: str, value: object, message: str) -> None:
    with pytest.raises(ValidationError, match=message) as caught:
        parse("Gates fail\n\nThe gates failed.", **{option: value})  # type: ignore[arg-type]
    assert caught.value.field == option


def test_an_empty_path_is_not_the_folder_one_stands_in() -> None:
    with pytest.raises(InputError, match="a path is empty"):
        read("")
