"""The captions of a page, each with its credit and its picture."""

from __future__ import annotations

import re
import urllib.parse
from collections.abc import Iterator

from lxml.html import HtmlElement

from mediacorpus.readers.html_blocks import (
    PICTURES,
    PageBlock,
    address,
    chain,
    folded_space,
    words_of,
)
from mediacorpus.readers.html_layout import Layout, is_caption
from mediacorpus.readers.html_words import words
from mediacorpus.readers.page_facts import names_in
from mediacorpus.readers.page_lines import (
    role_of,
    split_credit,
    without_caption_label,
    without_label,
)
from mediacorpus.records import Block
from mediacorpus.text.folding import fold

__all__ = ["captions"]

LONGEST_CREDIT = 80
LONGEST_LABEL = 4
"""In words: "crédit de la photo:"."""

DEEPEST = 4
"""In levels, a caption within its figure."""


def captions(layout: Layout, url: str | None) -> Iterator[tuple[list[int], Block]]:
    """The captions of the article, with the numbers of their blocks.

    What is named like a caption is one if it is in a figure or beside a picture, from the headline
    to the last paragraph; behind that, if there is a picture and it stands in the element that
    holds the paragraphs, or follows them in the same `article` element.
    """
    heads = layout.headings(min(layout.kinds, default=0))
    last = max(layout.kinds, default=-1)
    known: set[str] = set()
    images: _Images = {}
    behind = 0
    following = last + 1
    """The number of the next block, as long as nothing but captions stands behind the body."""
    for number in range(heads[-1] + 1 if heads else 0, len(layout.blocks)):
        elements = layout.captioned(number) if number >= behind else []
        if not elements or number in layout.kinds:
            continue
        element = elements[-1]
        follows = number == following
        if number > last and not _is_behind(layout, element, images, follows=follows):
            continue
        numbers = [n for n in layout.numbers_in(element, number) if n not in layout.kinds]
        behind = numbers[-1] + 1
        source, alt = _picture(element, url, images)
        figure = any(one.tag in ("figcaption", "figure") for one in chain(element))
        figure = figure or not words().picture.isdisjoint(words_of(element))
        shown = [n for n in numbers if role_of(layout.blocks[n].text) != "furniture"]
        blocks = [layout.blocks[n] for n in shown]
        timed = not figure and any(_CLOCK.search(block.text) for block in blocks)
        if not (figure or source) or timed or any(map(layout.facts, shown)):
            continue
        text, credit = _split(blocks)
        following = behind if follows else following
        if text and fold(text) not in known:
            known.add(fold(text))
            yield numbers, Block(kind="caption", text=text, credit=credit, url=source, alt=alt)


def _is_behind(layout: Layout, caption: HtmlElement, images: _Images, *, follows: bool) -> bool:
    """Whether a caption behind the last paragraph is the article's, and not of what the site has to
    offer besides; `follows` is whether nothing else stands between."""
    around = list(chain(caption, levels=DEEPEST))
    figures = [one for one in around if one.tag == "figure" or is_caption(one)]
    outer = figures[-1].getparent() if figures else None
    if outer is None:
        return False
    image = _first_picture(figures[-1] if figures[-1].tag == "figure" else outer, images)
    if image is None or not _is_loaded(image):
        return False
    for one in chain(outer):
        if one is layout.container or (follows and one.tag == "article"):
            return one is layout.container or one in chain(layout.container)
        if one.tag == "a" or layout.is_furniture(one):
            return False
    return False


def _is_loaded(image: HtmlElement) -> bool:
    """Whether a picture is there, wherever it is, and not a drawing that keeps its place."""
    return any(not one.lower().startswith(_PLACEHOLDER) for one in _sources(image))


_PLACEHOLDER = "data:image/svg"

_Images = dict[HtmlElement, HtmlElement | None]
"""The first picture in an element: a page is gone through once, however many captions it has."""


def _picture(
    caption: HtmlElement, url: str | None, images: _Images
) -> tuple[str | None, str | None]:
    """Where the picture above a caption is, and the words that stand for it."""
    for one in chain(caption, levels=4):
        image = _first_picture(one, images)
        if image is not None:
            source = next(filter(_leads_somewhere, _sources(image)), "")
            return address(url, source), folded_space(image.get("alt") or "") or None
    return None, None


def _first_picture(element: HtmlElement, images: _Images) -> HtmlElement | None:
    if element not in images:
        images[element] = next(element.iter(*PICTURES), None)
    return images[element]


def _sources(image: HtmlElement) -> Iterator[str]:
    """Where a picture may be."""
    named = (image.get(name) or "" for name in ("src", "data-src", "data-original"))
    return filter(None, map(str.strip, named))


def _leads_somewhere(source: str) -> bool:
    """Whether a picture is where its address says; not one that is written into the page, or that
    lies in the folder of a saved one."""
    folder, _, rest = urllib.parse.unquote(source.removeprefix("./")).partition("/")
    return bool(source) and not (
        source[:5].lower().startswith(("data:", "cid:"))
        or (rest and folder.endswith(words().folders))
    )


def _split(blocks: list[PageBlock]) -> tuple[str, str | None]:
    """The words below a picture and whose it is: the blocks that are a credit or are named so, else
    what stands within a block as one."""
    named = words().credit
    said = [
        block
        for block in blocks
        if role_of(block.text) == "credit"
        or not named.isdisjoint(words_of(block.element))
        or (len(blocks) > 1 and without_label(block.text) != block.text)
        or _IN_BRACKETS.fullmatch(block.text)
    ]
    text = " ".join(block.text for block in blocks if block not in said)
    credit = " ".join(_whose(block.text) for block in said) or None
    if text and not said:
        text, credit = _split_block(blocks[0]) if len(blocks) == 1 else _split_text(text)
    return without_caption_label(text), credit


def _split_block(block: PageBlock) -> tuple[str, str | None]:
    """The same within one block: what stands in an element named as a credit, in the last element
    behind a sentence, in brackets behind one, or behind "Photo:"."""
    element = block.element
    while len(element) == 1 and not (element.text or "").strip():
        inner = element[0]
        if not isinstance(inner.tag, str) or (inner.tail or "").strip():
            break
        element = inner
    whole = block.text
    at = len(whole)
    for credit in _credits(element, whole):
        shown = folded_space(credit.text_content())
        found = whole.rfind(shown) if shown else -1
        if found > 0:
            at = min(at, found)
    text, said = whole[:at].rstrip(_EDGES), whole[at:].strip()
    if not said or not text:
        return _split_text(whole)
    return _without_label_behind(text, said), _whose(said) or None


def _without_label_behind(text: str, credit: str) -> str:
    """A text without the label of the credit that follows it, "… (Photo:"."""
    said = text.split()
    for first in range(max(1, len(said) - LONGEST_LABEL), len(said)):
        label = " ".join(said[first:]).lstrip(_EDGES)
        if label and without_label(f"{label} {credit}") == credit:
            return " ".join(said[:first]).rstrip(_EDGES)
    return text


def _split_text(whole: str) -> tuple[str, str | None]:
    """A caption and the credit behind it; also where no line outside of captions has one: behind a
    name or few words ("Ann Lee / Photo: Al Roe"), or a name alone in brackets ("A gate in March
    (Al Roe)")."""
    if split := split_credit(whole):
        return split[0], split[1].rstrip(".") or None
    for bar in _BAR.finditer(whole):
        if role_of(whole[bar.end() :]) == "credit":
            return whole[: bar.start()], without_label(whole[bar.end() :])
    for stop in _STOP.finditer(whole):
        if whole[stop.end() :] != (credit := without_label(whole[stop.end() :])):
            return whole[: stop.start() + 1], credit.rstrip(".")
    if match := _SIGNED.fullmatch(whole):
        label, _, rest = match["name"].partition(" ")
        name = rest if label.lower() in words().picture else match["name"]
        return (match["caption"], name) if names_in(name) else (whole, None)
    return whole, None


def _whose(credit: str) -> str:
    """A credit without its label and the brackets around it."""
    bare = without_label(credit.strip("()[]© "))
    return f"{bare})" if bare.count("(") > bare.count(")") else bare


def _credits(element: HtmlElement, whole: str) -> Iterator[HtmlElement]:
    """The elements in a caption that say whose the picture is."""
    names = words().credit
    for one in element.iterdescendants():
        if isinstance(one.tag, str) and (
            one.tag in ("cite", "small") or not names.isdisjoint(words_of(one))
        ):
            yield one
    last = element[-1] if len(element) else None
    if last is None or not isinstance(last.tag, str) or (last.tail or "").strip():
        return
    shown = folded_space(last.text_content())
    before = whole.removesuffix(shown).rstrip()
    if shown and len(shown) <= LONGEST_CREDIT and before.endswith(_FULL_STOPS):
        yield last


_CLOCK = re.compile(r"\b\d{1,2}:\d\d\b")
"""What has one beside a picture says when the page was written, or how long a film is."""

_IN_BRACKETS = re.compile(r"\([^()]*\)|\[[^][]*\]")
_EDGES = " |–—-(/,©"
_FULL_STOPS = (".", "!", "?", "”", '"', "»", "“", ")", "。")
_STOP = re.compile(r"[.!?]\s+(?=\S)")
_SIGNED = re.compile(r"(?P<caption>\S+(?: \S+){2,}) \((?P<name>[^()]+)\)")
_BAR = re.compile(r"\s+[/|]\s+")
