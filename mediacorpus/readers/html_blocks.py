"""A page's markup as blocks of text, each with the elements that it stands in."""

from __future__ import annotations

import functools
import re
import urllib.parse
from collections.abc import Iterator

import attrs
from lxml.html import HtmlElement

__all__ = [
    "HEADINGS", "PICTURES", "PageBlock", "address", "blocks_of", "chain", "folded_space",
    "is_address", "path_of", "words_of",
]  # fmt: skip

HEADINGS = frozenset(("h1", "h2", "h3", "h4", "h5", "h6"))
PICTURES = ("img", "amp-img", "amp-anim")
"""The elements that show a picture."""

# What begins a line of its own where nothing else is said of it.
_BLOCKS = HEADINGS | frozenset(
    "address article aside blockquote body caption center dd details dialog dir div dl dt fieldset "
    "figcaption figure footer form header hgroup hr html li main menu nav ol p pre section summary "
    "table tbody td tfoot th thead tr ul".split()
)
_UNSEEN = frozenset(
    "audio button canvas datalist embed head iframe input label map math noscript object option "
    "script select style svg template textarea title video".split()
)
_HIDDEN = frozenset(
    (
        "d-none",
        "h-offscreen",
        "hidden",
        "hide",
        "is-hidden",
        "offscreen",
        "screen-reader-text",
        "sr-only",
        "visually-hidden",
    )
)
_WORD = re.compile(r"[A-Z]?[a-z]+|[A-Z]+(?![a-z])")


@attrs.frozen(eq=False)
class PageBlock:
    """A run of text without a block of its own in it; `linked` is the share of it in links, `times`
    are the `time` elements in it, and the empty ones between it and the block before."""

    text: str
    element: HtmlElement
    linked: float
    times: tuple[HtmlElement, ...] = ()


def blocks_of(root: HtmlElement) -> list[PageBlock]:
    """The blocks of a page, in order; without what is not shown.

    The tree is walked without recursion: a page may be nested deeper than Python's stack.
    """
    found: list[PageBlock] = []
    parts: list[str] = []
    times: list[HtmlElement] = []
    linked = 0
    broken: int | None = None  # how many parts stand before the last line break

    def close(owner: HtmlElement) -> None:
        nonlocal linked, broken
        if not parts:
            return
        if text := folded_space("".join(parts)):
            found.append(PageBlock(text, owner, min(linked / len(text), 1.0), tuple(times)))
            times.clear()
        parts.clear()
        linked, broken = 0, None

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
            if broken is not None and not "".join(parts[broken:]).strip() and _breaks(owner):
                close(owner)  # an empty line parts paragraphs
            parts.append("\n")
            broken = len(parts)
        elif _is_unseen(element):
            parts.append(" ")
        else:
            within = owner
            if element.tag == "time":
                times.append(element)
            if element.tag in _BLOCKS:
                close(owner)
                todo.append(("close", element, element, False))
                within = element
            link = link or element.tag == "a"
            add(element.text, link=link)
            for child in reversed(element):
                if child.tail:
                    todo.append(("tail", child, within, link))
                todo.append(("enter", child, within, link))
    close(root)
    return found


def _breaks(owner: HtmlElement) -> bool:
    """Whether an empty line in an element parts paragraphs; one element of them is one, whatever
    lines it has."""
    return owner.tag not in HEADINGS and owner.tag not in ("p", "figcaption")


def _is_unseen(element: HtmlElement) -> bool:
    if element.tag in _UNSEEN:
        return True
    hidden = (
        element.get("hidden") is not None
        or "display:none" in (element.get("style") or "").replace(" ", "")
        or _hides(element.get("class") or "")
    )
    return hidden and element.tag not in ("html", "body")


@functools.lru_cache(maxsize=4096)
def _hides(names: str) -> bool:
    """Whether class names hide an element; "hidden md:block" is shown on some screens."""
    classes = names.split()
    return not _HIDDEN.isdisjoint(classes) and not any(":" in one for one in classes)


def folded_space(text: str) -> str:
    """One line, without the soft hyphens and the spaces without width of markup."""
    return " ".join((text if text.isascii() else _WIDTHLESS.sub("", text)).split())


_WIDTHLESS = re.compile("[\xad\u200b\u2060\ufeff]+")


def is_address(url: str) -> bool:
    """Whether words are the address of a page.

    >>> is_address("https://example.org/a"), is_address("https://[x/"), is_address("file:///a.html")
    (True, False, False)
    """
    try:
        parts = urllib.parse.urlsplit(url)
        return parts.scheme in ("http", "https") and bool(parts.hostname) and parts.port != 0
    except ValueError:
        return False


def address(base: str | None, link: str) -> str | None:
    """Where a link on a page leads; None where it is empty, leads to no page of the web, or no
    address can be made of it."""
    try:
        joined = urllib.parse.urljoin(base or "", link.strip())
        scheme = urllib.parse.urlsplit(joined).scheme
    except ValueError:
        return None
    return joined if link.strip() and scheme in _OF_THE_WEB else None


_OF_THE_WEB = ("", "http", "https")


def path_of(element: HtmlElement) -> str:
    """Where an element is in the tree, as an XPath that finds it: "/html/body/div[2]/p"."""
    path: str = element.getroottree().getpath(element)
    if _PLAIN_PATH.fullmatch(path):
        return path
    steps: list[str] = []  # by number, because no path finds a name such as "fb:like"
    for one in chain(element):
        before = sum(isinstance(other.tag, str) for other in one.itersiblings(preceding=True))
        steps.append(f"/*[{before + 1}]")
    return "".join(reversed(steps))


_PLAIN_PATH = re.compile(r"(?:/[A-Za-z][\w.-]*(?:\[\d+\])?)+", re.ASCII)


def chain(element: HtmlElement, levels: int | None = None) -> Iterator[HtmlElement]:
    """An element and those that it stands in, up to so many in all."""
    one: HtmlElement | None = element
    while one is not None and levels != 0:
        yield one
        one = one.getparent()
        levels = None if levels is None else levels - 1


def words_of(element: HtmlElement) -> frozenset[str]:
    """The words of an element's class names, ids and the like, in lower case; an element that HTML
    does not know has those of its own name, too ("amp-sidebar")."""
    names = " ".join(filter(None, map(element.get, ("class", "id", "role", "data-testid"))))
    if "-" in element.tag:
        names += f" {element.tag}"
    return _words_in(names)


@functools.lru_cache(maxsize=4096)
def _words_in(names: str) -> frozenset[str]:
    """The same of their names; a page has few, many times over."""
    return frozenset(word.lower() for word in _WORD.findall(names))
