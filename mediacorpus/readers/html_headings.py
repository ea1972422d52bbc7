"""The main headings of a page: those of its article, and not the name of the site above them."""

from __future__ import annotations

import re
import urllib.parse
from collections.abc import Collection, Iterable, Iterator, Sequence

from mediacorpus.readers import domain
from mediacorpus.readers.html_blocks import HEADINGS, PageBlock, chain
from mediacorpus.text.folding import fold

__all__ = ["main_headings", "site_names", "within_bars", "without_site"]

MOST_OF_A_LINK = 0.9


def main_headings(
    blocks: Sequence[PageBlock],
    prose: Sequence[bool],
    titles: Collection[str],
    sites: Collection[str],
    url: str | None,
) -> frozenset[int]:
    """The numbers of the main headings: those of the first level that are no name of the site
    (`sites`, folded) and do not lead to its front page.  Where none of them is the page's title
    (`titles`, folded), the one of another level that is; where there is none either, and all of the
    first are the site's, the one of the second that stands above the prose of an `article` element.
    """
    first = [n for n, block in enumerate(blocks) if block.element.tag == "h1"]
    own = [n for n in first if not _is_logo(blocks[n], sites, url)]
    if not any(fold(blocks[n].text) in titles for n in own):
        for number, block in enumerate(blocks):
            titled = block.element.tag in HEADINGS and fold(block.text) in titles
            if titled and not _is_logo(block, sites, url):
                return frozenset([number])
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


def within_bars(title: str) -> list[str]:
    """A title, and what may be the headline in it: of the parts between bars and dashes, a long one
    with or without those beside it; the longest first.

    >>> within_bars("The Example » Gates fail")
    ['The Example » Gates fail', 'The Example', 'Gates fail']
    """
    edges = [0, *(at for bar in _BARS.finditer(title) for at in bar.span()), len(title)]
    parts = [*zip(edges[::2], edges[1::2], strict=True)][:MOST_PARTS]
    longest = max(end - start for start, end in parts)
    runs = {
        title[parts[first][0] : parts[last][1]]
        for first in range(len(parts))
        for last in range(first, len(parts))
        if any(2 * (end - start) >= longest for start, end in parts[first : last + 1])
    }
    return sorted(runs, key=len, reverse=True)


def without_site(title: str, sites: Collection[str], shown: Collection[str]) -> str:
    """A title without the names of its site and section: of what may be the headline in it, what
    the page shows as a line of its own; else what is left without the site's names behind it.
    `sites` and `shown` are folded.

    >>> without_site("Gates fail | News | The Example", [], ["gates fail"])
    'Gates fail'
    """
    candidates = within_bars(title)
    folded = ((one, fold(one)) for one in candidates)
    if found := next((one for one, said in folded if said in shown and said not in sites), None):
        return found
    match = _SUFFIX.fullmatch(title)
    while match and fold(match["site"]) in sites:
        title = match["title"]
        match = _SUFFIX.fullmatch(title)
    return title


def _parts_of_host(host: str) -> Iterator[str]:
    """The names in a host: of "news.example.co.uk", "news" and "example"."""
    return (part for part in host.split(".")[:-1] if len(part) > LONGEST_ENDING)


LONGEST_ENDING = 3
"""In characters, what stands at the end of a host ("com", "co.uk")."""

MOST_PARTS = 6
_BARS = re.compile(r"\s+[|–—·•»-]\s+|\s*[|»]\s*")
_SUFFIX = re.compile(r"(?P<title>.+\S)\s+[|–—·•-]\s+(?P<site>[^|–—·•]{2,40})")
