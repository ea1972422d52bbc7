"""Raw material -> entries: choose a reader, read, annotate with quotes and sources."""

from __future__ import annotations

import datetime
import hashlib
import io
import os
import re
import warnings
from collections.abc import Iterator
from typing import BinaryIO

import attrs

from mediacorpus import readers
from mediacorpus.errors import LanguageError, ParseError, RejectedWarning
from mediacorpus.fields import evolve
from mediacorpus.quotes import check_engine, find_quotes, pack_for
from mediacorpus.readers import Context
from mediacorpus.readers.files import RawFile, raw_files
from mediacorpus.records import Article, Entry, Notice, Rejection
from mediacorpus.sources import resolve
from mediacorpus.text.folding import fold_space

__all__ = ["Options", "annotate", "parse", "read", "read_file"]


@attrs.frozen(kw_only=True)
class Options:
    """How raw material is to be read: what `parse`, `read` and `Corpus.ingest` take."""

    format: str | None = None
    url: str | None = None
    language: str | None = None
    publisher: str | None = None
    retrieved: datetime.datetime | None = None
    quotes: bool = True
    engine: str | None = None


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
    quotes: bool = True,
    engine: str | None = None,
) -> list[Entry]:
    """Read one raw document that is in hand.

    `format` names a reader; without it the content decides.  What the caller knows (`url`, `name`
    of the file, `id`, `language`, `publisher`, when it was `retrieved`) goes before what is found.
    With ``quotes=False`` the entries hold the article alone.

    Never an empty list: raises `ParseError`, with `rejections`, where nothing was readable, and
    warns with `RejectedWarning` where some items were not.

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
        quotes=quotes,
        engine=engine,
    )
    if isinstance(raw, str):
        raw = _SURROGATE.sub("\ufffd", raw).encode()
    sha256 = hashlib.sha256(raw).hexdigest()
    found = list(_read(io.BytesIO(raw), sha256, options, name=name, id=id))
    entries = [one for one in found if isinstance(one, Entry)]
    rejections = [one for one in found if isinstance(one, Rejection)]
    if not entries:
        raise ParseError("; ".join(map(str, rejections)) or "nothing to read", rejections)
    for rejection in rejections:
        warnings.warn(RejectedWarning(str(rejection)), stacklevel=2)
    return entries


_SURROGATE = re.compile("[\ud800-\udfff]")


def read(
    *paths: str | os.PathLike[str],
    format: str | None = None,
    url: str | None = None,
    language: str | None = None,
    publisher: str | None = None,
    retrieved: datetime.datetime | None = None,
    quotes: bool = True,
    engine: str | None = None,
) -> Iterator[Entry | Rejection]:
    """Read files and folders, one item after the other; the options are those of `parse`.

    An item that cannot be read is a `Rejection`, and the next one follows.

    Raises `InputError` at once for a path that does not exist.
    """
    options = Options(
        format=format,
        url=url,
        language=language,
        publisher=publisher,
        retrieved=retrieved,
        quotes=quotes,
        engine=engine,
    )
    return (
        item
        for raw in raw_files(*paths)
        for item in ([raw] if isinstance(raw, Rejection) else read_file(raw, options))
    )


def read_file(
    file: RawFile, options: Options, sha256: str | None = None
) -> Iterator[Entry | Rejection]:
    """Read the items of one file; `sha256` is its digest, where that is known already."""
    try:
        with file.open() as stream:
            if sha256 is None:
                sha256 = hashlib.file_digest(stream, "sha256").hexdigest()
                stream.seek(0)
            yield from _read(stream, sha256, options, name=file.name)
    except OSError as error:
        yield file.rejection(error)


def _read(
    stream: BinaryIO, sha256: str, options: Options, *, name: str | None, id: str | None = None
) -> Iterator[Entry | Rejection]:
    head = stream.read(readers.HEAD)
    stream.seek(0)
    reader = readers.reader(options.format) if options.format else readers.choose(head, name)
    if reader is None:
        yield Rejection(
            code="unknown-format",
            reason="no reader knows this format; if you do, name it with format= "
            f"({', '.join(readers.FORMATS)})",
            path=name,
            sha256=sha256,
            start=0,
            excerpt=fold_space(head[:200].decode("utf-8", "replace"))[:80] or None,
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
    )
    for item in reader.open(stream, context):
        if isinstance(item, Entry) and options.quotes:
            annotated = annotate(item.article, engine=options.engine)
            yield evolve(annotated, notices=(*item.notices, *annotated.notices))
        else:
            yield item


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
        return Entry(article=article, notices=(notice,))
    quotes, sources = resolve(article, find_quotes(article.text, pack, article.id), pack)
    publisher = next((s.id for s in sources if s.name == article.publisher_name), None)
    return Entry(
        article=evolve(article, publisher=publisher) if publisher else article,
        quotes=tuple(quotes),
        sources=tuple(sources),
    )
