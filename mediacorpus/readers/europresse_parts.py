"""The parts of a document of Europresse's HTML, in both of its layouts.

The older one is a text with line breaks, in which three elements have names: the outlet, the line
with the date, and the title.  In the newer one each document is an `article` element with header,
section, aside and footer.
"""

from __future__ import annotations

import functools
import importlib.resources
import re
import tomllib
from collections.abc import Iterator
from typing import Any, NamedTuple

import attrs
import lxml.etree
from lxml.html import HtmlElement

from mediacorpus.readers.html_blocks import (
    PageBlock,
    blocks_of,
    chain,
    folded_space,
    owner_of,
    path_of,
)
from mediacorpus.readers.html_tree import look_over, tree_of
from mediacorpus.records import Block, Notice

__all__ = ["NEWER", "OLDER", "Parts", "parts_of", "words"]

OLDER = re.compile(
    rb"""<span\b[^<>]{0,200}?\bclass\s*=\s*["']?DocPublicationName\b[^<>]{0,200}>""", re.IGNORECASE
)
NEWER = re.compile(rb"<article\b[^<>]{0,400}>", re.IGNORECASE)
"""How a document begins."""


_ARTICLE = re.compile(NEWER.pattern.decode(), re.IGNORECASE)


@functools.cache
def words() -> dict[str, Any]:
    """The words of ``europresse.toml``, read once."""
    file = importlib.resources.files("mediacorpus.readers") / "europresse.toml"
    read: dict[str, Any] = tomllib.loads(file.read_text(encoding="utf-8"))
    return read


@attrs.define
class Parts:
    """What a document says, part by part.

    `places` are XPaths by field, `number` is the document's, `republished` are the other outlets
    that had the text, and `other` is what has no part of its own.
    """

    publication: str = ""
    header: str = ""
    rubric: list[str] = attrs.field(factory=list)
    kicker: list[str] = attrs.field(factory=list)
    title: list[str] = attrs.field(factory=list)
    subhead: list[str] = attrs.field(factory=list)
    byline: list[str] = attrs.field(factory=list)
    body: list[Block] = attrs.field(factory=list)
    rights: list[str] = attrs.field(factory=list)
    number: str = ""
    other: list[str] = attrs.field(factory=list)
    republished: list[str] = attrs.field(factory=list)
    places: dict[str, str] = attrs.field(factory=dict)
    notices: list[Notice] = attrs.field(factory=list)


def parts_of(text: str) -> tuple[Parts | None, str]:
    """The parts of a document; or None, and why it cannot be parsed."""
    wrong, unclosed = look_over(text)
    # Text beside elements would be a paragraph of its own in the body of a page.
    page = text if _ARTICLE.match(text) else f"<div>{text}</div>"
    tree, reason = (None, wrong) if wrong else tree_of(page)
    if tree is None:
        return None, reason or ""
    article = tree.find(".//article")
    parts = Parts(notices=[*unclosed])
    if article is not None:
        _read_newer(article, parts)
    else:
        _read_older(tree, parts)
    return parts, ""


# -- the newer layout ----------------------------------------------------------------------


def _read_newer(article: HtmlElement, parts: Parts) -> None:
    aside: list[PageBlock] = []
    behind_title = False
    inline: dict[HtmlElement, set[str]] = {}
    for span in article.iter("span"):
        inline.setdefault(owner_of(span), set()).update((span.get("class") or "").lower().split())
    for block in blocks_of(article):
        around = chain(block.element, levels=LEVELS)
        region = next((one.tag for one in around if one.tag in _REGIONS), "section")
        names = _names(block.element, article)
        if _is_certificate(names) and not _NUMBER.search(block.text):
            continue
        if not names.isdisjoint(words()["classes"]["republished"]):
            parts.republished.append(block.text)
        elif region == "header":
            names |= inline.get(block.element, set())
            behind_title |= _read_header(block, names, parts, behind_title=behind_title)
        elif region == "aside":
            aside.append(block)
        elif region == "footer":
            _read_footer(block, parts)
        else:
            parts.body.append(Block(kind="paragraph", text=block.text))
    _read_aside(aside, parts)


_REGIONS = frozenset(("header", "section", "aside", "footer"))
LEVELS = 25
"""So many elements around a line are looked at; there are five or six."""
_NUMBER = re.compile(r"\b[a-z]{2,10}·\d{8}·[\w-]{1,20}·[\w.:-]{1,60}")
"""A document's number: what kind it is, its day, the source's code, and its own."""


def _names(element: HtmlElement, article: HtmlElement) -> frozenset[str]:
    """The class names and ids of an element and of those around it in its article, in lower
    case."""
    names: set[str] = set()
    for one in chain(element, levels=LEVELS):
        if one is article:
            break
        names.update((one.get("class") or "").lower().split())
        names.add((one.get("id") or "").lower())
    return frozenset(names)


def _is_certificate(names: frozenset[str]) -> bool:
    starts = tuple(words()["classes"]["certificate"])
    return any(name.startswith(starts) for name in names)


def _read_header(
    block: PageBlock, names: frozenset[str], parts: Parts, *, behind_title: bool
) -> bool:
    """Take a line of the header; whether it is the title."""
    classes = words()["classes"]
    if classes["title"] in names:
        parts.title.append(block.text)
        parts.places["headline"] = path_of(block.element)
        return True
    if classes["publication"] in names and not parts.publication:
        parts.publication = block.element.text_content().strip()
        parts.places["publisher_name"] = path_of(block.element)
    elif classes["header"] in names:
        parts.header = f"{parts.header} {block.text}".strip()
        parts.places["published"] = path_of(block.element)
    elif not names.isdisjoint(classes["authors"]):
        parts.byline.append(block.text)
    elif not names.isdisjoint(classes["subtitle"]):
        parts.subhead.append(block.text)
    elif classes["titles"] in names:
        (parts.subhead if behind_title else parts.kicker).append(block.text)
    elif behind_title:
        parts.byline.append(block.text)
    else:
        parts.rubric.append(block.text)
    return False


def _read_footer(block: PageBlock, parts: Parts) -> None:
    number = _NUMBER.search(block.text)
    if number:
        parts.number = parts.number or number[0]
    elif _is_rights(block.text):
        parts.rights.append(block.text)
    else:
        parts.other.append(block.text)


def _read_aside(blocks: list[PageBlock], parts: Parts) -> None:
    """Captions and notes behind the text, each below its label."""
    kind = None
    for block in blocks:
        label, text = _labelled(block.text)
        kind = label or kind
        if kind and text:
            parts.body.append(Block(kind="caption" if kind == "caption" else "note", text=text))
        elif text:
            parts.other.append(text)


def _labelled(line: str) -> tuple[str | None, str]:
    """What kind of block a line's label announces, and the line without it."""
    label, colon, rest = line.partition(":")
    low = folded_space(label).lower()
    for kind, labels in words()["behind"].items():
        if colon and low in labels:
            return kind, rest.strip()
    return None, line


def _is_rights(line: str) -> bool:
    return line.startswith(("©", "(c)", "(C)", "Copyright"))


# -- the older layout ----------------------------------------------------------------------


class _Line(NamedTuple):
    """A line of text: the names of the elements that it is in, and what it ends with."""

    text: str
    names: frozenset[str]
    end: str


_BREAKS = frozenset(("br", "p", "div", "table", "tr", "td", "hr"))


def _lines(root: HtmlElement) -> Iterator[_Line]:
    pieces: list[str] = []
    names: set[str] = set()
    within: list[str] = []

    def add(text: str | None) -> None:
        if text and text.strip():
            names.update(filter(None, within))
        pieces.append(text or "")

    for event, element in lxml.etree.iterwalk(root, events=("start", "end", "comment")):
        tag = str(element.tag)
        if event == "start":
            if tag in _BREAKS:
                text = folded_space("".join(pieces))
                if text:
                    yield _Line(text, frozenset(names), tag)
                pieces.clear()
                names.clear()
            within.append((element.get("class") or "").lower())
            add(None if tag in ("script", "style") else element.text)
        else:
            if event == "end":
                within.pop()
            if tag in _BREAKS and tag != "br" and (text := folded_space("".join(pieces))):
                yield _Line(text, frozenset(names), tag)
                pieces.clear()
                names.clear()
            add(element.tail)


def _read_older(root: HtmlElement, parts: Parts) -> None:
    classes = words()["classes"]
    lines = [*_lines(root)]
    behind: list[_Line] = []
    for line in lines:
        number = _NUMBER.search(line.text)
        if number:
            parts.number = number[0]
            break
        if classes["publication"] in line.names:
            parts.publication = line.text
        elif classes["header"] in line.names:
            parts.header = f"{parts.header} {line.text}".strip()
        elif classes["title"] in line.names:
            parts.title.append(line.text)
        elif not parts.title:
            parts.kicker.append(line.text)
        elif _is_rights(line.text):
            parts.rights.append(line.text)
        else:
            behind.append(line)
    # A byline ends with a line break and is followed by a paragraph's end, as no paragraph is.
    if len(behind) > 1 and behind[0].end == "br" and len(behind[0].text) < LONGEST_BYLINE:
        parts.byline.append(behind.pop(0).text)
    kind = None
    for line in behind:
        label, text = _labelled(line.text)
        kind = label or kind
        if text:
            name = {"caption": "caption", "note": "note"}.get(kind or "", "paragraph")
            parts.body.append(Block(kind=name, text=text))  # type: ignore[arg-type]


LONGEST_BYLINE = 150
