"""The elements of an XML feed by their labels, and what is in them."""

from __future__ import annotations

import base64
import binascii
import html
import re

import lxml.etree

from mediacorpus.readers.encoding import decode
from mediacorpus.readers.feeds.words import words
from mediacorpus.readers.html_blocks import address
from mediacorpus.readers.html_fragment import Fragment, fragment_of, in_words
from mediacorpus.text.folding import fold_space

__all__ = [
    "Element", "address_in", "by_label", "first", "fragment_in", "label_of", "language_of",
    "leaves_of", "words_in",
]  # fmt: skip

Element = lxml.etree._Element

DEEPEST = 6
"""In levels, an element that found no field is looked into."""


def label_of(element: Element) -> str:
    """What a feed calls an element, as in ``feeds.toml``."""
    namespace, local = _name(element)
    if not namespace:
        return local.lower()  # with its prefix, where the document does not say what that is
    prefix = words().prefixes.get(namespace)
    if prefix is None:
        own = namespace == _name(element.getroottree().getroot())[0]
        prefix = "" if own or element.prefix is None else element.prefix
    return f"{prefix}:{local.lower()}" if prefix else local.lower()


def _name(element: Element) -> tuple[str, str]:
    """The namespace and the local name of an element."""
    namespace, _, local = str(element.tag).rpartition("}")
    return namespace.removeprefix("{"), local


def by_label(element: Element) -> dict[str, list[Element]]:
    """The elements right within one, by their labels, in their order."""
    found: dict[str, list[Element]] = {}
    for child in element:
        found.setdefault(label_of(child), []).append(child)
    return found


def first(within: dict[str, list[Element]], field: str) -> list[Element]:
    """The elements that say a field, those with the best label first."""
    return [one for label in words().fields[field] for one in within.get(label, ())]


def _markup(element: Element) -> tuple[str, bool | None]:
    """What is written in an element, and whether it is HTML; None where that is not said."""
    kind = (element.get("type") or "").lower()
    mode = (element.get("mode") or "").lower()
    if "/" in kind and not kind.startswith(_KINDS_OF_TEXT) and not kind.endswith(("+xml", "/xml")):
        return "", False  # a picture, say
    if mode == "base64":
        return _from_base64(element.text or ""), None
    if len(element):
        return _inner(element), True
    text = element.text or ""
    if kind in ("html", "xhtml", "text/html", "application/xhtml+xml"):
        return text, True
    return text, False if kind in ("text", "text/plain") and mode != "escaped" else None


_KINDS_OF_TEXT = ("text/", "application/xhtml", "application/xml", "multipart/")


def _from_base64(text: str) -> str:
    try:
        raw = base64.b64decode("".join(text.split()), validate=True)
    except (binascii.Error, ValueError):
        return text
    return decode(raw).text


def _inner(element: Element) -> str:
    """The markup in an element, without prefixes and namespaces."""
    for one in element.iterdescendants():
        name = _name(one)[1].rpartition(":")[2]
        one.tag = name if _TAG.fullmatch(name) else "span"
    lxml.etree.cleanup_namespaces(element)
    parts = [html.escape(element.text or "", quote=False)]
    parts += (lxml.etree.tostring(one, encoding="unicode", method="html") for one in element)
    return "".join(parts)


def words_in(element: Element) -> str | None:
    """The words of an element on one line, without markup; None where there are none."""
    text, is_html = _markup(element)
    if is_html is False:
        return fold_space(text) or None
    return in_words(text) or None


def fragment_in(element: Element, base: str | None) -> Fragment:
    """The text of an element; `base` is where its relative links lead from."""
    text, is_html = _markup(element)
    return fragment_of(text, address_in(base, element.base or ""), is_html=is_html)


def address_in(base: str | None, link: str) -> str | None:
    """Where a link of a feed leads; the base itself where it says nothing."""
    return address(base, link) if link.strip() else base


def language_of(element: Element) -> str | None:
    """The language that an element, or one that it stands in, says it is in."""
    for one in (element, *element.iterancestors()):
        if said := one.get(_XML_LANG):
            return said
    return None


_XML_LANG = "{http://www.w3.org/XML/1998/namespace}lang"
_TAG = re.compile(r"[A-Za-z][A-Za-z0-9_.-]*")
_NO_NAME = re.compile(r"^\{[^{}]*\}")


def leaves_of(element: Element, label: str, deep: int = DEEPEST) -> list[tuple[str, str]]:
    """The words and attributes of an element and of those in it, each with its label:
    "thr:in-reply-to@href", "cloud/domain"."""
    found = []
    for name, value in element.attrib.items():
        found.append((f"{label}@{_NO_NAME.sub('', str(name)).lower()}", str(value)))
    if not len(element) or not deep:
        found.append((label, fold_space("".join(map(str, element.itertext())))))
        return found
    for child in element:
        found += leaves_of(child, f"{label}/{label_of(child)}", deep - 1)
    return found
