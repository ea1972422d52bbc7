"""Quotes for other programs: a line or a row each, with the words around it.

>>> import io, mediacorpus
>>> entries = mediacorpus.parse("Talks fail\\n\\nIt is over. “We are done,” Jane Smith said.")
>>> out = io.BytesIO()
>>> write_csv(entries, out, columns=["before", "quote", "speaker", "date"])
1
>>> print(out.getvalue().decode())  # doctest: +NORMALIZE_WHITESPACE
before,quote,speaker,date
Talks fail It is over.,"We are done,",Jane Smith,
<BLANKLINE>
"""

from __future__ import annotations

import contextlib
import csv
import io
import os
import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from pathlib import Path
from typing import IO

import msgspec

from mediacorpus.errors import EncodeError, ValidationError
from mediacorpus.fields import Id, Share, Text, record
from mediacorpus.records import Entry, Quote, QuoteKind, SourceKind, Span, Stance
from mediacorpus.streams import write_all, written_file
from mediacorpus.text.folding import fold_space

__all__ = ["CONTEXT", "QuoteRow", "rows", "write_csv", "write_jsonl"]

CONTEXT = 200
"""So many characters of the text before and after a quote, where nothing else is asked for."""

Found = Iterable[Entry | tuple[Entry, Quote]]
"""Entries, or quotes with their entries as `Corpus.quotes().with_entries()` gives them."""


@record
class QuoteRow:
    """A quote with what a table wants of it.

    - ``article_id``, ``headline``, ``outlet``, ``date``, ``url`` of the article.
    - ``source``: the name of whom it is by; ``speaker``: the words that stand there.
    - ``quote``: its words; ``before``, ``after``: the text around it, of the same part of the
      article or of its neighbours.
    - ``places``: where the words stand in the article's text.
    """

    article_id: Id
    headline: Text | None = None
    outlet: Text | None = None
    date: Text | None = None
    url: Text | None = None
    quote_id: Id
    source: Text | None = None
    source_kind: SourceKind | None = None
    speaker: Text | None = None
    cue: Text | None = None
    addressee: Text | None = None
    before: str = ""
    quote: str
    after: str = ""
    kind: QuoteKind
    stance: Stance | None = None
    confidence: Share | None = None
    rule: Text | None = None
    places: tuple[Span, ...]


COLUMNS = tuple(QuoteRow.__annotations__)


def rows(found: Found, *, context: int = CONTEXT) -> Iterator[QuoteRow]:
    """Each quote as a row, with at most so many characters of text before and after it, cut
    between words."""
    if context < 0:
        raise ValidationError("context", f"{context} is less than nothing: 0 leaves it out")
    if isinstance(found, (str, os.PathLike)):
        raise ValidationError("found", f"{os.fspath(found)!r} is a path: pass Corpus.open(path)")
    for one in found:
        if isinstance(one, Quote):
            raise ValidationError(
                "found",
                "a quote without its entry: pass entries, or corpus.quotes().with_entries()",
            )
        entry, quotes = one if isinstance(one, tuple) else (one, one.quotes)
        for quote in [quotes] if isinstance(quotes, Quote) else quotes:
            yield _row(entry, quote, context)


def _row(entry: Entry, quote: Quote, context: int) -> QuoteRow:
    article, source = entry.article, entry.source_of(quote)
    first, last = quote.content[0].start, quote.content[-1].end
    return QuoteRow(
        article_id=article.id,
        headline=article.headline,
        outlet=article.publisher_name or article.domain,
        date=str(article.published) if article.published else None,
        url=article.url,
        quote_id=quote.id,
        source=source.name if source else None,
        source_kind=source.kind if source else None,
        speaker=quote.speaker_text,
        cue=quote.cue_text,
        addressee=quote.addressee_text,
        before=before(article.text, first, context),
        quote=quote.text,
        after=after(article.text, last, context),
        kind=quote.kind,
        stance=quote.stance,
        confidence=quote.confidence,
        rule=quote.rule,
        places=quote.content,
    )


def before(text: str, end: int, most: int) -> str:
    """At most so many characters of the text before a place, from the beginning of a word on.

    >>> before("Nobody had expected it.", 19, 10)
    'expected'
    """
    start = max(0, end - most)
    if start and not text[start - 1].isspace():
        start = next((n for n in range(start, end) if text[n].isspace()), end)
    return fold_space(text[start:end])


def after(text: str, start: int, most: int) -> str:
    """At most so many characters of the text after a place, up to the end of a word.

    >>> after("Nobody had expected it.", 6, 8)
    'had'
    """
    end = min(len(text), start + most)
    if end < len(text) and not text[end].isspace():
        end = next((n for n in range(end, start, -1) if text[n - 1].isspace()), start)
    return fold_space(text[start:end])


# -- files ---------------------------------------------------------------------------------


def write_jsonl(
    found: Found, target: str | os.PathLike[str] | IO[bytes], *, context: int = CONTEXT
) -> int:
    """Write a line of JSON for each quote, with the names of `QuoteRow`; return how many.

    A path ending in ``.gz`` or ``.zst`` is compressed; the file appears whole or not at all.
    """
    encode = msgspec.json.Encoder().encode
    return _write(rows(found, context=context), target, lambda row: encode(row) + b"\n")


def write_csv(
    found: Found,
    target: str | os.PathLike[str] | IO[bytes],
    *,
    context: int = CONTEXT,
    columns: Sequence[str] = COLUMNS,
    excel: bool = False,
) -> int:
    """Write a row for each quote, under a head with the names of `QuoteRow`; return how many.

    The file is as RFC 4180 has it: commas, double quotes around cells that need them, CR LF.  A
    cell that a spreadsheet would take for a formula gets an apostrophe before it.  With
    ``excel=True`` the file begins with a byte order mark, by which Excel knows UTF-8.

    Raises `ValidationError` for a column that there is not, and where there are none.
    """
    if not columns:
        raise ValidationError("columns", "there are none: name some, or leave them out for all")
    for column in columns:
        if column not in COLUMNS:
            raise ValidationError("columns", f"{column!r} is none of {', '.join(COLUMNS)}")
    return _write(
        rows(found, context=context),
        target,
        lambda row: _line([_cell(getattr(row, column)) for column in columns]),
        head=_line(columns, bom=excel),
    )


def _write(
    found: Iterable[QuoteRow],
    target: str | os.PathLike[str] | IO[bytes],
    line_of: Callable[[QuoteRow], bytes],
    head: bytes = b"",
) -> int:
    opened = (
        written_file(Path(target))
        if isinstance(target, (str, os.PathLike))
        else contextlib.nullcontext(target)
    )
    count = 0
    with opened as stream:
        write_all(stream, head)
        for row in found:
            try:
                write_all(stream, line_of(row))
            except UnicodeEncodeError:
                raise EncodeError(
                    f"the quote {row.quote_id!r} of {row.article_id!r} holds a lone surrogate, "
                    "which UTF-8 cannot hold: replace it, with '\\ufffd' say"
                ) from None
            count += 1
    return count


def _line(cells: Sequence[str], *, bom: bool = False) -> bytes:
    line = io.StringIO(newline="")
    csv.writer(line).writerow(cells)
    return line.getvalue().encode("utf-8-sig" if bom else "utf-8")


def _cell(value: object) -> str:
    if isinstance(value, tuple):
        return " ".join(f"{span.start}-{span.end}" for span in value)
    return "" if value is None else harmless(str(value))


_FORMULA = re.compile(r"\s*[=+\-@＝＋－＠]|[\t\r\n]")


def harmless(cell: str) -> str:
    """A cell as a spreadsheet shows it and does not run it: one that begins like a formula gets an
    apostrophe before it.

    >>> harmless("=1+1"), harmless("1+1")
    ("'=1+1", '1+1')
    """
    return f"'{cell}" if _FORMULA.match(cell) else cell
