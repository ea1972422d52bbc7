"""Which mapping fits a file, by how it begins."""

from __future__ import annotations

import functools
import re
from typing import NamedTuple

from mediacorpus.readers.encoding import decode, looks_binary
from mediacorpus.readers.mapped.headed_rows import names_in_head
from mediacorpus.readers.mapped.json_rows import first_keys
from mediacorpus.readers.mapped.mapping import Form, Mapping, built_in
from mediacorpus.readers.mapped.table_rows import Table, first_rows, table_of

__all__ = ["Chosen", "choose_mapping", "form_of", "is_table"]


class Chosen(NamedTuple):
    """A mapping that fits a file, the form of its rows, and how the table is written that they may
    be."""

    mapping: Mapping
    form: Form
    table: Table | None = None


def form_of(head: bytes) -> Form | None:
    """What form the rows of a file may have, by how it begins; None for plain text and the like."""
    start = head[:256].lstrip(b"\xef\xbb\xbf \t\r\n\0\xff\xfe")[:1]
    if start in (b"{", b"["):
        return "json"
    if start == b"<":
        return "xml"
    if _HEADED.match(head):
        return "headed-text"
    return None if looks_binary(head) else "table"


_HEADED = re.compile(rb"(?:\xef\xbb\xbf)?---[ \t]*\r?\n[A-Za-z][\w-]*:")


@functools.lru_cache(maxsize=8)
def choose_mapping(head: bytes, own: Mapping | None) -> Chosen | None:
    """The mapping that fits the beginning of a file; None where none does."""
    form = form_of(head)
    if form is None or not head.strip():
        return None
    mappings = [one for one in ((own,) if own else built_in()) if form in one.forms]
    if form == "table" and not own and not _may_be_table(head):
        return None
    text = decode(head).text.lstrip("\ufeff")
    if form == "json":
        return _of_json(text.encode("utf-8", "replace"), mappings)
    if form == "table":
        return _of_table(text, mappings)
    if form == "xml":
        return next((Chosen(one, form) for one in mappings if _is_xml(one, text)), None)
    names = names_in_head(text)
    return next((Chosen(one, form) for one in mappings if names and _fits(one, names)), None)


def _fits(mapping: Mapping, names: list[str]) -> bool:
    """Whether rows with these names are those of a mapping: one key of each group is there; where
    it has none, one of the columns of headline, text and address."""
    found = {name.casefold() for name in names}
    if mapping.keys:
        return all(any(key.casefold() in found for key in group) for group in mapping.keys)
    wanted = (rule for field in ("headline", "body", "url") if (rule := mapping.rule(field)))
    first = {key.casefold() for rule in wanted for key in rule.keys}
    return not first or any(
        name == key or key.startswith(f"{name}.") for key in first for name in found
    )


def _of_json(head: bytes, mappings: list[Mapping]) -> Chosen | None:
    lists = dict(first_keys(head))
    for mapping in mappings:
        for path, keys in lists.items():
            fits_path = len(path) == len(mapping.rows) and all(
                wanted in ("*", name) for wanted, name in zip(mapping.rows, path, strict=True)
            )
            if fits_path and _fits(mapping, keys):
                return Chosen(mapping, "json")
    return None


def _may_be_table(head: bytes) -> bool:
    """A cheap look: whether the first line may have fields."""
    line = head[:2048].partition(b"\n")[0]
    return b"\0" in line or any(sign in line for sign in (b",", b";", b"\t", b"|"))


def _of_table(text: str, mappings: list[Mapping]) -> Chosen | None:
    tables: dict[tuple[str | None, bool], Table | None] = {}
    for mapping in mappings:
        if mapping.columns:
            if mapping.start and not re.match(mapping.start, text.lstrip("\r\n")):
                continue
            table = table_of(
                text, separator=mapping.separator, quoted=mapping.quoted, columns=mapping.columns
            )
            return Chosen(mapping, "table", table)
        how = (mapping.separator, mapping.quoted)
        if how not in tables:
            tables[how] = table_of(text, separator=mapping.separator, quoted=mapping.quoted)
        found = tables[how]
        if found and _fits(mapping, list(found.columns)):
            return Chosen(mapping, "table", found)
    return None


def _is_xml(mapping: Mapping, text: str) -> bool:
    """Whether the rows of a mapping are in XML that begins so; keys of attributes are looked for in
    the first row, others by the names of their elements in what is seen."""
    found = re.search(rf"<(?:[\w.-]+:)?{re.escape(mapping.row or '')}(?=[\s>/])([^<>]*)", text)
    if not found:
        return False
    names = [f"@{name}" for name in _ATTRIBUTE.findall(found[1])]
    for group in mapping.keys:
        for key in group:
            last = key.rpartition("/")[2]
            tag, _, kind = last.rstrip("]").partition("[")
            if not last.startswith("@") and re.search(
                rf"<(?:[\w.-]+:)?{re.escape(tag)}\b"
                + (rf"[^<>]*\"{re.escape(kind)}\"" if kind else ""),
                text,
            ):
                names.append(key)
    return not mapping.keys or _fits(mapping, names)


_ATTRIBUTE = re.compile(r"(?<![\w.:-])([\w.:-]++)\s*+=")


def is_table(head: bytes) -> bool:
    """Whether a file begins as a table does: three columns with short names at least, and below
    them rows of as many fields."""
    if form_of(head) != "table" or not _may_be_table(head):
        return False
    text = decode(head).text
    table = table_of(text)
    if table is None or len(table.columns) < MIN_COLUMNS or len(head) < len(text):
        return False
    if not all(map(_NAME.fullmatch, table.columns)):
        return False
    rows = first_rows(text, table)[1:]
    fitting = sum(len(row) == len(table.columns) for row in rows)
    return fitting * 2 >= len(rows) and fitting >= (1 if '"' in text else MIN_ROWS)


MIN_COLUMNS = 3
MIN_ROWS = 2
"""Where no field is in quotation marks."""
_NAME = re.compile(r"\w[\w .:/()-]{0,30}")
