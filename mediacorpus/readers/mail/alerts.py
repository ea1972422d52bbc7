"""Google Alerts: the articles that a letter points to."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

import attrs
from lxml.html import HtmlElement

from mediacorpus.readers.html_blocks import PICTURES, PageBlock, address, blocks_of, chain
from mediacorpus.readers.html_tree import look_over, tree_of
from mediacorpus.readers.mail.headers import address_of
from mediacorpus.readers.mail.letters import Letter
from mediacorpus.readers.mail.texts import plain_lines
from mediacorpus.readers.mail.words import words
from mediacorpus.readers.redirects import target
from mediacorpus.text.folding import fold, fold_space

__all__ = ["Alert", "Pointer", "alert_in"]

LONGEST_OUTLET = 60
"""In characters: a longer line below a title is a snippet."""
WIDTH = 76
"""In characters: a line that could not have had the next word is one that goes on."""


@attrs.frozen(kw_only=True)
class Pointer:
    """An article that an alert points to, as far as it says."""

    url: str
    title: str | None = None
    outlet: str | None = None
    snippet: str | None = None
    picture: str | None = None


@attrs.frozen
class Alert:
    """What an alert is for, its articles, and how many it says there are."""

    query: str | None
    pointers: tuple[Pointer, ...]
    announced: int


def alert_in(letter: Letter) -> Alert | None:
    """The alert that a letter is; None of any other letter."""
    is_of_google = address_of(letter.sender) in words().senders
    plain = "\n".join(plain_lines(one) for one in letter.plain)
    html = "".join(one.decoded.text for one in letter.html)
    if not is_of_google:
        is_named = words().alert in fold(letter.subject or "") or words().head.search(plain)
        links = words().links.search(html.replace("&amp;", "&")) or words().links.search(plain)
        if not (is_named and links):
            return None
    heads = list(words().head.finditer(plain))
    pointers = tuple(_of_html(html)) or tuple(_of_plain(plain))
    if not pointers and not heads:
        return None
    query = heads[0]["query"] if heads else _query(letter.subject)
    announced = sum(int(one["count"]) for one in heads)
    return Alert(query, pointers, max(announced, len(pointers)))


def _query(subject: str | None) -> str | None:
    """What stands behind the dash in the subject of an alert."""
    said = _DASH.split(subject or "", maxsplit=1)
    return said[1].strip() or None if len(said) > 1 else None


_DASH = re.compile(r"\s+[-–—]\s+")


# -- in HTML -------------------------------------------------------------------------------


def _of_html(html: str) -> Iterator[Pointer]:
    """The articles of the letter's HTML: by its microdata, else by its links."""
    wrong, _ = look_over(html)
    tree = None if wrong or not html.strip() else tree_of(html)[0]
    if tree is None:
        return
    found = [*filter(None, map(_of_microdata, tree.iter()))]
    yield from found or _of_links(tree)


_ARTICLE = re.compile(r"https?://schema\.org/\w*Article$", re.IGNORECASE)


def _of_microdata(element: HtmlElement) -> Pointer | None:
    if not isinstance(element.tag, str) or not _ARTICLE.match(element.get("itemtype") or ""):
        return None
    named: dict[str, HtmlElement] = {}
    for one in element.iterdescendants():
        if isinstance(one.tag, str) and (name := one.get("itemprop")):
            within = next(
                (other for other in chain(one) if other is not one and other.get("itemprop")), None
            )
            is_of_outlet = within is not None and within.get("itemprop") == "publisher"
            named.setdefault("outlet" if is_of_outlet and name == "name" else name, one)
    link = named.get("url")
    leads = _leads(link.get("href") or "") if link is not None else None
    if leads is None:
        return None

    def say(name: str) -> str | None:
        one = named.get(name)
        return None if one is None else fold_space(one.text_content()) or None

    picture = named.get("image")
    source = None
    if picture is not None:
        source = address(None, picture.get("href") or picture.get("src") or "")
    return Pointer(
        url=leads,
        title=say("name"),
        outlet=say("outlet"),
        snippet=say("description"),
        picture=source,
    )


def _leads(link: str) -> str | None:
    """Where a link of an alert leads; None of one that leads to no article."""
    link = link.strip()
    return target(link) if words().links.match(link) and target(link) != link else None


def _of_links(tree: HtmlElement) -> Iterator[Pointer]:
    """The articles by their links: the first with words is the title, what follows up to the next
    one is the outlet, if it is short, and the snippet."""
    titles: list[tuple[HtmlElement, str]] = []
    known: set[str] = set()
    for link in tree.iter("a"):
        leads = _leads(link.get("href") or "")
        if leads and leads not in known and fold_space(link.text_content()):
            known.add(leads)
            titles.append((link, leads))
    number = -1
    beside: list[PageBlock] = []
    for block in blocks_of(tree):
        for following in range(number + 1, min(number + 1 + FURTHEST, len(titles))):
            link = titles[following][0]
            if block.element in chain(link) and fold_space(link.text_content()) in block.text:
                if number >= 0:
                    yield _of_blocks(*titles[number], beside)
                number, beside = following, []
                break
        beside.append(block)
    if number >= 0:
        yield _of_blocks(*titles[number], beside)


FURTHEST = 3
"""In titles: one that is not found as it stands is passed over."""


def _of_blocks(link: HtmlElement, leads: str, beside: Sequence[PageBlock]) -> Pointer:
    title = fold_space(link.text_content())
    said = [fold_space(block.text.replace(title, "", 1)) for block in beside[:1]]
    said += [block.text for block in beside[1:] if block.linked < 0.6]
    said = [one for one in said if one and fold(one) not in words().beside]
    outlet = None
    if len(said) > 1 and len(said[0]) <= LONGEST_OUTLET:
        outlet, *said = said
    picture = next(link.iter(*PICTURES), None)
    source = None if picture is None else address(None, picture.get("src") or "")
    return Pointer(
        url=leads, title=title, outlet=outlet, snippet=said[0] if said else None, picture=source
    )


# -- in plain text -------------------------------------------------------------------------

_LINK = re.compile(r"^<(?P<link>https?://[^<>\s]+)>$")


def _of_plain(text: str) -> Iterator[Pointer]:
    """The articles of the plain text: title, outlet in a part of news, snippet, and the link."""
    above: list[str] = []
    heads = 0
    for line in map(str.strip, text.splitlines()):
        if words().head.fullmatch(line):
            above, heads = [], heads + 1
        elif not line:
            above = []
        elif found := _LINK.match(line):
            if above and (leads := _leads(found["link"])):
                yield _of_lines(leads, above, has_outlet=heads < 2)
            above = []
        else:
            above.append(line)


def _of_lines(leads: str, above: Sequence[str], *, has_outlet: bool) -> Pointer:
    """An article of the lines above its link; only the first part of an alert names outlets."""
    title, *rest = above
    short = [len(line) <= LONGEST_OUTLET for line in rest]
    is_full = bool(rest) and len(title) + 1 + len(rest[0].split(maxsplit=1)[0]) > WIDTH
    # Where the title goes on, two short lines stand above the snippet, else the outlet alone.
    if is_full and len(rest) > 1 + has_outlet and all(short[: 1 + has_outlet]):
        title += f" {rest.pop(0)}"
    outlet = rest.pop(0) if has_outlet and rest and len(rest[0]) <= LONGEST_OUTLET else None
    return Pointer(url=leads, title=title, outlet=outlet, snippet=" ".join(rest) or None)
