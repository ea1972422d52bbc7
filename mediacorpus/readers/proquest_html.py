"""An article of ProQuest's HTML, of a page or of a letter."""

from __future__ import annotations

import re
from collections.abc import Iterator

from lxml.html import HtmlElement

from mediacorpus.readers.html_blocks import PageBlock, blocks_of, chain, folded_space
from mediacorpus.readers.html_tree import look_over, tree_of
from mediacorpus.readers.proquest_article import Said, number_in
from mediacorpus.readers.proquest_words import Label, label_of

__all__ = ["ANCHOR", "LABEL", "WHOLE", "said_in_html"]

ANCHOR = re.compile(
    rb"""(?:<div\b[^<>]{0,300}>\s{0,20})?<a\b[^<>]{0,100}?\bname\s*=\s*["']?DocID_[^<>]{0,200}>""",
    re.IGNORECASE,
)
"""How an item begins."""
WHOLE = re.compile(rb"\A[\s\S]")
"""A page of one item without an anchor."""
LABEL = re.compile(r"<strong\b[^<>]{0,200}>([^<>]{1,60})</strong>", re.IGNORECASE)

_PAGE_TAGS = re.compile(r"</?(?:html|head|body)\b[^<>]{0,400}>", re.IGNORECASE)
"""Of pages within the page, as the texts have them: a parser would stop where one ends."""


def said_in_html(text: str) -> tuple[Said | None, str]:
    """What an item says; or None, and why it cannot be read."""
    text = _PAGE_TAGS.sub(" ", text)
    wrong, unclosed = look_over(text)
    tree, reason = (None, wrong) if wrong else tree_of(text)
    if tree is None:
        return None, reason or ""
    said = Said(number=number_in(text), notices=[*unclosed])
    element = next(tree.iter("text"), None)
    if element is not None and (element.get("wordcount") or "").isdecimal():
        said.count = int(element.get("wordcount", "")[:9])
    known_only = False  # behind the text, where words in bold may look like labels
    in_text = False
    for block in blocks_of(tree):
        within = any(one.tag == "text" for one in chain(block.element))
        label = None if within else _label(block)
        if within:
            said.text.append((block.text, None))
            in_text = True
        elif label and (label.field or not (known_only or in_text)):
            in_text = False
            _take_label(said, label)
            known_only = known_only or label.field == "text"
        elif label and in_text and _holds_text(element):
            said.labels.append(label)
            in_text = False
        elif said.labels and said.labels[-1].field == "text":
            said.text.append((block.text, None))
        elif said.labels and said.labels[-1].field == "abstract":
            said.go_on(block.text)
        else:
            _take_unlabelled(said, block)
    return said, ""


def _holds_text(element: HtmlElement | None) -> bool:
    """Whether the text has an element of its own, so that what stands behind it is none of it."""
    return element is not None and bool(element.text_content().strip())


def _label(block: PageBlock) -> Label | None:
    """The label of a block, which is its first word in bold."""
    bold = next(iter(block.element.iter("strong", "b")), None)
    if bold is None:
        return None
    words = folded_space(bold.text_content())
    if not words.endswith((":", "：")) or not block.text.startswith(words):
        return None
    return label_of(block.text)


def _take_label(said: Said, label: Label) -> None:
    if label.field == "text":
        if label.rest:
            said.text.append((label.rest, None))
        said.labels.append(label._replace(rest=""))
    else:
        said.labels.append(label)


def _take_unlabelled(said: Said, block: PageBlock) -> None:
    """A line above the labels: the headline, a link to the archive, where it was published; or one
    behind them, which is the archive's own."""
    if not said.headline and not said.labels:
        said.headline = block.text
    elif cited := next(_cited(block.element), None):
        said.info = cited
    elif "proquest" in block.text.lower() or block.linked > 0.5:
        pass
    elif block.text != said.headline:
        said.other.append(block.text)


def _cited(element: HtmlElement) -> Iterator[str]:
    for one in element.iter("span"):
        if "newspaperArticle" in (one.get("class") or "").split():
            yield folded_space(one.text_content())
