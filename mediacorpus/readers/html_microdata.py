"""Microdata: what the elements of a page say of its article in attributes, ``itemprop``.

Properties belong to the item that they stand in: an author has a name, and so have a picture, a
comment and the article of a teaser, each in an item of its own.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator

from lxml.html import HtmlElement

from mediacorpus.readers.html_blocks import folded_space
from mediacorpus.text.folding import fold

__all__ = ["NAME_PARTS", "properties"]

NAME_PARTS = ("givenName", "additionalName", "familyName")
"""What the parts of a name are called, in their order."""

MOST_PROPERTIES = 2**24
"""In characters: those of elements within each other are gone through for each of them."""


def properties(
    tree: HtmlElement, titles: Collection[str]
) -> Iterator[tuple[str, str, HtmlElement]]:
    """What is said of the article of a page: the name of each property, its words, its element.

    The article is the item that says most, of several that with one of the page's `titles`
    (folded); then comes what is said of the page and what stands in no item.  The words of a
    property that is an item, such as a person, are its name.
    """
    return _Microdata(tree).said(titles)


class _Microdata:
    """The properties of a page, by the item that they belong to; None for none."""

    def __init__(self, tree: HtmlElement) -> None:
        self.room = MOST_PROPERTIES
        self.held: dict[HtmlElement | None, list[HtmlElement]] = {}
        within: dict[HtmlElement, HtmlElement | None] = {}
        for element in tree.iter():
            if not isinstance(element.tag, str):
                continue
            parent = element.getparent()
            item = None if parent is None else within[parent]
            if element.get("itemprop"):
                self.held.setdefault(item, []).append(element)
            within[element] = element if element.get("itemscope") is not None else item

    def said(self, titles: Collection[str]) -> Iterator[tuple[str, str, HtmlElement]]:
        items = [one for one in self.held if one is not None]

        def says(item: HtmlElement) -> tuple[bool, int]:
            titled = any(fold(self.words(one)) in titles for one in self.named(item, "headline"))
            return titled, len(self.held[item])

        articles = (one for one in items if _ARTICLE.search(one.get("itemtype") or ""))
        article = max(articles, key=says, default=None)
        pages = (one for one in items if _PAGE.search(one.get("itemtype") or ""))
        for item in dict.fromkeys((article, *pages, None)):
            for element in self.held.get(item, []):
                if words := self.words(element):
                    for name in _names(element):
                        yield name, words, element

    def named(self, item: HtmlElement, name: str) -> list[HtmlElement]:
        """The properties of an item with a name."""
        return [one for one in self.held.get(item, []) if name in _names(one)]

    def words(self, element: HtmlElement) -> str:
        """What a property says: of an item its name, or the parts of it, if it has one."""
        parts = [element]
        if element.get("itemscope") is not None:
            named = [self.named(element, name)[:1] for name in ("name", *NAME_PARTS)]
            parts = named[0] or [one for part in named[1:] for one in part] or parts
        said: list[str] = []
        for one in parts:
            if self.room <= 0:
                return ""
            said.append(one.get("content") or one.get("datetime") or one.text_content())
            self.room -= len(said[-1])
        return folded_space(" ".join(said))


def _names(element: HtmlElement) -> list[str]:
    return (element.get("itemprop") or "").split()


_ARTICLE = re.compile(r"Article|BlogPosting|Report|Review\b|/CreativeWork\b")
_PAGE = re.compile(r"^\s*$|/WebPage\s*$")
"""The types of items that are an article, and of those that are all of a page."""
