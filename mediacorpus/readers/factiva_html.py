"""An article of Factiva's HTML, in both layouts: rows with codes, and lines without them.

Without codes, the lines are told by the one that says how many words the article has: above it
stand section, headline, byline and credit, behind it date, source, edition, page, language and the
copyright, in this order.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from lxml.html import HtmlElement

from mediacorpus.readers.archive_dates import date_in
from mediacorpus.readers.factiva_article import NUMBER, Said
from mediacorpus.readers.factiva_words import count_in, words
from mediacorpus.readers.html_blocks import (
    PageBlock,
    blocks_of,
    chain,
    folded_space,
    owner_of,
    path_of,
)
from mediacorpus.readers.html_tree import look_over, tree_of
from mediacorpus.readers.page_facts import goes_with_names
from mediacorpus.records import Block, Notice

__all__ = ["MARK", "said_in_html"]

MARK = re.compile(
    rb"""<div\b[^<>]{0,200}?\bclass\s*=\s*["']?\s*article\s+(?P<language>[a-z]{2,6})Article\b"""
    rb"""[^<>]{0,200}>"""
)
"""How an article begins.  A newer page has another element of the class around it."""

_CODE = re.compile(r"[A-Z]{2,4}")
_TIME = re.compile(r"\d{1,2}[:.h]\d{2}(?:[:.]\d{2})?(?:\s*[AaPp]\.?[Mm]\.?)?(?:\s+[A-Z]{2,5})?")
_SOURCE = re.compile(r"[A-Z0-9]{2,12}")
_RIGHTS = re.compile(r"©|\(c\)|copyright|℗|\d{4}|所有|著作権|저작권", re.IGNORECASE)
_PAGE = re.compile(r"(?=.*\d)[\w.,;:/ -]{1,24}|[A-Z]{1,3}")
_SOFT_RETURN = re.compile(r"&(?:amp;)?softReturn;", re.IGNORECASE)
"""A line break as some newspapers' systems write it, which no browser knows."""
_BLANK = re.compile(r"\n\s*\n")


def said_in_html(text: str) -> tuple[Said | None, str]:
    """What an article says; or None, and why it cannot be read."""
    text = _SOFT_RETURN.sub(" ", text)
    wrong, unclosed = look_over(text)
    tree, reason = (None, wrong) if wrong else tree_of(text)
    if tree is None:
        return None, reason or ""
    article = next(
        (one for one in tree.iter("div") if " article " in f" {one.get('class') or ''} "), tree
    )
    said = Said(notices=[*unclosed])
    prefix = re.search(r"\b([a-z]{2,6})Article\b", article.get("class") or "")
    said.language = words().language(prefix[1]) if prefix else None
    rows = [*_rows(article)]
    if any(row.code in ("HD", "LP", "TD", "AN", "PD") for row in rows):
        _read_rows(rows, said)
    else:
        _read_lines(article, said)
    return said, ""


# -- with codes ----------------------------------------------------------------------------


class _Row(NamedTuple):
    """A row of the table: its code, and the cell with its value."""

    code: str
    cell: HtmlElement


def _rows(article: HtmlElement) -> Iterator[_Row]:
    for row in article.iter("tr"):
        cells = row.findall("td")
        if len(cells) > 1:
            code = folded_space(cells[0].text_content())
            if _CODE.fullmatch(code):
                yield _Row(code, cells[1])


def _read_rows(rows: Sequence[_Row], said: Said) -> None:
    for code, cell in rows:
        if code in words().body:
            said.body += _paragraphs(blocks_of(cell))
            continue
        value = " ".join(block.text for block in blocks_of(cell))
        parts = value.split(" | ") if " | " in value else [value]
        place = None if code in said.places else path_of(cell)
        for part in parts:
            said.add(code, part.strip(), place)


def _paragraphs(blocks: Sequence[PageBlock]) -> Iterator[Block]:
    """Blocks as paragraphs; what stands as it was typed is parted where a line is empty."""
    for block in blocks:
        typed = block.element.tag == "pre"
        parts = _BLANK.split(block.element.text_content()) if typed else [block.text]
        for part in parts:
            if text := folded_space(part):
                yield Block(kind="paragraph", text=text)


# -- without codes -------------------------------------------------------------------------


def _read_lines(article: HtmlElement, said: Said) -> None:
    blocks = blocks_of(article)
    prose = [number for number, block in enumerate(blocks) if _is_prose(block)]
    headline = _headline_in(article)
    head = next((n for n, block in enumerate(blocks) if block.element is headline), None)
    anchor = _anchor(blocks, head, prose[0] if prose else len(blocks))
    first = prose[0] if prose else anchor.end
    if head is not None:
        said.add("HD", blocks[head].text, path_of(blocks[head].element))
    above = blocks[: anchor.start if head is None else head]
    _in_order(said, above, words().order["above"])
    below = [] if head is None else blocks[head + 1 : anchor.start]
    _read_below(said, below)
    _read_anchor(said, blocks, anchor)
    _read_behind(said, blocks[anchor.date :], [*blocks[anchor.end : first]])
    last = prose[-1] + 1 if prose else first
    said.body += _paragraphs(blocks[first:last])
    _read_end(said, blocks[last:])


def _is_prose(block: PageBlock) -> bool:
    return any(
        "articleParagraph" in (one.get("class") or "") for one in chain(block.element, levels=2)
    )


def _headline_in(article: HtmlElement) -> HtmlElement | None:
    """The element whose block is the headline."""
    for one in article.iter("b", "span", "div", "p"):
        if _HEADLINE.search(one.get("class") or "") or one.get("id") == "hd":
            return owner_of(one)
    return None


_HEADLINE = re.compile(r"[a-z]Headline\b")


class _Anchor(NamedTuple):
    """Where the lines of a head stand: the number of words from `start`, the date from `date`, the
    rest from `end`."""

    start: int
    date: int
    end: int
    has_count: bool


def _anchor(blocks: Sequence[PageBlock], head: int | None, last: int) -> _Anchor:
    """The line with the number of words: one that says so in a known language, else a number with a
    word before a date; else the first date."""
    lines = range(0 if head is None else head + 1, last)
    counted = [(number, count_in(blocks[number].text)) for number in lines]
    for number, count in counted:
        if count and count[2]:
            return _Anchor(number, number + 1, number + 1, has_count=True)
    for number, count in counted:
        if count and number + 1 < last and date_in(blocks[number + 1].text, ()).printed:
            return _Anchor(number, number + 1, number + 1, has_count=True)
    for number in lines:
        if date_in(blocks[number].text, ()).printed:
            return _Anchor(number, number, number, has_count=False)
    return _Anchor(last, last, last, has_count=False)


def _read_below(said: Said, below: Sequence[PageBlock]) -> None:
    """What stands between the headline and the number of words: a byline, which is named or begins
    as one does, and a credit."""
    for block in below:
        named = "author" in (block.element.get("class") or "").split()
        is_byline = "BY" not in said.values and (named or goes_with_names(block.text))
        code = "BY" if is_byline else words().codes["credit"]
        place = None if code in said.places else path_of(block.element)
        said.add(code, block.text, place, guessed=not named)


def _in_order(said: Said, blocks: Sequence[PageBlock], codes: Sequence[str]) -> None:
    """Lines that are told by their place alone; those that are too many belong to the last."""
    for number, block in enumerate(blocks):
        code = codes[min(number, len(codes) - 1)]
        place = None if code in said.places else path_of(block.element)
        said.add(code, block.text, place, guessed=True)


def _read_anchor(said: Said, blocks: Sequence[PageBlock], anchor: _Anchor) -> None:
    if anchor.has_count:
        block = blocks[anchor.start]
        said.add("WC", block.text, path_of(block.element))


def _read_behind(said: Said, dated: Sequence[PageBlock], rest: list[PageBlock]) -> None:
    """What stands behind the number of words: date, time, source, its code, edition, page,
    language and copyright; of these date, source and code are always there."""
    if rest and dated and rest[0] is dated[0]:
        said.add("PD", rest[0].text, path_of(rest[0].element))
        del rest[0]
    if rest and _TIME.fullmatch(rest[0].text):
        said.add("ET", rest[0].text, path_of(rest[0].element))
        del rest[0]
    if rest:
        said.add("SN", rest[0].text, path_of(rest[0].element))
        del rest[0]
    if rest and _SOURCE.fullmatch(rest[0].text):
        said.add("SC", rest[0].text, path_of(rest[0].element))
        del rest[0]
    if rest and (_RIGHTS.search(rest[-1].text) or len(rest[-1].text) > 40):
        said.add("CY", rest[-1].text, path_of(rest[-1].element))
        del rest[-1]
    if rest and not any(map(str.isdigit, rest[-1].text)):
        said.add("LA", rest[-1].text, path_of(rest[-1].element), guessed=True)
        del rest[-1]
    if len(rest) == 1:
        is_page = bool(_PAGE.fullmatch(rest[0].text))
        said.add("PG" if is_page else "ED", rest[0].text, path_of(rest[0].element), guessed=True)
    else:
        _in_order(said, rest, words().order["behind"][2:])


LONGEST_NUMBER = 80
"""In characters, the line with the accession number."""


def _read_end(said: Said, blocks: Sequence[PageBlock]) -> None:
    """What stands behind the text: the publisher, and the accession number."""
    for number, block in enumerate(blocks):
        if len(block.text) < LONGEST_NUMBER and (last := NUMBER.search(block.text)):
            said.add("AN", last[0], path_of(block.element))
            _in_order(said, blocks[:number], words().order["end"])
            return
    if blocks:
        text = " / ".join(block.text for block in blocks)
        message = "what stands behind the text is no accession number, and was left out"
        said.notices.append(Notice(code="furniture", message=message, excerpt=text[:200]))
