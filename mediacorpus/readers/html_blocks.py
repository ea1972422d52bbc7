"""A page's markup as blocks of text, each with the elements that it stands in."""

from __future__ import annotations

import functools
import itertools
import re
import urllib.parse
from collections.abc import Iterator

import attrs
from lxml.html import HtmlElement

__all__ = [
    "HEADINGS", "PICTURES", "PageBlock", "address", "blocks_of", "chain", "folded_space",
    "is_address", "owner_of", "path_of", "words_of",
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
    are the `time` elements in it, and the empty ones between it and the block before.  `pieces` are
    what a short one is made of, where elements meet in it with no space between them."""

    text: str
    element: HtmlElement
    linked: float
    times: tuple[HtmlElement, ...] = ()
    pieces: tuple[str, ...] = ()


def blocks_of(root: HtmlElement) -> list[PageBlock]:
    """The blocks of a page, in order; without what is not shown.

    The tree is walked without recursion: a page may be nested deeper than Python's stack.
    """
    run = _Run()
    # What is still to be done, the next thing last: an element to enter, the text behind one, none
    # behind one ("joint"), or the end of a block; each with the block that it stands in and whether
    # it is within a link.
    todo: list[tuple[str, HtmlElement, HtmlElement, bool]] = [("enter", root, root, False)]
    while todo:
        what, element, owner, link = todo.pop()
        if what == "close":
            run.close(element)
        elif what == "tail":
            run.add(element.tail, link=link)
        elif what == "joint":
            run.join()
        elif not isinstance(element.tag, str):
            pass  # a comment
        elif element.tag == "br":
            run.break_line(owner)
        elif _is_unseen(element):
            run.parts.append(" ")
        else:
            within = owner
            if element.tag == "time":
                run.times.append(element)
            if element.tag in _BLOCKS:
                run.close(owner)
                todo.append(("close", element, element, False))
                within = element
            link = link or element.tag == "a"
            run.add(element.text, link=link)
            behind = False
            for child in reversed(element):
                if child.tail:
                    todo.append(("tail", child, within, link))
                elif behind:
                    todo.append(("joint", child, within, link))
                behind = True
                todo.append(("enter", child, within, link))
    run.close(root)
    return run.found


class _Run:
    """The block that is being read, and those `found` before it."""

    def __init__(self) -> None:
        self.found: list[PageBlock] = []
        self.parts: list[str] = []
        self.times: list[HtmlElement] = []
        self.joints: list[int] = []
        """How many parts stand before elements that meet."""
        self.linked = 0
        self.broken: int | None = None
        """How many parts stand before the last line break."""

    def add(self, text: str | None, *, link: bool) -> None:
        if text:
            self.parts.append(text)
            if link:
                self.linked += len(text.strip())

    def join(self) -> None:
        """Two elements meet here, unless there is a space."""
        if self.parts and not self.parts[-1][-1].isspace():
            self.joints.append(len(self.parts))

    def break_line(self, owner: HtmlElement) -> None:
        """An empty line parts paragraphs."""
        last = self.broken
        if last is not None and not "".join(self.parts[last:]).strip() and _breaks(owner):
            self.close(owner)
        self.parts.append("\n")
        self.broken = len(self.parts)

    def close(self, owner: HtmlElement) -> None:
        """The end of a block."""
        if not self.parts:
            return
        if text := folded_space("".join(self.parts)):
            linked = min(self.linked / len(text), 1.0)
            short = self.joints and len(text) <= LONGEST_IN_PIECES
            pieces = _pieces(self.parts, self.joints) if short else ()
            self.found.append(PageBlock(text, owner, linked, tuple(self.times), pieces))
            self.times.clear()
        self.parts.clear()
        self.joints.clear()
        self.linked, self.broken = 0, None


def _pieces(parts: list[str], joints: list[int]) -> tuple[str, ...]:
    """The parts of a block, those joined between which no elements meet."""
    meet = (joint for joint in joints if joint < len(parts) and not parts[joint][0].isspace())
    edges = itertools.pairwise([0, *meet, len(parts)])
    pieces = (folded_space("".join(parts[start:end])) for start, end in edges)
    found = tuple(filter(None, pieces))
    return found if len(found) > 1 else ()


LONGEST_IN_PIECES = 300
"""In characters: a longer block is no line of facts."""


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


def owner_of(element: HtmlElement) -> HtmlElement:
    """The element whose block the text of an element belongs to: itself, or the nearest around it
    that is no mark within a line."""
    return next((one for one in chain(element, levels=MOST_MARKS) if one.tag in _BLOCKS), element)


MOST_MARKS = 8
"""Of elements within each other in a line."""


@functools.lru_cache(maxsize=4096)
def _words_in(names: str) -> frozenset[str]:
    """The same of their names; a page has few, many times over."""
    return frozenset(word.lower() for word in _WORD.findall(names))
