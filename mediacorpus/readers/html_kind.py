"""What kind of page it is: an article, the beginning of one, or none.

Shape goes first: what the page says that it is, how much of it are links, how long its text is.
Words decide where the shape leaves it open: those of ``html.toml`` for errors, consent and payment.
"""

from __future__ import annotations

import re
import urllib.parse
from collections import Counter
from collections.abc import Iterable, Sequence

from lxml.html import HtmlElement

from mediacorpus.readers.html_blocks import HEADINGS, PageBlock, chain, folded_space
from mediacorpus.readers.html_claims import Claims
from mediacorpus.readers.html_layout import MOST_LINKED, Layout, says_to_pay
from mediacorpus.readers.html_several import is_titled
from mediacorpus.readers.html_words import words
from mediacorpus.text.folding import fold

__all__ = ["Verdict", "is_stub", "says_to_be_article", "why_no_article"]

FEWEST_TEASERS = 5
"""Links of a front page; as long as this, each:"""
SHORTEST_TEASER = 20
LONGEST_TEASER = 3
"""In paragraphs."""

FEWEST_SINGLE = 3
"""So many do where each has one paragraph, or links have the same words."""

LONGEST_LEFTOVER = 600
FEWEST_LINKS = 15
"""In characters, what a page of links has besides; and so many links."""

LONGEST_ERROR = 1500
LONGEST_CONSENT = 4000
"""In characters, the text of a page of the kind."""
NEAR = 3
"""In levels, what is around a paragraph with the buttons that belong to it."""

LONGEST_STUB = 2500
SHORTEST_WHOLE = 1200
"""In characters; of so much text, and of no more than so many paragraphs:"""
PARAGRAPHS_OF_STUB = 3

Verdict = tuple[str, str]
"""The code of a rejection, and its reason."""


def says_to_be_article(claims: Claims) -> bool:
    """Whether a page says of itself that it is an article."""
    article = claims.article
    if "headline" in article or "datePublished" in article or "articleBody" in article:
        return True
    kinds = claims.meta.get("og:type", [])
    return "article:published_time" in claims.meta or any("article" in one.lower() for one in kinds)


def why_no_article(
    layout: Layout, claims: Claims, titles: Sequence[str], url: str | None
) -> Verdict | None:
    """Why a page is no article, as a code and a reason; None where it may be one.

    `titles` are the page's title, and behind it the main headings.
    """
    body = [layout.blocks[number] for number in layout.kinds]
    prose = [layout.blocks[number] for number in layout.kinds if layout.prose[number]]
    text = sum(len(block.text) for block in body)
    claimed = says_to_be_article(claims)
    shown = prose or [block for block in layout.blocks if block.linked < 0.5]
    if (
        text <= LONGEST_CONSENT
        and 2 * _saying(shown, words().consent) > _length(shown)
        and not _is_story(layout, shown, titles[0] if claimed else "")
    ):
        return "consent-wall", (
            "this is a notice of consent and no article: save the page once it is answered"
        )
    if not claimed and text <= LONGEST_ERROR and _says_error(titles):
        return "error-page", "this page says that the article is not there or may not be shown"
    if layout.several and layout.several.main is None:
        return "several-articles", (
            "this page holds several articles, and nothing tells which of them it is about: "
            f"{'; '.join(layout.several.headings)[:300]}; save each by itself"
        )
    if not claimed and _is_list(layout, claims, url):
        return "front-page", (
            "this page lists articles and is none, as a front page or that of a section does: "
            "save each article by itself"
        )
    if any(layout.kinds[number] == "paragraph" for number in layout.kinds if layout.prose[number]):
        return None
    if any(says_to_pay(block.text) for block in layout.blocks):
        return "paywall", (
            "this page asks for a subscription and shows nothing of the article: save it once "
            "you are logged in"
        )
    return "no-article", (
        "no paragraph of an article was found on this page: its text may be put there by a "
        "script; save the page once it is shown in full"
    )


def _is_story(layout: Layout, shown: Sequence[PageBlock], title: str) -> bool:
    """Whether blocks that speak of consent are a story about it: a heading that does not is the
    page's headline, or stands with them in an `article` element; and nobody is asked for an answer
    beside them.  `title` is that of a page which says that it is an article."""
    known = {*layout.titles, fold(title)}
    articles = {one for block in shown for one in chain(block.element) if one.tag == "article"}
    headed = any(
        block.element.tag in ("h1", "h2")
        and not _any([block.text], words().consent)
        and (is_titled(block.text, known) or not articles.isdisjoint(chain(block.element)))
        for block in layout.blocks
    )
    return headed and not _ask_beside(shown)


def _ask_beside(blocks: Iterable[PageBlock]) -> bool:
    """Whether there is a button for an answer to a notice of consent around blocks; what stands
    further off in the body of the page is not."""
    around = {
        one
        for block in blocks
        for one in chain(block.element, levels=NEAR)
        if one.tag != "body" or one in (block.element, block.element.getparent())
    }
    answers = (*words().consent, *words().answers)
    return any(
        _any([one.text_content(), one.get("value") or "", one.get("aria-label") or ""], answers)
        for place in around
        for one in place.iter()
        if _is_button(one)
    )


def _is_button(element: HtmlElement) -> bool:
    return element.tag in ("button", "input") or element.get("role") == "button"


def _is_list(layout: Layout, claims: Claims, url: str | None) -> bool:
    """Whether links to other articles part all that was taken for paragraphs: there are some, and
    nowhere do many paragraphs follow one another.  Fewer links do where the address or the page
    itself says that it is a list, or where no paragraph follows another; and where there is little
    text, such as that below a page, links anywhere do."""
    paragraphs = {number for number in layout.kinds if layout.prose[number]}
    if _length(layout.blocks[number] for number in paragraphs) < LONGEST_LEFTOVER:
        links = {block.text for block in layout.blocks if _is_teaser(block)}
        if len(links) >= FEWEST_LINKS:
            return True
    paragraphs.update(layout.standfirst)
    ends = (min(paragraphs), max(paragraphs)) if paragraphs else (0, len(layout.blocks) - 1)
    teasers: set[str] = set()
    run = longest = 0
    # A teaser's title and its day stand before it, "Read more" behind.
    shown = range(max(0, ends[0] - 2), min(ends[1] + 2, len(layout.blocks)))
    onward = _links_onward([layout.blocks[number] for number in shown])
    for number in shown:
        block = layout.blocks[number]
        if _is_teaser(block):
            teasers.add(block.text)
            run = 0
        elif block in onward:
            teasers.add(onward[block])
            longest = max(longest, run + (number in paragraphs))
            run = 0
        elif number in paragraphs:
            run += 1
            longest = max(longest, run)
    parts = urllib.parse.urlsplit(url or "")
    is_front = bool(parts.hostname) and parts.path in ("", "/") and not parts.query
    fewest = FEWEST_TEASERS
    if is_front or claims.is_list:
        fewest = FEWEST_TEASERS // 2
    elif longest <= 1 < len(paragraphs):
        fewest = FEWEST_SINGLE
    return len(teasers) >= fewest and longest <= LONGEST_TEASER


def _is_teaser(block: PageBlock) -> bool:
    long = len(block.text) >= SHORTEST_TEASER or block.element.tag in HEADINGS - {"h1"}
    return block.linked > MOST_LINKED and long


def _links_onward(blocks: Sequence[PageBlock]) -> dict[PageBlock, str]:
    """Where the links lead that blocks are or end with, of those whose words come again and again
    ("Read more") and that leave the page."""
    found: dict[PageBlock, tuple[str, str]] = {}
    for block in blocks:
        links = [*block.element.iter("a")][-1:] or [
            one for one in chain(block.element, levels=NEAR) if one.tag == "a"
        ]
        for link in links[:1]:
            words, leads = folded_space(link.text_content()), link.get("href") or ""
            if words and block.text.endswith(words) and "#" not in leads and leads:
                found[block] = (words, leads)
    said = Counter(words for words, _ in found.values())
    return {block: leads for block, (words, leads) in found.items() if said[words] >= FEWEST_SINGLE}


def is_stub(layout: Layout, claims: Claims, declared: bool | None, count: int | None) -> bool:
    """Whether a page shows only the beginning of its article.

    `declared` is whether the page says that the article is free, `count` how many words it says
    that it has.  Without them, words below a short text decide.
    """
    body = [layout.blocks[number] for number in layout.kinds]
    text, last = _length(body), max(layout.kinds, default=0)
    asks = any(says_to_pay(block.text) for block in layout.blocks[max(0, last - 2) :])
    if count and declared is not True:
        shown = sum(len(block.text.split()) for block in body)
        if declared is False or asks:
            return 2 * shown < count
    if declared is False and text < SHORTEST_WHOLE and len(body) <= PARAGRAPHS_OF_STUB:
        return True
    return asks and declared is not True and text < LONGEST_STUB


def _length(blocks: Iterable[PageBlock]) -> int:
    return sum(len(block.text) for block in blocks)


def _saying(blocks: Iterable[PageBlock], phrases: Iterable[str]) -> int:
    """How many characters the blocks have that hold one of some phrases."""
    return _length(block for block in blocks if _any([block.text], phrases))


def _says_error(titles: Iterable[str]) -> bool:
    """Whether half of a title or more, each of its parts by itself, says that there is no page:
    "404 | The Example", and not "Court hears 404 complaints"."""
    parts = [part.strip() for title in titles for part in _BARS.split(title.casefold())]
    errors = words().errors
    return any(2 * len(one) >= len(part) for part in parts for one in errors if one in part)


_BARS = re.compile(r"\s+[|–—·•-]\s+")


def _any(texts: Iterable[str], phrases: Iterable[str]) -> bool:
    return any(phrase in low for low in map(str.casefold, texts) for phrase in phrases)
