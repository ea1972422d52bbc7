"""A piece of HTML that is all article, as feeds and letters carry it: its blocks, without markup.

Nothing is judged to be furniture here: who sends a fragment has cut the page around it away.
"""

from __future__ import annotations

import functools
import html
import importlib.resources
import itertools
import re
import tomllib
from collections.abc import Iterator
from typing import NamedTuple

from lxml.html import HtmlElement

from mediacorpus.readers.html_blocks import (
    HEADINGS,
    PICTURES,
    PageBlock,
    address,
    blocks_of,
    chain,
    folded_space,
    is_address,
)
from mediacorpus.readers.html_layout import LONGEST_CAPTION, MOST_LINKED, is_caption
from mediacorpus.readers.html_tree import look_over, tree_of
from mediacorpus.readers.page_lines import split_credit
from mediacorpus.records import Block, BlockKind, Notice
from mediacorpus.text.folding import fold, fold_space

__all__ = ["Fragment", "fragment_of", "has_markup", "in_words"]

SMALLEST_PICTURE = 3
"""In pixels: what is smaller counts readers and shows nothing."""

DEEPEST = 5
"""In levels, a caption within the element of its picture."""


class Fragment(NamedTuple):
    """The blocks of a piece of HTML, in order, its links as (words, address), and what there is to
    know of reading it."""

    blocks: tuple[Block, ...] = ()
    links: tuple[tuple[str, str], ...] = ()
    notices: tuple[Notice, ...] = ()

    @property
    def text(self) -> str:
        """The words of the blocks on one line."""
        return " ".join(block.text for block in self.blocks if block.text)


def has_markup(text: str) -> bool:
    """Whether a text is written in HTML: it has a tag that HTML knows, or one of its entities.

    >>> has_markup("<b>Gates</b> fail"), has_markup("Five &lt; six"), has_markup("1 < 2 & 3 > 2")
    (True, True, False)
    """
    return bool(_MARKED.search(text))


_MARKED = re.compile(
    r"</?(?:a|abbr|aside|article|b|big|blockquote|br|center|cite|code|dd|del|div|dl|dt|em|embed"
    r"|figcaption|figure|font|form|h[1-6]|header|hr|i|iframe|img|input|ins|li|link|mark|nav|noscript"
    r"|object|ol|p|picture|pre|q|s|script|section|small|source|span|strike|strong|style|sub|sup"
    r"|svg|table|tbody|td|tfoot|th|thead|time|tr|u|ul|video|audio)(?:\s[^<>]*)?/?>"
    r"|&(?:\#\d{1,7}|\#[xX][0-9a-fA-F]{1,6}|[a-zA-Z][a-zA-Z0-9]{1,31});|<!--",
    re.IGNORECASE | re.VERBOSE,
)


def in_words(text: str) -> str:
    """A text that may be written in HTML, on one line and without markup.

    >>> in_words("Gates <b>fail</b> &amp; rivers rise"), in_words("1 < 2")
    ('Gates fail & rivers rise', '1 < 2')
    """
    if not has_markup(text):
        return fold_space(text)
    if "<" not in text:
        return fold_space(html.unescape(text))
    return fold_space(fragment_of(text).text)


def fragment_of(text: str, base: str | None = None, *, is_html: bool | None = None) -> Fragment:
    """What is in a piece of HTML; `base` is where its relative links lead from.

    Without `is_html`, a text without markup is plain: an empty line parts its paragraphs.
    """
    if is_html is None:
        is_html = has_markup(text)
    if not is_html:
        return Fragment(tuple(_plain(text)))
    wrong, notices = look_over(text)
    tree, reason = (None, wrong) if wrong else tree_of(f"<div>{text}</div>")
    if tree is None:
        message = f"the text was left out, because its markup could not be read: {reason}"
        return Fragment(notices=(Notice(code="text-left-out", message=message),))
    reading = _Reading(tree, base)
    return Fragment(tuple(reading.blocks()), tuple(reading.links()), (*notices, *reading.notices))


def _plain(text: str) -> Iterator[Block]:
    for part in _EMPTY_LINE.split(text):
        if words := fold_space(part):
            yield Block(kind="paragraph", text=words)


_EMPTY_LINE = re.compile(r"\n[^\S\n]*\n")


class _Reading:
    """A parsed fragment; `notices` are of what was left out."""

    def __init__(self, tree: HtmlElement, base: str | None) -> None:
        self.notices: list[Notice] = []
        own = tree.find(".//base[@href]")
        self.base = base if own is None else address(base, own.get("href") or "") or base
        self.tree = tree
        self.found = self._without_furniture(blocks_of(tree))
        self.captions = dict(self._captions())

    def blocks(self) -> Iterator[Block]:
        """Text and pictures in their order; a picture stands before the text that it stands in."""
        places = {element: number for number, element in enumerate(self.tree.iter())}
        used = set(self.captions.values())
        pictures = [(one, _line_of(one)) for one in self._pictures() if one not in used][::-1]
        for number, block in enumerate(self.found):
            at = places[block.element]
            while pictures:
                picture, line = pictures[-1]
                loose = line is picture and block.element in chain(picture)
                if places[line] > at and not loose:
                    break
                pictures.pop()
                yield self._picture(picture)
            yield self._block(number, block)
        yield from (self._picture(picture) for picture, _ in reversed(pictures))

    def links(self) -> Iterator[tuple[str, str]]:
        """The links to pages of the web, each once."""
        known: set[str] = set()
        for link in self.tree.iter("a"):
            leads = address(self.base, link.get("href") or "")
            if leads and is_address(leads) and leads not in known:
                known.add(leads)
                yield folded_space(link.text_content()), leads

    def _without_furniture(self, found: list[PageBlock]) -> list[PageBlock]:
        """The blocks with words, without what programs put behind every text, and with a notice."""
        kept = []
        for block in found:
            text = fold_space(block.text)
            if not text:
                continue
            leads_on = block.linked > MOST_LINKED and fold(text) in _words().more
            if leads_on or _words().behind.fullmatch(text):
                message = "a line that leads to the page of the article was left out"
                self.notices.append(Notice(code="furniture", message=message, excerpt=text[:200]))
            else:
                kept.append(block)
        return kept

    def _pictures(self) -> Iterator[HtmlElement]:
        """The pictures that lead somewhere and are to be seen."""
        for picture in self.tree.iter(*PICTURES):
            if not (source := self._source(picture)):
                continue
            counts = bool(_words().counters.search(source))
            sides = [picture.get(side) or "" for side in ("width", "height")]
            if counts or any(
                side.isdecimal() and int(side[:9]) < SMALLEST_PICTURE for side in sides
            ):
                message = "a picture that only counts readers was left out"
                self.notices.append(Notice(code="furniture", message=message, excerpt=source))
            else:
                yield picture

    def _captions(self) -> Iterator[tuple[int, HtmlElement]]:
        """The numbers of the captions, each with its picture."""
        for number, block in enumerate(self.found):
            around = list(chain(block.element, DEEPEST))
            named = next((n for n, one in enumerate(around) if is_caption(one)), None)
            if named is None or len(block.text) > LONGEST_CAPTION:
                continue
            for one in around[named:]:
                picture = next(one.iter(*PICTURES), None)
                if picture is not None and self._source(picture):
                    yield number, picture
                    break

    def _source(self, picture: HtmlElement) -> str | None:
        said = (picture.get(name) or "" for name in ("src", "data-src", "data-original"))
        source = next((one.strip() for one in said if not one.lstrip()[:5].startswith(_INLINE)), "")
        return address(self.base, source)

    def _picture(self, picture: HtmlElement) -> Block:
        alt = fold_space(picture.get("alt") or "") or None
        return Block(kind="image", url=self._source(picture), alt=alt)

    def _block(self, number: int, block: PageBlock) -> Block:
        text = fold_space(block.text)
        picture = self.captions.get(number)
        if picture is not None:
            words, credit = split_credit(text) or (text, "")
            shown = self._picture(picture)
            return Block(
                kind="caption", text=words, credit=credit or None, url=shown.url, alt=shown.alt
            )
        tags = {one.tag for one in itertools.islice(chain(block.element), DEEPEST)}
        kind: BlockKind = "paragraph"
        if not HEADINGS.isdisjoint(tags):
            kind = "subheading"
        elif "li" in tags:
            kind = "list_item"
        return Block(kind=kind, text=text)


_LINES = HEADINGS | frozenset(("p", "li", "td", "th", "dd", "dt", "figcaption"))


def _line_of(picture: HtmlElement) -> HtmlElement:
    """The element whose text a picture stands in; itself where it stands among such elements."""
    return next((one for one in chain(picture) if one.tag in _LINES), picture)


_INLINE = ("data:", "cid:")


class _Words(NamedTuple):
    more: frozenset[str]
    behind: re.Pattern[str]
    counters: re.Pattern[str]


@functools.cache
def _words() -> _Words:
    """The words of ``html_fragment.toml``, read once."""
    file = importlib.resources.files("mediacorpus.readers") / "html_fragment.toml"
    read = tomllib.loads(file.read_text(encoding="utf-8"))
    return _Words(
        more=frozenset(map(fold, read["more"])),
        behind=re.compile("|".join(read["behind"])),
        counters=re.compile("|".join(read["counters"]), re.IGNORECASE),
    )
