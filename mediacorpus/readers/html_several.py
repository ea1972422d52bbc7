"""Pages that hold more than one text: the entries of a live blog, several articles."""

from __future__ import annotations

import re
from collections.abc import Collection, Sequence

import attrs
from lxml.html import HtmlElement

from mediacorpus.readers.html_blocks import HEADINGS, PageBlock, chain
from mediacorpus.text.folding import fold

__all__ = ["Several", "entry_times", "is_titled", "several"]

LEAST_WHOLE = 500
FEWEST_PARAGRAPHS = 2
"""In characters and paragraphs of prose: less is the teaser of an article, unless it is at least so
much of the longest and its heading leads nowhere:"""
SHARE_OF_LONGEST = 0.5
MOST_LINKED_HEADING = 0.5

FEWEST_ENTRIES = 4
LONGEST_TIME = 40
FURTHEST_HEADING = 3
"""In blocks, from the time of an entry of a live blog to its heading."""

NEAREST = 3
"""In levels, an element around the time of an entry."""

SHORTEST_TITLE = 10


@attrs.frozen
class Several:
    """The articles of a page, where it has several: `main` is the element of the one that it is
    about, None where nothing tells which that is; `headings` are those of the others."""

    main: HtmlElement | None
    headings: tuple[str, ...]


def is_titled(text: str, titles: Collection[str]) -> bool:
    """Whether a heading is one of the titles of a page (folded), or all of one but the site's name.

    >>> is_titled("Gates fail again", {"gates fail again the daily example"})
    True
    """
    folded = fold(text)
    long = len(folded) >= SHORTEST_TITLE
    return folded in titles or (long and any(one.startswith(folded + " ") for one in titles))


def several(
    root: HtmlElement,
    blocks: Sequence[PageBlock],
    prose: Sequence[bool],
    titles: Collection[str],
) -> Several | None:
    """The articles of a page that has more than one whole one in elements of their own; None where
    it has one.  Where the page's title stands outside of them all, they are parts of one."""
    outermost: dict[HtmlElement, HtmlElement] = {}
    for element in root.iter():
        parent = element.getparent()
        owner = None if parent is None else outermost.get(parent)
        if owner is not None or element.tag == "article":
            outermost[element] = element if owner is None else owner
    held: dict[HtmlElement, list[int]] = {}
    heads: dict[HtmlElement, list[int]] = {}
    outside: list[int] = []
    for number, block in enumerate(blocks):
        owner = outermost.get(block.element)
        if block.element.tag in ("h1", "h2"):
            (outside if owner is None else heads.setdefault(owner, [])).append(number)
        elif owner is not None and prose[number]:
            held.setdefault(owner, []).append(number)
    length = {one: sum(len(blocks[n].text) for n in numbers) for one, numbers in held.items()}
    short = SHARE_OF_LONGEST * max(length.values(), default=0)
    whole = [
        one
        for one, numbers in held.items()
        if one in heads
        and heads[one][0] < numbers[-1]
        and len(numbers) >= FEWEST_PARAGRAPHS
        and (
            length[one] >= LEAST_WHOLE
            or (length[one] >= short and blocks[heads[one][0]].linked < MOST_LINKED_HEADING)
        )
    ]
    if len(whole) < 2 or any(is_titled(blocks[number].text, titles) for number in outside):
        return None
    titled = [one for one in whole if any(is_titled(blocks[n].text, titles) for n in heads[one])]
    main = [one for one in whole if any(blocks[n].element.tag == "h1" for n in heads[one])]
    chosen = next(iter(titled or (main if len(main) == 1 else [])), None)
    others = (blocks[heads[one][0]].text for one in whole if one is not chosen)
    return Several(chosen, tuple(others))


_CLOCK = re.compile(r"\D{0,12}\d{1,2}[:.h]\s?\d\d\b.{0,24}")


def entry_times(
    root: HtmlElement, blocks: Sequence[PageBlock], prose: Sequence[bool]
) -> frozenset[int]:
    """The numbers of the blocks that say when an entry of a live blog was written; none where there
    are too few for one.  An entry has its time, a heading, in any order, and prose."""
    timed = {one for time in root.iter("time") for one in chain(time, levels=NEAREST)}
    times: set[int] = set()
    pending: int | None = None
    headed = False
    heading = -FURTHEST_HEADING - 1
    for number, block in enumerate(blocks):
        if block.element.tag in HEADINGS and block.element.tag != "h1":
            heading = number
            headed = headed or (pending is not None and number - pending <= FURTHEST_HEADING)
        elif len(block.text) <= LONGEST_TIME and (
            block.element in timed or _CLOCK.fullmatch(block.text)
        ):
            pending, headed = number, number - heading <= FURTHEST_HEADING
        elif prose[number] and pending is not None:
            times |= {pending} if headed else set()
            pending = None
    return frozenset(times) if len(times) >= FEWEST_ENTRIES else frozenset()
