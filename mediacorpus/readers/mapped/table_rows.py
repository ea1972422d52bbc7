"""Rows of a table: comma, semicolon, tab or bar between the fields, quotation marks around those
that have one of these or a line end in them.

The standard library's `csv` tells neither where a row lies in its file nor which row is broken, and
has one limit for the fields of a whole process.
"""

from __future__ import annotations

import functools
import re
from collections.abc import Iterator
from typing import Literal, NamedTuple

from mediacorpus.readers.mapped.window import Piece, Window

__all__ = ["Table", "cells", "first_rows", "pass_header", "table_of", "table_rows"]

SEPARATORS = ",;\t|"
MOST_TRIED = 200
"""So many lines with quotation marks behind a broken row are tried as the beginning of the next."""
LONGEST_TRIED = 2**18
"""In bytes; so far the end of the row that begins there is looked for."""


class Table(NamedTuple):
    """How a table is written: the sign between fields, whether they are quoted, how its lines end,
    its columns, and whether they stand in its first row."""

    separator: str
    quoted: bool
    end: bytes
    columns: tuple[str, ...]
    has_header: bool


def table_of(
    head: str,
    *,
    separator: str | None = None,
    quoted: bool = True,
    columns: tuple[str, ...] = (),
) -> Table | None:
    """How the beginning of a table is written; None for what is none.

    Where no separator is said, it is that of the signs which parts the first row into most fields.
    """
    head = head.lstrip("\ufeff")
    end = b"\n" if "\n" in head else b"\r" if "\r" in head else b"\n"
    rest = head
    if match := _SAID.match(head):
        separator, rest = separator or match[1], head[match.end() :]
    rest = rest.lstrip("\r\n")
    if columns:
        return Table(separator or "\t", quoted, end, columns, has_header=False)
    rows = (
        (sign, cells(first, sign, quoted=quoted))
        for sign in (separator or SEPARATORS)
        if (first := _first_row(rest, sign, quoted=quoted))
    )
    sign, names = max(rows, key=lambda row: len(row[1]), default=("", []))
    if len(names) < 2:
        return None
    return Table(sign, quoted, end, tuple(name.strip() for name in names), has_header=True)


_SAID = re.compile(r"\s*\"?sep=([,;\t|])\"?\r?\n", re.IGNORECASE)
"""What Excel writes into the first line."""


def _first_row(text: str, separator: str, *, quoted: bool) -> str | None:
    if not quoted:
        return re.split(r"[\r\n]", text, maxsplit=1)[0]
    match = _row(separator).match(text)
    return match[0] if match else None


@functools.cache
def _row(separator: str) -> re.Pattern[str]:
    """A whole row, with its fields."""
    sign = re.escape(separator)
    field = rf'(?: *+"(?:[^"]++|"")*+" *+(?={sign}|[\r\n]|\Z)|(?! *+")[^{sign}\r\n]*+)'
    return re.compile(rf"{field}(?:{sign}{field})*+(?=[\r\n]|\Z)")


@functools.cache
def _field(separator: str) -> re.Pattern[str]:
    """A field and the separator before it."""
    sign = re.escape(separator)
    return re.compile(rf'(?:\A|{sign}) *+(?:"((?:[^"]++|"")*+)" *+(?={sign}|\Z)|([^{sign}]*+))')


def cells(row: str, separator: str, *, quoted: bool = True) -> list[str]:
    """The fields of a row, without its line end.

    >>> cells('a;"b;""c"" d";', ";")
    ['a', 'b;"c" d', '']
    """
    if not quoted or '"' not in row:
        return row.split(separator)
    # An empty first field has no separator before it, and matches where the row begins.
    return [
        inner.replace('""', '"') if inner or match[0].rstrip(" ").endswith('"') else bare
        for match in _field(separator).finditer(row)
        for inner, bare in [(match[1] or "", match[2] or "")]
    ]


def first_rows(text: str, table: Table) -> list[list[str]]:
    """The fields of the whole rows at the beginning of a table, its header among them; at most
    twenty."""
    found: list[list[str]] = []
    pattern, position = _row(table.separator), 0
    text = text.lstrip("\ufeff\r\n")
    while len(found) < MOST_SHOWN and (match := pattern.match(text, position)):
        if match.end() == len(text) and found:
            break  # it may go on
        found.append(cells(match[0], table.separator, quoted=table.quoted))
        position = _LINE_ENDS.match(text, match.end()).end()  # type: ignore[union-attr]
        if position >= len(text):
            break
    return found


MOST_SHOWN = 20
_LINE_ENDS = re.compile(r"[\r\n]*+")


# -- rows of a file ------------------------------------------------------------------------


UNCLOSED = (
    "broken-row",
    'a quotation mark is not closed, or not doubled within a field (""): the next row follows',
)


def table_rows(window: Window, table: Table) -> Iterator[Piece]:
    """The rows below the header, blank lines passed over."""
    scan = _Scan(window, table)
    while scan.past_blank_lines():
        length, state = scan.row()
        if state == "row":
            yield window.take(length)
        elif state == "large" and not scan.is_unclosed():
            yield window.take(len(window.data.rstrip(b'"')) - window.at)
            scan.pass_quoted()
        else:
            yield window.take(scan.next_whole(), UNCLOSED)


def pass_header(window: Window, table: Table) -> None:
    """Go on behind the names of the columns, and what Excel writes above them."""
    scan = _Scan(window, table)
    if scan.past_blank_lines() and _SAID_BYTES.match(window.data, window.at):
        window.skip(next(window.lines(table.end)))
    if scan.past_blank_lines():
        length, state = scan.row()
        window.skip(length if state == "row" else next(window.lines(table.end)))


_SAID_BYTES = re.compile(rb'"?sep=[,;\t|]"?\r?\n', re.IGNORECASE)


_State = Literal["field", "row", "broken", "large"]


class _Scan:
    """Where the rows of a table end."""

    def __init__(self, window: Window, table: Table) -> None:
        self.window = window
        self.table = table
        sign = re.escape(table.separator.encode())
        self.blank = re.compile(rb"[ \t]*+[\r\n]++" if table.separator != "\t" else rb"[\r\n]++")
        self.quoted = re.compile(rb' *+"(?:[^"]++|"")*+"')
        self.bare = re.compile(
            rb"[^" + sign + rb"\r\n]*+" if table.end == b"\r" else rb"[^" + sign + rb"\n]*+"
        )
        self.behind = re.compile(rb" *+(" + sign + rb"|\r?\n|\r|\Z)")

    def past_blank_lines(self) -> bool:
        """Go on to the next line that has anything on it; False at the end."""
        window = self.window
        while True:
            match = self.blank.match(window.data, window.at)
            if match:
                window.skip(match.end() - window.at)
            if window.at < len(window.data):
                return True
            if not window.more():
                return False

    def row(self) -> tuple[int, _State]:
        """How many bytes the next row has, with its line end, or in which state it was left."""
        window, end = self.window, self.table.end
        line = next(window.lines(end), 0) if not self.table.quoted else self._line()
        if not self.table.quoted or b'"' not in window.data[window.at : window.at + line]:
            return line, "row"
        position = 0
        while True:
            position, state = self._field(position, most=window.most)
            if state != "field":
                return position, state

    def is_unclosed(self) -> bool:
        """Whether what looks like a long field is one without its second quotation mark: most of
        the lines in it are rows."""
        window = self.window
        lines = window.data[window.at :].split(self.table.end, MOST_SHOWN + 1)[1:-1]
        return sum(map(self._may_be, lines)) * 2 > len(lines)

    def pass_quoted(self) -> None:
        """Go on behind the row, from within one of its fields in quotation marks."""
        window = self.window
        while True:
            found = window.data.find(b'"', window.at)
            if 0 <= found < len(window.data) - 1:
                window.skip(found + 1 - window.at)
                if window.data[window.at : window.at + 1] == b'"':
                    window.skip(1)
                    continue
                break
            window.skip((found if found >= 0 else len(window.data)) - window.at)
            if not window.more():
                window.skip(len(window.data) - window.at)
                return
        behind = self.behind.match(window.data, window.at)
        if behind is None:
            window.skip(self._line())
            return
        window.skip(behind.end() - window.at)
        if behind[1] == self.table.separator.encode():
            length, state = self.row()
            window.skip(length if state == "row" else self._line())

    def _line(self) -> int:
        window, end = self.window, self.table.end
        seen = 0
        while (found := window.data.find(end, window.at + seen)) < 0:
            seen = len(window.data) - window.at
            if seen > window.most or not window.more():
                return seen
        return found + len(end) - window.at

    def _field(self, position: int, most: int) -> tuple[int, _State]:
        """Behind how many bytes the field ends that begins there, with its separator, and whether
        it is one ("field"), the last of the row ("row"), broken, or larger than a row may be."""
        window = self.window
        while True:
            start = window.at + position
            opening = _OPENING.match(window.data, start)
            field = (self.quoted if opening else self.bare).match(window.data, start)
            behind = field and self.behind.match(window.data, field.end())
            at_end = (
                field is None
                or field.end() == len(window.data)
                or (behind is not None and behind.end() == len(window.data))
            )
            may_go_on = at_end and len(window.data) - start <= most
            if may_go_on and window.more():
                continue
            if behind is None:
                return position, "large" if at_end and not may_go_on else "broken"
            length = behind.end() - window.at
            return length, "field" if behind[1] == self.table.separator.encode() else "row"

    def next_whole(self) -> int:
        """How many bytes a broken row has: up to the next line that is a whole row, or as far as
        was looked."""
        window, end = self.window, self.table.end
        position, tried = self._line(), 0
        while tried < MOST_TRIED and position <= window.most:
            found = window.data.find(end, window.at + position)
            if found < 0 and len(window.data) - window.at <= window.most and window.more():
                continue
            stop = len(window.data) if found < 0 else found + len(end)
            line = window.data[window.at + position : stop]
            if b'"' in line:
                tried += 1
            may_be = b'"' in line or self._may_be(line)
            if not line or (may_be and self._is_whole(position)):
                return position
            position = stop - window.at
        return position

    def _may_be(self, line: bytes) -> bool:
        """Whether a line without quotation marks has as many fields as there are columns."""
        return line.count(self.table.separator.encode()) == len(self.table.columns) - 1

    def _is_whole(self, position: int) -> bool:
        """Whether a row begins there, with as many fields as there are columns."""
        count, begin = 1, position
        while position - begin <= LONGEST_TRIED:
            position, state = self._field(position, most=LONGEST_TRIED)
            if state != "field":
                return state == "row" and count == len(self.table.columns)
            count += 1
        return False


_OPENING = re.compile(rb' *+"')
