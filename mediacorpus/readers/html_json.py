"""JSON as pages have it: read where it is plain what was meant, though it breaks a rule."""

from __future__ import annotations

import html
import json
import re
from typing import Any

__all__ = ["read_json"]


def read_json(text: str) -> Any:
    """The value of a block of JSON, or a list of the values where there are several in a row.

    Mended are comments of HTML and of scripts, a byte order mark, quotation marks that are written
    as entities, commas that are doubled, spare or missing before a name, line breaks and escapes of
    scripts (``\\x27``) within strings, and closing brackets at the end that are missing or
    spare.  Raises `ValueError` for what may mean more than one thing, such as a string without an
    end.

    >>> read_json('{"headline": "Gates fail", "author": ["Jane Smith",,]')
    {'headline': 'Gates fail', 'author': ['Jane Smith']}
    """
    bare = _WRAPPED.sub("", text.strip(_SPACE)).strip(_SPACE).rstrip(";")
    try:
        return json.loads(bare, strict=False)
    except (ValueError, RecursionError) as error:
        try:
            found = _values(_mended(bare))
        except (ValueError, RecursionError):
            raise ValueError(str(error)) from None
    return found[0] if len(found) == 1 else found


def _mended(text: str) -> str:
    """The text without what JSON does not have, but for brackets that do not match."""
    if '"' not in text:
        text = html.unescape(text)
    text = _STRING_OR_COMMENT.sub(lambda match: _string(match[1]) if match[1] else " ", text)
    text = _VALUE.sub(lambda match: match[0] if match[2] is None else f"{match[1]}, ", text)
    return _STRING_OR_COMMAS.sub(lambda match: match[1] or match[2] or ",", text).strip(_SPACE)


def _string(string: str) -> str:
    """A string with the escapes of scripts as those of JSON."""
    return _ESCAPE.sub(
        lambda match: f"\\u00{match[1]}" if match[1] else match[2] or match[0], string
    )


def _values(text: str) -> list[Any]:
    """The values in a row that a text is made of."""
    decoder = json.JSONDecoder(strict=False)
    text += _missing(text)
    found: list[Any] = []
    at = 0
    while at < len(text):
        value, at = decoder.raw_decode(text, at)
        found.append(value)
        if between := _BETWEEN.match(text, at):
            at = between.end()
    return found


def _missing(text: str) -> str:
    """The closing brackets that are missing at the end of a text; none where it ends in a number
    or a word, which may be cut."""
    opened: list[str] = []
    for match in _STRING_OR_BRACKET.finditer(text):
        if bracket := match[1]:
            if bracket in _CLOSING:
                opened.append(_CLOSING[bracket])
            elif opened and opened[-1] == bracket:
                opened.pop()
    return "".join(reversed(opened)) if text.endswith(('"', "}", "]")) else ""


_CLOSING = {"{": "}", "[": "]"}
_SPACE = " \t\r\n\xa0\ufeff"
_WRAPPED = re.compile(r"^(?:<!--|//\s*<!\[CDATA\[|<!\[CDATA\[)|(?:-->|//\s*\]\]>|\]\]>)$")
_A_STRING = r'"(?:[^"\\]|\\.)*+(?:"|\Z)'
_STRING_OR_COMMENT = re.compile(
    rf"({_A_STRING})|//[^\n]*|/\*(?:[^*]|\*(?!/))*+(?:\*/|\Z)", re.DOTALL
)
_STRING_OR_COMMAS = re.compile(rf"({_A_STRING})|,(?:\s*,)*+(\s*[]}}])?", re.DOTALL)
_VALUE = re.compile(rf"({_A_STRING}|[]}}]|[\w.+-]++)(?:\s*+()(?={_A_STRING}\s*:))?", re.DOTALL)
"""A value, and whether no comma stands between it and the name of the next."""
_STRING_OR_BRACKET = re.compile(rf"{_A_STRING}|([][{{}}])", re.DOTALL)
_ESCAPE = re.compile(r"\\x([0-9A-Fa-f]{2})|\\(')|\\.", re.DOTALL)
_BETWEEN = re.compile(r"[\s,;}\]\ufeff]*+")
"""What may stand behind a value: what parts it from the next, and spare brackets."""
