"""A page's markup as blocks of text, each with the elements that it stands in."""

from __future__ import annotations

import re
from collections.abc import Iterator

import attrs
from lxml.html import HtmlElement

__all__ = ["HEADINGS", "PageBlock", "blocks_of", "chain", "folded_space", "words_of"]

HEADINGS = frozenset(("h1", "h2", "h3", "h4", "h5", "h6"))

# What begins a line of its own where nothing else is said of it.
_BLOCKS = HEADINGS | frozenset(
    "address article aside blockquote body caption center dd details dialog dir div dl dt fieldset "
    "figcaption figure footer form header hgroup hr html li main menu nav ol p pre section summary "
    "table tbody td tfoot th thead tr ul".split()
)
_UNSEEN = frozenset(
    "audio button canvas datalist embed head iframe input label map math noscript object option "
    "script select style svg template textarea video".split()
)
_HIDDEN = frozenset(
    ("d-none", "hidden", "hide", "is-hidden", "screen-reader-text", "sr-only", "visually-hidden")
)
_WORD = re.compile(r"[A-Z]?[a-z]+|[A-Z]+(?![a-z])")


@attrs.frozen(eq=False)
class PageBlock:
    """A run of text without a block of its own in it; `linked` is the share of it in links."""

    text: str
    element: HtmlElement
    linked: float


def blocks_of(root: HtmlElement) -> list[PageBlock]:
    """The blocks of a page, in order; without what is not shown.

    The tree is walked without recursion: a page may be nested deeper than Python's stack.
    """
    found: list[PageBlock] = []
    parts: list[str] = []
    linked = 0

    def close(owner: HtmlElement) -> None:
        nonlocal linked
        text = folded_space("".join(parts))
        if text:
            found.append(PageBlock(text, owner, min(linked / len(text), 1.0)))
        parts.clear()
        linked = 0

    def add(text: str | None, *, link: bool) -> None:
        nonlocal linked
        if text:
            parts.append(text)
            if link:
                linked += len(text.strip())

    # What is still to be done, the next thing last: an element to enter, the text behind one, or
    # the end of a block; each with the block that it stands in and whether it is within a link.
    todo: list[tuple[str, HtmlElement, HtmlElement, bool]] = [("enter", root, root, False)]
    while todo:
        what, element, owner, link = todo.pop()
        if what == "close":
            close(element)
        elif what == "tail":
            add(element.tail, link=link)
        elif not isinstance(element.tag, str):
            pass  # a comment
        elif element.tag == "br":
            parts.append("\n")
        elif _is_unseen(element):
            parts.append(" ")
        else:
            within = owner
            if element.tag in _BLOCKS:
                close(owner)
                todo.append(("close", element, element, False))
                within = element
            link = link or element.tag == "a"
            add(element.text, link=link)
            for child in reversed(element):
                todo.append(("tail", child, within, link))
                todo.append(("enter", child, within, link))
    close(root)
    return found


def _is_unseen(element: HtmlElement) -> bool:
    if element.tag in _UNSEEN:
        return True
    style = (element.get("style") or "").replace(" ", "")
    classes = (element.get("class") or "").split()
    hidden = (
        element.get("hidden") is not None
        or "display:none" in style
        # "hidden md:block" is shown on some screens
        or (not _HIDDEN.isdisjoint(classes) and not any(":" in one for one in classes))
    )
    return hidden and element.tag not in ("html", "body")


def folded_space(text: str) -> str:
    """One line, without the soft hyphens and the spaces without width of markup."""
    return " ".join(text.translate(_WIDTHLESS).split())


_WIDTHLESS = dict.fromkeys(map(ord, "\xad\u200b\u2060\ufeff"))


def chain(element: HtmlElement, levels: int | None = None) -> Iterator[HtmlElement]:
    """An element and those that it stands in, up to so many in all."""
    one: HtmlElement | None = element
    while one is not None and levels != 0:
        yield one
        one = one.getparent()
        levels = None if levels is None else levels - 1


def words_of(element: HtmlElement) -> frozenset[str]:
    """The words of an element's class names, ids and the like, in lower case."""
    names = " ".join(filter(None, map(element.get, ("class", "id", "role", "data-testid"))))
    return _NO_WORDS if not names else frozenset(word.lower() for word in _WORD.findall(names))


_NO_WORDS: frozenset[str] = frozenset()
