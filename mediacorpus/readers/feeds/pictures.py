"""The pictures beside an item of an XML feed, each with its caption, and its other enclosures."""

from __future__ import annotations

from mediacorpus.readers.feeds.elements import (
    Element,
    address_in,
    by_label,
    first,
    leaves_of,
    words_in,
)
from mediacorpus.readers.feeds.said import Said
from mediacorpus.readers.html_blocks import is_address
from mediacorpus.records import Block

__all__ = ["pictures_in"]


def pictures_in(within: dict[str, list[Element]], base: str | None, said: Said) -> list[Block]:
    """The pictures of an item, the largest of each group; what is none is kept by `said`."""
    found: list[Block] = []
    for one in (*first(within, "pictures"), *within.get("link", ())):
        inner = by_label(one)
        contents = inner.get("media:content", [])
        if one.get("rel") not in (None, "enclosure") or (_is_link(one) and not one.get("rel")):
            continue
        if contents:  # a group of one picture in several sizes
            found += _of_group(one, contents, base, said)
        else:
            found += _of_element(one, inner, {}, base, said)
    return found


def _is_link(element: Element) -> bool:
    return str(element.tag).rpartition("}")[2].lower() == "link"


def _of_group(group: Element, contents: list[Element], base: str | None, said: Said) -> list[Block]:
    """The largest picture of a group; what is said of the group is said of it."""
    pictures = [one for one in contents if _is_picture(one)]
    best = max(pictures, key=_width, default=None)
    found: list[Block] = []
    for one in contents:
        if one is best:
            found += _of_element(one, by_label(one), by_label(group), base, said)
        else:
            said.keep("media:content@url", one.get("url"))
    return found


def _of_element(
    element: Element,
    inner: dict[str, list[Element]],
    around: dict[str, list[Element]],
    base: str | None,
    said: Said,
) -> list[Block]:
    """The picture that an element is; none where it is something else, which is kept."""

    def say(label: str) -> str | None:
        elements = (*inner.get(label, ()), *around.get(label, ()))
        return next(filter(None, map(words_in, elements)), None)

    own = next((one.text for label in _ADDRESSES for one in inner.get(label, ())), None)
    link = element.get("url") or element.get("href") or own or ""
    if not link.strip() and not inner:
        link = (element.text or "").strip()
    leads = address_in(base, link) if link.strip() else None
    if not leads or not is_address(leads) or not _is_picture(element):
        name = str(element.tag).rpartition("}")[2].lower()
        for leaf, value in leaves_of(element, "enclosure" if name == "link" else name):
            said.keep(leaf, value)
        return []
    caption = say("media:description") or say("image:caption")
    alt = say("media:title") or say("image:title") or say("title")
    credit = say("media:credit") or say("media:copyright")
    if caption:
        return [Block(kind="caption", text=caption, credit=credit, url=leads, alt=alt)]
    said.keep("media:credit", credit)
    return [Block(kind="image", url=leads, alt=alt)]


_ADDRESSES = ("url", "image:loc", "loc")


def _is_picture(element: Element) -> bool:
    """Whether an element is a picture by its name, its type or the ending of its address."""
    kind = (element.get("type") or element.get("medium") or "").lower()
    if kind:
        return kind.startswith("image")
    name = str(element.tag).rpartition("}")[2].lower()
    if name in ("image", "thumbnail"):
        return True
    path = (element.get("url") or element.get("href") or "").partition("?")[0].lower()
    return path.endswith((".jpg", ".jpeg", ".png", ".gif", ".webp", ".avif"))


def _width(element: Element) -> int:
    said = element.get("width") or ""
    return int(said[:6]) if said.isdecimal() else 0
