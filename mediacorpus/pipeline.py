"""Raw material -> entries: choose a reader, read, annotate with quotes and sources."""

from __future__ import annotations

import datetime
import hashlib
import io
import itertools
import os
import re
import warnings
from collections.abc import Callable, Iterator, Sequence
from typing import BinaryIO, get_args

import attrs

from mediacorpus import readers
from mediacorpus.checks import check_language
from mediacorpus.errors import (
    InputError,
    LanguageError,
    ParseError,
    RejectedWarning,
    ValidationError,
)
from mediacorpus.fields import evolve
from mediacorpus.limits import DEFAULT, Limits
from mediacorpus.newsdate import Order
from mediacorpus.quotes import check_engine, find_quotes, pack_for
from mediacorpus.readers import Context, Reader
from mediacorpus.readers.files import RawFile, raw_files
from mediacorpus.readers.gzipped import NotUnpackedError, unpacked
from mediacorpus.readers.looks import why_not_read
from mediacorpus.records import Article, Entry, Notice, Rejection, Source
from mediacorpus.sources import resolve

__all__ = [
    "Clock",
    "Options",
    "annotate",
    "choose_reader",
    "inputs",
    "parse",
    "read",
    "read_stream",
]


def _as_text(path: str | os.PathLike[str] | None) -> str | None:
    return os.fspath(path) if isinstance(path, os.PathLike) else path


@attrs.frozen(kw_only=True)
class Options:
    """How raw material is to be read: what `parse`, `read` and `Corpus.ingest` take."""

    format: str | None = None
    url: str | None = None
    language: str | None = None
    publisher: str | None = None
    retrieved: datetime.datetime | None = None
    order: Order | None = None
    quotes: bool = True
    engine: str | None = attrs.field(default=None, converter=_as_text)
    limits: Limits = DEFAULT

    def __attrs_post_init__(self) -> None:
        """What cannot work is told once, and not item by item.

        Raises `FormatError`, `EngineError`, or `ValidationError`, which names the option.
        """
        if not isinstance(self.limits, Limits):
            raise ValidationError(
                "limits", f"{self.limits!r} is none: pass Limits(seconds=10), say"
            )
        for name, kind in _KINDS.items():
            value = getattr(self, name)
            if value is not None and not isinstance(value, kind):
                raise ValidationError(name, f"{value!r} is no {kind.__name__}")
        if self.format is not None:
            readers.reader(self.format)
        check_engine(self.engine)
        if self.language is not None:
            check_language("language", self.language)
        if self.publisher is not None and not self.publisher.strip():
            raise ValidationError("publisher", "is empty: name the outlet, or leave it out")
        if self.retrieved is not None and self.retrieved.tzinfo is None:
            raise ValidationError(
                "retrieved", f"{self.retrieved} has no time zone: add tzinfo=datetime.UTC, say"
            )
        if self.retrieved is not None and self.retrieved.strftime("%z")[5:]:
            raise ValidationError("retrieved", f"{self.retrieved} is off UTC by parts of a minute")
        if self.order is not None and self.order not in get_args(Order):
            known = " or ".join(map(repr, get_args(Order)))
            raise ValidationError("order", f"{self.order!r} is none: pass {known}")
        if self.url is not None and not _WEB.match(self.url):
            raise ValidationError("url", f"{self.url!r} is no web address: it begins with https://")
        try:
            readers.normal_url(self.url or "")
        except ValueError as error:
            raise ValidationError("url", f"{self.url!r} is no web address: {error}") from None


_KINDS: dict[str, type] = {
    "format": str,
    "url": str,
    "language": str,
    "publisher": str,
    "retrieved": datetime.datetime,
    "engine": str,
}

_WEB = re.compile(r"\s*https?://[^\s/?#]", re.IGNORECASE)


def parse(
    raw: bytes | str,
    *,
    format: str | None = None,
    url: str | None = None,
    name: str | None = None,
    id: str | None = None,
    language: str | None = None,
    publisher: str | None = None,
    retrieved: datetime.datetime | None = None,
    order: Order | None = None,
    quotes: bool = True,
    engine: str | None = None,
    limits: Limits = DEFAULT,
) -> list[Entry]:
    """Read one raw document that is in hand.

    `format` names a reader; without it the content decides.  What the caller knows (`url`, `name`
    of the file, `id`, `language`, `publisher`, when it was `retrieved`) goes before what is found.
    `order` says how a date of numbers alone is to be read ("DMY": 03/04/2016 is 3 April).
    With ``quotes=False`` the entries hold the article alone.  What is gzipped is unpacked.
    `limits` says how large the document may be; how long it takes is limited by `Corpus.ingest`
    alone, which reads in a process that can be ended.

    Never an empty list: raises `ParseError`, with `rejections`, where nothing was readable, and
    warns with `RejectedWarning` where some items were not.  The name of a file in place of its text
    is a `ParseError` as well.

    >>> entry, = parse("Minister resigns\\n\\n10 October 2016\\n\\n“I am tired of all of this,” "
    ...                "Jane Smith told reporters in Oslo on Monday.")
    >>> entry.article.headline, entry.article.published.value, entry.quotes[0].speaker_text
    ('Minister resigns', '2016-10-10', 'Jane Smith')
    """
    options = Options(
        format=format,
        url=url,
        language=language,
        publisher=publisher,
        retrieved=retrieved,
        order=order,
        quotes=quotes,
        engine=engine,
        limits=limits,
    )
    if isinstance(raw, os.PathLike) or (isinstance(raw, str) and _is_file(raw)):
        path = os.fspath(raw)
        raise ParseError(
            f"{path!r} is a file and not its text: use read({path!r}), or parse the bytes that "
            f"Path({path!r}).read_bytes() gives"
        )
    if isinstance(raw, str) and _FILE_NAME.fullmatch(raw):
        raise ParseError(
            f"{raw!r} looks like the name of a file and not like its text, and there is no such "
            "file here: look at the name, and use read()"
        )
    if isinstance(raw, str):
        raw = _SURROGATE.sub("\ufffd", raw).encode()
    sha256 = hashlib.sha256(raw).hexdigest()
    found = list(read_stream(io.BytesIO(raw), sha256, options, name=name, id=id))
    entries = [one for one in found if isinstance(one, Entry)]
    rejections = [one for one in found if isinstance(one, Rejection)]
    if not entries:
        raise ParseError("; ".join(map(str, rejections)) or "nothing to read", rejections)
    for rejection in rejections:
        warnings.warn(RejectedWarning(str(rejection)), stacklevel=2)
    return entries


def _is_file(raw: str) -> bool:
    """Whether a text is in truth the name of a file; False for what can be no name."""
    return "\n" not in raw and os.path.isfile(raw)  # noqa: PTH113 - Path.is_file raises


_FILE_NAME = re.compile(r"\S+\.(?:txt|text|html?|mht(?:ml)?)(?:\.gz)?", re.IGNORECASE)
"""One word that ends so is no article."""

_SURROGATE = re.compile("[\ud800-\udfff]")


def read(
    *paths: str | os.PathLike[str],
    format: str | None = None,
    url: str | None = None,
    language: str | None = None,
    publisher: str | None = None,
    retrieved: datetime.datetime | None = None,
    order: Order | None = None,
    quotes: bool = True,
    engine: str | None = None,
    limits: Limits = DEFAULT,
) -> Iterator[Entry | Rejection]:
    """Read files and folders, one item after the other; the options are those of `parse`.

    An item that cannot be read is a `Rejection`, and the next one follows.

    Raises `InputError` at once for a path that does not exist, and for a `url` with several files.
    """
    options = Options(
        format=format,
        url=url,
        language=language,
        publisher=publisher,
        retrieved=retrieved,
        order=order,
        quotes=quotes,
        engine=engine,
        limits=limits,
    )
    return (
        item
        for raw in inputs(paths, options)
        for item in ([raw] if isinstance(raw, Rejection) else _read_file(raw, options))
    )


def inputs(
    paths: Sequence[str | os.PathLike[str]], options: Options
) -> Iterator[RawFile | Rejection]:
    """The files that the paths lead to.

    Raises `InputError` at once for a path that does not exist, and where there are several files
    and an option that can be true of one article only.
    """
    files = raw_files(*paths)
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
    clock: Clock = iter,
) -> Iterator[Entry | Rejection]:
    """Read the items of a stream of bytes from its beginning; `sha256` is their digest.

    The `clock` runs while an item is read, and stands still while its quotes are looked for, which
    takes time in proportion to the text.
    """
    for item in clock(_items(stream, sha256, options, name, id)):
        if isinstance(item, Entry) and options.quotes:
            annotated = annotate(item.article, engine=options.engine)
            yield evolve(annotated, notices=(*item.notices, *annotated.notices))
        else:
            yield item


def _items(
    stream: BinaryIO, sha256: str, options: Options, name: str | None, id: str | None
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
        )
        reading = reader.open(unpacked(stream, options.limits), context)
        count = 0
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
    if options.format:
        return readers.reader(options.format), head
    return readers.choose(head, name and name.removesuffix(".gz")), head


def annotate(article: Article, *, engine: str | None = None) -> Entry:
    """An article with its quotes and its sources.

    The entry's article bears the id of its outlet among the sources.  Where there is no language
    pack for the article, a notice says so, and there are no quotes.

    Raises `EngineError` for an engine that there is not.
    """
    check_engine(engine)
    try:
        pack = pack_for(article.text, article.language)
    except LanguageError as error:
        notice = Notice(code="no-language-pack", message=f"quotes were not looked for: {error}")
        return Entry(article=_published_by(article, ()), notices=(notice,))
    quotes, sources = resolve(article, find_quotes(article.text, pack, article.id, engine), pack)
    return Entry(
        article=_published_by(article, sources), quotes=tuple(quotes), sources=tuple(sources)
    )


def _published_by(article: Article, sources: Sequence[Source]) -> Article:
    """The article with the id of its outlet among these sources; without one, where it has none.

    An id that it bore before is of another annotation.
    """
    name = article.publisher_name
    publisher = next((source.id for source in sources if source.name == name), None)
    return article if publisher == article.publisher else evolve(article, publisher=publisher)
