"""An article of ProQuest's HTML, of a page or of a letter."""

from __future__ import annotations

import re

from lxml.html import HtmlElement

from mediacorpus.readers.html_blocks import PageBlock, blocks_of, folded_space, owner_of
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
    within: set[HtmlElement] = set()
    if element is not None:
        within.update(element.iter())
        if (element.get("wordcount") or "").isdecimal():
            said.count = int(element.get("wordcount", "")[:9])
    bold: dict[HtmlElement, HtmlElement] = {}
    for one in tree.iter("strong", "b"):
        bold.setdefault(owner_of(one), one)
    cited = [one for one in tree.iter("span") if "newspaperArticle" in (one.get("class") or "")]
    said.info = folded_space(cited[0].text_content()) if cited else ""
    known_only = False  # behind the text, where words in bold may look like labels
    for block in blocks_of(tree):
        label = None if block.element in within else _label(block, bold.get(block.element))
        if block.element in within:
            said.text.append((block.text, None))
        elif label and (label.field or not known_only or within):
            _take_label(said, label)
            known_only = known_only or label.field == "text"
        elif said.labels and said.labels[-1].field == "text":
            said.text.append((block.text, None))
        elif said.labels and said.labels[-1].field == "abstract":
            said.go_on(block.text)
        else:
            _take_unlabelled(said, block)
    return said, ""


def _label(block: PageBlock, bold: HtmlElement | None) -> Label | None:
    """The label of a block, which is its first word in bold."""
    if bold is None or len(bold) or len(bold.text or "") > LONGEST_LABEL:
        return None
    words = folded_space(bold.text or "")
    if not words.endswith((":", "：")) or not block.text.startswith(words):
        return None
    return label_of(block.text)


LONGEST_LABEL = 100
MOST_LINKED = 0.5
"""Of a line that is more than a link, so much may be one."""


def _take_label(said: Said, label: Label) -> None:
    if label.field == "text":
        if label.rest:
            said.text.append((label.rest, None))
        said.add(label._replace(rest=""))
    else:
        said.add(label)


def _take_unlabelled(said: Said, block: PageBlock) -> None:
    """A line above the labels: the headline, a link to the archive, where it was published; or one
    behind them, which is the archive's own."""
    if not said.headline and not said.labels:
        said.headline = block.text
    elif not (
        (said.info and said.info in block.text)
        or "proquest" in block.text.lower()
        or block.linked > MOST_LINKED
        or block.text == said.headline
    ):
        said.other.append(block.text)
