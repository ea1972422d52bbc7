"""The text of a row as blocks."""

from __future__ import annotations

import functools
import html
import importlib.resources
import re
import tomllib
from collections import deque
from collections.abc import Iterator
from typing import Any, cast

import lxml.etree
import lxml.html

from mediacorpus.readers.html_blocks import HEADINGS, PICTURES, address, blocks_of, chain
from mediacorpus.readers.mapped.json_rows import printed
from mediacorpus.readers.mapped.mapping import Split
from mediacorpus.readers.mapped.xml_rows import local_name
from mediacorpus.records import Block, BlockKind
from mediacorpus.text.folding import fold_space

__all__ = ["beside_parts", "blocks_of_element", "blocks_of_parts", "blocks_of_text"]


def blocks_of_text(text: str, split: Split) -> list[Block]:
    """A text as blocks; `mapping.Rule` tells the ways to part it.

    >>> [block.text for block in blocks_of_text("One\\nline.\\n\\nTwo.", "auto")]
    ['One line.', 'Two.']
    """
    if split == "html" and _MARKUP.search(text) and not _is_bomb(text):
        return [*_of_html(text)]
    if split == "html":
        text, split = html.unescape(text), "auto"
    pieces = _pieces(text, split)
    if split.startswith("markdown"):
        return [*_of_markdown(pieces)]
    return [_paragraph(words) for words in map(fold_space, pieces) if words]


_MARKUP = re.compile(r"<(?:[a-z][a-z0-9]*(?:\s[^<>]*)?/?|/[a-z][a-z0-9]*\s*|!--)>?", re.IGNORECASE)
_BLANK_LINE = re.compile(r"(?:\r\n?|\n)[^\S\r\n]*(?:\r\n?|\n)\s*")
_LINE_END = re.compile(r"[\r\n\x0b\x0c\x85\u2028\u2029]+")


def _pieces(text: str, split: Split) -> list[str]:
    if split == "whole":
        return [text]
    by_lines = split in ("lines", "markdown-lines")
    parted_by_blanks = not by_lines and bool(_BLANK_LINE.search(text.strip()))
    if split == "blank-lines" or parted_by_blanks:
        return _BLANK_LINE.split(text)
    return _LINE_END.split(text)


def _paragraph(words: str, kind: BlockKind = "paragraph") -> Block:
    return Block(kind=kind, text=words)


# -- Markdown ------------------------------------------------------------------------------

_HEADING = re.compile(r"#{1,6}[ \t]+([^#\s].*)")
_ITEM = re.compile(r"[-*+•][ \t]+(.+)")
_PICTURE = re.compile(r"!\[([^\[\]]{0,2000}+)\]\(([^\s()]{1,4000}+)\)")


def _of_markdown(pieces: list[str]) -> Iterator[Block]:
    """Blocks of Markdown: headings and items have lines of their own, pictures stand before the
    words of theirs."""
    for piece in pieces:
        running: list[str] = []
        for line in filter(None, map(fold_space, _LINE_END.split(piece))):
            pictures = _PICTURE.findall(line)
            words = fold_space(_PICTURE.sub(" ", line)) if pictures else line
            heading, item = _HEADING.fullmatch(words), _ITEM.fullmatch(words)
            if running and (pictures or heading or item):
                yield _paragraph(" ".join(running))
                running = []
            for alt, url in pictures:
                yield Block(kind="image", url=url, alt=fold_space(alt) or None)
            if heading:
                yield _paragraph(heading[1].rstrip(" #"), "subheading")
            elif item:
                yield _paragraph(item[1], "list_item")
            elif words not in _EMPTY:
                running.append(words.removeprefix("> "))
        if running:
            yield _paragraph(" ".join(running))


_EMPTY = frozenset(("", "-", "*", ">"))
"""What is left of a line that was nothing but a picture."""


# -- HTML ----------------------------------------------------------------------------------


def _of_html(text: str) -> Iterator[Block]:
    """Blocks of a fragment of HTML, which is all article."""
    parser = lxml.html.HTMLParser(encoding="utf-8", huge_tree=True, no_network=True)
    raw = f"<html><body>{text}</body></html>".replace("\0", "").encode("utf-8", "replace")
    tree = lxml.html.document_fromstring(raw, parser=parser)
    places = {element: place for place, element in enumerate(tree.iter())}
    pictures = deque(one for one in places if one.tag in PICTURES)
    for block in blocks_of(tree):
        while pictures and places[pictures[0]] < places[block.element]:
            yield from _picture(pictures.popleft())
        if words := fold_space(block.text):
            yield _paragraph(words, _kind_of(block.element))
    for picture in pictures:
        yield from _picture(picture)


def _picture(element: Any) -> Iterator[Block]:
    if url := address(None, element.get("src") or ""):
        yield Block(kind="image", url=url, alt=fold_space(element.get("alt") or "") or None)


def _is_bomb(text: str) -> bool:
    """Whether a tag has so many attributes that a parser takes time with their square."""
    return any(len(match[0].split()) > MOST_ATTRIBUTES for match in _LONG_TAG.finditer(text))


MOST_ATTRIBUTES = 2000
_LONG_TAG = re.compile(r"<[a-z][^<>]{4000,}", re.IGNORECASE)


def _kind_of(element: Any) -> BlockKind:
    for one in chain(element):
        if one.tag in HEADINGS:
            return "subheading"
        if one.tag == "li":
            return "list_item"
        if one.tag == "figcaption":
            return "caption"
    return "paragraph"


# -- parts of JSON -------------------------------------------------------------------------


def blocks_of_parts(value: Any, parts: tuple[tuple[str, str], ...]) -> list[Block]:
    """A list of objects, whose keys are parts of a body, as blocks; what is plain text among them
    is a paragraph."""
    found: list[Block] = []
    for one in value if isinstance(value, list) else [value]:
        if not isinstance(one, dict):
            found += _of_leaves(one, "paragraph")
            continue
        for key, kind in parts:
            found += _of_leaves(one.get(key), cast("BlockKind", kind))
    return found


def _of_leaves(value: Any, kind: BlockKind) -> list[Block]:
    texts = value if isinstance(value, list) else [value]
    folded = (fold_space(one) for one in texts if isinstance(one, str))
    return [_paragraph(one, kind) for one in folded if one]


def beside_parts(value: Any, parts: tuple[tuple[str, str], ...]) -> Iterator[tuple[str, str]]:
    """What a list of objects says besides the parts of a body, by key; no key for what is no object
    and no text."""
    wanted = {key for key, _ in parts}
    for one in value if isinstance(value, list) else [value]:
        pairs = one.items() if isinstance(one, dict) else [("", one)]
        for key, inner in pairs:
            leaves = inner if isinstance(inner, list) else [inner]
            for leaf in leaves:
                is_part = (key in wanted or not key) and isinstance(leaf, str)
                if not is_part and leaf not in (None, ""):
                    yield key, leaf if isinstance(leaf, str) else printed(leaf)


# -- XML -----------------------------------------------------------------------------------


@functools.cache
def _elements() -> dict[str, str]:
    """What the elements of trafilatura's XML and of TEI are, of which a body is made."""
    file = importlib.resources.files("mediacorpus.readers.mapped") / "elements.toml"
    read = tomllib.loads(file.read_text(encoding="utf-8"))
    return {name: kind for kind, names in read.items() for name in names}


def _kind(element: Any) -> str:
    """What an element is: a kind of block, or how it stands within one."""
    if not isinstance(element.tag, str):
        return "inline"
    known, name = _elements(), local_name(element.tag)
    return known.get(f"{name}[{element.get('type')}]") or known.get(name, "inline")


def blocks_of_element(body: Any) -> list[Block]:
    """The blocks in an element of XML."""
    return [*_within(body)]


def _within(element: Any) -> Iterator[Block]:
    """Blocks in an element, in order; text of its own beside them is a paragraph.

    The parser lets no tree be deeper than 256.
    """
    running = [element.text or ""]
    for child in element:
        kind = _kind(child)
        if kind == "inline":
            running.append(_words_of(child))
        elif kind == "break":
            running.append(" ")
        else:
            yield from _running(running)
            running = []
            yield from _of_child(child, kind)
        running.append(child.tail or "")
    yield from _running(running)


def _of_child(child: Any, kind: str) -> Iterator[Block]:
    if kind == "image":
        url = address(None, child.get("src") or child.get("url") or "")
        if url:
            alt = fold_space(child.get("alt") or child.get("title") or "")
            yield Block(kind="image", url=url, alt=alt or None)
        return
    inner = [_kind(one) for one in child.iter("*")][1:]
    if kind == "group" or any(one not in ("inline", "break", "image", "cell") for one in inner):
        yield from _within(child)
        return
    if "cell" in inner:
        words = " | ".join(filter(None, (fold_space(_words_of(one)) for one in child)))
    else:
        words = fold_space(_words_of(child))
    if words:
        yield _paragraph(words, cast("BlockKind", kind))
    for one in child.iter("*"):
        if one is not child and _kind(one) == "image":
            yield from _of_child(one, "image")


def _running(parts: list[str]) -> Iterator[Block]:
    if words := fold_space("".join(parts)):
        yield _paragraph(words)


def _words_of(element: Any) -> str:
    """The words in an element; a line break is a space."""
    parts = []
    for event, one in lxml.etree.iterwalk(element, events=("start", "end")):
        if event == "start":
            if _kind(one) == "break":
                parts.append(" ")
            parts.append(one.text or "")
        elif one is not element:
            parts.append(one.tail or "")
    return "".join(parts)
