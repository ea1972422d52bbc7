"""What other tools write, and tables of one's own: reader ``mapped``.

One engine reads rows, of JSON, tables, XML or text with a head; a mapping says which of their
columns is which field of an article.  Those of the tools that are known come along as TOML, and are
chosen by what the rows have; a caller's own goes before them.
"""

from __future__ import annotations

import functools
import re
from collections.abc import Iterator
from typing import BinaryIO

import attrs

from mediacorpus.fields import evolve
from mediacorpus.readers import Context
from mediacorpus.readers.encoding import Decoded, damage, decode
from mediacorpus.readers.items import Item, read_each
from mediacorpus.readers.mapped.articles import NothingInItError, entry_of
from mediacorpus.readers.mapped.headed_rows import headed_rows
from mediacorpus.readers.mapped.json_rows import first_keys, json_rows
from mediacorpus.readers.mapped.mapping import Mapping
from mediacorpus.readers.mapped.recognition import Chosen, choose_mapping, form_of, is_table
from mediacorpus.readers.mapped.rows import (
    BadRowError,
    Row,
    row_of_element,
    row_of_headed,
    row_of_json,
    row_of_table,
)
from mediacorpus.readers.mapped.table_rows import Table, pass_header, table_of, table_rows
from mediacorpus.readers.mapped.window import Piece, Window
from mediacorpus.readers.mapped.xml_rows import xml_rows
from mediacorpus.records import Entry, Notice, Rejection

__all__ = ["MappedReader", "MappedReading", "form_of"]

SURE = 0.95
"""How sure a mapping is whose keys are there: more than the reader of pages is of any tag …"""
GUESSED = 0.5
"""… and where the columns only have usual names."""
TABLE = 0.2
"""A table of which nobody knows the columns is rejected with their names, and is no plain text."""


@attrs.frozen
class MappedReader:
    """The reader of rows; `mapping` is the caller's, else those that come along are tried."""

    name: str = "mapped"
    mapping: Mapping | None = None

    @property
    def version(self) -> str:
        """The version; with a mapping of the caller's, that of it, too: with another, what was
        rejected may be read."""
        return "1" if self.mapping is None else f"1-{self.mapping.digest}"

    def sniff(self, head: bytes, name: str | None) -> float:
        """Sure of rows that have the keys of a mapping, whatever the file's name."""
        chosen = choose_mapping(head, self.mapping)
        if chosen is None:
            return TABLE if self.mapping is None and is_table(head) else 0.0
        return GUESSED if chosen.mapping.guessed else SURE

    def open(self, stream: BinaryIO, context: Context) -> MappedReading:
        """Each row is an article."""
        return MappedReading(self, stream, context)


# -- reading -------------------------------------------------------------------------------


@attrs.define
class MappedReading:
    """A file of rows: for each its article, or the reason why there is none.

    No file of rows says how many it holds, so `announced` is None.
    """

    reader: MappedReader
    stream: BinaryIO
    context: Context
    announced: int | None = None
    notices: list[Notice] = attrs.field(factory=list)
    """What is to be said of the file, with the first of its articles."""

    def __iter__(self) -> Iterator[Entry | Rejection]:
        window = Window(self.stream, self.context.limits.decoded_bytes)
        head = window.head
        chosen = choose_mapping(head, self.reader.mapping)
        if chosen is None:
            yield self._unfit(head)
            return
        if chosen.mapping.guessed:
            self.notices.append(_guess())
        elif self.reader.mapping and chosen.table and chosen.table.has_header:
            self.notices += _missing(chosen.mapping, chosen.table)
        count = 0
        rows = _rows(window, chosen)
        waiting = next(rows, None)
        context = self.context
        while waiting is not None:
            piece, waiting = waiting, next(rows, None)
            if not count and waiting and (context.id or context.url):
                context = attrs.evolve(context, id=None, url=None)
                self.notices.append(_of_one())
            count += 1
            yield from read_each(
                self.reader,
                context,
                [Item(piece.place, piece.raw)],
                functools.partial(self._read, chosen, window, piece, context),
            )
        if not count:
            reason = "there are no rows in the file" + (
                f": none at {'.'.join(chosen.mapping.rows)}" if chosen.mapping.rows else ""
            )
            yield self.context.rejection(self.reader, "empty", reason, head)

    def _read(
        self, chosen: Chosen, window: Window, piece: Piece, context: Context, item: Item
    ) -> Entry | Rejection:
        """The article of a row, or why there is none."""
        if piece.fault:
            return self._rejection(piece, *piece.fault)
        decoded = window.decode(item.raw)
        notices = (*damage(decoded),)
        provenance = context.provenance(self.reader, decoded, piece.place)
        provenance = evolve(provenance, format=chosen.mapping.name)
        try:
            row = _row(_clean(decoded), chosen)
            found = entry_of(row, chosen.mapping, context, provenance, item.raw, piece.group)
        except BadRowError as error:
            return self._rejection(piece, error.code, error.reason)
        except NothingInItError:
            reason = f"the row has neither headline nor text nor address ({_shown(row.values)})"
            return self._rejection(piece, "no-article", reason)
        first, self.notices = self.notices, []
        return (
            evolve(found, notices=(*notices, *first, *found.notices)) if notices or first else found
        )

    def _rejection(self, piece: Piece, code: str, reason: str) -> Rejection:
        reason = f"line {piece.line}: {reason}"
        return self.context.rejection(self.reader, code, reason, piece.raw, piece.place)

    def _unfit(self, head: bytes) -> Rejection:
        """Why no mapping fits the file."""
        if not head.strip():
            return self.context.rejection(self.reader, "empty", "the file is empty", head)
        form = form_of(head)
        has = ""
        if form == "json":
            lists = (keys for _, keys in first_keys(head) if keys)
            has = ", ".join(next(lists, []))
        elif form == "table" and (table := table_of(decode(head).text)):
            has = ", ".join(table.columns)
        has = f"; it has: {has[:400]}" if has else ""
        if self.reader.mapping:
            wanted = ", ".join(self.reader.mapping.all_keys)
            reason = f"the mapping does not fit the file: it is of {wanted[:400]}{has}"
        else:
            reason = (
                f"no tool is known that writes such rows{has}: say which column is what, as in "
                "mapping={'headline': 'Title', 'body': 'Text'}, or --map headline=Title"
            )
        return self.context.rejection(self.reader, "mapping-unfit", reason, head)


def _rows(window: Window, chosen: Chosen) -> Iterator[Piece]:
    mapping = chosen.mapping
    if chosen.form == "json":
        return json_rows(window, mapping.rows)
    if chosen.form == "xml":
        return xml_rows(window, mapping.row or "")
    if chosen.form == "headed-text":
        return headed_rows(window, mapping.start or r"[A-Za-z][\w-]*")
    assert chosen.table
    if chosen.table.has_header:
        pass_header(window, chosen.table)
    return table_rows(window, chosen.table)


def _row(text: str, chosen: Chosen) -> Row:
    if chosen.form == "json":
        return row_of_json(text, chosen.mapping)
    if chosen.form == "xml":
        return row_of_element(text, chosen.mapping)
    if chosen.form == "headed-text":
        return row_of_headed(text)
    assert chosen.table
    return row_of_table(text, chosen.table)


def _clean(decoded: Decoded) -> str:
    """The text without control characters, of which a notice tells."""
    text = decoded.text.lstrip("\ufeff")
    return text.translate(_LEFT_OUT) if _CONTROL.search(text) else text


_CONTROL = re.compile(r"[\x00-\x08\x0e-\x1b\x7f]")
_LEFT_OUT = dict.fromkeys((*range(9), *range(0x0E, 0x1C), 0x7F))


def _guess() -> Notice:
    """That columns were taken by their names."""
    return Notice(
        code="columns-guessed",
        message="the columns were taken by their names: if one is something else, pass a mapping",
    )


def _missing(mapping: Mapping, table: Table) -> Iterator[Notice]:
    """What a mapping names that the table does not have."""
    found = {name.casefold() for name in table.columns}
    missing = [key for key in mapping.all_keys if key.casefold() not in found]
    if missing:
        yield Notice(
            code="column-missing",
            message=f"the table has no column {', '.join(map(repr, missing))[:300]}; it has: "
            f"{', '.join(table.columns)[:300]}",
        )


def _of_one() -> Notice:
    """That what the caller says is of one article."""
    return Notice(
        code="several-rows",
        message="the id or the url that was given is that of one article, and the file holds "
        "several: it was not used",
    )


def _shown(values: dict[str, list[str]]) -> str:
    return "it has: " + ", ".join(values)[:200] if values else "all its fields are empty"
