"""What one row says: its columns, keys or elements, by name, and their values as they stand."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any, NamedTuple

import lxml.etree

from mediacorpus.readers.mapped.headed_rows import head_and_text
from mediacorpus.readers.mapped.json_rows import parse_json, printed
from mediacorpus.readers.mapped.mapping import Mapping
from mediacorpus.readers.mapped.table_rows import Table, cells
from mediacorpus.readers.mapped.xml_rows import local_name, parse_xml
from mediacorpus.records import Notice

__all__ = ["BadRowError", "Row", "row_of_element", "row_of_headed", "row_of_json", "row_of_table"]


class Row(NamedTuple):
    """A row: the values of each name, as they are printed; what of it is no text but a list of
    objects or an element, of which a body is made; and what is odd about it."""

    values: dict[str, list[str]]
    bodies: dict[str, Any]
    notices: list[Notice]


class BadRowError(Exception):
    """What cannot be read as a row: the code of the rejection, and the reason."""

    def __init__(self, code: str, reason: str) -> None:
        super().__init__(reason)
        self.code = code
        self.reason = reason


# -- JSON ----------------------------------------------------------------------------------


def row_of_json(text: str, mapping: Mapping) -> Row:
    """The row that an object is.

    Raises `BadRowError` for what is none.
    """
    try:
        parsed = parse_json(text)
        if not isinstance(parsed.value, dict):
            reason = "a row of articles is an object in curly brackets, and this is none"
            raise BadRowError("not-a-row", reason)
        row = Row({}, {}, [])
        taken = _Taken(mapping)
        _flatten(parsed.value, "", row, taken)
        for key, value in parsed.repeated:
            _flatten(value, key, row, taken)
    except RecursionError:
        raise BadRowError(
            "too-deep", "objects and lists are nested too deep: no article needs that"
        ) from None
    except ValueError as error:
        raise BadRowError("not-json", f"this is no JSON: {error}") from None
    if parsed.repeated:
        names = ", ".join(sorted({repr(key) for key, _ in parsed.repeated}))
        row.notices.append(
            Notice(
                code="key-repeated",
                message=f"stands there more than once: {names[:300]}; the first value counts, the "
                "others are in extra",
            )
        )
    if parsed.odd:
        words = ", ".join(sorted(set(parsed.odd)))
        row.notices.append(
            Notice(code="no-value", message=f"{words} is no value in JSON: taken for none")
        )
    if _SURROGATE_ESCAPED.search(text):
        _without_surrogates(row)
    return row


_SURROGATE_ESCAPED = re.compile(r"\\u[dD][89a-fA-F]")
_SURROGATE = re.compile("[\ud800-\udfff]")


def _without_surrogates(row: Row) -> None:
    """Replace halves of characters, which UTF-8 cannot hold."""
    lost = 0
    for name in [*row.values]:
        fixed = []
        for value in row.values[name]:
            text, count = _SURROGATE.subn("\ufffd", value)
            fixed.append(text)
            lost += count
        row.values[name] = fixed
        clean, count = _SURROGATE.subn("\ufffd", name)
        if count:
            row.values.setdefault(clean, []).extend(row.values.pop(name))
            lost += count
    for name, value in row.bodies.items():
        row.bodies[name], count = _replaced(value)
        lost += count
    if lost:
        row.notices.append(
            Notice(
                code="undecodable",
                message=f"{lost} halves of characters (lone surrogates) became U+FFFD: what stood "
                "there was lost where the row was written",
            )
        )


def _replaced(value: Any) -> tuple[Any, int]:
    if isinstance(value, str):
        return _SURROGATE.subn("\ufffd", value)
    if isinstance(value, list):
        pairs = [_replaced(one) for one in value]
        return [one for one, _ in pairs], sum(count for _, count in pairs)
    if isinstance(value, dict):
        found = {key: _replaced(one) for key, one in value.items()}
        return {key: one for key, (one, _) in found.items()}, sum(n for _, n in found.values())
    return value, 0


class _Taken:
    """Which names a mapping takes, and which lead to one of these."""

    def __init__(self, mapping: Mapping) -> None:
        names = [key.casefold() for key in mapping.all_keys]
        self.above = {name[:dot] for name in names for dot in _dots(name)}
        body = mapping.rule("body")
        self.bodies = {key.casefold() for key in body.keys} if body and body.parts else set()


def _dots(name: str) -> Iterator[int]:
    return (place for place, sign in enumerate(name) if sign == ".")


def _flatten(value: Any, name: str, row: Row, taken: _Taken) -> None:
    """Put what is within a value under names with dots; a list of objects of which nothing is
    wanted stays as it is printed."""
    if name.casefold() in taken.bodies and isinstance(value, (list, dict)):
        row.bodies[name] = value
    elif isinstance(value, dict):
        for key, one in value.items():
            _flatten(one, f"{name}.{key}" if name else key, row, taken)
    elif isinstance(value, list):
        for one in value:
            is_deep = isinstance(one, (dict, list))
            if is_deep and name.casefold() not in taken.above:
                row.values.setdefault(name, []).append(printed(one))
            else:
                _flatten(one, name, row, taken)
    elif isinstance(value, bool):
        row.values.setdefault(name, []).append("true" if value else "false")
    elif value is not None and value != "":
        row.values.setdefault(name, []).append(str(value))


# -- tables --------------------------------------------------------------------------------


def row_of_table(text: str, table: Table) -> Row:
    """The row of a table that a line is, or several.

    Raises `BadRowError` where it has more fields than there are columns, or fewer.
    """
    line = text.removesuffix("\n").removesuffix("\r")
    found = cells(line, table.separator, quoted=table.quoted)
    count, wanted = len(found), len(table.columns)
    while count > wanted and not found[count - 1]:
        count -= 1
    if count != wanted:
        raise BadRowError(
            "wrong-columns",
            f"the row has {len(found)} fields and the table {wanted} columns: a separator within a "
            "field that is not in quotation marks, or a line end, may be the reason",
        )
    row = Row({}, {}, [])
    for number, value in enumerate(found[:wanted]):
        if value:
            name = table.columns[number] or f"column {number + 1}"
            row.values.setdefault(name, []).append(value)
    return row


# -- headed text ---------------------------------------------------------------------------


def row_of_headed(text: str) -> Row:
    """The row that a text with its head is; the text is called "text".

    Raises `BadRowError` where the head has no end.
    """
    parted = head_and_text(text)
    if parted is None:
        raise BadRowError(
            "broken-head", "the head of the text has no end (a line of three hyphens)"
        )
    values, below = parted
    if below.strip():
        values.setdefault("text", []).insert(0, below)
    return Row({name: [one for one in found if one] for name, found in values.items()}, {}, [])


# -- XML -----------------------------------------------------------------------------------


def row_of_element(text: str, mapping: Mapping) -> Row:
    """The row that an element is: attributes are "@name", elements "outer/inner", those with a
    type "outer/inner[type]", attributes of theirs "outer/inner/@name".

    Raises `BadRowError` for what is no XML.
    """
    try:
        root = parse_xml(text)
    except lxml.etree.XMLSyntaxError as error:
        raise BadRowError("not-parsed", f"this is no XML: {error.msg}") from None
    body = mapping.rule("body")
    row = Row({}, {}, [])
    _walk(root, "", row, set(body.keys) if body else set())
    return row


def _walk(element: Any, name: str, row: Row, bodies: set[str]) -> None:
    for attribute, value in element.attrib.items():
        own = local_name(attribute)
        if value and (own != "type" or not name):
            row.values.setdefault("/".join(filter(None, (name, f"@{own}"))), []).append(value)
    if name in bodies:
        row.bodies.setdefault(name, []).append(element)
        return
    own_text = [element.text or "", *(child.tail or "" for child in element)]
    for piece in own_text:
        if piece.strip():
            row.values.setdefault(name or "text()", []).append(piece.strip())
    for child in element:
        if not isinstance(child.tag, str):
            continue  # a reference to an entity, which is not resolved
        kind = f"[{child.get('type')}]" if child.get("type") else ""
        inner = f"{local_name(child.tag)}{kind}"
        _walk(child, f"{name}/{inner}" if name else inner, row, bodies)
