"""The captions of a page, each with its credit and its picture."""

from __future__ import annotations

import re
import urllib.parse
from collections.abc import Iterator

from lxml.html import HtmlElement

from mediacorpus.readers.html_blocks import chain, folded_space, words_of
from mediacorpus.readers.html_layout import Layout
from mediacorpus.readers.html_words import words
from mediacorpus.readers.page_facts import facts_of
from mediacorpus.readers.page_lines import split_credit, without_label
from mediacorpus.records import Block
from mediacorpus.text.folding import fold

__all__ = ["captions"]

LONGEST_CREDIT = 80


def captions(layout: Layout, url: str | None) -> Iterator[tuple[int, Block]]:
    """The captions from the headline to the end of the body, by the number of their first block.

    What is named like a caption is one if it is in a figure or beside a picture.
    """
    heads = layout.headings(min(layout.kinds, default=0))
    seen: set[HtmlElement] = set()
    known: set[str] = set()
    images: _Images = {}
    for number in range(heads[-1] + 1 if heads else 0, max(layout.kinds, default=-1) + 1):
        elements = layout.captioned(number) if number not in layout.kinds else []
        if not elements or elements[-1] in seen:
            continue
        element = elements[-1]
        seen.add(element)
        source, alt = _picture(element, url, images)
        figure = any(one.tag in ("figcaption", "figure") for one in chain(element))
        if not (figure or source) or facts_of(folded_space(element.text_content()), None):
            continue
        text, credit = _split(element)
        if text and fold(text) not in known:
            known.add(fold(text))
            yield number, Block(kind="caption", text=text, credit=credit, url=source, alt=alt)


_Images = dict[HtmlElement, HtmlElement | None]
"""The first picture in an element: a page is gone through once, however many captions it has."""


def _picture(
    caption: HtmlElement, url: str | None, images: _Images
) -> tuple[str | None, str | None]:
    """Where the picture above a caption is, and the words that stand for it."""
    for one in chain(caption, levels=4):
        if one not in images:
            images[one] = one.find(".//img")
        image = images[one]
        if image is not None:
            sources = (image.get(name) or "" for name in ("src", "data-src", "data-original"))
            source = next((one.strip() for one in sources if one and one[:5] != "data:"), "")
            absolute = urllib.parse.urljoin(url or "", source)
            return absolute or None, folded_space(image.get("alt") or "") or None
    return None, None


def _split(element: HtmlElement) -> tuple[str, str | None]:
    """The words below a picture and whose it is: what stands in an element named as a credit, in
    the last element behind a sentence, in brackets behind one, or behind "Photo:"."""
    while len(element) == 1 and not (element.text or "").strip():
        inner = element[0]
        if not isinstance(inner.tag, str) or (inner.tail or "").strip():
            break
        element = inner
    whole = folded_space(element.text_content())
    at = len(whole)
    for credit in _credits(element, whole):
        shown = folded_space(credit.text_content())
        found = whole.rfind(shown) if shown else -1
        if found > 0:
            at = min(at, found)
    text, said = whole[:at].rstrip(_EDGES), whole[at:].strip()
    if not said or not text:
        split = split_credit(whole) or _at_end(whole)
        return (split[0], split[1] or None) if split else (whole, None)
    label = _LABEL.search(text)
    if label and label.start():
        text = text[: label.start()].rstrip(_EDGES)
    return text, without_label(said.strip("()[]© ")) or None


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


def _at_end(caption: str) -> tuple[str, str] | None:
    """A caption and the credit behind it, in brackets or behind a slash."""
    match = _BRACKETS.fullmatch(caption) or _SLASH.fullmatch(caption)
    return (match["text"], match["credit"].strip()) if match else None


_EDGES = " |–—-(/,©"
_FULL_STOPS = (".", "!", "?", "”", '"', "»", "“", ")", "。")
_LABEL = re.compile(r"[\s(]+(?:foto|photo|bild|image|credit|quelle|source)s?\s*:?$", re.IGNORECASE)
_BRACKETS = re.compile(r"(?P<text>.*[.!?”\"»“])\s*\((?P<credit>[A-ZÀ-Þ@][^()]{1,80})\)\.?")
_SLASH = re.compile(r"(?P<text>.*\S)\s/\s(?P<credit>[A-ZÀ-Þ@][^/.]{2,60})")
