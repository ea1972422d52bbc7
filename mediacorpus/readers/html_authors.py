"""Who wrote an article, by the bylines of its page."""

from __future__ import annotations

import itertools
import re
from collections.abc import Collection, Iterable, Iterator
from typing import NamedTuple

from lxml.html import HtmlElement

from mediacorpus.readers.html_blocks import chain, folded_space, words_of
from mediacorpus.readers.html_layout import MOST_LINKED, Layout, line_of
from mediacorpus.readers.html_words import words
from mediacorpus.readers.page_facts import (
    authors_of,
    names_in,
    parts_of,
    without_by,
)
from mediacorpus.readers.page_lines import without_label
from mediacorpus.text.folding import fold

__all__ = ["Shown", "author_names", "is_byline", "is_outlet", "shown_authors"]

LONGEST_BYLINE = 200
FURTHEST_BYLINE = 25
"""In blocks before the body, where it is named as a byline."""
FURTHEST_BEHIND = 8
"""And behind it, or where a line says "by", around its end."""
FURTHEST_NAME = 8
"""And where it is nothing but names;"""
NEAREST_NAME = 3
"""or so many behind the headline."""
DEEPEST_NAME = 3
"""In blocks of the body, a signature that it begins with."""
MOST_INLINE = 20
MOST_NAMES = 4
"""More names in lines of their own are a menu."""


def author_names(said: Iterable[str]) -> tuple[str, ...]:
    """Names of authors one by one, without what stands beside them.

    >>> author_names(["By Jane Smith and Al Roe (in Oslo)", "https://example.org/staff"])
    ('Jane Smith', 'Al Roe')
    """
    found: list[str] = []
    for line in said:
        name = without_by(_BESIDE.sub("", line)).strip(" ,;|")
        if not any(map(str.isalpha, name)) or "://" in name or "@" in name:
            continue
        parts = parts_of(name)
        people = [
            part
            for number, part in enumerate(parts)
            if 1 < len(part.split()) < 6 and part[0].isupper() and (not number or names_in(part))
        ]
        found += people if len(parts) > 1 and people else [name]
    return tuple(dict.fromkeys(found))


_BESIDE = re.compile(r"\s*\([^()]*(?:\)|$)")
_PLACE = re.compile(r",\s*[^\W\d_][^\d,;]{1,30}$")


class Shown(NamedTuple):
    """The names that a page shows, the lines that they stand in as they are printed, and the
    numbers of the blocks of these."""

    names: tuple[str, ...] = ()
    lines: tuple[str, ...] = ()
    numbers: tuple[int, ...] = ()


def shown_authors(layout: Layout, outlets: Collection[str] = ()) -> Shown:
    """The names in what is named as a byline, near the head of the article, else those in lines of
    names between headline and body, else in what is named as one behind the body, else in a line
    that says "by" there, else in a paragraph of nothing but names, one of the first three or the
    last; the outlet (`outlets`, folded) only where nobody else is named.  The label of a credit
    names no author."""
    staff = Shown()
    first = min(layout.kinds, default=0)
    last = max(layout.kinds, default=-1) + 1
    above = range(max(0, first - FURTHEST_BYLINE), min(first + 3, len(layout.blocks)))
    behind = range(last, min(last + FURTHEST_BEHIND, len(layout.blocks)))
    for lines, most in (
        (_bylines(layout, above), None),
        (_names_below(layout), MOST_NAMES),
        (_bylines(layout, behind), None),
        (_labelled(layout, last), None),
        (_signed(layout), MOST_NAMES),
    ):
        found = [one for one in lines if without_label(one.name) == one.name]
        names = author_names(one.name for one in found)
        if names and (most is None or len(names) <= most):
            shown = Shown(
                names, tuple(one.line for one in found), tuple(one.number for one in found)
            )
            if not all(is_outlet(name, outlets) for name in names):
                return shown
            staff = staff if staff.names else shown
    return staff


def is_outlet(name: str, outlets: Iterable[str]) -> bool:
    """Whether a name is that of an outlet (`outlets`, folded), or begins with it, or the outlet's
    with it: "The Example", "The Example Group"."""
    folded = fold(name)
    return any(
        f"{one} ".startswith(f"{other} ")
        for outlet in outlets
        for one, other in ((folded, outlet), (outlet, folded))
    )


class _Named(NamedTuple):
    """A name, the line that it stands in as it is printed, and the number of its block."""

    name: str
    line: str
    number: int


def _bylines(layout: Layout, where: range) -> Iterator[_Named]:
    """The names in what is named as a byline."""
    seen: set[HtmlElement] = set()
    for number in where:
        block = layout.blocks[number]
        if len(block.text) > LONGEST_BYLINE or number in layout.kinds:
            continue
        named = [
            one
            for one in (*chain(block.element, levels=3), *_inline(block.element))
            if one.get("rel") == "author" or not words().byline.isdisjoint(words_of(one))
        ]
        if not named or named[-1] in seen:
            continue
        seen.update(named)
        within = (one for outer in named for one in outer.iter())
        leaves = (one for one in within if isinstance(one.tag, str) and not len(one))
        shown = [folded_space(one.text_content()) for one in leaves]
        names = [name for line in shown if line for name in names_in(line)]
        said = _in_facts(layout, number)
        line = line_of(block)
        names = names or said or [*authors_of(line)]
        for name in names or names_in(_PLACE.sub("", line)):
            yield _Named(name, (said or [line])[0], number)


def _inline(element: HtmlElement) -> Iterator[HtmlElement]:
    """The first links and spans in a block."""
    return itertools.islice(element.iter("a", "span"), MOST_INLINE)


def _names_below(layout: Layout) -> Iterator[_Named]:
    """The names in lines between headline and body."""
    first = min(layout.kinds, default=0)
    heads = layout.headings(first)
    below = heads[-1] + 1 if heads else first
    nearest = first - FURTHEST_NAME
    for number in range(below, first):
        if below + NEAREST_NAME <= number < nearest:
            continue
        line = line_of(layout.blocks[number])
        if len(line) <= LONGEST_BYLINE and not layout.captioned(number):
            for said in _in_facts(layout, number) or [line]:
                yield from (_Named(name, said, number) for name in authors_of(said))


def _labelled(layout: Layout, last: int) -> Iterator[_Named]:
    """The names in the first line with a label ("by") around the end of the body; what stands
    behind a link may be of another article."""
    for number in range(max(0, last - FURTHEST_BEHIND), last + FURTHEST_BEHIND):
        if number >= len(layout.blocks) or (
            number >= last and layout.blocks[number].linked > MOST_LINKED
        ):
            return
        said = [one.text for one in layout.facts(number) if one.field == "byline" and one.labelled]
        if said and number not in layout.kinds:
            yield from (_Named(name, line, number) for line in said for name in authors_of(line))
            return


def _signed(layout: Layout) -> Iterator[_Named]:
    """The names that are a paragraph at the end of the body, at its beginning or behind what stands
    there as a standfirst; it is none of the article's."""
    edges = list(layout.kinds)
    for number in dict.fromkeys([*edges[:DEEPEST_NAME], *edges[-1:]]):
        line = layout.blocks[number].text
        names = names_in(line) if layout.kinds[number] == "paragraph" else ()
        if names and len(edges) > 1:
            del layout.kinds[number]
            yield from (_Named(name, line, number) for name in names)
            return


def is_byline(layout: Layout, number: int, line: str) -> bool:
    """Whether a line of a block surely is a byline: it says "by", or is nothing but names in an
    element that is named as one."""
    if any(fact.text == line and fact.labelled for fact in layout.facts(number)):
        return True
    around = chain(layout.blocks[number].element, levels=3)
    named = any(not words().byline.isdisjoint(words_of(one)) for one in around)
    return named and bool(names_in(line) or authors_of(line))


def _in_facts(layout: Layout, number: int) -> list[str]:
    """The bylines in a line that says more: "By Ann Lee | 5 May 2016"."""
    return [fact.text for fact in layout.facts(number) if fact.field == "byline"]
