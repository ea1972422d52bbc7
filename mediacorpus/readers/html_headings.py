"""The main headings of a page: those of its article, and not the name of the site above them."""

from __future__ import annotations

import re
import urllib.parse
from collections.abc import Collection, Iterable, Iterator, Sequence

from mediacorpus.readers import domain
from mediacorpus.readers.html_blocks import HEADINGS, PageBlock, chain
from mediacorpus.text.folding import fold

__all__ = ["main_headings", "site_names", "without_site"]

MOST_OF_A_LINK = 0.9


def main_headings(
    blocks: Sequence[PageBlock], prose: Sequence[bool], sites: Collection[str], url: str | None
) -> frozenset[int]:
    """The numbers of the main headings: those of the first level that are no name of the site
    (`sites`, folded) and do not lead to its front page.  Where all do, the one of the second level
    that stands above the prose of an `article` element.
    """
    first = [n for n, block in enumerate(blocks) if block.element.tag == "h1"]
    own = [n for n in first if not _is_logo(blocks[n], sites, url)]
    if own or not first:
        return frozenset(own)
    for number in range(first[0], len(blocks)):
        block = blocks[number]
        if _is_in_article(block):
            if prose[number] and block.element.tag not in HEADINGS:
                break
            if block.element.tag == "h2" and block.linked < MOST_OF_A_LINK:
                return frozenset([number])
    return frozenset()


def _is_logo(block: PageBlock, sites: Collection[str], url: str | None) -> bool:
    if _is_in_article(block):
        return False
    if fold(block.text) in sites or "".join(block.text.casefold().split()) in sites:
        return True
    if block.linked < MOST_OF_A_LINK:
        return False
    links = [*(one for one in chain(block.element) if one.tag == "a"), *block.element.iter("a")]
    return any(_leads_home(one.get("href") or "", url) for one in links)


def _is_in_article(block: PageBlock) -> bool:
    return any(one.tag == "article" for one in chain(block.element))


def _leads_home(link: str, url: str | None) -> bool:
    """Whether a link leads to the front page of the site that a page is of."""
    try:
        parts = urllib.parse.urlsplit(link.strip())
        host = domain(link.strip())
    except ValueError:
        return False
    at_home = not parts.netloc or url is None or host == domain(url)
    is_front = parts.path == "/" or (parts.path == "" and bool(parts.netloc))
    return at_home and is_front and not parts.query and not parts.fragment


def site_names(
    claimed: Iterable[str], title: str, headings: Collection[str], url: str | None
) -> frozenset[str]:
    """What the site of a page is called, folded: by what it says, by its host, and by what stands
    in the page's title behind one of its headings (folded).

    >>> sorted(site_names([], "Gates fail | The Daily", ["gates fail"], "https://example.org/a"))
    ['example', 'example.org', 'the daily']
    """
    names = {fold(name) for name in claimed}
    if host := domain(url):
        names |= {host, *_parts_of_host(host)}
    match = _SUFFIX.fullmatch(title)
    if match and fold(match["title"]) in headings:
        names.add(fold(match["site"]))
    return frozenset(names - {""})


def without_site(title: str, site: str, headings: Collection[str]) -> str:
    """A title without the name of the site behind it, "… | Example News"; `site` and
    `headings` are folded."""
    match = _SUFFIX.fullmatch(title)
    if match and (fold(match["site"]) == site or fold(match["title"]) in headings):
        return match["title"]
    return title


def _parts_of_host(host: str) -> Iterator[str]:
    """The names in a host: of "news.example.co.uk", "news" and "example"."""
    return (part for part in host.split(".")[:-1] if len(part) > LONGEST_ENDING)


LONGEST_ENDING = 3
"""In characters, what stands at the end of a host ("com", "co.uk")."""

_SUFFIX = re.compile(r"(?P<title>.+\S)\s+[|–—·•-]\s+(?P<site>[^|–—·•]{2,40})")
