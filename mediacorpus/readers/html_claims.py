"""What an HTML page says of itself: JSON-LD, meta elements, microdata.

The vocabulary of JSON-LD and of microdata is schema.org's NewsArticle; that of meta elements Open
Graph, Dublin Core and what sites have made up besides.
"""

from __future__ import annotations

import html
import itertools
import re
from collections import deque
from collections.abc import Iterator
from typing import Any, NamedTuple, cast

from lxml.html import HtmlElement

from mediacorpus.readers.html_blocks import folded_space
from mediacorpus.readers.html_json import read_json
from mediacorpus.readers.html_microdata import NAME_PARTS, properties
from mediacorpus.records import Basis
from mediacorpus.text.folding import fold

__all__ = ["MOST_SAID", "Claim", "Claims"]


MOST_SAID = 100
"""So many times, at most, a page says one thing."""


class Claim(NamedTuple):
    """What is said, and where: "json-ld", "meta" or "microdata", and in which element."""

    value: str
    basis: Basis
    element: HtmlElement | None


class Claims:
    """What a page says of itself, by where it says it.

    `broken` are the blocks of JSON-LD that could not be read, each with the reason.
    """

    def __init__(self, tree: HtmlElement) -> None:
        self.broken: list[str] = []
        self.meta: dict[str, list[str]] = {}
        self.microdata: dict[str, list[str]] = {}
        self._elements: dict[tuple[str, str], list[HtmlElement]] = {}
        """Those that meta elements and microdata are in, by basis and name."""
        for element in tree.iter("meta"):
            content = folded_space(html.unescape(element.get("content") or ""))
            names = (element.get(name) for name in ("property", "name", "http-equiv"))
            for name in {name.lower() for name in names if name}:
                if content:
                    self.meta.setdefault(name, []).append(content)
                    self._elements.setdefault(("meta", name), []).append(element)
        titles = {fold(one) for one in self.meta.get("og:title", [])}
        for name, said, element in properties(tree, titles):
            self.microdata.setdefault(name, []).append(said)
            self._elements.setdefault(("microdata", name), []).append(element)
        scripts = list(self._objects(tree))
        objects = [one for one, _ in scripts]
        self.by_id = {
            one["@id"]: one for one in reversed(objects) if isinstance(one.get("@id"), str)
        }
        articles = [one for one in objects if _ARTICLE.search(_type(one))]
        named = self._titles(tree) if len(articles) > 1 else []
        self.article: dict[str, Any] = max(
            articles,
            key=lambda one: (*(_agrees(one, some) for some in named), _said(one)),
            default={},
        )
        """The object of JSON-LD that says most of the article, of several that with the page's
        title, or else with a main heading; empty where there is none."""
        self.script = next((script for one, script in scripts if one is self.article), None)
        """The element that it is in."""
        self.is_live = "LiveBlog" in _type(self.article)
        """Whether the page says that it is a live blog."""
        self.is_list = any(_LIST.search(_type(one)) for one in objects)
        """Whether the page says that it is a list of articles."""

    def _titles(self, tree: HtmlElement) -> list[set[str]]:
        """What the page is called, folded: by Open Graph and the like, by its title, and by its
        main headings."""
        claimed = (*self.meta.get("og:title", ()), *self.meta.get("twitter:title", ()))
        title = tree.findtext(".//title") or ""
        headings = (one.text_content() for one in tree.iter("h1"))
        return [
            {fold(folded_space(one)) for one in itertools.islice(some, MOST_SAID)}
            for some in (claimed, (title,), headings)
        ]

    def _objects(self, tree: HtmlElement) -> Iterator[tuple[dict[str, Any], HtmlElement]]:
        """All objects of JSON-LD, those within a graph or a page too, each with its element."""
        for script in tree.iter("script"):
            if "ld+json" not in (script.get("type") or ""):
                continue
            todo = deque([self._loaded(script.text or "")])
            while todo:
                one = todo.popleft()
                if isinstance(one, list):
                    todo += one
                elif isinstance(one, dict):
                    yield one, script
                    todo += [one[key] for key in ("@graph", "mainEntity") if key in one]

    def _loaded(self, text: str) -> Any:
        """The value of a block of JSON-LD; None where it has none or cannot be read."""
        try:
            return read_json(text)
        except ValueError as error:
            self.broken.append(str(error))
            return None

    def of(self, places: tuple[str, ...]) -> Iterator[Claim]:
        """What is said at some places, "meta og:title", in their order."""
        for place in places:
            basis, _, name = place.partition(" ")
            if basis == "json-ld":
                value = self.article.get(name)
                values = [str(value)] if isinstance(value, bool) else self.names(value)
                yield from (Claim(value, "json-ld", self.script) for value in values)
                continue
            name = name if basis == "microdata" else name.lower()
            table = self.meta if basis == "meta" else self.microdata
            elements = self._elements.get((basis, name), [])
            for value, element in zip(table.get(name, []), elements, strict=True):
                yield Claim(value, cast("Basis", basis), element)

    def names(self, value: Any) -> Iterator[str]:
        """The words of a value of JSON-LD: a string, the name of an object, or of several.

        Each object is asked once, because objects may name each other in circles.
        """
        todo, asked = [value], set()
        while todo:
            one = todo.pop()
            if isinstance(one, list):
                todo += reversed(one)
            elif isinstance(one, dict):
                identity = one.get("@id") if _NAMES.isdisjoint(one) else None
                whole = self.by_id.get(identity, {}) if isinstance(identity, str) else one
                if id(whole) not in asked:
                    asked.add(id(whole))
                    todo.append(_name(whole))
            elif isinstance(one, str) and (said := folded_space(html.unescape(one))):
                yield said
            elif isinstance(one, int | float) and not isinstance(one, bool):
                yield str(one)


_ARTICLE = re.compile(r"Article|BlogPosting|Report|Review\b")
_LIST = re.compile(r"CollectionPage|SearchResultsPage|ProfilePage")


_NAMES = frozenset(("name", *NAME_PARTS))


def _name(one: dict[str, Any]) -> Any:
    """The name of an object, else its parts as one."""
    if isinstance(name := one.get("name"), str | list) and name:
        return name
    return " ".join(part for key in NAME_PARTS if isinstance(part := one.get(key), str))


def _type(one: dict[str, Any]) -> str:
    kind = one.get("@type")
    return " ".join(map(str, kind)) if isinstance(kind, list) else str(kind)


def _agrees(article: dict[str, Any], titles: set[str]) -> int:
    """Whether an object has one of the titles (2), or one but for a site's name behind its headline
    or a kicker before it (1)."""
    said = article.get("headline")
    headline = fold(folded_space(html.unescape(said))) if isinstance(said, str) else ""
    if not headline:
        return 0
    if headline in titles:
        return 2
    return int(
        any(one.startswith(f"{headline} ") or one.endswith(f" {headline}") for one in titles)
    )


def _said(article: dict[str, Any]) -> int:
    """How much an object says of an article."""
    return sum(
        key in article
        for key in ("headline", "datePublished", "author", "articleBody", "description", "image")
    )
