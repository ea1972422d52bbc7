"""XML made safe to parse: without a DTD, with nothing in it that would have to be looked up.

No parser sees an entity: the characters that HTML has names for are written out, any other name
stays in the text as it is written, and the declarations of entities never come this far.  So there
is nothing to expand and nothing to fetch.
"""

from __future__ import annotations

import html.entities
import re
from typing import NamedTuple

import lxml.etree
from lxml.etree import _Element as Element

__all__ = ["Mended", "mended", "parsed"]


class Mended(NamedTuple):
    """XML that can be parsed; the `entities` that were left as they are written, and how many
    `signs` had to be mended: "&" that begins no entity, and characters that no XML may hold."""

    text: str
    entities: tuple[str, ...] = ()
    signs: int = 0


_FORBIDDEN = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")
_AMPERSAND = re.compile(
    r"<!\[CDATA\[.*?\]\]>|<!--.*?-->|&(?:#(?P<number>\d{1,7}|[xX][0-9a-fA-F]{1,6});"
    r"|(?P<name>[A-Za-z][\w.-]{0,31});)?",
    re.DOTALL,
)
_OF_XML = frozenset(("amp", "lt", "gt", "quot", "apos"))


def mended(text: str) -> Mended:
    """XML without references to entities that only a DTD knows.

    >>> mended("<p>R&D caf&eacute; &house;</p>").text
    '<p>R&amp;D caf&#233; &amp;house;</p>'
    """
    text, signs = _FORBIDDEN.subn("", text)
    if "&" not in text:
        return Mended(text, (), signs)
    unknown: dict[str, None] = {}

    def replaced(match: re.Match[str]) -> str:
        nonlocal signs
        found = match[0]
        name, number = match["name"], match["number"]
        if found[0] == "<" or name in _OF_XML:
            return found
        if number:
            code = int(number[1:], 16) if number[0] in "xX" else int(number)
            fine = code in (9, 10, 13) or 32 <= code < 0xD800 or 0xE000 <= code < 0x110000
            signs += not fine
            return found if fine and code not in (0xFFFE, 0xFFFF) else "\ufffd"
        if name and (characters := html.entities.html5.get(name + ";")):
            return "".join(f"&#{ord(one)};" for one in characters)
        if name:
            unknown[name] = None
        else:
            signs += 1
        return "&amp;" + found[1:]

    return Mended(_AMPERSAND.sub(replaced, text), tuple(unknown), signs)


def parsed(text: str) -> Element:
    """The tree of XML that was mended.

    Raises `lxml.etree.XMLSyntaxError` where it is not well-formed.
    """
    parser = lxml.etree.XMLParser(
        encoding="utf-8", resolve_entities=False, no_network=True, load_dtd=False, huge_tree=False,
        remove_pis=True, remove_comments=True,
    )  # fmt: skip
    return lxml.etree.fromstring(text.encode("utf-8", "replace"), parser)
