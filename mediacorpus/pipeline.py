"""Raw material -> entries: choose a reader, read, annotate with quotes and sources."""

from __future__ import annotations

import hashlib
import io
import itertools
import os
import re
import warnings
from collections.abc import Callable, Iterator, Sequence
from typing import BinaryIO, Unpack

from mediacorpus import readers
from mediacorpus.errors import (
    InputError,
    LanguageError,
    ParseError,
    RejectedWarning,
    ValidationError,
)
from mediacorpus.fields import ID, evolve
from mediacorpus.options import Options, ReadingOptions, with_options
from mediacorpus.quotes import find_quotes, known_engine, pack_for, why_none
from mediacorpus.readers import Context, Reader
from mediacorpus.readers.files import RawFile, raw_files
from mediacorpus.readers.gzipped import NotUnpackedError, unpacked
from mediacorpus.readers.looks import why_not_read
from mediacorpus.readers.zipped import Scratch, unzipped
from mediacorpus.records import Article, Entry, Notice, Rejection, Source
from mediacorpus.sources import resolve

__all__ = [
    "Clock",
    "annotate",
    "choose_reader",
    "inputs",
    "parse",
    "read",
    "read_stream",
]


@with_options
def parse(
    raw: bytes | str,
    *,
    name: str | None = None,
    id: str | None = None,
    **options: Unpack[ReadingOptions],
) -> list[Entry]:
    """Read one raw document that is in hand.

    `format` names a reader; without it the content decides.  What the caller knows (`url`, `name`
    of the file, `id`, `language`, `publisher`, when it was `retrieved`) goes before what is found.
    `order` says how a date of numbers alone is to be read ("DMY": 03/04/2016 is 3 April).
    `engine` says how quotes are found, as in `extract_quotes`; with ``quotes=False`` the entries
    hold the article alone.  What is gzipped is unpacked.  `limits` says how large the document may
    be; how long it takes is limited by `Corpus.ingest` alone, which reads in a process that can be
    ended.

    Never an empty list: raises `ParseError`, with `rejections`, where nothing was readable, and
    warns with `RejectedWarning` where some items were not.  The name of a file or a folder in place
    of a text is a `ParseError` as well, and an option that cannot be a `ValidationError`.

    >>> entry, = parse("Minister resigns\\n\\n10 October 2016\\n\\n“I am tired of all of this,” "
    ...                "Jane Smith told reporters in Oslo on Monday.")
    >>> entry.article.headline, entry.article.published.value, entry.quotes[0].speaker_text
    ('Minister resigns', '2016-10-10', 'Jane Smith')
    """
    asked = Options(**options)
    _check_is_text(raw)
    _check_is_id(id)
    if isinstance(raw, str):
        raw = _SURROGATE.sub("\ufffd", raw).encode()
    sha256 = hashlib.sha256(raw).hexdigest()
    found = list(read_stream(io.BytesIO(raw), sha256, asked, name=name, id=id))
    entries = [one for one in found if isinstance(one, Entry)]
    rejections = [one for one in found if isinstance(one, Rejection)]
    if not entries:
        raise ParseError("; ".join(map(str, rejections)) or "nothing to read", rejections)
    for rejection in rejections:
        warnings.warn(RejectedWarning(str(rejection)), stacklevel=2)
    return entries


def _check_is_id(id: object) -> None:
    if id is not None and not (isinstance(id, str) and ID.fullmatch(id)):
        raise ValidationError("id", f"{id!r} is none: write a word without spaces, or leave it out")


def _check_is_text(raw: object) -> None:
    """Raise `ParseError` for the name of a file or folder in place of a text, and for an address;
    `ValidationError` for what is neither text nor bytes."""
    name = os.fspath(raw) if isinstance(raw, os.PathLike) else raw
    if isinstance(name, str) and "\n" not in name:
        # Path's own methods raise for what can be no name
        if os.path.isdir(name):  # noqa: PTH112
            raise ParseError(f"{name!r} is a folder: use read({name!r}), which reads its files")
        if os.path.isfile(name):  # noqa: PTH113
            raise ParseError(
                f"{name!r} is a file and not its text: use read({name!r}), or parse the bytes that "
                f"Path({name!r}).read_bytes() gives"
            )
        if _ADDRESS.fullmatch(name):
            raise ParseError(
                f"{name!r} is an address and not the text of a page: nothing is fetched; save the "
                "page, and pass its text with url=…"
            )
        if name is not raw or _FILE_NAME.fullmatch(name):
            raise ParseError(
                f"{name!r} looks like the name of a file and not like its text, and there is no "
                "such file here: look at the name, and use read()"
            )
    if not isinstance(raw, (str, bytes, bytearray, memoryview)):
        raise ValidationError(
            "raw",
            f"{type(raw).__name__} is neither text nor bytes: of an open file, pass what its "
            "read() gives",
        )


_ADDRESS = re.compile(r"https?://\S+", re.IGNORECASE)
_FILE_NAME = re.compile(
    r"\S+\.(?:txt|text|html?|mht(?:ml)?|csv|tsv|jsonl?|xml)(?:\.gz)?|(?:[\w.~:@%+,=-]*[/\\])+[\w.~:@%+,=-]*",
    re.IGNORECASE | re.ASCII,
)
"""One word that ends so, or has a slash in it, is no article."""

_SURROGATE = re.compile("[\ud800-\udfff]")


@with_options
def read(
    *paths: str | os.PathLike[str], **options: Unpack[ReadingOptions]
) -> Iterator[Entry | Rejection]:
    """Read files and folders, one item after the other; the options are those of `parse`.

    An item that cannot be read is a `Rejection`, and the next one follows.

    Raises `InputError` at once for a path that does not exist, and for a `url` with several files.
    """
    asked = Options(**options)
    scratch = Scratch()
    return _read_files(inputs(paths, asked, scratch), asked, scratch)


def _read_files(
    files: Iterator[RawFile | Rejection],
    options: Options,
    scratch: Scratch,
) -> Iterator[Entry | Rejection]:
    with scratch:
        for file in files:
            if isinstance(file, Rejection):
                yield file
            else:
                yield from _read_file(file, options)
                file.forget()


def inputs(
    paths: Sequence[str | os.PathLike[str]], options: Options, scratch: Scratch
) -> Iterator[RawFile | Rejection]:
    """The files that the paths lead to, and those in archives, unpacked.

    Raises `InputError` at once for a path that does not exist, and where there are several files
    and an option that can be true of one article only.
    """
    found = raw_files(*paths)
    files = itertools.chain.from_iterable(
        [one] if isinstance(one, Rejection) else unzipped(one, scratch, options.limits)
        for one in found
    )
    if options.url is None:
        return files
    first = list(itertools.islice(files, 2))
    if len(first) > 1:
        names = " and ".join(
            repr(one.path if isinstance(one, Rejection) else one.name) for one in first
        )
        raise InputError(
            f"the url is that of one article, and there are several files ({names}): give one "
            "file, or leave the url out"
        )
    return iter(first)


def _read_file(file: RawFile, options: Options) -> Iterator[Entry | Rejection]:
    try:
        with file.open() as stream:
            sha256 = hashlib.file_digest(stream, "sha256").hexdigest()
            yield from read_stream(stream, sha256, options, name=file.name)
    except OSError as error:
        yield file.rejection(error)


Clock = Callable[[Iterator[Entry | Rejection]], Iterator[Entry | Rejection]]
"""Passes items on, and limits how long each of them may take to come."""


def read_stream(
    stream: BinaryIO,
    sha256: str,
    options: Options,
    *,
    name: str | None,
    id: str | None = None,
    passed: int = 0,
    clock: Clock = iter,
) -> Iterator[Entry | Rejection]:
    """Read the items of a stream of bytes; `sha256` is their digest.  So many of the first are
    passed over, because they were read before.

    The `clock` runs while an item is read, and stands still while its quotes are looked for, which
    takes time in proportion to the text.
    """
    for item in clock(_items(stream, sha256, options, name, id, passed)):
        if not isinstance(item, Entry):
            yield item
        elif not options.quotes:
            yield _article_alone(item) if item.quotes or item.sources else item
        elif is_annotated(item):
            yield item
        else:
            annotated = annotate(item.article, engine=options.engine)
            yield evolve(annotated, notices=(*item.notices, *annotated.notices))


def is_annotated(entry: Entry) -> bool:
    """Whether somebody looked for an entry's quotes before it was read, as of lines of our own."""
    looked_for = {"no-quotes", "no-language-pack"}
    return bool(
        entry.quotes or entry.sources or any(one.code in looked_for for one in entry.notices)
    )


def _article_alone(entry: Entry) -> Entry:
    """An entry without its quotes and sources."""
    return Entry(article=_published_by(entry.article, ()), notices=entry.notices)


def _items(
    stream: BinaryIO,
    sha256: str,
    options: Options,
    name: str | None,
    id: str | None,
    passed: int,
) -> Iterator[Entry | Rejection]:
    """The items of a stream, without their quotes."""
    reader: Reader | None = None
    try:
        reader, head = choose_reader(stream, options, name)
        if reader is None:
            yield Rejection(
                code="unknown-format",
                reason=f"{why_not_read(head)}; if it is plain text, say that its format is "
                "'page-text'",
                path=name,
                sha256=sha256,
                start=0,
                excerpt=readers.excerpt(head),
            )
            return
        context = Context(
            sha256=sha256,
            path=name,
            id=id,
            url=options.url,
            language=options.language,
            publisher=options.publisher,
            retrieved=options.retrieved,
            order=options.order,
            limits=options.limits,
            passed=passed,
        )
        reading = reader.open(unpacked(stream, options.limits), context)
        count = passed
        for item in reading:
            count += 1
            yield item
    except NotUnpackedError as error:
        yield Rejection(
            code=error.code,
            reason=error.reason,
            path=name,
            sha256=sha256,
            reader=reader.name if reader else None,
            reader_version=reader.version if reader else None,
        )
        return
    if reading.announced is not None and count < reading.announced:
        yield Rejection(
            code="items-missing",
            reason=f"the file says that it holds {reading.announced} items, and {count} came out",
            path=name,
            sha256=sha256,
            reader=reader.name,
            reader_version=reader.version,
        )


def choose_reader(
    stream: BinaryIO, options: Options, name: str | None
) -> tuple[Reader | None, bytes]:
    """The reader of a stream, by the options or by its first bytes, unpacked, which come along.

    Raises `NotUnpackedError` where they cannot be had.
    """
    head = unpacked(stream, options.limits).read(readers.HEAD)
    name = name and name.removesuffix(".gz")
    if options.mapping is not None:
        return readers.choose_with(options.mapping, head, name, options.format), head
    if options.format:
        return readers.reader(options.format), head
    return readers.choose(head, name), head


def annotate(article: Article, *, engine: str | os.PathLike[str] | None = None) -> Entry:
    """An article with its quotes and its sources.

    The entry's article bears the id of its outlet among the sources.  Where there is no language
    pack for the article, a notice says so, and there are no quotes; where none were found, a notice
    says how much of what could have been one is in the text.

    Raises `EngineError` for an engine that there is not, and `ValidationError` for what is no
    article.
    """
    engine = known_engine(engine)
    if not isinstance(article, Article):
        raise ValidationError(
            "article",
            f"{type(article).__name__} is none: parse reads a text, and finds its quotes; for the "
            "quotes of a text alone, use extract_quotes",
        )
    try:
        pack = pack_for(article.text, article.language)
    except LanguageError as error:
        notice = Notice(code="no-language-pack", message=f"quotes were not looked for: {error}")
        return Entry(article=_published_by(article, ()), notices=(notice,))
    quotes, sources = resolve(article, find_quotes(article.text, pack, article.id, engine), pack)
    reason = None if quotes else f"no quotes were found: {why_none(article.text, pack)}"
    return Entry(
        article=_published_by(article, sources),
        quotes=tuple(quotes),
        sources=tuple(sources),
        notices=(Notice(code="no-quotes", message=reason),) if reason else (),
    )


def _published_by(article: Article, sources: Sequence[Source]) -> Article:
    """The article with the id of its outlet among these sources; without one, where it has none.

    An id that it bore before is of another annotation.
    """
    name = article.publisher_name
    publisher = next((source.id for source in sources if source.name == name), None)
    return article if publisher == article.publisher else evolve(article, publisher=publisher)
